//! The plan 改造方案 as commands: taking up and declining what is proposed, own items, the suggestion.

use super::forms::ASSESSMENT;
use super::program::Program;
use super::rules::Rules;
use crate::dossier::Dossier;
use crate::dossier::edit::Edit;
use crate::dossier::history::Label;
use crate::dossier::stage::{Stage, Standing};
use crate::form::schema::Priority;
use crate::id::{Name, RowId};
use crate::l10n::Words;
use crate::path::FieldPath;
use crate::plan::budget::Budget;
use crate::plan::catalogue::Kind;
use crate::plan::edits::{self, OwnItem};
use crate::plan::fields;
use crate::plan::item::{self, Decision, Item};
use crate::plan::money::Fen;
use crate::plan::proposal::{self, Proposal, Scene};
use crate::plan::quantity::Quantity;
use crate::plan::suggest::{self, Mode, Suggestion};
use crate::problem::Problem;
use crate::role::Can;
use crate::value::Value;

/// A person asked to change the plan. A row is that of the proposal or of the item; they are the same.
#[derive(Clone, Debug, PartialEq)]
pub enum PlanCommand {
    /// Takes up a proposal, or one that was declined.
    Accept(RowId),
    /// Declines it; the reason is kept.
    Decline { row: RowId, reason: String },
    /// Leaves it for another year; the reason is kept.
    Leave { row: RowId, reason: String },
    /// Leaves every proposal that nobody has decided, in one step.
    LeaveRest { reason: String },
    /// Why the plan may cost more than the cap.
    OverReason(String),
    /// Takes the decision back: a proposal stands open again as it was found, an own item is removed.
    Reopen(RowId),
    /// Changes an item; a proposal is taken up with that.
    Change { row: RowId, changes: Vec<ItemChange> },
    /// Adds a measure of the catalogue that no finding proposes.
    AddMeasure(Name),
    /// Adds something that the catalogue does not have.
    AddOwn(String),
    /// Takes over what the ramp calculator worked out: measures of the catalogue with quantity and sizes, instead of
    /// the measure it was opened for.
    TakeRamp { item: Option<RowId>, measures: Vec<(Name, Quantity, String)> },
    /// Chooses what the suggestion under the cap chooses, in one step.
    TakeSuggestion,
}

/// What can be changed about an item.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ItemChange {
    Quantity(Quantity),
    /// Of one unit.
    Price(Fen),
    Place(String),
    Sizes(String),
    /// Another kind of the same measure; the measure itself when missing.
    Variant(Option<Name>),
    /// Who pays; by the programme's order when missing.
    PaidBy(Option<Name>),
}

impl Program {
    /// The open household as the plan sees it; `None` where no survey is open.
    pub fn plan_scene(&self) -> Option<Scene<'_>> {
        let visit = self.visit.as_ref()?;
        let form = visit.forms.iter().find(|form| form.text.id.as_str() == ASSESSMENT)?;
        Some(Scene::new(&form.session, &visit.dossier, &self.rules.catalogue, self.settings.language))
    }

    /// What the findings propose and what the plan has.
    pub fn plan(&self) -> (Vec<Proposal>, Vec<Item>) {
        let items = self.visit.as_ref().map(|visit| item::items(&visit.dossier)).unwrap_or_default();
        let proposals = self.plan_scene().map(|scene| proposal::proposals(&scene, &items)).unwrap_or_default();
        (proposals, items)
    }

    /// What would be chosen under the cap: what was taken up stays, unless it exceeds the cap already.
    pub fn suggestion(&self) -> Suggestion {
        let (proposals, items) = self.plan();
        let Rules { catalogue, programme } = &*self.rules;
        let over = Budget::of(&items, programme, catalogue).is_over();
        let mode = if over { Mode::Fresh } else { Mode::FillUp };
        suggest::suggest(&items, &proposals, programme, catalogue, mode)
    }

    /// Why the plan cannot be changed now; `None` where it can. It is made between the survey and its signature.
    pub fn plan_closed(&self) -> Option<Problem> {
        if !self.role.can(Can::Plan) {
            return Some(Problem::warning("case-not-your-role"));
        }
        if self.read_only.is_some() {
            return Some(Problem::warning("app-read-only-edit"));
        }
        let visit = self.visit.as_ref()?;
        match Standing::of(&visit.dossier) {
            Standing::At(Stage::Surveyed) => None,
            Standing::At(stage) if stage < Stage::Surveyed => Some(Problem::notice("case-plan-too-early")),
            Standing::At(stage) => Some(Problem::notice("case-plan-closed").with_word("stage", stage.key())),
            Standing::Disputed(_) => Some(Problem::warning("stage-disputed")),
            Standing::SurveyReopened(_) => Some(Problem::warning("stage-survey-reopened")),
        }
    }

    pub(super) fn dispatch_plan(&mut self, command: PlanCommand) {
        if let Some(problem) = self.plan_closed() {
            return self.tell(problem);
        }
        match self.plan_edit(command) {
            Some(Ok((edit, label))) => self.edit(&edit, Some(label)),
            Some(Err(problem)) => self.tell(problem),
            // A row that is there no longer: another tap was faster.
            None => {}
        }
    }

    /// What a command writes, and the name of the step.
    fn plan_edit(&self, command: PlanCommand) -> Option<Result<(Edit, Label), Problem>> {
        let dossier = &self.visit.as_ref()?.dossier;
        let scene = self.plan_scene()?;
        let (proposals, items) = self.plan();
        let proposed = |row: RowId| proposals.iter().find(|proposal| proposal.row == row);
        let named = |row: RowId| {
            let item = items.iter().find(|item| item.row == row).map(|item| item.name.clone());
            item.or_else(|| proposed(row).map(|proposal| proposal.name.clone())).unwrap_or_default()
        };
        let decide = |row: RowId, decision: Decision, reason: &str| match proposed(row) {
            Some(proposal) => edits::decide_proposal(dossier, proposal, &scene, decision, reason),
            None => edits::decide(row, decision, reason),
        };
        let label = |key: &'static str, what: String| Label { key, args: vec![("what", what)] };
        Some(Ok(match command {
            PlanCommand::Accept(row) => (decide(row, Decision::Accepted, ""), label("case-did-accept", named(row))),
            PlanCommand::Decline { row, reason } => {
                (decide(row, Decision::Declined, &reason), label("case-did-decline", named(row)))
            }
            PlanCommand::Leave { row, reason } => {
                (decide(row, Decision::Left, &reason), label("case-did-leave", named(row)))
            }
            PlanCommand::LeaveRest { reason } => {
                let rest = proposals.iter().filter(|proposal| proposal.is_open() && proposal.unsuited.is_none());
                let left: Vec<Edit> = rest.map(|rest| decide(rest.row, Decision::Left, &reason)).collect();
                let count = left.len().to_string();
                (Edit::Many(left), label("case-did-leave-rest", count))
            }
            PlanCommand::OverReason(reason) => {
                let path = FieldPath::top(Name::of(fields::PLAN_OVER_REASON));
                let value = if reason.trim().is_empty() { Value::Erased } else { Value::Text(reason.trim().into()) };
                (Edit::set(path, value), label("case-did-over-reason", String::new()))
            }
            PlanCommand::Reopen(row) => (edits::take_back(row), label("case-did-reopen", named(row))),
            PlanCommand::Change { row, changes } => {
                let taken = decide(row, Decision::Accepted, "");
                let mut all = vec![taken];
                for change in changes {
                    match self.item_change(row, change, &scene) {
                        Ok(edit) => all.push(edit),
                        Err(problem) => return Some(Err(problem)),
                    }
                }
                (Edit::Many(all), label("case-did-change", named(row)))
            }
            other => return self.plan_addition(other, dossier, &items, &decide),
        }))
    }

    /// What a command adds to the plan; commands that decide something are no additions.
    fn plan_addition(
        &self,
        command: PlanCommand,
        dossier: &Dossier,
        items: &[Item],
        decide: &dyn Fn(RowId, Decision, &str) -> Edit,
    ) -> Option<Result<(Edit, Label), Problem>> {
        let label = |key: &'static str, what: String| Label { key, args: vec![("what", what)] };
        Some(Ok(match command {
            PlanCommand::AddMeasure(code) => {
                let own = self.measure(&code)?;
                let name = own.name.clone();
                return Some(
                    edits::add_own(dossier, RowId::mint(), &own).map(|edit| (edit, label("case-did-add", name))),
                );
            }
            PlanCommand::AddOwn(name) => {
                let own = own_item(&name);
                return Some(
                    edits::add_own(dossier, RowId::mint(), &own).map(|edit| (edit, label("case-did-add", name))),
                );
            }
            PlanCommand::TakeRamp { item, measures } => {
                let name = measures.first().and_then(|(code, ..)| self.rules.catalogue.get(code.as_str()));
                let name = name.map(|measure| measure.name.get(self.settings.language).to_owned()).unwrap_or_default();
                match self.take_ramp(item, &measures, decide) {
                    Ok(edit) => (edit, label("case-did-ramp", name)),
                    Err(problem) => return Some(Err(problem)),
                }
            }
            PlanCommand::TakeSuggestion => {
                let suggestion = self.suggestion();
                let chosen = |row: RowId| suggestion.chosen.contains(&row);
                let taken = |row: &RowId| items.iter().any(|item| item.row == *row && item.is_accepted());
                let new = suggestion.chosen.iter().filter(|row| !taken(row));
                let mut all: Vec<Edit> = new.map(|row| decide(*row, Decision::Accepted, "")).collect();
                let dropped = items.iter().filter(|item| item.is_accepted() && !chosen(item.row));
                all.extend(dropped.map(|item| edits::decide(item.row, Decision::Undecided, "")));
                (Edit::Many(all), label("case-did-suggest", String::new()))
            }
            _ => return None,
        }))
    }

    /// The measures of a ramp go where the same measure is proposed or planned already, beside the one the calculator
    /// was opened for; others are added. What that one was is declined when another kind is built.
    fn take_ramp(
        &self,
        item: Option<RowId>,
        measures: &[(Name, Quantity, String)],
        decide: &dyn Fn(RowId, Decision, &str) -> Edit,
    ) -> Result<Edit, Problem> {
        let words = Words::of(self.settings.language);
        let (proposals, items) = self.plan();
        let mut known: Vec<(RowId, Option<Name>, String)> =
            items.iter().map(|item| (item.row, item.code.clone(), item.place.clone())).collect();
        let proposed = proposals.iter().filter(|proposal| items.iter().all(|item| item.row != proposal.row));
        known.extend(proposed.map(|proposal| (proposal.row, Some(proposal.code.clone()), proposal.place.clone())));
        let opened = known.iter().find(|(row, ..)| Some(*row) == item).cloned();
        let place = opened.as_ref().map_or_else(|| words.text("ramp-place"), |(_, _, place)| place.clone());
        let mut all = Vec::new();
        for (code, quantity, sizes) in measures {
            let same = |(row, known, at): &&(RowId, Option<Name>, String)| {
                known.as_ref() == Some(code) && (Some(*row) == item || *at == place)
            };
            if let Some((row, ..)) = known.iter().find(same) {
                all.push(decide(*row, Decision::Accepted, ""));
                all.extend([edits::set_quantity(*row, *quantity), edits::set_sizes(*row, sizes)]);
            } else if let (Some(own), Some(visit)) = (self.measure(code), &self.visit) {
                let (place, sizes, quantity) = (place.clone(), sizes.clone(), *quantity);
                let own = OwnItem { place, sizes, quantity, priority: Priority::GettingOut, ..own };
                all.push(edits::add_own(&visit.dossier, RowId::mint(), &own)?);
            }
        }
        let replaced = opened.filter(|(_, code, _)| measures.iter().all(|(new, ..)| Some(new) != code.as_ref()));
        if let Some((row, ..)) = replaced {
            all.push(decide(row, Decision::Declined, &words.text("case-decline-instead")));
        }
        Ok(Edit::Many(all))
    }

    fn item_change(&self, row: RowId, change: ItemChange, scene: &Scene<'_>) -> Result<Edit, Problem> {
        Ok(match change {
            ItemChange::Quantity(quantity) => edits::set_quantity(row, quantity),
            ItemChange::Price(price) => {
                let own = Words::of(self.settings.language).text("case-own-price");
                return edits::set_price(row, price, &own);
            }
            ItemChange::PaidBy(source) => edits::set_paid_by(row, source.as_ref()),
            ItemChange::Place(place) => edits::set_place(row, &place),
            ItemChange::Sizes(sizes) => edits::set_sizes(row, &sizes),
            ItemChange::Variant(variant) => {
                let item = item::item(scene.dossier, row);
                let (proposals, _) = self.plan();
                let proposed = proposals.into_iter().find(|proposal| proposal.row == row).map(|proposal| proposal.code);
                match item.code.clone().or(proposed).and_then(|code| self.rules.catalogue.get(code.as_str())) {
                    Some(measure) => edits::set_variant(&item, measure, variant.as_ref(), scene),
                    None => Edit::Many(Vec::new()),
                }
            }
        })
    }

    /// A measure of the catalogue as an own item, one piece at the planned price.
    fn measure(&self, code: &Name) -> Option<OwnItem> {
        let (catalogue, language) = (&self.rules.catalogue, self.settings.language);
        let measure = catalogue.get(code.as_str())?;
        let (unit, price) = measure.offer(None);
        Some(OwnItem {
            code: Some(code.clone()),
            name: measure.name.get(language).to_owned(),
            kind: measure.kind,
            place: String::new(),
            quantity: Quantity::ONE,
            unit: catalogue.units.get(unit).map_or("", |unit| unit.label.get(language)).to_owned(),
            price: price.planned(),
            price_list: catalogue.price_list_text(language),
            sizes: measure.dimension.get(language).to_owned(),
            because: String::new(),
            priority: Priority::Comfort,
        })
    }
}

/// Something without a price yet; the screen asks for it next.
fn own_item(name: &str) -> OwnItem {
    OwnItem {
        code: None,
        name: name.to_owned(),
        kind: Kind::Fixed,
        place: String::new(),
        quantity: Quantity::ONE,
        unit: String::new(),
        price: Fen(0),
        price_list: String::new(),
        sizes: String::new(),
        because: String::new(),
        priority: Priority::Comfort,
    }
}
