//! The lane for sending and fetching: one at a time, again and again until it comes about or a person stops it.

use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::Receiver;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

use super::fetch::{Fetching, fetch};
use super::network::{self, Network};
use super::progress::Progress;
use super::report::End;
use super::saved::Policy;
use super::send::{Sending, send, waiting};
use super::{Done, TransferEvent, Work};
use crate::app::desk::DeskEvent;
use crate::app::desk::merge::MergeEvent;
use crate::app::jobs::lane::Lane;
use crate::app::jobs::{JobEvent, Reports};
use crate::app::merge::{self, written};
use crate::l10n::Words;
use crate::problem::Problem;
use crate::registry::record::Record;
use crate::remote::cloud::backoff::{Backoff, random};
use crate::remote::cloud::{Options, Secret, Server, Target};
use crate::seal::{Identity, Recipient};
use crate::stamp::Moment;
use crate::store::{Workspace, now};

/// Tasks that may wait; there is one at most.
const QUEUE: usize = 2;
const TICK: Duration = Duration::from_millis(100);

/// What is to be done with a server.
pub(super) struct Task {
    pub store: Arc<Workspace>,
    pub target: Target,
    pub secret: Option<Secret>,
    pub work: Work,
    pub receivers: Vec<Recipient>,
    pub identities: Vec<Identity>,
    pub policy: Policy,
    pub words: &'static Words,
    /// Answers when the disk knows all that was changed before.
    pub ready: Receiver<usize>,
}

pub(super) fn start(reports: Reports) -> std::io::Result<Lane<Task>> {
    Lane::start("transfer", QUEUE, move |tasks: &Receiver<Task>, closing| {
        while let Ok(task) = tasks.recv() {
            run(&task, &reports, closing);
        }
    })
}

fn run(task: &Task, reports: &Reports, closing: &Arc<AtomicBool>) {
    let progress = Arc::new(Progress::within(Arc::clone(closing)));
    let tell = |event| {
        // Nobody listens any more while the program is being closed.
        if !closing.load(Ordering::Relaxed) {
            reports.send(JobEvent::Transfer(event));
        }
    };
    let (target, work) = (task.target.name.clone(), task.work.clone());
    tell(TransferEvent::Begun { target: target.clone(), work, progress: Arc::clone(&progress) });
    let done = if task.ready.recv() == Ok(0) {
        until_done(task, &progress, reports, &tell)
    } else {
        // What is not on the disk yet would not be sent.
        Err(Problem::error("transfer-unsaved"))
    };
    tell(TransferEvent::Done { target, done });
}

/// Tries until there is nothing to wait for any more.
fn until_done(
    task: &Task,
    progress: &Progress,
    reports: &Reports,
    tell: &impl Fn(TransferEvent),
) -> Result<Done, Problem> {
    let mut failed = 0;
    loop {
        let tried = match network::check(&task.policy.network, Network::current().as_ref()) {
            Ok(()) => Some(once(task, progress, reports)?),
            Err(_) if progress.control().is_stopped() => return once(task, progress, reports),
            Err(why) => {
                wait(task, progress, tell, why, Backoff::OFFLINE.wait(failed, random()));
                None
            }
        };
        if let Some(done) = tried {
            let End::Later { why, after } = done.end().clone() else { return Ok(done) };
            let wait_for = Backoff::OFFLINE.wait(failed, random()).max(after.unwrap_or_default());
            wait(task, progress, tell, why, wait_for);
        }
        failed += 1;
    }
}

/// Waits for the next try; a person can hurry or stop it.
fn wait(task: &Task, progress: &Progress, tell: &impl Fn(TransferEvent), why: Problem, wait: Duration) {
    let from = now();
    let seconds = i64::try_from(wait.as_secs()).unwrap_or(i64::MAX);
    let until = Moment::new(from.unix_seconds().saturating_add(seconds), from.offset_minutes());
    tell(TransferEvent::Network(Network::current()));
    tell(TransferEvent::Waiting { target: task.target.name.clone(), why, until });
    let until = Instant::now() + wait;
    while Instant::now() < until && !progress.control().is_stopped() && !progress.take_hurry() {
        std::thread::sleep(TICK);
    }
    tell(TransferEvent::Trying { target: task.target.name.clone() });
}

fn once(task: &Task, progress: &Progress, reports: &Reports) -> Result<Done, Problem> {
    let Task { store, target, secret, work, .. } = task;
    let options = Options {
        bytes_per_second: task.policy.bytes_per_second,
        control: Arc::clone(progress.control()),
        ..Options::of(store.device())
    };
    let server = &Server::open(target, secret.as_ref(), &options)?;
    let place = target.place();
    match work {
        Work::Send => {
            let (receivers, identities) = (&task.receivers, &task.identities);
            send(&Sending { store, server, place, receivers, identities, progress, now: now() })
                .map(Box::new)
                .map(Done::Sent)
        }
        Work::Fetch { division } => {
            let arrived = Mutex::new(Vec::<Record>::new());
            let hear = |entries: &[crate::store::index::Written]| {
                let records = entries.iter().map(|entry| entry.record.clone());
                arrived.lock().unwrap_or_else(PoisonError::into_inner).extend(records);
            };
            let merged = |mut report: merge::Report| {
                report.problems.extend(written::keep(store, &report, task.words).err());
                let records = std::mem::take(&mut *arrived.lock().unwrap_or_else(PoisonError::into_inner));
                if !progress.control().is_closing() {
                    let event = MergeEvent::Done { report: Ok(Box::new(report)), records };
                    reports.send(JobEvent::Desk(DeskEvent::Merge(event)));
                }
            };
            let identities = &task.identities;
            let (hear, merged) = (&hear, &merged);
            fetch(&Fetching { store, server, place, division, identities, progress, hear, merged })
                .map(Box::new)
                .map(Done::Fetched)
        }
    }
}

/// Asks in a thread of its own which network this is, and counts what each server does not have yet.
pub(super) fn count(store: Arc<Workspace>, targets: Vec<Target>, receivers: Vec<Recipient>, reports: Reports) {
    let work = move || {
        reports.send(JobEvent::Transfer(TransferEvent::Network(Network::current())));
        for target in targets {
            let counted = waiting(&store, &target.place(), &receivers);
            reports.send(JobEvent::Transfer(TransferEvent::Counted { target: target.name, counted }));
        }
    };
    // Without a thread the numbers stay unknown.
    std::thread::Builder::new().name("outbox".to_owned()).spawn(work).ok();
}

/// Asks a server, in a thread of its own, whether it answers and lets this person in.
pub(super) fn probe(target: Target, secret: Option<Secret>, options: Options, reports: Reports) {
    let work = move || {
        let answer = Server::open(&target, secret.as_ref(), &options).and_then(|server| {
            let listed = super::runtime()?.block_on(server.list("sent/"));
            listed.map(drop).map_err(|fault| fault.problem())
        });
        reports.send(JobEvent::Transfer(TransferEvent::Probed { target: target.name, answer }));
    };
    // Without a thread there is no answer.
    std::thread::Builder::new().name("probe".to_owned()).spawn(work).ok();
}
