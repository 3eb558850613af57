//! The skeleton of a form and the forms it uses: every item a slot, every repeat a scope.
//!
//! A *slot* is an item (section, group, repeat, question); expressions name it. A *scope* is what there is one copy
//! of per row: the top of the form, or the inside of a repeat. A repeat that a used form has under the same id is the
//! same repeat: its questions stand in the same rows, but its own conditions decide their relevance, so it keeps a
//! slot of its own that no name leads to.

use std::collections::HashMap;

use smallvec::SmallVec;

use crate::form::schema::{FormText, Item};
use crate::id::Name;
use crate::limits::{MAX_FORM_ITEMS, MAX_FORM_REPEAT_DEPTH};
use crate::path::Aspect;
use crate::problem::Problem;

/// Positions that lead to an item: of the form's items, then of that item's items, and so on.
pub(super) type Way = SmallVec<[u32; 4]>;

/// The scope outside all repeats.
pub(super) const TOP: usize = 0;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum What {
    Section,
    Group,
    Repeat,
    Question,
}

/// One item of a form.
pub(super) struct Slotted {
    pub id: Name,
    pub what: What,
    /// The item it stands in, whose relevance it shares.
    pub parent: Option<usize>,
    pub children: Vec<usize>,
    pub scope: usize,
    /// Its place among the scope's cells; 0 is the row itself.
    pub local: usize,
    /// For repeats: the scope of its rows.
    pub opens: Option<usize>,
    /// 0 is the form itself; the others are those it uses.
    pub form: usize,
    pub way: Way,
}

/// What there is one copy of per row.
pub(super) struct Scope {
    /// The repeat's slot; `None` at the top.
    pub repeat: Option<usize>,
    pub members: Vec<usize>,
    pub inner: Vec<usize>,
    /// Its place in the `inner` of the scope around it.
    pub nth: usize,
    /// All scopes from the top to this one.
    pub chain: SmallVec<[usize; 4]>,
}

impl Scope {
    pub fn parent(&self) -> Option<usize> {
        self.chain.iter().rev().nth(1).copied()
    }
}

pub(super) struct Layout {
    pub slots: Vec<Slotted>,
    pub scopes: Vec<Scope>,
    pub by_name: HashMap<Name, usize>,
}

/// A problem with an item, by the item's slot.
pub(super) type SlotProblem = (usize, Problem);

impl Layout {
    /// Lays out `forms`: the form itself, then the forms it uses.
    pub fn new(forms: &[&FormText]) -> (Self, Vec<SlotProblem>) {
        let top =
            Scope { repeat: None, members: Vec::new(), inner: Vec::new(), nth: 0, chain: SmallVec::from_slice(&[TOP]) };
        let layout = Self { slots: Vec::new(), scopes: vec![top], by_name: HashMap::new() };
        let mut builder = Builder { layout, problems: Vec::new(), form: 0, too_many: false };
        for (form, text) in forms.iter().enumerate() {
            builder.form = form;
            builder.items(&text.items, None, TOP, &Way::new());
        }
        (builder.layout, builder.problems)
    }

    /// The innermost scope that both stand in.
    pub fn common(&self, a: usize, b: usize) -> usize {
        let pairs = self.scopes[a].chain.iter().zip(&self.scopes[b].chain);
        pairs.take_while(|(a, b)| a == b).last().map_or(TOP, |(&scope, _)| scope)
    }

    /// The item and everything it stands in, from inside out.
    pub fn ancestry(&self, slot: usize) -> impl Iterator<Item = usize> + '_ {
        std::iter::successors(Some(slot), |&slot| self.slots[slot].parent)
    }
}

struct Builder {
    layout: Layout,
    problems: Vec<SlotProblem>,
    form: usize,
    too_many: bool,
}

impl Builder {
    fn items(&mut self, items: &[Item], parent: Option<usize>, scope: usize, way: &Way) {
        for (index, item) in (0..).zip(items) {
            if self.layout.slots.len() >= MAX_FORM_ITEMS {
                if !std::mem::replace(&mut self.too_many, true) {
                    self.report(0, Problem::error("form-items-too-many").with("limit", MAX_FORM_ITEMS));
                }
                return;
            }
            let mut way = way.clone();
            way.push(index);
            self.item(item, parent, scope, &way);
        }
    }

    fn item(&mut self, item: &Item, parent: Option<usize>, scope: usize, way: &Way) {
        let (id, what, items) = match item {
            Item::Section(section) => (&section.id, What::Section, &section.items[..]),
            Item::Group(group) => (&group.id, What::Group, &group.items[..]),
            Item::Repeat(repeat) => (&repeat.id, What::Repeat, &repeat.items[..]),
            Item::Question(question) => (&question.id, What::Question, &[][..]),
        };
        let slot = self.layout.slots.len();
        let twin = self.twin(id, what, scope);
        let opens = (what == What::Repeat).then(|| match twin {
            Some(twin) => self.layout.slots[twin].opens.unwrap_or(TOP),
            None => self.scope(slot, scope),
        });
        let members = &mut self.layout.scopes[scope].members;
        members.push(slot);
        let local = members.len();
        if let Some(parent) = parent {
            self.layout.slots[parent].children.push(slot);
        }
        let (id, form) = (id.clone(), self.form);
        let children = Vec::new();
        let slotted = Slotted { id: id.clone(), what, parent, children, scope, local, opens, form, way: way.clone() };
        self.layout.slots.push(slotted);
        self.check_place(slot, parent);
        if twin.is_none() {
            self.name(id, slot);
        }
        self.items(items, Some(slot), opens.unwrap_or(scope), way);
    }

    /// The repeat of another form that this one is the same as.
    fn twin(&self, id: &Name, what: What, scope: usize) -> Option<usize> {
        let &twin = self.layout.by_name.get(id)?;
        let other = &self.layout.slots[twin];
        let same = what == What::Repeat && other.what == What::Repeat;
        (same && other.form != self.form && other.scope == scope).then_some(twin)
    }

    fn scope(&mut self, repeat: usize, around: usize) -> usize {
        let scope = self.layout.scopes.len();
        let nth = self.layout.scopes[around].inner.len();
        self.layout.scopes[around].inner.push(scope);
        let mut chain = self.layout.scopes[around].chain.clone();
        chain.push(scope);
        let fresh = Scope { repeat: Some(repeat), members: Vec::new(), inner: Vec::new(), nth, chain };
        self.layout.scopes.push(fresh);
        scope
    }

    fn check_place(&mut self, slot: usize, parent: Option<usize>) {
        let Slotted { what, opens, form, .. } = self.layout.slots[slot];
        if form != 0 {
            return;
        }
        if what == What::Section && parent.is_some() {
            self.report(slot, Problem::error("form-section-inside"));
        }
        if opens.is_some_and(|scope| self.layout.scopes[scope].chain.len() > MAX_FORM_REPEAT_DEPTH + 1) {
            self.report(slot, Problem::error("form-repeat-deep").with("limit", MAX_FORM_REPEAT_DEPTH));
        }
    }

    /// Gives the name to the slot, unless it is taken or not to be had.
    fn name(&mut self, id: Name, slot: usize) {
        let text = id.as_str();
        let remark = [Aspect::Accepted, Aspect::Note].iter().any(|aspect| text.ends_with(aspect.suffix()));
        if self.form == 0 && (text.starts_with('_') || remark) {
            self.report(slot, Problem::error("form-name-reserved").with("name", &id));
        }
        let Some(&first) = self.layout.by_name.get(&id) else {
            self.layout.by_name.insert(id, slot);
            return;
        };
        let (first_form, form) = (self.layout.slots[first].form, self.form);
        if first_form == form {
            self.report(slot, Problem::error("form-name-twice").with("name", id));
        } else if first_form == 0 {
            self.report(first, Problem::error("form-name-taken").with("name", id).with("form", form));
        }
        // Two used forms may ask the same question: it has one answer, and the first one's conditions count here.
    }

    fn report(&mut self, slot: usize, problem: Problem) {
        self.problems.push((slot, problem));
    }
}
