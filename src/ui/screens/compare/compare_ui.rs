//! Paints two photos that move and grow together.

use egui::accesskit::Action;
use egui::{
    CentralPanel, Color32, Frame, Key, Painter, Panel, Rect, Role, Sense, Stroke, Ui, Vec2, WidgetInfo, pos2, vec2,
};

use super::data::{Data, Side};
use super::partner_ui;
use crate::app::command::Command;
use crate::app::marks::MarksCommand;
use crate::app::route::{PhotoPlace, Route};
use crate::app::visit::Visit;
use crate::ui::scene::Scene;
use crate::ui::screens::bar::{self, Bar};
use crate::ui::screens::photo::view::View;
use crate::ui::textures::{Picture, Size};
use crate::ui::widgets::{Button, Chip, Icon, flow, segmented};

/// One step of the divider by button or key, as a share of the width.
const STEP: f32 = 0.05;

/// How they are looked at.
pub struct State {
    view: View,
    wipe: bool,
    /// Marks are hidden.
    bare: bool,
    /// Where the divider stands, as a share of the width.
    divider: f32,
    /// Another partner is being picked.
    picking: bool,
    shown: Option<[PhotoPlace; 2]>,
}

impl Default for State {
    fn default() -> Self {
        Self { view: View::default(), wipe: false, bare: false, divider: 0.5, picking: false, shown: None }
    }
}

impl State {
    /// Begins anew with other photos; the way of looking stays.
    fn turn_to(&mut self, places: [&PhotoPlace; 2]) {
        let places = places.map(Clone::clone);
        if self.shown.as_ref() != Some(&places) {
            *self = Self { shown: Some(places), wipe: self.wipe, bare: self.bare, ..Self::default() };
        }
    }

    fn divide(&mut self, share: f32) {
        self.divider = share.clamp(0.0, 1.0);
    }
}

/// Shows the two photos, the earlier one first; `back` is where one came from.
pub fn show(
    ui: &mut Ui,
    state: &mut State,
    visit: &Visit,
    places: [&PhotoPlace; 2],
    back: &Route,
    scene: &mut Scene<'_>,
) {
    let Some(data) = Data::of(scene.program, visit, places) else { return };
    state.turn_to(places);
    let title = scene.words.text("compare-title");
    let subtitle = visit.label_of(&places[1].0, scene.words.language());
    bar::show(
        ui,
        &Bar { title: &title, subtitle: &subtitle, back: true, undo: None, redo: None, settings: false },
        scene,
    );
    let frame = Frame::new().fill(scene.look.colours.surface).inner_margin(scene.look.margin(scene.look.space.s));
    Panel::bottom("compare tools").frame(frame).resizable(false).show(ui, |ui| {
        flow(ui, |ui| {
            ways(ui, state, scene);
            pairing(ui, state, &data, places, back, scene);
        });
    });
    CentralPanel::default()
        .frame(Frame::new().fill(scene.look.colours.ground))
        .show(ui, |ui| if state.wipe { wipe(ui, state, &data, scene) } else { beside(ui, state, &data, scene) });
    if state.picking {
        state.picking = partner_ui::ask(ui, visit, &data.sides[1].path, back, scene);
    }
}

/// How one looks.
fn ways(ui: &mut Ui, state: &mut State, scene: &Scene<'_>) {
    let (look, words) = (scene.look, scene.words);
    let ways = [(false, words.text("compare-side")), (true, words.text("compare-wipe"))];
    if let Some(wipe) = segmented::show(ui, look, words, &words.text("compare-title"), state.wipe, &ways) {
        state.wipe = wipe;
    }
    if Chip::many(&words.text("compare-marks"), !state.bare).salt("marks").show(ui, look).clicked() {
        state.bare = !state.bare;
    }
    for (icon, key, larger) in [(Icon::Minus, "photo-zoom-out", false), (Icon::Plus, "photo-zoom-in", true)] {
        if Button::icon_only(icon, words.text(key)).outlined().show(ui, look).clicked() {
            state.view.step(larger);
        }
    }
    let steps = [(Icon::ChevronLeft, "compare-left", -STEP), (Icon::ChevronRight, "compare-right", STEP)];
    let wipe = state.wipe;
    for (icon, key, step) in steps.into_iter().filter(|_| wipe) {
        if Button::icon_only(icon, words.text(key)).outlined().show(ui, look).clicked() {
            state.divide(state.divider + step);
        }
    }
}

/// Which photos belong together.
fn pairing(ui: &mut Ui, state: &mut State, data: &Data, places: [&PhotoPlace; 2], back: &Route, scene: &mut Scene<'_>) {
    let (look, words) = (scene.look, scene.words);
    let [before, after] = data.sides.each_ref().map(|side| side.path.clone());
    if Button::plain(&words.text("compare-other")).icon(Icon::Picture).salt("other").show(ui, look).clicked() {
        state.picking = true;
    }
    if Button::plain(&words.text("compare-swap")).icon(Icon::Compare).salt("swap").show(ui, look).clicked() {
        if data.is_open && scene.program.photo_is_closed(&before).is_none() {
            scene.out.push(Command::Marks(MarksCommand::Pair { after: after.clone(), before: None }));
            scene.out.push(Command::Marks(MarksCommand::Pair { after: before.clone(), before: Some(after.clone()) }));
        }
        let (before, after) = (places[1].clone(), places[0].clone());
        scene.out.push(Command::Go(Route::Compare { before, after, back: Box::new(back.clone()) }));
    }
    let part = data.is_pair && data.is_open;
    if part && Button::danger(&words.text("compare-part")).icon(Icon::Cross).salt("part").show(ui, look).clicked() {
        scene.out.push(Command::Marks(MarksCommand::Pair { after, before: None }));
        scene.out.push(Command::Back);
    }
}

/// Side by side on a wide window, one above the other on an upright one.
fn beside(ui: &mut Ui, state: &mut State, data: &Data, scene: &mut Scene<'_>) {
    let (_, room) = ui.allocate_space(ui.available_size());
    let gap = scene.look.space.xs;
    let rooms = if room.width() > room.height() {
        let (left, right) = room.split_left_right_at_fraction(0.5);
        [left.with_max_x(left.right() - gap / 2.0), right.with_min_x(right.left() + gap / 2.0)]
    } else {
        let (upper, lower) = room.split_top_bottom_at_fraction(0.5);
        [upper.with_max_y(upper.bottom() - gap / 2.0), lower.with_min_y(lower.top() + gap / 2.0)]
    };
    for (index, room) in rooms.into_iter().enumerate() {
        let name = scene.words.text(["compare-before", "compare-after"][index]);
        let response = ui.interact(room, ui.scope_id().with(("side", index)), Sense::click_and_drag());
        response.widget_info(|| WidgetInfo::labeled(Role::Image, true, &name));
        look_around(ui, state, &data.sides[index], room, &response);
        let painter = ui.painter().with_clip_rect(room);
        picture(ui, state, &painter, &data.sides[index], room, scene);
        label(&painter, room, &name, &data.sides[index].day, false, scene);
    }
}

/// The later photo over the earlier one, right of the divider.
fn wipe(ui: &mut Ui, state: &mut State, data: &Data, scene: &mut Scene<'_>) {
    let (_, room) = ui.allocate_space(ui.available_size());
    let names = ["compare-before", "compare-after"].map(|key| scene.words.text(key));
    let response = ui.interact(room, ui.scope_id().with("wipe"), Sense::click_and_drag());
    let name = scene.words.text("compare-title");
    response.widget_info(|| WidgetInfo::labeled(Role::Image, true, &name));
    look_around(ui, state, &data.sides[0], room, &response);
    divider(ui, state, room, scene);

    let at = room.left() + state.divider * room.width();
    let parts = [room.with_max_x(at), room.with_min_x(at)];
    for (index, part) in parts.into_iter().enumerate() {
        let painter = ui.painter().with_clip_rect(part);
        picture(ui, state, &painter, &data.sides[index], room, scene);
        label(&painter, room, &names[index], &data.sides[index].day, index == 1, scene);
    }
    handle(ui, room, at, scene);
}

/// Both photos are looked at alike: what one finger does to one happens to both.
fn look_around(ui: &Ui, state: &mut State, side: &Side, room: Rect, response: &egui::Response) {
    let Some(sides) = side.photo.as_ref().map(|photo| [photo.width, photo.height]) else { return };
    let (touches, pinch) = ui.input(|input| (input.multi_touch(), input.zoom_delta()));
    match touches {
        Some(touches) if room.contains(touches.center_pos) => {
            state.view.pinch(room, sides, touches.zoom_delta, touches.center_pos);
            state.view.push(room, sides, touches.translation_delta);
        }
        None if pinch != 1.0 && response.contains_pointer() => {
            let at = ui.input(|input| input.pointer.hover_pos()).unwrap_or(room.center());
            state.view.pinch(room, sides, pinch, at);
        }
        None if response.dragged() => state.view.push(room, sides, response.drag_delta()),
        _ => {}
    }
    state.view.hold(room, sides);
}

/// The divider is dragged, stepped by keys while it has the focus, and stepped by screen readers.
fn divider(ui: &Ui, state: &mut State, room: Rect, scene: &Scene<'_>) {
    let at = pos2(room.left() + state.divider * room.width(), room.center().y);
    let rect = Rect::from_center_size(at, vec2(scene.look.target, room.height()));
    let id = ui.scope_id().with("divider");
    let response = ui.interact(rect, id, Sense::DRAG | Sense::FOCUSABLE);
    let name = scene.words.text("compare-divider");
    let percent = f64::from(state.divider) * 100.0;
    response.widget_info(|| WidgetInfo::slider(true, percent, &name));
    if response.dragged() {
        state.divide(state.divider + response.drag_delta().x / room.width().max(1.0));
    }
    let focused = response.has_focus();
    let steps = ui.input(|input| {
        let asked = |action| input.num_accesskit_action_requests(id, action) as f32;
        let keys = if focused {
            input.num_presses(Key::ArrowRight) as f32 - input.num_presses(Key::ArrowLeft) as f32
        } else {
            0.0
        };
        asked(Action::Increment) - asked(Action::Decrement) + keys
    });
    if focused {
        // The arrows are the divider's and move no focus.
        let filter = egui::EventFilter { horizontal_arrows: true, ..egui::EventFilter::default() };
        ui.memory_mut(|memory| memory.set_focus_lock_filter(id, filter));
    }
    if steps != 0.0 {
        state.divide(state.divider + steps * STEP);
    }
    ui.ctx().accesskit_node_builder(id, |node| {
        node.add_action(Action::Increment);
        node.add_action(Action::Decrement);
        node.set_min_numeric_value(0.0);
        node.set_max_numeric_value(100.0);
    });
}

fn handle(ui: &Ui, room: Rect, at: f32, scene: &Scene<'_>) {
    let look = scene.look;
    let painter = ui.painter().with_clip_rect(room);
    painter.vline(at, room.y_range(), Stroke::new(5.0, look.colours.surface));
    painter.vline(at, room.y_range(), Stroke::new(2.0, look.colours.primary));
    let centre = pos2(at, room.center().y);
    painter.circle(centre, look.target / 2.0, look.colours.surface, Stroke::new(2.0, look.colours.primary));
    for (icon, side) in [(Icon::ChevronLeft, -1.0), (Icon::ChevronRight, 1.0)] {
        let place = centre + vec2(side * look.target * 0.2, 0.0);
        icon.paint(&painter, Rect::from_center_size(place, Vec2::splat(look.target * 0.45)), look.colours.primary);
    }
    let id = ui.scope_id().with("divider");
    let focused = ui.memory(|memory| memory.has_focus(id));
    if focused {
        painter.circle_stroke(centre, look.target / 2.0 + 4.0, Stroke::new(3.0, look.colours.focus));
    }
}

fn picture(ui: &Ui, state: &State, painter: &Painter, side: &Side, room: Rect, scene: &mut Scene<'_>) {
    let (look, words) = (scene.look, scene.words);
    let say = |key: &str, colour: Color32| {
        let font = egui::FontId::proportional(look.sizes.body);
        painter.text(room.center(), egui::Align2::CENTER_CENTER, words.text(key), font, colour);
    };
    let Some(photo) = &side.photo else { return say("compare-missing", look.colours.not_met) };
    let shown = state.view.shown(room, [photo.width, photo.height]);
    match scene.textures.get(ui.ctx(), photo.hash, Size::Full) {
        Picture::Ready { id, .. } => {
            let whole = Rect::from_min_max(pos2(0.0, 0.0), pos2(1.0, 1.0));
            painter.image(id, shown.place, whole, Color32::WHITE);
            if !state.bare {
                side.marks.iter().for_each(|mark| shown.paint(painter, mark));
            }
        }
        Picture::Loading => say("photo-loading", look.colours.muted),
        Picture::Failed => say("photo-missing", look.colours.not_met),
    }
}

/// What a photo is, in a corner of it.
fn label(painter: &Painter, room: Rect, name: &str, day: &str, at_right: bool, scene: &Scene<'_>) {
    let look = scene.look;
    let text = if day.is_empty() { name.to_owned() } else { format!("{name} {day}") };
    let galley = painter.layout_no_wrap(text, egui::FontId::proportional(look.sizes.body), look.colours.ink);
    let size = galley.size() + Vec2::splat(2.0 * look.space.s);
    let left = if at_right { room.right() - look.space.s - size.x } else { room.left() + look.space.s };
    let plate = Rect::from_min_size(pos2(left, room.top() + look.space.s), size);
    painter.rect_filled(plate, look.corner(), look.colours.surface);
    painter.galley(plate.min + Vec2::splat(look.space.s), galley, look.colours.ink);
}
