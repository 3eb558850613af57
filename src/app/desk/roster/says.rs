//! What a list brings, in words.

use crate::app::forms::HOUSEHOLD;
use crate::app::program::Program;
use crate::division::Divisions;
use crate::dossier::household::DIVISION;
use crate::id::Name;
use crate::l10n::Words;
use crate::path::FieldPath;
use crate::value::Value;

impl Program {
    /// A value that a list brings, in words: as the form of the household says it.
    pub fn roster_value(&self, path: &FieldPath, value: &Value) -> String {
        let language = self.settings.language;
        let form = self.library.get(HOUSEHOLD);
        let label = |choice: &Name| {
            let lists = form.as_ref().map(|form| form.text().lists.values());
            let known = lists.into_iter().flatten().flatten().find(|known| known.id == *choice);
            known.map_or_else(|| choice.to_string(), |known| known.label.get(language).to_owned())
        };
        match value {
            Value::Text(text) if path.leaf.as_ref().is_some_and(|leaf| leaf.as_str() == DIVISION) => {
                let (code, township) = text.split_once(' ').unwrap_or((text, ""));
                let banner = Divisions::built_in().get(code).map_or(code, |division| &*division.name);
                format!("{banner} {township}").trim().to_owned()
            }
            Value::Text(text) => text.to_string(),
            Value::Choice(choice) => label(choice),
            Value::Choices(choices) => {
                let comma = Words::of(language).text("roster-comma");
                choices.iter().map(label).collect::<Vec<_>>().join(&comma)
            }
            Value::Integer(number) => number.to_string(),
            Value::Date(date) => date.to_string(),
            Value::YesNo(_) | Value::Skipped(_) => Words::of(language).text("roster-difference-other"),
            _ => String::new(),
        }
    }
}
