//! The battery is pulled: a model of what the disk really holds at every moment.
//!
//! The operating system may write what was never synced, or not; names and contents in any mixture. After *every*
//! operation of a day's work the worst mixtures are made into folders and opened.

use std::collections::BTreeMap;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex};

use tantu::store::disk::{Disk, Op, Watch};
use tantu::store::{Opening, Workspace};

use crate::script::{Ack, Day, check};

/// An operation, kept.
pub enum Done {
    Folder(PathBuf),
    Create(PathBuf),
    Write(PathBuf, Vec<u8>),
    Sync(PathBuf),
    SyncFolder(PathBuf),
    SyncAll,
    Rename(PathBuf, PathBuf),
    Remove(PathBuf),
    Truncate(PathBuf, u64),
}

#[derive(Default)]
pub struct Recorder(pub Mutex<Vec<Done>>);

impl Watch for Recorder {
    fn before(&self, op: Op<'_>) -> Result<(), (usize, io::Error)> {
        let done = match op {
            Op::CreateFolder(path) => Done::Folder(path.into()),
            Op::Create(path) => Done::Create(path.into()),
            Op::Write { path, bytes } => Done::Write(path.into(), bytes.into()),
            Op::Sync(path) => Done::Sync(path.into()),
            Op::SyncFolder(path) => Done::SyncFolder(path.into()),
            Op::SyncAll(_) => Done::SyncAll,
            Op::Rename { from, to } => Done::Rename(from.into(), to.into()),
            Op::Remove(path) => Done::Remove(path.into()),
            Op::Truncate { path, length } => Done::Truncate(path.into(), length),
            Op::Read(_) => return Ok(()),
        };
        self.0.lock().unwrap().push(done);
        Ok(())
    }
}

/// What a name leads to.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Node {
    Folder,
    File(usize),
}

/// Files and names, as the program sees them and as the disk has them for certain.
#[derive(Default)]
pub struct Model {
    pub names: BTreeMap<PathBuf, Node>,
    pub certain_names: BTreeMap<PathBuf, Node>,
    pub contents: Vec<Vec<u8>>,
    pub certain_contents: Vec<Vec<u8>>,
}

impl Model {
    pub fn apply(&mut self, done: &Done) {
        match done {
            Done::Folder(path) => drop(self.names.insert(path.clone(), Node::Folder)),
            Done::Create(path) => {
                self.names.insert(path.clone(), Node::File(self.contents.len()));
                self.contents.push(Vec::new());
                self.certain_contents.push(Vec::new());
            }
            Done::Write(path, bytes) => {
                let file = self.file(path);
                self.contents[file].extend(bytes);
            }
            Done::Sync(path) => {
                let file = self.file(path);
                self.certain_contents[file] = self.contents[file].clone();
            }
            Done::SyncFolder(folder) => {
                let here = |path: &Path| path.parent() == Some(folder);
                self.certain_names.retain(|path, _| !here(path));
                self.certain_names
                    .extend(self.names.iter().filter(|(path, _)| here(path)).map(|(p, n)| (p.clone(), *n)));
            }
            Done::SyncAll => {
                self.certain_names.clone_from(&self.names);
                self.certain_contents.clone_from(&self.contents);
            }
            Done::Rename(from, to) => {
                let node = self.names.remove(from).unwrap();
                self.names.insert(to.clone(), node);
            }
            Done::Remove(path) => drop(self.names.remove(path)),
            Done::Truncate(path, length) => {
                let file = self.file(path);
                self.contents[file].truncate(usize::try_from(*length).unwrap());
            }
        }
    }

    fn file(&self, path: &Path) -> usize {
        match self.names.get(path) {
            Some(Node::File(file)) => *file,
            _ => panic!("{} was never created", path.display()),
        }
    }

    /// Makes a folder of one mixture: the names of one column with the contents of one column.
    pub fn image(&self, root: &Path, names: &BTreeMap<PathBuf, Node>, contents: &[Vec<u8>]) -> tempfile::TempDir {
        let folder = memory_folder();
        // A folder whose own name did not reach the disk takes everything in it along.
        let reachable =
            |path: &Path| path.ancestors().skip(1).take_while(|p| *p != root).all(|p| names.contains_key(p));
        for (path, node) in names.iter().filter(|(path, _)| path.starts_with(root) && reachable(path)) {
            let target = folder.path().join(path.strip_prefix(root).unwrap());
            match node {
                Node::Folder => std::fs::create_dir_all(target).unwrap(),
                Node::File(file) => std::fs::write(target, &contents[*file]).unwrap(),
            }
        }
        folder
    }
}

/// A folder in memory where there is one: the model decides what is durable, not this disk.
fn memory_folder() -> tempfile::TempDir {
    tempfile::tempdir_in("/dev/shm").or_else(|_| tempfile::tempdir()).unwrap()
}

/// Runs a day's work on a watched disk; says after how many operations each acknowledgement came.
fn recorded_day(root: &Path) -> (Vec<Done>, Vec<(usize, Ack)>) {
    let recorder = Arc::new(Recorder::default());
    let mut acks = Vec::new();
    // Twice, because opening an existing workspace writes too.
    for steps in [0..27, 27..60] {
        let disk = Disk::watched(recorder.clone());
        let (workspace, problems) = Workspace::open(root, Opening { disk, ..Opening::default() }).unwrap();
        assert_eq!(problems, []);
        let mut day = Day::new(&workspace);
        for step in steps {
            day.step(step).unwrap();
            let count = recorder.0.lock().unwrap().len();
            acks.extend(day.acks.drain(..).map(|ack| (count, ack)));
        }
    }
    let done = std::mem::take(&mut *recorder.0.lock().unwrap());
    (done, acks)
}

#[test]
fn whenever_the_battery_is_pulled_every_acknowledged_answer_is_there() {
    let folder = memory_folder();
    let (done, acks) = recorded_day(folder.path());
    assert!(done.len() > 150, "the day is long enough: {}", done.len());
    let mut model = Model::default();
    for (count, op) in done.iter().enumerate() {
        let safe: Vec<Ack> = acks.iter().filter(|(after, _)| *after <= count).map(|(_, ack)| *ack).collect();
        let all_names_are_certain = model.names == model.certain_names;
        let all_contents_are_certain = model.contents == model.certain_contents;
        opens(&model, folder.path(), &model.names, &model.contents, &safe);
        if !all_names_are_certain {
            opens(&model, folder.path(), &model.certain_names, &model.contents, &safe);
        }
        if !all_contents_are_certain {
            opens(&model, folder.path(), &model.names, &model.certain_contents, &safe);
        }
        if !all_names_are_certain && !all_contents_are_certain {
            opens(&model, folder.path(), &model.certain_names, &model.certain_contents, &safe);
        }
        if let Done::Write(path, bytes) = op {
            // Half of the bytes reach the disk, the rest never does.
            let mut contents = model.contents.clone();
            contents[model.file(path)].extend(&bytes[..bytes.len() / 2]);
            opens(&model, folder.path(), &model.names, &contents, &safe);
        }
        model.apply(op);
    }
}

fn opens(model: &Model, root: &Path, names: &BTreeMap<PathBuf, Node>, contents: &[Vec<u8>], safe: &[Ack]) {
    let image = model.image(root, names, contents);
    for key in check(image.path(), safe) {
        // The image is a copy; a torn line was not acknowledged.
        let expected =
            ["store-copied-workspace", "store-journal-line-damaged", "store-manifest-missing", "store-set-aside"];
        assert!(expected.contains(&key), "{key}");
    }
}
