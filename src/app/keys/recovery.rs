//! Recovery keys 恢复密钥: an office keeps one, and opens with it what a forgotten passphrase has closed.

use std::fs::OpenOptions;
use std::io::{self, Cursor, Write as _};
use std::path::{Path, PathBuf};

use age::secrecy::ExposeSecret as _;
use image::{GrayImage, ImageFormat, Luma};

use crate::l10n::{Language, Words};
use crate::problem::Problem;
use crate::report::qr::Qr;
use crate::seal::{Identity, Recipient, fingerprint};
use crate::stamp::Moment;

/// Pixels of a module: on paper at 300 dpi a code is 3 cm wide.
const MODULE: u32 = 8;
/// Modules of white around a code.
const QUIET: u32 = 4;

/// A key that was made just now. Its secret is in memory until the screen is left.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fresh {
    identity: Identity,
    pub made: Moment,
    /// The files it was written to.
    pub saved: Option<[PathBuf; 2]>,
}

impl Fresh {
    pub fn new(made: Moment) -> Self {
        Self { identity: Identity::generate(), made, saved: None }
    }

    pub fn recipient(&self) -> Recipient {
        self.identity.recipient()
    }

    /// Writes the key as a text that any age program takes, and its QR code as a picture for printing, into `folder`.
    ///
    /// # Errors
    /// The disk is full or fails. Files that are there are never written over.
    pub fn save(&self, folder: &Path, language: Language) -> Result<[PathBuf; 2], Problem> {
        let words = Words::of(language);
        let stem = words.with("keys-recovery-file", &[("date", &self.made.date().to_string())]);
        let name = |count: usize| if count == 0 { stem.clone() } else { format!("{stem}-{}", count + 1) };
        let free = (0..100).map(|count| folder.join(name(count))).find(|path| !path.with_extension("txt").exists());
        let path = free.unwrap_or_else(|| folder.join(&stem));
        let text = path.with_extension("txt");
        write_secret(&text, self.text(language).as_bytes())?;
        let picture = path.with_extension("png");
        write_secret(&picture, &picture_of(&Qr::of(self.identity.reveal().expose_secret()))?)?;
        Ok([text, picture])
    }

    /// An identity file as `age-keygen` writes it, with what to do with it.
    #[must_use]
    pub fn text(&self, language: Language) -> String {
        let words = Words::of(language);
        let recipient = self.recipient();
        let spoken = fingerprint::words(&recipient, language).join(" ");
        let about = words.with("keys-recovery-text", &[("words", &spoken)]);
        let about: String = about.lines().map(|line| format!("# {line}\n")).collect();
        format!(
            "# created: {}\n# public key: {recipient}\n{about}{}\n",
            self.made,
            self.identity.reveal().expose_secret()
        )
    }
}

/// Writes a file that nobody else on the machine may read.
///
/// # Errors
/// There is such a file already, or the disk is full or fails.
pub fn write_secret(path: &Path, bytes: &[u8]) -> Result<(), Problem> {
    let mut options = OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    let written = options.open(path).and_then(|mut file| {
        file.write_all(bytes)?;
        file.sync_all()
    });
    written.map_err(|error| {
        let key = match error.kind() {
            io::ErrorKind::AlreadyExists => "keys-file-exists",
            _ => "keys-file-unwritten",
        };
        Problem::error(key).with("detail", error).in_file(path)
    })
}

fn picture_of(code: &Qr) -> Result<Vec<u8>, Problem> {
    let size = u32::try_from(code.size).unwrap_or_default() + 2 * QUIET;
    let mut picture = GrayImage::from_pixel(size * MODULE, size * MODULE, Luma([255]));
    for run in &code.runs {
        let [column, row, length] = run.map(|modules| u32::try_from(modules).unwrap_or_default());
        for y in 0..MODULE {
            for x in 0..length * MODULE {
                picture.put_pixel((column + QUIET) * MODULE + x, (row + QUIET) * MODULE + y, Luma([0]));
            }
        }
    }
    let mut file = Cursor::new(Vec::new());
    let told = |error: image::ImageError| Problem::error("keys-file-unwritten").with("detail", error);
    picture.write_to(&mut file, ImageFormat::Png).map_err(told)?;
    Ok(file.into_inner())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::app::keys::qr;

    #[test]
    fn a_saved_key_is_read_again_from_text_and_picture_and_never_written_over() {
        let folder = tempfile::tempdir().unwrap();
        let key = Fresh::new(Moment::new(1_795_486_200, 480));
        let [text, picture] = key.save(folder.path(), Language::Chinese).unwrap();
        let read = std::fs::read_to_string(&text).unwrap();
        assert_eq!(read.parse::<Identity>().unwrap(), key.identity);
        assert!(read.contains(&fingerprint::words(&key.recipient(), Language::Chinese).join(" ")));
        let said = qr::read(&std::fs::read(&picture).unwrap()).unwrap();
        assert_eq!(said.parse::<Identity>().unwrap(), key.identity);
        #[cfg(unix)]
        {
            use std::os::unix::fs::PermissionsExt as _;
            assert_eq!(text.metadata().unwrap().permissions().mode() & 0o777, 0o600);
        }
        let other = Fresh::new(key.made).save(folder.path(), Language::Chinese).unwrap();
        assert_ne!(other[0], text);
        assert_eq!(std::fs::read_to_string(&text).unwrap(), read);
        assert_eq!(write_secret(&text, b"").unwrap_err().key, "keys-file-exists");
    }
}
