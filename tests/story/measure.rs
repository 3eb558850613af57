//! A length measured in a photo counts, is doubtful until confirmed, is one step to undo, and merges like any answer.

use std::sync::Arc;

use tantu::app::command::Command;
use tantu::app::measure::MeasureCommand;
use tantu::dossier::edit::{Author, Edit};
use tantu::dossier::prompt::ToDoKind;
use tantu::id::{DeviceId, Name, RowId};
use tantu::l10n::Language;
use tantu::value::{Estimate, MarkKind, Value};

use crate::app::consenting;
use crate::scenario::{Scenario, morning, path};

const QUESTION: &str = "qE9_width";

/// At a household with a photo at the question; which photo.
fn photographed(question: &str) -> (Scenario, RowId) {
    let mut scenario = consenting();
    scenario.add_photo(question);
    let question = question.to_owned();
    scenario.wait_until("the photo is there", |scenario| scenario.photos(&question) == 1);
    let row = scenario.dossier().photos(&path(&question))[0].0;
    (scenario, row)
}

fn estimate(scenario: &Scenario, question: &str, millimetres: u32) -> Arc<Estimate> {
    let photo = scenario.dossier().photos(&path(question))[0].1.hash;
    let corners = [[3_000, 3_000], [6_000, 3_000], [6_000, 6_000], [3_000, 6_000]];
    let ends = [[1_000, 8_000], [9_000, 8_000]];
    Arc::new(Estimate { millimetres, plus_minus: 9, photo, reference: Name::of("a4"), corners, ends })
}

fn write(scenario: &mut Scenario, question: &str, row: RowId, millimetres: u32) {
    let estimate = estimate(scenario, question, millimetres);
    scenario.ask(Command::Measure(MeasureCommand::Write { path: path(question), row, estimate }));
}

fn marks(scenario: &Scenario) -> Vec<String> {
    let marks = scenario.dossier().fields.values().filter_map(|register| match register.value() {
        Some(Value::Mark(mark)) if mark.kind == MarkKind::Dimension => Some(mark.text.to_string()),
        _ => None,
    });
    marks.collect()
}

fn is_doubtful(scenario: &Scenario) -> bool {
    let to_dos = scenario.visit().overview(Language::Chinese).to_dos;
    to_dos.iter().any(|to_do| to_do.path == path(QUESTION) && to_do.kind == ToDoKind::Doubtful)
}

#[test]
fn answer_estimate_and_mark_are_one_step_that_goes_and_comes_back() {
    let (mut scenario, row) = photographed(QUESTION);
    write(&mut scenario, QUESTION, row, 812);
    scenario.expect(QUESTION, Value::Integer(812));
    let told = scenario.prompt("entrance", QUESTION).estimate.unwrap();
    assert_eq!((told.text.as_str(), told.straddles), ("≈ 812 mm ± 9", false));
    assert!(is_doubtful(&scenario));
    assert_eq!(marks(&scenario), ["≈ 812 ± 9 mm"]);
    scenario.undo().expect_nothing(QUESTION).expect_nothing("qE9_width.estimate");
    assert_eq!(marks(&scenario), [""; 0]);
    scenario.redo().expect(QUESTION, Value::Integer(812));
    assert_eq!(marks(&scenario).len(), 1);
    // Measured again, the line moves: there are not two.
    write(&mut scenario, QUESTION, row, 815);
    assert_eq!(marks(&scenario), ["≈ 815 ± 9 mm"]);
    scenario.saved().battery_dies();
    scenario.reopen().expect(QUESTION, Value::Integer(815));
    assert!(is_doubtful(&scenario));
}

#[test]
fn confirming_leaves_the_number_and_typing_another_ends_the_estimate() {
    let (mut scenario, row) = photographed(QUESTION);
    write(&mut scenario, QUESTION, row, 812);
    scenario.ask(Command::Measure(MeasureCommand::Confirm { path: path(QUESTION) }));
    assert!(!is_doubtful(&scenario) && scenario.prompt("entrance", QUESTION).estimate.is_none());
    scenario.expect(QUESTION, Value::Integer(812)).undo();
    assert!(is_doubtful(&scenario));
    scenario.answer(QUESTION, Value::Integer(809));
    assert!(!is_doubtful(&scenario) && scenario.prompt("entrance", QUESTION).estimate.is_none());
    scenario.undo();
    assert!(is_doubtful(&scenario), "the number is the measured one again");
}

#[test]
fn an_estimate_near_the_reference_line_could_be_on_either_side() {
    let (mut scenario, row) = photographed(QUESTION);
    let prompt = scenario.prompt("entrance", QUESTION);
    let line = prompt.line.expect("the width of the path has a line").text;
    let line: u32 = line.chars().filter(char::is_ascii_digit).collect::<String>().parse().unwrap();
    write(&mut scenario, QUESTION, row, line - 5);
    assert!(scenario.prompt("entrance", QUESTION).estimate.unwrap().straddles);
    write(&mut scenario, QUESTION, row, line - 50);
    assert!(!scenario.prompt("entrance", QUESTION).estimate.unwrap().straddles);
}

#[test]
fn in_a_photo_of_a_question_without_millimetres_only_the_line_is_kept() {
    let (mut scenario, row) = photographed("qE15_whole");
    write(&mut scenario, "qE15_whole", row, 812);
    write(&mut scenario, "qE15_whole", row, 430);
    scenario.expect_nothing("qE15_whole").expect_nothing("qE15_whole.estimate");
    assert_eq!(marks(&scenario).len(), 2);
}

#[test]
fn a_typed_and_a_measured_number_that_did_not_know_of_each_other_are_a_conflict() {
    let (mut scenario, row) = photographed(QUESTION);
    let mut there = scenario.dossier().clone();
    let author = Author { device: DeviceId::from_bits(77), name: "李评估".into(), at: morning() };
    there.apply(&Edit::set(path(QUESTION), Value::Integer(830)), &author);
    write(&mut scenario, QUESTION, row, 812);
    scenario.close().receives(&there).open_again();
    let prompt = scenario.prompt("entrance", QUESTION);
    assert_eq!(prompt.conflict.len(), 2);
    let typed = prompt.conflict.iter().find(|one| one.value == Value::Integer(830)).unwrap().dot;
    scenario.ask(Command::Settle { path: path(QUESTION), dot: typed });
    let prompt = scenario.prompt("entrance", QUESTION);
    assert_eq!((prompt.value, prompt.estimate.is_none()), (Some(Value::Integer(830)), true));
}

#[test]
fn a_finished_visit_takes_no_measurement() {
    let (mut scenario, row) = photographed(QUESTION);
    scenario.ask(Command::FinishVisit);
    write(&mut scenario, QUESTION, row, 812);
    assert_eq!(scenario.told(), ["app-visit-finished"]);
    scenario.expect_nothing(QUESTION);
}
