//! The keyboard: search, arrows, pages, open, select, clear.

use egui::{Id, Key, Modifiers, Ui};

use super::registry_ui::{State, clear, send};
use crate::app::command::Command;
use crate::app::desk::registry::RegistryCommand;
use crate::ui::scene::Scene;

/// Notes which widget the search field is: its keys are not another field's.
pub(super) fn note_search(ui: &Ui, id: Id) {
    ui.data_mut(|data| data.insert_temp(search_note(), id));
}

fn search_note() -> Id {
    Id::unique("register-search")
}

/// Does what the keys say; before the search field is shown, which would take some of them.
pub(super) fn take(ui: &Ui, state: &mut State, scene: &mut Scene<'_>) {
    if state.sheet.is_some() {
        return;
    }
    let search: Option<Id> = ui.data(|data| data.get_temp(search_note()));
    let focused = ui.memory(egui::Memory::focused);
    let typing = focused.is_some() && focused == search;
    let pressed = |modifiers: Modifiers, key: Key| ui.input_mut(|input| input.consume_key(modifiers, key));
    if pressed(Modifiers::COMMAND, Key::F) || focused.is_none() && pressed(Modifiers::NONE, Key::Slash) {
        // The letter itself must not land in the field.
        ui.input_mut(|input| input.events.retain(|event| !matches!(event, egui::Event::Text(text) if text == "/")));
        state.focus_search = true;
    }
    if focused.is_some() && !typing {
        return;
    }
    if pressed(Modifiers::NONE, Key::Escape) {
        return escape(ui, state, focused, scene);
    }
    let last = state.asked.found().rows.len().saturating_sub(1);
    let here = state.cursor.map(|(_, place)| place);
    let page = state.page.max(1);
    let next = |step: usize| here.map_or(0, |here| here.saturating_add(step).min(last));
    let before = |step: usize| here.map_or(0, |here| here.saturating_sub(step));
    let target = if pressed(Modifiers::NONE, Key::ArrowDown) {
        Some(next(1))
    } else if pressed(Modifiers::NONE, Key::ArrowUp) {
        Some(before(1))
    } else if pressed(Modifiers::NONE, Key::PageDown) {
        Some(next(page))
    } else if pressed(Modifiers::NONE, Key::PageUp) {
        Some(before(page))
    } else if !typing && pressed(Modifiers::NONE, Key::Home) {
        Some(0)
    } else if !typing && pressed(Modifiers::NONE, Key::End) {
        Some(last)
    } else {
        None
    };
    if let Some(place) = target {
        state.cursor = state.asked.id(&scene.program.registry, place).map(|id| (id, place));
        state.reveal = Some(place);
    }
    act(ui, state, typing, scene);
}

/// Opens, selects.
fn act(ui: &Ui, state: &State, typing: bool, scene: &mut Scene<'_>) {
    let pressed = |modifiers: Modifiers, key: Key| ui.input_mut(|input| input.consume_key(modifiers, key));
    if pressed(Modifiers::NONE, Key::Enter) {
        // What was searched is often found alone.
        let first = || state.asked.id(&scene.program.registry, 0).filter(|_| typing);
        if let Some(id) = state.cursor.map(|(id, _)| id).or_else(first) {
            scene.out.push(Command::OpenHousehold(id));
        }
    }
    if !typing && pressed(Modifiers::COMMAND, Key::A) {
        let ids = scene.program.registry.ids(&state.asked.found().rows).to_vec();
        send(scene, RegistryCommand::Select { ids, on: true });
    }
    if !typing
        && pressed(Modifiers::NONE, Key::Space)
        && let Some((id, _)) = state.cursor
    {
        let on = !scene.program.desk.registry.selected.contains(&id);
        send(scene, RegistryCommand::Select { ids: vec![id], on });
    }
}

/// First what was typed, then the choices, then the selection; and the field is left.
fn escape(ui: &Ui, state: &mut State, focused: Option<Id>, scene: &mut Scene<'_>) {
    if let Some(focused) = focused {
        ui.memory_mut(|memory| memory.surrender_focus(focused));
    }
    let registry = &scene.program.desk.registry;
    let asked = &registry.query;
    if !asked.typed.is_empty() || !state.typed.is_empty() {
        state.typed.clear();
        let query = crate::registry::view::Query { typed: String::new(), ..asked.clone() };
        send(scene, RegistryCommand::Ask(query));
    } else if !asked.filter.is_empty() {
        clear(state, scene);
    } else if !registry.selected.is_empty() {
        send(scene, RegistryCommand::SelectNone);
    }
}
