//! Paints the list of folders and packages.

use egui::{CentralPanel, Frame, ScrollArea, Ui};

use crate::app::command::Command;
use crate::app::desk::DeskCommand;
use crate::app::desk::merge::MergeCommand;
use crate::app::desk::roster::RosterCommand;
use crate::app::exchange::{ExchangeCommand, Look as LookFor};
use crate::app::jobs::folders::{self, Folder};
use crate::app::transfer::TransferCommand;
use crate::ui::scene::Scene;
use crate::ui::screens::bar::{self, Bar};
use crate::ui::screens::browse::places;
use crate::ui::widgets::{self, Button, Icon, Tone, status};

/// Shows the folder that is open.
pub fn show(ui: &mut Ui, look_for: LookFor, scene: &mut Scene<'_>) {
    let (look, words) = (scene.look, scene.words);
    let folder = scene.program.folder.path.clone().unwrap_or_default();
    let title = words.text(match look_for {
        LookFor::Packages => "works-browse-packages",
        LookFor::Place => "works-browse-place",
        LookFor::Inputs => "merge-browse",
        LookFor::Tables => "roster-browse",
        LookFor::Server => "transfer-browse-folder",
        LookFor::Certificate => "transfer-browse-authority",
    });
    let subtitle = folder.display().to_string();
    bar::show(
        ui,
        &Bar { title: &title, subtitle: &subtitle, back: true, undo: None, redo: None, settings: false },
        scene,
    );
    match look_for {
        LookFor::Place => take_button(ui, &folder, scene),
        LookFor::Server => server_button(ui, &folder, scene),
        LookFor::Inputs => merge_button(ui, &folder, scene),
        LookFor::Packages | LookFor::Tables | LookFor::Certificate => {}
    }
    let frame = Frame::new().fill(look.colours.ground).inner_margin(look.margin(look.space.l));
    CentralPanel::default().frame(frame).show(ui, |ui| {
        let outbox = scene.program.workspace().layout().root().join("outbox");
        let outbox = Some(("works-browse-outbox", outbox)).filter(|(_, path)| path.is_dir());
        places(ui, &folder, outbox, scene);
        match &scene.program.folder.listing {
            None => {
                ui.label(look.muted(words.text("photo-loading")));
            }
            Some(Err(problem)) => status::line(ui, look, Tone::Bad, &words.problem(problem), &[]),
            Some(Ok(listing)) => entries(ui, look_for, listing, scene),
        }
    });
}

fn take_button(ui: &mut Ui, folder: &std::path::Path, scene: &mut Scene<'_>) {
    let (look, words) = (scene.look, scene.words);
    let frame = Frame::new().fill(look.colours.surface).inner_margin(look.margin(look.space.s));
    egui::Panel::bottom("place").frame(frame).show(ui, |ui| {
        let text = words.text("works-browse-here");
        if Button::primary(&text).icon(Icon::Check).wide().salt("here").show(ui, look).clicked() {
            scene.out.push(Command::Exchange(ExchangeCommand::WriteTo(folder.to_owned())));
            scene.out.push(Command::Back);
        }
        // The system's own dialog knows network places and new folders.
        let text = words.text("works-browse-dialog");
        if Button::quiet(&text).icon(Icon::Folder).wide().salt("dialog").show(ui, look).clicked() {
            scene.out.push(Command::Exchange(ExchangeCommand::PickFolder));
        }
    });
}

/// The folder that is open shall be a server.
fn server_button(ui: &mut Ui, folder: &std::path::Path, scene: &mut Scene<'_>) {
    let (look, words) = (scene.look, scene.words);
    let frame = Frame::new().fill(look.colours.surface).inner_margin(look.margin(look.space.s));
    egui::Panel::bottom("server").frame(frame).show(ui, |ui| {
        let text = words.text("transfer-browse-here");
        if Button::primary(&text).icon(Icon::Check).wide().salt("here").show(ui, look).clicked() {
            scene.out.push(Command::Transfer(TransferCommand::Pick(Some(folder.to_owned()))));
            scene.out.push(Command::Back);
        }
    });
}

/// The folder that is open shall be merged.
fn merge_button(ui: &mut Ui, folder: &std::path::Path, scene: &mut Scene<'_>) {
    let (look, words) = (scene.look, scene.words);
    let frame = Frame::new().fill(look.colours.surface).inner_margin(look.margin(look.space.s));
    egui::Panel::bottom("inputs").frame(frame).show(ui, |ui| {
        let text = words.text("merge-browse-here");
        if Button::primary(&text).icon(Icon::Plus).wide().salt("here").show(ui, look).clicked() {
            add(folder, scene);
        }
    });
}

fn add(path: &std::path::Path, scene: &mut Scene<'_>) {
    let command = MergeCommand::Add(vec![path.to_owned()]);
    scene.out.push(Command::Desk(DeskCommand::Merge(command)));
}

fn entries(ui: &mut Ui, look_for: LookFor, listing: &Folder, scene: &mut Scene<'_>) {
    let (look, words) = (scene.look, scene.words);
    let folders_only = matches!(look_for, LookFor::Place | LookFor::Server);
    if !folders_only && listing.entries.iter().all(|entry| entry.is_folder) {
        let key = match look_for {
            LookFor::Tables => "roster-browse-none",
            LookFor::Certificate => "transfer-browse-none",
            _ => "works-browse-none",
        };
        widgets::text(ui, look.muted(words.text(key)));
    }
    if listing.truncated {
        let count = folders::MAX_ENTRIES.to_string();
        widgets::text(ui, look.muted(words.with("browse-truncated", &[("count", &count)])));
    }
    let height = look.target.max(1.4 * look.sizes.body + 2.0 * look.space.s);
    let area = ScrollArea::vertical().auto_shrink([false, false]).id_salt("packages");
    area.show_rows(ui, height, listing.entries.len(), |ui, visible| {
        for entry in listing.entries.get(visible).unwrap_or_default() {
            let (key, icon) =
                if entry.is_folder { ("browse-folder", Icon::Folder) } else { ("browse-file", Icon::List) };
            let name = words.with(key, &[("name", &entry.name)]);
            let button = Button::plain(&entry.name).icon(icon).named(name).wide().salt(&entry.path);
            if !button.show(ui, look).clicked() {
                continue;
            }
            if entry.is_folder {
                scene.out.push(Command::OpenFolder(entry.path.clone()));
                continue;
            }
            let open = match look_for {
                LookFor::Packages => Command::Exchange(ExchangeCommand::Offer(vec![entry.path.clone()])),
                LookFor::Tables => Command::Desk(DeskCommand::Roster(RosterCommand::Open(entry.path.clone()))),
                LookFor::Inputs => {
                    add(&entry.path, scene);
                    continue;
                }
                LookFor::Certificate => Command::Transfer(TransferCommand::Pick(Some(entry.path.clone()))),
                LookFor::Place | LookFor::Server => continue,
            };
            scene.out.extend([Command::Back, open]);
        }
    });
}
