//! What lies in a package, read with distrust: for opening one and for merging many.

use std::fs::File;
use std::io::{BufReader, Read, Seek};
use std::path::Path;

use crate::cipher::{self, SEALED};
use crate::dossier::Dossier;
use crate::id::{ContentHash, DossierId};
use crate::problem::Problem;
use crate::remote::{EntryName, Package, Unsealed};
use crate::seal::Identity;
use crate::store::foreign::{self, Unreadable};
use crate::store::wire;

/// How a JPEG begins. Whatever else is in it, decoding is done with distrust.
const JPEG: [u8; 3] = [0xff, 0xd8, 0xff];

/// A package that is being read.
pub(in crate::app) type OpenPackage = Package<Unsealed<BufReader<File>>>;

/// Opens a package; one that is sealed with whichever of `keys` it was sealed for.
///
/// # Errors
/// It cannot be read, is none, or is sealed for others: see [`Package::open`] and [`Unsealed::open`].
pub(in crate::app) fn open(file: &Path, keys: &[Identity]) -> Result<OpenPackage, Problem> {
    let unreadable = |error: std::io::Error| Problem::error("works-package-read").with("detail", error).in_file(file);
    let opened = File::open(file).map_err(unreadable)?;
    if !opened.metadata().map_err(unreadable)?.is_file() {
        return Err(Problem::error("works-package-foreign").in_file(file));
    }
    let opened = Unsealed::open(BufReader::new(opened), keys).and_then(Package::open);
    opened.map_err(|problem| problem.in_file(file))
}

/// Whether a file is sealed, whatever is in it.
///
/// # Errors
/// It cannot be read.
pub(in crate::app) fn is_sealed(file: &Path) -> Result<bool, Problem> {
    let head = foreign::read_head(file, SEALED.len() as u64).map_err(Unreadable::problem)?;
    Ok(cipher::is_sealed(&head))
}

/// A household of a package.
///
/// # Errors
/// It is not in it, is damaged, or is another one.
pub(in crate::app) fn dossier<R: Read + Seek>(package: &mut Package<R>, id: DossierId) -> Result<Dossier, Problem> {
    let bytes = package.read(EntryName::Dossier(id))?;
    let text = std::str::from_utf8(&bytes).map_err(|_| Problem::error("works-package-entry-damaged"))?;
    let (dossier, _) = wire::read(text)?;
    if dossier.id == id { Ok(dossier) } else { Err(Problem::error("store-other-household").with("id", dossier.id)) }
}

/// The bytes of a photo.
///
/// # Errors
/// It is not in the package, is damaged, or is no photo.
pub(in crate::app) fn photo<R: Read + Seek>(package: &mut Package<R>, hash: ContentHash) -> Result<Vec<u8>, Problem> {
    let name = EntryName::Photo(hash);
    let bytes = package.read(name)?;
    if is_photo(&bytes) { Ok(bytes) } else { Err(Problem::warning("works-package-entry-damaged").with("name", name)) }
}

/// Whether the bytes begin like a stored photo.
pub(in crate::app) fn is_photo(bytes: &[u8]) -> bool {
    bytes.starts_with(&JPEG)
}

/// The text of a form.
///
/// # Errors
/// It is not in the package, is damaged, or is no text.
pub(in crate::app) fn form<R: Read + Seek>(package: &mut Package<R>, hash: ContentHash) -> Result<String, Problem> {
    let name = EntryName::Form(hash);
    let text = String::from_utf8(package.read(name)?);
    text.map_err(|_| Problem::error("works-package-entry-damaged").with("name", name))
}
