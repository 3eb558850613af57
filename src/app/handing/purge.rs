//! What may go from this device 清理本机, and letting it go.
//!
//! A household goes when an office has confirmed the very state it is in and every photo that a handover of it carries,
//! when its visit is finished, and when nothing of it is open, unsaved or on its way. Everything else stays, and says
//! why. [`plan`] and [`run`] judge by the same function; [`run`] judges anew, from the state it replaces.

use std::collections::BTreeSet;
use std::path::PathBuf;

use crate::app::exchange::{Progress, content};
use crate::dossier::review::ReviewState;
use crate::dossier::stage::Stage;
use crate::dossier::summary::VisitState;
use crate::dossier::{Dossier, household};
use crate::id::{ContentHash, DeviceId, DossierId, Name};
use crate::path::FieldPath;
use crate::problem::Problem;
use crate::remote::{ENDING, Kind};
use crate::role::Role;
use crate::stamp::Moment;
use crate::store::handed::{Handed, state_of};
use crate::store::purge::{self, Gone, Leaving};
use crate::store::{Access, Workspace};

/// What a person wants to be rid of, and what is in use.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Request {
    pub role: Role,
    /// Visits that are not finished may go too: the tablet is given back.
    pub unfinished: bool,
    /// The office that the next handover is for; for counting what it does not know.
    pub receiver: Option<DeviceId>,
    /// Open, or not saved.
    pub open: BTreeSet<DossierId>,
    /// A photo is on its way to them.
    pub awaited: BTreeSet<DossierId>,
}

/// Why a household stays.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Stays {
    /// The visit is not finished, or was sent back.
    Unfinished,
    /// No office has said that it has it.
    Unconfirmed,
    /// An office has an earlier state of it.
    Changed,
    /// So many of its photos no office has.
    PhotosMissing(usize),
    /// A photo is on its way to it.
    Awaited,
    /// It is open, or not saved.
    Open,
    /// It holds more than a handover of this role carries.
    Partial,
    /// It cannot be read.
    Unreadable,
}

impl Stays {
    /// Key of the words.
    pub const fn key(self) -> &'static str {
        match self {
            Self::Unfinished => "handing-stays-unfinished",
            Self::Unconfirmed => "handing-stays-unconfirmed",
            Self::Changed => "handing-stays-changed",
            Self::PhotosMissing(_) => "handing-stays-photos",
            Self::Awaited => "handing-stays-awaited",
            Self::Open => "handing-stays-open",
            Self::Partial => "handing-stays-partial",
            Self::Unreadable => "handing-stays-unreadable",
        }
    }
}

/// A household here.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Home {
    pub id: DossierId,
    /// 户主姓名; empty where it has none or cannot be read.
    pub head: String,
    pub stays: Option<Stays>,
}

/// An office that has confirmed something.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Office {
    pub device: DeviceId,
    pub name: String,
    /// When its newest receipt was written.
    pub last: Option<Moment>,
    /// Households here that it has confirmed as they are now.
    pub confirmed: usize,
    /// Households here that it has confirmed and that were changed since.
    pub changed: usize,
}

/// What is here, and what may go.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Plan {
    pub homes: Vec<Home>,
    /// Photos that only leaving households name, and their bytes.
    pub photos: usize,
    pub bytes: u64,
    /// Packages in the workspace's own outbox that hold nothing but leaving households.
    pub packages: Vec<PathBuf>,
    pub offices: Vec<Office>,
    /// Households that the office does not know as they are.
    pub news: usize,
    /// Households that have left before and have not come back.
    pub left: usize,
}

impl Plan {
    pub fn goes(&self) -> impl Iterator<Item = &Home> {
        self.homes.iter().filter(|home| home.stays.is_none())
    }

    pub fn stays(&self) -> impl Iterator<Item = &Home> {
        self.homes.iter().filter(|home| home.stays.is_some())
    }
}

/// Why households stay, and how many for each reason.
pub fn reasons(plan: &Plan) -> Vec<(Stays, usize)> {
    let mut counted: Vec<(Stays, usize)> = Vec::new();
    for stays in plan.stays().filter_map(|home| home.stays) {
        match counted.iter_mut().find(|(known, _)| known.key() == stays.key()) {
            Some((_, count)) => *count += 1,
            None => counted.push((stays, 1)),
        }
    }
    counted
}

/// How many households have left this device and have not come back.
pub fn left(store: &Workspace) -> usize {
    let purged = store.purged();
    let is_left = |id: &&DossierId| store.load(**id).is_ok_and(|(dossier, _)| purge::is_remnant(&dossier));
    purged.homes.keys().filter(is_left).count()
}

/// What may go, and what stays and why. Changes nothing.
///
/// # Errors
/// The households cannot be listed, or it was stopped.
pub fn plan(store: &Workspace, request: &Request, progress: &Progress) -> Result<Plan, Problem> {
    let judge = Judge::new(store, request);
    let (bulk, _) = store.bulk()?;
    progress.begin(bulk.len());
    let mut plan = Plan::default();
    let offices = judge.handed.offices();
    plan.offices = offices
        .filter(|(_, office)| office.last.is_some())
        .map(|(device, office)| {
            let (name, last) = (office.name.clone(), office.last);
            Office { device, name, last, confirmed: 0, changed: 0 }
        })
        .collect();
    let (mut going, mut kept) = (BTreeSet::new(), BTreeSet::new());
    let mut leaving = BTreeSet::new();
    for id in bulk.ids() {
        if progress.is_stopped() {
            return Err(Problem::notice("handing-stopped"));
        }
        progress.step();
        let dossier = match bulk.read(id) {
            Ok(known) => known.dossier,
            Err(_) => {
                plan.homes.push(Home { id, head: String::new(), stays: Some(Stays::Unreadable) });
                continue;
            }
        };
        let Some(dossier) = dossier else { continue };
        if purge::is_remnant(&dossier) {
            plan.left += 1;
            continue;
        }
        let stays = judge.stays(&dossier).err();
        judge.count(&dossier, &mut plan);
        let photos = if stays.is_none() { &mut going } else { &mut kept };
        photos.extend(purge::named_photos(&dossier));
        if stays.is_none() {
            leaving.insert(id);
        }
        plan.homes.push(Home { id, head: head_of(&dossier), stays });
    }
    for hash in going.difference(&kept) {
        if let Ok(metadata) = store.photo_path(*hash).metadata() {
            plan.photos += 1;
            plan.bytes += metadata.len();
        }
    }
    if !leaving.is_empty() {
        leaving.extend(store.purged().homes.into_keys().filter(|id| plan.homes.iter().all(|home| home.id != *id)));
        plan.packages = packages(store, &leaving);
    }
    plan.homes.sort_by(|a, b| a.stays.cmp(&b.stays).then_with(|| a.head.cmp(&b.head)));
    Ok(plan)
}

/// Lets everything go that may, judged as it is on the disk now.
///
/// # Errors
/// The workspace is read-only, its households cannot be listed, or the disk is full or fails; doing it again goes on.
pub fn run(store: &Workspace, request: &Request, progress: &Progress) -> Result<Gone, Problem> {
    if let Access::ReadOnly(reason) = store.access() {
        return Err(reason.clone());
    }
    let judge = Judge::new(store, request);
    let (bulk, _) = store.bulk()?;
    progress.begin(bulk.len());
    let mut leaving = Vec::new();
    for id in bulk.ids() {
        if progress.is_stopped() {
            return Err(Problem::notice("handing-stopped"));
        }
        progress.step();
        let Ok(known) = bulk.read(id) else { continue };
        let Some(dossier) = known.dossier.filter(|dossier| !purge::is_remnant(dossier)) else { continue };
        if judge.stays(&dossier).is_ok() {
            leaving.push(Leaving { dossier, seal: known.seal });
        }
    }
    let mut gone = store.purge(&bulk, leaving)?;
    let forgotten = store.change_handed(|handed| gone.homes.iter().for_each(|id| handed.forget(*id)));
    gone.problems.extend(forgotten.err());
    let purged: BTreeSet<DossierId> = store.purged().homes.into_keys().collect();
    let back = |id: &DossierId| store.load(*id).is_ok_and(|(dossier, _)| !purge::is_remnant(&dossier));
    let purged = purged.into_iter().filter(|id| !back(id)).collect();
    for package in packages(store, &purged) {
        if let Err(error) = std::fs::remove_file(&package) {
            gone.problems.push(Problem::warning("store-disk-failed").with("detail", error).in_file(package));
        }
    }
    Ok(gone)
}

/// What is asked of every household.
struct Judge<'a> {
    request: &'a Request,
    kind: Kind,
    handed: Handed,
    /// Photos of every office.
    held: Vec<(DeviceId, BTreeSet<ContentHash>)>,
    awaited: Option<BTreeSet<DossierId>>,
}

impl<'a> Judge<'a> {
    fn new(store: &Workspace, request: &'a Request) -> Self {
        let handed = store.handed();
        let held = handed.offices().map(|(device, _)| (device, handed.photos(Some(device)))).collect();
        Self { request, kind: Kind::handed_by(request.role), handed, held, awaited: store.awaited() }
    }

    fn stays(&self, dossier: &Dossier) -> Result<(), Stays> {
        let id = dossier.id;
        if self.request.open.contains(&id) {
            return Err(Stays::Open);
        }
        // A note that cannot be read may be of any household.
        if self.request.awaited.contains(&id) || self.awaited.as_ref().is_none_or(|awaited| awaited.contains(&id)) {
            return Err(Stays::Awaited);
        }
        if !self.request.unfinished && !self.is_finished(dossier) {
            return Err(Stays::Unfinished);
        }
        let (copy, photos) = self.kind.copy(dossier);
        if copy.fields.len() != dossier.fields.len() || copy.unknown.len() != dossier.unknown.len() {
            return Err(Stays::Partial);
        }
        let offices = self.handed.confirmed_by(id, state_of(&copy));
        let lacking = offices.iter().filter_map(|office| {
            let (_, held) = self.held.iter().find(|(device, _)| device == office)?;
            Some(photos.difference(held).count())
        });
        match lacking.min() {
            Some(0) => Ok(()),
            Some(count) => Err(Stays::PhotosMissing(count)),
            None if self.handed.was_confirmed(id) => Err(Stays::Changed),
            None => Err(Stays::Unconfirmed),
        }
    }

    fn is_finished(&self, dossier: &Dossier) -> bool {
        match self.request.role {
            Role::Contractor => !matches!(Stage::of(dossier), Stage::Ordered | Stage::InWorks | Stage::Rectifying),
            Role::Surveyor | Role::Coordinator => {
                VisitState::of(dossier) == VisitState::Finished && ReviewState::of(dossier) != ReviewState::SentBack
            }
        }
    }

    fn count(&self, dossier: &Dossier, plan: &mut Plan) {
        let state = state_of(&self.kind.copy(dossier).0);
        plan.news += usize::from(!self.handed.knows(self.request.receiver, dossier.id, state));
        for office in &mut plan.offices {
            let Some((_, known)) = self.handed.offices().find(|(device, _)| *device == office.device) else { continue };
            if known.confirms(dossier.id, state) {
                office.confirmed += 1;
            } else if known.confirmed().any(|id| id == dossier.id) {
                office.changed += 1;
            }
        }
    }
}

/// The unsealed packages in the workspace's own outbox that this device made and that hold nothing but these
/// households. A sealed one opens only at the office, and may stay.
fn packages(store: &Workspace, households: &BTreeSet<DossierId>) -> Vec<PathBuf> {
    let files = std::fs::read_dir(store.root().join("outbox")).into_iter().flatten().flatten();
    let files = files.map(|file| file.path()).filter(|path| path.extension().is_some_and(|ending| ending == ENDING));
    let ours = |path: &PathBuf| {
        content::open(path, &[]).is_ok_and(|package| {
            let about = &package.manifest().about;
            about.device == store.device()
                && about.kind.is_answered()
                && package.dossiers().iter().all(|id| households.contains(id))
        })
    };
    let mut found: Vec<PathBuf> = files.filter(ours).collect();
    found.sort();
    found
}

fn head_of(dossier: &Dossier) -> String {
    dossier.text(&FieldPath::top(Name::of(household::HEAD))).unwrap_or_default().to_owned()
}
