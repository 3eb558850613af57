//! Work with the key of a workspace, in a thread: opening it takes about a second on purpose, sealing it some minutes.
//!
//! The program is dropped before, because its workspace is written anew, and started again on what comes of it.

use std::io;
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::mpsc::{Receiver, TryRecvError, channel};
use std::thread::JoinHandle;
use std::time::Duration;

use super::passphrase::Passphrase;
use crate::app::exchange::Progress;
use crate::app::jobs::Waker;
use crate::app::vault::{self, Cost, Recipient, State, Vault};
use crate::problem::Problem;
use crate::store::{Opening, Workspace};

/// The program that was dropped gives the workspace free when its last thread has ended; longer than this one hangs.
const PATIENCE: Duration = Duration::from_secs(5);
const AT_A_TIME: Duration = Duration::from_millis(50);

/// What shall be done.
#[derive(Clone, Debug, PartialEq)]
pub enum Task {
    Unlock(Passphrase),
    /// The passphrase is forgotten: a recovery key opens, and a new passphrase is set.
    Recover {
        key: Passphrase,
        new: Passphrase,
    },
    Seal {
        passphrase: Passphrase,
        recovery: Vec<Recipient>,
    },
    Unseal(Passphrase),
    ChangePassphrase {
        old: Passphrase,
        new: Passphrase,
    },
    /// Lets these recover the workspace too.
    AddRecovery {
        passphrase: Passphrase,
        more: Vec<Recipient>,
    },
}

/// A workspace that is open, and its key where it is sealed.
#[derive(Debug)]
pub struct Opened {
    pub store: Workspace,
    pub vault: Option<Arc<Vault>>,
    /// What is not as it should be with it, and what was done.
    pub problems: Vec<Problem>,
}

/// Where and how the workspace is opened.
#[derive(Clone, Debug)]
pub struct Door {
    pub folder: PathBuf,
    /// Without a cipher.
    pub opening: Opening,
    pub cost: Cost,
}

impl Door {
    pub fn state(&self) -> State {
        vault::state(&self.folder)
    }

    /// Opens the workspace, with the key where there is one.
    ///
    /// # Errors
    /// It is sealed and there is no key, it is no workspace, or the disk fails.
    pub fn open(&self, vault: Option<Arc<Vault>>) -> Result<Opened, Problem> {
        let cipher = vault.clone().map(|vault| vault as Arc<dyn crate::cipher::Cipher>);
        let (store, problems) = Workspace::open(&self.folder, Opening { cipher, ..self.opening.clone() })?;
        Ok(Opened { store, vault, problems })
    }

    /// The same, waiting for the program that had it open a moment ago.
    fn reopen(&self, vault: Option<&Arc<Vault>>) -> Result<Opened, Problem> {
        let mut waited = Duration::ZERO;
        loop {
            let opened = self.open(vault.cloned())?;
            if !opened.store.is_read_only() || waited >= PATIENCE {
                return Ok(opened);
            }
            drop(opened);
            std::thread::sleep(AT_A_TIME);
            waited += AT_A_TIME;
        }
    }
}

/// Work under way.
pub struct Work {
    /// Of sealing and unsealing, in files.
    pub progress: Arc<Progress>,
    result: Receiver<Result<Opened, Problem>>,
    thread: Option<JoinHandle<()>>,
}

impl Work {
    /// Begins. `held` is the key of the workspace while it was open: where the task fails, it is opened again with it.
    ///
    /// # Errors
    /// When the system gives no thread.
    pub fn start(task: Task, door: Door, held: Option<Arc<Vault>>, waker: Waker) -> io::Result<Self> {
        let (sender, result) = channel();
        let progress = Arc::new(Progress::default());
        let shared = Arc::clone(&progress);
        let work = move || {
            let done = run(&task, &door, &shared).or_else(|problem| again(problem, &door, held.as_ref()));
            sender.send(done).ok();
            waker();
        };
        let thread = std::thread::Builder::new().name("key".to_owned()).spawn(work)?;
        Ok(Self { progress, result, thread: Some(thread) })
    }

    /// What came of it, once.
    pub fn done(&self) -> Option<Result<Opened, Problem>> {
        match self.result.try_recv() {
            Ok(done) => Some(done),
            Err(TryRecvError::Empty) => None,
            Err(TryRecvError::Disconnected) => Some(Err(Problem::error("keys-work-died"))),
        }
    }
}

/// Stops what can be stopped, which is gone on with the next time, and waits for the rest.
impl Drop for Work {
    fn drop(&mut self) {
        self.progress.stop();
        if let Some(thread) = self.thread.take() {
            thread.join().ok();
        }
    }
}

/// It did not work, and says why; the workspace is opened as it was.
fn again(problem: Problem, door: &Door, held: Option<&Arc<Vault>>) -> Result<Opened, Problem> {
    if held.is_none() && door.state().needs_key() {
        return Err(problem);
    }
    let mut opened = door.reopen(held)?;
    opened.problems.insert(0, problem);
    Ok(opened)
}

fn run(task: &Task, door: &Door, progress: &Progress) -> Result<Opened, Problem> {
    let unlocked = |passphrase: &Passphrase| vault::unlock(&door.folder, passphrase.expose()).map(Arc::new);
    match task {
        Task::Unlock(passphrase) => finish(door.open(Some(unlocked(passphrase)?))?, progress),
        Task::Recover { key, new } => {
            let identity = key.expose().parse()?;
            let vault = Arc::new(vault::recover(&door.folder, &identity)?);
            let opened = door.open(Some(Arc::clone(&vault)))?;
            vault::set_passphrase(&opened.store, &vault, new.expose(), door.cost)?;
            finish(opened, progress)
        }
        Task::Seal { passphrase, recovery } => {
            let Opened { store, mut problems, .. } = door.reopen(None)?;
            let (vault, done) = vault::seal(store, passphrase.expose(), recovery, door.cost, progress)?;
            problems.extend(done.problems);
            Ok(Opened { store: done.store, vault: Some(vault), problems })
        }
        Task::Unseal(passphrase) => {
            let Opened { store, vault, mut problems } = door.reopen(Some(&unlocked(passphrase)?))?;
            let done = vault::unseal(store, progress)?;
            problems.extend(done.problems);
            Ok(Opened { store: done.store, vault: vault.filter(|_| !done.finished), problems })
        }
        Task::ChangePassphrase { old, new } => {
            let mut opened = door.reopen(Some(&unlocked(old)?))?;
            vault::change_passphrase(&opened.store, old.expose(), new.expose(), door.cost)?;
            opened.problems.push(Problem::notice("keys-passphrase-changed"));
            Ok(opened)
        }
        Task::AddRecovery { passphrase, more } => {
            let opened = door.reopen(Some(&unlocked(passphrase)?))?;
            let vault = Arc::new(vault::add_recovery(&opened.store, passphrase.expose(), more, door.cost)?);
            drop(opened);
            let mut opened = door.reopen(Some(&vault))?;
            opened.problems.push(Problem::notice("keys-recovery-added"));
            Ok(opened)
        }
    }
}

/// Goes on with sealing or unsealing where that was interrupted.
fn finish(opened: Opened, progress: &Progress) -> Result<Opened, Problem> {
    if opened.store.is_read_only() || !matches!(opened.store.seal_state(), State::Sealing | State::Unsealing) {
        return Ok(opened);
    }
    let Opened { store, vault, mut problems } = opened;
    let done = vault::resume(store, progress)?;
    problems.extend(done.problems);
    let plain = done.store.seal_state() == State::Plain;
    Ok(Opened { store: done.store, vault: vault.filter(|_| !plain), problems })
}
