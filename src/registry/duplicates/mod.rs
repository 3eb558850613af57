//! Households and persons that may be the same 疑似重复: who, why, and how likely.
//!
//! Nobody compares 40,000 households with each other. A household has a few [`key`]s (its numbers, its address, its
//! telephones, the names in its village); only households that meet in a key are compared, by rules that know nothing
//! of keys ([`Comparison::reasons`]). A property test compares all pairs by the same rules: no candidate may be lost.
//!
//! A value that many households share (the village official's telephone, a village typed as an address) is no
//! evidence: [`COMMON`].
//!
//! [`number`] compares identity numbers, [`names`] names and addresses, [`find`] brings households together, [`joins`]
//! says where joined households have gone, [`queue`] is what a person still has to decide, and what was decided.

mod compared;
pub mod find;
pub mod joins;
mod key;
pub mod names;
pub mod number;
pub mod queue;
mod words;

use crate::dossier::summary::Summary;
use crate::dossier::{Dossier, joining};
use crate::id::{DossierId, RowId};
use names::Likeness;
use number::{Number, Slip};

pub use compared::Compared;
pub use find::Comparison;

/// Households that may share an address, a telephone or a name in a village before it says nothing any more.
pub const COMMON: usize = 6;

/// What is compared of one household.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Home {
    pub id: Id,
    pub head: String,
    /// Six digits; empty when unknown.
    pub division: String,
    /// The village, else the township.
    pub village: String,
    pub address: String,
    /// As they were typed; of the household and of its persons.
    pub phones: Vec<String>,
    pub persons: Vec<Person>,
    /// What has been decided about it.
    pub decided: joining::Decided,
}

/// A household's id; zero before it has one (a row of a roster).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Id(pub DossierId);

impl Default for Id {
    fn default() -> Self {
        Self(DossierId::from_u128(0))
    }
}

/// A person with a disability.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Person {
    pub row: RowId,
    pub name: String,
    /// Of the citizen number and of the certificate; they should be one.
    pub numbers: Vec<Number>,
}

impl Home {
    pub fn of(dossier: &Dossier) -> Self {
        Self::of_parts(dossier.id, &Summary::of(dossier), &Compared::of(dossier))
    }

    /// From what an index keeps, without the household.
    pub fn of_parts(id: DossierId, summary: &Summary, compared: &Compared) -> Self {
        let village = if summary.village.is_empty() { &summary.township } else { &summary.village };
        let persons = summary.persons.iter().zip(&compared.persons);
        let phones = [&summary.phone].into_iter().chain(&compared.phones);
        Self {
            id: Id(id),
            head: summary.head.trim().to_owned(),
            division: summary.division.clone(),
            village: village.trim().to_owned(),
            address: summary.address.trim().to_owned(),
            phones: phones.cloned().collect(),
            persons: persons.map(|(person, compared)| compared.person(&person.name)).collect(),
            decided: compared.decided(),
        }
    }
}

impl Person {
    /// `typed`: the citizen number and the certificate, as far as they are known.
    pub fn new(row: RowId, name: String, typed: &[String]) -> Self {
        Self { row, name, numbers: numbers(typed.iter().map(String::as_str)) }
    }
}

fn numbers<'a>(typed: impl Iterator<Item = &'a str>) -> Vec<Number> {
    let mut numbers: Vec<Number> = typed.filter_map(Number::of).collect();
    numbers.sort_unstable();
    numbers.dedup();
    numbers
}

/// Why two households may be one, or have one person. The first of each two is of the household with the lower id.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Reason {
    /// Two persons have one number: it is one person.
    Number {
        persons: [RowId; 2],
        names: [String; 2],
    },
    /// Two persons of (nearly) one name whose numbers differ by one slip.
    Slip {
        persons: [RowId; 2],
        names: [String; 2],
        slip: Slip,
    },
    /// Names that are alike; no number speaks against it. `None` is the head of the household.
    Name {
        persons: [Option<RowId>; 2],
        names: [String; 2],
        likeness: Likeness,
    },
    /// The heads are named alike, whoever has the disability.
    Head {
        names: [String; 2],
        likeness: Likeness,
    },
    Address {
        texts: [String; 2],
    },
    Phone {
        number: String,
    },
}

impl Reason {
    /// Of hundred, when nothing else speaks for it. Weights of one pair are added; only a number makes it certain.
    pub const fn weight(&self) -> u32 {
        match self {
            Self::Number { .. } => CERTAIN,
            Self::Slip { .. } => 80,
            Self::Name { likeness: Likeness::Same, .. } => 45,
            Self::Address { .. } | Self::Phone { .. } => 40,
            Self::Name { likeness: Likeness::Sound, .. } | Self::Head { likeness: Likeness::Same, .. } => 30,
            Self::Head { .. } => 20,
            Self::Name { likeness: Likeness::OneCharacter, .. } => 15,
        }
    }

    /// Whether it says that a person of one household is a person of the other, and which.
    pub const fn one_person(&self) -> Option<[RowId; 2]> {
        match self {
            Self::Number { persons, .. } | Self::Slip { persons, .. } => Some(*persons),
            Self::Name { persons: [Some(a), Some(b)], likeness: Likeness::Same | Likeness::Sound, .. } => {
                Some([*a, *b])
            }
            _ => None,
        }
    }
}

/// The weight of certainty.
pub const CERTAIN: u32 = 100;
/// From this weight on it is likely.
const LIKELY: u32 = 60;

/// How sure the program is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Level {
    Possible,
    Likely,
    Certain,
}

impl Level {
    pub const fn of(weight: u32) -> Self {
        match weight {
            CERTAIN.. => Self::Certain,
            LIKELY.. => Self::Likely,
            _ => Self::Possible,
        }
    }
}

/// What the candidates may be.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Kind {
    /// 一人两档: one person stands in both.
    OnePerson,
    /// 一户多残: one home, several persons.
    OneHome,
}

/// Two households and what speaks for it that they belong together.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pair {
    /// The lower id first.
    pub homes: [DossierId; 2],
    /// The weightiest first.
    pub reasons: Vec<Reason>,
}

impl Pair {
    pub fn weight(&self) -> u32 {
        let sum: u32 = self.reasons.iter().map(Reason::weight).sum();
        let certain = self.reasons.iter().any(|reason| matches!(reason, Reason::Number { .. }));
        if certain { CERTAIN } else { sum.min(CERTAIN - 1) }
    }

    pub fn kind(&self) -> Kind {
        let one = self.reasons.iter().any(|reason| reason.one_person().is_some());
        if one { Kind::OnePerson } else { Kind::OneHome }
    }
}

/// Households that may belong together, with everything that speaks for it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Candidate {
    /// By id.
    pub homes: Vec<DossierId>,
    /// The weightiest first.
    pub pairs: Vec<Pair>,
}

impl Candidate {
    /// Of its weightiest pair.
    pub fn weight(&self) -> u32 {
        self.pairs.first().map_or(0, Pair::weight)
    }

    pub fn level(&self) -> Level {
        Level::of(self.weight())
    }

    pub fn kind(&self) -> Kind {
        let one = self.pairs.iter().any(|pair| pair.kind() == Kind::OnePerson);
        if one { Kind::OnePerson } else { Kind::OneHome }
    }
}
