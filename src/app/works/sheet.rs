//! A household's works as plain data: what is to be built, how far it is, what was said about it.

use std::sync::Arc;

use jiff::civil::Date;

use crate::division::Divisions;
use crate::dossier::stage::Stage;
use crate::dossier::{Dossier, household as names};
use crate::id::{DossierId, Name, RowId};
use crate::path::{FieldPath, RowStep};
use crate::plan::fields;
use crate::role::Role;
use crate::stamp::Moment;
use crate::value::{Decimal, Value};

/// Who speaks: the one who gives orders, or the one who builds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Side {
    /// 统筹
    Office,
    /// 施工方
    Builder,
}

impl Side {
    pub const fn of(role: Role) -> Self {
        match role {
            Role::Contractor => Self::Builder,
            Role::Surveyor | Role::Coordinator => Self::Office,
        }
    }

    /// As the household keeps it.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Office => fields::OFFICE,
            Self::Builder => fields::BUILDER,
        }
    }

    /// Key of what it is called.
    pub const fn key(self) -> &'static str {
        match self {
            Self::Office => "works-side-office",
            Self::Builder => "works-side-builder",
        }
    }
}

/// How far the works on one item are.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ItemState {
    #[default]
    Ordered,
    Started,
    Done,
}

/// One sentence of a thread.
#[derive(Clone, Debug, PartialEq)]
pub struct Message {
    pub row: RowId,
    pub text: Arc<str>,
    pub side: Side,
    pub author: Arc<str>,
    pub at: Moment,
    /// The other side has read it.
    pub seen: bool,
}

/// What the office said to a proposed change.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Decision {
    Pending,
    Approved,
    Refused,
    /// Two desks decided differently without knowing of each other: nothing is decided.
    Disputed,
}

/// A proposed change 变更.
#[derive(Clone, Debug, PartialEq)]
pub struct Change {
    pub row: RowId,
    pub quantity: Option<Decimal>,
    pub reason: Arc<str>,
    pub decision: Decision,
    pub answer: Arc<str>,
    pub author: Arc<str>,
    pub at: Option<Moment>,
    /// The one who builds has read the answer.
    pub seen: bool,
}

/// What the acceptance found wrong 整改.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Defect {
    pub words: Arc<str>,
    pub by: Option<Date>,
}

/// One item of the order.
#[derive(Clone, Debug, PartialEq)]
pub struct Item {
    pub row: RowId,
    pub name: Arc<str>,
    pub place: Arc<str>,
    pub quantity: Option<Decimal>,
    pub unit: Arc<str>,
    /// Sizes to build to with their source, one a line.
    pub sizes: Arc<str>,
    pub state: ItemState,
    pub installed: Option<Decimal>,
    /// How many photos there are: of the place, before, during, after.
    pub photos: [usize; 4],
    pub talk: Vec<Message>,
    pub changes: Vec<Change>,
    pub defect: Option<Defect>,
}

/// A household's order with all its items.
#[derive(Clone, Debug, PartialEq)]
pub struct Sheet {
    pub id: DossierId,
    pub stage: Stage,
    pub head: String,
    /// From the banner down.
    pub address: String,
    pub village: String,
    pub phone: String,
    pub contractor: String,
    pub contractor_phone: String,
    pub number: String,
    pub note: String,
    pub ordered: Option<Date>,
    pub start: Option<Date>,
    pub end: Option<Date>,
    /// What must be put right first, then in the order of the plan.
    pub items: Vec<Item>,
    /// The family wants no photos taken.
    pub no_photos: bool,
}

impl Sheet {
    pub fn of(dossier: &Dossier) -> Self {
        let text = |name: &'static str| dossier.text(&FieldPath::top(Name::of(name))).unwrap_or_default().to_owned();
        let date = |name: &'static str| match dossier.value(&FieldPath::top(Name::of(name))) {
            Some(Value::Date(date)) => Some(*date),
            _ => None,
        };
        let stage = Stage::of(dossier);
        let mut items: Vec<Item> = accepted(dossier).into_iter().map(|row| Item::of(dossier, row, stage)).collect();
        items.sort_by_key(|item| item.defect.is_none());
        let division = text(names::DIVISION);
        let (code, township) = division.split_once(' ').unwrap_or((&division, ""));
        let banner = Divisions::built_in().get(code).map_or("", |division| &*division.name);
        let village = text(names::VILLAGE);
        let parts = [banner, township, &village, &text(names::ADDRESS)].map(str::to_owned);
        Self {
            id: dossier.id,
            stage,
            head: text(names::HEAD),
            address: parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" · "),
            village,
            phone: text(names::PHONE),
            contractor: text(names::CONTRACTOR),
            contractor_phone: text(fields::ORDER_PHONE),
            number: text(fields::ORDER_NUMBER),
            note: text(fields::ORDER_NOTE),
            ordered: date(fields::ORDER_DATE),
            start: date(fields::ORDER_START),
            end: date(fields::ORDER_END),
            items,
            no_photos: dossier.value(&FieldPath::top(Name::of(names::CONSENT_PHOTO))) == Some(&Value::YesNo(false)),
        }
    }

    pub fn item(&self, row: RowId) -> Option<&Item> {
        self.items.iter().find(|item| item.row == row)
    }

    /// The day the works must be finished by: of what is to be put right, else of the order.
    pub fn due(&self) -> Option<Date> {
        self.items.iter().filter_map(|item| item.defect.as_ref()?.by).min().or(self.end)
    }
}

impl Item {
    fn of(dossier: &Dossier, row: RowId, stage: Stage) -> Self {
        let within = item_rows(row);
        let at = |name: &'static str| FieldPath::within(&within, Name::of(name));
        let text = |name: &'static str| -> Arc<str> { dossier.text(&at(name)).unwrap_or_default().into() };
        let photos = [fields::PHOTO, fields::PHOTO_BEFORE, fields::PHOTO_DURING, fields::PHOTO_AFTER];
        Self {
            row,
            name: text(fields::NAME),
            place: text(fields::PLACE),
            quantity: decimal(dossier, &at(fields::QUANTITY)),
            unit: text(fields::UNIT),
            sizes: text(fields::SIZES),
            state: match choice(dossier, &at(fields::WORK_STATE)) {
                Some(name) if name == WORK_STARTED => ItemState::Started,
                Some(name) if name == WORK_DONE => ItemState::Done,
                _ => ItemState::Ordered,
            },
            installed: decimal(dossier, &at(fields::INSTALLED)),
            photos: photos.map(|name| dossier.photos(&at(name)).len()),
            talk: talk(dossier, &within),
            changes: changes(dossier, &within),
            defect: (stage == Stage::Rectifying).then(|| defect(dossier, row)).flatten(),
        }
    }

    /// Messages of the other side that nobody of `side` has read, and answers to changes likewise.
    pub fn unread(&self, side: Side) -> usize {
        let messages = self.talk.iter().filter(|message| message.side != side && !message.seen).count();
        let decided = |change: &&Change| matches!(change.decision, Decision::Approved | Decision::Refused);
        let answers = self.changes.iter().filter(decided).filter(|change| !change.seen).count();
        messages + if side == Side::Builder { answers } else { 0 }
    }

    /// Changes that wait for the office.
    pub fn pending(&self) -> usize {
        let waits = |change: &&Change| matches!(change.decision, Decision::Pending | Decision::Disputed);
        self.changes.iter().filter(waits).count()
    }
}

/// The values of [`fields::WORK_STATE`].
pub const WORK_STARTED: &str = "started";
pub const WORK_DONE: &str = "done";
/// The values of [`fields::CHANGE_DECISION`].
pub const APPROVED: &str = "approved";
pub const REFUSED: &str = "refused";

/// Of the acceptance form: what is wrong with an item, until when it must be put right.
pub const DEFECT_RESULT: &str = "ai_result";
pub const DEFECT_WORDS: &str = "ai_defect";
pub const DEFECT_BY: &str = "ai_rectify_by";

/// The rows of accepted items, in the order of the plan.
pub fn accepted(dossier: &Dossier) -> Vec<RowId> {
    let decision = |row: &RowId| choice(dossier, &FieldPath::within(&item_rows(*row), Name::of(fields::DECISION)));
    let rows = dossier.rows(&[], &Name::of(fields::ITEM));
    rows.into_iter().filter(|row| decision(row).is_some_and(|name| name == fields::ACCEPTED)).collect()
}

/// The path of rows into an item.
pub fn item_rows(row: RowId) -> [RowStep; 1] {
    [RowStep { repeat: Name::of(fields::ITEM), row }]
}

/// The path of a question of an item.
pub fn item_path(row: RowId, question: &'static str) -> FieldPath {
    FieldPath::within(&item_rows(row), Name::of(question))
}

/// The path of rows into a message or a change of an item.
pub fn nested(item: RowId, repeat: &'static str, row: RowId) -> [RowStep; 2] {
    let [outer] = item_rows(item);
    [outer, RowStep { repeat: Name::of(repeat), row }]
}

fn talk(dossier: &Dossier, within: &[RowStep; 1]) -> Vec<Message> {
    let message = |row: RowId| {
        let rows = nested(within[0].row, fields::TALK, row);
        let text = FieldPath::within(&rows, Name::of(fields::TALK_TEXT));
        let (_, write) = dossier.fields.get(&text)?.leading()?;
        let Value::Text(words) = &write.value else { return None };
        let side = choice(dossier, &FieldPath::within(&rows, Name::of(fields::TALK_SIDE)));
        Some(Message {
            row,
            text: Arc::clone(words),
            side: if side.is_some_and(|side| side == fields::OFFICE) { Side::Office } else { Side::Builder },
            author: Arc::clone(&write.author),
            at: write.at,
            seen: is_yes(dossier, &FieldPath::within(&rows, Name::of(fields::TALK_SEEN))),
        })
    };
    dossier.rows(within, &Name::of(fields::TALK)).into_iter().filter_map(message).collect()
}

fn changes(dossier: &Dossier, within: &[RowStep; 1]) -> Vec<Change> {
    let change = |row: RowId| {
        let rows = nested(within[0].row, fields::CHANGE, row);
        let at = |name: &'static str| FieldPath::within(&rows, Name::of(name));
        let text = |name: &'static str| -> Arc<str> { dossier.text(&at(name)).unwrap_or_default().into() };
        let reason = dossier.fields.get(&at(fields::CHANGE_REASON)).and_then(|register| register.leading());
        let decision = at(fields::CHANGE_DECISION);
        let disputed = dossier.fields.get(&decision).is_some_and(|register| register.is_conflict());
        Change {
            row,
            quantity: decimal(dossier, &at(fields::CHANGE_QUANTITY)),
            reason: text(fields::CHANGE_REASON),
            decision: match choice(dossier, &decision) {
                _ if disputed => Decision::Disputed,
                Some(name) if name == APPROVED => Decision::Approved,
                Some(name) if name == REFUSED => Decision::Refused,
                _ => Decision::Pending,
            },
            answer: text(fields::CHANGE_ANSWER),
            author: reason.map_or_else(|| "".into(), |(_, write)| Arc::clone(&write.author)),
            at: reason.map(|(_, write)| write.at),
            seen: is_yes(dossier, &at(fields::CHANGE_SEEN)),
        }
    };
    dossier.rows(within, &Name::of(fields::CHANGE)).into_iter().map(change).collect()
}

fn defect(dossier: &Dossier, row: RowId) -> Option<Defect> {
    let rows = [RowStep { repeat: Name::of(fields::ACCEPT_ITEM), row }];
    let at = |name: &'static str| FieldPath::within(&rows, Name::of(name));
    let failed = choice(dossier, &at(DEFECT_RESULT)).is_some_and(|result| result != "pass");
    failed.then(|| Defect {
        words: dossier.text(&at(DEFECT_WORDS)).unwrap_or_default().into(),
        by: match dossier.value(&at(DEFECT_BY)) {
            Some(Value::Date(date)) => Some(*date),
            _ => None,
        },
    })
}

fn choice<'a>(dossier: &'a Dossier, path: &FieldPath) -> Option<&'a str> {
    match dossier.value(path)? {
        Value::Choice(name) => Some(name.as_str()),
        _ => None,
    }
}

fn decimal(dossier: &Dossier, path: &FieldPath) -> Option<Decimal> {
    match dossier.value(path)? {
        Value::Decimal(number) => Some(*number),
        Value::Integer(number) => Decimal::new(*number as f64),
        _ => None,
    }
}

fn is_yes(dossier: &Dossier, path: &FieldPath) -> bool {
    dossier.value(path) == Some(&Value::YesNo(true))
}
