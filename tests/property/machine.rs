//! Tablets that answer, send files, crash, are copied: after everything was exchanged they agree with each other and
//! with the ideal.

use proptest::prelude::*;

use crate::fleet::Fleet;
use crate::generate::{config, history};

proptest! {
    // Long histories, many of them: this is the promise of the whole program.
    #![proptest_config(config(1_500))]

    #[test]
    fn all_tablets_agree_with_the_ideal_in_the_end((devices, steps) in history(80)) {
        let mut fleet = Fleet::new(devices);
        for step in &steps {
            fleet.run(step);
        }
        for device in &fleet.devices {
            fleet.check(&device.memory);
        }
        fleet.exchange_all();
        let first = &fleet.devices[0].memory;
        fleet.check(first);
        for device in &fleet.devices {
            prop_assert_eq!(&device.memory.dossier, &first.dossier);
        }
    }

    /// A crash at any moment takes nothing that was answered: neither the write nor what it had replaced comes back
    /// differently.
    #[test]
    fn a_crash_loses_no_answer((devices, steps) in history(60), victim in 0..16_usize) {
        let mut fleet = Fleet::after(devices, &steps);
        let victim = victim % fleet.devices.len();
        let id = fleet.devices[victim].id;
        let own = |fleet: &Fleet| {
            let writes = crate::fleet::live_of(&fleet.devices[victim].memory.dossier).into_iter();
            writes
                .flat_map(|(path, live)| live.into_iter().map(move |(dot, value)| (path.clone(), dot, value)))
                .filter(|(_, dot, _)| dot.device == id)
                .collect::<Vec<_>>()
        };
        let before = own(&fleet);
        fleet.run(&crate::fleet::Step::Crash { device: victim });
        let after = own(&fleet);
        for write in &before {
            prop_assert!(after.contains(write), "{write:?}");
        }
        fleet.check(&fleet.devices[victim].memory);
    }
}
