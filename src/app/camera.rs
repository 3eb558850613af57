//! Taking a photo: what the viewfinder shows, what a person may do there, and which way is offered when a camera fails.
//!
//! **Invariant:** a camera is open only while [`Route::Camera`] is shown; every other route gives the device back.
//! **Invariant:** a shot that is kept goes the way of every other photo (`Program::take_in_photo`).

use std::collections::BTreeSet;
use std::path::PathBuf;
use std::sync::Arc;

use super::dispatch::photo_consent;
use super::jobs::camera::{CameraLane, News, Wish};
use super::jobs::photos::Source;
use super::jobs::roll::{self, Roll, Seen, Target};
use super::jobs::{Picture, Reports};
use super::program::Program;
use super::route::Route;
use crate::dossier::pairs;
use crate::id::ContentHash;
use crate::path::FieldPath;
use crate::photo::camera::{CameraId, Cameras, Found, Machine};
use crate::problem::Problem;

/// What a person asks for at the viewfinder, and of the cameras in the settings.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum CameraCommand {
    /// Opens the viewfinder for photos of this question; `ghost` is the before-picture whose standpoint is looked
    /// for. Without one, a question about the finished works takes the earliest photo of the same item.
    Open {
        path: FieldPath,
        ghost: Option<ContentHash>,
    },
    /// Another before-picture, or none.
    Ghost(Option<ContentHash>),
    Shutter,
    /// Throws the shot away and looks again.
    Retake,
    /// Keeps the shot; `again` stays at the viewfinder for the next one.
    Keep {
        again: bool,
    },
    /// Another camera; the same one again tries once more.
    Switch(CameraId),
    /// The system's own camera app; what it takes is picked up from the camera roll.
    OpenSystemCamera,
    /// Leaves the viewfinder.
    Close,

    /// Looks which cameras are there, for the settings.
    Look,
    /// The camera that is opened first; without one, the first that works.
    Prefer(Option<CameraId>),
    /// Address of a camera or telephone in the network; empty for none.
    SetNetworkAddress(String),
    /// The folder of the system's camera app; empty for the usual places.
    SetRoll(String),
}

impl CameraCommand {
    /// Whether it is about this tablet and not about a household.
    pub const fn is_setting(&self) -> bool {
        matches!(self, Self::Look | Self::Prefer(_) | Self::SetNetworkAddress(_) | Self::SetRoll(_))
    }
}

/// The next way to a photo when one has failed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum NextWay {
    /// Another camera of the machine, or the one in the network.
    Camera(Found),
    SystemCamera,
    /// The list of folders.
    Files,
}

/// What the viewfinder shows.
#[derive(Clone, Debug, Default)]
pub enum CameraState {
    #[default]
    Closed,
    Opening,
    /// Moving pictures; `serial` grows with each, so that a texture is made only for a new one.
    Live {
        preview: Option<Arc<Picture>>,
        serial: u64,
    },
    /// A picture was taken and waits for keep or retake.
    Shot {
        picture: Arc<Picture>,
        serial: u64,
    },
    /// No picture. The camera is tried again quietly while this is shown: plugging it in is enough.
    Failed {
        problem: Problem,
        next: NextWay,
    },
    /// The system's camera app was started; its photos are picked up.
    Roll(RollState),
}

/// What the camera roll gave.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RollState {
    /// The folder that is watched, with those inside it; `None` when it is not there.
    pub folder: Option<PathBuf>,
    /// Photos taken in since.
    pub taken: usize,
    /// Why none come, if so.
    pub problem: Option<Problem>,
}

/// The camera as a screen reads it: `program.camera`.
pub struct Viewfinder {
    pub state: CameraState,
    /// The cameras that are there, the one in the network last.
    pub cameras: Vec<Found>,
    /// The one that is open or was tried last.
    pub current: Option<CameraId>,
    /// The cameras that can be reached; a test has its own.
    reach: Arc<dyn Cameras>,
    lane: Option<CameraLane>,
    roll: Option<Roll>,
    /// Grows with each opening; news of an older one is late.
    session: u64,
    serial: u64,
    /// The shot that waits, as a JPEG file.
    shot: Option<Arc<[u8]>>,
    /// The camera failed while a shot was looked at: told afterwards.
    failure: Option<Problem>,
    /// The camera that was asked for; without one all are tried.
    wanted: Option<CameraId>,
    /// Cameras that failed since the viewfinder was opened.
    failed: BTreeSet<CameraId>,
}

impl Default for Viewfinder {
    fn default() -> Self {
        Self {
            state: CameraState::Closed,
            cameras: Vec::new(),
            current: None,
            reach: Arc::new(Machine),
            lane: None,
            roll: None,
            session: 0,
            serial: 0,
            shot: None,
            failure: None,
            wanted: None,
            failed: BTreeSet::new(),
        }
    }
}

impl Viewfinder {
    /// Uses these cameras instead of the machine's, from the next opening on.
    pub fn reach(&mut self, cameras: Arc<dyn Cameras>) {
        self.lane = None;
        self.reach = cameras;
    }

    fn lane(&mut self, reports: &Reports) -> Result<&CameraLane, Problem> {
        if self.lane.is_none() {
            let started = CameraLane::start(Arc::clone(&self.reach), reports.clone());
            self.lane = Some(started.map_err(|error| Problem::error("camera-failed").with("why", error))?);
        }
        self.lane.as_ref().ok_or_else(|| Problem::error("camera-failed").with("why", ""))
    }

    /// Takes the newest picture, if there is one.
    fn take_preview(&mut self) {
        let CameraState::Live { preview, serial } = &mut self.state else { return };
        if let Some(picture) = self.lane.as_ref().and_then(CameraLane::take_preview) {
            self.serial += 1;
            (*preview, *serial) = (Some(Arc::new(picture)), self.serial);
        }
    }

    fn live(&self) -> CameraState {
        CameraState::Live { preview: None, serial: self.serial }
    }

    /// The way that is offered when this camera fails.
    fn next_way(&self) -> NextWay {
        let other = self.cameras.iter().find(|found| !self.failed.contains(&found.id));
        match other {
            Some(found) => NextWay::Camera(found.clone()),
            None if self.reach.has_app() => NextWay::SystemCamera,
            None => NextWay::Files,
        }
    }

    fn fail(&mut self, problem: Problem) {
        self.failed.extend(self.current.clone());
        if self.wanted.is_none() && matches!(self.state, CameraState::Opening) {
            self.failed.extend(self.cameras.iter().map(|found| found.id.clone()));
        }
        if matches!(self.state, CameraState::Shot { .. }) {
            self.failure = Some(problem);
        } else {
            self.state = CameraState::Failed { problem, next: self.next_way() };
        }
    }

    /// Gives the device back and forgets the shot.
    pub(super) fn close(&mut self) {
        self.session += 1;
        if let Some(lane) = &self.lane {
            lane.close();
        }
        self.roll = None;
        (self.shot, self.failure) = (None, None);
        self.state = CameraState::Closed;
    }
}

impl Program {
    pub(super) fn dispatch_camera(&mut self, command: CameraCommand) {
        match command {
            CameraCommand::Open { path, ghost } => self.open_camera(path, ghost),
            CameraCommand::Ghost(hash) => {
                if let Route::Camera { ghost, .. } = &mut self.route {
                    *ghost = hash;
                }
            }
            CameraCommand::Shutter => {
                let taken = self.clock.now();
                if let (CameraState::Live { .. }, Some(lane)) = (&self.camera.state, &self.camera.lane) {
                    lane.shoot(taken);
                }
            }
            CameraCommand::Retake => self.look_again(),
            CameraCommand::Keep { again } => self.keep_shot(again),
            CameraCommand::Switch(id) => self.start_camera(Some(id)),
            CameraCommand::OpenSystemCamera => self.open_system_camera(),
            CameraCommand::Close if matches!(self.route, Route::Camera { .. }) => self.back(),
            CameraCommand::Close => self.camera.close(),
            CameraCommand::Look => {
                let reports = self.reports.clone();
                let session = self.camera.session;
                match self.camera.lane(&reports) {
                    Ok(lane) => lane.look(session),
                    Err(problem) => self.tell(problem),
                }
            }
            CameraCommand::Prefer(_) | CameraCommand::SetNetworkAddress(_) | CameraCommand::SetRoll(_) => {
                self.set_camera(command);
            }
        }
    }

    /// Called after everything that may have changed the route.
    pub(super) fn mind_the_camera(&mut self) {
        let is_shown = matches!(self.route, Route::Camera { .. });
        if !is_shown && !matches!(self.camera.state, CameraState::Closed) {
            self.camera.close();
        }
    }

    fn open_camera(&mut self, path: FieldPath, ghost: Option<ContentHash>) {
        let Some(visit) = &self.visit else { return };
        if let Err(problem) = photo_consent(visit) {
            return self.tell(problem);
        }
        let ghost = ghost.or_else(|| pairs::standpoint(&visit.dossier, &path));
        let back = match std::mem::take(&mut self.route) {
            Route::Camera { back, .. } => back,
            other => Box::new(other),
        };
        self.route = Route::Camera { path, ghost, back };
        self.camera.failed.clear();
        let preferred = self.settings.camera.clone();
        self.start_camera(preferred);
    }

    fn start_camera(&mut self, wanted: Option<CameraId>) {
        self.camera.close();
        let network = Some(self.settings.network_camera.clone()).filter(|address| !address.is_empty());
        let wish = Wish { wanted: wanted.clone(), network: network.map(CameraId::Network) };
        if let Some(id) = &wanted {
            self.camera.failed.remove(id);
        }
        (self.camera.current, self.camera.wanted) = (wanted.clone(), wanted);
        self.list_network_camera();
        self.camera.state = CameraState::Opening;
        let (reports, session) = (self.reports.clone(), self.camera.session);
        match self.camera.lane(&reports) {
            Ok(lane) => lane.open(session, wish),
            Err(problem) => self.camera.fail(problem),
        }
    }

    fn look_again(&mut self) {
        if !matches!(self.camera.state, CameraState::Shot { .. }) {
            return;
        }
        self.camera.shot = None;
        self.camera.state = self.camera.live();
        if let Some(problem) = self.camera.failure.take() {
            self.camera.fail(problem);
        }
        if let Some(lane) = &self.camera.lane {
            lane.resume();
        }
    }

    fn keep_shot(&mut self, again: bool) {
        let Route::Camera { path, ghost, .. } = &self.route else { return };
        let (path, ghost) = (path.clone(), *ghost);
        let Some(jpeg) = self.camera.shot.take() else { return };
        self.take_in_photo_over(&path, Source::Bytes(jpeg), ghost);
        if again {
            self.look_again();
        } else {
            self.back();
        }
    }

    /// The device is given back first: the app will want it. Watching begins before the app can take a picture.
    fn open_system_camera(&mut self) {
        let (Route::Camera { path, .. }, Some(visit)) = (&self.route, &self.visit) else { return };
        let (path, dossier) = (path.clone(), visit.dossier.id);
        self.camera.close();
        let target = Target { session: self.camera.session, dossier, path };
        let watched = roll::folder(&self.settings.camera_roll).and_then(|folder| {
            self.camera.roll = Some(Roll::start(folder.clone(), target, self.reports.clone())?);
            Ok(folder)
        });
        let (folder, problem) = match watched {
            Ok(folder) => (Some(folder), self.camera.reach.open_app().err()),
            Err(problem) => (None, Some(problem)),
        };
        self.camera.state = CameraState::Roll(RollState { folder, taken: 0, problem });
    }

    fn set_camera(&mut self, command: CameraCommand) {
        match command {
            CameraCommand::Prefer(camera) => self.settings.camera = camera,
            CameraCommand::SetNetworkAddress(address) => {
                let address = address.trim().to_owned();
                if matches!(self.settings.camera, Some(CameraId::Network(_))) {
                    self.settings.camera = Some(CameraId::Network(address.clone())).filter(|_| !address.is_empty());
                }
                self.settings.network_camera = address;
                self.list_network_camera();
            }
            CameraCommand::SetRoll(folder) => folder.trim().clone_into(&mut self.settings.camera_roll),
            _ => return,
        }
        self.write_settings();
    }

    /// The camera in the network stands last among the others.
    fn list_network_camera(&mut self) {
        self.camera.cameras.retain(|found| !matches!(found.id, CameraId::Network(_)));
        let address = &self.settings.network_camera;
        if !address.is_empty() {
            let id = CameraId::Network(address.clone());
            let name = id.name().to_owned();
            self.camera.cameras.push(Found { id, name });
        }
    }

    /// Takes the newest picture of the viewfinder. Called with every [`Program::poll`].
    pub(super) fn poll_camera(&mut self) {
        self.camera.take_preview();
    }

    /// What the camera's thread reported.
    pub(super) fn camera_news(&mut self, session: u64, news: News) {
        let is_current = session == self.camera.session;
        match news {
            News::Found(cameras) => {
                self.camera.cameras = cameras;
                self.list_network_camera();
            }
            _ if !is_current || matches!(self.camera.state, CameraState::Closed) => {}
            News::Live(id) => {
                self.camera.failed.remove(&id);
                self.camera.current = Some(id);
                self.camera.failure = None;
                if !matches!(self.camera.state, CameraState::Shot { .. }) {
                    self.camera.state = self.camera.live();
                }
            }
            News::Shot { picture, jpeg } => {
                self.camera.serial += 1;
                self.camera.shot = Some(jpeg);
                self.camera.state = CameraState::Shot { picture: Arc::new(picture), serial: self.camera.serial };
            }
            News::Failed { id, problem } => {
                if id.is_some() {
                    self.camera.current = id;
                }
                self.camera.fail(problem);
            }
        }
    }

    /// The camera roll has a new photo, or cannot be seen. A photo that was complete when the viewfinder was left is
    /// taken all the same.
    pub(super) fn roll_news(&mut self, Seen { target, photo }: Seen) {
        let is_current = target.session == self.camera.session;
        if let CameraState::Roll(roll) = &mut self.camera.state
            && is_current
        {
            roll.problem = photo.as_ref().err().cloned();
            roll.taken += usize::from(photo.is_ok());
        }
        let Ok(file) = photo else { return };
        self.take_in_photo_of(target.dossier, &target.path, Source::File(file));
    }
}
