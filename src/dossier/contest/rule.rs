//! Rules that decide many conflicts alike: shown before they are carried out, and noted with every write.

use super::{Choice, Contest, ContestKind, choices, keep_row, settle};
use crate::dossier::Dossier;
use crate::dossier::edit::Edit;
use crate::id::DeviceId;
use crate::path::FieldPath;
use crate::value::Value;

/// How to choose. A rule that finds no single value leaves the conflict to a person.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Rule {
    /// 后写的: by the clocks of the devices, which may be wrong.
    Later,
    /// 先写的, likewise.
    Earlier,
    /// What this device wrote.
    Device(DeviceId),
    /// What this person wrote.
    Author(String),
    /// The value whose device also took a photo of the question.
    WithPhoto,
    /// An answer before a reason for none, before nothing.
    AnswerFirst,
    Larger,
    Smaller,
    /// Of form texts the newer version. What was answered moves with it: see [`crate::form::compare`].
    NewerForm,
    /// A row that was removed elsewhere stays.
    KeepRow,
    /// A row that was removed elsewhere goes.
    RemoveRow,
    /// 取打码后的照片: the only choice there is.
    Blurred,
}

/// What a rule says about one conflict.
#[derive(Clone, Debug, PartialEq)]
pub struct Verdict {
    pub path: FieldPath,
    /// What is written; of a row [`Value::Row`] or [`Value::Erased`].
    pub value: Value,
    pub edit: Edit,
}

impl Rule {
    /// Key of what it is called; takes `who` for a device or a person.
    pub const fn key(&self) -> &'static str {
        match self {
            Self::Later => "conflict-rule-later",
            Self::Earlier => "conflict-rule-earlier",
            Self::Device(_) => "conflict-rule-device",
            Self::Author(_) => "conflict-rule-author",
            Self::WithPhoto => "conflict-rule-photo",
            Self::AnswerFirst => "conflict-rule-answer",
            Self::Larger => "conflict-rule-larger",
            Self::Smaller => "conflict-rule-smaller",
            Self::NewerForm => "conflict-rule-form",
            Self::KeepRow => "conflict-rule-keep-row",
            Self::RemoveRow => "conflict-rule-remove-row",
            Self::Blurred => "conflict-rule-blurred",
        }
    }

    /// Whether it can say anything about conflicts of this kind.
    pub const fn is_about(&self, kind: ContestKind) -> bool {
        match self {
            Self::NewerForm => matches!(kind, ContestKind::Form),
            Self::KeepRow | Self::RemoveRow => matches!(kind, ContestKind::RemovedRow),
            Self::Blurred => matches!(kind, ContestKind::Unblurred),
            _ => {
                let own = matches!(kind, ContestKind::Form | ContestKind::RemovedRow | ContestKind::Unblurred);
                kind.takes_rules() && !own
            }
        }
    }

    /// What it decides; `None` where it finds no single value.
    pub fn judge(&self, dossier: &Dossier, contest: &Contest) -> Option<Verdict> {
        if !self.is_about(contest.kind) {
            return None;
        }
        let path = contest.path.clone();
        match self {
            Self::KeepRow => {
                let edit = keep_row(dossier, &path.rows)?;
                let number = dossier.value(&path).cloned().filter(|value| matches!(value, Value::Row(_)));
                Some(Verdict { value: number.unwrap_or(Value::Row(0)), path, edit })
            }
            Self::RemoveRow => {
                let edit = Dossier::remove_row(&path.rows);
                Some(Verdict { path, value: Value::Erased, edit })
            }
            _ => {
                let choices = choices(dossier, &path);
                let value = self.choose(dossier, &path, &choices)?.value.clone();
                let edit = settle(dossier, &path, &value);
                Some(Verdict { path, value, edit })
            }
        }
    }

    fn choose<'a>(&self, dossier: &Dossier, path: &FieldPath, choices: &'a [Choice]) -> Option<&'a Choice> {
        match self {
            Self::Later => best(choices, |choice| choice.seconds().max()),
            Self::Earlier => best(choices, |choice| choice.seconds().min().map(std::cmp::Reverse)),
            Self::Device(device) => only(choices, |choice| choice.writers.iter().any(|w| w.dot.device == *device)),
            Self::Author(author) => only(choices, |choice| choice.writers.iter().any(|w| *w.author == **author)),
            Self::WithPhoto => {
                let devices = photographers(dossier, path);
                only(choices, |choice| choice.writers.iter().any(|writer| devices.contains(&writer.dot.device)))
            }
            Self::AnswerFirst => only(choices, |choice| choice.value.is_answer()).or_else(|| {
                // Of two answers none comes first; of a reason and nothing, the reason.
                let none = choices.iter().all(|choice| !choice.value.is_answer());
                only(choices, |choice| choice.value != Value::Erased).filter(|_| none)
            }),
            Self::Larger => numbers(choices, |number| number),
            Self::Smaller => numbers(choices, |number| -number),
            Self::NewerForm => best(choices, |choice| match &choice.value {
                Value::Form(form) => Some(form.version),
                _ => None,
            }),
            Self::Blurred => choices.first(),
            Self::KeepRow | Self::RemoveRow => None,
        }
    }
}

/// The devices that took a photo of this question.
fn photographers(dossier: &Dossier, path: &FieldPath) -> Vec<DeviceId> {
    let photos = dossier.photos(path).into_iter();
    let writers = photos.filter_map(|(row, _)| {
        let register = dossier.fields.get(&path.photo(row)?)?;
        Some(register.live().map(|(dot, _)| dot.device).collect::<Vec<_>>())
    });
    writers.flatten().collect()
}

/// The one choice for which this holds.
fn only(choices: &[Choice], holds: impl Fn(&Choice) -> bool) -> Option<&Choice> {
    let mut found = choices.iter().filter(|choice| holds(choice));
    found.next().filter(|_| found.next().is_none())
}

/// The one choice with the largest key; none where two share it or one has none.
fn best<K: Ord>(choices: &[Choice], key: impl Fn(&Choice) -> Option<K>) -> Option<&Choice> {
    let keys: Option<Vec<K>> = choices.iter().map(key).collect();
    let keys = keys?;
    let most = keys.iter().max()?;
    let mut found = choices.iter().zip(&keys).filter(|(_, key)| *key == most);
    found.next().filter(|_| found.next().is_none()).map(|(choice, _)| choice)
}

fn numbers(choices: &[Choice], key: impl Fn(f64) -> f64) -> Option<&Choice> {
    let number = |choice: &Choice| match &choice.value {
        Value::Integer(number) => Some(*number as f64),
        Value::Decimal(number) => Some(number.get()),
        _ => None,
    };
    let all: Option<Vec<f64>> = choices.iter().map(|choice| number(choice).map(&key)).collect();
    let all = all?;
    let place = (0..all.len()).max_by(|a, b| all[*a].total_cmp(&all[*b]))?;
    let alone = all.iter().filter(|number| number.total_cmp(&all[place]).is_eq()).count() == 1;
    choices.get(place).filter(|_| alone)
}
