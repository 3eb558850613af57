//! What a frame costs the processor, without the graphics chip: the program's logic, the screen, the triangles.
//!
//! It drives the program as eframe does, with input of its own. Costs are those of frames while one scrolls; in a
//! window at rest no frame is painted at all, which is counted here too.

#![allow(clippy::unwrap_used, reason = "a measurement that cannot go on has to stop")]

mod common;
#[path = "common/window.rs"]
mod window;

use std::path::Path;
use std::sync::Arc;
use std::time::{Duration, Instant};

use common::{Table, another, count, demo, filled, ratio, rounds, show};
use tantu::app::command::Command;
use tantu::app::forms::ASSESSMENT;
use tantu::app::route::{Route, VisitPlace};
use tantu::app::visit::Visit;
use tantu::dossier::edit::{Author, Edit};
use tantu::dossier::prompt::Entry;
use tantu::dossier::summary::{Disability, PersonSummary, Summary, VisitState};
use tantu::dossier::{Dossier, household};
use tantu::form::sample::generated_form;
use tantu::id::{DossierId, Name};
use tantu::l10n::Language;
use tantu::path::FieldPath;
use tantu::registry::Registry;
use tantu::registry::figures::Figures;
use tantu::registry::record::Record;
use tantu::role::Role;
use tantu::store::{Opening, Workspace};
use tantu::value::Value;
use window::{Rest, Times, Window, noon};

/// The bound of the design for one answer, from the tap to the next frame, on a form of 1,000 questions.
const ANSWER_LIMIT: Duration = Duration::from_millis(4);

fn main() {
    let folder = tempfile::tempdir_in(env!("CARGO_TARGET_TMPDIR")).unwrap();
    let mut table = Table::new(["a frame, without the graphics chip", "median", "slowest", "against", "ratio"]);
    let mut rest = Table::new(["a window left alone", "frames until it rests", "frames asked for afterwards"]);
    lists(folder.path(), &mut table, &mut rest);
    visit(folder.path(), &mut table, &mut rest);
    thousand_questions(folder.path(), &mut table, &mut rest);
    table.print();
    println!();
    rest.print();
}

/// 40 and 40,000 households, frame by frame in turn.
fn lists(folder: &Path, table: &mut Table, rest: &mut Table) {
    let mut windows = [40, 40_000].map(|households| {
        let mut window = Window::open(&folder.join(format!("list-{households}")), Role::Surveyor);
        let records = (0..households).map(record).collect();
        window.shell.program.registry = Registry::new(records, window.shell.program.registry.basis().clone());
        rest.row(window.rest().row(&format!("list of {} households", count(households))));
        window
    });
    let mut times = [Vec::new(), Vec::new()];
    for number in 0..rounds(1_000) {
        for (window, times) in windows.iter_mut().zip(&mut times) {
            times.push(window.scroll(number));
        }
    }
    let [few, many] = times.map(Times::of);
    table.row(["list of 40 households".to_owned(), show(few.median), show(few.slowest), String::new(), String::new()]);
    let against = format!("{}  list of 40", show(few.median));
    let many_to_few = ratio(many.median, few.median);
    table.row(["list of 40,000 households".to_owned(), show(many.median), show(many.slowest), against, many_to_few]);
}

/// The finished visit of the demo, its longest section with a row open.
fn visit(folder: &Path, table: &mut Table, rest: &mut Table) {
    let workspace = folder.join("demo");
    let dossier = demo(&workspace);
    let mut window = Window::open(&workspace, Role::Surveyor);
    window.shell.program.dispatch(Command::OpenHousehold(dossier.id));
    window.shell.program.dispatch(Command::ReopenVisit);
    let mut sections = window.visit().overview(Language::English).sections;
    sections.retain(|section| section.relevant);
    let mut every = Rest::default();
    for section in &sections {
        window.go(&section.id);
        let one = window.rest();
        every = Rest { frames: every.frames.max(one.frames), afterwards: every.afterwards + one.afterwards };
    }
    rest.row(every.row(&format!("visit, each of its {} sections", sections.len())));
    let longest = sections.iter().max_by_key(|section| window.questions(&section.id)).unwrap();
    window.go(&longest.id);
    window.rest();
    let times = Times::of((0..rounds(500)).map(|number| window.scroll(number)).collect());
    let name = format!("visit, {} ({} questions)", longest.title, window.questions(&longest.id));
    table.row([name, show(times.median), show(times.slowest), String::new(), String::new()]);
    let form = window.visit().forms.iter().find(|form| form.text.id.as_str() == ASSESSMENT).unwrap();
    let form = Arc::clone(form.session.form());
    let answers: Vec<(FieldPath, Value)> = dossier.answers().collect();
    table.row(window.answers("visit, an answer and the next frame", &form, &answers));
}

/// The generated form in place of the assessment.
fn thousand_questions(folder: &Path, table: &mut Table, rest: &mut Table) {
    let workspace = folder.join("thousand");
    let (store, _) = Workspace::open(&workspace, Opening::default()).unwrap();
    let text = generated_form(1_000, 20)
        .replace(r#"id: "generated", version: 1,"#, &format!(r#"id: "{ASSESSMENT}", version: 1000,"#));
    std::fs::create_dir_all(workspace.join("forms")).unwrap();
    std::fs::write(workspace.join("forms/thousand.ron"), text).unwrap();
    let (library, _) = tantu::app::forms::library(&store);
    let form = library.get(ASSESSMENT).unwrap();
    let mut answers: Vec<(FieldPath, Value)> = filled(&form, 3).into_iter().collect();
    let mut dossier = Dossier::new(DossierId::mint());
    let author = Author { device: store.device(), name: "王评估".into(), at: noon() };
    let consent = FieldPath::top(Name::of(household::CONSENT_DATA));
    dossier.apply(&Edit::set_all(answers.iter().cloned().chain([(consent, Value::YesNo(true))])), &author);
    store.fold(&dossier).unwrap();
    drop(store);

    let mut window = Window::open(&workspace, Role::Surveyor);
    window.shell.program.dispatch(Command::OpenHousehold(dossier.id));
    window.go(&Name::of("s1"));
    rest.row(window.rest().row("form of 1,000 questions"));
    // Each is answered three times, once in every row, and then back.
    answers.retain(|(path, _)| path.leaf.is_some());
    answers.truncate(rounds(answers.len()));
    table.row(window.answers("form of 1,000 questions, an answer and the next frame", &form, &answers));
}

impl Window {
    fn visit(&self) -> &Visit {
        self.shell.program.visit.as_ref().unwrap()
    }

    /// Opens a section, and the first row of its first repeat.
    fn go(&mut self, section: &Name) {
        self.shell.program.dispatch(Command::Go(Route::Visit(VisitPlace { section: Some(section.clone()) })));
        let entries = self.visit().entries(section, Language::Chinese);
        let row = entries.iter().find_map(|entry| match entry {
            Entry::Repeat(repeat) => Some((repeat.id.clone(), repeat.rows.first()?.row)),
            _ => None,
        });
        if let Some((repeat, row)) = row.filter(|(_, row)| !self.visit().open_rows.contains(row)) {
            self.shell.program.dispatch(Command::OpenRow { repeat, row });
        }
    }

    fn questions(&self, section: &Name) -> usize {
        let entries = self.visit().entries(section, Language::Chinese);
        entries.iter().filter(|entry| matches!(entry, Entry::Question(_))).count()
    }

    /// Every answer changed and changed back, each with the frame that shows it.
    fn answers(
        &mut self,
        what: &str,
        form: &tantu::form::compile::Form,
        answers: &[(FieldPath, Value)],
    ) -> [String; 5] {
        let mut times = Vec::new();
        for (path, value) in answers {
            let Some(other) = another(form, path, value) else { continue };
            let mut shortest = [Duration::MAX; 2];
            for _ in 0..rounds(3) {
                for (value, shortest) in [&other, value].into_iter().zip(&mut shortest) {
                    let command = Command::Answer { path: path.clone(), value: value.clone() };
                    let start = Instant::now();
                    self.shell.program.dispatch(command);
                    self.paint(Vec::new());
                    *shortest = start.elapsed().min(*shortest);
                }
            }
            times.extend(shortest);
        }
        let times = Times::of(times);
        let against = format!("{}  the limit", show(ANSWER_LIMIT));
        [what.to_owned(), show(times.median), show(times.slowest), against, ratio(times.slowest, ANSWER_LIMIT)]
    }
}

/// An invented household that is due today, so that the list shows all of them.
fn record(number: u32) -> Record {
    let person = PersonSummary {
        name: format!("示例{number}"),
        disability: Some(Disability { category: 4, grade: 1 + (number % 4) as u8 }),
        ..PersonSummary::default()
    };
    let summary = Summary {
        head: format!("宝音乌力吉{number}"),
        persons: vec![person],
        division: "152221".to_owned(),
        township: "居力很镇".to_owned(),
        village: format!("红峰嘎查{}组", number % 30),
        visit_date: Some(noon().date()),
        visit_order: Some(i64::from(number) + 1),
        visit: [VisitState::Untouched, VisitState::Begun, VisitState::Finished][number as usize % 3],
        ..Summary::default()
    };
    let id = DossierId::from_u128(u128::from(number) + 1);
    Record { id, summary, figures: Figures::default(), missing: Some(number % 7) }
}
