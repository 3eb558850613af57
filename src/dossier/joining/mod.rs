//! Two households that are one, or have one person 并户: what is written down, in the households themselves.
//!
//! Everything is fields that merge like any other, so that a decision reaches the other desks and survives whatever
//! the tablets bring later.
//!
//! * The household that is taken in (the *absorbed*) keeps its file and all it has. `_joined_into` names the household
//!   that stays (the *survivor*), `_carried` what had been seen when its fields were carried over: what a tablet
//!   writes later is not in it and is noticed ([`Decided::news`]).
//! * The survivor gets the persons, rooms, photos and answers as new writes of its own ([`carry`]); rows keep their
//!   ids. What both say differently stays as it is unless a person chooses. A row `_joined/<id>` keeps from whom,
//!   which writes they were, and every value that was replaced, so that it can be undone ([`undo`]).
//! * A person who stands in two households stays in one; the other keeps what it had in a row `_moved/<id>` ([`moved`]).
//! * `_apart.<id>` in both households says that they are two.
//!
//! What was planned, built and paid is never carried: money stays where it was spent. A household with an order can
//! therefore not be absorbed ([`refuse`]).

pub mod carry;
pub mod moved;
mod ranges;
mod record;
#[cfg(test)]
mod tests;
pub mod undo;

use std::str::FromStr as _;

use super::Dossier;
use super::edit::Edit;
use super::household;
use super::stage::{Stage, Standing};
use crate::id::{DeviceId, DossierId, Name};
use crate::path::FieldPath;
use crate::problem::Problem;
use crate::stamp::{Dot, Seen};
use crate::value::Value;

pub use ranges::Range;
pub use record::{Mirror, Taken};

/// In the absorbed household: the id of the household that it is part of now, text.
pub const JOINED_INTO: &str = "_joined_into";
/// In the absorbed household: what had been seen of it when it was carried over, text. Joined by maximum, so several
/// live values are no conflict.
pub const CARRIED: &str = "_carried";
/// In a person's row of the absorbed household: the row of the same person in the survivor, text.
pub const SAME_AS: &str = "_same_as";
/// In the survivor: a repeat, one row for every time something was carried over.
pub const JOINED: &str = "_joined";
/// In the household that a person has left: a repeat, one row for every such person.
pub const MOVED: &str = "_moved";
/// In such a row: the other household, text.
pub const OTHER: &str = "other";
/// In a row of [`JOINED`]: which writes they were, text.
pub const RANGE: &str = "range";
/// In both households: with the other's id behind it, yes when they are two.
const APART_PREFIX: &str = "_apart.";

/// What belongs to which step of the programme.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Part {
    /// What the program keeps for itself; never carried.
    System,
    /// The registration: head, address, telephone.
    Home,
    /// The persons, with all that is asked of them.
    Person,
    /// The survey: consent, rooms, photos, needs.
    Survey,
    /// Plan, order, works, acceptance, money; never carried.
    Later,
}

/// Beginnings of the names of what is asked after the survey; a test holds them against the forms.
const LATER: [&str; 12] =
    ["plan_item", "accept_item", "pl_", "ag_", "no_", "or_", "wi_", "wo_", "ac_", "ai_", "se_", "rv_"];

impl Part {
    pub fn of(path: &FieldPath) -> Self {
        let outer = path.rows.first().map(|step| &step.repeat).or(path.leaf.as_ref());
        let name = outer.map_or("", Name::as_str);
        let own = path.leaf.as_ref().is_some_and(|leaf| leaf.as_str() == SAME_AS);
        if name.starts_with('_') || own {
            Self::System
        } else if name == household::PERSON {
            Self::Person
        } else if LATER.iter().any(|later| name.starts_with(later)) {
            Self::Later
        } else if name.starts_with("hh_") {
            Self::Home
        } else {
            Self::Survey
        }
    }

    /// Whether it goes to the survivor.
    pub const fn is_carried(self) -> bool {
        matches!(self, Self::Home | Self::Person | Self::Survey)
    }
}

/// What has been decided about a household, as a list of all needs it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Decided {
    /// Households that it was kept apart from.
    pub apart: Vec<DossierId>,
    /// Households it was joined into: one, or several when desks disagree.
    pub into: Vec<DossierId>,
    /// Households that were joined into it, as far as it knows.
    pub took: Vec<DossierId>,
    /// Households to which persons of this one have moved.
    pub gone: Vec<DossierId>,
    /// Fields of an absorbed household that were written after it was carried over.
    pub news: u32,
}

impl Decided {
    pub fn of(dossier: &Dossier) -> Self {
        let into = into(dossier);
        let news = if into.is_empty() { 0 } else { news(dossier).count() };
        let mut took: Vec<DossierId> = record::taken(dossier).into_iter().map(|taken| taken.other).collect();
        took.sort_unstable();
        took.dedup();
        let mut gone: Vec<DossierId> = record::left(dossier).into_iter().map(|left| left.other).collect();
        gone.sort_unstable();
        gone.dedup();
        Self { apart: apart(dossier), into, took, gone, news: u32::try_from(news).unwrap_or(u32::MAX) }
    }

    pub fn keeps_apart(&self, other: DossierId) -> bool {
        self.apart.contains(&other)
    }
}

/// The field that says into which household this one was joined.
pub fn into_path() -> FieldPath {
    FieldPath::top(Name::of(JOINED_INTO))
}

fn carried_path() -> FieldPath {
    FieldPath::top(Name::of(CARRIED))
}

/// Whether several values of this field are joined by a rule and need nobody to choose.
pub fn is_context(path: &FieldPath) -> bool {
    path.rows.is_empty() && path.leaf.as_ref().is_some_and(|leaf| leaf.as_str() == CARRIED)
}

/// Whether the field says what was decided about duplicates: the queue of duplicates shows what desks disagree about.
pub fn is_own(path: &FieldPath) -> bool {
    let outer = path.rows.first().map(|step| &step.repeat).or(path.leaf.as_ref());
    let own = [JOINED_INTO, CARRIED, JOINED, MOVED];
    outer.is_some_and(|name| own.contains(&name.as_str()) || name.as_str().starts_with(APART_PREFIX))
        || path.leaf.as_ref().is_some_and(|leaf| leaf.as_str() == SAME_AS)
}

/// The households it was joined into, each once; the one that counts first.
pub fn into(dossier: &Dossier) -> Vec<DossierId> {
    let Some(register) = dossier.fields.get(&into_path()) else { return Vec::new() };
    let mut found = Vec::new();
    for (_, write) in register.leading().into_iter().chain(register.live()) {
        if let Value::Text(text) = &write.value
            && let Ok(id) = DossierId::from_str(text)
            && id != dossier.id
            && !found.contains(&id)
        {
            found.push(id);
        }
    }
    found
}

/// What had been seen of the absorbed household when it was carried over: everything that any desk has carried.
pub fn carried(dossier: &Dossier) -> Seen {
    let mut seen = Seen::default();
    for (_, write) in dossier.fields.get(&carried_path()).into_iter().flat_map(super::register::Register::live) {
        if let Value::Text(text) = &write.value {
            dots(text).for_each(|dot| seen.add(dot));
        }
    }
    seen
}

/// `4kq2m8x1zr:17 7mm2m8x1za:4`; what does not read so is passed over.
fn dots(text: &str) -> impl Iterator<Item = Dot> {
    text.split(' ').filter_map(|part| {
        let (device, counter) = part.split_once(':')?;
        Some(Dot { device: DeviceId::from_str(device).ok()?, counter: counter.parse().ok()? })
    })
}

fn seen_text(seen: &Seen) -> Value {
    let parts: Vec<String> = seen.iter().map(|(device, counter)| format!("{device}:{counter}")).collect();
    Value::Text(parts.join(" ").into())
}

/// The fields of an absorbed household that were written after it was carried over.
pub fn news(absorbed: &Dossier) -> impl Iterator<Item = &FieldPath> {
    let carried = carried(absorbed);
    let fields = absorbed.fields.iter().filter(|(path, _)| Part::of(path) != Part::System);
    fields.filter(move |(_, register)| register.live().any(|(dot, _)| !carried.covers(dot))).map(|(path, _)| path)
}

/// The households it was kept apart from.
pub fn apart(dossier: &Dossier) -> Vec<DossierId> {
    let first = FieldPath::top(Name::of(APART_PREFIX));
    let fields = dossier.fields.range(first..);
    let id = |path: &FieldPath| {
        let leaf = path.leaf.as_ref().filter(|_| path.rows.is_empty())?;
        leaf.as_str().strip_prefix(APART_PREFIX).map(DossierId::from_str)
    };
    let named = fields.map_while(|(path, register)| Some((id(path)?, register)));
    named.filter(|(_, register)| register.value() == Some(&Value::YesNo(true))).filter_map(|(id, _)| id.ok()).collect()
}

/// Says that two households are two, or with `false` that this is open again. To be written into both.
pub fn keep_apart(other: DossierId, apart: bool) -> Edit {
    let value = if apart { Value::YesNo(true) } else { Value::Erased };
    let path = format!("{APART_PREFIX}{other}").parse().map(FieldPath::top);
    path.map_or_else(|_| Edit::Many(Vec::new()), |path| Edit::set(path, value))
}

/// Settles into which household this one was joined; `None`: into none, it stands for itself again.
pub fn settle_into(survivor: Option<DossierId>) -> Edit {
    Edit::set(into_path(), survivor.map_or(Value::Erased, |id| Value::Text(id.to_string().into())))
}

/// Why `absorbed` cannot become a part of `survivor`; `None` where it can.
pub fn refuse(survivor: &Dossier, absorbed: &Dossier) -> Option<Problem> {
    let refuse = |key| Some(Problem::warning(key).of_dossier(absorbed.id));
    if survivor.id == absorbed.id {
        return refuse("duplicate-refused-same");
    }
    if !into(survivor).is_empty() {
        return refuse("duplicate-refused-gone");
    }
    if into(absorbed).iter().any(|id| *id != survivor.id) {
        return refuse("duplicate-refused-elsewhere");
    }
    let money = match Standing::of(absorbed) {
        Standing::At(stage) | Standing::SurveyReopened(stage) => stage >= Stage::Ordered,
        Standing::Disputed(claims) => claims.iter().any(|claim| claim.stage >= Stage::Ordered),
    };
    if money { refuse("duplicate-refused-money") } else { None }
}

/// Which of two households should stay when nobody has chosen: the one that is further on the way, then the one that
/// knows more, then the lower id.
pub fn survivor_first(a: &Dossier, b: &Dossier) -> [DossierId; 2] {
    let rank = |home: &Dossier| {
        let known = home.fields.values().filter(|register| register.value().is_some()).count();
        (Stage::of(home), known)
    };
    let (of_a, of_b) = (rank(a), rank(b));
    if of_a > of_b || (of_a == of_b && a.id < b.id) { [a.id, b.id] } else { [b.id, a.id] }
}
