//! Tables of the outside: spreadsheets and text that offices send and want, read without trust, written for the
//! programs that open them.

pub mod marked;
pub mod read;
pub mod write;
