//! The lane for pictures: taking them in, and decoding stored ones for the screen.

use std::path::PathBuf;
use std::sync::Arc;
use std::sync::mpsc::{Receiver, RecvTimeoutError, SyncSender, TrySendError, sync_channel};
use std::thread::JoinHandle;
use std::time::Duration;

use super::{JobEvent, Picture, Reports};
use crate::id::{ContentHash, DossierId};
use crate::limits::{MAX_PHOTO_BYTES, THUMBNAIL_EDGE_PX};
use crate::path::FieldPath;
use crate::photo::{self, Limits, Pixels};
use crate::problem::Problem;
use crate::store::Workspace;
use crate::value::Photo;

/// Pictures that may wait. File names are small; bytes are read when their turn comes.
const QUEUE: usize = 1_024;

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

enum Order {
    TakeIn {
        dossier: DossierId,
        path: FieldPath,
        source: Source,
    },
    Show {
        hash: ContentHash,
        edge: u32,
    },
    /// Answers when everything before it is done.
    Done(SyncSender<()>),
}

/// The photo thread's handle. Dropping it finishes what was queued, then ends the thread.
pub struct Photos {
    orders: Option<SyncSender<Order>>,
    thread: Option<JoinHandle<()>>,
    asked: Option<Receiver<()>>,
}

impl Photos {
    /// # Errors
    /// When the system gives no thread.
    pub fn start(store: Arc<Workspace>, reports: Reports) -> std::io::Result<Self> {
        let (orders, receiver) = sync_channel(QUEUE);
        let work = move || run(&store, &reports, &receiver);
        let thread = std::thread::Builder::new().name("photos".to_owned()).spawn(work)?;
        Ok(Self { orders: Some(orders), thread: Some(thread), asked: None })
    }

    /// Queues a new photo; waits while the queue is full, so that none is dropped.
    pub fn take_in(&self, dossier: DossierId, path: FieldPath, source: Source) {
        self.orders.as_ref().map(|orders| orders.send(Order::TakeIn { dossier, path, source }).ok());
    }

    /// Asks for a stored picture; `false` when the queue is full, to be asked again with the next frame.
    pub fn show(&self, hash: ContentHash, edge: u32) -> bool {
        let sent = self.orders.as_ref().map(|orders| orders.try_send(Order::Show { hash, edge }));
        !matches!(sent, Some(Err(TrySendError::Full(_))))
    }

    /// Whether everything that was queued before the first of these calls is done; waits at most `patience`. The
    /// caller takes the reports between two calls: the thread may be waiting for room there.
    pub fn is_done(&mut self, patience: Duration) -> bool {
        let Some(asked) = &self.asked else {
            let (answer, asked) = sync_channel(1);
            let sent = self.orders.as_ref().map(|orders| orders.try_send(Order::Done(answer)));
            if !matches!(sent, Some(Err(TrySendError::Full(_)))) {
                self.asked = Some(asked);
            }
            return false;
        };
        let waits = matches!(asked.recv_timeout(patience), Err(RecvTimeoutError::Timeout));
        if !waits {
            self.asked = None;
        }
        !waits
    }
}

impl Drop for Photos {
    fn drop(&mut self) {
        self.orders = None;
        if let Some(thread) = self.thread.take() {
            thread.join().ok();
        }
    }
}

fn run(store: &Workspace, reports: &Reports, orders: &Receiver<Order>) {
    while let Ok(order) = orders.recv() {
        match order {
            Order::TakeIn { dossier, path, source } => {
                let event = match take_in(store, source) {
                    Ok(photo) => JobEvent::PhotoStored { dossier, path, photo },
                    Err(problem) => JobEvent::PhotoFailed { dossier, path, problem },
                };
                reports.send(event);
            }
            Order::Show { hash, edge } => {
                reports.send(JobEvent::Picture { hash, edge, picture: decode(store, hash, edge) });
            }
            Order::Done(answer) => drop(answer.send(())),
        }
    }
}

/// The picture is on disk when this returns: only then may a field name it.
fn take_in(store: &Workspace, source: Source) -> Result<Photo, Problem> {
    let limits = Limits::default();
    let picture = match source {
        Source::File(file) => photo::ingest(&read_file(&file)?, limits).map_err(|problem| problem.in_file(file))?,
        Source::Bytes(bytes) => photo::ingest(&bytes, limits)?,
        Source::Pixels { width, height, rgba } => {
            photo::ingest_pixels(Pixels { width, height, rgba: rgba.to_vec() }, limits)?
        }
    };
    let hash = store.put_photo(&picture.jpeg)?;
    store.put_thumbnail(hash, &picture.thumbnail)?;
    let (width, height) = (picture.width, picture.height);
    Ok(Photo { hash, width, height, taken: picture.taken, place: None, caption: "".into() })
}

fn read_file(file: &std::path::Path) -> Result<Vec<u8>, Problem> {
    use std::io::Read as _;
    let unreadable =
        |error: std::io::Error| Problem::error("photo-file-unreadable").with("why", error.kind()).in_file(file);
    let handle = std::fs::File::open(file).map_err(unreadable)?;
    let mut bytes = Vec::new();
    // One byte more than allowed, so that ingest sees that it is too large and says so.
    handle.take(MAX_PHOTO_BYTES + 1).read_to_end(&mut bytes).map_err(unreadable)?;
    Ok(bytes)
}

fn decode(store: &Workspace, hash: ContentHash, edge: u32) -> Result<Picture, Problem> {
    let bytes = match std::fs::read(store.thumbnail_path(hash)) {
        Ok(bytes) if edge <= THUMBNAIL_EDGE_PX => bytes,
        _ => store.read_photo(hash)?,
    };
    let screen = photo::decode_for_screen(&bytes, edge)?;
    Ok(Picture { width: screen.width, height: screen.height, rgba: screen.rgba })
}
