//! When a household passed each stage, and by whom: read off what every step leaves behind, so that nothing is
//! written twice and a merged file tells the same story everywhere.

use std::sync::Arc;

use jiff::civil::Date;

use crate::dossier::Dossier;
use crate::dossier::register::Write;
use crate::dossier::stage::{Stage, step_path};
use crate::dossier::visit::visit_path;
use crate::id::Name;
use crate::path::FieldPath;
use crate::plan::fields;
use crate::plan::programme::Programme;
use crate::value::Value;

/// A stage was reached.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Milestone {
    pub date: Date,
    /// Who wrote it down.
    pub author: Arc<str>,
}

/// When `stage` was reached; `None` where nothing tells.
pub fn reached(dossier: &Dossier, stage: Stage) -> Option<Milestone> {
    let top = |name: &'static str| leading(dossier, &FieldPath::top(Name::of(name)));
    if Stage::of(dossier) == stage
        && let Some(write) = leading(dossier, &step_path())
    {
        return Some(milestone(write));
    }
    let write = match stage {
        Stage::Untouched | Stage::Surveying | Stage::Rectifying | Stage::Archived => None,
        Stage::Surveyed => leading(dossier, &visit_path()),
        Stage::Planned => of_items(dossier, fields::DECISION).max_by_key(|write| write.at),
        Stage::Agreed => top("ag_date").or_else(|| top(fields::AGREED_PLAN)),
        Stage::Noticed => top("no_until"),
        Stage::Ordered => top("or_contractor"),
        Stage::InWorks => of_works(dossier).min_by_key(|write| write.at),
        Stage::Done => of_items(dossier, fields::WORK_STATE).max_by_key(|write| write.at),
        Stage::Accepted => top("ac_date"),
        Stage::Settled => top("se_date"),
    };
    write.map(milestone)
}

/// When the household is to be visited again, by the programme.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ReturnVisit {
    pub from: Date,
    pub until: Date,
    /// When it was.
    pub done: Option<Date>,
}

impl ReturnVisit {
    /// `None` before the acceptance.
    pub fn of(dossier: &Dossier, programme: &Programme) -> Option<Self> {
        if Stage::of(dossier) < Stage::Accepted {
            return None;
        }
        let accepted = reached(dossier, Stage::Accepted)?.date;
        let (least, most) = programme.return_visit_months.value;
        let after = |months: u32| accepted.saturating_add(jiff::Span::new().months(months));
        let done = match dossier.value(&FieldPath::top(Name::of("rv_date"))) {
            Some(Value::Date(date)) => Some(*date),
            _ => None,
        };
        Some(Self { from: after(least), until: after(most), done })
    }

    /// It may be made now.
    pub fn is_due(&self, today: Date) -> bool {
        self.done.is_none() && today >= self.from
    }

    /// The programme's term is over.
    pub fn is_late(&self, today: Date) -> bool {
        self.done.is_none() && today > self.until
    }
}

/// A date that was answered before the day it was written down.
fn milestone(write: &Write) -> Milestone {
    let date = if let Value::Date(date) = write.value { date } else { write.at.date() };
    Milestone { date, author: Arc::clone(&write.author) }
}

fn leading<'d>(dossier: &'d Dossier, path: &FieldPath) -> Option<&'d Write> {
    dossier.fields.get(path)?.leading().map(|(_, write)| write).filter(|write| write.value.is_answer())
}

/// The writes of one field in all planned measures.
fn of_items<'d>(dossier: &'d Dossier, field: &'static str) -> impl Iterator<Item = &'d Write> {
    let item = Name::of(fields::ITEM);
    dossier.rows(&[], &item).into_iter().filter_map(move |row| {
        let rows = FieldPath::row_of(&[], item.clone(), row).rows;
        leading(dossier, &FieldPath::within(&rows, Name::of(field)))
    })
}

/// The writes of everything that is reported about the works.
fn of_works(dossier: &Dossier) -> impl Iterator<Item = &Write> {
    let works = |path: &FieldPath| {
        let leaf = path.leaf.as_ref().or_else(|| path.rows.get(1).map(|step| &step.repeat));
        let item = path.rows.first().is_some_and(|step| step.repeat.as_str() == fields::ITEM);
        item && leaf.is_some_and(|leaf| leaf.as_str().starts_with("wi_"))
    };
    dossier.fields.keys().filter(move |path| works(path)).filter_map(|path| leading(dossier, path))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::dossier::edit::{Author, Edit};
    use crate::dossier::stage::Step;
    use crate::dossier::visit::finish;
    use crate::id::{DeviceId, DossierId};
    use crate::stamp::Moment;

    #[test]
    fn each_step_leaves_its_day_and_the_current_one_is_the_step_itself() {
        let author = |name: &str, day: i64| Author {
            device: DeviceId::from_bits(1),
            name: name.into(),
            at: Moment::new(1_795_486_200 + day * 86_400, 480),
        };
        let mut home = Dossier::new(DossierId::from_u128(1));
        home.apply(&finish(&home, &[]), &author("王", 0));
        assert_eq!(reached(&home, Stage::Surveyed).map(|m| m.author), Some("王".into()));
        for (day, step) in (1..).zip([Step::Plan, Step::Agree, Step::Notice]) {
            home.apply(&step.take(&home).unwrap(), &author("李", day));
        }
        let noticed = reached(&home, Stage::Noticed).unwrap();
        assert_eq!((noticed.date, &*noticed.author), (jiff::civil::date(2026, 11, 27), "李"));
        let until = Value::Date(jiff::civil::date(2026, 11, 20));
        home.apply(&Edit::set("no_until".parse().unwrap(), until), &author("王", 9));
        home.apply(&Step::Order.take(&home).unwrap(), &author("李", 10));
        assert_eq!(reached(&home, Stage::Noticed).unwrap().date, jiff::civil::date(2026, 11, 20));
        assert_eq!(reached(&home, Stage::Accepted), None);
    }

    #[test]
    fn a_household_is_visited_again_some_months_after_its_acceptance() {
        use crate::app::rules::Rules;
        use jiff::civil::date;
        let programme = Rules::built_in().programme;
        let author = Author { device: DeviceId::from_bits(1), name: "李".into(), at: Moment::new(1_795_486_200, 480) };
        let mut home = Dossier::new(DossierId::from_u128(1));
        home.apply(&finish(&home, &[]), &author);
        assert_eq!(ReturnVisit::of(&home, &programme), None);
        let at = |name: &str| name.parse::<FieldPath>().unwrap();
        home.apply(&Edit::set(step_path(), Value::Choice(Name::of(Stage::Settled.name()))), &author);
        home.apply(&Edit::set(at("ac_date"), Value::Date(date(2026, 1, 31))), &author);
        let due = ReturnVisit::of(&home, &programme).unwrap();
        assert_eq!((due.from, due.until), (date(2026, 4, 30), date(2027, 1, 31)));
        assert!(!due.is_due(date(2026, 4, 29)) && due.is_due(date(2026, 4, 30)) && due.is_late(date(2027, 2, 1)));
        home.apply(&Edit::set(at("rv_date"), Value::Date(date(2026, 5, 5))), &author);
        let made = ReturnVisit::of(&home, &programme).unwrap();
        assert!(!made.is_due(date(2026, 6, 1)) && !made.is_late(date(2028, 1, 1)));
    }
}
