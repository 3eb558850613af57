//! Own keys for numbers and identity numbers: large, always in the same place, no system keyboard needed.

use egui::{Event, Key as Pressed, Ui, vec2};

use super::{Button, Icon};
use crate::l10n::Words;
use crate::ui::theme::Look;

/// A key was tapped.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Key {
    /// A digit, the decimal point, or a letter.
    Put(char),
    /// Plus to minus and back.
    Sign,
    /// Takes the last character away.
    Back,
    Clear,
    Done,
}

/// Which keys there are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Pad {
    /// `places` digits after the point; a sign key where the number may be below zero.
    Number { places: u8, sign: bool },
    /// Digits and X.
    CitizenId,
    /// Digits, X and B.
    Certificate,
    /// Digits only.
    Phone,
}

impl Pad {
    /// The keys below 7 and right of 9.
    const fn extras(self) -> (Option<Key>, Option<Key>) {
        match self {
            Self::Number { places, sign } => {
                (if places > 0 { Some(Key::Put('.')) } else { None }, if sign { Some(Key::Sign) } else { None })
            }
            Self::CitizenId => (Some(Key::Put('X')), None),
            Self::Certificate => (Some(Key::Put('B')), Some(Key::Put('X'))),
            Self::Phone => (None, None),
        }
    }

    fn takes(self, letter: char) -> bool {
        letter.is_ascii_digit() || [self.extras().0, self.extras().1].contains(&Some(Key::Put(letter)))
    }
}

/// Shows the keys; returns what was tapped or typed on a keyboard, in order.
///
/// `name` puts the question's name before a key's, so that names are unique on a screen.
pub fn show(ui: &mut Ui, look: &Look, words: &Words, pad: Pad, name: &dyn Fn(&str) -> String) -> Vec<Key> {
    let gap = look.space.s;
    let width = ((ui.available_width() - 3.0 * gap) / 4.0).clamp(look.target, look.key * 1.7);
    let (below, beside) = pad.extras();
    let digit = |c: char| Some(Key::Put(c));
    let rows = [
        [digit('1'), digit('2'), digit('3'), Some(Key::Back)],
        [digit('4'), digit('5'), digit('6'), Some(Key::Clear)],
        [digit('7'), digit('8'), digit('9'), beside],
        [below, digit('0'), Some(Key::Done), None],
    ];
    let mut tapped = typed(ui, pad);
    for row in rows {
        ui.horizontal_top(|ui| {
            ui.spacing_mut().item_spacing.x = gap;
            for key in row {
                let wide = if key == Some(Key::Done) { 2.0 * width + gap } else { width };
                let size = vec2(wide, look.key);
                match key {
                    Some(key) if face(key, words, name, |button| button.size(size).show(ui, look)).clicked() => {
                        tapped.push(key);
                    }
                    Some(_) => {}
                    None if row[2] == Some(Key::Done) && below.is_some() => {}
                    None => {
                        ui.allocate_space(size);
                    }
                }
            }
        });
    }
    tapped
}

fn face<R>(key: Key, words: &Words, name: &dyn Fn(&str) -> String, show: impl FnOnce(Button<'_>) -> R) -> R {
    let said = |word: &str| name(&words.text(word));
    match key {
        Key::Put(letter) => {
            let text = letter.to_string();
            show(Button::plain(&text).salt(("key", letter)).named(name(&text)))
        }
        Key::Sign => show(Button::plain("±").salt("sign").named(said("q-key-sign"))),
        Key::Back => show(Button::icon_only(Icon::DeleteLeft, said("q-key-back")).outlined().salt("back")),
        Key::Clear => {
            let text = words.text("q-key-clear");
            show(Button::plain(&text).salt("clear").named(name(&text)))
        }
        Key::Done => {
            let text = words.text("q-key-done");
            show(Button::primary(&text).icon(Icon::Check).salt("done").named(name(&text)))
        }
    }
}

/// What a real keyboard says, while it speaks to nothing else.
fn typed(ui: &Ui, pad: Pad) -> Vec<Key> {
    let elsewhere = ui.memory(|memory| {
        let behind = memory.top_modal_layer().is_some_and(|layer| layer != ui.layer_id());
        behind || memory.focused().is_some()
    });
    if elsewhere || !ui.is_enabled() {
        return Vec::new();
    }
    ui.input(|input| {
        let events = input.events.iter();
        events
            .flat_map(|event| match event {
                Event::Text(text) => text
                    .chars()
                    .filter_map(|letter| match letter.to_ascii_uppercase() {
                        '-' if pad.extras().1 == Some(Key::Sign) => Some(Key::Sign),
                        letter if pad.takes(letter) => Some(Key::Put(letter)),
                        _ => None,
                    })
                    .collect(),
                Event::Key { key: Pressed::Backspace, pressed: true, .. } => vec![Key::Back],
                Event::Key { key: Pressed::Enter, pressed: true, .. } => vec![Key::Done],
                _ => Vec::new(),
            })
            .collect()
    })
}

/// Digits before the point that a number may have; more is a slip of the finger.
const MAX_DIGITS: usize = 9;

/// Applies one key to a number as it is being typed: `"-12."` is a stage on the way.
pub fn edit_number(text: &mut String, key: Key, places: u8) {
    match key {
        Key::Put('.') if places > 0 && !text.contains('.') => {
            if text.is_empty() || text == "-" {
                text.push('0');
            }
            text.push('.');
        }
        Key::Put(digit @ '0'..='9') => {
            let (whole, fraction) = text.split_once('.').map_or((text.as_str(), None), |(w, f)| (w, Some(f)));
            let full = match fraction {
                Some(fraction) => fraction.len() >= usize::from(places),
                None => whole.trim_start_matches('-').len() >= MAX_DIGITS,
            };
            if fraction.is_none() && matches!(whole, "0" | "-0") {
                text.pop();
            }
            if !full {
                text.push(digit);
            }
        }
        Key::Sign => match text.strip_prefix('-') {
            Some(rest) => *text = rest.to_owned(),
            None => text.insert(0, '-'),
        },
        Key::Back => {
            text.pop();
        }
        Key::Clear => text.clear(),
        Key::Put(_) | Key::Done => {}
    }
}

/// Applies one key to an identity number of at most `longest` characters.
pub fn edit_code(text: &mut String, key: Key, longest: usize) {
    match key {
        Key::Put(letter) if text.len() < longest => text.push(letter),
        Key::Back => {
            text.pop();
        }
        Key::Clear => text.clear(),
        Key::Put(_) | Key::Sign | Key::Done => {}
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn typed(keys: &str, places: u8) -> String {
        let mut text = String::new();
        for key in keys.chars() {
            let key = match key {
                '<' => Key::Back,
                '±' => Key::Sign,
                'C' => Key::Clear,
                other => Key::Put(other),
            };
            edit_number(&mut text, key, places);
        }
        text
    }

    #[test]
    fn numbers_are_typed_as_on_paper() {
        for (keys, places, expected) in [
            ("760", 0, "760"),
            ("007", 0, "7"),
            ("0.5", 1, "0.5"),
            (".5", 1, "0.5"),
            ("1.25", 1, "1.2"),
            ("1..2", 2, "1.2"),
            ("1.5", 0, "15"),
            ("12±", 0, "-12"),
            ("±1±2", 0, "12"),
            ("±.5", 1, "-0.5"),
            ("123<4", 0, "124"),
            ("123C9", 0, "9"),
            ("12345678901234", 0, "123456789"),
        ] {
            assert_eq!(typed(keys, places), expected, "{keys}");
        }
    }

    #[test]
    fn a_code_is_never_longer_than_it_may_be() {
        let mut text = "15222119580412301".to_owned();
        edit_code(&mut text, Key::Put('X'), 18);
        edit_code(&mut text, Key::Put('1'), 18);
        assert_eq!(text, "15222119580412301X");
        edit_code(&mut text, Key::Back, 18);
        assert_eq!(text.len(), 17);
    }
}
