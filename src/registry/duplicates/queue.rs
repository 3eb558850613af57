//! What is still to be decided about duplicates, and what was.

use std::collections::{BTreeMap, BTreeSet};

use super::joins::{Joins, Place};
use super::{Candidate, Comparison, Home, Kind, Level};
use crate::dossier::joining::Decided;
use crate::id::DossierId;

/// Something to decide.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Case {
    pub matter: Matter,
    /// The households it is about, by id; of [`Matter::News`] the survivor comes first.
    pub homes: Vec<DossierId>,
}

/// What is to be decided.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Matter {
    /// Desks have decided differently: joined in a circle, into different households, or joined here and kept apart
    /// there.
    Disputed,
    /// A tablet has brought so many fields for a household that is part of another.
    News(u32),
    /// May be the same.
    Candidate(Candidate),
}

impl Case {
    pub fn level(&self) -> Level {
        match &self.matter {
            Matter::Disputed | Matter::News(_) => Level::Certain,
            Matter::Candidate(candidate) => candidate.level(),
        }
    }

    pub fn kind(&self) -> Option<Kind> {
        match &self.matter {
            Matter::Candidate(candidate) => Some(candidate.kind()),
            _ => None,
        }
    }
}

/// Something that was decided, and can be taken back.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Done {
    /// `part` became a part of `whole`.
    Joined { part: DossierId, whole: DossierId },
    /// They are two.
    Apart([DossierId; 2]),
    /// A person stays in `to` and not in `from`.
    Moved { from: DossierId, to: DossierId },
}

/// What a line shows of a household.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Brief {
    pub head: String,
    pub village: String,
    pub address: String,
    /// The names of its persons.
    pub persons: Vec<String>,
}

/// Everything about duplicates in a workspace, at one time.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Queue {
    /// Disputes first, then news, then candidates by weight.
    pub cases: Vec<Case>,
    /// What was decided, joins first.
    pub history: Vec<Done>,
    /// Of every household that stands in `cases` or `history`.
    pub briefs: BTreeMap<DossierId, Brief>,
    pub joins: Joins,
    /// Households that were compared.
    pub compared: usize,
}

impl Queue {
    /// Looks through all households. Seconds for the whole region: not for the thread that paints.
    pub fn of<'a>(homes: impl Iterator<Item = &'a Home> + Clone) -> Self {
        let into: Vec<(DossierId, &Decided)> = homes.clone().map(|home| (home.id.0, &home.decided)).collect();
        let joins = Joins::of(into.iter().map(|(id, decided)| (*id, decided.into.as_slice())));
        let (history, apart) = history(&into, &joins);
        let mut cases = disputes(&into, &joins, &apart);
        cases.extend(into.iter().filter(|(_, decided)| decided.news > 0).filter_map(|(id, decided)| {
            match joins.place(*id) {
                Place::In(whole) => Some(Case { matter: Matter::News(decided.news), homes: vec![whole, *id] }),
                _ => None,
            }
        }));
        let visible = homes.clone().filter(|home| home.decided.into.is_empty() || !joins.place(home.id.0).is_hidden());
        let comparison = Comparison::of(visible.cloned());
        cases.extend(
            comparison
                .candidates()
                .into_iter()
                .map(|candidate| Case { homes: candidate.homes.clone(), matter: Matter::Candidate(candidate) }),
        );
        let compared = comparison.len();
        let briefs = briefs(homes, &cases, &history);
        Self { cases, history, briefs, joins, compared }
    }

    /// The households of which something is to be decided: the register marks them.
    pub fn pending(&self) -> BTreeSet<DossierId> {
        let telling = self.cases.iter().filter(|case| case.level() >= Level::Likely);
        telling.flat_map(|case| case.homes.iter().copied()).collect()
    }

    /// How many cases there are of each level, from the surest.
    pub fn counts(&self) -> [usize; 3] {
        let count = |level| self.cases.iter().filter(|case| case.level() == level).count();
        [Level::Certain, Level::Likely, Level::Possible].map(count)
    }
}

type Pairs = BTreeSet<[DossierId; 2]>;

fn history(homes: &[(DossierId, &Decided)], joins: &Joins) -> (Vec<Done>, Pairs) {
    let (mut done, mut apart) = (BTreeSet::new(), Pairs::new());
    for (id, decided) in homes {
        let known = |other: &&DossierId| joins.knows(**other);
        done.extend(decided.into.iter().filter(known).map(|whole| Done::Joined { part: *id, whole: *whole }));
        // A survivor tells of a household that was joined elsewhere, also before its file has come.
        done.extend(
            decided
                .took
                .iter()
                .filter(known)
                .filter(|part| joins.into(**part).contains(id))
                .map(|part| Done::Joined { part: *part, whole: *id }),
        );
        done.extend(decided.gone.iter().filter(known).map(|to| Done::Moved { from: *id, to: *to }));
        apart.extend(decided.apart.iter().filter(known).map(|other| [*id.min(other), *id.max(other)]));
    }
    let mut history: Vec<Done> = done.into_iter().collect();
    history.extend(apart.iter().map(|pair| Done::Apart(*pair)));
    (history, apart)
}

/// Households that desks disagree about, each set of them once.
fn disputes(homes: &[(DossierId, &Decided)], joins: &Joins, apart: &Pairs) -> Vec<Case> {
    let mut groups: BTreeSet<Vec<DossierId>> = BTreeSet::new();
    for (id, into) in joins.disputed() {
        let group: BTreeSet<DossierId> = into.iter().copied().chain([id]).filter(|id| joins.knows(*id)).collect();
        groups.insert(group.into_iter().collect());
    }
    for (id, decided) in homes {
        let torn = decided.into.iter().filter(|whole| apart.contains(&[*id.min(whole), *id.max(whole)]));
        groups.extend(torn.map(|whole| vec![*id.min(whole), *id.max(whole)]));
    }
    groups.into_iter().map(|homes| Case { matter: Matter::Disputed, homes }).collect()
}

fn briefs<'a>(homes: impl Iterator<Item = &'a Home>, cases: &[Case], history: &[Done]) -> BTreeMap<DossierId, Brief> {
    let mut wanted: BTreeSet<DossierId> = cases.iter().flat_map(|case| case.homes.iter().copied()).collect();
    for done in history {
        wanted.extend(done.homes());
    }
    let brief = |home: &Home| Brief {
        head: home.head.clone(),
        village: home.village.clone(),
        address: home.address.clone(),
        persons: home.persons.iter().map(|person| person.name.clone()).collect(),
    };
    homes.filter(|home| wanted.contains(&home.id.0)).map(|home| (home.id.0, brief(home))).collect()
}

impl Done {
    /// The household that stays or keeps first.
    pub const fn homes(&self) -> [DossierId; 2] {
        match self {
            Self::Joined { part, whole } => [*whole, *part],
            Self::Apart(pair) => *pair,
            Self::Moved { from, to } => [*to, *from],
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::id::RowId;
    use crate::registry::duplicates::{Id, Person};

    fn id(number: u128) -> DossierId {
        DossierId::from_u128(number)
    }

    /// A household with the person of this number.
    fn home(number: u128, certificate: &str, decided: Decided) -> Home {
        Home {
            id: Id(id(number)),
            head: format!("户主{number}"),
            division: "152221".into(),
            village: "红峰嘎查".into(),
            persons: vec![Person::new(RowId::from_bits(1), "王秀兰".into(), &[certificate.into()])],
            decided,
            ..Home::default()
        }
    }

    const NUMBER: &str = "11010519491231002X43";
    const OTHER: &str = "15010219900307233642";

    fn into(whole: u128) -> Decided {
        Decided { into: vec![id(whole)], ..Decided::default() }
    }

    #[test]
    fn a_joined_household_is_neither_compared_nor_asked_again() {
        let homes =
            [home(1, NUMBER, Decided::default()), home(2, NUMBER, into(1)), home(3, NUMBER, Decided::default())];
        let queue = Queue::of(homes.iter());
        assert_eq!(queue.cases.iter().map(|case| case.homes.clone()).collect::<Vec<_>>(), [vec![id(1), id(3)]]);
        assert_eq!((queue.counts(), queue.compared), ([1, 0, 0], 2));
        assert_eq!(queue.history, [Done::Joined { part: id(2), whole: id(1) }]);
        assert_eq!(queue.pending(), BTreeSet::from([id(1), id(3)]));
        assert_eq!(queue.briefs[&id(2)].head, "户主2");
    }

    #[test]
    fn kept_apart_is_not_asked_again_also_if_only_one_side_knows() {
        let apart = Decided { apart: vec![id(1)], ..Decided::default() };
        let homes = [home(1, NUMBER, Decided::default()), home(2, NUMBER, apart)];
        let queue = Queue::of(homes.iter());
        assert!(queue.cases.is_empty());
        assert_eq!(queue.history, [Done::Apart([id(1), id(2)])]);
    }

    #[test]
    fn a_circle_a_fork_and_a_quarrel_are_disputes_and_stand_first() {
        let circle = [home(1, OTHER, into(2)), home(2, NUMBER, into(1)), home(3, NUMBER, Decided::default())];
        let queue = Queue::of(circle.iter());
        assert_eq!((&queue.cases[0].matter, &queue.cases[0].homes), (&Matter::Disputed, &vec![id(1), id(2)]));
        assert_eq!(queue.cases.len(), 2, "both are visible, so one is compared with the third");
        let fork = Decided { into: vec![id(2), id(3)], ..Decided::default() };
        let homes = [home(1, NUMBER, fork), home(2, OTHER, Decided::default()), home(3, "", Decided::default())];
        assert_eq!(Queue::of(homes.iter()).cases[0].homes, [id(1), id(2), id(3)]);
        let apart = Decided { apart: vec![id(1)], ..Decided::default() };
        let quarrel = [home(1, NUMBER, into(2)), home(2, NUMBER, apart)];
        assert_eq!(Queue::of(quarrel.iter()).cases, [Case { matter: Matter::Disputed, homes: vec![id(1), id(2)] }]);
    }

    #[test]
    fn what_came_later_for_a_joined_household_is_told_with_the_one_that_stays() {
        let news = Decided { news: 4, ..into(1) };
        let homes = [home(1, NUMBER, Decided::default()), home(2, NUMBER, news.clone())];
        assert_eq!(Queue::of(homes.iter()).cases, [Case { matter: Matter::News(4), homes: vec![id(1), id(2)] }]);
        // The household it was joined into is not here: it stands for itself.
        assert!(Queue::of([home(2, NUMBER, news)].iter()).cases.is_empty());
    }
}
