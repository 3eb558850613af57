//! Orders and works: what the coordinator gives out, what the contractor reports, and what they say to each other.

pub mod edits;
pub mod jobs;
pub mod reduced;
pub mod sheet;

use std::sync::Arc;

use super::jobs::exchange::Task as LaneTask;
use super::program::Program;
use super::route::Route;
use super::task::Task;
use crate::dossier::Dossier;
use crate::dossier::edit::Edit;
use crate::dossier::history::{Deed, Label};
use crate::dossier::stage::{Stage, Step};
use crate::id::{DossierId, RowId};
use crate::l10n::Words;
use crate::path::FieldPath;
use crate::plan::fields;
use crate::plan::item::WorkState;
use crate::plan::quantity::Quantity;
use crate::problem::Problem;
use crate::registry::record::Record;
use crate::role::{Can, Role};

pub use edits::Terms;
use jobs::Job;
use sheet::{Sheet, Side, item_path};

/// Households named in the notice about those that could not be ordered.
const MOST_NAMED: usize = 3;

/// What a person asks about orders and works.
#[derive(Clone, Debug, PartialEq)]
pub enum WorksCommand {
    /// The list of works: of a contractor all of it, of a coordinator orders and what came back.
    List,
    /// The job sheet of a household.
    Open(DossierId),
    /// The job sheet of the household that is open.
    Turn,

    /// Gives these households to somebody.
    Issue {
        households: Vec<DossierId>,
        terms: Terms,
    },
    /// Takes the order of a household back.
    Withdraw(DossierId),

    /// 开工, of the open household like all that follows.
    Start,
    /// 报完工
    Finish,
    /// How far an item is.
    Progress {
        item: RowId,
        state: WorkState,
    },
    /// Says something about an item.
    Say {
        item: RowId,
        text: String,
    },
    /// What was said about an item is on the screen.
    Seen {
        item: RowId,
    },
    Propose {
        item: RowId,
        quantity: Quantity,
        reason: String,
    },
    Retract {
        item: RowId,
        change: RowId,
    },
    Decide {
        item: RowId,
        change: RowId,
        approve: bool,
        answer: String,
    },
}

impl WorksCommand {
    /// What the role table must allow; `None` where everybody may.
    pub const fn needs(&self) -> Option<Can> {
        match self {
            Self::List | Self::Open(_) | Self::Turn | Self::Say { .. } | Self::Seen { .. } => None,
            Self::Issue { .. } | Self::Withdraw(_) | Self::Decide { .. } => Some(Can::Order),
            Self::Start | Self::Finish | Self::Progress { .. } | Self::Propose { .. } | Self::Retract { .. } => {
                Some(Can::Build)
            }
        }
    }

    /// Whether it changes a household.
    pub const fn writes(&self) -> bool {
        !matches!(self, Self::List | Self::Open(_) | Self::Turn)
    }
}

impl Program {
    /// Which side of the thread sits at this device.
    pub fn side(&self) -> Side {
        Side::of(self.role)
    }

    pub(super) fn dispatch_works(&mut self, command: WorksCommand) {
        match command {
            WorksCommand::List => self.go_to_works(),
            WorksCommand::Open(id) => self.open_job(id),
            WorksCommand::Turn => self.turn_to_job(),
            WorksCommand::Issue { households, terms } => self.issue(&households, &terms),
            WorksCommand::Withdraw(id) => self.withdraw(id),
            WorksCommand::Start => self.take_step(Step::Start),
            WorksCommand::Finish => self.take_step(Step::Finish),
            command => {
                let Some(visit) = &self.visit else { return };
                match self.works_edit(&visit.dossier, command) {
                    Ok(Some((edit, label))) => {
                        self.begin_visit();
                        self.edit(&edit, label);
                    }
                    Ok(None) => {}
                    Err(problem) => self.tell(problem),
                }
            }
        }
    }

    /// The change that a command means in the open household, and what undo calls it.
    fn works_edit(&self, dossier: &Dossier, command: WorksCommand) -> Result<Option<(Edit, Option<Label>)>, Problem> {
        let sheet = Sheet::of(dossier);
        let building = || match Task::Works.is_open_at(sheet.stage) {
            true => Ok(()),
            false => {
                let closed = Problem::notice("stage-task-closed").of_dossier(dossier.id);
                Err(closed.with_word("stage", sheet.stage.key()).with_word("task", Task::Works.key()))
            }
        };
        let of_item = |item: RowId, name: &'static str| {
            let title = sheet.item(item).map(|known| known.item.name.clone()).unwrap_or_default();
            let label = self.label(Deed::Answer, &item_path(item, name));
            if title.is_empty() { label } else { Label::new(Deed::Answer, title) }
        };
        Ok(Some(match command {
            WorksCommand::Progress { item, state } => {
                building()?;
                let edit = if state == WorkState::Done {
                    edits::complete(&sheet, item)?
                } else {
                    edits::progress(item, state)
                };
                // Who begins an item has begun the works.
                let begin =
                    (sheet.stage == Stage::Ordered && state != WorkState::Open).then(|| Step::Start.take(dossier));
                let both = begin.transpose()?.into_iter().chain([edit]).collect();
                (Edit::Many(both), Some(of_item(item, fields::WORK_STATE)))
            }
            WorksCommand::Say { item, text } => {
                edits::may_talk(dossier)?;
                (edits::say(dossier, item, self.side(), &text)?, Some(of_item(item, fields::TALK)))
            }
            WorksCommand::Seen { item } => {
                let edit = edits::seen(&sheet, item, self.side());
                // Reading is no reason to warn anybody.
                if self.read_only.is_some() || edit == Edit::Many(Vec::new()) {
                    return Ok(None);
                }
                (edit, None)
            }
            WorksCommand::Propose { item, quantity, reason } => {
                building()?;
                let (_, edit) = edits::propose(dossier, item, quantity, &reason)?;
                (edit, Some(of_item(item, fields::CHANGE)))
            }
            WorksCommand::Retract { item, change } => {
                building()?;
                (edits::retract(dossier, item, change)?, Some(of_item(item, fields::CHANGE)))
            }
            WorksCommand::Decide { item, change, approve, answer } => {
                edits::may_talk(dossier)?;
                (edits::decide(dossier, item, change, approve, &answer)?, Some(of_item(item, fields::CHANGE)))
            }
            WorksCommand::List
            | WorksCommand::Start
            | WorksCommand::Finish
            | WorksCommand::Open(_)
            | WorksCommand::Turn
            | WorksCommand::Issue { .. }
            | WorksCommand::Withdraw(_) => return Ok(None),
        }))
    }

    fn go_to_works(&mut self) {
        self.close_household();
        self.route = if self.role.can(Can::Order) { Route::Orders } else { Route::Households };
    }

    /// Opens a household for its works.
    pub(super) fn open_job(&mut self, id: DossierId) {
        self.close_household();
        match self.load(id) {
            Ok((dossier, problems)) => {
                self.notices.extend(problems);
                let back = Box::new(if self.route.is_list() { self.route.clone() } else { self.list_of_works() });
                self.show(dossier, Task::Works);
                self.route = Route::Job { back };
            }
            Err(problem) => self.tell(problem),
        }
    }

    pub(super) fn turn_to_job(&mut self) {
        let back = Box::new(std::mem::take(&mut self.route));
        self.open_task(Task::Works);
        self.route = Route::Job { back };
    }

    /// From a job sheet to where one came from: a list needs no open household.
    pub(super) fn leave_job(&mut self, back: Route) {
        match back {
            Route::Households | Route::Orders | Route::Desk(_) => {
                self.close_household();
                self.route = back;
            }
            Route::Case => self.turn_to(Route::Case),
            other => self.route = other,
        }
    }

    /// Joins what a package brought into the household that is on the screen.
    pub(super) fn join_open(&mut self, stored: &Dossier) {
        let Some(visit) = self.visit.take() else { return };
        let (task, revision, route) = (visit.task, visit.revision, self.route.clone());
        let mut dossier = visit.dossier;
        // Of the same household: it was loaded by its id.
        dossier.join(stored).ok();
        self.show(dossier, task);
        self.route = route;
        if let Some(visit) = &mut self.visit {
            visit.revision = revision + 1;
        }
    }

    /// What is shown, and who may do what, follows from the role; a workspace that is in use keeps it.
    pub(super) fn choose_role(&mut self, role: Role) {
        if !self.registry.is_empty() || self.visit.is_some() {
            return self.tell(Problem::notice("works-role-fixed"));
        }
        match self.store.choose_role(role) {
            Ok(()) => {
                self.role = role;
                self.route = self.home();
            }
            Err(problem) => self.tell(problem),
        }
    }

    /// Where the works are listed for this role.
    pub(super) fn list_of_works(&self) -> Route {
        if self.role.can(Can::Order) { Route::Orders } else { Route::Households }
    }

    /// Each household by itself: those that cannot be ordered are told together, the others are.
    fn issue(&mut self, households: &[DossierId], terms: &Terms) {
        if let Some(key) = terms.lacks() {
            return self.tell(Problem::warning(key));
        }
        let loaded: Vec<_> = households.iter().map(|id| (*id, self.load(*id))).collect();
        let (programme, author) = (self.rules.programme.clone(), self.author());
        let (mut ordered, mut refused) = (0_usize, Vec::new());
        for (id, home) in loaded {
            let done = home.and_then(|(dossier, problems)| {
                self.notices.extend(problems);
                let edit = edits::order(&dossier, terms, &programme, &author)?;
                self.edit_loaded(dossier, &edit);
                Ok(())
            });
            match done {
                Ok(()) => ordered += 1,
                Err(problem) => refused.push((id, problem)),
            }
        }
        if ordered > 0 {
            let told = Problem::notice("works-ordered").with("count", ordered).with("name", terms.contractor.trim());
            self.tell(told);
        }
        self.tell_refused(&refused);
    }

    /// One notice for all households that could not be ordered: how many, and of the first ones who and why.
    fn tell_refused(&mut self, refused: &[(DossierId, Problem)]) {
        if refused.is_empty() {
            return;
        }
        let words = Words::of(self.settings.language);
        let why = refused.iter().take(MOST_NAMED).map(|(id, problem)| {
            let listed = self.registry.find(*id);
            let name = listed.map_or_else(|| id.to_string(), |home| home.summary.head.to_string());
            words.with("works-package-refused-why", &[("name", &name), ("why", &words.what(problem))])
        });
        let why = why.collect::<Vec<_>>().join("\n");
        let key = if refused.len() > MOST_NAMED { "works-order-refused-more" } else { "works-order-refused" };
        self.tell(Problem::warning(key).with("count", refused.len()).with("why", why));
    }

    fn withdraw(&mut self, id: DossierId) {
        let done = self.load(id).and_then(|(dossier, problems)| {
            self.notices.extend(problems);
            let edit = edits::withdraw(&dossier)?;
            self.edit_loaded(dossier, &edit);
            Ok(())
        });
        if let Err(problem) = done {
            self.tell(problem);
        }
    }

    /// Changes a household that is not open, and the lists with it.
    fn edit_loaded(&mut self, mut dossier: Dossier, edit: &Edit) {
        let applied = dossier.apply(edit, &self.author());
        if applied.delta.is_empty() {
            return;
        }
        self.keep(dossier.id, applied.delta);
        self.saver.fold(&dossier);
        self.registry.put(Record::of(&dossier));
        self.jobs.put(Job::of(&dossier, self.side()));
        self.hold(dossier);
    }

    /// Reads how the works of these households stand, in the background.
    pub(super) fn look_through_works(&self) {
        let ordered = self.registry.iter().filter(|listed| listed.summary.stage >= Stage::Ordered);
        let ids = ordered.map(|listed| listed.id).collect::<Vec<_>>();
        if !ids.is_empty() {
            self.exchange_lane.order(LaneTask::Jobs { ids, side: self.side(), ready: self.saver.when_flushed() });
        }
    }
}

/// The path of an item's field, for screens.
pub fn field(item: RowId, name: &'static str) -> FieldPath {
    item_path(item, name)
}

/// The name of the one who builds as it stands in a file's name: letters and digits of any script.
pub fn file_part(name: &str) -> Arc<str> {
    let plain: String = name.chars().map(|c| if c.is_alphanumeric() { c } else { '-' }).take(40).collect();
    plain.trim_matches('-').into()
}
