//! Households that are ready to be ordered: surveyed, planned, signed, their notice over.

use std::sync::Arc;

use tantu::dossier::Dossier;
use tantu::dossier::edit::{Author, Edit};
use tantu::dossier::stage::Step;
use tantu::dossier::visit;
use tantu::id::{DeviceId, DossierId, RowId};
use tantu::path::FieldPath;
use tantu::plan::agreement;
use tantu::value::{Decimal, Mark, MarkKind, Photo, Signature, Value};

use crate::scenario::{morning, path, text};

/// The rows of the accepted items, and of the one that was declined.
pub const RAMP: u64 = 1;
pub const RAIL: u64 = 2;
pub const DECLINED: u64 = 3;

/// The tablet that surveyed and planned.
pub fn surveyor() -> Author {
    Author { device: DeviceId::from_bits(99), name: "王评估".into(), at: morning() }
}

pub fn row(number: u64) -> RowId {
    RowId::from_bits(number)
}

/// A question of an item, as a path in words.
pub fn of_item(number: u64, question: &str) -> String {
    format!("plan_item/{}/{question}", row(number))
}

/// A household with little more than its plan.
pub fn household(number: u128, head: &str) -> Dossier {
    let mut home = Dossier::new(DossierId::from_u128(number));
    let answers = [
        ("hh_head", text(head)),
        ("hh_division", text("152221 居力很镇")),
        ("hh_village", text("红峰嘎查")),
        ("hh_address", text("二组 3 号")),
        ("hh_phone", text("13904820001")),
        ("consent_photo", Value::YesNo(true)),
    ];
    home.apply(&Edit::set_all(answers.map(|(at, value)| (path(at), value))), &surveyor());
    home.apply(&visit::finish(&home, &[]), &surveyor());
    planned(&mut home, None);
    home
}

/// Plans two items and declines a third, signs, and brings the household to the end of its notice. `photo` shows the
/// place; it was marked in the survey after it was taken up.
pub fn planned(home: &mut Dossier, photo: Option<(&FieldPath, Arc<Photo>)>) {
    let number = |number: f64| Value::Decimal(Decimal::new(number).unwrap());
    let choice = |name: &str| Value::Choice(name.parse().unwrap());
    let mut answers = Vec::new();
    for (item, name, place, quantity, unit, decision) in [
        (RAMP, "混凝土坡道", "出入口", 3.6, "m²", "accepted"),
        (RAIL, "如厕扶手", "卫生间", 2.0, "套", "accepted"),
        (DECLINED, "淋浴凳", "卫生间", 1.0, "个", "declined"),
    ] {
        let mut add = |question: &str, value: Value| answers.push((path(&of_item(item, question)), value));
        add("pi_name", text(name));
        add("pi_place", text(place));
        add("pi_quantity", number(quantity));
        add("pi_unit", text(unit));
        add("pi_price", Value::Integer(52_000));
        add("pi_price_list", text("前旗二〇二六年单价"));
        add("pi_sizes", text("净宽 1000 mm (GB 50763 3.4.4)"));
        add("pi_because", text("偏瘫，手动轮椅，门槛过不去"));
        add("pi_decision", choice(decision));
        add("pi_reason", text(if decision == "declined" { "本人怕水，病情不稳" } else { "" }));
        answers.push((path(&format!("plan_item/{}", row(item))), Value::Row(u32::try_from(item).unwrap())));
    }
    let strokes = vec![vec![[100, 200], [300, 400]]];
    let signature = Signature { name: "白音那木拉".into(), relation: "监护人".into(), strokes };
    answers.push((path("ag_signature"), Value::Signature(Arc::new(signature))));
    if let Some((source, photo)) = photo {
        let copy = RowId::derived(&["pi_photo", &source.to_string()]);
        answers.push((path(&format!("plan_item/{}/pi_photo/{copy}", row(RAMP))), Value::Photo(photo)));
        let mark =
            Mark { kind: MarkKind::Arrow, ink: Default::default(), points: vec![[1, 2], [3, 4]], text: "".into() };
        answers.push((path(&format!("{source}/mark/{}", row(77))), Value::Mark(Arc::new(mark))));
    }
    home.apply(&Edit::set_all(answers), &surveyor());
    home.apply(&Step::Plan.take(home).unwrap(), &surveyor());
    home.apply(&agreement::seal(home).unwrap().unwrap(), &surveyor());
    for step in [Step::Agree, Step::Notice] {
        home.apply(&step.take(home).unwrap(), &surveyor());
    }
}
