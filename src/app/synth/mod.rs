//! Made-up households, as many as wanted: for tests, benchmarks and for trying the desk with 40,000 of them.
//!
//! Deterministic: the same options give the same bytes on every machine. There is no clock and no chance but the
//! seed's ([`chance`]). A few hundred homes are filled through the real form session and taken on by the guarded
//! steps (`template`); every household is one of them with a name, place, numbers, dates, pictures and measures of
//! its own (`home`). Some were edited on two tablets that did not know of each other (`copies`). [`Synth::write`]
//! lays them out as the folders of the tablets.
//!
//! Nobody is meant: citizen ids begin with `1500nn`, which no county has, telephones with 154, which nobody has.

pub mod chance;
mod copies;
mod home;
mod homes;
mod names;
mod photo;
mod template;
mod write;

use std::str::FromStr;

use jiff::civil::{Date, date};

use crate::dossier::Dossier;
use crate::id::DeviceId;
use crate::problem::Problem;
use chance::{Chance, spread};
use home::Home;

pub use copies::Copy;
pub use write::{Broken, Report};

/// The day on which everything that is made has come to where it stands.
pub const TODAY: Date = date(2026, 11, 20);

/// A part of a million.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Share(pub u32);

impl Share {
    pub const fn percent(percent: u32) -> Self {
        Self(percent * 10_000)
    }
}

impl FromStr for Share {
    type Err = String;

    /// Reads `10%`, `0.1%` or `0.001`.
    fn from_str(text: &str) -> Result<Self, String> {
        let (number, whole) = text.trim().strip_suffix('%').map_or((text.trim(), 1.0), |number| (number, 100.0));
        let part: f64 = number.trim().parse().map_err(|_| format!("not a share like 10%: {text}"))?;
        if !(0.0..=whole).contains(&part) {
            return Err(format!("not between 0 and 100%: {text}"));
        }
        Ok(Self((part / whole * 1e6).round() as u32))
    }
}

/// Whether pictures are written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Photos {
    /// Households name photos that nobody has.
    #[default]
    None,
    /// A file of half a kilobyte for each photo.
    Tiny,
}

/// What to make.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Options {
    /// How many households.
    pub households: u64,
    /// On how many tablets.
    pub devices: u32,
    pub seed: u64,
    /// Households that two tablets have edited without knowing of each other.
    pub twice: Share,
    /// Households that end in a conflict; they are among those of `twice`.
    pub conflicts: Share,
    /// Files that cannot be read, in the place of their household.
    pub broken: Share,
    pub photos: Photos,
}

impl Default for Options {
    fn default() -> Self {
        Self {
            households: 1_000,
            devices: 40,
            seed: 1,
            twice: Share::percent(10),
            conflicts: Share::percent(1),
            broken: Share(1_000),
            photos: Photos::None,
        }
    }
}

/// Of a hundred households, how many have something in the journal that is not in their file yet.
const JOURNALS: Share = Share::percent(3);

/// What kind of fate a household has.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Fate {
    Plain,
    /// Part of it only in the journal.
    Journal,
    /// On two tablets.
    Twice,
    /// On two tablets that disagree.
    Conflict,
    Broken,
}

/// The generator.
#[derive(Clone, Copy, Debug)]
pub struct Synth {
    options: Options,
}

impl Synth {
    /// Takes what can be done of the options: one device at least; two tablets edit only where there are two.
    pub fn new(mut options: Options) -> Self {
        options.devices = options.devices.max(1);
        if options.devices == 1 {
            (options.twice, options.conflicts) = (Share(0), Share(0));
        }
        options.twice = options.twice.max(options.conflicts);
        Self { options }
    }

    pub const fn options(&self) -> &Options {
        &self.options
    }

    /// The tablets' devices in the order of their folders.
    pub fn devices(&self) -> Vec<DeviceId> {
        (0..self.options.devices).map(|tablet| self.tablet(tablet)).collect()
    }

    /// The household of this number as each tablet has it: one copy, or two that were edited apart. Whether its file
    /// is a broken one does not show here.
    ///
    /// # Errors
    /// A built-in form does not compile.
    pub fn household(&self, number: u64) -> Result<Vec<(DeviceId, Dossier)>, Problem> {
        Ok(self.copies(number)?.into_iter().map(|copy| (copy.device, copy.dossier)).collect())
    }

    /// The household of this number with the copies of all tablets joined: what a merge gives.
    ///
    /// # Errors
    /// As [`Self::household`].
    pub fn joined(&self, number: u64) -> Result<Dossier, Problem> {
        let mut copies = self.copies(number)?.into_iter();
        let Some(Copy { mut dossier, .. }) = copies.next() else {
            return Err(Problem::error("synth-no-template").with("number", number));
        };
        for other in copies {
            // Copies are of one household.
            dossier.join(&other.dossier).ok();
        }
        Ok(dossier)
    }

    /// The copies of a household with the folder each lies in.
    ///
    /// # Errors
    /// As [`Self::household`].
    pub fn copies(&self, number: u64) -> Result<Vec<Copy>, Problem> {
        let home = Home::new(self, number)?;
        Ok(copies::copies(self, &home))
    }

    fn fate(&self, number: u64) -> Fate {
        let Options { twice, conflicts, broken, .. } = self.options;
        let place = spread(number);
        let bounds = [
            (Fate::Conflict, conflicts.0),
            (Fate::Twice, twice.0),
            (Fate::Broken, twice.0 + broken.0),
            (Fate::Journal, twice.0 + broken.0 + JOURNALS.0),
        ];
        bounds.into_iter().find(|(_, bound)| place < *bound).map_or(Fate::Plain, |(fate, _)| fate)
    }

    fn tablet(&self, tablet: u32) -> DeviceId {
        DeviceId::from_bits(self.chance("tablet", u64::from(tablet)).next())
    }

    fn chance(&self, what: &str, number: u64) -> Chance {
        Chance::of(self.options.seed, what, number)
    }
}

#[cfg(test)]
mod tests;
