//! Receipts 回执 on a server: `receipts/<device>/<device of the office>-<counter>.tantu`. What is in one is the business of
//! whoever makes it.

use crate::app::exchange::receipt;
use crate::id::DeviceId;
use crate::problem::Problem;
use crate::remote::cloud::{ObjectName, Serial, Server};
use crate::seal::Identity;
use crate::store::Workspace;

/// Puts a receipt there for a device.
///
/// # Errors
/// The server cannot be reached or refuses; or the disk of the workspace fails.
pub fn put(store: &Workspace, server: &Server, to: DeviceId, bytes: Vec<u8>) -> Result<(), Problem> {
    let name = next_name(store, to)?;
    let delivered = super::runtime()?.block_on(server.deliver(&name.to_string(), bytes, false));
    delivered.map(drop).map_err(|fault| fault.problem())
}

/// A name that this device has not used.
pub(super) fn next_name(store: &Workspace, to: DeviceId) -> Result<ObjectName, Problem> {
    let (mut outbox, _) = store.outbox()?;
    let counter = store.take_serial(&mut outbox)?;
    Ok(ObjectName::Receipt { to, serial: Serial { device: store.device(), counter } })
}

/// Hears the receipts that lie there for this device and were not heard before; how many households they confirm as they
/// are. One that cannot be used is told, and not asked for again.
///
/// # Errors
/// The server cannot be reached or refuses; or the disk fails.
pub fn hear(
    store: &Workspace,
    server: &Server,
    place: &str,
    keys: &[Identity],
) -> Result<(usize, Vec<Problem>), Problem> {
    let (outbox, mut problems) = store.outbox()?;
    let heard_of = |serial: Serial| format!("receipts/{}", serial.device);
    let seen = outbox.get(place).map(|place| place.seen.clone()).unwrap_or_default();
    let known = |serial: Serial| seen.get(&heard_of(serial)).is_some_and(|counters| counters.contains(&serial.counter));
    let receipts = get(store, server, known)?;
    if receipts.is_empty() {
        return Ok((0, problems));
    }
    let mut confirmed = 0;
    let (mut outbox, _) = store.outbox()?;
    for (serial, bytes) in receipts {
        match receipt::hear_file(store, bytes, keys, store.role()) {
            Ok(heard) => confirmed += heard.confirmed,
            Err(problem) if problem.key.starts_with("store-") => return Err(problem),
            Err(problem) => problems.push(problem.in_file(serial.to_string())),
        }
        outbox.at(place).seen.entry(heard_of(serial)).or_default().insert(serial.counter);
    }
    store.write_outbox(&outbox)?;
    Ok((confirmed, problems))
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
