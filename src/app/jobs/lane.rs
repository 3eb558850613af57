//! A thread that does one task after the other, in the order in which they were asked for.

use std::fmt;
use std::io;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{Receiver, SyncSender, sync_channel};
use std::thread::JoinHandle;

/// The thread's handle. Dropping it stops what is under way, then ends the thread.
pub struct Lane<T> {
    orders: Option<SyncSender<T>>,
    thread: Option<JoinHandle<()>>,
    closing: Arc<AtomicBool>,
}

impl<T: Send + 'static> Lane<T> {
    /// Starts the thread; as many tasks as `queue` may wait. `work` hears of the tasks and of the program's end.
    ///
    /// # Errors
    /// When the system gives no thread.
    pub fn start(
        name: &str,
        queue: usize,
        work: impl FnOnce(&Receiver<T>, &Arc<AtomicBool>) + Send + 'static,
    ) -> io::Result<Self> {
        let (orders, receiver) = sync_channel(queue);
        let closing = Arc::new(AtomicBool::new(false));
        let told = Arc::clone(&closing);
        let thread = std::thread::Builder::new().name(name.to_owned()).spawn(move || work(&receiver, &told))?;
        Ok(Self { orders: Some(orders), thread: Some(thread), closing })
    }
}

impl<T> Lane<T> {
    /// Queues a task; waits while the queue is full.
    pub fn order(&self, task: T) {
        // A thread that has ended has told why.
        self.orders.as_ref().map(|orders| orders.send(task).ok());
    }
}

impl<T> Drop for Lane<T> {
    fn drop(&mut self) {
        self.closing.store(true, Ordering::Relaxed);
        self.orders = None;
        if let Some(thread) = self.thread.take() {
            thread.join().ok();
        }
    }
}

impl<T> fmt::Debug for Lane<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Lane")
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::sync::Mutex;

    #[test]
    fn tasks_are_done_in_their_order_and_the_end_waits_for_the_one_under_way() {
        let done = Arc::new(Mutex::new(Vec::new()));
        let seen = Arc::clone(&done);
        let lane = Lane::start("test", 4, move |tasks, closing| {
            while let Ok(task) = tasks.recv() {
                while task == 3 && !closing.load(Ordering::Relaxed) {
                    std::thread::yield_now();
                }
                seen.lock().unwrap().push(task);
            }
        });
        let lane = lane.unwrap();
        [1, 2, 3].into_iter().for_each(|task| lane.order(task));
        drop(lane);
        assert_eq!(*done.lock().unwrap(), [1, 2, 3]);
    }
}
