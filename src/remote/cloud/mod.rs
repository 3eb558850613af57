//! Servers 服务器: folders, WebDAV and object storage that households are sent to and fetched from.
//!
//! # What lies there
//! ```text
//! dossiers/<division>/<id>/<device>-<counter>.ron[.age]   a household as one device knew it
//! photos/<2 hex>/<blake3>[-<device>].jpg[.age]            once, whoever names it; the hash is that of the photo itself
//! forms/<blake3>.ron                                      the form texts the households were filled with
//! sent/<division>/<device>-<counter>.ron                  what one sending consists of, written last
//! receipts/<device>/<device of the office>-<counter>.tantu
//! ```
//! No object is ever changed, and no name used twice: two devices cannot get into each other's way, and whatever is
//! read twice is the same. The one exception is an object of our own that has proved to be broken.
//!
//! # What is promised
//! * An object is there whole or not at all ([`Server::deliver`]): folder and WebDAV get it under another name first,
//!   object storage by one PUT.
//! * What counts as delivered has been looked at: the server's MD5 of it, or its bytes.
//! * Nothing of a server is believed: names are parsed ([`ObjectName`]), every answer has a bound, every wait an end.
//! * A wrong certificate is a fault ([`Fault::Certificate`]); there is no way to pass over it.
//!
//! opendal speaks with folders and object storage and lists WebDAV; `dav` does what it would need more requests for.

pub mod backoff;
mod dav;
mod each;
mod fault;
mod folder;
mod http;
mod object;
mod sent;
mod server;
mod target;
mod throttle;

pub use backoff::Backoff;
pub use each::for_each;
pub use fault::Fault;
pub use http::Patience;
pub use object::{DivisionCode, ObjectName, Serial, StrangeObject};
pub use sent::{Content, Sent};
pub use server::{Control, Delivered, Options, Server};
pub use target::{Kind, Secret, Style, Target};
