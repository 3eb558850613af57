//! A sealed workspace: what opens it and what does not, and that it works like any other.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use tantu::app::vault::{self, Cost, Identity, Progress, State, Vault};
use tantu::cipher::is_sealed;
use tantu::store::disk::Disk;
use tantu::store::settings::appearance;
use tantu::store::{Opening, Workspace};

use crate::merge_make::memory_folder;
use crate::script::{Ack, Day, check, check_with, home};

pub const PASSPHRASE: &str = "风吹草低见牛羊群";
/// Tests have no second for each try.
pub const QUICK: Cost = Cost::Work(2);

pub fn opening(vault: &Arc<Vault>) -> Opening {
    Opening { cipher: Some(Arc::clone(vault) as _), ..Opening::default() }
}

pub fn plain(folder: &Path, disk: Disk) -> Workspace {
    Workspace::open(folder, Opening { disk, ..Opening::default() }).unwrap().0
}

/// A sealed workspace after a day's work; what was acknowledged, and its key.
pub fn sealed_day(folder: &Path, recovery: &[&Identity]) -> (Vec<Ack>, Arc<Vault>) {
    let store = plain(folder, Disk::default());
    let mut day = Day::new(&store);
    day.work(0..27);
    assert_eq!(day.failed, []);
    let acks = day.acks;
    let recovery: Vec<_> = recovery.iter().map(|key| key.recipient()).collect();
    let (vault, done) = vault::seal(store, PASSPHRASE, &recovery, QUICK, &Progress::default()).unwrap();
    assert!(done.finished && done.files > 5, "{done:?}");
    assert_eq!(done.problems, []);
    (acks, vault)
}

/// Every file below a folder with its bytes, sorted.
pub fn files(folder: &Path) -> Vec<(PathBuf, Vec<u8>)> {
    let mut found = Vec::new();
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            found.extend(files(&path));
        } else {
            let bytes = std::fs::read(&path).unwrap();
            found.push((path, bytes));
        }
    }
    found.sort();
    found
}

pub fn holds(bytes: &[u8], needle: &[u8]) -> bool {
    bytes.windows(needle.len()).any(|window| window == needle)
}

#[test]
fn a_sealed_day_opens_with_its_passphrase_and_work_goes_on() {
    let folder = memory_folder();
    let (acks, _) = sealed_day(folder.path(), &[]);
    assert_eq!(vault::state(folder.path()), State::Sealed);
    let refused = Workspace::open(folder.path(), Opening::default()).unwrap_err();
    assert_eq!(refused.key, "seal-locked");
    let vault = Arc::new(vault::unlock(folder.path(), PASSPHRASE).unwrap());
    assert_eq!(check_with(folder.path(), opening(&vault), &acks), [""; 0]);
    let (store, _) = Workspace::open(folder.path(), opening(&vault)).unwrap();
    let mut day = Day::new(&store);
    day.work(27..60);
    assert_eq!(day.failed, []);
    let more = day.acks;
    assert_eq!(store.wrong_form().unwrap(), []);
    drop(store);
    assert_eq!(check_with(folder.path(), opening(&vault), &[acks, more].concat()), [""; 0]);
    let plain: Vec<_> =
        files(folder.path()).into_iter().filter(|(_, bytes)| holds(bytes, "王评估".as_bytes())).collect();
    assert_eq!(plain, []);
}

#[test]
fn opening_without_the_key_or_with_a_wrong_passphrase_touches_nothing() {
    let folder = memory_folder();
    sealed_day(folder.path(), &[&Identity::generate()]);
    let before = files(folder.path());
    assert_eq!(Workspace::open(folder.path(), Opening::default()).unwrap_err().key, "seal-locked");
    for wrong in ["", "风吹草低见牛", "风吹草低见牛羊群 "] {
        assert_eq!(vault::unlock(folder.path(), wrong).unwrap_err().key, "seal-wrong-passphrase");
    }
    assert_eq!(vault::recover(folder.path(), &Identity::generate()).unwrap_err().key, "seal-for-others");
    assert_eq!(files(folder.path()), before);
}

#[test]
fn a_forgotten_passphrase_is_set_anew_with_the_recovery_key_and_no_content_is_written() {
    let folder = memory_folder();
    let office = Identity::generate();
    let (acks, _) = sealed_day(folder.path(), &[&office]);
    let contents = || -> Vec<_> {
        files(folder.path()).into_iter().filter(|(path, _)| path.starts_with(folder.path().join("dossiers"))).collect()
    };
    let before = contents();
    let vault = Arc::new(vault::recover(folder.path(), &office).unwrap());
    assert_eq!(vault.recipients().len(), 2);
    let (store, _) = Workspace::open(folder.path(), opening(&vault)).unwrap();
    vault::set_passphrase(&store, &vault, "敕勒川阴山下天似", QUICK).unwrap();
    assert_eq!(vault::set_passphrase(&store, &vault, "短", QUICK).unwrap_err().key, "seal-short-passphrase");
    assert_eq!(
        vault::change_passphrase(&store, PASSPHRASE, "天苍苍野茫茫风吹", QUICK).unwrap_err().key,
        "seal-wrong-passphrase"
    );
    vault::change_passphrase(&store, "敕勒川阴山下天似", "天苍苍野茫茫风吹", QUICK).unwrap();
    drop(store);
    assert_eq!(contents(), before);
    assert_eq!(vault::unlock(folder.path(), PASSPHRASE).unwrap_err().key, "seal-wrong-passphrase");
    let vault = Arc::new(vault::unlock(folder.path(), "天苍苍野茫茫风吹").unwrap());
    assert_eq!(vault.recipients().len(), 2, "who recovers it is not lost on the way");
    assert_eq!(check_with(folder.path(), opening(&vault), &acks), [""; 0]);
}

#[test]
fn who_is_added_later_recovers_also_what_was_sealed_before() {
    let folder = memory_folder();
    let (acks, vault) = sealed_day(folder.path(), &[]);
    let office = Identity::generate();
    assert_eq!(vault::recover(folder.path(), &office).unwrap_err().key, "seal-no-recovery");
    let (store, _) = Workspace::open(folder.path(), opening(&vault)).unwrap();
    vault::add_recovery(&store, PASSPHRASE, &[office.recipient()], QUICK).unwrap();
    drop(store);
    assert_eq!(vault::recipients(folder.path()), [vault.identity().recipient(), office.recipient()]);
    // The passphrase file is lost too.
    std::fs::remove_file(folder.path().join("seal/key.age")).unwrap();
    assert_eq!(vault::state(folder.path()), State::Sealed);
    assert_eq!(vault::unlock(folder.path(), PASSPHRASE).unwrap_err().key, "seal-key-missing");
    let vault = Arc::new(vault::recover(folder.path(), &office).unwrap());
    assert_eq!(check_with(folder.path(), opening(&vault), &acks), [""; 0]);
}

#[test]
fn unsealing_gives_back_what_any_program_reads() {
    let folder = memory_folder();
    let (acks, vault) = sealed_day(folder.path(), &[&Identity::generate()]);
    let (store, _) = Workspace::open(folder.path(), opening(&vault)).unwrap();
    let done = vault::unseal(store, &Progress::default()).unwrap();
    assert!(done.finished && done.problems.is_empty(), "{done:?}");
    drop(done);
    assert_eq!(vault::state(folder.path()), State::Plain);
    let sealed: Vec<_> = files(folder.path()).into_iter().filter(|(_, bytes)| is_sealed(bytes)).collect();
    assert_eq!(sealed, []);
    assert_eq!(files(&folder.path().join("seal")), []);
    assert_eq!(check(folder.path(), &acks), [""; 0]);
    let store = plain(folder.path(), Disk::default());
    assert_eq!(vault::unseal(store, &Progress::default()).unwrap_err().key, "seal-not-sealed");
}

#[test]
fn a_stopped_run_is_gone_on_with() {
    let folder = memory_folder();
    let store = plain(folder.path(), Disk::default());
    let mut day = Day::new(&store);
    day.work(0..27);
    let acks = day.acks;
    let stopped = Progress::default();
    stopped.stop();
    let (vault, done) = vault::seal(store, PASSPHRASE, &[], QUICK, &stopped).unwrap();
    assert!(!done.finished);
    drop(done);
    assert_eq!(vault::state(folder.path()), State::Sealing);
    assert_eq!(check_with(folder.path(), opening(&vault), &acks), [""; 0]);
    let (store, _) = Workspace::open(folder.path(), opening(&vault)).unwrap();
    assert_eq!(
        vault::seal(store, PASSPHRASE, &[], QUICK, &Progress::default()).unwrap_err().key,
        "seal-already-sealed"
    );
    let (store, _) = Workspace::open(folder.path(), opening(&vault)).unwrap();
    let done = vault::resume(store, &Progress::default()).unwrap();
    assert!(done.finished);
    assert_eq!(done.store.wrong_form().unwrap(), []);
    drop(done);
    assert_eq!(vault::state(folder.path()), State::Sealed);
    assert_eq!(check_with(folder.path(), opening(&vault), &acks), [""; 0]);
}

#[test]
fn a_sealed_journal_that_is_torn_keeps_what_was_acknowledged() {
    let folder = memory_folder();
    let (mut acks, vault) = sealed_day(folder.path(), &[]);
    let (store, _) = Workspace::open(folder.path(), opening(&vault)).unwrap();
    let mut day = Day::new(&store);
    day.work(27..29);
    acks.extend(day.acks);
    let path = store.layout().journal(home(28));
    drop(store);
    let whole = std::fs::read(&path).unwrap();
    assert!(whole.ends_with(b"\n") && !holds(&whole, "王评估".as_bytes()));
    for torn in (1..whole.len()).step_by(37).chain([whole.len() - 1]) {
        std::fs::write(&path, [&whole[..], &whole[..torn]].concat()).unwrap();
        let told = check_with(folder.path(), opening(&vault), &acks);
        let expected = ["store-journal-line-damaged", "store-set-aside"];
        assert!(told.is_empty() || told == expected, "{torn}: {told:?}");
    }
    // A line in the middle that has rotted costs itself, and is no reason to leave the household shut.
    let mut rotten = [&whole[..], &whole[..]].concat();
    rotten[40] ^= 1;
    std::fs::write(&path, rotten).unwrap();
    let told = check_with(folder.path(), opening(&vault), &acks);
    assert_eq!(told, ["store-journal-line-damaged", "store-set-aside"]);
    assert_eq!(Workspace::open(folder.path(), opening(&vault)).unwrap().0.wrong_form().unwrap(), []);
}

#[test]
fn what_is_sealed_for_another_key_stays_and_what_is_damaged_is_set_aside() {
    let folder = memory_folder();
    let (_, vault) = sealed_day(folder.path(), &[]);
    let (store, _) = Workspace::open(folder.path(), opening(&vault)).unwrap();
    let stranger: Arc<Vault> = Arc::new(Vault::new(Identity::generate(), Vec::new()));
    let path = |store: &Workspace, step| {
        let file = format!("{}.ron.age", home(step));
        let files = files(&store.layout().dossiers()).into_iter().map(|(path, _)| path);
        files.into_iter().find(|path| path.ends_with(&file)).unwrap()
    };
    let (theirs, damaged) = (path(&store, 0), path(&store, 2));
    let foreign = tantu::cipher::Cipher::seal(&*stranger, b"another's").unwrap();
    std::fs::write(&theirs, &foreign).unwrap();
    let mut bytes = std::fs::read(&damaged).unwrap();
    *bytes.last_mut().unwrap() ^= 1;
    std::fs::write(&damaged, &bytes).unwrap();

    assert_eq!(store.load(home(0)).unwrap_err().key, "seal-for-others");
    assert_eq!(store.fold(&tantu::dossier::Dossier::new(home(0))).unwrap_err().key, "seal-for-others");
    assert_eq!(std::fs::read(&theirs).unwrap(), foreign, "it stays");
    let (rest, problems) = store.load(home(2)).unwrap();
    assert_eq!(problems.iter().map(|problem| problem.key).collect::<Vec<_>>(), ["seal-damaged", "store-set-aside"]);
    assert!(rest.next_counter(store.device()) > 1_000, "no dot is used twice");
    assert_eq!(store.broken_files().unwrap(), 1);

    let settings = store.layout().settings();
    std::fs::write(&settings, &foreign).unwrap();
    let (_, told) = store.settings();
    assert_eq!(told[0].key, "seal-for-others");
    assert_eq!(store.write_settings(&store.settings().0).unwrap_err().key, "seal-for-others");
    assert_eq!(std::fs::read(&settings).unwrap(), foreign);
    assert_eq!(store.wrong_form().unwrap(), []);
}

#[test]
fn two_threads_write_a_sealed_workspace() {
    let folder = memory_folder();
    let (acks, vault) = sealed_day(folder.path(), &[]);
    let (store, _) = Workspace::open(folder.path(), opening(&vault)).unwrap();
    let more = std::thread::scope(|scope| {
        let reader = scope.spawn(|| {
            for _ in 0..20 {
                tantu::store::Index::open(&store).unwrap();
                store.fold(&store.load(home(0)).unwrap().0).unwrap();
            }
        });
        let mut day = Day::new(&store);
        day.work(27..66);
        assert_eq!(day.failed, []);
        reader.join().unwrap();
        day.acks
    });
    drop(store);
    assert_eq!(check_with(folder.path(), opening(&vault), &[acks, more].concat()), [""; 0]);
}

#[test]
fn the_lock_screen_knows_how_the_screen_looks_and_not_whose_it_is() {
    let folder = memory_folder();
    let store = plain(folder.path(), Disk::default());
    let mut settings = store.settings().0;
    (settings.surveyor, settings.theme, settings.text_percent) = ("王评估".into(), "sunlight".into(), 150);
    store.write_settings(&settings).unwrap();
    let (vault, done) = vault::seal(store, PASSPHRASE, &[], QUICK, &Progress::default()).unwrap();
    let shown = appearance(folder.path());
    assert_eq!((&*shown.theme, shown.text_percent, &*shown.surveyor), ("sunlight", 150, ""));
    settings.text_percent = 200;
    done.store.write_settings(&settings).unwrap();
    drop(done);
    assert_eq!(appearance(folder.path()).text_percent, 200);
    let (store, _) = Workspace::open(folder.path(), opening(&vault)).unwrap();
    assert_eq!(store.settings().0, settings);
}
