//! The words of an office for the choices of `forms/household.ron`: `assets/roster/words.ron`.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use serde::Deserialize;

use super::headings::plain;
use crate::form::ids::Category;
use crate::id::Name;

type List = BTreeMap<String, Vec<String>>;

#[derive(Default, Deserialize)]
struct Wire {
    category: List,
    grade: List,
    relation: List,
    kin: List,
    income: List,
    settlement: List,
    ethnic: List,
}

/// One list of choices.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Choices {
    Category,
    Grade,
    /// 与户主的关系
    Relation,
    /// 与联系人的关系
    Kin,
    Income,
    Settlement,
    Ethnic,
}

static WORDS: LazyLock<BTreeMap<(Choices, String), Name>> = LazyLock::new(|| {
    let wire: Wire = ron::from_str(include_str!("../../../assets/roster/words.ron")).unwrap_or_default();
    let lists = [
        (Choices::Category, wire.category),
        (Choices::Grade, wire.grade),
        (Choices::Relation, wire.relation),
        (Choices::Kin, wire.kin),
        (Choices::Income, wire.income),
        (Choices::Settlement, wire.settlement),
        (Choices::Ethnic, wire.ethnic),
    ];
    let mut all = BTreeMap::new();
    for (list, choices) in lists {
        for (id, words) in choices {
            let Ok(id) = id.parse::<Name>() else { continue };
            all.extend(words.iter().map(|word| ((list, plain(word)), id.clone())));
        }
    }
    all
});

/// The choice that a word means.
pub fn choice(list: Choices, word: &str) -> Option<Name> {
    WORDS.get(&(list, plain(word))).cloned()
}

/// The choices that a text names: "低保、脱贫户". The words that mean none are given back.
pub fn choices(list: Choices, text: &str) -> (Vec<Name>, Vec<String>) {
    let (mut found, mut strange) = (Vec::new(), Vec::new());
    for word in text.split(['、', ',', '，', ';', '；', '/', '|', '\n']).map(str::trim).filter(|word| !word.is_empty())
    {
        match choice(list, word) {
            Some(id) if found.contains(&id) => {}
            Some(id) => found.push(id),
            None => strange.push(word.to_owned()),
        }
    }
    (found, strange)
}

/// The category of disability that a word or the certificate's digit means; only the first of several.
pub fn category(word: &str) -> Option<Category> {
    let digit = |word: &str| match word.parse() {
        Ok(digit @ 1..=7_usize) => Category::ALL.get(digit - 1).copied(),
        _ => None,
    };
    let names = ["visual", "hearing", "speech", "limb", "intellectual", "mental", "multiple"];
    let named = |id: &Name| names.iter().position(|name| *name == id.as_str());
    digit(word.trim()).or_else(|| Category::ALL.get(named(&choice(Choices::Category, word)?)?).copied())
}

/// The name of a category in the lists of the forms.
pub fn category_name(category: Category) -> Name {
    let names = ["visual", "hearing", "speech", "limb", "intellectual", "mental", "multiple"];
    Name::of(names[category as usize - 1])
}

/// The grade that a word or digit means, 1 to 4.
pub fn grade(word: &str) -> Option<u8> {
    choice(Choices::Grade, word)?.as_str().strip_prefix("grade_")?.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::form::library::Library;

    #[test]
    fn words_mean_choices_that_the_form_has() {
        let library = Library::compile_all([]).0;
        let household = library.get("household").unwrap();
        let lists = [
            (Choices::Relation, "head_relation"),
            (Choices::Kin, "kin"),
            (Choices::Income, "income"),
            (Choices::Settlement, "settlement"),
            (Choices::Ethnic, "ethnic"),
        ];
        for (list, name) in lists {
            let known = &household.text().lists[&Name::of(name)];
            let used: Vec<&Name> = WORDS.iter().filter(|((of, _), _)| *of == list).map(|(_, id)| id).collect();
            assert!(!used.is_empty());
            for id in used {
                assert!(known.iter().any(|choice| choice.id == *id), "{name} has no {id}");
            }
        }
    }

    #[test]
    fn offices_write_categories_and_grades_in_many_ways() {
        for word in ["肢体", "肢体残疾", "4", "肢残"] {
            assert_eq!(category(word), Some(Category::Limb), "{word}");
        }
        for word in ["二级", "2", "2级", "Ⅱ级", "贰级", "二级（重度）"] {
            assert_eq!(grade(word), Some(2), "{word}");
        }
        assert_eq!((category("8"), category("肢体/视力"), grade("五级")), (None, None, None));
        let (found, strange) = choices(Choices::Income, "低保、脱贫户，孤儿");
        assert_eq!((found, strange), (vec![Name::of("dibao"), Name::of("lifted")], vec!["孤儿".to_owned()]));
    }
}
