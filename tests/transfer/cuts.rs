//! The connection breaks a hundred times, at random places, and nobody ever sees half an object.

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};

use tantu::app::synth::chance::Chance;
use tantu::app::transfer::report::End;
use tantu::id::ContentHash;
use tantu::remote::cloud::{Content, ObjectName, Sent, Style};
use tantu::store::wire;

use crate::homes::{assert_same, down, files, office, tablet, up, visit};
use crate::proxy::{Fate, Proxy};
use crate::servers::{DAV, S3, dav_at, on_disk, s3_at};

const CUTS: usize = 100;

/// Cuts requests and answers at random places until it has done so a hundred times.
fn cutting(server: u16, seed: u64) -> (Proxy, Arc<AtomicUsize>) {
    let cuts = Arc::new(AtomicUsize::new(0));
    let done = Arc::clone(&cuts);
    let mut number = 0;
    let proxy = Proxy::new(server, move |request| {
        number += 1;
        let mut chance = Chance::of(seed, "cut", number);
        if done.load(Ordering::SeqCst) >= CUTS || chance.next() % 3 == 0 {
            return Fate::Pass;
        }
        done.fetch_add(1, Ordering::SeqCst);
        let place = (chance.next() % (request.len() as u64 + 600)) as usize;
        if chance.next() % 2 == 0 { Fate::CutRequest(place) } else { Fate::CutAnswer(place % 700) }
    });
    (proxy, cuts)
}

/// Everything below this folder that has the name of an object is one, whole.
pub fn assert_whole(root: &Path) -> BTreeMap<String, Content> {
    let mut objects = BTreeMap::new();
    let mut lists = Vec::new();
    // Lists first: what they name must be there from then on.
    for file in files(&root.join("sent")).into_iter().chain(files(root)) {
        let name = file.strip_prefix(root).unwrap().to_string_lossy().into_owned();
        let Ok(object) = name.parse::<ObjectName>() else {
            assert!(name.ends_with(".part"), "{name} is neither an object nor on its way");
            continue;
        };
        let Ok(bytes) = std::fs::read(&file) else { continue };
        match object {
            ObjectName::Photo { hash, .. } | ObjectName::Form(hash) => {
                assert_eq!(ContentHash::of(&bytes), hash, "{name}")
            }
            ObjectName::Dossier { id, .. } => {
                let (dossier, problems) = wire::read(std::str::from_utf8(&bytes).unwrap()).unwrap();
                assert!(dossier.id == id && problems.is_empty(), "{name}");
            }
            ObjectName::Sent { division, serial } => lists.push(Sent::read(division, serial, &bytes).unwrap()),
            ObjectName::Receipt { .. } => {}
        }
        objects.insert(name, Content::of(&bytes));
    }
    for (name, content) in lists.iter().flat_map(|list| &list.objects) {
        assert_eq!(objects.get(&name.to_string()), Some(content), "{name} is listed");
    }
    objects
}

#[test]
fn webdav_survives_a_hundred_cuts_and_shows_only_whole_objects() {
    let folder = tempfile::tempdir().unwrap();
    let (proxy, cuts) = cutting(DAV.port, 20_261_124);
    let target = dav_at(proxy.port());
    let place = on_disk(&DAV, &target);
    let store = tablet(&folder.path().join("tablet"));
    visit(&store, 0..12, 2, 20_000);
    let over = AtomicBool::new(false);
    let rounds = std::thread::scope(|scope| {
        let watcher = scope.spawn(|| {
            let mut looked = 0;
            while !over.load(Ordering::SeqCst) {
                assert_whole(&place);
                looked += 1;
            }
            looked
        });
        let mut rounds = 1;
        while up(&store, &target).end != End::Done {
            rounds += 1;
            assert!(rounds < 200, "it does not come to an end");
        }
        over.store(true, Ordering::SeqCst);
        assert!(watcher.join().unwrap() > 0);
        rounds
    });
    let after_up = cuts.load(Ordering::SeqCst);
    let coordinator = office(&folder.path().join("office"));
    while down(&coordinator, &target).end != End::Done {}
    eprintln!("{after_up} cuts in {rounds} rounds up, {} in all", cuts.load(Ordering::SeqCst));
    assert!(cuts.load(Ordering::SeqCst) >= CUTS.min(60), "{cuts:?} cuts only");
    assert_same(&store, &coordinator);
    // No name twice, no photo twice; nothing listed that is not there.
    assert_whole(&place);
}

#[test]
fn s3_survives_a_hundred_cuts() {
    let folder = tempfile::tempdir().unwrap();
    let (proxy, cuts) = cutting(S3.port, 7);
    let target = s3_at(proxy.port(), Style::Path);
    let store = tablet(&folder.path().join("tablet"));
    visit(&store, 0..12, 2, 20_000);
    let coordinator = office(&folder.path().join("office"));
    // Fetched while it is being sent, too.
    let mut rounds = 0;
    while up(&store, &target).end != End::Done {
        down(&coordinator, &target);
        rounds += 1;
        assert!(rounds < 200, "it does not come to an end");
    }
    while down(&coordinator, &target).end != End::Done {}
    assert!(cuts.load(Ordering::SeqCst) >= CUTS.min(60), "{cuts:?} cuts only");
    assert_same(&store, &coordinator);
}
