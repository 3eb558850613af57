//! `tantu form diff OLD NEW`: what has changed between two versions of a form, and whether answers move.

use std::io::{self, Write};

use crate::form::compare::Comparison;
use crate::form::schema::FormText;
use crate::l10n::Words;

/// Answers would move or stay behind: what a script asks before it hands a new version out.
const MOVES: u8 = 3;

/// Prints every change, one a line; returns 0 where all answers keep their place and meaning, else 3.
///
/// # Errors
/// When `out` cannot be written.
pub fn diff(old: &FormText, new: &FormText, words: &Words, out: &mut dyn Write) -> io::Result<u8> {
    let comparison = Comparison::of(old, new);
    if old.id != new.id {
        let args = [("old", old.id.as_str()), ("new", new.id.as_str())];
        writeln!(out, "{}", words.with("cli-diff-other-form", &args))?;
    }
    let (from, to) = (old.version.to_string(), new.version.to_string());
    writeln!(out, "{}", words.with("cli-diff-title", &[("form", new.id.as_str()), ("from", &from), ("to", &to)]))?;
    for change in &comparison.changes {
        writeln!(out, "  {}", change.text(words))?;
    }
    let moves = !comparison.moves_nothing();
    let told = match (comparison.changes.is_empty(), moves) {
        (true, _) => "cli-diff-same",
        (false, false) => "cli-diff-stays",
        (false, true) => "cli-diff-moves",
    };
    writeln!(out, "{}", words.text(told))?;
    Ok(if moves { MOVES } else { 0 })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::form::load::load;
    use crate::l10n::Language;

    #[test]
    fn a_renamed_question_is_told_and_answers_move() {
        let text = include_str!("../../../forms/household.ron");
        let (old, _) = load("household.ron", text).unwrap();
        let newer = text.replacen("version: 1", "version: 2", 1);
        let newer = newer.replacen(r#"id: "hh_village","#, r#"id: "hh_hamlet", was: ["hh_village"],"#, 1);
        assert_ne!(newer.len(), text.len());
        let (new, _) = load("household.ron", &newer).unwrap();
        let mut out = Vec::new();
        let code = diff(&old, &new, Words::of(Language::Chinese), &mut out).unwrap();
        let told = String::from_utf8(out).unwrap();
        assert_eq!(code, MOVES, "{told}");
        assert!(told.contains("[hh_hamlet]") && told.contains("原为 hh_village"), "{told}");
        let code = diff(&old, &old, Words::of(Language::English), &mut Vec::new()).unwrap();
        assert_eq!(code, 0);
    }
}
