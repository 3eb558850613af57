//! The need list 名册: what an office's table becomes.
//!
//! [`mapping`] says which column means what, [`row`] reads one row, [`check`] looks at all of them together and at
//! what the workspace knows already, [`import`] writes what was found good, [`rejects`] gives the rest back.
//! [`assign`] says who visits which household on which day.
//!
//! Nothing here needs a window: the lane in [`super::jobs::roster`] and `tantu roster` call the same functions.
//!
//! **Invariant:** the household and the rows of its persons are named by the citizen id numbers in the list
//! ([`identity`]), so the same list, read twice or on two laptops, gives the same households; and what stands in a
//! household already is never replaced unless a person says so for this field.

pub mod assign;
pub mod check;
pub mod division;
pub mod headings;
pub mod household;
pub mod identity;
pub mod import;
pub mod known;
pub mod mapping;
pub mod rejects;
pub mod row;
pub mod target;
pub mod together;
pub mod words;
pub mod write;
