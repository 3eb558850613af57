//! What a table may say of people (domain §6): by its purpose, column by column.

use crate::dossier::words::masked;
use crate::table::write::Cell;

/// What a table is for 用途.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Deserialize)]
pub enum Purpose {
    /// 内部使用: with names and numbers, for those who work with the households.
    #[default]
    Internal,
    /// 统计分析: nothing that says who it is.
    Anonymous,
    /// 对外公示: names and numbers masked, nothing about health or income (PIPL Art. 25).
    Public,
}

impl Purpose {
    pub const ALL: [Self; 3] = [Self::Internal, Self::Anonymous, Self::Public];

    /// Its name on the command line.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Internal => "internal",
            Self::Anonymous => "anonymous",
            Self::Public => "public",
        }
    }

    /// Key of what it is called.
    pub const fn key(self) -> &'static str {
        match self {
            Self::Internal => "export-purpose-internal",
            Self::Anonymous => "export-purpose-anonymous",
            Self::Public => "export-purpose-public",
        }
    }
}

/// What a column tells of a person.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Deserialize)]
pub enum Privacy {
    /// Nothing: a stage, a day, an amount.
    Open,
    /// A person's name.
    Name,
    /// A number that is one person: certificate, citizen id, telephone.
    Number,
    /// Where the door is, which village.
    Village,
    Address,
    /// Disability, health, income, behaviour (PIPL Art. 28).
    Sensitive,
    /// What somebody wrote: may hold anything. So may a column that nobody has judged.
    #[default]
    Free,
}

/// How a column appears in a table.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shown {
    Whole,
    Masked,
    /// The column is not there.
    Withheld,
}

impl Privacy {
    pub const fn shown(self, purpose: Purpose) -> Shown {
        match (purpose, self) {
            (Purpose::Internal, _)
            | (_, Self::Open)
            | (Purpose::Anonymous, Self::Sensitive)
            | (Purpose::Public, Self::Village) => Shown::Whole,
            (Purpose::Public, Self::Name | Self::Number) => Shown::Masked,
            (Purpose::Anonymous | Purpose::Public, _) => Shown::Withheld,
        }
    }
}

/// The cell with its middle hidden: `王**`, `138****0000`. Several names are masked one by one.
pub(super) fn mask(cell: Cell) -> Cell {
    match cell {
        Cell::Text(text) => Cell::text(text.split('、').map(|part| masked(part.trim())).collect::<Vec<_>>().join("、")),
        cell => cell,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_purpose_shows_no_more_than_it_needs() {
        for privacy in [Privacy::Name, Privacy::Number, Privacy::Village, Privacy::Address, Privacy::Free] {
            assert_eq!(privacy.shown(Purpose::Internal), Shown::Whole);
            assert_eq!(privacy.shown(Purpose::Anonymous), Shown::Withheld, "{privacy:?}");
        }
        assert_eq!(Privacy::Sensitive.shown(Purpose::Anonymous), Shown::Whole);
        for privacy in [Privacy::Sensitive, Privacy::Address, Privacy::Free] {
            assert_eq!(privacy.shown(Purpose::Public), Shown::Withheld);
        }
        assert_eq!(mask(Cell::text("王秀兰、宝音")), Cell::text("王**、宝*"));
        assert_eq!(mask(Cell::text("15010219900307233642")), Cell::text("150102********2336**"));
    }
}
