//! `incoming/`: photos that were taken in and are not yet a photo of their household.
//!
//! ```text
//! incoming/<row>.ron        whose photo it will be: household, question, where its bytes are
//!          <row>.original   the bytes, where they exist nowhere else: a camera's, a paste
//!          <row>.try1, 2    begun to be opened; a crash leaves it behind
//! ```
//!
//! The note is written before the bytes, and both before anybody is told that the photo is safe. Bytes without a note
//! are therefore never ours to forget, and a note without its bytes was never promised. A file that was chosen from a
//! folder or a card stays where it is and is named in the note: copying sixty photos first would take longer than
//! opening them.

use std::path::{Path, PathBuf};
use std::str::FromStr;

use serde::{Deserialize, Serialize};

use super::sealed::{is_for_others, room};
use super::settings::{from_ron, to_ron};
use super::workspace::Workspace;
use super::{atomic, broken, entries, io_problem};
use crate::id::{DossierId, RowId};
use crate::limits::MAX_SETTINGS_BYTES;
use crate::path::FieldPath;
use crate::problem::Problem;

/// A picture that ends the program each time it is opened must not do so for ever.
const MAX_TRIES: u8 = 2;

/// A photo on its way.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Incoming {
    /// The row that the photo gets; told beforehand, so that a crash between storing and forgetting makes no second.
    pub row: RowId,
    pub dossier: DossierId,
    pub question: FieldPath,
    pub origin: Origin,
}

/// Where the bytes of a photo on its way are.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Origin {
    /// Beside the note: an encoded picture.
    Kept,
    /// Beside the note: red, green, blue and opacity, from the clipboard.
    KeptPixels { width: u32, height: u32 },
    /// Where they were.
    File(PathBuf),
}

#[derive(Deserialize, Serialize)]
struct NoteWire {
    dossier: String,
    question: String,
    origin: OriginWire,
}

#[derive(Deserialize, Serialize)]
enum OriginWire {
    Kept,
    KeptPixels(u32, u32),
    File(String),
}

impl Workspace {
    /// Makes a photo on its way durable: it is on the disk, with `bytes` if they exist nowhere else, when this returns.
    ///
    /// # Errors
    /// The workspace is read-only, or the disk is full or fails; or a file's name is no text, and cannot be noted.
    pub fn keep_incoming(&self, incoming: &Incoming, bytes: Option<&[u8]>) -> Result<(), Problem> {
        self.writable()?;
        let note = self.layout.incoming(incoming.row, "ron");
        let told = |error| io_problem(&error, &note);
        let origin = match &incoming.origin {
            Origin::Kept => OriginWire::Kept,
            Origin::KeptPixels { width, height } => OriginWire::KeptPixels(*width, *height),
            Origin::File(file) => {
                let name = file.to_str().ok_or_else(|| Problem::error("store-name-no-text").in_file(file))?;
                OriginWire::File(name.to_owned())
            }
        };
        let wire = NoteWire { dossier: incoming.dossier.to_string(), question: incoming.question.to_string(), origin };
        let text = to_ron(&wire).map_err(told)?;
        self.disk.create_folder(&self.layout.incomings()).map_err(told)?;
        atomic::write_content(&self.disk, &note, text.as_bytes()).map_err(told)?;
        let Some(bytes) = bytes else { return Ok(()) };
        let original = self.layout.incoming(incoming.row, "original");
        let written = atomic::write_content(&self.disk, &original, bytes);
        if written.is_err() {
            // A note alone promises nothing; the next opening forgets it too.
            self.disk.remove(&note).ok();
        }
        written.map_err(|error| io_problem(&error, &original))
    }

    /// What a crash or the end of the program left on its way, oldest first. What belongs to nobody is set aside.
    pub fn incoming(&self) -> (Vec<Incoming>, Vec<Problem>) {
        let folder = self.layout.incomings();
        let files = match entries(&folder) {
            Ok(files) => files,
            Err(error) => return (Vec::new(), vec![io_problem(&error, &folder)]),
        };
        let (mut found, mut problems) = (Vec::new(), Vec::new());
        for file in files.iter().map(std::fs::DirEntry::path) {
            let Some(row) = file.file_stem().and_then(|stem| RowId::from_str(stem.to_str()?).ok()) else { continue };
            match file.extension().and_then(|kind| kind.to_str()) {
                Some("ron") => match self.read_incoming(&file, row) {
                    Ok(Some(incoming)) => found.push((modified(&file), incoming)),
                    Ok(None) => drop(self.forget_incoming(row)),
                    Err(reason) if is_for_others(&reason) => problems.push(reason),
                    Err(reason) => problems.extend(self.aside(&file, reason)),
                },
                // The notes of these could not be read, or were taken away.
                Some("original") if !self.layout.incoming(row, "ron").exists() => {
                    problems.extend(self.aside(&file, Problem::warning("store-incoming-nobodys")));
                }
                _ => {}
            }
        }
        found.sort_by_key(|(modified, incoming)| (*modified, incoming.row));
        (found.into_iter().map(|(_, incoming)| incoming).collect(), problems)
    }

    /// The note, or `None` when its bytes never came.
    fn read_incoming(&self, file: &Path, row: RowId) -> Result<Option<Incoming>, Problem> {
        let told = |error| io_problem(&error, file);
        if file.metadata().map_err(told)?.len() > room(MAX_SETTINGS_BYTES) {
            return Err(Problem::error("store-incoming-unreadable"));
        }
        let wire: NoteWire = from_ron(&self.disk.read(file).map_err(told)?)?;
        let unreadable = || Problem::error("store-incoming-unreadable");
        let origin = match wire.origin {
            OriginWire::Kept => Origin::Kept,
            OriginWire::KeptPixels(width, height) => Origin::KeptPixels { width, height },
            OriginWire::File(name) => Origin::File(name.into()),
        };
        if !matches!(origin, Origin::File(_)) && !self.layout.incoming(row, "original").exists() {
            return Ok(None);
        }
        let dossier = wire.dossier.parse().map_err(|_| unreadable())?;
        let question = wire.question.parse().map_err(|_| unreadable())?;
        Ok(Some(Incoming { row, dossier, question, origin }))
    }

    /// The bytes kept beside a note.
    ///
    /// # Errors
    /// They are gone, or the disk does not let them be read.
    pub fn read_original(&self, row: RowId) -> Result<Vec<u8>, Problem> {
        let path = self.layout.incoming(row, "original");
        self.disk.read(&path).map_err(|error| io_problem(&error, &path))
    }

    /// Notes that a photo is about to be opened; `false` when that has ended the program too often already.
    ///
    /// Not forced to the disk: it has to survive the program's end, not the battery's.
    ///
    /// # Errors
    /// The workspace is read-only, or the disk is full or fails.
    pub fn try_incoming(&self, row: RowId) -> Result<bool, Problem> {
        self.writable()?;
        let marks = (1..=MAX_TRIES).map(|count| self.layout.incoming(row, &format!("try{count}")));
        let Some(mark) = marks.into_iter().find(|mark| !mark.exists()) else { return Ok(false) };
        self.disk.create(&mark).map_err(|error| io_problem(&error, &mark))?;
        Ok(true)
    }

    /// Takes back [`Workspace::try_incoming`]: opening it has not ended the program.
    pub fn survived_incoming(&self, row: RowId) {
        for count in 1..=MAX_TRIES {
            // A mark that stays makes the photo at worst be set aside one crash early.
            self.disk.remove(&self.layout.incoming(row, &format!("try{count}"))).ok();
        }
    }

    /// Forgets a photo on its way, and its bytes if they are here. Call it when a field on the disk names the photo.
    ///
    /// # Errors
    /// The disk fails; then it may be taken in again, which changes nothing.
    pub fn forget_incoming(&self, row: RowId) -> Result<(), Problem> {
        self.writable()?;
        for kind in ["original", "try2", "try1", "ron"] {
            let path = self.layout.incoming(row, kind);
            if path.exists() {
                self.disk.remove(&path).map_err(|error| io_problem(&error, &path))?;
            }
        }
        Ok(())
    }

    /// Sets a photo aside that can never be opened, with the reason, and tells what became of it. One that stays where
    /// it was is only forgotten.
    ///
    /// # Errors
    /// The disk does not let it: then it stays on its way.
    pub fn set_incoming_aside(&self, row: RowId, reason: &Problem) -> Result<Vec<Problem>, Problem> {
        self.writable()?;
        let mut told = vec![reason.clone()];
        let path = self.layout.incoming(row, "original");
        if path.exists() {
            told = broken::move_aside(&self.disk, &self.layout, &path, reason.clone(), self.now())?;
        }
        self.forget_incoming(row)?;
        Ok(told)
    }

    fn aside(&self, file: &Path, reason: Problem) -> Vec<Problem> {
        self.set_aside(file, reason).unwrap_or_else(|problem| vec![problem])
    }
}

/// When the note was written. Only sorts; a wrong clock takes the photos in another order.
fn modified(file: &Path) -> Option<std::time::SystemTime> {
    file.metadata().and_then(|metadata| metadata.modified()).ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::Opening;

    fn incoming(origin: Origin) -> Incoming {
        let question = "door/4kq2m8x1zr/qD5".parse().unwrap();
        Incoming { row: RowId::mint(), dossier: DossierId::mint(), question, origin }
    }

    #[test]
    fn what_is_kept_is_found_until_it_is_forgotten() {
        let folder = tempfile::tempdir().unwrap();
        let (workspace, _) = Workspace::open(folder.path(), Opening::default()).unwrap();
        let (shot, chosen) = (incoming(Origin::Kept), incoming(Origin::File("/media/card/门 1.jpg".into())));
        let pasted = incoming(Origin::KeptPixels { width: 1, height: 1 });
        workspace.keep_incoming(&shot, Some(b"shot")).unwrap();
        workspace.keep_incoming(&chosen, None).unwrap();
        workspace.keep_incoming(&pasted, Some(&[1, 2, 3, 4])).unwrap();
        drop(workspace);
        let (workspace, _) = Workspace::open(folder.path(), Opening::default()).unwrap();
        let (found, problems) = workspace.incoming();
        assert_eq!(problems, []);
        assert!(found.len() == 3 && [&shot, &chosen, &pasted].iter().all(|one| found.contains(one)), "{found:?}");
        assert_eq!(workspace.read_original(shot.row).unwrap(), b"shot");
        for one in found {
            workspace.forget_incoming(one.row).unwrap();
        }
        assert_eq!(workspace.incoming(), (vec![], vec![]));
        assert_eq!(std::fs::read_dir(workspace.layout().incomings()).unwrap().count(), 0);
    }

    #[test]
    fn bytes_that_belong_to_nobody_and_notes_that_nobody_can_read_are_set_aside() {
        let folder = tempfile::tempdir().unwrap();
        let (workspace, _) = Workspace::open(folder.path(), Opening::default()).unwrap();
        let (lost, garbled, promised) = (incoming(Origin::Kept), incoming(Origin::Kept), incoming(Origin::Kept));
        for one in [&lost, &garbled, &promised] {
            workspace.keep_incoming(one, Some(b"bytes")).unwrap();
        }
        let at = |one: &Incoming, kind| workspace.layout().incoming(one.row, kind);
        std::fs::remove_file(at(&lost, "ron")).unwrap();
        std::fs::write(at(&garbled, "ron"), "(dossier: ").unwrap();
        std::fs::remove_file(at(&promised, "original")).unwrap();
        let (found, problems) = workspace.incoming();
        assert_eq!(found, []);
        assert!(problems.iter().any(|problem| problem.key == "store-incoming-nobodys"), "{problems:?}");
        // The garbled note has gone aside; its bytes follow at the latest with the next opening.
        let (found, _) = workspace.incoming();
        assert_eq!(found, []);
        let kept = std::fs::read_dir(workspace.layout().broken()).unwrap().flatten();
        let kept = kept.filter(|file| file.path().to_string_lossy().contains(".original-")).count();
        assert_eq!(kept, 4, "two originals, each with its reason");
        assert_eq!(std::fs::read_dir(workspace.layout().incomings()).unwrap().count(), 0);
    }

    #[test]
    fn one_that_ends_the_program_is_tried_twice() {
        let folder = tempfile::tempdir().unwrap();
        let (workspace, _) = Workspace::open(folder.path(), Opening::default()).unwrap();
        let shot = incoming(Origin::Kept);
        workspace.keep_incoming(&shot, Some(b"poison")).unwrap();
        let tries: Vec<bool> = (0..3).map(|_| workspace.try_incoming(shot.row).unwrap()).collect();
        assert_eq!(tries, [true, true, false]);
        let told = workspace.set_incoming_aside(shot.row, &Problem::error("photo-ends-the-program")).unwrap();
        assert_eq!(told[0].key, "photo-ends-the-program");
        assert_eq!(workspace.incoming(), (vec![], vec![]));
        workspace.keep_incoming(&shot, Some(b"fine")).unwrap();
        assert!(workspace.try_incoming(shot.row).unwrap());
        workspace.survived_incoming(shot.row);
        assert!(workspace.try_incoming(shot.row).unwrap());
        assert!(workspace.try_incoming(shot.row).unwrap(), "those before did not count");
    }
}
