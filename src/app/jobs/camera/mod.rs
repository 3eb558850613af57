//! The lane of the viewfinder: two threads, so that a driver that hangs never hangs the program.
//!
//! `camera source` opens a camera and reads it; it may block. `camera` waits for orders and pictures with a time limit,
//! decodes for the screen, and gives up a source that is silent. Only the newest picture is kept anywhere; one that the
//! window has not taken yet stops the decoding of the next. While nothing is open both wait without waking up.

mod desk;
mod feed;

use std::sync::mpsc::{Sender, channel};
use std::sync::{Arc, Mutex, PoisonError};

use super::{Picture, Reports};
use crate::photo::camera::{CameraId, Cameras, Found};
use crate::problem::Problem;
use crate::stamp::Moment;
use desk::Desk;

/// Which camera is wanted.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Wish {
    /// Without one, the first of the machine that works, then the one in the network.
    pub wanted: Option<CameraId>,
    pub network: Option<CameraId>,
}

/// What the lane reports.
#[derive(Debug)]
pub enum News {
    /// The devices that are there.
    Found(Vec<Found>),
    /// Pictures come, or come again.
    Live(CameraId),
    Shot {
        picture: Picture,
        /// The file to keep.
        jpeg: Arc<[u8]>,
    },
    /// No pictures; of which camera, if one was tried.
    Failed { id: Option<CameraId>, problem: Problem },
}

enum Order {
    Open { session: u64, wish: Wish },
    Shoot { taken: Moment },
    Resume,
    Close,
    Look { session: u64 },
    End,
}

/// The camera threads' handle. Dropping it gives the device back.
pub struct CameraLane {
    messages: Sender<Message>,
    preview: Arc<Newest<Picture>>,
}

impl CameraLane {
    /// # Errors
    /// When the system gives no thread.
    pub fn start(cameras: Arc<dyn Cameras>, reports: Reports) -> std::io::Result<Self> {
        let (messages, inbox) = channel();
        let preview = Arc::new(Newest::default());
        let desk = Desk::new(cameras, reports, messages.clone(), Arc::clone(&preview));
        std::thread::Builder::new().name("camera".to_owned()).spawn(move || desk.run(&inbox))?;
        Ok(Self { messages, preview })
    }

    pub fn open(&self, session: u64, wish: Wish) {
        self.order(Order::Open { session, wish });
    }

    /// Takes the picture that is shown, or the next one; `taken` is now.
    pub fn shoot(&self, taken: Moment) {
        self.order(Order::Shoot { taken });
    }

    /// Shows moving pictures again after a shot.
    pub fn resume(&self) {
        self.order(Order::Resume);
    }

    pub fn close(&self) {
        self.order(Order::Close);
    }

    /// Looks which devices are there without opening one.
    pub fn look(&self, session: u64) {
        self.order(Order::Look { session });
    }

    /// The newest picture, if the last one was taken already.
    pub fn take_preview(&self) -> Option<Picture> {
        self.preview.take()
    }

    fn order(&self, order: Order) {
        // The thread ends only with this handle.
        self.messages.send(Message::Order(order)).ok();
    }
}

impl Drop for CameraLane {
    fn drop(&mut self) {
        // Not waited for: it may be telling something that nobody hears any more.
        self.order(Order::End);
    }
}

/// A place for one thing: a newer one takes the place of the older.
struct Newest<T>(Mutex<Option<T>>);

impl<T> Default for Newest<T> {
    fn default() -> Self {
        Self(Mutex::new(None))
    }
}

impl<T> Newest<T> {
    /// Whether the place was empty.
    fn put(&self, value: T) -> bool {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).replace(value).is_none()
    }

    fn take(&self) -> Option<T> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).take()
    }

    fn is_full(&self) -> bool {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).is_some()
    }
}

enum Message {
    Order(Order),
    /// From the source thread with this number.
    Feed(u64, feed::News),
}
