//! Documents as the window asks for them.

use std::sync::Arc;
use std::time::{Duration, Instant};

use tantu::app::clock::SystemClock;
use tantu::app::command::Command;
use tantu::app::papers::{Notices, Of, PaperCommand};
use tantu::app::program::Program;
use tantu::app::route::Route;
use tantu::report::model::{Kind, Languages};
use tantu::role::Role;
use tantu::store::{Opening, Workspace};

use super::press::Press;

fn program(press: Press) -> (Program, tempfile::TempDir) {
    let folder = press.folder;
    drop(press.store);
    let (store, problems) = Workspace::open(&folder.path().join("workspace"), Opening::default()).unwrap();
    (Program::start(store, problems, Arc::new(SystemClock), Arc::new(|| {})).unwrap(), folder)
}

fn print(of: Of, kinds: &[Kind]) -> Command {
    Command::Paper(PaperCommand::Print { of, kinds: kinds.to_vec(), languages: Languages::Zh, notices: Notices::Each })
}

fn wait(program: &mut Program) {
    let begun = Instant::now();
    while program.papers.progress().is_some() {
        assert!(begun.elapsed() < Duration::from_secs(300), "the lane ends");
        std::thread::sleep(Duration::from_millis(10));
        program.poll();
    }
}

#[test]
fn the_open_household_is_printed_and_one_comes_back_to_where_one_was() {
    let press = Press::new();
    let id = press.id;
    let (mut program, _folder) = program(press);
    program.dispatch(Command::OpenHousehold(id));
    let before = program.route.clone();
    program.dispatch(Command::Paper(PaperCommand::Open));
    assert!(matches!(program.route, Route::Papers { .. }));
    program.dispatch(print(Of::This, &[Kind::Plan, Kind::Notice]));
    wait(&mut program);
    let Some(Ok(outcome)) = &program.papers.last else { panic!("{:?}", program.papers.last) };
    assert_eq!((outcome.files, outcome.empty, outcome.problems.len(), outcome.stopped), (2, 0, 0, false));
    assert_eq!(std::fs::read_dir(program.papers_folder()).unwrap().count(), 2);
    program.dispatch(Command::Back);
    assert_eq!(program.route, before);
}

#[test]
fn a_batch_is_stopped_between_two_documents() {
    let (mut program, _folder) = program(Press::new());
    program.dispatch(print(Of::All, &Kind::ALL));
    program.dispatch(Command::Paper(PaperCommand::Stop));
    wait(&mut program);
    let Some(Ok(outcome)) = &program.papers.last else { panic!("{:?}", program.papers.last) };
    assert!(outcome.stopped, "{outcome:?}");
}

#[test]
fn a_contractor_prints_the_job_and_nothing_about_the_person() {
    let (mut program, _folder) = program(Press::new());
    program.role = Role::Contractor;
    program.dispatch(print(Of::All, &[Kind::WorkOrder, Kind::AssessmentRecord]));
    assert!(program.papers.progress().is_none() && program.papers.last.is_none());
    assert_eq!(program.notices.last().unwrap().key, "app-not-allowed");
    program.dispatch(print(Of::All, &[Kind::WorkOrder]));
    assert!(program.papers.progress().is_some());
}
