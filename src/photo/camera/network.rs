//! A camera or telephone in the local network that sends pictures over HTTP: as a stream (`multipart/x-mixed-replace`)
//! or one at a time (`image/jpeg`, asked for again and again). Without TLS: such cameras have no certificate, and their
//! network is the household's own or the telephone's.

use std::io::Read;
use std::time::{Duration, Instant};

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use ureq::http::{Response, Uri};
use ureq::{Agent, Body, Timeout};

use super::multipart::{Broken, Reader, boundary};
use super::{Frame, Source};
use crate::limits::MAX_CAMERA_PART_BYTES;
use crate::problem::Problem;

/// For the connection and, once more, for the answer's first line.
const CONNECT: Duration = Duration::from_secs(3);
/// For the next bytes: a camera that is silent for so long sends no moving pictures.
const READ: Duration = Duration::from_secs(3);
/// From `/video` to `/video/`, to a login page: more would be a circle.
const REDIRECTS: u32 = 3;
/// Bytes taken from the connection at a time.
const PIECE: usize = 64 << 10;

/// Opens the stream at this address; `http://` may be left out, name and password may stand before the host.
pub(super) fn open(address: &str) -> Result<Box<dyn Source>, Problem> {
    let address = Address::parse(address)?;
    let agent = agent();
    let response = get(&agent, &address)?;
    let content_type = response.headers().get("content-type").and_then(|value| value.to_str().ok());
    let content_type = content_type.unwrap_or_default().to_owned();
    if let Some(boundary) = boundary(&content_type) {
        let bytes = response.into_body().into_with_config().limit(u64::MAX).reader();
        return Ok(Box::new(Stream { bytes: Box::new(bytes), parts: Reader::new(&boundary), piece: vec![0; PIECE] }));
    }
    if content_type.trim().to_ascii_lowercase().starts_with("image/jpeg") {
        let first = picture(response)?;
        return Ok(Box::new(Snapshots { agent, address, first: Some(first) }));
    }
    Err(match content_type.split(';').next().map(str::trim) {
        Some(kind) if !kind.is_empty() => Problem::warning("camera-network-no-stream").with("kind", kind),
        _ => Problem::warning("camera-network-garbled"),
    })
}

fn agent() -> Agent {
    let config = Agent::config_builder()
        .http_status_as_error(false)
        .max_redirects(REDIRECTS)
        .redirect_auth_headers(ureq::config::RedirectAuthHeaders::SameHost)
        .proxy(None)
        .timeout_resolve(Some(CONNECT))
        .timeout_connect(Some(CONNECT))
        .timeout_recv_response(Some(CONNECT))
        .timeout_per_read(Some(READ))
        .build();
    Agent::new_with_config(config)
}

/// Where the camera is, and who asks.
struct Address {
    uri: Uri,
    /// The value of `Authorization` (RFC 7617).
    authorization: Option<String>,
}

impl Address {
    fn parse(text: &str) -> Result<Self, Problem> {
        let text = text.trim();
        let wrong = || Problem::warning("camera-network-address").with("address", hide_password(text));
        let scheme = text.split_once("://").map(|(scheme, _)| scheme.to_ascii_lowercase());
        let full = match scheme.as_deref() {
            None => format!("http://{text}"),
            Some("http") => text.to_owned(),
            Some("https" | "rtsp") => {
                return Err(Problem::warning("camera-network-scheme").with("scheme", scheme.unwrap_or_default()));
            }
            Some(_) => return Err(wrong()),
        };
        let uri: Uri = full.parse().map_err(|_| wrong())?;
        let authority = uri.authority().filter(|authority| !authority.host().is_empty()).ok_or_else(wrong)?;
        let Some((person, host)) = authority.as_str().rsplit_once('@') else {
            return Ok(Self { uri, authorization: None });
        };
        let (name, password) = person.split_once(':').unwrap_or((person, ""));
        let credentials = format!("{}:{}", unescape(name), unescape(password));
        let authorization = Some(format!("Basic {}", STANDARD.encode(credentials)));
        let path = uri.path_and_query().map_or("/", |path| path.as_str());
        let uri = Uri::builder().scheme("http").authority(host).path_and_query(path).build().map_err(|_| wrong())?;
        Ok(Self { uri, authorization })
    }

    fn host(&self) -> &str {
        self.uri.host().unwrap_or_default()
    }
}

/// The address as it may be shown.
fn hide_password(address: &str) -> &str {
    address.rsplit_once('@').map_or(address, |(_, host)| host)
}

/// `%40` is `@` (RFC 3986 section 2.1).
fn unescape(text: &str) -> String {
    let mut bytes = Vec::new();
    let mut rest = text.as_bytes();
    while let Some((&byte, after)) = rest.split_first() {
        let escaped = (byte == b'%').then(|| after.get(..2)).flatten();
        let value = escaped.and_then(|digits| std::str::from_utf8(digits).ok());
        match value.and_then(|digits| u8::from_str_radix(digits, 16).ok()) {
            Some(value) => {
                bytes.push(value);
                rest = &after[2..];
            }
            None => {
                bytes.push(byte);
                rest = after;
            }
        }
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

/// Asks; anything but success is told.
fn get(agent: &Agent, address: &Address) -> Result<Response<Body>, Problem> {
    let mut request = agent.get(address.uri.clone());
    if let Some(authorization) = &address.authorization {
        request = request.header("Authorization", authorization);
    }
    let host = || address.host().to_owned();
    let response = request.call().map_err(|error| match error {
        ureq::Error::Timeout(Timeout::RecvResponse) => Problem::warning("camera-network-silent").with("host", host()),
        ureq::Error::TooManyRedirects | ureq::Error::RedirectFailed => Problem::warning("camera-network-circle"),
        ureq::Error::RequireHttpsOnly(_) | ureq::Error::Tls(_) => {
            Problem::warning("camera-network-scheme").with("scheme", "https")
        }
        ureq::Error::Protocol(_) | ureq::Error::LargeResponseHeader(..) => Problem::warning("camera-network-garbled"),
        _ => Problem::warning("camera-network-unreachable").with("host", host()),
    })?;
    match response.status().as_u16() {
        200..=299 => Ok(response),
        401 | 403 => Err(Problem::warning("camera-network-password")),
        404 => Err(Problem::warning("camera-network-path").with("path", address.uri.path())),
        status => Err(Problem::warning("camera-network-status").with("status", status)),
    }
}

/// The connection ended or was silent in the middle.
fn lost(error: &std::io::Error) -> Problem {
    let inner = error.get_ref().and_then(|inner| inner.downcast_ref::<ureq::Error>());
    let is_late = matches!(inner, Some(ureq::Error::Timeout(_))) || error.kind() == std::io::ErrorKind::TimedOut;
    Problem::warning(if is_late { "camera-silent" } else { "camera-network-ended" })
}

/// Width and height stand in the file.
fn frame(bytes: Vec<u8>) -> Frame {
    Frame::jpeg(0, 0, bytes)
}

struct Stream {
    bytes: Box<dyn Read>,
    parts: Reader,
    piece: Vec<u8>,
}

impl Source for Stream {
    fn next(&mut self, patience: Duration) -> Result<Frame, Problem> {
        let until = Instant::now() + patience;
        loop {
            let part =
                self.parts.next_part().map_err(|Broken::TooLarge| Problem::warning("camera-network-too-large"))?;
            match part {
                Some(part) if !part.is_empty() => return Ok(frame(part)),
                Some(_) => continue,
                // One that sends a byte now and then is as good as silent.
                None if Instant::now() >= until => return Err(Problem::warning("camera-silent")),
                None => {}
            }
            let count = self.bytes.read(&mut self.piece).map_err(|error| lost(&error))?;
            if count == 0 {
                return Err(Problem::warning("camera-network-ended"));
            }
            self.parts.push(&self.piece[..count]);
        }
    }
}

/// One picture for each request.
struct Snapshots {
    agent: Agent,
    address: Address,
    first: Option<Frame>,
}

impl Source for Snapshots {
    fn next(&mut self, _patience: Duration) -> Result<Frame, Problem> {
        match self.first.take() {
            Some(frame) => Ok(frame),
            None => picture(get(&self.agent, &self.address)?),
        }
    }
}

fn picture(response: Response<Body>) -> Result<Frame, Problem> {
    let mut bytes = Vec::new();
    let limit = MAX_CAMERA_PART_BYTES as u64;
    let reader = response.into_body().into_with_config().limit(u64::MAX).reader();
    reader.take(limit + 1).read_to_end(&mut bytes).map_err(|error| lost(&error))?;
    if bytes.len() as u64 > limit {
        return Err(Problem::warning("camera-network-too-large"));
    }
    Ok(frame(bytes))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_is_read_as_people_write_it() {
        for (text, uri, authorization) in [
            ("192.168.1.5:8080/video", "http://192.168.1.5:8080/video", None),
            (" http://phone.local ", "http://phone.local/", None),
            ("http://[fe80::1]:81/a?b=c", "http://[fe80::1]:81/a?b=c", None),
            (
                "HTTP://Aladdin:open%20sesame@10.0.0.2/v",
                "http://10.0.0.2/v",
                Some("Basic QWxhZGRpbjpvcGVuIHNlc2FtZQ=="),
            ),
            ("me:a@b@10.0.0.2", "http://10.0.0.2/", Some("Basic bWU6YUBi")),
        ] {
            let Ok(address) = Address::parse(text) else { panic!("{text}") };
            assert_eq!(address.uri.to_string(), uri, "{text}");
            assert_eq!(address.authorization.as_deref(), authorization, "{text}");
        }
    }

    #[test]
    fn a_strange_address_is_told_and_no_password_with_it() {
        for (text, key) in [
            ("", "camera-network-address"),
            ("http://", "camera-network-address"),
            ("ftp://a/b", "camera-network-address"),
            ("http://a b/", "camera-network-address"),
            ("me:secret@ho st/", "camera-network-address"),
            ("https://10.0.0.2/", "camera-network-scheme"),
            ("rtsp://10.0.0.2/", "camera-network-scheme"),
        ] {
            let Err(problem) = Address::parse(text) else { panic!("{text}") };
            assert_eq!(problem.key, key, "{text}");
            assert!(!problem.to_string().contains("secret"), "{problem}");
        }
        assert_eq!(unescape("100%"), "100%");
        assert_eq!(unescape("%zz%e5%9d%a6"), "%zz坦");
    }
}
