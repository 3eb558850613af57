//! What leads on from where a household stands: one step, and the place where what it needs is done.

use super::data::{Action, CaseData, Lack};
use crate::app::command::Command;
use crate::app::program::Program;
use crate::app::route::{Route, VisitPlace};
use crate::app::task::Task;
use crate::app::visit::Visit;
use crate::app::works::WorksCommand;
use crate::dossier::stage::{Stage, Step};
use crate::dossier::summary::Summary;
use crate::l10n::Words;
use crate::problem::Severity;
use crate::role::Can;
use crate::ui::widgets::Icon;

/// The way on from a stage.
struct Leg {
    step: Step,
    /// Key of the button that leads to where the step is prepared.
    place: &'static str,
    icon: Icon,
    command: Command,
    /// Who may work there.
    needs: Can,
}

impl Leg {
    /// `None` at the end of the way.
    fn of(stage: Stage) -> Option<Self> {
        let leg = |step: Step, place, icon, command, needs| Some(Self { step, place, icon, command, needs });
        let task = |step: Step, place, icon, task: Task| leg(step, place, icon, Command::OpenTask(task), task.needs());
        match stage {
            Stage::Surveyed => leg(Step::Plan, "case-go-plan", Icon::List, Command::Go(Route::Plan), Can::Plan),
            Stage::Planned => leg(Step::Agree, "case-go-agree", Icon::Signature, Command::Go(Route::Agree), Can::Plan),
            Stage::Agreed => task(Step::Notice, "case-go-notice", Icon::Note, Task::Notice),
            Stage::Noticed => task(Step::Order, "case-go-order", Icon::Person, Task::Order),
            Stage::Ordered => leg(Step::Start, "case-go-works", Icon::Home, works(), Can::Build),
            Stage::InWorks | Stage::Rectifying => leg(Step::Finish, "case-go-works", Icon::Home, works(), Can::Build),
            Stage::Done => task(Step::Accept, "case-go-accept", Icon::Ruler, Task::Accept),
            Stage::Accepted => {
                leg(Step::Settle, "case-go-settle", Icon::Equals, Command::Go(Route::Account), Can::Settle)
            }
            Stage::Settled => {
                leg(Step::Archive, "case-go-account", Icon::Equals, Command::Go(Route::Account), Can::Settle)
            }
            Stage::Untouched | Stage::Surveying | Stage::Archived => None,
        }
    }
}

/// The job sheet of the household that is open.
const fn works() -> Command {
    Command::Works(WorksCommand::Turn)
}

/// Fills in what is next, what lacks for it and what else can be done.
pub fn fill(data: &mut CaseData, program: &Program, visit: &Visit, stage: Stage, words: &Words) {
    if let Some(leg) = Leg::of(stage) {
        let step = program.wanted_step(leg.step);
        let lacks = program.lacks(step);
        data.lacks = lacks
            .iter()
            .map(|problem| Lack {
                text: words.what(problem),
                stops: problem.severity == Severity::Error,
                go: program.place_of(problem, &leg.command),
            })
            .collect();
        let place = Action {
            text: words.text(leg.place),
            icon: leg.icon,
            command: leg.command.clone(),
            refused: who_may(program, leg.needs, words),
        };
        let take = step_action(program, step, words);
        if data.lacks.iter().all(|lack| !lack.stops) {
            data.next = Some(take);
            data.others.push(Action { refused: None, ..place });
        } else {
            data.next = Some(place);
            data.others.push(take);
        }
    }
    data.others.extend(beside(program, stage, words));
    data.others.extend(to_see(visit, stage, words));
}

/// Steps back, where there are any, and the return visit.
fn beside(program: &Program, stage: Stage, words: &Words) -> Vec<Action> {
    let mut actions: Vec<Action> = [Step::Rectify, Step::Replan, Step::Withdraw]
        .into_iter()
        .filter(|step| step.leads(stage).is_some())
        .map(|step| step_action(program, step, words))
        .collect();
    if stage >= Stage::Accepted {
        actions.push(Action {
            text: words.text("case-go-return"),
            icon: Icon::Calendar,
            command: Command::OpenTask(Task::ReturnVisit),
            refused: who_may(program, Task::ReturnVisit.needs(), words),
        });
    }
    actions
}

/// What was done, to be read again.
fn to_see(visit: &Visit, stage: Stage, words: &Words) -> Vec<Action> {
    let see = |key: &str, icon, command| Action { text: words.text(key), icon, command, refused: None };
    let survey = Command::Go(Route::Visit(VisitPlace { section: visit.begin_at(words.language()) }));
    let photos = Summary::of(&visit.dossier).photos.to_string();
    let mut first = see("case-see-survey", Icon::Eye, survey);
    first.text = words.with("case-see-survey", &[("photos", &photos)]);
    let mut actions = vec![first];
    for (from, key, icon, command) in [
        (Stage::Planned, "case-see-plan", Icon::List, Command::Go(Route::Plan)),
        (Stage::Agreed, "case-see-agreement", Icon::Signature, Command::OpenTask(Task::Agree)),
        (Stage::Noticed, "case-see-notice", Icon::Note, Command::OpenTask(Task::Notice)),
        (Stage::Ordered, "case-see-order", Icon::Person, Command::OpenTask(Task::Order)),
        (Stage::Done, "case-see-works", Icon::Home, works()),
        (Stage::Accepted, "case-see-acceptance", Icon::Ruler, Command::OpenTask(Task::Accept)),
        (Stage::Settled, "case-see-account", Icon::Equals, Command::Go(Route::Account)),
    ] {
        if stage >= from && stage != Stage::Rectifying || from < Stage::Done && stage == Stage::Rectifying {
            actions.push(see(key, icon, command));
        }
    }
    actions
}

/// A step as a button: greyed by the same call that refuses it.
fn step_action(program: &Program, step: Step, words: &Words) -> Action {
    let icon = match step {
        Step::Replan | Step::Withdraw => Icon::Undo,
        Step::Rectify => Icon::Warning,
        _ => Icon::Check,
    };
    let refused = program.refuse_step(step).map(|problem| words.what(&problem));
    Action { text: words.text(step.key()), icon, command: Command::Step(step), refused }
}

fn who_may(program: &Program, can: Can, words: &Words) -> Option<String> {
    (!program.role.can(can)).then(|| words.text("case-not-your-role"))
}
