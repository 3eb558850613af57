//! Where joined households have gone, over the whole workspace.

use std::collections::BTreeMap;

use crate::id::DossierId;

/// Where a household that was joined can be found.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Place {
    /// It stands for itself.
    Itself,
    /// It is part of this one.
    In(DossierId),
    /// Desks have joined it in a circle, or into different households: it stays visible until somebody decides.
    Disputed,
    /// The household it is part of is not here: it stays visible.
    Missing(DossierId),
}

impl Place {
    /// Whether it is left out of lists, counts and tables.
    pub const fn is_hidden(self) -> bool {
        matches!(self, Self::In(_))
    }
}

/// Which household was joined into which.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Joins {
    /// Every household with the ones it was joined into; empty for most.
    into: BTreeMap<DossierId, Vec<DossierId>>,
    known: std::collections::BTreeSet<DossierId>,
}

impl Joins {
    /// Of all households: each with what [`crate::dossier::joining::into`] says of it.
    pub fn of<'a>(homes: impl IntoIterator<Item = (DossierId, &'a [DossierId])>) -> Self {
        let mut joins = Self::default();
        for (id, into) in homes {
            joins.put(id, into);
        }
        joins
    }

    /// Takes in how a household stands now.
    pub fn put(&mut self, id: DossierId, into: &[DossierId]) {
        self.known.insert(id);
        if into.is_empty() {
            self.into.remove(&id);
        } else {
            self.into.insert(id, into.to_vec());
        }
    }

    /// Whether the household is in the workspace.
    pub fn knows(&self, id: DossierId) -> bool {
        self.known.contains(&id)
    }

    /// What this household was joined into, as it says itself.
    pub fn into(&self, id: DossierId) -> &[DossierId] {
        self.into.get(&id).map_or(&[], Vec::as_slice)
    }

    /// Where the household is to be found. Follows households that were joined further; never runs in a circle.
    pub fn place(&self, id: DossierId) -> Place {
        let mut here = id;
        let mut seen = vec![id];
        loop {
            match self.into.get(&here).map(Vec::as_slice) {
                None | Some([]) if here == id => return Place::Itself,
                None | Some([]) if self.known.contains(&here) => return Place::In(here),
                None | Some([]) => return Place::Missing(here),
                Some([next]) if !seen.contains(next) => {
                    seen.push(*next);
                    here = *next;
                }
                // Somewhere on the way desks disagree. Only those who are in it are disputed; who leads there is part
                // of the household where the way ends.
                Some(several) if here == id || several.contains(&id) => return Place::Disputed,
                Some(_) => return Place::In(here),
            }
        }
    }

    /// The households that are part of `id`, near or far.
    pub fn parts(&self, id: DossierId) -> Vec<DossierId> {
        self.into.keys().copied().filter(|part| self.place(*part) == Place::In(id)).collect()
    }

    /// Households that desks have joined in a circle or into different ones, each with what it was joined into.
    pub fn disputed(&self) -> impl Iterator<Item = (DossierId, &[DossierId])> {
        let disputed = self.into.iter().filter(|(id, _)| self.place(**id) == Place::Disputed);
        disputed.map(|(id, into)| (*id, into.as_slice()))
    }

    /// Every household that is part of another.
    pub fn hidden(&self) -> impl Iterator<Item = (DossierId, DossierId)> {
        let place = |id: &DossierId| match self.place(*id) {
            Place::In(survivor) => Some((*id, survivor)),
            _ => None,
        };
        self.into.keys().filter_map(place)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn id(number: u128) -> DossierId {
        DossierId::from_u128(number)
    }

    fn joins(into: &[(u128, &[u128])]) -> Joins {
        let into: Vec<(DossierId, Vec<DossierId>)> =
            into.iter().map(|(home, into)| (id(*home), into.iter().map(|into| id(*into)).collect())).collect();
        Joins::of(into.iter().map(|(home, into)| (*home, into.as_slice())))
    }

    #[test]
    fn a_joined_household_leads_to_the_end_of_the_way() {
        let joins = joins(&[(1, &[2]), (2, &[3]), (3, &[]), (4, &[])]);
        assert_eq!(
            [1, 2, 3, 4].map(|home| joins.place(id(home))),
            [Place::In(id(3)), Place::In(id(3)), Place::Itself, Place::Itself]
        );
        assert_eq!(joins.parts(id(3)), [id(1), id(2)]);
    }

    #[test]
    fn a_circle_hides_nobody_and_does_not_run() {
        let joins = joins(&[(1, &[2]), (2, &[1]), (3, &[1])]);
        assert_eq!(joins.place(id(1)), Place::Disputed);
        assert_eq!(joins.place(id(2)), Place::Disputed);
        assert_eq!(joins.disputed().count(), 2);
        assert!(joins.place(id(3)).is_hidden(), "it leads to one that is visible");
        let long = self::joins(&[(1, &[2]), (2, &[3]), (3, &[1])]);
        assert!([1, 2, 3].into_iter().all(|home| !long.place(id(home)).is_hidden()));
    }

    #[test]
    fn what_was_joined_into_different_households_or_into_one_that_is_not_here_stays_visible() {
        let joins = joins(&[(1, &[2, 3]), (2, &[]), (3, &[]), (4, &[9])]);
        assert_eq!(joins.place(id(1)), Place::Disputed);
        assert_eq!(joins.place(id(4)), Place::Missing(id(9)));
    }
}
