//! What the demo's photos show: plain drawings of what a surveyor photographs, each in several variants.

use super::canvas::{Canvas, Colour, HEIGHT, Paint, Point, WIDTH, mix};
use crate::photo::Pixels;

/// A view.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Scene {
    /// Yard with the house behind.
    Yard,
    /// Steps before the door, with a tape standing on them.
    Steps,
    /// A door with a tape across.
    Door,
    /// Threshold from close by.
    Threshold,
    Living,
    Kang,
    Bed,
    CoalStove,
    Kitchen,
    SquatToilet,
    SeatToilet,
    Privy,
    Shower,
    Yurt,
    YurtStove,
}

impl Scene {
    pub const ALL: [Self; 15] = [
        Self::Yard,
        Self::Steps,
        Self::Door,
        Self::Threshold,
        Self::Living,
        Self::Kang,
        Self::Bed,
        Self::CoalStove,
        Self::Kitchen,
        Self::SquatToilet,
        Self::SeatToilet,
        Self::Privy,
        Self::Shower,
        Self::Yurt,
        Self::YurtStove,
    ];
}

const W: f32 = WIDTH as f32;
const H: f32 = HEIGHT as f32;

const WHITE: Colour = [238, 236, 230];
const INK: Colour = [44, 42, 40];
const WOOD: Colour = [134, 94, 58];
const STEEL: Colour = [150, 156, 160];
const TAPE: Colour = [246, 204, 40];
const CERAMIC: Colour = [242, 244, 244];
const CONCRETE: Colour = [168, 164, 156];

/// What differs between two homes: colours of walls and floor, and how many millimetres the tape shows.
#[derive(Clone, Copy, Debug)]
pub struct Look {
    seed: u64,
    wall: Colour,
    floor: Colour,
    door: Colour,
    pub millimetres: u32,
}

impl Look {
    /// The same seed gives the same look.
    pub fn new(seed: u64, millimetres: u32) -> Self {
        const WALLS: [Colour; 5] =
            [[226, 220, 204], [206, 216, 208], [214, 206, 190], [198, 208, 220], [228, 224, 222]];
        const FLOORS: [Colour; 4] = [[150, 128, 104], [168, 160, 148], [128, 116, 102], [176, 148, 118]];
        const DOORS: [Colour; 4] = [[112, 72, 44], [52, 92, 120], [138, 52, 40], [86, 104, 82]];
        // Neighbouring seeds must not look alike (the finalizer of splitmix64).
        let mixed = (seed ^ seed >> 30).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let seed = mixed ^ mixed >> 27;
        let pick = |list: &[Colour], shift: u32| list[(seed >> shift) as usize % list.len()];
        Self { seed, wall: pick(&WALLS, 0), floor: pick(&FLOORS, 8), door: pick(&DOORS, 16), millimetres }
    }
}

/// Draws a scene.
pub fn draw(scene: Scene, look: Look) -> Pixels {
    let canvas = match scene {
        Scene::Yard => yard(look),
        Scene::Steps => steps(look),
        Scene::Door => door(look),
        Scene::Threshold => threshold(look),
        Scene::Living => living(look),
        Scene::Kang => kang(look),
        Scene::Bed => bed(look),
        Scene::CoalStove => coal_stove(look),
        Scene::Kitchen => kitchen(look),
        Scene::SquatToilet => squat_toilet(look),
        Scene::SeatToilet => seat_toilet(look),
        Scene::Privy => privy(look),
        Scene::Shower => shower(look),
        Scene::Yurt => yurt(look),
        Scene::YurtStove => yurt_stove(),
    };
    let from_left = look.seed.is_multiple_of(2);
    canvas.finish((if from_left { 350.0 } else { 1_250.0 }, 260.0), look.seed)
}

fn darker(colour: Colour, share: f32) -> Colour {
    mix(colour, [18, 16, 16], share)
}

fn lighter(colour: Colour, share: f32) -> Colour {
    mix(colour, [255, 253, 248], share)
}

/// An empty room: back wall, side walls, floor, ceiling. The back wall spans (420, 200) to (1180, 720).
fn room(look: Look) -> Canvas {
    let mut canvas = Canvas::new(lighter(look.wall, 0.5));
    canvas.rectangle((420.0, 200.0), (1_180.0, 720.0), look.wall);
    canvas.polygon(&[(0.0, 0.0), (420.0, 200.0), (420.0, 720.0), (0.0, H)], darker(look.wall, 0.12));
    canvas.polygon(&[(W, 0.0), (1_180.0, 200.0), (1_180.0, 720.0), (W, H)], darker(look.wall, 0.2));
    let floor = [(420.0, 720.0), (1_180.0, 720.0), (W, H), (0.0, H)];
    canvas.polygon(&floor, Paint::Fade(darker(look.floor, 0.15), 720.0, look.floor, H));
    canvas.grid(floor, 8, 6, 3.0, darker(look.floor, 0.25));
    canvas.line((0.0, H - 4.0), (420.0, 718.0), 10.0, darker(look.wall, 0.4));
    canvas.line((420.0, 718.0), (1_180.0, 718.0), 8.0, darker(look.wall, 0.4));
    canvas.line((1_180.0, 718.0), (W, H - 4.0), 10.0, darker(look.wall, 0.4));
    canvas
}

/// Outdoors: sky, far hills, ground from `horizon` down.
fn outdoors(look: Look, horizon: f32) -> Canvas {
    let mut canvas = Canvas::new(Paint::Fade([128, 170, 208], 0.0, [222, 230, 230], horizon));
    let hill = (look.seed % 300) as f32;
    let hills = [
        (0.0, horizon),
        (0.0, horizon - 90.0),
        (380.0 + hill, horizon - 150.0),
        (900.0, horizon - 70.0),
        (1_250.0 + hill, horizon - 120.0),
        (W, horizon - 60.0),
        (W, horizon),
    ];
    canvas.polygon(&hills, [146, 148, 118]);
    canvas.rectangle((0.0, horizon), (W, H), Paint::Fade([168, 154, 122], horizon, [142, 122, 92], H));
    canvas
}

/// A tape measure lying from `from` to `to`, with its case at the start and the reading at the end.
fn tape(canvas: &mut Canvas, from: Point, to: Point, millimetres: u32) {
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
fn number(canvas: &mut Canvas, (mut x, y): Point, high: f32, number: u32) {
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

fn window(canvas: &mut Canvas, (left, top): Point, (right, bottom): Point) {
    canvas.rectangle((left - 14.0, top - 14.0), (right + 14.0, bottom + 14.0), WHITE);
    canvas.rectangle((left, top), (right, bottom), Paint::Fade([150, 190, 220], top, [226, 236, 240], bottom));
    let middle = f32::midpoint(left, right);
    canvas.line((middle, top), (middle, bottom), 12.0, WHITE);
    canvas.rectangle((left - 24.0, bottom + 14.0), (right + 24.0, bottom + 34.0), [214, 210, 200]);
}

fn yard(look: Look) -> Canvas {
    let mut canvas = outdoors(look, 620.0);
    let brick = [176, 104, 78];
    canvas.polygon(&[(180.0, 330.0), (1_420.0, 330.0), (1_500.0, 420.0), (100.0, 420.0)], [126, 68, 58]);
    canvas.rectangle((160.0, 420.0), (1_440.0, 780.0), brick);
    canvas.grid([(160.0, 420.0), (1_440.0, 420.0), (1_440.0, 780.0), (160.0, 780.0)], 32, 18, 2.0, [150, 88, 68]);
    window(&mut canvas, (280.0, 500.0), (560.0, 680.0));
    window(&mut canvas, (1_040.0, 500.0), (1_320.0, 680.0));
    canvas.rectangle((700.0, 480.0), (880.0, 780.0), look.door);
    canvas.rectangle((850.0, 630.0), (864.0, 670.0), STEEL);
    canvas.rectangle((660.0, 780.0), (920.0, 820.0), CONCRETE);
    canvas.rectangle((620.0, 820.0), (960.0, 862.0), lighter(CONCRETE, 0.15));
    canvas.polygon(&[(690.0, 862.0), (890.0, 862.0), (1_120.0, H), (430.0, H)], [150, 138, 118]);
    for puddle in 0..4_u64 {
        let x = 120.0 + ((look.seed >> (puddle * 6)) % 1_300) as f32;
        canvas.ellipse((x, 960.0 + puddle as f32 * 60.0), (90.0, 18.0), [120, 104, 80]);
    }
    canvas.rectangle((1_490.0, 430.0), (1_520.0, 900.0), WOOD);
    canvas
}

fn steps(look: Look) -> Canvas {
    let mut canvas = outdoors(look, 560.0);
    canvas.rectangle((0.0, 120.0), (W, 700.0), look.wall);
    canvas.rectangle((560.0, 150.0), (1_060.0, 610.0), look.door);
    canvas.rectangle((600.0, 190.0), (800.0, 400.0), Paint::Fade([150, 186, 206], 190.0, [96, 120, 136], 400.0));
    canvas.rectangle((980.0, 380.0), (1_010.0, 450.0), STEEL);
    for (step, top) in [(0.0, 610.0), (1.0, 740.0), (2.0, 880.0)] {
        let (left, right) = (460.0 - step * 90.0, 1_160.0 + step * 90.0);
        canvas.polygon(
            &[(left, top), (right, top), (right + 40.0, top + 44.0), (left - 40.0, top + 44.0)],
            lighter(CONCRETE, 0.2 - step * 0.05),
        );
        canvas.rectangle((left - 40.0, top + 44.0), (right + 40.0, top + 136.0), darker(CONCRETE, 0.14));
    }
    canvas.line((420.0, 760.0), (470.0, 786.0), 7.0, darker(CONCRETE, 0.5));
    tape(&mut canvas, (1_240.0, 1_020.0), (1_240.0, 660.0), look.millimetres);
    canvas
}

fn door(look: Look) -> Canvas {
    let mut canvas = Canvas::new(look.wall);
    canvas.rectangle((0.0, 1_060.0), (W, H), look.floor);
    canvas.rectangle((420.0, 60.0), (1_200.0, 1_070.0), darker(look.door, 0.35));
    canvas.rectangle((480.0, 110.0), (1_140.0, 1_060.0), [60, 58, 58]);
    canvas.polygon(&[(480.0, 110.0), (1_140.0, 110.0), (1_140.0, 1_060.0), (480.0, 1_060.0)], darker(look.wall, 0.45));
    canvas.polygon(&[(480.0, 940.0), (1_140.0, 940.0), (1_140.0, 1_060.0), (480.0, 1_060.0)], darker(look.floor, 0.3));
    // The leaf stands open, away from the camera.
    canvas.polygon(&[(480.0, 110.0), (620.0, 170.0), (620.0, 985.0), (480.0, 1_060.0)], look.door);
    canvas.polygon(&[(508.0, 190.0), (596.0, 222.0), (596.0, 520.0), (508.0, 530.0)], darker(look.door, 0.18));
    canvas.polygon(&[(508.0, 590.0), (596.0, 580.0), (596.0, 900.0), (508.0, 940.0)], darker(look.door, 0.18));
    canvas.ellipse((604.0, 600.0), (14.0, 18.0), [206, 176, 92]);
    canvas.rectangle((480.0, 1_040.0), (1_140.0, 1_070.0), darker(WOOD, 0.1));
    tape(&mut canvas, (640.0, 640.0), (1_136.0, 640.0), look.millimetres);
    canvas
}

fn threshold(look: Look) -> Canvas {
    let mut canvas = Canvas::new(darker(look.wall, 0.5));
    canvas.polygon(&[(0.0, 520.0), (W, 520.0), (W, H), (0.0, H)], look.floor);
    canvas.grid([(300.0, 620.0), (1_300.0, 620.0), (W + 400.0, H), (-400.0, H)], 7, 4, 4.0, darker(look.floor, 0.2));
    canvas.rectangle((0.0, 0.0), (230.0, 700.0), look.door);
    canvas.rectangle((1_370.0, 0.0), (W, 700.0), look.door);
    canvas.rectangle((230.0, 430.0), (1_370.0, 500.0), lighter(WOOD, 0.2));
    canvas.rectangle((230.0, 500.0), (1_370.0, 640.0), Paint::Fade(WOOD, 500.0, darker(WOOD, 0.3), 640.0));
    for board in 0..9_u8 {
        let y = 512.0 + f32::from(board) * 14.0;
        canvas.line((230.0, y), (1_370.0, y + 5.0), 2.0, darker(WOOD, 0.25));
    }
    tape(&mut canvas, (800.0, 860.0), (800.0, 445.0), look.millimetres);
    canvas
}

fn living(look: Look) -> Canvas {
    let mut canvas = room(look);
    window(&mut canvas, (520.0, 270.0), (860.0, 500.0));
    canvas.rectangle((940.0, 400.0), (1_120.0, 716.0), WOOD);
    canvas.rectangle((960.0, 420.0), (1_100.0, 520.0), [40, 44, 48]);
    canvas.polygon(&[(40.0, 820.0), (420.0, 700.0), (470.0, 760.0), (470.0, 900.0), (90.0, 1_080.0)], [120, 84, 76]);
    canvas.polygon(&[(40.0, 680.0), (420.0, 590.0), (420.0, 700.0), (40.0, 820.0)], [138, 98, 88]);
    canvas.ellipse((900.0, 900.0), (230.0, 70.0), darker(WOOD, 0.2));
    canvas.ellipse((900.0, 880.0), (230.0, 70.0), lighter(WOOD, 0.15));
    canvas.ellipse((860.0, 862.0), (30.0, 12.0), CERAMIC);
    canvas.polygon(&[(560.0, 1_010.0), (1_180.0, 1_000.0), (1_330.0, 1_150.0), (470.0, 1_160.0)], [156, 74, 66]);
    canvas.line((1_200.0, 790.0), (1_500.0, 1_190.0), 8.0, INK);
    canvas
}

fn kang(look: Look) -> Canvas {
    let mut canvas = room(look);
    window(&mut canvas, (560.0, 250.0), (1_040.0, 460.0));
    let mat = [206, 176, 112];
    canvas.polygon(&[(200.0, 640.0), (1_180.0, 600.0), (1_430.0, 780.0), (90.0, 830.0)], mat);
    canvas.grid([(200.0, 640.0), (1_180.0, 600.0), (1_430.0, 780.0), (90.0, 830.0)], 26, 8, 2.0, darker(mat, 0.16));
    canvas.polygon(&[(90.0, 830.0), (1_430.0, 780.0), (1_430.0, 820.0), (90.0, 872.0)], WOOD);
    canvas.polygon(&[(90.0, 872.0), (1_430.0, 820.0), (1_430.0, 1_090.0), (90.0, 1_160.0)], [186, 120, 92]);
    canvas.grid([(90.0, 872.0), (1_430.0, 820.0), (1_430.0, 1_090.0), (90.0, 1_160.0)], 12, 5, 3.0, [160, 100, 78]);
    canvas.polygon(&[(420.0, 1_010.0), (560.0, 1_004.0), (560.0, 1_110.0), (420.0, 1_118.0)], INK);
    for (quilt, colour) in [(0.0, [168, 52, 60]), (1.0, [62, 98, 138]), (2.0, [196, 132, 58])] {
        let top = 590.0 - quilt * 46.0;
        canvas.polygon(&[(250.0, top), (540.0, top - 12.0), (556.0, top + 34.0), (246.0, top + 50.0)], colour);
    }
    canvas.rectangle((760.0, 600.0), (980.0, 640.0), WOOD);
    tape(&mut canvas, (1_230.0, 1_090.0), (1_230.0, 806.0), look.millimetres);
    canvas
}

fn bed(look: Look) -> Canvas {
    let mut canvas = room(look);
    window(&mut canvas, (880.0, 260.0), (1_120.0, 470.0));
    canvas.rectangle((440.0, 470.0), (800.0, 720.0), darker(WOOD, 0.1));
    let sheet = [150, 176, 196];
    canvas.polygon(&[(440.0, 640.0), (810.0, 640.0), (980.0, 960.0), (330.0, 960.0)], sheet);
    canvas.polygon(&[(330.0, 960.0), (980.0, 960.0), (980.0, 1_080.0), (330.0, 1_080.0)], darker(sheet, 0.22));
    canvas.polygon(&[(400.0, 780.0), (890.0, 780.0), (980.0, 960.0), (330.0, 960.0)], [184, 92, 84]);
    canvas.ellipse((620.0, 668.0), (130.0, 34.0), CERAMIC);
    canvas.rectangle((1_020.0, 600.0), (1_180.0, 760.0), WOOD);
    canvas.rectangle((1_050.0, 530.0), (1_110.0, 600.0), [226, 214, 160]);
    canvas.ellipse((1_260.0, 980.0), (110.0, 118.0), INK);
    canvas.ellipse((1_260.0, 980.0), (92.0, 100.0), look.floor);
    canvas.rectangle((1_190.0, 760.0), (1_330.0, 900.0), [52, 60, 96]);
    canvas.line((1_180.0, 700.0), (1_200.0, 920.0), 16.0, STEEL);
    tape(&mut canvas, (1_060.0, 1_110.0), (1_060.0, 850.0), look.millimetres);
    canvas
}

fn coal_stove(look: Look) -> Canvas {
    let mut canvas = room(look);
    canvas.rectangle((770.0, 0.0), (830.0, 470.0), [96, 96, 98]);
    canvas.line((800.0, 120.0), (1_180.0, 160.0), 56.0, [104, 104, 106]);
    canvas.rectangle((610.0, 470.0), (990.0, 510.0), [66, 64, 64]);
    canvas.rectangle((640.0, 510.0), (960.0, 900.0), Paint::Fade([84, 80, 78], 510.0, [52, 50, 50], 900.0));
    canvas.rectangle((710.0, 620.0), (890.0, 740.0), INK);
    canvas.rectangle((726.0, 640.0), (874.0, 724.0), Paint::Fade([250, 190, 70], 640.0, [212, 66, 24], 724.0));
    canvas.line((726.0, 668.0), (874.0, 668.0), 8.0, INK);
    canvas.line((726.0, 696.0), (874.0, 696.0), 8.0, INK);
    canvas.rectangle((630.0, 900.0), (660.0, 980.0), INK);
    canvas.rectangle((940.0, 900.0), (970.0, 980.0), INK);
    canvas.ellipse((720.0, 440.0), (84.0, 46.0), STEEL);
    canvas.rectangle((640.0, 410.0), (800.0, 450.0), STEEL);
    canvas.line((800.0, 420.0), (850.0, 380.0), 16.0, STEEL);
    for lump in 0..12_u64 {
        let (x, y) = (1_090.0 + (lump % 4) as f32 * 62.0, 1_060.0 - (lump / 4) as f32 * 44.0);
        let size = 26.0 + ((look.seed >> lump) % 12) as f32;
        canvas.ellipse((x, y), (size, size * 0.8), [34, 32, 34]);
    }
    canvas
}

fn kitchen(look: Look) -> Canvas {
    let mut canvas = room(look);
    let tiles = [(420.0, 380.0), (1_180.0, 380.0), (1_180.0, 560.0), (420.0, 560.0)];
    canvas.polygon(&tiles, CERAMIC);
    canvas.grid(tiles, 14, 4, 3.0, [200, 206, 206]);
    canvas.rectangle((470.0, 220.0), (1_130.0, 340.0), WOOD);
    canvas.line((800.0, 220.0), (800.0, 340.0), 5.0, darker(WOOD, 0.4));
    canvas.polygon(&[(420.0, 560.0), (1_180.0, 560.0), (1_260.0, 640.0), (350.0, 640.0)], [118, 116, 114]);
    canvas.rectangle((350.0, 640.0), (1_260.0, 950.0), lighter(WOOD, 0.1));
    for cupboard in 1..4_u8 {
        let x = 350.0 + f32::from(cupboard) * 227.0;
        canvas.line((x, 650.0), (x, 945.0), 5.0, darker(WOOD, 0.35));
        canvas.rectangle((x - 40.0, 690.0), (x - 20.0, 730.0), STEEL);
    }
    canvas.ellipse((560.0, 600.0), (110.0, 24.0), [84, 82, 80]);
    canvas.ellipse((560.0, 590.0), (90.0, 18.0), INK);
    canvas.polygon(&[(860.0, 580.0), (1_080.0, 580.0), (1_110.0, 622.0), (850.0, 622.0)], STEEL);
    canvas.line((980.0, 576.0), (980.0, 500.0), 14.0, STEEL);
    canvas.line((980.0, 504.0), (1_030.0, 504.0), 12.0, STEEL);
    canvas.rectangle((1_340.0, 760.0), (1_480.0, 1_120.0), [74, 110, 150]);
    canvas.ellipse((1_410.0, 760.0), (70.0, 30.0), [88, 126, 168]);
    tape(&mut canvas, (420.0, 1_120.0), (420.0, 650.0), look.millimetres);
    canvas
}

/// A tiled wet room.
fn wet_room(look: Look) -> Canvas {
    let mut canvas = room(Look { wall: mix(look.wall, [198, 206, 206], 0.7), floor: [150, 156, 158], ..look });
    let wall = [(420.0, 300.0), (1_180.0, 300.0), (1_180.0, 720.0), (420.0, 720.0)];
    canvas.grid(wall, 12, 8, 3.0, [170, 178, 180]);
    canvas
}

fn squat_toilet(look: Look) -> Canvas {
    let mut canvas = wet_room(look);
    canvas.polygon(&[(520.0, 800.0), (1_080.0, 800.0), (1_180.0, 1_080.0), (420.0, 1_080.0)], [186, 190, 190]);
    canvas.rectangle((420.0, 1_080.0), (1_180.0, 1_130.0), [150, 152, 152]);
    canvas.ellipse((800.0, 940.0), (200.0, 96.0), CERAMIC);
    canvas.ellipse((800.0, 940.0), (128.0, 64.0), [206, 210, 210]);
    canvas.ellipse((800.0, 910.0), (56.0, 26.0), [66, 70, 72]);
    for side in [560.0, 1_000.0] {
        canvas.rectangle((side, 880.0), (side + 50.0, 1_000.0), [222, 226, 226]);
    }
    canvas.rectangle((760.0, 420.0), (840.0, 700.0), STEEL);
    canvas.rectangle((700.0, 320.0), (900.0, 440.0), CERAMIC);
    canvas.rectangle((1_290.0, 900.0), (1_400.0, 1_040.0), [176, 60, 56]);
    canvas
}

fn seat_toilet(look: Look) -> Canvas {
    let mut canvas = wet_room(look);
    canvas.rectangle((680.0, 500.0), (920.0, 700.0), CERAMIC);
    canvas.rectangle((770.0, 516.0), (830.0, 530.0), STEEL);
    canvas.polygon(&[(690.0, 860.0), (910.0, 860.0), (870.0, 1_050.0), (730.0, 1_050.0)], [220, 224, 224]);
    canvas.ellipse((800.0, 790.0), (150.0, 90.0), CERAMIC);
    canvas.ellipse((800.0, 790.0), (98.0, 56.0), [120, 128, 132]);
    canvas.rectangle((1_030.0, 560.0), (1_090.0, 600.0), WHITE);
    canvas.polygon(&[(1_250.0, 520.0), (1_500.0, 560.0), (1_480.0, 660.0), (1_260.0, 610.0)], CERAMIC);
    canvas.rectangle((1_340.0, 620.0), (1_380.0, 940.0), CERAMIC);
    tape(&mut canvas, (1_010.0, 1_060.0), (1_010.0, 800.0), look.millimetres);
    canvas
}

fn privy(look: Look) -> Canvas {
    let mut canvas = outdoors(look, 560.0);
    let brick = [166, 118, 92];
    canvas.rectangle((520.0, 300.0), (1_080.0, 900.0), brick);
    canvas.grid([(520.0, 300.0), (1_080.0, 300.0), (1_080.0, 900.0), (520.0, 900.0)], 12, 24, 2.0, darker(brick, 0.16));
    canvas.polygon(&[(470.0, 300.0), (560.0, 230.0), (1_040.0, 230.0), (1_130.0, 300.0)], [122, 122, 124]);
    canvas.rectangle((690.0, 400.0), (910.0, 900.0), [46, 42, 40]);
    canvas.polygon(&[(910.0, 400.0), (1_050.0, 440.0), (1_050.0, 960.0), (910.0, 900.0)], WOOD);
    for board in 1..4_u8 {
        let x = 910.0 + f32::from(board) * 35.0;
        canvas.line((x, 412.0 + f32::from(board) * 8.0), (x, 908.0 + f32::from(board) * 14.0), 4.0, darker(WOOD, 0.35));
    }
    canvas.polygon(&[(700.0, 840.0), (900.0, 840.0), (910.0, 900.0), (690.0, 900.0)], [120, 92, 66]);
    canvas.rectangle((760.0, 846.0), (840.0, 896.0), [18, 16, 16]);
    canvas.rectangle((670.0, 900.0), (930.0, 940.0), CONCRETE);
    canvas.polygon(&[(640.0, 940.0), (960.0, 940.0), (1_240.0, H), (380.0, H)], [150, 130, 100]);
    canvas
}

fn shower(look: Look) -> Canvas {
    let mut canvas = wet_room(look);
    canvas.rectangle((960.0, 300.0), (1_110.0, 420.0), CERAMIC);
    canvas.ellipse((1_035.0, 300.0), (75.0, 30.0), WHITE);
    canvas.line((700.0, 340.0), (700.0, 690.0), 14.0, STEEL);
    canvas.line((700.0, 345.0), (780.0, 345.0), 14.0, STEEL);
    canvas.polygon(&[(745.0, 345.0), (815.0, 345.0), (840.0, 385.0), (720.0, 385.0)], STEEL);
    canvas.rectangle((670.0, 560.0), (730.0, 590.0), [110, 116, 120]);
    canvas.rectangle((360.0, 860.0), (1_240.0, 930.0), lighter(CONCRETE, 0.4));
    canvas.rectangle((360.0, 930.0), (1_240.0, 1_000.0), CONCRETE);
    canvas.ellipse((800.0, 800.0), (36.0, 12.0), INK);
    canvas.ellipse((560.0, 812.0), (120.0, 24.0), [176, 190, 198]);
    canvas.polygon(&[(300.0, 180.0), (430.0, 215.0), (430.0, 760.0), (300.0, 900.0)], [150, 186, 176]);
    tape(&mut canvas, (1_180.0, 1_110.0), (1_180.0, 870.0), look.millimetres);
    canvas
}

fn yurt(look: Look) -> Canvas {
    let mut canvas = outdoors(look, 640.0);
    canvas.rectangle((0.0, 640.0), (W, H), Paint::Fade([150, 156, 96], 640.0, [118, 122, 70], H));
    let felt = [232, 228, 216];
    canvas.ellipse((800.0, 880.0), (520.0, 70.0), darker(felt, 0.5));
    canvas.rectangle((300.0, 520.0), (1_300.0, 870.0), felt);
    canvas.polygon(&[(270.0, 530.0), (700.0, 300.0), (900.0, 300.0), (1_330.0, 530.0)], lighter(felt, 0.3));
    canvas.rectangle((720.0, 270.0), (880.0, 306.0), darker(WOOD, 0.2));
    canvas.rectangle((785.0, 150.0), (815.0, 280.0), [80, 80, 82]);
    for band in [560.0, 640.0, 800.0] {
        canvas.line((300.0, band), (1_300.0, band), 10.0, [150, 108, 72]);
    }
    let ornament = [46, 92, 140];
    for step in 0..12_u8 {
        let x = 350.0 + f32::from(step) * 80.0;
        canvas.polygon(&[(x, 545.0), (x + 30.0, 515.0), (x + 60.0, 545.0), (x + 30.0, 575.0)], ornament);
    }
    canvas.rectangle((690.0, 560.0), (910.0, 880.0), darker(look.door, 0.3));
    canvas.rectangle((710.0, 580.0), (890.0, 870.0), look.door);
    canvas.rectangle((680.0, 850.0), (920.0, 890.0), WOOD);
    canvas
}

fn yurt_stove() -> Canvas {
    let mut canvas = Canvas::new(Paint::Fade([236, 226, 204], 0.0, [206, 186, 150], 760.0));
    for pole in 0..17_u8 {
        let x = -200.0 + f32::from(pole) * 125.0;
        canvas.line((800.0, -140.0), (x, 360.0), 14.0, [182, 92, 54]);
    }
    let lattice = [(0.0, 360.0), (W, 360.0), (W, 760.0), (0.0, 760.0)];
    for step in 0..28_u8 {
        let x = -200.0 + f32::from(step) * 74.0;
        canvas.line((x, 360.0), (x + 260.0, 760.0), 9.0, [168, 120, 80]);
        canvas.line((x + 260.0, 360.0), (x, 760.0), 9.0, [150, 104, 68]);
    }
    canvas.line(lattice[0], lattice[1], 16.0, [150, 60, 48]);
    canvas.rectangle((0.0, 760.0), (W, H), Paint::Fade([150, 70, 62], 760.0, [118, 54, 50], H));
    canvas.ellipse((800.0, 1_010.0), (380.0, 120.0), [136, 138, 140]);
    canvas.rectangle((775.0, 0.0), (825.0, 600.0), [92, 92, 94]);
    canvas.rectangle((640.0, 600.0), (960.0, 640.0), [70, 68, 68]);
    canvas.rectangle((660.0, 640.0), (940.0, 1_000.0), Paint::Fade([92, 86, 82], 640.0, [56, 52, 50], 1_000.0));
    canvas.rectangle((730.0, 740.0), (870.0, 850.0), Paint::Fade([248, 180, 70], 740.0, [206, 70, 30], 850.0));
    canvas.rectangle((690.0, 540.0), (830.0, 604.0), STEEL);
    canvas.polygon(&[(1_180.0, 820.0), (1_520.0, 800.0), (1_560.0, 900.0), (1_180.0, 920.0)], [206, 110, 50]);
    canvas
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::id::ContentHash;
    use std::collections::BTreeSet;

    #[test]
    fn every_scene_is_a_picture_of_its_own_and_always_the_same() {
        let hash = |scene, seed| ContentHash::of(&draw(scene, Look::new(seed, 760)).rgba);
        let hashes: BTreeSet<ContentHash> = Scene::ALL.into_iter().map(|scene| hash(scene, 7)).collect();
        assert_eq!(hashes.len(), Scene::ALL.len());
        assert!(hashes.contains(&hash(Scene::Yard, 7)) && !hashes.contains(&hash(Scene::Yard, 8)));
    }
}
