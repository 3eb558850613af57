//! Reading the figures out of a household: each item, each field of the desk once, and one walk over all fields.

use super::day::{Day, Days};
use super::figures::{
    AcceptanceResult, Figures, Hardships, ItemFigures, ItemOutcome, PersonFigures, Progress, Residence, Review,
    Satisfaction, Sex, identity_key,
};
use crate::dossier::Dossier;
use crate::dossier::household as names;
use crate::dossier::register::{Register, Write};
use crate::dossier::stage::{Standing, step_path};
use crate::dossier::summary::{Disability, VisitState};
use crate::dossier::visit::visit_path;
use crate::id::{Name, RowId};
use crate::path::{FieldPath, Rows};
use crate::plan::acceptance;
use crate::plan::catalogue::{Category, Kind};
use crate::plan::change;
use crate::plan::fields;
use crate::plan::item::{self, Decision, Item};
use crate::plan::money::Fen;
use crate::plan::settlement;
use crate::stamp::Moment;
use crate::value::Value;

/// Phrases of the acceptance form that say that there is no complaint.
const NO_COMPLAINT: [&str; 2] = ["没有意见", "Nothing to say"];

impl Figures {
    pub fn of(dossier: &Dossier) -> Self {
        let top = Fields { dossier, rows: Rows::new() };
        let walk = Walk::over(dossier);
        let plan = item::items(dossier);
        let accepted: Vec<&Item> = plan.iter().filter(|item| item.is_accepted()).collect();
        let items: Vec<ItemFigures> = accepted.iter().map(|item| item_figures(dossier, item)).collect();
        let all_done = !items.is_empty() && items.iter().all(|item| item.state == Progress::Done);
        let days = days(&top, &walk, all_done);
        let planned = items.iter().filter_map(ItemFigures::planned_amount).sum();
        let devices = items.iter().filter(|item| item.kind == Some(Kind::Device));
        let devices = devices.filter_map(ItemFigures::planned_amount).sum();
        let sum: Fen = items.iter().filter_map(ItemFigures::accepted_amount).sum();
        let terms = settlement::Terms::of(dossier);
        let count = |decision| small(plan.iter().filter(|item| item.decision == decision).count());
        Self {
            year: year(&top, &days),
            roster_number: top.text(names::ROSTER_NUMBER).to_owned(),
            order_number: top.text(fields::ORDER_NUMBER).to_owned(),
            surveyor: top.text(names::SURVEYOR).to_owned(),
            surveyed_by: visit_write(dossier).map(|write| write.author.to_string()).unwrap_or_default(),
            persons: persons(dossier),
            residence: top.choice(names::RESIDENCE).and_then(Residence::of_name),
            hardship: hardships(&top),
            days,
            disputed: !matches!(Standing::of(dossier), Standing::At(_)),
            declined: count(Decision::Declined),
            left: count(Decision::Left),
            items,
            planned,
            devices,
            accepted: sum,
            deduction: terms.deduction.min(sum),
            deduction_certain: terms.problems.is_empty(),
            plan_over_reason: !top.text(fields::PLAN_OVER_REASON).is_empty(),
            settle_over_reason: !terms.over_reason.is_empty(),
            acceptance: top.choice(fields::ACCEPTANCE_RESULT).and_then(AcceptanceResult::of_name),
            satisfaction: top.choice(fields::ACCEPTANCE_SATISFACTION).and_then(Satisfaction::of_name),
            satisfaction_later: top.choice(fields::RETURN_SATISFACTION).and_then(Satisfaction::of_name),
            complaint: is_complaint(top.text(fields::ACCEPTANCE_COMPLAINT)),
            charged: top.yes(fields::ACCEPTANCE_CHARGED),
            objection: top.yes(fields::NOTICE_OBJECTION),
            idle: walk.idle,
            faulty: walk.faulty,
            review: Review::default(),
            skipped: walk.skipped,
            photo_keys: walk.photo_keys,
            compared: super::duplicates::Compared::of(dossier),
        }
    }
}

/// The fields of one row, or of the top.
struct Fields<'a> {
    dossier: &'a Dossier,
    rows: Rows,
}

impl<'a> Fields<'a> {
    fn value(&self, name: &'static str) -> Option<&'a Value> {
        self.dossier.value(&FieldPath::within(&self.rows, Name::of(name)))
    }

    fn text(&self, name: &'static str) -> &'a str {
        if let Some(Value::Text(text)) = self.value(name) { text.trim() } else { "" }
    }

    fn choice(&self, name: &'static str) -> Option<&'a str> {
        if let Some(Value::Choice(choice)) = self.value(name) { Some(choice.as_str()) } else { None }
    }

    fn date(&self, name: &'static str) -> Option<Day> {
        if let Some(Value::Date(date)) = self.value(name) { Some(Day::from(*date)) } else { None }
    }

    fn yes(&self, name: &'static str) -> bool {
        matches!(self.value(name), Some(Value::YesNo(true)))
    }
}

/// What one walk over all fields finds.
#[derive(Default)]
struct Walk {
    skipped: u16,
    idle: u16,
    faulty: u16,
    photo_keys: Vec<u64>,
    begun: Option<Moment>,
    done: Option<Moment>,
    changed: Option<Moment>,
}

impl Walk {
    fn over(dossier: &Dossier) -> Self {
        let mut walk = Self::default();
        for (path, register) in &dossier.fields {
            for (_, write) in register.live() {
                walk.changed = later(walk.changed, write.at);
            }
            let Some((_, write)) = register.leading() else { continue };
            match &write.value {
                Value::Skipped(_) => walk.skipped = walk.skipped.saturating_add(1),
                Value::Photo(photo) => walk.photo_keys.push(photo_key(photo.hash.as_bytes())),
                _ => {}
            }
            match path.rows.first().map(|step| step.repeat.as_str()) {
                Some(fields::ITEM) => walk.works(path, write),
                Some(fields::ACCEPT_ITEM) => walk.returned(path, write),
                _ => {}
            }
        }
        walk.photo_keys.sort_unstable();
        walk.photo_keys.dedup();
        walk
    }

    fn works(&mut self, path: &FieldPath, write: &Write) {
        let is_state =
            path.rows.len() == 1 && path.leaf.as_ref().is_some_and(|leaf| leaf.as_str() == fields::WORK_STATE);
        let is_before = path.rows.get(1).is_some_and(|step| step.repeat.as_str() == fields::PHOTO_BEFORE);
        if (is_state || is_before) && write.value.is_answer() {
            self.begun = earlier(self.begun, write.at);
        }
        if is_state && matches!(&write.value, Value::Choice(state) if state.as_str() == fields::WORK_DONE) {
            self.done = later(self.done, write.at);
        }
    }

    fn returned(&mut self, path: &FieldPath, write: &Write) {
        let (Some(leaf), Value::Choice(choice)) = (&path.leaf, &write.value) else { return };
        match (leaf.as_str(), choice.as_str()) {
            (fields::RETURN_USED, "never" | "gone") => self.idle = self.idle.saturating_add(1),
            (fields::RETURN_STATE, "broken" | "dangerous") => self.faulty = self.faulty.saturating_add(1),
            _ => {}
        }
    }
}

/// The beginning of a photo's hash.
pub fn photo_key(hash: &[u8; 32]) -> u64 {
    let mut key = [0; 8];
    key.copy_from_slice(&hash[..8]);
    u64::from_be_bytes(key)
}

fn later(known: Option<Moment>, at: Moment) -> Option<Moment> {
    known.filter(|known| known.unix_seconds() >= at.unix_seconds()).or(Some(at))
}

fn earlier(known: Option<Moment>, at: Moment) -> Option<Moment> {
    known.filter(|known| known.unix_seconds() <= at.unix_seconds()).or(Some(at))
}

fn visit_write(dossier: &Dossier) -> Option<&Write> {
    let (_, write) = dossier.fields.get(&visit_path())?.leading()?;
    write.value.is_answer().then_some(write)
}

fn days(top: &Fields<'_>, walk: &Walk, all_done: bool) -> Days {
    let day = |moment: Option<Moment>| moment.map(|moment| Day::from(moment.date()));
    let visit = day(visit_write(top.dossier).map(|write| write.at));
    let finished = VisitState::of(top.dossier) == VisitState::Finished;
    let step = top.dossier.fields.get(&step_path()).and_then(Register::leading).map(|(_, write)| write.at);
    Days {
        registered: top.date(names::REGISTERED),
        planned_visit: top.date(names::VISIT_DATE),
        visit_begun: visit.filter(|_| !finished),
        surveyed: visit.filter(|_| finished),
        agreed: top.date(fields::AGREE_DATE),
        notice_from: top.date(fields::NOTICE_FROM),
        notice_until: top.date(fields::NOTICE_UNTIL),
        ordered: top.date(fields::ORDER_DATE),
        start_by: top.date(fields::ORDER_START_BY),
        finish_by: top.date(fields::ORDER_FINISH_BY),
        works_begun: day(walk.begun),
        works_finished: top.date(fields::ACCEPTANCE_FINISHED).or_else(|| day(walk.done).filter(|_| all_done)),
        accepted: top.date(fields::ACCEPTANCE_DATE),
        settled: top.date(fields::SETTLE_DATE),
        returned: top.date(fields::RETURN_DATE),
        stepped: day(step),
        changed: day(walk.changed),
    }
}

fn year(top: &Fields<'_>, days: &Days) -> i16 {
    let said = match top.value(names::YEAR) {
        Some(Value::Integer(year)) => i16::try_from(*year).ok(),
        _ => None,
    };
    said.or_else(|| days.registered.map(|day| day.date().year())).unwrap_or_default()
}

fn hardships(top: &Fields<'_>) -> Hardships {
    match top.value(names::HARDSHIP) {
        Some(Value::Choices(choices)) => Hardships::of(choices.iter().map(Name::as_str)),
        _ => Hardships::default(),
    }
}

fn is_complaint(text: &str) -> bool {
    !text.is_empty() && !NO_COMPLAINT.contains(&text)
}

fn small(count: usize) -> u16 {
    u16::try_from(count).unwrap_or(u16::MAX)
}

fn item_figures(dossier: &Dossier, item: &Item) -> ItemFigures {
    let accepted = acceptance::accepted(dossier, item);
    ItemFigures {
        code: item.code.clone(),
        variant: item.variant.clone(),
        kind: item.kind,
        paid_by: item.paid_by.clone(),
        planned: item.quantity,
        installed: accepted.installed.or(item.work.installed),
        accepted: accepted.accepted,
        price: item.price,
        state: item.work.state.into(),
        outcome: accepted.outcome.map(|outcome| ItemOutcome::of(outcome, accepted.recheck)),
        rectify_by: accepted.rectify_by.map(Day::from),
        open_changes: u8::try_from(change::undecided(&item.work.changes).count()).unwrap_or(u8::MAX),
        changed: accepted.change_order || change::approved(&item.work.changes).is_some(),
        photos_after: u8::try_from(item.work.after.len()).unwrap_or(u8::MAX),
    }
}

fn persons(dossier: &Dossier) -> Vec<PersonFigures> {
    let repeat = Name::of(names::PERSON);
    let rows = |row: RowId| FieldPath::row_of(&[], repeat.clone(), row).rows;
    dossier.rows(&[], &repeat).into_iter().map(|row| person(&Fields { dossier, rows: rows(row) })).collect()
}

fn person(row: &Fields<'_>) -> PersonFigures {
    let (citizen, certificate) = (row.text(names::PERSON_CITIZEN_ID), row.text(names::PERSON_CERTIFICATE));
    // The certificate begins with the citizen number.
    let number = if citizen.len() == 18 { citizen } else { certificate };
    let digits = |from: usize, to: usize| number.get(from..to).and_then(|digits| digits.parse::<i16>().ok());
    let ethnic = match row.value(names::PERSON_ETHNIC) {
        Some(Value::Choice(choice)) => Some(choice.clone()),
        _ => None,
    };
    PersonFigures {
        disability: Disability::of_certificate(certificate).or_else(|| asked(row)),
        sex: digits(16, 17).map(|digit| if digit % 2 == 1 { Sex::Male } else { Sex::Female }),
        birth_year: digits(6, 10).filter(|year| (1850..=2200).contains(year)).unwrap_or_default(),
        ethnic,
        citizen_key: identity_key(citizen).unwrap_or_default(),
        certificate_key: identity_key(certificate).unwrap_or_default(),
    }
}

/// Category and grade as the assessment asks them.
fn asked(row: &Fields<'_>) -> Option<Disability> {
    let category = row.choice(names::PERSON_CATEGORY).and_then(Category::of_name)?;
    let grade = row.choice(names::PERSON_GRADE)?.strip_prefix("grade_")?.parse().ok()?;
    (1..=4).contains(&grade).then(|| Disability { category: category.digit(), grade })
}
