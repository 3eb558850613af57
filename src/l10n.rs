//! Languages: the words of the program (Fluent files in `assets/i18n`) and the texts of a form.
//!
//! Chinese comes first and is complete; English is complete; traditional Mongolian appears wherever a form
//! supplies it. No text for people stands in code.

use std::collections::BTreeMap;
use std::fmt;
use std::sync::{Arc, LazyLock};

use fluent_bundle::concurrent::FluentBundle;
use fluent_bundle::{FluentArgs, FluentResource, FluentValue};

use crate::problem::Problem;

/// A language of the program's own words.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Language {
    #[default]
    Chinese,
    English,
}

impl Language {
    pub const ALL: [Self; 2] = [Self::Chinese, Self::English];

    /// BCP 47.
    pub const fn tag(self) -> &'static str {
        match self {
            Self::Chinese => "zh-Hans",
            Self::English => "en",
        }
    }

    /// The language's own name for itself: the one text that is never translated.
    pub const fn endonym(self) -> &'static str {
        match self {
            Self::Chinese => "简体中文",
            Self::English => "English",
        }
    }

    /// The language of a POSIX locale or BCP 47 tag; everything unknown is read in Chinese.
    pub fn from_locale(locale: &str) -> Self {
        if locale.starts_with("en") { Self::English } else { Self::Chinese }
    }
}

/// One text in several languages, by short tag: `{"zh": "门", "en": "door", "mn": "ᠡᠭᠦᠳᠡ"}`.
#[derive(Clone, Default, PartialEq, Eq, serde::Deserialize)]
#[serde(transparent)]
pub struct Texts(BTreeMap<String, Arc<str>>);

impl Texts {
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The text in `language`, else in Chinese, else in any language, else nothing.
    pub fn get(&self, language: Language) -> &str {
        let tag = match language {
            Language::Chinese => "zh",
            Language::English => "en",
        };
        [tag, "zh"].iter().find_map(|tag| self.0.get(*tag)).or_else(|| self.0.values().next()).map_or("", |text| text)
    }

    /// The text in exactly this language tag.
    pub fn in_tag(&self, tag: &str) -> Option<&str> {
        self.0.get(tag).map(|text| &**text)
    }

    pub fn tags(&self) -> impl Iterator<Item = &str> {
        self.0.keys().map(String::as_str)
    }
}

impl fmt::Debug for Texts {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(&self.0, f)
    }
}

impl<const N: usize> From<[(&str, &str); N]> for Texts {
    fn from(texts: [(&str, &str); N]) -> Self {
        Self(texts.iter().map(|(tag, text)| ((*tag).to_owned(), (*text).into())).collect())
    }
}

/// The program's words in one language.
pub struct Words {
    language: Language,
    bundle: FluentBundle<FluentResource>,
}

macro_rules! files {
    ($($name:literal),* $(,)?) => {
        /// Name, Chinese text, English text of every language file.
        pub const FILES: &[(&str, &str, &str)] = &[$((
            $name,
            include_str!(concat!("../assets/i18n/zh-Hans/", $name)),
            include_str!(concat!("../assets/i18n/en/", $name)),
        )),*];
    };
}
files!(
    "app.ftl",
    "camera.ftl",
    "case.ftl",
    "cli.ftl",
    "conflict.ftl",
    "demo.ftl",
    "desk.ftl",
    "dossier.ftl",
    "drawing.ftl",
    "duplicate.ftl",
    "export.ftl",
    "expr.ftl",
    "finder.ftl",
    "form.ftl",
    "handing.ftl",
    "keys.ftl",
    "marks.ftl",
    "measure.ftl",
    "merge.ftl",
    "paper.ftl",
    "photo.ftl",
    "plan.ftl",
    "progress.ftl",
    "question.ftl",
    "ramp.ftl",
    "registry.ftl",
    "review.ftl",
    "roster.ftl",
    "seal.ftl",
    "stage.ftl",
    "store.ftl",
    "synth.ftl",
    "transfer.ftl",
    "works.ftl"
);

static CHINESE: LazyLock<Words> = LazyLock::new(|| Words::load(Language::Chinese));
static ENGLISH: LazyLock<Words> = LazyLock::new(|| Words::load(Language::English));

impl Words {
    pub fn of(language: Language) -> &'static Self {
        match language {
            Language::Chinese => &CHINESE,
            Language::English => &ENGLISH,
        }
    }

    fn load(language: Language) -> Self {
        let langid = language.tag().parse().unwrap_or_default();
        let mut bundle = FluentBundle::new_concurrent(vec![langid]);
        // Isolating marks would end up in files and tables.
        bundle.set_use_isolating(false);
        for (_, chinese, english) in FILES {
            let text = if language == Language::Chinese { chinese } else { english };
            // A broken or doubled message is caught by the tests; a person gets what could be read.
            let resource = match FluentResource::try_new((*text).to_owned()) {
                Ok(resource) | Err((resource, _)) => resource,
            };
            bundle.add_resource_overriding(resource);
        }
        Self { language, bundle }
    }

    pub const fn language(&self) -> Language {
        self.language
    }

    pub fn has(&self, key: &str) -> bool {
        self.bundle.has_message(key)
    }

    /// The words for `key`; the key itself where they are missing, so that the gap is seen.
    pub fn text(&self, key: &str) -> String {
        self.with(key, &[])
    }

    /// The words for `key` with its arguments. Texts that are whole numbers choose the plural form.
    pub fn with(&self, key: &str, args: &[(&str, &str)]) -> String {
        self.attribute(key, None, args).unwrap_or_else(|| key.to_owned())
    }

    fn attribute(&self, key: &str, attribute: Option<&str>, args: &[(&str, &str)]) -> Option<String> {
        let message = self.bundle.get_message(key)?;
        let pattern = match attribute {
            None => message.value()?,
            Some(name) => message.get_attribute(name)?.value(),
        };
        let args: FluentArgs<'_> = args
            .iter()
            .map(|(name, text)| {
                let small_number = text.len() < 10 && !text.starts_with('0') || *text == "0";
                let value = match text.parse::<i64>() {
                    Ok(number) if small_number => FluentValue::from(number),
                    _ => FluentValue::from(*text),
                };
                (*name, value)
            })
            .collect();
        Some(self.bundle.format_pattern(pattern, Some(&args), &mut Vec::new()).into_owned())
    }

    /// A problem as a person reads it: what happened, then what to do.
    pub fn problem(&self, problem: &Problem) -> String {
        match self.hint(problem) {
            Some(hint) => self.sentences(&self.what(problem), &hint),
            None => self.what(problem),
        }
    }

    /// Two short texts, which have no full stop by themselves, one behind the other.
    pub fn sentences(&self, first: &str, second: &str) -> String {
        let (stop, space) = match self.language {
            Language::Chinese => ('\u{3002}', ""),
            Language::English => ('.', " "),
        };
        let first = first.trim_end();
        if first.ends_with([stop, '?', '!', ':', '\u{ff1f}', '\u{ff01}', '\u{ff1a}']) {
            return format!("{first}{space}{second}");
        }
        format!("{first}{stop}{space}{second}")
    }

    /// What happened.
    pub fn what(&self, problem: &Problem) -> String {
        let args = self.args_of(problem);
        self.with(problem.key, &borrowed(&args))
    }

    /// What to do next.
    pub fn hint(&self, problem: &Problem) -> Option<String> {
        let args = self.args_of(problem);
        self.attribute(problem.key, Some("hint"), &borrowed(&args))
    }

    fn args_of(&self, problem: &Problem) -> Vec<(&'static str, String)> {
        let words = problem.words.iter().map(|(name, key)| (*name, self.text(key)));
        let labels = problem.labels.iter().map(|(name, label)| (*name, label.get(self.language()).to_owned()));
        problem.args.iter().cloned().chain(words).chain(labels).collect()
    }
}

fn borrowed<'a>(args: &'a [(&'static str, String)]) -> Vec<(&'static str, &'a str)> {
    args.iter().map(|(name, value)| (*name, value.as_str())).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    /// Message and attribute names with the variables they use, read from the text itself.
    fn inventory(text: &str) -> BTreeMap<String, BTreeSet<String>> {
        let mut found: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
        let mut message = String::new();
        let mut entry = String::new();
        for line in text.lines().filter(|line| !line.starts_with('#')) {
            if let Some((name, _)) =
                line.split_once('=').filter(|_| line.starts_with(|c: char| c.is_ascii_alphabetic()))
            {
                message = name.trim().to_owned();
                entry.clone_from(&message);
                let fresh = found.insert(entry.clone(), BTreeSet::new()).is_none();
                assert!(fresh, "{entry} stands twice");
            } else if let Some((name, _)) = line.trim_start().strip_prefix('.').and_then(|rest| rest.split_once('=')) {
                entry = format!("{message}.{}", name.trim());
                found.insert(entry.clone(), BTreeSet::new());
            }
            for variable in line.split('$').skip(1) {
                let name: String =
                    variable.chars().take_while(|c| c.is_ascii_alphanumeric() || *c == '-' || *c == '_').collect();
                found.entry(entry.clone()).or_default().insert(name);
            }
        }
        found
    }

    #[test]
    fn both_languages_say_everything_with_the_same_arguments() {
        let mut names = BTreeSet::new();
        for (file, chinese, english) in FILES {
            for text in [chinese, english] {
                if let Err((_, errors)) = FluentResource::try_new((*text).to_owned()) {
                    panic!("{file}: {errors:?}");
                }
            }
            let (chinese, english) = (inventory(chinese), inventory(english));
            assert_eq!(chinese, english, "{file}");
            for name in chinese.into_keys() {
                assert!(names.insert(name.clone()), "{name} stands in two files");
            }
        }
    }

    #[test]
    fn short_texts_become_sentences() {
        assert_eq!(Words::of(Language::Chinese).sentences("照片是空的", "请重拍"), "照片是空的。请重拍");
        assert_eq!(
            Words::of(Language::English).sentences("The photo is empty", "Take it again"),
            "The photo is empty. Take it again"
        );
        assert_eq!(Words::of(Language::English).sentences("Sure?", "Look"), "Sure? Look");
    }

    #[test]
    fn texts_fall_back_to_chinese() {
        let texts = Texts::from([("zh", "门"), ("mn", "ᠡᠭᠦᠳᠡ")]);
        assert_eq!(texts.get(Language::English), "门");
        assert_eq!(Texts::default().get(Language::English), "");
    }
}
