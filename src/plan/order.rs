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
use crate::dossier::blurred::{self, BLURRED};
use crate::dossier::household::{ADDRESS, CONSENT_PHOTO, DIVISION, FORM_PREFIX, HEAD, PHONE, STEP, VILLAGE};
use crate::dossier::register::Register;
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
            // Which picture must be shown instead of which; names no place and no picture that is not in the copy.
            BLURRED => return self.photos,
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

/// The photos that go with a copy: every one that its fields name and that may be seen, and no other.
pub fn photos(copy: &Dossier) -> BTreeSet<ContentHash> {
    let live = copy.fields.values().flat_map(Register::live);
    let hashes = live.filter_map(|(_, write)| match &write.value {
        Value::Photo(photo) => Some(photo.hash),
        _ => None,
    });
    hashes.filter(|hash| !blurred::is_withheld(copy, *hash)).collect()
}

#[cfg(test)]
mod tests {
    use super::super::tests::fixture::{edit, planned, row_of, set, signature};
    use super::super::{change, edits};
    use super::*;
    use crate::dossier::tests::author;
    use crate::plan::quantity::Quantity;

    fn paths(dossier: &Dossier) -> Vec<String> {
        dossier.fields.keys().map(ToString::to_string).collect()
    }

    /// A household in which everything that must stay home is a word that stands nowhere else.
    fn full() -> Dossier {
        let mut home = planned();
        let secrets = "
            hh_head \"户主\"
            hh_phone \"15400000000\"
            hh_income_status +dibao
            hh_phone_name \"SECRET-owner\"
            _visit finished
            qP16_words \"SECRET-wish\"
            or_number \"2026-007\"
            or_contractor \"兴安施工队\"
            se_contract \"SECRET-contract\"
            pl_over_reason \"SECRET-over\"
            person/0000000001/qP10_epilepsy yes
            qE2.note \"SECRET-note\"
        ";
        home.apply(&edit(secrets), &author(1));
        set(&mut home, "ag_signature", signature(1));
        let door = row_of(&home, "D01");
        home.apply(&change::say(&home, door, RowId::from_bits(77), "几号来"), &author(1));
        home.apply(&change::propose(&home, door, RowId::from_bits(78), Quantity::ONE, "承重墙"), &author(1));
        for text in [
            format!("accept_item/{door}/ai_defect \"松动\""),
            format!("accept_item/{door}/ai_satisfaction poor"),
            format!("accept_item/{door}/ai_accepted 1"),
            format!("plan_item/{door}/pi_later_field \"SECRET-later\""),
        ] {
            home.apply(&edit(&text), &author(1));
        }
        home
    }

    #[test]
    fn a_contractor_gets_the_job_and_nothing_about_the_person() {
        let home = full();
        let copy = reduced(&home);
        let door = row_of(&home, "D01");
        let kept = paths(&copy);
        for wanted in [
            "hh_head",
            "hh_phone",
            "or_number",
            "or_contractor",
            &format!("plan_item/{door}"),
            &format!("plan_item/{door}/pi_name"),
            &format!("plan_item/{door}/pi_sizes"),
            &format!("plan_item/{door}/pi_decision"),
            &format!("plan_item/{door}/wi_talk/{}/wt_text", RowId::from_bits(77)),
            &format!("plan_item/{door}/wi_change/{}/wc_quantity", RowId::from_bits(78)),
            &format!("accept_item/{door}/ai_defect"),
        ] {
            assert!(kept.iter().any(|path| path == wanted), "{wanted} is missing: {kept:?}");
        }
        let forbidden =
            ["person", "qP", "qE", "pi_because", "pi_origin", "pi_price", "pi_paid_by", "pi_wished", "ag_", "se_"];
        for path in &kept {
            assert!(forbidden.iter().all(|part| !path.contains(part)), "{path}");
        }
        let all = format!("{copy:?}");
        for secret in ["SECRET", "150102199003072336", "王秀兰", "dibao", "poor"] {
            assert!(!all.contains(secret), "{secret}");
        }
    }

    #[test]
    fn what_is_not_in_the_plan_does_not_go_out() {
        let mut home = full();
        let alarm = row_of(&home, "A02");
        home.apply(&edits::decide(alarm, item::Decision::Declined, "SECRET-refusal"), &author(1));
        assert!(paths(&reduced(&home)).iter().all(|path| !path.contains(&alarm.to_string())));
    }

    #[test]
    fn photos_go_out_only_where_the_family_allows_them() {
        let mut home = full();
        let door = row_of(&home, "D01");
        let photo = |text: &[u8]| {
            let hash = ContentHash::of(text);
            let caption = "".into();
            Value::Photo(std::sync::Arc::new(crate::value::Photo {
                hash,
                width: 4,
                height: 3,
                taken: None,
                place: None,
                caption,
            }))
        };
        set(&mut home, &format!("plan_item/{door}/pi_photo/{}", RowId::from_bits(5)), photo(b"place"));
        set(&mut home, &format!("plan_item/{door}/wi_after/{}", RowId::from_bits(6)), photo(b"after"));
        set(&mut home, &format!("person/0000000001/qP11/{}", RowId::from_bits(7)), photo(b"person"));
        let both = [ContentHash::of(b"place"), ContentHash::of(b"after")];
        assert_eq!(photos(&reduced(&home)), both.into());
        home.apply(&edit("consent_photo no"), &author(1));
        assert_eq!(photos(&reduced(&home)), [ContentHash::of(b"after")].into(), "what the contractor took stays");
    }

    #[test]
    fn what_the_contractor_writes_joins_back_and_deletes_nothing() {
        let mut home = full();
        let door = row_of(&home, "D01");
        let mut copy = reduced(&home);
        copy.apply(&edit(&format!("plan_item/{door}/wi_installed 1\nplan_item/{door}/wi_state done")), &author(9));
        let before = home.fields.len();
        home.join(&copy).unwrap();
        assert_eq!((home.fields.len(), home.conflicts().count()), (before + 2, 0));
        assert!(home.text(&item::field(door, fields::BECAUSE)).is_some());
    }
}
