//! Where an answer lives in a dossier: `qE2`, `door/4kq2m8x1zr/qD1`, or the row itself `door/4kq2m8x1zr`.

use std::fmt;
use std::str::FromStr;

use smallvec::SmallVec;

use crate::id::{BadId, Name, RowId};

/// One step into a repeat: which repeat, which row.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct RowStep {
    pub repeat: Name,
    pub row: RowId,
}

/// The rows one stands in, outermost first. Empty at the top of the dossier.
pub type Rows = SmallVec<[RowStep; 1]>;

/// The address of one register in a dossier.
///
/// All forms of a dossier share one flat namespace: a question's id is its address, whichever form asks it, so a
/// form may change, split or merge without losing an answer. The photos of a question are rows of a repeat that
/// carries the question's name.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct FieldPath {
    pub rows: Rows,
    /// The question; `None` is the row itself (there, or erased).
    pub leaf: Option<Name>,
}

/// What is kept beside an answer, under the question's name with a suffix.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Aspect {
    /// Why a result below the reference line is accepted here 可接受.
    Accepted,
    /// The surveyor's free note.
    Note,
    /// How the answer was measured in a photo; it counts as an estimate 估测 as long as this is there and says the
    /// same number.
    Estimate,
}

impl Aspect {
    pub const ALL: [Self; 3] = [Self::Accepted, Self::Note, Self::Estimate];

    pub const fn suffix(self) -> &'static str {
        match self {
            Self::Accepted => ".accepted",
            Self::Note => ".note",
            Self::Estimate => ".estimate",
        }
    }
}

impl FieldPath {
    pub fn top(question: Name) -> Self {
        Self { rows: Rows::new(), leaf: Some(question) }
    }

    pub fn within(rows: &[RowStep], question: Name) -> Self {
        Self { rows: rows.into(), leaf: Some(question) }
    }

    /// The register that says whether the last of `rows` exists.
    pub fn row(rows: &[RowStep]) -> Self {
        Self { rows: rows.into(), leaf: None }
    }

    /// The row `row` of the repeat `repeat`, inside `rows`.
    pub fn row_of(rows: &[RowStep], repeat: Name, row: RowId) -> Self {
        let mut rows: Rows = rows.into();
        rows.push(RowStep { repeat, row });
        Self { rows, leaf: None }
    }

    /// A photo of this question: a row of the repeat named like the question.
    ///
    /// Returns `None` for the path of a row, which has no question.
    pub fn photo(&self, photo: RowId) -> Option<Self> {
        let question = self.leaf.clone()?;
        Some(Self::row_of(&self.rows, question, photo))
    }

    /// The place of a remark about this answer; a row has none.
    pub fn aspect(&self, aspect: Aspect) -> Option<Self> {
        let name = format!("{}{}", self.leaf.as_ref()?, aspect.suffix()).parse().ok()?;
        Some(Self { rows: self.rows.clone(), leaf: Some(name) })
    }

    /// Whether this path lies inside the row that `rows` names (or is that row).
    pub fn is_within(&self, rows: &[RowStep]) -> bool {
        self.rows.len() >= rows.len() && self.rows[..rows.len()] == *rows
    }
}

impl fmt::Display for FieldPath {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (index, step) in self.rows.iter().enumerate() {
            let slash = if index == 0 { "" } else { "/" };
            write!(f, "{slash}{}/{}", step.repeat, step.row)?;
        }
        match (&self.leaf, self.rows.is_empty()) {
            (Some(leaf), true) => write!(f, "{leaf}"),
            (Some(leaf), false) => write!(f, "/{leaf}"),
            (None, _) => Ok(()),
        }
    }
}

impl FromStr for FieldPath {
    type Err = BadId;

    fn from_str(text: &str) -> Result<Self, BadId> {
        let mut rows = Rows::new();
        let mut parts = text.split('/');
        while let Some(part) = parts.next() {
            let name = part.parse::<Name>()?;
            match parts.next() {
                None => return Ok(Self { rows, leaf: Some(name) }),
                Some(row) if rows.len() < crate::limits::MAX_REPEAT_DEPTH => {
                    rows.push(RowStep { repeat: name, row: row.parse()? });
                }
                Some(_) => break,
            }
        }
        if rows.is_empty() || text.split('/').count() > 2 * crate::limits::MAX_REPEAT_DEPTH {
            return Err(BadId { expected: "a field path", text: text.chars().take(80).collect() });
        }
        Ok(Self { rows, leaf: None })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_reads_back_as_it_was_written() {
        for text in [
            "qE2",
            "door/4kq2m8x1zr/qD1",
            "door/4kq2m8x1zr",
            "room/0000000000/door/0000000001/qD1.note",
            "room/0000000000/door/0000000001/qD1/0000000002/mark/0000000003",
        ] {
            assert_eq!(text.parse::<FieldPath>().unwrap().to_string(), text);
        }
        for text in [
            "",
            "/",
            "door/x",
            "door//qD1",
            "qE2/",
            "a/0000000000/b/0000000000/c/0000000000/d/0000000000/e/0000000000/f/0000000000/g",
        ] {
            assert!(text.parse::<FieldPath>().is_err(), "{text}");
        }
    }
}
