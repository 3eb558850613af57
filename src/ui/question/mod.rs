//! One question as a card: asked, answered, doubted, settled. One file for each kind of answer.
//!
//! A card paints a [`Prompt`] and sends [`Command`]s; it never looks into a form or a household. What is typed and
//! not yet an answer stays in a [`Draft`], which the screen keeps by path.
//!
//! # Shapes
//! * *open*: the active card, with everything there is to do;
//! * *light*: not active and unanswered, where one tap answers (yes/no, a few choices): question and choices only;
//! * *line*: everything else: label, value, state; a tap opens it.
//!
//! # Names
//! Every control is called `question：part` in Chinese and `question: part` in English (message `q-part`): the chip
//! 是 of 门槛高差 is `门槛高差：是`. The card as a line, and the heading of an open card, are called like the question.

mod aside;
mod calculated;
mod choice;
mod code;
mod date;
mod division;
mod estimate;
mod heading;
mod line;
mod note;
mod number;
mod photo;
mod point;
mod signature;
mod text;
mod yes_no;

use std::collections::BTreeMap;

use egui::{Id, Rect, Sense, Ui, UiBuilder};
use jiff::civil::Date;

use crate::app::command::Command;
use crate::app::route::Route;
use crate::dossier::prompt::{Control, Prompt};
use crate::form::drawing::Drawings;
use crate::l10n::Words;
use crate::path::FieldPath;
use crate::value::Value;

use super::textures::Textures;
use super::theme::Look;
use super::widgets::division::Place;
use super::widgets::signature::Strokes;
use super::widgets::{Button, Icon, card, flow};

/// Choices up to this many are offered on a card that is not active.
const LIGHT_CHOICES: usize = 6;

/// What a card needs besides its prompt.
pub struct CardContext<'a> {
    pub look: &'a Look,
    pub words: &'a Words,
    pub textures: &'a mut Textures,
    pub drawings: &'a Drawings,
    pub today: Date,
    /// Where one comes back to from a photo in full view.
    pub here: &'a Route,
    /// Answers may be changed: the visit is not finished and the workspace not read-only.
    pub editable: bool,
    pub photos: PhotoWay,
    pub out: &'a mut Vec<Command>,
}

/// Whether and how photos get in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PhotoWay {
    Open,
    /// The system's file dialog was asked for and says nothing: the in-app list is offered.
    DialogSilent,
    /// The family did not agree.
    Refused,
}

/// What a card says to its screen: go on when it is `complete`, else make it the active one when it was `tapped`.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct CardResponse {
    /// It was touched: make it the active one.
    pub tapped: bool,
    /// Its answer is given and nothing more is to do here: go on to the next open question.
    pub complete: bool,
    /// The whole card, for scrolling.
    pub rect: Rect,
}

/// What is on a card and not in the household: half-typed text, what is unfolded.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Draft {
    /// Typed and not (yet) an answer.
    text: Option<String>,
    /// `text` is not what the household holds.
    half: bool,
    /// The refusal of `text` was asked for by "done".
    insisted: bool,
    /// The number pad: open, closed, or as the card likes it.
    pad: Option<bool>,
    revealed: bool,
    guidance: bool,
    note: Option<String>,
    /// Another reason for accepting, being written.
    reason: Option<String>,
    month: Option<Date>,
    place: Option<Place>,
    strokes: Option<Strokes>,
    signer: Option<[String; 2]>,
    /// The value last sent, and the one last seen, to notice a change that came from elsewhere (undo, a merge).
    sent: Option<Value>,
    seen: Option<Value>,
}

impl Draft {
    /// Whether something was typed that is not an answer.
    pub fn is_half_typed(&self) -> bool {
        self.half && self.text.is_some()
    }

    /// Covers what was uncovered and folds the pad, when one goes on to another card.
    fn leave(&mut self) {
        self.revealed = false;
        self.pad = None;
        self.reason = None;
        self.note = self.note.take().filter(|note| !note.is_empty());
        if !self.half {
            self.text = None;
        }
    }

    /// Whether the pad is open: at once where nothing is answered yet, until it is closed by hand or one goes on.
    fn pad_open(&mut self, unanswered: bool) -> bool {
        *self.pad.get_or_insert(unanswered)
    }

    /// Drops what was typed when the answer was changed by something else than this card.
    fn follow(&mut self, value: Option<&Value>) {
        if self.seen.as_ref() == value {
            return;
        }
        if self.sent.as_ref() != value {
            self.text = None;
            self.half = false;
            self.insisted = false;
            self.place = None;
            self.strokes = None;
            self.signer = None;
            self.month = None;
        }
        self.seen = value.cloned();
    }
}

/// The drafts of a screen.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Drafts(BTreeMap<FieldPath, Draft>);

impl Drafts {
    pub fn of(&mut self, path: &FieldPath) -> &mut Draft {
        self.0.entry(path.clone()).or_default()
    }

    /// The questions with something typed that is not an answer.
    pub fn half_typed(&self) -> impl Iterator<Item = &FieldPath> {
        self.0.iter().filter(|(_, draft)| draft.is_half_typed()).map(|(path, _)| path)
    }
}

/// Shows one question.
pub fn show(ui: &mut Ui, prompt: &Prompt, draft: &mut Draft, active: bool, cx: &mut CardContext<'_>) -> CardResponse {
    draft.follow(prompt.value.as_ref());
    if !active {
        draft.leave();
    }
    let sent_before = cx.out.len();
    let id = Id::unique(("question", prompt.path.to_string()));
    let shown = ui.scope_builder(UiBuilder::new().scope_id(id).sense(Sense::CLICK), |ui| {
        let mut card = Card { prompt, draft, active, cx, complete: false, tapped: false };
        ui.spacing_mut().item_spacing.y = card.cx.look.space.s;
        card.show(ui);
        (card.tapped, card.complete)
    });
    let (tapped, complete) = shown.inner;
    let answered = cx.out.len() > sent_before;
    let touched = tapped || answered || shown.response.clicked();
    CardResponse { tapped: touched && takes_part(prompt), complete, rect: shown.response.rect }
}

/// Shows only what takes the answer, and the reasons for none: for a value that is not written at once. What was
/// entered is among the context's commands.
pub fn answer_only(ui: &mut Ui, prompt: &Prompt, draft: &mut Draft, cx: &mut CardContext<'_>) {
    draft.follow(prompt.value.as_ref());
    let id = Id::unique(("answer only", prompt.path.to_string()));
    ui.scope_builder(UiBuilder::new().scope_id(id), |ui| {
        let mut card = Card { prompt, draft, active: true, cx, complete: false, tapped: false };
        ui.spacing_mut().item_spacing.y = card.cx.look.space.s;
        card.control(ui);
        flow(ui, |ui| aside::skips(ui, &mut card));
    });
}

/// Whether a card can be the active one.
pub fn takes_part(prompt: &Prompt) -> bool {
    prompt.control.takes_answer()
}

/// A card while it is shown.
struct Card<'a, 'c> {
    prompt: &'a Prompt,
    draft: &'a mut Draft,
    active: bool,
    cx: &'a mut CardContext<'c>,
    complete: bool,
    tapped: bool,
}

impl Card<'_, '_> {
    fn show(&mut self, ui: &mut Ui) {
        let look = *self.cx.look;
        match &self.prompt.control {
            Control::Note => note::show(ui, self),
            Control::Calculated { .. } => calculated::show(ui, self),
            _ if self.active => {
                card::current(&look).show(ui, |ui| {
                    ui.set_min_width(ui.available_width());
                    self.open(ui);
                });
            }
            _ if self.is_light() => {
                card::sheet(&look).show(ui, |ui| {
                    ui.set_min_width(ui.available_width());
                    heading::show(ui, self);
                    ui.add_enabled_ui(self.cx.editable, |ui| self.control(ui));
                });
            }
            _ => line::show(ui, self),
        }
    }

    fn is_light(&self) -> bool {
        let few = match &self.prompt.control {
            Control::YesNo => true,
            Control::OneOf { choices } => choices.len() <= LIGHT_CHOICES,
            _ => false,
        };
        few && self.prompt.value.is_none() && self.prompt.conflict.is_empty()
    }

    /// Everything there is to do, top to bottom.
    fn open(&mut self, ui: &mut Ui) {
        heading::show(ui, self);
        ui.add_enabled_ui(self.cx.editable, |ui| aside::conflict(ui, self));
        aside::guidance(ui, self);
        if self.is_masked() {
            aside::masked(ui, self);
        } else {
            // Photos are looked at also where none can be added.
            let enabled = self.cx.editable || matches!(self.prompt.control, Control::Photo { .. });
            ui.add_enabled_ui(enabled, |ui| self.control(ui));
        }
        estimate::told(ui, self);
        aside::outcome(ui, self);
        aside::complaints(ui, self);
        if !matches!(self.prompt.control, Control::Photo { .. }) {
            photo::strip(ui, self);
        }
        aside::note(ui, self);
        aside::footer(ui, self);
    }

    fn control(&mut self, ui: &mut Ui) {
        let prompt = self.prompt;
        match &prompt.control {
            Control::Note | Control::Calculated { .. } => {}
            Control::YesNo => yes_no::show(ui, self),
            Control::OneOf { choices } => choice::one(ui, self, choices),
            Control::ManyOf { choices, most } => choice::many(ui, self, choices, *most),
            Control::Integer { .. } | Control::Decimal { .. } => number::show(ui, self),
            Control::Text { long, phrases } => text::show(ui, self, *long, phrases),
            Control::Date => date::show(ui, self),
            Control::Division { township } => division::show(ui, self, *township),
            Control::CitizenId | Control::Certificate | Control::Phone => code::show(ui, self),
            Control::Photo { least, shows } => photo::show(ui, self, *least, shows),
            Control::Signature { who } => signature::show(ui, self, who),
            Control::Point { drawing } => point::show(ui, self, drawing),
        }
    }

    /// Sensitive, answered, and not asked to be shown.
    fn is_masked(&self) -> bool {
        self.prompt.sensitive && self.prompt.value.as_ref().is_some_and(Value::is_answer) && !self.draft.revealed
    }

    /// The answer, unless it is a reason for none.
    fn answered(&self) -> Option<&Value> {
        self.prompt.value.as_ref().filter(|value| value.is_answer())
    }

    fn answer(&mut self, value: Value) {
        // One who has just written it need not uncover it.
        self.draft.revealed = true;
        self.draft.sent = Some(value.clone()).filter(|value| *value != Value::Erased);
        self.cx.out.push(Command::Answer { path: self.prompt.path.clone(), value });
    }

    /// Takes the answer back, if there is one.
    fn erase(&mut self) {
        if self.prompt.value.is_some() {
            self.answer(Value::Erased);
        }
    }

    fn word(&self, key: &str) -> String {
        self.cx.words.text(key)
    }

    /// The accessible name of a part of this question.
    fn name(&self, part: &str) -> String {
        part_name(self.cx.words, &self.prompt.label, part)
    }

    /// The same for a word of the language files.
    fn name_of(&self, key: &str) -> String {
        self.name(&self.word(key))
    }

    /// "Next", for kinds that cannot know when they are complete.
    fn next(&mut self, ui: &mut Ui) {
        let words = self.word("q-next");
        let button = Button::primary(&words).icon_after(Icon::ChevronDown).salt("next").named(self.name(&words));
        self.complete |= button.show(ui, self.cx.look).clicked();
    }
}

/// `question：part`
pub fn part_name(words: &Words, question: &str, part: &str) -> String {
    words.with("q-part", &[("question", question), ("part", part)])
}
