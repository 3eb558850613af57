//! The form engine as a whole: what is evaluated, what comes back, and that the order of answers does not matter.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on fails")]

use std::collections::BTreeMap;
use std::sync::Arc;

use proptest::prelude::*;
use tantu::form::compile::{Form, Known};
use tantu::form::expr::World;
use tantu::form::library::Library;
use tantu::form::load::load;
use tantu::form::sample::generated_form;
use tantu::form::schema::{Item, Kind, Question};
use tantu::form::session::Session;
use tantu::id::{Name, RowId};
use tantu::l10n::Language;
use tantu::path::{FieldPath, RowStep};
use tantu::stamp::Moment;
use tantu::value::{Skip, Value};

/// A world that stands still.
struct Still;

impl World for Still {
    fn now(&self) -> Moment {
        "2026-06-01T10:00:00+08:00".parse().unwrap()
    }

    fn random(&self) -> f64 {
        0.5
    }

    fn uuid(&self) -> String {
        "00000000-0000-0000-0000-000000000000".to_owned()
    }

    fn table_cell(&self, _: &str, _: &str, _: &str, _: &str) -> Option<String> {
        None
    }
}

fn compile(text: &str, used: &[Arc<Form>]) -> Arc<Form> {
    let (form, source) = load("form.ron", text).unwrap();
    match Form::compile(form, &source, &Known { used, ..Known::default() }) {
        Ok((form, _)) => Arc::new(form),
        Err(problems) => panic!("{problems:#?}"),
    }
}

fn begin(form: &Arc<Form>, answers: &BTreeMap<FieldPath, Value>) -> Session {
    Session::new(form.clone(), answers.clone(), Arc::new(Still), Language::English)
}

fn at(path: &str) -> FieldPath {
    path.parse().unwrap()
}

/// The path of a question in the row `row` of `repeat`.
fn in_row(repeat: &str, row: u64, question: &str) -> FieldPath {
    FieldPath::within(&[step(repeat, row)], question.parse().unwrap())
}

fn step(repeat: &str, row: u64) -> RowStep {
    RowStep { repeat: repeat.parse().unwrap(), row: RowId::from_bits(row) }
}

fn name(text: &str) -> Name {
    text.parse().unwrap()
}

#[test]
fn evaluations_follow_the_dependencies_not_the_size() {
    let path = at("n1");
    let mut counts = Vec::new();
    for (questions, repeats) in [(100, 2), (1_000, 20)] {
        let form = compile(&generated_form(questions, repeats), &[]);
        let mut session = begin(&form, &BTreeMap::new());
        session.set(&at("y1"), Some(&Value::YesNo(true)));
        counts.push(session.set(&path, Some(&Value::Integer(700))).evaluated);
        assert_eq!(session.set(&path, Some(&Value::Integer(700))).evaluated, 0, "nothing changed");
    }
    // Its own reference line and the calculated questions behind it in its section.
    assert_eq!(counts[0], counts[1]);
    assert!(counts[0] < 10, "{counts:?}");
}

#[test]
fn a_new_row_is_evaluated_alone() {
    let form = compile(&generated_form(1_000, 20), &[]);
    let mut session = begin(&form, &BTreeMap::new());
    let whole = session.evaluated();
    let first = session.set(&FieldPath::row(&[step("r1", 1)]), Some(&Value::Row(1))).evaluated;
    session.set(&in_row("r1", 1, "y6"), Some(&Value::YesNo(true)));
    let second = session.set(&FieldPath::row(&[step("r1", 2)]), Some(&Value::Row(2))).evaluated;
    assert!(u64::from(first) * 10 < whole, "{first} of {whole}");
    assert!(second <= first + 3, "rows already there are left alone but for their number: {first}, {second}");
    let answered = session.set(&in_row("r1", 2, "y6"), Some(&Value::YesNo(true))).evaluated;
    let questions = form.repeat(&name("r1")).unwrap().items.len();
    assert!(answered < 20, "{answered} evaluated for one answer in a row of {questions}");
}

const HOUSEHOLD: &str = r#"(
    id: "household", version: 1, title: {"zh": "家庭", "en": "Household"},
    items: [
        Question(id: "city", kind: YesNo, label: {"zh": "城镇", "en": "city"}),
        Section(id: "people", title: {"zh": "残疾人", "en": "people"}, relevant: "${city} != 'no'", items: [
            Repeat(id: "person", title: {"zh": "残疾人", "en": "people"}, one: {"zh": "人", "en": "person"},
                label: "${p_name}", items: [
                Question(id: "p_name", kind: Text(), label: {"zh": "姓名", "en": "name"}),
                Question(id: "p_severe", kind: YesNo, label: {"zh": "重度", "en": "severe"}, relevant: "${p_name} != ''"),
            ]),
        ]),
    ],
)"#;

const HOME: &str = r#"(
    id: "home", version: 1, title: {"zh": "住房", "en": "Home"}, uses: ["household"],
    lists: {"place": [
        (id: "bath", label: {"zh": "卫生间", "en": "bathroom"}, attrs: {"indoor": "yes"}),
        (id: "yard", label: {"zh": "院", "en": "yard"}, attrs: {"indoor": "no"}),
    ]},
    sources: {"gb": {"zh": "GB 50763-2012", "en": "GB 50763-2012"}},
    items: [
        Question(id: "yurt", kind: YesNo, label: {"zh": "蒙古包", "en": "yurt"}, default: "'no'"),
        Section(id: "persons", title: {"zh": "人", "en": "persons"}, items: [
            Repeat(id: "person", title: {"zh": "人", "en": "people"}, one: {"zh": "人", "en": "person"}, items: [
                Question(id: "chair", kind: Integer(), label: {"zh": "轮椅宽", "en": "chair"}, relevant: "${p_severe} = 'yes'"),
            ]),
        ]),
        Section(id: "doors", title: {"zh": "门", "en": "doors"}, relevant: "${yurt} != 'yes'", quick: true, items: [
            Question(id: "limit", kind: Calculated(value: "max(${chair}) + 50"), label: {"zh": "限", "en": "limit"}),
            Group(id: "all", title: {"zh": "全部", "en": "all"}, relevant: "count(${door}) > 0", items: [
                Question(id: "narrow", kind: Calculated(value: "count(${door}[width < 800])"), label: {"zh": "窄", "en": "n"}),
                Question(id: "first", kind: Calculated(value: "indexed-repeat(${width}, ${door}, 1)"), label: {"zh": "1", "en": "1"}),
                Question(id: "total", kind: Calculated(value: "sum(${width}) + count(${crack})"), label: {"zh": "和", "en": "sum"}),
            ]),
            Repeat(id: "door", title: {"zh": "门", "en": "doors"}, one: {"zh": "门", "en": "door"},
                label: "concat(position(..), ':', jr:choice-name(${place}, '${place}'))",
                presets: [(label: {"zh": "卫生间门", "en": "bathroom door"}, values: {"place": "'bath'", "width": "700"})],
                items: [
                Question(id: "place", kind: OneOf(list: "place"), label: {"zh": "位置", "en": "place"},
                    filter: "indoor = 'yes' or ${yurt} = 'no'"),
                Question(id: "width", kind: Integer(), label: {"zh": "净宽", "en": "width"}, required: "${place} != ''",
                    fine: "900", relevant: "${place} != 'yard' or position(..) = 1",
                    checks: [(holds: ". < 3000 and . > ${limit}", message: {"zh": "宽", "en": "wide"})],
                    references: [
                        (source: "gb", text: {"zh": "≥ 900", "en": "≥ 900"}, when: "${limit} > 800", met: ". >= 900"),
                        (source: "gb", text: {"zh": "≥ 800", "en": "≥ 800"}, met: ". >= 800"),
                    ]),
                Question(id: "shot", kind: Photo(least: 1), label: {"zh": "照片", "en": "photo"}),
                Question(id: "seen", kind: Calculated(value: "if(${shot} > 1, 'twice', ${shot})"), label: {"zh": "见", "en": "seen"}),
                Repeat(id: "crack", title: {"zh": "缝", "en": "cracks"}, one: {"zh": "缝", "en": "crack"},
                    relevant: "${width} > 500", items: [
                    Question(id: "gap", kind: Decimal(), label: {"zh": "缝宽", "en": "gap"}, relevant: "${width} < 1000"),
                    Question(id: "share", kind: Calculated(value: "${gap} div ${width}"), label: {"zh": "比", "en": "share"}),
                ]),
            ]),
        ]),
    ],
    findings: [
        (id: "narrow_door", label: {"zh": "门窄", "en": "narrow door"}, priority: GettingOut, each: "door",
            when: "${width} < ${limit} or ${width} < 800", evidence: ["width"], section: "doors",
            measures: [(code: "D01", quantity: "1"), (code: "E04", when: "count(${crack}) > 1", quantity: "sum(${gap})")]),
        (id: "any", label: {"zh": "有人", "en": "someone"}, priority: Comfort, when: "count(${person}) > 0"),
    ],
)"#;

fn home() -> Arc<Form> {
    compile(HOME, &[compile(HOUSEHOLD, &[])])
}

/// A home with two doors and a person, as text pairs.
fn answers() -> BTreeMap<FieldPath, Value> {
    BTreeMap::from([
        (FieldPath::row(&[step("person", 7)]), Value::Row(1)),
        (in_row("person", 7, "p_name"), Value::Text("Bayar".into())),
        (in_row("person", 7, "p_severe"), Value::YesNo(true)),
        (in_row("person", 7, "chair"), Value::Integer(700)),
        (FieldPath::row(&[step("door", 2)]), Value::Row(1)),
        (in_row("door", 2, "place"), Value::Choice(name("bath"))),
        (in_row("door", 2, "width"), Value::Integer(760)),
        (FieldPath::row(&[step("door", 1)]), Value::Row(2)),
        (in_row("door", 1, "width"), Value::Integer(850)),
    ])
}

#[test]
fn one_repeat_of_two_forms_has_one_set_of_rows() {
    let form = home();
    let session = begin(&form, &answers());
    assert_eq!(session.state(&at("limit")).unwrap().value, Some(Value::Integer(750)));
    assert_eq!(session.row_label(&[step("person", 7)]), "Bayar");
    assert_eq!(form.question(&name("p_name")).unwrap().id, name("p_name"));
    assert!(!form.is_own(&name("p_name")) && form.is_own(&name("chair")));
    assert_eq!(form.repeats_of(&name("gap")), [&name("door"), &name("crack")]);
    assert_eq!(form.section_of(&name("gap")), Some(&name("doors")));
}

#[test]
fn a_used_forms_own_conditions_count() {
    let mut session = begin(&home(), &answers());
    session.set(&at("city"), Some(&Value::YesNo(false)));
    let chair = session.state(&in_row("person", 7, "chair")).unwrap();
    assert!(!chair.relevant, "p_severe is not asked any more, so it reads as nothing");
    assert_eq!(session.state(&at("limit")).unwrap().value, None);
    session.set(&at("city"), None);
    assert_eq!(session.state(&at("limit")).unwrap().value, Some(Value::Integer(750)));
}

#[test]
fn what_becomes_irrelevant_keeps_its_value_and_comes_back() {
    let mut session = begin(&home(), &answers());
    let width = in_row("door", 2, "width");
    let total = |session: &Session| session.state(&at("total")).unwrap().value;
    assert_eq!(total(&session), Some(Value::Integer(1610)));
    session.set(&in_row("door", 1, "place"), Some(&Value::Choice(name("yard"))));
    assert_eq!(total(&session), Some(Value::Integer(760)), "the second door's width is not asked in the yard");
    assert_eq!(session.irrelevant_answers(), [in_row("door", 1, "width")]);
    session.set(&at("yurt"), Some(&Value::YesNo(true)));
    assert!(!session.is_relevant(&[], &name("doors")) && !session.state(&width).unwrap().relevant);
    assert_eq!(session.state(&width).unwrap().value, Some(Value::Integer(760)));
    assert!(session.findings().iter().all(|found| found.within.is_empty()), "doors of a yurt are no finding");
    session.set(&at("yurt"), None);
    session.set(&in_row("door", 1, "place"), None);
    assert_eq!(total(&session), Some(Value::Integer(1610)));
}

#[test]
fn rows_are_ordered_by_number_then_id() {
    let mut session = begin(&home(), &answers());
    let ids = |session: &Session| session.rows(&[], &name("door")).iter().map(|row| row.bits()).collect::<Vec<_>>();
    assert_eq!(ids(&session), [2, 1]);
    assert_eq!(session.row_label(&[step("door", 2)]), "1:bathroom");
    session.set(&FieldPath::row(&[step("door", 1)]), Some(&Value::Row(1)));
    assert_eq!(ids(&session), [1, 2]);
    assert_eq!(session.row_label(&[step("door", 2)]), "2:bathroom");
    assert_eq!(session.state(&at("first")).unwrap().value, Some(Value::Integer(850)));
}

#[test]
fn a_removed_row_comes_back_with_its_answers() {
    let mut session = begin(&home(), &answers());
    let row = FieldPath::row(&[step("door", 2)]);
    session.set(&row, Some(&Value::Erased));
    assert_eq!(session.state(&in_row("door", 2, "width")), None);
    assert_eq!(session.state(&at("total")).unwrap().value, Some(Value::Integer(850)));
    session.set(&row, Some(&Value::Row(9)));
    assert_eq!(session.state(&in_row("door", 2, "width")).unwrap().value, Some(Value::Integer(760)));
    assert_eq!(session.state(&at("total")).unwrap().value, Some(Value::Integer(1610)));
}

#[test]
fn checks_references_and_filters() {
    let mut session = begin(&home(), &answers());
    let width = in_row("door", 2, "width");
    assert_eq!(session.state(&width).unwrap().reference, Some((1, Some(false))));
    assert_eq!(session.state(&width).unwrap().choices, None);
    session.set(&width, Some(&Value::Integer(3500)));
    assert_eq!(session.state(&width).unwrap().failed_checks, [0]);
    session.set(&width, Some(&Value::Skipped(Skip::NotChecked)));
    let state = session.state(&width).unwrap();
    assert_eq!((state.failed_checks.len(), state.reference), (0, Some((1, None))));
    assert!(state.required);
    session.set(&in_row("person", 7, "chair"), Some(&Value::Integer(800)));
    assert_eq!(session.state(&width).unwrap().reference, Some((0, None)), "a wider chair, another line");
    let place = in_row("door", 2, "place");
    assert_eq!(session.state(&place).unwrap().choices, Some(vec![name("bath")]));
    session.set(&at("yurt"), Some(&Value::YesNo(false)));
    assert_eq!(session.state(&place).unwrap().choices, Some(vec![name("bath"), name("yard")]));
}

#[test]
fn photos_are_counted() {
    let mut session = begin(&home(), &answers());
    let seen = in_row("door", 2, "seen");
    let photo = |id: u64| in_row("door", 2, "shot").photo(RowId::from_bits(id)).unwrap();
    assert_eq!(session.state(&seen).unwrap().value, None);
    session.set(&photo(1), Some(&Value::Row(1)));
    assert_eq!(session.state(&seen).unwrap().value, Some(Value::Integer(1)));
    session.set(&photo(2), Some(&Value::Row(2)));
    assert_eq!(session.state(&seen).unwrap().value, Some(Value::Text("twice".into())));
    session.set(&photo(1), None);
    assert_eq!(session.state(&seen).unwrap().value, Some(Value::Integer(1)));
}

#[test]
fn offers_are_given_to_open_questions_only() {
    let mut session = begin(&home(), &answers());
    assert_eq!(session.defaults(&[]), [(at("yurt"), Value::YesNo(false))]);
    session.set(&at("yurt"), Some(&Value::Skipped(Skip::Refused)));
    assert_eq!(session.defaults(&[]), []);
    session.set(&FieldPath::row(&[step("door", 3)]), Some(&Value::Row(3)));
    let fine = (in_row("door", 3, "width"), Value::Integer(900));
    assert_eq!(session.fine_answers(&name("doors")), [fine]);
    let preset = session.preset_answers(&[step("door", 3)], 0);
    let place = (in_row("door", 3, "place"), Value::Choice(name("bath")));
    assert_eq!(preset, [place, (in_row("door", 3, "width"), Value::Integer(700))]);
}

#[test]
fn findings_name_their_row_and_measures() {
    let session = begin(&home(), &answers());
    let found = session.findings();
    assert_eq!(found.len(), 2);
    assert_eq!(found[0].within.to_vec(), [step("door", 2)]);
    let one = tantu::value::Decimal::new(1.0);
    assert_eq!(found[0].measures, [(name("D01"), one)]);
    assert_eq!((found[1].finding, found[1].within.len()), (1, 0));
}

/// Everything a session says, as text.
fn everything(session: &Session) -> String {
    let mut lines = Vec::new();
    say(session, &session.form().text().items, &[], &mut lines);
    for outside in ["city", "p_name", "p_severe"] {
        for rows in [&[][..], &[step("person", 7)], &[step("person", 8)]] {
            lines.push(format!("{:?}", session.state(&FieldPath::within(rows, name(outside)))));
        }
    }
    lines.push(format!("{:?}", session.findings()));
    lines.push(format!("{:?}", session.defaults(&[])));
    lines.push(format!("{:?}", session.fine_answers(&name("doors"))));
    lines.push(format!("{:?}", session.irrelevant_answers()));
    lines.extend(session.faults().map(|problem| format!("{problem:?}")));
    lines.join("\n")
}

fn say(session: &Session, items: &[Item], within: &[RowStep], lines: &mut Vec<String>) {
    for item in items {
        match item {
            Item::Section(section) => {
                lines.push(format!("{} {}", section.id, session.is_relevant(within, &section.id)));
                say(session, &section.items, within, lines);
            }
            Item::Group(group) => {
                lines.push(format!("{} {}", group.id, session.is_relevant(within, &group.id)));
                say(session, &group.items, within, lines);
            }
            Item::Repeat(repeat) => {
                lines.push(format!("{} {}", repeat.id, session.is_relevant(within, &repeat.id)));
                for row in session.rows(within, &repeat.id) {
                    let mut inner = within.to_vec();
                    inner.push(RowStep { repeat: repeat.id.clone(), row });
                    lines.push(format!("{inner:?} {}", session.row_label(&inner)));
                    say(session, &repeat.items, &inner, lines);
                }
            }
            Item::Question(question) => {
                let path = FieldPath::within(within, question.id.clone());
                lines.push(format!("{path} {:?}", session.state(&path)));
            }
        }
    }
}

fn some_rows(repeat: &'static str, rows: std::ops::Range<u64>) -> impl Strategy<Value = Vec<RowStep>> {
    rows.prop_map(move |row| vec![step(repeat, row)])
}

fn crack() -> impl Strategy<Value = Vec<RowStep>> {
    (1..4_u64, 1..3_u64).prop_map(|(door, crack)| vec![step("door", door), step("crack", crack)])
}

/// Where something may be written, with what.
fn edit() -> impl Strategy<Value = (FieldPath, Option<Value>)> {
    let row = (0..4_u32).prop_map(Value::Row);
    let number = prop_oneof![Just(0_i64), Just(499), Just(700), Just(799), Just(800), Just(950), Just(3000)];
    let number = number.prop_map(Value::Integer).boxed();
    let yes_no = any::<bool>().prop_map(Value::YesNo).boxed();
    let place = prop_oneof![Just("bath"), Just("yard")].prop_map(|id| Value::Choice(Name::of(id))).boxed();
    let text = prop_oneof![Just(""), Just("Bayar")].prop_map(|text| Value::Text(text.into())).boxed();
    let leaf = |rows: BoxedStrategy<Vec<RowStep>>, leaf: &'static str, value: BoxedStrategy<Value>| {
        (rows, value).prop_map(move |(rows, value)| (FieldPath::within(&rows, Name::of(leaf)), value)).boxed()
    };
    let rows = |rows: BoxedStrategy<Vec<RowStep>>| {
        (rows, row.clone()).prop_map(|(rows, value)| (FieldPath::row(&rows), value)).boxed()
    };
    let top = Just(Vec::new()).boxed();
    let door = some_rows("door", 1..4).boxed();
    let person = some_rows("person", 7..9).boxed();
    let photo = (some_rows("door", 1..4), 1..4_u64, row.clone()).prop_map(|(mut rows, photo, value)| {
        rows.push(step("shot", photo));
        (FieldPath::row(&rows), value)
    });
    let written = prop_oneof![
        3 => rows(door.clone()),
        2 => rows(crack().boxed()),
        1 => rows(person.clone()),
        1 => photo,
        1 => leaf(top.clone(), "yurt", yes_no.clone()),
        1 => leaf(top, "city", yes_no.clone()),
        4 => leaf(door.clone(), "width", number.clone()),
        2 => leaf(door, "place", place),
        2 => leaf(crack().boxed(), "gap", number.clone()),
        1 => leaf(person.clone(), "p_name", text),
        1 => leaf(person.clone(), "p_severe", yes_no),
        1 => leaf(person, "chair", number),
    ];
    let taken_back = prop_oneof![3 => Just(0), 1 => Just(1), 1 => Just(2)];
    (written, taken_back).prop_map(|((path, value), how)| match how {
        0 => (path, Some(value)),
        1 => (path, None),
        _ if path.leaf.is_some() => (path, Some(Value::Skipped(Skip::NotChecked))),
        _ => (path, Some(Value::Erased)),
    })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 128, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn a_session_with_a_history_says_what_a_fresh_one_says(edits in prop::collection::vec(edit(), 1..60)) {
        let form = home();
        let mut answers = answers();
        let mut session = begin(&form, &answers);
        for (path, value) in edits {
            session.set(&path, value.as_ref());
            match value.filter(|value| *value != Value::Erased) {
                Some(value) => answers.insert(path, value),
                None => answers.remove(&path),
            };
            prop_assert_eq!(everything(&session), everything(&begin(&form, &answers)));
        }
    }
}

/// Questions of a form with the repeats they stand in, outermost first.
fn questions<'a>(items: &'a [Item], repeats: &[Name], found: &mut Vec<(Vec<Name>, &'a Question)>) {
    for item in items {
        match item {
            Item::Section(section) => questions(&section.items, repeats, found),
            Item::Group(group) => questions(&group.items, repeats, found),
            Item::Repeat(repeat) => {
                let inside: Vec<Name> = repeats.iter().chain([&repeat.id]).cloned().collect();
                questions(&repeat.items, &inside, found);
            }
            Item::Question(question) => found.push((repeats.to_vec(), question)),
        }
    }
}

/// The `nth` possible answer to a question.
fn some_answer(form: &Form, question: &Question, nth: usize) -> Value {
    let choices = form.choices(&question.id);
    match &question.kind {
        Kind::YesNo => Value::YesNo(nth.is_multiple_of(2)),
        Kind::OneOf { .. } => Value::Choice(choices[nth % choices.len()].id.clone()),
        Kind::ManyOf { .. } => {
            let picked = choices.iter().enumerate().filter(|(index, _)| nth >> (index % 8) & 1 == 1);
            Value::Choices(picked.map(|(_, choice)| choice.id.clone()).collect())
        }
        Kind::Integer { .. } | Kind::Decimal { .. } => Value::Integer([0, 14, 16, 450, 799, 800, 1500][nth % 7]),
        Kind::Certificate { .. } => Value::Text(["15010219900307233641", "11010519491231002X12"][nth % 2].into()),
        _ => Value::Text(["", "a"][nth % 2].into()),
    }
}

/// What a session says about every question of its form.
fn all_states(session: &Session) -> String {
    let mut lines = Vec::new();
    say(session, &session.form().text().items, &[], &mut lines);
    lines.push(format!("{:?} {:?}", session.findings(), session.irrelevant_answers()));
    lines.extend(session.faults().map(|problem| format!("{problem:?}")));
    lines.join("\n")
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 12, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn the_assessment_with_a_history_is_as_a_fresh_one(
        edits in prop::collection::vec((any::<prop::sample::Index>(), 1..3_u64, 0..256_usize, 0..8), 1..120),
    ) {
        let (library, _) = Library::built_in();
        let form = library.get("home-assessment").unwrap();
        let household = library.get("household").unwrap();
        let mut all = Vec::new();
        questions(&form.text().items, &[], &mut all);
        questions(&household.text().items, &[], &mut all);
        let mut answers = BTreeMap::new();
        let mut session = begin(&form, &answers);
        for (which, row, nth, how) in edits {
            let (repeats, question) = which.get(&all);
            let rows: Vec<RowStep> = repeats.iter().map(|repeat| step(repeat.as_str(), row)).collect();
            // Half of the edits in a repeat are about the row itself.
            let is_row = !rows.is_empty() && nth % 2 == 0;
            let path = if is_row { FieldPath::row(&rows) } else { FieldPath::within(&rows, question.id.clone()) };
            let value = if is_row { Value::Row(nth as u32) } else { some_answer(&form, question, nth) };
            if how == 0 {
                session.set(&path, None);
                answers.remove(&path);
            } else {
                session.set(&path, Some(&value));
                answers.insert(path, value);
            }
        }
        prop_assert_eq!(all_states(&session), all_states(&begin(&form, &answers)));
    }
}
