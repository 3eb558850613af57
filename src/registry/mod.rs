//! Many households 户册: what a desk for 40,000 of them searches, counts, compares and adds up.
//!
//! **Invariant:** nothing here does I/O, and nothing here changes a household: what it finds is carried out by edits.
