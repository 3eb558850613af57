//! The suggestion under the cap in words, worked out when somebody asks for it.

use crate::app::program::Program;
use crate::l10n::Words;
use crate::plan::item::Decision;

use super::data::{PlanData, yuan};

/// What would be chosen, and why.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Suggested {
    /// What it comes to and what it removes.
    pub sentences: Vec<String>,
    /// Name, amount, and whether it is not in the plan yet.
    pub chosen: Vec<(String, String, bool)>,
    /// What is not chosen and why.
    pub left_out: Vec<String>,
    /// How many taking it would add.
    pub new: usize,
}

impl Suggested {
    fn of(program: &Program, data: &PlanData, words: &Words) -> Self {
        let suggestion = program.suggestion();
        let told = suggestion.explain();
        let about = told.len() - suggestion.left_out.len();
        let (sentences, left_out) = told.split_at(about.min(told.len()));
        let cards = suggestion.chosen.iter().filter_map(|row| data.card(*row));
        let chosen: Vec<(String, String, bool)> = cards
            .map(|card| {
                let amount = card.amount.map_or_else(|| "—".to_owned(), yuan);
                let place = if card.place.is_empty() { String::new() } else { format!(" · {}", card.place) };
                (format!("{}{place}", card.title()), amount, card.decision != Decision::Accepted)
            })
            .collect();
        Self {
            sentences: sentences.iter().map(|problem| words.what(problem)).collect(),
            new: chosen.iter().filter(|(_, _, new)| *new).count(),
            chosen,
            left_out: left_out.iter().map(|problem| words.what(problem)).collect(),
        }
    }
}

/// The suggestion for the household as it stands.
#[derive(Default)]
pub struct Kept {
    asked: Option<(crate::id::DossierId, u64, crate::l10n::Language)>,
    data: Suggested,
}

impl Kept {
    /// Works it out anew where something has changed.
    pub fn of(&mut self, program: &Program, data: &PlanData, words: &Words) -> &Suggested {
        let visit = program.visit.as_ref();
        let asked = visit.map(|visit| (visit.dossier.id, visit.revision, words.language()));
        if self.asked != asked || asked.is_none() {
            self.asked = asked;
            self.data = Suggested::of(program, data, words);
        }
        &self.data
    }
}
