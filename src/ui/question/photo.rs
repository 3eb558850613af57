//! Photos: as the answer itself, or beside another answer.

use egui::Ui;

use super::{Card, PhotoWay};
use crate::app::command::Command;
use crate::app::route::Route;
use crate::ui::widgets::photos::{self, Tapped};
use crate::ui::widgets::{Button, Icon, Tone, flow, status, text};

pub(super) fn show(ui: &mut Ui, card: &mut Card<'_, '_>, least: u32, shows: &str) {
    let look = *card.cx.look;
    if !shows.is_empty() {
        text(ui, look.body(card.cx.words.with("q-photo-shows", &[("what", shows)])));
    }
    let count = card.prompt.photos.len();
    let (tone, icon, key, count) = match (least as usize).checked_sub(count) {
        Some(left @ 1..) => (Tone::Missing, Icon::Camera, "q-photo-left", left),
        _ => (Tone::Good, Icon::Check, "q-photo-enough", count),
    };
    if count > 0 {
        status::chip_with(ui, &look, tone, icon, &card.cx.words.with(key, &[("count", &count.to_string())]));
    }
    strip(ui, card);
    if !is_allowed(ui, card) {
        return;
    }
    flow(ui, |ui| {
        let words = card.word("q-photo-add");
        let button = Button::primary(&words).icon(Icon::Camera).salt("pick").named(card.name(&words));
        if button.show(ui, &look).clicked() {
            card.cx.out.push(Command::PickPhotos { path: card.prompt.path.clone() });
        }
        browse(ui, card);
    });
}

/// The photos there are; a tap opens one.
pub(super) fn strip(ui: &mut Ui, card: &mut Card<'_, '_>) {
    if card.prompt.photos.is_empty() {
        return;
    }
    let words = card.cx.words;
    let label = &card.prompt.label;
    let names = |number: usize| {
        let number = number.to_string();
        ["q-photo-name", "q-photo-remove"]
            .map(|key| super::part_name(words, label, &words.with(key, &[("number", &number)])))
    };
    let photos = &card.prompt.photos;
    let tapped = photos::strip(ui, card.cx.look, card.cx.textures, photos, &names, card.cx.editable);
    let path = card.prompt.path.clone();
    match tapped {
        Some(Tapped::Open(row)) => {
            card.cx.out.push(Command::Go(Route::Photo { path, row, back: Box::new(card.cx.here.clone()) }));
        }
        Some(Tapped::Remove(row)) => card.cx.out.push(Command::RemovePhoto { path, row }),
        None => {}
    }
}

/// The ways to add a photo to a question that asks for something else.
pub(super) fn add_buttons(ui: &mut Ui, card: &mut Card<'_, '_>) {
    if card.cx.photos == PhotoWay::Refused {
        return;
    }
    let words = card.word("q-photo-add");
    let button = Button::quiet(&words).icon(Icon::Camera).salt("pick").named(card.name(&words));
    if button.show(ui, card.cx.look).clicked() {
        card.cx.out.push(Command::PickPhotos { path: card.prompt.path.clone() });
    }
    browse(ui, card);
}

/// Says why no photo can be added, or that the file dialog is silent.
fn is_allowed(ui: &mut Ui, card: &Card<'_, '_>) -> bool {
    let (tone, key) = match card.cx.photos {
        PhotoWay::Open => return true,
        PhotoWay::DialogSilent => (Tone::Neutral, "dialog-waiting"),
        PhotoWay::Refused => (Tone::Refused, "visit-photo-refused"),
    };
    status::line(ui, card.cx.look, tone, &card.word(key), &[]);
    card.cx.photos != PhotoWay::Refused
}

fn browse(ui: &mut Ui, card: &mut Card<'_, '_>) {
    let words = card.word("q-photo-browse");
    let button = Button::quiet(&words).icon(Icon::Folder).salt("browse").named(card.name(&words));
    if button.show(ui, card.cx.look).clicked() {
        card.cx.out.push(Command::BrowsePhotos { path: card.prompt.path.clone() });
    }
}
