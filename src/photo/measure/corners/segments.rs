//! Straight edges: pixels that lie together and whose slopes point the same way, as in LSD (R. Grompone von Gioi et
//! al., *LSD: a Line Segment Detector*, 2012), without its statistics.

use super::grey::Field;
use crate::photo::measure::plane::Point;

/// Slope below which a pixel is no edge, in grey levels a pixel.
const MIN_SLOPE: f32 = 2.2;
/// Slope of a pixel below which it is not part of an edge, as a share of the steepest.
const FAINT: f32 = 0.3;
/// Cosine of the angle within which slopes are the same: 22.5°.
const ALIKE: f32 = 0.924;
/// Shortest segment, in pixels.
const MIN_LENGTH: f64 = 9.0;
/// Widest segment, in pixels: what is wider is shading.
const MAX_WIDTH: f64 = 6.0;

/// A straight edge, directed so that its bright side is on the right hand of one who walks from `from` to `to` (on
/// the screen, where y points down).
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Segment {
    pub from: Point,
    pub to: Point,
}

impl Segment {
    pub fn length(&self) -> f64 {
        (self.to[0] - self.from[0]).hypot(self.to[1] - self.from[1])
    }

    /// Unit vector along it.
    pub fn way(&self) -> Point {
        let length = self.length().max(1e-9);
        [(self.to[0] - self.from[0]) / length, (self.to[1] - self.from[1]) / length]
    }

    pub const fn reversed(self) -> Self {
        Self { from: self.to, to: self.from }
    }
}

/// All straight edges, the longest first.
pub fn find(field: &Field) -> Vec<Segment> {
    let slopes = field.slopes();
    let steep: Vec<f32> = slopes.iter().map(|[x, y]| (x * x + y * y).sqrt()).collect();
    let mut grower = Grower { width: field.width, slopes: &slopes, steep: &steep, used: vec![false; steep.len()] };
    let mut found: Vec<Segment> = by_steepness(&steep).into_iter().filter_map(|seed| grower.grow(seed)).collect();
    found.sort_by(|a, b| b.length().total_cmp(&a.length()));
    found
}

/// The pixels that are edges, the steepest first: sorted into buckets of a grey level.
fn by_steepness(steep: &[f32]) -> Vec<usize> {
    let mut buckets: Vec<Vec<usize>> = vec![Vec::new(); 130];
    for (at, steep) in steep.iter().enumerate().filter(|(_, steep)| **steep >= MIN_SLOPE) {
        buckets[(*steep as usize).min(129)].push(at);
    }
    buckets.into_iter().rev().flatten().collect()
}

/// A line through a region, and how wide the region is.
struct Fitted {
    segment: Segment,
    wide: f64,
}

struct Grower<'a> {
    width: usize,
    slopes: &'a [[f32; 2]],
    steep: &'a [f32],
    used: Vec<bool>,
}

impl Grower<'_> {
    /// Collects the pixels around `seed` that slope alike and fits a line.
    fn grow(&mut self, seed: usize) -> Option<Segment> {
        if self.used[seed] {
            return None;
        }
        self.used[seed] = true;
        let mut region = vec![seed];
        let mut sum = self.slopes[seed];
        // The grain beside an edge often runs along it: far fainter pixels are not part of it.
        let least = MIN_SLOPE.max(FAINT * self.steep[seed]);
        let mut next = 0;
        while next < region.len() {
            let at = region[next];
            next += 1;
            let norm = (sum[0] * sum[0] + sum[1] * sum[1]).sqrt();
            let width = self.width;
            // The edge of the picture has no slope, so every neighbour exists.
            for near in
                [at - 1, at + 1, at - width, at + width, at - width - 1, at - width + 1, at + width - 1, at + width + 1]
            {
                let steep = self.steep[near];
                if self.used[near] || steep < least {
                    continue;
                }
                let [x, y] = self.slopes[near];
                if x * sum[0] + y * sum[1] >= ALIKE * norm * steep {
                    self.used[near] = true;
                    sum = [sum[0] + x, sum[1] + y];
                    region.push(near);
                }
            }
        }
        let line = self.trimmed(&mut region, seed, sum);
        // What lies aside may be another edge that runs the same way.
        line.filter(|line| line.length() >= MIN_LENGTH)
    }

    /// The line through a region, without what lies aside of it: that is given free again.
    fn trimmed(&mut self, region: &mut Vec<usize>, seed: usize, sum: [f32; 2]) -> Option<Segment> {
        let mut line = self.fit(region, sum)?;
        if line.wide <= MAX_WIDTH {
            return Some(line.segment);
        }
        // Begins with the line through the seed, across its slope.
        let [x, y] = self.place(seed);
        let steep = f64::from((sum[0] * sum[0] + sum[1] * sum[1]).sqrt());
        let (mut through, mut normal) = ([x, y], sum.map(|part| f64::from(part) / steep));
        for reach in [3.5, 2.5, 2.5] {
            let near = |at: &usize| {
                let [x, y] = self.place(*at);
                ((x - through[0]) * normal[0] + (y - through[1]) * normal[1]).abs() <= reach
            };
            let kept: Vec<usize> = region.iter().copied().filter(near).collect();
            line = self.fit(&kept, sum)?;
            let way = line.segment.way();
            (through, normal) = (line.segment.from, [-way[1], way[0]]);
        }
        for &at in &*region {
            let [x, y] = self.place(at);
            let off = (x - through[0]) * normal[0] + (y - through[1]) * normal[1];
            self.used[at] = off.abs() <= 3.0 || at == seed;
        }
        (line.wide <= MAX_WIDTH).then_some(line.segment)
    }

    const fn place(&self, at: usize) -> Point {
        [(at % self.width) as f64, (at / self.width) as f64]
    }

    /// The line through a region by its moments, weighted by steepness.
    fn fit(&self, region: &[usize], sum: [f32; 2]) -> Option<Fitted> {
        if region.len() < MIN_LENGTH as usize {
            return None;
        }
        let place = |at: usize| self.place(at);
        let (mut weight, mut middle) = (0.0, [0.0; 2]);
        for &at in region {
            let (steep, [x, y]) = (f64::from(self.steep[at]), place(at));
            weight += steep;
            middle = [middle[0] + steep * x, middle[1] + steep * y];
        }
        middle = middle.map(|sum| sum / weight);
        let (mut xx, mut xy, mut yy) = (0.0, 0.0, 0.0);
        for &at in region {
            let (steep, [x, y]) = (f64::from(self.steep[at]), place(at));
            let (x, y) = (x - middle[0], y - middle[1]);
            xx += steep * x * x;
            xy += steep * x * y;
            yy += steep * y * y;
        }
        let angle = 0.5 * (2.0 * xy).atan2(xx - yy);
        let mut way = [angle.cos(), angle.sin()];
        // The bright side is at the right: a quarter turn clockwise from the way.
        if -way[1] * f64::from(sum[0]) + way[0] * f64::from(sum[1]) < 0.0 {
            way = way.map(|part| -part);
        }
        let (mut least, mut most, mut wide) = (f64::MAX, f64::MIN, 0.0_f64);
        for &at in region {
            let [x, y] = place(at);
            let (x, y) = (x - middle[0], y - middle[1]);
            let along = x * way[0] + y * way[1];
            least = least.min(along);
            most = most.max(along);
            wide += (y * way[0] - x * way[1]).powi(2);
        }
        let wide = (12.0 * wide / region.len() as f64).sqrt();
        let at = |along: f64| [middle[0] + along * way[0], middle[1] + along * way[1]];
        Some(Fitted { segment: Segment { from: at(least), to: at(most) }, wide })
    }
}
