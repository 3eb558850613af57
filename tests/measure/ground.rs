//! Floors and walls: what the reference lies on.

use super::random::Random;

/// A surface by the millimetre.
#[derive(Clone, Debug)]
pub struct Ground {
    kind: Kind,
    shade: f64,
    /// Across the pattern, and its contrast.
    pitch: [f64; 2],
    rough: f64,
    seed: u32,
    turn: [f64; 2],
}

#[derive(Clone, Copy, Debug)]
enum Kind {
    Concrete,
    Wood,
    Tiles,
    Chequered,
    Carpet,
}

impl Ground {
    pub fn draw(random: &mut Random) -> Self {
        let kinds =
            [Kind::Concrete, Kind::Concrete, Kind::Wood, Kind::Tiles, Kind::Tiles, Kind::Chequered, Kind::Carpet];
        let kind = kinds[random.below(kinds.len())];
        let pitch = match kind {
            Kind::Wood => [random.between(70.0, 190.0), random.between(700.0, 1_500.0)],
            Kind::Tiles if random.chance(0.4) => [random.between(40.0, 110.0), random.between(40.0, 110.0)],
            Kind::Tiles | Kind::Chequered => [random.between(200.0, 600.0); 2],
            _ => [random.between(40.0, 120.0); 2],
        };
        let angle = random.share() * std::f64::consts::TAU;
        let rough = if matches!(kind, Kind::Carpet) { random.between(0.06, 0.16) } else { random.between(0.01, 0.09) };
        let turn = [angle.cos(), angle.sin()];
        Self { kind, shade: random.between(0.15, 0.78), pitch, rough, seed: random.bits() as u32, turn }
    }

    pub const fn shade(&self) -> f64 {
        self.shade
    }

    /// How much light it gives back, 0 to 1. `fine`: millimetres of a pixel, below which nothing is seen.
    pub fn at(&self, x: f64, y: f64, fine: f64) -> f64 {
        let (u, v) = (x * self.turn[0] + y * self.turn[1], y * self.turn[0] - x * self.turn[1]);
        let grain = |size: f64, salt: u32| {
            let seen = (size / fine).min(1.0);
            seen * (noise(u / size, v / size, self.seed ^ salt) - 0.5)
        };
        let pattern = match self.kind {
            Kind::Concrete => 1.4 * grain(90.0, 1) + 0.8 * grain(23.0, 2) + 0.5 * grain(5.0, 3),
            Kind::Carpet => 1.2 * grain(4.0, 1) + 0.8 * grain(11.0, 2),
            Kind::Wood => {
                let plank = (u / self.pitch[0]).floor();
                let along = v + 613.0 * hash(plank as i32, 7, self.seed);
                let fibre = noise(u / 3.5, along / 160.0, self.seed) - 0.5;
                let joint = self.joint(u, self.pitch[0], 1.6, fine).max(self.joint(along, self.pitch[1], 1.6, fine));
                2.0 * fibre + 2.0 * (hash(plank as i32, 3, self.seed) - 0.5) - joint * 0.5 / self.rough.max(0.02) * 0.3
            }
            Kind::Tiles | Kind::Chequered => {
                let (i, j) = ((u / self.pitch[0]).floor(), (v / self.pitch[1]).floor());
                let joint = self.joint(u, self.pitch[0], 4.0, fine).max(self.joint(v, self.pitch[1], 4.0, fine));
                let own = match self.kind {
                    Kind::Chequered if (i + j).rem_euclid(2.0) > 0.5 => -0.25 / self.rough,
                    _ => hash(i as i32, j as i32, self.seed) - 0.5,
                };
                let cement = if self.seed & 1 == 0 { -0.2 } else { 0.12 };
                own * (1.0 - joint) + joint * cement / self.rough + 0.6 * grain(30.0, 2)
            }
        };
        (self.shade + self.rough * pattern).clamp(0.03, 0.97)
    }

    /// 1 inside a joint, with soft edges.
    fn joint(&self, along: f64, pitch: f64, width: f64, fine: f64) -> f64 {
        let from = (along / pitch - (along / pitch).round()).abs() * pitch;
        let share = (width / fine).min(1.0);
        share * ((width / 2.0 + fine - from) / fine).clamp(0.0, 1.0)
    }
}

/// A number for a place of the grid, 0 to 1.
pub fn hash(x: i32, y: i32, seed: u32) -> f64 {
    let mut bits = (x as u32).wrapping_mul(0x85eb_ca6b) ^ (y as u32).wrapping_mul(0xc2b2_ae35) ^ seed;
    bits = (bits ^ (bits >> 15)).wrapping_mul(0x2c1b_3c6d);
    bits = (bits ^ (bits >> 12)).wrapping_mul(0x297a_2d39);
    f64::from(bits ^ (bits >> 15)) / f64::from(u32::MAX)
}

/// Between the numbers of the grid.
pub fn noise(x: f64, y: f64, seed: u32) -> f64 {
    let (left, top) = (x.floor(), y.floor());
    let (u, v) = (x - left, y - top);
    let (u, v) = (u * u * (3.0 - 2.0 * u), v * v * (3.0 - 2.0 * v));
    let (i, j) = (left as i32, top as i32);
    let (a, b) = (hash(i, j, seed), hash(i + 1, j, seed));
    let (c, d) = (hash(i, j + 1, seed), hash(i + 1, j + 1, seed));
    (a * (1.0 - u) + b * u) * (1.0 - v) + (c * (1.0 - u) + d * u) * v
}
