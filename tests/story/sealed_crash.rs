//! The battery is pulled at every single operation of sealing and unsealing, or the disk fails at every second one: afterwards every answer is there,
//! whether the workspace is plain, sealed, or on its way.

use std::collections::BTreeMap;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};

use tantu::app::vault::{self, Progress, State, Vault};
use tantu::store::disk::{Disk, Op, Watch};
use tantu::store::{Opening, Workspace};

use crate::merge_make::memory_folder;
use crate::power::{Done, Model, Node, Recorder};
use crate::script::{Ack, Day, check, check_with};
use crate::sealed::{PASSPHRASE, QUICK, files, holds, opening, plain};

/// Opens whatever state the workspace is in, finishes what was begun, and checks it. Says the state it was found in.
fn recovers(folder: &Path, acks: &[Ack]) -> State {
    let state = vault::state(folder);
    let told = if state.needs_key() {
        let vault = unlocked(folder);
        let (store, _) = Workspace::open(folder, opening(&vault)).unwrap();
        let done = vault::resume(store, &Progress::default()).unwrap();
        assert!(done.finished);
        assert_eq!(done.problems, []);
        drop(done);
        let told = if vault::state(folder).needs_key() {
            let told = check_with(folder, opening(&vault), acks);
            for (path, bytes) in files(folder) {
                assert!(!holds(&bytes, "王评估".as_bytes()), "plain: {}", path.display());
            }
            told
        } else {
            check(folder, acks)
        };
        assert!(matches!(vault::state(folder), State::Plain | State::Sealed));
        told
    } else {
        check(folder, acks)
    };
    // The image of a disk is a copy.
    assert!(told.iter().all(|key| *key == "store-copied-workspace"), "{told:?}");
    state
}

/// The key, tried once for each content of its file: age measures the machine at every try.
fn unlocked(folder: &Path) -> Arc<Vault> {
    static TRIED: Mutex<BTreeMap<Vec<u8>, Arc<Vault>>> = Mutex::new(BTreeMap::new());
    let bytes = std::fs::read(folder.join("seal/key.age")).unwrap();
    let mut tried = TRIED.lock().unwrap();
    let vault = tried.entry(bytes).or_insert_with(|| Arc::new(vault::unlock(folder, PASSPHRASE).unwrap()));
    Arc::clone(vault)
}

fn worked(store: &Workspace) -> Vec<Ack> {
    let mut day = Day::new(store);
    day.work(0..13);
    assert_eq!(day.failed, []);
    day.acks
}

fn sealed(store: Workspace) -> Arc<Vault> {
    vault::seal(store, PASSPHRASE, &[], QUICK, &Progress::default()).unwrap().0
}

/// Every mixture of what may have reached the disk when the battery is pulled after each operation from `begin` on.
fn pulled(root: &Path, done: &[Done], begin: usize, acks: &[Ack]) -> BTreeMap<&'static str, usize> {
    let mut model = Model::default();
    let mut states = BTreeMap::new();
    let mut opens = |model: &Model, names: &BTreeMap<PathBuf, Node>, contents: &[Vec<u8>]| {
        let image = model.image(root, names, contents);
        let state = match recovers(image.path(), acks) {
            State::Plain => "plain",
            State::Sealed => "sealed",
            State::Sealing => "sealing",
            State::Unsealing => "unsealing",
        };
        *states.entry(state).or_insert(0) += 1;
    };
    for (count, op) in done.iter().enumerate() {
        if count >= begin {
            opens(&model, &model.names, &model.contents);
            if model.names != model.certain_names {
                opens(&model, &model.certain_names, &model.contents);
            }
            if model.names != model.certain_names || model.contents != model.certain_contents {
                opens(&model, &model.certain_names, &model.certain_contents);
            }
        }
        model.apply(op);
    }
    opens(&model, &model.certain_names, &model.certain_contents);
    states
}

#[test]
fn whenever_the_battery_is_pulled_while_sealing_every_answer_is_there() {
    let folder = memory_folder();
    let recorder = Arc::new(Recorder::default());
    let store = plain(folder.path(), Disk::watched(recorder.clone()).file_by_file());
    let acks = worked(&store);
    let begin = recorder.0.lock().unwrap().len();
    sealed(store);
    let done = std::mem::take(&mut *recorder.0.lock().unwrap());
    let states = pulled(folder.path(), &done, begin, &acks);
    assert!(states["plain"] > 10 && states["sealing"] > 30 && states["sealed"] > 0, "{states:?}");
}

#[test]
fn whenever_the_battery_is_pulled_while_unsealing_every_answer_is_there() {
    let folder = memory_folder();
    let recorder = Arc::new(Recorder::default());
    let disk = Disk::watched(recorder.clone());
    let store = plain(folder.path(), disk.clone());
    let acks = worked(&store);
    let vault = sealed(store);
    let (store, _) = Workspace::open(folder.path(), Opening { disk, ..opening(&vault) }).unwrap();
    let begin = recorder.0.lock().unwrap().len();
    drop(vault::unseal(store, &Progress::default()).unwrap());
    let done = std::mem::take(&mut *recorder.0.lock().unwrap());
    let states = pulled(folder.path(), &done, begin, &acks);
    assert!(states["sealed"] > 0 && states["unsealing"] > 30 && states["plain"] > 0, "{states:?}");
}

/// Fails one operation, or all from it on; a write is cut in the middle.
struct Failing {
    at: usize,
    for_good: bool,
    count: AtomicUsize,
}

impl Watch for Failing {
    fn before(&self, op: Op<'_>) -> Result<(), (usize, io::Error)> {
        let count = self.count.fetch_add(1, Ordering::Relaxed);
        let fails = if self.for_good { count >= self.at } else { count == self.at };
        let written = if let Op::Write { bytes, .. } = op { bytes.len() / 2 } else { 0 };
        if fails { Err((written, io::ErrorKind::StorageFull.into())) } else { Ok(()) }
    }
}

fn failing(at: usize, for_good: bool) -> (Arc<Failing>, Disk) {
    let failing = Arc::new(Failing { at, for_good, count: AtomicUsize::new(0) });
    (Arc::clone(&failing), Disk::watched(failing))
}

#[test]
fn when_an_operation_fails_while_sealing_and_unsealing_every_answer_is_there() {
    let origin = memory_folder();
    let acks = worked(&plain(origin.path(), Disk::default()));
    let mut operations = 0;
    // The whole way there and back, once without a failure to know how long it is.
    for at in std::iter::once(usize::MAX).chain((0..).step_by(2)) {
        if at != usize::MAX && at >= operations {
            break;
        }
        let folder = memory_folder();
        let root = folder.path().join("workspace");
        crate::scenario::copy(origin.path(), &root);
        let (watch, disk) = failing(at, at % 4 == 0);
        let opened = Workspace::open(&root, Opening { disk: disk.clone(), ..Opening::default() });
        let there = opened.ok().filter(|(store, _)| !store.is_read_only()).and_then(|(store, _)| {
            let (_, done) = vault::seal(store, PASSPHRASE, &[], QUICK, &Progress::default()).ok()?;
            vault::unseal(done.store, &Progress::default()).ok()
        });
        drop(there);
        if at == usize::MAX {
            operations = watch.count.load(Ordering::Relaxed);
            assert!(operations > 80, "{operations}");
        }
        recovers(&root, &acks);
    }
}
