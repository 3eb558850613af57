//! Undo and redo 撤销与重做: two stacks of inverse edits for the household that is open.
//!
//! Undo is a new forward write, so it merges like any other. A forward write supersedes what its register has
//! seen; once another device's answer was merged in, undoing over it would destroy that answer without anybody
//! asking. Therefore a step goes back only in those fields where its own value still stands alone, written by
//! this device; the others are named ([`Undone::kept`]) and keep what they have.

use std::collections::{BTreeMap, BTreeSet, VecDeque};
use std::sync::Arc;

use super::Dossier;
use super::edit::{Applied, Author, Delta, Edit};
use crate::id::ContentHash;
use crate::l10n::{Language, Words};
use crate::limits::MAX_UNDO;
use crate::path::FieldPath;
use crate::value::{Estimate, Photo, Value};

/// What was done, as a key of the language files with its arguments: the name of the undo button.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Label {
    pub key: &'static str,
    pub args: Vec<(&'static str, String)>,
}

impl Label {
    /// A deed done to `what`: the question, row or section as it is called on the screen.
    pub fn new(deed: Deed, what: impl Into<String>) -> Self {
        Self { key: deed.key(), args: vec![("what", what.into())] }
    }

    pub fn text(&self, language: Language) -> String {
        let args: Vec<(&str, &str)> = self.args.iter().map(|(name, value)| (*name, value.as_str())).collect();
        Words::of(language).with(self.key, &args)
    }
}

/// What a step did.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Deed {
    Answer,
    Skip,
    Erase,
    Settle,
    NoProblem,
    AddRow,
    DuplicateRow,
    RemoveRow,
    AddPhoto,
    RemovePhoto,
    AddMark,
    ChangeMark,
    RemoveMark,
    Caption,
    Pair,
    Note,
    /// Measured in a photo.
    Measure,
    /// Measured by tape what was an estimate.
    Confirm,
    Finish,
    Reopen,
}

impl Deed {
    pub const ALL: [Self; 20] = [
        Self::Answer,
        Self::Skip,
        Self::Erase,
        Self::Settle,
        Self::NoProblem,
        Self::AddRow,
        Self::DuplicateRow,
        Self::RemoveRow,
        Self::AddPhoto,
        Self::RemovePhoto,
        Self::AddMark,
        Self::ChangeMark,
        Self::RemoveMark,
        Self::Caption,
        Self::Pair,
        Self::Note,
        Self::Measure,
        Self::Confirm,
        Self::Finish,
        Self::Reopen,
    ];

    /// Message with the argument `what`.
    pub const fn key(self) -> &'static str {
        match self {
            Self::Answer => "dossier-did-answer",
            Self::Skip => "dossier-did-skip",
            Self::Erase => "dossier-did-erase",
            Self::Settle => "dossier-did-settle",
            Self::NoProblem => "dossier-did-no-problem",
            Self::AddRow => "dossier-did-add-row",
            Self::DuplicateRow => "dossier-did-duplicate-row",
            Self::RemoveRow => "dossier-did-remove-row",
            Self::AddPhoto => "dossier-did-add-photo",
            Self::RemovePhoto => "dossier-did-remove-photo",
            Self::AddMark => "marks-did-add",
            Self::ChangeMark => "marks-did-change",
            Self::RemoveMark => "marks-did-remove",
            Self::Caption => "marks-did-caption",
            Self::Pair => "marks-did-pair",
            Self::Note => "dossier-did-note",
            Self::Measure => "dossier-did-measure",
            Self::Confirm => "dossier-did-confirm",
            Self::Finish => "dossier-did-finish",
            Self::Reopen => "dossier-did-reopen",
        }
    }
}

/// One step back or forward, done.
#[derive(Clone, Debug, PartialEq)]
pub struct Undone {
    pub delta: Delta,
    pub label: Label,
    /// Fields that were left alone because another device has written them since.
    pub kept: Vec<FieldPath>,
}

#[derive(Clone, Debug)]
struct Step {
    inverse: Edit,
    /// What the step left in each field it wrote.
    left: BTreeMap<FieldPath, Value>,
    label: Label,
}

impl Step {
    fn of(applied: Applied, label: Label) -> Option<Self> {
        if applied.delta.is_empty() {
            return None;
        }
        let leading = |(path, _, write): (FieldPath, _, &super::register::Write)| (path, write.value.clone());
        let registers = applied.delta.fields.iter();
        let left = registers
            .filter_map(|(path, register)| register.leading().map(|(dot, write)| (path.clone(), dot, write)))
            .map(leading)
            .collect();
        Some(Self { inverse: applied.inverse, left, label })
    }

    /// Whether this is the next letter or digit of what `last` left: one answer for the person, and one step.
    fn goes_on_typing(&self, last: &Self) -> bool {
        let typed = |step: &Self| match step.left.first_key_value() {
            Some((path, Value::Text(_) | Value::Integer(_) | Value::Decimal(_))) if step.left.len() == 1 => {
                Some(path.clone())
            }
            _ => None,
        };
        self.label == last.label && typed(self).is_some_and(|path| typed(last) == Some(path))
    }
}

/// The steps of one open household. Lives as long as the household is open; nothing of it is stored.
#[derive(Clone, Debug, Default)]
pub struct History {
    undo: VecDeque<Step>,
    redo: Vec<Step>,
}

impl History {
    /// Remembers a step that was just applied; what had been undone can no longer be redone. An edit that changed
    /// nothing is no step.
    pub fn record(&mut self, applied: Applied, label: Label) {
        if let Some(step) = Step::of(applied, label) {
            self.redo.clear();
            self.push(step);
        }
    }

    /// The same for an answer as it is being typed: letters and digits of one answer are one step.
    pub fn record_typing(&mut self, applied: Applied, label: Label) {
        let Some(step) = Step::of(applied, label) else { return };
        self.redo.clear();
        match self.undo.back_mut().filter(|last| step.goes_on_typing(last)) {
            Some(last) => last.left = step.left,
            None => self.push(step),
        }
    }

    /// What undo would take back.
    pub fn undo_label(&self) -> Option<&Label> {
        self.undo.back().map(|step| &step.label)
    }

    /// What redo would do again.
    pub fn redo_label(&self) -> Option<&Label> {
        self.redo.last().map(|step| &step.label)
    }

    /// Takes the last step back. `None` when there is none.
    pub fn undo(&mut self, dossier: &mut Dossier, author: &Author) -> Option<Undone> {
        let step = self.undo.pop_back()?;
        let (undone, back) = go(step, dossier, author);
        self.redo.extend(back);
        Some(undone)
    }

    /// Does the step again that was undone last. `None` when there is none.
    pub fn redo(&mut self, dossier: &mut Dossier, author: &Author) -> Option<Undone> {
        let step = self.redo.pop()?;
        let (undone, back) = go(step, dossier, author);
        if let Some(back) = back {
            self.push(back);
        }
        Some(undone)
    }

    /// Lets every step speak of the photo `new` wherever it spoke of the file `old`, which is destroyed: neither undo
    /// nor redo may bring back the name of a file that is gone.
    pub fn replace_photo(&mut self, old: ContentHash, new: &Photo) {
        for step in self.undo.iter_mut().chain(&mut self.redo) {
            step.left.values_mut().for_each(|value| replace_photo(value, old, new));
            step.inverse.values_mut(&mut |value| replace_photo(value, old, new));
        }
    }

    fn push(&mut self, step: Step) {
        if self.undo.len() == MAX_UNDO {
            self.undo.pop_front();
        }
        self.undo.push_back(step);
    }
}

/// The value with the file of a photo replaced, in a photo and in a measurement that has it as evidence.
fn replace_photo(value: &mut Value, old: ContentHash, new: &Photo) {
    match value {
        Value::Photo(photo) if photo.hash == old => {
            let (hash, width, height) = (new.hash, new.width, new.height);
            *photo = Arc::new(Photo { hash, width, height, ..(**photo).clone() });
        }
        Value::Estimate(estimate) if estimate.photo == old => {
            *estimate = Arc::new(Estimate { photo: new.hash, ..(**estimate).clone() });
        }
        _ => {}
    }
}

/// Applies the inverse of a step where it may, and gives the step that leads back.
fn go(step: Step, dossier: &mut Dossier, author: &Author) -> (Undone, Option<Step>) {
    let untouched: BTreeSet<&FieldPath> = step
        .left
        .iter()
        .filter(|(path, value)| {
            dossier.fields.get(path).is_some_and(|register| {
                register.says(value) && register.live().all(|(dot, _)| dot.device == author.device)
            })
        })
        .map(|(path, _)| path)
        .collect();
    let applied = dossier.apply(&only(&step.inverse, &untouched), author);
    let kept = step.left.keys().filter(|path| !untouched.contains(path)).cloned().collect();
    let undone = Undone { delta: applied.delta.clone(), label: step.label.clone(), kept };
    (undone, Step::of(applied, step.label))
}

/// The part of an edit that writes these fields.
fn only(edit: &Edit, fields: &BTreeSet<&FieldPath>) -> Edit {
    match edit {
        Edit::Many(edits) => Edit::Many(edits.iter().map(|edit| only(edit, fields)).collect()),
        Edit::Set { path, .. } | Edit::Write { path, .. } if fields.contains(path) => edit.clone(),
        Edit::Set { .. } | Edit::Write { .. } => Edit::Many(Vec::new()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::dossier::tests::{at, author, dossier};

    struct Desk {
        home: Dossier,
        history: History,
    }

    impl Desk {
        fn new() -> Self {
            Self { home: dossier(), history: History::default() }
        }

        fn set(&mut self, path: &str, value: Value) {
            let applied = self.home.apply(&Edit::set(at(path), value), &author(1));
            self.history.record(applied, Label::new(Deed::Answer, path));
        }

        fn type_into(&mut self, path: &str, text: &str) {
            let applied = self.home.apply(&Edit::set(at(path), Value::Text(text.into())), &author(1));
            self.history.record_typing(applied, Label::new(Deed::Answer, path));
        }

        fn merge(&mut self, path: &str, value: Value) {
            let mut there = self.home.clone();
            there.apply(&Edit::set(at(path), value), &author(2));
            self.home.join(&there).unwrap();
        }

        fn undo(&mut self) -> Undone {
            self.history.undo(&mut self.home, &author(1)).unwrap()
        }

        fn number(&self, path: &str) -> Option<i64> {
            match self.home.value(&at(path)) {
                Some(Value::Integer(number)) => Some(*number),
                _ => None,
            }
        }
    }

    #[test]
    fn steps_go_back_and_forward_and_a_new_edit_drops_the_future() {
        let mut desk = Desk::new();
        for number in 1..=3 {
            desk.set("qE2", Value::Integer(number));
        }
        desk.undo();
        desk.undo();
        assert_eq!(desk.number("qE2"), Some(1));
        desk.history.redo(&mut desk.home, &author(1)).unwrap();
        assert_eq!(desk.number("qE2"), Some(2));
        desk.set("qE2", Value::Integer(9));
        assert!(desk.history.redo_label().is_none());
        desk.undo();
        assert_eq!(desk.number("qE2"), Some(2));
        desk.undo();
        desk.undo();
        assert_eq!((desk.number("qE2"), desk.history.undo_label()), (None, None));
    }

    #[test]
    fn what_another_device_wrote_since_is_not_undone_but_named() {
        let mut desk = Desk::new();
        let both = Edit::set_all([(at("qE2"), Value::Integer(1)), (at("qE3"), Value::Integer(1))]);
        let applied = desk.home.apply(&both, &author(1));
        desk.history.record(applied, Label::new(Deed::NoProblem, "出入口"));
        desk.merge("qE2", Value::Integer(7));
        let undone = desk.undo();
        assert_eq!(undone.kept, [at("qE2")]);
        assert_eq!((desk.number("qE2"), desk.number("qE3")), (Some(7), None));
    }

    #[test]
    fn an_older_step_does_not_reach_behind_another_devices_answer() {
        let mut desk = Desk::new();
        desk.set("qE2", Value::Integer(1));
        desk.merge("qE2", Value::Integer(7));
        desk.set("qE2", Value::Integer(2));
        desk.undo();
        assert_eq!(desk.number("qE2"), Some(7), "back to what the step replaced");
        assert_eq!(desk.undo().kept, [at("qE2")]);
        assert_eq!(desk.number("qE2"), Some(7));
    }

    #[test]
    fn undoing_an_added_row_leaves_what_others_put_into_it() {
        let mut desk = Desk::new();
        desk.set("door/0000000001", Value::Row(1));
        desk.merge("door/0000000001/qD1", Value::Integer(760));
        desk.undo();
        assert!(desk.home.removed_elsewhere(&at("door/0000000001").rows));
        assert_eq!(desk.number("door/0000000001/qD1"), Some(760));
    }

    #[test]
    fn letters_of_one_answer_are_one_step() {
        let mut desk = Desk::new();
        for text in ["王", "王秀", "王秀兰"] {
            desk.type_into("hh_head", text);
        }
        desk.type_into("hh_village", "红");
        desk.undo();
        assert_eq!(desk.home.text(&at("hh_head")), Some("王秀兰"));
        desk.undo();
        assert_eq!(desk.home.text(&at("hh_head")), None);
        desk.history.redo(&mut desk.home, &author(1)).unwrap();
        assert_eq!(desk.home.text(&at("hh_head")), Some("王秀兰"));
    }

    #[test]
    fn no_step_brings_back_a_photo_whose_file_is_gone() {
        let photo = |name: &str, caption: &str| Photo {
            hash: ContentHash::of(name.as_bytes()),
            width: 4,
            height: 3,
            taken: None,
            place: None,
            caption: caption.into(),
        };
        let value = |name: &str, caption: &str| Value::Photo(Arc::new(photo(name, caption)));
        let mut desk = Desk::new();
        desk.set("qE2/0000000001", value("face", ""));
        desk.set("qE2/0000000001", value("face", "门口"));
        let blurred = Edit::set(at("qE2/0000000001"), value("blurred", "门口"));
        desk.home.apply(&blurred, &author(1));
        desk.history.replace_photo(ContentHash::of(b"face"), &photo("blurred", ""));
        let shown = |desk: &Desk| desk.home.value(&at("qE2/0000000001")).cloned();
        assert_eq!((desk.undo().kept, shown(&desk)), (vec![], Some(value("blurred", ""))));
        desk.undo();
        assert_eq!(shown(&desk), None);
        for caption in ["", "门口"] {
            desk.history.redo(&mut desk.home, &author(1)).unwrap();
            assert_eq!(shown(&desk), Some(value("blurred", caption)));
        }
    }

    #[test]
    fn the_oldest_steps_are_forgotten() {
        let mut desk = Desk::new();
        for number in (0..).take(MAX_UNDO + 1) {
            desk.set("qE2", Value::Integer(number));
        }
        let steps = std::iter::from_fn(|| desk.history.undo(&mut desk.home, &author(1))).count();
        assert_eq!((steps, desk.number("qE2")), (MAX_UNDO, Some(0)));
    }

    #[test]
    fn every_deed_has_a_name_in_every_language() {
        for language in Language::ALL {
            for deed in Deed::ALL {
                let text = Label::new(deed, "门宽").text(language);
                assert!(text.contains("门宽") && !text.contains("dossier-"), "{text}");
            }
        }
    }
}
