//! `settings.ron`: what the surveyor set on this tablet, as plain words. The app gives them their meaning.

use std::io;
use std::path::{Path, PathBuf};

use ron::ser::PrettyConfig;
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};

use super::layout::Layout;
use crate::limits::MAX_SETTINGS_BYTES;
use crate::problem::Problem;

/// The settings as they stand on disk. A word that is missing or unknown means the default.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize, Serialize)]
#[serde(default)]
pub struct SettingsWire {
    /// BCP 47.
    pub language: String,
    pub theme: String,
    /// 100-200; 0 when not set.
    pub text_percent: u16,
    /// `right` or `left`.
    pub hand: String,
    /// Longest edge of a stored photo; 0 when not set.
    pub photo_pixels: u16,
    /// Name of the person who uses this tablet; the author of what is written.
    pub surveyor: String,
    /// `device:…` or `network:…`; empty for the first camera that works.
    pub camera: String,
    /// Address of a camera in the network.
    pub network_camera: String,
    /// Folder of the system's camera app; empty for the usual places.
    pub camera_roll: String,
    /// What the columns of earlier need lists meant: heading and meaning of each.
    pub rosters: Vec<Vec<(String, String)>>,
    /// Surveyors that households were given to.
    pub surveyors: Vec<String>,
    /// Minutes without a touch after which a sealed workspace locks itself, or `never`.
    pub lock_after: String,
}

impl SettingsWire {
    /// What the screen needs before the workspace is opened, and nothing of a person.
    pub(super) fn appearance(&self) -> Self {
        let Self { language, theme, text_percent, hand, .. } = self.clone();
        Self { language, theme, text_percent, hand, ..Self::default() }
    }
}

/// How the screen of the workspace in `folder` looks, also while it is sealed and not yet open; the defaults where
/// nothing says so.
pub fn appearance(folder: &Path) -> SettingsWire {
    let layout = Layout::new(folder.to_owned());
    let read = |path: PathBuf| {
        let small = path.metadata().is_ok_and(|metadata| metadata.len() <= MAX_SETTINGS_BYTES);
        let bytes = if small { std::fs::read(path).ok() } else { None };
        from_ron::<SettingsWire>(&bytes?).ok()
    };
    read(layout.settings()).or_else(|| read(layout.appearance())).unwrap_or_default().appearance()
}

/// A small file of ours as text: readable, `\n` on every system.
pub(super) fn to_ron<T: Serialize + ?Sized>(value: &T) -> io::Result<String> {
    let pretty = PrettyConfig::new().new_line("\n").escape_strings(false);
    let mut text = ron::ser::to_string_pretty(value, pretty).map_err(io::Error::other)?;
    text.push('\n');
    Ok(text)
}

/// Reads a small file of ours.
pub(super) fn from_ron<T: DeserializeOwned>(bytes: &[u8]) -> Result<T, Problem> {
    let text = std::str::from_utf8(bytes).map_err(|error| super::not_text(bytes, error))?;
    ron::from_str(text.strip_prefix('\u{feff}').unwrap_or(text)).map_err(|error| {
        Problem::error("store-not-ron").with("detail", &error.code).at(error.span.start.line, error.span.start.col)
    })
}
