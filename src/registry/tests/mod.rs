//! Figures against the plan's own sums, questions against counting by hand.

mod ask;
mod figures;

use super::figures::{Figures, PersonFigures};
use super::record::Record;
use super::{Basis, Registry};
use crate::dossier::summary::{Disability, PersonSummary, Summary};
use crate::id::DossierId;
use crate::plan::tests::fixture::{catalogue, programme};

pub(super) fn basis() -> Basis {
    Basis::new(jiff::civil::date(2026, 11, 24), programme().clone(), catalogue().clone())
}

pub(super) fn registry(records: Vec<Record>) -> Registry {
    Registry::new(records, basis())
}

/// A household with one person.
pub(super) fn record(number: u128, head: &str, division: &str, village: &str) -> Record {
    let disability = Some(Disability { category: 4, grade: 2 });
    let summary = Summary {
        head: head.into(),
        persons: vec![PersonSummary { name: head.into(), disability, ..PersonSummary::default() }],
        division: division.into(),
        township: "居力很镇".into(),
        village: village.into(),
        ..Summary::default()
    };
    let persons = vec![PersonFigures { disability, ..PersonFigures::default() }];
    let figures = Figures { persons, deduction_certain: true, ..Figures::default() };
    Record { id: DossierId::from_u128(number), summary, figures, missing: None }
}
