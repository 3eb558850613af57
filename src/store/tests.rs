//! What the workspace promises, without crashes; those stand in `tests/story/`.

use std::collections::BTreeMap;
use std::path::Path;

use super::{Access, Opening, Workspace};
use crate::dossier::Dossier;
use crate::dossier::edit::{Author, Edit};
use crate::dossier::household::DIVISION;
use crate::id::{ContentHash, DossierId, Name};
use crate::path::FieldPath;
use crate::problem::Problem;
use crate::stamp::Moment;
use crate::value::Value;

fn open(folder: &Path) -> (Workspace, Vec<Problem>) {
    Workspace::open(folder, Opening::default()).unwrap()
}

fn keys(problems: &[Problem]) -> Vec<&'static str> {
    problems.iter().map(|problem| problem.key).collect()
}

fn field(name: &'static str) -> FieldPath {
    FieldPath::top(Name::of(name))
}

/// Answers one question and makes it durable.
fn answer(workspace: &Workspace, dossier: &mut Dossier, name: &'static str, value: Value) -> usize {
    let author = Author { device: workspace.device(), name: "王".into(), at: Moment::new(0, 480) };
    let applied = dossier.apply(&Edit::Set { path: field(name), value }, &author);
    workspace.append(dossier.id, &applied.delta).unwrap()
}

#[test]
fn answers_are_there_again_from_the_journal_and_from_the_file() {
    let folder = tempfile::tempdir().unwrap();
    let mut dossier = Dossier::new(DossierId::mint());
    {
        let (workspace, problems) = open(folder.path());
        assert_eq!(keys(&problems), [""; 0]);
        assert_eq!(answer(&workspace, &mut dossier, "qA", Value::Integer(1)), 1);
        assert_eq!(answer(&workspace, &mut dossier, "qB", Value::YesNo(true)), 2);
        assert_eq!(workspace.load(dossier.id).unwrap().0, dossier);
    }
    let (workspace, problems) = open(folder.path());
    assert_eq!(keys(&problems), [""; 0]);
    assert_eq!(workspace.load(dossier.id), Ok((dossier.clone(), vec![])));
    assert_eq!(answer(&workspace, &mut dossier, "qA", Value::Integer(2)), 3);
    workspace.fold(&dossier).unwrap();
    assert!(!workspace.layout().journal(dossier.id).exists());
    assert_eq!(workspace.load(dossier.id), Ok((dossier, vec![])));
}

#[test]
fn folding_an_old_state_loses_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let (workspace, _) = open(folder.path());
    let mut dossier = Dossier::new(DossierId::mint());
    answer(&workspace, &mut dossier, "qA", Value::Integer(1));
    let old = dossier.clone();
    answer(&workspace, &mut dossier, "qA", Value::Integer(2));
    workspace.fold(&old).unwrap();
    assert_eq!(workspace.load(dossier.id).unwrap().0, dossier);
}

#[test]
fn the_file_moves_when_the_division_becomes_known() {
    let folder = tempfile::tempdir().unwrap();
    let (workspace, _) = open(folder.path());
    let mut dossier = Dossier::new(DossierId::mint());
    answer(&workspace, &mut dossier, "qA", Value::Integer(1));
    workspace.fold(&dossier).unwrap();
    let unknown = workspace.layout().dossier("000000", dossier.id);
    assert!(unknown.exists());
    answer(&workspace, &mut dossier, DIVISION, Value::Text("152221 某苏木".into()));
    workspace.fold(&dossier).unwrap();
    assert!(!unknown.exists() && workspace.layout().dossier("152221", dossier.id).exists());
    assert_eq!(workspace.load(dossier.id), Ok((dossier, vec![])));
}

#[test]
fn a_second_program_only_reads_and_says_who_writes() {
    let folder = tempfile::tempdir().unwrap();
    let (first, _) = open(folder.path());
    let mut dossier = Dossier::new(DossierId::mint());
    answer(&first, &mut dossier, "qA", Value::Integer(1));
    let (second, problems) = open(folder.path());
    assert_eq!(keys(&problems), ["store-second-program"]);
    assert!(problems[0].args[0].1.starts_with(&format!("{}, ", std::process::id())));
    assert!(matches!(second.access(), Access::ReadOnly(_)));
    assert_eq!(second.load(dossier.id).unwrap().0, dossier);
    assert_eq!(second.fold(&dossier).unwrap_err().key, "store-second-program");
    assert_eq!(second.put_photo(b"x").unwrap_err().key, "store-second-program");
    drop(first);
    assert!(!open(folder.path()).0.is_read_only());
}

#[test]
fn garbage_is_set_aside_with_the_reason_and_no_dot_is_used_twice() {
    let folder = tempfile::tempdir().unwrap();
    let (workspace, _) = open(folder.path());
    let mut dossier = Dossier::new(DossierId::mint());
    answer(&workspace, &mut dossier, "qA", Value::Integer(1));
    workspace.fold(&dossier).unwrap();
    let path = workspace.layout().dossier("000000", dossier.id);
    std::fs::write(&path, b"\xff\x00 garbage").unwrap();
    let (rest, problems) = workspace.load(dossier.id).unwrap();
    assert_eq!(keys(&problems), ["store-not-text", "store-set-aside"]);
    assert!(rest.fields.is_empty() && rest.next_counter(workspace.device()) > 1_000);
    let mut kept: Vec<_> = std::fs::read_dir(workspace.layout().broken()).unwrap().map(|e| e.unwrap().path()).collect();
    kept.sort();
    assert_eq!(std::fs::read(&kept[0]).unwrap(), b"\xff\x00 garbage");
    assert!(kept[1].to_string_lossy().ends_with(".reason.txt"));
    // The leap itself is durable.
    let again = workspace.load(dossier.id).unwrap();
    assert_eq!(again, (rest, vec![]));
}

#[test]
fn a_torn_tail_is_set_aside_and_the_rest_goes_on() {
    let folder = tempfile::tempdir().unwrap();
    let mut dossier = Dossier::new(DossierId::mint());
    let journal = {
        let (workspace, _) = open(folder.path());
        answer(&workspace, &mut dossier, "qA", Value::Integer(1));
        workspace.layout().journal(dossier.id)
    };
    let whole = std::fs::read(&journal).unwrap();
    for torn in 1..whole.len() {
        std::fs::write(&journal, [&whole[..], &whole[..torn]].concat()).unwrap();
        let (workspace, _) = open(folder.path());
        let mut later = dossier.clone();
        if torn % 2 == 0 {
            let (loaded, problems) = workspace.load(dossier.id).unwrap();
            assert_eq!(loaded, dossier);
            assert!(torn == whole.len() - 1 || keys(&problems) == ["store-journal-line-damaged", "store-set-aside"]);
        }
        answer(&workspace, &mut later, "qB", Value::Integer(2));
        assert_eq!(workspace.load(dossier.id).unwrap(), (later, vec![]));
    }
}

#[test]
fn a_damaged_line_in_the_middle_costs_only_itself() {
    let folder = tempfile::tempdir().unwrap();
    let (workspace, _) = open(folder.path());
    let mut dossier = Dossier::new(DossierId::mint());
    for (index, name) in (0..).zip(["qA", "qB", "qC"]) {
        answer(&workspace, &mut dossier, name, Value::Integer(index));
    }
    drop(workspace);
    let (workspace, _) = open(folder.path());
    let journal = workspace.layout().journal(dossier.id);
    let text = std::fs::read_to_string(&journal).unwrap();
    std::fs::write(&journal, text.replace("Integer(1)", "Integer(7)")).unwrap();
    let (loaded, problems) = workspace.load(dossier.id).unwrap();
    assert_eq!(keys(&problems), ["store-journal-line-damaged", "store-set-aside"]);
    assert_eq!(problems[0].place.line_column, Some((2, 1)));
    assert_eq!(loaded.value(&field("qB")), None);
    assert_eq!(loaded.value(&field("qC")), Some(&Value::Integer(2)));
    assert!(loaded.next_counter(workspace.device()) > 1_000);
    assert_eq!(keys(&workspace.load(dossier.id).unwrap().1), [""; 0]);
}

#[test]
fn a_copied_workspace_writes_as_another_device() {
    let folder = tempfile::tempdir().unwrap();
    let (original, copy) = (folder.path().join("a"), folder.path().join("b"));
    let mut dossier = Dossier::new(DossierId::mint());
    let device = {
        let (workspace, _) = open(&original);
        answer(&workspace, &mut dossier, "qA", Value::Integer(1));
        workspace.fold(&dossier).unwrap();
        workspace.device()
    };
    copy_folder(&original, &copy);
    let (workspace, problems) = open(&copy);
    assert_eq!(keys(&problems), ["store-copied-workspace"]);
    assert_ne!(workspace.device(), device);
    let mut here = workspace.load(dossier.id).unwrap().0;
    answer(&workspace, &mut here, "qA", Value::Integer(2));
    drop(workspace);
    assert_eq!(keys(&open(&copy).1), [""; 0]);

    let (workspace, problems) = open(&original);
    assert_eq!((workspace.device(), keys(&problems)), (device, vec![]));
    answer(&workspace, &mut dossier, "qA", Value::Integer(3));
    dossier.join(&here).unwrap();
    assert_eq!(dossier.fields[&field("qA")].values().len(), 2, "both answers stand");
    drop(workspace);

    // A backup copied back over the original, file by file, in place.
    copy_folder(&copy, &original);
    assert_eq!(keys(&open(&original).1), ["store-copied-workspace"]);
}

fn copy_folder(from: &Path, to: &Path) {
    std::fs::create_dir_all(to).unwrap();
    for entry in std::fs::read_dir(from).unwrap() {
        let entry = entry.unwrap();
        let target = to.join(entry.file_name());
        if entry.path().is_dir() {
            copy_folder(&entry.path(), &target);
        } else {
            std::fs::copy(entry.path(), target).unwrap();
        }
    }
}

#[test]
fn photos_and_forms_are_kept_once_and_checked() {
    let folder = tempfile::tempdir().unwrap();
    let (workspace, _) = open(folder.path());
    let hash = workspace.put_photo(b"a picture").unwrap();
    assert_eq!(workspace.put_photo(b"a picture"), Ok(hash));
    assert_eq!(workspace.read_photo(hash).unwrap(), b"a picture");
    std::fs::write(workspace.photo_path(hash), b"bit rot").unwrap();
    assert_eq!(workspace.read_photo(hash).unwrap_err().key, "store-content-damaged");
    assert_eq!(workspace.put_photo(b"a picture"), Ok(hash));
    assert_eq!(workspace.read_photo(hash).unwrap(), b"a picture");
    assert_eq!(std::fs::read_dir(workspace.layout().broken()).unwrap().count(), 2);
    assert_eq!(workspace.read_photo(ContentHash::of(b"?")).unwrap_err().key, "store-missing");

    let form = workspace.keep_form("(id: \"home\")").unwrap();
    assert_eq!(workspace.kept_form(form).unwrap(), "(id: \"home\")");
    std::fs::write(workspace.layout().forms().join("b.ron"), "\u{feff}(b)").unwrap();
    std::fs::write(workspace.layout().forms().join("a.ron"), b"\xff").unwrap();
    let (forms, problems) = workspace.organisation_forms().unwrap();
    assert_eq!(forms, [("b.ron".to_owned(), "(b)".to_owned())]);
    assert_eq!(keys(&problems), ["store-not-text"]);
}

#[test]
fn settings_are_kept_and_broken_ones_set_aside() {
    let folder = tempfile::tempdir().unwrap();
    let (workspace, _) = open(folder.path());
    let mut settings = workspace.settings().0;
    settings.surveyor = "王评估".to_owned();
    settings.text_percent = 150;
    workspace.write_settings(&settings).unwrap();
    assert_eq!(workspace.settings(), (settings, vec![]));
    std::fs::write(workspace.layout().settings(), "(").unwrap();
    assert_eq!(keys(&workspace.settings().1), ["store-not-ron", "store-set-aside"]);
    assert_eq!(keys(&workspace.settings().1), [""; 0]);
}

#[test]
fn a_folder_that_is_something_else_is_refused_and_a_damaged_one_recovered() {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("thesis.doc"), "x").unwrap();
    assert_eq!(Workspace::open(folder.path(), Opening::default()).unwrap_err().key, "store-not-a-workspace");
    assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 1);

    let folder = tempfile::tempdir().unwrap();
    let device = open(folder.path()).0.device();
    for (text, told) in
        [("(tantu", &["store-not-ron", "store-set-aside"][..]), ("", &["store-not-ron", "store-set-aside"])]
    {
        std::fs::write(folder.path().join("workspace.ron"), text).unwrap();
        let (workspace, problems) = open(folder.path());
        assert_eq!(keys(&problems), told);
        assert_ne!(workspace.device(), device);
    }
    std::fs::remove_file(folder.path().join("workspace.ron")).unwrap();
    assert_eq!(keys(&open(folder.path()).1), ["store-manifest-missing"]);
}

#[test]
fn every_problem_of_the_store_has_words() {
    let words = crate::l10n::Words::of(crate::l10n::Language::Chinese);
    let sources: BTreeMap<&str, &str> = [
        ("blobs", include_str!("blobs.rs")),
        ("journal", include_str!("journal.rs")),
        ("lock", include_str!("lock.rs")),
        ("manifest", include_str!("manifest.rs")),
        ("mod", include_str!("mod.rs")),
        ("opening", include_str!("opening.rs")),
        ("read", include_str!("wire/read.rs")),
        ("workspace", include_str!("workspace.rs")),
    ]
    .into();
    for (file, text) in sources {
        for key in text.split('"').filter(|key| key.starts_with("store-")) {
            assert!(words.has(key), "{key} in {file}");
        }
    }
}
