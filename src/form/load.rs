//! Reading a form's text.

use std::path::PathBuf;

use ron::error::SpannedError;
use ron::extensions::Extensions;

use crate::form::locate::Source;
use crate::form::nearest::nearest;
use crate::form::schema::FormText;
use crate::limits::MAX_FORM_BYTES;
use crate::problem::Problem;

/// Stands for "nothing is near" in messages that may name a suggestion.
pub(super) const NO_NAME: &str = "no-name";

/// RON as forms are written: optional fields bare, items without double parentheses.
pub fn ron_options() -> ron::Options {
    ron::Options::default().with_default_extension(Extensions::UNWRAP_VARIANT_NEWTYPES | Extensions::IMPLICIT_SOME)
}

/// Reads the text of the form file `file`.
///
/// # Errors
/// The first thing that is not a form's shape, with line and column.
pub fn load(file: impl Into<PathBuf>, text: &str) -> Result<(FormText, Source), Problem> {
    let file = file.into();
    if text.len() > MAX_FORM_BYTES {
        let problem = Problem::error("form-too-big").with("limit", MAX_FORM_BYTES >> 20);
        return Err(problem.in_file(file));
    }
    let source = Source::new(file, text);
    match ron_options().from_str::<FormText>(source.text()) {
        Ok(form) => Ok((form, source)),
        Err(error) => Err(explain(error).in_file(source.file())),
    }
}

/// RON's error in the words of a file's author, with line and column.
pub fn explain(error: SpannedError) -> Problem {
    use ron::Error as E;
    let unknown = |key, found: &str, expected: &[&'static str]| {
        Problem::error(key)
            .with("found", found)
            .with("nearest", nearest(found, expected.iter().copied()).unwrap_or(NO_NAME))
            .with("known", expected.join(", "))
    };
    let problem = match error.code {
        E::NoSuchStructField { expected, found, .. } => unknown("form-field-unknown", &found, expected),
        E::NoSuchEnumVariant { expected, found, .. } => unknown("form-variant-unknown", &found, expected),
        E::MissingStructField { field, .. } => Problem::error("form-field-missing").with("field", field),
        E::DuplicateStructField { field, .. } => Problem::error("form-field-twice").with("field", field),
        E::ExpectedComma => Problem::error("form-comma-missing"),
        E::Eof | E::ExpectedStringEnd => Problem::error("form-text-ends"),
        E::InvalidValueForType { expected, found } => {
            Problem::error("form-value-wrong").with("expected", expected).with("found", found)
        }
        other => Problem::error("form-unreadable").with("reason", other),
    };
    problem.at(error.span.start.line, error.span.start.col)
}

#[cfg(test)]
mod tests {
    use super::*;

    const TINY: &str = r#"(id: "tiny", version: 1, title: {"zh": "小表"}, items: [
    Question(id: "width", kind: Integer(unit: Millimetre), label: {"zh": "净宽"}),
])"#;

    fn problem(text: &str) -> (&'static str, Option<(usize, usize)>, Option<String>) {
        let problem = load("f.ron", text).map(|_| ()).unwrap_err();
        let nearest = problem.args.iter().find(|(name, _)| *name == "nearest").map(|(_, value)| value.clone());
        (problem.key, problem.place.line_column, nearest)
    }

    #[test]
    fn a_byte_order_mark_is_dropped() {
        assert_eq!(load("f.ron", &format!("\u{feff}{TINY}")).unwrap().0.id.as_str(), "tiny");
    }

    #[test]
    fn a_mistyped_field_or_kind_is_named_with_its_neighbour() {
        let (key, at, near) = problem(&TINY.replace("label:", "lable:"));
        assert_eq!((key, at.map(|at| at.0), near.as_deref()), ("form-field-unknown", Some(2), Some("label")));
        let (key, at, near) = problem(&TINY.replace("Integer(", "Integr("));
        assert_eq!((key, at.map(|at| at.0), near.as_deref()), ("form-variant-unknown", Some(2), Some("Integer")));
    }

    #[test]
    fn what_is_missing_is_named() {
        assert_eq!(problem(&TINY.replace(r#"id: "width", "#, "")).0, "form-field-missing");
        assert_eq!(problem(&TINY[..40]).0, "form-text-ends");
        assert_eq!(problem(&TINY.replace("version: 1, title", "version: 1 title")).0, "form-comma-missing");
        assert_eq!(problem(&TINY.replace(r#""width""#, r#""door width""#)).0, "form-unreadable");
    }
}
