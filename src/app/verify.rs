//! Whether everything is there: every household parses, every photo is the one that its name says, and what a
//! household names is on this device.

use std::collections::BTreeSet;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Mutex, PoisonError};

use rayon::prelude::{IntoParallelIterator as _, IntoParallelRefIterator as _, ParallelIterator as _};

use crate::app::exchange::Progress;
use crate::app::vault::State;
use crate::dossier::Dossier;
use crate::dossier::register::Register;
use crate::id::{ContentHash, DossierId};
use crate::problem::{Problem, Severity};
use crate::store::Workspace;
use crate::store::bulk::Bulk;
use crate::value::Value;

/// What was found.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Report {
    /// How many were looked at.
    pub households: usize,
    pub photos: usize,
    pub forms: usize,
    /// Files that were set aside at earlier times.
    pub set_aside: usize,
    pub problems: Vec<Problem>,
}

impl Report {
    /// How much is not as it should be; notices are none.
    pub fn wrong(&self) -> usize {
        self.problems.iter().filter(|problem| problem.severity > Severity::Notice).count()
    }

    pub fn is_sound(&self) -> bool {
        self.wrong() == 0
    }
}

/// Looks at everything in the workspace. Progress counts households and photos.
///
/// # Errors
/// The folders cannot be listed. What cannot be read is in the report.
pub fn verify(store: &Workspace, progress: &Progress) -> Result<Report, Problem> {
    let (bulk, problems) = store.bulk()?;
    let photos = store.photos()?;
    progress.begin(bulk.len() + photos.len());
    let told = Told { problems: Mutex::new(problems), forms: Mutex::default(), photos: AtomicUsize::new(0) };
    let ids: Vec<DossierId> = bulk.ids().collect();
    ids.par_iter().filter(|_| !progress.is_stopped()).for_each(|id| {
        household(store, &bulk, *id, &told);
        progress.step();
    });
    photos.into_par_iter().filter(|_| !progress.is_stopped()).for_each(|hash| {
        if let Err(problem) = store.read_photo(hash) {
            told.tell(match problem.key {
                "store-content-damaged" | "seal-damaged" => damaged(hash, problem),
                _ => problem,
            });
        }
        told.photos.fetch_add(1, Ordering::Relaxed);
        progress.step();
    });
    told.tell_all(store.wrong_form()?);
    if matches!(store.seal_state(), State::Sealing | State::Unsealing) {
        told.tell(Problem::warning("seal-unfinished").in_file(store.root()));
    }
    let forms = told.forms.into_inner().unwrap_or_else(PoisonError::into_inner);
    Ok(Report {
        households: ids.len(),
        photos: told.photos.into_inner(),
        forms: forms.len(),
        set_aside: store.broken_files().unwrap_or(0),
        problems: told.problems.into_inner().unwrap_or_else(PoisonError::into_inner),
    })
}

/// What the threads find.
struct Told {
    problems: Mutex<Vec<Problem>>,
    /// Form texts that were looked at.
    forms: Mutex<BTreeSet<ContentHash>>,
    photos: AtomicUsize,
}

impl Told {
    fn tell(&self, problem: Problem) {
        self.tell_all(vec![problem]);
    }

    fn tell_all(&self, problems: Vec<Problem>) {
        self.problems.lock().unwrap_or_else(PoisonError::into_inner).extend(problems);
    }

    /// Whether nobody has looked at this form yet.
    fn is_new_form(&self, hash: ContentHash) -> bool {
        self.forms.lock().unwrap_or_else(PoisonError::into_inner).insert(hash)
    }
}

fn household(store: &Workspace, bulk: &Bulk<'_>, id: DossierId, told: &Told) {
    match bulk.read(id) {
        Ok(known) => {
            told.tell_all(known.problems);
            if let Some(dossier) = known.dossier {
                named(store, &dossier, told);
            }
        }
        Err(problem) => told.tell(problem.of_dossier(id)),
    }
}

/// Looks for the photos and form texts that the household names.
fn named(store: &Workspace, dossier: &Dossier, told: &Told) {
    let photo = |hash: ContentHash| {
        if !store.has_photo(hash) {
            told.tell(Problem::warning("verify-photo-missing").with("photo", hash).of_dossier(dossier.id));
        }
    };
    for (_, write) in dossier.fields.values().flat_map(Register::live) {
        match &write.value {
            Value::Photo(named) => photo(named.hash),
            Value::Estimate(named) => photo(named.photo),
            Value::Form(named) if told.is_new_form(named.hash) && store.kept_form(named.hash).is_err() => {
                told.tell(Problem::warning("verify-form-missing").with("form", named.hash).of_dossier(dossier.id));
            }
            _ => {}
        }
    }
}

fn damaged(hash: ContentHash, problem: Problem) -> Problem {
    let place = problem.place;
    let told = Problem::error("verify-photo-damaged").with("photo", hash);
    place.file.into_iter().fold(told, Problem::in_file)
}
