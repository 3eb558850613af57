//! Decisions about duplicates, written into the households.

use std::collections::BTreeMap;

use super::{DuplicatesCommand, Opened};
use crate::app::program::Program;
use crate::app::works::jobs::Job;
use crate::dossier::edit::{Author, Delta, Edit};
use crate::dossier::joining::{self, carry, moved, undo};
use crate::dossier::{Dossier, household};
use crate::id::{DossierId, Name};
use crate::path::FieldPath;
use crate::problem::Problem;
use crate::registry::duplicates::queue::Done;
use crate::registry::record::Record;

/// Households that are being changed together, and what has changed.
struct Desk {
    homes: BTreeMap<DossierId, Dossier>,
    deltas: Vec<(DossierId, Delta)>,
    author: Author,
}

impl Desk {
    /// Two of the households, out of the map so that both can be written.
    fn take(&mut self, first: DossierId, second: DossierId) -> Option<(Dossier, Dossier)> {
        let first = self.homes.remove(&first)?;
        match self.homes.remove(&second) {
            Some(second) => Some((first, second)),
            None => {
                self.homes.insert(first.id, first);
                None
            }
        }
    }

    fn put(&mut self, changed: [(Dossier, Delta); 2]) {
        for (home, delta) in changed {
            self.deltas.push((home.id, delta));
            self.homes.insert(home.id, home);
        }
    }

    fn edit(&mut self, home: DossierId, edit: &Edit) {
        if let Some(dossier) = self.homes.get_mut(&home) {
            let delta = dossier.apply(edit, &self.author).delta;
            self.deltas.push((home, delta));
        }
    }

    fn join(&mut self, whole: DossierId, part: DossierId, choice: &carry::Choice) -> Result<(), Problem> {
        let author = self.author.clone();
        let Some((mut ours, mut theirs)) = self.take(whole, part) else { return Ok(()) };
        let done = carry::join(&mut ours, &mut theirs, choice, &author);
        let both = done.as_ref().map(|both| (both.survivor.clone(), both.absorbed.clone())).unwrap_or_default();
        self.put([(ours, both.0), (theirs, both.1)]);
        done.map(|_| ())
    }

    /// Parts two households that were joined; says how many fields stay because somebody went on with them.
    fn part(&mut self, whole: DossierId, part: DossierId) -> usize {
        let author = self.author.clone();
        let Some((mut ours, mut theirs)) = self.take(whole, part) else { return 0 };
        let undone = undo::part(&mut ours, &mut theirs, &author);
        self.put([(ours, undone.both.survivor), (theirs, undone.both.absorbed)]);
        undone.kept
    }

    fn apart(&mut self, ids: &[DossierId], apart: bool) {
        for id in ids {
            for other in ids.iter().filter(|other| *other != id) {
                self.edit(*id, &joining::keep_apart(*other, apart));
            }
        }
    }

    fn name(&self, home: DossierId) -> String {
        let head = FieldPath::top(Name::of(household::HEAD));
        self.homes.get(&home).and_then(|home| home.text(&head)).unwrap_or_default().to_owned()
    }
}

impl Program {
    pub(super) fn decide_duplicates(&mut self, decision: DuplicatesCommand) {
        if let DuplicatesCommand::Undo(done) = decision {
            return self.take_back(done);
        }
        let Some(case) = self.desk.duplicates.opened.take() else { return };
        let ids: Vec<DossierId> = case.homes.iter().map(|home| home.id).collect();
        let done = self.change_homes(&ids, |desk| match decision {
            DuplicatesCommand::Join => join(desk, &case),
            DuplicatesCommand::Apart => {
                desk.apart(&ids, true);
                Ok(Problem::notice("duplicate-did-apart").with("count", ids.len()))
            }
            DuplicatesCommand::Move => Ok(move_persons(desk, &case)),
            DuplicatesCommand::Leave => {
                let author = desk.author.clone();
                for id in ids.iter().filter(|id| **id != case.whole) {
                    if let Some(part) = desk.homes.get_mut(id) {
                        let delta = carry::acknowledge(part, &author);
                        desk.deltas.push((*id, delta));
                    }
                }
                Ok(Problem::notice("duplicate-did-leave"))
            }
            DuplicatesCommand::Settle(whole) => settle(desk, &ids, whole),
            _ => Err(Problem::notice("duplicate-nothing")),
        });
        match done {
            Ok(told) => self.tell(told),
            Err(problem) => {
                self.desk.duplicates.opened = Some(case);
                self.tell(problem);
            }
        }
    }

    fn take_back(&mut self, done: Done) {
        let [first, second] = done.homes();
        let undone = self.change_homes(&[first, second], |desk| {
            let kept = match done {
                Done::Joined { part, whole } => desk.part(whole, part),
                Done::Apart(pair) => {
                    desk.apart(&pair, false);
                    0
                }
                Done::Moved { from, to } => bring_back(desk, from, to),
            };
            let told = Problem::notice(if kept > 0 { "duplicate-undone-kept" } else { "duplicate-undone" });
            Ok(told.with("count", kept))
        });
        match undone {
            Ok(told) | Err(told) => self.tell(told),
        }
    }

    /// Changes several households that are not open: what they are now is read, and what has changed is saved.
    ///
    /// # Errors
    /// A household cannot be read, or the change is refused; then nothing is written.
    fn change_homes(
        &mut self,
        ids: &[DossierId],
        change: impl FnOnce(&mut Desk) -> Result<Problem, Problem>,
    ) -> Result<Problem, Problem> {
        self.close_household();
        let mut homes = BTreeMap::new();
        for id in ids {
            let (dossier, problems) = self.load(*id)?;
            self.notices.extend(problems);
            homes.insert(*id, dossier);
        }
        let mut desk = Desk { homes, deltas: Vec::new(), author: self.author() };
        let told = change(&mut desk)?;
        for (id, delta) in desk.deltas.into_iter().filter(|(_, delta)| !delta.is_empty()) {
            self.keep(id, delta);
        }
        self.registry.put_all(desk.homes.values().map(Record::of));
        for dossier in desk.homes.into_values() {
            self.jobs.put(Job::of(&dossier, self.side()));
            self.saver.fold(&dossier);
            self.hold(dossier);
        }
        self.look_for_duplicates();
        Ok(told)
    }
}

fn join(desk: &mut Desk, case: &Opened) -> Result<Problem, Problem> {
    for part in case.parts() {
        let choice = case.choices.get(&part.id).cloned().unwrap_or_default();
        desk.join(case.whole, part.id, &choice)?;
        desk.apart(&[case.whole, part.id], false);
    }
    Ok(Problem::notice("duplicate-did-join").with("name", desk.name(case.whole)))
}

fn move_persons(desk: &mut Desk, case: &Opened) -> Problem {
    let author = desk.author.clone();
    for part in case.parts() {
        for (row, same) in case.same_persons(part.id) {
            let Some((mut keeper, mut loser)) = desk.take(case.whole, part.id) else { continue };
            let both = moved::keep_in(&mut keeper, &mut loser, row, same, &author);
            desk.put([(keeper, both.survivor), (loser, both.absorbed)]);
        }
    }
    Problem::notice("duplicate-did-move").with("name", desk.name(case.whole))
}

fn bring_back(desk: &mut Desk, from: DossierId, to: DossierId) -> usize {
    let author = desk.author.clone();
    let gone = desk.homes.get(&from).map(moved::gone).unwrap_or_default();
    let mut kept = 0;
    for left in gone.into_iter().filter(|left| left.other == to) {
        let Some((mut keeper, mut loser)) = desk.take(to, from) else { continue };
        let undone = moved::bring_back(&mut keeper, &mut loser, &left, &author);
        kept += undone.kept;
        desk.put([(keeper, undone.both.survivor), (loser, undone.both.absorbed)]);
    }
    kept
}

/// Ends a dispute: all that were joined belong to `whole`, or each stands for itself.
fn settle(desk: &mut Desk, ids: &[DossierId], whole: Option<DossierId>) -> Result<Problem, Problem> {
    let joined: Vec<(DossierId, Vec<DossierId>)> =
        desk.homes.values().map(|home| (home.id, joining::into(home))).filter(|(_, into)| !into.is_empty()).collect();
    // Whoever stays stands for itself first, so that the others can go into it.
    for (part, into) in &joined {
        for other in into.iter().filter(|other| Some(**other) != whole || Some(*part) == whole) {
            if desk.homes.contains_key(other) {
                desk.part(*other, *part);
            } else {
                desk.edit(*part, &joining::settle_into(None));
            }
        }
    }
    let Some(whole) = whole else {
        desk.apart(ids, true);
        return Ok(Problem::notice("duplicate-did-apart").with("count", ids.len()));
    };
    for (part, _) in joined.iter().filter(|(part, _)| *part != whole) {
        desk.join(whole, *part, &carry::Choice::default())?;
        desk.apart(&[whole, *part], false);
    }
    Ok(Problem::notice("duplicate-did-join").with("name", desk.name(whole)))
}
