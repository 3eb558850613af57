//! What a person has to decide before a list comes in.

use egui::Ui;

use super::roster_ui::send;
use super::{data, file_ui};
use crate::app::desk::roster::{List, RosterCommand};
use crate::app::roster::check::Checked;
use crate::ui::scene::Scene;
use crate::ui::widgets::{self, Button, Chip, card, division};

/// Differences and doubts that are listed at once; the rest comes when these are decided or imported.
const MOST_LISTED: usize = 40;

/// Shows names that are not clear, rows that may be one household, and what differs from the register.
pub(super) fn show(
    ui: &mut Ui,
    other: &mut Option<(String, division::Place)>,
    list: &List,
    checked: &Checked,
    scene: &mut Scene<'_>,
) {
    let (look, words) = (scene.look, scene.words);
    if !checked.unclear.is_empty() || !checked.doubts.is_empty() {
        card::show(ui, look, |ui| {
            ui.set_min_width(ui.available_width());
            ui.spacing_mut().item_spacing.y = look.space.s;
            widgets::text(ui, look.heading(words.text("roster-decide")));
            unclear(ui, other, checked, scene);
            doubts(ui, checked, scene);
        });
    }
    differences(ui, list, checked, scene);
    if let Some((text, place)) = other {
        let title = words.with("roster-unclear", &[("text", text), ("count", "")]);
        let (picked, closed) = file_ui::banner_sheet(ui, &title, place, scene);
        let code = picked.filter(|code| !code.is_empty());
        if let Some(code) = &code {
            send(scene, RosterCommand::Name { text: text.clone(), code: code.clone() });
        }
        if code.is_some() || closed {
            *other = None;
        }
    }
}

fn unclear(ui: &mut Ui, other: &mut Option<(String, division::Place)>, checked: &Checked, scene: &mut Scene<'_>) {
    let (look, words) = (scene.look, scene.words);
    let free = scene.program.desk.roster.busy.is_none();
    for (text, (count, codes)) in checked.unclear.iter().take(MOST_LISTED) {
        let question = words.with("roster-unclear", &[("text", text), ("count", &count.to_string())]);
        widgets::text(ui, look.body(&question));
        widgets::flow(ui, |ui| {
            for code in codes {
                let name = data::division_name(code);
                let spoken = words.with("q-part", &[("question", &question), ("part", &name)]);
                if Chip::one(&name, false).named(spoken).salt((text, code)).show(ui, look).clicked() && free {
                    send(scene, RosterCommand::Name { text: text.clone(), code: code.clone() });
                }
            }
            let more = words.text("roster-unclear-other");
            if Chip::one(&more, false).salt((text, "other")).show(ui, look).clicked() {
                *other = Some((text.clone(), division::Place::default()));
            }
        });
    }
}

fn doubts(ui: &mut Ui, checked: &Checked, scene: &mut Scene<'_>) {
    let (look, words) = (scene.look, scene.words);
    let free = scene.program.desk.roster.busy.is_none();
    for doubt in checked.doubts.iter().take(MOST_LISTED) {
        let question = data::doubt(doubt, words);
        widgets::text(ui, look.body(&question));
        widgets::flow(ui, |ui| {
            for (together, key) in [(true, "roster-one"), (false, "roster-apart")] {
                let text = words.text(key);
                let spoken = words.with("q-part", &[("question", &question), ("part", &text)]);
                let chip = Chip::one(&text, doubt.together == together).named(spoken).salt((&doubt.key, together));
                if chip.show(ui, look).clicked() && free && doubt.together != together {
                    send(scene, RosterCommand::Together { key: doubt.key.clone(), together });
                }
            }
        });
    }
}

/// Values of the list beside what stands in the register.
fn differences(ui: &mut Ui, list: &List, checked: &Checked, scene: &mut Scene<'_>) {
    let (look, words) = (scene.look, scene.words);
    let all = || {
        checked
            .households
            .iter()
            .flat_map(|(household, news)| news.differences.iter().map(move |difference| (household, difference)))
    };
    if all().next().is_none() {
        return;
    }
    card::show(ui, look, |ui| {
        ui.set_min_width(ui.available_width());
        ui.spacing_mut().item_spacing.y = look.space.s;
        widgets::text(ui, look.heading(words.text("roster-differences")));
        widgets::text(ui, look.muted(words.text("roster-differences-hint")));
        widgets::flow(ui, |ui| {
            for (take, key) in [(true, "roster-take-all"), (false, "roster-keep-all")] {
                if Button::plain(&words.text(key)).small().salt(key).show(ui, look).clicked() {
                    let fields = all().map(|(household, difference)| (household.id, difference.path.clone())).collect();
                    send(scene, RosterCommand::Take { fields, take });
                }
            }
        });
        for (household, difference) in all().take(MOST_LISTED) {
            let row = data::difference(&household.head, difference, scene.program, words);
            let field = (household.id, difference.path.clone());
            let taken = list.decisions.take.contains(&field);
            let title = format!("{} · {}", row.household, row.label);
            widgets::text(ui, look.body(&title));
            widgets::flow(ui, |ui| {
                for (take, text) in [(false, &row.ours), (true, &row.theirs)] {
                    let spoken = words.with("q-part", &[("question", &title), ("part", text)]);
                    let chip = Chip::one(text, taken == take).named(spoken).salt((
                        field.0.as_u128(),
                        field.1.to_string(),
                        take,
                    ));
                    if chip.show(ui, look).clicked() && taken != take {
                        send(scene, RosterCommand::Take { fields: vec![field.clone()], take });
                    }
                }
            });
        }
        let left = all().count().saturating_sub(MOST_LISTED);
        if left > 0 {
            widgets::text(ui, look.muted(words.with("roster-more-rows", &[("count", &left.to_string())])));
        }
    });
}
