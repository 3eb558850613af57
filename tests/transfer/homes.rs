//! Tablets with households, photos and form texts; and the office, which must have the same in the end.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

use tantu::app::merge;
use tantu::app::transfer::fetch::{Fetching, fetch};
use tantu::app::transfer::progress::Progress;
use tantu::app::transfer::report::{FetchReport, SendReport};
use tantu::app::transfer::send::{Sending, send};
use tantu::dossier::Dossier;
use tantu::dossier::edit::{Author, Edit};
use tantu::dossier::household::{DIVISION, HEAD};
use tantu::id::{DossierId, Name, RowId};
use tantu::path::FieldPath;
use tantu::plan::order;
use tantu::remote::cloud::{Backoff, Options, Patience, Secret, Server, Target};
use tantu::role::Role;
use tantu::seal::{Identity, Recipient};
use tantu::stamp::Moment;
use tantu::store::disk::Disk;
use tantu::store::{Opening, Workspace, wire};
use tantu::value::{FormRef, Photo, Value};

pub const FORM: &str = "(id: \"home\", version: 3)";

pub fn now() -> Moment {
    Moment::new(1_790_000_000, 480)
}

pub fn id(number: u32) -> DossierId {
    DossierId::from_u128((1_u128 << 127) | (7 << 76) | u128::from(number))
}

pub fn open(folder: &Path, role: Role, disk: Disk) -> Workspace {
    let (store, _) = Workspace::open(folder, Opening { role, disk, ..Opening::default() }).unwrap();
    assert!(!store.is_read_only());
    store
}

pub fn tablet(folder: &Path) -> Workspace {
    open(folder, Role::Surveyor, Disk::default())
}

pub fn office(folder: &Path) -> Workspace {
    open(folder, Role::Coordinator, Disk::default())
}

/// A JPEG of this size as far as anybody looks, another one for each number.
pub fn photo(number: u32, bytes: usize) -> Vec<u8> {
    let mut out = vec![0; bytes.max(8)];
    blake3::Hasher::new().update(&number.to_le_bytes()).finalize_xof().fill(&mut out);
    out[..4].copy_from_slice(&[0xff, 0xd8, 0xff, 0xe0]);
    out
}

fn author(store: &Workspace) -> Author {
    Author { device: store.device(), name: "王评估".into(), at: now() }
}

pub fn edit(store: &Workspace, dossier: &mut Dossier, edits: Vec<Edit>) {
    dossier.apply(&Edit::Many(edits), &author(store));
    store.fold(dossier).unwrap();
}

pub fn say(what: &str, text: &str) -> Edit {
    Edit::set(what.parse().unwrap(), Value::Text(text.into()))
}

/// Every how many points of a crash are tried.
pub fn step() -> usize {
    if std::env::var_os("TANTU_SOAK").is_some() { 1 } else { 4 }
}

/// Households `numbers` with so many photos each, of different sizes, in three divisions.
pub fn visit(store: &Workspace, numbers: std::ops::Range<u32>, photos: u32, photo_bytes: usize) {
    let hash = store.keep_form(FORM).unwrap();
    for number in numbers {
        let mut home = Dossier::new(id(number));
        let form = Value::Form(Arc::new(FormRef { id: Name::of("home"), version: 3, hash }));
        let mut edits = vec![
            Edit::set(FieldPath::top(Name::of(HEAD)), Value::Text(format!("户主{number}").as_str().into())),
            Edit::set(
                FieldPath::top(Name::of(DIVISION)),
                Value::Text(format!("1522{:02} 居力很镇", 21 + number % 3).as_str().into()),
            ),
            Edit::set("form_home".parse().unwrap(), form),
            say("q1", &"门口有三级台阶，轮椅进不去。".repeat(1 + number as usize % 40)),
        ];
        for place in 0..photos {
            let bytes = photo(number * 1_000 + place, photo_bytes / 2 + photo_bytes * (place as usize % 5) / 5);
            let hash = store.put_photo(&bytes).unwrap();
            let photo = Photo { hash, width: 16, height: 12, taken: None, place: None, caption: "门口".into() };
            let row = RowId::from_bits(u64::from(number) * 1_000 + u64::from(place));
            edits.push(Edit::set(format!("qP/{row}").parse().unwrap(), Value::Photo(Arc::new(photo))));
        }
        edit(store, &mut home, edits);
    }
}

/// Little patience, so that a test of a bad server ends.
pub fn patience() -> Patience {
    let [connect, quiet, object] = [2_000, 700, 3_000].map(Duration::from_millis);
    let backoff = Backoff { first: Duration::from_millis(5), most: Duration::from_millis(1_500) };
    Patience { connect, quiet, object, bytes_per_second: 100_000, tries: 4, backoff }
}

pub fn server(store: &Workspace, target: &Target, secret: &Secret, progress: &Progress) -> Server {
    let options =
        Options { patience: patience(), control: Arc::clone(progress.control()), ..Options::of(store.device()) };
    Server::open(target, Some(secret), &options).unwrap()
}

pub fn up_for(store: &Workspace, target: &Target, receivers: &[Recipient]) -> SendReport {
    let progress = &Progress::default();
    let server = &server(store, target, &crate::servers::secret(), progress);
    send(&Sending { store, server, place: target.place(), receivers, identities: &[], progress, now: now() }).unwrap()
}

pub fn up(store: &Workspace, target: &Target) -> SendReport {
    up_for(store, target, &[])
}

pub fn down_with(store: &Workspace, target: &Target, division: &str, identities: &[Identity]) -> FetchReport {
    let progress = &Progress::default();
    let server = &server(store, target, &crate::servers::secret(), progress);
    let place = target.place();
    let (hear, merged) = (&|_: &[_]| {}, &|report: merge::Report| assert!(report.is_whole(), "{report:?}"));
    fetch(&Fetching { store, server, place, division, identities, progress, hear, merged }).unwrap()
}

pub fn down(store: &Workspace, target: &Target) -> FetchReport {
    down_with(store, target, "", &[])
}

/// Everything of `tablet` is in `office`, byte for byte.
pub fn assert_same(tablet: &Workspace, office: &Workspace) {
    let ids = |store: &Workspace| store.bulk().unwrap().0.ids().collect::<BTreeSet<_>>();
    assert!(ids(tablet).is_subset(&ids(office)), "{} of {}", ids(office).len(), ids(tablet).len());
    for id in ids(tablet) {
        let (ours, theirs) = (tablet.load(id).unwrap().0, office.load(id).unwrap().0);
        assert_eq!(wire::write(&ours), wire::write(&theirs));
        for hash in order::photos(&ours) {
            assert_eq!(tablet.read_photo(hash).unwrap(), office.read_photo(hash).unwrap());
        }
    }
}

/// Nothing that was fetched lies about.
pub fn assert_tidy(office: &Workspace) {
    assert_eq!(files(&office.inbox_path("")), Vec::<PathBuf>::new(), "the inbox is not empty");
}

/// All files below a folder.
pub fn files(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in std::fs::read_dir(folder).into_iter().flatten().flatten() {
        let path = entry.path();
        if path.is_dir() { found.extend(files(&path)) } else { found.push(path) }
    }
    found.sort();
    found
}
