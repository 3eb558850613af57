//! Paints the choice of a rule, and what it would write.

use egui::{Id, ScrollArea, Ui, vec2};

use super::queue_ui::one_line;
use super::{State, data, send};
use crate::app::conflicts::bulk::Planned;
use crate::app::desk::conflicts::{ConflictsCommand, rule_text};
use crate::ui::scene::Scene;
use crate::ui::widgets::{self, Button, Chip, Icon, Tone, dialog, status};

/// The sheet of rules, while it is asked for.
pub fn rules(ui: &Ui, state: &mut State, scene: &mut Scene<'_>) {
    if !state.rules {
        return;
    }
    let (look, words) = (scene.look, scene.words);
    let program = scene.program;
    let offered = data::rules(&program.desk.conflicts.queue, &state.picked, program.workspace().device(), words);
    let title = words.with("conflict-rule-title", &[("count", &state.picked.len().to_string())]);
    let shown = dialog::sheet(ui.ctx(), look, Id::unique("conflict rules"), &title, |ui| {
        let mut done = false;
        widgets::text(ui, look.muted(words.text("conflict-rule-text")));
        for (place, (rule, text)) in offered.iter().enumerate() {
            let chosen = state.rule.as_ref() == Some(rule);
            if Chip::one(text, chosen).salt(("rule", place)).width(f32::INFINITY).show(ui, look).clicked() {
                state.rule = Some(rule.clone());
            }
        }
        let rule = state.rule.clone().filter(|rule| offered.iter().any(|(known, _)| known == rule));
        let text = words.text("conflict-rule-preview");
        let button = Button::primary(&text).icon(Icon::Eye).enabled(rule.is_some()).wide().salt("preview");
        if button.show(ui, look).clicked()
            && let Some(rule) = rule
        {
            let cases = state.picked.iter().cloned().collect();
            send(scene, ConflictsCommand::Preview { rule, cases });
            done = true;
        }
        done | Button::quiet(&words.text("app-cancel")).wide().salt("cancel").show(ui, look).clicked()
    });
    if shown.inner || shown.closed {
        state.rules = false;
    }
}

/// What the rule would write, line by line with the old values; nothing is written before the button is tapped.
pub fn preview(ui: &mut Ui, state: &mut State, scene: &mut Scene<'_>) {
    let (look, words) = (scene.look, scene.words);
    let Some(preview) = &scene.program.desk.conflicts.preview else { return };
    let (count, left) = (preview.planned.len().to_string(), preview.left.to_string());
    widgets::text(ui, look.title(rule_text(&preview.rule, words)));
    widgets::flow(ui, |ui| {
        status::chip_with(
            ui,
            look,
            Tone::Neutral,
            Icon::Pencil,
            &words.with("conflict-would-write", &[("count", &count)]),
        );
        if preview.left > 0 {
            status::chip_with(
                ui,
                look,
                Tone::Doubtful,
                Icon::Hand,
                &words.with("conflict-would-leave", &[("count", &left)]),
            );
        }
    });
    widgets::flow(ui, |ui| {
        let text = words.with("conflict-carry-out", &[("count", &count)]);
        let button = Button::primary(&text).icon(Icon::Check).enabled(!preview.planned.is_empty()).salt("carry out");
        if button.show(ui, look).clicked() {
            state.picked.clear();
            state.open = None;
            send(scene, ConflictsCommand::CarryOut);
        }
        if Button::plain(&words.text("app-cancel")).salt("drop").show(ui, look).clicked() {
            send(scene, ConflictsCommand::DropPreview);
        }
    });
    let height = 2.0 * look.space.s + 1.45 * (look.sizes.body + 2.0 * look.sizes.label);
    ui.spacing_mut().item_spacing.y = look.space.xs;
    ScrollArea::vertical().auto_shrink([false, false]).id_salt("preview").show_rows(
        ui,
        height,
        preview.planned.len(),
        |ui, visible| {
            for planned in &preview.planned[visible] {
                line(ui, planned, height, scene);
            }
        },
    );
}

fn line(ui: &mut Ui, planned: &Planned, height: f32, scene: &Scene<'_>) {
    let (look, words) = (scene.look, scene.words);
    let (rect, response) = ui.allocate_exact_size(vec2(ui.available_width(), height), egui::Sense::hover());
    let (old, new) = match planned.sensitive {
        true => (words.text("q-hidden"), words.text("q-hidden")),
        false => (planned.old.join("  "), planned.new.clone()),
    };
    let title = format!("{} · {}", planned.head, planned.question);
    let written = words.with("conflict-writes", &[("value", &new)]);
    response.widget_info(|| egui::WidgetInfo::labeled(egui::Role::Label, true, format!("{title} {written}")));
    if !ui.is_rect_visible(rect) {
        return;
    }
    ui.painter().rect(rect, look.corner(), look.colours.surface, look.hairline_stroke(), egui::StrokeKind::Inside);
    let inner = rect.shrink2(vec2(look.space.m, look.space.s));
    let mut at = inner.left_top();
    for (text, size, ink) in [
        (&title, look.sizes.body, look.colours.ink),
        (&written, look.sizes.label, look.colours.met),
        (&old, look.sizes.label, look.colours.muted),
    ] {
        one_line(ui, look, at, inner.width(), text, size, ink);
        at.y += 1.45 * size;
    }
}
