//! A stream of pictures over HTTP: `multipart/x-mixed-replace` (RFC 2046 section 5.1), as cameras and telephones send
//! it. Bytes are pushed in, pictures come out; nothing here waits or reads.
//!
//! Cameras take liberties, and all of these are read: boundaries in quotes, with or without their two hyphens in the
//! header; parts without `Content-Length`; garbage between parts; lines that end with `\n` alone.

use crate::limits::{MAX_CAMERA_HEADER_BYTES, MAX_CAMERA_PART_BYTES};

/// Why a stream cannot be read on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Broken {
    /// A part, or its header, is larger than any picture of a camera.
    TooLarge,
}

/// The boundary that a `Content-Type` header names, without hyphens in front; `None` when it is no stream of parts.
pub fn boundary(content_type: &str) -> Option<String> {
    let mut parts = content_type.split(';');
    let kind = parts.next()?.trim().to_ascii_lowercase();
    if !kind.starts_with("multipart/") {
        return None;
    }
    let value = parts.find_map(|part| {
        let (name, value) = part.split_once('=')?;
        name.trim().eq_ignore_ascii_case("boundary").then(|| value.trim().trim_matches('"').trim())
    })?;
    let value = value.trim_start_matches('-');
    (!value.is_empty() && value.len() <= 200).then(|| value.to_owned())
}

/// What is being read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Place {
    /// Before a boundary: what stands here is garbage.
    Between,
    Header,
    /// A picture of known length, or up to the next boundary.
    Body(Option<usize>),
}

/// The reader. [`Reader::push`] bytes as they come, take pictures with [`Reader::next_part`].
#[derive(Debug)]
pub struct Reader {
    /// `--` and the boundary.
    mark: Vec<u8>,
    buffer: Vec<u8>,
    /// Bytes of the buffer in which no mark begins.
    searched: usize,
    place: Place,
}

impl Reader {
    pub fn new(boundary: &str) -> Self {
        let mark = [b"--", boundary.as_bytes()].concat();
        Self { mark, buffer: Vec::new(), searched: 0, place: Place::Between }
    }

    /// Adds bytes of the stream.
    pub fn push(&mut self, bytes: &[u8]) {
        self.buffer.extend_from_slice(bytes);
    }

    /// The next whole part, `None` while its end has not come. The parts of a stream are JPEG files; whether they
    /// are whole is for the decoder to say.
    ///
    /// # Errors
    /// When a part grows beyond [`MAX_CAMERA_PART_BYTES`] or says so, or its header beyond [`MAX_CAMERA_HEADER_BYTES`].
    pub fn next_part(&mut self) -> Result<Option<Vec<u8>>, Broken> {
        loop {
            match self.place {
                Place::Between => {
                    let Some(at) = self.find_mark() else {
                        self.forget_garbage();
                        return Ok(None);
                    };
                    self.drop_front(at + self.mark.len());
                    self.place = Place::Header;
                }
                Place::Header => {
                    let Some((length, end)) = header(&self.buffer) else {
                        return if self.buffer.len() > MAX_CAMERA_HEADER_BYTES {
                            Err(Broken::TooLarge)
                        } else {
                            Ok(None)
                        };
                    };
                    if length.is_some_and(|length| length > MAX_CAMERA_PART_BYTES) {
                        return Err(Broken::TooLarge);
                    }
                    self.drop_front(end);
                    self.place = Place::Body(length);
                }
                Place::Body(Some(length)) => {
                    if self.buffer.len() < length {
                        return Ok(None);
                    }
                    return Ok(Some(self.take(length, length)));
                }
                Place::Body(None) => {
                    let Some(at) = self.find_mark() else {
                        let too_large = self.buffer.len() > MAX_CAMERA_PART_BYTES;
                        return if too_large { Err(Broken::TooLarge) } else { Ok(None) };
                    };
                    // The line's end before the boundary belongs to the boundary.
                    let body = &self.buffer[..at];
                    let body = body.strip_suffix(b"\n").map_or(body, |rest| rest.strip_suffix(b"\r").unwrap_or(rest));
                    let length = body.len();
                    return Ok(Some(self.take(length, at)));
                }
            }
        }
    }

    /// Takes a part of this length; the stream goes on at `rest`.
    fn take(&mut self, length: usize, rest: usize) -> Vec<u8> {
        let part = self.buffer[..length].to_vec();
        self.drop_front(rest);
        self.place = Place::Between;
        part
    }

    fn drop_front(&mut self, bytes: usize) {
        self.buffer.drain(..bytes);
        self.searched = 0;
    }

    /// Garbage is not kept, apart from what may be the beginning of a mark.
    fn forget_garbage(&mut self) {
        self.drop_front(self.searched);
    }

    /// Where the next mark begins; looks at no byte twice.
    fn find_mark(&mut self) -> Option<usize> {
        let from = self.searched;
        let found = self.buffer[from..].windows(self.mark.len()).position(|window| window == self.mark);
        match found {
            Some(at) => Some(from + at),
            None => {
                self.searched = self.buffer.len().saturating_sub(self.mark.len() - 1).max(from);
                None
            }
        }
    }
}

/// The length that a part's header tells, and where the header ends; `None` while its end has not come. It begins
/// with the rest of the boundary's line.
fn header(bytes: &[u8]) -> Option<(Option<usize>, usize)> {
    let mut length = None;
    let mut at = 0;
    let mut first = true;
    loop {
        let end = at + bytes[at..].iter().take(MAX_CAMERA_HEADER_BYTES).position(|&byte| byte == b'\n')?;
        let line = bytes[at..end].strip_suffix(b"\r").unwrap_or(&bytes[at..end]);
        at = end + 1;
        if line.is_empty() && !first {
            return Some((length, at));
        }
        first = false;
        let line = String::from_utf8_lossy(line);
        if let Some((name, value)) = line.split_once(':')
            && name.trim().eq_ignore_ascii_case("content-length")
        {
            length = value.trim().parse().ok().filter(|&length| length > 0);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// All parts of a stream that comes in pieces of this many bytes.
    fn parts(mark: &str, stream: &[u8], piece: usize) -> Result<Vec<Vec<u8>>, Broken> {
        let mut reader = Reader::new(mark);
        let mut found = Vec::new();
        for bytes in stream.chunks(piece) {
            reader.push(bytes);
            while let Some(part) = reader.next_part()? {
                found.push(part);
            }
        }
        Ok(found)
    }

    fn in_any_pieces(stream: &[u8], expected: &[&[u8]]) {
        for piece in [1, 2, 3, 7, 64, stream.len()] {
            assert_eq!(parts("b", stream, piece).unwrap(), expected, "in pieces of {piece}");
        }
    }

    #[test]
    fn the_boundary_is_read_as_cameras_write_it() {
        for (header, expected) in [
            ("multipart/x-mixed-replace;boundary=frame", Some("frame")),
            ("multipart/x-mixed-replace; boundary=\"frame\"", Some("frame")),
            ("multipart/x-mixed-replace; boundary=--frame", Some("frame")),
            ("Multipart/X-Mixed-Replace; charset=utf-8; Boundary = frame ", Some("frame")),
            ("multipart/x-mixed-replace", None),
            ("multipart/x-mixed-replace; boundary=", None),
            ("image/jpeg", None),
            ("text/html; boundary=frame", None),
            ("", None),
        ] {
            assert_eq!(boundary(header).as_deref(), expected, "{header}");
        }
    }

    #[test]
    fn parts_with_and_without_a_length() {
        in_any_pieces(
            b"--b\r\nContent-Type: image/jpeg\r\nContent-Length: 5\r\n\r\n12345\r\n--b\r\nContent-Length: 2\r\n\r\n67\r\n--b",
            &[b"12345", b"67"],
        );
        in_any_pieces(b"--b\r\nContent-Type: image/jpeg\r\n\r\n12345\r\n--b\r\n\r\n67\n--b--", &[b"12345", b"67"]);
        // A length protects what looks like a boundary; without line ends of two bytes; names in any case.
        in_any_pieces(b"--b\ncontent-length:7\n\n12--b45\n--b\nContent-Length: 1\n\n6", &[b"12--b45", b"6"]);
    }

    #[test]
    fn garbage_between_parts_and_before_the_first_is_passed_over() {
        in_any_pieces(
            b"\r\nhello\r\n--b\r\nContent-Length: 3\r\n\r\n123 rubbish --a -- b\r\n\r\n--b\r\nContent-Length: 3\r\n\r\n456",
            &[b"123", b"456"],
        );
        // A length that lies is no length worth trusting, but the stream is found again at the next boundary.
        in_any_pieces(
            b"--b\r\nContent-Length: 2\r\n\r\n12345\r\n--b\r\nContent-Length: many\r\n\r\n678\r\n--b\r\n",
            &[b"12", b"678"],
        );
    }

    #[test]
    fn a_giant_is_refused_before_it_is_held() {
        let told = format!("--b\r\nContent-Length: {}\r\n\r\n", MAX_CAMERA_PART_BYTES + 1);
        assert_eq!(parts("b", told.as_bytes(), 64), Err(Broken::TooLarge));
        let mut untold = b"--b\r\n\r\n".to_vec();
        untold.resize(MAX_CAMERA_PART_BYTES + 100, 0);
        assert_eq!(parts("b", &untold, 64 << 10), Err(Broken::TooLarge));
        let mut header = b"--b\r\nX: ".to_vec();
        header.resize(MAX_CAMERA_HEADER_BYTES + 100, b'x');
        assert_eq!(parts("b", &header, 64), Err(Broken::TooLarge));
    }

    #[test]
    fn endless_garbage_takes_no_memory() {
        let mut reader = Reader::new("boundary");
        for _ in 0..1_000 {
            reader.push(&[b'-'; 4096]);
            assert_eq!(reader.next_part(), Ok(None));
            assert!(reader.buffer.len() < 16);
        }
        reader.push(b"--boundary\r\nContent-Length: 1\r\n\r\nx");
        assert_eq!(reader.next_part(), Ok(Some(b"x".to_vec())));
    }

    #[test]
    fn a_stream_that_is_cut_gives_what_was_whole() {
        let stream = b"--b\r\nContent-Length: 5\r\n\r\n12345\r\n--b\r\nContent-Length: 5\r\n\r\n12";
        for cut in 0..stream.len() {
            let found = parts("b", &stream[..cut], 5.min(cut.max(1))).unwrap();
            assert!(found.iter().all(|part| part == b"12345") && found.len() <= 1, "cut at {cut}: {found:?}");
        }
    }
}
