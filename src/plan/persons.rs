//! Who the plan is for: the categories of disability in the home, and what the persons wish to have solved first.

use std::collections::BTreeSet;

use super::catalogue::{Category, Measure};
use crate::dossier::Dossier;
use crate::dossier::household::{PERSON, PERSON_CERTIFICATE};
use crate::form::compile::Form;
use crate::id::Name;
use crate::path::{FieldPath, RowStep};
use crate::value::Value;

/// Category as the assessment asks it, for a person without a certificate number.
const CATEGORY: &str = "qP01_category";
/// The parts of a multiple disability.
const COMPONENTS: &str = "qP02";
/// 最想先解决的 1–3 件事: choices whose attribute `measures` lists codes or their first letters.
const WISHES: &str = "qP16";
const WISH_MEASURES: &str = "measures";

/// The categories of all persons in the home, or of the one in whose row `within` stands. Of a multiple disability
/// the parts count too (domain §4: 多重 is the union of its parts). Empty when nothing is known.
pub fn categories(dossier: &Dossier, within: &[RowStep]) -> BTreeSet<Category> {
    let of_one = within.first().filter(|step| step.repeat.as_str() == PERSON).map(|step| step.row);
    let rows = dossier.rows(&[], &Name::of(PERSON));
    let mut found = BTreeSet::new();
    for row in rows.into_iter().filter(|row| of_one.is_none_or(|one| one == *row)) {
        let person = FieldPath::row_of(&[], Name::of(PERSON), row).rows;
        let field = |name: &'static str| dossier.value(&FieldPath::within(&person, Name::of(name)));
        let certified = match field(PERSON_CERTIFICATE) {
            Some(Value::Text(number)) => of_certificate(number),
            _ => None,
        };
        let asked = match field(CATEGORY) {
            Some(Value::Choice(choice)) => Category::of_name(choice.as_str()),
            _ => None,
        };
        let Some(category) = certified.or(asked) else { continue };
        found.insert(category);
        if let (Category::Multiple, Some(Value::Choices(parts))) = (category, field(COMPONENTS)) {
            found.extend(parts.iter().filter_map(|part| Category::of_name(part.as_str())));
        }
    }
    found
}

/// The 19th character of a certificate number.
fn of_certificate(number: &str) -> Option<Category> {
    let digit = number.trim().chars().nth(18)?.to_digit(10)?;
    Category::ALL.into_iter().find(|category| u32::from(category.digit()) == digit)
}

/// Whether the measure may help somebody of these categories; nothing is ruled out while none is known.
pub fn suits(measure: &Measure, categories: &BTreeSet<Category>) -> bool {
    categories.is_empty() || measure.categories.iter().any(|category| categories.contains(category))
}

/// Codes, or their first letters, that answer what the persons wish to have solved first.
pub fn wishes(form: &Form, dossier: &Dossier) -> Vec<String> {
    let question = Name::of(WISHES);
    let Some(Value::Choices(chosen)) = dossier.value(&FieldPath::top(question.clone())) else { return Vec::new() };
    let asked = form.choices(&question).iter().filter(|choice| chosen.contains(&choice.id));
    let measures = asked.filter_map(|choice| choice.attrs.get(WISH_MEASURES));
    measures.flat_map(|codes| codes.split_whitespace().map(str::to_owned)).collect()
}

/// Whether a measure with this code answers one of the wishes.
pub fn is_wished(code: &str, wishes: &[String]) -> bool {
    wishes.iter().any(|wish| code.starts_with(wish.as_str()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::dossier::edit::Edit;
    use crate::dossier::tests::{at, author, dossier};
    use crate::plan::catalogue::{BUILT_IN, Catalogue};

    fn home(answers: &[(&str, Value)]) -> Dossier {
        let mut home = dossier();
        let answers = answers.iter().map(|(path, value)| (at(path), value.clone()));
        home.apply(&Edit::set_all(answers), &author(1));
        home
    }

    #[test]
    fn the_category_is_the_certificate_s_else_the_one_asked() {
        let home = home(&[
            ("person/0000000001", Value::Row(1)),
            ("person/0000000001/p_certificate", Value::Text("15010219900307233642B1".into())),
            ("person/0000000001/qP01_category", Value::Choice(Name::of("visual"))),
            ("person/0000000002/qP01_category", Value::Choice(Name::of("multiple"))),
            ("person/0000000002/qP02", Value::Choices(vec![Name::of("hearing"), Name::of("speech")])),
            ("person/0000000003/p_certificate", Value::Text("残".into())),
        ]);
        let all = categories(&home, &[]);
        let expected = [Category::Hearing, Category::Speech, Category::Limb, Category::Multiple];
        assert_eq!(all.into_iter().collect::<Vec<_>>(), expected);
        let one = categories(&home, &at("person/0000000001").rows);
        assert_eq!(one.into_iter().collect::<Vec<_>>(), [Category::Limb]);
    }

    #[test]
    fn a_measure_is_ruled_out_only_by_known_categories() {
        let catalogue = Catalogue::parse(BUILT_IN).unwrap();
        let ramp = catalogue.get("E02").unwrap();
        assert!(suits(ramp, &BTreeSet::new()));
        assert!(suits(ramp, &[Category::Limb, Category::Mental].into()));
        assert!(!suits(ramp, &[Category::Hearing].into()));
    }
}
