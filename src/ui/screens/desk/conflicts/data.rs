//! What the queue shows, built once for every change: rows of groups and lines, and the rules that can be offered.

use std::collections::BTreeSet;

use crate::app::conflicts::queue::{GroupBy, Line, Queue, named};
use crate::app::desk::conflicts::{Case, rule_text};
use crate::dossier::contest::{ContestKind, Rule};
use crate::id::DeviceId;
use crate::l10n::Words;

/// One row of the list.
#[derive(Clone, Debug, PartialEq)]
pub enum Row {
    /// The heading of a group: its words, the indices of its lines.
    Group { title: String, subtitle: String, lines: Vec<usize> },
    /// A line by its index.
    Line(usize),
}

/// What is asked of the queue.
pub type Asked = (u64, GroupBy, Option<ContestKind>, String);

/// The rows of the last question; building costs time, painting must not.
#[derive(Default)]
pub struct Kept {
    asked: Option<Asked>,
    rows: Vec<Row>,
    /// Kinds that are in the queue, with how many.
    kinds: Vec<(ContestKind, usize)>,
}

impl Kept {
    /// The rows for what is asked.
    pub fn of(
        &mut self,
        queue: &Queue,
        by: GroupBy,
        kind: Option<ContestKind>,
        typed: &str,
    ) -> (&[Row], &[(ContestKind, usize)]) {
        let asked = (queue.revision(), by, kind, typed.to_owned());
        if self.asked.as_ref() != Some(&asked) {
            let takes = |line: &Line| kind.is_none_or(|kind| line.kind == kind) && line.matches(typed);
            self.rows = rows(queue, by, takes);
            let count = |kind: ContestKind| queue.lines().iter().filter(|line| line.kind == kind).count();
            self.kinds = ContestKind::ALL.into_iter().map(|kind| (kind, count(kind))).filter(|(_, n)| *n > 0).collect();
            self.asked = Some(asked);
        }
        (&self.rows, &self.kinds)
    }

    /// The lines as they stand in the list.
    pub fn order(&self) -> impl Iterator<Item = usize> + '_ {
        self.rows.iter().filter_map(|row| match row {
            Row::Line(place) => Some(*place),
            Row::Group { .. } => None,
        })
    }
}

fn rows(queue: &Queue, by: GroupBy, takes: impl Fn(&Line) -> bool) -> Vec<Row> {
    let mut rows = Vec::new();
    for group in queue.groups(by, takes) {
        let lines = group.lines.clone();
        rows.push(Row::Group { title: group.title, subtitle: group.subtitle, lines: group.lines });
        rows.extend(lines.into_iter().map(Row::Line));
    }
    rows
}

/// Households in the queue.
pub fn homes(queue: &Queue) -> usize {
    let mut homes: Vec<_> = queue.lines().iter().map(|line| line.id).collect();
    homes.dedup();
    homes.len()
}

/// The line after (or before) this one in the list; the first when there is none.
pub fn beside(kept: &Kept, queue: &Queue, open: Option<&Case>, forward: bool) -> Option<Case> {
    let order: Vec<usize> = kept.order().collect();
    let case = |place: usize| queue.lines().get(place).map(|line| (line.id, line.path.clone()));
    let here = open.and_then(|(id, path)| queue.find(*id, path));
    let Some(here) = here.and_then(|place| order.iter().position(|known| *known == place)) else {
        return order.first().and_then(|place| case(*place));
    };
    let next = if forward { order.get(here + 1) } else { here.checked_sub(1).and_then(|before| order.get(before)) };
    next.and_then(|place| case(*place))
}

/// The rules that can say something about the chosen lines, with their words; general ones first.
pub fn rules(queue: &Queue, picked: &BTreeSet<Case>, own: DeviceId, words: &Words) -> Vec<(Rule, String)> {
    let lines: Vec<&Line> = picked.iter().filter_map(|(id, path)| queue.lines().get(queue.find(*id, path)?)).collect();
    let mut rules = vec![
        Rule::Later,
        Rule::Earlier,
        Rule::AnswerFirst,
        Rule::WithPhoto,
        Rule::Larger,
        Rule::Smaller,
        Rule::NewerForm,
        Rule::KeepRow,
        Rule::RemoveRow,
        Rule::Blurred,
    ];
    let mut devices: Vec<(DeviceId, String)> = Vec::new();
    let mut authors: BTreeSet<&str> = BTreeSet::new();
    for (device, author) in lines.iter().flat_map(|line| line.devices()) {
        if !devices.iter().any(|(known, _)| *known == device) {
            devices.push((device, author.to_string()));
        }
    }
    for said in lines.iter().flat_map(|line| &line.said) {
        authors.insert(&said.author);
    }
    rules.extend(devices.iter().map(|(device, _)| Rule::Device(*device)));
    rules.extend(authors.into_iter().filter(|author| !author.is_empty()).map(|author| Rule::Author(author.to_owned())));
    let useful = |rule: &Rule| lines.iter().any(|line| rule.is_about(line.kind));
    let text = |rule: Rule| {
        let text = match &rule {
            Rule::Device(device) if *device == own => words.text("conflict-rule-own"),
            Rule::Device(device) => {
                let author = devices.iter().find(|(known, _)| known == device).map_or("", |(_, author)| author);
                words.with(rule.key(), &[("who", &named(*device, author))])
            }
            rule => rule_text(rule, words),
        };
        (rule, text)
    };
    rules.into_iter().filter(useful).map(text).collect()
}

/// "晚 2 小时 13 分": how long after the first value, by the clocks. Empty for the first.
pub fn later(seconds: i64, words: &Words) -> String {
    if seconds <= 0 {
        return String::new();
    }
    let (key, first, second) = match seconds {
        86_400.. => ("conflict-later-days", seconds / 86_400, seconds % 86_400 / 3_600),
        3_600..86_400 => ("conflict-later-hours", seconds / 3_600, seconds % 3_600 / 60),
        _ => ("conflict-later-minutes", seconds / 60, seconds % 60),
    };
    words.with(key, &[("first", &first.to_string()), ("second", &second.to_string())])
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::l10n::Language;

    #[test]
    fn how_much_later_is_said_in_two_units_at_most() {
        let words = Words::of(Language::Chinese);
        for (seconds, text) in [
            (0, ""),
            (-5, ""),
            (59, "按时钟晚 0 分 59 秒"),
            (3_661, "按时钟晚 1 小时 1 分"),
            (180_000, "按时钟晚 2 天 2 小时"),
        ] {
            assert_eq!(later(seconds, words), text);
        }
    }
}
