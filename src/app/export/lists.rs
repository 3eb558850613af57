//! Long lists of what lies inside the households: findings, conflicts, photos.

use std::sync::Arc;

use super::answers::{aspect_of, row_id, row_text, whose, whose_cells};
use super::home::{Home, Office};
use super::left::Doubt;
use super::made::{Made, Tables};
use super::privacy::{Privacy, Purpose, Shown};
use super::sheet::Sheet;
use crate::app::papers::priority_key;
use crate::app::world::Surroundings;
use crate::dossier::words::value_text;
use crate::form::compile::Form;
use crate::form::session::{Found, Session};
use crate::table::write::{Cell, Column, Kind};
use crate::value::{Photo, Value};

fn sheet(
    office: &Office,
    purpose: Purpose,
    (id, name): (&'static str, &'static str),
    more: &[(&'static str, &'static str, Kind, Privacy)],
) -> Sheet {
    let words = office.words();
    let mut columns = whose(office);
    columns.extend(more.iter().map(|(id, key, kind, privacy)| (Column::new(*id, words.text(key), *kind), *privacy)));
    Sheet::new(office, purpose, (id, words.text(name)), columns)
}

/// What is wrong in the homes, and what may help.
pub(super) struct Findings {
    sheet: Sheet,
    /// The forms that find something.
    forms: Vec<Arc<Form>>,
}

impl Findings {
    pub fn new(office: &Office, purpose: Purpose) -> Self {
        let columns = [
            ("finding", "export-finding", Kind::Choice, Privacy::Open),
            ("label", "export-finding-label", Kind::Choice, Privacy::Sensitive),
            ("priority", "export-finding-priority", Kind::Choice, Privacy::Open),
            ("row", "export-answer-row", Kind::Text, Privacy::Free),
            ("row_id", "export-answer-row-id", Kind::Identifier, Privacy::Open),
            ("measures", "export-finding-measures", Kind::Text, Privacy::Open),
        ];
        let forms = office.library.all().into_iter().filter(|form| !form.text().findings.is_empty()).collect();
        Self { sheet: sheet(office, purpose, ("findings", "export-what-findings"), &columns), forms }
    }
}

impl Tables for Findings {
    fn sheets(&self) -> Vec<&Sheet> {
        vec![&self.sheet]
    }

    fn rows(&self, home: &Home<'_>, made: &mut Made) {
        let office = home.office;
        for form in &self.forms {
            let (clock, tables) = (Arc::clone(&office.clock), Arc::clone(&office.tables));
            let world = Arc::new(Surroundings { clock, tables });
            let session = Session::new(Arc::clone(form), home.dossier.answers(), world, office.language);
            for found in session.findings() {
                let mut cells = whose_cells(home);
                cells.extend(finding_cells(home, &session, &found));
                made.rows.push((0, self.sheet.pick_of(home, cells)));
            }
        }
    }
}

fn finding_cells(home: &Home<'_>, session: &Session, found: &Found) -> Vec<Cell> {
    let office = home.office;
    let finding = &session.form().text().findings[found.finding];
    let label = session.row_label(&found.within);
    let place = if label.is_empty() { row_text(office, home, &found.within) } else { label };
    let measures = found.measures.iter().map(|(code, quantity)| match quantity {
        Some(quantity) => format!("{code}×{}", quantity.get()),
        None => code.to_string(),
    });
    vec![
        Cell::text(finding.id.as_str()),
        Cell::text(finding.label.get(office.language)),
        Cell::text(office.words().text(priority_key(finding.priority))),
        Cell::text(place),
        row_id(&found.within),
        Cell::text(measures.collect::<Vec<_>>().join("、")),
    ]
}

/// Every value of every field that devices disagree about.
pub(super) struct Conflicts {
    sheet: Sheet,
}

impl Conflicts {
    pub fn new(office: &Office, purpose: Purpose) -> Self {
        let columns = [
            ("head", "export-column-head", Kind::Text, Privacy::Name),
            ("question", "export-answer-question", Kind::Choice, Privacy::Open),
            ("label", "export-answer-label", Kind::Text, Privacy::Open),
            ("row", "export-answer-row", Kind::Text, Privacy::Open),
            ("value", "export-answer-value", Kind::Text, Privacy::Free),
            ("leads", "export-conflict-leads", Kind::YesNo, Privacy::Open),
            ("author", "export-answer-author", Kind::Text, Privacy::Name),
            ("device", "export-answer-device", Kind::Identifier, Privacy::Open),
            ("time", "export-answer-time", Kind::Text, Privacy::Open),
        ];
        Self { sheet: sheet(office, purpose, ("conflicts", "export-what-conflicts"), &columns) }
    }
}

impl Tables for Conflicts {
    fn sheets(&self) -> Vec<&Sheet> {
        vec![&self.sheet]
    }

    fn rows(&self, home: &Home<'_>, made: &mut Made) {
        let office = home.office;
        for (path, register) in home.dossier.conflicts() {
            let name = path.leaf.clone().map(|leaf| aspect_of(&leaf).0);
            let asked = name.as_ref().and_then(|name| office.question(name));
            let label = asked.map(|asked| asked.label(office.language));
            let leading = register.leading().map(|(dot, _)| dot);
            for (dot, write) in register.values() {
                let value = match asked {
                    Some(asked) => value_text(asked.form.text(), &asked.question.kind, &write.value, office.language),
                    None => plain(&write.value, office),
                };
                let mut cells = whose_cells(home);
                cells.extend([
                    Cell::text(&*home.record.summary.head),
                    Cell::text(name.as_ref().map(ToString::to_string).unwrap_or_default()),
                    Cell::from(label.clone()),
                    Cell::text(row_text(office, home, &path.rows)),
                    Cell::text(value),
                    Cell::YesNo(Some(dot) == leading),
                    Cell::text(&*write.author),
                    Cell::text(dot.device.to_string()),
                    Cell::text(write.at.to_string()),
                ]);
                made.rows.push((0, self.sheet.pick_of(home, cells)));
            }
        }
    }
}

/// A value of a field that no form asks for.
fn plain(value: &Value, office: &Office) -> String {
    match value {
        Value::Text(text) => text.to_string(),
        Value::Choice(choice) => choice.to_string(),
        Value::Integer(number) => number.to_string(),
        Value::Decimal(number) => number.get().to_string(),
        Value::Date(date) => date.to_string(),
        Value::YesNo(yes) => office.words().text(if *yes { "dossier-yes" } else { "dossier-no" }),
        Value::Erased => office.words().text("dossier-erased"),
        _ => String::new(),
    }
}

/// Every photo, where it lies, and whether it is here.
pub(super) struct Photos {
    sheet: Sheet,
    purpose: Purpose,
}

impl Photos {
    pub fn new(office: &Office, purpose: Purpose) -> Self {
        let columns = [
            ("question", "export-answer-question", Kind::Choice, Privacy::Open),
            ("label", "export-answer-label", Kind::Text, Privacy::Open),
            ("row", "export-answer-row", Kind::Text, Privacy::Open),
            ("file", "export-photo-file", Kind::Identifier, Privacy::Open),
            ("here", "export-photo-here", Kind::YesNo, Privacy::Open),
            ("width", "export-photo-width", Kind::Integer, Privacy::Open),
            ("height", "export-photo-height", Kind::Integer, Privacy::Open),
            ("taken", "export-photo-taken", Kind::Text, Privacy::Open),
            ("caption", "export-photo-caption", Kind::Text, Privacy::Free),
            ("author", "export-answer-author", Kind::Text, Privacy::Name),
            ("time", "export-answer-time", Kind::Text, Privacy::Open),
        ];
        Self { sheet: sheet(office, purpose, ("photos", "export-what-photos"), &columns), purpose }
    }
}

impl Tables for Photos {
    fn sheets(&self) -> Vec<&Sheet> {
        vec![&self.sheet]
    }

    fn rows(&self, home: &Home<'_>, made: &mut Made) {
        let office = home.office;
        let mut missing = 0;
        for (path, register) in &home.dossier.fields {
            let Some((_, write)) = register.leading() else { continue };
            let (Value::Photo(photo), Some((step, within))) = (&write.value, path.rows.split_last()) else { continue };
            let asked = office.question(&step.repeat);
            if asked.is_some_and(|asked| asked.privacy().shown(self.purpose) == Shown::Withheld) {
                continue;
            }
            let here = office.store.has_photo(photo.hash);
            missing += u32::from(!here);
            let mut cells = whose_cells(home);
            cells.push(Cell::text(step.repeat.as_str()));
            cells.push(Cell::from(asked.map(|asked| asked.label(office.language))));
            cells.push(Cell::text(row_text(office, home, within)));
            cells.extend(photo_cells(office, photo, here));
            cells.push(Cell::text(&*write.author));
            cells.push(Cell::text(write.at.to_string()));
            made.rows.push((0, self.sheet.pick_of(home, cells)));
        }
        if missing > 0 {
            made.doubts.push(Doubt::PhotosMissing(missing));
        }
    }
}

fn photo_cells(office: &Office, photo: &Photo, here: bool) -> Vec<Cell> {
    let path = office.store.photo_path(photo.hash);
    // As the workspace lies elsewhere tomorrow; and with the same slashes everywhere.
    let path = path.strip_prefix(office.store.root()).unwrap_or(&path);
    let parts: Vec<_> = path.iter().map(|part| part.to_string_lossy()).collect();
    vec![
        Cell::text(parts.join("/")),
        Cell::YesNo(here),
        Cell::Integer(photo.width.into()),
        Cell::Integer(photo.height.into()),
        Cell::from(photo.taken.map(|taken| taken.to_string())),
        Cell::text(&*photo.caption),
    ]
}
