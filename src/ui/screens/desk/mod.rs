//! The coordinator's desk: the bar, the way between its parts, and the part that is looked at.

pub mod conflicts;
pub mod duplicates;
pub mod exports;
pub mod inbox;
pub mod progress;
pub mod registry;
pub mod review;
pub mod roster;

use egui::{CentralPanel, Frame, Panel, ScrollArea, Ui};

use crate::app::command::Command;
use crate::app::desk::Place;
use crate::app::route::Route;
use crate::ui::scene::Scene;
use crate::ui::screens::bar::{self, Bar};
use crate::ui::widgets::{Button, Icon};

/// What the parts remember.
#[derive(Default)]
pub struct State {
    pub registry: registry::State,
    pub roster: roster::State,
    pub inbox: inbox::State,
    pub conflicts: conflicts::State,
    pub duplicates: duplicates::State,
    pub review: review::State,
    pub progress: progress::State,
    pub exports: exports::State,
}

/// Points of text size 100 % below which the parts stand above the screen, not beside it.
const WIDE: f32 = 1_000.0;

/// Shows the desk.
pub fn show(ui: &mut Ui, state: &mut State, place: Place, scene: &mut Scene<'_>) {
    let look = scene.look;
    let title = scene.words.text(title_key(place));
    let back = scene.program.route != scene.program.home();
    bar::show(ui, &Bar { title: &title, subtitle: "", back, undo: None, redo: None, settings: true }, scene);
    ways(ui, place, scene);
    let frame = Frame::new().fill(look.colours.ground).inner_margin(look.margin(look.space.l));
    CentralPanel::default().frame(frame).show(ui, |ui| match place {
        Place::Registry => registry::show(ui, &mut state.registry, scene),
        Place::Roster => roster::show(ui, &mut state.roster, scene),
        Place::Inbox => inbox::show(ui, &mut state.inbox, scene),
        Place::Conflicts => conflicts::show(ui, &mut state.conflicts, scene),
        Place::Duplicates => duplicates::show(ui, &mut state.duplicates, scene),
        Place::Review => review::show(ui, &mut state.review, scene),
        Place::Progress => progress::show(ui, &mut state.progress, scene),
        Place::Exports => exports::show(ui, &mut state.exports, scene),
    });
}

/// The ways to the other parts: beside the screen where it is wide, above it where it is not.
fn ways(ui: &mut Ui, here: Place, scene: &mut Scene<'_>) {
    let look = scene.look;
    let frame = Frame::new().fill(look.colours.surface).inner_margin(look.margin(look.space.s));
    if ui.available_width() >= WIDE * look.factor {
        let panel = Panel::left("ways").frame(frame).resizable(false).exact_size(168.0 * look.factor);
        panel.show(ui, |ui| {
            ScrollArea::vertical().auto_shrink(false).show(ui, |ui| {
                for place in Place::ALL {
                    way(ui, place, here, true, scene);
                }
            });
        });
    } else {
        Panel::top("ways").frame(frame).show(ui, |ui| {
            ScrollArea::horizontal().show(ui, |ui| {
                ui.horizontal(|ui| {
                    for place in Place::ALL {
                        way(ui, place, here, false, scene);
                    }
                });
            });
        });
    }
}

fn way(ui: &mut Ui, place: Place, here: Place, wide: bool, scene: &mut Scene<'_>) {
    let text = scene.words.text(title_key(place));
    let button = Button::plain(&text).icon(icon(place)).selected(place == here);
    let button = if wide { button.wide() } else { button };
    if button.show(ui, scene.look).clicked() {
        scene.out.push(Command::Go(Route::Desk(place)));
    }
}

const fn title_key(place: Place) -> &'static str {
    match place {
        Place::Registry => "desk-registry",
        Place::Roster => "desk-roster",
        Place::Inbox => "desk-inbox",
        Place::Conflicts => "desk-conflicts",
        Place::Duplicates => "desk-duplicates",
        Place::Review => "desk-review",
        Place::Progress => "desk-progress",
        Place::Exports => "desk-exports",
    }
}

const fn icon(place: Place) -> Icon {
    match place {
        Place::Registry => Icon::List,
        Place::Roster => Icon::Person,
        Place::Inbox => Icon::Folder,
        Place::Conflicts => Icon::Fork,
        Place::Duplicates => Icon::Duplicate,
        Place::Review => Icon::Check,
        Place::Progress => Icon::Target,
        Place::Exports => Icon::Note,
    }
}
