//! The register of all households 户册: searched, filtered, ordered; what is selected in it; views with a name.

use std::collections::BTreeSet;
use std::sync::Arc;

use super::Place;
use crate::app::jobs::registry::look_for_photos;
use crate::app::papers::Of;
use crate::app::program::Program;
use crate::app::route::Route;
use crate::id::DossierId;
use crate::limits::MAX_VIEWS;
use crate::problem::Problem;
use crate::registry::filter::Flag;
use crate::registry::view::{Column, Placed, Query, View, Views};
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
    /// Shows these columns, in this order and width.
    Arrange(Vec<Placed>),
    /// Selects these, or no longer.
    Select {
        ids: Vec<DossierId>,
        on: bool,
    },
    SelectNone,
    /// Asks a saved view's question and shows its columns.
    UseView(String),
    /// Keeps what is asked and shown under a name; one that is taken is replaced.
    SaveView(String),
    DropView(String),
    /// Opens the screen of documents for what is selected.
    Print,
    /// Looks whose photos have not come.
    LookForPhotos,
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
pub enum RegistryEvent {
    /// The households that name a photo whose file is not here.
    PhotosMissing(Result<Vec<DossierId>, Problem>),
}

/// What the desk keeps of it.
#[derive(Debug, Default)]
pub struct Registry {
    pub query: Query,
    /// What another screen said the query is about; goes with the households it has given.
    pub title: String,
    /// The households that are selected, whether the query shows them or not.
    pub selected: BTreeSet<DossierId>,
    /// Grows when the selection changes.
    pub selections: u64,
    /// Columns and views, as they are kept.
    pub views: Views,
    /// Revision of the register for which photos were last looked for, and whether somebody still looks.
    photos: Option<u64>,
    looking: bool,
}

impl Registry {
    /// Begins with what the workspace keeps.
    pub fn new(views: Views) -> Self {
        Self { views, ..Self::default() }
    }

    /// The columns to show.
    pub fn columns(&self) -> Vec<Placed> {
        if self.views.columns.is_empty() { Column::usual() } else { self.views.columns.clone() }
    }

    /// Whether the list of photos is being read.
    pub const fn is_looking(&self) -> bool {
        self.looking
    }

    fn select(&mut self, ids: Vec<DossierId>, on: bool) {
        self.selections += 1;
        if on {
            self.selected.extend(ids);
        } else {
            ids.iter().for_each(|id| {
                self.selected.remove(id);
            });
        }
    }
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
            RegistryCommand::Arrange(columns) => {
                registry.views.columns = columns;
                self.keep_views();
            }
            RegistryCommand::Select { ids, on } => registry.select(ids, on),
            RegistryCommand::SelectNone => {
                registry.selected.clear();
                registry.selections += 1;
            }
            RegistryCommand::UseView(name) => self.use_view(&name),
            RegistryCommand::SaveView(name) => self.save_view(name.trim()),
            RegistryCommand::DropView(name) => {
                registry.views.saved.retain(|view| view.name != name);
                self.keep_views();
            }
            RegistryCommand::Print => self.open_papers(Some(Of::Selected)),
            RegistryCommand::LookForPhotos => self.look_for_photos(),
        }
    }

    fn use_view(&mut self, name: &str) {
        let registry = &mut self.desk.registry;
        let Some(view) = registry.views.saved.iter().find(|view| view.name == name) else { return };
        registry.query = view.query.clone();
        registry.views.columns = view.columns.clone();
        registry.title.clear();
        self.keep_views();
    }

    fn save_view(&mut self, name: &str) {
        let registry = &mut self.desk.registry;
        if name.is_empty() {
            return self.tell(Problem::warning("registry-view-nameless"));
        }
        let view = View { name: name.to_owned(), query: registry.query.clone(), columns: registry.columns() };
        let room = registry.views.saved.len() < MAX_VIEWS;
        match registry.views.saved.iter_mut().find(|view| view.name == name) {
            Some(known) => *known = view,
            None if room => registry.views.saved.push(view),
            None => return self.tell(Problem::warning("registry-views-full").with("most", MAX_VIEWS)),
        }
        self.keep_views();
    }

    fn keep_views(&mut self) {
        if self.read_only.is_none()
            && let Err(problem) = self.store.write_views(&self.desk.registry.views)
        {
            self.tell(problem);
        }
    }

    /// The households that the register's question finds now, in its order.
    pub fn found_in_register(&self) -> Arc<[DossierId]> {
        self.registry.ids(&self.registry.ask(&self.desk.registry.query).rows)
    }

    /// Does nothing while nothing has changed since the last time.
    fn look_for_photos(&mut self) {
        let now = Some(self.registry.revision());
        if self.desk.registry.looking || self.desk.registry.photos == now {
            return;
        }
        let named = self.registry.photo_keys();
        match look_for_photos(Arc::clone(&self.store), named, self.reports.clone()) {
            Ok(()) => (self.desk.registry.looking, self.desk.registry.photos) = (true, now),
            Err(error) => self.tell(Problem::warning("registry-photos-unread").with("why", error)),
        }
    }

    pub(super) fn registry_event(&mut self, event: RegistryEvent) {
        let RegistryEvent::PhotosMissing(missing) = event;
        self.desk.registry.looking = false;
        match missing {
            Ok(missing) => {
                let before = self.registry.revision();
                self.registry.mark(Flag::PhotoMissing, missing);
                // What was only noted is no reason to look again.
                if self.desk.registry.photos == Some(before) {
                    self.desk.registry.photos = Some(self.registry.revision());
                }
            }
            Err(problem) => self.tell(problem),
        }
    }
}
