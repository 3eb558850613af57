//! The surveyor's packages: opening what the office gives out, and the way to handing over 交回.

use egui::Ui;

use crate::role::Can;
use crate::ui::scene::Scene;
use crate::ui::screens::handing;
use crate::ui::screens::jobs::parcel_ui;

/// "Open package…" and "Hand over", for those who have no desk.
pub(super) fn buttons(ui: &mut Ui, scene: &mut Scene<'_>) {
    if scene.program.role.can(Can::Merge) || scene.program.read_only.is_some() {
        return;
    }
    parcel_ui::open_button(ui, false, scene);
    handing::button(ui, &scene.words.text("roster-hand-over"), scene);
}
