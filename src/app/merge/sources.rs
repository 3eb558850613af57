//! What was dropped in: folders are walked, and every file is sorted by its name, or by its first bytes where the name
//! says nothing. No household is read here.

use std::collections::{HashMap, HashSet};
use std::ffi::OsString;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::Progress;
use crate::id::{ContentHash, DeviceId, DossierId};
use crate::limits::{MAX_INPUT_DEPTH, MAX_INPUT_FILES, MAX_REPORTED_FILES};
use crate::problem::Problem;
use crate::remote;
use crate::role::Role;
use crate::store::foreign::{self, FileStamp, ForeignWorkspace};
use crate::store::wire;

/// Bytes that tell what an unnamed file is.
const HEAD_BYTES: u64 = 512;

/// One thing that was dropped in, or a workspace or package that was found inside it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Source {
    pub kind: SourceKind,
    pub path: PathBuf,
    /// Whose workspace it is.
    pub device: Option<DeviceId>,
    pub role: Option<Role>,
    /// Files of households, and journals.
    pub dossiers: usize,
    pub journals: usize,
    /// Photos that lie in it by themselves; those of a workspace or package are looked up when one is needed.
    pub photos: usize,
    /// Files of other kinds.
    pub foreign: usize,
}

/// What a source is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum SourceKind {
    File,
    Folder,
    /// The whole workspace of a device.
    Workspace,
    /// `.tantu`
    Package,
}

/// A file that is to be merged.
#[derive(Clone, Debug)]
pub(super) struct Input {
    /// Place in [`Sources::list`].
    pub source: u32,
    pub folder: Arc<Path>,
    pub name: OsString,
    pub kind: InputKind,
    pub stamp: FileStamp,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum InputKind {
    /// With the household that its name says.
    Dossier(Option<DossierId>),
    Journal(DossierId),
    Package,
}

impl Input {
    pub fn path(&self) -> PathBuf {
        self.folder.join(&self.name)
    }
}

/// Everything that was found.
#[derive(Debug, Default)]
pub(super) struct Sources {
    pub list: Vec<Source>,
    pub inputs: Vec<Input>,
    /// Folders of photos and form texts that lie by themselves; the file's name is the hash.
    pub photos: HashMap<ContentHash, Arc<Path>>,
    pub forms: HashMap<ContentHash, Arc<Path>>,
    /// What was not looked at, and why.
    pub skipped: Vec<Problem>,
    /// Things that should have been looked at and could not be.
    pub unreadable: Vec<Problem>,
    pub more_skipped: usize,
}

/// Finds everything that `paths` lead to; nothing of the workspace at `own`.
pub(super) fn find(paths: &[PathBuf], own: &Path, progress: &Progress) -> Sources {
    let own = own.canonicalize().unwrap_or_else(|_| own.to_owned());
    let mut walk = Walk { own, found: Sources::default(), visited: HashSet::new(), progress };
    for path in paths {
        walk.top(path);
    }
    walk.found
}

struct Walk<'a> {
    own: PathBuf,
    found: Sources,
    visited: HashSet<PathBuf>,
    progress: &'a Progress,
}

/// A folder that is still to be listed.
struct Waiting {
    folder: PathBuf,
    depth: usize,
    source: u32,
    /// Inside a workspace: which part of it.
    part: Part,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Part {
    Ordinary,
    /// The root of a workspace.
    Root,
    /// `dossiers/` and what is in it.
    Dossiers,
    Journals,
}

/// Parts of a workspace that are no input: its own copies, what it could not read itself, what can be made anew.
/// Photos and form texts are looked up where a household names them.
const NO_INPUT: [&str; 11] =
    ["broken", "cache", "forms", "inbox", "incoming", "kept-forms", "merges", "outbox", "photos", "seal", "thumbs"];
/// What systems leave on every stick.
const OF_SYSTEMS: [&str; 3] = ["System Volume Information", "$RECYCLE.BIN", "lost+found"];

impl Walk<'_> {
    fn top(&mut self, given: &Path) {
        let unreadable = |error: std::io::Error| Problem::error("merge-unreadable").with("why", error).in_file(given);
        // Only what a person names is followed through links.
        let looked = given.canonicalize().and_then(|path| path.metadata().map(|metadata| (path, metadata)));
        let (path, metadata) = match looked {
            Ok(found) => found,
            Err(error) => return self.found.unreadable.push(unreadable(error)),
        };
        // What was fetched lies here until it is merged.
        if path.starts_with(&self.own) && !path.starts_with(self.own.join("inbox")) {
            return self.skip(Problem::notice("merge-own-workspace").in_file(given));
        }
        if metadata.is_dir() {
            let source = self.source(SourceKind::Folder, &path);
            self.walk(Waiting { folder: path, depth: 0, source, part: Part::Ordinary });
        } else if metadata.is_file() {
            let folder: Arc<Path> = path.parent().unwrap_or(Path::new("")).into();
            let name = path.file_name().unwrap_or_default().to_owned();
            let source = self.source(SourceKind::File, &path);
            self.file(&folder, name, FileStamp::of(&metadata), source, true);
        } else {
            self.found.unreadable.push(Problem::notice("store-no-ordinary-file").in_file(given));
        }
    }

    fn source(&mut self, kind: SourceKind, path: &Path) -> u32 {
        let path = path.to_owned();
        let (device, role) = (None, None);
        self.found.list.push(Source { kind, path, device, role, dossiers: 0, journals: 0, photos: 0, foreign: 0 });
        u32::try_from(self.found.list.len() - 1).unwrap_or(u32::MAX)
    }

    fn skip(&mut self, why: Problem) {
        if self.found.skipped.len() < MAX_REPORTED_FILES {
            self.found.skipped.push(why);
        } else {
            self.found.more_skipped += 1;
        }
    }

    fn walk(&mut self, first: Waiting) {
        let mut waiting = vec![first];
        while let Some(Waiting { folder, depth, mut source, mut part }) = waiting.pop() {
            if self.progress.is_stopped() {
                return;
            }
            if folder == self.own {
                self.skip(Problem::notice("merge-own-workspace").in_file(&folder));
                continue;
            }
            if !self.visited.insert(folder.clone()) {
                continue;
            }
            if depth > MAX_INPUT_DEPTH || self.found.inputs.len() >= MAX_INPUT_FILES {
                let key = if depth > MAX_INPUT_DEPTH { "merge-too-deep" } else { "merge-too-many" };
                self.found.unreadable.push(Problem::warning(key).in_file(&folder));
                continue;
            }
            if part == Part::Ordinary
                && let Some(workspace) = ForeignWorkspace::at(&folder)
            {
                source = self.workspace_source(source, &folder, &workspace);
                part = Part::Root;
            }
            self.list(&Waiting { folder, depth, source, part }, &mut waiting);
        }
    }

    fn workspace_source(&mut self, above: u32, folder: &Path, workspace: &ForeignWorkspace) -> u32 {
        // The folder that was dropped in is the workspace itself.
        let same = self.found.list[above as usize].path == folder;
        let source = if same { above } else { self.source(SourceKind::Workspace, folder) };
        let entry = &mut self.found.list[source as usize];
        (entry.kind, entry.device, entry.role) = (SourceKind::Workspace, workspace.device, workspace.role);
        source
    }

    fn list(&mut self, here: &Waiting, waiting: &mut Vec<Waiting>) {
        let entries = std::fs::read_dir(&here.folder).and_then(Iterator::collect::<std::io::Result<Vec<_>>>);
        let mut entries = match entries {
            Ok(entries) => entries,
            Err(error) => {
                let problem = Problem::error("merge-unreadable").with("why", error).in_file(&here.folder);
                return self.found.unreadable.push(problem);
            }
        };
        entries.sort_unstable_by_key(std::fs::DirEntry::file_name);
        let folder: Arc<Path> = here.folder.as_path().into();
        for entry in entries {
            let name = entry.file_name();
            let text = name.to_string_lossy();
            if text.starts_with('.') || OF_SYSTEMS.contains(&&*text) {
                continue;
            }
            // Of the entry itself: a link is a link.
            let metadata = match entry.metadata() {
                Ok(metadata) => metadata,
                Err(error) => {
                    let problem = Problem::error("merge-unreadable").with("why", error).in_file(entry.path());
                    self.found.unreadable.push(problem);
                    continue;
                }
            };
            if metadata.is_dir() {
                if let Some(part) = below(here.part, &text) {
                    let (depth, source) = (here.depth + 1, here.source);
                    waiting.push(Waiting { folder: entry.path(), depth, source, part });
                }
            } else if metadata.is_file() {
                let stamp = FileStamp::of(&metadata);
                self.entry(here, &folder, name, stamp);
            } else {
                let key = if metadata.is_symlink() { "merge-link" } else { "store-no-ordinary-file" };
                self.skip(Problem::notice(key).in_file(entry.path()));
            }
        }
    }

    fn entry(&mut self, here: &Waiting, folder: &Arc<Path>, name: OsString, stamp: FileStamp) {
        let text = name.to_string_lossy();
        match here.part {
            // Manifest, settings, lock.
            Part::Root => {}
            Part::Journals => match foreign::household_of_name(&text) {
                Some(id) => self.input(here.source, folder, name, InputKind::Journal(id), stamp),
                None => self.foreign(here.source),
            },
            Part::Dossiers => match foreign::household_of_name(&text).filter(|_| foreign::is_dossier_name(&text)) {
                Some(id) => self.input(here.source, folder, name, InputKind::Dossier(Some(id)), stamp),
                None => self.foreign(here.source),
            },
            Part::Ordinary => self.file(folder, name, stamp, here.source, false),
        }
    }

    /// A file that lies somewhere.
    fn file(&mut self, folder: &Arc<Path>, name: OsString, stamp: FileStamp, source: u32, named: bool) {
        let text = name.to_string_lossy().into_owned();
        let plain = text.strip_suffix(".age").unwrap_or(&text);
        let (stem, ending) = plain.rsplit_once('.').unwrap_or((plain, ""));
        let hash = || stem.parse::<ContentHash>().ok();
        let in_journal = || folder.file_name().is_some_and(|name| name == "journal");
        match ending {
            ending if ending.eq_ignore_ascii_case(remote::ENDING) => self.package(source, folder, name, stamp),
            "jpg" if let Some(hash) = hash() => {
                self.found.photos.insert(hash, Arc::clone(folder));
                self.found.list[source as usize].photos += 1;
            }
            "ron" if let Some(hash) = hash() => drop(self.found.forms.insert(hash, Arc::clone(folder))),
            "ron" if let Some(id) = foreign::household_of_name(&text) => {
                self.input(source, folder, name, InputKind::Dossier(Some(id)), stamp);
            }
            "" if let Some(id) = foreign::household_of_name(&text).filter(|_| in_journal()) => {
                self.input(source, folder, name, InputKind::Journal(id), stamp);
            }
            _ => self.unnamed(folder, name, stamp, source, named),
        }
    }

    /// A file whose name says nothing: its first bytes do. What a person named is taken at their word.
    fn unnamed(&mut self, folder: &Arc<Path>, name: OsString, stamp: FileStamp, source: u32, named: bool) {
        let path = folder.join(&name);
        match foreign::read_head(&path, HEAD_BYTES) {
            Err(unreadable) => self.found.unreadable.push(unreadable.problem()),
            Ok(head) if is_dossier(&head) || (named && !head.starts_with(b"PK")) => {
                self.input(source, folder, name, InputKind::Dossier(wire::peek(&head)), stamp);
            }
            Ok(_) if named => self.package(source, folder, name, stamp),
            Ok(_) => {
                self.skip(Problem::notice("merge-foreign-file").in_file(path));
                self.foreign(source);
            }
        }
    }

    fn package(&mut self, above: u32, folder: &Arc<Path>, name: OsString, stamp: FileStamp) {
        let path = folder.join(&name);
        let same = self.found.list[above as usize].path == path;
        let source = if same { above } else { self.source(SourceKind::Package, &path) };
        self.found.list[source as usize].kind = SourceKind::Package;
        self.input(source, folder, name, InputKind::Package, stamp);
    }

    fn input(&mut self, source: u32, folder: &Arc<Path>, name: OsString, kind: InputKind, stamp: FileStamp) {
        let entry = &mut self.found.list[source as usize];
        match kind {
            InputKind::Dossier(_) => entry.dossiers += 1,
            InputKind::Journal(_) => entry.journals += 1,
            InputKind::Package => {}
        }
        self.progress.found(1);
        self.found.inputs.push(Input { source, folder: Arc::clone(folder), name, kind, stamp });
    }

    fn foreign(&mut self, source: u32) {
        self.found.list[source as usize].foreign += 1;
    }
}

/// What a folder inside `above` is; `None` for what is not looked into.
fn below(above: Part, name: &str) -> Option<Part> {
    match above {
        Part::Ordinary => Some(Part::Ordinary),
        Part::Dossiers => Some(Part::Dossiers),
        Part::Journals => None,
        Part::Root if name == "dossiers" => Some(Part::Dossiers),
        Part::Root if name == "journal" => Some(Part::Journals),
        Part::Root if NO_INPUT.contains(&name) => None,
        // A stick whose root is a workspace may hold other things.
        Part::Root => Some(Part::Ordinary),
    }
}

fn is_dossier(head: &[u8]) -> bool {
    let head = String::from_utf8_lossy(head);
    let head = head.trim_start_matches('\u{feff}').trim_start();
    head.starts_with('(') && head.contains("tantu:")
}
