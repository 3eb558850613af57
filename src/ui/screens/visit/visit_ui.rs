//! Paints the visit: three columns on a landscape tablet, two on a small one, one in portrait or with large text.

use egui::{Align, CentralPanel, Frame, Panel, ScrollArea, Ui};

use super::asks::{self, Ask};
use super::data::{Closed, Kept, VisitData};
use super::{panel_ui, rail_ui, repeat_ui, review_ui};
use crate::app::command::Command;
use crate::app::route::{Route, VisitPlace};
use crate::app::settings::Hand;
use crate::app::task::Task;
use crate::app::visit::Visit;
use crate::dossier::prompt::Entry;
use crate::dossier::stage::Stage;
use crate::form::drawing::Drawings;
use crate::id::{DossierId, Name, RowId};
use crate::path::FieldPath;
use crate::ui::question::{self, CardContext, Drafts, PhotoWay};
use crate::ui::scene::Scene;
use crate::ui::screens::bar::{self, Bar};
use crate::ui::theme::Look;
use crate::ui::widgets::{self, Button, Icon, Tone, status};

/// What the visit screen remembers.
#[derive(Default)]
pub struct State {
    /// The question whose card is open; photos dropped on the window go there.
    pub active: Option<FieldPath>,
    pub(super) ask: Option<Ask>,
    pub(super) sheet: bool,
    /// A comment on the whole survey, being written.
    pub(super) comment: Option<String>,
    drafts: Drafts,
    kept: Kept,
    /// The card that is to be brought to the thumb with the next frame.
    scroll_to: Option<FieldPath>,
    to_top: bool,
    shown: Option<(DossierId, Option<Name>)>,
    /// Width and text size of the last frame: when they change, the open card is brought back into sight.
    shape: Option<(f32, f32)>,
    seen_jump: u64,
    /// The rows that were open with the last frame.
    seen_rows: Vec<RowId>,
    /// The household's revision that is shown.
    revision: u64,
    /// A question that was answered at this revision and complete with that, unless something is wrong with it.
    judged: Option<(u64, FieldPath)>,
}

/// How much room there is, in widths of text: at 200 % a wide window is a narrow one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Room {
    ThreeColumns,
    TwoColumns,
    OneColumn,
}

impl Room {
    fn of(width: f32, look: &Look) -> Self {
        match width / look.factor {
            room if room >= 1_100.0 => Self::ThreeColumns,
            room if room >= 820.0 => Self::TwoColumns,
            _ => Self::OneColumn,
        }
    }
}

/// Shows the open household.
pub fn show(ui: &mut Ui, state: &mut State, visit: &Visit, place: &VisitPlace, scene: &mut Scene<'_>) {
    let mut kept = std::mem::take(&mut state.kept);
    let data = kept.of(visit, place.section.as_ref(), scene.words.language());
    arrive(state, visit, place, data, scene);
    let (undo, redo) = (data.undo.clone(), data.redo.clone());
    let bar = Bar { title: &data.title, subtitle: &data.subtitle, back: true, undo, redo, settings: true };
    bar::show(ui, &bar, scene);
    let room = Room::of(ui.available_width(), scene.look);
    let shape = (ui.available_width(), scene.look.factor);
    if state.shape.replace(shape) != Some(shape) && !state.to_top {
        state.scroll_to.clone_from(&state.active);
    }
    if room != Room::ThreeColumns {
        panel_ui::footer(ui, state, data, scene);
    }
    match room {
        Room::ThreeColumns => {
            let (rail, panel) = (side("rail", scene.look, Hand::Right), side("panel", scene.look, Hand::Left));
            rail.show(ui, |ui| rail_ui::show(ui, data, scene));
            panel.show(ui, |ui| panel_ui::show(ui, state, data, scene));
        }
        Room::TwoColumns => {
            side("rail", scene.look, Hand::Right).show(ui, |ui| rail_ui::show(ui, data, scene));
        }
        Room::OneColumn => rail_ui::strip(ui, data, scene),
    }
    let frame = Frame::new().fill(scene.look.colours.ground).inner_margin(scene.look.margin(scene.look.space.l));
    CentralPanel::default().frame(frame).show(ui, |ui| section(ui, state, data, scene));
    asks::show(ui, state, data, scene);
    if state.sheet && room != Room::ThreeColumns {
        panel_ui::sheet(ui, state, data, scene);
    }
    state.kept = kept;
}

/// A column at the side of the hand that does not write.
fn side(name: &'static str, look: &Look, hand: Hand) -> Panel {
    let frame = Frame::new().fill(look.colours.surface).inner_margin(look.margin(look.space.s));
    let panel = if hand == look.hand { Panel::left(name) } else { Panel::right(name) };
    panel.frame(frame).resizable(false).exact_size(264.0 * look.factor.min(1.5))
}

/// Notices that another household, section or question is shown, and decides which card is open.
fn arrive(state: &mut State, visit: &Visit, place: &VisitPlace, data: &VisitData, scene: &mut Scene<'_>) {
    state.revision = visit.revision;
    if let Some((_, path)) = state.judged.take_if(|(revision, _)| *revision < visit.revision) {
        let doubted = data.questions().any(|prompt| prompt.path == path && !prompt.complaints.is_empty());
        if !doubted {
            go_on(state, data, &path);
        }
    }
    let shown = (visit.dossier.id, place.section.clone());
    if state.shown.as_ref() != Some(&shown) {
        let other = state.shown.as_ref().is_none_or(|(id, _)| *id != visit.dossier.id);
        if other {
            state.drafts = Drafts::default();
            state.seen_jump = 0;
            state.sheet = false;
            state.comment = None;
        }
        state.shown = Some(shown);
        state.judged = None;
        state.active = data.next_open(None).cloned();
        // Answers above the first open question need not be scrolled past by hand.
        let answered_above = data.questions().next().is_some_and(|prompt| !prompt.is_open());
        state.scroll_to = state.active.clone().filter(|_| answered_above);
        state.to_top = state.scroll_to.is_none();
        // A section that is all rows opens the first one that waits for answers.
        if state.active.is_none()
            && let Some((repeat, row)) = data.waiting_row()
        {
            scene.out.push(Command::OpenRow { repeat: repeat.clone(), row });
        }
        state.seen_rows.clone_from(&visit.open_rows);
    }
    if state.seen_rows != visit.open_rows {
        // A row that was just added or opened is gone on with.
        let new = visit.open_rows.iter().find(|row| !state.seen_rows.contains(row));
        if let Some(first) = new.and_then(|row| data.first_open_of(*row)).cloned() {
            state.scroll_to = Some(first.clone());
            state.active = Some(first);
        }
        state.seen_rows.clone_from(&visit.open_rows);
    }
    if let Some((number, path)) = visit.jump.as_ref().filter(|(number, _)| *number > state.seen_jump) {
        state.seen_jump = *number;
        state.active = Some(path.clone());
        state.scroll_to = Some(path.clone());
        state.to_top = false;
        state.sheet = false;
    }
}

/// The open section: one column of cards.
fn section(ui: &mut Ui, state: &mut State, data: &VisitData, scene: &mut Scene<'_>) {
    let look = scene.look;
    let Some(section) = data.section() else { return };
    let salt = ("section", section.id.as_str().to_owned());
    let mut area = ScrollArea::vertical().auto_shrink([false, false]).id_salt(salt);
    if std::mem::take(&mut state.to_top) {
        area = area.vertical_scroll_offset(0.0);
    }
    area.show(ui, |ui| {
        ui.spacing_mut().item_spacing.y = look.space.m;
        widgets::column(ui, look, |ui| {
            heading(ui, data, scene);
            review_ui::show(ui, state, data, scene);
            match data.closed {
                Some(closed) => closed_ui(ui, closed, data, scene),
                None => entries(ui, state, data, scene),
            }
            ending(ui, data, scene);
        });
    });
}

fn heading(ui: &mut Ui, data: &VisitData, scene: &mut Scene<'_>) {
    let (look, words) = (scene.look, scene.words);
    let Some(section) = data.section() else { return };
    widgets::text(ui, look.title(&section.title));
    if !section.hint.is_empty() {
        widgets::text(ui, look.muted(&section.hint));
    }
    if data.finished {
        finished(ui, data, scene);
    }
    if !section.relevant {
        status::line(ui, look, Tone::Neutral, &words.text("visit-irrelevant"), &[]);
    }
}

/// Why nothing can be changed, and the way on.
fn finished(ui: &mut Ui, data: &VisitData, scene: &mut Scene<'_>) {
    let (look, words) = (scene.look, scene.words);
    let survey = data.task == Task::Survey;
    if survey && data.stage <= Stage::Surveyed {
        status::line(ui, look, Tone::Good, &words.text("visit-finished-banner"), &[]);
    } else {
        let (stage, task) = (words.text(data.stage.key()), words.text(data.task.key()));
        let closed = words.with("stage-task-closed", &[("stage", &stage), ("task", &task)]);
        status::line_with(ui, look, Tone::Neutral, Icon::Lock, &closed, &[]);
    }
    widgets::flow(ui, |ui| {
        let text = words.text("case-open");
        if Button::plain(&text).icon_after(Icon::ChevronRight).salt("file").show(ui, look).clicked() {
            scene.out.push(Command::LeaveTask);
        }
        // Further on the plan would have to be made anew first: that is said in the household's file.
        if survey
            && data.stage <= Stage::Surveyed
            && Button::quiet(&words.text("visit-reopen")).show(ui, look).clicked()
        {
            scene.out.push(Command::ReopenVisit);
        }
    });
}

fn closed_ui(ui: &mut Ui, closed: Closed, data: &VisitData, scene: &mut Scene<'_>) {
    let (look, words) = (scene.look, scene.words);
    match closed {
        Closed::Refused => status::line(ui, look, Tone::Refused, &words.text("visit-consent-refused"), &[]),
        Closed::ConsentFirst => {
            status::line(ui, look, Tone::Doubtful, &words.text("visit-consent-first"), &[]);
            let text = words.text("visit-consent-go");
            let go = Button::primary(&text).icon_after(Icon::ChevronRight).show(ui, look);
            if let Some(section) = data.consent_section.clone().filter(|_| go.clicked()) {
                scene.out.push(Command::Go(Route::Visit(VisitPlace { section: Some(section) })));
            }
        }
    }
}

fn entries(ui: &mut Ui, state: &mut State, data: &VisitData, scene: &mut Scene<'_>) {
    let look = scene.look;
    let locked = data.finished || scene.program.read_only.is_some();
    for entry in &data.entries {
        match entry {
            Entry::Heading { text, hint, depth } => {
                ui.add_space(if *depth == 0 { look.space.m } else { look.space.xs });
                widgets::text(ui, look.heading(text));
                if !hint.is_empty() {
                    widgets::text(ui, look.muted(hint));
                }
            }
            Entry::Repeat(repeat) => repeat_ui::show(ui, repeat, locked, scene),
            Entry::Question(prompt) => card(ui, state, prompt, data, locked, scene),
        }
    }
}

fn card(
    ui: &mut Ui,
    state: &mut State,
    prompt: &crate::dossier::prompt::Prompt,
    data: &VisitData,
    locked: bool,
    scene: &mut Scene<'_>,
) {
    let active = state.active.as_ref() == Some(&prompt.path);
    let photos = photo_way(data, scene);
    let mut context = CardContext {
        look: scene.look,
        words: scene.words,
        textures: scene.textures,
        drawings: Drawings::built_in(),
        today: scene.program.today(),
        here: &scene.program.route,
        reviewing: review_ui::may_review(data, scene.program),
        editable: !locked,
        photos,
        out: scene.out,
    };
    let sent = context.out.len();
    let shown = question::show(ui, prompt, state.drafts.of(&prompt.path), active, &mut context);
    let answered = scene.out.len() > sent;
    if shown.tapped {
        state.active = Some(prompt.path.clone());
    }
    if state.scroll_to.as_ref() == Some(&prompt.path) {
        state.scroll_to = None;
        ui.scroll_to_rect(shown.rect.expand(scene.look.space.m), Some(Align::TOP));
    }
    if shown.complete && answered {
        state.judged = Some((state.revision, prompt.path.clone()));
    } else if shown.complete {
        go_on(state, data, &prompt.path);
    }
}

/// The next open question comes to the same place under the thumb.
fn go_on(state: &mut State, data: &VisitData, path: &FieldPath) {
    let next = data.next_open(Some(path)).filter(|next| *next != path).cloned();
    state.scroll_to.clone_from(&next);
    state.active = next;
}

/// How photos get in here.
fn photo_way(data: &VisitData, scene: &Scene<'_>) -> PhotoWay {
    match (data.photo_refused, scene.dialog_waits) {
        (true, _) => PhotoWay::Refused,
        (false, true) => PhotoWay::DialogSilent,
        (false, false) => PhotoWay::Open,
    }
}

/// Below the last card: the way on.
fn ending(ui: &mut Ui, data: &VisitData, scene: &mut Scene<'_>) {
    let (look, words) = (scene.look, scene.words);
    ui.add_space(look.space.m);
    if let Some(next) = data.next_section() {
        let text = words.with("visit-next-section", &[("title", &next.title)]);
        if Button::plain(&text).icon_after(Icon::ChevronRight).wide().show(ui, look).clicked() {
            scene.out.push(Command::Go(Route::Visit(VisitPlace { section: Some(next.id.clone()) })));
        }
    }
    // Room to bring the last card up to the thumb.
    ui.add_space(ui.clip_rect().height() * 0.4);
}
