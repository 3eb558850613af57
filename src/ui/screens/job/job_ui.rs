//! Paints the job sheet: one column, the address on top, an item a card, the step at the end.

use std::collections::BTreeMap;

use egui::{CentralPanel, Frame, ScrollArea, Ui};

use super::data::{JobData, Kept};
use super::item_ui;
use crate::app::command::Command;
use crate::app::visit::Visit;
use crate::app::works::WorksCommand;
use crate::dossier::stage::{Stage, Step};
use crate::id::{DossierId, RowId};
use crate::path::FieldPath;
use crate::ui::question::Drafts;
use crate::ui::scene::Scene;
use crate::ui::screens::bar::{self, Bar};
use crate::ui::screens::jobs::data::state as stage_state;
use crate::ui::widgets::number_field::Draft;
use crate::ui::widgets::{self, Button, Icon, Tone, card, status};

/// What the sheet remembers.
#[derive(Default)]
pub struct State {
    /// The item whose card is open.
    pub open: Option<RowId>,
    /// The item that waits for an answer, until it was scrolled to.
    pub(super) scroll_to: Option<RowId>,
    /// The question whose card is open; photos dropped on the window go there.
    pub active: Option<FieldPath>,
    pub(super) drafts: Drafts,
    /// Half-written messages, by item.
    pub(super) said: BTreeMap<RowId, String>,
    /// A change that is being proposed: item, quantity, reason.
    pub(super) proposal: Option<(RowId, Draft, String)>,
    /// Half-written answers to changes.
    pub(super) answers: BTreeMap<RowId, String>,
    /// What was copied last.
    copied: Option<String>,
    kept: Kept,
    shown: Option<DossierId>,
}

/// Shows the sheet of the open household.
pub fn show(ui: &mut Ui, state: &mut State, visit: &Visit, scene: &mut Scene<'_>) {
    let mut kept = std::mem::take(&mut state.kept);
    if state.shown != Some(visit.dossier.id) {
        *state = State { shown: Some(visit.dossier.id), ..State::default() };
        let sheet = crate::app::works::sheet::Sheet::of(&visit.dossier);
        // What waits for an answer, else what is to be put right or not done yet.
        let side = scene.program.side();
        let waits = sheet.items.iter().find(|known| known.unread(side) > 0 || known.pending() > 0);
        let first = waits.or_else(|| sheet.items.iter().find(|known| !known.is_done()));
        state.open = first.map(|known| known.item.row);
        state.scroll_to = waits.map(|known| known.item.row);
    }
    let data = kept.of(scene.program, visit, state.open, scene.words.language());
    let title = if data.sheet.head.is_empty() { scene.words.text("list-no-name") } else { data.sheet.head.clone() };
    let (undo, redo) = (data.undo.clone(), data.redo.clone());
    let subtitle = data.sheet.village.clone();
    bar::show(ui, &Bar { title: &title, subtitle: &subtitle, back: true, undo, redo, settings: true }, scene);
    let frame = Frame::new().fill(scene.look.colours.ground).inner_margin(scene.look.margin(scene.look.space.l));
    CentralPanel::default().frame(frame).show(ui, |ui| {
        let salt = ("job", visit.dossier.id.as_u128());
        ScrollArea::vertical().auto_shrink([false, false]).id_salt(salt).show(ui, |ui| {
            ui.spacing_mut().item_spacing.y = scene.look.space.m;
            widgets::column(ui, scene.look, |ui| {
                head(ui, state, data, scene);
                for known in &data.sheet.items {
                    item_ui::show(ui, state, known, data, scene);
                }
                if data.sheet.items.is_empty() {
                    status::line(ui, scene.look, Tone::Doubtful, &scene.words.text("works-no-items"), &[]);
                }
                step(ui, data, scene);
                crate::ui::screens::papers::button(ui, scene);
                ui.add_space(ui.clip_rect().height() * 0.3);
            });
        });
    });
    state.kept = kept;
}

/// Where it is, whom to call, by when.
fn head(ui: &mut Ui, state: &mut State, data: &JobData, scene: &mut Scene<'_>) {
    let (look, words, sheet) = (scene.look, scene.words, &data.sheet);
    card::show(ui, look, |ui| {
        ui.spacing_mut().item_spacing.y = look.space.s;
        let (text, tone, icon) = stage_state(sheet.stage, words);
        status::chip_with(ui, look, tone, icon, &text);
        copied(ui, state, &sheet.address, Icon::Home, scene);
        copied(ui, state, &sheet.phone, Icon::Person, scene);
        let date = |date: Option<jiff::civil::Date>| date.map(|date| date.strftime("%Y-%m-%d").to_string());
        let facts = [
            ("works-start-by", date(sheet.start)),
            ("works-finish-by", date(sheet.due())),
            ("works-order-number", Some(sheet.number.clone()).filter(|number| !number.is_empty())),
            ("works-contractor", Some(sheet.contractor.clone()).filter(|name| !name.is_empty())),
        ];
        for (key, value) in facts {
            if let Some(value) = value {
                widgets::text(ui, look.body(words.with(key, &[("value", &value)])));
            }
        }
        if !sheet.note.is_empty() {
            status::line_with(ui, look, Tone::Neutral, Icon::Note, &sheet.note, &[]);
        }
        if data.photos_refused {
            status::line_with(ui, look, Tone::Neutral, Icon::Hand, &words.text("works-no-photos"), &[]);
        }
        if sheet.stage == Stage::Rectifying {
            status::line(ui, look, Tone::Bad, &words.text("works-rectify"), &[]);
        }
    });
}

/// A line that is copied by a tap: into a map, into the telephone.
fn copied(ui: &mut Ui, state: &mut State, text: &str, icon: Icon, scene: &Scene<'_>) {
    let (look, words) = (scene.look, scene.words);
    if text.is_empty() {
        return;
    }
    let name = words.with("works-copy", &[("text", text)]);
    let button = Button::quiet(text).icon(icon).named(name).salt(("copy", text)).flush();
    if button.show(ui, look).clicked() {
        ui.ctx().copy_text(text.to_owned());
        state.copied = Some(text.to_owned());
    }
    if state.copied.as_deref() == Some(text) {
        status::quiet(ui, look, Tone::Good, &words.text("works-copied"));
    }
}

/// The step that brings the household on, and what stands in its way.
fn step(ui: &mut Ui, data: &JobData, scene: &mut Scene<'_>) {
    let (look, words) = (scene.look, scene.words);
    let Some(step) = data.step else { return };
    let (key, command) = match step {
        Step::Start => ("works-report-start", WorksCommand::Start),
        _ => ("works-report-finish", WorksCommand::Finish),
    };
    let open = data.open_items();
    let ready = step == Step::Start || open == 0;
    let text = words.text(key);
    let icon = if step == Step::Start { Icon::ChevronRight } else { Icon::Check };
    if Button::primary(&text).icon(icon).wide().enabled(ready).salt("step").show(ui, look).clicked() && ready {
        scene.out.push(Command::Works(command));
    }
    if !ready {
        widgets::text(ui, look.muted(words.with("works-finish-left", &[("count", &open.to_string())])));
    }
}
