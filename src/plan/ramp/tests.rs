//! The calculator on yards and thresholds.

use proptest::prelude::*;

use super::super::tests::fixture::{WHEELCHAIR, catalogue, home, scene, session};
use super::*;
use crate::l10n::{Language, Words};

const YARD: Site = Site {
    rise: 450,
    steps: Some(3),
    length: Some(8_000),
    width: Some(1_300),
    platform: Some(900),
    chair_width: Some(680),
    helper: false,
    may_cast: true,
};

fn told(site: &Site) -> Vec<String> {
    let line = |plan: RampPlan| {
        let (long, wide) = plan.layout.footprint;
        let (make, turn, gradient) = (plan.make, plan.layout.turn, plan.layout.gradient);
        format!("{make:?} {turn:?} {gradient} {long}x{wide} {:?}", plan.verdict)
    };
    ways(site, catalogue()).into_iter().map(line).collect()
}

#[test]
fn a_yard_of_eight_metres_takes_a_straight_ramp_for_three_steps() {
    assert_eq!(
        told(&YARD),
        [
            "Concrete Straight 1:12 5400x1200 Fits",
            "Concrete Straight 1:16 7200x1200 Fits",
            "Steel Straight 1:12 5400x1200 Fits",
            "Steel Straight 1:16 7200x1200 Fits",
            "Concrete Straight 1:10 4500x1200 Constrained",
            "Steel Straight 1:10 4500x1200 Constrained",
            "Concrete Along 1:12 1200x6900 Impossible",
            "Concrete Quarter 1:12 4200x4200 Impossible",
            "Concrete Half 1:12 4200x2500 Impossible",
            "Steel Along 1:12 1200x6900 Impossible",
            "Steel Quarter 1:12 4200x4200 Impossible",
            "Steel Half 1:12 4200x2500 Impossible",
            "Portable Straight 1:8 2400x1000 Impossible",
        ]
    );
}

#[test]
fn a_short_yard_takes_a_ramp_that_turns_if_it_is_wide() {
    let fits: Vec<String> = told(&Site { length: Some(4_500), width: Some(2_600), may_cast: false, ..YARD });
    assert_eq!(fits[0], "Steel Half 1:12 4200x2500 Fits");
    assert!(fits.iter().filter(|line| line.starts_with("Concrete")).all(|line| line.ends_with("Impossible")));
}

#[test]
fn a_low_step_takes_a_board_with_a_helper_or_a_wedge() {
    let low = Site { rise: 150, steps: Some(1), length: Some(1_500), helper: true, ..YARD };
    let plans = told(&low);
    assert_eq!(plans[0], "Concrete Straight 1:10 1500x1200 Constrained", "1:10 is for rises of 150 mm");
    assert!(plans.contains(&"Portable Straight 1:8 1200x1000 Constrained".to_owned()));
    let sill = told(&Site { rise: 60, ..YARD });
    assert_eq!(sill[0], "Wedge Straight 1:12 720x1200 Fits");
    assert!(told(&Site { rise: 15, ..YARD }).is_empty(), "no barrier");
}

#[test]
fn what_is_not_measured_is_not_promised() {
    let plans = ways(&Site { length: None, ..YARD }, catalogue());
    assert!(plans.iter().all(|plan| plan.verdict >= Verdict::Unknown));
}

#[test]
fn the_cost_is_the_catalogue_s_for_area_length_and_rails() {
    let plans = ways(&YARD, catalogue());
    let (cast, steel) = (&plans[0], plans.iter().find(|plan| plan.make == Make::Steel).unwrap());
    let lines = |plan: &RampPlan| plan.costs.iter().map(|c| (c.code, c.quantity.to_string())).collect::<Vec<_>>();
    // 5.4 × 1.2 m and a platform of 1.5 × 1.5 m; two rails along the slope, 300 mm beyond each end.
    assert_eq!(lines(cast), [("E01", "8.7".to_owned()), ("E06", "12".to_owned())]);
    assert_eq!(lines(steel), [("E02", "5.4".to_owned()), ("E06", "12".to_owned())]);
    assert_eq!(cast.cost(), Fen(870 * 300 + 1_200 * 210));
}

#[test]
fn the_site_is_read_from_the_survey() {
    let home = home(WHEELCHAIR);
    let session = session(&home, "home-assessment");
    let site = Site::of(&scene(&session, &home)).unwrap();
    let expected = Site { platform: None, may_cast: false, ..YARD };
    assert_eq!(site, expected, "the ground is not known to be diggable");
}

#[test]
fn every_remark_has_words_and_a_source() {
    let sites = [YARD, Site { rise: 900, width: Some(700), ..YARD }, Site { rise: 60, length: None, ..YARD }];
    for plan in sites.iter().flat_map(|site| ways(site, catalogue())) {
        for language in Language::ALL {
            for remark in &plan.remarks {
                let text = remark.text(Words::of(language));
                assert!(!text.contains("plan-") && !text.contains('{'), "{text}");
            }
        }
    }
}

#[test]
fn an_old_ramp_is_held_against_the_table() {
    for (rise, run, steep) in
        [(450, 5_400, false), (450, 4_000, true), (300, 2_400, false), (1_300, 40_000, true), (0, 100, false)]
    {
        assert_eq!(is_too_steep(rise, run), steep, "{rise} over {run}");
    }
}

proptest! {
    #[test]
    fn nothing_is_offered_that_is_too_steep_or_does_not_fit(
        rise in 16_u32..2_500, length in 300_u32..20_000, width in 500_u32..6_000, helper: bool, may_cast: bool,
    ) {
        let site = Site { rise, length: Some(length), width: Some(width), helper, may_cast, ..YARD };
        for plan in ways(&site, catalogue()).iter().filter(|plan| plan.verdict < Verdict::Impossible) {
            let gradient = plan.layout.gradient;
            prop_assert_eq!(plan.layout.runs().map(|run| run.rise).sum::<u32>(), rise);
            prop_assert!(plan.layout.runs().all(|run| !is_too_steep(run.rise, run.length)));
            prop_assert!(plan.verdict > Verdict::Fits || gradient >= Gradient::one_in(12));
            let (long, wide) = plan.layout.footprint;
            prop_assert!(long <= length && (wide <= width || plan.make == Make::Wedge));
            prop_assert!(!plan.costs.is_empty() && !plan.remarks.is_empty());
        }
    }
}
