//! Fetching 下载: what others have sent for a division comes here, is looked at, and is merged.
//!
//! ```text
//! sent/<division>/…          which sendings there are; those that were merged before are passed over
//! inbox/<server>/…           their objects, each opened, and looked at against the list
//! merge                      the engine that merges folders and packages
//! receipts/<device>/…        who has sent them gets a receipt
//! outbox.ron                 these sendings were merged
//! inbox/<server>/…           is cleared
//! ```
//! A crash between any two of these costs at most fetching or merging again, and merging again changes nothing. A sending
//! of which something is not there yet, or is not what its list says, is left for the next time.

use std::cell::{Cell, RefCell};
use std::collections::{BTreeMap, BTreeSet};
use std::io::Read as _;
use std::path::PathBuf;

use super::halt::Halt;
use super::progress::{PieceState, Progress};
use super::receipts;
use super::report::{End, FetchReport};
use super::send::AT_A_TIME;
use crate::app::exchange::receipt::{self, Addressed, Receipts};
use crate::app::merge::{self, Request};
use crate::cipher::is_sealed;
use crate::id::ContentHash;
use crate::limits::MAX_DOSSIER_BYTES;
use crate::problem::Problem;
use crate::remote::cloud::{Content, DivisionCode, Fault, ObjectName, Sent, Serial, Server, for_each};
use crate::remote::{About, Kind};
use crate::seal::{Identity, Opener};
use crate::store::{Workspace, index, wire};

/// A merge is begun with so many households.
const GROUP_HOUSEHOLDS: usize = 400;

/// What is to be fetched from where.
pub struct Fetching<'a> {
    pub store: &'a Workspace,
    pub server: &'a Server,
    /// The server's name in the outbox.
    pub place: String,
    /// What the divisions begin with; empty for all.
    pub division: &'a str,
    /// What opens what was sealed.
    pub identities: &'a [Identity],
    pub progress: &'a Progress,
    /// Hears of households that are new or have changed.
    pub hear: &'a (dyn Fn(&[index::Written]) + Sync),
    /// Hears what each merge has brought.
    pub merged: &'a dyn Fn(merge::Report),
}

/// Fetches and merges what was not merged before.
///
/// # Errors
/// The workspace is read-only or cannot be listed, or the system gives no runtime.
pub fn fetch(fetching: &Fetching<'_>) -> Result<FetchReport, Problem> {
    let (outbox, problems) = fetching.store.outbox()?;
    let seen = outbox.get(&fetching.place).map(|place| place.seen.clone()).unwrap_or_default();
    let folder = ContentHash::of(fetching.place.as_bytes()).to_string()[..16].to_owned();
    let report = RefCell::new(FetchReport { problems, ..FetchReport::default() });
    let run = Run { fetching, folder, seen, report, ended: RefCell::default(), merge: merge::Progress::default() };
    let runtime = super::runtime()?;
    let end = runtime.block_on(run.all());
    let mut report = run.report.into_inner();
    report.end = match end {
        Ok(()) => End::Done,
        Err(Halt::Fault(fault)) => End::of(&fault),
        Err(Halt::Problem(problem)) => End::Full(problem),
    };
    Ok(report)
}

struct Run<'a> {
    fetching: &'a Fetching<'a>,
    /// Of the inbox.
    folder: String,
    seen: BTreeMap<String, BTreeSet<u64>>,
    report: RefCell<FetchReport>,
    ended: RefCell<Option<Halt>>,
    merge: merge::Progress,
}

/// A sending that is being fetched.
struct Sending {
    sent: Sent,
    /// Why it is left for the next time.
    lacks: RefCell<Option<Problem>>,
    left: Cell<bool>,
}

impl Run<'_> {
    async fn all(&self) -> Result<(), Halt> {
        let names = self.unseen().await?;
        self.report.borrow_mut().lists = names.len();
        let sendings = self.read_lists(&names).await?;
        let homes = sendings.iter().map(|sending| sending.sent.dossiers().count()).sum();
        self.fetching.progress.begin(homes);
        let mut rest = &sendings[..];
        while !rest.is_empty() {
            let mut homes = 0;
            let begun = rest.iter().take_while(|sending| {
                let before = homes;
                homes += sending.sent.dossiers().count();
                before < GROUP_HOUSEHOLDS
            });
            let (group, later) = rest.split_at(begun.count());
            rest = later;
            self.group(group).await?;
        }
        // Also what an end between remembering and clearing has left.
        let left = sendings.iter().filter(|sending| sending.left.get()).flat_map(|sending| sending.sent.objects.keys());
        let keep = left.filter_map(|name| self.inbox(*name)).collect();
        Ok(self.fetching.store.tidy_inbox(&self.folder, &keep)?)
    }

    /// The lists that were not merged before, in the order of their divisions, devices and numbers.
    async fn unseen(&self) -> Result<Vec<(DivisionCode, Serial)>, Halt> {
        let Fetching { server, division, .. } = *self.fetching;
        let code = |folder: &str| folder.strip_prefix("sent/")?.strip_suffix('/')?.parse().ok();
        let folders = server.list("sent/").await?;
        let divisions: Vec<DivisionCode> = folders
            .iter()
            .filter_map(|folder| code(folder))
            .filter(|code: &DivisionCode| code.begins_with(division))
            .collect();
        let found = RefCell::new(Vec::new());
        for_each(divisions, AT_A_TIME, async |code| match server.list(&format!("sent/{code}/")).await {
            Ok(names) => found.borrow_mut().extend(names),
            Err(fault) => drop(self.ended.borrow_mut().get_or_insert(Halt::Fault(fault))),
        })
        .await;
        self.check()?;
        let own = self.fetching.store.device();
        let parsed = found.into_inner().into_iter().filter_map(|name| match name.parse() {
            Ok(ObjectName::Sent { division, serial }) => Some((division, serial)),
            _ => None,
        });
        let others = parsed.filter(|(_, serial)| serial.device != own);
        let (seen, mut unseen): (Vec<_>, Vec<_>) =
            others.partition(|(division, serial)| self.has_seen(*division, *serial));
        self.report.borrow_mut().known = seen.len();
        unseen.sort_unstable();
        Ok(unseen)
    }

    fn has_seen(&self, division: DivisionCode, serial: Serial) -> bool {
        self.seen.get(&seen_key(division, serial)).is_some_and(|numbers| numbers.contains(&serial.counter))
    }

    async fn read_lists(&self, names: &[(DivisionCode, Serial)]) -> Result<Vec<Sending>, Halt> {
        let read = RefCell::new(Vec::new());
        for_each(names, AT_A_TIME, async |(division, serial)| {
            if self.ended.borrow().is_some() {
                return;
            }
            let name = ObjectName::Sent { division: *division, serial: *serial };
            match self.fetching.server.read(&name.to_string(), name.limit()).await {
                Ok(bytes) => match Sent::read(*division, *serial, &bytes) {
                    Ok(sent) => {
                        read.borrow_mut().push(Sending { sent, lacks: RefCell::default(), left: Cell::default() });
                    }
                    Err(problem) => self.left(name, &problem),
                },
                Err(fault) if fault.ends_all() => drop(self.ended.borrow_mut().get_or_insert(Halt::Fault(fault))),
                Err(fault) => self.left(name, &fault.problem()),
            }
        })
        .await;
        self.check()?;
        let mut read = read.into_inner();
        read.sort_by_key(|sending| (sending.sent.division, sending.sent.serial));
        Ok(read)
    }

    /// A list that is not merged now.
    fn left(&self, name: ObjectName, why: &Problem) {
        let mut report = self.report.borrow_mut();
        report.left += 1;
        report.problems.push(why.clone().in_file(name.to_string()));
    }

    fn check(&self) -> Result<(), Halt> {
        self.ended.borrow_mut().take().map_or(Ok(()), Err)
    }

    async fn group(&self, sendings: &[Sending]) -> Result<(), Halt> {
        // A photo that several sendings name is fetched once.
        let mut wanted: BTreeMap<(ObjectName, Content), Vec<&Sending>> = BTreeMap::new();
        for sending in sendings {
            for (name, content) in &sending.sent.objects {
                wanted.entry((*name, *content)).or_default().push(sending);
            }
        }
        for_each(&wanted, AT_A_TIME, async |((name, content), sendings)| {
            if self.ended.borrow().is_some() {
                return;
            }
            match self.bring(*name, *content).await {
                Ok(()) => {}
                Err(Halt::Fault(fault)) if fault.ends_all() => {
                    self.ended.borrow_mut().get_or_insert(Halt::Fault(fault));
                }
                Err(Halt::Fault(fault)) => lack(sendings, &fault.problem().in_file(name.to_string())),
                Err(Halt::Problem(problem)) if problem.key.starts_with("store-") => {
                    self.ended.borrow_mut().get_or_insert(Halt::Problem(problem));
                }
                Err(Halt::Problem(problem)) => lack(sendings, &problem.in_file(name.to_string())),
            }
        })
        .await;
        self.check()?;
        let mut ready = Vec::new();
        for sending in sendings {
            match sending.lacks.borrow_mut().take() {
                Some(problem) => {
                    sending.left.set(true);
                    let mut report = self.report.borrow_mut();
                    report.left += 1;
                    report.problems.push(problem);
                    sending.sent.dossiers().for_each(|id| self.fetching.progress.close(id, PieceState::Failed));
                }
                None => ready.push(&sending.sent),
            }
        }
        self.merge(&ready).await
    }

    /// Brings an object into the inbox, unless it is here.
    async fn bring(&self, name: ObjectName, content: Content) -> Result<(), Halt> {
        let Fetching { store, server, identities, progress, .. } = *self.fetching;
        if let ObjectName::Photo { hash, .. } = name
            && store.photo_path(hash).exists()
        {
            return Ok(());
        }
        if let ObjectName::Form(hash) = name
            && store.kept_form(hash).is_ok()
        {
            return Ok(());
        }
        let Some(place) = self.inbox(name) else { return Ok(()) };
        // From a fetching that was cut off.
        if store.read_inbox(&place).is_some_and(|bytes| Content::of(&bytes) == content) {
            return Ok(());
        }
        let limit = if name.is_sealed() { name.limit() } else { content.size };
        let bytes = server.read(&name.to_string(), limit).await?;
        let size = bytes.len() as u64;
        let plain = opened(store, bytes, identities, content.size)?;
        if Content::of(&plain) != content {
            return Err(Fault::Damaged.into());
        }
        store.put_inbox(&place, &plain)?;
        let mut report = self.report.borrow_mut();
        report.objects += 1;
        report.bytes += size;
        progress.object(size);
        Ok(())
    }

    /// Where an object lies in the inbox: named as the merge knows it.
    fn inbox(&self, name: ObjectName) -> Option<String> {
        let folder = &self.folder;
        Some(match name {
            ObjectName::Dossier { id, serial, .. } => format!("{folder}/{serial}/{id}.ron"),
            ObjectName::Photo { hash, .. } => format!("{folder}/photos/{hash}.jpg"),
            ObjectName::Form(hash) => format!("{folder}/forms/{hash}.ron"),
            ObjectName::Sent { .. } | ObjectName::Receipt { .. } => return None,
        })
    }

    /// Merges the sendings that are here whole, and remembers that.
    async fn merge(&self, ready: &[&Sent]) -> Result<(), Halt> {
        let Fetching { store, hear, merged, progress, place, .. } = self.fetching;
        if ready.is_empty() {
            return Ok(());
        }
        if progress.control().is_stopped() {
            return Err(Fault::Stopped.into());
        }
        let serials: BTreeSet<Serial> =
            ready.iter().flat_map(|sent| sent.objects.keys()).filter_map(serial_of).collect();
        let folders = serials.iter().map(|serial| format!("{}/{serial}", self.folder));
        let blobs = ["photos", "forms"].map(|kind| format!("{}/{kind}", self.folder));
        let inputs: Vec<PathBuf> = folders.chain(blobs).map(|name| store.inbox_path(&name)).collect();
        let inputs = inputs.into_iter().filter(|path| path.is_dir()).collect();
        let report = merge::merge(store, &Request { inputs, again: true, ..Request::default() }, &self.merge, *hear)?;
        if let merge::End::Failed(problem) = &report.end {
            return Err(Halt::Problem(problem.clone()));
        }
        {
            let mut told = self.report.borrow_mut();
            told.merged += ready.len();
            told.households += serials.len();
            told.problems.extend(report.unread.iter().map(|unread| unread.why.clone()));
        }
        merged(report);
        self.answer(ready).await?;
        self.remember(ready, place)?;
        for sent in ready {
            sent.dossiers().for_each(|id| progress.close(id, PieceState::Verified));
            let gone = sent.objects.keys().filter_map(|name| match name {
                ObjectName::Dossier { serial, .. } => Some(format!("{}/{serial}", self.folder)),
                name => self.inbox(*name),
            });
            gone.map(|name| store.clear_inbox(&name)).collect::<Result<Vec<()>, Problem>>()?;
        }
        progress.known(self.report.borrow().households);
        Ok(())
    }

    /// Puts receipts there for the devices that have sent these, before they are passed over for ever.
    async fn answer(&self, ready: &[&Sent]) -> Result<(), Halt> {
        let Fetching { store, server, .. } = *self.fetching;
        let mut receipts = Receipts::default();
        for (name, content) in ready.iter().flat_map(|sent| &sent.objects) {
            let ObjectName::Dossier { serial, .. } = name else { continue };
            let text = self.inbox(*name).and_then(|place| store.read_inbox(&place));
            let read = text.as_deref().and_then(|text| wire::read(std::str::from_utf8(text).ok()?).ok());
            if let Some((theirs, _)) = read {
                receipts.add_sent(store, serial.device, &theirs, content.hash);
            }
        }
        for (device, Addressed { receipt, .. }) in receipts.list {
            if receipt.households.is_empty() {
                continue;
            }
            let about = About {
                kind: Kind::Receipt,
                device: store.device(),
                author: String::new(),
                made: crate::store::now(),
                contractor: String::new(),
                surveyor: String::new(),
            };
            let name = receipts::next_name(store, device)?;
            match server.deliver(&name.to_string(), receipt::file_of(&receipt, about)?, false).await {
                Ok(_) => self.report.borrow_mut().receipts += 1,
                Err(fault) if fault.is_for_later() => return Err(fault.into()),
                // Who may only read there fetches all the same; the receipt goes by stick.
                Err(fault) => self.report.borrow_mut().problems.push(fault.problem().in_file(name.to_string())),
            }
        }
        Ok(())
    }

    fn remember(&self, ready: &[&Sent], place: &str) -> Result<(), Problem> {
        // Read again: the same workspace may have sent meanwhile.
        let (mut outbox, problems) = self.fetching.store.outbox()?;
        self.report.borrow_mut().problems.extend(problems);
        for sent in ready {
            let seen = &mut outbox.at(place).seen;
            seen.entry(seen_key(sent.division, sent.serial)).or_default().insert(sent.serial.counter);
        }
        self.fetching.store.write_outbox(&outbox)
    }
}

fn seen_key(division: DivisionCode, serial: Serial) -> String {
    format!("{division}/{}", serial.device)
}

fn serial_of(name: &ObjectName) -> Option<Serial> {
    if let ObjectName::Dossier { serial, .. } = name { Some(*serial) } else { None }
}

fn lack(sendings: &[&Sending], why: &Problem) {
    for sending in sendings {
        sending.lacks.borrow_mut().get_or_insert_with(|| why.clone());
    }
}

/// What was sealed, opened; never more than the list says.
fn opened(store: &Workspace, bytes: Vec<u8>, identities: &[Identity], size: u64) -> Result<Vec<u8>, Problem> {
    if !is_sealed(&bytes) {
        return Ok(bytes);
    }
    match store.cipher().map(|cipher| cipher.open(&bytes)) {
        Some(Ok(plain)) => return Ok(plain),
        Some(Err(problem)) if identities.is_empty() => return Err(problem),
        None if identities.is_empty() => return Err(Problem::error("transfer-sealed-no-key")),
        Some(Err(_)) | None => {}
    }
    let mut plain = Vec::with_capacity(usize::try_from(size).unwrap_or(0).min(MAX_DOSSIER_BYTES));
    let mut opener = Opener::new(&*bytes, identities)?.take(size.saturating_add(1));
    opener.read_to_end(&mut plain).map_err(|error| Problem::error("seal-damaged").with("detail", error))?;
    Ok(plain)
}
