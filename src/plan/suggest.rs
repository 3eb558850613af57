//! A suggestion of what to take up under the cap, by exact optimisation ([`super::knapsack`]). Never forced: it is
//! data for a screen, and what was declined or left for another year is not in it.
//!
//! # What is maximised
//! Among all choices whose cost fits the money and in which no two items replace one another at the same place, in
//! this order:
//! 1. the danger removed: every finding of fire, gas or falls that an item answers counts 2 (1 where a device stands
//!    in for works);
//! 2. that devices stay within the programme's share, where that is possible without leaving danger;
//! 3. the worth of the rest: every other finding that an item answers counts 8 for toilet and bath, 4 for getting out,
//!    2 for the kitchen, 1 for comfort, doubled where the person asked for it, and doubled unless a device stands in
//!    for works (devices must not replace works, domain §1.2);
//! 4. the least money.
//!
//! The weights are this program's (domain §5.9 gives only the order). They are small whole numbers, which is also what
//! keeps the exact search small.

use std::collections::{BTreeMap, BTreeSet};

use super::budget::{self, kind_of};
use super::catalogue::{Catalogue, Kind};
use super::item::{Decision, Item};
use super::knapsack::{Knapsack, Thing};
use super::money::{Fen, Share};
use super::programme::Programme;
use super::proposal::Proposal;
use crate::form::schema::Priority;
use crate::id::{Name, RowId};
use crate::path::FieldPath;
use crate::problem::Problem;

/// Whether what was taken up already stays.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Mode {
    /// What was taken up stays; the money that is left is filled up.
    #[default]
    FillUp,
    /// What was taken up competes like the rest; useful when it exceeds the cap.
    Fresh,
}

/// What is suggested, and why the rest is not.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Suggestion {
    /// The rows of the items in the plan, the most urgent first; what stays of what was taken up included.
    pub chosen: Vec<RowId>,
    pub left_out: Vec<LeftOut>,
    /// What of it counts against the cap.
    pub counted: Fen,
    pub cap: Fen,
    /// What is left under the cap; nothing when what was taken up exceeds it.
    pub money_left: Fen,
    /// Devices stay within the programme's share.
    pub within_device_share: bool,
    /// Items that remove danger: how many are chosen, how many there are. Of those that replace one another both
    /// count.
    pub danger: (usize, usize),
    /// No better choice exists. Not proven only for plans far larger than a home's.
    pub exact: bool,
}

/// Something that is not chosen.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LeftOut {
    pub row: RowId,
    pub title: String,
    /// Where it would be, in words.
    pub place: String,
    pub cost: Fen,
    pub why: Why,
}

/// Why something is not chosen.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Why {
    /// This one is chosen and serves the same place.
    Replaced { by: String },
    /// The money that is left falls short of its cost by this much.
    NoMoney { short: Fen },
    /// It would make devices stand in for works.
    Devices,
}

/// Something that may be chosen.
#[derive(Clone, Debug)]
struct Candidate {
    row: RowId,
    code: Option<Name>,
    title: String,
    /// Where it is, in words.
    shown_place: String,
    /// Where it is; two of the same place and of one set of alternatives replace one another.
    place: String,
    /// Counts against the cap.
    cost: Fen,
    amount: Fen,
    device: bool,
    wished: bool,
    /// The classes of the findings that it answers.
    reasons: Vec<Priority>,
    accepted: bool,
}

/// Suggests what to take up. `proposals` as [`super::proposal::proposals`] gives them, `items` of the same household.
pub fn suggest(
    items: &[Item],
    proposals: &[Proposal],
    programme: &Programme,
    catalogue: &Catalogue,
    mode: Mode,
) -> Suggestion {
    let all = candidates(items, proposals, programme, catalogue);
    let conflicts = conflicts(&all, catalogue);
    let stays = |candidate: &Candidate| mode == Mode::FillUp && candidate.accepted;
    let counted = |these: &[usize]| these.iter().map(|&nth| all[nth].cost).sum::<Fen>();
    let kept: Vec<usize> = (0..all.len()).filter(|&nth| stays(&all[nth])).collect();
    let cap = programme.household_cap.value;
    let share = programme.device_share_warning.value;

    // What an item that stays replaces is not to be chosen.
    let blocked = |nth: usize| kept.iter().any(|&kept| conflicts.contains(&pair(kept, nth)));
    let open: Vec<usize> = (0..all.len()).filter(|&nth| !stays(&all[nth]) && !blocked(nth)).collect();
    let place: BTreeMap<usize, usize> = open.iter().enumerate().map(|(place, &nth)| (nth, place)).collect();
    let bound = conflicts.iter().filter_map(|(a, b)| Some((*place.get(a)?, *place.get(b)?)));
    let stand_in = |nth: usize| stands_in(&all, &conflicts, nth);
    let bag = Knapsack {
        things: open.iter().map(|&nth| thing(&all[nth], stand_in(nth), share)).collect(),
        conflicts: bound.collect(),
        money: (cap - counted(&kept)).0.max(0),
        slack: kept.iter().map(|&nth| slack(&all[nth], share)).fold(0, i64::saturating_add),
    };
    let best = bag.solve();
    let mut chosen: Vec<usize> = kept.iter().copied().chain(best.taken.iter().map(|&place| open[place])).collect();
    chosen.sort_unstable();
    let money_left = (cap - counted(&chosen)).max(Fen(0));
    let removes_danger = |nth: &usize| all[*nth].reasons.contains(&Priority::Danger);
    Suggestion {
        left_out: left_out(&all, &conflicts, &chosen, money_left),
        counted: counted(&chosen),
        cap,
        money_left,
        within_device_share: best.merit.within,
        danger: (
            chosen.iter().filter(|nth| removes_danger(nth)).count(),
            (0..all.len()).filter(removes_danger).count(),
        ),
        chosen: chosen.iter().map(|&nth| all[nth].row).collect(),
        exact: best.exact,
    }
}

/// Everything that may be in the plan: undecided proposals that suit somebody in the home, undecided and accepted
/// items. Items without a certain amount are left to a person.
fn candidates(items: &[Item], proposals: &[Proposal], programme: &Programme, catalogue: &Catalogue) -> Vec<Candidate> {
    let known: BTreeMap<RowId, &Item> = items.iter().map(|item| (item.row, item)).collect();
    let mut found = Vec::new();
    for proposal in proposals {
        match known.get(&proposal.row) {
            Some(item) => found.extend(of_item(item, Some(proposal), programme, catalogue)),
            None if proposal.unsuited.is_none() => found.push(Candidate {
                row: proposal.row,
                code: Some(proposal.code.clone()),
                title: format!("{} {}", proposal.code, proposal.name),
                shown_place: proposal.place.clone(),
                place: place_of(proposal),
                cost: proposal.amount(),
                amount: proposal.amount(),
                device: proposal.kind == Kind::Device,
                wished: proposal.wished,
                reasons: proposal.reasons.iter().map(|reason| reason.priority).collect(),
                accepted: false,
            }),
            None => {}
        }
    }
    let proposed: BTreeSet<RowId> = proposals.iter().map(|proposal| proposal.row).collect();
    let others = items.iter().filter(|item| !proposed.contains(&item.row));
    found.extend(others.filter_map(|item| of_item(item, None, programme, catalogue)));
    found
}

fn of_item(
    item: &Item,
    proposal: Option<&Proposal>,
    programme: &Programme,
    catalogue: &Catalogue,
) -> Option<Candidate> {
    if matches!(item.decision, Decision::Declined | Decision::Left) {
        return None;
    }
    let amount = item.amount()?;
    let reasons = match proposal {
        Some(proposal) => proposal.reasons.iter().map(|reason| reason.priority).collect(),
        // An own item without a class is for comfort, so that it is worth something.
        None => vec![item.priority.unwrap_or(Priority::Comfort)],
    };
    let paid = budget::split(&[(item.paid_by.as_ref(), amount)], &programme.money);
    Some(Candidate {
        row: item.row,
        code: item.code.clone(),
        title: item.title(),
        shown_place: item.place.clone(),
        place: proposal.map_or_else(|| item.place.clone(), place_of),
        cost: paid.iter().filter(|part| !part.outside).map(|part| part.amount).sum(),
        amount,
        device: kind_of(item, catalogue) == Some(Kind::Device),
        wished: item.wished,
        reasons,
        accepted: item.decision == Decision::Accepted,
    })
}

/// The row or section of a proposal; the whole home is empty.
fn place_of(proposal: &Proposal) -> String {
    match &proposal.section {
        _ if !proposal.within.is_empty() => FieldPath::row(&proposal.within).to_string(),
        Some(section) => section.to_string(),
        None => String::new(),
    }
}

/// Pairs, the smaller index first, of which one is enough.
fn conflicts(all: &[Candidate], catalogue: &Catalogue) -> BTreeSet<(usize, usize)> {
    let mut found = BTreeSet::new();
    for (nth, one) in all.iter().enumerate() {
        for (later, other) in all.iter().enumerate().skip(nth + 1) {
            if let (Some(a), Some(b)) = (&one.code, &other.code)
                && one.place == other.place
                && catalogue.replace_one_another(a.as_str(), b.as_str())
            {
                found.insert((nth, later));
            }
        }
    }
    found
}

/// A device that replaces works at the same place.
fn stands_in(all: &[Candidate], conflicts: &BTreeSet<(usize, usize)>, nth: usize) -> bool {
    all[nth].device && (0..all.len()).any(|other| !all[other].device && conflicts.contains(&pair(nth, other)))
}

fn thing(candidate: &Candidate, stands_in: bool, share: Share) -> Thing {
    let whole = if stands_in { 1 } else { 2 };
    let wished = if candidate.wished { 2 } else { 1 };
    let count = |these: &dyn Fn(Priority) -> u32| candidate.reasons.iter().map(|reason| these(*reason)).sum::<u32>();
    Thing {
        cost: candidate.cost.0,
        slack: slack(candidate, share),
        danger: count(&|reason| u32::from(reason == Priority::Danger)) * whole,
        worth: count(&weight) * wished * whole,
    }
}

/// What an item adds to "share × total − devices", in ten-thousandths of a fen: exact, without a division.
fn slack(candidate: &Candidate, share: Share) -> i64 {
    let whole = i64::from(Share::WHOLE.0);
    let devices = if candidate.device { whole } else { 0 };
    candidate.amount.0.saturating_mul(i64::from(share.0) - devices)
}

const fn weight(priority: Priority) -> u32 {
    match priority {
        Priority::Danger => 0,
        Priority::ToiletAndBath => 8,
        Priority::GettingOut => 4,
        Priority::Kitchen => 2,
        Priority::Comfort => 1,
    }
}

fn left_out(
    all: &[Candidate],
    conflicts: &BTreeSet<(usize, usize)>,
    chosen: &[usize],
    money_left: Fen,
) -> Vec<LeftOut> {
    let rest = (0..all.len()).filter(|nth| !chosen.contains(nth));
    let told = rest.map(|nth| {
        let replaced = chosen.iter().find(|&&other| conflicts.contains(&pair(nth, other)));
        let why = match replaced {
            Some(&by) => Why::Replaced { by: all[by].title.clone() },
            None if all[nth].cost > money_left => Why::NoMoney { short: all[nth].cost - money_left },
            None => Why::Devices,
        };
        let Candidate { row, title, shown_place, cost, .. } = all[nth].clone();
        LeftOut { row, title, place: shown_place, cost, why }
    });
    told.collect()
}

fn pair(one: usize, other: usize) -> (usize, usize) {
    (one.min(other), one.max(other))
}

impl Suggestion {
    /// The suggestion in sentences: what it comes to, what it removes, what is left out and why.
    pub fn explain(&self) -> Vec<Problem> {
        let summary = Problem::notice("plan-suggest-summary")
            .with("count", self.chosen.len())
            .with("total", self.counted.yuan())
            .with("cap", self.cap.yuan())
            .with("left", self.money_left.yuan());
        let mut sentences = vec![summary];
        if self.danger.1 > 0 {
            let danger =
                Problem::notice("plan-suggest-danger").with("chosen", self.danger.0).with("all", self.danger.1);
            sentences.push(danger);
        }
        if !self.within_device_share {
            sentences.push(Problem::warning("plan-suggest-devices"));
        }
        if !self.exact {
            sentences.push(Problem::warning("plan-suggest-inexact"));
        }
        sentences.extend(self.left_out.iter().map(LeftOut::explain));
        sentences
    }
}

impl LeftOut {
    fn explain(&self) -> Problem {
        let told = match &self.why {
            Why::Replaced { by } => Problem::notice("plan-suggest-replaced").with("by", by),
            Why::NoMoney { short } => Problem::notice("plan-suggest-no-money").with("short", short.yuan()),
            Why::Devices => Problem::notice("plan-suggest-left-device"),
        };
        told.with("item", &self.title).with("place", &self.place).of_field(FieldPath::row(&super::item::rows(self.row)))
    }
}

#[cfg(test)]
mod tests {
    use super::super::edits;
    use super::super::item::items;
    use super::super::proposal::proposals;
    use super::super::tests::fixture::{WHEELCHAIR, catalogue, home, programme, scene, session, take_up};
    use super::*;
    use crate::dossier::Dossier;
    use crate::dossier::tests::author;
    use crate::l10n::{Language, Words};

    fn suggested(home: &Dossier, cap: i64, mode: Mode) -> (Suggestion, Vec<String>) {
        let session = session(home, "home-assessment");
        let items = items(home);
        let proposals = proposals(&scene(&session, home), &items);
        let mut programme = programme().clone();
        programme.household_cap.value = Fen(cap * 100);
        let suggestion = suggest(&items, &proposals, &programme, catalogue(), mode);
        let code = |row: &RowId| {
            let proposal = proposals.iter().find(|proposal| proposal.row == *row);
            let own = || items.iter().find(|item| item.row == *row).unwrap().title();
            proposal.map_or_else(own, |proposal| proposal.code.to_string())
        };
        let codes = suggestion.chosen.iter().map(code).collect();
        (suggestion, codes)
    }

    #[test]
    fn danger_comes_first_and_of_two_ways_to_widen_a_door_one_is_enough() {
        let home = home(WHEELCHAIR);
        let (suggestion, codes) = suggested(&home, 6_000, Mode::FillUp);
        assert_eq!(codes, ["E06", "A02", "D02"], "the steel ramp no longer fits beside the rails");
        assert_eq!(suggestion.counted, Fen(252_000 + 16_500 + 120_000));
        assert_eq!(suggestion.money_left, Fen(600_000) - suggestion.counted);
        let why: Vec<&Why> = suggestion.left_out.iter().map(|left| &left.why).collect();
        let short = Fen(702_000) - suggestion.money_left;
        assert_eq!(why, [&Why::NoMoney { short }, &Why::Replaced { by: "D02 平开门改推拉/折叠门".to_owned() }]);
        assert!(suggestion.exact && suggestion.danger == (2, 2));
        for language in Language::ALL {
            let sentences: Vec<String> =
                suggestion.explain().iter().map(|told| Words::of(language).what(told)).collect();
            assert_eq!(sentences.len(), 4);
            assert!(sentences.iter().all(|sentence| !sentence.contains('{') && !sentence.contains("plan-")));
        }
        assert_eq!(suggested(&home, 11_000, Mode::FillUp).1, ["E06", "A02", "E02", "D02"]);
        assert_eq!(suggested(&home, 200, Mode::FillUp).1, ["A02"]);
    }

    #[test]
    fn what_was_taken_up_stays_when_filling_up_and_competes_afresh() {
        let mut home = home(WHEELCHAIR);
        take_up(&mut home, "D01");
        assert_eq!(suggested(&home, 3_000, Mode::FillUp).1, ["A02", "D01"]);
        assert_eq!(suggested(&home, 3_000, Mode::Fresh).1, ["E06", "A02"]);
        let (over, _) = suggested(&home, 1_000, Mode::FillUp);
        assert_eq!((over.chosen.len(), over.money_left), (1, Fen(0)), "nothing is added to what exceeds the cap");
    }

    #[test]
    fn what_was_declined_is_not_suggested_again() {
        let mut home = home(WHEELCHAIR);
        let rails = take_up(&mut home, "E06").row;
        home.apply(&edits::decide(rails, Decision::Declined, "院里没地方"), &author(1));
        assert_eq!(suggested(&home, 6_000, Mode::FillUp).1, ["A02", "D02"]);
    }
}
