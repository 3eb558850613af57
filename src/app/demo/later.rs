//! Households that have gone on from their survey: plan, signature, notice, order, works, acceptance, settlement, as
//! the people of the three roles would have written them.

use std::sync::Arc;

use jiff::civil::Date;

use super::fill::{Fill, signature};
use crate::app::rules::Rules;
use crate::dossier::edit::{Author, Edit};
use crate::dossier::stage::{Stage, Step};
use crate::form::compile::Form;
use crate::form::expr::World;
use crate::form::session::Session;
use crate::id::Name;
use crate::l10n::Language;
use crate::path::FieldPath;
use crate::plan::item::{self, Item};
use crate::plan::money::Fen;
use crate::plan::proposal::{self, Scene};
use crate::plan::quantity::Quantity;
use crate::plan::{acceptance, edits, fields, guard};
use crate::problem::Problem;
use crate::value::{Signature, Value};

/// The ways from a survey to the archive, each with the days since the visit.
const WAY: [(Step, i32); 8] = [
    (Step::Plan, 1),
    (Step::Agree, 2),
    (Step::Notice, 14),
    (Step::Order, 15),
    (Step::Start, 18),
    (Step::Finish, 23),
    (Step::Accept, 26),
    (Step::Settle, 30),
];

const COORDINATOR: &str = "示例统筹员";
const CONTRACTOR: &str = "示例施工队";
const FIRM: &str = "示例安居工程队";
/// Of the cap; a plan seldom uses all of it.
const SPENT: i64 = 90;

/// Takes the household from its finished survey to `until`.
///
/// # Errors
/// What stands in the way of a step; the test of the demo says there is nothing.
pub fn go_on(
    fill: &mut Fill<'_>,
    until: Stage,
    assessment: &Arc<Form>,
    world: &Arc<dyn World + Send + Sync>,
    rules: &Rules,
) -> Result<(), Problem> {
    let survey = fill.author.at.date();
    for (step, days) in WAY {
        let reached = step.leads(Stage::of(&fill.dossier));
        if reached.is_none_or(|reached| reached > until) {
            // What the stage waits for is begun.
            if until == Stage::InWorks {
                work(fill, true);
            }
            break;
        }
        let day = survey.saturating_add(jiff::Span::new().days(days));
        writes(fill, who(step), day);
        match step {
            Step::Plan => plan(fill, assessment, world, rules),
            Step::Agree => agree(fill, day),
            Step::Notice => notice(fill, survey, day),
            Step::Order => order(fill, day),
            Step::Finish => work(fill, false),
            Step::Accept => accept(fill, day),
            Step::Settle => settle(fill, day),
            _ => {}
        }
        let taken = guard::take(step, &fill.dossier, &rules.programme, day);
        let edit = taken.map_err(|mut problems| problems.swap_remove(0).with("step", format!("{step:?}")))?;
        fill.apply(&edit);
    }
    Ok(())
}

const fn who(step: Step) -> &'static str {
    match step {
        Step::Plan | Step::Agree => super::SURVEYOR,
        Step::Start | Step::Finish => CONTRACTOR,
        _ => COORDINATOR,
    }
}

fn writes(fill: &mut Fill<'_>, who: &'static str, day: Date) {
    fill.author = Author { name: who.into(), at: super::moment(day, 9, 30), ..fill.author.clone() };
}

/// The most urgent first, as far as the money goes; one thing the family does not want; the rest for later.
fn plan(fill: &mut Fill<'_>, assessment: &Arc<Form>, world: &Arc<dyn World + Send + Sync>, rules: &Rules) {
    let home = fill.dossier.clone();
    let session = Session::new(Arc::clone(assessment), home.answers(), Arc::clone(world), Language::Chinese);
    let scene = Scene::new(&session, &home, &rules.catalogue, Language::Chinese);
    let proposals = proposal::proposals(&scene, &[]);
    let mut left = Fen(rules.programme.household_cap.value.0 * SPENT / 100);
    let mut refused = false;
    for proposal in proposals.iter().filter(|proposal| proposal.unsuited.is_none()) {
        let dossier = &fill.dossier;
        let edit = if proposal.amount() <= left {
            left = left - proposal.amount();
            edits::accept(dossier, proposal, &scene)
        } else if refused {
            edits::leave(dossier, proposal, &scene, "超出本年限额")
        } else {
            refused = true;
            edits::decline(dossier, proposal, &scene, "家里不愿意做")
        };
        fill.apply(&edit);
    }
}

fn set(fill: &mut Fill<'_>, answers: impl IntoIterator<Item = (&'static str, Value)>) {
    let answers = answers.into_iter().map(|(name, value)| (FieldPath::top(Name::of(name)), value));
    fill.apply(&Edit::set_all(answers));
}

fn text(text: &str) -> Value {
    Value::Text(text.into())
}

fn signed(fill: &Fill<'_>, name: &str, place: &str) -> Value {
    let drawn: Signature = signature(name, super::random(fill.seed, place));
    Value::Signature(Arc::new(drawn))
}

fn family(fill: &Fill<'_>) -> &'static str {
    fill.household.persons.first().map_or(fill.household.head, |person| person.name)
}

fn agree(fill: &mut Fill<'_>, day: Date) {
    let signatures = [
        (fields::AGREE_SIGNATURE, signed(fill, family(fill), "agree")),
        (fields::AGREE_ASSESSORS[0], signed(fill, super::SURVEYOR, "assessor 1")),
        (fields::AGREE_ASSESSORS[1], signed(fill, super::SECOND_SURVEYOR, "assessor 2")),
    ];
    set(
        fill,
        [
            ("ag_how", Value::Choices(vec![Name::of("read"), Name::of("shown")])),
            ("ag_understood", Value::YesNo(true)),
            ("ag_wishes", text("施工前一天打电话")),
            (fields::AGREE_SIGNER, Value::Choice(Name::of("self"))),
            (fields::AGREE_DATE, Value::Date(day)),
        ]
        .into_iter()
        .chain(signatures),
    );
}

fn notice(fill: &mut Fill<'_>, survey: Date, day: Date) {
    let from = survey.saturating_add(jiff::Span::new().days(3));
    let until = day.saturating_sub(jiff::Span::new().days(1));
    set(
        fill,
        [
            (fields::NOTICE_PLACE, text("嘎查村委会公示栏")),
            (fields::NOTICE_FROM, Value::Date(from)),
            (fields::NOTICE_UNTIL, Value::Date(until)),
            (fields::NOTICE_OBJECTION, Value::YesNo(false)),
        ],
    );
}

fn order(fill: &mut Fill<'_>, day: Date) {
    let after = |days: i32| Value::Date(day.saturating_add(jiff::Span::new().days(days)));
    let number = format!("示例-{:03}", fill.seed);
    set(
        fill,
        [
            (fields::ORDER_NUMBER, text(&number)),
            (fields::ORDER_CONTRACTOR, text(FIRM)),
            (fields::ORDER_CONTRACTOR_PHONE, text(&super::phone(800))),
            (fields::ORDER_DATE, Value::Date(day)),
            (fields::ORDER_START_BY, after(7)),
            (fields::ORDER_FINISH_BY, after(30)),
        ],
    );
}

/// Reports the works: of all items, or of the first half while they are under way.
fn work(fill: &mut Fill<'_>, half: bool) {
    let items = item::accepted(&fill.dossier);
    let until = if half { items.len().div_ceil(2) } else { items.len() };
    for item in &items[..until] {
        let mut answers = vec![(item.field(fields::WORK_STATE), Value::Choice(Name::of(fields::WORK_DONE)))];
        answers.extend(item.quantity.map(|quantity| (item.field(fields::INSTALLED), quantity.value())));
        answers.push((item.field(fields::NO_PHOTO_REASON), text("示例数据，没有照片")));
        fill.apply(&Edit::set_all(answers));
    }
    if let Some(item) = items.get(until) {
        let started = Value::Choice(Name::of(fields::WORK_STARTED));
        fill.apply(&Edit::set(item.field(fields::WORK_STATE), started));
    }
}

fn accept(fill: &mut Fill<'_>, day: Date) {
    let rows = acceptance::prefill(&fill.dossier);
    fill.apply(&rows);
    for item in item::accepted(&fill.dossier) {
        accept_item(fill, &item);
    }
    let signatures = [
        (fields::ACCEPTANCE_SIGN_FAMILY, signed(fill, family(fill), "accept family")),
        (fields::ACCEPTANCE_SIGN_CONTRACTOR, signed(fill, CONTRACTOR, "accept contractor")),
        (fields::ACCEPTANCE_SIGN_FEDERATION, signed(fill, COORDINATOR, "accept federation")),
    ];
    set(
        fill,
        [
            (fields::ACCEPTANCE_DATE, Value::Date(day)),
            ("ac_team", Value::Choices(vec![Name::of("township"), Name::of("contractor")])),
            (fields::ACCEPTANCE_CONTRACTOR, text(FIRM)),
            ("ac_satisfaction", Value::Choice(Name::of("good"))),
            ("ac_signer", Value::Choice(Name::of("self"))),
            (fields::ACCEPTANCE_RESULT, Value::Choice(Name::of("accepted"))),
        ]
        .into_iter()
        .chain(signatures),
    );
}

fn accept_item(fill: &mut Fill<'_>, item: &Item) {
    let row = FieldPath::row_of(&[], Name::of(fields::ACCEPT_ITEM), item.row).rows;
    let at = |name: &'static str| FieldPath::within(&row, Name::of(name));
    let quantity = item.quantity.map_or(Value::Integer(1), Quantity::value);
    fill.apply(&Edit::set_all([
        (at(fields::ACCEPT_ACCEPTED), quantity),
        (at("ai_works"), Value::YesNo(true)),
        (at(fields::ACCEPT_RESULT), Value::Choice(Name::of("pass"))),
        (at(fields::ACCEPT_SATISFACTION), Value::Choice(Name::of("good"))),
    ]));
}

fn settle(fill: &mut Fill<'_>, day: Date) {
    let clerk = signed(fill, COORDINATOR, "clerk");
    let number = format!("示例合同-{:03}", fill.seed);
    set(
        fill,
        [
            (fields::SETTLE_DATE, Value::Date(day)),
            (fields::SETTLE_CONTRACT, text(&number)),
            (fields::SETTLE_INVOICE, text("示例发票")),
            (fields::SETTLE_SIGNATURE, clerk),
        ],
    );
}
