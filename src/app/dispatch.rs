//! The one door: every change a person asks for comes in here.

use std::path::PathBuf;
use std::sync::Arc;

use super::command::Command;
use super::exchange::Look;
use super::forms;
use super::jobs::folders::{self, Shown};
use super::jobs::photos::Source;
use super::program::Program;
use super::route::{Route, VisitPlace};
use super::task::Task;
use super::visit::{Consent, OpenForm, Visit, Way};
use super::works::jobs::Job;
use crate::dossier::edit::Edit;
use crate::dossier::history::{Deed, Label};
use crate::dossier::{Dossier, household, visit as steps};
use crate::form::session::Session;
use crate::id::{DossierId, Name, RowId};
use crate::path::{FieldPath, RowStep, Rows};
use crate::problem::Problem;
use crate::registry::record::Record;
use crate::role::Can;
use crate::stamp::Dot;
use crate::value::{FormRef, Value};

impl Program {
    /// Whether the person may, by the one table of roles.
    pub fn may(&self, command: &Command) -> bool {
        let task = self.visit.as_ref().map(|visit| visit.task);
        let needs = match (command.needs(), task) {
            // Who may answer depends on what is asked: the contractor reports the works and nothing else.
            (Some(Can::Answer), Some(task)) => Some(task.needs()),
            (needs, _) => needs,
        };
        needs.is_none_or(|can| self.role.can(can))
    }

    /// Why the command is not carried out; `None` where it is.
    fn refusal(&self, command: &Command) -> Option<Problem> {
        if !self.may(command) {
            return Some(Problem::warning("app-not-allowed"));
        }
        if self.read_only.is_some() && command.needs().is_some() {
            return Some(Problem::warning("app-read-only-edit"));
        }
        if matches!(command, Command::OpenHousehold(_) | Command::AddHousehold) && self.desk.conflicts.is_writing() {
            // What is being written must not be changed by hand at the same time.
            return Some(Problem::notice("conflict-writing"));
        }
        if command.changes_answers() { self.closed() } else { None }
    }

    /// Does what a person asked.
    pub fn dispatch(&mut self, command: Command) {
        if let Some(refusal) = self.refusal(&command) {
            return self.tell(refusal);
        }
        match command {
            Command::Go(route) => self.go(route),
            Command::Back => self.back(),
            Command::AddHousehold => self.add_household(),
            Command::OpenHousehold(id) if !self.role.can(Can::SeePerson) => self.open_job(id),
            Command::OpenHousehold(id) => self.open_household(id),
            Command::CloseHousehold => self.leave_household(),
            Command::OpenTask(Task::Works) => self.turn_to_job(),
            Command::OpenTask(task) => self.open_task(task),
            Command::Jump { section, path } => self.jump(section, path),
            Command::FinishVisit => self.finish_visit(),
            Command::ReopenVisit => {
                let label = Label::new(Deed::Reopen, self.title());
                self.edit(&steps::reopen(), Some(label));
            }
            Command::LeaveTask => self.turn_to(Route::Case),
            Command::Step(step) => self.take_step(step),
            Command::Plan(command) => self.dispatch_plan(command),
            Command::Works(command) => self.dispatch_works(command),
            Command::Exchange(command) => self.dispatch_exchange(command),
            Command::Handing(command) => self.dispatch_handing(command),
            Command::Keys(command) => self.dispatch_keys(command),
            Command::Transfer(command) => self.dispatch_transfer(command),
            Command::Paper(command) => self.dispatch_paper(command),
            Command::Desk(command) => self.dispatch_desk(command),
            Command::Answer { path, value } => self.answer(path, value),
            Command::Settle { path, dot } => self.settle(&path, dot),
            Command::NoProblem { section } => self.no_problem(&section),
            Command::AddRow { within, repeat, preset } => self.add_row(&within, &repeat, preset),
            Command::DuplicateRow { within, repeat, row } => self.duplicate_row(&within, repeat, row),
            Command::RemoveRow { within, repeat, row } => self.remove_row(&within, repeat, row),
            Command::KeepRow { within, repeat, row } => self.keep_row(&within, repeat, row),
            Command::OpenRow { repeat, row } => self.open_row(repeat, row),
            Command::Undo => self.walk_history(Way::Back),
            Command::Redo => self.walk_history(Way::Forward),
            // The dialog belongs to the window, which takes this command before it gets here.
            Command::PickPhotos { .. } => {}
            Command::BrowsePhotos { path } => self.browse(path),
            Command::OpenFolder(folder) => self.open_folder(folder),
            Command::AddPhotoFiles { .. } | Command::AddPhotoBytes { .. } | Command::AddPhotoPixels { .. } => {
                self.add_photos(command);
            }
            Command::RemovePhoto { path, row } => self.remove_photo(&path, row),
            Command::Camera(command) => self.dispatch_camera(command),
            Command::Marks(command) => self.dispatch_marks(command),
            Command::Measure(command) => self.dispatch_measure(command),
            Command::CancelPhoto(row) => self.photos.cancel(row),
            Command::ChooseRole(role) => self.choose_role(role),
            Command::SetLanguage(_)
            | Command::SetTheme(_)
            | Command::SetTextSize(_)
            | Command::SetHand(_)
            | Command::SetPhotoSize(_)
            | Command::SetSurveyor(_) => self.set(command),
            Command::RetrySave => {
                self.saver.retry();
                self.photos.retry();
            }
            Command::Dismiss => {
                if !self.notices.is_empty() {
                    self.notices.remove(0);
                }
            }
        }
        self.mind_the_camera();
        self.mind_the_works();
    }

    fn add_photos(&mut self, command: Command) {
        match command {
            Command::AddPhotoFiles { path, files } => {
                files.into_iter().for_each(|file| self.add_photo(&path, Source::File(file)));
            }
            Command::AddPhotoBytes { path, bytes } => self.add_photo(&path, Source::Bytes(bytes)),
            Command::AddPhotoPixels { path, width, height, rgba } => {
                self.add_photo(&path, Source::Pixels { width, height, rgba });
            }
            _ => {}
        }
    }

    fn go(&mut self, route: Route) {
        match route {
            Route::Case | Route::Plan | Route::Ramp { .. } | Route::Agree | Route::Account => self.turn_to(route),
            route => self.route = route,
        }
    }

    pub(super) fn back(&mut self) {
        self.route = match std::mem::take(&mut self.route) {
            Route::Photo { back, .. }
            | Route::Camera { back, .. }
            | Route::Compare { back, .. }
            | Route::Measure { back, .. }
            | Route::Browse { back, .. }
            | Route::Packages { back, .. }
            | Route::Papers { back }
            | Route::Keys { back }
            | Route::Transfer { back }
            | Route::Handing { back }
            | Route::Settings { back } => *back,
            Route::Job { back } => return self.leave_job(*back),
            Route::Visit(_) if self.has_file() => return self.turn_to(Route::Case),
            Route::Plan | Route::Agree | Route::Account => return self.turn_to(Route::Case),
            Route::Ramp { .. } => return self.turn_to(Route::Plan),
            Route::Visit(_) | Route::Case => return self.leave_household(),
            Route::Households | Route::Orders | Route::Desk(_) => self.home(),
        };
    }

    /// Where everything begins.
    pub fn home(&self) -> Route {
        Route::home(self.role)
    }

    /// Back to the list that the household was opened from.
    fn leave_household(&mut self) {
        self.close_household();
        self.route = self.came_from.take().unwrap_or_else(|| self.home());
    }

    /// Notes which list is left for a household.
    pub(super) fn note_list(&mut self) {
        if self.route.is_list() {
            self.came_from = Some(self.route.clone());
        }
    }

    /// Writes the whole household, so that the next opening is quick; its answers are on disk already.
    pub(super) fn close_household(&mut self) {
        // One that was added and left without an answer was never there.
        let Some(visit) = self.visit.take().filter(|visit| !visit.dossier.fields.is_empty()) else { return };
        let progress = visit.overview(self.settings.language).progress;
        let missing = Some(progress.missing);
        self.registry.put(Record { missing, ..Record::of(&visit.dossier) });
        self.jobs.put(Job::of(&visit.dossier, self.side()));
        if self.read_only.is_none() && visit.revision > 0 {
            self.saver.fold(&visit.dossier);
            self.hold(visit.dossier);
        }
    }

    fn add_household(&mut self) {
        self.note_list();
        self.close_household();
        self.show(Dossier::new(DossierId::mint()), Task::Survey);
    }

    fn open_household(&mut self, id: DossierId) {
        self.note_list();
        self.close_household();
        match self.load(id) {
            Ok((dossier, problems)) => {
                self.notices.extend(problems);
                self.show(dossier, Task::Survey);
                if self.has_file() {
                    self.route = Route::Case;
                }
                self.tell_of_the_whole(id);
            }
            Err(problem) => self.tell(problem),
        }
    }

    /// Turns to another task in the open household. What was done in the last one can no longer be undone.
    pub(super) fn open_task(&mut self, task: Task) {
        if let Some(visit) = self.visit.take() {
            let revision = visit.revision;
            self.show(visit.dossier, task);
            if let Some(visit) = &mut self.visit {
                // Grows only: closing must still know that something was changed.
                visit.revision = revision;
            }
            self.prepare_acceptance();
        }
    }

    pub(super) fn show(&mut self, dossier: Dossier, task: Task) {
        let forms = task.forms().iter().filter_map(|form| self.open_form(&dossier, form)).collect();
        let visit = Visit::new(dossier, task, forms);
        // Said once: the section that is worked in must not change under the hand when its last answer is given.
        self.route = Route::Visit(VisitPlace { section: visit.begin_at(self.settings.language) });
        self.visit = Some(visit);
        self.show_pending();
    }

    /// A visit keeps the form text it was begun with; without it, today's is better than none.
    fn open_form(&mut self, dossier: &Dossier, id: &'static str) -> Option<OpenForm> {
        let (form, problems) = forms::for_visit(&self.library, &self.store, dossier, id);
        self.notices.extend(problems);
        let form = form?;
        let text = FormRef { id: Name::of(id), version: form.text().version, hash: form.hash() };
        let world = Arc::new(self.surroundings());
        let session = Session::new(form, dossier.answers(), world, self.settings.language);
        Some(OpenForm { session, text: Arc::new(text) })
    }

    /// Notes with the first answer that the visit has begun, by which form texts, and writes the defaults.
    pub(super) fn begin_visit(&mut self) {
        let Some(visit) = self.visit.as_ref().filter(|visit| !visit.is_begun()) else { return };
        let texts: Vec<FormRef> = visit.forms.iter().map(|form| (*form.text).clone()).collect();
        let defaults = visit.forms.iter().flat_map(|form| form.session.defaults(&[])).collect();
        let edit = match visit.task {
            Task::Survey => steps::begin(&visit.dossier, &texts, defaults),
            _ => steps::begin_forms(&visit.dossier, &texts, defaults),
        };
        for text in &texts {
            // A form's text lies in the workspace before a field names it.
            let kept = self.library.source(text.hash).map(|source| self.store.keep_form(source));
            if let Some(Err(problem)) = kept {
                self.notices.push(problem);
            }
        }
        self.edit(&edit, None);
    }

    fn jump(&mut self, section: Name, path: FieldPath) {
        let Some(visit) = &mut self.visit else { return };
        visit.jump_to(path);
        self.route = Route::Visit(VisitPlace { section: Some(section) });
    }

    fn answer(&mut self, path: FieldPath, value: Value) {
        let deed = match (&value, path.leaf.as_ref().is_some_and(|leaf| leaf.as_str().contains('.'))) {
            (_, true) => Deed::Note,
            (Value::Skipped(_), false) => Deed::Skip,
            (Value::Erased, false) => Deed::Erase,
            (_, false) => Deed::Answer,
        };
        self.begin_visit();
        let label = self.label(deed, &path);
        self.edit(&Edit::set(path, value), Some(label));
    }

    fn settle(&mut self, path: &FieldPath, dot: Dot) {
        let edit = self.visit.as_ref().and_then(|visit| steps::settle(&visit.dossier, path, dot));
        if let Some(edit) = edit {
            let label = self.label(Deed::Settle, path);
            self.edit(&edit, Some(label));
        }
    }

    fn no_problem(&mut self, section: &Name) {
        self.begin_visit();
        let Some(visit) = &self.visit else { return };
        let answers = visit.form_of(section).map(|form| form.session.fine_answers(section)).unwrap_or_default();
        let title = visit.section_title(section, self.settings.language);
        self.edit(&steps::no_problem(answers), Some(Label::new(Deed::NoProblem, title)));
    }

    fn finish_visit(&mut self) {
        self.begin_visit();
        let Some(visit) = &self.visit else { return };
        if visit.overview(self.settings.language).progress.wrong > 0 {
            return self.tell(Problem::warning("app-finish-wrong"));
        }
        let edit = steps::finish(&visit.dossier, &visit.irrelevant_answers());
        let label = Label::new(Deed::Finish, self.title());
        self.edit(&edit, Some(label));
    }

    fn add_row(&mut self, within: &Rows, repeat: &Name, preset: Option<usize>) {
        self.begin_visit();
        let Some(visit) = &mut self.visit else { return };
        let row = RowId::mint();
        let path = FieldPath::row_of(within, repeat.clone(), row);
        let number = Value::Row(visit.dossier.next_row_number(within, repeat));
        let (mut answers, mut defaults) = (Vec::new(), Vec::new());
        for form in &mut visit.forms {
            // A row must be there before a form can say what it starts with.
            form.session.set(&path, Some(&number));
            answers.extend(preset.map(|preset| form.session.preset_answers(&path.rows, preset)).unwrap_or_default());
            defaults.extend(form.session.defaults(&path.rows));
        }
        match steps::add_row(&visit.dossier, within, repeat, row, answers, defaults) {
            Ok(edit) => {
                visit.open_row(&RowStep { repeat: repeat.clone(), row });
                let label = self.label(Deed::AddRow, &path);
                self.edit(&edit, Some(label));
            }
            Err(problem) => {
                visit.forms.iter_mut().for_each(|form| {
                    form.session.set(&path, None);
                });
                self.tell(problem);
            }
        }
    }

    fn duplicate_row(&mut self, within: &Rows, repeat: Name, row: RowId) {
        let Some(visit) = &mut self.visit else { return };
        let new = RowId::mint();
        let path = FieldPath::row_of(within, repeat.clone(), row);
        match steps::duplicate_row(&visit.dossier, &path.rows, new) {
            Ok(edit) => {
                visit.open_row(&RowStep { repeat, row: new });
                let label = self.label(Deed::DuplicateRow, &path);
                self.edit(&edit, Some(label));
            }
            Err(problem) => self.tell(problem),
        }
    }

    fn remove_row(&mut self, within: &Rows, repeat: Name, row: RowId) {
        let path = FieldPath::row_of(within, repeat, row);
        let label = self.label(Deed::RemoveRow, &path);
        self.edit(&Edit::set(path, Value::Erased), Some(label));
    }

    fn keep_row(&mut self, within: &Rows, repeat: Name, row: RowId) {
        let path = FieldPath::row_of(within, repeat, row);
        let edit = self.visit.as_ref().and_then(|visit| steps::keep_row(&visit.dossier, &path.rows));
        if let Some(edit) = edit {
            let label = self.label(Deed::Settle, &path);
            self.edit(&edit, Some(label));
        }
    }

    fn open_row(&mut self, repeat: Name, row: RowId) {
        let Some(visit) = &mut self.visit else { return };
        if visit.open_rows.contains(&row) {
            visit.close_row(row);
        } else {
            visit.open_row(&RowStep { repeat, row });
        }
    }

    fn walk_history(&mut self, way: Way) {
        let author = self.author();
        let Some(visit) = &mut self.visit else { return };
        let Some(undone) = visit.walk_history(way, &author) else { return };
        let dossier = visit.dossier.id;
        if !undone.kept.is_empty() {
            let count = undone.kept.len();
            self.tell(Problem::notice("dossier-undo-kept").with("count", count).of_dossier(dossier));
        }
        if !undone.delta.is_empty() {
            self.keep(dossier, undone.delta);
        }
    }

    fn browse(&mut self, path: FieldPath) {
        let back = Box::new(std::mem::take(&mut self.route));
        self.route = Route::Browse { path, back };
        if let Some(folder) =
            self.folder.path.take().or_else(|| folders::places().into_iter().map(|(_, path)| path).next())
        {
            self.open_folder(folder);
        }
    }

    pub(super) fn open_folder(&mut self, folder: PathBuf) {
        let shown = match self.route {
            Route::Packages { look: Look::Tables, .. } => Shown::Tables,
            Route::Packages { look: Look::Certificate, .. } => Shown::Certificates,
            Route::Packages { .. } => Shown::Packages,
            _ => Shown::Pictures,
        };
        self.folder.path = Some(folder.clone());
        self.folder.listing = None;
        folders::look_into(folder, shown, self.reports.clone());
    }

    fn add_photo(&mut self, path: &FieldPath, source: Source) {
        let Some(visit) = &self.visit else { return };
        match photo_consent(visit) {
            Ok(()) => self.take_in_photo(path, source),
            Err(problem) => self.tell(problem),
        }
    }

    fn remove_photo(&mut self, question: &FieldPath, row: RowId) {
        if matches!(self.route, Route::Photo { .. }) {
            self.back();
        }
        let Some(photo) = question.photo(row) else { return };
        let label = self.label(Deed::RemovePhoto, question);
        self.edit(&Edit::set(photo, Value::Erased), Some(label));
    }

    fn set(&mut self, command: Command) {
        match command {
            Command::SetLanguage(language) => {
                self.settings.language = language;
                // Labels of choices and rows are made by the sessions.
                if let Some(visit) = self.visit.take() {
                    let (rows, history) = (visit.open_rows, visit.history);
                    let route = self.route.clone();
                    self.show(visit.dossier, visit.task);
                    self.route = route;
                    if let Some(visit) = &mut self.visit {
                        (visit.open_rows, visit.history) = (rows, history);
                        visit.revision = 1;
                    }
                }
            }
            Command::SetTheme(theme) => self.settings.theme = theme,
            Command::SetTextSize(size) => self.settings.text_size = size,
            Command::SetHand(hand) => self.settings.hand = hand,
            Command::SetPhotoSize(size) => {
                self.settings.photo_size = size;
                self.photos.set_edge(size.pixels());
            }
            Command::SetSurveyor(name) => self.settings.surveyor = name,
            _ => {}
        }
        self.write_settings();
    }

    pub(super) fn write_settings(&mut self) {
        if self.read_only.is_none()
            && let Err(problem) = self.store.write_settings(&self.settings.to_wire())
        {
            self.tell(problem);
        }
    }
}

/// Whether the family allows photos; why not, if not.
pub(super) fn photo_consent(visit: &Visit) -> Result<(), Problem> {
    match visit.consent(household::CONSENT_PHOTO) {
        Consent::Given => Ok(()),
        // What is built is photographed unless the family refused; a contractor's copy may not know more.
        Consent::NotAsked if visit.task == Task::Works => Ok(()),
        Consent::NotAsked => Err(Problem::notice("app-photo-ask-first")),
        Consent::Refused => Err(Problem::warning("app-photo-refused")),
    }
}
