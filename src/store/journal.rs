//! The journal of one household: what changed since its file was written, one guarded line per change.
//!
//! Because joining is idempotent and knows no order, a line may be read twice, and a damaged line costs only itself.

use std::collections::BTreeMap;
use std::fs::{File, OpenOptions};
use std::io::{self, Seek as _, SeekFrom};
use std::path::{Path, PathBuf};

use super::disk::Disk;
use super::layout::Layout;
use super::sealed::{Seal, is_for_others, is_sealed_line};
use super::wire::{self, Entry};
use super::{atomic, io_problem};
use crate::id::DossierId;
use crate::problem::Problem;

/// A journal, read.
#[derive(Debug, Default)]
pub(super) struct Replay {
    pub entries: Vec<Entry>,
    /// About entries that were read but not wholly understood.
    pub problems: Vec<Problem>,
    /// The lines that were read, each with its newline.
    pub good: Vec<u8>,
    /// The lines that were not.
    pub bad: Vec<u8>,
    /// Why the first bad line is bad.
    pub reason: Option<Problem>,
    /// A line that had once been written completely is damaged; not only the tail that a crash tore.
    pub damaged: bool,
}

impl Replay {
    /// # Errors
    /// A line is sealed, and for others: then nothing of the journal may be changed.
    pub fn of(bytes: &[u8], seal: &Seal) -> Result<Self, Problem> {
        let mut replay = Self::default();
        for (index, line) in bytes.split_inclusive(|&byte| byte == b'\n').enumerate() {
            let text = std::str::from_utf8(line).map_err(|_| Problem::warning("store-journal-line-damaged"));
            let opened = match text.and_then(|text| seal.open_line(text.trim_end_matches('\n'))) {
                Err(problem) if is_for_others(&problem) => return Err(problem),
                opened => opened,
            };
            match opened.and_then(|text| wire::read_entry(&text)) {
                Ok((entry, problems)) => {
                    replay.entries.push(entry);
                    replay.problems.extend(problems);
                    replay.good.extend_from_slice(line.trim_ascii_end());
                    replay.good.push(b'\n');
                }
                Err(problem) => {
                    replay.damaged |= line.ends_with(b"\n");
                    replay.bad.extend_from_slice(line);
                    replay.reason.get_or_insert(problem.at(index + 1, 1));
                }
            }
        }
        Ok(replay)
    }
}

/// Whether a line is plain in a sealed journal, torn or not, or the other way round.
pub(super) fn has_other_form(bytes: &[u8], sealed: bool) -> bool {
    let text = String::from_utf8_lossy(bytes);
    let is_plain = |line: &str| line.split_once(' ').is_some_and(|(_, entry)| entry.starts_with('('));
    text.lines().any(|line| if sealed { is_plain(line) } else { is_sealed_line(line) })
}

/// The journals of a workspace; at most one is held open.
#[derive(Debug, Default)]
pub(super) struct Journals {
    open: Option<Open>,
    /// Journals whose tail could not be taken back after a failed append, with the length that counts.
    unclean: BTreeMap<DossierId, u64>,
}

#[derive(Debug)]
struct Open {
    id: DossierId,
    file: File,
    path: PathBuf,
    length: u64,
    entries: usize,
}

impl Journals {
    /// The bytes of a journal that count; empty if there is none.
    pub fn read(&self, disk: &Disk, layout: &Layout, id: DossierId) -> io::Result<Vec<u8>> {
        let mut bytes = match disk.read_raw(&layout.journal(id)) {
            Ok(bytes) => bytes,
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Vec::new()),
            Err(error) => return Err(error),
        };
        if let Some(&length) = self.unclean.get(&id) {
            bytes.truncate(usize::try_from(length).unwrap_or(usize::MAX));
        }
        Ok(bytes)
    }

    /// Appends `line`, which ends with a newline; it is on the disk when this returns. Returns how many entries the
    /// journal has now.
    ///
    /// # Errors
    /// Then nothing of the line counts, now or later.
    pub fn append(&mut self, disk: &Disk, layout: &Layout, id: DossierId, line: &[u8]) -> Result<usize, Problem> {
        let path = layout.journal(id);
        self.append_line(disk, layout, id, line).map_err(|error| io_problem(&error, &path))
    }

    fn append_line(&mut self, disk: &Disk, layout: &Layout, id: DossierId, line: &[u8]) -> io::Result<usize> {
        let mut open = match self.open.take_if(|open| open.id == id) {
            Some(open) => open,
            None => self.open(disk, layout, id)?,
        };
        let written = disk.write(&open.file, &open.path, line).and_then(|()| disk.sync(&open.file, &open.path));
        if let Err(error) = written {
            // The dot of this line will be used again: it must be gone before anything else is appended.
            self.unclean.insert(id, open.length);
            if cut(disk, &open.file, &open.path, open.length).is_ok() {
                self.unclean.remove(&id);
            }
            return Err(error);
        }
        open.length += line.len() as u64;
        open.entries += 1;
        let entries = open.entries;
        self.open = Some(open);
        Ok(entries)
    }

    /// Opens a journal for appending behind everything that counts.
    fn open(&mut self, disk: &Disk, layout: &Layout, id: DossierId) -> io::Result<Open> {
        let path = layout.journal(id);
        let bytes = self.read(disk, layout, id)?;
        let file = if path.exists() {
            OpenOptions::new().write(true).open(&path)?
        } else {
            let file = disk.create(&path)?;
            disk.sync_folder_of(&path)?;
            file
        };
        let mut length = bytes.len() as u64;
        if self.unclean.contains_key(&id) {
            cut(disk, &file, &path, length)?;
            self.unclean.remove(&id);
        }
        (&file).seek(SeekFrom::Start(length))?;
        if !bytes.is_empty() && !bytes.ends_with(b"\n") {
            // A torn line that could not be cut out must not swallow the next one.
            disk.write(&file, &path, b"\n")?;
            length += 1;
        }
        Ok(Open { id, file, path, length, entries: bytes.iter().filter(|&&byte| byte == b'\n').count() })
    }

    /// Whether appending can go on where it stopped, without looking at the file.
    pub fn is_open(&self, id: DossierId) -> bool {
        self.open.as_ref().is_some_and(|open| open.id == id)
    }

    /// Replaces a journal by its good lines.
    pub fn rewrite(&mut self, disk: &Disk, layout: &Layout, id: DossierId, good: &[u8]) -> io::Result<()> {
        self.open.take_if(|open| open.id == id);
        atomic::write(disk, &layout.journal(id), good)?;
        self.unclean.remove(&id);
        Ok(())
    }

    /// Removes a journal whose entries are all in the household's file. That its name may come back after a crash
    /// does no harm: its entries are joined once more.
    pub fn remove(&mut self, disk: &Disk, layout: &Layout, id: DossierId) -> io::Result<()> {
        self.open.take_if(|open| open.id == id);
        disk.remove(&layout.journal(id))?;
        self.unclean.remove(&id);
        Ok(())
    }
}

fn cut(disk: &Disk, file: &File, path: &Path, length: u64) -> io::Result<()> {
    disk.truncate(file, path, length)?;
    disk.sync(file, path)
}
