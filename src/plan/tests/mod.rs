//! The forms and the plan know the same names.

pub(crate) mod fixture;

use std::sync::Arc;

use super::*;
use crate::form::compile::{Form, Known};
use crate::form::schema::Item;
use crate::form::{drawing, load};

/// Each after those it uses.
const FORMS: [(&str, &str); 9] = [
    ("household", include_str!("../../../forms/household.ron")),
    ("consent", include_str!("../../../forms/consent.ron")),
    ("needs-screening", include_str!("../../../forms/needs-screening.ron")),
    ("home-assessment", include_str!("../../../forms/home-assessment.ron")),
    ("agreement", include_str!("../../../forms/agreement.ron")),
    ("notice", include_str!("../../../forms/notice.ron")),
    ("acceptance", include_str!("../../../forms/acceptance.ron")),
    ("settlement", include_str!("../../../forms/settlement.ron")),
    ("return-visit", include_str!("../../../forms/return-visit.ron")),
];

fn compiled() -> Vec<Arc<Form>> {
    let catalogue = catalogue::Catalogue::parse(catalogue::BUILT_IN).unwrap();
    let measures: Vec<&str> = catalogue.measures.iter().map(|measure| measure.code.as_str()).collect();
    let drawings: Vec<&str> = drawing::BUILT_IN.iter().map(|(name, _)| *name).collect();
    let mut forms = Vec::new();
    for (name, text) in FORMS {
        let (text, source) = load::load(format!("{name}.ron"), text).unwrap();
        let known = Known { used: &forms, drawings: Some(&drawings), measures: Some(&measures) };
        let (form, problems) = Form::compile(text, &source, &known).unwrap_or_else(|found| panic!("{found:#?}"));
        assert!(problems.is_empty(), "{problems:#?}");
        forms.push(Arc::new(form));
    }
    forms
}

#[test]
fn places_count_characters_and_skip_comments() {
    let text = "// \"E01\"\n  名: \"E01\", \"E01\"";
    assert_eq!(place_of(text, "E01", 0), Some((2, 6)));
    assert_eq!(place_of(text, "E01", 1), Some((2, 13)));
    assert_eq!(place_of(text, "E01", 2), None);
}

#[test]
fn every_form_holds_with_the_catalogue_and_the_drawings_and_is_called_like_its_file() {
    let forms = compiled();
    let names: Vec<&str> = forms.iter().map(|form| form.text().id.as_str()).collect();
    assert_eq!(names, FORMS.map(|(name, _)| name));
}

#[test]
fn a_question_that_two_forms_ask_is_the_same_question() {
    let forms = compiled();
    let own = |form: &str| forms.iter().find(|known| known.text().id.as_str() == form).unwrap();
    let (screening, assessment) = (own("needs-screening"), own("home-assessment"));
    for name in ["qP17_owner", "qP17_consent", "qP17_demolition", "qP18", "qP18_home_year"] {
        let name = name.parse().unwrap();
        let choices = |form: &Form| form.choices(&name).iter().map(|choice| choice.id.clone()).collect::<Vec<_>>();
        let kind = |form: &Form| form.question(&name).map(|question| question.kind.clone());
        assert!(kind(screening).is_some(), "{name}");
        assert_eq!(kind(screening), kind(assessment), "{name}");
        assert_eq!(choices(screening), choices(assessment), "{name}");
    }
}

#[test]
fn the_forms_ask_what_the_program_knows_by_name() {
    use crate::dossier::household as known;
    let mut names = BTreeSet::new();
    for form in compiled() {
        collect(&form.text().items, &mut names);
    }
    for name in [
        known::HEAD,
        known::DIVISION,
        known::VILLAGE,
        known::ADDRESS,
        known::PHONE,
        known::VISIT_DATE,
        known::VISIT_ORDER,
        known::PERSON,
        known::PERSON_NAME,
        known::PERSON_CITIZEN_ID,
        known::PERSON_CERTIFICATE,
        known::CONSENT_DATA,
        known::CONSENT_PHOTO,
    ] {
        assert!(names.contains(name), "no form asks {name}");
    }
}

fn collect(items: &[Item], names: &mut BTreeSet<String>) {
    for item in items {
        let (id, inner) = match item {
            Item::Section(section) => (&section.id, section.items.as_slice()),
            Item::Group(group) => (&group.id, group.items.as_slice()),
            Item::Repeat(repeat) => (&repeat.id, repeat.items.as_slice()),
            Item::Question(question) => (&question.id, &[][..]),
        };
        names.insert(id.to_string());
        collect(inner, names);
    }
}
