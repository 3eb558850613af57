//! Who lives in the homes (domain §1.5, people): persons by sex, age, category, grade and ethnic group; households by
//! place, hardship and composition.

use std::collections::BTreeMap;

use super::Step;
use super::seen::Seen;
use crate::id::Name;
use crate::registry::figures::{Hardship, PersonFigures, Residence, Sex};

/// A group of ages, in full years at the end of the current year. Working age is 16 to 59.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Age {
    Child,
    Young,
    Middle,
    Sixties,
    Seventies,
    Eighty,
}

/// What is told apart. The first five are of persons, the others of households.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Trait {
    Sex(Option<Sex>),
    Age(Option<Age>),
    /// 1 to 7; 0 when unknown.
    Category(u8),
    /// 1 to 4; 0 when unknown.
    Grade(u8),
    /// 民族
    Ethnic(Option<Name>),
    Residence(Option<Residence>),
    /// A household may have several hardships; `None` where the question has no answer.
    Hardship(Option<Hardship>),
    /// 一户多残
    SeveralPersons,
    /// 老残一体
    OldPerson,
}

/// How many there are, and of how many the works were accepted.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Pair {
    pub all: u32,
    pub accepted: u32,
}

/// Everybody.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct People {
    pub persons: Pair,
    pub households: Pair,
    traits: BTreeMap<Trait, Pair>,
}

impl Age {
    pub const ALL: [Self; 6] = [Self::Child, Self::Young, Self::Middle, Self::Sixties, Self::Seventies, Self::Eighty];

    /// Of full years.
    pub const fn of(years: i16) -> Self {
        match years {
            ..16 => Self::Child,
            16..45 => Self::Young,
            45..60 => Self::Middle,
            60..70 => Self::Sixties,
            70..80 => Self::Seventies,
            80.. => Self::Eighty,
        }
    }
}

impl Trait {
    pub const fn is_of_persons(&self) -> bool {
        matches!(self, Self::Sex(_) | Self::Age(_) | Self::Category(_) | Self::Grade(_) | Self::Ethnic(_))
    }

    /// Whether the household, or one of its persons, has it. `year` is that of the ages.
    pub fn holds(&self, seen: &Seen<'_>, year: i16) -> bool {
        let figures = &seen.record.figures;
        if self.is_of_persons() {
            return figures.persons.iter().any(|person| traits(person, year).contains(self));
        }
        household(seen, year).any(|own| own == *self)
    }
}

impl People {
    pub(super) fn add(&mut self, seen: &Seen<'_>, year: i16) {
        let accepted = seen.has_reached(Step::Accepted);
        self.households.add(accepted);
        for person in &seen.record.figures.persons {
            self.persons.add(accepted);
            for own in traits(person, year) {
                self.count(own, accepted);
            }
        }
        for own in household(seen, year) {
            self.count(own, accepted);
        }
    }

    fn count(&mut self, own: Trait, accepted: bool) {
        self.traits.entry(own).or_default().add(accepted);
    }

    pub fn get(&self, own: &Trait) -> Pair {
        self.traits.get(own).copied().unwrap_or_default()
    }

    /// In the order of [`Trait`].
    pub fn iter(&self) -> impl Iterator<Item = (&Trait, Pair)> {
        self.traits.iter().map(|(own, pair)| (own, *pair))
    }
}

impl Pair {
    fn add(&mut self, accepted: bool) {
        self.all += 1;
        self.accepted += u32::from(accepted);
    }
}

fn traits(person: &PersonFigures, year: i16) -> [Trait; 5] {
    [
        Trait::Sex(person.sex),
        Trait::Age(person.age(year).map(Age::of)),
        Trait::Category(person.disability.map_or(0, |disability| disability.category)),
        Trait::Grade(person.disability.map_or(0, |disability| disability.grade)),
        Trait::Ethnic(person.ethnic.clone()),
    ]
}

fn household(seen: &Seen<'_>, year: i16) -> impl Iterator<Item = Trait> {
    let figures = &seen.record.figures;
    let hardship = figures.hardship;
    let unknown = (!hardship.is_answered()).then_some(Trait::Hardship(None));
    let several = figures.has_several_persons().then_some(Trait::SeveralPersons);
    let old = figures.has_old_person(year).then_some(Trait::OldPerson);
    let hardships = hardship.iter().map(|hardship| Trait::Hardship(Some(hardship)));
    [Trait::Residence(figures.residence)].into_iter().chain(hardships).chain(unknown).chain(several).chain(old)
}
