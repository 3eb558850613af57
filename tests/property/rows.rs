//! Rows: a removal never silently beats an edit, and rows stand in the same order everywhere.

use proptest::prelude::*;
use tantu::dossier::Dossier;
use tantu::dossier::edit::{Delta, Edit};
use tantu::id::{DeviceId, Name};
use tantu::path::FieldPath;
use tantu::value::Value;

use crate::fleet::{Fleet, author};
use crate::generate::{config, edit, history};

const ROW: &str = "door/0000000001";

proptest! {
    #![proptest_config(config(256))]

    #[test]
    fn a_row_removed_here_and_edited_there_stays_visible(
        (devices, steps) in history(30),
        leaf in prop::sample::select(vec!["qD1", "qNew", "lock/0000000006/qD5"]),
        number in 5..9_i64,
    ) {
        let fleet = Fleet::after(devices, &steps);
        let row: FieldPath = ROW.parse().unwrap();
        let field: FieldPath = format!("{ROW}/{leaf}").parse().unwrap();
        let mut here = fleet.states.last().unwrap().dossier.clone();
        here.apply(&Edit::set(row.clone(), Value::Row(1)), &author(DeviceId::from_bits(101)));
        let mut there = here.clone();
        here.apply(&Dossier::remove_row(&row.rows), &author(DeviceId::from_bits(101)));
        prop_assert!(!here.has_row(&row.rows), "a removal takes everything that is known");
        there.apply(&Edit::set(field.clone(), Value::Integer(number)), &author(DeviceId::from_bits(102)));

        here.join(&there).unwrap();
        prop_assert!(here.has_row(&row.rows) && here.removed_elsewhere(&row.rows));
        prop_assert_eq!(here.value(&field), Some(&Value::Integer(number)));
        prop_assert!(here.rows(&[], &Name::of("door")).contains(&row.rows[0].row));
        prop_assert!(here.answers().any(|(path, _)| path == row), "the session must know the row");
    }

    /// Telling a session what changed gives the same as building it anew.
    #[test]
    fn changes_bring_a_list_of_answers_up_to_date((devices, steps) in history(30), edits in prop::collection::vec(edit(), 1..8)) {
        let fleet = Fleet::after(devices, &steps);
        let mut dossier = fleet.states.last().unwrap().dossier.clone();
        let mut answers: std::collections::BTreeMap<FieldPath, Value> = dossier.answers().collect();
        let mut tell = |dossier: &Dossier, delta: &Delta| {
            for (path, value) in dossier.changes(delta) {
                match value {
                    Some(value) => answers.insert(path, value),
                    None => answers.remove(&path),
                };
            }
            answers.clone()
        };
        for edit in &edits {
            let applied = dossier.apply(edit, &author(DeviceId::from_bits(101)));
            let told = tell(&dossier, &applied.delta);
            prop_assert_eq!(told, dossier.answers().collect());
        }
    }

    #[test]
    fn a_duplicate_says_what_its_model_says((devices, steps) in history(30)) {
        let fleet = Fleet::after(devices, &steps);
        let mut dossier = fleet.states.last().unwrap().dossier.clone();
        let model: FieldPath = ROW.parse().unwrap();
        let copy: FieldPath = "door/000000000z".parse().unwrap();
        let edit = dossier.duplicate_row(&model.rows, copy.rows[0].row).unwrap();
        let before: Vec<_> = dossier.answers().filter(|(path, _)| path.is_within(&model.rows)).collect();
        dossier.apply(&edit, &author(DeviceId::from_bits(101)));
        for (mut path, value) in before.into_iter().filter(|(path, _)| path.leaf.is_some()) {
            path.rows[0].row = copy.rows[0].row;
            prop_assert_eq!(dossier.value(&path), Some(&value));
        }
        prop_assert!(dossier.has_row(&copy.rows) && dossier.photos(&"door/000000000z/qD9".parse().unwrap()).is_empty());
    }
}
