//! Publishing by WebDAV (RFC 4918): PUT under another name, look whether it has arrived, MOVE to its own name.
//!
//! opendal asks for every folder above a file before each PUT, and its MOVE replaces what is there; so these three
//! requests are made here, over the same connections.

use std::cell::RefCell;
use std::collections::HashSet;
use std::time::Duration;

use base64::Engine as _;
use base64::prelude::BASE64_STANDARD;
use http::header::{AUTHORIZATION, CONTENT_LENGTH};
use http::{Method, Request, Response, StatusCode};
use opendal::{Buffer, HttpTransporter};
use tokio::time::sleep;

use super::fault::{Fault, short};
use super::target::{Secret, Target};

pub(super) struct Dav {
    transport: HttpTransporter,
    /// URL of the folder that everything lies in, without a slash at the end.
    base: String,
    /// Folders above our names, between the address and them.
    root: String,
    authorization: Option<String>,
    /// Folders that are there.
    folders: RefCell<HashSet<String>>,
    /// Folders that are being made.
    making: RefCell<HashSet<String>>,
}

/// The right to make a folder, until it is dropped.
struct Turn<'a> {
    making: &'a RefCell<HashSet<String>>,
    folder: &'a str,
}

impl<'a> Turn<'a> {
    fn take(making: &'a RefCell<HashSet<String>>, folder: &'a str) -> Option<Self> {
        making.borrow_mut().insert(folder.to_owned()).then(|| Self { making, folder })
    }
}

impl Drop for Turn<'_> {
    fn drop(&mut self) {
        self.making.borrow_mut().remove(self.folder);
    }
}

impl Dav {
    pub fn new(target: &Target, secret: Option<&Secret>, transport: HttpTransporter) -> Self {
        let password = secret.map_or("", Secret::reveal);
        let basic = || format!("Basic {}", BASE64_STANDARD.encode(format!("{}:{password}", target.user)));
        Self {
            transport,
            base: target.address.trim_end_matches('/').to_owned(),
            root: target.root.trim_matches('/').to_owned(),
            authorization: (!target.user.is_empty()).then(basic),
            folders: RefCell::default(),
            making: RefCell::default(),
        }
    }

    /// Writes a whole object, or nothing. `part` is the name it has until then.
    pub async fn publish(&self, name: &str, part: &str, bytes: &Buffer, over: bool) -> Result<(), Fault> {
        self.put(part, bytes).await?;
        let there = self.send(self.request(Method::GET, part)?, Buffer::new()).await?;
        if !there.status().is_success() || there.body().to_bytes() != bytes.to_bytes() {
            return Err(Fault::Damaged);
        }
        let request = self.request(method("MOVE")?, part)?;
        let request = request.header("Destination", self.url(name)).header("Overwrite", if over { "T" } else { "F" });
        let moved = self.send(request, Buffer::new()).await?;
        match moved.status() {
            StatusCode::OK | StatusCode::CREATED | StatusCode::NO_CONTENT => Ok(()),
            StatusCode::PRECONDITION_FAILED => {
                // What is left of it troubles nobody.
                self.send(self.request(Method::DELETE, part)?, Buffer::new()).await.ok();
                Err(Fault::Taken)
            }
            // The answer to an earlier try got lost; it had gone well.
            StatusCode::NOT_FOUND => Err(Fault::Taken),
            status => Err(refused("MOVE", status, moved.body())),
        }
    }

    async fn put(&self, name: &str, bytes: &Buffer) -> Result<(), Fault> {
        let folder = name.rsplit_once('/').map_or("", |(folder, _)| folder);
        for again in [false, true] {
            self.make_folder(folder).await?;
            let request = self.request(Method::PUT, name)?.header(CONTENT_LENGTH, bytes.len());
            let put = self.send(request, bytes.clone()).await?;
            match put.status() {
                StatusCode::OK | StatusCode::CREATED | StatusCode::NO_CONTENT => return Ok(()),
                // Somebody has removed the folder meanwhile.
                StatusCode::CONFLICT | StatusCode::NOT_FOUND if !again => self.folders.borrow_mut().clear(),
                status => return Err(refused("PUT", status, put.body())),
            }
        }
        Err(Fault::Missing)
    }

    /// A folder that is there.
    pub fn know(&self, folder: &str) {
        self.folders.borrow_mut().insert(self.whole(folder));
    }

    fn whole(&self, folder: &str) -> String {
        [&*self.root, folder].join("/").trim_matches('/').to_owned()
    }

    /// Makes a folder, and those above it; each once, however many wait for it.
    async fn make_folder(&self, folder: &str) -> Result<(), Fault> {
        let whole = self.whole(folder);
        if self.is_known(&whole) {
            return Ok(());
        }
        let ends = whole.match_indices('/').map(|(end, _)| end).chain([whole.len()]);
        for folder in ends.map(|end| &whole[..end]).filter(|folder| !folder.is_empty()) {
            while !self.is_known(folder) {
                match Turn::take(&self.making, folder) {
                    Some(_turn) => self.make_one(folder).await?,
                    None => sleep(Duration::from_millis(1)).await,
                }
            }
        }
        Ok(())
    }

    fn is_known(&self, folder: &str) -> bool {
        self.folders.borrow().contains(folder)
    }

    async fn make_one(&self, folder: &str) -> Result<(), Fault> {
        let made = match self.ask_for_folder(folder).await {
            // wsgidav says 403 when another device makes the same one at this moment; then it is there now.
            Err(Fault::Secret { .. }) => self.ask_for_folder(folder).await?,
            made => made?,
        };
        match made.status() {
            // 405: it is there already; some servers lead to it instead.
            StatusCode::CREATED | StatusCode::OK | StatusCode::METHOD_NOT_ALLOWED | StatusCode::MOVED_PERMANENTLY => {
                self.folders.borrow_mut().insert(folder.to_owned());
                Ok(())
            }
            status => Err(refused("MKCOL", status, made.body())),
        }
    }

    async fn ask_for_folder(&self, folder: &str) -> Result<Response<Buffer>, Fault> {
        let request = self.request_at(method("MKCOL")?, format!("{}/{}/", self.base, encoded(folder)))?;
        self.send(request, Buffer::new()).await
    }

    fn url(&self, name: &str) -> String {
        let folder = if self.root.is_empty() { String::new() } else { format!("/{}", encoded(&self.root)) };
        format!("{}{folder}/{}", self.base, encoded(name))
    }

    fn request(&self, method: Method, name: &str) -> Result<http::request::Builder, Fault> {
        self.request_at(method, self.url(name))
    }

    fn request_at(&self, method: Method, url: String) -> Result<http::request::Builder, Fault> {
        let mut request = Request::builder().method(method).uri(url);
        if let Some(authorization) = &self.authorization {
            request = request.header(AUTHORIZATION, authorization);
        }
        Ok(request)
    }

    async fn send(&self, request: http::request::Builder, body: Buffer) -> Result<Response<Buffer>, Fault> {
        let request = request.body(body).map_err(|error| Fault::Refused(short(&error.to_string())))?;
        self.transport.send(request).await.map_err(|error| Fault::of(&error))
    }
}

fn method(name: &str) -> Result<Method, Fault> {
    Method::from_bytes(name.as_bytes()).map_err(|_| Fault::Refused(name.to_owned()))
}

fn refused(what: &str, status: StatusCode, body: &Buffer) -> Fault {
    let says = short(&String::from_utf8_lossy(&body.to_bytes()));
    Fault::Refused(format!("{what} {}: {}", status.as_u16(), says.chars().take(80).collect::<String>()))
}

/// A path as it stands in a URL (RFC 3986, 2.3).
fn encoded(path: &str) -> String {
    let mut out = String::with_capacity(path.len());
    for byte in path.bytes() {
        match byte {
            b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' | b'/' => out.push(char::from(byte)),
            byte => out.push_str(&format!("%{byte:02X}")),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_in_urls_are_plain_ascii() {
        assert_eq!(encoded("坦途 2026/a-b_c~1.ron"), "%E5%9D%A6%E9%80%94%202026/a-b_c~1.ron");
        assert_eq!(encoded("a?b#c%d"), "a%3Fb%23c%25d");
    }
}
