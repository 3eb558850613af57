//! The system's file dialog, in a thread of its own.
//!
//! On Linux the dialog is a portal of the desktop, and on a kiosk tablet it may be missing or hang for ever. The
//! window never waits for it, and a screen offers the in-app list of folders while it is silent.

use std::path::PathBuf;
use std::sync::mpsc::{Receiver, TryRecvError, channel};
use std::time::{Duration, Instant};

use crate::app::keys::For;
use crate::l10n::Words;
use crate::path::FieldPath;

/// A dialog that ends sooner than a person can choose never appeared.
const NEVER_APPEARED: Duration = Duration::from_millis(400);

/// A dialog that has been silent for so long hangs; nobody looks for a photo for ten minutes.
const HANGS: Duration = Duration::from_secs(600);

/// The one dialog that may be open.
#[derive(Default)]
pub struct FileDialog {
    waiting: Option<Waiting>,
}

/// What a dialog was opened for.
#[derive(Clone, Debug, PartialEq)]
pub enum Wanted {
    /// Photos of the question at this path.
    Photos(FieldPath),
    /// Packages to open.
    Packages,
    /// A folder to write packages to.
    Folder,
    /// Folders to merge.
    MergeFolders,
    /// Files to merge.
    MergeFiles,
    /// A table with a need list.
    Table,
    /// A table of task numbers.
    Targets,
    /// A file with a key, or a picture of its QR code.
    Key(For),
    /// A folder for a new recovery key.
    KeyPlace,
}

struct Waiting {
    wanted: Wanted,
    since: Instant,
    files: Receiver<Option<Vec<PathBuf>>>,
}

impl FileDialog {
    /// Opens the dialog. An older one that never answered is left alone.
    pub fn open(&mut self, wanted: Wanted, words: &Words, ctx: &egui::Context) {
        let (sender, files) = channel();
        let ctx = ctx.clone();
        let (title, filter) = match wanted {
            Wanted::Photos(_) => ("browse-title", "dialog-filter"),
            Wanted::Packages => ("works-browse-packages", "works-dialog-filter"),
            Wanted::Folder => ("works-browse-place", "works-dialog-filter"),
            Wanted::MergeFolders | Wanted::MergeFiles => ("merge-browse", "merge-dialog-filter"),
            Wanted::Targets => ("progress-targets-pick", "roster-dialog-filter"),
            Wanted::Table => ("roster-browse", "roster-dialog-filter"),
            Wanted::Key(_) => ("keys-browse", "keys-dialog-filter"),
            Wanted::KeyPlace => ("keys-browse-place", "keys-dialog-filter"),
        };
        let (title, filter) = (words.text(title), words.text(filter));
        let kind = wanted.clone();
        let ask = move || {
            let dialog = rfd::FileDialog::new().set_title(title);
            let chosen = match kind {
                Wanted::Photos(_) => dialog.add_filter(filter, &["jpg", "jpeg", "png", "JPG", "PNG"]).pick_files(),
                Wanted::Packages => dialog.add_filter(filter, &[crate::remote::ENDING]).pick_files(),
                Wanted::Key(_) => {
                    let dialog = dialog.add_filter(filter, &["txt", "key", "pub", "jpg", "jpeg", "png", "JPG", "PNG"]);
                    dialog.pick_file().map(|file| vec![file])
                }
                Wanted::Folder | Wanted::KeyPlace => dialog.pick_folder().map(|folder| vec![folder]),
                Wanted::MergeFolders => dialog.pick_folders(),
                Wanted::MergeFiles => dialog.add_filter(filter, &[crate::remote::ENDING, "ron"]).pick_files(),
                Wanted::Table | Wanted::Targets => {
                    let dialog = dialog.add_filter(filter, &crate::table::read::ENDINGS);
                    dialog.pick_file().map(|file| vec![file])
                }
            };
            sender.send(chosen).ok();
            ctx.request_repaint();
        };
        let started = std::thread::Builder::new().name("file dialog".to_owned()).spawn(ask);
        // Without a thread the receiver is disconnected at once, which reads as "no dialog here".
        self.waiting = Some(Waiting { wanted, since: Instant::now(), files });
        drop(started);
    }

    pub const fn is_waiting(&self) -> bool {
        self.waiting.is_some()
    }

    /// The chosen files, once; `None` in place of files when there is no dialog on this machine.
    pub fn answer(&mut self) -> Option<(Wanted, Option<Vec<PathBuf>>)> {
        let waiting = self.waiting.as_ref()?;
        let files = match waiting.files.try_recv() {
            Ok(Some(files)) => Some(files),
            Ok(None) if waiting.since.elapsed() < NEVER_APPEARED => None,
            Ok(None) => Some(Vec::new()),
            Err(TryRecvError::Disconnected) => None,
            Err(TryRecvError::Empty) if waiting.since.elapsed() > HANGS => Some(Vec::new()),
            Err(TryRecvError::Empty) => return None,
        };
        self.waiting.take().map(|waiting| (waiting.wanted, files))
    }
}
