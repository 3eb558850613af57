//! What comes to the front: filters on a narrow window, views, columns, and the ways out.

use egui::{Id, Ui, vec2};

use super::registry_ui::{Sheet, State, clear, send};
use super::{data, filter_ui};
use crate::app::command::Command;
use crate::app::desk::registry::RegistryCommand;
use crate::app::papers::PaperCommand;
use crate::app::route::Route;
use crate::registry::view::{Column, Placed, built_in};
use crate::ui::scene::Scene;
use crate::ui::widgets::text_field::TextField;
use crate::ui::widgets::{self, Button, Chip, Icon, dialog};

/// Points that a tap makes a column wider or narrower.
const STEP: u16 = 20;
/// Narrowest and widest a column can be made.
const WIDTHS: (u16, u16) = (64, 480);

/// Shows the sheet that is open.
pub(super) fn show(ui: &Ui, state: &mut State, scene: &mut Scene<'_>) {
    let Some(sheet) = state.sheet else { return };
    let title = scene.words.text(match sheet {
        Sheet::Filters => "registry-filters",
        Sheet::Views => "registry-views",
        Sheet::Columns => "registry-columns",
        Sheet::More => "registry-more",
    });
    let id = Id::unique(("register-sheet", sheet as u8));
    let shown = dialog::sheet(ui.ctx(), scene.look, id, &title, |ui| {
        ui.spacing_mut().item_spacing.y = scene.look.space.s;
        let done = match sheet {
            Sheet::Filters => filters(ui, state, scene),
            Sheet::Views => views(ui, state, scene),
            Sheet::Columns => columns(ui, scene),
            Sheet::More => return more(ui, scene),
        };
        if done { None } else { Some(sheet) }
    });
    // Another sheet may have been opened from this one.
    state.sheet = if shown.closed { None } else { shown.inner };
}

/// Whether the sheet is done with.
fn filters(ui: &mut Ui, state: &mut State, scene: &mut Scene<'_>) -> bool {
    let (look, words) = (scene.look, scene.words);
    filter_ui::content(ui, state, scene);
    ui.add_space(look.space.m);
    let found = data::count(state.asked.found().rows.len());
    let text = words.with("registry-show-found", &[("count", &found)]);
    let done = Button::primary(&text).salt("show-found").wide().show(ui, look).clicked();
    if Button::quiet(&words.text("registry-clear")).salt("clear-sheet").wide().show(ui, look).clicked() {
        clear(state, scene);
    }
    done
}

fn views(ui: &mut Ui, state: &mut State, scene: &mut Scene<'_>) -> bool {
    let (look, words, program) = (scene.look, scene.words, scene.program);
    let mut done = false;
    let counts = state.asked.views(&program.registry).to_vec();
    for ((key, query), number) in built_in().into_iter().zip(counts) {
        let text = words.with("registry-choice", &[("name", &words.text(key)), ("count", &data::count(number))]);
        let chosen = program.desk.registry.query == query;
        if Chip::one(&text, chosen).salt(("view", key)).width(f32::INFINITY).show(ui, look).clicked() {
            send(scene, RegistryCommand::Ask(query));
            done = true;
        }
    }
    widgets::text(ui, look.muted(words.text("registry-views-own")));
    for view in &program.desk.registry.views.saved {
        ui.horizontal(|ui| {
            let remove = Button::icon_only(Icon::Trash, words.with("registry-view-drop", &[("name", &view.name)]));
            let room = ui.available_width() - look.target - look.space.s;
            let chosen = program.desk.registry.query == view.query;
            let chip = Chip::one(&view.name, chosen).salt(("own-view", &view.name));
            ui.scope(|ui| {
                ui.set_max_width(room);
                if chip.width(room).show(ui, look).clicked() {
                    send(scene, RegistryCommand::UseView(view.name.clone()));
                    done = true;
                }
            });
            if remove.salt(("drop-view", &view.name)).show(ui, look).clicked() {
                send(scene, RegistryCommand::DropView(view.name.clone()));
            }
        });
    }
    let hint = words.text("registry-view-name");
    TextField::new("view-name", &hint).hint(&hint).show(ui, look, &mut state.view_name);
    let named = !state.view_name.trim().is_empty() && program.read_only.is_none();
    let save = Button::plain(&words.text("registry-view-save")).icon(Icon::Plus).wide().enabled(named).show(ui, look);
    if save.clicked() && named {
        send(scene, RegistryCommand::SaveView(std::mem::take(&mut state.view_name)));
    }
    done
}

fn columns(ui: &mut Ui, scene: &mut Scene<'_>) -> bool {
    let (look, words) = (scene.look, scene.words);
    let shown = scene.program.desk.registry.columns();
    let mut next: Option<Vec<Placed>> = None;
    for (place, placed) in shown.iter().enumerate() {
        ui.horizontal(|ui| {
            let title = words.text(placed.column.key());
            let buttons = 5.0 * (look.target + look.space.s);
            let width = (ui.available_width() - buttons).max(look.target);
            ui.add_sized(vec2(width, look.target), egui::Label::new(look.body(&title)).truncate());
            for (key, icon) in [
                ("registry-column-up", Icon::ChevronUp),
                ("registry-column-down", Icon::ChevronDown),
                ("registry-column-narrower", Icon::Minus),
                ("registry-column-wider", Icon::Plus),
                ("registry-column-hide", Icon::Cross),
            ] {
                let name = words.with(key, &[("column", &title)]);
                let button = Button::icon_only(icon, name).salt((key, placed.column));
                if button.show(ui, look).clicked() {
                    next = Some(changed(&shown, place, key));
                }
            }
        });
    }
    widgets::text(ui, look.muted(words.text("registry-columns-hidden")));
    widgets::flow(ui, |ui| {
        let hidden = Column::ALL.into_iter().filter(|column| shown.iter().all(|placed| placed.column != *column));
        for column in hidden {
            let title = words.text(column.key());
            if Chip::many(&title, false).icon(Icon::Plus).salt(("column", column)).show(ui, look).clicked() {
                next = Some(shown.iter().copied().chain([column.placed()]).collect());
            }
        }
    });
    ui.add_space(look.space.m);
    let done = Button::primary(&words.text("registry-done")).salt("columns-done").wide().show(ui, look).clicked();
    if Button::quiet(&words.text("registry-columns-usual")).wide().show(ui, look).clicked() {
        next = Some(Column::usual());
    }
    if let Some(columns) = next {
        send(scene, RegistryCommand::Arrange(columns));
    }
    done
}

/// The columns after a tap on one of the buttons; the last one cannot be hidden.
fn changed(shown: &[Placed], place: usize, key: &str) -> Vec<Placed> {
    let mut columns = shown.to_vec();
    let last = columns.len() - 1;
    match key {
        "registry-column-up" if place > 0 => columns.swap(place, place - 1),
        "registry-column-down" if place < last => columns.swap(place, place + 1),
        "registry-column-narrower" => columns[place].width = columns[place].width.saturating_sub(STEP).max(WIDTHS.0),
        "registry-column-wider" => columns[place].width = columns[place].width.saturating_add(STEP).min(WIDTHS.1),
        "registry-column-hide" if last > 0 => {
            columns.remove(place);
        }
        _ => {}
    }
    columns
}

/// The sheet that comes next, if any.
fn more(ui: &mut Ui, scene: &mut Scene<'_>) -> Option<Sheet> {
    let (look, words) = (scene.look, scene.words);
    let mut next = Some(Sheet::More);
    let way = |ui: &mut Ui, key: &str, icon: Icon| {
        Button::plain(&words.text(key)).icon(icon).salt(key).wide().show(ui, look).clicked()
    };
    if way(ui, "registry-columns", Icon::Menu) {
        next = Some(Sheet::Columns);
    }
    if way(ui, "registry-go-households", Icon::Calendar) {
        scene.out.push(Command::Go(Route::Households));
        next = None;
    }
    if way(ui, "paper-open", Icon::Note) {
        scene.out.push(Command::Paper(PaperCommand::Open));
        next = None;
    }
    if way(ui, "registry-look-for-photos", Icon::Picture) {
        send(scene, RegistryCommand::LookForPhotos);
        next = None;
    }
    next
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_move_change_their_width_and_the_last_one_stays() {
        let shown = Column::usual();
        let order = |columns: &[Placed]| columns.iter().map(|placed| placed.column).collect::<Vec<_>>();
        let moved = changed(&shown, 1, "registry-column-up");
        assert_eq!(order(&moved)[..2], [Column::Persons, Column::Name]);
        assert_eq!(changed(&shown, 0, "registry-column-up"), shown);
        assert_eq!(changed(&shown, 0, "registry-column-wider")[0].width, shown[0].width + STEP);
        let mut one = vec![Placed { width: 70, ..shown[0] }];
        one = changed(&one, 0, "registry-column-narrower");
        assert_eq!((one[0].width, changed(&one, 0, "registry-column-hide").len()), (WIDTHS.0, 1));
    }
}
