//! Which colours the numbers of a picture mean.
//!
//! Telephones write Display P3; shown as sRGB its reds look grey. Only these two are told apart: every other
//! profile is taken as sRGB deliberately, because for the photos of a survey the difference is not worth an
//! engine that runs foreign tables.

/// The red primary of Display P3 as profiles write it: adapted to D50, X and Y (Apple's and the ICC's profiles).
const P3_RED: [f64; 2] = [0.5151, 0.2412];
/// Profiles round differently in the fourth place.
const NEAR: f64 = 0.002;

/// Whether this ICC profile describes Display P3.
pub fn is_display_p3(profile: &[u8]) -> bool {
    red_primary(profile).is_some_and(|red| red.iter().zip(P3_RED).all(|(found, p3)| (found - p3).abs() < NEAR))
}

/// X and Y of the tag `rXYZ` (ICC.1:2022, 7.3 and 10.31).
fn red_primary(profile: &[u8]) -> Option<[f64; 2]> {
    let u32 = |at: usize| Some(u32::from_be_bytes(profile.get(at..at.checked_add(4)?)?.try_into().ok()?));
    let tags = u32(128)?.min(200) as usize;
    let entry = (0..tags).map(|tag| 132 + tag * 12).find(|&at| profile.get(at..at + 4) == Some(b"rXYZ"))?;
    let data = usize::try_from(u32(entry + 4)?).ok()?;
    let fixed = |at: usize| Some(f64::from(u32(at)?) / 65_536.0);
    Some([fixed(data.checked_add(8)?)?, fixed(data.checked_add(12)?)?])
}

#[cfg(test)]
pub mod tests {
    use super::*;

    /// The smallest profile with a red primary.
    pub fn profile(red: [f64; 2]) -> Vec<u8> {
        let mut bytes = vec![0; 128];
        bytes.extend(1_u32.to_be_bytes());
        bytes.extend(b"rXYZ");
        bytes.extend(144_u32.to_be_bytes());
        bytes.extend(20_u32.to_be_bytes());
        bytes.extend(b"XYZ \0\0\0\0");
        for number in red {
            bytes.extend(((number * 65_536.0) as u32).to_be_bytes());
        }
        bytes
    }

    #[test]
    fn display_p3_is_told_from_srgb() {
        assert!(is_display_p3(&profile([0.515_12, 0.241_2])));
        assert!(!is_display_p3(&profile([0.436_07, 0.222_49])));
        let whole = profile(P3_RED);
        for length in 0..whole.len() {
            assert!(!is_display_p3(&whole[..length]), "{length}");
        }
    }
}
