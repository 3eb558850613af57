//! What the screen shows, as plain data: key figures, and the figures of each tab.

pub use super::figure::{Behind, Element, Figure};
pub use super::sight::Sight;
use super::{money, quality, way};
use crate::app::desk::progress::names::percent;
use crate::plan::money::Fen;
use crate::registry::progress::Step;
use crate::registry::progress::group::Group;
use crate::registry::progress::lead::{By, Lead, Plan, Which};
use crate::registry::progress::people::Trait;
use crate::ui::widgets::chart::stat::Stat;

/// A page of the screen.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Tab {
    /// 总览
    #[default]
    Overview,
    /// 进度
    Way,
    /// 资金
    Money,
    /// 质量
    Quality,
    /// 人群
    People,
    /// 项目
    Measures,
    /// 逾期
    Late,
    /// 任务数
    Targets,
}

impl Tab {
    pub const ALL: [Self; 8] = [
        Self::Overview,
        Self::Way,
        Self::Money,
        Self::Quality,
        Self::People,
        Self::Measures,
        Self::Late,
        Self::Targets,
    ];

    pub const fn key(self) -> &'static str {
        match self {
            Self::Overview => "progress-tab-overview",
            Self::Way => "progress-tab-way",
            Self::Money => "progress-tab-money",
            Self::Quality => "progress-tab-quality",
            Self::People => "progress-tab-people",
            Self::Measures => "progress-tab-measures",
            Self::Late => "progress-tab-late",
            Self::Targets => "progress-tab-targets",
        }
    }
}

/// The figures of a tab, those without an element left out.
pub fn figures(tab: Tab, sight: &Sight<'_>) -> Vec<Figure> {
    let figures = match tab {
        Tab::Overview => overview(sight),
        Tab::Way => ways(sight),
        Tab::Money => vec![
            money::sources(sight),
            money::distribution(sight),
            money::averages(sight),
            money::devices(sight),
            money::over(sight),
            money::deviations(sight),
        ],
        Tab::Quality => vec![
            quality::first_go(sight),
            quality::outcomes(sight),
            quality::satisfaction(sight),
            quality::afterwards(sight),
        ],
        Tab::People => people(sight),
        Tab::Measures => {
            vec![way::by(sight, "groups", By::Measure, Step::Registered, Step::Accepted), quality::measures(sight)]
        }
        Tab::Late => vec![quality::late_what(sight), quality::late_with(sight), quality::late_households(sight)],
        Tab::Targets => Vec::new(),
    };
    figures.into_iter().filter(|figure| !figure.is_empty()).collect()
}

fn overview(sight: &Sight<'_>) -> Vec<Figure> {
    let place = way::map(sight).unwrap_or_else(|| way::behindhand(sight));
    vec![way::funnel(sight), place]
}

fn ways(sight: &Sight<'_>) -> Vec<Figure> {
    vec![
        way::funnel(sight),
        way::standing(sight),
        way::behindhand(sight),
        way::months(sight, "months-visit", Plan::Visit, &[Step::Assessed]),
        way::months(sight, "months-works", Plan::Works, &[Step::Accepted, Step::Finished]),
        way::by(sight, "contractors", By::Contractor, Step::Ordered, Step::Accepted),
        way::by(sight, "surveyors", By::Surveyor, Step::Registered, Step::Assessed),
        way::by(sight, "categories", By::Category, Step::Registered, Step::Accepted),
        way::by(sight, "grades", By::Grade, Step::Registered, Step::Accepted),
    ]
}

fn people(sight: &Sight<'_>) -> Vec<Figure> {
    vec![
        quality::people(sight, "category", |own| matches!(own, Trait::Category(_))),
        quality::people(sight, "grade", |own| matches!(own, Trait::Grade(_))),
        quality::people(sight, "age", |own| matches!(own, Trait::Age(_))),
        quality::people(sight, "sex", |own| matches!(own, Trait::Sex(_))),
        quality::people(sight, "hardship", |own| matches!(own, Trait::Hardship(_))),
        quality::people(sight, "residence", |own| matches!(own, Trait::Residence(_))),
        quality::people(sight, "ethnic", |own| matches!(own, Trait::Ethnic(_))),
        quality::people(sight, "home", |own| matches!(own, Trait::SeveralPersons | Trait::OldPerson)),
    ]
}

/// A key figure, and what it leads to: households, or a tab.
pub struct Key {
    pub stat: Stat,
    pub lead: Option<Lead>,
    pub tab: Option<Tab>,
}

/// The key figures: where are we, what is late, what money is left.
pub fn keys(sight: &Sight<'_>) -> Vec<Key> {
    let whole = &sight.board.whole;
    let stat = |key: &str, value: String, more: String| Stat { label: sight.word(key), value, more, ..Stat::default() };
    let accepted = whole.reached(Step::Accepted);
    let key =
        |stat: Stat, lead: Option<Which>, tab: Option<Tab>| Key { stat, lead: lead.map(|which| sight.all(which)), tab };
    let registered = whole.reached(Step::Registered);
    let works = whole.reached(Step::Started) - accepted;
    let share = whole.completion().map(|share| f64::from(share) / 1_000.0);
    let target = if whole.target > 0 {
        sight
            .names
            .words
            .with("progress-of-task", &[("done", &accepted.to_string()), ("task", &whole.target.to_string())])
    } else {
        sight.word("progress-no-target")
    };
    vec![
        key(Stat { share, ..stat("progress-completion", percent(whole.completion()), target) }, None, Some(Tab::Way)),
        key(
            stat("progress-step-registered", sight.households(registered), said_assessed(sight, whole)),
            Some(Which::All),
            None,
        ),
        key(stat("progress-in-works", sight.households(works), said_ordered(sight, whole)), None, Some(Tab::Way)),
        key(late(sight), None, Some(Tab::Late)),
        key(left(sight), None, Some(Tab::Money)),
        key(average(sight), None, Some(Tab::Money)),
        key(
            stat("progress-first-go", percent(whole.first_go_rate()), said_satisfied(sight, whole)),
            None,
            Some(Tab::Quality),
        ),
        key(over(sight), (whole.over > 0).then_some(Which::Over), Some(Tab::Money)),
    ]
}

fn said_assessed(sight: &Sight<'_>, whole: &Group) -> String {
    sight.names.words.with("progress-said-assessed", &[("count", &whole.reached(Step::Assessed).to_string())])
}

fn said_ordered(sight: &Sight<'_>, whole: &Group) -> String {
    sight.names.words.with("progress-said-ordered", &[("count", &whole.reached(Step::Ordered).to_string())])
}

fn said_satisfied(sight: &Sight<'_>, whole: &Group) -> String {
    sight.names.words.with("progress-said-satisfied", &[("share", &percent(whole.satisfaction()))])
}

fn late(sight: &Sight<'_>) -> Stat {
    let late = sight.board.whole.late;
    let more = if late.households == 0 {
        sight.word("progress-late-none")
    } else {
        sight.names.words.with("progress-days-most", &[("days", &late.most.to_string())])
    };
    let value = sight.households(late.households);
    Stat { label: sight.word("progress-late"), value, more, alarming: late.households > 0, share: None }
}

/// 资金结余: of what was assigned, what is not planned yet; without it, what is planned.
fn left(sight: &Sight<'_>) -> Stat {
    let whole = &sight.board.whole;
    let settled = sight.money(whole.settled.total);
    if whole.budget == Fen(0) {
        let more = sight.names.words.with("progress-said-settled", &[("amount", &settled)]);
        return Stat {
            label: sight.word("progress-planned"),
            value: sight.money(whole.planned.total),
            more,
            ..Stat::default()
        };
    }
    let left = whole.budget - whole.planned.counted;
    let args = [("budget", &*sight.money(whole.budget)), ("settled", &*settled)];
    Stat {
        label: sight.word("progress-left"),
        value: sight.money(left),
        more: sight.names.words.with("progress-said-budget", &args),
        alarming: left < Fen(0),
        share: None,
    }
}

fn average(sight: &Sight<'_>) -> Stat {
    let most = sight.names.programme.batch_average.value;
    let average = sight.board.whole.average_cost();
    // To the yuan: half of one up.
    let yuan = |amount: Fen| Fen((amount.0 + 50) / 100 * 100).yuan();
    Stat {
        label: sight.word("progress-average"),
        value: average.map_or_else(|| "—".to_owned(), yuan),
        more: sight.names.words.with("progress-said-most", &[("amount", &most.yuan())]),
        alarming: average.is_some_and(|average| average > most),
        share: None,
    }
}

fn over(sight: &Sight<'_>) -> Stat {
    let whole = &sight.board.whole;
    let more = if whole.over == 0 {
        sight.names.words.with("progress-said-cap", &[("amount", &sight.names.programme.household_cap.value.yuan())])
    } else {
        sight.names.words.with("progress-said-unexplained", &[("count", &whole.over_unexplained.to_string())])
    };
    let value = sight.households(whole.over);
    Stat { label: sight.word("progress-over-count"), value, more, alarming: whole.over_unexplained > 0, share: None }
}
