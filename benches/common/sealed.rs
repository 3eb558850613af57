//! What sealing costs: the same work in a sealed workspace and in a plain one.

use std::path::Path;
use std::sync::Arc;
use std::time::{Duration, Instant};

use tantu::app::merge::{self, Progress, Request};
use tantu::app::vault::{Identity, Vault};
use tantu::cipher::Cipher;
use tantu::role::Role;
use tantu::store::{Index, Opening, Workspace};

use super::{answer, home, household_file, median, report};

/// Households that are opened without an index, and that are merged.
const OPENED: u32 = 1_000;
const MERGED: u32 = 200;

/// Measures saving, opening and merging. One recipient beside the workspace's own, as in a county.
pub fn costs(folder: &Path) {
    let vault = Vault::new(Identity::generate(), vec![Identity::generate().recipient()]);
    let cipher: Arc<dyn Cipher> = Arc::new(vault);
    let folder = folder.join("sealed");
    let tablet = folder.join("tablet");
    std::fs::create_dir_all(tablet.join("journal")).unwrap();
    (0..OPENED).for_each(|number| drop(household_file(&tablet, number)));
    append(&folder, &cipher);
    open(&folder, &tablet, &cipher);
    merged(&folder, &cipher);
}

fn workspace(folder: &Path, cipher: Option<&Arc<dyn Cipher>>) -> Workspace {
    let opening = Opening { role: Role::Coordinator, cipher: cipher.cloned(), ..Opening::default() };
    Workspace::open(folder, opening).unwrap().0
}

/// One durable answer: append and fdatasync.
fn append(folder: &Path, cipher: &Arc<dyn Cipher>) {
    let stores =
        [workspace(&folder.join("append sealed"), Some(cipher)), workspace(&folder.join("append plain"), None)];
    let mut times = [Vec::new(), Vec::new()];
    let mut dossier = home(0);
    for number in 0..400 {
        let delta = answer(&mut dossier, number);
        // Turn and turn about, so that neither always comes after the other.
        for turn in 0..2 {
            let which = if number % 2 == 0 { turn } else { 1 - turn };
            let start = Instant::now();
            stores[which].append(dossier.id, &delta).unwrap();
            times[which].push(start.elapsed());
        }
    }
    let [sealed, plain] = &mut times;
    report("sealed: save one answer, against plain", median(sealed), median(plain));
}

/// Households listed without an index: every file is read, opened and parsed, on all cores.
fn open(folder: &Path, tablet: &Path, cipher: &Arc<dyn Cipher>) {
    let filled = |name: &str, cipher: Option<&Arc<dyn Cipher>>| {
        let root = folder.join(name);
        let request = Request { inputs: vec![tablet.to_owned()], ..Request::default() };
        let merged = merge::merge(&workspace(&root, cipher), &request, &Progress::default(), &|_| {}).unwrap();
        assert_eq!(merged.totals.new, OPENED as usize);
        root
    };
    let first = |root: &Path, cipher: Option<&Arc<dyn Cipher>>| {
        std::fs::remove_dir_all(root.join("cache")).unwrap();
        let start = Instant::now();
        let (index, problems) = Index::open(&workspace(root, cipher)).unwrap();
        assert_eq!((index.records().len(), problems.len()), (OPENED as usize, 0));
        start.elapsed()
    };
    let (sealed, plain) = (filled("open sealed", Some(cipher)), filled("open plain", None));
    let best = |root: &Path, cipher: Option<&Arc<dyn Cipher>>| (0..5).map(|_| first(root, cipher)).min().unwrap();
    report(
        "sealed: open 1,000 households without index, against plain",
        best(&sealed, Some(cipher)),
        best(&plain, None),
    );
}

/// A plain tablet of 200 households merged into a new workspace.
fn merged(folder: &Path, cipher: &Arc<dyn Cipher>) {
    let tablet = folder.join("small tablet");
    std::fs::create_dir_all(tablet.join("journal")).unwrap();
    (0..MERGED).for_each(|number| drop(household_file(&tablet, number)));
    let run = |name: &str, cipher: Option<&Arc<dyn Cipher>>| -> Duration {
        let store = workspace(&folder.join(name), cipher);
        let request = Request { inputs: vec![tablet.clone()], ..Request::default() };
        let start = Instant::now();
        let merged = merge::merge(&store, &request, &Progress::default(), &|_| {}).unwrap();
        assert_eq!(merged.totals.new, MERGED as usize);
        start.elapsed()
    };
    let sealed = (0..3).map(|time| run(&format!("merged sealed {time}"), Some(cipher))).min().unwrap();
    let plain = (0..3).map(|time| run(&format!("merged plain {time}"), None)).min().unwrap();
    report("sealed: merge 200 households, against plain", sealed, plain);
}
