//! A workspace as it comes back from another device: names and texts of its files, without a workspace being opened.
//! For whoever makes such folders ([`crate::app::synth`]).

use std::path::{Path, PathBuf};

use super::layout::{Layout, division_of};
use super::manifest::{self, Manifest};
use crate::dossier::Dossier;
use crate::id::{ContentHash, DeviceId, DossierId};
use crate::problem::Problem;
use crate::role::Role;
use crate::stamp::Moment;

/// The folder of a tablet.
#[derive(Clone, Debug)]
pub struct Tablet(Layout);

impl Tablet {
    pub fn new(root: &Path) -> Self {
        Self(Layout::new(root.to_owned()))
    }

    /// `workspace.ron`, and what stands in it. It says nothing about the disk it lies on: whoever opens the folder
    /// as a workspace finds one that was copied, and mints a new device.
    ///
    /// # Errors
    /// Never in practice: plain words can be written as RON.
    pub fn manifest(&self, device: DeviceId, programme: &str, created: Moment) -> Result<(PathBuf, String), Problem> {
        let manifest =
            Manifest { device, earlier: Vec::new(), role: Role::Surveyor, programme: programme.to_owned(), created };
        let path = self.0.manifest();
        let text = manifest::text(&manifest, "").map_err(|error| super::io_problem(&error, &path))?;
        Ok((path, text))
    }

    /// Where the household's file lies.
    pub fn dossier(&self, dossier: &Dossier) -> PathBuf {
        self.0.dossier(&division_of(dossier), dossier.id)
    }

    pub fn journal(&self, id: DossierId) -> PathBuf {
        self.0.journal(id)
    }

    pub fn kept_form(&self, hash: ContentHash) -> PathBuf {
        self.0.kept_form(hash)
    }

    pub fn photo(&self, hash: ContentHash) -> PathBuf {
        self.0.photo(hash)
    }
}
