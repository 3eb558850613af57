//! What is confirmed may go from a tablet; nothing else does, and what comes back loses nothing.

use std::collections::BTreeSet;
use std::io;
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use tantu::app::command::Command;
use tantu::app::exchange::{self, Parcel, Progress};
use tantu::app::handing::HandingCommand;
use tantu::app::handing::purge::{self, Plan, Request, Stays};
use tantu::dossier::Dossier;
use tantu::id::{DossierId, RowId};
use tantu::remote::Kind;
use tantu::role::Role;
use tantu::store::disk::{Disk, Op, Watch};
use tantu::store::incoming::{Incoming, Origin};
use tantu::store::{Opening, Workspace};

use crate::packages_handed::{Road, about, answer, open, photographed, picture, surveyed, take};
use crate::scenario::{Scenario, text};

fn plan(store: &Workspace) -> Plan {
    purge::plan(store, &Request::default(), &Progress::default()).unwrap()
}

fn stays(store: &Workspace, id: DossierId) -> Option<Stays> {
    plan(store).homes.iter().find(|home| home.id == id).expect("no such household").stays
}

fn purges(store: &Workspace) -> Vec<DossierId> {
    let gone = purge::run(store, &Request::default(), &Progress::default()).unwrap();
    assert_eq!(gone.problems, []);
    gone.homes
}

/// Households that the office has taken and confirmed.
fn confirmed(road: &Road, count: u128) -> Vec<DossierId> {
    let homes: Vec<DossierId> = (1..=count).map(|number| surveyed(&road.tablet, number, "其木格", 2, 5_000)).collect();
    road.all(&homes, "all");
    road.office_takes("all");
    road.hears(&road.receipt(&["all"], "receipt"));
    homes
}

/// Every file below a folder.
fn files(folder: &Path) -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    for entry in std::fs::read_dir(folder).into_iter().flatten().flatten() {
        if entry.path().is_dir() {
            found.extend(files(&entry.path()));
        } else {
            found.insert(entry.path().display().to_string());
        }
    }
    found
}

#[test]
fn only_what_is_confirmed_as_it_is_goes_and_the_rest_says_why() {
    let road = Road::new();
    let homes = confirmed(&road, 5);
    let (going, changed, awaited, photo) = (homes[0], homes[1], homes[2], homes[3]);
    answer(&road.tablet, changed, "hh_village", text("红峰嘎查"));
    let incoming =
        Incoming { row: RowId::mint(), dossier: awaited, question: "qE2".parse().unwrap(), origin: Origin::Kept };
    road.tablet.keep_incoming(&incoming, Some(b"shot")).unwrap();
    let new = surveyed(&road.tablet, 9, "李", 0, 0);
    let begun = DossierId::from_u128(10);
    answer(&road.tablet, begun, "hh_head", text("赵"));
    // The office has everything of this one but a photo that another household names, too.
    photographed(&road.tablet, photo, "0000000007", &picture(70, 5_000));
    road.all(&[photo], "photo");
    road.office_takes("photo");
    let lost = tantu::id::ContentHash::of(&picture(70, 5_000));
    std::fs::remove_file(road.office.photo_path(lost)).unwrap();
    road.hears(&road.receipt(&["photo"], "second"));

    let why = [
        (going, None),
        (changed, Some(Stays::Changed)),
        (awaited, Some(Stays::Awaited)),
        (photo, Some(Stays::PhotosMissing(1))),
        (new, Some(Stays::Unconfirmed)),
        (begun, Some(Stays::Unfinished)),
    ];
    for (id, why) in why {
        assert_eq!(stays(&road.tablet, id), why, "{id}");
    }
    let open = Request { open: [going].into(), ..Request::default() };
    let plan = purge::plan(&road.tablet, &open, &Progress::default()).unwrap();
    assert_eq!(plan.homes.iter().find(|home| home.id == going).unwrap().stays, Some(Stays::Open));
    assert_eq!(purges(&road.tablet), [going, homes[4]]);
    assert_eq!(purge::left(&road.tablet), 2);
    for id in [changed, awaited, photo, new, begun] {
        assert!(!tantu::store::purge::is_remnant(&road.tablet.load(id).unwrap().0), "{id}");
    }
    assert!(road.tablet.read_photo(lost).is_ok());
}

#[test]
fn nothing_of_the_family_is_left() {
    let road = Road::new();
    let homes = confirmed(&road, 2);
    let shared = picture(500, 5_000);
    for id in [homes[0], surveyed(&road.tablet, 7, "李", 0, 0)] {
        photographed(&road.tablet, id, "0000000009", &shared);
    }
    let outbox = road.tablet.root().join("outbox").join("a.tantu");
    exchange::make(&road.tablet, &road.parcel(&homes), &outbox, &Progress::default()).unwrap();
    take(&road.office, &outbox, Role::Coordinator).unwrap();
    std::fs::copy(&outbox, road.at("a")).unwrap();
    road.hears(&road.receipt(&["a"], "second"));
    let photos = files(&road.tablet.root().join("photos")).len();
    let seen = plan(&road.tablet);
    assert_eq!((seen.goes().count(), seen.photos, seen.bytes, seen.packages.len()), (2, 4, 20_000, 1));
    tantu::store::Index::open(&road.tablet).unwrap();
    assert_eq!(purges(&road.tablet).len(), 2);
    assert_eq!(files(&road.tablet.root().join("photos")).len(), photos - 4, "the shared one stays");
    for file in files(road.tablet.root()) {
        let bytes = std::fs::read(&file).unwrap();
        let name = "其木格".as_bytes();
        assert!(!bytes.windows(name.len()).any(|window| window == name), "{file} still names the family");
    }
    let seen = plan(&road.tablet);
    assert_eq!((seen.left, seen.goes().count()), (2, 0));
    assert_eq!(road.news(&homes, "none").unwrap_err().key, "works-package-nothing", "what has left is not handed over");
}

#[test]
fn an_older_copy_that_comes_back_is_answered_and_nothing_is_lost() {
    let road = Road::new();
    let id = DossierId::from_u128(1);
    // The office hands out the household; the tablet answers; the first state is kept on a stick.
    answer(&road.office, id, "hh_head", text("其木格"));
    let assignment = Parcel::new(about(&road.office, Kind::Assignment), vec![id]);
    exchange::make(&road.office, &assignment, &road.at("old"), &Progress::default()).unwrap();
    take(&road.tablet, &road.at("old"), Role::Surveyor).unwrap();
    surveyed(&road.tablet, 1, "其木格", 1, 5_000);
    let before = road.tablet.load(id).unwrap().0;
    road.all(&[id], "all");
    road.office_takes("all");
    road.hears(&road.receipt(&["all"], "receipt"));
    assert_eq!(purges(&road.tablet), [id]);

    // Not even a program that starts anew forgets how far this device had counted.
    let device = road.tablet.device();
    let Road { folder, tablet, office } = road;
    drop(tablet);
    let tablet = open(&folder.path().join("tablet"), Role::Surveyor);
    assert_eq!(tablet.device(), device);
    assert_eq!(take(&tablet, &folder.path().join("old"), Role::Surveyor).unwrap().counts(), [1, 0, 0, 0]);
    let back = tablet.load(id).unwrap().0;
    assert!(back.spent.last(device) >= before.spent.last(device), "{:?}", back.spent);
    answer(&tablet, id, "hh_address", text("二组 3 号"));
    answer(&tablet, id, "qE1", text("after"));
    let road = Road { folder, tablet, office };
    road.all(&[id], "later");
    assert_eq!(road.office_takes("later"), [0, 1, 0, 0]);
    let whole = road.office.load(id).unwrap().0;
    for (path, register) in &before.fields {
        let kept = whole.fields.get(path).unwrap_or_else(|| panic!("{path} is lost"));
        for (dot, write) in register.live() {
            let same = kept.live().any(|(other, kept)| other == dot && kept.value == write.value);
            assert!(same || kept.seen().covers(dot), "{path}");
        }
    }
    assert_eq!(whole.text(&"hh_address".parse().unwrap()), Some("二组 3 号"));
    assert_eq!(whole.text(&"qE1".parse().unwrap()), Some("after"));
    assert_eq!(whole.photos(&"qE2".parse().unwrap()).len(), 1);
    assert_eq!(whole.conflicts().count(), 0);
}

/// A disk that is gone from its n-th change on.
struct Dying(AtomicUsize);

impl Watch for Dying {
    fn before(&self, op: Op<'_>) -> Result<(), (usize, io::Error)> {
        if matches!(op, Op::Read(_)) {
            return Ok(());
        }
        let left = self.0.load(Ordering::SeqCst);
        if left == 0 {
            let half = if let Op::Write { bytes, .. } = op { bytes.len() / 2 } else { 0 };
            return Err((half, io::Error::other("the power is gone")));
        }
        self.0.store(left - 1, Ordering::SeqCst);
        Ok(())
    }
}

fn copied(from: &Path, to: &Path) {
    std::fs::create_dir_all(to).unwrap();
    for entry in std::fs::read_dir(from).unwrap().flatten() {
        let target = to.join(entry.file_name());
        if entry.path().is_dir() { copied(&entry.path(), &target) } else { drop(std::fs::copy(entry.path(), target)) }
    }
}

#[test]
fn killed_anywhere_every_household_is_whole_or_gone_and_purging_goes_on() {
    let road = Road::new();
    let homes = confirmed(&road, 3);
    let kept = surveyed(&road.tablet, 9, "李", 1, 5_000);
    let read = |store: &Workspace, id| store.load(id).unwrap().0;
    let whole: Vec<Dossier> = homes.iter().map(|id| read(&road.tablet, *id)).collect();
    let rest = read(&road.tablet, kept);
    let device = road.tablet.device();
    let (mut interrupted, mut done) = (0, 0);
    for after in 0..60 {
        let folder = road.at(&format!("copy-{after}"));
        copied(road.tablet.root(), &folder);
        // A copied workspace gets a device of its own: it must be confirmed once more.
        let watch = Arc::new(Dying(AtomicUsize::new(usize::MAX)));
        let opening = Opening { disk: Disk::watched(watch.clone()), role: Role::Surveyor, ..Opening::default() };
        let (store, _) = Workspace::open(&folder, opening).unwrap();
        assert_ne!(store.device(), device);
        watch.0.store(after, Ordering::SeqCst);
        let gone = purge::run(&store, &Request::default(), &Progress::default());
        let whole_run = gone.is_ok_and(|gone| gone.problems.is_empty());
        drop(store);
        let store = open(&folder, Role::Surveyor);
        for (id, before) in homes.iter().zip(&whole) {
            let now = read(&store, *id);
            let left = tantu::store::purge::is_remnant(&now);
            assert!(left || now.fields == before.fields, "half a household after {after} changes");
        }
        assert_eq!(read(&store, kept), rest);
        interrupted += usize::from(!whole_run);
        done += usize::from(whole_run);
        purge::run(&store, &Request::default(), &Progress::default()).unwrap();
        assert!(homes.iter().all(|id| tantu::store::purge::is_remnant(&read(&store, *id))), "after {after}");
        assert_eq!(files(&store.root().join("photos")).len(), 1, "after {after}");
        if done > 2 {
            break;
        }
    }
    assert!(interrupted > 8 && done > 0, "{interrupted} interrupted, {done} done");
}

#[test]
fn the_program_lets_go_what_a_person_asks_and_tells_how_many_have_left() {
    let road = Road::new();
    let homes = confirmed(&road, 2);
    let Road { folder, tablet, .. } = road;
    let root = tablet.root().to_owned();
    drop(tablet);
    let mut desk = Scenario::on(&root);
    desk.ask(Command::OpenHousehold(homes[0]));
    desk.ask(Command::Handing(HandingCommand::Look));
    desk.wait_until("it is known what may go", |desk| desk.program().handing.plan.is_some());
    let plan = desk.program().handing.plan.clone().unwrap();
    assert_eq!((plan.goes().count(), plan.stays().count()), (1, 1), "the open one stays");
    desk.ask(Command::CloseHousehold).ask(Command::Handing(HandingCommand::Purge));
    desk.wait_until("they are gone", |desk| desk.program().handing.gone.is_some());
    desk.wait_until("it is counted", |desk| desk.program().handing.left == 2);
    assert_eq!((desk.program().registry.len(), desk.told()), (0, Vec::<&str>::new()));
    desk.shut_down().reopen();
    assert_eq!((desk.program().registry.len(), desk.program().handing.left), (0, 2));
    drop(folder);
}
