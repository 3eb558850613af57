//! The laws of join.

use proptest::prelude::*;
use tantu::dossier::Dossier;
use tantu::dossier::edit::Edit;
use tantu::id::DeviceId;
use tantu::value::Value;

use crate::fleet::{Fleet, State, author};
use crate::generate::{config, history, path, pick, three_states};

proptest! {
    #![proptest_config(config(256))]

    #[test]
    fn join_is_commutative_associative_idempotent((devices, steps, states) in three_states()) {
        let fleet = Fleet::after(devices, &steps);
        let [a, b, c] = pick(&fleet, states).map(|state| state.dossier);
        let join = |x: &Dossier, y: &Dossier| {
            let mut joined = x.clone();
            joined.join(y).unwrap();
            joined
        };
        prop_assert_eq!(join(&a, &b), join(&b, &a));
        prop_assert_eq!(join(&join(&a, &b), &c), join(&a, &join(&b, &c)));
        prop_assert_eq!(join(&a, &a), a.clone());
        prop_assert_eq!(join(&join(&a, &b), &a), join(&a, &b));
    }

    #[test]
    fn no_write_disappears_unless_its_replacement_has_seen_it((devices, steps, states) in three_states()) {
        let fleet = Fleet::after(devices, &steps);
        let [a, b, c] = pick(&fleet, states);
        fleet.check(&a.joined(&b));
        fleet.check(&c.joined(&a).joined(&b));
    }

    /// The same files, shuffled and joined pair by pair in any grouping, as forty tablets hand them in.
    #[test]
    fn many_files_in_any_order_and_grouping_give_the_same(
        (devices, steps) in history(40),
        picks in proptest::collection::vec(any::<(prop::sample::Index, prop::sample::Index)>(), 40),
    ) {
        let fleet = Fleet::after(devices, &steps);
        let mut in_order = State::empty();
        fleet.states.iter().for_each(|state| in_order.take_in(state));
        let mut heap = fleet.states.clone();
        for (first, second) in picks.iter().cycle() {
            if heap.len() == 1 {
                break;
            }
            let one = heap.swap_remove(first.index(heap.len()));
            let other = second.index(heap.len());
            heap[other].take_in(&one);
        }
        prop_assert_eq!(&heap[0].dossier, &in_order.dossier);
        fleet.check(&in_order);
    }

    #[test]
    fn the_same_value_written_twice_is_no_conflict((devices, steps) in history(30), path in path(), number in 0..3_i64) {
        let fleet = Fleet::after(devices, &steps);
        let start = fleet.states.last().unwrap().dossier.clone();
        let write = |device| {
            let mut copy = start.clone();
            // Something else first, or the value may stand there already.
            copy.apply(&Edit::Write { path: path.clone(), value: Value::Text("x".into()) }, &author(DeviceId::from_bits(device)));
            copy.apply(&Edit::Write { path: path.clone(), value: Value::Integer(number) }, &author(DeviceId::from_bits(device)));
            copy
        };
        let (mut ours, theirs) = (write(101), write(102));
        ours.join(&theirs).unwrap();
        let register = &ours.fields[&path];
        prop_assert_eq!(register.live().len(), 2);
        prop_assert_eq!(register.values().len(), 1);
        prop_assert!(!register.is_conflict());
        prop_assert_eq!(ours.value(&path), Some(&Value::Integer(number)));
    }

    /// A copy that lacks fields is edited by somebody else and joined back: what it lacks stays word for word, what
    /// it has is what editing the whole would have given.
    #[test]
    fn a_reduced_copy_deletes_nothing((devices, steps) in history(30), mask in any::<u64>(), edits in proptest::collection::vec(crate::generate::edit(), 1..5)) {
        let fleet = Fleet::after(devices, &steps);
        let whole = fleet.states.last().unwrap().dossier.clone();
        let keep = |path: &tantu::path::FieldPath| mask >> (path.to_string().len() % 64) & 1 == 1;
        let mut copy = whole.reduced(keep);
        let mut touched = std::collections::BTreeSet::new();
        for edit in &edits {
            touched.extend(copy.apply(edit, &author(DeviceId::from_bits(101))).delta.fields.into_keys());
        }
        let mut joined = whole.clone();
        joined.join(&copy).unwrap();
        for (path, register) in &whole.fields {
            if !touched.contains(path) {
                prop_assert_eq!(&joined.fields[path], register);
            } else if !keep(path) {
                let survive = register.live().all(|(dot, _)| joined.fields[path].live().any(|(live, _)| live == dot));
                prop_assert!(survive, "{} was written without having been seen", path);
            }
        }
        for path in touched.iter().filter(|path| keep(path)) {
            prop_assert_eq!(&joined.fields[path], &copy.fields[path]);
        }
    }
}
