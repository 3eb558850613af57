//! Paints the screen of exports: one column, from what to where, one loud button.

use egui::{ScrollArea, Ui};

use super::data::{ExportsData, Places};
use crate::app::command::Command;
use crate::app::desk::DeskCommand;
use crate::app::desk::export::{Asked, Done, ExportCommand, Whose};
use crate::app::export::{Purpose, What};
use crate::l10n::Words;
use crate::table::write::Format;
use crate::ui::scene::Scene;
use crate::ui::screens::jobs::parcel_ui;
use crate::ui::screens::papers;
use crate::ui::widgets::{self, Button, Chip, Icon, Tone, card, progress, segmented, status};

/// What is chosen.
#[derive(Default)]
pub struct State {
    looked: bool,
    what: Option<What>,
    whose: Whose,
    league: Option<String>,
    banner: Option<String>,
    year: Option<i16>,
    purpose: Option<Purpose>,
    format: Format,
    places: Places,
}

/// Shows the screen.
pub fn show(ui: &mut Ui, state: &mut State, scene: &mut Scene<'_>) {
    if !std::mem::replace(&mut state.looked, true) {
        send(scene, ExportCommand::Look);
    }
    state.places.renew(scene.program);
    let data = ExportsData::of(scene.program, scene.words);
    ScrollArea::vertical().auto_shrink([false, false]).id_salt("exports").show(ui, |ui| {
        ui.spacing_mut().item_spacing.y = scene.look.space.m;
        widgets::column(ui, scene.look, |ui| {
            if let Some((done, all)) = scene.program.desk.export.progress() {
                under_way(ui, done, all, scene);
                return;
            }
            result(ui, scene);
            which(ui, state, &data, scene);
            whom(ui, state, &data, scene);
            purpose(ui, state, &data, scene);
            format(ui, state, scene);
            make(ui, state, &data, scene);
            last(ui, &data, scene);
            card::show(ui, scene.look, |ui| {
                widgets::text(ui, scene.look.muted(scene.words.text("export-papers-hint")));
                papers::button(ui, scene);
            });
        });
    });
}

fn send(scene: &mut Scene<'_>, command: ExportCommand) {
    scene.out.push(Command::Desk(DeskCommand::Export(command)));
}

fn under_way(ui: &mut Ui, done: usize, all: usize, scene: &mut Scene<'_>) {
    let (look, words) = (scene.look, scene.words);
    let text = words.with("export-under-way", &[("done", &done.to_string()), ("all", &all.to_string())]);
    card::show(ui, look, |ui| {
        widgets::text(ui, look.heading(&text));
        progress::bar(ui, look, done as f32 / all.max(1) as f32, &text);
        widgets::text(ui, look.muted(words.text("export-go-on")));
        if Button::plain(&words.text("export-stop")).icon(Icon::Cross).show(ui, look).clicked() {
            send(scene, ExportCommand::Stop);
        }
    });
    // The lane wakes the window only when it is done.
    ui.ctx().request_repaint_after(std::time::Duration::from_millis(100));
}

/// What came of the last export, until it is put away.
fn result(ui: &mut Ui, scene: &mut Scene<'_>) {
    let (look, words) = (scene.look, scene.words);
    let Some(result) = &scene.program.desk.export.result else { return };
    card::show(ui, look, |ui| {
        ui.spacing_mut().item_spacing.y = look.space.s;
        match result {
            Err(problem) => status::line(ui, look, Tone::Bad, &words.problem(problem), &[]),
            Ok(done) => made(ui, done, scene),
        }
        widgets::flow(ui, |ui| {
            if let Ok(done) = result
                && Button::plain(&words.text("export-show-folder")).icon(Icon::Folder).show(ui, look).clicked()
            {
                let path = done.outcome.path.clone();
                scene.out.push(Command::Desk(DeskCommand::Export(ExportCommand::ShowFolder(path))));
            }
            if Button::quiet(&words.text("export-dismiss")).salt("put away").show(ui, look).clicked() {
                scene.out.push(Command::Desk(DeskCommand::Export(ExportCommand::Dismiss)));
            }
        });
    });
}

fn made(ui: &mut Ui, done: &Done, scene: &Scene<'_>) {
    let (look, words) = (scene.look, scene.words);
    let outcome = &done.outcome;
    let mut more = vec![look.body(outcome.path.display().to_string())];
    for (table, rows) in &outcome.tables {
        more.push(look.muted(words.with("export-made-table", &[("table", table), ("rows", &rows.to_string())])));
    }
    let households = outcome.households.to_string();
    status::line(ui, look, Tone::Good, &words.with("export-made", &[("households", &households)]), &more);
    if outcome.left.is_empty() {
        status::line(ui, look, Tone::Good, &words.text("export-left-nothing"), &[]);
    } else {
        let lines: Vec<_> = outcome.left.lines(words).into_iter().map(|line| look.body(line)).collect();
        status::line(ui, look, Tone::Doubtful, &words.text("export-left-title"), &lines);
    }
    for problem in &done.problems {
        status::line(ui, look, Tone::Doubtful, &words.problem(problem), &[]);
    }
}

fn chosen_what(state: &State, data: &ExportsData) -> Option<What> {
    let offered = |what: &&What| data.tables.iter().any(|(known, _, _)| known == *what);
    state.what.as_ref().filter(offered).or_else(|| data.tables.first().map(|(what, _, _)| what)).cloned()
}

fn which(ui: &mut Ui, state: &mut State, data: &ExportsData, scene: &Scene<'_>) {
    let (look, words) = (scene.look, scene.words);
    let chosen = chosen_what(state, data);
    card::show(ui, look, |ui| {
        widgets::text(ui, look.heading(words.text("export-which")));
        widgets::flow(ui, |ui| {
            for (what, title, _) in &data.tables {
                let on = chosen.as_ref() == Some(what);
                if Chip::one(title, on).salt(("what", what.name())).show(ui, look).clicked() {
                    state.what = Some(what.clone());
                }
            }
        });
        if let Some((_, _, about)) = data.tables.iter().find(|(what, _, _)| chosen.as_ref() == Some(what)) {
            widgets::text(ui, look.muted(about));
        }
    });
}

fn whom(ui: &mut Ui, state: &mut State, data: &ExportsData, scene: &Scene<'_>) {
    let (look, words) = (scene.look, scene.words);
    if !data.whose.iter().any(|(whose, _)| *whose == state.whose) {
        state.whose = Whose::All;
    }
    card::show(ui, look, |ui| {
        ui.spacing_mut().item_spacing.y = look.space.s;
        widgets::text(ui, look.heading(words.text("export-of-whom")));
        widgets::flow(ui, |ui| {
            for (whose, text) in &data.whose {
                if Chip::one(text, *whose == state.whose).salt(("whose", *whose as u8)).show(ui, look).clicked() {
                    state.whose = *whose;
                }
            }
        });
        places(ui, state, scene);
        let years = state.places.years.iter().map(|(year, count)| (Some(*year), format!("{year} ({count})")));
        let years: Vec<_> = std::iter::once((None, words.text("export-all-years"))).chain(years).collect();
        if let Some(year) = choice(ui, "year", &state.year, &years, scene) {
            state.year = year;
        }
    });
}

/// Leagues, and the banners of the one that is chosen.
fn places(ui: &mut Ui, state: &mut State, scene: &Scene<'_>) {
    let all = (None, scene.words.text("export-all-divisions"));
    let leagues = state.places.leagues.iter();
    let leagues = leagues.map(|league| (Some(league.code.clone()), format!("{} ({})", league.name, league.households)));
    let leagues: Vec<_> = std::iter::once(all.clone()).chain(leagues).collect();
    if let Some(league) = choice(ui, "league", &state.league, &leagues, scene) {
        (state.league, state.banner) = (league, None);
    }
    let Some(league) = state.places.leagues.iter().find(|league| Some(&league.code) == state.league.as_ref()) else {
        return;
    };
    let banners = league.banners.iter().map(|(code, name, count)| (Some(code.clone()), format!("{name} ({count})")));
    let banners: Vec<_> = std::iter::once(all).chain(banners).collect();
    if let Some(banner) = choice(ui, "banner", &state.banner, &banners, scene) {
        state.banner = banner;
    }
}

/// Chips of which one is chosen; nothing where there is nothing to choose.
fn choice<T: Clone + PartialEq>(
    ui: &mut Ui,
    salt: &str,
    chosen: &T,
    offered: &[(T, String)],
    scene: &Scene<'_>,
) -> Option<T> {
    if offered.len() < 3 {
        return None;
    }
    let mut taken = None;
    widgets::flow(ui, |ui| {
        for (number, (value, text)) in offered.iter().enumerate() {
            if Chip::one(text, value == chosen).salt((salt, number)).show(ui, scene.look).clicked() {
                taken = Some(value.clone());
            }
        }
    });
    taken
}

fn chosen_purpose(state: &State, offered: &[(Purpose, String)]) -> Purpose {
    let known = |purpose: &Purpose| offered.iter().any(|(known, _)| known == purpose);
    state.purpose.filter(known).or_else(|| offered.first().map(|(purpose, _)| *purpose)).unwrap_or_default()
}

fn purpose(ui: &mut Ui, state: &mut State, data: &ExportsData, scene: &Scene<'_>) {
    let (look, words) = (scene.look, scene.words);
    let Some(what) = chosen_what(state, data) else { return };
    let offered = data.purposes(scene.program, &what, words);
    let chosen = chosen_purpose(state, &offered);
    card::show(ui, look, |ui| {
        widgets::text(ui, look.heading(words.text("export-purpose")));
        widgets::flow(ui, |ui| {
            for (purpose, text) in &offered {
                if Chip::one(text, *purpose == chosen).salt(("purpose", purpose.name())).show(ui, look).clicked() {
                    state.purpose = Some(*purpose);
                }
            }
        });
    });
}

const fn format_keys(format: Format) -> (&'static str, &'static str) {
    match format {
        Format::Xlsx => ("export-format-xlsx", "export-format-xlsx-hint"),
        Format::Csv => ("export-format-csv", "export-format-csv-hint"),
        Format::Parquet => ("export-format-parquet", "export-format-parquet-hint"),
    }
}

fn format(ui: &mut Ui, state: &mut State, scene: &Scene<'_>) {
    let (look, words) = (scene.look, scene.words);
    let title = words.text("export-format");
    let offered = Format::ALL.map(|format| (format, words.text(format_keys(format).0)));
    card::show(ui, look, |ui| {
        widgets::text(ui, look.heading(&title));
        if let Some(format) = segmented::show(ui, look, words, &title, state.format, &offered) {
            state.format = format;
        }
        widgets::text(ui, look.muted(words.text(format_keys(state.format).1)));
    });
}

fn make(ui: &mut Ui, state: &State, data: &ExportsData, scene: &mut Scene<'_>) {
    let (look, words) = (scene.look, scene.words);
    let (what, some) = (chosen_what(state, data), !scene.program.registry.is_empty());
    card::show(ui, look, |ui| {
        widgets::text(ui, look.heading(words.text("export-where")));
        parcel_ui::place_button(ui, scene);
        let text = words.text("export-make");
        let button = Button::primary(&text).icon(Icon::Note).salt("make").wide().enabled(some);
        if button.show(ui, look).clicked()
            && let Some(what) = what.filter(|_| some)
        {
            let asked = asked(state, what, data, scene.program, words);
            send(scene, ExportCommand::Make(asked));
        }
    });
}

fn asked(
    state: &State,
    what: What,
    data: &ExportsData,
    program: &crate::app::program::Program,
    words: &Words,
) -> Asked {
    let purpose = chosen_purpose(state, &data.purposes(program, &what, words));
    let division = state.banner.clone().or_else(|| state.league.clone());
    Asked {
        what,
        whose: state.whose,
        division: division.into_iter().collect(),
        year: state.year,
        purpose,
        format: state.format,
    }
}

fn last(ui: &mut Ui, data: &ExportsData, scene: &mut Scene<'_>) {
    let (look, words) = (scene.look, scene.words);
    card::show(ui, look, |ui| {
        ui.spacing_mut().item_spacing.y = look.space.s;
        widgets::text(ui, look.heading(words.text("export-last")));
        if data.last.is_empty() {
            widgets::text(ui, look.muted(words.text("export-last-none")));
        }
        for (number, (title, line, path)) in data.last.iter().enumerate() {
            let name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
            widgets::text(ui, look.body(format!("{title} · {name}")));
            widgets::text(ui, look.muted(line));
            let text = words.text("export-show-folder");
            let button = Button::quiet(&text).icon(Icon::Folder).small();
            if button.salt(("last", number)).show(ui, look).clicked() {
                let path = path.clone();
                scene.out.push(Command::Desk(DeskCommand::Export(ExportCommand::ShowFolder(path))));
            }
        }
    });
}
