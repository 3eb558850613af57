//! Paints the list of surveys to review.

use egui::{Id, ScrollArea, Sense, StrokeKind, Ui, UiBuilder, pos2, vec2};

use super::data::{Kept, Row, STATES};
use crate::app::command::Command;
use crate::app::desk::DeskCommand;
use crate::app::desk::review::ReviewCommand;
use crate::dossier::review::ReviewState;
use crate::ui::scene::Scene;
use crate::ui::screens::desk::conflicts::one_line;
use crate::ui::widgets::{self, Button, Chip, Icon, Tone, progress, status, text_field};

/// What the screen remembers.
pub struct State {
    looked_at: ReviewState,
    typed: String,
    kept: Kept,
}

impl Default for State {
    fn default() -> Self {
        Self { looked_at: ReviewState::Waiting, typed: String::new(), kept: Kept::default() }
    }
}

/// Shows the screen, inside the desk's frame.
pub fn show(ui: &mut Ui, state: &mut State, scene: &mut Scene<'_>) {
    let (look, words) = (scene.look, scene.words);
    ui.spacing_mut().item_spacing.y = look.space.s;
    let mut kept = std::mem::take(&mut state.kept);
    kept.of(scene.program, state.looked_at, &state.typed, words);
    widgets::flow(ui, |ui| {
        for ((looked_at, key), count) in STATES.into_iter().zip(kept.counts) {
            let text = words.with(key, &[("count", &count.to_string())]);
            if Chip::one(&text, state.looked_at == looked_at).salt(looked_at).show(ui, look).clicked() {
                state.looked_at = looked_at;
            }
        }
    });
    text_field::search(ui, look, &words.text("review-search"), &mut state.typed);
    check(ui, &kept, scene);
    if kept.rows.is_empty() {
        let more = look.muted(words.text("review-none-text"));
        status::line(ui, look, Tone::Neutral, &words.text("review-none"), &[more]);
    } else {
        rows(ui, &kept.rows, scene);
    }
    state.kept = kept;
}

/// Looks through the surveys that are listed, on a lane.
fn check(ui: &mut Ui, kept: &Kept, scene: &mut Scene<'_>) {
    let (look, words) = (scene.look, scene.words);
    if let Some(under_way) = &scene.program.desk.review.busy {
        let (done, total) = under_way.get();
        let text = words.with("review-checking", &[("done", &done.to_string()), ("total", &total.to_string())]);
        widgets::text(ui, look.muted(&text));
        progress::bar(ui, look, done as f32 / total.max(1) as f32, &text);
        if Button::quiet(&words.text("conflict-stop")).icon(Icon::Cross).salt("stop").show(ui, look).clicked() {
            send(scene, ReviewCommand::Stop);
        }
        return;
    }
    let unseen: Vec<_> = kept.rows.iter().filter(|row| row.reasons.is_none()).map(|row| row.id).collect();
    if !unseen.is_empty() {
        let text = words.with("review-check", &[("count", &unseen.len().to_string())]);
        if Button::plain(&text).icon(Icon::Search).salt("check").show(ui, look).clicked() {
            send(scene, ReviewCommand::Check(unseen));
        }
    } else if kept.rows.len() > 1 {
        widgets::text(ui, look.muted(words.text("review-order-reasons")));
    }
}

/// Only the rows that can be seen are built.
fn rows(ui: &mut Ui, rows: &[Row], scene: &mut Scene<'_>) {
    let look = scene.look;
    let height = 2.0 * look.space.s + 1.45 * (look.sizes.body + 2.0 * look.sizes.label);
    ui.spacing_mut().item_spacing.y = look.space.xs;
    ScrollArea::vertical().auto_shrink([false, false]).id_salt("reviews").show_rows(
        ui,
        height,
        rows.len(),
        |ui, visible| {
            for row in &rows[visible] {
                let id = Id::unique(("review", row.id.as_u128()));
                ui.scope_builder(UiBuilder::new().scope_id(id), |ui| row_ui(ui, row, height, scene));
            }
        },
    );
}

fn row_ui(ui: &mut Ui, row: &Row, height: f32, scene: &mut Scene<'_>) {
    let (look, words) = (scene.look, scene.words);
    let (rect, response) = ui.allocate_exact_size(vec2(ui.available_width(), height), Sense::click());
    let (text, tone) = match &row.reasons {
        None => (words.text("review-unchecked"), Tone::Neutral),
        Some(reasons) if reasons.is_empty() => (words.text("review-reason-none"), Tone::Good),
        Some(reasons) => (reasons.join(" · "), Tone::Doubtful),
    };
    let text = match row.comments {
        0 => text,
        count => format!("{} · {text}", words.with("review-open-count", &[("count", &count.to_string())])),
    };
    let spoken = words.with("review-open", &[("name", &row.name)]);
    response.widget_info(|| egui::WidgetInfo {
        current_text_value: Some(text.clone()),
        ..egui::WidgetInfo::labeled(egui::Role::Button, true, &spoken)
    });
    if ui.is_rect_visible(rect) {
        let fill = if response.is_pointer_button_down_on() { look.colours.primary_soft } else { look.colours.surface };
        ui.painter().rect(rect, look.corner(), fill, look.hairline_stroke(), StrokeKind::Inside);
        widgets::focus_ring(ui, &response, look);
        let inner = rect.shrink2(vec2(look.space.l, look.space.s));
        one_line(ui, look, inner.left_top(), inner.width(), &row.name, look.sizes.body, look.colours.ink);
        let second = inner.top() + 1.45 * look.sizes.body;
        one_line(ui, look, pos2(inner.left(), second), inner.width(), &row.place, look.sizes.label, look.colours.muted);
        let third = second + 1.45 * look.sizes.label;
        one_line(ui, look, pos2(inner.left(), third), inner.width(), &text, look.sizes.label, tone.ink(look));
    }
    if response.clicked() {
        send(scene, ReviewCommand::Open(row.id));
    }
}

fn send(scene: &mut Scene<'_>, command: ReviewCommand) {
    scene.out.push(Command::Desk(DeskCommand::Review(command)));
}
