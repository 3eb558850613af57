//! Taking in a package: what it brings to each household, and a report of it.

use std::path::{Path, PathBuf};

use super::Progress;
use super::content::{self, OpenPackage};
use crate::app::works::reduced::{self, Joining};
use crate::dossier::{Dossier, household};
use crate::id::{DossierId, Name};
use crate::path::FieldPath;
use crate::plan::order;
use crate::problem::Problem;
use crate::remote::{About, EntryName, Kind};
use crate::role::Role;
use crate::store::handed::Handed;
use crate::store::{Access, Workspace};

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
    handed: Handed,
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

/// Looks into a package without taking anything: whose it is and how many households it has.
///
/// # Errors
/// As [`take`].
pub fn look(file: &Path) -> Result<(About, usize), Problem> {
    let package = content::open(file)?;
    let manifest = package.manifest();
    Ok((manifest.about.clone(), manifest.households()))
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
    if let Access::ReadOnly(reason) = store.access() {
        return Err(reason.clone());
    }
    let mut package = content::open(file)?;
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
        handed: store.handed(),
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
    if report.about.kind == Kind::Assignment {
        // What is not noted goes back once more.
        report.problems.extend(store.write_handed(&report.handed).err());
    }
    Ok(report)
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
            Some(dossier)
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
    // What came from the office and nobody has touched since need not go back.
    let known = ours.as_ref().is_none_or(|ours| report.handed.knows(ours));
    if report.about.kind == Kind::Assignment && known {
        report.handed.note(&joined);
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
