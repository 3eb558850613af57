//! What the family is shown and told.

use crate::app::program::Program;
use crate::app::visit::Visit;
use crate::dossier::stage::Stage;
use crate::dossier::summary::Summary;
use crate::form::schema::Priority;
use crate::id::Name;
use crate::l10n::Words;
use crate::plan::budget::Budget;
use crate::plan::item::{self, Item};
use crate::plan::money::Fen;
use crate::plan::{agreement, fields};
use crate::ui::screens::plan::data::yuan;
use crate::value::Value;

/// Source of money that the family has to bring up itself, as the programme calls it.
const OWN_MONEY: &str = "own";

/// Everything on the screen.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AgreeData {
    pub title: String,
    pub lines: Vec<Line>,
    /// What it costs the family, in a sentence.
    pub cost: String,
    /// The family pays a part: said louder.
    pub costs: bool,
    /// What is read aloud, one sentence after the other.
    pub sentences: Vec<String>,
    /// What has changed since the plan was signed last.
    pub changes: Vec<String>,
    /// The family can sign now.
    pub open: bool,
    /// It has signed already.
    pub signed: bool,
}

/// One measure.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    pub what: String,
    pub place: String,
    pub quantity: String,
    pub sizes: String,
}

impl AgreeData {
    pub fn of(program: &Program, visit: &Visit, words: &Words) -> Self {
        let spoken = |item: Item| item.in_language(&program.rules.catalogue, words.language());
        let mut items: Vec<Item> = item::accepted(&visit.dossier).into_iter().map(spoken).collect();
        items.sort_by_key(|item| item.priority.unwrap_or(Priority::Comfort));
        let summary = Summary::of(&visit.dossier);
        let (rules, language) = (&program.rules, words.language());
        let budget = Budget::of(&items, &rules.programme, &rules.catalogue);
        let own = budget.sources.iter().find(|part| part.source.as_str() == OWN_MONEY);
        let own = own.map_or(Fen(0), |part| part.amount);
        let cost = if own == Fen(0) {
            words.text("agree-cost-nothing")
        } else {
            words.with("agree-cost-own", &[("own", &yuan(own))])
        };
        let count = items.len().to_string();
        let mut sentences = vec![words.with("agree-say-first", &[("count", &count)])];
        sentences.extend((1..).zip(&items).map(|(number, item)| sentence(number, item, words)));
        sentences.push(cost.clone());
        sentences.push(words.text("agree-say-last"));
        let changes = agreement::changes_since_sealed(&visit.dossier);
        let signature = crate::path::FieldPath::top(Name::of(fields::AGREE_SIGNATURE));
        Self {
            title: words.with("agree-title", &[("name", &summary.head)]),
            lines: items.iter().map(|item| line(item, language)).collect(),
            cost,
            costs: own > Fen(0),
            sentences,
            changes: changes.iter().map(|change| change.text(words)).collect(),
            open: visit.stage() == Stage::Planned,
            signed: matches!(visit.dossier.value(&signature), Some(Value::Signature(_))),
        }
    }
}

fn line(item: &Item, _language: crate::l10n::Language) -> Line {
    let quantity = item.quantity.map(|quantity| quantity.to_string()).unwrap_or_default();
    Line {
        what: item.name.clone(),
        place: item.place.clone(),
        quantity: format!("{quantity} {}", item.unit).trim().to_owned(),
        sizes: item.sizes.clone(),
    }
}

fn sentence(number: u32, item: &Item, words: &Words) -> String {
    let quantity = item.quantity.map(|quantity| quantity.to_string()).unwrap_or_default();
    let number = number.to_string();
    let args = [
        ("number", number.as_str()),
        ("place", item.place.as_str()),
        ("what", item.name.as_str()),
        ("quantity", quantity.as_str()),
        ("unit", item.unit.as_str()),
    ];
    words.with(if item.place.is_empty() { "agree-say" } else { "agree-say-place" }, &args)
}

/// The data of the last change.
#[derive(Default)]
pub struct Kept {
    asked: Option<(crate::id::DossierId, u64, crate::l10n::Language)>,
    data: Option<AgreeData>,
}

impl Kept {
    /// Builds the data anew where something has changed.
    pub fn of(&mut self, program: &Program, visit: &Visit, words: &Words) -> &AgreeData {
        let asked = (visit.dossier.id, visit.revision, words.language());
        if self.asked.as_ref() != Some(&asked) {
            self.asked = Some(asked);
            self.data = None;
        }
        self.data.get_or_insert_with(|| AgreeData::of(program, visit, words))
    }
}
