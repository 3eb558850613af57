//! Whose photos have not come: the names in the households held against the files that are here.

use std::sync::Arc;

use super::{JobEvent, Reports};
use crate::app::desk::DeskEvent;
use crate::app::desk::registry::RegistryEvent;
use crate::id::DossierId;
use crate::store::Workspace;

/// Starts looking; the answer comes as [`RegistryEvent::PhotosMissing`]. Hundreds of thousands of files are listed, but
/// none is opened.
///
/// # Errors
/// The system gives no thread.
pub fn look_for_photos(
    store: Arc<Workspace>,
    named: Vec<(DossierId, Vec<u64>)>,
    reports: Reports,
) -> std::io::Result<()> {
    let work = move || {
        let missing = store.photo_keys().map(|here| {
            let lacks = |keys: &[u64]| keys.iter().any(|key| here.binary_search(key).is_err());
            named.into_iter().filter(|(_, keys)| lacks(keys)).map(|(id, _)| id).collect()
        });
        reports.send(JobEvent::Desk(DeskEvent::Registry(RegistryEvent::PhotosMissing(missing))));
    };
    std::thread::Builder::new().name("photo-names".to_owned()).spawn(work).map(drop)
}
