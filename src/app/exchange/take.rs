//! Taking in a package: what it brings to each household, and a report of it.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use super::Progress;
use super::content::{self, OpenPackage};
use super::receipt::{self, Heard};
use crate::app::works::reduced::{self, Joining};
use crate::dossier::{Dossier, household};
use crate::id::{ContentHash, DossierId, Name};
use crate::path::FieldPath;
use crate::plan::order;
use crate::problem::Problem;
use crate::remote::{About, EntryName, Kind};
use crate::role::Role;
use crate::seal::Identity;
use crate::store::handed::{Handed, state_of};
use crate::store::own_files::OwnFile;
use crate::store::{Access, Workspace, purge};

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
    /// What a receipt has confirmed.
    pub heard: Option<Heard>,
    /// The organisation's own files that came along and are new here.
    pub files: Vec<String>,
    /// What offices knew before.
    handed: Handed,
    /// What the office that it comes from knows.
    known: Vec<(DossierId, ContentHash, BTreeSet<ContentHash>)>,
}

/// Who opens a package: what is allowed, and what opens a sealed one.
#[derive(Clone, Debug, Default)]
pub struct Receiver {
    pub role: Role,
    pub keys: Vec<Identity>,
}

impl From<Role> for Receiver {
    /// One without keys.
    fn from(role: Role) -> Self {
        Self { role, keys: Vec::new() }
    }
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

/// Takes in a package. The list of contents is checked first; then household by household its photos and form texts
/// are put and the copy is joined. Twice or in any order gives the same; one bad household does not stop the others.
/// `arrived` hears of every household that is new or has changed.
///
/// # Errors
/// The file is no package, is damaged as a whole, is not for this role, or the workspace is read-only.
pub fn take(
    store: &Workspace,
    file: &Path,
    receiver: impl Into<Receiver>,
    progress: &Progress,
    arrived: &mut dyn FnMut(&Dossier),
) -> Result<Report, Problem> {
    if let Access::ReadOnly(reason) = store.access() {
        return Err(reason.clone());
    }
    let Receiver { role, keys } = receiver.into();
    let mut package = content::open(file, &keys)?;
    let about = package.manifest().about.clone();
    if !role.can(about.kind.opened_by()) {
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
        heard: None,
        files: Vec::new(),
        handed: store.handed(),
        known: Vec::new(),
    };
    if report.about.kind == Kind::Receipt {
        report.heard = Some(receipt::hear(store, &mut package, role).map_err(|problem| problem.in_file(file))?);
        return Ok(report);
    }
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
    own_files(store, &mut package, &mut report);
    if !report.known.is_empty() {
        let (office, known) = (report.about.clone(), std::mem::take(&mut report.known));
        let noted = store.change_handed(|handed| {
            handed.wrote(office.device, &office.author, None);
            known.into_iter().for_each(|(id, state, photos)| handed.came_from(office.device, id, state, photos));
        });
        // What is not noted goes back once more.
        report.problems.extend(noted.err());
    }
    Ok(report)
}

/// The organisation's own forms, tables and catalogue, which an assignment may bring.
fn own_files(store: &Workspace, package: &mut OpenPackage, report: &mut Report) {
    if report.about.kind != Kind::Assignment || report.stopped {
        return;
    }
    for (name, hash) in package.manifest().cover.files.clone() {
        let put = content::form(package, hash).and_then(|text| {
            let file = OwnFile { name, text };
            store.put_own_file(&file).map(|new| new.then_some(file.name))
        });
        match put {
            Ok(new) => report.files.extend(new),
            Err(problem) => report.problems.push(problem),
        }
    }
}

/// One household: read, cut down to what this package may bring, its blobs put, joined.
fn household_of(
    store: &Workspace,
    package: &mut OpenPackage,
    report: &mut Report,
    taken: &mut Taken,
    arrived: &mut dyn FnMut(&Dossier),
) -> Result<Outcome, Problem> {
    let theirs = content::dossier(package, taken.id)?;
    let head = FieldPath::top(Name::of(household::HEAD));
    theirs.text(&head).unwrap_or_default().clone_into(&mut taken.head);
    let ours = match store.load(taken.id) {
        Ok((dossier, problems)) => {
            report.problems.extend(problems);
            Some(dossier).filter(|dossier| !purge::is_remnant(dossier))
        }
        Err(problem) if problem.key == "store-no-such-household" => None,
        Err(problem) => return Err(problem),
    };
    let theirs = report.about.kind.brought(theirs, ours.as_ref())?;
    blobs(store, package, &theirs, report, taken)?;
    let before = ours.clone().unwrap_or_else(|| Dossier::new(taken.id));
    let Joining { joined, conflicts } = reduced::join(&before, &theirs)?;
    if ours.is_some() && joined == before {
        return Ok(Outcome::Unchanged);
    }
    report.problems.extend(store.fold(&theirs)?);
    if let Some(answer) = report.about.kind.answer() {
        // What came from the office and is here as it is there need not go back.
        let state = |home: &Dossier| state_of(&answer.copy(home).0);
        let known = |ours: &Dossier| report.handed.knows(None, taken.id, state(ours));
        let state_now = state(&joined);
        if state_now == state(&theirs) || ours.as_ref().is_some_and(known) {
            let came = |hash: &ContentHash| package.manifest().entries.contains_key(&EntryName::Photo(*hash));
            let (state, photos) = (state_now, order::photos(&theirs).into_iter().filter(came).collect());
            report.known.push((taken.id, state, photos));
        }
    }
    arrived(&joined);
    Ok(if ours.is_some() { Outcome::Changed { conflicts } } else { Outcome::New })
}

/// Puts the photos and form texts that a household names, before any field names them here.
fn blobs(
    store: &Workspace,
    package: &mut OpenPackage,
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
        match content::photo(package, hash) {
            Ok(bytes) => {
                store.put_photo(&bytes)?;
                report.photos += 1;
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
            store.keep_form(&content::form(package, hash)?)?;
        }
    }
    Ok(())
}
