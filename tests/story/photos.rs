//! Photos on bad days: the program is killed between the tap and the field, the disk is full, the picture is no
//! picture, the same one comes twice.

use std::io::{self, BufRead as _, BufReader, Write as _};
use std::path::Path;
use std::process::{Command as Process, Stdio};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::time::Duration;

use tantu::app::clock::Clock;
use tantu::app::command::Command;
use tantu::app::incoming::Progress;
use tantu::app::program::Program;
use tantu::id::{DossierId, RowId};
use tantu::stamp::Moment;
use tantu::store::disk::{Disk, Op, Watch};
use tantu::store::incoming::{Incoming, Origin};
use tantu::store::{Opening, Workspace};
use tantu::value::Value;

use crate::scenario::{Scenario, copy, morning, path, text};

const FOLDER: &str = "TANTU_PHOTO_FOLDER";
/// The operation before which the program kills itself, or in the middle of which, if it is a write.
const KILL_AT: &str = "TANTU_PHOTO_KILL_AT";
const QUESTIONS: [&str; 2] = ["qE15_whole", "qE15_door"];

fn consenting() -> Scenario {
    let mut scenario = Scenario::surveyor();
    let yes = Value::YesNo(true);
    scenario.add_household().answer("hh_head", text("其木格"));
    scenario.answer("consent_data", yes.clone()).answer("consent_photo", yes);
    scenario
}

fn shot() -> Arc<[u8]> {
    tantu::app::demo::sample_photo().unwrap().into()
}

fn take(scenario: &mut Scenario, question: &str, bytes: Arc<[u8]>) {
    scenario.ask(Command::AddPhotoBytes { path: path(question), bytes });
}

fn is_through(scenario: &Scenario) -> bool {
    scenario.program().photo_queue.pending.is_empty()
}

/// Names of files in a folder of the workspace.
fn files(scenario: &Scenario, folder: &str) -> Vec<String> {
    let files = std::fs::read_dir(scenario.folder.join(folder)).unwrap();
    files.map(|file| file.unwrap().file_name().to_string_lossy().into_owned()).collect()
}

struct Morning;

impl Clock for Morning {
    fn now(&self) -> Moment {
        morning()
    }
}

/// Counts the operations once it is armed, and ends the process at one of them.
struct Killer {
    at: usize,
    armed: AtomicBool,
    count: AtomicUsize,
}

impl Watch for Killer {
    fn before(&self, op: Op<'_>) -> Result<(), (usize, io::Error)> {
        let counts = !matches!(op, Op::Read(_)) && self.armed.load(Ordering::SeqCst);
        if counts && self.count.fetch_add(1, Ordering::SeqCst) == self.at {
            if let Op::Write { path, bytes } = op {
                let mut file = std::fs::File::options().append(true).open(path).unwrap();
                file.write_all(&bytes[..bytes.len() / 2]).unwrap();
            }
            std::process::abort();
        }
        Ok(())
    }
}

/// The child: takes two photos and says how far each is. Does nothing unless a parent asks for it.
#[test]
fn child() {
    let Ok(folder) = std::env::var(FOLDER) else { return };
    let at = std::env::var(KILL_AT).unwrap().parse().unwrap();
    let killer = Arc::new(Killer { at, armed: AtomicBool::new(false), count: AtomicUsize::new(0) });
    let disk = Disk::watched(killer.clone());
    let (store, _) = Workspace::open(Path::new(&folder), Opening { disk, ..Opening::default() }).unwrap();
    let mut program = Program::start(store, Vec::new(), Arc::new(Morning), Arc::new(|| {})).unwrap();
    let home = program.registry.get(0).unwrap().id;
    program.dispatch(Command::OpenHousehold(home));
    killer.armed.store(true, Ordering::SeqCst);
    for question in QUESTIONS {
        program.dispatch(Command::AddPhotoBytes { path: path(question), bytes: shot() });
    }
    let mut safe = 0;
    while safe < QUESTIONS.len() {
        std::thread::sleep(Duration::from_millis(1));
        program.poll();
        let unkept = program.photo_queue.unkept();
        while safe < QUESTIONS.len() - unkept {
            let mut out = io::stdout().lock();
            writeln!(out, "\nsafe").unwrap();
            out.flush().unwrap();
            safe += 1;
        }
    }
    assert_eq!(program.shut_down(), 0);
}

/// Kills a child at that operation; says how many photos it called safe, and whether it died.
fn killed(folder: &Path, at: usize) -> (usize, bool) {
    let mut command = Process::new(std::env::current_exe().unwrap());
    command.args(["--exact", "photos::child", "--nocapture", "--test-threads", "1"]);
    command.env(FOLDER, folder).env(KILL_AT, at.to_string());
    let mut child = command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::null()).spawn().unwrap();
    let lines = BufReader::new(child.stdout.take().unwrap()).lines();
    let safe = lines.filter(|line| line.as_ref().is_ok_and(|line| line == "safe")).count();
    (safe, !child.wait().unwrap().success())
}

#[test]
fn killed_at_any_operation_a_photo_that_was_called_safe_gets_to_its_question_once() {
    let mut template = consenting();
    template.shut_down();
    let mut deaths = 0;
    for at in (0..).step_by(3) {
        let tablet = tempfile::tempdir().unwrap();
        let folder = tablet.path().join("workspace");
        copy(&template.folder, &folder);
        let (safe, died) = killed(&folder, at);
        let mut after = Scenario::on(&folder);
        after.wait_until("what was left is taken in", is_through);
        after.open("其木格");
        let counts = QUESTIONS.map(|question| after.photos(question));
        let there: usize = counts.iter().sum();
        assert!(there >= safe && counts.iter().all(|count| *count <= 1), "killed at {at}: {safe} safe, {counts:?}");
        for (_, photo) in QUESTIONS.iter().flat_map(|question| after.dossier().photos(&path(question))) {
            assert!(after.program().workspace().read_photo(photo.hash).is_ok(), "killed at {at}");
        }
        after.shut_down();
        assert_eq!(files(&after, "incoming"), [""; 0], "killed at {at}: nothing is left on its way");
        if !died {
            assert_eq!(counts, [1, 1]);
            break;
        }
        deaths += 1;
    }
    assert!(deaths > 15, "{deaths}");
}

#[test]
fn a_full_disk_is_told_at_once_and_the_photo_comes_when_there_is_room() {
    let mut scenario = consenting();
    scenario.saved().disk_is_full();
    take(&mut scenario, QUESTIONS[0], shot());
    scenario.wait_until("it is told", |scenario| {
        scenario.program().notices.iter().any(|problem| problem.key == "store-disk-full")
    });
    let pending = &scenario.visit().pending_photos;
    assert!(pending.len() == 1 && pending[0].progress == Progress::Keeping, "{pending:?}");
    scenario.disk_has_room().ask(Command::RetrySave).wait_until("it is taken in", is_through);
    assert_eq!(scenario.photos(QUESTIONS[0]), 1);
}

#[test]
fn a_photo_that_waits_can_be_given_up() {
    let mut scenario = consenting();
    scenario.saved().disk_is_full();
    for _ in 0..2 {
        take(&mut scenario, QUESTIONS[0], shot());
    }
    let row = scenario.visit().pending_photos[0].row;
    scenario
        .ask(Command::CancelPhoto(row))
        .wait_until("it is given up", |scenario| scenario.visit().pending_photos.len() == 1);
    scenario.disk_has_room().ask(Command::RetrySave).wait_until("the other is taken in", is_through);
    assert_eq!(scenario.photos(QUESTIONS[0]), 1);
    assert!(scenario.dossier().photos(&path(QUESTIONS[0])).iter().all(|(stored, _)| *stored != row));
}

#[test]
fn the_same_picture_twice_is_one_photo_and_it_is_said() {
    let mut scenario = consenting();
    for question in [QUESTIONS[0], QUESTIONS[0], QUESTIONS[1]] {
        take(&mut scenario, question, shot());
    }
    scenario.wait_until("all are through", is_through);
    assert_eq!(QUESTIONS.map(|question| scenario.photos(question)), [1, 1]);
    assert_eq!(scenario.told(), ["photo-twice"]);
    scenario.shut_down();
    assert_eq!(files(&scenario, "incoming"), [""; 0]);
    let stored =
        files(&scenario, "photos").into_iter().flat_map(|folder| files(&scenario, &format!("photos/{folder}")));
    assert_eq!(stored.collect::<Vec<_>>().len(), 1, "one file for both questions");
}

#[test]
fn what_is_no_picture_is_set_aside_with_its_reason() {
    let mut scenario = consenting();
    take(&mut scenario, QUESTIONS[0], Arc::from(*b"not a picture at all"));
    scenario.wait_until("it is through", is_through);
    assert_eq!(scenario.told(), ["photo-not-a-picture", "store-set-aside"]);
    assert_eq!(scenario.photos(QUESTIONS[0]), 0);
    let broken = files(&scenario, "broken");
    assert_eq!(broken.len(), 2, "the bytes and the reason: {broken:?}");
    let bytes = broken.iter().find(|name| !name.ends_with(".reason.txt")).unwrap();
    assert_eq!(std::fs::read(scenario.folder.join("broken").join(bytes)).unwrap(), b"not a picture at all");
}

#[test]
fn a_picture_that_ended_the_program_twice_is_set_aside_and_the_others_go_on() {
    let mut scenario = consenting();
    scenario.shut_down().reopen();
    let home = scenario.dossier().id;
    scenario.shut_down();
    let (store, _) = Workspace::open(&scenario.folder, Opening::default()).unwrap();
    let incoming = |question: &str, dossier: DossierId| {
        let one = Incoming { row: RowId::mint(), dossier, question: path(question), origin: Origin::Kept };
        store.keep_incoming(&one, Some(&shot())).unwrap();
        one.row
    };
    let poison = incoming(QUESTIONS[0], home);
    incoming(QUESTIONS[1], home);
    incoming(QUESTIONS[1], DossierId::mint());
    for _ in 0..2 {
        assert!(store.try_incoming(poison).unwrap());
    }
    drop(store);
    scenario.reopen().wait_until("all are through", is_through);
    assert_eq!(QUESTIONS.map(|question| scenario.photos(question)), [0, 1]);
    scenario.wait_until("the stranger's is told too", |scenario| {
        scenario.program().notices.iter().any(|problem| problem.key == "store-no-such-household")
    });
    assert_eq!(files(&scenario, "broken").len(), 4, "two pictures with their reasons");
    let told = scenario.told();
    for key in ["photo-resumed", "photo-ends-the-program", "store-no-such-household", "store-set-aside"] {
        assert!(told.contains(&key), "{key}: {told:?}");
    }
    scenario.shut_down();
    assert_eq!(files(&scenario, "incoming"), [""; 0]);
}

#[test]
fn a_file_that_has_gone_with_its_card_is_named() {
    let mut scenario = consenting();
    let file = scenario.folder.join("IMG_0001.jpg");
    scenario.ask(Command::AddPhotoFiles { path: path(QUESTIONS[0]), files: vec![file.clone()] });
    scenario.wait_until("it is through", is_through);
    let told = scenario.program().notices.iter().find(|problem| problem.key == "photo-file-unreadable").unwrap();
    assert_eq!(told.place.file.as_deref(), Some(&*file));
}
