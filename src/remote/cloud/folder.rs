//! Publishing into a folder: a stick, a disk, a mounted share.

use std::fs::{self, File};
use std::io::{self, Write as _};
use std::path::Path;

use super::fault::Fault;

/// Writes a whole object, or nothing: under the name `part`, to the disk, looked at, then renamed.
pub(super) fn publish(root: &Path, name: &str, part: &str, bytes: &[u8], over: bool) -> Result<(), Fault> {
    let (target, part) = (root.join(name), root.join(part));
    let folder = target.parent().unwrap_or(root);
    let told = |error: io::Error| Fault::of_folder(&error);
    make_folder(folder).map_err(told)?;
    if !over && target.exists() {
        return Err(Fault::Taken);
    }
    let written = write(&part, bytes)
        .and_then(|()| fs::read(&part))
        .map_err(told)
        .and_then(|there| if there == bytes { fs::rename(&part, &target).map_err(told) } else { Err(Fault::Damaged) });
    if written.is_err() {
        // On a full disk what was begun must not keep the place.
        fs::remove_file(&part).ok();
    }
    written?;
    sync_folder(folder).map_err(told)
}

/// Creates a folder and those above it that are not there, each of which keeps its name if the power fails.
fn make_folder(folder: &Path) -> io::Result<()> {
    let Some(above) = folder.parent().filter(|_| !folder.is_dir()) else { return Ok(()) };
    make_folder(above)?;
    match fs::create_dir(folder) {
        Err(error) if error.kind() != io::ErrorKind::AlreadyExists => Err(error),
        _ => sync_folder(above),
    }
}

fn write(part: &Path, bytes: &[u8]) -> io::Result<()> {
    let mut file = File::create(part)?;
    file.write_all(bytes)?;
    file.sync_data()
}

/// The name reaches the disk. Shares may not know what that is: then their server has the name already.
fn sync_folder(folder: &Path) -> io::Result<()> {
    if !cfg!(unix) {
        return Ok(());
    }
    match File::open(folder)?.sync_all() {
        Err(error) if matches!(error.kind(), io::ErrorKind::InvalidInput | io::ErrorKind::Unsupported) => Ok(()),
        done => done,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_object_is_there_whole_and_is_not_replaced_by_chance() {
        let root = tempfile::tempdir().unwrap();
        let publish = |bytes: &[u8], over| publish(root.path(), "a/b/c.ron", "a/b/c.ron.part", bytes, over);
        publish(b"one", false).unwrap();
        assert_eq!(publish(b"two", false), Err(Fault::Taken));
        assert_eq!(fs::read(root.path().join("a/b/c.ron")).unwrap(), b"one");
        publish(b"three", true).unwrap();
        assert_eq!(fs::read(root.path().join("a/b/c.ron")).unwrap(), b"three");
        assert_eq!(fs::read_dir(root.path().join("a/b")).unwrap().count(), 1);
    }
}
