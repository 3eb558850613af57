//! A surveyor's day: answers, photos, forms, settings, folding.

use std::path::Path;

use tantu::store::{Opening, Workspace};

use crate::matrix::{Safe, Scenario};
use crate::script::{Ack, Day, check};
use crate::tree;

/// The disturbed day has these steps, the one after it the next ones.
const STEPS: u32 = 40;

pub const SCENARIO: Scenario = Scenario { name: "store", prepare: |_, _| {}, work, check: checked };

fn work(_: &Path, folder: &Path, safe: Safe<'_>) {
    let Ok((workspace, _)) = Workspace::open(&folder.join("workspace"), Opening::default()) else { return };
    let mut day = Day::new(&workspace);
    for step in 0..STEPS {
        // What fails is refused, and the day goes on.
        day.step(step).ok();
        day.acks.drain(..).for_each(|ack| safe(ack.to_string()));
    }
}

fn checked(_: &Path, folder: &Path, said: &[String]) {
    let workspace = folder.join("workspace");
    let mut safe: Vec<Ack> = said.iter().map(|ack| ack.parse().unwrap()).collect();
    let told = check(&workspace, &safe);
    // A line that was torn was never called safe.
    let allowed = ["store-copied-workspace", "store-journal-line-damaged", "store-set-aside"];
    assert!(told.iter().all(|key| allowed.contains(key)), "{told:?}");
    {
        let (store, problems) = Workspace::open(&workspace, Opening::default()).unwrap();
        assert_eq!(problems, []);
        let mut day = Day::new(&store);
        day.work(STEPS..2 * STEPS);
        assert!(day.failed.is_empty(), "{:?}", day.failed);
        safe.append(&mut day.acks);
    }
    assert_eq!(check(&workspace, &safe), [""; 0]);
    tree::only_ours(&workspace);
    assert_eq!(std::fs::read_dir(folder).unwrap().count(), 1, "something lies beside the workspace");
}
