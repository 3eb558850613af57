//! `tantu demo DIR`: a workspace with invented households, to try everything.

use std::io::{self, Write};
use std::path::{Path, PathBuf};

use clap::{ArgMatches, Command};

use crate::app::clock::{Clock, SystemClock};
use crate::app::demo::{self, Asked, Report};
use crate::app::task::Task;
use crate::form::library::Library;
use crate::l10n::Words;
use crate::problem::Problem;

pub(super) fn command(words: &Words) -> Command {
    Command::new("demo")
        .about(words.text("cli-help-demo"))
        .arg(super::file("folder", words.text("cli-help-demo-folder")).required(true))
}

pub(super) fn run(matches: &ArgMatches, words: &Words, out: &mut dyn Write, err: &mut dyn Write) -> io::Result<u8> {
    let folder = matches.get_one::<PathBuf>("folder").cloned().unwrap_or_default();
    match create(&folder) {
        Ok(report) => {
            for problem in &report.problems {
                writeln!(err, "{}", words.problem(problem))?;
            }
            let (households, photos) = (report.households.to_string(), report.photos.to_string());
            let folder = folder.display().to_string();
            let args = [("households", &*households), ("photos", &*photos), ("folder", &*folder)];
            writeln!(out, "{}", words.with("cli-demo-made", &args))?;
            Ok(0)
        }
        Err(problem) => {
            writeln!(err, "{}", words.problem(&problem))?;
            Ok(super::FAILED)
        }
    }
}

/// Makes the demo workspace with the built-in forms of a visit, planned for today.
///
/// # Errors
/// As [`demo::create`].
pub fn create(folder: &Path) -> Result<Report, Problem> {
    let (library, problems) = Library::built_in();
    if let Some(problem) = problems.into_iter().find(|problem| problem.severity == crate::problem::Severity::Error) {
        return Err(problem);
    }
    let mut asked = Vec::new();
    for id in Task::Survey.forms() {
        let form = library.get(id).ok_or_else(|| Problem::error("app-form-missing").with("form", id))?;
        let text = library.source(form.hash()).unwrap_or_default();
        asked.push(Asked { form, text });
    }
    demo::create(folder, SystemClock.now().date(), &asked)
}
