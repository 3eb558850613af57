//! What a person set for this tablet.

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
