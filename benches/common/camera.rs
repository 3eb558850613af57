//! Pictures as cameras write them, drawn by rule: a wall, a door, tiles, a tape measure with its ticks, surfaces whose
//! roughness has every size (1/f), and the noise of a sensor, half of it smeared over two pixels as demosaicing does.
//! The same on every machine. What matters to a decoder is how many bits a pixel has; these have a camera's.

use jpeg_encoder::{ColorType, Encoder, SamplingFactor};

/// How a camera writes its file.
pub struct Camera {
    pub name: &'static str,
    pub width: u32,
    pub height: u32,
    quality: u8,
    sampling: SamplingFactor,
    progressive: bool,
    /// Of the sensor, in steps of 256.
    noise: f32,
    /// EXIF orientation.
    orientation: u16,
}

/// Twelve megapixels each.
pub const CAMERAS: [Camera; 5] = [
    Camera::new("phone, fine, 4:2:0", 90, SamplingFactor::F_2_2, false, 14.0, 6),
    Camera::new("camera, 4:2:2", 92, SamplingFactor::F_2_1, false, 12.0, 1),
    Camera::new("tablet, small, 4:2:0", 78, SamplingFactor::F_2_2, false, 8.0, 1),
    Camera::new("sent by a messenger, progressive", 85, SamplingFactor::F_2_2, true, 10.0, 1),
    Camera::new("phone, 4:4:4, upside down", 88, SamplingFactor::F_1_1, false, 8.0, 3),
];

impl Camera {
    const fn new(
        name: &'static str,
        quality: u8,
        sampling: SamplingFactor,
        progressive: bool,
        noise: f32,
        orientation: u16,
    ) -> Self {
        Self { name, width: 4_000, height: 3_000, quality, sampling, progressive, noise, orientation }
    }

    /// Takes a photo; each number gives another one.
    pub fn shoot(&self, number: u32) -> Vec<u8> {
        let (width, height) = (self.width, self.height);
        let place = |row: u32| (0..width).flat_map(move |column| self.pixel(column, row, number));
        let pixels: Vec<u8> = (0..height).flat_map(place).collect();
        let mut file = Vec::new();
        let mut encoder = Encoder::new(&mut file, self.quality);
        encoder.set_sampling_factor(self.sampling);
        encoder.set_progressive(self.progressive);
        encoder.add_exif_metadata(&exif(self.orientation)).expect("the block is small");
        encoder.encode(&pixels, width as u16, height as u16, ColorType::Rgb).expect("memory takes it");
        file
    }

    fn pixel(&self, column: u32, row: u32, number: u32) -> [u8; 3] {
        let (x, y) = (column as f32 / self.width as f32, row as f32 / self.height as f32);
        let (across, down) = (column as f32, row as f32);
        let seed = number * 31;
        let wall = y < 0.62;
        let rough = roughness(across, down, if wall { (400.0, 0.45) } else { (160.0, 0.68) }, seed);
        let [mut light, mut blue, mut red] =
            if wall { [165.0 + 60.0 * rough - 35.0 * x, -8.0, 4.0] } else { [110.0 + 130.0 * rough, -22.0, 18.0] };
        let door = (0.3..0.52).contains(&x) && (0.1..0.8).contains(&y);
        if door {
            let grain = smooth(across / 6.0, down / 220.0, seed + 7);
            [light, blue, red] = [70.0 + 55.0 * grain + 20.0 * rough, -25.0, 26.0];
        }
        if !wall && !door && ((column + row / 3) % 420 < 8 || row % 330 < 7) {
            light -= 45.0;
        }
        let tape = down - self.height as f32 * 0.55;
        if tape.abs() < 45.0 && (0.25..0.8).contains(&x) {
            [light, blue, red] = [200.0, -70.0, 20.0];
            let long = if (column / 7).is_multiple_of(10) { 20.0 } else { -15.0 };
            if (across / 7.0).fract() < 0.3 && tape < long {
                [light, blue, red] = [30.0, 0.0, 0.0];
            }
        }
        let noise = |fine: u32, kind| self.noise * (unit(column / fine, row / fine, seed + kind) - 0.5);
        light += 0.6 * (noise(1, 98) + noise(1, 99)) + noise(2, 97);
        (blue, red) = (blue + noise(2, 96), red + noise(2, 95));
        let parts = [light + 1.402 * red, light - 0.344 * blue - 0.714 * red, light + 1.772 * blue];
        parts.map(|part| part.clamp(0.0, 255.0) as u8)
    }
}

/// Seven sizes of bumps, each finer and fainter than the last.
fn roughness(x: f32, y: f32, (size, fainter): (f32, f32), seed: u32) -> f32 {
    let (mut size, mut share, mut sum) = (size, 0.5, 0.0);
    for step in 0..7 {
        sum += share * (smooth(x / size, y / size, seed + step) - 0.5);
        (size, share) = (size / 2.3, share * fainter);
    }
    sum
}

/// Numbers at the corners of a grid, and a soft way between them.
fn smooth(x: f32, y: f32, seed: u32) -> f32 {
    let ease = |share: f32| share * share * (3.0 - 2.0 * share);
    let (across, down) = (ease(x.fract()), ease(y.fract()));
    let at = |dx, dy| unit(x as u32 + dx, y as u32 + dy, seed);
    let (upper, lower) = (at(0, 0) + (at(1, 0) - at(0, 0)) * across, at(0, 1) + (at(1, 1) - at(0, 1)) * across);
    upper + (lower - upper) * down
}

/// From 0 to 1, without pattern.
fn unit(x: u32, y: u32, seed: u32) -> f32 {
    let mut bits =
        x.wrapping_mul(0x9e37_79b1) ^ y.wrapping_mul(0x85eb_ca77) ^ seed.wrapping_add(1).wrapping_mul(0xc2b2_ae3d);
    for factor in [0x2c1b_3c6d_u32, 0x297a_2d39] {
        bits = (bits ^ (bits >> 15)).wrapping_mul(factor);
    }
    ((bits ^ (bits >> 15)) >> 8) as f32 / (1 << 24) as f32
}

/// The smallest block with an orientation.
fn exif(orientation: u16) -> Vec<u8> {
    let mut block = b"MM\0*\0\0\0\x08\0\x01\x01\x12\0\x03\0\0\0\x01".to_vec();
    block.extend(orientation.to_be_bytes());
    block.extend([0; 6]);
    block
}
