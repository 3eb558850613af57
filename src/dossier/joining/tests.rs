//! What joining, parting, keeping apart and moving do to two households.

use std::collections::BTreeSet;

use super::carry::{Carry, Choice, join};
use super::*;
use crate::dossier::edit::Author;
use crate::dossier::tests::{at, author};
use crate::form::library::Library;
use crate::form::schema::Item;
use crate::id::{ContentHash, RowId};
use crate::value::{Photo, Skip};

fn text(text: &str) -> Value {
    Value::Text(text.into())
}

fn photo(name: &str) -> Value {
    let hash = ContentHash::of(name.as_bytes());
    Value::Photo(std::sync::Arc::new(Photo { hash, width: 4, height: 3, taken: None, place: None, caption: "".into() }))
}

fn set(home: &mut Dossier, device: u64, answers: &[(&str, Value)]) {
    let edit = Edit::set_all(answers.iter().map(|(path, value)| (at(path), value.clone())));
    home.apply(&edit, &author(device));
}

const STAYS: u128 = 1;
const GOES: u128 = 2;

/// Two households of one home: one person each, one door each, and a telephone that differs.
fn homes() -> (Dossier, Dossier) {
    let mut stays = Dossier::new(DossierId::from_u128(STAYS));
    set(
        &mut stays,
        1,
        &[
            ("hh_head", text("巴特尔")),
            ("hh_phone", text("13800000001")),
            ("hh_members", Value::Skipped(Skip::NotChecked)),
            ("person/0000000001", Value::Row(1)),
            ("person/0000000001/p_name", text("王秀兰")),
            ("door/0000000003", Value::Row(1)),
            ("door/0000000003/qD1", Value::Integer(800)),
        ],
    );
    let mut goes = Dossier::new(DossierId::from_u128(GOES));
    set(
        &mut goes,
        2,
        &[
            ("hh_head", text("巴特尔")),
            ("hh_phone", text("13800000002")),
            ("hh_address", text("2组15号")),
            ("hh_members", Value::Integer(4)),
            ("person/0000000002", Value::Row(1)),
            ("person/0000000002/p_name", text("王小军")),
            ("person/0000000002/qP01", Value::Integer(7)),
            ("door/0000000004", Value::Row(1)),
            ("door/0000000004/qD1", Value::Integer(760)),
            ("door/0000000004/qD9/0000000008", photo("narrow")),
            ("plan_item/0000000005", Value::Row(1)),
            ("se_invoice", text("12")),
            ("_visit", Value::Choice(Name::of("finished"))),
        ],
    );
    (stays, goes)
}

fn desk(number: u64) -> Author {
    author(100 + number)
}

fn values(home: &Dossier) -> Vec<(String, Value)> {
    let mine = home.fields.iter().filter(|(path, _)| Part::of(path) != Part::System);
    mine.filter_map(|(path, register)| Some((path.to_string(), register.value()?.clone()))).collect()
}

#[test]
fn the_survivor_gets_persons_rooms_photos_and_answers_and_loses_nothing() {
    let (mut stays, mut goes) = homes();
    let before = values(&stays);
    let whole = values(&goes);
    let carry = Carry::of(&stays, &goes, &Choice::default());
    assert_eq!((carry.persons(), carry.rooms(), carry.photos(), carry.left), (1, 1, 1, 2));
    let differing: Vec<_> = carry.differing.iter().map(|d| (d.path.to_string(), d.taken)).collect();
    assert_eq!(differing, [("hh_members".to_owned(), true), ("hh_phone".to_owned(), false)]);

    join(&mut stays, &mut goes, &Choice::default(), &desk(1)).unwrap();
    for (path, value) in before.iter().filter(|(path, _)| path != "hh_members") {
        assert_eq!(stays.value(&at(path)), Some(value), "{path}");
    }
    assert_eq!(stays.value(&at("hh_members")), Some(&Value::Integer(4)), "an answer before a skip");
    assert_eq!(stays.rows(&[], &Name::of("person")).len(), 2);
    assert_eq!(stays.value(&at("door/0000000004/qD9/0000000008")), Some(&photo("narrow")));
    assert_eq!(stays.value(&at("door/0000000004")), Some(&Value::Row(2)), "after the doors that are there");
    assert_eq!(stays.text(&at("hh_address")), Some("2组15号"));
    assert_eq!(stays.value(&at("plan_item/0000000005")), None, "money stays where it was");
    assert_eq!(stays.value(&at("_visit")), Some(&Value::Choice(Name::of("finished"))), "nobody had been there");
    assert_eq!(values(&goes), whole, "the file that is taken in keeps all it has");
    assert_eq!(Decided::of(&goes), Decided { into: vec![stays.id], ..Decided::default() });
    assert_eq!(Decided::of(&stays).took, [goes.id]);
    assert_eq!(stays.conflicts().count() + goes.conflicts().count(), 0);
}

#[test]
fn what_differs_is_taken_only_where_a_person_chose_it() {
    let (mut stays, mut goes) = homes();
    let choice = Choice { theirs: [at("hh_phone")].into(), ours: [at("hh_members")].into(), ..Choice::default() };
    join(&mut stays, &mut goes, &choice, &desk(1)).unwrap();
    assert_eq!(stays.text(&at("hh_phone")), Some("13800000002"));
    assert_eq!(stays.value(&at("hh_members")), Some(&Value::Skipped(Skip::NotChecked)));
    undo::part(&mut stays, &mut goes, &desk(1));
    assert_eq!(stays.text(&at("hh_phone")), Some("13800000001"), "the replaced value was kept");
}

#[test]
fn parting_restores_both_as_they_were_and_keeps_what_was_written_since() {
    let (mut stays, mut goes) = homes();
    let before = (values(&stays), values(&goes));
    join(&mut stays, &mut goes, &Choice::default(), &desk(1)).unwrap();
    let mut later = stays.clone();
    let undone = undo::part(&mut stays, &mut goes, &desk(1));
    assert_eq!((values(&stays), values(&goes), undone.kept), (before.0, before.1, 0));
    assert_eq!((Decided::of(&stays), Decided::of(&goes)), (Decided::default(), Decided::default()));
    // Joined once more, it is all there again.
    join(&mut stays, &mut goes, &Choice::default(), &desk(2)).unwrap();
    assert_eq!(values(&stays), values(&later));

    set(&mut later, 1, &[("door/0000000004/qD1", Value::Integer(770)), ("hh_address", text("3组"))]);
    let mut goes = goes.clone();
    let undone = undo::part(&mut later, &mut goes, &desk(3));
    assert_eq!(later.value(&at("door/0000000004/qD1")), Some(&Value::Integer(770)));
    assert_eq!(later.value(&at("door/0000000004")), Some(&Value::Row(2)), "the row of what was written stays");
    assert_eq!(later.text(&at("hh_address")), Some("3组"));
    assert_eq!(later.rows(&[], &Name::of("person")).len(), 1);
    assert_eq!(undone.kept, 1);
}

#[test]
fn what_a_tablet_brings_later_for_the_absorbed_one_is_noticed_and_carried_over_once() {
    let (mut stays, mut goes) = homes();
    let mut tablet = goes.clone();
    join(&mut stays, &mut goes, &Choice::default(), &desk(1)).unwrap();
    goes.join(&tablet).unwrap();
    assert_eq!(Decided::of(&goes).news, 0, "it brought nothing new");
    set(
        &mut tablet,
        2,
        &[
            ("door/0000000004/qD1", Value::Integer(765)),
            ("person/0000000002/p_phone", text("13900000000")),
            ("hh_phone", text("13800000003")),
        ],
    );
    goes.join(&tablet).unwrap();
    assert_eq!(Decided::of(&goes).news, 3);
    let carry = Carry::of(&stays, &goes, &Choice::default());
    let differing: Vec<_> = carry.differing.iter().map(|d| (d.path.to_string(), d.taken)).collect();
    // The door has been left alone since it came; the telephone was the survivor's own.
    assert_eq!(differing, [("hh_phone".to_owned(), false), ("door/0000000004/qD1".to_owned(), true)]);
    join(&mut stays, &mut goes, &Choice::default(), &desk(1)).unwrap();
    assert_eq!(Decided::of(&goes).news, 0);
    assert_eq!(stays.value(&at("door/0000000004/qD1")), Some(&Value::Integer(765)));
    assert_eq!(stays.text(&at("person/0000000002/p_phone")), Some("13900000000"));
    let both = (values(&stays), values(&goes));
    assert!(Carry::of(&stays, &goes, &Choice::default()).is_empty());
    join(&mut stays, &mut goes, &Choice::default(), &desk(1)).unwrap();
    assert_eq!((values(&stays), values(&goes)), both, "twice is once");
    undo::part(&mut stays, &mut goes, &desk(1));
    assert_eq!(values(&stays), values(&homes().0), "both times are taken back");
}

#[test]
fn one_person_in_both_is_one_row_also_later() {
    let (mut stays, mut goes) = homes();
    set(&mut goes, 2, &[("person/0000000002/p_name", text("王秀岚"))]);
    let same = [(RowId::from_bits(2), RowId::from_bits(1))].into();
    join(&mut stays, &mut goes, &Choice { same, ..Choice::default() }, &desk(1)).unwrap();
    assert_eq!(stays.rows(&[], &Name::of("person")), [RowId::from_bits(1)]);
    assert_eq!(stays.text(&at("person/0000000001/p_name")), Some("王秀兰"));
    assert_eq!(stays.value(&at("person/0000000001/qP01")), Some(&Value::Integer(7)));
    set(&mut goes, 2, &[("person/0000000002/qP02", Value::Integer(1))]);
    join(&mut stays, &mut goes, &Choice::default(), &desk(1)).unwrap();
    assert_eq!(stays.value(&at("person/0000000001/qP02")), Some(&Value::Integer(1)), "remembered who is who");
}

#[test]
fn two_desks_that_join_the_same_way_agree_and_the_other_way_is_visible() {
    let (stays, goes) = homes();
    let (mut here, mut there) = ((stays.clone(), goes.clone()), (stays.clone(), goes.clone()));
    join(&mut here.0, &mut here.1, &Choice::default(), &desk(1)).unwrap();
    set(&mut there.1, 2, &[("hh_route", text("有狗"))]);
    join(&mut there.0, &mut there.1, &Choice::default(), &desk(2)).unwrap();
    here.0.join(&there.0).unwrap();
    here.1.join(&there.1).unwrap();
    assert_eq!((here.0.conflicts().count(), here.1.conflicts().count()), (0, 0));
    assert_eq!(Decided::of(&here.1), Decided { into: vec![stays.id], ..Decided::default() });
    assert_eq!(here.0.rows(&[], &Name::of("person")).len(), 2, "nobody twice");
    undo::part(&mut here.0, &mut here.1, &desk(1));
    assert_eq!(values(&here.0), values(&stays), "what both have carried is given back");

    let (mut here, mut there) = ((stays.clone(), goes.clone()), (stays, goes));
    join(&mut here.0, &mut here.1, &Choice::default(), &desk(1)).unwrap();
    join(&mut there.1, &mut there.0, &Choice::default(), &desk(2)).unwrap();
    here.0.join(&there.0).unwrap();
    here.1.join(&there.1).unwrap();
    assert_eq!((into(&here.0), into(&here.1)), (vec![here.1.id], vec![here.0.id]));
    assert_eq!(
        join(&mut here.0.clone(), &mut here.1.clone(), &Choice::default(), &desk(1)).unwrap_err().key,
        "duplicate-refused-gone"
    );
    here.0.apply(&settle_into(None), &desk(1));
    assert!(into(&here.0).is_empty());
    join(&mut here.0, &mut here.1, &Choice::default(), &desk(1)).unwrap();
}

#[test]
fn a_household_with_an_order_stays_where_its_money_is() {
    let (mut stays, mut goes) = homes();
    set(&mut goes, 2, &[("_step", Value::Choice(Name::of(Stage::Ordered.name())))]);
    let before = (stays.clone(), goes.clone());
    assert_eq!(join(&mut stays, &mut goes, &Choice::default(), &desk(1)).unwrap_err().key, "duplicate-refused-money");
    assert_eq!((stays.clone(), goes.clone()), before);
    assert_eq!(survivor_first(&stays, &goes), [goes.id, stays.id], "the one that is further on stays");
    assert_eq!(survivor_first(&goes, &stays), [goes.id, stays.id]);
    join(&mut goes, &mut stays, &Choice::default(), &desk(1)).unwrap();
    let own = refuse(&goes, &goes).unwrap();
    assert_eq!(own.key, "duplicate-refused-same");
}

#[test]
fn kept_apart_is_remembered_on_both_sides_and_can_be_taken_back() {
    let (mut stays, mut goes) = homes();
    let ids = (stays.id, goes.id);
    stays.apply(&keep_apart(ids.1, true), &desk(1));
    goes.apply(&keep_apart(ids.0, true), &desk(1));
    assert!(Decided::of(&stays).keeps_apart(ids.1) && Decided::of(&goes).keeps_apart(ids.0));
    stays.apply(&keep_apart(ids.1, false), &desk(1));
    assert!(!Decided::of(&stays).keeps_apart(ids.1));
}

#[test]
fn a_person_who_moved_stays_in_one_household_and_can_come_back() {
    let (mut keeper, mut loser) = homes();
    let before = (values(&keeper), values(&loser));
    let (row, same) = (RowId::from_bits(2), RowId::from_bits(1));
    moved::keep_in(&mut keeper, &mut loser, row, same, &desk(1));
    assert!(loser.rows(&[], &Name::of("person")).is_empty());
    assert_eq!(keeper.value(&at("person/0000000001/qP01")), Some(&Value::Integer(7)), "what only the other knew");
    assert_eq!(keeper.text(&at("person/0000000001/p_name")), Some("王秀兰"));
    let gone = moved::gone(&loser);
    assert_eq!((gone.len(), gone[0].other, &*gone[0].name), (1, keeper.id, "王小军"));
    moved::bring_back(&mut keeper, &mut loser, &gone[0], &desk(1));
    assert_eq!((values(&keeper), values(&loser)), before);
    assert!(moved::gone(&loser).is_empty());
}

#[test]
fn a_survey_that_stays_behind_is_counted() {
    let (mut stays, mut goes) = homes();
    let choice = Choice { survey: false, ..Choice::default() };
    let carry = Carry::of(&stays, &goes, &choice);
    assert_eq!((carry.rooms(), carry.photos(), carry.survey_left, carry.persons()), (0, 0, 3, 1));
    join(&mut stays, &mut goes, &choice, &desk(1)).unwrap();
    assert_eq!(stays.value(&at("_visit")), None);
}

/// Questions and repeats that stand in no row.
fn outer(items: &[Item], names: &mut Vec<Name>) {
    for item in items {
        match item {
            Item::Section(section) => outer(&section.items, names),
            Item::Group(group) => outer(&group.items, names),
            Item::Repeat(repeat) => names.push(repeat.id.clone()),
            Item::Question(question) => names.push(question.id.clone()),
        }
    }
}

#[test]
fn every_question_after_the_survey_is_known_to_be_later() {
    let later = ["agreement", "notice", "work-order", "works", "acceptance", "settlement", "return-visit"];
    let mut wrong = BTreeSet::new();
    for form in Library::built_in().0.all() {
        let is_later = later.contains(&form.text().id.as_str());
        let mut names = Vec::new();
        outer(&form.text().items, &mut names);
        let misjudged =
            names.iter().filter(|name| (Part::of(&FieldPath::top((*name).clone())) == Part::Later) != is_later);
        wrong.extend(misjudged.map(|name| format!("{}: {name}", form.text().id)));
    }
    assert!(wrong.is_empty(), "{wrong:?}");
}
