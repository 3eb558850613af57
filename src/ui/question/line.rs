//! A card that is not being worked on: label, value and state in one line.

use egui::text::{LayoutJob, TextFormat};
use egui::{Color32, FontId, IdSalt, Response, Role, Sense, StrokeKind, Ui, WidgetInfo, pos2, vec2};

use super::Card;
use crate::dossier::prompt::{Outcome, Prompt};
use crate::ui::widgets::{Icon, Tone, focus_ring, is_pressed, left_box, shade, touchable, wrapped};
use crate::value::{Skip, Value};

/// How a question stands: meaning, icon, key of the word.
pub(super) fn state(prompt: &Prompt) -> (Tone, Icon, &'static str) {
    let complaint = |hard| prompt.complaints.iter().any(|complaint| complaint.hard == hard);
    let outcome = prompt.line.as_ref().and_then(|line| line.outcome);
    match (&prompt.value, outcome) {
        _ if !prompt.conflict.is_empty() => (Tone::Doubtful, Icon::Fork, "q-state-conflict"),
        _ if complaint(true) => (Tone::Bad, Icon::Warning, "q-state-wrong"),
        (Some(Value::Skipped(skip)), _) => skip_face(*skip),
        _ if prompt.estimate.is_some() => (Tone::Doubtful, Icon::Ruler, "measure-estimate"),
        _ if complaint(false) => (Tone::Doubtful, Icon::Warning, "q-state-doubtful"),
        (Some(_), Some(outcome)) => outcome_face(outcome),
        (Some(_), None) => (Tone::Good, Icon::Check, "q-state-answered"),
        (None, _) if !prompt.is_open() => (Tone::Good, Icon::Check, "q-state-answered"),
        (None, _) if prompt.required => (Tone::Missing, Icon::Pencil, "q-required"),
        (None, _) => (Tone::Neutral, Icon::Circle, "q-open"),
    }
}

pub(super) const fn skip_face(skip: Skip) -> (Tone, Icon, &'static str) {
    match skip {
        Skip::NotApplicable => (Tone::Neutral, Icon::Skip, "q-skip-not-applicable"),
        Skip::Refused => (Tone::Refused, Icon::Hand, "q-skip-refused"),
        Skip::NotChecked => (Tone::NotChecked, Icon::Question, "q-skip-not-checked"),
    }
}

pub(super) const fn outcome_face(outcome: Outcome) -> (Tone, Icon, &'static str) {
    match outcome {
        Outcome::Met => (Tone::Good, Icon::Check, "q-met"),
        Outcome::Accepted => (Tone::Doubtful, Icon::Check, "q-accepted"),
        Outcome::NotMet => (Tone::Bad, Icon::Cross, "q-not-met"),
    }
}

pub(super) fn show(ui: &mut Ui, card: &mut Card<'_, '_>) {
    let look = *card.cx.look;
    let prompt = card.prompt;
    let half = card.draft.is_half_typed();
    let (tone, icon, key) = if half { (Tone::Doubtful, Icon::Pencil, "q-state-half") } else { state(prompt) };
    let word = card.word(key);
    let value = shown_value(card, &word);
    let ink = if prompt.value.is_some() { look.colours.ink } else { tone.ink(&look) };
    let row = Row { icon, icon_ink: tone.ink(&look), value: &value, value_ink: ink, sense: Sense::click() };
    let response = row.show(ui, card);
    response.widget_info(|| WidgetInfo {
        current_text_value: Some(if value == word { word.clone() } else { format!("{value} {word}") }),
        ..WidgetInfo::labeled(Role::Button, true, &prompt.label)
    });
    card.tapped |= response.clicked();
    focus_ring(ui, &response, &look);
}

/// Icon, label and value on one sheet: in one line where they fit, else the value below.
pub(super) struct Row<'a> {
    pub icon: Icon,
    pub icon_ink: Color32,
    pub value: &'a str,
    pub value_ink: Color32,
    pub sense: Sense,
}

impl Row<'_> {
    pub(super) fn show(&self, ui: &mut Ui, card: &Card<'_, '_>) -> Response {
        let look = card.cx.look;
        let side = look.sizes.body * 1.2;
        let padding = vec2(look.space.l, look.space.m);
        let room = ui.available_width() - 2.0 * padding.x - side - look.space.m;
        let value = |width: f32| wrapped(ui, self.value, look.sizes.body, self.value_ink, width);
        let label = |width: f32| ui.painter().layout_job(label_job(card, width));
        let one_row = value(f32::INFINITY).size().x;
        let beside = one_row <= room * 0.45;
        let (label, value) = match beside {
            true => (label(room - one_row - look.space.l), value(f32::INFINITY)),
            false => (label(room), value(room)),
        };
        let text_height = match beside {
            true => label.size().y.max(value.size().y),
            false => label.size().y + look.space.xs + value.size().y,
        };
        let size = vec2(ui.available_width(), (text_height + 2.0 * padding.y).max(look.key));
        let response = touchable(ui, size, IdSalt::new("line"), self.sense);
        let rect = response.rect;
        if !ui.is_rect_visible(rect) {
            return response;
        }
        let ground = if self.sense.senses_click() { look.colours.surface } else { look.colours.raised };
        let fill = if is_pressed(&response) { shade(ground, look.colours.ink) } else { ground };
        let painter = ui.painter();
        painter.rect(rect, look.corner(), fill, look.hairline_stroke(), StrokeKind::Inside);
        self.icon.paint(painter, left_box(rect, rect.left() + padding.x, side), self.icon_ink);
        let left = rect.left() + padding.x + side + look.space.m;
        let top = rect.center().y - text_height / 2.0;
        let (label_top, value_at) = if beside {
            let value_top = rect.center().y - value.size().y / 2.0;
            (rect.center().y - label.size().y / 2.0, pos2(rect.right() - padding.x - value.size().x, value_top))
        } else {
            (top, pos2(left, top + label.size().y + look.space.xs))
        };
        painter.galley(pos2(left, label_top), label, look.colours.ink);
        painter.galley(value_at, value, self.value_ink);
        response
    }
}

fn label_job(card: &Card<'_, '_>, width: f32) -> LayoutJob {
    let look = card.cx.look;
    let font = FontId::proportional(look.sizes.body);
    let mut job = LayoutJob::default();
    if let Some(number) = card.prompt.number {
        job.append(&format!("{number}  "), 0.0, TextFormat::simple(font.clone(), look.colours.muted));
    }
    // The answer is what one looks for in a line that is done with.
    let ink = if card.prompt.value.is_some() { look.colours.muted } else { look.colours.ink };
    job.append(&card.prompt.label, 0.0, TextFormat::simple(font, ink));
    job.wrap.max_width = width;
    job
}

fn shown_value(card: &Card<'_, '_>, state: &str) -> String {
    let prompt = card.prompt;
    if card.draft.is_half_typed() {
        let half = card.draft.text.as_deref().unwrap_or_default();
        return if prompt.sensitive { MASK.to_owned() } else { format!("{half}…") };
    }
    match &prompt.value {
        Some(value) if value.is_answer() && prompt.sensitive => MASK.to_owned(),
        Some(_) => match &prompt.estimate {
            Some(told) => format!("{}  {state}", told.text),
            None => prompt.value_text.clone(),
        },
        None if !prompt.photos.is_empty() => {
            card.cx.words.with("q-photo-enough", &[("count", &prompt.photos.len().to_string())])
        }
        None => state.to_owned(),
    }
}

/// Stands for an answer that is not to be read over one's shoulder.
pub(super) const MASK: &str = "••••••";
