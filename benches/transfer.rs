//! Upload and download of 2,000 photos and 500 households over loopback, against `rclone copy` to the same servers in the
//! same run. `cargo bench --bench transfer -- 40` sends 40 households and four times as many photos.
//!
//! rclone copies the very objects that we send, with four transfers at a time as it does by itself, and believes the
//! server's answer; we look at what has arrived, and what comes down is merged into a workspace as well.

#![allow(clippy::unwrap_used, reason = "a measurement that cannot go on has to stop")]

mod common;

use std::io::{BufRead as _, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::Arc;
use std::time::Duration;

use common::{Table, count, ratio, show, timed};
use tantu::app::merge;
use tantu::app::transfer::fetch::{Fetching, fetch};
use tantu::app::transfer::progress::Progress;
use tantu::app::transfer::report::End;
use tantu::app::transfer::send::{Sending, send};
use tantu::dossier::Dossier;
use tantu::dossier::edit::{Author, Edit};
use tantu::dossier::household;
use tantu::id::{DossierId, Name, RowId};
use tantu::path::FieldPath;
use tantu::remote::cloud::{Kind, Options, Secret, Server, Target};
use tantu::role::Role;
use tantu::store::{Opening, Workspace, now};
use tantu::value::{Photo, Value};

const PHOTOS: u32 = 4;
const PHOTO_BYTES: usize = 150_000;

fn main() {
    let asked = std::env::args().skip(1).find_map(|argument| argument.parse().ok());
    let homes: u32 = asked.unwrap_or(if common::quick() { 10 } else { 500 });
    let folder = tempfile::Builder::new().prefix("tantu-bench-").tempdir().unwrap();
    let store = tablet(&folder.path().join("tablet"), homes);
    let mirror = folder.path().join("mirror");
    std::fs::create_dir(&mirror).unwrap();
    up(&store, &Target::folder(&mirror));
    let photos = homes * PHOTOS;
    println!("{} households, {} photos of {} kB\n", count(homes), count(photos), PHOTO_BYTES / 1_000);
    let mut table = Table::new(["", "ours", "rclone", "ratio", "of ours, merging"]);
    for kind in ["dav", "apache", "s3"] {
        let Some(server) = Running::start(kind, &folder.path().join(kind)) else {
            println!("{kind}: not installed, not measured");
            continue;
        };
        let target = server.target(kind);
        let (ours, ()) = timed(|| up(&store, &target));
        let theirs = server.rclone(kind).map(|to| rclone(&mirror.to_string_lossy(), &to, server.port));
        table.row([format!("{kind} up"), show(ours), told(theirs), compared(ours, theirs), "–".to_owned()]);
        let (ours, merging) = timed(|| down(&folder.path().join(format!("office {kind}")), &target));
        let back = folder.path().join(format!("back {kind}"));
        let theirs = server.rclone(kind).map(|from| rclone(&from, &back.to_string_lossy(), server.port));
        table.row([format!("{kind} down"), show(ours), told(theirs), compared(ours, theirs), show(merging)]);
    }
    table.print();
}

fn told(time: Option<Duration>) -> String {
    time.map_or("not installed".to_owned(), show)
}

fn compared(ours: Duration, theirs: Option<Duration>) -> String {
    theirs.map_or("–".to_owned(), |theirs| ratio(ours, theirs))
}

/// A workspace with households of a usual size and their photos.
fn tablet(folder: &Path, homes: u32) -> Workspace {
    let (store, _) = Workspace::open(folder, Opening::default()).unwrap();
    let author = Author { device: store.device(), name: "王评估".into(), at: now() };
    for number in 0..homes {
        let mut home = Dossier::new(DossierId::from_u128((7 << 76) | u128::from(number)));
        let set = |path: &str, text: String| Edit::set(path.parse().unwrap(), Value::Text(text.as_str().into()));
        let mut edits = vec![
            Edit::set(FieldPath::top(Name::of(household::HEAD)), Value::Text(format!("户主{number}").as_str().into())),
            set(household::DIVISION, format!("1522{:02}", 21 + number % 3)),
        ];
        edits
            .extend((0..250).map(|question| {
                set(&format!("q{question}"), format!("第{question}题：{number} 户的回答，门口有台阶"))
            }));
        for place in 0..PHOTOS {
            let mut bytes = vec![0; PHOTO_BYTES];
            blake3::Hasher::new().update(&(number * PHOTOS + place).to_le_bytes()).finalize_xof().fill(&mut bytes);
            bytes[..4].copy_from_slice(&[0xff, 0xd8, 0xff, 0xe0]);
            let hash = store.put_photo(&bytes).unwrap();
            let row = RowId::from_bits(u64::from(number * PHOTOS + place));
            let photo = Photo { hash, width: 1600, height: 1200, taken: None, place: None, caption: "门口".into() };
            edits.push(Edit::set(format!("qP/{row}").parse().unwrap(), Value::Photo(Arc::new(photo))));
        }
        home.apply(&Edit::Many(edits), &author);
        store.fold(&home).unwrap();
    }
    store
}

fn open(store: &Workspace, target: &Target) -> Server {
    Server::open(target, Some(&Secret::new("geheim")), &Options::of(store.device())).unwrap()
}

fn up(store: &Workspace, target: &Target) {
    let (server, progress) = (&open(store, target), &Progress::default());
    let sending =
        Sending { store, server, place: target.place(), receivers: &[], identities: &[], progress, now: now() };
    let report = send(&sending).unwrap();
    assert!(report.end == End::Done && report.failed.is_empty() && report.verified == report.households, "{report:?}");
}

/// Fetches and merges; how long merging took of that.
fn down(folder: &Path, target: &Target) -> Duration {
    let opening = Opening { role: Role::Coordinator, ..Opening::default() };
    let (store, _) = Workspace::open(folder, opening).unwrap();
    let (server, progress, merging) = (&open(&store, target), &Progress::default(), std::cell::Cell::new(0.0));
    let (place, division, hear) = (target.place(), "", &|_: &[_]| {});
    let merged = &|report: merge::Report| merging.set(merging.get() + report.seconds);
    let fetching = Fetching { store: &store, server, place, division, identities: &[], progress, hear, merged };
    let report = fetch(&fetching).unwrap();
    assert!(report.end == End::Done && report.left == 0, "{report:?}");
    Duration::from_secs_f64(merging.get())
}

fn rclone(from: &str, to: &str, port: u16) -> Duration {
    let obscured = Command::new("rclone").args(["obscure", "geheim"]).output().unwrap().stdout;
    let mut command = Command::new("rclone");
    // rclone cannot have both this and its own transport.
    command.env_remove("AWS_CA_BUNDLE");
    command.args(["copy", from, to, "--config", "", "--webdav-user", "tantu", "--s3-provider", "Other"]);
    command.args(["--webdav-url", &format!("http://127.0.0.1:{port}"), "--webdav-pass"]);
    command.arg(String::from_utf8(obscured).unwrap().trim());
    command.args(["--s3-endpoint", &format!("http://127.0.0.1:{port}"), "--s3-access-key-id", "tantu"]);
    command.args(["--s3-secret-access-key", "geheim", "--s3-no-check-bucket", "--s3-force-path-style"]);
    let (time, output) = timed(|| command.output().unwrap());
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    time
}

/// A server of the tests; it ends with this handle.
struct Running {
    port: u16,
    _child: Child,
}

impl Running {
    fn start(kind: &str, folder: &Path) -> Option<Self> {
        let root = PathBuf::from(env!("CARGO_MANIFEST_DIR"));
        let mut child = Command::new(root.join("scripts/python"))
            .arg(root.join("tests/transfer/servers.py"))
            .args([kind.as_ref(), folder.as_os_str()])
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        let mut line = String::new();
        BufReader::new(child.stdout.take().unwrap()).read_line(&mut line).unwrap();
        let Ok(port) = line.trim().parse() else {
            drop(child.stdin.take());
            child.wait().unwrap();
            return None;
        };
        if kind == "s3" {
            ureq::put(format!("http://127.0.0.1:{port}/homes")).send_empty().unwrap();
        }
        Some(Self { port, _child: child })
    }

    fn target(&self, kind: &str) -> Target {
        let address = format!("http://127.0.0.1:{}", self.port);
        let (root, user) = ("ours".to_owned(), "tantu".to_owned());
        match kind {
            "s3" => Target { kind: Kind::S3, address, bucket: "homes".to_owned(), root, user, ..Target::default() },
            _ => Target { kind: Kind::WebDav, address, root, user, ..Target::default() },
        }
    }

    /// The place of rclone on the same server, if rclone is installed.
    fn rclone(&self, kind: &str) -> Option<String> {
        Command::new("rclone").arg("version").output().ok()?;
        Some(if kind == "s3" { ":s3:homes/rclone" } else { ":webdav:rclone" }.to_owned())
    }
}
