//! Paints the screen: what is looked at, the tabs, and the figures in one column or two.

use std::collections::BTreeSet;
use std::rc::Rc;

use egui::{ScrollArea, Ui};

use super::data::{self, Figure, Key, Sight, Tab};
use super::{figure_ui, scope_ui, targets_ui};
use crate::app::command::Command;
use crate::app::desk::DeskCommand;
use crate::app::desk::progress::ProgressCommand;
use crate::l10n::Language;
use crate::ui::scene::Scene;
use crate::ui::theme::Look;
use crate::ui::widgets::chart::stat;
use crate::ui::widgets::{self, Button, Icon, Tone, card, flow, status};

/// Points of text size 100 % from which figures stand in two columns.
const WIDE: f32 = 1_120.0;

/// What the screen remembers.
#[derive(Default)]
pub struct State {
    pub(super) tab: Tab,
    /// The choice that is open above the tabs.
    pub(super) choosing: Option<scope_ui::Choosing>,
    /// The element that was tapped last: figure and place.
    pub(super) picked: Option<(&'static str, usize)>,
    /// Figures that are shown as tables.
    pub(super) tables: BTreeSet<&'static str>,
    /// Figures of which all elements are shown.
    pub(super) whole: BTreeSet<&'static str>,
    pub(super) targets: targets_ui::State,
    shown: Option<(Seen, Rc<Vec<Figure>>)>,
}

/// What the figures that were built depend on.
#[derive(Clone, Copy, PartialEq, Eq)]
struct Seen {
    generation: u64,
    tab: Tab,
    language: Language,
}

/// Shows the screen, inside the desk's frame.
pub fn show(ui: &mut Ui, state: &mut State, scene: &mut Scene<'_>) {
    if scene.program.progress_is_stale() {
        send(scene, ProgressCommand::Count);
    }
    let look = scene.look;
    ScrollArea::vertical().auto_shrink([false, false]).id_salt(("progress", state.tab.key())).show(ui, |ui| {
        ui.spacing_mut().item_spacing.y = look.space.m;
        scope_ui::show(ui, state, scene);
        tabs(ui, state, scene);
        saved(ui, scene);
        if scene.program.desk.progress.board().is_none() {
            widgets::text(ui, look.body(scene.words.text("progress-counting")));
            return;
        }
        if state.tab == Tab::Targets {
            return targets_ui::show(ui, &mut state.targets, scene);
        }
        if state.tab == Tab::Overview {
            keys(ui, state, scene);
        }
        figures(ui, state, scene);
    });
}

pub(super) fn send(scene: &mut Scene<'_>, command: ProgressCommand) {
    scene.out.push(Command::Desk(DeskCommand::Progress(command)));
}

fn tabs(ui: &mut Ui, state: &mut State, scene: &mut Scene<'_>) {
    let (look, words) = (scene.look, scene.words);
    flow(ui, |ui| {
        for tab in Tab::ALL {
            let text = words.text(tab.key());
            let button = Button::plain(&text).salt(tab.key()).selected(tab == state.tab);
            if button.show(ui, look).clicked() {
                state.tab = tab;
                state.picked = None;
            }
        }
    });
}

/// What was saved last, and where it lies.
fn saved(ui: &mut Ui, scene: &mut Scene<'_>) {
    let (look, words) = (scene.look, scene.words);
    let progress = &scene.program.desk.progress;
    if progress.saving {
        widgets::text(ui, look.muted(words.text("progress-saving")));
    }
    let Some(saved) = progress.saved.clone() else { return };
    let (tone, text) = match &saved {
        Ok(path) => {
            let name = path.file_name().unwrap_or_default().to_string_lossy();
            (Tone::Good, words.with("progress-saved", &[("file", &name)]))
        }
        Err(problem) => (Tone::Bad, words.problem(problem)),
    };
    status::line(ui, look, tone, &text, &[]);
    flow(ui, |ui| {
        if saved.is_ok() && Button::plain(&words.text("paper-show-folder")).icon(Icon::Folder).show(ui, look).clicked()
        {
            send(scene, ProgressCommand::ShowFolder);
        }
        if Button::quiet(&words.text("progress-dismiss")).icon(Icon::Clear).show(ui, look).clicked() {
            send(scene, ProgressCommand::Dismiss);
        }
    });
}

fn keys(ui: &mut Ui, state: &mut State, scene: &mut Scene<'_>) {
    let keys: Vec<Key> = with_sight(scene, data::keys);
    let stats: Vec<stat::Stat> = keys.iter().map(|key| key.stat.clone()).collect();
    if let Some(key) = stat::show(ui, scene.look, "keys", &stats).and_then(|place| keys.into_iter().nth(place)) {
        match (key.lead, key.tab) {
            (Some(lead), _) => {
                let title = format!("{} {}", key.stat.label, key.stat.value);
                send(scene, ProgressCommand::Follow { title, lead });
            }
            (None, Some(tab)) => state.tab = tab,
            (None, None) => {}
        }
    }
    let text = scene.words.text("progress-print");
    if Button::plain(&text).icon(Icon::Note).salt("report").show(ui, scene.look).clicked() {
        send(scene, ProgressCommand::PrintReport);
    }
}

/// Builds something from the board. Call it only where there is one.
pub(super) fn with_sight<T: Default>(scene: &Scene<'_>, build: impl FnOnce(&Sight<'_>) -> T) -> T {
    let progress = &scene.program.desk.progress;
    let Some(board) = progress.board() else { return T::default() };
    let names = scene.program.progress_names(scene.words);
    build(&Sight {
        board,
        scope: progress.counted_scope(),
        names: &names,
        registry: &scene.program.registry,
        today: scene.program.today(),
    })
}

fn figures(ui: &mut Ui, state: &mut State, scene: &mut Scene<'_>) {
    let seen = Seen {
        generation: scene.program.desk.progress.generation,
        tab: state.tab,
        language: scene.program.settings.language,
    };
    let known = state.shown.as_ref().filter(|(known, _)| *known == seen).map(|(_, figures)| Rc::clone(figures));
    let figures = known.unwrap_or_else(|| Rc::new(with_sight(scene, |sight| data::figures(state.tab, sight))));
    state.shown = Some((seen, Rc::clone(&figures)));
    if figures.is_empty() {
        let look = scene.look;
        card::show(ui, look, |ui| widgets::text(ui, look.body(scene.words.text("progress-nothing"))));
        return;
    }
    columns(ui, scene.look, figures.len(), |ui, place| figure_ui::show(ui, &figures[place], state, scene));
}

/// Cards in one column, or in two where there is room; each goes to the shorter one.
fn columns(ui: &mut Ui, look: &Look, count: usize, mut card: impl FnMut(&mut Ui, usize)) {
    let (room, gap) = (ui.available_width(), look.space.m);
    if room < WIDE * look.factor || count < 2 {
        (0..count).for_each(|place| card(ui, place));
        return;
    }
    let width = (room - gap) / 2.0;
    let top = ui.cursor().top();
    let left = ui.cursor().left();
    let mut ends = [top, top];
    for place in 0..count {
        let side = usize::from(ends[1] < ends[0]);
        let at = egui::pos2(left + side as f32 * (width + gap), ends[side]);
        let area = egui::Rect::from_min_size(at, egui::vec2(width, f32::INFINITY));
        let builder = egui::UiBuilder::new().max_rect(area).layout(egui::Layout::top_down(egui::Align::Min));
        let shown = ui.scope_builder(builder, |ui| {
            ui.set_width(width);
            card(ui, place);
        });
        ends[side] = shown.response.rect.bottom() + gap;
    }
}
