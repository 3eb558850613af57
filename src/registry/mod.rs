//! Many households 户册: what a desk for 40,000 of them searches, counts, compares and adds up.
//!
//! A [`record::Record`] is what the desk keeps of one household: the list's [`crate::dossier::summary::Summary`] and
//! the [`figures::Figures`] that are counted and reported. It is computed once, when the household is read, and
//! cached; nothing at the desk reads a dossier again to count it.
//!
//! **Invariant:** nothing here does I/O, and nothing here changes a household: what it finds is carried out by edits.

pub mod day;
pub mod duplicates;
pub mod figures;
pub mod filter;
mod gather;
pub mod late;
pub mod money;
pub mod progress;
pub mod record;
pub mod view;
mod wire;
