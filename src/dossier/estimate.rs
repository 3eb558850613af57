//! Answers that were measured in a photo 估测: they count, and are doubtful until somebody has confirmed them.

use std::sync::Arc;

use super::Dossier;
use super::prompt::EstimatePrompt;
use crate::l10n::{Language, Words};
use crate::path::{Aspect, FieldPath};
use crate::value::{Estimate, Value};

/// The measurement behind an answer, as long as it says the same number: who types another has measured it.
pub(super) fn of<'a>(dossier: &'a Dossier, path: &FieldPath, answer: Option<&Value>) -> Option<&'a Arc<Estimate>> {
    let answer = match answer? {
        Value::Integer(number) => *number as f64,
        Value::Decimal(number) => number.get(),
        _ => return None,
    };
    match dossier.value(&path.aspect(Aspect::Estimate)?)? {
        Value::Estimate(estimate) if f64::from(estimate.millimetres) == answer => Some(estimate),
        _ => None,
    }
}

/// The estimate as it is shown, held against the condition of the reference line that applies.
pub(super) fn prompt(estimate: &Arc<Estimate>, met: Option<&str>, language: Language) -> EstimatePrompt {
    let (number, around) = (estimate.millimetres.to_string(), estimate.plus_minus.to_string());
    EstimatePrompt {
        text: Words::of(language).with("dossier-estimate-short", &[("number", &number), ("around", &around)]),
        estimate: Arc::clone(estimate),
        straddles: met.is_some_and(|met| straddles(met, estimate)),
    }
}

/// Whether one of the numbers that the answer is compared with lies within the ±. Comparisons with other answers are
/// not looked into.
fn straddles(met: &str, estimate: &Estimate) -> bool {
    let (length, around) = (f64::from(estimate.millimetres), f64::from(estimate.plus_minus));
    let line = |part: &str| part.trim().strip_prefix('.')?.trim_matches(['<', '>', '=', ' ']).parse::<f64>().ok();
    let lines = met.split(" and ").flat_map(|part| part.split(" or ")).filter_map(line);
    lines.into_iter().any(|line| (line - length).abs() < around)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::dossier::edit::Edit;
    use crate::dossier::tests::{at, author, dossier};
    use crate::id::{ContentHash, Name};

    fn estimate(millimetres: u32, plus_minus: u32) -> Arc<Estimate> {
        Arc::new(Estimate {
            millimetres,
            plus_minus,
            photo: ContentHash::from_bytes([7; 32]),
            reference: Name::of("a4"),
            corners: [[0, 0], [1, 0], [1, 1], [0, 1]],
            ends: [[0, 0], [9, 9]],
        })
    }

    #[test]
    fn an_estimate_counts_while_it_says_the_same_number() {
        let mut home = dossier();
        let told = Value::Estimate(estimate(812, 9));
        home.apply(&Edit::set(at("qD1.estimate"), told), &author(1));
        assert!(of(&home, &at("qD1"), Some(&Value::Integer(812))).is_some());
        assert!(of(&home, &at("qD1"), Some(&Value::Integer(815))).is_none(), "somebody typed another number");
        assert!(of(&home, &at("qD1"), None).is_none(), "taken back");
        assert!(of(&home, &at("qD2"), Some(&Value::Integer(812))).is_none());
        home.apply(&Edit::set(at("qD1.estimate"), Value::Erased), &author(1));
        assert!(of(&home, &at("qD1"), Some(&Value::Integer(812))).is_none(), "confirmed");
    }

    #[test]
    fn a_line_within_the_spread_could_be_met_or_not() {
        for (met, expected) in [
            (". >= 800", false),
            (". >= 805", true),
            (". >= 820", true),
            (". >= 821", false),
            (". >= 700 and . <= 815", true),
            (". >= ${chair_width} + 50", false),
            (". = 'yes'", false),
        ] {
            assert_eq!(straddles(met, &estimate(812, 9)), expected, "{met}");
        }
    }
}
