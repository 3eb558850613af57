//! Several tablets that work on one household, with the ideal they are held against.

use std::collections::{BTreeMap, BTreeSet};

use tantu::dossier::Dossier;
use tantu::dossier::edit::{Author, Delta, Edit};
use tantu::id::{DeviceId, DossierId};
use tantu::path::FieldPath;
use tantu::stamp::{Dot, Moment};
use tantu::value::Value;

/// Which writes of each field somebody knows, live or superseded.
pub type Known = BTreeMap<FieldPath, BTreeSet<Dot>>;

/// The live writes of each field.
pub type Live = BTreeMap<FieldPath, BTreeMap<Dot, Value>>;

/// A household as the program keeps it, and what the ideal says is known there.
#[derive(Clone, Debug)]
pub struct State {
    pub dossier: Dossier,
    pub known: Known,
}

impl State {
    pub fn empty() -> Self {
        Self { dossier: Dossier::new(DossierId::from_u128(42)), known: Known::new() }
    }

    pub fn take_in(&mut self, other: &Self) {
        self.dossier.join(&other.dossier).expect("one household");
        unite(&mut self.known, &other.known);
    }

    pub fn joined(&self, other: &Self) -> Self {
        let mut joined = self.clone();
        joined.take_in(other);
        joined
    }

    pub fn reduced(&self, keep: impl Fn(&FieldPath) -> bool) -> Self {
        let known = self.known.iter().filter(|(path, _)| keep(path));
        Self {
            known: known.map(|(path, dots)| (path.clone(), dots.clone())).collect(),
            dossier: self.dossier.reduced(&keep),
        }
    }
}

fn unite(ours: &mut Known, theirs: &Known) {
    for (path, dots) in theirs {
        ours.entry(path.clone()).or_default().extend(dots);
    }
}

/// One line of a journal: what the edit changed, and what was known of those fields after it.
#[derive(Clone, Debug)]
struct Entry {
    delta: Delta,
    known: Known,
}

/// A tablet: the file and the journal survive a crash, the memory does not.
#[derive(Clone, Debug)]
pub struct Device {
    pub id: DeviceId,
    pub memory: State,
    file: State,
    journal: Vec<Entry>,
}

impl Device {
    fn new(id: u64) -> Self {
        let id = DeviceId::from_bits(id);
        Self { id, memory: State::empty(), file: State::empty(), journal: Vec::new() }
    }

    /// What a start after a crash finds.
    fn reload(&mut self) {
        let mut state = self.file.clone();
        for entry in &self.journal {
            state.dossier.join_delta(&entry.delta);
            unite(&mut state.known, &entry.known);
        }
        self.memory = state;
    }
}

/// One event of a history. Numbers of devices are taken modulo their number.
#[derive(Clone, Debug)]
pub enum Step {
    Edit {
        device: usize,
        edit: Edit,
    },
    /// The battery dies while the journal is written: the edit is nowhere, and its counters are used again.
    LostEdit {
        device: usize,
        edit: Edit,
    },
    Send {
        from: usize,
        to: usize,
    },
    /// A copy with a part of the fields, chosen by the bits of `mask`.
    SendReduced {
        from: usize,
        to: usize,
        mask: u64,
    },
    /// The file takes in the journal, which is then emptied.
    Fold {
        device: usize,
    },
    /// The battery dies between the two: the journal will be replayed over a file that has it already.
    FoldHalf {
        device: usize,
    },
    Crash {
        device: usize,
    },
    /// The workspace is copied to another machine, which mints a device id of its own.
    Copy {
        from: usize,
    },
}

/// The most devices that copies may lead to.
const MOST_DEVICES: usize = 7;

/// All tablets, every write ever made durable with what it had seen, and the states on the way.
pub struct Fleet {
    pub devices: Vec<Device>,
    writes: BTreeMap<(FieldPath, Dot), (BTreeSet<Dot>, Value)>,
    dots: BTreeSet<Dot>,
    pub states: Vec<State>,
    pub deltas: Vec<Delta>,
    minted: u64,
}

impl Fleet {
    pub fn new(devices: usize) -> Self {
        let minted = devices as u64;
        Self {
            devices: (1..=minted).map(Device::new).collect(),
            writes: BTreeMap::new(),
            dots: BTreeSet::new(),
            states: vec![State::empty()],
            deltas: Vec::new(),
            minted,
        }
    }

    /// A fleet after a history.
    pub fn after(devices: usize, steps: &[Step]) -> Self {
        let mut fleet = Self::new(devices);
        steps.iter().for_each(|step| fleet.run(step));
        fleet
    }

    pub fn run(&mut self, step: &Step) {
        let count = self.devices.len();
        match step {
            Step::Edit { device, edit } => self.edit(device % count, edit),
            Step::LostEdit { device, edit } => {
                let device = &mut self.devices[device % count];
                device.memory.dossier.apply(edit, &author(device.id));
                device.reload();
            }
            Step::Send { from, to } => self.send(from % count, to % count, |_| true),
            Step::SendReduced { from, to, mask } => {
                self.send(from % count, to % count, |path| chosen(path, *mask));
            }
            Step::Fold { device } | Step::FoldHalf { device } => {
                let device = &mut self.devices[device % count];
                device.file = device.memory.clone();
                if matches!(step, Step::Fold { .. }) {
                    device.journal.clear();
                } else {
                    device.reload();
                }
            }
            Step::Crash { device } => self.devices[device % count].reload(),
            Step::Copy { from } if count < MOST_DEVICES => {
                self.minted += 1;
                let mut copy = self.devices[from % count].clone();
                copy.id = DeviceId::from_bits(self.minted);
                copy.reload();
                self.devices.push(copy);
            }
            Step::Copy { .. } => {}
        }
    }

    fn edit(&mut self, device: usize, edit: &Edit) {
        let device = &mut self.devices[device];
        let delta = device.memory.dossier.apply(edit, &author(device.id)).delta;
        let mut after = Known::new();
        for (path, register) in &delta.fields {
            let known = device.memory.known.entry(path.clone()).or_default();
            let (dot, write) = register.live().next().expect("a write is live after it was written");
            assert_eq!(register.live().len(), 1, "a write supersedes what it has seen");
            assert!(self.dots.insert(dot), "{dot:?} was used twice, now in {path}");
            self.writes.insert((path.clone(), dot), (known.clone(), write.value.clone()));
            known.insert(dot);
            after.insert(path.clone(), known.clone());
        }
        if !delta.is_empty() {
            device.journal.push(Entry { delta: delta.clone(), known: after });
            self.deltas.push(delta);
            self.states.push(device.memory.clone());
        }
    }

    fn send(&mut self, from: usize, to: usize, keep: impl Fn(&FieldPath) -> bool) {
        let copy = self.devices[from].memory.reduced(keep);
        self.devices[to].memory.take_in(&copy);
        self.states.push(self.devices[to].memory.clone());
        self.states.push(copy);
    }

    /// Every device tells every other, twice, so that everything has arrived everywhere.
    pub fn exchange_all(&mut self) {
        let count = self.devices.len();
        for _ in 0..2 {
            for from in 0..count {
                let file = self.devices[from].memory.clone();
                self.devices.iter_mut().for_each(|device| device.memory.take_in(&file));
            }
        }
    }

    /// The ideal: of the writes that are known, those that no other known write has seen.
    pub fn ideal(&self, known: &Known) -> Live {
        let mut live = Live::new();
        for (path, dots) in known {
            let past = |dot: &Dot| &self.writes[&(path.clone(), *dot)].0;
            let seen: BTreeSet<Dot> = dots.iter().flat_map(past).copied().collect();
            let value = |dot: &Dot| self.writes[&(path.clone(), *dot)].1.clone();
            live.insert(path.clone(), dots.difference(&seen).map(|dot| (*dot, value(dot))).collect());
        }
        live
    }

    /// Compares a state with the ideal, and the promises that hold in every state.
    pub fn check(&self, state: &State) {
        assert_eq!(live_of(&state.dossier), self.ideal(&state.known));
        for (path, register) in &state.dossier.fields {
            for (dot, _) in register.live() {
                assert!(register.seen().covers(dot) && state.dossier.spent.covers(dot), "{path} {dot:?}");
            }
        }
    }
}

pub fn author(device: DeviceId) -> Author {
    // A clock that stands still: it must not matter.
    Author { device, name: "萨仁".into(), at: Moment::new(0, 480) }
}

pub fn live_of(dossier: &Dossier) -> Live {
    let live = |register: &tantu::dossier::register::Register| {
        register.live().map(|(dot, write)| (dot, write.value.clone())).collect()
    };
    dossier.fields.iter().map(|(path, register)| (path.clone(), live(register))).collect()
}

/// Whether `mask` chooses this field: any fixed way of scattering will do.
fn chosen(path: &FieldPath, mask: u64) -> bool {
    let place = path.to_string().bytes().fold(7_u64, |hash, byte| hash.wrapping_mul(31).wrapping_add(byte.into()));
    mask >> (place % 64) & 1 == 1
}
