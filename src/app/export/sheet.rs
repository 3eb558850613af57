//! A table as its purpose allows it: which columns stand in it, masked or not, and which were withheld.

use super::home::Office;
use super::privacy::{Privacy, Purpose, Shown, mask};
use crate::table::write::{Cell, Column, Head};

/// The head of a table, and what happens to the cells of each row.
pub(super) struct Sheet {
    pub head: Head,
    shown: Vec<Shown>,
    /// What people call the columns that are not there.
    pub withheld: Vec<String>,
}

impl Sheet {
    pub fn new(office: &Office, purpose: Purpose, (id, name): (&str, String), columns: Vec<(Column, Privacy)>) -> Self {
        let words = office.words();
        let title = words.with("export-title", &[("table", &name), ("programme", office.store.programme())]);
        let shown: Vec<Shown> = columns.iter().map(|(_, privacy)| privacy.shown(purpose)).collect();
        let (mut kept, mut withheld) = (Vec::new(), Vec::new());
        for ((column, _), shown) in columns.into_iter().zip(&shown) {
            if *shown == Shown::Withheld { withheld.push(column.label) } else { kept.push(column) }
        }
        let yes_no = [words.text("dossier-yes"), words.text("dossier-no")];
        let head = Head { id: id.to_owned(), name, title: title.trim().to_owned(), columns: kept, yes_no };
        Self { head, shown, withheld }
    }

    pub fn shows(&self, column: usize) -> bool {
        self.shown.get(column).is_some_and(|shown| *shown != Shown::Withheld)
    }

    /// The cells of a row as the purpose allows them.
    pub fn pick(&self, cells: impl IntoIterator<Item = Cell>) -> Vec<Cell> {
        let pick = |(cell, shown): (Cell, &Shown)| match shown {
            Shown::Whole => Some(cell),
            Shown::Masked => Some(mask(cell)),
            Shown::Withheld => None,
        };
        cells.into_iter().zip(&self.shown).filter_map(pick).collect()
    }
}
