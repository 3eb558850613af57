//! What deserves a second look in a finished survey 抽查: reasons, not verdicts, so that a reviewer begins there.
//!
//! Times are the tablets' own and may be wrong; they are told as what they are.

use std::hash::{DefaultHasher, Hash as _, Hasher as _};

use crate::dossier::Dossier;
use crate::dossier::contest;
use crate::dossier::household::FORM_PREFIX;
use crate::dossier::review::{COMMENT, REVIEW};
use crate::dossier::summary::VisitState;
use crate::dossier::visit::visit_path;
use crate::l10n::Words;
use crate::path::{Aspect, FieldPath};
use crate::value::{Skip, Value};

/// A visit shorter than this is asked about: a home takes about 30 minutes.
const SHORT_MINUTES: i64 = 10;
/// More answers "could not be checked" than this are asked about.
const MANY_UNCHECKED: usize = 8;
/// Measurements that must be equal before two surveys count as alike: fewer may be chance.
const LEAST_MEASURED: usize = 6;

/// Something that deserves a look.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Reason {
    /// From the first answer to the end, by the tablet's clock.
    Short { minutes: i64 },
    /// 未能检查
    Unchecked { count: usize },
    /// Photos that the form asks for.
    PhotosMissing { count: usize },
    /// Required answers that are missing.
    Missing { count: usize },
    /// Values outside their range or failing a check.
    Doubtful { count: usize },
    /// Measured in a photo, and nobody has confirmed it.
    Estimates { count: usize },
    /// The same measurements, to the millimetre, in so many other households.
    Alike { others: usize },
    /// Values that devices do not agree about.
    Conflicts { count: usize },
}

impl Reason {
    /// In words: "现场只有 6 分钟（按设备时钟）".
    pub fn text(&self, words: &Words) -> String {
        let (key, count) = match self {
            Self::Short { minutes } => ("review-reason-short", minutes.to_string()),
            Self::Unchecked { count } => ("review-reason-unchecked", count.to_string()),
            Self::PhotosMissing { count } => ("review-reason-photos", count.to_string()),
            Self::Missing { count } => ("review-reason-missing", count.to_string()),
            Self::Doubtful { count } => ("review-reason-doubtful", count.to_string()),
            Self::Estimates { count } => ("review-reason-estimates", count.to_string()),
            Self::Alike { others } => ("review-reason-alike", others.to_string()),
            Self::Conflicts { count } => ("review-reason-conflicts", count.to_string()),
        };
        words.with(key, &[("count", &count)])
    }
}

/// What a household's registers tell without its forms.
pub fn reasons(dossier: &Dossier) -> Vec<Reason> {
    let mut found = Vec::new();
    if let Some(minutes) = minutes(dossier).filter(|minutes| *minutes < SHORT_MINUTES) {
        found.push(Reason::Short { minutes });
    }
    let unchecked =
        dossier.fields.values().filter(|register| register.value() == Some(&Value::Skipped(Skip::NotChecked))).count();
    if unchecked > MANY_UNCHECKED {
        found.push(Reason::Unchecked { count: unchecked });
    }
    match estimates(dossier) {
        0 => {}
        count => found.push(Reason::Estimates { count }),
    }
    match contest::count(dossier) {
        0 => {}
        count => found.push(Reason::Conflicts { count }),
    }
    found
}

/// Minutes from the first answer given on the spot to the end of the visit, by the clocks; `None` before its end.
///
/// What the roster brought was written days before; the visit begins where its forms are pinned.
fn minutes(dossier: &Dossier) -> Option<i64> {
    if VisitState::of(dossier) != VisitState::Finished {
        return None;
    }
    let (_, end) = dossier.fields.get(&visit_path())?.leading()?;
    let pinned = |path: &FieldPath| {
        path.rows.is_empty() && path.leaf.as_ref().is_some_and(|leaf| leaf.as_str().starts_with(FORM_PREFIX))
    };
    let begun = dossier.fields.iter().filter(|(path, _)| pinned(path)).filter_map(|(_, register)| register.leading());
    let begun = begun.map(|(_, write)| write.at.unix_seconds()).min()?;
    let spent = (end.at.unix_seconds() - begun) / 60;
    (spent >= 0).then_some(spent)
}

/// Answers that still say what was measured in a photo.
fn estimates(dossier: &Dossier) -> usize {
    let estimated = |(path, register): (&FieldPath, &crate::dossier::register::Register)| {
        let Some(Value::Estimate(estimate)) = register.value() else { return false };
        let suffix = Aspect::Estimate.suffix();
        let base = path.leaf.as_ref().and_then(|leaf| leaf.as_str().strip_suffix(suffix)?.parse().ok());
        let answer = base.and_then(|base| dossier.value(&FieldPath { rows: path.rows.clone(), leaf: Some(base) }));
        answer == Some(&Value::Integer(i64::from(estimate.millimetres)))
    };
    dossier.fields.iter().filter(|field| estimated(*field)).count()
}

/// A fingerprint of the measurements of a survey: numbers with three digits or more, by question. Two households
/// with the same one were hardly both measured. `None` where there are too few.
pub fn print(dossier: &Dossier) -> Option<u64> {
    let own = |path: &FieldPath| {
        path.rows.first().is_some_and(|step| step.repeat.as_str() == COMMENT)
            || path.leaf.as_ref().is_none_or(|leaf| leaf.as_str() == REVIEW || leaf.as_str().contains('.'))
            || path.leaf.as_ref().is_some_and(|leaf| !leaf.as_str().starts_with('q'))
    };
    let mut measured: Vec<(String, i64)> = dossier
        .fields
        .iter()
        .filter(|(path, _)| !own(path))
        .filter_map(|(path, register)| match register.value() {
            // Rows have other ids everywhere; the question and the number are what is compared.
            Some(Value::Integer(number)) if number.abs() >= 100 => Some((path.leaf.as_ref()?.to_string(), *number)),
            _ => None,
        })
        .collect();
    if measured.len() < LEAST_MEASURED {
        return None;
    }
    measured.sort();
    let mut hasher = DefaultHasher::new();
    measured.hash(&mut hasher);
    Some(hasher.finish())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::dossier::edit::{Author, Edit};
    use crate::dossier::tests::{at, author, dossier};
    use crate::dossier::visit;
    use crate::id::{ContentHash, Name};
    use crate::stamp::Moment;
    use crate::value::FormRef;

    fn visited(minutes: i64) -> Dossier {
        let mut home = dossier();
        let form = FormRef { id: Name::of("consent"), version: 1, hash: ContentHash::of(b"x") };
        let write = |home: &mut Dossier, edit: &Edit, minute: i64| {
            let at = Moment::new(1_795_483_805 + minute * 60, 480);
            home.apply(edit, &Author { at, ..author(1) });
        };
        let begin = visit::begin(&home, &[form], Vec::new());
        write(&mut home, &begin, 0);
        let finish = visit::finish(&home, &[]);
        write(&mut home, &finish, minutes);
        home
    }

    #[test]
    fn a_hurried_visit_is_told_and_one_that_ran_backwards_is_not() {
        assert_eq!(reasons(&visited(6)), [Reason::Short { minutes: 6 }]);
        assert_eq!(reasons(&visited(35)), []);
        assert_eq!(reasons(&visited(-20)), [], "a clock that was set tells nothing");
    }

    #[test]
    fn many_that_could_not_be_checked_are_told() {
        let mut home = visited(35);
        for number in 0..=MANY_UNCHECKED {
            let path = at(&format!("qE{number}"));
            home.apply(&Edit::set(path, Value::Skipped(Skip::NotChecked)), &author(1));
        }
        assert_eq!(reasons(&home), [Reason::Unchecked { count: MANY_UNCHECKED + 1 }]);
    }

    #[test]
    fn the_same_measurements_have_the_same_print_whatever_their_rows() {
        let measured = |row: &str, last: i64| {
            let mut home = dossier();
            for number in 0..i64::try_from(LEAST_MEASURED).unwrap() {
                let path = at(&format!("door/{row}/qD{number}"));
                home.apply(&Edit::set(path, Value::Integer(760 + number * last)), &author(1));
            }
            print(&home)
        };
        let first = measured("0000000001", 10);
        assert!(first.is_some());
        assert_eq!(first, measured("0000000002", 10));
        assert_ne!(first, measured("0000000001", 11));
        assert_eq!(print(&dossier()), None);
    }
}
