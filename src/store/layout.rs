//! Where things lie in a workspace.

use std::path::{Path, PathBuf};

use super::sealed;
use crate::dossier::{Dossier, household};
use crate::id::{ContentHash, DossierId, RowId};
use crate::path::FieldPath;
use crate::value::Value;

/// The folder of households whose division is not known yet.
pub const NO_DIVISION: &str = "000000";

/// The folders and files of one workspace; see [`super`].
#[derive(Clone, Debug)]
pub struct Layout {
    root: PathBuf,
}

impl Layout {
    pub(super) const fn new(root: PathBuf) -> Self {
        Self { root }
    }

    pub fn root(&self) -> &Path {
        &self.root
    }

    pub fn manifest(&self) -> PathBuf {
        self.root.join("workspace.ron")
    }

    pub fn settings(&self) -> PathBuf {
        self.root.join("settings.ron")
    }

    /// How the register is looked at.
    pub fn views(&self) -> PathBuf {
        self.root.join("views.ron")
    }

    /// What the other side knows of each household.
    pub fn handed(&self) -> PathBuf {
        self.root.join("handed.ron")
    }

    /// Whose keys are known here.
    pub fn receivers(&self) -> PathBuf {
        self.root.join("receivers.ron")
    }

    /// How the screen looks, readable before the workspace is opened.
    pub fn appearance(&self) -> PathBuf {
        self.root.join("appearance.ron")
    }

    /// The key of a sealed workspace, behind its passphrase.
    pub fn seal(&self) -> PathBuf {
        self.root.join("seal")
    }

    /// What the programme wants to reach: numbers of households.
    pub fn targets(&self) -> PathBuf {
        self.root.join("targets.ron")
    }

    /// The organisation's templates for paper.
    pub fn templates(&self) -> PathBuf {
        self.root.join("report")
    }

    /// Held by the program that may write.
    pub fn lock(&self) -> PathBuf {
        self.root.join("lock")
    }

    /// Who holds the lock, in words: Windows lets nobody read a locked file.
    pub fn lock_holder(&self) -> PathBuf {
        self.root.join("lock.txt")
    }

    pub fn forms(&self) -> PathBuf {
        self.root.join("forms")
    }

    pub fn kept_forms(&self) -> PathBuf {
        self.root.join("kept-forms")
    }

    pub fn kept_form(&self, hash: ContentHash) -> PathBuf {
        self.kept_forms().join(format!("{hash}.ron"))
    }

    pub fn dossiers(&self) -> PathBuf {
        self.root.join("dossiers")
    }

    pub fn dossier(&self, division: &str, id: DossierId) -> PathBuf {
        self.dossiers().join(division).join(format!("{id}.ron"))
    }

    pub fn journals(&self) -> PathBuf {
        self.root.join("journal")
    }

    pub fn journal(&self, id: DossierId) -> PathBuf {
        self.journals().join(id.to_string())
    }

    pub fn photos(&self) -> PathBuf {
        self.root.join("photos")
    }

    pub fn photo(&self, hash: ContentHash) -> PathBuf {
        spread(&self.photos(), hash)
    }

    /// What was decided about conflicts.
    pub fn settled(&self) -> PathBuf {
        self.root.join("settled")
    }

    pub fn deed(&self, deed: RowId) -> PathBuf {
        self.settled().join(format!("{deed}.log"))
    }

    pub fn cache(&self) -> PathBuf {
        self.root.join("cache")
    }

    pub fn index(&self) -> PathBuf {
        self.cache().join("index.postcard")
    }

    pub fn thumbnails(&self) -> PathBuf {
        self.cache().join("thumbs")
    }

    pub fn thumbnail(&self, hash: ContentHash) -> PathBuf {
        spread(&self.thumbnails(), hash)
    }

    /// Photos on their way.
    pub fn incomings(&self) -> PathBuf {
        self.root.join("incoming")
    }

    pub(super) fn incoming(&self, row: RowId, kind: &str) -> PathBuf {
        self.incomings().join(format!("{row}.{kind}"))
    }

    pub fn broken(&self) -> PathBuf {
        self.root.join("broken")
    }

    /// The folders that a workspace always has.
    pub(super) fn folders(&self) -> [PathBuf; 9] {
        [
            self.forms(),
            self.kept_forms(),
            self.dossiers(),
            self.journals(),
            self.photos(),
            self.cache(),
            self.thumbnails(),
            self.incomings(),
            self.broken(),
        ]
    }
}

/// A file in one of 256 folders, so that no folder grows beyond what file managers and FAT can bear.
fn spread(folder: &Path, hash: ContentHash) -> PathBuf {
    let name = hash.to_string();
    folder.join(&name[..2]).join(format!("{name}.jpg"))
}

/// The folder a household belongs in: the six digits its division begins with, or [`NO_DIVISION`].
pub(super) fn division_of(dossier: &Dossier) -> String {
    let path = FieldPath::top(crate::id::Name::of(household::DIVISION));
    let code = match dossier.value(&path) {
        Some(Value::Text(text)) => text.get(..6),
        Some(Value::Choice(name)) => name.as_str().get(..6),
        _ => None,
    };
    code.filter(|code| is_division(code)).unwrap_or(NO_DIVISION).to_owned()
}

pub(super) fn is_division(name: &str) -> bool {
    name.len() == 6 && name.bytes().all(|b| b.is_ascii_digit())
}

/// The household a file of this name belongs to: `<id>.ron` or `<id>.ron.age` among the dossiers, `<id>` among the
/// journals.
pub(super) fn dossier_id(name: &str) -> Option<DossierId> {
    let plain = name.strip_suffix(sealed::ENDING).filter(|name| name.ends_with(".ron")).unwrap_or(name);
    plain.strip_suffix(".ron").unwrap_or(plain).parse().ok()
}

/// The photo in a file of this name: `<blake3>.jpg` or `<blake3>.jpg.age`.
pub(super) fn photo_of_name(name: &str) -> Option<ContentHash> {
    name.strip_suffix(sealed::ENDING).unwrap_or(name).strip_suffix(".jpg")?.parse().ok()
}

/// Whether a file of this name lies among the dossiers rightly.
pub(super) fn is_dossier_name(name: &str) -> bool {
    name.strip_suffix(sealed::ENDING).unwrap_or(name).ends_with(".ron")
}
