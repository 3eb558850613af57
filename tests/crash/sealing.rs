//! A workspace is sealed, worked in, and unsealed.

use std::path::Path;
use std::sync::Arc;

use tantu::app::vault::{self, Cost, Progress, State, Vault};
use tantu::store::{Opening, Workspace};

use crate::matrix::{Safe, Scenario};
use crate::script::{Ack, Day, check_with};
use crate::tree;

const PASSPHRASE: &str = "风吹草低见牛羊群";
/// A day before it is sealed, and one while it is.
const PLAIN_STEPS: u32 = 13;
const STEPS: u32 = 26;

pub const SCENARIO: Scenario = Scenario { name: "sealing", prepare, work, check };

fn opening(vault: &Arc<Vault>) -> Opening {
    Opening { cipher: Some(Arc::clone(vault) as _), ..Opening::default() }
}

fn prepare(given: &Path, template: &Path) {
    let (store, _) = Workspace::open(&template.join("workspace"), Opening::default()).unwrap();
    let mut day = Day::new(&store);
    day.work(0..PLAIN_STEPS);
    assert!(day.failed.is_empty());
    let acks: Vec<String> = day.acks.iter().map(Ack::to_string).collect();
    std::fs::write(given.join("acks"), acks.join("\n")).unwrap();
}

fn work(_: &Path, folder: &Path, safe: Safe<'_>) {
    let Ok((store, _)) = Workspace::open(&folder.join("workspace"), Opening::default()) else { return };
    let sealed = vault::seal(store, PASSPHRASE, &[], Cost::Work(2), &Progress::default());
    let Ok((_, done)) = sealed else { return };
    if done.finished && done.problems.is_empty() {
        safe("sealed".into());
    }
    let mut day = Day::new(&done.store);
    for step in PLAIN_STEPS..STEPS {
        day.step(step).ok();
        day.acks.drain(..).for_each(|ack| safe(ack.to_string()));
    }
    if vault::unseal(done.store, &Progress::default()).is_ok_and(|done| done.finished && done.problems.is_empty()) {
        safe("plain".into());
    }
}

fn check(given: &Path, folder: &Path, said: &[String]) {
    let workspace = folder.join("workspace");
    let before = std::fs::read_to_string(given.join("acks")).unwrap();
    let safe: Vec<Ack> =
        before.lines().chain(said.iter().map(String::as_str)).filter_map(|ack| ack.parse().ok()).collect();
    let state = vault::state(&workspace);
    match said.iter().rev().find(|ack| ["sealed", "plain"].contains(&ack.as_str())).map(String::as_str) {
        Some("plain") => assert_eq!(state, State::Plain),
        Some(_) => assert!(state != State::Sealing, "{state:?}"),
        None => assert!(matches!(state, State::Plain | State::Sealing | State::Sealed), "{state:?}"),
    }
    let mut vault = None;
    if state.needs_key() {
        let key = Arc::new(vault::unlock(&workspace, PASSPHRASE).unwrap());
        let (store, _) = Workspace::open(&workspace, opening(&key)).unwrap();
        let done = vault::resume(store, &Progress::default()).unwrap();
        assert!(done.finished);
        assert_eq!(done.problems, []);
        vault = vault::state(&workspace).needs_key().then_some(key);
    }
    let open = || vault.as_ref().map_or_else(Opening::default, opening);
    let told = check_with(&workspace, open(), &safe);
    let allowed = ["store-copied-workspace", "store-journal-line-damaged", "store-set-aside"];
    assert!(told.iter().all(|key| allowed.contains(key)), "{told:?}");
    if vault.is_some() {
        let (store, _) = Workspace::open(&workspace, open()).unwrap();
        assert!(vault::unseal(store, &Progress::default()).unwrap().finished);
    }
    assert_eq!(check_with(&workspace, Opening::default(), &safe), [""; 0]);
    tree::only_ours(&workspace);
    assert_eq!(std::fs::read_dir(folder).unwrap().count(), 1, "something lies beside the workspace");
}
