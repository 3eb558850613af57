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
    /// The open form and section; the first of each when missing.
    pub form: Option<Name>,
    pub section: Option<Name>,
}
