//! A workspace to try everything: twelve invented households with pictures the program draws itself.
//!
//! The same day gives the same households, answers, identifiers and pictures on every machine; only the device id
//! of the workspace is new.

mod canvas;
pub(super) mod facts;
pub(super) mod fill;
mod indoors;
pub(super) mod later;
mod outdoors;
mod parts;
pub(super) mod people;
mod scenes;

use std::path::Path;
use std::sync::Arc;

use jiff::civil::Date;
use rayon::iter::{IntoParallelRefIterator as _, ParallelIterator as _};

use crate::app::rules::Rules;
use crate::dossier::Dossier;
use crate::dossier::edit::{Author, Edit};
use crate::dossier::household as names;
use crate::dossier::stage::Stage as LaterStage;
use crate::dossier::visit;
use crate::form::compile::Form;
use crate::form::expr::World;
use crate::form::ids::CitizenId;
use crate::id::{ContentHash, DeviceId, DossierId, Name, RowId};
use crate::path::{FieldPath, Rows};
use crate::photo::{self, Ingested, Limits};
use crate::problem::Problem;
use crate::role::Role;
use crate::stamp::Moment;
use crate::store::settings::SettingsWire;
use crate::store::{Opening, Workspace};
use crate::value::{FormRef, Photo, Value};
use fill::{Fill, Wanted};
use people::{HOUSEHOLDS, Household, Person, Stage};
use scenes::{Look, Scene};

/// Beijing time.
const OFFSET_MINUTES: i16 = 8 * 60;
/// Answers that a second tablet wrote meanwhile, in households with [`Stage::Conflict`]: total rise of the steps.
const DISPUTED: (&str, i64) = ("qE2", 340);

/// A form of the visit with the text it was read from.
pub struct Asked<'a> {
    pub form: Arc<Form>,
    pub text: &'a str,
}

/// What was made.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Report {
    pub households: usize,
    pub photos: usize,
    /// What the workspace had to say.
    pub problems: Vec<Problem>,
}

/// Makes the demo in `dir`, which is empty or does not exist yet. `forms` are those of a visit, in the order they
/// are asked; the last is the one that visits under way have answered in part.
///
/// # Errors
/// The folder holds something already, or cannot be written.
pub fn create(dir: &Path, today: Date, forms: &[Asked<'_>]) -> Result<Report, Problem> {
    create_some(dir, today, forms, &(0..HOUSEHOLDS.len()).collect::<Vec<_>>())
}

/// Like [`create`], only the households with these numbers (0 to 11).
///
/// # Errors
/// As there.
pub fn create_some(dir: &Path, today: Date, forms: &[Asked<'_>], numbers: &[usize]) -> Result<Report, Problem> {
    let unreadable =
        |error: std::io::Error| Problem::error("demo-folder-unreadable").with("reason", error).in_file(dir);
    if dir.exists() && std::fs::read_dir(dir).map_err(unreadable)?.next().is_some() {
        return Err(Problem::error("demo-folder-not-empty").in_file(dir));
    }
    let opening = Opening { role: Role::Surveyor, programme: PROGRAMME.to_owned(), ..Opening::default() };
    let (workspace, mut problems) = Workspace::open(dir, opening)?;
    workspace.write_settings(&SettingsWire { surveyor: SURVEYOR.to_owned(), ..SettingsWire::default() })?;
    for asked in forms {
        workspace.keep_form(asked.text)?;
    }
    let world: Arc<dyn World + Send + Sync> = Arc::new(Standing(moment(today, 9, 0)));
    let mut photos = 0;
    for &number in numbers {
        let mut fill = begin(&HOUSEHOLDS[number], number, today);
        visit(&mut fill, forms, &world)?;
        let pictures = draw(&fill.photos, fill.seed)?;
        // A photo is on disk before any field names it.
        for (wanted, picture) in std::mem::take(&mut fill.photos).into_iter().zip(&pictures) {
            let hash = workspace.put_photo(&picture.jpeg)?;
            workspace.put_thumbnail(hash, &picture.thumbnail)?;
            attach(&mut fill, wanted.path, hash, picture);
        }
        photos += pictures.len();
        end(&mut fill, forms, &world)?;
        problems.extend(workspace.fold(&fill.dossier)?);
    }
    Ok(Report { households: numbers.len(), photos, problems })
}

const PROGRAMME: &str = "示例项目";
const SURVEYOR: &str = "示例评估员";
const SECOND_SURVEYOR: &str = "示例评估员二";

/// A household as the roster has it: who lives where, and when the visit is.
fn begin(household: &'static Household<'static>, number: usize, today: Date) -> Fill<'static> {
    let seed = number as u64 + 1;
    // Who has gone on from the visit was visited on the day of the roster.
    let ago = match (household.stage, household.visit) {
        (Stage::Later(_), Some((days, _))) => days,
        _ => 0,
    };
    let start = moment(today.saturating_add(jiff::Span::new().days(ago)), 8, 0).unix_seconds();
    let author = Author {
        device: DeviceId::from_bits(random(0, "tablet")),
        name: SURVEYOR.into(),
        at: Moment::new(start + seed.cast_signed() * 3_000, OFFSET_MINUTES),
    };
    let dossier = Dossier::new(dossier_id(number, today));
    let mut fill = Fill { household, dossier, author, today, seed, photos: Vec::new() };
    let top = |name: &'static str| FieldPath::top(Name::of(name));
    let text = |text: &str| Value::Text(text.into());
    let mut answers = vec![
        (top(names::HEAD), text(household.head)),
        (top(names::DIVISION), text(household.division)),
        (top(names::VILLAGE), text(household.village)),
        (top("hh_members"), Value::Integer(household.members)),
        (top("hh_town_or_pasture"), Value::Choice(Name::of(household.settlement))),
    ];
    if !household.address.is_empty() {
        answers.push((top(names::ADDRESS), text(household.address)));
    }
    if household.phone > 0 {
        answers.push((top(names::PHONE), text(&phone(household.phone))));
    }
    if let Some((days, order)) = household.visit {
        let day = today.saturating_add(jiff::Span::new().days(days));
        answers.push((top(names::VISIT_DATE), Value::Date(day)));
        answers.push((top(names::VISIT_ORDER), Value::Integer(order)));
    }
    for (place, person) in (1_u32..).zip(household.persons) {
        answers.extend(person_answers(person, place, seed));
    }
    fill.apply(&Edit::set_all(answers));
    fill
}

fn person_answers(person: &Person<'_>, place: u32, seed: u64) -> Vec<(FieldPath, Value)> {
    let row = RowId::from_bits(random(seed, &format!("person {place}")));
    let path = FieldPath::row_of(&[], Name::of(names::PERSON), row);
    let inside = |name: &'static str| FieldPath::within(&path.rows, Name::of(name));
    let mut answers = vec![
        (path.clone(), Value::Row(place)),
        (inside(names::PERSON_NAME), Value::Text(person.name.into())),
        (inside("p_relation_to_head"), Value::Choice(Name::of(person.relation))),
        (inside("p_ethnic"), Value::Choice(Name::of(person.ethnic))),
    ];
    if let Some(id) = citizen_id(person, seed) {
        let certificate = format!("{id}{}{}", person.category, person.grade);
        answers.push((inside(names::PERSON_CITIZEN_ID), Value::Text(id.into())));
        answers.push((inside(names::PERSON_CERTIFICATE), Value::Text(certificate.into())));
    }
    answers
}

/// Asks the forms as far as the visit has come.
pub(super) fn visit(
    fill: &mut Fill<'_>,
    forms: &[Asked<'_>],
    world: &Arc<dyn World + Send + Sync>,
) -> Result<(), Problem> {
    let sections = match fill.household.stage {
        Stage::Untouched => return Ok(()),
        Stage::Begun(sections) | Stage::Conflict(sections) | Stage::NoPhotos(sections) => sections,
        Stage::Finished | Stage::Later(_) => usize::MAX,
    };
    let pinned: Vec<FormRef> = forms.iter().map(|asked| form_ref(&asked.form)).collect();
    let begun = visit::begin(&fill.dossier, &pinned, Vec::new());
    fill.apply(&begun);
    for (place, asked) in forms.iter().enumerate() {
        let last = place + 1 == forms.len();
        fill.form(&asked.form, world, if last { sections } else { usize::MAX })?;
    }
    Ok(())
}

pub(super) fn form_ref(form: &Form) -> FormRef {
    FormRef { id: form.text().id.clone(), version: form.text().version, hash: form.hash() }
}

/// Draws what the photos show; several at a time, for that is most of the work.
fn draw(wanted: &[Wanted], seed: u64) -> Result<Vec<Ingested>, Problem> {
    let picture = |wanted: &Wanted| {
        let look = Look::new(seed, wanted.millimetres);
        photo::ingest_pixels(scenes::draw(wanted.scene, look), Limits::default())
    };
    wanted.par_iter().map(picture).collect()
}

fn attach(fill: &mut Fill<'_>, path: FieldPath, hash: ContentHash, picture: &Ingested) {
    let (width, height) = (picture.width, picture.height);
    let photo = Photo { hash, width, height, taken: Some(fill.author.at), place: None, caption: "".into() };
    fill.apply(&visit::answer(path, Value::Photo(Arc::new(photo))));
}

/// What happens after the answers: a second tablet, the end of the visit, or the whole way after it.
fn end(fill: &mut Fill<'_>, forms: &[Asked<'_>], world: &Arc<dyn World + Send + Sync>) -> Result<(), Problem> {
    match fill.household.stage {
        Stage::Finished => {
            let finished = visit::finish(&fill.dossier, &[]);
            fill.apply(&finished);
        }
        Stage::Later(until) => {
            let finished = visit::finish(&fill.dossier, &[]);
            fill.apply(&finished);
            if let Some(assessment) = forms.last() {
                let way = later::way(until);
                let course = later::Course { way: &way, half: until == LaterStage::InWorks, ..later::DEMO };
                later::go_on(fill, &course, &assessment.form, world, &Rules::built_in())?;
            }
        }
        Stage::Conflict(_) => {
            let path = FieldPath { rows: Rows::new(), leaf: Some(Name::of(DISPUTED.0)) };
            let mut other = fill.dossier.clone();
            let device = DeviceId::from_bits(random(0, "second tablet"));
            let author = Author { device, name: SECOND_SURVEYOR.into(), at: fill.author.at };
            other.apply(&visit::answer(path.clone(), Value::Integer(DISPUTED.1)), &author);
            fill.apply(&visit::answer(path, Value::Integer(DISPUTED.1 - 50)));
            // Of the same household: it is a copy.
            fill.dossier.join(&other).ok();
        }
        Stage::Untouched | Stage::Begun(_) | Stage::NoPhotos(_) => {}
    }
    Ok(())
}

/// A number that is always the same for the same seed and text.
fn random(seed: u64, text: &str) -> u64 {
    let hash = ContentHash::of(format!("tantu demo {seed} {text}").as_bytes());
    hash.as_bytes()[..8].iter().fold(0, |bits, byte| bits << 8 | u64::from(*byte))
}

/// A telephone number with a prefix that is not in use.
fn phone(number: u32) -> String {
    format!("1540000{number:04}")
}

/// An id number that proves itself and belongs to nobody: no county has the area code 150000.
fn citizen_id(person: &Person<'_>, seed: u64) -> Option<String> {
    let (year, month, day) = person.birth;
    // Odd sequences are men, even ones women.
    let sequence = 900 + seed * 2 + u64::from(!person.female);
    let body = format!("150000{year:04}{month:02}{day:02}{sequence:03}");
    "0123456789X".chars().map(|check| format!("{body}{check}")).find(|id| CitizenId::parse(id).is_ok())
}

/// A UUID of version 7 with the day as its time.
fn dossier_id(number: usize, today: Date) -> DossierId {
    let milliseconds = moment(today, 0, 0).unix_seconds().unsigned_abs() * 1_000;
    let chance = u128::from(random(number as u64, "household"));
    let time = u128::from(milliseconds) & ((1 << 48) - 1);
    DossierId::from_u128(time << 80 | 0x7 << 76 | (chance >> 52) << 64 | 0b10 << 62 | chance & ((1 << 62) - 1))
}

pub(super) fn moment(day: Date, hour: i8, minute: i8) -> Moment {
    let civil = day.at(hour, minute, 0, 0);
    let seconds = jiff::tz::Offset::UTC.to_timestamp(civil).map_or(0, jiff::Timestamp::as_second);
    Moment::new(seconds - i64::from(OFFSET_MINUTES) * 60, OFFSET_MINUTES)
}

/// A world that stands still.
pub(super) struct Standing(pub Moment);

impl World for Standing {
    fn now(&self) -> Moment {
        self.0
    }

    fn random(&self) -> f64 {
        0.5
    }

    fn uuid(&self) -> String {
        dossier_id(0, self.0.date()).to_string()
    }

    fn table_cell(&self, _table: &str, _column: &str, _key_column: &str, _key: &str) -> Option<String> {
        None
    }
}

/// One drawn photo of steps with a tape, as a JPEG file: what the demo visit drops on the window.
///
/// # Errors
/// When the picture cannot be made into a photo.
pub fn sample_photo() -> Result<Vec<u8>, Problem> {
    let picture = scenes::draw(Scene::Steps, Look::new(7, 320));
    photo::ingest_pixels(picture, Limits::default()).map(|photo| photo.jpeg)
}

#[cfg(test)]
mod tests;
