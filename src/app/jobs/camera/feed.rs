//! The thread `camera source`: finds, opens and reads one camera, and may hang in any of it.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::Sender;
use std::thread::JoinHandle;
use std::time::Duration;

use super::{Message, Newest, Wish};
use crate::photo::camera::{CameraId, Cameras, Found, Frame, Source};
use crate::problem::Problem;

/// A source waits so long for a picture before it says that none comes.
const PATIENCE: Duration = Duration::from_secs(4);

pub enum News {
    Found(Vec<Found>),
    Opened(CameraId),
    /// A picture lies at its place.
    Frame,
    Ended {
        id: Option<CameraId>,
        problem: Problem,
    },
}

/// The thread as others see it.
pub struct Feed {
    pub number: u64,
    pub id: Option<CameraId>,
    stop: Arc<AtomicBool>,
    frame: Arc<Newest<Frame>>,
    thread: JoinHandle<()>,
}

impl Feed {
    /// # Errors
    /// When the system gives no thread.
    pub fn start(
        number: u64,
        cameras: Arc<dyn Cameras>,
        wish: Wish,
        messages: Sender<Message>,
    ) -> std::io::Result<Self> {
        let (stop, frame) = (Arc::new(AtomicBool::new(false)), Arc::new(Newest::default()));
        let work = {
            let reader = Reader { number, stop: Arc::clone(&stop), frame: Arc::clone(&frame), messages };
            move || reader.run(&*cameras, wish)
        };
        let thread = std::thread::Builder::new().name("camera source".to_owned()).spawn(work)?;
        Ok(Self { number, id: None, stop, frame, thread })
    }

    /// The newest picture.
    pub fn take(&self) -> Option<Frame> {
        self.frame.take()
    }

    /// Tells the thread to end; it does with the next picture, or when its driver lets it.
    pub fn stop(self) -> JoinHandle<()> {
        self.stop.store(true, Ordering::Relaxed);
        self.thread
    }
}

struct Reader {
    number: u64,
    stop: Arc<AtomicBool>,
    frame: Arc<Newest<Frame>>,
    messages: Sender<Message>,
}

impl Reader {
    fn tell(&self, news: News) {
        self.messages.send(Message::Feed(self.number, news)).ok();
    }

    fn is_stopped(&self) -> bool {
        self.stop.load(Ordering::Relaxed)
    }

    /// A driver or library that panics has failed like any other.
    fn run(&self, cameras: &dyn Cameras, wish: Wish) {
        let mut id = wish.wanted.clone();
        let read = catch_unwind(AssertUnwindSafe(|| self.read(cameras, wish, &mut id)));
        let ended = read.unwrap_or_else(|_| Err(Problem::warning("camera-crashed")));
        if let Err(problem) = ended
            && !self.is_stopped()
        {
            self.tell(News::Ended { id, problem });
        }
    }

    fn read(&self, cameras: &dyn Cameras, wish: Wish, id: &mut Option<CameraId>) -> Result<(), Problem> {
        let mut source = self.open(cameras, wish, id)?;
        while !self.is_stopped() {
            let frame = source.next(PATIENCE)?;
            if self.frame.put(frame) {
                self.tell(News::Frame);
            }
        }
        Ok(())
    }

    /// Opens the wanted camera, or the first that opens; then the problem of the first counts.
    fn open(&self, cameras: &dyn Cameras, wish: Wish, id: &mut Option<CameraId>) -> Result<Box<dyn Source>, Problem> {
        let found = match &wish.wanted {
            // A driver that hangs must not hold up a camera in the network.
            Some(CameraId::Network(_)) => Ok(Vec::new()),
            _ => {
                let found = cameras.list();
                self.tell(News::Found(found.as_ref().cloned().unwrap_or_default()));
                found
            }
        };
        let candidates: Vec<CameraId> = match (wish.wanted, &found) {
            (Some(wanted), _) => vec![wanted],
            (None, Ok(found)) => found.iter().map(|found| found.id.clone()).chain(wish.network).collect(),
            (None, Err(_)) => wish.network.into_iter().collect(),
        };
        let mut first = found.err();
        for candidate in candidates {
            if self.is_stopped() {
                break;
            }
            *id = Some(candidate.clone());
            match cameras.open(&candidate) {
                Ok(source) => {
                    self.tell(News::Opened(candidate));
                    return Ok(source);
                }
                Err(problem) => drop(first.get_or_insert(problem)),
            }
        }
        Err(first.unwrap_or_else(|| Problem::warning("camera-none")))
    }
}
