//! Turning circle and door against the wheelchair that was measured 实测轮椅, not against the average one.

use super::evidence::millimetres;
use super::proposal::Scene;
use super::standard::{Remark, Standard};
use crate::problem::Problem;

/// The questions that measure the wheelchair, in the persons' rows.
pub const CHAIR_WIDTH: &str = "qP04";
pub const CHAIR_LENGTH: &str = "qP05_length";

/// For the hands at both sides, in millimetres; practice (domain §3.2).
pub const HANDS: u32 = 50;
/// Clear width of a door in a house that stands (GB 55019-2021 2.5.4), in millimetres.
pub const DOOR: u32 = 800;
/// Turning circle (GB 50763-2012 3.5.3), in millimetres.
pub const TURNING: u32 = 1_500;
/// For feet and hands when a chair turns on the spot, in millimetres. With it a chair of 700 by 1,200 needs the 1,500
/// of the standards.
const AROUND: u32 = 100;
/// A T-shaped space to turn in three moves: its arms, and the square it lies in (ADA 2010), in millimetres.
pub const T_ARM: u32 = 915;
pub const T_SQUARE: u32 = 1_525;

/// The wheelchair with the person in it, in millimetres.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Chair {
    pub width: u32,
    pub length: Option<u32>,
}

/// How a place does for this chair.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Fit {
    /// 达标: the standard is met, and the chair passes.
    Met,
    /// 可接受: below the standard, but this chair passes.
    ThisChair,
    /// 可接受: the chair turns in three moves.
    ThreeMoves,
    /// 不达标
    NotMet,
}

/// A place held against the chair.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Space {
    pub fit: Fit,
    /// What this chair needs, in millimetres.
    pub needed: u32,
    /// What is lacking for that.
    pub lacking: u32,
    pub remarks: Vec<Remark>,
}

impl Chair {
    /// The largest wheelchair of the home; `None` where none was measured.
    pub fn of(scene: &Scene<'_>) -> Option<Self> {
        let width = millimetres(scene, CHAIR_WIDTH, &[])?;
        Some(Self { width, length: millimetres(scene, CHAIR_LENGTH, &[]) })
    }

    /// Clear width that it needs in a door.
    pub const fn door(self) -> u32 {
        self.width.saturating_add(HANDS)
    }

    /// Diameter in which it turns on the spot: its diagonal and room for feet and hands. That of the standards where
    /// its length was not measured.
    pub fn turning(self) -> u32 {
        let Some(length) = self.length else { return TURNING };
        let square = u64::from(length).pow(2) + u64::from(self.width).pow(2);
        let root = square.isqrt();
        let diagonal = root + u64::from(root * root < square);
        u32::try_from(diagonal).unwrap_or(u32::MAX).saturating_add(AROUND)
    }
}

/// A door of this clear width; for who walks, the standard alone counts.
pub fn door(clear: u32, chair: Option<Chair>) -> Space {
    let needed = chair.map_or(DOOR, Chair::door);
    let fit = match (clear >= needed, clear >= DOOR) {
        (true, true) => Fit::Met,
        (true, false) => Fit::ThisChair,
        (false, _) => Fit::NotMet,
    };
    let mut remarks = vec![Remark {
        told: Problem::notice("plan-space-door").with("clear", clear).with("least", DOOR),
        source: Standard::DoorExisting,
    }];
    if let Some(chair) = chair {
        let told = Problem::notice("plan-space-door-chair").with("needed", needed).with("chair", chair.width);
        remarks.push(Remark { told, source: Standard::Practice });
    }
    Space { fit, needed, lacking: needed.saturating_sub(clear), remarks }
}

/// The clear width to build a door to: what the chair needs, never below the standard, in full 50 mm.
pub fn door_to_build(chair: Option<Chair>) -> u32 {
    chair.map_or(DOOR, Chair::door).max(DOOR).next_multiple_of(50)
}

/// A free circle or square of this diameter in which the chair must turn.
pub fn turning(free: u32, chair: Chair) -> Space {
    let needed = chair.turning();
    let fit = if free >= TURNING.max(needed) {
        Fit::Met
    } else if free >= needed {
        Fit::ThisChair
    } else {
        Fit::NotMet
    };
    let mut remarks = vec![Remark {
        told: Problem::notice("plan-space-turning").with("free", free).with("least", TURNING),
        source: Standard::Turning,
    }];
    if let Some(length) = chair.length {
        let told = Problem::notice("plan-space-turning-chair").with("needed", needed);
        let told = told.with("width", chair.width).with("length", length);
        remarks.push(Remark { told, source: Standard::Practice });
    }
    Space { fit, needed, lacking: needed.saturating_sub(free), remarks }
}

/// A passage of this width that another of `side` width joins at a right angle: where the circle does not fit, the
/// chair may turn in three moves, as in a T.
pub fn junction(passage: u32, side: u32, chair: Chair) -> Space {
    let circle = turning(passage, chair);
    // ADA's arms are for a chair of 760 mm; a wider one needs its own door's width.
    let arm = T_ARM.max(chair.door());
    if circle.fit != Fit::NotMet || passage < arm || side < arm {
        return circle;
    }
    let told = Problem::notice("plan-space-three-moves").with("arm", arm).with("square", T_SQUARE);
    let mut remarks = circle.remarks;
    remarks.push(Remark { told, source: Standard::TShape });
    Space { fit: Fit::ThreeMoves, remarks, ..circle }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::l10n::{Language, Words};

    const CHAIR: Chair = Chair { width: 680, length: Some(1_100) };

    #[test]
    fn a_door_is_held_against_the_chair_that_was_measured() {
        for (clear, chair, fit, needed, lacking) in [
            (800, None, Fit::Met, 800, 0),
            (760, None, Fit::NotMet, 800, 40),
            (760, Some(CHAIR), Fit::ThisChair, 730, 0),
            (700, Some(CHAIR), Fit::NotMet, 730, 30),
            (820, Some(Chair { width: 780, length: None }), Fit::NotMet, 830, 10),
        ] {
            let space = door(clear, chair);
            assert_eq!((space.fit, space.needed, space.lacking), (fit, needed, lacking), "{clear} {chair:?}");
        }
        assert_eq!(door_to_build(None), 800);
        assert_eq!(door_to_build(Some(CHAIR)), 800);
        assert_eq!(door_to_build(Some(Chair { width: 760, length: None })), 850);
    }

    #[test]
    fn a_chair_turns_within_its_diagonal_and_in_three_moves_within_a_t() {
        assert_eq!(Chair { width: 700, length: Some(1_200) }.turning(), 1_490);
        assert_eq!(Chair { width: 300, length: Some(400) }.turning(), 600);
        assert_eq!(Chair { width: 700, length: None }.turning(), 1_500);
        assert_eq!(turning(1_500, CHAIR).fit, Fit::Met);
        assert_eq!(turning(1_400, CHAIR).fit, Fit::ThisChair);
        assert_eq!((turning(1_300, CHAIR).fit, turning(1_300, CHAIR).lacking), (Fit::NotMet, 94));
        assert_eq!(junction(1_000, 950, CHAIR).fit, Fit::ThreeMoves);
        assert_eq!(junction(1_000, 900, CHAIR).fit, Fit::NotMet);
    }

    #[test]
    fn every_remark_has_words_and_a_source() {
        let spaces = [door(700, Some(CHAIR)), junction(1_000, 950, CHAIR)];
        for remark in spaces.iter().flat_map(|space| &space.remarks) {
            for language in Language::ALL {
                let text = remark.text(Words::of(language));
                assert!(!text.contains("plan-") && !text.contains('{'), "{text}");
            }
        }
    }
}
