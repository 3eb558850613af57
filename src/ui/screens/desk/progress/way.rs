//! Figures of the way: how far, where, when, with whom.

use std::cmp::Reverse;

use super::figure::{Element, Figure};
use super::sight::{Sight, share_cell, share_text};
use crate::app::desk::progress::tables::by_key;
use crate::registry::progress::board::Month;
use crate::registry::progress::group::Group;
use crate::registry::progress::lead::{By, Plan, Which};
use crate::registry::progress::{Step, permille};
use crate::table::write::{Cell, Kind};
use crate::ui::widgets::chart::{Chart, Line, Lines, Tile};

/// Where the leagues lie, about: column and row from the upper left. West is left, north is above.
const MAP: [(&str, (u8, u8)); 12] = [
    ("150700", (5, 0)),
    ("150800", (1, 1)),
    ("150200", (2, 1)),
    ("150900", (3, 1)),
    ("152500", (4, 1)),
    ("152200", (5, 1)),
    ("152900", (0, 2)),
    ("150300", (1, 2)),
    ("150600", (2, 2)),
    ("150100", (3, 2)),
    ("150400", (4, 2)),
    ("150500", (5, 2)),
];
/// Tiles beside each other where there is no map.
const ABREAST: usize = 5;

const COUNTS: &[(&str, Kind)] = &[("progress-column-households", Kind::Integer)];

/// 进度: from the register to the archive.
pub fn funnel(sight: &Sight<'_>) -> Figure {
    let whole = &sight.board.whole;
    let base = if whole.target > 0 { whole.target } else { whole.reached(Step::Registered) };
    let of_base = |count: u32| permille(count.into(), base.into());
    let mut elements = Vec::new();
    if whole.target > 0 {
        let text = sight.households(whole.target);
        let element = Element::new(sight.word("progress-target"), f64::from(whole.target), text);
        elements.push(element.cells([Cell::count(whole.target), Cell::Empty]));
    }
    for step in Step::ALL {
        let count = whole.reached(step);
        let element = Element::new(sight.word(step.key()), f64::from(count), sight.households(count))
            .more(share_text(of_base(count)))
            .cells([Cell::count(count), share_cell(of_base(count))])
            .behind(sight.all(Which::Reached(step)), count);
        elements.push(element);
    }
    let share = if whole.target > 0 { "progress-of-target" } else { "progress-of-registered" };
    let columns = [("progress-column-households", Kind::Integer), (share, Kind::Decimal(1))];
    Figure::new("funnel", sight.names, "progress-column-step", &columns).funnel(elements)
}

/// Where households stand now: what waits for the next step.
pub fn standing(sight: &Sight<'_>) -> Figure {
    let whole = &sight.board.whole;
    let elements = Step::ALL.into_iter().enumerate().map(|(place, step)| {
        let next = Step::ALL.get(place + 1).map_or(0, |next| whole.reached(*next));
        let count = whole.reached(step) - next;
        Element::new(sight.word(step.key()), f64::from(count), sight.households(count))
            .cells([Cell::count(count)])
            .behind(sight.all(Which::Stands(step)), count)
    });
    Figure::new("standing", sight.names, "progress-column-step", COUNTS).bars(elements.collect())
}

/// The map of leagues, or the banners of a league as tiles.
pub fn map(sight: &Sight<'_>) -> Option<Figure> {
    let (by, codes): (By, Vec<(&str, (u8, u8))>) = match sight.places() {
        By::League => (By::League, MAP.to_vec()),
        By::Banner => {
            let known: Vec<&str> = sight.board.groups(By::Banner).map(|(code, _)| code).collect();
            let at = |place: usize| ((place % ABREAST) as u8, (place / ABREAST) as u8);
            (By::Banner, known.into_iter().enumerate().map(|(place, code)| (code, at(place))).collect())
        }
        _ => return None,
    };
    let mut tiles = Vec::new();
    let mut elements = Vec::new();
    for (code, at) in codes {
        let group = sight.board.group(by, code);
        let (accepted, name) = (group.reached(Step::Accepted), short(&sight.names.group(by, code)));
        let share = completion(&group);
        let text = share.map_or_else(|| "—".to_owned(), |share| share_text(Some(share)));
        let more = format!("{accepted} / {}", whole_of(&group));
        tiles.push(Tile { label: name.clone(), at, share: share.map(|share| f64::from(share) / 1_000.0), text, more });
        let element = Element::new(name, 0.0, String::new())
            .cells([Cell::count(accepted), Cell::count(whole_of(&group)), share_cell(share)])
            .behind(sight.part(by, code, Which::All), group.reached(Step::Registered))
            .into(sight.into(by, code));
        elements.push(element);
    }
    let columns = [
        ("progress-step-accepted", Kind::Integer),
        ("progress-target-or-registered", Kind::Integer),
        ("progress-completion-column", Kind::Decimal(1)),
    ];
    let id = if by == By::League { "map" } else { "tiles" };
    Some(Figure::new(id, sight.names, by_key(by), &columns).chart(Chart::Tiles(tiles), elements))
}

/// 呼伦贝尔市 → 呼伦贝尔: on a tile every letter counts.
fn short(name: &str) -> String {
    let letters = name.chars().count();
    let cut = name.strip_suffix('市').or_else(|| name.strip_suffix('盟')).filter(|_| letters > 2);
    cut.unwrap_or(name).to_owned()
}

/// 完成率; of the registered households where there is no task number.
fn completion(group: &Group) -> Option<u32> {
    permille(group.reached(Step::Accepted).into(), whole_of(group).into())
}

fn whole_of(group: &Group) -> u32 {
    if group.target > 0 { group.target } else { group.reached(Step::Registered) }
}

/// 哪些地方落后: the places below this one, the least complete first.
pub fn behindhand(sight: &Sight<'_>) -> Figure {
    let by = sight.places();
    let mut groups: Vec<(&str, &Group)> = sight.board.groups(by).collect();
    groups.sort_by_key(|(key, group)| (completion(group).is_none(), completion(group), *key));
    let elements = groups.into_iter().map(|(key, group)| {
        let (accepted, share) = (group.reached(Step::Accepted), completion(group));
        Element::new(sight.names.group(by, key), f64::from(share.unwrap_or(0)) / 10.0, share_text(share))
            .more(format!("{accepted} / {}", whole_of(group)))
            .goal(Some(100.0))
            .cells([Cell::count(accepted), Cell::count(whole_of(group)), share_cell(share)])
            .behind(sight.part(by, key, Which::All), group.reached(Step::Registered))
            .into(sight.into(by, key))
    });
    let columns = [
        ("progress-step-accepted", Kind::Integer),
        ("progress-target-or-registered", Kind::Integer),
        ("progress-completion-column", Kind::Decimal(1)),
    ];
    Figure::new("places", sight.names, by_key(by), &columns).bars(elements.collect())
}

/// How many of a group's households have taken `done`, of those that have taken `of`.
pub fn by(sight: &Sight<'_>, id: &'static str, by: By, of: Step, done: Step) -> Figure {
    let mut groups: Vec<(&str, &Group)> = sight.board.groups(by).filter(|(_, group)| group.reached(of) > 0).collect();
    if matches!(by, By::Contractor | By::Surveyor | By::Measure) {
        groups.sort_by_key(|(key, group)| (Reverse(group.reached(of)), *key));
    }
    let elements = groups.into_iter().map(|(key, group)| {
        let (all, ready) = (group.reached(of), group.reached(done));
        let share = permille(ready.into(), all.into());
        Element::new(sight.names.group(by, key), f64::from(ready), format!("{ready} / {all}"))
            .more(share_text(share))
            .goal(Some(f64::from(all)))
            .cells([Cell::count(all), Cell::count(ready), share_cell(share)])
            .behind(sight.part(by, key, Which::Reached(of)), all)
            .into(sight.into(by, key))
    });
    let columns = [(of.key(), Kind::Integer), (done.key(), Kind::Integer), ("progress-share", Kind::Decimal(1))];
    Figure::new(id, sight.names, by_key(by), &columns).bars(elements.collect())
}

/// 计划与完成: what was planned against what is done, month by month, added up. `steps` are the lines of what is done.
pub fn months(sight: &Sight<'_>, id: &'static str, plan: Plan, steps: &[Step]) -> Figure {
    let year = sight.scope.year.unwrap_or_else(|| sight.today.year());
    let months: Vec<Month> = (1..=12).map(|month| Month { year, month }).collect();
    let now = Month { year: sight.today.year(), month: sight.today.month() };
    let board = sight.board;
    let name = |month: i8| sight.names.words.with("progress-month", &[("month", &month.to_string())]);
    let planned = months.iter().map(|month| Some(f64::from(board.due_until(plan, *month)))).collect();
    let label = if plan == Plan::Visit { "progress-plan-visit" } else { "progress-plan-works" };
    let mut lines = vec![Line { label: sight.word(label), values: planned }];
    for step in steps {
        let value = |month: &Month| (*month <= now).then(|| f64::from(board.until(*step, *month)));
        lines.push(Line { label: sight.word(step.key()), values: months.iter().map(value).collect() });
    }
    let first = steps.first().copied().unwrap_or(Step::Accepted);
    let elements = months.iter().map(|month| {
        let took = board.months.get(month).map_or(0, |one| one.took(first));
        let mut cells = vec![Cell::count(board.due_until(plan, *month))];
        cells.extend(
            steps.iter().map(|step| if *month <= now { Cell::count(board.until(*step, *month)) } else { Cell::Empty }),
        );
        Element::new(name(month.month), 0.0, String::new())
            .cells(cells)
            .behind(sight.all(Which::Took(first, *month)), took)
    });
    let columns: Vec<(&'static str, Kind)> =
        std::iter::once((label, Kind::Integer)).chain(steps.iter().map(|step| (step.key(), Kind::Integer))).collect();
    let names = months.iter().map(|month| name(month.month)).collect();
    let chart = Chart::Lines(Lines { months: names, lines, unit: sight.word("progress-unit-households") });
    let elements = elements.collect();
    Figure::new(id, sight.names, "progress-by-month", &columns).chart(chart, elements)
}
