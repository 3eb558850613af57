//! Requests and answers: opendal's and our own go through here, so that both have the same bounds, the same patience
//! and the same faults.

use std::path::Path;
use std::pin::Pin;
use std::task::{Context, Poll};
use std::time::{Duration, SystemTime};

use futures_core::Stream;
use http::{Request, Response};
use opendal::{Buffer, HttpBody, HttpTransport};
use reqwest::redirect::{Attempt, Policy};

use super::fault::{Fault, short};
use super::target::is_loopback;
use crate::limits::MAX_SERVER_ANSWER_BYTES;
use crate::problem::Problem;

/// How long a server is waited for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Patience {
    /// To get a connection.
    pub connect: Duration,
    /// For the next bytes of an answer.
    pub quiet: Duration,
    /// For one object, whatever its size, and …
    pub object: Duration,
    /// … as much more as its bytes take at this rate: two bars of signal still carry it.
    pub bytes_per_second: u64,
    /// How often one object is tried in one sending.
    pub tries: u32,
    pub backoff: super::Backoff,
}

impl Default for Patience {
    fn default() -> Self {
        let backoff = super::Backoff { first: Duration::from_millis(500), most: Duration::from_secs(20) };
        let [connect, quiet, object] = [15, 30, 60].map(Duration::from_secs);
        Self { connect, quiet, object, bytes_per_second: 2_048, tries: 4, backoff }
    }
}

impl Patience {
    /// For an object of so many bytes.
    pub(super) fn for_bytes(&self, bytes: u64) -> Duration {
        self.object + Duration::from_secs(bytes / self.bytes_per_second.max(1))
    }
}

tokio::task_local! {
    /// Most bytes that the answer to the request under way may have.
    pub(super) static ANSWER_LIMIT: u64;
}

/// The connections to one server.
#[derive(Clone)]
pub(super) struct Http {
    client: reqwest::Client,
}

impl Http {
    pub fn new(address: &str, authority: &str, patience: &Patience) -> Result<Self, Problem> {
        let mut builder = reqwest::Client::builder()
            .connect_timeout(patience.connect)
            .read_timeout(patience.quiet)
            .redirect(Policy::custom(follow))
            .tcp_nodelay(true)
            .user_agent(concat!("tantu/", env!("CARGO_PKG_VERSION")));
        if is_loopback(address) {
            builder = builder.no_proxy();
        }
        if !authority.is_empty() {
            builder = builder.tls_certs_merge(certificates(Path::new(authority))?);
        }
        let client = builder.build().map_err(|error| Problem::error("transfer-no-client").with("detail", error))?;
        Ok(Self { client })
    }

    async fn exchange(&self, request: Request<Buffer>) -> Result<Response<HttpBody>, Fault> {
        let (parts, body) = request.into_parts();
        let limit = ANSWER_LIMIT.try_with(|limit| *limit).unwrap_or(MAX_SERVER_ANSWER_BYTES);
        let url = parts.uri.to_string();
        let mut asked = self.client.request(parts.method.clone(), &url).headers(parts.headers);
        if !body.is_empty() {
            asked = asked.body(body.to_bytes());
        }
        let mut answer = asked.send().await.map_err(|error| Fault::of_request(&error))?;
        let status = answer.status();
        let head = parts.method == http::Method::HEAD;
        let announced = answer.content_length().filter(|_| !head);
        if announced.is_some_and(|length| length > limit.max(MAX_REFUSAL_BYTES)) {
            return Err(Fault::Endless);
        }
        let mut whole = Vec::with_capacity(announced.and_then(|length| usize::try_from(length).ok()).unwrap_or(0));
        while let Some(chunk) = answer.chunk().await.map_err(|error| Fault::of_request(&error))? {
            if (whole.len() + chunk.len()) as u64 > limit.max(MAX_REFUSAL_BYTES) {
                return Err(Fault::Endless);
            }
            whole.extend_from_slice(&chunk);
        }
        if announced.is_some_and(|length| length != whole.len() as u64) {
            return Err(Fault::Cut("content-length".to_owned()));
        }
        let text = |name| answer.headers().get(name).and_then(|value| value.to_str().ok());
        if let Some(fault) = Fault::of_status(status.as_u16(), text(http::header::RETRY_AFTER)) {
            return Err(refusal(fault, &whole, text(http::header::DATE)));
        }
        let mut told = Response::builder().status(status).version(answer.version());
        if let Some(headers) = told.headers_mut() {
            *headers = answer.headers().clone();
        }
        let size = Some(whole.len() as u64).filter(|_| !head);
        let body = HttpBody::new(Once(Some(Buffer::from(whole))), size);
        told.body(body).map_err(|error| Fault::Refused(short(&error.to_string())))
    }
}

/// What a server may say about why it refuses.
const MAX_REFUSAL_BYTES: u64 = 64 << 10;

impl HttpTransport for Http {
    async fn fetch(&self, request: Request<Buffer>) -> opendal::Result<Response<HttpBody>> {
        self.exchange(request).await.map_err(opendal::Error::from)
    }
}

/// A fault with what the answer says beside its status.
fn refusal(fault: Fault, body: &[u8], date: Option<&str>) -> Fault {
    let says = |word: &[u8]| memchr::memmem::find(body, word).is_some();
    match fault {
        Fault::Secret { .. } if says(b"RequestTimeTooSkewed") || says(b"RequestExpired") => Fault::Skew(skew(date)),
        Fault::Secret { .. } if says(b"QuotaExceeded") || says(b"InsufficientStorage") => Fault::Full,
        fault => fault,
    }
}

/// How far the server's clock is ahead of ours, in seconds.
fn skew(date: Option<&str>) -> Option<i64> {
    let theirs = jiff::fmt::rfc2822::parse(date?).ok()?.timestamp().as_second();
    let ours = SystemTime::now().duration_since(SystemTime::UNIX_EPOCH).ok()?.as_secs();
    Some(theirs - i64::try_from(ours).ok()?)
}

/// Another server is not what was chosen: only the same one, and never back from https.
fn follow(attempt: Attempt<'_>) -> reqwest::redirect::Action {
    let first = attempt.previous().first();
    let same = first.is_some_and(|first| {
        let safe = attempt.url().scheme() == first.scheme() || attempt.url().scheme() == "https";
        safe && attempt.url().host_str() == first.host_str()
    });
    if same && attempt.previous().len() <= 3 { attempt.follow() } else { attempt.stop() }
}

fn certificates(file: &Path) -> Result<Vec<reqwest::Certificate>, Problem> {
    let told =
        |detail: &dyn std::fmt::Display| Problem::error("transfer-authority").with("detail", detail).in_file(file);
    let bytes = std::fs::read(file).map_err(|error| told(&error))?;
    let found = reqwest::Certificate::from_pem_bundle(&bytes).map_err(|error| told(&error))?;
    if found.is_empty() { Err(told(&"PEM")) } else { Ok(found) }
}

/// A body that is there already.
struct Once(Option<Buffer>);

impl Stream for Once {
    type Item = opendal::Result<Buffer>;

    fn poll_next(mut self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        Poll::Ready(self.0.take().filter(|buffer| !buffer.is_empty()).map(Ok))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_clock_that_is_off_is_told_apart_from_a_wrong_key() {
        let secret = Fault::Secret { status: 403 };
        assert_eq!(refusal(secret.clone(), b"<Code>AccessDenied</Code>", None), secret);
        let body = b"<Error><Code>RequestTimeTooSkewed</Code></Error>";
        assert_eq!(refusal(secret.clone(), body, None), Fault::Skew(None));
        let Fault::Skew(Some(off)) = refusal(secret, body, Some("Wed, 21 Oct 2015 07:28:00 GMT")) else {
            panic!("a date")
        };
        assert!(off < -86_400);
    }

    #[test]
    fn larger_objects_are_waited_for_longer() {
        let patience = Patience::default();
        assert_eq!(patience.for_bytes(0), Duration::from_secs(60));
        assert_eq!(patience.for_bytes(204_800), Duration::from_secs(160));
    }
}
