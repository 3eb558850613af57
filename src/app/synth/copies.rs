//! What each tablet has of a household: the same, or two copies that were edited apart.

use std::collections::BTreeMap;

use super::chance::Chance;
use super::home::{Home, worker};
use super::template::{SURVEYOR, Slot};
use super::{Fate, Synth};
use crate::dossier::Dossier;
use crate::dossier::edit::{Author, Delta, Edit};
use crate::dossier::household::PHONE;
use crate::id::{DeviceId, Name};
use crate::path::FieldPath;
use crate::stamp::Moment;
use crate::value::Value;

/// A household on one tablet.
#[derive(Clone, Debug)]
pub struct Copy {
    /// Number of the folder, from 0.
    pub tablet: u32,
    pub device: DeviceId,
    /// With everything in it, also what stands only in the journal.
    pub dossier: Dossier,
    /// What the file lacks: the file holds `dossier` as it was before.
    pub journal: Vec<Delta>,
    /// The household's file, where it is not `dossier`.
    pub file: Option<Dossier>,
    /// Fields that are in conflict once all copies are joined.
    pub disputed: usize,
}

/// Fields that can be answered in another way, and with what.
struct Open<'a>(Vec<(&'a FieldPath, &'a [Value])>);

impl<'a> Open<'a> {
    fn of(home: &'a Home) -> Self {
        let open = home.template.fields.iter().filter_map(|field| match &field.slot {
            Slot::OneOf(values) if values.len() > 2 => Some((&field.path, &**values)),
            _ => None,
        });
        Self(open.collect())
    }

    /// Takes one field out of those that are left.
    fn draw(&mut self, chance: &mut Chance) -> Option<(&'a FieldPath, &'a [Value])> {
        let place = chance.below(self.0.len() as u64) as usize;
        (place < self.0.len()).then(|| self.0.swap_remove(place))
    }
}

pub fn copies(synth: &Synth, home: &Home) -> Vec<Copy> {
    let dossier = home.dossier(synth);
    let mut chance = synth.chance("copies", home.number);
    let mut first =
        Copy { tablet: home.tablet, device: home.devices[0], dossier, journal: Vec::new(), file: None, disputed: 0 };
    match synth.fate(home.number) {
        Fate::Plain | Fate::Broken => vec![first],
        Fate::Journal => {
            let mut open = Open::of(home);
            let mut edits = edits(&first.dossier, &mut open, 6, &mut chance);
            edits.push(called_again(home, 1));
            first.file = Some(first.dossier.clone());
            first.journal = write(synth, home, &mut first, &edits, 0);
            vec![first]
        }
        fate => apart(synth, home, first, fate == Fate::Conflict, &mut chance),
    }
}

/// Two tablets that go on from the same state without knowing of each other.
fn apart(synth: &Synth, home: &Home, mut first: Copy, conflict: bool, chance: &mut Chance) -> Vec<Copy> {
    let count = synth.options.devices;
    let tablet = (home.tablet + 1 + chance.below(u64::from(count) - 1) as u32) % count;
    let mut second = Copy { tablet, device: synth.tablet(tablet), ..first.clone() };
    let mut open = Open::of(home);
    let (here, there) = (chance.between(1, 4) as usize, chance.between(2, 6) as usize);
    let mut ours = edits(&first.dossier, &mut open, here, chance);
    let mut theirs = edits(&first.dossier, &mut open, there, chance);
    // Both correct one field in the same way: no conflict.
    let same = edits(&first.dossier, &mut open, 1, chance);
    ours.extend(same.iter().cloned());
    theirs.extend(same);
    if theirs.is_empty() {
        theirs.push(called_again(home, 1));
    }
    let mut disputed = 0;
    if conflict {
        for _ in 0..chance.between(1, 3) {
            let Some((path, values)) = open.draw(chance) else { break };
            let mut others = values.iter().filter(|value| first.dossier.value(path) != Some(value));
            if let (Some(our), Some(their)) = (others.next(), others.next()) {
                ours.push(Edit::set(path.clone(), our.clone()));
                theirs.push(Edit::set(path.clone(), their.clone()));
                disputed += 1;
            }
        }
        if disputed == 0 {
            ours.push(called_again(home, 2));
            theirs.retain(|edit| !matches!(edit, Edit::Set { path, .. } if *path == phone_path()));
            theirs.push(called_again(home, 3));
            disputed = 1;
        }
    }
    write(synth, home, &mut first, &ours, 1);
    write(synth, home, &mut second, &theirs, 2);
    (first.disputed, second.disputed) = (disputed, disputed);
    vec![first, second]
}

/// Up to `count` fields answered in another way than now.
fn edits(dossier: &Dossier, open: &mut Open<'_>, count: usize, chance: &mut Chance) -> Vec<Edit> {
    let mut edits = Vec::new();
    for _ in 0..count {
        let Some((path, values)) = open.draw(chance) else { break };
        let other = values.iter().find(|value| dossier.value(path) != Some(value));
        edits.extend(other.map(|value| Edit::set(path.clone(), value.clone())));
    }
    edits
}

/// Another telephone number was found out.
fn called_again(home: &Home, nth: u64) -> Edit {
    Edit::set(phone_path(), Value::Text(format!("154{:08}", (home.number * 10 + nth) % 100_000_000).into()))
}

fn phone_path() -> FieldPath {
    FieldPath::top(Name::of(PHONE))
}

/// Writes as the surveyor of the copy's tablet, `days` after all that was written before.
fn write(synth: &Synth, home: &Home, copy: &mut Copy, edits: &[Edit], days: i64) -> Vec<Delta> {
    let name = match home.word(SURVEYOR) {
        Some(name) if copy.tablet == home.tablet => name.clone(),
        _ => worker(synth, "surveyor", u64::from(copy.tablet)),
    };
    let last = home.last();
    let mut deltas = Vec::new();
    for (place, edit) in (0_i64..).zip(edits) {
        let at = Moment::new(last.unix_seconds() + days * 86_400 + place * 31, last.offset_minutes());
        let author = Author { device: copy.device, name: name.clone(), at };
        deltas.push(copy.dossier.apply(edit, &author).delta);
    }
    deltas
}

/// The words of each photo's file, by its path.
pub fn photos(home: &Home) -> BTreeMap<&FieldPath, String> {
    let photos = home.template.fields.iter().filter_map(|field| match (&field.slot, &field.value) {
        (Slot::Photo, Value::Photo(photo)) => Some((&field.path, home.photo_words(photo))),
        _ => None,
    });
    photos.collect()
}
