//! What a surveyor does all day, as numbered steps, and what must be there afterwards.
//!
//! Every step is known from its number alone, so that another process can check it.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;
use std::path::Path;
use std::str::FromStr;
use std::sync::Arc;

use tantu::dossier::Dossier;
use tantu::dossier::edit::{Author, Edit};
use tantu::dossier::household::DIVISION;
use tantu::id::{ContentHash, DossierId, Name, RowId};
use tantu::path::FieldPath;
use tantu::problem::Problem;
use tantu::stamp::{Dot, Moment};
use tantu::store::{Index, Opening, Workspace};
use tantu::value::{Decimal, FormRef, Photo, Signature, Skip, Value};

/// Households a day.
const HOMES: u32 = 3;

/// What the program said was safe.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Ack {
    Answer(u32),
    Photo(u32),
    Form(u32),
    Settings(u32),
}

impl fmt::Display for Ack {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{self:?}")
    }
}

impl FromStr for Ack {
    type Err = ();

    fn from_str(text: &str) -> Result<Self, ()> {
        let (kind, step) = text.trim_end_matches(')').split_once('(').ok_or(())?;
        let step = step.parse().map_err(|_| ())?;
        match kind {
            "Answer" => Ok(Self::Answer(step)),
            "Photo" => Ok(Self::Photo(step)),
            "Form" => Ok(Self::Form(step)),
            "Settings" => Ok(Self::Settings(step)),
            _ => Err(()),
        }
    }
}

/// A day's work on an open workspace.
pub struct Day<'a> {
    workspace: &'a Workspace,
    homes: BTreeMap<DossierId, Dossier>,
    /// What is safe, in order.
    pub acks: Vec<Ack>,
    /// Steps that failed, and how.
    pub failed: Vec<(u32, Problem)>,
    pub said: fn(Ack),
    /// The clock on the wall.
    pub at: fn() -> Moment,
}

impl<'a> Day<'a> {
    pub fn new(workspace: &'a Workspace) -> Self {
        Self {
            workspace,
            homes: BTreeMap::new(),
            acks: Vec::new(),
            failed: Vec::new(),
            said: |_| {},
            at: || Moment::new(1_795_512_605, 480),
        }
    }

    pub fn work(&mut self, steps: std::ops::Range<u32>) {
        for step in steps {
            if let Err(problem) = self.step(step) {
                self.failed.push((step, problem));
            }
        }
    }

    pub fn step(&mut self, step: u32) -> Result<(), Problem> {
        let id = home(step);
        match step % 13 {
            5 => {
                self.workspace.put_photo(&photo(step))?;
                self.ack(Ack::Photo(step));
                self.answer(step)
            }
            7 => {
                self.workspace.keep_form(&form(step))?;
                self.ack(Ack::Form(step));
                self.answer(step)
            }
            9 => {
                let dossier = self.load(id)?;
                self.workspace.fold(&dossier).map(drop)
            }
            11 => {
                let mut settings = self.workspace.settings().0;
                settings.surveyor = step.to_string();
                self.workspace.write_settings(&settings)?;
                self.ack(Ack::Settings(step));
                Index::open(self.workspace).map(drop)
            }
            _ => self.answer(step),
        }
    }

    /// Answers one question, and writes down beside it which answer was the last.
    fn answer(&mut self, step: u32) -> Result<(), Problem> {
        let mut dossier = self.load(home(step))?;
        let edits = [(question(step), value(step)), (last(), Value::Integer(i64::from(step)))];
        let edits = edits.into_iter().map(|(path, value)| Edit::Set { path, value });
        let author = Author { device: self.workspace.device(), name: "王评估".into(), at: (self.at)() };
        let applied = dossier.apply(&Edit::Many(edits.collect()), &author);
        self.workspace.append(dossier.id, &applied.delta)?;
        self.homes.insert(dossier.id, dossier);
        self.ack(Ack::Answer(step));
        Ok(())
    }

    fn load(&self, id: DossierId) -> Result<Dossier, Problem> {
        if let Some(dossier) = self.homes.get(&id) {
            return Ok(dossier.clone());
        }
        match self.workspace.load(id) {
            Ok((dossier, _)) => Ok(dossier),
            Err(problem) if problem.key == "store-no-such-household" => Ok(Dossier::new(id)),
            Err(problem) => Err(problem),
        }
    }

    fn ack(&mut self, ack: Ack) {
        self.acks.push(ack);
        (self.said)(ack);
    }
}

/// Opens the workspace after whatever happened, checks that everything acknowledged is there and nothing is half
/// there, and that work can go on. Returns what opening and reading told.
pub fn check(folder: &Path, acks: &[Ack]) -> Vec<&'static str> {
    check_with(folder, Opening::default(), acks)
}

/// The same of a workspace that is opened like this.
pub fn check_with(folder: &Path, opening: Opening, acks: &[Ack]) -> Vec<&'static str> {
    let (workspace, problems) = Workspace::open(folder, opening).unwrap();
    let mut told: Vec<&'static str> = problems.iter().map(|problem| problem.key).collect();
    let mut homes = BTreeMap::new();
    for number in 0..HOMES {
        match workspace.load(home(2 * number)) {
            Ok((dossier, problems)) => {
                told.extend(problems.iter().map(|problem| problem.key));
                homes.insert(dossier.id, dossier);
            }
            Err(problem) if problem.key == "store-no-such-household" => {}
            Err(problem) => told.push(problem.key),
        }
    }
    for ack in acks {
        match *ack {
            Ack::Answer(step) => {
                let dossier = homes.get(&home(step)).unwrap_or_else(|| panic!("{ack}: the household is gone"));
                assert_eq!(dossier.value(&question(step)), Some(&value(step)), "{ack}");
            }
            Ack::Photo(step) => assert_eq!(workspace.read_photo(ContentHash::of(&photo(step))).unwrap(), photo(step)),
            Ack::Form(step) => {
                assert_eq!(workspace.kept_form(ContentHash::of(form(step).as_bytes())).unwrap(), form(step));
            }
            Ack::Settings(step) => {
                let now: u32 = workspace.settings().0.surveyor.parse().unwrap();
                assert!(now >= step, "{ack}: {now}");
            }
        }
    }
    for dossier in homes.values() {
        whole(dossier);
        named_photos_are_there(&workspace, dossier);
        dots_are_used_once(dossier);
        workspace.fold(dossier).unwrap();
        assert_eq!(workspace.load(dossier.id).unwrap().0, *dossier);
    }
    assert_eq!(half_written(folder), [""; 0]);
    let (index, problems) = Index::open(&workspace).unwrap();
    assert_eq!((index.records().len(), problems), (homes.len(), vec![]));
    told
}

/// Temporary files that opening should have swept.
fn half_written(folder: &Path) -> Vec<String> {
    let entries = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    let found =
        entries.flat_map(|path| if path.is_dir() { half_written(&path) } else { vec![path.display().to_string()] });
    found.filter(|name| name.ends_with(".tmp")).collect()
}

/// A change is there wholly or not at all.
fn whole(dossier: &Dossier) {
    let newest =
        (0..400).rev().find(|&step| home(step) == dossier.id && dossier.value(&question(step)) == Some(&value(step)));
    assert_eq!(dossier.value(&last()), newest.map(|step| Value::Integer(i64::from(step))).as_ref());
}

/// A photo is on the disk before a field names it.
fn named_photos_are_there(workspace: &Workspace, dossier: &Dossier) {
    for register in dossier.fields.values() {
        match register.value() {
            Some(Value::Photo(photo)) => drop(workspace.read_photo(photo.hash).unwrap()),
            Some(Value::Form(form)) => drop(workspace.kept_form(form.hash).unwrap()),
            _ => {}
        }
    }
}

fn dots_are_used_once(dossier: &Dossier) {
    let dots: Vec<Dot> = dossier.fields.values().flat_map(|register| register.live().map(|(dot, _)| dot)).collect();
    assert_eq!(dots.iter().collect::<BTreeSet<_>>().len(), dots.len());
}

pub fn home(step: u32) -> DossierId {
    DossierId::from_u128(1 + u128::from(step / 2 % HOMES))
}

pub fn question(step: u32) -> FieldPath {
    let name = |text: String| text.parse::<Name>().unwrap();
    match value(step) {
        Value::Photo(_) => FieldPath::top(name("qP".into())).photo(RowId::from_bits(u64::from(step))).unwrap(),
        Value::Text(text) if text.starts_with("15") => FieldPath::top(Name::of(DIVISION)),
        _ => FieldPath::top(name(format!("q{step}"))),
    }
}

fn last() -> FieldPath {
    FieldPath::top(Name::of("last"))
}

pub fn photo(step: u32) -> Vec<u8> {
    step.to_le_bytes().repeat(3_000)
}

pub fn form(step: u32) -> String {
    format!("(id: \"home\", version: {step})")
}

/// One value of every kind, turn and turn about.
pub fn value(step: u32) -> Value {
    let name = |text: &str| text.parse::<Name>().unwrap();
    match step % 13 {
        0 => Value::YesNo(true),
        1 => Value::Choice(name("wheelchair")),
        2 => Value::Choices(vec![name("a"), name("b")]),
        3 => Value::Decimal(Decimal::new(f64::from(step) / 10.0).unwrap()),
        4 => Value::Text(format!("第 {step} 步\n\"完\"").into()),
        5 => {
            let hash = ContentHash::of(&photo(step));
            Value::Photo(Arc::new(Photo {
                hash,
                width: 1600,
                height: 1200,
                taken: None,
                place: None,
                caption: "门口".into(),
            }))
        }
        6 => Value::Date("2026-11-24".parse().unwrap()),
        7 => {
            let hash = ContentHash::of(form(step).as_bytes());
            Value::Form(Arc::new(FormRef { id: name("home"), version: step, hash }))
        }
        8 => Value::Point { x: 5, y: 10_000 },
        10 => {
            let strokes = vec![vec![[0, 0], [12, 40]], vec![[300, 5]]];
            Value::Signature(Arc::new(Signature { name: "宝音".into(), relation: "妻子".into(), strokes }))
        }
        12 if step == 38 => Value::Text(format!("152221 {step}").into()),
        12 => Value::Skipped(Skip::Refused),
        _ => Value::Integer(i64::from(step)),
    }
}
