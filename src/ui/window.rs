//! Opening the window, for a person or for the robot.

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Instant;

use eframe::{NativeOptions, Renderer};
use egui::mutex::Mutex;
use egui::{Context, ViewportBuilder};

use super::robot::{Outcome, Robot, Step};
use super::shell::Shell;
use crate::app::clock::Clock;
use crate::app::program::Program;
use crate::l10n::{Language, Words};
use crate::store::{Opening, Workspace};

/// What the window is opened for.
pub struct Launch {
    pub workspace: PathBuf,
    pub clock: Arc<dyn Clock>,
    /// Plays this script and leaves its pictures in the folder.
    pub script: Option<(Vec<Step>, PathBuf)>,
    /// For the benchmark of the start: counts from here, prints how long the first frame took, and closes.
    pub measure_first_frame: Option<Instant>,
    pub language: Language,
}

/// Opens the window and returns when it is closed.
///
/// # Errors
/// A sentence for the terminal: the workspace cannot be opened, there is no screen, or the script failed.
pub fn open(launch: Launch) -> Result<(), String> {
    let words = Words::of(launch.language);
    let (store, problems) =
        Workspace::open(&launch.workspace, Opening::default()).map_err(|problem| words.problem(&problem))?;
    let outcome = Arc::new(Mutex::new(Outcome::default()));
    let robot = launch.script.map(|(steps, out)| Robot::new(steps, out, Arc::clone(&outcome)));
    let (clock, begun) = (launch.clock, launch.measure_first_frame);
    let options = NativeOptions {
        renderer: Renderer::Glow,
        viewport: ViewportBuilder::default()
            .with_app_id("tantu")
            .with_title("坦途 Tantu")
            .with_inner_size([1280.0, 800.0])
            .with_min_inner_size([480.0, 480.0])
            .with_icon(icon()),
        ..NativeOptions::default()
    };
    let create = move |creation: &eframe::CreationContext<'_>| {
        let ctx = creation.egui_ctx.clone();
        let program = Program::start(store, problems, clock, waker(&ctx))?;
        if let Some(robot) = robot {
            ctx.add_plugin(robot);
        }
        let mut shell = Shell::new(&ctx, program);
        shell.measure_first_frame = begun;
        Ok(Box::new(shell) as Box<dyn eframe::App>)
    };
    eframe::run_native("tantu", options, Box::new(create)).map_err(|error| error.to_string())?;
    match outcome.lock().failure.take() {
        Some(failure) => Err(failure),
        None => Ok(()),
    }
}

/// Wakes the window for a worker's report; egui makes one frame of many wishes.
fn waker(ctx: &Context) -> crate::app::jobs::Waker {
    let ctx = ctx.clone();
    Arc::new(move || ctx.request_repaint())
}

fn icon() -> egui::IconData {
    eframe::icon_data::from_png_bytes(include_bytes!("../../assets/icon.png")).unwrap_or_default()
}

/// Reads a script.
///
/// # Errors
/// A sentence with file, line and column.
pub fn read_script(file: &Path) -> Result<Vec<Step>, String> {
    let text = std::fs::read_to_string(file).map_err(|error| format!("{}: {error}", file.display()))?;
    parse_script(&text).map_err(|error| format!("{}:{error}", file.display()))
}

/// Reads a script's text.
///
/// # Errors
/// RON's message with line and column.
pub fn parse_script(text: &str) -> Result<Vec<Step>, ron::error::SpannedError> {
    let extensions = ron::extensions::Extensions::UNWRAP_VARIANT_NEWTYPES;
    ron::Options::default().with_default_extension(extensions).from_str(text)
}
