//! What was found, kept until the question changes: asking costs time, painting must not.

use crate::id::DossierId;
use crate::registry::view::{Query, built_in};
use crate::registry::{Found, Registry};

/// The answer to the last question.
#[derive(Default)]
pub struct Asked {
    question: Option<(u64, Query)>,
    found: Found,
    /// Grows with every new answer.
    answers: u64,
    views: Option<(u64, Vec<usize>)>,
}

impl Asked {
    pub fn of(&mut self, registry: &Registry, query: &Query) -> &Found {
        let revision = registry.revision();
        if self.question.as_ref().is_none_or(|(then, asked)| *then != revision || asked != query) {
            self.found = registry.ask(query);
            self.question = Some((revision, query.clone()));
            self.answers += 1;
        }
        &self.found
    }

    pub const fn found(&self) -> &Found {
        &self.found
    }

    pub const fn answers(&self) -> u64 {
        self.answers
    }

    /// The household at a place of what was found.
    pub fn id(&self, registry: &Registry, place: usize) -> Option<DossierId> {
        let row = self.found.rows.get(place)?;
        registry.get(*row as usize).map(|record| record.id)
    }

    /// Where a household stands in what was found.
    pub fn place(&self, registry: &Registry, id: DossierId) -> Option<usize> {
        let row = registry.row(id)?;
        self.found.rows.iter().position(|found| *found == row)
    }

    /// How many households each built-in view finds.
    pub fn views(&mut self, registry: &Registry) -> &[usize] {
        let revision = registry.revision();
        if self.views.as_ref().is_none_or(|(then, _)| *then != revision) {
            let counts = built_in().iter().map(|(_, query)| registry.ask(query).rows.len()).collect();
            self.views = Some((revision, counts));
        }
        self.views.as_ref().map_or(&[], |(_, counts)| counts)
    }
}
