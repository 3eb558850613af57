//! The lanes for pictures: taking new ones in, and decoding stored ones for the screen.
//!
//! A new photo is made durable first, by one thread (`keeper`); then opened, shrunk and stored by as many threads as
//! there are cores to help, two at most (`opener`): each has a whole picture in memory. What has been made durable may
//! wait for ever: the next start goes on with it. A third kind (`shown`) decodes stored pictures, so that sixty new
//! ones do not keep the old ones from the screen.

mod keeper;
mod opener;
mod queue;
mod shown;

use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};
use std::sync::mpsc::{Receiver, RecvTimeoutError, SyncSender, TrySendError, sync_channel};
use std::thread::JoinHandle;
use std::time::Duration;

use super::Reports;
use crate::id::{ContentHash, DossierId, RowId};
use crate::path::FieldPath;
use crate::problem::Problem;
use crate::store::Workspace;
use crate::store::incoming::Incoming;
use keeper::Order;
use queue::{Budget, Queue};

/// Photos that may wait to be made durable. A file's name is small; for bytes see [`Budget`].
const QUEUE: usize = 1_024;
/// Photos opened at the same time: twelve megapixels take 20 to 90 MB each.
const OPENERS: usize = 2;

/// Where a new photo comes from.
#[derive(Clone, Debug)]
pub enum Source {
    File(PathBuf),
    /// An encoded picture, pasted or dropped.
    Bytes(Arc<[u8]>),
    /// Pixels from the clipboard, RGBA.
    Pixels {
        width: u32,
        height: u32,
        rgba: Arc<[u8]>,
    },
}

impl Source {
    /// What it takes in memory until it is durable.
    fn bytes(&self) -> usize {
        match self {
            Self::File(_) => 0,
            Self::Bytes(bytes) | Self::Pixels { rgba: bytes, .. } => bytes.len(),
        }
    }
}

/// What the last program left on its way, and what is wrong with some of it.
pub type Left = (Vec<Incoming>, Vec<Problem>);

/// The photo threads' handle. Dropping it makes durable what was queued, finishes what is open, and leaves the rest to
/// the next start.
pub struct Photos {
    orders: Option<SyncSender<Order>>,
    shows: Option<SyncSender<(ContentHash, u32)>>,
    queue: Arc<Queue>,
    budget: Arc<Budget>,
    edge: Arc<AtomicU32>,
    threads: Vec<JoinHandle<()>>,
    asked: Option<Receiver<()>>,
}

impl Photos {
    /// Starts the threads; they go on with what the last program left on its way, which is returned.
    ///
    /// # Errors
    /// When the system gives no thread.
    pub fn start(store: Arc<Workspace>, reports: Reports, edge: u32) -> std::io::Result<(Self, Left)> {
        let (orders, order_receiver) = sync_channel(QUEUE);
        let (shows, show_receiver) = sync_channel(QUEUE);
        let (queue, budget) = (Arc::new(Queue::default()), Arc::new(Budget::default()));
        let edge = Arc::new(AtomicU32::new(edge));
        let left = if store.is_read_only() { Left::default() } else { store.incoming() };
        left.0.iter().for_each(|incoming| queue.push(incoming.clone()));
        let openers = std::thread::available_parallelism().map_or(1, usize::from).min(OPENERS);
        let mut threads = Vec::new();
        let mut spawn = |name: &str, work: Box<dyn FnOnce() + Send>| {
            threads.push(std::thread::Builder::new().name(name.to_owned()).spawn(work)?);
            std::io::Result::Ok(())
        };
        let lane = keeper::Keeper::new(&store, &reports, &queue, &budget);
        spawn("keeper", Box::new(move || lane.run(&order_receiver)))?;
        for _ in 0..openers {
            let (store, reports) = (Arc::clone(&store), reports.clone());
            let (queue, edge) = (Arc::clone(&queue), Arc::clone(&edge));
            spawn("opener", Box::new(move || opener::run(&store, &reports, &queue, &edge)))?;
        }
        spawn("pictures", Box::new(move || shown::run(&store, &reports, &show_receiver)))?;
        let photos = Self { orders: Some(orders), shows: Some(shows), queue, budget, edge, threads, asked: None };
        Ok((photos, left))
    }

    /// Queues a new photo and returns the row it gets. Waits while more bytes are on their way to the disk than may be.
    pub fn take_in(&self, dossier: DossierId, question: FieldPath, source: Source) -> RowId {
        let row = RowId::mint();
        self.budget.take(source.bytes());
        self.order(Order::Keep { row, dossier, question, source });
        row
    }

    /// Gives up a photo that has not been begun yet.
    pub fn cancel(&self, row: RowId) {
        self.order(Order::Cancel(row));
    }

    /// Says that a field on the disk names the photo: its original may go.
    pub fn forget(&self, row: RowId) {
        self.order(Order::Forget(row));
    }

    /// Says that the photo can never get into its household.
    pub fn give_up(&self, row: RowId, reason: Problem) {
        self.order(Order::GiveUp(row, reason));
    }

    /// Tries again what the disk refused.
    pub fn retry(&self) {
        self.order(Order::Retry);
    }

    /// How long the longest edge of a stored photo is from now on, in pixels.
    pub fn set_edge(&self, pixels: u32) {
        self.edge.store(pixels, Ordering::Relaxed);
    }

    /// Asks for a stored picture; `false` when the queue is full, to be asked again with the next frame.
    pub fn show(&self, hash: ContentHash, edge: u32) -> bool {
        let sent = self.shows.as_ref().map(|shows| shows.try_send((hash, edge)));
        !matches!(sent, Some(Err(TrySendError::Full(_))))
    }

    /// Whether everything that was queued before the first of these calls is done, or waits for the disk; waits at
    /// most `patience`. The caller takes the reports between two calls: the threads may be waiting for room there.
    pub fn is_done(&mut self, patience: Duration) -> bool {
        let Some(asked) = &self.asked else {
            let (answer, asked) = sync_channel(1);
            let full =
                |orders: &SyncSender<Order>| matches!(orders.try_send(Order::Done(answer)), Err(TrySendError::Full(_)));
            if !self.orders.as_ref().is_some_and(full) {
                self.asked = Some(asked);
            }
            return false;
        };
        if matches!(asked.recv_timeout(patience), Err(RecvTimeoutError::Timeout)) || !self.queue.is_idle(patience) {
            return false;
        }
        self.asked = None;
        true
    }

    fn order(&self, order: Order) {
        // The thread ends only after this handle; a failed send means it has panicked, and the photo stays pending.
        self.orders.as_ref().map(|orders| orders.send(order).ok());
    }
}

impl Drop for Photos {
    fn drop(&mut self) {
        self.orders = None;
        self.shows = None;
        self.queue.close();
        for thread in self.threads.drain(..) {
            thread.join().ok();
        }
    }
}
