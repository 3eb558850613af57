//! Sending 上传: what a server does not have yet goes there, is looked at, and is put into a list.
//!
//! ```text
//! for each group of households:
//!   photos, form texts, households      several at a time, each whole or not at all, each looked at
//!   outbox.ron                          what has arrived
//!   outbox.ron                          the name of the list
//!   sent/<division>/…                   the list
//!   outbox.ron                          these households are known there
//! ```
//! A crash between any two of these costs at most that something is sent again under another name. Nothing is believed
//! to be there that was not looked at, and no name gets a second content.

mod deliver;
mod home;
mod lists;

use std::cell::{Cell, RefCell};
use std::collections::{BTreeMap, BTreeSet};
use std::time::{Duration, Instant};

use super::halt::Halt;
use super::progress::{PieceState, Progress};
use super::report::{End, SendReport};
use crate::id::{ContentHash, DossierId};
use crate::plan::order;
use crate::problem::Problem;
use crate::remote::cloud::{Content, Fault, ObjectName, Server, for_each};
use crate::seal::{Identity, Recipient};
use crate::stamp::Moment;
use crate::store::Workspace;
use crate::store::outbox::{Outbox, Unlisted};
use home::{Blob, Home};

/// Requests that are under way at a time.
pub(super) const AT_A_TIME: usize = 8;
/// A group ends when it has so many households …
const GROUP_HOUSEHOLDS: usize = 64;
/// … or so many photos and form texts.
const GROUP_BLOBS: usize = 160;
/// How often it is written down what has arrived, within a group.
const NOTE_EVERY: Duration = Duration::from_secs(5);
/// From so many photos of one folder on, the folder is listed instead.
const LIST_FROM: usize = 3;

/// What is to be sent where.
pub struct Sending<'a> {
    pub store: &'a Workspace,
    pub server: &'a Server,
    /// The server's name in the outbox; see [`Target::place`](crate::remote::cloud::Target::place).
    pub place: String,
    /// For whom everything is sealed; nobody: not at all.
    pub receivers: &'a [Recipient],
    /// What opens receipts that are sealed for this workspace.
    pub identities: &'a [Identity],
    pub progress: &'a Progress,
    /// A remark.
    pub now: Moment,
}

/// Sends everything that the server does not have yet.
///
/// # Errors
/// The workspace is read-only or cannot be listed, or it is sealed and nobody is named to seal for, or the system gives
/// no runtime.
pub fn send(sending: &Sending<'_>) -> Result<SendReport, Problem> {
    if sending.store.keeps_secrets() && sending.receivers.is_empty() {
        // What is sealed here must not lie open there.
        return Err(Problem::warning("transfer-no-receiver"));
    }
    let (outbox, problems) = sending.store.outbox()?;
    let (bulk, more) = sending.store.bulk()?;
    let ids: Vec<DossierId> = bulk.ids().collect();
    let report = SendReport { households: ids.len(), problems: [problems, more].concat(), ..SendReport::default() };
    let run = Run {
        sending,
        place: place_for(&sending.place, sending.receivers),
        outbox: RefCell::new(outbox),
        noted: Cell::new(Instant::now()),
        there: RefCell::default(),
        report: RefCell::new(report),
        counted: RefCell::default(),
        ended: RefCell::new(None),
    };
    super::runtime()?.block_on(run.all(&ids))?;
    let mut report = run.report.into_inner();
    if report.end == End::Done {
        // What cannot be heard today is heard the next time.
        match super::receipts::hear(sending.store, sending.server, &sending.place, sending.identities) {
            Ok((confirmed, problems)) => {
                report.confirmed = confirmed;
                report.problems.extend(problems);
            }
            Err(problem) => report.problems.push(problem),
        }
    }
    Ok(report)
}

/// What a server does not have yet.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Waiting {
    /// Households that it does not have as they are here.
    pub households: usize,
    /// Photos of these that are here and have not gone.
    pub photos: usize,
}

/// Counts what a server does not have yet. Reads all households.
///
/// # Errors
/// The workspace cannot be read.
pub fn waiting(store: &Workspace, place: &str, receivers: &[Recipient]) -> Result<Waiting, Problem> {
    let (mut outbox, _) = store.outbox()?;
    let place = outbox.at(&place_for(place, receivers));
    let (bulk, _) = store.bulk()?;
    let mut households = 0;
    let mut photos = BTreeSet::new();
    for id in bulk.ids() {
        // What cannot be read is told when it is sent.
        let Ok((dossier, _)) = store.load(id) else { continue };
        if place.known.get(&id) == Some(&Home::state_of(store, &dossier)) {
            continue;
        }
        households += 1;
        let gone = |hash: &ContentHash| place.photos.contains(hash) || place.own_photos.contains(hash);
        let here = |hash: &ContentHash| store.has_photo(*hash);
        photos.extend(order::photos(&dossier).into_iter().filter(|hash| !gone(hash) && here(hash)));
    }
    Ok(Waiting { households, photos: photos.len() })
}

/// What was sealed for others is not there for these.
fn place_for(place: &str, receivers: &[Recipient]) -> String {
    if receivers.is_empty() {
        return place.to_owned();
    }
    let names: BTreeSet<String> = receivers.iter().map(ToString::to_string).collect();
    let names = names.into_iter().collect::<Vec<_>>().join(" ");
    format!("{place} for {}", &ContentHash::of(names.as_bytes()).to_string()[..16])
}

/// One thing that is to be there.
enum Item<'a> {
    Blob(Blob),
    Dossier(&'a Home, &'a [u8]),
}

struct Run<'a> {
    sending: &'a Sending<'a>,
    place: String,
    outbox: RefCell<Outbox>,
    noted: Cell<Instant>,
    /// Names in the folders that were listed.
    there: RefCell<BTreeMap<String, BTreeSet<String>>>,
    report: RefCell<SendReport>,
    /// Households that are there and verified.
    counted: RefCell<BTreeSet<DossierId>>,
    /// Why nothing more is begun.
    ended: RefCell<Option<Fault>>,
}

impl Run<'_> {
    async fn all(&self, ids: &[DossierId]) -> Result<(), Problem> {
        self.sending.progress.begin(ids.len());
        let end = match self.groups(ids).await {
            Ok(()) => End::Done,
            Err(Halt::Fault(fault)) => End::of(&fault),
            Err(Halt::Problem(problem)) => End::Full(problem),
        };
        // What has arrived is known, however it ended.
        let noted = self.sending.store.write_outbox(&self.outbox.borrow());
        let mut report = self.report.borrow_mut();
        report.verified = self.counted.borrow().len();
        report.end = match (end, noted) {
            (End::Done, Err(problem)) => End::Full(problem),
            (end, noted) => {
                report.problems.extend(noted.err());
                end
            }
        };
        Ok(())
    }

    async fn groups(&self, ids: &[DossierId]) -> Result<(), Halt> {
        self.finish_list().await?;
        let mut group = Vec::new();
        let mut blobs = 0;
        for id in ids {
            self.sending.server.control().go_on().await?;
            let Some(home) = self.home(*id) else { continue };
            blobs += home.blobs.len();
            group.push(home);
            if group.len() >= GROUP_HOUSEHOLDS || blobs >= GROUP_BLOBS {
                self.group(&std::mem::take(&mut group)).await?;
                blobs = 0;
            }
        }
        self.group(&group).await
    }

    /// The household, if the server does not have it as it is.
    fn home(&self, id: DossierId) -> Option<Home> {
        let dossier = match self.sending.store.load(id) {
            Ok((dossier, problems)) => {
                self.report.borrow_mut().problems.extend(problems);
                dossier
            }
            Err(problem) => {
                self.fail(id, problem);
                return None;
            }
        };
        let state = Home::state_of(self.sending.store, &dossier);
        let mut outbox = self.outbox.borrow_mut();
        let place = outbox.at(&self.place);
        if place.known.get(&id) == Some(&state) {
            self.verified(id);
            return None;
        }
        let arrived = place.unlisted.get(&id).is_some_and(|unlisted| unlisted.state == state);
        let home = Home::of(&dossier, state, arrived);
        self.counted.borrow_mut().remove(&id);
        self.sending.progress.open(id, home.left.get());
        Some(home)
    }

    fn step(&self, home: &Home) {
        home.left.set(home.left.get().saturating_sub(1));
        self.sending.progress.step(home.id);
    }

    fn verified(&self, id: DossierId) {
        self.counted.borrow_mut().insert(id);
        self.sending.progress.known(self.counted.borrow().len());
    }

    fn fail(&self, id: DossierId, problem: Problem) {
        self.sending.progress.close(id, PieceState::Failed);
        self.report.borrow_mut().failed.push((id, problem.of_dossier(id)));
    }

    async fn group(&self, homes: &[Home]) -> Result<(), Halt> {
        let mut wanted: BTreeMap<Blob, Vec<&Home>> = BTreeMap::new();
        for home in homes {
            home.blobs.iter().for_each(|blob| wanted.entry(*blob).or_default().push(home));
        }
        self.look(wanted.keys()).await?;
        let dossiers = homes.iter().filter_map(|home| Some(Item::Dossier(home, home.text.as_deref()?)));
        let items: Vec<Item<'_>> = wanted.keys().map(|blob| Item::Blob(*blob)).chain(dossiers).collect();
        for_each(items, AT_A_TIME, async |item| {
            if self.ended.borrow().is_some() {
                return;
            }
            let named: &[&Home] = match &item {
                Item::Blob(blob) => wanted.get(blob).map_or(&[], Vec::as_slice),
                Item::Dossier(home, _) => &[home],
            };
            self.take_result(self.deliver(&item).await, &item, named);
        })
        .await;
        self.note_arrived(homes);
        if let Some(fault) = self.ended.borrow_mut().take() {
            return Err(Halt::Fault(fault));
        }
        self.write_lists().await
    }

    /// What came of one item.
    fn take_result(&self, came: Result<Option<(ObjectName, Content)>, Halt>, item: &Item<'_>, named: &[&Home]) {
        match came {
            Ok(Some(object)) => {
                for home in named {
                    match item {
                        Item::Blob(_) => home.there.borrow_mut().push(object),
                        Item::Dossier(..) => *home.dossier.borrow_mut() = Some(object),
                    }
                    self.step(home);
                }
                self.note_sometimes();
            }
            // Not on this device: whoever has it sends it.
            Ok(None) => {
                self.report.borrow_mut().missing += 1;
                named.iter().for_each(|home| self.step(home));
            }
            Err(Halt::Problem(problem)) => {
                named.iter().for_each(|home| *home.failed.borrow_mut() = Some(problem.clone()));
            }
            Err(Halt::Fault(fault)) if fault.ends_all() && fault != Fault::Full => {
                self.ended.borrow_mut().get_or_insert(fault);
            }
            Err(Halt::Fault(fault)) => {
                let problem = fault.problem();
                named.iter().for_each(|home| *home.failed.borrow_mut() = Some(problem.clone()));
                if fault.ends_all() {
                    self.ended.borrow_mut().get_or_insert(fault);
                }
            }
        }
    }

    /// Asks which photos are there already: the folder of folders once, then those folders of which several are wanted.
    async fn look(&self, blobs: impl Iterator<Item = &Blob>) -> Result<(), Halt> {
        let mut folders: BTreeMap<String, usize> = BTreeMap::new();
        for blob in blobs {
            let folder = match blob {
                Blob::Photo(hash) if !self.is_confirmed(*blob) => format!("photos/{}/", &hash.to_string()[..2]),
                Blob::Form(_) if !self.is_confirmed(*blob) => "forms/".to_owned(),
                Blob::Photo(_) | Blob::Form(_) => continue,
            };
            *folders.entry(folder).or_default() += 1;
        }
        if folders.is_empty() {
            return Ok(());
        }
        if !self.there.borrow().contains_key("photos/") {
            self.list("photos/").await?;
        }
        let to_list: Vec<String> = {
            let mut there = self.there.borrow_mut();
            let known = there.get("photos/").cloned().unwrap_or_default();
            for folder in folders.keys().filter(|folder| folder.starts_with("photos/") && !known.contains(*folder)) {
                // A folder that is not there has nothing in it.
                there.entry(folder.clone()).or_default();
            }
            let several = |(folder, count): &(String, usize)| {
                !there.contains_key(folder) && (*count >= LIST_FROM || folder == "forms/")
            };
            folders.into_iter().filter(several).map(|(folder, _)| folder).collect()
        };
        for_each(to_list, AT_A_TIME, async |folder| {
            if let Err(fault) = self.list(&folder).await {
                self.ended.borrow_mut().get_or_insert(fault);
            }
        })
        .await;
        self.ended.borrow_mut().take().map_or(Ok(()), |fault| Err(Halt::Fault(fault)))
    }

    async fn list(&self, folder: &str) -> Result<(), Fault> {
        let names = self.sending.server.list(folder).await?;
        self.there.borrow_mut().insert(folder.to_owned(), names.into_iter().collect());
        Ok(())
    }

    /// Whether an object is there, as far as was looked; else it is asked for.
    async fn has(&self, name: &str) -> Result<bool, Fault> {
        let folder = name.rsplit_once('/').map_or("", |(folder, _)| folder);
        let listed = self.there.borrow().get(&format!("{folder}/")).map(|names| names.contains(name));
        match listed {
            Some(there) => Ok(there),
            None => self.sending.server.has(name).await,
        }
    }

    fn is_confirmed(&self, blob: Blob) -> bool {
        let outbox = self.outbox.borrow();
        outbox.get(&self.place).is_some_and(|place| match blob {
            Blob::Photo(hash) => place.photos.contains(&hash) || place.own_photos.contains(&hash),
            Blob::Form(hash) => place.forms.contains(&hash),
        })
    }

    fn count_blob(&self, bytes: usize) {
        self.report.borrow_mut().blobs += 1;
        self.count(bytes);
    }

    fn count(&self, bytes: usize) {
        self.report.borrow_mut().bytes += bytes as u64;
        self.sending.progress.object(bytes as u64);
    }

    /// Writes down now and then what has arrived: what is not written down is asked for again after a crash.
    fn note_sometimes(&self) {
        if self.noted.get().elapsed() >= NOTE_EVERY {
            let noted = self.sending.store.write_outbox(&self.outbox.borrow());
            self.report.borrow_mut().problems.extend(noted.err());
            self.noted.set(Instant::now());
        }
    }

    /// Households of which everything has arrived wait for their list; the others are told.
    fn note_arrived(&self, homes: &[Home]) {
        for home in homes {
            let failed = home.failed.borrow_mut().take();
            let dossier = home.dossier.borrow_mut().take();
            match (failed, dossier) {
                (Some(problem), _) => self.fail(home.id, problem),
                (None, Some((name, content))) if home.is_whole() => {
                    let with = home.there.take().into_iter();
                    let unlisted = Unlisted {
                        name: name.to_string(),
                        state: home.state.clone(),
                        size: content.size,
                        hash: content.hash.to_string(),
                        with: with.map(|(name, it)| (name.to_string(), it.size, it.hash.to_string())).collect(),
                    };
                    self.outbox.borrow_mut().at(&self.place).unlisted.insert(home.id, unlisted);
                }
                _ => {}
            }
        }
    }
}
