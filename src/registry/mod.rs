//! Many households 户册: what a desk for 40,000 of them searches, counts, compares and adds up.
//!
//! A [`record::Record`] is what the desk keeps of one household: the list's [`crate::dossier::summary::Summary`] and
//! the [`figures::Figures`] that are counted and reported. It is computed once, when the household is read, and
//! cached; nothing at the desk reads a dossier again to count it.
//!
//! The [`Registry`] is the one list of them in memory: each household has a row with its record, its
//! [`facts::Facts`] (what filters and orders look at) and its line of the [`text::SearchText`]. A
//! [`view::Query`] asks it; a household that changes costs its own row and no other.
//!
//! **Invariant:** nothing here does I/O, and nothing here changes a household: what it finds is carried out by edits.

mod ask;
mod basis;
pub mod day;
pub mod dictionary;
pub mod duplicates;
pub mod facts;
pub mod figures;
pub mod filter;
mod gather;
mod households;
pub mod late;
pub mod money;
mod order;
pub mod pinyin;
pub mod progress;
pub mod record;
pub mod review;
mod search;
#[cfg(test)]
mod tests;
pub mod text;
pub mod view;
mod wire;

pub use ask::{Counts, Found};
pub use basis::Basis;
pub use gather::photo_key;
pub use households::Registry;
