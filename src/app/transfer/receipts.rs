//! Receipts 回执 on a server: `receipts/<device>/<device of the office>-<counter>.tantu`. What is in one is the business of
//! whoever makes it.

use crate::id::DeviceId;
use crate::problem::Problem;
use crate::remote::cloud::{ObjectName, Serial, Server};
use crate::store::Workspace;

/// Puts a receipt there for a device.
///
/// # Errors
/// The server cannot be reached or refuses; or the disk of the workspace fails.
pub fn put(store: &Workspace, server: &Server, to: DeviceId, bytes: Vec<u8>) -> Result<(), Problem> {
    let (mut outbox, _) = store.outbox()?;
    let counter = store.take_serial(&mut outbox)?;
    let name = ObjectName::Receipt { to, serial: Serial { device: store.device(), counter } };
    let delivered = super::runtime()?.block_on(server.deliver(&name.to_string(), bytes, false));
    delivered.map(drop).map_err(|fault| fault.problem())
}

/// The receipts that lie there for this device, oldest first of each office, apart from those that are `known`.
///
/// # Errors
/// The server cannot be reached or refuses.
pub fn get(
    store: &Workspace,
    server: &Server,
    known: impl Fn(Serial) -> bool,
) -> Result<Vec<(Serial, Vec<u8>)>, Problem> {
    let own = store.device();
    let fetched = super::runtime()?.block_on(async {
        let names = server.list(&format!("receipts/{own}/")).await?;
        let mut receipts = Vec::new();
        for name in names {
            let Ok(name @ ObjectName::Receipt { to, serial }) = name.parse() else { continue };
            if to == own && !known(serial) {
                receipts.push((serial, server.read(&name.to_string(), name.limit()).await?));
            }
        }
        receipts.sort_by_key(|(serial, _)| *serial);
        Ok(receipts)
    });
    fetched.map_err(|fault: crate::remote::cloud::Fault| fault.problem())
}
