//! Ten thousand lengths measured in drawn scenes: how often the truth lies within the ±, and how far off one is.

use tantu::photo::measure::{Measured, REFERENCES, Rectangle, Refusal, Sight, Turned, measure};

use super::camera::{Camera, made};
use super::random::Random;

const TRIALS: usize = 10_000;
/// Of every tapped coordinate, in pixels of a stored photo (1,600 on its longer side).
const NOISE: f64 = 0.5;

/// One scene: what was tapped, and what is true.
struct Trial {
    tilt: f64,
    reference: Rectangle,
    sight: Sight,
    truth: f64,
}

/// A reference, and which share of the picture's longer side its longer side covers.
fn draw_reference(random: &mut Random) -> (Rectangle, f64) {
    let [a4, card, a3, a5] = REFERENCES.map(|reference| reference.rectangle);
    match random.below(20) {
        0..10 => (a4, random.between(0.12, 0.40)),
        10..12 => (a3, random.between(0.15, 0.50)),
        12..14 => (a5, random.between(0.10, 0.35)),
        14..17 => (card, random.between(0.08, 0.25)),
        _ => (Rectangle::tape(25.0, 500.0), random.between(0.30, 0.70)),
    }
}

fn draw(random: &mut Random) -> Trial {
    loop {
        let picture = if random.chance(0.7) { [1_600.0, 1_200.0] } else { [1_200.0, 1_600.0] };
        let (reference, share) = draw_reference(random);
        let tilt = random.between(0.0, 50.0);
        let aim = picture.map(|side| side * random.between(0.2, 0.8));
        let away = reference.sides[0] * 0.82 / share;
        let camera = Camera::new(random, picture, tilt, aim, away);
        let truth = 50.0 * 40_f64.powf(random.share());
        let Some(corners) = camera.shows_rectangle(made(random, reference)) else { continue };
        // A few tries for a stretch of this length that the picture shows.
        for _ in 0..20 {
            let from = [0, 1].map(|_| random.normal(truth.max(reference.sides[0])));
            let way = random.share() * std::f64::consts::TAU;
            let to = [from[0] + truth * way.cos(), from[1] + truth * way.sin()];
            let (Some(from), Some(to)) = (camera.shows(from), camera.shows(to)) else { continue };
            let mut tap = |point: [f64; 2]| point.map(|side| side + random.normal(NOISE));
            let sight = Sight {
                picture,
                corners: corners.map(&mut tap),
                corner_noise: NOISE,
                ends: [tap(from), tap(to)],
                end_noise: NOISE,
            };
            return Trial { tilt, reference, sight, truth };
        }
    }
}

/// What came of the trials of one band of tilt.
#[derive(Default)]
struct Band {
    refused: Vec<Refusal>,
    asked: usize,
    within: usize,
    /// |error| / length and ± / length, of those that were told.
    errors: Vec<f64>,
    spreads: Vec<f64>,
}

/// What the program said, and whether it had to ask which side is which.
struct Told {
    asked: bool,
    said: Result<Measured, Refusal>,
}

impl Told {
    fn of(trial: &Trial) -> Self {
        match measure(&trial.sight, trial.reference, Turned::Unknown) {
            // The program asks, and the person knows.
            Err(Refusal::Ambiguous) => {
                Self { asked: true, said: measure(&trial.sight, trial.reference, Turned::First) }
            }
            said => Self { asked: false, said },
        }
    }
}

impl Band {
    fn take(&mut self, told: &Told, truth: f64) {
        self.asked += usize::from(told.asked);
        match told.said {
            Ok(Measured { millimetres, plus_minus, .. }) => {
                let error = (millimetres - truth).abs();
                self.within += usize::from(error <= plus_minus);
                self.errors.push(error / truth);
                self.spreads.push(plus_minus / truth);
            }
            Err(refusal) => self.refused.push(refusal),
        }
    }

    fn coverage(&self) -> f64 {
        self.within as f64 / self.errors.len() as f64
    }

    fn row(&self, name: &str) -> String {
        let told = self.errors.len();
        let all = told + self.refused.len();
        format!(
            "{name:>8} {all:>7} {:>8.1} % {:>7.1} % {:>9.2} % {:>11.2} % {:>9.2} % {:>9.2} %",
            100.0 * self.refused.len() as f64 / all as f64,
            100.0 * self.asked as f64 / all as f64,
            100.0 * self.coverage(),
            100.0 * quantile(&self.errors, 0.5),
            100.0 * quantile(&self.errors, 0.9),
            100.0 * quantile(&self.spreads, 0.5),
        )
    }
}

fn quantile(numbers: &[f64], share: f64) -> f64 {
    let mut sorted = numbers.to_vec();
    sorted.sort_by(f64::total_cmp);
    sorted[((sorted.len() - 1) as f64 * share) as usize]
}

/// Five bands of ten degrees, then everything up to 35°, then everything.
fn run(trials: usize) -> Vec<Band> {
    let mut random = Random::new(1);
    let mut bands: Vec<Band> = (0..7).map(|_| Band::default()).collect();
    for _ in 0..trials {
        let trial = draw(&mut random);
        let told = Told::of(&trial);
        bands[(trial.tilt / 10.0) as usize].take(&told, trial.truth);
        bands[6].take(&told, trial.truth);
        if trial.tilt <= 35.0 {
            bands[5].take(&told, trial.truth);
        }
    }
    bands
}

#[test]
fn the_true_length_lies_within_the_plus_minus_in_95_of_100() {
    let [bands @ .., upright, all] = &run(TRIALS)[..] else { unreachable!() };
    println!("    tilt  trials   refused    asked   within ±   median err  90 % err  median ±");
    for (nth, band) in bands.iter().enumerate() {
        println!("{}", band.row(&format!("{}-{}°", 10 * nth, 10 * nth + 10)));
    }
    println!("{}", upright.row("0-35°"));
    println!("{}", all.row("all"));
    for refusal in Refusal::ALL {
        let count = all.refused.iter().filter(|one| **one == refusal).count();
        println!("refused {refusal:?}: {count}");
    }
    assert!(all.coverage() >= 0.95, "within ±: {}", all.coverage());
    assert!(bands.iter().all(|band| band.coverage() >= 0.94), "in every band");
    assert!(quantile(&upright.errors, 0.5) <= 0.01, "median error up to 35°");
    // A ± that says everything would always be right.
    assert!(quantile(&all.spreads, 0.5) <= 0.025, "median ±");
    assert!(all.refused.len() * 20 <= TRIALS, "refused: {}", all.refused.len());
}
