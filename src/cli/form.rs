//! `tantu form`: for those who write forms.

mod diff;
mod show;

use std::io::{self, BufRead, Write};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use clap::{Arg, ArgMatches, Command};

use super::{FAILED, file, flag};
use crate::app::clock::SystemClock;
use crate::app::world::Surroundings;
use crate::form::expr::{Context, Expr, ExprError, NodeRef, Val, World};
use crate::form::library::{FormFile, Layer, Library};
use crate::form::load::load;
use crate::form::nowhere::Nowhere;
use crate::form::session::Session;
use crate::l10n::Words;
use crate::limits::{MAX_DOSSIER_BYTES, MAX_FORM_BYTES};
use crate::path::FieldPath;
use crate::plan::catalogue::{self, Catalogue};
use crate::plan::programme::Programme;
use crate::problem::{Problem, Severity};
use crate::store::wire;
use crate::value::Value;

pub(super) fn command(words: &Words) -> Command {
    let files = file("files", words.text("cli-help-files")).required(true).num_args(1..);
    let check = Command::new("check").about(words.text("cli-help-check")).arg(files);
    let show = Command::new("show")
        .about(words.text("cli-help-show"))
        .arg(file("file", words.text("cli-help-file")).required(true));
    let version = |name, key: &str| file(name, words.text(key)).required(true);
    let diff = Command::new("diff")
        .about(words.text("cli-help-diff"))
        .arg(version("old", "cli-help-diff-old"))
        .arg(version("new", "cli-help-diff-new"));
    let expression = Arg::new("expression").value_name("EXPR").help(words.text("cli-help-expression"));
    let stdin = flag("stdin", words.text("cli-help-stdin")).conflicts_with("expression");
    let eval = Command::new("eval")
        .about(words.text("cli-help-eval"))
        .arg(expression.required_unless_present("stdin").allow_hyphen_values(true))
        .arg(stdin)
        .arg(file("dossier", words.text("cli-help-dossier")).long("dossier"));
    Command::new("form")
        .about(words.text("cli-help-form"))
        .subcommand_required(true)
        .arg_required_else_help(true)
        .subcommands([check, show, diff, eval])
}

/// Does what `tantu form …` asks; returns the exit code.
///
/// # Errors
/// When a stream cannot be written.
pub(super) fn run(
    matches: &ArgMatches,
    words: &'static Words,
    out: &mut dyn Write,
    err: &mut dyn Write,
) -> io::Result<u8> {
    match matches.subcommand() {
        Some(("check", matches)) => {
            let files: Vec<PathBuf> = matches.get_many("files").into_iter().flatten().cloned().collect();
            check(&files, words, out)
        }
        Some(("show", matches)) => {
            let file = matches.get_one::<PathBuf>("file").cloned().unwrap_or_default();
            show_file(&file, words, out, err)
        }
        Some(("diff", matches)) => {
            let read = |name| {
                let file = matches.get_one::<PathBuf>(name).cloned().unwrap_or_default();
                read(&file, MAX_FORM_BYTES).and_then(|text| load(&file, &text)).map(|(form, _)| form)
            };
            match (read("old"), read("new")) {
                (Ok(old), Ok(new)) => diff::diff(&old, &new, words, out),
                (Err(problem), _) | (_, Err(problem)) => writeln!(err, "{}", line(&problem, words)).map(|()| FAILED),
            }
        }
        Some(("eval", matches)) => {
            let evaluator = match matches.get_one::<PathBuf>("dossier") {
                None => Evaluator::outside(words),
                Some(file) => match read(file, MAX_DOSSIER_BYTES).and_then(|text| wire::read(&text)) {
                    Ok((dossier, _)) => Evaluator::inside(dossier.answers(), words),
                    Err(problem) => {
                        let problem = problem.in_file(file);
                        return writeln!(err, "{}", line(&problem, words)).map(|()| FAILED);
                    }
                },
            };
            match matches.get_one::<String>("expression") {
                Some(expression) => evaluator.eval(expression, out),
                None => evaluator.eval_lines(&mut io::stdin().lock(), out),
            }
        }
        _ => Ok(0),
    }
}

/// Reads a text file that is not larger than `limit` bytes.
fn read(file: &Path, limit: usize) -> Result<String, Problem> {
    let unreadable = |error: io::Error| Problem::error("cli-file-unreadable").with("reason", error).in_file(file);
    if std::fs::metadata(file).map_err(unreadable)?.len() > limit as u64 {
        return Err(Problem::error("cli-file-too-big").with("limit", limit >> 20).in_file(file));
    }
    std::fs::read_to_string(file).map_err(unreadable)
}

/// `file:line:column: error: what. What to do`, so that editors can jump there.
fn line(problem: &Problem, words: &Words) -> String {
    let file = problem.place.file.as_ref().map(|file| format!("{}:", file.display())).unwrap_or_default();
    let place = problem.place.line_column.map(|(line, column)| format!("{line}:{column}:")).unwrap_or_default();
    // The three words are for programs that read this, so they are the same in every language.
    let severity = match problem.severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Notice => "notice",
    };
    let what = words.what(problem);
    let told = match words.hint(problem) {
        Some(hint) => words.with("cli-problem", &[("what", &what), ("hint", &hint)]),
        None => what,
    };
    format!("{file}{place} {severity}: {told}").trim_start().to_owned()
}

/// Tells every problem of the forms in `files`, which may use each other and the built-in ones. Files called
/// `catalogue.ron` and `programme.ron` are checked as what they are. Fails on errors.
///
/// # Errors
/// When `out` cannot be written.
pub fn check(files: &[PathBuf], words: &Words, out: &mut dyn Write) -> io::Result<u8> {
    let mut problems = Vec::new();
    let mut texts = Vec::new();
    for file in files {
        match read(file, MAX_FORM_BYTES) {
            Ok(text) => texts.push((file, text)),
            Err(problem) => problems.push(problem),
        }
    }
    let called = |file: &Path, name: &str| file.file_name().is_some_and(|found| found == name);
    let (catalogues, texts): (Vec<_>, Vec<_>) = texts.into_iter().partition(|(file, _)| called(file, "catalogue.ron"));
    let (programmes, texts): (Vec<_>, Vec<_>) = texts.into_iter().partition(|(file, _)| called(file, "programme.ron"));
    let catalogue = catalogues.iter().find_map(|(_, text)| Catalogue::parse(text).ok());
    let catalogue = catalogue.or_else(|| Catalogue::parse(catalogue::BUILT_IN).ok());
    for (file, text) in &catalogues {
        let told = Catalogue::parse(text).map_or_else(|problem| vec![problem], |catalogue| catalogue.check(text));
        problems.extend(told.into_iter().map(|problem| problem.in_file(*file)));
    }
    for (file, text) in &programmes {
        let told = match (Programme::parse(text), &catalogue) {
            (Ok(programme), Some(catalogue)) => programme.check(text, catalogue),
            (Err(problem), _) => vec![problem],
            (Ok(_), None) => Vec::new(),
        };
        problems.extend(told.into_iter().map(|problem| problem.in_file(*file)));
    }
    let codes: Option<Vec<&str>> =
        catalogue.as_ref().map(|catalogue| catalogue.measures.iter().map(|measure| measure.code.as_str()).collect());
    let forms = texts.into_iter().map(|(file, text)| FormFile { layer: Layer::Device, file: file.clone(), text });
    let (_, told) = Library::compile_for(forms, codes.as_deref());
    // Which form stays in use is no matter of a form's author.
    problems.extend(told.into_iter().filter(|problem| problem.key != "form-lower-stays"));
    tell(files, problems, words, out)
}

/// Writes the problems in the order of the files, then how many errors there are.
fn tell(files: &[PathBuf], mut problems: Vec<Problem>, words: &Words, out: &mut dyn Write) -> io::Result<u8> {
    let turn = |problem: &Problem| files.iter().position(|file| problem.place.file.as_ref() == Some(file));
    problems.sort_by_key(|problem| (turn(problem), problem.place.line_column));
    for problem in &problems {
        writeln!(out, "{}", line(problem, words))?;
    }
    let errors = problems.iter().filter(|problem| problem.severity == Severity::Error).count();
    let (count, errors_text) = (files.len().to_string(), errors.to_string());
    writeln!(out, "{}", words.with("cli-checked", &[("files", &count), ("errors", &errors_text)]))?;
    Ok(if errors == 0 { 0 } else { FAILED })
}

fn show_file(file: &Path, words: &'static Words, out: &mut dyn Write, err: &mut dyn Write) -> io::Result<u8> {
    match read(file, MAX_FORM_BYTES).and_then(|text| load(file, &text)) {
        Ok((form, _)) => show::show(&form, words, out).map(|()| 0),
        Err(problem) => writeln!(err, "{}", line(&problem, words)).map(|()| FAILED),
    }
}

/// Evaluates expressions, by themselves or inside a household.
pub struct Evaluator {
    words: &'static Words,
    world: Surroundings,
    session: Option<Session>,
}

fn surroundings() -> Surroundings {
    Surroundings { clock: Arc::new(SystemClock), tables: Arc::default() }
}

impl Evaluator {
    /// There are no questions to name.
    pub fn outside(words: &'static Words) -> Self {
        Self { words, world: surroundings(), session: None }
    }

    /// All questions of the built-in forms can be named.
    pub fn inside(answers: impl IntoIterator<Item = (FieldPath, Value)>, words: &'static Words) -> Self {
        let (library, _) = Library::built_in();
        let world: Arc<dyn World + Send + Sync> = Arc::new(surroundings());
        let session = library.together().map(|form| Session::new(form, answers, world, words.language()));
        Self { words, world: surroundings(), session }
    }

    fn value(&self, expression: &str) -> Result<Val, ExprError> {
        match &self.session {
            Some(session) => session.value_of(expression),
            None => Expr::parse(expression)?.eval(&Context::new(&Nowhere, &self.world, NodeRef(0))),
        }
    }

    /// Writes kind, tab, value, or `error`, tab, reason; fails on an error.
    ///
    /// # Errors
    /// When `out` cannot be written.
    pub fn eval(&self, expression: &str, out: &mut dyn Write) -> io::Result<u8> {
        match self.value(expression) {
            Ok(value) => {
                // The sign of zero is lost in a text, but not in a number.
                let negative_zero = matches!(value, Val::Number(number) if number == 0.0 && number.is_sign_negative());
                let sign = if negative_zero { "-" } else { "" };
                let text = value.text();
                writeln!(
                    out,
                    "{}\t{sign}{}",
                    value.kind(),
                    text.trim_start_matches(if negative_zero { "-" } else { "" })
                )
                .map(|()| 0)
            }
            Err(error) => {
                let problem = error.problem();
                let what = self.words.what(&problem);
                let told = match self.words.hint(&problem) {
                    Some(hint) => self.words.with("cli-problem", &[("what", &what), ("hint", &hint)]),
                    None => what,
                };
                writeln!(out, "error\t{told}").map(|()| FAILED)
            }
        }
    }

    /// Evaluates every line. Fails if one of them fails.
    ///
    /// # Errors
    /// When `lines` cannot be read or `out` cannot be written.
    pub fn eval_lines(&self, lines: &mut dyn BufRead, out: &mut dyn Write) -> io::Result<u8> {
        let mut failed = 0;
        for expression in lines.lines() {
            failed = failed.max(self.eval(&expression?, out)?);
        }
        out.flush()?;
        Ok(failed)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::l10n::Language;
    use crate::path::RowStep;

    fn english() -> &'static Words {
        Words::of(Language::English)
    }

    fn evaluated(evaluator: &Evaluator, expression: &str) -> (u8, String) {
        let mut out = Vec::new();
        let code = evaluator.eval(expression, &mut out).unwrap();
        (code, String::from_utf8(out).unwrap())
    }

    #[test]
    fn expressions_print_kind_and_value() {
        let outside = Evaluator::outside(english());
        for (expression, printed) in [
            ("1 + 1", "number\t2\n"),
            ("-0", "number\t-0\n"),
            ("'a' = 'b'", "boolean\tfalse\n"),
            ("concat('a', ' b ')", "string\ta b \n"),
            ("1 div 0", "number\tInfinity\n"),
        ] {
            assert_eq!(evaluated(&outside, expression), (0, printed.to_owned()));
        }
        for expression in ["1 +", "${qE2}", "nonsense()", ""] {
            let (code, printed) = evaluated(&outside, expression);
            assert!(code == FAILED && printed.starts_with("error\t") && printed.lines().count() == 1, "{printed}");
        }
    }

    #[test]
    fn lines_go_on_after_an_error() {
        let mut out = Vec::new();
        let code = Evaluator::outside(english()).eval_lines(&mut "1\r\n(\n'x'\n".as_bytes(), &mut out).unwrap();
        let out = String::from_utf8(out).unwrap();
        assert_eq!((code, out.lines().count()), (FAILED, 3));
        assert!(out.starts_with("number\t1\nerror\t") && out.ends_with("string\tx\n"), "{out}");
    }

    #[test]
    fn inside_a_household_all_forms_can_be_named() {
        let person = |leaf: &str| {
            let step = RowStep { repeat: crate::id::Name::of("person"), row: crate::id::RowId::from_bits(1) };
            FieldPath { rows: [step].into_iter().collect(), leaf: leaf.parse().ok() }
        };
        let answers =
            [(person(""), Value::Row(1)), (person("p_certificate"), Value::Text("15010219900307233641".into()))];
        let inside = Evaluator::inside(answers, english());
        assert_eq!(evaluated(&inside, "count(${person})"), (0, "number\t1\n".to_owned()));
        assert_eq!(evaluated(&inside, "substr(${p_certificate}, 18, 19)"), (0, "string\t4\n".to_owned()));
        assert_eq!(evaluated(&inside, "${p_certficate}").0, FAILED);
    }

    #[test]
    fn problems_are_lines_that_editors_understand() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("a.ron");
        let text = r#"(id: "a", version: 1, title: {"zh": "a", "en": "a"}, items: [
    Question(id: "q", kind: OneOf(list: "mobilty"), label: {"zh": "a", "en": "a"}),
], lists: {"mobility": [(id: "cane", label: {"zh": "a", "en": "a"})]})"#;
        std::fs::write(&file, text).unwrap();
        let mut out = Vec::new();
        let code = check(&[file.clone(), folder.path().join("missing.ron")], english(), &mut out).unwrap();
        let out = String::from_utf8(out).unwrap();
        let expected = format!("{}:2:41: error: There is no list “mobilty”. Did you mean mobility?", file.display());
        assert_eq!(code, FAILED);
        assert!(out.lines().any(|line| line == expected), "{out}");
        assert!(out.lines().any(|line| line.contains("missing.ron: error: ")), "{out}");
        std::fs::write(&file, text.replace("mobilty", "mobility")).unwrap();
        assert_eq!(check(&[file], english(), &mut Vec::new()).unwrap(), 0);
    }
}
