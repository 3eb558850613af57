//! One open server: looking, reading, publishing, each with patience and bounds.

use std::cell::Cell;
use std::future::poll_fn;
use std::path::PathBuf;
use std::pin::{Pin, pin};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

use futures_core::Stream as _;
use md5::{Digest as _, Md5};
use opendal::{Buffer, HttpTransporter, OperationContext, Operator, services};
use tokio::time::{sleep, timeout};

use super::backoff;
use super::dav::Dav;
use super::fault::{Fault, short};
use super::folder;
use super::http::{ANSWER_LIMIT, Http, Patience};
use super::target::{Kind, Secret, Style, Target};
use super::throttle::Throttle;
use crate::id::DeviceId;
use crate::limits::{MAX_SERVER_ANSWER_BYTES, MAX_SERVER_NAMES};
use crate::problem::Problem;

/// How often a waiting request looks whether it shall still wait.
const TICK: Duration = Duration::from_millis(100);

/// Whether a sending shall go on; shared with the window.
#[derive(Debug, Default)]
pub struct Control {
    stop: AtomicBool,
    pause: AtomicBool,
    /// Everything stops: the program is being closed.
    closing: Arc<AtomicBool>,
}

impl Control {
    /// One that also stops when `closing` becomes true.
    pub fn within(closing: Arc<AtomicBool>) -> Self {
        Self { closing, ..Self::default() }
    }

    pub fn stop(&self) {
        self.stop.store(true, Ordering::Relaxed);
    }

    pub fn pause(&self, pause: bool) {
        self.pause.store(pause, Ordering::Relaxed);
    }

    pub fn is_paused(&self) -> bool {
        self.pause.load(Ordering::Relaxed)
    }

    pub fn is_stopped(&self) -> bool {
        self.stop.load(Ordering::Relaxed) || self.closing.load(Ordering::Relaxed)
    }

    /// The program is being closed: nobody listens any more.
    pub fn is_closing(&self) -> bool {
        self.closing.load(Ordering::Relaxed)
    }

    /// Waits while it is paused.
    ///
    /// # Errors
    /// It is stopped.
    pub async fn go_on(&self) -> Result<(), Fault> {
        while self.is_paused() && !self.is_stopped() {
            sleep(TICK).await;
        }
        if self.is_stopped() { Err(Fault::Stopped) } else { Ok(()) }
    }
}

/// How a server is used.
#[derive(Clone, Debug)]
pub struct Options {
    /// Who writes here; its half-written objects have its name.
    pub device: DeviceId,
    pub patience: Patience,
    /// `None`: as fast as it goes.
    pub bytes_per_second: Option<u64>,
    pub control: Arc<Control>,
}

impl Options {
    pub fn of(device: DeviceId) -> Self {
        Self { device, patience: Patience::default(), bytes_per_second: None, control: Arc::default() }
    }
}

/// How an object came to be there.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Delivered {
    New,
    /// The very same had been there.
    WasThere,
}

/// An open server.
pub struct Server {
    operator: Operator,
    way: Way,
    patience: Patience,
    throttle: Throttle,
    control: Arc<Control>,
    device: DeviceId,
}

/// How something is published there.
enum Way {
    Folder {
        /// What must be there already: the mounted share, the stick.
        address: PathBuf,
        root: PathBuf,
    },
    Dav(Dav),
    Store {
        /// Whether it writes only what is not there yet, when it is asked to.
        conditional: Cell<bool>,
    },
}

impl Server {
    /// Prepares to speak with the server; nothing is sent yet.
    ///
    /// # Errors
    /// The target is incomplete, or its file of certificates cannot be read.
    pub fn open(target: &Target, secret: Option<&Secret>, options: &Options) -> Result<Self, Problem> {
        let told =
            |error: opendal::Error| Problem::error("transfer-target-incomplete").with("detail", short(error.message()));
        let (operator, way) = if target.kind == Kind::Folder {
            let address = PathBuf::from(&target.address);
            let root = address.join(target.root.trim_matches('/'));
            let way = Way::Folder { address, root: root.clone() };
            // Building it would make the folder on whatever disk is there.
            let root = root.to_string_lossy().into_owned();
            (Operator::new(services::Fs::default().root(if way.is_there() { &root } else { "/" })).map_err(told)?, way)
        } else {
            let http = Http::new(&target.address, &target.authority, &options.patience)?;
            let transport = HttpTransporter::new(http);
            let operator = over_http(target, secret).map_err(told)?;
            let conditional = Cell::new(operator.info().capability().write_with_if_not_exists);
            let way = match target.kind {
                Kind::WebDav => Way::Dav(Dav::new(target, secret, transport.clone())),
                _ => Way::Store { conditional },
            };
            let context = OperationContext::default().with_http_transport(transport);
            (operator.with_context(context), way)
        };
        Ok(Self {
            operator,
            way,
            patience: options.patience,
            throttle: Throttle::new(options.bytes_per_second),
            control: Arc::clone(&options.control),
            device: options.device,
        })
    }

    pub fn control(&self) -> &Control {
        &self.control
    }

    /// The names in a folder (`photos/`), folders with a slash at their end; nothing where there is no such folder.
    ///
    /// # Errors
    /// See [`Fault`].
    pub async fn list(&self, folder: &str) -> Result<Vec<String>, Fault> {
        let listed = self.tries(MAX_SERVER_ANSWER_BYTES / 64, async || self.list_once(folder).await).await;
        match listed {
            Err(Fault::Missing) => Ok(Vec::new()),
            listed => listed,
        }
    }

    async fn list_once(&self, folder: &str) -> Result<Vec<String>, Fault> {
        let mut lister = self.operator.lister(folder).await.map_err(|error| Fault::of(&error))?;
        let mut names = Vec::new();
        while let Some(entry) = poll_fn(|context| Pin::new(&mut lister).poll_next(context)).await {
            let entry = entry.map_err(|error| Fault::of(&error))?;
            // A folder may list itself.
            if entry.path() != folder && entry.path().starts_with(folder) {
                if let (Way::Dav(dav), Some(folder)) = (&self.way, entry.path().strip_suffix('/')) {
                    dav.know(folder);
                }
                names.push(entry.path().to_owned());
            }
            if names.len() > MAX_SERVER_NAMES {
                return Err(Fault::Endless);
            }
        }
        Ok(names)
    }

    /// Whether an object is there.
    ///
    /// # Errors
    /// See [`Fault`].
    pub async fn has(&self, name: &str) -> Result<bool, Fault> {
        let found = self.tries(0, async || self.operator.stat(name).await.map(drop).map_err(|error| Fault::of(&error)));
        match found.await {
            Err(Fault::Missing) => Ok(false),
            found => found.map(|()| true),
        }
    }

    /// The bytes of an object of at most `limit` bytes.
    ///
    /// # Errors
    /// See [`Fault`].
    pub async fn read(&self, name: &str, limit: u64) -> Result<Vec<u8>, Fault> {
        let once = async || {
            if let Way::Folder { root, .. } = &self.way {
                let length = root.join(name).metadata().map_err(|error| Fault::of_folder(&error))?.len();
                if length > limit {
                    return Err(Fault::Endless);
                }
            }
            let read = ANSWER_LIMIT.scope(limit, self.operator.read(name)).await;
            let bytes = read.map_err(|error| Fault::of(&error))?.to_vec();
            if bytes.len() as u64 > limit { Err(Fault::Endless) } else { Ok(bytes) }
        };
        let bytes = self.tries(limit.min(MAX_SERVER_ANSWER_BYTES), once).await?;
        self.wait_for_line(bytes.len() as u64).await?;
        Ok(bytes)
    }

    /// Publishes an object whole or not at all, and looks whether what is there is what was sent. `over`: replaces
    /// what lies there under its name.
    ///
    /// # Errors
    /// See [`Fault`]; [`Fault::Taken`] when something else lies there under this name.
    pub async fn deliver(&self, name: &str, bytes: Vec<u8>, over: bool) -> Result<Delivered, Fault> {
        let size = bytes.len() as u64;
        self.wait_for_line(size).await?;
        let bytes = Buffer::from(bytes);
        let published = self.tries(3 * size, async || self.publish(name, &bytes, over).await).await;
        match published {
            Err(Fault::Taken) if !over => {
                let there = match self.read(name, size.max(1)).await {
                    Err(Fault::Endless) => return Err(Fault::Taken),
                    there => there?,
                };
                if there == *bytes.to_bytes() { Ok(Delivered::WasThere) } else { Err(Fault::Taken) }
            }
            published => published.map(|()| Delivered::New),
        }
    }

    async fn publish(&self, name: &str, bytes: &Buffer, over: bool) -> Result<(), Fault> {
        let part = format!("{name}.{}.part", self.device);
        match &self.way {
            Way::Folder { root, .. } => folder::publish(root, name, &part, &bytes.to_bytes(), over),
            Way::Dav(dav) => dav.publish(name, &part, bytes, over).await,
            Way::Store { conditional } => {
                let careful = conditional.get() && !over;
                match self.put(name, bytes, careful).await {
                    // A store that does not know the condition.
                    Err(Fault::Refused(_)) if careful => {
                        self.put(name, bytes, false).await?;
                        conditional.set(false);
                        Ok(())
                    }
                    put => put,
                }
            }
        }
    }

    /// One PUT is whole or not at all; where the answer has the MD5 of what it got, that is looked at, else the bytes.
    async fn put(&self, name: &str, bytes: &Buffer, careful: bool) -> Result<(), Fault> {
        let write = self.operator.write_with(name, bytes.clone()).if_not_exists(careful);
        let told = write.await.map_err(|error| Fault::of(&error))?;
        let sum: String = Md5::digest(bytes.to_bytes()).iter().map(|byte| format!("{byte:02x}")).collect();
        if told.etag().is_some_and(|etag| etag.trim_matches('"').eq_ignore_ascii_case(&sum)) {
            return Ok(());
        }
        let limit = bytes.len().max(1) as u64;
        let there = ANSWER_LIMIT.scope(limit, self.operator.read(name)).await.map_err(|error| Fault::of(&error))?;
        if there.to_bytes() == bytes.to_bytes() { Ok(()) } else { Err(Fault::Damaged) }
    }

    async fn wait_for_line(&self, bytes: u64) -> Result<(), Fault> {
        let until = Instant::now() + self.throttle.take(bytes, Instant::now());
        loop {
            self.control.go_on().await?;
            let left = until.saturating_duration_since(Instant::now());
            if left.is_zero() {
                return Ok(());
            }
            sleep(left.min(TICK)).await;
        }
    }

    /// Tries a few times what may go well in a moment.
    async fn tries<T>(&self, bytes: u64, once: impl AsyncFn() -> Result<T, Fault>) -> Result<T, Fault> {
        let mut failed = 0;
        loop {
            self.control.go_on().await?;
            if !self.way.is_there() {
                return Err(Fault::Offline("folder".to_owned()));
            }
            let fault = match self.in_time(self.patience.for_bytes(bytes), once()).await {
                Err(fault) if fault.is_passing() => fault,
                done => return done,
            };
            failed += 1;
            let asked = if let Fault::Busy { after, .. } = fault { after } else { None };
            if failed >= self.patience.tries || asked.is_some_and(|asked| asked > self.patience.backoff.most) {
                return Err(fault);
            }
            let wait = self.patience.backoff.wait(failed - 1, backoff::random());
            self.rest(asked.map_or(wait, |asked| asked.max(wait))).await?;
        }
    }

    async fn rest(&self, wait: Duration) -> Result<(), Fault> {
        let until = Instant::now() + wait;
        while !self.control.is_stopped() && Instant::now() < until {
            sleep(until.saturating_duration_since(Instant::now()).min(TICK)).await;
        }
        self.control.go_on().await
    }

    /// What comes of it before the patience ends or a person stops it.
    async fn in_time<T>(&self, patience: Duration, work: impl Future<Output = Result<T, Fault>>) -> Result<T, Fault> {
        let until = Instant::now() + patience;
        let mut work = pin!(work);
        loop {
            if let Ok(done) = timeout(TICK, work.as_mut()).await {
                return done;
            }
            if self.control.is_stopped() {
                return Err(Fault::Stopped);
            }
            if Instant::now() >= until {
                return Err(Fault::Cut("timeout".to_owned()));
            }
        }
    }
}

impl Way {
    /// Whether what a stick or share is mounted on is there at all.
    fn is_there(&self) -> bool {
        match self {
            Self::Folder { address, .. } => address.is_dir(),
            Self::Dav(_) | Self::Store { .. } => true,
        }
    }
}

/// What opendal needs to know of a server.
fn over_http(target: &Target, secret: Option<&Secret>) -> opendal::Result<Operator> {
    let Target { address, bucket, user, .. } = target;
    let secret = secret.map_or("", Secret::reveal);
    let root = format!("/{}", target.root.trim_matches('/'));
    let style = if target.style == Style::Path { "path" } else { "virtual" };
    match target.kind {
        Kind::Folder | Kind::WebDav => {
            let dav = services::Webdav::default().endpoint(address.trim_end_matches('/')).root(&root);
            Operator::new(if user.is_empty() { dav } else { dav.username(user).password(secret) })
        }
        Kind::S3 => {
            let region = if target.region.is_empty() { "us-east-1" } else { &target.region };
            let s3 = services::S3::default().endpoint(address).bucket(bucket).root(&root).region(region);
            // Only what a person has said; never what lies about on the machine.
            let s3 = s3.disable_config_load().disable_ec2_metadata();
            let s3 = if target.style == Style::Path { s3 } else { s3.enable_virtual_host_style() };
            Operator::new(if user.is_empty() {
                s3.skip_signature()
            } else {
                s3.access_key_id(user).secret_access_key(secret)
            })
        }
        Kind::Oss => {
            let oss = services::Oss::default().endpoint(address).bucket(bucket).root(&root).addressing_style(style);
            Operator::new(oss.access_key_id(user).access_key_secret(secret))
        }
        Kind::Obs => {
            let obs = services::Obs::default().endpoint(address).bucket(bucket).root(&root);
            Operator::new(obs.access_key_id(user).secret_access_key(secret))
        }
        Kind::Cos => {
            let cos = services::Cos::default().endpoint(address).bucket(bucket).root(&root).disable_config_load();
            Operator::new(cos.secret_id(user).secret_key(secret))
        }
    }
}
