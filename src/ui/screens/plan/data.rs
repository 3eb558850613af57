//! What the plan screen shows, built once for every change of the household.

use std::sync::Arc;

use super::money::Money;
use crate::app::program::Program;
use crate::app::visit::Visit;
use crate::dossier::stage::Step;
use crate::dossier::summary::Summary;
use crate::form::schema::Priority;
use crate::id::RowId;
use crate::l10n::{Language, Words};
use crate::path::FieldPath;
use crate::plan::budget::Batch;
use crate::plan::item::{Decision, Item};
use crate::plan::money::Fen;
use crate::plan::proposal::{self, Proposal};
use crate::plan::quantity::Quantity;
use crate::problem::{Problem, Severity};
use crate::role::Role;
use crate::ui::screens::households::data::place;
use crate::value::Photo;

/// Everything on the screen.
#[derive(Clone, Debug, PartialEq)]
pub struct PlanData {
    pub title: String,
    pub subtitle: String,
    /// Classes of priority that have something, the most urgent first.
    pub groups: Vec<Group>,
    /// Proposals that wait for a decision.
    pub open: usize,
    /// Proposals that the catalogue does not mean for anybody here, offered on demand.
    pub unsuited: Vec<Card>,
    /// The plan costs more than the cap: why, as far as it is written.
    pub over_reason: String,
    pub money: Money,
    /// Why the plan cannot be changed.
    pub closed: Option<String>,
    /// The plan can be made anew from here.
    pub replan: bool,
    /// Why the plan cannot be finished; `None` where it can.
    pub finish: Option<String>,
    pub undo: Option<String>,
    pub redo: Option<String>,
}

/// Proposals and items of one class of priority.
#[derive(Clone, Debug, PartialEq)]
pub struct Group {
    pub label: String,
    pub cards: Vec<Card>,
}

/// A measure: proposed, taken up or declined.
#[derive(Clone, Debug, PartialEq)]
pub struct Card {
    pub row: RowId,
    pub code: String,
    pub name: String,
    pub place: String,
    pub sizes: String,
    pub quantity: Option<Quantity>,
    /// Digits after the point.
    pub places: u8,
    pub unit: String,
    pub price: Option<Fen>,
    pub amount: Option<Fen>,
    /// The price is no contract's: lowest and highest of the estimate.
    pub estimate: Option<(Fen, Fen)>,
    pub price_list: String,
    /// How the quantity was found; empty for an item that was changed by hand.
    pub how: String,
    /// Something was not measured: the quantity is a guess.
    pub uncertain: bool,
    pub reasons: Vec<Why>,
    pub note: String,
    pub wished: bool,
    /// The catalogue does not mean it for anybody here.
    pub unsuited: String,
    pub photos: Vec<(FieldPath, RowId, Arc<Photo>)>,
    pub decision: Decision,
    /// Why it was declined.
    pub declined: String,
    /// The finding it answered no longer holds.
    pub vanished: bool,
    /// Added by hand.
    pub own: bool,
    /// Devices disagree about something in it.
    pub disputed: bool,
    /// Other kinds of the same measure: the kind, its name, whether it is chosen.
    pub variants: Vec<(Option<crate::id::Name>, String, bool)>,
    /// Who pays, as the programme calls it: the source, its name, whether it is chosen.
    pub payers: Vec<(Option<crate::id::Name>, String, bool)>,
    /// A ramp: the calculator can be opened for it.
    pub ramp: bool,
}

/// One finding that a measure answers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Why {
    pub finding: String,
    /// Question, value, reference line and its source, one line each; sensitive answers are left out where the
    /// family looks on.
    pub evidence: Vec<Evident>,
}

/// An answer that shows why.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Evident {
    pub text: String,
    /// "不小于 800 mm · GB 50763-2012 3.5.3"; empty where there is no line.
    pub line: String,
    pub met: Option<bool>,
}

/// The measures that the ramp calculator is for.
const RAMPS: [&str; 4] = ["E01", "E02", "E03", "E04"];

impl PlanData {
    pub fn of(program: &Program, visit: &Visit, words: &Words) -> Self {
        let language = words.language();
        let (proposals, items) = program.plan();
        let spoken = |item: Item| item.in_language(&program.rules.catalogue, language);
        let items: Vec<Item> = items.into_iter().map(spoken).collect();
        let vanished = proposal::vanished(&items, &proposals);
        let mut cards: Vec<(Priority, Card)> = Vec::new();
        for proposal in &proposals {
            let item = items.iter().find(|item| item.row == proposal.row);
            let mut card = proposed(proposal, words);
            if let Some(item) = item {
                taken_up(&mut card, item);
            }
            cards.push((proposal.priority, card));
        }
        for item in items.iter().filter(|item| proposals.iter().all(|proposal| proposal.row != item.row)) {
            let mut card = own(item);
            card.vanished = vanished.contains(&item.row);
            cards.push((item.priority.unwrap_or(Priority::Comfort), card));
        }
        for (_, card) in &mut cards {
            card.variants = variants(program, card, &items, language);
            card.payers = payers(program, card, &items, words);
        }
        let odd = |card: &Card| card.decision == Decision::Undecided && !card.unsuited.is_empty();
        let (unsuited, cards): (Vec<_>, Vec<_>) = cards.into_iter().partition(|(_, card)| odd(card));
        let open = cards.iter().filter(|(_, card)| card.decision == Decision::Undecided).count();
        let reason = FieldPath::top(crate::id::Name::of(crate::plan::fields::PLAN_OVER_REASON));
        let summary = Summary::of(&visit.dossier);
        let closed = program.plan_closed();
        Self {
            title: if summary.head.is_empty() { words.text("visit-untitled") } else { summary.head.clone() },
            subtitle: words.with("case-plan-subtitle", &[("place", &place(&summary))]),
            groups: groups(cards, words),
            open,
            unsuited: unsuited.into_iter().map(|(_, card)| card).collect(),
            over_reason: visit.dossier.text(&reason).unwrap_or_default().to_owned(),
            money: Money::of(program, visit, words),
            replan: closed.is_some() && program.refuse_step(Step::Replan).is_none(),
            closed: closed.map(|problem| words.problem(&problem)),
            finish: program.refuse_step(Step::Plan).map(|problem| unfinished(program, &problem, words)),
            undo: visit.history.undo_label().map(|label| label.text(language)),
            redo: visit.history.redo_label().map(|label| label.text(language)),
        }
    }

    pub fn card(&self, row: RowId) -> Option<&Card> {
        self.groups.iter().flat_map(|group| &group.cards).chain(&self.unsuited).find(|card| card.row == row)
    }
}

/// Why the plan cannot be finished: the first few things that lack.
fn unfinished(program: &Program, refused: &Problem, words: &Words) -> String {
    const SHOWN: usize = 3;
    let mut lacks = program.lacks(Step::Plan);
    lacks.retain(|problem| problem.severity == Severity::Error);
    if lacks.len() < 2 {
        return words.what(refused);
    }
    let mut told: Vec<String> = lacks.iter().take(SHOWN).map(|problem| words.what(problem)).collect();
    if lacks.len() > SHOWN {
        told.push(words.with("case-lacks-more", &[("count", &(lacks.len() - SHOWN).to_string())]));
    }
    told.join("\n")
}

impl Card {
    /// "E01 混凝土坡道"
    pub fn title(&self) -> String {
        if self.code.is_empty() { self.name.clone() } else { format!("{} {}", self.code, self.name) }
    }

    /// "6.3 m² × ¥300"; what is not known is a dash.
    pub fn sum(&self) -> String {
        let quantity = self.quantity.map_or_else(|| "—".to_owned(), |quantity| quantity.to_string());
        format!("{quantity} {} × {}", self.unit, self.price.map_or_else(|| "—".to_owned(), yuan))
    }
}

/// "¥1,234.50"; whole yuan without fen.
pub fn yuan(fen: Fen) -> String {
    fen.yuan()
}

fn groups(mut cards: Vec<(Priority, Card)>, words: &Words) -> Vec<Group> {
    // What was declined or left stands last in its class; the rest keeps its order.
    let away = |card: &Card| matches!(card.decision, Decision::Declined | Decision::Left);
    cards.sort_by_key(|(priority, card)| (*priority, away(card)));
    let mut groups: Vec<Group> = Vec::new();
    for (priority, card) in cards {
        let label = words.text(priority_key(priority));
        match groups.last_mut().filter(|group| group.label == label) {
            Some(group) => group.cards.push(card),
            None => groups.push(Group { label, cards: vec![card] }),
        }
    }
    groups
}

/// Key of what a class of priority is called.
pub const fn priority_key(priority: Priority) -> &'static str {
    match priority {
        Priority::Danger => "visit-priority-danger",
        Priority::ToiletAndBath => "visit-priority-toilet",
        Priority::GettingOut => "visit-priority-out",
        Priority::Kitchen => "visit-priority-kitchen",
        Priority::Comfort => "visit-priority-comfort",
    }
}

fn proposed(proposal: &Proposal, words: &Words) -> Card {
    Card {
        row: proposal.row,
        code: proposal.code.to_string(),
        name: proposal.name.clone(),
        place: proposal.place.clone(),
        sizes: proposal.sizes.clone(),
        quantity: Some(proposal.quantity),
        places: proposal.places,
        unit: proposal.unit.clone(),
        price: Some(proposal.price),
        amount: Some(proposal.amount()),
        estimate: proposal.estimate.then_some(proposal.range),
        price_list: proposal.price_list.clone(),
        how: proposal.how.clone(),
        uncertain: proposal.uncertain,
        reasons: proposal.reasons.iter().map(|reason| why(reason, words)).collect(),
        note: proposal.note.clone(),
        wished: proposal.wished,
        unsuited: proposal.unsuited.as_ref().map(|problem| words.what(problem)).unwrap_or_default(),
        photos: proposal.photos.iter().filter_map(|photo| shown_photo(&photo.path, &photo.photo)).collect(),
        decision: Decision::Undecided,
        declined: String::new(),
        vanished: false,
        own: false,
        disputed: false,
        variants: Vec::new(),
        payers: Vec::new(),
        ramp: RAMPS.contains(&proposal.code.as_str()),
    }
}

fn why(reason: &proposal::Reason, words: &Words) -> Why {
    let shown = reason.evidence.iter().filter(|evidence| !evidence.sensitive);
    let evident = shown.map(|evidence| Evident {
        text: words.with("plan-evidence", &[("question", &evidence.question), ("value", &evidence.value)]),
        line: evidence.line.as_ref().map(|line| format!("{} · {}", line.text, line.source)).unwrap_or_default(),
        met: evidence.line.as_ref().and_then(|line| line.met),
    });
    Why { finding: reason.finding.clone(), evidence: evident.collect() }
}

/// A photo by its question and row, as the photo screen wants it.
fn shown_photo(path: &FieldPath, photo: &Arc<Photo>) -> Option<(FieldPath, RowId, Arc<Photo>)> {
    let mut rows = path.rows.clone();
    let last = rows.pop()?;
    Some((FieldPath { rows, leaf: Some(last.repeat) }, last.row, Arc::clone(photo)))
}

/// What the item says counts; why, how and the photos stay the survey's.
fn taken_up(card: &mut Card, item: &Item) {
    if item.quantity != card.quantity {
        card.how = String::new();
        card.uncertain = false;
    }
    if item.price != card.price {
        card.estimate = None;
    }
    card.name.clone_from(&item.name);
    card.place.clone_from(&item.place);
    card.sizes.clone_from(&item.sizes);
    card.unit.clone_from(&item.unit);
    card.price_list.clone_from(&item.price_list);
    (card.quantity, card.price, card.amount) = (item.quantity, item.price, item.amount());
    card.decision = item.decision;
    card.declined.clone_from(&item.reason);
    card.disputed = !item.disputed.is_empty() || item.removed_elsewhere;
}

fn own(item: &Item) -> Card {
    let because = Why { finding: item.because.clone(), evidence: Vec::new() };
    let path = item.field(crate::plan::fields::PHOTO);
    Card {
        row: item.row,
        code: item.code.as_ref().map(ToString::to_string).unwrap_or_default(),
        name: item.name.clone(),
        place: item.place.clone(),
        sizes: item.sizes.clone(),
        quantity: item.quantity,
        places: 2,
        unit: item.unit.clone(),
        price: item.price,
        amount: item.amount(),
        estimate: None,
        price_list: item.price_list.clone(),
        how: String::new(),
        uncertain: false,
        reasons: if item.because.is_empty() { Vec::new() } else { vec![because] },
        note: String::new(),
        wished: item.wished,
        unsuited: String::new(),
        photos: item.photos.iter().map(|(row, photo)| (path.clone(), *row, Arc::clone(photo))).collect(),
        decision: item.decision,
        declined: item.reason.clone(),
        vanished: false,
        own: item.origins.is_empty(),
        disputed: !item.disputed.is_empty() || item.removed_elsewhere,
        variants: Vec::new(),
        payers: Vec::new(),
        ramp: item.code.as_ref().is_some_and(|code| RAMPS.contains(&code.as_str())),
    }
}

fn variants(
    program: &Program,
    card: &Card,
    items: &[Item],
    language: Language,
) -> Vec<(Option<crate::id::Name>, String, bool)> {
    let Some(measure) = program.rules.catalogue.get(&card.code).filter(|measure| !measure.variants.is_empty()) else {
        return Vec::new();
    };
    let chosen = items.iter().find(|item| item.row == card.row).and_then(|item| item.variant.clone());
    let plain = (None, measure.name.get(language).to_owned(), chosen.is_none());
    let others = measure.variants.iter().map(|variant| {
        let is = chosen.as_ref() == Some(&variant.id);
        (Some(variant.id.clone()), variant.name.get(language).to_owned(), is)
    });
    std::iter::once(plain).chain(others).collect()
}

fn payers(
    program: &Program,
    card: &Card,
    items: &[Item],
    words: &Words,
) -> Vec<(Option<crate::id::Name>, String, bool)> {
    let chosen = items.iter().find(|item| item.row == card.row).and_then(|item| item.paid_by.clone());
    let plain = (None, words.text("case-change-payer-order"), chosen.is_none());
    let others = program.rules.programme.money.iter().map(|source| {
        let is = chosen.as_ref() == Some(&source.id);
        (Some(source.id.clone()), source.label.get(words.language()).to_owned(), is)
    });
    std::iter::once(plain).chain(others).collect()
}

/// The data of the last change; building costs time, painting must not.
#[derive(Default)]
pub struct Kept {
    asked: Option<(crate::id::DossierId, u64, Language, Role, Option<Batch>)>,
    data: Option<Arc<PlanData>>,
}

impl Kept {
    /// Builds the data anew where something has changed.
    pub fn of(&mut self, program: &Program, visit: &Visit, words: &Words) -> Arc<PlanData> {
        let batch = program.batch.filter(|(of, _)| *of == visit.dossier.id).map(|(_, batch)| batch);
        let asked = (visit.dossier.id, visit.revision, words.language(), program.role, batch);
        if self.asked.as_ref() != Some(&asked) {
            self.asked = Some(asked);
            self.data = None;
        }
        Arc::clone(self.data.get_or_insert_with(|| Arc::new(PlanData::of(program, visit, words))))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn money_is_grouped_and_whole_yuan_have_no_fen() {
        for (fen, text) in
            [(0, "¥0"), (12_345_600, "¥123,456"), (123_450, "¥1,234.50"), (-5, "−¥0.05"), (99_900, "¥999")]
        {
            assert_eq!(yuan(Fen(fen)), text);
        }
    }
}
