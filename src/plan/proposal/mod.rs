//! From findings to proposed measures 改造建议: what stands in the way × what the person cannot do → what may be
//! built, with its reasons, quantity and price. Nothing here decides; a person takes a proposal up ([`super::edits`]).

use std::collections::{BTreeMap, BTreeSet};

use super::catalogue::{Catalogue, Kind, Measure, Price};
use super::evidence::{Evidence, SurveyPhoto, joined, photo_questions};
use super::item::{Decision, Item, Origin};
use super::money::Fen;
use super::persons;
use super::quantity::Quantity;
use super::ramp::{self, RampPlan, Site};
use super::space::{self, Chair};
use crate::dossier::Dossier;
use crate::form::schema::{Finding, Priority};
use crate::form::session::{Found, Session};
use crate::id::{Name, RowId};
use crate::l10n::{Language, Words};
use crate::path::{FieldPath, Rows};
use crate::problem::Problem;
use crate::value::Decimal;

pub use super::evidence::ReferenceLine;

/// Sections of the assessment that are no place in the home: what is found there is meant for the whole of it.
const NO_PLACE: [&str; 5] = ["people", "dwelling", "safety", "wishes", "closing"];

/// Measures that make a door passable.
const DOORS: [&str; 2] = ["D01", "D02"];

/// A household as the plan sees it: the assessment being filled, the fields, the catalogue, the plan's language.
pub struct Scene<'a> {
    pub session: &'a Session,
    pub dossier: &'a Dossier,
    pub catalogue: &'a Catalogue,
    pub language: Language,
    pub(super) photo_questions: Vec<(Name, Option<Name>)>,
    wishes: Vec<String>,
    /// The ways to overcome the entrance's rise, the best first.
    ramp: Vec<RampPlan>,
}

/// A measure that findings propose for one place.
#[derive(Clone, Debug, PartialEq)]
pub struct Proposal {
    /// The row it has in the plan when it is taken up; the same on every device.
    pub row: RowId,
    pub code: Name,
    /// Subject of the reports.
    pub group: Name,
    pub name: String,
    pub kind: Kind,
    /// Which door, which room; in the words of the form.
    pub place: String,
    /// The row it was found in; empty where the whole home is meant.
    pub within: Rows,
    /// The section it was found in, where it was found in no row.
    pub section: Option<Name>,
    pub priority: Priority,
    /// The person asked for it.
    pub wished: bool,
    pub quantity: Quantity,
    /// What the quantity was computed from, in words.
    pub how: String,
    /// Something was not measured: the quantity is a guess of one piece.
    pub uncertain: bool,
    pub unit: String,
    /// Digits after the point that a quantity may have.
    pub places: u8,
    /// Of one unit: the contract's, or the middle of the estimate.
    pub price: Fen,
    pub range: (Fen, Fen),
    pub estimate: bool,
    /// Name and date of the price list.
    pub price_list: String,
    pub sizes: String,
    /// Caution of the catalogue.
    pub note: String,
    /// At least one; several findings that propose the same measure for the same place are one proposal.
    pub reasons: Vec<Reason>,
    pub photos: Vec<SurveyPhoto>,
    /// Why it is offered only on demand: the catalogue does not mean it for anybody in this home.
    pub unsuited: Option<Problem>,
    /// What was decided about it so far; `None` until it has a row.
    pub decision: Option<Decision>,
}

/// Why a measure is proposed.
#[derive(Clone, Debug, PartialEq)]
pub struct Reason {
    pub origin: Origin,
    pub priority: Priority,
    /// Where it was found.
    pub place: String,
    /// The finding in words.
    pub finding: String,
    pub evidence: Vec<Evidence>,
}

/// Where a proposal belongs: rows of the same key are one measure at one place.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord)]
struct Key {
    code: Name,
    place: String,
}

impl<'a> Scene<'a> {
    pub fn new(session: &'a Session, dossier: &'a Dossier, catalogue: &'a Catalogue, language: Language) -> Self {
        let wishes = persons::wishes(session.form(), dossier);
        let photo_questions = photo_questions(session);
        let mut scene = Self { session, dossier, catalogue, language, photo_questions, wishes, ramp: Vec::new() };
        scene.ramp = Site::of(&scene).map_or_else(Vec::new, |site| ramp::ways(&site, catalogue));
        scene
    }
}

impl Proposal {
    /// Quantity × price.
    pub fn amount(&self) -> Fen {
        self.quantity.at(self.price)
    }

    /// Lowest and highest that the price list allows.
    pub fn amounts(&self) -> (Fen, Fen) {
        (self.quantity.at(self.range.0), self.quantity.at(self.range.1))
    }

    /// Why, as it is written into the plan: one sentence for each finding, without sensitive answers.
    pub fn because(&self, language: Language) -> String {
        let words = Words::of(language);
        let sentences = self.reasons.iter().map(|reason| reason.text(words));
        sentences.reduce(|first, second| words.sentences(&first, &second)).unwrap_or_default()
    }

    pub fn is_open(&self) -> bool {
        matches!(self.decision, None | Some(Decision::Undecided))
    }
}

impl Reason {
    /// "门净宽不足：净宽 760 mm（不小于 800 mm，GB 50763-2012 3.5.3）".
    pub fn text(&self, words: &Words) -> String {
        let shown = self.evidence.iter().filter(|evidence| !evidence.sensitive);
        let parts: Vec<String> = shown.map(|evidence| evidence.text(words)).collect();
        if parts.is_empty() {
            return self.finding.clone();
        }
        let evidence = joined(&parts, words.language());
        words.with("plan-reason", &[("finding", &self.finding), ("evidence", &evidence)])
    }
}

impl Evidence {
    /// "净宽 760 mm（不小于 800 mm，GB 50763-2012 3.5.3）".
    pub fn text(&self, words: &Words) -> String {
        let (question, value) = (("question", &*self.question), ("value", &*self.value));
        match &self.line {
            None => words.with("plan-evidence", &[question, value]),
            Some(line) => {
                words.with("plan-evidence-line", &[question, value, ("line", &line.text), ("source", &line.source)])
            }
        }
    }
}

/// Every proposal, the most urgent first; within a class what the person asked for, then the order of the form.
/// Proposals that have been decided are among them, with their decision, so that a screen can show both.
pub fn proposals(scene: &Scene<'_>, items: &[Item]) -> Vec<Proposal> {
    let mut found: BTreeMap<Key, (usize, Proposal)> = BTreeMap::new();
    let findings = &scene.session.form().text().findings;
    for hit in scene.session.findings() {
        let Some(finding) = findings.get(hit.finding) else { continue };
        for (code, quantity) in &hit.measures {
            let Some(measure) = scene.catalogue.get(code.as_str()) else { continue };
            let (key, proposal) = propose(scene, finding, &hit, measure, *quantity);
            let order = found.len();
            match found.get_mut(&key) {
                None => {
                    found.insert(key, (order, proposal));
                }
                Some((_, known)) => known.join(proposal, scene.language),
            }
        }
    }
    let mut ordered: Vec<(usize, Proposal)> = found.into_values().collect();
    ordered.sort_by_key(|(order, proposal)| (proposal.priority, !proposal.wished, *order));
    let decisions: BTreeMap<RowId, Decision> = items.iter().map(|item| (item.row, item.decision)).collect();
    let decided = |(_, mut proposal): (usize, Proposal)| {
        proposal.decision = decisions.get(&proposal.row).copied();
        proposal
    };
    ordered.into_iter().map(decided).collect()
}

/// Items that answered a finding which no longer holds: the survey says something else since. Own items never.
pub fn vanished(items: &[Item], proposals: &[Proposal]) -> BTreeSet<RowId> {
    let proposed: BTreeSet<RowId> = proposals.iter().map(|proposal| proposal.row).collect();
    let answered = items.iter().filter(|item| !item.origins.is_empty());
    answered.map(|item| item.row).filter(|row| !proposed.contains(row)).collect()
}

/// The row that a measure has at a place, on every device: from the code and the row or section of the finding.
pub fn row_of(code: &Name, place: &str) -> RowId {
    RowId::derived(&[super::fields::ITEM, code.as_str(), place])
}

fn propose(
    scene: &Scene<'_>,
    finding: &Finding,
    hit: &Found,
    measure: &Measure,
    computed: Option<Decimal>,
) -> (Key, Proposal) {
    let form = scene.session.form();
    let section = finding.section.as_ref().or_else(|| finding.evidence.iter().find_map(|name| form.section_of(name)));
    let section = section.filter(|section| !NO_PLACE.contains(&section.as_str()));
    let once = scene.catalogue.once.contains(&measure.code);
    let place = match section {
        _ if once => String::new(),
        _ if !hit.within.is_empty() => FieldPath::row(&hit.within).to_string(),
        Some(section) => section.to_string(),
        None => String::new(),
    };
    let key = Key { code: measure.code.clone(), place };
    let (unit, price) = measure.offer(None);
    let places = scene.catalogue.units.get(unit).map_or(0, |unit| unit.places);
    let expression = finding.measures.iter().find(|known| known.code == measure.code);
    let expression = expression.and_then(|known| known.quantity.as_deref());
    let (quantity, how, uncertain) = scene.quantity(expression, computed, places, &hit.within);
    let evidence = finding.evidence.iter().flat_map(|name| scene.evidence(name, &hit.within)).collect();
    let language = scene.language;
    let proposal = Proposal {
        row: row_of(&key.code, &key.place),
        code: measure.code.clone(),
        group: measure.group.clone(),
        name: measure.name.get(language).to_owned(),
        kind: measure.kind,
        place: scene.place_name(&hit.within, section),
        section: section.filter(|_| hit.within.is_empty() && !once).cloned(),
        priority: finding.priority,
        wished: persons::is_wished(measure.code.as_str(), &scene.wishes),
        quantity,
        how,
        uncertain,
        unit: scene.catalogue.units.get(unit).map_or("", |unit| unit.label.get(language)).to_owned(),
        places,
        price: price.planned(),
        range: price.range(),
        estimate: matches!(price, Price::Estimate(..)),
        price_list: scene.catalogue.price_list_text(language),
        sizes: scene.sizes(measure),
        note: measure.note.get(language).to_owned(),
        reasons: vec![Reason {
            origin: Origin { finding: finding.id.clone(), within: hit.within.clone() },
            priority: finding.priority,
            place: scene.place_name(&hit.within, section),
            finding: finding.label.get(language).to_owned(),
            evidence,
        }],
        photos: scene.survey_photos(&finding.evidence, &hit.within, section),
        unsuited: scene.unsuited(measure, &hit.within),
        decision: None,
        within: if once { Rows::new() } else { hit.within.clone() },
    };
    (key, proposal)
}

impl Proposal {
    /// Takes in the same measure at the same place, proposed by another finding. It is built once: the larger
    /// quantity counts. What serves the whole home names every place.
    fn join(&mut self, other: Self, language: Language) {
        if self.reasons.iter().all(|known| known.place != other.place) {
            self.place = joined(&[std::mem::take(&mut self.place), other.place.clone()], language);
        }
        if other.quantity > self.quantity {
            (self.quantity, self.how, self.uncertain) = (other.quantity, other.how, other.uncertain);
        }
        self.priority = self.priority.min(other.priority);
        self.wished |= other.wished;
        for reason in other.reasons {
            if self.reasons.iter().all(|known| known.origin != reason.origin) {
                self.reasons.push(reason);
            }
        }
        for photo in other.photos {
            if self.photos.iter().all(|known| known.path != photo.path) {
                self.photos.push(photo);
            }
        }
    }
}

impl Scene<'_> {
    /// The quantity in the catalogue's unit, what it was computed from, and whether it is only a guess. Things that
    /// are counted are rounded up, what is measured to the unit's digits.
    fn quantity(
        &self,
        expression: Option<&str>,
        computed: Option<Decimal>,
        places: u8,
        within: &Rows,
    ) -> (Quantity, String, bool) {
        let words = Words::of(self.language);
        let Some(expression) = expression else { return (Quantity::ONE, words.text("plan-how-one"), false) };
        let computed = computed.and_then(|number| Quantity::of(number.get())).filter(|quantity| !quantity.is_none());
        let Some(computed) = computed else { return (Quantity::ONE, words.text("plan-how-unknown"), true) };
        let quantity = if places == 0 { computed.rounded_up(0) } else { computed.rounded(places) };
        let inputs = self.inputs(expression, within);
        let inputs: Vec<String> = inputs
            .iter()
            .map(|(question, value)| words.with("plan-evidence", &[("question", question), ("value", value)]))
            .collect();
        if inputs.is_empty() {
            return (quantity, words.text("plan-how-counted"), false);
        }
        let inputs = joined(&inputs, self.language);
        (quantity, words.with("plan-how-measured", &[("inputs", &inputs)]), false)
    }

    /// The row's name, else the section's title, else the whole home.
    fn place_name(&self, within: &Rows, section: Option<&Name>) -> String {
        let row = if within.is_empty() { String::new() } else { self.session.row_label(within) };
        if !row.trim().is_empty() {
            return row;
        }
        let sections = self.session.form().text().items.iter().filter_map(|item| match item {
            crate::form::schema::Item::Section(section) => Some(section),
            _ => None,
        });
        let title = sections.into_iter().find(|known| Some(&known.id) == section);
        match title {
            Some(section) => section.title.get(self.language).to_owned(),
            None => Words::of(self.language).text("plan-whole-home"),
        }
    }

    /// The usual size of the catalogue; in front of it what was measured asks for: the door for this chair, the ramp
    /// for this rise.
    fn sizes(&self, measure: &Measure) -> String {
        let words = Words::of(self.language);
        let usual = measure.dimension.get(self.language);
        let code = measure.code.as_str();
        let measured = if DOORS.contains(&code) {
            Chair::of(self).map(|chair| {
                let width = space::door_to_build(Some(chair)).to_string();
                words.with("plan-sizes-door", &[("width", &width)])
            })
        } else {
            self.ramp.iter().find(|plan| plan.make.code() == code && plan.make.is_built()).map(|plan| {
                let (gradient, length) = (plan.layout.gradient.to_string(), plan.layout.length.to_string());
                let width = plan.layout.width.to_string();
                words.with("plan-sizes-ramp", &[("gradient", &gradient), ("length", &length), ("width", &width)])
            })
        };
        match measured {
            Some(measured) if usual.is_empty() => measured,
            Some(measured) => words.sentences(&measured, usual),
            None => usual.to_owned(),
        }
    }

    fn unsuited(&self, measure: &Measure, within: &Rows) -> Option<Problem> {
        let categories = persons::categories(self.dossier, within);
        let unsuited = !persons::suits(measure, &categories);
        unsuited.then(|| Problem::notice("plan-unsuited").with("name", measure.name.get(self.language)))
    }
}

#[cfg(test)]
mod tests;
