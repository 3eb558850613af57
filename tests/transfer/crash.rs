//! The program ends at any moment of a sending or fetching, as far as the disk knows: nothing is lost, no name gets a
//! second content, nothing counts as sent that is not there.

use std::collections::BTreeMap;
use std::io;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use tantu::app::transfer::report::End;
use tantu::remote::cloud::{Content, Target};
use tantu::role::Role;
use tantu::store::disk::{Disk, Op, Watch};

use crate::cuts::assert_whole;
use crate::homes::{assert_same, assert_tidy, down, edit, id, office, open, say, step, tablet, up, visit};

/// Ends the program, or lets the disk fail, before its n-th change.
struct At {
    number: usize,
    count: AtomicUsize,
    ends: bool,
}

impl Watch for At {
    fn before(&self, op: Op<'_>) -> Result<(), (usize, io::Error)> {
        if matches!(op, Op::Read(_)) || self.count.fetch_add(1, Ordering::SeqCst) < self.number {
            return Ok(());
        }
        if self.ends && !std::thread::panicking() {
            std::panic::panic_any("the program ends here");
        }
        // What comes after a crash does not happen either.
        Err((0, io::ErrorKind::StorageFull.into()))
    }
}

fn watched(number: usize, ends: bool) -> (Disk, Arc<At>) {
    let at = Arc::new(At { number, count: AtomicUsize::new(0), ends });
    (Disk::watched(Arc::clone(&at) as Arc<dyn Watch>), at)
}

/// No object that was there has changed.
fn assert_immutable(before: &BTreeMap<String, Content>, after: &BTreeMap<String, Content>) {
    for (name, content) in before {
        assert_eq!(after.get(name), Some(content), "{name} was changed");
    }
}

fn quiet() {
    std::panic::set_hook(Box::new(|info| {
        if info.payload().downcast_ref::<&str>() != Some(&"the program ends here") {
            eprintln!("{info}");
        }
    }));
}

fn sending_ends_at(number: usize, ends: bool, folder: &Path) -> bool {
    let (here, there) = (folder.join("tablet"), folder.join("there"));
    std::fs::create_dir(&there).unwrap();
    let target = Target::folder(&there);
    visit(&tablet(&here), 0..2, 1, 1_000);
    let (disk, at) = watched(number, ends);
    let ended = catch_unwind(AssertUnwindSafe(|| {
        let store = open(&here, Role::Surveyor, disk);
        up(&store, &target).end
    }));
    let reached = at.count.load(Ordering::SeqCst) > number;
    if let Ok(end) = &ended {
        assert!(*end == End::Done || matches!(end, End::Full(_)), "{end:?}");
    }
    let before = assert_whole(&there);
    let store = tablet(&here);
    let mut home = store.load(id(1)).unwrap().0;
    edit(&store, &mut home, vec![say("q2", "改过")]);
    assert_eq!(up(&store, &target).end, End::Done);
    let after = assert_whole(&there);
    assert_immutable(&before, &after);
    let coordinator = office(&folder.join("office"));
    assert_eq!(down(&coordinator, &target).left, 0);
    assert_same(&store, &coordinator);
    assert_tidy(&coordinator);
    reached
}

#[test]
fn a_sending_that_ends_anywhere_goes_on() {
    quiet();
    let mut points = 0;
    for ends in [true, false] {
        // The first changes are those of opening.
        for number in (OPENING..).step_by(step()) {
            let folder = tempfile::tempdir().unwrap();
            if !sending_ends_at(number, ends, folder.path()) {
                break;
            }
            points += 1;
        }
    }
    eprintln!("{points} points of a sending");
    assert!(points > 4, "{points} points only");
}

/// Changes of the disk that opening a workspace makes at most.
const OPENING: usize = 8;

#[test]
fn a_fetching_that_ends_anywhere_goes_on() {
    quiet();
    let folder = tempfile::tempdir().unwrap();
    let there = folder.path().join("there");
    std::fs::create_dir(&there).unwrap();
    let target = Target::folder(&there);
    let store = tablet(&folder.path().join("tablet"));
    visit(&store, 0..4, 2, 1_000);
    up(&store, &target);
    let mut points = 0;
    for number in (OPENING..).step_by(step()) {
        let here = folder.path().join(format!("office {number}"));
        drop(office(&here));
        let (disk, at) = watched(number, true);
        let ended = catch_unwind(AssertUnwindSafe(|| {
            let coordinator = open(&here, Role::Coordinator, disk);
            down(&coordinator, &target).end
        }));
        assert!(ended.is_err() || ended.is_ok_and(|end| end == End::Done || matches!(end, End::Full(_))));
        let reached = at.count.load(Ordering::SeqCst) > number;
        let coordinator = office(&here);
        let came = down(&coordinator, &target);
        assert_eq!((came.end, came.left), (End::Done, 0), "point {number}");
        assert_same(&store, &coordinator);
        assert_tidy(&coordinator);
        assert_eq!(down(&coordinator, &target).lists, 0);
        if !reached {
            break;
        }
        points += 1;
    }
    eprintln!("{points} points of a fetching");
    assert!(points > 10, "{points} points only");
}

#[test]
fn an_outbox_that_was_lost_or_put_back_sends_nothing_wrong() {
    let folder = tempfile::tempdir().unwrap();
    let there = folder.path().join("there");
    std::fs::create_dir(&there).unwrap();
    let target = Target::folder(&there);
    let here = folder.path().join("tablet");
    let store = tablet(&here);
    visit(&store, 0..4, 1, 1_000);
    up(&store, &target);
    let before = assert_whole(&there);
    std::fs::remove_file(here.join("outbox.ron")).unwrap();
    let mut home = store.load(id(1)).unwrap().0;
    edit(&store, &mut home, vec![say("q2", "改过")]);
    let sent = up(&store, &target);
    // The numbers begin anew and are found to be used; every household goes again under others.
    assert_eq!((sent.end, sent.verified, sent.blobs), (End::Done, 4, 0), "{:?}", sent.failed);
    assert_immutable(&before, &assert_whole(&there));
    let coordinator = office(&folder.path().join("office"));
    assert_eq!(down(&coordinator, &target).left, 0);
    assert_same(&store, &coordinator);
}
