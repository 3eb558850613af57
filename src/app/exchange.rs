//! Packages: what leaves this workspace for a contractor or an office, and what comes back.
//!
//! [`make`] and [`take`] need a workspace and no window; the lane in [`super::jobs::exchange`] runs them beside it,
//! and `tantu order`, `tantu take` in front of it.

mod check;
pub(in crate::app) mod content;
mod parcel;
pub mod receipt;
mod rules;
mod take;

use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};

use super::jobs::exchange::{ExchangeEvent, Task};
use super::jobs::folders;
use super::program::Program;
use super::route::Route;
use super::works;
use super::works::jobs::Job;
use crate::id::DossierId;
use crate::l10n::Words;
use crate::problem::Problem;
use crate::registry::record::Record;
use crate::remote::{About, ENDING, Kind};
use crate::role::Can;
use crate::seal::Identity;

pub use check::{Check, check, check_words};
pub use parcel::{Made, Parcel, Sent, make, size_text};
pub use take::{Outcome, Receiver, Report, Taken, take};

/// How far a package is, and whether it shall stop; shared with the window.
#[derive(Debug, Default)]
pub struct Progress {
    done: AtomicUsize,
    total: AtomicUsize,
    stop: AtomicBool,
    /// Everything stops: the program is being closed.
    closing: Arc<AtomicBool>,
}

impl Progress {
    /// Of something that also stops when `closing` becomes true.
    pub fn within(closing: Arc<AtomicBool>) -> Self {
        Self { closing, ..Self::default() }
    }

    /// Households done, and of how many.
    pub fn get(&self) -> (usize, usize) {
        (self.done.load(Ordering::Relaxed), self.total.load(Ordering::Relaxed))
    }

    pub fn stop(&self) {
        self.stop.store(true, Ordering::Relaxed);
    }

    pub fn is_stopped(&self) -> bool {
        self.stop.load(Ordering::Relaxed) || self.closing.load(Ordering::Relaxed)
    }

    pub(in crate::app) fn begin(&self, total: usize) {
        self.done.store(0, Ordering::Relaxed);
        self.total.store(total, Ordering::Relaxed);
    }

    pub(in crate::app) fn reach(&self, done: usize, total: usize) {
        self.done.store(done, Ordering::Relaxed);
        self.total.store(total, Ordering::Relaxed);
    }

    pub(in crate::app) fn step(&self) {
        self.done.fetch_add(1, Ordering::Relaxed);
    }
}

/// A household that a package changed, as the lists need it.
#[derive(Clone, Debug, PartialEq)]
pub struct Arrived {
    pub record: Record,
    pub job: Job,
}

/// What a person asks about packages.
#[derive(Clone, Debug, PartialEq)]
pub enum ExchangeCommand {
    /// Looks into these packages and takes nothing yet: a person reads what is in them first.
    Offer(Vec<PathBuf>),
    /// Takes these packages, one after the other.
    Open(Vec<PathBuf>),
    /// Puts away a package that was offered; it stays where it is.
    Leave(PathBuf),
    /// The system's file dialog for packages; the window takes this.
    PickPackages,
    /// The system's dialog for the folder that packages are written to; the window takes this.
    PickFolder,
    /// The in-app list of folders, for machines without a file dialog.
    Browse(Look),
    /// Packages are written to this folder from now on.
    WriteTo(PathBuf),
    /// Writes the package of everything that this contractor has to build.
    MakeOrders {
        contractor: String,
    },
    /// Writes the package of what was built, for the office: what is new since the last one, or all.
    HandBack {
        all: bool,
    },
    /// Writes the package of the households that this surveyor is to visit 派户.
    HandOut {
        surveyor: String,
        households: Vec<DossierId>,
    },
    /// Writes the package of what was surveyed here 交回: what is new since the last one, or all.
    HandOver {
        all: bool,
    },
    Stop,
    /// Puts away what the last packages brought.
    Dismiss,
}

/// What a folder is looked into for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Look {
    /// Packages to open.
    Packages,
    /// A place to write packages to.
    Place,
    /// Folders and packages to merge.
    Inputs,
    /// A table with a need list.
    Tables,
    /// A folder that is a server.
    Server,
    /// A file with the certificates of an authority.
    Certificate,
}

impl ExchangeCommand {
    /// What the role table must allow; `None` where everybody may.
    pub const fn needs(&self) -> Option<Can> {
        match self {
            Self::MakeOrders { .. } => Some(Can::Order),
            Self::HandBack { .. } => Some(Can::Build),
            Self::HandOut { .. } => Some(Kind::Assignment.made_by()),
            Self::HandOver { .. } => Some(Kind::Handover.made_by()),
            _ => None,
        }
    }
}

/// The packages of this session, as screens show them.
#[derive(Clone, Debug, Default)]
pub struct Exchange {
    /// What is under way, and whether it opens a package (or writes one).
    pub busy: Option<(Arc<Progress>, bool)>,
    /// What the last packages brought, newest last.
    pub reports: Vec<Report>,
    /// What was written, newest last.
    pub made: Vec<Made>,
    /// What was looked into and waits for a person's "take", oldest first.
    pub offered: Vec<Check>,
    /// Where packages are written to.
    pub folder: PathBuf,
}

impl Program {
    pub(super) fn dispatch_exchange(&mut self, command: ExchangeCommand) {
        match command {
            ExchangeCommand::Open(files) => {
                // What is on the screen would not know what the package brought.
                self.leave_for_exchange();
                for file in files {
                    self.exchange.offered.retain(|offered| offered.file != file);
                    let receiver = Receiver { role: self.role, keys: self.identities() };
                    let (side, ready) = (self.side(), self.saver.when_flushed());
                    self.exchange_lane.order(Task::Take { file, receiver, side, ready });
                }
            }
            ExchangeCommand::Offer(files) => {
                self.leave_for_exchange();
                if matches!(self.route, Route::Desk(_)) {
                    // There what was looked into would not be seen.
                    let back = Box::new(std::mem::take(&mut self.route));
                    self.route = Route::Handing { back };
                    self.look_at_handing();
                }
                for file in files {
                    let receiver = Receiver { role: self.role, keys: self.identities() };
                    self.exchange_lane.order(Task::Check { file, receiver });
                }
            }
            ExchangeCommand::Leave(file) => self.exchange.offered.retain(|offered| offered.file != file),
            // Dialogs belong to the window, which takes these commands before they get here.
            ExchangeCommand::PickPackages | ExchangeCommand::PickFolder => {}
            ExchangeCommand::Browse(look) => {
                let back = Box::new(std::mem::take(&mut self.route));
                self.route = Route::Packages { look, back };
                self.look_for_packages();
            }
            ExchangeCommand::WriteTo(folder) => self.exchange.folder = folder,
            ExchangeCommand::MakeOrders { contractor } => self.make_orders(contractor),
            ExchangeCommand::HandBack { all } => self.hand_back(all),
            ExchangeCommand::HandOut { surveyor, households } => {
                self.parcel(Kind::Assignment, surveyor, households, false);
            }
            ExchangeCommand::HandOver { all } => self.hand_over(all),
            ExchangeCommand::Stop => {
                if let Some((progress, _)) = &self.exchange.busy {
                    progress.stop();
                }
            }
            ExchangeCommand::Dismiss => {
                self.exchange.reports.clear();
                self.exchange.made.clear();
            }
        }
    }

    /// Opens the folder that is looked into for packages.
    pub(super) fn look_for_packages(&mut self) {
        let here = match &self.route {
            Route::Packages { look: Look::Place, .. } => {
                Some(self.exchange.folder.clone()).filter(|path| path.is_dir())
            }
            _ => None,
        };
        let usual = || folders::places().into_iter().map(|(_, path)| path).next_back();
        if let Some(folder) = here.or_else(|| self.folder.path.take()).or_else(usual) {
            self.open_folder(folder);
        }
    }

    /// Closes the open household and goes to the list.
    pub(super) fn leave_for_exchange(&mut self) {
        if self.visit.is_some() {
            self.close_household();
            self.route = self.list_of_works();
        }
    }

    fn make_orders(&mut self, contractor: String) {
        let open = |record: &&Record| record.summary.contractor == contractor && record.summary.stage.is_in_works();
        let households = self.registry.iter().filter(open).map(|record| record.id).collect();
        self.parcel(Kind::WorkOrder, contractor, households, false);
    }

    /// A household goes back whole: joining it twice changes nothing.
    fn hand_back(&mut self, all: bool) {
        self.leave_for_exchange();
        let contractor = self.jobs.iter().map(|job| job.contractor.clone()).find(|name| !name.is_empty());
        let households = self.jobs.iter().map(|job| job.id).collect();
        self.parcel(Kind::Return, contractor.unwrap_or_default(), households, !all);
    }

    fn hand_over(&mut self, all: bool) {
        self.leave_for_exchange();
        let households = self.registry.iter().map(|record| record.id).collect();
        self.parcel(Kind::Handover, self.settings.surveyor.clone(), households, !all);
    }

    fn parcel(&mut self, kind: Kind, party: String, households: Vec<DossierId>, only_news: bool) {
        if households.is_empty() {
            return self.tell(Problem::notice("works-package-nothing"));
        }
        let made = self.clock.now();
        let word = Words::of(self.settings.language).text(kind.key());
        // A sealed file does not say in its name of whom it is.
        let sealed = kind.is_answered() && !self.handing.to.is_empty();
        let named = if sealed { "".into() } else { works::file_part(&party) };
        let path = self.package_path(&word, &named);
        let author = self.settings.surveyor.clone();
        let (contractor, surveyor) = match kind {
            Kind::WorkOrder | Kind::Return => (party, String::new()),
            Kind::Assignment | Kind::Handover | Kind::Receipt => (String::new(), party),
        };
        let about = About { kind, device: self.store.device(), author, made, contractor, surveyor };
        let mut parcel = Parcel { only_news, reply: self.keys.own(), ..Parcel::new(about, households) };
        if kind.is_answered() {
            parcel.receiver = self.handing.receiver;
            parcel.to.clone_from(&self.handing.to);
        }
        if parcel.to.is_empty() && self.store.is_sealed() && path.starts_with(self.store.root()) {
            // Whoever finds the tablet would read in the package what is sealed beside it.
            return self.tell(Problem::warning("handing-open-inside"));
        }
        self.exchange_lane.order(Task::Make { parcel, path, ready: self.saver.when_flushed() });
    }

    /// What opens packages that are sealed for this workspace.
    pub(super) fn identities(&self) -> Vec<Identity> {
        self.keys.vault().map(|vault| vault.identity().clone()).into_iter().collect()
    }

    /// Where a package of this kind and party is written to now.
    pub(super) fn package_path(&self, word: &str, party: &str) -> PathBuf {
        let made = self.clock.now().civil().strftime("%m%d-%H%M").to_string();
        let parts: Vec<&str> = [word, party, &made].into_iter().filter(|part| !part.is_empty()).collect();
        self.exchange.folder.join(format!("{}.{ENDING}", parts.join("-")))
    }

    /// Takes what the lane reported.
    pub(super) fn exchange_event(&mut self, event: ExchangeEvent) {
        match event {
            ExchangeEvent::Begun { progress, opening } => self.exchange.busy = Some((progress, opening)),
            ExchangeEvent::Made(made) => {
                self.exchange.busy = None;
                match made {
                    Ok(made) => self.exchange.made.push(*made),
                    Err(problem) => self.tell(problem),
                }
            }
            ExchangeEvent::Taken(report) => {
                self.exchange.busy = None;
                match report {
                    Ok(report) => self.package_taken(*report),
                    Err(problem) => self.tell(problem),
                }
            }
            ExchangeEvent::Checked(check) => {
                self.exchange.busy = None;
                match check {
                    Ok(check) => {
                        self.exchange.offered.retain(|offered| offered.file != check.file);
                        self.exchange.offered.push(*check);
                    }
                    Err(problem) => self.tell(problem),
                }
            }
            ExchangeEvent::Arrived(all) => all.into_iter().for_each(|arrived| self.arrived(arrived)),
            ExchangeEvent::Jobs(jobs) => jobs.into_iter().for_each(|job| self.jobs.put(job)),
        }
    }

    fn package_taken(&mut self, report: Report) {
        if !report.files.is_empty() {
            // What is open goes on with the forms it was begun with.
            self.tell(Problem::notice("handing-forms-came").with("count", report.files.len()));
        }
        if report.about.kind.is_answered() {
            self.handing.unanswered.push(report.file.clone());
        }
        if report.heard.is_some() {
            self.look_at_handing();
        }
        self.exchange.reports.push(report);
    }

    pub(super) fn arrived(&mut self, arrived: Arrived) {
        let Arrived { record, job } = arrived;
        let id = record.id;
        self.registry.put(record);
        self.jobs.put(job);
        // Opened meanwhile: what came joins what is on the screen.
        if self.visit.as_ref().is_some_and(|visit| visit.dossier.id == id) {
            match self.load(id) {
                Ok((stored, problems)) => {
                    self.notices.extend(problems);
                    self.join_open(&stored);
                }
                Err(problem) => self.tell(problem),
            }
        }
    }
}
