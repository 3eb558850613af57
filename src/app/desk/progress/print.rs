//! The report of the month 月报: one page with the way, the money, the quality, and a row per place; then the banners.

use super::names::{Names, percent};
use crate::app::program::Program;
use crate::l10n::{Language, Words};
use crate::plan::money::Fen;
use crate::problem::Problem;
use crate::registry::progress::basis::{Basis, Scope};
use crate::registry::progress::board::Board;
use crate::registry::progress::group::Group;
use crate::registry::progress::lead::By;
use crate::registry::progress::{Step, permille};
use crate::report::Engine;
use crate::report::Shelf;
use crate::report::model::Languages;
use crate::report::monthly::{Bar, Fact, Monthly, Section};

/// A report that is ready to be set.
pub type Report = Monthly;

/// Steps that have a column of their own on paper.
const STEPS: [Step; 7] =
    [Step::Registered, Step::Assessed, Step::Noticed, Step::Started, Step::Finished, Step::Accepted, Step::Settled];

impl Program {
    pub(super) fn print_report(&mut self) {
        let Some((key, board)) = &self.desk.progress.counted else { return };
        let language = self.settings.language;
        let names = self.progress_names(Words::of(language));
        let model = report(board, &key.scope, &self.progress_basis(), &names);
        let title = model.title.clone();
        let path = self.progress_file(&title, "pdf");
        let (office, problems) =
            crate::app::papers::office_templates(&crate::app::papers::templates_folder(&self.store));
        problems.into_iter().for_each(|problem| self.tell(problem));
        self.save_progress(path, move || set(&model, office, language));
    }

    /// Where the names of groups come from.
    pub fn progress_names<'a>(&'a self, words: &'a Words) -> Names<'a> {
        Names {
            words,
            language: self.settings.language,
            programme: &self.rules.programme,
            catalogue: &self.rules.catalogue,
            household: self.library.get("household"),
        }
    }
}

fn set(model: &Monthly, office: Shelf, language: Language) -> Result<Vec<u8>, Problem> {
    let languages = if language == Language::Chinese { Languages::Zh } else { Languages::Both };
    Engine::new(office).print_monthly(model, languages).map(|printed| printed.pdf)
}

/// The report of what is looked at.
pub fn report(board: &Board, scope: &Scope, basis: &Basis<'_>, names: &Names<'_>) -> Report {
    let words = names.words;
    let today = basis.today.date();
    let place = scope.banner.as_deref().or(scope.league.as_deref());
    let place = place.map_or_else(|| words.text("progress-region"), |code| names.place(code));
    let year = scope.year.unwrap_or_else(|| today.year()).to_string();
    let title = words.with("progress-monthly-title", &[("place", &place), ("year", &year)]);
    let parts: &[By] = match (&scope.league, &scope.banner) {
        (_, Some(_)) => &[By::Township],
        (Some(_), None) => &[By::Banner],
        (None, None) => &[By::League, By::Banner],
    };
    Monthly {
        language: names.language.tag().to_owned(),
        title,
        scope: scope_text(scope, names),
        printed: today.to_string(),
        printed_words: words.with("progress-as-of", &[("date", &today.to_string())]),
        source: words.with("progress-source", &[("count", &board.whole.reached(Step::Registered).to_string())]),
        facts: facts(board, names),
        funnel_title: words.text("progress-fig-funnel"),
        funnel: funnel(&board.whole, names),
        sections: parts.iter().map(|by| section(board, *by, names)).collect(),
        notes: words.text("progress-monthly-notes").lines().map(str::to_owned).collect(),
        pages: words.text("progress-monthly-page"),
    }
}

/// What is looked at, in words: `2026 年度 · 兴安盟 · 兴安建工`.
pub fn scope_text(scope: &Scope, names: &Names<'_>) -> String {
    let words = names.words;
    let year = scope.year.map_or_else(
        || words.text("progress-all-years"),
        |year| words.with("progress-year", &[("year", &year.to_string())]),
    );
    let place = scope.banner.as_deref().or(scope.league.as_deref());
    let place = place.map_or_else(|| words.text("progress-region"), |code| names.place(code));
    let contractor = scope.contractor.as_deref().map(|name| names.group(By::Contractor, name));
    let parts = [Some(year), Some(place), contractor];
    parts.into_iter().flatten().collect::<Vec<_>>().join(" · ")
}

fn facts(board: &Board, names: &Names<'_>) -> Vec<Fact> {
    let (words, whole) = (names.words, &board.whole);
    let fact = |key: &str, value: String| Fact { label: words.text(key), value };
    let cap = names.programme.household_cap.value;
    let average = whole.average_cost().map_or_else(|| "—".to_owned(), Fen::yuan);
    let most = board.late.first().map_or(0, |late| late.days).to_string();
    let late = whole.late.households.to_string();
    vec![
        fact("progress-target", if whole.target == 0 { "—".to_owned() } else { whole.target.to_string() }),
        fact("progress-step-accepted", whole.reached(Step::Accepted).to_string()),
        fact("progress-completion", percent(whole.completion())),
        fact("progress-budget", budget(whole)),
        fact("progress-planned", whole.planned.total.yuan()),
        fact("progress-settled", whole.settled.total.yuan()),
        fact("progress-average", average),
        fact("progress-cap", cap.yuan()),
        fact("progress-over-count", whole.over.to_string()),
        fact("progress-first-go", percent(whole.first_go_rate())),
        fact("progress-satisfied", percent(whole.satisfaction())),
        fact("progress-late", words.with("progress-late-most", &[("count", &late), ("days", &most)])),
    ]
}

fn budget(group: &Group) -> String {
    if group.budget > Fen(0) { group.budget.yuan() } else { "—".to_owned() }
}

fn funnel(whole: &Group, names: &Names<'_>) -> Vec<Bar> {
    let most = Step::ALL.into_iter().map(|step| whole.reached(step)).max().unwrap_or(0).max(whole.target);
    let bar = |label: String, count: u32| Bar {
        label,
        text: count.to_string(),
        share: permille(count.into(), most.into()).unwrap_or(0),
    };
    let target = (whole.target > 0).then(|| bar(names.words.text("progress-target"), whole.target));
    let steps = Step::ALL.into_iter().map(|step| bar(names.words.text(step.key()), whole.reached(step)));
    target.into_iter().chain(steps).collect()
}

fn section(board: &Board, by: By, names: &Names<'_>) -> Section {
    let words = names.words;
    let mut columns = vec![words.text(super::tables::by_key(by)), words.text("progress-target")];
    columns.extend(STEPS.map(|step| words.text(step.key())));
    let keys = [
        "progress-completion",
        "progress-planned-yuan",
        "progress-settled-yuan",
        "progress-average-yuan",
        "progress-over-count",
        "progress-first-go",
        "progress-satisfied",
        "progress-late",
    ];
    columns.extend(keys.map(|key| words.text(key)));
    let mut rows: Vec<Vec<String>> = board.groups(by).map(|(key, group)| row(names.group(by, key), group)).collect();
    rows.push(row(words.text("progress-whole"), &board.whole));
    Section { title: words.text(by_title(by)), columns, rows }
}

const fn by_title(by: By) -> &'static str {
    match by {
        By::League => "progress-monthly-leagues",
        By::Banner => "progress-monthly-banners",
        _ => "progress-monthly-townships",
    }
}

fn row(name: String, group: &Group) -> Vec<String> {
    let plain = |amount: Fen| amount.yuan().trim_start_matches('¥').to_owned();
    let mut row = vec![name, if group.target == 0 { String::new() } else { group.target.to_string() }];
    row.extend(STEPS.map(|step| group.reached(step).to_string()));
    row.extend([
        percent(group.completion()),
        plain(group.planned.total),
        plain(group.settled.total),
        group.average_cost().map(plain).unwrap_or_default(),
        group.over.to_string(),
        percent(group.first_go_rate()),
        percent(group.satisfaction()),
        group.late.households.to_string(),
    ]);
    row
}
