//! Review 审核: a coordinator sends a finished survey back with comments 审核意见, or approves it; the surveyor
//! answers and hands it back 补正.
//!
//! Everything is registers like any other. `_review` keeps what was decided last; each comment is a row of its own
//! under `_comment`, so that comments which two coordinators wrote unite. Two decisions that did not know of each
//! other leave two live values, and the review is [`ReviewState::Disputed`] until somebody settles it.
//!
//! Sending back opens the survey again; finishing it hands it back ([`handed_back`]): so a surveyor needs to learn
//! nothing new, and a survey that was approved and then opened again waits to be reviewed anew.

use std::sync::Arc;

use serde::{Deserialize, Serialize};

use super::Dossier;
use super::edit::Edit;
use super::register::{Register, Write};
use super::stage::{Stage, Standing};
use super::summary::VisitState;
use super::visit::reopen;
use crate::id::{Name, RowId};
use crate::limits::{MAX_ROWS, MAX_TEXT_BYTES};
use crate::path::{FieldPath, Rows};
use crate::problem::Problem;
use crate::stamp::{Dot, Moment};
use crate::value::Value;

/// What was decided last, a choice: [`SENT_BACK`], [`HANDED_BACK`] or [`APPROVED`]; missing before the first review.
pub const REVIEW: &str = "_review";
/// The repeat of comments.
pub const COMMENT: &str = "_comment";

const SENT_BACK: &str = "sent_back";
const HANDED_BACK: &str = "handed_back";
const APPROVED: &str = "approved";

/// Of a comment: the path of the question it is about, text; missing where it is about the whole survey.
const AT: &str = "rc_at";
/// What is to be done, text.
const TEXT: &str = "rc_text";
/// The value when the comment was written, as it was; of a question for photos their number. Missing: no answer.
const WAS: &str = "rc_was";
/// What the surveyor says to it, text.
const REPLY: &str = "rc_reply";
/// A choice: missing or [`OPEN`], [`ANSWERED`], [`RESOLVED`].
const STATE: &str = "rc_state";
const OPEN: &str = "open";
const ANSWERED: &str = "answered";
const RESOLVED: &str = "resolved";

/// Where a survey stands between surveyor and reviewer.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum ReviewState {
    /// 未完成: there is nothing to review yet.
    #[default]
    Unfinished,
    /// 待审核: finished, and not reviewed as it stands.
    Waiting,
    /// 退回补正
    SentBack,
    /// 审核通过
    Approved,
    /// Reviewers decided differently.
    Disputed,
}

/// What somebody decided.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Decision {
    SentBack,
    /// By the surveyor, for another look.
    HandedBack,
    Approved,
}

/// A decision with who took it.
#[derive(Clone, Debug, PartialEq)]
pub struct Decided {
    pub dot: Dot,
    pub decision: Decision,
    pub author: Arc<str>,
    pub at: Moment,
}

/// How far a comment is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum CommentState {
    /// 待补正
    #[default]
    Open,
    /// 已答复
    Answered,
    /// 已解决
    Resolved,
}

/// One comment of a reviewer.
#[derive(Clone, Debug, PartialEq)]
pub struct Comment {
    pub row: RowId,
    /// The question; `None`: the survey as a whole.
    pub at: Option<FieldPath>,
    /// All texts, one below the other, where devices wrote different ones.
    pub text: String,
    pub author: Arc<str>,
    pub written: Moment,
    /// The value when it was written; `None`: there was none.
    pub was: Option<Value>,
    pub reply: String,
    /// Who replied, and when.
    pub replied: Option<(Arc<str>, Moment)>,
    pub state: CommentState,
}

/// A survey as its reviewer and its surveyor see it.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Review {
    pub state: ReviewState,
    /// What the live writes say; more than one where they differ.
    pub decided: Vec<Decided>,
    /// In the order in which they were written.
    pub comments: Vec<Comment>,
}

impl ReviewState {
    pub const ALL: [Self; 5] = [Self::Unfinished, Self::Waiting, Self::SentBack, Self::Approved, Self::Disputed];

    /// Without the comments: what a list needs.
    pub fn of(dossier: &Dossier) -> Self {
        let finished = VisitState::of(dossier) == VisitState::Finished;
        let decided = decisions(dossier);
        match decided.first().map(|first| first.decision) {
            Some(first) if decided.iter().any(|other| other.decision != first) => Self::Disputed,
            None | Some(Decision::HandedBack) if !finished => Self::Unfinished,
            None | Some(Decision::HandedBack) => Self::Waiting,
            // Finished by a program that knows of no review: handed back all the same.
            Some(Decision::SentBack) if finished => Self::Waiting,
            Some(Decision::SentBack) => Self::SentBack,
            Some(Decision::Approved) if finished => Self::Approved,
            Some(Decision::Approved) => Self::Unfinished,
        }
    }

    /// Key of what it is called.
    pub const fn key(self) -> &'static str {
        match self {
            Self::Unfinished => "review-state-unfinished",
            Self::Waiting => "review-state-waiting",
            Self::SentBack => "review-state-sent-back",
            Self::Approved => "review-state-approved",
            Self::Disputed => "review-state-disputed",
        }
    }
}

impl Decision {
    const fn name(self) -> &'static str {
        match self {
            Self::SentBack => SENT_BACK,
            Self::HandedBack => HANDED_BACK,
            Self::Approved => APPROVED,
        }
    }

    /// What this value of `_review` says; `None` for one that a newer program wrote.
    pub fn of_value(value: &Value) -> Option<Self> {
        let Value::Choice(name) = value else { return None };
        [Self::SentBack, Self::HandedBack, Self::Approved].into_iter().find(|known| known.name() == name.as_str())
    }

    /// Key of what it is called.
    pub const fn key(self) -> &'static str {
        match self {
            Self::SentBack => "review-decided-sent-back",
            Self::HandedBack => "review-decided-handed-back",
            Self::Approved => "review-decided-approved",
        }
    }
}

impl CommentState {
    const fn name(self) -> &'static str {
        match self {
            Self::Open => OPEN,
            Self::Answered => ANSWERED,
            Self::Resolved => RESOLVED,
        }
    }

    /// Key of what it is called.
    pub const fn key(self) -> &'static str {
        match self {
            Self::Open => "review-comment-open",
            Self::Answered => "review-comment-answered",
            Self::Resolved => "review-comment-resolved",
        }
    }
}

impl Review {
    pub fn of(dossier: &Dossier) -> Self {
        Self { state: ReviewState::of(dossier), decided: decisions(dossier), comments: comments(dossier) }
    }

    /// The comments that wait for the surveyor.
    pub fn open(&self) -> impl Iterator<Item = &Comment> {
        self.comments.iter().filter(|comment| comment.state == CommentState::Open)
    }

    /// The comments that nobody has resolved.
    pub fn unresolved(&self) -> impl Iterator<Item = &Comment> {
        self.comments.iter().filter(|comment| comment.state != CommentState::Resolved)
    }

    /// The comments on this question.
    pub fn on<'a>(&'a self, question: &'a FieldPath) -> impl Iterator<Item = &'a Comment> {
        self.comments.iter().filter(move |comment| comment.at.as_ref() == Some(question))
    }
}

impl Comment {
    /// Whether the question says something else since it was written.
    pub fn is_changed(&self, dossier: &Dossier) -> bool {
        self.at.as_ref().is_some_and(|at| shown(dossier, at) != self.was)
    }
}

/// How many comments of a household wait for its surveyor, and how many for a reviewer.
pub fn counts(dossier: &Dossier) -> (u32, u32) {
    let mut counts = (0, 0);
    for row in dossier.rows(&[], &Name::of(COMMENT)) {
        match state(dossier, &rows(row)) {
            CommentState::Open => counts.0 += 1,
            CommentState::Answered => counts.1 += 1,
            CommentState::Resolved => {}
        }
    }
    counts
}

/// The field that keeps what was decided.
pub fn review_path() -> FieldPath {
    FieldPath::top(Name::of(REVIEW))
}

/// The path of a comment's row.
pub fn comment_path(row: RowId) -> FieldPath {
    FieldPath::row_of(&[], Name::of(COMMENT), row)
}

/// Writes a comment on a question, or on the survey as a whole.
///
/// # Errors
/// There is no text, it is too long, or there are [`MAX_ROWS`] comments already.
pub fn comment(dossier: &Dossier, row: RowId, at: Option<&FieldPath>, text: &str) -> Result<Edit, Problem> {
    let text = checked(dossier, text)?;
    if dossier.rows(&[], &Name::of(COMMENT)).len() >= MAX_ROWS {
        return Err(Problem::warning("review-comments-full").with("most", MAX_ROWS).of_dossier(dossier.id));
    }
    let number = dossier.next_row_number(&[], &Name::of(COMMENT));
    let mut fields = vec![(comment_path(row), Value::Row(number)), (field(row, TEXT), Value::Text(text.into()))];
    if let Some(at) = at {
        fields.push((field(row, AT), Value::Text(at.to_string().into())));
        fields.extend(shown(dossier, at).map(|was| (field(row, WAS), was)));
    }
    Ok(Edit::set_all(fields))
}

/// Words a comment anew.
///
/// # Errors
/// There is no text, or it is too long.
pub fn reword(dossier: &Dossier, row: RowId, text: &str) -> Result<Edit, Problem> {
    Ok(Edit::set(field(row, TEXT), Value::Text(checked(dossier, text)?.into())))
}

/// Takes a comment back.
pub fn withdraw(row: RowId) -> Edit {
    Edit::set(comment_path(row), Value::Erased)
}

/// Says something to a comment; an empty text takes that back.
///
/// # Errors
/// The text is too long.
pub fn reply(dossier: &Dossier, row: RowId, text: &str) -> Result<Edit, Problem> {
    let value = match text.trim() {
        "" => Value::Erased,
        text => Value::Text(checked(dossier, text)?.into()),
    };
    Ok(Edit::set(field(row, REPLY), value))
}

/// Says how far a comment is.
pub fn mark(row: RowId, state: CommentState) -> Edit {
    Edit::set(field(row, STATE), Value::Choice(Name::of(state.name())))
}

/// Sends the survey back: it can be changed again.
///
/// # Errors
/// The survey is not finished, a plan was made of it already, reviewers disagree, or no comment says why.
pub fn send_back(dossier: &Dossier) -> Result<Edit, Problem> {
    reviewable(dossier)?;
    if Review::of(dossier).unresolved().next().is_none() {
        return Err(Problem::warning("review-no-comment").of_dossier(dossier.id));
    }
    let decided = Edit::set(review_path(), Value::Choice(Name::of(SENT_BACK)));
    Ok(Edit::Many(vec![decided, reopen()]))
}

/// Approves the survey as it stands, and with it the answers to all comments.
///
/// # Errors
/// The survey is not finished, reviewers disagree, or a comment still waits for its surveyor.
pub fn approve(dossier: &Dossier) -> Result<Edit, Problem> {
    match ReviewState::of(dossier) {
        ReviewState::Waiting | ReviewState::Approved => {}
        ReviewState::Disputed => return Err(Problem::warning("review-disputed").of_dossier(dossier.id)),
        ReviewState::Unfinished | ReviewState::SentBack => {
            return Err(Problem::warning("review-not-finished").of_dossier(dossier.id));
        }
    }
    let review = Review::of(dossier);
    let open = review.open().count();
    if open > 0 {
        return Err(Problem::warning("review-open-comments").with("count", open).of_dossier(dossier.id));
    }
    let mut edits: Vec<Edit> = review.unresolved().map(|comment| mark(comment.row, CommentState::Resolved)).collect();
    edits.push(Edit::set(review_path(), Value::Choice(Name::of(APPROVED))));
    Ok(Edit::Many(edits))
}

/// What finishing a survey that was reviewed before adds: it waits for another look. Comments whose question has
/// changed or that have a reply count as answered.
pub fn handed_back(dossier: &Dossier) -> Edit {
    if decisions(dossier).is_empty() {
        return Edit::Many(Vec::new());
    }
    let review = Review::of(dossier);
    let done = review.open().filter(|comment| !comment.reply.is_empty() || comment.is_changed(dossier));
    let mut edits: Vec<Edit> = done.map(|comment| mark(comment.row, CommentState::Answered)).collect();
    edits.push(Edit::set(review_path(), Value::Choice(Name::of(HANDED_BACK))));
    Edit::Many(edits)
}

/// Whether a survey can be sent back.
fn reviewable(dossier: &Dossier) -> Result<(), Problem> {
    let refuse = |key| Err(Problem::warning(key).of_dossier(dossier.id));
    match (ReviewState::of(dossier), Standing::of(dossier)) {
        (ReviewState::Disputed, _) => refuse("review-disputed"),
        (ReviewState::Unfinished | ReviewState::SentBack, _) => refuse("review-not-finished"),
        (_, Standing::At(Stage::Surveyed)) => Ok(()),
        _ => refuse("review-planned-already"),
    }
}

fn decisions(dossier: &Dossier) -> Vec<Decided> {
    let Some(register) = dossier.fields.get(&review_path()) else { return Vec::new() };
    let decided = |(dot, write): (Dot, &Write)| {
        let decision = Decision::of_value(&write.value)?;
        Some(Decided { dot, decision, author: Arc::clone(&write.author), at: write.at })
    };
    register.values().into_iter().filter_map(decided).collect()
}

fn comments(dossier: &Dossier) -> Vec<Comment> {
    let one = |row: RowId| {
        let (_, first) = dossier.fields.get(&field(row, TEXT))?.leading()?;
        let reply = dossier.fields.get(&field(row, REPLY)).and_then(Register::leading);
        Some(Comment {
            row,
            at: dossier.text(&field(row, AT)).and_then(|path| path.parse().ok()),
            text: texts(dossier, &field(row, TEXT)),
            author: Arc::clone(&first.author),
            written: first.at,
            was: dossier.value(&field(row, WAS)).cloned(),
            reply: texts(dossier, &field(row, REPLY)),
            replied: reply
                .filter(|(_, write)| write.value != Value::Erased)
                .map(|(_, write)| (Arc::clone(&write.author), write.at)),
            state: state(dossier, &rows(row)),
        })
    };
    dossier
        .rows(&[], &Name::of(COMMENT))
        .into_iter()
        .filter_map(one)
        .filter(|comment| !comment.text.is_empty())
        .collect()
}

/// The least that a live write says: what one device resolved and another has opened again is open.
fn state(dossier: &Dossier, rows: &Rows) -> CommentState {
    let Some(register) = dossier.fields.get(&FieldPath::within(rows, Name::of(STATE))) else {
        return CommentState::Open;
    };
    let said = |write: &Write| match &write.value {
        Value::Choice(name) if name.as_str() == RESOLVED => CommentState::Resolved,
        Value::Choice(name) if name.as_str() == ANSWERED => CommentState::Answered,
        _ => CommentState::Open,
    };
    register.live().map(|(_, write)| said(write)).min().unwrap_or_default()
}

/// What a question says: its value, or how many photos it has.
fn shown(dossier: &Dossier, question: &FieldPath) -> Option<Value> {
    match dossier.value(question) {
        Some(value) => Some(value.clone()),
        None => match dossier.photos(question).len() {
            0 => None,
            count => Some(Value::Integer(i64::try_from(count).unwrap_or(i64::MAX))),
        },
    }
}

fn texts(dossier: &Dossier, path: &FieldPath) -> String {
    let Some(register) = dossier.fields.get(path) else { return String::new() };
    let texts = register.values().into_iter().filter_map(|(_, write)| match &write.value {
        Value::Text(text) => Some(&**text),
        _ => None,
    });
    texts.collect::<Vec<_>>().join("\n")
}

fn checked<'a>(dossier: &Dossier, text: &'a str) -> Result<&'a str, Problem> {
    let text = text.trim();
    if text.is_empty() {
        return Err(Problem::warning("review-no-text").of_dossier(dossier.id));
    }
    if text.len() > MAX_TEXT_BYTES {
        return Err(Problem::warning("review-text-long").of_dossier(dossier.id));
    }
    Ok(text)
}

fn rows(row: RowId) -> Rows {
    comment_path(row).rows
}

fn field(row: RowId, name: &'static str) -> FieldPath {
    FieldPath::within(&rows(row), Name::of(name))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::dossier::tests::{at, author, dossier};
    use crate::dossier::visit;

    fn surveyed() -> Dossier {
        let mut home = dossier();
        home.apply(&Edit::set(at("qE2"), Value::Integer(45)), &author(1));
        home.apply(&visit::finish(&home, &[]), &author(1));
        home
    }

    fn sent_back() -> Dossier {
        let mut home = surveyed();
        let edit = comment(&home, RowId::from_bits(1), Some(&at("qE2")), "门槛请重量").unwrap();
        home.apply(&edit, &author(9));
        home.apply(&send_back(&home).unwrap(), &author(9));
        home
    }

    #[test]
    fn a_survey_goes_back_is_corrected_and_is_approved() {
        let mut home = surveyed();
        assert_eq!(ReviewState::of(&home), ReviewState::Waiting);
        assert_eq!(send_back(&home).unwrap_err().key, "review-no-comment");
        home = sent_back();
        assert_eq!((ReviewState::of(&home), counts(&home)), (ReviewState::SentBack, (1, 0)));
        assert_eq!(approve(&home).unwrap_err().key, "review-not-finished");
        assert!(!Review::of(&home).comments[0].is_changed(&home));

        home.apply(&Edit::set(at("qE2"), Value::Integer(60)), &author(1));
        home.apply(&visit::finish(&home, &[]), &author(1));
        assert_eq!((ReviewState::of(&home), counts(&home)), (ReviewState::Waiting, (0, 1)));
        let review = Review::of(&home);
        assert_eq!(review.comments[0].was, Some(Value::Integer(45)), "the old value is still told");
        assert!(review.comments[0].is_changed(&home));
        home.apply(&approve(&home).unwrap(), &author(9));
        assert_eq!((ReviewState::of(&home), counts(&home)), (ReviewState::Approved, (0, 0)));
    }

    #[test]
    fn a_comment_that_nothing_was_done_about_stays_open() {
        let mut home = sent_back();
        home.apply(&visit::finish(&home, &[]), &author(1));
        assert_eq!(counts(&home), (1, 0));
        assert_eq!(approve(&home).unwrap_err().key, "review-open-comments");
        home.apply(&reply(&home, RowId::from_bits(1), "量过了，没有错").unwrap(), &author(1));
        home.apply(&visit::finish(&home, &[]), &author(1));
        home.apply(&handed_back(&home), &author(1));
        assert_eq!(counts(&home), (0, 1));
    }

    #[test]
    fn an_approved_survey_that_is_opened_again_waits_anew() {
        let mut home = surveyed();
        home.apply(&approve(&home).unwrap(), &author(9));
        home.apply(&reopen(), &author(1));
        assert_eq!(ReviewState::of(&home), ReviewState::Unfinished);
        home.apply(&visit::finish(&home, &[]), &author(1));
        assert_eq!(ReviewState::of(&home), ReviewState::Waiting);
    }

    #[test]
    fn two_reviewers_who_decide_differently_are_a_dispute_and_their_comments_unite() {
        let (mut here, mut there) = (sent_back(), surveyed());
        there.apply(&approve(&there).unwrap(), &author(8));
        here.join(&there).unwrap();
        let review = Review::of(&here);
        assert_eq!((review.state, review.decided.len()), (ReviewState::Disputed, 2));
        assert_eq!(send_back(&here).unwrap_err().key, "review-disputed");

        let (mut here, mut there) = (sent_back(), surveyed());
        let edit = comment(&there, RowId::from_bits(2), None, "照片太少").unwrap();
        there.apply(&edit, &author(8));
        there.apply(&send_back(&there).unwrap(), &author(8));
        here.join(&there).unwrap();
        let review = Review::of(&here);
        assert_eq!((review.state, review.comments.len()), (ReviewState::SentBack, 2), "the same decision is none");
        assert_eq!(here.conflicts().count(), 0);
    }

    #[test]
    fn what_one_resolves_and_another_opens_again_is_open() {
        let mut here = sent_back();
        here.apply(&mark(RowId::from_bits(1), CommentState::Answered), &author(1));
        let mut there = here.clone();
        here.apply(&mark(RowId::from_bits(1), CommentState::Resolved), &author(9));
        there.apply(&mark(RowId::from_bits(1), CommentState::Open), &author(8));
        here.join(&there).unwrap();
        assert_eq!(counts(&here), (1, 0));
    }

    #[test]
    fn a_survey_that_was_planned_is_not_sent_back() {
        let mut home = surveyed();
        home.apply(&comment(&home, RowId::from_bits(1), None, "再看看").unwrap(), &author(9));
        home.apply(&crate::dossier::stage::Step::Plan.take(&home).unwrap(), &author(9));
        assert_eq!(send_back(&home).unwrap_err().key, "review-planned-already");
    }
}
