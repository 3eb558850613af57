//! The figures of a household held against the programme and the catalogue: who pays what, what is over the cap, and
//! which prices are not the list's. By the same sums as the plan's budget and the settlement.

use super::figures::{Figures, ItemFigures};
use crate::id::Name;
use crate::plan::budget::{self, Part};
use crate::plan::catalogue::{Catalogue, Kind};
use crate::plan::money::Fen;
use crate::plan::programme::Programme;
use crate::plan::settlement;

/// The money of one household under a programme.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Money {
    /// Of the plan, by source, in the programme's order.
    pub planned: Vec<Part>,
    /// Of what was accepted, less the deduction.
    pub settled: Vec<Part>,
    /// What of the plan counts against the cap: without donations and the family's own money.
    pub planned_counted: Fen,
    /// The same of what was accepted.
    pub settled_counted: Fen,
    pub cap: Fen,
}

impl Money {
    pub fn of(figures: &Figures, programme: &Programme) -> Self {
        let paid = |amount: fn(&ItemFigures) -> Option<Fen>| -> Vec<(Option<&Name>, Fen)> {
            figures.items.iter().filter_map(|item| Some((item.paid_by.as_ref(), amount(item)?))).collect()
        };
        let planned = budget::split(&paid(ItemFigures::planned_amount), &programme.money);
        let accepted = budget::split(&paid(ItemFigures::accepted_amount), &programme.money);
        let settled = settlement::less(accepted, figures.deduction);
        let inside = |parts: &[Part]| parts.iter().filter(|part| !part.outside).map(|part| part.amount).sum();
        Self {
            planned_counted: inside(&planned),
            settled_counted: inside(&settled),
            planned,
            settled,
            cap: programme.household_cap.value,
        }
    }

    /// By how much the plan exceeds the cap, and what was accepted; the greater of the two counts.
    pub fn over(&self) -> Fen {
        (self.planned_counted.max(self.settled_counted) - self.cap).max(Fen(0))
    }
}

impl Figures {
    /// What of the plan counts against the cap. Without allocation where nobody is said to pay: that is nearly always.
    pub fn counted(&self, programme: &Programme) -> Fen {
        if self.items.is_empty() { Fen(0) } else { Money::of(self, programme).planned_counted }
    }

    /// Items whose price is outside the catalogue's range, or not the contract's.
    pub fn deviations(&self, catalogue: &Catalogue) -> usize {
        let deviates = |item: &&ItemFigures| {
            let variant = item.variant.as_ref().map(Name::as_str);
            let price = item.code.as_ref().zip(item.price);
            price.is_some_and(|(code, price)| budget::off_the_list(catalogue, code, variant, price).is_some())
        };
        self.items.iter().filter(deviates).count()
    }

    /// Planned amount of the devices, of items that say so themselves or by the catalogue.
    pub fn devices_by(&self, catalogue: &Catalogue) -> Fen {
        let kind = |item: &ItemFigures| item.kind.or_else(|| Some(catalogue.get(item.code.as_ref()?.as_str())?.kind));
        let devices = self.items.iter().filter(|item| kind(item) == Some(Kind::Device));
        devices.filter_map(ItemFigures::planned_amount).sum()
    }
}
