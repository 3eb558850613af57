//! The expressions of a form, and who depends on whom.

use crate::form::expr::Expr;

/// What an expression decides.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Role {
    Relevant,
    Required,
    Calculated,
    Check(usize),
    /// Whether a reference line applies.
    When(usize),
    /// Whether the answer meets it.
    Met(usize),
    Filter,
    /// The name of a repeat's row.
    Label,
    Finding(usize),
    /// Whether a finding's measure is proposed, and how much of it.
    MeasureWhen(usize, usize),
    Quantity(usize, usize),
    /// These are evaluated when asked for, not kept current.
    Default,
    Fine,
    /// The answer of one question (a slot) in a ready-made row.
    Preset(usize, usize),
}

impl Role {
    /// Whether its result is kept current.
    pub const fn is_live(self) -> bool {
        !matches!(self, Self::Default | Self::Fine | Self::Preset(..))
    }

    /// Whether it is kept among the results of its instance, not in a cell.
    pub const fn has_result(self) -> bool {
        self.is_live() && !matches!(self, Self::Relevant | Self::Calculated)
    }

    /// Whether `.` means an answer: in what is said about a question, not about a row.
    pub const fn has_dot(self) -> bool {
        !matches!(self, Self::Label | Self::Finding(_) | Self::MeasureWhen(..) | Self::Quantity(..))
    }

    /// Whether it asks something about the answer, so that without one there is nothing to evaluate.
    pub const fn needs_answer(self) -> bool {
        matches!(self, Self::Check(_) | Self::Met(_))
    }
}

/// An expression with its place in the form.
pub(super) struct Program {
    pub expr: Expr,
    pub role: Role,
    /// The item it belongs to; `None` for findings.
    pub slot: Option<usize>,
    pub scope: usize,
    /// The cell of the scope that `.` means.
    pub local: usize,
    /// Its place among the results of an instance.
    pub result: usize,
    /// Where it stands in the text, for problems that show only while a form is filled.
    pub line_column: (usize, usize),
    /// Its turn: after everything it depends on.
    pub rank: usize,
}

/// Who must be evaluated again when a slot changes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Dependent {
    pub program: usize,
    /// The innermost scope that both share: only rows below the same row of it are touched.
    pub common: usize,
}

/// The programs of one item, by index.
#[derive(Default)]
pub(super) struct OfSlot {
    pub relevant: Option<usize>,
    pub required: Option<usize>,
    pub calculated: Option<usize>,
    pub checks: Vec<usize>,
    /// Of each reference line: its condition, if it has one, and whether it is met.
    pub references: Vec<(Option<usize>, usize)>,
    pub filter: Option<usize>,
    pub label: Option<usize>,
    pub default: Option<usize>,
    pub fine: Option<usize>,
    /// Of each ready-made row: question slot and program.
    pub presets: Vec<Vec<(usize, usize)>>,
}

/// The programs of one finding.
pub(super) struct OfFinding {
    pub scope: usize,
    pub when: usize,
    /// Of each measure: its condition and its quantity.
    pub measures: Vec<(Option<usize>, Option<usize>)>,
}
