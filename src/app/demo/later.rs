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
use crate::id::{DeviceId, Name, RowId};
use crate::l10n::Language;
use crate::path::FieldPath;
use crate::plan::item::{self, Item};
use crate::plan::money::Fen;
use crate::plan::proposal::{self, Scene};
use crate::plan::quantity::Quantity;
use crate::plan::{acceptance, edits, fields, guard};
use crate::problem::Problem;
use crate::value::{Photo, Signature, Value};

/// The way from a survey to the archive, each step with the days since the survey.
pub const WAY: [(Step, i32); 8] = [
    (Step::Plan, 1),
    (Step::Agree, 2),
    (Step::Notice, 14),
    (Step::Order, 15),
    (Step::Start, 18),
    (Step::Finish, 23),
    (Step::Accept, 26),
    (Step::Settle, 30),
];

/// Who writes, on which device; on the one that surveyed when `None`.
#[derive(Clone, Copy, Debug)]
pub struct Hand<'a> {
    pub name: &'a str,
    pub device: Option<DeviceId>,
}

/// How a household goes its way: the steps, who takes them, and with what success.
#[derive(Clone, Copy, Debug)]
pub struct Course<'a> {
    /// Each step with the days since the survey.
    pub way: &'a [(Step, i32)],
    /// The last step began the works: half of the items are done since.
    pub half: bool,
    pub surveyor: Hand<'a>,
    /// Who signs beside the surveyor.
    pub second: &'a str,
    pub coordinator: Hand<'a>,
    pub contractor: Hand<'a>,
    pub firm: &'a str,
    /// Of the cap that the plan may use, in percent.
    pub spent: i64,
    /// What the contract pays of the catalogue's price, in percent.
    pub price: i64,
    /// Days from the order to the day the works must be finished.
    pub term: i32,
    /// A choice of the list `satisfaction`.
    pub satisfaction: &'static str,
    /// What has to be put right where the way leads through [`Step::Rectify`].
    pub defect: &'static str,
    /// Stands for the photos before and after the works; a reason why there are none when `None`.
    pub photo: Option<&'a Arc<Photo>>,
}

const fn on_the_same_tablet(name: &str) -> Hand<'_> {
    Hand { name, device: None }
}

/// The demo's, without its steps.
pub const DEMO: Course<'static> = Course {
    way: &[],
    half: false,
    surveyor: on_the_same_tablet(super::SURVEYOR),
    second: super::SECOND_SURVEYOR,
    coordinator: on_the_same_tablet("示例统筹员"),
    contractor: on_the_same_tablet("示例施工队"),
    firm: "示例安居工程队",
    spent: 90,
    price: 100,
    term: 30,
    satisfaction: "good",
    defect: "",
    photo: None,
};

/// The part of [`WAY`] that leads to `until`.
pub fn way(until: Stage) -> Vec<(Step, i32)> {
    let reached = WAY.into_iter().scan(Stage::Surveyed, |stage, (step, days)| {
        *stage = step.leads(*stage)?;
        Some((*stage, (step, days)))
    });
    reached.take_while(|(stage, _)| *stage <= until).map(|(_, step)| step).collect()
}

/// Takes the household on from its finished survey.
///
/// # Errors
/// What stands in the way of a step; the tests of those who call say there is nothing.
pub fn go_on(
    fill: &mut Fill<'_>,
    course: &Course<'_>,
    assessment: &Arc<Form>,
    world: &Arc<dyn World + Send + Sync>,
    rules: &Rules,
) -> Result<(), Problem> {
    let (tablet, survey) = (fill.author.device, fill.author.at.date());
    for &(step, days) in course.way {
        let day = survey.saturating_add(jiff::Span::new().days(days));
        let hand = who(course, step);
        let device = hand.device.unwrap_or(tablet);
        fill.author = Author { device, name: hand.name.into(), at: super::moment(day, 9, 30) };
        match step {
            Step::Plan => plan(fill, course, assessment, world, rules),
            Step::Agree => agree(fill, course, day),
            Step::Notice => notice(fill, survey, day),
            Step::Order => order(fill, course, day),
            Step::Finish => work(fill, course, false),
            Step::Rectify => object(fill, course, day),
            Step::Accept => accept(fill, course, day),
            Step::Settle => settle(fill, course, day),
            _ => {}
        }
        let taken = guard::take(step, &fill.dossier, &rules.programme, day);
        let edit = taken.map_err(|mut problems| problems.swap_remove(0).with("step", format!("{step:?}")))?;
        fill.apply(&edit);
    }
    if course.half {
        work(fill, course, true);
    }
    Ok(())
}

const fn who<'a>(course: &Course<'a>, step: Step) -> Hand<'a> {
    match step {
        Step::Plan | Step::Agree => course.surveyor,
        Step::Start | Step::Finish => course.contractor,
        _ => course.coordinator,
    }
}

/// The most urgent first, as far as the money goes; one thing the family does not want; the rest for later.
fn plan(
    fill: &mut Fill<'_>,
    course: &Course<'_>,
    assessment: &Arc<Form>,
    world: &Arc<dyn World + Send + Sync>,
    rules: &Rules,
) {
    let home = fill.dossier.clone();
    let session = Session::new(Arc::clone(assessment), home.answers(), Arc::clone(world), Language::Chinese);
    let scene = Scene::new(&session, &home, &rules.catalogue, Language::Chinese);
    let proposals = proposal::proposals(&scene, &[]);
    let mut left = Fen(rules.programme.household_cap.value.0 * course.spent / 100);
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
    if course.price != 100 {
        bargain(fill, course.price);
    }
}

/// The prices of a contract, to the yuan.
fn bargain(fill: &mut Fill<'_>, percent: i64) {
    for item in item::accepted(&fill.dossier) {
        let Some(Fen(price)) = item.price else { continue };
        let agreed = (price * percent / 10_000).max(1) * 100;
        fill.apply(&Edit::set(item.field(fields::PRICE), Value::Integer(agreed)));
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

fn family<'a>(fill: &Fill<'a>) -> &'a str {
    fill.household.persons.first().map_or(fill.household.head, |person| person.name)
}

fn agree(fill: &mut Fill<'_>, course: &Course<'_>, day: Date) {
    let signatures = [
        (fields::AGREE_SIGNATURE, signed(fill, family(fill), "agree")),
        (fields::AGREE_ASSESSORS[0], signed(fill, course.surveyor.name, "assessor 1")),
        (fields::AGREE_ASSESSORS[1], signed(fill, course.second, "assessor 2")),
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

fn order(fill: &mut Fill<'_>, course: &Course<'_>, day: Date) {
    let after = |days: i32| Value::Date(day.saturating_add(jiff::Span::new().days(days)));
    let number = format!("示例-{:03}", fill.seed);
    set(
        fill,
        [
            (fields::ORDER_NUMBER, text(&number)),
            (fields::ORDER_CONTRACTOR, text(course.firm)),
            (fields::ORDER_CONTRACTOR_PHONE, text(&super::phone(800))),
            (fields::ORDER_DATE, Value::Date(day)),
            (fields::ORDER_START_BY, after(7)),
            (fields::ORDER_FINISH_BY, after(course.term)),
        ],
    );
}

/// Reports the works: of all items, or of the first half while they are under way.
fn work(fill: &mut Fill<'_>, course: &Course<'_>, half: bool) {
    let items = item::accepted(&fill.dossier);
    let until = if half { items.len().div_ceil(2) } else { items.len() };
    for item in &items[..until] {
        let mut answers = vec![(item.field(fields::WORK_STATE), Value::Choice(Name::of(fields::WORK_DONE)))];
        answers.extend(item.quantity.map(|quantity| (item.field(fields::INSTALLED), quantity.value())));
        match course.photo {
            Some(photo) => answers.extend([fields::PHOTO_BEFORE, fields::PHOTO_AFTER].into_iter().filter_map(|name| {
                let path = item.field(name).photo(RowId::derived(&[name, &item.row.to_string()]))?;
                Some((path, Value::Photo(Arc::clone(photo))))
            })),
            None => answers.push((item.field(fields::NO_PHOTO_REASON), text("示例数据，没有照片"))),
        }
        fill.apply(&Edit::set_all(answers));
    }
    if let Some(item) = items.get(until) {
        let started = Value::Choice(Name::of(fields::WORK_STARTED));
        fill.apply(&Edit::set(item.field(fields::WORK_STATE), started));
    }
}

/// The first item does not pass.
fn object(fill: &mut Fill<'_>, course: &Course<'_>, day: Date) {
    let rows = acceptance::prefill(&fill.dossier);
    fill.apply(&rows);
    let by = day.saturating_add(jiff::Span::new().days(10));
    for (place, item) in item::accepted(&fill.dossier).iter().enumerate() {
        let at = |name| accept_field(item, name);
        let result = if place == 0 { "rectify" } else { "pass" };
        fill.apply(&Edit::set(at(fields::ACCEPT_RESULT), Value::Choice(Name::of(result))));
        if place == 0 {
            fill.apply(&Edit::set_all([
                (at(fields::ACCEPT_DEFECT), text(course.defect)),
                (at(fields::ACCEPT_RECTIFY_BY), Value::Date(by)),
            ]));
        }
    }
}

fn accept(fill: &mut Fill<'_>, course: &Course<'_>, day: Date) {
    let rows = acceptance::prefill(&fill.dossier);
    fill.apply(&rows);
    for item in item::accepted(&fill.dossier) {
        accept_item(fill, &item, course, day);
    }
    let signatures = [
        (fields::ACCEPTANCE_SIGN_FAMILY, signed(fill, family(fill), "accept family")),
        (fields::ACCEPTANCE_SIGN_CONTRACTOR, signed(fill, course.contractor.name, "accept contractor")),
        (fields::ACCEPTANCE_SIGN_FEDERATION, signed(fill, course.coordinator.name, "accept federation")),
    ];
    set(
        fill,
        [
            (fields::ACCEPTANCE_DATE, Value::Date(day)),
            ("ac_team", Value::Choices(vec![Name::of("township"), Name::of("contractor")])),
            (fields::ACCEPTANCE_CONTRACTOR, text(course.firm)),
            ("ac_satisfaction", Value::Choice(Name::of(course.satisfaction))),
            ("ac_signer", Value::Choice(Name::of("self"))),
            (fields::ACCEPTANCE_RESULT, Value::Choice(Name::of("accepted"))),
        ]
        .into_iter()
        .chain(signatures),
    );
}

fn accept_field(item: &Item, name: &'static str) -> FieldPath {
    let row = FieldPath::row_of(&[], Name::of(fields::ACCEPT_ITEM), item.row).rows;
    FieldPath::within(&row, Name::of(name))
}

fn accept_item(fill: &mut Fill<'_>, item: &Item, course: &Course<'_>, day: Date) {
    let at = |name| accept_field(item, name);
    let quantity = item.quantity.map_or(Value::Integer(1), Quantity::value);
    let mut answers = vec![
        (at(fields::ACCEPT_ACCEPTED), quantity),
        (at("ai_works"), Value::YesNo(true)),
        (at(fields::ACCEPT_SATISFACTION), Value::Choice(Name::of(course.satisfaction))),
    ];
    if acceptance::accepted(&fill.dossier, item).is_open() {
        answers.push((at(fields::ACCEPT_RECHECK_DATE), Value::Date(day)));
        answers.push((at(fields::ACCEPT_RECHECK), Value::Choice(Name::of("pass"))));
    } else {
        answers.push((at(fields::ACCEPT_RESULT), Value::Choice(Name::of("pass"))));
    }
    fill.apply(&Edit::set_all(answers));
}

fn settle(fill: &mut Fill<'_>, course: &Course<'_>, day: Date) {
    let clerk = signed(fill, course.coordinator.name, "clerk");
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
