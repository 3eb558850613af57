//! All households of a workspace, ready to list, search and count, without parsing them again.
//!
//! `cache/index.postcard` keeps a [`Record`] per file with the file's stamp. Only files whose stamp has changed are
//! read again, on all cores, and households with a journal always. The cache is never needed: broken, old or missing,
//! it is made anew.
//!
//! A file that is a few seconds old may change again without its stamp changing, because the clocks of file systems
//! are coarse. Of such a file the hash is kept too; it is read once more, but not parsed, before its record is used.

use std::collections::HashMap;
use std::fs::Metadata;
use std::path::{Path, PathBuf};
use std::time::{SystemTime, UNIX_EPOCH};

use rayon::prelude::{IntoParallelIterator as _, IntoParallelRefIterator as _, ParallelIterator as _};
use serde::{Deserialize, Serialize};

use super::sealed::room;
use super::workspace::Workspace;
use super::{atomic, io_problem};
use crate::dossier::summary::{PersonSummary, Summary};
use crate::id::{ContentHash, DossierId};
use crate::limits::MAX_INDEX_BYTES;
use crate::problem::Problem;
use crate::registry::figures::{Figures, ItemFigures, PersonFigures};
use crate::registry::record::{Kept, Record};

/// Begins the file; the last byte is the version of the layout, records apart.
const MAGIC: &[u8; 8] = b"tantuix\x03";
const HASH_BYTES: usize = 32;
/// A file this young may change again without its stamp changing.
const COARSE_SECONDS: u64 = 2;
/// Households that are decoded by one core at a time.
const CHUNK: usize = 1_024;

/// The households of a workspace, by id.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Index {
    records: Vec<Record>,
    read: usize,
}

/// A household whose file was just written: what [`patch`] takes.
#[derive(Clone, Debug, PartialEq)]
pub struct Written {
    pub record: Record,
    pub file: PathBuf,
    /// Of the bytes that were written.
    pub sum: ContentHash,
}

/// A file as it was when it was read.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
struct Stamp {
    division: String,
    size: u64,
    modified_ns: u64,
    number: u64,
}

#[derive(Clone, Serialize, Deserialize)]
struct Cached {
    stamp: Stamp,
    /// Of the file's bytes, when the file was too young for its stamp to be trusted.
    sum: Option<[u8; HASH_BYTES]>,
    record: Kept,
}

impl Index {
    /// Lists the workspace; reads what has changed since the last time.
    ///
    /// # Errors
    /// The folders cannot be listed. A household that cannot be read is told and costs nothing else.
    pub fn open(workspace: &Workspace) -> Result<(Self, Vec<Problem>), Problem> {
        let (households, mut problems) = workspace.households()?;
        let journaled = workspace.journaled()?;
        let cache = read_cache(workspace).unwrap_or_default();
        let cached_before = cache.len();
        let mut cached: HashMap<u128, Cached> = cache.into_iter().map(|known| (known.record.id, known)).collect();
        let households: Vec<_> = households
            .into_iter()
            .map(|(id, files)| {
                let alone = files.len() == 1 && !journaled.contains(&id);
                let known = cached.remove(&id.as_u128()).filter(|_| alone);
                (id, files, known)
            })
            .collect();
        let told: Vec<_> = households
            .into_par_iter()
            .map(|(id, files, known)| match known.and_then(|known| still_true(workspace, known, &files)) {
                Some((known, trusted)) => (Listed::Known { known: Box::new(known), trusted }, Vec::new()),
                None => read(workspace, id, files, journaled.contains(&id)),
            })
            .collect();
        let (mut fresh, mut records) = (Vec::with_capacity(told.len()), Vec::with_capacity(told.len()));
        let (mut same, mut read) = (true, 0);
        for (listed, told) in told {
            match listed {
                Listed::Known { known, trusted } => {
                    same &= trusted;
                    fresh.push(*known);
                }
                Listed::Read { record, stamp } => {
                    read += 1;
                    match stamp {
                        // A file with problems is read again, so that they are told again.
                        Some((stamp, sum)) if told.is_empty() => {
                            fresh.push(Cached { stamp, sum, record: Kept::from(*record) });
                        }
                        _ => records.push(*record),
                    }
                }
                Listed::Nothing => {}
            }
            problems.extend(told);
        }
        let cached_as_before = same && read == records.len() && fresh.len() == cached_before;
        if !cached_as_before && !workspace.is_read_only() {
            problems.extend(write_cache(workspace, &fresh).err());
        }
        records.extend(fresh.into_iter().map(|known| Record::from(known.record)));
        records.sort_unstable_by_key(|record| record.id);
        Ok((Self { records, read }, problems))
    }

    /// Sorted by id.
    pub fn records(&self) -> &[Record] {
        &self.records
    }

    /// The records themselves, sorted by id.
    pub fn into_records(self) -> Vec<Record> {
        self.records
    }

    pub fn get(&self, id: DossierId) -> Option<&Record> {
        self.records.binary_search_by_key(&id, |record| record.id).ok().map(|place| &self.records[place])
    }

    /// How many households were read for it: those that were new or had changed.
    pub const fn read(&self) -> usize {
        self.read
    }
}

/// Puts records into the cache without reading their households again: for those who have just written many. Of each
/// file the bytes are held against `sum`; one that reads otherwise by now is left out, and read at the next opening.
///
/// # Errors
/// The cache cannot be written; the next opening reads more than it need.
pub fn patch(workspace: &Workspace, written: Vec<Written>) -> Result<(), Problem> {
    let stamped: Vec<(u128, Option<Cached>)> = written
        .into_par_iter()
        .map(|Written { record, file, sum }| {
            let stamp = Stamp::of(&file);
            let same = workspace.disk.read(&file).is_ok_and(|bytes| ContentHash::of(&bytes) == sum);
            let stamp = stamp.filter(|stamp| same && Stamp::of(&file).as_ref() == Some(stamp));
            let sum = Some(*sum.as_bytes());
            let id = record.id.as_u128();
            (id, stamp.map(|stamp| Cached { sum: sum.filter(|_| !stamp.is_settled()), stamp, record: record.into() }))
        })
        .collect();
    let cache = read_cache(workspace).unwrap_or_default();
    let mut cached: HashMap<u128, Cached> = cache.into_iter().map(|known| (known.record.id, known)).collect();
    for (id, known) in stamped {
        match known {
            Some(known) => cached.insert(id, known),
            None => cached.remove(&id),
        };
    }
    let mut cache: Vec<Cached> = cached.into_values().collect();
    cache.sort_unstable_by_key(|known| known.record.id);
    write_cache(workspace, &cache)
}

/// What became of one household.
enum Listed {
    /// As the cache says; not `trusted` when its file was too young and had to be looked at.
    Known {
        known: Box<Cached>,
        trusted: bool,
    },
    Read {
        record: Box<Record>,
        stamp: Option<(Stamp, Option<[u8; HASH_BYTES]>)>,
    },
    Nothing,
}

/// The cached record, when the file is as it was; and whether that could be seen without reading it.
fn still_true(workspace: &Workspace, known: Cached, files: &[PathBuf]) -> Option<(Cached, bool)> {
    let file = files.first()?;
    if Stamp::of(file).as_ref() != Some(&known.stamp) {
        return None;
    }
    let Some(sum) = known.sum else { return Some((known, true)) };
    let settled = known.stamp.is_settled();
    let bytes = workspace.disk.read(file).ok()?;
    let same = *ContentHash::of(&bytes).as_bytes() == sum && Stamp::of(file).as_ref() == Some(&known.stamp);
    same.then(|| (Cached { sum: Some(sum).filter(|_| !settled), ..known }, !settled))
}

fn read(workspace: &Workspace, id: DossierId, files: Vec<PathBuf>, journaled: bool) -> (Listed, Vec<Problem>) {
    let alone = if let [file] = &*files { Some(file.clone()).filter(|_| !journaled) } else { None };
    let before = alone.as_ref().and_then(|file| Stamp::of(file));
    match workspace.load_files(id, files) {
        Ok((Some(dossier), problems)) => {
            let stamp = alone.zip(before).and_then(|(file, stamp)| sure(workspace, &file, stamp));
            (Listed::Read { record: Box::new(Record::of(&dossier)), stamp }, problems)
        }
        Ok((None, problems)) => (Listed::Nothing, problems),
        Err(problem) => (Listed::Nothing, vec![problem]),
    }
}

/// The stamp with the file's hash, if it is a young one; `None` when the file has changed while it was read.
fn sure(workspace: &Workspace, file: &Path, stamp: Stamp) -> Option<(Stamp, Option<[u8; HASH_BYTES]>)> {
    if stamp.is_settled() {
        return Some((stamp, None));
    }
    let sum = ContentHash::of(&workspace.disk.read(file).ok()?);
    (Stamp::of(file).as_ref() == Some(&stamp)).then(|| (stamp, Some(*sum.as_bytes())))
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

/// Names and order of a record's fields: postcard knows only positions, so a record of another shape must not be read.
fn record_shape() -> ContentHash {
    let summary = Summary { persons: vec![PersonSummary::default()], ..Summary::default() };
    let figures =
        Figures { persons: vec![PersonFigures::default()], items: vec![ItemFigures::default()], ..Figures::default() };
    ContentHash::of(format!("{summary:?}{figures:?}").as_bytes())
}

/// The cache; `None` when it is missing, broken, or of another version.
fn read_cache(workspace: &Workspace) -> Option<Vec<Cached>> {
    let path: PathBuf = workspace.layout.index();
    if path.metadata().ok()?.len() > room(MAX_INDEX_BYTES) {
        return None;
    }
    let bytes = workspace.disk.read(&path).ok()?;
    let (magic, rest) = bytes.split_first_chunk::<8>()?;
    let (shape, rest) = rest.split_first_chunk::<HASH_BYTES>()?;
    let (sum, payload) = rest.split_first_chunk::<HASH_BYTES>()?;
    if magic != MAGIC || shape != record_shape().as_bytes() || sum != ContentHash::of(payload).as_bytes() {
        return None;
    }
    let mut chunks = Vec::new();
    let mut rest = payload;
    while !rest.is_empty() {
        let (length, after) = rest.split_first_chunk::<8>()?;
        let (chunk, after) = after.split_at_checked(usize::try_from(u64::from_le_bytes(*length)).ok()?)?;
        chunks.push(chunk);
        rest = after;
    }
    let decoded: Option<Vec<Vec<Cached>>> =
        chunks.into_par_iter().map(|chunk| postcard::from_bytes(chunk).ok()).collect();
    Some(decoded?.into_iter().flatten().collect())
}

fn write_cache(workspace: &Workspace, cache: &[Cached]) -> Result<(), Problem> {
    let path = workspace.layout.index();
    let chunks: Vec<&[Cached]> = cache.chunks(CHUNK).collect();
    let encoded: Result<Vec<Vec<u8>>, _> = chunks.par_iter().map(postcard::to_stdvec).collect();
    let written = encoded.map_err(std::io::Error::other).and_then(|chunks| {
        let framed = chunks.iter().flat_map(|chunk| [&(chunk.len() as u64).to_le_bytes()[..], chunk].concat());
        let payload: Vec<u8> = framed.collect();
        let (shape, sum) = (record_shape(), ContentHash::of(&payload));
        let bytes = [&MAGIC[..], shape.as_bytes(), sum.as_bytes(), &payload].concat();
        workspace.disk.create_folder(&workspace.layout.cache())?;
        atomic::write_content(&workspace.disk, &path, &bytes)
    });
    written.map_err(|error| io_problem(&error, &path))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::dossier::Dossier;
    use crate::dossier::edit::{Author, Edit};
    use crate::dossier::household::HEAD;
    use crate::id::Name;
    use crate::path::FieldPath;
    use crate::stamp::Moment;
    use crate::store::Opening;
    use crate::value::Value;

    fn household(workspace: &Workspace, dossier: &mut Dossier, head: &str) {
        let author = Author { device: workspace.device(), name: "王".into(), at: Moment::new(0, 480) };
        let value = Value::Text(head.into());
        let applied = dossier.apply(&Edit::Set { path: FieldPath::top(Name::of(HEAD)), value }, &author);
        workspace.append(dossier.id, &applied.delta).unwrap();
    }

    /// Opens the index; how many households were read for it.
    fn open(workspace: &Workspace) -> (Index, usize) {
        let (index, problems) = Index::open(workspace).unwrap();
        assert_eq!(problems, []);
        let read = index.read();
        (index, read)
    }

    fn heads(index: &Index) -> Vec<&str> {
        index.records().iter().map(|record| &*record.summary.head).collect()
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
        assert_eq!(open(&workspace).1, 0, "young, but as they were");
        (0..3).for_each(|number| age(&file(number)));
        assert_eq!(open(&workspace).1, 3, "another stamp");
        let (index, read) = open(&workspace);
        assert_eq!((heads(&index), read), (vec!["0", "1", "2"], 0));
        assert_eq!(index.get(homes[1].id).unwrap().summary.head, "1");

        let mut changed = homes[1].clone();
        household(&workspace, &mut changed, "neu");
        let (index, read) = open(&workspace);
        assert_eq!((heads(&index), read), (vec!["0", "neu", "2"], 1), "a journal counts");
        workspace.fold(&changed).unwrap();
        std::fs::remove_file(file(0)).unwrap();
        let (index, read) = open(&workspace);
        assert_eq!((heads(&index), read), (vec!["neu", "2"], 1));
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
            let (again, read) = open(&workspace);
            assert_eq!((again.records(), read), (whole.records(), 1));
        }
    }

    #[test]
    fn a_young_file_that_changed_under_the_same_stamp_is_read_again() {
        let folder = tempfile::tempdir().unwrap();
        let (workspace, _) = Workspace::open(folder.path(), Opening::default()).unwrap();
        let mut home = Dossier::new(DossierId::from_u128(1));
        household(&workspace, &mut home, "甲");
        workspace.fold(&home).unwrap();
        let file = workspace.layout().dossier("000000", home.id);
        assert_eq!(open(&workspace).1, 1);
        let (text, modified) = (std::fs::read_to_string(&file).unwrap(), file.metadata().unwrap().modified().unwrap());
        std::fs::write(&file, text.replace('甲', "乙")).unwrap();
        std::fs::File::options().write(true).open(&file).unwrap().set_modified(modified).unwrap();
        let (index, read) = open(&workspace);
        assert_eq!((heads(&index), read), (vec!["乙"], 1));
    }

    #[test]
    fn what_was_just_written_is_put_in_without_reading_it() {
        let folder = tempfile::tempdir().unwrap();
        let (workspace, _) = Workspace::open(folder.path(), Opening::default()).unwrap();
        let homes: Vec<Dossier> = (0..3)
            .map(|number| {
                let mut home = Dossier::new(DossierId::from_u128(number));
                household(&workspace, &mut home, &format!("{number}"));
                workspace.fold(&home).unwrap();
                home
            })
            .collect();
        let written = |home: &Dossier, honest: bool| {
            let file = workspace.layout().dossier("000000", home.id);
            let sum = if honest { ContentHash::of(&std::fs::read(&file).unwrap()) } else { ContentHash::of(b"") };
            Written { record: Record::of(home), file, sum }
        };
        patch(&workspace, vec![written(&homes[0], true), written(&homes[1], true), written(&homes[2], false)]).unwrap();
        let (index, read) = open(&workspace);
        assert_eq!((heads(&index), read), (vec!["0", "1", "2"], 1), "what reads otherwise is read");
        assert_eq!(index.get(homes[0].id), Some(&Record::of(&homes[0])));
    }
}
