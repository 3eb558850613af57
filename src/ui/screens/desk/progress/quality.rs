//! Figures of the quality, the people, the measures, and of what is late.

use std::cmp::Reverse;

use super::figure::{Element, Figure};
use super::sight::{Sight, share_cell, share_text};
use crate::registry::figures::Satisfaction;
use crate::registry::progress::group::{Group, Lateness};
use crate::registry::progress::late::Overdue;
use crate::registry::progress::lead::{By, Which};
use crate::registry::progress::people::Trait;
use crate::registry::progress::permille;
use crate::registry::progress::seen::Judged;
use crate::table::write::{Cell, Kind};

/// Households in a list on the screen; the register has all.
const LISTED: usize = 30;

const COUNTS: &[(&str, Kind)] = &[("progress-column-households", Kind::Integer), ("progress-share", Kind::Decimal(1))];

/// 一次验收合格率 by contractor, the worst first.
pub fn first_go(sight: &Sight<'_>) -> Figure {
    let mut groups: Vec<(&str, &Group, u32)> = sight
        .board
        .groups(By::Contractor)
        .filter_map(|(key, group)| Some((key, group, group.first_go_rate()?)))
        .collect();
    groups.sort_by_key(|(key, group, rate)| (*rate, Reverse(group.quality.judged), *key));
    let elements = groups.into_iter().map(|(key, group, rate)| {
        let quality = group.quality;
        Element::new(sight.names.group(By::Contractor, key), f64::from(rate) / 10.0, share_text(Some(rate)))
            .more(format!("{} / {}", quality.at_first_go, quality.judged))
            .goal(Some(100.0))
            .cells([Cell::count(quality.judged), Cell::count(quality.at_first_go), share_cell(Some(rate))])
            .behind(sight.part(By::Contractor, key, Which::WasJudged), quality.judged)
            .into(sight.into(By::Contractor, key))
    });
    let columns = [
        ("progress-judged", Kind::Integer),
        ("progress-at-first-go", Kind::Integer),
        ("progress-first-go-column", Kind::Decimal(1)),
    ];
    Figure::new("first-go", sight.names, "progress-by-contractor", &columns).bars(elements.collect())
}

/// What the acceptances came to.
pub fn outcomes(sight: &Sight<'_>) -> Figure {
    let quality = sight.board.whole.quality;
    let rows = [
        ("progress-at-first-go", quality.at_first_go, Judged::AtFirstGo),
        ("progress-rectified", quality.rectified, Judged::Rectified),
        ("progress-to-rectify", quality.open, Judged::Open),
    ];
    let elements = rows.map(|(key, count, judged)| {
        part(sight, sight.word(key), count, quality.judged, Which::Judged(judged))
            .alarming(judged == Judged::Open && count > 0)
    });
    figure(sight, "outcomes", "progress-column-outcome", elements.to_vec())
}

/// 满意度
pub fn satisfaction(sight: &Sight<'_>) -> Figure {
    let asked = sight.board.whole.quality.asked;
    let keys = ["very-good", "good", "fair", "poor", "very-poor"];
    let elements = Satisfaction::ALL.into_iter().zip(keys).map(|(said, key)| {
        let count = sight.board.said(said);
        part(sight, sight.word(&format!("progress-said-{key}")), count, asked, Which::Said(said))
            .alarming(said >= Satisfaction::Poor && count > 0)
    });
    figure(sight, "satisfaction", "progress-column-answer", elements.collect())
}

/// Complaints, and what return visits found.
pub fn afterwards(sight: &Sight<'_>) -> Figure {
    let quality = sight.board.whole.quality;
    let rows = [
        ("progress-complaints", quality.complaints, quality.judged, Which::Complained, true),
        ("progress-charged", quality.charged, quality.judged, Which::Charged, true),
        ("progress-returned", quality.returned, quality.judged, Which::Returned, false),
        ("progress-idle", quality.idle, quality.returned, Which::Idle, true),
        ("progress-faulty", quality.faulty, quality.returned, Which::Faulty, true),
    ];
    let elements = rows
        .map(|(key, count, of, which, bad)| part(sight, sight.word(key), count, of, which).alarming(bad && count > 0));
    figure(sight, "afterwards", "progress-column-what", elements.to_vec())
}

fn part(sight: &Sight<'_>, label: String, count: u32, of: u32, which: Which) -> Element {
    let share = permille(count.into(), of.into());
    Element::new(label, f64::from(count), sight.households(count))
        .more(share_text(share))
        .cells([Cell::count(count), share_cell(share)])
        .behind(sight.all(which), count)
}

fn figure(sight: &Sight<'_>, id: &'static str, first: &str, elements: Vec<Element>) -> Figure {
    Figure::new(id, sight.names, first, COUNTS).bars(elements)
}

/// People or homes by one of their traits; `belongs` says which of the traits.
pub fn people(sight: &Sight<'_>, id: &'static str, belongs: fn(&Trait) -> bool) -> Figure {
    let people = &sight.board.people;
    let elements = people.iter().filter(|(own, _)| belongs(own)).map(|(own, pair)| {
        let (unit, of) = if own.is_of_persons() {
            ("progress-persons", people.persons)
        } else {
            ("progress-households", people.households)
        };
        let text = sight.names.words.with(unit, &[("count", &pair.all.to_string())]);
        let share = permille(pair.all.into(), of.all.into());
        Element::new(sight.names.is(own), f64::from(pair.all), text)
            .more(share_text(share))
            .cells([Cell::count(pair.all), share_cell(share), Cell::count(pair.accepted)])
            .behind(sight.all(Which::Is(own.clone())), pair.all)
    });
    let columns = [
        ("progress-column-count", Kind::Integer),
        ("progress-share", Kind::Decimal(1)),
        ("progress-step-accepted", Kind::Integer),
    ];
    Figure::new(id, sight.names, "progress-column-group", &columns).bars(elements.collect())
}

/// Single measures: in how many homes, how often, how much.
pub fn measures(sight: &Sight<'_>) -> Figure {
    let mut measures: Vec<_> = sight.board.measures.iter().collect();
    measures.sort_by_key(|(code, pieces)| (Reverse(pieces.households), *code));
    let elements = measures.into_iter().map(|(code, pieces)| {
        let items = sight.names.words.with("progress-items", &[("count", &pieces.items.to_string())]);
        Element::new(sight.names.measure(code), f64::from(pieces.households), sight.households(pieces.households))
            .more(items)
            .cells([
                Cell::count(pieces.households),
                Cell::count(pieces.items),
                Cell::count(pieces.accepted),
                Cell::Decimal(pieces.quantity as f64 / 1_000.0),
                Cell::Decimal(pieces.accepted_quantity as f64 / 1_000.0),
                Cell::text(unit(sight, code)),
                Cell::Money(pieces.planned),
            ])
            .behind(sight.all(Which::Measure(code.clone())), pieces.households)
    });
    let columns = [
        ("progress-column-households", Kind::Integer),
        ("progress-column-items", Kind::Integer),
        ("progress-column-items-accepted", Kind::Integer),
        ("progress-column-quantity", Kind::Decimal(1)),
        ("progress-column-quantity-accepted", Kind::Decimal(1)),
        ("progress-column-unit", Kind::Text),
        ("progress-planned", Kind::Money),
    ];
    Figure::new("measures", sight.names, "progress-column-measure", &columns).bars(elements.collect())
}

fn unit(sight: &Sight<'_>, code: &str) -> String {
    let catalogue = sight.names.catalogue;
    let unit = catalogue.get(code).and_then(|measure| catalogue.units.get(&measure.unit));
    unit.map(|unit| unit.label.get(sight.names.language).to_owned()).unwrap_or_default()
}

/// 逾期: what.
pub fn late_what(sight: &Sight<'_>) -> Figure {
    let elements = Overdue::ALL.into_iter().map(|what| {
        let late = sight.board.late_with(what);
        lateness(sight, sight.word(what.key()), late, Which::LateWith(what))
    });
    let elements: Vec<Element> = elements.filter(|element| element.bar.value > 0.0).collect();
    Figure::new("late-what", sight.names, "progress-column-what", LATE).bars(elements)
}

const LATE: &[(&str, Kind)] = &[
    ("progress-column-households", Kind::Integer),
    ("progress-column-most-days", Kind::Integer),
    ("progress-column-mean-days", Kind::Decimal(1)),
];

/// 逾期: with whom.
pub fn late_with(sight: &Sight<'_>) -> Figure {
    let mut with: Vec<_> = sight.board.late_by.iter().collect();
    with.sort_by_key(|(whom, late)| (Reverse(late.households), *whom));
    let elements = with.into_iter().map(|(whom, late)| {
        let name = if whom.is_empty() { sight.word("progress-with-office") } else { whom.to_string() };
        lateness(sight, name, *late, Which::LateBy(whom.clone()))
    });
    Figure::new("late-with", sight.names, "progress-column-whom", LATE).bars(elements.collect())
}

fn lateness(sight: &Sight<'_>, label: String, late: Lateness, which: Which) -> Element {
    let most = sight.names.words.with("progress-days-most", &[("days", &late.most.to_string())]);
    let mean = if late.households == 0 { 0.0 } else { late.days as f64 / f64::from(late.households) };
    Element::new(label, f64::from(late.households), sight.households(late.households))
        .more(most)
        .cells([Cell::count(late.households), Cell::count(late.most), Cell::Decimal(mean)])
        .behind(sight.all(which), late.households)
}

/// 逾期: the households, the latest first.
pub fn late_households(sight: &Sight<'_>) -> Figure {
    let elements = sight.board.late.iter().take(LISTED).map(|one| {
        let whom = sight.record(one.id).map(|record| one.what.with_whom(record)).unwrap_or_default();
        let whom = if whom.is_empty() { sight.word("progress-with-office") } else { whom.to_owned() };
        let days = sight.names.words.with("progress-days", &[("days", &one.days.to_string())]);
        Element::new(sight.household(one.id), f64::from(one.days), days)
            .more(format!("{} · {whom}", sight.word(one.what.key())))
            .cells([Cell::text(sight.word(one.what.key())), Cell::count(one.days), Cell::text(whom)])
            .household(one.id)
    });
    let columns = [
        ("progress-column-what", Kind::Text),
        ("progress-column-days", Kind::Integer),
        ("progress-column-whom", Kind::Text),
    ];
    Figure::new("late-households", sight.names, "progress-column-household", &columns).bars(elements.collect())
}
