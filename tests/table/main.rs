//! What leaves the office, read back: by our own means, and by the programs that offices and analysts use.
//!
//! The other readers run in Python (`scripts/python`), which makes its environment itself; a machine without a network
//! says `TANTU_WITHOUT_PYTHON=1`, and is told what it did not test.

mod csv;
mod parquet;
mod sample;
mod xlsx;

use std::path::{Path, PathBuf};
use std::process::Command;

use tantu::store::export::UnfinishedFolder;
use tantu::store::{Opening, Workspace};
use tantu::table::write::{Book, Folder, Output};

/// Files of a test, with the workspace that writes them.
struct Desk {
    folder: tempfile::TempDir,
    store: Workspace,
}

impl Desk {
    fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let (store, _) = Workspace::open(&folder.path().join("workspace"), Opening::default()).unwrap();
        Self { folder, store }
    }

    fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    /// Writes a folder and returns its path.
    fn folder(&self, name: &str, fill: impl FnOnce(&dyn Folder)) -> PathBuf {
        let path = self.path(name);
        let filled = |folder: &UnfinishedFolder<'_>| {
            fill(folder);
            Ok(())
        };
        self.store.export_folder(&path, filled).unwrap();
        path
    }
}

/// A file in memory that a test keeps.
#[derive(Clone, Default)]
struct Kept(std::sync::Arc<std::sync::Mutex<Vec<u8>>>);

impl std::io::Write for Kept {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        self.0.lock().unwrap().extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}

impl Output for Kept {
    fn close(self: Box<Self>) -> std::io::Result<()> {
        Ok(())
    }
}

/// What the Python program says about the file at `path`; `None` where there shall be no Python.
fn python(program: &str, path: &Path) -> Option<String> {
    if std::env::var_os("TANTU_WITHOUT_PYTHON").is_some() {
        eprintln!("NOT TESTED: no other program has read {}", path.display());
        return None;
    }
    let script = path.with_extension("check.py");
    std::fs::write(&script, program).unwrap();
    let run = Path::new(env!("CARGO_MANIFEST_DIR")).join("scripts/python");
    let done = Command::new(run).arg(&script).arg(path).env("PYTHONIOENCODING", "utf-8").output().unwrap();
    let told = String::from_utf8_lossy(&done.stderr);
    assert!(done.status.success(), "without a network, set TANTU_WITHOUT_PYTHON=1\n{told}");
    Some(String::from_utf8(done.stdout).unwrap())
}

/// Writes the sample's rows into a book.
fn fill<'a>(mut book: Box<dyn Book + 'a>) -> Vec<tantu::table::write::Written> {
    let place = book.begin(sample::head()).unwrap();
    for (part, cells) in sample::rows() {
        book.row(place, &part, &cells).unwrap();
    }
    book.finish().unwrap()
}
