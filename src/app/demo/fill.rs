//! Answers a form as a surveyor would: what is known about the home first, then what is harmless, then something
//! plausible that is always the same for the same household.

use std::sync::Arc;

use jiff::civil::Date;

use super::facts::COMMON;
use super::people::{Fact, Facts, Household, Row};
use super::scenes::Scene;
use crate::dossier::Dossier;
use crate::dossier::edit::{Author, Edit};
use crate::dossier::household::{CONSENT_PHOTO, PERSON};
use crate::dossier::visit;
use crate::form::compile::Form;
use crate::form::expr::World;
use crate::form::schema::{Choice, Item, Kind, Question, Repeat};
use crate::form::session::{Session, State};
use crate::id::{Name, RowId};
use crate::l10n::Language;
use crate::path::{FieldPath, Rows};
use crate::problem::Problem;
use crate::stamp::Moment;
use crate::units::Unit;
use crate::value::{Decimal, Signature, Skip, Value};

/// Seconds from one answer to the next.
const PACE: i64 = 17;

/// A photo that a question waits for.
#[derive(Clone, Debug, PartialEq)]
pub struct Wanted {
    /// The photo's row.
    pub path: FieldPath,
    pub scene: Scene,
    /// What the tape in the picture shows.
    pub millimetres: u32,
}

/// One household being filled.
pub struct Fill<'a> {
    pub household: &'a Household<'a>,
    pub dossier: Dossier,
    pub author: Author,
    pub today: Date,
    /// Distinguishes this household from the others.
    pub seed: u64,
    pub photos: Vec<Wanted>,
}

impl<'a> Fill<'a> {
    /// Answers the first `sections` sections of a form.
    ///
    /// # Errors
    /// More rows than a repeat may have.
    pub fn form(
        &mut self,
        form: &Arc<Form>,
        world: &Arc<dyn World + Send + Sync>,
        sections: usize,
    ) -> Result<(), Problem> {
        let mut session = Session::new(form.clone(), self.dossier.answers(), world.clone(), Language::Chinese);
        for (path, value) in session.defaults(&[]) {
            self.write(&mut session, path, value);
        }
        // A later answer may make an earlier question relevant: twice is enough for the forms there are.
        for _ in 0..2 {
            let items = form.text().items.iter().filter(|item| matches!(item, Item::Section(_)));
            self.items(&mut session, &Rows::new(), items.take(sections))?;
        }
        let irrelevant = session.irrelevant_answers();
        for path in irrelevant {
            self.write(&mut session, path, Value::Erased);
        }
        Ok(())
    }

    fn items<'i>(
        &mut self,
        session: &mut Session,
        rows: &Rows,
        items: impl IntoIterator<Item = &'i Item>,
    ) -> Result<(), Problem> {
        for item in items {
            match item {
                Item::Section(section) if session.is_relevant(rows, &section.id) => {
                    self.items(session, rows, &section.items)?;
                }
                Item::Group(group) if session.is_relevant(rows, &group.id) => {
                    self.items(session, rows, &group.items)?;
                }
                Item::Repeat(repeat) if session.is_relevant(rows, &repeat.id) => self.repeat(session, rows, repeat)?,
                Item::Question(question) => self.question(session, rows, question),
                Item::Section(_) | Item::Group(_) | Item::Repeat(_) => {}
            }
        }
        Ok(())
    }

    fn repeat(&mut self, session: &mut Session, rows: &Rows, repeat: &Repeat) -> Result<(), Problem> {
        let known = self.known_rows(&repeat.id);
        if session.rows(rows, &repeat.id).is_empty() {
            for &(preset, _) in known {
                let row = RowId::from_bits(self.random(&format!("{} {preset}", repeat.id)));
                let path = FieldPath::row_of(rows, repeat.id.clone(), row);
                let number = self.dossier.next_row_number(rows, &repeat.id);
                self.write(session, path.clone(), Value::Row(number));
                for (path, value) in session.preset_answers(&path.rows, preset) {
                    self.write(session, path, value);
                }
            }
        }
        for row in session.rows(rows, &repeat.id) {
            let inside = FieldPath::row_of(rows, repeat.id.clone(), row).rows;
            for (path, value) in session.defaults(&inside) {
                self.write(session, path, value);
            }
            self.items(session, &inside, &repeat.items)?;
        }
        Ok(())
    }

    fn known_rows(&self, repeat: &Name) -> &'a [Row<'a>] {
        match repeat.as_str() {
            "door" => self.household.doors,
            "bedroom" => self.household.bedrooms,
            _ => &[],
        }
    }

    fn question(&mut self, session: &mut Session, rows: &Rows, question: &Question) {
        let path = FieldPath::within(rows, question.id.clone());
        let Some(state) = session.state(&path).filter(|state| state.relevant && state.value.is_none()) else { return };
        let choices = session.form().choices(&question.id).to_vec();
        let fact = self.fact(rows, question.id.as_str());
        let value = match (&question.kind, fact) {
            (Kind::Note | Kind::Calculated { .. }, _) => None,
            (Kind::Photo { least, .. }, _) => self.photos(&path, (*least).max(1)),
            (kind, Some(fact)) => known(kind, &choices, fact),
            (_, None) => self.fine(session, &path).or_else(|| self.invent(&path, question, &state, &choices)),
        };
        if let Some(value) = value {
            self.write(session, path, value);
        }
    }

    /// The answer that the form itself calls harmless; now and then a home has a problem.
    fn fine(&self, session: &Session, path: &FieldPath) -> Option<Value> {
        let section = session.form().section_of(path.leaf.as_ref()?)?.clone();
        let fine = session.fine_answers(&section).into_iter().find(|(fine, _)| fine == path).map(|(_, value)| value)?;
        let problem = self.random(&path.to_string()).is_multiple_of(5);
        match fine {
            Value::YesNo(yes) if problem => Some(Value::YesNo(!yes)),
            fine => Some(fine),
        }
    }

    fn fact(&self, rows: &Rows, question: &str) -> Option<Fact> {
        let find = |facts: Facts<'_>| facts.iter().find(|(id, _)| *id == question).map(|(_, fact)| *fact);
        let of_row = rows.last().and_then(|step| {
            let place =
                self.dossier.rows(&rows[..rows.len() - 1], &step.repeat).iter().position(|row| *row == step.row)?;
            if step.repeat.as_str() == PERSON {
                return self.household.persons.get(place).and_then(|person| find(person.facts));
            }
            self.known_rows(&step.repeat).get(place).and_then(|(_, facts)| find(facts))
        });
        of_row.or_else(|| find(self.household.facts)).or_else(|| find(COMMON))
    }

    /// Something plausible; nothing where only a person could know.
    fn invent(&self, path: &FieldPath, question: &Question, state: &State, choices: &[Choice]) -> Option<Value> {
        let random = self.random(&path.to_string());
        match &question.kind {
            Kind::YesNo => Some(Value::YesNo(random.is_multiple_of(2))),
            Kind::OneOf { .. } => {
                let offered: Vec<&Choice> = offered(choices, state).collect();
                Some(Value::Choice(offered.get(random as usize % offered.len().max(1))?.id.clone()))
            }
            Kind::ManyOf { .. } => {
                let offered: Vec<&Choice> = offered(choices, state).filter(|choice| !choice.alone).collect();
                Some(Value::Choices(vec![offered.get(random as usize % offered.len().max(1))?.id.clone()]))
            }
            Kind::Integer { unit, warn, hard, .. } => {
                let (low, high) = warn.or(*hard)?;
                let step = if *unit == Some(Unit::Millimetre) { 10 } else { 1 };
                Some(Value::Integer(between(low, high, random) / step * step))
            }
            Kind::Decimal { warn, hard, .. } => {
                let (low, high) = warn.or(*hard)?;
                let tenths = between((low * 10.0) as i64, (high * 10.0) as i64, random);
                Decimal::new(tenths as f64 / 10.0).map(Value::Decimal)
            }
            Kind::Text { phrases, .. } => {
                let phrase = phrases.get(random as usize % phrases.len().max(1))?;
                let wanted = state.required || random.is_multiple_of(3);
                wanted.then(|| Value::Text(phrase.get(Language::Chinese).into()))
            }
            Kind::Date => Some(Value::Date(self.today)),
            Kind::Phone => Some(Value::Text(super::phone(90).into())),
            Kind::Signature { .. } => {
                let name = if question.id.as_str().contains("assessor") { &*self.author.name } else { self.signer() };
                Some(Value::Signature(Arc::new(signature(name, random))))
            }
            Kind::Point { .. } => Some(Value::Point { x: 5_000, y: 5_000 }),
            Kind::Note | Kind::Calculated { .. } | Kind::Photo { .. } => None,
            Kind::Division { .. } | Kind::CitizenId | Kind::Certificate { .. } => None,
        }
    }

    /// Asks for photos, or skips the question where the family allows none.
    fn photos(&mut self, path: &FieldPath, count: u32) -> Option<Value> {
        let allowed = self.dossier.value(&FieldPath::top(Name::of(CONSENT_PHOTO))) == Some(&Value::YesNo(true));
        if !allowed {
            return Some(Value::Skipped(Skip::Refused));
        }
        let scenes = self.scenes(path);
        if self.photos.iter().any(|wanted| wanted.path.rows.starts_with(&path.rows) && is_of(&wanted.path, path)) {
            return None;
        }
        for (scene, count) in scenes.iter().cycle().zip(0..count) {
            let row = RowId::from_bits(self.random(&format!("{path} {count}")));
            let millimetres = self.reading(path, *scene);
            self.photos.extend(path.photo(row).map(|path| Wanted { path, scene: *scene, millimetres }));
        }
        None
    }

    /// What the photos of a question show; nothing where none is needed.
    pub fn scenes(&self, path: &FieldPath) -> &'static [Scene] {
        let answer =
            |question: &'static str| match self.dossier.value(&FieldPath::within(&path.rows, Name::of(question))) {
                Some(Value::Choice(choice)) => choice.as_str().to_owned(),
                _ => String::new(),
            };
        match path.leaf.as_ref().map_or("", Name::as_str) {
            "qE15_gate" => &[Scene::Gate],
            "qE15_whole" => &[Scene::Yard],
            "qE15_steps" => &[Scene::Steps],
            "qE15_door" | "door_photo" => &[Scene::Door],
            "passage_photo" => &[Scene::Living],
            "bedroom_photo" if answer("qR1") == "kang" => &[Scene::Kang],
            "bedroom_photo" => &[Scene::Bed],
            "kitchen_photo" => &[Scene::Kitchen],
            "bathroom_photo" if answer("qT1") == "indoor_seat" => &[Scene::SeatToilet, Scene::Shower],
            "bathroom_photo" => &[Scene::SquatToilet, Scene::Shower],
            "privy_photo" => &[Scene::Privy, Scene::Threshold],
            "yurt_photo" => &[Scene::Yurt, Scene::YurtStove],
            "home_more_photos" => &[Scene::CoalStove],
            _ => &[],
        }
    }

    /// The measure that belongs to a picture, as it was answered.
    fn reading(&self, path: &FieldPath, scene: Scene) -> u32 {
        let question = match scene {
            Scene::Steps => "qE2",
            Scene::Door => "qD1",
            Scene::Kang => "qR3_height",
            Scene::Bed => "qR2",
            Scene::Kitchen => "qK2_top",
            Scene::SeatToilet => "qT3",
            Scene::Shower => "qT9",
            Scene::Threshold => "qY2_sill",
            _ => "qE2",
        };
        let within = |rows: &Rows| match self.dossier.value(&FieldPath::within(rows, Name::of(question))) {
            Some(Value::Integer(number)) => u32::try_from(*number).ok(),
            _ => None,
        };
        within(&path.rows).or_else(|| within(&Rows::new())).unwrap_or(760)
    }

    /// Who signs for the family.
    fn signer(&self) -> &'a str {
        self.household.persons.first().map_or(self.household.head, |person| person.name)
    }

    /// Writes one answer, a little later than the one before.
    fn write(&mut self, session: &mut Session, path: FieldPath, value: Value) {
        session.set(&path, Some(&value));
        self.apply(&visit::answer(path, value));
    }

    /// Makes a change, a little later than the one before.
    pub fn apply(&mut self, edit: &Edit) {
        self.author.at = Moment::new(self.author.at.unix_seconds() + PACE, self.author.at.offset_minutes());
        self.dossier.apply(edit, &self.author);
    }

    /// Always the same for the same place in the same household.
    fn random(&self, place: &str) -> u64 {
        super::random(self.seed, place)
    }
}

/// Five strokes that look like handwriting from afar.
pub fn signature(name: &str, random: u64) -> Signature {
    let stroke = |index: u64| {
        let (left, top) = (1_200 + index * 1_500, 3_000 + (random >> (index * 4)) % 2_500);
        let point = |step: u64| {
            let wave = (random >> ((index + step) % 48)) % 1_400;
            [(left + step * 110) as u16, (top + wave + step * 120) as u16]
        };
        (0..10).map(point).collect()
    };
    Signature { name: name.into(), relation: "".into(), strokes: (0..5).map(stroke).collect() }
}

fn is_of(photo: &FieldPath, question: &FieldPath) -> bool {
    photo.rows.len() == question.rows.len() + 1 && photo.rows.last().map(|step| &step.repeat) == question.leaf.as_ref()
}

/// In the middle three fifths of the range, where answers are not doubtful.
fn between(low: i64, high: i64, random: u64) -> i64 {
    let fifth = (high - low) / 5;
    low + fifth + (random >> 1).cast_signed() % (3 * fifth).max(1)
}

fn offered<'c>(choices: &'c [Choice], state: &'c State) -> impl Iterator<Item = &'c Choice> {
    choices.iter().filter(|choice| state.choices.as_ref().is_none_or(|left| left.contains(&choice.id)))
}

/// A known fact as the question takes it; `None` where the question is of another kind.
pub fn known(kind: &Kind, choices: &[Choice], fact: Fact) -> Option<Value> {
    let find = |id: &str| choices.iter().find(|choice| choice.id.as_str() == id).map(|choice| choice.id.clone());
    match (kind, fact) {
        (_, Fact::Left(reason)) => Some(Value::Skipped(reason)),
        (Kind::YesNo, Fact::Yes) => Some(Value::YesNo(true)),
        (Kind::YesNo, Fact::No) => Some(Value::YesNo(false)),
        (Kind::OneOf { .. }, Fact::One(id)) => find(id).map(Value::Choice),
        (Kind::ManyOf { .. }, Fact::Many(ids)) => {
            let chosen = choices.iter().map(|choice| &choice.id).filter(|id| ids.contains(&id.as_str()));
            Some(Value::Choices(chosen.cloned().collect())).filter(|_| ids.iter().all(|id| find(id).is_some()))
        }
        (Kind::Integer { .. }, Fact::Int(number)) => Some(Value::Integer(number)),
        (Kind::Decimal { .. }, Fact::Dec(number)) => Decimal::new(number).map(Value::Decimal),
        (Kind::Text { .. }, Fact::Text(text)) => Some(Value::Text(text.into())),
        _ => None,
    }
}
