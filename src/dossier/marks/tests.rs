//! Marks: drawn, moved, thinned, joined.

use super::*;
use crate::dossier::edit::Delta;
use crate::dossier::tests::{at, author, dossier};
use crate::id::ContentHash;

const PHOTO: &str = "door/0000000001/qD9/0000000003";

fn photo(name: &str) -> Photo {
    let hash = ContentHash::of(name.as_bytes());
    Photo { hash, width: 1600, height: 1200, taken: None, place: None, caption: "".into() }
}

fn home() -> Dossier {
    let mut home = dossier();
    home.apply(&Edit::set(at(PHOTO), Value::Photo(Arc::new(photo("door")))), &author(1));
    home
}

fn arrow(points: [Spot; 2]) -> Mark {
    Mark { kind: MarkKind::Arrow, ink: Ink::Red, points: points.to_vec(), text: "".into() }
}

fn row(number: u64) -> RowId {
    RowId::from_bits(number)
}

fn draw(home: &mut Dossier, device: u64, number: u64, mark: Mark) -> Delta {
    let edit = add(home, &at(PHOTO), row(number), mark).unwrap();
    home.apply(&edit, &author(device)).delta
}

#[test]
fn marks_of_two_tablets_unite_and_the_last_drawn_lies_on_top() {
    let mut home = home();
    let mut there = home.clone();
    draw(&mut home, 1, 9, arrow([[0, 0], [10, 10]]));
    draw(&mut there, 2, 1, arrow([[5, 5], [20, 20]]));
    draw(&mut home, 1, 2, arrow([[7, 7], [30, 30]]));
    home.join(&there).unwrap();
    let rows: Vec<_> = marks(&home, &at(PHOTO)).into_iter().map(|placed| placed.row).collect();
    assert_eq!(rows, [row(1), row(9), row(2)], "by counter, then by device; never by the random row");
    assert!(marks(&home, &at(PHOTO)).iter().all(|placed| !placed.is_conflict()));
}

#[test]
fn a_mark_moved_here_and_removed_there_is_seen_and_settled_by_a_person() {
    let mut home = home();
    draw(&mut home, 1, 1, arrow([[0, 0], [10, 10]]));
    let mut there = home.clone();
    let moved = moved(&marks(&home, &at(PHOTO))[0].mark, [100, 0]);
    home.apply(&set(&at(PHOTO), row(1), moved.clone()).unwrap(), &author(1));
    there.apply(&remove(&at(PHOTO), row(1)), &author(2));
    let mut back = there.clone();
    home.join(&there).unwrap();
    back.join(&home).unwrap();
    assert_eq!(home, back);

    let [placed] = &marks(&home, &at(PHOTO))[..] else { panic!("it is not lost") };
    assert!(placed.is_conflict() && *placed.mark == moved);
    assert_eq!(placed.versions[1].mark, None, "the other tablet removed it");
    let settled = crate::dossier::visit::settle(&home, &path(&at(PHOTO), row(1)), placed.versions[1].dot).unwrap();
    home.apply(&settled, &author(1));
    assert_eq!(marks(&home, &at(PHOTO)), []);
}

#[test]
fn a_mark_moved_on_both_is_two_versions() {
    let mut home = home();
    draw(&mut home, 1, 1, arrow([[0, 0], [10, 10]]));
    let mut there = home.clone();
    home.apply(&set(&at(PHOTO), row(1), arrow([[1, 1], [9, 9]])).unwrap(), &author(1));
    there.apply(&set(&at(PHOTO), row(1), arrow([[2, 2], [8, 8]])).unwrap(), &author(2));
    home.join(&there).unwrap();
    let placed = &marks(&home, &at(PHOTO))[0];
    assert_eq!(placed.versions.len(), 2);
    assert_eq!(placed.versions[0].mark.as_ref(), Some(&placed.mark), "the one that counts comes first");
}

#[test]
fn a_removed_photo_takes_its_marks_and_brings_them_back() {
    let mut home = home();
    draw(&mut home, 1, 1, arrow([[0, 0], [10, 10]]));
    let removed = home.apply(&Dossier::remove_row(&at(PHOTO).rows), &author(1));
    assert_eq!(marks(&home, &at(PHOTO)), []);
    assert!(add(&home, &at(PHOTO), row(2), arrow([[0, 0], [1, 1]])).is_err(), "no photo, no mark");
    home.apply(&removed.inverse, &author(1));
    assert_eq!(marks(&home, &at(PHOTO)).len(), 1);
}

#[test]
fn a_photo_that_is_written_again_keeps_its_marks_and_its_place_in_the_strip() {
    let mut home = home();
    let second = "door/0000000001/qD9/0000000001";
    home.apply(&Edit::set(at(second), Value::Photo(Arc::new(photo("second")))), &author(1));
    draw(&mut home, 1, 1, arrow([[0, 0], [10, 10]]));
    let captions = |home: &Dossier| -> Vec<String> {
        let photos = home.photos(&at("door/0000000001/qD9"));
        photos.into_iter().map(|(_, photo)| photo.caption.to_string()).collect()
    };
    for text in ["门框", "门框里边"] {
        home.apply(&caption(&home, &at(PHOTO), text).unwrap(), &author(1));
        assert_eq!(captions(&home), [text, ""]);
    }
    home.apply(&replace(&home, &at(PHOTO), photo("blurred")), &author(1));
    assert_eq!(captions(&home).len(), 2);
    assert_eq!(home.photos(&at("door/0000000001/qD9"))[0].0, row(3));
    assert_eq!(marks(&home, &at(PHOTO)).len(), 1);
}

#[test]
fn a_photo_takes_a_bounded_number_of_marks_and_no_nonsense() {
    let mut home = home();
    for number in 0..MAX_ROWS as u64 {
        draw(&mut home, 1, number, arrow([[0, 0], [10, 10]]));
    }
    let full = add(&home, &at(PHOTO), row(9_999), arrow([[0, 0], [1, 1]])).unwrap_err();
    assert_eq!(full.key, "marks-full");
    let mark = |kind, points: Vec<Spot>, text: &str| Mark { kind, ink: Ink::Blue, points, text: text.into() };
    for nonsense in [
        mark(MarkKind::Arrow, vec![[0, 0]], ""),
        mark(MarkKind::Box, vec![[0, 0], [10_001, 0]], ""),
        mark(MarkKind::Text, vec![[0, 0]], "  "),
        mark(MarkKind::Freehand, vec![], ""),
        mark(MarkKind::Freehand, vec![[0, 0]; MAX_MARK_POINTS + 1], ""),
        mark(MarkKind::Text, vec![[0, 0]], &"长".repeat(MAX_TEXT_BYTES)),
    ] {
        assert!(set(&at(PHOTO), row(1), nonsense).is_err());
    }
}

#[test]
fn a_mark_never_leaves_the_picture() {
    let mark = arrow([[100, 9_000], [4_000, 9_900]]);
    assert_eq!(moved(&mark, [-500, 500]).points, [[0, 9_100], [3_900, 10_000]]);
    assert_eq!(moved(&mark, [i32::MAX, i32::MIN]).points, [[6_100, 0], [10_000, 900]]);
    assert_eq!(moved(&mark, [7, -7]).points, [[107, 8_993], [4_007, 9_893]]);
}

#[test]
fn a_box_is_pulled_by_each_of_its_corners_and_a_line_by_its_ends() {
    let frame = Mark { kind: MarkKind::Box, ..arrow([[100, 100], [200, 200]]) };
    for (handle, spot) in handles(&frame).into_iter().enumerate() {
        let pulled = pulled(&frame, handle, [spot[0] + 5, spot[1] + 7]);
        assert_eq!(handles(&pulled)[handle], [spot[0] + 5, spot[1] + 7]);
        let opposite = (handle + 2) % 4;
        assert_eq!(handles(&pulled)[opposite], handles(&frame)[opposite], "the opposite corner stays");
    }
    let line = arrow([[100, 100], [200, 200]]);
    assert_eq!(pulled(&line, 1, [60_000, 7]).points, [[100, 100], [10_000, 7]]);
    assert_eq!(pulled(&line, 9, [0, 0]), line);
}

#[test]
fn a_scribble_is_thinned_and_stays_where_it_was() {
    let sides = [1_600, 1_200];
    let straight: Vec<Spot> = (0..500).map(|step| [step * 20, step * 20]).collect();
    assert_eq!(thinned(&straight, sides, 1.0), [[0, 0], [9_980, 9_980]]);
    let circle: Vec<Spot> = (0..2_000)
        .map(|step| {
            let (sine, cosine) = (f64::from(step) / 300.0).sin_cos();
            [(5_000.0 + 3_000.0 * cosine) as u16, (5_000.0 + 3_000.0 * sine) as u16]
        })
        .collect();
    let thin = thinned(&circle, sides, 1.0);
    assert!((20..200).contains(&thin.len()), "{}", thin.len());
    let pixels = |&[x, y]: &Spot| [f32::from(x) * 0.16, f32::from(y) * 0.12];
    for point in &circle {
        let spans = thin.iter().zip(thin.iter().skip(1));
        let off = spans.map(|(from, to)| distance(pixels(point), pixels(from), pixels(to))).fold(f32::MAX, f32::min);
        assert!(off <= 1.01, "{point:?} lies {off} pixels off");
    }
    // Noise that no tolerance of a pixel can thin.
    let noise: Vec<Spot> =
        (0..20_000_u32).map(|n| [(n * 7_919 % 10_000) as u16, (n * 104_729 % 9_973) as u16]).collect();
    assert!(thinned(&noise, sides, 1.0).len() <= MAX_MARK_POINTS);
    assert_eq!((thinned(&[], sides, 1.0), thinned(&[[3, 3]], sides, 1.0)), (vec![], vec![[3, 3]]));
}
