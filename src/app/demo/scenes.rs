//! What the demo's photos show: plain drawings of what a surveyor photographs, each in several variants.

use super::canvas::Colour;
use super::{indoors, outdoors};
use crate::photo::Pixels;

/// A view.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Scene {
    /// The gate of the yard from the road.
    Gate,
    /// Yard with the house behind.
    Yard,
    /// Steps before the door, with a tape standing on them.
    Steps,
    /// A door with a tape across.
    Door,
    /// Threshold from close by.
    Threshold,
    Living,
    Kang,
    Bed,
    CoalStove,
    Kitchen,
    SquatToilet,
    SeatToilet,
    Privy,
    Shower,
    Yurt,
    YurtStove,
}

/// What differs between two homes: colours of walls and floor, and how many millimetres the tape shows.
#[derive(Clone, Copy, Debug)]
pub struct Look {
    pub seed: u64,
    pub wall: Colour,
    pub floor: Colour,
    pub door: Colour,
    pub millimetres: u32,
}

impl Look {
    /// The same seed gives the same look.
    pub fn new(seed: u64, millimetres: u32) -> Self {
        const WALLS: [Colour; 5] =
            [[226, 220, 204], [206, 216, 208], [214, 206, 190], [198, 208, 220], [228, 224, 222]];
        const FLOORS: [Colour; 4] = [[150, 128, 104], [168, 160, 148], [128, 116, 102], [176, 148, 118]];
        const DOORS: [Colour; 4] = [[112, 72, 44], [52, 92, 120], [138, 52, 40], [86, 104, 82]];
        // Neighbouring seeds must not look alike (the finalizer of splitmix64).
        let mixed = (seed ^ seed >> 30).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let seed = mixed ^ mixed >> 27;
        let pick = |list: &[Colour], shift: u32| list[(seed >> shift) as usize % list.len()];
        Self { seed, wall: pick(&WALLS, 0), floor: pick(&FLOORS, 8), door: pick(&DOORS, 16), millimetres }
    }
}

/// Draws a scene.
pub fn draw(scene: Scene, look: Look) -> Pixels {
    let canvas = match scene {
        Scene::Gate => outdoors::gate(look),
        Scene::Yard => outdoors::yard(look),
        Scene::Steps => outdoors::steps(look),
        Scene::Door => indoors::door(look),
        Scene::Threshold => indoors::threshold(look),
        Scene::Living => indoors::living(look),
        Scene::Kang => indoors::kang(look),
        Scene::Bed => indoors::bed(look),
        Scene::CoalStove => indoors::coal_stove(look),
        Scene::Kitchen => indoors::kitchen(look),
        Scene::SquatToilet => indoors::squat_toilet(look),
        Scene::SeatToilet => indoors::seat_toilet(look),
        Scene::Privy => outdoors::privy(look),
        Scene::Shower => indoors::shower(look),
        Scene::Yurt => outdoors::yurt(look),
        Scene::YurtStove => outdoors::yurt_stove(),
    };
    let from_left = look.seed.is_multiple_of(2);
    canvas.finish((if from_left { 350.0 } else { 1_250.0 }, 260.0), look.seed)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::id::ContentHash;
    use Scene::{
        Bed, CoalStove, Door, Gate, Kang, Kitchen, Living, Privy, SeatToilet, Shower, SquatToilet, Steps, Threshold,
        Yard, Yurt, YurtStove,
    };
    use std::collections::BTreeSet;

    #[test]
    fn every_scene_is_a_picture_of_its_own_and_always_the_same() {
        let all = [
            Gate,
            Yard,
            Steps,
            Door,
            Threshold,
            Living,
            Kang,
            Bed,
            CoalStove,
            Kitchen,
            SquatToilet,
            SeatToilet,
            Privy,
            Shower,
            Yurt,
            YurtStove,
        ];
        let hash = |scene, seed| ContentHash::of(&draw(scene, Look::new(seed, 760)).rgba);
        let hashes: BTreeSet<ContentHash> = all.into_iter().map(|scene| hash(scene, 7)).collect();
        assert_eq!(hashes.len(), all.len());
        assert!(hashes.contains(&hash(Yard, 7)) && !hashes.contains(&hash(Yard, 8)));
    }
}
