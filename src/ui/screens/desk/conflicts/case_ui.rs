//! Paints one thing to decide: both sides, what speaks for each, a third value, and the way on.

use egui::{Key, Modifiers, Ui};

use super::face_ui;
use super::{State, data, queue_ui, send};
use crate::app::command::Command;
use crate::app::conflicts::bulk::Decision;
use crate::app::conflicts::detail::{Detail, form_of};
use crate::app::desk::conflicts::{Case, ConflictsCommand, wanted};
use crate::dossier::contest::ContestKind;
use crate::form::drawing::Drawings;
use crate::ui::question::{self, CardContext, PhotoWay};
use crate::ui::scene::Scene;
use crate::ui::widgets::{self, Button, Icon, Tone, card, photos, status};

/// Looks at this one.
pub(super) fn open(state: &mut State, case: Case, scene: &mut Scene<'_>) {
    queue_ui::look(scene, &case);
    state.open = Some(case);
    (state.marked, state.third, state.entering, state.revealed) = (None, None, false, false);
}

/// Shows what is looked at; `back` leads to the list where both have no room.
pub fn show(ui: &mut Ui, state: &mut State, back: bool, scene: &mut Scene<'_>) {
    let (look, words) = (scene.look, scene.words);
    ui.spacing_mut().item_spacing.y = look.space.m;
    if back && Button::quiet(&words.text("conflict-back")).icon(Icon::ChevronLeft).salt("list").show(ui, look).clicked()
    {
        state.open = None;
        return;
    }
    let Some(case) = state.open.clone() else {
        if !scene.program.desk.conflicts.queue.lines().is_empty() {
            widgets::text(ui, look.muted(words.text("conflict-choose-one")));
        }
        return;
    };
    let detail = scene.program.desk.conflicts.detail.as_deref();
    let Some(detail) = detail.filter(|detail| (detail.id, &detail.path) == (case.0, &case.1)) else {
        widgets::text(ui, look.muted(words.text("conflict-reading")));
        return;
    };
    heading(ui, state, detail, scene);
    match detail.kind {
        ContestKind::RemovedRow => removed_row(ui, state, detail, scene),
        _ => faces(ui, state, detail, scene),
    }
    third(ui, state, detail, scene);
    evidence(ui, detail, scene);
    ways(ui, state, detail, scene);
}

fn heading(ui: &mut Ui, state: &mut State, detail: &Detail, scene: &Scene<'_>) {
    let (look, words) = (scene.look, scene.words);
    let place =
        [&*detail.head, &detail.place].into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" · ");
    widgets::text(ui, look.muted(place));
    widgets::text(ui, look.title(&detail.label.question));
    widgets::flow(ui, |ui| {
        if !detail.label.section.is_empty() {
            status::chip_with(ui, look, Tone::Neutral, Icon::Home, &detail.label.section);
        }
        status::chip_with(ui, look, Tone::Doubtful, Icon::Fork, &words.text(detail.kind.key()));
        if detail.label.sensitive && !state.revealed {
            let text = words.text("q-reveal");
            state.revealed |= Button::plain(&text).icon(Icon::Eye).small().salt("reveal").show(ui, look).clicked();
        }
    });
    if let Some(key) = explained(detail.kind) {
        widgets::text(ui, look.body(words.text(key)));
    }
}

/// What a decision of this kind means, where the values do not say it.
const fn explained(kind: ContestKind) -> Option<&'static str> {
    match kind {
        ContestKind::Stage => Some("conflict-about-stage"),
        ContestKind::Survey => Some("conflict-about-survey"),
        ContestKind::Seal => Some("conflict-about-seal"),
        ContestKind::Signature => Some("conflict-about-signature"),
        ContestKind::Form => Some("conflict-about-form"),
        ContestKind::RemovedRow => Some("conflict-about-row"),
        ContestKind::Unblurred => Some("conflict-about-unblurred"),
        _ => None,
    }
}

/// The values side by side where there is room for two, else one below the other.
fn faces(ui: &mut Ui, state: &mut State, detail: &Detail, scene: &mut Scene<'_>) {
    let look = scene.look;
    let room = ui.available_width();
    let beside = detail.faces.len() > 1 && room >= 520.0 * look.factor;
    let mut chosen = None;
    if beside {
        for (row, pair) in detail.faces.chunks(2).enumerate() {
            ui.columns(2, |columns| {
                for (column, face) in pair.iter().enumerate() {
                    let place = row * 2 + column;
                    if face_ui::show(&mut columns[column], state, detail, (place, face), scene) {
                        chosen = Some(place);
                    }
                }
            });
        }
    } else {
        for (place, face) in detail.faces.iter().enumerate() {
            if face_ui::show(ui, state, detail, (place, face), scene) {
                chosen = Some(place);
            }
        }
    }
    if let Some(place) = chosen {
        choose(state, detail, place, scene);
    }
}

/// Takes the n-th value, and goes on to the next.
fn choose(state: &mut State, detail: &Detail, place: usize, scene: &mut Scene<'_>) {
    let decision = match (detail.kind, detail.faces.get(place)) {
        (ContestKind::RemovedRow, _) if place == 0 => Decision::Keep,
        (ContestKind::RemovedRow, _) => Decision::Remove,
        (_, None) => return,
        (_, Some(face)) => match form_of(&face.choice.value) {
            Some(form) => Decision::Form((**form).clone()),
            None => Decision::Value(face.choice.value.clone()),
        },
    };
    decide(state, detail, decision, scene);
}

fn decide(state: &mut State, detail: &Detail, decision: Decision, scene: &mut Scene<'_>) {
    let next = data::beside(&state.kept, &scene.program.desk.conflicts.queue, state.open.as_ref(), true)
        .or_else(|| data::beside(&state.kept, &scene.program.desk.conflicts.queue, state.open.as_ref(), false));
    send(scene, ConflictsCommand::Decide(Box::new(wanted(detail, decision))));
    state.open = None;
    if let Some(next) = next {
        state.follow = true;
        open(state, next, scene);
    }
}

/// A row that was removed here and filled there: what is in it, and two buttons.
fn removed_row(ui: &mut Ui, state: &mut State, detail: &Detail, scene: &mut Scene<'_>) {
    let (look, words) = (scene.look, scene.words);
    card::show(ui, look, |ui| {
        ui.spacing_mut().item_spacing.y = look.space.s;
        if let Some(writer) = &detail.removed_by {
            widgets::text(ui, look.body(words.text("conflict-removed-by")));
            face_ui::writer(ui, writer, "", scene);
        }
        widgets::text(ui, look.heading(words.text("conflict-inside")));
        for (label, value) in &detail.inside {
            widgets::text(ui, look.body(words.with("q-part", &[("question", label), ("part", value)])));
        }
    });
    let mut chosen = None;
    widgets::flow(ui, |ui| {
        for (place, key, icon) in [(0, "conflict-keep-row", Icon::Check), (1, "conflict-remove-row", Icon::Trash)] {
            let text = words.text(key);
            let marked = state.marked == Some(place);
            if Button::plain(&text).icon(icon).selected(marked).salt(key).show(ui, look).clicked() {
                chosen = Some(place);
            }
        }
    });
    if let Some(place) = chosen {
        choose(state, detail, place, scene);
    }
}

/// A value that nobody wrote: entered with the question's own widget, written by a button.
fn third(ui: &mut Ui, state: &mut State, detail: &Detail, scene: &mut Scene<'_>) {
    let Some(prompt) = detail.prompt.as_deref().filter(|prompt| prompt.control.takes_answer()) else { return };
    let (look, words) = (scene.look, scene.words);
    let text = words.text("conflict-third");
    if !state.entering {
        state.entering = Button::quiet(&text).icon(Icon::Pencil).salt("third").show(ui, look).clicked();
        return;
    }
    card::show(ui, look, |ui| {
        ui.spacing_mut().item_spacing.y = look.space.s;
        widgets::text(ui, look.heading(&text));
        let mut entered = Vec::new();
        let mut shown = prompt.clone();
        shown.value.clone_from(&state.third);
        let mut context = CardContext {
            look,
            words,
            textures: scene.textures,
            drawings: Drawings::built_in(),
            today: scene.program.today(),
            here: &scene.program.route,
            reviewing: false,
            editable: true,
            photos: PhotoWay::Refused,
            out: &mut entered,
        };
        question::answer_only(ui, &shown, state.drafts.of(&detail.path), &mut context);
        for command in entered {
            match command {
                Command::Answer { path, value } if path == detail.path => {
                    state.third = Some(value).filter(|value| *value != crate::value::Value::Erased);
                }
                _ => {}
            }
        }
        widgets::flow(ui, |ui| {
            let write = words.text("conflict-third-write");
            let ready = state.third.is_some();
            let button = Button::primary(&write).icon(Icon::Check).enabled(ready).salt("write third");
            if button.show(ui, look).clicked()
                && let Some(value) = state.third.take()
            {
                decide(state, detail, Decision::Value(value), scene);
            }
            if Button::quiet(&words.text("app-cancel")).salt("no third").show(ui, look).clicked() {
                (state.entering, state.third) = (false, None);
            }
        });
    });
}

/// Photos of the question and its room.
fn evidence(ui: &mut Ui, detail: &Detail, scene: &mut Scene<'_>) {
    let (look, words) = (scene.look, scene.words);
    if detail.photos.is_empty() {
        return;
    }
    widgets::text(ui, look.heading(words.text("conflict-photos")));
    let all: Vec<_> = detail.photos.iter().map(|(_, photo)| photo.clone()).collect();
    let name = |number: usize| {
        let label = detail.photos.get(number - 1).map_or("", |(label, _)| label);
        [words.with("conflict-photo", &[("question", label), ("number", &number.to_string())]), String::new()]
    };
    ui.push_id("evidence", |ui| photos::strip(ui, look, scene.textures, &all, &name, false));
    let labels: std::collections::BTreeSet<&str> = detail.photos.iter().map(|(label, _)| &**label).collect();
    widgets::text(ui, look.muted(labels.into_iter().collect::<Vec<_>>().join(" / ")));
}

/// To the household, past this one, back.
fn ways(ui: &mut Ui, state: &mut State, detail: &Detail, scene: &mut Scene<'_>) {
    let (look, words) = (scene.look, scene.words);
    widgets::flow(ui, |ui| {
        for (forward, key, icon) in
            [(false, "conflict-before", Icon::ChevronUp), (true, "conflict-skip", Icon::ChevronDown)]
        {
            let beside = data::beside(&state.kept, &scene.program.desk.conflicts.queue, state.open.as_ref(), forward);
            let button = Button::plain(&words.text(key)).icon(icon).enabled(beside.is_some()).salt(key).show(ui, look);
            if let Some(case) = beside.filter(|_| button.clicked()) {
                state.follow = true;
                open(state, case, scene);
            }
        }
        let text = words.text("conflict-open-home");
        if Button::quiet(&text).icon_after(Icon::ChevronRight).salt("home").show(ui, look).clicked() {
            scene.out.push(Command::OpenHousehold(detail.id));
        }
    });
    widgets::text(ui, look.muted(words.text("conflict-keys")));
    ui.add_space(look.space.xl);
}

/// 1, 2, … mark a value, Enter takes it; up and down go through the list; Ctrl+Z takes the last decision back.
pub fn keys(ui: &Ui, state: &mut State, scene: &mut Scene<'_>) {
    if ui.memory(|memory| memory.focused().is_some()) || state.rules {
        return;
    }
    let pressed = |key: Key| ui.input_mut(|input| input.consume_key(Modifiers::NONE, key));
    for (place, key) in [Key::Num1, Key::Num2, Key::Num3, Key::Num4].into_iter().enumerate() {
        if pressed(key) {
            state.marked = Some(place);
        }
    }
    for (key, forward) in [(Key::ArrowDown, true), (Key::ArrowUp, false)] {
        if pressed(key)
            && let Some(case) =
                data::beside(&state.kept, &scene.program.desk.conflicts.queue, state.open.as_ref(), forward)
        {
            state.follow = true;
            open(state, case, scene);
        }
    }
    if ui.input_mut(|input| input.consume_key(Modifiers::COMMAND, Key::Z)) && scene.program.desk.conflicts.by_hand > 0 {
        send(scene, ConflictsCommand::UndoLast);
    }
    let detail = scene.program.desk.conflicts.detail.as_deref();
    let detail =
        detail.filter(|seen| state.open.as_ref().is_some_and(|(id, path)| (seen.id, &seen.path) == (*id, path)));
    if let (Some(place), Some(detail)) = (state.marked, detail)
        && pressed(Key::Enter)
    {
        choose(state, detail, place, scene);
    }
}
