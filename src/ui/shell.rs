//! The window: drains queues in `logic`, shows a screen in `ui`, and changes nothing by itself.
//!
//! eframe may run `logic` and `ui` twice for one frame; only the first pass sees the taps. So commands are collected
//! while painting, in whichever pass, and carried out once, before the next frame.

use std::path::PathBuf;
use std::sync::Arc;

use eframe::Frame;
use egui::{Context, Event, Ui, ViewportCommand};

use super::dialog::{FileDialog, Wanted};
use super::scene::Scene;
use super::screens::{self, Screens};
use super::textures::{Size, Textures};
use super::theme::Look;
use super::{fonts, notices};
use crate::app::command::Command;
use crate::app::desk::merge::MergeCommand;
use crate::app::desk::progress::ProgressCommand;
use crate::app::desk::roster::RosterCommand;
use crate::app::desk::{DeskCommand, Place};
use crate::app::exchange::{ExchangeCommand, Look as LookFor};
use crate::app::keys::{KeysCommand, work};
use crate::app::program::Program;
use crate::app::route::Route;
use crate::l10n::Words;
use crate::path::FieldPath;
use crate::role::Can;

/// What a person asked for that needs the whole program to go: see [`super::gate`].
#[derive(Clone, Debug, PartialEq)]
pub enum Asked {
    Lock,
    Work(work::Task),
}

/// The program in a window.
pub struct Shell {
    pub program: Program,
    look: Look,
    screens: Screens,
    textures: Textures,
    outbox: Vec<Command>,
    asked: Option<Asked>,
    dialog: FileDialog,
    /// Set by the benchmark of the start: since when to count.
    pub measure_first_frame: Option<std::time::Instant>,
    /// The window was asked to close while changes were unsaved.
    leaving: bool,
}

impl Shell {
    pub fn new(ctx: &Context, program: Program) -> Self {
        fonts::install(ctx);
        let settings = &program.settings;
        let look = Look::new(settings.theme, settings.text_size, settings.hand);
        look.apply(ctx);
        Self {
            program,
            look,
            screens: Screens::default(),
            textures: Textures::default(),
            outbox: Vec::new(),
            asked: None,
            dialog: FileDialog::default(),
            measure_first_frame: None,
            leaving: false,
        }
    }

    fn carry_out(&mut self, ctx: &Context) {
        for command in std::mem::take(&mut self.outbox) {
            match command {
                Command::PickPhotos { path } if self.program.may(&Command::PickPhotos { path: path.clone() }) => {
                    let words = Words::of(self.program.settings.language);
                    self.dialog.open(Wanted::Photos(path), words, ctx);
                }
                Command::Exchange(ExchangeCommand::PickPackages) => {
                    self.dialog.open(Wanted::Packages, Words::of(self.program.settings.language), ctx);
                }
                Command::Exchange(ExchangeCommand::PickFolder) => {
                    self.dialog.open(Wanted::Folder, Words::of(self.program.settings.language), ctx);
                }
                Command::Desk(DeskCommand::Merge(MergeCommand::PickFolders)) => {
                    self.dialog.open(Wanted::MergeFolders, Words::of(self.program.settings.language), ctx);
                }
                Command::Desk(DeskCommand::Merge(MergeCommand::PickFiles)) => {
                    self.dialog.open(Wanted::MergeFiles, Words::of(self.program.settings.language), ctx);
                }
                Command::Desk(DeskCommand::Roster(RosterCommand::Pick)) => {
                    self.dialog.open(Wanted::Table, Words::of(self.program.settings.language), ctx);
                }
                Command::Desk(DeskCommand::Progress(ProgressCommand::PickTargets)) => {
                    self.dialog.open(Wanted::Targets, Words::of(self.program.settings.language), ctx);
                }
                Command::Keys(KeysCommand::Lock) => self.asked = Some(Asked::Lock),
                Command::Keys(KeysCommand::Work(task)) => self.asked = Some(Asked::Work(task)),
                Command::Keys(KeysCommand::Pick(purpose)) => {
                    self.dialog.open(Wanted::Key(purpose), Words::of(self.program.settings.language), ctx);
                }
                Command::Keys(KeysCommand::PickPlace) => {
                    self.dialog.open(Wanted::KeyPlace, Words::of(self.program.settings.language), ctx);
                }
                other => self.program.dispatch(other),
            }
        }
        if !matches!(self.program.route, Route::Keys { .. }) {
            // Passphrases that were typed there, and not used.
            self.screens.keys = screens::keys::State::default();
            self.program.keys.put_away();
        }
        let settings = &self.program.settings;
        let look = Look::new(settings.theme, settings.text_size, settings.hand);
        if look != self.look {
            self.look = look;
            look.apply(ctx);
        }
    }

    fn take_dialog(&mut self) {
        let Some((wanted, answer)) = self.dialog.answer() else { return };
        let command = match (wanted, answer) {
            (Wanted::Photos(path), Some(files)) => Command::AddPhotoFiles { path, files },
            // No dialog on this machine: the in-app list takes over.
            (Wanted::Photos(path), None) => Command::BrowsePhotos { path },
            (Wanted::Packages, Some(files)) => Command::Exchange(ExchangeCommand::Offer(files)),
            (Wanted::Packages, None) => Command::Exchange(ExchangeCommand::Browse(LookFor::Packages)),
            (Wanted::Folder, Some(folders)) => match folders.into_iter().next() {
                Some(folder) => Command::Exchange(ExchangeCommand::WriteTo(folder)),
                None => return,
            },
            (Wanted::Folder, None) => return,
            (Wanted::MergeFolders | Wanted::MergeFiles, Some(paths)) => merge(MergeCommand::Add(paths)),
            (Wanted::MergeFolders | Wanted::MergeFiles, None) => merge(MergeCommand::Browse),
            (Wanted::Targets, None) => Command::Desk(DeskCommand::Progress(ProgressCommand::NoDialog)),
            (Wanted::Targets, Some(files)) => match files.into_iter().next() {
                Some(file) => Command::Desk(DeskCommand::Progress(ProgressCommand::TakeTargets(file))),
                None => return,
            },
            (Wanted::Key(_) | Wanted::KeyPlace, None) => {
                return self.program.notices.push(crate::problem::Problem::notice("keys-no-dialog"));
            }
            (Wanted::Key(purpose), Some(files)) => match files.into_iter().next() {
                Some(file) => Command::Keys(KeysCommand::ReadFile(purpose, file)),
                None => return,
            },
            (Wanted::KeyPlace, Some(folders)) => match folders.into_iter().next() {
                Some(folder) => Command::Keys(KeysCommand::SaveRecovery(folder)),
                None => return,
            },
            (Wanted::Table, None) => Command::Desk(DeskCommand::Roster(RosterCommand::Browse)),
            (Wanted::Table, Some(files)) => match files.into_iter().next() {
                Some(file) => Command::Desk(DeskCommand::Roster(RosterCommand::Open(file))),
                None => return,
            },
        };
        self.program.dispatch(command);
    }

    /// Packages dropped on the window are opened, on the roster's screen a table is; photos dropped or pasted go to the question that is open.
    fn take_gifts(&mut self, ctx: &Context) {
        let (dropped, pasted) = ctx.input(|input| {
            let files: Vec<_> = input.raw.dropped_files.iter().map(|file| file.path().to_owned()).collect();
            let pasted: Vec<_> = input.events.iter().filter_map(pasted_image).collect();
            (files, pasted)
        });
        if self.is_for_the_inbox(&dropped) {
            return self.program.dispatch(merge(MergeCommand::Add(dropped)));
        }
        let is_package = |file: &PathBuf| file.extension().is_some_and(|ending| ending == crate::remote::ENDING);
        let (packages, dropped): (Vec<_>, Vec<_>) = dropped.into_iter().partition(is_package);
        if !packages.is_empty() {
            self.program.dispatch(Command::Exchange(ExchangeCommand::Offer(packages)));
        }
        if self.program.route == Route::Desk(Place::Roster) && !dropped.is_empty() {
            for file in dropped.into_iter().take(1) {
                self.program.dispatch(Command::Desk(DeskCommand::Roster(RosterCommand::Open(file))));
            }
            return;
        }
        if self.program.route == Route::Desk(Place::Progress) && !dropped.is_empty() {
            for file in dropped.into_iter().take(1) {
                self.program.dispatch(Command::Desk(DeskCommand::Progress(ProgressCommand::TakeTargets(file))));
            }
            return;
        }
        if matches!(self.program.route, Route::Keys { .. }) && !dropped.is_empty() {
            for file in dropped.into_iter().take(1) {
                self.program.dispatch(Command::Keys(KeysCommand::ReadFile(self.screens.keys.purpose(), file)));
            }
            return;
        }
        if dropped.is_empty() && pasted.is_empty() {
            return;
        }
        let Some(path) = self.photo_target() else {
            return self.program.notices.push(crate::problem::Problem::notice("app-drop-nowhere"));
        };
        if !dropped.is_empty() {
            self.program.dispatch(Command::AddPhotoFiles { path: path.clone(), files: dropped });
        }
        for image in pasted {
            let [width, height] = image.size.map(|side| u32::try_from(side).unwrap_or(u32::MAX));
            let mut rgba = Vec::with_capacity(4 * image.pixels.len());
            for pixel in &image.pixels {
                rgba.extend(pixel.to_srgba_unmultiplied());
            }
            self.program.dispatch(Command::AddPhotoPixels { path: path.clone(), width, height, rgba: rgba.into() });
        }
    }

    /// What was asked for that needs the whole program to go; once.
    pub const fn take_asked(&mut self) -> Option<Asked> {
        self.asked.take()
    }

    /// Behind the lock: hears the workers without showing anything, and says when all is done and on disk. Then it can
    /// be dropped.
    pub fn wind_down(&mut self) -> bool {
        self.program.poll();
        !self.program.is_at_work() && self.program.shut_down() == 0
    }

    /// At the desk, what is dropped on the inbox, and whole folders anywhere, shall be merged.
    fn is_for_the_inbox(&self, dropped: &[PathBuf]) -> bool {
        let here = match self.program.route {
            Route::Desk(Place::Inbox) => !dropped.is_empty(),
            Route::Desk(_) | Route::Households => dropped.iter().any(|path| path.is_dir()),
            _ => false,
        };
        here && self.program.role.can(Can::Merge)
    }

    /// Wishes go to the photo lane, decoded pictures to the graphics chip.
    fn move_pictures(&mut self, ctx: &Context) {
        for hash in self.program.take_forgotten() {
            self.textures.forget(hash);
        }
        for (hash, edge, picture) in self.program.take_pictures() {
            let size = Size::of_edge(edge);
            match picture {
                Ok(picture) => {
                    let sides = [picture.width, picture.height].map(|side| side as usize);
                    self.textures.insert(hash, size, sides, &picture.rgba);
                }
                Err(_) => self.textures.fail(hash, size),
            }
        }
        for (hash, size) in self.textures.take_wanted() {
            if !self.program.want_picture(hash, size.edge()) {
                self.textures.fail(hash, size);
            }
        }
        self.textures.upload(ctx);
    }

    fn photo_target(&self) -> Option<FieldPath> {
        match self.program.route {
            Route::Visit(_) => self.screens.visit.active.clone(),
            Route::Job { .. } => self.screens.job.active.clone(),
            _ => None,
        }
    }

    fn mind_closing(&mut self, ctx: &Context) {
        if !ctx.input(|input| input.viewport().close_requested()) || self.leaving {
            return;
        }
        if self.program.shut_down() > 0 {
            self.leaving = true;
            ctx.send_viewport_cmd(ViewportCommand::CancelClose);
        }
    }
}

const fn merge(command: MergeCommand) -> Command {
    Command::Desk(DeskCommand::Merge(command))
}

fn pasted_image(event: &Event) -> Option<Arc<egui::ColorImage>> {
    match event {
        Event::PasteImage(image) => Some(Arc::clone(image)),
        _ => None,
    }
}

impl eframe::App for Shell {
    fn raw_input_hook(&mut self, _ctx: &Context, input: &mut egui::RawInput) {
        fonts::cap_texture_side(input);
    }

    fn logic(&mut self, ctx: &Context, _frame: &mut Frame) {
        if ctx.current_pass_index() > 0 {
            return;
        }
        self.carry_out(ctx);
        self.take_dialog();
        self.take_gifts(ctx);
        self.program.poll();
        self.move_pictures(ctx);
        self.mind_closing(ctx);
    }

    fn ui(&mut self, ui: &mut Ui, _frame: &mut Frame) {
        let words = Words::of(self.program.settings.language);
        let mut scene = Scene {
            program: &self.program,
            look: &self.look,
            words,
            textures: &mut self.textures,
            dialog_waits: self.dialog.is_waiting(),
            out: &mut self.outbox,
        };
        notices::show(ui, &mut scene);
        screens::show(ui, &mut self.screens, &mut scene);
        if self.leaving {
            match notices::leaving(ui, &mut scene) {
                Some(notices::Leaving::Anyway) => ui.ctx().send_viewport_cmd(ViewportCommand::Close),
                Some(notices::Leaving::Stay) => self.leaving = false,
                None => {}
            }
        }
        if let Some(begun) = self.measure_first_frame {
            super::first_frame::report_and_close(ui.ctx(), begun);
        }
        if !self.outbox.is_empty() {
            ui.ctx().request_repaint();
        }
    }

    fn on_exit(&mut self, _gl: Option<&eframe::glow::Context>) {
        self.program.shut_down();
    }
}
