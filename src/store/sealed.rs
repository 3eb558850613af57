//! Where content meets the disk: sealed when the workspace is, and opened again by its first bytes.
//!
//! What is written in one piece is a whole age file. What grows line by line (journals, deeds) has one sealed entry for
//! each line: checksum, space, base64; the checksum tells a line that was damaged from one that is sealed for another.

use std::borrow::Cow;
use std::fmt;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD_NO_PAD as BASE64;

use super::disk::Disk;
use super::wire;
use crate::cipher::{Cipher, SEALED, is_sealed};
use crate::problem::Problem;

/// What the name of a sealed household or photo ends with.
pub(super) const ENDING: &str = ".age";
/// Bytes that sealing adds at most, beside one for every thousand: the lines for nine recipients.
const ROOM: u64 = 8 << 10;

/// How content is written, and what opens it.
#[derive(Clone, Debug, Default)]
pub(super) struct Seal {
    cipher: Option<Arc<dyn Cipher>>,
    /// Whether what is written is sealed.
    seals: bool,
}

impl Seal {
    /// `seals`: not only opens.
    pub fn new(cipher: Option<Arc<dyn Cipher>>, seals: bool) -> Self {
        Self { seals: seals && cipher.is_some(), cipher }
    }

    pub fn cipher(&self) -> Option<&Arc<dyn Cipher>> {
        self.cipher.as_ref()
    }

    pub const fn seals(&self) -> bool {
        self.seals
    }

    /// What was sealed, opened; anything else as it is.
    ///
    /// # Errors
    /// See [`Cipher::open`]; `seal-locked` without a key.
    pub fn open<'a>(&self, bytes: Cow<'a, [u8]>) -> Result<Cow<'a, [u8]>, Problem> {
        if !is_sealed(&bytes) {
            return Ok(bytes);
        }
        let cipher = self.cipher.as_ref().ok_or_else(|| Problem::error("seal-locked"))?;
        cipher.open(&bytes).map(Cow::Owned)
    }

    /// The same for a line of a journal, without its newline.
    ///
    /// # Errors
    /// See [`Self::open`]; a sealed line that was torn or damaged is `store-journal-line-damaged`.
    pub fn open_line<'a>(&self, line: &'a str) -> Result<Cow<'a, str>, Problem> {
        let Some(text) = sealed_text(line) else { return Ok(line.into()) };
        let damaged = || Problem::warning("store-journal-line-damaged");
        let sealed = BASE64.decode(text).map_err(|_| damaged())?;
        let plain = self.open(sealed.into())?.into_owned();
        String::from_utf8(plain).map(Cow::Owned).map_err(|_| damaged())
    }
}

/// Whether a line, without its newline, is sealed and not torn.
pub(super) fn is_sealed_line(line: &str) -> bool {
    sealed_text(line).is_some()
}

/// Whether one of these lines is sealed.
pub(super) fn has_sealed_line(bytes: &[u8]) -> bool {
    bytes.split(|&byte| byte == b'\n').any(|line| std::str::from_utf8(line).is_ok_and(is_sealed_line))
}

/// The base64 of a sealed line.
fn sealed_text(line: &str) -> Option<&str> {
    // Three bytes are four letters: they are the same whatever follows.
    let whole = SEALED.len() / 3 * 3;
    wire::guarded(line).filter(|text| text.starts_with(&BASE64.encode(&SEALED[..whole])))
}

impl Disk {
    /// The same disk, with content written and opened like this.
    pub(super) fn sealed_by(mut self, seal: Seal) -> Self {
        self.seal = seal;
        self
    }

    /// A content, opened if it is sealed.
    pub(super) fn read(&self, path: &Path) -> io::Result<Vec<u8>> {
        let bytes = self.read_raw(path)?;
        self.seal.open(bytes.into()).map(Cow::into_owned).map_err(Unopened::error)
    }

    /// `plain` as it is written.
    pub(super) fn content<'a>(&self, plain: &'a [u8]) -> io::Result<Cow<'a, [u8]>> {
        match self.seal.cipher().filter(|_| self.seal.seals()) {
            Some(cipher) => cipher.seal(plain).map(Cow::Owned).map_err(Unopened::error),
            None => Ok(plain.into()),
        }
    }

    /// A line, without its newline, as it is written.
    pub(super) fn line<'a>(&self, plain: &'a str) -> io::Result<Cow<'a, str>> {
        Ok(match self.content(plain.as_bytes())? {
            Cow::Borrowed(_) => plain.into(),
            Cow::Owned(sealed) => wire::guard(&BASE64.encode(sealed)).into(),
        })
    }

    /// Lines, each with its newline, as they are written.
    pub(super) fn lines(&self, plain: &str) -> io::Result<String> {
        let mut text = String::with_capacity(plain.len());
        for line in plain.split_terminator('\n') {
            text.push_str(&self.line(line)?);
            text.push('\n');
        }
        Ok(text)
    }

    pub(super) const fn seals(&self) -> bool {
        self.seal.seals()
    }

    /// The name under which a household or a photo is written now: `plain`, or the same with [`ENDING`].
    pub(super) fn name_of(&self, plain: &Path) -> PathBuf {
        if self.seals() { with_ending(plain) } else { plain.to_owned() }
    }

    /// The file of a household or a photo, by its plain name: the one that is there, or else the one to be written.
    pub(super) fn found(&self, plain: &Path) -> PathBuf {
        let here = self.name_of(plain);
        let other = if self.seals() { plain.to_owned() } else { with_ending(plain) };
        if !here.exists() && other.exists() { other } else { here }
    }
}

pub(super) fn with_ending(plain: &Path) -> PathBuf {
    let mut name = plain.as_os_str().to_owned();
    name.push(ENDING);
    name.into()
}

/// Most bytes that a content of at most `limit` bytes has on the disk.
pub(super) const fn room(limit: u64) -> u64 {
    limit + limit / 1_000 + ROOM
}

/// Whether what was read is damaged; otherwise the disk does not let it be read, or it is sealed for another key, and
/// nothing is wrong with it.
pub(super) fn is_damaged(problem: &Problem) -> bool {
    problem.key == "seal-damaged"
}

/// Whether what was read is sealed, and not for this key: it stays where it is.
pub(super) fn is_for_others(problem: &Problem) -> bool {
    matches!(problem.key, "seal-for-others" | "seal-locked" | "seal-too-slow")
}

/// Why content could not be sealed or opened, on its way through the errors of the disk.
#[derive(Debug)]
struct Unopened(Problem);

impl Unopened {
    fn error(problem: Problem) -> io::Error {
        io::Error::other(Self(problem))
    }
}

impl fmt::Display for Unopened {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.0.key)
    }
}

impl std::error::Error for Unopened {}

/// The problem that an error of the disk carries.
pub(super) fn carried(error: &io::Error) -> Option<&Problem> {
    error.get_ref()?.downcast_ref::<Unopened>().map(|unopened| &unopened.0)
}
