//! Deltas are journal entries: replayed, doubled, shuffled, they give what the edits gave.

use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::Index;
use tantu::dossier::Dossier;
use tantu::dossier::edit::{Delta, Edit};
use tantu::id::DossierId;

use crate::fleet::{Fleet, author, live_of};
use crate::generate::{config, edit, history};

fn replayed<'a>(deltas: impl IntoIterator<Item = &'a Delta>) -> Dossier {
    let mut dossier = Dossier::new(DossierId::from_u128(42));
    deltas.into_iter().for_each(|delta| dossier.join_delta(delta));
    dossier
}

proptest! {
    #![proptest_config(config(256))]

    #[test]
    fn the_journal_of_one_device_gives_its_household(edits in vec(edit(), 1..30)) {
        let mut dossier = Dossier::new(DossierId::from_u128(42));
        let author = author(tantu::id::DeviceId::from_bits(1));
        let deltas: Vec<Delta> = edits.iter().map(|edit| dossier.apply(edit, &author).delta).collect();
        prop_assert_eq!(&replayed(&deltas), &dossier);
        let mut one = Delta::default();
        deltas.iter().for_each(|delta| one.join(delta));
        prop_assert_eq!(&replayed([&one]), &dossier);
    }

    #[test]
    fn deltas_twice_and_in_any_order_give_the_same(
        (devices, steps) in history(40),
        order in vec(any::<Index>(), 1..40),
    ) {
        let fleet = Fleet::after(devices, &steps);
        let in_order = replayed(&fleet.deltas);
        let mut shuffled: Vec<&Delta> = fleet.deltas.iter().collect();
        for index in order.iter().filter(|_| !fleet.deltas.is_empty()) {
            shuffled.push(index.get(&fleet.deltas));
            let last = shuffled.len() - 1;
            shuffled.swap(index.index(last + 1), last);
        }
        prop_assert_eq!(&replayed(shuffled), &in_order);

        let mut everything = replayed([]);
        fleet.states.iter().for_each(|state| everything.join(&state.dossier).unwrap());
        prop_assert_eq!(live_of(&in_order), live_of(&everything));
    }

    /// An edit that changes nothing has nothing to be journalled, and spends no counter.
    #[test]
    fn repeating_an_edit_of_one_field_writes_nothing((devices, steps) in history(20), path in crate::generate::path(), value in crate::generate::value()) {
        let fleet = Fleet::after(devices, &steps);
        let mut dossier = fleet.states.last().unwrap().dossier.clone();
        let author = author(tantu::id::DeviceId::from_bits(1));
        let edit = Edit::set(path, value);
        dossier.apply(&edit, &author);
        let before = dossier.clone();
        prop_assert!(dossier.apply(&edit, &author).delta.is_empty());
        prop_assert_eq!(dossier, before);
    }
}
