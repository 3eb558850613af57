//! What people do with the plan, as edits: take a proposal up, change it, decline it, add an own item, take back.
//!
//! Pure builders like [`crate::dossier::visit`]: they say what to write, [`Dossier::apply`] writes it.

use super::catalogue::{Kind, Measure};
use super::evidence::SurveyPhoto;
use super::fields;
use super::item::{Decision, Item, field, rows};
use super::money::Fen;
use super::proposal::{Proposal, Scene};
use super::quantity::Quantity;
use crate::dossier::Dossier;
use crate::dossier::edit::Edit;
use crate::form::schema::Priority;
use crate::id::{Name, RowId};
use crate::limits::{MAX_PRICE_FEN, MAX_ROWS};
use crate::path::FieldPath;
use crate::problem::Problem;
use crate::value::Value;

/// Numbers of measures end before it: Z99 is 2,699.
const FIRST_OWN: u32 = 10_000;

/// An own item 自定项目, as somebody typed it in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OwnItem {
    /// A measure of the catalogue that no finding proposes, or nothing.
    pub code: Option<Name>,
    pub name: String,
    pub kind: Kind,
    pub place: String,
    pub quantity: Quantity,
    pub unit: String,
    /// Of one unit.
    pub price: Fen,
    /// Whose price it is.
    pub price_list: String,
    pub sizes: String,
    pub because: String,
    pub priority: Priority,
}

/// Takes a proposal up: writes the whole row, so that it stays as it was whatever the survey and the catalogue say
/// later. Photos are copied with their marks, because the contractor sees only what lies in the plan.
pub fn accept(dossier: &Dossier, proposal: &Proposal, scene: &Scene<'_>) -> Edit {
    decide_proposal(dossier, proposal, scene, Decision::Accepted, "")
}

/// Declines a proposal with the reason, which stays in the file.
pub fn decline(dossier: &Dossier, proposal: &Proposal, scene: &Scene<'_>, reason: &str) -> Edit {
    decide_proposal(dossier, proposal, scene, Decision::Declined, reason)
}

/// Leaves a proposal for another year.
pub fn leave(dossier: &Dossier, proposal: &Proposal, scene: &Scene<'_>, reason: &str) -> Edit {
    decide_proposal(dossier, proposal, scene, Decision::Left, reason)
}

/// Decides a proposal. One that has a row keeps what was changed there: only the decision is written.
pub fn decide_proposal(
    dossier: &Dossier,
    proposal: &Proposal,
    scene: &Scene<'_>,
    decision: Decision,
    reason: &str,
) -> Edit {
    let decided = decide(proposal.row, decision, reason);
    if dossier.has_row(&rows(proposal.row)) {
        return decided;
    }
    let at = |name: &'static str| field(proposal.row, name);
    let text = |text: &str| Value::Text(text.into());
    let origins: Vec<String> = proposal.reasons.iter().map(|reason| reason.origin.to_string()).collect();
    let mut answers = vec![
        (FieldPath::row(&rows(proposal.row)), Value::Row(number_of(&proposal.code))),
        (at(fields::CODE), Value::Choice(proposal.code.clone())),
        (at(fields::NAME), text(&proposal.name)),
        (at(fields::KIND), Value::Choice(Name::of(proposal.kind.name()))),
        (at(fields::PLACE), text(&proposal.place)),
        (at(fields::ORIGIN), text(&origins.join(" "))),
        (at(fields::BECAUSE), text(&proposal.because(scene.language))),
        (at(fields::PRIORITY), priority_value(proposal.priority)),
        (at(fields::WISHED), Value::YesNo(proposal.wished)),
        (at(fields::QUANTITY), proposal.quantity.value()),
        (at(fields::UNIT), text(&proposal.unit)),
        (at(fields::PRICE), Value::Integer(proposal.price.0)),
        (at(fields::PRICE_LIST), text(&proposal.price_list)),
        (at(fields::SIZES), text(&proposal.sizes)),
    ];
    for photo in &proposal.photos {
        answers.extend(copied_photo(dossier, proposal.row, photo));
    }
    answers.retain(|(_, value)| *value != text(""));
    Edit::Many(vec![Edit::set_all(answers), decided])
}

/// Decides an item. The reason belongs to the decision: it is taken back with it.
pub fn decide(row: RowId, decision: Decision, reason: &str) -> Edit {
    let word = match decision {
        Decision::Undecided => None,
        Decision::Accepted => Some(fields::ACCEPTED),
        Decision::Declined => Some(fields::DECLINED),
        Decision::Left => Some(fields::LEFT),
    };
    let word = word.map_or(Value::Erased, |word| Value::Choice(Name::of(word)));
    Edit::set_all([(field(row, fields::DECISION), word), (field(row, fields::REASON), words(reason))])
}

/// Adds an own item, accepted, as the last of the plan; `new` is a minted row.
///
/// # Errors
/// It has no name, its price is out of bounds, or the plan has [`MAX_ROWS`] rows already.
pub fn add_own(dossier: &Dossier, new: RowId, own: &OwnItem) -> Result<Edit, Problem> {
    if own.name.trim().is_empty() {
        return Err(Problem::error("plan-own-nameless").of_dossier(dossier.id).of_field(field(new, fields::NAME)));
    }
    if dossier.rows(&[], &Name::of(fields::ITEM)).len() >= MAX_ROWS {
        return Err(Problem::error("dossier-rows-full").with("most", MAX_ROWS).of_dossier(dossier.id));
    }
    let price = price_value(own.price).ok_or_else(|| price_refused(new).of_dossier(dossier.id))?;
    let at = |name: &'static str| field(new, name);
    let mut answers = vec![
        (FieldPath::row(&rows(new)), Value::Row(own_number(dossier))),
        (at(fields::NAME), words(&own.name)),
        (at(fields::KIND), Value::Choice(Name::of(own.kind.name()))),
        (at(fields::PLACE), words(&own.place)),
        (at(fields::BECAUSE), words(&own.because)),
        (at(fields::PRIORITY), priority_value(own.priority)),
        (at(fields::QUANTITY), own.quantity.value()),
        (at(fields::UNIT), words(&own.unit)),
        (at(fields::PRICE), price),
        (at(fields::PRICE_LIST), words(&own.price_list)),
        (at(fields::SIZES), words(&own.sizes)),
    ];
    answers.extend(own.code.clone().map(|code| (at(fields::CODE), Value::Choice(code))));
    answers.retain(|(_, value)| *value != Value::Erased);
    Ok(Edit::Many(vec![Edit::set_all(answers), decide(new, Decision::Accepted, "")]))
}

/// Removes an item with everything in it. A proposal that is removed is open again; to keep that somebody refused
/// it, decline it.
pub fn take_back(row: RowId) -> Edit {
    Dossier::remove_row(&rows(row))
}

pub fn set_quantity(row: RowId, quantity: Quantity) -> Edit {
    Edit::set(field(row, fields::QUANTITY), quantity.value())
}

/// Sets the price of one unit and whose it is.
///
/// # Errors
/// It is negative or above [`MAX_PRICE_FEN`].
pub fn set_price(row: RowId, price: Fen, price_list: &str) -> Result<Edit, Problem> {
    let price = price_value(price).ok_or_else(|| price_refused(row))?;
    Ok(Edit::set_all([(field(row, fields::PRICE), price), (field(row, fields::PRICE_LIST), words(price_list))]))
}

pub fn set_place(row: RowId, place: &str) -> Edit {
    Edit::set(field(row, fields::PLACE), words(place))
}

pub fn set_sizes(row: RowId, sizes: &str) -> Edit {
    Edit::set(field(row, fields::SIZES), words(sizes))
}

/// Who pays for this item; by the programme's order when `None`.
pub fn set_paid_by(row: RowId, source: Option<&Name>) -> Edit {
    let source = source.map_or(Value::Erased, |source| Value::Choice(source.clone()));
    Edit::set(field(row, fields::PAID_BY), source)
}

/// Chooses another kind of the same measure, with its unit and price; `None` is the measure itself.
pub fn set_variant(item: &Item, measure: &Measure, variant: Option<&Name>, scene: &Scene<'_>) -> Edit {
    let (unit, price) = measure.offer(variant.map(Name::as_str));
    let unit = scene.catalogue.units.get(unit).map_or("", |unit| unit.label.get(scene.language));
    let chosen = measure.variants.iter().find(|known| Some(&known.id) == variant);
    let name = chosen.map_or(&measure.name, |chosen| &chosen.name).get(scene.language);
    Edit::set_all([
        (item.field(fields::VARIANT), chosen.map_or(Value::Erased, |chosen| Value::Choice(chosen.id.clone()))),
        (item.field(fields::NAME), words(name)),
        (item.field(fields::UNIT), words(unit)),
        (item.field(fields::PRICE), Value::Integer(price.planned().0)),
        (item.field(fields::PRICE_LIST), words(&scene.catalogue.price_list_text(scene.language))),
    ])
}

/// The photo of the survey and what is drawn on it, as a photo of the item. Its row follows from where it came
/// from, so that two devices that take up the same proposal copy it once.
fn copied_photo(dossier: &Dossier, row: RowId, photo: &SurveyPhoto) -> Vec<(FieldPath, Value)> {
    let target = RowId::derived(&[fields::PHOTO, &photo.path.to_string()]);
    let target = FieldPath::row_of(&rows(row), Name::of(fields::PHOTO), target);
    let depth = photo.path.rows.len();
    let drawn = dossier.within(&photo.path.rows).filter_map(|(path, register)| {
        let value = register.value()?;
        let inside = path.rows.get(depth..).filter(|inside| !inside.is_empty())?;
        let mut copy = target.clone();
        copy.rows.extend(inside.iter().cloned());
        copy.leaf.clone_from(&path.leaf);
        matches!(value, Value::Mark(_)).then(|| (copy, value.clone()))
    });
    std::iter::once((target.clone(), Value::Photo(photo.photo.clone()))).chain(drawn).collect()
}

/// The number of a measure's row, from its code alone: two devices that take it up write the same. E01 is 501.
fn number_of(code: &Name) -> u32 {
    let mut letters = code.as_str().bytes();
    let group = letters.next().map_or(0, |letter| u32::from(letter.to_ascii_uppercase().saturating_sub(b'A')) + 1);
    let number: u32 = code.as_str().get(1..).and_then(|digits| digits.parse().ok()).unwrap_or_default();
    group * 100 + number.min(99)
}

/// Own items stand behind all measures.
fn own_number(dossier: &Dossier) -> u32 {
    dossier.next_row_number(&[], &Name::of(fields::ITEM)).max(FIRST_OWN)
}

fn priority_value(priority: Priority) -> Value {
    let place = super::PRIORITIES.iter().position(|known| *known == priority);
    Value::Integer(place.and_then(|place| i64::try_from(place).ok()).unwrap_or_default())
}

fn price_value(price: Fen) -> Option<Value> {
    (0..=MAX_PRICE_FEN).contains(&price.0).then_some(Value::Integer(price.0))
}

fn price_refused(row: RowId) -> Problem {
    Problem::error("plan-price-refused").with("most", Fen(MAX_PRICE_FEN).yuan()).of_field(field(row, fields::PRICE))
}

/// A text, or nothing.
fn words(text: &str) -> Value {
    let text = text.trim();
    if text.is_empty() { Value::Erased } else { Value::Text(text.into()) }
}
