//! Documents of a household on paper: what the registers and forms say becomes plain models, set by [`crate::report`].
//!
//! What a kind of document must not show is left out here, where its model is built: a notice gets masked names, a work
//! order no persons (`household`); no template could show more than that.

mod batch;
mod command;
mod drawings;
mod gather;
mod household;
mod items;
mod office;
mod pictures;
mod plan;
mod record;

pub use batch::{Batch, Outcome, Progress, Stop, file_name, print};
pub use command::{Desk, Of, PaperCommand, kinds_of};
pub use office::{office_templates, templates_folder};
pub(super) use record::priority_key;

use std::sync::Arc;

use super::clock::Clock;
use super::forms;
use super::rules::Rules;
use super::world::{Surroundings, Tables};
use crate::form::library::Library;
use crate::id::DossierId;
use crate::problem::Problem;
use crate::report::model::{Kind, Languages};
use crate::report::{Engine, Printed, Shelf};
use crate::store::Workspace;

/// Sets documents of one workspace: the engine with its templates, and the forms that say what answers mean.
pub struct Printer {
    engine: Engine,
    store: Arc<Workspace>,
    library: Library,
    rules: Rules,
    tables: Arc<Tables>,
    clock: Arc<dyn Clock>,
}

impl Printer {
    /// A printer with the workspace's forms and these templates of the office.
    pub fn new(store: Arc<Workspace>, clock: Arc<dyn Clock>, office: Shelf) -> (Self, Vec<Problem>) {
        let (library, mut problems) = forms::library(&store);
        let (tables, told) = forms::tables(&library, &store);
        problems.extend(told);
        let (rules, told) = Rules::of(&store);
        problems.extend(told);
        (Self { engine: Engine::new(office), store, library, rules, tables: Arc::new(tables), clock }, problems)
    }

    /// One document about one household.
    ///
    /// # Errors
    /// The household cannot be read, has nothing to say in such a document yet, or a template cannot be set.
    pub fn print(&self, id: DossierId, kind: Kind, languages: Languages) -> Result<Printed, Problem> {
        let (dossier, damage) = self.store.load(id)?;
        let (paper, pictures) = self.model(dossier, kind, languages).map_err(|problem| {
            // A household whose file is damaged has nothing to say because of that.
            damage.first().cloned().unwrap_or(problem).of_dossier(id)
        })?;
        let mut printed = self.engine.print(&paper, pictures.into_files()).map_err(|problem| problem.of_dossier(id))?;
        printed.warnings.extend(damage.into_iter().map(|problem| problem.of_dossier(id)));
        Ok(printed)
    }

    fn surroundings(&self) -> Surroundings {
        Surroundings { clock: Arc::clone(&self.clock), tables: Arc::clone(&self.tables) }
    }
}
