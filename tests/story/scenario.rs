//! A surveyor's day with the program, without a window: what is asked, what is told, what is on the disk after the
//! battery died. Stories in `app` are written with it.

use std::io::{self, ErrorKind};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use tantu::app::clock::Clock;
use tantu::app::command::Command;
use tantu::app::program::{Program, SaveState};
use tantu::app::visit::Visit;
use tantu::cipher::Cipher;
use tantu::dossier::Dossier;
use tantu::dossier::prompt::{Entry, Prompt};
use tantu::id::{DossierId, Name, RowId};
use tantu::l10n::Language;
use tantu::path::FieldPath;
use tantu::photo::camera::Cameras;
use tantu::role::Role;
use tantu::stamp::Moment;
use tantu::store::disk::{Disk, Op, Watch};
use tantu::store::{Opening, Workspace};
use tantu::value::Value;

/// Waiting longer than this is a failure; a busy machine needs some of it.
const PATIENCE: Duration = Duration::from_secs(60);

/// 2026-11-24 10:10 in Hohhot.
pub fn morning() -> Moment {
    Moment::new(1_795_486_200, 480)
}

/// A clock that is set by hand.
pub struct WallClock(Mutex<Moment>);

impl Clock for WallClock {
    fn now(&self) -> Moment {
        *self.0.lock().unwrap()
    }
}

/// A disk that is full while it is told to be: it reads, renames and removes, and nothing grows.
#[derive(Default)]
struct Fillable(AtomicBool);

impl Watch for Fillable {
    fn before(&self, op: Op<'_>) -> Result<(), (usize, io::Error)> {
        let grows = matches!(op, Op::CreateFolder(_) | Op::Create(_) | Op::Write { .. } | Op::Sync(_));
        if grows && self.0.load(Ordering::SeqCst) { Err((0, ErrorKind::StorageFull.into())) } else { Ok(()) }
    }
}

/// A tablet, its program, and the household that is worked in.
pub struct Scenario {
    program: Option<Program>,
    clock: Arc<WallClock>,
    disk: Arc<Fillable>,
    /// Times that a worker asked for a frame.
    wakes: Arc<AtomicUsize>,
    role: Role,
    cipher: Option<Arc<dyn Cipher>>,
    pub folder: PathBuf,
    home: Option<DossierId>,
    /// Where the tablet's disk is; the last to go.
    tablet: Arc<tempfile::TempDir>,
}

impl Scenario {
    /// A new tablet, switched on.
    pub fn surveyor() -> Self {
        Self::of(Role::Surveyor)
    }

    /// A new tablet that was sealed before its first day, opened with its key.
    pub fn sealed(cipher: Arc<dyn Cipher>, folder: &Path) -> Self {
        let mut scenario = Self::off(folder, Arc::new(tempfile::tempdir().unwrap()), Role::Surveyor);
        scenario.cipher = Some(cipher);
        scenario.start();
        scenario
    }

    /// A new tablet of somebody, switched on.
    pub fn of(role: Role) -> Self {
        let tablet = Arc::new(tempfile::tempdir().unwrap());
        Self::at(&tablet.path().join("workspace"), tablet, role)
    }

    /// On a workspace that is there already.
    pub fn on(folder: &Path) -> Self {
        Self::at(folder, Arc::new(tempfile::tempdir().unwrap()), Role::Surveyor)
    }

    fn at(folder: &Path, tablet: Arc<tempfile::TempDir>, role: Role) -> Self {
        let mut scenario = Self::off(folder, tablet, role);
        scenario.start();
        scenario
    }

    fn off(folder: &Path, tablet: Arc<tempfile::TempDir>, role: Role) -> Self {
        let clock = Arc::new(WallClock(Mutex::new(morning())));
        let disk = Arc::new(Fillable::default());
        let wakes = Arc::new(AtomicUsize::new(0));
        let (program, cipher, home) = (None, None, None);
        Self { program, role, cipher, clock, disk, wakes, folder: folder.to_owned(), home, tablet }
    }

    fn start(&mut self) {
        let disk = Disk::watched(self.disk.clone());
        let opening = Opening { disk, role: self.role, cipher: self.cipher.clone(), ..Opening::default() };
        let (store, problems) = Workspace::open(&self.folder, opening).unwrap();
        let wakes = Arc::clone(&self.wakes);
        let waker = Arc::new(move || {
            wakes.fetch_add(1, Ordering::SeqCst);
        });
        let program = Program::start(store, problems, self.clock.clone(), waker).unwrap();
        self.program = Some(program);
        if let Some(home) = self.home {
            self.ask(Command::OpenHousehold(home));
        }
    }

    /// A second program on the same workspace, while this one runs.
    pub fn second(&self) -> Self {
        let mut second = Self::at(&self.folder, self.tablet.clone(), self.role);
        second.home = self.home;
        second
    }

    pub fn program(&self) -> &Program {
        self.program.as_ref().expect("the tablet is off")
    }

    pub fn ask(&mut self, command: Command) -> &mut Self {
        let program = self.program.as_mut().expect("the tablet is off");
        program.dispatch(command);
        program.poll();
        self
    }

    /// Lets the program see these cameras instead of the machine's.
    pub fn reaches(&mut self, cameras: Arc<dyn Cameras>) -> &mut Self {
        self.program.as_mut().expect("the tablet is off").camera.reach(cameras);
        self
    }

    /// Frames that the workers asked for so far.
    pub fn wakes(&self) -> usize {
        self.wakes.load(Ordering::SeqCst)
    }

    pub fn add_household(&mut self) -> &mut Self {
        self.ask(Command::AddHousehold);
        self.home = self.program().visit.as_ref().map(|visit| visit.dossier.id);
        self
    }

    /// Opens the household whose head is called so.
    #[track_caller]
    pub fn open(&mut self, head: &str) -> &mut Self {
        let registry = &self.program().registry;
        let found = registry.iter().find(|home| home.summary.head == head);
        let id = found.unwrap_or_else(|| panic!("no household of {head} in the list")).id;
        self.home = Some(id);
        self.ask(Command::OpenHousehold(id))
    }

    pub fn close(&mut self) -> &mut Self {
        self.ask(Command::CloseHousehold)
    }

    /// Opens the household again that was worked in.
    pub fn open_again(&mut self) -> &mut Self {
        let home = self.home.expect("none was open");
        self.ask(Command::OpenHousehold(home))
    }

    pub fn answer(&mut self, question: &str, value: Value) -> &mut Self {
        self.ask(Command::Answer { path: path(question), value })
    }

    pub fn add_row(&mut self, repeat: &'static str, preset: Option<usize>) -> &mut Self {
        self.ask(Command::AddRow { within: Default::default(), repeat: Name::of(repeat), preset })
    }

    pub fn duplicate_row(&mut self, repeat: &'static str, place: usize) -> &mut Self {
        let row = self.rows(repeat)[place];
        self.ask(Command::DuplicateRow { within: Default::default(), repeat: Name::of(repeat), row })
    }

    pub fn remove_row(&mut self, repeat: &'static str, place: usize) -> &mut Self {
        let row = self.rows(repeat)[place];
        self.ask(Command::RemoveRow { within: Default::default(), repeat: Name::of(repeat), row })
    }

    pub fn rows(&self, repeat: &'static str) -> Vec<RowId> {
        self.dossier().rows(&[], &Name::of(repeat))
    }

    /// The path of a question in a row, as [`Self::answer`] and [`Self::expect`] take it.
    pub fn in_row(&self, repeat: &'static str, place: usize, question: &str) -> String {
        format!("{repeat}/{}/{question}", self.rows(repeat)[place])
    }

    pub fn undo(&mut self) -> &mut Self {
        self.ask(Command::Undo)
    }

    pub fn redo(&mut self) -> &mut Self {
        self.ask(Command::Redo)
    }

    /// Hands over a picture for a question, and does not wait.
    pub fn add_photo(&mut self, question: &str) -> &mut Self {
        let bytes = tantu::app::demo::sample_photo().unwrap();
        self.ask(Command::AddPhotoBytes { path: path(question), bytes: bytes.into() })
    }

    pub fn photos(&self, question: &str) -> usize {
        self.dossier().photos(&path(question)).len()
    }

    /// Lets the workers report until it holds.
    #[track_caller]
    pub fn wait_until(&mut self, why: &str, holds: impl Fn(&Self) -> bool) -> &mut Self {
        let begun = Instant::now();
        while !holds(self) {
            assert!(begun.elapsed() < PATIENCE, "waited in vain: {why}");
            std::thread::sleep(Duration::from_millis(2));
            self.program.as_mut().expect("the tablet is off").poll();
        }
        self
    }

    #[track_caller]
    pub fn saved(&mut self) -> &mut Self {
        self.wait_until("everything is saved", |scenario| scenario.program().save == SaveState::Saved)
    }

    /// Sets the clock on the wall.
    pub fn clock_says(&mut self, moment: Moment) -> &mut Self {
        *self.clock.0.lock().unwrap() = moment;
        self
    }

    pub fn disk_is_full(&mut self) -> &mut Self {
        self.disk.0.store(true, Ordering::SeqCst);
        self
    }

    pub fn disk_has_room(&mut self) -> &mut Self {
        self.disk.0.store(false, Ordering::SeqCst);
        self
    }

    /// Nothing the program does from now on reaches the disk: what is there this moment is all there will be.
    pub fn battery_dies(&mut self) -> &mut Self {
        let image = self.tablet.path().join("image");
        copy(&self.folder, &image);
        // Its threads and its lock go; whatever they still write is thrown away.
        self.program = None;
        std::fs::remove_dir_all(&self.folder).unwrap();
        std::fs::rename(&image, &self.folder).unwrap();
        self
    }

    /// Closes the window as a person does.
    pub fn shut_down(&mut self) -> &mut Self {
        let left = self.program.as_mut().expect("the tablet is off").shut_down();
        assert_eq!(left, 0, "changes that could not be written");
        self.program = None;
        self
    }

    /// Starts the program again and opens the household.
    pub fn reopen(&mut self) -> &mut Self {
        self.start();
        self
    }

    pub fn visit(&self) -> &Visit {
        self.program().visit.as_ref().expect("no household is open")
    }

    pub fn dossier(&self) -> &Dossier {
        &self.visit().dossier
    }

    pub fn value(&self, question: &str) -> Option<&Value> {
        self.dossier().value(&path(question))
    }

    #[track_caller]
    #[expect(clippy::needless_pass_by_value, reason = "stories read like `answer(…)`, `expect(…)`")]
    pub fn expect(&mut self, question: &str, value: Value) -> &mut Self {
        assert_eq!(self.value(question), Some(&value), "{question}");
        self
    }

    #[track_caller]
    pub fn expect_nothing(&mut self, question: &str) -> &mut Self {
        assert_eq!(self.value(question), None, "{question}");
        self
    }

    /// Keys of what a person was told since the last time.
    pub fn told(&mut self) -> Vec<&'static str> {
        let program = self.program.as_mut().expect("the tablet is off");
        program.poll();
        std::mem::take(&mut program.notices).into_iter().map(|problem| problem.key).collect()
    }

    /// The question as a screen shows it.
    pub fn prompt(&self, section: &'static str, question: &str) -> Prompt {
        let entries = self.visit().entries(&Name::of(section), Language::Chinese);
        let found = entries.into_iter().find_map(|entry| match entry {
            Entry::Question(prompt) if prompt.path == path(question) => Some(*prompt),
            _ => None,
        });
        found.unwrap_or_else(|| panic!("{question} is not asked"))
    }

    /// Puts a household into the workspace behind the program's back, as a merge does.
    pub fn receives(&mut self, dossier: &Dossier) -> &mut Self {
        self.program().workspace().fold(dossier).unwrap();
        self
    }
}

pub fn path(question: &str) -> FieldPath {
    question.parse().unwrap()
}

pub fn text(words: &str) -> Value {
    Value::Text(words.into())
}

pub fn choice(id: &'static str) -> Value {
    Value::Choice(Name::of(id))
}

pub fn copy(from: &Path, to: &Path) {
    std::fs::create_dir(to).unwrap();
    for entry in std::fs::read_dir(from).unwrap() {
        let entry = entry.unwrap();
        let target = to.join(entry.file_name());
        if entry.file_type().unwrap().is_dir() {
            copy(&entry.path(), &target);
        } else {
            std::fs::copy(entry.path(), target).unwrap();
        }
    }
}
