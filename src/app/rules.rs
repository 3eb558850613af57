//! The catalogue of measures and the rules of the programme that this workspace goes by: the organisation's own
//! `catalogue.ron` and `programme.ron`, where its forms lie, else the built-in ones.

use jiff::civil::Date;

use crate::plan::catalogue::{self, Catalogue};
use crate::plan::programme::{self, Programme};
use crate::problem::{Problem, Severity};
use crate::registry::Basis;
use crate::store::Workspace;

/// The files of an organisation that are no forms.
pub const CATALOGUE_FILE: &str = "catalogue.ron";
pub const PROGRAMME_FILE: &str = "programme.ron";

/// What plans are made by.
#[derive(Clone, Debug, PartialEq)]
pub struct Rules {
    pub catalogue: Catalogue,
    pub programme: Programme,
}

impl Rules {
    /// Those that come with the program.
    ///
    /// # Panics
    /// Never: a test reads both.
    #[allow(clippy::expect_used, reason = "the files are part of the program and tested")]
    pub fn built_in() -> Self {
        Self {
            catalogue: Catalogue::parse(catalogue::BUILT_IN).expect("forms/catalogue.ron is part of the program"),
            programme: Programme::parse(programme::BUILT_IN).expect("forms/programme.ron is part of the program"),
        }
    }

    /// Those of the workspace. A file with errors is told, and the built-in one stays in use.
    pub fn of(store: &Workspace) -> (Self, Vec<Problem>) {
        let (files, _) = store.organisation_forms().unwrap_or_default();
        let mut rules = Self::built_in();
        let mut problems = Vec::new();
        for (name, text) in files.iter().filter(|(name, _)| name == CATALOGUE_FILE) {
            let told = match Catalogue::parse(text) {
                Ok(catalogue) => rules.take_catalogue(catalogue, text),
                Err(problem) => vec![problem],
            };
            problems.extend(told.into_iter().map(|problem| problem.in_file(name)));
        }
        for (name, text) in files.iter().filter(|(name, _)| name == PROGRAMME_FILE) {
            let told = match Programme::parse(text) {
                Ok(programme) => rules.take_programme(programme, text),
                Err(problem) => vec![problem],
            };
            problems.extend(told.into_iter().map(|problem| problem.in_file(name)));
        }
        (rules, problems)
    }

    /// What the register judges by on this day.
    pub fn basis(&self, today: Date) -> Basis {
        Basis::new(today, self.programme.clone(), self.catalogue.clone())
    }

    fn take_catalogue(&mut self, catalogue: Catalogue, text: &str) -> Vec<Problem> {
        let errors = errors(catalogue.check(text));
        if errors.is_empty() {
            self.catalogue = catalogue;
        }
        errors
    }

    fn take_programme(&mut self, programme: Programme, text: &str) -> Vec<Problem> {
        let errors = errors(programme.check(text, &self.catalogue));
        if errors.is_empty() {
            self.programme = programme;
        }
        errors
    }
}

fn errors(problems: Vec<Problem>) -> Vec<Problem> {
    problems.into_iter().filter(|problem| problem.severity == Severity::Error).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::Opening;

    #[test]
    fn an_organisation_s_own_files_count_and_broken_ones_are_told() {
        let folder = tempfile::tempdir().unwrap();
        let (store, _) = Workspace::open(folder.path(), Opening::default()).unwrap();
        let forms = store.layout().forms();
        std::fs::create_dir_all(&forms).unwrap();
        let own = programme::BUILT_IN.replacen("value: 6000", "value: 5000", 1);
        std::fs::write(forms.join(PROGRAMME_FILE), own).unwrap();
        std::fs::write(forms.join(CATALOGUE_FILE), "(id: 1").unwrap();
        let (rules, problems) = Rules::of(&store);
        assert_eq!(rules.programme.household_cap.value, crate::plan::money::Fen(500_000));
        assert_eq!(rules.catalogue, Rules::built_in().catalogue);
        assert_eq!(problems.len(), 1, "{problems:?}");
        let (_, problems) = crate::app::forms::library(&store);
        assert_eq!(problems, [], "they are no forms");
    }
}
