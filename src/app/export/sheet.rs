//! A table as its purpose allows it: which columns stand in it, masked or not, and which were withheld.

use super::home::{Home, Office};
use super::privacy::{Privacy, Purpose, Shown, mask};
use crate::table::write::{Cell, Column, Head};

/// The head of a table, and what happens to the cells of each row.
pub(super) struct Sheet {
    pub head: Head,
    shown: Vec<Shown>,
    /// Which columns need the separate consent.
    separate: Vec<bool>,
    /// What people call the columns that are not there.
    pub withheld: Vec<String>,
}

impl Sheet {
    pub fn new(office: &Office, purpose: Purpose, (id, name): (&str, String), columns: Vec<(Column, Privacy)>) -> Self {
        let words = office.words();
        let title = words.with("export-title", &[("table", &name), ("programme", office.store.programme())]);
        let shown: Vec<Shown> = columns.iter().map(|(_, privacy)| privacy.shown(purpose)).collect();
        let separate = columns.iter().map(|(_, privacy)| privacy.needs_separate_consent()).collect();
        let (mut kept, mut withheld) = (Vec::new(), Vec::new());
        for ((column, _), shown) in columns.into_iter().zip(&shown) {
            if *shown == Shown::Withheld { withheld.push(column.label) } else { kept.push(column) }
        }
        let yes_no = [words.text("dossier-yes"), words.text("dossier-no")];
        let head = Head { id: id.to_owned(), name, title: title.trim().to_owned(), columns: kept, yes_no };
        Self { head, shown, separate, withheld }
    }

    pub fn shows(&self, column: usize) -> bool {
        self.shown.get(column).is_some_and(|shown| *shown != Shown::Withheld)
    }

    /// The cells of a row of no household in particular, as the purpose allows them.
    pub fn pick(&self, cells: impl IntoIterator<Item = Cell>) -> Vec<Cell> {
        self.picked(cells, true)
    }

    /// The cells of a row of this household, as the purpose and the family allow them.
    pub fn pick_of(&self, home: &Home<'_>, cells: impl IntoIterator<Item = Cell>) -> Vec<Cell> {
        self.picked(cells, !home.refuses_sensitive())
    }

    fn picked(&self, cells: impl IntoIterator<Item = Cell>, separate: bool) -> Vec<Cell> {
        let pick = |(cell, (shown, needs)): (Cell, (&Shown, &bool))| match shown {
            Shown::Withheld => None,
            _ if *needs && !separate => Some(Cell::Empty),
            Shown::Whole => Some(cell),
            Shown::Masked => Some(mask(cell)),
        };
        cells.into_iter().zip(self.shown.iter().zip(&self.separate)).filter_map(pick).collect()
    }
}
