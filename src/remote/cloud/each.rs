//! Several requests under way at a time, in one thread.

use std::cell::RefCell;
use std::future::{Future, poll_fn};
use std::pin::Pin;
use std::task::Poll;

/// Does `work` for each item, at most `most` at a time, and begins them in their order.
pub async fn for_each<T>(items: impl IntoIterator<Item = T>, most: usize, work: impl AsyncFn(T)) {
    let items = RefCell::new(items.into_iter());
    let worker = async || {
        loop {
            let next = items.borrow_mut().next();
            let Some(item) = next else { return };
            work(item).await;
        }
    };
    let mut workers: Vec<Pin<Box<dyn Future<Output = ()> + '_>>> = Vec::new();
    workers.extend((0..most.max(1)).map(|_| Box::pin(worker()) as Pin<Box<dyn Future<Output = ()>>>));
    poll_fn(|context| {
        workers.retain_mut(|worker| worker.as_mut().poll(context).is_pending());
        if workers.is_empty() { Poll::Ready(()) } else { Poll::Pending }
    })
    .await;
}

#[cfg(test)]
mod tests {
    use std::cell::Cell;

    use super::*;

    #[test]
    fn everything_is_done_once_and_never_more_at_a_time_than_allowed() {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_time().build().unwrap();
        let (under_way, most, done) = (Cell::new(0), Cell::new(0), RefCell::new(Vec::new()));
        runtime.block_on(for_each(0..50_u64, 8, async |item| {
            under_way.set(under_way.get() + 1);
            most.set(most.get().max(under_way.get()));
            tokio::time::sleep(std::time::Duration::from_millis(item % 3)).await;
            under_way.set(under_way.get() - 1);
            done.borrow_mut().push(item);
        }));
        let mut done = done.into_inner();
        done.sort_unstable();
        assert_eq!(done, (0..50).collect::<Vec<_>>());
        assert_eq!(most.get(), 8);
    }
}
