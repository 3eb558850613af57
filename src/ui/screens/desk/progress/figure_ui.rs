//! Paints one figure: the question, the chart or its table, what was tapped and where it leads, and what can be saved.

use egui::{Ui, vec2};

use super::data::{Behind, Figure};
use super::progress_ui::{State, send};
use crate::app::command::Command;
use crate::app::desk::progress::{ProgressCommand, scope_text};
use crate::table::write::{Cell, Format, Kind};
use crate::ui::scene::Scene;
use crate::ui::theme::Look;
use crate::ui::widgets::chart::{self, Caption, Chart};
use crate::ui::widgets::{self, Button, Icon, card, flow};

/// Elements that are shown before one asks for all.
const FIRST: usize = 12;

/// Shows the figure as a card.
pub fn show(ui: &mut Ui, figure: &Figure, state: &mut State, scene: &mut Scene<'_>) {
    let look = scene.look;
    card::show(ui, look, |ui| {
        ui.spacing_mut().item_spacing.y = look.space.s;
        widgets::text(ui, look.heading(&figure.title));
        if !figure.note.is_empty() {
            widgets::text(ui, look.muted(&figure.note));
        }
        let count = figure.behind.len();
        let folded = count > FIRST + 3 && !state.whole.contains(figure.id) && can_be_cut(&figure.chart);
        if state.tables.contains(figure.id) {
            table(ui, figure, if folded { FIRST } else { count }, look);
        } else {
            let picked = state.picked.filter(|(id, _)| *id == figure.id).map(|(_, place)| place);
            let short = if folded { Some(cut(&figure.chart, FIRST)) } else { None };
            let shown = short.as_ref().unwrap_or(&figure.chart);
            let tapped = ui.scope(|ui| chart::show(ui, look, figure.id, shown, picked)).inner;
            if let Some(place) = tapped {
                state.picked = Some((figure.id, place)).filter(|tapped| state.picked != Some(*tapped));
            }
        }
        if folded {
            let text = scene.words.with("progress-show-all", &[("count", &count.to_string())]);
            if Button::quiet(&text).icon(Icon::ChevronDown).salt((figure.id, "all")).show(ui, look).clicked() {
                state.whole.insert(figure.id);
            }
        }
        told(ui, figure, state, scene);
        tools(ui, figure, state, scene);
    });
}

/// What was tapped, in words, and where it leads.
fn told(ui: &mut Ui, figure: &Figure, state: &mut State, scene: &mut Scene<'_>) {
    let Some(place) = state.picked.filter(|(id, _)| *id == figure.id).map(|(_, place)| place) else { return };
    let (look, words) = (scene.look, scene.words);
    let said = figure.chart.said(place);
    card::boxed(look).show(ui, |ui| {
        ui.set_width(ui.available_width());
        widgets::text(ui, look.body(&said).strong());
        flow(ui, |ui| {
            if let Some(scope) = figure.into.get(place).cloned().flatten() {
                let text = words.text("progress-into");
                let button = Button::primary(&text).icon(Icon::Search).salt((figure.id, "into"));
                if button.show(ui, look).clicked() {
                    state.picked = None;
                    send(scene, ProgressCommand::Look(scope));
                }
            }
            match figure.behind.get(place).cloned().flatten() {
                Some(Behind::Households(lead, count)) => {
                    let text = words.with("progress-follow", &[("count", &count.to_string())]);
                    let button = Button::plain(&text).icon(Icon::List).salt((figure.id, "follow"));
                    if button.show(ui, look).clicked() {
                        let title = format!("{} · {said}", figure.title);
                        send(scene, ProgressCommand::Follow { title, lead });
                    }
                }
                Some(Behind::Household(id)) => {
                    let text = words.text("progress-open");
                    let button = Button::plain(&text).icon(Icon::Home).salt((figure.id, "open"));
                    if button.show(ui, look).clicked() {
                        scene.out.push(Command::OpenHousehold(id));
                    }
                }
                None => {}
            }
        });
    });
}

/// Chart or table, and what can be saved of it.
fn tools(ui: &mut Ui, figure: &Figure, state: &mut State, scene: &mut Scene<'_>) {
    let (look, words) = (scene.look, scene.words);
    let named = |key: &str| words.with("q-part", &[("question", &figure.title), ("part", &words.text(key))]);
    flow(ui, |ui| {
        let is_table = state.tables.contains(figure.id);
        let (key, icon) =
            if is_table { ("progress-as-chart", Icon::Target) } else { ("progress-as-table", Icon::List) };
        let text = words.text(key);
        let button = Button::quiet(&text).small().icon(icon).salt((figure.id, "table")).named(named(key));
        if button.show(ui, look).clicked() {
            if is_table {
                state.tables.remove(figure.id)
            } else {
                state.tables.insert(figure.id)
            };
        }
        let text = words.text("progress-save-picture");
        let button = Button::quiet(&text).small().icon(Icon::Picture).salt((figure.id, "picture"));
        if button.named(named("progress-save-picture")).show(ui, look).clicked() {
            picture(figure, scene);
        }
        for format in [Format::Xlsx, Format::Csv] {
            let key = if format == Format::Xlsx { "progress-save-xlsx" } else { "progress-save-csv" };
            let text = words.text(key);
            let button = Button::quiet(&text).small().icon(Icon::Note).salt((figure.id, key)).named(named(key));
            if button.show(ui, look).clicked() {
                let table = Box::new(figure.table.clone());
                send(scene, ProgressCommand::SaveTable { title: figure.title.clone(), format, table });
            }
        }
    });
}

/// Paints the chart off the screen and sends it.
fn picture(figure: &Figure, scene: &mut Scene<'_>) {
    let words = scene.words;
    let names = scene.program.progress_names(words);
    let scope = scope_text(scene.program.desk.progress.counted_scope(), &names);
    let date = words.with("progress-as-of", &[("date", &scene.program.today().to_string())]);
    let households = scene
        .program
        .desk
        .progress
        .board()
        .map_or(0, |board| board.whole.reached(crate::registry::progress::Step::Registered));
    let caption = Caption {
        title: figure.title.clone(),
        scope: format!("{scope} · {date}"),
        source: words.with("progress-source", &[("count", &households.to_string())]),
    };
    let picture = chart::picture(&figure.chart, &caption);
    let command = ProgressCommand::SavePicture {
        title: figure.title.clone(),
        width: picture.width,
        height: picture.height,
        rgba: picture.rgba.into(),
    };
    send(scene, command);
}

/// Only charts of rows can end earlier.
const fn can_be_cut(chart: &Chart) -> bool {
    matches!(chart, Chart::Bars(_))
}

fn cut(chart: &Chart, most: usize) -> Chart {
    match chart {
        Chart::Bars(bars) => Chart::Bars(bars.iter().take(most).cloned().collect()),
        other => other.clone(),
    }
}

/// The figure as a table: the first column takes what the others leave; on a narrow sheet it scrolls.
fn table(ui: &mut Ui, figure: &Figure, most: usize, look: &Look) {
    let head = &figure.table.head;
    let texts: Vec<Vec<String>> =
        figure.table.rows.iter().take(most).map(|row| row.iter().map(said).collect()).collect();
    let wide =
        |ui: &Ui, text: &str| widgets::wrapped(ui, text, look.sizes.label, look.colours.ink, f32::INFINITY).size().x;
    let widths: Vec<f32> = (0..head.columns.len())
        .map(|column| {
            let cells = texts.iter().filter_map(|row| row.get(column)).map(|text| wide(ui, text));
            let most = if column == 0 { 260.0 * look.factor } else { 150.0 * look.factor };
            cells.chain([wide(ui, &head.columns[column].label)]).fold(0.0, f32::max).min(most) + look.space.m
        })
        .collect();
    egui::ScrollArea::horizontal().id_salt((figure.id, "rows")).show(ui, |ui| {
        ui.vertical(|ui| {
            ui.spacing_mut().item_spacing = vec2(0.0, 0.0);
            let labels: Vec<String> = head.columns.iter().map(|column| column.label.clone()).collect();
            row(ui, look, &widths, &labels, &head.columns.iter().map(|c| c.kind).collect::<Vec<_>>(), true);
            for texts in &texts {
                row(ui, look, &widths, texts, &head.columns.iter().map(|c| c.kind).collect::<Vec<_>>(), false);
            }
        });
    });
}

fn row(ui: &mut Ui, look: &Look, widths: &[f32], texts: &[String], kinds: &[Kind], is_head: bool) {
    let ink = if is_head { look.colours.muted } else { look.colours.ink };
    let galleys: Vec<_> = widths
        .iter()
        .zip(texts)
        .map(|(width, text)| widgets::wrapped(ui, text, look.sizes.label, ink, width - look.space.m))
        .collect();
    let height = galleys.iter().map(|galley| galley.size().y).fold(0.0, f32::max) + look.space.s;
    let (rect, response) = ui.allocate_exact_size(vec2(widths.iter().sum(), height), egui::Sense::hover());
    let said = texts.join(" · ");
    response.widget_info(|| egui::WidgetInfo::labeled(egui::Role::Label, true, &said));
    let mut left = rect.left();
    for ((galley, width), kind) in galleys.into_iter().zip(widths).zip(kinds) {
        let is_number = !matches!(kind, Kind::Text | Kind::Identifier);
        let x = if is_number { left + width - look.space.m - galley.size().x } else { left };
        ui.painter().galley(egui::pos2(x, rect.center().y - galley.size().y / 2.0), galley, ink);
        left += width;
    }
    ui.painter().hline(rect.x_range(), rect.bottom(), look.hairline_stroke());
}

/// A cell as people read it.
fn said(cell: &Cell) -> String {
    match cell {
        Cell::Empty => String::new(),
        Cell::Text(text) => text.clone(),
        Cell::Integer(number) => number.to_string(),
        Cell::Money(amount) => amount.yuan(),
        Cell::Decimal(number) => format!("{number:.1}"),
        Cell::Date(date) => date.to_string(),
        Cell::YesNo(yes) => (if *yes { "✓" } else { "" }).to_owned(),
    }
}
