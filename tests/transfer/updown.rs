//! Up and down again, on every kind of server: byte for byte the same, once, and only what is new.

use std::sync::Arc;

use tantu::app::transfer::progress::Progress;
use tantu::app::transfer::report::End;
use tantu::app::transfer::saved::Saved;
use tantu::app::transfer::send::{Sending, send};
use tantu::cipher::Cipher;
use tantu::id::ContentHash;
use tantu::remote::cloud::{Kind, Style, Target};
use tantu::role::Role;
use tantu::seal::{Identity, Vault};
use tantu::store::{Opening, Workspace};

use crate::homes::{
    assert_same, assert_tidy, down, down_with, edit, files, id, now, office, say, server, tablet, up, up_for, visit,
};
use crate::proxy::{Fate, Proxy};
use crate::servers::{APACHE, DAV, S3, dav_at, on_disk, s3_at, secret};

/// Sizes of the long form, when `scripts/soak-transfer` asks for it.
fn size() -> (u32, u32, usize) {
    if std::env::var_os("TANTU_SOAK").is_some() { (500, 10, 150_000) } else { (14, 2, 30_000) }
}

fn up_and_down(target: &Target) {
    let folder = tempfile::tempdir().unwrap();
    let (homes, photos, bytes) = size();
    let store = tablet(&folder.path().join("tablet"));
    visit(&store, 0..homes, photos, bytes);
    let sent = up(&store, target);
    assert_eq!(sent.end, End::Done, "{sent:?}");
    let blobs = (homes * photos + 1) as usize;
    assert_eq!((sent.verified, sent.sent, sent.blobs, sent.failed.len()), (homes as usize, homes as usize, blobs, 0));
    let coordinator = office(&folder.path().join("office"));
    let came = down(&coordinator, target);
    assert_eq!((came.end, came.households, came.left), (End::Done, homes as usize, 0), "{:?}", came.problems);
    assert_same(&store, &coordinator);
    assert_tidy(&coordinator);

    // Nothing is new: nothing goes, nothing comes.
    let again = up(&store, target);
    assert_eq!((again.verified, again.sent, again.bytes), (homes as usize, 0, 0));
    let came = down(&coordinator, target);
    assert_eq!((came.lists, came.objects), (0, 0));
    assert!(came.known > 0);

    // One household is: it goes alone, without its photos.
    let mut home = store.load(id(3)).unwrap().0;
    edit(&store, &mut home, vec![say("q2", "已加坡道")]);
    let one = up(&store, target);
    assert_eq!((one.verified, one.sent, one.blobs), (homes as usize, 1, 0));
    let came = down(&coordinator, target);
    assert_eq!((came.lists, came.merged, came.objects), (1, 1, 1));
    assert_same(&store, &coordinator);
}

#[test]
fn a_folder() {
    let folder = tempfile::tempdir().unwrap();
    up_and_down(&Target::folder(folder.path()));
}

#[test]
fn wsgidav() {
    up_and_down(&dav_at(DAV.port));
}

#[test]
fn apache() {
    match &*APACHE {
        Some(up) => up_and_down(&dav_at(up.port)),
        None => eprintln!("Apache is not installed: not tried"),
    }
}

#[test]
fn s3_by_path() {
    up_and_down(&s3_at(S3.port, Style::Path));
}

#[test]
fn divisions_are_fetched_by_their_first_digits() {
    let (folder, there) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    let target = Target::folder(there.path());
    let store = tablet(&folder.path().join("tablet"));
    visit(&store, 0..6, 1, 1_000);
    up(&store, &target);
    let coordinator = office(&folder.path().join("office"));
    let came = down_with(&coordinator, &target, "152222", &[]);
    assert_eq!((came.lists, came.households), (1, 2));
    let came = down_with(&coordinator, &target, "1522", &[]);
    assert_eq!((came.lists, came.known, came.households), (2, 1, 4));
    assert_same(&store, &coordinator);
}

#[test]
fn what_is_sealed_is_read_by_its_receivers_only() {
    let (folder, there) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    let target = Target::folder(there.path());
    let (key, thief) = (Identity::generate(), Identity::generate());
    let store = tablet(&folder.path().join("tablet"));
    visit(&store, 0..4, 2, 4_000);
    let sent = up_for(&store, &target, &[key.recipient()]);
    assert_eq!((sent.end, sent.verified), (End::Done, 4));
    for file in files(there.path()).iter().filter(|file| !file.ends_with("forms")) {
        let bytes = std::fs::read(file).unwrap();
        assert!(memchr::memmem::find(&bytes, "户主".as_bytes()).is_none(), "{file:?}");
    }
    let coordinator = office(&folder.path().join("office"));
    let came = down_with(&coordinator, &target, "", &[thief]);
    assert_eq!((came.merged, came.left, came.problems[0].key), (0, 3, "seal-for-others"));
    let came = down(&coordinator, &target);
    assert_eq!((came.merged, came.problems[0].key), (0, "transfer-sealed-no-key"));
    let came = down_with(&coordinator, &target, "", std::slice::from_ref(&key));
    assert_eq!((came.end, came.households, came.left), (End::Done, 4, 0), "{:?}", came.problems);
    assert_same(&store, &coordinator);

    // A second tablet has the same photos; the first one's seal may be for others, so it sends its own.
    let second = tablet(&folder.path().join("second"));
    visit(&second, 0..4, 2, 4_000);
    let sent = up_for(&second, &target, &[key.recipient()]);
    assert_eq!((sent.end, sent.verified), (End::Done, 4));
    let own = format!("-{}.jpg.age", second.device());
    assert_eq!(files(there.path()).iter().filter(|file| file.to_string_lossy().ends_with(&own)).count(), 8);
    let other = office(&folder.path().join("other"));
    assert_eq!(down_with(&other, &target, "", &[key]).left, 0);
}

#[test]
fn between_sealed_workspaces_nothing_lies_open_anywhere() {
    let (folder, there) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    let target = Target::folder(there.path());
    let (tablet, office) = (Identity::generate(), Identity::generate());
    let sealed = |name: &str, role, key: &Identity| {
        let cipher: Option<Arc<dyn Cipher>> = Some(Arc::new(Vault::new(key.clone(), Vec::new())));
        Workspace::open(&folder.path().join(name), Opening { role, cipher, ..Opening::default() }).unwrap().0
    };
    let store = sealed("tablet", Role::Surveyor, &tablet);
    let saved = Saved {
        targets: vec![Target { user: "tantu".to_owned(), ..target.clone() }],
        secrets: [(target.name.clone(), secret())].into(),
        ..Saved::default()
    };
    saved.write(&store).unwrap();
    assert_eq!(Saved::read(&store).0, saved, "a sealed workspace keeps the password");
    visit(&store, 0..3, 2, 3_000);
    let coordinator = sealed("office", Role::Coordinator, &office);
    let progress = &Progress::default();
    let refused = Sending {
        store: &store,
        server: &server(&store, &target, &secret(), progress),
        place: target.place(),
        receivers: &[],
        identities: &[],
        progress,
        now: now(),
    };
    assert_eq!(send(&refused).unwrap_err().key, "transfer-no-receiver");
    assert_eq!(up_for(&store, &target, &[office.recipient()]).verified, 3);
    let came = down(&coordinator, &target);
    assert_eq!((came.end, came.merged), (End::Done, 3), "{:?}", came.problems);
    assert_same(&store, &coordinator);
    for file in files(folder.path()).into_iter().chain(files(there.path())) {
        let bytes = std::fs::read(&file).unwrap();
        for word in ["户主", "三级台阶", "geheim"] {
            assert!(memchr::memmem::find(&bytes, word.as_bytes()).is_none(), "{word} in {file:?}");
        }
    }
}

#[test]
fn a_photo_goes_once_whoever_has_it_and_one_that_is_broken_there_is_replaced() {
    let folder = tempfile::tempdir().unwrap();
    let proxy = Proxy::new(DAV.port, |_| Fate::Pass);
    let target = dav_at(proxy.port());
    let first = tablet(&folder.path().join("first"));
    visit(&first, 0..5, 3, 5_000);
    up(&first, &target);
    assert_eq!(proxy.count("PUT", "/photos/"), 15);
    let photo = files(&on_disk(&DAV, &target).join("photos"))[7].clone();
    std::fs::write(&photo, b"half").unwrap();
    let second = tablet(&folder.path().join("second"));
    visit(&second, 0..5, 3, 5_000);
    let sent = up(&second, &target);
    assert_eq!((sent.end, sent.verified, sent.blobs_there), (End::Done, 5, 15));
    assert_eq!(sent.blobs, 1);
    // Once for each, and twice for the one that was broken: first careful, then over it.
    assert!((16..=17).contains(&proxy.count("PUT", "/photos/")));
    let name = photo.file_stem().unwrap().to_str().unwrap().to_owned();
    assert_eq!(ContentHash::of(&std::fs::read(&photo).unwrap()).to_string(), name);
}

#[test]
fn requests_are_few() {
    let folder = tempfile::tempdir().unwrap();
    for kind in [Kind::WebDav, Kind::S3] {
        let port = if kind == Kind::S3 { S3.port } else { DAV.port };
        let proxy = Proxy::new(port, |_| Fate::Pass);
        let target = if kind == Kind::S3 { s3_at(proxy.port(), Style::Path) } else { dav_at(proxy.port()) };
        let store = tablet(&folder.path().join(kind.name()));
        visit(&store, 0..10, 3, 2_000);
        up(&store, &target);
        let (objects, seen) = (10 + 30 + 1 + 3, proxy.seen.lock().unwrap().len());
        let mut by_method = std::collections::BTreeMap::<String, usize>::new();
        proxy
            .seen
            .lock()
            .unwrap()
            .iter()
            .for_each(|(request, _)| *by_method.entry(request.method.clone()).or_default() += 1);
        eprintln!("{kind:?}: {seen} requests for {objects} objects: {by_method:?}");
        // WebDAV: PUT, GET, MOVE, and a folder for most; S3: one PUT.
        let most = if kind == Kind::S3 { objects + 6 } else { 3 * objects + 80 };
        assert!(seen <= most, "{seen} requests for {objects} objects of {kind:?}: {by_method:?}");
        let before = seen;
        down(&office(&folder.path().join(format!("{} office", kind.name()))), &target);
        let seen = proxy.seen.lock().unwrap().len() - before;
        // And a receipt: its folders, and its way there.
        assert!(seen <= objects + 14, "{seen} requests down");
    }
}
