//! Upload and download 上传与下载: which servers, what waits, how far it is.
//!
//! [`send`] and [`fetch`] do one round each and need no window; `lane` repeats them while there is no network.
//! [`Transfer`] is what a screen shows.

pub mod fetch;
mod halt;
mod lane;
pub mod network;
pub mod progress;
pub mod receipts;
pub mod report;
pub mod saved;
pub mod send;

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use super::jobs::lane::Lane;
use super::program::Program;
use crate::l10n::Words;
use crate::problem::Problem;
use crate::remote::cloud::{Options, Secret, Target};
use crate::role::Can;
use crate::seal::{Identity, Recipient};
use crate::stamp::Moment;
use crate::store::now;
use lane::Task;
use network::Network;
use progress::Progress;
use report::{End, FetchReport, SendReport};
use saved::{Policy, Saved};
use send::Waiting;

/// What a person asks here.
#[derive(Clone, Debug, PartialEq)]
pub enum TransferCommand {
    /// Reads the servers and counts what each does not have yet.
    Refresh,
    /// Keeps a server, in the place of the one that was called `was`; the password too, for this session or, in a
    /// sealed workspace, for good.
    Keep {
        was: String,
        target: Target,
        secret: Option<Secret>,
    },
    /// Forgets a server. What lies there stays.
    Remove(String),
    /// The password of a server.
    Secret {
        target: String,
        secret: Secret,
    },
    /// How the line is used.
    Use(Policy),
    /// What is sent shall be sealed for this receiver, or no more.
    Seal {
        to: Recipient,
        on: bool,
    },
    /// A folder or file that was chosen for a server that is being described.
    Pick(Option<PathBuf>),
    /// Asks a server whether it answers.
    Probe(String),
    Send(String),
    /// Fetches and merges; `division`: what the divisions begin with.
    Fetch {
        target: String,
        division: String,
    },
    Pause(bool),
    /// Tries now, without waiting any longer.
    Hurry,
    Stop,
    /// Puts away what the last run has come to.
    Dismiss,
}

impl TransferCommand {
    /// What the role table must allow; `None` where everybody may.
    pub const fn needs(&self) -> Option<Can> {
        match self {
            // Whole households leave, as in a handover.
            Self::Send(_) => Some(Can::FinishVisit),
            Self::Fetch { .. } => Some(Can::Merge),
            _ => None,
        }
    }
}

/// What is done with a server.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Work {
    Send,
    Fetch { division: String },
}

/// What it has come to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Done {
    Sent(Box<SendReport>),
    Fetched(Box<FetchReport>),
}

impl Done {
    pub const fn end(&self) -> &End {
        match self {
            Self::Sent(report) => &report.end,
            Self::Fetched(report) => &report.end,
        }
    }
}

/// What a worker reports.
#[derive(Debug)]
pub enum TransferEvent {
    Begun {
        target: String,
        work: Work,
        progress: Arc<Progress>,
    },
    /// There is no way to the server now; the next try is then.
    Waiting {
        target: String,
        why: Problem,
        until: Moment,
    },
    Trying {
        target: String,
    },
    Done {
        target: String,
        done: Result<Done, Problem>,
    },
    Counted {
        target: String,
        counted: Result<Waiting, Problem>,
    },
    /// The network that this machine is in.
    Network(Option<Network>),
    Probed {
        target: String,
        answer: Result<(), Problem>,
    },
}

/// A run that is under way.
#[derive(Clone, Debug)]
pub struct Running {
    pub target: String,
    pub work: Work,
    pub progress: Arc<Progress>,
    /// Why it waits, and until when.
    pub waits: Option<(Problem, Moment)>,
}

impl Running {
    /// How long it is until the next try, while it waits for one.
    pub fn next_try(&self) -> Option<Duration> {
        let (_, until) = self.waits.as_ref()?;
        let seconds = until.unix_seconds().saturating_sub(now().unix_seconds());
        Some(Duration::from_secs(u64::try_from(seconds).unwrap_or(0)))
    }
}

/// What is known of one server beside its address.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Known {
    /// What it does not have as it is here.
    pub waiting: Option<Waiting>,
    /// What the last run of this session has come to.
    pub last: Option<Result<Done, Problem>>,
    /// When that was.
    pub at: Option<Moment>,
    /// What it answered when it was asked.
    pub answer: Option<Result<(), Problem>>,
    /// The password is missing or was refused.
    pub asks_secret: bool,
}

/// What is kept of it while the program runs.
#[derive(Debug, Default)]
pub struct Transfer {
    /// The servers with their passwords; see [`Saved::targets`].
    pub saved: Saved,
    /// By the name of the server.
    pub known: BTreeMap<String, Known>,
    pub running: Option<Running>,
    /// For whom what is sent is sealed; nobody: it is not sealed.
    pub receivers: Vec<Recipient>,
    /// What opens what was sealed for this device.
    pub identities: Vec<Identity>,
    /// The network that this machine was in when the servers were looked at.
    pub network: Option<Network>,
    /// What was chosen for a server that is being described.
    pub picked: Option<PathBuf>,
    was_read: bool,
    lane: Option<Lane<Task>>,
}

impl Transfer {
    /// What is known of a server.
    pub fn known(&self, target: &str) -> Known {
        self.known.get(target).cloned().unwrap_or_default()
    }
}

impl Program {
    pub(super) fn dispatch_transfer(&mut self, command: TransferCommand) {
        self.read_servers();
        match command {
            TransferCommand::Refresh => self.count_waiting(),
            TransferCommand::Keep { was, target, secret } => self.keep_target(&was, target, secret),
            TransferCommand::Remove(name) => {
                self.transfer.saved.targets.retain(|target| target.name != name);
                self.transfer.saved.secrets.remove(&name);
                self.transfer.known.remove(&name);
                self.write_servers();
            }
            TransferCommand::Secret { target, secret } => {
                self.transfer.known.entry(target.clone()).or_default().asks_secret = false;
                self.transfer.saved.secrets.insert(target, secret);
                self.write_servers();
            }
            TransferCommand::Use(policy) => {
                self.transfer.saved.policy = policy;
                self.write_servers();
            }
            TransferCommand::Seal { to, on } => {
                self.transfer.receivers.retain(|other| *other != to);
                if on {
                    self.transfer.receivers.push(to);
                }
                self.count_waiting();
            }
            TransferCommand::Pick(path) => self.transfer.picked = path,
            TransferCommand::Probe(name) => {
                let Some(target) = self.transfer.saved.get(&name).cloned() else { return };
                self.transfer.known.entry(name.clone()).or_default().answer = None;
                let secret = self.transfer.saved.secrets.get(&name).cloned();
                lane::probe(target, secret, Options::of(self.store.device()), self.reports.clone());
            }
            TransferCommand::Send(target) => self.begin_transfer(target, Work::Send),
            TransferCommand::Fetch { target, division } => self.begin_transfer(target, Work::Fetch { division }),
            TransferCommand::Pause(pause) => self.with_progress(|progress| progress.control().pause(pause)),
            TransferCommand::Hurry => self.with_progress(Progress::hurry),
            TransferCommand::Stop => self.with_progress(|progress| progress.control().stop()),
            TransferCommand::Dismiss => self.transfer.known.values_mut().for_each(|known| known.last = None),
        }
    }

    fn with_progress(&self, then: impl FnOnce(&Progress)) {
        if let Some(running) = &self.transfer.running {
            then(&running.progress);
        }
    }

    fn read_servers(&mut self) {
        if !std::mem::replace(&mut self.transfer.was_read, true) {
            let (saved, problems) = Saved::read(&self.store);
            self.transfer.saved = saved;
            self.notices.extend(problems);
        }
    }

    fn write_servers(&mut self) {
        if let Err(problem) = self.transfer.saved.write(&self.store) {
            self.tell(problem);
        }
    }

    fn keep_target(&mut self, was: &str, target: Target, secret: Option<Secret>) {
        let Transfer { saved, known, .. } = &mut self.transfer;
        let taken = saved.targets.iter().any(|other| other.name == target.name && other.name != was);
        if target.name.trim().is_empty() || target.address.trim().is_empty() || taken {
            let key = if taken { "transfer-name-twice" } else { "transfer-target-incomplete" };
            return self.tell(Problem::warning(key).with("detail", &target.name));
        }
        let old = saved.get(was);
        // A password is for the server it was given for, and for no other.
        let same = old.is_some_and(|old| (&old.address, &old.user) == (&target.address, &target.user));
        let kept = saved.secrets.remove(was).filter(|_| same);
        known.remove(was);
        if let Some(secret) = secret.or(kept) {
            saved.secrets.insert(target.name.clone(), secret);
        }
        match saved.targets.iter_mut().find(|other| other.name == was) {
            Some(place) => *place = target,
            None => saved.targets.push(target),
        }
        self.write_servers();
        self.count_waiting();
    }

    fn count_waiting(&self) {
        let Transfer { saved, receivers, .. } = &self.transfer;
        lane::count(Arc::clone(&self.store), saved.targets.clone(), receivers.clone(), self.reports.clone());
    }

    fn begin_transfer(&mut self, name: String, work: Work) {
        if self.transfer.running.is_some() {
            return self.tell(Problem::notice("transfer-running"));
        }
        let Some(target) = self.transfer.saved.get(&name).cloned() else { return };
        let secret = self.transfer.saved.secrets.get(&name).cloned();
        if target.needs_secret() && secret.is_none() {
            self.transfer.known.entry(name).or_default().asks_secret = true;
            return;
        }
        // What is on the screen would not know what came.
        if matches!(work, Work::Fetch { .. }) && self.visit.is_some() {
            self.close_household();
        }
        if self.transfer.lane.is_none() {
            match lane::start(self.reports.clone()) {
                Ok(lane) => self.transfer.lane = Some(lane),
                Err(error) => return self.tell(Problem::error("transfer-no-client").with("detail", error)),
            }
        }
        let task = Task {
            store: Arc::clone(&self.store),
            target,
            secret,
            work,
            receivers: self.transfer.receivers.clone(),
            identities: self.transfer_identities(),
            policy: self.transfer.saved.policy.clone(),
            words: Words::of(self.settings.language),
            ready: self.saver.when_flushed(),
        };
        self.transfer.known.entry(name).or_default().last = None;
        if let Some(lane) = &self.transfer.lane {
            lane.order(task);
        }
    }

    /// Everything that may open what was sealed for this workspace.
    fn transfer_identities(&self) -> Vec<Identity> {
        self.transfer.identities.iter().cloned().chain(self.identities()).collect()
    }

    /// For whom can be sealed, by name.
    pub fn transfer_receivers(&self) -> Vec<(String, Recipient)> {
        self.keys.known().iter().map(|known| (known.name.clone(), known.recipient.clone())).collect()
    }

    pub(super) fn transfer_event(&mut self, event: TransferEvent) {
        let transfer = &mut self.transfer;
        match event {
            TransferEvent::Begun { target, work, progress } => {
                transfer.running = Some(Running { target, work, progress, waits: None });
            }
            TransferEvent::Waiting { target, why, until } => {
                if let Some(running) = transfer.running.as_mut().filter(|running| running.target == target) {
                    running.waits = Some((why, until));
                }
            }
            TransferEvent::Trying { .. } => {
                if let Some(running) = &mut transfer.running {
                    running.waits = None;
                }
            }
            TransferEvent::Done { target, done } => {
                transfer.running = None;
                let refused = |done: &Done| done.end().problem().is_some_and(|why| why.key == "transfer-secret-wrong");
                let known = transfer.known.entry(target.clone()).or_default();
                known.asks_secret = done.as_ref().is_ok_and(refused);
                if known.asks_secret {
                    transfer.saved.secrets.remove(&target);
                }
                (known.last, known.at) = (Some(done), Some(now()));
                self.count_waiting();
            }
            TransferEvent::Counted { target, counted } => match counted {
                Ok(count) => transfer.known.entry(target).or_default().waiting = Some(count),
                Err(problem) => self.tell(problem),
            },
            TransferEvent::Network(network) => transfer.network = network,
            TransferEvent::Probed { target, answer } => {
                transfer.known.entry(target).or_default().answer = Some(answer);
            }
        }
    }
}

/// What requests run in: this thread, and nothing else.
fn runtime() -> Result<tokio::runtime::Runtime, Problem> {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
    runtime.map_err(|error| Problem::error("transfer-no-client").with("detail", error))
}
