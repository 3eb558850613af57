//! A household's works as plain data: what is to be built, how far it is, what was said about it.

use jiff::civil::Date;

use crate::division::Divisions;
use crate::dossier::stage::Stage;
use crate::dossier::{Dossier, household as names};
use crate::id::{DossierId, Name, RowId};
use crate::l10n::Language;
use crate::path::{FieldPath, RowStep};
use crate::plan::acceptance::{self, Outcome};
use crate::plan::catalogue::Catalogue;
use crate::plan::change::{self, Change, Remark, Verdict};
use crate::plan::fields;
use crate::plan::item::{self, Item, WorkState};
use crate::role::Role;
use crate::value::Value;

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

/// One sentence of a thread.
#[derive(Clone, Debug, PartialEq)]
pub struct Message {
    pub remark: Remark,
    pub side: Side,
    /// The other side has read it.
    pub seen: bool,
}

/// What the acceptance found wrong 整改.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Defect {
    pub words: String,
    pub by: Option<Date>,
}

/// One item of the order, with what belongs to building it.
#[derive(Clone, Debug, PartialEq)]
pub struct JobItem {
    pub item: Item,
    pub talk: Vec<Message>,
    /// Answers to changes that the one who builds has not read.
    pub new_answers: Vec<RowId>,
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
    pub items: Vec<JobItem>,
    /// The family wants no photos taken.
    pub no_photos: bool,
}

impl Sheet {
    /// With what stands in the catalogue said in this language.
    #[must_use]
    pub fn in_language(mut self, catalogue: &Catalogue, language: Language) -> Self {
        for known in &mut self.items {
            known.item = known.item.clone().in_language(catalogue, language);
        }
        self
    }

    pub fn of(dossier: &Dossier) -> Self {
        let text = |name: &'static str| dossier.text(&FieldPath::top(Name::of(name))).unwrap_or_default().to_owned();
        let date = |name: &'static str| match dossier.value(&FieldPath::top(Name::of(name))) {
            Some(Value::Date(date)) => Some(*date),
            _ => None,
        };
        let stage = Stage::of(dossier);
        let mut items: Vec<JobItem> =
            item::accepted(dossier).into_iter().map(|item| JobItem::of(dossier, item, stage)).collect();
        items.sort_by_key(|known| known.defect.is_none());
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
            contractor_phone: text(fields::ORDER_CONTRACTOR_PHONE),
            number: text(fields::ORDER_NUMBER),
            note: text(fields::ORDER_NOTE),
            ordered: date(fields::ORDER_DATE),
            start: date(fields::ORDER_START_BY),
            end: date(fields::ORDER_FINISH_BY),
            items,
            no_photos: dossier.value(&FieldPath::top(Name::of(names::CONSENT_PHOTO))) == Some(&Value::YesNo(false)),
        }
    }

    pub fn item(&self, row: RowId) -> Option<&JobItem> {
        self.items.iter().find(|known| known.item.row == row)
    }

    /// The day the works must be finished by: of what is to be put right, else of the order.
    pub fn due(&self) -> Option<Date> {
        self.items.iter().filter_map(|known| known.defect.as_ref()?.by).min().or(self.end)
    }
}

impl JobItem {
    fn of(dossier: &Dossier, item: Item, stage: Stage) -> Self {
        let decided = |change: &&Change| matches!(change.decision, Verdict::Approved | Verdict::Refused);
        let seen = |change: &&Change| {
            let rows = nested(item.row, fields::CHANGE, change.row);
            is_yes(dossier, &FieldPath::within(&rows, Name::of(fields::CHANGE_SEEN)))
        };
        let new = item.work.changes.iter().filter(decided).filter(|change| !seen(change));
        Self {
            talk: talk(dossier, item.row),
            new_answers: new.map(|change| change.row).collect(),
            defect: (stage == Stage::Rectifying).then(|| defect(dossier, &item)).flatten(),
            item,
        }
    }

    /// Messages of the other side that nobody of `side` has read, and answers to changes likewise.
    pub fn unread(&self, side: Side) -> usize {
        let messages = self.talk.iter().filter(|message| message.side != side && !message.seen).count();
        messages + if side == Side::Builder { self.new_answers.len() } else { 0 }
    }

    /// Changes that wait for the office.
    pub fn pending(&self) -> usize {
        change::undecided(&self.item.work.changes).count()
    }

    pub fn is_done(&self) -> bool {
        self.item.work.state == WorkState::Done
    }
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

fn talk(dossier: &Dossier, item: RowId) -> Vec<Message> {
    let message = |remark: Remark| {
        let rows = nested(item, fields::TALK, remark.row);
        let side = choice(dossier, &FieldPath::within(&rows, Name::of(fields::TALK_SIDE)));
        Message {
            side: if side.is_some_and(|side| side == fields::OFFICE) { Side::Office } else { Side::Builder },
            seen: is_yes(dossier, &FieldPath::within(&rows, Name::of(fields::TALK_SEEN))),
            remark,
        }
    };
    change::talk(dossier, item).into_iter().map(message).collect()
}

fn defect(dossier: &Dossier, item: &Item) -> Option<Defect> {
    let found = acceptance::accepted(dossier, item);
    let failed = matches!(found.outcome, Some(Outcome::Rectify | Outcome::Fail)) && found.recheck != Some(true);
    failed.then_some(Defect { words: found.defect, by: found.rectify_by })
}

fn choice<'a>(dossier: &'a Dossier, path: &FieldPath) -> Option<&'a str> {
    match dossier.value(path)? {
        Value::Choice(name) => Some(name.as_str()),
        _ => None,
    }
}

fn is_yes(dossier: &Dossier, path: &FieldPath) -> bool {
    dossier.value(path) == Some(&Value::YesNo(true))
}
