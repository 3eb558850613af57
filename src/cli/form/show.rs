//! A form as a person reads it: sections, numbered questions, units and ranges, conditions, reference lines.

use std::io::{self, Write};

use crate::dossier::words::skip_key;
use crate::form::schema::{Finding, FormText, Group, Item, Kind, Question, Reference, Repeat, Section};
use crate::id::Name;
use crate::l10n::{Texts, Words};
use crate::units::Unit;

/// Writes the whole form.
///
/// # Errors
/// When `out` cannot be written.
pub(super) fn show(form: &FormText, words: &'static Words, out: &mut dyn Write) -> io::Result<()> {
    let mut shower = Shower { form, words, out, number: 0 };
    let version = form.version.to_string();
    let title = form.title.get(words.language());
    shower.say(0, "cli-show-form", &[("title", title), ("id", form.id.as_str()), ("version", &version)])?;
    shower.texts(1, &form.about)?;
    if !form.uses.is_empty() {
        let uses: Vec<&str> = form.uses.iter().map(Name::as_str).collect();
        let between = shower.between();
        shower.say(1, "cli-show-uses", &[("forms", &uses.join(&between))])?;
    }
    shower.items(&form.items, 0)?;
    if !form.findings.is_empty() {
        shower.blank()?;
        shower.say(0, "cli-show-findings", &[])?;
        form.findings.iter().try_for_each(|finding| shower.finding(finding))?;
    }
    Ok(())
}

struct Shower<'a> {
    form: &'a FormText,
    words: &'static Words,
    out: &'a mut dyn Write,
    /// Of the last question within the section.
    number: u32,
}

impl Shower<'_> {
    fn blank(&mut self) -> io::Result<()> {
        writeln!(self.out)
    }

    fn line(&mut self, depth: usize, text: &str) -> io::Result<()> {
        writeln!(self.out, "{:1$}{text}", "", 2 * depth)
    }

    fn say(&mut self, depth: usize, key: &str, args: &[(&str, &str)]) -> io::Result<()> {
        // Expressions may be written over several lines.
        let args: Vec<(&str, String)> =
            args.iter().map(|(name, text)| (*name, text.split_whitespace().collect::<Vec<_>>().join(" "))).collect();
        let args: Vec<(&str, &str)> = args.iter().map(|(name, text)| (*name, text.as_str())).collect();
        let text = self.words.with(key, &args);
        self.line(depth, &text)
    }

    /// A line only where there is something to say.
    fn say_if(&mut self, depth: usize, key: &str, name: &str, value: Option<&str>) -> io::Result<()> {
        value.filter(|value| !value.is_empty()).map_or(Ok(()), |value| self.say(depth, key, &[(name, value)]))
    }

    /// What stands between the parts of a list.
    fn between(&self) -> String {
        self.words.text("dossier-between-choices")
    }

    fn text<'t>(&self, texts: &'t Texts) -> &'t str {
        texts.get(self.words.language())
    }

    fn texts(&mut self, depth: usize, texts: &Texts) -> io::Result<()> {
        let text = self.text(texts);
        if text.is_empty() { Ok(()) } else { self.line(depth, text) }
    }

    fn items(&mut self, items: &[Item], depth: usize) -> io::Result<()> {
        for item in items {
            match item {
                Item::Section(Section { id, title, hint, relevant, quick, items }) => {
                    self.number = 0;
                    self.blank()?;
                    self.heading(depth, "cli-show-section", id, title, hint, relevant.as_ref())?;
                    if *quick {
                        self.say(depth + 1, "cli-show-quick", &[])?;
                    }
                    self.items(items, depth + 1)?;
                }
                Item::Group(Group { id, title, hint, relevant, items }) => {
                    self.heading(depth, "cli-show-group", id, title, hint, relevant.as_ref())?;
                    self.items(items, depth + 1)?;
                }
                Item::Repeat(repeat) => self.repeat(repeat, depth)?,
                Item::Question(question) => self.question(question, depth)?,
            }
        }
        Ok(())
    }

    fn heading(
        &mut self,
        depth: usize,
        key: &str,
        id: &Name,
        title: &Texts,
        hint: &Texts,
        relevant: Option<&String>,
    ) -> io::Result<()> {
        let title = self.text(title);
        self.say(depth, key, &[("title", title), ("id", id.as_str())])?;
        self.texts(depth + 1, hint)?;
        self.say_if(depth + 1, "cli-show-relevant", "condition", relevant.map(String::as_str))
    }

    fn repeat(&mut self, repeat: &Repeat, depth: usize) -> io::Result<()> {
        let Repeat { id, title, hint, label, relevant, least, presets, items, .. } = repeat;
        self.heading(depth, "cli-show-repeat", id, title, hint, relevant.as_ref())?;
        self.say_if(depth + 1, "cli-show-row-label", "label", label.as_deref())?;
        if *least > 0 {
            self.say(depth + 1, "cli-show-least", &[("count", &least.to_string())])?;
        }
        let presets: Vec<&str> = presets.iter().map(|preset| self.text(&preset.label)).collect();
        self.say_if(depth + 1, "cli-show-presets", "presets", Some(&presets.join(&self.between())))?;
        self.items(items, depth + 1)
    }

    fn question(&mut self, question: &Question, depth: usize) -> io::Result<()> {
        let counted = !matches!(question.kind, Kind::Note | Kind::Calculated { .. });
        self.number += u32::from(counted);
        let (label, id, kind) = (self.text(&question.label), question.id.as_str(), self.kind(&question.kind));
        let number = self.number.to_string();
        let args = [("number", number.as_str()), ("label", label), ("id", id), ("kind", &kind)];
        if counted {
            self.say(depth, "cli-show-question", &args)?;
        } else {
            self.say(depth, "cli-show-unnumbered", &args[1..])?;
        }
        let depth = depth + 2;
        self.texts(depth, &question.hint)?;
        if let Some(guidance) = &question.guidance {
            let text = self.text(&guidance.text);
            self.say_if(depth, "cli-show-guidance", "text", Some(text))?;
            self.say_if(depth, "cli-show-drawing", "drawing", guidance.drawing.as_ref().map(Name::as_str))?;
        }
        self.say_if(depth, "cli-show-relevant", "condition", question.relevant.as_deref())?;
        if question.required.as_deref() == Some("true()") {
            self.say(depth, "cli-show-required-always", &[])?;
        } else {
            self.say_if(depth, "cli-show-required", "condition", question.required.as_deref())?;
        }
        self.say_if(depth, "cli-show-default", "value", question.default.as_deref())?;
        self.say_if(depth, "cli-show-fine", "value", question.fine.as_deref())?;
        self.say_if(depth, "cli-show-filter", "condition", question.filter.as_deref())?;
        for check in &question.checks {
            let key = if check.hard { "cli-show-check-hard" } else { "cli-show-check" };
            let message = self.text(&check.message);
            self.say(depth, key, &[("condition", &check.holds), ("message", message)])?;
        }
        question.references.iter().try_for_each(|reference| self.reference(reference, depth))?;
        if question.sensitive {
            self.say(depth, "cli-show-sensitive", &[])?;
        }
        if let Some(skips) = &question.skips {
            let skips: Vec<String> = skips.iter().map(|skip| self.words.text(skip_key(*skip))).collect();
            self.say_if(depth, "cli-show-skips", "skips", Some(&skips.join(&self.between())))?;
        }
        Ok(())
    }

    fn reference(&mut self, reference: &Reference, depth: usize) -> io::Result<()> {
        let title =
            self.form.sources.get(&reference.source).map_or(reference.source.as_str(), |title| self.text(title));
        let source = format!("{title} {}", reference.clause);
        let args =
            [("text", self.text(&reference.text)), ("source", source.trim_end()), ("met", reference.met.as_str())];
        self.say(depth, "cli-show-reference", &args)?;
        self.say_if(depth + 1, "cli-show-when", "condition", reference.when.as_deref())
    }

    fn finding(&mut self, finding: &Finding) -> io::Result<()> {
        let label = self.text(&finding.label);
        self.say(1, "cli-show-finding", &[("label", label), ("id", finding.id.as_str())])?;
        self.say_if(2, "cli-show-each", "repeat", finding.each.as_ref().map(Name::as_str))?;
        self.say(2, "cli-show-when", &[("condition", &finding.when)])?;
        for measure in &finding.measures {
            self.say(2, "cli-show-measure", &[("code", measure.code.as_str())])?;
            self.say_if(3, "cli-show-when", "condition", measure.when.as_deref())?;
            self.say_if(3, "cli-show-quantity", "quantity", measure.quantity.as_deref())?;
        }
        Ok(())
    }

    /// The kind of answer in words, with its choices, unit and ranges.
    fn kind(&self, kind: &Kind) -> String {
        let name = self.words.text(kind_key(kind));
        let details = match kind {
            Kind::OneOf { list } | Kind::ManyOf { list, .. } => self.choices(list),
            Kind::Integer { unit, warn, hard, .. } => self.measured(*unit, *warn, *hard),
            Kind::Decimal { unit, warn, hard, .. } => self.measured(*unit, *warn, *hard),
            Kind::Calculated { value, unit, .. } => {
                let unit = unit.map(|unit| self.unit(unit)).unwrap_or_default();
                [value.clone(), unit]
                    .into_iter()
                    .filter(|part| !part.is_empty())
                    .collect::<Vec<_>>()
                    .join(&self.between())
            }
            Kind::Photo { least, shows } => {
                let least = least.to_string();
                let count = self.words.with("cli-show-photos", &[("count", &least)]);
                [count, self.text(shows).to_owned()]
                    .into_iter()
                    .filter(|part| !part.is_empty())
                    .collect::<Vec<_>>()
                    .join(&self.between())
            }
            Kind::Signature { who } => self.text(who).to_owned(),
            Kind::Point { drawing } => drawing.to_string(),
            _ => String::new(),
        };
        if details.is_empty() {
            return name;
        }
        self.words.with("cli-show-kind", &[("kind", &name), ("details", &details)])
    }

    fn choices(&self, list: &Name) -> String {
        let choices = self.form.lists.get(list).map_or(&[][..], Vec::as_slice);
        let label = |choice: &crate::form::schema::Choice| format!("{} ({})", self.text(&choice.label), choice.id);
        choices.iter().map(label).collect::<Vec<_>>().join(&self.between())
    }

    /// In the plural; empty where the language says nothing.
    fn unit(&self, unit: Unit) -> String {
        if unit.symbol().is_empty() {
            self.words.with(unit.key(), &[("number", "2")])
        } else {
            unit.symbol().to_owned()
        }
    }

    fn measured<T: std::fmt::Display>(&self, unit: Option<Unit>, warn: Option<(T, T)>, hard: Option<(T, T)>) -> String {
        let range = |key: &str, (least, most): (T, T)| {
            let (least, most) = (least.to_string(), most.to_string());
            self.words.with(key, &[("least", &least), ("most", &most)])
        };
        let parts = [
            unit.map(|unit| self.unit(unit)),
            warn.map(|warn| range("cli-show-warn", warn)),
            hard.map(|hard| range("cli-show-hard", hard)),
        ];
        parts.into_iter().flatten().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(&self.between())
    }
}

/// Key of the name of a kind of question.
const fn kind_key(kind: &Kind) -> &'static str {
    match kind {
        Kind::Note => "cli-kind-note",
        Kind::YesNo => "cli-kind-yes-no",
        Kind::OneOf { .. } => "cli-kind-one-of",
        Kind::ManyOf { .. } => "cli-kind-many-of",
        Kind::Integer { .. } => "cli-kind-integer",
        Kind::Decimal { .. } => "cli-kind-decimal",
        Kind::Text { .. } => "cli-kind-text",
        Kind::Date => "cli-kind-date",
        Kind::Division { .. } => "cli-kind-division",
        Kind::CitizenId => "cli-kind-citizen-id",
        Kind::Certificate { .. } => "cli-kind-certificate",
        Kind::Phone => "cli-kind-phone",
        Kind::Photo { .. } => "cli-kind-photo",
        Kind::Signature { .. } => "cli-kind-signature",
        Kind::Point { .. } => "cli-kind-point",
        Kind::Calculated { .. } => "cli-kind-calculated",
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::form::library::BUILT_IN;
    use crate::form::load::load;
    use crate::l10n::Language;

    fn shown(text: &str, language: Language) -> String {
        let (form, _) = load("form.ron", text).unwrap();
        let mut out = Vec::new();
        show(&form, Words::of(language), &mut out).unwrap();
        String::from_utf8(out).unwrap()
    }

    #[test]
    fn a_question_is_told_with_all_that_decides() {
        let text = r#"(id: "tiny", version: 2, title: {"zh": "a", "en": "Tiny"}, sources: {"gb": {"zh": "GB 50763"}}, items: [
            Section(id: "s", title: {"zh": "a", "en": "Doors"}, items: [
                Question(id: "n", kind: Note, label: {"zh": "a", "en": "Read this"}),
                Question(id: "w", kind: Integer(unit: Millimetre, warn: (550, 1100), hard: (300, 2000)),
                    label: {"zh": "a", "en": "Width"}, relevant: "${x} = 1",
                    references: [(source: "gb", clause: "3.5.3", text: {"zh": "≥ 800"}, met: ". >= 800")]),
            ]),
        ])"#;
        let shown = shown(text, Language::English);
        for line in [
            "Tiny (tiny, version 2)",
            "■ Doors [s]",
            "  Read this [n] · note",
            "  1. Width [w] · whole number: mm, usually 550–1100, never beyond 300–2000",
            "      Asked if: ${x} = 1",
            "      Reference: ≥ 800 (GB 50763 3.5.3); met if: . >= 800",
        ] {
            assert!(shown.lines().any(|shown| shown == line), "{line}\n{shown}");
        }
    }

    #[test]
    fn every_built_in_form_can_be_shown_in_both_languages() {
        for (name, text) in BUILT_IN {
            for language in Language::ALL {
                let shown = shown(text, language);
                assert!(shown.lines().count() > 10, "{name}");
                assert!(!shown.contains("cli-") && !shown.contains("unit-"), "{name}: a word is missing");
            }
        }
    }
}
