//! The law of the inbox: the same files in any order and grouping, with repeats, give the same bytes.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on fails")]

use std::path::{Path, PathBuf};

use proptest::prelude::*;
use tantu::app::merge::{self, Progress, Request};
use tantu::dossier::Dossier;
use tantu::role::Role;
use tantu::store::{Opening, Workspace, wire};

use crate::fleet::Fleet;
use crate::generate::{config, history};

/// Writes every state as a file of its own, under names that say its household or nothing; every other one long ago, so
/// that it is passed over when it comes again.
fn write(folder: &Path, states: &[Dossier]) -> Vec<PathBuf> {
    let write = |(number, state): (usize, &Dossier)| {
        let name = if number % 3 == 0 { "copy.ron".to_owned() } else { format!("{}.ron", state.id) };
        let path = folder.join(number.to_string()).join(name);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(&path, wire::write(state)).unwrap();
        if number % 2 == 0 {
            let file = std::fs::File::options().write(true).open(&path).unwrap();
            file.set_modified(std::time::UNIX_EPOCH + std::time::Duration::from_secs(1_000_000_000)).unwrap();
        }
        path
    };
    states.iter().enumerate().map(write).collect()
}

fn merge_all(store: &Workspace, inputs: Vec<PathBuf>) {
    let request = Request { inputs, ..Request::default() };
    let report = merge::merge(store, &request, &Progress::default(), &|_| {}).unwrap();
    assert_eq!((report.end, report.unread, report.totals.refused), (merge::End::Done, vec![], 0));
}

fn in_memory() -> tempfile::TempDir {
    tempfile::tempdir_in("/dev/shm").or_else(|_| tempfile::tempdir()).unwrap()
}

proptest! {
    #![proptest_config(config(24))]

    #[test]
    fn any_order_and_grouping_with_repeats_gives_the_same_bytes(
        (devices, steps) in history(16),
        groups in proptest::collection::vec(
            proptest::collection::vec(any::<prop::sample::Index>(), 0..6),
            0..5,
        ),
        order in any::<prop::sample::Index>(),
    ) {
        let fleet = Fleet::after(devices, &steps);
        let states: Vec<Dossier> = fleet.states.iter().map(|state| state.dossier.clone()).collect();
        let mut joined = Dossier::new(states[0].id);
        states.iter().for_each(|state| joined.join(state).unwrap());
        let (inbox, office) = (in_memory(), in_memory());
        let mut files = write(inbox.path(), &states);
        let opening = Opening { role: Role::Coordinator, ..Opening::default() };
        let (store, _) = Workspace::open(office.path(), opening).unwrap();
        for group in groups {
            merge_all(&store, group.iter().map(|place| files[place.index(files.len())].clone()).collect());
        }
        // Everything once more, in another order, half of it one by one.
        let turn = order.index(files.len());
        files.rotate_left(turn);
        let (first, rest) = files.split_at(files.len() / 2);
        first.iter().for_each(|file| merge_all(&store, vec![file.clone()]));
        merge_all(&store, [rest, first].concat());
        let (here, problems) = store.load(joined.id).unwrap();
        prop_assert_eq!(problems, vec![]);
        prop_assert_eq!(&here, &joined);
        let found: Vec<Vec<u8>> = std::fs::read_dir(store.layout().dossiers()).unwrap()
            .flat_map(|division| std::fs::read_dir(division.unwrap().path()).unwrap())
            .map(|file| std::fs::read(file.unwrap().path()).unwrap())
            .collect();
        prop_assert_eq!(found, vec![wire::write(&joined).into_bytes()]);
    }
}
