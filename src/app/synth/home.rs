//! One household: a template with a name, place, numbers, dates, pictures and measures of its own.

use std::collections::BTreeMap;
use std::sync::Arc;

use jiff::civil::{Date, date};

use super::chance::Chance;
use super::template::{self, CLERK, FIRM, FOREMAN, Field, MARK, OFFICE, SECOND, SURVEYOR, Slot, TABLET, Template};
use super::{Synth, TODAY, names, photo};
use crate::app::demo;
use crate::app::demo::fill;
use crate::division::{Division, Divisions};
use crate::dossier::Dossier;
use crate::dossier::register::{Register, Write};
use crate::dossier::stage::Stage;
use crate::id::{DeviceId, DossierId};
use crate::problem::Problem;
use crate::stamp::{Dot, Moment, Seen};
use crate::value::{Photo, Signature, Value};

/// Years of the programme by how many households each took.
const YEARS: [(i16, u32); 5] = [(2022, 15), (2023, 20), (2024, 22), (2025, 23), (2026, 20)];
/// Where the households of earlier years stand: nearly all are done.
const EARLIER: [(Stage, u32); 6] = [
    (Stage::Archived, 68),
    (Stage::Settled, 25),
    (Stage::Accepted, 4),
    (Stage::Done, 1),
    (Stage::InWorks, 1),
    (Stage::Surveyed, 1),
];
/// Where those of this year stand in November.
const THIS_YEAR: [(Stage, u32); 13] = [
    (Stage::Untouched, 8),
    (Stage::Surveying, 6),
    (Stage::Surveyed, 12),
    (Stage::Planned, 8),
    (Stage::Agreed, 8),
    (Stage::Noticed, 6),
    (Stage::Ordered, 9),
    (Stage::InWorks, 13),
    (Stage::Done, 8),
    (Stage::Rectifying, 3),
    (Stage::Accepted, 8),
    (Stage::Settled, 8),
    (Stage::Archived, 3),
];
/// Persons of one sex that the last digits of a citizen id tell apart on one day.
const SEQUENCES: u64 = 500;
const SECONDS_A_DAY: i64 = 86_400;

/// Everything about a household that its template leaves open.
pub struct Home {
    pub number: u64,
    pub id: DossierId,
    pub template: &'static Template,
    /// Days by which all dates are later than the template's.
    days: i64,
    seed: u64,
    pub tablet: u32,
    pub devices: [DeviceId; 3],
    division: String,
    village: String,
    address: String,
    phone: String,
    league: u64,
    banner: u64,
    firm: u64,
    /// What stands for each token.
    words: Vec<(&'static str, Arc<str>)>,
    citizen_ids: Vec<String>,
}

impl Home {
    pub fn new(synth: &Synth, number: u64) -> Result<Self, Problem> {
        let mut chance = synth.chance("household", number);
        let year = chance.weighed(&YEARS);
        let stage = if year == 2026 { chance.weighed(&THIS_YEAR) } else { chance.weighed(&EARLIER) };
        let template = template::get(template::one_at(stage, &mut chance))?;
        let first = first_day(template, year, &mut chance);
        let days = days_between(template.first, first);
        let (banner, division) = division(&mut chance, template.settlement);
        let (township, village) = names::place(&mut chance, banner, template.settlement);
        let count = u64::from(synth.options.devices);
        let tablet = (banner * count + chance.below(count)) / Divisions::built_in().iter().count() as u64;
        let tablet = u32::try_from(tablet).unwrap_or_default();
        let firm = banner * 3 + chance.below(3);
        let league = division.league_code.parse().unwrap_or_default();
        let devices = [
            synth.tablet(tablet),
            DeviceId::from_bits(synth.chance("office", league).next()),
            DeviceId::from_bits(synth.chance("builder", firm).next()),
        ];
        let mut home = Self {
            number,
            id: dossier_id(first, &mut chance),
            template,
            days,
            seed: synth.options.seed,
            tablet,
            devices,
            division: format!("{} {township}", division.code),
            village,
            address: names::address(&mut chance, template.settlement),
            phone: phone(number),
            league,
            banner,
            firm,
            words: Vec::new(),
            citizen_ids: Vec::new(),
        };
        home.name(synth, &division.name, &mut chance);
        home.prove(&mut chance);
        Ok(home)
    }

    /// Gives everybody a name; a family mostly shares one.
    fn name(&mut self, synth: &Synth, banner: &str, chance: &mut Chance) {
        let residents = &self.template.residents;
        let mongol = residents.iter().any(|resident| resident.mongol);
        let head_is = residents.iter().find(|resident| resident.token == super::homes::HEAD);
        let head = names::person(chance, mongol, head_is.is_some_and(|head| head.female), None);
        for resident in residents.iter().filter(|resident| resident.token != super::homes::HEAD) {
            let surname = names::surname(&head).filter(|_| chance.percent(60));
            let name = names::person(chance, resident.mongol, resident.female, surname);
            self.words.push((resident.token, name.into()));
        }
        let team = u64::from(self.tablet);
        self.words.extend([
            (super::homes::HEAD, head.into()),
            (SURVEYOR, worker(synth, "surveyor", team)),
            (SECOND, worker(synth, "second surveyor", team)),
            (CLERK, worker(synth, "clerk", self.league)),
            (FOREMAN, worker(synth, "foreman", self.firm)),
            (FIRM, names::firm(banner, self.banner, self.firm % 3).into()),
        ]);
    }

    /// Gives everybody a citizen id that nobody else has.
    fn prove(&mut self, chance: &mut Chance) {
        let years = self.days.div_euclid(365);
        for (place, resident) in (0_u64..).zip(&self.template.residents) {
            let person = self.number * 3 + place;
            let (sequence, rest) = (person % SEQUENCES, person / SEQUENCES);
            let (day, area) = ((rest % 365).cast_signed(), rest / 365);
            let year = i64::from(resident.birth.year()) + years;
            let first = Date::new(i16::try_from(year).unwrap_or(1960), 1, 1).unwrap_or(date(1960, 1, 1));
            let birth = first.saturating_add(jiff::Span::new().days(day));
            let sequence = 2 * sequence + u64::from(!resident.female);
            let (area, sequence) =
                (u32::try_from(area).unwrap_or_default(), u32::try_from(sequence).unwrap_or_default());
            self.citizen_ids.push(template::citizen_id(birth, area, sequence));
        }
        // Whoever draws after this draws the same, however many persons there are.
        chance.next();
    }

    /// The household as the tablet has it that surveyed it.
    pub fn dossier(&self, synth: &Synth) -> Dossier {
        let mut chance = synth.chance("answers", self.number);
        let (mut fields, mut spent) = (Vec::with_capacity(self.template.fields.len()), Seen::default());
        for field in &self.template.fields {
            let register = self.register(field, &mut chance);
            spent.join(register.seen());
            fields.push((field.path.clone(), register));
        }
        let fields: BTreeMap<_, _> = fields.into_iter().collect();
        Dossier { id: self.id, fields, spent, unknown: BTreeMap::new() }
    }

    fn register(&self, field: &Field, chance: &mut Chance) -> Register {
        let value = self.value(field, chance);
        let author = if field.author.starts_with(MARK) { self.word(&field.author) } else { None };
        let write = Write { value, author: author.unwrap_or(&field.author).clone(), at: self.moment(field.at) };
        let mut register = Register::default();
        for &(device, counter) in &field.before {
            register.write(Dot { device: self.device(device), counter }, write.clone());
        }
        register.write(Dot { device: self.device(field.device), counter: field.counter }, write);
        register
    }

    fn device(&self, of_template: DeviceId) -> DeviceId {
        match of_template {
            TABLET => self.devices[0],
            OFFICE => self.devices[1],
            _ => self.devices[2],
        }
    }

    fn value(&self, field: &Field, chance: &mut Chance) -> Value {
        let text = |text: &str| Value::Text(text.into());
        match (&field.slot, &field.value) {
            (Slot::Moved, Value::Date(day)) => Value::Date(self.day(*day)),
            (Slot::Year, Value::Integer(year)) => Value::Integer(year + self.days.div_euclid(365)),
            (Slot::Photo, Value::Photo(photo)) => Value::Photo(Arc::new(Photo {
                hash: photo::hash(&self.photo_words(photo)),
                taken: photo.taken.map(|taken| self.moment(taken)),
                ..(**photo).clone()
            })),
            (Slot::Named, Value::Text(named)) => Value::Text(self.named(named)),
            (Slot::Named, Value::Signature(signature)) => {
                let drawn = fill::signature(&self.named(&signature.name), chance.next());
                Value::Signature(Arc::new(Signature { relation: signature.relation.clone(), ..drawn }))
            }
            (Slot::OneOf(values), _) => values[chance.below(values.len() as u64) as usize].clone(),
            (Slot::Division, _) => text(&self.division),
            (Slot::Village, _) => text(&self.village),
            (Slot::Address, _) => text(&self.address),
            (Slot::Phone, _) => text(&self.phone),
            (Slot::FirmPhone, _) => text(&phone(50_000_000 + self.firm)),
            (Slot::OrderNumber, _) => text(&format!("{}-{:06}", self.year(), self.number)),
            (Slot::ContractNumber, _) => text(&format!("合同-{}-{}", self.year(), self.firm)),
            (Slot::ProgrammeYear, _) => Value::Integer(i64::from(self.year())),
            (Slot::InvoiceNumber, _) => text(&format!("{:08}", (self.number * 7_919) % 100_000_000)),
            (Slot::CitizenId(person), _) => text(&self.citizen_ids[*person]),
            (Slot::Certificate(person), _) => {
                let resident = &self.template.residents[*person];
                text(&format!("{}{}{}", self.citizen_ids[*person], resident.category, resident.grade))
            }
            (_, value) => value.clone(),
        }
    }

    /// What the file of this photo of the template is made from.
    pub fn photo_words(&self, of_template: &Photo) -> String {
        let bits = of_template.hash.as_bytes();
        let place = u32::from_le_bytes([bits[0], bits[1], bits[2], bits[3]]);
        format!("tantu synth {} {} {place:08x}", self.seed, self.number)
    }

    fn named(&self, text: &str) -> Arc<str> {
        if let Some(word) = self.word(text) {
            return word.clone();
        }
        let replaced = self.words.iter().fold(text.to_owned(), |text, (token, word)| text.replace(token, word));
        replaced.into()
    }

    /// What stands for a token.
    pub fn word(&self, token: &str) -> Option<&Arc<str>> {
        self.words.iter().find(|(known, _)| *known == token).map(|(_, word)| word)
    }

    fn day(&self, of_template: Date) -> Date {
        of_template.saturating_add(jiff::Span::new().days(self.days))
    }

    fn moment(&self, of_template: Moment) -> Moment {
        let seconds = of_template.unix_seconds() + self.days * SECONDS_A_DAY;
        Moment::new(seconds, of_template.offset_minutes())
    }

    /// The day of the survey.
    pub fn first(&self) -> Date {
        self.day(self.template.first)
    }

    /// When the last was written.
    pub fn last(&self) -> Moment {
        demo::moment(self.day(self.template.last), 17, 0)
    }

    fn year(&self) -> i16 {
        self.first().year()
    }
}

/// The surveyor, clerk or foreman of this number.
pub fn worker(synth: &Synth, what: &str, number: u64) -> Arc<str> {
    let mut chance = synth.chance(what, number);
    let (mongol, female) = (chance.percent(25), chance.percent(50));
    names::person(&mut chance, mongol, female, None).into()
}

/// The day of the survey: earlier years in summer, this year so that it has just come to where it stands.
fn first_day(template: &Template, year: i16, chance: &mut Chance) -> Date {
    if year < TODAY.year() {
        let spring = Date::new(year, 3, 5).unwrap_or(TODAY);
        return spring.saturating_add(jiff::Span::new().days(chance.between(0, 190)));
    }
    if template.stage == Stage::Untouched {
        return TODAY.saturating_add(jiff::Span::new().days(chance.between(-12, 30)));
    }
    let since = match template.stage {
        Stage::Surveying => chance.between(0, 6),
        Stage::Accepted | Stage::Settled | Stage::Archived => chance.between(0, 90),
        _ => chance.between(0, 35),
    };
    TODAY.saturating_sub(jiff::Span::new().days(since + days_between(template.first, template.last)))
}

fn days_between(from: Date, until: Date) -> i64 {
    let seconds = demo::moment(until, 0, 0).unix_seconds() - demo::moment(from, 0, 0).unix_seconds();
    seconds.div_euclid(SECONDS_A_DAY)
}

/// A banner or county, with its place in the table; large ones are met more often, pastures in banners.
fn division(chance: &mut Chance, settlement: &str) -> (u64, &'static Division) {
    let all: Vec<&'static Division> = Divisions::built_in().iter().collect();
    let fits = |division: &Division| match settlement {
        "pasture" => division.kind.contains('旗'),
        "town" => true,
        _ => &*division.kind != "区",
    };
    let mut drawn = 0;
    for _ in 0..8 {
        drawn = chance.below(all.len() as u64) as usize;
        let weight = 2 + Chance::of(0, &all[drawn].code, 0).below(8);
        if fits(all[drawn]) && chance.below(10) < weight {
            break;
        }
    }
    (drawn as u64, all[drawn])
}

/// A telephone number of its own with a prefix that nobody has.
fn phone(number: u64) -> String {
    format!("154{:08}", number.wrapping_mul(38_196_601) % 100_000_000)
}

/// A UUID of version 7, with the day as its time.
fn dossier_id(day: Date, chance: &mut Chance) -> DossierId {
    let milliseconds = demo::moment(day, 0, 0).unix_seconds().unsigned_abs() * 1_000;
    let random = u128::from(chance.next()) << 64 | u128::from(chance.next());
    let time = u128::from(milliseconds) & ((1 << 48) - 1);
    DossierId::from_u128(time << 80 | 0x7 << 76 | (random >> 116) << 64 | 0b10 << 62 | random & ((1 << 62) - 1))
}
