//! Opening a workspace, or making a new one.

use std::path::Path;
use std::sync::{Arc, Mutex};

use super::disk::Disk;
use super::journal::Journals;
use super::keyfiles::{self, State};
use super::layout::Layout;
use super::lock::{self, Locked};
use super::manifest::{self, Found, Manifest};
use super::sealed::Seal;
use super::workspace::{Access, Workspace};
use super::{atomic, broken, entries, io_problem};
use crate::cipher::Cipher;
use crate::id::DeviceId;
use crate::problem::Problem;
use crate::role::Role;
use crate::stamp::Moment;

/// What opening needs to know. Role and programme are written down when the workspace is new, else ignored.
#[derive(Clone, Debug)]
pub struct Opening {
    pub role: Role,
    pub programme: String,
    /// The time, for remarks.
    pub clock: fn() -> Moment,
    pub disk: Disk,
    /// What a sealed workspace is opened with ([`crate::app::vault`]); everything personal is then written sealed.
    pub cipher: Option<Arc<dyn Cipher>>,
}

impl Default for Opening {
    fn default() -> Self {
        Self { role: Role::default(), programme: String::new(), clock: now, disk: Disk::default(), cipher: None }
    }
}

/// The wall clock, right or wrong.
pub fn now() -> Moment {
    let now = jiff::Timestamp::now();
    let offset = jiff::tz::TimeZone::system().to_offset(now);
    // Offsets are below 26 hours: within 16 bits of minutes.
    Moment::new(now.as_second(), i16::try_from(offset.seconds() / 60).unwrap_or_default())
}

impl Workspace {
    /// Opens the workspace in `folder`; makes a new one when the folder is empty or does not exist.
    ///
    /// The problems tell what is not as it should be: a second program, a copied workspace, a full disk.
    ///
    /// # Errors
    /// The folder holds something else, or the disk does not let it be read; or it is sealed and `opening` has no key
    /// (`seal-locked`): then nothing was touched.
    pub fn open(folder: &Path, opening: Opening) -> Result<(Self, Vec<Problem>), Problem> {
        let Opening { role, programme, clock, disk, cipher } = opening;
        let layout = Layout::new(folder.to_owned());
        let state = keyfiles::state_of(&layout);
        if state.needs_key() && cipher.is_none() {
            return Err(Problem::error("seal-locked").in_file(folder));
        }
        let disk = disk.sealed_by(Seal::new(cipher, state != State::Unsealing));
        let mut problems = Vec::new();
        let told = |error| io_problem(&error, folder);
        let exists = folder.exists();
        if exists && !is_ours(&layout).map_err(told)? {
            return Err(Problem::error("store-not-a-workspace").in_file(folder));
        }
        if !exists {
            make(&disk, folder).map_err(told)?;
        }
        let (lock, mut access) = match lock::take(&disk, &layout, clock()) {
            Locked::Ours(lock) => (Some(lock), Access::ReadWrite),
            Locked::Unguarded(problem) => {
                problems.push(problem);
                (None, Access::ReadWrite)
            }
            Locked::No(reason) => (None, Access::ReadOnly(reason)),
        };
        let new = Manifest { device: DeviceId::mint(), earlier: Vec::new(), role, programme, created: clock() };
        let manifest = if access == Access::ReadWrite {
            match claim(&disk, &layout, new, clock(), &mut problems)? {
                (manifest, Ok(())) => manifest,
                (manifest, Err(problem)) => {
                    access = Access::ReadOnly(problem);
                    manifest
                }
            }
        } else {
            look(&disk, &layout, new)?
        };
        if access == Access::ReadWrite {
            prepare(&disk, &layout, &mut problems);
        }
        if let Access::ReadOnly(reason) = &access {
            problems.push(reason.clone());
        }
        let journals = Mutex::new(Journals::default());
        let (puts, changes) = (Mutex::default(), Mutex::default());
        let role = Mutex::new(manifest.role);
        Ok((Self { disk, layout, manifest, access, role, clock, journals, puts, changes, _lock: lock }, problems))
    }
}

/// Creates a folder with everything above it.
fn make(disk: &Disk, folder: &Path) -> std::io::Result<()> {
    if let Some(above) = folder.parent().filter(|above| !above.as_os_str().is_empty() && !above.is_dir()) {
        make(disk, above)?;
    }
    disk.create_folder(folder)
}

/// A workspace, or a folder that can become one.
fn is_ours(layout: &Layout) -> std::io::Result<bool> {
    if layout.manifest().is_file() || layout.dossiers().is_dir() {
        return Ok(true);
    }
    // What systems leave in every folder, and our own lock.
    let harmless = ["desktop.ini", "lock", "lock.txt", "lost+found", "System Volume Information", "Thumbs.db"];
    let names = entries(layout.root())?.into_iter().map(|entry| entry.file_name());
    let mut names = names.map(|name| name.to_string_lossy().into_owned());
    Ok(names.all(|name| name.starts_with('.') || harmless.contains(&name.as_str())))
}

/// The manifest to write with, written anew. If the device is not the one that wrote here last, that must be
/// durable: else the second part says why this workspace can only be read.
fn claim(
    disk: &Disk,
    layout: &Layout,
    new: Manifest,
    now: Moment,
    problems: &mut Vec<Problem>,
) -> Result<(Manifest, Result<(), Problem>), Problem> {
    let (manifest, same_device) = match manifest::read(disk, layout)? {
        Found::Here(manifest) => (manifest, true),
        Found::Moved(mut manifest) => {
            manifest.earlier.push(manifest.device);
            manifest.device = new.device;
            let told = Problem::notice("store-copied-workspace").with("device", new.device);
            problems.push(told.in_file(layout.root()));
            (manifest, false)
        }
        Found::Broken(reason) => {
            problems.extend(broken::move_aside(disk, layout, &layout.manifest(), reason, now)?);
            (new, false)
        }
        Found::Nothing => {
            if layout.dossiers().is_dir() {
                problems.push(Problem::warning("store-manifest-missing").in_file(layout.manifest()));
            }
            (new, false)
        }
    };
    match manifest::write(disk, layout, &manifest) {
        Ok(()) => Ok((manifest, Ok(()))),
        Err(problem) if same_device => {
            problems.push(problem);
            Ok((manifest, Ok(())))
        }
        Err(problem) => Ok((manifest, Err(problem))),
    }
}

/// The manifest to read with.
fn look(disk: &Disk, layout: &Layout, new: Manifest) -> Result<Manifest, Problem> {
    match manifest::read(disk, layout)? {
        Found::Here(manifest) | Found::Moved(manifest) => Ok(manifest),
        Found::Broken(_) | Found::Nothing => Ok(new),
    }
}

/// Makes the folders that are missing, and removes what a crash left half-written. On a full disk neither is
/// needed to read.
fn prepare(disk: &Disk, layout: &Layout, problems: &mut Vec<Problem>) {
    let mut told = |folder: &Path, error| problems.push(io_problem(&error, folder));
    for folder in layout.folders() {
        if let Err(error) = disk.create_folder(&folder).and_then(|()| atomic::sweep(disk, &folder)) {
            told(&folder, error);
        }
    }
    let divisions = entries(&layout.dossiers()).unwrap_or_default();
    let divisions = divisions.iter().map(std::fs::DirEntry::path).filter(|folder| folder.is_dir());
    for folder in divisions.chain([layout.root().to_owned(), layout.seal()]) {
        if let Err(error) = atomic::sweep(disk, &folder) {
            told(&folder, error);
        }
    }
}
