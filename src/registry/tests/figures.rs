//! Figures against the sums of the plan.

use super::basis;
use crate::dossier::Dossier;
use crate::dossier::edit::{Author, Edit};
use crate::dossier::stage::step_path;
use crate::dossier::tests::{at, author};
use crate::dossier::visit::{FINISHED, visit_path};
use crate::id::Name;
use crate::plan::budget::Budget;
use crate::plan::item::items;
use crate::plan::money::Fen;
use crate::plan::settlement::Settlement;
use crate::plan::tests::fixture::{catalogue, edit, planned, programme, row_of, set};
use crate::registry::figures::{Figures, Hardship, ItemOutcome, Residence, Satisfaction, Sex, identity_key};
use crate::registry::late::Due;
use crate::registry::money::Money;
use crate::registry::record::{Kept, Record};
use crate::stamp::Moment;
use crate::value::Value;

fn answer(home: &mut Dossier, answers: &str) {
    home.apply(&edit(answers), &author(1));
}

fn date(home: &mut Dossier, path: &str, month: i8, day: i8) {
    set(home, path, Value::Date(jiff::civil::date(2026, month, day)));
}

/// Planned, built, partly accepted.
fn accepted() -> Dossier {
    let mut home = planned();
    let (door, alarm) = (row_of(&home, "D01"), row_of(&home, "A02"));
    answer(
        &mut home,
        &format!(
            "accept_item/{door}/ai_result rectify\naccept_item/{door}/ai_accepted 1\naccept_item/{door}/ai_recheck pass"
        ),
    );
    answer(
        &mut home,
        &format!("accept_item/{alarm}/ai_result pass\naccept_item/{alarm}/ai_accepted 1\nse_deduction 15.00"),
    );
    answer(&mut home, &format!("plan_item/{door}/pi_paid_by donated"));
    home
}

#[test]
fn money_is_the_plan_s_and_the_settlement_s_own() {
    let mut there = accepted();
    let disputed = {
        let mut home = there.clone();
        let door = row_of(&home, "D01");
        there.apply(&edit(&format!("accept_item/{door}/ai_accepted 4")), &author(2));
        answer(&mut home, &format!("accept_item/{door}/ai_accepted 3"));
        home.join(&there).unwrap();
        home
    };
    for home in [planned(), accepted(), disputed] {
        let figures = Figures::of(&home);
        let budget = Budget::of(&items(&home), programme(), catalogue());
        let settlement = Settlement::of(&home, programme(), catalogue());
        let money = Money::of(&figures, programme());
        assert_eq!((figures.planned, figures.devices), (budget.total, budget.devices));
        assert_eq!((&money.planned, money.planned_counted), (&budget.sources, budget.counted));
        assert_eq!(figures.uncertain_planned(), budget.uncertain.len());
        assert_eq!((figures.total(), figures.deduction), (settlement.total, settlement.deduction));
        assert_eq!((&money.settled, money.settled_counted), (&settlement.sources, settlement.counted));
        assert_eq!(figures.is_certain(), settlement.is_certain());
        assert_eq!(figures.deviations(catalogue()), settlement.prices.len());
        assert_eq!(figures.counted(programme()), budget.counted);
    }
    assert_eq!(Figures::of(&accepted()).total(), Fen(181_500 - 1_500));
}

#[test]
fn outcomes_keep_apart_what_passed_at_once_and_what_was_put_right() {
    let figures = Figures::of(&accepted());
    let count = |outcome| figures.count(outcome);
    assert_eq!((count(ItemOutcome::Passed), count(ItemOutcome::Rectified), count(ItemOutcome::ToRectify)), (1, 1, 0));
}

#[test]
fn persons_are_known_by_their_numbers() {
    let mut home = planned();
    let text = |text: &str| Value::Text(text.into());
    for (path, value) in [
        ("person/0000000001/p_certificate", text("15010219900307233642B1")),
        ("person/0000000001/p_ethnic", Value::Choice(Name::of("mongol"))),
        ("person/0000000002", Value::Row(2)),
        ("person/0000000002/p_citizen_id", text("11010519491231002x")),
        ("person/0000000002/qP01_category", Value::Choice(Name::of("visual"))),
        ("person/0000000002/qP01_grade", Value::Choice(Name::of("grade_1"))),
        ("hh_town_or_pasture", Value::Choice(Name::of("pasture"))),
        ("hh_income_status", Value::Choices(vec![Name::of("dibao"), Name::of("unheard_of")])),
    ] {
        set(&mut home, path, value);
    }
    date(&mut home, "hh_registered", 3, 1);
    let figures = Figures::of(&home);
    let [first, second] = figures.persons.as_slice() else { panic!("{:?}", figures.persons) };
    assert_eq!((first.sex, first.birth_year), (Some(Sex::Male), 1990));
    assert_eq!((second.sex, second.birth_year), (Some(Sex::Female), 1949));
    assert_eq!(second.disability.map(|d| (d.category, d.grade)), Some((1, 1)));
    assert_eq!(first.ethnic.as_ref().map(Name::as_str), Some("mongol"));
    assert_eq!(identity_key("15010219900307233643"), Some(first.certificate_key), "another grade, the same person");
    assert_eq!(identity_key(" 11010519491231002X"), Some(second.citizen_key));
    assert_eq!(identity_key("1501021990030723"), None);
    assert!(figures.has_several_persons() && figures.has_old_person(2026) && !figures.has_old_person(2000));
    assert_eq!((figures.year, figures.residence), (2026, Some(Residence::Pasture)));
    assert_eq!(figures.hardship.iter().collect::<Vec<_>>(), [Hardship::Dibao]);
    set(&mut home, "hh_year", Value::Integer(2027));
    assert_eq!(Figures::of(&home).year, 2027);
}

#[test]
fn days_come_from_the_forms_and_from_who_wrote_when() {
    let mut home = accepted();
    let by = |name: &str, day: i64| Author {
        name: name.into(),
        at: Moment::new(1_790_000_000 + day * 86_400, 480),
        ..author(1)
    };
    home.apply(&Edit::set(visit_path(), Value::Choice(Name::of(FINISHED))), &by("王敏", 0));
    let (door, alarm) = (row_of(&home, "D01"), row_of(&home, "A02"));
    let state = |row, state| Edit::set(at(&format!("plan_item/{row}/wi_state")), Value::Choice(Name::of(state)));
    home.apply(&state(door, "done"), &by("宏达", 12));
    home.apply(&state(alarm, "started"), &by("宏达", 10));
    let days = Figures::of(&home).days;
    assert_eq!(days.surveyed.unwrap().until(days.works_begun.unwrap()), 10);
    assert_eq!(days.works_finished, None, "one item is not done");
    home.apply(&state(alarm, "done"), &by("宏达", 14));
    home.apply(&Edit::set(step_path(), Value::Choice(Name::of("done"))), &by("宏达", 15));
    date(&mut home, "or_finish_by", 10, 1);
    let figures = Figures::of(&home);
    let days = figures.days;
    assert_eq!(days.surveyed.unwrap().until(days.works_finished.unwrap()), 14);
    assert_eq!(days.works_finished.unwrap().until(days.stepped.unwrap()), 1);
    assert_eq!((figures.surveyed_by.as_str(), figures.without_photo()), ("王敏", 2));
    date(&mut home, "ac_finished", 9, 30);
    assert_eq!(Figures::of(&home).days.works_finished.map(|day| day.date().day()), Some(30), "the acceptance says it");
}

#[test]
fn what_is_late_is_late_with_somebody() {
    let mut home = planned();
    home.apply(&Edit::set(visit_path(), Value::Choice(Name::of(FINISHED))), &author(1));
    answer(&mut home, "or_contractor \"宏达\"\n_step in_works");
    date(&mut home, "or_finish_by", 11, 20);
    let record = Record::of(&home);
    let today = basis().today();
    let (deadline, days) = record.late(today).unwrap();
    assert_eq!((deadline.what, days, record.with_whom(deadline.what)), (Due::Works, 4, "宏达"));
    answer(&mut home, "_step done");
    assert_eq!(Record::of(&home).late(today), None, "the office's turn");
    let door = row_of(&home, "D01");
    answer(&mut home, &format!("accept_item/{door}/ai_result rectify\n_step rectifying"));
    date(&mut home, &format!("accept_item/{door}/ai_rectify_by"), 11, 23);
    assert_eq!(
        Record::of(&home).late(today).map(|(deadline, days)| (deadline.what, days)),
        Some((Due::Rectification, 1))
    );
}

#[test]
fn complaints_are_told_from_the_phrase_that_there_is_none() {
    let mut home = planned();
    answer(&mut home, "ac_complaint \"没有意见\"\nac_satisfaction very_good");
    let figures = Figures::of(&home);
    assert_eq!((figures.complaint, figures.satisfaction), (false, Some(Satisfaction::VeryGood)));
    answer(&mut home, "ac_complaint \"等得太久\"\nac_charged yes");
    let figures = Figures::of(&home);
    assert!(figures.complaint && figures.charged);
}

#[test]
fn a_record_survives_the_cache_and_is_small() {
    let record = Record::of(&accepted());
    let bytes = postcard::to_stdvec(&Kept::from(record.clone())).unwrap();
    let back: Kept = postcard::from_bytes(&bytes).unwrap();
    assert_eq!(Record::from(back), record);
    assert!(bytes.len() < 600, "{} bytes", bytes.len());
}
