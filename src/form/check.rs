//! What is wrong with a form apart from its expressions: every problem, each with its place.

use std::collections::{BTreeMap, BTreeSet};

use crate::form::compile::Known;
use crate::form::layout::{Layout, What};
use crate::form::load::NO_NAME;
use crate::form::locate::{Source, Spot};
use crate::form::nearest::nearest;
use crate::form::schema::{Choice, Finding, FormText, Group, Item, Kind, Question, Repeat, Section};
use crate::id::Name;
use crate::l10n::Texts;
use crate::limits::MAX_ROWS;
use crate::problem::Problem;

/// Languages that a form may speak: Chinese, English, traditional Mongolian.
const LANGUAGES: [&str; 3] = ["zh", "en", "mn"];
/// Digits after the point that a decimal may have; a form asks for no more than a tape measure gives.
const MAX_PLACES: u8 = 6;

/// Checks everything but the expressions.
pub(super) fn structure(text: &FormText, source: &Source, known: &Known<'_>, layout: &Layout) -> Vec<Problem> {
    let mut checker = Checker { text, known, layout, lists_used: BTreeSet::new(), problems: Vec::new() };
    let root = source.root();
    checker.texts(&text.title, root.field("title"), true);
    checker.texts(&text.about, root.field("about"), false);
    for (name, title) in &text.sources {
        checker.texts(title, root.field("sources").entry(name.as_str()), true);
    }
    for (name, choices) in &text.lists {
        checker.list(name, choices, root.field("lists"));
    }
    checker.items(&text.items, root.field("items"));
    for (index, finding) in text.findings.iter().enumerate() {
        checker.finding(finding, root.field("findings").item(index));
    }
    checker.findings_twice(root.field("findings"));
    checker.unused_lists(root.field("lists"));
    checker.problems
}

/// `problem` about the name `found`, with the nearest of `known`.
pub(super) fn unknown<'k>(
    key: &'static str,
    found: impl AsRef<str>,
    known: impl IntoIterator<Item = &'k str>,
) -> Problem {
    let found = found.as_ref();
    Problem::error(key).with("name", found).with("nearest", nearest(found, known).unwrap_or(NO_NAME))
}

struct Checker<'a> {
    text: &'a FormText,
    known: &'a Known<'a>,
    layout: &'a Layout,
    lists_used: BTreeSet<&'a Name>,
    problems: Vec<Problem>,
}

impl<'a> Checker<'a> {
    fn report(&mut self, spot: Spot<'_>, problem: Problem) {
        self.problems.push(spot.mark(problem));
    }

    /// Chinese must be there, English should.
    fn texts(&mut self, texts: &Texts, spot: Spot<'_>, required: bool) {
        if !texts.is_empty() || required {
            match (texts.in_tag("zh"), texts.in_tag("en")) {
                (None | Some(""), _) => self.report(spot, Problem::error("form-chinese-missing")),
                (_, None | Some("")) => self.report(spot, Problem::warning("form-english-missing")),
                _ => {}
            }
        }
        for tag in texts.tags().filter(|tag| !LANGUAGES.contains(tag)) {
            let mut problem = unknown("form-language-unknown", tag, LANGUAGES);
            problem.severity = crate::problem::Severity::Warning;
            self.report(spot.key(tag), problem);
        }
    }

    fn list(&mut self, name: &Name, choices: &[Choice], lists: Spot<'_>) {
        let spot = lists.entry(name.as_str());
        if choices.is_empty() {
            self.report(lists.key(name.as_str()), Problem::error("form-list-empty").with("name", name));
        }
        let mut ids = BTreeSet::new();
        for (index, choice) in choices.iter().enumerate() {
            let spot = spot.item(index);
            self.texts(&choice.label, spot.field("label"), true);
            if !ids.insert(&choice.id) {
                self.report(spot.field("id"), Problem::error("form-choice-twice").with("name", &choice.id));
            }
        }
    }

    fn unused_lists(&mut self, lists: Spot<'_>) {
        for name in self.text.lists.keys().filter(|name| !self.lists_used.contains(*name)) {
            self.problems.push(lists.key(name.as_str()).mark(Problem::notice("form-list-unused").with("name", name)));
        }
    }

    fn items(&mut self, items: &'a [Item], spot: Spot<'_>) {
        for (index, item) in items.iter().enumerate() {
            let spot = spot.item(index);
            match item {
                Item::Section(Section { title, hint, quick, items, .. }) => {
                    self.heading(title, hint, items, spot);
                    if *quick && !items.iter().any(has_fine) {
                        self.report(spot.field("quick"), Problem::warning("form-quick-empty"));
                    }
                }
                Item::Group(Group { title, hint, items, .. }) => self.heading(title, hint, items, spot),
                Item::Repeat(repeat) => self.repeat(repeat, spot),
                Item::Question(question) => self.question(question, spot),
            }
        }
    }

    fn heading(&mut self, title: &Texts, hint: &Texts, items: &'a [Item], spot: Spot<'_>) {
        self.texts(title, spot.field("title"), true);
        self.texts(hint, spot.field("hint"), false);
        self.items(items, spot.field("items"));
    }

    fn repeat(&mut self, repeat: &'a Repeat, spot: Spot<'_>) {
        self.heading(&repeat.title, &repeat.hint, &repeat.items, spot);
        self.texts(&repeat.one, spot.field("one"), true);
        if repeat.least as usize > MAX_ROWS {
            self.report(spot.field("least"), Problem::error("form-rows-too-many").with("limit", MAX_ROWS));
        }
        for (index, preset) in repeat.presets.iter().enumerate() {
            self.texts(&preset.label, spot.field("presets").item(index).field("label"), true);
        }
    }

    fn question(&mut self, question: &'a Question, spot: Spot<'_>) {
        let hidden = matches!(question.kind, Kind::Calculated { hidden: true, .. });
        self.texts(&question.label, spot.field("label"), !hidden);
        self.texts(&question.hint, spot.field("hint"), false);
        if let Some(guidance) = &question.guidance {
            let spot = spot.field("guidance");
            self.texts(&guidance.text, spot.field("text"), false);
            if let Some(drawing) = &guidance.drawing {
                self.drawing(drawing, spot.field("drawing"));
            }
        }
        for (index, check) in question.checks.iter().enumerate() {
            self.texts(&check.message, spot.field("checks").item(index).field("message"), true);
        }
        for (index, reference) in question.references.iter().enumerate() {
            let spot = spot.field("references").item(index);
            self.texts(&reference.text, spot.field("text"), true);
            if !self.text.sources.contains_key(&reference.source) {
                let known = self.text.sources.keys().map(Name::as_str);
                self.report(spot.field("source"), unknown("form-source-unknown", &reference.source, known));
            }
        }
        self.kind(&question.kind, spot.field("kind"));
        self.misplaced(question, spot);
        if let Kind::Certificate { citizen_id: Some(other) } = &question.kind {
            self.citizen_id(&question.id, other, spot.field("kind").field("citizen_id"));
        }
    }

    fn kind(&mut self, kind: &'a Kind, spot: Spot<'_>) {
        match kind {
            Kind::OneOf { list } => self.choices(list, None, spot),
            Kind::ManyOf { list, most } => self.choices(list, *most, spot),
            Kind::Integer { warn, hard, step, .. } => {
                self.ranges(*warn, *hard, spot);
                if step.is_some_and(|step| step <= 0) {
                    self.report(spot.field("step"), Problem::error("form-step"));
                }
            }
            Kind::Decimal { warn, hard, step, places, .. } => {
                self.ranges(*warn, *hard, spot);
                if step.is_some_and(|step| step.is_nan() || step <= 0.0) {
                    self.report(spot.field("step"), Problem::error("form-step"));
                }
                if *places > MAX_PLACES {
                    self.report(spot.field("places"), Problem::error("form-places").with("limit", MAX_PLACES));
                }
            }
            Kind::Text { phrases, .. } => {
                for (index, phrase) in phrases.iter().enumerate() {
                    self.texts(phrase, spot.field("phrases").item(index), true);
                }
            }
            Kind::Photo { shows, .. } => self.texts(shows, spot.field("shows"), false),
            Kind::Signature { who } => self.texts(who, spot.field("who"), false),
            Kind::Point { drawing } => self.drawing(drawing, spot.field("drawing")),
            _ => {}
        }
    }

    fn choices(&mut self, list: &'a Name, most: Option<u32>, spot: Spot<'_>) {
        self.lists_used.insert(list);
        let Some(choices) = self.text.lists.get(list) else {
            let known = self.text.lists.keys().map(Name::as_str);
            return self.report(spot.field("list"), unknown("form-list-unknown", list, known));
        };
        if most.is_some_and(|most| most == 0 || most as usize > choices.len()) {
            self.report(spot.field("most"), Problem::error("form-most").with("count", choices.len()));
        }
    }

    fn ranges<T: PartialOrd + Copy>(&mut self, warn: Option<(T, T)>, hard: Option<(T, T)>, spot: Spot<'_>) {
        let upright = |(least, most): (T, T)| least <= most;
        for (name, range) in [("warn", warn), ("hard", hard)] {
            if !range.is_none_or(upright) {
                self.report(spot.field(name), Problem::error("form-range-inverted").with("range", name));
            }
        }
        if let (Some(warn), Some(hard)) = (warn, hard)
            && upright(warn)
            && upright(hard)
            && (warn.0 < hard.0 || warn.1 > hard.1)
        {
            self.report(spot.field("warn"), Problem::error("form-range-outside"));
        }
    }

    fn drawing(&mut self, drawing: &Name, spot: Spot<'_>) {
        let Some(known) = self.known.drawings.filter(|known| !known.contains(&drawing.as_str())) else { return };
        self.report(spot, unknown("form-drawing-unknown", drawing, known.iter().copied()));
    }

    /// Fields that a question of this kind has no use for.
    fn misplaced(&mut self, question: &Question, spot: Spot<'_>) {
        let chooses = matches!(question.kind, Kind::OneOf { .. } | Kind::ManyOf { .. });
        let silent = matches!(question.kind, Kind::Note | Kind::Calculated { .. });
        let no_literal = matches!(question.kind, Kind::Photo { .. } | Kind::Signature { .. } | Kind::Point { .. });
        let fields = [
            ("filter", question.filter.is_some() && !chooses),
            ("required", question.required.is_some() && silent),
            ("default", question.default.is_some() && (silent || no_literal)),
            ("fine", question.fine.is_some() && (silent || no_literal)),
        ];
        for (field, _) in fields.into_iter().filter(|(_, misplaced)| *misplaced) {
            self.report(spot.field(field), Problem::error("form-field-misplaced").with("field", field));
        }
    }

    fn citizen_id(&mut self, certificate: &Name, other: &Name, spot: Spot<'_>) {
        let layout = self.layout;
        let scope = |name: &Name| layout.by_name.get(name).map(|&slot| layout.slots[slot].scope);
        let is_citizen_id = |name: &Name| {
            let is_it = |item: &Item| matches!(item, Item::Question(q) if q.id == *name && q.kind == Kind::CitizenId);
            any_item(&self.text.items, &is_it)
                || self.known.used.iter().any(|form| any_item(&form.text().items, &is_it))
        };
        if scope(other).is_none() {
            let known = layout.by_name.keys().map(Name::as_str);
            self.report(spot, unknown("form-name-unknown", other, known));
        } else if scope(other) != scope(certificate) || !is_citizen_id(other) {
            self.report(spot, Problem::error("form-citizen-id-elsewhere").with("name", other));
        }
    }

    fn named(&mut self, name: &Name, what: What, key: &'static str, spot: Spot<'_>) {
        let layout = self.layout;
        let of_kind = |slot: usize| layout.slots[slot].what == what;
        if !layout.by_name.get(name).is_some_and(|&slot| of_kind(slot)) {
            let known = layout.by_name.iter().filter(|&(_, &slot)| of_kind(slot));
            self.report(spot, unknown(key, name, known.map(|(name, _)| name.as_str())));
        }
    }

    fn finding(&mut self, finding: &Finding, spot: Spot<'_>) {
        self.texts(&finding.label, spot.field("label"), true);
        if let Some(each) = &finding.each {
            self.named(each, What::Repeat, "form-repeat-unknown", spot.field("each"));
        }
        if let Some(section) = &finding.section {
            self.named(section, What::Section, "form-section-unknown", spot.field("section"));
        }
        for (index, question) in finding.evidence.iter().enumerate() {
            self.named(question, What::Question, "form-name-unknown", spot.field("evidence").item(index));
        }
        for (index, measure) in finding.measures.iter().enumerate() {
            let Some(known) = self.known.measures.filter(|known| !known.contains(&measure.code.as_str())) else {
                continue;
            };
            let spot = spot.field("measures").item(index).field("code");
            self.report(spot, unknown("form-measure-unknown", &measure.code, known.iter().copied()));
        }
    }

    fn findings_twice(&mut self, findings: Spot<'_>) {
        let mut first = BTreeMap::new();
        for (index, finding) in self.text.findings.iter().enumerate() {
            if first.insert(&finding.id, index).is_some() {
                let problem = Problem::error("form-finding-twice").with("name", &finding.id);
                self.problems.push(findings.item(index).field("id").mark(problem));
            }
        }
    }
}

fn inside(item: &Item) -> &[Item] {
    match item {
        Item::Section(section) => &section.items,
        Item::Group(group) => &group.items,
        Item::Repeat(repeat) => &repeat.items,
        Item::Question(_) => &[],
    }
}

fn any_item(items: &[Item], is_it: &dyn Fn(&Item) -> bool) -> bool {
    items.iter().any(|item| is_it(item) || any_item(inside(item), is_it))
}

fn has_fine(item: &Item) -> bool {
    any_item(std::slice::from_ref(item), &|item| matches!(item, Item::Question(question) if question.fine.is_some()))
}
