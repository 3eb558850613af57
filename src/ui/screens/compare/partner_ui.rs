//! Picking the photo to compare with by hand.

use egui::{Id, Ui};

use crate::app::command::Command;
use crate::app::marks::MarksCommand;
use crate::app::route::Route;
use crate::app::visit::Visit;
use crate::dossier::prompt::PhotoPrompt;
use crate::dossier::{marks, pairs};
use crate::path::FieldPath;
use crate::ui::scene::Scene;
use crate::ui::widgets::dialog::{self, Shown};
use crate::ui::widgets::photos::{self, Tapped};
use crate::ui::widgets::text;

/// Photos that are offered at once.
const OFFERED: usize = 60;

/// Asks which photo belongs to `photo`; `back` is where one returns to from the comparison. Returns whether the
/// question still stands. A choice is noted where it may be.
pub fn ask(ui: &Ui, visit: &Visit, photo: &FieldPath, back: &Route, scene: &mut Scene<'_>) -> bool {
    let (look, words) = (scene.look, scene.words);
    let offered = pairs::candidates(&visit.dossier, photo).into_iter().take(OFFERED).filter_map(|(path, photo)| {
        let row = path.rows.last()?.row;
        let marks = marks::drawn(&visit.dossier, &path);
        Some((path, PhotoPrompt { row, photo, marks }))
    });
    let (paths, prompts): (Vec<FieldPath>, Vec<PhotoPrompt>) = offered.unzip();
    let title = words.text("marks-partner-title");
    let named = |number: usize| {
        let label = paths.get(number - 1).and_then(pairs::place_of).map(|(question, _)| question);
        let label = label.map(|question| visit.label_of(&question, words.language())).unwrap_or_default();
        [words.with("marks-partner-name", &[("number", &number.to_string()), ("what", &label)]), String::new()]
    };
    let textures = &mut *scene.textures;
    let Shown { inner: tapped, closed } = dialog::sheet(ui.ctx(), look, Id::unique("photo partner"), &title, |ui| {
        let key = if prompts.is_empty() { "marks-partner-none" } else { "marks-partner-how" };
        text(ui, look.body(words.text(key)));
        photos::strip(ui, look, textures, &prompts, &named, false)
    });
    let Some(Tapped::Open(row)) = tapped else { return !closed };
    let chosen = paths.into_iter().find(|path| path.rows.last().is_some_and(|step| step.row == row));
    if let Some(other) = chosen {
        pair(visit, photo, other, back, scene);
    }
    false
}

/// Notes the pair and shows it.
fn pair(visit: &Visit, photo: &FieldPath, other: FieldPath, back: &Route, scene: &mut Scene<'_>) {
    let [before, after] = pairs::in_order(&visit.dossier, photo.clone(), other);
    let (Some(first), Some(second)) = (pairs::place_of(&before), pairs::place_of(&after)) else { return };
    if scene.program.photo_is_closed(&after).is_none() {
        scene.out.push(Command::Marks(MarksCommand::Pair { after, before: Some(before) }));
    }
    scene.out.push(Command::Go(Route::Compare { before: first, after: second, back: Box::new(back.clone()) }));
}
