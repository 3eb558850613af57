//! A household that is to go, with everything that belongs to it.

use std::cell::{Cell, RefCell};
use std::collections::BTreeSet;

use crate::app::works::reduced;
use crate::dossier::{Dossier, household};
use crate::id::{ContentHash, DossierId, Name};
use crate::path::FieldPath;
use crate::plan::order;
use crate::problem::Problem;
use crate::remote::cloud::{Content, DivisionCode, ObjectName};
use crate::store::outbox::Outbox;
use crate::store::{Workspace, wire};
use crate::value::Value;

/// A household that is to go.
pub(super) struct Home {
    pub id: DossierId,
    pub division: DivisionCode,
    pub state: String,
    /// The file; `None` when this state is there already.
    pub text: Option<Vec<u8>>,
    pub blobs: BTreeSet<Blob>,
    /// Objects that are still to go.
    pub left: Cell<usize>,
    /// Objects that are there, with what they hold.
    pub there: RefCell<Vec<(ObjectName, Content)>>,
    pub dossier: RefCell<Option<(ObjectName, Content)>>,
    pub failed: RefCell<Option<Problem>>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Blob {
    Photo(ContentHash),
    Form(ContentHash),
}

impl Home {
    pub fn of(dossier: &Dossier, state: String, arrived: bool) -> Self {
        let photos = order::photos(dossier).into_iter().map(Blob::Photo);
        let blobs = photos.chain(reduced::forms(dossier).into_iter().map(Blob::Form));
        let blobs = if arrived { BTreeSet::new() } else { blobs.collect() };
        Self {
            id: dossier.id,
            division: division_of(dossier),
            state,
            text: (!arrived).then(|| wire::write(dossier).into_bytes()),
            left: Cell::new(blobs.len() + usize::from(!arrived)),
            blobs,
            there: RefCell::default(),
            dossier: RefCell::default(),
            failed: RefCell::default(),
        }
    }

    /// A word for the household and how many of its photos are here: one that comes later has to go later.
    pub fn state_of(store: &Workspace, dossier: &Dossier) -> String {
        let missing = order::photos(dossier).into_iter().filter(|hash| !store.photo_path(*hash).exists()).count();
        let state = Outbox::state_of(dossier);
        if missing == 0 { state } else { format!("{state}-{missing}") }
    }

    /// Whether every part of it that this device has is there.
    pub fn is_whole(&self) -> bool {
        self.failed.borrow().is_none() && self.left.get() == 0
    }
}

/// The folder a household belongs in.
fn division_of(dossier: &Dossier) -> DivisionCode {
    let code = match dossier.value(&FieldPath::top(Name::of(household::DIVISION))) {
        Some(Value::Text(text)) => text.get(..6).and_then(|code| code.parse().ok()),
        Some(Value::Choice(name)) => name.as_str().get(..6).and_then(|code| code.parse().ok()),
        _ => None,
    };
    code.unwrap_or(DivisionCode::UNKNOWN)
}
