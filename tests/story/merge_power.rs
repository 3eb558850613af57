//! The battery is pulled during a merge: of the worst mixtures of what the disk may hold, every file is the old or the
//! new one, no household names a photo that is not there, and merging again brings everything.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use tantu::app::merge::{self, End, Progress};
use tantu::store::disk::Disk;
use tantu::store::wire;

use crate::merge_make::{
    Files, assert_same, expected, files, memory_folder, merged, open, photo, request, roster, tablets,
};
use crate::power::{Done, Model, Node, Recorder};

const HOUSEHOLDS: u32 = 12;
/// Of these, here before the merge.
const BEFORE: u32 = 5;
/// Every so many operations the plug is pulled.
const EVERY: usize = 3;

/// The operations of a merge, and how many of them came before it.
fn recorded(root: &Path, inputs: &[PathBuf], file_by_file: bool) -> (Vec<Done>, usize) {
    let recorder = Arc::new(Recorder::default());
    let disk = Disk::watched(recorder.clone());
    let store = open(root, if file_by_file { disk.file_by_file() } else { disk });
    for number in 0..BEFORE {
        store.fold(&roster(number)).unwrap();
    }
    let before = recorder.0.lock().unwrap().len();
    let report = merge::merge(&store, &request(inputs), &Progress::default(), &|_| {}).unwrap();
    assert_eq!((report.end, report.totals.changed), (End::Done, BEFORE as usize));
    drop(store);
    let done = std::mem::take(&mut *recorder.0.lock().unwrap());
    (done, before)
}

#[test]
fn whenever_the_battery_is_pulled_every_household_is_the_old_or_the_new_one() {
    let sticks = memory_folder();
    let inputs = tablets(sticks.path(), HOUSEHOLDS);
    let new = expected(HOUSEHOLDS);
    for file_by_file in [false, true] {
        let office = memory_folder();
        let (done, before) = recorded(office.path(), &inputs, file_by_file);
        assert!(done.len() > before + 40, "{}", done.len());
        let mut model = Model::default();
        for (count, op) in done.iter().enumerate() {
            if count >= before && count % EVERY == 0 {
                for names in [&model.names, &model.certain_names] {
                    for contents in [&model.contents, &model.certain_contents] {
                        pulled(&model, office.path(), names, contents, &inputs, &new);
                    }
                }
            }
            model.apply(op);
        }
        // When the merge has returned, the disk holds all of it for certain.
        let image = model.image(office.path(), &model.certain_names, &model.certain_contents);
        drop(open(image.path(), Disk::default()));
        assert_same(&files(image.path()), &new);
    }
}

fn pulled(
    model: &Model,
    root: &Path,
    names: &BTreeMap<PathBuf, Node>,
    contents: &[Vec<u8>],
    inputs: &[PathBuf],
    new: &Files,
) {
    let image = model.image(root, names, contents);
    // What was half-written is swept at the opening.
    drop(open(image.path(), Disk::default()));
    let found = files(image.path());
    for number in 0..HOUSEHOLDS {
        let name = format!("{}.ron", roster(number).id);
        let here: Vec<_> = found.iter().filter(|(path, _)| path.ends_with(&name)).collect();
        let old = wire::write(&roster(number)).into_bytes();
        match *here {
            [] => assert!(number >= BEFORE, "{number} was here"),
            [(_, bytes)] if number < BEFORE && *bytes == old => {}
            [(path, bytes)] => {
                assert!(*bytes == new[path], "{number} is neither old nor new");
                if let Some(photo) = photo(number) {
                    assert!(found.values().any(|bytes| *bytes == photo), "the photo of {number} is not there");
                }
            }
            _ => panic!("{number} is there twice"),
        }
    }
    assert_eq!(merged(image.path(), inputs).end, End::Done);
    assert_same(&files(image.path()), new);
}
