//! Making a package: reduced copies, the photos they name, the form texts they were filled with.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use super::Progress;
use crate::app::works::reduced;
use crate::dossier::summary::VisitState;
use crate::dossier::{Dossier, household};
use crate::id::{ContentHash, DossierId, Name};
use crate::path::FieldPath;
use crate::problem::Problem;
use crate::remote::{About, EntryName, Kind, Packer};
use crate::store::{Workspace, wire};

/// What shall go into a package.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Parcel {
    pub about: About,
    pub households: Vec<DossierId>,
    /// Only what the other side does not know yet; for a handover.
    pub only_news: bool,
}

/// A household that went out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sent {
    pub id: DossierId,
    /// 户主姓名
    pub head: String,
    pub visit: VisitState,
    pub photos: usize,
}

/// A package that was written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Made {
    pub path: PathBuf,
    pub kind: Kind,
    /// For whom or of whom it is: the contractor, the surveyor.
    pub party: String,
    /// The receipt, household by household.
    pub sent: Vec<Sent>,
    /// Households that the other side knows already and that were left out.
    pub known: usize,
    pub photos: usize,
    /// Photos that the households name and this device does not have.
    pub missing: usize,
    pub bytes: u64,
    /// Households that could not be read and are not in it.
    pub problems: Vec<Problem>,
}

impl Made {
    /// The size of the file as people say it: "8 KB", "1.6 MB".
    pub fn size(&self) -> String {
        match self.bytes {
            small if small < 1 << 20 => format!("{} KB", small.div_ceil(1 << 10)),
            bytes => format!("{:.1} MB", bytes as f64 / f64::from(1 << 20)),
        }
    }
}

/// Writes a package: reduced copies, the photos they name, the form texts they were filled with. The file is there
/// whole or not at all. A household that cannot be read is told and left out.
///
/// # Errors
/// Nothing could be read, it was stopped, or the disk is full or fails.
pub fn make(store: &Workspace, parcel: &Parcel, path: &Path, progress: &Progress) -> Result<Made, Problem> {
    progress.begin(parcel.households.len());
    let mut made = Made {
        path: path.to_owned(),
        kind: parcel.about.kind,
        party: parcel.about.party().to_owned(),
        sent: Vec::new(),
        known: 0,
        photos: 0,
        missing: 0,
        bytes: 0,
        problems: Vec::new(),
    };
    let mut handed = store.handed();
    store.export(path, |file| {
        let mut packer = Packer::new(file, parcel.about.clone());
        let mut seen = BTreeSet::new();
        for id in &parcel.households {
            if progress.is_stopped() {
                return Err(Problem::notice("works-package-stopped").in_file(path));
            }
            match store.load(*id) {
                Ok((dossier, _)) if parcel.only_news && handed.knows(&dossier) => made.known += 1,
                Ok((dossier, problems)) => {
                    made.problems.extend(problems);
                    pack(store, &dossier, &mut packer, &mut made, &mut seen)?;
                    handed.note(&dossier);
                }
                Err(problem) => made.problems.push(problem),
            }
            progress.step();
        }
        if made.sent.is_empty() {
            let key = if made.known > 0 { "roster-package-all-known" } else { "works-package-nothing" };
            return Err(made.problems.first().cloned().unwrap_or_else(|| Problem::notice(key)));
        }
        packer.finish().map(drop)
    })?;
    if made.kind == Kind::Handover {
        // The package is there; not knowing that it is costs the next one some bytes.
        made.problems.extend(store.write_handed(&handed).err());
    }
    made.bytes = path.metadata().map_or(0, |metadata| metadata.len());
    Ok(made)
}

fn pack<W: std::io::Write>(
    store: &Workspace,
    dossier: &Dossier,
    packer: &mut Packer<W>,
    made: &mut Made,
    seen: &mut BTreeSet<ContentHash>,
) -> Result<(), Problem> {
    let (copy, photos) = made.kind.copy(dossier);
    made.sent.push(sent(dossier, photos.len()));
    for hash in photos.into_iter().filter(|hash| seen.insert(*hash)) {
        match store.read_photo(hash) {
            Ok(bytes) => {
                packer.add(EntryName::Photo(hash), &bytes)?;
                made.photos += 1;
            }
            Err(_) => made.missing += 1,
        }
    }
    for hash in reduced::forms(&copy) {
        // Without its text the household is filled with the receiver's own form.
        if let Ok(text) = store.kept_form(hash) {
            packer.add(EntryName::Form(hash), text.as_bytes())?;
        }
    }
    packer.add(EntryName::Dossier(copy.id), wire::write(&copy).as_bytes())
}

fn sent(dossier: &Dossier, photos: usize) -> Sent {
    let head = dossier.text(&FieldPath::top(Name::of(household::HEAD))).unwrap_or_default();
    Sent { id: dossier.id, head: head.to_owned(), visit: VisitState::of(dossier), photos }
}
