//! Paints what will happen with a household that goes: who is who, what differs, what comes along, what stays.

use std::collections::BTreeSet;

use egui::Ui;

use super::case_data::{Deed, Differs, Part};
use super::send;
use crate::app::desk::duplicates::DuplicatesCommand;
use crate::id::DossierId;
use crate::ui::scene::Scene;
use crate::ui::widgets::{self, Button, Chip, Icon, Tone, card, status};

/// Differing fields that are shown before the rest is asked for.
const MOST: usize = 12;

pub fn show(ui: &mut Ui, part: &Part, deed: Deed, unfolded: &mut BTreeSet<DossierId>, scene: &mut Scene<'_>) {
    let (look, words) = (scene.look, scene.words);
    card::show(ui, look, |ui| {
        ui.spacing_mut().item_spacing.y = look.space.s;
        widgets::text(ui, look.heading(&part.title));
        if let Some(refused) = &part.refused {
            status::line(ui, look, Tone::Bad, refused, &[]);
            return;
        }
        if deed == Deed::Decide {
            for same in &part.same {
                if Chip::many(&same.text, same.chosen).salt(("same", same.theirs, same.ours)).show(ui, look).clicked() {
                    let with = (!same.chosen).then_some(same.ours);
                    send(scene, DuplicatesCommand::Same { part: part.id, person: same.theirs, with });
                }
            }
        }
        differing(ui, part, unfolded, scene);
        status::quiet_with(ui, look, Tone::Good, Icon::Plus, &part.comes);
        if let Some(along) = part.survey {
            let text = words.text("duplicate-survey");
            if Chip::many(&text, along).salt(("survey", part.id)).show(ui, look).clicked() {
                send(scene, DuplicatesCommand::Survey(part.id, !along));
            }
            if part.double_survey && along {
                status::quiet(ui, look, Tone::Doubtful, &words.text("duplicate-double-survey"));
            }
        }
        for text in &part.stays {
            status::quiet_with(ui, look, Tone::Neutral, Icon::Folder, text);
        }
    });
}

fn differing(ui: &mut Ui, part: &Part, unfolded: &mut BTreeSet<DossierId>, scene: &mut Scene<'_>) {
    let (look, words) = (scene.look, scene.words);
    if part.differing.is_empty() {
        widgets::text(ui, look.muted(words.text("duplicate-differing-none")));
        return;
    }
    let text = words.with("duplicate-differing", &[("count", &part.differing.len().to_string())]);
    widgets::text(ui, look.body(text).strong());
    let all = unfolded.contains(&part.id) || part.differing.len() <= MOST + 1;
    let shown = if all { part.differing.len() } else { MOST };
    for differs in part.differing.iter().take(shown) {
        field(ui, part.id, differs, scene);
    }
    if !all {
        let text = words.with("duplicate-more", &[("count", &(part.differing.len() - shown).to_string())]);
        if Button::quiet(&text).icon_after(Icon::ChevronDown).salt(("more", part.id)).show(ui, look).clicked() {
            unfolded.insert(part.id);
        }
    }
}

/// The question, and the two values: the one that counts is chosen.
fn field(ui: &mut Ui, part: DossierId, differs: &Differs, scene: &mut Scene<'_>) {
    let (look, words) = (scene.look, scene.words);
    ui.spacing_mut().item_spacing.y = look.space.xs;
    widgets::text(ui, look.muted(&differs.label));
    let half = (ui.available_width() - look.space.s) / 2.0;
    let values = [(false, &differs.ours, "duplicate-value-ours"), (true, &differs.theirs, "duplicate-value-theirs")];
    widgets::flow(ui, |ui| {
        ui.spacing_mut().item_spacing.x = look.space.s;
        for (theirs, value, key) in values {
            let name = words.with(key, &[("label", &differs.label), ("value", value)]);
            let chip = Chip::one(value, differs.taken == theirs).named(name).width(half.min(260.0 * look.factor));
            if chip.salt((part, differs.path.to_string(), theirs)).show(ui, look).clicked() {
                let path = differs.path.clone();
                send(scene, DuplicatesCommand::Take { part, path, theirs });
            }
        }
    });
}
