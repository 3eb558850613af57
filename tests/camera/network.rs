//! A telephone or camera in the network, well-behaved and not.

use std::io::Write as _;
use std::time::{Duration, Instant};

use tantu::photo::camera::{CameraId, Cameras as _, Frame, Machine, Source};
use tantu::photo::decode_for_screen;
use tantu::problem::Problem;
use tantu::stamp::Moment;

use crate::photo;
use crate::server::{Server, part, stream_head};

const PATIENCE: Duration = Duration::from_secs(2);

fn open(address: &str) -> Result<Box<dyn Source>, Problem> {
    Machine.open(&CameraId::Network(address.to_owned()))
}

fn at(server: &Server) -> Result<Box<dyn Source>, Problem> {
    open(&format!("{}/video", server.address))
}

#[track_caller]
fn pictures(source: &mut dyn Source, count: usize) -> Vec<Frame> {
    (0..count).map(|_| source.next(PATIENCE).unwrap()).collect()
}

#[track_caller]
fn refused(opened: Result<Box<dyn Source>, Problem>) -> &'static str {
    match opened {
        Ok(_) => panic!("it must not open"),
        Err(problem) => problem.key,
    }
}

#[test]
fn a_stream_shows_its_pictures_and_keeps_them_untouched() {
    let jpeg = photo();
    let server = Server::new(Box::new(move |connection, _| {
        connection.write_all(&stream_head())?;
        loop {
            connection.write_all(&part(jpeg))?;
        }
    }));
    let mut source = at(&server).unwrap();
    for frame in pictures(&mut *source, 10) {
        assert_eq!(frame.bytes, jpeg);
        let shown = frame.for_screen(160).unwrap();
        assert_eq!(shown.width.max(shown.height), 160);
    }
    // Kept is the camera's own file, with the time in front.
    let kept = source.next(PATIENCE).unwrap().into_jpeg(Moment::new(1_795_486_200, 480)).unwrap();
    assert!(kept.ends_with(&jpeg[2..]) && kept.len() < jpeg.len() + 120);
    assert!(server.requests.lock().unwrap()[0].starts_with("GET /video HTTP/1.1"));
}

#[test]
fn a_stream_in_small_pieces_without_lengths_and_with_rubbish_is_the_same_stream() {
    let jpeg = photo();
    let mut bytes = stream_head();
    for _ in 0..3 {
        bytes.extend(b"rubbish\r\n--frame\r\ncontent-type: image/jpeg\r\n\r\n");
        bytes.extend(jpeg);
        bytes.extend(b"\r\n");
    }
    bytes.extend(b"--frame--\r\n");
    let server = Server::new(Box::new(move |connection, _| {
        connection.set_nodelay(true)?;
        bytes.chunks(997).try_for_each(|piece| connection.write_all(piece))
    }));
    let mut source = at(&server).unwrap();
    for frame in pictures(&mut *source, 3) {
        // Without a length nobody can tell rubbish behind a picture from the picture; it does not disturb.
        assert!(frame.bytes.starts_with(jpeg));
        assert_eq!(frame.for_screen(160), decode_for_screen(jpeg, 160));
    }
    assert_eq!(source.next(PATIENCE).unwrap_err().key, "camera-network-ended");
}

#[test]
fn a_stream_that_is_cut_in_the_middle_of_a_picture_has_ended() {
    let jpeg = photo();
    let half = &part(jpeg)[..jpeg.len() / 2];
    let server = Server::sends([&stream_head()[..], &part(jpeg), half].concat());
    let mut source = at(&server).unwrap();
    pictures(&mut *source, 1);
    assert_eq!(source.next(PATIENCE).unwrap_err().key, "camera-network-ended");
    // And plugged in again it is there again.
    assert!(at(&server).unwrap().next(PATIENCE).is_ok());
}

#[test]
fn a_slow_sender_is_given_up() {
    for (name, pause, bytes) in [("silent", 30_000, 0), ("dripping", 100, 1)] {
        let server = Server::new(Box::new(move |connection, _| {
            connection.write_all(&stream_head())?;
            connection.write_all(b"--frame\r\nContent-Length: 100000\r\n\r\n")?;
            loop {
                std::thread::park_timeout(Duration::from_millis(pause.min(6_000)));
                if bytes == 0 {
                    return Ok(());
                }
                connection.write_all(&vec![0; bytes])?;
            }
        }));
        let mut source = at(&server).unwrap();
        let begun = Instant::now();
        assert_eq!(source.next(PATIENCE).unwrap_err().key, "camera-silent", "{name}");
        assert!(begun.elapsed() < Duration::from_secs(15), "{name}");
    }
}

#[test]
fn a_giant_picture_is_refused() {
    let mut bytes = stream_head();
    bytes.extend(b"--frame\r\nContent-Length: 99999999999\r\n\r\n");
    let server = Server::sends(bytes);
    assert_eq!(at(&server).unwrap().next(PATIENCE).unwrap_err().key, "camera-network-too-large");
}

#[test]
fn what_is_no_stream_says_so() {
    for (answer, key) in [
        (
            &b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 5\r\n\r\nhello"[..],
            "camera-network-no-stream",
        ),
        (b"HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhello", "camera-network-garbled"),
        (b"HTTP/1.1 200 OK\r\nContent-Type: multipart/x-mixed-replace\r\n\r\n", "camera-network-no-stream"),
        (b"HTTP/1.1 401 Unauthorized\r\nContent-Length: 0\r\n\r\n", "camera-network-password"),
        (b"HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n", "camera-network-path"),
        (b"HTTP/1.1 503 Busy\r\nContent-Length: 0\r\n\r\n", "camera-network-status"),
        (b"HTTP/1.1 302 Found\r\nLocation: /video\r\nContent-Length: 0\r\n\r\n", "camera-network-circle"),
        (b"220 this is a mail server\r\n", "camera-network-garbled"),
        (b"", "camera-network-unreachable"),
    ] {
        let server = Server::sends(answer);
        assert_eq!(refused(at(&server)), key, "{}", String::from_utf8_lossy(answer));
    }
}

#[test]
fn nobody_at_the_address_is_said_at_once_and_no_answer_in_time() {
    let free = std::net::TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap();
    assert_eq!(refused(open(&free.to_string())), "camera-network-unreachable");
    let silent = Server::new(Box::new(|_, _| {
        std::thread::sleep(Duration::from_secs(5));
        Ok(())
    }));
    let begun = Instant::now();
    assert_eq!(refused(at(&silent)), "camera-network-silent");
    assert!(begun.elapsed() < Duration::from_secs(15));
}

#[test]
fn name_and_password_go_with_the_request_and_not_to_strangers() {
    let jpeg = photo();
    let server = Server::new(Box::new(move |connection, request| {
        let knows = request.to_ascii_lowercase().contains("authorization: basic bwu6yubi");
        if knows {
            connection.write_all(&[stream_head(), part(jpeg)].concat())
        } else {
            connection.write_all(b"HTTP/1.1 401 Unauthorized\r\nContent-Length: 0\r\n\r\n")
        }
    }));
    assert_eq!(refused(at(&server)), "camera-network-password");
    assert_eq!(refused(open(&format!("me:wrong@{}", server.address))), "camera-network-password");
    let mut source = open(&format!("http://me:a%40b@{}/video", server.address)).unwrap();
    pictures(&mut *source, 1);

    let stranger = Server::sends(&b"HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n"[..]);
    let away = format!(
        "HTTP/1.1 302 Found\r\nLocation: http://localhost:{}/\r\nContent-Length: 0\r\n\r\n",
        stranger.address.port()
    );
    let sends_away = Server::sends(away);
    assert!(open(&format!("me:secret@{}", sends_away.address)).is_err());
    let told = stranger.requests.lock().unwrap().join("\n").to_ascii_lowercase();
    assert!(!told.contains("authorization"), "{told}");
}

#[test]
fn a_camera_that_sends_one_picture_for_each_request_is_asked_again_and_again() {
    let jpeg = photo();
    let head = format!("HTTP/1.1 200 OK\r\nContent-Type: image/jpeg\r\nContent-Length: {}\r\n\r\n", jpeg.len());
    let server = Server::sends([head.as_bytes(), jpeg].concat());
    let mut source = at(&server).unwrap();
    assert!(pictures(&mut *source, 5).iter().all(|frame| frame.bytes == jpeg));
    assert_eq!(server.requests.lock().unwrap().len(), 5);
}
