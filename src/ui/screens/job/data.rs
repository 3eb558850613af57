//! What the job sheet shows, built once for every change.

use crate::app::program::Program;
use crate::app::task::Task;
use crate::app::visit::Visit;
use crate::app::works::sheet::{JobItem, Sheet, Side, item_path, nested};
use crate::dossier::prompt::{PhotoPrompt, Prompt};
use crate::dossier::stage::{Stage, Step};
use crate::dossier::{Dossier, ask, marks};
use crate::id::{DossierId, Name, RowId};
use crate::l10n::{Language, Words};
use crate::path::FieldPath;
use crate::plan::fields;
use crate::plan::item::WorkState;
use crate::plan::quantity::Quantity;
use crate::role::Can;
use crate::ui::widgets::{Icon, Tone};

/// Everything on the sheet.
pub struct JobData {
    pub sheet: Sheet,
    pub side: Side,
    /// The works may be reported here and now.
    pub may_build: bool,
    /// Changes may be decided.
    pub may_decide: bool,
    /// One may still talk.
    pub may_talk: bool,
    pub photos_refused: bool,
    /// The step that is next for the one who builds.
    pub step: Option<Step>,
    pub undo: Option<String>,
    pub redo: Option<String>,
    /// The questions of the item that is open.
    pub prompts: Vec<Prompt>,
    /// The photos of changes of the open item.
    pub change_photos: Vec<(RowId, Prompt)>,
}

impl JobData {
    pub fn of(program: &Program, visit: &Visit, open: Option<RowId>, language: Language) -> Self {
        let sheet = Sheet::of(&visit.dossier).in_language(&program.rules.catalogue, language);
        let writable = program.read_only.is_none();
        let builds = program.role.can(Can::Build);
        let may_build = writable && builds && Task::Works.is_open_at(sheet.stage);
        let may_talk = writable && (Stage::Ordered..=Stage::Rectifying).contains(&sheet.stage);
        let form = visit.forms.iter().find(|form| form.text.id.as_str() == "works");
        // The numbers of the form count every item's questions, which says nothing here.
        let ask = |path: &FieldPath| {
            let prompt = ask::prompt(&form?.session, &visit.dossier, path, language)?;
            Some(Prompt { number: None, ..prompt })
        };
        let item = open.and_then(|row| sheet.item(row));
        let asked = item.map(questions).unwrap_or_default();
        let prompts = asked.iter().filter_map(|name| ask(&item_path(open?, name))).collect();
        let change_photos = item.into_iter().flat_map(|known| {
            known.item.work.changes.iter().filter_map(|change| {
                let rows = nested(known.item.row, fields::CHANGE, change.row);
                Some((change.row, ask(&FieldPath::within(&rows, Name::of(fields::CHANGE_PHOTO)))?))
            })
        });
        Self {
            change_photos: change_photos.collect(),
            prompts,
            side: program.side(),
            may_build,
            may_decide: may_talk && program.role.can(Can::Order),
            may_talk,
            photos_refused: sheet.no_photos,
            step: match sheet.stage {
                Stage::Ordered if may_build => Some(Step::Start),
                Stage::InWorks | Stage::Rectifying if may_build => Some(Step::Finish),
                _ => None,
            },
            undo: visit.history.undo_label().map(|label| label.text(language)),
            redo: visit.history.redo_label().map(|label| label.text(language)),
            sheet,
        }
    }

    /// Items that are not done yet.
    pub fn open_items(&self) -> usize {
        self.sheet.items.iter().filter(|known| !known.is_done()).count()
    }
}

/// What is asked about an item now.
fn questions(known: &JobItem) -> Vec<&'static str> {
    let mut asked = vec![fields::PHOTO_BEFORE];
    if known.item.work.state != WorkState::Open {
        asked.extend([fields::PHOTO_DURING, fields::INSTALLED, fields::PHOTO_AFTER]);
        if known.item.work.after.is_empty() {
            asked.push(fields::NO_PHOTO_REASON);
        }
    }
    asked
}

/// The photos that show where an item is built.
pub fn place_photos(known: &JobItem, dossier: &Dossier) -> Vec<PhotoPrompt> {
    let question = known.item.field(fields::PHOTO);
    let marks = |row| question.photo(row).map(|photo| marks::drawn(dossier, &photo)).unwrap_or_default();
    let photos = known.item.photos.iter();
    photos.map(|(row, photo)| PhotoPrompt { row: *row, photo: photo.clone(), marks: marks(*row) }).collect()
}

/// "3.6 m²"
pub fn amount(quantity: Option<Quantity>, unit: &str, words: &Words) -> String {
    match quantity {
        Some(quantity) => words.with("works-amount", &[("quantity", &quantity.to_string()), ("unit", unit)]),
        None => words.text("works-amount-unknown"),
    }
}

/// How far an item is, with the look of it.
pub fn item_state(known: &JobItem, words: &Words) -> (String, Tone, Icon) {
    let (key, tone, icon) = match (known.item.work.state, known.defect.is_some()) {
        (_, true) => ("works-item-defect", Tone::Bad, Icon::Warning),
        (WorkState::Open, _) => ("works-item-open", Tone::Neutral, Icon::Circle),
        (WorkState::Started, _) => ("works-item-started", Tone::Doubtful, Icon::Half),
        (WorkState::Done, _) => ("works-item-done", Tone::Good, Icon::Check),
    };
    (words.text(key), tone, icon)
}

/// The data of the last change.
#[derive(Default)]
pub struct Kept {
    asked: Option<(DossierId, u64, Option<RowId>, Language)>,
    data: Option<JobData>,
}

impl Kept {
    /// Builds the data anew where something has changed.
    pub fn of(&mut self, program: &Program, visit: &Visit, open: Option<RowId>, language: Language) -> &JobData {
        let asked = (visit.dossier.id, visit.revision, open, language);
        if self.asked.as_ref() != Some(&asked) {
            self.asked = Some(asked);
            self.data = None;
        }
        self.data.get_or_insert_with(|| JobData::of(program, visit, open, language))
    }
}
