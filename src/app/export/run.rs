//! Running an export: households are read on all cores, a few at a time, and written in their order.

use std::io;
use std::path::{Path, PathBuf};

use rayon::prelude::{IntoParallelIterator as _, ParallelIterator as _};

use super::answers::{Long, Wide};
use super::home::{Home, Office};
use super::left::{Absent, Doubt, LeftOut};
use super::lists::{Conflicts, Findings, Photos};
use super::made::{Made, Tables};
use super::own::{Own, OwnTable};
use super::place::{Lent, told};
use super::report::Reports;
use super::{Outcome, Purpose, Request, What};
use crate::app::exchange::Progress;
use crate::dossier::household::CONSENT_DATA;
use crate::dossier::{Dossier, joining};
use crate::id::{DossierId, Name};
use crate::path::FieldPath;
use crate::problem::Problem;
use crate::registry::record::Record;
use crate::store::Index;
use crate::table::write::csv::CsvFolder;
use crate::table::write::parquet::ParquetFolder;
use crate::table::write::xlsx::XlsxFile;
use crate::table::write::{Book, Format, Output, Part, Place, Written};
use crate::value::Value;

/// Households that are read at the same time: enough for every core, and few enough to be held.
const AT_A_TIME: usize = 64;

/// Writes the tables that are asked for, whole or not at all.
///
/// # Errors
/// There is nothing to export, it was stopped, a table is not what it should be, or the disk is full or fails.
pub fn run(office: &Office, tables: &[OwnTable], request: &Request, progress: &Progress) -> Result<Outcome, Problem> {
    if !request.what.purposes(tables).contains(&request.purpose) {
        return Err(Problem::error("export-not-for-this-purpose").with_word("purpose", request.purpose.key()));
    }
    let mut making = Making::new(office, tables, request, progress)?;
    let path = &request.path;
    let failed = |error: io::Error| told(&error, path);
    let store = &office.store;
    match request.format {
        Format::Xlsx => store.export(path, |file| {
            let output: Box<dyn Output + '_> = Box::new(Lent(file));
            let book = XlsxFile::new(&making.title(), output, &temporary(office, path)).map_err(failed)?;
            making.write(Box::new(book), None)
        }),
        Format::Csv => store.export_folder(path, |folder| making.write(Box::new(CsvFolder::new(folder)), None)),
        Format::Parquet => store.export_folder(path, |folder| {
            making.write(Box::new(ParquetFolder::new(folder)), Some(Box::new(CsvFolder::new(folder))))
        }),
    }?;
    Ok(making.outcome())
}

/// Where rows wait until an XLSX file is packed: on the workspace's own disk, which may hold what they say.
fn temporary(office: &Office, path: &Path) -> PathBuf {
    let cache = office.store.layout().cache();
    let usable = std::fs::create_dir_all(&cache).is_ok() && !office.store.is_read_only();
    if usable { cache } else { path.parent().unwrap_or(Path::new(".")).to_owned() }
}

/// An export under way.
struct Making<'a> {
    office: &'a Office,
    request: &'a Request,
    progress: &'a Progress,
    tables: Box<dyn Tables>,
    households: Vec<DossierId>,
    left: LeftOut,
    written: Vec<(String, Written)>,
    exported: usize,
}

/// What came of reading one household.
enum Read {
    Is {
        made: Made,
        part: Part,
        record: Box<Record>,
    },
    /// Of another year.
    Not,
    Absent(Absent),
}

impl<'a> Making<'a> {
    fn new(
        office: &'a Office,
        own: &[OwnTable],
        request: &'a Request,
        progress: &'a Progress,
    ) -> Result<Self, Problem> {
        let purpose = request.purpose;
        let tables: Box<dyn Tables> = match &request.what {
            What::Table(id) => {
                let table = own.iter().find(|table| table.id == *id);
                let table = table.ok_or_else(|| Problem::error("export-table-unknown").with("table", id))?;
                Box::new(Own::new(table, office, purpose)?)
            }
            What::Findings => Box::new(Findings::new(office, purpose)),
            What::Answers => Box::new(Long::new(office, purpose)),
            What::AnswersWide => Box::new(Wide::new(office, purpose)),
            What::Conflicts => Box::new(Conflicts::new(office, purpose)),
            What::Photos => Box::new(Photos::new(office, purpose)),
            What::Reports => Box::new(Reports::new(office, purpose)),
        };
        let mut left = LeftOut::default();
        for sheet in tables.sheets() {
            if !sheet.withheld.is_empty() {
                left.columns.push((sheet.head.name.clone(), sheet.withheld.clone()));
            }
        }
        if matches!(request.what, What::Answers | What::AnswersWide) {
            left.never.push("export-never-calculated");
            left.never.push("export-never-drawn");
        }
        let households = households(office, request, &mut left)?;
        Ok(Self { office, request, progress, tables, households, left, written: Vec::new(), exported: 0 })
    }

    fn title(&self) -> String {
        self.tables.sheets().first().map(|sheet| sheet.head.title.clone()).unwrap_or_default()
    }

    fn outcome(self) -> Outcome {
        let mut left = self.left;
        left.cut = self.written.iter().map(|(_, written)| written.cut).sum();
        let tables = self.written.into_iter().map(|(name, written)| (name, written.rows)).collect();
        Outcome { path: self.request.path.clone(), households: self.exported, tables, left }
    }

    /// Fills the book, and the notes beside it or into it.
    fn write(&mut self, mut book: Box<dyn Book + '_>, notes: Option<Box<dyn Book + '_>>) -> Result<(), Problem> {
        let failed = |error: io::Error| told(&error, &self.request.path);
        let heads = self.tables.sheets().into_iter().map(|sheet| sheet.head.clone()).collect::<Vec<_>>();
        let names: Vec<String> = heads.iter().map(|head| head.name.clone()).collect();
        let places = heads.into_iter().map(|head| book.begin(head)).collect::<io::Result<Vec<Place>>>();
        let places = places.map_err(failed)?;
        self.progress.begin(self.households.len());
        let (office, request, progress) = (self.office, self.request, self.progress);
        let households = std::mem::take(&mut self.households);
        for ids in households.chunks(AT_A_TIME) {
            if progress.is_stopped() {
                return Err(Problem::notice("export-stopped"));
            }
            let tables = &*self.tables;
            let read: Vec<Read> =
                ids.into_par_iter().map(|id| read(office, request, tables, *id)).inspect(|_| progress.step()).collect();
            for (id, read) in ids.iter().zip(read) {
                self.take(*id, read, &mut *book, &places)?;
            }
        }
        if self.exported == 0 && self.left.absent.is_empty() {
            return Err(Problem::notice("export-nothing"));
        }
        for (table, cells) in self.tables.counted() {
            book.row(places[table], &Part::default(), &cells).map_err(failed)?;
        }
        self.finish(book, notes, names)
    }

    fn finish(
        &mut self,
        mut book: Box<dyn Book + '_>,
        notes: Option<Box<dyn Book + '_>>,
        names: Vec<String>,
    ) -> Result<(), Problem> {
        let failed = |error: io::Error| told(&error, &self.request.path);
        let head = LeftOut::head(self.office, notes.is_some());
        let mut rows = super::notes::about(self.office, self.request, self.exported, &names);
        let put = |book: &mut dyn Book, rows: Vec<_>| -> io::Result<()> {
            let place = book.begin(head)?;
            rows.iter().try_for_each(|cells: &Vec<_>| book.row(place, &Part::default(), cells))
        };
        match notes {
            Some(mut notes) => {
                self.written = names.into_iter().zip(book.finish().map_err(failed)?).collect();
                self.left.cut = self.written.iter().map(|(_, written)| written.cut).sum();
                rows.extend(self.left.rows(self.office));
                put(&mut *notes, rows).map_err(failed)?;
                notes.finish().map(drop).map_err(failed)
            }
            None => {
                rows.extend(self.left.rows(self.office));
                put(&mut *book, rows).map_err(failed)?;
                self.written = names.into_iter().zip(book.finish().map_err(failed)?).collect();
                Ok(())
            }
        }
    }

    fn take(&mut self, id: DossierId, read: Read, book: &mut dyn Book, places: &[Place]) -> Result<(), Problem> {
        match read {
            Read::Not => {}
            Read::Absent(why) => self.left.absent.push((id, why)),
            Read::Is { made, part, record } => {
                self.exported += 1;
                self.left.doubts.extend(made.doubts.into_iter().map(|doubt| (id, doubt)));
                for (table, cells) in made.rows {
                    book.row(places[table], &part, &cells).map_err(|error| told(&error, &self.request.path))?;
                }
                self.tables.count(&record);
            }
        }
        Ok(())
    }
}

/// The households that are meant, by division, so that each file of a data set is begun once.
fn households(office: &Office, request: &Request, left: &mut LeftOut) -> Result<Vec<DossierId>, Problem> {
    let (index, problems) = Index::open(&office.store)?;
    let meant = |id: &DossierId, division: &str| {
        request.scope.as_ref().is_none_or(|ids| ids.contains(id))
            && (request.division.is_empty() || request.division.iter().any(|asked| is_within(division, asked)))
    };
    let entries = index.records().iter().filter(|entry| meant(&entry.id, &entry.summary.division));
    let mut found: Vec<(&str, DossierId)> = entries.map(|entry| (&*entry.summary.division, entry.id)).collect();
    found.sort_unstable();
    // What cannot be read has no division to ask for.
    let unreadable = problems.into_iter().filter_map(|problem| Some((problem.place.dossier?, problem)));
    for (id, problem) in unreadable {
        if index.get(id).is_none() && request.scope.as_ref().is_none_or(|ids| ids.contains(&id)) {
            left.absent.push((id, Absent::Unreadable(problem)));
        }
    }
    Ok(found.into_iter().map(|(_, id)| id).collect())
}

/// Whether a banner is the one asked for, or in the league asked for (`152200`).
fn is_within(division: &str, asked: &str) -> bool {
    match asked.strip_suffix("00") {
        Some(league) if league.len() == 4 => division.starts_with(league),
        _ => division == asked,
    }
}

fn read(office: &Office, request: &Request, tables: &dyn Tables, id: DossierId) -> Read {
    let (dossier, problems) = match office.store.load(id) {
        Ok(loaded) => loaded,
        Err(problem) => return Read::Absent(Absent::Unreadable(problem)),
    };
    if let Some(absent) = absent(&dossier, request.purpose) {
        return Read::Absent(absent);
    }
    let home = Home::new(office, dossier);
    if request.year.is_some_and(|year| home.record.figures.year != year) {
        return Read::Not;
    }
    let mut made = Made::default();
    if !problems.is_empty() {
        made.doubts.push(Doubt::Damaged);
    }
    if home.record.summary.conflicts > 0 {
        made.doubts.push(Doubt::Conflicts(home.record.summary.conflicts));
    }
    let uncertain = home.record.figures.uncertain_planned();
    if uncertain > 0 {
        made.doubts.push(Doubt::Uncertain(u32::try_from(uncertain).unwrap_or(u32::MAX)));
    }
    tables.rows(&home, &mut made);
    Read::Is { made, part: home.part(), record: Box::new(home.record) }
}

/// Why the household must not stand in the tables, or is told elsewhere.
fn absent(dossier: &Dossier, purpose: Purpose) -> Option<Absent> {
    let top = |name: &'static str| FieldPath::top(Name::of(name));
    if !joining::into(dossier).is_empty() {
        return Some(Absent::Joined);
    }
    let consent = dossier.fields.get(&top(CONSENT_DATA));
    let says = |word: &'static str| {
        consent.is_some_and(|register| {
            let mut values = register.live().map(|(_, write)| &write.value);
            values.any(|value| matches!(value, Value::Choice(choice) if choice.as_str() == word))
        })
    };
    // While devices disagree, the no counts.
    if says("no") {
        return Some(Absent::Refused);
    }
    (purpose == Purpose::Public && !says("yes")).then_some(Absent::NotAsked)
}
