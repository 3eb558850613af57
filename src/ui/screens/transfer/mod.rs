//! Upload and download 上传与下载: which servers, what waits, how far it is.

mod data;
mod draft;
mod draft_ui;
mod policy_ui;
mod running_ui;
mod server_ui;
mod transfer_ui;

pub use transfer_ui::{State, button, show};
