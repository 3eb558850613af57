//! The settlement 结算: accepted quantity × agreed price, less deductions, split by source.
//!
//! Planned and installed quantity stand beside it and are never multiplied with anything.

use super::acceptance::{self, Accepted};
use super::budget::{self, Deviation, Part};
use super::catalogue::Catalogue;
use super::fields;
use super::item;
use super::money::Fen;
use super::programme::Programme;
use super::quantity::Quantity;
use super::read::Row;
use crate::dossier::Dossier;
use crate::id::{Name, RowId};
use crate::path::Rows;
use crate::problem::Problem;

/// What is paid for one household.
#[derive(Clone, Debug, PartialEq)]
pub struct Settlement {
    pub lines: Vec<Line>,
    /// Sum of the lines whose amount is certain.
    pub sum: Fen,
    pub deduction: Fen,
    /// What is paid: the sum less the deduction, never below nothing.
    pub total: Fen,
    /// Adds up to the total.
    pub sources: Vec<Part>,
    /// What counts against the cap.
    pub counted: Fen,
    pub cap: Fen,
    pub over: Fen,
    pub over_reason: String,
    pub prices: Vec<Deviation>,
    /// Lines without a certain amount: what is paid is not known before they are settled.
    pub uncertain: Vec<RowId>,
    /// The deduction is readable and undisputed.
    deduction_certain: bool,
    pub problems: Vec<Problem>,
}

/// One item of the settlement.
#[derive(Clone, Debug, PartialEq)]
pub struct Line {
    pub row: RowId,
    pub title: String,
    pub place: String,
    pub unit: String,
    pub planned: Option<Quantity>,
    pub installed: Option<Quantity>,
    pub accepted: Option<Quantity>,
    pub price: Option<Fen>,
    pub price_list: String,
    /// Accepted × price; `None` unless both are certain.
    pub amount: Option<Fen>,
    pub paid_by: Option<Name>,
    /// There is a change order.
    pub change_order: bool,
    /// It passed the acceptance.
    pub passed: bool,
}

impl Settlement {
    /// With the prices that are not the catalogue's.
    pub fn of(dossier: &Dossier, programme: &Programme, catalogue: &Catalogue) -> Self {
        let prices = budget::deviations(&item::accepted(dossier), catalogue);
        Self { prices, ..Self::money(dossier, programme) }
    }

    /// The money alone: no catalogue is needed for it.
    pub fn money(dossier: &Dossier, programme: &Programme) -> Self {
        let items = item::accepted(dossier);
        let mut problems: Vec<Problem> = items.iter().flat_map(|item| item.problems.clone()).collect();
        let mut lines = Vec::new();
        for item in &items {
            let accepted = acceptance::accepted(dossier, item);
            problems.extend(accepted.problems.clone());
            lines.push(line(item, &accepted));
        }
        let Terms { over_reason, deduction, problems: unread } = Terms::of(dossier);
        let deduction_certain = unread.is_empty();
        problems.extend(unread);
        let sum: Fen = lines.iter().filter_map(|line| line.amount).sum();
        let deduction = deduction.min(sum);
        let paid: Vec<(Option<&Name>, Fen)> =
            lines.iter().filter_map(|line| Some((line.paid_by.as_ref(), line.amount?))).collect();
        let sources = less(budget::split(&paid, &programme.money), deduction);
        let outside: Fen = sources.iter().filter(|part| part.outside).map(|part| part.amount).sum();
        let (total, cap) = (sum - deduction, programme.household_cap.value);
        let counted = total - outside;
        Self {
            sum,
            deduction,
            total,
            sources,
            counted,
            cap,
            over: (counted - cap).max(Fen(0)),
            over_reason,
            prices: Vec::new(),
            uncertain: lines.iter().filter(|line| line.amount.is_none()).map(|line| line.row).collect(),
            lines,
            deduction_certain,
            problems,
        }
    }

    /// Whether the amount may be paid: every line and the deduction are certain.
    pub fn is_certain(&self) -> bool {
        self.uncertain.is_empty() && self.deduction_certain
    }
}

/// What the settlement's form says about the money.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Terms {
    /// Why the money may exceed the cap.
    pub over_reason: String,
    /// What is taken off 扣款, in full.
    pub deduction: Fen,
    /// What could not be read, or is disputed: nothing may be paid before it is settled.
    pub problems: Vec<Problem>,
}

impl Terms {
    pub fn of(dossier: &Dossier) -> Self {
        let mut read = Row::new(dossier, Rows::new());
        let over_reason = read.text(fields::SETTLE_OVER_REASON);
        let deduction = read.yuan(fields::SETTLE_DEDUCTION).unwrap_or_default();
        Self { over_reason, deduction, problems: read.end("").1 }
    }
}

fn line(item: &item::Item, accepted: &Accepted) -> Line {
    Line {
        row: item.row,
        title: item.title(),
        place: item.place.clone(),
        unit: item.unit.clone(),
        planned: item.quantity,
        installed: accepted.installed.or(item.work.installed),
        accepted: accepted.accepted,
        price: item.price,
        price_list: item.price_list.clone(),
        amount: accepted.accepted.zip(item.price).map(|(quantity, price)| quantity.at(price)),
        paid_by: item.paid_by.clone(),
        change_order: accepted.change_order || super::change::approved(&item.work.changes).is_some(),
        passed: accepted.passed(),
    }
}

/// Takes a deduction off the parts, from the last source that pays to the first, the programme's own before those
/// outside it: whoever pays first is relieved last.
pub fn less(mut parts: Vec<Part>, deduction: Fen) -> Vec<Part> {
    let mut open = deduction;
    for outside in [false, true] {
        for part in parts.iter_mut().rev().filter(|part| part.outside == outside) {
            let off = open.min(part.amount);
            part.amount = part.amount - off;
            open = open - off;
        }
    }
    parts
}
