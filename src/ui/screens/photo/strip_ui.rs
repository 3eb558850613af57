//! The strip of tools: at the side of the thumb on a wide window, below the photo on an upright one.

use egui::{IdSalt, Panel, Role, ScrollArea, Sense, Stroke, StrokeKind, Ui, Vec2, WidgetInfo, pos2, vec2};

use super::data::{Data, kind_key};
use super::edit::{Sheet, State, Tool};
use crate::app::command::Command;
use crate::app::marks::MarksCommand;
use crate::app::route::Route;
use crate::app::settings::Hand;
use crate::dossier::{marks, pairs};
use crate::photo::marks::ink;
use crate::ui::scene::Scene;
use crate::ui::theme::{self, Look};
use crate::ui::widgets::{Button, Icon, flow, focus_ring, is_pressed, shade, touchable, wrapped};
use crate::value::{Ink, MarkKind};

/// Tools side by side in the strip of a wide window.
const ACROSS: f32 = 2.0;

/// Shows the strip.
pub fn show(ui: &mut Ui, state: &mut State, data: &Data, scene: &mut Scene<'_>) {
    let look = *scene.look;
    let frame = egui::Frame::new().fill(look.colours.surface).inner_margin(look.margin(look.space.s));
    let size = size(&look);
    if ui.available_width() > ui.available_height() {
        let panel = if look.hand == Hand::Right { Panel::right("photo tools") } else { Panel::left("photo tools") };
        let width = ACROSS * size.x + look.space.s;
        // A little more, for the bar of a strip that is higher than the window.
        panel.frame(frame).resizable(false).exact_size(width + 2.0 * look.space.s + 12.0).show(ui, |ui| {
            ScrollArea::vertical().auto_shrink([false, false]).show(ui, |ui| {
                ui.set_max_width(width);
                parts(ui, state, data, size, scene);
            });
        });
    } else {
        Panel::bottom("photo tools").frame(frame).resizable(false).show(ui, |ui| {
            parts(ui, state, data, size, scene);
        });
    }
}

/// Size of a tool: its icon above its word.
fn size(look: &Look) -> Vec2 {
    vec2(
        (look.sizes.label * 5.6).max(88.0).max(2.0 * look.target + look.space.s),
        look.sizes.label * 3.2 + look.space.m * 2.0,
    )
}

fn parts(ui: &mut Ui, state: &mut State, data: &Data, size: Vec2, scene: &mut Scene<'_>) {
    let look = scene.look;
    ui.spacing_mut().item_spacing = Vec2::splat(look.space.s);
    // On an upright window all eight tools stand in one row where they can.
    let room = ui.available_width();
    let in_row = (room - 7.0 * look.space.s) / 8.0;
    let size =
        if in_row > size.x || in_row > 82.0 && look.factor < 1.05 { vec2(in_row.min(140.0), size.y) } else { size };
    let open = data.closed.is_none();
    if data.busy {
        ui.disable();
    }
    if open {
        flow(ui, |ui| tools(ui, state, data, size, scene));
        ui.add_space(look.space.xs);
    }
    flow(ui, |ui| {
        if open {
            inks(ui, state, data, scene);
        }
        zoom(ui, state, size, scene);
        actions(ui, state, data, size, scene);
    });
}

fn tools(ui: &mut Ui, state: &mut State, data: &Data, size: Vec2, scene: &mut Scene<'_>) {
    let (look, words) = (scene.look, scene.words);
    for tool in Tool::ALL {
        let (icon, key) = face(tool);
        let word = words.text(key);
        let name = words.with("q-part", &[("question", &words.text("marks-tool")), ("part", &word)]);
        let face = Face { icon, word: &word, name: &name, chosen: Some(state.tool == tool), danger: false };
        // A photo that is not there cannot be drawn on.
        if face.show(ui, look, size) && data.photo.is_some() {
            state.take(tool);
        }
    }
}

const fn face(tool: Tool) -> (Icon, &'static str) {
    match tool {
        Tool::Hand => (Icon::Hand, "marks-hand"),
        Tool::Blur => (Icon::Blur, "marks-blur"),
        Tool::Draw(kind) => (
            match kind {
                MarkKind::Arrow => Icon::Arrow,
                MarkKind::Box => Icon::Square,
                MarkKind::Ellipse => Icon::Ellipse,
                MarkKind::Freehand => Icon::Pencil,
                MarkKind::Dimension => Icon::Dimension,
                MarkKind::Text => Icon::Letters,
            },
            kind_key(kind),
        ),
    }
}

/// The inks: for what is drawn next, and for what is selected.
fn inks(ui: &mut Ui, state: &mut State, data: &Data, scene: &mut Scene<'_>) {
    let (look, words) = (scene.look, scene.words);
    let selected = data.placed(state.selected);
    let chosen = selected.map_or(state.ink, |placed| placed.mark.ink);
    for ink in [Ink::Red, Ink::Yellow, Ink::Blue, Ink::White] {
        let word = words.text(ink_key(ink));
        let name = words.with("q-part", &[("question", &words.text("marks-ink")), ("part", &word)]);
        if !ink_button(ui, look, ink, ink == chosen, &name) {
            continue;
        }
        state.ink = ink;
        if let Some(placed) = selected.filter(|placed| placed.mark.ink != ink) {
            let mark = marks::inked(&placed.mark, ink);
            let (photo, row) = (data.path.clone(), placed.row);
            scene.out.push(Command::Marks(MarksCommand::Set { photo, row, mark }));
        }
    }
}

const fn ink_key(ink: Ink) -> &'static str {
    match ink {
        Ink::Red => "marks-red",
        Ink::Yellow => "marks-yellow",
        Ink::Blue => "marks-blue",
        Ink::White => "marks-white",
    }
}

fn ink_button(ui: &mut Ui, look: &Look, ink: Ink, chosen: bool, name: &str) -> bool {
    let response = touchable(ui, Vec2::splat(look.target), IdSalt::new(("ink", ink)), Sense::click());
    response.widget_info(|| WidgetInfo::selected(Role::RadioButton, ui.is_enabled(), chosen, name));
    if ui.is_rect_visible(response.rect) {
        let (own, outline) = ink::colours(ink);
        let (painter, centre) = (ui.painter(), response.rect.center());
        if chosen {
            let ring = Stroke::new(3.0, look.colours.primary);
            painter.rect(response.rect, look.corner(), look.colours.primary_soft, ring, StrokeKind::Inside);
        }
        let radius = look.target * 0.3;
        painter.circle_filled(centre, radius + 3.0, look.colours.control);
        painter.circle_filled(centre, radius + 1.5, theme::paint(outline));
        painter.circle_filled(centre, radius - 1.5, theme::paint(own));
        if chosen {
            // Not by colour alone.
            Icon::Check.paint(
                painter,
                egui::Rect::from_center_size(centre, Vec2::splat(radius * 1.3)),
                theme::paint(outline),
            );
        }
        focus_ring(ui, &response, look);
    }
    response.clicked()
}

/// Two buttons in the place of one.
fn zoom(ui: &mut Ui, state: &mut State, size: Vec2, scene: &Scene<'_>) {
    let half = vec2(((size.x - scene.look.space.s) / 2.0).max(scene.look.target), size.y);
    for (icon, key, larger) in [(Icon::Minus, "photo-zoom-out", false), (Icon::Plus, "photo-zoom-in", true)] {
        if Button::icon_only(icon, scene.words.text(key)).outlined().size(half).show(ui, scene.look).clicked() {
            state.view.step(larger);
        }
    }
}

fn actions(ui: &mut Ui, state: &mut State, data: &Data, size: Vec2, scene: &mut Scene<'_>) {
    let (look, words) = (scene.look, scene.words);
    let show = |ui: &mut Ui, icon: Icon, key: &str, danger: bool| {
        let word = words.text(key);
        Face { icon, word: &word, name: &word, chosen: None, danger }.show(ui, look, size)
    };
    if data.closed.is_none()
        && let Some(step) = data.path.rows.last().filter(|_| data.photo.is_some())
        && show(ui, Icon::Ruler, "measure-short", false)
    {
        let back = Box::new(scene.program.route.clone());
        scene.out.push(Command::Go(Route::Measure { path: data.question.clone(), row: step.row, back }));
    }
    if data.closed.is_none() && show(ui, Icon::Note, "marks-caption", false) {
        let text = data.photo.as_ref().map(|photo| photo.caption.to_string()).unwrap_or_default();
        state.sheet = Some(Sheet::Caption { text });
    }
    if data.photo.is_some() && show(ui, Icon::Compare, "marks-compare", false) {
        match data.pair.as_ref().and_then(|[before, after]| Some((pairs::place_of(before)?, pairs::place_of(after)?))) {
            Some((before, after)) => {
                let back = Box::new(scene.program.route.clone());
                scene.out.push(Command::Go(Route::Compare { before, after, back }));
            }
            None => state.sheet = Some(Sheet::Partner),
        }
    }
    if data.closed.is_none() && show(ui, Icon::Trash, "photo-remove", true) {
        let Some(step) = data.path.rows.last() else { return };
        scene.out.push(Command::RemovePhoto { path: data.question.clone(), row: step.row });
    }
    if show(ui, Icon::Check, "marks-done", false) {
        scene.out.push(Command::Back);
    }
}

/// A button with its icon above its word.
struct Face<'a> {
    icon: Icon,
    word: &'a str,
    name: &'a str,
    chosen: Option<bool>,
    danger: bool,
}

impl Face<'_> {
    fn show(&self, ui: &mut Ui, look: &Look, size: Vec2) -> bool {
        let response = touchable(ui, size, IdSalt::new(("face", self.icon)), Sense::click());
        response.widget_info(|| WidgetInfo {
            selected: self.chosen,
            ..WidgetInfo::labeled(Role::Button, ui.is_enabled(), self.name)
        });
        if ui.is_rect_visible(response.rect) {
            self.paint(ui, look, &response);
        }
        response.clicked()
    }

    fn paint(&self, ui: &Ui, look: &Look, response: &egui::Response) {
        let colours = &look.colours;
        let (fill, ink, stroke) = match (self.chosen, self.danger) {
            (Some(true), _) => (colours.primary_soft, colours.primary, Stroke::new(3.0, colours.primary)),
            (_, true) => (colours.surface, colours.danger, Stroke::new(look.outline, colours.danger)),
            _ => (colours.surface, colours.ink, look.outline_stroke()),
        };
        let fill = if is_pressed(response) { shade(fill, ink) } else { fill };
        let rect = response.rect;
        ui.painter().rect(rect, look.corner(), fill, stroke, StrokeKind::Inside);
        let galley = wrapped(ui, self.word, look.sizes.label, ink, rect.width() - 2.0 * look.space.xs);
        let side = look.sizes.body * 1.35;
        let high = side + look.space.xs + galley.size().y;
        let top = rect.center().y - high / 2.0;
        let icon = egui::Rect::from_center_size(pos2(rect.center().x, top + side / 2.0), Vec2::splat(side));
        self.icon.paint(ui.painter(), icon, ink);
        let place = pos2(rect.center().x - galley.size().x / 2.0, top + side + look.space.xs);
        ui.painter().galley(place, galley, ink);
        focus_ring(ui, response, look);
    }
}
