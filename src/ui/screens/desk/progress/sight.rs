//! What the figures are made from, and the small sentences they share.

use crate::app::desk::progress::names::{Names, percent};
use crate::id::DossierId;
use crate::plan::money::Fen;
use crate::registry::Registry;
use crate::registry::progress::basis::Scope;
use crate::registry::progress::board::Board;
use crate::registry::progress::lead::{By, Lead, Part, Which};
use crate::registry::record::Record;
use crate::table::write::Cell;

/// What is seen from here.
pub struct Sight<'a> {
    pub board: &'a Board,
    pub scope: &'a Scope,
    pub names: &'a Names<'a>,
    pub registry: &'a Registry,
    pub today: jiff::civil::Date,
}

impl Sight<'_> {
    pub fn word(&self, key: &str) -> String {
        self.names.words.text(key)
    }

    pub fn households(&self, count: u32) -> String {
        self.names.households(count)
    }

    pub fn money(&self, amount: Fen) -> String {
        self.names.money(amount)
    }

    /// The households of the scope that are `which`.
    pub fn all(&self, which: Which) -> Lead {
        Lead { scope: self.scope.clone(), part: None, which }
    }

    /// The same of one group.
    pub fn part(&self, by: By, key: &str, which: Which) -> Lead {
        Lead { scope: self.scope.clone(), part: Some(Part::new(by, key)), which }
    }

    /// Going into a place or a contractor.
    pub fn into(&self, by: By, key: &str) -> Option<Scope> {
        if key.is_empty() {
            return None;
        }
        let key = Some(Box::from(key));
        let scope = self.scope.clone();
        match by {
            By::League => Some(Scope { league: key, banner: None, ..scope }),
            By::Banner => Some(Scope { banner: key, ..scope }),
            By::Contractor => Some(Scope { contractor: key, ..scope }),
            _ => None,
        }
    }

    /// The places below the one that is looked at.
    pub fn places(&self) -> By {
        match (&self.scope.league, &self.scope.banner) {
            (_, Some(_)) => By::Township,
            (Some(_), None) => By::Banner,
            (None, None) => By::League,
        }
    }

    /// The name of a household in a list: head, else first person; and its banner.
    pub fn household(&self, id: DossierId) -> String {
        let Some(record) = self.registry.find(id) else { return id.to_string() };
        let summary = &record.summary;
        let person = summary.persons.iter().map(|person| person.name.as_str()).find(|name| !name.is_empty());
        let head = Some(summary.head.as_str()).filter(|head| !head.is_empty()).or(person);
        let head = head.map_or_else(|| self.word("progress-no-name"), str::to_owned);
        format!("{head} · {}", self.names.place(&summary.division))
    }

    pub fn record(&self, id: DossierId) -> Option<&Record> {
        self.registry.find(id)
    }
}

/// A share as a cell: percent with one decimal.
pub fn share_cell(permille: Option<u32>) -> Cell {
    permille.map_or(Cell::Empty, |share| Cell::Decimal(f64::from(share) / 10.0))
}

/// A share in words, empty where there is none.
pub fn share_text(permille: Option<u32>) -> String {
    permille.map(|share| percent(Some(share))).unwrap_or_default()
}

/// An amount in yuan, for the length of a bar.
pub fn yuan(amount: Fen) -> f64 {
    amount.0 as f64 / 100.0
}
