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
    /// Take part in the acceptance 验收.
    Accept,
    AddHousehold,
    Answer,
    /// Take in the roster 名册, give households to surveyors 派户.
    Assign,
    /// Report the works 施工: start, progress, done, propose a change.
    Build,
    /// Write tables of many households 导出.
    Export,
    FinishVisit,
    /// Merge the files of many tablets 汇总, settle conflicts and duplicates in bulk.
    Merge,
    /// Give out and take back orders 派工, put up the notice 公示, decide changes.
    Order,
    /// Make the plan 方案 and have it signed.
    Plan,
    ReopenVisit,
    /// Send a survey back with remarks, or approve it 审核.
    Review,
    SeePerson,
    /// Settle the money 结算 and close the file.
    Settle,
    TakePhoto,
}

impl Can {
    pub const ALL: [Self; 15] = [
        Self::Accept,
        Self::AddHousehold,
        Self::Answer,
        Self::Assign,
        Self::Build,
        Self::Export,
        Self::FinishVisit,
        Self::Merge,
        Self::Order,
        Self::Plan,
        Self::ReopenVisit,
        Self::Review,
        Self::SeePerson,
        Self::Settle,
        Self::TakePhoto,
    ];
}

impl Role {
    pub const ALL: [Self; 3] = [Self::Surveyor, Self::Contractor, Self::Coordinator];

    /// The table. A contractor sees the job, never the person's certificate, diagnosis or income. A coordinator may
    /// everything: a small county's coordinator visits homes too, and types in what a contractor brings on paper.
    pub const fn can(self, can: Can) -> bool {
        match (self, can) {
            (Self::Coordinator, _) | (_, Can::TakePhoto) => true,
            (Self::Surveyor, can) => !matches!(
                can,
                Can::Assign | Can::Build | Can::Export | Can::Merge | Can::Order | Can::Review | Can::Settle
            ),
            (Self::Contractor, can) => matches!(can, Can::Build),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_contractor_never_sees_the_person() {
        assert!(!Role::Contractor.can(Can::SeePerson));
        assert!(!Role::Contractor.can(Can::Answer) && Role::Contractor.can(Can::Build));
        assert!(!Role::Surveyor.can(Can::Settle) && Role::Surveyor.can(Can::Accept));
        assert!(Can::ALL.iter().all(|&can| Role::Coordinator.can(can)));
    }
}
