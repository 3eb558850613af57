//! Keys and seal 密钥与加密: how this workspace is sealed, whose keys it knows, and the lock.
//!
//! What writes the workspace anew, or needs its key, is a [`work::Task`]: the window drops the program, does it in a
//! thread and starts the program again ([`crate::ui::gate`]). The rest changes [`Keys`] here.

pub mod known;
pub mod lock;
pub mod passphrase;
pub mod qr;
pub mod recovery;
pub mod work;

use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::jobs::{JobEvent, Reports};
use super::program::Program;
use crate::limits::MAX_PHOTO_BYTES;
use crate::problem::Problem;
use crate::role::Can;
use crate::seal::{Recipient, Vault};
use crate::store::Workspace;

pub use known::Receiver;
pub use lock::LockAfter;
pub use passphrase::Passphrase;
pub use recovery::Fresh;

/// What a key is read for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum For {
    /// Packages are sealed for its owner.
    Receiver,
    /// Its owner can recover this workspace.
    Recovery,
}

/// What a person asks here.
#[derive(Clone, Debug, PartialEq)]
pub enum KeysCommand {
    /// Locks now. The window takes this.
    Lock,
    /// Drops the program, does this and starts it again. The window takes this.
    Work(work::Task),
    /// The system's dialog for a file with a key, or a picture of one; the window takes this.
    Pick(For),
    /// The system's dialog for the folder that a new recovery key is written to; the window takes this.
    PickPlace,
    SetLockAfter(LockAfter),

    /// Looks for a key in a text that was pasted.
    Read(For, String),
    /// Looks for a key in a file: a text, or a picture of a QR code.
    ReadFile(For, PathBuf),
    /// Keeps the key that was read, under this name; `confirmed`: its words were compared with the owner's.
    Keep {
        name: String,
        confirmed: bool,
    },
    /// Puts the key that was read away.
    PutAway,
    /// The words of a known receiver were compared.
    Confirm(Recipient),
    /// Forgets a receiver.
    Remove(Recipient),
    /// This key shall not recover the workspace after all.
    DropRecovery(Recipient),

    /// Makes a recovery key, for an office to keep.
    MakeRecovery,
    /// Writes it into this folder.
    SaveRecovery(PathBuf),
    /// Forgets its secret.
    CloseRecovery,
}

impl KeysCommand {
    /// What the role table must allow; `None` where everybody may: who holds the tablet answers for it.
    pub const fn needs(&self) -> Option<Can> {
        None
    }
}

/// What a worker reports.
#[derive(Debug)]
pub enum KeysEvent {
    /// What a file said that was looked into for a key.
    Read(For, Result<String, Problem>),
    /// A new recovery key was written.
    Saved(Result<[PathBuf; 2], Problem>),
}

/// A key that was read and whose words are being compared.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Candidate {
    pub purpose: For,
    pub recipient: Recipient,
}

/// What is kept of it while the program runs.
#[derive(Default)]
pub struct Keys {
    known: Vec<Receiver>,
    vault: Option<Arc<Vault>>,
    pub candidate: Option<Candidate>,
    /// Who shall be able to recover the workspace, chosen before it is sealed.
    pub recovery: Vec<Recipient>,
    /// A recovery key that was made just now.
    pub fresh: Option<Fresh>,
}

impl Keys {
    /// What a workspace knows, and what of it cannot be read.
    pub(super) fn of(store: &Workspace) -> (Self, Vec<Problem>) {
        let (known, problems) = known::read(store);
        (Self { known, ..Self::default() }, problems)
    }

    /// Whom packages can be sealed for, by name.
    pub fn known(&self) -> &[Receiver] {
        &self.known
    }

    /// The key of this workspace, which opens what others sealed for it; `None` where it is not sealed.
    pub const fn vault(&self) -> Option<&Arc<Vault>> {
        self.vault.as_ref()
    }

    pub const fn is_sealed(&self) -> bool {
        self.vault.is_some()
    }

    /// What others seal for, so that this workspace opens it; `None` where it is not sealed: its key would lie in the
    /// clear.
    pub fn own(&self) -> Option<Recipient> {
        self.vault.as_ref().map(|vault| vault.identity().recipient())
    }

    /// Forgets what was begun and not finished: a key to be compared, the secret of a new one.
    pub fn put_away(&mut self) {
        (self.candidate, self.fresh) = (None, None);
    }

    /// What a key is called here.
    pub fn name_of(&self, recipient: &Recipient) -> Option<&str> {
        self.known.iter().find(|known| known.recipient == *recipient).map(|known| &*known.name)
    }
}

impl Program {
    /// Gives the program the key of its workspace.
    #[must_use]
    pub fn with_key(mut self, vault: Option<Arc<Vault>>) -> Self {
        self.keys.vault = vault;
        self
    }

    pub(super) fn dispatch_keys(&mut self, command: KeysCommand) {
        match command {
            // They belong to the window, which takes these commands before they get here.
            KeysCommand::Lock | KeysCommand::Work(_) | KeysCommand::Pick(_) | KeysCommand::PickPlace => {}
            KeysCommand::SetLockAfter(after) => {
                self.settings.lock_after = after;
                self.write_settings();
            }
            KeysCommand::Read(purpose, text) => self.read_key(purpose, &text),
            KeysCommand::ReadFile(purpose, file) => {
                beside(self.reports.clone(), move || KeysEvent::Read(purpose, said_by(&file)));
            }
            KeysCommand::Keep { name, confirmed } => self.keep_key(name, confirmed),
            KeysCommand::PutAway => self.keys.candidate = None,
            KeysCommand::Confirm(recipient) => {
                let now = self.clock.now();
                let mut known = self.keys.known.clone();
                known.iter_mut().filter(|known| known.recipient == recipient).for_each(|known| {
                    known.confirmed = Some(now);
                });
                self.write_known(known);
            }
            KeysCommand::Remove(recipient) => {
                let mut known = self.keys.known.clone();
                known.retain(|known| known.recipient != recipient);
                self.write_known(known);
            }
            KeysCommand::DropRecovery(recipient) => self.keys.recovery.retain(|other| *other != recipient),
            KeysCommand::MakeRecovery => self.keys.fresh = Some(Fresh::new(self.clock.now())),
            KeysCommand::SaveRecovery(folder) => {
                let Some(fresh) = self.keys.fresh.clone() else { return };
                let language = self.settings.language;
                beside(self.reports.clone(), move || KeysEvent::Saved(fresh.save(&folder, language)));
            }
            KeysCommand::CloseRecovery => self.keys.fresh = None,
        }
    }

    pub(super) fn keys_event(&mut self, event: KeysEvent) {
        match event {
            KeysEvent::Read(purpose, Ok(text)) => self.read_key(purpose, &text),
            KeysEvent::Saved(Ok(files)) => {
                if let Some(fresh) = &mut self.keys.fresh {
                    fresh.saved = Some(files);
                    let recipient = fresh.recipient();
                    self.lets_recover(recipient);
                }
            }
            KeysEvent::Read(_, Err(problem)) | KeysEvent::Saved(Err(problem)) => self.tell(problem),
        }
    }

    fn read_key(&mut self, purpose: For, text: &str) {
        match known::find_recipient(text) {
            Ok(recipient) if Some(&recipient) == self.keys.own().as_ref() => {
                self.tell(Problem::notice("keys-read-own"));
            }
            Ok(recipient) => self.keys.candidate = Some(Candidate { purpose, recipient }),
            Err(problem) => self.tell(problem),
        }
    }

    fn keep_key(&mut self, name: String, confirmed: bool) {
        let Some(Candidate { purpose, recipient }) = self.keys.candidate.take() else { return };
        if purpose == For::Recovery {
            return self.lets_recover(recipient);
        }
        let confirmed = confirmed.then(|| self.clock.now());
        let mut known = self.keys.known.clone();
        let candidate = Candidate { purpose, recipient: recipient.clone() };
        match known::add(&mut known, Receiver { name, recipient, confirmed }) {
            Ok(()) => self.write_known(known),
            Err(problem) => {
                self.keys.candidate = Some(candidate);
                self.tell(problem);
            }
        }
    }

    fn lets_recover(&mut self, recipient: Recipient) {
        if !self.keys.recovery.contains(&recipient) {
            self.keys.recovery.push(recipient);
        }
    }

    fn write_known(&mut self, known: Vec<Receiver>) {
        match known::write(&self.store, &known) {
            Ok(()) => self.keys.known = known,
            Err(problem) => self.tell(problem),
        }
    }
}

/// Does something with files in a thread of its own: a stick can be slow.
fn beside(reports: Reports, work: impl FnOnce() -> KeysEvent + Send + 'static) {
    let work = move || reports.send(JobEvent::Keys(work()));
    // Without a thread nothing happens and the person may try again.
    std::thread::Builder::new().name("key file".to_owned()).spawn(work).ok();
}

/// The text of a file, or of the QR code in a picture.
///
/// # Errors
/// It cannot be read, is too large, or is neither.
pub fn said_by(file: &Path) -> Result<String, Problem> {
    let told = |error: std::io::Error| Problem::warning("keys-file-unread").with("detail", error).in_file(file);
    if file.metadata().map_err(told)?.len() > MAX_PHOTO_BYTES {
        return Err(Problem::warning("keys-file-too-large").in_file(file));
    }
    let bytes = std::fs::read(file).map_err(told)?;
    match String::from_utf8(bytes) {
        Ok(text) => Ok(text),
        Err(error) => qr::read(error.as_bytes()),
    }
}
