//! A case that is looked at: its households, what a person chooses, and what joining would do.

use std::collections::{BTreeMap, BTreeSet};

use crate::dossier::Dossier;
use crate::dossier::joining::carry::{self, Carry, Choice};
use crate::dossier::joining::{self, survivor_first};
use crate::id::{DossierId, RowId};
use crate::path::FieldPath;
use crate::problem::Problem;
use crate::registry::duplicates::names::Likeness;
use crate::registry::duplicates::queue::{Case, Matter};
use crate::registry::duplicates::{Kind, Reason};

/// What joining would do with one household.
#[derive(Clone, Debug, PartialEq)]
pub struct Preview {
    pub part: DossierId,
    /// Why it cannot be joined, if so.
    pub carry: Result<Carry, Problem>,
}

/// A case with its households read.
#[derive(Clone, Debug)]
pub struct Opened {
    pub case: Case,
    /// In the order of the case.
    pub homes: Vec<Dossier>,
    /// The household that stays.
    pub whole: DossierId,
    /// Households of a group that do not take part.
    pub left_out: BTreeSet<DossierId>,
    pub choices: BTreeMap<DossierId, Choice>,
    /// One for every household that goes.
    pub previews: Vec<Preview>,
}

impl Opened {
    pub(super) fn new(case: Case, homes: Vec<Dossier>) -> Self {
        let whole = match case.matter {
            Matter::News(_) => homes[0].id,
            _ => {
                homes
                    .iter()
                    .skip(1)
                    .fold(&homes[0], |best, home| {
                        let [first, _] = survivor_first(best, home);
                        if first == home.id { home } else { best }
                    })
                    .id
            }
        };
        let mut opened =
            Self { case, homes, whole, left_out: BTreeSet::new(), choices: BTreeMap::new(), previews: Vec::new() };
        opened.begin();
        opened
    }

    pub fn home(&self, id: DossierId) -> Option<&Dossier> {
        self.homes.iter().find(|home| home.id == id)
    }

    /// The households that go, in the order in which they are carried over.
    pub fn parts(&self) -> impl Iterator<Item = &Dossier> {
        self.homes.iter().filter(|home| home.id != self.whole && !self.left_out.contains(&home.id))
    }

    /// Persons of `part` who may be persons of the household that stays: row there, row here, and why.
    pub fn alike(&self, part: DossierId) -> Vec<(RowId, RowId, &Reason)> {
        let Matter::Candidate(candidate) = &self.case.matter else { return Vec::new() };
        let wanted = [part.min(self.whole), part.max(self.whole)];
        let reasons = candidate.pairs.iter().filter(|pair| pair.homes == wanted).flat_map(|pair| &pair.reasons);
        let turned = |[low, high]: [RowId; 2]| if part < self.whole { (low, high) } else { (high, low) };
        reasons
            .filter_map(|reason| reason.one_person().map(turned).map(|(theirs, ours)| (theirs, ours, reason)))
            .collect()
    }

    /// Whether a person stands in two of the households: then it can stay in one of them alone.
    pub fn may_move(&self) -> bool {
        self.case.kind() == Some(Kind::OnePerson) && self.parts().any(|part| !self.same_persons(part.id).is_empty())
    }

    /// Who is who, as it is chosen now: the row in `part`, the row in the household that stays.
    pub fn same_persons(&self, part: DossierId) -> BTreeMap<RowId, RowId> {
        self.choices.get(&part).map(|choice| choice.same.clone()).unwrap_or_default()
    }

    /// The defaults, for the household that stays now.
    fn begin(&mut self) {
        let certain = |reason: &Reason| !matches!(reason, Reason::Name { likeness, .. } if *likeness != Likeness::Same);
        let choices = self.homes.iter().filter(|home| home.id != self.whole).map(|home| {
            let same = self.alike(home.id).into_iter().filter(|(_, _, reason)| certain(reason));
            (home.id, Choice { same: same.map(|(theirs, ours, _)| (theirs, ours)).collect(), ..Choice::default() })
        });
        self.choices = choices.collect();
        self.look();
    }

    /// What joining would do, one household after the other.
    fn look(&mut self) {
        let Some(mut whole) = self.home(self.whole).cloned() else { return };
        let mut previews = Vec::new();
        for part in self.parts() {
            let choice = self.choices.get(&part.id).cloned().unwrap_or_default();
            let refused = joining::refuse(&whole, part);
            let carry = refused.map_or_else(|| Ok(Carry::of(&whole, part, &choice)), Err);
            if carry.is_ok() {
                // The next one is held against what the household is then.
                let author = crate::dossier::edit::Author {
                    device: crate::id::DeviceId::from_bits(0),
                    name: "".into(),
                    at: crate::stamp::Moment::new(0, 0),
                };
                carry::join(&mut whole, &mut part.clone(), &choice, &author).ok();
            }
            previews.push(Preview { part: part.id, carry });
        }
        self.previews = previews;
    }

    pub(super) fn stay(&mut self, home: DossierId) {
        if self.home(home).is_some() && !matches!(self.case.matter, Matter::News(_)) {
            self.whole = home;
            self.left_out.remove(&home);
            self.begin();
        }
    }

    pub(super) fn include(&mut self, home: DossierId, with: bool) {
        if with {
            self.left_out.remove(&home);
        } else if home != self.whole && self.homes.len() > self.left_out.len() + 2 {
            self.left_out.insert(home);
        }
        self.look();
    }

    pub(super) fn survey(&mut self, part: DossierId, along: bool) {
        if let Some(choice) = self.choices.get_mut(&part) {
            choice.survey = along;
        }
        self.look();
    }

    pub(super) fn take(&mut self, part: DossierId, path: FieldPath, theirs: bool) {
        let Some(choice) = self.choices.get_mut(&part) else { return };
        let (chosen, other) =
            if theirs { (&mut choice.theirs, &mut choice.ours) } else { (&mut choice.ours, &mut choice.theirs) };
        other.remove(&path);
        chosen.insert(path);
        self.look();
    }

    pub(super) fn same(&mut self, part: DossierId, person: RowId, with: Option<RowId>) {
        let Some(choice) = self.choices.get_mut(&part) else { return };
        match with {
            Some(row) => choice.same.insert(person, row),
            None => choice.same.remove(&person),
        };
        self.look();
    }
}
