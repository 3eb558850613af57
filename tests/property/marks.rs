//! Marks of several tablets on one photo: in whatever order they are joined, the same marks are seen, and none is
//! lost unless somebody who saw it removed it.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on fails")]

use proptest::prelude::*;
use tantu::dossier::edit::Edit;
use tantu::dossier::{Dossier, marks};
use tantu::id::{ContentHash, DeviceId, DossierId, RowId};
use tantu::path::FieldPath;
use tantu::value::{Ink, Mark, MarkKind, Photo, Value};

use crate::fleet::author;
use crate::generate::config;

const DEVICES: u64 = 3;

/// What one tablet does to a mark that it sees.
#[derive(Clone, Debug)]
enum Act {
    Draw,
    Move(i32),
    Ink(Ink),
    Remove,
    Caption,
}

fn acts() -> impl Strategy<Value = Vec<(u64, usize, Act)>> {
    let act = prop_oneof![
        3 => Just(Act::Draw),
        3 => (-3_000..3_000_i32).prop_map(Act::Move),
        1 => Just(Act::Ink(Ink::Blue)),
        2 => Just(Act::Remove),
        1 => Just(Act::Caption),
    ];
    prop::collection::vec((0..DEVICES, 0..8_usize, act), 1..40)
}

fn photo() -> FieldPath {
    "door/0000000001/qD9/0000000005".parse().unwrap()
}

fn begun() -> Dossier {
    let mut home = Dossier::new(DossierId::from_u128(1));
    let hash = ContentHash::of(b"x");
    let value = Photo { hash, width: 1_600, height: 1_200, taken: None, place: None, caption: "".into() };
    home.apply(&Edit::set(photo(), Value::Photo(value.into())), &author(DeviceId::from_bits(99)));
    home
}

fn act(home: &mut Dossier, device: u64, which: usize, act: &Act, number: usize) {
    let placed = marks::marks(home, &photo());
    let chosen = placed.get(which % placed.len().max(1));
    let edit = match (act, chosen) {
        (Act::Draw, _) => {
            let points = vec![[100, 100], [2_000, 900]];
            let mark = Mark { kind: MarkKind::Arrow, ink: Ink::Red, points, text: number.to_string().as_str().into() };
            marks::add(home, &photo(), RowId::from_bits(1_000 - number as u64), mark).unwrap()
        }
        (Act::Caption, _) => marks::caption(home, &photo(), &number.to_string()).unwrap(),
        (Act::Move(by), Some(placed)) => {
            marks::set(&photo(), placed.row, marks::moved(&placed.mark, [*by, *by])).unwrap()
        }
        (Act::Ink(ink), Some(placed)) => marks::set(&photo(), placed.row, marks::inked(&placed.mark, *ink)).unwrap(),
        (Act::Remove, Some(placed)) => marks::remove(&photo(), placed.row),
        (_, None) => return,
    };
    home.apply(&edit, &author(DeviceId::from_bits(device)));
}

proptest! {
    #![proptest_config(config(128))]

    #[test]
    fn marks_of_several_tablets_join_in_any_order(acts in acts(), order in Just([0_usize, 1, 2]).prop_shuffle()) {
        let mut tablets: Vec<Dossier> = (0..DEVICES).map(|_| begun()).collect();
        for (number, (device, which, what)) in acts.iter().enumerate() {
            act(&mut tablets[*device as usize], *device, *which, what, number);
        }
        let mut forward = tablets[0].clone();
        tablets[1..].iter().for_each(|tablet| forward.join(tablet).unwrap());
        let mut shuffled = tablets[order[0]].clone();
        for index in [order[1], order[2], order[0]] {
            shuffled.join(&tablets[index]).unwrap();
        }
        prop_assert_eq!(marks::marks(&forward, &photo()), marks::marks(&shuffled, &photo()));
        prop_assert_eq!(forward.photos(&"door/0000000001/qD9".parse().unwrap()).len(), 1);

        // Nobody saw another's marks, so all that stand on any tablet stand on the joined one.
        let rows = |home: &Dossier| -> std::collections::BTreeSet<RowId> {
            marks::marks(home, &photo()).into_iter().map(|placed| placed.row).collect()
        };
        let expected = tablets.iter().flat_map(rows).collect();
        prop_assert_eq!(rows(&forward), expected);
    }

    /// All begin with the same marks; then one removes what another moves.
    #[test]
    fn what_one_moved_another_cannot_silently_remove(first in acts(), second in acts()) {
        let mut home = begun();
        for number in 0..4 {
            act(&mut home, 98, 0, &Act::Draw, 200 + number);
        }
        let (mut here, mut there) = (home.clone(), home.clone());
        for (number, (_, which, what)) in first.iter().enumerate() {
            act(&mut here, 1, *which, what, number);
        }
        for (number, (_, which, what)) in second.iter().enumerate() {
            act(&mut there, 2, *which, what, 100 + number);
        }
        let mut joined = here.clone();
        joined.join(&there).unwrap();
        let seen = marks::marks(&joined, &photo());
        for tablet in [&here, &there] {
            for placed in marks::marks(tablet, &photo()) {
                let path = marks::path(&photo(), placed.row);
                if tablet.fields.get(&path) == home.fields.get(&path) {
                    continue;
                }
                let all: Vec<_> = seen.iter().filter(|other| other.row == placed.row).collect();
                prop_assert_eq!(all.len(), 1, "a mark that was changed is still there");
                let told = all[0].mark == placed.mark
                    || all[0].versions.iter().any(|version| version.mark.as_ref() == Some(&placed.mark));
                prop_assert!(told, "and with it what was changed");
            }
        }
    }
}
