//! Brings together what may belong together.

use std::collections::{BTreeMap, HashMap, HashSet};
use std::sync::Arc;

use super::key::Key;
use super::names::{self, Likeness, Named};
use super::number::Number;
use super::{COMMON, Candidate, Home, Level, Pair, Reason};
use crate::id::{DossierId, RowId};

/// Households with one number of which all pairs are told; more of them are told each with the next.
const MOST_OF_A_NUMBER: usize = 32;
/// Households that are shown as one candidate; more are shown in pairs.
const MOST_OF_A_GROUP: usize = 8;

/// Households ready to be compared.
#[derive(Debug, Default)]
pub struct Comparison {
    /// By id.
    homes: Vec<Prepared>,
    /// Key and household, sorted: where households meet.
    keys: Vec<(u64, u32)>,
    /// Number and household, sorted.
    numbers: Vec<(Number, u32)>,
    /// Values that too many share.
    common: HashSet<u64>,
}

/// One household with its keys.
#[derive(Debug)]
struct Prepared {
    home: Home,
    /// Key of the village within its division.
    village: Option<u64>,
    address: Option<u64>,
    phones: Vec<(u64, String)>,
    people: Vec<Somebody>,
    /// The head's name, also when the head is one of the people.
    head: Option<Arc<Named>>,
}

/// A person, or the head.
#[derive(Debug)]
struct Somebody {
    row: Option<RowId>,
    name: String,
    named: Option<Arc<Named>>,
    numbers: Vec<Number>,
}

impl Prepared {
    fn of(home: Home) -> Self {
        let core = names::village(&home.village);
        let village = (!core.is_empty()).then(|| Key::of(&["village", &home.division, &core]));
        let address = names::address(&home.address, &core);
        let address =
            village.filter(|_| !address.is_empty()).map(|place| Key::within(place, Key::of(&["address", &address])));
        let mut phones: Vec<(u64, String)> = home
            .phones
            .iter()
            .filter_map(|typed| phone(typed))
            .map(|digits| (Key::of(&["phone", &digits]), digits))
            .collect();
        phones.sort_unstable();
        phones.dedup();
        let mut people: Vec<Somebody> = home
            .persons
            .iter()
            .map(|person| Somebody {
                row: Some(person.row),
                name: person.name.clone(),
                named: Named::of(&person.name).map(Arc::new),
                numbers: person.numbers.clone(),
            })
            .collect();
        let head = Named::of(&home.head).map(Arc::new);
        if let Some(head) = &head
            && people.iter().all(|person| person.named.as_ref() != Some(head))
        {
            people.push(Somebody {
                row: None,
                name: home.head.clone(),
                named: Some(Arc::clone(head)),
                numbers: Vec::new(),
            });
        }
        Self { home, village, address, phones, people, head }
    }

    /// Where it meets others.
    fn keys(&self) -> Vec<u64> {
        let mut keys: Vec<u64> = self.phones.iter().map(|(key, _)| *key).chain(self.address).collect();
        if let Some(village) = self.village {
            for named in self.people.iter().filter_map(|person| person.named.as_ref()) {
                keys.extend(named.sounds().iter().map(|sound| Key::within(village, *sound)));
                keys.extend(named.gaps().iter().map(|gap| Key::within(village ^ 1, *gap)));
            }
        }
        keys.sort_unstable();
        keys.dedup();
        keys
    }
}

/// The digits of a telephone number; `None` for what is too short to be one, and for fillers.
fn phone(typed: &str) -> Option<String> {
    let digits: String =
        typed.chars().filter_map(|c| c.to_digit(10)).filter_map(|digit| char::from_digit(digit, 10)).collect();
    let digits = digits.strip_prefix("86").filter(|rest| rest.len() == 11).unwrap_or(&digits).to_owned();
    let first = digits.chars().next()?;
    (digits.len() >= 7 && digits.chars().any(|digit| digit != first)).then_some(digits)
}

impl Comparison {
    /// Makes households ready. In any order; one id counts once.
    pub fn of(homes: impl IntoIterator<Item = Home>) -> Self {
        let by_id: BTreeMap<DossierId, Home> = homes.into_iter().map(|home| (home.id.0, home)).collect();
        let homes: Vec<Prepared> = by_id.into_values().map(Prepared::of).collect();
        let (mut keys, mut numbers) = (Vec::with_capacity(homes.len() * 8), Vec::with_capacity(homes.len()));
        for (index, prepared) in (0_u32..).zip(&homes) {
            keys.extend(prepared.keys().into_iter().map(|key| (key, index)));
            numbers.extend(prepared.people.iter().flat_map(|person| &person.numbers).map(|number| (*number, index)));
        }
        keys.sort_unstable();
        numbers.sort_unstable();
        numbers.dedup();
        let common =
            keys.chunk_by(|a, b| a.0 == b.0).filter(|meeting| meeting.len() > COMMON).map(|meeting| meeting[0].0);
        Self { common: common.collect(), homes, keys, numbers }
    }

    pub fn len(&self) -> usize {
        self.homes.len()
    }

    pub fn is_empty(&self) -> bool {
        self.homes.is_empty()
    }

    pub fn get(&self, id: DossierId) -> Option<&Home> {
        Some(&self.homes[self.place(id)?].home)
    }

    fn place(&self, id: DossierId) -> Option<usize> {
        self.homes.binary_search_by_key(&id, |prepared| prepared.home.id.0).ok()
    }

    /// All candidates: certain ones first, then by weight, then by id. Pairs that were decided are none.
    pub fn candidates(&self) -> Vec<Candidate> {
        let mut met: Vec<(u32, u32)> = Vec::new();
        for meeting in self.keys.chunk_by(|a, b| a.0 == b.0).filter(|meeting| (2..=COMMON).contains(&meeting.len())) {
            let indices = meeting.iter().map(|(_, index)| *index).collect::<Vec<_>>();
            all_pairs(&indices, &mut met);
        }
        for meeting in self.numbers.chunk_by(|a, b| a.0 == b.0) {
            let indices = meeting.iter().map(|(_, index)| *index).collect::<Vec<_>>();
            if indices.len() <= MOST_OF_A_NUMBER {
                all_pairs(&indices, &mut met);
            } else {
                met.extend(indices.windows(2).map(|two| (two[0], two[1])));
            }
        }
        // Of two numbers that differ by a slip at most one is sound: only the neighbours of the others are looked for.
        for (number, index) in self.numbers.iter().filter(|(number, _)| !number.is_sound()) {
            met.extend(self.neighbours(*number).map(|other| (*index.min(&other), *index.max(&other))));
        }
        met.retain(|(a, b)| a != b);
        met.sort_unstable();
        met.dedup();
        let pairs = met.into_iter().filter_map(|(a, b)| self.pair(&self.homes[a as usize], &self.homes[b as usize]));
        grouped(pairs.collect(), &self.decided())
    }

    /// Who may be the same as one new record: a row of a roster, a household that is being registered. A record with
    /// the id of a household here is not compared with that one.
    pub fn of_one(&self, new: Home) -> Vec<Pair> {
        let new = Prepared::of(new);
        let mut met: Vec<u32> = Vec::new();
        for key in new.keys() {
            let from = self.keys.partition_point(|(known, _)| *known < key);
            let meeting = self.keys[from..].iter().take_while(|(known, _)| *known == key).take(COMMON);
            met.extend(meeting.map(|(_, index)| *index));
        }
        for number in new.people.iter().flat_map(|person| &person.numbers) {
            met.extend(self.with_number(*number));
            met.extend(self.neighbours(*number));
        }
        met.sort_unstable();
        met.dedup();
        let others =
            met.into_iter().map(|index| &self.homes[index as usize]).filter(|other| other.home.id != new.home.id);
        let mut pairs: Vec<Pair> = others.filter_map(|other| self.pair(&new, other)).collect();
        sort(&mut pairs);
        pairs
    }

    fn with_number(&self, number: Number) -> impl Iterator<Item = u32> {
        let from = self.numbers.partition_point(|(known, _)| *known < number);
        let meeting = self.numbers[from..].iter().take_while(move |(known, _)| *known == number);
        meeting.take(MOST_OF_A_NUMBER).map(|(_, index)| *index)
    }

    fn neighbours(&self, number: Number) -> impl Iterator<Item = u32> {
        number.neighbours().into_iter().flat_map(|other| self.with_number(other))
    }

    /// Two households compared by all rules; `None` where nothing speaks for it, or where it was decided.
    pub fn compare(&self, a: DossierId, b: DossierId) -> Option<Pair> {
        self.pair(&self.homes[self.place(a)?], &self.homes[self.place(b)?])
    }

    fn pair(&self, a: &Prepared, b: &Prepared) -> Option<Pair> {
        let (a, b) = if a.home.id <= b.home.id { (a, b) } else { (b, a) };
        let homes = [a.home.id.0, b.home.id.0];
        if homes[0] == homes[1] || a.home.decided.keeps_apart(homes[1]) || b.home.decided.keeps_apart(homes[0]) {
            return None;
        }
        let reasons = self.reasons(a, b);
        (!reasons.is_empty()).then_some(Pair { homes, reasons })
    }

    /// The rules. They know nothing of where the two have met.
    fn reasons(&self, a: &Prepared, b: &Prepared) -> Vec<Reason> {
        let telling = |key: &u64| !self.common.contains(key);
        let mut reasons = Vec::new();
        if a.address.is_some() && a.address == b.address && a.address.as_ref().is_some_and(telling) {
            reasons.push(Reason::Address { texts: [a.home.address.clone(), b.home.address.clone()] });
        }
        let shared = a.phones.iter().find(|(key, _)| telling(key) && b.phones.iter().any(|(other, _)| other == key));
        reasons.extend(shared.map(|(_, number)| Reason::Phone { number: number.clone() }));
        let near = !reasons.is_empty();
        reasons.extend(self.of_people(a, b, near));
        reasons.extend(self.of_heads(a, b, near, &reasons));
        reasons.sort_by(|a, b| b.weight().cmp(&a.weight()).then_with(|| a.cmp(b)));
        reasons
    }

    /// What the people say. Everybody once: the weightiest first.
    fn of_people(&self, a: &Prepared, b: &Prepared, near: bool) -> Vec<Reason> {
        let mut found = Vec::new();
        for (left, person) in a.people.iter().enumerate() {
            for (right, other) in b.people.iter().enumerate() {
                let reason = self.of_two([(a, person), (b, other)], near);
                found.extend(reason.map(|reason| (left, right, reason)));
            }
        }
        found.sort_by(|a, b| b.2.weight().cmp(&a.2.weight()).then_with(|| a.2.cmp(&b.2)));
        let (mut lefts, mut rights) = (HashSet::new(), HashSet::new());
        found.retain(|(left, right, _)| {
            !lefts.contains(left) && !rights.contains(right) && {
                lefts.insert(*left);
                rights.insert(*right)
            }
        });
        found.into_iter().map(|(_, _, reason)| reason).collect()
    }

    fn of_two(&self, [(a, person), (b, other)]: [(&Prepared, &Somebody); 2], near: bool) -> Option<Reason> {
        let names = || [person.name.clone(), other.name.clone()];
        let likeness = person.named.as_ref().zip(other.named.as_ref()).and_then(|(one, two)| one.likeness(two));
        if let Some(persons) = person.row.zip(other.row).map(|(one, two)| [one, two]) {
            if person.numbers.iter().any(|number| other.numbers.contains(number)) {
                return Some(Reason::Number { persons, names: names() });
            }
            let slips = person.numbers.iter().flat_map(|one| other.numbers.iter().filter_map(|two| one.slip(*two)));
            if let Some(slip) = slips.min().filter(|_| likeness.is_some()) {
                return Some(Reason::Slip { persons, names: names(), slip });
            }
        }
        let likeness = likeness.filter(|_| !are_two(person, other))?;
        let (one, two) = (person.named.as_ref()?, other.named.as_ref()?);
        if !near && !self.meet_by_name(a, b, one, two, likeness) {
            return None;
        }
        // Two heads of one name are told as heads.
        (person.row.is_some() || other.row.is_some()).then(|| Reason::Name {
            persons: [person.row, other.row],
            names: names(),
            likeness,
        })
    }

    /// The heads, unless they were compared as persons.
    fn of_heads(&self, a: &Prepared, b: &Prepared, near: bool, told: &[Reason]) -> Option<Reason> {
        let (one, two) = (a.head.as_ref()?, b.head.as_ref()?);
        let likeness = one.likeness(two).filter(|likeness| *likeness != Likeness::OneCharacter || one.is_long())?;
        let names = [a.home.head.clone(), b.home.head.clone()];
        let told = told.iter().any(|reason| match reason {
            Reason::Name { names: told, .. }
            | Reason::Number { names: told, .. }
            | Reason::Slip { names: told, .. } => *told == names,
            _ => false,
        });
        let heads =
            |home: &Prepared| -> Option<usize> { home.people.iter().position(|person| person.named == home.head) };
        let (left, right) = (&a.people[heads(a)?], &b.people[heads(b)?]);
        let met = near || self.meet_by_name(a, b, one, two, likeness);
        (!told && met && !are_two(left, right)).then_some(Reason::Head { names, likeness })
    }

    /// Whether two names in one village say something: few have them, and one other character only in a long name.
    fn meet_by_name(&self, a: &Prepared, b: &Prepared, one: &Named, two: &Named, likeness: Likeness) -> bool {
        let Some(village) = a.village.filter(|village| Some(*village) == b.village) else { return false };
        let telling = |place: u64, ours: &[u64], theirs: &[u64]| {
            let both = ours.iter().filter(|key| theirs.contains(key));
            both.into_iter().any(|key| !self.common.contains(&Key::within(place, *key)))
        };
        match likeness {
            Likeness::OneCharacter => one.is_long() && two.is_long() && telling(village ^ 1, &one.gaps(), &two.gaps()),
            _ => telling(village, one.sounds(), two.sounds()),
        }
    }

    fn decided(&self) -> HashSet<[DossierId; 2]> {
        let pairs = self.homes.iter().flat_map(|prepared| {
            let id = prepared.home.id.0;
            prepared.home.decided.apart.iter().map(move |other| [id.min(*other), id.max(*other)])
        });
        pairs.collect()
    }
}

/// Whether their numbers prove that they are two: both are sound, and they are not the same.
fn are_two(person: &Somebody, other: &Somebody) -> bool {
    let sound = |person: &Somebody| !person.numbers.is_empty() && person.numbers.iter().all(|number| number.is_sound());
    sound(person) && sound(other)
}

fn all_pairs(indices: &[u32], met: &mut Vec<(u32, u32)>) {
    for (place, a) in indices.iter().enumerate() {
        met.extend(indices[place + 1..].iter().map(|b| (*a.min(b), *a.max(b))));
    }
}

fn sort(pairs: &mut [Pair]) {
    pairs.sort_by(|a, b| b.weight().cmp(&a.weight()).then(a.homes.cmp(&b.homes)));
}

/// Likely pairs that hang together become one candidate; the rest stays in pairs. What a person has kept apart is
/// never put together by a third.
fn grouped(mut pairs: Vec<Pair>, apart: &HashSet<[DossierId; 2]>) -> Vec<Candidate> {
    sort(&mut pairs);
    let mut leader: HashMap<DossierId, DossierId> = HashMap::new();
    let likely = |pair: &&Pair| Level::of(pair.weight()) >= Level::Likely;
    for pair in pairs.iter().filter(likely) {
        let [a, b] = pair.homes.map(|home| lead(&leader, home));
        leader.insert(a.max(b), a.min(b));
    }
    let mut groups: BTreeMap<DossierId, Vec<DossierId>> = BTreeMap::new();
    let met: HashSet<DossierId> = pairs.iter().filter(likely).flat_map(|pair| pair.homes).collect();
    for home in met {
        groups.entry(lead(&leader, home)).or_default().push(home);
    }
    groups.values_mut().for_each(|group| group.sort_unstable());
    let whole = |group: &[DossierId]| {
        let torn =
            group.iter().enumerate().any(|(place, a)| group[place + 1..].iter().any(|b| apart.contains(&[*a, *b])));
        (3..=MOST_OF_A_GROUP).contains(&group.len()) && !torn
    };
    groups.retain(|_, group| whole(group));
    let mut candidates: BTreeMap<Vec<DossierId>, Vec<Pair>> = BTreeMap::new();
    for pair in pairs {
        let [a, b] = pair.homes.map(|home| lead(&leader, home));
        let group = if a == b { groups.get(&a) } else { None };
        candidates.entry(group.cloned().unwrap_or_else(|| pair.homes.to_vec())).or_default().push(pair);
    }
    let mut candidates: Vec<Candidate> =
        candidates.into_iter().map(|(homes, pairs)| Candidate { homes, pairs }).collect();
    candidates.sort_by(|a, b| b.weight().cmp(&a.weight()).then_with(|| a.homes.cmp(&b.homes)));
    candidates
}

fn lead(leader: &HashMap<DossierId, DossierId>, mut home: DossierId) -> DossierId {
    while let Some(next) = leader.get(&home).filter(|next| **next != home) {
        home = *next;
    }
    home
}
