//! A field for a passphrase: dots unless one asks to see it, and no trace of it afterwards.

use egui::text_edit::TextEditState;
use egui::{Context, Id, Response, Ui};

use super::text_field::TextField;
use super::{Button, Icon};
use crate::app::keys::Passphrase;
use crate::l10n::Words;
use crate::ui::theme::Look;

/// What is being typed.
#[derive(Default)]
pub struct Secret {
    typed: String,
    shown: bool,
    id: Option<Id>,
}

impl Secret {
    pub fn is_empty(&self) -> bool {
        self.typed.is_empty()
    }

    /// What stands there, to be judged; not to be kept.
    pub fn peek(&self) -> &str {
        &self.typed
    }

    /// Puts a text there that came from elsewhere: a file with a key.
    pub fn put(&mut self, text: String) {
        drop(std::mem::replace(self, Self { typed: text, ..Self::default() }));
    }

    /// Takes what was typed; the field is empty and nothing can be undone in it.
    pub fn take(&mut self, ctx: &Context) -> Passphrase {
        self.shown = false;
        if let Some(id) = self.id {
            // Its history of changes is a history of passphrases.
            ctx.data_mut(|data| data.remove::<TextEditState>(id));
        }
        Passphrase::take(&mut self.typed)
    }

    /// Shows the field with a switch that shows and hides what is typed. `name` is the accessible name.
    pub fn show(&mut self, ui: &mut Ui, look: &Look, words: &Words, name: &str) -> Response {
        ui.horizontal_top(|ui| {
            let room = ui.available_width() - look.target - look.space.s;
            let response = ui
                .vertical(|ui| {
                    ui.set_width(room);
                    TextField::new(("secret", name), name).hint(name).masked(!self.shown).show(
                        ui,
                        look,
                        &mut self.typed,
                    )
                })
                .inner;
            self.id = Some(response.id);
            let key = if self.shown { "keys-secret-hide" } else { "keys-secret-show" };
            let label = words.with(key, &[("name", name)]);
            let switch = Button::icon_only(Icon::Eye, label).outlined().selected(self.shown).salt(("eye", name));
            let switch = switch.size(egui::vec2(look.target, response.rect.height()));
            if switch.show(ui, look).clicked() {
                self.shown = !self.shown;
            }
            response
        })
        .inner
    }
}

/// Wiped like a passphrase that was taken.
impl Drop for Secret {
    fn drop(&mut self) {
        drop(Passphrase::take(&mut self.typed));
    }
}
