//! Each contractor as a card: how many works stand where, the package for it, the works themselves.

use egui::Ui;
use jiff::civil::Date;

use super::data::{self, Contractor};
use super::orders_ui::State;
use crate::app::command::Command;
use crate::app::exchange::ExchangeCommand;
use crate::app::works::WorksCommand;
use crate::dossier::stage::Stage;
use crate::id::DossierId;
use crate::ui::scene::Scene;
use crate::ui::screens::jobs::{data::Row, parcel_ui};
use crate::ui::widgets::{self, Button, Icon, Tone, card, dialog, status};

/// Works of one contractor that are listed; the list of works and its search have all.
const MOST_LISTED: usize = 60;

/// Shows the contractors.
pub fn show(ui: &mut Ui, state: &mut State, today: Date, scene: &mut Scene<'_>) {
    let (look, words) = (scene.look, scene.words);
    let contractors = data::contractors(&scene.program.jobs, today);
    parcel_ui::show(ui, scene);
    if contractors.is_empty() {
        status::line(ui, look, Tone::Neutral, &words.text("works-contractors-none"), &[]);
        return;
    }
    parcel_ui::place_button(ui, scene);
    for contractor in &contractors {
        let id = egui::Id::unique(("contractor", &contractor.name));
        ui.scope_builder(egui::UiBuilder::new().scope_id(id), |ui| {
            card::show(ui, look, |ui| {
                ui.spacing_mut().item_spacing.y = look.space.s;
                contractor_ui(ui, state, contractor, today, scene);
            });
        });
    }
}

fn contractor_ui(ui: &mut Ui, state: &mut State, contractor: &Contractor, today: Date, scene: &mut Scene<'_>) {
    let (look, words) = (scene.look, scene.words);
    let name =
        if contractor.name.is_empty() { words.text("works-contractor-unnamed") } else { contractor.name.clone() };
    widgets::text(ui, look.heading(&name));
    widgets::flow(ui, |ui| {
        for (stage, count) in [
            (Stage::Ordered, contractor.ordered),
            (Stage::InWorks, contractor.in_works),
            (Stage::Rectifying, contractor.rectifying),
            (Stage::Done, contractor.done),
        ] {
            if count > 0 {
                let (word, tone, icon) = crate::ui::screens::jobs::data::state(stage, words);
                let text = words.with("works-stage-count", &[("stage", &word), ("count", &count.to_string())]);
                status::chip_with(ui, look, tone, icon, &text);
            }
        }
        if contractor.late > 0 {
            let text = words.with("works-count-late", &[("count", &contractor.late.to_string())]);
            status::chip(ui, look, Tone::Bad, &text);
        }
    });
    widgets::flow(ui, |ui| {
        let open = contractor.open();
        let text = words.with("works-package-make", &[("count", &open.to_string())]);
        let idle = scene.program.exchange.busy.is_none() && open > 0;
        let named = words.with("works-package-make-for", &[("name", &name)]);
        if Button::plain(&text).icon(Icon::Folder).enabled(idle).named(named).salt("make").show(ui, look).clicked()
            && idle
        {
            let contractor = contractor.name.clone();
            scene.out.push(Command::Exchange(ExchangeCommand::MakeOrders { contractor }));
        }
        let unfolded = state.unfolded.as_deref() == Some(&contractor.name);
        let text = words.text(if unfolded { "works-contractor-fold" } else { "works-contractor-unfold" });
        let icon = if unfolded { Icon::ChevronUp } else { Icon::ChevronDown };
        let named = words.with("q-part", &[("question", &name), ("part", &text)]);
        if Button::quiet(&text).icon_after(icon).named(named).salt("unfold").show(ui, look).clicked() {
            state.unfolded = if unfolded { None } else { Some(contractor.name.clone()) };
        }
    });
    if state.unfolded.as_deref() == Some(&contractor.name) {
        for id in contractor.jobs.iter().take(MOST_LISTED) {
            job_ui(ui, state, *id, today, scene);
        }
        if contractor.jobs.len() > MOST_LISTED {
            let left = (contractor.jobs.len() - MOST_LISTED).to_string();
            widgets::text(ui, look.muted(words.with("works-issue-more", &[("count", &left)])));
        }
    }
}

fn job_ui(ui: &mut Ui, state: &mut State, id: DossierId, today: Date, scene: &mut Scene<'_>) {
    let (look, words) = (scene.look, scene.words);
    let Some(job) = scene.program.jobs.get(id) else { return };
    let row = Row::of(job, scene.program.side(), today, words);
    card::boxed(look).show(ui, |ui| {
        ui.set_min_width(ui.available_width());
        let text = format!("{}  {}", row.name, row.place);
        if Button::quiet(&text)
            .icon_after(Icon::ChevronRight)
            .named(row.spoken(words))
            .salt(("open", id.as_u128()))
            .show(ui, look)
            .clicked()
        {
            scene.out.push(Command::Works(WorksCommand::Open(id)));
        }
        widgets::flow(ui, |ui| {
            let (word, tone, icon) = &row.state;
            status::chip_with(ui, look, *tone, *icon, word);
            status::chip_with(ui, look, Tone::Neutral, Icon::List, &row.items);
            for (text, tone) in row.due.iter().chain(&row.remarks) {
                status::chip(ui, look, *tone, text);
            }
        });
        if job.stage == Stage::Ordered {
            let text = words.text("works-withdraw");
            let named = words.with("works-withdraw-of", &[("name", &row.name)]);
            let button = Button::quiet(&text).small().icon(Icon::Undo).named(named).salt(("withdraw", id.as_u128()));
            if button.show(ui, look).clicked() {
                state.withdraw = Some(id);
            }
        }
    });
}

/// Asks before an order is taken back: a package may be on its way.
pub fn confirm(ui: &Ui, state: &mut State, scene: &mut Scene<'_>) {
    let (look, words) = (scene.look, scene.words);
    let Some(id) = state.withdraw else { return };
    let name = scene.program.jobs.get(id).map(|job| job.head.clone()).unwrap_or_default();
    let title = words.with("works-withdraw-title", &[("name", &name)]);
    let (text, yes, no) = (words.text("works-withdraw-text"), words.text("works-withdraw"), words.text("app-cancel"));
    let question = dialog::Question { title: &title, words: &text, yes: &yes, no: &no, danger: true };
    match dialog::ask(ui.ctx(), look, egui::Id::unique("withdraw"), &question) {
        Some(true) => {
            scene.out.push(Command::Works(WorksCommand::Withdraw(id)));
            state.withdraw = None;
        }
        Some(false) => state.withdraw = None,
        None => {}
    }
}
