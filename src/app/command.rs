//! Everything a person can ask for. A screen sends these and changes nothing itself.

use std::path::PathBuf;
use std::sync::Arc;

use crate::dossier::stage::Step;
use crate::id::{DossierId, Name, RowId};
use crate::l10n::Language;
use crate::path::{FieldPath, Rows};
use crate::role::Role;
use crate::stamp::Dot;
use crate::value::Value;

use super::camera::CameraCommand;
use super::desk::DeskCommand;
use super::exchange::ExchangeCommand;
use super::handing::HandingCommand;
use super::keys::KeysCommand;
use super::marks::MarksCommand;
use super::measure::MeasureCommand;
use super::papers::PaperCommand;
use super::plan::PlanCommand;
use super::route::Route;
use super::settings::{Hand, PhotoSize, TextSize, Theme};
use super::task::Task;
use super::transfer::TransferCommand;
use super::works::WorksCommand;

/// A person asked.
#[derive(Clone, Debug, PartialEq)]
pub enum Command {
    Go(Route),
    Back,

    AddHousehold,
    OpenHousehold(DossierId),
    CloseHousehold,
    /// Turns to the survey, the signature, the works, … of the open household.
    OpenTask(Task),
    /// Goes to a question: opens its section and row and scrolls there.
    Jump {
        section: Name,
        path: FieldPath,
    },
    FinishVisit,
    ReopenVisit,
    /// Goes from a task back to the household's file.
    LeaveTask,
    /// Brings the household on by one step, or back.
    Step(Step),
    /// Changes the plan.
    Plan(PlanCommand),
    /// Orders and works.
    Works(WorksCommand),
    /// Packages.
    Exchange(ExchangeCommand),
    /// Receipts, and what may go from this device.
    Handing(HandingCommand),
    /// The seal of the workspace.
    Keys(KeysCommand),
    /// Servers.
    Transfer(TransferCommand),
    Paper(PaperCommand),
    /// Many households at once.
    Desk(DeskCommand),

    /// Answers, skips or (with [`Value::Erased`]) takes back.
    Answer {
        path: FieldPath,
        value: Value,
    },
    /// Settles a conflict for the value with this dot.
    Settle {
        path: FieldPath,
        dot: Dot,
    },
    /// Gives every open question of the section its harmless answer.
    NoProblem {
        section: Name,
    },
    AddRow {
        within: Rows,
        repeat: Name,
        preset: Option<usize>,
    },
    DuplicateRow {
        within: Rows,
        repeat: Name,
        row: RowId,
    },
    /// Shows the questions of a row, or hides them again.
    OpenRow {
        repeat: Name,
        row: RowId,
    },
    /// Keeps a row that another device removed.
    KeepRow {
        within: Rows,
        repeat: Name,
        row: RowId,
    },
    RemoveRow {
        within: Rows,
        repeat: Name,
        row: RowId,
    },
    Undo,
    Redo,

    /// Opens the system's file dialog for photos of this question.
    PickPhotos {
        path: FieldPath,
    },
    /// The in-app list of folders, for machines without a file dialog.
    BrowsePhotos {
        path: FieldPath,
    },
    OpenFolder(PathBuf),
    AddPhotoFiles {
        path: FieldPath,
        files: Vec<PathBuf>,
    },
    AddPhotoBytes {
        path: FieldPath,
        bytes: Arc<[u8]>,
    },
    /// Pixels from the clipboard, RGBA.
    AddPhotoPixels {
        path: FieldPath,
        width: u32,
        height: u32,
        rgba: Arc<[u8]>,
    },
    RemovePhoto {
        path: FieldPath,
        row: RowId,
    },
    /// Gives up a photo on its way that has not been begun.
    CancelPhoto(RowId),

    /// The viewfinder and the cameras.
    Camera(CameraCommand),
    /// Marks on a photo, its caption, its partner, its faces.
    Marks(MarksCommand),
    Measure(MeasureCommand),

    /// For whom this tablet is; only while it has no households.
    ChooseRole(Role),
    SetLanguage(Language),
    SetTheme(Theme),
    SetTextSize(TextSize),
    SetHand(Hand),
    SetPhotoSize(PhotoSize),
    SetSurveyor(String),
    /// Tries again to write what could not be written.
    RetrySave,
    Dismiss,
}
