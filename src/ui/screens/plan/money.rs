//! The money of a plan in words: what stands in the bar and in its details.

use crate::app::program::Program;
use crate::app::rules::Rules;
use crate::app::visit::Visit;
use crate::l10n::Words;
use crate::plan::budget::{Batch, Budget};
use crate::plan::money::{Fen, Share};
use crate::plan::programme::{Figure, Programme};
use crate::plan::{funding, item};
use crate::problem::Severity;

use super::data::yuan;

/// The money as it is chosen.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Money {
    pub total: Fen,
    /// What counts against the cap: without donations and the family's own money.
    pub counted: Fen,
    pub cap: Fen,
    pub over: bool,
    /// What the programme allows on average, and what the other households of this workspace have planned.
    pub average: Fen,
    pub others: Option<Batch>,
    /// Who pays how much, with the programme's words; those with nothing left out.
    pub sources: Vec<(String, Fen)>,
    /// What must be looked at: devices, prices, missing amounts; each with its source.
    pub warnings: Vec<String>,
}

impl Money {
    pub fn of(program: &Program, visit: &Visit, words: &Words) -> Self {
        let rules = &program.rules;
        let programme = &rules.programme;
        let items = item::items(&visit.dossier);
        let budget = Budget::of(&items, programme, &rules.catalogue);
        let named = |source: &crate::id::Name| {
            let known = programme.money.iter().find(|money| money.id == *source);
            known.map_or_else(|| source.to_string(), |money| money.label.get(words.language()).to_owned())
        };
        let paid = budget.sources.iter().filter(|part| part.amount > Fen(0));
        Self {
            total: budget.total,
            counted: budget.counted,
            cap: budget.cap,
            over: budget.is_over(),
            average: programme.batch_average.value,
            others: program.batch.filter(|(of, _)| *of == visit.dossier.id).map(|(_, batch)| batch),
            sources: paid.map(|part| (named(&part.source), part.amount)).collect(),
            warnings: other_schemes(program, visit, &items, words)
                .into_iter()
                .chain(warnings(&budget, programme, words))
                .collect(),
        }
    }
}

/// Double funding: what another scheme has done here, which items it may have paid for, and where the rule stands.
fn other_schemes(program: &Program, visit: &Visit, items: &[item::Item], words: &Words) -> Vec<String> {
    let Rules { programme, catalogue } = &*program.rules;
    let found = funding::funding(&visit.dossier, items, programme, catalogue, program.today());
    let tell = |found: &funding::Funding<'_>| {
        let told = match &found.served {
            Some(served) => words.what(&served.told(Severity::Warning)),
            None => {
                let scheme = found.scheme.label.get(words.language());
                words.with("case-money-other-scheme", &[("scheme", scheme)])
            }
        };
        let mut touched: Vec<String> = found
            .items
            .iter()
            .map(|item| {
                let numbers: Vec<String> = item.elderly.iter().map(ToString::to_string).collect();
                match numbers.is_empty() {
                    true => item.title.clone(),
                    false => {
                        let numbers = numbers.join(&words.text("list-comma"));
                        words.with("case-money-elderly", &[("item", &item.title), ("numbers", &numbers)])
                    }
                }
            })
            .collect();
        touched.sort();
        touched.dedup();
        let source = source(programme, &found.scheme.effect, words);
        let items = touched.join(&words.text("list-comma"));
        let key = if touched.is_empty() { "case-money-served" } else { "case-money-served-items" };
        words.with(key, &[("told", &told), ("items", &items), ("source", &source)])
    };
    found.iter().map(tell).collect()
}

fn warnings(budget: &Budget, programme: &Programme, words: &Words) -> Vec<String> {
    let mut warnings = Vec::new();
    if budget.has_too_many_devices() {
        let (share, limit) = (percent(budget.device_share), percent(budget.device_limit));
        let source = source(programme, &programme.device_share_warning, words);
        let args = [("share", &*share), ("limit", &*limit), ("source", &*source)];
        warnings.push(words.with("case-money-devices", &args));
    }
    for deviation in &budget.prices {
        let (price, least, most) = (yuan(deviation.price), yuan(deviation.range.0), yuan(deviation.range.1));
        let args = [("item", &*deviation.title), ("price", &*price), ("least", &*least), ("most", &*most)];
        warnings.push(words.with("account-price-off", &args));
    }
    if !budget.uncertain.is_empty() {
        let count = budget.uncertain.len().to_string();
        warnings.push(words.with("case-money-uncertain", &[("count", &count)]));
    }
    warnings
}

/// Where a figure of the programme comes from, in words.
pub fn source<T>(programme: &Programme, figure: &Figure<T>, words: &Words) -> String {
    let titles = figure.sources.iter().filter_map(|name| programme.sources.get(name));
    let titles: Vec<&str> = titles.map(|source| source.title.get(words.language())).collect();
    if titles.is_empty() { words.text("case-money-practice") } else { titles.join(&words.text("list-comma")) }
}

/// "52.3%", one digit at most.
pub fn percent(share: Share) -> String {
    let tenths = (share.0 + 5) / 10;
    if tenths.is_multiple_of(10) { format!("{}%", tenths / 10) } else { format!("{}.{}%", tenths / 10, tenths % 10) }
}
