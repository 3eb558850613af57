//! Two tablets and two coordinators at one server, all at once.

use std::sync::atomic::{AtomicUsize, Ordering};

use tantu::app::transfer::report::End;
use tantu::remote::cloud::{Style, Target};

use crate::homes::{assert_same, down, edit, id, office, say, tablet, up, visit};
use crate::servers::{DAV, S3, dav_at, s3_at};

fn all_at_once(target: &Target) {
    let folder = tempfile::tempdir().unwrap();
    let tablets = ["一号平板", "二号平板"].map(|name| tablet(&folder.path().join(name)));
    // Some households, and their photos, are on both.
    visit(&tablets[0], 0..10, 2, 6_000);
    visit(&tablets[1], 6..16, 2, 6_000);
    let offices = ["统筹一", "统筹二"].map(|name| office(&folder.path().join(name)));
    let busy = AtomicUsize::new(tablets.len());
    std::thread::scope(|scope| {
        for store in &tablets {
            let busy = &busy;
            scope.spawn(move || {
                for round in 0..3 {
                    let number = if store.load(id(0)).is_ok() { round } else { 10 + round };
                    let mut home = store.load(id(number)).unwrap().0;
                    edit(store, &mut home, vec![say("q3", &format!("第{round}次"))]);
                    let sent = up(store, target);
                    assert_eq!((sent.end, sent.failed.len()), (End::Done, 0));
                }
                busy.fetch_sub(1, Ordering::SeqCst);
            });
        }
        for office in &offices {
            let busy = &busy;
            scope.spawn(move || {
                while busy.load(Ordering::SeqCst) > 0 {
                    let came = down(office, target);
                    assert_eq!((came.end, came.left), (End::Done, 0), "{:?}", came.problems);
                }
            });
        }
    });
    for office in &offices {
        assert_eq!(down(office, target).end, End::Done);
        assert_eq!(down(office, target).lists, 0);
    }
    // What both tablets have written is joined; what one alone has is the same everywhere.
    assert_same(&offices[0], &offices[1]);
    assert_same(&offices[1], &offices[0]);
    for (store, numbers) in [(&tablets[0], 0..6), (&tablets[1], 10..16)] {
        for number in numbers {
            assert_eq!(store.load(id(number)).unwrap().0, offices[0].load(id(number)).unwrap().0);
        }
    }
}

#[test]
fn over_webdav() {
    all_at_once(&dav_at(DAV.port));
}

#[test]
fn over_s3() {
    all_at_once(&s3_at(S3.port, Style::Path));
}

#[test]
fn over_a_shared_folder() {
    let there = tempfile::tempdir().unwrap();
    all_at_once(&Target::folder(there.path()));
}
