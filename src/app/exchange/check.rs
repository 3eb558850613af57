//! Looking before taking: what is in a package, what it lacks, and whether it is sound.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use super::Progress;
use super::content;
use super::parcel::size_text;
use crate::id::{ContentHash, DossierId};
use crate::l10n::Words;
use crate::problem::Problem;
use crate::remote::{About, Cover, EntryName, Kind};
use crate::role::Role;
use crate::seal::Identity;
use crate::store::Workspace;

/// What a package says and is. Nothing was taken.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Check {
    pub file: PathBuf,
    pub about: About,
    pub cover: Cover,
    /// It was sealed, for this workspace among others.
    pub sealed: bool,
    pub households: usize,
    pub photos: usize,
    /// Of the file.
    pub bytes: u64,
    /// Households that are not here yet; `None` without a workspace.
    pub new: Option<usize>,
    /// Photos that its households name and that are neither in it nor here.
    pub missing: usize,
    /// Households that a delta leaves out because its receiver has them, and that are not here.
    pub unknown: Vec<DossierId>,
    /// Entries that are not what the list promises, and would not be taken.
    pub damaged: Vec<String>,
    /// Why it would not be taken here.
    pub refused: Option<Problem>,
}

impl Check {
    /// Whether all of it can be taken, and nothing is missing.
    pub fn is_whole(&self) -> bool {
        self.missing == 0 && self.unknown.is_empty() && self.damaged.is_empty() && self.refused.is_none()
    }
}

/// What a person reads before taking it, a line each; the first says whose it is and when it was made.
pub fn check_words(check: &Check, words: &Words) -> Vec<String> {
    let Check { about, cover, .. } = check;
    let made = about.made.civil().strftime("%Y-%m-%d %H:%M").to_string();
    let kind = words.text(about.kind.key());
    let number = (cover.number > 0).then(|| words.with("handing-number", &[("number", &cover.number.to_string())]));
    let party = Some(about.party()).filter(|party| *party != about.author).unwrap_or_default();
    let parts = [&*kind, party, &about.author, &made, number.as_deref().unwrap_or_default()];
    let mut lines = vec![parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" · ")];
    if about.kind == Kind::Receipt {
        lines.push(words.text("handing-check-receipt"));
        return lines;
    }
    let (households, photos) = (check.households.to_string(), check.photos.to_string());
    let args = [("households", &*households), ("photos", &*photos), ("size", &*size_text(check.bytes))];
    lines.push(words.with("handing-check-holds", &args));
    if let Some(since) = &cover.since {
        lines.push(words.with("handing-check-delta", &[("count", &since.known.len().to_string())]));
    } else if about.kind.is_answered() && cover.number > 0 {
        lines.push(words.text("handing-check-full"));
    }
    if !cover.part.is_whole() {
        let key = if cover.part.last { "handing-check-last-part" } else { "handing-check-part" };
        lines.push(words.with(key, &[("number", &cover.part.number.to_string())]));
    }
    lines.push(words.text(if check.sealed { "handing-check-sealed" } else { "handing-check-open" }));
    let new = check.new.unwrap_or_default();
    for (key, count) in [
        ("handing-check-new", new),
        ("handing-check-missing", check.missing),
        ("handing-check-unknown", check.unknown.len()),
        ("handing-check-damaged", check.damaged.len()),
    ] {
        if count > 0 {
            lines.push(words.with(key, &[("count", &count.to_string())]));
        }
    }
    lines
}

/// Reads the whole package and takes nothing. With a workspace, what is there counts as not missing.
///
/// # Errors
/// It is no package, is damaged as a whole, is sealed for others, or it was stopped.
pub fn check(
    here: Option<(&Workspace, Role)>,
    file: &Path,
    keys: &[Identity],
    progress: &Progress,
) -> Result<Check, Problem> {
    let sealed = content::is_sealed(file)?;
    let mut package = content::open(file, keys)?;
    let manifest = package.manifest().clone();
    let known = here.map(|(store, _)| store.bulk().map(|(bulk, _)| bulk.ids().collect::<BTreeSet<_>>())).transpose()?;
    let is_known = |id: &DossierId| known.as_ref().is_some_and(|known| known.contains(id));
    let refused = here.filter(|(_, role)| !role.can(manifest.about.kind.opened_by())).map(|_| {
        Problem::warning("works-package-not-yours").with_word("kind", manifest.about.kind.key()).in_file(file)
    });
    let since = manifest.cover.since.as_ref();
    let mut check = Check {
        file: file.to_owned(),
        about: manifest.about.clone(),
        cover: manifest.cover.clone(),
        sealed,
        households: manifest.households(),
        photos: manifest.photos(),
        bytes: file.metadata().map_or(0, |metadata| metadata.len()),
        new: known.is_some().then_some(0),
        missing: 0,
        unknown: since.into_iter().flat_map(|since| since.known.keys()).filter(|id| !is_known(id)).copied().collect(),
        damaged: Vec::new(),
        refused,
    };
    if here.is_none() {
        // Without a workspace nobody can say.
        check.unknown.clear();
    }
    progress.begin(manifest.entries.len());
    let mut named: BTreeSet<ContentHash> = BTreeSet::new();
    for name in manifest.entries.keys().copied() {
        if progress.is_stopped() {
            return Err(Problem::notice("works-package-stopped-opening").in_file(file));
        }
        let sound = match name {
            EntryName::Dossier(id) => content::dossier(&mut package, id).map(|dossier| {
                named.extend(manifest.about.kind.copy(&dossier).1);
                if let Some(new) = &mut check.new {
                    *new += usize::from(!is_known(&id));
                }
            }),
            EntryName::Photo(hash) => content::photo(&mut package, hash).map(drop),
            name => package.read(name).map(drop),
        };
        if sound.is_err() {
            check.damaged.push(name.to_string());
        }
        progress.step();
    }
    let sound = |hash: &ContentHash| {
        let name = EntryName::Photo(*hash);
        manifest.entries.contains_key(&name) && !check.damaged.contains(&name.to_string())
    };
    let here = |hash: &ContentHash| here.is_some_and(|(store, _)| store.read_photo(*hash).is_ok());
    check.missing = named.iter().filter(|hash| !sound(hash) && !here(hash)).count();
    Ok(check)
}
