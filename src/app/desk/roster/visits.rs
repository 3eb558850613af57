//! Who visits whom: the plan of the desk, written and given out.

use std::collections::BTreeMap;

use jiff::civil::Date;

use super::{Doing, Proposal, SURVEYORS};
use crate::app::exchange::ExchangeCommand;
use crate::app::program::Program;
use crate::app::roster::assign::{self, Ask, Home, Visit};
use crate::dossier::summary::VisitState;
use crate::id::DossierId;
use crate::problem::Problem;
use crate::registry::record::Record;

impl Program {
    /// The households of the register as the plan needs them.
    pub fn homes(&self) -> Vec<Home> {
        self.registry.iter().map(home).collect()
    }

    pub(super) fn propose(&mut self, ask: Ask, households: &[DossierId]) {
        let all = self.homes();
        let wanted: Vec<Home> = households.iter().filter_map(|id| self.registry.find(*id)).map(home).collect();
        let visits = assign::propose(&ask, &wanted, &all);
        if visits.is_empty() {
            return self.tell(Problem::notice("roster-propose-nothing"));
        }
        self.desk.roster.proposal = Some(Proposal { ask, visits });
    }

    pub(super) fn change_proposal(&mut self, visit: Visit) {
        let Some(proposal) = &mut self.desk.roster.proposal else { return };
        if let Some(known) = proposal.visits.iter_mut().find(|known| known.id == visit.id) {
            *known = visit;
        }
    }

    pub(super) fn accept_proposal(&mut self) {
        let Some(proposal) = self.desk.roster.proposal.take() else { return };
        self.remember_surveyors(proposal.ask.surveyors.iter());
        let edits = proposal.visits.iter().map(|visit| (visit.id, assign::assigned(visit))).collect();
        self.write_roster(edits, Doing::Assign);
    }

    pub(super) fn assign(&mut self, households: Vec<DossierId>, surveyor: &str, date: Option<Date>) {
        self.remember_surveyors([&surveyor.to_owned()]);
        let mut orders: BTreeMap<Date, i64> = BTreeMap::new();
        for home in self.homes().iter().filter(|home| home.surveyor == surveyor) {
            if let (Some(date), Some(order)) = (home.date, home.order) {
                let last = orders.entry(date).or_default();
                *last = order.max(*last);
            }
        }
        let edits = households.into_iter().map(|id| {
            let edit = match date {
                Some(date) => {
                    let order = orders.entry(date).or_default();
                    *order += 1;
                    assign::assigned(&Visit { id, surveyor: surveyor.to_owned(), date, order: *order })
                }
                None => assign::given_to(surveyor),
            };
            (id, edit)
        });
        let edits = edits.collect();
        self.write_roster(edits, Doing::Assign);
    }

    fn remember_surveyors<'a>(&mut self, names: impl IntoIterator<Item = &'a String>) {
        let known = &mut self.settings.surveyors;
        for name in names.into_iter().filter(|name| !name.is_empty()) {
            known.retain(|known| known != name);
            known.insert(0, name.clone());
        }
        known.truncate(SURVEYORS);
        self.write_settings();
    }

    pub(super) fn hand_out(&mut self, surveyor: String) {
        let theirs =
            |record: &&Record| record.figures.surveyor == surveyor && record.summary.visit != VisitState::Finished;
        let households = self.registry.iter().filter(theirs).map(|record| record.id).collect();
        self.dispatch_exchange(ExchangeCommand::HandOut { surveyor, households });
    }
}

fn home(record: &Record) -> Home {
    let summary = &record.summary;
    Home {
        place: [&summary.division, &summary.township, &summary.village, &summary.address].map(Clone::clone),
        head: summary.head.clone(),
        id: Some(record.id),
        surveyor: record.figures.surveyor.clone(),
        date: summary.visit_date,
        order: summary.visit_order,
        begun: summary.visit != VisitState::Untouched,
    }
}
