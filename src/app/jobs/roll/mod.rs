//! The camera roll: picks up what the system's own camera app puts into its folder, while somebody waits for it.
//!
//! A look goes through the whole folder and compares it with what is known; a notice of the system only says that it is
//! time to look. So nothing depends on which notices come, and a drive that sends none is looked at all the same.

mod looker;

use std::path::{Path, PathBuf};
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel};
use std::time::{Duration, Instant, SystemTime};

use notify::{RecommendedWatcher, RecursiveMode, Watcher as _};

use super::{JobEvent, Reports};
use crate::id::DossierId;
use crate::path::FieldPath;
use crate::problem::Problem;
use looker::Looker;

/// Between two looks where the system says nothing.
const POLL: Duration = Duration::from_secs(2);
/// Between two looks where it should have said something.
const WATCHED_POLL: Duration = Duration::from_secs(5);
/// After a notice, and while a file grows.
const SOON: Duration = Duration::from_millis(250);

/// For whom photos are picked up.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Target {
    /// Of which opening of the viewfinder.
    pub session: u64,
    pub dossier: DossierId,
    pub path: FieldPath,
}

/// A photo that is complete, or why none can be seen.
#[derive(Debug)]
pub struct Seen {
    pub target: Target,
    pub photo: Result<PathBuf, Problem>,
}

/// The folder to watch: the one that was set, or where camera apps put their photos.
///
/// # Errors
/// When it is not there.
pub fn folder(set: &str) -> Result<PathBuf, Problem> {
    let usual = || {
        let dirs = directories::UserDirs::new()?;
        Some(dirs.picture_dir().map_or_else(|| dirs.home_dir().join("Pictures"), Path::to_owned))
    };
    let folder = if set.is_empty() { usual().unwrap_or_default() } else { PathBuf::from(set) };
    if folder.is_dir() { Ok(folder) } else { Err(missing(&folder)) }
}

fn missing(folder: &Path) -> Problem {
    Problem::warning("camera-roll-none").with("folder", folder.display())
}

enum Message {
    /// Something changed, somewhere.
    Changed,
    End,
}

/// The thread that watches. Dropping it takes in what is complete by then and ends the watching.
pub struct Roll {
    messages: Sender<Message>,
}

impl Roll {
    /// Watches this folder and all inside it, from now on.
    ///
    /// # Errors
    /// When the system gives no thread.
    pub fn start(folder: PathBuf, target: Target, reports: Reports) -> Result<Self, Problem> {
        let (messages, inbox) = channel();
        let looker = Looker::new(folder, SystemTime::now());
        let watch = Watch { looker, target, reports, inbox, notices: messages.clone(), is_gone: false };
        let thread = std::thread::Builder::new().name("camera roll".to_owned()).spawn(move || watch.run());
        thread.map_err(|error| Problem::error("camera-failed").with("why", error))?;
        Ok(Self { messages })
    }
}

impl Drop for Roll {
    fn drop(&mut self) {
        self.messages.send(Message::End).ok();
    }
}

struct Watch {
    looker: Looker,
    target: Target,
    reports: Reports,
    inbox: Receiver<Message>,
    notices: Sender<Message>,
    /// The folder was not there at the last look, and this has been told.
    is_gone: bool,
}

impl Watch {
    fn run(mut self) {
        // Notices begin before the first look, so that nothing falls between them.
        let watcher = self.watcher();
        self.looker.remember_old();
        loop {
            self.look();
            let pause = match (self.looker.is_waiting(), &watcher) {
                (true, _) => SOON,
                (false, Some(_)) => WATCHED_POLL,
                (false, None) => POLL,
            };
            match self.inbox.recv_timeout(pause) {
                Ok(Message::Changed) if self.let_notices_pass() => break,
                Ok(Message::Changed) | Err(RecvTimeoutError::Timeout) => {}
                Ok(Message::End) | Err(RecvTimeoutError::Disconnected) => break,
            }
        }
        // What was written while the person came back.
        self.looker.hurry();
        self.look();
    }

    /// Asks the system for notices; `None` where it gives none.
    fn watcher(&self) -> Option<RecommendedWatcher> {
        let notices = self.notices.clone();
        let notice = move |_| drop(notices.send(Message::Changed));
        let mut watcher = notify::recommended_watcher(notice).ok()?;
        watcher.watch(self.looker.folder(), RecursiveMode::Recursive).ok().map(|()| watcher)
    }

    /// Many notices are one reason to look. Whether the end was among them.
    fn let_notices_pass(&self) -> bool {
        std::thread::sleep(SOON);
        self.inbox.try_iter().any(|message| matches!(message, Message::End))
    }

    fn look(&mut self) {
        match self.looker.look(Instant::now()) {
            Ok(photos) => {
                self.is_gone = false;
                photos.into_iter().for_each(|photo| self.tell(Ok(photo)));
            }
            Err(_) if self.is_gone => {}
            Err(_) => {
                self.is_gone = true;
                self.tell(Err(missing(self.looker.folder())));
            }
        }
    }

    fn tell(&self, photo: Result<PathBuf, Problem>) {
        self.reports.send(JobEvent::Roll(Seen { target: self.target.clone(), photo }));
    }
}
