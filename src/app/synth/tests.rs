use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::template::Forms;
use super::*;
use crate::app::demo;
use crate::dossier::prompt::ToDoKind;
use crate::dossier::stage::Stage;
use crate::dossier::{household, status};
use crate::form::expr::World;
use crate::form::ids::{Certificate, CitizenId};
use crate::form::session::Session;
use crate::id::{ContentHash, Name};
use crate::l10n::Language;
use crate::path::FieldPath;
use crate::store::{Opening, Workspace, wire};
use crate::value::Value;

/// Of what fifty households are on disk.
const DIGEST: &str = "f78c28deb833a529";

fn synth(households: u64) -> Synth {
    let (conflicts, broken) = (Share::percent(8), Share::percent(6));
    let devices = 3;
    Synth::new(Options { households, devices, twice: Share::percent(20), conflicts, broken, ..Options::default() })
}

/// Every file below `dir`, with its bytes.
fn files(dir: &Path) -> BTreeMap<PathBuf, Vec<u8>> {
    let mut found = BTreeMap::new();
    let mut folders = vec![dir.to_owned()];
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else {
                found.insert(path.strip_prefix(dir).unwrap().to_owned(), std::fs::read(&path).unwrap());
            }
        }
    }
    found
}

#[test]
fn the_same_options_give_the_same_bytes_and_another_seed_other_ones() {
    let folder = tempfile::tempdir().unwrap();
    let made = |name: &str, options: Options| {
        let dir = folder.path().join(name);
        let report = Synth::new(options).write(&dir).unwrap();
        (report, files(&dir))
    };
    let options = Options { photos: Photos::Tiny, ..*synth(50).options() };
    let (first, again) = (made("first", options), made("again", options));
    assert!(first == again);
    let all: Vec<u8> =
        first.1.iter().flat_map(|(path, bytes)| [path.to_string_lossy().as_bytes(), bytes].concat()).collect();
    // Another digest on another machine would be a defect; after a change of a form or a template it is just replaced.
    assert_eq!(ContentHash::of(&all).to_string()[..16], *DIGEST);
    let other = made("other", Options { seed: 2, ..options });
    assert_ne!(first.1.keys().collect::<BTreeSet<_>>(), other.1.keys().collect::<BTreeSet<_>>());
    assert_eq!(Synth::new(options).write(&folder.path().join("first")).unwrap_err().key, "synth-folder-not-empty");
}

#[test]
fn a_household_is_the_same_whatever_is_made_beside_it() {
    let of = |households| synth(households).joined(7).unwrap();
    assert_eq!(of(8), of(80_000));
}

#[test]
fn every_household_opens_and_the_forms_accept_it() {
    let synth = synth(40);
    let asked = Forms::get().unwrap().asked().unwrap();
    let (mut numbers, mut certificates) = (BTreeSet::new(), 0);
    for number in 0..40 {
        let dossier = synth.joined(number).unwrap();
        let text = wire::write(&dossier);
        assert_eq!(wire::read(&text), Ok((dossier.clone(), Vec::new())));
        assert!(!text.contains(template::MARK), "{text}");
        let stage = Stage::of(&dossier);
        let home = Home::new(&synth, number).unwrap();
        let world: Arc<dyn World + Send + Sync> = Arc::new(demo::Standing(demo::moment(home.first(), 9, 0)));
        for asked in asked.iter().filter(|_| stage >= Stage::Surveyed) {
            let session = Session::new(asked.form.clone(), dossier.answers(), world.clone(), Language::Chinese);
            assert_eq!((session.faults().count(), session.irrelevant_answers()), (0, Vec::new()));
            let to_dos = status::to_dos(&session, &dossier, Language::English).into_iter();
            let bad = to_dos.filter(|to_do| !matches!(to_do.kind, ToDoKind::Doubtful | ToDoKind::Conflict));
            let bad: Vec<String> = bad.map(|to_do| format!("{}: {} {}", to_do.path, to_do.label, to_do.text)).collect();
            assert!(bad.is_empty(), "household {number}:\n{}", bad.join("\n"));
        }
        for row in dossier.rows(&[], &Name::of(household::PERSON)) {
            let rows = FieldPath::row_of(&[], Name::of(household::PERSON), row).rows;
            let text = |name: &'static str| dossier.text(&FieldPath::within(&rows, Name::of(name))).unwrap_or_default();
            let (id, certificate) = (text(household::PERSON_CITIZEN_ID), text(household::PERSON_CERTIFICATE));
            assert!(id.starts_with("1500") && CitizenId::parse(id).is_ok(), "{id}");
            assert!(Certificate::parse(certificate).is_ok() && certificate.starts_with(id), "{certificate}");
            assert!(numbers.insert(id.to_owned()), "{id} twice");
            certificates += 1;
        }
    }
    assert!(certificates >= 40);
}

#[test]
fn folders_are_joined_to_what_was_expected() {
    let folder = tempfile::tempdir().unwrap();
    let synth = synth(50);
    let report = synth.write(folder.path()).unwrap();
    assert_eq!((report.conflicts.len(), report.twice, report.broken.len()), (4, 10, 3), "{report:?}");

    let (mut joined, mut broken) = (BTreeMap::new(), BTreeSet::new());
    for (path, bytes) in files(folder.path()) {
        if !path.to_string_lossy().contains("dossiers") {
            continue;
        }
        let read = std::str::from_utf8(&bytes).ok().and_then(|text| wire::read(text).ok());
        let Some((dossier, problems)) = read else {
            broken.insert(path.display().to_string());
            continue;
        };
        assert_eq!(problems, []);
        joined.entry(dossier.id).and_modify(|one: &mut Dossier| one.join(&dossier).unwrap()).or_insert(dossier);
    }
    assert_eq!(broken, report.broken.keys().cloned().collect());
    assert_eq!(joined.len() as u64, report.readable());
    let conflicts = joined.values().map(|dossier| (dossier.id.to_string(), dossier.conflicts().count()));
    assert_eq!(conflicts.filter(|(_, count)| *count > 0).collect::<BTreeMap<_, _>>(), report.conflicts);

    let tablet = folder.path().join("tablet-01");
    let (workspace, problems) = Workspace::open(&tablet, Opening::default()).unwrap();
    assert!(problems.iter().all(|problem| problem.key != "store-not-ron"), "{problems:?}");
    let journal = (0..50).filter(|&number| synth.fate(number) == Fate::Journal);
    for copy in journal.flat_map(|number| synth.copies(number).unwrap()).filter(|copy| copy.tablet == 0) {
        assert_eq!(workspace.load(copy.dossier.id).unwrap().0, copy.dossier, "file and journal together");
    }
}

#[test]
fn files_are_as_large_as_a_finished_assessment_filled_by_hand() {
    let folder = tempfile::tempdir().unwrap();
    let report = synth(50).write(folder.path()).unwrap();
    // The demo's two finished assessments with their way to the archive have 62 and 118 kB.
    assert!((40_000..120_000).contains(&report.finished_median), "{report:?}");
    assert!(report.finished_p90 < 2 * report.finished_median, "{report:?}");
}

#[test]
fn shares_are_read_as_people_write_them() {
    assert_eq!("10%".parse(), Ok(Share::percent(10)));
    assert_eq!("0.1%".parse(), Ok(Share(1_000)));
    assert_eq!("0.5".parse(), Ok(Share(500_000)));
    assert!("101%".parse::<Share>().is_err() && "x".parse::<Share>().is_err() && "-1%".parse::<Share>().is_err());
    let text = |value: &Value| matches!(value, Value::Text(text) if text.contains(template::MARK));
    assert!(!synth(1).joined(0).unwrap().answers().any(|(_, value)| text(&value)));
}
