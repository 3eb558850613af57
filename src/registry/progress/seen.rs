//! One household as the figures see it: everything they are counted by, worked out once.

use super::Step;
use super::basis::Basis;
use super::late::{Delay, delay};
use crate::dossier::stage::Stage;
use crate::plan::catalogue::Kind;
use crate::plan::money::{Fen, Share};
use crate::registry::figures::{ItemFigures, ItemOutcome};
use crate::registry::record::Record;

/// Sources of money that a programme may have; more are added to the last.
pub const MAX_SOURCES: usize = 8;

/// An amount, and who pays it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Paid {
    /// All of it.
    pub total: Fen,
    /// What counts against cap and average.
    pub counted: Fen,
    /// By source, in the programme's order.
    pub by_source: [Fen; MAX_SOURCES],
}

/// What the acceptance came to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Judged {
    /// Not every item was judged.
    Not,
    /// Every item passed at once.
    AtFirstGo,
    /// Every item passes now, some after they were put right.
    Rectified,
    /// Something is still to be put right, or failed.
    Open,
}

/// A household with what is worked out about it.
#[derive(Clone, Debug)]
pub struct Seen<'a> {
    pub record: &'a Record,
    /// Code of the league; empty when the banner is none of ours.
    pub league: &'a str,
    /// The last step taken.
    pub step: Step,
    /// Of a plan that was settled on.
    pub planned: Option<Paid>,
    /// Of an order that was given.
    pub ordered: Option<Paid>,
    /// Of a settlement.
    pub settled: Option<Paid>,
    /// Of the planned money, devices 辅具.
    pub devices: Fen,
    /// By how much what it costs exceeds the cap.
    pub over: Fen,
    /// Items whose price is not the list's.
    pub deviations: u32,
    pub judged: Judged,
    pub late: Option<Delay>,
}

impl<'a> Seen<'a> {
    pub fn of(record: &'a Record, basis: &Basis<'a>) -> Self {
        let (figures, stage) = (&record.figures, record.summary.stage);
        let step = Step::of(stage);
        let is_planned = stage >= Stage::Planned;
        let planned = is_planned.then(|| paid(&figures.items, ItemFigures::planned_amount, Fen(0), basis));
        let settled = (stage >= Stage::Settled)
            .then(|| paid(&figures.items, ItemFigures::accepted_amount, figures.deduction, basis));
        let cap = basis.programme.household_cap.value;
        let cost = settled.or(planned).map(|paid| paid.counted);
        let (devices, deviations) = if is_planned { list(&figures.items, basis) } else { (Fen(0), 0) };
        Self {
            record,
            league: basis.league(&record.summary.division),
            step,
            planned,
            ordered: planned.filter(|_| stage >= Stage::Ordered),
            settled,
            devices,
            over: cost.map_or(Fen(0), |cost| (cost - cap).max(Fen(0))),
            deviations,
            judged: judged(&figures.items),
            late: delay(record, basis),
        }
    }

    /// What it costs, as far as it counts: settled, before that planned.
    pub fn cost(&self) -> Option<Fen> {
        self.settled.or(self.planned).map(|paid| paid.counted)
    }

    pub fn has_reached(&self, step: Step) -> bool {
        self.step >= step
    }

    /// Whether a reason stands for costing more than the cap.
    pub fn has_reason(&self) -> bool {
        let figures = &self.record.figures;
        if self.settled.is_some() {
            figures.settle_over_reason || figures.plan_over_reason
        } else {
            figures.plan_over_reason
        }
    }
}

/// The same sums as [`crate::plan::budget::split`] and the settlement's deduction, without allocation: a test holds
/// them against [`crate::registry::money::Money`].
fn paid(items: &[ItemFigures], amount: fn(&ItemFigures) -> Option<Fen>, deduction: Fen, basis: &Basis<'_>) -> Paid {
    let money = &basis.programme.money;
    let sources = money.len().min(MAX_SOURCES);
    let mut parts = [Fen(0); MAX_SOURCES];
    let (mut total, mut rest) = (Fen(0), Fen(0));
    for item in items {
        let Some(amount) = amount(item) else { continue };
        total = total + amount;
        let said = item.paid_by.as_ref().and_then(|by| money.iter().position(|source| source.id == *by));
        match said {
            Some(source) => parts[source.min(MAX_SOURCES - 1)] = parts[source.min(MAX_SOURCES - 1)] + amount,
            None => rest = rest + amount,
        }
    }
    let (mut share, mut before) = (Share(0), Fen(0));
    for (index, source) in money.iter().enumerate() {
        share = Share((share.0 + source.share.value.0).min(Share::WHOLE.0));
        let until = rest.times(share);
        let place = index.min(MAX_SOURCES - 1);
        parts[place] = parts[place] + (until - before);
        before = until;
    }
    let outside = |index: usize| money.get(index).is_some_and(|source| source.outside);
    let mut open = deduction.min(total);
    for side in [false, true] {
        for index in (0..sources).rev().filter(|index| outside(*index) == side) {
            let off = open.min(parts[index]);
            parts[index] = parts[index] - off;
            open = open - off;
        }
    }
    let own: Fen = (0..sources).filter(|index| outside(*index)).map(|index| parts[index]).sum();
    let total = total - deduction.min(total);
    Paid { total, counted: total - own, by_source: parts }
}

/// Planned money for devices, and how many prices are outside the list.
fn list(items: &[ItemFigures], basis: &Basis<'_>) -> (Fen, u32) {
    let (mut devices, mut deviations) = (Fen(0), 0);
    for item in items {
        let measure = item.code.as_ref().and_then(|code| basis.measure(code.as_str())).map(|(measure, _)| measure);
        let kind = item.kind.or_else(|| measure.map(|measure| measure.kind));
        if kind == Some(Kind::Device) {
            devices = devices + item.planned_amount().unwrap_or_default();
        }
        if let (Some(measure), Some(price)) = (measure, item.price) {
            let (_, offer) = measure.offer(item.variant.as_ref().map(crate::id::Name::as_str));
            let (low, high) = offer.range();
            deviations += u32::from(price < low || price > high);
        }
    }
    (devices, deviations)
}

fn judged(items: &[ItemFigures]) -> Judged {
    let mut judged = if items.is_empty() { Judged::Not } else { Judged::AtFirstGo };
    for item in items {
        judged = match (item.outcome, judged) {
            (None, _) | (_, Judged::Not) => return Judged::Not,
            (Some(ItemOutcome::ToRectify | ItemOutcome::Failed), _) | (_, Judged::Open) => Judged::Open,
            (Some(ItemOutcome::Rectified), _) | (_, Judged::Rectified) => Judged::Rectified,
            (Some(ItemOutcome::Passed), Judged::AtFirstGo) => Judged::AtFirstGo,
        };
    }
    judged
}
