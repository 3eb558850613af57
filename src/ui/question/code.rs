//! Numbers that prove themselves: citizen id, disability certificate, telephone; own keys, checked while typing.

use egui::{FontId, IdSalt, Role, Sense, Stroke, StrokeKind, Ui, WidgetInfo, vec2};

use super::Card;
use crate::dossier::prompt::Control;
use crate::form::ids::{Certificate, CitizenId, Fault, Phone, Sex};
use crate::l10n::Words;
use crate::problem::Problem;
use crate::ui::widgets::keypad::{self, Key, Pad, edit_code};
use crate::ui::widgets::{Icon, Tone, focus_ring, status, text, touchable};
use crate::value::Value;

/// What the characters so far amount to.
#[derive(Debug, PartialEq)]
enum Check {
    Empty,
    /// This many characters are still to come.
    Left(usize),
    /// Complete and right; more words about it.
    Good(String),
    /// Complete and doubtful: kept, and asked again.
    Doubtful(String),
}

pub(super) fn show(ui: &mut Ui, card: &mut Card<'_, '_>) {
    let stored = match card.answered() {
        Some(Value::Text(text)) => text.to_string(),
        _ => String::new(),
    };
    let text = card.draft.text.clone().unwrap_or(stored);
    let open = card.draft.pad_open(card.prompt.value.is_none());
    if field(ui, card, &text, open) {
        card.draft.pad = Some(!open);
    }
    let check = check(&card.prompt.control, &text, card.cx.words);
    message(ui, card, &check);
    if open {
        pad(ui, card, text);
    }
}

fn pad(ui: &mut Ui, card: &mut Card<'_, '_>, mut text: String) {
    let look = *card.cx.look;
    let words = card.cx.words;
    let label = &card.prompt.label;
    let name = |part: &str| super::part_name(words, label, part);
    let (pad, longest) = match card.prompt.control {
        Control::Certificate => (Pad::Certificate, 22),
        Control::Phone => (Pad::Phone, 12),
        _ => (Pad::CitizenId, 18),
    };
    for key in keypad::show(ui, &look, words, pad, &name) {
        if key != Key::Done {
            edit_code(&mut text, key, longest);
            card.draft.text = Some(text.clone());
            card.draft.insisted = false;
        }
        let check = check(&card.prompt.control, &text, words);
        let complete = matches!(check, Check::Good(_) | Check::Doubtful(_));
        card.draft.half = !complete;
        if complete && card.answered() != Some(&Value::Text(text.as_str().into())) {
            card.answer(Value::Text(text.as_str().into()));
        }
        match (check, key) {
            (Check::Empty, _) => {
                card.draft.half = false;
                card.erase();
            }
            (Check::Left(_), Key::Done) => card.draft.insisted = true,
            _ => {}
        }
        if key == Key::Done && (complete || text.is_empty()) {
            card.complete = complete;
            card.draft.text = None;
            card.draft.pad = Some(false);
        }
    }
}

/// The number in groups, as it is printed; a tap opens and closes the pad.
fn field(ui: &mut Ui, card: &Card<'_, '_>, text: &str, open: bool) -> bool {
    let look = card.cx.look;
    let colours = &look.colours;
    let width = ui.available_width().min(look.key * 8.0);
    let response = touchable(ui, vec2(width, look.key), IdSalt::new("number"), Sense::click());
    response.widget_info(|| WidgetInfo {
        current_text_value: Some(text.to_owned()),
        ..WidgetInfo::labeled(Role::Button, ui.is_enabled(), card.name_of("q-number"))
    });
    let stroke = if open { Stroke::new(2.0, colours.primary) } else { look.outline_stroke() };
    ui.painter().rect(response.rect, look.corner(), colours.surface, stroke, StrokeKind::Inside);
    let (shown, ink, mut size) = match text {
        "" => (card.word("q-code-empty"), colours.muted, look.sizes.body),
        text => (grouped(&card.prompt.control, text), colours.ink, look.sizes.title),
    };
    let layout = |size: f32| ui.painter().layout_no_wrap(shown.clone(), FontId::proportional(size), ink);
    let mut galley = layout(size);
    let inner = width - 2.0 * look.space.m;
    if galley.size().x > inner {
        size *= inner / galley.size().x;
        galley = layout(size.floor());
    }
    ui.painter().galley(response.rect.center() - galley.size() / 2.0, galley, ink);
    focus_ring(ui, &response, look);
    response.clicked()
}

/// `152221 19580412 301X 43 B1`, `138 0471 0000`
fn grouped(control: &Control, text: &str) -> String {
    let groups: &[usize] = match control {
        Control::Phone => &[3, 4, 5],
        _ => &[6, 8, 4, 2, 2],
    };
    let mut letters = text.chars();
    let groups = groups.iter().map(|&count| letters.by_ref().take(count).collect::<String>());
    groups.filter(|group| !group.is_empty()).collect::<Vec<_>>().join(" ")
}

fn check(control: &Control, text: &str, words: &Words) -> Check {
    if text.is_empty() {
        return Check::Empty;
    }
    let left = |whole: usize| Check::Left(whole.saturating_sub(text.len()));
    let judged = |result: Result<CitizenId, Fault>, problem: fn(Fault) -> Problem| match result {
        Ok(id) => Check::Good(about(&id, words)),
        Err(fault) => Check::Doubtful(words.what(&problem(fault))),
    };
    match (control, text.len()) {
        (Control::Phone, ..11) if Phone::parse(text).is_none() => left(11),
        (Control::Phone, _) if Phone::parse(text).is_none() => Check::Doubtful(words.text("q-phone-odd")),
        (Control::Phone, _) => Check::Good(words.text("q-phone-good")),
        (Control::Certificate, ..=19) => left(20),
        (Control::Certificate, 21) => Check::Left(1),
        (Control::Certificate, _) => {
            judged(Certificate::parse(text).map(|certificate| certificate.citizen_id().clone()), Fault::of_certificate)
        }
        (_, ..18) => left(18),
        _ => judged(CitizenId::parse(text), Fault::of_citizen_id),
    }
}

fn about(id: &CitizenId, words: &Words) -> String {
    let sex = words.text(if id.sex() == Sex::Male { "q-code-male" } else { "q-code-female" });
    words.with("q-code-birth", &[("sex", &sex), ("birth", &id.birth().to_string())])
}

fn message(ui: &mut Ui, card: &Card<'_, '_>, check: &Check) {
    let look = card.cx.look;
    match check {
        Check::Empty => {}
        Check::Left(count) => {
            let words = card.cx.words.with("q-code-left", &[("count", &count.to_string())]);
            if card.draft.insisted {
                let more = [look.body(words)];
                status::line_with(ui, look, Tone::Bad, Icon::Warning, &card.word("q-code-unfinished"), &more);
            } else {
                text(ui, look.muted(words));
            }
        }
        Check::Good(more) => {
            let (words, more) = match card.prompt.control {
                Control::Phone => (more.clone(), vec![]),
                _ => (card.word("q-code-good"), vec![look.muted(more)]),
            };
            status::line(ui, look, Tone::Good, &words, &more);
        }
        // Once it is stored the household says the same as a complaint.
        Check::Doubtful(words) if card.prompt.complaints.is_empty() => {
            status::line_with(ui, look, Tone::Doubtful, Icon::Warning, words, &[]);
        }
        Check::Doubtful(_) => {}
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::l10n::Language;

    #[test]
    fn a_number_is_checked_while_it_is_typed() {
        let words = Words::of(Language::English);
        let of = |control: Control, text: &str| check(&control, text, words);
        assert_eq!(of(Control::CitizenId, ""), Check::Empty);
        assert_eq!(of(Control::CitizenId, "1101051949"), Check::Left(8));
        assert_eq!(of(Control::CitizenId, "11010519491231002X"), Check::Good("Female, born 1949-12-31".into()));
        assert!(matches!(of(Control::CitizenId, "110105194912310021"), Check::Doubtful(_)));
        assert!(matches!(of(Control::Certificate, "11010519491231002X43"), Check::Good(_)));
        assert_eq!(of(Control::Certificate, "11010519491231002X43B"), Check::Left(1));
        assert!(matches!(of(Control::Certificate, "11010519491231002X43B1"), Check::Good(_)));
        assert_eq!(of(Control::Phone, "138"), Check::Left(8));
        assert!(matches!(of(Control::Phone, "13804710000"), Check::Good(_)));
        assert!(matches!(of(Control::Phone, "04718888888"), Check::Good(_)));
        assert!(matches!(of(Control::Phone, "99999999999"), Check::Doubtful(_)));
    }

    #[test]
    fn numbers_stand_in_groups() {
        assert_eq!(grouped(&Control::Certificate, "11010519491231002X43B1"), "110105 19491231 002X 43 B1");
        assert_eq!(grouped(&Control::Phone, "1380471"), "138 0471");
    }
}
