//! Makes new photos durable before anybody is told that they are safe, and forgets them when their field is.

use std::collections::VecDeque;
use std::sync::Arc;
use std::sync::mpsc::{Receiver, RecvTimeoutError, SyncSender};
use std::time::Duration;

use super::Source;
use super::queue::{Budget, Queue};
use crate::app::jobs::{JobEvent, Reports};
use crate::id::{DossierId, RowId};
use crate::limits::MAX_PHOTO_BYTES;
use crate::path::FieldPath;
use crate::problem::Problem;
use crate::store::Workspace;
use crate::store::incoming::{Incoming, Origin};

/// Time between two tries while the disk refuses.
const RETRY: Duration = Duration::from_secs(5);

pub enum Order {
    Keep {
        row: RowId,
        dossier: DossierId,
        question: FieldPath,
        source: Source,
    },
    Cancel(RowId),
    Forget(RowId),
    GiveUp(RowId, Problem),
    Retry,
    /// Answers when everything before it has been tried.
    Done(SyncSender<()>),
}

/// The thread that keeps.
pub struct Keeper {
    store: Arc<Workspace>,
    reports: Reports,
    queue: Arc<Queue>,
    budget: Arc<Budget>,
    /// The disk refused these; they are in memory alone.
    unkept: VecDeque<(Incoming, Source)>,
}

impl Keeper {
    pub fn new(store: &Arc<Workspace>, reports: &Reports, queue: &Arc<Queue>, budget: &Arc<Budget>) -> Self {
        Self {
            store: Arc::clone(store),
            reports: reports.clone(),
            queue: Arc::clone(queue),
            budget: Arc::clone(budget),
            unkept: VecDeque::new(),
        }
    }

    pub fn run(mut self, orders: &Receiver<Order>) {
        loop {
            let order = if self.unkept.is_empty() && !self.queue.has_stuck() {
                orders.recv().map_err(|_| RecvTimeoutError::Disconnected)
            } else {
                orders.recv_timeout(RETRY)
            };
            match order {
                Ok(Order::Keep { row, dossier, question, source }) => {
                    let origin = match &source {
                        Source::File(file) => Origin::File(file.clone()),
                        Source::Bytes(_) => Origin::Kept,
                        Source::Pixels { width, height, .. } => Origin::KeptPixels { width: *width, height: *height },
                    };
                    self.keep(Incoming { row, dossier, question, origin }, source);
                }
                Ok(Order::Cancel(row)) => self.cancel(row),
                Ok(Order::Forget(row)) => self.forget(row),
                Ok(Order::GiveUp(row, reason)) => self.give_up(row, &reason),
                Ok(Order::Retry) | Err(RecvTimeoutError::Timeout) => self.retry(),
                Ok(Order::Done(answer)) => drop(answer.send(())),
                Err(RecvTimeoutError::Disconnected) => return self.retry(),
            }
        }
    }

    fn kept(&self, incoming: Incoming) {
        self.reports.send(JobEvent::PhotoKept { incoming: incoming.clone() });
        self.queue.push(incoming);
    }

    fn keep(&mut self, incoming: Incoming, source: Source) {
        match self.write(&incoming, &source) {
            Ok(incoming) => {
                self.budget.give_back(source.bytes());
                self.kept(incoming);
            }
            Err(problem) => {
                self.reports.send(JobEvent::PhotoStuck { row: incoming.row, problem });
                self.unkept.push_back((incoming, source));
            }
        }
    }

    fn write(&self, incoming: &Incoming, source: &Source) -> Result<Incoming, Problem> {
        let bytes = match source {
            Source::File(file) => match self.store.keep_incoming(incoming, None) {
                // A name that no note can hold: then its bytes are kept.
                Err(problem) if problem.key == "store-name-no-text" => {
                    let copied = Incoming { origin: Origin::Kept, ..incoming.clone() };
                    self.store.keep_incoming(&copied, Some(&read_file(file)?))?;
                    return Ok(copied);
                }
                noted => return noted.map(|()| incoming.clone()),
            },
            Source::Bytes(bytes) | Source::Pixels { rgba: bytes, .. } => bytes,
        };
        self.store.keep_incoming(incoming, Some(bytes))?;
        Ok(incoming.clone())
    }

    fn retry(&mut self) {
        for (incoming, source) in std::mem::take(&mut self.unkept) {
            match self.write(&incoming, &source) {
                Ok(incoming) => {
                    self.budget.give_back(source.bytes());
                    self.kept(incoming);
                }
                // It was told when it was refused first.
                Err(_) => self.unkept.push_back((incoming, source)),
            }
        }
        self.queue.retry();
    }

    fn cancel(&mut self, row: RowId) {
        if let Some(place) = self.unkept.iter().position(|(incoming, _)| incoming.row == row) {
            if let Some((_, source)) = self.unkept.remove(place) {
                self.budget.give_back(source.bytes());
            }
        } else if self.queue.take(row) {
            self.forget(row);
        } else {
            // It is open, or through: it can still be removed from its question.
            return;
        }
        self.reports.send(JobEvent::PhotoCancelled { row });
    }

    fn forget(&self, row: RowId) {
        if let Err(problem) = self.store.forget_incoming(row) {
            self.reports.send(JobEvent::Told { problem });
        }
    }

    fn give_up(&self, row: RowId, reason: &Problem) {
        let told = self.store.set_incoming_aside(row, reason).unwrap_or_else(|problem| vec![problem]);
        told.into_iter().for_each(|problem| self.reports.send(JobEvent::Told { problem }));
    }
}

/// The bytes of a file that stays where it is.
pub fn read_file(file: &std::path::Path) -> Result<Vec<u8>, Problem> {
    use std::io::Read as _;
    let unreadable = |error: std::io::Error| {
        Problem::error("photo-file-unreadable").with_word("why", why(error.kind())).in_file(file)
    };
    let handle = std::fs::File::open(file).map_err(unreadable)?;
    let mut bytes = Vec::new();
    // One byte more than allowed, so that ingest sees that it is too large and says so.
    handle.take(MAX_PHOTO_BYTES + 1).read_to_end(&mut bytes).map_err(unreadable)?;
    Ok(bytes)
}

/// Key of why a file cannot be read, for people.
const fn why(kind: std::io::ErrorKind) -> &'static str {
    use std::io::ErrorKind;
    match kind {
        ErrorKind::NotFound => "photo-why-gone",
        ErrorKind::PermissionDenied => "photo-why-denied",
        ErrorKind::IsADirectory => "photo-why-folder",
        ErrorKind::StorageFull | ErrorKind::QuotaExceeded => "photo-why-full",
        ErrorKind::ResourceBusy | ErrorKind::WouldBlock => "photo-why-busy",
        ErrorKind::TimedOut | ErrorKind::NotConnected | ErrorKind::ConnectionReset | ErrorKind::BrokenPipe => {
            "photo-why-device"
        }
        _ => "photo-why-disk",
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::l10n::{Language, Words};

    #[test]
    fn why_a_file_cannot_be_read_is_said_in_the_reader_s_language() {
        let folder = tempfile::tempdir().unwrap();
        let gone = read_file(&folder.path().join("gone.jpg")).unwrap_err();
        let text = Words::of(Language::Chinese).what(&gone);
        assert!(text.chars().all(|c| !c.is_ascii_alphabetic()), "{text}");
        let folder = read_file(folder.path()).unwrap_err();
        assert_ne!(Words::of(Language::Chinese).what(&folder), text);
    }
}
