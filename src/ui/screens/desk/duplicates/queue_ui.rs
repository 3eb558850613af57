//! Paints the queue: tabs, search, lines.

use egui::{Id, ScrollArea, Sense, StrokeKind, Ui, UiBuilder, vec2};

use super::data::{Line, Tab, history_line, line};
use super::{State, homes_at, send};
use crate::app::desk::duplicates::DuplicatesCommand;
use crate::ui::scene::Scene;
use crate::ui::widgets::{self, Button, Chip, Icon, Tone, text_field};

/// Shows the queue.
pub fn show(ui: &mut Ui, state: &mut State, scene: &mut Scene<'_>) {
    let (look, words, program) = (scene.look, scene.words, scene.program);
    let kept = &program.desk.duplicates;
    ui.spacing_mut().item_spacing.y = look.space.s;
    widgets::flow(ui, |ui| {
        for (tab, count) in Tab::ALL.into_iter().zip(state.kept.counts) {
            let text = words.with(tab.key(), &[("count", &count.to_string())]);
            if Chip::one(&text, state.tab == tab).salt(tab).small().show(ui, look).clicked() {
                state.tab = tab;
                state.offered = None;
                send(scene, DuplicatesCommand::Close);
            }
        }
    });
    text_field::search(ui, look, &words.text("duplicate-search"), &mut state.typed);
    let Some(queue) = &kept.queue else {
        widgets::text(ui, look.muted(words.text("duplicate-looking")));
        return;
    };
    let told = if kept.looking {
        words.text("duplicate-looking")
    } else {
        words.with("duplicate-compared", &[("count", &queue.compared.to_string())])
    };
    widgets::text(ui, look.muted(told));
    state.kept.look(kept, state.tab, &state.typed);
    if state.kept.places.is_empty() {
        empty(ui, state, scene);
        return;
    }
    let height = 2.0 * look.space.m + 1.4 * (look.sizes.body + 2.0 * look.sizes.label) + look.space.s;
    let places = state.kept.places.len();
    let area = ScrollArea::vertical().auto_shrink([false, false]).id_salt(("duplicates", state.tab));
    area.show_rows(ui, height, places, |ui, visible| {
        for place in visible {
            let Some(index) = state.kept.places.get(place).map(|index| *index as usize) else { continue };
            let line = match state.tab {
                Tab::History => queue.history.get(index).map(|done| history_line(queue, *done, words)),
                _ => queue.cases.get(index).map(|case| line(queue, case, words)),
            };
            let Some(line) = line else { continue };
            let id = Id::unique(("duplicate", state.tab, &line.homes, index));
            ui.scope_builder(UiBuilder::new().scope_id(id), |ui| row(ui, state, &line, place, height, scene));
        }
    });
}

fn empty(ui: &mut Ui, state: &State, scene: &Scene<'_>) {
    let (look, words) = (scene.look, scene.words);
    ui.add_space(look.space.xl);
    ui.vertical_centered(|ui| {
        let whole = state.tab == Tab::Pending && state.typed.trim().is_empty();
        let key = if whole { "duplicate-none" } else { "duplicate-none-here" };
        widgets::text(ui, look.heading(words.text(key)));
        if whole {
            widgets::text(ui, look.muted(words.text("duplicate-none-text")));
        }
    });
}

fn row(ui: &mut Ui, state: &State, line: &Line, place: usize, height: f32, scene: &mut Scene<'_>) {
    let look = scene.look;
    if let Some(done) = line.done {
        let (rect, _) = ui.allocate_exact_size(vec2(ui.available_width(), height), Sense::hover());
        ui.painter().rect(rect, look.corner(), look.colours.surface, look.hairline_stroke(), StrokeKind::Inside);
        let inner = rect.shrink2(vec2(look.space.m, look.space.s));
        ui.scope_builder(UiBuilder::new().max_rect(inner), |ui| {
            ui.spacing_mut().item_spacing.y = 0.0;
            ui.add(egui::Label::new(look.body(&line.title)).truncate());
            let text = scene.words.text("duplicate-undo");
            let name = scene.words.with("duplicate-undo-name", &[("what", &line.title)]);
            let may = scene.program.read_only.is_none();
            let undo = Button::plain(&text).icon(Icon::Undo).named(name).small().enabled(may).salt(place);
            if undo.show(ui, look).clicked() && may {
                send(scene, DuplicatesCommand::Undo(done));
            }
        });
        return;
    }
    let (rect, response) = ui.allocate_exact_size(vec2(ui.available_width(), height), Sense::click());
    let spoken = line.spoken(scene.words);
    let open = scene.program.desk.duplicates.opened.as_ref().is_some_and(|opened| opened.case.homes == line.homes);
    response.widget_info(|| egui::WidgetInfo::selected(egui::Role::Button, true, open, &spoken));
    if ui.is_rect_visible(rect) {
        let pressed = response.is_pointer_button_down_on();
        let fill = if open || pressed { look.colours.primary_soft } else { look.colours.surface };
        let stroke =
            if open { egui::Stroke::new(2.0 * look.outline, look.colours.primary) } else { look.hairline_stroke() };
        ui.painter().rect(rect, look.corner(), fill, stroke, StrokeKind::Inside);
        widgets::focus_ring(ui, &response, look);
        let inner = rect.shrink2(vec2(look.space.m, look.space.m));
        ui.scope_builder(UiBuilder::new().max_rect(inner), |ui| {
            ui.spacing_mut().item_spacing.y = look.space.xs;
            let label = |text: egui::RichText| egui::Label::new(text).truncate().selectable(false);
            ui.add(label(look.body(&line.title).strong()));
            let ink = if line.mark.1 == Tone::Neutral { look.colours.muted } else { line.mark.1.ink(look) };
            ui.add(label(look.muted(&line.mark.0).color(ink)));
            ui.add(label(look.muted(if line.why.is_empty() { &line.place } else { &line.why })));
        });
    }
    if response.clicked()
        && let Some(homes) = homes_at(state, scene, place)
    {
        send(scene, DuplicatesCommand::Open(homes));
    }
}
