//! The shape of a form file (RON), as its author writes it. Nothing here is checked beyond the shape: see
//! `check` for names, types, cycles and units.
//!
//! A form is one struct; items are `Section(…)`, `Group(…)`, `Repeat(…)`, `Question(…)`. Optional fields are
//! written bare (`unit: Millimetre`, not `Some(Millimetre)`); unknown fields are refused.

use std::collections::BTreeMap;

use serde::Deserialize;

use crate::id::Name;
use crate::l10n::Texts;
use crate::units::Unit;
use crate::value::Skip;

/// An expression of the XPath subset, as text: `${step_rise} > 15 and selected(${mobility}, 'wheelchair')`.
pub type ExprText = String;

/// One form file.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FormText {
    pub id: Name,
    pub version: u32,
    pub title: Texts,
    #[serde(default)]
    pub about: Texts,
    /// Forms whose questions may be named in expressions here (`household` for the person's certificate).
    #[serde(default)]
    pub uses: Vec<Name>,
    /// Lists of choices by name.
    #[serde(default)]
    pub lists: BTreeMap<Name, Vec<Choice>>,
    /// CSV files beside the form for `pulldata`, by name.
    #[serde(default)]
    pub tables: BTreeMap<Name, String>,
    /// Where numbers come from, by short name: `"gb50763"` → the standard's full title.
    #[serde(default)]
    pub sources: BTreeMap<Name, Texts>,
    pub items: Vec<Item>,
    /// What answers mean for the plan.
    #[serde(default)]
    pub findings: Vec<Finding>,
}

/// One choice of a list.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Choice {
    pub id: Name,
    pub label: Texts,
    /// What it was called in earlier versions of the form.
    #[serde(default)]
    pub was: Vec<Name>,
    /// Cannot stand beside other choices ("none of these").
    #[serde(default)]
    pub alone: bool,
    /// Properties for a choice filter, used there by name: `attrs: {"dwelling": "yurt"}`.
    #[serde(default)]
    pub attrs: BTreeMap<Name, String>,
}

/// An entry of a form.
#[derive(Clone, Debug, PartialEq, Deserialize)]
pub enum Item {
    Section(Section),
    Group(Group),
    Repeat(Repeat),
    Question(Box<Question>),
}

/// A room or a subject: one entry of the section rail. Only at the top of a form.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Section {
    pub id: Name,
    pub title: Texts,
    #[serde(default)]
    pub hint: Texts,
    #[serde(default)]
    pub relevant: Option<ExprText>,
    /// Offers "no problem in this room" 本室无问题, which gives each open question its `fine` answer.
    #[serde(default)]
    pub quick: bool,
    pub items: Vec<Item>,
}

/// Questions that belong together under one small heading.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Group {
    pub id: Name,
    pub title: Texts,
    #[serde(default)]
    pub hint: Texts,
    #[serde(default)]
    pub relevant: Option<ExprText>,
    pub items: Vec<Item>,
}

/// Things there may be several of: doors, rooms, persons.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Repeat {
    pub id: Name,
    /// What it was called in earlier versions of the form: its rows move with the name ([`crate::form::compare`]).
    #[serde(default)]
    pub was: Vec<Name>,
    pub title: Texts,
    #[serde(default)]
    pub hint: Texts,
    /// What one row is called by itself: "door".
    pub one: Texts,
    /// The row's name, evaluated inside the row: `jr:choice-name(${door_place}, '${door_place}')`.
    #[serde(default)]
    pub label: Option<ExprText>,
    #[serde(default)]
    pub relevant: Option<ExprText>,
    /// Rows that must be there before the visit is finished.
    #[serde(default)]
    pub least: u32,
    /// Ready-made rows, offered as buttons: "+ bathroom door".
    #[serde(default)]
    pub presets: Vec<Preset>,
    pub items: Vec<Item>,
}

/// A ready-made row of a repeat.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Preset {
    pub label: Texts,
    /// Answers the new row starts with: question id → the answer as `default` would write it.
    #[serde(default)]
    pub values: BTreeMap<Name, String>,
}

/// One question.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Question {
    pub id: Name,
    /// What it was called in earlier versions of the form: its answers move with the name
    /// ([`crate::form::compare`]).
    #[serde(default)]
    pub was: Vec<Name>,
    pub kind: Kind,
    pub label: Texts,
    #[serde(default)]
    pub hint: Texts,
    /// How and where to measure.
    #[serde(default)]
    pub guidance: Option<Guidance>,
    /// Reference lines of standards; the first whose `when` holds is shown.
    #[serde(default)]
    pub references: Vec<Reference>,
    #[serde(default)]
    pub relevant: Option<ExprText>,
    /// Missing answers are counted as such where this holds: `true()` or a condition.
    #[serde(default)]
    pub required: Option<ExprText>,
    #[serde(default)]
    pub checks: Vec<Check>,
    /// Evaluated once, when the visit begins or the row is added.
    #[serde(default)]
    pub default: Option<ExprText>,
    /// For `OneOf` and `ManyOf`: evaluated for each choice, whose attributes are names: `dwelling = ${dwelling}`.
    #[serde(default)]
    pub filter: Option<ExprText>,
    /// The answer that means "no problem here", as `default` would write it: `'no'`.
    #[serde(default)]
    pub fine: Option<ExprText>,
    /// Health, behaviour, identity (PIPL Art. 28): hidden until asked for, never in a reduced copy.
    #[serde(default)]
    pub sensitive: bool,
    /// Reasons offered for not answering; all three when the field is missing.
    #[serde(default)]
    pub skips: Option<Vec<Skip>>,
}

/// How and where to measure.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Guidance {
    pub text: Texts,
    /// A drawing of `assets/drawings`, by name.
    #[serde(default)]
    pub drawing: Option<Name>,
}

/// A number of a standard that the answer is held against: met 达标, accepted 可接受 (with a reason), not met 不达标.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Reference {
    /// Key into the form's `sources`.
    pub source: Name,
    /// `3.5.3`
    #[serde(default)]
    pub clause: String,
    /// The line in words: "≥ 800 mm".
    pub text: Texts,
    /// For whom or where it applies; everywhere when missing.
    #[serde(default)]
    pub when: Option<ExprText>,
    /// Holds when the answer (`.`) meets the line.
    pub met: ExprText,
}

/// A condition an answer must satisfy, with what to say when it does not.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Check {
    pub holds: ExprText,
    pub message: Texts,
    /// Refuses the answer; otherwise asks again.
    #[serde(default)]
    pub hard: bool,
}

/// What kind of answer a question takes.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub enum Kind {
    /// A text to read; no answer.
    Note,
    /// Yes or no. Expressions see `'yes'` and `'no'`.
    YesNo,
    OneOf {
        list: Name,
    },
    ManyOf {
        list: Name,
        #[serde(default)]
        most: Option<u32>,
    },
    Integer {
        #[serde(default)]
        unit: Option<Unit>,
        /// Asks again outside (inclusive).
        #[serde(default)]
        warn: Option<(i64, i64)>,
        /// Refuses outside (inclusive).
        #[serde(default)]
        hard: Option<(i64, i64)>,
        /// Of the stepper buttons; 10 for millimetres, else 1, when missing.
        #[serde(default)]
        step: Option<i64>,
    },
    Decimal {
        #[serde(default)]
        unit: Option<Unit>,
        #[serde(default)]
        warn: Option<(f64, f64)>,
        #[serde(default)]
        hard: Option<(f64, f64)>,
        /// Digits after the point.
        #[serde(default = "one")]
        places: u8,
        #[serde(default)]
        step: Option<f64>,
    },
    Text {
        #[serde(default)]
        long: bool,
        /// Phrases entered by a tap.
        #[serde(default)]
        phrases: Vec<Texts>,
    },
    Date,
    /// League → banner → township; the answer is `152221` or `152221 苏木名`.
    Division {
        #[serde(default)]
        township: bool,
    },
    /// GB 11643-1999.
    CitizenId,
    /// Disability certificate number; agrees with the citizen id in the question `citizen_id` of the same row.
    Certificate {
        #[serde(default)]
        citizen_id: Option<Name>,
    },
    Phone,
    Photo {
        #[serde(default)]
        least: u32,
        /// What the picture must show.
        #[serde(default)]
        shows: Texts,
    },
    Signature {
        /// Whose.
        #[serde(default)]
        who: Texts,
    },
    /// A tap on a drawing of `assets/drawings`.
    Point {
        drawing: Name,
    },
    Calculated {
        value: ExprText,
        #[serde(default)]
        unit: Option<Unit>,
        /// Only for other expressions, not shown.
        #[serde(default)]
        hidden: bool,
    },
}

const fn one() -> u8 {
    1
}

/// What answers mean: a barrier found, with the measures that may remove it.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Finding {
    pub id: Name,
    pub label: Texts,
    pub priority: Priority,
    /// The repeat whose rows are looked at one by one; the whole dossier when missing.
    #[serde(default)]
    pub each: Option<Name>,
    pub when: ExprText,
    /// Questions that show why.
    #[serde(default)]
    pub evidence: Vec<Name>,
    /// The section it is shown in, when it has no evidence there.
    #[serde(default)]
    pub section: Option<Name>,
    #[serde(default)]
    pub measures: Vec<Proposal>,
}

/// A measure of the catalogue that a finding proposes.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Proposal {
    /// Code in the catalogue: `E01`.
    pub code: Name,
    #[serde(default)]
    pub when: Option<ExprText>,
    /// In the catalogue's unit; one piece when missing.
    #[serde(default)]
    pub quantity: Option<ExprText>,
}

/// What comes first: risk > toilet and bath > getting out > kitchen > comfort.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Deserialize)]
pub enum Priority {
    /// Fire, carbon monoxide, falls.
    Danger,
    ToiletAndBath,
    GettingOut,
    Kitchen,
    Comfort,
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::form::load::ron_options;

    #[test]
    fn a_form_reads_as_its_author_writes_it() {
        let text = r#"(
            id: "tiny", version: 1, title: {"zh": "小表", "en": "Tiny"},
            lists: {"mobility": [(id: "cane", label: {"zh": "手杖"}), (id: "wheelchair", label: {"zh": "轮椅"})]},
            sources: {"gb50763": {"zh": "GB 50763-2012"}},
            items: [
                Section(id: "door", title: {"zh": "门"}, quick: true, items: [
                    Question(id: "mobility", kind: OneOf(list: "mobility"), label: {"zh": "移动方式"}),
                    Question(id: "width", kind: Integer(unit: Millimetre, warn: (550, 1100), hard: (300, 2000)),
                        label: {"zh": "净宽"}, required: "true()", fine: "800",
                        references: [(source: "gb50763", clause: "3.5.3", text: {"zh": "≥ 800"}, met: ". >= 800")]),
                    Question(id: "note", kind: Note, label: {"zh": "说明"}),
                ]),
            ],
        )"#;
        let form: FormText = ron_options().from_str(text).unwrap();
        let Item::Section(section) = &form.items[0] else { panic!("a section") };
        assert_eq!(section.items.len(), 3);
        let wrong = text.replace("quick: true", "quik: true");
        let error = ron_options().from_str::<FormText>(&wrong).unwrap_err();
        assert!(error.to_string().contains("quik"), "{error}");
    }
}
