//! Packages: what leaves this workspace for a contractor or an office, and what comes back.
//!
//! [`make`] and [`take`] need a workspace and no window; the lane in [`super::jobs::exchange`] runs them beside it,
//! and `tantu order`, `tantu take` in front of it.

use std::collections::BTreeSet;
use std::fs::File;
use std::io::BufReader;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};

use super::jobs::exchange::{ExchangeEvent, Task};
use super::program::Program;
use super::route::Route;
use super::works;
use super::works::jobs::Job;
use super::works::reduced::{self, Joining};
use crate::dossier::summary::Summary;
use crate::dossier::{Dossier, household};
use crate::id::{ContentHash, DossierId, Name};
use crate::l10n::Words;
use crate::path::FieldPath;
use crate::plan::order;
use crate::problem::Problem;
use crate::remote::{About, ENDING, EntryName, Kind, Package, Packer};
use crate::role::{Can, Role};
use crate::store::{Workspace, wire};

/// How far a package is, and whether it shall stop; shared with the window.
#[derive(Debug, Default)]
pub struct Progress {
    done: AtomicUsize,
    total: AtomicUsize,
    stop: AtomicBool,
    /// Everything stops: the program is being closed.
    closing: Arc<AtomicBool>,
}

impl Progress {
    /// Of something that also stops when `closing` becomes true.
    pub fn within(closing: Arc<AtomicBool>) -> Self {
        Self { closing, ..Self::default() }
    }

    /// Households done, and of how many.
    pub fn get(&self) -> (usize, usize) {
        (self.done.load(Ordering::Relaxed), self.total.load(Ordering::Relaxed))
    }

    pub fn stop(&self) {
        self.stop.store(true, Ordering::Relaxed);
    }

    pub fn is_stopped(&self) -> bool {
        self.stop.load(Ordering::Relaxed) || self.closing.load(Ordering::Relaxed)
    }

    fn begin(&self, total: usize) {
        self.done.store(0, Ordering::Relaxed);
        self.total.store(total, Ordering::Relaxed);
    }

    fn step(&self) {
        self.done.fetch_add(1, Ordering::Relaxed);
    }
}

/// What shall go into a package.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Parcel {
    pub about: About,
    pub households: Vec<DossierId>,
}

/// A package that was written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Made {
    pub path: PathBuf,
    pub kind: Kind,
    pub contractor: String,
    pub households: usize,
    pub photos: usize,
    /// Photos that the households name and this device does not have.
    pub missing: usize,
    pub bytes: u64,
    /// Households that could not be read and are not in it.
    pub problems: Vec<Problem>,
}

/// What became of one household of a package.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Outcome {
    New,
    /// With so many fields that say different things now.
    Changed {
        conflicts: usize,
    },
    Unchanged,
    Refused(Problem),
}

/// One household of a package that was opened.
#[derive(Clone, Debug, PartialEq)]
pub struct Taken {
    pub id: DossierId,
    /// 户主姓名; empty where the household could not be read.
    pub head: String,
    pub outcome: Outcome,
    /// Photos it names that are neither here nor in the package.
    pub missing: usize,
}

/// What a package brought.
#[derive(Clone, Debug, PartialEq)]
pub struct Report {
    pub file: PathBuf,
    pub about: About,
    pub households: Vec<Taken>,
    /// Photos that were not here before.
    pub photos: usize,
    /// Photos that are in the package and damaged.
    pub problems: Vec<Problem>,
    /// Somebody stopped it; the rest of the package is not here yet.
    pub stopped: bool,
}

impl Report {
    /// How many households are new, changed, unchanged, refused.
    pub fn counts(&self) -> [usize; 4] {
        let mut counts = [0; 4];
        for taken in &self.households {
            counts[match taken.outcome {
                Outcome::New => 0,
                Outcome::Changed { .. } => 1,
                Outcome::Unchanged => 2,
                Outcome::Refused(_) => 3,
            }] += 1;
        }
        counts
    }

    pub fn conflicts(&self) -> usize {
        let conflicts = |taken: &Taken| if let Outcome::Changed { conflicts } = taken.outcome { conflicts } else { 0 };
        self.households.iter().map(conflicts).sum()
    }

    pub fn missing(&self) -> usize {
        self.households.iter().map(|taken| taken.missing).sum()
    }
}

/// Writes a package: reduced copies, the photos they name, the form texts they were filled with. The file is there
/// whole or not at all. A household that cannot be read is told and left out.
///
/// # Errors
/// Nothing could be read, it was stopped, or the disk is full or fails.
pub fn make(store: &Workspace, parcel: &Parcel, path: &Path, progress: &Progress) -> Result<Made, Problem> {
    progress.begin(parcel.households.len());
    let mut made = Made {
        path: path.to_owned(),
        kind: parcel.about.kind,
        contractor: parcel.about.contractor.clone(),
        households: 0,
        photos: 0,
        missing: 0,
        bytes: 0,
        problems: Vec::new(),
    };
    store.export(path, |file| {
        let mut packer = Packer::new(file, parcel.about.clone());
        let mut seen = BTreeSet::new();
        for id in &parcel.households {
            if progress.is_stopped() {
                return Err(Problem::notice("works-package-stopped").in_file(path));
            }
            match store.load(*id) {
                Ok((dossier, problems)) => {
                    made.problems.extend(problems);
                    pack(store, &dossier, &mut packer, &mut made, &mut seen)?;
                    made.households += 1;
                }
                Err(problem) => made.problems.push(problem),
            }
            progress.step();
        }
        if made.households == 0 {
            return Err(made.problems.first().cloned().unwrap_or_else(|| Problem::notice("works-package-nothing")));
        }
        packer.finish().map(drop)
    })?;
    made.bytes = path.metadata().map_or(0, |metadata| metadata.len());
    Ok(made)
}

fn pack<W: std::io::Write>(
    store: &Workspace,
    dossier: &Dossier,
    packer: &mut Packer<W>,
    made: &mut Made,
    seen: &mut BTreeSet<ContentHash>,
) -> Result<(), Problem> {
    let copy = order::reduced(dossier);
    let photos = match made.kind {
        Kind::WorkOrder => order::photos(&copy),
        Kind::Return => reduced::photos_of_works(&copy),
    };
    for hash in photos.into_iter().filter(|hash| seen.insert(*hash)) {
        match store.read_photo(hash) {
            Ok(bytes) => {
                packer.add(EntryName::Photo(hash), &bytes)?;
                made.photos += 1;
            }
            Err(_) => made.missing += 1,
        }
    }
    for hash in reduced::forms(&copy) {
        // Without its text the household is filled with the receiver's own form.
        if let Ok(text) = store.kept_form(hash) {
            packer.add(EntryName::Form(hash), text.as_bytes())?;
        }
    }
    packer.add(EntryName::Dossier(copy.id), wire::write(&copy).as_bytes())
}

/// Looks into a package without taking anything: whose it is and how many households it has.
///
/// # Errors
/// As [`take`].
pub fn look(file: &Path) -> Result<(About, usize), Problem> {
    let package = open(file)?;
    let manifest = package.manifest();
    Ok((manifest.about.clone(), manifest.households()))
}

fn open(file: &Path) -> Result<Package<BufReader<File>>, Problem> {
    let unreadable = |error: std::io::Error| Problem::error("works-package-read").with("detail", error).in_file(file);
    let opened = File::open(file).map_err(unreadable)?;
    if !opened.metadata().map_err(unreadable)?.is_file() {
        return Err(Problem::error("works-package-foreign").in_file(file));
    }
    Package::open(BufReader::new(opened)).map_err(|problem| problem.in_file(file))
}

/// Takes in a package. The list of contents is checked first; then household by household its photos and form texts
/// are put and the copy is joined. Twice or in any order gives the same; one bad household does not stop the others.
/// `arrived` hears of every household that is new or has changed.
///
/// # Errors
/// The file is no package, is damaged as a whole, is not for this role, or the workspace is read-only.
pub fn take(
    store: &Workspace,
    file: &Path,
    role: Role,
    progress: &Progress,
    arrived: &mut dyn FnMut(&Dossier),
) -> Result<Report, Problem> {
    if let crate::store::Access::ReadOnly(reason) = store.access() {
        return Err(reason.clone());
    }
    let mut package = open(file)?;
    let about = package.manifest().about.clone();
    let can = match about.kind {
        Kind::WorkOrder => Can::Build,
        Kind::Return => Can::Order,
    };
    if !role.can(can) {
        return Err(Problem::warning("works-package-not-yours").with_word("kind", about.kind.key()).in_file(file));
    }
    let ids = package.dossiers();
    progress.begin(ids.len());
    let mut report = Report {
        file: file.to_owned(),
        about,
        households: Vec::with_capacity(ids.len()),
        photos: 0,
        problems: Vec::new(),
        stopped: false,
    };
    for id in ids {
        if progress.is_stopped() {
            report.stopped = true;
            break;
        }
        let mut taken = Taken { id, head: String::new(), outcome: Outcome::Unchanged, missing: 0 };
        taken.outcome = household_of(store, &mut package, &mut report, &mut taken, arrived)
            .unwrap_or_else(|problem| Outcome::Refused(problem.of_dossier(id)));
        report.households.push(taken);
        progress.step();
    }
    Ok(report)
}

/// One household: read, cut down to what this package may bring, its blobs put, joined.
fn household_of(
    store: &Workspace,
    package: &mut Package<BufReader<File>>,
    report: &mut Report,
    taken: &mut Taken,
    arrived: &mut dyn FnMut(&Dossier),
) -> Result<Outcome, Problem> {
    let bytes = package.read(EntryName::Dossier(taken.id))?;
    let text = std::str::from_utf8(&bytes).map_err(|_| Problem::error("works-package-entry-damaged"))?;
    let (theirs, _) = wire::read(text)?;
    if theirs.id != taken.id {
        return Err(Problem::error("store-other-household").with("id", theirs.id));
    }
    let head = FieldPath::top(Name::of(household::HEAD));
    theirs.text(&head).unwrap_or_default().clone_into(&mut taken.head);
    let ours = match store.load(taken.id) {
        Ok((dossier, problems)) => {
            report.problems.extend(problems);
            Some(dossier)
        }
        Err(problem) if problem.key == "store-no-such-household" => None,
        Err(problem) => return Err(problem),
    };
    let theirs = match (report.about.kind, &ours) {
        (Kind::Return, None) => return Err(Problem::warning("works-take-unknown")),
        (Kind::Return, Some(ours)) => reduced::from_builder(&theirs, ours),
        (Kind::WorkOrder, _) => order::reduced(&theirs),
    };
    blobs(store, package, &theirs, report, taken)?;
    let before = ours.clone().unwrap_or_else(|| Dossier::new(taken.id));
    let Joining { joined, conflicts } = reduced::join(&before, &theirs)?;
    if ours.is_some() && joined == before {
        return Ok(Outcome::Unchanged);
    }
    report.problems.extend(store.fold(&theirs)?);
    arrived(&joined);
    Ok(if ours.is_some() { Outcome::Changed { conflicts } } else { Outcome::New })
}

/// Puts the photos and form texts that a household names, before any field names them here.
fn blobs(
    store: &Workspace,
    package: &mut Package<BufReader<File>>,
    theirs: &Dossier,
    report: &mut Report,
    taken: &mut Taken,
) -> Result<(), Problem> {
    for hash in order::photos(theirs) {
        if store.read_photo(hash).is_ok() {
            continue;
        }
        let name = EntryName::Photo(hash);
        if !package.manifest().entries.contains_key(&name) {
            taken.missing += 1;
            continue;
        }
        match package.read(name) {
            // A JPEG begins so; whatever else is in it, decoding is done with distrust.
            Ok(bytes) if bytes.starts_with(&[0xff, 0xd8, 0xff]) => {
                store.put_photo(&bytes)?;
                report.photos += 1;
            }
            Ok(_) => {
                taken.missing += 1;
                report.problems.push(Problem::warning("works-package-entry-damaged").with("name", name));
            }
            Err(problem) => {
                taken.missing += 1;
                report.problems.push(problem);
            }
        }
    }
    for hash in reduced::forms(theirs) {
        let name = EntryName::Form(hash);
        if store.kept_form(hash).is_err() && package.manifest().entries.contains_key(&name) {
            let text = String::from_utf8(package.read(name)?);
            store.keep_form(&text.map_err(|_| Problem::error("works-package-entry-damaged").with("name", name))?)?;
        }
    }
    Ok(())
}

/// A household that a package changed, as the lists need it.
#[derive(Clone, Debug, PartialEq)]
pub struct Arrived {
    pub id: DossierId,
    pub summary: Summary,
    pub job: Job,
}

/// What a person asks about packages.
#[derive(Clone, Debug, PartialEq)]
pub enum ExchangeCommand {
    /// Opens these packages, one after the other.
    Open(Vec<PathBuf>),
    /// The system's file dialog for packages; the window takes this.
    PickPackages,
    /// The system's dialog for the folder that packages are written to; the window takes this.
    PickFolder,
    /// The in-app list of folders, for machines without a file dialog.
    Browse(Look),
    /// Packages are written to this folder from now on.
    WriteTo(PathBuf),
    /// Writes the package of everything that this contractor has to build.
    MakeOrders {
        contractor: String,
    },
    /// Writes the package of what was built, for the office.
    HandBack,
    Stop,
    /// Puts away what the last packages brought.
    Dismiss,
}

/// What a folder is looked into for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Look {
    /// Packages to open.
    Packages,
    /// A place to write packages to.
    Place,
}

impl ExchangeCommand {
    /// What the role table must allow; `None` where everybody may.
    pub const fn needs(&self) -> Option<Can> {
        match self {
            Self::MakeOrders { .. } => Some(Can::Order),
            Self::HandBack => Some(Can::Build),
            _ => None,
        }
    }
}

/// The packages of this session, as screens show them.
#[derive(Clone, Debug, Default)]
pub struct Exchange {
    /// What is under way, and whether it opens a package (or writes one).
    pub busy: Option<(Arc<Progress>, bool)>,
    /// What the last packages brought, newest last.
    pub reports: Vec<Report>,
    /// What was written, newest last.
    pub made: Vec<Made>,
    /// Where packages are written to.
    pub folder: PathBuf,
}

impl Program {
    pub(super) fn dispatch_exchange(&mut self, command: ExchangeCommand) {
        match command {
            ExchangeCommand::Open(files) => {
                // What is on the screen would not know what the package brought.
                self.leave_for_exchange();
                for file in files {
                    let (role, side, ready) = (self.role, self.side(), self.saver.when_flushed());
                    self.exchange_lane.order(Task::Take { file, role, side, ready });
                }
            }
            // Dialogs belong to the window, which takes these commands before they get here.
            ExchangeCommand::PickPackages | ExchangeCommand::PickFolder => {}
            ExchangeCommand::Browse(look) => {
                let back = Box::new(std::mem::take(&mut self.route));
                self.route = Route::Packages { look, back };
                self.look_for_packages();
            }
            ExchangeCommand::WriteTo(folder) => self.exchange.folder = folder,
            ExchangeCommand::MakeOrders { contractor } => self.make_orders(contractor),
            ExchangeCommand::HandBack => self.hand_back(),
            ExchangeCommand::Stop => {
                if let Some((progress, _)) = &self.exchange.busy {
                    progress.stop();
                }
            }
            ExchangeCommand::Dismiss => {
                self.exchange.reports.clear();
                self.exchange.made.clear();
            }
        }
    }

    /// Closes the open household and goes to the list.
    fn leave_for_exchange(&mut self) {
        if self.visit.is_some() {
            self.close_household();
            self.route = self.list_of_works();
        }
    }

    fn make_orders(&mut self, contractor: String) {
        let open = |job: &&Job| job.contractor == contractor && job.is_open();
        let households = self.jobs.iter().filter(open).map(|job| job.id).collect();
        self.parcel(Kind::WorkOrder, contractor, households);
    }

    /// Everything that was ordered goes back, whole: joining it twice changes nothing.
    fn hand_back(&mut self) {
        self.leave_for_exchange();
        let contractor = self.jobs.iter().map(|job| job.contractor.clone()).find(|name| !name.is_empty());
        let households = self.jobs.iter().map(|job| job.id).collect();
        self.parcel(Kind::Return, contractor.unwrap_or_default(), households);
    }

    fn parcel(&mut self, kind: Kind, contractor: String, households: Vec<DossierId>) {
        if households.is_empty() {
            return self.tell(Problem::notice("works-package-nothing"));
        }
        let made = self.clock.now();
        let word = Words::of(self.settings.language).text(kind.key());
        let name = [&*word, &works::file_part(&contractor), &made.civil().strftime("%m%d-%H%M").to_string()]
            .into_iter()
            .filter(|part| !part.is_empty())
            .collect::<Vec<_>>()
            .join("-");
        let path = self.exchange.folder.join(format!("{name}.{ENDING}"));
        let author = self.settings.surveyor.clone();
        let about = About { kind, device: self.store.device(), author, made, contractor };
        let parcel = Parcel { about, households };
        self.exchange_lane.order(Task::Make { parcel, path, ready: self.saver.when_flushed() });
    }

    /// Takes what the lane reported.
    pub(super) fn exchange_event(&mut self, event: ExchangeEvent) {
        match event {
            ExchangeEvent::Begun { progress, opening } => self.exchange.busy = Some((progress, opening)),
            ExchangeEvent::Made(made) => {
                self.exchange.busy = None;
                match made {
                    Ok(made) => self.exchange.made.push(*made),
                    Err(problem) => self.tell(problem),
                }
            }
            ExchangeEvent::Taken(report) => {
                self.exchange.busy = None;
                match report {
                    Ok(report) => self.exchange.reports.push(*report),
                    Err(problem) => self.tell(problem),
                }
            }
            ExchangeEvent::Arrived(all) => all.into_iter().for_each(|arrived| self.arrived(arrived)),
            ExchangeEvent::Jobs(jobs) => jobs.into_iter().for_each(|job| self.jobs.put(job)),
        }
    }

    fn arrived(&mut self, arrived: Arrived) {
        let Arrived { id, summary, job } = arrived;
        self.listing.note(id, summary);
        self.jobs.put(job);
        // Opened meanwhile: what came joins what is on the screen.
        if self.visit.as_ref().is_some_and(|visit| visit.dossier.id == id) {
            match self.load(id) {
                Ok((stored, problems)) => {
                    self.notices.extend(problems);
                    self.join_open(&stored);
                }
                Err(problem) => self.tell(problem),
            }
        }
    }
}
