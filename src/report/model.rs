//! What documents say, as plain data: the interface between the program and the templates of `assets/report/`.
//!
//! A template gets one [`Paper`] as the dictionary `data`, with the names written here. Everything is ready to print:
//! a template arranges and never calculates, so that no sum on paper differs from the program's. A [`Text`] has Chinese
//! always, English when the document is in both languages, and traditional Mongolian where a form supplies it.
//!
//! Fields may be added; none is renamed or given another meaning, because templates of offices depend on them.

use serde::Serialize;

use super::qr::Qr;

/// One document about one household.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Paper {
    pub language: Languages,
    /// Name of the document.
    pub title: Text,
    /// Of the household file.
    pub id: String,
    /// The code of `id`.
    pub qr: Qr,
    /// Day on which it was set: `2026-11-24`.
    pub printed: String,
    /// Name of the programme, if the workspace has one.
    pub programme: String,
    /// How far the household is.
    pub stage: Text,
    pub household: Household,
    pub body: Body,
}

/// Languages of a document.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Languages {
    /// Chinese.
    #[default]
    Zh,
    /// Chinese with English beside it.
    Both,
}

impl Languages {
    pub const ALL: [Self; 2] = [Self::Zh, Self::Both];

    pub const fn name(self) -> &'static str {
        match self {
            Self::Zh => "zh",
            Self::Both => "both",
        }
    }
}

/// A text in the languages of the document; the empty ones are not printed.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Text {
    pub zh: String,
    pub en: String,
    /// Traditional Mongolian.
    pub mn: String,
}

impl Text {
    /// A text that is the same in every language: a name, an address, a number.
    pub fn plain(text: impl Into<String>) -> Self {
        Self { zh: text.into(), ..Self::default() }
    }

    pub fn is_empty(&self) -> bool {
        self.zh.is_empty()
    }
}

/// The kinds of document.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Kind {
    /// 评估记录
    AssessmentRecord,
    /// 改造方案
    Plan,
    /// 施工任务单
    WorkOrder,
    /// 变更单
    ChangeOrder,
    /// 验收单
    Acceptance,
    /// 结算单
    Settlement,
    /// 公示
    Notice,
    /// 回访记录
    ReturnVisit,
    /// 一户一档
    HouseholdFile,
}

impl Kind {
    pub const ALL: [Self; 9] = [
        Self::AssessmentRecord,
        Self::Plan,
        Self::Notice,
        Self::WorkOrder,
        Self::ChangeOrder,
        Self::Acceptance,
        Self::Settlement,
        Self::ReturnVisit,
        Self::HouseholdFile,
    ];

    /// The name of its template without the ending, and on the command line.
    pub const fn name(self) -> &'static str {
        match self {
            Self::AssessmentRecord => "assessment-record",
            Self::Plan => "plan",
            Self::WorkOrder => "work-order",
            Self::ChangeOrder => "change-order",
            Self::Acceptance => "acceptance",
            Self::Settlement => "settlement",
            Self::Notice => "notice",
            Self::ReturnVisit => "return-visit",
            Self::HouseholdFile => "household-file",
        }
    }

    /// Key of what people call it.
    pub const fn key(self) -> &'static str {
        match self {
            Self::AssessmentRecord => "paper-kind-assessment-record",
            Self::Plan => "paper-kind-plan",
            Self::WorkOrder => "paper-kind-work-order",
            Self::ChangeOrder => "paper-kind-change-order",
            Self::Acceptance => "paper-kind-acceptance",
            Self::Settlement => "paper-kind-settlement",
            Self::Notice => "paper-kind-notice",
            Self::ReturnVisit => "paper-kind-return-visit",
            Self::HouseholdFile => "paper-kind-household-file",
        }
    }

    pub fn of_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.name() == name)
    }
}

/// Whom the document is about, as far as this kind of document may say it: what it may not say is empty.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Household {
    /// 户主; masked on a notice.
    pub head: String,
    /// 盟市旗县
    pub division: String,
    pub village: String,
    /// Empty on a notice.
    pub address: String,
    /// Empty on a notice.
    pub phone: String,
    /// Empty on notices and work orders.
    pub persons: Vec<Person>,
}

/// A person with a disability.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Person {
    pub name: String,
    /// 公民身份号码
    pub citizen_id: String,
    /// 残疾人证号
    pub certificate: String,
    /// 肢体·二级
    pub disability: Text,
}

/// What a document says beside the household, by kind.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(tag = "kind", rename_all = "kebab-case")]
pub enum Body {
    AssessmentRecord(Record),
    Plan(Plan),
    WorkOrder(WorkOrder),
    ChangeOrder(ChangeOrder),
    Acceptance(Acceptance),
    Settlement(Settlement),
    Notice(Notice),
    ReturnVisit(Record),
    HouseholdFile(HouseholdFile),
}

impl Body {
    pub const fn kind(&self) -> Kind {
        match self {
            Self::AssessmentRecord(_) => Kind::AssessmentRecord,
            Self::Plan(_) => Kind::Plan,
            Self::WorkOrder(_) => Kind::WorkOrder,
            Self::ChangeOrder(_) => Kind::ChangeOrder,
            Self::Acceptance(_) => Kind::Acceptance,
            Self::Settlement(_) => Kind::Settlement,
            Self::Notice(_) => Kind::Notice,
            Self::ReturnVisit(_) => Kind::ReturnVisit,
            Self::HouseholdFile(_) => Kind::HouseholdFile,
        }
    }
}

/// The answers of one or more forms, by section.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Record {
    /// Barriers found, the most urgent first.
    pub findings: Vec<Finding>,
    pub sections: Vec<Section>,
}

/// A barrier 障碍.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Finding {
    pub label: Text,
    /// Which door, which room; may be empty.
    pub place: String,
    pub priority: Text,
}

/// A section of a form with something in it.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Section {
    pub title: Text,
    pub entries: Vec<Entry>,
}

/// A line of a section.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(tag = "is", rename_all = "kebab-case")]
pub enum Entry {
    /// A group or a row ("bathroom door"); `depth` counts from 0.
    Heading {
        text: Text,
        depth: u8,
    },
    /// A text that was read out.
    Note {
        text: Text,
    },
    Answer(Box<Answer>),
}

/// A question with what was answered.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Answer {
    /// Name of the question in the form.
    pub question: String,
    pub label: Text,
    /// In words, with its unit; empty when open.
    pub value: Text,
    /// A reason for not answering instead of an answer.
    pub skipped: bool,
    /// Measured in a photo and not confirmed: "估测 812 ± 9 mm"; empty otherwise.
    pub estimate: Text,
    pub line: Option<Line>,
    /// The surveyor's note.
    pub note: String,
    /// Values that devices wrote unseen by each other and nobody has settled yet.
    pub conflict: Vec<Text>,
    pub photos: Vec<Photo>,
    pub signature: Option<Signature>,
}

/// A reference line of a standard.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Line {
    /// "≥ 800 mm"
    pub text: Text,
    /// "GB 50763-2012 3.5.3": every number of a standard has one.
    pub source: Text,
    /// `met`, `accepted`, `not-met`, or empty while there is no answer.
    pub outcome: &'static str,
    /// Why a result below the line is accepted.
    pub reason: String,
}

/// A picture, with its marks drawn into it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Photo {
    /// Where the template finds it: `/photos/0.jpg`; empty when the file is missing.
    pub file: String,
    pub caption: Text,
    /// Day and time at which it was taken; may be empty.
    pub taken: String,
    pub width: u32,
    pub height: u32,
}

/// Somebody's signature, or the box for it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Signature {
    /// Whose: "评估员"
    pub who: Text,
    /// In block letters; empty when not signed.
    pub name: String,
    /// Of an agent to the person.
    pub relation: String,
    pub date: String,
    /// Points in ten-thousandths of the pad's width and height; the pad is twice as wide as high. Empty: a box to
    /// sign in.
    pub strokes: Vec<Vec<[u16; 2]>>,
}

/// A measure 改造项目.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Item {
    /// From 1.
    pub number: usize,
    /// In the catalogue; empty for an own one.
    pub code: String,
    pub name: Text,
    pub place: String,
    /// Why: question, value, reference line with its source.
    pub because: String,
    pub priority: Text,
    /// Sizes to build to, with their sources.
    pub sizes: String,
    pub unit: String,
    /// Planned; "6.3".
    pub quantity: String,
    pub installed: String,
    pub accepted: String,
    /// Of one unit, in yuan: "120.00".
    pub price: String,
    /// Planned quantity × price.
    pub sum: String,
    /// Accepted quantity × price.
    pub accepted_sum: String,
    /// Name and date of the list that the price stands in.
    pub price_list: String,
    /// Who pays.
    pub paid_by: Text,
    /// Why it was declined.
    pub reason: String,
    pub photos: Vec<Photo>,
    pub before: Vec<Photo>,
    pub during: Vec<Photo>,
    pub after: Vec<Photo>,
}

/// A line under a table of items: a label and an amount in yuan.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Amount {
    pub label: Text,
    pub yuan: String,
    /// Where the figure comes from, or what it means; may be empty.
    pub note: Text,
}

/// A drawing to scale, in millimetres from its upper left corner.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Drawing {
    pub title: Text,
    /// What is drawn.
    pub width: f64,
    pub height: f64,
    pub shapes: Vec<Shape>,
    /// What the drawing says in words: gradient, landings, sources.
    pub remarks: Vec<Text>,
}

/// A part of a drawing.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(tag = "is", rename_all = "kebab-case")]
pub enum Shape {
    /// A run of lines; `filled` closes and tints it.
    Lines {
        points: Vec<[f64; 2]>,
        filled: bool,
        dashed: bool,
    },
    /// A measure between two points, with its number.
    Dimension {
        from: [f64; 2],
        to: [f64; 2],
        text: String,
    },
    Words {
        at: [f64; 2],
        text: Text,
    },
}

/// 改造方案
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Plan {
    pub items: Vec<Item>,
    pub declined: Vec<Item>,
    pub money: Vec<Amount>,
    pub drawings: Vec<Drawing>,
    /// How it was explained and agreed.
    pub agreement: Record,
    pub signatures: Vec<Signature>,
    /// Why the signature no longer covers the plan; empty when it does, or when nobody has signed.
    pub outdated: Text,
}

/// 施工任务单: no certificate, no diagnosis, no income, no prices.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct WorkOrder {
    pub contractor: String,
    pub items: Vec<Item>,
    pub drawings: Vec<Drawing>,
    /// What the order says beside the items: dates, contacts, remarks.
    pub order: Record,
    pub signatures: Vec<Signature>,
}

/// 变更单
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct ChangeOrder {
    pub contractor: String,
    pub changes: Vec<Change>,
    pub signatures: Vec<Signature>,
}

/// A change that the contractor proposed.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Change {
    /// From 1.
    pub number: usize,
    pub item: Text,
    pub place: String,
    pub unit: String,
    pub planned: String,
    pub proposed: String,
    pub reason: String,
    pub proposed_by: String,
    pub proposed_at: String,
    /// `approved`, `refused`, or empty while open.
    pub decision: &'static str,
    pub answer: String,
    pub photos: Vec<Photo>,
}

/// 竣工验收单
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Acceptance {
    pub contractor: String,
    pub items: Vec<Item>,
    /// The acceptance form, item by item, with sizes against their reference lines.
    pub record: Record,
    pub signatures: Vec<Signature>,
}

/// 结算单
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Settlement {
    pub contractor: String,
    pub items: Vec<Item>,
    pub money: Vec<Amount>,
    /// What exceeds the cap, and what differs from the plan, in sentences.
    pub deviations: Vec<Text>,
    pub record: Record,
    pub signatures: Vec<Signature>,
}

/// 公示: what hangs in the village. Names are masked, and nothing else is said about the persons.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Notice {
    pub rows: Vec<NoticeRow>,
    pub from: String,
    pub until: String,
    pub place: String,
}

/// One household of a notice.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct NoticeRow {
    /// 张*
    pub name: String,
    pub village: String,
    /// Names of the measures.
    pub measures: Vec<Text>,
    /// In yuan.
    pub sum: String,
}

/// 一户一档: all documents of a household with continuous page numbers.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct HouseholdFile {
    pub parts: Vec<Paper>,
}
