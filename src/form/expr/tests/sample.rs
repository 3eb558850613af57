//! A small filled form in memory, for the tests here.

use std::sync::Arc;

use crate::form::expr::{Context, Expr, ExprError, NodeRef, NodeValue, Slot, StaticKind, Tree, Val, World};
use crate::l10n::Language;
use crate::stamp::Moment;

/// Questions by path, with the kind the form gives them. The index is the slot.
const ITEMS: &[(&str, StaticKind)] = &[
    ("data", StaticKind::Nodes),
    ("data/mobility", StaticKind::Choices),
    ("data/dwelling", StaticKind::Choice),
    ("data/owner", StaticKind::Text),
    ("data/seen", StaticKind::Date),
    ("data/blank", StaticKind::Text),
    ("data/hall", StaticKind::Nodes),
    ("data/hall/step_rise", StaticKind::Number),
    ("data/door", StaticKind::Nodes),
    ("data/door/room", StaticKind::Choice),
    ("data/door/width", StaticKind::Number),
    ("data/door/photo", StaticKind::Nodes),
    ("data/door/photo/size", StaticKind::Number),
    ("data/index", StaticKind::Number),
];

struct Item {
    path: &'static str,
    parent: Option<NodeRef>,
    value: NodeValue,
}

/// A yurt with three doors; the last has no width yet. The doors have two photos, none and one.
pub(super) struct Sample(Vec<Item>);

pub(super) fn sample() -> Sample {
    use NodeValue::{Date, Empty, Number};
    let text = |text: &str| NodeValue::Text(text.into());
    let mut sample = Sample(Vec::new());
    let root = sample.add("data", None, Empty);
    sample.add("data/mobility", Some(root), text("wheelchair cane"));
    sample.add("data/dwelling", Some(root), text("yurt"));
    sample.add("data/owner", Some(root), text(" 其其格  敖登 "));
    sample.add("data/seen", Some(root), Date(jiff::civil::date(2026, 11, 20)));
    sample.add("data/blank", Some(root), Empty);
    let hall = sample.add("data/hall", Some(root), Empty);
    sample.add("data/hall/step_rise", Some(hall), Number(15.5));
    for (room, width, photos) in
        [("bath", Some(700.0), &[3.0, 4.0][..]), ("hall", Some(900.0), &[]), ("bath", None, &[9.0])]
    {
        let door = sample.add("data/door", Some(root), Empty);
        sample.add("data/door/room", Some(door), text(room));
        sample.add("data/door/width", Some(door), width.map_or(Empty, Number));
        for &size in photos {
            let photo = sample.add("data/door/photo", Some(door), Empty);
            sample.add("data/door/photo/size", Some(photo), Number(size));
        }
    }
    sample.add("data/index", Some(root), Number(2.0));
    sample
}

pub(super) fn slot(name: &str) -> Option<Slot> {
    let found = ITEMS.iter().position(|(path, _)| path.rsplit('/').next() == Some(name) && *path != "data")?;
    u32::try_from(found).ok().map(Slot)
}

pub(super) fn kind_of(slot: Slot) -> StaticKind {
    ITEMS[slot.0 as usize].1
}

impl Sample {
    fn add(&mut self, path: &'static str, parent: Option<NodeRef>, value: NodeValue) -> NodeRef {
        self.0.push(Item { path, parent, value });
        NodeRef(u32::try_from(self.0.len() - 1).unwrap())
    }

    fn item(&self, node: NodeRef) -> &Item {
        &self.0[node.0 as usize]
    }

    fn nodes(&self) -> impl Iterator<Item = NodeRef> + '_ {
        (0..u32::try_from(self.0.len()).unwrap()).map(NodeRef)
    }

    fn ancestors(&self, node: NodeRef) -> impl Iterator<Item = NodeRef> + '_ {
        std::iter::successors(Some(node), |&node| self.parent(node))
    }

    /// The n-th node with this path, counted from 1.
    pub fn node(&self, path: &str, n: usize) -> NodeRef {
        self.nodes().filter(|&node| self.item(node).path == path).nth(n - 1).unwrap()
    }

    pub fn eval_at(&self, text: &str, place: NodeRef) -> Result<Val, ExprError> {
        let mut expr = Expr::parse(text)?;
        let unbound = expr.bind(&mut slot);
        assert_eq!(unbound, [], "{text}");
        expr.eval(&Context::new(self, self, place))
    }
}

impl Tree for Sample {
    fn root(&self) -> NodeRef {
        NodeRef(0)
    }

    fn parent(&self, node: NodeRef) -> Option<NodeRef> {
        self.item(node).parent
    }

    fn children(&self, node: NodeRef, name: &str, found: &mut Vec<NodeRef>) {
        let named = |path: &str| name == "*" || path.rsplit('/').next() == Some(name);
        found.extend(self.nodes().filter(|&n| self.parent(n) == Some(node) && named(self.item(n).path)));
    }

    fn named(&self, place: NodeRef, slot: Slot, found: &mut Vec<NodeRef>) {
        let wanted = ITEMS[slot.0 as usize].0;
        let holds = |path: &str| wanted == path || wanted.strip_prefix(path).is_some_and(|rest| rest.starts_with('/'));
        let Some(common) = self.ancestors(place).find(|&node| holds(self.item(node).path)) else { return };
        found.extend(self.nodes().filter(|&n| self.item(n).path == wanted && self.ancestors(n).any(|a| a == common)));
    }

    fn siblings(&self, node: NodeRef, found: &mut Vec<NodeRef>) {
        let same = |n: NodeRef| (self.item(n).path, self.parent(n)) == (self.item(node).path, self.parent(node));
        found.extend(self.nodes().filter(|&n| same(n)));
    }

    fn value(&self, node: NodeRef) -> NodeValue {
        self.item(node).value.clone()
    }

    fn choice_label(&self, question: Slot, choice: &str) -> Option<Arc<str>> {
        let labels = [("room", "bath", "卫生间"), ("dwelling", "yurt", "蒙古包")];
        labels.iter().find(|(q, id, _)| slot(q) == Some(question) && *id == choice).map(|(_, _, label)| (*label).into())
    }
}

impl World for Sample {
    fn now(&self) -> Moment {
        "2026-11-24T09:30:05+08:00".parse().unwrap()
    }

    fn random(&self) -> f64 {
        0.25
    }

    fn uuid(&self) -> String {
        "a5d1a3e2-9c8e-4ad6-9f6b-0c8f2d6b6b11".to_owned()
    }

    fn table_cell(&self, table: &str, column: &str, key_column: &str, key: &str) -> Option<String> {
        if (table, column, key_column) != ("prices", "price", "code") {
            return None;
        }
        Some(if key == "E01" { "450" } else { "" }.to_owned())
    }

    fn language(&self) -> Language {
        Language::English
    }
}
