//! What a document of each kind says, gathered from the household, its forms and its plan.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::pictures::Pictures;
use super::{Printer, household, record};
use crate::app::forms;
use crate::app::task::Task;
use crate::dossier::Dossier;
use crate::dossier::stage::Stage;
use crate::form::session::Session;
use crate::l10n::{Language, Words};
use crate::problem::Problem;
use crate::report::model::{Body, HouseholdFile, Kind, Languages, Paper, Record, Text};
use crate::report::qr::Qr;

/// Key of the problem that a household has nothing to say in such a document.
pub(super) const NOTHING_YET: &str = "paper-nothing-yet";

/// A household being put on paper.
pub(super) struct Gather<'a> {
    pub printer: &'a Printer,
    pub dossier: Dossier,
    pub languages: Languages,
    pub pictures: Pictures,
    /// Of each form that was needed: in Chinese, and in English where the document is in both.
    sessions: BTreeMap<&'static str, Arc<Bilingual>>,
}

/// A form filled with this household's answers.
pub(super) struct Bilingual {
    pub chinese: Session,
    pub english: Option<Session>,
}

impl Printer {
    /// The document as data, with its pictures.
    pub(super) fn model(
        &self,
        dossier: Dossier,
        kind: Kind,
        languages: Languages,
    ) -> Result<(Paper, Pictures), Problem> {
        let mut gather =
            Gather { printer: self, dossier, languages, pictures: Pictures::default(), sessions: BTreeMap::new() };
        let empty = Problem::notice(NOTHING_YET).with_word("kind", kind.key());
        let body = gather.body(kind).ok_or(empty)?;
        Ok((gather.paper(body), gather.pictures))
    }
}

impl Gather<'_> {
    fn paper(&self, body: Body) -> Paper {
        let kind = body.kind();
        let id = self.dossier.id.to_string();
        Paper {
            language: self.languages,
            title: self.say(kind.key()),
            qr: Qr::of(&id),
            id,
            printed: self.printer.clock.now().date().to_string(),
            programme: self.printer.store.programme().to_owned(),
            stage: self.say(Stage::of(&self.dossier).key()),
            household: household::of(&self.dossier, kind, self.languages),
            body,
        }
    }

    /// `None` where the household has nothing to say in such a document.
    fn body(&mut self, kind: Kind) -> Option<Body> {
        match kind {
            Kind::AssessmentRecord => self.assessment().map(Body::AssessmentRecord),
            Kind::ReturnVisit => self.return_visit().map(Body::ReturnVisit),
            Kind::HouseholdFile => self.file().map(Body::HouseholdFile),
            Kind::Plan => self.plan().map(Body::Plan),
            Kind::WorkOrder => self.work_order().map(Body::WorkOrder),
            Kind::ChangeOrder => self.change_order().map(Body::ChangeOrder),
            Kind::Acceptance => self.acceptance().map(Body::Acceptance),
            Kind::Settlement => self.settlement().map(Body::Settlement),
            Kind::Notice => self.notice().map(Body::Notice),
        }
    }

    fn assessment(&mut self) -> Option<Record> {
        let record = record::of(self, Task::Survey.forms(), record::Take::All);
        (!record.sections.is_empty()).then_some(record)
    }

    fn return_visit(&mut self) -> Option<Record> {
        let record = record::of(self, Task::ReturnVisit.forms(), record::Take::Answered);
        (!record.sections.is_empty()).then_some(record)
    }

    /// Everything that there is, in the order of the work.
    fn file(&mut self) -> Option<HouseholdFile> {
        let kinds = Kind::ALL.into_iter().filter(|kind| *kind != Kind::HouseholdFile);
        let bodies: Vec<Body> = kinds.filter_map(|kind| self.body(kind)).collect();
        let parts: Vec<Paper> = bodies.into_iter().map(|body| self.paper(body)).collect();
        (!parts.is_empty()).then_some(HouseholdFile { parts })
    }

    /// A form with this household's answers; `None` where no such form is known.
    pub fn form(&mut self, id: &'static str) -> Option<Arc<Bilingual>> {
        if let Some(known) = self.sessions.get(id) {
            return Some(Arc::clone(known));
        }
        // That the text a visit was begun with is lost is told on the screen; a document uses today's.
        let (form, _) = forms::for_visit(&self.printer.library, &self.printer.store, &self.dossier, id);
        let form = form?;
        let session = |language| {
            let world = Arc::new(self.printer.surroundings());
            Session::new(Arc::clone(&form), self.dossier.answers(), world, language)
        };
        let english = (self.languages == Languages::Both).then(|| session(Language::English));
        let filled = Arc::new(Bilingual { chinese: session(Language::Chinese), english });
        self.sessions.insert(id, Arc::clone(&filled));
        Some(filled)
    }

    /// The program's words for a key, in the languages of the document.
    pub fn say(&self, key: &str) -> Text {
        self.say_with(key, &[])
    }

    pub fn say_with(&self, key: &str, args: &[(&str, &str)]) -> Text {
        self.both(|language| Words::of(language).with(key, args))
    }

    /// A text in the languages of the document.
    pub fn both(&self, text: impl Fn(Language) -> String) -> Text {
        Text {
            zh: text(Language::Chinese),
            en: if self.languages == Languages::Both { text(Language::English) } else { String::new() },
            mn: String::new(),
        }
    }
}
