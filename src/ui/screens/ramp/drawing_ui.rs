//! Draws to scale: a ramp from above and from the side, a door and a turning circle with the chair in them. Looks like
//! the where-to-measure drawings: thin ink for what is there, the accent for dimensions.

use egui::emath::RectTransform;
use egui::{
    Align2, Color32, FontId, Painter, Pos2, Rect, Response, Sense, Shape, Stroke, StrokeKind, Ui, Vec2, WidgetInfo,
    pos2, vec2,
};

use crate::l10n::Words;
use crate::plan::ramp::layout::{Layout, Part, Piece, Point, Turn};
use crate::plan::ramp::{RampPlan, Site};
use crate::ui::theme::Look;

/// Smallest letters in points.
const LEAST_LETTERS: f32 = 12.0;
/// Where a handrail is drawn, in millimetres (GB 50763-2012: 850 to 900).
const RAIL_HEIGHT: f32 = 900.0;

/// A pen that draws millimetres.
struct Pen<'a> {
    painter: Painter,
    look: &'a Look,
    to: RectTransform,
    /// Points of the screen for one millimetre.
    scale: f32,
}

impl<'a> Pen<'a> {
    /// Takes room as wide as the column for a drawing of `world` millimetres, with a margin for dimensions.
    fn new(ui: &mut Ui, look: &'a Look, world: Rect, name: &str, most_high: f32) -> (Self, Response) {
        let margin = 3.4 * look.sizes.small;
        let room = ui.available_width() - 2.0 * margin;
        let scale = (room / world.width().max(1.0)).min((most_high - 2.0 * margin) / world.height().max(1.0));
        let size = vec2(ui.available_width(), world.height() * scale + 2.0 * margin);
        let (rect, response) = ui.allocate_exact_size(size, Sense::hover());
        response.widget_info(|| WidgetInfo::labeled(egui::Role::Image, true, name));
        ui.painter().rect_filled(rect, look.corner(), look.colours.raised);
        let paper = Rect::from_center_size(rect.center(), world.size() * scale);
        let to = RectTransform::from_to(world, paper);
        (Self { painter: ui.painter().with_clip_rect(rect), look, to, scale }, response)
    }

    fn at(&self, x: f32, y: f32) -> Pos2 {
        self.to * pos2(x, y)
    }

    fn line(&self, from: Pos2, to: Pos2, width: f32, colour: Color32) {
        self.painter.line_segment([from, to], Stroke::new(width, colour));
    }

    fn dashed(&self, points: &[Pos2], colour: Color32) {
        self.painter.extend(Shape::dashed_line(points, Stroke::new(1.5, colour), 7.0, 5.0));
    }

    /// A dimension between two places, drawn `off` points aside, with its number in the middle.
    fn dimension(&self, from: Pos2, to: Pos2, off: Vec2, words: &str) {
        let colour = self.look.colours.primary;
        let stroke = Stroke::new(1.5, colour);
        let (a, b) = (from + off, to + off);
        for (place, end) in [(from, a), (to, b)] {
            self.painter
                .line_segment([place, end + off.normalized() * 4.0], Stroke::new(1.0, colour.gamma_multiply(0.6)));
        }
        self.painter.line_segment([a, b], stroke);
        let along = (b - a).normalized();
        let head = 8.0_f32.min((b - a).length() / 2.5);
        for (tip, back) in [(a, along), (b, -along)] {
            let base = tip + back * head;
            let side = back.rot90() * head * 0.42;
            self.painter.add(Shape::convex_polygon(vec![tip, base + side, base - side], colour, Stroke::NONE));
        }
        self.words(a + (b - a) / 2.0, words, colour);
    }

    fn words(&self, at: Pos2, words: &str, colour: Color32) {
        let font = FontId::proportional(self.look.sizes.small.max(LEAST_LETTERS));
        let galley = self.painter.layout_no_wrap(words.to_owned(), font, colour);
        let place = Align2::CENTER_CENTER.anchor_size(at, galley.size());
        self.painter.rect_filled(place.expand2(vec2(3.0, -1.0)), 2, self.look.colours.raised.gamma_multiply(0.92));
        self.painter.galley(place.min, galley, colour);
    }

    fn hatch(&self, rect: Rect) {
        let painter = self.painter.with_clip_rect(self.painter.clip_rect().intersect(rect));
        let stroke = Stroke::new(1.0, self.look.colours.muted.gamma_multiply(0.5));
        let mut x = rect.left() - rect.height();
        while x < rect.right() {
            painter.line_segment([pos2(x, rect.bottom()), pos2(x + rect.height(), rect.top())], stroke);
            x += 9.0;
        }
    }
}

/// "5,100" with a thin gap for the thousands.
fn millimetres(length: u32) -> String {
    if length < 10_000 { length.to_string() } else { format!("{}\u{2009}{:03}", length / 1_000, length % 1_000) }
}

fn bounds(points: impl Iterator<Item = Point>) -> Rect {
    points.fold(Rect::NOTHING, |rect, [x, y]| {
        let place = pos2(x as f32, y as f32);
        rect.union(Rect::from_min_max(place, place))
    })
}

fn outline(piece: &Piece) -> Rect {
    bounds(piece.outline.iter().copied())
}

/// The ramp from above, in the yard.
pub fn from_above(ui: &mut Ui, look: &Look, words: &Words, plan: &RampPlan, site: &Site) {
    let layout = &plan.layout;
    let all = bounds(layout.pieces.iter().flat_map(|piece| piece.outline));
    let yard = site
        .length
        .zip(site.width)
        // Along the wall it lies beside the platform.
        .map(|(long, wide)| {
            let left = if layout.turn == Turn::Along { -(layout.width as f32) } else { 0.0 };
            Rect::from_min_max(pos2(left, 0.0), pos2(left + long as f32, wide as f32))
        });
    // A yard that is far larger would make the ramp tiny: only its near part is shown.
    let shown = yard.map(|yard| yard.intersect(Rect::from_min_max(yard.min, (all.max.to_vec2() * 1.25).to_pos2())));
    let world = shown.map_or(all, |shown| all.union(shown));
    let (pen, _) = Pen::new(ui, look, world, &words.text("ramp-drawing-above"), 340.0);
    let colours = &look.colours;
    if let Some(yard) = shown {
        let place = Rect::from_min_max(pen.to * yard.min, pen.to * yard.max);
        let corners =
            [place.left_top(), place.right_top(), place.right_bottom(), place.left_bottom(), place.left_top()];
        pen.dashed(&corners, colours.muted);
    }
    for piece in &layout.pieces {
        let area = outline(piece);
        let place = Rect::from_min_max(pen.to * area.min, pen.to * area.max);
        pen.painter.rect_filled(place, 0, colours.surface);
        match piece.part {
            Part::Run(_) => arrow(&pen, place, piece.down),
            Part::Landing => pen.hatch(place),
            Part::Platform => {
                pen.hatch(place);
                pen.words(place.center(), &words.text("ramp-platform"), colours.muted);
            }
        }
        pen.painter.rect_stroke(place, 0, Stroke::new(2.0, colours.ink), StrokeKind::Middle);
    }
    door(&pen, layout, words);
    if plan.rails {
        for [from, to] in &layout.rails {
            let ends = [from, to].map(|[x, y]| pen.at(*x as f32, *y as f32));
            pen.line(ends[0], ends[1], 4.0, colours.primary);
        }
    }
    let (long, wide) = layout.footprint;
    let right = all.max.x;
    let off = 1.9 * look.sizes.small;
    pen.dimension(pen.at(right - long as f32, all.max.y), pen.at(right, all.max.y), vec2(0.0, off), &millimetres(long));
    pen.dimension(pen.at(right, all.max.y - wide as f32), pen.at(right, all.max.y), vec2(off, 0.0), &millimetres(wide));
    if let Some(run) = layout.pieces.iter().find(|piece| matches!(piece.part, Part::Run(_))).map(outline) {
        let middle = run.left() + run.width() * 0.3;
        pen.words(pen.at(middle, run.center().y), &layout.gradient.to_string(), colours.ink);
        // A straight ramp is as wide as its footprint, which is dimensioned already.
        if matches!(layout.turn, Turn::Straight | Turn::Along) {
            return;
        }
        let ends =
            (pen.at(run.left() + run.width() * 0.12, run.top()), pen.at(run.left() + run.width() * 0.12, run.bottom()));
        pen.dimension(ends.0, ends.1, vec2(0.1, 0.0), &millimetres(layout.width));
    }
}

/// Which way is down.
fn arrow(pen: &Pen<'_>, place: Rect, down: Point) {
    let along = vec2(down[0] as f32, down[1] as f32);
    if along == Vec2::ZERO {
        return;
    }
    let half = (place.size() * along).length() * 0.36;
    let (from, tip) = (place.center() - along * half, place.center() + along * half);
    let colour = pen.look.colours.muted;
    pen.line(from, tip, 1.5, colour);
    let (base, side) = (tip - along * 10.0, along.rot90() * 5.0);
    pen.painter.add(Shape::convex_polygon(vec![tip, base + side, base - side], colour, Stroke::NONE));
}

/// The door in the wall behind the platform.
fn door(pen: &Pen<'_>, layout: &Layout, words: &Words) {
    let Some(platform) = layout.pieces.iter().find(|piece| piece.part == Part::Platform).map(outline) else { return };
    let (top, bottom) = (pen.at(platform.left(), platform.top()), pen.at(platform.left(), platform.bottom()));
    pen.line(top, bottom, 5.0, pen.look.colours.ink);
    let beside = pen.at(platform.left(), platform.center().y) - vec2(1.2 * pen.look.sizes.small, 0.0);
    pen.words(beside, &words.text("ramp-door"), pen.look.colours.ink);
}

/// The ramp from the side, unrolled along its middle.
pub fn from_the_side(ui: &mut Ui, look: &Look, words: &Words, plan: &RampPlan) {
    let layout = &plan.layout;
    let rise = layout.pieces.first().map_or(0, |piece| piece.heights.0);
    let (profile, marks) = profile(layout);
    let right = profile.last().map_or(0.0, |place| place.x);
    let left = profile.first().map_or(0.0, |place| place.x);
    let above = if plan.rails { RAIL_HEIGHT } else { 0.0 };
    let world = Rect::from_min_max(pos2(left, -(rise as f32) - above), pos2(right, 0.0));
    let (pen, _) = Pen::new(ui, look, world, &words.text("ramp-drawing-side"), 240.0);
    let colours = &look.colours;
    let ground = pen.at(left, 0.0).y;
    let place = |spot: &Pos2| pen.at(spot.x, -spot.y);
    for pair in profile.windows(2) {
        let (a, b) = (place(&pair[0]), place(&pair[1]));
        let below = vec![a, b, pos2(b.x, ground), pos2(a.x, ground)];
        pen.painter.add(Shape::convex_polygon(below, colours.surface, Stroke::NONE));
        pen.line(a, b, 3.0, colours.ink);
        if plan.rails && pair[0].y > pair[1].y {
            let up = vec2(0.0, -RAIL_HEIGHT * pen.scale);
            pen.line(a + up, b + up, 3.0, colours.primary);
            for post in [a, b] {
                pen.line(post, post + up, 1.5, colours.primary);
            }
        }
    }
    pen.line(pen.at(left, 0.0), pen.at(right, 0.0), 2.0, colours.muted);
    let start = pen.at(0.0, 0.0);
    let top = pen.at(0.0, -(rise as f32));
    pen.dimension(top, start, vec2(-1.2 * look.sizes.small, 0.0), &millimetres(rise));
    for (from, to, length) in marks {
        pen.dimension(pen.at(from, 0.0), pen.at(to, 0.0), vec2(0.0, 1.6 * look.sizes.small), &millimetres(length));
    }
}

/// Places along the middle with their height, and the runs to be dimensioned: from, to, length.
fn profile(layout: &Layout) -> (Vec<Pos2>, Vec<(f32, f32, u32)>) {
    let mut places = Vec::new();
    let mut marks = Vec::new();
    let mut along = 0.0;
    for piece in &layout.pieces {
        let area = outline(piece);
        let (from, to) = (piece.heights.0 as f32, piece.heights.1 as f32);
        match piece.part {
            Part::Platform => {
                places.push(pos2(-area.width(), from));
                places.push(pos2(0.0, to));
            }
            Part::Run(run) => {
                places.push(pos2(along, from));
                let end = along + run.length as f32;
                marks.push((along, end, run.length));
                along = end;
                places.push(pos2(along, to));
            }
            Part::Landing => {
                let length = area.width().min(area.height());
                places.push(pos2(along, from));
                along += length;
                places.push(pos2(along, to));
            }
        }
    }
    (places, marks)
}

/// A door from above with the chair in it.
pub fn in_the_door(ui: &mut Ui, look: &Look, words: &Words, clear: u32, chair: Option<(u32, u32)>) {
    let (clear_width, wall) = (clear as f32, 240.0);
    let (width, length) = chair.map_or((0.0, 0.0), |(width, length)| (width as f32, length as f32));
    let half = (clear_width.max(width) / 2.0) + 350.0;
    let world =
        Rect::from_min_max(pos2(-half, -length.max(600.0) / 2.0 - 60.0), pos2(half, length.max(600.0) / 2.0 + 60.0));
    let (pen, _) = Pen::new(ui, look, world, &words.text("ramp-drawing-door"), 320.0);
    let colours = &look.colours;
    for side in [-1.0, 1.0] {
        let (near, far) = (side * clear_width / 2.0, side * half);
        let place = Rect::from_two_pos(pen.at(near, -wall / 2.0), pen.at(far, wall / 2.0));
        pen.painter.rect_filled(place, 0, colours.surface);
        pen.hatch(place);
        pen.painter.rect_stroke(place, 0, Stroke::new(2.0, colours.ink), StrokeKind::Middle);
    }
    if chair.is_some() {
        let fits = width + 50.0 <= clear_width;
        chair_ui(&pen, pos2(0.0, 0.0), (width, length), if fits { colours.met } else { colours.not_met });
        let bottom = length / 2.0;
        let ends = (pen.at(-width / 2.0, bottom), pen.at(width / 2.0, bottom));
        pen.dimension(ends.0, ends.1, vec2(0.0, 1.4 * look.sizes.small), &width.to_string());
    }
    let top = -wall / 2.0;
    let ends = (pen.at(-clear_width / 2.0, top), pen.at(clear_width / 2.0, top));
    pen.dimension(ends.0, ends.1, vec2(0.0, -1.6 * look.sizes.small), &millimetres(clear));
}

/// A chair from above: its box, two wheels, the feet in front.
fn chair_ui(pen: &Pen<'_>, centre: Pos2, (width, length): (f32, f32), colour: Color32) {
    let place = Rect::from_center_size(pen.to * centre, vec2(width, length) * pen.scale);
    pen.painter.rect(place, 4, colour.gamma_multiply(0.14), Stroke::new(2.5, colour), StrokeKind::Middle);
    let wheel = vec2(place.width() * 0.08, place.height() * 0.5);
    for x in [place.left() + wheel.x, place.right() - wheel.x] {
        let rect = Rect::from_center_size(pos2(x, place.center().y + place.height() * 0.12), wheel);
        pen.painter.rect_filled(rect, 3, colour);
    }
    let head = place.center() + vec2(0.0, place.height() * 0.14);
    pen.painter.circle_stroke(head, place.width() * 0.18, Stroke::new(2.0, colour));
}

/// A free circle with the chair turning in it.
pub fn turning(ui: &mut Ui, look: &Look, words: &Words, free: u32, needed: u32, chair: (u32, u32)) {
    let radius = (free.max(needed) as f32 / 2.0) + 40.0;
    let world = Rect::from_center_size(Pos2::ZERO, Vec2::splat(2.0 * radius));
    let (pen, _) = Pen::new(ui, look, world, &words.text("ramp-drawing-turning"), 340.0);
    let colours = &look.colours;
    let centre = pen.at(0.0, 0.0);
    let fits = free >= needed;
    let ink = if fits { colours.met } else { colours.not_met };
    pen.painter.circle(centre, free as f32 / 2.0 * pen.scale, colours.surface, Stroke::new(2.5, colours.ink));
    let around: Vec<Pos2> = (0..=72)
        .map(|step| {
            centre + Vec2::angled(step as f32 * std::f32::consts::TAU / 72.0) * (needed as f32 / 2.0 * pen.scale)
        })
        .collect();
    pen.dashed(&around, ink);
    chair_ui(&pen, Pos2::ZERO, (chair.0 as f32, chair.1 as f32), ink);
    let half = free as f32 / 2.0;
    pen.dimension(pen.at(-half, half), pen.at(half, half), vec2(0.0, 1.4 * look.sizes.small), &millimetres(free));
}
