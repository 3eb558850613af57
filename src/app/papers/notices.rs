//! Public notices of many households as one list 公示名单: what hangs in a village, or in the hall of a township.

use std::collections::BTreeMap;

use rayon::prelude::{IntoParallelRefIterator as _, ParallelIterator as _};

use super::Printer;
use super::gather::NOTHING_YET;
use crate::app::works::file_part;
use crate::dossier::summary::Summary;
use crate::id::DossierId;
use crate::l10n::{Language, Words};
use crate::problem::Problem;
use crate::report::Printed;
use crate::report::model::{Body, Household, Kind, Languages, Notice, Paper, Text};
use crate::report::qr::Qr;

/// How public notices are set.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Notices {
    /// One document for each household.
    #[default]
    Each,
    /// One list for each village 嘎查村社区.
    Village,
    /// One list for each township 苏木乡镇.
    Township,
}

impl Notices {
    pub const ALL: [Self; 3] = [Self::Each, Self::Village, Self::Township];

    /// Key of what it is called.
    pub const fn key(self) -> &'static str {
        match self {
            Self::Each => "paper-notices-each",
            Self::Village => "paper-notices-village",
            Self::Township => "paper-notices-township",
        }
    }
}

/// The households of one list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct List {
    /// Where it hangs: the township, and the village of a village's list.
    pub place: String,
    pub households: Vec<DossierId>,
}

impl List {
    /// `notice_居力很镇-红峰嘎查.pdf`: no household, nothing personal.
    pub fn file_name(&self, languages: Languages) -> String {
        let languages = if languages == Languages::Both { "_zh-en" } else { "" };
        format!("{}_{}{languages}.pdf", Kind::Notice.name(), file_part(&self.place))
    }
}

impl Printer {
    /// The households sorted into lists by where they are; one that cannot be read is told when its list is set.
    pub fn notice_lists(&self, households: &[DossierId], by: Notices) -> Vec<List> {
        let place = |id: &DossierId| {
            let summary = self.store.load(*id).map(|(dossier, _)| Summary::of(&dossier)).unwrap_or_default();
            let village = if by == Notices::Village { summary.village.as_str() } else { "" };
            let parts = [summary.division.as_str(), &summary.township, village].map(str::to_owned);
            (parts, *id)
        };
        let mut lists: BTreeMap<[String; 3], Vec<DossierId>> = BTreeMap::new();
        for (place, id) in households.par_iter().map(place).collect::<Vec<_>>() {
            lists.entry(place).or_default().push(id);
        }
        let named = |([division, township, village], households): ([String; 3], Vec<DossierId>)| {
            let words = [township, village].into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join("-");
            List { place: if words.is_empty() { division } else { words }, households }
        };
        lists.into_iter().map(named).collect()
    }

    /// Sets one list. Households without a plan have nothing to say on it and are left out; one that cannot be read is
    /// told.
    ///
    /// # Errors
    /// No household of the list has a plan, or a template cannot be set.
    pub fn print_notices(&self, list: &List, languages: Languages) -> Result<Printed, Problem> {
        let (mut whole, mut problems) = (Notice::default(), Vec::new());
        let mut division = String::new();
        for id in &list.households {
            let (dossier, damage) = match self.store.load(*id) {
                Ok(read) => read,
                Err(problem) => {
                    problems.push(problem.of_dossier(*id));
                    continue;
                }
            };
            problems.extend(damage.into_iter().map(|problem| problem.of_dossier(*id)));
            let Ok((paper, _)) = self.model(dossier, Kind::Notice, languages) else { continue };
            division.clone_from(&paper.household.division);
            if let Body::Notice(notice) = paper.body {
                take(&mut whole, notice);
            }
        }
        if whole.rows.is_empty() {
            return Err(Problem::notice(NOTHING_YET).with_word("kind", Kind::Notice.key()));
        }
        whole.rows.sort_by(|a, b| (&a.village, &a.name, &a.sum).cmp(&(&b.village, &b.name, &b.sum)));
        let paper = self.list_paper(whole, division, languages);
        let mut printed = self.engine.print(&paper, Vec::new())?;
        printed.warnings.extend(problems);
        Ok(printed)
    }

    fn list_paper(&self, notice: Notice, division: String, languages: Languages) -> Paper {
        let say = |language| Words::of(language).text(Kind::Notice.key());
        let english = if languages == Languages::Both { say(Language::English) } else { String::new() };
        Paper {
            language: languages,
            title: Text { zh: say(Language::Chinese), en: english, ..Text::default() },
            id: String::new(),
            qr: Qr::default(),
            printed: self.clock.now().date().to_string(),
            programme: self.store.programme().to_owned(),
            stage: Text::default(),
            household: Household { division, ..Household::default() },
            body: Body::Notice(notice),
        }
    }
}

/// Adds the rows of one household. Days and place stand on the list as long as all that have them agree.
fn take(whole: &mut Notice, one: Notice) {
    let first = whole.rows.is_empty();
    whole.rows.extend(one.rows);
    for (ours, theirs) in [(&mut whole.from, one.from), (&mut whole.until, one.until), (&mut whole.place, one.place)] {
        if first {
            *ours = theirs;
        } else if *ours != theirs {
            ours.clear();
        }
    }
}
