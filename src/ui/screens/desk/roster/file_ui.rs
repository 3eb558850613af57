//! A file before it is looked through: which sheet, which heading, what the columns mean.

use egui::{Id, Ui};

use super::roster_ui::send;
use super::{columns_ui, data};
use crate::app::desk::roster::{List, RosterCommand};
use crate::app::roster::mapping::Because;
use crate::division::Divisions;
use crate::ui::scene::Scene;
use crate::ui::widgets::{self, Button, Chip, Icon, Tone, card, dialog, division, status};

/// What this part remembers.
#[derive(Default)]
pub struct State {
    pub(super) column: Option<usize>,
    /// The banner of the file is being chosen.
    banner: Option<division::Place>,
}

/// No file yet.
pub(super) fn none(ui: &mut Ui, scene: &mut Scene<'_>) {
    let (look, words) = (scene.look, scene.words);
    card::show(ui, look, |ui| {
        ui.set_min_width(ui.available_width());
        ui.spacing_mut().item_spacing.y = look.space.m;
        widgets::text(ui, look.heading(words.text("roster-drop")));
        widgets::text(ui, look.muted(words.text("roster-drop-text")));
        widgets::flow(ui, |ui| choose(ui, true, scene));
    });
}

fn choose(ui: &mut Ui, loud: bool, scene: &mut Scene<'_>) {
    let (look, words) = (scene.look, scene.words);
    let free = scene.program.desk.roster.busy.is_none();
    let text = words.text("roster-choose");
    let button = if loud { Button::primary(&text) } else { Button::plain(&text) };
    if button.icon(Icon::Folder).salt("choose").enabled(free).show(ui, look).clicked() {
        send(scene, RosterCommand::Pick);
    }
    let browse = Button::icon_only(Icon::List, words.text("roster-browse-open")).outlined();
    if browse.salt("browse lists").enabled(free).show(ui, look).clicked() {
        send(scene, RosterCommand::Browse);
    }
}

/// The file with its columns.
pub(super) fn show(ui: &mut Ui, state: &mut State, list: &List, scene: &mut Scene<'_>) {
    card::show(ui, scene.look, |ui| {
        ui.set_min_width(ui.available_width());
        ui.spacing_mut().item_spacing.y = scene.look.space.s;
        head(ui, list, scene);
        sheets(ui, list, scene);
        widgets::flow(ui, |ui| {
            heading_row(ui, list, scene);
            usual(ui, state, list, scene);
        });
    });
    card::show(ui, scene.look, |ui| {
        ui.set_min_width(ui.available_width());
        columns_ui::show(ui, state, list, scene);
    });
    check(ui, list, scene);
}

/// Name and kind of the file, and another one instead.
pub(super) fn head(ui: &mut Ui, list: &List, scene: &mut Scene<'_>) {
    let (look, words) = (scene.look, scene.words);
    let name = list.opened.path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    widgets::text(ui, look.heading(name));
    widgets::text(ui, look.muted(data::about(list, words)));
    for problem in &list.opened.book.problems {
        status::line(ui, look, Tone::Doubtful, &words.problem(problem), &[]);
    }
    let free = scene.program.desk.roster.busy.is_none();
    let another = words.text("roster-close");
    if Button::plain(&another).icon(Icon::Folder).salt("another").enabled(free).show(ui, look).clicked() {
        send(scene, RosterCommand::Close);
    }
}

fn sheets(ui: &mut Ui, list: &List, scene: &mut Scene<'_>) {
    let (look, words) = (scene.look, scene.words);
    let sheets = &list.opened.book.sheets;
    if sheets.len() < 2 {
        return;
    }
    widgets::text(ui, look.muted(words.text("roster-sheet")));
    widgets::flow(ui, |ui| {
        for (index, sheet) in sheets.iter().enumerate() {
            let hidden = words.with("roster-sheet-hidden", &[("name", &sheet.name)]);
            let name = if sheet.concealed { &hidden } else { &sheet.name };
            if Chip::one(name, index == list.opened.sheet).salt(("sheet", index)).show(ui, look).clicked() {
                send(scene, RosterCommand::Sheet(index));
            }
        }
    });
}

fn heading_row(ui: &mut Ui, list: &List, scene: &mut Scene<'_>) {
    let (look, words) = (scene.look, scene.words);
    let heading = list.opened.mapping.heading;
    let rows = list.opened.book.sheets[list.opened.sheet].rows.len();
    ui.horizontal(|ui| {
        let text = match heading {
            Some(row) => words.with("roster-heading-row", &[("row", &(row + 1).to_string())]),
            None => words.text("roster-heading-none"),
        };
        let up = Button::icon_only(Icon::Minus, words.text("roster-heading-up")).outlined().salt("heading up");
        if up.enabled(heading.is_some()).show(ui, look).clicked() {
            send(scene, RosterCommand::Heading(heading.and_then(|row| row.checked_sub(1))));
        }
        ui.label(look.body(text));
        let next = heading.map_or(0, |row| row + 1);
        let down = Button::icon_only(Icon::Plus, words.text("roster-heading-down")).outlined().salt("heading down");
        if down.enabled(next < rows).show(ui, look).clicked() {
            send(scene, RosterCommand::Heading(Some(next)));
        }
    });
}

/// The banner of rows that name none.
fn usual(ui: &mut Ui, state: &mut State, list: &List, scene: &mut Scene<'_>) {
    let (look, words) = (scene.look, scene.words);
    let code = &list.decisions.division;
    let text = if code.is_empty() {
        words.text("roster-division-none")
    } else {
        words.with("roster-division-usual", &[("name", &data::division_name(code))])
    };
    if Button::plain(&text).icon(Icon::Home).salt("usual division").show(ui, look).clicked() {
        state.banner = Some(division::Place::read(code, Divisions::built_in()));
    }
    if let Some(place) = &mut state.banner {
        let title = words.text("roster-division-title");
        let (picked, closed) = banner_sheet(ui, &title, place, scene);
        if let Some(code) = picked {
            send(scene, RosterCommand::Division(code));
            state.banner = None;
        } else if closed {
            state.banner = None;
        }
    }
}

/// A banner by taps; `Some("")` where none is wanted.
pub(super) fn banner_sheet(
    ui: &Ui,
    title: &str,
    place: &mut division::Place,
    scene: &Scene<'_>,
) -> (Option<String>, bool) {
    let (look, words) = (scene.look, scene.words);
    let shown = dialog::sheet(ui.ctx(), look, Id::unique("banner"), title, |ui| {
        let name = |part: &str| words.with("q-part", &[("question", title), ("part", part)]);
        let picked = division::pick(ui, look, words, Divisions::built_in(), &name, place, false);
        let none = Button::quiet(&words.text("roster-division-none")).wide().salt("no banner").show(ui, look).clicked();
        let cancel = Button::quiet(&words.text("app-cancel")).wide().salt("cancel banner").show(ui, look).clicked();
        let code = picked.banner.then(|| place.banner.as_deref().unwrap_or_default().to_owned());
        (code.or(none.then(String::new)), cancel)
    });
    let (picked, cancel) = shown.inner;
    (picked, cancel || shown.closed)
}

fn check(ui: &mut Ui, list: &List, scene: &mut Scene<'_>) {
    let (look, words) = (scene.look, scene.words);
    let lacking = list.opened.mapping.lacks();
    for target in &lacking {
        let text = words.with("roster-lacks", &[("target", &words.text(target.key()))]);
        status::line(ui, look, Tone::Bad, &text, &[]);
    }
    for column in list.opened.mapping.columns.iter().filter(|column| column.because == Because::Doubtful) {
        let text = words.with("roster-column-doubt", &[("heading", &data::one_line(&column.heading))]);
        status::line(ui, look, Tone::Doubtful, &text, &[]);
    }
    let free = scene.program.desk.roster.busy.is_none();
    let text = words.text("roster-check");
    let button = Button::primary(&text).icon(Icon::Search).wide().salt("check").enabled(free && lacking.is_empty());
    if button.show(ui, look).clicked() {
        send(scene, RosterCommand::Check);
    }
}
