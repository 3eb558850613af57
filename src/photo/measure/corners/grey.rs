//! Grey pictures and their slopes.

/// A grey picture, rows from the top.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Grey {
    pub width: usize,
    pub height: usize,
    /// `width * height` values.
    pub pixels: Vec<u8>,
}

impl Grey {
    /// The brightness of a picture of `4 * width * height` bytes.
    pub fn of_rgba(width: usize, height: usize, rgba: &[u8]) -> Self {
        let grey = |pixel: &[u8]| {
            let [red, green, blue] = [0, 1, 2].map(|k| u32::from(pixel[k]));
            // ITU-R BT.601.
            ((red * 77 + green * 150 + blue * 29) >> 8) as u8
        };
        Self { width, height, pixels: rgba.chunks_exact(4).map(grey).collect() }
    }

    /// Every `factor` × `factor` pixels become their mean; what is left over at the edges goes.
    pub(super) fn shrunk(&self, factor: usize) -> Field {
        let (width, height) = (self.width / factor, self.height / factor);
        let mut values = vec![0.0; width * height];
        let share = 1.0 / (factor * factor) as f32;
        for (y, row) in values.chunks_exact_mut(width.max(1)).enumerate() {
            for (x, value) in row.iter_mut().enumerate() {
                let mut sum = 0_u32;
                for line in y * factor..(y + 1) * factor {
                    let from = line * self.width + x * factor;
                    sum += self.pixels[from..from + factor].iter().map(|pixel| u32::from(*pixel)).sum::<u32>();
                }
                *value = sum as f32 * share;
            }
        }
        Field { width, height, values }
    }
}

/// Brightness as numbers that can be between two pixels.
#[derive(Clone, Debug)]
pub(super) struct Field {
    pub width: usize,
    pub height: usize,
    pub values: Vec<f32>,
}

impl Field {
    /// Softened by the binomial 1-2-1 along both axes.
    pub fn soft(&self) -> Self {
        let (width, height) = (self.width, self.height);
        let mut across = self.values.clone();
        for (from, to) in self.values.chunks_exact(width).zip(across.chunks_exact_mut(width)) {
            for x in 1..width - 1 {
                to[x] = 0.25 * (from[x - 1] + from[x + 1]) + 0.5 * from[x];
            }
        }
        let mut values = across.clone();
        for y in 1..height - 1 {
            for x in 0..width {
                let at = y * width + x;
                values[at] = 0.25 * (across[at - width] + across[at + width]) + 0.5 * across[at];
            }
        }
        Self { width, height, values }
    }

    /// Between four pixels; outside the picture its nearest edge.
    pub fn at(&self, x: f64, y: f64) -> f32 {
        let (x, y) = (x.clamp(0.0, (self.width - 1) as f64), y.clamp(0.0, (self.height - 1) as f64));
        let (left, top) = ((x as usize).min(self.width - 2), (y as usize).min(self.height - 2));
        let (u, v) = ((x - left as f64) as f32, (y - top as f64) as f32);
        let from = top * self.width + left;
        let [a, b, c, d] = [0, 1, self.width, self.width + 1].map(|step| self.values[from + step]);
        (a * (1.0 - u) + b * u) * (1.0 - v) + (c * (1.0 - u) + d * u) * v
    }

    /// Where it gets brighter, and how steeply: two numbers a pixel, the edge of the picture zero.
    pub fn slopes(&self) -> Vec<[f32; 2]> {
        let (width, height) = (self.width, self.height);
        let mut slopes = vec![[0.0; 2]; width * height];
        for y in 1..height - 1 {
            for x in 1..width - 1 {
                let at = y * width + x;
                let v = &self.values;
                slopes[at] = [(v[at + 1] - v[at - 1]) * 0.5, (v[at + width] - v[at - width]) * 0.5];
            }
        }
        slopes
    }
}
