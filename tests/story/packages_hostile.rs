//! Files that are made to do harm: each is refused in a sentence, with little memory, and nothing is written outside.

use std::collections::BTreeMap;
use std::io::Write as _;
use std::path::Path;

use tantu::app::exchange::{self, Progress, Receiver};
use tantu::id::ContentHash;
use tantu::l10n::{Language, Words};
use tantu::limits::MAX_SEAL_HEADER_BYTES;
use tantu::problem::Problem;
use tantu::remote::Kind;
use tantu::role::Role;
use tantu::seal::{Cost, Identity, Sealer};
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipWriter};

use crate::packages::all_bytes;
use crate::packages_handed::{Road, answer, picture, surveyed, take};
use crate::scenario::text;

/// A zip of these entries, as anybody may make one.
fn zipped(entries: &[(String, Vec<u8>)]) -> Vec<u8> {
    let mut zip = ZipWriter::new(std::io::Cursor::new(Vec::new()));
    for (name, bytes) in entries {
        let options = SimpleFileOptions::default().compression_method(CompressionMethod::Deflated);
        zip.start_file(name.as_str(), options).unwrap();
        zip.write_all(bytes).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

/// A package with a manifest that tells the truth about whatever is in it.
fn honest(kind: Kind, device: &str, entries: &[(String, Vec<u8>)]) -> Vec<u8> {
    let lines: BTreeMap<&String, String> = entries
        .iter()
        .map(|(name, bytes)| (name, format!("({}, \"{}\")", bytes.len(), ContentHash::of(bytes))))
        .collect();
    let lines: String = lines.iter().map(|(name, line)| format!("\"{name}\": {line},")).collect();
    let households = entries.iter().filter(|(name, _)| name.starts_with("dossiers/")).count();
    let manifest = format!(
        "(tantu_package: 1, kind: \"{}\", device: \"{device}\", made: \"2026-11-24T10:10:00+08:00\", \
         households: {households}, entries: {{{lines}}})",
        kind.name()
    );
    zipped(&[&[("manifest.ron".to_owned(), manifest.into_bytes())], entries].concat())
}

fn refused(road: &Road, bytes: &[u8], keys: &[Identity]) -> Problem {
    let file = road.at("hostile.tantu");
    std::fs::write(&file, bytes).unwrap();
    let receiver = Receiver { role: Role::Coordinator, keys: keys.to_vec() };
    let problem = take(&road.office, &file, receiver).expect_err("it was taken");
    let checked = exchange::check(None, &file, keys, &Progress::default()).expect_err("it was looked into");
    assert_eq!(checked.key, problem.key);
    let sentence = Words::of(Language::Chinese).problem(&problem);
    assert!(sentence.chars().count() < 400, "a sentence, not {} characters", sentence.chars().count());
    problem
}

fn names(folder: &Path) -> Vec<String> {
    let mut names: Vec<String> =
        std::fs::read_dir(folder).unwrap().flatten().map(|entry| entry.file_name().to_string_lossy().into()).collect();
    names.sort();
    names
}

#[test]
fn polyglots_and_files_in_front_of_a_package_are_refused() {
    let road = Road::new();
    let home = surveyed(&road.tablet, 1, "王", 1, 5_000);
    road.all(&[home], "all");
    let package = std::fs::read(road.at("all")).unwrap();
    let outside = names(road.folder.path());
    for front in [picture(1, 5_000), b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n".to_vec(), b"MZ".to_vec(), b"#!/bin/sh\n".to_vec()]
    {
        let problem = refused(&road, &[front, package.clone()].concat(), &[]);
        assert_eq!(problem.key, "works-package-foreign");
    }
    let behind = refused(&road, &[package, b"<html>".to_vec()].concat(), &[]);
    assert!(["works-package-cut", "works-package-foreign"].contains(&behind.key));
    let mut now = names(road.folder.path());
    now.retain(|name| name != "hostile.tantu");
    assert_eq!(now, outside);
}

#[test]
fn a_manifest_that_never_ends_is_refused_with_little_memory() {
    let road = Road::new();
    // Ten million entries are 600 MB of text that shrink to nothing: refused by its size, before it is inflated.
    let line = b"\"forms/0000000000000000000000000000000000000000000000000000000000000000.ron\": (0, \"\"),";
    let mut zip = ZipWriter::new(std::io::Cursor::new(Vec::new()));
    let options = SimpleFileOptions::default().compression_method(CompressionMethod::Deflated);
    zip.start_file("manifest.ron", options).unwrap();
    let many = line.repeat(10_000);
    for _ in 0..30 {
        zip.write_all(&many).unwrap();
    }
    let problem = refused(&road, &zip.finish().unwrap().into_inner(), &[]);
    assert_eq!(problem.key, "works-package-bomb");
    // As many as fit into a manifest that is not too large: the list ends early.
    let head = "(tantu_package: 2, kind: \"handover\", device: \"0000000007\", made: \"2026-11-24T10:10:00+08:00\", \
                households: 0, entries: {";
    let mut text = head.to_owned();
    (0..400_000_u32)
        .for_each(|number| text.push_str(&format!("\"{number}\":(0,\"{}\"),", number.wrapping_mul(2_654_435_761))));
    text.push_str("})");
    let problem = refused(&road, &zipped(&[("manifest.ron".into(), text.into_bytes())]), &[]);
    assert_eq!(problem.key, "works-package-too-large");
    let twice = format!("{head}\"a\": (0, \"\"), \"a\": (0, \"\")}})");
    let problem = refused(&road, &zipped(&[("manifest.ron".into(), twice.into_bytes())]), &[]);
    assert_eq!(problem.key, "works-package-manifest");
    for deep in ["(".repeat(200_000), "[".repeat(200_000), format!("{head}{}", "{".repeat(200_000))] {
        let problem = refused(&road, &zipped(&[("manifest.ron".into(), deep.into_bytes())]), &[]);
        assert_eq!(problem.key, "works-package-manifest");
    }
}

#[test]
fn swapped_photos_are_refused_and_the_household_is_taken() {
    let road = Road::new();
    let home = surveyed(&road.tablet, 1, "王", 2, 5_000);
    road.all(&[home], "all");
    let mut entries: Vec<(String, Vec<u8>)> =
        all_bytes(&road.at("all")).into_iter().filter(|(name, _)| name.contains('/')).collect();
    let photos: Vec<usize> =
        entries.iter().enumerate().filter(|(_, (name, _))| name.starts_with("photos/")).map(|(at, _)| at).collect();
    let (one, two) = (entries[photos[0]].1.clone(), entries[photos[1]].1.clone());
    (entries[photos[0]].1, entries[photos[1]].1) = (two, one);
    // The list says the truth about the bytes: then the names lie.
    let lying = honest(Kind::Handover, "0000000007", &entries);
    assert_eq!(refused(&road, &lying, &[]).key, "works-package-manifest");
    // The list goes by the names: then the bytes lie, and only they are lost.
    let manifest = all_bytes(&road.at("all")).into_iter().find(|(name, _)| name == "manifest.ron").unwrap();
    std::fs::write(road.at("swapped.tantu"), zipped(&[&[manifest], entries.as_slice()].concat())).unwrap();
    let seen =
        exchange::check(Some((&road.office, Role::Coordinator)), &road.at("swapped.tantu"), &[], &Progress::default())
            .unwrap();
    assert_eq!((seen.damaged.len(), seen.missing), (2, 2));
    let report = take(&road.office, &road.at("swapped.tantu"), Role::Coordinator).unwrap();
    assert_eq!((report.counts(), report.photos, report.missing()), ([1, 0, 0, 0], 0, 2));
    assert!(road.office.photo_keys().unwrap().is_empty());
}

#[test]
fn an_old_package_that_comes_again_changes_nothing() {
    let road = Road::new();
    let home = surveyed(&road.tablet, 1, "王", 1, 5_000);
    road.all(&[home], "old");
    answer(&road.tablet, home, "hh_village", text("红峰嘎查"));
    answer(&road.tablet, home, "hh_head", text("王秀兰"));
    road.all(&[home], "new");
    road.office_takes("new");
    let before = road.office.load(home).unwrap().0;
    assert_eq!(road.office_takes("old"), [0, 0, 1, 0]);
    assert_eq!(road.office.load(home).unwrap().0, before);
    // Its receipt confirms the old state, which is not the one here.
    let heard = road.hears(&road.receipt(&["old"], "receipt"));
    assert_eq!((heard.confirmed, heard.changed), (0, 1));
}

#[test]
fn forged_receipts_confirm_nothing_that_they_cannot_name() {
    let road = Road::new();
    let home = surveyed(&road.tablet, 1, "王", 1, 5_000);
    let device = road.tablet.device().to_string();
    let state = ContentHash::of(b"guessed");
    let receipt = |of: &str| {
        let text = format!("(tantu_receipt: 1, device: \"{of}\", households: {{\"{home}\": ([\"{state}\"], [])}})");
        (format!("receipts/{device}.ron"), text.into_bytes())
    };
    let write = |entry| std::fs::write(road.at("forged"), honest(Kind::Receipt, "0000000007", &[entry])).unwrap();
    write(receipt(&device));
    let heard = take(&road.tablet, &road.at("forged"), Role::Surveyor).unwrap().heard.unwrap();
    assert_eq!((heard.confirmed, heard.changed), (0, 1));
    // The name says so and the text another thing.
    write(receipt("0000000009"));
    let problem = take(&road.tablet, &road.at("forged"), Role::Surveyor).unwrap_err();
    assert_eq!(problem.key, "handing-receipt-of-others");
    write((format!("receipts/{device}.ron"), b"[".repeat(100_000)));
    assert_eq!(take(&road.tablet, &road.at("forged"), Role::Surveyor).unwrap_err().key, "handing-receipt-broken");
}

/// A sealed package of one household.
fn sealed(road: &Road, key: &Identity) -> Vec<u8> {
    let home = surveyed(&road.tablet, 1, "王", 4, 60_000);
    road.all(&[home], "all");
    let mut sealer = Sealer::new(Vec::new(), &[key.recipient()]).unwrap();
    sealer.write_all(&std::fs::read(road.at("all")).unwrap()).unwrap();
    sealer.finish().unwrap()
}

#[test]
fn sealed_streams_that_were_cut_turned_or_changed_are_refused() {
    let road = Road::new();
    let key = Identity::generate();
    let whole = sealed(&road, &key);
    let keys = std::slice::from_ref(&key);
    for length in [10, 60, 200, whole.len() / 2, whole.len() - 70_000, whole.len() - 1] {
        let problem = refused(&road, &whole[..length], keys);
        assert!(problem.key.starts_with("seal-") || problem.key.starts_with("works-package-"), "{}", problem.key);
    }
    // Two chunks of 64 KiB change places: the list at the end opens, the entries do not.
    let body = whole.windows(5).position(|window| window == b"\n--- ").unwrap();
    let body = body + 1 + whole[body + 1..].iter().position(|byte| *byte == b'\n').unwrap() + 1 + 16;
    let chunk = 65_536 + 16;
    let mut turned = whole.clone();
    let (first, second) = turned[body..body + 2 * chunk].split_at_mut(chunk);
    first.swap_with_slice(second);
    std::fs::write(road.at("turned"), &turned).unwrap();
    let receiver = Receiver { role: Role::Coordinator, keys: keys.to_vec() };
    if let Ok(report) = take(&road.office, &road.at("turned"), receiver) {
        assert!(report.photos < 4 && report.missing() > 0, "{report:?}");
    }
    for at in (0..whole.len()).step_by(9_973) {
        let mut changed = whole.clone();
        changed[at] ^= 1;
        std::fs::write(road.at("changed"), &changed).unwrap();
        let receiver = Receiver { role: Role::Coordinator, keys: keys.to_vec() };
        // What opens all the same was read up to a place where every byte is as it was sealed.
        if let Ok(report) = take(&road.office, &road.at("changed"), receiver) {
            assert!(report.missing() > 0 || report.counts()[3] > 0 || report.counts()[2] > 0, "byte {at}");
        }
    }
}

#[test]
fn sealed_files_that_ask_for_much_work_or_memory_are_refused_at_once() {
    let road = Road::new();
    let key = Identity::generate();
    let keys = std::slice::from_ref(&key);
    // A passphrase that takes a minute to try is not tried.
    let mut slow = tantu::seal::lock(b"PK", "a", Cost::Work(4)).unwrap();
    let at = slow.windows(3).position(|three| three == b" 4\n").unwrap();
    slow.splice(at..at + 2, *b" 40");
    assert_eq!(refused(&road, &slow, keys).key, "seal-for-others");
    // A header without end is not read to its end.
    let endless = [b"age-encryption.org/v1\n".to_vec(), b"-> X25519 aaaa\nbbbb\n".repeat(500_000)].concat();
    assert!(endless.len() as u64 > 100 * MAX_SEAL_HEADER_BYTES);
    assert_eq!(refused(&road, &endless, keys).key, "seal-damaged");
    // Sealed nonsense, and a sealed file within a sealed file.
    let seal = |bytes: &[u8]| {
        let mut sealer = Sealer::new(Vec::new(), &[key.recipient()]).unwrap();
        sealer.write_all(bytes).unwrap();
        sealer.finish().unwrap()
    };
    assert_eq!(refused(&road, &seal(b"nothing"), keys).key, "works-package-foreign");
    let inner = sealed(&road, &key);
    assert_eq!(refused(&road, &seal(&inner), keys).key, "works-package-foreign");
}

#[test]
fn households_with_nesting_and_giant_strings_cost_only_themselves() {
    let road = Road::new();
    let good = surveyed(&road.tablet, 1, "王", 0, 0);
    road.all(&[good], "all");
    let entry = all_bytes(&road.at("all")).into_iter().find(|(name, _)| name.starts_with("dossiers/")).unwrap();
    let bad = |number: u128| format!("dossiers/{}.ron", tantu::id::DossierId::from_u128(number));
    let giant =
        format!("(tantu: 1, id: \"{}\", spent: {{}}, fields: {{\"hh_head\": \"{}\"}})", "x", "王".repeat(200_000));
    let bytes = honest(
        Kind::Handover,
        "0000000007",
        &[entry, (bad(2), b"(".repeat(200_000)), (bad(3), giant.into_bytes()), (bad(4), vec![0xff; 200_000])],
    );
    std::fs::write(road.at("mixed"), bytes).unwrap();
    let report = take(&road.office, &road.at("mixed"), Role::Coordinator).unwrap();
    assert_eq!(report.counts(), [1, 0, 0, 3]);
}

#[test]
fn own_files_with_names_that_lead_elsewhere_are_refused() {
    let road = Road::new();
    let (text, hash) = ("(evil)", ContentHash::of(b"(evil)"));
    for name in
        ["../evil.ron", "/tmp/evil.ron", "a/b.ron", "roster.key", "con.ron", "Catalogue.ron", "catalogue.ron.", ".ron"]
    {
        let manifest = format!(
            "(tantu_package: 2, kind: \"assignment\", device: \"0000000007\", made: \"2026-11-24T10:10:00+08:00\", \
             households: 0, photos: Some(0), bytes: Some(6), files: {{\"{name}\": \"{hash}\"}}, \
             entries: {{\"forms/{hash}.ron\": (6, \"{hash}\")}})"
        );
        let entries = [("manifest.ron".into(), manifest.into_bytes()), (format!("forms/{hash}.ron"), text.into())];
        let problem = refused(&road, &zipped(&entries), &[]);
        assert_eq!(problem.key, "works-package-strange-name", "{name}");
    }
    assert!(!road.at("evil.ron").exists() && names(&road.office.layout().forms()).is_empty());
}
