//! Forgetting a photo: its file and its thumbnail are removed, for ever, unless something still names it.
//!
//! This is the only place where a photo's file is removed. It happens when faces were made unrecognisable: the
//! picture that shows them must not stay. Who asks has already written, and made durable, that its field names the
//! new picture. What decides is the disk: the files and journals of *all* households are searched for the name.
//! A household that cannot be read but contains the name keeps the photo. What lies in `broken/` keeps nothing: a
//! face that was made unrecognisable is not kept for a file that nobody could read.
//!
//! The wish is noted as an empty file (`photos/forget-<blake3>`) before the field is changed, so that after a crash
//! or a full disk the next start makes good what was left over.

use std::io::ErrorKind;
use std::path::{Path, PathBuf};
use std::sync::PoisonError;

use rayon::prelude::{IntoParallelIterator as _, ParallelIterator as _};

use super::sealed::{has_sealed_line, with_ending};
use super::workspace::Workspace;
use super::{entries, io_problem};
use crate::dossier::Dossier;
use crate::dossier::register::Register;
use crate::id::{ContentHash, DossierId};
use crate::problem::Problem;
use crate::value::Value;

/// Begins the name of a noted wish.
const NOTE: &str = "forget-";

impl Workspace {
    /// Counts a photo that is put. A photo that somebody puts again while it is being forgotten stays.
    pub(super) fn count_put(&self, hash: ContentHash) {
        *self.puts.lock().unwrap_or_else(PoisonError::into_inner).entry(hash).or_default() += 1;
    }

    /// How often this photo was put since the workspace was opened; for [`Self::forget_photo`].
    pub fn photo_puts(&self, hash: ContentHash) -> u64 {
        self.puts.lock().unwrap_or_else(PoisonError::into_inner).get(&hash).copied().unwrap_or(0)
    }

    /// Notes, durably, that a photo is to be forgotten once no field names it.
    ///
    /// # Errors
    /// The workspace is read-only, or the disk is full or fails.
    pub fn note_to_forget(&self, hash: ContentHash) -> Result<(), Problem> {
        self.writable()?;
        let note = self.note(hash);
        let written = match self.disk.create(&note) {
            Ok(file) => self.disk.sync(&file, &note).and_then(|()| self.disk.sync_folder_of(&note)),
            Err(error) if error.kind() == ErrorKind::AlreadyExists => Ok(()),
            Err(error) => Err(error),
        };
        written.map_err(|error| io_problem(&error, &note))
    }

    /// The photos that are noted to be forgotten.
    ///
    /// # Errors
    /// The folder cannot be listed.
    pub fn to_forget(&self) -> Result<Vec<ContentHash>, Problem> {
        let folder = self.layout.photos();
        let names = entries(&folder).map_err(|error| io_problem(&error, &folder))?;
        let noted = names.iter().filter_map(|entry| entry.file_name().to_str()?.strip_prefix(NOTE)?.parse().ok());
        Ok(noted.collect())
    }

    /// Removes a photo's file and thumbnail if no field of any household on the disk names it, and takes the note
    /// back. Returns whether the photo is gone; `false`: something names it, or it was put again after `puts` was
    /// asked ([`Self::photo_puts`]).
    ///
    /// # Errors
    /// The workspace is read-only, or cannot be searched or changed; then the photo may still be there, and so is
    /// the note.
    pub fn forget_photo(&self, hash: ContentHash, puts: u64) -> Result<bool, Problem> {
        self.writable()?;
        let named = self.is_named(hash)?;
        let counts = self.puts.lock().unwrap_or_else(PoisonError::into_inner);
        let goes = !named && counts.get(&hash).copied().unwrap_or(0) == puts;
        if goes {
            let photo = self.layout.photo(hash);
            for path in [self.layout.thumbnail(hash), with_ending(&photo), photo] {
                self.remove_durably(&path)?;
            }
        }
        drop(counts);
        self.remove_durably(&self.note(hash))?;
        Ok(goes)
    }

    fn note(&self, hash: ContentHash) -> PathBuf {
        self.layout.photos().join(format!("{NOTE}{hash}"))
    }

    fn remove_durably(&self, path: &Path) -> Result<(), Problem> {
        if !path.exists() {
            return Ok(());
        }
        let removed = self.disk.remove(path).and_then(|()| self.disk.sync_folder_of(path));
        removed.map_err(|error| io_problem(&error, path))
    }

    /// Whether a field of any household names this photo. Most files are only searched for the letters of the name.
    fn is_named(&self, hash: ContentHash) -> Result<bool, Problem> {
        let (households, _) = self.households()?;
        let name = hash.to_string();
        let households: Vec<_> = households.into_iter().collect();
        let named = households.into_par_iter().map(|(id, mut files)| -> Result<bool, Problem> {
            files.push(self.layout.journal(id));
            for file in files {
                if self.contains(&file, name.as_bytes())? {
                    return Ok(self.household_names(id, hash));
                }
            }
            Ok(false)
        });
        let found: Result<Vec<bool>, Problem> = named.collect();
        Ok(found?.contains(&true))
    }

    fn contains(&self, file: &Path, name: &[u8]) -> Result<bool, Problem> {
        match self.disk.read(file) {
            // What stands in sealed lines is looked at as a household.
            Ok(bytes) => Ok(has_sealed_line(&bytes) || bytes.windows(name.len()).any(|window| window == name)),
            Err(error) if error.kind() == ErrorKind::NotFound => Ok(false),
            Err(error) => Err(io_problem(&error, file)),
        }
    }

    /// An old write in a journal is no field: only what is live counts.
    fn household_names(&self, id: DossierId, hash: ContentHash) -> bool {
        self.load(id).map_or(true, |(dossier, _)| names_photo(&dossier, hash))
    }
}

/// Whether a live value of the household names this photo, or a part of it that only a newer version understands.
fn names_photo(dossier: &Dossier, hash: ContentHash) -> bool {
    let named = |value: &Value| match value {
        Value::Photo(photo) => photo.hash == hash,
        Value::Estimate(estimate) => estimate.photo == hash,
        _ => false,
    };
    let text = hash.to_string();
    dossier.fields.values().flat_map(Register::live).any(|(_, write)| named(&write.value))
        || dossier.unknown.values().any(|part| part.contains(&text))
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use crate::dossier::edit::{Author, Edit};
    use crate::stamp::Moment;
    use crate::store::Opening;
    use crate::value::Photo;

    struct Desk {
        _folder: tempfile::TempDir,
        store: Workspace,
    }

    impl Desk {
        fn new() -> Self {
            let folder = tempfile::tempdir().unwrap();
            let (store, _) = Workspace::open(folder.path(), Opening::default()).unwrap();
            Self { _folder: folder, store }
        }

        fn photo(&self, bytes: &[u8]) -> ContentHash {
            let hash = self.store.put_photo(bytes).unwrap();
            self.store.put_thumbnail(hash, b"small").unwrap();
            hash
        }

        fn set(&self, home: &mut Dossier, value: Value) {
            let author = Author { device: self.store.device(), name: "王".into(), at: Moment::new(0, 480) };
            let applied = home.apply(&Edit::set("qE2/0000000001".parse().unwrap(), value), &author);
            self.store.append(home.id, &applied.delta).unwrap();
        }

        fn files(&self, hash: ContentHash) -> usize {
            let paths = [self.store.photo_path(hash), self.store.thumbnail_path(hash), self.store.note(hash)];
            paths.into_iter().filter(|path| path.exists()).count()
        }
    }

    fn named(hash: ContentHash) -> Value {
        Value::Photo(Arc::new(Photo { hash, width: 4, height: 3, taken: None, place: None, caption: "".into() }))
    }

    #[test]
    fn a_photo_goes_when_no_field_names_it_any_more_and_not_before() {
        let desk = Desk::new();
        let (old, new) = (desk.photo(b"face"), desk.photo(b"blurred"));
        let mut home = Dossier::new(DossierId::from_u128(1));
        desk.set(&mut home, named(old));
        desk.store.note_to_forget(old).unwrap();
        desk.store.note_to_forget(old).unwrap();
        assert_eq!(desk.store.to_forget().unwrap(), [old]);
        assert!(!desk.store.forget_photo(old, 1).unwrap(), "a field names it");
        assert_eq!((desk.files(old), desk.store.to_forget().unwrap()), (2, vec![]));

        desk.store.note_to_forget(old).unwrap();
        desk.set(&mut home, named(new));
        assert!(desk.store.forget_photo(old, 1).unwrap(), "an old write in the journal is no field");
        assert_eq!((desk.files(old), desk.files(new)), (0, 2));
        assert!(desk.store.forget_photo(old, 1).unwrap(), "twice is no harm");
    }

    #[test]
    fn another_household_keeps_the_photo_in_its_file_and_in_its_journal() {
        let desk = Desk::new();
        let old = desk.photo(b"face");
        let mut other = Dossier::new(DossierId::from_u128(2));
        desk.set(&mut other, named(old));
        assert!(!desk.store.forget_photo(old, 1).unwrap());
        desk.store.fold(&other).unwrap();
        assert!(!desk.store.forget_photo(old, 1).unwrap());
        desk.set(&mut other, Value::Erased);
        assert!(desk.store.forget_photo(old, 1).unwrap(), "its file still says so, its journal says otherwise");
    }

    #[test]
    fn a_photo_that_is_put_again_meanwhile_stays() {
        let desk = Desk::new();
        let old = desk.photo(b"face");
        let puts = desk.store.photo_puts(old);
        desk.photo(b"face");
        assert!(!desk.store.forget_photo(old, puts).unwrap());
        assert_eq!(desk.files(old), 2);
    }
}
