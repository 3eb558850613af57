//! The best choice under a cap, exactly: a 0/1 knapsack with conflicts and a lexicographic aim.
//!
//! Dynamic programming over (danger, worth) with the Pareto front of cost and slack in each cell (Nemhauser and
//! Ullmann, Management Science 15 (1969) 494-505). Things that exclude one another are taken as one group whose
//! options are its independent sets, so that conflicts cost nothing further on.

use std::collections::{BTreeMap, BTreeSet};

/// Options of one group that are looked at; a set of alternatives has as many as members, and one.
const MOST_OPTIONS: usize = 4_096;
/// States that are kept at once; a home's plan has a few thousand.
const MOST_STATES: usize = 400_000;

/// Something that may be taken or left.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Thing {
    /// Never negative.
    pub cost: i64,
    /// What it adds to the side condition: negative for what uses it up.
    pub slack: i64,
    pub danger: u32,
    pub worth: u32,
}

/// What there is to choose from.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Knapsack {
    pub things: Vec<Thing>,
    /// Pairs, by index, of which at most one may be taken.
    pub conflicts: BTreeSet<(usize, usize)>,
    /// The costs may add up to this.
    pub money: i64,
    /// The slack that is there before anything is taken; the side condition holds where the sum is not negative.
    pub slack: i64,
}

/// How good a choice is; the greater, the better: danger first, then the side condition, worth, and cheapness.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Merit {
    pub danger: u32,
    pub within: bool,
    pub worth: u32,
    /// The cost, negative.
    pub saved: i64,
}

/// The best choice.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Best {
    /// Indices of the things taken, ascending.
    pub taken: Vec<usize>,
    pub merit: Merit,
    /// False where a bound of this module cut the search short.
    pub exact: bool,
}

/// A way of taking some of a group.
#[derive(Clone, Debug, Default)]
struct Pick {
    taken: Vec<usize>,
    sum: Thing,
}

/// A choice among the groups so far.
#[derive(Clone, Copy, Debug)]
struct State {
    cost: i64,
    slack: i64,
    /// Where it came from: index into the trail.
    trail: usize,
}

/// One step of a choice: the one before, group and option.
#[derive(Clone, Copy, Debug)]
struct Trail {
    before: usize,
    group: usize,
    option: usize,
}

/// Cells by danger and worth.
type Table = BTreeMap<(u32, u32), Vec<State>>;

impl Knapsack {
    /// Things whose cost alone exceeds the money are never taken.
    pub fn solve(&self) -> Best {
        let mut exact = true;
        let groups: Vec<Vec<Pick>> = self.groups().iter().map(|group| self.options(group, &mut exact)).collect();
        let most = self.most_danger(&groups);
        // The danger that the groups from here on can still remove.
        let mut rest: Vec<u32> = vec![0];
        for group in groups.iter().rev() {
            let best = group.iter().map(|option| option.sum.danger).max().unwrap_or_default();
            rest.push(rest.last().copied().unwrap_or_default().saturating_add(best));
        }
        rest.reverse();

        let mut trail = vec![Trail { before: 0, group: 0, option: 0 }];
        let mut table: Table = [((0, 0), vec![State { cost: 0, slack: self.slack, trail: 0 }])].into();
        for (nth, group) in groups.iter().enumerate() {
            table = self.step(&table, nth, group, most.saturating_sub(rest[nth + 1]), &mut trail);
            exact &= cut(&mut table);
        }
        self.best(&table, &groups, &trail, exact)
    }

    /// The table after one more group. Choices that can no longer remove the most danger, `needed` by now, are dropped.
    fn step(&self, table: &Table, nth: usize, group: &[Pick], needed: u32, trail: &mut Vec<Trail>) -> Table {
        let mut next = Table::new();
        for (&(danger, worth), states) in table {
            for (place, option) in group.iter().enumerate() {
                let cell = (danger.saturating_add(option.sum.danger), worth.saturating_add(option.sum.worth));
                if cell.0 < needed {
                    continue;
                }
                for state in states {
                    let cost = state.cost.saturating_add(option.sum.cost);
                    if cost > self.money {
                        continue;
                    }
                    let slack = state.slack.saturating_add(option.sum.slack);
                    let front = next.entry(cell).or_default();
                    if front.iter().any(|known| known.cost <= cost && known.slack >= slack) {
                        continue;
                    }
                    front.retain(|known| known.cost < cost || known.slack > slack);
                    trail.push(Trail { before: state.trail, group: nth, option: place });
                    front.push(State { cost, slack, trail: trail.len() - 1 });
                }
            }
        }
        next
    }

    fn best(&self, table: &Table, groups: &[Vec<Pick>], trail: &[Trail], exact: bool) -> Best {
        let merits = table.iter().flat_map(|(&(danger, worth), states)| {
            states
                .iter()
                .map(move |state| (Merit { danger, within: state.slack >= 0, worth, saved: -state.cost }, state.trail))
        });
        let nothing = (Merit { danger: 0, within: self.slack >= 0, worth: 0, saved: 0 }, 0);
        let (merit, mut at) = merits.max_by_key(|(merit, _)| *merit).unwrap_or(nothing);
        let mut taken = Vec::new();
        while at > 0 {
            let Trail { before, group, option } = trail[at];
            taken.extend(&groups[group][option].taken);
            at = before;
        }
        taken.sort_unstable();
        Best { taken, merit, exact }
    }

    /// The most danger that the money can remove: the same table with the danger alone.
    fn most_danger(&self, groups: &[Vec<Pick>]) -> u32 {
        let mut cheapest: BTreeMap<u32, i64> = [(0, 0)].into();
        for group in groups {
            let mut next: BTreeMap<u32, i64> = BTreeMap::new();
            for (danger, cost) in &cheapest {
                for option in group {
                    let cost = cost.saturating_add(option.sum.cost);
                    if cost <= self.money {
                        let known = next.entry(danger.saturating_add(option.sum.danger)).or_insert(i64::MAX);
                        *known = cost.min(*known);
                    }
                }
            }
            cheapest = next;
        }
        cheapest.keys().next_back().copied().unwrap_or_default()
    }

    /// Things that are bound to one another by conflicts, directly or through others.
    fn groups(&self) -> Vec<Vec<usize>> {
        let mut open: BTreeSet<usize> = (0..self.things.len()).collect();
        let mut groups = Vec::new();
        while let Some(first) = open.pop_first() {
            let mut group = vec![first];
            let mut next = 0;
            while let Some(&thing) = group.get(next) {
                let bound: Vec<usize> = open.iter().copied().filter(|other| self.excludes(thing, *other)).collect();
                bound.iter().for_each(|other| {
                    open.remove(other);
                });
                group.extend(bound);
                next += 1;
            }
            group.sort_unstable();
            groups.push(group);
        }
        groups
    }

    fn excludes(&self, one: usize, other: usize) -> bool {
        self.conflicts.contains(&(one, other)) || self.conflicts.contains(&(other, one))
    }

    /// All ways of taking some of a group without conflict, nothing first.
    fn options(&self, group: &[usize], exact: &mut bool) -> Vec<Pick> {
        let mut options = vec![Pick::default()];
        for &thing in group {
            let Thing { cost, slack, danger, worth } = self.things[thing];
            for place in 0..options.len() {
                if options.len() >= MOST_OPTIONS {
                    *exact = false;
                    break;
                }
                if cost > self.money || options[place].taken.iter().any(|taken| self.excludes(*taken, thing)) {
                    continue;
                }
                let mut option = options[place].clone();
                option.taken.push(thing);
                option.sum.cost = option.sum.cost.saturating_add(cost);
                option.sum.slack = option.sum.slack.saturating_add(slack);
                option.sum.danger = option.sum.danger.saturating_add(danger);
                option.sum.worth = option.sum.worth.saturating_add(worth);
                options.push(option);
            }
        }
        options
    }
}

/// Keeps the table within its bound, the worthiest cells first; says whether nothing was lost.
fn cut(table: &mut Table) -> bool {
    let count: usize = table.values().map(Vec::len).sum();
    if count <= MOST_STATES {
        return true;
    }
    let mut room = MOST_STATES;
    let kept: BTreeSet<(u32, u32)> = table
        .iter()
        .rev()
        .take_while(|(_, states)| {
            room = room.saturating_sub(states.len());
            room > 0
        })
        .map(|(cell, _)| *cell)
        .collect();
    table.retain(|cell, _| kept.contains(cell));
    false
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// The merit of a choice; `None` when it is not allowed.
    fn judge(bag: &Knapsack, taken: &[usize]) -> Option<Merit> {
        let sum = |part: fn(&Thing) -> i64| taken.iter().map(|&thing| part(&bag.things[thing])).sum::<i64>();
        let cost = sum(|thing| thing.cost);
        let clash = taken.iter().any(|&one| taken.iter().any(|&other| bag.conflicts.contains(&(one, other))));
        let count = |part: i64| u32::try_from(part).unwrap();
        (cost <= bag.money && !clash).then(|| Merit {
            danger: count(sum(|thing| thing.danger.into())),
            within: bag.slack + sum(|thing| thing.slack) >= 0,
            worth: count(sum(|thing| thing.worth.into())),
            saved: -cost,
        })
    }

    fn brute_force(bag: &Knapsack) -> Merit {
        let all = 0..1_u32 << bag.things.len();
        let choices = all.map(|bits| (0..bag.things.len()).filter(|nth| bits >> nth & 1 == 1).collect::<Vec<_>>());
        choices.filter_map(|taken| judge(bag, &taken)).max().unwrap()
    }

    fn bags() -> impl Strategy<Value = Knapsack> {
        let thing = (0_i64..40, -30_i64..30, 0_u32..4, 0_u32..20).prop_map(|(cost, slack, danger, worth)| Thing {
            cost,
            slack,
            danger,
            worth,
        });
        let things = proptest::collection::vec(thing, 0..=15);
        let conflicts = proptest::collection::btree_set((0_usize..15, 0_usize..15), 0..14);
        (things, conflicts, 0_i64..250, -40_i64..40).prop_map(|(things, conflicts, money, slack)| {
            let count = things.len();
            let conflicts = conflicts.into_iter().filter(|(a, b)| a < b && *b < count).collect();
            Knapsack { things, conflicts, money, slack }
        })
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(300))]

        #[test]
        fn no_choice_is_better_than_the_one_that_is_found(bag in bags()) {
            let best = bag.solve();
            prop_assert!(best.exact);
            prop_assert_eq!(judge(&bag, &best.taken), Some(best.merit), "what is said of the choice is true of it");
            prop_assert_eq!(best.merit, brute_force(&bag));
        }
    }

    #[test]
    fn danger_comes_before_any_worth_and_the_side_condition_before_worth_alone() {
        let thing = |cost, slack, danger, worth| Thing { cost, slack, danger, worth };
        let things = vec![thing(60, 0, 1, 0), thing(50, 0, 0, 99), thing(40, -1, 0, 50), thing(40, 0, 0, 3)];
        let bag = Knapsack { things, money: 100, ..Knapsack::default() };
        let best = bag.solve();
        assert_eq!(best.taken, [0, 3], "0 removes danger, 2 is worth more than 3 but breaks the side condition");
    }

    #[test]
    fn what_excludes_one_another_is_taken_once_at_most() {
        let things = vec![Thing { cost: 1, worth: 5, ..Thing::default() }; 4];
        let conflicts = [(0, 1), (1, 2), (2, 3)].into();
        let best = Knapsack { things, conflicts, money: 100, slack: 0 }.solve();
        assert_eq!((best.taken.len(), best.merit.worth), (2, 10));
    }

    #[test]
    fn a_large_plan_is_solved_within_the_bounds() {
        let thing = |n: i64| Thing {
            cost: 5_000 + n * 7_919 % 90_000,
            slack: (n * 31 % 200 - 90) * 1_000,
            danger: u32::from(n % 4 == 0) * 2,
            worth: [16, 8, 4, 2, 1][usize::try_from(n % 5).unwrap()] * (1 + u32::from(n % 3 == 0)),
        };
        let bag = Knapsack { things: (0..80).map(thing).collect(), money: 600_000, ..Knapsack::default() };
        let best = bag.solve();
        assert!(best.exact);
        assert_eq!(judge(&bag, &best.taken), Some(best.merit));
    }
}
