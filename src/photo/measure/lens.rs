//! What is usual for the camera of a tablet or telephone: the program never knows which one it was.

use super::plane::Point;

/// Focal length in longer sides of the picture: 28 mm on a 35 mm film's diagonal.
pub const FOCAL: f64 = 0.80;
/// Spread of its logarithm: 24 to 33 mm within one.
pub const FOCAL_SPREAD: f64 = 0.16;
/// Spread of the first radial coefficient (D. Brown, *Close-range camera calibration*, 1971): makers correct their
/// lenses to within about two per cent in the corner.
pub const RADIAL_SPREAD: f64 = 0.018;

/// Where a camera without distortion would have seen the point, both from the middle of the picture, in pixels.
pub fn straighten(seen: Point, focal: f64, radial: f64) -> Point {
    let bent = (seen[0] * seen[0] + seen[1] * seen[1]) / (focal * focal);
    // `seen = straight · (1 + radial · straight²)`; two rounds leave less than a tenth of a pixel.
    let once = 1.0 + radial * bent;
    let twice = 1.0 + radial * bent / (once * once);
    let again = 1.0 + radial * bent / (twice * twice);
    [seen[0] / again, seen[1] / again]
}

/// Where a camera with distortion sees the point: what [`straighten`] undoes.
pub fn bend(straight: Point, focal: f64, radial: f64) -> Point {
    let square = (straight[0] * straight[0] + straight[1] * straight[1]) / (focal * focal);
    straight.map(|side| side * (1.0 + radial * square))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn straightening_undoes_bending_in_the_corner_of_a_picture() {
        for radial in [-0.03, 0.0, 0.03] {
            let corner = [790.0, 590.0];
            let back = straighten(bend(corner, 1_280.0, radial), 1_280.0, radial);
            assert!((back[0] - corner[0]).hypot(back[1] - corner[1]) < 0.1, "{radial}: {back:?}");
        }
    }
}
