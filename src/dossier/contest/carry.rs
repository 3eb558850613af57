//! Carrying a decision out so that it can be taken back, also by a program that was started since.
//!
//! A write supersedes what it has seen, so the inverse of an edit cannot bring a conflict back: one device has one
//! live write in a register. Taking back a decision therefore writes every value that stood there again, the first
//! for this device, each further one for a *voice*: a device id minted for this purpose and never used by a device.
//! The registers then say again what they said, with the same authors and times, and merge like any history of
//! writes that did not know of each other. What anybody has written over the decision since stays and is named.

use std::collections::BTreeMap;

use crate::dossier::Dossier;
use crate::dossier::edit::{Author, Delta, Edit};
use crate::dossier::register::{Register, Write};
use crate::id::DeviceId;
use crate::path::FieldPath;
use crate::stamp::Dot;
use crate::value::Value;

/// What was decided in one household, and what stood there before: all that taking it back needs.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Carried {
    /// What the decision wrote.
    pub after: Delta,
    /// The same registers before it; a field that was not there is missing.
    pub before: Delta,
}

/// A decision was taken back.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Reinstated {
    pub delta: Delta,
    /// Fields that were left alone because somebody has written them since.
    pub kept: Vec<FieldPath>,
}

/// Carries an edit out, and keeps what stood there.
pub fn carry(dossier: &mut Dossier, edit: &Edit, author: &Author) -> Carried {
    let before = dossier.fields.clone();
    let after = dossier.apply(edit, author).delta;
    let before = after.fields.keys().filter_map(|path| Some((path.clone(), before.get(path)?.clone()))).collect();
    Carried { after, before: Delta { fields: before } }
}

/// Takes a decision back, in every field where it still stands alone. `voice` gives the n-th voice, counted from 0;
/// it must be the same for one n within one household and new to it.
pub fn reinstate(
    dossier: &mut Dossier,
    carried: &Carried,
    author: &Author,
    voice: &mut dyn FnMut(usize) -> DeviceId,
) -> Reinstated {
    let mut done = Reinstated::default();
    for (path, after) in &carried.after.fields {
        let stands = dossier.fields.get(path).is_some_and(|register| register.says_the_same(after));
        if !stands {
            done.kept.push(path.clone());
            continue;
        }
        let before = carried.before.fields.get(path).map(|register| values(register, dossier)).unwrap_or_default();
        let register = again(dossier, path, before, author, voice);
        done.delta.fields.insert(path.clone(), register);
    }
    done
}

/// The distinct values of a register, as they may be shown, with who wrote them.
fn values(register: &Register, dossier: &Dossier) -> Vec<Write> {
    let mut distinct: Vec<Write> = Vec::new();
    for (_, write) in register.live() {
        let write = Write { value: crate::dossier::blurred::offered(dossier, &write.value), ..write.clone() };
        if distinct.iter().all(|known| known.value != write.value) {
            distinct.push(write);
        }
    }
    distinct
}

fn again(
    dossier: &mut Dossier,
    path: &FieldPath,
    mut before: Vec<Write>,
    author: &Author,
    voice: &mut dyn FnMut(usize) -> DeviceId,
) -> Register {
    if before.is_empty() {
        before.push(Write { value: Value::Erased, author: author.name.clone(), at: author.at });
    }
    let mut live = BTreeMap::new();
    for (place, write) in before.into_iter().enumerate() {
        let device = if place == 0 { author.device } else { voice(place - 1) };
        let spent = dossier.fields.get(path).map_or(0, |register| register.seen().last(device));
        let dot = Dot { device, counter: dossier.next_counter(device).max(spent + 1) };
        dossier.spent.add(dot);
        live.insert(dot, write);
    }
    let register = dossier.fields.entry(path.clone()).or_default();
    register.write_all(live);
    register.clone()
}
