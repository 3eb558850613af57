//! Exports of whole households: what each purpose shows, what is left out, and what other programs read of it.

use std::path::{Path, PathBuf};
use std::sync::{Arc, LazyLock};

use calamine::{Data, Reader as _, Xlsx, open_workbook_from_rs};
use tantu::app::clock::FixedClock;
use tantu::app::exchange::Progress;
use tantu::app::export::{self, Absent, Doubt, Office, Outcome, Purpose, Request, What};
use tantu::app::roster::mapping::Mapping;
use tantu::app::roster::target::Target;
use tantu::dossier::edit::{Author, Edit};
use tantu::id::{DossierId, Name};
use tantu::l10n::Language;
use tantu::path::FieldPath;
use tantu::stamp::Moment;
use tantu::store::{Index, Workspace};
use tantu::table::write::Format;
use tantu::value::Value;

use crate::{Desk, python};

/// The demo's twelve households in a workspace of a test.
struct Homes {
    desk: Desk,
    store: Arc<Workspace>,
}

/// The demo is made once; each test has a copy.
static DEMO: LazyLock<tempfile::TempDir> = LazyLock::new(|| {
    let folder = tempfile::tempdir().unwrap();
    tantu::cli::demo::create(&folder.path().join("homes")).unwrap();
    folder
});

/// Households, settings and forms; photos only by name.
fn copy(from: &Path, to: &Path) {
    std::fs::create_dir_all(to).unwrap();
    for entry in std::fs::read_dir(from).unwrap().map(Result::unwrap) {
        let (name, path) = (entry.file_name(), entry.path());
        if !path.is_dir() {
            std::fs::copy(path, to.join(name)).unwrap();
        } else if name != "photos" && name != "cache" {
            copy(&path, &to.join(name));
        }
    }
}

impl Homes {
    fn new() -> Self {
        let desk = Desk::new();
        let folder = desk.path("homes");
        copy(&DEMO.path().join("homes"), &folder);
        let store = Workspace::open(&folder, tantu::store::Opening::default()).unwrap().0;
        Self { desk, store: Arc::new(store) }
    }

    fn ids(&self) -> Vec<DossierId> {
        Index::open(&self.store).unwrap().0.records().iter().map(|record| record.id).collect()
    }

    fn set(&self, id: DossierId, answers: &[(&str, Value)]) {
        let author =
            Author { device: self.store.device(), name: "李统筹".into(), at: Moment::new(1_764_000_000, 480) };
        let (mut dossier, _) = self.store.load(id).unwrap();
        let answers = answers.iter().map(|(name, value)| (name.parse::<FieldPath>().unwrap(), value.clone()));
        dossier.apply(&Edit::set_all(answers), &author);
        self.store.fold(&dossier).unwrap();
    }

    fn run(&self, what: &What, purpose: Purpose, format: Format, name: &str) -> (PathBuf, Outcome) {
        let clock = Arc::new(FixedClock(Moment::new(1_764_000_000, 480)));
        let (office, problems) = Office::open(Arc::clone(&self.store), clock, Language::Chinese);
        assert_eq!(problems, []);
        let (tables, problems) = export::tables(&self.store);
        assert_eq!(problems, []);
        let path = self.desk.path(name);
        let request = Request {
            what: what.clone(),
            scope: None,
            division: Vec::new(),
            year: None,
            purpose,
            format,
            path: path.clone(),
        };
        let outcome = export::run(&office, &tables, &request, &Progress::default()).unwrap();
        (path, outcome)
    }

    /// Names, numbers and telephones of everybody, of which no anonymous table may hold one.
    fn secrets(&self) -> Vec<String> {
        let mut found = Vec::new();
        for id in self.ids() {
            let (dossier, _) = self.store.load(id).unwrap();
            for (path, register) in &dossier.fields {
                let leaf = path.leaf.as_ref().map_or("", Name::as_str);
                let secret =
                    ["hh_head", "hh_phone", "hh_address", "p_name", "p_citizen_id", "p_certificate", "p_phone"];
                // A short address is also a word of the forms: 夏营地.
                if let (true, Some(Value::Text(text))) = (secret.contains(&leaf), register.value())
                    && (leaf != "hh_address" || text.chars().count() > 4)
                {
                    found.push(text.to_string());
                }
            }
        }
        assert!(found.len() > 40);
        found
    }
}

fn text_of(folder: &Path) -> String {
    let mut text = String::new();
    for entry in std::fs::read_dir(folder).unwrap() {
        text.push_str(&std::fs::read_to_string(entry.unwrap().path()).unwrap());
    }
    text
}

fn sheet(path: &Path) -> (Vec<String>, calamine::Range<Data>) {
    let mut book: Xlsx<_> = open_workbook_from_rs(std::io::Cursor::new(std::fs::read(path).unwrap())).unwrap();
    let range = book.worksheet_range_at(0).unwrap().unwrap();
    (book.sheet_names(), range)
}

fn table(id: &'static str) -> What {
    What::Table(Name::of(id))
}

#[test]
fn the_county_table_has_its_headings_and_each_amount_once() {
    let homes = Homes::new();
    let (path, outcome) = homes.run(&table("county"), Purpose::Internal, Format::Xlsx, "county.xlsx");
    assert_eq!((outcome.households, outcome.tables[0].1), (12, 15));
    let (names, range) = sheet(&path);
    assert_eq!(names[1], "说明");
    let text = |row: usize, column: usize| range.get((row, column)).map(ToString::to_string).unwrap_or_default();
    let headings: Vec<String> = (0..12).map(|column| text(0, column)).collect();
    let expected =
        "居委会 姓名 残疾证号 残疾类别 等级 改造地点 改造类型 改造进度 改造单位 改造金额 改造负责人 联系方式";
    assert_eq!(headings.join(" "), expected);
    let mut sum = 0.0;
    for row in 1..=15 {
        if let Some(Data::Float(amount)) = range.get((row, 9)) {
            sum += amount;
        }
        let number = text(row, 2);
        assert!(number.is_empty() || number.len() >= 20, "{number}");
    }
    let planned: i64 = Index::open(&homes.store).unwrap().0.records().iter().map(|home| home.figures.planned.0).sum();
    assert!((sum - planned as f64 / 100.0).abs() < 0.005, "{sum} {planned}");
}

#[test]
fn the_roster_knows_the_columns_of_the_county_table_again() {
    let homes = Homes::new();
    let (path, _) = homes.run(&table("county"), Purpose::Internal, Format::Xlsx, "county.xlsx");
    let book = tantu::table::read::open(&path).unwrap();
    let mapping = Mapping::propose(&book.sheets[book.first()], &[]);
    let targets: Vec<Target> = mapping.columns.iter().map(|column| column.target).collect();
    assert_eq!(targets[..5], [Target::Village, Target::Name, Target::Certificate, Target::Category, Target::Grade]);
    assert_eq!(targets[11], Target::Phone);
    assert_eq!(mapping.lacks(), []);
}

#[test]
fn no_anonymous_table_says_who_it_is() {
    let homes = Homes::new();
    let secrets = homes.secrets();
    let (tables, _) = export::tables(&homes.store);
    for what in What::all(&tables) {
        if !what.purposes(&tables).contains(&Purpose::Anonymous) {
            continue;
        }
        let (path, outcome) = homes.run(&what, Purpose::Anonymous, Format::Csv, what.name());
        let text = text_of(&path);
        for secret in &secrets {
            assert!(!text.contains(secret.as_str()), "{} says {secret}", what.name());
        }
        let withheld: usize = outcome.left.columns.iter().map(|(_, columns)| columns.len()).sum();
        let notes = std::fs::read_to_string(path.join("说明.csv")).unwrap();
        assert_eq!(notes.matches("未导出的列").count(), withheld, "{}", what.name());
    }
}

#[test]
fn the_public_notice_is_masked_and_lists_who_is_not_in_it() {
    let homes = Homes::new();
    let ids = homes.ids();
    for id in &ids {
        homes.set(*id, &[("consent_data", Value::YesNo(true)), ("consent_notice", Value::YesNo(true))]);
    }
    let refused = Index::open(&homes.store).unwrap().0;
    let refused = refused.records().iter().find(|home| home.summary.stage >= tantu::dossier::stage::Stage::Agreed);
    let refused = refused.unwrap().id;
    homes.set(refused, &[("consent_notice", Value::YesNo(false))]);
    let (path, outcome) = homes.run(&table("notice"), Purpose::Public, Format::Csv, "notice");
    let text = text_of(&path);
    for secret in homes.secrets() {
        assert!(!text.contains(&secret), "{secret}");
    }
    assert!(outcome.households > 0 && text.contains("**"), "{text}");
    let early = outcome.left.absent.iter().filter(|(_, why)| *why == Absent::TooEarly).count();
    assert!(outcome.left.absent.contains(&(refused, Absent::NotAsked)));
    assert_eq!(outcome.households + early + 1, ids.len(), "everybody is in it or told");
    assert!(text.contains(&refused.to_string()));
}

#[test]
fn what_cannot_be_read_was_refused_or_is_in_conflict_is_told() {
    let homes = Homes::new();
    let ids = homes.ids();
    homes.set(ids[0], &[("consent_data", Value::YesNo(false))]);
    homes.set(ids[1], &[("consent_sensitive", Value::YesNo(false))]);
    let (_, before) = homes.run(&table("persons"), Purpose::Internal, Format::Csv, "persons");
    assert!(before.left.absent.contains(&(ids[0], Absent::Refused)));
    assert!(before.left.doubts.contains(&(ids[1], Doubt::SensitiveRefused)));
    assert!(before.left.doubts.iter().any(|(_, doubt)| matches!(doubt, Doubt::Conflicts(1))), "of the demo");
    let text = std::fs::read_to_string(homes.desk.path("persons/残疾人名册.csv")).unwrap();
    let line = text.lines().find(|line| line.contains(&ids[1].to_string())).unwrap();
    let numbers = line.split(',').filter(|cell| cell.len() >= 18 && cell.bytes().all(|b| b.is_ascii_digit()));
    assert_eq!(numbers.count(), 0, "the numbers need the separate consent: {line}");

    let file = |id: DossierId| {
        let division = Index::open(&homes.store).unwrap().0.get(id).unwrap().summary.division.clone();
        homes.store.layout().dossier(&division, id)
    };
    // Opening the index would set the first one aside already.
    let files = [ids[3], ids[4]].map(file);
    files.iter().for_each(|file| std::fs::write(file, "(not a household").unwrap());
    let (_, after) = homes.run(&table("households"), Purpose::Internal, Format::Xlsx, "households.xlsx");
    for id in [ids[3], ids[4]] {
        // What its journal still has is in the table.
        let absent = |(known, why): &(DossierId, Absent)| *known == id && matches!(why, Absent::Unreadable(_));
        let told = after.left.absent.iter().any(absent) || after.left.doubts.contains(&(id, Doubt::Damaged));
        assert!(told, "{:?}", after.left);
    }
    let (_, again) = homes.run(&table("households"), Purpose::Internal, Format::Xlsx, "again.xlsx");
    assert_eq!(again.left.set_aside, 2, "what lies aside is told every time");
}

#[test]
fn an_office_s_own_table_takes_the_place_of_a_built_in_one() {
    let homes = Homes::new();
    let forms = homes.store.layout().forms();
    std::fs::create_dir_all(&forms).unwrap();
    let own = r#"(id: "county", version: 2, title: {"zh": "本县台账"}, rows: Persons, columns: [
        (label: {"zh": "户主"}, field: "head"),
        (label: {"zh": "常住人口"}, question: "hh_members"),
        (label: {"zh": "人口的两倍"}, expression: "${hh_members} * 2", privacy: Open),
    ])"#;
    std::fs::write(forms.join("table-county.ron"), own).unwrap();
    let (path, _) = homes.run(&table("county"), Purpose::Internal, Format::Csv, "own");
    let text = std::fs::read_to_string(path.join("本县台账.csv")).unwrap();
    assert!(text.lines().any(|line| line.ends_with(",3,6")), "{text}");
    std::fs::write(forms.join("table-county.ron"), own.replace("\"head\"", "\"hed\"")).unwrap();
    let (tables, problems) = export::tables(&homes.store);
    assert_eq!((problems.len(), problems[0].key), (1, "export-table-field"));
    assert!(problems[0].args.contains(&("nearest", "head".to_owned())));
    assert_eq!(tables.len(), 5, "the built-in one stays in use");
}

#[test]
fn a_data_set_says_the_same_as_the_workbook() {
    let homes = Homes::new();
    let (_, book) = homes.run(&table("items"), Purpose::Internal, Format::Xlsx, "items.xlsx");
    let (path, set) = homes.run(&table("items"), Purpose::Internal, Format::Parquet, "items");
    assert_eq!(book.tables, set.tables);
    assert!(path.join("_说明.csv").is_file());
    let program = r#"
import duckdb, sys
found = f"read_parquet('{sys.argv[1]}/items/**/*.parquet', hive_partitioning = true)"
print(duckdb.sql(f"select count(*), count(distinct household), count(distinct division) from {found}").fetchone())
print(duckdb.sql(f"select sum(planned_amount) from {found} where decision = '采纳'").fetchone()[0])
import pyarrow.dataset as ds
print(ds.dataset(sys.argv[1] + '/items', format='parquet', partitioning='hive').count_rows())
"#;
    let Some(read) = python(program, &path) else { return };
    let index = Index::open(&homes.store).unwrap().0;
    let with: Vec<_> = index.records().iter().filter(|home| !home.figures.items.is_empty()).collect();
    let planned: i64 = with.iter().map(|home| home.figures.planned.0).sum();
    let lines: Vec<&str> = read.lines().collect();
    assert!(lines[0].starts_with(&format!("({}, ", set.tables[0].1)), "{read}");
    assert_eq!(lines[1], tantu::plan::money::Fen(planned).to_string());
    assert_eq!(lines[2], set.tables[0].1.to_string());
}

#[test]
fn reports_add_up() {
    let homes = Homes::new();
    let (path, outcome) = homes.run(&What::Reports, Purpose::Public, Format::Csv, "reports");
    let asked = outcome.left.absent.iter().filter(|(_, why)| *why == Absent::NotAsked).count();
    assert!(asked > 0 && outcome.households + asked == 12, "who has not agreed stands in no public table");
    let (path_internal, _) = homes.run(&What::Reports, Purpose::Internal, Format::Csv, "internal");
    assert!(path.is_dir());
    let text = std::fs::read_to_string(path_internal.join("进度.csv")).unwrap();
    let tasks: u32 = text.lines().skip(1).map(|line| line.split(',').nth(4).unwrap().parse::<u32>().unwrap()).sum();
    assert_eq!(tasks, 12);
    let people = std::fs::read_to_string(path_internal.join("人员构成.csv")).unwrap();
    let of = |asked: &str| -> u32 {
        let lines = people.lines().filter(|line| line.starts_with(asked));
        lines.map(|line| line.split(',').nth(2).unwrap().parse::<u32>().unwrap()).sum()
    };
    assert_eq!((of("残疾类别"), of("残疾等级"), of("性别"), of("年龄段")), (15, 15, 15, 15));
}
