//! What is wrong with an expression, and where in its text.

use std::fmt;

use crate::problem::Problem;

/// Why an expression cannot be read, checked or evaluated.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ExprError {
    /// Byte offset into the expression's text.
    pub at: usize,
    /// Message in `expr.ftl`; its attribute `.hint`, where there is one, says what to do.
    pub key: &'static str,
    pub args: Vec<(&'static str, String)>,
}

impl ExprError {
    pub(super) const fn new(at: usize, key: &'static str) -> Self {
        Self { at, key, args: Vec::new() }
    }

    #[must_use]
    pub(super) fn with(mut self, name: &'static str, value: impl fmt::Display) -> Self {
        self.args.push((name, value.to_string()));
        self
    }

    /// The same as a problem for people; the caller adds the place.
    pub fn problem(&self) -> Problem {
        Problem { args: self.args.clone(), ..Problem::error(self.key) }
    }
}

/// For logs and `?`; people get [`ExprError::problem`].
impl fmt::Display for ExprError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} at byte {}", self.key, self.at)?;
        self.args.iter().try_for_each(|(name, value)| write!(f, " {name}={value}"))
    }
}

impl std::error::Error for ExprError {}
