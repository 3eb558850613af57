//! One household as the desk keeps it.

use serde::{Deserialize, Serialize};

use super::figures::Figures;
use crate::dossier::Dossier;
use crate::dossier::stage::Stage;
use crate::dossier::summary::{Summary, VisitState};
use crate::id::DossierId;
use crate::plan::money::Fen;

/// What the list shows and what the desk counts, of one household.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Record {
    pub id: DossierId,
    pub summary: Summary,
    pub figures: Figures,
    /// Required answers that are still missing; known once the household was open in this run of the program.
    pub missing: Option<u32>,
}

/// A record as the cached index keeps it, by position.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Kept {
    pub id: u128,
    pub summary: Summary,
    pub figures: Figures,
}

impl Record {
    /// Everything the desk needs of the household. Costs a few percent of reading it.
    pub fn of(dossier: &Dossier) -> Self {
        Self { id: dossier.id, summary: Summary::of(dossier), figures: Figures::of(dossier), missing: None }
    }

    /// Nothing is said of it: a list that brought it was taken back.
    pub fn is_blank(&self) -> bool {
        let Summary { head, persons, division, village, address, phone, .. } = &self.summary;
        let silent = [head, division, village, address, phone].into_iter().all(String::is_empty) && persons.is_empty();
        silent
            && self.summary.stage == Stage::Untouched
            && self.summary.visit == VisitState::Untouched
            && self.summary.photos == 0
    }

    /// What was paid; `None` before the settlement.
    pub fn settled(&self) -> Option<Fen> {
        (self.summary.stage >= Stage::Settled).then(|| self.figures.total())
    }
}

impl From<Record> for Kept {
    fn from(record: Record) -> Self {
        Self { id: record.id.as_u128(), summary: record.summary, figures: record.figures }
    }
}

impl From<Kept> for Record {
    fn from(kept: Kept) -> Self {
        let Kept { id, summary, figures } = kept;
        Self { id: DossierId::from_u128(id), summary, figures, missing: None }
    }
}
