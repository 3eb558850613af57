//! The clock is wrong: 1970, 2099, backwards. Only remarks may differ.

use std::collections::BTreeMap;
use std::path::Path;

use tantu::dossier::Dossier;
use tantu::stamp::{Dot, Moment};
use tantu::store::{Index, Opening, Workspace};

use crate::script::{Day, check, home};

/// A day's work under each of these clocks, one after the other; returns what every home holds, without remarks.
fn days(folder: &Path, clocks: &[fn() -> Moment]) -> Vec<BTreeMap<String, Vec<(u64, String)>>> {
    let mut acks = Vec::new();
    for (number, clock) in (0..).zip(clocks) {
        let (workspace, problems) = Workspace::open(folder, Opening { clock: *clock, ..Opening::default() }).unwrap();
        assert_eq!(problems, []);
        let mut day = Day::new(&workspace);
        day.at = *clock;
        day.work(30 * number..30 * (number + 1));
        assert_eq!(day.failed, []);
        acks.extend(day.acks);
        assert_eq!(Index::open(&workspace).unwrap().1, []);
    }
    assert_eq!(check(folder, &acks), [""; 0]);
    let (workspace, _) = Workspace::open(folder, Opening::default()).unwrap();
    (0..3).map(|number| without_remarks(&workspace.load(home(2 * number)).unwrap().0)).collect()
}

fn without_remarks(dossier: &Dossier) -> BTreeMap<String, Vec<(u64, String)>> {
    let said = |(dot, write): (Dot, &tantu::dossier::register::Write)| (dot.counter, format!("{:?}", write.value));
    dossier.fields.iter().map(|(path, register)| (path.to_string(), register.live().map(said).collect())).collect()
}

#[test]
fn a_wrong_clock_changes_nothing_but_remarks() {
    let right: fn() -> Moment = || Moment::new(1_795_512_605, 480);
    let never: fn() -> Moment = || Moment::new(0, 0);
    let far: fn() -> Moment = || Moment::new(4_070_908_800, 480);
    let (here, there) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    assert_eq!(days(here.path(), &[right; 4]), days(there.path(), &[far, never, right, never]));
}

#[test]
fn things_set_aside_in_the_same_second_do_not_overwrite_each_other() {
    let folder = tempfile::tempdir().unwrap();
    let never = || Moment::new(0, 0);
    let (workspace, _) = Workspace::open(folder.path(), Opening { clock: never, ..Opening::default() }).unwrap();
    for text in ["one", "two", "three"] {
        std::fs::write(workspace.layout().settings(), text).unwrap();
        assert_eq!(workspace.settings().1.len(), 2);
    }
    let mut kept = Vec::new();
    for entry in std::fs::read_dir(workspace.layout().broken()).unwrap() {
        let path = entry.unwrap().path();
        if !path.to_string_lossy().ends_with(".reason.txt") {
            assert!(path.file_name().unwrap().to_string_lossy().starts_with("settings.ron-19700101-000000"));
            kept.push(std::fs::read_to_string(path).unwrap());
        }
    }
    kept.sort();
    assert_eq!(kept, ["one", "three", "two"]);
}
