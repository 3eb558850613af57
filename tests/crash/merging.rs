//! The morning in the office: four tablets are merged.

use std::path::{Path, PathBuf};
use std::sync::Mutex;

use tantu::app::merge::{self, End, Progress};
use tantu::role::Role;
use tantu::store::index::Written;
use tantu::store::{Opening, Workspace, wire};

use crate::matrix::{Safe, Scenario};
use crate::{merge_make, tree};

const HOUSEHOLDS: u32 = 15;

pub const SCENARIO: Scenario = Scenario { name: "merge", prepare, work, check };

fn tablets(given: &Path) -> Vec<PathBuf> {
    (0..merge_make::TABLETS).map(|tablet| given.join(format!("平板{tablet}"))).collect()
}

fn prepare(given: &Path, template: &Path) {
    assert_eq!(merge_make::tablets(given, HOUSEHOLDS), tablets(given));
    drop(merge_make::open(&template.join("office"), Default::default()));
}

fn work(given: &Path, folder: &Path, safe: Safe<'_>) {
    let opening = Opening { role: Role::Coordinator, ..Opening::default() };
    let Ok((store, _)) = Workspace::open(&folder.join("office"), opening) else { return };
    let safe = Mutex::new(safe);
    let hear = |durable: &[Written]| durable.iter().for_each(|home| (safe.lock().unwrap())(home.record.id.to_string()));
    let report = merge::merge(&store, &merge_make::request(&tablets(given)), &Progress::default(), &hear);
    let Ok(report) = report else { return };
    if report.end == End::Done && report.unread.is_empty() && report.totals.refused == 0 && report.totals.missing == 0 {
        (safe.lock().unwrap())("merged".into());
    }
}

fn check(given: &Path, folder: &Path, said: &[String]) {
    let office = folder.join("office");
    let whole = merge_make::expected(HOUSEHOLDS);
    drop(merge_make::open(&office, Default::default()));
    let found = merge_make::files(&office);
    for number in 0..HOUSEHOLDS {
        let name = format!("{}.ron", merge_make::id(number));
        match found.iter().find(|(path, _)| path.ends_with(&name)) {
            // A tablet that could not be read is told; what is here of the others is right.
            Some((_, bytes)) => {
                let (home, problems) = wire::read(std::str::from_utf8(bytes).unwrap()).unwrap();
                let mut all = merge_make::whole(number);
                all.join(&home).unwrap();
                assert_eq!((all, problems), (merge_make::whole(number), vec![]), "{name} has what nobody wrote");
            }
            None => assert!(!said.contains(&merge_make::id(number).to_string()), "{name} is gone"),
        }
    }
    if said.iter().any(|ack| ack == "merged") {
        merge_make::assert_same(&found, &whole);
    }
    let report = merge_make::merged(&office, &tablets(given));
    assert_eq!((report.end, report.unread), (End::Done, vec![]));
    merge_make::assert_same(&merge_make::files(&office), &whole);
    let again = merge_make::merged(&office, &tablets(given));
    assert_eq!((again.totals.new, again.totals.changed, again.totals.photos), (0, 0, 0), "merging is not at rest");
    tree::only_ours(&office);
    assert_eq!(std::fs::read_dir(folder).unwrap().count(), 1, "something lies beside the office");
}
