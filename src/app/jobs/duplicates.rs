//! The thread that looks for duplicates: what is known of all households is compared, and the queue comes back.

use super::{JobEvent, Reports};
use crate::app::desk::DeskEvent;
use crate::app::desk::duplicates::DuplicatesEvent;
use crate::problem::Problem;
use crate::registry::duplicates::Home;
use crate::registry::duplicates::queue::Queue;

/// Starts comparing `homes`, as they are at this revision of the register; the answer comes as
/// [`DuplicatesEvent::Found`].
///
/// # Errors
/// The system gives no thread.
pub fn start(homes: Vec<Home>, revision: u64, reports: Reports) -> Result<(), Problem> {
    let work = move || {
        let queue = Box::new(Queue::of(homes.iter()));
        let found = DuplicatesEvent::Found { revision, queue };
        reports.send(JobEvent::Desk(DeskEvent::Duplicates(found)));
    };
    let started = std::thread::Builder::new().name("duplicates".to_owned()).spawn(work);
    started.map(|_| ()).map_err(|error| Problem::error("duplicate-no-thread").with("detail", error))
}
