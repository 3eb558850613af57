//! Handing over 交接: what a receiver has confirmed, and what may go from this device.

pub mod purge;

use std::path::PathBuf;

use super::exchange::receipt::Written;
use super::jobs::exchange::Task;
use super::program::Program;
use super::works::jobs::Jobs;
use crate::dossier::Dossier;
use crate::id::DeviceId;
use crate::l10n::Words;
use crate::problem::Problem;
use crate::remote::{About, Kind};
use crate::role::Can;
use crate::seal::Recipient;
use crate::store::Workspace;
use crate::store::purge::Gone;
use purge::{Plan, Request};

/// What a person asks here.
#[derive(Clone, Debug, PartialEq)]
pub enum HandingCommand {
    /// Looks at what is here, what is confirmed, and what may go.
    Look,
    /// The next handover is for this office: what is new since its receipts.
    Receiver(Option<DeviceId>),
    /// The next handover is sealed for this receiver too, or not.
    Seal { to: Recipient, on: bool },
    /// Whether visits that are not finished may go too.
    Unfinished(bool),
    /// Lets go what is confirmed.
    Purge,
    /// Writes the receipts for what was taken here.
    Receipt,
    /// Puts away what the last purge and the last receipts brought.
    Dismiss,
}

impl HandingCommand {
    /// What the role table must allow; `None` where everybody may.
    pub const fn needs(&self) -> Option<Can> {
        match self {
            // Everybody lets go what is their own; that it changes the workspace is why it needs something at all.
            Self::Purge => Some(Can::TakePhoto),
            Self::Receipt => Some(Kind::Receipt.made_by()),
            _ => None,
        }
    }
}

/// What a worker reports.
#[derive(Debug)]
pub enum HandingEvent {
    Planned(Result<Box<Plan>, Problem>),
    Purged(Result<Gone, Problem>),
    Receipt { written: Result<Written, Problem>, problems: Vec<Problem> },
}

/// What is kept of it while the program runs.
#[derive(Debug, Default)]
pub struct Handing {
    /// What is here and what may go; `None` until that is known.
    pub plan: Option<Plan>,
    /// A purge is under way.
    pub purging: bool,
    /// Visits that are not finished may go too.
    pub unfinished: bool,
    /// For which office the next handover is; any without one.
    pub receiver: Option<DeviceId>,
    /// For whom it is sealed.
    pub to: Vec<Recipient>,
    /// What the last purge has let go.
    pub gone: Option<Gone>,
    /// The last receipts that were written.
    pub receipt: Option<Written>,
    /// Packages that were taken here since the last receipts.
    pub unanswered: Vec<PathBuf>,
    /// Households that were confirmed and have left this device.
    pub left: usize,
}

impl Handing {
    pub(super) fn of(store: &Workspace) -> Self {
        Self { left: purge::left(store), ..Self::default() }
    }
}

impl Program {
    pub(super) fn dispatch_handing(&mut self, command: HandingCommand) {
        match command {
            HandingCommand::Look => self.look_at_handing(),
            HandingCommand::Receiver(office) => self.handing.receiver = office,
            HandingCommand::Seal { to, on } => {
                self.handing.to.retain(|known| *known != to);
                if on {
                    self.handing.to.push(to);
                }
            }
            HandingCommand::Unfinished(unfinished) => {
                self.handing.unfinished = unfinished;
                self.look_at_handing();
            }
            HandingCommand::Purge => {
                // What is open does not go.
                self.leave_for_purge();
                self.handing.purging = true;
                let task = Task::Purge { request: self.purge_request(), ready: self.saver.when_flushed() };
                self.exchange_lane.order(task);
            }
            HandingCommand::Receipt => self.write_receipts(),
            HandingCommand::Dismiss => (self.handing.gone, self.handing.receipt) = (None, None),
        }
    }

    fn leave_for_purge(&mut self) {
        let route = self.route.clone();
        self.leave_for_exchange();
        self.route = route;
    }

    /// Asks again what is here and what may go.
    pub(super) fn look_at_handing(&mut self) {
        let task = Task::Plan { request: self.purge_request(), ready: self.saver.when_flushed() };
        self.exchange_lane.order(task);
    }

    fn purge_request(&self) -> Request {
        let open = self.visit.as_ref().map(|visit| visit.dossier.id);
        let awaited = self.photo_queue.pending.iter().map(|pending| pending.dossier);
        Request {
            role: self.role,
            unfinished: self.handing.unfinished,
            receiver: self.handing.receiver,
            open: open.into_iter().chain(self.unsaved_ids()).collect(),
            awaited: awaited.collect(),
        }
    }

    /// For the packages opened here and for what was merged last.
    fn write_receipts(&mut self) {
        let merged = self.desk.merge.last.iter().flatten().flat_map(|report| &report.sources);
        let mut inputs = self.handing.unanswered.clone();
        inputs.extend(merged.map(|source| source.path.clone()));
        inputs.dedup();
        let word = Words::of(self.settings.language).text(Kind::Receipt.key());
        let path = self.package_path(&word, "");
        let about = About {
            kind: Kind::Receipt,
            device: self.store.device(),
            author: self.settings.surveyor.clone(),
            made: self.clock.now(),
            contractor: String::new(),
            surveyor: String::new(),
        };
        self.exchange_lane.order(Task::Receipt { inputs, keys: self.identities(), about, path });
    }

    pub(super) fn handing_event(&mut self, event: HandingEvent) {
        match event {
            HandingEvent::Planned(Ok(plan)) => {
                self.handing.left = plan.left;
                self.handing.plan = Some(*plan);
            }
            HandingEvent::Planned(Err(problem)) => self.tell(problem),
            HandingEvent::Purged(gone) => {
                self.handing.purging = false;
                match gone {
                    Ok(gone) => self.purged(gone),
                    Err(problem) => self.tell(problem),
                }
            }
            HandingEvent::Receipt { written, problems } => {
                self.notices.extend(problems);
                match written {
                    Ok(written) => {
                        self.handing.unanswered.clear();
                        self.handing.receipt = Some(written);
                    }
                    Err(problem) => self.tell(problem),
                }
            }
        }
    }

    fn purged(&mut self, gone: Gone) {
        // Opened while it was leaving: what is on the screen is more than what is left, and is saved with its next change.
        let open = |visit: &Dossier| gone.homes.contains(&visit.id);
        if let Some(visit) = self.visit.as_ref().filter(|visit| open(&visit.dossier)) {
            self.saver.fold(&visit.dossier);
        }
        let open = self.visit.as_ref().map(|visit| visit.dossier.id);
        let homes: Vec<_> = gone.homes.iter().copied().filter(|id| Some(*id) != open).collect();
        self.registry.remove(&homes);
        if self.works_known && !homes.is_empty() {
            self.jobs = Jobs::default();
            self.look_through_works();
        }
        self.handing.gone = Some(gone);
        self.look_at_handing();
    }
}
