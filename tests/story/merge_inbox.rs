//! A poisoned inbox: whatever lies there, what is sound is taken, the rest is told, and nothing is harmed.

use std::path::{Path, PathBuf};

use tantu::app::exchange::{self, Parcel};
use tantu::app::merge::{self, End, Progress, Report};
use tantu::dossier::edit::{Author, Edit};
use tantu::remote::{About, Kind};
use tantu::role::Role;
use tantu::stamp::Moment;
use tantu::store::disk::Disk;
use tantu::store::{Opening, Workspace, wire};
use tantu::value::Value;

use crate::merge_make::{assert_same, expected, files, id, memory_folder, merged, open, put, request, roster, tablets};

const HOUSEHOLDS: u32 = 12;

/// Why each file was not read, by its name.
fn told(report: &Report) -> Vec<(String, &'static str)> {
    let name = |path: &Option<PathBuf>| {
        path.as_ref().and_then(|path| path.file_name()).unwrap_or_default().to_string_lossy().into_owned()
    };
    let mut told: Vec<_> = report.unread.iter().map(|unread| (name(&unread.why.place.file), unread.why.key)).collect();
    told.sort();
    told
}

fn all_files(folder: &Path) -> Vec<(PathBuf, u64)> {
    let mut found = Vec::new();
    for entry in std::fs::read_dir(folder).unwrap() {
        let entry = entry.unwrap();
        let about = entry.path().symlink_metadata().unwrap();
        if about.is_dir() {
            found.extend(all_files(&entry.path()));
        } else {
            found.push((entry.path(), about.len()));
        }
    }
    found.sort();
    found
}

/// Sound households, and beside them everything that must not be taken.
fn poison(inbox: &Path) -> Vec<(String, &'static str)> {
    tablets(inbox, HOUSEHOLDS);
    let sound = wire::write(&roster(100));
    let file = |number: u32| inbox.join(format!("坏/{}.ron", id(number)));
    let name = |number: u32| format!("{}.ron", id(number));
    put(&file(200), &sound.as_bytes()[..sound.len() / 2]);
    put(&file(201), b"");
    put(&file(202), "(".repeat(100_000).as_bytes());
    put(&file(203), &[0xff; 400]);
    put(&file(204), sound.replace("tantu: 1", "tantu: \"x\"").as_bytes());
    put(&file(205), b"PK\x03\x04 not a household");
    // One gigabyte of nothing.
    std::fs::File::create(file(206)).unwrap().set_len(1 << 30).unwrap();
    put(&inbox.join("坏/包.tantu"), b"PK\x05\x06 no package");
    for (name, bytes) in
        [("表.xlsx", &b"PK\x03\x04"[..]), ("说明.txt", b"hello"), ("照片.jpg", b"\xff\xd8\xff"), ("程序.exe", b"MZ")]
    {
        put(&inbox.join(format!("其他/{name}")), bytes);
    }
    let mut deep = inbox.join("深");
    for level in 0..90 {
        deep = deep.join(format!("{level}"));
    }
    put(&deep.join(name(207)), sound.as_bytes());
    let mut told = vec![
        (name(200), "store-not-ron"),
        (name(201), "store-not-ron"),
        (name(202), "store-not-ron"),
        (name(203), "store-not-text"),
        (name(204), "store-not-ron"),
        (name(205), "store-not-ron"),
        (name(206), "store-file-too-large"),
        ("包.tantu".to_owned(), "works-package-foreign"),
        ("63".to_owned(), "merge-too-deep"),
    ];
    told.sort();
    told
}

#[test]
fn what_is_sound_is_taken_and_the_rest_is_told_and_kept() {
    let inbox = memory_folder();
    let unread = poison(inbox.path());
    let before = all_files(inbox.path());
    let office = memory_folder();
    let report = merged(office.path(), &[inbox.path().into()]);
    assert_eq!(report.end, End::Done);
    assert_eq!(told(&report), unread);
    assert_same(&files(office.path()), &expected(HOUSEHOLDS));
    assert_eq!(all_files(inbox.path()), before, "inputs are only read");
    // Kept once, with the reason beside it, whatever was tried again.
    let kept = report.unread.iter().filter_map(|unread| unread.kept.clone()).collect::<Vec<_>>();
    assert_eq!(kept.len(), 6, "not the large one, not the package, not the folder");
    for path in &kept {
        assert!(path.is_file());
        let reason = std::fs::read_to_string(format!("{}.reason.txt", path.display())).unwrap();
        assert!(reason.contains("坏"), "{reason}");
    }
    let broken = all_files(&office.path().join("broken"));
    let again = merged(office.path(), &[inbox.path().into()]);
    assert_eq!((told(&again), again.totals.unchanged), (unread, HOUSEHOLDS as usize));
    assert_eq!(all_files(&office.path().join("broken")), broken);
    assert!(broken.iter().map(|(_, size)| size).sum::<u64>() < 1 << 20);
    assert_eq!(again.totals.skipped, 4, "other kinds of files");
}

#[cfg(unix)]
#[test]
fn links_pipes_and_devices_are_not_opened() {
    use std::os::unix::fs::symlink;
    let inbox = memory_folder();
    let elsewhere = memory_folder();
    tablets(inbox.path(), HOUSEHOLDS);
    put(&elsewhere.path().join(format!("{}.ron", id(300))), wire::write(&roster(300)).as_bytes());
    symlink(elsewhere.path(), inbox.path().join("out")).unwrap();
    symlink(inbox.path(), inbox.path().join("circle")).unwrap();
    symlink("/dev/zero", inbox.path().join(format!("{}.ron", id(301)))).unwrap();
    symlink("nowhere", inbox.path().join(format!("{}.ron", id(302)))).unwrap();
    let pipe = inbox.path().join(format!("{}.ron", id(303)));
    assert!(std::process::Command::new("mkfifo").arg(&pipe).status().unwrap().success());
    let office = memory_folder();
    let report = merged(office.path(), &[inbox.path().into(), pipe]);
    assert_eq!((report.end, report.totals.new), (End::Done, HOUSEHOLDS as usize));
    assert_eq!((report.totals.skipped, report.totals.unread), (5, 1));
    assert_same(&files(office.path()), &expected(HOUSEHOLDS));
}

#[cfg(unix)]
#[test]
fn what_may_not_be_read_costs_nothing_else() {
    use std::os::unix::fs::PermissionsExt as _;
    let inbox = memory_folder();
    tablets(inbox.path(), HOUSEHOLDS);
    let file = inbox.path().join(format!("{}.ron", id(300)));
    put(&file, wire::write(&roster(300)).as_bytes());
    let folder = inbox.path().join("锁");
    std::fs::create_dir(&folder).unwrap();
    for path in [&file, &folder] {
        std::fs::set_permissions(path, std::fs::Permissions::from_mode(0o000)).unwrap();
    }
    let locked = std::fs::read_dir(&folder).is_err();
    let office = memory_folder();
    let report = merged(office.path(), &[inbox.path().into()]);
    std::fs::set_permissions(&folder, std::fs::Permissions::from_mode(0o755)).unwrap();
    // Whoever may read everything reads it.
    let (new, unread) = if locked { (HOUSEHOLDS as usize, 2) } else { (HOUSEHOLDS as usize + 1, 0) };
    assert_eq!((report.totals.new, report.totals.unread), (new, unread));
}

#[test]
fn a_file_that_grows_while_it_is_read_is_taken_whole_or_not_at_all() {
    let inbox = memory_folder();
    let text = wire::write(&roster(1));
    let path = inbox.path().join(format!("{}.ron", id(1)));
    let office = memory_folder();
    let done = std::sync::atomic::AtomicBool::new(false);
    std::thread::scope(|scope| {
        scope.spawn(|| {
            while !done.load(std::sync::atomic::Ordering::Relaxed) {
                for part in [0, text.len() / 3, text.len() / 2, text.len()] {
                    std::fs::write(&path, &text.as_bytes()[..part]).unwrap();
                }
            }
        });
        for _ in 0..30 {
            let report = merged(office.path(), &[inbox.path().into()]);
            assert_eq!(report.end, End::Done);
            for unread in report.unread {
                assert!(["store-still-changing", "store-not-ron"].contains(&unread.why.key), "{}", unread.why);
            }
        }
        done.store(true, std::sync::atomic::Ordering::Relaxed);
    });
    std::fs::write(&path, &text).unwrap();
    merged(office.path(), &[inbox.path().into()]);
    assert_eq!(open(office.path(), Disk::default()).load(id(1)).unwrap().0, roster(1));
}

#[test]
fn names_mean_nothing_what_counts_is_inside() {
    let inbox = memory_folder();
    let author =
        |at| Author { device: tantu::id::DeviceId::from_bits(5), name: "王".into(), at: Moment::new(at, 480) };
    let mut home = roster(1);
    let first = home.clone();
    home.apply(&Edit::set("q1".parse().unwrap(), Value::Integer(1)), &author(1));
    // Two files with one name, one under another household's name, one under no name at all.
    put(&inbox.path().join(format!("a/{}.ron", id(1))), wire::write(&first).as_bytes());
    put(&inbox.path().join(format!("b/{}.ron", id(1))), wire::write(&home).as_bytes());
    put(&inbox.path().join(format!("c/{}.ron", id(1))), wire::write(&roster(2)).as_bytes());
    put(&inbox.path().join("d/赵家 (副本).ron"), wire::write(&roster(3)).as_bytes());
    put(&inbox.path().join("d/没有后缀"), wire::write(&roster(4)).as_bytes());
    let office = memory_folder();
    let report = merged(office.path(), &[inbox.path().into()]);
    assert_eq!((report.totals.new, report.totals.unread, report.totals.refused), (4, 0, 0));
    let store = open(office.path(), Disk::default());
    assert_eq!(store.load(id(1)).unwrap().0, home);
    for number in 2..5 {
        assert_eq!(store.load(id(number)).unwrap().0, roster(number));
    }
    drop(store);
    let again = merged(office.path(), &[inbox.path().into()]);
    assert_eq!(again.totals.same, again.totals.files, "also under a wrong name");
}

#[test]
fn our_own_workspace_is_no_input_and_a_copy_of_it_changes_nothing() {
    let sticks = memory_folder();
    tablets(sticks.path(), HOUSEHOLDS);
    // The office's own workspace lies in the folder that is dropped in, and so does a copy of it.
    let office = sticks.path().join("办公室");
    let wanted = expected(HOUSEHOLDS);
    assert_eq!(merged(&office, &[sticks.path().into()]).totals.new, HOUSEHOLDS as usize);
    let copy = sticks.path().join("备份/旧");
    for (path, bytes) in files(&office) {
        put(&copy.join(path), &bytes);
    }
    std::fs::copy(office.join("workspace.ron"), copy.join("workspace.ron")).unwrap();
    for input in [sticks.path().to_owned(), office.clone(), office.join("dossiers"), copy] {
        let report = merged(&office, &[input]);
        assert_eq!((report.end, report.totals.new, report.totals.changed), (End::Done, 0, 0));
        assert_same(&files(&office), &wanted);
    }
    let own = merged(&office, std::slice::from_ref(&office));
    assert_eq!((own.skipped[0].key, own.totals.files), ("merge-own-workspace", 0));
}

#[test]
fn what_a_contractor_brings_goes_through_the_narrow_door() {
    let office = memory_folder();
    let home = roster(1);
    open(office.path(), Disk::default()).fold(&home).unwrap();
    // A contractor's tablet that says what is none of its business, as a workspace and as a package.
    let site = memory_folder();
    let opening = Opening { role: Role::Contractor, ..Opening::default() };
    let (theirs, _) = Workspace::open(&site.path().join("工地"), opening).unwrap();
    let mut copy = home.clone();
    let author = Author { device: theirs.device(), name: "施工".into(), at: Moment::new(0, 480) };
    copy.apply(&Edit::set("hh_head".parse().unwrap(), Value::Text("改了".into())), &author);
    theirs.fold(&copy).unwrap();
    let about = About {
        kind: Kind::Return,
        device: theirs.device(),
        author: "".into(),
        made: author.at,
        contractor: "甲".into(),
        surveyor: String::new(),
    };
    let parcel = Parcel::new(about.clone(), vec![home.id]);
    exchange::make(&theirs, &parcel, &site.path().join("回传.tantu"), &exchange::Progress::default()).unwrap();
    let order = Parcel::new(About { kind: Kind::WorkOrder, ..about }, vec![home.id]);
    exchange::make(&theirs, &order, &site.path().join("派工.tantu"), &exchange::Progress::default()).unwrap();
    let report = merged(office.path(), &[site.path().into()]);
    assert_eq!((report.totals.changed, report.totals.unread), (0, 0), "{report:?}");
    assert_eq!(report.skipped.iter().map(|problem| problem.key).collect::<Vec<_>>(), ["works-package-not-yours"]);
    assert_eq!(open(office.path(), Disk::default()).load(home.id).unwrap().0.fields, home.fields);
    // Of a household that nobody here knows nothing is taken.
    let empty = memory_folder();
    let report = merged(empty.path(), &[site.path().into()]);
    assert_eq!((report.totals.new, report.totals.refused), (0, 1));
    assert_eq!(files(empty.path()).len(), 0);
}

#[test]
fn a_surveyors_workspace_takes_nothing_in_a_read_only_one_neither() {
    let sticks = memory_folder();
    let inputs = tablets(sticks.path(), 2);
    let office = memory_folder();
    let first = open(office.path(), Disk::default());
    let second = open(office.path(), Disk::default());
    assert!(second.is_read_only());
    let refused = merge::merge(&second, &request(&inputs), &Progress::default(), &|_| {}).unwrap_err();
    assert_eq!(refused.key, "store-second-program");
    drop(first);
}
