//! What filters and orders need of a household, in one line of the processor's cache: choosing among 400,000 of them
//! touches nothing else.

use super::Basis;
use super::day::Day;
use super::dictionary::{Dictionary, LEVEL};
use super::figures::{Hardship, ItemOutcome, Residence, Review};
use super::filter::Flag;
use super::money::Money;
use super::pinyin::{self, Named};
use super::record::Record;
use crate::dossier::stage::Stage;
use crate::dossier::summary::VisitState;
use crate::plan::money::{Fen, Share};

/// No amount.
pub const NO_MONEY: i64 = i64::MIN;

/// The bit of a household that is part of another; the flags have those below.
const HIDDEN: u32 = 1 << 31;

/// One household, in numbers of the [`Dictionaries`].
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Facts {
    /// In fen.
    pub planned: i64,
    /// [`NO_MONEY`] before the settlement.
    pub settled: i64,
    /// [`pinyin::rank`] of the head's name.
    pub name: u64,
    pub village: u32,
    pub township: u32,
    pub contractor: u32,
    pub surveyor: u32,
    /// Bits of [`Flag`].
    pub flags: u32,
    pub deadline: Option<Day>,
    pub banner: u16,
    pub year: i16,
    /// Bit 1 to 7.
    pub categories: u8,
    /// Bit 1 to 4.
    pub grades: u8,
    /// Place in [`Stage::ALL`].
    pub stage: u8,
    /// Place in [`Residence::ALL`], from 1; 0: not known.
    pub residence: u8,
}

/// Texts that are shared.
#[derive(Clone, Debug, Default)]
pub struct Dictionaries {
    /// Codes of divisions.
    pub banners: Dictionary,
    /// Banner and township.
    pub townships: Dictionary,
    /// Banner, township and village.
    pub villages: Dictionary,
    pub contractors: Dictionary,
    pub surveyors: Dictionary,
}

impl Facts {
    pub fn of(record: &Record, dictionaries: &mut Dictionaries, basis: &Basis, marks: u32) -> Self {
        let (summary, figures) = (&record.summary, &record.figures);
        let township = format!("{}{LEVEL}{}", summary.division, summary.township);
        let village = format!("{township}{LEVEL}{}", summary.village);
        let disabilities = figures.persons.iter().filter_map(|person| person.disability);
        let (categories, grades) = disabilities.fold((0, 0), |(categories, grades), disability| {
            (categories | bit(disability.category), grades | bit(disability.grade))
        });
        let deadline = record.deadline();
        Self {
            planned: figures.planned.0,
            settled: record.settled().map_or(NO_MONEY, |amount| amount.0),
            name: pinyin::rank(&summary.head, true),
            village: dictionaries.villages.number(&village, Named::Place),
            township: dictionaries.townships.number(&township, Named::Place),
            contractor: dictionaries.contractors.number(&summary.contractor, Named::Firm),
            surveyor: dictionaries.surveyors.number(&figures.surveyor, Named::Person),
            flags: flags(record, basis) | marks,
            deadline: deadline.map(|deadline| deadline.by),
            banner: u16::try_from(dictionaries.banners.number(&summary.division, Named::Place)).unwrap_or(u16::MAX),
            year: figures.year,
            categories,
            grades,
            stage: summary.stage as u8,
            residence: figures.residence.map_or(0, |residence| residence as u8 + 1),
        }
    }

    /// Part of another household: in no list, search or count.
    pub const fn is_hidden(&self) -> bool {
        self.flags & HIDDEN != 0
    }

    pub const fn hide(&mut self, hide: bool) {
        self.flags = if hide { self.flags | HIDDEN } else { self.flags & !HIDDEN };
    }

    pub const fn has(&self, flag: Flag) -> bool {
        self.flags & flag.bit() != 0
    }

    pub fn stage(&self) -> Stage {
        Stage::ALL.get(usize::from(self.stage)).copied().unwrap_or_default()
    }

    pub fn residence(&self) -> Option<Residence> {
        usize::from(self.residence).checked_sub(1).and_then(|place| Residence::ALL.get(place).copied())
    }
}

const fn bit(place: u8) -> u8 {
    if place < 8 { 1 << place } else { 0 }
}

/// What the record itself says; what others know of the household are marks.
fn flags(record: &Record, basis: &Basis) -> u32 {
    let (summary, figures) = (&record.summary, &record.figures);
    let planned = summary.stage < Stage::Accepted;
    let finished = summary.visit == VisitState::Finished;
    let week = figures.days.planned_visit.is_some_and(|day| basis.is_this_week(day));
    let hardship = |any: &[Hardship]| any.iter().any(|hardship| figures.hardship.has(*hardship));
    let old = figures.has_old_person(basis.today().date().year());
    let money = (!figures.items.is_empty()).then(|| Money::of(figures, &basis.programme));
    let uncertain = figures.uncertain_planned() > 0 || summary.stage >= Stage::Accepted && !figures.is_certain();
    [
        (Flag::Conflict, summary.conflicts > 0),
        (Flag::Disputed, figures.disputed),
        (Flag::Late, record.late(basis.today()).is_some()),
        (Flag::ThisWeek, week),
        (Flag::Unassigned, figures.surveyor.is_empty() && !finished),
        (Flag::OverCap, money.is_some_and(|money| money.over() > Fen(0))),
        (Flag::PriceOff, figures.deviations(&basis.catalogue) > 0),
        (Flag::DeviceHeavy, is_device_heavy(record, basis)),
        (Flag::Uncertain, uncertain),
        (Flag::OpenChange, planned && figures.open_changes() > 0),
        (Flag::ToRectify, planned && figures.count(ItemOutcome::ToRectify) > 0),
        (Flag::NoPhotoAfter, figures.without_photo() > 0),
        (Flag::ToReview, summary.stage == Stage::Surveyed && figures.review == Review::Open),
        (Flag::SentBack, figures.review == Review::SentBack),
        (Flag::SeveralPersons, figures.has_several_persons()),
        (Flag::OldPerson, old),
        (Flag::Dibao, hardship(&[Hardship::Dibao, Hardship::Tekun])),
        (Flag::Monitored, hardship(&[Hardship::Monitored, Hardship::Lifted])),
        (Flag::Complaint, figures.complaint || figures.charged),
        (Flag::Objection, figures.objection),
        (Flag::Idle, figures.idle > 0 || figures.faulty > 0),
    ]
    .into_iter()
    .filter(|(_, is)| *is)
    .fold(0, |flags, (flag, _)| flags | flag.bit())
}

/// Whether devices seem to stand in for works; without a division, as [`crate::plan::budget::Budget`] does it.
fn is_device_heavy(record: &Record, basis: &Basis) -> bool {
    let devices = i128::from(record.figures.devices_by(&basis.catalogue).0);
    let limit = i128::from(basis.programme.device_share_warning.value.0);
    devices * i128::from(Share::WHOLE.0) > i128::from(record.figures.planned.0) * limit
}
