//! The form engine: what it costs to load a form, to begin to fill it, and to give one answer.
//!
//! The rivals stand in the same table: ron reading the same text into an untyped value, and a program that evaluates
//! everything again after each answer (a fresh session). What an answer costs has to follow what depends on it, not
//! the size of the form: the generated forms differ in size only.

#![allow(clippy::unwrap_used, reason = "a measurement that cannot go on has to stop")]

mod common;

use std::collections::BTreeMap;
use std::sync::Arc;
use std::time::Duration;

use common::{Table, another, best, count, demo, filled, median, ratio, rounds, show, timed};
use tantu::app::clock::FixedClock;
use tantu::app::world::Surroundings;
use tantu::form::compile::{Form, Known};
use tantu::form::library::{BUILT_IN, Library};
use tantu::form::load::{load, ron_options};
use tantu::form::sample::generated_form;
use tantu::form::session::Session;
use tantu::l10n::Language;
use tantu::path::FieldPath;
use tantu::stamp::Moment;
use tantu::value::Value;

/// Questions and repeats: the sections are as long in each of them.
const SIZES: [(usize, usize); 3] = [(250, 5), (1_000, 20), (4_000, 80)];
const ROWS_PER_REPEAT: u32 = 3;

type Answers = BTreeMap<FieldPath, Value>;

fn main() {
    let mut loads = Table::new(["load: parse, check, compile", "ours", "ron, untyped", "ratio"]);
    let mut counts = Table::new(["expressions evaluated", "in the form", "by a start", "per answer: median", "most"]);
    let mut times = Table::new(["an answer", "questions answered", "median", "slowest", "a fresh session", "ratio"]);
    for (questions, repeats) in SIZES {
        let text = generated_form(questions, repeats);
        let compile = || {
            let (form, source) = load("generated.ron", &text).unwrap();
            Form::compile(form, &source, &Known::default()).unwrap().0
        };
        let form = Arc::new(compile());
        let name = format!("{} questions, {repeats} repeats", count(questions));
        loads.row(load_row(&name, &text, compile));
        let answers = Answered::measure(&form, &filled(&form, ROWS_PER_REPEAT));
        counts.row(answers.counts(&name, &form));
        times.row(answers.times(&name));
    }
    let (library, _) = Library::built_in();
    let (name, text) = BUILT_IN.iter().find(|(name, _)| *name == "home-assessment.ron").unwrap();
    let form = library.get("home-assessment").unwrap();
    let compile = || {
        let (form, source) = load(*name, text).unwrap();
        library.compile(form, &source).unwrap().0
    };
    loads.row(load_row(name, text, compile));
    let folder = tempfile::tempdir_in(env!("CARGO_TARGET_TMPDIR")).unwrap();
    let visit: Answers = demo(&folder.path().join("demo")).answers().collect();
    let answers = Answered::measure(&form, &visit);
    counts.row(answers.counts(name, &form));
    times.row(answers.times(name));
    loads.print();
    println!();
    counts.print();
    println!();
    times.print();
}

/// Against the bare parser.
fn load_row(name: &str, text: &str, compile: impl FnMut() -> Form) -> [String; 4] {
    let ours = best(rounds(20), compile);
    let untyped = best(rounds(20), || ron_options().from_str::<ron::Value>(text).unwrap());
    [name.to_owned(), show(ours), show(untyped), ratio(ours, untyped)]
}

/// Every answer changed and changed back.
struct Answered {
    /// How long a fresh session takes with all answers, and how many expressions it evaluates.
    start: Duration,
    started: u64,
    times: Vec<Duration>,
    evaluated: Vec<u32>,
}

impl Answered {
    fn measure(form: &Arc<Form>, answers: &Answers) -> Self {
        let start = (0..rounds(20)).map(|_| begin(form, answers).0).min().unwrap_or_default();
        let (_, mut session) = begin(form, answers);
        let mut done = Self { start, started: session.evaluated(), times: Vec::new(), evaluated: Vec::new() };
        let own = |path: &FieldPath| path.leaf.as_ref().is_some_and(|leaf| form.is_own(leaf));
        for (path, value) in answers.iter().filter(|(path, _)| own(path)) {
            let other = another(form, path, value);
            for (evaluated, time) in there_and_back(&mut session, path, [other.as_ref(), Some(value)]) {
                done.evaluated.push(evaluated);
                done.times.push(time);
            }
        }
        done
    }

    fn counts(&self, name: &str, form: &Form) -> [String; 5] {
        let most = self.evaluated.iter().max().copied().unwrap_or_default();
        let usual = median(self.evaluated.clone());
        [name.to_owned(), count(form.expressions()), count(self.started), count(usual), count(most)]
    }

    /// Against a program that begins anew after every answer.
    fn times(&self, name: &str) -> [String; 6] {
        let slowest = self.times.iter().max().copied().unwrap_or_default();
        [
            name.to_owned(),
            count(self.times.len() / 2),
            show(median(self.times.clone())),
            show(slowest),
            show(self.start),
            format!("{:.4}", slowest.as_secs_f64() / self.start.as_secs_f64()),
        ]
    }
}

/// The two changes, each with the expressions it evaluated and its best time.
fn there_and_back(session: &mut Session, path: &FieldPath, values: [Option<&Value>; 2]) -> [(u32, Duration); 2] {
    let mut found = [(0, Duration::MAX); 2];
    for _ in 0..rounds(7) {
        for (value, (evaluated, shortest)) in values.into_iter().zip(&mut found) {
            let (time, change) = timed(|| session.set(path, value));
            (*evaluated, *shortest) = (change.evaluated, time.min(*shortest));
        }
    }
    found
}

/// A fresh session, and how long it took to have it.
fn begin(form: &Arc<Form>, answers: &Answers) -> (Duration, Session) {
    let (form, answers) = (Arc::clone(form), answers.clone());
    let clock = Arc::new(FixedClock(Moment::new(1_795_512_605, 480)));
    let world = Arc::new(Surroundings { clock, tables: Arc::default() });
    timed(|| Session::new(form, answers, world, Language::Chinese))
}
