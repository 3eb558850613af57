//! Photos in which faces were made unrecognisable 打码: which picture must be shown instead of which.
//!
//! Blurring writes another file into the photo's row and destroys the old one. A tablet that did not know of it may
//! have written the old picture once more (with a caption, as a copy in the plan), and when the two meet, both
//! pictures are live. Then the unblurred one must neither be shown nor be a choice, whatever the order of the dots.
//! So every blurring also notes, under the *old* picture's derived row in [`BLURRED`], the new one that stands for
//! it. The old picture's name is not in the note: a search for it finds only who still shows it.
//!
//! **Invariant:** a picture with a note is never read from a household: [`photo`], [`Dossier::photos`] and
//! [`offered`] give the one that stands for it.

use std::sync::Arc;

use super::Dossier;
use super::edit::Edit;
use super::register::{Register, Write};
use crate::id::{ContentHash, Name, RowId};
use crate::path::FieldPath;
use crate::stamp::Dot;
use crate::value::{Photo, Value};

/// The repeat of notes: one row for each picture that must not be shown.
pub const BLURRED: &str = "_blurred";
/// In the note's row: hash, width and height of the picture that stands for it, text.
const BY: &str = "by";
/// A picture may be blurred again and again; notes that lead in a circle end here.
const MOST_STEPS: usize = 16;

/// Notes that `new` stands for the picture `old` from now on.
pub fn note(old: ContentHash, new: &Photo) -> Edit {
    Edit::set(note_path(old), Value::Text(format!("{} {} {}", new.hash, new.width, new.height).into()))
}

/// The photo as it may be seen: with the picture that stands for its own, if its own was blurred.
pub fn seen(dossier: &Dossier, photo: &Arc<Photo>) -> Arc<Photo> {
    let mut seen = Arc::clone(photo);
    for _ in 0..MOST_STEPS {
        match stands_for(dossier, seen.hash) {
            Some((hash, width, height)) if hash != seen.hash => {
                seen = Arc::new(Photo { hash, width, height, ..(*seen).clone() });
            }
            _ => break,
        }
    }
    seen
}

/// Whether this picture was made unrecognisable and must not be shown.
pub fn is_withheld(dossier: &Dossier, picture: ContentHash) -> bool {
    stands_for(dossier, picture).is_some()
}

/// The photo in this row as it may be seen; `None` where there is none (any more).
pub fn photo(dossier: &Dossier, row: &FieldPath) -> Option<Arc<Photo>> {
    match &leading(dossier, row)?.1.value {
        Value::Photo(photo) if row.leaf.is_none() => Some(seen(dossier, photo)),
        _ => None,
    }
}

/// The write that counts in a photo's row: of several the one whose picture may be seen.
pub(super) fn leading<'a>(dossier: &'a Dossier, row: &FieldPath) -> Option<(Dot, &'a Write)> {
    let register = dossier.fields.get(row)?;
    let (dot, write) = register.leading()?;
    match &write.value {
        Value::Photo(photo) if register.is_conflict() && is_withheld(dossier, photo.hash) => {
            let visible = |write: &Write| match &write.value {
                Value::Photo(photo) => !is_withheld(dossier, photo.hash),
                _ => false,
            };
            register.live().find(|(_, write)| visible(write)).or(Some((dot, write)))
        }
        _ => Some((dot, write)),
    }
}

/// A value as it may be offered: a photo or a measurement with the picture that may be seen.
pub fn offered(dossier: &Dossier, value: &Value) -> Value {
    match value {
        Value::Photo(photo) => Value::Photo(seen(dossier, photo)),
        Value::Estimate(estimate) => match stands_for(dossier, estimate.photo) {
            Some((photo, ..)) => Value::Estimate(Arc::new(crate::value::Estimate { photo, ..(**estimate).clone() })),
            None => value.clone(),
        },
        other => other.clone(),
    }
}

/// The pictures named by live writes that must not be shown: their files are waiting to be forgotten.
pub fn withheld(dossier: &Dossier) -> Vec<ContentHash> {
    if dossier.rows(&[], &Name::of(BLURRED)).is_empty() {
        return Vec::new();
    }
    let live = dossier.fields.values().flat_map(Register::live);
    let mut found: Vec<ContentHash> = live.filter_map(|(_, write)| withheld_in(dossier, &write.value)).collect();
    found.sort_unstable();
    found.dedup();
    found
}

/// The picture that a value names and that must not be shown.
pub(super) fn withheld_in(dossier: &Dossier, value: &Value) -> Option<ContentHash> {
    let picture = match value {
        Value::Photo(photo) => photo.hash,
        Value::Estimate(estimate) => estimate.photo,
        _ => return None,
    };
    is_withheld(dossier, picture).then_some(picture)
}

fn note_path(old: ContentHash) -> FieldPath {
    let row = FieldPath::row_of(&[], Name::of(BLURRED), RowId::derived(&[BLURRED, &old.to_string()]));
    FieldPath::within(&row.rows, Name::of(BY))
}

fn stands_for(dossier: &Dossier, old: ContentHash) -> Option<(ContentHash, u32, u32)> {
    let text = dossier.text(&note_path(old))?;
    let mut parts = text.split(' ');
    Some((parts.next()?.parse().ok()?, parts.next()?.parse().ok()?, parts.next()?.parse().ok()?))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::dossier::contest::{self, ContestKind, Rule};
    use crate::dossier::tests::{at, author, dossier};
    use crate::dossier::{marks, pairs, visit};

    fn picture(name: &str, caption: &str) -> Photo {
        let hash = ContentHash::of(name.as_bytes());
        Photo { hash, width: 4, height: 3, taken: None, place: None, caption: caption.into() }
    }

    /// A household with one photo; device `blurs` makes it unrecognisable, `writes` gives it a caption.
    fn torn(blurs: u64, writes: u64) -> Dossier {
        let mut here = dossier();
        let row = at("qE15/0000000001");
        here.apply(&Edit::set(row.clone(), Value::Photo(Arc::new(picture("face", "")))), &author(5));
        let mut there = here.clone();
        here.apply(&marks::blur(&here, &row, picture("blurred", "")).unwrap(), &author(blurs));
        there.apply(&marks::caption(&there, &row, "门口").unwrap(), &author(writes));
        here.join(&there).unwrap();
        here
    }

    fn shows_face(value: &Value) -> bool {
        matches!(value, Value::Photo(photo) if photo.hash == picture("face", "").hash)
    }

    #[test]
    fn an_unblurred_photo_is_neither_shown_nor_a_choice_whichever_tablet_leads() {
        let row = at("qE15/0000000001");
        for (blurs, writes) in [(1, 2), (2, 1)] {
            let mut home = torn(blurs, writes);
            let blurred = picture("blurred", "").hash;
            assert_eq!(pairs::photo(&home, &row).unwrap().hash, blurred);
            assert_eq!(home.photos(&at("qE15"))[0].1.hash, blurred);
            assert!(!shows_face(home.value(&row).unwrap()));
            let choices = contest::choices(&home, &row);
            assert_eq!(choices.len(), 2, "the caption is still a choice");
            assert!(choices.iter().all(|choice| !shows_face(&choice.value)));
            // Whichever write is chosen, also by its dot: the face does not come back.
            let dots: Vec<Dot> = home.fields[&row].live().map(|(dot, _)| dot).collect();
            for dot in dots {
                let mut settled = home.clone();
                settled.apply(&visit::settle(&settled, &row, dot).unwrap(), &author(3));
                assert!(!shows_face(settled.value(&row).unwrap()));
                assert_eq!(withheld(&settled), []);
            }
            home.apply(&marks::caption(&home, &row, "大门").unwrap(), &author(3));
            assert!(!shows_face(home.value(&row).unwrap()), "nor by writing the caption anew");
        }
    }

    #[test]
    fn a_copy_of_the_photo_made_elsewhere_shows_the_blurred_one() {
        let mut home = torn(1, 2);
        home.apply(&Edit::set(at("pi_photo/0000000009"), Value::Photo(Arc::new(picture("face", "")))), &author(2));
        assert_eq!(home.photos(&at("pi_photo"))[0].1.hash, picture("blurred", "").hash);
        let found = contest::contests(&home);
        let kinds: Vec<_> = found.iter().map(|contest| contest.kind).collect();
        assert_eq!(kinds, [ContestKind::Unblurred, ContestKind::Photo], "the copy, and the question about the caption");
        let verdict = Rule::Blurred.judge(&home, &found[0]).unwrap();
        assert_eq!(Rule::Blurred.judge(&home, &found[1]), None, "left to a person");
        home.apply(&verdict.edit, &author(3));
        assert_eq!(contest::count(&home), 1);
    }

    #[test]
    fn blurred_twice_the_last_one_stands() {
        let mut home = dossier();
        let row = at("qE15/0000000001");
        home.apply(&Edit::set(row.clone(), Value::Photo(Arc::new(picture("face", "")))), &author(5));
        for name in ["blurred", "again"] {
            home.apply(&marks::blur(&home, &row, picture(name, "")).unwrap(), &author(1));
        }
        let face = Arc::new(picture("face", "门口"));
        assert_eq!(*seen(&home, &face), picture("again", "门口"));
    }
}
