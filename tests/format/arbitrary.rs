//! Households that no surveyor would make: biased towards empty, huge and strange.

use std::collections::BTreeMap;
use std::sync::Arc;

use proptest::collection::{btree_map, vec};
use proptest::option;
use proptest::prelude::{Just, Strategy, any, prop_oneof};
use tantu::dossier::Dossier;
use tantu::dossier::edit::Delta;
use tantu::dossier::register::{Register, Write};
use tantu::id::{ContentHash, DeviceId, DossierId, Name};
use tantu::limits::MAX_COUNTER;
use tantu::path::FieldPath;
use tantu::stamp::{Dot, Moment, Seen};
use tantu::value::{Decimal, Estimate, FormRef, Ink, Mark, MarkKind, Photo, Place, Signature, Skip, Value};

pub fn dossier() -> impl Strategy<Value = Dossier> {
    (any::<u128>(), fields(), vec(dot(), 0..4)).prop_map(|(id, fields, spent)| {
        let spent = spent.into_iter().collect();
        Dossier::from_parts(DossierId::from_u128(id), fields, spent, BTreeMap::new()).unwrap()
    })
}

pub fn delta() -> impl Strategy<Value = Delta> {
    fields().prop_map(|fields| Delta { fields })
}

fn fields() -> impl Strategy<Value = BTreeMap<FieldPath, Register>> {
    btree_map(path(), register(), 0..12)
}

fn path() -> impl Strategy<Value = FieldPath> {
    let text = "([a-zA-Z_.-]{1,3}/[0-9a-hjkmnp-tv-z]{10}/){0,3}[a-z0-9_.-]{1,64}";
    let row = "[a-z]{1,3}/[0-9a-hjkmnp-tv-z]{10}";
    prop_oneof![text, row].prop_map(|text| text.parse().unwrap())
}

fn register() -> impl Strategy<Value = Register> {
    // Mostly one live write, as in life; zero live writes only a file made by hand has.
    let live = prop_oneof![8 => btree_map(dot(), write(), 1), 2 => btree_map(dot(), write(), 0..4)];
    (live, vec(dot(), 0..3)).prop_map(|(live, beside)| {
        let seen: Seen = live.keys().copied().chain(beside).collect();
        Register::from_parts(live, seen).unwrap()
    })
}

fn dot() -> impl Strategy<Value = Dot> {
    let counter = prop_oneof![1..4_u64, 1..=MAX_COUNTER, Just(MAX_COUNTER)];
    (0..4_u64, counter)
        .prop_map(|(device, counter)| Dot { device: DeviceId::from_bits(device << 47 | device), counter })
}

fn write() -> impl Strategy<Value = Write> {
    (value(), text(), moment()).prop_map(|(value, author, at)| Write { value, author, at })
}

fn moment() -> impl Strategy<Value = Moment> {
    // Mostly in our days, which have a reader of their own.
    let seconds = prop_oneof![9 => 0..4_000_000_000_i64, 1 => any::<i64>()];
    let offset = prop_oneof![9 => -840..=840_i16, 1 => any::<i16>()];
    (seconds, offset).prop_map(|(seconds, offset)| Moment::new(seconds, offset))
}

fn text() -> impl Strategy<Value = Arc<str>> {
    prop_oneof![any::<String>(), "[门\\\\\"\u{0}-\u{20}\u{7f}-\u{a0}\u{2028}\u{feff}]{0,9}", Just(String::new())]
        .prop_map(Arc::from)
}

fn name() -> impl Strategy<Value = Name> {
    "[a-zA-Z0-9_.-]{1,64}".prop_map(|text| text.parse().unwrap())
}

fn hash() -> impl Strategy<Value = ContentHash> {
    any::<[u8; 32]>().prop_map(ContentHash::from_bytes)
}

fn value() -> impl Strategy<Value = Value> {
    let skip = prop_oneof![Just(Skip::NotApplicable), Just(Skip::Refused), Just(Skip::NotChecked)];
    let number = prop_oneof![any::<f64>(), Just(f64::MAX), Just(5e-324), Just(-0.0)];
    let strokes = vec(vec(any::<[u16; 2]>(), 0..4), 0..3);
    let signature =
        (text(), text(), strokes).prop_map(|(name, relation, strokes)| Signature { name, relation, strokes });
    let place = any::<(i16, i16)>().prop_map(|(latitude, longitude)| Place { latitude, longitude });
    let photo = (hash(), any::<u32>(), any::<u32>(), option::of(moment()), option::of(place), text())
        .prop_map(|(hash, width, height, taken, place, caption)| Photo { hash, width, height, taken, place, caption });
    let kind = prop_oneof![Just(MarkKind::Arrow), Just(MarkKind::Freehand), Just(MarkKind::Text)];
    let mark = (kind, prop_oneof![Just(Ink::Red), Just(Ink::Blue)], vec(any::<[u16; 2]>(), 0..4), text())
        .prop_map(|(kind, ink, points, text)| Mark { kind, ink, points, text });
    let estimate = (any::<[u32; 2]>(), hash(), name(), any::<[[u16; 2]; 4]>(), any::<[[u16; 2]; 2]>()).prop_map(
        |([millimetres, plus_minus], photo, reference, corners, ends)| Estimate {
            millimetres,
            plus_minus,
            photo,
            reference,
            corners,
            ends,
        },
    );
    let form = (name(), any::<u32>(), hash()).prop_map(|(id, version, hash)| FormRef { id, version, hash });
    let date = (prop_oneof![9 => 0..=9999_i16, 1 => -9999..0_i16], 1..=12_i8, 1..=28_i8);
    prop_oneof![
        any::<bool>().prop_map(Value::YesNo),
        name().prop_map(Value::Choice),
        vec(name(), 0..3).prop_map(Value::Choices),
        any::<i64>().prop_map(Value::Integer),
        number.prop_map(|number| Value::Decimal(Decimal::new(number).unwrap_or(Decimal::new(0.0).unwrap()))),
        text().prop_map(Value::Text),
        date.prop_map(|(year, month, day)| Value::Date(jiff::civil::date(year, month, day))),
        any::<(u16, u16)>().prop_map(|(x, y)| Value::Point { x, y }),
        signature.prop_map(|signature| Value::Signature(Arc::new(signature))),
        photo.prop_map(|photo| Value::Photo(Arc::new(photo))),
        mark.prop_map(|mark| Value::Mark(Arc::new(mark))),
        estimate.prop_map(|estimate| Value::Estimate(Arc::new(estimate))),
        any::<u32>().prop_map(Value::Row),
        form.prop_map(|form| Value::Form(Arc::new(form))),
        skip.prop_map(Value::Skipped),
        Just(Value::Erased),
    ]
}
