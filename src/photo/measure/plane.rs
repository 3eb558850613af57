//! Points of a picture and the map from a flat rectangle into it.

/// A point in pixels from the upper left corner, or in millimetres on the measured plane.
pub type Point = [f64; 2];

/// Four corners in the order of the outline.
pub type Quad = [Point; 4];

/// Twice the area of the triangle `a b c`; positive when it turns clockwise on a screen, where y points down.
pub fn turn(a: Point, b: Point, c: Point) -> f64 {
    (b[0] - a[0]) * (c[1] - a[1]) - (b[1] - a[1]) * (c[0] - a[0])
}

pub fn distance(a: Point, b: Point) -> f64 {
    (a[0] - b[0]).hypot(a[1] - b[1])
}

/// Whether the outline is convex, goes round once and no corner lies nearly on the line of its neighbours.
pub fn is_convex(quad: &Quad) -> bool {
    let turns = [0, 1, 2, 3].map(|k| {
        let (a, b, c) = (quad[k], quad[(k + 1) % 4], quad[(k + 2) % 4]);
        turn(a, b, c) / (distance(a, b) * distance(b, c)).max(f64::MIN_POSITIVE)
    });
    // The sine of 10°: a corner flatter than that is no corner of a rectangle seen from up to 60°.
    turns.iter().all(|turn| *turn > 0.17) || turns.iter().all(|turn| *turn < -0.17)
}

pub fn sides(quad: &Quad) -> [f64; 4] {
    [0, 1, 2, 3].map(|k| distance(quad[k], quad[(k + 1) % 4]))
}

/// A plane seen by a camera without distortion: the map from the unit square to a quadrilateral.
///
/// With four corners the eight unknowns of a homography have a closed solution (P. Heckbert, *Fundamentals of
/// Texture Mapping and Image Warping*, 1989, §2.2.3), exact and without elimination.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Homography([[f64; 3]; 3]);

impl Homography {
    /// Maps (0,0), (1,0), (1,1), (0,1) to the corners; `None` when three of them lie in a line.
    pub fn of_square(quad: &Quad) -> Option<Self> {
        let [[x0, y0], [x1, y1], [x2, y2], [x3, y3]] = *quad;
        let (dx1, dx2, sx) = (x1 - x2, x3 - x2, x0 - x1 + x2 - x3);
        let (dy1, dy2, sy) = (y1 - y2, y3 - y2, y0 - y1 + y2 - y3);
        let whole = dx1 * dy2 - dx2 * dy1;
        if whole.abs() < 1e-9 {
            return None;
        }
        let g = (sx * dy2 - dx2 * sy) / whole;
        let h = (dx1 * sy - sx * dy1) / whole;
        let across = [x1 - x0 + g * x1, x3 - x0 + h * x3, x0];
        let down = [y1 - y0 + g * y1, y3 - y0 + h * y3, y0];
        Some(Self([across, down, [g, h, 1.0]]))
    }

    /// The images of the two directions of the square, as columns of the matrix.
    pub const fn directions(&self) -> [[f64; 3]; 2] {
        let Self([a, b, c]) = self;
        [[a[0], b[0], c[0]], [a[1], b[1], c[1]]]
    }

    pub fn map(&self, point: Point) -> Point {
        let [a, b, c] = self.0.map(|row| row[0] * point[0] + row[1] * point[1] + row[2]);
        [a / c, b / c]
    }

    /// Where on the plane a point of the picture lies, in sides of the square; `None` on the horizon and beyond.
    pub fn back(&self, point: Point) -> Option<Point> {
        let [[a, b, c], [d, e, f], [g, h, i]] = self.0;
        let (x, y) = (point[0], point[1]);
        let u = (e * i - f * h) * x + (c * h - b * i) * y + (b * f - c * e);
        let v = (f * g - d * i) * x + (a * i - c * g) * y + (c * d - a * f);
        let w = (d * h - e * g) * x + (b * g - a * h) * y + (a * e - b * d);
        let found = [u / w, v / w];
        // In front of the camera the third coordinate has the sign it has at the corner, which is 1.
        let depth = g * found[0] + h * found[1] + i;
        (found[0].is_finite() && found[1].is_finite() && depth > 0.02).then_some(found)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const SEEN: Quad = [[210.0, 180.0], [640.0, 150.0], [700.0, 420.0], [150.0, 470.0]];

    #[test]
    fn corners_map_to_corners_and_back() {
        let map = Homography::of_square(&SEEN).unwrap();
        for (corner, seen) in [[0.0, 0.0], [1.0, 0.0], [1.0, 1.0], [0.0, 1.0]].into_iter().zip(SEEN) {
            assert!(distance(map.map(corner), seen) < 1e-9);
            assert!(distance(map.back(seen).unwrap(), corner) < 1e-9);
        }
        let outside = [2.5, -0.7];
        assert!(distance(map.back(map.map(outside)).unwrap(), outside) < 1e-9);
    }

    #[test]
    fn what_lies_beyond_the_horizon_is_nowhere() {
        // The upper side is a tenth of the lower: the sides meet just above the picture's sheet.
        let steep = [[450.0, 100.0], [550.0, 100.0], [1000.0, 500.0], [0.0, 500.0]];
        let map = Homography::of_square(&steep).unwrap();
        assert!(map.back([500.0, 300.0]).is_some());
        assert_eq!(map.back([500.0, 20.0]), None);
    }

    #[test]
    fn flat_and_crossed_outlines_are_none() {
        assert!(is_convex(&SEEN));
        let mut turned = SEEN;
        turned.reverse();
        assert!(is_convex(&turned));
        assert!(!is_convex(&[SEEN[0], SEEN[2], SEEN[1], SEEN[3]]), "crossed");
        assert!(!is_convex(&[[0.0, 0.0], [100.0, 1.0], [200.0, 0.0], [100.0, 80.0]]), "flat");
        assert_eq!(Homography::of_square(&[[0.0, 0.0], [1.0, 1.0], [2.0, 2.0], [3.0, 3.0]]), None);
    }
}
