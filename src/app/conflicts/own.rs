//! Words for the fields that no form asks: the plan, the works, the way through the programme, reviews.

use crate::dossier::contest::ContestKind;
use crate::dossier::household::{AGREED, FORM_PREFIX, STEP, VISIT};
use crate::dossier::marks::MARK;
use crate::dossier::review::{COMMENT, Decision, REVIEW};
use crate::dossier::stage::Stage;
use crate::dossier::visit::{BEGUN, FINISHED};
use crate::id::Name;
use crate::l10n::Words;
use crate::path::{Aspect, FieldPath};
use crate::plan::fields;
use crate::plan::money::Fen;
use crate::value::Value;

/// Fields of the plan and the works, with the key of what they are called.
const FIELDS: [(&str, &str); 19] = [
    (fields::CODE, "conflict-field-code"),
    (fields::VARIANT, "conflict-field-variant"),
    (fields::NAME, "conflict-field-name"),
    (fields::KIND, "conflict-field-kind"),
    (fields::PLACE, "conflict-field-place"),
    (fields::BECAUSE, "conflict-field-because"),
    (fields::QUANTITY, "conflict-field-quantity"),
    (fields::UNIT, "conflict-field-unit"),
    (fields::PRICE, "conflict-field-price"),
    (fields::SIZES, "conflict-field-sizes"),
    (fields::DECISION, "conflict-field-decision"),
    (fields::REASON, "conflict-field-reason"),
    (fields::PAID_BY, "conflict-field-paid-by"),
    (fields::WISHED, "conflict-field-wished"),
    (fields::WORK_STATE, "conflict-field-work-state"),
    (fields::INSTALLED, "conflict-field-installed"),
    (fields::CHANGE_DECISION, "conflict-field-change-decision"),
    (fields::PLAN_OVER_REASON, "conflict-field-over-reason"),
    (fields::PLAN_FUNDING_REASON, "conflict-field-funding-reason"),
];

/// Choices of the plan and the works, with the key of what they mean.
const CHOICES: [(&str, &str, &str); 7] = [
    (fields::DECISION, fields::ACCEPTED, "conflict-choice-accepted"),
    (fields::DECISION, fields::DECLINED, "conflict-choice-declined"),
    (fields::DECISION, fields::LEFT, "conflict-choice-left"),
    (fields::WORK_STATE, fields::WORK_STARTED, "conflict-choice-started"),
    (fields::WORK_STATE, fields::WORK_DONE, "conflict-choice-done"),
    (fields::CHANGE_DECISION, fields::APPROVED, "conflict-choice-approved"),
    (fields::CHANGE_DECISION, fields::REFUSED, "conflict-choice-refused"),
];

/// What a field is called that no form asks; its own name where nothing is known of it.
pub fn label(path: &FieldPath, words: &Words) -> String {
    let leaf = path.leaf.as_ref().map(Name::as_str);
    let repeat = path.rows.last().map_or("", |step| step.repeat.as_str());
    if path.rows.first().is_some_and(|step| step.repeat.as_str() == COMMENT) {
        return words.text(ContestKind::Comment.key());
    }
    let key = match (leaf, path.rows.is_empty()) {
        (Some(STEP), true) => ContestKind::Stage.key(),
        (Some(VISIT), true) => ContestKind::Survey.key(),
        (Some(REVIEW), true) => ContestKind::Review.key(),
        (Some(AGREED), true) => ContestKind::Seal.key(),
        (Some(form), true) if form.starts_with(FORM_PREFIX) => ContestKind::Form.key(),
        (None, _) if repeat == fields::ITEM => "conflict-field-item",
        (None, _) if repeat == MARK => ContestKind::Mark.key(),
        (None, _) => ContestKind::Photo.key(),
        (Some(name), _) => match FIELDS.iter().find(|(known, _)| *known == name) {
            Some((_, key)) => key,
            None => return name.to_owned(),
        },
    };
    words.text(key)
}

/// Key of what stands beside an answer.
pub const fn aspect_key(aspect: Aspect) -> &'static str {
    match aspect {
        Aspect::Accepted => "conflict-aspect-accepted",
        Aspect::Note => "conflict-aspect-note",
        Aspect::Estimate => "conflict-aspect-estimate",
    }
}

/// A value in the words of the programme; `None` where the form's words are the right ones.
pub fn value(path: &FieldPath, value: &Value, words: &Words) -> Option<String> {
    let leaf = path.leaf.as_ref().map_or("", Name::as_str);
    let top = path.rows.is_empty();
    let key = match value {
        Value::Erased if path.leaf.is_none() => "conflict-value-removed",
        Value::Erased => "conflict-value-nothing",
        Value::Row(_) => "conflict-value-there",
        Value::Photo(photo) if photo.caption.is_empty() => "conflict-value-no-caption",
        Value::Photo(photo) => return Some(photo.caption.to_string()),
        Value::Integer(fen) if leaf == fields::PRICE => return Some(Fen(*fen).yuan()),
        Value::Choice(name) if top && leaf == STEP => {
            Stage::ALL.into_iter().find(|stage| stage.name() == name.as_str())?.key()
        }
        Value::Choice(name) if top && leaf == VISIT => match name.as_str() {
            BEGUN => "conflict-value-begun",
            FINISHED => "conflict-value-finished",
            _ => return None,
        },
        Value::Choice(_) if top && leaf == REVIEW => Decision::of_value(value)?.key(),
        Value::Choice(name) => {
            let known = |(field, choice, _): &&(&str, &str, &str)| *field == leaf && *choice == name.as_str();
            CHOICES.iter().find(known)?.2
        }
        _ => return None,
    };
    Some(words.text(key))
}
