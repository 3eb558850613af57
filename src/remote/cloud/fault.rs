//! Why something did not come about on the way to a server, and what that means: wait, ask a person, or give up.

use std::error::Error as _;
use std::fmt;
use std::time::Duration;

use crate::problem::Problem;

/// What happened.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Fault {
    /// No way to the server: no network, no such name, nobody answers, the stick is not plugged in.
    Offline(String),
    /// The connection broke, or nothing more came, or less than announced.
    Cut(String),
    /// The server asks for patience (429, 500, 502, 503, 504), and for how long.
    Busy {
        status: u16,
        after: Option<Duration>,
    },
    /// Wrong user, password or key, or one that may not do this (401, 403).
    Secret {
        status: u16,
    },
    /// The clocks of both are too far apart for this server; by so many seconds, where it is known.
    Skew(Option<i64>),
    /// It takes nothing that large (413).
    TooLarge,
    /// It is full (507), or what is paid for is used up.
    Full,
    /// It cannot prove that it is the right one.
    Certificate(String),
    Missing,
    /// Something else lies there under this name.
    Taken,
    /// What arrived is not what was sent.
    Damaged,
    /// It sends more than an object can have.
    Endless,
    /// Anything else it refuses.
    Refused(String),
    /// A person has stopped it.
    Stopped,
}

impl Fault {
    /// Whether the same request may go well in a moment.
    pub const fn is_passing(&self) -> bool {
        matches!(self, Self::Cut(_) | Self::Busy { .. } | Self::Damaged)
    }

    /// Whether nothing else will go well either, so that there is no use in trying the next object.
    pub const fn ends_all(&self) -> bool {
        !matches!(self, Self::TooLarge | Self::Missing | Self::Taken | Self::Damaged | Self::Endless)
    }

    /// Whether it is to be tried again later without asking anybody.
    pub const fn is_for_later(&self) -> bool {
        matches!(self, Self::Offline(_) | Self::Cut(_) | Self::Busy { .. })
    }

    /// In words.
    pub fn problem(&self) -> Problem {
        match self {
            Self::Offline(detail) => Problem::notice("transfer-offline").with("detail", detail),
            Self::Cut(detail) => Problem::notice("transfer-cut").with("detail", detail),
            Self::Busy { status, .. } => Problem::notice("transfer-busy").with("status", status),
            Self::Secret { status } => Problem::warning("transfer-secret-wrong").with("status", status),
            Self::Skew(Some(seconds)) => {
                Problem::warning("transfer-clock-off").with("minutes", seconds.unsigned_abs().div_ceil(60))
            }
            Self::Skew(None) => Problem::warning("transfer-clock-wrong"),
            Self::TooLarge => Problem::error("transfer-too-large"),
            Self::Full => Problem::error("transfer-server-full"),
            Self::Certificate(detail) => Problem::error("transfer-certificate").with("detail", detail),
            Self::Missing => Problem::warning("transfer-missing"),
            Self::Taken => Problem::error("transfer-name-taken"),
            Self::Damaged => Problem::error("transfer-damaged"),
            Self::Endless => Problem::error("transfer-endless"),
            Self::Refused(detail) => Problem::error("transfer-refused").with("detail", detail),
            Self::Stopped => Problem::notice("transfer-stopped"),
        }
    }

    /// What a status of HTTP means; `None` where it is an answer and not a fault, or for the caller to say.
    pub(super) fn of_status(status: u16, retry_after: Option<&str>) -> Option<Self> {
        Some(match status {
            401 | 403 => Self::Secret { status },
            413 => Self::TooLarge,
            507 => Self::Full,
            408 | 423 | 425 | 429 | 500 | 502..=504 => {
                let after = retry_after.and_then(|text| text.trim().parse().ok()).map(Duration::from_secs);
                Self::Busy { status, after }
            }
            _ => return None,
        })
    }

    /// What a request that got no answer died of.
    pub(super) fn of_request(error: &reqwest::Error) -> Self {
        let detail = innermost(error);
        let lower = detail.to_ascii_lowercase();
        if lower.contains("certificate") || lower.contains("tls handshake") {
            Self::Certificate(detail)
        } else if error.is_connect() || error.is_builder() {
            Self::Offline(detail)
        } else {
            Self::Cut(detail)
        }
    }

    pub(super) fn of_folder(error: &std::io::Error) -> Self {
        use std::io::ErrorKind;
        match error.kind() {
            ErrorKind::NotFound => Self::Missing,
            ErrorKind::AlreadyExists => Self::Taken,
            ErrorKind::StorageFull | ErrorKind::QuotaExceeded => Self::Full,
            ErrorKind::FileTooLarge => Self::TooLarge,
            ErrorKind::PermissionDenied | ErrorKind::ReadOnlyFilesystem => Self::Refused(error.to_string()),
            // A share that has gone away says one of many things.
            _ => Self::Cut(error.to_string()),
        }
    }

    pub(super) fn of(error: &opendal::Error) -> Self {
        let mut cause = error.source();
        while let Some(source) = cause {
            if let Some(carried) = source.downcast_ref::<Carried>() {
                return carried.0.clone();
            }
            if let Some(error) = source.downcast_ref::<std::io::Error>() {
                return Self::of_folder(error);
            }
            cause = source.source();
        }
        match error.kind() {
            opendal::ErrorKind::NotFound => Self::Missing,
            opendal::ErrorKind::ConditionNotMatch | opendal::ErrorKind::AlreadyExists => Self::Taken,
            opendal::ErrorKind::PermissionDenied => Self::Secret { status: 403 },
            opendal::ErrorKind::RateLimited => Self::Busy { status: 429, after: None },
            _ if error.is_temporary() => Self::Cut(error.message().to_owned()),
            // Its context would show addresses and headers to people.
            _ => Self::Refused(short(error.message())),
        }
    }
}

/// A fault on its way through opendal.
#[derive(Debug)]
pub(super) struct Carried(pub Fault);

impl fmt::Display for Carried {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(&self.0, f)
    }
}

impl std::error::Error for Carried {}

impl From<Fault> for opendal::Error {
    fn from(fault: Fault) -> Self {
        Self::new(opendal::ErrorKind::Unexpected, "http").set_source(Carried(fault))
    }
}

/// What lies at the bottom: "connection refused" says more than "error sending request".
fn innermost(error: &dyn std::error::Error) -> String {
    let mut last = error;
    while let Some(source) = last.source() {
        last = source;
    }
    short(&last.to_string())
}

/// What a server says, as far as it fits into a sentence.
pub(super) fn short(text: &str) -> String {
    let line: String = text.chars().map(|letter| if letter.is_control() { ' ' } else { letter }).take(160).collect();
    line.trim().to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_status_has_its_consequence() {
        let fault = |status| Fault::of_status(status, None);
        for status in [200, 201, 204, 207, 304, 404, 405, 409, 412, 416] {
            assert_eq!(fault(status), None, "{status}");
        }
        assert!([401, 403].into_iter().filter_map(fault).all(|fault| !fault.is_for_later() && fault.ends_all()));
        assert!([429, 500, 503].into_iter().filter_map(fault).all(|fault| fault.is_passing() && fault.is_for_later()));
        assert!(fault(413).is_some_and(|fault| !fault.ends_all() && !fault.is_passing()));
        assert!(fault(507).is_some_and(|fault| fault.ends_all() && !fault.is_for_later()));
        let asked = Fault::of_status(503, Some("7"));
        assert_eq!(asked, Some(Fault::Busy { status: 503, after: Some(Duration::from_secs(7)) }));
        assert_eq!(Fault::of_status(503, Some("Wed, 21 Oct")), fault(503));
    }

    #[test]
    fn a_fault_comes_through_opendal_as_it_was() {
        let fault = Fault::Busy { status: 503, after: Some(Duration::from_secs(3)) };
        assert_eq!(Fault::of(&fault.clone().into()), fault);
        let wrapped =
            opendal::Error::new(opendal::ErrorKind::NotFound, "x").set_source(opendal::Error::from(fault.clone()));
        assert_eq!(Fault::of(&wrapped), fault);
        assert_eq!(Fault::of(&opendal::Error::new(opendal::ErrorKind::NotFound, "x")), Fault::Missing);
    }
}
