//! The gate 锁: before the program stands the lock, and behind the lock there is no program.
//!
//! While a workspace is locked, nothing of it is in memory: the program is dropped with its pictures, half-typed texts
//! and key, and started again when the passphrase was given. So is it while its files are written anew (sealing). What
//! is kept is where one was, by ids.

use std::sync::Arc;
use std::sync::mpsc::{Receiver, channel};

use eframe::{App, Frame};
use egui::{Context, Event, RawInput, Ui, ViewportCommand};

use super::dialog::{FileDialog, Wanted};
use super::screens::lock::{self, Finishing, View, Wish};
use super::shell::{Asked, Shell};
use super::theme::Look;
use super::{fonts, window};
use crate::app::clock::Clock;
use crate::app::keys::lock::{Idle, Place};
use crate::app::keys::work::{Door, Opened, Task, Work};
use crate::app::keys::{self, For};
use crate::app::program::Program;
use crate::app::settings::Settings;
use crate::l10n::{Language, Words};
use crate::problem::Problem;
use crate::store;

/// The workspace, and how it is opened.
pub struct Entrance {
    pub door: Door,
    pub clock: Arc<dyn Clock>,
    /// Asked for, instead of the workspace's.
    pub language: Option<Language>,
    /// POSIX locale of the machine, for who has set none.
    pub locale: String,
}

/// The program, or the lock before it.
pub struct Gate {
    entrance: Entrance,
    room: Room,
    /// Where one was when it was locked.
    place: Option<Place>,
    idle: Idle,
    /// The window's time when it was last looked at: hidden windows hear the last input again and again.
    looked: f64,
    /// See [`Shell::measure_first_frame`].
    pub measure_first_frame: Option<std::time::Instant>,
}

enum Room {
    Open(Box<Shell>),
    Shut(Box<Shut>),
}

/// The lock, and what is under way behind it.
struct Shut {
    look: Look,
    language: Language,
    screen: lock::State,
    /// The program while it finishes what it was doing.
    held: Option<Box<Shell>>,
    work: Option<(Work, &'static str)>,
    dialog: FileDialog,
    /// A file with a recovery key that is being read.
    reading: Option<Receiver<Result<String, Problem>>>,
}

impl Gate {
    /// Stands before a workspace that needs its key.
    pub fn locked(ctx: &Context, entrance: Entrance) -> Self {
        fonts::install(ctx);
        let look = store::settings::appearance(&entrance.door.folder);
        let settings = Settings::from_wire(&look, &entrance.locale);
        let shut = Shut::new(ctx, &settings, entrance.language);
        Self::with(ctx, entrance, Room::Shut(Box::new(shut)))
    }

    /// Stands open on a workspace.
    ///
    /// # Errors
    /// When the system gives no threads.
    pub fn open(ctx: &Context, entrance: Entrance, opened: Opened) -> std::io::Result<Self> {
        let shell = shell(ctx, &entrance, opened)?;
        Ok(Self::with(ctx, entrance, Room::Open(Box::new(shell))))
    }

    fn with(ctx: &Context, entrance: Entrance, room: Room) -> Self {
        let now = ctx.input(|input| input.time);
        let idle = Idle::since(now, entrance.clock.now());
        Self { entrance, room, place: None, idle, looked: now, measure_first_frame: None }
    }

    /// The program, where it is not locked.
    pub fn shell(&self) -> Option<&Shell> {
        match &self.room {
            Room::Open(shell) => Some(shell),
            Room::Shut(_) => None,
        }
    }

    /// The same, to be changed.
    pub fn shell_mut(&mut self) -> Option<&mut Shell> {
        match &mut self.room {
            Room::Open(shell) => Some(shell),
            Room::Shut(_) => None,
        }
    }

    /// Whether the lock is shown and nothing of the program is left behind it.
    pub fn is_locked(&self) -> bool {
        matches!(&self.room, Room::Shut(shut) if shut.held.is_none())
    }

    /// Locks when nobody has touched the tablet for long enough, before the touch that wakes it is heard.
    fn mind_the_time(&mut self, ctx: &Context) {
        let Room::Open(shell) = &self.room else { return };
        let limit = shell.program.settings.lock_after.limit().filter(|_| shell.program.keys.is_sealed());
        let Some(limit) = limit else { return };
        let (seconds, at) = (ctx.input(|input| input.time), self.entrance.clock.now());
        if self.idle.left(limit, seconds, at).is_zero() {
            return self.lock(ctx);
        }
        let is_new = seconds > self.looked;
        self.looked = seconds;
        if is_new && ctx.input(|input| input.events.iter().any(is_touch)) {
            self.idle = Idle::since(seconds, at);
        }
        ctx.request_repaint_after(self.idle.left(limit, seconds, at));
    }

    fn do_asked(&mut self, ctx: &Context) {
        let Room::Open(shell) = &mut self.room else { return };
        match shell.take_asked() {
            None => {}
            Some(Asked::Lock) if shell.program.keys.is_sealed() => self.lock(ctx),
            Some(Asked::Lock) => {}
            Some(Asked::Work(task)) => self.begin(ctx, task),
        }
    }

    /// Shows the lock; the program goes as soon as it has finished.
    fn lock(&mut self, ctx: &Context) {
        let Room::Open(shell) = &self.room else { return };
        self.place = Some(shell.program.place());
        let shut = Shut::new(ctx, &shell.program.settings, None);
        if let Room::Open(shell) = std::mem::replace(&mut self.room, Room::Shut(Box::new(shut)))
            && let Room::Shut(shut) = &mut self.room
        {
            shut.held = Some(shell);
        }
        forget_texts(ctx);
        ctx.request_repaint();
    }

    /// Drops the program and begins work on its workspace; or says why not yet.
    fn begin(&mut self, ctx: &Context, task: Task) {
        let Room::Open(shell) = &mut self.room else { return };
        let place = shell.program.place();
        if shell.program.is_at_work() {
            return shell.program.notices.push(Problem::notice("keys-busy"));
        }
        if !shell.wind_down() {
            // The disk does not take the last changes; that is told already, and comes first.
            return shell.program.return_to(place);
        }
        let held = shell.program.keys.vault().cloned();
        let shut = Shut::new(ctx, &shell.program.settings, None);
        self.place = Some(place);
        // The workspace is free only when the program has gone.
        drop(std::mem::replace(&mut self.room, Room::Shut(Box::new(shut))));
        forget_texts(ctx);
        self.start(ctx, task, held);
    }

    fn start(&mut self, ctx: &Context, task: Task, held: Option<Arc<crate::seal::Vault>>) {
        let message = message_of(&task);
        let work = Work::start(task, self.entrance.door.clone(), held, window::waker(ctx));
        let Room::Shut(shut) = &mut self.room else { return };
        match work {
            Ok(work) => shut.work = Some((work, message)),
            Err(error) => shut.refuse(ctx, Problem::error("keys-work-died").with("detail", error)),
        }
        ctx.request_repaint();
    }

    /// What the thread has done, what the dialog said, and whether the program behind the lock is done.
    fn mind_the_lock(&mut self, ctx: &Context) {
        let Room::Shut(shut) = &mut self.room else { return };
        shut.read_key(ctx);
        // While somebody unlocks it, the program stays as it is.
        if shut.work.is_none() && shut.held.as_mut().is_some_and(|shell| shell.wind_down()) {
            shut.held = None;
        }
        let Some(done) = shut.work.as_ref().and_then(|(work, _)| work.done()) else { return };
        shut.work = None;
        match done {
            Ok(opened) => self.enter(ctx, opened),
            Err(problem) => shut.refuse(ctx, problem),
        }
    }

    fn enter(&mut self, ctx: &Context, opened: Opened) {
        let Room::Shut(shut) = &mut self.room else { return };
        let language = shut.language;
        let opened = match shut.held.take() {
            // It was not finished: the same program goes on, and `opened` only proves who is there.
            Some(shell) => Ok(*shell),
            None => shell(ctx, &self.entrance, opened),
        };
        match opened {
            Ok(mut shell) => {
                shell.program.settings.language = language;
                if let Some(place) = self.place.take() {
                    shell.program.return_to(place);
                }
                let now = ctx.input(|input| input.time);
                self.idle = Idle::since(now, self.entrance.clock.now());
                self.room = Room::Open(Box::new(shell));
            }
            Err(error) => shut.refuse(ctx, Problem::error("keys-work-died").with("detail", error)),
        }
        ctx.request_repaint();
    }

    fn grant(&mut self, ctx: &Context, wish: Wish) {
        let Room::Shut(shut) = &mut self.room else { return };
        match wish {
            Wish::Unlock(passphrase) => self.start(ctx, Task::Unlock(passphrase), None),
            Wish::Recover { key, new } => self.start(ctx, Task::Recover { key, new }, None),
            Wish::Speak(language) => shut.language = language,
            Wish::PickKey => shut.dialog.open(Wanted::Key(For::Recovery), Words::of(shut.language), ctx),
            Wish::TryAgain => match self.entrance.door.open(None) {
                Ok(opened) => self.enter(ctx, opened),
                Err(problem) => shut.refuse(ctx, problem),
            },
        }
    }

    /// Closing waits for what is not on disk, as it does before the lock.
    fn mind_closing(&mut self, ctx: &Context) {
        let Room::Shut(shut) = &mut self.room else { return };
        if ctx.input(|input| input.viewport().close_requested())
            && shut.held.as_mut().is_some_and(|shell| shell.program.shut_down() > 0)
        {
            ctx.send_viewport_cmd(ViewportCommand::CancelClose);
        }
    }
}

impl Shut {
    fn new(ctx: &Context, settings: &Settings, language: Option<Language>) -> Self {
        let look = Look::new(settings.theme, settings.text_size, settings.hand);
        look.apply(ctx);
        Self {
            look,
            language: language.unwrap_or(settings.language),
            screen: lock::State::default(),
            held: None,
            work: None,
            dialog: FileDialog::default(),
            reading: None,
        }
    }

    fn refuse(&mut self, ctx: &Context, problem: Problem) {
        self.screen.refuse(problem, ctx.input(|input| input.time));
        ctx.request_repaint();
    }

    /// Reads a file that was chosen or dropped, in a thread: a stick can be slow.
    fn read_key(&mut self, ctx: &Context) {
        let dropped = ctx.input(|input| input.raw.dropped_files.first().map(|file| file.path().to_owned()));
        let chosen = match self.dialog.answer() {
            Some((_, Some(files))) => files.into_iter().next(),
            Some((_, None)) => {
                self.screen.take_key(Err(Problem::notice("keys-no-dialog")));
                None
            }
            None => None,
        };
        if let Some(file) = chosen.or(dropped) {
            let (sender, reading) = channel();
            let ctx = ctx.clone();
            let read = move || {
                sender.send(keys::said_by(&file)).ok();
                ctx.request_repaint();
            };
            // Without a thread nothing happens and the person may try again.
            std::thread::Builder::new().name("key file".to_owned()).spawn(read).ok();
            self.reading = Some(reading);
        }
        if let Some(said) = self.reading.as_ref().and_then(|reading| reading.try_recv().ok()) {
            self.reading = None;
            self.screen.take_key(said);
        }
    }

    fn view(&self, stuck: bool) -> View<'_> {
        let working = self.work.as_ref().map(|(work, message)| (*message, work.progress.get()));
        let finishing = self.held.as_ref().map(|shell| match shell.program.is_at_work() {
            true => Finishing::Work,
            false => Finishing::Unsaved(shell.program.unsaved()),
        });
        View { look: &self.look, words: Words::of(self.language), language: self.language, working, finishing, stuck }
    }
}

impl App for Gate {
    fn raw_input_hook(&mut self, _ctx: &Context, input: &mut RawInput) {
        fonts::cap_texture_side(input);
    }

    fn logic(&mut self, ctx: &Context, frame: &mut Frame) {
        if ctx.current_pass_index() > 0 {
            return;
        }
        self.mind_the_time(ctx);
        match &mut self.room {
            Room::Open(shell) => {
                shell.measure_first_frame = self.measure_first_frame.take().or(shell.measure_first_frame);
                shell.logic(ctx, frame);
                self.do_asked(ctx);
            }
            Room::Shut(_) => {
                self.mind_the_lock(ctx);
                self.mind_closing(ctx);
            }
        }
    }

    fn ui(&mut self, ui: &mut Ui, frame: &mut Frame) {
        let stuck = !self.entrance.door.state().needs_key();
        let wish = match &mut self.room {
            Room::Open(shell) => return shell.ui(ui, frame),
            Room::Shut(shut) => {
                let mut screen = std::mem::take(&mut shut.screen);
                let wish = lock::show(ui, &mut screen, &shut.view(stuck));
                shut.screen = screen;
                wish
            }
        };
        if let Some(wish) = wish {
            self.grant(&ui.ctx().clone(), wish);
        }
    }

    fn on_exit(&mut self, gl: Option<&eframe::glow::Context>) {
        match &mut self.room {
            Room::Open(shell) => shell.on_exit(gl),
            Room::Shut(shut) => {
                if let Some(shell) = &mut shut.held {
                    shell.on_exit(gl);
                }
            }
        }
    }
}

fn shell(ctx: &Context, entrance: &Entrance, opened: Opened) -> std::io::Result<Shell> {
    let Opened { store, vault, problems } = opened;
    let clock = Arc::clone(&entrance.clock);
    let mut program = Program::start(store, problems, clock, window::waker(ctx))?.with_key(vault);
    if let Some(language) = entrance.language {
        program.settings.language = language;
    }
    Ok(Shell::new(ctx, program))
}

/// What egui remembers of texts that were typed: their history, and what was laid out.
fn forget_texts(ctx: &Context) {
    ctx.memory_mut(|memory| {
        memory.stop_text_input();
        memory.data.clear();
        memory.caches = egui::cache::CacheStorage::default();
    });
}

/// Whether a person did this.
const fn is_touch(event: &Event) -> bool {
    matches!(
        event,
        Event::Key { .. }
            | Event::Text(_)
            | Event::Ime(_)
            | Event::PointerMoved(_)
            | Event::PointerButton { .. }
            | Event::Touch { .. }
            | Event::MouseWheel { .. }
            | Event::Zoom(_)
            | Event::Copy
            | Event::Cut
            | Event::Paste(_)
            | Event::PasteImage(_)
            | Event::AccessKitActionRequest(_)
    )
}

const fn message_of(task: &Task) -> &'static str {
    match task {
        Task::Unlock(_) => "lock-working-unlock",
        Task::Recover { .. } => "lock-working-recover",
        Task::Seal { .. } => "lock-working-seal",
        Task::Unseal(_) => "lock-working-unseal",
        Task::ChangePassphrase { .. } => "lock-working-passphrase",
        Task::AddRecovery { .. } => "lock-working-recovery",
    }
}
