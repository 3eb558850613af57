//! Charts: figures one reads across a room, taps with a finger, prints and hears.
//!
//! A chart is plain data ([`Chart`]): labels, figures and what they are called, all in the reader's words. It paints
//! itself into whatever room there is, names every bar and tile for a screen reader, shows nothing on hovering, and
//! says which element was tapped. What a tap means is the screen's business. The same function paints the window and,
//! through [`picture`], the picture that is saved.

mod bars;
mod columns;
mod fill;
mod funnel;
mod lines;
mod picture;
mod plane;
mod raster;
mod stack;
pub mod stat;
mod tiles;

use egui::{Color32, Id, IdSalt, Rect, Response, Role, Sense, Stroke, StrokeKind, Ui, WidgetInfo};

use super::{focus_ring, is_pressed, touchable};
use crate::ui::theme::Look;

pub use fill::{Fill, Style};
pub use picture::{Caption, Picture, picture};

/// What is shown.
#[derive(Clone, Debug, PartialEq)]
pub enum Chart {
    /// One bar per step of a way; each is a part of the one before.
    Funnel(Vec<Bar>),
    /// One bar per name, the longest as wide as the room.
    Bars(Vec<Bar>),
    /// One bar per name, made of the same parts in the same order.
    Stack { parts: Vec<String>, bars: Vec<Stacked> },
    /// A map of tiles.
    Tiles(Vec<Tile>),
    /// Lines over months.
    Lines(Lines),
    /// How many lie in which range.
    Columns(Columns),
}

/// A bar with its figure in words.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Bar {
    pub label: String,
    pub value: f64,
    /// Where the bar should reach: a tick.
    pub goal: Option<f64>,
    /// The figure as it stands at the end of the bar.
    pub text: String,
    /// Second figure, muted.
    pub more: String,
    /// Something is wrong with it: another colour, another pattern, and a sign.
    pub alarming: bool,
}

/// A bar of parts.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Stacked {
    pub label: String,
    /// One for each part of the chart.
    pub values: Vec<f64>,
    /// The sum in words.
    pub text: String,
    /// Each part's figure in words.
    pub texts: Vec<String>,
}

/// A tile of a map.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Tile {
    pub label: String,
    /// Column and row, from 0 at the upper left.
    pub at: (u8, u8),
    /// 0 to 1 and above; `None` where there is nothing to measure by.
    pub share: Option<f64>,
    /// Large: `85 %`.
    pub text: String,
    /// Small: `34 / 40`.
    pub more: String,
}

/// Lines over the months of a year.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Lines {
    /// Short names of the months.
    pub months: Vec<String>,
    pub lines: Vec<Line>,
    /// Unit of the upright axis: `户`.
    pub unit: String,
}

/// A line; the first is what was planned.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Line {
    pub label: String,
    /// One per month; `None` where there is nothing yet.
    pub values: Vec<Option<f64>>,
}

/// Columns side by side, each for a range.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Columns {
    pub columns: Vec<Column>,
    /// Lines across the figures, between the columns: the average, the cap.
    pub marks: Vec<Mark>,
    pub unit: String,
}

/// How many lie in one range.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Column {
    /// The range: `3000–3500`.
    pub label: String,
    pub value: f64,
    pub text: String,
    pub alarming: bool,
}

/// An upright line with its name.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Mark {
    pub label: String,
    /// In columns: 2.5 lies in the middle of the third.
    pub at: f64,
}

impl Chart {
    /// How many elements can be tapped.
    pub fn len(&self) -> usize {
        match self {
            Self::Funnel(bars) | Self::Bars(bars) => bars.len(),
            Self::Stack { bars, .. } => bars.len(),
            Self::Tiles(tiles) => tiles.len(),
            Self::Lines(lines) => lines.months.len(),
            Self::Columns(columns) => columns.columns.len(),
        }
    }

    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// What element `index` says, for a screen reader and for the line below the chart.
    pub fn said(&self, index: usize) -> String {
        let joined = |parts: &[&str]| {
            let parts: Vec<&str> = parts.iter().copied().filter(|part| !part.is_empty()).collect();
            parts.join(" · ")
        };
        let said = match self {
            Self::Funnel(bars) | Self::Bars(bars) => {
                bars.get(index).map(|bar| joined(&[&bar.label, &bar.text, &bar.more]))
            }
            Self::Stack { parts, bars } => bars.get(index).map(|bar| {
                let texts = parts.iter().zip(&bar.texts).zip(&bar.values).filter(|(_, value)| **value > 0.0);
                let texts: Vec<String> = texts.map(|((part, text), _)| format!("{part} {text}")).collect();
                joined(&[&bar.label, &bar.text, &texts.join(" · ")])
            }),
            Self::Tiles(tiles) => tiles.get(index).map(|tile| joined(&[&tile.label, &tile.text, &tile.more])),
            Self::Lines(lines) => lines.months.get(index).map(|month| {
                let told = lines.lines.iter().filter_map(|line| {
                    let value = line.values.get(index).copied().flatten()?;
                    Some(format!("{} {value:.0} {}", line.label, lines.unit))
                });
                joined(&[month, &told.collect::<Vec<_>>().join(" · ")])
            }),
            Self::Columns(columns) => columns.columns.get(index).map(|column| joined(&[&column.label, &column.text])),
        };
        said.unwrap_or_default()
    }
}

/// Shows the chart as wide as the room and says which element was tapped. `picked` is the one that is marked.
pub fn show(ui: &mut Ui, look: &Look, salt: &str, chart: &Chart, picked: Option<usize>) -> Option<usize> {
    let mut pen = Pen { look, salt: IdSalt::new(("chart", salt)), chart, picked, tapped: None };
    match chart {
        Chart::Funnel(bars) => funnel::show(ui, &mut pen, bars),
        Chart::Bars(bars) => bars::show(ui, &mut pen, bars),
        Chart::Stack { parts, bars } => stack::show(ui, &mut pen, parts, bars),
        Chart::Tiles(tiles) => tiles::show(ui, &mut pen, tiles),
        Chart::Lines(lines) => lines::show(ui, &mut pen, lines),
        Chart::Columns(columns) => columns::show(ui, &mut pen, columns),
    }
    pen.tapped
}

/// What the charts share while one is being painted.
struct Pen<'a> {
    look: &'a Look,
    salt: IdSalt,
    chart: &'a Chart,
    picked: Option<usize>,
    tapped: Option<usize>,
}

impl Pen<'_> {
    /// Takes room for an element that is tapped.
    fn row(&mut self, ui: &mut Ui, index: usize, size: egui::Vec2) -> Response {
        let response = touchable(ui, size, IdSalt::new((self.salt, index)), Sense::click());
        self.meet(ui, index, response)
    }

    /// The same for a place that has its room already.
    fn place(&mut self, ui: &Ui, index: usize, rect: Rect) -> Response {
        let id: Id = ui.scope_id().with_salt(IdSalt::new((self.salt, index)));
        let response = ui.interact(rect, id, Sense::click());
        self.meet(ui, index, response)
    }

    fn meet(&mut self, ui: &Ui, index: usize, response: Response) -> Response {
        let said = self.chart.said(index);
        let picked = self.picked == Some(index);
        response.widget_info(|| WidgetInfo::selected(Role::Button, ui.is_enabled(), picked, &said));
        if response.clicked() {
            self.tapped = Some(index);
        }
        if picked || is_pressed(&response) {
            let colours = &self.look.colours;
            let stroke = Stroke::new(2.0 * self.look.outline, colours.primary);
            ui.painter().rect(response.rect, self.look.corner(), colours.primary_soft, stroke, StrokeKind::Inside);
        }
        focus_ring(ui, &response, self.look);
        response
    }

    /// A part of a plane that is tapped: marked by a frame, so that what lies in it stays in sight.
    fn strip(&mut self, ui: &Ui, index: usize, rect: Rect) {
        let id: Id = ui.scope_id().with_salt(IdSalt::new((self.salt, index)));
        let response = ui.interact(rect, id, Sense::click());
        let (said, picked) = (self.chart.said(index), self.picked == Some(index));
        response.widget_info(|| WidgetInfo::selected(Role::Button, ui.is_enabled(), picked, &said));
        if response.clicked() {
            self.tapped = Some(index);
        }
        if picked || is_pressed(&response) {
            let stroke = Stroke::new(2.0 * self.look.outline, self.look.colours.focus);
            ui.painter().rect_stroke(rect, 4, stroke, StrokeKind::Inside);
        }
        focus_ring(ui, &response, self.look);
    }

    fn ink(&self, alarming: bool) -> Color32 {
        if alarming { self.look.colours.not_met } else { self.look.colours.ink }
    }
}

/// Round steps of an axis from 0 to at least `most`: 1, 2 or 5 times a power of ten, at most `lines` of them.
fn steps(most: f64, lines: u32) -> f64 {
    let rough = (most / f64::from(lines.max(1))).max(f64::MIN_POSITIVE);
    let power = 10f64.powf(rough.log10().floor());
    let step = [1.0, 2.0, 5.0, 10.0].into_iter().map(|factor| factor * power).find(|step| *step >= rough * 0.999_999);
    // Households are not cut into parts.
    step.unwrap_or(power * 10.0).max(1.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_axis_has_round_steps() {
        for (most, step) in [(0.0, 1.0), (3.0, 1.0), (7.0, 2.0), (40.0, 10.0), (41.0, 20.0), (1_300.0, 500.0)] {
            assert_eq!(steps(most, 4), step, "{most}");
        }
    }

    #[test]
    fn an_element_is_said_with_all_its_figures() {
        let bar = Bar { label: "验收".into(), text: "34 户".into(), more: "85%".into(), ..Bar::default() };
        assert_eq!(Chart::Funnel(vec![bar]).said(0), "验收 · 34 户 · 85%");
        let bar = Stacked {
            label: "结算".into(),
            values: vec![1.0, 0.0],
            text: "1 万元".into(),
            texts: vec!["1 万元".into(), "0".into()],
        };
        let stack = Chart::Stack { parts: vec!["中央".into(), "自治区".into()], bars: vec![bar] };
        assert_eq!(stack.said(0), "结算 · 1 万元 · 中央 1 万元");
        assert_eq!(stack.said(1), "", "there is no second bar");
    }
}
