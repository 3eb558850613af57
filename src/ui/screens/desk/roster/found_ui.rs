//! What looking through a list has found.

use std::sync::Arc;

use egui::{FontId, Rect, Sense, Ui, pos2, vec2};

use super::data::{self, FoundRow};
use super::roster_ui::send;
use super::{decide_ui, file_ui};
use crate::app::desk::roster::{List, RosterCommand};
use crate::app::roster::check::{Checked, Counts};
use crate::l10n::Language;
use crate::ui::scene::Scene;
use crate::ui::widgets::{self, Button, Icon, Tone, card, division, status};

/// Rows that are listed; the file that is saved has all.
const MOST_LISTED: usize = 60;

/// What this part remembers; counting costs time, painting must not.
#[derive(Default)]
pub struct State {
    counted: Option<Counted>,
    /// The unclear name whose banner is being chosen.
    pub(super) other: Option<(String, division::Place)>,
}

struct Counted {
    of: Arc<Checked>,
    language: Language,
    counts: Counts,
    refused: Vec<FoundRow>,
    remarked: Vec<FoundRow>,
}

/// Shows what was found, what has to be decided, and the way on.
pub(super) fn show(ui: &mut Ui, state: &mut State, list: &List, checked: &Arc<Checked>, scene: &mut Scene<'_>) {
    let (look, words) = (scene.look, scene.words);
    let language = words.language();
    let same = |counted: &Counted| Arc::ptr_eq(&counted.of, checked) && counted.language == language;
    if !state.counted.as_ref().is_some_and(same) {
        let found = |refused| data::found(list, checked, refused, MOST_LISTED, words);
        let (counts, refused, remarked) = (checked.counts(), found(true), found(false));
        state.counted = Some(Counted { of: Arc::clone(checked), language, counts, refused, remarked });
    }
    let Some(counted) = &state.counted else { return };
    card::show(ui, look, |ui| {
        ui.set_min_width(ui.available_width());
        ui.spacing_mut().item_spacing.y = look.space.s;
        file_ui::head(ui, list, scene);
        summary(ui, checked, counted.counts, scene);
    });
    decide_ui::show(ui, &mut state.other, list, checked, scene);
    rows(ui, "roster-refused-title", Tone::Bad, &counted.refused, counted.counts.refused, scene);
    rejects(ui, counted.counts, scene);
    rows(ui, "roster-remarked-title", Tone::Doubtful, &counted.remarked, counted.counts.remarked, scene);
    go_on(ui, list, checked, scene);
}

fn summary(ui: &mut Ui, checked: &Checked, counts: Counts, scene: &Scene<'_>) {
    let (look, words) = (scene.look, scene.words);
    let texts = [checked.rows, checked.households.len(), counts.persons].map(|count| count.to_string());
    let args = [("rows", &*texts[0]), ("households", &*texts[1]), ("persons", &*texts[2])];
    widgets::text(ui, look.body(words.with("roster-found", &args)));
    widgets::flow(ui, |ui| {
        for (key, count, tone) in data::counts(counts) {
            tile(ui, &words.text(key), count, tone, scene);
        }
    });
    if checked.repeated > 0 {
        let text = words.with("roster-repeated", &[("count", &checked.repeated.to_string())]);
        widgets::text(ui, look.muted(text));
    }
    if checked.hidden > 0 {
        let text = words.with("roster-hidden-rows", &[("count", &checked.hidden.to_string())]);
        status::line(ui, look, Tone::Doubtful, &text, &[]);
    }
    for problem in checked.problems.iter().take(5) {
        status::line(ui, look, Tone::Doubtful, &words.problem(problem), &[]);
    }
}

/// A number with its name below.
fn tile(ui: &mut Ui, name: &str, count: usize, tone: Tone, scene: &Scene<'_>) {
    let look = scene.look;
    let ink = tone.ink(look);
    let number = ui.painter().layout_no_wrap(count.to_string(), FontId::proportional(look.sizes.title), ink);
    let label =
        ui.painter().layout_no_wrap(name.to_owned(), FontId::proportional(look.sizes.label), look.colours.muted);
    let inner = vec2(number.size().x.max(label.size().x), number.size().y + label.size().y);
    let (rect, response) = ui.allocate_exact_size(inner + vec2(2.0, 2.0) * look.space.m, Sense::hover());
    response.widget_info(|| egui::WidgetInfo::labeled(egui::Role::Label, true, format!("{name} {count}")));
    ui.painter().rect(rect, look.corner(), tone.ground(look), look.hairline_stroke(), egui::StrokeKind::Inside);
    let at = rect.shrink(look.space.m);
    let below = pos2(at.left(), at.top() + number.size().y);
    ui.painter().galley(at.min, number, ink);
    ui.painter().galley(below, label, look.colours.muted);
}

/// Rows with what is wrong with them: where, what stands there, why.
fn rows(ui: &mut Ui, title: &'static str, tone: Tone, rows: &[FoundRow], count: usize, scene: &Scene<'_>) {
    let (look, words) = (scene.look, scene.words);
    if rows.is_empty() {
        return;
    }
    card::show(ui, look, |ui| {
        ui.set_min_width(ui.available_width());
        ui.spacing_mut().item_spacing.y = look.space.s;
        widgets::text(ui, look.heading(words.text(title)));
        for row in rows {
            found_row(ui, tone, row, scene);
        }
        if count > rows.len() {
            let left = (count - rows.len()).to_string();
            widgets::text(ui, look.muted(words.with("roster-more-rows", &[("count", &left)])));
        }
    });
}

fn found_row(ui: &mut Ui, tone: Tone, row: &FoundRow, scene: &Scene<'_>) {
    let look = scene.look;
    let top = ui.cursor().top();
    ui.horizontal_top(|ui| {
        ui.add_space(look.space.m);
        ui.vertical(|ui| {
            ui.spacing_mut().item_spacing.y = look.space.xs;
            widgets::text(ui, look.body(&row.title));
            for (why, value) in &row.lines {
                let text = if value.is_empty() { why.clone() } else { format!("{why}　{value}") };
                widgets::text(ui, look.muted(text).color(tone.ink(look)));
            }
        });
    });
    let band = Rect::from_min_max(
        pos2(ui.min_rect().left(), top),
        pos2(ui.min_rect().left() + look.space.xs, ui.cursor().top() - look.space.s),
    );
    ui.painter().rect_filled(band, 0.0, tone.ink(look));
}

/// Where the rows that were not taken go.
fn rejects(ui: &mut Ui, counts: Counts, scene: &mut Scene<'_>) {
    let (look, words) = (scene.look, scene.words);
    if counts.refused + counts.remarked == 0 {
        return;
    }
    let free = scene.program.desk.roster.busy.is_none();
    widgets::flow(ui, |ui| {
        let save = words.text("roster-save-xlsx");
        if Button::plain(&save).icon(Icon::Note).salt("rejects xlsx").enabled(free).show(ui, look).clicked() {
            send(scene, RosterCommand::Rejects { csv: false });
        }
        let save = words.text("roster-save-csv");
        if Button::plain(&save).icon(Icon::Note).salt("rejects csv").enabled(free).show(ui, look).clicked() {
            send(scene, RosterCommand::Rejects { csv: true });
        }
        crate::ui::screens::jobs::parcel_ui::place_button(ui, scene);
    });
    if let Some(path) = &scene.program.desk.roster.rejects {
        let text = words.with("roster-rejects-done", &[("file", &path.display().to_string())]);
        status::line(ui, look, Tone::Good, &text, &[look.muted(words.text("roster-rejects-hint"))]);
    }
}

fn go_on(ui: &mut Ui, list: &List, checked: &Checked, scene: &mut Scene<'_>) {
    let (look, words) = (scene.look, scene.words);
    let chosen = |id| list.decisions.take.iter().any(|(household, _)| *household == id);
    let writes =
        checked.households.iter().filter(|(household, news)| !news.additions.is_empty() || chosen(household.id));
    let count = writes.count();
    let free = scene.program.desk.roster.busy.is_none() && !list.stale && !list.imported;
    if count == 0 && !list.imported {
        status::line(ui, look, Tone::Neutral, &words.text("roster-import-nothing"), &[]);
    }
    let back = words.text("roster-back-to-columns");
    let import = words.with("roster-import", &[("count", &count.to_string())]);
    if !list.imported {
        let button = Button::primary(&import).icon(Icon::Check).wide().salt("import").enabled(free && count > 0);
        if button.show(ui, look).clicked() {
            send(scene, RosterCommand::Import);
        }
    }
    if Button::plain(&back).icon(Icon::Back).wide().salt("columns").show(ui, look).clicked() {
        send(scene, RosterCommand::Uncheck);
    }
}
