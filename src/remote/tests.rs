//! Packages that are ours, and files that pretend to be.

use std::io::{Cursor, Write as _};

use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipWriter};

use super::*;
use crate::id::{ContentHash, DeviceId, DossierId};
use crate::problem::Problem;
use crate::stamp::Moment;

const HOME: &[u8] = b"(tantu: 1, id: \"00000000-0000-0000-0000-000000000001\")";
const PHOTO: &[u8] = b"\xff\xd8\xff not much of a picture";

fn about() -> About {
    About {
        kind: Kind::WorkOrder,
        device: DeviceId::from_bits(7),
        author: "李统筹 \"组长\"".to_owned(),
        made: Moment::new(1_795_486_200, 480),
        contractor: "前旗宏达\\施工队".to_owned(),
        surveyor: String::new(),
    }
}

fn home() -> EntryName {
    EntryName::Dossier(DossierId::from_u128(1))
}

fn photo() -> EntryName {
    EntryName::Photo(ContentHash::of(PHOTO))
}

fn package() -> Vec<u8> {
    let mut packer = Packer::new(Vec::new(), about());
    packer.add(home(), HOME).unwrap();
    packer.add(photo(), PHOTO).unwrap();
    packer.add(photo(), PHOTO).unwrap();
    packer.finish().unwrap().0
}

fn open(bytes: &[u8]) -> Result<Package<Cursor<&[u8]>>, Problem> {
    Package::open(Cursor::new(bytes))
}

#[track_caller]
fn refused(bytes: &[u8]) -> &'static str {
    open(bytes).err().expect("it opened").key
}

/// A zip of these entries, as anybody may make one.
fn zip(entries: &[(&str, &[u8])]) -> Vec<u8> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in entries {
        zip.start_file(*name, SimpleFileOptions::default().compression_method(CompressionMethod::Deflated)).unwrap();
        zip.write_all(bytes).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

fn manifest(entries: &str, households: usize) -> String {
    format!(
        "(tantu_package: 1, kind: \"return\", device: \"0000000007\", made: \"2026-11-24T10:10:00+08:00\", \
         households: {households}, entries: {{{entries}}})"
    )
}

/// A zip with a manifest that says so, and these entries.
fn claimed(listed: &str, households: usize, entries: &[(&str, &[u8])]) -> Vec<u8> {
    let text = manifest(listed, households);
    zip(&[&[("manifest.ron", text.as_bytes())], entries].concat())
}

fn replace(bytes: &[u8], from: &str, to: &str) -> Vec<u8> {
    assert_eq!(from.len(), to.len());
    let mut bytes = bytes.to_vec();
    for at in 0..bytes.len() - from.len() {
        if bytes[at..].starts_with(from.as_bytes()) {
            bytes[at..at + to.len()].copy_from_slice(to.as_bytes());
        }
    }
    bytes
}

#[test]
fn what_is_packed_comes_out_again() {
    let bytes = package();
    let mut package = open(&bytes).unwrap();
    assert_eq!(package.manifest().about, about());
    assert_eq!((package.manifest().households(), package.dossiers().len()), (1, 1));
    assert_eq!(package.read(home()).unwrap(), HOME);
    assert_eq!(package.read(photo()).unwrap(), PHOTO);
    let other = EntryName::Photo(ContentHash::of(b"other"));
    assert_eq!(package.read(other).unwrap_err().key, "works-package-entry-missing");
    assert_eq!(bytes, self::package(), "the same every time");
}

#[test]
fn other_files_are_not_packages() {
    assert_eq!(refused(b""), "works-package-foreign");
    assert_eq!(refused(&[7; 4_000]), "works-package-foreign");
    assert_eq!(refused(&zip(&[])), "works-package-foreign");
    assert_eq!(refused(&zip(&[("word/document.xml", b"<w/>")])), "works-package-strange-name");
    assert_eq!(refused(&zip(&[(&home().to_string(), HOME)])), "works-package-foreign");
    let mut program_in_front = b"MZ".to_vec();
    program_in_front.extend(package());
    assert_eq!(refused(&program_in_front), "works-package-foreign");
}

#[test]
fn a_package_that_is_cut_off_anywhere_is_told_so() {
    let whole = package();
    for length in 0..whole.len() {
        let key = refused(&whole[..length]);
        assert!(["works-package-cut", "works-package-foreign"].contains(&key), "{length}: {key}");
    }
    assert_eq!(refused(&whole[..whole.len() / 2]), "works-package-cut");
}

#[test]
fn names_that_lead_elsewhere_are_refused() {
    let text = manifest("", 0);
    for name in [
        "../evil",
        "/etc/passwd",
        "C:\\evil.ron",
        "dossiers/../../evil.ron",
        "dossiers\\x.ron",
        "photos/",
        "manifest.ron/",
        "Manifest.ron",
        "con",
    ] {
        let bytes = zip(&[("manifest.ron", text.as_bytes()), (name, b"x")]);
        assert_eq!(refused(&bytes), "works-package-strange-name", "{name}");
    }
    let mut link = ZipWriter::new(Cursor::new(Vec::new()));
    link.start_file("manifest.ron", SimpleFileOptions::default()).unwrap();
    link.write_all(text.as_bytes()).unwrap();
    link.add_symlink(photo(), "/etc/passwd", SimpleFileOptions::default()).unwrap();
    assert_eq!(refused(&link.finish().unwrap().into_inner()), "works-package-strange-name");
}

#[test]
fn a_name_stands_once_in_one_spelling() {
    let (one, two) = (photo().to_string(), EntryName::Photo(ContentHash::of(b"two")).to_string());
    let listed = format!("\"{one}\": ({}, \"{}\")", PHOTO.len(), ContentHash::of(PHOTO));
    let twice = claimed(&listed, 0, &[(&one, PHOTO), (&two, b"two")]);
    assert_eq!(refused(&replace(&twice, &two, &one)), "works-package-strange-name");
    let loud = one.to_uppercase();
    let both = claimed(&listed, 0, &[(&one, PHOTO), (&loud, PHOTO)]);
    assert_eq!(refused(&both), "works-package-strange-name");
}

#[test]
fn the_manifest_and_the_zip_list_the_same() {
    let (name, hash) = (photo().to_string(), ContentHash::of(PHOTO));
    let listed = format!("\"{name}\": ({}, \"{hash}\")", PHOTO.len());
    assert!(open(&claimed(&listed, 0, &[(&name, PHOTO)])).is_ok());
    assert_eq!(refused(&claimed(&listed, 0, &[])), "works-package-list-differs");
    assert_eq!(refused(&claimed("", 0, &[(&name, PHOTO)])), "works-package-list-differs");
    assert_eq!(refused(&claimed(&listed, 3, &[(&name, PHOTO)])), "works-package-manifest");
    let strange = "\"../x\": (1, \"00\")";
    assert_eq!(refused(&claimed(strange, 0, &[])), "works-package-strange-name");
    let other_hash = format!("\"{name}\": ({}, \"{}\")", PHOTO.len(), ContentHash::of(b"other"));
    assert_eq!(refused(&claimed(&other_hash, 0, &[(&name, PHOTO)])), "works-package-manifest");
    assert_eq!(refused(&zip(&[("manifest.ron", b"(tantu")])), "works-package-manifest");
    assert_eq!(refused(&zip(&[("manifest.ron", b"\xff\xfe")])), "works-package-manifest");
    // A size that is not the true one: found where the entry is read, and only that entry is lost.
    let longer = format!("\"{name}\": ({}, \"{hash}\")", PHOTO.len() + 1);
    let bytes = claimed(&longer, 0, &[(&name, PHOTO)]);
    assert_eq!(open(&bytes).unwrap().read(photo()).unwrap_err().key, "works-package-entry-damaged");
}

#[test]
fn a_newer_package_says_that_it_is_newer() {
    let newer = manifest("", 0).replace("tantu_package: 1", "tantu_package: 3, seal: [1, 2]");
    let problem = open(&zip(&[("manifest.ron", newer.as_bytes())])).err().unwrap();
    assert_eq!((problem.key, &*problem.args[0].1), ("works-package-newer", "3"));
    let kind = manifest("", 0).replace("return", "inspection");
    assert_eq!(refused(&zip(&[("manifest.ron", kind.as_bytes())])), "works-package-newer");
}

#[test]
fn a_damaged_entry_is_refused_and_the_others_are_read() {
    let whole = package();
    let at = whole.windows(PHOTO.len()).position(|window| window == PHOTO).unwrap();
    let mut damaged = whole;
    damaged[at + 9] ^= 1;
    let mut package = open(&damaged).unwrap();
    assert_eq!(package.read(photo()).unwrap_err().key, "works-package-entry-damaged");
    assert_eq!(package.read(home()).unwrap(), HOME);
    // Right by the zip's own checksum, wrong by ours.
    let (name, other) = (home().to_string(), ContentHash::of(b"other"));
    let swapped = claimed(&format!("\"{name}\": ({}, \"{other}\")", HOME.len()), 1, &[(&name, HOME)]);
    assert_eq!(open(&swapped).unwrap().read(home()).unwrap_err().key, "works-package-entry-damaged");
}

#[test]
fn much_out_of_little_is_refused_before_it_is_inflated() {
    let zeros = vec![0; 40 << 20];
    let hash = ContentHash::of(&zeros);
    let name = EntryName::Photo(hash).to_string();
    let bytes = claimed(&format!("\"{name}\": ({}, \"{hash}\")", zeros.len()), 0, &[(&name, &zeros)]);
    assert!(bytes.len() < 60_000);
    assert_eq!(refused(&bytes), "works-package-bomb");
    // The zip's table says that it is small: then it is not what the manifest promised, and reading stops there.
    let small = 1_000_u32.to_le_bytes();
    let large = (40_u32 << 20).to_le_bytes();
    let mut lying = claimed(&format!("\"{name}\": (1000, \"{hash}\")"), 0, &[(&name, &zeros)]);
    for at in 0..lying.len() - 4 {
        if lying[at..at + 4] == large {
            lying[at..at + 4].copy_from_slice(&small);
        }
    }
    let read = open(&lying).and_then(|mut package| package.read(EntryName::Photo(hash)));
    assert_eq!(read.unwrap_err().key, "works-package-entry-damaged");
    // Too large for its kind, however well it inflates.
    let huge = format!("\"{name}\": ({}, \"{hash}\")", u64::MAX);
    assert_eq!(refused(&claimed(&huge, 0, &[(&name, b"x")])), "works-package-too-large");
}

#[test]
fn no_single_wrong_byte_and_no_noise_makes_it_panic_or_lie() {
    let whole = package();
    for at in 0..whole.len() {
        for bit in [0x01, 0x40, 0xff] {
            let mut wrong = whole.clone();
            wrong[at] ^= bit;
            let Ok(mut package) = open(&wrong) else { continue };
            for (name, bytes) in [(home(), HOME), (photo(), PHOTO)] {
                if let Ok(read) = package.read(name) {
                    assert_eq!(read, bytes, "byte {at}");
                }
            }
        }
    }
}
