//! What a screen shows of a small form, as text: prompts, progress, problems, barriers.

use std::sync::Arc;

use super::{at, author, dossier};
use crate::dossier::ask::{entries, prompt, sections};
use crate::dossier::edit::Edit;
use crate::dossier::history::{Deed, History, Label};
use crate::dossier::prompt::{Control, Entry, Outcome, ToDoKind};
use crate::dossier::status::{barriers, irrelevant, progress, to_dos};
use crate::dossier::{Dossier, visit};
use crate::form::compile::{Form, Known};
use crate::form::expr::World;
use crate::form::load::load;
use crate::form::session::Session;
use crate::id::{ContentHash, Name, RowId};
use crate::l10n::Language;
use crate::stamp::Moment;
use crate::value::{Photo, Skip, Value};

const FORM: &str = r#"(
    id: "small", version: 1, title: {"zh": "小表", "en": "Small"},
    lists: {"mobility": [
        (id: "cane", label: {"zh": "手杖", "en": "cane"}),
        (id: "wheelchair", label: {"zh": "轮椅", "en": "wheelchair"}),
    ]},
    sources: {"gb50763": {"zh": "GB 50763-2012", "en": "GB 50763-2012"}},
    items: [
        Section(id: "person_part", title: {"zh": "人", "en": "Person"}, items: [
            Question(id: "welcome", kind: Note, label: {"zh": "请出示证件", "en": "Please show the card"}),
            Question(id: "mobility", kind: OneOf(list: "mobility"), label: {"zh": "移动方式", "en": "Mobility"}, required: "true()"),
            Question(id: "certificate", kind: Certificate(), label: {"zh": "残疾人证号", "en": "Certificate"}, sensitive: true),
            Group(id: "chair", title: {"zh": "轮椅", "en": "Wheelchair"}, relevant: "${mobility} = 'wheelchair'", items: [
                Question(id: "chair_width", kind: Integer(unit: Millimetre, warn: (550, 750), hard: (400, 900)),
                    label: {"zh": "轮椅总宽", "en": "Chair width"}),
                Question(id: "door_need", kind: Calculated(value: "${chair_width} + 50", unit: Millimetre),
                    label: {"zh": "所需门宽", "en": "Door needed"}),
            ]),
        ]),
        Section(id: "doors", title: {"zh": "门", "en": "Doors"}, quick: true, items: [
            Question(id: "doors_fine", kind: YesNo, label: {"zh": "各门都方便？", "en": "Doors easy?"}, fine: "'yes'"),
            Repeat(id: "door", title: {"zh": "各门", "en": "The doors"}, one: {"zh": "门", "en": "Door"}, least: 2,
                label: "${place}", presets: [(label: {"zh": "卫生间门", "en": "Bathroom door"}, values: {"place": "'卫生间门'"})], items: [
                Question(id: "place", kind: Text(), label: {"zh": "位置", "en": "Place"}),
                Question(id: "width", kind: Integer(unit: Millimetre), label: {"zh": "净宽", "en": "Clear width"}, required: "true()",
                    references: [(source: "gb50763", clause: "3.5.3", text: {"zh": "≥ 800 mm", "en": "≥ 800 mm"}, met: ". >= 800")],
                    checks: [(holds: ". < 2000", message: {"zh": "太宽", "en": "Too wide"}, hard: true)]),
                Question(id: "door_photo", kind: Photo(least: 2), label: {"zh": "照片", "en": "Photos"}, relevant: "${width} > 0"),
            ]),
        ]),
        Section(id: "yurt", title: {"zh": "蒙古包", "en": "Yurt"}, relevant: "${mobility} = 'cane'", items: [
            Question(id: "stove", kind: YesNo, label: {"zh": "炉子", "en": "Stove"}),
        ]),
    ],
    findings: [
        (id: "narrow", label: {"zh": "门宽不足", "en": "Narrow door"}, priority: GettingOut, each: "door", when: "${width} < 800",
            evidence: ["width"], measures: [(code: "D01")]),
        (id: "no_chair", label: {"zh": "需要轮椅", "en": "Needs a chair"}, priority: Danger, when: "${mobility} = 'cane'",
            section: "person_part", measures: [(code: "M01")]),
    ],
)"#;

struct Calm;

impl World for Calm {
    fn now(&self) -> Moment {
        Moment::new(1_795_483_805, 480)
    }

    fn random(&self) -> f64 {
        0.5
    }

    fn uuid(&self) -> String {
        String::new()
    }

    fn table_cell(&self, _: &str, _: &str, _: &str, _: &str) -> Option<String> {
        None
    }
}

/// A household with the session that is told of every change.
struct Desk {
    home: Dossier,
    session: Session,
}

const CHINESE: Language = Language::Chinese;

impl Desk {
    fn new() -> Self {
        let (text, source) = load("small.ron", FORM).unwrap();
        let form = match Form::compile(text, &source, &Known::default()) {
            Ok((form, _)) => Arc::new(form),
            Err(problems) => panic!("{problems:?}"),
        };
        let session = Session::new(form, [], Arc::new(Calm), CHINESE);
        Self { home: dossier(), session }
    }

    fn apply(&mut self, edit: &Edit) -> crate::dossier::edit::Applied {
        let applied = self.home.apply(edit, &author(1));
        self.tell(&applied.delta);
        applied
    }

    fn tell(&mut self, delta: &crate::dossier::edit::Delta) {
        for (path, value) in self.home.changes(delta) {
            self.session.set(&path, value.as_ref());
        }
    }

    fn set(&mut self, path: &str, value: Value) {
        self.apply(&Edit::set(at(path), value));
    }

    fn door(&mut self, row: u64) -> String {
        let edit = visit::add_row(&self.home, &[], &Name::of("door"), RowId::from_bits(row), vec![], vec![]).unwrap();
        self.apply(&edit);
        format!("door/{}", RowId::from_bits(row))
    }

    fn photograph(&mut self, question: &str, row: u64) {
        let photo =
            Photo { hash: ContentHash::of(b"x"), width: 4, height: 3, taken: None, place: None, caption: "".into() };
        let path = at(question).photo(RowId::from_bits(row)).unwrap();
        self.apply(&Edit::set(path, Value::Photo(Arc::new(photo))));
    }

    fn lines(&self, section: &'static str, open: &[u64]) -> Vec<String> {
        let open: Vec<RowId> = open.iter().map(|&row| RowId::from_bits(row)).collect();
        entries(&self.session, &self.home, &Name::of(section), &open, CHINESE).iter().map(line).collect()
    }

    fn to_dos(&self) -> Vec<String> {
        let list = to_dos(&self.session, &self.home, CHINESE);
        list.iter().map(|to_do| format!("{:?} {}: {}", to_do.kind, to_do.label, to_do.text)).collect()
    }
}

fn line(entry: &Entry) -> String {
    match entry {
        Entry::Heading { text, depth, .. } => format!("{depth} # {text}"),
        Entry::Repeat(repeat) => {
            let rows: Vec<_> = repeat
                .rows
                .iter()
                .map(|row| format!("{} {}/{}", row.label, row.progress.done, row.progress.asked))
                .collect();
            format!("{} = {} [{}] -{}", repeat.depth, repeat.title, rows.join(", "), repeat.lacking)
        }
        Entry::Question(prompt) => {
            let number = prompt.number.map_or_else(|| "-".to_owned(), |number| number.to_string());
            format!("{} {number} {} {}", prompt.depth, prompt.label, prompt.value_text).trim_end().to_owned()
        }
    }
}

#[test]
fn only_what_is_relevant_is_shown_and_numbers_count_questions() {
    let mut desk = Desk::new();
    assert_eq!(desk.lines("person_part", &[]), ["0 - 请出示证件", "0 1 移动方式", "0 2 残疾人证号"]);
    desk.set("mobility", Value::Choice(Name::of("wheelchair")));
    desk.set("chair_width", Value::Integer(630));
    assert_eq!(
        desk.lines("person_part", &[]),
        [
            "0 - 请出示证件",
            "0 1 移动方式 轮椅",
            "0 2 残疾人证号",
            "0 # 轮椅",
            "1 3 轮椅总宽 630\u{2009}mm",
            "1 - 所需门宽 680\u{2009}mm",
        ]
    );
    assert!(desk.lines("yurt", &[]).is_empty());
    let rail = sections(&desk.session, &desk.home, CHINESE);
    let seen: Vec<_> = rail.iter().map(|section| (section.title.as_str(), section.relevant, section.quick)).collect();
    assert_eq!(seen, [("人", true, false), ("门", true, true), ("蒙古包", false, false)]);
    assert_eq!((rail[0].progress.asked, rail[0].progress.done, rail[2].progress.asked), (3, 2, 0));
}

#[test]
fn open_rows_follow_their_table_and_closed_ones_do_not() {
    let mut desk = Desk::new();
    let (first, second) = (desk.door(1), desk.door(2));
    desk.set(&format!("{first}/place"), Value::Text("户门".into()));
    desk.set(&format!("{second}/width"), Value::Integer(760));
    assert_eq!(desk.lines("doors", &[]), ["0 1 各门都方便？", "0 = 各门 [户门 1/2, 门 2 1/3] -0"]);
    assert_eq!(
        desk.lines("doors", &[2]),
        [
            "0 1 各门都方便？",
            "0 = 各门 [户门 1/2, 门 2 1/3] -0",
            "1 # 门 2",
            "2 1 位置",
            "2 2 净宽 760\u{2009}mm",
            "2 3 照片",
        ]
    );
}

#[test]
fn a_question_below_its_line_can_be_accepted_with_a_reason() {
    let mut desk = Desk::new();
    let door = desk.door(1);
    let width = at(&format!("{door}/width"));
    let shown = |desk: &Desk| prompt(&desk.session, &desk.home, &width, CHINESE).unwrap().line.unwrap();
    assert_eq!(shown(&desk).outcome, None);
    desk.set(&format!("{door}/width"), Value::Integer(760));
    assert_eq!(shown(&desk).outcome, Some(Outcome::NotMet));
    assert_eq!(progress(&desk.session, &desk.home).not_met, 1);
    desk.set(&format!("{door}/width.accepted"), Value::Text("承重墙".into()));
    let line = shown(&desk);
    assert_eq!((line.outcome, line.reason.as_str()), (Some(Outcome::Accepted), "承重墙"));
    assert_eq!(line.source, "GB 50763-2012 3.5.3");
    desk.set(&format!("{door}/width"), Value::Integer(800));
    assert_eq!(shown(&desk).outcome, Some(Outcome::Met));
}

#[test]
fn the_problems_panel_lists_everything_in_the_order_of_the_form() {
    let mut desk = Desk::new();
    let door = desk.door(1);
    desk.set("certificate", Value::Text("1".into()));
    desk.set(&format!("{door}/width"), Value::Integer(2500));
    desk.photograph(&format!("{door}/door_photo"), 7);
    let mut there = desk.home.clone();
    there.apply(&Edit::set(at("doors_fine"), Value::YesNo(true)), &author(2));
    desk.set("doors_fine", Value::YesNo(false));
    desk.home.join(&there).unwrap();

    let kinds: Vec<ToDoKind> = to_dos(&desk.session, &desk.home, CHINESE).iter().map(|to_do| to_do.kind).collect();
    use ToDoKind::{Conflict, Missing, Wrong};
    assert_eq!(kinds, [Missing, Wrong, Conflict, Missing, Wrong, Missing], "{:#?}", desk.to_dos());
    let list = desk.to_dos();
    assert_eq!(list[0], "Missing 人 · 移动方式: 未填写");
    assert_eq!(list[2], "Conflict 门 · 各门都方便？: 2 种不同的答案，请选定一个");
    assert_eq!(list[3], "Missing 门 · 各门: 还缺 1 项");
    assert_eq!(list[4], "Wrong 门 · 门 1 · 净宽: 太宽");
    assert_eq!(list[5], "Missing 门 · 门 1 · 照片: 还缺 1 张照片");

    let total = progress(&desk.session, &desk.home);
    assert_eq!((total.wrong, total.missing, total.doubtful), (2, 3, 1));
    let fine = prompt(&desk.session, &desk.home, &at("doors_fine"), CHINESE).unwrap();
    let offered: Vec<&str> = fine.conflict.iter().map(|alternative| alternative.value_text.as_str()).collect();
    assert_eq!(offered, ["否", "是"]);
    assert_eq!(fine.value_text, "否", "the lowest device leads");
}

#[test]
fn a_skip_is_dealt_with_but_no_answer() {
    let mut desk = Desk::new();
    desk.apply(&visit::skip(at("mobility"), Skip::Refused));
    desk.apply(&visit::skip(at("certificate"), Skip::NotChecked));
    let total = progress(&desk.session, &desk.home);
    assert_eq!((total.done, total.refused, total.not_checked, total.wrong), (2, 1, 1, 0));
    assert!(!desk.to_dos().iter().any(|to_do| to_do.contains("移动方式")));
    assert_eq!(prompt(&desk.session, &desk.home, &at("mobility"), CHINESE).unwrap().value_text, "拒绝回答");
}

#[test]
fn enough_photos_answer_a_question_and_irrelevant_ones_go_when_the_visit_ends() {
    let mut desk = Desk::new();
    let door = desk.door(1);
    let photo = at(&format!("{door}/door_photo"));
    desk.set(&format!("{door}/width"), Value::Integer(900));
    desk.photograph(&photo.to_string(), 7);
    assert!(prompt(&desk.session, &desk.home, &photo, CHINESE).unwrap().is_open());
    desk.photograph(&photo.to_string(), 8);
    let shown = prompt(&desk.session, &desk.home, &photo, CHINESE).unwrap();
    assert!(!shown.is_open() && matches!(shown.control, Control::Photo { least: 2, .. }));
    assert_eq!((shown.value_text.as_str(), shown.photos.len()), ("2 张照片", 2));
    assert!(irrelevant(&desk.session, &desk.home).is_empty());

    desk.set(&format!("{door}/width"), Value::Integer(0));
    assert!(prompt(&desk.session, &desk.home, &photo, CHINESE).is_none());
    let gone = irrelevant(&desk.session, &desk.home);
    assert_eq!(gone, std::slice::from_ref(&photo));
    let finished = visit::finish(&desk.home, &gone);
    desk.apply(&finished);
    assert!(desk.home.photos(&photo).is_empty());
}

#[test]
fn barriers_come_by_urgency_and_name_their_row() {
    let mut desk = Desk::new();
    let door = desk.door(1);
    desk.set(&format!("{door}/place"), Value::Text("卧室门".into()));
    desk.set(&format!("{door}/width"), Value::Integer(700));
    desk.set("mobility", Value::Choice(Name::of("cane")));
    let found: Vec<_> = barriers(&desk.session, CHINESE)
        .into_iter()
        .map(|barrier| (barrier.label, barrier.row_label, barrier.measures[0].to_string()))
        .collect();
    let expected = [("需要轮椅", "", "M01"), ("门宽不足", "卧室门", "D01")];
    assert_eq!(found, expected.map(|(a, b, c)| (a.to_owned(), b.to_owned(), c.to_owned())));
}

#[test]
fn a_row_removed_elsewhere_is_shown_with_its_question_to_decide() {
    let mut desk = Desk::new();
    let door = desk.door(1);
    let mut there = desk.home.clone();
    let edit = there.apply(&Edit::set(at(&format!("{door}/width")), Value::Integer(900)), &author(2)).delta;
    desk.apply(&Dossier::remove_row(&at(&door).rows));
    assert!(desk.lines("doors", &[])[1].contains("[]"));
    desk.home.join_delta(&edit);
    desk.tell(&edit);
    assert!(desk.lines("doors", &[])[1].contains("[门 1 1/3]"), "{:?}", desk.lines("doors", &[]));
    assert!(desk.to_dos().iter().any(|to_do| to_do.starts_with("Conflict 门 · 门 1 · 各门")), "{:#?}", desk.to_dos());
    let keep = visit::keep_row(&desk.home, &at(&door).rows).unwrap();
    desk.apply(&keep);
    assert!(!desk.to_dos().iter().any(|to_do| to_do.starts_with("Conflict")));
}

#[test]
fn different_notes_are_all_shown_until_somebody_writes_one() {
    let mut desk = Desk::new();
    let mut there = desk.home.clone();
    there.apply(&Edit::set(at("mobility.note"), Value::Text("夜里用助行器".into())), &author(2));
    desk.set("mobility.note", Value::Text("冬天不出门".into()));
    desk.home.join(&there).unwrap();
    let shown = |desk: &Desk| prompt(&desk.session, &desk.home, &at("mobility"), CHINESE).unwrap().note;
    assert_eq!(shown(&desk), "冬天不出门\n夜里用助行器");
    assert!(desk.to_dos().contains(&"Conflict 人 · 移动方式: 备注不一致，请核对".to_owned()));
    desk.set("mobility.note", Value::Text("冬天不出门，夜里用助行器".into()));
    assert!(!desk.to_dos().iter().any(|to_do| to_do.starts_with("Conflict")));
}

#[test]
fn undo_reaches_the_screen() {
    let mut desk = Desk::new();
    let mut history = History::default();
    let door = desk.door(1);
    desk.set(&format!("{door}/width"), Value::Integer(760));
    let before = desk.lines("doors", &[1]);
    let removed = desk.apply(&Dossier::remove_row(&at(&door).rows));
    history.record(removed, Label::new(Deed::RemoveRow, "门 1"));
    assert_eq!(history.undo_label().unwrap().text(CHINESE), "删除「门 1」");
    let undone = history.undo(&mut desk.home, &author(1)).unwrap();
    desk.tell(&undone.delta);
    assert_eq!(desk.lines("doors", &[1]), before);
}
