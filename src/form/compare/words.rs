//! Changes as people read them.

use super::{Change, Kept, Move, What};
use crate::id::Name;
use crate::l10n::Words;
use crate::units::Unit;

impl Change {
    /// "门开启后净宽：改名，原为 qD1"
    pub fn text(&self, words: &Words) -> String {
        let label = match self.label.get(words.language()) {
            "" => self.id.as_str(),
            label => label,
        };
        words.with("form-diff-line", &[("label", label), ("id", self.id.as_str()), ("what", &self.what.text(words))])
    }
}

impl What {
    /// What is different, in words.
    pub fn text(&self, words: &Words) -> String {
        match self {
            Self::Added => words.text("form-diff-added"),
            Self::Gone => words.text("form-diff-gone"),
            Self::Renamed { from } => words.with("form-diff-renamed", &[("from", from.as_str())]),
            Self::Elsewhere => words.text("form-diff-elsewhere"),
            Self::Kind { from, to } => words.with("form-diff-kind", &[("from", from), ("to", to)]),
            Self::Unit { from, to } => {
                let (from, to) = (unit_text(*from, words), unit_text(*to, words));
                words.with("form-diff-unit", &[("from", &from), ("to", &to)])
            }
            Self::Choices { gone, added } => match (gone.is_empty(), added.is_empty()) {
                (false, false) => {
                    words.with("form-diff-choices", &[("gone", &join(gone, words)), ("added", &join(added, words))])
                }
                (false, true) => words.with("form-diff-choices-gone", &[("gone", &join(gone, words))]),
                _ => words.with("form-diff-choices-added", &[("added", &join(added, words))]),
            },
            Self::Reworded => words.text("form-diff-reworded"),
            Self::Rules => words.text("form-diff-rules"),
        }
    }
}

impl Move {
    /// Whether only the place changes, not what is said.
    pub fn is_only_place(&self) -> bool {
        self.was == self.value
    }
}

impl Kept {
    /// Why it stays, in words.
    pub fn reason(&self, words: &Words) -> String {
        words.text(self.why.key())
    }
}

fn unit_text(unit: Option<Unit>, words: &Words) -> String {
    match unit {
        None => words.text("form-diff-no-unit"),
        Some(unit) if unit.symbol().is_empty() => words.with(unit.key(), &[("number", "2")]),
        Some(unit) => unit.symbol().to_owned(),
    }
}

fn join(names: &[Name], words: &Words) -> String {
    let names: Vec<&str> = names.iter().map(Name::as_str).collect();
    names.join(&words.text("dossier-between-choices"))
}
