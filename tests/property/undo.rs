//! Undo: new forward writes that bring the old values back and take nothing from others.

use std::collections::BTreeMap;

use proptest::collection::vec;
use proptest::prelude::*;
use tantu::dossier::Dossier;
use tantu::dossier::edit::{Author, Edit};
use tantu::dossier::history::{Deed, History, Label};
use tantu::id::DeviceId;
use tantu::path::FieldPath;
use tantu::value::Value;

use crate::fleet::{Fleet, author};
use crate::generate::{config, edit, history};

fn me() -> Author {
    author(DeviceId::from_bits(101))
}

fn values(dossier: &Dossier) -> BTreeMap<FieldPath, Value> {
    dossier.answers().collect()
}

fn record(history: &mut History, dossier: &mut Dossier, edit: &Edit) {
    let applied = dossier.apply(edit, &me());
    history.record(applied, Label::new(Deed::Answer, "x"));
}

proptest! {
    #![proptest_config(config(256))]

    #[test]
    fn the_inverse_restores_and_its_inverse_does_it_again((devices, steps) in history(30), edit in edit()) {
        let fleet = Fleet::after(devices, &steps);
        let mut dossier = fleet.states.last().unwrap().dossier.clone();
        let before = values(&dossier);
        let applied = dossier.apply(&edit, &me());
        let after = values(&dossier);
        let undone = dossier.apply(&applied.inverse, &me());
        prop_assert_eq!(values(&dossier), before);
        dossier.apply(&undone.inverse, &me());
        prop_assert_eq!(values(&dossier), after);
    }

    #[test]
    fn all_steps_go_back_and_all_come_again((devices, steps) in history(20), edits in vec(edit(), 1..12)) {
        let fleet = Fleet::after(devices, &steps);
        let mut dossier = fleet.states.last().unwrap().dossier.clone();
        let before = values(&dossier);
        let mut history = History::default();
        edits.iter().for_each(|edit| record(&mut history, &mut dossier, edit));
        let after = values(&dossier);
        while let Some(undone) = history.undo(&mut dossier, &me()) {
            prop_assert_eq!(undone.kept, []);
        }
        prop_assert_eq!(values(&dossier), before);
        while history.redo(&mut dossier, &me()).is_some() {}
        prop_assert_eq!(values(&dossier), after);
    }

    /// Whatever another device wrote into a field after our step is still live when everything has been undone.
    #[test]
    fn undo_takes_nothing_from_another_device(
        ours in vec(edit(), 1..8),
        theirs in vec(edit(), 1..4),
        meet in any::<bool>(),
    ) {
        let mut dossier = crate::fleet::State::empty().dossier;
        let mut there = dossier.clone();
        let mut history = History::default();
        ours.iter().for_each(|edit| record(&mut history, &mut dossier, edit));
        if meet {
            there.join(&dossier).unwrap();
        }
        theirs.iter().for_each(|edit| drop(there.apply(edit, &author(DeviceId::from_bits(102)))));
        dossier.join(&there).unwrap();
        while history.undo(&mut dossier, &me()).is_some() {}
        for (path, register) in &there.fields {
            for (dot, write) in register.live().filter(|(dot, _)| dot.device == DeviceId::from_bits(102)) {
                let kept = dossier.fields[path].live().any(|(live, _)| live == dot);
                prop_assert!(kept, "{}: {:?} is gone", path, write.value);
            }
        }
    }
}
