//! Giving households to a contractor: which ones, to whom, by when; said once for all.

use egui::Ui;
use jiff::civil::Date;

use super::data;
use super::orders_ui::{Day, State};
use crate::app::command::Command;
use crate::app::works::WorksCommand;
use crate::l10n::Words;
use crate::ui::scene::Scene;
use crate::ui::screens::households::data::place;
use crate::ui::widgets::date::Calendar;
use crate::ui::widgets::text_field::{self, Phrases, TextField};
use crate::ui::widgets::{self, Button, Chip, Icon, Tone, card, status};

/// Households that are listed at once; the search finds the others.
const MOST_LISTED: usize = 60;

/// Shows the households to order and the terms.
pub fn show(ui: &mut Ui, state: &mut State, scene: &mut Scene<'_>) {
    let (look, words) = (scene.look, scene.words);
    let registry = &scene.program.registry;
    let found = data::to_order(registry, &state.typed);
    // What was ordered meanwhile, here or by a package, is no longer chosen.
    let all = data::to_order(registry, "");
    let ready: std::collections::BTreeSet<_> =
        all.iter().filter_map(|index| registry.get(*index)).map(|home| home.id).collect();
    state.chosen.retain(|id| ready.contains(id));
    if ready.is_empty() {
        status::line(
            ui,
            look,
            Tone::Neutral,
            &words.text("works-issue-none"),
            &[look.muted(words.text("works-issue-none-text"))],
        );
        return;
    }
    card::show(ui, look, |ui| {
        ui.spacing_mut().item_spacing.y = look.space.s;
        widgets::text(ui, look.heading(words.text("works-issue-which")));
        text_field::search(ui, look, &words.text("works-list-search"), &mut state.typed);
        let everything = found.iter().filter_map(|index| registry.get(*index)).map(|home| home.id);
        let text = words.with("works-issue-all", &[("count", &found.len().to_string())]);
        if Button::quiet(&text).icon(Icon::SquareCheck).salt("all").show(ui, look).clicked() {
            state.chosen.extend(everything);
        }
        for index in found.iter().take(MOST_LISTED) {
            let Some(home) = registry.get(*index) else { continue };
            let chosen = state.chosen.contains(&home.id);
            let text = format!("{}  {}", home.summary.head, place(&home.summary));
            let chip = Chip::many(&text, chosen).width(f32::INFINITY).salt(home.id.as_u128());
            if chip.show(ui, look).clicked() && !state.chosen.remove(&home.id) {
                state.chosen.insert(home.id);
            }
        }
        if found.len() > MOST_LISTED {
            let left = (found.len() - MOST_LISTED).to_string();
            widgets::text(ui, look.muted(words.with("works-issue-more", &[("count", &left)])));
        }
    });
    terms(ui, state, scene);
    issue(ui, state, scene);
}

fn terms(ui: &mut Ui, state: &mut State, scene: &Scene<'_>) {
    let (look, words) = (scene.look, scene.words);
    let known: std::collections::BTreeSet<&str> =
        scene.program.jobs.iter().map(|job| job.contractor.as_str()).filter(|name| !name.is_empty()).collect();
    card::show(ui, look, |ui| {
        ui.spacing_mut().item_spacing.y = look.space.s;
        widgets::text(ui, look.heading(words.text("works-issue-to")));
        field(ui, "contractor", "works-terms-contractor", &mut state.terms.contractor, scene);
        // Who has built before is one tap away.
        widgets::flow(ui, |ui| {
            for name in known {
                if Chip::one(name, state.terms.contractor == name).show(ui, look).clicked() {
                    name.clone_into(&mut state.terms.contractor);
                }
            }
        });
        field(ui, "phone", "works-terms-phone", &mut state.terms.phone, scene);
        field(ui, "number", "works-terms-number", &mut state.terms.number, scene);
        for day in [Day::Ordered, Day::Start, Day::End] {
            day_ui(ui, state, day, scene);
        }
        note(ui, state, scene);
    });
}

fn field(ui: &mut Ui, salt: &'static str, key: &str, text: &mut String, scene: &Scene<'_>) {
    let label = scene.words.text(key);
    widgets::text(ui, scene.look.muted(&label));
    TextField::new(salt, label).show(ui, scene.look, text);
}

fn note(ui: &mut Ui, state: &mut State, scene: &Scene<'_>) {
    let (look, words) = (scene.look, scene.words);
    let label = words.text("works-terms-note");
    widgets::text(ui, look.muted(&label));
    let phrases = ["works-note-call", "works-note-camp", "works-note-dog"].map(|key| words.text(key));
    let between = words.text("q-phrase-between");
    let name = |phrase: &str| words.with("q-part", &[("question", &label), ("part", phrase)]);
    TextField::new("note", label.clone())
        .hint(&words.text("works-terms-note-hint"))
        .long()
        .phrases(Phrases { texts: &phrases, between: &between, name: &name })
        .show(ui, look, &mut state.terms.note);
}

/// A day as a button; a tap unfolds its calendar.
fn day_ui(ui: &mut Ui, state: &mut State, day: Day, scene: &Scene<'_>) {
    let (look, words) = (scene.look, scene.words);
    let today = scene.program.today();
    let key = match day {
        Day::Ordered => "works-terms-ordered",
        Day::Start => "works-terms-start",
        Day::End => "works-terms-end",
    };
    let label = words.text(key);
    let chosen = match day {
        Day::Ordered => *state.terms.ordered.get_or_insert(today),
        Day::Start => state.terms.start.unwrap_or(today),
        Day::End => state.terms.end.unwrap_or(today),
    };
    let set = match day {
        Day::Ordered => state.terms.ordered,
        Day::Start => state.terms.start,
        Day::End => state.terms.end,
    };
    let text = line(&label, set, words);
    let open = state.calendar.is_some_and(|(open, _)| open == day);
    let icon = if open { Icon::ChevronUp } else { Icon::Calendar };
    if Button::plain(&text).icon(icon).wide().salt(day).show(ui, look).clicked() {
        state.calendar = if open { None } else { Some((day, chosen)) };
    }
    let Some((_, month)) = state.calendar.as_mut().filter(|(open, _)| *open == day) else { return };
    let name = |part: &str| words.with("q-part", &[("question", &label), ("part", part)]);
    if let Some(date) = (Calendar { chosen: set, today, name: &name }).show(ui, look, words, month) {
        match day {
            Day::Ordered => state.terms.ordered = Some(date),
            Day::Start => state.terms.start = Some(date),
            Day::End => state.terms.end = Some(date),
        }
        state.calendar = None;
    }
}

fn line(label: &str, day: Option<Date>, words: &Words) -> String {
    let day = day.map_or_else(|| words.text("works-terms-choose"), |day| day.strftime("%Y-%m-%d").to_string());
    words.with("q-part", &[("question", label), ("part", &day)])
}

fn issue(ui: &mut Ui, state: &mut State, scene: &mut Scene<'_>) {
    let (look, words) = (scene.look, scene.words);
    let count = state.chosen.len();
    let lacks = if count == 0 { Some("works-order-no-household") } else { state.terms.lacks() };
    let text = words.with("works-issue-do", &[("count", &count.to_string())]);
    let ready = lacks.is_none() && scene.program.read_only.is_none();
    if Button::primary(&text).icon(Icon::Check).wide().enabled(ready).salt("issue").show(ui, look).clicked() && ready {
        let households = std::mem::take(&mut state.chosen).into_iter().collect();
        scene.out.push(Command::Works(WorksCommand::Issue { households, terms: state.terms.clone() }));
        state.unfolded = Some(state.terms.contractor.trim().to_owned());
        state.tab = super::orders_ui::Tab::Contractors;
    }
    if let Some(key) = lacks {
        widgets::text(ui, look.muted(words.text(key)));
    }
}
