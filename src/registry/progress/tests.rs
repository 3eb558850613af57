//! The board counted again, one figure at a time; and a handful of households counted by hand.

use proptest::prelude::*;

use super::basis::{Basis, Scope};
use super::board::Board;
use super::late::Overdue;
use super::lead::{By, Lead, Part, Plan, Which};
use super::people::Trait;
use super::seen::{Judged, Seen};
use super::target::{Target, Targets};
use super::{Step, permille};
use crate::division::Divisions;
use crate::dossier::stage::Stage;
use crate::dossier::summary::{Disability, PersonSummary, Summary, VisitState};
use crate::id::{DossierId, Name};
use crate::plan::catalogue::{self, Catalogue};
use crate::plan::money::Fen;
use crate::plan::programme::{self, Programme};
use crate::plan::quantity::Quantity;
use crate::registry::day::{Day, Days};
use crate::registry::figures::{
    Figures, Hardships, ItemFigures, ItemOutcome, PersonFigures, Residence, Satisfaction, Sex,
};
use crate::registry::money::Money;
use crate::registry::record::Record;

struct Rules {
    programme: Programme,
    catalogue: Catalogue,
    targets: Targets,
}

impl Rules {
    fn new() -> Self {
        let mut targets = Targets::default();
        targets.set(2026, "152221", Target { households: 4, money: Fen(1_400_000) });
        targets.set(2026, "152222", Target { households: 2, money: Fen(0) });
        targets.set(2025, "150207", Target { households: 1, money: Fen(350_000) });
        Self {
            programme: Programme::parse(programme::BUILT_IN).unwrap(),
            catalogue: Catalogue::parse(catalogue::BUILT_IN).unwrap(),
            targets,
        }
    }

    fn basis(&self) -> Basis<'_> {
        Basis::new(&self.programme, &self.catalogue, Divisions::built_in(), &self.targets, today())
    }
}

fn today() -> Day {
    day(2026, 11, 24)
}

fn day(year: i16, month: i8, day: i8) -> Day {
    jiff::civil::date(year, month, day).into()
}

fn name(text: &str) -> Name {
    text.parse().unwrap()
}

fn item(code: &str, price: i64, outcome: Option<ItemOutcome>) -> ItemFigures {
    let accepted = outcome.filter(|outcome| *outcome != ItemOutcome::Failed).map(|_| Quantity::ONE);
    ItemFigures {
        code: (!code.is_empty()).then(|| name(code)),
        planned: Some(Quantity::ONE),
        accepted,
        price: Some(Fen(price)),
        outcome,
        ..ItemFigures::default()
    }
}

fn record(number: u128, division: &str, stage: Stage, items: Vec<ItemFigures>) -> Record {
    let sum = |amount: fn(&ItemFigures) -> Option<Fen>| items.iter().filter_map(amount).sum();
    let (planned, accepted) = (sum(ItemFigures::planned_amount), sum(ItemFigures::accepted_amount));
    let visit = if stage >= Stage::Surveyed { VisitState::Finished } else { VisitState::Untouched };
    Record {
        id: DossierId::from_u128(number),
        summary: Summary { division: division.into(), stage, visit, ..Summary::default() },
        figures: Figures { year: 2026, items, planned, accepted, deduction_certain: true, ..Figures::default() },
        missing: None,
    }
}

#[test]
fn a_handful_of_households_counted_by_hand() {
    let rules = Rules::new();
    let basis = rules.basis();
    let pass = Some(ItemOutcome::Passed);
    let mut untouched = record(1, "152221", Stage::Untouched, Vec::new());
    untouched.figures.days.planned_visit = Some(day(2026, 11, 20));
    untouched.figures.surveyor = "包志强".into();
    let planned = record(2, "152221", Stage::Planned, vec![item("E02", 700_000, None)]);
    let mut settled = record(3, "152221", Stage::Settled, vec![item("E02", 200_000, pass), item("T01", 100_000, pass)]);
    settled.figures.deduction = Fen(50_000);
    settled.figures.days.accepted = Some(day(2025, 11, 1));
    settled.figures.satisfaction = Some(Satisfaction::Good);
    let rectified = Some(ItemOutcome::Rectified);
    let accepted = record(4, "152222", Stage::Accepted, vec![item("D01", 120_000, rectified)]);
    let elsewhere = record(5, "110101", Stage::Archived, Vec::new());
    let records = [untouched, planned, settled, accepted, elsewhere];
    let board = Board::of(&records, &Scope { year: Some(2026), ..Scope::default() }, &basis);

    let whole = &board.whole;
    let way: Vec<u32> = Step::ALL.iter().map(|step| whole.reached(*step)).collect();
    assert_eq!(way, [5, 4, 4, 3, 3, 3, 3, 3, 3, 2, 1]);
    // Three of six; the fourth of the region's own banners is not there yet, the stranger counts in the whole.
    assert_eq!((whole.target, whole.completion()), (6, Some(500)));
    let qian = board.group(By::Banner, "152221");
    assert_eq!((qian.target, qian.completion(), qian.budget), (4, Some(250), Fen(1_400_000)));
    assert_eq!(board.group(By::League, "152200").reached(Step::Registered), 4);
    assert_eq!(board.group(By::League, "").reached(Step::Registered), 1, "a code of another province has no league");
    // 3,000 less 500 is paid; what the two others and the stranger plan counts as planned only.
    assert_eq!((whole.settled.total, whole.settled.households), (Fen(250_000), 2));
    assert_eq!(whole.planned.total, Fen(700_000 + 300_000 + 120_000));
    assert_eq!(whole.ordered.total, Fen(300_000 + 120_000));
    // 7,000 + 2,500 + 1,200 + 0 over four homes.
    assert_eq!(whole.average_cost(), Some(Fen(267_500)));
    assert_eq!((whole.over, whole.over_unexplained), (1, 1));
    assert_eq!((board.over[0].amount, board.over[0].over), (Fen(700_000), Fen(100_000)));
    assert_eq!((whole.quality.judged, whole.first_go_rate()), (2, Some(500)));
    assert_eq!(whole.satisfaction(), Some(1_000));
    // Due on the 20th, four days ago; the return visit was due on 1 November.
    assert_eq!((board.late_with(Overdue::Visit).most, board.late_with(Overdue::ReturnVisit).most), (4, 23));
    assert_eq!(board.late_by["包志强"].households, 1);
    assert_eq!(board.measures["E02"].items, 2);
    assert_eq!(board.group(By::Measure, "E").reached(Step::Registered), 2);
}

#[test]
fn shares_round_half_a_thousandth_up_and_have_no_upper_end() {
    assert_eq!(permille(1, 3), Some(333));
    assert_eq!(permille(1, 2_000), Some(1));
    assert_eq!(permille(1, 2_001), Some(0));
    assert_eq!(permille(102, 100), Some(1_020));
    assert_eq!(permille(i64::MAX, 1), Some(u32::MAX));
    assert_eq!(permille(1, 0), None);
}

fn an_item() -> impl Strategy<Value = ItemFigures> {
    let outcome = prop_oneof![
        3 => Just(None),
        3 => Just(Some(ItemOutcome::Passed)),
        1 => Just(Some(ItemOutcome::Rectified)),
        1 => Just(Some(ItemOutcome::ToRectify)),
        1 => Just(Some(ItemOutcome::Failed)),
    ];
    let code = prop::sample::select(vec!["E02", "E03", "T01", "D01", "A01", "", "Z77"]);
    let source = prop::sample::select(vec!["", "", "", "own", "donated", "region", "unknown"]);
    (code, 0..400_000i64, outcome, source, any::<bool>()).prop_map(|(code, price, outcome, source, certain)| {
        ItemFigures {
            paid_by: (!source.is_empty()).then(|| name(source)),
            planned: certain.then_some(Quantity::ONE),
            ..item(code, price, outcome)
        }
    })
}

fn a_person() -> impl Strategy<Value = PersonFigures> {
    let sex = prop::sample::select(vec![None, Some(Sex::Female), Some(Sex::Male)]);
    (sex, prop::sample::select(vec![0i16, 1936, 1950, 1966, 1980, 2015]), 0u8..8, 1u8..5).prop_map(
        |(sex, birth_year, category, grade)| PersonFigures {
            sex,
            birth_year,
            disability: (category > 0).then_some(Disability { category, grade }),
            ..PersonFigures::default()
        },
    )
}

prop_compose! {
    fn a_day()(offset in prop::option::of(-800i32..40)) -> Option<Day> {
        let date = today().date();
        offset.map(|offset| Day::from(date.checked_add(jiff::Span::new().days(offset)).unwrap_or(date)))
    }
}

prop_compose! {
    fn some_days()(
        registered in a_day(), planned_visit in a_day(), surveyed in a_day(), notice_until in a_day(),
        ordered in a_day(), start_by in a_day(), finish_by in a_day(), accepted in a_day(), settled in a_day(),
        returned in a_day(),
    ) -> Days {
        Days {
            registered, planned_visit, surveyed, notice_until, ordered, start_by, finish_by, accepted, settled, returned,
            ..Days::default()
        }
    }
}

prop_compose! {
    fn a_record()(
        number in any::<u128>(),
        division in prop::sample::select(vec!["152221", "152222", "150207", "wulanbuhe_zone", "", "110101"]),
        stage in prop::sample::select(Stage::ALL.to_vec()),
        items in prop::collection::vec(an_item(), 0..5),
        persons in prop::collection::vec(a_person(), 0..3),
        days in some_days(),
        names in (0usize..3, 0usize..3, 0usize..3),
        year in prop::sample::select(vec![0i16, 2025, 2026]),
        said in prop::sample::select(vec![None, Some(Satisfaction::Good), Some(Satisfaction::Poor)]),
        flags in (any::<bool>(), any::<bool>(), any::<bool>(), 0u16..2),
        deduction in prop::sample::select(vec![0i64, 10_000]),
        residence in prop::sample::select(vec![None, Some(Residence::Town), Some(Residence::Pasture)]),
    ) -> Record {
        let mut record = record(number, division, stage, items);
        record.summary.township = ["", "居力很镇", "察尔森镇"][names.0].into();
        record.summary.contractor = ["", "兴安建工", "草原施工队"][names.1].into();
        record.summary.persons = persons.iter().map(|_| PersonSummary::default()).collect();
        let figures = &mut record.figures;
        figures.surveyor = ["", "包志强", "王丽"][names.2].into();
        figures.deduction = Fen(deduction).min(figures.accepted);
        (figures.year, figures.days, figures.persons, figures.satisfaction) = (year, days, persons, said);
        (figures.complaint, figures.plan_over_reason, figures.charged, figures.idle) = flags;
        figures.residence = residence;
        figures.hardship = if flags.0 { Hardships::of(["dibao", "monitored"]) } else { Hardships::default() };
        record
    }
}

/// Every figure of the board, with the households that it says are behind it.
fn figures(board: &Board, scope: &Scope) -> Vec<(u32, Lead)> {
    let mut found = Vec::new();
    let mut lead = |count: u32, part: Option<Part>, which: Which| {
        found.push((count, Lead { scope: scope.clone(), part, which }));
    };
    let groups =
        [By::League, By::Banner, By::Township, By::Contractor, By::Surveyor, By::Category, By::Grade, By::Measure];
    let parts = groups.into_iter().flat_map(|by| board.groups(by).map(move |(key, group)| (by, key, *group)));
    let parts = parts.map(|(by, key, group)| (Some(Part::new(by, key)), group));
    for (part, group) in parts.chain([(None, board.whole)]) {
        for step in Step::ALL {
            lead(group.reached(step), part.clone(), Which::Reached(step));
        }
        lead(group.over, part.clone(), Which::Over);
        lead(group.over_unexplained, part.clone(), Which::OverUnexplained);
        lead(group.deviating, part.clone(), Which::Deviating);
        lead(group.late.households, part.clone(), Which::Late);
        let quality = group.quality;
        lead(quality.judged, part.clone(), Which::WasJudged);
        lead(quality.at_first_go, part.clone(), Which::Judged(Judged::AtFirstGo));
        lead(quality.rectified, part.clone(), Which::Judged(Judged::Rectified));
        lead(quality.open, part.clone(), Which::Judged(Judged::Open));
        lead(quality.asked, part.clone(), Which::Asked);
        lead(quality.complaints, part.clone(), Which::Complained);
        lead(quality.charged, part.clone(), Which::Charged);
        lead(quality.returned, part.clone(), Which::Returned);
        lead(quality.idle, part, Which::Idle);
    }
    for what in Overdue::ALL {
        lead(board.late_with(what).households, None, Which::LateWith(what));
    }
    for (whom, late) in &board.late_by {
        lead(late.households, None, Which::LateBy(whom.clone()));
    }
    for said in Satisfaction::ALL {
        lead(board.said(said), None, Which::Said(said));
    }
    for (month, counts) in &board.months {
        for step in Step::ALL {
            lead(counts.took(step), None, Which::Took(step, *month));
        }
        for plan in [Plan::Visit, Plan::Works] {
            lead(counts.due(plan), None, Which::Due(plan, *month));
        }
    }
    for (code, pieces) in &board.measures {
        lead(pieces.households, None, Which::Measure(code.clone()));
    }
    for (own, pair) in board.people.iter().filter(|(own, _)| !own.is_of_persons()) {
        lead(pair.all, None, Which::Is(own.clone()));
    }
    found
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, ..ProptestConfig::default() })]

    #[test]
    fn every_figure_counts_the_households_it_leads_to(
        records in prop::collection::vec(a_record(), 0..30),
        year in prop::option::of(2025i16..2027),
        league in prop::sample::select(vec![None, Some("152200"), Some("150200")]),
        contractor in prop::sample::select(vec![None, Some("兴安建工")]),
    ) {
        let rules = Rules::new();
        let basis = rules.basis();
        let scope = Scope { year, league: league.map(Box::from), banner: None, contractor: contractor.map(Box::from) };
        let board = Board::of(&records, &scope, &basis);
        for (count, lead) in figures(&board, &scope) {
            let ids = lead.ids(&records, &basis);
            prop_assert_eq!(ids.len(), count as usize, "{:?}", lead);
        }
        let everybody: usize = board.months.values().map(|month| month.took(Step::Accepted) as usize).sum();
        prop_assert_eq!(everybody + board.undated[Step::Accepted as usize] as usize, board.whole.reached(Step::Accepted) as usize);
        prop_assert_eq!(board.costs.iter().copied().sum::<Fen>(), board.whole.cost);
        prop_assert_eq!(board.costs.len(), board.whole.planned.households as usize);
    }

    #[test]
    fn the_money_is_that_of_plan_and_settlement(record in a_record()) {
        let rules = Rules::new();
        let basis = rules.basis();
        let seen = Seen::of(&record, &basis);
        let money = Money::of(&record.figures, &rules.programme);
        if let Some(planned) = seen.planned {
            let parts: Vec<Fen> = money.planned.iter().map(|part| part.amount).collect();
            prop_assert_eq!(&planned.by_source[..parts.len()], &parts[..]);
            prop_assert_eq!(planned.counted, money.planned_counted);
            prop_assert_eq!(planned.by_source.iter().copied().sum::<Fen>(), planned.total);
        }
        if let Some(settled) = seen.settled {
            let parts: Vec<Fen> = money.settled.iter().map(|part| part.amount).collect();
            prop_assert_eq!(&settled.by_source[..parts.len()], &parts[..]);
            prop_assert_eq!(settled.counted, money.settled_counted);
            prop_assert_eq!(settled.total, record.figures.total());
        }
    }

    #[test]
    fn sums_of_leagues_and_banners_are_the_whole(records in prop::collection::vec(a_record(), 0..30)) {
        let rules = Rules::new();
        let board = Board::of(&records, &Scope::default(), &rules.basis());
        for by in [By::League, By::Banner, By::Township, By::Contractor, By::Surveyor, By::Grade] {
            let sum: Fen = board.groups(by).map(|(_, group)| group.planned.total).sum();
            prop_assert_eq!(sum, board.whole.planned.total);
            let sum: u32 = board.groups(by).map(|(_, group)| group.reached(Step::Accepted)).sum();
            prop_assert_eq!(sum, board.whole.reached(Step::Accepted));
        }
        let ages = board.people.iter().filter(|(own, _)| matches!(own, Trait::Age(_))).map(|(_, pair)| pair.all);
        prop_assert_eq!(ages.sum::<u32>(), board.people.persons.all);
    }
}
