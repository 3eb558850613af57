//! A package under seal: the same zip as one age stream, told apart by its first bytes, never by its name.
//!
//! Sealing hides everything but the size: whose package it is, of whom, and for whom it was sealed (age does not write
//! that down either). What is changed, cut off or put in another order does not open.

use std::io::{self, BufRead, Read, Seek, SeekFrom};

use crate::cipher::{SEALED, is_sealed};
use crate::limits::MAX_SEAL_HEADER_BYTES;
use crate::problem::Problem;
use crate::seal::{Identity, Opener};

/// How the last line of an age header begins.
const HEADER_END: &[u8] = b"\n--- ";

/// The bytes of a package as they were before they were sealed, if they were.
pub enum Unsealed<R> {
    Plain(R),
    Sealed(Box<Opener<R>>),
}

impl<R: BufRead + Seek> Unsealed<R> {
    /// Looks at the first bytes; opens a sealed stream with whichever of `keys` it was sealed for.
    ///
    /// # Errors
    /// It is sealed for others, was changed, or cannot be read.
    pub fn open(mut input: R, keys: &[Identity]) -> Result<Self, Problem> {
        let told = |error: io::Error| Problem::error("works-package-read").with("detail", error);
        let mut begin = Vec::with_capacity(SEALED.len());
        input.by_ref().take(SEALED.len() as u64).read_to_end(&mut begin).map_err(told)?;
        if is_sealed(&begin) {
            // A header has no end of its own: one that never ends must not be read into memory.
            let mut header = begin;
            input.by_ref().take(MAX_SEAL_HEADER_BYTES).read_to_end(&mut header).map_err(told)?;
            if !header.windows(HEADER_END.len()).any(|window| window == HEADER_END) {
                return Err(Problem::error("seal-damaged").with("detail", "header"));
            }
            input.seek(SeekFrom::Start(0)).map_err(told)?;
            return Opener::new(input, keys).map(|opener| Self::Sealed(Box::new(opener)));
        }
        input.seek(SeekFrom::Start(0)).map_err(told)?;
        Ok(Self::Plain(input))
    }

    pub const fn is_sealed(&self) -> bool {
        matches!(self, Self::Sealed(_))
    }
}

impl<R: Read> Read for Unsealed<R> {
    fn read(&mut self, bytes: &mut [u8]) -> io::Result<usize> {
        match self {
            Self::Plain(input) => input.read(bytes),
            Self::Sealed(opener) => opener.read(bytes),
        }
    }
}

impl<R: Read + Seek> Seek for Unsealed<R> {
    fn seek(&mut self, to: SeekFrom) -> io::Result<u64> {
        match self {
            Self::Plain(input) => input.seek(to),
            Self::Sealed(opener) => opener.seek(to),
        }
    }
}
