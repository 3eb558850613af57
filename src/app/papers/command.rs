//! Documents as commands: the screen is opened, a batch begun and stopped, the folder shown.

use std::path::PathBuf;

use super::{Batch, Outcome, Progress};
use crate::app::jobs::papers::{Papers, PapersEvent, show_folder};
use crate::app::program::Program;
use crate::app::route::Route;
use crate::dossier::stage::Stage;
use crate::id::DossierId;
use crate::problem::Problem;
use crate::report::model::{Kind, Languages};
use crate::role::{Can, Role};

/// Folder for documents in the workspace: they hold personal data and go when it goes.
const FOLDER: &str = "papers";

/// A person asked for paper.
#[derive(Clone, Debug, PartialEq)]
pub enum PaperCommand {
    /// Shows the screen on which documents are chosen.
    Open,
    Print {
        of: Of,
        kinds: Vec<Kind>,
        languages: Languages,
    },
    Stop,
    /// Shows the folder with the documents in the system's file manager.
    ShowFolder,
    /// Puts away what the last batch told.
    Dismiss,
}

/// Whose documents.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Of {
    /// The household that is open.
    This,
    At(Stage),
    /// Those that are selected in the register.
    Selected,
    All,
}

/// What the screen shows of the lane.
#[derive(Default)]
pub struct Desk {
    pub(in crate::app) lane: Papers,
    busy: bool,
    /// How often the screen was opened, and for whom it was last.
    pub opened: (u64, Option<Of>),
    pub last: Option<Result<Outcome, Problem>>,
}

impl Desk {
    /// How far the batch is that is under way.
    pub fn progress(&self) -> Option<Progress> {
        self.busy.then(|| self.lane.progress())
    }
}

/// The kinds of document that this role may print: a contractor nothing that tells of the person.
pub fn kinds_of(role: Role) -> Vec<Kind> {
    let may = |kind: &Kind| role.can(Can::SeePerson) || matches!(kind, Kind::WorkOrder | Kind::ChangeOrder);
    Kind::ALL.into_iter().filter(may).collect()
}

impl Program {
    /// Where documents are written to.
    pub fn papers_folder(&self) -> PathBuf {
        self.workspace().root().join(FOLDER)
    }

    /// The households that are meant, in the order of the list.
    pub fn paper_households(&self, of: Of) -> Vec<DossierId> {
        let listed = self.registry.iter();
        match of {
            Of::This => self.visit.iter().map(|visit| visit.dossier.id).collect(),
            Of::Selected => {
                let selected = &self.desk.registry.selected;
                listed.filter(|home| selected.contains(&home.id)).map(|home| home.id).collect()
            }
            Of::At(stage) => listed.filter(|home| home.summary.stage == stage).map(|home| home.id).collect(),
            Of::All => listed.map(|home| home.id).collect(),
        }
    }

    pub(in crate::app) fn dispatch_paper(&mut self, command: PaperCommand) {
        match command {
            PaperCommand::Open => self.open_papers(None),
            PaperCommand::Print { of, kinds, languages } => self.print(of, kinds, languages),
            PaperCommand::Stop => self.papers.lane.stop(),
            PaperCommand::ShowFolder => {
                if let Err(problem) = show_folder(&self.papers_folder()) {
                    self.tell(problem);
                }
            }
            PaperCommand::Dismiss => self.papers.last = None,
        }
    }

    /// Shows the screen; `of`: whose documents are meant, when it is known.
    pub(in crate::app) fn open_papers(&mut self, of: Option<Of>) {
        self.papers.opened = (self.papers.opened.0 + 1, of);
        let back = Box::new(std::mem::take(&mut self.route));
        self.route = Route::Papers { back };
    }

    fn print(&mut self, of: Of, kinds: Vec<Kind>, languages: Languages) {
        let may = kinds_of(self.role);
        if !kinds.iter().all(|kind| may.contains(kind)) {
            return self.tell(Problem::warning("app-not-allowed"));
        }
        let households = self.paper_households(of);
        if self.papers.busy || households.is_empty() || kinds.is_empty() {
            return;
        }
        // The lane reads the disk: what was answered last must be there.
        self.saver.flush();
        let batch = Batch { households, kinds, languages, folder: self.papers_folder(), threads: 0 };
        let (store, clock) = (self.store.clone(), self.clock.clone());
        self.papers.lane = Papers::default();
        match self.papers.lane.start(store, clock, batch, self.reports.clone()) {
            Ok(()) => (self.papers.busy, self.papers.last) = (true, None),
            Err(problem) => self.tell(problem),
        }
    }

    pub(in crate::app) fn papers_event(&mut self, event: PapersEvent) {
        if let PapersEvent::Done(done) = event {
            (self.papers.busy, self.papers.last) = (false, Some(done));
        }
    }
}
