//! The filled form: a cell for every question, group and row, and the results of every expression.

use std::sync::Arc;

use crate::form::expr::{NodeRef, NodeValue};
use crate::form::layout::{Layout, TOP};
use crate::id::{Name, RowId};
use crate::path::{RowStep, Rows};
use crate::value::{Decimal, Value};

/// Stands for "no slot": the cell of a row itself, or of the root.
pub(super) const NO_SLOT: u32 = u32::MAX;
/// The cell of the root.
pub(super) const ROOT: usize = 0;

/// One item in one row.
pub(super) struct Cell {
    pub instance: u32,
    pub slot: u32,
    /// What its own condition says.
    pub own: bool,
    /// It and everything it stands in is relevant.
    pub relevant: bool,
    /// The answer or skip; for calculated questions the result.
    pub answer: Option<Value>,
    /// The answer as expressions read it, while it is relevant.
    pub reads: NodeValue,
}

/// What an expression gave, besides relevance and calculated values, which stand in the cell.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) enum Outcome {
    /// Not evaluated: there is no answer to hold it against.
    #[default]
    Open,
    Holds(bool),
    Choices(Vec<Name>),
    Text(Arc<str>),
    Number(Option<Decimal>),
}

/// One copy of a scope: the top, or a row of a repeat.
pub(super) struct Instance {
    pub scope: usize,
    pub parent: usize,
    /// Its first cell, which is the row itself.
    pub base: usize,
    pub row: Option<RowId>,
    pub results: Vec<Outcome>,
    /// For every repeat inside, its rows in order.
    pub rows: Vec<Vec<Row>>,
    pub alive: bool,
}

/// Rows are shown by number, then by id.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Row {
    pub number: u32,
    pub id: RowId,
    pub instance: usize,
}

pub(super) struct Arena {
    pub cells: Vec<Cell>,
    pub instances: Vec<Instance>,
    /// Places of removed rows, to be used again, by scope.
    free: Vec<Vec<usize>>,
    /// How many results an instance of each scope keeps.
    results: Vec<usize>,
}

impl Arena {
    /// With only the top instance.
    pub fn new(layout: &Layout, results: Vec<usize>) -> Self {
        let free = vec![Vec::new(); layout.scopes.len()];
        let mut arena = Self { cells: Vec::new(), instances: Vec::new(), free, results };
        arena.add(layout, TOP, 0, None);
        arena
    }

    /// A fresh instance of `scope`: nothing answered, everything as relevant as what it stands in.
    fn add(&mut self, layout: &Layout, scope: usize, parent: usize, row: Option<RowId>) -> usize {
        let members = &layout.scopes[scope].members;
        let rows = vec![Vec::new(); layout.scopes[scope].inner.len()];
        let results = vec![Outcome::Open; self.results[scope]];
        let reused = self.free[scope].pop();
        let index = reused.unwrap_or(self.instances.len());
        let base = reused.map_or(self.cells.len(), |index| self.instances[index].base);
        let fresh = Instance { scope, parent, base, row, results, rows, alive: true };
        let slots = std::iter::once(NO_SLOT).chain(members.iter().map(|&slot| slot as u32));
        let cells = slots.map(|slot| Cell {
            instance: index as u32,
            slot,
            own: true,
            relevant: true,
            answer: None,
            reads: NodeValue::Empty,
        });
        if reused.is_some() {
            self.instances[index] = fresh;
            self.cells.splice(base..base + members.len() + 1, cells);
        } else {
            self.instances.push(fresh);
            self.cells.extend(cells);
        }
        for &slot in members {
            let relevant = self.around_is_relevant(layout, slot, index);
            let cell = self.at(layout, slot, index);
            self.cells[cell].relevant = relevant;
        }
        index
    }

    /// Adds the row `id` to the repeat that opens `scope` inside `parent`.
    pub fn add_row(&mut self, layout: &Layout, scope: usize, parent: usize, number: u32, id: RowId) -> usize {
        let instance = self.add(layout, scope, parent, Some(id));
        let rows = &mut self.instances[parent].rows[layout.scopes[scope].nth];
        let row = Row { number, id, instance };
        let place = rows.partition_point(|other| *other < row);
        rows.insert(place, row);
        instance
    }

    /// Takes out a row with everything inside.
    pub fn remove_row(&mut self, layout: &Layout, instance: usize) {
        let Instance { scope, parent, .. } = self.instances[instance];
        self.instances[parent].rows[layout.scopes[scope].nth].retain(|row| row.instance != instance);
        self.release(instance);
    }

    fn release(&mut self, instance: usize) {
        self.instances[instance].alive = false;
        for row in std::mem::take(&mut self.instances[instance].rows).into_iter().flatten() {
            self.release(row.instance);
        }
        self.free[self.instances[instance].scope].push(instance);
    }

    /// The cell of `slot` in `instance`, which is of the slot's scope.
    pub fn at(&self, layout: &Layout, slot: usize, instance: usize) -> usize {
        self.instances[instance].base + layout.slots[slot].local
    }

    /// Whether what the item stands in is relevant.
    pub fn around_is_relevant(&self, layout: &Layout, slot: usize, instance: usize) -> bool {
        let Some(parent) = layout.slots[slot].parent else { return true };
        let outside = layout.slots[parent].opens.is_some();
        let instance = if outside { self.instances[instance].parent } else { instance };
        self.cells[self.at(layout, parent, instance)].relevant
    }

    /// A row is relevant where its repeat is.
    pub fn is_relevant(&self, layout: &Layout, cell: usize) -> bool {
        let cell = &self.cells[cell];
        if cell.slot != NO_SLOT {
            return cell.relevant;
        }
        let instance = &self.instances[cell.instance as usize];
        match layout.scopes[instance.scope].repeat {
            Some(repeat) => self.cells[self.at(layout, repeat, instance.parent)].relevant,
            None => true,
        }
    }

    /// The instance of `scope` that `instance` stands in; `scope` is in its chain.
    pub fn ancestor(&self, mut instance: usize, scope: usize) -> usize {
        while self.instances[instance].scope != scope && self.instances[instance].row.is_some() {
            instance = self.instances[instance].parent;
        }
        instance
    }

    /// Calls `visit` with every instance of `scope` inside `outer` (or `outer` itself), in order.
    pub fn each_instance(&self, layout: &Layout, outer: usize, scope: usize, visit: &mut dyn FnMut(usize)) {
        let depth = layout.scopes[self.instances[outer].scope].chain.len();
        let Some(&next) = layout.scopes[scope].chain.get(depth) else { return visit(outer) };
        for row in &self.instances[outer].rows[layout.scopes[next].nth] {
            self.each_instance(layout, row.instance, scope, visit);
        }
    }

    /// The instance that `rows` lead to, if all of them are there.
    pub fn find(&self, layout: &Layout, rows: &[RowStep]) -> Option<usize> {
        rows.iter().try_fold(0, |instance, step| {
            let scope = layout.slots[*layout.by_name.get(&step.repeat)?].opens?;
            let here = self.instances[instance].scope;
            if layout.scopes[scope].parent() != Some(here) {
                return None;
            }
            let rows = &self.instances[instance].rows[layout.scopes[scope].nth];
            rows.iter().find(|row| row.id == step.row).map(|row| row.instance)
        })
    }

    /// The way to an instance.
    pub fn rows(&self, layout: &Layout, mut instance: usize) -> Rows {
        let mut rows = Rows::new();
        while let (Some(row), Some(repeat)) =
            (self.instances[instance].row, layout.scopes[self.instances[instance].scope].repeat)
        {
            rows.push(RowStep { repeat: layout.slots[repeat].id.clone(), row });
            instance = self.instances[instance].parent;
        }
        rows.reverse();
        rows
    }

    pub fn node(&self, instance: usize, local: usize) -> NodeRef {
        NodeRef((self.instances[instance].base + local) as u32)
    }
}
