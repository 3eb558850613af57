//! What a screen may use while it paints: everything to read, and one list to send commands by.

use super::textures::Textures;
use super::theme::Look;
use crate::app::command::Command;
use crate::app::program::Program;
use crate::l10n::Words;

/// What a screen may use while it paints.
pub struct Scene<'a> {
    pub program: &'a Program,
    pub look: &'a Look,
    pub words: &'static Words,
    pub textures: &'a mut Textures,
    /// Whether the system's file dialog has been asked for and has not answered.
    pub dialog_waits: bool,
    pub out: &'a mut Vec<Command>,
}
