//! Where in the program one is.

use super::desk;
use super::exchange::Look;
use crate::id::{ContentHash, Name, RowId};
use crate::path::FieldPath;
use crate::role::Role;

/// A photo: its question and its row.
pub type PhotoPlace = (FieldPath, RowId);

/// The screen that is shown, with what it needs to know.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Route {
    #[default]
    Households,
    Visit(VisitPlace),
    /// The household's file 一户一档: where it stands and what is next.
    Case,
    /// The plan 改造方案.
    Plan,
    /// Ramp and space calculator, for the planned measure of this row where it was opened from one.
    Ramp {
        item: Option<RowId>,
    },
    /// The plan as it is shown and read to the family.
    Agree,
    /// What was planned, built and accepted, and the money.
    Account,
    /// The coordinator's desk.
    Desk(desk::Place),
    /// Orders and what came back, of a coordinator.
    Orders,
    /// The job sheet of the open household.
    Job {
        back: Box<Self>,
    },
    /// The in-app list of folders, for packages.
    Packages {
        look: Look,
        back: Box<Self>,
    },
    /// Documents on paper: which, of whom, and what came of the last ones.
    Papers {
        back: Box<Self>,
    },
    Photo {
        path: FieldPath,
        row: RowId,
        back: Box<Self>,
    },
    /// The viewfinder for photos of a question; `ghost` is the before-picture to stand in for.
    Camera {
        path: FieldPath,
        ghost: Option<ContentHash>,
        back: Box<Self>,
    },
    /// Two photos of one standpoint; both are given by question and row.
    Compare {
        before: PhotoPlace,
        after: PhotoPlace,
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
    /// The seal of the workspace, and the keys of others.
    Keys {
        back: Box<Self>,
    },
    /// Servers, and what waits for them.
    Transfer {
        back: Box<Self>,
    },
    /// What was handed over and confirmed, and what may go.
    Handing {
        back: Box<Self>,
    },
}

impl Route {
    /// Where everything begins: the register for who has the desk, else the list of the day.
    pub const fn home(role: Role) -> Self {
        match role {
            Role::Coordinator => Self::Desk(desk::Place::Registry),
            Role::Surveyor | Role::Contractor => Self::Households,
        }
    }

    /// Whether it shows many households, so that one comes back to it from a single one.
    pub const fn is_list(&self) -> bool {
        matches!(self, Self::Households | Self::Orders | Self::Desk(_))
    }
}

/// Where in the open household.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct VisitPlace {
    /// The open section; the first when missing. Opening a household says which.
    pub section: Option<Name>,
}
