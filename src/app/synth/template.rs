//! A few hundred homes, filled through the real form session and taken on by the guarded steps. Every household of
//! the generator is one of them with other names, numbers, dates, pictures and measures.

use std::sync::{Arc, LazyLock, OnceLock};

use jiff::civil::{Date, date};

use super::chance::Chance;
use super::homes::{HEAD, Home, PERSONS};
use crate::app::demo::fill::Fill;
use crate::app::demo::later::{self, Course, Hand};
use crate::app::demo::people::{self, Household};
use crate::app::demo::{self, Asked};
use crate::app::rules::Rules;
use crate::app::task::Task;
use crate::dossier::Dossier;
use crate::dossier::edit::{Author, Edit};
use crate::dossier::household as names;
use crate::dossier::prompt::ToDoKind;
use crate::dossier::stage::{Stage, Step};
use crate::dossier::{status, visit};
use crate::form::compile::Form;
use crate::form::expr::World;
use crate::form::ids::CitizenId;
use crate::form::library::Library;
use crate::form::schema::Kind;
use crate::form::session::Session;
use crate::id::{ContentHash, DeviceId, DossierId, Name, RowId};
use crate::l10n::Language;
use crate::path::FieldPath;
use crate::problem::Problem;
use crate::stamp::Moment;
use crate::units::Unit;
use crate::value::{Decimal, Photo, Value};

/// The devices of a template: the tablet, the office, the builder.
pub const TABLET: DeviceId = DeviceId::from_bits(1);
pub const OFFICE: DeviceId = DeviceId::from_bits(2);
pub const BUILDER: DeviceId = DeviceId::from_bits(3);

/// Who writes, and who builds; replaced like the names of [`super::homes`].
pub const SURVEYOR: &str = "〔评估员〕";
pub const SECOND: &str = "〔评估员二〕";
pub const CLERK: &str = "〔经办人〕";
pub const FOREMAN: &str = "〔工长〕";
pub const FIRM: &str = "〔施工单位〕";
/// What marks a text that has something to replace.
pub const MARK: char = '〔';

/// How many templates end at each stage: more where most households are.
const STAGES: [(Stage, usize); 13] = [
    (Stage::Untouched, 4),
    (Stage::Surveying, 8),
    (Stage::Surveyed, 20),
    (Stage::Planned, 12),
    (Stage::Agreed, 12),
    (Stage::Noticed, 8),
    (Stage::Ordered, 12),
    (Stage::InWorks, 16),
    (Stage::Done, 12),
    (Stage::Rectifying, 8),
    (Stage::Accepted, 20),
    (Stage::Settled, 64),
    (Stage::Archived, 44),
];

/// Attempts to invent a home for which the forms and the programme have no objection.
const ATTEMPTS: u64 = 40;

/// One field of a template: how it is written, and what may differ.
pub struct Field {
    pub path: FieldPath,
    pub value: Value,
    pub slot: Slot,
    /// The live write's device and counter.
    pub device: DeviceId,
    pub counter: u64,
    pub author: Arc<str>,
    pub at: Moment,
    /// What the register has seen besides.
    pub before: Vec<(DeviceId, u64)>,
}

/// What a household puts in the place of a template's value.
pub enum Slot {
    Same,
    /// The same, later by as many days as the household.
    Moved,
    /// A year, likewise.
    Year,
    Photo,
    /// A text or a signature with names in it.
    Named,
    /// One of these; the template's is the first.
    OneOf(Box<[Value]>),
    Division,
    Village,
    Address,
    Phone,
    FirmPhone,
    OrderNumber,
    ContractNumber,
    InvoiceNumber,
    ProgrammeYear,
    CitizenId(usize),
    Certificate(usize),
}

/// A person of a template.
#[derive(Clone, Debug)]
pub struct Resident {
    pub token: &'static str,
    pub birth: Date,
    pub female: bool,
    pub mongol: bool,
    pub category: u8,
    pub grade: u8,
}

pub struct Template {
    pub stage: Stage,
    pub fields: Vec<Field>,
    pub residents: Vec<Resident>,
    pub settlement: &'static str,
    /// The day of the survey, and of the last write.
    pub first: Date,
    pub last: Date,
}

/// The day on which all templates begin.
const FIRST_DAY: Date = date(2026, 6, 1);

/// How many templates there are.
pub fn count() -> usize {
    STAGES.iter().map(|(_, count)| count).sum()
}

/// The template of this number, made when it is asked for the first time.
///
/// # Errors
/// The built-in forms do not compile, or nothing that was invented pleases them.
pub fn get(number: usize) -> Result<&'static Template, Problem> {
    static ALL: LazyLock<Vec<OnceLock<Result<Template, Problem>>>> =
        LazyLock::new(|| (0..count()).map(|_| OnceLock::new()).collect());
    ALL[number].get_or_init(|| make(number)).as_ref().map_err(Clone::clone)
}

/// One of the templates that end at `stage`.
pub fn one_at(stage: Stage, chance: &mut Chance) -> usize {
    let before = STAGES.iter().take_while(|(known, _)| *known != stage).map(|(_, count)| count).sum::<usize>();
    let count = STAGES.iter().find(|(known, _)| *known == stage).map_or(1, |(_, count)| *count);
    before + chance.below(count as u64) as usize
}

fn stage_of(number: usize) -> Stage {
    let mut left = number;
    for (stage, count) in STAGES {
        if left < count {
            return stage;
        }
        left -= count;
    }
    Stage::Archived
}

/// The forms of a survey with their texts.
pub struct Forms(Library);

impl Forms {
    /// # Errors
    /// A built-in form does not compile.
    pub fn get() -> Result<&'static Self, Problem> {
        static FORMS: LazyLock<Result<Forms, Problem>> = LazyLock::new(|| {
            let (library, problems) = Library::built_in();
            match problems.into_iter().find(|problem| problem.severity == crate::problem::Severity::Error) {
                Some(problem) => Err(problem),
                None => Ok(Forms(library)),
            }
        });
        FORMS.as_ref().map_err(Clone::clone)
    }

    pub fn asked(&self) -> Result<Vec<Asked<'_>>, Problem> {
        let asked = |id: &&str| {
            let form = self.0.get(id).ok_or_else(|| Problem::error("app-form-missing").with("form", id))?;
            let text = self.0.source(form.hash()).unwrap_or_default();
            Ok(Asked { form, text })
        };
        Task::Survey.forms().iter().map(asked).collect()
    }
}

/// What stands for every photo.
fn placeholder() -> Arc<Photo> {
    let (width, height) = super::photo::SIZE;
    let hash = ContentHash::of(b"");
    Arc::new(Photo { hash, width, height, taken: None, place: None, caption: "".into() })
}

fn make(number: usize) -> Result<Template, Problem> {
    let mut last = Problem::error("synth-no-template").with("number", number);
    for attempt in 0..ATTEMPTS {
        let mut chance = Chance::of(attempt, "template", number as u64);
        match attempted(number, &mut chance) {
            Ok(Some(template)) => return Ok(template),
            Ok(None) => {}
            Err(problem) => last = problem,
        }
    }
    Err(last)
}

/// A template, or nothing where the form finds something wrong or missing.
fn attempted(number: usize, chance: &mut Chance) -> Result<Option<Template>, Problem> {
    let stage = stage_of(number);
    let asked = Forms::get()?.asked()?;
    let home = Home::new(chance);
    let (sections, kind) = match stage {
        Stage::Untouched => (0, people::Stage::Untouched),
        Stage::Surveying => (chance.between(2, 7), people::Stage::Begun(0)),
        _ => (0, people::Stage::Finished),
    };
    let kind = if stage == Stage::Surveying { people::Stage::Begun(sections as usize) } else { kind };
    let household = Household { stage: kind, ..home.household() };
    let day = FIRST_DAY.saturating_add(jiff::Span::new().days(number as i64 % 5));
    let mut fill = begun(&household, number, day);
    let world: Arc<dyn World + Send + Sync> = Arc::new(demo::Standing(demo::moment(day, 9, 0)));
    demo::visit(&mut fill, &asked, &world)?;
    photographed(&mut fill);
    if stage >= Stage::Surveyed {
        let finished = visit::finish(&fill.dossier, &[]);
        fill.apply(&finished);
        if !is_sound(&fill.dossier, &asked, &world) {
            return Ok(None);
        }
    }
    if let (Some(assessment), true) = (asked.last(), stage > Stage::Surveyed) {
        go_on(&mut fill, stage, &assessment.form, &world, chance)?;
    }
    if Stage::of(&fill.dossier) != stage {
        return Ok(None);
    }
    let trial = asked.last().map(|asked| Trial::new(&asked.form, &fill.dossier, &world, chance.clone()));
    let fields = fields(&fill.dossier, trial);
    let last = fill.author.at.date();
    let residents = household.persons.iter().map(resident).collect();
    Ok(Some(Template { stage, fields, residents, settlement: household.settlement, first: day, last }))
}

fn resident(person: &people::Person<'_>) -> Resident {
    let (year, month, day) = person.birth;
    Resident {
        token: tokens().find(|token| *token == person.name).unwrap_or(HEAD),
        birth: Date::new(year, month, day).unwrap_or(FIRST_DAY),
        female: person.female,
        mongol: person.ethnic == "mongol",
        category: person.category,
        grade: person.grade,
    }
}

/// A household as the roster has it.
fn begun<'a>(household: &'a Household<'a>, number: usize, day: Date) -> Fill<'a> {
    let author = Author { device: TABLET, name: SURVEYOR.into(), at: demo::moment(day, 8, 30) };
    let dossier = Dossier::new(DossierId::from_u128(number as u128));
    let mut fill = Fill { household, dossier, author, today: day, seed: 1_000 + number as u64, photos: Vec::new() };
    let top = |name: &'static str| FieldPath::top(Name::of(name));
    let text = |text: &str| Value::Text(text.into());
    let mut answers = vec![
        (top(names::HEAD), text(household.head)),
        (top(names::DIVISION), text(household.division)),
        (top(names::VILLAGE), text(household.village)),
        (top(names::ADDRESS), text(household.address)),
        (top(names::PHONE), text("15400000001")),
        (top(names::VISIT_DATE), Value::Date(day)),
        (top(names::VISIT_ORDER), Value::Integer(1 + number as i64 % 6)),
        (top("hh_year"), Value::Integer(i64::from(day.year()))),
        (top("hh_members"), Value::Integer(household.members)),
        (top("hh_town_or_pasture"), Value::Choice(Name::of(household.settlement))),
    ];
    for (place, person) in (1_u32..).zip(household.persons) {
        let row = RowId::derived(&["synth", &number.to_string(), person.name]);
        let path = FieldPath::row_of(&[], Name::of(names::PERSON), row);
        let inside = |name: &'static str| FieldPath::within(&path.rows, Name::of(name));
        let id = citizen_id(resident(person).birth, 0, 2 * place - u32::from(!person.female));
        answers.extend([
            (path.clone(), Value::Row(place)),
            (inside(names::PERSON_NAME), text(person.name)),
            (inside("p_relation_to_head"), Value::Choice(Name::of(person.relation))),
            (inside("p_ethnic"), Value::Choice(Name::of(person.ethnic))),
            (inside(names::PERSON_CERTIFICATE), text(&format!("{id}{}{}", person.category, person.grade))),
            (inside(names::PERSON_CITIZEN_ID), text(&id)),
        ]);
    }
    fill.apply(&Edit::set_all(answers));
    fill
}

/// A number that proves itself and belongs to nobody: `1500nn` is no county's, `area` is 0 to 99. Odd sequences are
/// men.
pub fn citizen_id(birth: Date, area: u32, sequence: u32) -> String {
    let body = format!("1500{:02}{}{:03}", area % 100, birth.strftime("%Y%m%d"), sequence % 1_000);
    let proven = "0123456789X".chars().map(|check| format!("{body}{check}"));
    proven.into_iter().find(|id| CitizenId::parse(id).is_ok()).unwrap_or(body)
}

/// Puts a photo where one is waited for.
fn photographed(fill: &mut Fill<'_>) {
    let photo = placeholder();
    for wanted in std::mem::take(&mut fill.photos) {
        let hash = ContentHash::of(wanted.path.to_string().as_bytes());
        let taken = Photo { hash, taken: Some(fill.author.at), ..(*photo).clone() };
        fill.apply(&visit::answer(wanted.path, Value::Photo(Arc::new(taken))));
    }
}

/// Whether nothing is wrong or missing in any form of the survey.
fn is_sound(dossier: &Dossier, asked: &[Asked<'_>], world: &Arc<dyn World + Send + Sync>) -> bool {
    asked.iter().all(|asked| {
        let session = Session::new(asked.form.clone(), dossier.answers(), world.clone(), Language::Chinese);
        let to_dos = status::to_dos(&session, dossier, Language::Chinese);
        to_dos.iter().all(|to_do| to_do.kind == ToDoKind::Doubtful)
    })
}

/// The steps to `until`, with the days they take in real life.
fn way(until: Stage, chance: &mut Chance) -> Vec<(Step, i32)> {
    let rectified = until == Stage::Rectifying || until >= Stage::Accepted && chance.percent(12);
    let late = if chance.percent(14) { chance.between(5, 40) } else { 0 };
    let mut steps = vec![
        (Step::Plan, chance.between(1, 6)),
        (Step::Agree, chance.between(1, 8)),
        (Step::Notice, chance.between(9, 14)),
        (Step::Order, chance.between(1, 12)),
        (Step::Start, chance.between(3, 12)),
        (Step::Finish, chance.between(4, 16) + late),
    ];
    if rectified {
        steps.extend([(Step::Rectify, chance.between(3, 9)), (Step::Finish, chance.between(4, 12))]);
    }
    steps.extend([
        (Step::Accept, chance.between(2, 15)),
        (Step::Settle, chance.between(4, 40)),
        (Step::Archive, chance.between(10, 60)),
    ]);
    let (mut stage, mut day, mut way) = (Stage::Surveyed, 0, Vec::new());
    for (step, days) in steps {
        if stage == until {
            break;
        }
        stage = step.leads(stage).unwrap_or(stage);
        day += days;
        way.push((step, i32::try_from(day).unwrap_or(i32::MAX)));
    }
    way
}

fn go_on(
    fill: &mut Fill<'_>,
    until: Stage,
    assessment: &Arc<Form>,
    world: &Arc<dyn World + Send + Sync>,
    chance: &mut Chance,
) -> Result<(), Problem> {
    static RULES: LazyLock<Rules> = LazyLock::new(Rules::built_in);
    let satisfaction = [("very_good", 34), ("good", 50), ("fair", 11), ("poor", 4), ("very_poor", 1)];
    let photo = placeholder();
    let course = Course {
        way: &way(until, chance),
        half: until == Stage::InWorks && chance.percent(60),
        surveyor: Hand { name: SURVEYOR, device: None },
        second: SECOND,
        coordinator: Hand { name: CLERK, device: Some(OFFICE) },
        contractor: Hand { name: FOREMAN, device: Some(BUILDER) },
        firm: FIRM,
        spent: chance.between(35, 98),
        price: chance.between(92, 100),
        term: i32::try_from(chance.between(20, 45)).unwrap_or(30),
        satisfaction: chance.weighed(&satisfaction),
        defect: chance.one(&["扶手松动，要重新打孔", "坡道太陡，收边不平", "蹲便器扶手位置偏高", "报警器没有响"]),
        photo: Some(&photo),
    };
    later::go_on(fill, &course, assessment, world, &RULES)
}

/// The fields in the order of their paths, each with what may differ.
fn fields(dossier: &Dossier, mut trial: Option<Trial>) -> Vec<Field> {
    let field = |(path, register): (&FieldPath, &crate::dossier::register::Register)| {
        let (dot, write) = register.leading()?;
        Some(Field {
            path: path.clone(),
            value: told_apart(path, &write.value),
            slot: slot(dossier, trial.as_mut(), path, &write.value),
            device: dot.device,
            counter: dot.counter,
            author: write.author.clone(),
            at: write.at,
            before: register.seen().iter().filter(|(device, _)| *device != dot.device).collect(),
        })
    };
    dossier.fields.iter().filter_map(field).collect()
}

/// The photos of the works get names of their own; those of the plan keep the survey's.
fn told_apart(path: &FieldPath, value: &Value) -> Value {
    match value {
        Value::Photo(photo) if photo.hash == placeholder().hash => {
            let hash = ContentHash::of(path.to_string().as_bytes());
            Value::Photo(Arc::new(Photo { hash, ..(**photo).clone() }))
        }
        value => value.clone(),
    }
}

fn slot(dossier: &Dossier, trial: Option<&mut Trial>, path: &FieldPath, value: &Value) -> Slot {
    let row = || {
        dossier
            .rows(&[], &Name::of(names::PERSON))
            .iter()
            .position(|row| Some(*row) == path.rows.first().map(|step| step.row))
    };
    match (path.leaf.as_ref().map_or("", Name::as_str), value) {
        (names::DIVISION, _) => Slot::Division,
        (names::VILLAGE, _) => Slot::Village,
        (names::ADDRESS, _) => Slot::Address,
        (names::PHONE, Value::Text(_)) => Slot::Phone,
        ("or_contractor_phone", _) => Slot::FirmPhone,
        ("or_number", _) => Slot::OrderNumber,
        ("se_contract", _) => Slot::ContractNumber,
        ("se_invoice", _) => Slot::InvoiceNumber,
        ("hh_year", _) => Slot::ProgrammeYear,
        (names::PERSON_CITIZEN_ID, Value::Text(_)) => Slot::CitizenId(row().unwrap_or_default()),
        (names::PERSON_CERTIFICATE, Value::Text(_)) => Slot::Certificate(row().unwrap_or_default()),
        (_, Value::Date(_)) => Slot::Moved,
        (name, Value::Integer(_)) if name.ends_with("_year") => Slot::Year,
        (_, Value::Photo(_)) => Slot::Photo,
        (_, Value::Text(text)) if text.contains(MARK) => Slot::Named,
        (_, Value::Signature(_)) => Slot::Named,
        (_, value) => trial.map_or(Slot::Same, |trial| trial.others(path, value)),
    }
}

/// Finds out what else could be answered without any question opening, closing or becoming wrong.
///
/// Each answer is tried beside answers that were found before: in one session all of those are the lowest, in one
/// the highest, in the rest drawn by chance. So a wide wheelchair and a narrow door do not come together where
/// neither alone makes the door too narrow.
struct Trial {
    sessions: Vec<Session>,
    shape: [usize; 3],
    chance: Chance,
}

const TRIALS: usize = 4;

impl Trial {
    fn new(form: &Arc<Form>, dossier: &Dossier, world: &Arc<dyn World + Send + Sync>, chance: Chance) -> Self {
        let session = || Session::new(form.clone(), dossier.answers(), world.clone(), Language::Chinese);
        let sessions: Vec<Session> = (0..TRIALS).map(|_| session()).collect();
        let shape = sessions[0].shape();
        Self { sessions, shape, chance }
    }

    fn others(&mut self, path: &FieldPath, value: &Value) -> Slot {
        let form = self.sessions[0].form().clone();
        let Some(question) = path.leaf.as_ref().and_then(|leaf| form.question(leaf)) else { return Slot::Same };
        let mut fit = vec![value.clone()];
        for other in near(&question.kind, value) {
            let fits = |session: &mut Session| {
                session.set(path, Some(&other));
                session.shape() == self.shape
            };
            if self.sessions.iter_mut().all(fits) {
                fit.push(other);
            }
        }
        let last = fit.len() - 1;
        for (place, session) in self.sessions.iter_mut().enumerate() {
            // `near` begins with the lowest and ends with the highest.
            let chosen = [1.min(last), last].get(place).copied();
            let chosen = chosen.unwrap_or_else(|| self.chance.below(fit.len() as u64) as usize);
            session.set(path, Some(&fit[chosen]));
        }
        if fit.len() < 2 { Slot::Same } else { Slot::OneOf(fit.into()) }
    }
}

fn near(kind: &Kind, value: &Value) -> Vec<Value> {
    match (kind, value) {
        (Kind::Integer { unit, warn, hard, .. }, Value::Integer(number)) => {
            let step = if *unit == Some(Unit::Millimetre) && *number >= 200 { 10 } else { 1 };
            let within = |other: &i64| warn.or(*hard).is_none_or(|(low, high)| (low..=high).contains(other));
            let near = [-2, -1, 1, 2].map(|steps| number + steps * step);
            near.into_iter().filter(within).map(Value::Integer).collect()
        }
        (Kind::Decimal { warn, hard, .. }, Value::Decimal(number)) => {
            let within = |other: &f64| warn.or(*hard).is_none_or(|(low, high)| (low..=high).contains(other));
            let near = [-1.0, -0.5, 0.5, 1.0].map(|step| number.get() + step);
            near.into_iter().filter(within).filter_map(Decimal::new).map(Value::Decimal).collect()
        }
        (Kind::Text { phrases, .. }, Value::Text(_)) => phrases
            .iter()
            .map(|phrase| Value::Text(phrase.get(Language::Chinese).into()))
            .filter(|one| one != value)
            .collect(),
        _ => Vec::new(),
    }
}

/// The tokens of all names.
pub fn tokens() -> impl Iterator<Item = &'static str> {
    PERSONS.into_iter().chain([HEAD, SURVEYOR, SECOND, CLERK, FOREMAN, FIRM])
}
