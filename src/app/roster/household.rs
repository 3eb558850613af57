//! The rows of a list that are one household, and what they say in the words of the forms.

use std::collections::BTreeMap;

use super::division::Place;
use super::identity::Identity;
use super::known::numbers_of;
use super::row::Entry;
use super::words;
use crate::dossier::Dossier;
use crate::dossier::household as names;
use crate::dossier::register::Register;
use crate::form::ids::canonical;
use crate::id::{DossierId, Name};
use crate::limits::MAX_TEXT_BYTES;
use crate::path::{Aspect, FieldPath};
use crate::stamp::Moment;
use crate::value::Value;

const PHONE_NAME: &str = "hh_phone_name";
const PHONE_OWNER: &str = "hh_phone_owner";
const MEMBERS: &str = "hh_members";
const PERSON_PHONE: &str = "p_phone";
const RELATION: &str = "p_relation_to_head";

/// A household of the list.
#[derive(Clone, Debug, PartialEq)]
pub struct Household {
    pub id: DossierId,
    /// Rows of the sheet, the first first.
    pub rows: Vec<usize>,
    pub head: String,
    pub place: Place,
    pub top: Vec<(FieldPath, Value)>,
    pub persons: Vec<Person>,
}

/// A person of the list.
#[derive(Clone, Debug, PartialEq)]
pub struct Person {
    pub number: String,
    pub name: String,
    pub values: Vec<(Name, Value)>,
}

/// A field in which the list and the household say different things.
#[derive(Clone, Debug, PartialEq)]
pub struct Difference {
    pub path: FieldPath,
    /// What stands there, and who wrote it.
    pub ours: Value,
    pub author: String,
    pub at: Moment,
    pub theirs: Value,
}

/// What a list brings to a household.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct News {
    pub is_new: bool,
    /// Fields that are empty here, a row before what is in it.
    pub additions: Vec<(FieldPath, Value)>,
    pub differences: Vec<Difference>,
    /// Persons that are added to a household that is known.
    pub persons: usize,
}

impl News {
    /// Nothing that the list says is new here.
    pub fn is_nothing(&self) -> bool {
        self.additions.is_empty() && self.differences.is_empty()
    }
}

impl Household {
    /// The household of these rows, which are not empty.
    pub fn of(id: DossierId, entries: &[&Entry]) -> Self {
        let head = head(entries);
        let place = entries
            .iter()
            .map(|entry| &entry.place)
            .max_by_key(|place| place.address.len())
            .cloned()
            .unwrap_or_default();
        Self {
            id,
            rows: entries.iter().map(|entry| entry.row).collect(),
            top: top(entries, &head, &place),
            persons: persons(entries, &head),
            head,
            place,
        }
    }

    /// What the list brings to the household as it is here.
    pub fn news(&self, ours: Option<&Dossier>, identity: &Identity) -> News {
        let blank = ours.is_none_or(|dossier| dossier.fields.values().all(|register| register.value().is_none()));
        let mut news = News { is_new: blank, ..News::default() };
        for (path, value) in &self.top {
            news.compare(ours, blank, path.clone(), value);
        }
        let known: BTreeMap<String, _> = ours.map(numbers_of).unwrap_or_default().into_iter().collect();
        let mut number = ours.map_or(1, |dossier| dossier.next_row_number(&[], &Name::of(names::PERSON)));
        for person in &self.persons {
            let path = match known.get(&person.number) {
                Some(row) => FieldPath::row_of(&[], Name::of(names::PERSON), *row),
                None => {
                    let path = identity.person_path(&person.number);
                    news.compare(ours, blank, path.clone(), &Value::Row(number));
                    number += 1;
                    news.persons += usize::from(!blank);
                    path
                }
            };
            for (name, value) in &person.values {
                news.compare(ours, blank, FieldPath::within(&path.rows, name.clone()), value);
            }
        }
        news
    }
}

impl News {
    fn compare(&mut self, ours: Option<&Dossier>, blank: bool, path: FieldPath, theirs: &Value) {
        let register = ours.and_then(|dossier| dossier.fields.get(&path));
        // Taken back by somebody is an answer too, unless the whole household was.
        let Some(register) = register.filter(|register| !blank && register.live().len() > 0) else {
            return self.additions.push((path, theirs.clone()));
        };
        if register.live().any(|(_, write)| same(&write.value, theirs)) {
            return;
        }
        if let Some((_, write)) = leading(register) {
            let (ours, author, at) = (write.value.clone(), write.author.to_string(), write.at);
            self.differences.push(Difference { path, ours, author, at, theirs: theirs.clone() });
        }
    }
}

/// The write that counts, or the one that took it back.
fn leading(register: &Register) -> Option<(crate::stamp::Dot, &crate::dossier::register::Write)> {
    register.leading().or_else(|| register.live().next())
}

/// Whether two values say the same to a person: a number typed with spaces is the same number, and a row is a row.
fn same(ours: &Value, theirs: &Value) -> bool {
    match (ours, theirs) {
        (Value::Text(ours), Value::Text(theirs)) => ours == theirs || canonical(ours) == canonical(theirs),
        (Value::Row(_), Value::Row(_)) => true,
        (Value::Choices(ours), Value::Choices(theirs)) => {
            ours.len() == theirs.len() && ours.iter().all(|choice| theirs.contains(choice))
        }
        (ours, theirs) => ours == theirs,
    }
}

/// The head that the list names, else the person who is one, else the first person.
fn head(entries: &[&Entry]) -> String {
    let itself = |entry: &&&Entry| entry.relation.as_ref().is_some_and(|relation| relation.as_str() == "self");
    let named = entries.iter().map(|entry| &entry.head).find(|head| !head.is_empty());
    let person = || entries.iter().find(itself).or(entries.first()).map(|entry| &entry.name);
    named.or_else(person).cloned().unwrap_or_default()
}

fn text(text: &str) -> Option<Value> {
    (!text.is_empty()).then(|| Value::Text(text.into()))
}

fn top(entries: &[&Entry], head: &str, place: &Place) -> Vec<(FieldPath, Value)> {
    let first = |value: &dyn Fn(&Entry) -> Option<Value>| entries.iter().find_map(|entry| value(entry));
    let of = |name: &'static str, value: Option<Value>| value.map(|value| (FieldPath::top(Name::of(name)), value));
    let remark = remarks(entries);
    let note = FieldPath::top(Name::of(names::ROSTER_NUMBER)).aspect(Aspect::Note);
    [
        of(names::HEAD, text(head)),
        of(names::DIVISION, text(&place.division())),
        of(names::VILLAGE, text(&place.village)),
        of(names::ADDRESS, text(&place.address)),
        of(names::RESIDENCE, first(&|entry| entry.settlement.clone().map(Value::Choice))),
        of(MEMBERS, first(&|entry| entry.members.map(Value::Integer))),
        of(names::HARDSHIP, first(&|entry| (!entry.income.is_empty()).then(|| Value::Choices(entry.income.clone())))),
        of(names::ROSTER_NUMBER, first(&|entry| text(&entry.roster_no))),
        of(names::PHONE, first(&|entry| text(&entry.home_phone))),
        of(PHONE_NAME, first(&|entry| text(&entry.contact_name))),
        of(PHONE_OWNER, first(&|entry| entry.contact_relation.clone().map(Value::Choice))),
        of(names::SURVEYOR, first(&|entry| text(&entry.surveyor))),
        of(names::VISIT_DATE, first(&|entry| entry.visit_date.map(Value::Date))),
        note.zip(text(&remark)),
    ]
    .into_iter()
    .flatten()
    .collect()
}

/// All remarks of the list, with the person's name where there are several.
fn remarks(entries: &[&Entry]) -> String {
    let several = entries.len() > 1;
    let mut all: Vec<String> = Vec::new();
    for entry in entries.iter().filter(|entry| !entry.remarks.is_empty()) {
        let words = entry.remarks.join("；");
        let words = if several { format!("{}：{words}", entry.name) } else { words };
        if !all.contains(&words) {
            all.push(words);
        }
    }
    let mut text = all.join("\n");
    let end = (0..=text.len().min(MAX_TEXT_BYTES)).rev().find(|end| text.is_char_boundary(*end)).unwrap_or(0);
    text.truncate(end);
    text
}

fn persons(entries: &[&Entry], head: &str) -> Vec<Person> {
    let home_phone = entries.iter().map(|entry| &entry.home_phone).find(|phone| !phone.is_empty());
    let person = |entry: &&Entry| {
        // Two numbers in one household: the second is the person's own.
        let own = Some(&entry.home_phone).filter(|phone| !phone.is_empty() && Some(*phone) != home_phone);
        let phone = if entry.phone.is_empty() { own.cloned().unwrap_or_default() } else { entry.phone.clone() };
        let is_head = !entry.head.is_empty() && entry.name == head;
        let relation = entry.relation.clone().or_else(|| is_head.then(|| Name::of("self")));
        let unknown = entry.certificate.is_empty();
        let category = entry.category.filter(|_| unknown).map(words::category_name);
        let grade = entry.grade.filter(|_| unknown).and_then(|grade| format!("grade_{grade}").parse().ok());
        let values = [
            (names::PERSON_NAME, text(&entry.name)),
            (names::PERSON_CITIZEN_ID, text(&entry.number)),
            (names::PERSON_CERTIFICATE, text(&entry.certificate)),
            (PERSON_PHONE, text(&phone)),
            (RELATION, relation.map(Value::Choice)),
            (names::PERSON_ETHNIC, entry.ethnic.clone().map(Value::Choice)),
            (names::PERSON_CATEGORY, category.map(Value::Choice)),
            (names::PERSON_GRADE, grade.map(Value::Choice)),
        ];
        let values = values.into_iter().filter_map(|(name, value)| Some((Name::of(name), value?))).collect();
        Person { number: entry.number.clone(), name: entry.name.clone(), values }
    };
    entries.iter().map(person).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::dossier::edit::Edit;
    use crate::dossier::tests::author;

    fn entry(row: usize, name: &str, number: &str) -> Entry {
        let place = Place {
            code: "152221".into(),
            township: "居力很镇".into(),
            village: "红峰嘎查".into(),
            address: "三组".into(),
        };
        Entry { row, name: name.into(), number: number.into(), head: "巴特尔".into(), place, ..Entry::default() }
    }

    fn two() -> [Entry; 2] {
        [entry(1, "巴特尔", "150102199003072336"), entry(2, "王秀兰", "11010519491231002X")]
    }

    #[test]
    fn what_was_written_is_nothing_new_and_what_a_surveyor_wrote_is_a_difference() {
        let identity = Identity::of_words("");
        let rows = two();
        let home = Household::of(DossierId::from_u128(1), &[&rows[0], &rows[1]]);
        let news = home.news(None, &identity);
        assert!(news.is_new && news.differences.is_empty());
        let mut dossier = Dossier::new(home.id);
        dossier.apply(&Edit::set_all(news.additions), &author(1));
        assert_eq!(home.news(Some(&dossier), &identity), News::default());
        assert_eq!(dossier.rows(&[], &Name::of(names::PERSON)).len(), 2);

        let village = FieldPath::top(Name::of(names::VILLAGE));
        dossier.apply(&Edit::set(village.clone(), Value::Text("白音嘎查".into())), &author(2));
        dossier.apply(&Edit::set(FieldPath::top(Name::of(names::ADDRESS)), Value::Erased), &author(2));
        let news = home.news(Some(&dossier), &identity);
        assert_eq!(news.differences.len(), 2, "also what was taken back");
        assert!(news.additions.is_empty() && news.differences.iter().any(|difference| difference.path == village));
    }

    #[test]
    fn a_person_is_known_by_the_number_whoever_wrote_the_row_and_a_new_one_is_added() {
        let identity = Identity::of_words("");
        let rows = two();
        let mut dossier = Dossier::new(DossierId::from_u128(1));
        for (path, value) in [
            ("hh_head", Value::Text("巴特尔".into())),
            ("person/0000000009", Value::Row(4)),
            ("person/0000000009/p_name", Value::Text("巴特尔".into())),
            ("person/0000000009/p_certificate", Value::Text("1501 0219 9003 0723 3642".into())),
        ] {
            dossier.apply(&Edit::set(path.parse().unwrap(), value), &author(7));
        }
        let home = Household::of(dossier.id, &[&rows[0], &rows[1]]);
        let news = home.news(Some(&dossier), &identity);
        assert_eq!((news.is_new, news.persons, news.differences.len()), (false, 1, 0));
        assert!(news.additions.contains(&(identity.person_path("11010519491231002X"), Value::Row(5))));
        assert!(!news.additions.iter().any(|(path, _)| *path == identity.person_path("150102199003072336")));
    }

    #[test]
    fn a_person_that_was_removed_does_not_come_back_by_itself() {
        let identity = Identity::of_words("");
        let rows = two();
        let home = Household::of(DossierId::from_u128(1), &[&rows[0], &rows[1]]);
        let mut dossier = Dossier::new(home.id);
        dossier.apply(&Edit::set_all(home.news(None, &identity).additions), &author(1));
        let gone = identity.person_path("11010519491231002X");
        dossier.apply(&Dossier::remove_row(&gone.rows), &author(2));
        let news = home.news(Some(&dossier), &identity);
        assert!(news.additions.is_empty(), "{:?}", news.additions);
        assert!(news.differences.iter().all(|difference| difference.path.is_within(&gone.rows)));
        // The whole household was taken back: then the list brings it again.
        for path in dossier.fields.keys().cloned().collect::<Vec<_>>() {
            dossier.apply(&Edit::Write { path, value: Value::Erased }, &author(1));
        }
        assert!(home.news(Some(&dossier), &identity).is_new);
    }
}
