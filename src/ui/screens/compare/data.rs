//! What the comparison shows.

use std::sync::Arc;

use crate::app::program::Program;
use crate::app::route::PhotoPlace;
use crate::app::visit::Visit;
use crate::dossier::{marks, pairs};
use crate::path::FieldPath;
use crate::value::{Mark, Photo};

/// Two photos, the earlier one first.
pub struct Data {
    pub sides: [Side; 2],
    /// The pair is noted.
    pub is_pair: bool,
    /// The pair may be changed here.
    pub is_open: bool,
}

/// One of them.
pub struct Side {
    /// The path of its row.
    pub path: FieldPath,
    /// `None`: not there (any more).
    pub photo: Option<Arc<Photo>>,
    pub marks: Vec<Arc<Mark>>,
    /// The day it was taken; empty when it does not say.
    pub day: String,
}

impl Data {
    /// Looks both photos up; `None` when the places name no photos' rows.
    pub fn of(program: &Program, visit: &Visit, places: [&PhotoPlace; 2]) -> Option<Self> {
        let side = |(question, row): &PhotoPlace| {
            let path = question.photo(*row)?;
            let photo = pairs::photo(&visit.dossier, &path);
            let day = photo.as_ref().and_then(|photo| photo.taken).map(|taken| taken.date().to_string());
            let marks = marks::drawn(&visit.dossier, &path);
            Some(Side { path, photo, marks, day: day.unwrap_or_default() })
        };
        let sides = [side(places[0])?, side(places[1])?];
        let noted = pairs::before_of(&visit.dossier, &sides[1].path);
        let is_pair = noted.is_some_and(|(before, _)| before == sides[0].path);
        let is_open =
            sides.iter().all(|side| side.photo.is_some()) && program.photo_is_closed(&sides[1].path).is_none();
        Some(Self { sides, is_pair, is_open })
    }
}
