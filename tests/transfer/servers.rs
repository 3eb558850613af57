//! The servers of `servers.py`, each started once for all tests; they end with this program.

use std::io::{BufRead as _, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::LazyLock;
use std::sync::atomic::{AtomicU32, Ordering};

use tantu::remote::cloud::{Kind, Secret, Style, Target};

/// A server that is up.
pub struct Up {
    pub port: u16,
    /// Where it keeps what it has, if that is a folder.
    pub folder: PathBuf,
    /// Its standard input keeps it alive.
    _child: Child,
}

fn start(kind: &str) -> Option<Up> {
    // Below a folder that every user may enter: Apache is another one.
    let above = tempfile::Builder::new().prefix("tantu-server-").tempdir().unwrap().keep();
    let folder = above.join("root");
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut child = Command::new(root.join("scripts/python"))
        .arg(root.join("tests/transfer/servers.py"))
        .args([kind.as_ref(), folder.as_os_str()])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let mut line = String::new();
    BufReader::new(child.stdout.take().unwrap()).read_line(&mut line).unwrap();
    if line.trim() == "none" {
        return None;
    }
    let port = line.trim().parse().unwrap_or_else(|_| panic!("{kind} did not start: {line:?}"));
    Some(Up { port, folder, _child: child })
}

pub static DAV: LazyLock<Up> = LazyLock::new(|| start("dav").unwrap());
pub static DAV_TLS: LazyLock<Up> = LazyLock::new(|| start("dav-tls").unwrap());
pub static S3: LazyLock<Up> = LazyLock::new(|| start("s3").unwrap());
/// `None` where Apache is not installed.
pub static APACHE: LazyLock<Option<Up>> = LazyLock::new(|| start("apache"));

pub fn secret() -> Secret {
    Secret::new("geheim")
}

/// Another place each time.
fn fresh(name: &str) -> String {
    static COUNT: AtomicU32 = AtomicU32::new(0);
    format!("{name}-{}", COUNT.fetch_add(1, Ordering::Relaxed))
}

/// A place of its own on a WebDAV server at this port.
pub fn dav_at(port: u16) -> Target {
    let address = format!("http://127.0.0.1:{port}");
    let (user, root) = ("tantu".to_owned(), fresh("坦途 2026/dav"));
    Target { name: root.clone(), kind: Kind::WebDav, address, root, user, ..Target::default() }
}

/// A bucket of its own on an S3 server at this port.
pub fn s3_at(port: u16, style: Style) -> Target {
    let bucket = fresh("homes");
    let made = ureq::put(format!("http://127.0.0.1:{}/{bucket}", S3.port)).send_empty();
    assert!(made.is_ok(), "{made:?}");
    let address = format!("http://{}:{port}", if style == Style::Path { "127.0.0.1" } else { "localhost" });
    let (user, root) = ("tantu".to_owned(), "2026/一期".to_owned());
    Target { name: bucket.clone(), kind: Kind::S3, address, bucket, root, style, user, ..Target::default() }
}

/// Where the objects of a place on a WebDAV server lie.
pub fn on_disk(up: &Up, target: &Target) -> PathBuf {
    up.folder.join(&target.root)
}
