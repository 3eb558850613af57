//! Before and after 前后对比: which photo shows the same standpoint earlier.
//!
//! The pair is kept with the later photo, as text in the field [`PAIR`] of its row: the path of the earlier photo's
//! row. A path and not a hash, because a photo whose faces were blurred has another hash and is still the same
//! photo. Written when the photo is taken with the earlier one as a ghost, or when a person picks the partner.

use std::sync::Arc;

use super::Dossier;
use super::edit::Edit;
use crate::id::{ContentHash, Name};
use crate::path::{FieldPath, RowStep};
use crate::stamp::Moment;
use crate::value::{Photo, Value};

/// In the row of the later photo: the path of the earlier one's row.
pub const PAIR: &str = "pair";

/// A photo and the path of its row.
pub type Shown = (FieldPath, Arc<Photo>);

/// The field that keeps the pair; `after` is the path of the later photo's row.
pub fn pair_path(after: &FieldPath) -> FieldPath {
    FieldPath::within(&after.rows, Name::of(PAIR))
}

/// Notes that `after` was taken from the standpoint of `before`; both are paths of photos' rows.
pub fn set_pair(after: &FieldPath, before: &FieldPath) -> Edit {
    Edit::set(pair_path(after), Value::Text(before.to_string().into()))
}

/// Takes the pair back.
pub fn part(after: &FieldPath) -> Edit {
    Edit::set(pair_path(after), Value::Erased)
}

/// What a new photo must note when it was taken with the photo `ghost` in the viewfinder; nothing when no photo of
/// the household has this hash. To be written in one step with the new photo.
pub fn taken_over(dossier: &Dossier, after: &FieldPath, ghost: ContentHash) -> Option<(FieldPath, Value)> {
    let (before, _) = photos(dossier).into_iter().find(|(path, photo)| photo.hash == ghost && path != after)?;
    Some((pair_path(after), Value::Text(before.to_string().into())))
}

/// The earlier photo of the same standpoint, if one was noted and is still there.
pub fn before_of(dossier: &Dossier, after: &FieldPath) -> Option<Shown> {
    let before: FieldPath = dossier.text(&pair_path(after))?.parse().ok()?;
    Some((before.clone(), photo(dossier, &before)?)).filter(|_| before != *after)
}

/// The later photos of the same standpoint, in the order of their paths.
pub fn after_of(dossier: &Dossier, before: &FieldPath) -> Vec<Shown> {
    let text = before.to_string();
    let names_it = |after: &FieldPath| dossier.text(&pair_path(after)) == Some(&*text);
    photos(dossier).into_iter().filter(|(after, _)| after != before && names_it(after)).collect()
}

/// The photo in this row.
pub fn photo(dossier: &Dossier, row: &FieldPath) -> Option<Arc<Photo>> {
    match dossier.value(row)? {
        Value::Photo(photo) if row.leaf.is_none() => Some(Arc::clone(photo)),
        _ => None,
    }
}

/// All photos of the household in the order of their paths.
pub fn photos(dossier: &Dossier) -> Vec<Shown> {
    let rows = dossier.fields.keys().filter(|path| path.leaf.is_none());
    rows.filter_map(|path| Some((path.clone(), photo(dossier, path)?))).collect()
}

/// Photos that may be the partner of `photo`, the likeliest first: those that stand in the same innermost row around
/// it (the same door, the same measure), then the rest; in each part those taken earlier first.
pub fn candidates(dossier: &Dossier, photo: &FieldPath) -> Vec<Shown> {
    let around = |path: &FieldPath| -> Vec<RowStep> {
        let outer = path.rows.split_last().map(|(_, outer)| outer).unwrap_or_default();
        outer.to_vec()
    };
    let home = around(photo);
    let mut others: Vec<Shown> = photos(dossier).into_iter().filter(|(path, _)| path != photo).collect();
    others
        .sort_by_key(|(path, shown)| (home.is_empty() || around(path) != home, shown.taken.map(Moment::unix_seconds)));
    others
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::dossier::tests::{at, author, dossier};

    fn put(home: &mut Dossier, path: &str, name: &str) {
        let photo = Photo {
            hash: ContentHash::of(name.as_bytes()),
            width: 4,
            height: 3,
            taken: None,
            place: None,
            caption: name.into(),
        };
        home.apply(&Edit::set(at(path), Value::Photo(Arc::new(photo))), &author(1));
    }

    const BEFORE: &str = "plan_item/0000000001/wi_before/0000000007";
    const AFTER: &str = "plan_item/0000000001/wi_after/0000000008";

    fn home() -> Dossier {
        let mut home = dossier();
        for (path, name) in [("qE2/0000000003", "whole"), (BEFORE, "before"), (AFTER, "after")] {
            put(&mut home, path, name);
        }
        home
    }

    #[test]
    fn a_pair_outlives_a_blurred_face_and_ends_with_its_photo() {
        let mut home = home();
        let ghost = ContentHash::of(b"before");
        let (path, value) = taken_over(&home, &at(AFTER), ghost).unwrap();
        home.apply(&Edit::set(path, value), &author(1));
        put(&mut home, BEFORE, "blurred");
        assert_eq!(before_of(&home, &at(AFTER)).map(|(path, _)| path), Some(at(BEFORE)));
        assert_eq!(after_of(&home, &at(BEFORE)).len(), 1);
        assert_eq!(taken_over(&home, &at(AFTER), ghost), None, "no photo has this hash any more");
        home.apply(&Edit::set(at(BEFORE), Value::Erased), &author(1));
        assert_eq!(before_of(&home, &at(AFTER)), None);
    }

    #[test]
    fn a_partner_can_be_picked_the_same_item_first_and_parted_again() {
        let mut home = home();
        let offered: Vec<_> = candidates(&home, &at(AFTER)).into_iter().map(|(path, _)| path).collect();
        assert_eq!(offered, [at(BEFORE), at("qE2/0000000003")]);
        home.apply(&set_pair(&at(AFTER), &offered[1]), &author(1));
        assert_eq!(before_of(&home, &at(AFTER)).map(|(path, _)| path), Some(at("qE2/0000000003")));
        home.apply(&part(&at(AFTER)), &author(1));
        assert_eq!(before_of(&home, &at(AFTER)), None);
    }

    #[test]
    fn what_is_no_photo_is_no_partner() {
        let mut home = home();
        for text in ["", "//", "qE2", AFTER, "door/0000000001"] {
            home.apply(&Edit::set(pair_path(&at(AFTER)), Value::Text(text.into())), &author(1));
            assert_eq!(before_of(&home, &at(AFTER)), None, "{text}");
        }
    }
}
