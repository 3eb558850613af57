//! Which server, and where on it.

use std::fmt;
use std::path::PathBuf;
use std::str::FromStr;

use crate::problem::Problem;

/// What a server speaks.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Kind {
    /// A folder: a stick, a disk, a mounted share.
    #[default]
    Folder,
    /// RFC 4918: Nextcloud, 坚果云, Apache, a NAS.
    WebDav,
    /// Amazon S3 and what speaks like it: MinIO, Ceph.
    S3,
    /// 阿里云 OSS
    Oss,
    /// 华为云 OBS
    Obs,
    /// 腾讯云 COS
    Cos,
}

impl Kind {
    pub const ALL: [Self; 6] = [Self::Folder, Self::WebDav, Self::S3, Self::Oss, Self::Obs, Self::Cos];

    /// As files and addresses write it.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Folder => "folder",
            Self::WebDav => "webdav",
            Self::S3 => "s3",
            Self::Oss => "oss",
            Self::Obs => "obs",
            Self::Cos => "cos",
        }
    }

    /// Key of what it is called.
    pub const fn key(self) -> &'static str {
        match self {
            Self::Folder => "transfer-kind-folder",
            Self::WebDav => "transfer-kind-webdav",
            Self::S3 => "transfer-kind-s3",
            Self::Oss => "transfer-kind-oss",
            Self::Obs => "transfer-kind-obs",
            Self::Cos => "transfer-kind-cos",
        }
    }

    pub fn of(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.name() == name)
    }

    /// Whether things lie in a bucket there.
    pub const fn has_bucket(self) -> bool {
        matches!(self, Self::S3 | Self::Oss | Self::Obs | Self::Cos)
    }
}

/// Where the bucket's name stands in an address. The Chinese clouds know only the second.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Style {
    /// `https://server/bucket/…`
    #[default]
    Path,
    /// `https://bucket.server/…`
    VirtualHost,
}

/// A place that households are sent to and fetched from. It holds no secret.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Target {
    /// What people call it.
    pub name: String,
    pub kind: Kind,
    /// The folder, or the URL of the server.
    pub address: String,
    pub bucket: String,
    /// What all names there begin with; empty for the top.
    pub root: String,
    /// Of S3; empty where the server has none.
    pub region: String,
    pub style: Style,
    /// User name, or the id of the access key.
    pub user: String,
    /// A file with the certificates of an authority of one's own (PEM); empty for those that the system trusts.
    pub authority: String,
}

/// A password or the secret half of an access key. It shows itself to nobody.
#[derive(Clone, PartialEq, Eq)]
pub struct Secret(String);

impl Secret {
    pub fn new(text: impl Into<String>) -> Self {
        Self(text.into())
    }

    pub fn reveal(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for Secret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Secret")
    }
}

impl Target {
    /// A folder by its path.
    pub fn folder(path: impl Into<PathBuf>) -> Self {
        let address = path.into().to_string_lossy().into_owned();
        Self { name: address.clone(), kind: Kind::Folder, address, ..Self::default() }
    }

    /// The place itself, in one word: what has been sent is remembered by it, so that a target whose address was changed
    /// is another one.
    pub fn place(&self) -> String {
        let Self { kind, address, bucket, root, .. } = self;
        let (address, root) = (address.trim_end_matches('/'), root.trim_matches('/'));
        match kind.has_bucket() {
            true => format!("{} {address} {bucket} {root}", kind.name()),
            false => format!("{} {address} {root}", kind.name()),
        }
    }

    /// Whether a password is needed, or the secret half of an access key.
    pub fn needs_secret(&self) -> bool {
        self.kind != Kind::Folder && !self.user.is_empty()
    }

    /// Whether others on the way can read what is sent.
    pub fn is_in_clear(&self) -> bool {
        let plain = self.address.starts_with("http://");
        self.kind != Kind::Folder && plain && !is_loopback(&self.address)
    }
}

/// Whether a URL leads to this machine.
pub(super) fn is_loopback(url: &str) -> bool {
    let host = url.split_once("://").map_or(url, |(_, rest)| rest);
    ["127.0.0.1", "localhost", "[::1]"].iter().any(|local| {
        let rest = host.strip_prefix(local);
        rest.is_some_and(|rest| rest.is_empty() || rest.starts_with(['/', ':']))
    })
}

/// Reads an address as the command line takes it: a path, `https://user@server/folder` for WebDAV,
/// `s3://bucket/prefix?endpoint=https://server&region=…&style=virtual&user=…` (`oss`, `obs`, `cos` alike).
impl FromStr for Target {
    type Err = Problem;

    fn from_str(text: &str) -> Result<Self, Problem> {
        let strange = || Problem::error("transfer-strange-address");
        let Some((scheme, rest)) = text.split_once("://") else {
            return if text.is_empty() { Err(strange()) } else { Ok(Self::folder(text)) };
        };
        let (kind, web) = match scheme {
            "file" => return Ok(Self::folder(rest)),
            "http" | "webdav" | "dav" => (Kind::WebDav, "http"),
            "https" | "webdavs" | "davs" => (Kind::WebDav, "https"),
            scheme => (Kind::of(scheme).filter(|kind| kind.has_bucket()).ok_or_else(strange)?, ""),
        };
        let mut target = if kind == Kind::WebDav { web_dav(web, rest)? } else { in_bucket(kind, rest)? };
        target.name = target.place();
        Ok(target)
    }
}

fn web_dav(scheme: &str, rest: &str) -> Result<Target, Problem> {
    let (host, path) = rest.split_once('/').unwrap_or((rest, ""));
    let (user, host) = host.rsplit_once('@').unwrap_or(("", host));
    if user.contains(':') {
        // Whoever lists the programs of this machine would see it.
        return Err(Problem::error("transfer-secret-in-address"));
    }
    if host.is_empty() {
        return Err(Problem::error("transfer-strange-address"));
    }
    let address = format!("{scheme}://{host}/{path}");
    Ok(Target { kind: Kind::WebDav, address, user: user.to_owned(), ..Target::default() })
}

fn in_bucket(kind: Kind, rest: &str) -> Result<Target, Problem> {
    let strange = || Problem::error("transfer-strange-address");
    let (path, query) = rest.split_once('?').unwrap_or((rest, ""));
    let (bucket, root) = path.split_once('/').unwrap_or((path, ""));
    let style = if kind == Kind::S3 { Style::Path } else { Style::VirtualHost };
    let mut target = Target { kind, bucket: bucket.to_owned(), root: root.to_owned(), style, ..Target::default() };
    for pair in query.split('&').filter(|pair| !pair.is_empty()) {
        match pair.split_once('=').ok_or_else(strange)? {
            ("endpoint", value) => target.address = value.to_owned(),
            ("region", value) => target.region = value.to_owned(),
            ("user", value) => target.user = value.to_owned(),
            ("style", "path") => target.style = Style::Path,
            ("style", "virtual") => target.style = Style::VirtualHost,
            _ => return Err(strange()),
        }
    }
    if bucket.is_empty() || !target.address.contains("://") { Err(strange()) } else { Ok(target) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_are_read_and_a_password_in_one_is_refused() {
        let folder: Target = "/media/share/坦途".parse().unwrap();
        assert_eq!((folder.kind, &*folder.address), (Kind::Folder, "/media/share/坦途"));
        let dav: Target = "https://wang@dav.example.cn/dav/坦途/".parse().unwrap();
        assert_eq!((dav.kind, &*dav.address, &*dav.user), (Kind::WebDav, "https://dav.example.cn/dav/坦途/", "wang"));
        let s3: Target = "s3://homes/2026?endpoint=http://127.0.0.1:9000&region=cn-north-1&user=AK".parse().unwrap();
        assert_eq!((s3.kind, &*s3.bucket, &*s3.root, s3.style), (Kind::S3, "homes", "2026", Style::Path));
        let oss: Target = "oss://homes?endpoint=https://oss-cn-huhehaote.aliyuncs.com".parse().unwrap();
        assert_eq!((oss.kind, oss.style), (Kind::Oss, Style::VirtualHost));
        let key = |text: &str| text.parse::<Target>().unwrap_err().key;
        assert_eq!(key("https://wang:secret@dav.example.cn/"), "transfer-secret-in-address");
        for text in ["", "ftp://server/x", "s3://bucket", "s3:///x?endpoint=http://a", "s3://b?color=red", "https://"] {
            assert_eq!(key(text), "transfer-strange-address", "{text}");
        }
    }

    #[test]
    fn another_address_is_another_place_and_another_name_is_not() {
        let target: Target = "https://server/dav".parse().unwrap();
        let renamed = Target { name: "市局".to_owned(), user: "li".to_owned(), ..target.clone() };
        assert_eq!(target.place(), renamed.place());
        assert_ne!(target.place(), Target { root: "2027".to_owned(), ..target.clone() }.place());
        assert!(!format!("{:?}", Secret::new("hunter2")).contains("hunter2"));
    }

    #[test]
    fn only_this_machine_is_loopback() {
        assert!(is_loopback("http://127.0.0.1:8080/dav") && is_loopback("http://localhost"));
        assert!(!is_loopback("http://127.0.0.1.example.com/") && !is_loopback("https://server/localhost"));
    }
}
