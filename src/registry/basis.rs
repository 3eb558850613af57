//! What households are judged by: the day, the programme, the catalogue.

use std::collections::HashMap;
use std::sync::Arc;

use super::day::Day;
use crate::id::Name;
use crate::plan::catalogue::{Catalogue, Measure};
use crate::plan::programme::Programme;

/// Whether something is late, over the cap or off the list follows from these.
#[derive(Clone, Debug, PartialEq)]
pub struct Basis {
    today: Day,
    pub programme: Arc<Programme>,
    pub catalogue: Arc<Catalogue>,
    /// Where in the catalogue a measure stands, by its code.
    measures: Arc<HashMap<Name, usize>>,
}

impl Basis {
    pub fn new(today: impl Into<Day>, programme: Programme, catalogue: Catalogue) -> Self {
        let codes = catalogue.measures.iter().map(|measure| measure.code.clone());
        let measures = Arc::new(codes.zip(0..).collect());
        Self { today: today.into(), programme: Arc::new(programme), catalogue: Arc::new(catalogue), measures }
    }

    /// The same rules on another day.
    #[must_use]
    pub fn on(&self, today: impl Into<Day>) -> Self {
        Self { today: today.into(), ..self.clone() }
    }

    /// A measure of the catalogue; quicker than asking the catalogue.
    pub fn measure(&self, code: &Name) -> Option<&Measure> {
        self.catalogue.measures.get(*self.measures.get(code)?)
    }

    pub const fn today(&self) -> Day {
        self.today
    }

    /// Monday to Sunday. 1970-01-01 was a Thursday.
    pub const fn is_this_week(&self, day: Day) -> bool {
        (day.number() + 3).div_euclid(7) == (self.today.number() + 3).div_euclid(7)
    }
}
