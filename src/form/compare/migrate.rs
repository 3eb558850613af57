//! Answers of the old version under the new one: what moves where, and what stays as it was.

use super::Comparison;
use super::fit::{Takes, fit};
use crate::form::schema::{Kind, Question};
use crate::id::Name;
use crate::path::{Aspect, FieldPath, RowStep, Rows};
use crate::value::Value;

/// What becomes of a household's answers. Nothing is taken away: what moved is written at its new place and the old
/// one keeps what it says.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Migration {
    pub moves: Vec<Move>,
    pub kept: Vec<Kept>,
}

/// An answer that is written anew: elsewhere, in other terms, or both.
#[derive(Clone, Debug, PartialEq)]
pub struct Move {
    pub from: FieldPath,
    pub to: FieldPath,
    pub was: Value,
    pub value: Value,
}

/// An answer without a place under the new version: an earlier answer.
#[derive(Clone, Debug, PartialEq)]
pub struct Kept {
    pub path: FieldPath,
    pub value: Value,
    pub why: Why,
}

/// Why an answer does not move.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Why {
    /// The question is no longer asked.
    Gone,
    /// It is asked in other rows.
    Elsewhere,
    /// It takes another kind of answer.
    Kind,
    /// It is measured in something else.
    Unit,
    /// The choice is no longer offered.
    Choice,
    /// There is an answer at the new place already.
    Answered,
}

impl Why {
    /// Key of the reason in words.
    pub const fn key(self) -> &'static str {
        match self {
            Self::Gone => "form-kept-gone",
            Self::Elsewhere => "form-kept-elsewhere",
            Self::Kind => "form-kept-kind",
            Self::Unit => "form-kept-unit",
            Self::Choice => "form-kept-choice",
            Self::Answered => "form-kept-answered",
        }
    }
}

/// Where a field of the old version belongs.
enum Target {
    /// The household's own business, or another form's.
    Foreign,
    At(FieldPath),
    Nowhere(Why),
}

impl Comparison<'_> {
    /// What becomes of these answers. `answered` says what stands at a place now, so that nothing is written over.
    pub fn migrate(
        &self,
        answers: impl IntoIterator<Item = (FieldPath, Value)>,
        answered: impl Fn(&FieldPath) -> Option<Value>,
    ) -> Migration {
        let mut migration = Migration::default();
        for (path, value) in answers {
            let mut keep = |why, value: Value| migration.kept.push(Kept { path: path.clone(), value, why });
            let to = match self.target(&path) {
                Target::Foreign => continue,
                Target::Nowhere(why) => {
                    keep(why, value);
                    continue;
                }
                Target::At(to) => to,
            };
            let new = match self.fitted(&path, &to, &value) {
                Ok(new) => new,
                Err(why) => {
                    keep(why, value);
                    continue;
                }
            };
            if to == path && new == value {
                continue;
            }
            match answered(&to) {
                Some(there) if to != path && there != new => keep(Why::Answered, value),
                Some(there) if there == new => {}
                _ => migration.moves.push(Move { from: path, to, was: value, value: new }),
            }
        }
        migration
    }

    fn target(&self, path: &FieldPath) -> Target {
        let Some(own) = self.own_names(path) else { return Target::Foreign };
        if own.iter().any(|name| self.now(name).is_none()) {
            return Target::Nowhere(Why::Gone);
        }
        let mut rows = Rows::new();
        for step in &path.rows {
            let repeat = self.now(&step.repeat).unwrap_or(&step.repeat).clone();
            rows.push(RowStep { repeat, row: step.row });
        }
        let leaf = match &path.leaf {
            None => None,
            Some(leaf) => {
                let (base, suffix) = split(leaf);
                let base = base.and_then(|base| self.now(&base).cloned()).map(|now| format!("{now}{suffix}"));
                match base.unwrap_or_else(|| leaf.to_string()).parse() {
                    Ok(name) => Some(name),
                    Err(_) => return Target::Nowhere(Why::Gone),
                }
            }
        };
        let to = FieldPath { rows, leaf };
        if self.stands(&to) { Target::At(to) } else { Target::Nowhere(Why::Elsewhere) }
    }

    /// The names in a path that are questions or repeats of the old version; `None` where there is none: then it
    /// is not this form's.
    fn own_names(&self, path: &FieldPath) -> Option<Vec<Name>> {
        let leaf = path.leaf.as_ref().and_then(|leaf| split(leaf).0);
        let names = path.rows.iter().map(|step| step.repeat.clone()).chain(leaf);
        let own: Vec<Name> = names.filter(|name| self.old.places.contains_key(name)).collect();
        (!own.is_empty()).then_some(own)
    }

    /// What a question or repeat of the old version is called now.
    fn now(&self, old: &Name) -> Option<&Name> {
        if let Some((name, _)) = self.new.places.get_key_value(old) {
            return Some(name);
        }
        self.new.order.iter().copied().find(|name| self.before(name) == Some(old))
    }

    /// Whether the rows of a path are those that its question (or repeat) stands in under the new version. Photos
    /// and what is drawn on them stand below their question.
    fn stands(&self, path: &FieldPath) -> bool {
        let leaf = path.leaf.as_ref().and_then(|leaf| split(leaf).0);
        let named = leaf.filter(|name| self.new.places.contains_key(name));
        let (name, rows) = match named {
            Some(name) => (name, &path.rows[..]),
            // A row, a photo or something in a photo's row: the innermost name of this form counts.
            None => {
                let known = path.rows.iter().rposition(|step| self.new.places.contains_key(&step.repeat));
                let Some(place) = known else { return true };
                (path.rows[place].repeat.clone(), &path.rows[..place])
            }
        };
        let Some(place) = self.new.places.get(&name) else { return true };
        place.within.len() == rows.len() && place.within.iter().zip(rows).all(|(repeat, step)| **repeat == step.repeat)
    }

    fn fitted(&self, from: &FieldPath, to: &FieldPath, value: &Value) -> Result<Value, Why> {
        let question =
            |index: &super::Index<'_>, path: &FieldPath| -> Option<(Kind, Vec<crate::form::schema::Choice>)> {
                let question: &Question = index.places.get(path.leaf.as_ref()?)?.question?;
                Some((question.kind.clone(), index.choices(question).to_vec()))
            };
        let (Some((was, before)), Some((is, after))) = (question(&self.old, from), question(&self.new, to)) else {
            return Ok(value.clone());
        };
        fit(value, Takes { kind: &was, choices: &before }, Takes { kind: &is, choices: &after })
    }
}

/// A question's name without what stands beside its answer, and that suffix.
fn split(leaf: &Name) -> (Option<Name>, &'static str) {
    let suffix =
        Aspect::ALL.into_iter().map(Aspect::suffix).find(|suffix| leaf.as_str().ends_with(suffix)).unwrap_or("");
    (leaf.as_str().strip_suffix(suffix).and_then(|base| base.parse().ok()), suffix)
}
