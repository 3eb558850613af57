//! The report of the month as plain data: what `assets/report/monthly.typ` gets. Everything is ready to print.

use serde::Serialize;

use super::engine::{Engine, Printed};
use super::model::Languages;
use crate::problem::Problem;

/// Name of the template.
pub(super) const NAME: &str = "monthly";

/// The report of one scope.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Monthly {
    /// BCP 47, of all its words.
    pub language: String,
    pub title: String,
    pub scope: String,
    /// `2026-11-24`
    pub printed: String,
    pub printed_words: String,
    pub source: String,
    pub facts: Vec<Fact>,
    pub funnel_title: String,
    pub funnel: Vec<Bar>,
    pub sections: Vec<Section>,
    pub notes: Vec<String>,
    /// With `{page}` and `{pages}` in it.
    pub pages: String,
}

/// A figure with its name.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Fact {
    pub label: String,
    pub value: String,
}

/// A bar, as long as so many thousandths of the room.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Bar {
    pub label: String,
    pub text: String,
    pub share: u32,
}

/// A table; its last row is the sum, its first column names.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Section {
    pub title: String,
    pub columns: Vec<String>,
    pub rows: Vec<Vec<String>>,
}

impl Engine {
    /// Sets the report of the month.
    ///
    /// # Errors
    /// The built-in template cannot set this data, or the report has too many pages.
    pub fn print_monthly(&self, report: &Monthly, languages: Languages) -> Result<Printed, Problem> {
        let data = serde_json::to_vec(report)
            .map_err(|error| Problem::error("paper-not-set").with("why", error).with("advice", ""))?;
        let day = report.printed.parse().ok();
        self.print_data(NAME, data, languages, day)
    }
}
