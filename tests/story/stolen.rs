//! A stolen tablet: whoever has it reads every byte of it, and learns nothing of anybody.

use std::collections::BTreeSet;
use std::path::Path;
use std::process::Command as Process;

use tantu::app::merge::{self, Progress, Request, written};
use tantu::app::vault::{self, Identity};
use tantu::dossier::edit::{Author, Edit};
use tantu::dossier::household::HEAD;
use tantu::dossier::{Dossier, contest};
use tantu::id::{DeviceId, DossierId, Name, RowId};
use tantu::l10n::{Language, Words};
use tantu::path::FieldPath;
use tantu::problem::Problem;
use tantu::registry::view::Views;
use tantu::role::Role;
use tantu::stamp::Moment;
use tantu::store::deeds::About;
use tantu::store::incoming::{Incoming, Origin};
use tantu::store::{Index, Opening, Workspace};
use tantu::value::Value;

use crate::merge_make::tablets;
use crate::scenario::{Scenario, text};
use crate::sealed::{PASSPHRASE, QUICK, files, holds, opening};

const NUMBER: &str = "152221196303072336";

/// Bytes that must not be found anywhere.
#[derive(Default)]
struct Secrets(BTreeSet<Vec<u8>>);

impl Secrets {
    /// Two letters are found in any megabyte of noise.
    fn text(&mut self, text: &str) {
        if text.len() >= 6 {
            self.0.insert(text.as_bytes().to_vec());
        }
    }

    /// The beginning of a picture, and two pieces of it.
    fn picture(&mut self, bytes: &[u8]) {
        for begin in [0, bytes.len() / 2, bytes.len() - 24] {
            self.0.insert(bytes[begin..begin + 24].to_vec());
        }
    }

    /// Everything that somebody has written into a household.
    fn household(&mut self, home: &Dossier) {
        for (_, write) in home.fields.values().flat_map(tantu::dossier::register::Register::live) {
            self.text(&write.author);
            match &write.value {
                Value::Text(text) => self.text(text),
                Value::Signature(signature) => {
                    [&signature.name, &signature.relation].into_iter().for_each(|text| self.text(text));
                }
                Value::Photo(photo) => self.text(&photo.caption),
                _ => {}
            }
        }
    }

    fn store(store: &Workspace) -> Self {
        let mut secrets = Self::default();
        let (index, _) = Index::open(store).unwrap();
        assert!(!index.records().is_empty());
        for record in index.records() {
            secrets.household(&store.load(record.id).unwrap().0);
        }
        let photos = store.photos().unwrap();
        assert!(!photos.is_empty());
        photos.into_iter().for_each(|hash| secrets.picture(&store.read_photo(hash).unwrap()));
        secrets
    }

    /// Looks into every file, and at every name. The organisation's forms say nothing of anybody.
    fn are_nowhere_below(&self, folder: &Path) {
        let found = files(folder);
        for (path, bytes) in found.iter().filter(|(path, _)| !path.starts_with(folder.join("kept-forms"))) {
            let name = path.strip_prefix(folder).unwrap().to_string_lossy().into_owned();
            for secret in &self.0 {
                let shown = String::from_utf8_lossy(secret);
                assert!(!holds(bytes, secret), "{name} holds {shown}");
                assert!(!holds(name.as_bytes(), secret), "the name {name} says {shown}");
            }
            assert!(
                !bytes.starts_with(&[0xff, 0xd8, 0xff]) && !holds(bytes, b"\x00\x10JFIF\x00"),
                "{name} is a picture"
            );
            assert!(!name.ends_with(".tmp"), "{name}");
        }
    }
}

fn author(device: u64, name: &str) -> Author {
    Author { device: DeviceId::from_bits(device), name: name.into(), at: Moment::new(0, 480) }
}

/// A coordinator's workspace in which everything has happened that leaves a file.
fn lived_in(folder: &Path) -> Secrets {
    let (store, _) = Workspace::open(folder, Opening { role: Role::Coordinator, ..Opening::default() }).unwrap();
    let mut secrets = Secrets::default();
    let head = FieldPath::top(Name::of(HEAD));

    // A conflict in a file, an answer in a journal, and half of one that the battery tore.
    let mut home = Dossier::new(DossierId::from_u128(7));
    let mut other = home.clone();
    home.apply(&Edit::set(head.clone(), text("王秀兰")), &author(1, "李评估员"));
    other.apply(&Edit::set(head.clone(), text("王秀英")), &author(2, "赵评估员"));
    home.join(&other).unwrap();
    store.fold(&home).unwrap();
    let applied = home.apply(&Edit::set("card".parse().unwrap(), text(NUMBER)), &author(1, "李评估员"));
    store.append(home.id, &applied.delta).unwrap();
    let journal = store.layout().journal(home.id);
    let lines = std::fs::read(&journal).unwrap();
    std::fs::write(&journal, [&lines[..], &lines[..lines.len() / 2]].concat()).unwrap();

    // Photos with their small pictures, and one on its way.
    let picture = tantu::app::demo::sample_photo().unwrap();
    let hash = store.put_photo(&picture).unwrap();
    store.put_thumbnail(hash, &picture).unwrap();
    let question = "door/4kq2m8x1zr/qD5".parse().unwrap();
    let incoming = Incoming { row: RowId::mint(), dossier: home.id, question, origin: Origin::Kept };
    store.keep_incoming(&incoming, Some(&picture)).unwrap();
    let file = Origin::File("/media/card/王秀兰家门口.jpg".into());
    store.keep_incoming(&Incoming { row: RowId::mint(), origin: file, ..incoming }, None).unwrap();

    // What cannot be read, what came so, and what somebody has put there.
    let stray = store.layout().dossiers().join("000000");
    std::fs::write(stray.join(format!("{}.ron", DossierId::from_u128(8))), "(tantu: 1, 王秀兰").unwrap();
    std::fs::write(stray.join("notes.txt"), "王秀兰 13847500000").unwrap();
    std::fs::write(store.layout().forms().join("roster.key"), "前旗残联的几个字").unwrap();
    let reason = Problem::error("store-not-ron").with("detail", "王秀兰家");
    store.keep_input(Path::new("tablet.ron"), "王秀兰".as_bytes(), &reason).unwrap();
    std::fs::create_dir(folder.join("outbox")).unwrap();
    std::fs::write(folder.join("outbox/out.tantu"), "PK 王秀兰").unwrap();

    // What the desk writes down.
    let mut settings = store.settings().0;
    settings.surveyor = "统筹员张建国".into();
    settings.surveyors = vec!["评估员李红梅".into()];
    store.write_settings(&settings).unwrap();
    store.write_views(&Views::default()).unwrap();
    let state = tantu::store::handed::state_of(&home);
    let office = DeviceId::from_bits(7);
    let known = store.change_handed(|handed| {
        handed.wrote(office, "统筹员张建国", Some(Moment::new(0, 480)));
        handed.confirm(office, home.id, state, []);
    });
    known.unwrap();
    let about =
        About { author: settings.surveyor.clone(), at: Moment::new(0, 480), rule: "取后写的".into(), count: 1 };
    let deed = store.begin_deed(&about).unwrap();
    let carried = contest::carry(&mut home, &Edit::set(head, text("王秀兰")), &author(1, "统筹员张建国"));
    store.note_deed(deed, [(home.id, &carried)]).unwrap();
    let sticks = tempfile::tempdir().unwrap();
    let inputs = tablets(&sticks.path().join("红峰嘎查"), 12);
    let request = Request { inputs, ..Request::default() };
    let report = merge::merge(&store, &request, &Progress::default(), &|_| {}).unwrap();
    written::keep(&store, &report, Words::of(Language::Chinese)).unwrap().unwrap();
    Index::open(&store).unwrap();

    for text in ["王秀兰", "王秀英", NUMBER, "13847500000", "统筹员张建国", "评估员李红梅", "红峰嘎查", "前旗残联"]
    {
        secrets.text(text);
    }
    secrets.picture(&picture);
    secrets.0.extend(Secrets::store(&store).0);
    secrets
}

#[test]
fn a_sealed_workspace_says_nothing_of_anybody() {
    let folder = tempfile::tempdir().unwrap();
    let secrets = lived_in(folder.path());
    assert!(secrets.0.len() > 25, "{}", secrets.0.len());
    let (store, _) = Workspace::open(folder.path(), Opening::default()).unwrap();
    let before: Vec<_> = Index::open(&store).unwrap().0.into_records();
    let deeds = |store: &Workspace| {
        let (deeds, problems) = store.deeds().unwrap();
        let carried = deeds.iter().map(|deed| (deed.about.clone(), store.carried(deed.id, deed.homes[0]).unwrap()));
        (carried.collect::<Vec<_>>(), problems)
    };
    let decided = deeds(&store);
    let key = [Identity::generate().recipient()];
    let (vault, done) = vault::seal(store, PASSPHRASE, &key, QUICK, &vault::Progress::default()).unwrap();
    assert!(done.finished);
    drop(done);
    secrets.are_nowhere_below(folder.path());

    // Everything is there with the key, is read without leaving a trace, and comes back plain.
    let (store, _) = Workspace::open(folder.path(), opening(&vault)).unwrap();
    assert_eq!(Index::open(&store).unwrap().0.records(), before);
    assert_eq!((deeds(&store), written::history(&store).len()), (decided, 1));
    let (incoming, problems) = store.incoming();
    assert_eq!((incoming.len(), problems), (2, vec![]));
    assert_eq!(store.settings().0.surveyors, ["评估员李红梅"]);
    assert_eq!(store.organisation_table("roster.key").unwrap(), "前旗残联的几个字");
    drop(store);
    secrets.are_nowhere_below(folder.path());
    let (store, _) = Workspace::open(folder.path(), opening(&vault)).unwrap();
    let done = vault::unseal(store, &vault::Progress::default()).unwrap();
    assert!(done.finished && done.problems.is_empty(), "{:?}", done.problems);
    assert_eq!(Index::open(&done.store).unwrap().0.records(), before);
    assert_eq!(std::fs::read(folder.path().join("outbox/out.tantu")).unwrap(), "PK 王秀兰".as_bytes());
}

#[test]
fn a_day_on_a_tablet_that_was_sealed_before_says_nothing_either() {
    let tablet = tempfile::tempdir().unwrap();
    let folder = tablet.path().join("workspace");
    let (store, _) = Workspace::open(&folder, Opening::default()).unwrap();
    let (vault, done) = vault::seal(store, PASSPHRASE, &[], QUICK, &vault::Progress::default()).unwrap();
    drop(done);
    let mut day = Scenario::sealed(vault.clone(), &folder);
    day.add_household().answer(HEAD, text("王秀兰")).answer("consent_data", Value::YesNo(true));
    day.answer("consent_photo", Value::YesNo(true)).answer("hh_phone", text("13847500000")).undo().redo().saved();
    day.add_photo("qE15_whole").wait_until("the photo is there", |day| day.photos("qE15_whole") == 1).saved();
    day.battery_dies();
    let (store, _) = Workspace::open(&folder, opening(&vault)).unwrap();
    let secrets = Secrets::store(&store);
    drop(store);
    assert!(secrets.0.contains("王秀兰".as_bytes()) && secrets.0.contains(&b"13847500000"[..]));
    secrets.are_nowhere_below(tablet.path());
    day.reopen().open_again().expect(HEAD, text("王秀兰")).expect("hh_phone", text("13847500000"));
    assert_eq!(day.photos("qE15_whole"), 1);
    day.shut_down();
    secrets.are_nowhere_below(tablet.path());
}

/// The program from a terminal, with its own folder for temporary files.
fn tantu(arguments: &[&str], temporary: &Path, passphrase: &Path) -> (i32, String) {
    let mut command = Process::new(env!("CARGO_BIN_EXE_tantu"));
    command.args(arguments).env("TMPDIR", temporary).env("LANG", "en_US.UTF-8");
    let output = command.env("TANTU_PASSPHRASE_FILE", passphrase).output().unwrap();
    let text = [output.stdout, output.stderr].concat();
    (output.status.code().unwrap(), String::from_utf8_lossy(&text).into_owned())
}

#[test]
fn a_script_seals_works_with_it_verifies_and_unseals() {
    let (folder, temporary, desk) =
        (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    let secrets = lived_in(folder.path());
    let workspace = folder.path().to_str().unwrap();
    let file = |name: &str, text: &str| {
        let path = desk.path().join(name);
        std::fs::write(&path, text).unwrap();
        path
    };
    let (right, wrong) = (file("passphrase", "风吹草低见牛羊群\n"), file("wrong", "风吹草低见牛\n"));
    let office = Identity::generate();
    let secret = age::secrecy::ExposeSecret::expose_secret(&office.reveal()).to_owned();
    let (lock, key) = (file("office.txt", &format!("# office\n{}\n", office.recipient())), file("office.key", &secret));
    let run = |arguments: &[&str], passphrase: &Path| tantu(arguments, temporary.path(), passphrase);

    let (code, said) = run(&["verify", workspace], &right);
    assert_eq!(code, 0, "{said}");
    assert_eq!(run(&["unseal", workspace], &right).0, 4);
    assert_eq!(run(&["seal", workspace, "--recovery", "age1nonsense"], &right).0, 4);
    let (code, said) = run(&["seal", workspace, "--recovery", lock.to_str().unwrap()], &right);
    assert_eq!(code, 0, "{said}");
    let (code, said) = run(&["seal", workspace], &right);
    assert_eq!(code, 0, "{said}");
    assert_eq!(run(&["verify", workspace], &wrong).0, 4);
    let (code, said) = run(&["verify", workspace], &right);
    assert_eq!(code, 0, "{said}");
    assert!(!said.contains("王秀兰"), "{said}");
    let (code, said) = run(&["duplicates", workspace, "--passphrase-file", right.to_str().unwrap()], &wrong);
    assert_eq!(code, 0, "{said}");
    secrets.are_nowhere_below(folder.path());
    secrets.are_nowhere_below(temporary.path());

    // Somebody puts a plain file there, and a photo rots.
    std::fs::write(folder.path().join("notes.txt"), "王秀兰").unwrap();
    assert_eq!(run(&["verify", workspace], &right).0, 1);
    assert_eq!(run(&["seal", workspace], &right).0, 0);
    let photos = files(&folder.path().join("photos"));
    let (photo, mut bytes) = photos.into_iter().next().unwrap();
    *bytes.last_mut().unwrap() ^= 1;
    std::fs::write(photo, bytes).unwrap();
    let (code, said) = run(&["verify", workspace], &right);
    assert_eq!(code, 1, "{said}");
    secrets.are_nowhere_below(folder.path());

    assert_eq!(run(&["unseal", workspace, "--recovery-key", lock.to_str().unwrap()], &right).0, 4);
    let (code, said) = run(&["unseal", workspace, "--recovery-key", key.to_str().unwrap()], &wrong);
    assert_eq!(code, 1, "the rotten photo stays as it is: {said}");
    assert_eq!(vault::state(folder.path()), vault::State::Plain);
}
