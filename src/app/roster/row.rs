//! One row of a need list: what it says of a person and a home, and what is wrong with it.

use jiff::civil::Date;

use super::division::{self, Place, Said, Unplaced};
use super::mapping::Mapping;
use super::target::Target;
use super::words::{self, Choices};
use crate::division::Divisions;
use crate::form::ids::{Category, Certificate, CitizenId, Fault, Phone, canonical};
use crate::id::Name;
use crate::problem::{Problem, Severity};
use crate::table::read::{Cell, Sheet};

/// Longest name of a person, in characters; Mongolian names written in full have up to 25.
const MAX_NAME_CHARS: usize = 30;

/// Something that a person should look at in the file.
#[derive(Clone, Debug, PartialEq)]
pub struct Finding {
    /// Row and column of the sheet, from 0; no column where the whole row is meant.
    pub row: usize,
    pub column: Option<usize>,
    /// What stands there.
    pub value: String,
    /// An error refuses the row; a warning is taken in with a remark.
    pub problem: Problem,
}

impl Finding {
    pub fn refuses(&self) -> bool {
        self.problem.severity == Severity::Error
    }
}

/// A row that can be taken.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Entry {
    pub row: usize,
    pub name: String,
    /// The citizen id number, 18 characters: who it is.
    pub number: String,
    /// 20 or 22 characters; empty where only the citizen id is known.
    pub certificate: String,
    /// By the words of the list, where there is no certificate.
    pub category: Option<Category>,
    pub grade: Option<u8>,
    pub phone: String,
    pub ethnic: Option<Name>,
    pub relation: Option<Name>,
    /// 户主姓名; empty where the list does not say.
    pub head: String,
    pub head_number: String,
    pub household_no: String,
    pub place: Place,
    pub home_phone: String,
    pub contact_name: String,
    pub contact_relation: Option<Name>,
    pub income: Vec<Name>,
    pub settlement: Option<Name>,
    pub members: Option<i64>,
    pub roster_no: String,
    pub surveyor: String,
    pub visit_date: Option<Date>,
    /// What else the list says, word for word with its headings.
    pub remarks: Vec<String>,
}

/// What rows are read with.
pub struct Reading<'a> {
    pub sheet: &'a Sheet,
    pub mapping: &'a Mapping,
    /// The banner of rows that name none, six digits.
    pub usual_division: Option<&'a str>,
    /// What a person has decided about an unclear name of a banner.
    pub decided: &'a dyn Fn(&str) -> Option<String>,
    pub today: Date,
}

/// Reads one row. The entry is there only where nothing refuses it.
pub fn read(reading: &Reading<'_>, row: usize) -> (Option<Entry>, Vec<Finding>) {
    let mut reader = Reader { reading, row, findings: Vec::new(), entry: Entry { row, ..Entry::default() } };
    reader.person();
    reader.home();
    reader.visit();
    reader.remarks();
    let Reader { findings, entry, .. } = reader;
    let refused = findings.iter().any(Finding::refuses);
    ((!refused).then_some(entry), findings)
}

struct Reader<'a> {
    reading: &'a Reading<'a>,
    row: usize,
    findings: Vec<Finding>,
    entry: Entry,
}

impl Reader<'_> {
    fn cell(&self, target: Target) -> (&Cell, Option<usize>) {
        let column = self.reading.mapping.column(target);
        (column.map_or(&Cell::Empty, |column| self.reading.sheet.cell(self.row, column)), column)
    }

    /// The text of a column, in one line.
    fn text(&self, target: Target) -> String {
        let (cell, _) = self.cell(target);
        if matches!(cell, Cell::Fault(_)) {
            return String::new();
        }
        cell.text().split_whitespace().collect::<Vec<_>>().join(" ")
    }

    fn find(&mut self, target: Target, problem: Problem) {
        let (cell, column) = self.cell(target);
        let (value, row) = (cell.text().into_owned(), self.row);
        self.findings.push(Finding { row, column, value, problem });
    }

    /// A value that is not taken as what it should be stays as a remark.
    fn keep(&mut self, target: Target, problem: Problem) {
        let (cell, column) = self.cell(target);
        let heading = column.map(|column| self.reading.mapping.columns[column].heading.clone()).unwrap_or_default();
        self.entry.remarks.push(remark(&heading, &cell.text()));
        self.find(target, problem);
    }

    fn person(&mut self) {
        self.entry.name = self.name(Target::Name);
        if self.entry.name.is_empty() {
            self.find(Target::Name, Problem::error("roster-row-no-name"));
        }
        self.numbers();
        self.kind();
        let phone = self.phone(Target::PersonPhone);
        self.entry.phone = phone;
        self.entry.ethnic = self.choice(Target::Ethnic, Choices::Ethnic);
        self.entry.relation = self.choice(Target::Relation, Choices::Relation);
    }

    /// A name without the spaces that make two letters as wide as three.
    fn name(&mut self, target: Target) -> String {
        let text = self.text(target);
        let chinese = text.chars().all(|c| c.is_whitespace() || !c.is_ascii());
        let name = if chinese { text.split_whitespace().collect() } else { text };
        if name.chars().count() > MAX_NAME_CHARS {
            self.find(target, Problem::error("roster-row-long-name").with("limit", MAX_NAME_CHARS));
        }
        name
    }

    /// Certificate and citizen id: at least one must prove itself, and both must mean one person.
    fn numbers(&mut self) {
        let certificate = self.number(Target::Certificate).and_then(|text| self.certificate(&text));
        let citizen = self.number(Target::CitizenId).and_then(|text| self.citizen(&text));
        match (certificate, citizen) {
            (Some(one), Some(two)) if one != two => {
                self.find(Target::CitizenId, Problem::error("roster-row-two-persons"))
            }
            (Some(id), _) | (None, Some(id)) => {
                if id.birth() > self.reading.today {
                    self.find(Target::Certificate, Problem::error("roster-row-born-later"));
                }
                self.entry.number = id.as_str().to_owned();
            }
            (None, None) => {
                let told = |finding: &Finding| finding.column.is_some() && finding.refuses();
                let columns =
                    [Target::Certificate, Target::CitizenId].map(|target| self.reading.mapping.column(target));
                if !self.findings.iter().any(|finding| told(finding) && columns.contains(&finding.column)) {
                    self.find(Target::Certificate, Problem::error("roster-row-no-number"));
                }
            }
        }
    }

    /// The text of a number, unless the spreadsheet has rounded it.
    fn number(&mut self, target: Target) -> Option<String> {
        let (cell, _) = self.cell(target);
        if cell.has_lost_digits() {
            self.find(target, Problem::error("roster-row-digits-lost"));
            return None;
        }
        let text = canonical(&cell.text());
        (!text.is_empty()).then_some(text)
    }

    /// Whose certificate it is.
    fn certificate(&mut self, text: &str) -> Option<CitizenId> {
        match Certificate::parse(text) {
            Ok(certificate) => {
                canonical(text).clone_into(&mut self.entry.certificate);
                Some(certificate.citizen_id().clone())
            }
            Err(Fault::OnlyCitizenId) => {
                // The person is known; category and grade are asked at the visit, or said by the list.
                self.find(Target::Certificate, Problem::warning("roster-row-only-id"));
                CitizenId::parse(text).ok()
            }
            Err(fault) => {
                self.find(Target::Certificate, fault.of_certificate());
                None
            }
        }
    }

    fn citizen(&mut self, text: &str) -> Option<CitizenId> {
        // Many lists have the certificate's number in the column of the identity number.
        if text.chars().count() > 18
            && self.entry.certificate.is_empty()
            && let Ok(certificate) = Certificate::parse(text)
        {
            canonical(text).clone_into(&mut self.entry.certificate);
            return Some(certificate.citizen_id().clone());
        }
        match CitizenId::parse(text) {
            Ok(id) => Some(id),
            Err(fault) => {
                self.find(Target::CitizenId, fault.of_citizen_id());
                None
            }
        }
    }

    /// Category and grade in words, against the digits of the certificate, which decide.
    fn kind(&mut self) {
        let known = Certificate::parse(&self.entry.certificate).ok();
        let word = self.text(Target::Category);
        if !word.is_empty() {
            let said = words::category(&word);
            match (&known, said) {
                (Some(known), Some(said)) if known.category() != said => {
                    self.find(Target::Category, Problem::warning("roster-row-category-differs"));
                }
                (None, Some(said)) => self.entry.category = Some(said),
                (None, None) => self.keep(Target::Category, Problem::warning("roster-row-category-strange")),
                _ => {}
            }
        }
        let word = self.text(Target::Grade);
        if !word.is_empty() {
            match (&known, words::grade(&word)) {
                (Some(known), Some(said)) if known.grade() != said => {
                    self.find(Target::Grade, Problem::warning("roster-row-grade-differs").with("grade", known.grade()));
                }
                (None, Some(said)) => self.entry.grade = Some(said),
                (None, None) => self.keep(Target::Grade, Problem::warning("roster-row-grade-strange")),
                _ => {}
            }
        }
    }

    fn home(&mut self) {
        self.entry.head = self.name(Target::Head);
        self.head_number();
        self.entry.household_no = canonical(&self.text(Target::HouseholdNo));
        self.place();
        let phone = self.phone(Target::Phone);
        self.entry.home_phone = phone;
        self.entry.contact_name = self.name(Target::ContactName);
        self.entry.contact_relation = self.choice(Target::ContactRelation, Choices::Kin);
        self.entry.settlement = self.choice(Target::Settlement, Choices::Settlement);
        let text = self.text(Target::Income);
        let (income, strange) = words::choices(Choices::Income, &text);
        self.entry.income = income;
        if !strange.is_empty() {
            self.keep(Target::Income, Problem::warning("roster-row-word-strange").with("word", strange.join("、")));
        }
        let text = canonical(&self.text(Target::Members));
        match text.trim_end_matches(['人', '口']).parse() {
            Ok(members @ 1..=40) => self.entry.members = Some(members),
            _ if text.is_empty() => {}
            _ => self.keep(Target::Members, Problem::warning("roster-row-members")),
        }
        self.entry.roster_no = self.text(Target::RosterNo);
    }

    fn head_number(&mut self) {
        let (cell, _) = self.cell(Target::HeadId);
        if cell.is_empty() {
            return;
        }
        match CitizenId::parse(&cell.text()) {
            Ok(id) if !cell.has_lost_digits() => self.entry.head_number = id.as_str().to_owned(),
            // Not a person of the list: the row can be taken without it.
            _ => self.find(Target::HeadId, Problem::warning("roster-row-head-number")),
        }
    }

    fn place(&mut self) {
        let [division, township, village, address] =
            [Target::Division, Target::Township, Target::Village, Target::Address].map(|target| self.text(target));
        let said = Said { division: &division, township: &township, village: &village, address: &address };
        match division::place(said, self.reading.usual_division, self.reading.decided) {
            Ok(place) => self.entry.place = place,
            Err(Unplaced::Missing) => self.find(Target::Division, Problem::error("roster-row-no-division")),
            Err(Unplaced::Unclear { text, candidates }) => {
                let names = candidates.iter().filter_map(|code| Divisions::built_in().get(code));
                let names = names.map(|division| &*division.name).collect::<Vec<_>>().join("、");
                let problem = if names.is_empty() {
                    Problem::error("roster-row-division-unknown").with("text", text)
                } else {
                    Problem::error("roster-row-division-unclear").with("text", text).with("names", names)
                };
                let target = if division.is_empty() { Target::Address } else { Target::Division };
                self.find(target, problem);
            }
        }
    }

    fn visit(&mut self) {
        self.entry.surveyor = self.name(Target::Surveyor);
        let (cell, _) = self.cell(Target::VisitDate);
        if !cell.is_empty() {
            match cell.date(false) {
                Some(date) => self.entry.visit_date = Some(date),
                None => self.keep(Target::VisitDate, Problem::warning("roster-row-date")),
            }
        }
    }

    /// The first number of a cell that can be dialled; the others are kept as remarks.
    fn phone(&mut self, target: Target) -> String {
        let (cell, _) = self.cell(target);
        if cell.is_empty() {
            return String::new();
        }
        if cell.has_lost_digits() {
            self.keep(target, Problem::warning("roster-row-phone"));
            return String::new();
        }
        let text = cell.text().into_owned();
        if Phone::parse(&text).is_some() {
            return canonical(&text);
        }
        let several: Vec<&str> =
            text.split(['/', '、', ',', '，', ';', '；', '\n', ' ']).filter(|part| !part.is_empty()).collect();
        match several.iter().position(|part| Phone::parse(part).is_some()) {
            Some(first) => {
                self.keep(target, Problem::notice("roster-row-phones"));
                canonical(several[first])
            }
            None => {
                self.keep(target, Problem::warning("roster-row-phone"));
                String::new()
            }
        }
    }

    fn choice(&mut self, target: Target, list: Choices) -> Option<Name> {
        let text = self.text(target);
        if text.is_empty() {
            return None;
        }
        let found = words::choice(list, &text);
        if found.is_none() {
            self.keep(target, Problem::warning("roster-row-word-strange").with("word", text));
        }
        found
    }

    fn remarks(&mut self) {
        let mapping = self.reading.mapping;
        for (at, column) in mapping.columns.iter().enumerate().filter(|(_, column)| column.target == Target::Remark) {
            let cell = self.reading.sheet.cell(self.row, at);
            if !cell.is_empty() && !matches!(cell, Cell::Fault(_)) {
                self.entry.remarks.push(remark(&column.heading, &cell.text()));
            }
        }
    }
}

/// "改造类型：卫生间": a heading and what stands below it, in one line.
fn remark(heading: &str, text: &str) -> String {
    let line = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
    let (heading, text) = (line(heading), line(text));
    if heading.is_empty() { text } else { format!("{heading}：{text}") }
}

#[cfg(test)]
mod tests {
    use super::*;

    const HEADINGS: &str = "旗县|乡镇|村|地址|户主|姓名|残疾证号|身份证号|类别|等级|联系电话|联系人关系|家庭经济情况|计划入户日期|改造类型";

    fn of(text: &str) -> (Option<Entry>, Vec<Finding>) {
        let rows = [HEADINGS, text].map(|line| line.split('|').map(Cell::of_text).collect());
        let sheet = Sheet { rows: rows.to_vec(), ..Sheet::default() };
        one(&sheet)
    }

    fn one(sheet: &Sheet) -> (Option<Entry>, Vec<Finding>) {
        let mapping = Mapping::propose(sheet, &[]);
        let today = jiff::civil::date(2026, 11, 24);
        let reading = Reading { sheet, mapping: &mapping, usual_division: None, decided: &|_| None, today };
        read(&reading, 1)
    }

    fn keys(findings: &[Finding]) -> Vec<(&'static str, Option<usize>)> {
        findings.iter().map(|finding| (finding.problem.key, finding.column)).collect()
    }

    #[test]
    fn a_good_row_says_everything() {
        let (entry, findings) = of(
            "科右前旗|居力很镇|红峰嘎查|三组|巴特尔|王 秀兰|１５０１０２ 19900307 2336 42||肢体|二级|138 4711 2233|儿子|低保|2026年11月3日|卫生间",
        );
        assert_eq!(keys(&findings), []);
        let entry = entry.unwrap();
        assert_eq!((entry.name.as_str(), entry.number.as_str()), ("王秀兰", "150102199003072336"));
        assert_eq!(entry.certificate, "15010219900307233642");
        assert_eq!((entry.place.division().as_str(), entry.home_phone.as_str()), ("152221 居力很镇", "13847112233"));
        assert_eq!(entry.contact_relation, Some(Name::of("child")));
        assert_eq!((entry.income, entry.visit_date), (vec![Name::of("dibao")], Some(jiff::civil::date(2026, 11, 3))));
        assert_eq!(entry.remarks, ["改造类型：卫生间"]);
    }

    #[test]
    fn every_fault_names_its_column_and_its_reason() {
        for (row, wanted) in [
            ("152221||红峰|||王|15010219900307233742||||||||", vec![("form-citizen-id-check", Some(6))]),
            ("152221||红峰|||王|||||||||", vec![("roster-row-no-number", Some(6))]),
            ("152221||红峰||||15010219900307233642||||||||", vec![("roster-row-no-name", Some(5))]),
            ("152221||红峰|||王|1.50102E+19||||||||", vec![("roster-row-digits-lost", Some(6))]),
            (
                "152221||红峰|||王|15010219900307233642|11010519491231002X|||||||",
                vec![("roster-row-two-persons", Some(7))],
            ),
            ("前旗||红峰|||王|15010219900307233642||||||||", vec![("roster-row-division-unclear", Some(0))]),
            ("||红峰|||王|15010219900307233642||||||||", vec![("roster-row-no-division", Some(0))]),
        ] {
            let (entry, findings) = of(row);
            assert_eq!((keys(&findings), entry), (wanted, None), "{row}");
        }
    }

    #[test]
    fn what_can_be_taken_is_taken_and_nothing_is_lost() {
        let (entry, findings) = of("152221||红峰|||王|150102199003072336||视力|五级|4612345|孙婿|孤儿|明年|");
        let wanted = [
            ("roster-row-only-id", 6),
            ("roster-row-grade-strange", 9),
            ("roster-row-phone", 10),
            ("roster-row-word-strange", 11),
            ("roster-row-word-strange", 12),
            ("roster-row-date", 13),
        ];
        assert_eq!(keys(&findings), wanted.map(|(key, column)| (key, Some(column))));
        let entry = entry.unwrap();
        assert_eq!((entry.number.as_str(), entry.category), ("150102199003072336", Some(Category::Visual)));
        assert_eq!(
            entry.remarks,
            ["等级：五级", "联系电话：4612345", "联系人关系：孙婿", "家庭经济情况：孤儿", "计划入户日期：明年"]
        );
        let (entry, findings) = of("152221||红峰|||王|15010219900307233642||听力|一级|13847112233/13947112244||||");
        assert_eq!(
            keys(&findings),
            [
                ("roster-row-category-differs", Some(8)),
                ("roster-row-grade-differs", Some(9)),
                ("roster-row-phones", Some(10))
            ]
        );
        assert_eq!(entry.unwrap().home_phone, "13847112233");
    }

    #[test]
    fn a_number_that_the_spreadsheet_has_rounded_is_told_as_that() {
        let mut row: Vec<Cell> = "152221||红峰|||王||||||||".split('|').map(Cell::of_text).collect();
        row[6] = Cell::Number(150_102_199_003_072_336.0);
        let heading = HEADINGS.split('|').map(Cell::of_text).collect();
        let sheet = Sheet { rows: vec![heading, row], ..Sheet::default() };
        let (entry, findings) = one(&sheet);
        assert_eq!((keys(&findings), entry), (vec![("roster-row-digits-lost", Some(6))], None));
    }
}
