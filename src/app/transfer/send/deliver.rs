//! One object on its way: sealed if it is to be, under the name that it gets.

use std::io::Write as _;

use super::{Blob, Halt, Home, Item, Run};
use crate::problem::Problem;
use crate::remote::cloud::{Content, Fault, ObjectName, Serial};
use crate::seal::Sealer;

impl Run<'_> {
    /// `None` when this device does not have it.
    pub(super) async fn deliver(&self, item: &Item<'_>) -> Result<Option<(ObjectName, Content)>, Halt> {
        match item {
            Item::Dossier(home, text) => self.deliver_dossier(home, text).await.map(Some),
            Item::Blob(blob) => self.deliver_blob(*blob).await,
        }
    }

    async fn deliver_dossier(&self, home: &Home, text: &[u8]) -> Result<(ObjectName, Content), Halt> {
        let Home { id, division, .. } = *home;
        let bytes = self.sealed(text)?;
        for _ in 0..3 {
            let counter = self.sending.store.take_serial(&mut self.outbox.borrow_mut())?;
            let serial = Serial { device: self.sending.store.device(), counter };
            let name = ObjectName::Dossier { division, id, serial, sealed: self.seals() };
            match self.sending.server.deliver(&name.to_string(), bytes.clone(), false).await {
                Ok(_) => {
                    self.count(bytes.len());
                    return Ok((name, Content::of(text)));
                }
                // An old copy of this workspace has used it: its numbers are left behind.
                Err(Fault::Taken) => self.sending.store.skip_serials(&mut self.outbox.borrow_mut()),
                Err(fault) => return Err(fault.into()),
            }
        }
        Err(Fault::Taken.into())
    }

    async fn deliver_blob(&self, blob: Blob) -> Result<Option<(ObjectName, Content)>, Halt> {
        let plain = match blob {
            Blob::Photo(hash) => self.sending.store.read_photo(hash),
            Blob::Form(hash) => self.sending.store.kept_form(hash).map(String::into_bytes),
        };
        let plain = match plain {
            Ok(plain) => plain,
            Err(problem) if matches!(problem.key, "store-missing" | "store-content-damaged") => return Ok(None),
            // It is here, and the disk does not give it out now: the household waits for it.
            Err(problem) => return Err(problem.into()),
        };
        let content = Content::of(&plain);
        let sealed = self.seals() && matches!(blob, Blob::Photo(_));
        let name = match blob {
            Blob::Photo(hash) => ObjectName::Photo { hash, by: None, sealed },
            Blob::Form(hash) => ObjectName::Form(hash),
        };
        let own = self.own_name(blob, sealed);
        if self.is_confirmed(blob) {
            let own_photo = |hash| self.outbox.borrow_mut().at(&self.place).own_photos.contains(&hash);
            let name = if matches!(blob, Blob::Photo(hash) if own_photo(hash)) { own } else { name };
            return Ok(Some((name, content)));
        }
        let name =
            if sealed { self.send_sealed(name, own, &plain).await? } else { self.send_plain(name, plain).await? };
        let mut outbox = self.outbox.borrow_mut();
        let place = outbox.at(&self.place);
        match (blob, name == own) {
            (Blob::Photo(hash), true) => place.own_photos.insert(hash),
            (Blob::Photo(hash), false) => place.photos.insert(hash),
            (Blob::Form(hash), _) => place.forms.insert(hash),
        };
        Ok(Some((name, content)))
    }

    fn own_name(&self, blob: Blob, sealed: bool) -> ObjectName {
        match blob {
            Blob::Photo(hash) => ObjectName::Photo { hash, by: Some(self.sending.store.device()), sealed },
            Blob::Form(hash) => ObjectName::Form(hash),
        }
    }

    /// The name is the hash: what lies there under it is right, or worth nothing.
    async fn send_plain(&self, name: ObjectName, plain: Vec<u8>) -> Result<ObjectName, Halt> {
        let text = name.to_string();
        if self.has(&text).await? {
            match self.sending.server.read(&text, plain.len() as u64).await {
                Ok(there) if there == plain => {
                    self.report.borrow_mut().blobs_there += 1;
                    return Ok(name);
                }
                Ok(_) | Err(Fault::Endless | Fault::Missing) => {}
                Err(fault) => return Err(fault.into()),
            }
        }
        let size = plain.len();
        match self.sending.server.deliver(&text, plain.clone(), false).await {
            Err(Fault::Taken) => drop(self.sending.server.deliver(&text, plain, true).await?),
            delivered => drop(delivered?),
        }
        self.count_blob(size);
        Ok(name)
    }

    /// Whom another seal of the photo is for cannot be seen, so it is sent again under a name of this device.
    async fn send_sealed(&self, name: ObjectName, own: ObjectName, plain: &[u8]) -> Result<ObjectName, Halt> {
        let sealed = self.sealed(plain)?;
        let size = sealed.len();
        let text = name.to_string();
        if !self.has(&text).await? {
            match self.sending.server.deliver(&text, sealed.clone(), false).await {
                Err(Fault::Taken) => {}
                delivered => {
                    delivered?;
                    self.count_blob(size);
                    return Ok(name);
                }
            }
        }
        self.sending.server.deliver(&own.to_string(), sealed, true).await?;
        self.count_blob(size);
        Ok(own)
    }

    fn seals(&self) -> bool {
        !self.sending.receivers.is_empty()
    }

    fn sealed(&self, plain: &[u8]) -> Result<Vec<u8>, Halt> {
        if !self.seals() {
            return Ok(plain.to_vec());
        }
        let told = |error: std::io::Error| Halt::Problem(Problem::error("seal-failed").with("detail", error));
        let mut sealer = Sealer::new(Vec::with_capacity(plain.len() + 4096), self.sending.receivers)?;
        sealer.write_all(plain).map_err(told)?;
        sealer.finish().map_err(told)
    }
}
