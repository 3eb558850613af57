//! The review of a survey: where it stands, what the reviewer says to the whole, and the reviewer's decision.

use egui::Ui;

use super::data::VisitData;
use super::visit_ui::State;
use crate::app::command::Command;
use crate::app::desk::DeskCommand;
use crate::app::desk::review::ReviewCommand;
use crate::app::program::Program;
use crate::app::task::Task;
use crate::dossier::review::{Comment, CommentState, ReviewState, review_path};
use crate::dossier::stage::Stage;
use crate::role::Can;
use crate::ui::scene::Scene;
use crate::ui::widgets::text_field::TextField;
use crate::ui::widgets::{self, Button, Icon, Tone, status};

/// Whether comments can be written and resolved on the screen: a finished survey, by who may.
pub fn may_review(data: &VisitData, program: &Program) -> bool {
    let waits = matches!(data.review.state, ReviewState::Waiting | ReviewState::Approved);
    data.task == Task::Survey
        && data.stage == Stage::Surveyed
        && waits
        && program.read_only.is_none()
        && program.role.can(Can::Review)
}

/// Shows it above the section; nothing for a survey that was never reviewed and need not be.
pub fn show(ui: &mut Ui, state: &mut State, data: &VisitData, scene: &mut Scene<'_>) {
    if data.task != Task::Survey {
        return;
    }
    standing(ui, data, scene);
    let whole = data.review.unresolved().filter(|comment| comment.at.is_none());
    let whole: Vec<&Comment> = whole.collect();
    for comment in whole {
        comment_ui(ui, comment, data, scene);
    }
    if data.review.state == ReviewState::Disputed {
        dispute(ui, data, scene);
    } else if may_review(data, scene.program) {
        decide(ui, state, data, scene);
    }
}

fn standing(ui: &mut Ui, data: &VisitData, scene: &Scene<'_>) {
    let (look, words) = (scene.look, scene.words);
    let review = &data.review;
    let last = review.decided.last();
    let who = last.map(|decided| {
        let date = decided.at.date().to_string();
        look.muted(words.with("review-by", &[("author", &decided.author), ("date", &date)]))
    });
    let who: Vec<_> = who.into_iter().collect();
    match review.state {
        ReviewState::SentBack => {
            let count = review.open().count().to_string();
            let text = words.with("review-banner-sent-back", &[("count", &count)]);
            status::line_with(ui, look, Tone::Bad, Icon::Undo, &text, &who);
        }
        ReviewState::Approved => {
            status::line_with(ui, look, Tone::Good, Icon::Check, &words.text(review.state.key()), &who);
        }
        ReviewState::Disputed => {
            status::line_with(ui, look, Tone::Bad, Icon::Fork, &words.text(review.state.key()), &[]);
        }
        ReviewState::Waiting if scene.program.role.can(Can::Review) => {
            status::line_with(ui, look, Tone::Neutral, Icon::Eye, &words.text(review.state.key()), &who);
        }
        ReviewState::Waiting | ReviewState::Unfinished => {}
    }
}

/// A comment on the survey as a whole.
fn comment_ui(ui: &mut Ui, comment: &Comment, data: &VisitData, scene: &mut Scene<'_>) {
    let (look, words) = (scene.look, scene.words);
    let tone = if comment.state == CommentState::Open { Tone::Bad } else { Tone::Doubtful };
    let title =
        words.with("review-comment-says", &[("state", &words.text(comment.state.key())), ("text", &comment.text)]);
    let date = comment.written.date().to_string();
    let mut more = vec![look.muted(words.with("review-comment-by", &[("author", &comment.author), ("date", &date)]))];
    if !comment.reply.is_empty() {
        more.push(look.body(words.with("review-reply-says", &[("text", &comment.reply)])));
    }
    status::line_with(ui, look, tone, Icon::Pencil, &title, &more);
    let (key, icon, state) = if may_review(data, scene.program) {
        ("review-resolve", Icon::Check, CommentState::Resolved)
    } else if data.finished || scene.program.read_only.is_some() {
        return;
    } else if comment.state == CommentState::Open {
        ("review-done", Icon::Check, CommentState::Answered)
    } else {
        ("review-not-done", Icon::Undo, CommentState::Open)
    };
    let text = words.text(key);
    let named = words.with("q-part", &[("question", &comment.text), ("part", &text)]);
    if Button::plain(&text).icon(icon).salt((key, comment.row)).named(named).show(ui, look).clicked() {
        send(scene, ReviewCommand::Mark { row: comment.row, state });
    }
}

/// Reviewers decided differently: one decision is chosen.
fn dispute(ui: &mut Ui, data: &VisitData, scene: &mut Scene<'_>) {
    let (look, words) = (scene.look, scene.words);
    if !scene.program.role.can(Can::Review) {
        return;
    }
    widgets::flow(ui, |ui| {
        for decided in &data.review.decided {
            let date = decided.at.date().to_string();
            let decision = words.text(decided.decision.key());
            let text =
                words.with("review-choose", &[("decision", &decision), ("author", &decided.author), ("date", &date)]);
            if Button::plain(&text)
                .icon(Icon::Check)
                .salt((decided.dot.device, decided.dot.counter))
                .show(ui, look)
                .clicked()
            {
                scene.out.push(Command::Settle { path: review_path(), dot: decided.dot });
            }
        }
    });
}

/// Sends back or approves; a comment on the whole.
fn decide(ui: &mut Ui, state: &mut State, data: &VisitData, scene: &mut Scene<'_>) {
    let (look, words) = (scene.look, scene.words);
    if let Some(text) = &mut state.comment {
        let hint = words.text("review-write-hint");
        TextField::new("whole comment", words.text("review-write-whole")).hint(&hint).long().show(ui, look, text);
    }
    widgets::flow(ui, |ui| {
        match state.comment.clone() {
            None => {
                let text = words.text("review-write-whole");
                if Button::plain(&text).icon(Icon::Pencil).salt("whole").show(ui, look).clicked() {
                    state.comment = Some(String::new());
                }
            }
            Some(written) => {
                let text = words.text("review-write-save");
                let ready = !written.trim().is_empty();
                if Button::plain(&text).icon(Icon::Check).enabled(ready).salt("save whole").show(ui, look).clicked()
                    && ready
                {
                    send(scene, ReviewCommand::Comment { at: None, text: written });
                    state.comment = None;
                }
                if Button::quiet(&words.text("app-cancel")).salt("no whole").show(ui, look).clicked() {
                    state.comment = None;
                }
            }
        }
        let count = data.review.unresolved().count();
        let text = words.with("review-send-back", &[("count", &count.to_string())]);
        if Button::plain(&text).icon(Icon::Undo).enabled(count > 0).salt("send back").show(ui, look).clicked() {
            send(scene, ReviewCommand::SendBack);
        }
        let open = data.review.open().count() > 0;
        let text = words.text("review-approve");
        let approved = data.review.state == ReviewState::Approved;
        if !approved && Button::primary(&text).icon(Icon::Check).enabled(!open).salt("approve").show(ui, look).clicked()
        {
            send(scene, ReviewCommand::Approve);
        }
    });
    if data.review.unresolved().next().is_none() && data.review.state == ReviewState::Waiting {
        widgets::text(ui, look.muted(words.text("review-how")));
    }
}

fn send(scene: &mut Scene<'_>, command: ReviewCommand) {
    scene.out.push(Command::Desk(DeskCommand::Review(command)));
}
