//! One household as the tables read it.

use std::cell::OnceCell;
use std::collections::BTreeMap;
use std::sync::Arc;

use super::asked::{self, Asked};

use crate::app::clock::Clock;
use crate::app::forms;
use crate::app::rules::Rules;
use crate::app::world::{Surroundings, Tables};
use crate::division::{Division, Divisions};
use crate::dossier::Dossier;
use crate::dossier::household as names;
use crate::form::compile::Form;
use crate::form::library::Library;
use crate::form::session::Session;
use crate::id::{Name, RowId};
use crate::l10n::{Language, Words};
use crate::path::{FieldPath, RowStep};
use crate::plan::acceptance::{self, Accepted};
use crate::plan::item::{self, Item};
use crate::problem::Problem;
use crate::registry::money::Money;
use crate::registry::record::Record;
use crate::store::Workspace;
use crate::table::write::{Cell, Part};
use crate::value::Value;

/// What every table goes by: the workspace's forms and rules, the clock, the language.
pub struct Office {
    pub store: Arc<Workspace>,
    pub library: Library,
    pub rules: Arc<Rules>,
    pub tables: Arc<Tables>,
    pub clock: Arc<dyn Clock>,
    pub language: Language,
    /// All forms together, so that a table can name everything in a household.
    together: Option<Arc<Form>>,
    /// Every question that is asked, form by form, in their order.
    pub(super) asked: Vec<Asked>,
    /// Where in `asked` a question stands.
    places: BTreeMap<Name, usize>,
}

impl Office {
    /// The office of a workspace: its own forms and rules as they are now. What is wrong with them is told.
    pub fn open(store: Arc<Workspace>, clock: Arc<dyn Clock>, language: Language) -> (Self, Vec<Problem>) {
        let (library, mut problems) = forms::library(&store);
        let (tables, told) = forms::tables(&library, &store);
        problems.extend(told);
        let (rules, told) = Rules::of(&store);
        problems.extend(told);
        let (together, asked) = (library.together(), asked::all(&library));
        let places = asked.iter().enumerate().map(|(place, asked)| (asked.question.id.clone(), place)).collect();
        let (rules, tables) = (Arc::new(rules), Arc::new(tables));
        (Self { store, library, rules, tables, clock, language, together, asked, places }, problems)
    }

    pub fn words(&self) -> &'static Words {
        Words::of(self.language)
    }

    /// The question of this name, in whichever form it stands.
    pub(super) fn question(&self, id: &Name) -> Option<&Asked> {
        self.places.get(id).map(|place| &self.asked[*place])
    }

    pub(super) fn form(&self) -> Option<&Arc<Form>> {
        self.together.as_ref()
    }

    /// The label of a choice of a question, in the language of the table; the choice itself where it has none.
    pub(super) fn choice(&self, question: &str, choice: &Name) -> String {
        let asked = question.parse().ok().and_then(|question: Name| self.question(&question));
        let label = asked.and_then(|asked| asked.form.choice_label(&asked.question.id, choice.as_str(), self.language));
        label.unwrap_or_else(|| choice.to_string())
    }
}

/// A household, read once for all tables.
pub(super) struct Home<'a> {
    pub office: &'a Office,
    pub dossier: Dossier,
    pub record: Record,
    division: Option<&'static Division>,
    items: OnceCell<Vec<(Item, Accepted)>>,
    money: OnceCell<Money>,
    session: OnceCell<Option<Session>>,
}

impl<'a> Home<'a> {
    pub fn new(office: &'a Office, dossier: Dossier) -> Self {
        let record = Record::of(&dossier);
        let division = Divisions::built_in().get(&record.summary.division);
        let (items, money, session) = (OnceCell::new(), OnceCell::new(), OnceCell::new());
        Self { office, dossier, record, division, items, money, session }
    }

    pub const fn division(&self) -> Option<&'static Division> {
        self.division
    }

    /// Where its rows belong in a partitioned table.
    pub fn part(&self) -> Part {
        let year = Some(self.record.figures.year).filter(|year| *year != 0);
        Part { division: self.record.summary.division.clone(), year }
    }

    /// All items of the plan, also the declined ones, with what the acceptance says.
    pub fn items(&self) -> &[(Item, Accepted)] {
        self.items.get_or_init(|| {
            let accepted = |item: Item| {
                let accepted = acceptance::accepted(&self.dossier, &item);
                (item, accepted)
            };
            item::items(&self.dossier).into_iter().map(accepted).collect()
        })
    }

    pub fn money(&self) -> &Money {
        self.money.get_or_init(|| Money::of(&self.record.figures, &self.office.rules.programme))
    }

    /// The rows of the persons with a disability.
    pub fn persons(&self) -> Vec<RowId> {
        self.dossier.rows(&[], &Name::of(names::PERSON))
    }

    /// All forms filled with this household's answers.
    pub fn session(&self) -> Option<&Session> {
        let session = self.session.get_or_init(|| {
            let form = Arc::clone(self.office.form()?);
            let (clock, tables) = (Arc::clone(&self.office.clock), Arc::clone(&self.office.tables));
            let world = Arc::new(Surroundings { clock, tables });
            Some(Session::new(form, self.dossier.answers(), world, self.office.language))
        });
        session.as_ref()
    }

    /// What a field of the household, or of one of its rows, says.
    pub fn value(&self, rows: &[RowStep], name: &str) -> Option<&Value> {
        self.dossier.value(&FieldPath::within(rows, name.parse().ok()?))
    }

    pub fn text(&self, rows: &[RowStep], name: &str) -> Cell {
        match self.value(rows, name) {
            Some(Value::Text(text)) => Cell::text(&**text),
            _ => Cell::Empty,
        }
    }

    pub fn choice(&self, rows: &[RowStep], name: &str) -> Cell {
        match self.value(rows, name) {
            Some(Value::Choice(choice)) => Cell::text(self.office.choice(name, choice)),
            Some(Value::Choices(choices)) => {
                let labels: Vec<String> = choices.iter().map(|choice| self.office.choice(name, choice)).collect();
                Cell::text(labels.join("、"))
            }
            _ => Cell::Empty,
        }
    }
}
