//! Values as a person reads them: "760 mm", "手动轮椅", "2026-11-24".

use crate::division::Divisions;
use crate::form::schema::{FormText, Kind};
use crate::id::Name;
use crate::l10n::{Language, Words};
use crate::units::Unit;
use crate::value::{MarkKind, Signature, Skip, Value};

/// The value of a question of this kind, in words. Empty for [`Value::Text`] without text.
pub fn value_text(form: &FormText, kind: &Kind, value: &Value, language: Language) -> String {
    let words = Words::of(language);
    match value {
        Value::YesNo(true) => words.text("dossier-yes"),
        Value::YesNo(false) => words.text("dossier-no"),
        Value::Choice(choice) => choice_label(form, kind, choice, language),
        Value::Choices(choices) => {
            let labels: Vec<String> = choices.iter().map(|choice| choice_label(form, kind, choice, language)).collect();
            labels.join(&words.text("dossier-between-choices"))
        }
        Value::Integer(number) => number_text(&number.to_string(), unit_of(kind), words),
        Value::Decimal(number) => number_text(&decimal_text(kind, number.get()), unit_of(kind), words),
        Value::Text(text) if matches!(kind, Kind::Division { .. }) => division_text(text),
        Value::Text(text) => text.to_string(),
        Value::Date(date) => date.to_string(),
        Value::Point { x, y } => {
            let percent = |part: u16| (u32::from(part) / 100).to_string();
            words.with("dossier-point", &[("x", &percent(*x)), ("y", &percent(*y))])
        }
        Value::Signature(signature) => signature_text(signature, words),
        Value::Photo(photo) => {
            let (width, height) = (photo.width.to_string(), photo.height.to_string());
            words.with("dossier-photo", &[("width", &width), ("height", &height)])
        }
        Value::Mark(mark) => {
            let kind = words.text(mark_key(mark.kind));
            if mark.text.is_empty() {
                kind
            } else {
                words.with("dossier-mark", &[("kind", &kind), ("text", &mark.text)])
            }
        }
        Value::Estimate(estimate) => {
            let (number, around) = (estimate.millimetres.to_string(), estimate.plus_minus.to_string());
            words.with("dossier-estimate", &[("number", &number), ("around", &around)])
        }
        Value::Row(_) => words.text("dossier-row"),
        Value::Form(form) => {
            words.with("dossier-form", &[("form", form.id.as_str()), ("version", &form.version.to_string())])
        }
        Value::Skipped(reason) => words.text(skip_key(*reason)),
        Value::Erased => words.text("dossier-erased"),
    }
}

/// Key of the shape of a mark.
pub const fn mark_key(kind: MarkKind) -> &'static str {
    match kind {
        MarkKind::Arrow => "dossier-mark-arrow",
        MarkKind::Box => "dossier-mark-box",
        MarkKind::Ellipse => "dossier-mark-ellipse",
        MarkKind::Freehand => "dossier-mark-freehand",
        MarkKind::Dimension => "dossier-mark-dimension",
        MarkKind::Text => "dossier-mark-text",
    }
}

/// Key of a reason for not answering.
pub const fn skip_key(reason: Skip) -> &'static str {
    match reason {
        Skip::NotApplicable => "dossier-skip-not-applicable",
        Skip::Refused => "dossier-skip-refused",
        Skip::NotChecked => "dossier-skip-not-checked",
    }
}

/// A sensitive text with its middle hidden, as notices show it: `150102********2336`, `138****0000`, `王**`.
///
/// Of a certificate 残疾人证号 category and grade are hidden too.
pub fn masked(text: &str) -> String {
    let letters: Vec<char> = text.chars().collect();
    let shown = |place: usize| match letters.len() {
        18.. => place < 6 || (14..18).contains(&place),
        15..=17 => place < 6 || place >= letters.len() - 4,
        7..=14 => place < 3 || place >= letters.len() - 4,
        _ => place == 0 && letters.len() > 1,
    };
    letters.iter().enumerate().map(|(place, letter)| if shown(place) { *letter } else { '*' }).collect()
}

/// A number with its unit, a thin space between; money with its sign in front.
pub fn number_text(number: &str, unit: Option<Unit>, words: &Words) -> String {
    match unit {
        None => number.to_owned(),
        Some(Unit::Yuan) => words.with("dossier-money", &[("number", number)]),
        Some(unit) => {
            let name = match unit.symbol() {
                "" => words.with(unit.key(), &[("number", number)]),
                symbol => symbol.to_owned(),
            };
            if name.is_empty() {
                return number.to_owned();
            }
            words.with("dossier-number-unit", &[("number", number), ("unit", &name)])
        }
    }
}

/// The label of a choice; its id when the form no longer has it.
fn choice_label(form: &FormText, kind: &Kind, choice: &Name, language: Language) -> String {
    let (Kind::OneOf { list } | Kind::ManyOf { list, .. }) = kind else { return choice.to_string() };
    let known = form.lists.get(list).and_then(|choices| choices.iter().find(|known| known.id == *choice));
    known.map_or_else(|| choice.to_string(), |known| known.label.get(language).to_owned())
}

const fn unit_of(kind: &Kind) -> Option<Unit> {
    match kind {
        Kind::Integer { unit, .. } | Kind::Decimal { unit, .. } | Kind::Calculated { unit, .. } => *unit,
        _ => None,
    }
}

/// An answer shows all the digits that were entered; a result no more than two after the point.
fn decimal_text(kind: &Kind, number: f64) -> String {
    if matches!(kind, Kind::Calculated { .. }) {
        let rounded = format!("{number:.2}");
        let trimmed = rounded.trim_end_matches('0').trim_end_matches('.');
        return if trimmed == "-0" { "0".to_owned() } else { trimmed.to_owned() };
    }
    number.to_string()
}

/// "兴安盟科尔沁右翼前旗居力很镇"; an unknown code stays as it is.
fn division_text(answer: &str) -> String {
    let (code, township) = answer.split_once(' ').unwrap_or((answer, ""));
    let name = Divisions::built_in()
        .get(code)
        .map_or_else(|| code.to_owned(), |division| format!("{}{}", division.league_name, division.name));
    format!("{name}{}", township.trim())
}

fn signature_text(signature: &Signature, words: &Words) -> String {
    match (&*signature.name, &*signature.relation) {
        ("", _) => words.text("dossier-signed-nameless"),
        (name, "") => words.with("dossier-signed", &[("name", name)]),
        (name, relation) => words.with("dossier-signed-for", &[("name", name), ("relation", relation)]),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::form::load::ron_options;
    use crate::value::Decimal;

    const FORM: &str = r#"(id: "f", version: 1, title: {}, items: [],
        lists: {"chair": [(id: "manual", label: {"zh": "手动轮椅", "en": "manual wheelchair"})]})"#;

    fn shown(kind: &str, value: &Value) -> [String; 2] {
        let form: FormText = ron_options().from_str(FORM).unwrap();
        let kind: Kind = ron_options().from_str(kind).unwrap();
        Language::ALL.map(|language| value_text(&form, &kind, value, language))
    }

    #[test]
    fn values_read_as_people_say_them() {
        let chosen = Value::Choices(vec![Name::of("manual"), Name::of("gone")]);
        assert_eq!(shown(r#"ManyOf(list: "chair")"#, &chosen), ["手动轮椅、gone", "manual wheelchair, gone"]);
        assert_eq!(shown("Integer(unit: Millimetre)", &Value::Integer(760))[0], "760\u{2009}mm");
        assert_eq!(shown("Integer(unit: Yuan)", &Value::Integer(3120))[0], "¥3120");
        assert_eq!(shown("Integer(unit: Steps)", &Value::Integer(1)), ["1\u{2009}级", "1\u{2009}step"]);
        assert_eq!(shown("Integer(unit: CalendarYear)", &Value::Integer(2018)), ["2018\u{2009}年", "2018"]);
        let number = |number| Value::Decimal(Decimal::new(number).unwrap());
        assert_eq!(shown("Decimal(places: 1)", &number(2.355))[0], "2.355");
        assert_eq!(shown(r#"Calculated(value: "1")"#, &number(1.0 / 12.0))[0], "0.08");
        assert_eq!(shown(r#"Calculated(value: "1")"#, &number(-0.001))[0], "0");
        assert_eq!(shown("Division()", &Value::Text("152221 居力很镇".into()))[0], "兴安盟科尔沁右翼前旗居力很镇");
        assert_eq!(shown("YesNo", &Value::Skipped(Skip::NotChecked))[0], "未能检查");
    }

    #[test]
    fn masked_texts_keep_what_notices_show() {
        for (text, hidden) in [
            ("150102199003072336", "150102********2336"),
            ("15010219900307233642B1", "150102********2336****"),
            ("13847900000", "138****0000"),
            ("王秀兰", "王**"),
            ("王", "*"),
            ("", ""),
        ] {
            assert_eq!(masked(text), hidden);
        }
    }
}
