//! Figures of the money: who pays, what a home costs, what is over the cap, what is devices, whose prices are off.

use std::cmp::Reverse;

use super::figure::{Element, Figure};
use super::sight::{Sight, share_cell, share_text, yuan};
use crate::app::desk::progress::tables::by_key;
use crate::plan::money::Fen;
use crate::registry::progress::Step;
use crate::registry::progress::group::{Group, Sum};
use crate::registry::progress::lead::{By, Which};
use crate::table::write::{Cell, Kind};
use crate::ui::widgets::chart::{Chart, Column, Columns, Mark, Stacked};

/// Width of a column of the histogram: 500 yuan.
const RANGE: Fen = Fen(50_000);
/// Columns at most; the last has no end.
const MOST_RANGES: i64 = 24;
/// Households in a list on the screen; the register has all.
const LISTED: usize = 20;

/// 计划、派工、结算: how much, and who pays.
pub fn sources(sight: &Sight<'_>) -> Figure {
    let whole = &sight.board.whole;
    let count = sight.names.programme.money.len();
    let parts: Vec<String> = (0..count).map(|source| sight.names.source(source)).collect();
    let stages: [(&'static str, &Sum, Step); 3] = [
        ("progress-planned", &whole.planned, Step::Planned),
        ("progress-ordered", &whole.ordered, Step::Ordered),
        ("progress-settled", &whole.settled, Step::Settled),
    ];
    let mut bars = Vec::new();
    let mut elements = Vec::new();
    for (key, sum, step) in stages {
        bars.push(Stacked {
            label: sight.word(key),
            values: sum.by_source.iter().take(count).map(|part| yuan(*part)).collect(),
            text: sight.money(sum.total),
            texts: sum.by_source.iter().take(count).map(|part| sight.money(*part)).collect(),
        });
        let cells = std::iter::once(Cell::count(sum.households))
            .chain(std::iter::once(Cell::Money(sum.total)))
            .chain(sum.by_source.iter().take(count).map(|part| Cell::Money(*part)));
        let element = Element::new(sight.word(key), 0.0, String::new());
        elements.push(element.cells(cells).behind(sight.all(Which::Reached(step)), sum.households));
    }
    let columns = [("progress-column-households", Kind::Integer), ("progress-sum", Kind::Money)];
    let mut figure = Figure::new("sources", sight.names, "progress-column-step", &columns);
    let sources = parts.iter().enumerate().map(|(place, name)| {
        crate::table::write::Column::new(format!("source{}", place + 1), name.clone(), Kind::Money)
    });
    figure.table.head.columns.extend(sources);
    figure.chart(Chart::Stack { parts, bars }, elements)
}

/// 户均: the places below this one against the average of the programme.
pub fn averages(sight: &Sight<'_>) -> Figure {
    let by = sight.places();
    let most = sight.names.programme.batch_average.value;
    let mut groups: Vec<(&str, &Group, Fen)> =
        sight.board.groups(by).filter_map(|(key, group)| Some((key, group, group.average_cost()?))).collect();
    groups.sort_by_key(|(key, _, average)| (Reverse(*average), *key));
    let elements = groups.into_iter().map(|(key, group, average)| {
        let count = group.planned.households;
        Element::new(sight.names.group(by, key), yuan(average), Fen((average.0 + 50) / 100 * 100).yuan())
            .more(sight.households(count))
            .goal(Some(yuan(most)))
            .alarming(average > most)
            .cells([Cell::count(count), Cell::Money(average), Cell::Money(most)])
            .behind(sight.part(by, key, Which::Reached(Step::Planned)), count)
            .into(sight.into(by, key))
    });
    let columns = [
        ("progress-column-households", Kind::Integer),
        ("progress-average", Kind::Money),
        ("progress-average-most", Kind::Money),
    ];
    Figure::new("averages", sight.names, by_key(by), &columns).bars(elements.collect())
}

/// 每户金额分布: how many homes cost how much, with the average and the cap.
pub fn distribution(sight: &Sight<'_>) -> Figure {
    let costs = &sight.board.costs;
    let programme = sight.names.programme;
    let cap = programme.household_cap.value;
    let dearest = costs.last().copied().unwrap_or_default().max(cap);
    let ranges = (dearest.0 / RANGE.0 + 1).clamp(1, MOST_RANGES);
    let mut columns = Vec::new();
    let mut elements = Vec::new();
    for place in 0..if costs.is_empty() { 0 } else { ranges } {
        let from = Fen(RANGE.0 * place);
        let below = (place + 1 < ranges).then_some(from + RANGE);
        let start = costs.partition_point(|cost| *cost < from);
        let end = below.map_or(costs.len(), |below| costs.partition_point(|cost| *cost < below));
        let count = u32::try_from(end - start).unwrap_or(u32::MAX);
        let (low, text) = (from.0 / 100, sight.households(count));
        let label = match below {
            Some(_) => low.to_string(),
            None => format!("≥ {low}"),
        };
        columns.push(Column { label: label.clone(), value: f64::from(count), text, alarming: from >= cap });
        let element = Element::new(label, 0.0, String::new()).cells([Cell::count(count)]);
        elements.push(element.behind(sight.all(Which::Costs(from, below)), count));
    }
    let place = |amount: Fen| amount.0 as f64 / RANGE.0 as f64;
    let mark = |key: &str, amount: Fen| Mark {
        label: sight.names.words.with(key, &[("amount", &Fen((amount.0 + 50) / 100 * 100).yuan())]),
        at: place(amount),
    };
    let mut marks = vec![mark("progress-mark-cap", cap)];
    marks.extend(sight.board.whole.average_cost().map(|average| mark("progress-mark-average", average)));
    let chart = Chart::Columns(Columns { columns, marks, unit: sight.word("progress-unit-by-cost") });
    let heads = [("progress-column-households", Kind::Integer)];
    Figure::new("distribution", sight.names, "progress-column-from-yuan", &heads).chart(chart, elements)
}

/// 辅具占比: devices must not stand in for works.
pub fn devices(sight: &Sight<'_>) -> Figure {
    let by = sight.places();
    let limit = sight.names.programme.device_share_warning.value;
    let limit = limit.0 / 10;
    let mut groups: Vec<(&str, &Group, u32)> =
        sight.board.groups(by).filter_map(|(key, group)| Some((key, group, group.device_share()?))).collect();
    groups.sort_by_key(|(key, _, share)| (Reverse(*share), *key));
    let elements = groups.into_iter().map(|(key, group, share)| {
        Element::new(sight.names.group(by, key), f64::from(share) / 10.0, share_text(Some(share)))
            .more(sight.money(group.devices))
            .goal(Some(f64::from(limit) / 10.0))
            .alarming(share > limit)
            .cells([Cell::Money(group.planned.total), Cell::Money(group.devices), share_cell(Some(share))])
            .behind(sight.part(by, key, Which::Reached(Step::Planned)), group.planned.households)
            .into(sight.into(by, key))
    });
    let columns = [
        ("progress-planned", Kind::Money),
        ("progress-devices", Kind::Money),
        ("progress-devices-column", Kind::Decimal(1)),
    ];
    Figure::new("devices", sight.names, by_key(by), &columns).bars(elements.collect())
}

/// 超上限: the dearest homes, and whether a reason stands.
pub fn over(sight: &Sight<'_>) -> Figure {
    let cap = sight.names.programme.household_cap.value;
    let elements = sight.board.over.iter().take(LISTED).map(|one| {
        let reason = if one.explained { "progress-over-explained" } else { "progress-over-unexplained" };
        let over = sight.names.words.with("progress-over-by", &[("amount", &one.over.yuan())]);
        Element::new(sight.household(one.id), yuan(one.amount), one.amount.yuan())
            .more(format!("{over} · {}", sight.word(reason)))
            .goal(Some(yuan(cap)))
            .alarming(!one.explained)
            .cells([Cell::Money(one.amount), Cell::Money(one.over), Cell::text(sight.word(reason))])
            .household(one.id)
    });
    let columns =
        [("progress-cost", Kind::Money), ("progress-over-amount", Kind::Money), ("progress-reason", Kind::Text)];
    Figure::new("over", sight.names, "progress-column-household", &columns).bars(elements.collect())
}

/// 价格偏离: whose prices are not the list's.
pub fn deviations(sight: &Sight<'_>) -> Figure {
    let mut groups: Vec<(&str, &Group)> =
        sight.board.groups(By::Contractor).filter(|(_, group)| group.deviating > 0).collect();
    groups.sort_by_key(|(key, group)| (Reverse(group.deviating), *key));
    let elements = groups.into_iter().map(|(key, group)| {
        Element::new(
            sight.names.group(By::Contractor, key),
            f64::from(group.deviating),
            sight.households(group.deviating),
        )
        .cells([Cell::count(group.deviating), Cell::count(group.planned.households)])
        .behind(sight.part(By::Contractor, key, Which::Deviating), group.deviating)
    });
    let columns = [("progress-deviating", Kind::Integer), ("progress-step-planned", Kind::Integer)];
    Figure::new("deviations", sight.names, "progress-by-contractor", &columns).bars(elements.collect())
}
