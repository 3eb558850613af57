//! Folders: copying one, and saying what in a workspace is not ours.

use std::path::{Path, PathBuf};

use tantu::id::{ContentHash, DossierId};
use tantu::store::wire;

/// Copies a folder with all that is in it; `to` does not exist yet.
pub fn copy(from: &Path, to: &Path) {
    std::fs::create_dir(to).unwrap();
    for entry in std::fs::read_dir(from).unwrap() {
        let entry = entry.unwrap();
        let target = to.join(entry.file_name());
        if entry.file_type().unwrap().is_dir() {
            copy(&entry.path(), &target);
        } else {
            std::fs::copy(entry.path(), target).unwrap();
        }
    }
}

/// All files below a folder, by their path in it.
pub fn files(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    let mut open = vec![folder.to_owned()];
    while let Some(folder) = open.pop() {
        for entry in std::fs::read_dir(&folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() { open.push(path) } else { found.push(path) }
        }
    }
    let mut found: Vec<PathBuf> = found.iter().map(|path| path.strip_prefix(folder).unwrap().to_owned()).collect();
    found.sort();
    found
}

/// Nothing but ours lies in a workspace that was opened after whatever happened: no file that is half, none of an
/// unknown name.
#[track_caller]
pub fn only_ours(workspace: &Path) {
    let strangers: Vec<PathBuf> = files(workspace).into_iter().filter(|path| !is_ours(workspace, path)).collect();
    assert!(strangers.is_empty(), "not ours: {strangers:?}");
}

const OURS: [&str; 9] = [
    "workspace.ron",
    "settings.ron",
    "appearance.ron",
    "views.ron",
    "handed.ron",
    "targets.ron",
    "outbox.ron",
    "lock",
    "lock.txt",
];

fn is_ours(workspace: &Path, path: &Path) -> bool {
    let parts: Vec<&str> = path.iter().map(|part| part.to_str().unwrap()).collect();
    let bytes = || std::fs::read(workspace.join(path)).unwrap();
    let holds = |name: &str| ContentHash::of(&bytes()).to_string() == name;
    match parts[..] {
        [name] => OURS.contains(&name),
        ["dossiers", division, file] => {
            let text = String::from_utf8(bytes()).unwrap();
            let whole = wire::read(&text)
                .is_ok_and(|(home, problems)| file == format!("{}.ron", home.id) && problems.is_empty());
            whole && division.len() == 6
        }
        ["journal", id] => id.parse::<DossierId>().is_ok() && bytes().is_empty() | bytes().ends_with(b"\n"),
        ["photos", short, file] => file.strip_suffix(".jpg").is_some_and(|name| name.starts_with(short) && holds(name)),
        ["kept-forms", file] => file.strip_suffix(".ron").is_some_and(holds),
        ["cache", file] => ["index.postcard", "inputs.postcard"].contains(&file),
        // How far sealing had come when it failed; without a key it means nothing.
        ["seal", file] => ["sealing", "unsealing", "recipients.txt"].contains(&file),
        // Whatever could not be read, with the reason beside it.
        ["broken", ..] | ["merges", _] | ["incoming", _] => !path.to_string_lossy().ends_with(".tmp"),
        _ => false,
    }
}
