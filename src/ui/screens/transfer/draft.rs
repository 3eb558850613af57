//! A server that is being described: which fields its kind needs, and what is wrong with them.

use crate::remote::cloud::{Kind, Style, Target};
use crate::ui::widgets::secret_field::Secret;

/// One thing that is asked of a server.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Field {
    Name,
    Folder,
    Address,
    Bucket,
    Root,
    Region,
    User,
    Authority,
}

impl Field {
    /// Key of what it is called; with `-example` behind it, of an example.
    pub const fn key(self, kind: Kind) -> &'static str {
        match self {
            Self::Name => "transfer-field-name",
            Self::Folder => "transfer-field-folder",
            Self::Address => "transfer-field-address",
            Self::Bucket => "transfer-field-bucket",
            Self::Root => "transfer-field-root",
            Self::Region => "transfer-field-region",
            Self::User if kind.has_bucket() => "transfer-field-key",
            Self::User => "transfer-field-user",
            Self::Authority => "transfer-field-authority",
        }
    }

    /// Key of an example.
    pub const fn example(self, kind: Kind) -> &'static str {
        match (self, kind) {
            (Self::Name, _) => "transfer-example-name",
            (Self::Folder, _) => "transfer-example-folder",
            (Self::Address, Kind::S3) => "transfer-example-s3",
            (Self::Address, Kind::Oss) => "transfer-example-oss",
            (Self::Address, Kind::Obs) => "transfer-example-obs",
            (Self::Address, Kind::Cos) => "transfer-example-cos",
            (Self::Address, _) => "transfer-example-webdav",
            (Self::Bucket, _) => "transfer-example-bucket",
            (Self::Root, _) => "transfer-example-root",
            (Self::Region, _) => "transfer-example-region",
            (Self::User, kind) if kind.has_bucket() => "transfer-example-key",
            (Self::User, _) => "transfer-example-user",
            (Self::Authority, _) => "transfer-example-authority",
        }
    }
}

/// The fields of a kind, in the order in which they are asked.
pub const fn fields(kind: Kind) -> &'static [Field] {
    match kind {
        Kind::Folder => &[Field::Name, Field::Folder],
        Kind::WebDav => &[Field::Name, Field::Address, Field::User, Field::Authority],
        Kind::S3 => {
            &[Field::Name, Field::Address, Field::Bucket, Field::Root, Field::Region, Field::User, Field::Authority]
        }
        Kind::Oss | Kind::Obs | Kind::Cos => &[Field::Name, Field::Address, Field::Bucket, Field::Root, Field::User],
    }
}

/// What is typed, until it is kept.
#[derive(Default)]
pub struct Draft {
    /// The name of the server that is being changed; empty for a new one.
    pub was: String,
    pub target: Target,
    pub secret: Secret,
    /// What the list of folders was opened for.
    pub picking: Option<Field>,
}

impl Draft {
    /// Of a server that is there already.
    pub fn of(target: &Target) -> Self {
        Self { was: target.name.clone(), target: target.clone(), ..Self::default() }
    }

    /// Another kind: what was typed for the other stays where both ask for it.
    pub fn turn_to(&mut self, kind: Kind) {
        self.target.kind = kind;
        // The Chinese clouds know only the second.
        self.target.style = if matches!(kind, Kind::S3) { Style::Path } else { Style::VirtualHost };
    }

    pub fn text(&mut self, field: Field) -> &mut String {
        let target = &mut self.target;
        match field {
            Field::Name => &mut target.name,
            Field::Folder | Field::Address => &mut target.address,
            Field::Bucket => &mut target.bucket,
            Field::Root => &mut target.root,
            Field::Region => &mut target.region,
            Field::User => &mut target.user,
            Field::Authority => &mut target.authority,
        }
    }

    /// The server as it will be kept: without what its kind does not ask for.
    pub fn finished(&self) -> Target {
        let Target { name, kind, address, bucket, root, region, style, user, authority } = &self.target;
        let asked = |field, text: &String| {
            if fields(*kind).contains(&field) { text.trim().to_owned() } else { String::new() }
        };
        Target {
            name: name.trim().to_owned(),
            kind: *kind,
            address: address.trim().to_owned(),
            bucket: asked(Field::Bucket, bucket),
            root: asked(Field::Root, root),
            region: asked(Field::Region, region),
            style: *style,
            user: asked(Field::User, user),
            authority: asked(Field::Authority, authority),
        }
    }

    /// What is wrong with a field, as the key of what people are told; `others` are the names that are taken.
    pub fn fault(&self, field: Field, others: &[String]) -> Option<&'static str> {
        let Target { name, address, bucket, authority, .. } = &self.target;
        let (address, name) = (address.trim(), name.trim());
        match field {
            Field::Name if others.iter().any(|other| other == name) => Some("transfer-fault-name"),
            Field::Folder if !std::path::Path::new(address).is_absolute() => Some("transfer-fault-folder"),
            Field::Address if address.split_once("://").is_some_and(|(_, rest)| rest.contains('@')) => {
                Some("transfer-fault-secret")
            }
            Field::Address if !is_web_address(address) => Some("transfer-fault-address"),
            Field::Bucket if !is_bucket(bucket.trim()) => Some("transfer-fault-bucket"),
            Field::Authority if !authority.is_empty() && !std::path::Path::new(authority.trim()).is_absolute() => {
                Some("transfer-fault-folder")
            }
            _ => None,
        }
    }

    /// Whether it can be kept.
    pub fn is_complete(&self, others: &[String]) -> bool {
        let kind = self.target.kind;
        let named = !self.target.name.trim().is_empty();
        // Object storage lets nobody in without a key.
        let let_in = !kind.has_bucket() || !self.target.user.trim().is_empty();
        named && let_in && fields(kind).iter().all(|field| self.fault(*field, others).is_none())
    }
}

/// `https://server:port/path`, without a user in it.
fn is_web_address(text: &str) -> bool {
    let Some(rest) = text.strip_prefix("https://").or_else(|| text.strip_prefix("http://")) else { return false };
    let host = rest.split('/').next().unwrap_or_default();
    let (name, port) = match host.rsplit_once(':') {
        Some((name, port)) if !port.ends_with(']') => (name, Some(port)),
        _ => (host, None),
    };
    let bare = name.trim_start_matches('[').trim_end_matches(']');
    let letters = |letter: char| letter.is_alphanumeric() || matches!(letter, '.' | '-' | '_' | ':');
    let named = !bare.is_empty() && bare.chars().all(letters);
    let known = port.is_none_or(|port| port.parse::<u16>().is_ok_and(|port| port > 0));
    named && known && !rest.contains(|letter: char| letter.is_whitespace() || matches!(letter, '?' | '#'))
}

/// As all of these clouds have it: 3 to 63 small letters, digits, hyphens and dots.
fn is_bucket(text: &str) -> bool {
    let letters = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || matches!(byte, b'-' | b'.');
    (3..=63).contains(&text.len()) && text.bytes().all(letters)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_are_looked_at_while_they_are_typed() {
        for address in ["https://dav.example.cn/dav/坦途/", "http://127.0.0.1:8080", "http://[::1]:9000/x"] {
            assert!(is_web_address(address), "{address}");
        }
        for address in ["", "dav.example.cn", "https://", "https://a b", "ftp://x", "http://x:0", "https://x:port/"] {
            assert!(!is_web_address(address), "{address}");
        }
        let mut draft = Draft::default();
        draft.turn_to(Kind::WebDav);
        "https://wang:secret@server/".clone_into(&mut draft.target.address);
        assert_eq!(draft.fault(Field::Address, &[]), Some("transfer-fault-secret"));
    }

    #[test]
    fn a_server_keeps_only_what_its_kind_asks_for() {
        let mut draft = Draft::default();
        draft.turn_to(Kind::S3);
        for field in fields(Kind::S3) {
            "/abc".clone_into(draft.text(*field));
        }
        assert!(!draft.is_complete(&[]), "an address is not a path");
        draft.turn_to(Kind::Folder);
        assert!(draft.is_complete(&[]) && !draft.is_complete(&["/abc".to_owned()]));
        let folder = draft.finished();
        assert_eq!((&*folder.address, &*folder.bucket, &*folder.user), ("/abc", "", ""));
        draft.turn_to(Kind::Oss);
        assert_eq!(draft.target.style, Style::VirtualHost);
        "https://oss.example.cn".clone_into(draft.text(Field::Address));
        assert!(!draft.is_complete(&[]), "a bucket has no slash");
        "homes".clone_into(draft.text(Field::Bucket));
        assert!(draft.is_complete(&[]));
        draft.text(Field::User).clear();
        assert!(!draft.is_complete(&[]), "nobody gets in without a key");
    }
}
