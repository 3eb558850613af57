//! Every input that fuzzing found worth keeping, and every one that once did harm, is asked again.

#[path = "../fuzz/targets.rs"]
mod targets;

use std::path::Path;

#[test]
fn every_kept_input_is_borne() {
    for (name, target) in targets::TARGETS {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("fuzz/corpus").join(name);
        let files: Vec<_> =
            std::fs::read_dir(&folder).expect("a corpus").map(|file| file.expect("a file").path()).collect();
        assert!(files.len() > 2, "{} has hardly anything in it", folder.display());
        for file in files {
            let bytes = std::fs::read(&file).expect("a file that can be read");
            let borne = std::panic::catch_unwind(|| target(&bytes));
            assert!(borne.is_ok(), "{}", file.display());
        }
    }
}
