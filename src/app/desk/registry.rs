//! The register of all households 户册: searched, filtered, ordered; what is selected in it; views with a name.

use std::collections::BTreeSet;

use super::Place;
use crate::app::program::Program;
use crate::app::route::Route;
use crate::id::DossierId;
use crate::registry::view::Query;
use crate::role::Can;

/// What a person asks here.
#[derive(Clone, Debug, PartialEq)]
pub enum RegistryCommand {
    /// Opens the register with what another screen means: "37 households over the cap". `title` says it in words; the
    /// query is a filter, or [`crate::registry::filter::Filter::only`] these households.
    Show {
        title: String,
        query: Query,
    },
    /// Asks the register: the search, filter or order was changed.
    Ask(Query),
    /// Selects these, or no longer.
    Select {
        ids: Vec<DossierId>,
        on: bool,
    },
    SelectNone,
}

impl RegistryCommand {
    /// What the role table must allow; `None` where everybody may.
    pub const fn needs(&self) -> Option<Can> {
        // Looking changes nothing; a household that must not be seen is not in the workspace.
        None
    }
}

/// What a worker reports.
#[derive(Debug)]
pub enum RegistryEvent {}

/// What the desk keeps of it.
#[derive(Debug, Default)]
pub struct Registry {
    pub query: Query,
    /// What another screen said the query is about; goes when the query is changed.
    pub title: String,
    /// The households that are selected, whether the query shows them or not.
    pub selected: BTreeSet<DossierId>,
}

impl Program {
    pub(super) fn dispatch_registry(&mut self, command: RegistryCommand) {
        let registry = &mut self.desk.registry;
        match command {
            RegistryCommand::Show { title, query } => {
                (registry.title, registry.query) = (title, query);
                self.route = Route::Desk(Place::Registry);
            }
            RegistryCommand::Ask(query) => {
                if query.filter.only.is_none() {
                    registry.title.clear();
                }
                registry.query = query;
            }
            RegistryCommand::Select { ids, on: true } => registry.selected.extend(ids),
            RegistryCommand::Select { ids, on: false } => ids.iter().for_each(|id| {
                registry.selected.remove(id);
            }),
            RegistryCommand::SelectNone => registry.selected.clear(),
        }
    }

    pub(super) fn registry_event(&mut self, event: RegistryEvent) {
        match event {}
    }
}
