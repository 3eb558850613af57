//! The surveyor's packages: opening what the office gives out, handing over what was surveyed 交回.

use egui::{Id, Ui};

use crate::app::command::Command;
use crate::app::exchange::ExchangeCommand;
use crate::role::Can;
use crate::ui::scene::Scene;
use crate::ui::screens::jobs::parcel_ui;
use crate::ui::widgets::{self, Button, Icon, dialog};

/// "Open package…" and "Hand over", for those who have no desk. Says whether handing over was tapped.
pub(super) fn buttons(ui: &mut Ui, scene: &mut Scene<'_>) -> bool {
    let (look, words) = (scene.look, scene.words);
    if scene.program.role.can(Can::Merge) || scene.program.read_only.is_some() {
        return false;
    }
    parcel_ui::open_button(ui, false, scene);
    let text = words.text("roster-hand-over");
    let some = !scene.program.registry.is_empty() && scene.program.exchange.busy.is_none();
    Button::plain(&text).icon(Icon::Folder).salt("hand over").enabled(some).show(ui, look).clicked()
}

/// What goes back, and where to; says whether it stays open.
pub(super) fn sheet(ui: &Ui, scene: &mut Scene<'_>) -> bool {
    let (look, words) = (scene.look, scene.words);
    let title = words.text("roster-hand-over-title");
    let free = scene.program.exchange.busy.is_none();
    let shown = dialog::sheet(ui.ctx(), look, Id::unique("hand over"), &title, |ui| {
        widgets::text(ui, look.body(words.text("roster-hand-over-text")));
        parcel_ui::place_button(ui, scene);
        let make = words.text("roster-hand-over-make");
        let make = Button::primary(&make).icon(Icon::Folder).wide().salt("make handover").enabled(free);
        let news = make.show(ui, look).clicked();
        let all = words.text("roster-hand-over-all");
        let all = Button::plain(&all).wide().salt("all again").enabled(free).show(ui, look).clicked();
        let cancel = Button::quiet(&words.text("app-cancel")).wide().salt("no handover").show(ui, look).clicked();
        (news, all, cancel)
    });
    let (news, all, cancel) = shown.inner;
    if news || all {
        scene.out.push(Command::Exchange(ExchangeCommand::HandOver { all }));
    }
    !(news || all || cancel || shown.closed)
}
