//! A pair of hands for the real window: finds controls by their accessible name, as a screen reader does, and
//! taps them like a finger.
//!
//! `tantu play SCRIPT` uses it for the pictures of the README, for the smoke test, and to try the program where
//! nobody sits in front of it. A script is a RON list of [`Step`]s. A step that cannot be done within
//! a minute ends the program with the names that were on the screen.

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::{Duration, Instant};

use egui::accesskit::{Action, ActionRequest, Node, NodeId, TreeId};
use egui::{Event, Modifiers, PointerButton, Pos2, TouchDeviceId, TouchId, TouchPhase, Vec2, ViewportCommand};
use serde::Deserialize;

/// How long a step waits for its control. Generous: software rendering on a busy machine draws few frames.
const PATIENCE: Duration = Duration::from_secs(60);
/// Frames between two movements, so that layout and animation settle.
const SETTLE_FRAMES: u32 = 4;

/// One thing to do.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub enum Step {
    /// Scrolls to the control of this accessible name and taps its middle.
    Tap(String),
    /// The same for the first control whose name contains this text.
    TapPart(String),
    /// Taps it if it is there; goes on if it is not.
    Try(String),
    /// Types into what has the focus.
    Type(String),
    /// Waits until something on the screen carries this name.
    Wait(String),
    /// Waits until a name that contains this text is there.
    WaitFor(String),
    /// Drags along points given in hundredths of the control's size.
    Draw { on: String, points: Vec<(f32, f32)> },
    /// Drops a file on the window.
    Drop(PathBuf),
    /// Resizes the window, in points.
    Size(f32, f32),
    /// Saves what the window shows as `<out>/<name>.png`.
    Shot(String),
    /// Closes the window like a person does.
    Close,
}

/// Reads a script's text.
///
/// # Errors
/// RON's message with line and column.
pub fn parse(text: &str) -> Result<Vec<Step>, ron::error::SpannedError> {
    let extensions = ron::extensions::Extensions::UNWRAP_VARIANT_NEWTYPES;
    ron::Options::default().with_default_extension(extensions).from_str(text)
}

/// How a script ended.
#[derive(Debug, Default)]
pub struct Outcome {
    pub done: usize,
    pub failure: Option<String>,
}

/// Plays a script in the window it is added to as a plugin.
pub struct Robot {
    steps: Vec<Step>,
    out: PathBuf,
    outcome: Arc<egui::mutex::Mutex<Outcome>>,
    seen: Vec<(NodeId, Node)>,
    next: usize,
    stage: u32,
    wait_frames: u32,
    since: Instant,
    shot: Option<Arc<egui::mutex::Mutex<bool>>>,
}

impl Robot {
    pub fn new(steps: Vec<Step>, out: PathBuf, outcome: Arc<egui::mutex::Mutex<Outcome>>) -> Self {
        Self {
            steps,
            out,
            outcome,
            seen: Vec::new(),
            next: 0,
            stage: 0,
            wait_frames: 10,
            since: Instant::now(),
            shot: None,
        }
    }

    fn find(&self, matches: impl Fn(&str) -> bool) -> Option<&(NodeId, Node)> {
        let named = |node: &Node| {
            [node.label(), node.value(), node.description()].into_iter().flatten().any(&matches)
                && node.bounds().is_some()
        };
        // A control before a mere text of the same name.
        let mut found = self.seen.iter().filter(|(_, node)| named(node));
        let first = found.clone().next();
        found.find(|(_, node)| node.supports_action(Action::Click)).or(first)
    }

    fn advance(&mut self) {
        self.next += 1;
        self.stage = 0;
        self.wait_frames = SETTLE_FRAMES;
        self.since = Instant::now();
        self.outcome.lock().done = self.next;
    }

    fn fail(&mut self, ctx: &egui::Context, what: &str) {
        let mut names: Vec<&str> = self.seen.iter().filter_map(|(_, node)| node.label().or(node.value())).collect();
        names.dedup();
        self.outcome.lock().failure = Some(format!("{what}; on the screen: {}", names.join(" | ")));
        self.next = self.steps.len();
        ctx.send_viewport_cmd(ViewportCommand::Close);
    }

    fn play(&mut self, ctx: &egui::Context, events: &mut egui::RawInput) {
        if self.wait_frames > 0 {
            self.wait_frames -= 1;
            return;
        }
        let Some(step) = self.steps.get(self.next).cloned() else { return };
        if self.since.elapsed() > PATIENCE {
            return self.fail(ctx, &format!("step {} {step:?} waited in vain", self.next + 1));
        }
        match step {
            Step::Tap(name) => self.tap(|text| text == name, events),
            Step::TapPart(part) => self.tap(|text| text.contains(&part), events),
            Step::Try(name) if self.find(|text| text == name).is_some() => self.tap(|text| text == name, events),
            Step::Try(_) => self.advance(),
            Step::Type(text) => {
                events.events.push(Event::Text(text));
                self.advance();
            }
            Step::Wait(name) if self.find(|text| text == name).is_some() => self.advance(),
            Step::WaitFor(part) if self.find(|text| text.contains(&part)).is_some() => self.advance(),
            Step::Wait(_) | Step::WaitFor(_) => {}
            Step::Draw { on, points } => self.draw(&on, &points, events),
            Step::Drop(file) => {
                events.dropped_files.push(Arc::new(Dropped(file)));
                self.advance();
            }
            Step::Size(width, height) => {
                ctx.send_viewport_cmd(ViewportCommand::InnerSize(Vec2::new(width, height)));
                self.advance();
                self.wait_frames = 3 * SETTLE_FRAMES;
            }
            Step::Shot(name) => self.shoot(ctx, &name),
            Step::Close => {
                ctx.send_viewport_cmd(ViewportCommand::Close);
                self.advance();
            }
        }
    }

    fn tap(&mut self, matches: impl Fn(&str) -> bool, input: &mut egui::RawInput) {
        let Some((id, node)) = self.find(matches) else { return };
        match self.stage {
            0 => {
                input.events.push(scroll_into_view(*id));
                self.stage = 1;
                self.wait_frames = SETTLE_FRAMES;
            }
            _ => {
                let middle = middle(node);
                input.events.extend(touch(TouchPhase::Start, middle));
                input.events.extend(touch(TouchPhase::End, middle));
                input.events.push(Event::PointerGone);
                self.advance();
            }
        }
    }

    /// One point of the line each frame: egui reads a drag from its movements.
    fn draw(&mut self, on: &str, points: &[(f32, f32)], input: &mut egui::RawInput) {
        let Some((id, node)) = self.find(|text| text == on) else { return };
        let rect = bounds(node);
        let stage = self.stage as usize;
        let at = |(x, y): (f32, f32)| rect.min + rect.size() * Vec2::new(x, y) / 100.0;
        match points.get(stage.saturating_sub(1)).copied() {
            _ if stage == 0 => {
                input.events.push(scroll_into_view(*id));
                self.wait_frames = SETTLE_FRAMES;
            }
            Some(point) if stage == 1 => input.events.extend(touch(TouchPhase::Start, at(point))),
            Some(point) => input.events.extend(touch(TouchPhase::Move, at(point))),
            None => {
                let last = points.last().copied().unwrap_or_default();
                input.events.extend(touch(TouchPhase::End, at(last)));
                input.events.push(Event::PointerGone);
                return self.advance();
            }
        }
        self.stage += 1;
    }

    fn shoot(&mut self, ctx: &egui::Context, name: &str) {
        match &self.shot {
            None => {
                let (file, done) = (self.out.join(format!("{name}.png")), Arc::new(egui::mutex::Mutex::new(false)));
                self.shot = Some(Arc::clone(&done));
                ctx.request_screenshot(move |picture| {
                    if let Err(error) = save_png(&picture, &file) {
                        eprintln!("{}: {error}", file.display());
                    }
                    *done.lock() = true;
                });
            }
            Some(done) if *done.lock() => {
                self.shot = None;
                self.advance();
            }
            Some(_) => {}
        }
    }
}

impl egui::Plugin for Robot {
    fn debug_name(&self) -> &'static str {
        "robot"
    }

    fn setup(&mut self, ctx: &egui::Context) {
        ctx.enable_accesskit();
    }

    fn input_hook(&mut self, ctx: &egui::Context, input: &mut egui::RawInput) {
        self.play(ctx, input);
        if self.next < self.steps.len() {
            ctx.request_repaint();
        }
    }

    fn output_hook(&mut self, _ctx: &egui::Context, output: &mut egui::FullOutput) {
        if let Some(update) = &output.platform_output.accesskit_update {
            self.seen.clone_from(&update.nodes);
        }
    }
}

/// A file as a file manager drops it.
#[derive(Debug)]
struct Dropped(PathBuf);

impl egui::DroppedFile for Dropped {
    fn path(&self) -> &Path {
        &self.0
    }

    fn bytes(&self) -> Result<Vec<u8>, String> {
        std::fs::read(&self.0).map_err(|error| error.to_string())
    }
}

fn scroll_into_view(node: NodeId) -> Event {
    Event::AccessKitActionRequest(ActionRequest {
        action: Action::ScrollIntoView,
        target_tree: TreeId::ROOT,
        target_node: node,
        data: None,
    })
}

fn bounds(node: &Node) -> egui::Rect {
    let bounds = node.bounds().unwrap_or_default();
    let point = |x: f64, y: f64| Pos2::new(x as f32, y as f32);
    egui::Rect::from_min_max(point(bounds.x0, bounds.y0), point(bounds.x1, bounds.y1))
}

fn middle(node: &Node) -> Pos2 {
    bounds(node).center()
}

/// What winit reports for a finger: the touch itself and the pointer that egui makes of it.
fn touch(phase: TouchPhase, pos: Pos2) -> Vec<Event> {
    let finger = Event::Touch { device_id: TouchDeviceId(1), id: TouchId(1), phase, pos, force: None };
    let button =
        |pressed| Event::PointerButton { pos, button: PointerButton::Primary, pressed, modifiers: Modifiers::NONE };
    match phase {
        TouchPhase::Start => vec![finger, Event::PointerMoved(pos), button(true)],
        TouchPhase::Move => vec![finger, Event::PointerMoved(pos)],
        TouchPhase::End | TouchPhase::Cancel => vec![finger, button(false)],
    }
}

fn save_png(picture: &egui::ColorImage, file: &Path) -> image::ImageResult<()> {
    let [width, height] = picture.size.map(|side| side as u32);
    let bytes: Vec<u8> = picture.pixels.iter().flat_map(|pixel| [pixel.r(), pixel.g(), pixel.b()]).collect();
    image::RgbImage::from_raw(width, height, bytes).unwrap_or_default().save(file)
}
