//! What a contractor gets of a household 派工包: name, address, phone, the items with their sizes and places, marked
//! photos of the places, the order itself, works, talk and changes. Nothing else (domain §6).
//!
//! An allow list: a field that is not named here stays, whatever a later form adds. Left out on purpose: certificate
//! and identity numbers, category, health and income; why a measure is proposed (findings tell of the person);
//! prices, sources and the cap (the contract has the prices; the family's money is not the contractor's business);
//! declined items, signatures, remarks of the survey.

use std::collections::BTreeSet;

use super::fields;
use super::item;
use crate::dossier::Dossier;
use crate::dossier::household::{ADDRESS, CONSENT_PHOTO, DIVISION, FORM_PREFIX, HEAD, PHONE, STEP, VILLAGE};
use crate::id::{ContentHash, Name, RowId};
use crate::path::FieldPath;
use crate::value::{Skip, Value};

/// At the top of the household.
const TOP: [&str; 14] = [
    HEAD,
    DIVISION,
    VILLAGE,
    ADDRESS,
    PHONE,
    CONSENT_PHOTO,
    STEP,
    fields::ORDER_NUMBER,
    fields::ORDER_CONTRACTOR,
    fields::ORDER_CONTRACTOR_PHONE,
    fields::ORDER_DATE,
    fields::ORDER_START_BY,
    fields::ORDER_FINISH_BY,
    fields::ORDER_NOTE,
];

/// The forms that the contractor fills: which text of them is pinned.
const FORMS: [&str; 2] = ["work-order", "works"];

/// In the row of an accepted item. Repeats among them are kept with everything inside.
const ITEM: [&str; 16] = [
    fields::CODE,
    fields::VARIANT,
    fields::NAME,
    fields::KIND,
    fields::PLACE,
    fields::QUANTITY,
    fields::UNIT,
    fields::SIZES,
    fields::DECISION,
    fields::WORK_STATE,
    fields::INSTALLED,
    fields::NO_PHOTO_REASON,
    fields::PHOTO_BEFORE,
    fields::PHOTO_DURING,
    fields::PHOTO_AFTER,
    fields::TALK,
];

/// In the acceptance's row of an accepted item: what must be put right.
const ACCEPT: [&str; 9] = [
    fields::ACCEPT_CODE,
    fields::ACCEPT_NAME,
    fields::ACCEPT_WHERE,
    fields::ACCEPT_UNIT,
    fields::ACCEPT_RESULT,
    fields::ACCEPT_DEFECT,
    fields::ACCEPT_RECTIFY_BY,
    fields::ACCEPT_RECHECK_DATE,
    fields::ACCEPT_RECHECK,
];

/// Which fields of one household go into the contractor's copy.
#[derive(Clone, Debug)]
pub struct Keep {
    items: BTreeSet<RowId>,
    /// The family allows photos.
    photos: bool,
}

impl Keep {
    pub fn of(dossier: &Dossier) -> Self {
        let consent = dossier.value(&FieldPath::top(Name::of(CONSENT_PHOTO)));
        let refused = matches!(consent, Some(Value::YesNo(false) | Value::Skipped(Skip::Refused)));
        Self { items: item::accepted(dossier).iter().map(|item| item.row).collect(), photos: !refused }
    }

    /// Whether this field goes into the copy: for [`Dossier::reduced`].
    pub fn keeps(&self, path: &FieldPath) -> bool {
        let Some((outer, inner)) = path.rows.split_first() else {
            return path.leaf.as_ref().is_some_and(|leaf| is_top(leaf.as_str()));
        };
        let listed: &[&str] = match outer.repeat.as_str() {
            fields::ITEM => &ITEM,
            fields::ACCEPT_ITEM => &ACCEPT,
            _ => return false,
        };
        if !self.items.contains(&outer.row) {
            return false;
        }
        let repeats = [fields::CHANGE, fields::PHOTO, fields::ACCEPT_PHOTO];
        match (inner.first(), &path.leaf) {
            (None, None) => true,
            (None, Some(leaf)) => listed.contains(&leaf.as_str()),
            (Some(step), _) if [fields::PHOTO, fields::ACCEPT_PHOTO].contains(&step.repeat.as_str()) => self.photos,
            (Some(step), _) => listed.contains(&step.repeat.as_str()) || repeats.contains(&step.repeat.as_str()),
        }
    }
}

fn is_top(leaf: &str) -> bool {
    TOP.contains(&leaf) || leaf.strip_prefix(FORM_PREFIX).is_some_and(|form| FORMS.contains(&form))
}

/// The contractor's copy.
#[must_use]
pub fn reduced(dossier: &Dossier) -> Dossier {
    let keep = Keep::of(dossier);
    dossier.reduced(|path| keep.keeps(path))
}

/// The photos that go with a copy: every one that its fields name, and no other.
pub fn photos(copy: &Dossier) -> BTreeSet<ContentHash> {
    let live = copy.fields.values().flat_map(|register| register.live());
    let hashes = live.filter_map(|(_, write)| match &write.value {
        Value::Photo(photo) => Some(photo.hash),
        _ => None,
    });
    hashes.collect()
}
