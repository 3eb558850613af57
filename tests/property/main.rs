//! Laws of the dossier, on random histories of several tablets.
//!
//! The yardstick is the ideal of `fleet`: *live are the writes that no later write has seen*. It knows every write
//! and everything each write had seen, as plain sets; the program must agree with it while keeping only one small
//! counter per device.

mod deltas;
mod duplicates;
mod fleet;
mod generate;
mod laws;
mod machine;
mod marks;
mod plan;
mod rows;
mod undo;

/// A module that is not listed above would be compiled by nobody.
#[test]
fn every_file_here_is_listed() {
    let listed = include_str!("main.rs");
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/property");
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let stem = path.file_stem().unwrap().to_str().unwrap().to_owned();
        if path.extension().is_some_and(|extension| extension == "rs") && stem != "main" {
            assert!(listed.contains(&format!("mod {stem};")), "{stem} is not listed");
        }
    }
}
