//! The way of a household through the programme (design §1, domain §1.4), derived from its registers.
//!
//! `_visit` says how far the survey is; `_step` keeps the stage that the last step led to. Both are registers like
//! any other: two devices that take different steps without knowing of each other leave two live values, and the
//! household is [`Standing::Disputed`] until somebody settles it. No step is taken from a disputed place, and none
//! that [`Step::leads`] does not list.
//!
//! What a step needs besides its place (a signature, every item accepted) is the business of [`crate::plan`].

use std::sync::Arc;

use serde::{Deserialize, Serialize};

use super::Dossier;
use super::edit::Edit;
use super::household::STEP;
use super::summary::VisitState;
use crate::id::Name;
use crate::path::FieldPath;
use crate::problem::Problem;
use crate::role::Can;
use crate::stamp::{Dot, Moment};
use crate::value::Value;

/// How far a household is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Stage {
    /// 待入户
    #[default]
    Untouched,
    /// 入户中
    Surveying,
    /// 已评估
    Surveyed,
    /// 方案已定
    Planned,
    /// 家属已签字
    Agreed,
    /// 已公示
    Noticed,
    /// 已派工
    Ordered,
    /// 施工中
    InWorks,
    /// 已完工
    Done,
    /// 整改中
    Rectifying,
    /// 验收合格
    Accepted,
    /// 已结算
    Settled,
    /// 已归档
    Archived,
}

/// What somebody does to bring a household on, or back.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Step {
    /// 方案定稿
    Plan,
    /// 签字确认
    Agree,
    /// 公示期满
    Notice,
    /// 派工
    Order,
    /// 开工
    Start,
    /// 报完工
    Finish,
    /// 发整改通知
    Rectify,
    /// 验收合格
    Accept,
    /// 结算
    Settle,
    /// 归档
    Archive,
    /// 重做方案: back to the plan, before anything is ordered.
    Replan,
    /// 撤回派工: before the works begin.
    Withdraw,
}

/// One of the stages that devices disagree about.
#[derive(Clone, Debug, PartialEq)]
pub struct Claim {
    pub dot: Dot,
    pub stage: Stage,
    pub author: Arc<str>,
    pub at: Moment,
}

/// Where a household stands.
#[derive(Clone, Debug, PartialEq)]
pub enum Standing {
    At(Stage),
    /// Different steps were taken without knowing of each other; settled by a new write of `_step`.
    Disputed(Vec<Claim>),
    /// The survey was opened again on one device while another went on to this stage.
    SurveyReopened(Stage),
}

impl Stage {
    pub const ALL: [Self; 13] = [
        Self::Untouched,
        Self::Surveying,
        Self::Surveyed,
        Self::Planned,
        Self::Agreed,
        Self::Noticed,
        Self::Ordered,
        Self::InWorks,
        Self::Done,
        Self::Rectifying,
        Self::Accepted,
        Self::Settled,
        Self::Archived,
    ];

    /// As `_step` writes it.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Untouched => "untouched",
            Self::Surveying => "surveying",
            Self::Surveyed => "surveyed",
            Self::Planned => "planned",
            Self::Agreed => "agreed",
            Self::Noticed => "noticed",
            Self::Ordered => "ordered",
            Self::InWorks => "in_works",
            Self::Done => "done",
            Self::Rectifying => "rectifying",
            Self::Accepted => "accepted",
            Self::Settled => "settled",
            Self::Archived => "archived",
        }
    }

    fn of_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|stage| stage.name() == name)
    }

    /// Key of what it is called.
    pub const fn key(self) -> &'static str {
        match self {
            Self::Untouched => "stage-untouched",
            Self::Surveying => "stage-surveying",
            Self::Surveyed => "stage-surveyed",
            Self::Planned => "stage-planned",
            Self::Agreed => "stage-agreed",
            Self::Noticed => "stage-noticed",
            Self::Ordered => "stage-ordered",
            Self::InWorks => "stage-in-works",
            Self::Done => "stage-done",
            Self::Rectifying => "stage-rectifying",
            Self::Accepted => "stage-accepted",
            Self::Settled => "stage-settled",
            Self::Archived => "stage-archived",
        }
    }

    /// Whether somebody has to build.
    pub const fn is_in_works(self) -> bool {
        matches!(self, Self::Ordered | Self::InWorks | Self::Rectifying)
    }

    /// The stage to show and count under: of a dispute the earliest, so that nothing counts as done that may not be.
    pub fn of(dossier: &Dossier) -> Self {
        match Standing::of(dossier) {
            Standing::At(stage) => stage,
            Standing::Disputed(claims) => claims.iter().map(|claim| claim.stage).min().unwrap_or_default(),
            Standing::SurveyReopened(_) => Self::Surveying,
        }
    }
}

impl Step {
    pub const ALL: [Self; 12] = [
        Self::Plan,
        Self::Agree,
        Self::Notice,
        Self::Order,
        Self::Start,
        Self::Finish,
        Self::Rectify,
        Self::Accept,
        Self::Settle,
        Self::Archive,
        Self::Replan,
        Self::Withdraw,
    ];

    /// The table: where the step leads from a stage; `None` where it is illegal.
    pub const fn leads(self, from: Stage) -> Option<Stage> {
        Some(match (self, from) {
            (Self::Plan, Stage::Surveyed) => Stage::Planned,
            (Self::Agree, Stage::Planned) => Stage::Agreed,
            (Self::Notice, Stage::Agreed) | (Self::Withdraw, Stage::Ordered) => Stage::Noticed,
            (Self::Order, Stage::Noticed) => Stage::Ordered,
            (Self::Start, Stage::Ordered) => Stage::InWorks,
            (Self::Finish, Stage::InWorks | Stage::Rectifying) => Stage::Done,
            (Self::Rectify, Stage::Done) => Stage::Rectifying,
            (Self::Accept, Stage::Done) => Stage::Accepted,
            (Self::Settle, Stage::Accepted) => Stage::Settled,
            (Self::Archive, Stage::Settled) => Stage::Archived,
            (Self::Replan, Stage::Planned | Stage::Agreed | Stage::Noticed) => Stage::Surveyed,
            _ => return None,
        })
    }

    /// What the role table must allow.
    pub const fn needs(self) -> Can {
        match self {
            Self::Plan | Self::Agree | Self::Replan => Can::Plan,
            Self::Notice | Self::Order | Self::Withdraw => Can::Order,
            Self::Start | Self::Finish => Can::Build,
            Self::Rectify | Self::Accept => Can::Accept,
            Self::Settle | Self::Archive => Can::Settle,
        }
    }

    /// Key of what it is called on its button.
    pub const fn key(self) -> &'static str {
        match self {
            Self::Plan => "step-plan",
            Self::Agree => "step-agree",
            Self::Notice => "step-notice",
            Self::Order => "step-order",
            Self::Start => "step-start",
            Self::Finish => "step-finish",
            Self::Rectify => "step-rectify",
            Self::Accept => "step-accept",
            Self::Settle => "step-settle",
            Self::Archive => "step-archive",
            Self::Replan => "step-replan",
            Self::Withdraw => "step-withdraw",
        }
    }

    /// The change that takes the step.
    ///
    /// # Errors
    /// Where the household stands the step is illegal: `stage-disputed`, `stage-survey-reopened` or
    /// `stage-step-illegal`.
    pub fn take(self, dossier: &Dossier) -> Result<Edit, Problem> {
        let refuse = |problem: Problem| Err(problem.of_dossier(dossier.id));
        match Standing::of(dossier) {
            Standing::At(stage) => match self.leads(stage) {
                Some(next) => Ok(Edit::set(step_path(), Value::Choice(Name::of(next.name())))),
                None => {
                    let illegal = Problem::warning("stage-step-illegal");
                    refuse(illegal.with_word("stage", stage.key()).with_word("step", self.key()))
                }
            },
            Standing::Disputed(_) => refuse(Problem::warning("stage-disputed")),
            Standing::SurveyReopened(_) => refuse(Problem::warning("stage-survey-reopened")),
        }
    }
}

impl Standing {
    pub fn of(dossier: &Dossier) -> Self {
        let survey = match VisitState::of(dossier) {
            VisitState::Untouched => Stage::Untouched,
            VisitState::Begun => Stage::Surveying,
            VisitState::Finished => Stage::Surveyed,
        };
        let claims = claims(dossier);
        let agreed = claims.iter().all(|claim| claim.stage == claims[0].stage);
        match claims.first() {
            None => Self::At(survey),
            Some(_) if !agreed => Self::Disputed(claims),
            Some(claim) if claim.stage <= Stage::Surveyed => Self::At(survey),
            // A contractor's copy has no survey; what was ordered stands.
            Some(claim) if survey == Stage::Surveying => Self::SurveyReopened(claim.stage),
            Some(claim) => Self::At(claim.stage),
        }
    }
}

/// The field that keeps the stage the last step led to.
pub fn step_path() -> FieldPath {
    FieldPath::top(Name::of(STEP))
}

/// What the live writes of `_step` say. A name that a newer program wrote is no claim that this one can judge.
fn claims(dossier: &Dossier) -> Vec<Claim> {
    let Some(register) = dossier.fields.get(&step_path()) else { return Vec::new() };
    let claim = |(dot, write): (Dot, &super::register::Write)| {
        let Value::Choice(name) = &write.value else { return None };
        let stage = Stage::of_name(name.as_str())?;
        Some(Claim { dot, stage, author: Arc::clone(&write.author), at: write.at })
    };
    register.values().into_iter().filter_map(claim).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::dossier::tests::{author, dossier};
    use crate::dossier::visit::{FINISHED, visit_path};

    fn at(stage: Stage) -> Dossier {
        let mut home = dossier();
        home.apply(&Edit::set(visit_path(), Value::Choice(Name::of(FINISHED))), &author(1));
        home.apply(&Edit::set(step_path(), Value::Choice(Name::of(stage.name()))), &author(1));
        home
    }

    #[test]
    fn the_straight_way_leads_from_the_survey_to_the_archive_and_nothing_is_skipped() {
        let mut home = at(Stage::Surveyed);
        let way = [
            Step::Plan,
            Step::Agree,
            Step::Notice,
            Step::Order,
            Step::Start,
            Step::Finish,
            Step::Rectify,
            Step::Finish,
            Step::Accept,
            Step::Settle,
            Step::Archive,
        ];
        for step in way {
            let here = Stage::of(&home);
            for other in Step::ALL.into_iter().filter(|other| other.leads(here).is_none()) {
                assert_eq!(other.take(&home).unwrap_err().key, "stage-step-illegal", "{other:?} at {here:?}");
            }
            home.apply(&step.take(&home).unwrap(), &author(1));
            assert_eq!(Some(Stage::of(&home)), step.leads(here));
        }
        assert_eq!(Stage::of(&home), Stage::Archived);
    }

    #[test]
    fn every_stage_but_the_survey_is_reached_by_a_step_and_names_read_back() {
        for stage in Stage::ALL {
            assert_eq!(Stage::of_name(stage.name()), Some(stage));
            let reached = Stage::ALL.iter().any(|from| Step::ALL.iter().any(|step| step.leads(*from) == Some(stage)));
            assert_eq!(reached, stage >= Stage::Surveyed, "{stage:?}");
        }
    }

    #[test]
    fn two_devices_that_part_leave_a_dispute_that_one_write_settles() {
        let mut here = at(Stage::Noticed);
        let mut there = here.clone();
        here.apply(&Step::Order.take(&here).unwrap(), &author(1));
        there.apply(&Step::Replan.take(&there).unwrap(), &author(2));
        here.join(&there).unwrap();
        let Standing::Disputed(claims) = Standing::of(&here) else { panic!("{:?}", Standing::of(&here)) };
        assert_eq!(claims.iter().map(|claim| claim.stage).max(), Some(Stage::Ordered));
        assert_eq!(Stage::of(&here), Stage::Surveyed, "the earliest counts");
        assert_eq!(Step::Start.take(&here).unwrap_err().key, "stage-disputed");
        let dot = claims.iter().find(|claim| claim.stage == Stage::Ordered).unwrap().dot;
        here.apply(&crate::dossier::visit::settle(&here, &step_path(), dot).unwrap(), &author(1));
        assert_eq!(Standing::of(&here), Standing::At(Stage::Ordered));
    }

    #[test]
    fn the_same_step_taken_twice_is_no_dispute() {
        let mut here = at(Stage::Agreed);
        let mut there = here.clone();
        here.apply(&Step::Notice.take(&here).unwrap(), &author(1));
        there.apply(&Step::Notice.take(&there).unwrap(), &author(2));
        here.join(&there).unwrap();
        assert_eq!(Standing::of(&here), Standing::At(Stage::Noticed));
    }

    #[test]
    fn a_survey_opened_again_elsewhere_stops_the_way_until_it_is_finished() {
        let mut here = at(Stage::Surveyed);
        let mut there = here.clone();
        here.apply(&Step::Plan.take(&here).unwrap(), &author(1));
        there.apply(&crate::dossier::visit::reopen(), &author(2));
        here.join(&there).unwrap();
        assert_eq!(Standing::of(&here), Standing::SurveyReopened(Stage::Planned));
        assert_eq!(Step::Agree.take(&here).unwrap_err().key, "stage-survey-reopened");
        here.apply(&Edit::set(visit_path(), Value::Choice(Name::of(FINISHED))), &author(1));
        assert_eq!(Stage::of(&here), Stage::Planned);
    }

    #[test]
    fn a_contractor_s_copy_without_the_survey_stands_where_it_was_ordered() {
        let copy = at(Stage::Ordered).reduced(|path| *path == step_path());
        assert_eq!(Standing::of(&copy), Standing::At(Stage::Ordered));
    }
}
