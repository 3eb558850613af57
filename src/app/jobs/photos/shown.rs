//! Decodes stored pictures for the screen.

use std::sync::mpsc::Receiver;

use crate::app::jobs::{JobEvent, Picture, Reports};
use crate::id::ContentHash;
use crate::limits::THUMBNAIL_EDGE_PX;
use crate::photo;
use crate::problem::Problem;
use crate::store::Workspace;

pub fn run(store: &Workspace, reports: &Reports, wishes: &Receiver<(ContentHash, u32)>) {
    while let Ok((hash, edge)) = wishes.recv() {
        reports.send(JobEvent::Picture { hash, edge, picture: decode(store, hash, edge) });
    }
}

fn decode(store: &Workspace, hash: ContentHash, edge: u32) -> Result<Picture, Problem> {
    let small = if edge <= THUMBNAIL_EDGE_PX { store.thumbnail(hash) } else { None };
    let bytes = small.map_or_else(|| store.read_photo(hash), Ok)?;
    let screen = photo::decode_for_screen(&bytes, edge)?;
    Ok(Picture { width: screen.width, height: screen.height, rgba: screen.rgba })
}
