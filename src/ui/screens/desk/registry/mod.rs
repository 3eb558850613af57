//! The register of all households: search, filters, table, selection.
//!
//! What was asked and found is kept until the question or the register changes ([`asked`]); a frame builds the words
//! of the rows that can be seen, and nothing else.

mod asked;
mod cards_ui;
pub mod choices;
pub mod data;
mod filter_ui;
mod keys;
mod registry_ui;
mod sheets_ui;
mod table_ui;

pub use registry_ui::{State, show};
