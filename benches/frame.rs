//! What a frame costs the processor, without the graphics chip: the program's logic, the screen, the triangles.
//!
//! It drives the program as eframe does, with input of its own. Costs are those of frames while one scrolls; in a
//! window at rest no frame is painted at all, which is counted here too.

#![allow(clippy::unwrap_used, reason = "a measurement that cannot go on has to stop")]

mod common;

use std::hint::black_box;
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use common::{Table, another, count, demo, filled, median, ratio, rounds, show};
use eframe::App as _;
use egui::{
    Context, Event, Modifiers, MouseWheelSource, MouseWheelUnit, RawInput, Rect, TouchPhase, Vec2, ViewportId, pos2,
    vec2,
};
use tantu::app::clock::FixedClock;
use tantu::app::command::Command;
use tantu::app::forms::ASSESSMENT;
use tantu::app::program::Program;
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
use tantu::stamp::Moment;
use tantu::store::{Opening, Workspace};
use tantu::ui::shell::Shell;
use tantu::value::Value;

const SIZE: Vec2 = vec2(1280.0, 800.0);
const FRAME_SECONDS: f64 = 1.0 / 60.0;
/// The bound of the design for one answer, from the tap to the next frame, on a form of 1,000 questions.
const ANSWER_LIMIT: Duration = Duration::from_millis(4);
/// A screen that has not come to rest after this many frames never does.
const RESTLESS: usize = 1_000;

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
        let mut window = Window::open(&folder.join(format!("list-{households}")));
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
    let mut window = Window::open(&workspace);
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

    let mut window = Window::open(&workspace);
    window.shell.program.dispatch(Command::OpenHousehold(dossier.id));
    window.go(&Name::of("s1"));
    rest.row(window.rest().row("form of 1,000 questions"));
    // Each is answered three times, once in every row, and then back.
    answers.retain(|(path, _)| path.leaf.is_some());
    answers.truncate(rounds(answers.len()));
    table.row(window.answers("form of 1,000 questions, an answer and the next frame", &form, &answers));
}

/// The program in a window that nobody sees.
struct Window {
    ctx: Context,
    shell: Shell,
    frame: eframe::Frame,
    seconds: f64,
    /// How often anybody, also a worker, asked for a frame.
    asked: Arc<AtomicUsize>,
}

impl Window {
    fn open(workspace: &Path) -> Self {
        let (store, problems) = Workspace::open(workspace, Opening::default()).unwrap();
        let ctx = Context::default();
        let asked = Arc::new(AtomicUsize::new(0));
        let counter = Arc::clone(&asked);
        ctx.set_request_repaint_callback(move |_| {
            counter.fetch_add(1, Ordering::Relaxed);
        });
        let waker = ctx.clone();
        let clock = Arc::new(FixedClock(noon()));
        let program = Program::start(store, problems, clock, Arc::new(move || waker.request_repaint())).unwrap();
        let mut shell = Shell::new(&ctx, program);
        shell.program.settings.language = Language::Chinese;
        Self { ctx, shell, frame: eframe::Frame::_new_kittest(), seconds: 0.0, asked }
    }

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

    /// One frame: what it cost, and when the next one is wanted.
    fn paint(&mut self, events: Vec<Event>) -> (Duration, Duration) {
        self.seconds += FRAME_SECONDS;
        let mut input = RawInput {
            screen_rect: Some(Rect::from_min_size(pos2(0.0, 0.0), SIZE)),
            time: Some(self.seconds),
            events,
            ..RawInput::default()
        };
        let Self { ctx, shell, frame, .. } = self;
        let start = Instant::now();
        shell.raw_input_hook(ctx, &mut input);
        let mut output = ctx.run_ui(input, |ui| {
            shell.logic(ui.ctx(), frame);
            shell.ui(ui, frame);
        });
        // For the graphics chip, of which there is none.
        output.textures_delta.clear();
        black_box(ctx.tessellate(output.shapes, output.pixels_per_point));
        (start.elapsed(), output.viewport_output[&ViewportId::ROOT].repaint_delay)
    }

    /// A frame while a finger scrolls: some down, some up.
    fn scroll(&mut self, number: usize) -> Duration {
        let delta = vec2(0.0, if number % 40 < 20 { -30.0 } else { 30.0 });
        let wheel = Event::MouseWheel {
            unit: MouseWheelUnit::Point,
            delta,
            source: MouseWheelSource::Unknown,
            phase: TouchPhase::Move,
            modifiers: Modifiers::NONE,
        };
        self.paint(vec![Event::PointerMoved((SIZE / 2.0).to_pos2()), wheel]).0
    }

    /// Paints as long as frames are wanted; then waits whether anybody asks for another one.
    fn rest(&mut self) -> Rest {
        let mut frames = 1;
        loop {
            let (_, next) = self.paint(Vec::new());
            // Workers answer when they are ready.
            std::thread::sleep(Duration::from_millis(2));
            if next == Duration::MAX && !self.ctx.has_requested_repaint() {
                break;
            }
            frames += 1;
            assert!(frames < RESTLESS, "the screen never rests: {:?}", self.ctx.repaint_causes());
            self.seconds += next.as_secs_f64().min(60.0);
        }
        self.asked.store(0, Ordering::Relaxed);
        std::thread::sleep(Duration::from_millis(300));
        Rest { frames, afterwards: self.asked.load(Ordering::Relaxed) }
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

/// How a screen comes to rest.
#[derive(Default)]
struct Rest {
    frames: usize,
    /// Frames that anybody asked for while nothing happened.
    afterwards: usize,
}

impl Rest {
    fn row(&self, what: &str) -> [String; 3] {
        [what.to_owned(), count(self.frames), count(self.afterwards)]
    }
}

struct Times {
    median: Duration,
    slowest: Duration,
}

impl Times {
    fn of(times: Vec<Duration>) -> Self {
        let slowest = times.iter().copied().max().unwrap_or_default();
        Self { median: median(times), slowest }
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

/// A day in November in Inner Mongolia.
fn noon() -> Moment {
    Moment::new(1_795_512_605, 480)
}
