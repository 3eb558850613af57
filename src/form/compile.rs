//! From a form's text to a form that can be filled: names bound, types checked, dependencies ordered.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use crate::form::check;
use crate::form::collect::{self, Collector, common_scope, is_structural, item_at};
use crate::form::expr::{Slot, StaticKind};
use crate::form::graph::{self, Order};
use crate::form::layout::{Layout, Slotted, What};
use crate::form::locate::{Source, Spot};
use crate::form::program::{Dependent, OfFinding, OfSlot, Program, Role};
use crate::form::schema::{Choice, FormText, Item, Kind, Question, Repeat};
use crate::id::{ContentHash, Name};
use crate::l10n::{Language, Words};
use crate::problem::{Problem, Severity};

/// A checked form. Immutable; shared by every session.
pub struct Form {
    text: FormText,
    hash: ContentHash,
    file: PathBuf,
    /// All forms whose questions may be named here, also those that used forms use.
    used: Vec<Arc<Self>>,
    pub(super) layout: Layout,
    pub(super) programs: Vec<Program>,
    /// The programs that are kept current, each after those it depends on.
    pub(super) order: Vec<usize>,
    pub(super) of_slots: Vec<OfSlot>,
    pub(super) of_findings: Vec<OfFinding>,
    /// The programs kept current in each scope.
    pub(super) of_scopes: Vec<Vec<usize>>,
    /// The program that names a row, by scope.
    pub(super) labels: Vec<Option<usize>>,
    /// Results kept by an instance of each scope.
    pub(super) results: Vec<usize>,
    /// Who must be evaluated again when a slot changes.
    pub(super) dependents: Vec<Vec<Dependent>>,
}

/// What a form may refer to outside its own text.
#[derive(Clone, Copy, Default)]
pub struct Known<'a> {
    /// Compiled forms, among them those in the form's `uses`.
    pub used: &'a [Arc<Form>],
    /// Names of the drawings; not checked when `None`.
    pub drawings: Option<&'a [&'a str]>,
    /// Codes of the catalogue's measures; not checked when `None`.
    pub measures: Option<&'a [&'a str]>,
}

impl Form {
    /// Checks and compiles a form. With the form come the warnings and notices.
    ///
    /// # Errors
    /// Every problem found, when at least one is an error.
    pub fn compile(text: FormText, source: &Source, known: &Known<'_>) -> Result<(Self, Vec<Problem>), Vec<Problem>> {
        let mut problems = Vec::new();
        let used = used_forms(&text, source, known, &mut problems);
        let forms: Vec<&FormText> = std::iter::once(&text).chain(used.iter().map(|form| form.text())).collect();
        let (layout, laid_out) = Layout::new(&forms);
        problems.extend(laid_out.into_iter().map(|(slot, problem)| place(&layout, &forms, source, slot, problem)));
        problems.extend(check::structure(&text, source, known, &layout));
        let mut collector = Collector::new(&layout, &forms, source);
        problems.append(&mut collector.problems);
        let Collector { mut programs, spots, of_slots, of_findings, results, .. } = collector;
        let needs = Needs { layout: &layout, of_slots: &of_slots };
        let Order { sorted, loops } = graph::order(&programs.iter().map(|p| needs.of(p)).collect::<Vec<_>>());
        problems.extend(loops.iter().map(|knot| tell_loop(knot, &programs, &layout, source)));
        problems.extend(check_kinds(&sorted, &programs, &spots, &layout, &forms));
        problems.sort_by_key(|problem| (problem.place.line_column, problem.key));
        if problems.iter().any(|problem| problem.severity == Severity::Error) {
            return Err(problems);
        }
        let order: Vec<usize> = sorted.into_iter().filter(|&program| programs[program].role.is_live()).collect();
        order.iter().enumerate().for_each(|(rank, &program)| programs[program].rank = rank);
        let mut dependents = vec![Vec::new(); layout.slots.len()];
        let mut of_scopes = vec![Vec::new(); layout.scopes.len()];
        for &program in &order {
            of_scopes[programs[program].scope].push(program);
            needs.dependents(program, &programs[program], &mut dependents);
        }
        let mut labels = vec![None; layout.scopes.len()];
        for (slot, programs) in layout.slots.iter().zip(&of_slots) {
            if let Some(scope) = slot.opens {
                labels[scope] = labels[scope].or(programs.label);
            }
        }
        let hash = ContentHash::of(source.text().as_bytes());
        let file = source.file().to_owned();
        let form = Self {
            text,
            hash,
            file,
            used,
            layout,
            programs,
            order,
            of_slots,
            of_findings,
            of_scopes,
            labels,
            results,
            dependents,
        };
        Ok((form, problems))
    }

    pub const fn text(&self) -> &FormText {
        &self.text
    }

    /// Hash of the text it was read from, without a byte order mark.
    pub const fn hash(&self) -> ContentHash {
        self.hash
    }

    /// The file it was read from, for messages.
    pub fn file(&self) -> &Path {
        &self.file
    }

    /// How many expressions it holds.
    pub const fn expressions(&self) -> usize {
        self.programs.len()
    }

    /// The question called `name`, of this form or of one it uses.
    pub fn question(&self, name: &Name) -> Option<&Question> {
        self.question_at(self.slot_of(What::Question, name)?)
    }

    /// The repeat called `name`, of this form or of one it uses.
    pub fn repeat(&self, name: &Name) -> Option<&Repeat> {
        match self.item_at(self.slot_of(What::Repeat, name)?)? {
            Item::Repeat(repeat) => Some(repeat),
            _ => None,
        }
    }

    /// Whether the item called `name` is of this form, not of one it uses.
    pub fn is_own(&self, name: &Name) -> bool {
        self.layout.by_name.get(name).is_some_and(|&slot| self.layout.slots[slot].form == 0)
    }

    /// The section that the item called `name` stands in; `None` outside all sections.
    pub fn section_of(&self, name: &Name) -> Option<&Name> {
        let &slot = self.layout.by_name.get(name)?;
        let outermost = &self.layout.slots[self.layout.ancestry(slot).last()?];
        (outermost.what == What::Section).then_some(&outermost.id)
    }

    /// The repeats that the item called `name` stands in, outermost first.
    pub fn repeats_of(&self, name: &Name) -> Vec<&Name> {
        let Some(&slot) = self.layout.by_name.get(name) else { return Vec::new() };
        let scopes = &self.layout.scopes[self.layout.slots[slot].scope].chain;
        scopes.iter().filter_map(|&scope| self.scope_repeat(scope)).map(|repeat| &repeat.id).collect()
    }

    /// The choices of the question called `question`, in the order of its list; empty for other kinds.
    pub fn choices(&self, question: &Name) -> &[Choice] {
        self.slot_of(What::Question, question).map_or(&[], |slot| self.choices_at(slot))
    }

    /// The label of a choice of the question called `question`; `yes` and `no` of a yes-no question have one too.
    pub fn choice_label(&self, question: &Name, choice: &str, language: Language) -> Option<String> {
        let slot = self.slot_of(What::Question, question)?;
        if self.question_at(slot)?.kind == Kind::YesNo {
            let key = match choice {
                crate::form::answer::YES => "form-yes",
                crate::form::answer::NO => "form-no",
                _ => return None,
            };
            return Some(Words::of(language).text(key));
        }
        let choice = self.choices_at(slot).iter().find(|known| known.id.as_str() == choice)?;
        Some(choice.label.get(language).to_owned())
    }

    pub(super) fn slot_of(&self, what: What, name: &Name) -> Option<usize> {
        self.slot_named(name.as_str()).filter(|&slot| self.layout.slots[slot].what == what)
    }

    pub(super) fn slot_named(&self, name: &str) -> Option<usize> {
        self.layout.by_name.get(name).copied()
    }

    /// The scope of the rows of the repeat called `name`.
    pub(super) fn scope_of_repeat(&self, name: &Name) -> Option<usize> {
        self.layout.slots[self.slot_of(What::Repeat, name)?].opens
    }

    pub(super) fn scope_repeat(&self, scope: usize) -> Option<&Slotted> {
        self.layout.scopes[scope].repeat.map(|slot| &self.layout.slots[slot])
    }

    fn form_text(&self, slot: usize) -> &FormText {
        match self.layout.slots[slot].form {
            0 => &self.text,
            used => self.used[used - 1].text(),
        }
    }

    fn item_at(&self, slot: usize) -> Option<&Item> {
        item_at(self.form_text(slot), &self.layout.slots[slot].way)
    }

    pub(super) fn question_at(&self, slot: usize) -> Option<&Question> {
        match self.item_at(slot)? {
            Item::Question(question) => Some(question),
            _ => None,
        }
    }

    pub(super) fn choices_at(&self, slot: usize) -> &[Choice] {
        self.question_at(slot).map_or(&[], |question| collect::choices_of(self.form_text(slot), question))
    }
}

/// The forms in `uses` and those they use, each once.
fn used_forms(text: &FormText, source: &Source, known: &Known<'_>, problems: &mut Vec<Problem>) -> Vec<Arc<Form>> {
    let mut found: Vec<Arc<Form>> = Vec::new();
    let mut add = |form: &Arc<Form>| {
        if form.text.id != text.id && found.iter().all(|other| other.text.id != form.text.id) {
            found.push(form.clone());
        }
    };
    for (index, name) in text.uses.iter().enumerate() {
        let Some(form) = known.used.iter().find(|form| form.text.id == *name && form.text.id != text.id) else {
            let names = known.used.iter().map(|form| form.text.id.as_str());
            let problem = check::unknown("form-used-unknown", name, names);
            problems.push(source.root().field("uses").item(index).mark(problem));
            continue;
        };
        add(form);
        form.used.iter().for_each(&mut add);
    }
    found
}

/// Gives a problem with an item its place, and names the form that an index stands for.
fn place(layout: &Layout, forms: &[&FormText], source: &Source, slot: usize, mut problem: Problem) -> Problem {
    for (name, value) in &mut problem.args {
        if let ("form", Ok(index)) = (*name, value.parse::<usize>()) {
            *value = forms[index].id.to_string();
        }
    }
    let way = layout.slots.get(slot).map_or(&[][..], |slotted| &slotted.way);
    let item = way.iter().fold(source.root(), |spot, &index| spot.field("items").item(index as usize));
    item.field("id").mark(problem)
}

/// `a → b → a`, told where `a` stands.
fn tell_loop(knot: &[usize], programs: &[Program], layout: &Layout, source: &Source) -> Problem {
    let mut names: Vec<&str> =
        knot.iter().filter_map(|&p| programs[p].slot).map(|slot| layout.slots[slot].id.as_str()).collect();
    names.dedup();
    names.extend(names.first().copied());
    let (line, column) = programs[knot[0]].line_column;
    Problem::error("form-loop").with("loop", names.join(" → ")).in_file(source.file()).at(line, column)
}

/// What expressions depend on.
struct Needs<'a> {
    layout: &'a Layout,
    of_slots: &'a [OfSlot],
}

impl Needs<'_> {
    /// Calls `visit` with every slot that the program reads and the innermost scope they share.
    fn each(&self, program: &Program, mut visit: impl FnMut(usize, usize)) {
        if let Some(own) = program.slot.filter(|_| program.role.needs_answer() || program.expr.uses_dot()) {
            visit(own, program.scope);
        }
        let counts_content = program.expr.to_string().contains("count-non-empty(");
        for reference in program.expr.references() {
            if reference.slot.is_none() && is_structural(&reference.name) {
                self.rows_around(program.scope, &mut visit);
            }
            // Bare names stay unbound in a filter; those in its predicates mean questions all the same.
            let by_name = || self.layout.by_name.get(reference.name.as_str()).copied();
            let Some(slot) = reference.slot.map_or_else(by_name, |Slot(slot)| Some(slot as usize)) else { continue };
            visit(slot, common_scope(self.layout, program.scope, slot, reference.reach));
            if counts_content && self.layout.slots[slot].what != What::Question {
                let inside = |&other: &usize| other != slot && self.layout.ancestry(other).any(|it| it == slot);
                for inner in (0..self.layout.slots.len()).filter(inside) {
                    visit(inner, common_scope(self.layout, program.scope, inner, reference.reach));
                }
            }
        }
    }

    /// `..` and `position()` depend on which rows there are around.
    fn rows_around(&self, scope: usize, visit: &mut impl FnMut(usize, usize)) {
        for &scope in &self.layout.scopes[scope].chain {
            if let (Some(repeat), Some(parent)) = (self.layout.scopes[scope].repeat, self.layout.scopes[scope].parent())
            {
                visit(repeat, parent);
            }
        }
    }

    /// The programs that decide what `program` reads.
    fn of(&self, program: &Program) -> Vec<usize> {
        let mut needs = Vec::new();
        self.each(program, |slot, _| {
            needs.extend(self.of_slots[slot].calculated);
            needs.extend(self.layout.ancestry(slot).filter_map(|around| self.of_slots[around].relevant));
        });
        needs.sort_unstable();
        needs.dedup();
        needs
    }

    fn dependents(&self, index: usize, program: &Program, dependents: &mut [Vec<Dependent>]) {
        self.each(program, |slot, common| {
            let dependent = Dependent { program: index, common };
            if !dependents[slot].contains(&dependent) {
                dependents[slot].push(dependent);
            }
        });
    }
}

/// Checks the types of all expressions, calculated questions before those that read them.
fn check_kinds(
    sorted: &[usize],
    programs: &[Program],
    spots: &[Option<Spot<'_>>],
    layout: &Layout,
    forms: &[&FormText],
) -> Vec<Problem> {
    let mut kinds: Vec<StaticKind> = layout.slots.iter().map(|slot| kind_of(slot, forms)).collect();
    let mut problems = Vec::new();
    for (program, spot) in sorted.iter().map(|&index| (&programs[index], spots[index])) {
        match program.expr.infer(&|slot| kinds[slot.0 as usize]) {
            Ok(kind) => {
                if let (Role::Calculated, Some(slot)) = (program.role, program.slot) {
                    kinds[slot] = kind;
                }
            }
            Err(errors) => {
                if let Some(spot) = spot {
                    problems.extend(errors.iter().map(|error| spot.inside(error.at).mark(error.problem())));
                }
            }
        }
    }
    problems
}

fn kind_of(slot: &Slotted, forms: &[&FormText]) -> StaticKind {
    let Some(Item::Question(question)) = item_at(forms[slot.form], &slot.way) else { return StaticKind::Nodes };
    match question.kind {
        Kind::YesNo | Kind::OneOf { .. } => StaticKind::Choice,
        Kind::ManyOf { .. } => StaticKind::Choices,
        Kind::Integer { .. } | Kind::Decimal { .. } | Kind::Photo { .. } => StaticKind::Number,
        Kind::Date => StaticKind::Date,
        Kind::Note | Kind::Calculated { .. } => StaticKind::Unknown,
        Kind::Text { .. }
        | Kind::Division { .. }
        | Kind::CitizenId
        | Kind::Certificate { .. }
        | Kind::Phone
        | Kind::Signature { .. }
        | Kind::Point { .. } => StaticKind::Text,
    }
}

impl Choice {
    /// The attribute that a choice filter calls `name`; `name` itself is the choice's id.
    pub(super) fn attribute(&self, name: &str) -> Option<Arc<str>> {
        match self.attrs.get(name) {
            Some(text) => Some(text.as_str().into()),
            None => (name == "name").then(|| self.id.as_str().into()),
        }
    }
}
