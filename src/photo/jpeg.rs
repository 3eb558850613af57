//! The outline of a JPEG file (ITU-T T.81), read marker by marker before a decoder sees it: how large, which
//! process, and whether the file ends where the picture ends.
//!
//! The decoder paints what is missing grey and calls it success; here a file that was cut off while it was copied
//! is told apart.

/// What the markers say.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Outline {
    pub width: u32,
    pub height: u32,
    pub components: u8,
    /// Baseline, extended or progressive Huffman coding with eight bits.
    pub common: bool,
    /// Memory the decoder needs beside the pixels, in bytes: progressive pictures keep every coefficient.
    pub coefficient_bytes: u64,
    /// The end of the picture was reached.
    pub whole: bool,
}

/// The bytes are not a JPEG file, or its markers make no sense.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Broken;

const SOI: u8 = 0xd8;
const EOI: u8 = 0xd9;
const SOS: u8 = 0xda;
/// Start of frame: all processes, without the tables that stand between them (DHT, JPG, DAC).
const FRAMES: [u8; 13] = [0xc0, 0xc1, 0xc2, 0xc3, 0xc5, 0xc6, 0xc7, 0xc9, 0xca, 0xcb, 0xcd, 0xce, 0xcf];
const BASELINE: u8 = 0xc0;
const EXTENDED: u8 = 0xc1;
const PROGRESSIVE: u8 = 0xc2;

/// Reads the markers up to the end of the first picture; what telephones append behind it does not count.
///
/// # Errors
/// When there is no frame before the first scan or before the end.
pub fn outline(bytes: &[u8]) -> Result<Outline, Broken> {
    let mut frame: Option<Outline> = None;
    let mut scans = 0_usize;
    let mut rest = bytes.strip_prefix(&[0xff, SOI]).ok_or(Broken)?;
    while let Some((marker, after)) = next_marker(rest) {
        if marker == EOI {
            let outline = frame.filter(|_| scans > 0).ok_or(Broken)?;
            return Ok(Outline { whole: true, ..outline });
        }
        let Some((body, after)) = segment(after) else { break };
        if FRAMES.contains(&marker) && frame.is_none() {
            frame = Some(read_frame(marker, body)?);
        } else if marker == SOS {
            frame.ok_or(Broken)?;
            scans += 1;
        }
        rest = after;
    }
    frame.ok_or(Broken)
}

/// The next marker and what follows it; entropy-coded data, stuffed zeros and restart markers are passed over.
fn next_marker(bytes: &[u8]) -> Option<(u8, &[u8])> {
    let is_marker = |byte: u8| !matches!(byte, 0x00 | 0x01 | 0xd0..=0xd7 | 0xff);
    let at = bytes.windows(2).position(|pair| pair[0] == 0xff && is_marker(pair[1]))?;
    Some((bytes[at + 1], &bytes[at + 2..]))
}

/// The body of a segment and what follows it; `None` when the file ends inside.
fn segment(bytes: &[u8]) -> Option<(&[u8], &[u8])> {
    let length = usize::from(u16::from_be_bytes([*bytes.first()?, *bytes.get(1)?]));
    let whole = bytes.get(..length).filter(|whole| whole.len() >= 2)?;
    Some((&whole[2..], &bytes[length..]))
}

fn read_frame(marker: u8, body: &[u8]) -> Result<Outline, Broken> {
    let [bits, h1, h0, w1, w0, components, specifications @ ..] = body else { return Err(Broken) };
    let (width, height) = (u16::from_be_bytes([*w1, *w0]), u16::from_be_bytes([*h1, *h0]));
    let specifications = specifications.get(..usize::from(*components) * 3).ok_or(Broken)?;
    if width == 0 || height == 0 || *components == 0 {
        return Err(Broken);
    }
    let (width, height) = (u32::from(width), u32::from(height));
    // Sampling factors stand in two half-bytes, 1 to 4 each; a component has that share of the largest.
    let shares: Vec<u64> =
        specifications.chunks_exact(3).map(|c| u64::from((c[1] >> 4).max(1)) * u64::from((c[1] & 15).max(1))).collect();
    let largest = shares.iter().copied().max().unwrap_or(1);
    let coefficients = u64::from(width) * u64::from(height) * shares.iter().sum::<u64>() / largest;
    let coefficient_bytes = if marker == PROGRESSIVE { coefficients * 2 } else { 0 };
    let common = *bits == 8 && [BASELINE, EXTENDED, PROGRESSIVE].contains(&marker);
    Ok(Outline { width, height, components: *components, common, coefficient_bytes, whole: false })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn file(frame: u8, scan: &[u8]) -> Vec<u8> {
        let mut bytes = vec![0xff, 0xd8, 0xff, 0xe0, 0, 4, 9, 9];
        bytes.extend([0xff, frame, 0, 17, 8, 0, 30, 0, 40, 3, 1, 0x22, 0, 2, 0x11, 1, 3, 0x11, 1]);
        bytes.extend([0xff, 0xda, 0, 2]);
        bytes.extend(scan);
        bytes
    }

    #[test]
    fn size_process_and_end_are_found() {
        let whole = outline(&file(0xc0, &[1, 0xff, 0, 2, 0xff, 0xd0, 3, 0xff, 0xd9, 7, 7])).unwrap();
        assert_eq!((whole.width, whole.height, whole.components), (40, 30, 3));
        assert!(whole.whole && whole.common && whole.coefficient_bytes == 0);
        let progressive = outline(&file(0xc2, &[0xff, 0xd9])).unwrap();
        assert_eq!(progressive.coefficient_bytes, 40 * 30 * 3 / 2 * 2);
        assert!(!outline(&file(0xc9, &[0xff, 0xd9])).unwrap().common);
    }

    #[test]
    fn a_file_cut_anywhere_is_not_whole() {
        let bytes = file(0xc0, &[1, 2, 3, 0xff, 0xd9]);
        for length in 0..bytes.len() {
            assert!(
                outline(&bytes[..length]).is_ok_and(|outline| outline.whole) == (length == bytes.len()),
                "{length}"
            );
        }
    }

    #[test]
    fn nonsense_is_refused() {
        assert_eq!(outline(b""), Err(Broken));
        assert_eq!(outline(&[0xff, 0xd8, 0xff, 0xd9]), Err(Broken));
        assert_eq!(outline(&[0xff, 0xd8, 0xff, 0xda, 0, 2, 0xff, 0xd9]), Err(Broken));
        let mut flat = file(0xc0, &[0xff, 0xd9]);
        flat[13..15].fill(0);
        assert_eq!(outline(&flat), Err(Broken), "no height");
    }
}
