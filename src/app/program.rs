//! The program without a screen: what is open, what is shown, what is still to be saved.

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::mpsc::Receiver;
use std::time::Duration;

use super::camera::Viewfinder;
use super::clock::Clock;
use super::exchange::Exchange;
use super::incoming::PhotoQueue;
use super::jobs::exchange;
use super::jobs::folders::Folder;
use super::jobs::lane::Lane;
use super::jobs::photos::Photos;
use super::jobs::retouch::Retouch;
use super::jobs::saver::Saver;
use super::jobs::{JobEvent, Picture, Reports, Waker};
use super::measure::Corners;
use super::route::Route;
use super::rules::Rules;
use super::settings::{Settings, machine_locale};
use super::visit::Visit;
use super::works::jobs::Jobs;
use super::world::{Surroundings, Tables};
use crate::dossier::Dossier;
use crate::dossier::edit::{Author, Delta, Edit};
use crate::dossier::history::{Deed, Label};
use crate::dossier::household;
use crate::form::library::Library;
use crate::id::{ContentHash, DossierId, Name};
use crate::path::FieldPath;
use crate::plan::budget::Batch;
use crate::problem::Problem;
use crate::registry::Registry;
use crate::registry::record::Record;
use crate::role::Role;
use crate::store::index::Index;
use crate::store::{Access, Loaded, Workspace};

/// How long the window listens to one lane while it closes, before it hears the others.
const AT_A_TIME: Duration = Duration::from_millis(20);

/// The folder of the workspace where packages are written to unless another is chosen.
const OUTBOX: &str = "outbox";

/// Whether every answer is on disk.
#[derive(Clone, Debug, Default, PartialEq)]
pub enum SaveState {
    #[default]
    Saved,
    Saving,
    /// Kept in memory and tried again.
    Failed(Box<Problem>),
}

/// A folder and what was found in it; `None` while it is being read.
#[derive(Clone, Debug, Default)]
pub struct OpenFolder {
    pub path: Option<PathBuf>,
    pub listing: Option<Result<Folder, Problem>>,
}

/// A picture that a screen asked for.
pub type ReadyPicture = (ContentHash, u32, Result<Picture, Problem>);

/// Everything the program knows while it runs. Screens read it; only [`Program::dispatch`] and
/// [`Program::poll`] change it.
pub struct Program {
    pub settings: Settings,
    pub role: Role,
    pub route: Route,
    /// The list that the open household was opened from.
    pub(super) came_from: Option<Route>,
    /// All households: what lists, searches and counts.
    pub registry: Registry,
    pub visit: Option<Visit>,
    /// The works of every household that is ordered.
    pub jobs: Jobs,
    /// Whether [`Self::jobs`] was asked for: every ordered household is read for it.
    pub(super) works_known: bool,
    pub exchange: Exchange,
    /// Documents that are being set, and what came of the last ones.
    pub papers: super::papers::Desk,
    /// What is about many households at once.
    pub desk: super::desk::Desk,
    pub handing: super::handing::Handing,
    pub keys: super::keys::Keys,
    pub transfer: super::transfer::Transfer,
    /// What a person should read, oldest first.
    pub notices: Vec<Problem>,
    pub save: SaveState,
    /// Why nothing can be changed, if so.
    pub read_only: Option<Problem>,
    /// The folder that is looked into for photos.
    pub folder: OpenFolder,
    pub camera: Viewfinder,
    /// What the last search for a reference in a photo has found.
    pub corners: Corners,
    /// Photos on their way, of all households.
    pub photo_queue: PhotoQueue,
    /// Goes before the threads that send: one that waits for room must not be waited for.
    events: Receiver<JobEvent>,
    pub(super) store: Arc<Workspace>,
    pub(super) reports: Reports,
    pub(super) library: Library,
    tables: Arc<Tables>,
    /// The catalogue and the programme.
    pub rules: Arc<Rules>,
    /// What the other households have planned, as seen from this one.
    pub batch: Option<(DossierId, Batch)>,
    pub(super) clock: Arc<dyn Clock>,
    pub(super) saver: Saver,
    pub(super) photos: Photos,
    pub(super) retouch: Retouch,
    /// Photos whose files are gone; see [`Program::take_forgotten`].
    pub(super) forgotten: Vec<ContentHash>,
    pub(super) exchange_lane: Lane<exchange::Task>,
    pictures: Vec<ReadyPicture>,
    /// Closed households of which the disk knows less than we do, with the ticket of their last change.
    unsaved_homes: BTreeMap<DossierId, (u64, Dossier)>,
    /// The last ticket that was handed out, and the last one known to be on disk.
    tickets: (u64, u64),
}

/// What is known of all households; what was wrong with them is told.
fn records(store: &Workspace, notices: &mut Vec<Problem>) -> Vec<Record> {
    match Index::open(store) {
        Ok((index, problems)) => {
            notices.extend(problems);
            // What a list brought and somebody took back is no household any more.
            index.into_records().into_iter().filter(|record| !record.is_blank()).collect()
        }
        Err(problem) => {
            notices.push(problem);
            Vec::new()
        }
    }
}

impl Program {
    /// Starts on an opened workspace; what was wrong with it becomes notices.
    ///
    /// # Errors
    /// When the system gives no threads.
    pub fn start(
        store: Workspace,
        problems: Vec<Problem>,
        clock: Arc<dyn Clock>,
        waker: Waker,
    ) -> std::io::Result<Self> {
        let store = Arc::new(store);
        let mut notices = problems;
        let (library, problems) = super::forms::library(&store);
        notices.extend(problems);
        let (tables, problems) = super::forms::tables(&library, &store);
        notices.extend(problems);
        let (rules, problems) = Rules::of(&store);
        notices.extend(problems);
        let (settings, problems) = store.settings();
        notices.extend(problems);
        let registry = Registry::new(records(&store, &mut notices), rules.basis(clock.now().date()));
        let (views, problems) = store.views();
        notices.extend(problems);
        let (keys, problems) = super::keys::Keys::of(&store);
        notices.extend(problems);
        let (reports, events) = Reports::new(waker);
        let mut retouch = Retouch::default();
        retouch.resume(&store, &reports);
        let settings = Settings::from_wire(&settings, &machine_locale());
        let edge = settings.photo_size.pixels();
        let (photos, (left, problems)) = Photos::start(Arc::clone(&store), reports.clone(), edge)?;
        notices.extend(problems);
        notices.extend(PhotoQueue::told_of(&left));
        let mut program = Self {
            settings,
            role: store.role(),
            route: Route::home(store.role()),
            registry,
            visit: None,
            notices,
            save: SaveState::default(),
            read_only: match store.access() {
                Access::ReadWrite => None,
                Access::ReadOnly(problem) => Some(problem.clone()),
            },
            saver: Saver::start(Arc::clone(&store), reports.clone())?,
            photos,
            photo_queue: PhotoQueue::of(left),
            retouch,
            forgotten: Vec::new(),
            exchange_lane: exchange::start(Arc::clone(&store), reports.clone())?,
            jobs: Jobs::default(),
            works_known: false,
            papers: super::papers::Desk::default(),
            desk: super::desk::Desk { registry: super::desk::registry::Registry::new(views), ..Default::default() },
            handing: super::handing::Handing::of(&store),
            keys,
            transfer: super::transfer::Transfer::default(),
            came_from: None,
            exchange: Exchange { folder: store.root().join(OUTBOX), ..Exchange::default() },
            folder: OpenFolder::default(),
            camera: Viewfinder::default(),
            corners: Corners::default(),
            reports,
            store,
            library,
            tables: Arc::new(tables),
            rules: Arc::new(rules),
            batch: None,
            clock,
            events,
            pictures: Vec::new(),
            unsaved_homes: BTreeMap::new(),
            tickets: (0, 0),
        };
        program.mind_the_works();
        Ok(program)
    }

    /// Takes what the workers reported. Called before every frame; safe to call twice.
    pub fn poll(&mut self) {
        while let Ok(event) = self.events.try_recv() {
            match event {
                JobEvent::Saved { ticket } => self.saved(ticket),
                JobEvent::FoldDue { dossier } => {
                    if let Some(visit) = self.visit.as_ref().filter(|visit| visit.dossier.id == dossier) {
                        self.saver.fold(&visit.dossier);
                    }
                }
                JobEvent::SaveFailed { problem } => self.save = SaveState::Failed(Box::new(problem)),
                JobEvent::Told { problem } => self.notices.push(problem),
                JobEvent::Retouched(retouched) => self.retouched(*retouched),
                JobEvent::Forgotten { hash, forgotten } => self.photo_forgotten(hash, forgotten),
                // An answer for a folder that is no longer looked into is late.
                JobEvent::Folder { path, listing } if self.folder.path.as_ref() == Some(&path) => {
                    self.folder.listing = Some(listing);
                }
                JobEvent::Folder { .. } => {}
                JobEvent::Batch { of, batch } => self.batch = Some((of, batch)),
                JobEvent::Camera { session, news } => self.camera_news(session, news),
                JobEvent::Roll(seen) => self.roll_news(seen),
                JobEvent::Corners { photo, reference, quad } => self.corners_found(photo, reference, quad),
                JobEvent::Exchange(event) => self.exchange_event(event),
                JobEvent::Papers(event) => self.papers_event(event),
                JobEvent::Desk(event) => self.desk_event(event),
                JobEvent::Handing(event) => self.handing_event(event),
                JobEvent::Keys(event) => self.keys_event(event),
                JobEvent::Transfer(event) => self.transfer_event(event),
                JobEvent::Picture { hash, edge, picture } => self.pictures.push((hash, edge, picture)),
                photo => self.photo_event(photo),
            }
        }
        self.poll_camera();
        self.mind_the_saver();
        self.mind_the_day();
    }

    /// A saving thread that has died must not look like a quiet one.
    fn mind_the_saver(&mut self) {
        if self.unsaved() > 0 && !self.saver.is_alive() {
            self.save = SaveState::Failed(Box::new(Problem::error("app-saver-gone")));
        }
    }

    /// What is late today was not late yesterday.
    fn mind_the_day(&mut self) {
        let today = self.today().into();
        if self.registry.basis().today() != today {
            self.registry.set_basis(self.registry.basis().on(today));
        }
    }

    fn saved(&mut self, ticket: u64) {
        self.tickets.1 = ticket;
        self.unsaved_homes.retain(|_, (last, _)| *last > ticket);
        self.retouch.saved(ticket, &self.store, &self.reports);
        self.forget_named();
        self.save = if self.tickets.0 == ticket { SaveState::Saved } else { SaveState::Saving };
    }

    /// The last ticket that was handed out.
    pub(super) const fn last_ticket(&self) -> u64 {
        self.tickets.0
    }

    /// Changes that are not on disk yet.
    pub fn unsaved(&self) -> u64 {
        self.tickets.0 - self.tickets.1
    }

    pub fn workspace(&self) -> &Workspace {
        &self.store
    }

    /// The newest version of a form.
    pub fn form(&self, id: &str) -> Option<Arc<crate::form::compile::Form>> {
        self.library.get(id)
    }

    pub fn today(&self) -> jiff::civil::Date {
        self.clock.now().date()
    }

    /// Pictures that are ready for the screen; each is given once.
    pub fn take_pictures(&mut self) -> Vec<ReadyPicture> {
        std::mem::take(&mut self.pictures)
    }

    /// Asks for a stored picture with this longest edge in pixels; `false`: ask again later.
    pub fn want_picture(&self, hash: ContentHash, edge: u32) -> bool {
        self.photos.show(hash, edge)
    }

    pub(super) fn author(&self) -> Author {
        Author { device: self.store.device(), name: self.settings.surveyor.as_str().into(), at: self.clock.now() }
    }

    pub(super) fn surroundings(&self) -> Surroundings {
        Surroundings { clock: Arc::clone(&self.clock), tables: Arc::clone(&self.tables) }
    }

    pub(super) fn tell(&mut self, problem: Problem) {
        self.notices.push(problem);
    }

    /// Changes the open household and queues the change for the disk. `label` names the step on the undo button;
    /// without it the change cannot be undone by itself.
    pub(super) fn edit(&mut self, edit: &Edit, label: Option<Label>) {
        if self.read_only.is_some() {
            return self.tell(Problem::warning("app-read-only-edit"));
        }
        let author = self.author();
        let Some(visit) = &mut self.visit else { return };
        let applied = visit.apply(edit, &author);
        if applied.delta.is_empty() {
            return;
        }
        let (dossier, delta) = (visit.dossier.id, applied.delta.clone());
        if let Some(label) = label {
            visit.history.record_typing(applied, label);
        }
        self.keep(dossier, delta);
    }

    /// Queues a change for the disk.
    pub(super) fn keep(&mut self, dossier: DossierId, delta: Delta) {
        self.tickets.0 = self.saver.append(dossier, delta);
        if self.save == SaveState::Saved {
            self.save = SaveState::Saving;
        }
    }

    /// Remembers a household that is no longer open until all its changes are on disk: on a full disk it must not
    /// come back without them, nor write others under their names.
    pub(super) fn hold(&mut self, dossier: Dossier) {
        if self.unsaved() > 0 {
            self.unsaved_homes.insert(dossier.id, (self.tickets.0, dossier));
        }
    }

    /// Closed households that the disk does not know as they are.
    pub(super) fn unsaved_ids(&self) -> impl Iterator<Item = DossierId> {
        self.unsaved_homes.keys().copied()
    }

    /// The household with everything that is known of it.
    pub(super) fn load(&self, id: DossierId) -> Loaded {
        // Its last changes may still be on their way to the disk.
        self.saver.flush();
        let Some((_, held)) = self.unsaved_homes.get(&id) else { return self.store.load(id) };
        let (mut dossier, problems) = self.store.load(id).unwrap_or_else(|_| (held.clone(), Vec::new()));
        // Of the same household: both were found by its id.
        dossier.join(held).ok();
        Ok((dossier, problems))
    }

    /// What the open household is called.
    pub(super) fn title(&self) -> String {
        let head = FieldPath::top(Name::of(household::HEAD));
        self.visit.as_ref().and_then(|visit| visit.dossier.text(&head)).unwrap_or_default().to_owned()
    }

    pub(super) fn label(&self, deed: Deed, path: &FieldPath) -> Label {
        let what = self.visit.as_ref().map(|visit| visit.label_of(path, self.settings.language));
        Label::new(deed, what.unwrap_or_default())
    }

    /// Changes a household that is not open.
    pub(super) fn edit_closed(&mut self, dossier: DossierId, edit: &Edit) {
        match self.load(dossier) {
            Ok((mut stored, problems)) => {
                self.notices.extend(problems);
                let applied = stored.apply(edit, &self.author());
                self.keep(dossier, applied.delta);
                self.saver.fold(&stored);
                self.hold(stored);
            }
            Err(problem) => self.tell(problem),
        }
    }

    /// Writes what is open, waits for photos and for the disk. Returns how many changes and photos could not be written.
    pub fn shut_down(&mut self) -> usize {
        self.camera.close();
        // A photo that is on its way belongs to its question; the lane may have to be heard before it can go on.
        while !self.photos.is_done(AT_A_TIME) {
            self.poll();
        }
        self.poll();
        self.retouch.finish();
        self.poll();
        self.close_household();
        let left = self.saver.flush();
        self.poll();
        // What was made unrecognisable is saved: what showed it goes.
        self.retouch.finish();
        self.poll();
        left.saturating_add(self.photo_queue.unkept())
    }
}
