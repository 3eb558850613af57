//! Paints the orders: three tabs, one column.

use std::collections::BTreeSet;

use egui::{CentralPanel, Frame, ScrollArea, Ui};
use jiff::civil::Date;

use super::{contractors_ui, issue_ui};
use crate::app::works::Terms;
use crate::app::works::jobs::JobFilter;
use crate::dossier::stage::Stage;
use crate::id::DossierId;
use crate::ui::scene::Scene;
use crate::ui::screens::bar::{self, Bar};
use crate::ui::screens::jobs::{self, parcel_ui};
use crate::ui::widgets::{self, Chip};

/// What one looks at.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Tab {
    /// 待派工
    #[default]
    Issue,
    /// 施工单位
    Contractors,
    /// 回传与答复
    Inbox,
}

/// A day of the terms whose calendar is open.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Day {
    Ordered,
    Start,
    End,
}

/// What the screen remembers.
#[derive(Default)]
pub struct State {
    pub tab: Tab,
    pub(super) chosen: BTreeSet<DossierId>,
    pub(super) terms: Terms,
    pub(super) typed: String,
    /// The open calendar and the month it shows.
    pub(super) calendar: Option<(Day, Date)>,
    /// The contractor whose works are listed.
    pub(super) unfolded: Option<String>,
    /// An order that is to be withdrawn, once confirmed.
    pub(super) withdraw: Option<DossierId>,
    inbox: jobs::data::Chosen,
}

/// Shows the orders.
pub fn show(ui: &mut Ui, state: &mut State, scene: &mut Scene<'_>) {
    let (look, words, program) = (scene.look, scene.words, scene.program);
    let today = program.today();
    let title = words.text("works-orders-title");
    let subtitle = today.strftime("%Y-%m-%d").to_string();
    bar::show(
        ui,
        &Bar { title: &title, subtitle: &subtitle, back: true, undo: None, redo: None, settings: true },
        scene,
    );
    let waiting = program.registry.iter().filter(|home| home.summary.stage == Stage::Noticed).count();
    let inbox = program.jobs.select(JobFilter::Waiting, "", program.side(), today).len();
    let frame = Frame::new().fill(look.colours.ground).inner_margin(look.margin(look.space.l));
    CentralPanel::default().frame(frame).show(ui, |ui| {
        ui.spacing_mut().item_spacing.y = look.space.s;
        widgets::flow(ui, |ui| {
            for (tab, key, count) in [
                (Tab::Issue, "works-tab-issue", waiting),
                (Tab::Contractors, "works-tab-contractors", super::data::contractors(&program.jobs, today).len()),
                (Tab::Inbox, "works-tab-inbox", inbox),
            ] {
                let text = words.with(key, &[("count", &count.to_string())]);
                if Chip::one(&text, state.tab == tab).salt(tab).show(ui, look).clicked() {
                    state.tab = tab;
                }
            }
        });
        match state.tab {
            Tab::Issue | Tab::Contractors => {
                ScrollArea::vertical().auto_shrink([false, false]).id_salt(("orders", state.tab)).show(ui, |ui| {
                    ui.spacing_mut().item_spacing.y = look.space.m;
                    widgets::column(ui, look, |ui| match state.tab {
                        Tab::Issue => issue_ui::show(ui, state, scene),
                        _ => contractors_ui::show(ui, state, today, scene),
                    });
                    ui.add_space(look.space.xxl);
                });
            }
            Tab::Inbox => inbox_ui(ui, state, today, scene),
        }
    });
    contractors_ui::confirm(ui, state, scene);
}

/// What came back: packages in, and what waits for an answer.
fn inbox_ui(ui: &mut Ui, state: &mut State, today: Date, scene: &mut Scene<'_>) {
    let (look, words) = (scene.look, scene.words);
    widgets::flow(ui, |ui| parcel_ui::open_button(ui, true, scene));
    parcel_ui::show(ui, scene);
    let side = scene.program.side();
    let chosen = state.inbox.of(&scene.program.jobs, JobFilter::Waiting, "", side, today);
    if chosen.is_empty() {
        ui.add_space(look.space.xl);
        ui.vertical_centered(|ui| ui.label(look.muted(words.text("works-inbox-empty"))));
    } else {
        widgets::text(ui, look.heading(words.text("works-inbox-title")));
        jobs::rows(ui, chosen, today, scene);
    }
}
