//! What each kind of package carries, who may make and open it, and what it may change where it is opened.
//!
//! One place for both ends: [`super::make`] asks [`Kind::copy`] what leaves, [`super::take`] and the coordinator's
//! merge ask [`Kind::brought`] what may come in, whatever the file says.

use std::collections::BTreeSet;

use crate::app::works::reduced;
use crate::dossier::Dossier;
use crate::id::ContentHash;
use crate::plan::order;
use crate::problem::Problem;
use crate::remote::Kind;
use crate::role::{Can, Role};

impl Kind {
    /// What one must be allowed to make such a package.
    pub const fn made_by(self) -> Can {
        match self {
            Self::WorkOrder => Can::Order,
            Self::Return => Can::Build,
            Self::Assignment => Can::Assign,
            Self::Handover => Can::FinishVisit,
            // Who takes handovers.
            Self::Receipt => Can::Merge,
        }
    }

    /// What one must be allowed to open it.
    pub const fn opened_by(self) -> Can {
        match self {
            Self::WorkOrder => Can::Build,
            Self::Return => Can::Order,
            // Whole households: nobody who must not see the person.
            Self::Assignment => Can::SeePerson,
            Self::Handover => Can::Merge,
            // It brings nothing; everybody hands over.
            Self::Receipt => Can::TakePhoto,
        }
    }

    /// The copy of a household that leaves in it, and the photos that go along.
    #[must_use]
    pub fn copy(self, dossier: &Dossier) -> (Dossier, BTreeSet<ContentHash>) {
        match self {
            Self::WorkOrder => {
                let copy = order::reduced(dossier);
                let photos = order::photos(&copy);
                (copy, photos)
            }
            Self::Return => {
                let copy = order::reduced(dossier);
                let photos = reduced::photos_of_works(&copy);
                (copy, photos)
            }
            Self::Assignment | Self::Handover | Self::Receipt => (dossier.clone(), order::photos(dossier)),
        }
    }

    /// What goes back to where this came from: an order is answered by a return, an assignment by a handover.
    pub const fn answer(self) -> Option<Self> {
        match self {
            Self::WorkOrder => Some(Self::Return),
            Self::Assignment => Some(Self::Handover),
            Self::Return | Self::Handover | Self::Receipt => None,
        }
    }

    /// What one of this role hands over.
    pub const fn handed_by(role: Role) -> Self {
        match role {
            Role::Contractor => Self::Return,
            Role::Surveyor | Role::Coordinator => Self::Handover,
        }
    }

    /// Whether an office answers it with a receipt.
    pub const fn is_answered(self) -> bool {
        matches!(self, Self::Handover | Self::Return)
    }

    /// What of `theirs` may be joined with `ours`, the household as it is here.
    ///
    /// # Errors
    /// Such a package brings nothing to a household that is not known here.
    pub fn brought(self, theirs: Dossier, ours: Option<&Dossier>) -> Result<Dossier, Problem> {
        match (self, ours) {
            (Self::Return, None) => Err(Problem::warning("works-take-unknown")),
            (Self::Return, Some(ours)) => Ok(reduced::from_builder(&theirs, ours)),
            (Self::WorkOrder, _) => Ok(order::reduced(&theirs)),
            (Self::Assignment | Self::Handover, _) => Ok(theirs),
            (Self::Receipt, _) => Err(Problem::warning("works-take-unknown")),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn whole_households_go_only_to_those_who_may_see_the_person() {
        for kind in [Kind::Assignment, Kind::Handover] {
            assert!(!Role::Contractor.can(kind.opened_by()) && !Role::Contractor.can(kind.made_by()));
        }
        assert!(Role::Surveyor.can(Kind::Assignment.opened_by()) && Role::Surveyor.can(Kind::Handover.made_by()));
        assert!(!Role::Surveyor.can(Kind::Assignment.made_by()) && !Role::Surveyor.can(Kind::Handover.opened_by()));
        assert!(
            Kind::ALL
                .iter()
                .all(|kind| Role::Coordinator.can(kind.made_by()) && Role::Coordinator.can(kind.opened_by()))
        );
    }
}
