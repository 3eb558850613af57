//! Steps of a household's way: taken where they are legal and nothing is lacking.

use super::command::Command;
use super::program::Program;
use super::route::Route;
use super::task::Task;
use crate::dossier::history::Label;
use crate::dossier::stage::Step;
use crate::l10n::Words;
use crate::problem::Problem;

impl Program {
    /// What still lacks for `step` in the open household, the gravest first.
    pub fn lacks(&self, _step: Step) -> Vec<Problem> {
        Vec::new()
    }

    /// The step that the answers ask for: an acceptance that did not pass leads to rectifying.
    pub fn wanted_step(&self, step: Step) -> Step {
        step
    }

    /// Where what a problem names is put right; `otherwise` where it names no place of its own.
    pub fn place_of(&self, _problem: &Problem, otherwise: &Command) -> Option<Command> {
        Some(otherwise.clone())
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
        let illegal = step.take(&visit.dossier).err();
        illegal.or_else(|| {
            let lacks = self.lacks(step);
            let count = lacks.len();
            match lacks.into_iter().next() {
                Some(only) if count == 1 => Some(only),
                Some(_) => Some(Problem::warning("case-lacks").with("count", count)),
                None => None,
            }
        })
    }

    pub(super) fn take_step(&mut self, step: Step) {
        if let Some(problem) = self.refuse_step(step) {
            return self.tell(problem);
        }
        let Some(visit) = &self.visit else { return };
        match step.take(&visit.dossier) {
            Ok(edit) => {
                let what = Words::of(self.settings.language).text(step.key());
                self.edit(&edit, Some(Label { key: "case-did-step", args: vec![("what", what)] }));
            }
            Err(problem) => self.tell(problem),
        }
    }

    /// Turns to the household's file, its plan or its account: they look into the survey, so that is the open task.
    pub(super) fn turn_to(&mut self, route: Route) {
        if self.visit.as_ref().is_some_and(|visit| visit.task != Task::Survey) {
            self.open_task(Task::Survey);
        }
        self.route = route;
    }
}
