//! egui's triangles turned into pixels without a window and without a graphics chip, for pictures that are saved.

use std::collections::HashMap;
use std::sync::Arc;

use egui::epaint::{ClippedPrimitive, ImageData, Mesh, Primitive, TextureId, Vertex};
use egui::{Color32, ColorImage, TexturesDelta};

/// Keeps what egui says about its textures, and paints.
#[derive(Default)]
pub(super) struct Raster {
    textures: HashMap<TextureId, Arc<ColorImage>>,
}

impl Raster {
    /// Takes in new and changed textures.
    pub fn update(&mut self, delta: &TexturesDelta) {
        for (id, images) in &delta.set {
            for image in images {
                let ImageData::Color(new) = &image.image;
                match (image.pos, self.textures.get_mut(id)) {
                    (Some(at), Some(known)) => patch(Arc::make_mut(known), at, new),
                    _ => drop(self.textures.insert(*id, Arc::clone(new))),
                }
            }
        }
    }

    /// Paints onto a picture of `size` pixels that is `ground` all over.
    pub fn paint(&self, size: [usize; 2], scale: f32, ground: Color32, primitives: &[ClippedPrimitive]) -> ColorImage {
        let mut canvas = ColorImage::filled(size, ground);
        for ClippedPrimitive { clip_rect, primitive } in primitives {
            let Primitive::Mesh(mesh) = primitive else { continue };
            let Some(texture) = self.textures.get(&mesh.texture_id) else { continue };
            let clip = [
                bound(clip_rect.left() * scale, size[0]),
                bound(clip_rect.top() * scale, size[1]),
                bound(clip_rect.right() * scale, size[0]),
                bound(clip_rect.bottom() * scale, size[1]),
            ];
            paint_mesh(&mut canvas, mesh, texture, scale, clip);
        }
        canvas
    }
}

fn patch(known: &mut ColorImage, [left, top]: [usize; 2], new: &ColorImage) {
    let [width, height] = new.size;
    for row in 0..height {
        let from = (top + row) * known.size[0] + left;
        let Some(target) = known.pixels.get_mut(from..from + width) else { return };
        target.copy_from_slice(&new.pixels[row * width..(row + 1) * width]);
    }
}

/// The nearest whole pixel, inside the picture.
fn bound(value: f32, most: usize) -> usize {
    (value.round().max(0.0) as usize).min(most)
}

fn paint_mesh(canvas: &mut ColorImage, mesh: &Mesh, texture: &ColorImage, scale: f32, clip: [usize; 4]) {
    for corners in mesh.indices.chunks_exact(3) {
        let vertex = |index: u32| mesh.vertices.get(index as usize);
        if let (Some(a), Some(b), Some(c)) = (vertex(corners[0]), vertex(corners[1]), vertex(corners[2])) {
            paint_triangle(canvas, [a, b, c], texture, scale, clip);
        }
    }
}

fn paint_triangle(canvas: &mut ColorImage, corners: [&Vertex; 3], texture: &ColorImage, scale: f32, clip: [usize; 4]) {
    let [a, b, c] = corners.map(|corner| corner.pos * scale);
    let area = (b - a).x * (c - a).y - (b - a).y * (c - a).x;
    if area == 0.0 || !area.is_finite() {
        return;
    }
    let low = |x: f32, y: f32, z: f32| x.min(y).min(z).floor();
    let high = |x: f32, y: f32, z: f32| x.max(y).max(z).ceil();
    let (left, right) = (bound(low(a.x, b.x, c.x), clip[2]).max(clip[0]), bound(high(a.x, b.x, c.x), clip[2]));
    let (top, bottom) = (bound(low(a.y, b.y, c.y), clip[3]).max(clip[1]), bound(high(a.y, b.y, c.y), clip[3]));
    let plain = corners[0].uv == corners[1].uv && corners[0].uv == corners[2].uv;
    let plain = plain.then(|| sample(texture, corners[0].uv.x, corners[0].uv.y));
    for y in top..bottom {
        for x in left..right {
            // The middle of the pixel.
            let p = egui::pos2(x as f32 + 0.5, y as f32 + 0.5);
            let edge =
                |from: egui::Pos2, to: egui::Pos2| ((to - from).x * (p - from).y - (to - from).y * (p - from).x) / area;
            let (u, v, w) = (edge(b, c), edge(c, a), edge(a, b));
            if !(inside(u, b, c, area) && inside(v, c, a, area) && inside(w, a, b, area)) {
                continue;
            }
            let mix = |value: fn(&Vertex) -> f32| u * value(corners[0]) + v * value(corners[1]) + w * value(corners[2]);
            let texel = plain.unwrap_or_else(|| sample(texture, mix(|v| v.uv.x), mix(|v| v.uv.y)));
            let colour = [0, 1, 2, 3].map(|part| {
                let own = u * f32::from(corners[0].color[part])
                    + v * f32::from(corners[1].color[part])
                    + w * f32::from(corners[2].color[part]);
                own * texel[part] / 255.0
            });
            let pixel = &mut canvas.pixels[y * canvas.size[0] + x];
            *pixel = over(*pixel, colour);
        }
    }
}

/// A pixel on the edge of two triangles belongs to one of them: the top-left rule.
fn inside(weight: f32, from: egui::Pos2, to: egui::Pos2, area: f32) -> bool {
    if weight != 0.0 {
        return weight > 0.0;
    }
    let edge = if area > 0.0 { to - from } else { from - to };
    edge.y < 0.0 || edge.y == 0.0 && edge.x > 0.0
}

/// Bilinear, premultiplied, 0 to 255.
fn sample(texture: &ColorImage, u: f32, v: f32) -> [f32; 4] {
    let [width, height] = texture.size;
    let (x, y) = (u * width as f32 - 0.5, v * height as f32 - 0.5);
    let (x0, y0) = (x.floor(), y.floor());
    let (fx, fy) = (x - x0, y - y0);
    let texel = |dx: f32, dy: f32| {
        let column = ((x0 + dx).max(0.0) as usize).min(width.saturating_sub(1));
        let row = ((y0 + dy).max(0.0) as usize).min(height.saturating_sub(1));
        texture.pixels.get(row * width + column).copied().unwrap_or(Color32::TRANSPARENT)
    };
    let (a, b, c, d) = (texel(0.0, 0.0), texel(1.0, 0.0), texel(0.0, 1.0), texel(1.0, 1.0));
    [0, 1, 2, 3].map(|part| {
        let top = f32::from(a[part]) * (1.0 - fx) + f32::from(b[part]) * fx;
        let bottom = f32::from(c[part]) * (1.0 - fx) + f32::from(d[part]) * fx;
        top * (1.0 - fy) + bottom * fy
    })
}

/// A premultiplied colour over an opaque one, as egui blends: in gamma space.
fn over(below: Color32, [red, green, blue, alpha]: [f32; 4]) -> Color32 {
    let rest = 1.0 - (alpha / 255.0).clamp(0.0, 1.0);
    let mix = |new: f32, old: u8| (new + f32::from(old) * rest).round().clamp(0.0, 255.0) as u8;
    Color32::from_rgb(mix(red, below.r()), mix(green, below.g()), mix(blue, below.b()))
}
