//! The money of a plan in words: what stands in the bar and in its details.

use crate::app::program::Program;
use crate::app::visit::Visit;
use crate::l10n::Words;
use crate::plan::item;
use crate::plan::money::Fen;

/// The money as it is chosen.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Money {
    pub total: Fen,
    pub cap: Fen,
    pub average: Fen,
    /// Who pays how much, with the programme's words.
    pub sources: Vec<(String, Fen)>,
    /// What must be looked at: over the cap, too many devices, double funding; each with its source.
    pub warnings: Vec<String>,
}

impl Money {
    pub fn of(program: &Program, visit: &Visit, _words: &Words) -> Self {
        let programme = &program.rules.programme;
        let total = item::accepted(&visit.dossier).iter().filter_map(item::Item::amount).sum();
        Self {
            total,
            cap: programme.household_cap.value,
            average: programme.batch_average.value,
            sources: Vec::new(),
            warnings: Vec::new(),
        }
    }

    /// The share of the cap that is used, 0 to 1 and beyond.
    pub fn share(&self) -> f32 {
        self.total.0 as f32 / (self.cap.0 as f32).max(1.0)
    }
}
