//! One type for everything that went wrong and that a person should read.
//!
//! A problem carries a key, not a sentence: the words stand in `assets/i18n/*/`, in every language, and
//! [`crate::l10n::Words::problem`] puts them together: what happened, where, what to do next.

use std::fmt;
use std::path::PathBuf;

use crate::id::DossierId;
use crate::l10n::Texts;
use crate::path::FieldPath;

/// How bad it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    /// Worth knowing.
    Notice,
    /// Works, but should be looked at.
    Warning,
    /// Did not work.
    Error,
}

/// Where it went wrong; every part that is known.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Place {
    pub file: Option<PathBuf>,
    /// Line and column, counted from 1; columns count characters.
    pub line_column: Option<(usize, usize)>,
    pub dossier: Option<DossierId>,
    pub field: Option<FieldPath>,
}

/// Something a person should read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    pub severity: Severity,
    /// Message in the language files; the advice, if there is one, is the attribute `.hint` of the same message.
    pub key: &'static str,
    pub args: Vec<(&'static str, String)>,
    /// Arguments that are messages themselves: the name of a stage, of a role.
    pub words: Vec<(&'static str, &'static str)>,
    /// Arguments that a configuration file says in every language: the name of a scheme.
    pub labels: Vec<(&'static str, Texts)>,
    pub place: Box<Place>,
}

impl Problem {
    pub fn error(key: &'static str) -> Self {
        let (args, words, labels) = (Vec::new(), Vec::new(), Vec::new());
        Self { severity: Severity::Error, key, args, words, labels, place: Box::default() }
    }

    pub fn warning(key: &'static str) -> Self {
        Self { severity: Severity::Warning, ..Self::error(key) }
    }

    pub fn notice(key: &'static str) -> Self {
        Self { severity: Severity::Notice, ..Self::error(key) }
    }

    /// An argument that is a message itself, by its key.
    #[must_use]
    pub fn with_word(mut self, name: &'static str, key: &'static str) -> Self {
        self.words.push((name, key));
        self
    }

    /// An argument that a configuration file says in every language.
    #[must_use]
    pub fn with_label(mut self, name: &'static str, label: &Texts) -> Self {
        self.labels.push((name, label.clone()));
        self
    }

    #[must_use]
    pub fn with(mut self, name: &'static str, value: impl fmt::Display) -> Self {
        self.args.push((name, value.to_string()));
        self
    }

    #[must_use]
    pub fn in_file(mut self, file: impl Into<PathBuf>) -> Self {
        self.place.file = Some(file.into());
        self
    }

    #[must_use]
    pub fn at(mut self, line: usize, column: usize) -> Self {
        self.place.line_column = Some((line, column));
        self
    }

    #[must_use]
    pub fn of_dossier(mut self, dossier: DossierId) -> Self {
        self.place.dossier = Some(dossier);
        self
    }

    #[must_use]
    pub fn of_field(mut self, field: FieldPath) -> Self {
        self.place.field = Some(field);
        self
    }
}

/// For logs and `?`; people get [`crate::l10n::Words::problem`].
impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.key)?;
        for (name, value) in &self.args {
            write!(f, " {name}={value}")?;
        }
        if let Some(file) = &self.place.file {
            write!(f, " ({})", file.display())?;
        }
        Ok(())
    }
}

impl std::error::Error for Problem {}
