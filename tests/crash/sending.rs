//! The queue: a tablet sends to a folder on a share, an office fetches from it.

use std::path::{Path, PathBuf};
use std::time::Duration;

use tantu::app::transfer::fetch::{Fetching, fetch};
use tantu::app::transfer::progress::{PieceState, Progress};
use tantu::app::transfer::report::End;
use tantu::app::transfer::send::{Sending, send};
use tantu::id::DossierId;
use tantu::remote::cloud::{Backoff, ObjectName, Options, Patience, Server, Target};
use tantu::role::Role;
use tantu::stamp::Moment;
use tantu::store::{Opening, Workspace};

use crate::matrix::{Safe, Scenario};
use crate::{merge_make, tree};

const HOUSEHOLDS: u32 = 16;

pub const SCENARIO: Scenario = Scenario { name: "sending", prepare, work, check };

fn tablet(folder: &Path) -> PathBuf {
    folder.join("tablet")
}

fn target(folder: &Path) -> Target {
    Target::folder(folder.join("share"))
}

/// Tries everything twice, without long waits.
fn server(store: &Workspace, folder: &Path) -> Option<Server> {
    let backoff = Backoff { first: Duration::from_millis(1), most: Duration::from_millis(2) };
    let patience = Patience { tries: 2, backoff, ..Patience::default() };
    Server::open(&target(folder), None, &Options { patience, ..Options::of(store.device()) }).ok()
}

fn prepare(given: &Path, template: &Path) {
    let tablets = merge_make::tablets(given, HOUSEHOLDS);
    std::fs::rename(&tablets[0], tablet(template)).unwrap();
    std::fs::create_dir(template.join("share")).unwrap();
    drop(Workspace::open(&tablet(template), Opening::default()).unwrap());
    let whole = given.join("whole");
    tree::copy(template, &whole);
    work(given, &whole, &mut drop);
    fetched(&whole);
    assert!(merge_make::files(&whole.join("office")).len() > 4);
}

fn work(_: &Path, folder: &Path, safe: Safe<'_>) {
    let Ok((store, _)) = Workspace::open(&tablet(folder), Opening::default()) else { return };
    let Some(server) = server(&store, folder) else { return };
    let (progress, now) = (Progress::default(), Moment::new(1_795_486_200, 480));
    let sent = send(&Sending {
        store: &store,
        server: &server,
        place: target(folder).place(),
        receivers: &[],
        identities: &[],
        progress: &progress,
        now,
    });
    let Ok(report) = sent else { return };
    let verified = progress.pieces().into_iter().filter(|(_, piece)| piece.state == PieceState::Verified);
    verified.for_each(|(id, _)| safe(id.to_string()));
    if report.end == End::Done
        && report.failed.is_empty()
        && report.verified == report.households
        && report.missing == 0
    {
        safe(format!("all {}", report.households));
    }
}

/// What a new office gets to see.
fn fetched(folder: &Path) {
    let opening = Opening { role: Role::Coordinator, ..Opening::default() };
    let (store, _) = Workspace::open(&folder.join("office"), opening).unwrap();
    let server = server(&store, folder).unwrap();
    let report = fetch(&Fetching {
        store: &store,
        server: &server,
        place: target(folder).place(),
        division: "",
        identities: &[],
        progress: &Progress::default(),
        hear: &|_| {},
        merged: &|_| {},
    });
    let report = report.unwrap();
    assert_eq!((report.end, report.left, report.problems), (End::Done, 0, vec![]), "fetching");
}

fn check(given: &Path, folder: &Path, said: &[String]) {
    let whole = merge_make::files(&given.join("whole/office"));
    fetched(folder);
    let found = merge_make::files(&folder.join("office"));
    for id in said.iter().filter_map(|ack| ack.parse::<DossierId>().ok()) {
        let name = format!("{id}.ron");
        let (path, bytes) = whole.iter().find(|(path, _)| path.ends_with(&name)).unwrap();
        assert!(found.get(path) == Some(bytes), "{id} was verified and does not arrive");
    }
    assert!(found.iter().all(|(path, bytes)| whole.get(path) == Some(bytes)), "something is half");
    let mut again = Vec::new();
    work(given, folder, &mut |ack| again.push(ack));
    let count = whole.keys().filter(|path| path.starts_with("dossiers")).count();
    assert_eq!(again.last(), Some(&format!("all {count}")), "sending again does not complete it");
    fetched(folder);
    merge_make::assert_same(&merge_make::files(&folder.join("office")), &whole);
    tree::only_ours(&tablet(folder));
    for name in tree::files(&folder.join("share")) {
        let name = name.to_str().unwrap();
        // What a killed device had not finished keeps a name that nobody asks for.
        assert!(name.parse::<ObjectName>().is_ok() || name.ends_with(".part"), "{name} on the share");
    }
    let beside: Vec<_> = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().file_name()).collect();
    assert_eq!(beside.len(), 3, "{beside:?}");
}
