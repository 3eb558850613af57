//! A server that lies: nothing of it is written outside the inbox, nothing is believed, and the good sendings come.

use std::path::Path;

use tantu::app::transfer::progress::Progress;
use tantu::app::transfer::receipts;
use tantu::app::transfer::report::End;
use tantu::id::{ContentHash, DeviceId};
use tantu::remote::cloud::Target;
use tantu::store::Workspace;
use tantu::store::handed::state_of;

use crate::homes::{assert_same, down, edit, files, office, say, server, tablet, up, visit};
use crate::servers::secret;

fn there(folder: &Path) -> Target {
    let there = folder.join("there");
    std::fs::create_dir(&there).unwrap();
    Target::folder(&there)
}

fn put(target: &Target, name: &str, text: &str) {
    let path = Path::new(&target.address).join(name);
    std::fs::create_dir_all(path.parent().unwrap()).unwrap();
    std::fs::write(path, text).unwrap();
}

#[test]
fn lists_that_lie_are_left_and_told_and_the_others_come() {
    let folder = tempfile::tempdir().unwrap();
    let target = there(folder.path());
    let store = tablet(&folder.path().join("tablet"));
    visit(&store, 0..6, 1, 1_000);
    up(&store, &target);
    let device = DeviceId::from_bits(9);
    let hash = ContentHash::of(b"x");
    let list = |objects: &str| format!("(tantu_sent: 1, made: \"2026-11-24T09:30:05+08:00\", objects: {{{objects}}})");
    let household = "dossiers/152221/80000000-0000-7000-0000-000000000001";
    for (number, text) in [
        list(&format!("\"../../../workspace.ron\": (1, \"{hash}\")")),
        list(&format!("\"/etc/passwd\": (1, \"{hash}\")")),
        list(&format!("\"{household}/{device}-1.ron\": (99999999999, \"{hash}\")")),
        // Not there.
        list(&format!("\"{household}/{device}-2.ron\": (1, \"{hash}\")")),
        "(".repeat(100_000),
        "\u{0}".repeat(1_000),
        String::new(),
    ]
    .iter()
    .enumerate()
    {
        put(&target, &format!("sent/152221/{device}-{}.ron", number + 1), text);
    }
    // Names that are none.
    for name in ["sent/152221/x.ron", "sent/152221/..ron", "sent/999/a-1.ron", "sent/152221/README.md"] {
        put(&target, name, "hello");
    }
    let here = folder.path().join("office");
    let coordinator = office(&here);
    let outside = files(folder.path()).len() - files(&here).len();
    let came = down(&coordinator, &target);
    assert_eq!((came.end, came.merged, came.left), (End::Done, 3, 7), "{:?}", came.problems);
    assert_same(&store, &coordinator);
    // One receipt for the tablet, and nothing else.
    assert_eq!((came.receipts, files(folder.path()).len() - files(&here).len()), (1, outside + 1));
    // They stay, and are told again; what was merged is not fetched again.
    let came = down(&coordinator, &target);
    assert_eq!((came.lists, came.merged, came.left, came.known), (7, 0, 7, 3));
}

#[test]
fn a_household_of_a_hostile_device_is_kept_aside_and_not_asked_for_again() {
    let folder = tempfile::tempdir().unwrap();
    let target = there(folder.path());
    let device = DeviceId::from_bits(9);
    let text = "(tantu: 1, id: \"nonsense\")";
    let name = format!("dossiers/152221/80000000-0000-7000-0000-000000000001/{device}-1.ron");
    put(&target, &name, text);
    let (size, hash) = (text.len(), ContentHash::of(text.as_bytes()));
    let list =
        format!("(tantu_sent: 1, made: \"2026-11-24T09:30:05+08:00\", objects: {{\"{name}\": ({size}, \"{hash}\")}})");
    put(&target, &format!("sent/152221/{device}-2.ron"), &list);
    let coordinator = office(&folder.path().join("office"));
    let progress = &Progress::default();
    let server = &server(&coordinator, &target, &secret(), progress);
    let fetching = tantu::app::transfer::fetch::Fetching {
        store: &coordinator,
        server,
        place: target.place(),
        division: "",
        identities: &[],
        progress,
        hear: &|_| {},
        merged: &|report| assert_eq!(report.totals.unread, 1),
    };
    let came = tantu::app::transfer::fetch::fetch(&fetching).unwrap();
    assert_eq!((came.end, came.merged, came.problems.len()), (End::Done, 1, 1), "{:?}", came.problems);
    assert!(!files(&coordinator.layout().broken()).is_empty());
    assert_eq!(down(&coordinator, &target).lists, 0);
}

#[test]
fn a_sending_that_is_not_all_there_comes_the_next_time() {
    let folder = tempfile::tempdir().unwrap();
    let target = there(folder.path());
    let store = tablet(&folder.path().join("tablet"));
    visit(&store, 0..6, 1, 1_000);
    up(&store, &target);
    let photo = files(&Path::new(&target.address).join("photos"))[0].clone();
    let bytes = std::fs::read(&photo).unwrap();
    std::fs::remove_file(&photo).unwrap();
    let coordinator = office(&folder.path().join("office"));
    let came = down(&coordinator, &target);
    assert_eq!((came.end, came.merged, came.left, came.problems[0].key), (End::Done, 2, 1, "transfer-missing"));
    std::fs::write(&photo, bytes).unwrap();
    let came = down(&coordinator, &target);
    assert_eq!((came.merged, came.left), (1, 0));
    assert_same(&store, &coordinator);
}

#[test]
fn receipts_find_their_device_once() {
    let folder = tempfile::tempdir().unwrap();
    let target = there(folder.path());
    let store = tablet(&folder.path().join("tablet"));
    let coordinator = office(&folder.path().join("office"));
    let progress = Progress::default();
    let from = server(&coordinator, &target, &secret(), &progress);
    for text in ["one", "two"] {
        receipts::put(&coordinator, &from, store.device(), text.as_bytes().to_vec()).unwrap();
    }
    receipts::put(&coordinator, &from, DeviceId::from_bits(1), b"for another".to_vec()).unwrap();
    put(&target, &format!("receipts/{}/garbage.tantu", store.device()), "x");
    let at = server(&store, &target, &secret(), &progress);
    let got = receipts::get(&store, &at, |_| false).unwrap();
    assert_eq!(got.iter().map(|(_, bytes)| &bytes[..]).collect::<Vec<_>>(), [b"one", b"two"]);
    assert_eq!(got[0].0.device, coordinator.device());
    let first = got[0].0;
    assert_eq!(receipts::get(&store, &at, |serial| serial == first).unwrap().len(), 1);
}

#[test]
fn what_an_office_has_fetched_comes_back_as_a_receipt_and_a_change_takes_a_household_out_of_it() {
    let folder = tempfile::tempdir().unwrap();
    let target = there(folder.path());
    let store = tablet(&folder.path().join("tablet"));
    visit(&store, 0..3, 2, 5_000);
    let coordinator = office(&folder.path().join("office"));
    assert_eq!(up(&store, &target).confirmed, 0, "nobody has fetched");
    let came = down(&coordinator, &target);
    assert_eq!((came.merged, came.receipts), (3, 1), "one sending for each division");
    let ids: Vec<_> = store.bulk().unwrap().0.ids().collect();
    let confirmed = |store: &Workspace| {
        let handed = store.handed();
        let by = |id| handed.confirmed_by(id, state_of(&store.load(id).unwrap().0));
        ids.iter().filter(|id| by(**id) == [coordinator.device()]).count()
    };
    assert_eq!(confirmed(&store), 0, "the receipt lies there, unheard");
    assert_eq!(up(&store, &target).confirmed, 3);
    assert_eq!(confirmed(&store), 3);
    assert_eq!(store.handed().photos(None).len(), 6);
    assert_eq!(up(&store, &target).confirmed, 0, "heard once");
    let mut home = store.load(ids[0]).unwrap().0;
    edit(&store, &mut home, vec![say("q1", "门口有四级台阶")]);
    assert_eq!(confirmed(&store), 2, "changed since");
}
