//! The money of one household's plan as it is chosen: total, cap, sources, devices, deviating prices; and what a
//! batch of households leaves to one of them.
//!
//! Every line is rounded to the fen by itself ([`super::quantity::Quantity::at`]); all sums are exact sums of such
//! lines, and the parts of a split always add up to what was split.

use super::catalogue::{Catalogue, Kind, Measure};
use super::item::Item;
use super::money::{Fen, Share};
use super::programme::{MoneySource, Programme};
use crate::id::{Name, RowId};

/// The money of a plan.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Budget {
    /// All accepted items whose amount is certain.
    pub total: Fen,
    /// What of it counts against the cap: without donations and the family's own money.
    pub counted: Fen,
    pub cap: Fen,
    /// By how much `counted` exceeds the cap; nothing when it does not.
    pub over: Fen,
    /// What may still be planned under the cap.
    pub left: Fen,
    /// Accepted items without a certain amount: in no sum.
    pub uncertain: Vec<RowId>,
    /// In the programme's order, those with nothing included.
    pub sources: Vec<Part>,
    pub devices: Fen,
    /// Share of the devices in the total, to a hundredth of a percent, half of one up.
    pub device_share: Share,
    /// Above this share a warning is due: devices must not stand in for works.
    pub device_limit: Share,
    pub prices: Vec<Deviation>,
}

/// What one source pays.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Part {
    pub source: Name,
    pub amount: Fen,
    pub outside: bool,
}

/// A price that is not the list's.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Deviation {
    pub row: RowId,
    pub title: String,
    pub price: Fen,
    /// Lowest and highest of the list.
    pub range: (Fen, Fen),
}

/// What a batch has planned so far, this household left out.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Batch {
    pub households: u32,
    /// Of all of them, what counts against the average.
    pub counted: Fen,
}

impl Budget {
    /// Of the accepted items among `items`.
    pub fn of(items: &[Item], programme: &Programme, catalogue: &Catalogue) -> Self {
        let accepted: Vec<&Item> = items.iter().filter(|item| item.is_accepted()).collect();
        let certain: Vec<(&Item, Fen)> =
            accepted.iter().filter_map(|item| item.amount().map(|amount| (*item, amount))).collect();
        let total = certain.iter().map(|(_, amount)| *amount).sum();
        let devices = certain.iter().filter(|(item, _)| kind_of(item, catalogue) == Some(Kind::Device));
        let devices = devices.map(|(_, amount)| *amount).sum();
        let paid: Vec<(Option<&Name>, Fen)> =
            certain.iter().map(|(item, amount)| (item.paid_by.as_ref(), *amount)).collect();
        let sources = split(&paid, &programme.money);
        let counted = counted(items, programme);
        let cap = programme.household_cap.value;
        Self {
            total,
            counted,
            cap,
            over: above(counted, cap),
            left: above(cap, counted),
            uncertain: accepted.iter().filter(|item| item.amount().is_none()).map(|item| item.row).collect(),
            sources,
            devices,
            device_share: share(devices, total),
            device_limit: programme.device_share_warning.value,
            prices: deviations(items.iter().filter(|item| item.is_accepted()), catalogue),
        }
    }

    /// Whether so much of the plan is devices that they seem to stand in for works.
    pub fn has_too_many_devices(&self) -> bool {
        // Without a division, so that a share just above the limit is not rounded down to it.
        let (devices, total) = (i128::from(self.devices.0), i128::from(self.total.0));
        devices * i128::from(Share::WHOLE.0) > total * i128::from(self.device_limit.0)
    }

    pub fn is_over(&self) -> bool {
        self.over > Fen(0)
    }
}

impl Batch {
    /// Of the counted totals of the other households.
    pub fn of(totals: impl IntoIterator<Item = Fen>) -> Self {
        totals.into_iter().fold(Self::default(), |batch, total| Self {
            households: batch.households.saturating_add(1),
            counted: batch.counted + total,
        })
    }

    /// What one more household may take so that all of them stay at `average`; nothing when the others have used it
    /// up already. The cap of the household holds besides.
    pub fn leaves(self, average: Fen) -> Fen {
        let all = i64::from(self.households).saturating_add(1).saturating_mul(average.0);
        above(Fen(all), self.counted)
    }

    /// Average of the batch, half a fen up; nothing of nobody.
    pub fn average(self) -> Fen {
        let count = i64::from(self.households);
        if count == 0 { Fen(0) } else { Fen((self.counted.0 + count / 2) / count) }
    }
}

/// Splits amounts among the sources: what is said to be paid by one goes there whole; the rest by the shares, in
/// their order. The parts are differences of rounded running sums (half a fen up), so that they add up exactly:
/// the shares of a checked programme are the whole.
pub fn split(paid: &[(Option<&Name>, Fen)], money: &[MoneySource]) -> Vec<Part> {
    let known = |source: &Name| money.iter().any(|known| known.id == *source);
    let rest: Fen = paid.iter().filter(|(source, _)| !source.is_some_and(known)).map(|(_, amount)| *amount).sum();
    let mut share = Share(0);
    let mut before = Fen(0);
    let parts = money.iter().map(|source| {
        share = Share((share.0 + source.share.value.0).min(Share::WHOLE.0));
        let until = rest.times(share);
        let own: Fen = paid.iter().filter(|(by, _)| *by == Some(&source.id)).map(|(_, amount)| *amount).sum();
        let amount = until - before + own;
        before = until;
        Part { source: source.id.clone(), amount, outside: source.outside }
    });
    parts.collect()
}

/// What of the certain amounts of accepted items counts against the cap.
pub fn counted(items: &[Item], programme: &Programme) -> Fen {
    let paid: Vec<(Option<&Name>, Fen)> = items
        .iter()
        .filter(|item| item.is_accepted())
        .filter_map(|item| Some((item.paid_by.as_ref(), item.amount()?)))
        .collect();
    split(&paid, &programme.money).iter().filter(|part| !part.outside).map(|part| part.amount).sum()
}

/// The kind of an item: its own, else the catalogue's.
pub fn kind_of(item: &Item, catalogue: &Catalogue) -> Option<Kind> {
    item.kind.or_else(|| catalogue.get(item.code.as_ref()?.as_str()).map(|measure| measure.kind))
}

/// Prices outside what the list says: below its lowest, above its highest, or not the contract's.
pub fn deviations<'a>(items: impl IntoIterator<Item = &'a Item>, catalogue: &Catalogue) -> Vec<Deviation> {
    let deviation = |item: &Item| {
        let (code, variant, price) = (item.code.as_ref()?, item.variant.as_ref().map(Name::as_str), item.price?);
        let range = off_the_list(catalogue, code, variant, price)?;
        Some(Deviation { row: item.row, title: item.title(), price, range })
    };
    items.into_iter().filter_map(deviation).collect()
}

/// The list's lowest and highest price of a measure, when `price` is not between them.
pub fn off_the_list(catalogue: &Catalogue, code: &Name, variant: Option<&str>, price: Fen) -> Option<(Fen, Fen)> {
    off_the_price(catalogue.get(code.as_str())?, variant, price)
}

/// The same of a measure that is at hand.
pub fn off_the_price(measure: &Measure, variant: Option<&str>, price: Fen) -> Option<(Fen, Fen)> {
    let range = measure.offer(variant).1.range();
    (price < range.0 || price > range.1).then_some(range)
}

/// `part` of `whole`, half of a hundredth of a percent up.
fn share(part: Fen, whole: Fen) -> Share {
    if whole.0 <= 0 {
        return Share(0);
    }
    let (part, whole) = (i128::from(part.0.max(0)), i128::from(whole.0));
    let share = (part * i128::from(Share::WHOLE.0) + whole / 2) / whole;
    Share(u32::try_from(share).unwrap_or(Share::WHOLE.0).min(Share::WHOLE.0))
}

/// By how much `amount` exceeds `bound`; nothing when it does not.
fn above(amount: Fen, bound: Fen) -> Fen {
    (amount - bound).max(Fen(0))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::super::edits;
    use super::super::item::items;
    use super::super::tests::fixture::{catalogue, edit, planned, programme, row_of, set, take_up};
    use super::*;
    use crate::dossier::Dossier;
    use crate::dossier::tests::author;
    use crate::value::Value;

    fn budget(home: &Dossier) -> Budget {
        Budget::of(&items(home), programme(), catalogue())
    }

    fn parts(budget: &Budget) -> Vec<(&str, i64)> {
        let paying = budget.sources.iter().filter(|part| part.amount > Fen(0));
        paying.map(|part| (part.source.as_str(), part.amount.0)).collect()
    }

    #[test]
    fn the_money_is_split_by_the_programme_and_by_who_is_said_to_pay() {
        let mut home = planned();
        let whole = budget(&home);
        assert_eq!((whole.total, whole.counted, whole.over), (Fen(181_500), Fen(181_500), Fen(0)));
        assert_eq!(whole.left, Fen(600_000 - 181_500));
        assert_eq!(parts(&whole), [("central", 105_869), ("banner", 75_631)]);
        let alarm = row_of(&home, "A02");
        home.apply(&edits::set_paid_by(alarm, Some(&Name::of("donated"))), &author(1));
        let donated = budget(&home);
        assert_eq!((donated.total, donated.counted), (Fen(181_500), Fen(165_000)), "gifts do not use the cap up");
        assert_eq!(parts(&donated), [("central", 96_245), ("banner", 68_755), ("donated", 16_500)]);
    }

    #[test]
    fn what_is_uncertain_is_in_no_sum() {
        let mut home = planned();
        let door = row_of(&home, "D01");
        let mut there = home.clone();
        there.apply(&edits::set_price(door, Fen(1), "x").unwrap(), &author(2));
        home.apply(&edits::set_price(door, Fen(2), "x").unwrap(), &author(1));
        home.join(&there).unwrap();
        let disputed = budget(&home);
        assert_eq!((disputed.total, disputed.uncertain.as_slice()), (Fen(16_500), &[door][..]));
        for (field, value) in [("pi_quantity", Value::Text("两".into())), ("pi_price", Value::Integer(-5))] {
            let mut home = planned();
            set(&mut home, &format!("plan_item/{door}/{field}"), value);
            assert_eq!(budget(&home).uncertain, [door], "{field}");
            let item = items(&home).into_iter().find(|item| item.row == door).unwrap();
            assert_eq!(item.problems[0].key, "plan-field-foreign");
        }
    }

    #[test]
    fn devices_above_their_share_and_prices_off_the_list_are_told() {
        let mut home = planned();
        assert!(!budget(&home).has_too_many_devices() && budget(&home).prices.is_empty());
        home.apply(&edit("person/0000000001/qP06 dependent\nbedroom/0000000003 row\nbedroom/0000000003/qR4 carried\nbedroom/0000000003/qR1 bed"), &author(1));
        take_up(&mut home, "R08");
        let row = row_of(&home, "R08");
        home.apply(&edits::set_price(row, Fen(200_000), "某店报价").unwrap(), &author(1));
        let budget = budget(&home);
        assert!(budget.has_too_many_devices());
        assert_eq!(budget.device_share.to_string(), "52.42");
        let [deviation] = budget.prices.as_slice() else { panic!("{:?}", budget.prices) };
        assert_eq!((deviation.price, deviation.range), (Fen(200_000), (Fen(50_000), Fen(150_000))));
    }

    #[test]
    fn a_batch_leaves_what_the_others_have_not_used() {
        let batch = Batch::of([Fen(300_000), Fen(350_000)]);
        assert_eq!(batch.leaves(Fen(350_000)), Fen(400_000));
        assert_eq!(Batch::of([Fen(900_000)]).leaves(Fen(350_000)), Fen(0));
        assert_eq!(Batch::default().leaves(Fen(350_000)), Fen(350_000));
        assert_eq!((batch.average(), Batch::default().average()), (Fen(325_000), Fen(0)));
    }

    proptest! {
        #[test]
        fn the_parts_of_a_split_always_add_up(
            amounts in proptest::collection::vec((0_usize..8, 0_i64..10_000_000), 0..20),
            shares in proptest::collection::vec(0_u32..3_000, 5),
        ) {
            let mut money = programme().money.clone();
            let mut left = Share::WHOLE.0;
            for (source, share) in money.iter_mut().zip(&shares) {
                source.share.value = Share((*share).min(left));
                left -= source.share.value.0;
            }
            money[5].share.value = Share(left);
            let ids: Vec<Name> = money.iter().map(|source| source.id.clone()).collect();
            let paid: Vec<(Option<&Name>, Fen)> = amounts.iter().map(|(by, fen)| (ids.get(*by), Fen(*fen))).collect();
            let parts = split(&paid, &money);
            let total: Fen = paid.iter().map(|(_, amount)| *amount).sum();
            prop_assert_eq!(parts.iter().map(|part| part.amount).sum::<Fen>(), total);
            prop_assert!(parts.iter().all(|part| part.amount >= Fen(0)));
        }
    }
}
