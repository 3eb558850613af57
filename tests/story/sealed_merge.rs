//! Tablets that come back sealed: an office that can recover them merges them like any others.

use std::sync::Arc;

use tantu::app::merge::{self, Progress};
use tantu::app::vault::{self, Identity, Vault};
use tantu::role::Role;
use tantu::store::{Opening, Workspace, wire};

use crate::merge_make::{files, id, memory_folder, merged, photo, request, tablets, whole};
use crate::sealed::{PASSPHRASE, QUICK, plain};

const HOUSEHOLDS: u32 = 24;

fn office(vault: &Arc<Vault>, folder: &std::path::Path) -> Workspace {
    let opening = Opening { role: Role::Coordinator, cipher: Some(Arc::clone(vault) as _), ..Opening::default() };
    Workspace::open(folder, opening).unwrap().0
}

#[test]
fn an_office_reads_the_tablets_that_it_can_recover_and_refuses_the_others_in_a_sentence() {
    let (sticks, desk) = (memory_folder(), memory_folder());
    let key = Identity::generate();
    let folders = tablets(sticks.path(), HOUSEHOLDS);
    let stranger = Identity::generate();
    for (number, folder) in folders.iter().enumerate() {
        // The last one is sealed for somebody else.
        let recovery = if number == 3 { stranger.recipient() } else { key.recipient() };
        let store = plain(folder, Default::default());
        vault::seal(store, PASSPHRASE, &[recovery], QUICK, &vault::Progress::default()).unwrap();
    }
    let vault = Arc::new(Vault::new(key, Vec::new()));
    let store = office(&vault, desk.path());
    let report = merge::merge(&store, &request(&[sticks.path().to_owned()]), &Progress::default(), &|_| {}).unwrap();
    let unread: Vec<_> = report.unread.iter().map(|unread| (unread.why.key, unread.why.place.file.clone())).collect();
    assert_eq!(unread, [("merge-sealed-for-others", Some(folders[3].canonicalize().unwrap()))]);
    assert_eq!(report.problems, []);
    for number in (0..HOUSEHOLDS).filter(|number| number % 4 != 3 && !number.is_multiple_of(5)) {
        let (here, problems) = store.load(id(number)).unwrap();
        assert_eq!((wire::write(&here), problems), (wire::write(&whole(number)), vec![]), "{number}");
        if let Some(bytes) = photo(number) {
            assert_eq!(store.read_photo(tantu::id::ContentHash::of(&bytes)).unwrap(), bytes);
        }
    }
    assert_eq!(store.wrong_form().unwrap(), [], "what was taken in is sealed here too");
    drop(store);
    assert!(
        files(desk.path())
            .keys()
            .all(|path| path.starts_with("kept-forms") || path.to_string_lossy().ends_with(".age"))
    );

    // An office without any key refuses all of them, and a file by itself as well.
    let bare = memory_folder();
    let report = merged(bare.path(), &folders);
    assert_eq!(report.unread.len(), 4);
    assert!(report.unread.iter().all(|unread| unread.why.key == "merge-sealed-for-others" && unread.kept.is_none()));
    let alone = files(&folders[0]).into_keys().find(|path| path.starts_with("dossiers")).unwrap();
    let report = merged(bare.path(), &[folders[0].join(alone)]);
    assert_eq!(report.unread[0].why.key, "seal-locked");
    assert_eq!((report.unread.len(), report.totals.new), (1, 0));
}

#[test]
fn plain_tablets_are_merged_into_a_sealed_office_and_again_and_nothing_changes() {
    let (sticks, desk) = (memory_folder(), memory_folder());
    let folders = tablets(sticks.path(), HOUSEHOLDS);
    let opening = Opening { role: Role::Coordinator, ..Opening::default() };
    let (store, _) = Workspace::open(desk.path(), opening).unwrap();
    let (vault, done) = vault::seal(store, PASSPHRASE, &[], QUICK, &vault::Progress::default()).unwrap();
    let first = merge::merge(&done.store, &request(&folders), &Progress::default(), &|_| {}).unwrap();
    assert_eq!((first.totals.new, first.unread.len(), first.problems), (HOUSEHOLDS as usize, 0, vec![]));
    drop(done);
    let store = office(&vault, desk.path());
    let again = merge::merge(&store, &request(&folders), &Progress::default(), &|_| {}).unwrap();
    assert_eq!((again.totals.new, again.totals.changed, again.totals.photos), (0, 0, 0));
    for number in 0..HOUSEHOLDS {
        assert_eq!(wire::write(&store.load(id(number)).unwrap().0), wire::write(&whole(number)));
    }
}
