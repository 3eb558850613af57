//! Words on pictures: how long they are, where they break, and their outlines, from the fonts of the program.

use std::sync::LazyLock;

use rustybuzz::ttf_parser::{GlyphId, OutlineBuilder};
use rustybuzz::{Face, UnicodeBuffer};
use tiny_skia::PathBuilder;

use crate::fonts;

static FACES: LazyLock<Vec<Face<'static>>> = LazyLock::new(|| {
    [fonts::CHINESE, fonts::MONGOLIAN].into_iter().filter_map(|bytes| Face::from_slice(bytes, 0)).collect()
});

/// A letter's shape and place, in shares of the letter size.
struct Letter {
    face: usize,
    glyph: GlyphId,
    x: f32,
    y: f32,
}

/// The letters of one line and its length, in shares of the letter size.
fn shape(text: &str) -> (Vec<Letter>, f32) {
    let (mut letters, mut length) = (Vec::new(), 0.0);
    for (face, run) in runs(text) {
        let Some(font) = FACES.get(face) else { continue };
        let em = font.units_per_em() as f32;
        let mut buffer = UnicodeBuffer::new();
        buffer.push_str(run);
        let shaped = rustybuzz::shape(font, &[], buffer);
        for (info, place) in shaped.glyph_infos().iter().zip(shaped.glyph_positions()) {
            let glyph = GlyphId(u16::try_from(info.glyph_id).unwrap_or(0));
            let (x, y) = (length + place.x_offset as f32 / em, place.y_offset as f32 / em);
            letters.push(Letter { face, glyph, x, y });
            length += place.x_advance as f32 / em;
        }
    }
    (letters, length)
}

/// Parts of a text that one face has: the first that knows a letter, the first of all where none does.
fn runs(text: &str) -> Vec<(usize, &str)> {
    let face_of = |letter: char| FACES.iter().position(|face| face.glyph_index(letter).is_some()).unwrap_or(0);
    let mut runs: Vec<(usize, usize)> = Vec::new();
    for (at, letter) in text.char_indices() {
        let face = face_of(letter);
        if runs.last().is_none_or(|(_, last)| *last != face) {
            runs.push((at, face));
        }
    }
    let ends = runs.iter().skip(1).map(|(at, _)| *at).chain([text.len()]);
    runs.iter().zip(ends).map(|((at, face), end)| (*face, &text[*at..end])).collect()
}

/// The length of a line of letters one pixel high, in pixels.
pub fn length(line: &str) -> f32 {
    shape(line).1
}

/// Breaks a text into lines no longer than `most` letter sizes: at its own line ends, else behind a blank, else
/// between any two letters, as Chinese does.
pub fn lines(text: &str, most: f32) -> Vec<String> {
    let mut lines = Vec::new();
    for paragraph in text.lines() {
        let mut line = String::new();
        for letter in paragraph.chars() {
            line.push(letter);
            if line.chars().count() == 1 || length(line.trim_end()) <= most {
                continue;
            }
            let rest = match line.rfind(' ').map(|at| at + 1).filter(|&at| at < line.len()) {
                Some(at) => line.split_off(at),
                None => line.pop().map(String::from).unwrap_or_default(),
            };
            lines.push(std::mem::replace(&mut line, rest).trim_end().to_owned());
        }
        lines.push(line.trim_end().to_owned());
    }
    lines
}

/// The outline of a line whose letters are `size` pixels high, its baseline beginning at `at`. `None` when there is
/// nothing to see.
pub fn outline(line: &str, at: [f32; 2], size: f32) -> Option<tiny_skia::Path> {
    let mut path = PathBuilder::new();
    for letter in shape(line).0 {
        let Some(face) = FACES.get(letter.face) else { continue };
        let scale = size / face.units_per_em() as f32;
        let origin = [at[0] + letter.x * size, at[1] - letter.y * size];
        face.outline_glyph(letter.glyph, &mut Pen { path: &mut path, origin, scale });
    }
    path.finish()
}

/// Draws a glyph's outline, which grows upwards, into a picture, which grows downwards.
struct Pen<'a> {
    path: &'a mut PathBuilder,
    origin: [f32; 2],
    scale: f32,
}

impl Pen<'_> {
    fn at(&self, x: f32, y: f32) -> (f32, f32) {
        (self.origin[0] + x * self.scale, self.origin[1] - y * self.scale)
    }
}

impl OutlineBuilder for Pen<'_> {
    fn move_to(&mut self, x: f32, y: f32) {
        let (x, y) = self.at(x, y);
        self.path.move_to(x, y);
    }

    fn line_to(&mut self, x: f32, y: f32) {
        let (x, y) = self.at(x, y);
        self.path.line_to(x, y);
    }

    fn quad_to(&mut self, x1: f32, y1: f32, x: f32, y: f32) {
        let ((x1, y1), (x, y)) = (self.at(x1, y1), self.at(x, y));
        self.path.quad_to(x1, y1, x, y);
    }

    fn curve_to(&mut self, x1: f32, y1: f32, x2: f32, y2: f32, x: f32, y: f32) {
        let ((x1, y1), (x2, y2), (x, y)) = (self.at(x1, y1), self.at(x2, y2), self.at(x, y));
        self.path.cubic_to(x1, y1, x2, y2, x, y);
    }

    fn close(&mut self) {
        self.path.close();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_break_where_they_must_and_lose_no_letter() {
        assert_eq!(lines("门宽不足", 2.1), ["门宽", "不足"]);
        assert_eq!(lines("门\n宽", 9.0), ["门", "宽"]);
        assert_eq!(lines("door too narrow", 5.0), ["door too", "narrow"]);
        assert_eq!(lines("wheelchair", 0.1).concat(), "wheelchair", "a letter that does not fit stands alone");
        assert_eq!(lines("", 5.0), [""; 0]);
        assert_eq!(length("门宽"), 2.0);
    }

    #[test]
    fn mongolian_is_joined_and_stands_between_chinese() {
        let alone: f32 = "ᠮᠣᠩᠭᠣᠯ".chars().map(|letter| length(&letter.to_string())).sum();
        assert!(length("ᠮᠣᠩᠭᠣᠯ") < alone, "joined letters are narrower than letters that stand alone");
        assert_eq!(runs("门ᠮᠣ窗").len(), 3);
        assert!(outline("门ᠮᠣ窗", [0.0, 0.0], 40.0).is_some() && outline(" ", [0.0, 0.0], 40.0).is_none());
    }
}
