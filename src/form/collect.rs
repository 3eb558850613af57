//! Collecting a form's expressions: parsed, bound, checked one by one.

use crate::form::answer::{NO, YES, answer};
use crate::form::check::unknown;
use crate::form::expr::{Expr, Reach, Reference, Slot, Unbound};
use crate::form::layout::{Layout, TOP, What};
use crate::form::load::NO_NAME;
use crate::form::locate::{Source, Spot};
use crate::form::nearest::nearest;
use crate::form::nowhere::constant;
use crate::form::program::{OfFinding, OfSlot, Program, Role};
use crate::form::schema::{Choice, Finding, FormText, Item, Kind, Question, Repeat};
use crate::form::validate::{Facts, validate};
use crate::id::Name;
use crate::problem::Problem;

/// The item at a way.
pub(super) fn item_at<'a>(text: &'a FormText, way: &[u32]) -> Option<&'a Item> {
    let (first, rest) = way.split_first()?;
    rest.iter().try_fold(text.items.get(*first as usize)?, |item, &index| {
        let items = match item {
            Item::Section(section) => &section.items,
            Item::Group(group) => &group.items,
            Item::Repeat(repeat) => &repeat.items,
            Item::Question(_) => return None,
        };
        items.get(index as usize)
    })
}

pub(super) fn choices_of<'a>(text: &'a FormText, question: &Question) -> &'a [Choice] {
    match &question.kind {
        Kind::OneOf { list } | Kind::ManyOf { list, .. } => text.lists.get(list).map_or(&[], Vec::as_slice),
        _ => &[],
    }
}

/// What there is to know about an expression before it is read.
#[derive(Clone, Copy)]
struct Asked<'a> {
    role: Role,
    slot: Option<usize>,
    scope: usize,
    local: usize,
    /// `None` in a form that is only used: its problems were told when it was compiled.
    spot: Option<Spot<'a>>,
    /// In a choice filter, the choices.
    choices: &'a [Choice],
}

pub(super) struct Collector<'a> {
    layout: &'a Layout,
    forms: &'a [&'a FormText],
    source: &'a Source,
    pub programs: Vec<Program>,
    /// Where each program stands; `None` in used forms.
    pub spots: Vec<Option<Spot<'a>>>,
    pub of_slots: Vec<OfSlot>,
    pub of_findings: Vec<OfFinding>,
    pub problems: Vec<Problem>,
    /// Results kept by an instance of each scope.
    pub results: Vec<usize>,
}

impl<'a> Collector<'a> {
    pub fn new(layout: &'a Layout, forms: &'a [&'a FormText], source: &'a Source) -> Self {
        let mut collector = Self {
            layout,
            forms,
            source,
            programs: Vec::new(),
            spots: Vec::new(),
            of_slots: layout.slots.iter().map(|_| OfSlot::default()).collect(),
            of_findings: Vec::new(),
            problems: Vec::new(),
            results: vec![0; layout.scopes.len()],
        };
        for slot in 0..layout.slots.len() {
            collector.slot(slot);
        }
        let findings = source.root().field("findings");
        for (index, finding) in forms[0].findings.iter().enumerate() {
            collector.finding(index, finding, findings.item(index));
        }
        collector
    }

    fn slot(&mut self, slot: usize) {
        let slotted = &self.layout.slots[slot];
        let text = self.forms[slotted.form];
        let own = slotted.form == 0;
        let items = |spot: Spot<'a>, &index: &u32| spot.field("items").item(index as usize);
        let spot = own.then(|| slotted.way.iter().fold(self.source.root(), items));
        let asked = Asked {
            role: Role::Relevant,
            slot: Some(slot),
            scope: slotted.scope,
            local: slotted.local,
            spot,
            choices: &[],
        };
        let relevant = match item_at(text, &slotted.way) {
            None => return,
            Some(Item::Section(section)) => &section.relevant,
            Some(Item::Group(group)) => &group.relevant,
            Some(Item::Repeat(repeat)) => {
                self.repeat(repeat, asked);
                &repeat.relevant
            }
            Some(Item::Question(question)) => {
                self.calculated(question, asked);
                if own {
                    self.question(question, asked);
                    self.literals(question, slot, spot);
                }
                &question.relevant
            }
        };
        self.of_slots[slot].relevant = self.field(relevant.as_ref(), "relevant", Role::Relevant, asked);
    }

    fn calculated(&mut self, question: &'a Question, asked: Asked<'a>) {
        let Some(slot) = asked.slot else { return };
        if let Kind::Calculated { value, .. } = &question.kind {
            let asked = Asked { spot: asked.spot.map(|spot| spot.field("kind")), ..asked };
            self.of_slots[slot].calculated = self.field(Some(value), "value", Role::Calculated, asked);
        }
    }

    fn question(&mut self, question: &'a Question, asked: Asked<'a>) {
        let Some(slot) = asked.slot else { return };
        let inside =
            |field: &str, index: usize| Asked { spot: asked.spot.map(|spot| spot.field(field).item(index)), ..asked };
        for (index, check) in question.checks.iter().enumerate() {
            let program = self.field(Some(&check.holds), "holds", Role::Check(index), inside("checks", index));
            self.of_slots[slot].checks.extend(program);
        }
        for (index, line) in question.references.iter().enumerate() {
            let asked = inside("references", index);
            let when = self.field(line.when.as_ref(), "when", Role::When(index), asked);
            if let Some(met) = self.field(Some(&line.met), "met", Role::Met(index), asked) {
                self.of_slots[slot].references.push((when, met));
            }
        }
        let choices = choices_of(self.forms[0], question);
        let filter = self.field(question.filter.as_ref(), "filter", Role::Filter, Asked { choices, ..asked });
        let required = self.field(question.required.as_ref(), "required", Role::Required, asked);
        let default = self.field(question.default.as_ref(), "default", Role::Default, asked);
        let fine = self.field(question.fine.as_ref(), "fine", Role::Fine, asked);
        let programs = &mut self.of_slots[slot];
        (programs.filter, programs.required, programs.default, programs.fine) = (filter, required, default, fine);
    }

    fn repeat(&mut self, repeat: &'a Repeat, asked: Asked<'a>) {
        let Some(slot) = asked.slot else { return };
        let scope = self.layout.slots[slot].opens.unwrap_or(TOP);
        let in_row = Asked { scope, local: self.inside_row(scope), ..asked };
        self.of_slots[slot].label = self.field(repeat.label.as_ref(), "label", Role::Label, in_row);
        let Some(spot) = asked.spot else { return };
        for (index, preset) in repeat.presets.iter().enumerate() {
            let values = spot.field("presets").item(index).field("values");
            let mut programs = Vec::new();
            for (name, text) in &preset.values {
                let Some(question) = self.question_in(name, scope) else {
                    let members = self.layout.scopes[scope].members.iter();
                    let known = members.map(|&slot| self.layout.slots[slot].id.as_str());
                    self.problems.push(values.key(name.as_str()).mark(unknown("form-preset-unknown", name, known)));
                    continue;
                };
                let spot = values.entry(name.as_str());
                let local = self.layout.slots[question].local;
                let role = Role::Preset(index, question);
                let asked = Asked { role, slot: Some(question), scope, local, spot: Some(spot), choices: &[] };
                if let Some(program) = self.add(text, asked) {
                    self.literal(program, question, spot);
                    programs.push((question, program));
                }
            }
            self.of_slots[slot].presets.push(programs);
        }
    }

    /// The place of what is said about a row: its first item, so that `..` is the row as it is for questions.
    fn inside_row(&self, scope: usize) -> usize {
        let first = self.layout.scopes[scope].repeat.and_then(|repeat| self.layout.slots[repeat].children.first());
        first.map_or(0, |&slot| self.layout.slots[slot].local)
    }

    fn question_in(&self, name: &Name, scope: usize) -> Option<usize> {
        let &slot = self.layout.by_name.get(name)?;
        let slotted = &self.layout.slots[slot];
        (slotted.what == What::Question && slotted.scope == scope).then_some(slot)
    }

    fn finding(&mut self, index: usize, finding: &'a Finding, spot: Spot<'a>) {
        let each = finding.each.as_ref().and_then(|each| self.layout.by_name.get(each));
        let scope = each.and_then(|&slot| self.layout.slots[slot].opens).unwrap_or(TOP);
        let (role, local) = (Role::Finding(index), self.inside_row(scope));
        let asked = Asked { role, slot: None, scope, local, spot: Some(spot), choices: &[] };
        let when = self.field(Some(&finding.when), "when", Role::Finding(index), asked);
        let mut measures = Vec::new();
        for (nth, measure) in finding.measures.iter().enumerate() {
            let asked = Asked { spot: Some(spot.field("measures").item(nth)), ..asked };
            let when = self.field(measure.when.as_ref(), "when", Role::MeasureWhen(index, nth), asked);
            let quantity = self.field(measure.quantity.as_ref(), "quantity", Role::Quantity(index, nth), asked);
            measures.push((when, quantity));
        }
        if let Some(when) = when {
            self.of_findings.push(OfFinding { scope, when, measures });
        }
    }

    fn field(&mut self, text: Option<&String>, name: &str, role: Role, asked: Asked<'a>) -> Option<usize> {
        let spot = asked.spot.map(|spot| spot.field(name));
        self.add(text?, Asked { role, spot, ..asked })
    }

    /// Reads and binds one expression. Returns its index, or `None` with the problem told.
    fn add(&mut self, text: &str, asked: Asked<'a>) -> Option<usize> {
        let mut expr = match Expr::parse(text) {
            Ok(expr) => expr,
            Err(error) => {
                let spot = asked.spot?;
                self.problems.push(spot.inside(error.at).mark(error.problem()));
                return None;
            }
        };
        let layout = self.layout;
        let mut resolve = |name: &str| layout.by_name.get(name).map(|&slot| Slot(slot as u32));
        let bare = expr.bare_names();
        let filters = asked.role == Role::Filter;
        let unbound = if filters { expr.bind_filter(&mut resolve) } else { expr.bind(&mut resolve) };
        if let Some(slot) = asked.slot.filter(|_| asked.role.has_dot()) {
            expr.bind_own(Slot(slot as u32));
        }
        if let Some(spot) = asked.spot {
            self.names(&expr, &bare, &unbound, spot, asked);
            self.compared(&expr, spot);
            if asked.role == Role::Calculated && expr.is_volatile() {
                self.problems.push(spot.mark(Problem::warning("form-volatile")));
            }
        }
        let result = if asked.role.has_result() {
            self.results[asked.scope] += 1;
            self.results[asked.scope] - 1
        } else {
            0
        };
        self.spots.push(asked.spot);
        let line_column = asked.spot.map_or((0, 0), Spot::line_column);
        let Asked { role, slot, scope, local, .. } = asked;
        self.programs.push(Program { expr, role, slot, scope, local, result, line_column, rank: 0 });
        Some(self.programs.len() - 1)
    }

    /// Tells every name that means nothing.
    fn names(&mut self, expr: &Expr, bare: &[Unbound], unbound: &[Unbound], spot: Spot<'a>, asked: Asked<'a>) {
        let known = || self.layout.by_name.keys().map(Name::as_str);
        let mut found = Vec::new();
        if !asked.role.has_dot() && expr.uses_dot() {
            found.push((0, Problem::error("form-dot")));
        }
        for Unbound { name, at } in unbound {
            found.push((*at, unknown("form-name-unknown", name, known())));
        }
        for Unbound { name, at } in bare {
            // Names without `${…}` mean children, which a question has not. In a filter they are attributes.
            if asked.role == Role::Filter {
                let attributes = || asked.choices.iter().flat_map(|choice| choice.attrs.keys().map(Name::as_str));
                if name != "name" && !asked.choices.is_empty() && !attributes().any(|known| known == name) {
                    found.push((*at, unknown("form-attribute-unknown", name, attributes())));
                }
            } else {
                let near = nearest(name, known()).unwrap_or(NO_NAME);
                found.push((*at, Problem::error("form-name-bare").with("name", name).with("nearest", near)));
            }
        }
        let unresolved = expr.references().into_iter().filter(|reference| reference.slot.is_none());
        for Reference { name, at, .. } in unresolved {
            let told = unbound.iter().chain(bare).any(|other| other.at == at);
            let told = told || self.layout.by_name.contains_key(name.as_str());
            if name.contains('*') {
                found.push((at, Problem::error("form-wildcard").with("path", name)));
            } else if !told && !is_structural(&name) {
                found.push((at, unknown("form-name-unknown", name, known())));
            }
        }
        let tables = &self.forms[0].tables;
        for (name, at) in expr.tables() {
            if !tables.contains_key(&*name) {
                found.push((at, unknown("form-table-unknown", &name, tables.keys().map(Name::as_str))));
            }
        }
        self.problems.extend(found.into_iter().map(|(at, problem)| spot.inside(at).mark(problem)));
    }

    /// Tells every literal that an answer is compared with and can never be.
    fn compared(&mut self, expr: &Expr, spot: Spot<'a>) {
        for compared in expr.literals_compared() {
            let slotted = &self.layout.slots[compared.slot.0 as usize];
            let text = self.forms[slotted.form];
            let Some(Item::Question(question)) = item_at(text, &slotted.way) else { continue };
            let known: Vec<&str> = match question.kind {
                Kind::YesNo => vec![YES, NO],
                Kind::OneOf { .. } | Kind::ManyOf { .. } => {
                    choices_of(text, question).iter().map(|choice| choice.id.as_str()).collect()
                }
                _ => continue,
            };
            if !known.is_empty() && !known.contains(&&*compared.literal) {
                let problem = unknown("form-choice-unknown", &compared.literal, known).with("question", &slotted.id);
                self.problems.push(spot.inside(compared.at).mark(problem));
            }
        }
    }

    /// Holds constant `default` and `fine` answers against the question.
    fn literals(&mut self, question: &Question, slot: usize, spot: Option<Spot<'a>>) {
        let OfSlot { default, fine, .. } = self.of_slots[slot];
        for (field, program) in [("default", default), ("fine", fine)] {
            if let (Some(program), Some(spot)) = (program, spot)
                && takes_literal(&question.kind)
            {
                self.literal(program, slot, spot.field(field));
            }
        }
    }

    fn literal(&mut self, program: usize, slot: usize, spot: Spot<'a>) {
        let slotted = &self.layout.slots[slot];
        let text = self.forms[slotted.form];
        let Some(Item::Question(question)) = item_at(text, &slotted.way) else { return };
        let Some(result) = constant(&self.programs[program].expr) else { return };
        let choices = choices_of(text, question);
        let chooses = matches!(question.kind, Kind::OneOf { .. } | Kind::ManyOf { .. });
        if chooses && choices.is_empty() {
            return;
        }
        let Some(value) = answer(&question.kind, choices, &result) else {
            let known = choices.iter().map(|choice| choice.id.as_str());
            let problem = unknown("form-answer-wrong", result.text(), known).with("question", &question.id);
            self.problems.push(spot.mark(problem));
            return;
        };
        let facts = Facts { today: jiff::civil::Date::MAX, choices, citizen_id: None };
        let refused = validate(&question.kind, &value, &facts).into_iter().find(|doubt| doubt.hard);
        self.problems.extend(refused.map(|doubt| spot.mark(doubt.problem)));
    }
}

const fn takes_literal(kind: &Kind) -> bool {
    !matches!(
        kind,
        Kind::Note | Kind::Photo { .. } | Kind::Signature { .. } | Kind::Point { .. } | Kind::Calculated { .. }
    )
}

/// Whether a reference without a name means where it stands: `..`, `position()`.
pub(super) fn is_structural(name: &str) -> bool {
    let name = name.strip_prefix("current()").unwrap_or(name);
    name == "position()" || name.chars().all(|c| "./".contains(c))
}

/// The innermost scope shared by an expression in `scope` and what it refers to.
pub(super) fn common_scope(layout: &Layout, scope: usize, slot: usize, reach: Reach) -> usize {
    match reach {
        Reach::OwnRow => layout.common(scope, layout.slots[slot].scope),
        Reach::AllRows => TOP,
    }
}
