//! Looking into folders for photos: the way round a missing file dialog.
//!
//! Each look has a thread of its own, because a dead network drive can hold a reader for minutes.

use std::path::{Path, PathBuf};

use super::{JobEvent, Reports};
use crate::problem::Problem;

/// Entries listed of one folder; a camera card has a few hundred per folder.
pub const MAX_ENTRIES: usize = 2_000;

/// What a folder holds, as far as photos are concerned.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Folder {
    pub path: PathBuf,
    /// Folders first, then pictures, the newest first, as a camera's user expects.
    pub entries: Vec<FolderEntry>,
    /// More were there than are listed.
    pub truncated: bool,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FolderEntry {
    pub path: PathBuf,
    pub name: String,
    pub is_folder: bool,
}

/// Starts looking; the answer comes as [`JobEvent::Folder`].
pub fn look_into(folder: PathBuf, shown: Shown, reports: Reports) {
    let work = move || {
        let listing = read(&folder, shown);
        reports.send(JobEvent::Folder { path: folder, listing });
    };
    // Without a thread the list stays empty and the person may try again.
    std::thread::Builder::new().name("folders".to_owned()).spawn(work).ok();
}

fn read(folder: &Path, shown: Shown) -> Result<Folder, Problem> {
    let unreadable = |error: std::io::Error| {
        Problem::warning("browse-unreadable").with("folder", folder.display()).with("why", error)
    };
    let mut found = Vec::new();
    for entry in std::fs::read_dir(folder).map_err(unreadable)? {
        let entry = entry.map_err(unreadable)?;
        let name = entry.file_name().to_string_lossy().into_owned();
        // A link to a folder counts as a folder; what cannot be looked at is left out.
        let Ok(about) = std::fs::metadata(entry.path()) else { continue };
        if name.starts_with('.') || !(about.is_dir() || shown.shows(&name)) {
            continue;
        }
        let age = about.modified().ok().and_then(|time| time.elapsed().ok()).unwrap_or_default();
        found.push((!about.is_dir(), age, FolderEntry { path: entry.path(), name, is_folder: about.is_dir() }));
    }
    found.sort_by(|a, b| {
        let by_name = || a.2.name.cmp(&b.2.name);
        a.0.cmp(&b.0).then_with(|| if a.0 { a.1.cmp(&b.1).then_with(by_name) } else { by_name() })
    });
    let truncated = found.len() > MAX_ENTRIES;
    let entries = found.into_iter().take(MAX_ENTRIES).map(|(_, _, entry)| entry).collect();
    Ok(Folder { path: folder.to_owned(), entries, truncated })
}

/// Which files are listed beside the folders.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Shown {
    Pictures,
    Packages,
    /// Spreadsheets and delimited text.
    Tables,
    Certificates,
}

impl Shown {
    pub(super) fn shows(self, name: &str) -> bool {
        let ending = name.rsplit_once('.').map(|(_, ending)| ending.to_ascii_lowercase());
        match self {
            Self::Pictures => matches!(ending.as_deref(), Some("jpg" | "jpeg" | "png" | "heic" | "heif")),
            Self::Packages => ending.as_deref() == Some(crate::remote::ENDING),
            Self::Certificates => matches!(ending.as_deref(), Some("pem" | "crt" | "cer")),
            Self::Tables => ending.is_some_and(|ending| crate::table::read::ENDINGS.contains(&&*ending)),
        }
    }
}

/// Places where photos usually are, with the key of their name.
pub fn places() -> Vec<(&'static str, PathBuf)> {
    let dirs = directories::UserDirs::new();
    let pictures = dirs.as_ref().and_then(|dirs| dirs.picture_dir()).map(Path::to_owned);
    let home = dirs.as_ref().map(|dirs| dirs.home_dir().to_owned());
    let removable = ["/media", "/run/media"].map(PathBuf::from).into_iter().find(|folder| folder.is_dir());
    let all = [("browse-pictures", pictures), ("browse-home", home), ("browse-removable", removable)];
    all.into_iter().filter_map(|(key, folder)| folder.map(|folder| (key, folder))).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn folders_come_first_and_only_pictures_are_listed() {
        let dir = tempfile::tempdir().unwrap();
        for name in ["b.jpg", "notes.txt", ".hidden.jpg", "a.PNG"] {
            std::fs::write(dir.path().join(name), b"").unwrap();
        }
        std::fs::create_dir(dir.path().join("DCIM")).unwrap();
        let folder = read(dir.path(), Shown::Pictures).unwrap();
        let mut names: Vec<&str> = folder.entries.iter().map(|entry| entry.name.as_str()).collect();
        assert_eq!(names.remove(0), "DCIM");
        names.sort_unstable();
        assert_eq!(names, ["a.PNG", "b.jpg"]);
        assert!(read(&dir.path().join("nowhere"), Shown::Packages).is_err());
    }
}
