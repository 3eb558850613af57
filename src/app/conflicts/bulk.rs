//! Deciding many at once: judged by a rule, shown with the old values, carried out as ordinary writes, taken back as a
//! whole.
//!
//! **Invariant:** a decision is written only where exactly those writes are live that were shown; what has changed
//! since is left and counted. It is noted in the workspace before it is written ([`crate::store::deeds`]).

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use rayon::prelude::{IntoParallelIterator as _, ParallelIterator as _};

use super::forms;
use super::queue;
use super::reader::Reader;
use crate::app::exchange::Progress;
use crate::dossier::contest::{self, Carried, Contest, ContestKind, Rule};
use crate::dossier::edit::{Author, Edit};
use crate::dossier::register::Register;
use crate::dossier::summary::Summary;
use crate::dossier::{Dossier, blurred};
use crate::id::{ContentHash, DeviceId, DossierId, RowId};
use crate::l10n::Language;
use crate::path::FieldPath;
use crate::problem::Problem;
use crate::stamp::Dot;
use crate::store::Workspace;
use crate::store::bulk::{Bulk, Change, Seal};
use crate::store::deeds::Noted;
use crate::value::{FormRef, Value};

/// Households that are judged or written together.
const BATCH: usize = 64;

/// What is decided for one field.
#[derive(Clone, Debug, PartialEq)]
pub enum Decision {
    /// One of the values, or a third.
    Value(Value),
    /// The removed row stays.
    Keep,
    /// The removed row goes.
    Remove,
    /// This text of the form, with the answers moved.
    Form(FormRef),
}

/// A decision, and the live writes that were seen when it was taken.
#[derive(Clone, Debug, PartialEq)]
pub struct Wanted {
    pub id: DossierId,
    pub path: FieldPath,
    pub seen: Vec<Dot>,
    pub decision: Decision,
}

/// One line of what a rule would write.
#[derive(Clone, Debug, PartialEq)]
pub struct Planned {
    pub wanted: Wanted,
    pub head: Arc<str>,
    pub question: Arc<str>,
    pub sensitive: bool,
    /// All values that stand there now, in words, with who wrote them.
    pub old: Vec<String>,
    pub new: String,
}

/// What a rule would do.
#[derive(Clone, Debug, PartialEq)]
pub struct Preview {
    pub rule: Rule,
    pub planned: Vec<Planned>,
    /// Conflicts for which the rule finds no single value: left to a person.
    pub left: usize,
}

/// What came of carrying decisions out, or of taking them back.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Outcome {
    /// Fields that were decided.
    pub fields: usize,
    pub homes: Vec<DossierId>,
    /// Fields that have changed since they were shown.
    pub overtaken: usize,
    /// Stopped before everything was done.
    pub stopped: bool,
    pub problems: Vec<Problem>,
}

/// The writes that a decision about this field is about: of a removed row all that is in it.
pub fn seen(dossier: &Dossier, contest: &Contest) -> Vec<Dot> {
    let live = |register: &Register| register.live().map(|(dot, _)| dot).collect::<Vec<Dot>>();
    match contest.kind {
        ContestKind::RemovedRow => {
            dossier.within(&contest.path.rows).flat_map(|(_, register)| live(register)).collect()
        }
        _ => dossier.fields.get(&contest.path).map(live).unwrap_or_default(),
    }
}

/// Judges these fields by a rule.
///
/// # Errors
/// The households cannot be listed.
pub fn preview(
    store: &Workspace,
    reader: &Reader,
    rule: Rule,
    cases: &[(DossierId, FieldPath)],
    language: Language,
    progress: &Progress,
) -> Result<(Preview, Vec<Problem>), Problem> {
    let (bulk, _) = store.bulk()?;
    let homes = by_home(cases.iter().map(|(id, path)| (*id, path)));
    progress.begin(homes.len());
    let judged: Vec<(Vec<Planned>, usize, Vec<Problem>)> = homes
        .into_par_iter()
        .map(|(id, paths)| {
            if progress.is_stopped() {
                return (Vec::new(), 0, Vec::new());
            }
            let judged = match bulk.read(id).map(|known| (known.dossier, known.problems)) {
                Ok((Some(dossier), problems)) => {
                    let (planned, left) = judge(reader, &rule, &dossier, &paths, language);
                    (planned, left, problems)
                }
                Ok((None, problems)) => (Vec::new(), 0, problems),
                Err(problem) => (Vec::new(), 0, vec![problem]),
            };
            progress.step();
            judged
        })
        .collect();
    let (mut preview, mut problems) = (Preview { rule, planned: Vec::new(), left: 0 }, Vec::new());
    for (planned, left, told) in judged {
        preview.planned.extend(planned);
        preview.left += left;
        problems.extend(told);
    }
    Ok((preview, problems))
}

fn by_home<'a, T: 'a>(all: impl Iterator<Item = (DossierId, &'a T)>) -> BTreeMap<DossierId, Vec<&'a T>> {
    let mut homes: BTreeMap<DossierId, Vec<&T>> = BTreeMap::new();
    for (id, one) in all {
        homes.entry(id).or_default().push(one);
    }
    homes
}

fn judge(
    reader: &Reader,
    rule: &Rule,
    dossier: &Dossier,
    paths: &[&FieldPath],
    language: Language,
) -> (Vec<Planned>, usize) {
    let mut home = reader.home(dossier, language);
    let head: Arc<str> = Summary::of(dossier).head.into();
    let (mut planned, mut left) = (Vec::new(), 0);
    for path in paths {
        let Some(contest) = contest::at(dossier, path) else { continue };
        let Some(decision) = decide(reader, rule, dossier, &contest) else {
            left += 1;
            continue;
        };
        let label = home.label(path);
        let words = home.words();
        let new = match &decision {
            Decision::Value(value) => home.value(path, value),
            Decision::Keep => words.text("conflict-value-there"),
            Decision::Remove => words.text("conflict-value-removed"),
            Decision::Form(form) => home.value(path, &Value::Form(Arc::new(form.clone()))),
        };
        let old = contest::choices(dossier, path).into_iter().map(|choice| {
            let who = choice.writers.first().map_or("", |writer| &*writer.author);
            words.with("conflict-old", &[("value", &home.value(path, &choice.value)), ("who", who)])
        });
        planned.push(Planned {
            old: old.collect(),
            wanted: Wanted { id: dossier.id, path: (*path).clone(), seen: seen(dossier, &contest), decision },
            head: Arc::clone(&head),
            question: label.question.into(),
            sensitive: label.sensitive,
            new,
        });
    }
    (planned, left)
}

fn decide(reader: &Reader, rule: &Rule, dossier: &Dossier, contest: &Contest) -> Option<Decision> {
    if *rule == Rule::NewerForm {
        let taken = forms::newest(reader, &contest::choices(dossier, &contest.path))?;
        return rule.is_about(contest.kind).then(|| Decision::Form((*taken).clone()));
    }
    let verdict = rule.judge(dossier, contest)?;
    Some(match rule {
        Rule::KeepRow => Decision::Keep,
        Rule::RemoveRow => Decision::Remove,
        _ => Decision::Value(verdict.value),
    })
}

/// The edit of a decision; `None` where the household is no longer as it was seen.
fn edit(reader: &Reader, dossier: &Dossier, wanted: &Wanted) -> Option<Edit> {
    let contest = contest::at(dossier, &wanted.path)?;
    if seen(dossier, &contest) != wanted.seen {
        return None;
    }
    match &wanted.decision {
        Decision::Value(value) => Some(contest::settle(dossier, &wanted.path, value)),
        Decision::Keep => contest::keep_row(dossier, &wanted.path.rows),
        Decision::Remove => Some(Dossier::remove_row(&wanted.path.rows)),
        Decision::Form(form) => Some(forms::edit(reader, dossier, &wanted.path, form)),
    }
}

/// A household as a batch will write it.
struct Written {
    dossier: Dossier,
    seal: Seal,
    carried: Carried,
    /// Pictures that were made unrecognisable and are named no more.
    forget: Vec<ContentHash>,
}

/// Carries decisions out, noted under `deed`. `changed` hears of every household that is durable.
///
/// # Errors
/// The workspace is read-only or cannot be listed, or the disk is full or fails: what was committed before stays, and
/// is noted.
pub fn carry_out(
    store: &Workspace,
    reader: &Reader,
    deed: RowId,
    wanted: &[Wanted],
    author: &Author,
    progress: &Progress,
    changed: &mut dyn FnMut(&Dossier),
) -> Result<Outcome, Problem> {
    let (bulk, _) = store.bulk()?;
    let homes: Vec<(DossierId, Vec<&Wanted>)> = by_home(wanted.iter().map(|one| (one.id, one))).into_iter().collect();
    progress.begin(homes.len());
    let mut outcome = Outcome::default();
    keep_texts(store, reader, wanted)?;
    for batch in homes.chunks(BATCH) {
        if progress.is_stopped() {
            outcome.stopped = true;
            break;
        }
        let written: Vec<Result<(Option<Written>, usize), Problem>> =
            batch.into_par_iter().map(|(id, wanted)| settle(&bulk, reader, *id, wanted, author)).collect();
        let mut ready = Vec::new();
        for one in written {
            match one {
                Ok((written, overtaken)) => {
                    outcome.overtaken += overtaken;
                    ready.extend(written);
                }
                Err(problem) => outcome.problems.push(problem),
            }
        }
        store.note_deed(deed, ready.iter().map(|written| (written.dossier.id, &written.carried)))?;
        commit(store, &bulk, ready, &mut outcome, changed)?;
        batch.iter().for_each(|_| progress.step());
    }
    Ok(outcome)
}

/// The text of a form lies in the workspace before a field names it.
fn keep_texts(store: &Workspace, reader: &Reader, wanted: &[Wanted]) -> Result<(), Problem> {
    let taken = wanted.iter().filter_map(|one| match &one.decision {
        Decision::Form(form) => Some(form.hash),
        _ => None,
    });
    let taken: BTreeSet<ContentHash> = taken.collect();
    for source in taken.into_iter().filter_map(|hash| reader.library().source(hash)) {
        store.keep_form(source)?;
    }
    Ok(())
}

fn settle(
    bulk: &Bulk<'_>,
    reader: &Reader,
    id: DossierId,
    wanted: &[&Wanted],
    author: &Author,
) -> Result<(Option<Written>, usize), Problem> {
    let known = bulk.read(id)?;
    let Some(mut dossier) = known.dossier else { return Ok((None, wanted.len())) };
    let edits: Vec<Edit> = wanted.iter().filter_map(|one| edit(reader, &dossier, one)).collect();
    let overtaken = wanted.len() - edits.len();
    let named = blurred::withheld(&dossier);
    let carried = contest::carry(&mut dossier, &Edit::Many(edits), author);
    if carried.after.is_empty() {
        return Ok((None, overtaken));
    }
    let left = blurred::withheld(&dossier);
    let forget = named.into_iter().filter(|hash| !left.contains(hash)).collect();
    Ok((Some(Written { dossier, seal: known.seal, carried, forget }), overtaken))
}

/// Makes a batch durable, tells of it, and forgets the pictures that must not be shown.
fn commit(
    store: &Workspace,
    bulk: &Bulk<'_>,
    ready: Vec<Written>,
    outcome: &mut Outcome,
    changed: &mut dyn FnMut(&Dossier),
) -> Result<(), Problem> {
    let mut group = bulk.group()?;
    let mut done = Vec::with_capacity(ready.len());
    for Written { dossier, seal, carried, forget } in ready {
        group.put(Change::of(seal, &dossier)?)?;
        outcome.fields += carried.after.fields.len();
        done.push((dossier, forget));
    }
    let joined: BTreeSet<DossierId> =
        group.commit()?.into_iter().filter(|committed| committed.joined).map(|committed| committed.id).collect();
    for (mut dossier, forget) in done {
        if joined.contains(&dossier.id) {
            dossier = store.load(dossier.id)?.0;
        }
        outcome.homes.push(dossier.id);
        changed(&dossier);
        for hash in forget {
            let puts = store.photo_puts(hash);
            let forgotten = store.note_to_forget(hash).and_then(|()| store.forget_photo(hash, puts));
            outcome.problems.extend(forgotten.err());
        }
    }
    Ok(())
}

/// Takes decisions of a deed back, in every field where they still stand alone.
///
/// # Errors
/// As [`carry_out`].
pub fn take_back(
    store: &Workspace,
    deed: RowId,
    noted: &[Noted],
    author: &Author,
    progress: &Progress,
    changed: &mut dyn FnMut(&Dossier),
) -> Result<Outcome, Problem> {
    let (bulk, _) = store.bulk()?;
    progress.begin(noted.len());
    let mut outcome = Outcome::default();
    let mut voices: Vec<DeviceId> = Vec::new();
    let mut voice = |place: usize| {
        voices.resize_with(voices.len().max(place + 1), DeviceId::mint);
        voices[place]
    };
    // What was done last is taken back first: by hand one household may be decided in more than once.
    let mut rest = noted;
    while let Some(batch) = last_batch(rest) {
        rest = &rest[..rest.len() - batch.len()];
        if progress.is_stopped() {
            outcome.stopped = true;
            break;
        }
        let mut ready = Vec::new();
        for noted in batch {
            let known = bulk.read(noted.dossier)?;
            let Some(mut dossier) = known.dossier else { continue };
            let carried = store.carried(deed, *noted)?;
            let reinstated = contest::reinstate(&mut dossier, &carried, author, &mut voice);
            outcome.overtaken += reinstated.kept.len();
            if !reinstated.delta.is_empty() {
                let carried = Carried { after: reinstated.delta, before: carried.after };
                ready.push(Written { dossier, seal: known.seal, carried, forget: Vec::new() });
            }
        }
        commit(store, &bulk, ready, &mut outcome, changed)?;
        let ids: Vec<DossierId> = batch.iter().map(|noted| noted.dossier).collect();
        store.note_undone(deed, &ids)?;
        batch.iter().for_each(|_| progress.step());
    }
    Ok(outcome)
}

/// The last notes, as many as go together: each household once.
fn last_batch(noted: &[Noted]) -> Option<&[Noted]> {
    let mut seen = BTreeSet::new();
    let length = noted.iter().rev().take(BATCH).take_while(|noted| seen.insert(noted.dossier)).count();
    (length > 0).then(|| &noted[noted.len() - length..])
}

/// The lines of what is still to be decided in a household, for the queue.
pub fn lines(reader: &Reader, dossier: &Dossier, language: Language) -> (DossierId, Vec<queue::Line>) {
    (dossier.id, queue::lines(reader, dossier, language))
}
