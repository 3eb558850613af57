//! The household of `v1/full.ron`, built in code: what the file must mean for ever.

use std::collections::BTreeMap;
use std::sync::Arc;

use tantu::dossier::Dossier;
use tantu::dossier::register::{Register, Write};
use tantu::id::{ContentHash, DeviceId, DossierId, Name};
use tantu::stamp::{Dot, Seen};
use tantu::value::{Decimal, Estimate, FormRef, Ink, Mark, MarkKind, Photo, Place, Signature, Skip, Value};

const WANG: &str = "k3f9a2b1c0";
const LI: &str = "7m2x0q9d4e";

pub fn full() -> Dossier {
    let mut fields = Fields { counter: 0, fields: BTreeMap::new() };
    for (path, value) in values() {
        fields.set(path, value);
    }
    fields.set("door/4kq2m8x1zr/qD9", Value::Erased);
    let overtaken = write(Value::Integer(450), "王评估");
    fields.put("qE2", vec![(dot(WANG, 90), overtaken)], &[dot(LI, 2)]);
    let yes = write(Value::YesNo(true), "李评估");
    let no = write(Value::YesNo(false), "王评估");
    fields.put("qF1", vec![(dot(LI, 3), yes.clone()), (dot(WANG, 91), no)], &[]);
    fields.put("qF2", vec![(dot(LI, 4), yes.clone()), (dot(WANG, 92), yes)], &[dot(LI, 5)]);
    let spent = Seen::from_iter([dot(WANG, 120), dot(LI, 7)]);
    Dossier::from_parts(id(), fields.fields, spent, BTreeMap::new()).unwrap()
}

/// The household of `v1/marked.ron`: every kind of mark and ink on a photo, a mark in conflict, a pair of photos, a
/// length measured in a photo, a rounded place.
pub fn marked() -> Dossier {
    let mut fields = Fields { counter: 0, fields: BTreeMap::new() };
    let photo = |bytes: &[u8], place: Option<Place>, caption: &str| {
        let hash = ContentHash::of(bytes);
        Value::Photo(Arc::new(Photo { hash, width: 1600, height: 1200, taken: None, place, caption: caption.into() }))
    };
    let place = Some(Place { latitude: 4608, longitude: -12_207 });
    fields.set("qE2", Value::Integer(842));
    fields.set("qE2.estimate", {
        Value::Estimate(Arc::new(Estimate {
            millimetres: 842,
            plus_minus: 9,
            photo: ContentHash::of(b"before"),
            reference: Name::of("a4"),
            corners: [[1200, 3000], [4100, 3050], [4080, 7100], [1190, 7000]],
            ends: [[0, 10_000], [10_000, 0]],
        }))
    });
    fields.set("qE2/0000000001", photo(b"before", place, "门口"));
    fields.set("qE2/0000000001/order", Value::Integer(3));
    for (number, (kind, ink, points, text)) in kinds().into_iter().enumerate() {
        let path = format!("qE2/0000000001/mark/000000000{number}");
        fields.set(&path, Value::Mark(Arc::new(Mark { kind, ink, points, text: text.into() })));
    }
    fields.set("qE2/0000000002", photo(b"after", None, ""));
    fields.set("qE2/0000000002/pair", Value::Text("qE2/0000000001".into()));
    let arrow = |points| Mark { kind: MarkKind::Arrow, ink: Ink::Red, points, text: "".into() };
    let moved = write(Value::Mark(Arc::new(arrow(vec![[1, 2], [3, 4]]))), "李评估");
    let removed = write(Value::Erased, "王评估");
    let versions = vec![(dot(LI, 2), moved), (dot(WANG, 90), removed)];
    fields.put("qE2/0000000001/mark/zzzzzzzzzz", versions, &[dot(WANG, 89)]);
    let spent = Seen::from_iter([dot(WANG, 90), dot(LI, 2)]);
    Dossier::from_parts(id(), fields.fields, spent, BTreeMap::new()).unwrap()
}

fn kinds() -> Vec<(MarkKind, Ink, Vec<[u16; 2]>, &'static str)> {
    vec![
        (MarkKind::Arrow, Ink::Red, vec![[0, 0], [10_000, 10_000]], ""),
        (MarkKind::Box, Ink::Yellow, vec![[4000, 100], [200, 9000]], ""),
        (MarkKind::Ellipse, Ink::Blue, vec![[10, 20], [30, 40]], ""),
        (MarkKind::Freehand, Ink::White, vec![[1, 1], [2, 3], [5, 8], [13, 21]], ""),
        (MarkKind::Dimension, Ink::Red, vec![[100, 5000], [9900, 5000]], "760"),
        (MarkKind::Text, Ink::Red, vec![[3000, 3000]], "门槛 \"高\"\nᠪᠣᠰᠣᠭ᠎ᠠ"),
    ]
}

pub fn id() -> DossierId {
    "01991b6e-7a00-7c3d-9e21-5f3a0b9d4c11".parse().unwrap()
}

fn values() -> Vec<(&'static str, Value)> {
    let name = |text: &str| text.parse::<Name>().unwrap();
    let text = |text: &str| Value::Text(text.into());
    let number = |number: f64| Value::Decimal(Decimal::new(number).unwrap());
    let photo = |bytes: &[u8], taken: Option<&str>, caption: &str| {
        let taken = taken.map(|taken| taken.parse().unwrap());
        let hash = ContentHash::of(bytes);
        Value::Photo(Arc::new(Photo { hash, width: 1600, height: 1200, taken, place: None, caption: caption.into() }))
    };
    let signature = |relation: &str, strokes: Vec<Vec<[u16; 2]>>| {
        Value::Signature(Arc::new(Signature { name: "宝音乌力吉".into(), relation: relation.into(), strokes }))
    };
    vec![
        ("_visit", Value::Choice(name("finished"))),
        ("_form.home-assessment", {
            let form = FormRef { id: name("home-assessment"), version: 3, hash: ContentHash::of(b"a form") };
            Value::Form(Arc::new(form))
        }),
        ("consent_data", Value::YesNo(true)),
        ("consent_sign", signature("", vec![vec![[120, 4400], [135, 4380], [9999, 0]], vec![[300, 500]]])),
        ("consent_agent", signature("妻子", vec![])),
        ("hh_division", text("152221 居力很镇")),
        ("hh_head", text("宝音乌力吉")),
        ("hh_head_mn", text("ᠪᠤᠶᠠᠨᠦᠯᠵᠡᠢ")),
        ("hh_visit_date", Value::Date("2026-11-24".parse().unwrap())),
        ("remark", text("说\"门\\窗\"\n第二行\t制表\u{0}\u{7f}\u{85}\u{2028}\u{2029}\u{feff}完🚪")),
        ("empty", text("")),
        ("aids", Value::Choices(vec![name("wheelchair"), name("walker")])),
        ("none", Value::Choices(vec![])),
        ("least", Value::Integer(i64::MIN)),
        ("rise", number(0.1)),
        ("whole", number(760.0)),
        ("tiny", number(5e-324)),
        ("huge", number(-1.797_693_134_862_315_7e308)),
        ("spot", Value::Point { x: 0, y: 10_000 }),
        ("skip_a", Value::Skipped(Skip::NotApplicable)),
        ("skip_b", Value::Skipped(Skip::Refused)),
        ("skip_c", Value::Skipped(Skip::NotChecked)),
        ("qP1/0000000001", photo(b"one", Some("2026-11-24T09:12:00+08:00"), "门口")),
        ("qP1/0000000002", photo(b"two", None, "")),
        ("door/4kq2m8x1zr", Value::Row(1)),
        ("door/4kq2m8x1zr/qD1", Value::Integer(760)),
        ("room/0000000001/door/zzzzzzzzzz/qD1.note", text("量了两次")),
    ]
}

struct Fields {
    counter: u64,
    fields: BTreeMap<tantu::path::FieldPath, Register>,
}

impl Fields {
    fn set(&mut self, path: &str, value: Value) {
        self.counter += 1;
        self.put(path, vec![(dot(WANG, self.counter), write(value, "王评估"))], &[]);
    }

    fn put(&mut self, path: &str, live: Vec<(Dot, Write)>, beside: &[Dot]) {
        let seen = live.iter().map(|(dot, _)| dot).chain(beside).copied().collect();
        let register = Register::from_parts(live.into_iter().collect(), seen).unwrap();
        self.fields.insert(path.parse().unwrap(), register);
    }
}

fn dot(device: &str, counter: u64) -> Dot {
    Dot { device: device.parse::<DeviceId>().unwrap(), counter }
}

fn write(value: Value, author: &str) -> Write {
    Write { value, author: author.into(), at: "2026-11-24T09:30:05+08:00".parse().unwrap() }
}
