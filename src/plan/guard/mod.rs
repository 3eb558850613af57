//! What each step of a household's way needs besides its place ([`crate::dossier::stage`]): items decided, a
//! signature that is not stale, dates, photos, results. Errors stop the step; warnings are shown and do not.

use jiff::civil::{Date, Weekday};

use super::acceptance::{self, Accepted, Outcome};
use super::agreement::{self, Agreement};
use super::change;
use super::item::{self, Decision, Item, WorkState};
use super::money::Fen;
use super::programme::Programme;
use super::proposal::Proposal;
use super::read::Row;
use super::settlement::Settlement;
use super::{budget, fields, funding};
use crate::dossier::Dossier;
use crate::dossier::edit::Edit;
use crate::dossier::review::{REVIEW, ReviewState};
use crate::dossier::stage::Step;
use crate::id::Name;
use crate::path::{FieldPath, Rows};
use crate::problem::{Problem, Severity};
use crate::value::{Skip, Value};

/// The choices of `ac_result` and `ag_signer` that the program knows.
const HOUSEHOLD_ACCEPTED: &str = "accepted";
const SIGNER_SELF: &str = "self";

/// Everything that speaks against taking this step now, with the place of each and what to do. The place in the
/// life cycle itself is judged by [`Step::take`].
pub fn problems(step: Step, dossier: &Dossier, programme: &Programme, today: Date) -> Vec<Problem> {
    let items = item::items(dossier);
    let guard = Guard { dossier, programme, today, items: &items, found: Vec::new() };
    match step {
        Step::Plan => guard.plan(),
        Step::Agree => guard.agree(),
        Step::Notice => guard.notice(),
        Step::Order => guard.order(),
        Step::Start => guard.start(),
        Step::Finish => guard.finish(),
        Step::Rectify => guard.rectify(),
        Step::Accept => guard.accept(),
        Step::Settle => guard.settle(),
        Step::Archive => guard.archive(),
        Step::Replan | Step::Withdraw => Vec::new(),
    }
}

/// Proposals that nobody has decided: what [`Step::Plan`] needs besides [`problems`], where a survey is at hand.
pub fn undecided(proposals: &[Proposal]) -> Vec<Problem> {
    let open = proposals.iter().filter(|proposal| proposal.is_open() && proposal.unsuited.is_none());
    let tell = |proposal: &Proposal| {
        let title = format!("{} {}", proposal.code, proposal.name);
        let problem = Problem::error("plan-guard-undecided").with("item", title).with("place", &proposal.place);
        problem.of_field(FieldPath::row(&item::rows(proposal.row)))
    };
    open.map(tell).collect()
}

/// Takes the step with all that belongs to it: the plan is sealed under its signature, items to be put right are
/// open again.
///
/// # Errors
/// What [`problems`] finds and [`Step::take`] refuses; only errors stop it.
pub fn take(step: Step, dossier: &Dossier, programme: &Programme, today: Date) -> Result<Edit, Vec<Problem>> {
    let mut errors = problems(step, dossier, programme, today);
    errors.retain(|problem| problem.severity == Severity::Error);
    let taken = match step.take(dossier) {
        Ok(edit) if errors.is_empty() => edit,
        Ok(_) => return Err(errors),
        // Being in the wrong place is the reason before all others.
        Err(problem) => return Err(vec![problem]),
    };
    let beside = match step {
        Step::Agree | Step::Replan => agreement::seal(dossier).map_err(|problem| vec![problem])?,
        Step::Rectify => Some(reopened(dossier)),
        _ => None,
    };
    Ok(Edit::Many(beside.into_iter().chain([taken]).collect()))
}

/// Items that must be put right are no longer done.
fn reopened(dossier: &Dossier) -> Edit {
    let items = item::accepted(dossier).into_iter();
    let open = items.filter(|item| acceptance::accepted(dossier, item).is_open());
    let state = Value::Choice(Name::of(fields::WORK_STARTED));
    Edit::set_all(open.map(|item| (item.field(fields::WORK_STATE), state.clone())))
}

/// A step being judged.
struct Guard<'a> {
    dossier: &'a Dossier,
    programme: &'a Programme,
    today: Date,
    items: &'a [Item],
    found: Vec<Problem>,
}

impl<'a> Guard<'a> {
    fn accepted(&self) -> impl Iterator<Item = &'a Item> + use<'a> {
        self.items.iter().filter(|item| item.is_accepted())
    }

    fn read(&self) -> Row<'a> {
        Row::new(self.dossier, Rows::new())
    }

    fn tell(&mut self, problem: Problem, field: &'static str) {
        let place = FieldPath::top(Name::of(field));
        self.found.push(problem.of_dossier(self.dossier.id).of_field(place));
    }

    fn tell_item(&mut self, problem: Problem, item: &Item, field: &'static str) {
        let problem = problem.with("item", item.title()).of_dossier(self.dossier.id);
        self.found.push(problem.of_field(item.field(field)));
    }

    /// A field of the form that must not be empty; `key` says what is missing.
    fn needs(&mut self, there: bool, key: &'static str, field: &'static str) {
        if !there {
            self.tell(Problem::error(key), field);
        }
    }

    fn plan(mut self) -> Vec<Problem> {
        if self.programme.review_before_plan && ReviewState::of(self.dossier) != ReviewState::Approved {
            self.tell(Problem::error("plan-guard-not-reviewed"), REVIEW);
        }
        if self.accepted().next().is_none() {
            self.tell(Problem::error("plan-guard-empty"), fields::ITEM);
        }
        for item in self.items {
            let mut tell = |key, field| self.tell_item(Problem::error(key), item, field);
            match item.decision {
                Decision::Undecided => tell("plan-guard-item-undecided", fields::DECISION),
                Decision::Declined if item.reason.is_empty() => tell("plan-guard-no-reason", fields::REASON),
                Decision::Accepted | Decision::Declined | Decision::Left => {}
            }
        }
        self.certain_items();
        let counted = budget::counted(self.items, self.programme);
        let cap = self.programme.household_cap.value;
        if counted > cap && self.read().text(fields::PLAN_OVER_REASON).is_empty() {
            let over = Problem::error("plan-guard-over").with("over", (counted - cap).yuan()).with("cap", cap.yuan());
            self.tell(over, fields::PLAN_OVER_REASON);
        }
        if self.read().text(fields::PLAN_FUNDING_REASON).is_empty() {
            for served in funding::served(self.dossier, self.programme, self.today) {
                if served.excludes() {
                    let told = served.told(Severity::Error);
                    self.tell(told, fields::PLAN_FUNDING_REASON);
                }
            }
        }
        self.found
    }

    /// Every accepted item has a quantity and a price, and nothing about it is disputed.
    fn certain_items(&mut self) {
        for item in self.accepted() {
            let certain = item.quantity.is_some_and(|quantity| !quantity.is_none());
            let mut tell = |key, field| self.tell_item(Problem::error(key), item, field);
            if let Some(path) = item.disputed.first() {
                let problem = Problem::error("plan-guard-disputed").with("item", item.title());
                self.found.push(problem.of_dossier(self.dossier.id).of_field(path.clone()));
                continue;
            }
            if !certain {
                tell("plan-guard-no-quantity", fields::QUANTITY);
            }
            if item.price.is_none() {
                tell("plan-guard-no-price", fields::PRICE);
            }
            if item.removed_elsewhere {
                tell("plan-guard-removed", fields::DECISION);
            }
        }
    }

    fn agree(mut self) -> Vec<Problem> {
        self.certain_items();
        let mut read = self.read();
        let (signer, relation) = (read.choice(fields::AGREE_SIGNER), read.text(fields::AGREE_RELATION));
        let date = read.date(fields::AGREE_DATE);
        let assessors = fields::AGREE_ASSESSORS.map(|name| read.is_signed(name));
        self.needs(signer.is_some(), "plan-guard-no-signer", fields::AGREE_SIGNER);
        let stranger = signer.is_some_and(|signer| signer.as_str() != SIGNER_SELF);
        self.needs(!stranger || !relation.is_empty(), "plan-guard-no-relation", fields::AGREE_RELATION);
        self.needs(date.is_some_and(|date| date <= self.today), "plan-guard-no-date", fields::AGREE_DATE);
        self.needs(assessors[0], "plan-guard-no-assessor", fields::AGREE_ASSESSORS[0]);
        if assessors[0] && !assessors[1] {
            self.tell(Problem::warning("plan-guard-one-assessor"), fields::AGREE_ASSESSORS[1]);
        }
        self.signed();
        self.found
    }

    /// The family's signature is there and for this plan.
    fn signed(&mut self) {
        match Agreement::of(self.dossier) {
            Agreement::Signed | Agreement::Valid => {}
            Agreement::Unsigned => self.tell(Problem::error("plan-guard-unsigned"), fields::AGREE_SIGNATURE),
            Agreement::Disputed => self.tell(Problem::error("plan-guard-sign-disputed"), fields::AGREE_SIGNATURE),
            Agreement::Stale(differences) => {
                self.tell(Problem::error("plan-guard-stale"), fields::AGREE_SIGNATURE);
                let id = self.dossier.id;
                self.found.extend(differences.iter().map(|difference| difference.problem().of_dossier(id)));
            }
        }
    }

    fn notice(mut self) -> Vec<Problem> {
        let mut read = self.read();
        let (from, until) = (read.date(fields::NOTICE_FROM), read.date(fields::NOTICE_UNTIL));
        let (objected, result) = (read.yes_no(fields::NOTICE_OBJECTION), read.text(fields::NOTICE_OBJECTION_RESULT));
        let photographed = !read.photos(fields::NOTICE_PHOTO).is_empty();
        self.needs(from.is_some(), "plan-guard-notice-from", fields::NOTICE_FROM);
        self.needs(until.is_some(), "plan-guard-notice-until", fields::NOTICE_UNTIL);
        if let (Some(from), Some(until)) = (from, until) {
            let (days, (least, _)) = (working_days(from, until), self.programme.notice_working_days.value);
            if until < from {
                self.tell(Problem::error("plan-guard-notice-order"), fields::NOTICE_UNTIL);
            } else if self.today <= until {
                let early = Problem::error("plan-guard-notice-running").with("until", until);
                self.tell(early, fields::NOTICE_UNTIL);
            } else if days < least {
                let short = Problem::warning("plan-guard-notice-short").with("days", days).with("least", least);
                self.tell(short, fields::NOTICE_UNTIL);
            }
        }
        self.needs(objected.is_some(), "plan-guard-notice-objection", fields::NOTICE_OBJECTION);
        let open = objected == Some(true) && result.is_empty();
        self.needs(!open, "plan-guard-notice-open", fields::NOTICE_OBJECTION_RESULT);
        if !photographed {
            self.tell(Problem::warning("plan-guard-notice-photo"), fields::NOTICE_PHOTO);
        }
        self.found
    }

    fn order(mut self) -> Vec<Problem> {
        self.certain_items();
        self.signed();
        let mut read = self.read();
        let contractor = read.text(fields::ORDER_CONTRACTOR);
        let (start, finish) = (read.date(fields::ORDER_START_BY), read.date(fields::ORDER_FINISH_BY));
        self.needs(!contractor.is_empty(), "plan-guard-no-contractor", fields::ORDER_CONTRACTOR);
        self.needs(start.is_some(), "plan-guard-no-start", fields::ORDER_START_BY);
        self.needs(finish.is_some(), "plan-guard-no-finish", fields::ORDER_FINISH_BY);
        if let (Some(start), Some(finish)) = (start, finish) {
            self.needs(start <= finish, "plan-guard-order-dates", fields::ORDER_FINISH_BY);
            self.season(start, finish);
        }
        self.found
    }

    /// Concrete outdoors is poured in summer.
    fn season(&mut self, start: Date, finish: Date) {
        let (first, last) = self.programme.outdoor_season.value;
        let within = |date: Date| u8::try_from(date.month()).is_ok_and(|month| (first..=last).contains(&month));
        let outdoors = |item: &&Item| {
            item.kind == Some(super::catalogue::Kind::Construction)
                && item.code.as_ref().is_some_and(|code| code.as_str().starts_with('E'))
        };
        if let Some(item) = self.accepted().find(outdoors).filter(|_| !within(start) || !within(finish)) {
            let cold = Problem::warning("plan-guard-season").with("first", first).with("last", last);
            self.tell_item(cold, item, fields::CODE);
        }
    }

    fn start(mut self) -> Vec<Problem> {
        let by = self.read().date(fields::ORDER_START_BY);
        if let Some(by) = by.filter(|by| *by < self.today) {
            self.tell(Problem::warning("plan-guard-late-start").with("by", by), fields::ORDER_START_BY);
        }
        if self.photos_allowed() {
            for item in self.accepted().filter(|item| item.work.before.is_empty()) {
                self.tell_item(Problem::warning("plan-guard-no-before"), item, fields::PHOTO_BEFORE);
            }
        }
        self.found
    }

    fn photos_allowed(&self) -> bool {
        let consent = FieldPath::top(Name::of(crate::dossier::household::CONSENT_PHOTO));
        !matches!(self.dossier.value(&consent), Some(Value::YesNo(false) | Value::Skipped(Skip::Refused)))
    }

    fn finish(mut self) -> Vec<Problem> {
        let photos = self.photos_allowed();
        for item in self.accepted() {
            let work = &item.work;
            let mut tell = |problem, field| self.tell_item(problem, item, field);
            if work.state != WorkState::Done {
                tell(Problem::error("plan-guard-not-done"), fields::WORK_STATE);
            }
            if photos && work.after.is_empty() && work.no_photo_reason.is_empty() {
                tell(Problem::error("plan-guard-no-after"), fields::PHOTO_AFTER);
            }
            match (work.installed, item.ordered()) {
                (None, _) => tell(Problem::error("plan-guard-no-installed"), fields::INSTALLED),
                (Some(installed), Some(ordered)) if installed != ordered => {
                    let differs = Problem::warning("plan-guard-installed-differs");
                    tell(differs.with("installed", installed).with("ordered", ordered), fields::INSTALLED);
                }
                _ => {}
            }
            if change::undecided(&work.changes).next().is_some() {
                tell(Problem::warning("plan-guard-change-open"), fields::CHANGE);
            }
        }
        self.found
    }

    fn rectify(mut self) -> Vec<Problem> {
        let mut open = 0;
        for item in self.accepted() {
            let accepted = acceptance::accepted(self.dossier, item);
            if accepted.is_open() {
                open += 1;
                if accepted.rectify_by.is_none() {
                    self.tell_accepted(
                        Problem::error("plan-guard-no-rectify-by"),
                        item,
                        &accepted,
                        fields::ACCEPT_RECTIFY_BY,
                    );
                }
                if accepted.defect.is_empty() {
                    self.tell_accepted(Problem::error("plan-guard-no-defect"), item, &accepted, fields::ACCEPT_DEFECT);
                }
            }
        }
        if open == 0 {
            self.tell(Problem::error("plan-guard-nothing-to-rectify"), fields::ACCEPT_ITEM);
        }
        self.found
    }

    fn tell_accepted(&mut self, problem: Problem, item: &Item, accepted: &Accepted, field: &'static str) {
        let problem = problem.with("item", item.title()).of_dossier(self.dossier.id);
        self.found.push(problem.of_field(accepted.field(field)));
    }

    fn accept(mut self) -> Vec<Problem> {
        self.signed();
        for item in self.accepted() {
            let accepted = acceptance::accepted(self.dossier, item);
            self.accept_item(item, &accepted);
        }
        let mut read = self.read();
        let (date, result) = (read.date(fields::ACCEPTANCE_DATE), read.choice(fields::ACCEPTANCE_RESULT));
        let [family, contractor, federation] =
            [fields::ACCEPTANCE_SIGN_FAMILY, fields::ACCEPTANCE_SIGN_CONTRACTOR, fields::ACCEPTANCE_SIGN_FEDERATION]
                .map(|name| read.is_signed(name));
        self.needs(date.is_some_and(|date| date <= self.today), "plan-guard-accept-date", fields::ACCEPTANCE_DATE);
        let accepted = result.is_some_and(|result| result.as_str() == HOUSEHOLD_ACCEPTED);
        self.needs(accepted, "plan-guard-accept-result", fields::ACCEPTANCE_RESULT);
        self.needs(family, "plan-guard-accept-family", fields::ACCEPTANCE_SIGN_FAMILY);
        self.needs(federation, "plan-guard-accept-federation", fields::ACCEPTANCE_SIGN_FEDERATION);
        if !contractor {
            self.tell(Problem::warning("plan-guard-accept-contractor"), fields::ACCEPTANCE_SIGN_CONTRACTOR);
        }
        self.found
    }

    fn accept_item(&mut self, item: &Item, accepted: &Accepted) {
        let mut tell = |key, field| self.tell_accepted(Problem::error(key), item, accepted, field);
        if !accepted.disputed.is_empty() {
            tell("plan-guard-disputed", fields::ACCEPT_ACCEPTED);
            return;
        }
        match accepted.outcome {
            None => tell("plan-guard-no-result", fields::ACCEPT_RESULT),
            Some(Outcome::Fail) => tell("plan-guard-failed", fields::ACCEPT_RESULT),
            Some(Outcome::Rectify) if accepted.is_open() => tell("plan-guard-to-rectify", fields::ACCEPT_RECHECK),
            Some(Outcome::Pass | Outcome::Rectify) => {}
        }
        let Some(quantity) = accepted.accepted else {
            tell("plan-guard-no-accepted", fields::ACCEPT_ACCEPTED);
            return;
        };
        if accepted.installed.is_none_or(|installed| quantity > installed) {
            tell("plan-guard-above-installed", fields::ACCEPT_ACCEPTED);
        }
        let ordered = accepted.change_order || item.quantity.is_some_and(|planned| quantity <= planned);
        if !ordered {
            tell("plan-guard-above-planned", fields::ACCEPT_ACCEPTED);
        }
    }

    fn settle(mut self) -> Vec<Problem> {
        let settlement = Settlement::money(self.dossier, self.programme);
        for line in settlement.lines.iter().filter(|line| line.amount.is_none() || !line.passed) {
            let key = if line.amount.is_none() { "plan-guard-amount-unknown" } else { "plan-guard-not-passed" };
            let problem = Problem::error(key).with("item", &line.title).of_dossier(self.dossier.id);
            self.found.push(problem.of_field(item::field(line.row, fields::QUANTITY)));
        }
        self.needs(
            settlement.is_certain() || !settlement.uncertain.is_empty(),
            "plan-guard-deduction",
            fields::SETTLE_DEDUCTION,
        );
        if settlement.over > Fen(0) && settlement.over_reason.is_empty() {
            let (over, cap) = (settlement.over.yuan(), settlement.cap.yuan());
            let over = Problem::error("plan-guard-over").with("over", over).with("cap", cap);
            self.tell(over, fields::SETTLE_OVER_REASON);
        }
        let mut read = self.read();
        let date = read.date(fields::SETTLE_DATE);
        let papers = [fields::SETTLE_CONTRACT, fields::SETTLE_INVOICE].map(|name| (name, read.text(name)));
        self.needs(date.is_some_and(|date| date <= self.today), "plan-guard-settle-date", fields::SETTLE_DATE);
        for (name, text) in papers {
            if text.is_empty() {
                self.tell(Problem::warning("plan-guard-settle-paper"), name);
            }
        }
        self.found
    }

    fn archive(mut self) -> Vec<Problem> {
        let signed = self.read().is_signed(fields::SETTLE_SIGNATURE);
        self.needs(signed, "plan-guard-settle-signature", fields::SETTLE_SIGNATURE);
        if let Some((path, _)) = self.dossier.conflicts().next() {
            let count = self.dossier.conflicts().count();
            let open = Problem::error("plan-guard-conflicts").with("count", count);
            self.found.push(open.of_dossier(self.dossier.id).of_field(path.clone()));
        }
        self.found
    }
}

/// Days from Monday to Friday, both ends counted. Public holidays are not known here, so that the number is at most
/// too large: what is shorter is too short for certain.
fn working_days(from: Date, until: Date) -> u32 {
    let days = from.series(jiff::Span::new().days(1)).take_while(|day| *day <= until).take(366);
    let works = days.filter(|day| !matches!(day.weekday(), Weekday::Saturday | Weekday::Sunday));
    u32::try_from(works.count()).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests;
