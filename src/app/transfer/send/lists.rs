//! The lists that say what a sending consists of.

use std::collections::BTreeMap;

use super::{Halt, PieceState, Run};
use crate::id::DossierId;
use crate::remote::cloud::{Content, DivisionCode, Fault, ObjectName, Sent, Serial};
use crate::store::outbox::{Place, Unlisted};

impl Run<'_> {
    /// Writes the lists of what has arrived.
    pub(super) async fn write_lists(&self) -> Result<(), Halt> {
        let lists = divided(&self.outbox.borrow_mut().at(&self.place).unlisted);
        let device = self.sending.store.device();
        for (division, objects) in lists {
            for _ in 0..3 {
                let counter = self.sending.store.take_serial(&mut self.outbox.borrow_mut())?;
                let serial = Serial { device, counter };
                let sent = Sent { division, serial, made: self.sending.now, objects: objects.clone() };
                let name = sent.name().to_string();
                self.outbox.borrow_mut().at(&self.place).list = Some(name.clone());
                self.sending.store.write_outbox(&self.outbox.borrow())?;
                match self.sending.server.deliver(&name, sent.write().into_bytes(), false).await {
                    Ok(_) => {
                        self.listed(&sent);
                        break;
                    }
                    Err(Fault::Taken) => self.sending.store.skip_serials(&mut self.outbox.borrow_mut()),
                    Err(fault) => return Err(fault.into()),
                }
            }
        }
        // With the next number it is written down anyway; without it only after this.
        Ok(self.sending.store.write_outbox(&self.outbox.borrow())?)
    }

    /// The households of this list are known there.
    fn listed(&self, sent: &Sent) {
        let mut outbox = self.outbox.borrow_mut();
        let place = outbox.at(&self.place);
        place.list = None;
        for id in settle(place, sent) {
            self.report.borrow_mut().sent += 1;
            self.sending.progress.close(id, PieceState::Verified);
            self.verified(id);
        }
    }

    /// A list whose fate is not known: the program ended while it was written.
    pub(super) async fn finish_list(&self) -> Result<(), Halt> {
        let Some(name) = self.outbox.borrow_mut().at(&self.place).list.clone() else { return Ok(()) };
        let parsed = name.parse();
        if let Ok(name @ ObjectName::Sent { division, serial }) = parsed {
            match self.sending.server.read(&name.to_string(), name.limit()).await {
                Ok(bytes) => {
                    if let Ok(sent) = Sent::read(division, serial, &bytes) {
                        settle(self.outbox.borrow_mut().at(&self.place), &sent);
                    }
                }
                Err(Fault::Missing | Fault::Endless) => {}
                Err(fault) => return Err(fault.into()),
            }
        }
        self.outbox.borrow_mut().at(&self.place).list = None;
        Ok(())
    }
}

/// Takes the households of a list that is there out of those that wait for one.
fn settle(place: &mut Place, sent: &Sent) -> Vec<DossierId> {
    let mut settled = Vec::new();
    for name in sent.objects.keys() {
        let ObjectName::Dossier { id, .. } = name else { continue };
        if place.unlisted.get(id).is_some_and(|unlisted| unlisted.name == name.to_string())
            && let Some(unlisted) = place.unlisted.remove(id)
        {
            place.known.insert(*id, unlisted.state);
            settled.push(*id);
        }
    }
    settled
}

/// The objects of each division's list.
fn divided(unlisted: &BTreeMap<DossierId, Unlisted>) -> BTreeMap<DivisionCode, BTreeMap<ObjectName, Content>> {
    let mut lists: BTreeMap<DivisionCode, BTreeMap<ObjectName, Content>> = BTreeMap::new();
    for home in unlisted.values() {
        let Ok(name @ ObjectName::Dossier { division, .. }) = home.name.parse() else { continue };
        let list = lists.entry(division).or_default();
        let all = home.with.iter().map(|(name, size, hash)| (name.parse(), *size, hash));
        for (name, size, hash) in all.chain([(Ok(name), home.size, &home.hash)]) {
            if let (Ok(name), Ok(hash)) = (name, hash.parse()) {
                list.insert(name, Content { size, hash });
            }
        }
    }
    lists
}
