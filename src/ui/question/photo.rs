//! Photos: as the answer itself, or beside another answer.

use egui::Ui;

use super::{Card, PhotoWay};
use crate::app::camera::CameraCommand;
use crate::app::command::Command;
use crate::app::route::Route;
use crate::dossier::prompt::PhotoPrompt;
use crate::ui::widgets::photos::{self, Tapped};
use crate::ui::widgets::{Button, Icon, Tone, flow, status, text};

pub(super) fn show(ui: &mut Ui, card: &mut Card<'_, '_>, least: u32, shows: &str) {
    let look = *card.cx.look;
    if !shows.is_empty() {
        text(ui, look.body(card.cx.words.with("q-photo-shows", &[("what", shows)])));
    }
    before(ui, card);
    let count = card.prompt.photos.len();
    let (tone, icon, key, count) = match (least as usize).checked_sub(count) {
        Some(left @ 1..) => (Tone::Missing, Icon::Camera, "q-photo-left", left),
        _ => (Tone::Good, Icon::Check, "q-photo-enough", count),
    };
    let refused = card.cx.photos == PhotoWay::Refused;
    if count > 0 && !refused {
        status::chip_with(ui, &look, tone, icon, &card.cx.words.with(key, &[("count", &count.to_string())]));
    }
    strip(ui, card);
    if refused {
        status::line_with(ui, &look, Tone::Neutral, Icon::Hand, &card.word("q-photo-refused"), &[]);
        return;
    }
    if !card.cx.editable {
        return;
    }
    let silent = card.cx.photos == PhotoWay::DialogSilent;
    if silent {
        status::line_with(ui, &look, Tone::Doubtful, Icon::Info, &card.word("q-photo-silent"), &[]);
    }
    flow(ui, |ui| {
        let words = card.word("q-photo-take");
        if Button::primary(&words).icon(Icon::Camera).salt("take").named(card.name(&words)).show(ui, &look).clicked() {
            card.cx.out.push(take(card));
        }
        let words = card.word("q-photo-add");
        if Button::plain(&words).icon(Icon::Picture).salt("pick").named(card.name(&words)).show(ui, &look).clicked() {
            card.cx.out.push(Command::PickPhotos { path: card.prompt.path.clone() });
        }
        let words = card.word("q-photo-browse");
        let browse = if silent { Button::plain(&words) } else { Button::quiet(&words) };
        if browse.icon(Icon::Folder).salt("browse").named(card.name(&words)).show(ui, &look).clicked() {
            card.cx.out.push(Command::BrowsePhotos { path: card.prompt.path.clone() });
        }
    });
}

/// The photos from before the works, to look at and to stand in for; with a pair the way to compare.
fn before(ui: &mut Ui, card: &mut Card<'_, '_>) {
    let (look, words, prompt) = (*card.cx.look, card.cx.words, card.prompt);
    if prompt.before.photos.is_empty() {
        return;
    }
    let title = words.text("compare-before");
    text(ui, look.muted(&title));
    let names = |number: usize| {
        let photo = words.with("q-photo-name", &[("number", &number.to_string())]);
        [super::part_name(words, &prompt.label, &format!("{title} {photo}")), String::new()]
    };
    let photos: Vec<PhotoPrompt> = prompt.before.photos.iter().map(|(_, photo)| photo.clone()).collect();
    let tapped = ui.push_id("before", |ui| photos::strip(ui, &look, card.cx.textures, &photos, &names, false)).inner;
    if let Some(Tapped::Open(row)) = tapped
        && let Some((path, _)) = prompt.before.photos.iter().find(|(_, photo)| photo.row == row)
    {
        let back = Box::new(card.cx.here.clone());
        card.cx.out.push(Command::Go(Route::Photo { path: path.clone(), row, back }));
    }
    if let Some([before, after]) = &prompt.before.pair {
        let compare = words.text("compare-title");
        let button = Button::plain(&compare).icon(Icon::Compare).salt("compare").named(card.name(&compare));
        if button.show(ui, &look).clicked() {
            let (before, after, back) = (before.clone(), after.clone(), Box::new(card.cx.here.clone()));
            card.cx.out.push(Command::Go(Route::Compare { before, after, back }));
        }
        text(ui, look.muted(words.text("compare-after")));
    }
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

/// Opens the viewfinder.
fn take(card: &Card<'_, '_>) -> Command {
    Command::Camera(CameraCommand::Open { path: card.prompt.path.clone(), ghost: None })
}

/// The ways to add a photo to a question that asks for something else: little to see, full names.
pub(super) fn add_buttons(ui: &mut Ui, card: &mut Card<'_, '_>) {
    if card.cx.photos == PhotoWay::Refused {
        return;
    }
    let look = card.cx.look;
    let path = &card.prompt.path;
    let words = card.word("q-photo-add-short");
    let shoot = Button::quiet(&words).small().icon(Icon::Camera).salt("take").named(card.name_of("q-photo-take"));
    if shoot.show(ui, look).clicked() {
        card.cx.out.push(take(card));
    }
    let pick = Button::icon_only(Icon::Picture, card.name_of("q-photo-add")).small().salt("pick");
    if pick.show(ui, look).clicked() {
        card.cx.out.push(Command::PickPhotos { path: path.clone() });
    }
    let browse = Button::icon_only(Icon::Folder, card.name_of("q-photo-browse")).small().salt("browse");
    if browse.show(ui, look).clicked() {
        card.cx.out.push(Command::BrowsePhotos { path: path.clone() });
    }
}
