//! The household as a whole; what a screen shows of it stands in [`screen`].

mod screen;

use std::collections::BTreeMap;

use super::edit::{Author, Edit};
use super::{Dossier, OtherHousehold};
use crate::id::{DeviceId, DossierId};
use crate::path::FieldPath;
use crate::stamp::{Dot, Moment, Seen};
use crate::value::Value;

pub(crate) fn at(path: &str) -> FieldPath {
    path.parse().unwrap()
}

pub(crate) fn author(device: u64) -> Author {
    Author { device: DeviceId::from_bits(device), name: "萨仁".into(), at: Moment::new(1_795_483_805, 480) }
}

pub(crate) fn dossier() -> Dossier {
    Dossier::new(DossierId::from_u128(7))
}

#[test]
fn another_household_is_refused_and_changes_nothing() {
    let mut home = dossier();
    let mut other = Dossier::new(DossierId::from_u128(8));
    other.apply(&Edit::set(at("qE2"), Value::Integer(1)), &author(1));
    assert_eq!(home.join(&other), Err(OtherHousehold { ours: home.id, theirs: other.id }));
    assert_eq!(home, dossier());
}

#[test]
fn parts_that_no_one_knows_survive_in_any_order() {
    let (mut ours, mut theirs) = (dossier(), dossier());
    ours.unknown = [("plan", "b"), ("only_ours", "1")].map(|(k, v)| (k.to_owned(), v.to_owned())).into();
    theirs.unknown = [("plan", "a"), ("only_theirs", "2")].map(|(k, v)| (k.to_owned(), v.to_owned())).into();
    let before = ours.clone();
    ours.join(&theirs).unwrap();
    theirs.join(&before).unwrap();
    assert_eq!(ours, theirs);
    assert_eq!(ours.unknown.len(), 3);
    assert_eq!(ours.unknown["plan"], "b");
}

#[test]
fn a_reduced_copy_neither_reuses_counters_nor_deletes() {
    let mut home = dossier();
    home.apply(&Edit::set(at("qE2"), Value::Integer(1)), &author(1));
    home.apply(&Edit::set(at("p_name"), Value::Text("王秀兰".into())), &author(1));
    let mut copy = home.reduced(|path| *path == at("qE2"));
    assert_eq!(copy.next_counter(author(1).device), 3);
    copy.apply(&Edit::set(at("qE2"), Value::Integer(2)), &author(2));
    home.join(&copy).unwrap();
    assert_eq!(home.text(&at("p_name")), Some("王秀兰"));
    assert_eq!(home.value(&at("qE2")), Some(&Value::Integer(2)));
}

#[test]
fn a_dossier_from_parts_knows_every_spent_counter() {
    let mut home = dossier();
    home.apply(&Edit::set(at("qE2"), Value::Integer(1)), &author(1));
    let read = Dossier::from_parts(home.id, home.fields.clone(), Seen::default(), BTreeMap::new()).unwrap();
    assert_eq!(read, home);
    let huge = Seen::from_iter([Dot { device: author(1).device, counter: u64::MAX }]);
    assert!(Dossier::from_parts(home.id, BTreeMap::new(), huge, BTreeMap::new()).is_err());
}
