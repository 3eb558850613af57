//! What a session is asked for now and then: defaults, ready-made rows, findings.

use super::arena::{Instance, NO_SLOT, Outcome};
use super::tree::View;
use super::{Found, Session};
use crate::form::answer::answer;
use crate::form::expr::{Context, Expr, ExprError, Slot, Tree as _, Val};
use crate::form::layout::What;
use crate::form::schema::Kind;
use crate::id::Name;
use crate::path::{FieldPath, RowStep};
use crate::value::Value;

impl Session {
    /// The row's own name by the repeat's `label`; empty when it has none.
    pub fn row_label(&self, row: &[RowStep]) -> String {
        let Some(instance) = self.arena.find(&self.form.layout, row) else { return String::new() };
        let Instance { scope, results, .. } = &self.arena.instances[instance];
        let Some(program) = self.form.labels[*scope] else { return String::new() };
        match &results[self.form.programs[program].result] {
            Outcome::Text(text) => text.to_string(),
            _ => String::new(),
        }
    }

    /// Values that `default` expressions give to unanswered questions: of the whole form (`within` empty) or of
    /// one new row. The caller writes them as edits.
    ///
    /// A default sees the answers as they are now, not those that other defaults are about to give.
    pub fn defaults(&self, within: &[RowStep]) -> Vec<(FieldPath, Value)> {
        let Some(outer) = self.arena.find(&self.form.layout, within) else { return Vec::new() };
        self.offered(outer, |slot, _| self.form.of_slots[slot].default)
    }

    /// The answers that "no problem in this room" gives: the `fine` value of each relevant, open question.
    pub fn fine_answers(&self, section: &Name) -> Vec<(FieldPath, Value)> {
        let layout = &self.form.layout;
        let Some(section) = self.form.slot_of(What::Section, section) else { return Vec::new() };
        self.offered(0, |slot, instance| {
            let relevant = self.arena.cells[self.arena.at(layout, slot, instance)].relevant;
            let inside = layout.ancestry(slot).any(|around| around == section);
            self.form.of_slots[slot].fine.filter(|_| relevant && inside)
        })
    }

    /// The answers that programs give to unanswered questions in `outer` and all rows inside.
    fn offered(&self, outer: usize, program: impl Fn(usize, usize) -> Option<usize> + Copy) -> Vec<(FieldPath, Value)> {
        let layout = &self.form.layout;
        let rows = self.arena.rows(layout, outer);
        let mut found = Vec::new();
        for &slot in &layout.scopes[self.arena.instances[outer].scope].members {
            let path = FieldPath::within(&rows, layout.slots[slot].id.clone());
            if let Some(program) = program(slot, outer).filter(|_| !self.answers.contains_key(&path)) {
                found.extend(self.given(program, slot, outer).map(|value| (path, value)));
            }
        }
        for row in self.arena.instances[outer].rows.iter().flatten() {
            found.extend(self.offered(row.instance, program));
        }
        found
    }

    /// The answer that `program` gives to the question at `slot`.
    fn given(&self, program: usize, slot: usize, instance: usize) -> Option<Value> {
        let question = self.form.question_at(slot)?;
        let view = View { form: &self.form, arena: &self.arena, language: self.language };
        let place = self.arena.node(instance, self.form.layout.slots[slot].local);
        // What cannot be evaluated offers nothing, which is what a default is without.
        let result = self.form.programs[program].expr.eval(&Context::new(&view, &*self.world, place)).ok()?;
        answer(&question.kind, self.form.choices_at(slot), &result)
    }

    /// The value of an expression at the top of the form, where `${name}` means a question of this form or of one
    /// it uses.
    ///
    /// # Errors
    /// When it cannot be read, names nothing, or cannot be evaluated.
    pub fn value_of(&self, text: &str) -> Result<Val, ExprError> {
        let mut expr = Expr::parse(text)?;
        // Names that could not be bound are told by the evaluation.
        expr.bind(&mut |name| self.form.slot_named(name).map(|slot| Slot(slot as u32)));
        let view = View { form: &self.form, arena: &self.arena, language: self.language };
        expr.eval(&Context::new(&view, &*self.world, view.root()))
    }

    /// The answers a preset of a repeat starts with, for a row that is already there.
    pub fn preset_answers(&self, row: &[RowStep], preset: usize) -> Vec<(FieldPath, Value)> {
        let layout = &self.form.layout;
        let Some(instance) = self.arena.find(layout, row) else { return Vec::new() };
        let Some(repeat) = layout.scopes[self.arena.instances[instance].scope].repeat else { return Vec::new() };
        let Some(programs) = self.form.of_slots[repeat].presets.get(preset) else { return Vec::new() };
        let answers = programs.iter().filter_map(|&(slot, program)| {
            let path = FieldPath::within(row, layout.slots[slot].id.clone());
            Some((path, self.given(program, slot, instance)?))
        });
        answers.collect()
    }

    /// Answered questions that are not relevant now; finishing a visit takes these answers back.
    pub fn irrelevant_answers(&self) -> Vec<FieldPath> {
        let layout = &self.form.layout;
        let mut found = Vec::new();
        for path in self.answers.keys() {
            let Some(slot) = path.leaf.as_ref().and_then(|leaf| self.form.slot_of(What::Question, leaf)) else {
                continue;
            };
            let shown = layout.slots[slot].form == 0
                && self
                    .form
                    .question_at(slot)
                    .is_some_and(|question| !matches!(question.kind, Kind::Calculated { .. }));
            let relevant = |instance| self.arena.cells[self.arena.at(layout, slot, instance)].relevant;
            if shown && self.arena.find(layout, &path.rows).is_some_and(|instance| !relevant(instance)) {
                found.push(path.clone());
            }
        }
        found
    }

    /// Today's date, as the session's world has it.
    pub fn today(&self) -> jiff::civil::Date {
        self.world.now().date()
    }

    /// How many items are relevant, how many of them must be answered, and how many checks fail: the same numbers
    /// before and after an answer mean that it opened, closed and spoiled nothing.
    pub fn shape(&self) -> [usize; 3] {
        let mut shape = [0; 3];
        for cell in self.arena.cells.iter().filter(|cell| cell.relevant && cell.slot != NO_SLOT) {
            let instance = &self.arena.instances[cell.instance as usize];
            let programs = &self.form.of_slots[cell.slot as usize];
            let says = |program: usize, holds: bool| {
                instance.results[self.form.programs[program].result] == Outcome::Holds(holds)
            };
            shape[0] += 1;
            shape[1] += usize::from(programs.required.is_some_and(|program| says(program, true)));
            shape[2] += programs.checks.iter().filter(|&&check| says(check, false)).count();
        }
        shape
    }

    /// The findings that hold, in the form's order, row by row.
    pub fn findings(&self) -> Vec<Found> {
        let form = &self.form;
        let mut found = Vec::new();
        for (index, (programs, finding)) in form.of_findings.iter().zip(&form.text().findings).enumerate() {
            self.arena.each_instance(&form.layout, 0, programs.scope, &mut |instance| {
                let Instance { base, results, .. } = &self.arena.instances[instance];
                let outcome = |program: usize| &results[form.programs[program].result];
                let holds = |program: usize| *outcome(program) == Outcome::Holds(true);
                if !holds(programs.when) || !self.arena.is_relevant(&form.layout, *base) {
                    return;
                }
                let measures = programs.measures.iter().zip(&finding.measures);
                let proposed = measures.filter(|((when, _), _)| when.is_none_or(holds));
                let quantity = |program: usize| match outcome(program) {
                    Outcome::Number(number) => *number,
                    _ => None,
                };
                found.push(Found {
                    finding: index,
                    within: self.arena.rows(&form.layout, instance),
                    measures: proposed
                        .map(|((_, program), measure)| (measure.code.clone(), program.and_then(quantity)))
                        .collect(),
                });
            });
        }
        found
    }
}
