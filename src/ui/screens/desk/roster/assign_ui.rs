//! Who visits whom: which households, which surveyors, from which day, and what comes of it.

use std::collections::BTreeSet;

use egui::{Id, Ui};
use jiff::civil::Date;

use super::data::{self, Pick, Village};
use super::plan_ui;
use super::roster_ui::send;
use crate::app::desk::roster::RosterCommand;
use crate::app::roster::assign::{Ask, Home, tours};
use crate::id::DossierId;
use crate::ui::scene::Scene;
use crate::ui::screens::jobs::parcel_ui;
use crate::ui::widgets::date::Calendar;
use crate::ui::widgets::text_field::TextField;
use crate::ui::widgets::{self, Button, Chip, Icon, Tone, card, dialog, status};

/// Households that one surveyor visits on one day, at most and usually.
const MOST_PER_DAY: usize = 20;
const USUAL_PER_DAY: usize = 6;
/// Villages that are listed; the rest is found by choosing fewer.
const MOST_VILLAGES: usize = 200;

/// What this part remembers.
pub struct State {
    pick: Pick,
    /// Villages that are left out of what is offered.
    left_out: BTreeSet<(String, String)>,
    surveyors: BTreeSet<String>,
    /// The name that is being typed.
    typed: Option<String>,
    from: Option<Date>,
    calendar: Option<Date>,
    per_day: usize,
    weekends: bool,
    offered: Option<Offered>,
    pub(super) plan: plan_ui::State,
}

impl Default for State {
    fn default() -> Self {
        Self {
            pick: Pick::default(),
            left_out: BTreeSet::new(),
            surveyors: BTreeSet::new(),
            typed: None,
            from: None,
            calendar: None,
            per_day: USUAL_PER_DAY,
            weekends: false,
            offered: None,
            plan: plan_ui::State::default(),
        }
    }
}

/// The households of the register, sorted once for every change.
struct Offered {
    asked: (u64, Pick, usize),
    homes: Vec<Home>,
    villages: Vec<Village>,
    names: Vec<String>,
    tours: Vec<(String, Vec<crate::app::roster::assign::Tour>)>,
}

/// Shows the part.
pub(super) fn show(ui: &mut Ui, state: &mut State, scene: &mut Scene<'_>) {
    let program = scene.program;
    let selected = &program.desk.registry.selected;
    let asked = (program.registry.revision(), state.pick, selected.len());
    if state.offered.as_ref().is_none_or(|offered| offered.asked != asked) {
        let homes = program.homes();
        let villages = data::villages(&homes, state.pick, selected, scene.words);
        let mut names: Vec<String> = program.settings.surveyors.clone();
        names.extend(homes.iter().map(|home| home.surveyor.clone()).collect::<BTreeSet<_>>());
        names.retain(|name| !name.is_empty());
        let mut seen = BTreeSet::new();
        names.retain(|name| seen.insert(name.clone()));
        let tours = data::by_surveyor(tours(&homes));
        state.offered = Some(Offered { asked, homes, villages, names, tours });
    }
    let Some(offered) = state.offered.take() else { return };
    parcel_ui::show(ui, scene);
    if let Some(proposal) = &program.desk.roster.proposal {
        plan_ui::proposal(ui, &mut state.plan, proposal, &offered.homes, &offered.names, scene);
    } else {
        households(ui, state, &offered, scene);
        who_and_when(ui, state, &offered, scene);
    }
    plan_ui::plan(ui, &mut state.plan, &offered.tours, &offered.names, scene);
    state.offered = Some(offered);
}

fn households(ui: &mut Ui, state: &mut State, offered: &Offered, scene: &mut Scene<'_>) {
    let (look, words) = (scene.look, scene.words);
    let selected = scene.program.desk.registry.selected.len();
    card::show(ui, look, |ui| {
        ui.set_min_width(ui.available_width());
        ui.spacing_mut().item_spacing.y = look.space.s;
        widgets::text(ui, look.heading(words.text("roster-pick")));
        widgets::flow(ui, |ui| {
            let from_register = words.with("roster-pick-selected", &[("count", &selected.to_string())]);
            for (pick, text) in [
                (Pick::Open, words.text("roster-pick-open")),
                (Pick::Selected, from_register),
                (Pick::All, words.text("roster-pick-all")),
            ] {
                if pick == Pick::Selected && selected == 0 {
                    continue;
                }
                if Chip::one(&text, state.pick == pick).salt(("pick", pick as u8)).show(ui, look).clicked() {
                    state.pick = pick;
                }
            }
        });
        if offered.villages.is_empty() {
            widgets::text(ui, look.muted(words.text("roster-pick-none")));
            return;
        }
        villages(ui, state, &offered.villages, scene);
        let count = chosen(state, &offered.villages).len().to_string();
        widgets::text(ui, look.body(words.with("roster-pick-count", &[("count", &count)])));
    });
}

fn villages(ui: &mut Ui, state: &mut State, villages: &[Village], scene: &Scene<'_>) {
    let (look, words) = (scene.look, scene.words);
    let key = |village: &Village| (village.township.clone(), village.name.clone());
    for township in villages[..villages.len().min(MOST_VILLAGES)].chunk_by(|a, b| a.township == b.township) {
        let all_in = township.iter().all(|village| !state.left_out.contains(&key(village)));
        let count: usize = township.iter().map(|village| village.ids.len()).sum();
        widgets::flow(ui, |ui| {
            let args = [("village", &*township[0].township), ("count", &*count.to_string())];
            let text = words.with("roster-village", &args);
            if Chip::many(&text, all_in).salt(("township", &township[0].township)).show(ui, look).clicked() {
                for village in township {
                    if all_in {
                        state.left_out.insert(key(village));
                    } else {
                        state.left_out.remove(&key(village));
                    }
                }
            }
            for village in township {
                let key = key(village);
                let text = words
                    .with("roster-village", &[("village", &village.name), ("count", &village.ids.len().to_string())]);
                let inside = !state.left_out.contains(&key);
                let chip = Chip::many(&text, inside).small().salt(("village", &key));
                if chip.show(ui, look).clicked() && !state.left_out.remove(&key) {
                    state.left_out.insert(key);
                }
            }
        });
    }
}

fn chosen(state: &State, villages: &[Village]) -> Vec<DossierId> {
    let inside = |village: &&Village| !state.left_out.contains(&(village.township.clone(), village.name.clone()));
    villages.iter().filter(inside).flat_map(|village| village.ids.iter().copied()).collect()
}

fn who_and_when(ui: &mut Ui, state: &mut State, offered: &Offered, scene: &mut Scene<'_>) {
    let (look, words) = (scene.look, scene.words);
    let households = chosen(state, &offered.villages);
    if households.is_empty() {
        return;
    }
    card::show(ui, look, |ui| {
        ui.set_min_width(ui.available_width());
        ui.spacing_mut().item_spacing.y = look.space.s;
        widgets::text(ui, look.heading(words.text("roster-who")));
        who(ui, state, &offered.names, scene);
        when(ui, state, scene);
        let free = scene.program.desk.roster.busy.is_none() && !state.surveyors.is_empty();
        let text = words.text("roster-propose");
        let propose = Button::primary(&text).icon(Icon::Calendar).wide().salt("propose").enabled(free);
        let from = state.from.unwrap_or_else(|| scene.program.today());
        if propose.show(ui, look).clicked() {
            let surveyors = state.surveyors.iter().cloned().collect();
            let ask = Ask { surveyors, from: Some(from), per_day: state.per_day, weekends: state.weekends };
            send(scene, RosterCommand::Propose { ask, households: households.clone() });
        }
        if let Some(surveyor) = state.surveyors.first().filter(|_| state.surveyors.len() == 1) {
            let text = words.text("roster-give");
            if Button::plain(&text).icon(Icon::Person).wide().salt("give").enabled(free).show(ui, look).clicked() {
                send(scene, RosterCommand::Assign { households, surveyor: surveyor.clone(), date: None });
            }
        }
    });
}

fn who(ui: &mut Ui, state: &mut State, names: &[String], scene: &Scene<'_>) {
    let (look, words) = (scene.look, scene.words);
    let new: Vec<String> = state.surveyors.iter().filter(|name| !names.contains(name)).cloned().collect();
    widgets::flow(ui, |ui| {
        for name in names.iter().chain(&new) {
            let chosen = state.surveyors.contains(name);
            if Chip::many(name, chosen).salt(("surveyor", name)).show(ui, look).clicked()
                && !state.surveyors.remove(name)
            {
                state.surveyors.insert(name.clone());
            }
        }
        if Button::plain(&words.text("roster-who-add")).icon(Icon::Plus).salt("add surveyor").show(ui, look).clicked() {
            state.typed = Some(String::new());
        }
    });
    let Some(typed) = &mut state.typed else { return };
    let title = words.text("roster-who-name");
    let shown = dialog::sheet(ui.ctx(), look, Id::unique("new surveyor"), &title, |ui| {
        let hint = words.text("roster-who-hint");
        TextField::new("surveyor name", title.clone()).hint(&hint).show(ui, look, typed);
        let add = words.text("roster-who-add");
        let take = Button::primary(&add).wide().salt("take name").enabled(!typed.trim().is_empty());
        let take = take.show(ui, look).clicked();
        (take, Button::quiet(&words.text("app-cancel")).wide().salt("no name").show(ui, look).clicked())
    });
    let (take, cancel) = shown.inner;
    if take {
        state.surveyors.insert(typed.trim().to_owned());
    }
    if take || cancel || shown.closed {
        state.typed = None;
    }
}

fn when(ui: &mut Ui, state: &mut State, scene: &Scene<'_>) {
    let (look, words) = (scene.look, scene.words);
    let today = scene.program.today();
    let from = state.from.unwrap_or(today);
    widgets::text(ui, look.muted(words.text("roster-when")));
    widgets::flow(ui, |ui| {
        let text = from.to_string();
        let name = words.with("q-part", &[("question", &words.text("roster-when")), ("part", &text)]);
        if Button::plain(&text).icon(Icon::Calendar).named(name).salt("from").show(ui, look).clicked() {
            state.calendar = Some(from);
        }
        let less = Button::icon_only(Icon::Minus, words.text("roster-per-day-less")).outlined().salt("less");
        if less.enabled(state.per_day > 1).show(ui, look).clicked() {
            state.per_day -= 1;
        }
        let text = words.with("roster-per-day", &[("count", &state.per_day.to_string())]);
        status::chip_with(ui, look, Tone::Neutral, Icon::Home, &text);
        let more = Button::icon_only(Icon::Plus, words.text("roster-per-day-more")).outlined().salt("more");
        if more.enabled(state.per_day < MOST_PER_DAY).show(ui, look).clicked() {
            state.per_day += 1;
        }
        if Chip::many(&words.text("roster-weekends"), state.weekends).salt("weekends").show(ui, look).clicked() {
            state.weekends = !state.weekends;
        }
    });
    if let Some(shown) = &mut state.calendar
        && let Some(answer) = day_sheet(ui, &words.text("roster-when-title"), Some(from), shown, scene)
    {
        state.from = answer.or(state.from);
        state.calendar = None;
    }
}

/// A day by taps. `None` while nothing was tapped; `Some(None)` when it was put away.
pub(super) fn day_sheet(
    ui: &Ui,
    title: &str,
    chosen: Option<Date>,
    shown: &mut Date,
    scene: &Scene<'_>,
) -> Option<Option<Date>> {
    let (look, words) = (scene.look, scene.words);
    let today = scene.program.today();
    let sheet = dialog::sheet(ui.ctx(), look, Id::unique("day"), title, |ui| {
        let name = |part: &str| words.with("q-part", &[("question", title), ("part", part)]);
        let tapped = Calendar { chosen, today, name: &name }.show(ui, look, words, shown);
        (tapped, Button::quiet(&words.text("app-cancel")).wide().salt("no day").show(ui, look).clicked())
    });
    let (tapped, cancel) = sheet.inner;
    match tapped {
        Some(day) => Some(Some(day)),
        None => (cancel || sheet.closed).then_some(None),
    }
}
