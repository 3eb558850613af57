//! Households that may be the same: the queue, and two of them side by side.

mod case_data;
mod case_ui;
pub mod data;
mod part_ui;
mod queue_ui;

use egui::{Key, Panel, Ui};

use crate::app::command::Command;
use crate::app::desk::DeskCommand;
use crate::app::desk::duplicates::DuplicatesCommand;
use crate::id::DossierId;
use crate::ui::scene::Scene;
use data::{Kept, Tab};

/// What the screen remembers.
#[derive(Default)]
pub struct State {
    tab: Tab,
    typed: String,
    kept: Kept,
    /// The case that was opened by itself last: once, so that closing it is possible.
    offered: Option<Vec<DossierId>>,
    /// Parts of which all differing fields are shown.
    unfolded: std::collections::BTreeSet<DossierId>,
}

/// Points of text size 100 % from which the queue stands beside the case.
const WIDE: f32 = 860.0;

/// Shows the screen, inside the desk's frame.
pub fn show(ui: &mut Ui, state: &mut State, scene: &mut Scene<'_>) {
    let program = scene.program;
    if program.duplicates_are_stale() {
        send(scene, DuplicatesCommand::Scan);
    }
    state.kept.look(&program.desk.duplicates, state.tab, &state.typed);
    keys(ui, state, scene);
    let look = scene.look;
    if ui.available_width() >= WIDE * look.factor {
        offer(state, scene);
        let width = 330.0 * look.factor;
        let frame = egui::Frame::new().inner_margin(egui::Margin { right: look.space.m as i8, ..egui::Margin::ZERO });
        let panel = Panel::left("duplicates queue").frame(frame).resizable(false).exact_size(width);
        panel.show_separator_line(false).show(ui, |ui| queue_ui::show(ui, state, scene));
        case_ui::show(ui, state, false, scene);
    } else if program.desk.duplicates.opened.is_some() {
        case_ui::show(ui, state, true, scene);
    } else {
        queue_ui::show(ui, state, scene);
    }
}

fn send(scene: &mut Scene<'_>, command: DuplicatesCommand) {
    scene.out.push(Command::Desk(DeskCommand::Duplicates(command)));
}

/// The households of the n-th line.
fn homes_at(state: &State, scene: &Scene<'_>, place: usize) -> Option<Vec<DossierId>> {
    let queue = scene.program.desk.duplicates.queue.as_ref()?;
    let index = *state.kept.places.get(place)? as usize;
    (state.tab != Tab::History).then(|| queue.cases.get(index).map(|case| case.homes.clone())).flatten()
}

/// Where the open case stands among the lines.
fn place_of_open(state: &State, scene: &Scene<'_>) -> Option<usize> {
    let opened = scene.program.desk.duplicates.opened.as_ref()?;
    (0..state.kept.places.len()).find(|place| homes_at(state, scene, *place).as_ref() == Some(&opened.case.homes))
}

/// Beside the queue the first case is open: there is room for it.
fn offer(state: &mut State, scene: &mut Scene<'_>) {
    if scene.program.desk.duplicates.opened.is_some() || scene.program.desk.duplicates.looking {
        return;
    }
    let first = homes_at(state, scene, 0);
    if first.is_some() && first != state.offered {
        state.offered.clone_from(&first);
        first.into_iter().for_each(|homes| send(scene, DuplicatesCommand::Open(homes)));
    }
}

/// The keyboard: another case, and the decisions.
fn keys(ui: &Ui, state: &State, scene: &mut Scene<'_>) {
    if ui.memory(|memory| memory.focused().is_some()) {
        return;
    }
    let pressed = |key| ui.input(|input| input.key_pressed(key) && input.modifiers.is_none());
    let step = isize::from(pressed(Key::ArrowDown)) - isize::from(pressed(Key::ArrowUp));
    if step != 0 {
        let here = place_of_open(state, scene);
        let place = here.map_or(Some(0), |here| here.checked_add_signed(step));
        let homes = place.and_then(|place| homes_at(state, scene, place));
        homes.into_iter().for_each(|homes| send(scene, DuplicatesCommand::Open(homes)));
    }
    let Some(opened) = &scene.program.desk.duplicates.opened else { return };
    let homes = opened.case.homes.clone();
    let decide = matches!(opened.case.matter, crate::registry::duplicates::queue::Matter::Candidate(_));
    let may = scene.program.read_only.is_none() && opened.previews.iter().all(|preview| preview.carry.is_ok());
    if decide && may && pressed(Key::J) {
        send(scene, DuplicatesCommand::Join);
    } else if decide && pressed(Key::F) {
        send(scene, DuplicatesCommand::Apart);
    } else if pressed(Key::L) {
        send(scene, DuplicatesCommand::Later(homes, true));
    }
}
