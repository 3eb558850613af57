//! Packages on a screen: the buttons, what is under way, what the last ones brought.

use egui::Ui;

use crate::app::command::Command;
use crate::app::exchange::{ExchangeCommand, Look as LookFor, Made, Outcome, Report, Sent};
use crate::dossier::summary::VisitState;
use crate::l10n::Words;
use crate::remote::Kind;
use crate::ui::scene::Scene;
use crate::ui::screens::handing::offered_ui;
use crate::ui::widgets::{self, Button, Icon, Tone, card, progress, status};

/// Refused households and damaged photos listed of one package; the count says how many there are.
const MOST_LISTED: usize = 8;

/// "Open package…", and the in-app list beside it.
pub fn open_button(ui: &mut Ui, loud: bool, scene: &mut Scene<'_>) {
    let (look, words) = (scene.look, scene.words);
    let text = words.text("works-package-open");
    let button = if loud { Button::primary(&text) } else { Button::plain(&text) };
    if button.icon(Icon::Folder).salt("open package").show(ui, look).clicked() {
        scene.out.push(Command::Exchange(ExchangeCommand::PickPackages));
    }
    let browse = Button::icon_only(Icon::List, words.text("works-package-browse")).outlined();
    if browse.salt("browse packages").show(ui, look).clicked() {
        scene.out.push(Command::Exchange(ExchangeCommand::Browse(LookFor::Packages)));
    }
}

/// Where packages are written to; a tap chooses another folder.
pub fn place_button(ui: &mut Ui, scene: &mut Scene<'_>) {
    let (look, words) = (scene.look, scene.words);
    let folder = &scene.program.exchange.folder;
    let ours = folder.starts_with(scene.program.workspace().root());
    let name = folder.file_name().map_or_else(|| folder.display().to_string(), |name| name.to_string_lossy().into());
    let name = if ours { words.text("works-browse-outbox") } else { name };
    let text = words.with("works-package-place", &[("folder", &name)]);
    if Button::quiet(&text).icon(Icon::Folder).small().salt("place").show(ui, look).clicked() {
        scene.out.push(Command::Exchange(ExchangeCommand::Browse(LookFor::Place)));
    }
}

/// What is under way, and what the last packages brought, until it is put away.
pub fn show(ui: &mut Ui, scene: &mut Scene<'_>) {
    let (look, words) = (scene.look, scene.words);
    let exchange = &scene.program.exchange;
    if let Some((under_way, opening)) = &exchange.busy {
        let (done, total) = under_way.get();
        let (done_text, total_text) = (done.to_string(), total.to_string());
        let key = if *opening { "works-package-opening" } else { "works-package-making" };
        let text = words.with(key, &[("done", &done_text), ("total", &total_text)]);
        card::show(ui, look, |ui| {
            widgets::text(ui, look.body(&text));
            progress::bar(ui, look, done as f32 / total.max(1) as f32, &text);
            if Button::plain(&words.text("works-package-stop")).icon(Icon::Cross).show(ui, look).clicked() {
                scene.out.push(Command::Exchange(ExchangeCommand::Stop));
            }
        });
        // The lane wakes the window only when something is done.
        ui.ctx().request_repaint_after(std::time::Duration::from_millis(100));
    }
    offered_ui::show(ui, scene);
    let (made, report) = (exchange.made.last(), exchange.reports.last());
    if made.is_none() && report.is_none() {
        return;
    }
    card::show(ui, look, |ui| {
        ui.spacing_mut().item_spacing.y = look.space.s;
        if let Some(made) = made {
            made_ui(ui, made, scene);
        }
        if let Some(report) = report {
            report_ui(ui, report, scene);
        }
        if Button::plain(&words.text("works-package-dismiss")).salt("put away").show(ui, look).clicked() {
            scene.out.push(Command::Exchange(ExchangeCommand::Dismiss));
        }
    });
}

fn made_ui(ui: &mut Ui, made: &Made, scene: &Scene<'_>) {
    let (look, words) = (scene.look, scene.words);
    let (households, photos) = (made.sent.len().to_string(), made.photos.to_string());
    let size = made.size();
    let args = [("households", &*households), ("photos", &*photos), ("size", &*size)];
    let paths = std::iter::once(&made.path).chain(&made.more);
    let mut more: Vec<_> = paths.map(|path| look.body(path.display().to_string())).collect();
    if made.sealed {
        more.push(look.body(words.text("handing-sealed")));
    }
    more.push(look.muted(words.text("works-package-made-hint")));
    status::line(ui, look, Tone::Good, &words.with("works-package-made", &args), &more);
    if made.known > 0 && made.kind == Kind::Return {
        let text = words.with("works-hand-back-known", &[("count", &made.known.to_string())]);
        widgets::text(ui, look.muted(text));
    }
    if made.missing > 0 {
        let text = words.with("works-package-photos-missing", &[("count", &made.missing.to_string())]);
        status::line(ui, look, Tone::Doubtful, &text, &[]);
    }
    receipt(ui, made, scene);
    problems(ui, &made.problems, scene);
}

/// What went to the office, household by household.
fn receipt(ui: &mut Ui, made: &Made, scene: &Scene<'_>) {
    let (look, words) = (scene.look, scene.words);
    if made.kind != Kind::Handover {
        return;
    }
    let line = |sent: &Sent| {
        let head = if sent.head.is_empty() { words.text("roster-nameless") } else { sent.head.clone() };
        let state = words.text(match sent.visit {
            VisitState::Untouched => "list-state-untouched",
            VisitState::Begun => "list-state-begun",
            VisitState::Finished => "list-state-finished",
        });
        let args = [("head", &*head), ("state", &*state), ("photos", &*sent.photos.to_string())];
        look.body(words.with("roster-hand-over-line", &args))
    };
    let mut lines: Vec<_> = made.sent.iter().take(MOST_LISTED).map(line).collect();
    if made.sent.len() > MOST_LISTED {
        let count = (made.sent.len() - MOST_LISTED).to_string();
        lines.push(look.muted(words.with("roster-more", &[("count", &count)])));
    }
    status::line(ui, look, Tone::Neutral, &words.text("roster-hand-over-receipt"), &lines);
    if made.known > 0 {
        widgets::text(ui, look.muted(words.with("roster-hand-over-known", &[("count", &made.known.to_string())])));
    }
}

fn report_ui(ui: &mut Ui, report: &Report, scene: &Scene<'_>) {
    let (look, words) = (scene.look, scene.words);
    if let Some(heard) = &report.heard {
        let counts = [heard.confirmed, heard.changed, heard.photos].map(|count| count.to_string());
        let args = [("confirmed", &*counts[0]), ("changed", &*counts[1]), ("photos", &*counts[2])];
        let tone = if heard.confirmed > 0 { Tone::Good } else { Tone::Neutral };
        return status::line(ui, look, tone, &words.with("handing-heard", &args), &[look.muted(from(report, words))]);
    }
    let [new, changed, unchanged, refused] = report.counts().map(|count| count.to_string());
    let args = [("new", &*new), ("changed", &*changed), ("unchanged", &*unchanged)];
    let from = from(report, words);
    let tone = if report.counts()[3] > 0 || report.stopped { Tone::Doubtful } else { Tone::Good };
    status::line(ui, look, tone, &words.with("works-package-taken", &args), &[look.muted(from)]);
    if report.stopped {
        status::line(ui, look, Tone::Doubtful, &words.text("works-package-stopped-opening"), &[]);
    }
    for (key, count) in
        [("works-package-conflicts", report.conflicts()), ("works-package-photos-lacking", report.missing())]
    {
        if count > 0 {
            status::line(ui, look, Tone::Doubtful, &words.with(key, &[("count", &count.to_string())]), &[]);
        }
    }
    if report.counts()[3] > 0 {
        let why = report.households.iter().filter_map(|taken| match &taken.outcome {
            Outcome::Refused(problem) => {
                let name = if taken.head.is_empty() { taken.id.to_string() } else { taken.head.clone() };
                Some(look.body(
                    words.with("works-package-refused-why", &[("name", &name), ("why", &words.problem(problem))]),
                ))
            }
            _ => None,
        });
        let why: Vec<_> = why.take(MOST_LISTED).collect();
        status::line(ui, look, Tone::Bad, &words.with("works-package-refused", &[("count", &refused)]), &why);
    }
    problems(ui, &report.problems, scene);
}

fn problems(ui: &mut Ui, problems: &[crate::problem::Problem], scene: &Scene<'_>) {
    for problem in problems.iter().take(MOST_LISTED) {
        status::line(ui, scene.look, Tone::Doubtful, &scene.words.problem(problem), &[]);
    }
}

/// "派工单，李统筹，2026-11-24 10:10"
fn from(report: &Report, words: &Words) -> String {
    let about = &report.about;
    let made = about.made.civil().strftime("%Y-%m-%d %H:%M").to_string();
    let kind = words.text(about.kind.key());
    let parts = [kind.as_str(), about.party(), &about.author, &made];
    parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" · ")
}
