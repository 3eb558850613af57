//! How long the first frame took and how much memory it needed: for the benchmark of the start.

use std::time::Instant;

use egui::{Context, ViewportCommand};

/// Prints `first frame <milliseconds> ms, peak memory <kilobytes> kB` once a frame has reached the screen, and closes.
///
/// The second call is the first frame's proof: it only comes after the first one was painted.
pub fn report_and_close(ctx: &Context, begun: Instant) {
    match ctx.cumulative_frame_nr() {
        0 => return ctx.request_repaint(),
        1 => {}
        // The window needs a frame or two until it is closed.
        _ => return,
    }
    println!("first frame {:.1} ms, peak memory {} kB", begun.elapsed().as_secs_f64() * 1e3, peak_memory_kb());
    ctx.send_viewport_cmd(ViewportCommand::Close);
}

/// Peak resident memory of this process; 0 where the system does not tell.
fn peak_memory_kb() -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    line.and_then(|rest| rest.trim().trim_end_matches("kB").trim().parse().ok()).unwrap_or(0)
}
