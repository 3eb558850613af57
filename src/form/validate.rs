//! Whether an answer can be true by its kind alone: ranges, calendar, check characters.
//!
//! What a form's own `checks` say is the session's business; this is what every form says.

use jiff::civil::Date;

use crate::division::Divisions;
use crate::form::ids::{Certificate, CitizenId, Phone};
use crate::form::schema::{Choice, Kind};
use crate::id::Name;
use crate::limits::MAX_TEXT_BYTES;
use crate::problem::Problem;
use crate::value::Value;

/// What may be known besides the answer.
#[derive(Clone, Copy)]
pub struct Facts<'a> {
    pub today: Date,
    /// The list of a choice question; empty for the others.
    pub choices: &'a [Choice],
    /// The answer to the question that a certificate names as `citizen_id`.
    pub citizen_id: Option<&'a str>,
}

/// A doubt about an answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Validity {
    /// Must be corrected before the visit is finished; otherwise only looked at again.
    pub hard: bool,
    pub problem: Problem,
}

fn hard(problem: Problem) -> Vec<Validity> {
    vec![Validity { hard: true, problem }]
}

fn soft(mut problem: Problem) -> Vec<Validity> {
    problem.severity = crate::problem::Severity::Warning;
    vec![Validity { hard: false, problem }]
}

/// Everything doubtful about `value` as an answer of `kind`. Skips and photos are never doubted here.
pub fn validate(kind: &Kind, value: &Value, facts: &Facts<'_>) -> Vec<Validity> {
    if !value.is_answer() {
        return Vec::new();
    }
    match (kind, value) {
        (Kind::Integer { warn, hard, .. }, Value::Integer(number)) => ranges(*number, *warn, *hard),
        (Kind::Decimal { warn, hard, .. }, Value::Integer(number)) => ranges(*number as f64, *warn, *hard),
        (Kind::Decimal { warn, hard, .. }, Value::Decimal(number)) => ranges(number.get(), *warn, *hard),
        (Kind::OneOf { .. }, Value::Choice(choice)) => unknown_choice(choice, facts.choices),
        (Kind::ManyOf { most, .. }, Value::Choices(chosen)) => many(chosen, *most, facts.choices),
        (Kind::Date, Value::Date(date)) => unlikely_date(*date, facts.today),
        (Kind::Text { .. }, Value::Text(text)) if text.len() > MAX_TEXT_BYTES => {
            hard(Problem::error("form-text-too-long").with("limit", MAX_TEXT_BYTES / 3))
        }
        (Kind::Division { .. }, Value::Text(text)) => division(text),
        (Kind::CitizenId, Value::Text(text)) => citizen_id(text, facts.today),
        (Kind::Certificate { .. }, Value::Text(text)) => certificate(text, facts),
        (Kind::Phone, Value::Text(text)) if Phone::parse(text).is_none() => soft(Problem::warning("form-phone-odd")),
        (Kind::YesNo, Value::YesNo(_))
        | (Kind::Text { .. } | Kind::Phone, Value::Text(_))
        | (Kind::Signature { .. }, Value::Signature(_))
        | (Kind::Point { .. }, Value::Point { .. })
        | (Kind::Note | Kind::Photo { .. } | Kind::Calculated { .. }, _) => Vec::new(),
        _ => hard(Problem::error("form-answer-kind")),
    }
}

fn ranges<T: PartialOrd + std::fmt::Display + Copy>(
    number: T,
    warn: Option<(T, T)>,
    refuse: Option<(T, T)>,
) -> Vec<Validity> {
    let outside = |range: Option<(T, T)>| range.filter(|(least, most)| number < *least || number > *most);
    let say = |key, (least, most): (T, T)| Problem::error(key).with("least", least).with("most", most);
    if let Some(range) = outside(refuse) {
        return hard(say("form-number-impossible", range));
    }
    outside(warn).map_or_else(Vec::new, |range| soft(say("form-number-unusual", range)))
}

fn unknown_choice(choice: &Name, choices: &[Choice]) -> Vec<Validity> {
    if choices.iter().any(|known| known.id == *choice) {
        return Vec::new();
    }
    // A newer form may have dropped the choice; the answer is kept and asked again.
    soft(Problem::warning("form-choice-gone").with("choice", choice))
}

fn many(chosen: &[Name], most: Option<u32>, choices: &[Choice]) -> Vec<Validity> {
    let mut found: Vec<Validity> = chosen.iter().flat_map(|choice| unknown_choice(choice, choices)).collect();
    if let Some(most) = most.filter(|&most| chosen.len() > most as usize) {
        found.extend(hard(Problem::error("form-choices-too-many").with("most", most)));
    }
    let alone = |choice: &&Choice| choice.alone && chosen.contains(&choice.id);
    if chosen.len() > 1 && choices.iter().any(|choice| alone(&choice)) {
        found.extend(hard(Problem::error("form-choice-alone")));
    }
    found
}

/// Planned days may lie ahead, so only what no survey can mean is asked again: before 1900, or years ahead.
fn unlikely_date(date: Date, today: Date) -> Vec<Validity> {
    if date.year() < 1900 {
        return soft(Problem::warning("form-date-early").with("date", date));
    }
    if date.year() > today.year() + 2 {
        return soft(Problem::warning("form-date-late").with("date", date));
    }
    Vec::new()
}

fn division(text: &str) -> Vec<Validity> {
    let code = text.split(' ').next().unwrap_or_default();
    if code.len() != 6 || !code.bytes().all(|b| b.is_ascii_digit()) {
        return hard(Problem::error("form-division-code"));
    }
    if Divisions::built_in().get(code).is_none() {
        // Development zones report under codes of their own.
        return soft(Problem::warning("form-division-unknown").with("code", code));
    }
    Vec::new()
}

fn born_later(id: &CitizenId, today: Date) -> Vec<Validity> {
    if id.birth() > today { hard(Problem::error("form-citizen-id-future")) } else { Vec::new() }
}

fn citizen_id(text: &str, today: Date) -> Vec<Validity> {
    match CitizenId::parse(text) {
        Ok(id) => born_later(&id, today),
        Err(fault) => hard(fault.of_citizen_id()),
    }
}

fn certificate(text: &str, facts: &Facts<'_>) -> Vec<Validity> {
    let certificate = match Certificate::parse(text) {
        Ok(certificate) => certificate,
        Err(fault) => return hard(fault.of_certificate()),
    };
    let mut found = born_later(certificate.citizen_id(), facts.today);
    let id = facts.citizen_id.and_then(|id| CitizenId::parse(id).ok());
    if id.is_some_and(|id| id != *certificate.citizen_id()) {
        found.extend(soft(Problem::warning("form-certificate-other-person")));
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::value::{Decimal, Skip};
    use jiff::civil::date;

    const FACTS: Facts<'_> = Facts { today: date(2026, 6, 1), choices: &[], citizen_id: None };

    fn doubts(kind: &Kind, value: &Value) -> Vec<(bool, &'static str)> {
        validate(kind, value, &FACTS).into_iter().map(|doubt| (doubt.hard, doubt.problem.key)).collect()
    }

    #[test]
    fn outside_warn_is_asked_again_and_outside_hard_is_refused() {
        let width = Kind::Integer { unit: None, warn: Some((550, 1100)), hard: Some((300, 2000)), step: None };
        assert_eq!(doubts(&width, &Value::Integer(1100)), []);
        assert_eq!(doubts(&width, &Value::Integer(1101)), [(false, "form-number-unusual")]);
        assert_eq!(doubts(&width, &Value::Integer(299)), [(true, "form-number-impossible")]);
        assert_eq!(doubts(&width, &Value::Skipped(Skip::NotChecked)), []);
        assert_eq!(doubts(&width, &Value::YesNo(true)), [(true, "form-answer-kind")]);
        let weight = Kind::Decimal { unit: None, warn: Some((25.0, 130.0)), hard: None, places: 1, step: None };
        assert_eq!(doubts(&weight, &Value::Decimal(Decimal::new(20.5).unwrap())), [(false, "form-number-unusual")]);
    }

    #[test]
    fn a_certificate_agrees_with_the_citizen_id() {
        let kind = Kind::Certificate { citizen_id: None };
        let value = Value::Text("15010219900307233641".into());
        assert_eq!(validate(&kind, &value, &FACTS), []);
        let facts = Facts { citizen_id: Some("11010519491231002X"), ..FACTS };
        assert_eq!(validate(&kind, &value, &facts)[0].problem.key, "form-certificate-other-person");
        let unborn = Facts { today: date(1990, 3, 6), ..FACTS };
        assert!(validate(&kind, &value, &unborn)[0].hard);
        assert!(validate(&Kind::CitizenId, &Value::Text("150102199003072336".into()), &unborn)[0].hard);
    }

    #[test]
    fn choices_stand_alone_or_not_at_all() {
        let choice = |id: &'static str, alone| Choice {
            id: Name::of(id),
            label: crate::l10n::Texts::default(),
            was: Vec::new(),
            alone,
            attrs: std::collections::BTreeMap::default(),
        };
        let list = [choice("a", false), choice("b", false), choice("none", true)];
        let kind = Kind::ManyOf { list: Name::of("list"), most: Some(1) };
        let facts = Facts { choices: &list, ..FACTS };
        let keys = |chosen: &[&'static str]| {
            let value = Value::Choices(chosen.iter().map(|id| Name::of(id)).collect());
            validate(&kind, &value, &facts).into_iter().map(|doubt| doubt.problem.key).collect::<Vec<_>>()
        };
        assert_eq!(keys(&["none"]), [""; 0]);
        assert_eq!(keys(&["a", "b"]), ["form-choices-too-many"]);
        assert_eq!(keys(&["a", "none"]), ["form-choices-too-many", "form-choice-alone"]);
        assert_eq!(keys(&["c"]), ["form-choice-gone"]);
    }

    #[test]
    fn divisions_dates_and_telephones() {
        let division = Kind::Division { township: true };
        assert_eq!(doubts(&division, &Value::Text("152221 科尔沁镇".into())), []);
        assert_eq!(doubts(&division, &Value::Text("152299".into())), [(false, "form-division-unknown")]);
        assert_eq!(doubts(&division, &Value::Text("科右前旗".into())), [(true, "form-division-code")]);
        assert_eq!(doubts(&Kind::Date, &Value::Date(date(2027, 1, 1))), []);
        assert_eq!(doubts(&Kind::Date, &Value::Date(date(2062, 1, 1))), [(false, "form-date-late")]);
        assert_eq!(doubts(&Kind::Phone, &Value::Text("12345".into())), [(false, "form-phone-odd")]);
    }
}
