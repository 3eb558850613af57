//! Two versions of one form: what has changed, and where answers given under the old one belong under the new one.
//!
//! Questions are the same when their ids are, or when the new one says what it [was called](super::schema::Question::was).
//! Nothing is ever deleted: what has no place under the new version stays in the household's file as an *earlier
//! answer* 以前的答案.

mod fit;
mod migrate;
mod words;

pub use migrate::{Kept, Migration, Move, Why};

use std::collections::{BTreeMap, BTreeSet};

use super::schema::{Choice, FormText, Item, Kind, Question};
use crate::id::Name;
use crate::l10n::Texts;
use crate::units::Unit;

/// What has changed between two versions of a form, question by question.
#[derive(Clone, Debug, PartialEq)]
pub struct Comparison<'a> {
    old: Index<'a>,
    new: Index<'a>,
    /// In the order of the new form; what is gone comes last, in the order of the old one.
    pub changes: Vec<Change>,
}

/// One thing that is different.
#[derive(Clone, Debug, PartialEq)]
pub struct Change {
    /// In the new form; of what is gone in the old one.
    pub id: Name,
    pub label: Texts,
    pub what: What,
}

/// How it is different.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum What {
    Added,
    /// Its answers stay as earlier answers.
    Gone,
    Renamed {
        from: Name,
    },
    /// Asked in rows of other repeats, or no longer in rows.
    Elsewhere,
    /// Another kind of answer; both by their names.
    Kind {
        from: &'static str,
        to: &'static str,
    },
    Unit {
        from: Option<Unit>,
        to: Option<Unit>,
    },
    /// Choices that can no longer be given, and new ones; renamed ones are neither.
    Choices {
        gone: Vec<Name>,
        added: Vec<Name>,
    },
    /// The words have changed.
    Reworded,
    /// The same question under other conditions: when it is asked, required, doubted, measured against.
    Rules,
}

/// A question or repeat of one version.
#[derive(Clone, Debug, PartialEq)]
struct Place<'a> {
    question: Option<&'a Question>,
    label: &'a Texts,
    was: &'a [Name],
    /// The repeats it stands in, outermost first.
    within: Vec<&'a Name>,
}

/// The questions and repeats of one version, in the order of the form and by id.
#[derive(Clone, Debug, PartialEq)]
struct Index<'a> {
    form: &'a FormText,
    order: Vec<&'a Name>,
    places: BTreeMap<&'a Name, Place<'a>>,
}

impl<'a> Index<'a> {
    fn of(form: &'a FormText) -> Self {
        let mut index = Self { form, order: Vec::new(), places: BTreeMap::new() };
        index.items(&form.items, &mut Vec::new());
        index
    }

    fn items(&mut self, items: &'a [Item], within: &mut Vec<&'a Name>) {
        for item in items {
            match item {
                Item::Section(section) => self.items(&section.items, within),
                Item::Group(group) => self.items(&group.items, within),
                Item::Repeat(repeat) => {
                    self.put(&repeat.id, None, &repeat.title, &repeat.was, within);
                    within.push(&repeat.id);
                    self.items(&repeat.items, within);
                    within.pop();
                }
                Item::Question(question) => {
                    self.put(&question.id, Some(question), &question.label, &question.was, within);
                }
            }
        }
    }

    fn put(
        &mut self,
        id: &'a Name,
        question: Option<&'a Question>,
        label: &'a Texts,
        was: &'a [Name],
        within: &[&'a Name],
    ) {
        self.order.push(id);
        self.places.insert(id, Place { question, label, was, within: within.to_vec() });
    }

    fn choices(&self, question: &Question) -> &'a [Choice] {
        match &question.kind {
            Kind::OneOf { list } | Kind::ManyOf { list, .. } => self.form.lists.get(list).map_or(&[], Vec::as_slice),
            _ => &[],
        }
    }
}

impl<'a> Comparison<'a> {
    /// Compares an older version of a form with a newer one.
    pub fn of(old: &'a FormText, new: &'a FormText) -> Self {
        let mut comparison = Self { old: Index::of(old), new: Index::of(new), changes: Vec::new() };
        let mut changes = Vec::new();
        let mut found: BTreeSet<&Name> = BTreeSet::new();
        for id in &comparison.new.order {
            let place = &comparison.new.places[id];
            let mut tell = |what| changes.push(Change { id: (*id).clone(), label: place.label.clone(), what });
            match comparison.before(id) {
                None => tell(What::Added),
                Some(before) => {
                    found.insert(before);
                    comparison.differences(before, id).into_iter().for_each(tell);
                }
            }
        }
        for id in comparison.old.order.iter().filter(|id| !found.contains(*id)) {
            let label = comparison.old.places[id].label.clone();
            changes.push(Change { id: (*id).clone(), label, what: What::Gone });
        }
        comparison.changes = changes;
        comparison
    }

    /// Whether answers of the old version have the same meaning and place under the new one.
    pub fn moves_nothing(&self) -> bool {
        let harmless = |what: &What| matches!(what, What::Added | What::Reworded | What::Rules);
        self.changes.iter().all(|change| harmless(&change.what))
    }

    /// What a question or repeat of the new version was called in the old one.
    fn before(&self, id: &Name) -> Option<&'a Name> {
        let place = self.new.places.get(id)?;
        let known = |name: &Name| self.old.places.get_key_value(name).map(|(name, _)| *name);
        // A name that the new version still uses otherwise is not free to have been this one.
        known(id).or_else(|| place.was.iter().filter(|name| !self.new.places.contains_key(name)).find_map(known))
    }

    fn differences(&self, before: &Name, id: &Name) -> Vec<What> {
        let (old, new) = (&self.old.places[before], &self.new.places[id]);
        let mut found = Vec::new();
        if before != id {
            found.push(What::Renamed { from: before.clone() });
        }
        let moved: Vec<Option<&Name>> = new.within.iter().map(|repeat| self.before(repeat)).collect();
        let stands: Vec<Option<&Name>> = old.within.iter().map(|repeat| Some(*repeat)).collect();
        if moved != stands {
            found.push(What::Elsewhere);
        }
        if let (Some(was), Some(is)) = (old.question, new.question) {
            self.question_differences(was, is, &mut found);
        }
        if old.label != new.label {
            found.push(What::Reworded);
        }
        found
    }

    fn question_differences(&self, was: &Question, is: &Question, found: &mut Vec<What>) {
        let (from, to) = (kind_name(&was.kind), kind_name(&is.kind));
        if from != to {
            found.push(What::Kind { from, to });
        }
        let (from, to) = (unit(&was.kind), unit(&is.kind));
        if from != to {
            found.push(What::Unit { from, to });
        }
        let (before, after) = (self.old.choices(was), self.new.choices(is));
        let names = |choice: &Choice, id: &Name| choice.id == *id || choice.was.contains(id);
        let gone: Vec<Name> = before
            .iter()
            .filter(|old| !after.iter().any(|new| names(new, &old.id)))
            .map(|old| old.id.clone())
            .collect();
        let added: Vec<Name> = after
            .iter()
            .filter(|new| !before.iter().any(|old| names(new, &old.id)))
            .map(|new| new.id.clone())
            .collect();
        if !(before.is_empty() && from_is_choice(&is.kind) || gone.is_empty() && added.is_empty()) {
            found.push(What::Choices { gone, added });
        }
        let rules = |question: &Question| {
            let Question { references, relevant, required, checks, default, filter, fine, skips, .. } = question;
            format!("{references:?}{relevant:?}{required:?}{checks:?}{default:?}{filter:?}{fine:?}{skips:?}")
        };
        let ranges = std::mem::discriminant(&was.kind) == std::mem::discriminant(&is.kind) && was.kind != is.kind;
        let listed = matches!(is.kind, Kind::OneOf { .. } | Kind::ManyOf { .. });
        if rules(was) != rules(is) || ranges && !listed && unit(&was.kind) == unit(&is.kind) {
            found.push(What::Rules);
        }
    }
}

/// A choice question that was none before: all its choices are new, which is no news.
const fn from_is_choice(kind: &Kind) -> bool {
    matches!(kind, Kind::OneOf { .. } | Kind::ManyOf { .. })
}

const fn unit(kind: &Kind) -> Option<Unit> {
    match kind {
        Kind::Integer { unit, .. } | Kind::Decimal { unit, .. } | Kind::Calculated { unit, .. } => *unit,
        _ => None,
    }
}

/// The kind as form authors write it.
const fn kind_name(kind: &Kind) -> &'static str {
    match kind {
        Kind::Note => "Note",
        Kind::YesNo => "YesNo",
        Kind::OneOf { .. } => "OneOf",
        Kind::ManyOf { .. } => "ManyOf",
        Kind::Integer { .. } => "Integer",
        Kind::Decimal { .. } => "Decimal",
        Kind::Text { .. } => "Text",
        Kind::Date => "Date",
        Kind::Division { .. } => "Division",
        Kind::CitizenId => "CitizenId",
        Kind::Certificate { .. } => "Certificate",
        Kind::Phone => "Phone",
        Kind::Photo { .. } => "Photo",
        Kind::Signature { .. } => "Signature",
        Kind::Point { .. } => "Point",
        Kind::Calculated { .. } => "Calculated",
    }
}

#[cfg(test)]
mod tests;
