//! A workspace with one whole household, a printer for it, and PDF files read back.

use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::{Arc, LazyLock};

use tantu::app::clock::FixedClock;
use tantu::app::papers::{self, Batch, Outcome, Printer};
use tantu::dossier::Dossier;
use tantu::dossier::summary::VisitState;
use tantu::id::DossierId;
use tantu::problem::Problem;
use tantu::report::Shelf;
use tantu::report::model::{Kind, Languages};
use tantu::stamp::Moment;
use tantu::store::{Index, Opening, Workspace};
use tantu::value::{Photo, Value};

use super::household;

/// A workspace of the demo in which one household is settled.
pub struct Press {
    pub folder: tempfile::TempDir,
    pub store: Arc<Workspace>,
    pub id: DossierId,
    pub all: Vec<DossierId>,
}

/// Made once, because its pictures are painted; every test gets a copy.
static MADE: LazyLock<(PathBuf, DossierId)> = LazyLock::new(|| {
    // Nothing is dropped at the end of a test run: a folder of a fixed name does not add up.
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("paper-household");
    std::fs::remove_dir_all(&folder).ok();
    tantu::cli::demo::create(&folder).unwrap();
    let (store, _) = Workspace::open(&folder, Opening::default()).unwrap();
    let (index, _) = Index::open(&store).unwrap();
    let finished = index.records().iter().filter(|record| record.summary.visit == VisitState::Finished);
    let richest = finished.max_by_key(|entry| entry.summary.photos).unwrap().id;
    let (mut dossier, _) = store.load(richest).unwrap();
    let photos = photos_of(&dossier);
    household::complete(&mut dossier, &photos);
    store.fold(&dossier).unwrap();
    (folder, richest)
});

fn copy(from: &Path, to: &Path) {
    std::fs::create_dir_all(to).unwrap();
    for entry in std::fs::read_dir(from).unwrap().map(Result::unwrap) {
        let to = to.join(entry.file_name());
        if entry.file_type().unwrap().is_dir() {
            copy(&entry.path(), &to);
        } else {
            drop(std::fs::copy(entry.path(), to));
        }
    }
}

impl Press {
    pub fn new() -> Self {
        let (made, id) = &*MADE;
        let folder = tempfile::tempdir_in(env!("CARGO_TARGET_TMPDIR")).unwrap();
        let workspace = folder.path().join("workspace");
        copy(made, &workspace);
        let (store, _) = Workspace::open(&workspace, Opening::default()).unwrap();
        let (index, _) = Index::open(&store).unwrap();
        let all = index.records().iter().map(|record| record.id).collect();
        Self { folder, store: Arc::new(store), id: *id, all }
    }

    pub fn dossier(&self) -> Dossier {
        self.store.load(self.id).unwrap().0
    }

    /// A printer with these templates of the office: file name and text.
    pub fn printer(&self, office: &[(&str, &str)]) -> Printer {
        let files = office.iter().map(|(name, text)| ((*name).to_owned(), text.as_bytes().to_vec()));
        let (shelf, problems) = Shelf::of_office(files);
        assert_eq!(problems, []);
        let clock = Arc::new(FixedClock(Moment::new(1_798_800_000, 480)));
        let (printer, problems) = Printer::new(Arc::clone(&self.store), clock, shelf);
        assert_eq!(problems, []);
        printer
    }

    /// The document as a file and what was told about it.
    pub fn print(
        &self,
        office: &[(&str, &str)],
        kind: Kind,
        languages: Languages,
    ) -> Result<(Pdf, Vec<Problem>), Problem> {
        let printed = self.printer(office).print(self.id, kind, languages)?;
        let path = self.folder.path().join(papers::file_name(self.id, kind, languages));
        std::fs::write(&path, &printed.pdf).unwrap();
        Ok((Pdf { path, pages: printed.pages }, printed.warnings))
    }

    pub fn batch(&self, printer: &Printer, kinds: &[Kind], stop: &papers::Stop) -> Outcome {
        let batch = Batch {
            households: self.all.clone(),
            kinds: kinds.to_vec(),
            languages: Languages::Zh,
            folder: self.folder.path().join("out"),
            threads: 2,
        };
        papers::print(printer, &batch, stop, &|_| {}).unwrap()
    }
}

/// All photos of a household.
pub fn photos_of(dossier: &Dossier) -> Vec<Arc<Photo>> {
    let photos = dossier.fields.values().filter_map(|register| match register.value() {
        Some(Value::Photo(photo)) => Some(Arc::clone(photo)),
        _ => None,
    });
    photos.collect()
}

/// A PDF file on the disk.
pub struct Pdf {
    pub path: PathBuf,
    pub pages: usize,
}

impl Pdf {
    pub fn text(&self) -> String {
        poppler("pdftotext", &["-layout"], &self.path, &["-"])
    }

    /// The text without any white space: where lines break is no matter of content.
    pub fn squeezed(&self) -> String {
        self.text().split_whitespace().collect()
    }

    /// Words with their boxes, as XML.
    pub fn boxes(&self) -> String {
        poppler("pdftotext", &["-bbox"], &self.path, &["-"])
    }
}

fn poppler(tool: &str, before: &[&str], file: &Path, after: &[&str]) -> String {
    let done = Command::new(tool).args(before).arg(file).args(after).output();
    let done = done.unwrap_or_else(|error| panic!("{tool}: {error}; scripts/setup installs poppler-utils"));
    assert!(done.status.success(), "{}", String::from_utf8_lossy(&done.stderr));
    String::from_utf8(done.stdout).unwrap()
}
