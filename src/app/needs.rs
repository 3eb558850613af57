//! What the role table must allow for each command.

use super::camera::CameraCommand;
use super::command::Command;
use crate::role::Can;

impl Command {
    /// What the person's role must allow; `None` where everybody may.
    pub const fn needs(&self) -> Option<Can> {
        match self {
            Self::AddHousehold => Some(Can::AddHousehold),
            Self::FinishVisit => Some(Can::FinishVisit),
            Self::ReopenVisit => Some(Can::ReopenVisit),
            Self::Step(step) => Some(step.needs()),
            Self::Plan(_) => Some(Can::Plan),
            Self::Works(command) => command.needs(),
            Self::Exchange(command) => command.needs(),
            Self::Desk(command) => command.needs(),
            Self::Handing(command) => command.needs(),
            Self::Keys(command) => command.needs(),
            Self::Transfer(command) => command.needs(),
            Self::Answer { .. }
            | Self::Settle { .. }
            | Self::NoProblem { .. }
            | Self::AddRow { .. }
            | Self::DuplicateRow { .. }
            | Self::KeepRow { .. }
            | Self::RemoveRow { .. }
            | Self::Undo
            | Self::Redo => Some(Can::Answer),
            Self::PickPhotos { .. }
            | Self::BrowsePhotos { .. }
            | Self::AddPhotoFiles { .. }
            | Self::AddPhotoBytes { .. }
            | Self::AddPhotoPixels { .. }
            | Self::RemovePhoto { .. }
            | Self::Marks(_) => Some(Can::TakePhoto),
            Self::Camera(camera) if !camera.is_setting() => Some(Can::TakePhoto),
            Self::Measure(command) => command.needs(),
            _ => None,
        }
    }
}

impl Command {
    /// Whether it changes what the family said; a finished visit has to be opened again first.
    pub const fn changes_answers(&self) -> bool {
        match self.needs() {
            Some(Can::Answer) => !matches!(self, Self::Undo | Self::Redo | Self::Settle { .. }),
            // Whether a photo may be marked depends on the photo.
            Some(Can::TakePhoto) => {
                !matches!(self, Self::BrowsePhotos { .. } | Self::Camera(CameraCommand::Close) | Self::Marks(_))
            }
            _ => false,
        }
    }
}
