//! One of the values: in large letters, with who, when and where, and what the form says to it.

use egui::{Sense, Ui, vec2};

use super::{State, data};
use crate::app::conflicts::detail::{Detail, Face, Writer};
use crate::app::conflicts::forms::FormStep;
use crate::app::conflicts::queue::named;
use crate::dossier::prompt::{Outcome, PhotoPrompt};
use crate::l10n::Words;
use crate::ui::scene::Scene;
use crate::ui::textures::Size;
use crate::ui::widgets::{self, Button, Icon, Tone, card, photos, signature, status};
use crate::value::Value;

/// Lines of a form's changes, moves and earlier answers that are shown of each.
const MOST_FORM_LINES: usize = 30;

/// Shows the n-th value (from 0); returns whether it was chosen.
pub fn show(ui: &mut Ui, state: &State, detail: &Detail, face: (usize, &Face), scene: &mut Scene<'_>) -> bool {
    let (look, words) = (scene.look, scene.words);
    let (place, face) = face;
    let marked = state.marked == Some(place);
    let sheet = if marked { card::current(look) } else { card::sheet(look) };
    let hidden = detail.label.sensitive && !state.revealed;
    let mut chosen = false;
    sheet.show(ui, |ui| {
        ui.set_min_width(ui.available_width());
        ui.spacing_mut().item_spacing.y = look.space.s;
        let text = if hidden { words.text("q-hidden") } else { face.text.clone() };
        value(ui, face, &text, scene);
        for writer in &face.writers {
            self::writer(ui, writer, &data::later(face.later, words), scene);
        }
        if !hidden {
            opinion(ui, face, scene);
        }
        let number = (place + 1).to_string();
        let take = words.with("conflict-take", &[("number", &number)]);
        let named = words.with("conflict-take-named", &[("number", &number), ("value", &text)]);
        let button = Button::plain(&take).icon(Icon::Check).wide().selected(marked).named(named).salt(("take", place));
        chosen = button.show(ui, look).clicked();
    });
    chosen
}

fn value(ui: &mut Ui, face: &Face, text: &str, scene: &mut Scene<'_>) {
    let look = scene.look;
    widgets::text(ui, look.title(text));
    if let Some(photo) = &face.picture {
        picture(ui, photo, text, scene);
    }
    if let Value::Signature(signed) = &face.choice.value {
        signature::shown(ui, look, text, 120.0, &signed.strokes);
    }
}

/// The photo with its marks, as wide as the room.
fn picture(ui: &mut Ui, photo: &PhotoPrompt, name: &str, scene: &mut Scene<'_>) {
    let look = scene.look;
    let width = ui.available_width().min(420.0);
    let shape = photo.photo.height as f32 / photo.photo.width.max(1) as f32;
    let (rect, response) = ui.allocate_exact_size(vec2(width, (width * shape).min(320.0)), Sense::hover());
    response.widget_info(|| egui::WidgetInfo::labeled(egui::Role::Image, true, name));
    if ui.is_rect_visible(rect) {
        photos::paint(ui, look, scene.textures, &photo.photo, rect, Size::Thumbnail);
        photos::paint_marks(ui, rect, &photo.photo, &photo.marks);
    }
}

/// Who wrote it, on which device, when by its clock.
pub fn writer(ui: &mut Ui, writer: &Writer, later: &str, scene: &Scene<'_>) {
    let (look, words) = (scene.look, scene.words);
    let own = writer.device == scene.program.workspace().device();
    let device = if own { words.text("conflict-this-device") } else { named(writer.device, "") };
    let time = writer.at.civil().strftime("%Y-%m-%d %H:%M").to_string();
    let author = if writer.author.is_empty() { words.text("conflict-nobody") } else { writer.author.to_string() };
    widgets::text(ui, look.body(words.with("conflict-who", &[("author", &author), ("device", &device)])));
    let when = if later.is_empty() { time } else { format!("{time}  {later}") };
    widgets::text(ui, look.muted(when));
}

/// What the form says, what would be found, what a version would do.
fn opinion(ui: &mut Ui, face: &Face, scene: &Scene<'_>) {
    let (look, words) = (scene.look, scene.words);
    if let Some(line) = &face.line {
        let (tone, icon, key) = match line.outcome {
            Some(Outcome::Met) => (Tone::Good, Icon::Check, "q-met"),
            Some(Outcome::Accepted) => (Tone::Doubtful, Icon::Check, "q-accepted"),
            Some(Outcome::NotMet) => (Tone::Bad, Icon::Cross, "q-not-met"),
            None => (Tone::Neutral, Icon::Info, "q-reference"),
        };
        status::line_with(
            ui,
            look,
            tone,
            icon,
            &format!("{}  {}", words.text(key), line.text),
            &[look.muted(&line.source)],
        );
    }
    for complaint in &face.complaints {
        let tone = if complaint.hard { Tone::Bad } else { Tone::Doubtful };
        status::line_with(ui, look, tone, Icon::Warning, &complaint.text, &[]);
    }
    if !face.findings.is_empty() {
        let more: Vec<_> = face.findings.iter().map(|finding| look.body(finding)).collect();
        status::line_with(ui, look, Tone::Neutral, Icon::Target, &words.text("conflict-findings"), &more);
    }
    if !face.differences.is_empty() {
        let more: Vec<_> = face.differences.iter().map(|difference| look.body(difference)).collect();
        status::line_with(ui, look, Tone::Neutral, Icon::Info, &words.text("conflict-differences"), &more);
    }
    if let Some(step) = &face.form {
        form(ui, step, scene);
    }
}

/// What taking this version of the form does.
fn form(ui: &mut Ui, step: &FormStep, scene: &Scene<'_>) {
    let (look, words) = (scene.look, scene.words);
    let label = |path: &crate::path::FieldPath| form_name(path, words);
    let list = |ui: &mut Ui, key: &str, lines: Vec<String>| {
        if lines.is_empty() {
            return;
        }
        let title = words.with(key, &[("count", &lines.len().to_string())]);
        let left = lines.len().saturating_sub(MOST_FORM_LINES);
        let mut more: Vec<_> = lines.into_iter().take(MOST_FORM_LINES).map(|line| look.body(line)).collect();
        if left > 0 {
            more.push(look.muted(words.with("conflict-form-more", &[("count", &left.to_string())])));
        }
        status::line_with(ui, look, Tone::Neutral, Icon::List, &title, &more);
    };
    let moves = step
        .moves
        .iter()
        .map(|one| words.with("conflict-form-move", &[("from", &label(&one.from)), ("to", &label(&one.to))]));
    list(ui, "conflict-form-moves", moves.collect());
    let kept = step
        .kept
        .iter()
        .map(|one| words.with("conflict-form-kept", &[("field", &label(&one.path)), ("why", &one.reason(words))]));
    list(ui, "conflict-form-keeps", kept.collect());
    list(ui, "conflict-form-changes", step.changes.iter().map(|change| change.text(words)).collect());
    for lost in &step.lost {
        let text = words.with("conflict-form-lost", &[("version", &lost.version.to_string())]);
        status::line(ui, look, Tone::Doubtful, &text, &[]);
    }
}

/// A field of a form's text, by its own name: its words are in the list of changes.
fn form_name(path: &crate::path::FieldPath, _: &Words) -> String {
    let row = path.rows.iter().map(|step| step.repeat.as_str());
    row.chain(path.leaf.as_ref().map(crate::id::Name::as_str)).collect::<Vec<_>>().join("/")
}
