//! The screen as a whole: tools above, filters beside, table or cards, status below.

use egui::{Align, Frame, Layout, Panel, Ui, vec2};

use super::asked::Asked;
use super::choices::{self, Pick};
use super::{cards_ui, data, filter_ui, keys, sheets_ui, table_ui};
use crate::app::command::Command;
use crate::app::desk::registry::RegistryCommand;
use crate::app::desk::{DeskCommand, Place};
use crate::app::route::Route;
use crate::id::DossierId;
use crate::registry::filter::Filter;
use crate::registry::view::Query;
use crate::role::Can;
use crate::ui::scene::Scene;
use crate::ui::screens::role_ui;
use crate::ui::theme::Look;
use crate::ui::widgets::{self, Button, Chip, Icon, text_field};

/// Points of text size 100 % from which the filters stand beside the table.
const WITH_RAIL: f32 = 1_060.0;
/// And below which households are cards.
const WITH_TABLE: f32 = 700.0;
const RAIL: f32 = 272.0;

/// What comes to the front.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sheet {
    Filters,
    Views,
    Columns,
    More,
}

/// What the screen remembers.
#[derive(Default)]
pub struct State {
    pub(super) asked: Asked,
    /// As it stands in the field; the question follows.
    pub(super) typed: String,
    /// The household that the keyboard is at, and its place in what was found.
    pub(super) cursor: Option<(DossierId, usize)>,
    /// Where a range of selected households begins.
    pub(super) anchor: Option<usize>,
    /// A place that must come into sight.
    pub(super) reveal: Option<usize>,
    /// Points that the list is scrolled down, and how many rows can be seen.
    pub(super) scrolled: f32,
    pub(super) page: usize,
    /// A column whose edge is being dragged, with its width so far.
    pub(super) dragged: Option<(usize, f32)>,
    pub(super) sheet: Option<Sheet>,
    /// The filters are shown beside the table.
    pub(super) rail: Option<bool>,
    pub(super) focus_search: bool,
    pub(super) view_name: String,
    pub(super) money: filter_ui::MoneyDraft,
    /// The answer that was shown last, and whether photos were asked for.
    shown: Option<u64>,
    entered: bool,
}

/// Sends a command of the register.
pub(super) fn send(scene: &mut Scene<'_>, command: RegistryCommand) {
    scene.out.push(Command::Desk(DeskCommand::Registry(command)));
}

/// Asks the question with another filter.
pub(super) fn ask_filter(scene: &mut Scene<'_>, filter: Filter) {
    let query = Query { filter, ..scene.program.desk.registry.query.clone() };
    send(scene, RegistryCommand::Ask(query));
}

/// Shows the screen, inside the desk's frame.
pub fn show(ui: &mut Ui, state: &mut State, scene: &mut Scene<'_>) {
    let (look, words, program) = (scene.look, scene.words, scene.program);
    if program.registry.is_empty() {
        return nobody(ui, scene);
    }
    follow(state, scene);
    let width = ui.available_width() / look.factor;
    let (has_rail, has_table) = (width >= WITH_RAIL, width >= WITH_TABLE);
    keys::take(ui, state, scene);
    status(ui, state, scene);
    if has_rail && state.rail.unwrap_or(width >= WITH_RAIL + RAIL) {
        let frame = Frame::new().inner_margin(egui::Margin { right: look.space.m as i8, ..egui::Margin::ZERO });
        let panel = Panel::left("register-filters").frame(frame).resizable(false).show_separator_line(false);
        panel.exact_size(RAIL * look.factor).show(ui, |ui| filter_ui::show(ui, state, scene));
    }
    tools(ui, state, has_rail, scene);
    narrowed(ui, scene);
    selection(ui, state, scene);
    if state.asked.found().rows.is_empty() {
        nothing_found(ui, look, &words.text("list-nothing-found"));
        if Button::plain(&words.text("registry-clear")).salt("clear-all").show(ui, look).clicked() {
            clear(state, scene);
        }
    } else if has_table {
        table_ui::show(ui, state, scene);
    } else {
        cards_ui::show(ui, state, scene);
    }
    sheets_ui::show(ui, state, scene);
}

/// Keeps what the screen remembers with what is asked.
fn follow(state: &mut State, scene: &mut Scene<'_>) {
    let (program, query) = (scene.program, &scene.program.desk.registry.query);
    if !state.entered {
        state.entered = true;
        state.typed.clone_from(&query.typed);
        send(scene, RegistryCommand::LookForPhotos);
    }
    state.asked.of(&program.registry, query);
    if state.shown != Some(state.asked.answers()) {
        // The question came from elsewhere, or is the one that was typed last.
        if state.shown.is_some() || !query.typed.is_empty() {
            state.typed.clone_from(&query.typed);
        }
        state.shown = Some(state.asked.answers());
        state.anchor = None;
        let place = |(id, _): (DossierId, usize)| Some((id, state.asked.place(&program.registry, id)?));
        state.cursor = state.cursor.and_then(place);
    }
}

/// A workspace without households.
fn nobody(ui: &mut Ui, scene: &mut Scene<'_>) {
    let (look, words) = (scene.look, scene.words);
    nothing_found(ui, look, &words.text("registry-empty-title"));
    ui.vertical_centered(|ui| ui.label(look.muted(words.text("registry-empty-text"))));
    ui.add_space(look.space.l);
    widgets::column(ui, look, |ui| {
        let ways = [
            (Can::Assign, "registry-empty-roster", Icon::Person, Route::Desk(Place::Roster)),
            (Can::Merge, "registry-empty-inbox", Icon::Folder, Route::Desk(Place::Inbox)),
        ];
        for (can, key, icon, route) in ways {
            let may = scene.program.role.can(can);
            if may && Button::plain(&words.text(key)).icon(icon).wide().show(ui, look).clicked() {
                scene.out.push(Command::Go(route));
            }
        }
        if Button::primary(&words.text("list-add")).icon(Icon::Plus).wide().show(ui, look).clicked() {
            scene.out.push(Command::AddHousehold);
        }
        role_ui::show(ui, scene);
    });
}

fn nothing_found(ui: &mut Ui, look: &Look, title: &str) {
    ui.add_space(look.space.xl);
    ui.vertical_centered(|ui| ui.label(look.heading(title)));
    ui.add_space(look.space.m);
}

/// Takes back the search and every choice.
pub(super) fn clear(state: &mut State, scene: &mut Scene<'_>) {
    state.typed.clear();
    let sort = scene.program.desk.registry.query.sort;
    send(scene, RegistryCommand::Ask(Query { sort, ..Query::default() }));
}

/// Search, filters, views, and the ways out.
fn tools(ui: &mut Ui, state: &mut State, has_rail: bool, scene: &mut Scene<'_>) {
    let look = scene.look;
    if ui.available_width() >= 820.0 * look.factor {
        let size = vec2(ui.available_width(), look.target + 2.0);
        ui.allocate_ui_with_layout(size, Layout::right_to_left(Align::Center), |ui| {
            buttons(ui, state, has_rail, true, scene);
            ui.with_layout(Layout::left_to_right(Align::Center), |ui| search(ui, state, scene));
        });
    } else {
        search(ui, state, scene);
        widgets::flow(ui, |ui| buttons(ui, state, has_rail, false, scene));
    }
}

fn search(ui: &mut Ui, state: &mut State, scene: &mut Scene<'_>) {
    let response = text_field::search(ui, scene.look, &scene.words.text("registry-search"), &mut state.typed);
    if std::mem::take(&mut state.focus_search) {
        response.request_focus();
    }
    keys::note_search(ui, response.id);
    let query = &scene.program.desk.registry.query;
    if response.changed() && query.typed != state.typed {
        send(scene, RegistryCommand::Ask(Query { typed: state.typed.clone(), ..query.clone() }));
    }
}

/// In a row from right to left, so that the loud one stands at the edge; else in reading order.
fn buttons(ui: &mut Ui, state: &mut State, has_rail: bool, backwards: bool, scene: &mut Scene<'_>) {
    let mut order = [0, 1, 2, 3, 4];
    if backwards {
        order.reverse();
    }
    for which in order {
        match which {
            0 => filters_button(ui, state, has_rail, scene),
            1 => sheet_button(ui, state, "registry-views", Icon::Eye, Sheet::Views, scene),
            2 => orders_button(ui, scene),
            3 => sheet_button(ui, state, "registry-more", Icon::Menu, Sheet::More, scene),
            _ => add_button(ui, scene),
        }
    }
}

fn filters_button(ui: &mut Ui, state: &mut State, has_rail: bool, scene: &Scene<'_>) {
    let (look, words) = (scene.look, scene.words);
    let choices = scene.program.desk.registry.query.filter.choices();
    let text = match choices {
        0 => words.text("registry-filters"),
        some => words.with("registry-filters-some", &[("count", &some.to_string())]),
    };
    let open = has_rail && state.rail.unwrap_or(ui.ctx().content_rect().width() / look.factor >= 1_500.0);
    let button = Button::plain(&text).icon(Icon::List).salt("filters").selected(open);
    if button.show(ui, look).clicked() {
        if has_rail {
            state.rail = Some(!open);
        } else {
            state.sheet = Some(Sheet::Filters);
        }
    }
}

fn sheet_button(ui: &mut Ui, state: &mut State, key: &str, icon: Icon, sheet: Sheet, scene: &Scene<'_>) {
    let text = scene.words.text(key);
    if Button::plain(&text).icon(icon).salt(key).show(ui, scene.look).clicked() {
        state.sheet = Some(sheet);
    }
}

fn orders_button(ui: &mut Ui, scene: &mut Scene<'_>) {
    if scene.program.role.can(Can::Order) {
        let text = scene.words.text("works-go-orders");
        if Button::plain(&text).icon(Icon::Note).salt("orders").show(ui, scene.look).clicked() {
            scene.out.push(Command::Works(crate::app::works::WorksCommand::List));
        }
    }
}

fn add_button(ui: &mut Ui, scene: &mut Scene<'_>) {
    let may = scene.program.read_only.is_none() && scene.program.may(&Command::AddHousehold);
    let text = scene.words.text("list-add");
    if Button::primary(&text).icon(Icon::Plus).enabled(may).show(ui, scene.look).clicked() && may {
        scene.out.push(Command::AddHousehold);
    }
}

/// What the list is narrowed to: each a chip that a tap takes back.
fn narrowed(ui: &mut Ui, scene: &mut Scene<'_>) {
    let (look, words, program) = (scene.look, scene.words, scene.program);
    let registry = &program.desk.registry;
    let filter = &registry.query.filter;
    if filter.is_empty() {
        return;
    }
    let mut next: Option<Filter> = None;
    widgets::flow(ui, |ui| {
        if let Some(only) = &filter.only {
            let number = data::count(only.len());
            let text = match registry.title.as_str() {
                "" => words.with("registry-only", &[("count", &number)]),
                title => title.to_owned(),
            };
            if taken_back(ui, "only", &text, scene) {
                next = Some(Filter { only: None, ..filter.clone() });
            }
        }
        if let Some(range) = filter.money {
            let text = filter_ui::money_text(range, words);
            if taken_back(ui, "money", &text, scene) {
                next = Some(Filter { money: None, ..filter.clone() });
            }
        }
        for (place, (pick, text)) in choices::chosen(filter, words).into_iter().enumerate() {
            if taken_back(ui, place, &text, scene) {
                next = Some(pick_back(&pick, filter));
            }
        }
        if Button::quiet(&words.text("registry-clear-filters")).salt("clear-filters").show(ui, look).clicked() {
            next = Some(Filter::default());
        }
    });
    if let Some(filter) = next {
        ask_filter(scene, filter);
    }
}

/// A place is left altogether, not for the one it lies in.
fn pick_back(pick: &Pick, filter: &Filter) -> Filter {
    match pick {
        Pick::Place(_) => Filter { places: std::collections::BTreeSet::new(), ..filter.clone() },
        pick => pick.toggled(filter),
    }
}

fn taken_back(ui: &mut Ui, salt: impl std::hash::Hash + std::fmt::Debug, text: &str, scene: &Scene<'_>) -> bool {
    let name = scene.words.with("registry-take-back", &[("what", text)]);
    let chip = Chip::many(text, true).icon(Icon::Clear).salt(("taken-back", salt)).named(name).small();
    chip.show(ui, scene.look).clicked()
}

/// What is selected, and what may be done with it.
fn selection(ui: &mut Ui, state: &State, scene: &mut Scene<'_>) {
    let (look, words, program) = (scene.look, scene.words, scene.program);
    let selected = program.desk.registry.selected.len();
    if selected == 0 {
        return;
    }
    widgets::flow(ui, |ui| {
        let text = words.with("registry-selected", &[("count", &data::count(selected))]);
        ui.add_sized(vec2(0.0, look.target), egui::Label::new(look.body(text).color(look.colours.primary)));
        let found = state.asked.found().rows.len();
        let all = words.with("registry-select-all", &[("count", &data::count(found))]);
        if Button::plain(&all).icon(Icon::SquareCheck).salt("select-all").show(ui, look).clicked() {
            let ids = program.registry.ids(&state.asked.found().rows).to_vec();
            send(scene, RegistryCommand::Select { ids, on: true });
        }
        let ways = [
            (Can::Assign, "registry-do-assign", Icon::Person, Command::Go(Route::Desk(Place::Roster))),
            (Can::Export, "registry-do-export", Icon::Folder, Command::Go(Route::Desk(Place::Exports))),
        ];
        for (can, key, icon, command) in ways {
            let may = program.role.can(can);
            if may && Button::plain(&words.text(key)).icon(icon).salt(key).show(ui, look).clicked() {
                scene.out.push(command);
            }
        }
        if Button::plain(&words.text("registry-do-print")).icon(Icon::Note).salt("do-print").show(ui, look).clicked() {
            send(scene, RegistryCommand::Print);
        }
        if Button::quiet(&words.text("registry-select-none")).salt("select-none").show(ui, look).clicked() {
            send(scene, RegistryCommand::SelectNone);
        }
    });
}

/// How many were found, and their money.
fn status(ui: &mut Ui, state: &State, scene: &Scene<'_>) {
    let (look, words) = (scene.look, scene.words);
    let frame = Frame::new().inner_margin(egui::Margin { top: look.space.s as i8, ..egui::Margin::ZERO });
    Panel::bottom("register-status").frame(frame).show_separator_line(false).show(ui, |ui| {
        let text = data::status(state.asked.found(), &scene.program.registry, words);
        widgets::text(ui, look.body(text));
    });
}
