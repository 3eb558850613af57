//! Who may do what: one table, asked by every command and by every button.

/// What a person is in the programme.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Role {
    /// 评估员: visits homes.
    #[default]
    Surveyor,
    /// 施工方: builds.
    Contractor,
    /// 统筹员: plans, merges, accepts, accounts.
    Coordinator,
}

/// A thing that not everybody may do.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Can {
    AddHousehold,
    Answer,
    FinishVisit,
    ReopenVisit,
    SeePerson,
    TakePhoto,
}

impl Can {
    pub const ALL: [Self; 6] =
        [Self::AddHousehold, Self::Answer, Self::FinishVisit, Self::ReopenVisit, Self::SeePerson, Self::TakePhoto];
}

impl Role {
    pub const ALL: [Self; 3] = [Self::Surveyor, Self::Contractor, Self::Coordinator];

    /// The table. A contractor sees the job, never the person's certificate, diagnosis or income.
    pub const fn can(self, can: Can) -> bool {
        match can {
            Can::TakePhoto => true,
            Can::AddHousehold | Can::Answer | Can::FinishVisit | Can::ReopenVisit | Can::SeePerson => {
                matches!(self, Self::Surveyor | Self::Coordinator)
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_contractor_never_sees_the_person() {
        assert!(!Role::Contractor.can(Can::SeePerson));
        assert!(Can::ALL.iter().all(|&can| Role::Coordinator.can(can)));
    }
}
