//! The folders of the tablets.

use std::collections::BTreeMap;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};

use rayon::iter::{IntoParallelIterator as _, ParallelIterator as _};
use serde::Serialize;

use super::copies::{Copy, copies, photos};
use super::home::Home;
use super::template::Forms;
use super::{Fate, Options, Photos, Synth, photo};
use crate::app::demo;
use crate::dossier::Dossier;
use crate::dossier::stage::Stage;
use crate::problem::Problem;
use crate::store::tablet::Tablet;
use crate::store::wire;
use crate::value::Value;

/// Name of the summary beside the folders.
pub const SUMMARY: &str = "synth.ron";
const PROGRAMME: &str = "困难重度残疾人家庭无障碍改造";

/// What is wrong with a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub enum Broken {
    /// Cut off in the middle.
    Truncated,
    /// A picture under a household's name.
    OtherType,
    /// Of a version that keeps households in another way.
    OtherVersion,
}

/// What was made; `synth.ron` is this as text.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Report {
    pub households: u64,
    pub devices: u32,
    pub seed: u64,
    /// Files of households, the broken ones too.
    pub files: u64,
    /// Their bytes together, in the middle, and what nine of ten do not exceed.
    pub bytes: u64,
    pub median: u64,
    pub p90: u64,
    /// Sizes of those whose assessment is finished, the good files only.
    pub finished_median: u64,
    pub finished_p90: u64,
    pub persons: u64,
    /// Photos that the households name.
    pub photos: u64,
    /// Households on two tablets.
    pub twice: u64,
    /// Households with a journal that is not folded.
    pub journals: u64,
    /// How many households stand at each stage.
    pub stages: BTreeMap<String, u64>,
    /// What a merge of all folders must find in conflict: fields by household.
    pub conflicts: BTreeMap<String, usize>,
    /// Files that cannot be read, and the households that are nowhere else.
    pub broken: BTreeMap<String, Broken>,
}

impl Report {
    /// Fields in conflict once everything is joined.
    pub fn disputed(&self) -> usize {
        self.conflicts.values().sum()
    }

    /// Households that a merge can find.
    pub fn readable(&self) -> u64 {
        self.households - self.broken.len() as u64
    }
}

/// What was made of one household.
struct Made {
    id: String,
    stage: Stage,
    sizes: Vec<u64>,
    persons: u64,
    photos: u64,
    journal: bool,
    disputed: usize,
    broken: Option<(String, Broken)>,
}

impl Synth {
    /// Writes the tablets' folders into `dir`, which is empty or does not exist yet, and `synth.ron` beside them.
    ///
    /// # Errors
    /// The folder holds something already or cannot be written, or a built-in form does not compile.
    pub fn write(&self, dir: &Path) -> Result<Report, Problem> {
        let failed = |error: std::io::Error| Problem::error("synth-folder-unwritable").with("reason", error);
        if dir.exists() && std::fs::read_dir(dir).map_err(|error| failed(error).in_file(dir))?.next().is_some() {
            return Err(Problem::error("synth-folder-not-empty").in_file(dir));
        }
        self.tablets(dir)?;
        let numbers = 0..self.options.households;
        let made: Vec<Made> =
            numbers.into_par_iter().map(|number| self.write_one(dir, number)).collect::<Result<_, _>>()?;
        let report = report(&self.options, made);
        let style = ron::ser::PrettyConfig::default();
        let text = ron::ser::to_string_pretty(&report, style)
            .map_err(|error| Problem::error("synth-folder-unwritable").with("reason", error))?;
        put(&dir.join(SUMMARY), format!("{text}\n").as_bytes())?;
        Ok(report)
    }

    /// What every tablet has besides its households.
    fn tablets(&self, dir: &Path) -> Result<(), Problem> {
        let forms = Forms::get()?.asked()?;
        let created = demo::moment(jiff::civil::date(2022, 3, 1), 9, 0);
        for (number, device) in (0..).zip(self.devices()) {
            let tablet = Tablet::new(&folder(dir, number));
            let (path, text) = tablet.manifest(device, PROGRAMME, created)?;
            put(&path, text.as_bytes())?;
            for asked in &forms {
                put(&tablet.kept_form(asked.form.hash()), asked.text.as_bytes())?;
            }
        }
        Ok(())
    }

    fn write_one(&self, dir: &Path, number: u64) -> Result<Made, Problem> {
        let home = Home::new(self, number)?;
        let copies = copies(self, &home);
        let broken = (self.fate(number) == Fate::Broken).then_some(match number % 3 {
            0 => Broken::Truncated,
            1 => Broken::OtherType,
            _ => Broken::OtherVersion,
        });
        let photos = photos(&home);
        let mut made = Made {
            id: home.id.to_string(),
            stage: home.template.stage,
            sizes: Vec::new(),
            persons: home.template.residents.len() as u64,
            photos: photos.len() as u64,
            journal: copies.iter().any(|copy| !copy.journal.is_empty()),
            disputed: copies.first().map_or(0, |copy| copy.disputed),
            broken: None,
        };
        for copy in &copies {
            let tablet = Tablet::new(&folder(dir, copy.tablet));
            let path = tablet.dossier(&copy.dossier);
            let text = wire::write(copy.file.as_ref().unwrap_or(&copy.dossier));
            let bytes = broken.map_or(text.as_bytes().to_vec(), |kind| spoiled(kind, &text, &copy.dossier));
            made.sizes.push(bytes.len() as u64);
            put(&path, &bytes)?;
            made.broken = broken.map(|kind| (path.strip_prefix(dir).unwrap_or(&path).display().to_string(), kind));
            put_journal(&tablet, copy)?;
            if self.options.photos == Photos::Tiny {
                for words in photos.values() {
                    let file = photo::file(words);
                    put(&tablet.photo(crate::id::ContentHash::of(&file)), &file)?;
                }
            }
        }
        Ok(made)
    }
}

fn put_journal(tablet: &Tablet, copy: &Copy) -> Result<(), Problem> {
    if copy.journal.is_empty() {
        return Ok(());
    }
    let lines: String = copy.journal.iter().map(wire::write_entry).collect();
    put(&tablet.journal(copy.dossier.id), lines.as_bytes())
}

/// The file as it must not be.
fn spoiled(kind: Broken, text: &str, dossier: &Dossier) -> Vec<u8> {
    match kind {
        Broken::Truncated => text.as_bytes()[..text.len() * 3 / 5].to_vec(),
        Broken::OtherType => photo::file(&format!("not a household {}", dossier.id)),
        Broken::OtherVersion => {
            let texts = dossier.fields.values().filter_map(|register| match register.value() {
                Some(Value::Text(text)) => Some(text.to_string()),
                _ => None,
            });
            format!("(\n    tantu: 99,\n    sheets: {:?},\n)\n", texts.take(40).collect::<Vec<_>>()).into_bytes()
        }
    }
}

/// `tablet-07`, counted from 1.
fn folder(dir: &Path, tablet: u32) -> PathBuf {
    dir.join(format!("tablet-{:02}", tablet + 1))
}

fn put(path: &Path, bytes: &[u8]) -> Result<(), Problem> {
    let written = match std::fs::write(path, bytes) {
        Err(error) if error.kind() == ErrorKind::NotFound => {
            let parent = path.parent().unwrap_or(path);
            std::fs::create_dir_all(parent).and_then(|()| std::fs::write(path, bytes))
        }
        written => written,
    };
    written.map_err(|error| Problem::error("synth-folder-unwritable").with("reason", error).in_file(path))
}

fn report(options: &Options, made: Vec<Made>) -> Report {
    let mut report =
        Report { households: options.households, devices: options.devices, seed: options.seed, ..Report::default() };
    let (mut sizes, mut finished) = (Vec::new(), Vec::new());
    for made in made {
        report.persons += made.persons;
        report.photos += made.photos;
        report.twice += u64::from(made.sizes.len() > 1);
        report.journals += u64::from(made.journal);
        *report.stages.entry(made.stage.name().to_owned()).or_default() += 1;
        if made.disputed > 0 {
            report.conflicts.insert(made.id, made.disputed);
        }
        if made.broken.is_none() && made.stage >= Stage::Surveyed {
            finished.extend(&made.sizes);
        }
        report.broken.extend(made.broken);
        sizes.extend(made.sizes);
    }
    (report.files, report.bytes) = (sizes.len() as u64, sizes.iter().sum());
    (report.median, report.p90) = middle(sizes);
    (report.finished_median, report.finished_p90) = middle(finished);
    report
}

/// The median and the nine-tenths point.
fn middle(mut sizes: Vec<u64>) -> (u64, u64) {
    sizes.sort_unstable();
    let at = |part: usize| sizes.get(sizes.len() * part / 10).or(sizes.last()).copied().unwrap_or_default();
    (at(5), at(9))
}
