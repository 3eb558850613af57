//! What households are judged by: the day, the programme, the catalogue.

use std::sync::Arc;

use super::day::Day;
use crate::plan::catalogue::Catalogue;
use crate::plan::programme::Programme;

/// Whether something is late, over the cap or off the list follows from these.
#[derive(Clone, Debug, PartialEq)]
pub struct Basis {
    today: Day,
    pub programme: Arc<Programme>,
    pub catalogue: Arc<Catalogue>,
}

impl Basis {
    pub fn new(today: impl Into<Day>, programme: Programme, catalogue: Catalogue) -> Self {
        Self { today: today.into(), programme: Arc::new(programme), catalogue: Arc::new(catalogue) }
    }

    /// The same rules on another day.
    #[must_use]
    pub fn on(&self, today: impl Into<Day>) -> Self {
        Self { today: today.into(), ..self.clone() }
    }

    pub const fn today(&self) -> Day {
        self.today
    }

    /// Monday to Sunday. 1970-01-01 was a Thursday.
    pub const fn is_this_week(&self, day: Day) -> bool {
        (day.number() + 3).div_euclid(7) == (self.today.number() + 3).div_euclid(7)
    }
}
