//! A form being filled: every question's relevance, checks, calculated value and outcome, kept current by
//! re-evaluating only what an answer touches.

use std::sync::Arc;

use crate::form::compile::Form;
use crate::form::expr::World;
use crate::id::{Name, RowId};
use crate::l10n::Language;
use crate::path::{FieldPath, RowStep};
use crate::value::Value;

/// A form being filled. Built from a household's answers; told of every later change.
pub struct Session {
    form: Arc<Form>,
}

/// What a change caused.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Change {
    /// Expressions that were evaluated.
    pub evaluated: u32,
}

/// One question as the answers make it.
#[derive(Clone, Debug, PartialEq)]
pub struct State {
    /// It and everything it stands in is relevant.
    pub relevant: bool,
    pub required: bool,
    /// The answer or skip held by the session, relevant or not; for calculated questions the result.
    pub value: Option<Value>,
    /// Index into the question's `checks` of each that fails.
    pub failed_checks: Vec<usize>,
    /// The reference line that applies: index into `references`, and whether it is met (`None`: no answer yet).
    pub reference: Option<(usize, Option<bool>)>,
    /// Ids of the choices that the filter leaves, for `OneOf` and `ManyOf`; `None` without a filter.
    pub choices: Option<Vec<Name>>,
}

/// A finding that holds, and the row it holds in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Found {
    /// Index into the form's `findings`.
    pub finding: usize,
    pub within: crate::path::Rows,
    /// Codes of the measures whose `when` holds, with the quantity in the catalogue's unit.
    pub measures: Vec<(Name, Option<crate::value::Decimal>)>,
}

impl Session {
    /// Takes every answer of the household; those that are not of this form are kept for nobody.
    pub fn new(
        _form: Arc<Form>,
        _answers: impl IntoIterator<Item = (FieldPath, Value)>,
        _world: Arc<dyn World + Send + Sync>,
        _language: Language,
    ) -> Self {
        todo!()
    }

    pub fn form(&self) -> &Arc<Form> {
        &self.form
    }

    /// Takes one change: an answer, a skip, a row ([`Value::Row`]); `None` or [`Value::Erased`] takes it back.
    pub fn set(&mut self, _path: &FieldPath, _value: Option<&Value>) -> Change {
        todo!()
    }

    /// `None` when the form has no such question or the row is not there.
    pub fn state(&self, _path: &FieldPath) -> Option<State> {
        todo!()
    }

    /// Whether the section, group or repeat called `name`, standing in `within`, is relevant.
    pub fn is_relevant(&self, _within: &[RowStep], _name: &Name) -> bool {
        todo!()
    }

    /// The rows of a repeat that stands in `within`, in the order they are shown.
    pub fn rows(&self, _within: &[RowStep], _repeat: &Name) -> Vec<RowId> {
        todo!()
    }

    /// The row's own name by the repeat's `label`; empty when it has none.
    pub fn row_label(&self, _row: &[RowStep]) -> String {
        todo!()
    }

    /// Values that `default` expressions give to unanswered questions: of the whole form (`within` empty) or of
    /// one new row. The caller writes them as edits.
    pub fn defaults(&self, _within: &[RowStep]) -> Vec<(FieldPath, Value)> {
        todo!()
    }

    /// The answers that "no problem in this room" gives: the `fine` value of each relevant, open question.
    pub fn fine_answers(&self, _section: &Name) -> Vec<(FieldPath, Value)> {
        todo!()
    }

    /// The answers a preset of a repeat starts with, for a row that is already there.
    pub fn preset_answers(&self, _row: &[RowStep], _preset: usize) -> Vec<(FieldPath, Value)> {
        todo!()
    }

    /// Answered questions that are not relevant now; finishing a visit takes these answers back.
    pub fn irrelevant_answers(&self) -> Vec<FieldPath> {
        todo!()
    }

    pub fn findings(&self) -> Vec<Found> {
        todo!()
    }

    /// Expressions evaluated since the session began.
    pub fn evaluated(&self) -> u64 {
        todo!()
    }
}
