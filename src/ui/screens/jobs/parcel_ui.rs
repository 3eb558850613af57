//! Packages on a screen: the buttons, what is under way, what the last ones brought.

use egui::Ui;

use crate::app::command::Command;
use crate::app::exchange::{ExchangeCommand, Look as LookFor, Made, Outcome, Report};
use crate::l10n::Words;
use crate::ui::scene::Scene;
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
    let more = [look.body(made.path.display().to_string()), look.muted(words.text("works-package-made-hint"))];
    status::line(ui, look, Tone::Good, &words.with("works-package-made", &args), &more);
    if made.missing > 0 {
        let text = words.with("works-package-photos-missing", &[("count", &made.missing.to_string())]);
        status::line(ui, look, Tone::Doubtful, &text, &[]);
    }
    problems(ui, &made.problems, scene);
}

fn report_ui(ui: &mut Ui, report: &Report, scene: &Scene<'_>) {
    let (look, words) = (scene.look, scene.words);
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
