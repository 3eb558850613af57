//! Paints what the last merge has brought, and the ways from there.

use egui::Ui;

use super::data::{self, Leads, ReportLine};
use super::inbox_ui::ask;
use crate::app::command::Command;
use crate::app::desk::merge::MergeCommand;
use crate::app::desk::registry::RegistryCommand;
use crate::app::desk::{DeskCommand, Place};
use crate::app::merge::{End, Report};
use crate::app::route::Route;
use crate::problem::Problem;
use crate::registry::filter::Filter;
use crate::ui::scene::Scene;
use crate::ui::screens::handing;
use crate::ui::widgets::{Button, Icon, Tone, card, status};

/// Shows the report, until it is put away.
pub fn show(ui: &mut Ui, last: &Result<Box<Report>, Problem>, scene: &mut Scene<'_>) {
    let (look, words) = (scene.look, scene.words);
    card::show(ui, look, |ui| {
        ui.spacing_mut().item_spacing.y = look.space.m;
        match last {
            Err(problem) => status::line(ui, look, Tone::Bad, &words.problem(problem), &[]),
            Ok(report) => {
                for (place, line) in data::report_lines(report, words).into_iter().enumerate() {
                    line_ui(ui, place, line, scene);
                }
            }
        }
        if last.as_ref().is_ok_and(|report| report.end == End::Done && !report.sources.is_empty()) {
            handing::button(ui, &words.text("handing-receipt-make"), scene);
        }
        if Button::plain(&words.text("merge-dismiss")).salt("dismiss").show(ui, look).clicked() {
            ask(MergeCommand::Dismiss, scene);
        }
    });
}

fn line_ui(ui: &mut Ui, place: usize, line: ReportLine, scene: &mut Scene<'_>) {
    let (look, words) = (scene.look, scene.words);
    // The sums are what one looks for.
    let more = line.more.iter().map(|text| if place == 0 { look.body(text) } else { look.muted(text) });
    let more: Vec<_> = more.collect();
    status::line(ui, look, line.tone, &line.text, &more);
    let (key, icon) = match line.leads {
        Leads::Nowhere => return,
        Leads::Conflicts => ("merge-to-conflicts", Icon::Fork),
        Leads::Households(_) => ("merge-to-households", Icon::List),
        Leads::Kept => ("merge-to-kept", Icon::Folder),
        Leads::Again => ("merge-resume", Icon::Redo),
    };
    if !Button::plain(&words.text(key)).icon(icon).salt(("lead", place)).show(ui, look).clicked() {
        return;
    }
    match line.leads {
        Leads::Nowhere => {}
        Leads::Conflicts => scene.out.push(Command::Go(Route::Desk(Place::Conflicts))),
        Leads::Households(ids) => {
            let title =
                if place == 0 { words.with("merge-came", &[("count", &ids.len().to_string())]) } else { line.text };
            let command = RegistryCommand::Show { title, query: Filter::only(ids).into() };
            scene.out.push(Command::Desk(DeskCommand::Registry(command)));
        }
        Leads::Kept => ask(MergeCommand::ShowKept, scene),
        Leads::Again => ask(MergeCommand::Start, scene),
    }
}
