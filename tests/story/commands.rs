//! Handing over by commands alone, as a script of an office does it.

use std::ffi::OsString;
use std::path::Path;

use tantu::cli::{self, Next};
use tantu::role::Role;
use tantu::store::{Opening, Workspace};

use crate::packages_handed::{open, surveyed};

/// Runs a command; its exit code, and all it said.
fn tantu(arguments: &[&str]) -> (u8, String) {
    let (mut out, mut err) = (Vec::new(), Vec::new());
    let arguments = ["tantu"].iter().chain(arguments).map(OsString::from);
    let Ok(Next::Exit(code)) = cli::run(arguments, "zh_CN.UTF-8", &mut out, &mut err) else { panic!("no command") };
    (code, format!("{}{}", String::from_utf8(out).unwrap(), String::from_utf8(err).unwrap()))
}

fn households(folder: &Path) -> usize {
    Workspace::open(folder, Opening::default()).unwrap().0.bulk().unwrap().0.ids().count()
}

#[test]
fn from_the_tablet_to_the_office_and_back_and_then_the_tablet_is_cleared() {
    let folder = tempfile::tempdir().unwrap();
    let [tablet, office] = ["tablet", "office"].map(|name| folder.path().join(name));
    let store = open(&tablet, Role::Surveyor);
    surveyed(&store, 1, "其木格", 2, 5_000);
    surveyed(&store, 2, "王秀兰", 1, 5_000);
    drop(store);
    drop(open(&office, Role::Coordinator));
    let [package, receipt] = ["a.tantu", "receipt.tantu"].map(|name| folder.path().join(name));
    let [tablet, office, package, receipt] = [&tablet, &office, &package, &receipt].map(|path| path.to_str().unwrap());

    let (code, said) = tantu(&["purge", tablet, "--dry-run"]);
    assert_eq!(code, 4, "nothing is confirmed: {said}");
    let (code, said) = tantu(&["pack", tablet, "--kind", "handover", "--out", package]);
    assert_eq!(code, 0, "{said}");
    let (code, said) = tantu(&["unpack", "--check", package]);
    assert_eq!(code, 0, "{said}");
    let (code, said) = tantu(&["unpack", package, "--into", office, "--receipt", receipt]);
    assert_eq!((code, households(Path::new(office))), (0, 2), "{said}");
    let (code, said) = tantu(&["unpack", receipt, "--into", tablet]);
    assert_eq!(code, 0, "{said}");
    let (code, said) = tantu(&["pack", tablet, "--kind", "handover", "--out", package]);
    assert_eq!(code, 4, "the office has confirmed everything: {said}");
    let (code, said) = tantu(&["purge", tablet]);
    assert_eq!(code, 0, "{said}");
    let (code, said) = tantu(&["verify", tablet]);
    assert_eq!(code, 0, "{said}");
}

#[test]
fn by_a_server_the_receipt_comes_with_the_next_sending() {
    let folder = tempfile::tempdir().unwrap();
    let [tablet, office, share] = ["tablet", "office", "share"].map(|name| folder.path().join(name));
    std::fs::create_dir(&share).unwrap();
    let store = open(&tablet, Role::Surveyor);
    surveyed(&store, 1, "其木格", 2, 5_000);
    drop(store);
    drop(open(&office, Role::Coordinator));
    let [at_tablet, at_office, share] = [&tablet, &office, &share].map(|path| path.to_str().unwrap());
    let send = ["send", at_tablet, "--to", share];
    assert_eq!(tantu(&send).0, 0);
    let (code, said) = tantu(&["fetch", at_office, "--from", share]);
    assert_eq!((code, households(&office)), (0, 1), "{said}");
    let (code, said) = tantu(&send);
    assert!(code == 0 && said.contains("1 户"), "{said}");
    let (code, said) = tantu(&["purge", at_tablet]);
    assert_eq!(code, 0, "{said}");
    assert_eq!(tantu(&["fetch", at_office, "--from", share]).0, 0);
    assert_eq!(households(&office), 1);
}
