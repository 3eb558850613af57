//! For whom this tablet is: asked while the workspace is empty, because it decides what is shown.

use egui::Ui;

use crate::app::command::Command;
use crate::role::Role;
use crate::ui::scene::Scene;
use crate::ui::widgets::{self, Button, Icon, card};

/// Shows the three roles, the present one marked.
pub fn show(ui: &mut Ui, scene: &mut Scene<'_>) {
    let (look, words) = (scene.look, scene.words);
    if scene.program.read_only.is_some() || !scene.program.registry.is_empty() {
        return;
    }
    ui.add_space(look.space.l);
    widgets::column(ui, look, |ui| {
        card::show(ui, look, |ui| {
            widgets::text(ui, look.heading(words.text("works-role-title")));
            widgets::text(ui, look.muted(words.text("works-role-text")));
            for role in Role::ALL {
                let (key, icon) = match role {
                    Role::Surveyor => ("works-role-surveyor", Icon::Ruler),
                    Role::Contractor => ("works-role-contractor", Icon::Home),
                    Role::Coordinator => ("works-role-coordinator", Icon::List),
                };
                let text = words.text(key);
                let button = Button::plain(&text).icon(icon).wide().selected(scene.program.role == role).salt(role);
                if button.show(ui, look).clicked() {
                    scene.out.push(Command::ChooseRole(role));
                }
            }
        });
    });
}
