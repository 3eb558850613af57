//! Whom a document is about: as much as its kind may say.

use crate::division::Divisions;
use crate::dossier::Dossier;
use crate::dossier::household as names;
use crate::dossier::summary::{Disability, Summary};
use crate::dossier::words::masked;
use crate::id::Name;
use crate::l10n::Language;
use crate::path::{FieldPath, RowStep};
use crate::report::model::{Household, Kind, Languages, Person, Text};

/// The household as this kind of document may show it (PIPL Art. 6: no more than the purpose needs).
pub(super) fn of(dossier: &Dossier, kind: Kind, languages: Languages) -> Household {
    let summary = Summary::of(dossier);
    let division = Divisions::built_in()
        .get(&summary.division)
        .map_or_else(|| summary.division.clone(), |division| format!("{}{}", division.league_name, division.name));
    let home = Household {
        head: summary.head,
        division: format!("{division}{}", summary.township),
        village: summary.village,
        address: summary.address,
        phone: summary.phone,
        persons: persons(dossier, languages),
    };
    match kind {
        // What hangs on a wall: no door, no telephone, no persons.
        Kind::Notice => Household {
            head: masked_name(&home.head),
            division: home.division,
            village: home.village,
            ..Household::default()
        },
        // The builder must find the house and ring up, and need not know who is ill with what.
        Kind::WorkOrder | Kind::ChangeOrder => Household { persons: Vec::new(), ..home },
        _ => home,
    }
}

/// 王秀兰 → 王**; a name of one character is hidden whole.
pub(super) fn masked_name(name: &str) -> String {
    masked(name.trim())
}

fn persons(dossier: &Dossier, languages: Languages) -> Vec<Person> {
    let repeat = Name::of(names::PERSON);
    let rows = dossier.rows(&[], &repeat).into_iter();
    rows.map(|row| person(dossier, &FieldPath::row_of(&[], repeat.clone(), row).rows, languages)).collect()
}

fn person(dossier: &Dossier, rows: &[RowStep], languages: Languages) -> Person {
    let text = |name| dossier.text(&FieldPath::within(rows, Name::of(name))).unwrap_or_default().to_owned();
    let certificate = text(names::PERSON_CERTIFICATE);
    let disability = Disability::of_certificate(&certificate);
    let badge = |language| disability.map(|disability| disability.text(language)).unwrap_or_default();
    Person {
        name: text(names::PERSON_NAME),
        citizen_id: text(names::PERSON_CITIZEN_ID),
        disability: Text {
            zh: badge(Language::Chinese),
            en: if languages == Languages::Both { badge(Language::English) } else { String::new() },
            mn: String::new(),
        },
        certificate,
    }
}
