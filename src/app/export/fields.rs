//! What a table may say of a household, a person or an item, by name: the words of `assets/export/*.ron`.

use super::home::Home;
use super::privacy::Privacy::{self, Address, Free, Name, Number, Open, Sensitive, Village};
use crate::dossier::household as names;
use crate::dossier::stage::Stage;
use crate::dossier::summary::Disability;
use crate::id::RowId;
use crate::path::{FieldPath, Rows};
use crate::plan::acceptance::{Accepted, Outcome};
use crate::plan::fields as plan;
use crate::plan::item::{Decision, Item, WorkState};
use crate::plan::money::Fen;
use crate::plan::quantity::Quantity;
use crate::registry::day::Day;
use crate::registry::figures::{AcceptanceResult, PersonFigures, Residence, Satisfaction, Sex};
use crate::table::write::{Cell, Kind};

/// A row of a table: what it is about.
pub(super) struct Line<'a> {
    pub home: &'a Home<'a>,
    /// Which of the persons, from 0; `None` in a household without one.
    pub person: Option<(usize, RowId)>,
    pub item: Option<(usize, &'a Item, &'a Accepted)>,
    /// The first row of its household.
    pub first: bool,
}

/// What the rows of a table are.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, serde::Deserialize)]
pub enum RowsOf {
    #[default]
    Households,
    /// A household without a person has one row.
    Persons,
    /// Every planned item, also the declined ones; a household without one has none.
    Items,
}

/// Something that can be said.
pub(super) struct Field {
    pub name: &'static str,
    /// In which tables.
    pub of: RowsOf,
    pub kind: Kind,
    pub privacy: Privacy,
    pub get: fn(&Line<'_>) -> Cell,
}

impl RowsOf {
    /// Whether a table with such rows can say what belongs to `field`.
    pub const fn has(self, field: Self) -> bool {
        matches!(field, Self::Households) || self as u8 == field as u8
    }
}

pub(super) fn named(name: &str) -> Option<&'static Field> {
    FIELDS.iter().find(|field| field.name == name)
}

pub(super) fn all() -> &'static [Field] {
    FIELDS
}

const fn home(name: &'static str, kind: Kind, privacy: Privacy, get: fn(&Line<'_>) -> Cell) -> Field {
    Field { name, of: RowsOf::Households, kind, privacy, get }
}

const fn person(name: &'static str, kind: Kind, privacy: Privacy, get: fn(&Line<'_>) -> Cell) -> Field {
    Field { name, of: RowsOf::Persons, kind, privacy, get }
}

const fn item(name: &'static str, kind: Kind, privacy: Privacy, get: fn(&Line<'_>) -> Cell) -> Field {
    Field { name, of: RowsOf::Items, kind, privacy, get }
}

static FIELDS: &[Field] = &[
    home("household", Kind::Identifier, Open, |line| Cell::text(line.home.dossier.id.to_string())),
    home("division", Kind::Identifier, Open, |line| Cell::text(&*line.home.record.summary.division)),
    home("league", Kind::Choice, Open, |line| Cell::from(line.home.division().map(|d| d.league_name.to_string()))),
    home("banner", Kind::Choice, Open, |line| Cell::from(line.home.division().map(|d| d.name.to_string()))),
    home("township", Kind::Choice, Open, |line| Cell::text(&*line.home.record.summary.township)),
    home("village", Kind::Text, Village, |line| Cell::text(&*line.home.record.summary.village)),
    home("address", Kind::Text, Address, |line| Cell::text(&*line.home.record.summary.address)),
    home("head", Kind::Text, Name, |line| Cell::text(&*line.home.record.summary.head)),
    home("phone", Kind::Identifier, Number, |line| Cell::text(&*line.home.record.summary.phone)),
    home("phone_owner", Kind::Choice, Sensitive, |line| line.home.choice(&[], "hh_phone_owner")),
    home("year", Kind::Integer, Open, |line| Cell::from(line.home.part().year.map(i64::from))),
    home("roster_number", Kind::Identifier, Number, |line| Cell::text(&*line.home.record.figures.roster_number)),
    home("residence", Kind::Choice, Open, |line| word(line, line.home.record.figures.residence.map(residence_key))),
    home("members", Kind::Integer, Open, |line| integer(line, "hh_members")),
    home("hardship", Kind::Text, Sensitive, |line| line.home.choice(&[], "hh_income_status")),
    home("persons", Kind::Integer, Open, |line| Cell::count(line.home.record.figures.persons.len())),
    home("person_names", Kind::Text, Name, person_names),
    home("disabilities", Kind::Text, Sensitive, disabilities),
    home("stage", Kind::Choice, Open, |line| word(line, Some(line.home.record.summary.stage.key()))),
    home("surveyor", Kind::Choice, Name, |line| Cell::text(&*line.home.record.figures.surveyor)),
    home("surveyed_by", Kind::Choice, Name, |line| Cell::text(&*line.home.record.figures.surveyed_by)),
    home("registered", Kind::Date, Open, |line| day(line.home.record.figures.days.registered)),
    home("planned_visit", Kind::Date, Open, |line| day(line.home.record.figures.days.planned_visit)),
    home("surveyed", Kind::Date, Open, |line| day(line.home.record.figures.days.surveyed)),
    home("agreed", Kind::Date, Open, |line| day(line.home.record.figures.days.agreed)),
    home("notice_from", Kind::Date, Open, |line| day(line.home.record.figures.days.notice_from)),
    home("notice_until", Kind::Date, Open, |line| day(line.home.record.figures.days.notice_until)),
    home("contractor", Kind::Choice, Open, |line| Cell::text(&*line.home.record.summary.contractor)),
    home("contractor_phone", Kind::Identifier, Number, |line| line.home.text(&[], plan::ORDER_CONTRACTOR_PHONE)),
    home("order_number", Kind::Identifier, Open, |line| Cell::text(&*line.home.record.figures.order_number)),
    home("ordered", Kind::Date, Open, |line| day(line.home.record.figures.days.ordered)),
    home("finish_by", Kind::Date, Open, |line| day(line.home.record.figures.days.finish_by)),
    home("works_begun", Kind::Date, Open, |line| day(line.home.record.figures.days.works_begun)),
    home("works_finished", Kind::Date, Open, |line| day(line.home.record.figures.days.works_finished)),
    home("accepted_on", Kind::Date, Open, |line| day(line.home.record.figures.days.accepted)),
    home("settled_on", Kind::Date, Open, |line| day(line.home.record.figures.days.settled)),
    home("returned", Kind::Date, Open, |line| day(line.home.record.figures.days.returned)),
    home("items", Kind::Integer, Open, |line| Cell::count(line.home.record.figures.items.len())),
    home("measures", Kind::Text, Open, measures),
    home("measure_groups", Kind::Text, Open, measure_groups),
    home("planned", Kind::Money, Open, |line| planned(line, line.home.record.figures.planned)),
    home("devices", Kind::Money, Open, |line| {
        planned(line, line.home.record.figures.devices_by(&line.home.office.rules.catalogue))
    }),
    home("counted", Kind::Money, Open, |line| planned(line, line.home.money().planned_counted)),
    home("over", Kind::Money, Open, |line| planned(line, line.home.money().over())),
    home("accepted_sum", Kind::Money, Open, |line| from(line, Stage::Accepted, line.home.record.figures.accepted)),
    home("deduction", Kind::Money, Open, |line| from(line, Stage::Settled, line.home.record.figures.deduction)),
    home("settled", Kind::Money, Open, |line| Cell::from(line.home.record.settled())),
    home("amount", Kind::Money, Open, amount),
    home("amount_once", Kind::Money, Open, |line| if line.first { amount(line) } else { Cell::Empty }),
    home("acceptance", Kind::Choice, Open, |line| word(line, line.home.record.figures.acceptance.map(acceptance_key))),
    home("satisfaction", Kind::Choice, Sensitive, |line| {
        word(line, line.home.record.figures.satisfaction.map(satisfaction_key))
    }),
    home("complaint", Kind::YesNo, Sensitive, |line| accepted(line, line.home.record.figures.complaint)),
    home("objection", Kind::YesNo, Open, |line| {
        let figures = &line.home.record.figures;
        Cell::from(figures.days.notice_from.map(|_| figures.objection))
    }),
    home("consent", Kind::Choice, Sensitive, |line| line.home.choice(&[], names::CONSENT_DATA)),
    home("consent_photo", Kind::Choice, Sensitive, |line| line.home.choice(&[], names::CONSENT_PHOTO)),
    home("conflicts", Kind::Integer, Open, |line| Cell::count(line.home.record.summary.conflicts)),
    home("photos", Kind::Integer, Open, |line| Cell::count(line.home.record.summary.photos)),
    home("skipped", Kind::Integer, Open, |line| Cell::count(line.home.record.figures.skipped)),
    home("changed", Kind::Date, Open, |line| day(line.home.record.figures.days.changed)),
    // Of one person. In a household without any, the name is the head's.
    person("name", Kind::Text, Name, |line| match line.person {
        Some(_) => of_person(line, names::PERSON_NAME),
        None => Cell::text(&*line.home.record.summary.head),
    }),
    person("person", Kind::Identifier, Open, |line| {
        Cell::from(line.person.map(|(_, row)| format!("{}/{row}", line.home.dossier.id)))
    }),
    person("citizen_id", Kind::Identifier, Number, |line| of_person(line, names::PERSON_CITIZEN_ID)),
    person("certificate", Kind::Identifier, Number, |line| of_person(line, names::PERSON_CERTIFICATE)),
    person("category", Kind::Choice, Sensitive, |line| word(line, disability(line).map(Disability::category_key))),
    person("grade", Kind::Choice, Sensitive, |line| word(line, disability(line).map(Disability::grade_key))),
    person("sex", Kind::Choice, Sensitive, |line| word(line, figures(line).and_then(|person| person.sex).map(sex_key))),
    person("age", Kind::Integer, Sensitive, |line| {
        Cell::from(figures(line).and_then(|person| person.age(line.home.record.figures.year)).map(i64::from))
    }),
    person("ethnic", Kind::Choice, Sensitive, |line| line.home.choice(&person_rows(line), "p_ethnic")),
    person("relation", Kind::Choice, Sensitive, |line| line.home.choice(&person_rows(line), "p_relation_to_head")),
    person("person_phone", Kind::Identifier, Number, |line| of_person(line, "p_phone")),
    // Of one planned item.
    item("item", Kind::Identifier, Open, |line| with(line, |_, item, _| Cell::text(item.row.to_string()))),
    item("item_number", Kind::Integer, Open, |line| with(line, |number, _, _| Cell::count(number + 1))),
    item("code", Kind::Choice, Open, |line| {
        with(line, |_, item, _| Cell::from(item.code.as_ref().map(ToString::to_string)))
    }),
    item("measure", Kind::Choice, Open, |line| with(line, |_, item, _| Cell::text(item.name.clone()))),
    item("group", Kind::Choice, Open, |line| with(line, |_, item, _| Cell::from(group_of(line.home, item)))),
    item("item_kind", Kind::Choice, Open, |line| {
        with(line, |_, item, _| {
            let kind = crate::plan::budget::kind_of(item, &line.home.office.rules.catalogue);
            word(line, kind.map(kind_key))
        })
    }),
    item("place", Kind::Text, Open, |line| with(line, |_, item, _| Cell::text(item.place.clone()))),
    item("sizes", Kind::Text, Free, |line| with(line, |_, item, _| Cell::text(item.sizes.clone()))),
    item("because", Kind::Text, Free, |line| with(line, |_, item, _| Cell::text(item.because.clone()))),
    item("decision", Kind::Choice, Open, |line| with(line, |_, item, _| word(line, Some(decision_key(item.decision))))),
    item("reason", Kind::Text, Free, |line| with(line, |_, item, _| Cell::text(item.reason.clone()))),
    item("unit", Kind::Choice, Open, |line| with(line, |_, item, _| Cell::text(item.unit.clone()))),
    item("planned_quantity", Kind::Decimal(3), Open, |line| with(line, |_, item, _| quantity(item.quantity))),
    item("installed_quantity", Kind::Decimal(3), Open, |line| {
        with(line, |_, item, accepted| quantity(accepted.installed.or(item.work.installed)))
    }),
    item("accepted_quantity", Kind::Decimal(3), Open, |line| with(line, |_, _, accepted| quantity(accepted.accepted))),
    item("price", Kind::Money, Open, |line| with(line, |_, item, _| Cell::from(item.price))),
    item("price_list", Kind::Text, Open, |line| with(line, |_, item, _| Cell::text(item.price_list.clone()))),
    item("planned_amount", Kind::Money, Open, |line| with(line, |_, item, _| Cell::from(item.amount()))),
    item("accepted_amount", Kind::Money, Open, |line| {
        with(line, |_, item, accepted| {
            Cell::from(accepted.accepted.zip(item.price).map(|(much, price)| much.at(price)))
        })
    }),
    item("payer", Kind::Choice, Open, |line| with(line, |_, item, _| payer(line.home, item))),
    item("work", Kind::Choice, Open, |line| with(line, |_, item, _| word(line, Some(work_key(item.work.state))))),
    item("outcome", Kind::Choice, Open, |line| {
        with(line, |_, _, accepted| word(line, accepted.outcome.map(|outcome| outcome_key(outcome, accepted.recheck))))
    }),
    item("rectify_by", Kind::Date, Open, |line| with(line, |_, _, accepted| Cell::from(accepted.rectify_by))),
    item("defect", Kind::Text, Free, |line| with(line, |_, _, accepted| Cell::text(accepted.defect.clone()))),
    item("change_order", Kind::YesNo, Open, |line| {
        with(line, |_, item, accepted| {
            let approved = crate::plan::change::approved(&item.work.changes).is_some();
            Cell::YesNo(accepted.change_order || approved)
        })
    }),
    item("photos_after", Kind::Integer, Open, |line| with(line, |_, item, _| Cell::count(item.work.after.len()))),
];

fn word(line: &Line<'_>, key: Option<&'static str>) -> Cell {
    Cell::from(key.map(|key| line.home.office.words().text(key)))
}

fn day(day: Option<Day>) -> Cell {
    Cell::from(day.map(Day::date))
}

fn integer(line: &Line<'_>, name: &str) -> Cell {
    match line.home.value(&[], name) {
        Some(crate::value::Value::Integer(number)) => Cell::Integer(*number),
        _ => Cell::Empty,
    }
}

fn quantity(quantity: Option<Quantity>) -> Cell {
    quantity.map_or(Cell::Empty, |quantity| Cell::Decimal(quantity.get() as f64 / 1_000.0))
}

/// An amount of the plan: nothing where nothing is planned.
fn planned(line: &Line<'_>, amount: Fen) -> Cell {
    if line.home.record.figures.items.is_empty() { Cell::Empty } else { Cell::Money(amount) }
}

/// An amount that is known from this stage on.
fn from(line: &Line<'_>, stage: Stage, amount: Fen) -> Cell {
    if line.home.record.summary.stage >= stage { Cell::Money(amount) } else { Cell::Empty }
}

fn accepted(line: &Line<'_>, said: bool) -> Cell {
    Cell::from(line.home.record.figures.acceptance.map(|_| said))
}

/// What was paid, else what is planned.
fn amount(line: &Line<'_>) -> Cell {
    line.home.record.settled().map_or_else(|| planned(line, line.home.record.figures.planned), Cell::Money)
}

fn person_names(line: &Line<'_>) -> Cell {
    let persons = line.home.record.summary.persons.iter();
    Cell::text(persons.map(|person| &*person.name).filter(|name| !name.is_empty()).collect::<Vec<_>>().join("、"))
}

fn disabilities(line: &Line<'_>) -> Cell {
    let persons = line.home.record.figures.persons.iter();
    let badges: Vec<String> =
        persons.filter_map(|person| Some(person.disability?.text(line.home.office.language))).collect();
    Cell::text(badges.join("、"))
}

fn measures(line: &Line<'_>) -> Cell {
    let planned = line.home.items().iter().filter(|(item, _)| item.is_accepted());
    once(planned.map(|(item, _)| item.name.clone()))
}

fn measure_groups(line: &Line<'_>) -> Cell {
    let planned = line.home.items().iter().filter(|(item, _)| item.is_accepted());
    once(planned.filter_map(|(item, _)| group_of(line.home, item)))
}

/// Each word once, in their order.
fn once(words: impl Iterator<Item = String>) -> Cell {
    let mut seen = Vec::new();
    words.for_each(|word| {
        if !word.is_empty() && !seen.contains(&word) {
            seen.push(word);
        }
    });
    Cell::text(seen.join("、"))
}

/// The catalogue's group of an item; `None` for an own one.
fn group_of(home: &Home<'_>, item: &Item) -> Option<String> {
    let catalogue = &home.office.rules.catalogue;
    let group = &catalogue.get(item.code.as_ref()?.as_str())?.group;
    let known = catalogue.groups.iter().find(|known| known.id == *group)?;
    Some(known.label.get(home.office.language).to_owned())
}

fn payer(home: &Home<'_>, item: &Item) -> Cell {
    let Some(source) = &item.paid_by else { return Cell::Empty };
    let known = home.office.rules.programme.money.iter().find(|known| known.id == *source);
    Cell::text(known.map_or_else(|| source.to_string(), |known| known.label.get(home.office.language).to_owned()))
}

fn person_rows(line: &Line<'_>) -> Rows {
    line.person.map(|(_, row)| FieldPath::row_of(&[], crate::id::Name::of(names::PERSON), row).rows).unwrap_or_default()
}

fn of_person(line: &Line<'_>, name: &str) -> Cell {
    if line.person.is_some() { line.home.text(&person_rows(line), name) } else { Cell::Empty }
}

fn figures<'a>(line: &'a Line<'_>) -> Option<&'a PersonFigures> {
    line.home.record.figures.persons.get(line.person?.0)
}

fn disability(line: &Line<'_>) -> Option<Disability> {
    figures(line)?.disability
}

fn with(line: &Line<'_>, get: impl Fn(usize, &Item, &Accepted) -> Cell) -> Cell {
    line.item.map_or(Cell::Empty, |(number, item, accepted)| get(number, item, accepted))
}

pub(super) const fn residence_key(residence: Residence) -> &'static str {
    match residence {
        Residence::Town => "export-residence-town",
        Residence::Farming => "export-residence-farming",
        Residence::Pasture => "export-residence-pasture",
    }
}

pub(super) const fn sex_key(sex: Sex) -> &'static str {
    match sex {
        Sex::Female => "export-sex-female",
        Sex::Male => "export-sex-male",
    }
}

const fn acceptance_key(result: AcceptanceResult) -> &'static str {
    match result {
        AcceptanceResult::Accepted => "export-acceptance-accepted",
        AcceptanceResult::Rectify => "export-acceptance-rectify",
        AcceptanceResult::Refused => "export-acceptance-refused",
    }
}

pub(super) const fn satisfaction_key(satisfaction: Satisfaction) -> &'static str {
    match satisfaction {
        Satisfaction::VeryGood => "export-satisfaction-very-good",
        Satisfaction::Good => "export-satisfaction-good",
        Satisfaction::Fair => "export-satisfaction-fair",
        Satisfaction::Poor => "export-satisfaction-poor",
        Satisfaction::VeryPoor => "export-satisfaction-very-poor",
    }
}

const fn kind_key(kind: crate::plan::catalogue::Kind) -> &'static str {
    match kind {
        crate::plan::catalogue::Kind::Construction => "export-kind-construction",
        crate::plan::catalogue::Kind::Fixed => "export-kind-fixed",
        crate::plan::catalogue::Kind::Device => "export-kind-device",
    }
}

const fn decision_key(decision: Decision) -> &'static str {
    match decision {
        Decision::Undecided => "export-decision-open",
        Decision::Accepted => "export-decision-accepted",
        Decision::Declined => "export-decision-declined",
        Decision::Left => "export-decision-left",
    }
}

const fn work_key(state: WorkState) -> &'static str {
    match state {
        WorkState::Open => "export-work-open",
        WorkState::Started => "export-work-started",
        WorkState::Done => "export-work-done",
    }
}

const fn outcome_key(outcome: Outcome, recheck: Option<bool>) -> &'static str {
    match (outcome, recheck) {
        (Outcome::Pass, _) => "export-outcome-pass",
        (Outcome::Rectify, Some(true)) => "export-outcome-rectified",
        (Outcome::Rectify, _) => "export-outcome-rectify",
        (Outcome::Fail, _) => "export-outcome-fail",
    }
}
