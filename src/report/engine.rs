//! Sets a document: data, templates and pictures in, a PDF out.
//!
//! One engine serves all documents and all threads: fonts are loaded, the standard library built and templates parsed
//! once, and what typst memoizes of one document (glyph shapes, evaluated templates) serves the next. After each document
//! what was not needed lately is dropped, so that memory does not grow with the number of documents.
//!
//! # What cannot be bounded
//! typst ends loops of more than 10,000 rounds and calls nested too deep, and a document with too many pages is refused
//! here. A template of an office that nests loops can still take hours: it cannot be interrupted, only the next document
//! is not begun. Such a template harms nobody but its author, as it reaches nothing but its own data.

use std::collections::HashMap;
use std::panic::{AssertUnwindSafe, catch_unwind};

use jiff::civil::Date;
use typst::Library;
use typst::LibraryExt as _;
use typst::diag::{SourceDiagnostic, SourceResult, Warned};
use typst::ecow::EcoVec;
use typst::foundations::{Bytes, Datetime, Dict, IntoValue as _, Output, Smart};
use typst::syntax::{FileId, Source};
use typst::text::{Font, FontBook};
use typst::utils::LazyHash;
use typst_pdf::{PdfOptions, PdfStandard, PdfStandards, Timestamp};

use super::diagnose::{self, Key};
use super::model::{Languages, Paper};
use super::shelf::{Shelf, id_of};
use super::world::Desk;
use crate::fonts;
use crate::limits::MAX_PAPER_PAGES;
use crate::problem::Problem;

/// Where a template finds its data.
const DATA: &str = "/data.json";
/// Documents for which memoized results stay unused before they go.
const KEPT_FOR: usize = 2;
/// Stack of a thread that sets documents, in bytes: typst nests deeply.
pub const STACK_BYTES: usize = 32 << 20;

/// A document that is ready.
#[derive(Clone, Debug)]
pub struct Printed {
    pub pdf: Vec<u8>,
    pub pages: usize,
    /// What an office should know of its templates: why the built-in ones were used instead, or that a font is not here.
    pub warnings: Vec<Problem>,
}

/// Fonts, library and templates, ready for any number of documents.
pub struct Engine {
    /// With Chinese only, and with English beside it.
    libraries: [LazyHash<Library>; 2],
    book: LazyHash<FontBook>,
    fonts: Vec<Font>,
    built_in: Shelf,
    office: Option<Shelf>,
}

impl Engine {
    /// An engine with the built-in templates, and those of an office before them.
    pub fn new(office: Shelf) -> Self {
        let fonts: Vec<Font> =
            [fonts::CHINESE, fonts::MONGOLIAN].into_iter().flat_map(|bytes| Font::iter(Bytes::new(bytes))).collect();
        Self {
            libraries: Languages::ALL.map(library),
            book: LazyHash::new(FontBook::from_fonts(&fonts)),
            fonts,
            built_in: Shelf::built_in(),
            office: (!office.is_empty()).then_some(office),
        }
    }

    /// Sets one document. `pictures` are JPEG files; the model names them by their place in this list, from 0.
    ///
    /// An office's template that is broken is told in [`Printed::warnings`], and the built-in ones are used.
    ///
    /// # Errors
    /// A built-in template cannot set this data, or the document has too many pages.
    pub fn print(&self, paper: &Paper, pictures: Vec<Vec<u8>>) -> Result<Printed, Problem> {
        let data = serde_json::to_vec(paper)
            .map_err(|error| Problem::error("paper-not-set").with("why", error).with("advice", ""))?;
        let mut files = HashMap::from([(id_of(DATA), Bytes::new(data))]);
        for (place, jpeg) in pictures.into_iter().enumerate() {
            files.insert(id_of(&picture_path(place)), Bytes::new(jpeg));
        }
        let kind = paper.body.kind().name();
        let main = Source::new(id_of(&format!("/main-{kind}.typ")), main_text(kind));
        self.print_files(&main, &files, paper.language, paper.printed.parse().ok())
    }

    /// Sets data that is no household's with a template that lays out its own pages.
    pub(super) fn print_data(
        &self,
        template: &str,
        data: Vec<u8>,
        languages: Languages,
        day: Option<Date>,
    ) -> Result<Printed, Problem> {
        let files = HashMap::from([(id_of(DATA), Bytes::new(data))]);
        let text = format!("#import \"/{template}.typ\": body\n#body(json(\"{DATA}\"))\n");
        let main = Source::new(id_of(&format!("/main-{template}.typ")), text);
        self.print_files(&main, &files, languages, day)
    }

    fn print_files(
        &self,
        main: &Source,
        files: &HashMap<FileId, Bytes>,
        languages: Languages,
        day: Option<Date>,
    ) -> Result<Printed, Problem> {
        let printed = match &self.office {
            None => self.set((languages, day), main, files, None),
            Some(office) => self.set((languages, day), main, files, Some(office)).or_else(|told| {
                let mut printed = self.set((languages, day), main, files, None)?;
                printed.warnings.push(told);
                Ok(printed)
            }),
        };
        comemo::evict(KEPT_FOR);
        printed
    }

    /// Forgets everything that was memoized; the next document starts like the first.
    pub fn forget() {
        comemo::evict(0);
    }

    fn set(
        &self,
        (languages, day): (Languages, Option<Date>),
        main: &Source,
        files: &HashMap<FileId, Bytes>,
        office: Option<&Shelf>,
    ) -> Result<Printed, Problem> {
        let shelves: Vec<&Shelf> = office.into_iter().chain([&self.built_in]).collect();
        let world = Desk {
            library: &self.libraries[usize::from(languages == Languages::Both)],
            book: &self.book,
            fonts: &self.fonts,
            shelves: &shelves,
            main,
            files,
            day,
        };
        let key = if office.is_some() { Key::Office } else { Key::BuiltIn };
        // A fault inside typst must cost one document, not the program.
        let set = catch_unwind(AssertUnwindSafe(|| export(&world, day)));
        match set {
            Ok((Ok(Ok((pdf, pages))), remarks)) => {
                let remark = |remark| diagnose::problem(Key::Remark, std::slice::from_ref(remark), &world, office);
                Ok(Printed { pdf, pages, warnings: remarks.iter().map(remark).collect() })
            }
            Ok((Ok(Err(too_many)), _)) => Err(too_many),
            Ok((Err(errors), _)) => Err(diagnose::problem(key, &errors, &world, office)),
            Err(_) => Err(diagnose::problem(key, &[], &world, office)),
        }
    }
}

/// The name under which a template finds the picture at this place.
pub fn picture_path(place: usize) -> String {
    format!("/photos/{place}.jpg")
}

fn library(languages: Languages) -> LazyHash<Library> {
    let mut inputs = Dict::new();
    inputs.insert("language".into(), languages.name().into_value());
    LazyHash::new(Library::builder().with_inputs(inputs).build())
}

/// Joins layout, template and data: all that an office need write is `body`.
fn main_text(kind: &str) -> String {
    format!(
        "#import \"/common.typ\": paper\n#import \"/{kind}.typ\": body\n#let data = json(\"{DATA}\")\n#show: paper.with(data)\n#body(data)\n"
    )
}

type Diagnostics = EcoVec<SourceDiagnostic>;
/// The file and its pages; typst's errors or our own.
type Exported = Result<Result<(Vec<u8>, usize), Problem>, Diagnostics>;

/// The document, and what typst remarks about it.
fn export(world: &Desk<'_>, day: Option<Date>) -> (Exported, Diagnostics) {
    let Warned { output, warnings } = compile(world, typst_pdf::pdf);
    let exported = output.and_then(|document| {
        let pages = document.pages().len();
        if pages > MAX_PAPER_PAGES {
            let problem = Problem::warning("paper-too-many-pages");
            return Ok(Err(problem.with("pages", pages).with("most", MAX_PAPER_PAGES)));
        }
        Ok(Ok((typst_pdf::pdf(&document, &options(day))?, pages)))
    });
    (exported, warnings)
}

fn options(day: Option<Date>) -> PdfOptions {
    let noon = day.and_then(|day| {
        let (month, date) = (u8::try_from(day.month()).ok()?, u8::try_from(day.day()).ok()?);
        Datetime::from_ymd_hms(day.year().into(), month, date, 12, 0, 0)
    });
    PdfOptions {
        creator: Smart::Custom(Some(concat!("Tantu ", env!("CARGO_PKG_VERSION")).to_owned())),
        timestamp: noon.map(Timestamp::new_utc),
        // For the archive: everything is inside the file (ISO 19005-2).
        standards: PdfStandards::new(&[PdfStandard::A_2b]).unwrap_or_default(),
        ..PdfOptions::default()
    }
}

/// Compiles to what `_exporter` exports: the type of paged documents has no name that we depend on.
fn compile<T: Output>(
    world: &Desk<'_>,
    _exporter: fn(&T, &PdfOptions) -> SourceResult<Vec<u8>>,
) -> Warned<SourceResult<T>> {
    typst::compile::<T>(world)
}
