//! The tablets come back on sticks: in any order, in parts, again and again, the office ends up with the same files.

use std::path::{Path, PathBuf};

use tantu::app::merge::{self, End, Outcome, Progress, Report, Request};
use tantu::dossier::edit::{Author, Edit};
use tantu::id::ContentHash;
use tantu::stamp::Moment;
use tantu::store::disk::Disk;
use tantu::store::{Index, wire};
use tantu::value::Value;

use crate::merge_make::{
    FORM, Files, TABLETS, assert_same, expected, files, id, memory_folder, merged, open, photo, put, request, roster,
    tablets, whole,
};

const HOUSEHOLDS: u32 = 2_000;

/// A fixed shuffle: the same order on every machine.
fn shuffled<T>(mut list: Vec<T>, seed: u64) -> Vec<T> {
    let mut state = seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1;
    for place in (1..list.len()).rev() {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        list.swap(place, usize::try_from(state >> 33).unwrap() % (place + 1));
    }
    list
}

/// All files below a folder, one by one.
fn single_files(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() { found.extend(single_files(&path)) } else { found.push(path) }
    }
    found
}

#[test]
fn two_thousand_households_in_five_orders_give_the_same_bytes() {
    let sticks = memory_folder();
    let folders = tablets(sticks.path(), HOUSEHOLDS);
    let wanted = expected(HOUSEHOLDS);
    for order in 0..5 {
        let office = memory_folder();
        let inputs: Vec<PathBuf> = if order % 2 == 0 {
            shuffled(folders.clone(), order)
        } else {
            // Not as tablets: file by file, whoever copied them together.
            let all = folders.iter().flat_map(|folder| single_files(folder)).collect();
            shuffled(all, order)
        };
        let parts = usize::try_from(1 + order).unwrap();
        for part in inputs.chunks(inputs.len().div_ceil(parts)) {
            let report = merged(office.path(), part);
            assert_eq!((report.end, report.unread, report.problems), (End::Done, vec![], vec![]));
        }
        let dossiers = |mut files: Files| -> Files {
            files.retain(|path, _| path.starts_with("dossiers") || path.starts_with("journal"));
            files
        };
        assert_same(&dossiers(files(office.path())), &dossiers(wanted.clone()));
        // And once more: photos that had come before their households are taken now.
        let report = merged(office.path(), &inputs);
        assert_eq!((report.totals.new, report.totals.changed, report.totals.missing), (0, 0, 0));
        assert_same(&files(office.path()), &wanted);
    }
}

#[test]
fn the_report_counts_what_came() {
    let sticks = memory_folder();
    let folders = tablets(sticks.path(), 60);
    let office = memory_folder();
    let all = sticks.path().to_owned();
    let first = merged(office.path(), &[folders[0].clone()]);
    assert_eq!((first.totals.new, first.totals.changed, first.totals.conflicts), (15 + 3, 0, 0));
    let rest = merged(office.path(), std::slice::from_ref(&all));
    assert_eq!(rest.totals.new, 60 - first.totals.new);
    // Households of the first tablet that a second one visited too: one answer differs, the rest is equal twice.
    let disputed: Vec<u32> = (0..60).step_by(5).filter(|number| number % 4 == 0 || number % 4 == 3).collect();
    assert_eq!(rest.totals.changed, disputed.len());
    let changed = rest.households.iter().filter(|household| matches!(household.outcome, Outcome::Changed { .. }));
    assert!(changed.clone().all(|household| household.conflicts == 1 && household.head.starts_with("户主")));
    assert_eq!(changed.count(), disputed.len());
    assert_eq!(rest.totals.conflict_households, 12, "those that came whole at once count too");
    assert_eq!(rest.totals.photos + first.totals.photos, (0..60).filter_map(photo).count());
    assert_eq!((rest.totals.missing, first.totals.forms, rest.totals.forms), (0, 1, 0));
    let devices = rest.sources.iter().filter(|source| source.kind == merge::SourceKind::Workspace).count();
    assert_eq!(devices, TABLETS as usize);
    let (index, problems) = Index::open(&open(office.path(), Disk::default())).unwrap();
    assert_eq!((index.records().len(), index.read(), problems), (60, 0, vec![]), "nothing is read again for the list");
}

#[test]
fn what_was_merged_before_is_not_read_again_unless_it_is_gone_here() {
    let sticks = memory_folder();
    tablets(sticks.path(), 40);
    let inputs = [sticks.path().to_owned()];
    let office = memory_folder();
    assert_eq!(merged(office.path(), &inputs).totals.same, 0);
    let again = merged(office.path(), &inputs);
    assert_eq!((again.totals.same, again.totals.bytes, again.totals.unchanged), (again.totals.files, 0, 40));
    let store = open(office.path(), Disk::default());
    let all = Request { again: true, ..request(&inputs) };
    let read = merge::merge(&store, &all, &Progress::default(), &|_| {}).unwrap();
    assert_eq!((read.totals.same, read.totals.unchanged), (0, 40));
    assert!(read.totals.bytes > 0);
    // A tablet goes on working: only its household is read.
    let mut home = whole(5);
    let author =
        Author { device: open(office.path(), Disk::default()).device(), name: "李".into(), at: Moment::new(0, 0) };
    home.apply(&Edit::set("q9".parse().unwrap(), Value::Integer(7)), &author);
    put(&sticks.path().join(format!("平板1/dossiers/152223/{}.ron", home.id)), wire::write(&home).as_bytes());
    drop(store);
    let report = merged(office.path(), &inputs);
    assert_eq!((report.totals.changed, report.totals.fields, report.totals.files - report.totals.same), (1, 1, 1));
    // A file of the office is lost.
    let lost = office.path().join(format!("dossiers/152221/{}.ron", id(0)));
    std::fs::remove_file(&lost).unwrap();
    assert_eq!(merged(office.path(), &inputs).totals.new, 1);
    assert!(lost.is_file());
    // The cache can go at any time.
    std::fs::remove_dir_all(office.path().join("cache")).unwrap();
    assert_eq!(merged(office.path(), &inputs).totals.unchanged, 40);
}

#[test]
fn photos_that_come_later_find_their_households() {
    let sticks = memory_folder();
    let folders = tablets(sticks.path(), 20);
    let later = memory_folder();
    for (place, folder) in folders.iter().enumerate() {
        let photos = later.path().join(format!("photos-{place}"));
        std::fs::rename(folder.join("photos"), &photos).unwrap();
    }
    let office = memory_folder();
    let wanted = (0..20).filter_map(photo).count();
    let first = merged(office.path(), &folders);
    assert_eq!((first.totals.missing, first.lacking.len()), (wanted, wanted));
    let second = merged(office.path(), &folders);
    assert_eq!((second.totals.same, second.totals.missing), (second.totals.files, wanted), "still told");
    let third = merged(office.path(), &[later.path().to_owned()]);
    assert_eq!((third.totals.photos, third.totals.missing), (wanted, 0));
    assert_same(&files(office.path()), &expected(20));
}

#[test]
fn a_dry_run_says_the_same_and_writes_nothing() {
    let sticks = memory_folder();
    let folders = tablets(sticks.path(), 30);
    let office = memory_folder();
    merged(office.path(), &folders[..2]);
    let before = files(office.path());
    let store = open(office.path(), Disk::default());
    let dry = Request { dry_run: true, ..request(&folders) };
    let told = merge::merge(&store, &dry, &Progress::default(), &|_| {}).unwrap();
    assert_same(&files(office.path()), &before);
    drop(store);
    let done = merged(office.path(), &folders);
    assert_eq!(told.totals, done.totals);
    assert_eq!(told.households, done.households);
}

#[test]
fn what_the_office_wrote_meanwhile_stays() {
    let sticks = memory_folder();
    let folders = tablets(sticks.path(), 10);
    let office = memory_folder();
    let store = open(office.path(), Disk::default());
    // In the office's file and journal before, and in its journal while the merge is under way.
    let author = |at| Author { device: store.device(), name: "李统筹".into(), at: Moment::new(at, 480) };
    let mut home = roster(1);
    store.fold(&home).unwrap();
    let note = home.apply(&Edit::set("note".parse().unwrap(), Value::Integer(1)), &author(1));
    store.append(home.id, &note.delta).unwrap();
    let (bulk, _) = store.bulk().unwrap();
    let known = bulk.read(id(1)).unwrap();
    let mut joined = known.dossier.unwrap();
    joined.join(&whole(1)).unwrap();
    let late = home.apply(&Edit::set("late".parse().unwrap(), Value::Integer(2)), &author(2));
    store.append(home.id, &late.delta).unwrap();
    let mut group = bulk.group().unwrap();
    group.put(tantu::store::bulk::Change::of(known.seal, &joined).unwrap()).unwrap();
    let committed = group.commit().unwrap();
    assert!(committed[0].joined, "what came meanwhile is joined");
    let report = merge::merge(&store, &request(&folders), &Progress::default(), &|_| {}).unwrap();
    assert_eq!(report.end, End::Done);
    let (found, problems) = store.load(id(1)).unwrap();
    assert_eq!(problems, []);
    let mut all = whole(1);
    all.join(&home).unwrap();
    assert_eq!(found, all);
    assert!(!store.layout().journal(id(1)).exists(), "everything is in the file");
}

#[test]
fn a_household_that_moves_to_another_division_leaves_no_second_file() {
    let office = memory_folder();
    let store = open(office.path(), Disk::default());
    let mut home = roster(4);
    store.fold(&home).unwrap();
    let old = store.layout().dossier("152222", home.id);
    assert!(old.is_file());
    let author = Author { device: tantu::id::DeviceId::from_bits(7), name: "王".into(), at: Moment::new(0, 480) };
    let edit = Edit::set("hh_division".parse().unwrap(), Value::Text("150102 某镇".into()));
    home.apply(&edit, &author);
    let stick = memory_folder();
    put(&stick.path().join("王家.ron"), wire::write(&home).as_bytes());
    let report = merge::merge(&store, &request(&[stick.path().into()]), &Progress::default(), &|_| {}).unwrap();
    assert_eq!((report.totals.changed, report.totals.fields), (1, 1));
    assert!(!old.exists() && store.layout().dossier("150102", home.id).is_file());
    assert_eq!(store.load(home.id).unwrap().0, home);
}

#[test]
fn a_stop_lies_between_two_households_and_the_next_merge_goes_on() {
    let sticks = memory_folder();
    let folders = tablets(sticks.path(), 200);
    let office = memory_folder();
    let store = open(office.path(), Disk::default());
    let progress = Progress::default();
    progress.stop();
    let report: Report = merge::merge(&store, &request(&folders), &progress, &|_| {}).unwrap();
    assert_eq!((report.end, report.totals.new), (End::Stopped, 0));
    let report = merge::merge(&store, &request(&folders), &Progress::default(), &|_| {}).unwrap();
    assert_eq!((report.end, report.totals.new), (End::Done, 200));
    assert_same(&files(office.path()), &expected(200));
}

#[test]
fn parts_of_a_newer_program_are_kept() {
    let home = roster(1);
    let text = wire::write(&home).replace("tantu: 1,", "tantu: 9,");
    let newer = text.replace("\n)\n", "\n    plans: [(\"future\", 3)],\n)\n");
    assert_ne!(newer, text);
    let stick = memory_folder();
    put(&stick.path().join(format!("{}.ron", home.id)), newer.as_bytes());
    let office = memory_folder();
    let report = merged(office.path(), &[stick.path().into()]);
    assert_eq!((report.totals.new, report.totals.unread), (1, 0));
    let store = open(office.path(), Disk::default());
    let here = std::fs::read_to_string(store.layout().dossier("152222", home.id)).unwrap();
    assert_eq!(here, newer);
    assert!(ContentHash::of(FORM.as_bytes()) != ContentHash::of(here.as_bytes()));
}
