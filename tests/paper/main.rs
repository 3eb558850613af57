//! Documents on paper: set from a whole household, read back from the PDF with `pdftotext` (Debian: poppler-utils).

#![allow(clippy::unwrap_used, reason = "a test that cannot go on fails")]

mod documents;
mod household;
mod lane;
mod office;
mod press;
mod privacy;
