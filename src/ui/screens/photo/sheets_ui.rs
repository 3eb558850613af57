//! What is asked in front of the photo: a number, words, the caption, whether to destroy, a partner.

use egui::text::{CCursor, CCursorRange};
use egui::{Id, TextEdit, Ui};

use super::data::Data;
use super::edit::{Sheet, State, Tool};
use crate::app::command::Command;
use crate::app::marks::MarksCommand;
use crate::app::visit::Visit;
use crate::dossier::marks;
use crate::id::RowId;
use crate::ui::scene::Scene;
use crate::ui::screens::compare::partner_ui;
use crate::ui::widgets::dialog::{self, Question, Shown};
use crate::ui::widgets::keypad::{self, Key, Pad, edit_number};
use crate::ui::widgets::text_field::{Phrases, TextField};
use crate::ui::widgets::{Button, Icon, text};
use crate::value::{Mark, MarkKind};

/// Shows what is asked, if anything.
pub fn show(ui: &Ui, state: &mut State, visit: &Visit, data: &Data, scene: &mut Scene<'_>) {
    let Some(sheet) = state.sheet.take() else { return };
    state.sheet = match sheet {
        Sheet::Words { row, mark, text } if mark.kind == MarkKind::Dimension => {
            number(ui, state, data, (row, mark, text), scene)
        }
        Sheet::Words { row, mark, text } => letters(ui, state, data, (row, mark, text), scene),
        Sheet::Caption { text } => caption(ui, data, text, scene),
        Sheet::Blur => burn(ui, state, data, scene),
        Sheet::Partner => {
            let back = scene.program.route.clone();
            partner_ui::ask(ui, visit, &data.path, &back, scene).then_some(Sheet::Partner)
        }
    };
}

type Worded = (Option<RowId>, Mark, String);

/// The number of a dimension line. Left without one, the line stays: it was drawn.
fn number(ui: &Ui, state: &mut State, data: &Data, worded: Worded, scene: &mut Scene<'_>) -> Option<Sheet> {
    let (row, mark, mut text) = worded;
    let (look, words) = (scene.look, scene.words);
    let title = words.text("marks-number-title");
    let name = |part: &str| words.with("q-part", &[("question", &title), ("part", part)]);
    let Shown { inner: done, closed } = dialog::sheet(ui.ctx(), look, Id::unique("mark number"), &title, |ui| {
        let shown = words.with("marks-millimetres", &[("number", if text.is_empty() { "–" } else { &text })]);
        self::text(ui, look.title(shown));
        let mut done = false;
        for key in keypad::show(ui, look, words, Pad::Number { places: 0, sign: false }, &name) {
            done |= key == Key::Done;
            // What is no number (an estimate's "760 ± 8 mm") is replaced, not continued.
            if !text.is_empty() && !text.bytes().all(|digit| digit.is_ascii_digit()) {
                text.clear();
            }
            edit_number(&mut text, key, 0);
        }
        done
    });
    if !done && !closed {
        return Some(Sheet::Words { row, mark, text });
    }
    // A tap beside keeps what was typed, too: undo takes it back, nothing brings back what was dropped.
    keep(state, data, row, marks::worded(&mark, &text), scene);
    None
}

fn letters(ui: &Ui, state: &mut State, data: &Data, worded: Worded, scene: &mut Scene<'_>) -> Option<Sheet> {
    let (row, mark, mut text) = worded;
    let (look, words) = (scene.look, scene.words);
    let title = words.text("marks-words-title");
    let phrases: Vec<String> = words.text("marks-phrases").split('|').map(|phrase| phrase.trim().to_owned()).collect();
    let name = |part: &str| words.with("q-part", &[("question", &title), ("part", part)]);
    let between = words.text("q-phrase-between");
    let Shown { inner: done, closed } = dialog::sheet(ui.ctx(), look, Id::unique("mark words"), &title, |ui| {
        let phrases = Phrases { texts: &phrases, between: &between, name: &name };
        let response = TextField::new("mark words", &title).phrases(phrases).show(ui, look, &mut text);
        begin(ui, &response, &text);
        finish(ui, &title, scene)
    });
    if !done && !closed {
        return Some(Sheet::Words { row, mark, text });
    }
    let said = text.trim();
    if !said.is_empty() {
        keep(state, data, row, marks::worded(&mark, said), scene);
    }
    None
}

/// The cursor stands at the end of the field unless somebody takes it elsewhere.
fn begin(ui: &Ui, response: &egui::Response, text: &str) {
    if ui.memory(|memory| memory.focused().is_none()) {
        response.request_focus();
        let mut field = TextEdit::load_state(ui.ctx(), response.id).unwrap_or_default();
        field.cursor.set_char_range(Some(CCursorRange::one(CCursor::new(text.chars().count()))));
        TextEdit::store_state(ui.ctx(), response.id, field);
    }
}

fn finish(ui: &mut Ui, title: &str, scene: &Scene<'_>) -> bool {
    let word = scene.words.text("q-key-done");
    let enter = ui.input(|input| input.key_pressed(egui::Key::Enter));
    ui.add_space(scene.look.space.m);
    let name = scene.words.with("q-part", &[("question", title), ("part", &word)]);
    let done = Button::primary(&word).icon(Icon::Check).wide().salt("done").named(name);
    done.show(ui, scene.look).clicked() || enter
}

fn keep(state: &mut State, data: &Data, row: Option<RowId>, mark: Mark, scene: &mut Scene<'_>) {
    let photo = data.path.clone();
    let command = match row {
        Some(row) => MarksCommand::Set { photo, row, mark },
        None => {
            let row = RowId::mint();
            state.selected = Some(row);
            MarksCommand::Add { photo, row, mark }
        }
    };
    scene.out.push(Command::Marks(command));
}

fn caption(ui: &Ui, data: &Data, mut text: String, scene: &mut Scene<'_>) -> Option<Sheet> {
    let (look, words) = (scene.look, scene.words);
    let title = words.text("marks-caption-title");
    let Shown { inner: done, closed } = dialog::sheet(ui.ctx(), look, Id::unique("photo caption"), &title, |ui| {
        let response = TextField::new("caption", &title).show(ui, look, &mut text);
        begin(ui, &response, &text);
        finish(ui, &title, scene)
    });
    if done || closed {
        let photo = data.path.clone();
        scene.out.push(Command::Marks(MarksCommand::Caption { photo, text }));
        return None;
    }
    Some(Sheet::Caption { text })
}

fn burn(ui: &Ui, state: &mut State, data: &Data, scene: &mut Scene<'_>) -> Option<Sheet> {
    let words = scene.words;
    let [title, text, yes, no] =
        ["marks-blur-title", "marks-blur-warning", "marks-blur-yes", "marks-blur-no"].map(|key| words.text(key));
    let question = Question { title: &title, words: &text, yes: &yes, no: &no, danger: true };
    match dialog::ask(ui.ctx(), scene.look, Id::unique("photo blur sure"), &question) {
        Some(true) => {
            let (photo, strokes) = (data.path.clone(), state.strokes.clone());
            state.take(Tool::Hand);
            scene.out.push(Command::Marks(MarksCommand::Blur { photo, strokes }));
            None
        }
        Some(false) => None,
        None => Some(Sheet::Blur),
    }
}
