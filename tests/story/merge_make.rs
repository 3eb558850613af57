//! Tablets that come back to the office: small workspaces with households, journals, photos and form texts.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use tantu::app::merge::{self, Progress, Report, Request};
use tantu::dossier::Dossier;
use tantu::dossier::edit::{Author, Edit};
use tantu::dossier::household::{DIVISION, HEAD};
use tantu::id::{ContentHash, DeviceId, DossierId, Name};
use tantu::path::FieldPath;
use tantu::role::Role;
use tantu::stamp::Moment;
use tantu::store::disk::Disk;
use tantu::store::{Opening, Workspace, wire};
use tantu::value::{FormRef, Photo, Value};

/// The files of a workspace, by their path in it.
pub type Files = BTreeMap<PathBuf, Vec<u8>>;

pub const TABLETS: u32 = 4;
pub const FORM: &str = "(id: \"home\", version: 3)";

pub fn id(number: u32) -> DossierId {
    DossierId::from_u128((1_u128 << 127) | (7 << 76) | u128::from(number))
}

/// Every seventh household has a photo.
pub fn photo(number: u32) -> Option<Vec<u8>> {
    (number % 7 == 3).then(|| [&[0xff, 0xd8, 0xff, 0xe0][..], &number.to_le_bytes().repeat(50)].concat())
}

/// The tablet that visits the household, and for every fifth one a second that does not know of it.
fn visitors(number: u32) -> Vec<u32> {
    let first = number % TABLETS;
    if number.is_multiple_of(5) { vec![first, (first + 1) % TABLETS] } else { vec![first] }
}

fn author(device: u32) -> Author {
    Author { device: DeviceId::from_bits(100 + u64::from(device)), name: "王评估".into(), at: Moment::new(0, 480) }
}

fn top(name: &str) -> FieldPath {
    name.parse().unwrap()
}

fn text(text: String) -> Value {
    Value::Text(text.into())
}

/// What the office handed out.
pub fn roster(number: u32) -> Dossier {
    let mut home = Dossier::new(id(number));
    let edits = vec![
        Edit::set(FieldPath::top(Name::of(HEAD)), text(format!("户主{number}"))),
        Edit::set(FieldPath::top(Name::of(DIVISION)), text(format!("1522{:02} 居力很镇", 21 + number % 3))),
    ];
    home.apply(&Edit::Many(edits), &author(99));
    home
}

/// What a tablet has made of it: its file, and what is still in the journal.
fn visited(number: u32, tablet: u32) -> (Dossier, Option<String>) {
    let mut home = roster(number);
    let hash = ContentHash::of(FORM.as_bytes());
    let form = Value::Form(Arc::new(FormRef { id: Name::of("home"), version: 3, hash }));
    let mut edits = vec![Edit::set(top("form_home"), form)];
    for question in 0..6 {
        // Two tablets agree on most answers.
        let value = if question == 0 { tablet } else { question * number };
        edits.push(Edit::set(top(&format!("q{question}")), Value::Integer(i64::from(value))));
    }
    if let Some(bytes) = photo(number) {
        let hash = ContentHash::of(&bytes);
        let photo = Photo { hash, width: 16, height: 12, taken: None, place: None, caption: "门口".into() };
        edits.push(Edit::set(top(&format!("qP/{number:010}")), Value::Photo(Arc::new(photo))));
    }
    home.apply(&Edit::Many(edits), &author(tablet));
    let mut after = home.clone();
    let last = Edit::set(top("last"), text(format!("第 {number} 户")));
    let applied = after.apply(&last, &author(tablet));
    if number % 3 == 1 { (home, Some(wire::write_entry(&applied.delta))) } else { (after, None) }
}

/// Everything known of a household, joined in memory.
pub fn whole(number: u32) -> Dossier {
    let mut all = Dossier::new(id(number));
    for tablet in visitors(number) {
        let (home, journal) = visited(number, tablet);
        all.join(&home).unwrap();
        if let Some(line) = journal {
            all.join_delta(&wire::read_entry(line.trim_end()).unwrap().0.delta);
        }
    }
    all
}

/// Writes the workspaces of all tablets below `root`; returns their folders.
pub fn tablets(root: &Path, households: u32) -> Vec<PathBuf> {
    let folders: Vec<PathBuf> = (0..TABLETS).map(|tablet| root.join(format!("平板{tablet}"))).collect();
    for folder in &folders {
        for part in ["dossiers", "journal", "photos", "kept-forms"] {
            std::fs::create_dir_all(folder.join(part)).unwrap();
        }
        put(&folder.join(format!("kept-forms/{}.ron", ContentHash::of(FORM.as_bytes()))), FORM.as_bytes());
    }
    for number in 0..households {
        for tablet in visitors(number) {
            write_visited(&folders[tablet as usize], number, tablet);
        }
    }
    folders
}

fn write_visited(folder: &Path, number: u32, tablet: u32) {
    let (home, journal) = visited(number, tablet);
    let division = format!("1522{:02}", 21 + number % 3);
    put(&folder.join(format!("dossiers/{division}/{}.ron", home.id)), wire::write(&home).as_bytes());
    if let Some(line) = journal {
        put(&folder.join(format!("journal/{}", home.id)), line.as_bytes());
    }
    if let Some(bytes) = photo(number) {
        let hash = ContentHash::of(&bytes).to_string();
        put(&folder.join(format!("photos/{}/{hash}.jpg", &hash[..2])), &bytes);
    }
}

/// Writes a file that looks as if it had been there for long: a young one is not trusted by the ledger.
pub fn put(path: &Path, bytes: &[u8]) {
    std::fs::create_dir_all(path.parent().unwrap()).unwrap();
    std::fs::write(path, bytes).unwrap();
    let file = std::fs::File::options().write(true).open(path).unwrap();
    file.set_modified(std::time::UNIX_EPOCH + std::time::Duration::from_secs(1_000_000_000)).unwrap();
}

/// A folder in memory where there is one: what is durable is shown elsewhere.
pub fn memory_folder() -> tempfile::TempDir {
    tempfile::tempdir_in("/dev/shm").or_else(|_| tempfile::tempdir()).unwrap()
}

pub fn open(folder: &Path, disk: Disk) -> Workspace {
    Workspace::open(folder, Opening { role: Role::Coordinator, disk, ..Opening::default() }).unwrap().0
}

pub fn request(inputs: &[PathBuf]) -> Request {
    Request { inputs: inputs.to_vec(), ..Request::default() }
}

/// Merges into the workspace in `folder`.
pub fn merged(folder: &Path, inputs: &[PathBuf]) -> Report {
    merge::merge(&open(folder, Disk::default()), &request(inputs), &Progress::default(), &|_| {}).unwrap()
}

/// The files of the workspace that a merge is about, by their path in it; nothing half-written is among them.
pub fn files(root: &Path) -> Files {
    let mut found = BTreeMap::new();
    let mut folders: Vec<PathBuf> = ["dossiers", "photos", "kept-forms", "journal"].map(|name| root.join(name)).into();
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else {
                assert!(!path.to_string_lossy().ends_with(".tmp"), "{}", path.display());
                found.insert(path.strip_prefix(root).unwrap().to_owned(), std::fs::read(&path).unwrap());
            }
        }
    }
    found
}

/// What the workspace must hold after everything was merged.
pub fn expected(households: u32) -> Files {
    let mut files = BTreeMap::new();
    let form = ContentHash::of(FORM.as_bytes());
    files.insert(PathBuf::from(format!("kept-forms/{form}.ron")), FORM.as_bytes().to_vec());
    for number in 0..households {
        let home = whole(number);
        let division = format!("1522{:02}", 21 + number % 3);
        files.insert(format!("dossiers/{division}/{}.ron", home.id).into(), wire::write(&home).into_bytes());
        if let Some(bytes) = photo(number) {
            let hash = ContentHash::of(&bytes).to_string();
            files.insert(format!("photos/{}/{hash}.jpg", &hash[..2]).into(), bytes);
        }
    }
    files
}

/// Compares without printing megabytes.
pub fn assert_same(found: &Files, wanted: &Files) {
    let more =
        |a: &Files, b: &Files| a.keys().filter(|path| !b.contains_key(*path)).take(5).cloned().collect::<Vec<_>>();
    assert_eq!((more(found, wanted), more(wanted, found)), (vec![], vec![]));
    for (path, bytes) in found {
        assert!(*bytes == wanted[path], "{} differs", path.display());
    }
}
