//! What a list, a search and an index need of a household, without keeping the household.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::Dossier;
use super::household as names;
use super::review::{self, ReviewState};
use super::stage::Stage;
use super::{contest, visit};
use crate::id::Name;
use crate::l10n::{Language, Words};
use crate::path::{FieldPath, RowStep};
use crate::value::Value;

/// How far the visit is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum VisitState {
    /// 未开始
    #[default]
    Untouched,
    /// 进行中; also while devices disagree whether it is finished.
    Begun,
    /// 已完成
    Finished,
}

/// A person with a disability, as the list shows and searches.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct PersonSummary {
    pub name: String,
    /// Last four characters of the citizen id 公民身份号码; empty when there is none.
    pub citizen_id_end: String,
    /// Last four characters of the certificate's citizen id part, which is printed on the card; empty when there
    /// is none.
    pub certificate_end: String,
    pub disability: Option<Disability>,
}

/// Category and grade by the certificate 残疾人证 (GB/T 26341-2010): the badge 肢体·二级.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Disability {
    /// 1 visual, 2 hearing, 3 speech, 4 limb, 5 intellectual, 6 mental, 7 multiple.
    pub category: u8,
    /// 1 (heaviest) to 4.
    pub grade: u8,
}

/// One household in a list. The index stores it by position: the order of the fields is part of its format.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Summary {
    /// 户主姓名
    pub head: String,
    pub persons: Vec<PersonSummary>,
    /// Six digits; empty when unknown.
    pub division: String,
    /// 苏木乡镇, when the division's answer names it.
    pub township: String,
    pub village: String,
    pub address: String,
    pub phone: String,
    #[serde(with = "date_text")]
    pub visit_date: Option<Date>,
    /// Place in the day's route, from 1.
    pub visit_order: Option<i64>,
    pub visit: VisitState,
    pub stage: Stage,
    /// Who builds 施工单位; empty before the order.
    pub contractor: String,
    /// What a person must decide ([`contest`]): fields with different live values, rows that were removed elsewhere.
    pub conflicts: u32,
    pub photos: u32,
    pub review: ReviewState,
    /// Comments of a reviewer that wait for the surveyor.
    pub comments: u32,
}

impl Summary {
    pub fn of(dossier: &Dossier) -> Self {
        let text = |name: &'static str| text_at(dossier, &[], name);
        let division = text(names::DIVISION);
        let (code, township) = division.split_once(' ').unwrap_or((&division, ""));
        Self {
            head: text(names::HEAD),
            persons: persons(dossier),
            division: code.to_owned(),
            township: township.trim().to_owned(),
            village: text(names::VILLAGE),
            address: text(names::ADDRESS),
            phone: text(names::PHONE),
            visit_date: match dossier.value(&FieldPath::top(Name::of(names::VISIT_DATE))) {
                Some(Value::Date(date)) => Some(*date),
                _ => None,
            },
            visit_order: match dossier.value(&FieldPath::top(Name::of(names::VISIT_ORDER))) {
                Some(Value::Integer(order)) => Some(*order),
                _ => None,
            },
            visit: VisitState::of(dossier),
            stage: Stage::of(dossier),
            contractor: text(names::CONTRACTOR),
            conflicts: u32::try_from(contest::count(dossier)).unwrap_or(u32::MAX),
            photos: photos(dossier),
            review: ReviewState::of(dossier),
            comments: review::counts(dossier).0,
        }
    }

    /// Whether a person may mean this household by what they typed: a part of a name, village, address or phone,
    /// or the last digits of an id number. Capital letters do not matter; an empty text means every household.
    pub fn matches(&self, typed: &str) -> bool {
        let wanted = typed.trim().to_lowercase();
        let has = |text: &str| text.to_lowercase().contains(&wanted);
        let ends = |text: &str| !wanted.is_empty() && text.to_lowercase().ends_with(&wanted);
        has(&self.head)
            || [&self.township, &self.village, &self.address, &self.phone].into_iter().any(|text| has(text))
            || self
                .persons
                .iter()
                .any(|person| has(&person.name) || ends(&person.citizen_id_end) || ends(&person.certificate_end))
    }
}

impl VisitState {
    /// Finished only where nobody disagrees.
    pub fn of(dossier: &Dossier) -> Self {
        let Some(register) = dossier.fields.get(&visit::visit_path()) else { return Self::Untouched };
        match register.value() {
            None => Self::Untouched,
            Some(_) if register.says(&Value::Choice(Name::of(visit::FINISHED))) => Self::Finished,
            Some(_) => Self::Begun,
        }
    }
}

impl Disability {
    /// Reads the two digits after the citizen id; `None` when the number has none that mean anything.
    pub fn of_certificate(number: &str) -> Option<Self> {
        let digits = number.trim().as_bytes().get(18..20)?;
        let (category, grade) = (digits[0].wrapping_sub(b'0'), digits[1].wrapping_sub(b'0'));
        ((1..=7).contains(&category) && (1..=4).contains(&grade)).then_some(Self { category, grade })
    }

    /// Key of the category: 肢体.
    pub const fn category_key(self) -> &'static str {
        match self.category {
            1 => "dossier-category-visual",
            2 => "dossier-category-hearing",
            3 => "dossier-category-speech",
            4 => "dossier-category-limb",
            5 => "dossier-category-intellectual",
            6 => "dossier-category-mental",
            _ => "dossier-category-multiple",
        }
    }

    /// Key of the grade: 二级.
    pub const fn grade_key(self) -> &'static str {
        match self.grade {
            1 => "dossier-grade-1",
            2 => "dossier-grade-2",
            3 => "dossier-grade-3",
            _ => "dossier-grade-4",
        }
    }

    /// 肢体·二级
    pub fn text(self, language: Language) -> String {
        let words = Words::of(language);
        let (category, grade) = (words.text(self.category_key()), words.text(self.grade_key()));
        words.with("dossier-badge", &[("category", &category), ("grade", &grade)])
    }
}

fn text_at(dossier: &Dossier, rows: &[RowStep], name: &'static str) -> String {
    dossier.text(&FieldPath::within(rows, Name::of(name))).unwrap_or_default().to_owned()
}

fn persons(dossier: &Dossier) -> Vec<PersonSummary> {
    let repeat = Name::of(names::PERSON);
    let person = |row| {
        let rows = FieldPath::row_of(&[], repeat.clone(), row).rows;
        let certificate = text_at(dossier, &rows, names::PERSON_CERTIFICATE);
        let identity: String = certificate.trim().chars().take(18).collect();
        PersonSummary {
            name: text_at(dossier, &rows, names::PERSON_NAME),
            citizen_id_end: last_four(&text_at(dossier, &rows, names::PERSON_CITIZEN_ID)),
            certificate_end: last_four(&identity),
            disability: Disability::of_certificate(&certificate),
        }
    };
    dossier.rows(&[], &repeat).into_iter().map(person).collect()
}

fn last_four(number: &str) -> String {
    let number = number.trim();
    let skipped = number.chars().count().saturating_sub(4);
    number.chars().skip(skipped).collect()
}

fn photos(dossier: &Dossier) -> u32 {
    let photos = dossier.fields.values().filter(|register| matches!(register.value(), Some(Value::Photo(_))));
    u32::try_from(photos.count()).unwrap_or(u32::MAX)
}

/// A date as `2026-11-24`, empty when there is none: the same in every format.
mod date_text {
    use jiff::civil::Date;
    use serde::{Deserialize, Deserializer, Serializer};

    #[allow(clippy::ref_option, reason = "serde's `with` passes the field by reference")]
    pub fn serialize<S: Serializer>(date: &Option<Date>, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&date.map(|date| date.to_string()).unwrap_or_default())
    }

    pub fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<Date>, D::Error> {
        let text = String::deserialize(deserializer)?;
        if text.is_empty() { Ok(None) } else { text.parse().map(Some).map_err(serde::de::Error::custom) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::dossier::edit::Edit;
    use crate::dossier::tests::{at, author, dossier};

    fn home() -> Dossier {
        let mut home = dossier();
        let text = |text: &str| Value::Text(text.into());
        for (path, value) in [
            ("hh_head", text("巴特尔")),
            ("hh_division", text("152221 居力很镇")),
            ("hh_village", text("红峰嘎查")),
            ("hh_phone", text("13847900000")),
            ("hh_visit_date", Value::Date(jiff::civil::date(2026, 11, 24))),
            ("hh_visit_order", Value::Integer(3)),
            ("person/0000000001", Value::Row(1)),
            ("person/0000000001/p_name", text("王秀兰")),
            ("person/0000000001/p_certificate", text("15010219900307233642B1")),
            ("person/0000000002", Value::Row(2)),
            ("person/0000000002/p_citizen_id", text("11010519491231002X")),
        ] {
            home.apply(&Edit::set(at(path), value), &author(1));
        }
        home
    }

    #[test]
    fn the_list_finds_what_it_needs() {
        let summary = Summary::of(&home());
        assert_eq!((&*summary.division, &*summary.township), ("152221", "居力很镇"));
        assert_eq!(summary.persons[0].disability, Some(Disability { category: 4, grade: 2 }));
        assert_eq!(summary.persons[0].disability.unwrap().text(Language::Chinese), "肢体·二级");
        assert_eq!(summary.persons[1].citizen_id_end, "002X");
        assert_eq!(summary.visit, VisitState::Untouched);
        for typed in ["", "巴特", "红峰", "2336", "02x", "1384"] {
            assert!(summary.matches(typed), "{typed}");
        }
        for typed in ["233642", "巴图", "0023"] {
            assert!(!summary.matches(typed), "{typed}");
        }
    }

    #[test]
    fn a_visit_is_finished_only_where_nobody_disagrees() {
        let mut home = home();
        home.apply(&visit::begin(&home, &[], Vec::new()), &author(1));
        assert_eq!(VisitState::of(&home), VisitState::Begun);
        let mut there = home.clone();
        home.apply(&visit::finish(&home, &[]), &author(1));
        assert_eq!(VisitState::of(&home), VisitState::Finished);
        there.apply(&visit::finish(&there, &[]), &author(2));
        there.apply(&visit::reopen(), &author(2));
        home.join(&there).unwrap();
        assert_eq!(VisitState::of(&home), VisitState::Begun);
        assert_eq!(Summary::of(&home).conflicts, 1);
    }

    #[test]
    fn a_summary_survives_the_index() {
        let summary = Summary::of(&home());
        let bytes = postcard::to_stdvec(&summary).unwrap();
        assert_eq!(postcard::from_bytes::<Summary>(&bytes).unwrap(), summary);
    }
}
