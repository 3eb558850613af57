//! All households of a workspace, ready to list and search, without parsing them again.
//!
//! `cache/index.postcard` keeps a [`Summary`] per file with the file's stamp. Only files whose stamp has changed are
//! read again, on all cores, and households with a journal always. The cache is never needed: broken, old or
//! missing, it is made anew.

use std::collections::HashMap;
use std::fs::Metadata;
use std::path::{Path, PathBuf};
use std::time::{SystemTime, UNIX_EPOCH};

use rayon::prelude::{IntoParallelIterator as _, ParallelIterator as _};
use serde::{Deserialize, Serialize};

use super::workspace::Workspace;
use super::{atomic, io_problem};
use crate::dossier::Dossier;
use crate::dossier::summary::{PersonSummary, Summary};
use crate::id::{ContentHash, DossierId};
use crate::limits::MAX_INDEX_BYTES;
use crate::problem::Problem;

/// Begins the file; the last byte is the version of [`Cache`].
const MAGIC: &[u8; 8] = b"tantuix\x02";
const HASH_BYTES: usize = 32;
/// A file this young may change again without its stamp changing: the clocks of file systems are coarse.
const COARSE_SECONDS: u64 = 2;

/// One household in the list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    pub id: DossierId,
    pub summary: Summary,
    /// How far the forms are filled; `None` when the index was opened without a [`Gauge`].
    pub done: Option<Done>,
}

/// How many of the questions that are asked have an answer or a reason.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Done {
    pub done: u32,
    pub asked: u32,
}

/// Measures how far a household is. What it says is cached as long as `version` stays: the hash of the forms.
#[derive(Clone, Copy)]
pub struct Gauge<'a> {
    pub version: ContentHash,
    pub measure: &'a (dyn Fn(&Dossier) -> Done + Sync),
}

/// The households of a workspace, by id.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Index {
    entries: Vec<Entry>,
}

/// A file as it was when it was read.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
struct Stamp {
    division: String,
    size: u64,
    modified_ns: u64,
    number: u64,
}

#[derive(Serialize, Deserialize)]
struct Cached {
    id: u128,
    stamp: Stamp,
    summary: Summary,
    done: Option<Done>,
}

#[derive(Default, Serialize, Deserialize)]
struct Cache {
    /// Of the gauge.
    version: Option<[u8; 32]>,
    households: Vec<Cached>,
}

impl Index {
    /// Lists the workspace; reads what has changed since the last time.
    ///
    /// # Errors
    /// The folders cannot be listed. A household that cannot be read is told and costs nothing else.
    pub fn open(workspace: &Workspace, gauge: Option<Gauge<'_>>) -> Result<(Self, Vec<Problem>), Problem> {
        let (households, mut problems) = workspace.households()?;
        let journaled = workspace.journaled()?;
        let version = gauge.map(|gauge| *gauge.version.as_bytes());
        let cache = read_cache(workspace).filter(|cache| cache.version == version).unwrap_or_default();
        let cached_before = cache.households.len();
        let mut cached: HashMap<u128, Cached> = cache.households.into_iter().map(|known| (known.id, known)).collect();

        let households: Vec<_> = households.into_iter().collect();
        let stamped: Vec<_> = households
            .into_par_iter()
            .map(|(id, files)| {
                let alone = files.len() == 1 && !journaled.contains(&id);
                let stamp = if alone { Stamp::of(&files[0]) } else { None };
                (id, files, stamp)
            })
            .collect();
        let (mut fresh, mut changed) = (Vec::with_capacity(stamped.len()), Vec::new());
        for (id, files, stamp) in stamped {
            match cached.remove(&id.as_u128()) {
                Some(known) if Some(&known.stamp) == stamp.as_ref() => fresh.push(known),
                _ => changed.push((id, files, stamp)),
            }
        }
        let same = changed.is_empty() && fresh.len() == cached_before;
        let read: Vec<_> = changed
            .into_par_iter()
            .map(|(id, files, stamp)| match workspace.load_files(id, files) {
                Ok((dossier, problems)) => (dossier.map(|dossier| (Entry::of(&dossier, gauge), stamp)), problems),
                Err(problem) => (None, vec![problem]),
            })
            .collect();
        let mut uncached = Vec::new();
        for (entry, told) in read {
            match entry {
                // A file with problems is read again, so that they are told again.
                Some((entry, Some(stamp))) if told.is_empty() && stamp.is_settled() => fresh.push(entry.cached(stamp)),
                Some((entry, _)) => uncached.push(entry),
                None => {}
            }
            problems.extend(told);
        }
        let cache = Cache { version, households: fresh };
        if !same && !workspace.is_read_only() {
            problems.extend(write_cache(workspace, &cache).err());
        }
        let mut entries: Vec<Entry> = cache.households.into_iter().map(Entry::from).chain(uncached).collect();
        entries.sort_unstable_by_key(|entry| entry.id);
        Ok((Self { entries }, problems))
    }

    /// Sorted by id.
    pub fn entries(&self) -> &[Entry] {
        &self.entries
    }

    pub fn get(&self, id: DossierId) -> Option<&Entry> {
        self.entries.binary_search_by_key(&id, |entry| entry.id).ok().map(|place| &self.entries[place])
    }

    /// Takes in a household that is new or has changed.
    pub fn put(&mut self, dossier: &Dossier, gauge: Option<Gauge<'_>>) {
        let entry = Entry::of(dossier, gauge);
        match self.entries.binary_search_by_key(&entry.id, |entry| entry.id) {
            Ok(place) => self.entries[place] = entry,
            Err(place) => self.entries.insert(place, entry),
        }
    }
}

impl Entry {
    fn of(dossier: &Dossier, gauge: Option<Gauge<'_>>) -> Self {
        let done = gauge.map(|gauge| (gauge.measure)(dossier));
        Self { id: dossier.id, summary: Summary::of(dossier), done }
    }

    fn cached(self, stamp: Stamp) -> Cached {
        Cached { id: self.id.as_u128(), stamp, summary: self.summary, done: self.done }
    }
}

impl From<Cached> for Entry {
    fn from(cached: Cached) -> Self {
        Self { id: DossierId::from_u128(cached.id), summary: cached.summary, done: cached.done }
    }
}

impl Stamp {
    /// `None` when the file cannot be looked at; reading it will tell why.
    fn of(file: &Path) -> Option<Self> {
        let metadata = file.metadata().ok()?;
        let modified = metadata.modified().ok()?.duration_since(UNIX_EPOCH).ok()?;
        Some(Self {
            division: file.parent()?.file_name()?.to_string_lossy().into_owned(),
            size: metadata.len(),
            modified_ns: u64::try_from(modified.as_nanos()).ok()?,
            number: file_number(&metadata),
        })
    }

    /// Whether a later change must show in the stamp. Only the distance counts: the clock may be wrong.
    fn is_settled(&self) -> bool {
        let now = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
        now.as_secs().abs_diff(self.modified_ns / 1_000_000_000) > COARSE_SECONDS
    }
}

/// A replaced file has another number, even if size and time agree.
#[cfg(unix)]
fn file_number(metadata: &Metadata) -> u64 {
    std::os::unix::fs::MetadataExt::ino(metadata)
}

#[cfg(not(unix))]
const fn file_number(_: &Metadata) -> u64 {
    0
}

/// Names and order of a summary's fields: postcard knows only positions, so a summary of another shape must not be
/// read.
fn summary_shape() -> ContentHash {
    let persons = vec![PersonSummary::default()];
    ContentHash::of(format!("{:?}", Summary { persons, ..Summary::default() }).as_bytes())
}

/// The cache; `None` when it is missing, broken, or of another version.
fn read_cache(workspace: &Workspace) -> Option<Cache> {
    let path: PathBuf = workspace.layout.index();
    if path.metadata().ok()?.len() > MAX_INDEX_BYTES {
        return None;
    }
    let bytes = workspace.disk.read(&path).ok()?;
    let (magic, rest) = bytes.split_first_chunk::<8>()?;
    let (shape, rest) = rest.split_first_chunk::<HASH_BYTES>()?;
    let (sum, payload) = rest.split_first_chunk::<HASH_BYTES>()?;
    if magic != MAGIC || shape != summary_shape().as_bytes() || sum != ContentHash::of(payload).as_bytes() {
        return None;
    }
    postcard::from_bytes(payload).ok()
}

fn write_cache(workspace: &Workspace, cache: &Cache) -> Result<(), Problem> {
    let path = workspace.layout.index();
    let payload = postcard::to_stdvec(cache).map_err(std::io::Error::other);
    let written = payload.and_then(|payload| {
        let (shape, sum) = (summary_shape(), ContentHash::of(&payload));
        let bytes = [&MAGIC[..], shape.as_bytes(), sum.as_bytes(), &payload].concat();
        workspace.disk.create_folder(&workspace.layout.cache())?;
        atomic::write(&workspace.disk, &path, &bytes)
    });
    written.map_err(|error| io_problem(&error, &path))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::dossier::edit::{Author, Edit};
    use crate::dossier::household::HEAD;
    use crate::id::Name;
    use crate::path::FieldPath;
    use crate::stamp::Moment;
    use crate::store::Opening;
    use crate::value::Value;
    use std::sync::atomic::{AtomicUsize, Ordering};

    fn household(workspace: &Workspace, dossier: &mut Dossier, head: &str) {
        let author = Author { device: workspace.device(), name: "王".into(), at: Moment::new(0, 480) };
        let value = Value::Text(head.into());
        let applied = dossier.apply(&Edit::Set { path: FieldPath::top(Name::of(HEAD)), value }, &author);
        workspace.append(dossier.id, &applied.delta).unwrap();
    }

    /// Opens the index and counts how many households were read for it.
    fn open(workspace: &Workspace) -> (Index, usize) {
        let count = AtomicUsize::new(0);
        let measure = |_: &Dossier| {
            count.fetch_add(1, Ordering::Relaxed);
            Done { done: 1, asked: 2 }
        };
        let gauge = Gauge { version: ContentHash::of(b"forms"), measure: &measure };
        let (index, problems) = Index::open(workspace, Some(gauge)).unwrap();
        assert_eq!(problems, []);
        (index, count.into_inner())
    }

    fn heads(index: &Index) -> Vec<&str> {
        index.entries().iter().map(|entry| &*entry.summary.head).collect()
    }

    /// Makes a file look as if it had been written long ago.
    fn age(file: &Path) {
        let file = std::fs::File::options().write(true).open(file).unwrap();
        file.set_modified(UNIX_EPOCH + std::time::Duration::from_secs(1_000_000_000)).unwrap();
    }

    #[test]
    fn only_what_changed_is_read_again() {
        let folder = tempfile::tempdir().unwrap();
        let (workspace, _) = Workspace::open(folder.path(), Opening::default()).unwrap();
        let mut homes = Vec::new();
        for number in 0..3 {
            let mut dossier = Dossier::new(DossierId::from_u128(number));
            household(&workspace, &mut dossier, &format!("{number}"));
            workspace.fold(&dossier).unwrap();
            homes.push(dossier);
        }
        let file = |number: usize| workspace.layout().dossier("000000", homes[number].id);
        assert_eq!(open(&workspace).1, 3);
        assert_eq!(open(&workspace).1, 3, "too young to be sure");
        (0..3).for_each(|number| age(&file(number)));
        assert_eq!(open(&workspace).1, 3);
        let (index, read) = open(&workspace);
        assert_eq!((heads(&index), read), (vec!["0", "1", "2"], 0));
        assert_eq!(index.get(homes[1].id).unwrap().done, Some(Done { done: 1, asked: 2 }));

        let mut changed = homes[1].clone();
        household(&workspace, &mut changed, "neu");
        let (index, read) = open(&workspace);
        assert_eq!((heads(&index), read), (vec!["0", "neu", "2"], 1), "a journal counts");
        workspace.fold(&changed).unwrap();
        std::fs::remove_file(file(0)).unwrap();
        let (index, read) = open(&workspace);
        assert_eq!((heads(&index), read), (vec!["neu", "2"], 1));
        assert_eq!(Index::open(&workspace, None).unwrap().0.entries()[0].done, None, "another version");
    }

    #[test]
    fn a_broken_cache_is_made_anew() {
        let folder = tempfile::tempdir().unwrap();
        let (workspace, _) = Workspace::open(folder.path(), Opening::default()).unwrap();
        let mut dossier = Dossier::new(DossierId::mint());
        household(&workspace, &mut dossier, "巴特尔");
        workspace.fold(&dossier).unwrap();
        age(&workspace.layout().dossier("000000", dossier.id));
        let whole = open(&workspace).0;
        let cache = std::fs::read(workspace.layout().index()).unwrap();
        for place in (0..cache.len()).step_by(7) {
            let mut broken = cache.clone();
            broken[place] ^= 0x40;
            broken.truncate(cache.len() - place % 3);
            std::fs::write(workspace.layout().index(), broken).unwrap();
            assert_eq!(open(&workspace), (whole.clone(), 1));
        }
    }
}
