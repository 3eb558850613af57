//! `tantu camera` with a camera in the network.

use std::ffi::OsString;
use std::io::Write as _;

use tantu::cli::{self, Next};
use tantu::photo::decode_for_screen;

use crate::photo;
use crate::server::{Server, part, stream_head};

fn run(args: &[&str]) -> (Next, String, String) {
    let (mut out, mut err) = (Vec::new(), Vec::new());
    let args = ["tantu", "--language", "en", "camera"].iter().chain(args).map(OsString::from);
    let next = cli::run(args, "en", &mut out, &mut err).unwrap();
    (next, String::from_utf8(out).unwrap(), String::from_utf8(err).unwrap())
}

#[test]
fn a_test_picture_is_written_and_told() {
    let picture = part(photo());
    let server = Server::new(Box::new(move |connection, _| {
        connection.write_all(&stream_head())?;
        loop {
            connection.write_all(&picture)?;
        }
    }));
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("shot.jpg");
    let address = format!("{}/video", server.address);
    let (next, out, err) = run(&["shot", file.to_str().unwrap(), "--camera", &address, "--skip", "2"]);
    assert_eq!((next, err.as_str()), (Next::Exit(0), ""));
    let size =
        decode_for_screen(photo(), 4_000).map(|picture| format!("{} × {}", picture.width, picture.height)).unwrap();
    assert!(out.contains(&size) && out.contains("Jpeg") && out.contains("shot.jpg"), "{out}");
    assert!(decode_for_screen(&std::fs::read(file).unwrap(), 320).is_ok());
}

#[test]
fn what_fails_is_said_with_what_to_do_and_an_exit_code() {
    let server = Server::sends(&b"HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n"[..]);
    let (next, out, err) =
        run(&["shot", "/no/such/folder/shot.jpg", "--camera", &format!("{}/nothing", server.address)]);
    assert_eq!((next, out.as_str()), (Next::Exit(1), ""));
    assert!(err.contains("/nothing") && err.contains("/video is usual"), "{err}");
}
