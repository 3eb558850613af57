//! `tantu send` and `tantu fetch`: words and exit codes for scripts and cron.

use std::ffi::OsString;
use std::path::Path;
use std::process::Command;

use tantu::app::transfer::saved::{Policy, Saved};
use tantu::cli::{self, Next};
use tantu::remote::cloud::{Style, Target};
use tantu::role::Role;
use tantu::store::disk::Disk;

use crate::homes::{assert_same, office, open, tablet, visit};
use crate::proxy::{Fate, Proxy};
use crate::servers::{DAV, S3, dav_at, s3_at};

fn ran(args: &[&str]) -> (u8, String, String) {
    let (mut out, mut err) = (Vec::new(), Vec::new());
    let args = std::iter::once("tantu").chain(args.iter().copied()).map(OsString::from);
    let Next::Exit(code) = cli::run(args, "en_US.UTF-8", &mut out, &mut err).unwrap() else { panic!("a window") };
    (code, String::from_utf8(out).unwrap(), String::from_utf8(err).unwrap())
}

fn text(path: &Path) -> &str {
    path.to_str().unwrap()
}

#[test]
fn a_tablet_sends_and_an_office_fetches_by_a_name_and_a_file_with_the_password() {
    let folder = tempfile::tempdir().unwrap();
    let (here, there, secret) =
        (folder.path().join("tablet"), folder.path().join("office"), folder.path().join("password"));
    std::fs::write(&secret, "geheim\n").unwrap();
    let target = Target { name: "市残联".to_owned(), ..dav_at(DAV.port) };
    for store in [tablet(&here), office(&there)] {
        Saved { targets: vec![target.clone()], ..Saved::default() }.write(&store).unwrap();
    }
    visit(&tablet(&here), 0..4, 1, 2_000);
    let send = || ran(&["send", text(&here), "--to", "市残联", "--secret-file", text(&secret)]);
    let (code, out, err) = send();
    assert_eq!(code, 0, "{out}{err}");
    assert!(out.contains("4 of 4 households verified"), "{out}");
    assert_eq!(send().0, 0, "all verified already");
    let fetch = |division| {
        ran(&["fetch", text(&there), "--from", "市残联", "--division", division, "--secret-file", text(&secret)])
    };
    assert_eq!(fetch("999999").0, 4, "nothing there");
    let (code, out, err) = fetch("1522");
    assert_eq!(code, 0, "{out}{err}");
    assert_same(&tablet(&here), &office(&there));
    assert!(!std::fs::read_to_string(here.join("targets.ron")).unwrap().contains("geheim"));
}

#[test]
fn every_end_has_its_exit_code() {
    let folder = tempfile::tempdir().unwrap();
    let (here, share) = (folder.path().join("tablet"), folder.path().join("share"));
    drop(tablet(&here));
    let to = |to: &str| ran(&["send", text(&here), "--to", to]);
    assert_eq!(to(text(&share)).0, 4, "no household");
    visit(&tablet(&here), 0..1, 1, 100);
    assert_eq!(to(text(&share)).0, 5, "not mounted");
    std::fs::create_dir(&share).unwrap();
    let free = std::net::TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
    let (code, _, err) = to(&format!("http://127.0.0.1:{free}/dav"));
    assert_eq!(code, 5, "{err}");
    let with_user = format!("http://tantu@127.0.0.1:{}/", DAV.port);
    let (code, _, err) = to(&with_user);
    assert_eq!(code, 4, "no password: {err}");
    let (code, _, err) = to("https://tantu:geheim@server/");
    assert!(code == 4 && err.contains("--secret-file"), "{err}");
    let inside = here.join("password");
    std::fs::write(&inside, "geheim").unwrap();
    let (code, _, err) = ran(&["send", text(&here), "--to", &with_user, "--secret-file", text(&inside)]);
    assert_eq!(code, 4, "{err}");
    let (code, _, err) = ran(&["send", text(&here), "--to", text(&share), "--network", "no such network"]);
    assert_eq!(code, 5, "{err}");
    assert_eq!(to(text(&share)).0, 0);
    assert_eq!(ran(&["fetch", text(&here), "--from", text(&share)]).0, 4, "a surveyor does not merge");
    assert_eq!(ran(&["send", text(&here)]).0, 2);
    let builder = folder.path().join("builder");
    drop(open(&builder, Role::Contractor, Disk::default()));
    assert_eq!(ran(&["send", text(&builder), "--to", text(&share)]).0, 4, "a contractor hands back by package");
}

/// Virtual hosts need names that lead to the server: a proxy of an institution knows them.
#[test]
fn s3_by_host_name_through_the_proxy_of_the_institution() {
    let folder = tempfile::tempdir().unwrap();
    let (here, there) = (folder.path().join("tablet"), folder.path().join("office"));
    visit(&tablet(&here), 0..3, 1, 2_000);
    drop(office(&there));
    let bucket = s3_at(S3.port, Style::VirtualHost).bucket;
    let proxy = Proxy::new(S3.port, |_| Fate::Pass);
    let address = format!("s3://{bucket}/2026?endpoint=http://s3.amazonaws.com&style=virtual&user=tantu");
    let program = |args: &[&str]| {
        let mut command = Command::new(env!("CARGO_BIN_EXE_tantu"));
        command.args(args).args(["--language", "en"]).env("TANTU_SECRET", "geheim");
        command
            .env("http_proxy", format!("http://127.0.0.1:{}", proxy.port()))
            .env_remove("no_proxy")
            .env_remove("NO_PROXY");
        let output = command.output().unwrap();
        assert!(output.status.success(), "{output:?}");
        String::from_utf8(output.stdout).unwrap()
    };
    assert!(program(&["send", text(&here), "--to", &address]).contains("3 of 3 households verified"));
    let host = format!("http://{bucket}.s3.amazonaws.com/2026/photos/");
    assert_eq!(proxy.count("PUT", &host), 3);
    program(&["fetch", text(&there), "--from", &address]);
    assert_same(&tablet(&here), &office(&there));
}

#[test]
fn the_network_that_was_set_is_asked_before_anything_is_sent() {
    let folder = tempfile::tempdir().unwrap();
    let (here, share) = (folder.path().join("tablet"), folder.path().join("share"));
    std::fs::create_dir(&share).unwrap();
    let store = tablet(&here);
    visit(&store, 0..1, 0, 0);
    let policy = Policy { network: "残联办公室 5G".to_owned(), bytes_per_second: Some(1 << 20) };
    Saved { policy, ..Saved::default() }.write(&store).unwrap();
    drop(store);
    assert_eq!(ran(&["send", text(&here), "--to", text(&share)]).0, 5);
    assert_eq!(std::fs::read_dir(&share).unwrap().count(), 0);
}
