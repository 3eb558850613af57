//! From a change to its consequences, each evaluated once, in order.

use super::Session;
use super::arena::{NO_SLOT, Outcome};
use super::tree::View;
use crate::form::answer::{calculated, label, reads};
use crate::form::expr::{Context, ExprError, NodeValue, Val};
use crate::form::layout::{TOP, What};
use crate::form::program::{Program, Role};
use crate::form::schema::Kind;
use crate::id::RowId;
use crate::path::{FieldPath, RowStep};
use crate::problem::Severity;
use crate::value::{Decimal, Value};

/// What a path means in this form.
#[derive(Clone, Copy)]
pub(super) enum Meaning {
    Answer(usize),
    /// A row of the repeat that opens this scope.
    Row(usize),
    /// A photo of this question.
    Photo(usize),
}

impl Session {
    pub(super) fn meaning(&self, path: &FieldPath) -> Option<Meaning> {
        let form = &self.form;
        let fits = |rows: &[RowStep], scope: usize| {
            let chain = &form.layout.scopes[scope].chain[1..];
            let repeat = |&scope: &usize| form.scope_repeat(scope).map(|repeat| &repeat.id);
            chain.len() == rows.len() && rows.iter().zip(chain).all(|(step, scope)| Some(&step.repeat) == repeat(scope))
        };
        if let Some(leaf) = &path.leaf {
            let slot = form.slot_of(What::Question, leaf)?;
            return fits(&path.rows, form.layout.slots[slot].scope).then_some(Meaning::Answer(slot));
        }
        let (last, outer) = path.rows.split_last()?;
        if let Some(scope) = form.scope_of_repeat(&last.repeat) {
            return fits(&path.rows, scope).then_some(Meaning::Row(scope));
        }
        let slot = form.slot_of(What::Question, &last.repeat)?;
        fits(outer, form.layout.slots[slot].scope).then_some(Meaning::Photo(slot))
    }

    /// Brings the arena in line with the changed answer at `path`.
    pub(super) fn apply(&mut self, path: &FieldPath, meaning: Meaning) {
        let outer = if path.leaf.is_some() { &path.rows[..] } else { &path.rows[..path.rows.len() - 1] };
        let Some(instance) = self.arena.find(&self.form.layout, outer) else { return };
        match meaning {
            Meaning::Answer(slot) => self.read_answer(slot, instance, path),
            Meaning::Photo(slot) => {
                let Some(question) = path.rows.last().map(|step| step.repeat.clone()) else { return };
                self.read_answer(slot, instance, &FieldPath::within(outer, question));
            }
            Meaning::Row(scope) => {
                let number = match self.answers.get(path) {
                    Some(Value::Row(number)) => Some(*number),
                    _ => None,
                };
                self.change_row(scope, instance, path, number);
            }
        }
    }

    /// Puts the answer at `path` into its cell and touches whoever reads it.
    fn read_answer(&mut self, slot: usize, instance: usize, path: &FieldPath) {
        let kind = self.form.question_at(slot).map(|question| &question.kind);
        let (answer, reads) = match kind {
            Some(Kind::Calculated { .. } | Kind::Note) | None => return,
            Some(Kind::Photo { .. }) => (self.answers.get(path).cloned(), self.photos(path)),
            Some(_) => {
                let answer = self.answers.get(path).cloned();
                let reads = answer.as_ref().map_or(NodeValue::Empty, reads);
                (answer, reads)
            }
        };
        self.put(slot, instance, answer, reads);
    }

    fn put(&mut self, slot: usize, instance: usize, answer: Option<Value>, reads: NodeValue) {
        let at = self.arena.at(&self.form.layout, slot, instance);
        let cell = &mut self.arena.cells[at];
        cell.answer = answer;
        if cell.reads != reads {
            cell.reads = reads;
            self.touch(slot, instance, None);
        }
    }

    /// How many photos the question at `path` has, as expressions read it.
    fn photos(&self, path: &FieldPath) -> NodeValue {
        let Some(question) = path.leaf.clone() else { return NodeValue::Empty };
        let first = FieldPath::row_of(&path.rows, question.clone(), RowId::from_bits(0));
        let depth = path.rows.len();
        let inside = |found: &FieldPath| {
            found.is_within(&path.rows) && found.rows.get(depth).is_some_and(|step| step.repeat == question)
        };
        let photos = self.answers.range(first..).map(|(path, _)| path).take_while(|path| inside(path));
        match photos.filter(|path| path.leaf.is_none() && path.rows.len() == depth + 1).count() {
            0 => NodeValue::Empty,
            count => NodeValue::Number(count as f64),
        }
    }

    fn change_row(&mut self, scope: usize, parent: usize, path: &FieldPath, number: Option<u32>) {
        let Some(step) = path.rows.last() else { return };
        let nth = self.form.layout.scopes[scope].nth;
        let there = self.arena.instances[parent].rows[nth].iter().find(|row| row.id == step.row).copied();
        if let Some(row) = there {
            if number.is_none() {
                self.touch_rows(row.instance);
                self.arena.remove_row(&self.form.layout, row.instance);
                self.faults.retain(|&(_, instance), _| self.arena.instances[instance].alive);
                return;
            }
            self.renumber(parent, nth, row.id, number);
            self.touch_rows(row.instance);
        } else if let Some(number) = number {
            let instance = self.arena.add_row(&self.form.layout, scope, parent, number, step.row);
            self.take_in(instance);
            self.touch_rows(instance);
            self.touch_everything_in(instance);
        }
    }

    fn renumber(&mut self, parent: usize, nth: usize, id: RowId, number: Option<u32>) {
        let rows = &mut self.arena.instances[parent].rows[nth];
        rows.iter_mut().filter(|row| row.id == id).for_each(|row| row.number = number.unwrap_or(row.number));
        rows.sort_unstable();
    }

    /// Reads the answers and rows of a fresh instance.
    pub(super) fn take_in(&mut self, instance: usize) {
        let form = self.form.clone();
        let rows = self.arena.rows(&form.layout, instance);
        let scope = &form.layout.scopes[self.arena.instances[instance].scope];
        for &slot in &scope.members {
            // A name that stands twice belongs to its first slot only.
            if form.slot_of(What::Question, &form.layout.slots[slot].id) == Some(slot) {
                self.read_answer(slot, instance, &FieldPath::within(&rows, form.layout.slots[slot].id.clone()));
            }
        }
        for &inner in &scope.inner {
            let Some(repeat) = form.scope_repeat(inner) else { continue };
            let first = FieldPath::row_of(&rows, repeat.id.clone(), RowId::from_bits(0));
            let depth = rows.len();
            let inside =
                |path: &FieldPath| path.is_within(&rows) && path.rows.get(depth).is_some_and(|s| s.repeat == repeat.id);
            let found: Vec<(u32, RowId)> = (self.answers.range(first..))
                .take_while(|(path, _)| inside(path))
                .filter(|(path, _)| path.leaf.is_none() && path.rows.len() == depth + 1)
                .filter_map(|(path, value)| match value {
                    Value::Row(number) => Some((*number, path.rows[depth].row)),
                    _ => None,
                })
                .collect();
            for (number, row) in found {
                let row = self.arena.add_row(&form.layout, inner, instance, number, row);
                self.take_in(row);
            }
        }
    }

    /// Marks whoever reads `slot` of `instance`; with `outside`, only those outside rows of that scope.
    fn touch(&mut self, slot: usize, instance: usize, outside: Option<usize>) {
        let Self { form, arena, dirty, .. } = self;
        let layout = &form.layout;
        for dependent in &form.dependents[slot] {
            if outside.is_some_and(|scope| layout.scopes[dependent.common].chain.contains(&scope)) {
                continue;
            }
            let outer = arena.ancestor(instance, dependent.common);
            arena.each_instance(layout, outer, form.programs[dependent.program].scope, &mut |reader| {
                dirty.insert((form.programs[dependent.program].rank, reader));
            });
        }
    }

    /// Marks whoever outside reads the set of rows that `instance` belongs to, or anything in its rows.
    fn touch_rows(&mut self, instance: usize) {
        let form = self.form.clone();
        let (scope, parent) = (self.arena.instances[instance].scope, self.arena.instances[instance].parent);
        if let Some(repeat) = form.layout.scopes[scope].repeat {
            self.touch(repeat, parent, None);
        }
        self.touch_members(instance, scope);
    }

    fn touch_members(&mut self, instance: usize, outside: usize) {
        let form = self.form.clone();
        for &slot in &form.layout.scopes[self.arena.instances[instance].scope].members {
            self.touch(slot, instance, Some(outside));
        }
        for row in self.arena.instances[instance].rows.concat() {
            self.touch_members(row.instance, outside);
        }
    }

    fn touch_everything_in(&mut self, instance: usize) {
        let programs = &self.form.of_scopes[self.arena.instances[instance].scope];
        self.dirty.extend(programs.iter().map(|&program| (self.form.programs[program].rank, instance)));
        for row in self.arena.instances[instance].rows.concat() {
            self.touch_everything_in(row.instance);
        }
    }

    pub(super) fn evaluate_all(&mut self) {
        self.dirty.clear();
        let form = self.form.clone();
        let mut instances = Vec::new();
        for &program in &form.order {
            instances.clear();
            let scope = form.programs[program].scope;
            self.arena.each_instance(&form.layout, 0, scope, &mut |instance| instances.push(instance));
            for &instance in &instances {
                self.evaluate(program, instance);
            }
        }
        // Everything was evaluated after what it depends on.
        self.dirty.clear();
    }

    /// Evaluates what was touched; returns the number of expressions evaluated.
    pub(super) fn evaluate_dirty(&mut self) -> u32 {
        let before = self.evaluated;
        while let Some((rank, instance)) = self.dirty.pop_first() {
            if self.arena.instances[instance].alive {
                self.evaluate(self.form.order[rank], instance);
            }
        }
        u32::try_from(self.evaluated - before).unwrap_or(u32::MAX)
    }

    fn evaluate(&mut self, index: usize, instance: usize) {
        let form = self.form.clone();
        let program = &form.programs[index];
        let cell = &self.arena.cells[self.arena.instances[instance].base + program.local];
        if program.role.needs_answer() && (cell.reads == NodeValue::Empty || !cell.relevant) {
            self.faults.remove(&(index, instance));
            self.arena.instances[instance].results[program.result] = Outcome::Open;
            return;
        }
        let result = match program.role {
            Role::Filter => self.filter(program, instance).map(Err),
            _ => self.result(program, instance).map(Ok),
        };
        match &result {
            Err(error) => self.record(index, instance, error),
            Ok(_) => {
                self.faults.remove(&(index, instance));
            }
        }
        match result.ok() {
            Some(Err(choices)) => self.arena.instances[instance].results[program.result] = choices,
            Some(Ok(result)) => self.store(program, instance, Some(&result)),
            None => self.store(program, instance, None),
        }
    }

    fn result(&mut self, program: &Program, instance: usize) -> Result<Val, ExprError> {
        self.evaluated += 1;
        let view = View { form: &self.form, arena: &self.arena, language: self.language };
        program.expr.eval(&Context::new(&view, &*self.world, self.arena.node(instance, program.local)))
    }

    /// The choices for which the filter holds.
    fn filter(&mut self, program: &Program, instance: usize) -> Result<Outcome, ExprError> {
        let form = self.form.clone();
        let choices = program.slot.map_or(&[][..], |slot| form.choices_at(slot));
        let view = View { form: &form, arena: &self.arena, language: self.language };
        let mut left = Vec::new();
        for choice in choices {
            self.evaluated += 1;
            let names = |name: &str| choice.attribute(name);
            let context = Context::new(&view, &*self.world, self.arena.node(instance, program.local));
            if program.expr.eval(&context.with_names(&names))?.boolean() {
                left.push(choice.id.clone());
            }
        }
        Ok(Outcome::Choices(left))
    }

    fn record(&mut self, program: usize, instance: usize, error: &ExprError) {
        let (line, column) = self.form.programs[program].line_column;
        let mut problem = error.problem().in_file(self.form.file()).at(line, column);
        problem.severity = Severity::Warning;
        if let Some(slot) = self.form.programs[program].slot {
            let rows = self.arena.rows(&self.form.layout, instance);
            problem = problem.of_field(FieldPath::within(&rows, self.form.layout.slots[slot].id.clone()));
        }
        self.faults.insert((program, instance), problem);
    }

    /// Keeps a result and touches whoever depends on it. `None`: the expression failed and decides nothing.
    fn store(&mut self, program: &Program, instance: usize, result: Option<&Val>) {
        let holds = |otherwise: bool| Outcome::Holds(result.map_or(otherwise, Val::boolean));
        let outcome = match program.role {
            Role::Relevant => return self.decide(program, instance, result.is_none_or(Val::boolean)),
            Role::Calculated => return self.calculate(program, instance, result),
            Role::Check(_) => holds(true),
            Role::Required | Role::When(_) | Role::Finding(_) | Role::MeasureWhen(..) => holds(false),
            Role::Met(_) => result.map_or(Outcome::Open, |result| Outcome::Holds(result.boolean())),
            Role::Label => Outcome::Text(result.map_or_else(Default::default, label)),
            Role::Quantity(..) => Outcome::Number(result.and_then(|result| Decimal::new(result.number()))),
            // Without a result the filter leaves every choice: `None` in the state.
            Role::Filter | Role::Default | Role::Fine | Role::Preset(..) => Outcome::Open,
        };
        self.arena.instances[instance].results[program.result] = outcome;
    }

    fn calculate(&mut self, program: &Program, instance: usize, result: Option<&Val>) {
        let Some(slot) = program.slot else { return };
        let value = result.and_then(calculated);
        let reads = value.as_ref().map_or(NodeValue::Empty, reads);
        self.put(slot, instance, value, reads);
    }

    fn decide(&mut self, program: &Program, instance: usize, own: bool) {
        let Some(slot) = program.slot else { return };
        let at = self.arena.at(&self.form.layout, slot, instance);
        self.arena.cells[at].own = own;
        self.settle(slot, instance);
    }

    /// Brings the relevance of an item and of everything in it in line with what it stands in.
    fn settle(&mut self, slot: usize, instance: usize) {
        let form = self.form.clone();
        let around = self.arena.around_is_relevant(&form.layout, slot, instance);
        let at = self.arena.at(&form.layout, slot, instance);
        let cell = &mut self.arena.cells[at];
        debug_assert_ne!(cell.slot, NO_SLOT);
        let relevant = around && cell.own;
        if cell.relevant == relevant {
            return;
        }
        cell.relevant = relevant;
        self.touch(slot, instance, None);
        let slotted = &form.layout.slots[slot];
        let instances = match slotted.opens {
            None => vec![instance],
            Some(scope) => {
                let rows = &self.arena.instances[instance].rows[form.layout.scopes[scope].nth];
                rows.iter().map(|row| row.instance).collect()
            }
        };
        for &child in &slotted.children {
            for &instance in &instances {
                self.settle(child, instance);
            }
        }
        debug_assert!(slotted.scope == TOP || self.arena.instances[instance].row.is_some());
    }
}
