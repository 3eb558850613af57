//! Making packages: copies of households, the photos they name, the form texts they were filled with; sealed where
//! receivers are given, in several parts where one file would be too large.

use std::collections::{BTreeMap, BTreeSet, VecDeque};
use std::io::Write;
use std::path::{Path, PathBuf};

use super::Progress;
use crate::app::works::reduced;
use crate::dossier::summary::VisitState;
use crate::dossier::{Dossier, household};
use crate::id::{ContentHash, DeviceId, DossierId, Name};
use crate::path::FieldPath;
use crate::problem::Problem;
use crate::remote::{About, Cover, EntryName, Kind, Packer, Part, Since, is_own_file};
use crate::seal::{Recipient, Sealer};
use crate::store::handed::Handed;
use crate::store::own_files::OwnFile;
use crate::store::{Workspace, purge, wire};

/// What shall go into a package.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Parcel {
    pub about: About,
    pub households: Vec<DossierId>,
    /// Only what [`Self::receiver`] has not confirmed yet; for a handover or a return.
    pub only_news: bool,
    /// The office whose receipts count; any of them without one.
    pub receiver: Option<DeviceId>,
    /// For whom it is sealed; not at all where nobody is named.
    pub to: Vec<Recipient>,
    /// The key of this workspace, if it has one: for whom the receipt is sealed.
    pub reply: Option<Recipient>,
    /// A part is closed when it has this many bytes, before it has as many as a package may have.
    pub part_bytes: Option<u64>,
}

impl Parcel {
    /// All of these households, for everybody who gets the file.
    pub const fn new(about: About, households: Vec<DossierId>) -> Self {
        Self { about, households, only_news: false, receiver: None, to: Vec::new(), reply: None, part_bytes: None }
    }
}

/// A household that went out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sent {
    pub id: DossierId,
    /// 户主姓名
    pub head: String,
    pub visit: VisitState,
    pub photos: usize,
}

/// A package that was written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Made {
    pub path: PathBuf,
    /// Further parts of a parcel that is too large for one file.
    pub more: Vec<PathBuf>,
    pub kind: Kind,
    /// For whom or of whom it is: the contractor, the surveyor.
    pub party: String,
    /// What went, household by household.
    pub sent: Vec<Sent>,
    /// Households that the other side knows already and that were left out.
    pub known: usize,
    pub photos: usize,
    /// Photos that the households name and this device does not have.
    pub missing: usize,
    /// Of all parts.
    pub bytes: u64,
    pub sealed: bool,
    /// Households that could not be read and are not in it.
    pub problems: Vec<Problem>,
}

impl Made {
    /// The size of the files as people say it: "8 KB", "1.6 MB".
    pub fn size(&self) -> String {
        size_text(self.bytes)
    }
}

/// A number of bytes as people say it: "8 KB", "1.6 MB".
pub fn size_text(bytes: u64) -> String {
    match bytes {
        small if small < 1 << 20 => format!("{} KB", small.div_ceil(1 << 10)),
        bytes => format!("{:.1} MB", bytes as f64 / f64::from(1 << 20)),
    }
}

/// Writes a package: copies of households, the photos they name, the form texts they were filled with. Each file is
/// there whole or not at all; when a later part cannot be written, none is there. A household that cannot be read is
/// told and left out.
///
/// # Errors
/// Nothing could be read, it was stopped, or the disk is full or fails.
pub fn make(store: &Workspace, parcel: &Parcel, path: &Path, progress: &Progress) -> Result<Made, Problem> {
    progress.begin(parcel.households.len());
    let mut making = Making::new(store, parcel, path, progress);
    let written = making.all_parts(path);
    if written.is_err() {
        for part in &making.written {
            // One that cannot be removed is a package all the same.
            std::fs::remove_file(part).ok();
        }
    }
    written?;
    let Making { mut made, mut written, .. } = making;
    made.bytes = written.iter().filter_map(|part| part.metadata().ok()).map(|metadata| metadata.len()).sum();
    made.more = written.split_off(1.min(written.len()));
    Ok(made)
}

/// A household as it will lie in the package.
struct Load {
    sent: Sent,
    text: String,
    photos: Vec<ContentHash>,
    forms: BTreeSet<ContentHash>,
    bytes: u64,
}

struct Making<'a> {
    store: &'a Workspace,
    parcel: &'a Parcel,
    progress: &'a Progress,
    queue: VecDeque<DossierId>,
    /// It had no room in the last part.
    carried: Option<Load>,
    handed: Handed,
    /// Photos that need not be sent.
    theirs: BTreeSet<ContentHash>,
    /// What this part leaves out.
    known: BTreeMap<DossierId, ContentHash>,
    number: u64,
    made: Made,
    written: Vec<PathBuf>,
}

impl<'a> Making<'a> {
    fn new(store: &'a Workspace, parcel: &'a Parcel, path: &Path, progress: &'a Progress) -> Self {
        let kind = parcel.about.kind;
        // A remark: packages can be made from a workspace that is only read, too.
        let counted = store.change_handed(|handed| {
            handed.number += 1;
            handed.number
        });
        let handed = if parcel.only_news { store.handed() } else { Handed::default() };
        let made = Made {
            path: path.to_owned(),
            more: Vec::new(),
            kind,
            party: parcel.about.party().to_owned(),
            sent: Vec::new(),
            known: 0,
            photos: 0,
            missing: 0,
            bytes: 0,
            sealed: !parcel.to.is_empty(),
            problems: Vec::new(),
        };
        Self {
            store,
            parcel,
            progress,
            queue: parcel.households.iter().copied().collect(),
            carried: None,
            theirs: handed.photos(parcel.receiver),
            handed,
            known: BTreeMap::new(),
            number: counted.unwrap_or_default(),
            made,
            written: Vec::new(),
        }
    }

    fn all_parts(&mut self, path: &Path) -> Result<(), Problem> {
        for number in 1.. {
            let path = if number == 1 { path.to_owned() } else { part_path(path, number) };
            let store = self.store;
            let more = store.export(&path, |file| {
                if self.parcel.to.is_empty() {
                    return self.part(file, number).map(|(_, more)| more);
                }
                let (sealer, more) = self.part(Sealer::new(file, &self.parcel.to)?, number)?;
                let told = |error| Problem::error("works-package-write").with("detail", error);
                sealer.finish().map_err(told).map(|_| more)
            })?;
            self.written.push(path);
            if !more {
                break;
            }
        }
        Ok(())
    }

    /// Writes one part; says whether another one must follow.
    fn part<W: Write>(&mut self, to: W, number: u32) -> Result<(W, bool), Problem> {
        let mut packer = Packer::new(to, self.parcel.about.clone()).at_most(self.parcel.part_bytes.unwrap_or(u64::MAX));
        self.known.clear();
        if number == 1 && self.made.kind == Kind::Assignment {
            self.own_files(&mut packer)?;
        }
        let more = self.fill(&mut packer)?;
        if self.made.sent.is_empty() {
            let key = if self.made.known > 0 { "roster-package-all-known" } else { "works-package-nothing" };
            return Err(self.made.problems.first().cloned().unwrap_or_else(|| Problem::notice(key)));
        }
        let cover = packer.cover_mut();
        let since = Since { office: self.parcel.receiver, known: std::mem::take(&mut self.known) };
        *cover = Cover {
            number: self.number,
            part: Part { number, last: !more },
            since: self.parcel.only_news.then_some(since),
            reply: self.parcel.reply.clone(),
            files: std::mem::take(&mut cover.files),
        };
        packer.finish().map(|(to, _)| (to, more))
    }

    /// Puts households into the part until there are no more, or no more room.
    fn fill<W: Write>(&mut self, packer: &mut Packer<W>) -> Result<bool, Problem> {
        let mut any = false;
        loop {
            if self.progress.is_stopped() {
                return Err(Problem::notice("works-package-stopped").in_file(&self.made.path));
            }
            let load = match self.carried.take() {
                Some(load) => load,
                None => match self.queue.pop_front() {
                    Some(id) => {
                        let load = self.load(id);
                        self.progress.step();
                        let Some(load) = load else { continue };
                        load
                    }
                    None => return Ok(false),
                },
            };
            if any && !packer.has_room(load.photos.len() + load.forms.len() + 1, load.bytes) {
                self.carried = Some(load);
                return Ok(true);
            }
            self.pack(load, packer)?;
            any = true;
        }
    }

    /// Reads a household; `None` for one that cannot be read, is known there, or has left this device.
    fn load(&mut self, id: DossierId) -> Option<Load> {
        let (dossier, problems) = match self.store.load(id) {
            Ok(loaded) => loaded,
            Err(problem) => {
                self.made.problems.push(problem);
                return None;
            }
        };
        if purge::is_remnant(&dossier) {
            return None;
        }
        let (copy, mut photos) = self.made.kind.copy(&dossier);
        let text = wire::write(&copy);
        let all_photos = photos.len();
        if self.parcel.only_news {
            photos.retain(|hash| !self.theirs.contains(hash));
            let state = ContentHash::of(text.as_bytes());
            let here = |hash: &ContentHash| self.store.read_photo(*hash).is_ok();
            if self.handed.knows(self.parcel.receiver, id, state) && !photos.iter().any(here) {
                self.made.known += 1;
                self.known.insert(id, state);
                return None;
            }
        }
        self.made.problems.extend(problems);
        let size = |hash: &ContentHash| self.store.photo_path(*hash).metadata().map_or(0, |metadata| metadata.len());
        let bytes = text.len() as u64 + photos.iter().map(size).sum::<u64>();
        let forms = reduced::forms(&copy);
        Some(Load { sent: sent(&dossier, all_photos), text, photos: photos.into_iter().collect(), forms, bytes })
    }

    fn pack<W: Write>(&mut self, load: Load, packer: &mut Packer<W>) -> Result<(), Problem> {
        for hash in load.photos {
            let name = EntryName::Photo(hash);
            if packer.holds(name) {
                continue;
            }
            match self.store.read_photo(hash) {
                Ok(bytes) => {
                    packer.add(name, &bytes)?;
                    self.made.photos += 1;
                }
                Err(_) => self.made.missing += 1,
            }
        }
        for hash in load.forms {
            // Without its text the household is filled with the receiver's own form.
            if let Ok(text) = self.store.kept_form(hash) {
                packer.add(EntryName::Form(hash), text.as_bytes())?;
            }
        }
        packer.add(EntryName::Dossier(load.sent.id), load.text.as_bytes())?;
        self.made.sent.push(load.sent);
        Ok(())
    }

    /// The organisation's own forms, tables and catalogue ride along to those who fill them.
    fn own_files<W: Write>(&mut self, packer: &mut Packer<W>) -> Result<(), Problem> {
        let (files, problems) = self.store.own_files()?;
        self.made.problems.extend(problems);
        for OwnFile { name, text } in files.into_iter().filter(|file| is_own_file(&file.name)) {
            let hash = ContentHash::of(text.as_bytes());
            packer.add(EntryName::Form(hash), text.as_bytes())?;
            packer.cover_mut().files.insert(name, hash);
        }
        Ok(())
    }
}

/// "handover.tantu", "handover-2.tantu", …
fn part_path(path: &Path, number: u32) -> PathBuf {
    let stem = path.file_stem().unwrap_or_default().to_string_lossy();
    let ending = path.extension().map(|ending| format!(".{}", ending.to_string_lossy())).unwrap_or_default();
    path.with_file_name(format!("{stem}-{number}{ending}"))
}

fn sent(dossier: &Dossier, photos: usize) -> Sent {
    let head = dossier.text(&FieldPath::top(Name::of(household::HEAD))).unwrap_or_default();
    Sent { id: dossier.id, head: head.to_owned(), visit: VisitState::of(dossier), photos }
}
