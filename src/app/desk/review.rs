//! Sending a survey back with comments, or approving it 审核.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::Place;
use crate::app::exchange::Progress;
use crate::app::jobs::lane::Lane;
use crate::app::jobs::review as jobs;
use crate::app::program::Program;
use crate::app::route::Route;
use crate::app::task::Task;
use crate::dossier::edit::Edit;
use crate::dossier::history::Label;
use crate::dossier::review::{self, CommentState};
use crate::id::{DossierId, RowId};
use crate::path::FieldPath;
use crate::problem::Problem;
use crate::registry::review::Reason;
use crate::role::Can;

/// What a person asks here; all but the first of the open household.
#[derive(Clone, Debug, PartialEq)]
pub enum ReviewCommand {
    /// Looks for what deserves a second look in these surveys.
    Check(Vec<DossierId>),
    Stop,
    /// Opens a survey to be reviewed.
    Open(DossierId),
    /// Writes a comment on a question, or on the survey as a whole.
    Comment {
        at: Option<FieldPath>,
        text: String,
    },
    Withdraw(RowId),
    Reply {
        row: RowId,
        text: String,
    },
    Mark {
        row: RowId,
        state: CommentState,
    },
    SendBack,
    Approve,
}

impl ReviewCommand {
    /// What the role table must allow; `None` where everybody may.
    pub const fn needs(&self) -> Option<Can> {
        Some(match self {
            Self::Reply { .. } | Self::Mark { state: CommentState::Answered | CommentState::Open, .. } => Can::Answer,
            _ => Can::Review,
        })
    }
}

/// What a worker reports.
#[derive(Debug)]
pub enum ReviewEvent {
    Begun(Arc<Progress>),
    /// Surveys with what deserves a look; an empty list: nothing does.
    Checked(Vec<jobs::Checked>),
    Done(Vec<Problem>),
}

/// What the desk keeps of it.
#[derive(Debug, Default)]
pub struct Review {
    /// What was found in surveys, by household.
    pub reasons: BTreeMap<DossierId, Vec<Reason>>,
    /// Fingerprints of the measurements of all surveys that were looked at: alike ones are looked at twice.
    prints: BTreeMap<DossierId, u64>,
    pub busy: Option<Arc<Progress>>,
    revision: u64,
    lane: Option<Lane<jobs::Task>>,
}

impl Review {
    /// Grows with every change.
    pub const fn revision(&self) -> u64 {
        self.revision
    }

    /// What deserves a look in this survey; `None` where nobody has looked yet.
    pub fn reasons(&self, id: DossierId) -> Option<&[Reason]> {
        self.reasons.get(&id).map(Vec::as_slice)
    }

    fn take(&mut self, checked: Vec<jobs::Checked>) {
        self.revision += 1;
        for jobs::Checked { id, reasons, print } in checked {
            self.reasons.insert(id, reasons);
            if let Some(print) = print {
                self.prints.insert(id, print);
            }
        }
    }

    /// Marks the surveys whose measurements are the same to the millimetre.
    fn compare(&mut self) {
        let mut alike: BTreeMap<u64, Vec<DossierId>> = BTreeMap::new();
        for (id, print) in &self.prints {
            alike.entry(*print).or_default().push(*id);
        }
        for ids in alike.into_values().filter(|ids| ids.len() > 1) {
            for id in &ids {
                let reasons = self.reasons.entry(*id).or_default();
                reasons.retain(|reason| !matches!(reason, Reason::Alike { .. }));
                reasons.push(Reason::Alike { others: ids.len() - 1 });
            }
        }
    }
}

impl Program {
    pub(super) fn dispatch_review(&mut self, command: ReviewCommand) {
        match command {
            ReviewCommand::Check(ids) => self.check_surveys(ids),
            ReviewCommand::Stop => {
                if let Some(progress) = &self.desk.review.busy {
                    progress.stop();
                }
            }
            ReviewCommand::Open(id) => {
                self.dispatch(crate::app::command::Command::OpenHousehold(id));
                self.open_task(Task::Survey);
            }
            ReviewCommand::Comment { at, text } => {
                let row = RowId::mint();
                let edit = self.visit.as_ref().map(|visit| review::comment(&visit.dossier, row, at.as_ref(), &text));
                self.review_edit(edit, "review-did-comment");
            }
            ReviewCommand::Withdraw(row) => self.review_edit(Some(Ok(review::withdraw(row))), "review-did-withdraw"),
            ReviewCommand::Reply { row, text } => {
                let edit = self.visit.as_ref().map(|visit| review::reply(&visit.dossier, row, &text));
                self.review_edit(edit, "review-did-reply");
            }
            ReviewCommand::Mark { row, state } => {
                self.review_edit(Some(Ok(review::mark(row, state))), "review-did-mark");
            }
            ReviewCommand::SendBack => self.decide_review(review::send_back),
            ReviewCommand::Approve => self.decide_review(review::approve),
        }
    }

    fn review_edit(&mut self, edit: Option<Result<Edit, Problem>>, key: &'static str) {
        match edit {
            Some(Ok(edit)) => {
                let label = Label { key, args: Vec::new() };
                self.edit(&edit, Some(label));
            }
            Some(Err(problem)) => self.tell(problem),
            None => {}
        }
    }

    /// Decides about the open survey, and goes on with the list.
    fn decide_review(&mut self, decide: fn(&crate::dossier::Dossier) -> Result<Edit, Problem>) {
        let Some(visit) = &self.visit else { return };
        let id = visit.dossier.id;
        match decide(&visit.dossier) {
            Ok(edit) => {
                self.edit(&edit, None);
                self.close_household();
                self.desk.review.reasons.remove(&id);
                self.desk.review.revision += 1;
                self.route = Route::Desk(Place::Review);
            }
            Err(problem) => self.tell(problem),
        }
    }

    fn check_surveys(&mut self, ids: Vec<DossierId>) {
        if self.desk.review.lane.is_none() {
            match jobs::start(Arc::clone(&self.store), Arc::clone(&self.clock), self.reports.clone()) {
                Ok(lane) => self.desk.review.lane = Some(lane),
                Err(error) => return self.tell(Problem::error("conflict-no-thread").with("why", error)),
            }
        }
        let ready = self.saver.when_flushed();
        if let Some(lane) = &self.desk.review.lane {
            lane.order(jobs::Task { ids, ready });
        }
    }

    pub(super) fn review_event(&mut self, event: ReviewEvent) {
        match event {
            ReviewEvent::Begun(progress) => self.desk.review.busy = Some(progress),
            ReviewEvent::Checked(checked) => self.desk.review.take(checked),
            ReviewEvent::Done(problems) => {
                self.desk.review.busy = None;
                self.desk.review.compare();
                self.desk.review.revision += 1;
                self.notices.extend(problems);
            }
        }
    }
}
