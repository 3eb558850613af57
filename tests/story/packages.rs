//! What leaves in a package, and what happens when the power fails while one is written or opened.

use std::collections::BTreeSet;
use std::io::{self, Read as _};
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use tantu::app::demo::{self, Asked};
use tantu::app::exchange::{self, Parcel, Progress};
use tantu::app::task::Task;
use tantu::app::works::Terms;
use tantu::app::works::edits;
use tantu::dossier::Dossier;
use tantu::dossier::stage::Stage;
use tantu::form::library::Library;
use tantu::id::DossierId;
use tantu::path::FieldPath;
use tantu::plan::order::Keep;
use tantu::plan::programme::Programme;
use tantu::remote::{About, Kind};
use tantu::role::Role;
use tantu::store::disk::{Disk, Op, Watch};
use tantu::store::{Index, Opening, Workspace, wire};
use tantu::value::Value;

use crate::noticed::{household, planned, surveyor};
use crate::scenario::morning;

fn open(folder: &Path, role: Role, disk: Disk) -> Workspace {
    Workspace::open(folder, Opening { role, disk, ..Opening::default() }).unwrap().0
}

fn parcel(store: &Workspace, households: Vec<DossierId>) -> Parcel {
    let (kind, contractor) = (Kind::WorkOrder, "宏达施工队".to_owned());
    let (author, surveyor) = ("李统筹".into(), String::new());
    let about = About { kind, device: store.device(), author, made: morning(), contractor, surveyor };
    Parcel::new(about, households)
}

fn terms() -> Terms {
    Terms {
        contractor: "宏达施工队".into(),
        start: Some(jiff::civil::date(2026, 11, 25)),
        end: Some(jiff::civil::date(2026, 12, 10)),
        ..Terms::default()
    }
}

fn ordered(home: &mut Dossier) {
    let programme = Programme::parse(tantu::plan::programme::BUILT_IN).unwrap();
    let edit = edits::order(home, &terms(), &programme, &surveyor()).unwrap();
    home.apply(&edit, &surveyor());
    assert_eq!(Stage::of(home), Stage::Ordered);
}

/// Every text a register ever holds, with where it stands.
pub fn texts(home: &Dossier) -> Vec<(FieldPath, String)> {
    let mut found = Vec::new();
    for (path, register) in &home.fields {
        for (_, write) in register.live() {
            match &write.value {
                Value::Text(text) => found.push((path.clone(), text.to_string())),
                Value::Signature(signature) => {
                    found.push((path.clone(), signature.name.to_string()));
                    found.push((path.clone(), signature.relation.to_string()));
                }
                _ => {}
            }
        }
    }
    found
}

/// The demo's household with a finished visit: certificate, income, health, photos, signatures.
fn finished_home(folder: &Path) {
    let (library, _) = Library::built_in();
    let asked = Task::Survey.forms().iter().map(|id| {
        let form = library.get(id).unwrap();
        let text = library.source(form.hash()).unwrap();
        Asked { form, text }
    });
    let asked: Vec<Asked<'_>> = asked.collect();
    demo::create_some(folder, morning().date(), &asked, &[0]).unwrap();
}

/// How a text may hide in bytes.
pub fn disguises(text: &str) -> Vec<Vec<u8>> {
    let utf16: Vec<u16> = text.encode_utf16().collect();
    vec![
        text.as_bytes().to_vec(),
        text.escape_unicode().to_string().into_bytes(),
        text.escape_default().to_string().into_bytes(),
        utf16.iter().flat_map(|unit| format!("\\u{unit:04x}").into_bytes()).collect(),
        utf16.iter().flat_map(|unit| unit.to_le_bytes()).collect(),
        utf16.iter().flat_map(|unit| unit.to_be_bytes()).collect(),
    ]
}

/// Bytes as a text of as many letters: the standard library searches texts fast, even in a test.
pub fn letters(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| char::from(*byte)).collect()
}

/// The file, and every entry inflated.
pub fn all_bytes(package: &Path) -> Vec<(String, Vec<u8>)> {
    let mut all = vec![("the file".to_owned(), std::fs::read(package).unwrap())];
    let mut zip = zip::ZipArchive::new(std::fs::File::open(package).unwrap()).unwrap();
    for index in 0..zip.len() {
        let mut entry = zip.by_index(index).unwrap();
        let (name, mut bytes) = (entry.name().unwrap().into_owned(), Vec::new());
        entry.read_to_end(&mut bytes).unwrap();
        all.push((name, bytes));
    }
    all
}

#[test]
fn a_package_holds_nothing_that_the_job_does_not_need() {
    let folder = tempfile::tempdir().unwrap();
    let demo = folder.path().join("demo");
    finished_home(&demo);
    let store = open(&demo, Role::Coordinator, Disk::default());
    let index = Index::open(&store).unwrap().0;
    let mut checked = 0;
    for entry in index.records() {
        let mut home = store.load(entry.id).unwrap().0;
        let photo = home.fields.iter().find_map(|(path, register)| match register.value()? {
            Value::Photo(photo) => Some((path.clone(), Arc::clone(photo))),
            _ => None,
        });
        planned(&mut home, photo.as_ref().map(|(path, photo)| (path, Arc::clone(photo))));
        ordered(&mut home);
        store.fold(&home).unwrap();
        let package = folder.path().join(format!("{}.tantu", entry.id));
        let made = exchange::make(&store, &parcel(&store, vec![entry.id]), &package, &Progress::default()).unwrap();
        assert_eq!((made.sent.len(), made.missing), (1, 0));

        let keep = Keep::of(&home);
        let mut kept: BTreeSet<String> =
            texts(&home).into_iter().filter(|(path, _)| keep.keeps(path)).map(|(_, text)| text).collect();
        // Who wrote something is written beside it.
        let written = home.fields.iter().filter(|(path, _)| keep.keeps(path));
        kept.extend(written.flat_map(|(_, register)| register.live().map(|(_, write)| write.author.to_string())));
        let secret = texts(&home).into_iter().filter(|(path, _)| !keep.keeps(path));
        let secrets: Vec<(FieldPath, String)> = secret
            .filter(|(_, text)| text.chars().count() >= 2 && !kept.iter().any(|known| known.contains(text)))
            .collect();
        for needed in ["p_certificate", "p_citizen_id", "pi_because", "pi_reason", "ag_signature"] {
            assert!(secrets.iter().any(|(path, _)| path.to_string().ends_with(needed)), "nothing in {needed}");
        }
        let bytes = all_bytes(&package);
        let searched: Vec<(&String, String)> = bytes.iter().map(|(name, bytes)| (name, letters(bytes))).collect();
        for (path, text) in &secrets {
            for disguise in disguises(text) {
                let disguise = letters(&disguise);
                for (name, letters) in &searched {
                    assert!(!letters.contains(&disguise), "{path} = {text:?} stands in {name}");
                }
            }
            checked += 1;
        }
        // Choices and numbers are too short to be searched for: here the names of the fields tell.
        let (_, text) = bytes.iter().find(|(name, _)| name.starts_with("dossiers/")).unwrap();
        let (copy, problems) = wire::read(std::str::from_utf8(text).unwrap()).unwrap();
        assert_eq!(problems, []);
        for path in copy.fields.keys() {
            assert!(keep.keeps(path), "{path}");
        }
        assert_eq!(copy.text(&"hh_head".parse().unwrap()), home.text(&"hh_head".parse().unwrap()));
        // The marked photo of the place goes along, with what was drawn on it since.
        let photos = bytes.iter().filter(|(name, _)| name.starts_with("photos/")).count();
        assert_eq!(photos, usize::from(photo.is_some()));
        let marks = copy.fields.values().filter(|register| matches!(register.value(), Some(Value::Mark(_)))).count();
        assert_eq!(marks, usize::from(photo.is_some()));
    }
    assert!(checked > 15, "only {checked} values were searched for");
}

/// A disk that fails from its n-th change on.
struct Dying(AtomicUsize);

impl Watch for Dying {
    fn before(&self, op: Op<'_>) -> Result<(), (usize, io::Error)> {
        if matches!(op, Op::Read(_)) {
            return Ok(());
        }
        let left = self.0.load(Ordering::SeqCst);
        if left == 0 {
            let half = if let Op::Write { bytes, .. } = op { bytes.len() / 2 } else { 0 };
            return Err((half, io::Error::other("the power is gone")));
        }
        self.0.store(left - 1, Ordering::SeqCst);
        Ok(())
    }
}

fn dying(after: usize) -> (Disk, Arc<Dying>) {
    let watch = Arc::new(Dying(AtomicUsize::new(usize::MAX)));
    watch.0.store(after, Ordering::SeqCst);
    (Disk::watched(watch.clone()), watch)
}

fn office(folder: &Path) -> Vec<DossierId> {
    let store = open(folder, Role::Coordinator, Disk::default());
    let mut homes = [household(1, "其木格"), household(2, "巴特尔")];
    homes.iter_mut().for_each(|home| {
        ordered(home);
        store.fold(home).unwrap();
    });
    homes.iter().map(|home| home.id).collect()
}

#[test]
fn a_package_is_whole_or_not_there_wherever_the_power_fails() {
    let folder = tempfile::tempdir().unwrap();
    let workspace = folder.path().join("office");
    let homes = office(&workspace);
    let target = folder.path().join("stick").join("a.tantu");
    let mut made = 0;
    for after in 0..40 {
        let (disk, watch) = dying(usize::MAX);
        let store = open(&workspace, Role::Coordinator, disk);
        watch.0.store(after, Ordering::SeqCst);
        let done = exchange::make(&store, &parcel(&store, homes.clone()), &target, &Progress::default());
        assert!(
            !target.exists() || exchange::check(None, &target, &[], &Progress::default()).is_ok(),
            "half a package after {after} changes"
        );
        if done.is_ok() {
            made += 1;
            let left = std::fs::read_dir(target.parent().unwrap()).unwrap().count();
            assert_eq!(left, 1, "what dead writers left is swept");
        }
    }
    assert!((1..39).contains(&made));
}

#[test]
fn opening_again_after_the_power_failed_brings_everything() {
    let folder = tempfile::tempdir().unwrap();
    let homes = office(&folder.path().join("office"));
    let package = folder.path().join("a.tantu");
    let office = open(&folder.path().join("office"), Role::Coordinator, Disk::default());
    exchange::make(&office, &parcel(&office, homes.clone()), &package, &Progress::default()).unwrap();
    let read =
        |store: &Workspace| homes.iter().map(|id| store.load(*id).ok().map(|loaded| loaded.0)).collect::<Vec<_>>();
    let whole = {
        let store = open(&folder.path().join("whole"), Role::Contractor, Disk::default());
        exchange::take(&store, &package, Role::Contractor, &Progress::default(), &mut |_| {}).unwrap();
        read(&store)
    };
    let mut failed = 0;
    for after in 0..40 {
        let workspace = folder.path().join(format!("builder-{after}"));
        {
            let (disk, watch) = dying(usize::MAX);
            let store = open(&workspace, Role::Contractor, disk);
            watch.0.store(after, Ordering::SeqCst);
            let taken = exchange::take(&store, &package, Role::Contractor, &Progress::default(), &mut |_| {});
            failed += usize::from(taken.is_ok_and(|report| report.counts()[3] > 0));
        }
        let store = open(&workspace, Role::Contractor, Disk::default());
        for (half, whole) in read(&store).iter().zip(&whole) {
            assert!(half.is_none() || half == whole, "half a household after {after} changes");
        }
        exchange::take(&store, &package, Role::Contractor, &Progress::default(), &mut |_| {}).unwrap();
        assert_eq!(read(&store), whole);
    }
    assert!(failed > 3, "the power failed {failed} times");
}

#[test]
fn stopping_leaves_no_file_and_whole_households() {
    let folder = tempfile::tempdir().unwrap();
    let homes = office(&folder.path().join("office"));
    let store = open(&folder.path().join("office"), Role::Coordinator, Disk::default());
    let (stopped, package) = (Progress::default(), folder.path().join("a.tantu"));
    stopped.stop();
    let problem = exchange::make(&store, &parcel(&store, homes.clone()), &package, &stopped).unwrap_err();
    assert_eq!((problem.key, package.exists()), ("works-package-stopped", false));
    exchange::make(&store, &parcel(&store, homes), &package, &Progress::default()).unwrap();
    let builder = open(&folder.path().join("builder"), Role::Contractor, Disk::default());
    let report = exchange::take(&builder, &package, Role::Contractor, &stopped, &mut |_| {}).unwrap();
    assert!(report.stopped && report.households.is_empty());
}
