//! Steps of a household's way: taken where they are legal and nothing is lacking.

use std::sync::Arc;

use super::command::Command;
use super::jobs::batch;
use super::program::Program;
use super::route::Route;
use super::task::Task;
use crate::dossier::history::Label;
use crate::dossier::stage::{Stage, Standing, Step};
use crate::id::Name;
use crate::l10n::Words;
use crate::path::FieldPath;
use crate::plan::{acceptance, fields, guard, item};
use crate::problem::{Problem, Severity};

impl Program {
    /// What speaks against `step` in the open household: errors stop it, warnings do not. Proposals that nobody has
    /// decided are one problem together.
    pub fn lacks(&self, step: Step) -> Vec<Problem> {
        let Some(visit) = &self.visit else { return Vec::new() };
        let mut problems = guard::problems(step, &visit.dossier, &self.rules.programme, self.today());
        if step == Step::Plan {
            let (proposals, _) = self.plan();
            let mut open = guard::undecided(&proposals);
            match open.len() {
                0 => {}
                1 => problems.append(&mut open),
                count => problems.push(Problem::error("case-lack-undecided").with("count", count)),
            }
        }
        problems.sort_by_key(|problem| std::cmp::Reverse(problem.severity));
        problems
    }

    /// The step that the answers ask for: an acceptance with something to put right leads to rectifying.
    pub fn wanted_step(&self, step: Step) -> Step {
        let Some(visit) = self.visit.as_ref().filter(|_| step == Step::Accept) else { return step };
        let open = |item: &item::Item| acceptance::accepted(&visit.dossier, item).is_open();
        if item::accepted(&visit.dossier).iter().any(open) { Step::Rectify } else { step }
    }

    /// Where what a problem names is put right: the question, the plan, or `otherwise`.
    pub fn place_of(&self, problem: &Problem, otherwise: &Command) -> Vec<Command> {
        let Some(field) = &problem.place.field else { return vec![otherwise.clone()] };
        if field.rows.first().is_some_and(|step| step.repeat.as_str() == fields::ITEM) {
            return match field.leaf.as_ref().is_some_and(|leaf| leaf.as_str().starts_with("wi_")) {
                true => vec![otherwise.clone()],
                false => vec![Command::Go(Route::Plan)],
            };
        }
        match self.question(field) {
            Some((task, section)) => {
                vec![Command::OpenTask(task), Command::Jump { section, path: field.clone() }]
            }
            None => vec![otherwise.clone()],
        }
    }

    /// The task and section in which the field is asked.
    fn question(&self, field: &FieldPath) -> Option<(Task, Name)> {
        let name = field.leaf.as_ref().or_else(|| field.rows.last().map(|step| &step.repeat))?;
        let asked = Task::ALL.into_iter().flat_map(|task| task.forms().iter().map(move |form| (task, *form)));
        asked.into_iter().find_map(|(task, form)| {
            let form = self.library.get(form)?;
            Some((task, form.section_of(name)?.clone()))
        })
    }

    /// Why `step` cannot be taken now; `None` where it can. Buttons are greyed by this, and it refuses.
    pub fn refuse_step(&self, step: Step) -> Option<Problem> {
        if !self.role.can(step.needs()) {
            return Some(Problem::warning("case-not-your-role"));
        }
        if self.read_only.is_some() {
            return Some(Problem::warning("app-read-only-edit"));
        }
        let visit = self.visit.as_ref()?;
        if let Err(illegal) = step.take(&visit.dossier) {
            return Some(illegal);
        }
        let mut errors = self.lacks(step);
        errors.retain(|problem| problem.severity == Severity::Error);
        match errors.len() {
            0 => None,
            1 => errors.pop(),
            count => Some(Problem::warning("case-lacks").with("count", count)),
        }
    }

    /// Whether the open household is beyond its survey, so that opening it shows its file.
    pub(super) fn has_file(&self) -> bool {
        self.visit.as_ref().is_some_and(
            |visit| !matches!(Standing::of(&visit.dossier), Standing::At(stage) if stage < Stage::Surveyed),
        )
    }

    /// Why the answers of the open task cannot be changed, if so.
    pub(super) fn closed(&self) -> Option<Problem> {
        let visit = self.visit.as_ref().filter(|visit| !visit.is_open())?;
        Some(match visit.task {
            Task::Survey if visit.stage() == Stage::Surveyed => Problem::notice("app-visit-finished"),
            task => {
                let closed = Problem::notice("stage-task-closed").of_dossier(visit.dossier.id);
                closed.with_word("stage", visit.stage().key()).with_word("task", task.key())
            }
        })
    }

    pub(super) fn take_step(&mut self, step: Step) {
        if let Some(problem) = self.refuse_step(step) {
            return self.tell(problem);
        }
        let Some(visit) = &self.visit else { return };
        match guard::take(step, &visit.dossier, &self.rules.programme, self.today()) {
            Ok(edit) => {
                let what = Words::of(self.settings.language).text(step.key());
                self.edit(&edit, Some(Label { key: "case-did-step", args: vec![("what", what)] }));
            }
            Err(problems) => self.notices.extend(problems),
        }
    }

    /// Gives the acceptance form a row for every item of the plan, with what is known.
    pub(super) fn prepare_acceptance(&mut self) {
        let Some(visit) = self.visit.as_ref().filter(|visit| visit.task == Task::Accept && visit.is_open()) else {
            return;
        };
        if self.read_only.is_some() || !self.role.can(Task::Accept.needs()) {
            return;
        }
        let rows = acceptance::prefill(&visit.dossier);
        self.begin_visit();
        self.edit(&rows, None);
    }

    /// Turns to the household's file, its plan or its account: they look into the survey, so that is the open task.
    pub(super) fn turn_to(&mut self, route: Route) {
        if self.visit.as_ref().is_some_and(|visit| visit.task != Task::Survey) {
            self.open_task(Task::Survey);
        }
        if route == Route::Plan {
            self.ask_for_the_batch();
        }
        self.route = route;
    }

    /// Reads what the others have planned, once for every household that is opened.
    fn ask_for_the_batch(&self) {
        let Some(id) = self.visit.as_ref().map(|visit| visit.dossier.id) else { return };
        if self.batch.is_some_and(|(of, _)| of == id) {
            return;
        }
        let others = self.registry.iter().map(|listed| listed.id).filter(|other| *other != id).collect();
        batch::read(Arc::clone(&self.store), Arc::clone(&self.rules), id, others, self.reports.clone());
    }
}
