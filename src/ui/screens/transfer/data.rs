//! What the screen says.

use std::collections::VecDeque;

use crate::app::exchange::size_text;
use crate::app::program::Program;
use crate::app::transfer::progress::{Piece, PieceState};
use crate::app::transfer::report::{End, FetchReport, SendReport};
use crate::app::transfer::{Done, Known, Running, Work, network};
use crate::id::DossierId;
use crate::l10n::Words;
use crate::problem::Problem;
use crate::remote::cloud::{Kind, Target};
use crate::ui::widgets::Tone;

/// Households and problems that are listed; the counts say how many there are.
const MOST_LISTED: usize = 8;
/// Over how many seconds the speed is measured.
const SPEED_OVER: f64 = 4.0;

/// A line with its tone and what stands below it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    pub tone: Tone,
    pub text: String,
    pub more: Vec<String>,
}

impl Line {
    const fn new(tone: Tone, text: String, more: Vec<String>) -> Self {
        Self { tone, text, more }
    }
}

/// Kind, address and bucket in one line.
pub fn about(target: &Target, words: &Words) -> String {
    let Target { kind, address, bucket, .. } = target;
    let parts = [words.text(kind.key()), address.clone(), bucket.clone()];
    parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" · ")
}

/// What it does not have yet.
pub fn waiting(known: &Known, words: &Words) -> Line {
    match known.waiting {
        None => Line::new(Tone::Neutral, words.text("transfer-counting"), Vec::new()),
        Some(waiting) if waiting.households == 0 => {
            Line::new(Tone::Good, words.text("transfer-nothing-waits"), Vec::new())
        }
        Some(waiting) => {
            let (households, photos) = (waiting.households.to_string(), waiting.photos.to_string());
            let args = [("households", &*households), ("photos", &*photos)];
            Line::new(Tone::Neutral, words.with("transfer-waits", &args), Vec::new())
        }
    }
}

/// What the last run has come to.
pub fn last(known: &Known, program: &Program, words: &Words) -> Option<Line> {
    let time = known.at.map(|at| at.civil().strftime("%m-%d %H:%M").to_string()).unwrap_or_default();
    Some(match known.last.as_ref()? {
        Err(problem) => Line::new(Tone::Bad, words.problem(problem), vec![time]),
        Ok(Done::Sent(report)) => sent(report, &time, program, words),
        Ok(Done::Fetched(report)) => fetched(report, &time, words),
    })
}

fn sent(report: &SendReport, time: &str, program: &Program, words: &Words) -> Line {
    let SendReport { households, verified, missing, failed, problems, end, .. } = report;
    let counts = [*verified, *households, *missing].map(|count| count.to_string());
    let args = [("verified", &*counts[0]), ("households", &*counts[1]), ("time", time)];
    let all = verified == households && failed.is_empty() && *end == End::Done;
    if *households == 0 {
        return Line::new(Tone::Neutral, words.text("transfer-no-households"), Vec::new());
    }
    let mut more = ending(end, words);
    more.extend(failed.iter().take(MOST_LISTED).map(|(id, why)| {
        words.with("transfer-household-why", &[("name", &name_of(*id, program, words)), ("why", &words.what(why))])
    }));
    if failed.len() > MOST_LISTED {
        more.push(words.with("transfer-more", &[("count", &(failed.len() - MOST_LISTED).to_string())]));
    }
    let rest = households.saturating_sub(verified + failed.len());
    if rest > 0 {
        more.push(words.with("transfer-rest", &[("count", &rest.to_string())]));
    }
    if *missing > 0 {
        more.push(words.with("transfer-photos-missing", &[("count", &counts[2])]));
    }
    more.extend(listed(problems, words));
    match all {
        true => Line::new(Tone::Good, words.with("transfer-all-verified", &args), more),
        false => Line::new(tone(end), words.with("transfer-some-verified", &args), more),
    }
}

fn fetched(report: &FetchReport, time: &str, words: &Words) -> Line {
    let FetchReport { lists, merged, left, households, problems, end, .. } = report;
    let counts = [*lists, *merged, *households, *left].map(|count| count.to_string());
    let mut more = ending(end, words);
    if *left > 0 {
        more.push(words.with("transfer-left", &[("count", &counts[3])]));
    }
    more.extend(listed(problems, words));
    if *lists == 0 && *end == End::Done {
        return Line::new(Tone::Good, words.with("transfer-nothing-new", &[("time", time)]), more);
    }
    let args = [("lists", &*counts[0]), ("merged", &*counts[1]), ("households", &*counts[2]), ("time", time)];
    let tone = if *left == 0 && *end == End::Done { Tone::Good } else { tone(end) };
    Line::new(tone, words.with("transfer-brought", &args), more)
}

/// Why it went no further.
fn ending(end: &End, words: &Words) -> Vec<String> {
    match end {
        End::Stopped => vec![words.text("transfer-stopped")],
        end => end.problem().map(|problem| words.problem(problem)).into_iter().collect(),
    }
}

const fn tone(end: &End) -> Tone {
    match end {
        End::Done | End::Later { .. } => Tone::Doubtful,
        End::Stopped => Tone::Neutral,
        End::NeedsPerson(_) | End::Full(_) => Tone::Bad,
    }
}

fn listed<'a>(problems: &'a [Problem], words: &'a Words) -> impl Iterator<Item = String> + 'a {
    problems.iter().take(MOST_LISTED).map(|problem| words.problem(problem))
}

/// What it answered when it was asked.
pub fn answer(known: &Known, words: &Words) -> Option<Line> {
    Some(match known.answer.as_ref()? {
        Ok(()) => Line::new(Tone::Good, words.text("transfer-answers"), Vec::new()),
        Err(problem) => Line::new(Tone::Doubtful, words.problem(problem), Vec::new()),
    })
}

fn name_of(id: DossierId, program: &Program, words: &Words) -> String {
    let head = program.registry.find(id).map(|record| record.summary.head.clone()).unwrap_or_default();
    if head.is_empty() { words.text("roster-nameless") } else { head }
}

/// A run that is under way.
pub struct UnderWay {
    pub title: String,
    /// "7 / 38 户"
    pub count: String,
    pub share: f32,
    /// What has gone or come, and how fast.
    pub amount: String,
    /// Households that are on their way.
    pub pieces: Vec<String>,
    /// Households that failed.
    pub failed: Option<Line>,
    pub paused: bool,
}

impl UnderWay {
    pub fn of(running: &Running, rate: Option<f64>, program: &Program, words: &Words) -> Self {
        let reached = running.progress.get();
        let pieces = running.progress.pieces();
        let title = match running.work {
            Work::Send => "transfer-sending",
            Work::Fetch { .. } => "transfer-fetching",
        };
        let part = |piece: &Piece| if piece.of == 0 { 0.0 } else { piece.done as f32 / piece.of as f32 };
        let open = || pieces.iter().filter(|(_, piece)| piece.state == PieceState::UnderWay);
        let begun: f32 = open().map(|(_, piece)| part(piece)).sum();
        let counts = [reached.households, reached.total, reached.objects].map(|count| count.to_string());
        let size = size_text(reached.bytes);
        let amount = match rate.filter(|rate| *rate >= 1.0) {
            Some(rate) => {
                let rate = size_text(rate as u64);
                words.with("transfer-amount-rate", &[("count", &counts[2]), ("size", &size), ("rate", &rate)])
            }
            None => words.with("transfer-amount", &[("count", &counts[2]), ("size", &size)]),
        };
        let piece = |(id, piece): &(DossierId, Piece)| {
            let (done, of) = (piece.done.to_string(), piece.of.to_string());
            let name = name_of(*id, program, words);
            words.with("transfer-piece", &[("name", &*name), ("done", &*done), ("of", &*of)])
        };
        let failed = (reached.failed > 0).then(|| {
            let text = words.with("transfer-failed", &[("count", &reached.failed.to_string())]);
            Line::new(Tone::Doubtful, text, Vec::new())
        });
        Self {
            title: words.with(title, &[("name", &running.target)]),
            count: words.with("transfer-reached", &[("done", &counts[0]), ("of", &counts[1])]),
            share: (reached.households as f32 + begun) / reached.total.max(1) as f32,
            amount,
            pieces: open().filter(|(_, piece)| piece.done > 0).take(4).map(piece).collect(),
            failed,
            paused: reached.paused,
        }
    }
}

/// The calm state: why it waits, and for how long.
pub fn waits(running: &Running, program: &Program, words: &Words) -> Option<Line> {
    let ((why, until), next) = (running.waits.as_ref()?, running.next_try()?);
    let transfer = &program.transfer;
    let folder = transfer.saved.get(&running.target).is_some_and(|target| target.kind == Kind::Folder);
    let nowhere = network::can_be_known() && transfer.network.is_none();
    let what = words.text(match why.key {
        "transfer-offline" if folder => "transfer-waits-folder",
        "transfer-offline" if nowhere => "transfer-waits-nowhere",
        "transfer-network-other" | "transfer-network-unknown" => "transfer-waits-network",
        "transfer-busy" => "transfer-waits-busy",
        _ => "transfer-waits-server",
    });
    let minutes = next.as_secs().div_ceil(60).max(1).to_string();
    let time = until.civil().strftime("%H:%M").to_string();
    let text = words.with("transfer-next", &[("what", &what), ("minutes", &minutes)]);
    let more = vec![words.with("transfer-next-time", &[("time", &time)]), words.what(why)];
    Some(Line::new(Tone::Neutral, text, more))
}

/// Bytes in a second over the last seconds.
#[derive(Default)]
pub struct Speed(VecDeque<(f64, u64)>);

impl Speed {
    /// At this second so many bytes had gone.
    pub fn note(&mut self, time: f64, bytes: u64) -> Option<f64> {
        if self.0.back().is_some_and(|(_, before)| *before > bytes) {
            // Another run.
            self.0.clear();
        }
        self.0.push_back((time, bytes));
        while self.0.front().is_some_and(|(first, _)| time - first > SPEED_OVER) {
            self.0.pop_front();
        }
        let (first, from) = *self.0.front()?;
        (time - first >= 0.5).then(|| (bytes - from) as f64 / (time - first))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_speed_is_that_of_the_last_seconds() {
        let mut speed = Speed::default();
        assert_eq!(speed.note(0.0, 0), None);
        assert_eq!(speed.note(1.0, 1_000), Some(1_000.0));
        for second in 2..8 {
            speed.note(f64::from(second), 1_000);
        }
        assert_eq!(speed.note(8.0, 1_000), Some(0.0), "nothing goes any more");
        assert_eq!(speed.note(9.0, 10), None, "another run");
    }
}
