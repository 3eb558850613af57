//! Looking for the reference in a photo: a thread of its own for a few tenths of a second.

use std::sync::Arc;

use super::{JobEvent, Reports};
use crate::id::ContentHash;
use crate::limits::PHOTO_EDGE_PX;
use crate::photo;
use crate::photo::measure::corners::{Grey, find};
use crate::photo::measure::{Quad, Rectangle};
use crate::problem::Problem;
use crate::store::Workspace;

/// Starts looking; the answer comes as [`JobEvent::Corners`]. A photo that cannot be read has none, and says why.
pub fn look(store: Arc<Workspace>, photo: ContentHash, reference: Rectangle, reports: Reports) {
    let on_failure = reports.clone();
    let work = move || {
        let quad = look_into(&store, photo, reference).unwrap_or_else(|problem| {
            reports.send(JobEvent::Told { problem });
            None
        });
        reports.send(JobEvent::Corners { photo, reference, quad });
    };
    if std::thread::Builder::new().name("corners".to_owned()).spawn(work).is_err() {
        on_failure.send(JobEvent::Corners { photo, reference, quad: None });
    }
}

fn look_into(store: &Workspace, photo: ContentHash, reference: Rectangle) -> Result<Option<Quad>, Problem> {
    let bytes = store.read_photo(photo)?;
    let pixels = photo::decode_for_screen(&bytes, PHOTO_EDGE_PX)?;
    Ok(find(&Grey::of_rgba(pixels.width as usize, pixels.height as usize, &pixels.rgba), reference))
}
