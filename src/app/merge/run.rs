//! A merge from beginning to end.

use std::collections::{BTreeMap, BTreeSet, HashSet};
use std::path::PathBuf;
use std::sync::PoisonError;
use std::sync::mpsc::sync_channel;
use std::time::Instant;

use rayon::prelude::{IntoParallelRefIterator as _, ParallelIterator as _};

use super::blobs::{Finder, PhotoFolders};
use super::commit::{Committer, Hear, Written};
use super::gate::Gate;
use super::household::{Joiner, NOBODY, Part, Told, Work};
use super::ledger::Ledger;
use super::packages::Packages;
use super::report::{End, Outcome, Report, Totals};
use super::sealed::Keys;
use super::sources::{self, InputKind, Source, Sources};
use super::{Progress, Request};
use crate::id::DossierId;
use crate::problem::Problem;
use crate::remote::Kind;
use crate::seal::Identity;
use crate::store::bulk::Bulk;
use crate::store::{Access, Workspace, index, now};

/// Households that wait for the disk, in number and in bytes: enough for the time that one sync takes.
const QUEUE: usize = 1_024;
const QUEUE_BYTES: u64 = 96 << 20;
/// Rounds for files whose content is of another household than their names say; one is enough.
const ROUNDS: usize = 3;

/// Looks what there is without reading a household: for a person who has dropped something in.
pub fn look(store: &Workspace, inputs: &[PathBuf], progress: &Progress) -> (Vec<Source>, Vec<Problem>) {
    let mut found = sources::find(inputs, store.root(), progress);
    Keys::find(&mut found, store.cipher());
    (found.list, [found.unreadable, found.skipped].concat())
}

/// Merges the inputs into the workspace. `hear` is told of households that are new or have changed and durable, from
/// one thread, a group at a time.
///
/// # Errors
/// The workspace is read-only, or its folders cannot be listed, or the system gives no threads. What fails later is in
/// the report.
pub fn merge(store: &Workspace, request: &Request, progress: &Progress, hear: Hear<'_>) -> Result<Report, Problem> {
    let (began, clock) = (now(), Instant::now());
    if let (Access::ReadOnly(reason), false) = (store.access(), request.dry_run) {
        return Err(reason.clone());
    }
    let mut found = sources::find(&request.inputs, store.root(), progress);
    let keys = Keys::find(&mut found, store.cipher());
    let (bulk, mut problems) = store.bulk()?;
    let mut ledger = Ledger::open(store, request.again);
    let mut plan = Plan::of(&found, &bulk, &mut ledger, &request.keys);
    let finder = Finder::new(&found, &plan.packages, &keys);
    if finder.has_photos() {
        plan.works.extend(lacking(&ledger, &bulk, &plan.works));
    }
    let works = std::mem::take(&mut plan.works);
    let joiner = Joiner {
        store,
        bulk: &bulk,
        sources: &found,
        packages: &plan.packages,
        finder: &finder,
        keys: &keys,
        photo_folders: PhotoFolders::of(store.layout()),
        dry_run: request.dry_run,
        told: Told::default(),
    };
    plan.unread.drain(..).for_each(|problem| joiner.unread(problem, None));
    let mut written = join_all(&joiner, &mut ledger, works, progress, hear)?;
    let told = joiner.told;
    note_packages(&plan, &found, &written, &mut ledger);
    if !request.dry_run {
        problems.extend(ledger.write(store).err());
        let entries = std::mem::take(&mut written.entries);
        if !entries.is_empty() {
            // Without it the next opening reads them all again.
            problems.extend(index::patch(store, entries).err());
        }
    }
    found.skipped.append(&mut plan.skipped);
    let mut report = Report {
        began,
        seconds: 0.0,
        dry_run: request.dry_run,
        inputs: request.inputs.clone(),
        totals: Totals { files: found.inputs.len(), same: plan.same, ..written.totals },
        sources: std::mem::take(&mut found.list),
        households: Vec::new(),
        lacking: Vec::new(),
        unread: told.unread.into_inner().unwrap_or_else(PoisonError::into_inner),
        skipped: Vec::new(),
        problems,
        end: End::Done,
    };
    report.problems.extend(told.remarks.into_inner().unwrap_or_else(PoisonError::into_inner));
    report.totals.bytes = told.bytes.into_inner();
    finish(&mut report, found, &plan, written, &ledger, progress);
    report.seconds = clock.elapsed().as_secs_f64();
    Ok(report)
}

/// What is to be read, and what need not be.
#[derive(Default)]
struct Plan {
    works: Vec<Work>,
    packages: Packages,
    /// Packages with the households in them, by their place among the inputs.
    packed: BTreeMap<u32, Vec<DossierId>>,
    /// Inputs that were merged before.
    same: usize,
    /// Households of those inputs.
    same_households: HashSet<DossierId>,
    skipped: Vec<Problem>,
    unread: Vec<Problem>,
}

impl Plan {
    fn of(found: &Sources, bulk: &Bulk<'_>, ledger: &mut Ledger, keys: &[Identity]) -> Self {
        let mut plan = Self { packages: Packages::opened_by(keys), ..Self::default() };
        let mut works: BTreeMap<DossierId, Vec<Part>> = BTreeMap::new();
        let mut fresh_packages = Vec::new();
        for (place, input) in (0_u32..).zip(&found.inputs) {
            if input.kind == InputKind::Package {
                plan.packages.add(input.path(), input.source);
            }
            let source = &found.list[input.source as usize];
            let taken = ledger.taken(source, input).filter(|ids| ids.iter().all(|id| bulk.knows(*id)));
            match (taken, input.kind) {
                (Some(ids), _) => {
                    plan.same += 1;
                    plan.same_households.extend(ids);
                }
                (None, InputKind::Package) => fresh_packages.push((place, input)),
                (None, InputKind::Journal(id) | InputKind::Dossier(Some(id))) => {
                    works.entry(id).or_default().push(Part::File(place));
                }
                // It begins like a household; reading it says which, or why it cannot be read.
                (None, InputKind::Dossier(None)) => {
                    works.entry(NOBODY).or_default().push(Part::File(place));
                }
            }
        }
        for (place, input) in fresh_packages {
            let listed =
                plan.packages.with(input.source, |package| Ok((package.manifest().about.kind, package.dossiers())));
            let told = |problem: Problem| problem.in_file(input.path());
            match listed {
                Some(Ok((kind @ (Kind::WorkOrder | Kind::Receipt), _))) => {
                    let problem = Problem::notice("works-package-not-yours");
                    plan.skipped.push(told(problem.with_word("kind", kind.key())));
                }
                Some(Ok((kind, ids))) => {
                    let part = Part::Packed { input: place, source: input.source, narrow: kind == Kind::Return };
                    ids.iter().for_each(|id| works.entry(*id).or_default().push(part));
                    plan.packed.insert(place, ids);
                }
                Some(Err(problem)) => plan.unread.push(told(problem)),
                None => {}
            }
        }
        let work = |(id, mut parts): (DossierId, Vec<Part>)| {
            // A tablet that folds meanwhile writes the file before it removes the journal: so it must be read after it.
            let journal = |part: &Part| match part {
                Part::File(place) => matches!(found.inputs[*place as usize].kind, InputKind::Journal(_)),
                Part::Packed { .. } => false,
            };
            parts.sort_by_key(|part| !journal(part));
            Work { id, parts, lacking: Vec::new() }
        };
        plan.works = works.into_iter().map(work).collect();
        plan
    }
}

/// Households that are not read, and whose photos may be among the inputs now.
fn lacking(ledger: &Ledger, bulk: &Bulk<'_>, works: &[Work]) -> Vec<Work> {
    let read: BTreeSet<DossierId> = works.iter().map(|work| work.id).collect();
    let lacking = ledger.lacking().map(|(id, _)| id).filter(|id| !read.contains(id) && bulk.knows(*id));
    lacking.map(|id| Work { id, parts: Vec::new(), lacking: ledger.missing(id) }).collect()
}

/// Joins on all cores, and writes beside it.
fn join_all(
    joiner: &Joiner<'_>,
    ledger: &mut Ledger,
    works: Vec<Work>,
    progress: &Progress,
    hear: Hear<'_>,
) -> Result<Written, Problem> {
    let no_threads = |error: &dyn std::fmt::Display| Problem::error("merge-no-threads").with("why", error);
    let pool = rayon::ThreadPoolBuilder::new().thread_name(|number| format!("merge {number}")).build();
    let pool = pool.map_err(|error| no_threads(&error))?;
    let mut committer = Committer::new(joiner, ledger, progress, hear);
    let mut works = works;
    for _ in 0..ROUNDS {
        if works.is_empty() || progress.is_over() {
            break;
        }
        progress.join(works.len());
        let (send, receive) = sync_channel(QUEUE);
        let gate = &Gate::new(QUEUE_BYTES);
        std::thread::scope(|scope| {
            let committer = &mut committer;
            let writing = std::thread::Builder::new().name("merge writer".to_owned());
            // The receiver goes with the thread: nobody waits for one that has failed.
            let thread = writing.spawn_scoped(scope, move || committer.run(&receive, gate));
            let thread = thread.map_err(|error| no_threads(&error))?;
            pool.install(|| {
                works.par_iter().for_each(|work| {
                    if progress.is_over() {
                        return;
                    }
                    if let Some(joined) = joiner.join(work) {
                        gate.enter(joined.bytes());
                        send.send(joined).ok();
                    }
                    progress.step();
                });
            });
            drop(send);
            thread.join().map_err(|_| no_threads(&"panic"))
        })?;
        let misplaced = std::mem::take(&mut *joiner.told.misplaced.lock().unwrap_or_else(PoisonError::into_inner));
        let mut by_id: BTreeMap<DossierId, Vec<Part>> = BTreeMap::new();
        for (place, id) in misplaced {
            by_id.entry(id).or_default().push(Part::File(place));
        }
        works = by_id.into_iter().map(|(id, parts)| Work { id, parts, lacking: Vec::new() }).collect();
    }
    Ok(committer.written)
}

/// A package is passed over next time only if every household in it was taken.
fn note_packages(plan: &Plan, found: &Sources, written: &Written, ledger: &mut Ledger) {
    for (place, ids) in &plan.packed {
        let taken = written.packed.get(place);
        if ids.iter().all(|id| taken.is_some_and(|taken| taken.contains(id))) {
            let input = &found.inputs[*place as usize];
            ledger.note(&found.list[input.source as usize], input, input.stamp, ids);
        }
    }
}

fn finish(report: &mut Report, found: Sources, plan: &Plan, written: Written, ledger: &Ledger, progress: &Progress) {
    let totals = &mut report.totals;
    let mut unchanged: HashSet<DossierId> = plan.same_households.clone();
    for household in written.households.values() {
        unchanged.remove(&household.id);
        totals.conflict_households += usize::from(household.conflicts > 0);
        match household.outcome {
            Outcome::New => totals.new += 1,
            Outcome::Changed { .. } => totals.changed += 1,
            Outcome::Unchanged => totals.unchanged += 1,
            Outcome::Refused(_) => totals.refused += 1,
        }
    }
    totals.unchanged += unchanged.len();
    report.lacking = if report.dry_run {
        let lacking = written.households.values().filter(|household| household.missing > 0);
        lacking.map(|household| (household.id, household.missing)).collect()
    } else {
        ledger.lacking().collect()
    };
    totals.missing = report.lacking.iter().map(|(_, count)| count).sum();
    totals.missing_households = report.lacking.len();
    report.households = written.households.into_values().filter(super::Household::is_news).collect();
    let unreadable = found.unreadable.into_iter().map(|why| super::Unread { why, kept: None });
    report.unread.extend(unreadable);
    report.unread.sort_by(|a, b| a.why.place.file.cmp(&b.why.place.file));
    totals.unread = report.unread.len();
    totals.skipped = found.skipped.len() + found.more_skipped;
    report.skipped = found.skipped;
    report.end = match written.failed {
        Some(problem) => End::Failed(problem),
        None if progress.is_stopped() => End::Stopped,
        None => End::Done,
    };
}
