//! Charts and tables that are kept as files, in the workspace's `exports`.

use std::io::ErrorKind;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::ProgressEvent;
use crate::app::program::Program;
use crate::problem::Problem;
use crate::table::write::{Format, Table, small};

/// Characters that a file's name may not have on some system.
const FORBIDDEN: &[char] = &['/', '\\', ':', '*', '?', '"', '<', '>', '|'];
/// Longest part of a name that is a title, in characters.
const MOST_LETTERS: usize = 60;

impl Program {
    /// Where charts, tables and reports are kept.
    pub fn progress_folder(&self) -> PathBuf {
        self.store.layout().root().join("exports")
    }

    pub(super) fn save_table(&mut self, title: &str, format: Format, table: Table) {
        let path = self.progress_file(title, format.ending());
        self.save_progress(path, move || {
            small(format, &[table]).map_err(|error| Problem::error("progress-unsaved").with("why", error))
        });
    }

    pub(super) fn save_picture(&mut self, title: &str, (width, height): (u32, u32), rgba: Arc<[u8]>) {
        let path = self.progress_file(title, "png");
        self.save_progress(path, move || png(width, height, &rgba));
    }

    pub(super) fn progress_file(&self, title: &str, ending: &str) -> PathBuf {
        let name: String = title.trim().replace(FORBIDDEN, "_").chars().take(MOST_LETTERS).collect();
        self.progress_folder().join(format!("{name}_{}.{ending}", self.today()))
    }

    /// Makes the bytes of a file in a thread and writes them; one at a time.
    pub(super) fn save_progress(
        &mut self,
        path: PathBuf,
        bytes: impl FnOnce() -> Result<Vec<u8>, Problem> + Send + 'static,
    ) {
        if std::mem::replace(&mut self.desk.progress.saving, true) {
            return;
        }
        self.desk.progress.saved = None;
        self.progress_lane(move || {
            let saved = bytes().map_err(|problem| problem.in_file(&path));
            ProgressEvent::Saved(saved.and_then(|bytes| write(&path, &bytes).map(|()| path)))
        });
    }
}

fn png(width: u32, height: u32, rgba: &[u8]) -> Result<Vec<u8>, Problem> {
    use image::codecs::png::{CompressionType, FilterType, PngEncoder};
    use image::{ExtendedColorType, ImageEncoder as _};
    let mut bytes = Vec::new();
    PngEncoder::new_with_quality(&mut bytes, CompressionType::Default, FilterType::Adaptive)
        .write_image(rgba, width, height, ExtendedColorType::Rgba8)
        .map_err(|error| Problem::error("progress-unsaved").with("why", error))?;
    Ok(bytes)
}

/// A file is there whole or not at all: a reader that looks on meanwhile sees the old one.
pub(super) fn write(path: &Path, bytes: &[u8]) -> Result<(), Problem> {
    let mut half = path.as_os_str().to_owned();
    half.push(".part");
    let half = PathBuf::from(half);
    let folder = path.parent().unwrap_or(path);
    let written = std::fs::create_dir_all(folder).and_then(|()| {
        let file = std::fs::File::create(&half)?;
        std::io::Write::write_all(&mut &file, bytes)?;
        file.sync_all()?;
        std::fs::rename(&half, path)
    });
    written.map_err(|error| {
        // What is left of it is of no use; that it cannot be removed either changes nothing.
        std::fs::remove_file(&half).ok();
        let problem = match error.kind() {
            ErrorKind::StorageFull | ErrorKind::QuotaExceeded => Problem::error("store-disk-full"),
            ErrorKind::ReadOnlyFilesystem | ErrorKind::PermissionDenied => Problem::error("store-no-permission"),
            _ => Problem::error("progress-unsaved").with("why", error),
        };
        problem.in_file(path)
    })
}
