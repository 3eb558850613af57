//! A row of alternatives of which one is always chosen: theme, language, filter.

use egui::{IdSalt, Ui};

use super::{Chip, flow};
use crate::l10n::Words;
use crate::ui::theme::Look;

/// Shows the alternatives and says which one was tapped, if it is another one.
///
/// `owner` is the word before the colon in the accessible names ("主题：深色").
pub fn show<T: Copy + PartialEq>(
    ui: &mut Ui,
    look: &Look,
    words: &Words,
    owner: &str,
    chosen: T,
    alternatives: &[(T, String)],
) -> Option<T> {
    let salt = IdSalt::new(("segmented", owner));
    let mut tapped = None;
    flow(ui, |ui| {
        for (index, (value, text)) in alternatives.iter().enumerate() {
            let chip = Chip::one(text, *value == chosen)
                .salt((salt, index))
                .named(words.with("q-part", &[("question", owner), ("part", text)]));
            if chip.show(ui, look).clicked() && *value != chosen {
                tapped = Some(*value);
            }
        }
    });
    tapped
}
