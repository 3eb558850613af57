//! `workspace.ron`: which device this workspace is, for whom.
//!
//! The file names its own identity, and is written anew (a new file, renamed over the old one) at every opening. A
//! copy of the workspace, an unpacked archive or a restored backup therefore holds a file that says it is another
//! one; then a new device is minted, because the counters of the old one may have been used elsewhere since.

use std::io::ErrorKind;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

use super::disk::Disk;
use super::layout::Layout;
use super::{atomic, identity, io_problem};
use crate::id::DeviceId;
use crate::limits::MAX_SETTINGS_BYTES;
use crate::problem::Problem;
use crate::role::Role;
use crate::stamp::Moment;

/// The workspace format this program writes.
const FORMAT: u32 = 1;

#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Manifest {
    pub device: DeviceId,
    /// Devices this workspace was before it was copied or restored.
    pub earlier: Vec<DeviceId>,
    pub role: Role,
    pub programme: String,
    pub created: Moment,
}

/// The shape on disk.
#[derive(Deserialize, Serialize)]
struct Wire {
    tantu_workspace: u32,
    device: String,
    #[serde(default)]
    earlier: Vec<String>,
    role: String,
    programme: String,
    created: String,
    /// See [`identity`].
    home: String,
}

/// What was found in the place of the manifest.
pub(super) enum Found {
    Nothing,
    /// Ours, written here.
    Here(Manifest),
    /// Ours, but copied or restored.
    Moved(Manifest),
    /// Not readable: a new one must be made, this one kept.
    Broken(Problem),
}

/// # Errors
/// The disk does not let it be read, or a newer program wrote it.
pub(super) fn read(disk: &Disk, layout: &Layout) -> Result<Found, Problem> {
    let path = layout.manifest();
    let metadata = match path.metadata() {
        Ok(metadata) => metadata,
        Err(error) if error.kind() == ErrorKind::NotFound => return Ok(Found::Nothing),
        Err(error) => return Err(io_problem(&error, &path)),
    };
    if metadata.len() > MAX_SETTINGS_BYTES {
        return Ok(Found::Broken(Problem::error("store-not-ron").with("detail", metadata.len())));
    }
    let bytes = disk.read(&path).map_err(|error| io_problem(&error, &path))?;
    let wire: Wire = match super::settings::from_ron(&bytes) {
        Ok(wire) => wire,
        Err(problem) => return Ok(Found::Broken(problem)),
    };
    if wire.tantu_workspace > FORMAT {
        return Err(Problem::error("store-newer-workspace").with("format", wire.tantu_workspace).in_file(path));
    }
    let here = wire.home == identity::of_metadata(&metadata);
    match manifest(&wire) {
        None => Ok(Found::Broken(Problem::error("store-not-ron").with("detail", "device"))),
        Some(manifest) if here => Ok(Found::Here(manifest)),
        Some(manifest) => Ok(Found::Moved(manifest)),
    }
}

fn manifest(wire: &Wire) -> Option<Manifest> {
    Some(Manifest {
        device: wire.device.parse().ok()?,
        earlier: wire.earlier.iter().map(|device| device.parse()).collect::<Result<_, _>>().ok()?,
        role: role(&wire.role)?,
        programme: wire.programme.clone(),
        created: Moment::from_str(&wire.created).ok()?,
    })
}

/// Writes the manifest as a new file that knows its own identity.
///
/// # Errors
/// The disk does not take it; the old one is as it was.
pub(super) fn write(disk: &Disk, layout: &Layout, manifest: &Manifest) -> Result<(), Problem> {
    let path = layout.manifest();
    let mut home = String::new();
    // Windows may give a renamed file the time of birth of the one it replaces; then the second writing agrees.
    for _ in 0..2 {
        atomic::write_with(disk, &path, layout.root(), |file| {
            home = identity::of(file)?;
            text(manifest, &home).map(String::into_bytes)
        })
        .map_err(|error| io_problem(&error, &path))?;
        let metadata = path.metadata().map_err(|error| io_problem(&error, &path))?;
        if identity::of_metadata(&metadata) == home {
            break;
        }
    }
    Ok(())
}

/// The file's text; `home` is its own identity.
pub(super) fn text(manifest: &Manifest, home: &str) -> std::io::Result<String> {
    super::settings::to_ron(&Wire {
        tantu_workspace: FORMAT,
        device: manifest.device.to_string(),
        earlier: manifest.earlier.iter().map(ToString::to_string).collect(),
        role: format!("{:?}", manifest.role),
        programme: manifest.programme.clone(),
        created: manifest.created.to_string(),
        home: home.to_owned(),
    })
}

fn role(name: &str) -> Option<Role> {
    Role::ALL.into_iter().find(|role| format!("{role:?}") == name)
}
