//! What the family signed, and what has changed since.
//!
//! The plan as signed is kept as plain text in [`fields::AGREED_PLAN`]: one line for each accepted item, sorted, with
//! what it costs and where it goes, and no word about the person. Its first line names the signature that it stands
//! under. A plan that reads otherwise needs a new signature, and [`changes`] says why.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use super::fields;
use super::item::{self, Item};
use crate::dossier::Dossier;
use crate::dossier::edit::Edit;
use crate::id::{ContentHash, Name, RowId};
use crate::l10n::Words;
use crate::limits::MAX_TEXT_BYTES;
use crate::path::FieldPath;
use crate::problem::Problem;
use crate::value::{Signature, Value};

/// Between the parts of a line; replaced by `/` where a text has it.
const SEPARATOR: char = '\u{ff5c}';
/// Before the mark of the signature in the first line.
const HASH: char = '#';

/// Whether the plan is signed as it stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Agreement {
    /// Nobody has signed.
    Unsigned,
    /// Signed, and nothing has been built on it yet: the signature is for the plan as it stands now.
    Signed,
    /// Signed and sealed by the step; nothing has changed.
    Valid,
    /// The plan has changed since it was signed: a new signature is needed.
    Stale(Vec<Difference>),
    /// Devices have different signatures or different sealed plans.
    Disputed,
}

/// One thing that is not as it was signed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Difference {
    pub row: RowId,
    /// Code and name.
    pub title: String,
    pub what: What,
}

/// What has changed about an item: as signed, as it is now.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum What {
    Added,
    Removed,
    Quantity(String, String),
    Price(String, String),
    Sizes(String, String),
    Place(String, String),
    /// Another measure, name or unit.
    Item(String, String),
}

/// One line of the signed text.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Line {
    row: RowId,
    title: String,
    place: String,
    quantity: String,
    price: String,
    sizes: String,
}

/// The plan as it would be signed now: `E02 钢坡道｜出入口｜5.4 米｜1300.00｜净宽 1000 mm｜4kq2m8x1zr`, sorted. The
/// same on every device that has the same plan.
pub fn text(items: &[Item]) -> String {
    let mut lines: Vec<String> = items.iter().filter(|item| item.is_accepted()).map(line).collect();
    lines.sort();
    lines.join("\n")
}

fn line(item: &Item) -> String {
    let clean = |text: &str| {
        let words: Vec<&str> = text.split_whitespace().collect();
        words.join(" ").replace(SEPARATOR, "/")
    };
    let quantity = item.quantity.map_or_else(|| "?".to_owned(), |quantity| quantity.to_string());
    let price = item.price.map_or_else(|| "?".to_owned(), |price| price.to_string());
    let parts = [
        clean(&item.title()),
        clean(&item.place),
        clean(&format!("{quantity} {}", item.unit)),
        price,
        clean(&item.sizes),
        item.row.to_string(),
    ];
    parts.join(&SEPARATOR.to_string())
}

/// The lines of a signed text; what is malformed is passed over.
fn lines(text: &str) -> BTreeMap<RowId, Line> {
    let read = |line: &str| {
        let parts: Vec<&str> = line.split(SEPARATOR).collect();
        let [title, place, quantity, price, sizes, row] = parts.as_slice() else { return None };
        let row = row.parse().ok()?;
        let owned = |text: &str| text.to_owned();
        let (title, place, sizes) = (owned(title), owned(place), owned(sizes));
        Some((row, Line { row, title, place, quantity: owned(quantity), price: owned(price), sizes }))
    };
    text.lines().filter_map(read).collect()
}

/// What differs between the plan as it was signed and as it is now, in the order of the rows.
pub fn changes(signed: &str, now: &str) -> Vec<Difference> {
    let (signed, now) = (lines(signed), lines(now));
    let mut found = Vec::new();
    for (row, before) in &signed {
        let mut tell = |what| found.push(Difference { row: *row, title: before.title.clone(), what });
        match now.get(row) {
            None => tell(What::Removed),
            Some(after) => before.compare(after).into_iter().for_each(tell),
        }
    }
    let added = now.values().filter(|line| !signed.contains_key(&line.row));
    found.extend(added.map(|line| Difference { row: line.row, title: line.title.clone(), what: What::Added }));
    found
}

impl Line {
    fn compare(&self, after: &Self) -> Vec<What> {
        let pairs: [(&str, &str, fn(String, String) -> What); 5] = [
            (&self.title, &after.title, What::Item),
            (&self.place, &after.place, What::Place),
            (&self.quantity, &after.quantity, What::Quantity),
            (&self.price, &after.price, What::Price),
            (&self.sizes, &after.sizes, What::Sizes),
        ];
        let different = pairs.into_iter().filter(|(before, after, _)| before != after);
        different.map(|(before, after, what)| what(before.to_owned(), after.to_owned())).collect()
    }
}

impl Difference {
    /// "E02 钢坡道：数量由 5.4 米改为 6 米".
    pub fn text(&self, words: &Words) -> String {
        let item = ("item", self.title.as_str());
        let of = |key: &str, before: &str, after: &str| words.with(key, &[item, ("before", before), ("after", after)]);
        match &self.what {
            What::Added => words.with("plan-change-added", &[item]),
            What::Removed => words.with("plan-change-removed", &[item]),
            What::Quantity(before, after) => of("plan-change-quantity", before, after),
            What::Price(before, after) => of("plan-change-price", before, after),
            What::Sizes(before, after) => of("plan-change-sizes", before, after),
            What::Place(before, after) => of("plan-change-place", before, after),
            What::Item(before, after) => of("plan-change-item", before, after),
        }
    }
}

impl Agreement {
    pub fn of(dossier: &Dossier) -> Self {
        let [signature, sealed] = [signature_path(), agreed_path()];
        let disputed = |path| dossier.fields.get(path).is_some_and(|register| register.is_conflict());
        if disputed(&signature) || disputed(&sealed) {
            return Self::Disputed;
        }
        let Some(Value::Signature(signature)) = dossier.value(&signature) else { return Self::Unsigned };
        let Some((mark, signed)) = dossier.text(&sealed).and_then(unsealed) else { return Self::Signed };
        if mark != mark_of(signature) {
            return Self::Signed;
        }
        let now = text(&item::items(dossier));
        if signed == now { Self::Valid } else { Self::Stale(changes(signed, &now)) }
    }
}

/// What has changed since the plan was last sealed, whoever has signed since: what the family is shown before it
/// signs again. Empty when nothing was ever sealed.
pub fn changes_since_sealed(dossier: &Dossier) -> Vec<Difference> {
    let signed = dossier.text(&agreed_path()).and_then(unsealed);
    signed.map_or_else(Vec::new, |(_, signed)| changes(signed, &text(&item::items(dossier))))
}

/// Keeps the plan as it stands under the signature that is there: goes with the steps that leave the stage in which
/// the family signs. `None` when nobody has signed, or nothing is new.
///
/// # Errors
/// The plan is too long for one field: about a hundred items.
pub fn seal(dossier: &Dossier) -> Result<Option<Edit>, Problem> {
    let Some(Value::Signature(signature)) = dossier.value(&signature_path()) else { return Ok(None) };
    if Agreement::of(dossier) != Agreement::Signed {
        return Ok(None);
    }
    let mut sealed = format!("{HASH}{}\n", mark_of(signature));
    sealed.push_str(&text(&item::items(dossier)));
    if sealed.len() > MAX_TEXT_BYTES {
        return Err(Problem::error("plan-agreement-long").with("most", MAX_TEXT_BYTES).of_dossier(dossier.id));
    }
    Ok(Some(Edit::set(agreed_path(), Value::Text(sealed.into()))))
}

/// The mark of the signature, and the plan.
fn unsealed(sealed: &str) -> Option<(&str, &str)> {
    let (mark, plan) = sealed.split_once('\n').unwrap_or((sealed, ""));
    Some((mark.strip_prefix(HASH)?, plan))
}

/// Tells one signature from another: a hash of its strokes and names, from which neither can be read.
fn mark_of(signature: &Signature) -> String {
    let mut drawn = format!("{}\n{}\n", signature.name, signature.relation);
    for point in signature.strokes.iter().flatten() {
        write!(drawn, "{} {};", point[0], point[1]).unwrap_or_default();
    }
    ContentHash::of(drawn.as_bytes()).to_string().chars().take(16).collect()
}

fn agreed_path() -> FieldPath {
    FieldPath::top(Name::of(fields::AGREED_PLAN))
}

fn signature_path() -> FieldPath {
    FieldPath::top(Name::of(fields::AGREE_SIGNATURE))
}
