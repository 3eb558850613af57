//! The settlement in words.

use crate::app::program::Program;
use crate::app::visit::Visit;
use crate::dossier::stage::{Stage, Step};
use crate::dossier::summary::Summary;
use crate::l10n::Words;
use crate::plan::item;
use crate::plan::money::Fen;
use crate::plan::quantity::Quantity;
use crate::plan::settlement::{Line, Settlement};
use crate::ui::screens::plan::data::yuan;

/// Everything on the screen.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AccountData {
    pub title: String,
    pub rows: Vec<Row>,
    /// What it comes to, line by line: sum, deduction, what is paid.
    pub sums: Vec<(String, String)>,
    pub total: String,
    pub sources: Vec<(String, String)>,
    /// What must be explained: over the cap, prices off the list, lines without an amount.
    pub remarks: Vec<String>,
    /// The form can be filled now.
    pub open: bool,
    /// Why it cannot be settled; `None` where it can.
    pub refused: Option<String>,
}

/// One measure.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row {
    pub title: String,
    pub place: String,
    pub unit: String,
    pub planned: String,
    pub installed: String,
    pub accepted: String,
    pub price: String,
    pub amount: String,
    /// The three quantities are not the same.
    pub differs: bool,
    pub change_order: bool,
    pub passed: bool,
}

impl AccountData {
    pub fn of(program: &Program, visit: &Visit, words: &Words) -> Self {
        let (programme, catalogue, language) = (&program.rules.programme, &program.rules.catalogue, words.language());
        let mut settlement = Settlement::of(&visit.dossier, programme, catalogue);
        for item in item::items(&visit.dossier) {
            if let Some(line) = settlement.lines.iter_mut().find(|line| line.row == item.row) {
                let item = item.in_language(catalogue, language);
                (line.title, line.unit) = (item.title(), item.unit);
            }
        }
        let named = |source: &crate::id::Name| {
            let known = programme.money.iter().find(|money| money.id == *source);
            known.map_or_else(|| source.to_string(), |money| money.label.get(language).to_owned())
        };
        let mut sums = vec![(words.text("account-sum"), yuan(settlement.sum))];
        if settlement.deduction > Fen(0) {
            sums.push((words.text("account-deduction"), yuan(Fen(0) - settlement.deduction)));
        }
        let paid = settlement.sources.iter().filter(|part| part.amount > Fen(0));
        Self {
            title: words.with("account-title", &[("name", &Summary::of(&visit.dossier).head)]),
            rows: settlement.lines.iter().map(row).collect(),
            sums,
            total: yuan(settlement.total),
            sources: paid.map(|part| (named(&part.source), yuan(part.amount))).collect(),
            remarks: remarks(&settlement, words),
            open: visit.stage() == Stage::Accepted,
            refused: program.refuse_step(Step::Settle).map(|problem| words.what(&problem)),
        }
    }
}

fn remarks(settlement: &Settlement, words: &Words) -> Vec<String> {
    let mut remarks = Vec::new();
    if settlement.over > Fen(0) {
        let (over, cap) = (yuan(settlement.over), yuan(settlement.cap));
        remarks.push(words.with("account-over", &[("over", &over), ("cap", &cap)]));
        if !settlement.over_reason.is_empty() {
            remarks.push(words.with("account-over-reason", &[("reason", &settlement.over_reason)]));
        }
    }
    for deviation in &settlement.prices {
        let (price, least, most) = (yuan(deviation.price), yuan(deviation.range.0), yuan(deviation.range.1));
        let args = [("item", &*deviation.title), ("price", &*price), ("least", &*least), ("most", &*most)];
        remarks.push(words.with("account-price-off", &args));
    }
    let unknown = settlement.lines.iter().filter(|line| line.amount.is_none());
    remarks.extend(unknown.map(|line| words.with("account-unknown", &[("item", &line.title)])));
    remarks.extend(settlement.problems.iter().map(|problem| words.what(problem)));
    remarks
}

fn row(line: &Line) -> Row {
    let quantity = |quantity: Option<Quantity>| quantity.map_or_else(|| "—".to_owned(), |some| some.to_string());
    let money = |fen: Option<Fen>| fen.map_or_else(|| "—".to_owned(), yuan);
    Row {
        title: line.title.clone(),
        place: line.place.clone(),
        unit: line.unit.clone(),
        planned: quantity(line.planned),
        installed: quantity(line.installed),
        accepted: quantity(line.accepted),
        price: money(line.price),
        amount: money(line.amount),
        differs: line.planned != line.accepted || line.installed != line.accepted,
        change_order: line.change_order,
        passed: line.passed,
    }
}

/// The data of the last change.
#[derive(Default)]
pub struct Kept {
    asked: Option<(crate::id::DossierId, u64, crate::l10n::Language)>,
    data: Option<AccountData>,
}

impl Kept {
    /// Builds the data anew where something has changed.
    pub fn of(&mut self, program: &Program, visit: &Visit, words: &Words) -> &AccountData {
        let asked = (visit.dossier.id, visit.revision, words.language());
        if self.asked.as_ref() != Some(&asked) {
            self.asked = Some(asked);
            self.data = None;
        }
        self.data.get_or_insert_with(|| AccountData::of(program, visit, words))
    }
}
