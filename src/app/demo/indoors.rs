//! Scenes inside a house.

use super::canvas::{Canvas, Paint, mix};
use super::parts::{CERAMIC, CONCRETE, H, INK, STEEL, W, WHITE, WOOD, darker, lighter, tape, window};
use super::scenes::Look;

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

pub fn door(look: Look) -> Canvas {
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

pub fn threshold(look: Look) -> Canvas {
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

pub fn living(look: Look) -> Canvas {
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

pub fn kang(look: Look) -> Canvas {
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

pub fn bed(look: Look) -> Canvas {
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

pub fn coal_stove(look: Look) -> Canvas {
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

pub fn kitchen(look: Look) -> Canvas {
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

pub fn squat_toilet(look: Look) -> Canvas {
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

pub fn seat_toilet(look: Look) -> Canvas {
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

pub fn shower(look: Look) -> Canvas {
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
