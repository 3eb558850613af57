//! What documents cost: 100 whole household files with 8 photos each, through one engine on one thread and on two,
//! through a fresh engine per document, and beside `LibreOffice` turning the same text, tables and photos into PDF.
//!
//! Each measurement is a process of its own (this bench started again), so that its peak memory is its own.

#![allow(clippy::unwrap_used, reason = "a measurement that cannot go on has to stop")]

use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::Arc;
use std::sync::atomic::AtomicBool;
use std::time::{Duration, Instant};

use tantu::app::clock::SystemClock;
use tantu::app::papers::{self, Batch, Printer};
use tantu::dossier::Dossier;
use tantu::dossier::edit::Edit;
use tantu::dossier::household as names;
use tantu::id::{DossierId, Name};
use tantu::path::FieldPath;
use tantu::report::model::{Kind, Languages};
use tantu::report::{Engine, Shelf};
use tantu::store::{Index, Opening, Workspace};
use tantu::value::{Photo, Value};

mod common;
#[path = "../tests/paper/household.rs"]
mod household;

use common::{Table, demo, quick, show};

/// Photos in each household file.
const PHOTOS: usize = 8;
/// Of the `LibreOffice` side, and of the engines made anew: they are slow, and all documents are alike.
const SOME: usize = 10;

fn main() {
    let arguments: Vec<String> = std::env::args().collect();
    if let Some(place) = arguments.iter().position(|argument| argument == "--run") {
        return run(&arguments[place + 1..]);
    }
    let count = if quick() { 4 } else { 100 };
    let folder = tempfile::tempdir_in(env!("CARGO_TARGET_TMPDIR")).unwrap();
    let workspace = folder.path().join("workspace");
    prepare(&workspace, count);
    let one = child(&workspace, "one", count);
    let two = child(&workspace, "two", count);
    let fresh = child(&workspace, "fresh", SOME.min(count));
    let mut table = Table::new([
        "household files, 8 photos each",
        "documents",
        "a document",
        "documents/s",
        "pages/s",
        "peak memory",
    ]);
    for (name, run) in
        [("one engine, one core", &one), ("one engine, two cores", &two), ("a fresh engine each, one core", &fresh)]
    {
        table.row(run.cells(name));
    }
    table.print();
    println!("\nreuse: a document through the one engine takes {} of one through a fresh engine", ratio(&one, &fresh));
    println!("two cores: {:.2} times the documents of one", two.rate() / one.rate());
    // Last: it may take minutes.
    match libreoffice(folder.path(), &workspace, one.pages / one.documents.max(1)) {
        Some(office) => println!(
            "LibreOffice: {:.1} pages a second against ours {:.1} on one core: {:.1} times",
            office.page_rate(),
            one.page_rate(),
            one.page_rate() / office.page_rate()
        ),
        None => {
            println!("LibreOffice: not measured (soffice is not installed: apt-get install libreoffice-writer-nogui)");
        }
    }
}

/// What one process did.
struct Run {
    documents: usize,
    pages: usize,
    time: Duration,
    /// In kB.
    peak: u64,
}

impl Run {
    fn rate(&self) -> f64 {
        self.documents as f64 / self.time.as_secs_f64()
    }

    fn page_rate(&self) -> f64 {
        self.pages as f64 / self.time.as_secs_f64()
    }

    fn cells(&self, name: &str) -> [String; 6] {
        [
            name.to_owned(),
            self.documents.to_string(),
            show(self.time / u32::try_from(self.documents.max(1)).unwrap()),
            format!("{:.1}", self.rate()),
            format!("{:.0}", self.page_rate()),
            if self.peak == 0 { "-".to_owned() } else { format!("{} MB", self.peak >> 10) },
        ]
    }
}

fn ratio(ours: &Run, theirs: &Run) -> String {
    format!("{:.2}", theirs.rate() / ours.rate())
}

/// `count` copies of one whole household with [`PHOTOS`] photos of its visit.
fn prepare(workspace: &Path, count: usize) {
    let mut model = demo(workspace);
    let photos = thinned(&mut model);
    household::complete(&mut model, &photos);
    let (store, _) = Workspace::open(workspace, Opening::default()).unwrap();
    for number in 0..count {
        let mut home = Dossier::from_parts(
            DossierId::from_u128(0x0193_0000_0000_7000_8000_0000_0000_0000 + number as u128),
            model.fields.clone(),
            model.spent.clone(),
            model.unknown.clone(),
        )
        .unwrap();
        // No two files are quite alike.
        let head = FieldPath::top(Name::of(names::HEAD));
        home.apply(&Edit::set(head, Value::Text(format!("示例{number}").into())), &household::author("bench"));
        store.fold(&home).unwrap();
    }
}

/// Takes photos of the visit back until the plan's and the works' make up [`PHOTOS`]; returns what is used for those.
fn thinned(model: &mut Dossier) -> Vec<Arc<Photo>> {
    let places: Vec<(FieldPath, Arc<Photo>)> = model
        .fields
        .iter()
        .filter_map(|(path, register)| match register.value() {
            Some(Value::Photo(photo)) => Some((path.clone(), Arc::clone(photo))),
            _ => None,
        })
        .collect();
    // Eight photos hang on the four measures, before and after; none stays elsewhere.
    for (path, _) in &places {
        model.apply(&Edit::set(path.clone(), Value::Erased), &household::author("bench"));
    }
    places.into_iter().map(|(_, photo)| photo).take(PHOTOS).collect()
}

fn child(workspace: &Path, mode: &str, count: usize) -> Run {
    let output = Command::new(std::env::current_exe().unwrap())
        .args(["--run", mode, &count.to_string()])
        .arg(workspace)
        .stderr(Stdio::inherit())
        .output()
        .unwrap();
    let text = String::from_utf8(output.stdout).unwrap();
    let numbers: Vec<u64> = text.split_whitespace().filter_map(|word| word.parse().ok()).collect();
    let [documents, pages, micros, peak] = numbers.as_slice() else { panic!("{mode}: {text}") };
    let (documents, pages) = (usize::try_from(*documents).unwrap(), usize::try_from(*pages).unwrap());
    Run { documents, pages, time: Duration::from_micros(*micros), peak: *peak }
}

/// In the process that is measured: documents, pages, microseconds, kB on one line.
fn run(arguments: &[String]) {
    let [mode, count, workspace] = arguments else { panic!("{arguments:?}") };
    let workspace = PathBuf::from(workspace);
    let out = workspace.with_file_name(format!("out-{mode}"));
    let (store, _) = Workspace::open(&workspace, Opening::default()).unwrap();
    let store = Arc::new(store);
    let count: usize = count.parse().unwrap();
    let households =
        (0..count).map(|number| DossierId::from_u128(0x0193_0000_0000_7000_8000_0000_0000_0000 + number as u128));
    let batch = |households: Vec<DossierId>, threads| Batch {
        households,
        kinds: vec![Kind::HouseholdFile],
        languages: Languages::Zh,
        folder: out.clone(),
        threads,
    };
    let printer = || Printer::new(Arc::clone(&store), Arc::new(SystemClock), Shelf::default()).0;
    let stop = AtomicBool::new(false);
    let start = Instant::now();
    let (mut documents, mut pages) = (0, 0);
    let batches = match mode.as_str() {
        "one" => vec![batch(households.collect(), 1)],
        "two" => vec![batch(households.collect(), 2)],
        _ => households.map(|id| batch(vec![id], 1)).collect(),
    };
    let fresh = mode == "fresh";
    let mut kept = printer();
    for batch in batches {
        if fresh {
            Engine::forget();
            kept = printer();
        }
        let outcome = papers::print(&kept, &batch, &stop, &|_| {}).unwrap();
        assert_eq!(outcome.problems, []);
        documents += outcome.files;
        pages += outcome.pages;
    }
    println!("{documents} {pages} {} {}", start.elapsed().as_micros(), peak());
}

/// The most memory that this process ever had, in kB; 0 where the system does not tell.
fn peak() -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    line.and_then(|line| line.split_whitespace().next()?.parse().ok()).unwrap_or(0)
}

/// `LibreOffice` converts files of the same text, tables and photos, all in one process: its best case.
fn libreoffice(folder: &Path, workspace: &Path, pages: usize) -> Option<Run> {
    let there = Command::new("soffice").arg("--version").output().is_ok_and(|output| output.status.success());
    if !there {
        return None;
    }
    let count = if quick() { 2 } else { SOME };
    let inputs: Vec<PathBuf> = (0..count).map(|number| page(folder, workspace, number)).collect();
    let profile = format!("-env:UserInstallation=file://{}", folder.join("profile").display());
    let convert = |files: &[PathBuf]| {
        let done = Command::new("soffice")
            .arg(&profile)
            .args(["--headless", "--convert-to", "pdf:writer_pdf_Export", "--outdir"])
            .arg(folder.join("office"))
            .args(files)
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .status();
        assert!(done.unwrap().success());
    };
    // The first start makes its profile.
    convert(&inputs[..1]);
    let start = Instant::now();
    convert(&inputs);
    let time = start.elapsed();
    let made =
        std::fs::read_dir(folder.join("office")).unwrap().filter_map(|file| std::fs::read(file.ok()?.path()).ok());
    let made: Vec<usize> = made.map(|bytes| pages_of(&bytes)).filter(|count| *count > 0).collect();
    assert_eq!(made.len(), count, "LibreOffice has made them all");
    let all = made.iter().sum();
    println!("LibreOffice's files have {} pages each, ours {pages}", all / count);
    Some(Run { documents: count, pages: all, time, peak: 0 })
}

/// Pages of a PDF file as `LibreOffice` writes it: its page objects are not compressed.
fn pages_of(pdf: &[u8]) -> usize {
    let needle = b"/Type/Page/";
    pdf.windows(needle.len()).filter(|window| window == needle).count()
}

/// A household's answers as tables and its photos, as HTML that Writer reads: what our own document holds.
fn page(folder: &Path, workspace: &Path, number: usize) -> PathBuf {
    let (store, _) = Workspace::open(workspace, Opening::default()).unwrap();
    let (index, _) = Index::open(&store).unwrap();
    let id = index.records().iter().map(|record| record.id).find(|id| id.to_string().starts_with("01930000")).unwrap();
    let text = Command::new("pdftotext")
        .args(["-layout"])
        .arg(folder.join("out-one").join(papers::file_name(id, Kind::HouseholdFile, Languages::Zh)))
        .arg("-")
        .output()
        .unwrap()
        .stdout;
    let text = String::from_utf8(text).unwrap();
    let mut html = String::from("<html><head><meta charset='utf-8'></head><body><h1>一户一档</h1>");
    // Lines with gaps are rows of tables, the rest are paragraphs; pages begin where ours do.
    let mut in_table = false;
    for line in text.lines() {
        let new_page = line.contains('\u{c}');
        let line = line.replace('\u{c}', "");
        let cells: Vec<&str> = line.split("   ").map(str::trim).filter(|cell| !cell.is_empty()).collect();
        if in_table && (cells.len() < 2 || new_page) {
            html.push_str("</table>");
            in_table = false;
        }
        match cells.as_slice() {
            [] => {}
            [only] => write!(html, "<p>{only}</p>").unwrap(),
            cells => {
                if !in_table {
                    html.push_str("<table border='1' width='100%'>");
                    in_table = true;
                }
                html.push_str("<tr>");
                cells.iter().for_each(|cell| write!(html, "<td>{cell}</td>").unwrap());
                html.push_str("</tr>");
            }
        }
    }
    if in_table {
        html.push_str("</table>");
    }
    let (dossier, _) = store.load(id).unwrap();
    let photos = dossier.fields.values().filter_map(|register| match register.value() {
        Some(Value::Photo(photo)) => Some(store.photo_path(photo.hash)),
        _ => None,
    });
    for photo in photos {
        write!(html, "<p><img src='{}' width='600'></p>", photo.display()).unwrap();
    }
    html.push_str("</body></html>");
    let path = folder.join(format!("household-{number}.html"));
    std::fs::write(&path, html).unwrap();
    path
}
