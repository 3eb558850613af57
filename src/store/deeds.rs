//! What was decided about conflicts, by whom and by which rule: read later, and taken back also after a restart.
//!
//! One file `settled/<deed>.log` for each bulk, and one for what was decided by hand since the program was started:
//!
//! ```text
//! about ("李统筹","2026-11-24T10:10:00+08:00","按设备时钟，取后写的",412)
//! home 01931b6c-…
//! before 0123456789abcdef (fields:{…},)
//! after 0123456789abcdef (fields:{…},)
//! undone 01931b6c-…
//! ```
//!
//! The registers stand as in a journal ([`wire`]), checksum first; in a sealed workspace what stands behind `about`,
//! `before` and `after` is sealed, each for itself. A decision is noted *before* it is written to its
//! household: after a crash between the two the note tells of a write that is nowhere, and taking that back changes
//! nothing. A torn line ends the file; what stands before it counts.

use std::fs::{File, OpenOptions};
use std::io::{self, BufRead, BufReader, Read as _, Seek, SeekFrom};
use std::path::Path;

use serde::{Deserialize, Serialize};

use super::disk::Disk;
use super::sealed::{Seal, is_sealed_line};
use super::workspace::Workspace;
use super::{entries, io_problem, wire};
use crate::dossier::contest::Carried;
use crate::dossier::edit::Delta;
use crate::id::{DossierId, RowId};
use crate::limits::MAX_DEED_LINE_BYTES;
use crate::problem::Problem;
use crate::stamp::Moment;

/// What a deed is about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct About {
    pub author: String,
    pub at: Moment,
    /// The rule in the words it was shown in; empty for what was decided by hand.
    pub rule: String,
    /// How many fields were to be decided; 0 by hand.
    pub count: usize,
}

/// A deed as it stands.
#[derive(Clone, Debug, PartialEq)]
pub struct Deed {
    pub id: RowId,
    pub about: About,
    /// In the order in which they were done.
    pub homes: Vec<Noted>,
}

/// What was decided in one household: where it stands in the file, so that a deed about 40,000 of them is not held
/// in memory.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Noted {
    pub dossier: DossierId,
    pub undone: bool,
    /// Where the line `before` begins, in bytes.
    at: u64,
}

impl Deed {
    /// Decisions that were not taken back.
    pub fn standing(&self) -> usize {
        self.homes.iter().filter(|noted| !noted.undone).count()
    }
}

#[derive(Serialize, Deserialize)]
struct Line(String, String, String, usize);

impl Workspace {
    /// Begins a deed; nothing is decided yet.
    ///
    /// # Errors
    /// The workspace is read-only, or the disk is full or fails.
    pub fn begin_deed(&self, about: &About) -> Result<RowId, Problem> {
        self.writable()?;
        let id = RowId::mint();
        let path = self.layout.deed(id);
        let line = Line(about.author.clone(), about.at.to_string(), about.rule.clone(), about.count);
        let written = ron::to_string(&line).map_err(io::Error::other).and_then(|line| {
            let line = self.disk.line(&line)?;
            self.disk.create_folder(&self.layout.settled())?;
            let file = self.disk.create(&path)?;
            self.disk.write(&file, &path, format!("about {line}\n").as_bytes())?;
            self.disk.sync(&file, &path)?;
            self.disk.sync_folder_of(&path)
        });
        written.map(|()| id).map_err(|error| io_problem(&error, &path))
    }

    /// Notes, durably, what is about to be written to these households.
    ///
    /// # Errors
    /// The workspace is read-only, or the disk is full or fails; then nothing may be written to them.
    pub fn note_deed<'a>(
        &self,
        deed: RowId,
        homes: impl IntoIterator<Item = (DossierId, &'a Carried)>,
    ) -> Result<(), Problem> {
        let mut text = String::new();
        let entry = |delta: &Delta| self.disk.lines(&wire::write_entry(delta));
        for (id, Carried { after, before }) in homes {
            let entries = entry(before).and_then(|before| Ok((before, entry(after)?)));
            let (before, after) = entries.map_err(|error| io_problem(&error, &self.layout.deed(deed)))?;
            text.push_str(&format!("home {id}\nbefore {before}after {after}"));
        }
        self.append_to_deed(deed, &text)
    }

    /// Notes that the decisions in these households were taken back.
    ///
    /// # Errors
    /// The workspace is read-only, or the disk is full or fails.
    pub fn note_undone(&self, deed: RowId, homes: &[DossierId]) -> Result<(), Problem> {
        let lines: String = homes.iter().map(|id| format!("undone {id}\n")).collect();
        self.append_to_deed(deed, &lines)
    }

    fn append_to_deed(&self, deed: RowId, text: &str) -> Result<(), Problem> {
        self.writable()?;
        let path = self.layout.deed(deed);
        let appended = OpenOptions::new().append(true).open(&path).and_then(|file| {
            self.disk.write(&file, &path, text.as_bytes())?;
            self.disk.sync(&file, &path)
        });
        appended.map_err(|error| io_problem(&error, &path))
    }

    /// All deeds, the latest first. One that cannot be read is told and costs nothing else.
    ///
    /// # Errors
    /// The folder cannot be listed.
    pub fn deeds(&self) -> Result<(Vec<Deed>, Vec<Problem>), Problem> {
        let folder = self.layout.settled();
        if !folder.exists() {
            return Ok((Vec::new(), Vec::new()));
        }
        let (mut deeds, mut problems) = (Vec::new(), Vec::new());
        for entry in entries(&folder).map_err(|error| io_problem(&error, &folder))? {
            let name = entry.file_name();
            let Some(id) = name.to_str().and_then(|name| name.strip_suffix(".log")?.parse().ok()) else { continue };
            match self.deed(id) {
                Ok(deed) => deeds.push(deed),
                Err(problem) => problems.push(problem),
            }
        }
        deeds.sort_by_key(|deed| (std::cmp::Reverse(deed.about.at), deed.id));
        Ok((deeds, problems))
    }

    /// One deed.
    ///
    /// # Errors
    /// There is none, or its first line is no deed's.
    pub fn deed(&self, id: RowId) -> Result<Deed, Problem> {
        let path = self.layout.deed(id);
        let file = File::open(&path).map_err(|error| io_problem(&error, &path))?;
        read(id, BufReader::new(file), &self.disk.seal)?
            .ok_or_else(|| Problem::warning("store-deed-unreadable").in_file(&path))
    }

    /// What a deed did in one household.
    ///
    /// # Errors
    /// The file has changed or cannot be read.
    pub fn carried(&self, deed: RowId, noted: Noted) -> Result<Carried, Problem> {
        let path = self.layout.deed(deed);
        let lines = File::open(&path).and_then(|mut file| {
            file.seek(SeekFrom::Start(noted.at))?;
            let mut reader = BufReader::new(file);
            Ok([line(&mut reader)?.unwrap_or_default(), line(&mut reader)?.unwrap_or_default()])
        });
        let [before, after] = lines.map_err(|error| io_problem(&error, &path))?;
        let registers = |line: &str, name: &str| {
            let line = self.disk.seal.open_line(line.strip_prefix(name)?).ok()?;
            Some(wire::read_entry(&line).ok()?.0.delta)
        };
        match (registers(&before, "before "), registers(&after, "after ")) {
            (Some(before), Some(after)) => Ok(Carried { after, before }),
            _ => Err(Problem::warning("store-deed-unreadable").in_file(&path).of_dossier(noted.dossier)),
        }
    }
}

/// The words before what is sealed in a sealed workspace.
const SEALED_WORDS: [&str; 3] = ["about", "before", "after"];

/// Whether something in a deed's file is not as it would be written now.
pub(super) fn has_other_form(disk: &Disk, text: &str) -> bool {
    let other = |line: &str| {
        let rest = line.split_once(' ').filter(|(word, _)| SEALED_WORDS.contains(word)).map(|(_, rest)| rest);
        rest.is_some_and(|rest| is_sealed_line(rest) != disk.seals())
    };
    !text.is_empty() && !text.ends_with('\n') || text.lines().any(other)
}

/// A deed's file with its lines as they are written now; a torn end, which counts for nothing, goes.
///
/// # Errors
/// A line is sealed for others, or damaged.
pub(super) fn anew(disk: &Disk, text: &str) -> Result<Vec<u8>, Problem> {
    let mut all = String::with_capacity(text.len());
    for line in text.split_inclusive('\n') {
        match (line.strip_suffix('\n'), line.split_once(' ')) {
            (Some(_), Some((word, rest))) if SEALED_WORDS.contains(&word) => {
                let plain = disk.seal.open_line(rest.trim_end_matches('\n'))?;
                let sealed = disk.line(&plain).map_err(|error| io_problem(&error, Path::new("")))?;
                all.push_str(&format!("{word} {sealed}\n"));
            }
            (Some(_), _) => all.push_str(line),
            (None, _) => {}
        }
    }
    Ok(all.into_bytes())
}

/// A whole line without its newline; `None` at the end, and for one that is torn or beyond every limit.
fn line(reader: &mut impl BufRead) -> io::Result<Option<String>> {
    let mut bytes = Vec::new();
    reader.take(MAX_DEED_LINE_BYTES).read_until(b'\n', &mut bytes)?;
    Ok((bytes.pop() == Some(b'\n')).then(|| String::from_utf8_lossy(&bytes).into_owned()))
}

/// A deed; `None` where the first line is none of one.
fn read(id: RowId, mut reader: impl BufRead + Seek, seal: &Seal) -> Result<Option<Deed>, Problem> {
    let head = line(&mut reader).ok().flatten().unwrap_or_default();
    let Some(head) = head.strip_prefix("about ") else { return Ok(None) };
    let Some(about) = about(&seal.open_line(head)?) else { return Ok(None) };
    Ok(Some(Deed { id, about, homes: homes(reader) }))
}

fn about(line: &str) -> Option<About> {
    let Line(author, at, rule, count) = ron::from_str(line).ok()?;
    Some(About { author, at: at.parse().ok()?, rule, count })
}

/// The households up to the end, or up to a torn line.
fn homes(mut reader: impl BufRead + Seek) -> Vec<Noted> {
    let mut homes: Vec<Noted> = Vec::new();
    let whole = |line: Option<String>, name: &str| line.is_some_and(|line| line.starts_with(name));
    while let Ok(Some(text)) = line(&mut reader) {
        match text.split_once(' ') {
            Some(("home", dossier)) => {
                let Ok(at) = reader.stream_position() else { break };
                let Ok(dossier) = dossier.parse() else { break };
                let (before, after) = (line(&mut reader).ok().flatten(), line(&mut reader).ok().flatten());
                if !whole(before, "before ") || !whole(after, "after ") {
                    break;
                }
                homes.push(Noted { dossier, undone: false, at });
            }
            Some(("undone", dossier)) => {
                let Ok(dossier) = dossier.parse::<DossierId>() else { break };
                // The last one that stands: by hand a household may be decided in more than once.
                if let Some(noted) = homes.iter_mut().rev().find(|noted| noted.dossier == dossier && !noted.undone) {
                    noted.undone = true;
                }
            }
            _ => break,
        }
    }
    homes
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::dossier::Dossier;
    use crate::dossier::contest::carry;
    use crate::dossier::edit::{Author, Edit};
    use crate::id::DeviceId;
    use crate::store::Opening;
    use crate::value::Value;

    fn about() -> About {
        About {
            author: "李\"统筹".into(), at: Moment::new(1_795_486_200, 480), rule: "取后写的".into(), count: 2
        }
    }

    fn decided(id: u128) -> (DossierId, Carried) {
        let mut home = Dossier::new(DossierId::from_u128(id));
        let author = Author { device: DeviceId::from_bits(7), name: "李".into(), at: Moment::new(0, 480) };
        let set = |number| Edit::set("qE2".parse().unwrap(), Value::Integer(number));
        home.apply(&set(1), &author);
        (home.id, carry(&mut home, &set(2), &author))
    }

    #[test]
    fn a_deed_reads_back_and_a_torn_end_costs_only_itself() {
        let folder = tempfile::tempdir().unwrap();
        let (store, _) = Workspace::open(folder.path(), Opening::default()).unwrap();
        assert_eq!(store.deeds().unwrap(), (vec![], vec![]));
        let deed = store.begin_deed(&about()).unwrap();
        let homes = [decided(1), decided(2), decided(1)];
        store.note_deed(deed, homes.iter().map(|(id, carried)| (*id, carried))).unwrap();
        store.note_undone(deed, &[homes[0].0]).unwrap();
        let read = store.deed(deed).unwrap();
        assert_eq!(read.about, about());
        let undone: Vec<bool> = read.homes.iter().map(|noted| noted.undone).collect();
        assert_eq!((undone, read.standing()), (vec![false, false, true], 2), "the last one of that household");
        assert_eq!(store.carried(deed, read.homes[0]).unwrap(), homes[0].1);
        assert_eq!(store.carried(deed, read.homes[1]).unwrap(), homes[1].1);

        let path = store.layout().deed(deed);
        let whole = std::fs::read(&path).unwrap();
        let head = whole.iter().position(|byte| *byte == b'\n').unwrap() + 1;
        for length in head..whole.len() {
            std::fs::write(&path, &whole[..length]).unwrap();
            let torn = store.deed(deed).unwrap();
            assert!(torn.homes.iter().zip(&read.homes).all(|(torn, whole)| torn.at == whole.at), "{length}");
        }
        std::fs::write(&path, b"nonsense").unwrap();
        assert_eq!(store.deed(deed).unwrap_err().key, "store-deed-unreadable");
        assert_eq!(store.deeds().unwrap().1.len(), 1);
    }
}
