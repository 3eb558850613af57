//! Making a package of 100 households with 500 photos, against `zip -0` of the same files; sealed against unsealed.
//!
//! `zip -0` copies and sums up; ours reads and joins every household, hashes everything with BLAKE3, shrinks the
//! texts, and does not return before the file is on the disk.

#![allow(clippy::unwrap_used, reason = "a measurement that cannot go on has to stop")]

mod common;

use std::path::Path;
use std::process::{Command, Stdio};
use std::sync::Arc;

use common::{Table, best, count, quick, ratio, rounds, show};
use tantu::app::exchange::{self, Parcel, Progress};
use tantu::dossier::Dossier;
use tantu::dossier::edit::{Author, Edit};
use tantu::id::{DossierId, RowId};
use tantu::remote::{About, Kind};
use tantu::seal::Identity;
use tantu::stamp::Moment;
use tantu::store::{Opening, Workspace, wire};
use tantu::value::{Photo, Value};

const PHOTO_BYTES: usize = 200 << 10;
const QUESTIONS: usize = 250;

fn main() {
    let (homes, photos) = if quick() { (4, 2) } else { (100, 5) };
    let folder = tempfile::tempdir_in(env!("CARGO_TARGET_TMPDIR")).unwrap();
    let (store, _) = Workspace::open(&folder.path().join("tablet"), Opening::default()).unwrap();
    let ids = filled(&store, homes, photos);
    let about = About {
        kind: Kind::Handover,
        device: store.device(),
        author: "包志强".into(),
        made: Moment::new(1_795_486_200, 480),
        contractor: String::new(),
        surveyor: "包志强".into(),
    };
    let plain = Parcel::new(about, ids);
    let sealed =
        Parcel { to: vec![Identity::generate().recipient(), Identity::generate().recipient()], ..plain.clone() };
    let make = |parcel: &Parcel, name: &str| {
        let path = folder.path().join(name);
        best(rounds(7), || exchange::make(&store, parcel, &path, &Progress::default()).unwrap())
    };
    let (ours, under_seal) = (make(&plain, "plain.tantu"), make(&sealed, "sealed.tantu"));
    let what = format!("{} households, {} photos", count(homes), count(homes * photos));
    let mut table = Table::new([what.as_str(), "ours", "against", "ratio"]);
    if zips(store.root(), &folder.path().join("rival.zip")) {
        let rival = best(rounds(7), || zips(store.root(), &folder.path().join("rival.zip")));
        table.row(["making, against zip -0".to_owned(), show(ours), show(rival), ratio(ours, rival)]);
    } else {
        table.row(["making (there is no zip)".to_owned(), show(ours), String::new(), String::new()]);
    }
    table.row(["sealed for two, against unsealed".to_owned(), show(under_seal), show(ours), ratio(under_seal, ours)]);
    table.print();
}

/// Households with as many answers as a finished assessment, and photos of noise: they shrink no more than pictures do.
fn filled(store: &Workspace, homes: usize, photos: usize) -> Vec<DossierId> {
    let author = Author { device: store.device(), name: "包志强".into(), at: Moment::new(1_795_486_200, 480) };
    let mut ids = Vec::new();
    for number in 0..homes {
        let mut home = Dossier::new(DossierId::from_u128(number as u128 + 1));
        let answers = (0..QUESTIONS).map(|question| {
            let value = Value::Text(format!("第 {question} 问，第 {number} 户").into());
            (format!("q{question}").parse().unwrap(), value)
        });
        home.apply(&Edit::set_all(answers), &author);
        for photo in 0..photos {
            let mut bytes = vec![0; PHOTO_BYTES];
            blake3::Hasher::new().update(&[number as u8, photo as u8]).finalize_xof().fill(&mut bytes);
            bytes[..3].copy_from_slice(&[0xff, 0xd8, 0xff]);
            let hash = store.put_photo(&bytes).unwrap();
            let photo_value = Photo { hash, width: 1_600, height: 1_200, taken: None, place: None, caption: "".into() };
            let path = format!("qE2/{}", RowId::from_bits(photo as u64 + 1)).parse().unwrap();
            home.apply(&Edit::set(path, Value::Photo(Arc::new(photo_value))), &author);
        }
        assert!(wire::write(&home).len() > 20_000);
        store.fold(&home).unwrap();
        ids.push(home.id);
    }
    ids
}

/// Zips households and photos without shrinking; `false` where there is no such program.
fn zips(root: &Path, target: &Path) -> bool {
    std::fs::remove_file(target).ok();
    let mut zip = Command::new("zip");
    zip.args(["-0", "-q", "-r"]).arg(target).args(["dossiers", "photos"]).current_dir(root);
    zip.stdout(Stdio::null()).status().is_ok_and(|status| status.success())
}
