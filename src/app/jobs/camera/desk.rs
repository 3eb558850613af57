//! The thread `camera`: takes orders and pictures, waits for neither longer than it may.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender};
use std::thread::JoinHandle;
use std::time::{Duration, Instant};

use super::super::{JobEvent, Picture, Reports};
use super::feed::{self, Feed};
use super::{Message, Newest, News, Order, Wish};
use crate::limits::CAMERA_PREVIEW_EDGE_PX;
use crate::photo::Pixels;
use crate::photo::camera::{CameraId, Cameras, Frame};
use crate::problem::Problem;
use crate::stamp::Moment;

/// From the order to open until the first picture; some webcams need three seconds.
const OPEN: Duration = Duration::from_secs(6);
/// After this silence a source is given up from outside; it should have given up itself before.
const SILENCE: Duration = Duration::from_secs(6);
/// Shortest time from one shown picture to the next.
const PACE: Duration = Duration::from_millis(60);
/// Between two quiet tries to open a camera that failed.
const RETRY: Duration = Duration::from_secs(2);
/// How long closing sources are waited for before a device is opened again, or the program ends.
const LEAVE: Duration = Duration::from_millis(1_500);
/// Damaged pictures, and nothing else, for so long are no pictures.
const DAMAGED: Duration = Duration::from_secs(3);

/// Where the lane stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Stage {
    Idle,
    /// The first picture must have come by then.
    Opening(Instant),
    /// The next picture must have come by then.
    Live(Instant),
    /// Failed; tried again then.
    Broken(Instant),
}

pub struct Desk {
    cameras: Arc<dyn Cameras>,
    reports: Reports,
    messages: Sender<Message>,
    preview: Arc<Newest<Picture>>,
    session: u64,
    wish: Wish,
    feed: Option<Feed>,
    feeds: u64,
    /// Source threads that were told to end.
    leaving: Vec<JoinHandle<()>>,
    stage: Stage,
    /// The picture that is shown, as the camera gave it.
    shown: Option<Frame>,
    /// A shot was asked for before there was a picture.
    wanted: Option<Moment>,
    /// A shot is being looked at.
    paused: bool,
    /// Not before then is the next picture shown.
    pace: Instant,
    damaged_since: Option<Instant>,
    /// The failure that was told last, so that a quiet try does not tell it again.
    told: Option<Problem>,
}

impl Desk {
    pub fn new(
        cameras: Arc<dyn Cameras>,
        reports: Reports,
        messages: Sender<Message>,
        preview: Arc<Newest<Picture>>,
    ) -> Self {
        Self {
            cameras,
            reports,
            messages,
            preview,
            session: 0,
            wish: Wish::default(),
            feed: None,
            feeds: 0,
            leaving: Vec::new(),
            stage: Stage::Idle,
            shown: None,
            wanted: None,
            paused: false,
            pace: Instant::now(),
            damaged_since: None,
            told: None,
        }
    }

    pub fn run(mut self, inbox: &Receiver<Message>) {
        loop {
            let message = match self.stage {
                Stage::Idle => inbox.recv().map_err(|_| RecvTimeoutError::Disconnected),
                Stage::Opening(at) | Stage::Live(at) | Stage::Broken(at) => {
                    inbox.recv_timeout(at.saturating_duration_since(Instant::now()))
                }
            };
            match message {
                Ok(Message::Order(Order::End)) | Err(RecvTimeoutError::Disconnected) => break,
                Ok(Message::Order(order)) => self.obey(order),
                Ok(Message::Feed(number, news)) => {
                    if self.feed.as_ref().is_some_and(|feed| feed.number == number) {
                        self.hear(news);
                    }
                }
                Err(RecvTimeoutError::Timeout) => self.time_is_up(),
            }
        }
        self.give_up_feed();
        self.wait_for_leaving();
    }

    fn obey(&mut self, order: Order) {
        match order {
            Order::Open { session, wish } => {
                self.close();
                (self.session, self.wish) = (session, wish);
                if matches!(self.wish.wanted, Some(CameraId::Network(_))) {
                    self.look(session);
                }
                self.start_feed();
            }
            // A second tap before the shot is seen is no second shot.
            Order::Shoot { .. } if self.paused => {}
            Order::Shoot { taken } => match self.shown.take() {
                Some(frame) => self.shoot(frame, taken),
                None => self.wanted = Some(taken),
            },
            Order::Resume => self.paused = false,
            Order::Close => self.close(),
            Order::Look { session } => self.look(session),
            Order::End => {}
        }
    }

    /// Looks which devices are there. A driver that hangs holds a thread of its own and nothing else.
    fn look(&self, session: u64) {
        let (cameras, reports) = (Arc::clone(&self.cameras), self.reports.clone());
        let look = move || {
            let found = catch_unwind(AssertUnwindSafe(|| cameras.list())).ok().and_then(Result::ok);
            reports.send(JobEvent::Camera { session, news: News::Found(found.unwrap_or_default()) });
        };
        // Without a thread the list stays as it is, and the person may try again.
        std::thread::Builder::new().name("camera list".to_owned()).spawn(look).ok();
    }

    fn hear(&mut self, news: feed::News) {
        match news {
            feed::News::Found(found) => self.tell(News::Found(found)),
            feed::News::Opened(id) => {
                if let Some(feed) = &mut self.feed {
                    feed.id = Some(id);
                }
            }
            feed::News::Frame => {
                if let Some(frame) = self.feed.as_ref().and_then(Feed::take) {
                    self.frame(frame);
                }
            }
            feed::News::Ended { id, problem } => self.fail(id, problem),
        }
    }

    fn time_is_up(&mut self) {
        let id = self.feed.as_ref().and_then(|feed| feed.id.clone()).or_else(|| self.wish.wanted.clone());
        match self.stage {
            Stage::Idle => {}
            Stage::Opening(_) => self.fail(id, Problem::warning("camera-slow")),
            Stage::Live(_) => self.fail(id, Problem::warning("camera-silent")),
            Stage::Broken(_) => {
                self.leaving.retain(|thread| !thread.is_finished());
                if self.leaving.is_empty() {
                    self.start_feed();
                } else {
                    // One that hangs still holds the device: no second one beside it.
                    self.stage = Stage::Broken(Instant::now() + RETRY);
                }
            }
        }
    }

    fn start_feed(&mut self) {
        self.wait_for_leaving();
        self.feeds += 1;
        let (cameras, messages) = (Arc::clone(&self.cameras), self.messages.clone());
        match Feed::start(self.feeds, cameras, self.wish.clone(), messages) {
            Ok(feed) => {
                self.feed = Some(feed);
                self.stage = Stage::Opening(Instant::now() + OPEN);
            }
            Err(error) => self.fail(None, Problem::error("camera-failed").with("why", error)),
        }
    }

    fn frame(&mut self, frame: Frame) {
        let now = Instant::now();
        let is_first = !matches!(self.stage, Stage::Live(_));
        self.stage = Stage::Live(now + SILENCE);
        let waits = self.paused || now < self.pace || self.preview.is_full();
        if waits && self.wanted.is_none() && !is_first {
            return;
        }
        let Some(picture) = shown(&frame) else { return self.damaged(now, is_first) };
        self.damaged_since = None;
        if is_first {
            self.told = None;
            if let Some(id) = self.feed.as_ref().and_then(|feed| feed.id.clone()) {
                self.tell(News::Live(id));
            }
        }
        // At most half of one core, however slow it is.
        self.pace = (now + PACE).max(Instant::now() + now.elapsed());
        match self.wanted.take() {
            Some(taken) => self.shoot(frame, taken),
            None if !self.paused => {
                self.preview.put(picture);
                self.shown = Some(frame);
                self.reports.wake();
            }
            None => {}
        }
    }

    /// One damaged picture is passed over; nothing but damaged ones is a failure.
    fn damaged(&mut self, now: Instant, is_first: bool) {
        if is_first {
            // Nothing has been shown yet: it is still opening.
            self.stage = Stage::Opening(now + SILENCE);
        }
        let since = *self.damaged_since.get_or_insert(now);
        if now.duration_since(since) >= DAMAGED {
            let id = self.feed.as_ref().and_then(|feed| feed.id.clone());
            self.fail(id, Problem::warning("camera-damaged"));
        }
    }

    fn shoot(&mut self, frame: Frame, taken: Moment) {
        let picture = shown(&frame);
        let jpeg = catch_unwind(AssertUnwindSafe(|| frame.into_jpeg(taken))).ok().and_then(Result::ok);
        match (picture, jpeg) {
            (Some(picture), Some(jpeg)) => {
                self.paused = true;
                self.preview.take();
                self.tell(News::Shot { picture, jpeg: jpeg.into() });
            }
            // Not this one: the next.
            _ => self.wanted = Some(taken),
        }
    }

    /// Tells a failure, once, and tries again quietly.
    fn fail(&mut self, id: Option<CameraId>, problem: Problem) {
        self.give_up_feed();
        self.stage = Stage::Broken(Instant::now() + RETRY);
        if self.told.as_ref() != Some(&problem) {
            self.told = Some(problem.clone());
            self.tell(News::Failed { id, problem });
        }
    }

    fn close(&mut self) {
        self.give_up_feed();
        self.stage = Stage::Idle;
        (self.paused, self.told) = (false, None);
    }

    fn give_up_feed(&mut self) {
        self.leaving.extend(self.feed.take().map(Feed::stop));
        self.preview.take();
        (self.shown, self.wanted, self.damaged_since) = (None, None, None);
    }

    fn wait_for_leaving(&mut self) {
        let until = Instant::now() + LEAVE;
        while self.leaving.iter().any(|thread| !thread.is_finished()) && Instant::now() < until {
            std::thread::sleep(Duration::from_millis(5));
        }
        self.leaving.retain(|thread| !thread.is_finished());
    }

    fn tell(&self, news: News) {
        self.reports.send(JobEvent::Camera { session: self.session, news });
    }
}

/// The frame for the screen; `None` when it is damaged, also where a decoder panics on it.
fn shown(frame: &Frame) -> Option<Picture> {
    let pixels = catch_unwind(AssertUnwindSafe(|| frame.for_screen(CAMERA_PREVIEW_EDGE_PX)));
    let Pixels { width, height, rgba } = pixels.ok()?.ok()?;
    Some(Picture { width, height, rgba })
}
