//! A handover 交回: the surveyor's tablet writes a package, the office takes it.

use std::path::{Path, PathBuf};

use tantu::app::exchange::{self, Parcel, Progress};
use tantu::id::{ContentHash, DossierId};
use tantu::problem::Problem;
use tantu::remote::{About, Kind, Package};
use tantu::role::Role;
use tantu::stamp::Moment;
use tantu::store::{Index, Opening, Workspace};

use crate::matrix::{Safe, Scenario};
use crate::{merge_make, tree};

/// Households of all tablets; the first one's go into the package.
const HOUSEHOLDS: u32 = 24;

pub const MAKE: Scenario = Scenario { name: "package made", prepare: prepare_tablet, work: make, check: check_made };
pub const TAKE: Scenario = Scenario { name: "package taken", prepare: prepare_package, work: take, check: check_taken };

fn open(folder: &Path, role: Role) -> Result<Workspace, Problem> {
    Workspace::open(folder, Opening { role, ..Opening::default() }).map(|(workspace, _)| workspace)
}

/// All households; `None` where not even that can be read.
fn ids(store: &Workspace) -> Option<Vec<DossierId>> {
    let (index, problems) = Index::open(store).ok()?;
    problems.is_empty().then(|| index.records().iter().map(|record| record.id).collect())
}

fn tablet(folder: &Path) -> PathBuf {
    folder.join("tablet")
}

fn package(folder: &Path) -> PathBuf {
    folder.join("stick/handover.tantu")
}

/// A tablet with households, journals, photos; and a stick that has room.
fn prepare_tablet(given: &Path, template: &Path) {
    let tablets = merge_make::tablets(given, HOUSEHOLDS);
    std::fs::rename(&tablets[0], tablet(template)).unwrap();
    std::fs::create_dir(template.join("stick")).unwrap();
    drop(open(&tablet(template), Role::Surveyor).unwrap());
    // What an undisturbed tablet holds, and how its package looks.
    let whole = given.join("whole");
    tree::copy(template, &whole);
    make(given, &whole, &mut drop);
}

fn make(_: &Path, folder: &Path, safe: Safe<'_>) {
    let Ok(store) = open(&tablet(folder), Role::Surveyor) else { return };
    let about = About {
        kind: Kind::Handover,
        device: store.device(),
        author: "王评估".into(),
        made: Moment::new(1_795_486_200, 480),
        contractor: String::new(),
        surveyor: "王评估".into(),
    };
    let Some(households) = ids(&store) else { return };
    let parcel = Parcel::new(about, households);
    let made = exchange::make(&store, &parcel, &package(folder), &Progress::default());
    if made.is_ok_and(|made| made.problems.is_empty() && made.missing == 0) {
        safe("made".into());
    }
}

/// The entries of a package that is sound from its first to its last byte, with the hash of each.
fn entries(file: &Path) -> Vec<String> {
    let mut package = Package::open(std::fs::File::open(file).unwrap()).unwrap();
    let names: Vec<_> = package.manifest().entries.keys().copied().collect();
    names.into_iter().map(|name| format!("{name} {}", ContentHash::of(&package.read(name).unwrap()))).collect()
}

fn check_made(given: &Path, folder: &Path, said: &[String]) {
    let (file, whole) = (package(folder), given.join("whole"));
    assert!(said.is_empty() || file.exists(), "the package is gone");
    if file.exists() {
        entries(&file);
    }
    if !said.is_empty() {
        assert_eq!(entries(&file), entries(&package(&whole)), "the package is another");
    }
    make(given, folder, &mut drop);
    assert_eq!(entries(&file), entries(&package(&whole)), "the second package is another");
    assert_eq!(std::fs::read_dir(folder.join("stick")).unwrap().count(), 1, "something lies beside the package");
    tree::only_ours(&tablet(folder));
    let kept = |folder: &Path| merge_make::files(&tablet(folder));
    merge_make::assert_same(&kept(folder), &kept(&whole));
}

/// A package on a stick, and an office that knows nothing.
fn prepare_package(given: &Path, template: &Path) {
    let made = tempfile::tempdir_in(given).unwrap();
    let (inner, outer) = (made.path().join("given"), made.path().join("template"));
    [&inner, &outer].into_iter().for_each(|folder| std::fs::create_dir(folder).unwrap());
    prepare_tablet(&inner, &outer);
    std::fs::create_dir(given.join("stick")).unwrap();
    std::fs::copy(package(&inner.join("whole")), package(given)).unwrap();
    drop(made);
    drop(open(&template.join("office"), Role::Coordinator).unwrap());
    let whole = given.join("whole");
    tree::copy(template, &whole);
    take(given, &whole, &mut drop);
    assert!(merge_make::files(&whole.join("office")).len() > 6);
}

fn take(given: &Path, folder: &Path, safe: Safe<'_>) {
    let Ok(store) = open(&folder.join("office"), Role::Coordinator) else { return };
    let mut arrived = |home: &tantu::dossier::Dossier| safe(home.id.to_string());
    let taken = exchange::take(&store, &package(given), Role::Coordinator, &Progress::default(), &mut arrived);
    if taken.is_ok_and(|report| report.counts()[3] == 0 && report.problems.is_empty()) {
        safe("all".into());
    }
}

fn check_taken(given: &Path, folder: &Path, said: &[String]) {
    let kept = |folder: &Path| merge_make::files(&folder.join("office"));
    let whole = kept(&given.join("whole"));
    {
        let store = open(&folder.join("office"), Role::Coordinator).unwrap();
        for id in said.iter().filter_map(|ack| ack.parse::<DossierId>().ok()) {
            let (home, problems) = store.load(id).unwrap();
            assert_eq!(problems, []);
            let file = whole.iter().find(|(path, _)| path.ends_with(format!("{id}.ron"))).unwrap().1;
            assert!(tantu::store::wire::write(&home).as_bytes() == file.as_slice(), "{id} differs");
        }
    }
    let found = kept(folder);
    assert!(found.iter().all(|(path, bytes)| whole.get(path) == Some(bytes)), "something is half");
    if said.iter().any(|ack| ack == "all") {
        merge_make::assert_same(&found, &whole);
    }
    take(given, folder, &mut drop);
    merge_make::assert_same(&kept(folder), &whole);
    tree::only_ours(&folder.join("office"));
    assert_eq!(std::fs::read_dir(folder).unwrap().count(), 1, "something lies beside the office");
}
