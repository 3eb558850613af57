//! A surveyor at the whole window: finds everything by its name, as people and screen readers do, and taps like a
//! finger. The tests of whole screens are written with this, so that they read like a day's work.

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::{Duration, Instant};

use egui::accesskit::Action;
use egui::{Event, Modifiers, PointerButton, Pos2, Rect, TouchDeviceId, TouchId, TouchPhase, Vec2, pos2, vec2};
use egui_kittest::Harness;
use egui_kittest::kittest::{AccessKitNode, NodeT as _};
use tantu::app::clock::FixedClock;
use tantu::app::program::{Program, SaveState};
use tantu::app::settings::{Hand, Settings, TextSize, Theme};
use tantu::dossier::Dossier;
use tantu::dossier::edit::{Author, Edit};
use tantu::id::{DossierId, Name, RowId};
use tantu::l10n::Language;
use tantu::path::FieldPath;
use tantu::role::Role;
use tantu::stamp::Moment;
use tantu::store::disk::Disk;
use tantu::store::{Opening, Workspace, wire};
use tantu::ui::shell::Shell;
use tantu::value::Value;

pub const LANDSCAPE: Vec2 = Vec2::new(1280.0, 800.0);
pub const PORTRAIT: Vec2 = Vec2::new(800.0, 1280.0);
/// 2026-11-24 10:10 in Hohhot.
pub fn now() -> Moment {
    Moment::new(1_795_486_200, 480)
}
/// Waiting longer than this is a failure; a busy machine needs some of it.
pub const PATIENCE: Duration = Duration::from_secs(60);

/// A tablet before it is switched on.
pub struct Tablet {
    pub size: Vec2,
    pub theme: Theme,
    pub percent: u16,
    pub hand: Hand,
    pub language: Language,
    /// Written into the workspace before the program starts.
    pub homes: Vec<Dossier>,
    /// The organisation's own forms, by file name.
    pub forms: Vec<(&'static str, String)>,
    /// A workspace that is there already.
    pub folder: Option<PathBuf>,
    /// Whose the tablet is.
    pub role: Role,
    pub disk: Disk,
}

impl Default for Tablet {
    fn default() -> Self {
        Self {
            size: LANDSCAPE,
            theme: Theme::Light,
            percent: 100,
            hand: Hand::Right,
            language: Language::Chinese,
            homes: Vec::new(),
            forms: Vec::new(),
            folder: None,
            role: Role::Surveyor,
            disk: Disk::default(),
        }
    }
}

impl Tablet {
    /// Switches it on.
    pub fn start(self) -> Surveyor {
        let kept = tempfile::tempdir().unwrap();
        let folder = self.folder.clone().unwrap_or_else(|| kept.path().join("workspace"));
        let opening = Opening { disk: self.disk.clone(), role: self.role, ..Opening::default() };
        let (store, problems) = Workspace::open(&folder, opening).unwrap();
        if !store.is_read_only() {
            assert_eq!(problems, []);
            self.fill(&store);
        }
        let theme = if self.theme == Theme::Dark { egui::Theme::Dark } else { egui::Theme::Light };
        let builder = Harness::builder().with_size(self.size).with_theme(theme).with_max_steps(60);
        let mut window = builder.build_eframe(|creation| {
            let ctx = creation.egui_ctx.clone();
            let waker = Arc::new(move || ctx.request_repaint());
            let program = Program::start(store, problems, Arc::new(FixedClock(now())), waker).unwrap();
            Shell::new(&creation.egui_ctx, program)
        });
        window.run();
        Surveyor { window, folder, _kept: kept }
    }

    fn fill(&self, store: &Workspace) {
        for home in &self.homes {
            store.fold(home).unwrap();
        }
        for (name, text) in &self.forms {
            std::fs::write(store.layout().forms().join(name), text).unwrap();
        }
        let settings = Settings {
            language: self.language,
            theme: self.theme,
            text_size: TextSize::new(self.percent),
            hand: self.hand,
            surveyor: "王评估".to_owned(),
            ..Settings::default()
        };
        store.write_settings(&settings.to_wire()).unwrap();
    }
}

/// One who stands in front of the window.
pub struct Surveyor<A: eframe::App + 'static = Shell> {
    pub window: Harness<'static, A>,
    pub folder: PathBuf,
    /// Removed last.
    _kept: tempfile::TempDir,
}

impl Surveyor {
    pub fn program(&self) -> &Program {
        &self.window.state().program
    }
}

impl<A: eframe::App> Surveyor<A> {
    /// In front of another window, on the workspace in `folder` in `kept`.
    pub fn before(window: Harness<'static, A>, folder: PathBuf, kept: tempfile::TempDir) -> Self {
        Self { window, folder, _kept: kept }
    }

    /// Everything with a name: the name, where it is, and whether it can be acted on.
    pub fn named(&self) -> Vec<(String, Rect, bool)> {
        let nodes = self.window.root().children_recursive();
        let named = nodes.filter_map(|node| {
            let data = node.accesskit_node();
            let name = name_of(&data).filter(|name| !name.is_empty())?;
            data.bounding_box()?;
            Some((name, node.rect(), acts(&data)))
        });
        named.collect()
    }

    fn panic(&self, what: &str) -> ! {
        let mut names: Vec<String> = self.named().into_iter().map(|(name, ..)| name).collect();
        names.dedup();
        panic!("{what}; on the screen: {}", names.join(" | "));
    }

    /// Whether something on the screen says this, somewhere in its words.
    pub fn sees(&self, words: &str) -> bool {
        self.named().iter().any(|(name, ..)| name.contains(words))
    }

    #[track_caller]
    pub fn expect(&mut self, words: &str) -> &mut Self {
        if !self.sees(words) {
            self.panic(&format!("nothing says {words:?}"));
        }
        self
    }

    #[track_caller]
    pub fn expect_gone(&mut self, words: &str) -> &mut Self {
        if self.sees(words) {
            self.panic(&format!("something still says {words:?}"));
        }
        self
    }

    /// Where the control of exactly this name is.
    pub fn place_of(&self, name: &str) -> Option<Rect> {
        self.place(|text| text == name)
    }

    fn place(&self, matches: impl Fn(&str) -> bool) -> Option<Rect> {
        let named = self.named();
        let mut found = named.iter().filter(|(name, ..)| matches(name));
        let first = found.clone().next();
        found.find(|(_, _, acts)| *acts).or(first).map(|(_, rect, _)| *rect)
    }

    /// Taps the control of exactly this name.
    #[track_caller]
    pub fn tap(&mut self, name: &str) -> &mut Self {
        self.tap_where(name, |text| text == name)
    }

    /// Taps the first control whose name begins so.
    #[track_caller]
    pub fn tap_beginning(&mut self, beginning: &str) -> &mut Self {
        self.tap_where(beginning, |text| text.starts_with(beginning))
    }

    /// Taps the last control of exactly this name: of a dialog in front of the others.
    #[track_caller]
    pub fn tap_last(&mut self, name: &str) -> &mut Self {
        let found = self.named().into_iter().rfind(|(text, _, acts)| text == name && *acts);
        let Some((_, rect, _)) = found else { self.panic(&format!("there is no {name:?}")) };
        self.touch(TouchPhase::Start, rect.center());
        self.touch(TouchPhase::End, rect.center());
        self.window.run();
        self
    }

    #[track_caller]
    fn tap_where(&mut self, what: &str, matches: impl Fn(&str) -> bool + Copy) -> &mut Self {
        self.bring(what, matches);
        let Some(rect) = self.place(matches) else { self.panic(&format!("{what:?} went away")) };
        self.touch(TouchPhase::Start, rect.center());
        self.touch(TouchPhase::End, rect.center());
        self.window.run();
        self
    }

    /// Scrolls it into the window.
    #[track_caller]
    fn bring(&mut self, what: &str, matches: impl Fn(&str) -> bool) {
        let nodes = self.window.root().children_recursive();
        let found: Vec<_> =
            nodes.filter(|node| name_of(&node.accesskit_node()).is_some_and(|name| matches(&name))).collect();
        let Some(node) = found.iter().find(|node| acts(&node.accesskit_node())).or(found.first()) else {
            self.panic(&format!("there is no {what:?}"));
        };
        node.scroll_to_me();
        drop(found);
        self.window.run();
    }

    /// As winit reports a finger: a touch and the pointer that follows it.
    pub fn touch(&mut self, phase: TouchPhase, at: Pos2) {
        let (device_id, id) = (TouchDeviceId(1), TouchId(7));
        self.window.event(Event::Touch { device_id, id, phase, pos: at, force: None });
        let button = |pressed| Event::PointerButton {
            pos: at,
            button: PointerButton::Primary,
            pressed,
            modifiers: Modifiers::NONE,
        };
        match phase {
            TouchPhase::Start => {
                self.window.event(Event::PointerMoved(at));
                self.window.event(button(true));
            }
            TouchPhase::Move => self.window.event(Event::PointerMoved(at)),
            TouchPhase::End | TouchPhase::Cancel => {
                self.window.event(button(false));
                self.window.event(Event::PointerGone);
            }
        }
        self.window.step();
    }

    /// Lays a finger down, draws it along, lifts it.
    pub fn swipe(&mut self, from: Pos2, by: Vec2) {
        self.touch(TouchPhase::Start, from);
        for part in 1..=8 {
            self.touch(TouchPhase::Move, from + by * part as f32 / 8.0);
        }
        self.touch(TouchPhase::End, from + by);
        self.window.run_steps(30);
    }

    /// Types into the field of this name.
    #[track_caller]
    pub fn write(&mut self, field: &str, words: &str) -> &mut Self {
        self.tap(field);
        self.window.event(Event::Text(words.to_owned()));
        self.window.run();
        self
    }

    /// Opens a household of the list by the name of its head.
    #[track_caller]
    pub fn open(&mut self, head: &str) -> &mut Self {
        self.tap_where(head, |name| name.starts_with("打开：") && name.contains(head))
    }

    /// Goes to a section by the rail or the strip.
    #[track_caller]
    pub fn section(&mut self, title: &str) -> &mut Self {
        let beginning = format!("{title}，");
        self.tap_beginning(&beginning)
    }

    /// Makes the card of this question the open one.
    #[track_caller]
    pub fn unfold(&mut self, question: &str) -> &mut Self {
        self.tap(question)
    }

    /// Taps a part of a question, unfolding its card where that is needed.
    #[track_caller]
    pub fn answer(&mut self, question: &str, part: &str) -> &mut Self {
        let name = format!("{question}：{part}");
        if self.place_of(&name).is_none() {
            self.unfold(question);
        }
        self.tap(&name)
    }

    /// Types on the question's own pad.
    #[track_caller]
    pub fn keys(&mut self, question: &str, keys: &str) -> &mut Self {
        if self.place_of(&format!("{question}：退格")).is_none() {
            self.unfold(question);
        }
        if self.place_of(&format!("{question}：退格")).is_none() {
            self.tap(&format!("{question}：数值"));
        }
        for key in keys.chars() {
            self.tap(&format!("{question}：{key}"));
        }
        self
    }

    /// Signs on the pad of this name.
    #[track_caller]
    pub fn sign(&mut self, pad: &str) -> &mut Self {
        self.bring(pad, |name| name == pad);
        let Some(rect) = self.place_of(pad) else { self.panic("the pad went away") };
        for line in [[(0.2, 0.3), (0.5, 0.7)], [(0.5, 0.3), (0.3, 0.8)]] {
            let [from, to] = line.map(|(x, y)| pos2(rect.left() + x * rect.width(), rect.top() + y * rect.height()));
            self.touch(TouchPhase::Start, from);
            for part in 1..=4 {
                self.touch(TouchPhase::Move, from + (to - from) * part as f32 / 4.0);
            }
            self.touch(TouchPhase::End, to);
        }
        self.window.run();
        self
    }

    /// Waits as a person does: frames come only when the program asks for them.
    #[track_caller]
    pub fn step_until(&mut self, why: &str, done: impl Fn(&Self) -> bool) -> &mut Self {
        let begun = Instant::now();
        while !done(self) {
            if begun.elapsed() > PATIENCE {
                self.panic(&format!("waited in vain: {why}"));
            }
            if self.window.ctx.has_requested_repaint() {
                self.window.step();
            } else {
                std::thread::sleep(Duration::from_millis(2));
            }
        }
        self
    }
}

impl Surveyor {
    #[track_caller]
    pub fn wait_saved(&mut self) -> &mut Self {
        self.step_until("everything is saved", |surveyor| surveyor.program().save == SaveState::Saved)
    }

    /// What the open household knows.
    pub fn value(&self, question: &str) -> Option<Value> {
        let path: FieldPath = question.parse().unwrap();
        self.program().visit.as_ref().and_then(|visit| visit.dossier.value(&path).cloned())
    }

    /// Goes back to the list and reads the one household of the workspace from its file.
    #[track_caller]
    pub fn leave_and_read(&mut self) -> Dossier {
        self.wait_saved().tap("返回");
        let layout = self.program().workspace().layout().clone();
        let files = |folder: PathBuf| -> Vec<PathBuf> {
            let entries = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
            entries.collect()
        };
        self.step_until("the household is folded", |_| files(layout.journals()).is_empty());
        let found: Vec<PathBuf> = files(layout.dossiers()).into_iter().flat_map(files).collect();
        let [file] = &found[..] else { panic!("one household: {found:?}") };
        read(file)
    }
}

/// A dossier from its file, as another program would read it.
pub fn read(file: &Path) -> Dossier {
    let (dossier, problems) = wire::read(&std::fs::read_to_string(file).unwrap()).unwrap();
    assert_eq!(problems, []);
    dossier
}

fn name_of(node: &AccessKitNode<'_>) -> Option<String> {
    // A text on the screen is the value of its label.
    node.label().or_else(|| node.value())
}

fn acts(node: &AccessKitNode<'_>) -> bool {
    let data = node.data();
    data.supports_action(Action::Click) || data.supports_action(Action::Focus)
}

/// A household of the roster with these answers, as another tablet wrote it.
pub fn home(number: u128, answers: &[(&str, Value)]) -> Dossier {
    let mut dossier = Dossier::new(DossierId::from_u128(number));
    let author = Author { device: tantu::id::DeviceId::from_bits(9), name: "花名册".into(), at: now() };
    let answers = answers.iter().map(|(path, value)| (path.parse().unwrap(), value.clone()));
    dossier.apply(&Edit::set_all(answers), &author);
    dossier
}

/// A household due today that agreed to everything, with one person.
pub fn willing_home(head: &str) -> Dossier {
    let text = |words: &str| Value::Text(words.into());
    home(
        1,
        &[
            ("hh_head", text(head)),
            ("hh_division", text("152221 察尔森镇")),
            ("hh_visit_date", Value::Date(jiff::civil::date(2026, 11, 24))),
            ("person/0000000001", Value::Row(1)),
            ("person/0000000001/p_name", text(head)),
            ("consent_data", Value::YesNo(true)),
            ("consent_photo", Value::YesNo(true)),
        ],
    )
}

/// The first row of a repeat at the top, and its question.
pub fn in_row(dossier: &Dossier, repeat: &'static str, place: usize, question: &str) -> Option<Value> {
    let row: RowId = dossier.rows(&[], &Name::of(repeat))[place];
    let path: FieldPath = format!("{repeat}/{row}/{question}").parse().unwrap();
    dossier.value(&path).cloned()
}

/// Below which a finger misses: a little less than 48 points, for rounding.
pub const TARGET: f32 = 47.5;

/// Red boxes that egui paints where two controls have the same id.
pub fn id_clashes(surveyor: &Surveyor) -> Vec<String> {
    clashes_in(surveyor.window.output())
}

fn clashes_in(output: &egui::FullOutput) -> Vec<String> {
    let mut found = Vec::new();
    for clipped in &output.shapes {
        texts(&clipped.shape, &mut found);
    }
    found.retain(|text| text.contains("use of") && text.contains("ID"));
    found
}

fn texts(shape: &egui::Shape, found: &mut Vec<String>) {
    match shape {
        egui::Shape::Vec(shapes) => shapes.iter().for_each(|shape| texts(shape, found)),
        egui::Shape::Text(text) => found.push(text.galley.job.text.to_string()),
        _ => {}
    }
}

/// A swipe upwards of this many points.
pub const fn up(points: f32) -> Vec2 {
    vec2(0.0, -points)
}

#[test]
fn two_controls_with_one_id_are_found() {
    // The warning has a flame that our fonts do not have, so in the tests above it would not even be painted.
    let window = Harness::builder().allow_missing_glyphs().build_ui(|ui| {
        for _ in 0..2 {
            let (_, rect) = ui.allocate_space(vec2(100.0, 48.0));
            ui.interact(rect, egui::Id::unique("same"), egui::Sense::click());
        }
    });
    assert_eq!(clashes_in(window.output()).len(), 2);
}
