//! Upload and download 上传与下载: which servers, what waits, how far it is.

mod transfer_ui;

pub use transfer_ui::{State, show};
