//! Opening the window, for a person or for the robot.

use std::path::PathBuf;
use std::sync::Arc;
use std::time::Instant;

use eframe::{NativeOptions, Renderer};
use egui::mutex::Mutex;
use egui::{Context, ViewportBuilder};

use super::gate::{Entrance, Gate};
use super::robot::{self, Outcome, Robot, Step};
use crate::app::clock::SystemClock;
use crate::app::demo;
use crate::app::keys::work::Door;
use crate::app::settings::machine_locale;
use crate::app::vault::Cost;
use crate::cli::{self, Play, Window};
use crate::l10n::{Language, Words};
use crate::problem::Problem;
use crate::store::Opening;

/// The visit that `tantu play` plays by itself.
const DEMO_VISIT: &str = include_str!("../../assets/demo-visit.ron");

/// Opens the window and returns when it is closed. `begun` is when the program started; `language` that of the
/// machine.
///
/// # Errors
/// A sentence for the terminal: the workspace cannot be opened, there is no screen, or the robot's script failed.
pub fn open(asked: Window, begun: Instant, language: Language) -> Result<(), String> {
    let words = Words::of(asked.language.unwrap_or(language));
    let told = |problem: Problem| words.problem(&problem);
    let (workspace, player, outcome) = match asked.play {
        Some(play) => {
            let (workspace, steps) = script(&play, asked.workspace).map_err(told)?;
            let outcome = Arc::new(Mutex::new(Outcome::default()));
            let robot = Robot::new(steps, play.out, Arc::clone(&outcome));
            (workspace, Some(robot), Some(outcome))
        }
        None => (asked.workspace.map_or_else(usual_workspace, Ok).map_err(told)?, None, None),
    };
    let opening = Opening { role: asked.role, ..Opening::default() };
    let door = Door { folder: workspace, opening, cost: Cost::Usual };
    // What cannot be opened is told in the terminal; what is sealed waits for its passphrase.
    let opened = if door.state().needs_key() { None } else { Some(door.open(None).map_err(told)?) };
    let first_frame = asked.first_frame.then_some(begun);
    let clock = Arc::new(SystemClock);
    let entrance = Entrance { door, clock, language: asked.language, locale: machine_locale() };
    let create = move |creation: &eframe::CreationContext<'_>| {
        let ctx = creation.egui_ctx.clone();
        if let Some(robot) = player {
            ctx.add_plugin(robot);
        }
        let mut gate = match opened {
            Some(opened) => Gate::open(&ctx, entrance, opened)?,
            None => Gate::locked(&ctx, entrance),
        };
        gate.measure_first_frame = first_frame;
        Ok(Box::new(gate) as Box<dyn eframe::App>)
    };
    eframe::run_native("tantu", options(words.text("app-window-title")), Box::new(create))
        .map_err(|error| error.to_string())?;
    match outcome.and_then(|outcome| outcome.lock().failure.take()) {
        Some(failure) => Err(failure),
        None => Ok(()),
    }
}

fn options(title: String) -> NativeOptions {
    NativeOptions {
        renderer: Renderer::Glow,
        viewport: ViewportBuilder::default()
            .with_app_id("tantu")
            .with_title(title)
            .with_inner_size([1280.0, 800.0])
            .with_min_inner_size([480.0, 480.0])
            .with_icon(icon()),
        ..NativeOptions::default()
    }
}

/// The workspace of a person who named none.
fn usual_workspace() -> Result<PathBuf, Problem> {
    let dirs = directories::ProjectDirs::from("", "", "tantu");
    dirs.map(|dirs| dirs.data_dir().join("workspace")).ok_or_else(|| Problem::error("app-no-home"))
}

/// The steps to play, and the workspace they are played in: the one named, else a demo workspace made beside the
/// pictures.
fn script(play: &Play, workspace: Option<PathBuf>) -> Result<(PathBuf, Vec<Step>), Problem> {
    let failed = |error: std::io::Error| Problem::error("app-script-unreadable").with("why", error);
    std::fs::create_dir_all(&play.out).map_err(|error| failed(error).in_file(&play.out))?;
    let steps = match &play.script {
        Some(file) => std::fs::read_to_string(file).map_err(|error| failed(error).in_file(file))?,
        None => DEMO_VISIT.replace("PHOTO", &play.out.join("photo.jpg").display().to_string()),
    };
    let steps = robot::parse(&steps).map_err(|error| {
        let place = error.span.start;
        Problem::error("app-script-unreadable").with("why", error.code).at(place.line, place.col)
    })?;
    let workspace = match workspace {
        Some(workspace) => workspace,
        None => {
            let workspace = play.out.join("workspace");
            if !workspace.exists() {
                cli::demo::create(&workspace)?;
            }
            workspace
        }
    };
    if play.script.is_none() {
        let picture = demo::sample_photo()?;
        let file = play.out.join("photo.jpg");
        std::fs::write(&file, picture).map_err(|error| failed(error).in_file(&file))?;
    }
    Ok((workspace, steps))
}

/// Wakes the window for a worker's report; egui makes one frame of many wishes.
pub(super) fn waker(ctx: &Context) -> crate::app::jobs::Waker {
    let ctx = ctx.clone();
    Arc::new(move || ctx.request_repaint())
}

fn icon() -> egui::IconData {
    eframe::icon_data::from_png_bytes(include_bytes!("../../assets/icon.png")).unwrap_or_default()
}
