//! What lies over the photo: why it can only be looked at, what can be done with the selected mark, the blur brush.

use egui::{Align2, Area, Id, Order, Rect, Ui, vec2};

use super::data::{Data, mark_name};
use super::edit::{Brush, Sheet, State, Tool};
use crate::app::command::Command;
use crate::app::marks::MarksCommand;
use crate::dossier::marks::{self, Placed};
use crate::ui::scene::Scene;
use crate::ui::widgets::{Button, Chip, Icon, Tone, flow, status, text};
use crate::value::MarkKind;

/// Shows what is to be said and done, at the upper edge of `room`: what is to be built is mostly on the ground.
pub fn show(ui: &Ui, state: &mut State, data: &Data, room: Rect, scene: &mut Scene<'_>) {
    let said = data.busy || data.closed.is_some() || !data.versions.is_empty();
    let placed = data.placed(state.selected).filter(|_| data.is_open());
    let brushes = data.is_open() && placed.is_none() && state.tool == Tool::Blur;
    if !said && placed.is_none() && !brushes {
        return;
    }
    let look = *scene.look;
    let inner = room.shrink(look.space.s);
    let frame = egui::Frame::new()
        .fill(look.colours.surface)
        .stroke(look.outline_stroke())
        .corner_radius(look.corner())
        .shadow(look.float_shadow())
        .inner_margin(look.margin(look.space.s));
    let area = Area::new(Id::unique("photo over")).order(Order::Middle).fade_in(false).constrain_to(room);
    area.pivot(Align2::CENTER_TOP).fixed_pos(inner.center_top()).show(ui.ctx(), |ui| {
        frame.show(ui, |ui| {
            ui.set_width((inner.width() - 2.0 * look.space.s).min(720.0 * look.factor));
            ui.spacing_mut().item_spacing = vec2(look.space.s, look.space.s);
            if said {
                above(ui, data, scene);
            }
            if let Some(placed) = placed {
                selected(ui, state, data, placed, scene);
            }
            if brushes {
                brush(ui, state, scene);
            }
        });
    });
}

fn above(ui: &mut Ui, data: &Data, scene: &mut Scene<'_>) {
    let (look, words) = (scene.look, scene.words);
    if data.busy {
        status::line_with(ui, look, Tone::Neutral, Icon::Blur, &words.text("marks-blurring"), &[]);
    } else if let Some(closed) = &data.closed {
        status::line_with(ui, look, Tone::Neutral, Icon::Lock, &words.problem(closed), &[]);
    }
    if data.versions.is_empty() {
        return;
    }
    status::line_with(ui, look, Tone::Doubtful, Icon::Fork, &words.text("marks-photo-differs"), &[]);
    flow(ui, |ui| {
        for version in &data.versions {
            let word = match &version.caption {
                Some(caption) if caption.is_empty() => words.with("marks-photo-of", &[("author", &version.author)]),
                Some(caption) => {
                    words.with("marks-photo-of-caption", &[("author", &version.author), ("caption", caption)])
                }
                None => words.with("marks-photo-removed", &[("author", &version.author)]),
            };
            if Button::plain(&word).salt(("version", version.dot)).show(ui, look).clicked() {
                scene.out.push(Command::Settle { path: data.path.clone(), dot: version.dot });
            }
        }
    });
}

fn selected(ui: &mut Ui, state: &mut State, data: &Data, placed: &Placed, scene: &mut Scene<'_>) {
    let (look, words) = (scene.look, scene.words);
    if placed.is_conflict() {
        versions(ui, data, placed, scene);
    }
    flow(ui, |ui| {
        let name = mark_name(words, &data.marks, placed.row);
        let (icon, key) = match placed.mark.kind {
            MarkKind::Dimension => (Icon::Keypad, "marks-number"),
            _ => (Icon::Pencil, "marks-words"),
        };
        let worded = matches!(placed.mark.kind, MarkKind::Dimension | MarkKind::Text);
        if worded && Button::plain(&words.text(key)).icon(icon).salt("words").show(ui, look).clicked() {
            let (mark, text) = ((*placed.mark).clone(), placed.mark.text.to_string());
            state.sheet = Some(Sheet::Words { row: Some(placed.row), mark, text });
        }
        if Button::danger(&words.text("marks-remove")).icon(Icon::Trash).salt("remove").show(ui, look).clicked() {
            let (photo, row) = (data.path.clone(), placed.row);
            scene.out.push(Command::Marks(MarksCommand::Remove { photo, row }));
            state.selected = None;
        }
        if Button::quiet(&words.text("marks-deselect")).icon(Icon::Cross).salt("deselect").show(ui, look).clicked() {
            state.selected = None;
        }
        text(ui, look.muted(name));
    });
}

/// Tablets do not agree about this mark: a person decides.
fn versions(ui: &mut Ui, data: &Data, placed: &Placed, scene: &mut Scene<'_>) {
    let (look, words) = (scene.look, scene.words);
    status::line_with(ui, look, Tone::Doubtful, Icon::Fork, &words.text("marks-differs"), &[]);
    flow(ui, |ui| {
        for version in &placed.versions {
            let key = if version.mark.is_some() { "marks-keep-of" } else { "marks-removed-by" };
            let word = words.with(key, &[("author", &version.author)]);
            if Button::plain(&word).salt(("version", version.dot)).show(ui, look).clicked() {
                let path = marks::path(&data.path, placed.row);
                scene.out.push(Command::Settle { path, dot: version.dot });
            }
        }
    });
}

fn brush(ui: &mut Ui, state: &mut State, scene: &Scene<'_>) {
    let (look, words) = (scene.look, scene.words);
    text(ui, look.body(words.text("marks-blur-how")));
    flow(ui, |ui| {
        for brush in Brush::ALL {
            let word = words.text(match brush {
                Brush::Narrow => "marks-brush-narrow",
                Brush::Middle => "marks-brush-middle",
                Brush::Wide => "marks-brush-wide",
            });
            let name = words.with("q-part", &[("question", &words.text("marks-brush")), ("part", &word)]);
            if Chip::one(&word, state.brush == brush).named(name).salt(brush).show(ui, look).clicked() {
                state.brush = brush;
            }
        }
        let drawn = !state.strokes.is_empty();
        let back = words.text("marks-stroke-back");
        if Button::plain(&back).icon(Icon::Undo).salt("back").enabled(drawn).show(ui, look).clicked() {
            state.strokes.pop();
        }
        let burn = words.text("marks-blur-now");
        if Button::danger(&burn).icon(Icon::Blur).salt("burn").enabled(drawn).show(ui, look).clicked() {
            state.sheet = Some(Sheet::Blur);
        }
    });
}
