//! The plan 改造方案 as commands: taking up and declining what is proposed, own items, the suggestion.

use super::program::Program;
use crate::id::{Name, RowId};
use crate::plan::money::Fen;
use crate::value::Decimal;

/// A person asked to change the plan. A row is that of the proposal or of the item; they are the same.
#[derive(Clone, Debug, PartialEq)]
pub enum PlanCommand {
    /// Takes up a proposal, or one that was declined.
    Accept(RowId),
    /// Declines it; the reason is kept.
    Decline { row: RowId, reason: String },
    /// Takes the decision back: the proposal stands open again. An own item is removed.
    Reopen(RowId),
    /// Changes one thing about an item; a proposal is taken up with it.
    Set { row: RowId, change: ItemChange },
    /// Adds a measure of the catalogue that no finding proposes.
    AddMeasure { code: Name, variant: Option<Name> },
    /// Adds something that the catalogue does not have.
    AddOwn { name: String },
    /// Chooses what the suggestion under the cap chooses, in one step.
    TakeSuggestion,
}

/// What can be changed about an item.
#[derive(Clone, Debug, PartialEq)]
pub enum ItemChange {
    Quantity(Decimal),
    /// Of one unit.
    Price(Fen),
    Place(String),
    Sizes(String),
    Variant(Option<Name>),
    Name(String),
    Unit(String),
}

impl Program {
    pub(super) fn dispatch_plan(&mut self, _command: PlanCommand) {}
}
