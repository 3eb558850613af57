//! Corners found in drawn scenes: how often they are right, and how often they are offered where they must not.
//!
//! `TANTU_SCENES=500` draws that many scenes of each kind; without it a few tell that nothing is broken.
//! `TANTU_FIRST=100000` begins at another scene: thresholds are to be judged by scenes they were not chosen with.

use rayon::prelude::*;
use tantu::photo::measure::corners::find;
use tantu::photo::measure::plane::distance;

use super::random::Random;
use super::scene::{Kind, Scene, draw};

/// Width of the pictures, as photos are stored.
const WIDTH: usize = 1_600;
/// How near a found corner must be to the true one, in pixels of such a picture.
const NEAR: f64 = 3.0;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Outcome {
    Right,
    Nothing,
    Wrong,
}

fn look(scene: &Scene, width: usize) -> (Outcome, f64) {
    let Some(found) = find(&scene.picture, scene.reference) else { return (Outcome::Nothing, 0.0) };
    let Some(truth) = &scene.truth else { return (Outcome::Wrong, f64::MAX) };
    let mut backwards = found;
    backwards.reverse();
    let ways = [found, backwards];
    let off = ways.iter().flat_map(|quad| {
        (0..4).map(move |first| (0..4).map(|k| distance(quad[(k + first) % 4], truth[k])).fold(0.0, f64::max))
    });
    let off = off.fold(f64::MAX, f64::min) * WIDTH as f64 / width as f64;
    (if off <= NEAR { Outcome::Right } else { Outcome::Wrong }, off)
}

fn number(variable: &str) -> Option<usize> {
    std::env::var(variable).ok()?.parse().ok()
}

fn run(kind: Kind, usual: usize) -> (f64, f64) {
    let first = 1_000 * (kind as usize + 1) + number("TANTU_FIRST").unwrap_or_default();
    let (count, width) = number("TANTU_SCENES").map_or((usual, WIDTH / 2), |count| (count, WIDTH));
    let outcomes: Vec<(Outcome, f64)> = (0..count)
        .into_par_iter()
        .map(|nth| look(&draw(&mut Random::new((first + nth) as u64), width, kind), width))
        .collect();
    if std::env::var_os("TANTU_EACH").is_some() {
        for (nth, (outcome, off)) in outcomes.iter().enumerate() {
            println!("{kind:?} {nth} {outcome:?} {off:.2}");
        }
    }
    let share = |wanted| outcomes.iter().filter(|(outcome, _)| *outcome == wanted).count() as f64 / count as f64;
    let (right, nothing, wrong) = (share(Outcome::Right), share(Outcome::Nothing), share(Outcome::Wrong));
    let mut offs: Vec<f64> =
        outcomes.iter().filter(|(outcome, _)| *outcome == Outcome::Right).map(|(_, off)| *off).collect();
    offs.sort_by(f64::total_cmp);
    let median = offs.get(offs.len() / 2).copied().unwrap_or_default();
    println!(
        "{kind:?}: {count} scenes, {:.1} % right (worst corner off by {median:.2} px in the middle), {:.1} % nothing offered, {:.1} % wrong",
        100.0 * right,
        100.0 * nothing,
        100.0 * wrong
    );
    (right, wrong)
}

#[test]
fn corners_are_found_in_nine_of_ten_scenes() {
    let (right, wrong) = run(Kind::Whole, 24);
    assert!(right >= 0.90, "{right}");
    assert!(wrong <= 0.01, "{wrong}");
}

#[test]
fn nothing_is_offered_where_there_is_no_reference() {
    assert!(run(Kind::Absent, 16).1 <= 0.01);
}

#[test]
fn nothing_wrong_is_offered_where_a_corner_is_hidden() {
    assert!(run(Kind::Hidden, 12).1 <= 0.01);
}

#[test]
fn nothing_wrong_is_offered_where_the_picture_ends() {
    assert!(run(Kind::CutOff, 12).1 <= 0.01);
}
