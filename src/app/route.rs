//! Where in the program one is.

use crate::id::{Name, RowId};
use crate::path::FieldPath;

/// The screen that is shown, with what it needs to know.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Route {
    #[default]
    Households,
    Visit(VisitPlace),
    Photo {
        path: FieldPath,
        row: RowId,
        back: Box<Self>,
    },
    /// Measuring in a photo of the question at `path`.
    Measure {
        path: FieldPath,
        row: RowId,
        back: Box<Self>,
    },
    Browse {
        path: FieldPath,
        back: Box<Self>,
    },
    Settings {
        back: Box<Self>,
    },
}

/// Where in the open household.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct VisitPlace {
    /// The open section; the first when missing. Opening a household says which.
    pub section: Option<Name>,
}
