//! Handing over and being told that it has arrived: full and new, in parts, sealed, confirmed, checked.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use tantu::app::exchange::receipt::{self, Heard};
use tantu::app::exchange::{self, Made, Parcel, Progress, Receiver};
use tantu::app::merge::{self, Request};
use tantu::dossier::Dossier;
use tantu::dossier::edit::{Author, Edit};
use tantu::dossier::visit;
use tantu::id::{ContentHash, DossierId};
use tantu::path::FieldPath;
use tantu::problem::Problem;
use tantu::remote::{About, Kind};
use tantu::role::Role;
use tantu::seal::Identity;
use tantu::store::{Opening, Workspace};
use tantu::value::{Photo, Value};

use crate::scenario::{morning, text};

/// Two workspaces and a stick between them.
pub struct Road {
    pub folder: tempfile::TempDir,
    pub tablet: Workspace,
    pub office: Workspace,
}

pub fn open(folder: &Path, role: Role) -> Workspace {
    Workspace::open(folder, Opening { role, ..Opening::default() }).unwrap().0
}

pub fn author(store: &Workspace) -> Author {
    Author { device: store.device(), name: "包志强".into(), at: morning() }
}

pub fn about(store: &Workspace, kind: Kind) -> About {
    let (author, contractor, surveyor) = ("包志强".to_owned(), String::new(), "包志强".to_owned());
    About { kind, device: store.device(), author, made: morning(), contractor, surveyor }
}

/// A JPEG as far as anybody looks before it is opened.
pub fn picture(number: u32, size: usize) -> Vec<u8> {
    let mut noise = blake3::Hasher::new().update(&number.to_le_bytes()).finalize_xof();
    let mut bytes = vec![0; size.max(3)];
    noise.fill(&mut bytes);
    bytes[..3].copy_from_slice(&[0xff, 0xd8, 0xff]);
    bytes
}

/// Writes into a household of this workspace.
pub fn answer(store: &Workspace, id: DossierId, at: &str, value: Value) -> Dossier {
    let mut home = store.load(id).map_or_else(|_| Dossier::new(id), |loaded| loaded.0);
    let applied = home.apply(&Edit::set(at.parse::<FieldPath>().unwrap(), value), &author(store));
    store.append(id, &applied.delta).unwrap();
    home
}

pub fn photographed(store: &Workspace, id: DossierId, row: &str, bytes: &[u8]) -> ContentHash {
    let hash = store.put_photo(bytes).unwrap();
    let photo = Photo { hash, width: 4, height: 3, taken: None, place: None, caption: "".into() };
    answer(store, id, &format!("qE2/{row}"), Value::Photo(Arc::new(photo)));
    hash
}

/// A visit that is finished, with so many photos.
pub fn surveyed(store: &Workspace, number: u128, head: &str, photos: u32, size: usize) -> DossierId {
    let id = DossierId::from_u128(number);
    answer(store, id, "hh_head", text(head));
    answer(store, id, "hh_division", text("152221 居力很镇"));
    for photo in 0..photos {
        let bytes = picture(u32::try_from(number).unwrap() * 1_000 + photo, size);
        photographed(store, id, &format!("000000000{photo}"), &bytes);
    }
    let mut home = store.load(id).unwrap().0;
    let applied = home.apply(&visit::finish(&home, &[]), &author(store));
    store.append(id, &applied.delta).unwrap();
    id
}

impl Road {
    pub fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let tablet = open(&folder.path().join("tablet"), Role::Surveyor);
        let office = open(&folder.path().join("office"), Role::Coordinator);
        Self { folder, tablet, office }
    }

    pub fn at(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    pub fn parcel(&self, homes: &[DossierId]) -> Parcel {
        Parcel::new(about(&self.tablet, Kind::Handover), homes.to_vec())
    }

    pub fn news(&self, homes: &[DossierId], name: &str) -> Result<Made, Problem> {
        let parcel = Parcel { only_news: true, ..self.parcel(homes) };
        exchange::make(&self.tablet, &parcel, &self.at(name), &Progress::default())
    }

    pub fn all(&self, homes: &[DossierId], name: &str) -> Made {
        exchange::make(&self.tablet, &self.parcel(homes), &self.at(name), &Progress::default()).unwrap()
    }

    pub fn office_takes(&self, name: &str) -> [usize; 4] {
        take(&self.office, &self.at(name), Role::Coordinator).unwrap().counts()
    }

    /// The office's receipt for these packages.
    pub fn receipt(&self, packages: &[&str], name: &str) -> PathBuf {
        let packages: Vec<PathBuf> = packages.iter().map(|name| self.at(name)).collect();
        let receipts = receipt::of(&self.office, &packages, &[]);
        receipt::write(&self.office, &receipts, about(&self.office, Kind::Receipt), &self.at(name)).unwrap();
        self.at(name)
    }

    pub fn hears(&self, receipt: &Path) -> Heard {
        take(&self.tablet, receipt, Role::Surveyor).unwrap().heard.unwrap()
    }
}

pub fn take(store: &Workspace, file: &Path, receiver: impl Into<Receiver>) -> Result<exchange::Report, Problem> {
    exchange::take(store, file, receiver, &Progress::default(), &mut |_| {})
}

fn check(store: &Workspace, file: &Path) -> exchange::Check {
    exchange::check(Some((store, store.role())), file, &[], &Progress::default()).unwrap()
}

#[test]
fn only_what_is_confirmed_is_left_out() {
    let road = Road::new();
    let homes: Vec<DossierId> = (1..=3).map(|number| surveyed(&road.tablet, number, "王", 2, 5_000)).collect();
    assert_eq!(road.news(&homes, "1").unwrap().sent.len(), 3);
    assert_eq!(road.news(&homes, "2").unwrap().sent.len(), 3, "it was sent; nobody has said that it arrived");
    road.office_takes("1");
    let receipt = road.receipt(&["1"], "receipt");
    let heard = road.hears(&receipt);
    assert_eq!((heard.confirmed, heard.changed, heard.photos), (3, 0, 6));
    assert_eq!(road.news(&homes, "3").unwrap_err().key, "roster-package-all-known");

    // One household goes on: it goes alone, and of its photos only the new one.
    photographed(&road.tablet, homes[0], "0000000008", &picture(77, 5_000));
    let made = road.news(&homes, "4").unwrap();
    assert_eq!((made.sent.len(), made.known, made.photos), (1, 2, 1));
    let seen = check(&road.office, &road.at("4"));
    assert!(seen.is_whole(), "{seen:?}");
    assert_eq!((seen.households, seen.photos, seen.cover.since.as_ref().unwrap().known.len()), (1, 1, 2));
    assert_eq!(road.office_takes("4"), [0, 1, 0, 0]);

    // The old receipt again takes nothing back and confirms nothing new.
    assert_eq!(road.hears(&receipt).changed, 1);
    assert_eq!(road.news(&homes, "5").unwrap().sent.len(), 1);
    road.hears(&road.receipt(&["4"], "second"));
    road.hears(&receipt);
    assert_eq!(road.news(&homes, "6").unwrap_err().key, "roster-package-all-known");
}

#[test]
fn an_office_that_it_is_not_for_sees_what_is_missing() {
    let road = Road::new();
    let homes: Vec<DossierId> = (1..=2).map(|number| surveyed(&road.tablet, number, "王", 2, 5_000)).collect();
    road.all(&homes, "all");
    road.office_takes("all");
    road.hears(&road.receipt(&["all"], "receipt"));
    photographed(&road.tablet, homes[0], "0000000008", &picture(77, 5_000));
    road.news(&homes, "news").unwrap();
    let other = open(&road.at("other"), Role::Coordinator);
    let seen = check(&other, &road.at("news"));
    assert_eq!((seen.new, seen.missing, seen.unknown.as_slice()), (Some(1), 2, &homes[1..]));
    assert!(!seen.is_whole());
    // For another office everything counts as new.
    let parcel = Parcel { receiver: Some(other.device()), only_news: true, ..road.parcel(&homes) };
    let made = exchange::make(&road.tablet, &parcel, &road.at("other.tantu"), &Progress::default()).unwrap();
    assert_eq!((made.sent.len(), made.photos), (2, 5));
}

#[test]
fn a_receipt_names_only_what_lies_there() {
    let road = Road::new();
    let home = surveyed(&road.tablet, 1, "王", 2, 5_000);
    road.all(&[home], "all");
    assert!(receipt::of(&road.office, &[road.at("all")], &[]).is_empty(), "nothing was taken");
    road.office_takes("all");
    let lost = road.tablet.load(home).unwrap().0.photos(&"qE2".parse().unwrap())[0].1.hash;
    std::fs::write(road.office.photo_path(lost), b"\xff\xd8\xff rotten").unwrap();
    assert_eq!(road.hears(&road.receipt(&["all"], "receipt")).photos, 1);
    assert_eq!(road.news(&[home], "again").unwrap().photos, 1, "the photo that is not there goes again");
    road.office_takes("again");
    assert_eq!(road.hears(&road.receipt(&["all", "again"], "second")).photos, 2);
    assert_eq!(road.news(&[home], "no more").unwrap_err().key, "roster-package-all-known");
}

#[test]
fn a_receipt_of_another_tablet_is_refused_and_one_file_serves_several() {
    let road = Road::new();
    let second = open(&road.at("second"), Role::Surveyor);
    let (mine, hers) = (surveyed(&road.tablet, 1, "王", 1, 5_000), surveyed(&second, 2, "李", 1, 5_000));
    road.all(&[mine], "mine.tantu");
    let parcel = Parcel::new(about(&second, Kind::Handover), vec![hers]);
    exchange::make(&second, &parcel, &road.at("hers.tantu"), &Progress::default()).unwrap();
    let inputs = vec![road.at("mine.tantu"), road.at("hers.tantu")];
    merge::merge(&road.office, &Request { inputs: inputs.clone(), ..Request::default() }, &Default::default(), &|_| {})
        .unwrap();
    let hers_alone = road.receipt(&["hers.tantu"], "hers");
    let refused = take(&road.tablet, &hers_alone, Role::Surveyor).unwrap_err();
    assert_eq!(refused.key, "handing-receipt-of-others");
    let both = road.receipt(&["mine.tantu", "hers.tantu"], "both");
    assert_eq!(road.hears(&both).confirmed, 1);
    assert_eq!(take(&second, &both, Role::Surveyor).unwrap().heard.unwrap().confirmed, 1);
    // A merge passes over receipts, and says so.
    std::fs::rename(&both, road.at("both.tantu")).unwrap();
    let request = Request { inputs: vec![road.at("both.tantu")], ..Request::default() };
    let report = merge::merge(&road.office, &request, &Default::default(), &|_| {}).unwrap();
    assert_eq!((report.totals.unread, report.totals.skipped), (0, 1));
}

#[test]
fn a_tablets_folder_that_was_merged_gets_a_receipt_too() {
    let road = Road::new();
    let home = surveyed(&road.tablet, 1, "王", 1, 5_000);
    let inputs = vec![road.tablet.root().to_owned()];
    let request = Request { inputs: inputs.clone(), ..Request::default() };
    merge::merge(&road.office, &request, &Default::default(), &|_| {}).unwrap();
    let receipts = receipt::of(&road.office, &inputs, &[]);
    receipt::write(&road.office, &receipts, about(&road.office, Kind::Receipt), &road.at("receipt")).unwrap();
    assert_eq!(road.hears(&road.at("receipt")).confirmed, 1);
    assert_eq!(road.news(&[home], "none").unwrap_err().key, "roster-package-all-known");
}

#[test]
fn what_is_too_large_is_split_and_every_part_stands_alone() {
    let road = Road::new();
    let homes: Vec<DossierId> = (1..=6).map(|number| surveyed(&road.tablet, number, "王", 2, 40_000)).collect();
    let parcel = Parcel { part_bytes: Some(200_000), ..road.parcel(&homes) };
    let made = exchange::make(&road.tablet, &parcel, &road.at("all.tantu"), &Progress::default()).unwrap();
    let names: Vec<String> =
        made.more.iter().map(|path| path.file_name().unwrap().to_string_lossy().into_owned()).collect();
    assert_eq!((names, made.sent.len(), made.photos), (vec!["all-2.tantu".into(), "all-3.tantu".into()], 6, 12));
    let parts: Vec<PathBuf> = std::iter::once(made.path).chain(made.more).collect();
    for (number, part) in (1..).zip(&parts) {
        let seen = check(&road.office, part);
        assert!(seen.is_whole() && seen.households == 2, "{seen:?}");
        assert_eq!((seen.cover.part.number, seen.cover.part.last), (number, number == 3));
    }
    for part in parts.iter().rev() {
        assert_eq!(take(&road.office, part, Role::Coordinator).unwrap().counts(), [2, 0, 0, 0]);
    }
    let receipts = receipt::of(&road.office, &parts, &[]);
    assert_eq!(receipts.households(), 6);
    // Stopped on the way: no part is left.
    let (stopped, alone) = (Progress::default(), road.at("alone"));
    stopped.stop();
    assert!(exchange::make(&road.tablet, &parcel, &alone.join("b.tantu"), &stopped).is_err());
    assert_eq!(std::fs::read_dir(&alone).map_or(0, Iterator::count), 0);
}

#[test]
fn a_sealed_package_opens_for_its_receivers_and_its_receipt_for_the_tablet() {
    let road = Road::new();
    let (key, deputy, tablet) = (Identity::generate(), Identity::generate(), Identity::generate());
    let home = surveyed(&road.tablet, 1, "其木格", 2, 5_000);
    let parcel = Parcel {
        to: vec![key.recipient(), deputy.recipient()],
        reply: Some(tablet.recipient()),
        ..road.parcel(&[home])
    };
    let file = road.at("sealed.tantu");
    assert!(exchange::make(&road.tablet, &parcel, &file, &Progress::default()).unwrap().sealed);
    let bytes = std::fs::read(&file).unwrap();
    let begins = |what: &[u8]| bytes.windows(what.len()).any(|window| window == what);
    assert!(!begins("manifest.ron".as_bytes()) && !begins(home.to_string().as_bytes()) && !begins(b"PK\x03\x04"));
    for keys in [vec![], vec![Identity::generate()], vec![tablet.clone()]] {
        let receiver = Receiver { role: Role::Coordinator, keys };
        assert_eq!(take(&road.office, &file, receiver).unwrap_err().key, "seal-for-others");
    }
    let seen =
        exchange::check(Some((&road.office, Role::Coordinator)), &file, &[deputy], &Progress::default()).unwrap();
    assert!(seen.sealed && seen.is_whole());
    // The merge opens it too; a wrong key is told and costs nothing else.
    let keys = vec![Identity::generate(), key.clone()];
    let request = Request { inputs: vec![file.clone()], keys: keys.clone(), ..Request::default() };
    let report = merge::merge(&road.office, &request, &Default::default(), &|_| {}).unwrap();
    assert_eq!((report.totals.new, report.totals.photos, report.unread.len()), (1, 2, 0), "{:?}", report.unread);
    let locked = Request { keys: Vec::new(), again: true, ..request };
    let report = merge::merge(&road.office, &locked, &Default::default(), &|_| {}).unwrap();
    assert_eq!(report.unread.len(), 1);

    let receipts = receipt::of(&road.office, std::slice::from_ref(&file), &keys);
    let written =
        receipt::write(&road.office, &receipts, about(&road.office, Kind::Receipt), &road.at("receipt")).unwrap();
    assert!(written.sealed);
    assert_eq!(take(&road.tablet, &road.at("receipt"), Role::Surveyor).unwrap_err().key, "seal-for-others");
    let receiver = Receiver { role: Role::Surveyor, keys: vec![tablet] };
    assert_eq!(take(&road.tablet, &road.at("receipt"), receiver).unwrap().heard.unwrap().confirmed, 1);
}

#[test]
fn an_assignment_brings_the_organisations_own_files() {
    let road = Road::new();
    let forms = road.office.layout().forms();
    std::fs::create_dir_all(&forms).unwrap();
    std::fs::write(forms.join("catalogue.ron"), "(own)").unwrap();
    std::fs::write(forms.join("villages.csv"), "name\n红峰嘎查\n").unwrap();
    std::fs::write(forms.join("roster.key"), "nobody else knows").unwrap();
    std::fs::write(forms.join("Large Letters.ron"), "()").unwrap();
    let home = surveyed(&road.office, 1, "王", 0, 0);
    let parcel = Parcel::new(about(&road.office, Kind::Assignment), vec![home]);
    exchange::make(&road.office, &parcel, &road.at("out"), &Progress::default()).unwrap();
    let report = take(&road.tablet, &road.at("out"), Role::Surveyor).unwrap();
    assert_eq!(report.files, ["catalogue.ron", "villages.csv"]);
    assert_eq!(road.tablet.organisation_table("villages.csv").unwrap(), "name\n红峰嘎查\n");
    assert!(road.tablet.organisation_table("roster.key").is_err());
    assert!(take(&road.tablet, &road.at("out"), Role::Surveyor).unwrap().files.is_empty(), "twice is once");
    // What was there before is kept.
    std::fs::write(forms.join("catalogue.ron"), "(newer)").unwrap();
    exchange::make(&road.office, &parcel, &road.at("newer"), &Progress::default()).unwrap();
    assert_eq!(take(&road.tablet, &road.at("newer"), Role::Surveyor).unwrap().files, ["catalogue.ron"]);
    assert_eq!(road.tablet.kept_form(ContentHash::of(b"(own)")).unwrap(), "(own)");
}

#[test]
fn packages_are_numbered_and_name_what_they_are() {
    let road = Road::new();
    let home = surveyed(&road.tablet, 1, "王", 1, 5_000);
    for number in 1..=2 {
        road.all(&[home], "all");
        let seen = check(&road.office, &road.at("all"));
        assert_eq!((seen.cover.number, seen.cover.since, seen.about.author.as_str()), (number, None, "包志强"));
    }
    let refused = check(&road.tablet, &road.at("all")).refused.unwrap();
    assert_eq!(refused.key, "works-package-not-yours");
}
