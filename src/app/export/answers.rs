//! The answers: in long form one row for each, in wide form one column for each question and a table for each repeat.

use std::collections::BTreeMap;

use super::asked::Asked;
use super::home::{Home, Office};
use super::made::{Made, Tables};
use super::privacy::{Privacy, Purpose, Shown};
use super::sheet::Sheet;
use crate::dossier::register::Write;
use crate::dossier::words::skip_key;
use crate::form::schema::Kind as Question;
use crate::id::Name;
use crate::path::{Aspect, FieldPath, RowStep};
use crate::table::write::{Cell, Column, Kind};
use crate::value::Value;

/// The columns that say whose a row is.
pub(super) fn whose(office: &Office) -> Vec<(Column, Privacy)> {
    let words = office.words();
    let column = |id: &str, key: &str, kind| (Column::new(id, words.text(key), kind), Privacy::Open);
    vec![
        column("household", "export-household", Kind::Identifier),
        column("division", "export-division", Kind::Identifier),
        column("year", "export-year", Kind::Integer),
    ]
}

pub(super) fn whose_cells(home: &Home<'_>) -> Vec<Cell> {
    let part = home.part();
    let year = Cell::from(part.year.map(i64::from));
    vec![Cell::text(home.dossier.id.to_string()), Cell::text(part.division), year]
}

/// Which row is meant: "门 2".
pub(super) fn row_text(office: &Office, home: &Home<'_>, rows: &[RowStep]) -> String {
    let mut parts = Vec::new();
    for (depth, step) in rows.iter().enumerate() {
        let title = office.form().and_then(|form| Some(form.repeat(&step.repeat)?.one.get(office.language).to_owned()));
        let title = title.filter(|title| !title.is_empty()).unwrap_or_else(|| step.repeat.to_string());
        let all = home.dossier.rows(&rows[..depth], &step.repeat);
        let number = all.iter().position(|row| *row == step.row).map_or(0, |place| place + 1);
        parts.push(format!("{title} {number}"));
    }
    parts.join(" / ")
}

/// The row's id, as paths write it.
pub(super) fn row_id(rows: &[RowStep]) -> Cell {
    Cell::text(rows.iter().map(|step| step.row.to_string()).collect::<Vec<_>>().join("/"))
}

/// One row for each answer.
pub(super) struct Long {
    sheet: Sheet,
    purpose: Purpose,
}

impl Long {
    pub fn new(office: &Office, purpose: Purpose) -> Self {
        let words = office.words();
        let mut columns = whose(office);
        for (id, key, kind, privacy) in [
            ("form", "export-answer-form", Kind::Choice, Privacy::Open),
            ("question", "export-answer-question", Kind::Choice, Privacy::Open),
            ("label", "export-answer-label", Kind::Text, Privacy::Open),
            ("row", "export-answer-row", Kind::Text, Privacy::Open),
            ("row_id", "export-answer-row-id", Kind::Identifier, Privacy::Open),
            ("aspect", "export-answer-aspect", Kind::Choice, Privacy::Open),
            // Questions that the purpose does not allow are left out row by row.
            ("value", "export-answer-value", Kind::Text, Privacy::Open),
            ("number", "export-answer-number", Kind::Decimal(3), Privacy::Open),
            ("unit", "export-answer-unit", Kind::Choice, Privacy::Open),
            ("author", "export-answer-author", Kind::Text, Privacy::Name),
            ("device", "export-answer-device", Kind::Identifier, Privacy::Open),
            ("time", "export-answer-time", Kind::Text, Privacy::Open),
            ("conflict", "export-answer-conflict", Kind::YesNo, Privacy::Open),
        ] {
            columns.push((Column::new(id, words.text(key), kind), privacy));
        }
        let mut sheet = Sheet::new(office, purpose, ("answers", words.text("export-what-answers")), columns);
        let withheld = office.asked.iter().filter(|asked| asked.privacy().shown(purpose) == Shown::Withheld);
        sheet.withheld.extend(withheld.map(|asked| asked.label(office.language)));
        Self { sheet, purpose }
    }
}

impl Tables for Long {
    fn sheets(&self) -> Vec<&Sheet> {
        vec![&self.sheet]
    }

    fn rows(&self, home: &Home<'_>, made: &mut Made) {
        for (path, register) in &home.dossier.fields {
            let (Some(leaf), Some((dot, write))) = (&path.leaf, register.leading()) else { continue };
            let (name, aspect) = aspect_of(leaf);
            let Some(asked) = home.office.question(&name) else { continue };
            let privacy = if aspect.is_some() { Privacy::Free } else { asked.privacy() };
            if privacy.shown(self.purpose) != Shown::Whole || write.value == Value::Erased {
                continue;
            }
            let mut cells = whose_cells(home);
            cells.extend(answer_cells(home, asked, (path, aspect), write));
            cells.push(Cell::text(dot.device.to_string()));
            cells.push(Cell::text(write.at.to_string()));
            cells.push(Cell::YesNo(register.is_conflict()));
            made.rows.push((0, self.sheet.pick(cells)));
        }
    }
}

/// The question that a field belongs to, and what beside its answer the field keeps.
pub(super) fn aspect_of(leaf: &Name) -> (Name, Option<Aspect>) {
    let of = |aspect: Aspect| {
        let name = leaf.as_str().strip_suffix(aspect.suffix())?.parse().ok()?;
        Some((name, Some(aspect)))
    };
    Aspect::ALL.into_iter().find_map(of).unwrap_or_else(|| (leaf.clone(), None))
}

/// The answer in words and as a number, and who gave it.
fn answer_cells(
    home: &Home<'_>,
    asked: &Asked,
    (path, aspect): (&FieldPath, Option<Aspect>),
    write: &Write,
) -> Vec<Cell> {
    let (office, words) = (home.office, home.office.words());
    let kind = match (aspect, &write.value) {
        (Some(Aspect::Accepted), _) => "export-aspect-accepted",
        (Some(Aspect::Note), _) => "export-aspect-note",
        (Some(Aspect::Estimate), _) => "export-aspect-estimate",
        (None, Value::Skipped(_)) => "export-aspect-skip",
        (None, _) => "export-aspect-answer",
    };
    let kind_of_value = if aspect.is_some() { &Question::Note } else { &asked.question.kind };
    let value = crate::dossier::words::value_text(asked.form.text(), kind_of_value, &write.value, office.language);
    let value = match &write.value {
        Value::Skipped(reason) => words.text(skip_key(*reason)),
        Value::Integer(number) => number.to_string(),
        Value::Decimal(number) => number.get().to_string(),
        _ => value,
    };
    let number = match &write.value {
        Value::Integer(number) => Cell::Decimal(*number as f64),
        Value::Decimal(number) => Cell::Decimal(number.get()),
        _ => Cell::Empty,
    };
    vec![
        Cell::text(asked.form.text().title.get(office.language)),
        Cell::text(asked.question.id.as_str()),
        Cell::text(asked.label(office.language)),
        Cell::text(row_text(office, home, &path.rows)),
        row_id(&path.rows),
        Cell::text(words.text(kind)),
        Cell::text(value),
        number,
        Cell::text(asked.unit(words)),
        Cell::text(&*write.author),
    ]
}

/// One column for each question: a table for what is asked once, and one for each repeat.
pub(super) struct Wide {
    tables: Vec<(Sheet, Vec<Name>, Vec<usize>)>,
}

impl Wide {
    pub fn new(office: &Office, purpose: Purpose) -> Self {
        // By the repeats that a question stands in: what is asked once comes first.
        let mut groups: BTreeMap<Vec<Name>, Vec<usize>> = BTreeMap::from([(Vec::new(), Vec::new())]);
        for (place, asked) in office.asked.iter().enumerate().filter(|(_, asked)| asked.is_stored()) {
            let repeats = asked.repeats.iter().map(|(repeat, _)| repeat.clone()).collect();
            groups.entry(repeats).or_default().push(place);
        }
        let tables = groups.into_iter().map(|(repeats, places)| {
            let mut columns = whose(office);
            let words = office.words();
            if !repeats.is_empty() {
                columns.push((Column::new("row", words.text("export-answer-row"), Kind::Text), Privacy::Open));
                columns
                    .push((Column::new("row_id", words.text("export-answer-row-id"), Kind::Identifier), Privacy::Open));
            }
            for place in &places {
                let asked = &office.asked[*place];
                let unit = asked.unit(words);
                let label = asked.label(office.language);
                let label = if unit.is_empty() { label } else { format!("{label} ({unit})") };
                columns.push((Column::new(asked.question.id.as_str(), label, asked.column()), asked.privacy()));
            }
            let title = places.first().and_then(|place| office.asked[*place].repeats.last());
            let name = title.map_or_else(
                || words.text("export-what-answers-wide"),
                |(_, title)| title.get(office.language).to_owned(),
            );
            let id = match repeats.last() {
                None => "answers".to_owned(),
                Some(repeat) => format!("answers_{repeat}"),
            };
            (Sheet::new(office, purpose, (&id, name), columns), repeats, places)
        });
        Self { tables: tables.collect() }
    }
}

impl Tables for Wide {
    fn sheets(&self) -> Vec<&Sheet> {
        self.tables.iter().map(|(sheet, _, _)| sheet).collect()
    }

    fn rows(&self, home: &Home<'_>, made: &mut Made) {
        for (number, (sheet, repeats, places)) in self.tables.iter().enumerate() {
            let mut rows: Vec<Vec<RowStep>> = vec![Vec::new()];
            for repeat in repeats {
                let inner = |within: &Vec<RowStep>| {
                    let found = home.dossier.rows(within, repeat).into_iter();
                    found
                        .map(|row| [&within[..], &[RowStep { repeat: repeat.clone(), row }]].concat())
                        .collect::<Vec<_>>()
                };
                rows = rows.iter().flat_map(inner).collect();
            }
            for within in rows {
                let mut cells = whose_cells(home);
                if !repeats.is_empty() {
                    cells.push(Cell::text(row_text(home.office, home, &within)));
                    cells.push(row_id(&within));
                }
                cells.extend(places.iter().map(|place| wide_cell(home, &home.office.asked[*place], &within)));
                made.rows.push((number, sheet.pick(cells)));
            }
        }
    }
}

fn wide_cell(home: &Home<'_>, asked: &Asked, within: &[RowStep]) -> Cell {
    let path = FieldPath::within(within, asked.question.id.clone());
    if matches!(asked.question.kind, Question::Photo { .. }) {
        return match home.dossier.photos(&path).len() {
            0 => Cell::Empty,
            count => Cell::count(count),
        };
    }
    home.dossier.value(&path).map_or(Cell::Empty, |value| asked.cell(value, home.office.language))
}
