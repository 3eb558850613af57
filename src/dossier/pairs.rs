//! Before and after 前后对比: which photo shows the same standpoint earlier.
//!
//! The pair is kept with the later photo, as text in the field [`PAIR`] of its row: the path of the earlier photo's
//! row. A path and not a hash, because a photo whose faces were blurred has another hash and is still the same
//! photo. Written when the photo is taken with the earlier one as a ghost, or when a person picks the partner.

use std::sync::Arc;

use super::Dossier;
use super::edit::Edit;
use crate::id::{ContentHash, Name, RowId};
use crate::path::{FieldPath, RowStep};
use crate::stamp::Moment;
use crate::value::{Photo, Value};

/// In the row of the later photo: the path of the earlier one's row.
pub const PAIR: &str = "pair";

/// Photos before and after the works; [`crate::plan::fields`] names them for the rest of the program.
const BEFORE: &str = "wi_before";
const AFTER: &str = "wi_after";
/// The repeat of planned measures; the acceptance keeps its rows under the same ids.
const ITEM: &str = "plan_item";
/// Photos of the place in the plan.
const PLACE: &str = "pi_photo";
/// Questions whose photos show the finished works.
const AFTER_QUESTIONS: [&str; 3] = [AFTER, "ai_photo", "ai_recheck_photo"];

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

/// For a question about the finished works: the photos of the same item from before them, those of the contractor
/// first, then those of the place in the plan.
pub fn earlier(dossier: &Dossier, question: &FieldPath) -> Vec<Shown> {
    let after = |leaf: &Name| AFTER_QUESTIONS.contains(&leaf.as_str());
    let Some(step) = question.rows.first().filter(|_| question.leaf.as_ref().is_some_and(after)) else {
        return Vec::new();
    };
    let item = [RowStep { repeat: Name::of(ITEM), row: step.row }];
    let of = |name| {
        let question = FieldPath::within(&item, Name::of(name));
        let photos = dossier.photos(&question).into_iter();
        photos.filter_map(move |(row, photo)| Some((question.photo(row)?, photo)))
    };
    [BEFORE, PLACE].into_iter().flat_map(of).collect()
}

/// Before and after of a question about the finished works: the latest photo with its noted partner, else with the
/// first photo from before the works. Paths of photos' rows; `None` while one of the two is missing.
pub fn pair_of(dossier: &Dossier, question: &FieldPath) -> Option<[FieldPath; 2]> {
    let first = earlier(dossier, question).into_iter().next()?.0;
    let after: Vec<FieldPath> =
        dossier.photos(question).into_iter().filter_map(|(row, _)| question.photo(row)).collect();
    let noted = |after: &FieldPath| before_of(dossier, after).map(|(before, _)| [before, after.clone()]);
    after.iter().rev().find_map(noted).or_else(|| Some([first, after.last()?.clone()]))
}

/// The photo whose standpoint a photo of the finished works is taken from, when nobody has chosen one: the first
/// from before the works on the same item, else the first of the place in the plan.
pub fn standpoint(dossier: &Dossier, question: &FieldPath) -> Option<ContentHash> {
    earlier(dossier, question).first().map(|(_, photo)| photo.hash)
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
    super::blurred::photo(dossier, row)
}

/// The question that a photo belongs to, and the photo's row in it; `None` for what is no row.
pub fn place_of(photo: &FieldPath) -> Option<(FieldPath, RowId)> {
    let (last, outer) = photo.rows.split_last().filter(|_| photo.leaf.is_none())?;
    Some((FieldPath::within(outer, last.repeat.clone()), last.row))
}

/// Of two photos the earlier and the later: a pair that is noted says so, else the kind of photo (before the works,
/// after them), else the time of taking; else the first is the earlier.
pub fn in_order(dossier: &Dossier, first: FieldPath, second: FieldPath) -> [FieldPath; 2] {
    let is_pair =
        |after: &FieldPath, before: &FieldPath| before_of(dossier, after).is_some_and(|(noted, _)| noted == *before);
    let rank = |path: &FieldPath| match path.rows.last().map(|step| step.repeat.as_str()) {
        Some(BEFORE) => 0,
        Some(AFTER) => 2,
        _ => 1,
    };
    let taken = |path: &FieldPath| photo(dossier, path).and_then(|photo| photo.taken).map(Moment::unix_seconds);
    let swap = match (is_pair(&first, &second), is_pair(&second, &first)) {
        (true, _) => true,
        (_, true) => false,
        _ => (rank(&first), taken(&first)) > (rank(&second), taken(&second)),
    };
    if swap { [second, first] } else { [first, second] }
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

    const BEFORE_ROW: &str = "plan_item/0000000001/wi_before/0000000007";
    const AFTER_ROW: &str = "plan_item/0000000001/wi_after/0000000008";

    fn home() -> Dossier {
        let mut home = dossier();
        for (path, name) in [("qE2/0000000003", "whole"), (BEFORE_ROW, "before"), (AFTER_ROW, "after")] {
            put(&mut home, path, name);
        }
        home
    }

    #[test]
    fn a_pair_outlives_a_blurred_face_and_ends_with_its_photo() {
        let mut home = home();
        let ghost = ContentHash::of(b"before");
        let (path, value) = taken_over(&home, &at(AFTER_ROW), ghost).unwrap();
        home.apply(&Edit::set(path, value), &author(1));
        put(&mut home, BEFORE_ROW, "blurred");
        assert_eq!(before_of(&home, &at(AFTER_ROW)).map(|(path, _)| path), Some(at(BEFORE_ROW)));
        assert_eq!(after_of(&home, &at(BEFORE_ROW)).len(), 1);
        assert_eq!(taken_over(&home, &at(AFTER_ROW), ghost), None, "no photo has this hash any more");
        home.apply(&Edit::set(at(BEFORE_ROW), Value::Erased), &author(1));
        assert_eq!(before_of(&home, &at(AFTER_ROW)), None);
    }

    #[test]
    fn the_acceptance_sees_what_was_there_before_and_compares_once_both_are_there() {
        let mut home = home();
        let accepted = at("plan_item/0000000001/ai_photo");
        let before: Vec<_> = earlier(&home, &accepted).into_iter().map(|(path, _)| path).collect();
        assert_eq!((before, pair_of(&home, &accepted)), (vec![at(BEFORE_ROW)], None));
        let taken = "plan_item/0000000001/ai_photo/0000000009";
        put(&mut home, taken, "accepted");
        assert_eq!(pair_of(&home, &accepted), Some([at(BEFORE_ROW), at(taken)]));
        home.apply(&set_pair(&at(taken), &at("qE2/0000000003")), &author(1));
        assert_eq!(pair_of(&home, &accepted), Some([at("qE2/0000000003"), at(taken)]), "a noted partner counts");
        assert!(earlier(&home, &at("plan_item/0000000001/wi_before")).is_empty());
        assert!(earlier(&home, &at("plan_item/0000000002/ai_photo")).is_empty());
    }

    #[test]
    fn a_partner_can_be_picked_the_same_item_first_and_parted_again() {
        let mut home = home();
        let offered: Vec<_> = candidates(&home, &at(AFTER_ROW)).into_iter().map(|(path, _)| path).collect();
        assert_eq!(offered, [at(BEFORE_ROW), at("qE2/0000000003")]);
        home.apply(&set_pair(&at(AFTER_ROW), &offered[1]), &author(1));
        assert_eq!(before_of(&home, &at(AFTER_ROW)).map(|(path, _)| path), Some(at("qE2/0000000003")));
        home.apply(&part(&at(AFTER_ROW)), &author(1));
        assert_eq!(before_of(&home, &at(AFTER_ROW)), None);
    }

    #[test]
    fn the_earlier_photo_comes_first_whichever_was_tapped() {
        let mut home = home();
        for [a, b] in [[BEFORE_ROW, AFTER_ROW], [AFTER_ROW, BEFORE_ROW]] {
            assert_eq!(in_order(&home, at(a), at(b)), [at(BEFORE_ROW), at(AFTER_ROW)]);
        }
        home.apply(&set_pair(&at(BEFORE_ROW), &at(AFTER_ROW)), &author(1));
        assert_eq!(in_order(&home, at(BEFORE_ROW), at(AFTER_ROW)), [at(AFTER_ROW), at(BEFORE_ROW)], "a person said so");
        assert_eq!(place_of(&at("qE2/0000000003")), Some((at("qE2"), RowId::from_bits(3))));
        assert_eq!((place_of(&at("qE2")), place_of(&at("door/0000000001/qD1"))), (None, None));
    }

    #[test]
    fn what_is_no_photo_is_no_partner() {
        let mut home = home();
        for text in ["", "//", "qE2", AFTER_ROW, "door/0000000001"] {
            home.apply(&Edit::set(pair_path(&at(AFTER_ROW)), Value::Text(text.into())), &author(1));
            assert_eq!(before_of(&home, &at(AFTER_ROW)), None, "{text}");
        }
    }
}
