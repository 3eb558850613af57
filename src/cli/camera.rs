//! `tantu camera`: which cameras there are and whether one works, for people and for `scripts/vivid`.

use std::io::{self, Write};
use std::path::PathBuf;
use std::time::{Duration, Instant};

use clap::{Arg, ArgMatches, Command, value_parser};

use crate::app::clock::{Clock, SystemClock};
use crate::l10n::Words;
use crate::photo::camera::{CameraId, Cameras, Found, Machine};
use crate::problem::Problem;

/// How long a picture is waited for.
const PATIENCE: Duration = Duration::from_secs(10);

pub(super) fn command(words: &Words) -> Command {
    let shot = Command::new("shot")
        .about(words.text("camera-cli-help-shot"))
        .arg(super::file("out", words.text("camera-cli-help-shot-out")).required(true))
        .arg(Arg::new("camera").long("camera").value_name("N|ADDRESS").help(words.text("camera-cli-help-camera")))
        .arg(
            Arg::new("skip")
                .long("skip")
                .value_name("N")
                .value_parser(value_parser!(u32).range(0..1_000))
                .help(words.text("camera-cli-help-skip")),
        );
    Command::new("camera")
        .about(words.text("camera-cli-help"))
        .subcommand_required(true)
        .arg_required_else_help(true)
        .subcommand(Command::new("list").about(words.text("camera-cli-help-list")))
        .subcommand(shot)
}

pub(super) fn run(matches: &ArgMatches, words: &Words, out: &mut dyn Write, err: &mut dyn Write) -> io::Result<u8> {
    let done = match matches.subcommand() {
        Some(("shot", matches)) => shot(matches, &Machine).map(|shot| shot.told(words)),
        _ => Machine.list().map(|found| listed(&found, words)),
    };
    match done {
        Ok(text) => writeln!(out, "{text}").map(|()| 0),
        Err(problem) => writeln!(err, "{}", words.problem(&problem)).map(|()| super::FAILED),
    }
}

/// A line for each camera: number, name, id.
fn listed(found: &[Found], words: &Words) -> String {
    if found.is_empty() {
        return words.text("camera-cli-none");
    }
    let lines = found.iter().enumerate().map(|(index, found)| format!("{}\t{}\t{}", index + 1, found.name, found.id));
    lines.collect::<Vec<_>>().join("\n")
}

/// A test picture that was written.
struct Shot {
    camera: CameraId,
    size: (u32, u32),
    coding: String,
    /// Frames a second while the first were let pass; `None` when too few came to tell.
    rate: Option<f64>,
    file: PathBuf,
}

impl Shot {
    fn told(&self, words: &Words) -> String {
        let rate = self.rate.map_or_else(|| "?".to_owned(), |rate| format!("{rate:.0}"));
        let (width, height) = (self.size.0.to_string(), self.size.1.to_string());
        let (camera, file) = (self.camera.name().to_owned(), self.file.display().to_string());
        let args = [
            ("camera", &*camera),
            ("width", &*width),
            ("height", &*height),
            ("coding", &*self.coding),
            ("rate", &*rate),
            ("file", &*file),
        ];
        words.with("camera-cli-shot", &args)
    }
}

fn shot(matches: &ArgMatches, cameras: &dyn Cameras) -> Result<Shot, Problem> {
    let file = matches.get_one::<PathBuf>("out").cloned().unwrap_or_default();
    let camera = which(matches.get_one::<String>("camera").map(String::as_str), cameras)?;
    let skip = matches.get_one::<u32>("skip").copied().unwrap_or(5);
    let mut source = cameras.open(&camera)?;
    let mut frame = source.next(PATIENCE)?;
    let begun = Instant::now();
    for _ in 0..skip {
        frame = source.next(PATIENCE)?;
    }
    let rate = (skip > 0).then(|| f64::from(skip) / begun.elapsed().as_secs_f64().max(0.001));
    drop(source);
    let coding = format!("{:?}", frame.coding);
    let jpeg = frame.into_jpeg(SystemClock.now())?;
    // What a network camera sends tells its size only when it is opened.
    let size = crate::photo::decode_for_screen(&jpeg, crate::limits::MAX_PHOTO_DECODE_PX)?;
    let unwritable = |error: io::Error| Problem::error("camera-cli-unwritable").with("why", error).in_file(&file);
    std::fs::write(&file, jpeg).map_err(unwritable)?;
    Ok(Shot { camera, size: (size.width, size.height), coding, rate, file })
}

/// The camera with this number in the list, the one at this address, or the first.
fn which(asked: Option<&str>, cameras: &dyn Cameras) -> Result<CameraId, Problem> {
    let number = match asked.map(str::parse::<usize>) {
        Some(Err(_)) => return Ok(CameraId::Network(asked.unwrap_or_default().to_owned())),
        Some(Ok(number)) => number,
        None => 1,
    };
    let found = number.checked_sub(1).and_then(|index| cameras.list().ok()?.into_iter().nth(index));
    match found {
        Some(found) => Ok(found.id),
        // The list may have failed for a reason worth telling.
        None => cameras.list().and_then(|_| Err(Problem::warning("camera-none"))),
    }
}
