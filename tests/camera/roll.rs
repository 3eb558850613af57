//! The camera roll: what appears in a folder, as camera apps, synchronising services and cables bring it.

use std::fs::{self, File, FileTimes};
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::mpsc::Receiver;
use std::time::{Duration, Instant, SystemTime};

use tantu::app::jobs::roll::{Roll, Target};
use tantu::app::jobs::{JobEvent, Reports};
use tantu::id::DossierId;

use crate::photo;

/// Waiting longer than this is a failure; a busy machine needs some of it.
const PATIENCE: Duration = Duration::from_secs(60);
/// Long enough that what was to come would have come.
const WHILE: Duration = Duration::from_millis(1_500);

struct Watched {
    folder: tempfile::TempDir,
    roll: Option<Roll>,
    events: Receiver<JobEvent>,
    /// Different photos that were made.
    made: u32,
}

impl Watched {
    fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        Self { folder, roll: None, events: Reports::new(Arc::new(|| {})).1, made: 0 }
    }

    fn start(&mut self) -> &mut Self {
        let (reports, events) = Reports::new(Arc::new(|| {}));
        let target = Target { session: 1, dossier: DossierId::mint(), path: "qE15_whole".parse().unwrap() };
        self.roll = Some(Roll::start(self.folder.path().to_owned(), target, reports).unwrap());
        self.events = events;
        // Long enough for the first look.
        std::thread::sleep(Duration::from_millis(300));
        self
    }

    /// A photo like no other.
    fn photo(&mut self) -> Vec<u8> {
        self.made += 1;
        let mut bytes = photo().to_vec();
        bytes.extend(format!("trailer {}", self.made).into_bytes());
        bytes
    }

    fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    fn write(&mut self, name: &str) -> Vec<u8> {
        let bytes = self.photo();
        fs::create_dir_all(self.path(name).parent().unwrap()).unwrap();
        fs::write(self.path(name), &bytes).unwrap();
        bytes
    }

    /// Names of the next photos, in order of their names.
    #[track_caller]
    fn takes(&self, count: usize) -> Vec<String> {
        let begun = Instant::now();
        let mut taken = Vec::new();
        while taken.len() < count {
            assert!(begun.elapsed() < PATIENCE, "only {taken:?} came");
            if let Ok(JobEvent::Roll(seen)) = self.events.recv_timeout(Duration::from_millis(50)) {
                taken.push(seen.photo.unwrap().strip_prefix(self.folder.path()).unwrap().display().to_string());
            }
        }
        taken.sort();
        taken
    }

    #[track_caller]
    fn takes_nothing_more(&self) {
        match self.events.recv_timeout(WHILE) {
            Ok(JobEvent::Roll(seen)) => panic!("{:?} was taken", seen.photo),
            Ok(other) => panic!("{other:?}"),
            Err(_) => {}
        }
    }
}

fn age(file: &Path, by: Duration) {
    let then = SystemTime::now() - by;
    File::options().write(true).open(file).unwrap().set_times(FileTimes::new().set_modified(then)).unwrap();
}

#[test]
fn new_photos_are_taken_in_subfolders_and_under_their_last_name_and_old_ones_never() {
    let mut watched = Watched::new();
    for number in 0..3_000 {
        fs::write(watched.path(&format!("old {number}.jpg")), b"old").unwrap();
    }
    watched.write("2026/old.jpg");
    // The clock of files is coarse: only what is a little older is surely old.
    age(&watched.path("2026/old.jpg"), Duration::from_secs(1));
    watched.start();
    watched.write("new.jpg");
    watched.write("2026/11/24/deep.JPEG");
    // As careful programs do: written under another name, complete when it gets its own.
    let bytes = watched.photo();
    fs::write(watched.path("download.part"), &bytes).unwrap();
    fs::rename(watched.path("download.part"), watched.path("renamed.jpg")).unwrap();
    fs::write(watched.path("notes.txt"), b"no photo").unwrap();
    fs::write(watched.path(".hidden.jpg"), &bytes).unwrap();
    assert_eq!(watched.takes(3), ["2026/11/24/deep.JPEG", "new.jpg", "renamed.jpg"]);
    // An old one that gets another name, or comes from elsewhere with its old time, is still old.
    fs::rename(watched.path("2026/old.jpg"), watched.path("moved.jpg")).unwrap();
    age(&watched.path("moved.jpg"), Duration::from_secs(3_600));
    watched.takes_nothing_more();
}

#[test]
fn the_same_picture_is_not_taken_twice() {
    let mut watched = Watched::new();
    watched.start();
    let bytes = watched.write("photo.jpg");
    assert_eq!(watched.takes(1), ["photo.jpg"]);
    // A synchronising service makes copies; the camera app writes into its own file once more.
    fs::write(watched.path("photo (1).jpg"), &bytes).unwrap();
    fs::create_dir(watched.path("cloud")).unwrap();
    fs::copy(watched.path("photo.jpg"), watched.path("cloud/photo.jpg")).unwrap();
    watched.write("photo.jpg");
    watched.takes_nothing_more();
    // But a name that went away and comes again is another photo.
    fs::remove_file(watched.path("photo.jpg")).unwrap();
    watched.write("between.jpg");
    assert_eq!(watched.takes(1), ["between.jpg"], "so it has been seen that the name is free");
    watched.write("photo.jpg");
    assert_eq!(watched.takes(1), ["photo.jpg"]);
}

#[test]
fn a_file_that_grows_slowly_is_taken_when_it_is_whole() {
    let mut watched = Watched::new();
    watched.start();
    let bytes = photo();
    let mut file = File::create(watched.path("slow.jpg")).unwrap();
    for piece in bytes.chunks(bytes.len() / 4 + 1) {
        // Longer than a file must rest: that it is not whole has to be seen in it.
        std::thread::sleep(Duration::from_millis(700));
        assert!(watched.events.try_recv().is_err(), "taken before its end");
        file.write_all(piece).unwrap();
        file.flush().unwrap();
    }
    assert_eq!(watched.takes(1), ["slow.jpg"]);
    watched.takes_nothing_more();
}

#[test]
fn one_that_was_being_written_when_watching_began_is_new() {
    let mut watched = Watched::new();
    let bytes = photo();
    let (first, rest) = bytes.split_at(bytes.len() / 2);
    fs::write(watched.path("begun.jpg"), first).unwrap();
    age(&watched.path("begun.jpg"), Duration::from_secs(2));
    watched.start();
    File::options().append(true).open(watched.path("begun.jpg")).unwrap().write_all(rest).unwrap();
    assert_eq!(watched.takes(1), ["begun.jpg"]);
}

#[test]
fn one_that_never_becomes_a_picture_goes_on_so_that_somebody_says_why() {
    let mut watched = Watched::new();
    watched.start();
    fs::write(watched.path("broken.jpg"), &photo()[..500]).unwrap();
    assert_eq!(watched.takes(1), ["broken.jpg"]);
    watched.takes_nothing_more();
}

#[test]
fn what_is_complete_when_watching_ends_is_taken_and_nothing_after_that() {
    let mut watched = Watched::new();
    watched.start();
    watched.write("last.jpg");
    watched.roll = None;
    assert_eq!(watched.takes(1), ["last.jpg"]);
    watched.write("too late.jpg");
    watched.takes_nothing_more();
}

#[test]
fn a_folder_that_goes_away_is_said_once_and_its_photos_come_when_it_is_back() {
    let mut watched = Watched::new();
    let inside = tempfile::tempdir().unwrap();
    watched.write("old.jpg");
    age(&watched.path("old.jpg"), Duration::from_secs(1));
    watched.start();
    let away = inside.path().join("away");
    fs::rename(watched.folder.path(), &away).unwrap();
    let begun = Instant::now();
    let problem = loop {
        assert!(begun.elapsed() < PATIENCE, "it is not said");
        if let Ok(JobEvent::Roll(seen)) = watched.events.recv_timeout(Duration::from_millis(50)) {
            break seen.photo.unwrap_err();
        }
    };
    assert_eq!(problem.key, "camera-roll-none");
    fs::rename(&away, watched.folder.path()).unwrap();
    watched.write("new.jpg");
    assert_eq!(watched.takes(1), ["new.jpg"]);
    watched.takes_nothing_more();
}
