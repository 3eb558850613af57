//! A figure of the screen: a question in words, its chart, the same as a table, and what each element leads to.

use crate::app::desk::progress::names::Names;
use crate::id::DossierId;
use crate::registry::progress::basis::Scope;
use crate::registry::progress::lead::Lead;
use crate::table::write::{Cell, Column, Head, Kind, Table};
use crate::ui::widgets::chart::{Bar, Chart};

/// What a tap on an element leads to.
#[derive(Clone, Debug, PartialEq)]
pub enum Behind {
    /// So many households in the register.
    Households(Lead, u32),
    /// One household.
    Household(DossierId),
}

/// A chart with all that belongs to it.
#[derive(Clone, Debug, PartialEq)]
pub struct Figure {
    /// Tells it apart, and gives its words: `progress-fig-funnel`.
    pub id: &'static str,
    pub title: String,
    /// How it is counted; may be empty.
    pub note: String,
    pub chart: Chart,
    pub table: Table,
    /// One for each element of the chart; `None` where there is nothing behind it.
    pub behind: Vec<Option<Behind>>,
    /// What an element shows when one goes into it; empty where nothing does.
    pub into: Vec<Option<Scope>>,
}

/// An element of a chart of bars, and its row of the table.
#[derive(Clone, Debug, Default)]
pub struct Element {
    pub bar: Bar,
    /// After the label.
    pub cells: Vec<Cell>,
    pub behind: Option<Behind>,
    pub into: Option<Scope>,
}

impl Figure {
    /// A figure without elements: `columns` are those after the first, which is the label's.
    pub fn new(id: &'static str, names: &Names<'_>, first: &str, columns: &[(&'static str, Kind)]) -> Self {
        let words = names.words;
        let title = words.text(&format!("progress-fig-{id}"));
        let note_key = format!("progress-fig-{id}-note");
        let note = if words.has(&note_key) { words.text(&note_key) } else { String::new() };
        let label = Column::new("label", words.text(first), Kind::Text);
        let others = columns
            .iter()
            .enumerate()
            .map(|(place, (key, kind))| Column::new(format!("c{}", place + 1), words.text(key), *kind));
        let head = Head {
            id: id.to_owned(),
            name: title.clone(),
            title: title.clone(),
            columns: std::iter::once(label).chain(others).collect(),
            yes_no: [words.text("form-yes"), words.text("form-no")],
        };
        let table = Table { head, rows: Vec::new() };
        Self { id, title, note, chart: Chart::Bars(Vec::new()), table, behind: Vec::new(), into: Vec::new() }
    }

    /// The elements as bars.
    #[must_use]
    pub fn bars(mut self, elements: Vec<Element>) -> Self {
        let bars = elements.iter().map(|element| element.bar.clone()).collect();
        self.take(elements);
        self.chart = Chart::Bars(bars);
        self
    }

    /// The elements as steps of a way.
    #[must_use]
    pub fn funnel(mut self, elements: Vec<Element>) -> Self {
        let bars = elements.iter().map(|element| element.bar.clone()).collect();
        self.take(elements);
        self.chart = Chart::Funnel(bars);
        self
    }

    /// The elements of any other chart, in its order.
    #[must_use]
    pub fn chart(mut self, chart: Chart, elements: Vec<Element>) -> Self {
        self.take(elements);
        self.chart = chart;
        self
    }

    fn take(&mut self, elements: Vec<Element>) {
        for element in elements {
            self.table.rows.push(std::iter::once(Cell::text(element.bar.label)).chain(element.cells).collect());
            self.behind.push(element.behind);
            self.into.push(element.into);
        }
    }

    pub fn is_empty(&self) -> bool {
        self.chart.is_empty()
    }
}

impl Element {
    pub fn new(label: String, value: f64, text: String) -> Self {
        Self { bar: Bar { label, value, text, ..Bar::default() }, ..Self::default() }
    }

    #[must_use]
    pub fn more(mut self, more: String) -> Self {
        self.bar.more = more;
        self
    }

    #[must_use]
    pub fn goal(mut self, goal: Option<f64>) -> Self {
        self.bar.goal = goal;
        self
    }

    #[must_use]
    pub fn alarming(mut self, alarming: bool) -> Self {
        self.bar.alarming = alarming;
        self
    }

    #[must_use]
    pub fn cells(mut self, cells: impl IntoIterator<Item = Cell>) -> Self {
        self.cells = cells.into_iter().collect();
        self
    }

    /// Leads to the households by which the figure was counted; to nothing where there are none.
    #[must_use]
    pub fn behind(mut self, lead: Lead, count: u32) -> Self {
        self.behind = (count > 0).then_some(Behind::Households(lead, count));
        self
    }

    #[must_use]
    pub fn household(mut self, id: DossierId) -> Self {
        self.behind = Some(Behind::Household(id));
        self
    }

    #[must_use]
    pub fn into(mut self, scope: Option<Scope>) -> Self {
        self.into = scope;
        self
    }
}
