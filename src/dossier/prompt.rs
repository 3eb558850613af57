//! What a screen shows: a form joined with a household, as plain data in one language.
//!
//! A prompt carries everything needed to paint a question, so a screen never evaluates an expression or looks
//! into a form.

use std::sync::Arc;

use super::review::CommentState;
use crate::id::{Name, RowId};
use crate::path::{FieldPath, Rows};
use crate::stamp::{Dot, Moment};
use crate::units::Unit;
use crate::value::{Estimate, Mark, Photo, Skip, Value};

/// How far a part of the form is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Progress {
    /// Relevant questions that take an answer.
    pub asked: u32,
    /// Answered or skipped with a reason.
    pub done: u32,
    /// Required and neither answered nor skipped.
    pub missing: u32,
    /// Outside a soft range, failing a soft check, or in conflict.
    pub doubtful: u32,
    /// Failing a hard range or check.
    pub wrong: u32,
    /// Skipped because the person refused.
    pub refused: u32,
    /// Skipped because it could not be checked.
    pub not_checked: u32,
    /// Answers below a reference line that nobody has accepted.
    pub not_met: u32,
}

impl std::ops::AddAssign for Progress {
    fn add_assign(&mut self, other: Self) {
        let Self { asked, done, missing, doubtful, wrong, refused, not_checked, not_met } = self;
        *asked += other.asked;
        *done += other.done;
        *missing += other.missing;
        *doubtful += other.doubtful;
        *wrong += other.wrong;
        *refused += other.refused;
        *not_checked += other.not_checked;
        *not_met += other.not_met;
    }
}

/// What stands around the open section: the rail, the problems panel, the total.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Overview {
    pub sections: Vec<SectionPrompt>,
    /// In the order of the form.
    pub to_dos: Vec<ToDo>,
    pub progress: Progress,
}

/// One entry of the section rail.
#[derive(Clone, Debug, PartialEq)]
pub struct SectionPrompt {
    pub id: Name,
    pub title: String,
    pub hint: String,
    /// Irrelevant sections are listed greyed, so that nobody looks for them.
    pub relevant: bool,
    /// "No problem in this room" is offered.
    pub quick: bool,
    pub progress: Progress,
}

/// One line of an open section, top to bottom.
#[derive(Clone, Debug, PartialEq)]
pub enum Entry {
    Heading { text: String, hint: String, depth: u8 },
    Repeat(RepeatPrompt),
    Question(Box<Prompt>),
}

/// A repeat as a table of its rows. The questions of the row that is open follow as entries of their own.
#[derive(Clone, Debug, PartialEq)]
pub struct RepeatPrompt {
    /// Where the repeat stands.
    pub within: Rows,
    pub id: Name,
    pub title: String,
    pub hint: String,
    /// What one row is called: "door".
    pub one: String,
    pub depth: u8,
    pub rows: Vec<RowPrompt>,
    /// Buttons for ready-made rows.
    pub presets: Vec<String>,
    /// Rows that are still required.
    pub lacking: u32,
}

#[derive(Clone, Debug, PartialEq)]
pub struct RowPrompt {
    pub row: RowId,
    pub label: String,
    pub progress: Progress,
    pub open: bool,
    /// Removed by one device while another went on answering in it.
    pub removed_elsewhere: bool,
}

/// One question.
#[derive(Clone, Debug, PartialEq)]
pub struct Prompt {
    pub path: FieldPath,
    /// Counts within the section, from 1; notes and calculated values have none.
    pub number: Option<u32>,
    pub depth: u8,
    pub label: String,
    pub hint: String,
    pub guidance: Option<GuidancePrompt>,
    pub control: Control,
    /// The answer that counts, or the reason there is none.
    pub value: Option<Value>,
    /// The value as a person reads it: "760 mm", "手动轮椅". Empty when there is none.
    pub value_text: String,
    /// All live values, when devices wrote different ones unseen by each other; else empty.
    pub conflict: Vec<Alternative>,
    pub required: bool,
    pub complaints: Vec<Complaint>,
    pub line: Option<Line>,
    pub photos: Vec<PhotoPrompt>,
    /// What the photos are held against.
    pub before: BeforePrompt,
    pub note: String,
    /// What a reviewer says to it and nobody has resolved.
    pub comments: Vec<CommentPrompt>,
    /// The answer was measured in a photo and nobody has confirmed it.
    pub estimate: Option<EstimatePrompt>,
    pub sensitive: bool,
    /// Reasons for not answering that are offered.
    pub skips: Vec<Skip>,
}

impl Prompt {
    /// Whether the question still waits for an answer or a reason.
    pub fn is_open(&self) -> bool {
        self.value.is_none() && self.control.takes_answer() && !self.photos_suffice()
    }

    fn photos_suffice(&self) -> bool {
        matches!(self.control, Control::Photo { least, .. } if self.photos.len() >= least.max(1) as usize)
    }
}

#[derive(Clone, Debug, PartialEq)]
pub struct GuidancePrompt {
    pub text: String,
    pub drawing: Option<Name>,
}

/// A reviewer's comment on a question 审核意见.
#[derive(Clone, Debug, PartialEq)]
pub struct CommentPrompt {
    pub row: RowId,
    pub text: String,
    pub author: Arc<str>,
    pub at: Moment,
    /// What the question said when it was written; empty for no answer.
    pub was: String,
    /// The question says something else now.
    pub changed: bool,
    pub reply: String,
    pub state: CommentState,
}

/// An answer that was measured in a photo 估测.
#[derive(Clone, Debug, PartialEq)]
pub struct EstimatePrompt {
    /// "≈ 812 mm ± 9"
    pub text: String,
    pub estimate: Arc<Estimate>,
    /// The reference line lies within the ±: the home could be on either side of it.
    pub straddles: bool,
}

/// One of several live values.
#[derive(Clone, Debug, PartialEq)]
pub struct Alternative {
    pub dot: Dot,
    pub value: Value,
    pub value_text: String,
    pub author: Arc<str>,
    pub at: Moment,
}

/// An answer that is outside a range or fails a check.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Complaint {
    pub text: String,
    /// Must be corrected before the visit is finished; otherwise only looked at again.
    pub hard: bool,
}

/// The reference line an answer is held against.
#[derive(Clone, Debug, PartialEq)]
pub struct Line {
    /// "≥ 800 mm"
    pub text: String,
    /// "GB 50763-2012 3.5.3"
    pub source: String,
    /// `None` until there is an answer.
    pub outcome: Option<Outcome>,
    /// Why a result below the line is accepted; empty unless it is.
    pub reason: String,
}

/// An answer against a reference line.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Outcome {
    /// 达标
    Met,
    /// 可接受: the home allows no more.
    Accepted,
    /// 不达标
    NotMet,
}

#[derive(Clone, Debug, PartialEq)]
pub struct PhotoPrompt {
    pub row: RowId,
    pub photo: Arc<Photo>,
    /// What is drawn on it.
    pub marks: Vec<Arc<Mark>>,
}

/// Photos of the same item from before the works, beside a question about the finished works.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct BeforePrompt {
    /// Each with the question it belongs to.
    pub photos: Vec<(FieldPath, PhotoPrompt)>,
    /// Question and row of the photos before and after that can be compared.
    pub pair: Option<[(FieldPath, RowId); 2]>,
}

/// A choice as it is offered.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ChoicePrompt {
    pub id: Name,
    pub label: String,
    pub alone: bool,
}

/// What the person operates, with everything resolved into words and numbers.
#[derive(Clone, Debug, PartialEq)]
pub enum Control {
    Note,
    YesNo,
    OneOf { choices: Vec<ChoicePrompt> },
    ManyOf { choices: Vec<ChoicePrompt>, most: Option<u32> },
    Integer { unit: Option<Unit>, warn: Option<(i64, i64)>, hard: Option<(i64, i64)>, step: i64 },
    Decimal { unit: Option<Unit>, warn: Option<(f64, f64)>, hard: Option<(f64, f64)>, places: u8, step: f64 },
    Text { long: bool, phrases: Vec<String> },
    Date,
    Division { township: bool },
    CitizenId,
    Certificate,
    Phone,
    Photo { least: u32, shows: String },
    Signature { who: String },
    Point { drawing: Name },
    Calculated { unit: Option<Unit> },
}

impl Control {
    pub const fn takes_answer(&self) -> bool {
        !matches!(self, Self::Note | Self::Calculated { .. })
    }
}

/// One entry of the problems panel: tap to go there.
#[derive(Clone, Debug, PartialEq)]
pub struct ToDo {
    pub section: Name,
    pub path: FieldPath,
    pub kind: ToDoKind,
    /// "卫生间 · 门开启后净宽"
    pub label: String,
    /// What is wrong, in words.
    pub text: String,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ToDoKind {
    /// Fails a hard check.
    Wrong,
    /// Required and open.
    Missing,
    Conflict,
    /// Fails a soft check or range.
    Doubtful,
    /// A reviewer's comment waits for the surveyor 待补正.
    Comment,
    /// A reviewer's comment was answered and waits for the reviewer.
    Answered,
}

/// A barrier that the answers show.
#[derive(Clone, Debug, PartialEq)]
pub struct Barrier {
    pub finding: Name,
    pub label: String,
    pub priority: crate::form::schema::Priority,
    /// The row it was found in: which door.
    pub within: Rows,
    pub row_label: String,
    /// Codes of the measures proposed.
    pub measures: Vec<Name>,
}
