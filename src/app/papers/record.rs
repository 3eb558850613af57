//! The answers of forms as a document shows them.

use super::gather::{Bilingual, Gather};
use crate::dossier::ask;
use crate::dossier::prompt::{self, Control, Outcome, Prompt};
use crate::dossier::status;
use crate::dossier::words::value_text;
use crate::form::schema::{Kind as Asked, Priority};
use crate::id::{Name, RowId};
use crate::l10n::{Language, Texts};
use crate::path::Aspect;
use crate::report::model::{Answer, Entry, Finding, Line, Record, Section, Signature, Text};
use crate::value::Value;

/// Tags under which forms give traditional Mongolian.
const MONGOLIAN: [&str; 2] = ["mn-Mong", "mn"];

/// Which questions are shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Take {
    /// Answered, skipped, or still required; texts that are read out.
    All,
    /// As [`Self::All`], but only of forms with an answer.
    Answered,
    /// As [`Self::Answered`], without what is sensitive and without texts.
    Harmless,
}

/// The record of these forms, as far as they have been answered.
pub(super) fn of(gather: &mut Gather<'_>, forms: &[&'static str], take: Take) -> Record {
    let mut record = Record::default();
    for form in forms {
        let (one, answered) = with_open(gather, &[form], take);
        if answered {
            record.sections.extend(one.sections);
            record.findings.extend(one.findings);
        }
    }
    record
}

/// The record of these forms whether or not anybody has answered anything there, which is told too.
pub(super) fn with_open(gather: &mut Gather<'_>, forms: &[&'static str], take: Take) -> (Record, bool) {
    let (mut record, mut any) = (Record::default(), false);
    for form in forms {
        let Some(filled) = gather.form(form) else { continue };
        for (section, answered) in sections(gather, &filled, take) {
            record.sections.push(section);
            any |= answered;
        }
        record.findings.extend(findings(gather, &filled));
    }
    (record, any)
}

/// Takes the signatures out of a record, so that a document can show them at its end.
pub(super) fn lift_signatures(record: &mut Record) -> Vec<Signature> {
    let mut lifted = Vec::new();
    for section in &mut record.sections {
        section.entries.retain_mut(|entry| match entry {
            Entry::Answer(answer) => match answer.signature.take() {
                Some(signature) => {
                    lifted.push(signature);
                    false
                }
                None => true,
            },
            _ => true,
        });
        drop_bare_headings(&mut section.entries);
    }
    record.sections.retain(|section| !section.entries.is_empty());
    lifted
}

/// The sections that say something, and whether anybody has answered anything there.
fn sections(gather: &mut Gather<'_>, filled: &Bilingual, take: Take) -> Vec<(Section, bool)> {
    let rows: Vec<RowId> =
        gather.dossier.fields.keys().flat_map(|path| path.rows.iter().map(|step| step.row)).collect();
    let mut found = Vec::new();
    for section in ask::sections(&filled.chinese, &gather.dossier, Language::Chinese) {
        if !section.relevant {
            continue;
        }
        let chinese = ask::entries(&filled.chinese, &gather.dossier, &section.id, &rows, Language::Chinese);
        let english = filled.english.as_ref().map(|session| {
            let entries = ask::entries(session, &gather.dossier, &section.id, &rows, Language::English);
            let title = ask::sections(session, &gather.dossier, Language::English)
                .into_iter()
                .find(|known| known.id == section.id)
                .map(|known| known.title);
            (title.unwrap_or_default(), entries)
        });
        let (title, english) = english.unwrap_or_default();
        let mut builder = Builder { gather, filled, take, row: Text::default(), answered: false };
        let mut entries: Vec<Entry> = chinese
            .into_iter()
            .enumerate()
            .filter_map(|(place, entry)| builder.entry(entry, english.get(place)))
            .collect();
        let answered = builder.answered;
        drop_bare_headings(&mut entries);
        if !entries.is_empty() {
            let title = Text { zh: section.title, en: title, mn: String::new() };
            found.push((Section { title, entries }, answered));
        }
    }
    found
}

/// A heading says something only where an answer follows.
fn drop_bare_headings(entries: &mut Vec<Entry>) {
    let mut kept: Vec<Entry> = Vec::with_capacity(entries.len());
    for entry in entries.drain(..).rev() {
        let bare = match &entry {
            Entry::Heading { depth, .. } => match kept.last() {
                None => true,
                Some(Entry::Heading { depth: below, .. }) => below <= depth,
                Some(_) => false,
            },
            _ => false,
        };
        if !bare {
            kept.push(entry);
        }
    }
    kept.reverse();
    *entries = kept;
}

struct Builder<'a, 'g> {
    gather: &'a mut Gather<'g>,
    filled: &'a Bilingual,
    take: Take,
    /// The last heading: what a photo shows.
    row: Text,
    /// Somebody has answered something; what the form calculates does not count.
    answered: bool,
}

impl Builder<'_, '_> {
    fn entry(&mut self, chinese: prompt::Entry, english: Option<&prompt::Entry>) -> Option<Entry> {
        match chinese {
            prompt::Entry::Heading { text, depth, .. } => {
                let en = match english {
                    Some(prompt::Entry::Heading { text, .. }) => text.clone(),
                    _ => String::new(),
                };
                let text = Text { zh: text, en, mn: String::new() };
                self.row = text.clone();
                Some(Entry::Heading { text, depth })
            }
            prompt::Entry::Repeat(repeat) => {
                let en = match english {
                    Some(prompt::Entry::Repeat(repeat)) => repeat.title.clone(),
                    _ => String::new(),
                };
                let text = Text { zh: repeat.title, en, mn: String::new() };
                // A group that holds only this repeat is called like it.
                let said = self.row == text;
                (!repeat.rows.is_empty() && !said).then_some(Entry::Heading { text, depth: repeat.depth })
            }
            prompt::Entry::Question(chinese) => {
                let english = match english {
                    Some(prompt::Entry::Question(english)) if english.path == chinese.path => Some(&**english),
                    _ => None,
                };
                self.question(&chinese, english)
            }
        }
    }

    fn question(&mut self, chinese: &Prompt, english: Option<&Prompt>) -> Option<Entry> {
        let label = self.label(chinese, english);
        if chinese.control == Control::Note {
            return (self.take != Take::Harmless).then_some(Entry::Note { text: label });
        }
        if self.take == Take::Harmless && chinese.sensitive {
            return None;
        }
        let said = chinese.value.is_some() || !chinese.photos.is_empty() || !chinese.conflict.is_empty();
        if !said && !chinese.required {
            return None;
        }
        self.answered |= said && chinese.control.takes_answer();
        Some(Entry::Answer(Box::new(self.answer(chinese, english, label))))
    }

    fn answer(&mut self, chinese: &Prompt, english: Option<&Prompt>, label: Text) -> Answer {
        let both = |text: fn(&Prompt) -> String| Text {
            zh: text(chinese),
            en: english.map(text).unwrap_or_default(),
            mn: String::new(),
        };
        let is_signature = matches!(chinese.control, Control::Signature { .. });
        let other = |place: usize| english.and_then(|english| english.conflict.get(place));
        let conflict = chinese.conflict.iter().enumerate().skip(1).map(|(place, rival)| Text {
            zh: rival.value_text.clone(),
            en: other(place).map(|rival| rival.value_text.clone()).unwrap_or_default(),
            mn: String::new(),
        });
        Answer {
            question: chinese.path.leaf.as_ref().map(Name::to_string).unwrap_or_default(),
            value: if is_signature { Text::default() } else { both(|prompt| prompt.value_text.clone()) },
            skipped: matches!(chinese.value, Some(Value::Skipped(_))),
            estimate: self.estimate(chinese),
            line: chinese.line.as_ref().map(|line| Line {
                text: both(|prompt| prompt.line.as_ref().map(|line| line.text.clone()).unwrap_or_default()),
                source: both(|prompt| prompt.line.as_ref().map(|line| line.source.clone()).unwrap_or_default()),
                outcome: line.outcome.map_or("", outcome),
                reason: line.reason.clone(),
            }),
            note: chinese.note.clone(),
            conflict: conflict.collect(),
            photos: self.photos(chinese, &label),
            signature: is_signature.then(|| self.signature(chinese, english)),
            label,
        }
    }

    fn label(&self, chinese: &Prompt, english: Option<&Prompt>) -> Text {
        let question = chinese.path.leaf.as_ref().and_then(|name| self.filled.chinese.form().question(name));
        Text {
            zh: chinese.label.clone(),
            en: english.map(|english| english.label.clone()).unwrap_or_default(),
            mn: question.map(|question| mongolian(&question.label)).unwrap_or_default(),
        }
    }

    /// A number that was measured in a photo, as long as nobody has confirmed or changed it.
    fn estimate(&self, chinese: &Prompt) -> Text {
        let path = chinese.path.aspect(Aspect::Estimate);
        let Some(value @ Value::Estimate(estimate)) = path.and_then(|path| self.gather.dossier.value(&path)) else {
            return Text::default();
        };
        if chinese.value != Some(Value::Integer(estimate.millimetres.into())) {
            return Text::default();
        }
        let form = self.filled.chinese.form().text();
        self.gather.both(|language| value_text(form, &Asked::Note, value, language))
    }

    fn photos(&mut self, chinese: &Prompt, label: &Text) -> Vec<crate::report::model::Photo> {
        if chinese.photos.is_empty() {
            return Vec::new();
        }
        let caption = if chinese.path.rows.is_empty() {
            label.clone()
        } else {
            let joined =
                |row: &str, label: &str| if row.is_empty() { label.to_owned() } else { format!("{row} · {label}") };
            let en = if label.en.is_empty() { String::new() } else { joined(&self.row.en, &label.en) };
            Text { zh: joined(&self.row.zh, &label.zh), en, mn: String::new() }
        };
        let Gather { printer, dossier, pictures, .. } = &mut *self.gather;
        pictures.of_question(&printer.store, dossier, &chinese.path, &caption)
    }

    fn signature(&self, chinese: &Prompt, english: Option<&Prompt>) -> Signature {
        let who = Text {
            zh: chinese.label.clone(),
            en: english.map(|english| english.label.clone()).unwrap_or_default(),
            mn: String::new(),
        };
        let register = self.gather.dossier.fields.get(&chinese.path);
        let signed = register.and_then(|register| register.leading());
        match signed.map(|(_, write)| (&write.value, write.at)) {
            Some((Value::Signature(signature), at)) => Signature {
                who,
                name: signature.name.to_string(),
                relation: signature.relation.to_string(),
                date: at.date().to_string(),
                strokes: signature.strokes.clone(),
            },
            _ => Signature { who, ..Signature::default() },
        }
    }
}

/// Traditional Mongolian, where the form supplies it.
fn mongolian(texts: &Texts) -> String {
    MONGOLIAN.iter().find_map(|tag| texts.in_tag(tag)).unwrap_or_default().to_owned()
}

const fn outcome(outcome: Outcome) -> &'static str {
    match outcome {
        Outcome::Met => "met",
        Outcome::Accepted => "accepted",
        Outcome::NotMet => "not-met",
    }
}

fn findings(gather: &Gather<'_>, filled: &Bilingual) -> Vec<Finding> {
    let english =
        filled.english.as_ref().map(|session| status::barriers(session, Language::English)).unwrap_or_default();
    let chinese = status::barriers(&filled.chinese, Language::Chinese);
    let finding = |(place, barrier): (usize, prompt::Barrier)| Finding {
        label: Text {
            zh: barrier.label,
            en: english.get(place).map(|barrier| barrier.label.clone()).unwrap_or_default(),
            mn: String::new(),
        },
        place: barrier.row_label,
        priority: gather.say(priority_key(barrier.priority)),
    };
    chinese.into_iter().enumerate().map(finding).collect()
}

pub(in crate::app) const fn priority_key(priority: Priority) -> &'static str {
    match priority {
        Priority::Danger => "visit-priority-danger",
        Priority::ToiletAndBath => "visit-priority-toilet",
        Priority::GettingOut => "visit-priority-out",
        Priority::Kitchen => "visit-priority-kitchen",
        Priority::Comfort => "visit-priority-comfort",
    }
}
