//! Tables that leave the office 导出: which, of whom, for what, and where they are written.

use std::collections::BTreeSet;
use std::path::PathBuf;
use std::sync::Arc;

use crate::app::export::log::Entry;
use crate::app::export::{Outcome, OwnTable, Purpose, Request, What, log, tables};
use crate::app::jobs::export::Exports;
use crate::app::jobs::papers::show_folder;
use crate::app::program::Program;
use crate::id::DossierId;
use crate::l10n::Words;
use crate::problem::Problem;
use crate::role::Can;
use crate::table::write::Format;

/// What a person asks here.
#[derive(Clone, Debug, PartialEq)]
pub enum ExportCommand {
    /// Looks up which tables there are and what was exported last.
    Look,
    Make(Asked),
    Stop,
    /// Shows the folder of an export in the system's file manager.
    ShowFolder(PathBuf),
    /// Puts away what came of the last export.
    Dismiss,
}

/// An export as it is chosen on the screen.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Asked {
    pub what: What,
    pub whose: Whose,
    /// Codes of banners or leagues; empty for all.
    pub division: Vec<String>,
    pub year: Option<i16>,
    pub purpose: Purpose,
    pub format: Format,
}

/// Whose households.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Whose {
    #[default]
    All,
    /// Those selected in the register.
    Selected,
    /// Those that the register shows by its search and filter.
    Shown,
}

impl ExportCommand {
    /// What the role table must allow; `None` where everybody may.
    pub const fn needs(&self) -> Option<Can> {
        Some(Can::Export)
    }
}

/// What a worker reports.
#[derive(Debug)]
pub enum ExportEvent {
    Done(Box<Result<Done, Problem>>),
}

/// An export that is there.
#[derive(Clone, Debug, PartialEq)]
pub struct Done {
    pub outcome: Outcome,
    /// All exports so far, newest last.
    pub last: Vec<Entry>,
    pub problems: Vec<Problem>,
}

/// What the desk keeps of it.
#[derive(Debug, Default)]
pub struct Export {
    lane: Option<Exports>,
    /// The tables that are data; empty before [`ExportCommand::Look`].
    pub tables: Vec<OwnTable>,
    pub result: Option<Result<Done, Problem>>,
    /// What was exported before, newest last.
    pub last: Vec<Entry>,
}

impl Export {
    /// How far the export is that is under way: households done, of how many.
    pub fn progress(&self) -> Option<(usize, usize)> {
        self.lane.as_ref().map(Exports::progress)
    }
}

impl Program {
    pub(super) fn dispatch_export(&mut self, command: ExportCommand) {
        match command {
            ExportCommand::Look => {
                let (tables, problems) = tables(&self.store);
                self.notices.extend(problems);
                self.desk.export.tables = tables;
                self.desk.export.last = log::last(&self.store);
            }
            ExportCommand::Make(asked) => self.export(asked),
            ExportCommand::Stop => {
                if let Some(lane) = &self.desk.export.lane {
                    lane.stop();
                }
            }
            ExportCommand::ShowFolder(path) => {
                let folder = if path.is_dir() { Some(&*path) } else { path.parent() };
                if let Some(Err(problem)) = folder.map(show_folder) {
                    self.tell(problem);
                }
            }
            ExportCommand::Dismiss => self.desk.export.result = None,
        }
    }

    fn export(&mut self, asked: Asked) {
        if self.desk.export.lane.is_some() {
            return;
        }
        let scope = match asked.whose {
            Whose::All => None,
            Whose::Selected => Some(Arc::new(self.desk.registry.selected.clone())),
            Whose::Shown => Some(Arc::new(self.shown_in_register())),
        };
        // The lane reads the disk: what was answered last must be there.
        self.saver.flush();
        let path = self.export_path(&asked);
        let Asked { what, division, year, purpose, format, .. } = asked;
        let request = Request { what, scope, division, year, purpose, format, path };
        let (store, clock) = (Arc::clone(&self.store), Arc::clone(&self.clock));
        let author = (self.settings.language, self.settings.surveyor.clone());
        match Exports::start(store, clock, author, request, self.reports.clone()) {
            Ok(lane) => (self.desk.export.lane, self.desk.export.result) = (Some(lane), None),
            Err(problem) => self.tell(problem),
        }
    }

    /// The households that the register shows by its search and filter.
    pub fn shown_in_register(&self) -> BTreeSet<DossierId> {
        self.desk.registry.query.filter.only.iter().flat_map(|only| only.iter().copied()).collect()
    }

    /// A name that no file in the chosen folder has: `户册-1124-0930.xlsx`.
    fn export_path(&self, asked: &Asked) -> PathBuf {
        let words = Words::of(self.settings.language);
        let table = match &asked.what {
            What::Table(id) => self.desk.export.tables.iter().find(|table| table.id == *id),
            _ => None,
        };
        let title = table.map(|table| table.title.get(self.settings.language).to_owned());
        let title = title.or_else(|| asked.what.key().map(|key| words.text(key))).unwrap_or_default();
        let time = self.clock.now().civil().strftime("%m%d-%H%M").to_string();
        let stem = format!("{}-{time}", crate::app::works::file_part(&title));
        let folder = &self.exchange.folder;
        let named = |stem: &str| match asked.format {
            Format::Xlsx => folder.join(format!("{stem}.xlsx")),
            Format::Csv | Format::Parquet => folder.join(format!("{stem}-{}", asked.format.ending())),
        };
        let numbered = (2..1_000).map(|number| named(&format!("{stem}-{number}")));
        let mut free = std::iter::once(named(&stem)).chain(numbered).filter(|path| !path.exists());
        free.next().unwrap_or_else(|| named(&stem))
    }

    pub(super) fn export_event(&mut self, event: ExportEvent) {
        let ExportEvent::Done(done) = event;
        self.desk.export.lane = None;
        if let Ok(done) = &*done {
            self.desk.export.last.clone_from(&done.last);
        }
        self.desk.export.result = Some(*done);
    }
}
