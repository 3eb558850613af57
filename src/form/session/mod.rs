//! A form being filled: every question's relevance, checks, calculated value and outcome, kept current by
//! re-evaluating only what an answer touches.
//!
//! **Invariant:** a session is a function of the form, the answers and the world: whatever the order of the
//! changes, it says the same as a fresh one with the same answers. (Expressions that ask for the time or for
//! chance are evaluated when what they depend on changes, not when time goes by.)

mod arena;
mod ask;
mod tree;
mod update;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use arena::{Arena, Outcome};

use crate::form::compile::Form;
use crate::form::expr::World;
use crate::form::layout::{TOP, What};
use crate::id::{Name, RowId};
use crate::l10n::Language;
use crate::path::{FieldPath, RowStep};
use crate::problem::Problem;
use crate::value::Value;

/// A form being filled. Built from a household's answers; told of every later change.
pub struct Session {
    form: Arc<Form>,
    world: Arc<dyn World + Send + Sync>,
    language: Language,
    /// Everything the household says about questions of this form and the forms it uses, also in rows that are
    /// not there (a removed row may come back).
    answers: BTreeMap<FieldPath, Value>,
    arena: Arena,
    /// Expressions to evaluate, in order: rank of the program, instance.
    dirty: BTreeSet<(usize, usize)>,
    evaluated: u64,
    /// What went wrong in an expression: by program and instance.
    faults: BTreeMap<(usize, usize), Problem>,
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
        form: Arc<Form>,
        answers: impl IntoIterator<Item = (FieldPath, Value)>,
        world: Arc<dyn World + Send + Sync>,
        language: Language,
    ) -> Self {
        let arena = Arena::new(&form.layout, form.results.clone());
        let mut session = Self {
            form,
            world,
            language,
            answers: BTreeMap::new(),
            arena,
            dirty: BTreeSet::new(),
            evaluated: 0,
            faults: BTreeMap::new(),
        };
        for (path, value) in answers {
            if value != Value::Erased && session.meaning(&path).is_some() {
                session.answers.insert(path, value);
            }
        }
        session.take_in(0);
        session.evaluate_all();
        session
    }

    pub fn form(&self) -> &Arc<Form> {
        &self.form
    }

    /// Takes one change: an answer, a skip, a row ([`Value::Row`]); `None` or [`Value::Erased`] takes it back.
    pub fn set(&mut self, path: &FieldPath, value: Option<&Value>) -> Change {
        let Some(meaning) = self.meaning(path) else { return Change::default() };
        let value = value.filter(|value| **value != Value::Erased);
        if self.answers.get(path) == value {
            return Change::default();
        }
        match value {
            Some(value) => self.answers.insert(path.clone(), value.clone()),
            None => self.answers.remove(path),
        };
        self.apply(path, meaning);
        Change { evaluated: self.evaluate_dirty() }
    }

    /// `None` when the form has no such question or the row is not there.
    pub fn state(&self, path: &FieldPath) -> Option<State> {
        let form = &self.form;
        let slot = form.slot_of(What::Question, path.leaf.as_ref()?)?;
        let instance = self.arena.find(&form.layout, &path.rows)?;
        let scope = self.arena.instances[instance].scope;
        if form.layout.slots[slot].scope != scope {
            return None;
        }
        let cell = &self.arena.cells[self.arena.at(&form.layout, slot, instance)];
        let programs = &form.of_slots[slot];
        let outcome = |program: usize| &self.arena.instances[instance].results[form.programs[program].result];
        let holds = |program: usize| *outcome(program) == Outcome::Holds(true);
        let applies = |&&(when, _): &&(Option<usize>, usize)| when.is_none_or(holds);
        let reference = programs.references.iter().enumerate().find(|(_, line)| applies(line));
        Some(State {
            relevant: cell.relevant,
            required: programs.required.is_some_and(holds),
            value: cell.answer.clone(),
            failed_checks: (0..)
                .zip(&programs.checks)
                .filter(|&(_, &check)| *outcome(check) == Outcome::Holds(false))
                .map(|(index, _)| index)
                .collect(),
            reference: reference.map(|(index, &(_, met))| match outcome(met) {
                Outcome::Holds(met) => (index, Some(*met)),
                _ => (index, None),
            }),
            choices: programs.filter.and_then(|filter| match outcome(filter) {
                Outcome::Choices(choices) => Some(choices.clone()),
                _ => None,
            }),
        })
    }

    /// Whether the section, group or repeat called `name`, standing in `within`, is relevant.
    pub fn is_relevant(&self, within: &[RowStep], name: &Name) -> bool {
        let layout = &self.form.layout;
        let Some(&slot) = layout.by_name.get(name) else { return false };
        let Some(instance) = self.standing(within, layout.slots[slot].scope) else { return false };
        self.arena.cells[self.arena.at(layout, slot, instance)].relevant
    }

    /// The rows of a repeat that stands in `within`, in the order they are shown.
    pub fn rows(&self, within: &[RowStep], repeat: &Name) -> Vec<RowId> {
        let layout = &self.form.layout;
        let Some(scope) = self.form.scope_of_repeat(repeat) else { return Vec::new() };
        let Some(instance) = self.standing(within, layout.scopes[scope].parent().unwrap_or(TOP)) else {
            return Vec::new();
        };
        self.arena.instances[instance].rows[layout.scopes[scope].nth].iter().map(|row| row.id).collect()
    }

    /// The instance of `scope` that `within` stands in.
    fn standing(&self, within: &[RowStep], scope: usize) -> Option<usize> {
        let layout = &self.form.layout;
        let found = self.arena.find(layout, within.get(..layout.scopes[scope].chain.len() - 1)?)?;
        (self.arena.instances[found].scope == scope).then_some(found)
    }

    /// Expressions evaluated since the session began; those evaluated only when asked for (defaults, ready-made
    /// rows, "no problem here") do not count.
    pub const fn evaluated(&self) -> u64 {
        self.evaluated
    }

    /// What went wrong in expressions, as far as no check of the form could foresee it. Such an expression decides
    /// nothing: its question stays relevant, its check passes, its value is empty.
    pub fn faults(&self) -> impl Iterator<Item = &Problem> {
        self.faults.values()
    }
}
