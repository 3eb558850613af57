//! A tablet lasts the day: what stands still asks for no frame.

use std::time::{Duration, Instant};

use egui::ViewportId;

use super::surveyor::{PATIENCE, Surveyor, Tablet, willing_home};

/// Whether the last frame asked for no other.
fn is_still(surveyor: &Surveyor) -> bool {
    let delay = surveyor.window.output().viewport_output[&ViewportId::ROOT].repaint_delay;
    delay == Duration::MAX && !surveyor.window.ctx.has_requested_repaint()
}

/// A worker may still wake the window with what it was asked (which cameras are there); after that it rests.
pub fn rests(surveyor: &mut Surveyor, place: &str) {
    surveyor.wait_saved();
    surveyor.window.run();
    let begun = Instant::now();
    let mut frames = 0;
    while frames < 3 {
        let causes = surveyor.window.ctx.repaint_causes();
        assert!(begun.elapsed() < PATIENCE, "{place} asks for one frame after another: {causes:?}");
        std::thread::sleep(Duration::from_millis(20));
        surveyor.window.step();
        frames = if is_still(surveyor) { frames + 1 } else { 0 };
    }
}

#[test]
fn a_settled_screen_asks_for_no_frame() {
    let mut surveyor = Tablet { homes: vec![willing_home("其木格")], ..Tablet::default() }.start();
    rests(&mut surveyor, "the list");
    surveyor.open("其木格");
    rests(&mut surveyor, "the visit");
    surveyor.section("出入口、院落").unfold("院内通道最窄处宽").tap("院内通道最窄处宽：怎么量");
    rests(&mut surveyor, "an open pad with a drawing");
    surveyor.keys("院内通道最窄处宽", "99").keys("院内通道最窄处宽", "9");
    rests(&mut surveyor, "a number");
    surveyor.section("知情同意").unfold("签名");
    rests(&mut surveyor, "the signature");
    surveyor.tap("完成本次入户");
    rests(&mut surveyor, "the dialog");
    surveyor.tap("取消").tap("设置");
    rests(&mut surveyor, "the settings");
}
