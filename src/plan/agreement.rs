//! What the family signed, and what has changed since.
//!
//! The plan as signed is kept as plain text in [`fields::AGREED_PLAN`]: one line for each accepted item, sorted, with
//! what it costs and where it goes, and no word about the person. Its first line names the signature that it stands
//! under. A plan that reads otherwise needs a new signature, and [`changes`] says why.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use super::fields;
use super::item::{self, Item};
use super::money::Fen;
use crate::dossier::Dossier;
use crate::dossier::edit::Edit;
use crate::dossier::register::Register;
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

/// A signed price as people read money; as it stands where it is none.
fn yuan(price: &str) -> String {
    let fen = price.split_once('.').filter(|(_, rest)| rest.len() == 2);
    let fen = fen.and_then(|(whole, rest)| format!("{whole}{rest}").parse().ok());
    fen.map_or_else(|| price.to_owned(), |fen| Fen(fen).yuan())
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
        let mut found = Vec::new();
        let mut tell = |before: &str, after: &str, what: fn(String, String) -> What| {
            if before != after {
                found.push(what(before.to_owned(), after.to_owned()));
            }
        };
        tell(&self.title, &after.title, What::Item);
        tell(&self.place, &after.place, What::Place);
        tell(&self.quantity, &after.quantity, What::Quantity);
        tell(&self.price, &after.price, What::Price);
        tell(&self.sizes, &after.sizes, What::Sizes);
        found
    }
}

impl Difference {
    /// What has changed, with the item as its place.
    pub fn problem(&self) -> Problem {
        let (key, values) = match &self.what {
            What::Added => ("plan-change-added", None),
            What::Removed => ("plan-change-removed", None),
            What::Quantity(before, after) => ("plan-change-quantity", Some((before, after))),
            What::Price(before, after) => ("plan-change-price", Some((before, after))),
            What::Sizes(before, after) => ("plan-change-sizes", Some((before, after))),
            What::Place(before, after) => ("plan-change-place", Some((before, after))),
            What::Item(before, after) => ("plan-change-item", Some((before, after))),
        };
        let told = Problem::error(key).with("item", &self.title).of_field(FieldPath::row(&item::rows(self.row)));
        let shown = |value: &str| match self.what {
            What::Price(..) => yuan(value),
            _ => value.to_owned(),
        };
        match values {
            Some((before, after)) => told.with("before", shown(before)).with("after", shown(after)),
            None => told,
        }
    }

    /// "E02 钢坡道：数量由 5.4 米 改为 6 米".
    pub fn text(&self, words: &Words) -> String {
        words.what(&self.problem())
    }
}

impl Agreement {
    pub fn of(dossier: &Dossier) -> Self {
        let [signature, sealed] = [signature_path(), agreed_path()];
        let disputed = |path| dossier.fields.get(path).is_some_and(Register::is_conflict);
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

#[cfg(test)]
mod tests {
    use super::super::edits;
    use super::super::item::Decision;
    use super::super::money::Fen;
    use super::super::quantity::Quantity;
    use super::super::tests::fixture::{planned, row_of, set, signature};
    use super::*;
    use crate::dossier::tests::author;
    use crate::l10n::Language;

    fn signed() -> Dossier {
        let mut home = planned();
        set(&mut home, "ag_signature", signature(1));
        home
    }

    fn sealed() -> Dossier {
        let mut home = signed();
        let seal = seal(&home).unwrap().unwrap();
        home.apply(&seal, &author(1));
        home
    }

    #[test]
    fn the_text_says_what_is_built_and_nothing_about_the_person() {
        let text = text(&item::items(&planned()));
        let lines: Vec<&str> = text.lines().collect();
        assert_eq!(lines.len(), 2);
        assert!(lines[0].starts_with("A02 一氧化碳报警器｜全屋｜1 个｜165.00｜"), "{}", lines[0]);
        assert!(lines[1].starts_with("D01 房门拓宽｜卧室门｜1 樘｜1650.00｜"), "{}", lines[1]);
        for secret in ["150102199003072336", "王秀兰", "轮椅", "没有"] {
            assert!(!text.contains(secret), "{secret}");
        }
    }

    #[test]
    fn a_change_after_the_signature_needs_a_new_one_and_says_what_changed() {
        let mut home = planned();
        assert_eq!(Agreement::of(&home), Agreement::Unsigned);
        assert_eq!(seal(&home), Ok(None));
        home = signed();
        assert_eq!(Agreement::of(&home), Agreement::Signed);
        home = sealed();
        assert_eq!(Agreement::of(&home), Agreement::Valid);
        assert_eq!(seal(&home), Ok(None), "sealed once");

        let (door, alarm) = (row_of(&home, "D01"), row_of(&home, "A02"));
        home.apply(&edits::set_quantity(door, Quantity::thousandths(2_000).unwrap()), &author(1));
        home.apply(&edits::set_price(door, Fen(150_000), "合同").unwrap(), &author(1));
        home.apply(&edits::decide(alarm, Decision::Declined, "家里有"), &author(1));
        let Agreement::Stale(changes) = Agreement::of(&home) else { panic!("{:?}", Agreement::of(&home)) };
        let told = |language| changes.iter().map(|change| change.text(Words::of(language))).collect::<Vec<_>>();
        let mut chinese = told(Language::Chinese);
        chinese.sort();
        assert_eq!(
            chinese,
            [
                "A02 一氧化碳报警器：取消",
                "D01 房门拓宽：单价由 ¥1,650 改为 ¥1,500",
                "D01 房门拓宽：数量由 1 樘 改为 2 樘"
            ]
        );
        assert!(told(Language::English).iter().all(|text| !text.contains("plan-")));

        set(&mut home, "ag_signature", signature(2));
        assert_eq!(Agreement::of(&home), Agreement::Signed, "a new signature is for the plan as it stands");
        assert_eq!(changes_since_sealed(&home).len(), 3, "and the family is shown what is new");
        let again = seal(&home).unwrap().unwrap();
        home.apply(&again, &author(1));
        assert_eq!((Agreement::of(&home), changes_since_sealed(&home)), (Agreement::Valid, Vec::new()));
    }

    #[test]
    fn two_signatures_that_do_not_know_of_each_other_are_a_dispute() {
        let (mut here, mut there) = (planned(), planned());
        set(&mut here, "ag_signature", signature(1));
        there.apply(&Edit::set(signature_path(), signature(2)), &author(2));
        here.join(&there).unwrap();
        assert_eq!(Agreement::of(&here), Agreement::Disputed);
    }

    #[test]
    fn a_text_of_somebody_else_s_making_does_no_harm() {
        for text in ["", "#", "#abc\nx｜y\n\n｜｜｜｜｜", "plain", "#1\nA｜B｜C｜D｜E｜not-a-row"] {
            let mut home = signed();
            set(&mut home, "_agreed", Value::Text(text.into()));
            assert_eq!(Agreement::of(&home), Agreement::Signed, "{text}");
            assert!(changes_since_sealed(&home).iter().all(|change| change.what == What::Added));
        }
    }
}
