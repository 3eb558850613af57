//! The plane of `egui_plot` as our charts use it: fixed bounds from 0, nothing that hovers, drags or zooms (a swipe
//! scrolls the page), letters of our sizes.

use std::ops::RangeInclusive;

use egui::{IdSalt, Ui, Vec2b};
use egui_plot::{GridInput, GridMark, Plot, PlotResponse, PlotUi};

use super::{Pen, steps};

/// Lines of the grid, at most.
const LINES: u32 = 5;

/// What a plane shows.
pub(super) struct Plane<'a> {
    pub salt: &'static str,
    /// Left and right end of the level axis.
    pub across: (f64, f64),
    /// Where the level axis has words.
    pub ticks: Vec<f64>,
    /// The words there.
    pub tick: &'a dyn Fn(f64) -> String,
    /// The highest figure.
    pub most: f64,
}

/// Paints the axes, and inside them what `content` adds.
pub(super) fn show(
    ui: &mut Ui,
    pen: &Pen<'_>,
    plane: &Plane<'_>,
    content: impl FnOnce(&mut PlotUi<'_>),
) -> PlotResponse<()> {
    let look = pen.look;
    let step = steps(plane.most, LINES - 1);
    let top = ((plane.most / step).floor() + 1.0) * step;
    let (left, right) = plane.across;
    let marks = |values: Vec<f64>, step_size: f64| -> Vec<GridMark> {
        values.into_iter().map(|value| GridMark { value, step_size }).collect()
    };
    let ticks = plane.ticks.clone();
    let upright = move |_: GridInput| {
        let count = (top / step).round() as u32;
        marks((0..=count).map(|index| f64::from(index) * step).collect(), step)
    };
    let width = ui.available_width();
    let height = (width * 0.42).clamp(220.0, 340.0) * (1.0 + (look.factor - 1.0) * 0.5);
    ui.scope(|ui| {
        let colours = &look.colours;
        // The axes take their letters and inks from the style.
        ui.style_mut().override_font_id = Some(egui::FontId::proportional(look.sizes.small));
        ui.visuals_mut().override_text_color = Some(colours.ink);
        ui.visuals_mut().extreme_bg_color = colours.surface;
        let plot = Plot::new(IdSalt::new((pen.salt, plane.salt)))
            .width(width)
            .height(height)
            .sense(egui::Sense::hover())
            .allow_drag(false)
            .allow_zoom(false)
            .allow_scroll(false)
            .allow_boxed_zoom(false)
            .allow_double_click_reset(false)
            .allow_axis_zoom_drag(false)
            .show_crosshair(false)
            .show_x(false)
            .show_y(false)
            .label_formatter(|_| None)
            .auto_bounds(Vec2b::FALSE)
            .default_x_bounds(left, right)
            .default_y_bounds(0.0, top)
            .set_margin_fraction(egui::Vec2::ZERO)
            .show_background(true)
            .show_grid([false, true])
            .grid_color(colours.hairline)
            .grid_fade(0.0)
            .grid_spacing(1.0..=2.0)
            .x_grid_spacer(move |_| marks(ticks.clone(), 1.0))
            .y_grid_spacer(upright)
            .y_axis_min_width(look.sizes.small * 3.0)
            .x_axis_formatter(|mark: GridMark, _: &RangeInclusive<f64>| (plane.tick)(mark.value))
            .y_axis_formatter(|mark: GridMark, _: &RangeInclusive<f64>| format!("{:.0}", mark.value));
        plot.reset().show(ui, |plot| {
            // A filter changes the figures: the bounds are those of now, not those the plane remembers.
            plot.set_plot_bounds(egui_plot::PlotBounds::from_min_max([left, 0.0], [right, top]));
            content(plot);
        })
    })
    .inner
}
