//! What several scenes share: colours, windows, the tape measure.

use super::canvas::{Canvas, Colour, HEIGHT, Paint, Point, WIDTH, mix};

pub const W: f32 = WIDTH as f32;
pub const H: f32 = HEIGHT as f32;

pub const WHITE: Colour = [238, 236, 230];
pub const INK: Colour = [44, 42, 40];
pub const WOOD: Colour = [134, 94, 58];
pub const STEEL: Colour = [150, 156, 160];
pub const TAPE: Colour = [246, 204, 40];
pub const CERAMIC: Colour = [242, 244, 244];
pub const CONCRETE: Colour = [168, 164, 156];

pub fn darker(colour: Colour, share: f32) -> Colour {
    mix(colour, [18, 16, 16], share)
}

pub fn lighter(colour: Colour, share: f32) -> Colour {
    mix(colour, [255, 253, 248], share)
}

/// A tape measure lying from `from` to `to`, with its case at the start and the reading at the end.
pub fn tape(canvas: &mut Canvas, from: Point, to: Point, millimetres: u32) {
    canvas.line((from.0 + 5.0, from.1 + 8.0), (to.0 + 5.0, to.1 + 8.0), 34.0, [70, 66, 60]);
    canvas.line(from, to, 32.0, TAPE);
    let (dx, dy) = (to.0 - from.0, to.1 - from.1);
    let length = dx.hypot(dy).max(1.0);
    let (ux, uy) = (dx / length, dy / length);
    let marks = (length / 14.0) as u16;
    for mark in 1..marks {
        let along = f32::from(mark) * 14.0;
        let long = if mark % 5 == 0 { 24.0 } else { 12.0 };
        let foot = (from.0 + ux * along + uy * 16.0, from.1 + uy * along - ux * 16.0);
        canvas.line(foot, (foot.0 - uy * long, foot.1 + ux * long), 3.0, INK);
    }
    canvas.rectangle((from.0 - 60.0, from.1 - 52.0), (from.0 + 44.0, from.1 + 52.0), [196, 44, 36]);
    canvas.rectangle((from.0 - 44.0, from.1 - 36.0), (from.0 + 28.0, from.1 + 36.0), [228, 84, 66]);
    let plate = (f32::midpoint(from.0, to.0) - 110.0, f32::midpoint(from.1, to.1) - 150.0);
    canvas.rectangle(plate, (plate.0 + 260.0, plate.1 + 104.0), WHITE);
    number(canvas, (plate.0 + 24.0, plate.1 + 18.0), 68.0, millimetres);
}

/// A number in seven strokes a digit, as on a meter.
pub fn number(canvas: &mut Canvas, (mut x, y): Point, high: f32, number: u32) {
    // Strokes: top, upper right, lower right, bottom, lower left, upper left, middle.
    const STROKES: [u8; 10] = [0x3f, 0x06, 0x5b, 0x4f, 0x66, 0x6d, 0x7d, 0x07, 0x7f, 0x6f];
    let (wide, half) = (high * 0.5, high / 2.0);
    for digit in number.to_string().bytes() {
        let (right, middle, bottom) = (x + wide, y + half, y + high);
        let ends = [
            ((x, y), (right, y)),
            ((right, y), (right, middle)),
            ((right, middle), (right, bottom)),
            ((x, bottom), (right, bottom)),
            ((x, middle), (x, bottom)),
            ((x, y), (x, middle)),
            ((x, middle), (right, middle)),
        ];
        for (stroke, (from, to)) in ends.into_iter().enumerate() {
            if STROKES[usize::from(digit - b'0') % 10] >> stroke & 1 == 1 {
                canvas.line(from, to, high * 0.13, INK);
            }
        }
        x += wide + high * 0.32;
    }
}

pub fn window(canvas: &mut Canvas, (left, top): Point, (right, bottom): Point) {
    canvas.rectangle((left - 14.0, top - 14.0), (right + 14.0, bottom + 14.0), WHITE);
    canvas.rectangle((left, top), (right, bottom), Paint::Fade([150, 190, 220], top, [226, 236, 240], bottom));
    let middle = f32::midpoint(left, right);
    canvas.line((middle, top), (middle, bottom), 12.0, WHITE);
    canvas.rectangle((left - 24.0, bottom + 14.0), (right + 24.0, bottom + 34.0), [214, 210, 200]);
}
