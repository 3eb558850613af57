//! What a person set for this tablet.

use super::keys::LockAfter;
use super::roster::mapping::Remembered;
use crate::l10n::Language;
use crate::photo::camera::CameraId;
use crate::store::settings::SettingsWire;

/// Colours for the light at hand.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Theme {
    #[default]
    Light,
    Dark,
    /// Black on white, no greys: for bright sun.
    Sunlight,
}

impl Theme {
    pub const ALL: [Self; 3] = [Self::Light, Self::Dark, Self::Sunlight];
}

/// Size of all text, in percent: 100 to 200.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct TextSize(u16);

impl TextSize {
    pub const STEPS: [u16; 5] = [100, 125, 150, 175, 200];

    pub fn new(percent: u16) -> Self {
        Self(percent.clamp(100, 200))
    }

    pub const fn percent(self) -> u16 {
        self.0
    }

    pub fn factor(self) -> f32 {
        f32::from(self.0) / 100.0
    }
}

impl Default for TextSize {
    fn default() -> Self {
        Self(100)
    }
}

/// The hand that operates: where the buttons stand.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Hand {
    #[default]
    Right,
    Left,
}

/// Longest edge of a stored photo, in pixels: below every graphics chip's limit.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct PhotoSize(u16);

impl PhotoSize {
    pub const STEPS: [u16; 3] = [1_200, 1_600, 2_000];

    /// One of the steps; any other number means the default.
    pub fn new(pixels: u16) -> Self {
        if Self::STEPS.contains(&pixels) { Self(pixels) } else { Self::default() }
    }

    pub fn pixels(self) -> u32 {
        u32::from(self.0)
    }
}

impl Default for PhotoSize {
    fn default() -> Self {
        Self(1_600)
    }
}

/// All settings. What the file leaves out or says in words of another version is the default.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Settings {
    pub language: Language,
    pub theme: Theme,
    pub text_size: TextSize,
    pub hand: Hand,
    /// Of the photos taken from now on.
    pub photo_size: PhotoSize,
    /// Written with every answer.
    pub surveyor: String,
    /// The camera that is opened first; the first that works when missing.
    pub camera: Option<CameraId>,
    /// Address of a camera or telephone in the network; empty when there is none.
    pub network_camera: String,
    /// Folder of the system's camera app; the usual places when empty.
    pub camera_roll: String,
    /// What the columns of earlier need lists meant.
    pub rosters: Vec<Remembered>,
    /// Surveyors that households were given to, the last one first.
    pub surveyors: Vec<String>,
    /// When a sealed workspace locks itself.
    pub lock_after: LockAfter,
}

impl Settings {
    /// Reads the file's words; `locale` gives the language of a tablet that was never set.
    pub fn from_wire(wire: &SettingsWire, locale: &str) -> Self {
        let language = if wire.language.is_empty() { locale } else { &wire.language };
        let theme = match wire.theme.as_str() {
            "dark" => Theme::Dark,
            "sunlight" => Theme::Sunlight,
            _ => Theme::Light,
        };
        Self {
            language: Language::from_locale(language),
            theme,
            text_size: TextSize::new(wire.text_percent),
            hand: if wire.hand == "left" { Hand::Left } else { Hand::Right },
            photo_size: PhotoSize::new(wire.photo_pixels),
            surveyor: wire.surveyor.clone(),
            camera: CameraId::parse(&wire.camera),
            network_camera: wire.network_camera.clone(),
            camera_roll: wire.camera_roll.clone(),
            rosters: wire.rosters.iter().cloned().map(Remembered).collect(),
            surveyors: wire.surveyors.clone(),
            lock_after: LockAfter::of_word(&wire.lock_after),
        }
    }

    pub fn to_wire(&self) -> SettingsWire {
        let theme = match self.theme {
            Theme::Light => "light",
            Theme::Dark => "dark",
            Theme::Sunlight => "sunlight",
        };
        let hand = match self.hand {
            Hand::Right => "right",
            Hand::Left => "left",
        };
        SettingsWire {
            language: self.language.tag().to_owned(),
            theme: theme.to_owned(),
            text_percent: self.text_size.percent(),
            hand: hand.to_owned(),
            photo_pixels: self.photo_size.0,
            surveyor: self.surveyor.clone(),
            camera: self.camera.as_ref().map(ToString::to_string).unwrap_or_default(),
            network_camera: self.network_camera.clone(),
            camera_roll: self.camera_roll.clone(),
            rosters: self.rosters.iter().map(|mapping| mapping.0.clone()).collect(),
            surveyors: self.surveyors.clone(),
            lock_after: self.lock_after.word(),
        }
    }
}

/// The language of the machine, as POSIX says it: the first of these variables that says anything.
pub fn machine_locale() -> String {
    ["LC_ALL", "LC_MESSAGES", "LANG"]
        .iter()
        .find_map(|name| std::env::var(name).ok().filter(|value| !value.is_empty()))
        .unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn settings_read_back_and_strange_words_mean_the_default() {
        let settings = Settings {
            language: Language::English,
            theme: Theme::Sunlight,
            text_size: TextSize::new(175),
            hand: Hand::Left,
            photo_size: PhotoSize::new(2_000),
            surveyor: "王评估".to_owned(),
            camera: Some(CameraId::Device("UVC Camera@usb-1".to_owned())),
            network_camera: "192.168.1.5:8080/video".to_owned(),
            camera_roll: "/home/a/相机".to_owned(),
            rosters: vec![Remembered(vec![("残疾证号".to_owned(), "certificate".to_owned())])],
            surveyors: vec!["包志强".to_owned()],
            lock_after: LockAfter::Never,
        };
        assert_eq!(Settings::from_wire(&settings.to_wire(), "zh"), settings);
        let strange =
            SettingsWire { theme: "neon".into(), text_percent: 900, photo_pixels: 50_000, ..SettingsWire::default() };
        let read = Settings::from_wire(&strange, "en_GB.UTF-8");
        assert_eq!((read.theme, read.text_size.percent(), read.language), (Theme::Light, 200, Language::English));
        assert_eq!(read.photo_size.pixels(), 1_600);
    }
}
