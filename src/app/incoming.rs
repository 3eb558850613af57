//! Photos on their way into a household: from the tap to the field that names them.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::jobs::JobEvent;
use super::jobs::photos::Source;
use super::program::Program;
use super::visit::Consent;
use crate::dossier::edit::Edit;
use crate::dossier::history::Deed;
use crate::dossier::{Dossier, household, pairs};
use crate::id::{ContentHash, DossierId, RowId};
use crate::path::FieldPath;
use crate::problem::Problem;
use crate::store::incoming::Incoming;
use crate::value::{Photo, Value};

/// How far a photo is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Progress {
    /// In memory alone; not safe yet.
    Keeping,
    /// Safe, and waiting.
    Waiting,
    /// Being opened and shrunk.
    Opening,
    /// Safe, but the disk refuses the shrunk photo; tried again.
    Stuck,
}

/// A photo on its way.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pending {
    /// The row that it gets.
    pub row: RowId,
    pub dossier: DossierId,
    pub question: FieldPath,
    pub progress: Progress,
}

impl Pending {
    fn of(incoming: Incoming, progress: Progress) -> Self {
        let Incoming { row, dossier, question, .. } = incoming;
        Self { row, dossier, question, progress }
    }
}

/// All photos on their way, and those that came through since there were none.
#[derive(Clone, Debug, Default)]
pub struct PhotoQueue {
    pub pending: Vec<Pending>,
    /// Came through, or were told to be no photos, since nothing was pending.
    pub done: u32,
    /// The before-pictures of those that were taken with one. Lost in a crash: then the pair is made by hand.
    ghosts: BTreeMap<RowId, ContentHash>,
    /// Named by a field that is on the disk with this ticket; then their originals may go.
    unforgotten: Vec<(u64, RowId)>,
}

impl PhotoQueue {
    /// Goes on with what the last program left.
    pub(super) fn of(left: Vec<Incoming>) -> Self {
        let pending = left.into_iter().map(|incoming| Pending::of(incoming, Progress::Waiting)).collect();
        Self { pending, ..Self::default() }
    }

    /// What a person reads about that.
    pub(super) fn told_of(left: &[Incoming]) -> Option<Problem> {
        (!left.is_empty()).then(|| Problem::notice("photo-resumed").with("count", left.len()))
    }

    /// How many there are and were: what [`PhotoQueue::done`] is counted against.
    pub fn all(&self) -> u32 {
        self.done + u32::try_from(self.pending.len()).unwrap_or(u32::MAX)
    }

    /// Photos that are in memory alone.
    pub fn unkept(&self) -> usize {
        self.pending.iter().filter(|pending| pending.progress == Progress::Keeping).count()
    }

    fn leaves(&mut self, row: RowId) {
        let before = self.pending.len();
        self.pending.retain(|pending| pending.row != row);
        self.done += u32::from(self.pending.len() < before);
        if self.pending.is_empty() {
            self.done = 0;
        }
    }
}

impl Program {
    /// Queues a photo for a question of the open household. It is safe when its [`Progress`] is no longer
    /// [`Progress::Keeping`].
    pub(super) fn take_in_photo(&mut self, path: &FieldPath, source: Source) {
        if let Some(dossier) = self.visit.as_ref().map(|visit| visit.dossier.id) {
            self.take_in_photo_of(dossier, path, source);
        }
    }

    /// The same for a photo that was taken with the photo `ghost` in the viewfinder: the two become a pair.
    pub(super) fn take_in_photo_over(&mut self, path: &FieldPath, source: Source, ghost: Option<ContentHash>) {
        let Some(dossier) = self.visit.as_ref().map(|visit| visit.dossier.id) else { return };
        let row = self.take_in_photo_of(dossier, path, source);
        if let Some(ghost) = ghost {
            self.photo_queue.ghosts.insert(row, ghost);
        }
    }

    /// Queues a photo for a question of any household; returns the row that it gets.
    pub(super) fn take_in_photo_of(&mut self, dossier: DossierId, path: &FieldPath, source: Source) -> RowId {
        let row = self.photos.take_in(dossier, path.clone(), source);
        let pending = Pending { row, dossier, question: path.clone(), progress: Progress::Keeping };
        self.photo_queue.pending.push(pending);
        self.show_pending();
        row
    }

    /// Takes what the photo threads reported.
    pub(super) fn photo_event(&mut self, event: JobEvent) {
        match event {
            JobEvent::PhotoKept { incoming } => self.photo_kept(incoming),
            JobEvent::PhotoBegun { row } => self.photo_is(row, Progress::Opening),
            JobEvent::PhotoStored { row, dossier, question, photo } => {
                self.photo_queue.leaves(row);
                self.photo_stored(row, dossier, &question, photo);
            }
            JobEvent::PhotoFailed { row, dossier, problem } => {
                self.photo_queue.leaves(row);
                self.notices.push(problem.of_dossier(dossier));
            }
            JobEvent::PhotoStuck { row, problem } => {
                // One word per outage, not per photo.
                if self.notices.iter().all(|told| told.key != problem.key) {
                    self.notices.push(problem);
                }
                // One that is not safe yet stays so.
                if let Some(pending) = self.photo_queue.pending.iter_mut().find(|pending| pending.row == row)
                    && pending.progress != Progress::Keeping
                {
                    pending.progress = Progress::Stuck;
                }
            }
            JobEvent::PhotoCancelled { row } => {
                self.photo_queue.leaves(row);
            }
            _ => {}
        }
        self.show_pending();
    }

    fn photo_kept(&mut self, incoming: Incoming) {
        if self.photo_queue.pending.iter().any(|pending| pending.row == incoming.row) {
            self.photo_is(incoming.row, Progress::Waiting);
        } else {
            // Taken in past this list, for a household that is not open.
            self.photo_queue.pending.push(Pending::of(incoming, Progress::Waiting));
        }
    }

    fn photo_is(&mut self, row: RowId, progress: Progress) {
        if let Some(pending) = self.photo_queue.pending.iter_mut().find(|pending| pending.row == row) {
            pending.progress = progress;
        }
    }

    /// Tells the open household which photos it still gets.
    pub(super) fn show_pending(&mut self) {
        let Some(visit) = &mut self.visit else { return };
        let id = visit.dossier.id;
        let ours = self.photo_queue.pending.iter().filter(|pending| pending.dossier == id);
        let ours: Vec<Pending> = ours.cloned().collect();
        if visit.pending_photos != ours {
            visit.pending_photos = ours;
            visit.revision += 1;
        }
    }

    fn photo_stored(&mut self, row: RowId, dossier: DossierId, question: &FieldPath, photo: Photo) {
        let ghost = self.photo_queue.ghosts.remove(&row);
        if self.visit.as_ref().is_some_and(|visit| visit.dossier.id == dossier) {
            self.begin_visit();
            let Some(visit) = &self.visit else { return };
            match adding(&visit.dossier, row, question, photo, ghost) {
                Ok(Some(edit)) => {
                    let label = self.label(Deed::AddPhoto, question);
                    self.edit(&edit, Some(label));
                }
                Ok(None) => {}
                Err(known) => self.tell(known),
            }
            return self.named(row);
        }
        match self.load(dossier) {
            // One that arrives after its household was closed is written to the file all the same.
            Ok((mut stored, problems)) => {
                self.notices.extend(problems);
                match adding(&stored, row, question, photo, ghost) {
                    Ok(Some(edit)) => {
                        let applied = stored.apply(&edit, &self.author());
                        self.keep(dossier, applied.delta);
                        self.saver.fold(&stored);
                        self.hold(stored);
                    }
                    Ok(None) => {}
                    Err(known) => self.tell(known),
                }
                self.named(row);
            }
            Err(problem) => self.photos.give_up(row, problem.of_dossier(dossier)),
        }
    }

    /// A field names the photo: its original goes as soon as that is on the disk.
    fn named(&mut self, row: RowId) {
        self.photo_queue.unforgotten.push((self.last_ticket(), row));
        self.forget_named();
    }

    /// Lets the originals go whose fields are on the disk.
    pub(super) fn forget_named(&mut self) {
        let saved = self.last_ticket() - self.unsaved();
        let photos = &self.photos;
        self.photo_queue.unforgotten.retain(|(ticket, row)| {
            let waits = *ticket > saved;
            if !waits {
                photos.forget(*row);
            }
            waits
        });
    }
}

/// The edit that adds a photo; none when its row is known from before a crash.
///
/// # Errors
/// A notice when the question has the same picture already.
fn adding(
    dossier: &Dossier,
    row: RowId,
    question: &FieldPath,
    photo: Photo,
    ghost: Option<ContentHash>,
) -> Result<Option<Edit>, Problem> {
    let Some(path) = question.photo(row) else { return Ok(None) };
    if dossier.fields.contains_key(&path) {
        // Added then, and perhaps removed since.
        return Ok(None);
    }
    if dossier.photos(question).iter().any(|(_, known)| known.hash == photo.hash) {
        return Err(Problem::notice("photo-twice").of_dossier(dossier.id).of_field(question.clone()));
    }
    let allowed = Consent::of(dossier, household::CONSENT_PLACE) == Consent::Given;
    let photo = Photo { place: photo.place.filter(|_| allowed), ..photo };
    let pair = ghost.and_then(|ghost| pairs::taken_over(dossier, &path, ghost));
    Ok(Some(Edit::set_all([(path, Value::Photo(Arc::new(photo)))].into_iter().chain(pair))))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::dossier::edit::Author;
    use crate::id::{DeviceId, Name};
    use crate::stamp::Moment;
    use crate::value::Place;

    fn apply(dossier: &mut Dossier, edit: &Edit) {
        let author = Author { device: DeviceId::from_bits(7), name: "王".into(), at: Moment::new(0, 480) };
        dossier.apply(edit, &author);
    }

    fn photo(hash: u8) -> Photo {
        let place = Some(Place { latitude: 4_607, longitude: 12_205 });
        let hash = ContentHash::from_bytes([hash; 32]);
        Photo { hash, width: 4, height: 3, taken: None, place, caption: "".into() }
    }

    fn kept_place(edit: &Edit) -> Option<Place> {
        let Edit::Many(edits) = edit else { panic!("{edit:?}") };
        match &edits[..] {
            [Edit::Set { value: Value::Photo(photo), .. }] => photo.place,
            other => panic!("{other:?}"),
        }
    }

    #[test]
    fn the_place_is_kept_only_where_the_family_agreed() {
        let mut dossier = Dossier::new(DossierId::mint());
        let question = FieldPath::top(Name::of("qE15_whole"));
        let consent = FieldPath::top(Name::of(household::CONSENT_PLACE));
        for (answer, place) in [(None, None), (Some(false), None), (Some(true), photo(1).place)] {
            if let Some(answer) = answer {
                apply(&mut dossier, &Edit::set(consent.clone(), Value::YesNo(answer)));
            }
            let edit = adding(&dossier, RowId::mint(), &question, photo(1), None).unwrap().unwrap();
            assert_eq!(kept_place(&edit), place, "{answer:?}");
        }
    }

    #[test]
    fn a_picture_is_once_under_a_question_and_a_row_that_is_known_stays_as_it_is() {
        let mut dossier = Dossier::new(DossierId::mint());
        let question = FieldPath::top(Name::of("qE15_whole"));
        let row = RowId::mint();
        let edit = adding(&dossier, row, &question, photo(1), None).unwrap().unwrap();
        apply(&mut dossier, &edit);
        assert_eq!(adding(&dossier, row, &question, photo(1), None), Ok(None), "after a crash");
        let twice = adding(&dossier, RowId::mint(), &question, photo(1), None).unwrap_err();
        assert_eq!(twice.key, "photo-twice");
        assert!(adding(&dossier, RowId::mint(), &question, photo(2), None).unwrap().is_some(), "another picture");
        let other = FieldPath::top(Name::of("qE15_door"));
        assert!(adding(&dossier, RowId::mint(), &other, photo(1), None).unwrap().is_some(), "another question");
        apply(&mut dossier, &Edit::set(question.photo(row).unwrap(), Value::Erased));
        assert_eq!(adding(&dossier, row, &question, photo(1), None), Ok(None), "removed before the crash");
        assert!(adding(&dossier, RowId::mint(), &question, photo(1), None).unwrap().is_some(), "taken in once more");
    }
}
