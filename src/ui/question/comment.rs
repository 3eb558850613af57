//! What a reviewer says to a question 审核意见: read on every card, answered by the surveyor, resolved by the reviewer.

use egui::{RichText, Ui};

use super::Card;
use crate::app::command::Command;
use crate::app::desk::DeskCommand;
use crate::app::desk::review::ReviewCommand;
use crate::dossier::prompt::CommentPrompt;
use crate::dossier::review::CommentState;
use crate::ui::widgets::text_field::TextField;
use crate::ui::widgets::{Button, Icon, Tone, flow, status};

/// The comments on a card that is not open: only to be read.
pub(super) fn told(ui: &mut Ui, card: &Card<'_, '_>) {
    for comment in &card.prompt.comments {
        said(ui, card, comment);
    }
}

/// The comments with what can be done about them.
pub(super) fn show(ui: &mut Ui, card: &mut Card<'_, '_>) {
    for comment in &card.prompt.comments {
        said(ui, card, comment);
        if card.cx.reviewing {
            reviewer(ui, card, comment);
        } else if card.cx.editable {
            surveyor(ui, card, comment);
        }
    }
}

fn said(ui: &mut Ui, card: &Card<'_, '_>, comment: &CommentPrompt) {
    let (look, words) = (*card.cx.look, card.cx.words);
    let tone = if comment.state == CommentState::Open { Tone::Bad } else { Tone::Doubtful };
    let title =
        words.with("review-comment-says", &[("state", &words.text(comment.state.key())), ("text", &comment.text)]);
    let date = comment.at.date().to_string();
    let mut more: Vec<RichText> =
        vec![look.muted(words.with("review-comment-by", &[("author", &comment.author), ("date", &date)]))];
    let hidden = card.prompt.sensitive && !card.draft.revealed;
    if comment.changed && !hidden {
        let nothing = words.text("review-no-answer");
        let now = match (&*card.prompt.value_text, card.prompt.photos.len()) {
            ("", 0) => nothing.clone(),
            ("", count) => words.with("dossier-photos", &[("count", &count.to_string())]),
            (text, _) => text.to_owned(),
        };
        let was = if comment.was.is_empty() { &nothing } else { &comment.was };
        more.push(look.body(words.with("review-changed", &[("was", was), ("now", &now)])));
    }
    if !comment.reply.is_empty() {
        more.push(look.body(words.with("review-reply-says", &[("text", &comment.reply)])));
    }
    status::line_with(ui, &look, tone, Icon::Pencil, &title, &more);
}

/// A reply, and that it is done.
fn surveyor(ui: &mut Ui, card: &mut Card<'_, '_>, comment: &CommentPrompt) {
    let look = *card.cx.look;
    let writing = card.draft.reply.as_ref().is_some_and(|(row, _)| *row == comment.row);
    flow(ui, |ui| {
        let done = comment.state == CommentState::Answered;
        let words = card.word(if done { "review-not-done" } else { "review-done" });
        let button = Button::plain(&words).icon(Icon::Check).salt(("done", comment.row)).named(card.name(&words));
        if button.show(ui, &look).clicked() {
            let state = if done { CommentState::Open } else { CommentState::Answered };
            send(card, ReviewCommand::Mark { row: comment.row, state });
        }
        let words = card.word("review-reply");
        let button = Button::quiet(&words).icon(Icon::Note).salt(("reply", comment.row)).named(card.name(&words));
        if button.show(ui, &look).clicked() {
            card.draft.reply = if writing { None } else { Some((comment.row, comment.reply.clone())) };
        }
    });
    let Some((row, mut text)) = card.draft.reply.clone().filter(|(row, _)| *row == comment.row) else { return };
    let name = card.name_of("review-reply-hint");
    let field = TextField::new(("reply", row), name).hint(&card.word("review-reply-hint")).show(ui, &look, &mut text);
    if field.changed() {
        send(card, ReviewCommand::Reply { row, text: text.clone() });
    }
    card.draft.reply = Some((row, text));
}

/// Whether the answer will do.
fn reviewer(ui: &mut Ui, card: &mut Card<'_, '_>, comment: &CommentPrompt) {
    let look = *card.cx.look;
    flow(ui, |ui| {
        let words = card.word("review-resolve");
        let button = Button::plain(&words).icon(Icon::Check).salt(("resolve", comment.row)).named(card.name(&words));
        if button.show(ui, &look).clicked() {
            send(card, ReviewCommand::Mark { row: comment.row, state: CommentState::Resolved });
        }
        if comment.state == CommentState::Answered {
            let words = card.word("review-open-again");
            let button = Button::quiet(&words).icon(Icon::Undo).salt(("again", comment.row)).named(card.name(&words));
            if button.show(ui, &look).clicked() {
                send(card, ReviewCommand::Mark { row: comment.row, state: CommentState::Open });
            }
        }
        let words = card.word("review-withdraw");
        let button = Button::quiet(&words).icon(Icon::Trash).salt(("withdraw", comment.row)).named(card.name(&words));
        if button.show(ui, &look).clicked() {
            send(card, ReviewCommand::Withdraw(comment.row));
        }
    });
}

/// A new comment, for who may review.
pub(super) fn write(ui: &mut Ui, card: &mut Card<'_, '_>) {
    if !card.cx.reviewing {
        return;
    }
    let look = *card.cx.look;
    let words = card.word("review-write");
    let Some(mut text) = card.draft.comment.clone() else {
        let button = Button::plain(&words).icon(Icon::Pencil).salt("comment").named(card.name(&words));
        if button.show(ui, &look).clicked() {
            card.draft.comment = Some(String::new());
        }
        return;
    };
    let hint = card.word("review-write-hint");
    TextField::new("comment", card.name(&hint)).hint(&hint).show(ui, &look, &mut text);
    let mut keep = Some(text.clone());
    flow(ui, |ui| {
        let save = card.word("review-write-save");
        let ready = !text.trim().is_empty();
        let button = Button::primary(&save).icon(Icon::Check).enabled(ready).salt("save").named(card.name(&save));
        if button.show(ui, &look).clicked() && ready {
            let at = Some(card.prompt.path.clone());
            send(card, ReviewCommand::Comment { at, text: text.clone() });
            keep = None;
        }
        let cancel = card.word("app-cancel");
        if Button::quiet(&cancel).salt("no comment").named(card.name(&cancel)).show(ui, &look).clicked() {
            keep = None;
        }
    });
    card.draft.comment = keep;
}

fn send(card: &mut Card<'_, '_>, command: ReviewCommand) {
    card.cx.out.push(Command::Desk(DeskCommand::Review(command)));
}
