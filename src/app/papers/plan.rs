//! The documents about plan, order, works, acceptance and money.

use super::gather::Gather;
use super::items::{self, Show, grouped, source_label};
use super::{drawings, household, record};
use crate::app::task::Task;
use crate::dossier::stage::Stage;
use crate::id::Name;
use crate::l10n::Words;
use crate::path::FieldPath;
use crate::plan::agreement::Agreement;
use crate::plan::budget::Budget;
use crate::plan::fields;
use crate::plan::item::{self, Decision};
use crate::plan::money::Fen;
use crate::plan::settlement::{self, Settlement as Paid};
use crate::report::model::{
    Acceptance, Amount, ChangeOrder, Notice, NoticeRow, Plan, Record, Settlement, Signature, Text, WorkOrder,
};
use crate::value::Value;

impl Gather<'_> {
    pub(super) fn plan(&mut self) -> Option<Plan> {
        let items = item::items(&self.dossier);
        let accepted: Vec<_> = items.iter().filter(|item| item.is_accepted()).cloned().collect();
        let declined: Vec<_> =
            items.iter().filter(|item| matches!(item.decision, Decision::Declined | Decision::Left)).cloned().collect();
        if accepted.is_empty() && declined.is_empty() {
            return None;
        }
        let (agreement, signatures) = self.signed(Task::Agree, record::Take::All);
        Some(Plan {
            money: self.budget(&items),
            items: items::of(self, &accepted, Show::Plan),
            declined: items::of(self, &declined, Show::Money),
            drawings: drawings::of(self, &accepted, Show::Plan),
            agreement,
            signatures,
            outdated: self.outdated(),
        })
    }

    /// A form's answers, with its signatures (or the boxes for them) apart.
    fn signed(&mut self, task: Task, take: record::Take) -> (Record, Vec<Signature>) {
        let (mut record, answered) = record::with_open(self, task.forms(), take);
        let signatures = record::lift_signatures(&mut record);
        (if answered { record } else { Record::default() }, signatures)
    }

    fn budget(&self, items: &[item::Item]) -> Vec<Amount> {
        let rules = &self.printer.rules;
        let budget = Budget::of(items, &rules.programme, &rules.catalogue);
        let mut amounts = vec![self.amount("paper-sum", budget.total, Text::default())];
        amounts.extend(self.sources(budget.sources.iter().map(|part| (&part.source, part.amount))));
        amounts.push(self.cap(budget.cap));
        if budget.is_over() {
            amounts.push(self.amount("paper-over", budget.over, Text::default()));
        }
        amounts
    }

    fn amount(&self, key: &str, amount: Fen, note: Text) -> Amount {
        Amount { label: self.say(key), yuan: grouped(amount), note }
    }

    fn sources<'s>(&self, parts: impl Iterator<Item = (&'s Name, Fen)>) -> Vec<Amount> {
        let paid = parts.filter(|(_, amount)| *amount != Fen(0));
        paid.map(|(source, amount)| Amount {
            label: source_label(self, source),
            yuan: grouped(amount),
            note: Text::default(),
        })
        .collect()
    }

    /// The cap, with where it comes from.
    fn cap(&self, cap: Fen) -> Amount {
        let programme = &self.printer.rules.programme;
        let titles = programme.household_cap.sources.iter().filter_map(|source| programme.sources.get(source));
        let titles: Vec<_> = titles.map(|source| &source.title).collect();
        let note = self.both(|language| {
            let between = Words::of(language).text("dossier-between-choices");
            titles.iter().map(|title| title.get(language)).collect::<Vec<_>>().join(&between)
        });
        self.amount("paper-cap", cap, note)
    }

    /// Why a signature no longer covers the plan.
    fn outdated(&self) -> Text {
        match Agreement::of(&self.dossier) {
            Agreement::Stale(differences) => self.both(|language| {
                let words = Words::of(language);
                let told: Vec<String> = differences.iter().map(|difference| difference.text(words)).collect();
                words.with("paper-outdated", &[("what", &told.join(&words.text("paper-between")))])
            }),
            Agreement::Disputed => self.say("paper-agreement-disputed"),
            _ => Text::default(),
        }
    }

    /// The order, once there is one, or the sheet that will be given out: what is built, and nothing about persons.
    pub(super) fn work_order(&mut self) -> Option<WorkOrder> {
        let items = item::accepted(&self.dossier);
        if items.is_empty() || Stage::of(&self.dossier) < Stage::Agreed {
            return None;
        }
        let (order, mut signatures) = self.signed(Task::Order, record::Take::Harmless);
        if signatures.is_empty() {
            signatures = self.boxes(&["paper-sign-federation", "paper-sign-contractor"]);
        }
        Some(WorkOrder {
            contractor: self.contractor(),
            items: items::of(self, &items, Show::Order),
            drawings: drawings::of(self, &items, Show::Order),
            order,
            signatures,
        })
    }

    pub(super) fn contractor(&self) -> String {
        let text = |name| self.dossier.text(&FieldPath::top(Name::of(name))).filter(|text| !text.trim().is_empty());
        let known = text(fields::ORDER_CONTRACTOR).or_else(|| text(fields::ACCEPTANCE_CONTRACTOR));
        known.unwrap_or_default().to_owned()
    }

    pub(super) fn boxes(&self, keys: &[&str]) -> Vec<Signature> {
        keys.iter().map(|key| Signature { who: self.say(key), ..Signature::default() }).collect()
    }

    pub(super) fn change_order(&mut self) -> Option<ChangeOrder> {
        let changes = items::changes(self);
        if changes.is_empty() {
            return None;
        }
        let signatures = self.boxes(&["paper-sign-family", "paper-sign-contractor", "paper-sign-federation"]);
        Some(ChangeOrder { contractor: self.contractor(), changes, signatures })
    }

    pub(super) fn acceptance(&mut self) -> Option<Acceptance> {
        let items = item::accepted(&self.dossier);
        let stage = Stage::of(&self.dossier);
        let (record, signatures) = self.signed(Task::Accept, record::Take::Answered);
        if record.sections.is_empty() && (items.is_empty() || stage < Stage::Done) {
            return None;
        }
        Some(Acceptance {
            contractor: self.contractor(),
            items: items::of(self, &items, Show::Works),
            record,
            signatures,
        })
    }

    pub(super) fn settlement(&mut self) -> Option<Settlement> {
        let items = item::accepted(&self.dossier);
        let (record, signatures) = self.signed(Task::Settle, record::Take::Answered);
        if items.is_empty() || record.sections.is_empty() && Stage::of(&self.dossier) < Stage::Accepted {
            return None;
        }
        let rules = &self.printer.rules;
        let paid = Paid::of(&self.dossier, &rules.programme, &rules.catalogue);
        let mut money = vec![self.amount("paper-sum", paid.sum, Text::default())];
        if paid.deduction != Fen(0) {
            money.push(self.amount("paper-deduction", paid.deduction, Text::default()));
        }
        money.push(self.amount("paper-paid", paid.total, self.say("paper-rounding")));
        money.extend(self.sources(paid.sources.iter().map(|part| (&part.source, part.amount))));
        money.push(self.cap(paid.cap));
        Some(Settlement {
            contractor: self.contractor(),
            items: items::of(self, &items, Show::Money),
            money,
            deviations: self.deviations(&paid),
            record,
            signatures,
        })
    }

    /// What an auditor will ask about: above the cap, other quantities, prices off the list, what is not certain.
    fn deviations(&self, paid: &Paid) -> Vec<Text> {
        let mut told = Vec::new();
        if paid.over > Fen(0) {
            told.push(self.say_with("paper-deviation-over", &[("amount", &grouped(paid.over))]));
        }
        for line in &paid.lines {
            told.extend(self.line_deviation(line));
        }
        for price in &paid.prices {
            let (of, low, high) = (grouped(price.price), grouped(price.range.0), grouped(price.range.1));
            let args = [("item", &*price.title), ("price", &*of), ("low", &*low), ("high", &*high)];
            told.push(self.say_with("paper-deviation-price", &args));
        }
        told
    }

    fn line_deviation(&self, line: &settlement::Line) -> Option<Text> {
        let item = ("item", line.title.as_str());
        let (Some(planned), Some(accepted)) = (line.planned, line.accepted) else {
            return Some(self.say_with("paper-deviation-unknown", &[item]));
        };
        let (planned_text, accepted_text) = (planned.to_string(), accepted.to_string());
        let key = if line.change_order { "paper-deviation-changed" } else { "paper-deviation-quantity" };
        let args = [item, ("planned", &*planned_text), ("accepted", &*accepted_text), ("unit", &*line.unit)];
        (planned != accepted).then(|| self.say_with(key, &args))
    }

    /// What hangs in the village. Whether the family agreed to it is asked with the consent; a notice that names nobody
    /// is made all the same.
    pub(super) fn notice(&mut self) -> Option<Notice> {
        let items = item::accepted(&self.dossier);
        if items.is_empty() {
            return None;
        }
        let home = household::of(&self.dossier, crate::report::model::Kind::Notice, self.languages);
        let rules = &self.printer.rules;
        let total = Budget::of(&items, &rules.programme, &rules.catalogue).total;
        let measures = items::of(self, &items, Show::Money).into_iter().map(|item| item.name).collect();
        let row = NoticeRow { name: home.head, village: home.village, measures, sum: grouped(total) };
        let date = |name| match self.dossier.value(&FieldPath::top(Name::of(name))) {
            Some(Value::Date(date)) => date.to_string(),
            _ => String::new(),
        };
        let place = self.dossier.text(&FieldPath::top(Name::of(fields::NOTICE_PLACE))).unwrap_or_default().to_owned();
        Some(Notice { rows: vec![row], from: date(fields::NOTICE_FROM), until: date(fields::NOTICE_UNTIL), place })
    }
}
