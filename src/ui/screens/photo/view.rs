//! Where a photo lies in the window: magnified so much, this point of it in the middle.

use egui::{Pos2, Rect, Vec2, pos2};

use crate::dossier::marks::{Spot, WHOLE};
use crate::ui::widgets::marks::Shown;

/// Largest magnification: beyond it a 1,600-pixel photo shows nothing new.
const MAX_ZOOM: f32 = 8.0;
/// One tap on plus or minus.
const STEP: f32 = 1.5;

/// How a photo is looked at.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct View {
    zoom: f32,
    /// The point of the photo in the middle of the window, as a share of its sides.
    centre: Pos2,
}

impl Default for View {
    fn default() -> Self {
        Self { zoom: 1.0, centre: pos2(0.5, 0.5) }
    }
}

impl View {
    /// Where the whole photo lies when it is looked at in `window`.
    pub fn shown(&self, window: Rect, sides: [u32; 2]) -> Shown {
        let size = self.size(window, sides);
        Shown { place: Rect::from_min_size(window.center() - self.centre.to_vec2() * size, size), sides }
    }

    fn size(&self, window: Rect, sides: [u32; 2]) -> Vec2 {
        let sides = Vec2::new(sides[0].max(1) as f32, sides[1].max(1) as f32);
        let fit = (window.width() / sides.x).min(window.height() / sides.y).max(f32::EPSILON);
        sides * fit * self.zoom
    }

    /// Magnifies by a step or back; the middle stays.
    pub fn step(&mut self, larger: bool) {
        let factor = if larger { STEP } else { 1.0 / STEP };
        self.zoom = (self.zoom * factor).clamp(1.0, MAX_ZOOM);
    }

    /// Magnifies by a factor; what lies under `fingers` stays there.
    pub fn pinch(&mut self, window: Rect, sides: [u32; 2], factor: f32, fingers: Pos2) {
        let before = self.shown(window, sides).place;
        let share = (fingers - before.min) / before.size();
        self.zoom = (self.zoom * factor).clamp(1.0, MAX_ZOOM);
        let size = self.size(window, sides);
        self.centre = (share - (fingers - window.center()) / size).to_pos2();
        self.hold(window, sides);
    }

    /// Moves the photo by so many points of the screen.
    pub fn push(&mut self, window: Rect, sides: [u32; 2], by: Vec2) {
        self.centre -= by / self.size(window, sides);
        self.hold(window, sides);
    }

    /// The photo never leaves the window: half of what is seen stays on every side.
    pub fn hold(&mut self, window: Rect, sides: [u32; 2]) {
        let half = (window.size() / self.size(window, sides) / 2.0).min(Vec2::splat(0.5));
        self.centre = self.centre.clamp(pos2(half.x, half.y), pos2(1.0 - half.x, 1.0 - half.y));
    }
}

/// The spot of a photo under a point of the screen; the nearest one for a point beside it.
pub fn spot(shown: &Shown, at: Pos2) -> Spot {
    let share = (at - shown.place.min) / shown.place.size();
    [share.x, share.y].map(|part| (part.clamp(0.0, 1.0) * f32::from(WHOLE)).round() as u16)
}

/// Where a spot of a photo lies on the screen.
pub fn at(shown: &Shown, [x, y]: Spot) -> Pos2 {
    let share = Vec2::new(f32::from(x), f32::from(y)) / f32::from(WHOLE);
    shown.place.min + share * shown.place.size()
}

#[cfg(test)]
mod tests {
    use super::*;

    const SIDES: [u32; 2] = [1_600, 1_200];

    fn window() -> Rect {
        Rect::from_min_size(pos2(100.0, 50.0), Vec2::new(800.0, 700.0))
    }

    #[test]
    fn a_spot_stays_under_the_fingers_that_pinch() {
        let mut view = View::default();
        let fingers = pos2(420.0, 380.0);
        let before = spot(&view.shown(window(), SIDES), fingers);
        view.pinch(window(), SIDES, 2.5, fingers);
        let after = spot(&view.shown(window(), SIDES), fingers);
        assert!(before.iter().zip(after).all(|(a, b)| a.abs_diff(b) <= 2), "{before:?} {after:?}");
    }

    #[test]
    fn the_photo_never_leaves_the_window() {
        let mut view = View::default();
        view.push(window(), SIDES, Vec2::new(5_000.0, -5_000.0));
        assert_eq!(view, View::default(), "whole, it does not move at all");
        (0..20).for_each(|_| view.step(true));
        view.push(window(), SIDES, Vec2::new(1e6, 1e6));
        let place = view.shown(window(), SIDES).place;
        assert!(place.contains_rect(window()) && place.left_top().distance(window().left_top()) < 1.0);
        (0..20).for_each(|_| view.step(false));
        view.hold(window(), SIDES);
        assert_eq!(view, View::default());
    }

    #[test]
    fn spots_and_places_belong_together() {
        let mut view = View::default();
        view.step(true);
        let shown = view.shown(window(), SIDES);
        for spot_of in [[0, 0], [10_000, 10_000], [1_234, 8_765]] {
            assert_eq!(spot(&shown, at(&shown, spot_of)), spot_of);
        }
        assert_eq!(spot(&shown, pos2(-1e5, 1e5)), [0, 10_000]);
    }
}
