//! What typst says about a template, as a problem with file, line, column, reason and advice.
//!
//! Its sentences are English and stay so: they are quoted, with our own words around them.

use typst::diag::SourceDiagnostic;
use typst::syntax::{DiagSpan, FileId};
use typst::{World, WorldExt as _};

use super::shelf::{Shelf, name_of};
use crate::problem::Problem;

/// The first error of a template. Where a built-in template stumbles over what an office's one gave it, the place in
/// the office's is named: that is the one to be corrected.
pub(super) fn problem(key: Key, errors: &[SourceDiagnostic], world: &dyn World, office: Option<&Shelf>) -> Problem {
    let Some(error) = errors.first() else { return key.problem().with("why", "?").with("advice", "") };
    let trace = error.trace.iter().map(|point| DiagSpan::from(point.span));
    let places: Vec<DiagSpan> = std::iter::once(error.span).chain(trace).collect();
    let is_office = |span: &&DiagSpan| span.id().is_some_and(|id| office.is_some_and(|shelf| shelf.holds(id)));
    let place = places.iter().find(is_office).or_else(|| places.iter().find(|span| span.id().is_some()));
    let hints: Vec<&str> = error.hints.iter().map(|hint| hint.v.as_str()).collect();
    let problem = key.problem().with("why", &error.message).with("advice", hints.join("; "));
    match place.and_then(|span| Some((span.id()?, line_column(world, *span, span.id()?)))) {
        Some((id, Some((line, column)))) => problem.in_file(name_of(id).unwrap_or_default()).at(line, column),
        Some((id, None)) => problem.in_file(name_of(id).unwrap_or_default()),
        None => problem,
    }
}

/// How the error is told.
#[derive(Clone, Copy)]
pub(super) enum Key {
    /// With the office's templates; the built-in ones follow.
    Office,
    /// With the built-in ones: no document.
    BuiltIn,
    /// Set all the same.
    Remark,
}

impl Key {
    fn problem(self) -> Problem {
        match self {
            Self::Office => Problem::warning("paper-template-broken"),
            Self::BuiltIn => Problem::error("paper-not-set"),
            Self::Remark => Problem::warning("paper-template-remark"),
        }
    }
}

/// Line and column from 1; columns count characters.
fn line_column(world: &dyn World, span: DiagSpan, id: FileId) -> Option<(usize, usize)> {
    let start = world.range(span)?.start;
    let source = world.source(id).ok()?;
    let (line, column) = source.lines().byte_to_line_column(start)?;
    Some((line + 1, column + 1))
}
