//! One household's plan on three devices: the surveyor's, the contractor's reduced copy, the coordinator's. Whatever
//! each does without knowing of the others, and in whatever order the files meet, all end with the same household,
//! what differs is visible, and no money is computed from a quantity that may be wrong.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on fails")]

use std::sync::LazyLock;

use proptest::prelude::*;
use tantu::dossier::Dossier;
use tantu::dossier::edit::{Author, Edit};
use tantu::id::{DeviceId, DossierId, Name, RowId};
use tantu::path::FieldPath;
use tantu::plan::item::{self, Item};
use tantu::plan::money::Fen;
use tantu::plan::programme::{self, Programme};
use tantu::plan::quantity::Quantity;
use tantu::plan::settlement::Settlement;
use tantu::plan::{acceptance, change, edits, fields, order};
use tantu::value::Value;

use crate::fleet;
use crate::generate::config;

const ITEMS: u64 = 3;

static PROGRAMME: LazyLock<Programme> = LazyLock::new(|| Programme::parse(programme::BUILT_IN).unwrap());

/// What somebody does with one item; numbers are small, so that devices meet on equal and on different ones.
#[derive(Clone, Copy, Debug)]
enum Act {
    Quantity(i64),
    Price(i64),
    Decline,
    Install(i64),
    Done,
    Propose(u64, i64),
    Decide(u64, bool),
    Prefill,
    Accept(i64),
    Pass(bool),
    Remove,
}

const SURVEYOR: usize = 0;
const CONTRACTOR: usize = 1;

fn acts() -> impl Strategy<Value = (usize, u64, Act)> {
    let number = 0_i64..4;
    let act = prop_oneof![
        number.clone().prop_map(Act::Quantity),
        number.clone().prop_map(Act::Price),
        Just(Act::Decline),
        number.clone().prop_map(Act::Install),
        Just(Act::Done),
        (0_u64..2, number.clone()).prop_map(|(row, quantity)| Act::Propose(row, quantity)),
        (0_u64..2, any::<bool>()).prop_map(|(row, yes)| Act::Decide(row, yes)),
        Just(Act::Prefill),
        number.prop_map(Act::Accept),
        any::<bool>().prop_map(Act::Pass),
        Just(Act::Remove),
    ];
    (0_usize..3, 0..ITEMS, act)
}

fn author(device: u64) -> Author {
    fleet::author(DeviceId::from_bits(device))
}

fn row(item: u64) -> RowId {
    RowId::from_bits(item + 1)
}

fn quantity(number: i64) -> Quantity {
    Quantity::thousandths(number * 1_000).unwrap()
}

fn choice(word: &'static str) -> Value {
    Value::Choice(Name::of(word))
}

fn accept_field(item: u64, name: &'static str) -> FieldPath {
    let rows = FieldPath::row_of(&[], Name::of(fields::ACCEPT_ITEM), row(item)).rows;
    FieldPath::within(&rows, Name::of(name))
}

/// What the act writes; `None` where the device's role has no such button.
fn edit(dossier: &Dossier, device: usize, item: u64, act: Act) -> Option<Edit> {
    let field = |name| item::item(dossier, row(item)).field(name);
    let builds = matches!(act, Act::Install(_) | Act::Done | Act::Propose(..));
    let plans = matches!(act, Act::Quantity(_) | Act::Price(_) | Act::Decline | Act::Remove);
    if (device == CONTRACTOR) != builds || device != SURVEYOR && plans && !matches!(act, Act::Price(_)) {
        return None;
    }
    Some(match act {
        Act::Quantity(number) => edits::set_quantity(row(item), quantity(number)),
        Act::Price(number) => edits::set_price(row(item), Fen(number * 101), "合同价").unwrap(),
        Act::Decline => edits::decide(row(item), item::Decision::Declined, "不要"),
        Act::Install(number) => Edit::set(field(fields::INSTALLED), quantity(number).value()),
        Act::Done => Edit::set(field(fields::WORK_STATE), choice(fields::WORK_DONE)),
        Act::Propose(nth, number) => {
            change::propose(dossier, row(item), RowId::from_bits(100 + nth), quantity(number), "现场不符")
                .unwrap_or_else(|_| Edit::Many(Vec::new()))
        }
        Act::Decide(nth, yes) => change::decide(row(item), RowId::from_bits(100 + nth), yes, ""),
        Act::Prefill => acceptance::prefill(dossier),
        Act::Accept(number) => Edit::set(accept_field(item, fields::ACCEPT_ACCEPTED), quantity(number).value()),
        Act::Pass(yes) => {
            Edit::set(accept_field(item, fields::ACCEPT_RESULT), choice(if yes { "pass" } else { "rectify" }))
        }
        Act::Remove => edits::take_back(row(item)),
    })
}

/// Three items of which the first has a fraction and the last is paid by somebody else.
fn planned() -> Dossier {
    let mut home = Dossier::new(DossierId::from_u128(11));
    for nth in 0..ITEMS {
        let own = edits::OwnItem {
            code: None,
            name: format!("项目{nth}"),
            kind: tantu::plan::catalogue::Kind::Fixed,
            place: "院".into(),
            quantity: Quantity::thousandths(1_500 + i64::try_from(nth).unwrap() * 1_000).unwrap(),
            unit: "米".into(),
            price: Fen(33_333),
            price_list: "合同价".into(),
            sizes: String::new(),
            because: String::new(),
            priority: tantu::form::schema::Priority::GettingOut,
        };
        let edit = edits::add_own(&home, row(nth), &own).unwrap();
        home.apply(&edit, &author(0));
    }
    home.apply(&edits::set_paid_by(row(ITEMS - 1), Some(&Name::of("donated"))), &author(0));
    home
}

/// The fields of a household in which devices disagree, as the registers themselves say.
fn disagreements(dossier: &Dossier) -> Vec<FieldPath> {
    dossier.conflicts().map(|(path, _)| path.clone()).collect()
}

fn check(home: &Dossier) {
    let settlement = Settlement::money(home, &PROGRAMME);
    let items = item::accepted(home);
    assert_eq!(
        items.iter().map(|item| item.row).collect::<Vec<_>>(),
        settlement.lines.iter().map(|l| l.row).collect::<Vec<_>>()
    );
    let open = disagreements(home);
    for (item, line) in items.iter().zip(&settlement.lines) {
        let accepted = acceptance::accepted(home, item);
        for path in open.iter().filter(|path| path.leaf.is_some()) {
            let known = [fields::QUANTITY, fields::PRICE, fields::DECISION, fields::INSTALLED, fields::WORK_STATE];
            let own = path.rows == item.rows() && known.contains(&path.leaf.as_ref().unwrap().as_str());
            assert!(!own || item.disputed.contains(path), "{path} is disputed and nobody is told");
        }
        let certain = |path: &FieldPath| {
            home.value(path).is_some() && home.fields.get(path).is_some_and(|register| !register.is_conflict())
        };
        let expected = certain(&accepted.field(fields::ACCEPT_ACCEPTED)) && certain(&item.field(fields::PRICE));
        let amount = accepted.accepted.zip(item.price).map(|(quantity, price)| quantity.at(price));
        assert_eq!(line.amount, amount);
        assert_eq!(line.amount.is_some(), expected, "{:?}", item.title());
        assert!(item.quantity.is_none_or(|_| certain(&item.field(fields::QUANTITY))));
    }
    assert_eq!(settlement.sum, settlement.lines.iter().filter_map(|line| line.amount).sum::<Fen>());
    assert_eq!(settlement.sources.iter().map(|part| part.amount).sum::<Fen>(), settlement.total);
}

fn joined(order: [&Dossier; 3]) -> Dossier {
    let mut home = order[0].clone();
    home.join(order[1]).unwrap();
    home.join(order[2]).unwrap();
    home
}

proptest! {
    #![proptest_config(config(96))]

    #[test]
    fn three_devices_end_with_one_plan_and_certain_money(
        acts in proptest::collection::vec(acts(), 0..30),
        meetings in proptest::collection::vec((0_usize..30, 0_usize..3, 0_usize..3), 0..4),
    ) {
        let home = planned();
        let mut devices = [home.clone(), order::reduced(&home), home];
        for (nth, (device, item, act)) in acts.iter().enumerate() {
            if let Some(edit) = edit(&devices[*device], *device, *item, *act) {
                devices[*device].apply(&edit, &author(*device as u64 + 1));
            }
            for (_, from, to) in meetings.iter().filter(|(when, from, to)| *when == nth && from != to) {
                // To a contractor only a reduced copy goes out.
                let sent = if *to == CONTRACTOR { order::reduced(&devices[*from]) } else { devices[*from].clone() };
                devices[*to].join(&sent).unwrap();
            }
        }
        let [a, b, c] = &devices;
        let all = joined([a, b, c]);
        for order in [[a, c, b], [b, a, c], [b, c, a], [c, a, b], [c, b, a]] {
            prop_assert_eq!(&joined(order), &all);
        }
        check(&all);
        let settled: Vec<Item> = item::items(&all);
        prop_assert_eq!(item::items(&joined([c, b, a])), settled);
        // The contractor's copy never shows what a plan costs.
        let copy = order::reduced(&all);
        let shows = |name: &str| copy.fields.keys().any(|path| path.leaf.as_ref().is_some_and(|leaf| leaf.as_str() == name));
        prop_assert!(!shows(fields::PRICE) && !shows(fields::PAID_BY));
    }
}
