//! One item of the order as a card: folded to what one needs to know, or open with everything there is to do.

use egui::{RichText, Ui};

use super::data::{self, JobData};
use super::job_ui::State;
use super::{change_ui, talk_ui};
use crate::app::command::Command;
use crate::app::route::Route;
use crate::app::works::WorksCommand;
use crate::app::works::sheet::{JobItem, item_path};
use crate::dossier::prompt::Prompt;
use crate::form::drawing::Drawings;
use crate::plan::fields;
use crate::plan::item::WorkState;
use crate::ui::question::{self, CardContext, PhotoWay};
use crate::ui::scene::Scene;
use crate::ui::widgets::photos::{self, Tapped};
use crate::ui::widgets::{self, Button, Icon, Tone, card, status};

/// Shows one item.
pub fn show(ui: &mut Ui, state: &mut State, known: &JobItem, data: &JobData, scene: &mut Scene<'_>) {
    let look = scene.look;
    let open = state.open == Some(known.item.row);
    let sheet = if open { card::current(look) } else { card::sheet(look) };
    let id = egui::Id::unique(("job item", known.item.row.bits()));
    let card = ui.scope_builder(egui::UiBuilder::new().scope_id(id), |ui| {
        sheet.show(ui, |ui| {
            ui.set_min_width(ui.available_width());
            ui.spacing_mut().item_spacing.y = look.space.s;
            heading(ui, state, known, data, open, scene);
            facts(ui, known, scene);
            if !open {
                return;
            }
            place(ui, known, scene);
            for prompt in &data.prompts {
                question_ui(ui, state, prompt, data, scene);
            }
            progress(ui, known, data, scene);
            change_ui::show(ui, state, known, data, scene);
            talk_ui::show(ui, state, known, data, scene);
        });
    });
    if state.scroll_to == Some(known.item.row) {
        state.scroll_to = None;
        card.response.scroll_to_me(Some(egui::Align::TOP));
    }
}

/// Name and state; a tap opens or folds the card.
fn heading(ui: &mut Ui, state: &mut State, known: &JobItem, data: &JobData, open: bool, scene: &mut Scene<'_>) {
    let (look, words) = (scene.look, scene.words);
    let title = known.item.title();
    let icon = if open { Icon::ChevronUp } else { Icon::ChevronDown };
    let name = words.with(if open { "works-item-fold" } else { "works-item-unfold" }, &[("name", &title)]);
    if Button::quiet(&title).icon_after(icon).named(name).salt("fold").flush().show(ui, look).clicked() {
        state.open = if open { None } else { Some(known.item.row) };
        state.active = None;
    }
    widgets::flow(ui, |ui| {
        let (text, tone, icon) = data::item_state(known, words);
        status::chip_with(ui, look, tone, icon, &text);
        let unread = known.unread(data.side);
        if unread > 0 {
            let text = words.with("works-count-unread", &[("count", &unread.to_string())]);
            status::chip_with(ui, look, Tone::Doubtful, Icon::Disc, &text);
        }
        if known.pending() > 0 {
            let text = words.with("works-count-pending", &[("count", &known.pending().to_string())]);
            status::chip_with(ui, look, Tone::Doubtful, Icon::Question, &text);
        }
    });
}

/// Where, how much, to which sizes, and what must be put right.
fn facts(ui: &mut Ui, known: &JobItem, scene: &Scene<'_>) {
    let (look, words, item) = (scene.look, scene.words, &known.item);
    if let Some(defect) = &known.defect {
        let by = defect.by.map(|by| by.strftime("%Y-%m-%d").to_string());
        let more: Vec<RichText> =
            by.iter().map(|by| look.body(words.with("works-rectify-by", &[("value", by)]))).collect();
        let said = if defect.words.is_empty() { words.text("works-item-defect") } else { defect.words.to_string() };
        status::line(ui, look, Tone::Bad, &said, &more);
    }
    if !item.place.is_empty() {
        widgets::text(ui, look.muted(&item.place));
    }
    let ordered = data::amount(item.ordered(), &item.unit, words);
    widgets::text(ui, look.heading(&ordered));
    if item.ordered() != item.quantity {
        let planned = data::amount(item.quantity, &item.unit, words);
        widgets::text(ui, look.muted(words.with("works-changed-from", &[("value", &planned)])));
    }
    for line in item.sizes.lines().filter(|line| !line.trim().is_empty()) {
        widgets::text(ui, look.body(line));
    }
}

/// The photos of the place with what is drawn on them.
fn place(ui: &mut Ui, known: &JobItem, scene: &mut Scene<'_>) {
    let (look, words) = (scene.look, scene.words);
    let Some(visit) = &scene.program.visit else { return };
    let photos = data::place_photos(known, &visit.dossier);
    if photos.is_empty() {
        return;
    }
    let label = words.text("works-place-photos");
    widgets::text(ui, look.muted(&label));
    let names = |number: usize| {
        let number = number.to_string();
        let name = words.with("q-photo-name", &[("number", &number)]);
        [question::part_name(words, &label, &name), String::new()]
    };
    if let Some(Tapped::Open(row)) = photos::strip(ui, look, scene.textures, &photos, &names, false) {
        let back = Box::new(scene.program.route.clone());
        let path = item_path(known.item.row, fields::PHOTO);
        scene.out.push(Command::Go(Route::Photo { path, row, back }));
    }
}

/// A question of the form as a card.
pub fn question_ui(ui: &mut Ui, state: &mut State, prompt: &Prompt, data: &JobData, scene: &mut Scene<'_>) {
    let active = state.active.as_ref() == Some(&prompt.path);
    let photos = match (data.photos_refused, scene.dialog_waits) {
        (true, _) => PhotoWay::Refused,
        (false, true) => PhotoWay::DialogSilent,
        (false, false) => PhotoWay::Open,
    };
    let mut context = CardContext {
        look: scene.look,
        words: scene.words,
        textures: scene.textures,
        drawings: Drawings::built_in(),
        today: scene.program.today(),
        here: &scene.program.route,
        reviewing: false,
        editable: data.may_build,
        photos,
        out: scene.out,
    };
    let shown = question::show(ui, prompt, state.drafts.of(&prompt.path), active, &mut context);
    if shown.tapped {
        state.active = Some(prompt.path.clone());
    }
    if shown.complete {
        state.active = None;
    }
}

/// The one button that brings the item on.
fn progress(ui: &mut Ui, known: &JobItem, data: &JobData, scene: &mut Scene<'_>) {
    let (look, words) = (scene.look, scene.words);
    if !data.may_build {
        return;
    }
    let item = known.item.row;
    let (key, next) = match known.item.work.state {
        WorkState::Open => ("works-item-start", WorkState::Started),
        WorkState::Started => ("works-item-finish", WorkState::Done),
        WorkState::Done => ("works-item-reopen", WorkState::Started),
    };
    let text = words.text(key);
    let button = if next == WorkState::Done { Button::primary(&text).icon(Icon::Check) } else { Button::plain(&text) };
    if button.wide().salt("progress").show(ui, look).clicked() {
        scene.out.push(Command::Works(WorksCommand::Progress { item, state: next }));
    }
}
