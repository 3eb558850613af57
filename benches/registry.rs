//! The register at 40,000 and 400,000 households: a keystroke of the search, filters with their counts, orders, a
//! household that changes, memory, frames. Beside each figure, in the same run, what reading the same bytes costs, or
//! what a plain loop over the same records does.

#![allow(clippy::unwrap_used, reason = "a measurement that cannot go on has to stop")]

mod common;
#[path = "common/records.rs"]
mod records;
#[path = "common/window.rs"]
mod window;

use std::hint::black_box;
use std::path::Path;
use std::time::Duration;

use common::{Table, best, count, quick, ratio, rounds, show, timed};
use records::{TODAY, record};
use tantu::app::command::Command;
use tantu::app::desk::Place as DeskPlace;
use tantu::app::route::Route;
use tantu::app::rules::Rules;
use tantu::app::synth::{Options, Synth};
use tantu::dossier::stage::Stage;
use tantu::registry::Registry;
use tantu::registry::filter::{Filter, Flag, Place};
use tantu::registry::record::{Kept, Record};
use tantu::registry::view::{Column, Query, Sort};
use tantu::role::Role;
use tantu::store::wire;
use window::{Times, Window};

/// The design's bound for one household in memory.
const BYTES: usize = 6 << 10;

fn main() {
    let sizes: &[u64] = if quick() { &[400, 4_000] } else { &[40_000, 400_000] };
    for size in sizes {
        println!("{} households", count(*size));
        of_size(*size);
        println!();
    }
    record_of_a_household();
    println!();
    let folder = tempfile::tempdir_in(env!("CARGO_TARGET_TMPDIR")).unwrap();
    frames(folder.path());
}

fn of_size(size: u64) {
    let records: Vec<Record> = (0..size).map(record).collect();
    let before = resident();
    let basis = Rules::built_in().basis(TODAY);
    let copy = records.clone();
    let (built, mut registry) = timed(|| Registry::new(copy, basis));
    let bytes = resident().saturating_sub(before) / size as usize;
    let mut table = Table::new(["", "ours", "against", "", "ratio"]);
    let per_household = Duration::from_secs_f64(built.as_secs_f64() / size as f64);
    table.row([
        "made, for each household".to_owned(),
        show(per_household),
        String::new(),
        String::new(),
        String::new(),
    ]);
    let share = format!("{:.2}", bytes as f64 / BYTES as f64);
    let held = [format!("{} B", count(bytes)), format!("{} B", count(BYTES)), "the design's bound".to_owned(), share];
    let [ours, bound, what, share] = held;
    table.row(["memory of a household".to_owned(), ours, bound, what, share]);
    cached(&records, &mut table);
    searches(&registry, &records, &mut table);
    filters(&registry, &records, &mut table);
    orders(&registry, &records, &mut table);
    let mut changed = records[records.len() / 2].clone();
    let mut round = 0;
    let put = best(rounds(100), || {
        round += 1;
        changed.summary.head = format!("呼和{round}");
        registry.put(changed.clone());
    });
    let [ours, against, share] = [show(put), show(built), ratio(put, built)];
    table.row(["one household changed".to_owned(), ours, against, "all made anew".to_owned(), share]);
    table.print();
}

/// The cached index decoded, against reading its bytes once.
fn cached(records: &[Record], table: &mut Table) {
    let kept: Vec<Kept> = records.iter().cloned().map(Kept::from).collect();
    let bytes = postcard::to_stdvec(&kept).unwrap();
    let decoded = best(rounds(3), || postcard::from_bytes::<Vec<Kept>>(&bytes).unwrap().len());
    let read = best(rounds(3), || black_box(sum(black_box(&bytes))));
    let what = format!("decoded from the cache ({} B each)", count(bytes.len() / records.len()));
    table.row([what, show(decoded), show(read), "reading the bytes".to_owned(), ratio(decoded, read)]);
}

fn sum(bytes: &[u8]) -> u64 {
    let (words, _) = bytes.as_chunks::<8>();
    words.iter().fold(1, |sum, word| sum ^ u64::from_ne_bytes(*word))
}

fn searches(registry: &Registry, records: &[Record], table: &mut Table) {
    let text = registry.text_bytes();
    let read = best(rounds(5), || black_box(sum(black_box(text))));
    let what = format!("the search text read once ({} B each)", count(text.len() / records.len()));
    table.row([what, show(read), String::new(), String::new(), String::new()]);
    for typed in ["z", "zs", "qmg", "shanxiaohong", "红峰", "1384", "H0012", "zs 红峰", "没有这个人"] {
        let found = registry.search(typed).unwrap().len();
        let ours = best(rounds(20), || registry.search(typed).unwrap().len());
        let plain = best(rounds(3), || records.iter().filter(|record| plainly(record, typed)).count());
        let what = format!("search “{typed}” ({} found)", count(found));
        let plain_ratio = format!("{}  {} of reading", ratio(ours, plain), ratio(ours, read));
        table.row([what, show(ours), show(plain), "a loop of contains, no pinyin".to_owned(), plain_ratio]);
    }
}

/// What one writes first: every word in any of the fields.
fn plainly(record: &Record, typed: &str) -> bool {
    let (summary, figures) = (&record.summary, &record.figures);
    typed.split_whitespace().all(|word| {
        let has = |text: &String| text.to_lowercase().contains(word);
        has(&summary.head)
            || has(&summary.village)
            || has(&summary.township)
            || has(&summary.address)
            || has(&summary.phone)
            || has(&summary.contractor)
            || has(&figures.order_number)
            || has(&figures.roster_number)
            || summary.persons.iter().any(|person| has(&person.name) || has(&person.citizen_id_end))
    })
}

fn filters(registry: &Registry, records: &[Record], table: &mut Table) {
    let by_row = Sort { by: Column::RosterNumber, descending: false };
    let asked = [
        ("all, with every count", Filter::default()),
        ("grade 1, limbs, with counts", Filter { categories: [4].into(), grades: [1].into(), ..Filter::default() }),
        (
            "a league, late, with counts",
            Filter {
                places: [Place::League("152200".to_owned())].into(),
                flags: [Flag::Late].into(),
                ..Filter::default()
            },
        ),
    ];
    for (what, filter) in asked {
        let query = Query::from(filter);
        let counted = best(rounds(10), || registry.counted(&query).rows.len());
        let plain = best(rounds(5), || {
            // Without the box the compiler sees that each round gives the same, and does none.
            let done = black_box(records).iter().filter(|record| record.summary.stage == Stage::Done);
            black_box(done.map(|record| record.figures.planned.0).sum::<i64>())
        });
        let against = "a loop over the records: one stage, one sum".to_owned();
        table.row([format!("filter: {what}"), show(counted), show(plain), against, ratio(counted, plain)]);
    }
    let query = Query { typed: "zs".to_owned(), sort: by_row, ..Query::default() };
    let keystroke = best(rounds(10), || registry.ask(&query).rows.len());
    let frame = Duration::from_micros(16_667);
    let [ours, against, share] = [show(keystroke), show(frame), ratio(keystroke, frame)];
    table.row(["keystroke “zs”: search, counts, order".to_owned(), ours, against, "a frame".to_owned(), share]);
}

fn orders(registry: &Registry, records: &[Record], table: &mut Table) {
    for by in [Column::Name, Column::Village, Column::Planned, Column::Deadline, Column::Phone] {
        let query = Query { sort: Sort { by, descending: true }, ..Query::default() };
        let all = best(rounds(5), || registry.ask(&query).rows.len());
        let plain = best(rounds(3), || {
            let mut rows: Vec<&Record> = records.iter().collect();
            rows.sort_by(|a, b| a.summary.head.cmp(&b.summary.head));
            rows.len()
        });
        let what = format!("order by {by:?}, with counts");
        table.row([what, show(all), show(plain), "sort_by of the names' bytes".to_owned(), ratio(all, plain)]);
    }
}

/// A household's record, against reading the household.
fn record_of_a_household() {
    let synth = Synth::new(Options { households: 40, ..Options::default() });
    let texts: Vec<String> = (0..40).map(|number| wire::write(&synth.joined(number).unwrap())).collect();
    let homes: Vec<_> = texts.iter().map(|text| wire::read(text).unwrap().0).collect();
    let ours = best(rounds(5), || homes.iter().map(|home| Record::of(home).figures.items.len()).sum::<usize>());
    let parsed = best(rounds(5), || texts.iter().map(|text| wire::read(text).unwrap().0.fields.len()).sum::<usize>());
    let mut table = Table::new(["40 households of the generator", "ours", "against", "", "ratio"]);
    table.row(["their records".to_owned(), show(ours), show(parsed), "reading them".to_owned(), ratio(ours, parsed)]);
    table.print();
}

/// The register's screen while one scrolls, with few households and with many.
fn frames(folder: &Path) {
    let sizes: &[u64] = if quick() { &[40, 4_000] } else { &[40, 40_000, 400_000] };
    let mut windows: Vec<Window> = sizes
        .iter()
        .map(|size| {
            let mut window = Window::open(&folder.join(size.to_string()), Role::Coordinator);
            let basis = window.shell.program.registry.basis().clone();
            window.shell.program.registry = Registry::new((0..*size).map(record).collect(), basis);
            window.shell.program.dispatch(Command::Go(Route::Desk(DeskPlace::Registry)));
            window.rest();
            window
        })
        .collect();
    let mut times: Vec<Vec<Duration>> = windows.iter().map(|_| Vec::new()).collect();
    for number in 0..rounds(600) {
        for (window, times) in windows.iter_mut().zip(&mut times) {
            times.push(window.scroll(number));
        }
    }
    let times: Vec<Times> = times.into_iter().map(Times::of).collect();
    let mut table = Table::new(["a frame of the register", "median", "slowest", "of the one with 40"]);
    for (size, of_size) in sizes.iter().zip(&times) {
        let share = ratio(of_size.median, times[0].median);
        table.row([count(*size), show(of_size.median), show(of_size.slowest), share]);
    }
    table.print();
}

/// Bytes of memory that this process holds; 0 where the system does not tell.
fn resident() -> usize {
    let text = std::fs::read_to_string("/proc/self/statm").unwrap_or_default();
    text.split_whitespace().nth(1).and_then(|pages| pages.parse::<usize>().ok()).unwrap_or_default() * 4_096
}
