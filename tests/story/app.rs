//! Bad days of a surveyor: the program as a whole, without its window, keeps every answer and says what it cannot.

use std::io::Write as _;
use std::path::Path;
use std::process::{Command as Process, Stdio};
use std::sync::Arc;

use tantu::app::command::Command;
use tantu::app::program::SaveState;
use tantu::dossier::edit::{Author, Edit};
use tantu::dossier::prompt::ToDoKind;
use tantu::dossier::summary::VisitState;
use tantu::id::{DeviceId, Name};
use tantu::l10n::Language;
use tantu::stamp::Moment;
use tantu::value::{Decimal, Signature, Skip, Value};

use crate::scenario::{Scenario, choice, morning, path, text};

const YES: Value = Value::YesNo(true);
const NO: Value = Value::YesNo(false);

/// A household that agreed to everything, open.
pub fn consenting() -> Scenario {
    let mut scenario = Scenario::surveyor();
    scenario.add_household().answer("hh_head", text("其木格")).answer("consent_data", YES).answer("consent_photo", YES);
    scenario
}

#[test]
fn a_whole_visit_is_there_after_the_program_was_closed() {
    let mut scenario = consenting();
    scenario.answer("hh_division", text("152221 察尔森镇")).add_row("person", None);
    let name = scenario.in_row("person", 0, "p_name");
    scenario.answer(&name, text("其木格"));
    scenario.answer("qE1", YES).answer("qE2", Value::Integer(450)).answer("qE2.accepted", text("空间不够"));
    scenario.add_row("door", Some(0)).add_row("door", Some(4));
    let width = scenario.in_row("door", 1, "qD1");
    scenario.answer(&width, Value::Integer(760));
    scenario.ask(passage_is_fine()).add_photo("qE15_whole");
    scenario.wait_until("the photo is there", |scenario| scenario.photos("qE15_whole") == 1);
    scenario.ask(Command::FinishVisit);
    assert_eq!(scenario.told(), [""; 0]);
    scenario.shut_down().reopen();
    assert_eq!(scenario.told(), [""; 0]);
    scenario.expect("hh_head", text("其木格")).expect(&name, text("其木格")).expect(&width, Value::Integer(760));
    scenario.expect("qE2", Value::Integer(450)).expect("qE2.accepted", text("空间不够")).expect("qL3_rugs", NO);
    assert_eq!(scenario.rows("door").len(), 2);
    let door = scenario.in_row("door", 1, "door_place");
    scenario.expect(&door, choice("bathroom"));
    assert_eq!((scenario.photos("qE15_whole"), scenario.visit().state()), (1, VisitState::Finished));
    let listed = scenario.program().registry.get(0).unwrap();
    assert_eq!((listed.summary.head.as_str(), listed.summary.visit), ("其木格", VisitState::Finished));
    // The same text of every form, and where it is.
    for form in ["household", "consent", "home-assessment"] {
        let Some(Value::Form(form)) = scenario.value(&format!("_form.{form}")) else { panic!("{form}") };
        assert!(scenario.program().workspace().kept_form(form.hash).is_ok());
    }
}

#[test]
fn a_household_that_was_added_and_left_without_an_answer_was_never_there() {
    let mut scenario = Scenario::surveyor();
    scenario.add_household().close();
    assert!(scenario.program().registry.is_empty());
    scenario.add_household().answer("hh_head", text("其木格")).close().open("其木格").expect("hh_head", text("其木格"));
    assert_eq!(scenario.program().registry.len(), 1);
}

/// An answer of every kind: to which question, and what.
type Given = (&'static str, fn() -> Value);

const ANSWERS: &[Given] = &[
    ("qE1", || NO),
    ("qP17_type", || choice("bungalow")),
    ("qP18", || Value::Choices(vec![Name::of("dangerous_house"), Name::of("toilet_renewal")])),
    ("hh_members", || Value::Integer(3)),
    ("qE9_length", || Value::Decimal(Decimal::new(12.5).unwrap())),
    ("hh_village", || text("红峰嘎查")),
    ("hh_visit_date", || Value::Date(jiff::civil::date(2026, 12, 1))),
    ("hh_division", || text("152221 察尔森镇")),
    ("hh_phone", || text("15400000000")),
    ("consent_signature", signed),
    ("qE13", || Value::Skipped(Skip::Refused)),
    ("qL1.accepted", || text("空间不够")),
    ("qL1.note", || text("两次")),
];

/// Something else a person does, and what shows that it was done.
type Deed = (&'static str, fn(&mut Scenario), fn(&Scenario) -> bool);

const DEEDS: &[Deed] = &[
    ("taken back", |s| act(s.answer("hh_head", Value::Erased)), |s| s.value("hh_head").is_none()),
    ("row", |s| act(s.add_row("door", Some(0))), |s| places(s) == ["entrance"]),
    (
        "row and its copy",
        |s| act(s.add_row("door", Some(4)).duplicate_row("door", 0)),
        |s| places(s) == ["bathroom"; 2],
    ),
    ("row removed", |s| act(s.add_row("door", Some(0)).saved().remove_row("door", 0)), |s| places(s) == [""; 0]),
    ("undo", |s| act(s.answer("hh_head", text("错")).undo()), |s| s.value("hh_head") == Some(&text("其木格"))),
    ("redo", |s| act(s.answer("hh_head", text("对")).undo().redo()), |s| s.value("hh_head") == Some(&text("对"))),
    ("no problem", |s| act(s.ask(passage_is_fine())), |s| s.value("qL3_rugs") == Some(&NO)),
    ("finish", |s| act(s.ask(Command::FinishVisit)), |s| s.visit().state() == VisitState::Finished),
    ("photo", photo, |s| s.photos("qE15_whole") == 1),
];

const fn act(_: &mut Scenario) {}

fn passage_is_fine() -> Command {
    Command::NoProblem { section: Name::of("passage") }
}

/// Where the doors are, in order.
fn places(scenario: &Scenario) -> Vec<String> {
    let place = |door: usize| match scenario.value(&scenario.in_row("door", door, "door_place")) {
        Some(Value::Choice(place)) => place.to_string(),
        other => panic!("{other:?}"),
    };
    (0..scenario.rows("door").len()).map(place).collect()
}

fn signed() -> Value {
    let strokes = vec![vec![[100, 200], [300, 400]]];
    Value::Signature(Arc::new(Signature { name: "其木格".into(), relation: "".into(), strokes }))
}

fn photo(scenario: &mut Scenario) {
    scenario.add_photo("qE15_whole");
    scenario.wait_until("the photo is there", |scenario| scenario.photos("qE15_whole") == 1);
}

#[test]
fn the_battery_dies_after_every_kind_of_answer_and_nothing_is_gone() {
    let mut scenario = consenting();
    for (question, value) in ANSWERS {
        scenario.answer(question, value()).saved().battery_dies().reopen().expect(question, value());
    }
    for (question, value) in ANSWERS {
        scenario.expect(question, value());
    }
    scenario.expect("consent_photo", YES);
}

#[test]
fn the_battery_dies_after_everything_else_that_is_done_and_work_goes_on() {
    for (name, act, done) in DEEDS {
        let mut scenario = consenting();
        act(&mut scenario);
        scenario.saved().battery_dies().reopen();
        assert!(done(&scenario), "{name} is gone");
        // Work goes on where it was; a finished visit is opened again first.
        scenario.ask(Command::ReopenVisit).answer("hh_address", text("二组")).saved().battery_dies().reopen();
        scenario.expect("hh_address", text("二组")).expect("consent_photo", YES);
    }
}

const FOLDER: &str = "TANTU_APP_STORY_FOLDER";

/// The child: answers, says that it is saved, and is gone. Does nothing unless a parent asks for it.
#[test]
fn child() {
    let Ok(folder) = std::env::var(FOLDER) else { return };
    let mut scenario = Scenario::on(Path::new(&folder));
    scenario.add_household().answer("hh_head", text("其木格"));
    for number in 0..40 {
        scenario.answer("hh_members", Value::Integer(number)).saved();
        println!("\nsaved {number}");
        std::io::stdout().flush().unwrap();
    }
    std::process::abort();
}

#[test]
fn a_program_that_is_killed_leaves_what_it_said_was_saved() {
    let tablet = tempfile::tempdir().unwrap();
    let folder = tablet.path().join("workspace");
    let mut child = Process::new(std::env::current_exe().unwrap());
    child.args(["--exact", "app::child", "--nocapture", "--test-threads", "1"]).env(FOLDER, &folder);
    let output = child.stderr(Stdio::null()).output().unwrap();
    assert!(!output.status.success(), "it was to be killed");
    let said = String::from_utf8_lossy(&output.stdout).into_owned();
    let last: i64 = said.lines().filter_map(|line| line.strip_prefix("saved ")?.parse().ok()).next_back().unwrap();
    let mut scenario = Scenario::on(&folder);
    assert_eq!((scenario.told(), scenario.program().read_only.clone()), (vec![], None));
    scenario.open("其木格").expect("hh_members", Value::Integer(last));
    assert_eq!(last, 39);
}

#[test]
fn on_a_full_disk_answers_stay_and_are_saved_when_there_is_room_again() {
    let mut scenario = consenting();
    scenario.saved().disk_is_full().answer("qE2", Value::Integer(450));
    scenario.wait_until("it is said", |scenario| matches!(scenario.program().save, SaveState::Failed(_)));
    let SaveState::Failed(problem) = &scenario.program().save else { panic!("not failed") };
    assert_eq!(problem.key, "store-disk-full");
    scenario.answer("qE13", NO).expect("qE2", Value::Integer(450)).expect("qE13", NO);
    assert_eq!(scenario.program().unsaved(), 2);
    assert!(matches!(scenario.program().save, SaveState::Failed(_)), "it stays said");
    scenario.ask(Command::RetrySave);
    scenario.disk_has_room().ask(Command::RetrySave).saved();
    assert_eq!(scenario.program().unsaved(), 0);
    scenario.battery_dies().reopen().expect("qE2", Value::Integer(450)).expect("qE13", NO);
}

#[test]
fn on_a_full_disk_a_household_can_be_closed_and_opened_and_still_has_its_answers() {
    let mut scenario = consenting();
    scenario.saved().disk_is_full().answer("qE2", Value::Integer(450)).close();
    assert_eq!(scenario.program().unsaved(), 1);
    scenario.open_again().expect("qE2", Value::Integer(450)).answer("qE13", NO);
    // Another one, of which the disk knows nothing yet.
    scenario.add_household().answer("hh_head", text("宝音")).close().open("宝音").expect("hh_head", text("宝音"));
    scenario.open("其木格").expect("qE2", Value::Integer(450)).expect("qE13", NO);
    scenario.disk_has_room().ask(Command::RetrySave).saved().battery_dies().reopen();
    scenario.open("其木格").expect("qE2", Value::Integer(450)).expect("qE13", NO);
    scenario.open("宝音").expect("hh_head", text("宝音"));
    // No two writes under one name.
    for home in ["其木格", "宝音"] {
        let dossier = scenario.open(home).dossier();
        let dots: Vec<_> = dossier.fields.values().flat_map(|register| register.live().map(|(dot, _)| dot)).collect();
        let distinct: std::collections::BTreeSet<_> = dots.iter().collect();
        assert_eq!(distinct.len(), dots.len());
    }
}

#[test]
fn a_second_program_looks_and_does_not_touch_and_says_so() {
    let mut first = consenting();
    first.saved();
    let mut second = first.second();
    assert_eq!(second.told(), ["store-second-program"]);
    assert!(second.program().read_only.is_some());
    second.open("其木格").expect("hh_head", text("其木格"));
    assert_eq!(second.told(), [""; 0]);
    for refused in [
        Command::Answer { path: path("hh_head"), value: text("别人") },
        Command::AddRow { within: Default::default(), repeat: Name::of("door"), preset: Some(0) },
        passage_is_fine(),
        Command::FinishVisit,
        Command::AddPhotoBytes { path: path("qE15_whole"), bytes: Arc::from([0_u8; 4]) },
    ] {
        let told = second.ask(refused.clone()).told();
        assert_eq!(told, ["app-read-only-edit"], "{refused:?}");
    }
    second.expect("hh_head", text("其木格"));
    assert_eq!((second.rows("door").len(), second.photos("qE15_whole")), (0, 0));
    second.shut_down();
    first.answer("qE13", NO).saved().battery_dies().reopen().expect("hh_head", text("其木格")).expect("qE13", NO);
}

/// A visit of which only the clock is different: what the household holds at the end, without remarks.
fn under(clocks: &[Moment]) -> Vec<(String, Value)> {
    let mut scenario = Scenario::surveyor();
    let mut clocks = clocks.iter().cycle();
    let mut tick = |scenario: &mut Scenario| act(scenario.clock_says(*clocks.next().unwrap()));
    tick(&mut scenario);
    scenario.add_household();
    for (question, value) in [
        ("hh_head", text("其")),
        ("hh_head", text("其木格")),
        ("consent_data", YES),
        ("qE1", YES),
        ("qE2", Value::Integer(45)),
        ("qE2", Value::Integer(450)),
        ("qE13", NO),
        ("qE13", Value::Erased),
    ] {
        tick(&mut scenario);
        scenario.answer(question, value);
    }
    tick(&mut scenario);
    scenario.answer("hh_village", text("误")).undo();
    scenario.saved().battery_dies();
    tick(&mut scenario);
    scenario.reopen().answer("qE2.note", text("两次")).shut_down().reopen();
    // What the clock itself says is an answer of its own.
    let by_clock = ["hh_registered", "consent_date"].map(path);
    let answers = scenario.dossier().answers().filter(|(path, _)| !by_clock.contains(path));
    answers.map(|(path, value)| (path.to_string(), value)).collect()
}

#[test]
fn a_wrong_clock_changes_no_answer() {
    let (never, far) = (Moment::new(0, 0), Moment::new(4_070_908_800, 480));
    let right = under(&[morning()]);
    assert!(right.contains(&("qE2".to_owned(), Value::Integer(450))), "{right:?}");
    assert_eq!(under(&[never]), right);
    assert_eq!(under(&[far]), right);
    assert_eq!(under(&[far, morning(), never]), right, "backwards between answers");
}

#[test]
fn where_photos_are_refused_none_is_kept() {
    let mut scenario = consenting();
    scenario.answer("consent_photo", NO).add_photo("qE15_whole");
    assert_eq!(scenario.told(), ["app-photo-refused"]);
    scenario.shut_down();
    let photos = std::fs::read_dir(scenario.folder.join("photos")).map_or(0, Iterator::count);
    assert_eq!(photos, 0, "no file either");
}

#[test]
fn a_household_that_is_closed_while_a_photo_is_on_its_way_gets_it() {
    let mut scenario = consenting();
    scenario.add_photo("qE15_whole").answer("qE13", NO).close();
    let stored = |scenario: &Scenario| {
        let id = scenario.program().registry.get(0).unwrap().id;
        let (dossier, _) = scenario.program().workspace().load(id).unwrap();
        dossier.photos(&path("qE15_whole")).len() == 1
    };
    scenario.wait_until("the photo is on the disk", stored);
    scenario.saved().battery_dies().reopen().expect("qE13", NO);
    assert_eq!(scenario.photos("qE15_whole"), 1);
}

#[test]
fn a_window_that_is_closed_while_a_photo_is_on_its_way_waits_for_it() {
    let mut scenario = consenting();
    scenario.add_photo("qE15_whole").add_photo("qE15_door").shut_down().reopen();
    assert_eq!((scenario.photos("qE15_whole"), scenario.photos("qE15_door")), (1, 1));
}

#[test]
fn undo_and_redo_walk_over_rows() {
    let mut scenario = consenting();
    scenario.add_row("door", Some(0));
    let width = scenario.in_row("door", 0, "qD1");
    scenario.answer(&width, Value::Integer(760)).duplicate_row("door", 0).remove_row("door", 0);
    let count = |scenario: &Scenario| scenario.rows("door").len();
    assert_eq!(count(&scenario), 1);
    scenario.undo().expect(&width, Value::Integer(760));
    assert_eq!(count(&scenario), 2);
    scenario.undo();
    assert_eq!(count(&scenario), 1);
    scenario.undo().expect_nothing(&width).undo();
    assert_eq!(count(&scenario), 0);
    scenario.redo().redo().expect(&width, Value::Integer(760)).redo().redo();
    assert_eq!(count(&scenario), 1);
    let copy = scenario.in_row("door", 0, "qD1");
    assert_ne!(copy, width);
    scenario.expect(&copy, Value::Integer(760)).undo().expect(&width, Value::Integer(760));
    // The screen's forms know the same rows as the household.
    for form in &scenario.visit().forms {
        let rows = form.session.rows(&[], &Name::of("door"));
        assert!(rows.is_empty() || rows == scenario.rows("door"), "{rows:?}");
    }
    // Something new ends the way forward.
    scenario.answer("qE13", NO).redo();
    assert_eq!(count(&scenario), 2);
    scenario.saved().battery_dies().reopen().expect(&width, Value::Integer(760)).expect(&copy, Value::Integer(760));
}

#[test]
fn a_visit_keeps_the_words_it_was_begun_with() {
    let mut scenario = consenting();
    scenario.answer("qE1", YES).shut_down();
    let ours = include_str!("../../forms/home-assessment.ron");
    let label = r#"{"zh": "总高差", "en": "Total rise"}"#;
    let theirs =
        ours.replacen("version: 1,", "version: 2,", 1).replacen(label, r#"{"zh": "门前高差", "en": "Rise"}"#, 1);
    assert_ne!(ours, theirs);
    std::fs::write(scenario.folder.join("forms/home-assessment.ron"), theirs).unwrap();
    scenario.reopen();
    assert_eq!(scenario.told(), [""; 0]);
    assert_eq!(scenario.prompt("entrance", "qE2").label, "总高差");
    scenario.add_household().answer("consent_data", YES).answer("qE1", YES);
    assert_eq!(scenario.prompt("entrance", "qE2").label, "门前高差");
}

#[test]
fn two_tablets_that_disagree_are_shown_and_settled() {
    let mut scenario = consenting();
    scenario.answer("qE1", YES).saved();
    let mut theirs = scenario.dossier().clone();
    let author = Author { device: DeviceId::from_bits(77), name: "李评估".into(), at: morning() };
    theirs.apply(&Edit::set(path("qE2"), Value::Integer(300)), &author);
    theirs.apply(&Edit::set(path("qE13"), YES), &author);
    scenario.answer("qE2", Value::Integer(450)).close().receives(&theirs).open_again();

    scenario.expect("qE13", YES);
    let prompt = scenario.prompt("entrance", "qE2");
    let said: Vec<_> = prompt.conflict.iter().map(|other| (&*other.author, other.value.clone())).collect();
    assert_eq!(said.len(), 2, "{said:?}");
    assert!(said.contains(&("李评估", Value::Integer(300))), "{said:?}");
    let to_dos = scenario.visit().overview(Language::Chinese).to_dos;
    assert!(to_dos.iter().any(|to_do| to_do.kind == ToDoKind::Conflict && to_do.path == path("qE2")));

    let dot = prompt.conflict.iter().find(|other| &*other.author == "李评估").unwrap().dot;
    scenario.ask(Command::Settle { path: path("qE2"), dot }).expect("qE2", Value::Integer(300));
    assert!(scenario.prompt("entrance", "qE2").conflict.is_empty());
    scenario.undo();
    assert_eq!(scenario.prompt("entrance", "qE2").conflict.len(), 0, "undoing is a new write, not two again");
    scenario.redo().saved().battery_dies().reopen().expect("qE2", Value::Integer(300));
    // The other tablet merges back and agrees.
    theirs.join(scenario.dossier()).unwrap();
    assert_eq!(theirs.value(&path("qE2")), Some(&Value::Integer(300)));
    assert_eq!(theirs.conflicts().count(), 0);
}
