//! Paints the photos of the household; a tap opens one.

use std::collections::BTreeSet;

use egui::Ui;

use super::gallery::{Group, When};
use crate::app::command::Command;
use crate::app::route::Route;
use crate::dossier::prompt::PhotoPrompt;
use crate::ui::scene::Scene;
use crate::ui::widgets::photos::{self, Tapped};
use crate::ui::widgets::{self, Button, Icon, card};

/// Photos of one time that are shown before the rest is asked for.
const MOST: usize = 8;

/// Shows the photos by when they were taken.
pub fn show(ui: &mut Ui, groups: &[Group], all: &mut BTreeSet<When>, scene: &mut Scene<'_>) {
    if groups.is_empty() {
        return;
    }
    let (look, words) = (scene.look, scene.words);
    card::show(ui, look, |ui| {
        ui.spacing_mut().item_spacing.y = look.space.s;
        let count: usize = groups.iter().map(|group| group.photos.len()).sum();
        widgets::text(ui, look.heading(words.with("case-photos", &[("count", &count.to_string())])));
        for group in groups {
            let title = words.text(group.when.key());
            let count = group.photos.len().to_string();
            widgets::text(ui, look.muted(words.with("case-photos-of", &[("when", &title), ("count", &count)])));
            let folded = !all.contains(&group.when) && group.photos.len() > MOST + 1;
            let shown = if folded { MOST } else { group.photos.len() };
            let prompts: Vec<PhotoPrompt> = group.photos.iter().take(shown).map(|(_, prompt)| prompt.clone()).collect();
            let names = |number: usize| {
                let name = words.with("case-photo", &[("when", &title), ("number", &number.to_string())]);
                [name, String::new()]
            };
            let strip = |ui: &mut Ui| photos::strip(ui, look, scene.textures, &prompts, &names, false);
            if let Some(Tapped::Open(row)) = ui.push_id(("photos", group.when), strip).inner
                && let Some((question, _)) = group.photos.iter().find(|(_, prompt)| prompt.row == row)
            {
                let route = Route::Photo { path: question.clone(), row, back: Box::new(Route::Case) };
                scene.out.push(Command::Go(route));
            }
            if folded {
                let text = words.with("case-photos-more", &[("count", &(group.photos.len() - shown).to_string())]);
                let more = Button::quiet(&text).icon_after(Icon::ChevronDown).salt(("photos", group.when));
                if more.show(ui, look).clicked() {
                    all.insert(group.when);
                }
            }
        }
    });
}
