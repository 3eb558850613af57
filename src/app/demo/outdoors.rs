//! Scenes in the yard and on the steppe.

use super::canvas::{Canvas, Paint};
use super::parts::{CONCRETE, H, STEEL, W, WOOD, darker, lighter, tape, window};
use super::scenes::Look;

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

pub fn gate(look: Look) -> Canvas {
    let mut canvas = outdoors(look, 600.0);
    let brick = [172, 98, 74];
    for (left, right) in [(0.0, 470.0), (1_130.0, W)] {
        let wall = [(left, 470.0), (right, 470.0), (right, 860.0), (left, 860.0)];
        canvas.polygon(&wall, brick);
        canvas.grid(wall, 11, 16, 2.0, darker(brick, 0.16));
        canvas.rectangle((left, 440.0), (right, 474.0), darker(brick, 0.3));
    }
    for left in [450.0, 1_090.0] {
        canvas.rectangle((left, 380.0), (left + 60.0, 880.0), darker(brick, 0.2));
        canvas.rectangle((left - 14.0, 350.0), (left + 74.0, 384.0), CONCRETE);
    }
    // One leaf stands open.
    canvas.rectangle((800.0, 430.0), (1_090.0, 870.0), look.door);
    canvas.polygon(&[(510.0, 430.0), (610.0, 470.0), (610.0, 900.0), (510.0, 870.0)], darker(look.door, 0.25));
    for bar in 1..6_u8 {
        let x = 800.0 + f32::from(bar) * 48.0;
        canvas.line((x, 440.0), (x, 860.0), 5.0, darker(look.door, 0.3));
    }
    canvas.rectangle((820.0, 640.0), (850.0, 660.0), STEEL);
    canvas.rectangle((610.0, 560.0), (800.0, 740.0), [150, 92, 72]);
    canvas.rectangle((510.0, 862.0), (1_090.0, 892.0), darker(WOOD, 0.2));
    canvas.polygon(&[(560.0, 892.0), (1_040.0, 892.0), (1_280.0, H), (300.0, H)], [152, 140, 120]);
    canvas
}

pub fn yard(look: Look) -> Canvas {
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

pub fn steps(look: Look) -> Canvas {
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

pub fn privy(look: Look) -> Canvas {
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

pub fn yurt(look: Look) -> Canvas {
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

pub fn yurt_stove() -> Canvas {
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
