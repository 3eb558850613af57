//! The program in a window that nobody sees, driven as eframe does, with input of its own.

#![allow(dead_code, reason = "not every bench needs everything")]

use std::hint::black_box;
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use eframe::App as _;
use egui::{
    Context, Event, Modifiers, MouseWheelSource, MouseWheelUnit, RawInput, Rect, TouchPhase, Vec2, ViewportId, pos2,
    vec2,
};
use tantu::app::clock::FixedClock;
use tantu::app::program::Program;
use tantu::l10n::Language;
use tantu::role::Role;
use tantu::stamp::Moment;
use tantu::store::{Opening, Workspace};
use tantu::ui::shell::Shell;

use super::common::{count, median};

pub const SIZE: Vec2 = vec2(1280.0, 800.0);
const FRAME_SECONDS: f64 = 1.0 / 60.0;
/// A screen that has not come to rest after this many frames never does.
const RESTLESS: usize = 1_000;

pub struct Window {
    pub ctx: Context,
    pub shell: Shell,
    frame: eframe::Frame,
    seconds: f64,
    /// How often anybody, also a worker, asked for a frame.
    asked: Arc<AtomicUsize>,
}

impl Window {
    pub fn open(workspace: &Path, role: Role) -> Self {
        let (store, problems) = Workspace::open(workspace, Opening { role, ..Opening::default() }).unwrap();
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

    /// One frame: what it cost, and when the next one is wanted.
    pub fn paint(&mut self, events: Vec<Event>) -> (Duration, Duration) {
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
    pub fn scroll(&mut self, number: usize) -> Duration {
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
    pub fn rest(&mut self) -> Rest {
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
}

/// How a screen comes to rest.
#[derive(Default)]
pub struct Rest {
    pub frames: usize,
    /// Frames that anybody asked for while nothing happened.
    pub afterwards: usize,
}

impl Rest {
    pub fn row(&self, what: &str) -> [String; 3] {
        [what.to_owned(), count(self.frames), count(self.afterwards)]
    }
}

pub struct Times {
    pub median: Duration,
    pub slowest: Duration,
}

impl Times {
    pub fn of(times: Vec<Duration>) -> Self {
        let slowest = times.iter().copied().max().unwrap_or_default();
        Self { median: median(times), slowest }
    }
}

/// A day in November in Inner Mongolia.
pub fn noon() -> Moment {
    Moment::new(1_795_512_605, 480)
}
