//! What cannot be taken in is told in a word of its own, with advice, in both languages, and within bounds.

use tantu::l10n::{Language, Words};
use tantu::photo::{self, Limits};

use crate::bytes;

#[test]
fn each_file_that_is_no_photo_has_its_own_word() {
    for (name, key) in [
        ("phone.heic", "photo-heic"),
        ("cmyk.jpg", "photo-cmyk"),
        ("cut.jpg", "photo-cut-off"),
        ("empty.jpg", "photo-empty"),
        ("zeros.jpg", "photo-empty"),
        ("huge.jpg", "photo-too-many-pixels"),
        ("huge.png", "photo-too-many-pixels"),
        ("picture.webp", "photo-format"),
        ("picture.gif", "photo-format"),
    ] {
        let problem = photo::ingest(&bytes(name), Limits::default()).unwrap_err();
        assert_eq!(problem.key, key, "{name}");
        for language in Language::ALL {
            let words = Words::of(language);
            let said = [words.what(&problem), words.hint(&problem).unwrap()];
            assert!(said.iter().all(|said| !said.is_empty() && !said.contains(['$', '{'])), "{name}: {said:?}");
        }
    }
}

#[test]
fn every_file_cut_or_changed_anywhere_gives_a_photo_or_a_word() {
    let limits = Limits { decode_bytes: 8 << 20, photo_px: 40, thumbnail_px: 16, ..Limits::default() };
    for name in ["orientation-6.jpg", "progressive-420.jpg", "display-p3.jpg", "odd-422.jpg", "palette.png"] {
        let whole = bytes(name);
        for at in (0..whole.len()).step_by(331) {
            assert!(photo::ingest(&whole[..at], limits).is_err(), "{name} cut at {at}");
            for value in [0, 0xff, whole[at] ^ 0x10] {
                let mut changed = whole.clone();
                changed[at] = value;
                if let Ok(photo) = photo::ingest(&changed, limits) {
                    assert!(photo.width.max(photo.height) <= 40, "{name} at {at}");
                }
            }
        }
    }
}
