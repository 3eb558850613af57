//! What is refused and why, whether the ± is as large as the errors are, and cameras other than the usual.

use tantu::photo::measure::uncertainty::fit;
use tantu::photo::measure::{Point, Quad, REFERENCES, Rectangle, Refusal, Sight, Turned, measure};

use super::camera::Camera;
use super::random::Random;

const PICTURE: [f64; 2] = [1_600.0, 1_200.0];

fn a4() -> Rectangle {
    REFERENCES[0].rectangle
}

fn sight(corners: Quad, ends: [Point; 2]) -> Sight {
    Sight { picture: PICTURE, corners, corner_noise: 0.5, ends, end_noise: 0.5 }
}

fn refused(corners: Quad, ends: [Point; 2]) -> Option<Refusal> {
    measure(&sight(corners, ends), a4(), Turned::Unknown).err()
}

/// A sheet in the middle of the picture, `width` pixels wide, seen straight on.
fn straight(width: f64) -> Quad {
    let (x, y) = (width / 2.0, width * 210.0 / 297.0 / 2.0);
    [[800.0 - x, 600.0 - y], [800.0 + x, 600.0 - y], [800.0 + x, 600.0 + y], [800.0 - x, 600.0 + y]]
}

const ACROSS: [Point; 2] = [[500.0, 900.0], [1_100.0, 900.0]];

#[test]
fn what_cannot_be_measured_is_refused_with_its_reason() {
    assert_eq!(refused(straight(400.0), ACROSS), None);
    let [a, b, c, d] = straight(400.0);
    assert_eq!(refused([a, c, b, d], ACROSS), Some(Refusal::Corners), "crossed");
    assert_eq!(refused([a, [800.0, a[1] + 1.0], b, c], ACROSS), Some(Refusal::Corners), "three in a line");
    assert_eq!(refused([a; 4], ACROSS), Some(Refusal::Corners), "all in one place");
    assert_eq!(refused(straight(15.0), ACROSS), Some(Refusal::Small));
    assert_eq!(refused(straight(400.0), [[500.0, 900.0], [505.0, 900.0]]), Some(Refusal::Short));
    assert_eq!(refused(straight(60.0), [[20.0, 20.0], [1_580.0, 1_180.0]]), Some(Refusal::Far));
    let square = [[500.0, 300.0], [1_100.0, 300.0], [1_100.0, 900.0], [500.0, 900.0]];
    assert_eq!(refused(square, ACROSS), Some(Refusal::Shape));
    let strip = Rectangle::tape(16.0, 400.0);
    let tape = [[600.0, 590.0], [1_000.0, 590.0], [1_000.0, 606.0], [600.0, 606.0]];
    assert!(measure(&sight(tape, [[500.0, 598.0], [1_100.0, 598.0]]), strip, Turned::Unknown).is_ok(), "along a tape");
}

#[test]
fn looking_along_the_plane_is_refused() {
    let mut random = Random::new(5);
    let (mut seen, mut oblique) = (0, 0);
    while seen < 200 {
        let camera = Camera::new(&mut random, PICTURE, 72.0, [800.0, 600.0], 800.0);
        let Some(corners) = camera.shows_rectangle(a4().sides) else { continue };
        seen += 1;
        match measure(&sight(corners, [corners[0], corners[2]]), a4(), Turned::Unknown) {
            Err(Refusal::Oblique | Refusal::Corners | Refusal::Ambiguous) => oblique += 1,
            other => assert!(other.is_err() || other.is_ok_and(|told| told.tilt < 62.0)),
        }
    }
    assert!(oblique >= 190, "{oblique} of {seen}");
}

#[test]
fn beyond_the_horizon_there_is_nothing() {
    let steep = [[700.0, 500.0], [900.0, 500.0], [1_000.0, 700.0], [600.0, 700.0]];
    // Both sides meet 200 pixels above the sheet.
    assert_eq!(refused(steep, [[800.0, 600.0], [800.0, 50.0]]), Some(Refusal::Far));
}

#[test]
fn a_side_is_asked_for_only_when_either_could_be_the_long_one() {
    let almost = Rectangle::own([200.0, 202.5]);
    let seen = [[700.0, 500.0], [900.0, 500.0], [900.0, 700.0], [700.0, 700.0]];
    let ask = |turned| measure(&sight(seen, ACROSS), almost, turned);
    assert_eq!(ask(Turned::Unknown), Err(Refusal::Ambiguous));
    let (first, second) = (ask(Turned::First).unwrap(), ask(Turned::Second).unwrap());
    assert!(first.millimetres < second.millimetres);
    assert!(
        measure(&sight(seen, ACROSS), Rectangle::own([200.0, 200.0]), Turned::Unknown).is_ok(),
        "a square has none"
    );
}

#[test]
fn things_of_another_shape_are_told_apart() {
    let mut random = Random::new(3);
    for (ratio, most) in [(1.0, 0.03), (1.2, 0.06), (1.7, 0.06), (2.2, 0.03), (3.0, 0.03)] {
        let (mut fits, mut all) = (0, 0_u32);
        while all < 200 {
            let tilt = random.between(0.0, 50.0);
            let aim = PICTURE.map(|side| side * random.between(0.2, 0.8));
            let camera = Camera::new(&mut random, PICTURE, tilt, aim, 100.0 * 0.82 / 0.2);
            let Some(quad) = camera.shows_rectangle([100.0, 100.0 / ratio]) else { continue };
            all += 1;
            let fit = fit(PICTURE, &quad, 0.5, a4());
            fits += u32::from(fit.is_some_and(|fit| fit.misfit < 5.0 && fit.tilt < 57.0));
        }
        let share = f64::from(fits) / f64::from(all);
        assert!(share <= most, "1 to {ratio}: {share}");
    }
}

/// The ± is propagated to first order: the errors of many drawn measurements must spread as it says.
#[test]
fn the_plus_minus_is_as_large_as_the_errors() {
    use tantu::photo::measure::lens;
    let mut random = Random::new(11);
    for (tilt, away, ends) in [
        (5.0, 900.0, [[-300.0, 150.0], [200.0, 180.0]]),
        (25.0, 1_100.0, [[-350.0, -120.0], [250.0, 150.0]]),
        (40.0, 900.0, [[-50.0, -150.0], [180.0, 160.0]]),
    ] {
        let truth = f64::hypot(ends[0][0] - ends[1][0], ends[0][1] - ends[1][1]);
        let pose = Camera::new(&mut random, PICTURE, tilt, [820.0, 580.0], away);
        let (mut squares, mut stated, mut count) = (0.0, 0.0, 0.0);
        while count < 800.0 {
            let focal = (lens::FOCAL.ln() + random.normal(lens::FOCAL_SPREAD)).exp() * PICTURE[0];
            let camera = pose.with_lens(focal, random.normal(lens::RADIAL_SPREAD), away * focal / 1_280.0);
            // Evenly within the tolerance.
            let made = super::camera::made(&mut random, a4());
            let (Some(corners), Some(from), Some(to)) =
                (camera.shows_rectangle(made), camera.shows(ends[0]), camera.shows(ends[1]))
            else {
                count += 0.01;
                continue;
            };
            let mut tap = |point: Point| point.map(|side| side + random.normal(0.5));
            let sight = sight(corners.map(&mut tap), [tap(from), tap(to)]);
            let told = measure(&sight, a4(), Turned::Unknown).unwrap();
            squares += (told.millimetres - truth).powi(2);
            stated += (told.plus_minus / 1.96).powi(2);
            count += 1.0;
        }
        let ratio = (squares / stated).sqrt();
        println!("tilt {tilt}: errors are {ratio:.2} of what is stated");
        assert!((0.8..1.2).contains(&ratio), "tilt {tilt}: {ratio}");
    }
}
