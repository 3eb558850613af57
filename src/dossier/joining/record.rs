//! The rows in which a household keeps what was done to it by joining: `_joined/<id>` and `_moved/<id>`.
//!
//! Such a row holds a *mirror*: values that stood elsewhere in the household, under the path they had there with the
//! row before it. `hh_phone` is mirrored as `_joined/<id>/hh_phone`.

use super::{JOINED, MOVED, OTHER, RANGE, Range};
use crate::dossier::Dossier;
use crate::id::{DossierId, Name, RowId};
use crate::path::{FieldPath, RowStep};
use crate::value::Value;

/// What was carried into a household at one time.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Taken {
    /// The row that keeps it.
    pub row: FieldPath,
    /// From whom.
    pub other: DossierId,
    pub range: Option<Range>,
}

/// The row of a record.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mirror(RowStep);

impl Mirror {
    pub fn joined(row: RowId) -> Self {
        Self(RowStep { repeat: Name::of(JOINED), row })
    }

    pub fn moved(row: RowId) -> Self {
        Self(RowStep { repeat: Name::of(MOVED), row })
    }

    pub fn row(&self) -> FieldPath {
        FieldPath::row(std::slice::from_ref(&self.0))
    }

    pub fn field(&self, name: &'static str) -> FieldPath {
        FieldPath::within(std::slice::from_ref(&self.0), Name::of(name))
    }

    /// Where the value of `path` is kept.
    pub fn of(&self, path: &FieldPath) -> FieldPath {
        let mut kept = path.clone();
        kept.rows.insert(0, self.0.clone());
        kept
    }

    /// What is kept, under the paths it had.
    pub fn kept<'a>(&self, dossier: &'a Dossier) -> Vec<(FieldPath, &'a Value)> {
        let row = self.row();
        let own = [self.row(), self.field(OTHER), self.field(RANGE)];
        let inside = dossier.within(&row.rows).filter(|(path, _)| !own.contains(path));
        let unmirrored = |path: &FieldPath| {
            let mut original = path.clone();
            original.rows.remove(0);
            original
        };
        inside.filter_map(|(path, register)| Some((unmirrored(path), register.value()?))).collect()
    }
}

impl Taken {
    pub fn mirror(&self) -> Option<Mirror> {
        self.row.rows.first().cloned().map(Mirror)
    }
}

/// Every row of the repeat [`JOINED`].
pub(super) fn taken(dossier: &Dossier) -> Vec<Taken> {
    rows(dossier, JOINED)
}

/// Every row of the repeat [`MOVED`].
pub(super) fn left(dossier: &Dossier) -> Vec<Taken> {
    rows(dossier, MOVED)
}

fn rows(dossier: &Dossier, repeat: &'static str) -> Vec<Taken> {
    let read = |row| {
        let mirror = Mirror(RowStep { repeat: Name::of(repeat), row });
        let other = dossier.text(&mirror.field(OTHER))?.parse().ok()?;
        let range = dossier.text(&mirror.field(RANGE)).and_then(|text| text.parse().ok());
        Some(Taken { row: mirror.row(), other, range })
    };
    dossier.rows(&[], &Name::of(repeat)).into_iter().filter_map(read).collect()
}
