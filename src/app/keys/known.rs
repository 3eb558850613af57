//! Known receivers 已知收件方: offices and people whose keys are known here, so that packages can be sealed for them.

use crate::id::BadId;
use crate::problem::Problem;
use crate::seal::Recipient;
use crate::stamp::Moment;
use crate::store::Workspace;
use crate::store::receivers::ReceiverWire;

/// Receivers of one workspace: a league's office knows its banners, a surveyor one or two.
const MOST: usize = 500;
/// Characters of a receiver's name; the longest office has 30.
const NAME_CHARS: usize = 60;

/// One whose key is known.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Receiver {
    /// What it is called here: an office, a person.
    pub name: String,
    pub recipient: Recipient,
    /// When its words were compared with the owner's; never, if nobody did.
    pub confirmed: Option<Moment>,
}

impl Receiver {
    fn of_wire(wire: ReceiverWire) -> Result<Self, Problem> {
        let recipient = wire.key.parse().map_err(|_| {
            let name = if wire.name.is_empty() { &wire.key } else { &wire.name };
            Problem::warning("keys-receiver-broken").with("name", name)
        })?;
        let confirmed: Result<Moment, BadId> = wire.confirmed.parse();
        // Without a time that can be read, nobody is known to have compared the words.
        Ok(Self { name: wire.name, recipient, confirmed: confirmed.ok() })
    }

    fn to_wire(&self) -> ReceiverWire {
        ReceiverWire {
            name: self.name.clone(),
            key: self.recipient.to_string(),
            confirmed: self.confirmed.map(|moment| moment.to_string()).unwrap_or_default(),
        }
    }
}

/// The receivers of a workspace, by name; lines that cannot be read are told and left out.
pub fn read(store: &Workspace) -> (Vec<Receiver>, Vec<Problem>) {
    let (wires, mut problems) = store.receivers();
    let mut known: Vec<Receiver> = Vec::new();
    for wire in wires.into_iter().take(MOST) {
        match Receiver::of_wire(wire) {
            Ok(receiver) => put(&mut known, receiver),
            Err(problem) => problems.push(problem),
        }
    }
    (known, problems)
}

/// # Errors
/// The workspace is read-only, or the disk is full or fails.
pub fn write(store: &Workspace, known: &[Receiver]) -> Result<(), Problem> {
    store.write_receivers(&known.iter().map(Receiver::to_wire).collect::<Vec<_>>())
}

/// Adds a receiver, or gives a key that is known its new name. What was confirmed stays so.
///
/// # Errors
/// It has no name, or there are too many.
pub fn add(known: &mut Vec<Receiver>, mut receiver: Receiver) -> Result<(), Problem> {
    receiver.name = receiver.name.trim().chars().take(NAME_CHARS).collect();
    if receiver.name.is_empty() {
        return Err(Problem::warning("keys-receiver-nameless"));
    }
    if known.len() >= MOST {
        return Err(Problem::warning("keys-receivers-full").with("count", MOST));
    }
    put(known, receiver);
    Ok(())
}

fn put(known: &mut Vec<Receiver>, receiver: Receiver) {
    match known.iter_mut().find(|other| other.recipient == receiver.recipient) {
        Some(other) => {
            other.name = receiver.name;
            other.confirmed = receiver.confirmed.or(other.confirmed);
        }
        None => known.push(receiver),
    }
    known.sort_by(|a, b| a.name.cmp(&b.name));
}

/// The key in a text that somebody sent: `age1…` in small or capital letters, alone or among other words.
///
/// # Errors
/// There is none, there are several, or it is a secret key, which nobody should have sent.
pub fn find_recipient(text: &str) -> Result<Recipient, Problem> {
    if text.to_ascii_uppercase().contains("AGE-SECRET-KEY-") {
        return Err(Problem::error("keys-read-secret"));
    }
    let words = text.split(|letter: char| !letter.is_ascii_alphanumeric());
    let mut found: Vec<Recipient> = Vec::new();
    for word in
        words.filter(|word| word.len() > 4 && word.get(..4).is_some_and(|start| start.eq_ignore_ascii_case("age1")))
    {
        // Bech32 is all small or all capital; QR codes are denser in capitals.
        let capital = word.bytes().all(|letter| !letter.is_ascii_lowercase());
        let key: Recipient = if capital { word.to_ascii_lowercase().parse() } else { word.parse() }?;
        if !found.contains(&key) {
            found.push(key);
        }
    }
    match <[Recipient; 1]>::try_from(found) {
        Ok([key]) => Ok(key),
        Err(found) if found.is_empty() => Err(Problem::warning("seal-no-recipient")),
        Err(_) => Err(Problem::warning("keys-read-several")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::seal::Identity;
    use crate::store::Opening;

    fn receiver(name: &str, key: &Identity, confirmed: bool) -> Receiver {
        let confirmed = confirmed.then(|| Moment::new(1_795_486_200, 480));
        Receiver { name: name.to_owned(), recipient: key.recipient(), confirmed }
    }

    #[test]
    fn receivers_are_there_the_next_time_and_one_key_has_one_name() {
        let folder = tempfile::tempdir().unwrap();
        let (store, _) = Workspace::open(folder.path(), Opening::default()).unwrap();
        let (banner, league) = (Identity::generate(), Identity::generate());
        let mut known = Vec::new();
        add(&mut known, receiver(" 旗残联 ", &banner, true)).unwrap();
        add(&mut known, receiver("盟残联", &league, false)).unwrap();
        add(&mut known, receiver("科右前旗残联", &banner, false)).unwrap();
        assert_eq!(add(&mut known, receiver("  ", &league, false)).unwrap_err().key, "keys-receiver-nameless");
        write(&store, &known).unwrap();
        let (read, problems) = read(&store);
        assert_eq!(problems, []);
        assert_eq!(read, known);
        assert_eq!(read.len(), 2);
        let banner = read.iter().find(|other| other.recipient == banner.recipient()).unwrap();
        assert_eq!((&*banner.name, banner.confirmed.is_some()), ("科右前旗残联", true), "a new name, confirmed before");
    }

    #[test]
    fn a_key_is_found_in_what_people_send() {
        let key = Identity::generate().recipient();
        let text = key.to_string();
        for sent in [
            text.clone(),
            text.to_uppercase(),
            format!("旗残联的收件密钥：{text}，请核对"),
            format!("# public key: {text}\n{text}\n"),
        ] {
            assert_eq!(find_recipient(&sent).unwrap(), key, "{sent}");
        }
        let told = |sent: &str| find_recipient(sent).unwrap_err().key;
        assert_eq!(told("您好"), "seal-no-recipient");
        assert_eq!(told(&text[..60]), "seal-no-recipient");
        assert_eq!(told("age-secret-key-1abc"), "keys-read-secret");
        assert_eq!(told(&format!("{text} {}", Identity::generate().recipient())), "keys-read-several");
    }
}
