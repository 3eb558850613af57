//! The filled form as expressions see it.
//!
//! What is irrelevant is not there: its value is empty, and it is not among the children or the rows.

use std::sync::Arc;

use super::arena::{Arena, Cell, NO_SLOT, ROOT};
use crate::form::compile::Form;
use crate::form::expr::{NodeRef, NodeValue, Slot, Tree};
use crate::form::layout::What;
use crate::l10n::Language;

pub(super) struct View<'a> {
    pub form: &'a Form,
    pub arena: &'a Arena,
    pub language: Language,
}

impl View<'_> {
    fn cell(&self, node: NodeRef) -> &Cell {
        &self.arena.cells[node.0 as usize]
    }

    fn push_rows(&self, scope: usize, instance: usize, found: &mut Vec<NodeRef>) {
        let nth = self.form.layout.scopes[scope].nth;
        found.extend(self.arena.instances[instance].rows[nth].iter().map(|row| self.arena.node(row.instance, 0)));
    }

    /// The items that stand directly in a row (of every form that has the repeat), in the root, or in a group.
    fn inside(&self, node: NodeRef) -> Vec<usize> {
        let layout = &self.form.layout;
        let cell = self.cell(node);
        if cell.slot != NO_SLOT {
            return layout.slots[cell.slot as usize].children.clone();
        }
        let scope = self.arena.instances[cell.instance as usize].scope;
        let directly = |&&slot: &&usize| match layout.slots[slot].parent {
            Some(parent) => layout.slots[parent].opens == Some(scope),
            None => true,
        };
        layout.scopes[scope].members.iter().filter(directly).copied().collect()
    }
}

impl Tree for View<'_> {
    fn root(&self) -> NodeRef {
        NodeRef(ROOT as u32)
    }

    fn parent(&self, node: NodeRef) -> Option<NodeRef> {
        let layout = &self.form.layout;
        let cell = self.cell(node);
        let instance = cell.instance as usize;
        let around = match cell.slot {
            NO_SLOT => {
                let repeat = layout.scopes[self.arena.instances[instance].scope].repeat?;
                let outer = self.arena.instances[instance].parent;
                layout.slots[repeat].parent.map_or((outer, None), |parent| (outer, Some(parent)))
            }
            slot => (instance, layout.slots[slot as usize].parent),
        };
        let (instance, parent) = around;
        // Inside a repeat the parent is the row.
        let local = parent.map(|parent| &layout.slots[parent]).filter(|slot| slot.opens.is_none());
        Some(self.arena.node(instance, local.map_or(0, |slot| slot.local)))
    }

    fn children(&self, node: NodeRef, name: &str, found: &mut Vec<NodeRef>) {
        let layout = &self.form.layout;
        let instance = self.cell(node).instance as usize;
        for slot in self.inside(node) {
            let slotted = &layout.slots[slot];
            if name != "*" && slotted.id.as_str() != name {
                continue;
            }
            if !self.arena.cells[self.arena.at(layout, slot, instance)].relevant {
                continue;
            }
            match slotted.opens {
                // A repeat of a used form is listed once, under its own form's slot.
                Some(scope) if layout.scopes[scope].repeat == Some(slot) => self.push_rows(scope, instance, found),
                Some(_) => {}
                None => found.push(self.arena.node(instance, slotted.local)),
            }
        }
    }

    fn named(&self, place: NodeRef, slot: Slot, found: &mut Vec<NodeRef>) {
        let layout = &self.form.layout;
        let slotted = &layout.slots[slot.0 as usize];
        let here = self.cell(place).instance as usize;
        let common = layout.common(self.arena.instances[here].scope, slotted.scope);
        let outer = self.arena.ancestor(here, common);
        self.arena.each_instance(layout, outer, slotted.scope, &mut |instance| {
            let cell = self.arena.at(layout, slot.0 as usize, instance);
            match (self.arena.cells[cell].relevant, slotted.opens) {
                (false, _) => {}
                (true, Some(scope)) => self.push_rows(scope, instance, found),
                (true, None) => found.push(NodeRef(cell as u32)),
            }
        });
    }

    fn siblings(&self, node: NodeRef, found: &mut Vec<NodeRef>) {
        let layout = &self.form.layout;
        let cell = self.cell(node);
        let instance = &self.arena.instances[cell.instance as usize];
        if cell.slot != NO_SLOT || instance.row.is_none() {
            found.push(node);
        } else if self.arena.is_relevant(layout, node.0 as usize) {
            self.push_rows(instance.scope, instance.parent, found);
        }
    }

    fn value(&self, node: NodeRef) -> NodeValue {
        let cell = self.cell(node);
        if cell.relevant { cell.reads.clone() } else { NodeValue::Empty }
    }

    fn choice_label(&self, slot: Slot, choice: &str) -> Option<Arc<str>> {
        let slotted = self.form.layout.slots.get(slot.0 as usize).filter(|slotted| slotted.what == What::Question)?;
        self.form.choice_label(&slotted.id, choice, self.language).map(Into::into)
    }
}
