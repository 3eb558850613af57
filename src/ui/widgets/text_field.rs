//! A line or a box of text, with phrases that save typing.

use egui::{Color32, Frame, IdSalt, Margin, Response, TextEdit, Ui};

use super::{Button, Icon, flow};
use crate::ui::theme::Look;

/// Characters a text answer may have: with three bytes each it stays below [`crate::limits::MAX_TEXT_BYTES`].
const MAX_CHARS: usize = crate::limits::MAX_TEXT_BYTES / 4;

/// A field for text.
#[must_use = "call `show`"]
pub struct TextField<'a> {
    name: String,
    salt: IdSalt,
    hint: &'a str,
    rows: usize,
    masked: bool,
    phrases: Option<Phrases<'a>>,
}

/// Phrases entered by a tap.
#[derive(Clone, Copy)]
pub struct Phrases<'a> {
    pub texts: &'a [String],
    /// Stands between two of them: a comma of the language.
    pub between: &'a str,
    /// The accessible name of one.
    pub name: &'a dyn Fn(&str) -> String,
}

impl<'a> TextField<'a> {
    /// `name` is the accessible name.
    pub fn new(salt: impl std::hash::Hash + std::fmt::Debug, name: impl Into<String>) -> Self {
        Self { name: name.into(), salt: IdSalt::new(("text", salt)), hint: "", rows: 1, masked: false, phrases: None }
    }

    /// Stands in the empty field.
    pub fn hint(mut self, hint: &'a str) -> Self {
        self.hint = hint;
        self
    }

    /// Several lines.
    pub fn long(mut self) -> Self {
        self.rows = 3;
        self
    }

    /// Shows dots instead of what is typed.
    pub fn masked(mut self, masked: bool) -> Self {
        self.masked = masked;
        self
    }

    pub fn phrases(mut self, phrases: Phrases<'a>) -> Self {
        self.phrases = Some(phrases);
        self
    }

    /// Shows field and phrases; whether the text changed is in the response.
    pub fn show(self, ui: &mut Ui, look: &Look, text: &mut String) -> Response {
        let id = ui.scope_id().with_salt(self.salt);
        let focused = ui.memory(|memory| memory.has_focus(id));
        let stroke = if focused { egui::Stroke::new(2.0, look.colours.primary) } else { look.outline_stroke() };
        let line = look.sizes.body * 1.45;
        let side = (look.space.m - stroke.width) as i8;
        let above = (((look.target - line) / 2.0).max(look.space.s) - stroke.width) as i8;
        let frame = Frame::new()
            .fill(look.colours.surface)
            .stroke(stroke)
            .corner_radius(look.corner())
            .inner_margin(Margin::symmetric(side, above));
        let edit = if self.rows > 1 { TextEdit::multiline(text) } else { TextEdit::singleline(text) };
        let hint = egui::RichText::new(self.hint).size(look.sizes.body).color(look.colours.muted);
        let edit = edit
            .id(id)
            .password(self.masked)
            .frame(frame)
            .desired_rows(self.rows)
            .desired_width(f32::INFINITY)
            .font(egui::FontId::proportional(look.sizes.body))
            .text_color(look.colours.ink)
            .hint_text(hint)
            .char_limit(MAX_CHARS);
        let mut response = ui.add(edit).accessible_name(&self.name);
        if self.phrase_row(ui, look, text) {
            response.mark_changed();
        }
        response
    }

    fn phrase_row(&self, ui: &mut Ui, look: &Look, text: &mut String) -> bool {
        let Some(phrases) = self.phrases.filter(|phrases| !phrases.texts.is_empty()) else { return false };
        let mut changed = false;
        flow(ui, |ui| {
            for (index, phrase) in phrases.texts.iter().enumerate() {
                let button = Button::plain(phrase).icon(Icon::Plus).salt(("phrase", self.salt, index));
                if button.named((phrases.name)(phrase)).show(ui, look).clicked() {
                    add_phrase(text, phrase, phrases.between);
                    changed = true;
                }
            }
        });
        changed
    }
}

/// Adds a phrase, parted from what stands there unless a mark already does. A phrase that stands there already is
/// not added twice.
fn add_phrase(text: &mut String, phrase: &str, between: &str) {
    if text.contains(phrase) {
        return;
    }
    let trimmed = text.trim_end().len();
    text.truncate(trimmed);
    if text.ends_with(char::is_alphanumeric) {
        text.push_str(between);
    }
    text.push_str(phrase);
}

/// A field with a search icon in front of it, for lists.
pub fn search(ui: &mut Ui, look: &Look, name: &str, text: &mut String) -> Response {
    let frame = Frame::new().fill(look.colours.surface).stroke(look.outline_stroke()).corner_radius(look.corner());
    frame
        .show(ui, |ui| {
            ui.horizontal(|ui| {
                ui.set_min_height(look.target);
                ui.add_space(look.space.s);
                let side = look.sizes.body * 1.2;
                let (rect, _) = ui.allocate_exact_size(egui::Vec2::splat(side), egui::Sense::hover());
                Icon::Search.paint(ui.painter(), rect, look.colours.muted);
                let clear = if text.is_empty() { 0.0 } else { look.target + look.space.s };
                let edit = TextEdit::singleline(text)
                    .id(ui.scope_id().with("search"))
                    .frame(Frame::new().fill(Color32::TRANSPARENT).inner_margin(Margin::symmetric(4, 8)))
                    .desired_width((ui.available_width() - clear).max(look.target))
                    .font(egui::FontId::proportional(look.sizes.body))
                    .hint_text(egui::RichText::new(name).color(look.colours.muted));
                let mut response = ui.add(edit).accessible_name(name);
                if clear > 0.0 {
                    let button = Button::icon_only(Icon::Clear, format!("{name} ×")).salt("clear-search");
                    if button.show(ui, look).clicked() {
                        text.clear();
                        response.mark_changed();
                    }
                }
                response
            })
            .inner
        })
        .inner
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn phrases_are_joined_and_never_doubled() {
        let mut text = String::new();
        for phrase in ["老人独居", "冬季道路结冰", "老人独居"] {
            add_phrase(&mut text, phrase, "，");
        }
        assert_eq!(text, "老人独居，冬季道路结冰");
        let mut text = "icy; ".to_owned();
        add_phrase(&mut text, "alone", ", ");
        assert_eq!(text, "icy;alone", "a mark that stands there parts them");
    }
}
