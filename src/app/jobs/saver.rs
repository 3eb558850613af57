//! The lane that makes answers durable.
//!
//! What cannot be written stays in this thread's memory, in order, and is tried again with every new change, on
//! request, and every few seconds; nothing is dropped while the program runs.

use std::collections::VecDeque;
use std::sync::Arc;
use std::sync::mpsc::{Receiver, RecvTimeoutError, SyncSender, sync_channel};
use std::thread::JoinHandle;
use std::time::Duration;

use super::{JobEvent, Reports};
use crate::dossier::Dossier;
use crate::dossier::edit::Delta;
use crate::id::DossierId;
use crate::limits::JOURNAL_FOLD_ENTRIES;
use crate::problem::Problem;
use crate::store::Workspace;

/// Changes that may wait unsent before the window has to.
const QUEUE: usize = 4_096;
/// Time between two tries while the disk refuses.
const RETRY: Duration = Duration::from_secs(5);

enum Order {
    Append {
        ticket: u64,
        dossier: DossierId,
        delta: Delta,
    },
    /// Writes the whole household, so that its journal can go.
    Fold(Box<Dossier>),
    Retry,
    /// Answers when everything before it has been tried.
    Flush(SyncSender<usize>),
}

/// The saving thread's handle. Dropping it waits for the thread.
pub struct Saver {
    orders: Option<SyncSender<Order>>,
    thread: Option<JoinHandle<()>>,
    tickets: u64,
}

impl Saver {
    /// # Errors
    /// When the system gives no thread.
    pub fn start(store: Arc<Workspace>, reports: Reports) -> std::io::Result<Self> {
        let (orders, receiver) = sync_channel(QUEUE);
        let work = move || Lane { store, reports, waiting: VecDeque::new(), failed: false }.run(&receiver);
        let thread = std::thread::Builder::new().name("saver".to_owned()).spawn(work)?;
        Ok(Self { orders: Some(orders), thread: Some(thread), tickets: 0 })
    }

    /// Queues a change and returns its ticket; [`JobEvent::Saved`] tells when it is on disk.
    pub fn append(&mut self, dossier: DossierId, delta: Delta) -> u64 {
        self.tickets += 1;
        self.order(Order::Append { ticket: self.tickets, dossier, delta });
        self.tickets
    }

    pub fn fold(&self, dossier: &Dossier) {
        self.order(Order::Fold(Box::new(dossier.clone())));
    }

    pub fn retry(&self) {
        self.order(Order::Retry);
    }

    /// Whether the thread still runs. It only ends before this handle by a fault of the program.
    pub fn is_alive(&self) -> bool {
        self.thread.as_ref().is_some_and(|thread| !thread.is_finished())
    }

    /// Waits until everything queued has been tried; returns how many changes are still not on disk.
    pub fn flush(&self) -> usize {
        let (answer, done) = sync_channel(1);
        self.order(Order::Flush(answer));
        done.recv().unwrap_or(usize::MAX)
    }

    /// Answers like [`Self::flush`] when everything queued has been tried, without waiting for it here.
    pub fn when_flushed(&self) -> Receiver<usize> {
        let (answer, done) = sync_channel(1);
        self.order(Order::Flush(answer));
        done
    }

    fn order(&self, order: Order) {
        // The thread ends only after this handle; a failed send means it has panicked, and `flush` tells that.
        self.orders.as_ref().map(|orders| orders.send(order).ok());
    }
}

impl Drop for Saver {
    fn drop(&mut self) {
        self.orders = None;
        if let Some(thread) = self.thread.take() {
            thread.join().ok();
        }
    }
}

struct Lane {
    store: Arc<Workspace>,
    reports: Reports,
    waiting: VecDeque<(u64, DossierId, Delta)>,
    failed: bool,
}

impl Lane {
    fn run(mut self, orders: &Receiver<Order>) {
        loop {
            let order = if self.waiting.is_empty() {
                orders.recv().map_err(|_| RecvTimeoutError::Disconnected)
            } else {
                orders.recv_timeout(RETRY)
            };
            match order {
                Ok(Order::Append { ticket, dossier, delta }) => {
                    self.waiting.push_back((ticket, dossier, delta));
                    self.drain();
                }
                Ok(Order::Fold(dossier)) => self.fold(&dossier),
                Ok(Order::Retry) | Err(RecvTimeoutError::Timeout) => self.drain(),
                Ok(Order::Flush(answer)) => {
                    self.drain();
                    answer.send(self.waiting.len()).ok();
                }
                Err(RecvTimeoutError::Disconnected) => return self.drain(),
            }
        }
    }

    fn drain(&mut self) {
        while let Some((ticket, dossier, delta)) = self.waiting.front() {
            match self.store.append(*dossier, delta) {
                Ok(entries) => {
                    self.reports.send(JobEvent::Saved { ticket: *ticket });
                    if entries >= JOURNAL_FOLD_ENTRIES {
                        self.reports.send(JobEvent::FoldDue { dossier: *dossier });
                    }
                    self.failed = false;
                    self.waiting.pop_front();
                }
                Err(problem) => return self.fail(problem),
            }
        }
    }

    /// A household is folded only when its changes are on disk: the file must not know less than the journal.
    fn fold(&mut self, dossier: &Dossier) {
        self.drain();
        if !self.waiting.is_empty() {
            return;
        }
        match self.store.fold(dossier) {
            Ok(problems) => problems.into_iter().for_each(|problem| self.reports.send(JobEvent::Told { problem })),
            // The journal still has everything; this only makes the next opening slower.
            Err(problem) => self.fail(problem),
        }
    }

    fn fail(&mut self, problem: Problem) {
        // One report per outage; the retries are silent.
        if !self.failed {
            self.reports.send(JobEvent::SaveFailed { problem });
        }
        self.failed = true;
    }
}
