//! The packages among the inputs: opened when they are needed, a few held open, read by one thread at a time.

use std::path::PathBuf;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Mutex, PoisonError};

use crate::app::exchange::content::{self, OpenPackage};
use crate::limits::MAX_OPEN_PACKAGES;
use crate::problem::Problem;
use crate::seal::Identity;

#[derive(Default)]
pub(super) struct Packages {
    list: Vec<Slot>,
    /// What sealed ones may be sealed for.
    keys: Vec<Identity>,
    open: AtomicUsize,
}

struct Slot {
    path: PathBuf,
    /// Place in the list of sources.
    source: u32,
    package: Mutex<Option<OpenPackage>>,
}

impl Packages {
    pub fn opened_by(keys: &[Identity]) -> Self {
        Self { keys: keys.to_vec(), ..Self::default() }
    }

    pub fn add(&mut self, path: PathBuf, source: u32) {
        self.list.push(Slot { path, source, package: Mutex::new(None) });
    }

    pub fn is_empty(&self) -> bool {
        self.list.is_empty()
    }

    /// The sources that are packages.
    pub fn sources(&self) -> impl Iterator<Item = u32> {
        self.list.iter().map(|slot| slot.source)
    }

    /// Reads in the package that is this source; `None` when that source is none.
    pub fn with<T>(
        &self,
        source: u32,
        read: impl FnOnce(&mut OpenPackage) -> Result<T, Problem>,
    ) -> Option<Result<T, Problem>> {
        let place = self.list.binary_search_by_key(&source, |slot| slot.source).ok()?;
        Some(self.read(&self.list[place], read))
    }

    fn read<T>(&self, slot: &Slot, read: impl FnOnce(&mut OpenPackage) -> Result<T, Problem>) -> Result<T, Problem> {
        let mut held = slot.package.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(package) = &mut *held {
            return read(package);
        }
        let mut package = content::open(&slot.path, &self.keys)?;
        let done = read(&mut package);
        if self.open.fetch_add(1, Ordering::Relaxed) < MAX_OPEN_PACKAGES {
            *held = Some(package);
        }
        done
    }
}
