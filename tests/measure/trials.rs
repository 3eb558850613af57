//! Ten thousand lengths measured in drawn scenes: how often the truth lies within the ±, and how far off one is.

use tantu::photo::measure::{Measured, REFERENCES, Rectangle, Refusal, Sight, Turned, measure, plane};

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

impl Band {
    fn take(&mut self, trial: &Trial) {
        let told = match measure(&trial.sight, trial.reference, Turned::Unknown) {
            Err(Refusal::Ambiguous) => {
                // The program asks which side is which, and the person knows.
                self.asked += 1;
                measure(&trial.sight, trial.reference, Turned::First)
            }
            told => told,
        };
        match told {
            Ok(Measured { millimetres, plus_minus, .. }) => {
                let error = (millimetres - trial.truth).abs();
                self.within += usize::from(error <= plus_minus);
                self.errors.push(error / trial.truth);
                self.spreads.push(plus_minus / trial.truth);
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

fn run(trials: usize) -> (Vec<Band>, Band) {
    let mut random = Random::new(1);
    let mut bands: Vec<Band> = (0..5).map(|_| Band::default()).collect();
    let mut all = Band::default();
    for _ in 0..trials {
        let trial = draw(&mut random);
        bands[(trial.tilt / 10.0) as usize].take(&trial);
        all.take(&trial);
    }
    (bands, all)
}

#[test]
fn the_true_length_lies_within_the_plus_minus_in_95_of_100() {
    let (bands, all) = run(TRIALS);
    println!("    tilt  trials   refused    asked   within ±   median err  90 % err  median ±");
    for (nth, band) in bands.iter().enumerate() {
        println!("{}", band.row(&format!("{}-{}°", 10 * nth, 10 * nth + 10)));
    }
    println!("{}", all.row("all"));
    for refusal in Refusal::ALL {
        let count = all.refused.iter().filter(|one| **one == refusal).count();
        println!("refused {refusal:?}: {count}");
    }
    assert!(all.coverage() >= 0.95, "within ±: {}", all.coverage());
}

#[test]
fn sides_of_the_sheet_itself() {
    let mut random = Random::new(2);
    let trial = draw(&mut random);
    assert!(plane::is_convex(&trial.sight.corners));
}

#[test]
fn shapes() {
    let mut random = Random::new(3);
    let a4 = REFERENCES[0].rectangle;
    for ratio in [1.0, 1.2, 1.414, 1.7, 2.2, 3.0] {
        for share in [0.1, 0.2, 0.3] {
        let (mut fits, mut all) = (0, 0);
        while all < 300 {
            let tilt = random.between(0.0, 50.0);
            let aim = [800.0, 600.0].map(|s: f64| s * random.between(0.4, 1.6));
            let camera = Camera::new(&mut random, [1_600.0, 1_200.0], tilt, aim, 100.0 * 0.82 / share);
            let Some(quad) = camera.shows_rectangle([100.0, 100.0 / ratio]) else { continue };
            let quad = quad.map(|p| p.map(|s| s + random.normal(0.15)));
            all += 1;
            let fit = tantu::photo::measure::uncertainty::fit([1_600.0, 1_200.0], &quad, 0.5, a4);
            fits += usize::from(fit.is_some_and(|f| f.misfit < 5.0 && f.tilt < 57.0));
        }
        println!("ratio {ratio} share {share}: {fits}/{all}");
        }
    }
}
