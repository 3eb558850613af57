//! What the screen says.

use crate::app::exchange::size_text;
use crate::app::handing::purge::{self, Office, Plan};
use crate::app::program::Program;
use crate::l10n::Words;
use crate::store::purge::Gone;
use crate::ui::widgets::Tone;

/// A line with its tone and what stands below it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    pub tone: Tone,
    pub text: String,
    pub more: Vec<String>,
}

impl Line {
    fn new(tone: Tone, text: String, more: Vec<String>) -> Self {
        Self { tone, text, more }
    }
}

/// Whether there is something to hand over.
pub fn news(plan: &Plan, words: &Words) -> Line {
    match plan.news {
        0 => Line::new(Tone::Good, words.text("handing-no-news"), Vec::new()),
        count => Line::new(Tone::Neutral, words.with("handing-news", &[("count", &count.to_string())]), Vec::new()),
    }
}

/// Who confirmed what, and when.
pub fn offices(plan: &Plan, words: &Words) -> Vec<Line> {
    let line = |office: &Office| {
        let counts = [office.confirmed, office.changed].map(|count| count.to_string());
        let mut more = vec![words.with("handing-office-confirmed", &[("confirmed", &counts[0])])];
        if office.changed > 0 {
            more.push(words.with("handing-office-changed", &[("changed", &counts[1])]));
        }
        let time = office.last.map(|last| last.civil().strftime("%Y-%m-%d %H:%M").to_string()).unwrap_or_default();
        let name = office_name(office, words);
        let text = words.with("handing-office", &[("name", &*name), ("time", &*time)]);
        Line::new(if office.changed > 0 { Tone::Neutral } else { Tone::Good }, text, more)
    };
    plan.offices.iter().map(line).collect()
}

/// The name of an office; its device where nobody gave one.
pub fn office_name(office: &Office, words: &Words) -> String {
    let device = office.device.to_string();
    if office.name.is_empty() {
        words.with("handing-office-unnamed", &[("device", &device)])
    } else {
        office.name.clone()
    }
}

/// What goes, and what stays and why.
pub fn purge(plan: &Plan, words: &Words) -> Vec<Line> {
    let going = plan.goes().count();
    let mut lines = Vec::new();
    if going == 0 {
        lines.push(Line::new(Tone::Neutral, words.text("handing-goes-none"), Vec::new()));
    } else {
        let mut more = Vec::new();
        if !plan.packages.is_empty() {
            more.push(words.with("handing-goes-packages", &[("count", &plan.packages.len().to_string())]));
        }
        lines.push(Line::new(
            Tone::Good,
            words.with("handing-goes", &amounts(going, plan.photos, plan.bytes).args()),
            more,
        ));
    }
    let staying = plan.stays().count();
    if staying > 0 {
        let why = purge::reasons(plan).into_iter();
        let why = why.map(|(why, count)| words.with(why.key(), &[("count", &count.to_string())])).collect();
        let text = words.with("handing-stays", &[("count", &staying.to_string())]);
        lines.push(Line::new(Tone::Neutral, text, why));
    }
    lines
}

/// What has gone.
pub fn gone(gone: &Gone, words: &Words) -> Line {
    let text = words.with("handing-gone", &amounts(gone.homes.len(), gone.photos, gone.bytes).args());
    let problems: Vec<String> = gone.problems.iter().map(|problem| words.problem(problem)).collect();
    Line::new(if problems.is_empty() { Tone::Good } else { Tone::Doubtful }, text, problems)
}

/// "已交回并清理 n 户"; nothing where none has left.
pub fn left(program: &Program, words: &Words) -> Option<String> {
    let left = program.handing.left;
    (left > 0).then(|| words.with("handing-left", &[("count", &left.to_string())]))
}

/// Numbers as messages take them.
pub struct Amounts([String; 3]);

impl Amounts {
    pub fn args(&self) -> [(&'static str, &str); 3] {
        let [count, photos, size] = &self.0;
        [("count", count), ("photos", photos), ("size", size)]
    }
}

/// Households, photos and bytes.
pub fn amounts(count: usize, photos: usize, bytes: u64) -> Amounts {
    Amounts([count.to_string(), photos.to_string(), size_text(bytes)])
}
