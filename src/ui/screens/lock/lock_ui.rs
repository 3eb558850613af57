//! Paints it: one calm column with one field and one large button.

use egui::{Align, CentralPanel, Frame, Key, Layout, ScrollArea, Spinner, Ui};

use super::{Finishing, State, View, Wish, recovery_ui};
use crate::l10n::Language;
use crate::ui::widgets::{self, Button, Icon, Tone, progress, segmented, status};

/// Shows the screen; returns what the person asked for.
pub fn show(ui: &mut Ui, state: &mut State, view: &View<'_>) -> Option<Wish> {
    let look = view.look;
    let frame = Frame::new().fill(look.colours.ground).inner_margin(look.margin(look.space.l));
    CentralPanel::default()
        .frame(frame)
        .show(ui, |ui| {
            ScrollArea::vertical()
                .auto_shrink([false, false])
                .id_salt("lock")
                .show(ui, |ui| column(ui, state, view))
                .inner
        })
        .inner
}

fn column(ui: &mut Ui, state: &mut State, view: &View<'_>) -> Option<Wish> {
    let look = view.look;
    let room = ui.available_width();
    let width = room.min(440.0 * look.factor.sqrt());
    ui.add_space((ui.available_height() * 0.12).max(look.space.m));
    ui.horizontal_top(|ui| {
        ui.spacing_mut().item_spacing.x = 0.0;
        ui.add_space((room - width) / 2.0);
        ui.vertical(|ui| {
            ui.set_width(width);
            ui.spacing_mut().item_spacing = egui::vec2(look.space.s, look.space.m);
            heading(ui, view);
            let wish = content(ui, state, view);
            ui.add_space(look.space.xl);
            wish.or(languages(ui, view))
        })
        .inner
    })
    .inner
}

fn heading(ui: &mut Ui, view: &View<'_>) {
    let (look, words) = (view.look, view.words);
    ui.with_layout(Layout::top_down(Align::Center), |ui| {
        let side = 2.0 * look.sizes.title;
        let (rect, _) = ui.allocate_exact_size(egui::Vec2::splat(side), egui::Sense::hover());
        Icon::Lock.paint(ui.painter(), rect, look.colours.primary);
        widgets::text(ui, look.title(words.text("app-window-title")));
    });
    ui.add_space(look.space.m);
}

fn content(ui: &mut Ui, state: &mut State, view: &View<'_>) -> Option<Wish> {
    if let Some((message, (done, total))) = view.working {
        working(ui, view, message, done, total);
        return None;
    }
    finishing(ui, view);
    if view.stuck {
        return stuck(ui, state, view);
    }
    if state.recovery.is_some() {
        return recovery_ui::show(ui, state, view);
    }
    passphrase(ui, state, view)
}

fn working(ui: &mut Ui, view: &View<'_>, message: &str, done: usize, total: usize) {
    let (look, words) = (view.look, view.words);
    ui.with_layout(Layout::top_down(Align::Center), |ui| {
        if look.motion > 0.0 && total == 0 {
            ui.add(Spinner::new().size(look.target).color(look.colours.primary));
        }
        widgets::text(ui, look.body(words.text(message)));
    });
    if total > 0 {
        let [at, of] = [done, total].map(|count| count.to_string());
        let name = words.with("lock-working-files", &[("done", &at), ("total", &of)]);
        progress::bar(ui, look, done as f32 / total as f32, &name);
        widgets::text(ui, look.muted(name));
        // The worker says nothing between its beginning and its end.
        ui.ctx().request_repaint_after_secs(0.25);
    }
}

fn finishing(ui: &mut Ui, view: &View<'_>) {
    let (look, words) = (view.look, view.words);
    match view.finishing {
        None => {}
        Some(Finishing::Work) => status::line(ui, look, Tone::Neutral, &words.text("lock-finishing"), &[]),
        Some(Finishing::Unsaved(count)) => {
            let text = words.with("lock-unsaved", &[("count", &count.to_string())]);
            status::line(ui, look, Tone::Bad, &text, &[]);
        }
    }
}

fn stuck(ui: &mut Ui, state: &State, view: &View<'_>) -> Option<Wish> {
    trouble(ui, state, view);
    let again = view.words.text("app-retry");
    Button::primary(&again).wide().show(ui, view.look).clicked().then_some(Wish::TryAgain)
}

fn passphrase(ui: &mut Ui, state: &mut State, view: &View<'_>) -> Option<Wish> {
    let (look, words) = (view.look, view.words);
    let name = words.text("lock-passphrase");
    let field = state.passphrase.show(ui, look, words, &name);
    let entered = field.lost_focus() && ui.input(|input| input.key_pressed(Key::Enter));
    if !std::mem::replace(&mut state.focused, true) || entered {
        field.request_focus();
    }
    trouble(ui, state, view);
    let wait = state.wait(ui.ctx());
    let text = wait.map_or_else(
        || words.text("lock-unlock"),
        |seconds| words.with("lock-wait", &[("seconds", &seconds.to_string())]),
    );
    let ready = wait.is_none() && !state.passphrase.is_empty();
    let tapped = Button::primary(&text).wide().enabled(ready).salt("unlock").show(ui, look).clicked();
    if ready && (tapped || entered) {
        state.problem = None;
        return Some(Wish::Unlock(state.passphrase.take(ui.ctx())));
    }
    ui.add_space(look.space.m);
    let forgotten = words.text("lock-forgotten");
    if Button::quiet(&forgotten).wide().show(ui, look).clicked() {
        state.problem = None;
        state.recovery = Some(super::Recovery::default());
    }
    None
}

/// Why it stays closed, and what to do next.
pub(super) fn trouble(ui: &mut Ui, state: &State, view: &View<'_>) {
    let Some(problem) = &state.problem else { return };
    let (look, words) = (view.look, view.words);
    let hint: Vec<_> = words.hint(problem).map(|hint| look.body(hint)).into_iter().collect();
    status::line(ui, look, Tone::Bad, &words.what(problem), &hint);
}

fn languages(ui: &mut Ui, view: &View<'_>) -> Option<Wish> {
    let (look, words) = (view.look, view.words);
    let all = Language::ALL.map(|language| (language, language.endonym().to_owned()));
    segmented::show(ui, look, words, &words.text("settings-language"), view.language, &all).map(Wish::Speak)
}
