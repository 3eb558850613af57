//! Pictures of a floor or wall with a reference and other things on it, drawn with their truth.

use tantu::photo::measure::corners::Grey;
use tantu::photo::measure::{Quad, REFERENCES, Rectangle};

use super::camera::{Camera, made};
use super::ground::{Ground, hash, noise};
use super::random::Random;

/// What becomes of the reference.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// All of it is to be seen.
    Whole,
    /// Not there; other things are.
    Absent,
    /// A hand, a foot or another thing lies over a corner.
    Hidden,
    /// The picture ends before it does.
    CutOff,
}

pub struct Scene {
    pub picture: Grey,
    pub reference: Rectangle,
    /// The corners of the reference, whether to be seen or not; `None` when it is not there.
    pub truth: Option<Quad>,
}

/// A flat thing on the plane.
struct Thing {
    middle: [f64; 2],
    turn: [f64; 2],
    half: [f64; 2],
    round: f64,
    shade: f64,
    print: Print,
    seed: u32,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Print {
    Blank,
    Text,
    Card,
}

/// A finger, a shoe: a thick line with round ends, over everything, in pixels.
struct Over {
    from: [f64; 2],
    to: [f64; 2],
    radius: f64,
    shade: f64,
}

struct Light {
    slope: [f64; 2],
    /// Place, direction, softness and strength of an edge of shadow.
    shadows: Vec<([f64; 2], f64, f64, f64)>,
    noise: f64,
    blur: f64,
    exposure: f64,
}

/// Draws a scene `longer` pixels wide.
pub fn draw(random: &mut Random, longer: usize, kind: Kind) -> Scene {
    let picture = [longer as f64, longer as f64 * 0.75];
    let [a4, card, ..] = REFERENCES.map(|reference| reference.rectangle);
    let is_card = random.chance(0.25);
    let reference = if is_card { card } else { a4 };
    let sides = made(random, reference);
    let (camera, truth) = aim(random, picture, sides, kind, is_card);
    let ground = Ground::draw(random);
    let mut things = clutter(random, sides);
    if kind == Kind::Absent {
        things.extend(clutter(random, sides));
    } else {
        things.push(the_reference(random, sides, is_card, &ground));
    }
    let mut over = Vec::new();
    if kind == Kind::Hidden {
        over.push(cover_corner(random, &truth));
    } else if random.chance(0.25) {
        over.push(beside(random, picture, &truth, kind));
    }
    let light = Light {
        slope: [random.between(-0.35, 0.35), random.between(-0.35, 0.35)],
        shadows: (0..random.below(3)).map(|_| shadow(random, picture)).collect(),
        noise: random.between(1.0, 4.0),
        blur: random.between(0.8, 2.0) * longer as f64 / 1_600.0,
        exposure: random.between(0.75, 1.1),
    };
    let pixels = paint(random, &camera, &ground, &things, &over, &light);
    let picture = compressed(random, picture, &pixels);
    Scene { picture, reference, truth: (kind != Kind::Absent).then_some(truth) }
}

/// A camera that sees the reference whole, or not, as `kind` says.
fn aim(random: &mut Random, picture: [f64; 2], sides: [f64; 2], kind: Kind, is_card: bool) -> (Camera, Quad) {
    loop {
        let share = if is_card { random.between(0.10, 0.35) } else { random.between(0.14, 0.55) };
        let tilt = random.between(0.0, 50.0);
        let reach = if kind == Kind::CutOff { [-0.05, 1.05] } else { [0.15, 0.85] };
        let place = picture.map(|side| side * random.between(reach[0], reach[1]));
        let camera = Camera::new(random, picture, tilt, place, sides[0] * 0.82 / share);
        let [x, y] = sides.map(|side| side / 2.0);
        let corners = [[-x, -y], [x, -y], [x, y], [-x, y]].map(|corner| camera.see(corner));
        let [Some(a), Some(b), Some(c), Some(d)] = corners else { continue };
        let quad = [a, b, c, d];
        let margin = |corner: &[f64; 2]| {
            (0..2).map(|axis| corner[axis].min(picture[axis] - corner[axis])).fold(f64::MAX, f64::min) / picture[0]
        };
        let out = quad.iter().filter(|corner| margin(corner) < -0.02).count();
        let whole = quad.iter().all(|corner| margin(corner) > 0.015);
        if kind == Kind::CutOff && (1..=3).contains(&out) || kind != Kind::CutOff && whole {
            return (camera, quad);
        }
    }
}

fn the_reference(random: &mut Random, sides: [f64; 2], is_card: bool, ground: &Ground) -> Thing {
    let shade = loop {
        let shade = if is_card { random.between(0.2, 0.92) } else { random.between(0.84, 0.96) };
        if (shade - ground.shade()).abs() > 0.10 {
            break shade;
        }
    };
    let print = match is_card {
        true => Print::Card,
        false if random.chance(0.3) => Print::Text,
        false => Print::Blank,
    };
    let round = if is_card { 3.18 } else { 0.0 };
    let half = sides.map(|side| side / 2.0);
    Thing { middle: [0.0; 2], turn: [1.0, 0.0], half, round, shade, print, seed: random.bits() as u32 }
}

/// Mats, telephones, books, strips, papers: anything but a thing of the very shape of a reference, which no program
/// can tell from one.
fn clutter(random: &mut Random, sides: [f64; 2]) -> Vec<Thing> {
    let mut things = Vec::new();
    for _ in 0..random.below(6) {
        let size = sides[0] * 2_f64.powf(random.between(-1.5, 2.0));
        let ratio = match random.below(4) {
            0 => random.between(1.0, 1.15),
            1 => random.between(2.0, 2.4),
            2 => random.between(8.0, 40.0),
            _ => random.between(2.4, 6.0),
        };
        let angle = if random.chance(0.5) {
            random.below(4) as f64 * std::f64::consts::FRAC_PI_2
        } else {
            random.share() * std::f64::consts::TAU
        };
        let reach = sides[0] * 2.2;
        let middle = [random.between(-reach, reach), random.between(-reach, reach)];
        let half = [size / 2.0, size / 2.0 / ratio];
        let clear = sides[0].hypot(sides[1]) / 2.0 + half[0].hypot(half[1]).min(half[1] * 3.0) * 0.6;
        if middle[0].hypot(middle[1]) < clear {
            continue;
        }
        things.push(Thing {
            middle,
            turn: [angle.cos(), angle.sin()],
            half,
            round: if random.chance(0.3) { size * 0.04 } else { 0.0 },
            shade: random.between(0.08, 0.95),
            print: if random.chance(0.2) { Print::Text } else { Print::Blank },
            seed: random.bits() as u32,
        });
    }
    things
}

fn cover_corner(random: &mut Random, truth: &Quad) -> Over {
    let k = random.below(4);
    let (corner, beside, opposite) = (truth[k], truth[(k + 1) % 4], truth[(k + 2) % 4]);
    let side = (corner[0] - beside[0]).hypot(corner[1] - beside[1]);
    let radius = side * random.between(0.16, 0.3);
    let out = |share: f64, axis: usize| corner[axis] + share * (corner[axis] - opposite[axis]);
    let from = [out(-0.05, 0), out(-0.05, 1)];
    let to = [out(random.between(0.3, 0.9), 0) + random.normal(30.0), out(0.6, 1) + random.normal(30.0)];
    Over { from, to, radius, shade: random.between(0.15, 0.7) }
}

/// A foot at the edge of the picture, clear of the reference.
fn beside(random: &mut Random, picture: [f64; 2], truth: &Quad, kind: Kind) -> Over {
    let radius = picture[0] * random.between(0.03, 0.07);
    loop {
        let place = picture.map(|side| side * random.share());
        let near =
            truth.iter().map(|corner| (corner[0] - place[0]).hypot(corner[1] - place[1])).fold(f64::MAX, f64::min);
        let size = (truth[0][0] - truth[2][0]).hypot(truth[0][1] - truth[2][1]);
        if kind == Kind::Absent || near > size * 0.8 + radius * 1.2 || random.chance(0.02) && near > size * 0.5 {
            let to = [place[0] + random.normal(0.3) * radius, place[1] + radius];
            return Over { from: place, to, radius: radius.min(near * 0.4), shade: random.between(0.1, 0.7) };
        }
        if random.chance(0.02) {
            return Over { from: [-500.0; 2], to: [-500.0; 2], radius: 1.0, shade: 0.5 };
        }
    }
}

fn shadow(random: &mut Random, picture: [f64; 2]) -> ([f64; 2], f64, f64, f64) {
    let place = picture.map(|side| side * random.share());
    let soft = picture[0] * 0.002 * 20_f64.powf(random.share());
    (place, random.share() * std::f64::consts::TAU, soft, random.between(0.15, 0.45))
}

fn paint(
    random: &mut Random,
    camera: &Camera,
    ground: &Ground,
    things: &[Thing],
    over: &[Over],
    light: &Light,
) -> Vec<u8> {
    let [width, height] = camera.picture.map(|side| side as usize);
    let plane = camera.to_plane();
    let mut pixels = Vec::with_capacity(width * height);
    for y in 0..height {
        for x in 0..width {
            let seen =
                [x as f64 - camera.picture[0] / 2.0, y as f64 - camera.picture[1] / 2.0].map(|s| s / camera.focal);
            let square = seen[0] * seen[0] + seen[1] * seen[1];
            let straight = 1.0 - camera.radial * square * (1.0 - 3.0 * camera.radial * square);
            let (u, v) = (seen[0] * straight, seen[1] * straight);
            let [a, b, c] = plane.map(|row| row[0] * u + row[1] * v + row[2]);
            let (px, py, fine) = (a / c, b / c, 1.0 / (c * camera.focal));
            let mut shade = if c > 1e-6 { ground.at(px, py, fine.max(0.1)) } else { 0.6 };
            for thing in things {
                thing.lay(&mut shade, px, py, fine * light.blur);
            }
            for one in over {
                one.lay(&mut shade, x as f64, y as f64, light.blur);
            }
            let value =
                235.0 * shade * light.at(x as f64, y as f64, camera.picture) + random_noise(random, light.noise);
            pixels.push(value.clamp(0.0, 255.0) as u8);
        }
    }
    pixels
}

/// Three even numbers together are nearly normal, and cheap.
fn random_noise(random: &mut Random, spread: f64) -> f64 {
    let bits = random.bits();
    let part = |shift: u32| f64::from(((bits >> shift) & 0xffff) as u32) / 65_536.0;
    2.0 * spread * (part(0) + part(16) + part(32) - 1.5)
}

impl Thing {
    fn lay(&self, shade: &mut f64, x: f64, y: f64, soft: f64) {
        let (dx, dy) = (x - self.middle[0], y - self.middle[1]);
        let far = self.half[0].hypot(self.half[1]) + 2.0 * soft;
        if dx * dx + dy * dy > far * far {
            return;
        }
        let (u, v) = (dx * self.turn[0] + dy * self.turn[1], dy * self.turn[0] - dx * self.turn[1]);
        let (a, b) = (u.abs() - self.half[0] + self.round, v.abs() - self.half[1] + self.round);
        // Below zero inside.
        let outside = a.max(b).min(0.0) + a.max(0.0).hypot(b.max(0.0)) - self.round;
        let cover = (0.5 - outside / (2.0 * soft)).clamp(0.0, 1.0);
        if cover > 0.0 {
            let cover = cover * cover * (3.0 - 2.0 * cover);
            *shade += cover * (self.printed(u, v) - *shade);
        }
    }

    fn printed(&self, u: f64, v: f64) -> f64 {
        let inside = |share: f64| u.abs() < self.half[0] * share && v.abs() < self.half[1] * share;
        let flat = self.shade + 0.02 * (noise(u / 40.0, v / 40.0, self.seed) - 0.5);
        match self.print {
            Print::Text if inside(0.8) && (v / 8.0).rem_euclid(1.0) < 0.4 => {
                flat - 0.35 * f64::from(u8::from(hash((u / 2.5) as i32, (v / 8.0).floor() as i32, self.seed) > 0.4))
            }
            Print::Card => {
                let stripe = (v - self.half[1] * (2.0 * hash(1, 1, self.seed) - 1.0) * 0.6).abs() < self.half[1] * 0.15;
                let picture = inside(0.75) && u < -self.half[0] * 0.3;
                let change = 0.25 * (hash(2, 2, self.seed) - 0.5) * f64::from(u8::from(stripe))
                    + 0.4 * (hash(3, 3, self.seed) - 0.5) * f64::from(u8::from(picture));
                (flat + change + 0.08 * u / self.half[0]).clamp(0.05, 0.95)
            }
            _ => flat,
        }
    }
}

impl Over {
    fn lay(&self, shade: &mut f64, x: f64, y: f64, blur: f64) {
        let (dx, dy) = (self.to[0] - self.from[0], self.to[1] - self.from[1]);
        let (px, py) = (x - self.from[0], y - self.from[1]);
        let share = ((px * dx + py * dy) / (dx * dx + dy * dy).max(1e-6)).clamp(0.0, 1.0);
        let far = (px - share * dx).hypot(py - share * dy);
        let cover = (0.5 - (far - self.radius) / (2.0 * blur)).clamp(0.0, 1.0);
        *shade += cover * (self.shade * (1.0 - 0.3 * far / self.radius.max(1.0)) - *shade);
    }
}

impl Light {
    fn at(&self, x: f64, y: f64, picture: [f64; 2]) -> f64 {
        let (u, v) = (x / picture[0] - 0.5, y / picture[1] - 0.5);
        let mut light = self.exposure * (1.0 + self.slope[0] * u + self.slope[1] * v) * (1.0 - 0.25 * (u * u + v * v));
        for (place, angle, soft, strength) in &self.shadows {
            let far = (x - place[0]) * angle.cos() + (y - place[1]) * angle.sin();
            light *= 1.0 - strength * (0.5 + far / (2.0 * soft)).clamp(0.0, 1.0);
        }
        light
    }
}

/// Through a JPEG file and back, as photos come.
fn compressed(random: &mut Random, picture: [f64; 2], pixels: &[u8]) -> Grey {
    let [width, height] = picture.map(|side| side as usize);
    let mut file = Vec::new();
    let encoder = jpeg_encoder::Encoder::new(&mut file, 70 + random.below(25) as u8);
    encoder.encode(pixels, width as u16, height as u16, jpeg_encoder::ColorType::Luma).unwrap();
    let pixels = image::load_from_memory(&file).unwrap().into_luma8().into_raw();
    Grey { width, height, pixels }
}
