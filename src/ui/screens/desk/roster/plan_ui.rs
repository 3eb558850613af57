//! The plan by surveyor and day: as it is proposed, and as it stands.

use egui::{Id, Ui};
use jiff::civil::Date;

use super::assign_ui::day_sheet;
use super::data;
use super::roster_ui::send;
use crate::app::desk::roster::{Proposal, RosterCommand};
use crate::app::roster::assign::{Home, Tour, Visit, tours};
use crate::ui::scene::Scene;
use crate::ui::screens::jobs::parcel_ui;
use crate::ui::widgets::{self, Button, Chip, Icon, Tone, card, dialog, status};

/// Days of one surveyor that are listed.
const MOST_DAYS: usize = 60;

/// What this part remembers.
#[derive(Default)]
pub struct State {
    /// The tour that is being changed: surveyor and day; whether it is of the proposal.
    open: Option<(String, Option<Date>, bool)>,
    calendar: Option<Date>,
}

/// What is proposed: tours that can be changed, then taken or dropped.
pub(super) fn proposal(
    ui: &mut Ui,
    state: &mut State,
    proposal: &Proposal,
    homes: &[Home],
    names: &[String],
    scene: &mut Scene<'_>,
) {
    let (look, words) = (scene.look, scene.words);
    let tours = proposed(proposal, homes);
    let days = tours.iter().filter_map(|tour| tour.date).collect::<std::collections::BTreeSet<_>>().len();
    card::show(ui, look, |ui| {
        ui.set_min_width(ui.available_width());
        ui.spacing_mut().item_spacing.y = look.space.s;
        let args = [("count", &*proposal.visits.len().to_string()), ("days", &*days.to_string())];
        widgets::text(ui, look.heading(words.with("roster-proposal", &args)));
        let count = proposal.ask.per_day.to_string();
        widgets::text(ui, look.muted(words.with("roster-proposal-why", &[("count", &count)])));
        for tour in tours.iter().take(MOST_DAYS) {
            tour_row(ui, state, tour, true, scene);
        }
        let free = scene.program.desk.roster.busy.is_none();
        let accept = words.text("roster-accept");
        if Button::primary(&accept).icon(Icon::Check).wide().salt("accept").enabled(free).show(ui, look).clicked() {
            send(scene, RosterCommand::Accept);
        }
        if Button::plain(&words.text("roster-drop-proposal")).wide().salt("drop").show(ui, look).clicked() {
            send(scene, RosterCommand::Drop);
        }
    });
    if let Some(tour) = open_tour(state, &tours, true) {
        change(ui, state, tour, names, scene);
    }
}

/// The households of a proposal as a plan.
fn proposed(proposal: &Proposal, homes: &[Home]) -> Vec<Tour> {
    let places: std::collections::BTreeMap<_, _> = homes.iter().filter_map(|home| Some((home.id?, home))).collect();
    let planned = |visit: &Visit| {
        let home = places.get(&visit.id).map(|home| (*home).clone()).unwrap_or_default();
        Home {
            id: Some(visit.id),
            surveyor: visit.surveyor.clone(),
            date: Some(visit.date),
            order: Some(visit.order),
            ..home
        }
    };
    tours(&proposal.visits.iter().map(planned).collect::<Vec<_>>())
}

/// The plan as it stands, with a package for each surveyor.
pub(super) fn plan(
    ui: &mut Ui,
    state: &mut State,
    surveyors: &[(String, Vec<Tour>)],
    names: &[String],
    scene: &mut Scene<'_>,
) {
    let (look, words) = (scene.look, scene.words);
    if surveyors.is_empty() {
        widgets::text(ui, look.muted(words.text("roster-plan-none")));
        return;
    }
    widgets::flow(ui, |ui| {
        widgets::text(ui, look.heading(words.text("roster-plan")));
        parcel_ui::place_button(ui, scene);
    });
    for (surveyor, tours) in surveyors {
        card::show(ui, look, |ui| {
            ui.set_min_width(ui.available_width());
            ui.spacing_mut().item_spacing.y = look.space.s;
            of_surveyor(ui, state, surveyor, tours, scene);
        });
        if let Some(tour) = open_tour(state, tours, false).filter(|tour| tour.surveyor == *surveyor) {
            change(ui, state, tour, names, scene);
        }
    }
}

fn of_surveyor(ui: &mut Ui, state: &mut State, surveyor: &str, tours: &[Tour], scene: &mut Scene<'_>) {
    let (look, words) = (scene.look, scene.words);
    let count: usize = tours.iter().map(|tour| tour.ids.len()).sum();
    let begun: usize = tours.iter().map(|tour| tour.begun).sum();
    let days = tours.iter().filter(|tour| tour.date.is_some()).count().to_string();
    let name = if surveyor.is_empty() { words.text("roster-tour-nobody") } else { surveyor.to_owned() };
    let args = [("surveyor", &*name), ("count", &*count.to_string()), ("days", &*days)];
    widgets::text(ui, look.body(words.with("roster-plan-of", &args)).strong());
    if begun > 0 {
        let text = words.with("roster-plan-done", &[("count", &begun.to_string())]);
        status::quiet(ui, look, Tone::Good, &text);
    }
    for tour in tours.iter().take(MOST_DAYS) {
        tour_row(ui, state, tour, false, scene);
    }
    if surveyor.is_empty() {
        return;
    }
    let free = scene.program.exchange.busy.is_none() && scene.program.desk.roster.busy.is_none();
    let text = words.text("roster-hand-out");
    let spoken = words.with("roster-hand-out-for", &[("surveyor", surveyor)]);
    let button = Button::primary(&text).icon(Icon::Folder).named(spoken).salt(("hand out", surveyor)).enabled(free);
    if button.show(ui, look).clicked() {
        send(scene, RosterCommand::HandOut { surveyor: surveyor.to_owned() });
    }
    widgets::text(ui, look.muted(words.text("roster-hand-out-hint")));
}

fn tour_row(ui: &mut Ui, state: &mut State, tour: &Tour, of_proposal: bool, scene: &Scene<'_>) {
    let (look, words) = (scene.look, scene.words);
    let title = data::tour_title(tour, words);
    let villages = data::tour_villages(tour, words);
    let text = format!("{title}　{villages}");
    let date = tour.date.map_or_else(|| words.text("roster-tour-open"), data::day);
    let name = words.with("roster-tour-change", &[("date", &date), ("surveyor", &tour.surveyor)]);
    let button = Button::plain(&text).icon_after(Icon::ChevronRight).named(format!("{name} {villages}")).wide();
    if button.salt(("tour", of_proposal, &tour.surveyor, &date)).show(ui, look).clicked() {
        state.open = Some((tour.surveyor.clone(), tour.date, of_proposal));
        state.calendar = None;
    }
}

fn open_tour<'t>(state: &State, tours: &'t [Tour], of_proposal: bool) -> Option<&'t Tour> {
    let (surveyor, date, of) = state.open.as_ref()?;
    tours.iter().find(|tour| *of == of_proposal && tour.surveyor == *surveyor && tour.date == *date)
}

/// Gives a whole tour to somebody else, moves it, or takes it out of the plan.
fn change(ui: &Ui, state: &mut State, tour: &Tour, names: &[String], scene: &mut Scene<'_>) {
    let (look, words) = (scene.look, scene.words);
    let of_proposal = state.open.as_ref().is_some_and(|(_, _, of)| *of);
    let date = tour.date.map_or_else(|| words.text("roster-tour-open"), |date| date.to_string());
    if let Some(shown) = &mut state.calendar {
        let answer = day_sheet(ui, &words.text("roster-tour-day"), tour.date, shown, scene);
        match answer {
            Some(Some(day)) => {
                give(tour, &tour.surveyor, Some(day), of_proposal, scene);
                (state.open, state.calendar) = (None, None);
            }
            Some(None) => state.calendar = None,
            None => {}
        }
        return;
    }
    let title = words.with("roster-tour-title", &[("surveyor", &tour.surveyor), ("date", &date)]);
    let shown = dialog::sheet(ui.ctx(), look, Id::unique("tour"), &title, |ui| {
        widgets::text(ui, look.muted(data::tour_villages(tour, words)));
        widgets::text(ui, look.body(words.text("roster-tour-to")));
        let mut to = None;
        widgets::flow(ui, |ui| {
            for name in names {
                let here = *name == tour.surveyor;
                if Chip::one(name, here).salt(("give to", name)).show(ui, look).clicked() && !here {
                    to = Some(name.clone());
                }
            }
        });
        let day = Button::plain(&words.text("roster-tour-day")).icon(Icon::Calendar).wide().salt("move").show(ui, look);
        let back = words.text("roster-tour-take");
        let out = Button::plain(&back).icon(Icon::Clear).wide().salt("take out");
        let out = !of_proposal && out.show(ui, look).clicked();
        let cancel = Button::quiet(&words.text("app-cancel")).wide().salt("no change").show(ui, look).clicked();
        (to, day.clicked(), out, cancel)
    });
    let (to, day, out, cancel) = shown.inner;
    if let Some(name) = &to {
        give(tour, name, tour.date, of_proposal, scene);
    }
    if out {
        send(scene, RosterCommand::Unassign(tour.ids.clone()));
    }
    if day {
        state.calendar = Some(tour.date.unwrap_or_else(|| scene.program.today()));
    }
    if to.is_some() || out || cancel || shown.closed {
        state.open = None;
    }
}

fn give(tour: &Tour, surveyor: &str, date: Option<Date>, of_proposal: bool, scene: &mut Scene<'_>) {
    if !of_proposal {
        let (households, surveyor) = (tour.ids.clone(), surveyor.to_owned());
        return send(scene, RosterCommand::Assign { households, surveyor, date });
    }
    let Some(date) = date else { return };
    for (order, id) in (1..).zip(&tour.ids) {
        let visit = Visit { id: *id, surveyor: surveyor.to_owned(), date, order };
        send(scene, RosterCommand::Change(visit));
    }
}
