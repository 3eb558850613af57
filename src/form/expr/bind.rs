//! What an expression speaks of: binding its names, and what the form's check and the session ask about it.

use std::sync::Arc;

use super::Slot;
use super::ast::{Call, Expr, Node, NodeKind, Operator, Own, Path, Start, Step, Test};

/// A name that nothing in the form is called.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unbound {
    pub name: String,
    /// Byte offset of the `${name}`.
    pub at: usize,
}

/// How far a reference looks.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Reach {
    /// What [`super::Tree::named`] gives at the place of the expression: the node of the own row where there is
    /// one, else those below the nearest common row.
    OwnRow,
    /// Any row: paths with `..` or from the root, predicates, `indexed-repeat`, `position()`.
    AllRows,
}

/// A mention of a question, group or repeat.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reference {
    /// `None` where a path names no single item (`..`, `*`) or the name is not the form's.
    pub slot: Option<Slot>,
    pub name: String,
    pub at: usize,
    pub reach: Reach,
}

/// An answer compared with a literal: `${q} = 'x'`, `selected(${q}, 'x')`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Compared {
    pub slot: Slot,
    pub literal: Arc<str>,
    /// Byte offset of the literal.
    pub at: usize,
}

impl Expr {
    /// Binds every `${name}`, and the names of path steps where they can be resolved, to what `resolve` says.
    /// Returns the `${name}`s that could not be bound, in order.
    pub fn bind(&mut self, resolve: &mut dyn FnMut(&str) -> Option<Slot>) -> Vec<Unbound> {
        self.bind_names(resolve, true)
    }

    /// As [`Expr::bind`] for a choice filter, where bare names are attributes of the choice and stay unbound.
    pub fn bind_filter(&mut self, resolve: &mut dyn FnMut(&str) -> Option<Slot>) -> Vec<Unbound> {
        self.bind_names(resolve, false)
    }

    fn bind_names(&mut self, resolve: &mut dyn FnMut(&str) -> Option<Slot>, bare_too: bool) -> Vec<Unbound> {
        let mut unbound = Vec::new();
        self.root.walk_mut(&mut |node| {
            let name = match &mut node.kind {
                NodeKind::ChoicesOf(name) => Some(name),
                NodeKind::Path(path) => {
                    if bare_too || path.bare_name().is_none() {
                        path.steps.iter_mut().for_each(|step| {
                            if let Test::Child(name) = &mut step.test {
                                name.slot = resolve(&name.text);
                            }
                        });
                    }
                    if let Start::Named(name) = &mut path.start { Some(name) } else { None }
                }
                _ => None,
            };
            if let Some(name) = name {
                name.slot = resolve(&name.text);
                if name.slot.is_none() {
                    unbound.push(Unbound { name: name.text.to_string(), at: node.at });
                }
            }
        });
        unbound
    }

    /// Tells which question `.` means, for [`Expr::infer`] and [`Expr::literals_compared`]. No dependency.
    pub fn bind_own(&mut self, slot: Slot) {
        self.own = Some(Own(slot));
    }

    /// Everything whose answers it depends on, each once, in ascending order.
    pub fn slots(&self) -> Vec<Slot> {
        let mut slots: Vec<Slot> = self.references().into_iter().filter_map(|reference| reference.slot).collect();
        slots.sort_unstable();
        slots.dedup();
        slots
    }

    /// Every mention of a question, group or repeat, in order. `.` is not among them: see [`Expr::uses_dot`].
    pub fn references(&self) -> Vec<Reference> {
        let mut found = Vec::new();
        collect(&self.root, false, &mut found);
        found
    }

    /// Whether it needs the value at its own place: `.`, `current()`, `once(…)`, `string-length()`.
    pub fn uses_dot(&self) -> bool {
        let mut uses = false;
        self.root.walk(false, &mut |node, in_predicate| match &node.kind {
            NodeKind::Path(path) => uses |= path.is_own(in_predicate),
            NodeKind::Call(call) => {
                uses |= match call.function.name {
                    "once" => true,
                    "string-length" | "normalize-space" => call.args.is_empty() && !in_predicate,
                    _ => false,
                }
            }
            _ => {}
        });
        uses
    }

    /// Whether it may give something else although no answer changed: `now`, `today`, `random`, `uuid`.
    pub fn is_volatile(&self) -> bool {
        let mut volatile = false;
        self.root.walk(false, &mut |node, _| {
            volatile |= matches!(&node.kind, NodeKind::Call(call) if call.function.volatile);
        });
        volatile
    }

    /// Answers compared with literals, so that the literals can be held against the ids of the choices.
    /// Empty literals, which ask whether there is an answer, are left out.
    pub fn literals_compared(&self) -> Vec<Compared> {
        let mut found = Vec::new();
        self.root.walk(false, &mut |node, in_predicate| {
            let mut pair = |answer: &Node, literal: &Node| found.extend(self.compared(answer, literal, in_predicate));
            match &node.kind {
                NodeKind::Chain(chain) => {
                    if let [(Operator::Equal | Operator::NotEqual, right)] = chain.rest.as_slice() {
                        pair(&chain.first, right);
                        pair(right, &chain.first);
                    }
                }
                NodeKind::Call(call) if matches!(call.function.name, "selected" | "is-selected") => {
                    if let [answer, literal] = call.args.as_slice() {
                        pair(answer, literal);
                    }
                }
                _ => {}
            }
        });
        found
    }

    fn compared(&self, answer: &Node, literal: &Node, in_predicate: bool) -> Option<Compared> {
        let NodeKind::Path(path) = &answer.kind else { return None };
        let own = self.own.filter(|_| path.is_own(in_predicate)).map(|Own(slot)| slot);
        let slot = path.slot().or(own)?;
        let text = match &literal.kind {
            NodeKind::Text(text) => text.trim().into(),
            NodeKind::Number(number) => super::number::to_text(*number).into(),
            _ => return None,
        };
        Some(Compared { slot, literal: text, at: literal.at }).filter(|compared| !compared.literal.is_empty())
    }

    /// Names that stand alone and are bound to nothing, with their offsets: attributes in a choice filter,
    /// elsewhere mostly a forgotten `${…}`.
    pub fn bare_names(&self) -> Vec<Unbound> {
        let mut found = Vec::new();
        self.root.walk(false, &mut |node, in_predicate| {
            if let NodeKind::Path(path) = &node.kind
                && let Some(name) = path.bare_name().filter(|name| !in_predicate && name.slot.is_none())
            {
                found.push(Unbound { name: name.text.to_string(), at: node.at });
            }
        });
        found
    }

    /// Tables that `pulldata` looks into, where they are named by a literal, with the literals' offsets.
    pub fn tables(&self) -> Vec<(Arc<str>, usize)> {
        let mut found = Vec::new();
        self.root.walk(false, &mut |node, _| {
            if let NodeKind::Call(Call { function, args, .. }) = &node.kind
                && function.name == "pulldata"
                && let Some(arg) = args.first()
            {
                found.extend(arg.literal().map(|table| (Arc::clone(table), arg.at)));
            }
        });
        found
    }
}

fn collect(node: &Node, all_rows: bool, found: &mut Vec<Reference>) {
    match &node.kind {
        NodeKind::Number(_) | NodeKind::Text(_) | NodeKind::ChoicesOf(_) => {}
        NodeKind::Path(path) => {
            collect_path(path, node, all_rows, found);
            path.all_predicates().for_each(|predicate| collect(predicate, true, found));
        }
        NodeKind::Call(call) => {
            if call.function.name == "position" && call.args.is_empty() {
                found.push(Reference { slot: None, name: "position()".into(), at: node.at, reach: Reach::AllRows });
            }
            call.args.iter().for_each(|arg| collect(arg, all_rows || call.function.other_rows, found));
        }
        NodeKind::Negated(_, inner) => collect(inner, all_rows, found),
        NodeKind::Chain(chain) => {
            collect(&chain.first, all_rows, found);
            chain.rest.iter().for_each(|(_, operand)| collect(operand, all_rows, found));
        }
    }
}

fn collect_path(path: &Path, node: &Node, all_rows: bool, found: &mut Vec<Reference>) {
    if path.is_dot() {
        return;
    }
    let only_a_name = matches!(path.start, Start::Named(_)) && path.steps.is_empty() && path.predicates.is_empty();
    let plain = only_a_name || path.bare_name().is_some();
    let reach = if plain && !all_rows { Reach::OwnRow } else { Reach::AllRows };
    let before = found.len();
    if let Start::Named(name) = &path.start {
        found.push(Reference { slot: name.slot, name: name.text.to_string(), at: node.at, reach });
    }
    // The first name after the root is the form's own.
    let form_name = usize::from(path.start == Start::Root);
    for Step { at, test, .. } in path.steps.iter().skip(form_name) {
        if let Test::Child(name) = test {
            found.push(Reference { slot: name.slot, name: name.text.to_string(), at: *at, reach });
        }
    }
    let unnamed = path.steps.iter().any(|step| matches!(step.test, Test::Any));
    if unnamed || found.len() == before {
        found.push(Reference { slot: None, name: path.to_string(), at: node.at, reach });
    }
}
