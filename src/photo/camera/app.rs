//! The system's own camera app: it knows cameras that no driver here reaches.

use std::path::PathBuf;
use std::process::{Command, Stdio};

use crate::problem::Problem;

/// Camera apps of Linux by the name of their program, the usual ones first.
#[cfg(not(windows))]
const APPS: [&str; 9] = [
    "snapshot",
    "cheese",
    "gnome-camera",
    "plasma-camera",
    "kamoso",
    "megapixels",
    "guvcview",
    "webcamoid",
    "pantheon-camera",
];

/// The program and its arguments; `None` when this machine has no camera app that is known.
pub(super) fn find() -> Option<(PathBuf, &'static [&'static str])> {
    #[cfg(windows)]
    return Some((PathBuf::from("explorer.exe"), &["microsoft.windows.camera:"]));
    #[cfg(not(windows))]
    return find_in(&std::env::var_os("PATH")?);
}

#[cfg(not(windows))]
fn find_in(path: &std::ffi::OsStr) -> Option<(PathBuf, &'static [&'static str])> {
    let folders: Vec<PathBuf> = std::env::split_paths(path).collect();
    let programs = APPS.iter().flat_map(|app| folders.iter().map(move |folder| folder.join(app)));
    programs.into_iter().find(|program| is_program(program)).map(|program| (program, &[][..]))
}

#[cfg(unix)]
fn is_program(file: &std::path::Path) -> bool {
    use std::os::unix::fs::PermissionsExt as _;
    file.metadata().is_ok_and(|about| about.is_file() && about.permissions().mode() & 0o111 != 0)
}

#[cfg(not(any(unix, windows)))]
fn is_program(file: &std::path::Path) -> bool {
    file.is_file()
}

/// Starts the app and does not wait for it.
pub(super) fn open() -> Result<(), Problem> {
    let (program, arguments) = find().ok_or_else(|| Problem::warning("camera-app-none"))?;
    let failed = |error| Problem::warning("camera-app-failed").with("why", error);
    let mut command = Command::new(program);
    command.args(arguments).stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
    let mut child = command.spawn().map_err(failed)?;
    // Somebody has to hear that it ended, or the system keeps its name. Without a thread it keeps it.
    std::thread::Builder::new().name("camera app".to_owned()).spawn(move || child.wait()).ok();
    Ok(())
}

#[cfg(all(test, unix))]
mod tests {
    use std::os::unix::fs::PermissionsExt as _;

    use super::*;

    #[test]
    fn the_usual_app_is_found_on_the_path_and_only_a_program_counts() {
        let (first, second) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
        let path = std::env::join_paths([first.path(), second.path()]).unwrap();
        assert_eq!(find_in(&path), None);
        std::fs::write(first.path().join("snapshot"), "no program").unwrap();
        let cheese = second.path().join("cheese");
        std::fs::write(&cheese, "#!/bin/sh\n").unwrap();
        std::fs::set_permissions(&cheese, std::fs::Permissions::from_mode(0o755)).unwrap();
        assert_eq!(find_in(&path).map(|(program, _)| program), Some(cheese));
    }
}
