//! Who visits which household on which day 派户: a proposal that is explained, and the plan as it stands.

use std::collections::{BTreeMap, BTreeSet};

use jiff::ToSpan as _;
use jiff::civil::{Date, Weekday};

use crate::dossier::edit::Edit;
use crate::dossier::household::{SURVEYOR, VISIT_DATE, VISIT_ORDER};
use crate::id::{DossierId, Name};
use crate::path::FieldPath;
use crate::value::Value;

/// Days that a proposal may reach into the future.
const FARTHEST: i64 = 730;

/// A household as the plan needs it.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Home {
    /// Division, township, village, address, head: the order of the way through the country.
    pub place: [String; 4],
    pub head: String,
    pub id: Option<DossierId>,
    pub surveyor: String,
    pub date: Option<Date>,
    pub order: Option<i64>,
    /// The visit has begun: it is planned no more.
    pub begun: bool,
}

impl Home {
    fn village(&self) -> &[String] {
        &self.place[..3]
    }
}

/// What a proposal is made for.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Ask {
    pub surveyors: Vec<String>,
    /// The first day.
    pub from: Option<Date>,
    /// Households that one surveyor visits on one day.
    pub per_day: usize,
    /// Saturdays and Sundays too.
    pub weekends: bool,
}

/// One household in the plan.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Visit {
    pub id: DossierId,
    pub surveyor: String,
    pub date: Date,
    /// From 1.
    pub order: i64,
}

/// Proposes who goes where and when: the households stand by township and village; each surveyor gets a stretch of
/// that line, cut between villages where that costs nobody more than half a day; and a village that one day has room
/// for is not torn apart. Days that are partly planned already are filled up. `homes` are those to plan, `planned`
/// everything that stands in the plan and stays.
pub fn propose(ask: &Ask, homes: &[Home], planned: &[Home]) -> Vec<Visit> {
    let (Some(from), false) = (ask.from, ask.surveyors.is_empty()) else { return Vec::new() };
    let per_day = ask.per_day.max(1);
    let mut line: Vec<&Home> = homes.iter().filter(|home| home.id.is_some() && !home.begun).collect();
    line.sort();
    let moved: BTreeSet<DossierId> = line.iter().filter_map(|home| home.id).collect();
    let mut load: BTreeMap<(&str, Date), Vec<i64>> = BTreeMap::new();
    for home in planned.iter().filter(|home| home.id.is_none_or(|id| !moved.contains(&id))) {
        if let Some(date) = home.date {
            load.entry((&home.surveyor, date)).or_default().push(home.order.unwrap_or(0));
        }
    }
    let mut visits = Vec::with_capacity(line.len());
    for (surveyor, stretch) in ask.surveyors.iter().zip(stretches(&line, ask.surveyors.len(), per_day)) {
        let mut day = workday(from, ask.weekends);
        let mut last = (day, 0_usize);
        for village in stretch.chunk_by(|a, b| a.village() == b.village()) {
            let taken = |day: Date, last: (Date, usize)| {
                load.get(&(surveyor.as_str(), day)).map_or(0, Vec::len) + if last.0 == day { last.1 } else { 0 }
            };
            // A village that fits into a day waits for a day of its own rather than be torn apart, unless the day
            // would stay half empty.
            let room = per_day.saturating_sub(taken(day, last));
            if village.len() <= per_day && village.len() > room && room * 2 <= per_day {
                day = workday(day.saturating_add(1.day()), ask.weekends);
            }
            for home in village {
                while taken(day, last) >= per_day && day < from.saturating_add(FARTHEST.days()) {
                    day = workday(day.saturating_add(1.day()), ask.weekends);
                }
                last = if last.0 == day { (day, last.1 + 1) } else { (day, 1) };
                let before =
                    load.get(&(surveyor.as_str(), day)).and_then(|orders| orders.iter().max()).copied().unwrap_or(0);
                let order = before.max(0) + last.1 as i64;
                visits.extend(home.id.map(|id| Visit { id, surveyor: surveyor.clone(), date: day, order }));
            }
        }
    }
    visits
}

/// Cuts the line into as many stretches as there are surveyors, of about the same length, between villages where one
/// ends near enough.
fn stretches<'h, 'a>(line: &'h [&'a Home], count: usize, per_day: usize) -> Vec<&'h [&'a Home]> {
    let (mut cuts, mut start) = (Vec::with_capacity(count), 0);
    for left in (1..=count).rev() {
        if left == 1 {
            cuts.push(&line[start..]);
            break;
        }
        let ideal = start + (line.len() - start).div_ceil(left);
        let between = |at: usize| at == line.len() || line[at - 1].village() != line[at].village();
        let slack = per_day.div_ceil(2);
        let near = |at: &usize| at.abs_diff(ideal) <= slack && *at > start && *at <= line.len() && between(*at);
        let cut = (ideal.saturating_sub(slack)..=ideal + slack).filter(near).min_by_key(|at| at.abs_diff(ideal));
        let cut = cut.unwrap_or(ideal).min(line.len());
        cuts.push(&line[start..cut]);
        start = cut;
    }
    cuts
}

fn workday(mut day: Date, weekends: bool) -> Date {
    while !weekends && matches!(day.weekday(), Weekday::Saturday | Weekday::Sunday) {
        day = day.saturating_add(1.day());
    }
    day
}

/// All households of one surveyor on one day.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tour {
    pub date: Option<Date>,
    pub surveyor: String,
    pub ids: Vec<DossierId>,
    /// Villages in the order of the way, with how many households.
    pub villages: Vec<(String, usize)>,
    /// Of these the visit has begun.
    pub begun: usize,
}

/// The plan by day and surveyor; what has a surveyor and no day comes last.
pub fn tours(homes: &[Home]) -> Vec<Tour> {
    let mut by: BTreeMap<(bool, Option<Date>, &str), Vec<&Home>> = BTreeMap::new();
    for home in homes.iter().filter(|home| !home.surveyor.is_empty() || home.date.is_some()) {
        by.entry((home.date.is_none(), home.date, &home.surveyor)).or_default().push(home);
    }
    let tour = |((_, date, surveyor), mut homes): ((bool, Option<Date>, &str), Vec<&Home>)| {
        homes.sort_by(|a, b| (a.order.is_none(), a.order, *a).cmp(&(b.order.is_none(), b.order, *b)));
        let mut villages: Vec<(String, usize)> = Vec::new();
        for home in &homes {
            let name = [&home.place[1], &home.place[2]].map(String::as_str).concat();
            match villages.iter_mut().find(|(known, _)| *known == name) {
                Some((_, count)) => *count += 1,
                None => villages.push((name, 1)),
            }
        }
        Tour {
            date,
            surveyor: surveyor.to_owned(),
            ids: homes.iter().filter_map(|home| home.id).collect(),
            villages,
            begun: homes.iter().filter(|home| home.begun).count(),
        }
    };
    by.into_iter().map(tour).collect()
}

/// The edit that puts a household into the plan.
pub fn assigned(visit: &Visit) -> Edit {
    let top = |name| FieldPath::top(Name::of(name));
    Edit::set_all([
        (top(SURVEYOR), Value::Text(visit.surveyor.as_str().into())),
        (top(VISIT_DATE), Value::Date(visit.date)),
        (top(VISIT_ORDER), Value::Integer(visit.order)),
    ])
}

/// The edit that gives a household to a surveyor and leaves the day open.
pub fn given_to(surveyor: &str) -> Edit {
    Edit::set(FieldPath::top(Name::of(SURVEYOR)), Value::Text(surveyor.into()))
}

/// The edit that takes a household out of the plan.
pub fn unassigned() -> Edit {
    Edit::set_all([SURVEYOR, VISIT_DATE, VISIT_ORDER].map(|name| (FieldPath::top(Name::of(name)), Value::Erased)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    fn homes(villages: &[(&str, usize)]) -> Vec<Home> {
        let mut all = Vec::new();
        for (village, count) in villages {
            for number in 0..*count {
                let place = ["152221", "居力很镇", village, &format!("{number:03}")].map(str::to_owned);
                all.push(Home { place, id: Some(DossierId::from_u128(all.len() as u128 + 1)), ..Home::default() });
            }
        }
        all
    }

    fn ask(surveyors: &[&str], per_day: usize) -> Ask {
        let surveyors = surveyors.iter().map(|name| (*name).to_owned()).collect();
        // A Thursday.
        Ask { surveyors, from: Some(date(2026, 11, 26)), per_day, weekends: false }
    }

    fn planned(visits: &[Visit], homes: &[Home]) -> Vec<Home> {
        let of = |home: &Home| {
            let visit = visits.iter().find(|visit| Some(visit.id) == home.id);
            visit.map_or_else(
                || home.clone(),
                |visit| Home {
                    surveyor: visit.surveyor.clone(),
                    date: Some(visit.date),
                    order: Some(visit.order),
                    ..home.clone()
                },
            )
        };
        homes.iter().map(of).collect()
    }

    fn told(visits: &[Visit], homes: &[Home]) -> Vec<String> {
        let text = |tour: Tour| {
            let villages =
                tour.villages.iter().map(|(name, count)| format!("{}{count}", &name[12..])).collect::<Vec<_>>();
            format!("{} {} {}", tour.date.unwrap().strftime("%d"), tour.surveyor, villages.join(" "))
        };
        tours(&planned(visits, homes)).into_iter().map(text).collect()
    }

    #[test]
    fn villages_stay_together_and_weekends_are_free() {
        let homes = homes(&[("a", 4), ("b", 3), ("c", 6)]);
        let visits = propose(&ask(&["甲"], 5), &homes, &[]);
        assert_eq!(told(&visits, &homes), ["26 甲 a4", "27 甲 b3 c2", "30 甲 c4"]);
        let orders: Vec<i64> = visits.iter().take(4).map(|visit| visit.order).collect();
        assert_eq!(orders, [1, 2, 3, 4]);
    }

    #[test]
    fn surveyors_share_the_line_between_villages() {
        let homes = homes(&[("a", 5), ("b", 4), ("c", 5)]);
        let visits = propose(&ask(&["甲", "乙"], 5), &homes, &[]);
        assert_eq!(told(&visits, &homes), ["26 乙 b4", "26 甲 a5", "27 乙 c5"]);
        assert_eq!(propose(&ask(&[], 5), &homes, &[]), []);
        assert_eq!(propose(&ask(&["甲", "乙", "丙"], 5), &[], &[]), []);
    }

    #[test]
    fn what_is_planned_counts_and_what_has_begun_stays() {
        let mut all = homes(&[("a", 3), ("b", 3)]);
        for home in &mut all[..3] {
            (home.surveyor, home.date, home.order) = ("甲".into(), Some(date(2026, 11, 26)), Some(1));
        }
        all[3].begun = true;
        let placed = |per_day| -> Vec<(u128, i8, i64)> {
            let visits = propose(&ask(&["甲"], per_day), &all[3..], &all);
            visits.iter().map(|visit| (visit.id.as_u128(), visit.date.day(), visit.order)).collect()
        };
        assert_eq!(placed(6), [(5, 26, 2), (6, 26, 3)]);
        assert_eq!(placed(4), [(5, 27, 1), (6, 27, 2)], "one place is left on the first day, and the village has two");
    }
}
