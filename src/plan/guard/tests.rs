//! What each step needs, on one home from the plan to the archive.

use super::super::edits;
use super::super::quantity::Quantity;
use super::super::tests::fixture::{edit, planned, programme, row_of, set, signature};
use super::*;
use crate::dossier::stage::{Stage, step_path};
use crate::dossier::tests::author;
use crate::dossier::visit;

fn today() -> Date {
    jiff::civil::date(2026, 8, 20)
}

fn keys(step: Step, home: &Dossier) -> Vec<&'static str> {
    problems(step, home, programme(), today()).into_iter().map(|problem| problem.key).collect()
}

fn errors(step: Step, home: &Dossier) -> Vec<&'static str> {
    let found = problems(step, home, programme(), today()).into_iter();
    found.filter(|problem| problem.severity == Severity::Error).map(|problem| problem.key).collect()
}

fn answer(home: &mut Dossier, answers: &str) {
    home.apply(&edit(answers), &author(1));
}

fn go(home: &mut Dossier, step: Step) {
    let edit = take(step, home, programme(), today()).unwrap_or_else(|problems| panic!("{step:?}: {problems:#?}"));
    home.apply(&edit, &author(1));
}

/// Planned, with the survey finished.
fn surveyed() -> Dossier {
    let mut home = planned();
    home.apply(&visit::finish(&home, &[]), &author(1));
    home
}

fn agreed() -> Dossier {
    let mut home = surveyed();
    go(&mut home, Step::Plan);
    answer(&mut home, "ag_signer self");
    for name in ["ag_signature", "ag_assessor_1", "ag_assessor_2"] {
        set(&mut home, name, signature(1));
    }
    set(&mut home, "ag_date", Value::Date(today()));
    go(&mut home, Step::Agree);
    home
}

fn date(home: &mut Dossier, path: &str, month: i8, day: i8) {
    set(home, path, Value::Date(jiff::civil::date(2026, month, day)));
}

fn ordered() -> Dossier {
    let mut home = agreed();
    date(&mut home, "no_from", 8, 3);
    date(&mut home, "no_until", 8, 10);
    answer(&mut home, "no_objection no");
    go(&mut home, Step::Notice);
    answer(&mut home, "or_contractor \"兴安施工队\"");
    date(&mut home, "or_start_by", 8, 25);
    date(&mut home, "or_finish_by", 9, 25);
    go(&mut home, Step::Order);
    home
}

fn done() -> Dossier {
    let mut home = ordered();
    go(&mut home, Step::Start);
    for code in ["D01", "A02"] {
        let row = row_of(&home, code);
        answer(&mut home, &format!("plan_item/{row}/wi_state done\nplan_item/{row}/wi_installed 1"));
        answer(&mut home, &format!("plan_item/{row}/wi_no_photo_reason \"家里不让拍\""));
    }
    go(&mut home, Step::Finish);
    home.apply(&acceptance::prefill(&home), &author(1));
    home
}

fn sign_acceptance(home: &mut Dossier) {
    for name in ["ac_sign_family", "ac_sign_contractor", "ac_sign_federation"] {
        set(home, name, signature(1));
    }
    set(home, "ac_date", Value::Date(today()));
    answer(home, "ac_result accepted");
}

#[test]
fn a_plan_needs_items_that_are_decided_and_certain_and_a_reason_above_the_cap() {
    let mut home = super::super::tests::fixture::home(super::super::tests::fixture::WHEELCHAIR);
    assert_eq!(keys(Step::Plan, &home), ["plan-guard-empty"]);
    home = surveyed();
    assert_eq!(keys(Step::Plan, &home), [""; 0]);
    let door = row_of(&home, "D01");
    home.apply(&edits::decide(door, Decision::Undecided, ""), &author(1));
    assert_eq!(keys(Step::Plan, &home), ["plan-guard-item-undecided"]);
    home.apply(&edits::decide(door, Decision::Declined, ""), &author(1));
    assert_eq!(keys(Step::Plan, &home), ["plan-guard-no-reason"]);
    home.apply(&edits::decide(door, Decision::Accepted, ""), &author(1));
    home.apply(&edits::set_quantity(door, Quantity::NONE), &author(1));
    assert_eq!(keys(Step::Plan, &home), ["plan-guard-no-quantity"]);
    home.apply(&edits::set_quantity(door, Quantity::thousandths(5_000).unwrap()), &author(1));
    let found = problems(Step::Plan, &home, programme(), today());
    assert_eq!((found.len(), found[0].key), (1, "plan-guard-over"));
    assert_eq!(found[0].args[0], ("over", "¥2,415".to_owned()));
    answer(&mut home, "pl_over_reason \"两位残疾人\"");
    assert_eq!(keys(Step::Plan, &home), [""; 0]);
    answer(&mut home, "qP18 +elderly_retrofit");
    assert_eq!(keys(Step::Plan, &home), ["plan-funding-exclude"]);
    answer(&mut home, "pl_funding_reason \"当年没有做门\"");
    assert_eq!(keys(Step::Plan, &home), [""; 0]);
}

#[test]
fn the_agreement_needs_signer_date_and_a_signature_for_this_plan() {
    let mut home = surveyed();
    go(&mut home, Step::Plan);
    let all = ["plan-guard-no-signer", "plan-guard-no-date", "plan-guard-no-assessor", "plan-guard-unsigned"];
    assert_eq!(keys(Step::Agree, &home), all);
    answer(&mut home, "ag_signer relative");
    assert!(keys(Step::Agree, &home).contains(&"plan-guard-no-relation"));
    assert_eq!(take(Step::Agree, &home, programme(), today()).unwrap_err().len(), 4);

    let mut home = agreed();
    assert_eq!(Agreement::of(&home), Agreement::Valid);
    go(&mut home, Step::Replan);
    let door = row_of(&home, "D01");
    home.apply(&edits::set_price(door, Fen(150_000), "合同").unwrap(), &author(1));
    go(&mut home, Step::Plan);
    let stale = problems(Step::Agree, &home, programme(), today());
    let keys: Vec<&str> = stale.iter().map(|problem| problem.key).collect();
    assert_eq!(keys, ["plan-guard-stale", "plan-change-price"]);
    set(&mut home, "ag_signature", signature(2));
    go(&mut home, Step::Agree);
}

#[test]
fn a_plan_changed_before_the_first_seal_needs_a_new_signature_too() {
    let mut home = surveyed();
    go(&mut home, Step::Plan);
    set(&mut home, "ag_signature", signature(1));
    go(&mut home, Step::Replan);
    let door = row_of(&home, "D01");
    home.apply(&edits::set_place(door, "西屋门"), &author(1));
    assert!(matches!(Agreement::of(&home), Agreement::Stale(_)));
}

#[test]
fn a_notice_must_be_over_without_an_open_objection() {
    let mut home = agreed();
    let missing = ["plan-guard-notice-from", "plan-guard-notice-until", "plan-guard-notice-objection"];
    assert_eq!(errors(Step::Notice, &home), missing);
    date(&mut home, "no_from", 8, 17);
    date(&mut home, "no_until", 8, 20);
    answer(&mut home, "no_objection yes");
    assert_eq!(errors(Step::Notice, &home), ["plan-guard-notice-running", "plan-guard-notice-open"]);
    answer(&mut home, "no_objection_result \"核实后不成立\"");
    date(&mut home, "no_until", 8, 19);
    let short = ["plan-guard-notice-short", "plan-guard-notice-photo"];
    assert_eq!((errors(Step::Notice, &home), keys(Step::Notice, &home)), (Vec::new(), short.to_vec()));
    date(&mut home, "no_until", 8, 14);
    assert_eq!(errors(Step::Notice, &home), ["plan-guard-notice-order"]);
    assert_eq!(working_days(jiff::civil::date(2026, 8, 14), jiff::civil::date(2026, 8, 18)), 3);
}

#[test]
fn an_order_needs_a_contractor_and_dates() {
    let mut home = agreed();
    let missing = ["plan-guard-no-contractor", "plan-guard-no-start", "plan-guard-no-finish"];
    assert_eq!(errors(Step::Order, &home), missing);
    answer(&mut home, "or_contractor \"兴安施工队\"");
    date(&mut home, "or_start_by", 9, 25);
    date(&mut home, "or_finish_by", 9, 1);
    assert_eq!(errors(Step::Order, &home), ["plan-guard-order-dates"]);
}

#[test]
fn works_end_when_every_item_is_done_with_a_photo_or_a_reason() {
    let mut home = ordered();
    assert_eq!(errors(Step::Start, &home), [""; 0]);
    let per_item = ["plan-guard-not-done", "plan-guard-no-after", "plan-guard-no-installed"];
    assert_eq!(errors(Step::Finish, &home), per_item.repeat(2));
    answer(&mut home, "consent_photo no");
    assert_eq!(errors(Step::Finish, &home).len(), 4, "who allows no photos lacks none");
    let home = done();
    assert_eq!(Stage::of(&home), Stage::Done);
}

#[test]
fn what_is_to_be_put_right_goes_back_with_a_date_and_comes_again() {
    let mut home = done();
    let door = row_of(&home, "D01");
    let accept = format!("accept_item/{door}");
    assert_eq!(errors(Step::Rectify, &home), ["plan-guard-nothing-to-rectify"]);
    answer(&mut home, &format!("{accept}/ai_result rectify"));
    assert_eq!(errors(Step::Rectify, &home), ["plan-guard-no-rectify-by", "plan-guard-no-defect"]);
    answer(&mut home, &format!("{accept}/ai_defect \"门套松动\""));
    date(&mut home, &format!("{accept}/ai_rectify_by"), 8, 10);
    let tasks = acceptance::rectifications(&home, today());
    assert_eq!((tasks.len(), tasks[0].days_late, tasks[0].defect.as_str()), (1, 10, "门套松动"));
    go(&mut home, Step::Rectify);
    assert_eq!(Stage::of(&home), Stage::Rectifying);
    assert_eq!(errors(Step::Finish, &home), ["plan-guard-not-done"], "what is put right is reported again");
    answer(&mut home, &format!("plan_item/{door}/wi_state done"));
    go(&mut home, Step::Finish);
    assert!(errors(Step::Accept, &home).contains(&"plan-guard-to-rectify"));
    answer(&mut home, &format!("{accept}/ai_recheck pass\n{accept}/ai_accepted 1"));
    assert!(acceptance::rectifications(&home, today()).is_empty());
}

#[test]
fn the_acceptance_needs_results_quantities_and_signatures() {
    let mut home = done();
    let (door, alarm) = (row_of(&home, "D01"), row_of(&home, "A02"));
    sign_acceptance(&mut home);
    let open = ["plan-guard-no-result", "plan-guard-no-accepted"].repeat(2);
    assert_eq!(errors(Step::Accept, &home), open);
    let pass = |row| format!("accept_item/{row}/ai_result pass\naccept_item/{row}/ai_accepted 1\n");
    answer(&mut home, &(pass(door) + &pass(alarm)));
    assert_eq!(keys(Step::Accept, &home), [""; 0]);
    answer(&mut home, &format!("accept_item/{door}/ai_accepted 2"));
    assert_eq!(errors(Step::Accept, &home), ["plan-guard-above-installed", "plan-guard-above-planned"]);
    answer(&mut home, &format!("accept_item/{door}/ai_installed 2\naccept_item/{door}/ai_change yes"));
    assert_eq!(errors(Step::Accept, &home), [""; 0]);
    set(&mut home, "ac_sign_family", Value::Skipped(Skip::Refused));
    assert_eq!(errors(Step::Accept, &home), ["plan-guard-accept-family"]);
}

#[test]
fn the_settlement_needs_certain_money_and_a_reason_above_the_cap() {
    let mut home = done();
    let (door, alarm) = (row_of(&home, "D01"), row_of(&home, "A02"));
    sign_acceptance(&mut home);
    let pass = |row, count| format!("accept_item/{row}/ai_result pass\naccept_item/{row}/ai_accepted {count}\n");
    answer(&mut home, &(pass(door, 5) + &pass(alarm, 1)));
    answer(&mut home, &format!("accept_item/{door}/ai_installed 5\naccept_item/{door}/ai_change yes"));
    go(&mut home, Step::Accept);
    assert_eq!(errors(Step::Settle, &home), ["plan-guard-over", "plan-guard-settle-date"]);
    answer(&mut home, "se_deduction 2415.00");
    set(&mut home, "se_date", Value::Date(today()));
    assert_eq!(errors(Step::Settle, &home), [""; 0], "less the deduction it is the cap");
    let settlement = Settlement::money(&home, programme());
    assert_eq!((settlement.total, settlement.over), (Fen(600_000), Fen(0)));
    assert_eq!(settlement.sources.iter().map(|part| part.amount).sum::<Fen>(), settlement.total);

    let mut there = home.clone();
    there.apply(&edit(&format!("accept_item/{door}/ai_accepted 4")), &author(2));
    answer(&mut home, &format!("accept_item/{door}/ai_accepted 3"));
    home.join(&there).unwrap();
    assert_eq!(errors(Step::Settle, &home), ["plan-guard-amount-unknown"]);
    assert_eq!(Settlement::money(&home, programme()).sum, Fen(16_500), "nothing is paid for a disputed quantity");
    answer(&mut home, &format!("accept_item/{door}/ai_accepted 1"));
    go(&mut home, Step::Settle);
    assert_eq!(errors(Step::Archive, &home), ["plan-guard-settle-signature"]);
    set(&mut home, "se_signature", signature(1));
    go(&mut home, Step::Archive);
    assert_eq!(Stage::of(&home), Stage::Archived);
}

#[test]
fn a_step_from_the_wrong_place_is_refused_for_that_reason() {
    let home = surveyed();
    let refused = take(Step::Settle, &home, programme(), today()).unwrap_err();
    assert_eq!((refused.len(), refused[0].key), (1, "stage-step-illegal"));
    let mut disputed = ordered();
    let mut there = disputed.clone();
    there.apply(&Edit::set(step_path(), Value::Choice(Name::of("noticed"))), &author(2));
    disputed.apply(&Edit::set(step_path(), Value::Choice(Name::of("in_works"))), &author(1));
    disputed.join(&there).unwrap();
    assert_eq!(take(Step::Start, &disputed, programme(), today()).unwrap_err()[0].key, "stage-disputed");
}
