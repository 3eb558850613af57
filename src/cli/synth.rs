//! `tantu synth N DIR`: made-up households on the folders of many tablets.

use std::io::{self, Write};
use std::path::PathBuf;

use clap::{Arg, ArgMatches, Command, value_parser};

use crate::app::synth::{Options, Photos, Report, Share, Synth};
use crate::l10n::Words;

/// Devices beyond this have folders that no longer sort by name.
const MOST_DEVICES: u32 = 999;

pub(super) fn command(words: &Words) -> Command {
    let number = Arg::new("households").value_name("N").required(true).value_parser(value_parser!(u64));
    let devices = value_parser!(u32).range(1..=i64::from(MOST_DEVICES));
    Command::new("synth")
        .about(words.text("synth-cli-about"))
        .arg(number.help(words.text("synth-cli-households")))
        .arg(super::file("folder", words.text("synth-cli-folder")).value_name("DIR").required(true))
        .arg(option("devices", "N", "40", words.text("synth-cli-devices")).value_parser(devices))
        .arg(option("seed", "N", "1", words.text("synth-cli-seed")).value_parser(value_parser!(u64)))
        .arg(share("twice", "10%", words.text("synth-cli-twice")))
        .arg(share("conflicts", "1%", words.text("synth-cli-conflicts")))
        .arg(share("broken", "0.1%", words.text("synth-cli-broken")))
        .arg(option("photos", "WHICH", "none", words.text("synth-cli-photos")).value_parser(["none", "tiny"]))
}

fn option(name: &'static str, value: &'static str, usual: &'static str, help: String) -> Arg {
    Arg::new(name).long(name).value_name(value).default_value(usual).help(help)
}

fn share(name: &'static str, usual: &'static str, help: String) -> Arg {
    option(name, "SHARE", usual, help).value_parser(|text: &str| text.parse::<Share>())
}

pub(super) fn run(matches: &ArgMatches, words: &Words, out: &mut dyn Write, err: &mut dyn Write) -> io::Result<u8> {
    let folder = matches.get_one::<PathBuf>("folder").cloned().unwrap_or_default();
    match Synth::new(options(matches)).write(&folder) {
        Ok(report) => {
            tell(&report, words, out)?;
            Ok(0)
        }
        Err(problem) => {
            writeln!(err, "{}", super::told(words, &problem))?;
            Ok(super::FAILED)
        }
    }
}

fn options(matches: &ArgMatches) -> Options {
    let usual = Options::default();
    let share = |name: &str, usual: Share| matches.get_one::<Share>(name).copied().unwrap_or(usual);
    let tiny = matches.get_one::<String>("photos").is_some_and(|which| which == "tiny");
    Options {
        households: matches.get_one("households").copied().unwrap_or(usual.households),
        devices: matches.get_one("devices").copied().unwrap_or(usual.devices),
        seed: matches.get_one("seed").copied().unwrap_or(usual.seed),
        twice: share("twice", usual.twice),
        conflicts: share("conflicts", usual.conflicts),
        broken: share("broken", usual.broken),
        photos: if tiny { Photos::Tiny } else { Photos::None },
    }
}

fn tell(report: &Report, words: &Words, out: &mut dyn Write) -> io::Result<()> {
    let kilobytes = |bytes: u64| format!("{:.1}", bytes as f64 / 1_000.0);
    let megabytes = format!("{:.1}", report.bytes as f64 / 1e6);
    let count = |number: u64| number.to_string();
    let args = [
        ("households", count(report.households)),
        ("devices", count(u64::from(report.devices))),
        ("files", count(report.files)),
        ("megabytes", megabytes),
        ("median", kilobytes(report.median)),
        ("p90", kilobytes(report.p90)),
        ("finished_median", kilobytes(report.finished_median)),
        ("finished_p90", kilobytes(report.finished_p90)),
        ("persons", count(report.persons)),
        ("photos", count(report.photos)),
        ("twice", count(report.twice)),
        ("journals", count(report.journals)),
        ("conflicts", count(report.conflicts.len() as u64)),
        ("fields", count(report.disputed() as u64)),
        ("broken", count(report.broken.len() as u64)),
    ];
    let args: Vec<(&str, &str)> = args.iter().map(|(name, text)| (*name, &**text)).collect();
    for key in ["synth-cli-made", "synth-cli-sizes", "synth-cli-touched", "synth-cli-expected"] {
        writeln!(out, "{}", words.with(key, &args))?;
    }
    let stages = report.stages.iter().map(|(name, count)| format!("{name} {count}"));
    writeln!(out, "{}", stages.collect::<Vec<_>>().join("  "))
}
