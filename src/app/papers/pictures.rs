//! The photos of a document: each read once, with its marks drawn into it.

use std::collections::BTreeMap;

use crate::dossier::Dossier;
use crate::dossier::marks::MARK;
use crate::id::{ContentHash, Name, RowId};
use crate::path::FieldPath;
use crate::photo::marks::burn;
use crate::problem::Problem;
use crate::report::engine::picture_path;
use crate::report::model::{Photo, Text};
use crate::store::Workspace;
use crate::value::{Mark, Photo as Stored, Value};

/// The photos that a document shows, in the order in which it first shows them.
#[derive(Default)]
pub(super) struct Pictures {
    files: Vec<Vec<u8>>,
    /// By place of the photo: two photos of one file may have different marks.
    places: BTreeMap<FieldPath, Option<usize>>,
    by_hash: BTreeMap<ContentHash, usize>,
}

impl Pictures {
    /// The JPEG files; the model names them by their place.
    pub fn into_files(self) -> Vec<Vec<u8>> {
        self.files
    }

    /// The photos of a question with a caption.
    pub fn of_question(
        &mut self,
        store: &Workspace,
        dossier: &Dossier,
        question: &FieldPath,
        caption: &Text,
    ) -> Vec<Photo> {
        let photos = dossier.photos(question);
        photos.iter().filter_map(|(row, photo)| self.take(store, dossier, question, *row, photo, caption)).collect()
    }

    fn take(
        &mut self,
        store: &Workspace,
        dossier: &Dossier,
        question: &FieldPath,
        row: RowId,
        photo: &Stored,
        caption: &Text,
    ) -> Option<Photo> {
        let path = question.photo(row)?;
        let place = match self.places.get(&path) {
            Some(place) => *place,
            None => {
                let place = self.read(store, photo.hash, &marks(dossier, &path)).ok();
                self.places.insert(path, place);
                place
            }
        };
        let caption = if photo.caption.is_empty() { caption.clone() } else { Text::plain(&*photo.caption) };
        Some(Photo {
            file: place.map(picture_path).unwrap_or_default(),
            caption,
            taken: photo.taken.map(|taken| taken.civil().strftime("%Y-%m-%d %H:%M").to_string()).unwrap_or_default(),
            width: photo.width,
            height: photo.height,
        })
    }

    fn read(&mut self, store: &Workspace, hash: ContentHash, marks: &[Mark]) -> Result<usize, Problem> {
        if marks.is_empty()
            && let Some(place) = self.by_hash.get(&hash)
        {
            return Ok(*place);
        }
        let jpeg = store.read_photo(hash)?;
        let place = self.files.len();
        if marks.is_empty() {
            self.by_hash.insert(hash, place);
            self.files.push(jpeg);
        } else {
            self.files.push(burn(&jpeg, marks)?);
        }
        Ok(place)
    }
}

/// What is drawn on a photo, in the order it was drawn.
fn marks(dossier: &Dossier, photo: &FieldPath) -> Vec<Mark> {
    let repeat = Name::of(MARK);
    let rows = dossier.rows(&photo.rows, &repeat).into_iter();
    let mark = |row| match dossier.value(&FieldPath::row_of(&photo.rows, repeat.clone(), row)) {
        Some(Value::Mark(mark)) => Some((**mark).clone()),
        _ => None,
    };
    rows.filter_map(mark).collect()
}
