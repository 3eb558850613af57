//! The organisation's own files as they travel: forms, tables of choices, the catalogue and the programme.

use std::path::PathBuf;

use super::workspace::Workspace;
use super::{atomic, entries, io_problem};
use crate::limits::MAX_OWN_FILES;
use crate::problem::Problem;

/// One file of `forms/`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OwnFile {
    pub name: String,
    pub text: String,
}

impl Workspace {
    /// All forms and tables, by name, and which could not be read.
    ///
    /// # Errors
    /// The folder cannot be listed.
    pub fn own_files(&self) -> Result<(Vec<OwnFile>, Vec<Problem>), Problem> {
        let (forms, mut problems) = self.organisation_forms()?;
        let mut files: Vec<OwnFile> = forms.into_iter().map(|(name, text)| OwnFile { name, text }).collect();
        let folder = self.layout.forms();
        let tables = entries(&folder).map_err(|error| io_problem(&error, &folder))?;
        let names = tables.iter().map(|file| file.file_name().to_string_lossy().into_owned());
        for name in names.filter(|name| name.ends_with(".csv") && !name.starts_with('.')) {
            match self.organisation_table(&name) {
                Ok(text) => files.push(OwnFile { name, text }),
                Err(problem) => problems.push(problem),
            }
        }
        files.sort_by(|a, b| a.name.cmp(&b.name));
        files.truncate(MAX_OWN_FILES);
        Ok((files, problems))
    }

    /// Takes in a file that came with a package; says whether it was new. The text that was there before is kept among
    /// the form texts. The name must be one that [`crate::remote`] lets travel.
    ///
    /// # Errors
    /// The name is more than a file's name, the workspace is read-only, or the disk is full or fails.
    pub fn put_own_file(&self, file: &OwnFile) -> Result<bool, Problem> {
        self.writable()?;
        let path = self.layout.forms().join(&file.name);
        if PathBuf::from(&file.name).file_name().is_none_or(|name| name.to_str() != Some(&file.name)) {
            return Err(Problem::error("store-missing").in_file(&file.name));
        }
        match self.organisation_table(&file.name) {
            Ok(text) if text == file.text => return Ok(false),
            Ok(text) => drop(self.keep_form(&text)?),
            Err(_) => {}
        }
        let told = |error| io_problem(&error, &path);
        self.disk.create_folder(&self.layout.forms()).map_err(told)?;
        atomic::write(&self.disk, &path, file.text.as_bytes()).map_err(told)?;
        Ok(true)
    }
}
