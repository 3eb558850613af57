//! The way in when the passphrase is forgotten: a recovery key, and a new passphrase.

use egui::Ui;

use super::lock_ui::trouble;
use super::{State, View, Wish};
use crate::app::keys::passphrase::FEWEST;
use crate::ui::screens::keys::new_passphrase;
use crate::ui::widgets::{self, Button, Icon};

/// Shows key, new passphrase and the button; returns what the person asked for.
pub(super) fn show(ui: &mut Ui, state: &mut State, view: &View<'_>) -> Option<Wish> {
    let (look, words) = (view.look, view.words);
    let recovery = state.recovery.as_mut()?;
    widgets::text(ui, look.heading(words.text("lock-recovery-title")));
    widgets::text(ui, look.body(words.text("lock-recovery-text")));
    recovery.key.show(ui, look, words, &words.text("lock-recovery-key"));
    let mut wish = None;
    if Button::plain(&words.text("lock-recovery-file")).icon(Icon::Folder).wide().show(ui, look).clicked() {
        wish = Some(Wish::PickKey);
    }
    ui.add_space(look.space.s);
    widgets::text(ui, look.body(words.with("keys-new-passphrase-hint", &[("count", &FEWEST.to_string())])));
    new_passphrase(ui, look, words, &mut recovery.new, &mut recovery.again);
    let complete = recovery.is_complete();
    trouble(ui, state, view);
    let open = words.text("lock-recovery-open");
    if Button::primary(&open).wide().enabled(complete).show(ui, look).clicked()
        && let Some(recovery) = &mut state.recovery
    {
        let ctx = ui.ctx();
        wish = Some(Wish::Recover { key: recovery.key.take(ctx), new: recovery.new.take(ctx) });
        drop(recovery.again.take(ctx));
        state.problem = None;
    }
    if Button::quiet(&words.text("lock-recovery-back")).wide().show(ui, look).clicked() {
        (state.recovery, state.problem, state.focused) = (None, None, false);
    }
    wish
}
