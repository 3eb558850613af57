//! What the benches share: filled forms, samples, a table.
//!
//! `TANTU_BENCH_QUICK=1` makes every bench a smoke test of seconds, whose figures mean nothing.

#![allow(dead_code, reason = "not every bench needs everything")]

use std::collections::BTreeMap;
use std::path::Path;
use std::time::{Duration, Instant};

use tantu::dossier::Dossier;
use tantu::dossier::summary::VisitState;
use tantu::form::compile::Form;
use tantu::form::schema::{Item, Kind, Question};
use tantu::id::RowId;
use tantu::path::{FieldPath, Rows};
use tantu::store::{Index, Opening, Workspace};
use tantu::value::Value;

/// Whether only a smoke test was asked for.
pub fn quick() -> bool {
    std::env::var_os("TANTU_BENCH_QUICK").is_some()
}

/// This many rounds, or two when only a smoke test was asked for.
pub fn rounds(count: usize) -> usize {
    if quick() { 2 } else { count }
}

pub fn timed<T>(work: impl FnOnce() -> T) -> (Duration, T) {
    let start = Instant::now();
    let done = work();
    (start.elapsed(), done)
}

pub fn median<T: Ord + Copy>(mut samples: Vec<T>) -> T {
    samples.sort_unstable();
    samples[samples.len() / 2]
}

/// What the code costs when nobody disturbs it.
pub fn best<T>(rounds: usize, mut work: impl FnMut() -> T) -> Duration {
    let time = |_| timed(&mut work).0;
    (0..rounds).map(time).min().unwrap_or_default()
}

/// With three digits, in the unit that fits.
pub fn show(time: Duration) -> String {
    let micros = time.as_secs_f64() * 1e6;
    match micros {
        ..99.95 => format!("{micros:.1} µs"),
        ..999.5 => format!("{micros:.0} µs"),
        ..9_995.0 => format!("{:.2} ms", micros / 1e3),
        ..99_950.0 => format!("{:.1} ms", micros / 1e3),
        ..999_500.0 => format!("{:.0} ms", micros / 1e3),
        _ => format!("{:.2} s", micros / 1e6),
    }
}

/// A number with its thousands apart.
pub fn count(number: impl TryInto<u64>) -> String {
    let number = number.try_into().unwrap_or(u64::MAX);
    if number < 1_000 { number.to_string() } else { format!("{},{:03}", count(number / 1_000), number % 1_000) }
}

pub fn ratio(ours: Duration, against: Duration) -> String {
    format!("{:.2}", ours.as_secs_f64() / against.as_secs_f64())
}

/// Lines of words and figures under a heading: the first column to the left, the others to the right.
pub struct Table(Vec<Vec<String>>);

impl Table {
    pub fn new<const N: usize>(heading: [&str; N]) -> Self {
        Self(vec![heading.map(str::to_owned).to_vec()])
    }

    pub fn row<const N: usize>(&mut self, cells: [String; N]) {
        self.0.push(cells.into());
    }

    pub fn print(&self) {
        let columns = self.0[0].len();
        let width = |column: usize| self.0.iter().map(|row| row[column].chars().count()).max().unwrap_or(0);
        let widths: Vec<usize> = (0..columns).map(width).collect();
        for row in &self.0 {
            let mut line = format!("{:<1$}", row[0], widths[0]);
            for (cell, width) in row.iter().zip(&widths).skip(1) {
                line.push_str(&format!("   {cell:>width$}"));
            }
            println!("{}", line.trim_end());
        }
    }
}

/// An answer to every question of a form, with this many rows in every repeat.
pub fn filled(form: &Form, rows: u32) -> BTreeMap<FieldPath, Value> {
    let mut answers = BTreeMap::new();
    fill(form, &form.text().items, &Rows::new(), rows, &mut answers);
    answers
}

fn fill(form: &Form, items: &[Item], within: &Rows, rows: u32, answers: &mut BTreeMap<FieldPath, Value>) {
    for item in items {
        match item {
            Item::Section(section) => fill(form, &section.items, within, rows, answers),
            Item::Group(group) => fill(form, &group.items, within, rows, answers),
            Item::Repeat(repeat) => {
                for number in 1..=rows {
                    let row = RowId::from_bits(answers.len() as u64 + 1);
                    let path = FieldPath::row_of(within, repeat.id.clone(), row);
                    answers.insert(path.clone(), Value::Row(number));
                    fill(form, &repeat.items, &path.rows, rows, answers);
                }
            }
            Item::Question(question) => {
                let path = FieldPath::within(within, question.id.clone());
                answers.extend(first_answer(form, question).map(|value| (path, value)));
            }
        }
    }
}

/// Only the kinds of the generated form.
fn first_answer(form: &Form, question: &Question) -> Option<Value> {
    match &question.kind {
        Kind::YesNo => Some(Value::YesNo(true)),
        Kind::Integer { .. } => Some(Value::Integer(700)),
        Kind::OneOf { .. } => form.choices(&question.id).first().map(|choice| Value::Choice(choice.id.clone())),
        _ => None,
    }
}

/// Another answer to the same question; `None` takes the answer back.
pub fn another(form: &Form, path: &FieldPath, value: &Value) -> Option<Value> {
    match value {
        Value::YesNo(yes) => Some(Value::YesNo(!yes)),
        Value::Integer(number) => Some(Value::Integer(number + 100)),
        Value::Choice(chosen) => {
            let choices = form.choices(path.leaf.as_ref()?);
            let place = choices.iter().position(|choice| choice.id == *chosen)?;
            Some(Value::Choice(choices[(place + 1) % choices.len()].id.clone()))
        }
        _ => None,
    }
}

/// A demo workspace in `folder`, and its finished visit with the most fields.
pub fn demo(folder: &Path) -> Dossier {
    tantu::cli::demo::create(folder).unwrap();
    let (workspace, _) = Workspace::open(folder, Opening::default()).unwrap();
    let (index, _) = Index::open(&workspace).unwrap();
    let finished = index.records().iter().filter(|record| record.summary.visit == VisitState::Finished);
    let dossiers = finished.map(|entry| workspace.load(entry.id).unwrap().0);
    dossiers.max_by_key(|dossier| dossier.fields.len()).unwrap()
}
