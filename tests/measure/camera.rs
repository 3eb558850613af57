//! A camera over a plane, as a tablet or telephone has it.

use tantu::photo::measure::lens;
use tantu::photo::measure::{Point, Quad, Rectangle};

use super::random::Random;

/// A camera that looks at a plane. Its own coordinates: x right, y down, z ahead; those of the plane: millimetres.
#[derive(Clone, Debug)]
pub struct Camera {
    pub picture: [f64; 2],
    /// In pixels.
    pub focal: f64,
    pub radial: f64,
    /// Columns: where the plane's directions and its normal point, and where its origin lies.
    axes: [[f64; 3]; 3],
    origin: [f64; 3],
}

impl Camera {
    /// Looks at a plane tilted by `tilt` degrees; the plane's origin is seen at `aim` (pixels) from `away` millimetres.
    pub fn new(random: &mut Random, picture: [f64; 2], tilt: f64, aim: Point, away: f64) -> Self {
        let longer = picture[0].max(picture[1]);
        let focal = random.between(0.75, 0.90) * longer;
        let radial = random.between(-0.03, 0.03);
        let turn = || std::f64::consts::TAU;
        let (roll, spin, tilt) = (random.share() * turn(), random.share() * turn(), tilt.to_radians());
        let rotate = |[x, y, z]: [f64; 3]| {
            let [x, y] = [x * spin.cos() - y * spin.sin(), x * spin.sin() + y * spin.cos()];
            let [y, z] = [y * tilt.cos() - z * tilt.sin(), y * tilt.sin() + z * tilt.cos()];
            [x * roll.cos() - y * roll.sin(), x * roll.sin() + y * roll.cos(), z]
        };
        let axes = [[1.0, 0.0, 0.0], [0.0, 1.0, 0.0], [0.0, 0.0, 1.0]].map(rotate);
        let centre = [(aim[0] - picture[0] / 2.0) / focal, (aim[1] - picture[1] / 2.0) / focal, 1.0];
        Self { picture, focal, radial, axes, origin: centre.map(|part| part * away) }
    }

    /// The same place and direction through another lens, `away` millimetres from the plane.
    pub fn with_lens(&self, focal: f64, radial: f64, away: f64) -> Self {
        let [x, y, z] = self.origin;
        let narrower = self.focal / focal;
        let origin = [x / z * narrower * away, y / z * narrower * away, away];
        Self { focal, radial, origin, ..self.clone() }
    }

    /// Where the point of the plane is seen; `None` behind the camera.
    pub fn see(&self, point: Point) -> Option<Point> {
        let [x, y, z] = [0, 1, 2].map(|k| self.axes[0][k] * point[0] + self.axes[1][k] * point[1] + self.origin[k]);
        if z <= 1.0 {
            return None;
        }
        let bent = lens::bend([self.focal * x / z, self.focal * y / z], self.focal, self.radial);
        Some([bent[0] + self.picture[0] / 2.0, bent[1] + self.picture[1] / 2.0])
    }

    /// The same, only inside the picture.
    pub fn shows(&self, point: Point) -> Option<Point> {
        let seen = self.see(point)?;
        (0..2).all(|axis| (0.0..=self.picture[axis]).contains(&seen[axis])).then_some(seen)
    }

    /// The corners of a rectangle in the middle of the plane.
    pub fn shows_rectangle(&self, sides: [f64; 2]) -> Option<Quad> {
        let [x, y] = sides.map(|side| side / 2.0);
        let corners = [[-x, -y], [x, -y], [x, y], [-x, y]].map(|corner| self.shows(corner));
        Some([corners[0]?, corners[1]?, corners[2]?, corners[3]?])
    }

    /// The map from the picture (straightened, from its middle, in focal lengths) to the plane: rows of a matrix.
    pub fn to_plane(&self) -> [[f64; 3]; 3] {
        // Columns of the map from the plane: the two axes and the origin. Its inverse by cofactors.
        let ([a, d, g], [b, e, h], [c, f, i]) = (self.axes[0].into(), self.axes[1].into(), self.origin.into());
        let whole: f64 = a * (e * i - f * h) - b * (d * i - f * g) + c * (d * h - e * g);
        [
            [(e * i - f * h) / whole, (c * h - b * i) / whole, (b * f - c * e) / whole],
            [(f * g - d * i) / whole, (a * i - c * g) / whole, (c * d - a * f) / whole],
            [(d * h - e * g) / whole, (b * g - a * h) / whole, (a * e - b * d) / whole],
        ]
    }
}

/// A reference as it really is: within its tolerance.
pub fn made(random: &mut Random, reference: Rectangle) -> [f64; 2] {
    reference.sides.map(|side| side + random.between(-1.0, 1.0) * reference.tolerance)
}
