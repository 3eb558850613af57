//! Sealed streams: packages that are larger than memory.

use std::io::{self, BufRead, Read, Seek, SeekFrom, Write};

use age::stream::{StreamReader, StreamWriter};
use age::{Decryptor, Encryptor};

use super::key::{Identity, Recipient};
use super::unopened;
use crate::problem::Problem;

/// Seals what is written for some recipients. What is not [finished](Sealer::finish) cannot be opened to its end.
pub struct Sealer<W: Write>(StreamWriter<W>);

impl<W: Write> Sealer<W> {
    /// # Errors
    /// There are no recipients, or the beginning cannot be written.
    pub fn new(output: W, recipients: &[Recipient]) -> Result<Self, Problem> {
        let told = |detail: &dyn std::fmt::Display| Problem::error("seal-failed").with("detail", detail);
        let recipients = recipients.iter().map(|recipient| recipient.inner() as _);
        let encryptor = Encryptor::with_recipients(recipients).map_err(|error| told(&error))?;
        encryptor.wrap_output(output).map(Self).map_err(|error| told(&error))
    }

    /// Writes the end; gives back what was written to.
    ///
    /// # Errors
    /// The output fails.
    pub fn finish(self) -> io::Result<W> {
        self.0.finish()
    }
}

impl<W: Write> Write for Sealer<W> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.0.flush()
    }
}

/// Opens what was sealed, while it is read. Every byte that it gives out is as it was written; an end that was cut off
/// is an error, not an end.
pub struct Opener<R>(StreamReader<R>);

impl<R: BufRead> Opener<R> {
    /// # Errors
    /// It is not sealed, or for others, or its beginning was changed.
    pub fn new(input: R, identities: &[Identity]) -> Result<Self, Problem> {
        let decryptor = Decryptor::new_buffered(input).map_err(|error| unopened(&error))?;
        if decryptor.is_scrypt() {
            return Err(Problem::error("seal-for-others"));
        }
        let identities = identities.iter().map(|identity| identity.inner() as _);
        decryptor.decrypt(identities).map(Self).map_err(|error| unopened(&error))
    }
}

impl<R: Read> Read for Opener<R> {
    fn read(&mut self, bytes: &mut [u8]) -> io::Result<usize> {
        self.0.read(bytes)
    }
}

impl<R: Read + Seek> Seek for Opener<R> {
    fn seek(&mut self, to: SeekFrom) -> io::Result<u64> {
        self.0.seek(to)
    }
}

#[cfg(test)]
mod tests {
    use std::io::Cursor;

    use super::*;

    fn sealed(plain: &[u8], recipients: &[Recipient]) -> Vec<u8> {
        let mut sealer = Sealer::new(Vec::new(), recipients).unwrap();
        sealer.write_all(plain).unwrap();
        sealer.finish().unwrap()
    }

    #[test]
    fn every_recipient_opens_it_from_any_place_and_nobody_else() {
        let plain: Vec<u8> = (0..200_000_u32).flat_map(u32::to_le_bytes).collect();
        let (office, other, thief) = (Identity::generate(), Identity::generate(), Identity::generate());
        let sealed = sealed(&plain, &[office.recipient(), other.recipient()]);
        for key in [&office, &other] {
            let mut opener = Opener::new(Cursor::new(&sealed), std::slice::from_ref(key)).unwrap();
            opener.seek(SeekFrom::End(-4)).unwrap();
            let mut last = [0; 4];
            opener.read_exact(&mut last).unwrap();
            assert_eq!(u32::from_le_bytes(last), 199_999);
        }
        let error = Opener::new(Cursor::new(&sealed), &[thief]).err().unwrap();
        assert_eq!(error.key, "seal-for-others");
    }

    #[test]
    fn an_end_that_was_cut_off_and_chunks_in_another_order_are_errors() {
        let key = Identity::generate();
        let plain = vec![7; 200_000];
        let good = sealed(&plain, &[key.recipient()]);
        let read = |bytes: &[u8]| {
            let mut all = Vec::new();
            Opener::new(bytes, std::slice::from_ref(&key)).unwrap().read_to_end(&mut all).map(|_| all)
        };
        assert_eq!(read(&good).unwrap(), plain);
        // Chunks of 64 KiB and their tags; the last one is short.
        let (chunk, last) = (65_536 + 16, 200_000 - 3 * 65_536 + 16);
        assert!(read(&good[..good.len() - last]).is_err());
        assert!(read(&good[..good.len() - 1]).is_err());
        let mut turned = good.clone();
        let begin = good.len() - last - 3 * chunk;
        let (first, second) = turned[begin..begin + 2 * chunk].split_at_mut(chunk);
        first.swap_with_slice(second);
        assert!(read(&turned).is_err());
    }
}
