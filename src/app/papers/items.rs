//! The measures of a household as documents show them.

use std::sync::Arc;

use super::gather::Gather;
use super::record::priority_key;
use crate::id::{Name, RowId};
use crate::l10n::Language;
use crate::path::FieldPath;
use crate::plan::change::Verdict;
use crate::plan::fields;
use crate::plan::item::{self, Item as Planned};
use crate::plan::money::Fen;
use crate::plan::programme::MoneySource;
use crate::plan::quantity::Quantity;
use crate::report::model::{Change, Item, Photo, Text};
use crate::value::Photo as Stored;

/// What a table of items is for: what may stand in it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Show {
    /// With reasons, prices and pictures of the place.
    Plan,
    /// Sizes and pictures; no prices, and no reasons, which speak of the person.
    Order,
    /// With pictures of the works.
    Works,
    /// Figures alone.
    Money,
}

/// Planned items with their numbers, from 1.
pub(super) fn of(gather: &mut Gather<'_>, items: &[Planned], show: Show) -> Vec<Item> {
    items.iter().enumerate().map(|(place, item)| one(gather, place + 1, item, show)).collect()
}

fn one(gather: &mut Gather<'_>, number: usize, item: &Planned, show: Show) -> Item {
    let (money, reasons) = (matches!(show, Show::Plan | Show::Money), show == Show::Plan);
    let accepted = quantity(gather, item.row, fields::ACCEPT_ACCEPTED);
    let installed = quantity(gather, item.row, fields::ACCEPT_INSTALLED).or(item.work.installed);
    let planned = if show == Show::Order { item.ordered() } else { item.quantity };
    let amount = |quantity: Option<Quantity>| Some(quantity?.at(item.price?));
    let yuan = |amount: Option<Fen>| amount.filter(|_| money).map(grouped).unwrap_or_default();
    Item {
        number,
        code: item.code.as_ref().map(Name::to_string).unwrap_or_default(),
        name: name(gather, item),
        place: item.place.clone(),
        because: if reasons { item.because.clone() } else { String::new() },
        priority: item
            .priority
            .filter(|_| reasons)
            .map(|priority| gather.say(priority_key(priority)))
            .unwrap_or_default(),
        sizes: item.sizes.clone(),
        unit: item.unit.clone(),
        quantity: text(planned),
        installed: text(installed),
        accepted: text(accepted),
        price: yuan(item.price),
        sum: yuan(amount(item.quantity)),
        accepted_sum: yuan(amount(accepted)),
        price_list: if money { item.price_list.clone() } else { String::new() },
        paid_by: item.paid_by.as_ref().filter(|_| money).map(|source| source_label(gather, source)).unwrap_or_default(),
        reason: item.reason.clone(),
        photos: match show {
            Show::Plan | Show::Order => photos(gather, &item.field(fields::PHOTO), &item.photos, "paper-photo-place"),
            _ => Vec::new(),
        },
        before: works(gather, item, show, fields::PHOTO_BEFORE, "paper-photo-before"),
        during: works(gather, item, show, fields::PHOTO_DURING, "paper-photo-during"),
        after: works(gather, item, show, fields::PHOTO_AFTER, "paper-photo-after"),
    }
}

fn works(gather: &mut Gather<'_>, item: &Planned, show: Show, field: &'static str, key: &'static str) -> Vec<Photo> {
    let path = item.field(field);
    let stored = if show == Show::Works { gather.dossier.photos(&path) } else { Vec::new() };
    photos(gather, &path, &stored, key)
}

fn photos(gather: &mut Gather<'_>, path: &FieldPath, stored: &[(RowId, Arc<Stored>)], key: &str) -> Vec<Photo> {
    if stored.is_empty() {
        return Vec::new();
    }
    let caption = gather.say(key);
    let Gather { printer, dossier, pictures, .. } = gather;
    pictures.of_question(&printer.store, dossier, path, &caption)
}

/// The name as it was agreed; in English by the catalogue, as long as that means the same measure.
fn name(gather: &Gather<'_>, item: &Planned) -> Text {
    let catalogue = &gather.printer.rules.catalogue;
    let measure = item.code.as_ref().and_then(|code| catalogue.get(code.as_str()));
    let english = measure.map(|measure| {
        let variant = measure.variants.iter().find(|variant| Some(&variant.id) == item.variant.as_ref());
        variant.map_or(&measure.name, |variant| &variant.name).get(Language::English).to_owned()
    });
    let both = gather.both(|language| match language {
        Language::Chinese => item.name.clone(),
        Language::English => english.clone().unwrap_or_default(),
    });
    Text { zh: if both.zh.is_empty() { item.title() } else { both.zh }, ..both }
}

/// What the acceptance says about an item; nothing where devices disagree.
fn quantity(gather: &Gather<'_>, row: RowId, field: &'static str) -> Option<Quantity> {
    let rows = FieldPath::row_of(&[], Name::of(fields::ACCEPT_ITEM), row).rows;
    let register = gather.dossier.fields.get(&FieldPath::within(&rows, Name::of(field)))?;
    if register.is_conflict() { None } else { Quantity::of_value(register.value()?) }
}

pub(super) fn source_label(gather: &Gather<'_>, source: &Name) -> Text {
    let known: Option<&MoneySource> = gather.printer.rules.programme.money.iter().find(|known| known.id == *source);
    known.map_or_else(
        || Text::plain(source.as_str()),
        |known| gather.both(|language| known.label.get(language).to_owned()),
    )
}

fn text(quantity: Option<Quantity>) -> String {
    quantity.map(|quantity| quantity.to_string()).unwrap_or_default()
}

/// `12,345.60`
pub(super) fn grouped(amount: Fen) -> String {
    let plain = amount.to_string();
    let (sign, digits) = plain.strip_prefix('-').map_or(("", &*plain), |digits| ("-", digits));
    let (whole, rest) = digits.split_once('.').unwrap_or((digits, "00"));
    let mut grouped = String::from(sign);
    for (place, digit) in whole.chars().enumerate() {
        if place > 0 && (whole.len() - place) % 3 == 0 {
            grouped.push(',');
        }
        grouped.push(digit);
    }
    format!("{grouped}.{rest}")
}

/// All changes that were proposed, item by item, with who proposed them and when.
pub(super) fn changes(gather: &mut Gather<'_>) -> Vec<Change> {
    let items = item::accepted(&gather.dossier);
    let mut found = Vec::new();
    for item in &items {
        for change in &item.work.changes {
            let rows = FieldPath::row_of(&item.rows(), Name::of(fields::CHANGE), change.row).rows;
            let reason = gather.dossier.fields.get(&FieldPath::within(&rows, Name::of(fields::CHANGE_REASON)));
            let write = reason.and_then(|register| register.leading()).map(|(_, write)| write.clone());
            let path = FieldPath::within(&rows, Name::of(fields::CHANGE_PHOTO));
            let photos = photos(gather, &path, &change.photos, "paper-photo-change");
            found.push(Change {
                number: found.len() + 1,
                item: name(gather, item),
                place: item.place.clone(),
                unit: item.unit.clone(),
                planned: text(item.quantity),
                proposed: text(change.quantity),
                reason: change.reason.clone(),
                proposed_by: write.as_ref().map(|write| write.author.to_string()).unwrap_or_default(),
                proposed_at: write.map(|write| write.at.date().to_string()).unwrap_or_default(),
                decision: match change.decision {
                    Verdict::Approved => "approved",
                    Verdict::Refused => "refused",
                    Verdict::Open | Verdict::Disputed => "",
                },
                answer: change.answer.clone(),
                photos,
            });
        }
    }
    found
}
