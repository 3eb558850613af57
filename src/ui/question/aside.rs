//! What stands around the control: conflict, guidance, reference line, complaints, note, reasons for no answer.

use egui::{Align, Layout, Role, Sense, Ui, WidgetInfo, vec2};

use super::line::{MASK, outcome_face, skip_face};
use super::{Card, estimate, photo};
use crate::app::command::Command;
use crate::app::settings::Hand;
use crate::dossier::prompt::{Control, Outcome};
use crate::path::Aspect;
use crate::ui::theme::Look;
use crate::ui::widgets::text_field::TextField;
use crate::ui::widgets::{Button, Chip, Icon, Tone, card as sheets, drawing, flow, status, text, widest, wrapped};
use crate::value::Value;

/// Several values that did not know of each other: who, when, what; one is chosen.
pub(super) fn conflict(ui: &mut Ui, card: &mut Card<'_, '_>) {
    if card.prompt.conflict.is_empty() {
        return;
    }
    let look = *card.cx.look;
    let mut settled = None;
    status::line_with(ui, &look, Tone::Doubtful, Icon::Fork, &card.word("q-conflict"), &[]);
    for (index, alternative) in card.prompt.conflict.iter().enumerate() {
        flow(ui, |ui| {
            let time = alternative.at.civil().strftime("%Y-%m-%d %H:%M").to_string();
            let value = if card.prompt.sensitive && !card.draft.revealed { MASK } else { &alternative.value_text };
            let args = [("author", &*alternative.author), ("time", &*time), ("value", value)];
            let choose = card.cx.words.with("q-conflict-choose", &args);
            let button = Button::plain(value).icon(Icon::Check).salt(("settle", index)).named(card.name(&choose));
            if button.show(ui, &look).clicked() {
                settled = Some(alternative.dot);
            }
            beside(ui, &look, &card.cx.words.with("q-conflict-who", &args[..2]));
        });
    }
    if let Some(dot) = settled {
        card.cx.out.push(Command::Settle { path: card.prompt.path.clone(), dot });
    }
}

/// Muted words, centred beside a button of the same row.
fn beside(ui: &mut Ui, look: &Look, words: &str) {
    let galley = wrapped(ui, words, look.sizes.label, look.colours.muted, widest(ui));
    let size = vec2(galley.size().x, galley.size().y.max(look.target));
    let (rect, response) = ui.allocate_exact_size(size, Sense::hover());
    response.widget_info(|| WidgetInfo::labeled(Role::Label, true, words));
    ui.painter().galley(rect.left_center() - vec2(0.0, galley.size().y / 2.0), galley, look.colours.muted);
}

/// How and where to measure, unfolded on demand.
pub(super) fn guidance(ui: &mut Ui, card: &mut Card<'_, '_>) {
    let Some(guidance) = &card.prompt.guidance else { return };
    let look = *card.cx.look;
    let words = card.word("q-guidance");
    let icon = if card.draft.guidance { Icon::ChevronUp } else { Icon::Ruler };
    let button = Button::quiet(&words).icon(icon).salt("guidance").named(card.name(&words));
    if button.show(ui, &look).clicked() {
        card.draft.guidance = !card.draft.guidance;
    }
    if !card.draft.guidance {
        return;
    }
    sheets::boxed(&look).show(ui, |ui| {
        ui.set_min_width(ui.available_width());
        if let Some(drawing) = guidance.drawing.as_ref().and_then(|name| card.cx.drawings.get(name.as_str())) {
            let width = 420.0 * look.factor.sqrt();
            drawing::show(ui, &look, card.cx.words.language(), drawing, width);
        }
        if !guidance.text.is_empty() {
            text(ui, look.body(&guidance.text));
        }
    });
}

/// Stands in place of a sensitive answer until it is asked for.
pub(super) fn masked(ui: &mut Ui, card: &mut Card<'_, '_>) {
    let look = *card.cx.look;
    flow(ui, |ui| {
        let words = card.word("q-reveal");
        let button = Button::plain(&words).icon(Icon::Eye).salt("reveal").named(card.name(&words));
        card.draft.revealed |= button.show(ui, &look).clicked();
        beside(ui, &look, &card.word("q-hidden"));
    });
}

/// The answer against the reference line, and reasons to accept less.
pub(super) fn outcome(ui: &mut Ui, card: &mut Card<'_, '_>) {
    let Some(line) = &card.prompt.line else { return };
    let look = *card.cx.look;
    let source = look.muted(&line.source);
    let Some(outcome) = line.outcome else {
        status::line_with(
            ui,
            &look,
            Tone::Neutral,
            Icon::Info,
            &format!("{}  {}", card.word("q-reference"), line.text),
            &[source],
        );
        return;
    };
    let (tone, icon, key) = outcome_face(outcome);
    let mut more = vec![source];
    if !line.reason.is_empty() {
        more.insert(0, look.body(&line.reason));
    }
    status::line_with(ui, &look, tone, icon, &format!("{}  {}", card.word(key), line.text), &more);
    if outcome != Outcome::Met && card.cx.editable {
        accept(ui, card, &line.reason);
    }
}

const REASONS: [&str; 6] = [
    "q-accept-load-bearing",
    "q-accept-no-room",
    "q-accept-building",
    "q-accept-family",
    "q-accept-relocation",
    "q-accept-used-to-it",
];

/// Reasons why less than the reference is accepted. They are kept as words, so that they read the same everywhere.
fn accept(ui: &mut Ui, card: &mut Card<'_, '_>, reason: &str) {
    let look = *card.cx.look;
    let reasons = REASONS.map(|key| (key, card.word(key)));
    let own = !reason.is_empty() && reasons.iter().all(|(_, words)| words != reason);
    let mut written = None;
    text(ui, look.muted(card.word("q-accept-because")));
    flow(ui, |ui| {
        for (key, words) in &reasons {
            let chosen = reason == words;
            if Chip::one(words, chosen).salt(key).named(card.name(words)).show(ui, &look).clicked() {
                written = Some(if chosen { Value::Erased } else { Value::Text(words.as_str().into()) });
                card.draft.reason = None;
            }
        }
        let words = card.word("q-accept-other");
        let writing = own || card.draft.reason.is_some();
        if Chip::one(&words, writing).salt("other").named(card.name(&words)).show(ui, &look).clicked() {
            card.draft.reason = Some(String::new()).filter(|_| !writing);
            written = Some(Value::Erased).filter(|_| own);
        }
    });
    if own || card.draft.reason.is_some() {
        let stored = if own { reason } else { "" };
        let mut text = card.draft.reason.take().unwrap_or_else(|| stored.to_owned());
        let hint = card.word("q-accept-other-hint");
        let field = TextField::new("reason", card.name(&hint)).hint(&hint).show(ui, &look, &mut text);
        if field.changed() {
            written = Some(text_or_erased(&text));
        }
        let keep = field.has_focus() || field.changed() || text.is_empty();
        card.draft.reason = Some(text).filter(|_| keep && written != Some(Value::Erased) || field.changed());
    }
    send_aspect(card, Aspect::Accepted, written);
}

fn text_or_erased(text: &str) -> Value {
    let text = text.trim();
    if text.is_empty() { Value::Erased } else { Value::Text(text.into()) }
}

fn send_aspect(card: &mut Card<'_, '_>, aspect: Aspect, value: Option<Value>) {
    if let (Some(value), Some(path)) = (value, card.prompt.path.aspect(aspect)) {
        card.cx.out.push(Command::Answer { path, value });
    }
}

/// What is wrong with the answer.
pub(super) fn complaints(ui: &mut Ui, card: &mut Card<'_, '_>) {
    for complaint in &card.prompt.complaints {
        let (tone, icon, key) = match complaint.hard {
            true => (Tone::Bad, Icon::Warning, "q-state-wrong"),
            false => (Tone::Doubtful, Icon::Warning, "q-state-doubtful"),
        };
        let more = [card.cx.look.body(&complaint.text)];
        status::line_with(ui, card.cx.look, tone, icon, &card.word(key), &more);
    }
}

/// The surveyor's remark: shown when there is one, written when asked for.
pub(super) fn note(ui: &mut Ui, card: &mut Card<'_, '_>) {
    let look = *card.cx.look;
    let stored = &card.prompt.note;
    let Some(mut note) = card.draft.note.clone().or_else(|| Some(stored.clone()).filter(|note| !note.is_empty()))
    else {
        return;
    };
    let hint = card.word("q-note-hint");
    let name = card.name_of("q-note");
    ui.add_enabled_ui(card.cx.editable, |ui| {
        let field = TextField::new("note", name).hint(&hint).long().show(ui, &look, &mut note);
        if field.changed() {
            send_aspect(card, Aspect::Note, Some(text_or_erased(&note)));
        }
        // While it is written the field is the truth, afterwards the household is.
        let keep = field.has_focus() || field.changed() || note.is_empty();
        card.draft.note = Some(note).filter(|_| keep);
    });
}

/// Reasons for no answer, small tools, and the way on.
pub(super) fn footer(ui: &mut Ui, card: &mut Card<'_, '_>) {
    let look = *card.cx.look;
    divider(ui, &look);
    ui.add_enabled_ui(card.cx.editable, |ui| {
        flow(ui, |ui| {
            skips(ui, card);
            if card.draft.note.is_none() && card.prompt.note.is_empty() {
                let words = card.word("q-note");
                let button = Button::quiet(&words).small().icon(Icon::Note).salt("note").named(card.name(&words));
                if button.show(ui, &look).clicked() {
                    card.draft.note = Some(String::new());
                }
            }
            if !matches!(card.prompt.control, Control::Photo { .. }) {
                photo::add_buttons(ui, card);
                estimate::action(ui, card);
            }
        });
    });
    // While the pad is open its own "done" is the way on.
    let pad_open = card.draft.pad == Some(true) && !card.is_masked();
    if card.prompt.is_open() || pad_open {
        return;
    }
    let side = match look.hand {
        Hand::Right => Layout::right_to_left(Align::Min),
        Hand::Left => Layout::left_to_right(Align::Min),
    };
    ui.with_layout(side, |ui| card.next(ui));
}

/// A hairline between the answer and what is seldom needed.
fn divider(ui: &mut Ui, look: &Look) {
    let (_, rect) = ui.allocate_space(vec2(ui.available_width(), look.space.s));
    ui.painter().hline(rect.x_range(), rect.center().y, look.hairline_stroke());
}

pub(super) fn skips(ui: &mut Ui, card: &mut Card<'_, '_>) {
    let look = *card.cx.look;
    for &skip in &card.prompt.skips {
        let value = Value::Skipped(skip);
        let chosen = card.prompt.value.as_ref() == Some(&value);
        let (tone, icon, key) = skip_face(skip);
        let words = card.word(key);
        let chip = Chip::one(&words, chosen).small().icon(icon).colour(tone.ink(&look)).salt(key);
        if chip.named(card.name(&words)).show(ui, &look).clicked() {
            card.answer(if chosen { Value::Erased } else { value });
            card.complete |= !chosen;
        }
    }
}
