//! Paints the screen of documents: one column, one loud button.

use std::collections::BTreeSet;

use egui::{CentralPanel, Frame, ScrollArea, Ui};

use super::data::{self, PapersData};
use crate::app::command::Command;
use crate::app::papers::{Of, PaperCommand, Progress};
use crate::report::model::{Kind, Languages};
use crate::ui::scene::Scene;
use crate::ui::screens::bar::{self, Bar};
use crate::ui::widgets::{self, Button, Chip, Icon, Tone, card, progress, segmented, status};

/// What is chosen.
#[derive(Default)]
pub struct State {
    kinds: BTreeSet<Kind>,
    of: Option<Of>,
    /// Which opening of the screen the choice was made in.
    opening: u64,
    languages: Languages,
}

/// The button that leads here, for other screens.
pub fn button(ui: &mut Ui, scene: &mut Scene<'_>) {
    let (look, words) = (scene.look, scene.words);
    if Button::plain(&words.text("paper-open")).icon(Icon::Note).salt("papers").show(ui, look).clicked() {
        scene.out.push(Command::Paper(PaperCommand::Open));
    }
}

/// Shows the screen.
pub fn show(ui: &mut Ui, state: &mut State, scene: &mut Scene<'_>) {
    let (look, words) = (scene.look, scene.words);
    let data = PapersData::of(scene.program, words);
    let (opening, meant) = scene.program.papers.opened;
    if state.opening != opening && meant.is_some() {
        state.of = meant;
    }
    state.opening = opening;
    let title = words.text("paper-title");
    bar::show(ui, &Bar { title: &title, subtitle: "", back: true, undo: None, redo: None, settings: true }, scene);
    let frame = Frame::new().fill(look.colours.ground).inner_margin(look.margin(look.space.l));
    CentralPanel::default().frame(frame).show(ui, |ui| {
        ScrollArea::vertical().auto_shrink([false, false]).id_salt("papers").show(ui, |ui| {
            ui.spacing_mut().item_spacing.y = look.space.m;
            widgets::column(ui, look, |ui| {
                if let Some(progress) = scene.program.papers.progress() {
                    under_way(ui, progress, scene);
                } else {
                    outcome(ui, scene);
                    whose(ui, state, &data, scene);
                    kinds(ui, state, &data, scene);
                    languages(ui, state, scene);
                    print(ui, state, &data, scene);
                }
            });
        });
    });
}

fn under_way(ui: &mut Ui, progress: Progress, scene: &mut Scene<'_>) {
    let (look, words) = (scene.look, scene.words);
    let (done, all) = (progress.done.to_string(), progress.all.to_string());
    let text = words.with("paper-under-way", &[("done", &done), ("all", &all)]);
    card::show(ui, look, |ui| {
        widgets::text(ui, look.heading(&text));
        progress::bar(ui, look, progress.done as f32 / progress.all.max(1) as f32, &text);
        widgets::text(ui, look.muted(words.text("paper-go-on")));
        if Button::plain(&words.text("paper-stop")).icon(Icon::Cross).show(ui, look).clicked() {
            scene.out.push(Command::Paper(PaperCommand::Stop));
        }
    });
}

/// What came of the last batch, until it is put away.
fn outcome(ui: &mut Ui, scene: &mut Scene<'_>) {
    let (look, words) = (scene.look, scene.words);
    let Some(last) = &scene.program.papers.last else { return };
    card::show(ui, look, |ui| {
        ui.spacing_mut().item_spacing.y = look.space.s;
        match last {
            Err(problem) => status::line(ui, look, Tone::Bad, &words.problem(problem), &[]),
            Ok(done) => {
                let (made, told) = data::outcome(done, words);
                let tone = if done.files > 0 { Tone::Good } else { Tone::Doubtful };
                status::line(ui, look, tone, &made, &[]);
                for text in &told {
                    status::line(ui, look, Tone::Doubtful, text, &[]);
                }
            }
        }
        widgets::flow(ui, |ui| {
            if Button::plain(&words.text("paper-show-folder")).icon(Icon::Folder).show(ui, look).clicked() {
                scene.out.push(Command::Paper(PaperCommand::ShowFolder));
            }
            if Button::quiet(&words.text("paper-dismiss")).show(ui, look).clicked() {
                scene.out.push(Command::Paper(PaperCommand::Dismiss));
            }
        });
    });
}

/// The household that is open is meant until another choice is made, else all.
fn chosen_of(state: &State, data: &PapersData) -> Of {
    let offered = |of: &Of| data.whose.iter().any(|(known, _)| known == of);
    let usual = if offered(&Of::This) { Of::This } else { Of::All };
    state.of.filter(offered).unwrap_or(usual)
}

fn whose(ui: &mut Ui, state: &mut State, data: &PapersData, scene: &Scene<'_>) {
    let (look, words) = (scene.look, scene.words);
    let chosen = chosen_of(state, data);
    card::show(ui, look, |ui| {
        widgets::text(ui, look.heading(words.text("paper-whose")));
        widgets::flow(ui, |ui| {
            for (index, (of, text)) in data.whose.iter().enumerate() {
                if Chip::one(text, *of == chosen).salt(("whose", index)).show(ui, look).clicked() {
                    state.of = Some(*of);
                }
            }
        });
    });
}

fn kinds(ui: &mut Ui, state: &mut State, data: &PapersData, scene: &Scene<'_>) {
    let (look, words) = (scene.look, scene.words);
    card::show(ui, look, |ui| {
        widgets::text(ui, look.heading(words.text("paper-which")));
        widgets::flow(ui, |ui| {
            for (kind, text) in &data.kinds {
                let chosen = state.kinds.contains(kind);
                if Chip::many(text, chosen).salt(("kind", kind.name())).show(ui, look).clicked() {
                    if chosen {
                        state.kinds.remove(kind);
                    } else {
                        state.kinds.insert(*kind);
                    }
                }
            }
        });
    });
}

fn languages(ui: &mut Ui, state: &mut State, scene: &Scene<'_>) {
    let (look, words) = (scene.look, scene.words);
    let title = words.text("paper-languages");
    let offered = [(Languages::Zh, words.text("paper-zh")), (Languages::Both, words.text("paper-both"))];
    card::show(ui, look, |ui| {
        widgets::text(ui, look.heading(&title));
        if let Some(languages) = segmented::show(ui, look, words, &title, state.languages, &offered) {
            state.languages = languages;
        }
    });
}

fn print(ui: &mut Ui, state: &State, data: &PapersData, scene: &mut Scene<'_>) {
    let (look, words) = (scene.look, scene.words);
    let of = chosen_of(state, data);
    let kinds: Vec<Kind> = data.kinds.iter().map(|(kind, _)| *kind).filter(|kind| state.kinds.contains(kind)).collect();
    let count = scene.program.paper_households(of).len() * kinds.len();
    let text = match count {
        0 => words.text("paper-print-none"),
        count => words.with("paper-print", &[("count", &count.to_string())]),
    };
    let button = Button::primary(&text).icon(Icon::Note).salt("print").wide().enabled(count > 0);
    if button.show(ui, look).clicked() && count > 0 {
        scene.out.push(Command::Paper(PaperCommand::Print { of, kinds, languages: state.languages }));
    }
    widgets::text(ui, look.muted(words.with("paper-folder", &[("folder", &data.folder)])));
}
