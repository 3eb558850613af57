//! What kind of file the first bytes announce. The name of a file is never asked.

/// A kind of file, as far as the advice to the surveyor differs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    Jpeg,
    Png,
    /// HEIC and AVIF: what recent telephones write unless told otherwise.
    Heic,
    /// Known, but not read; the name is the same in every language.
    Other(&'static str),
    Unknown,
}

/// Beginnings of files that are often taken for photos.
const OTHERS: &[(&[u8], &str)] = &[
    (b"GIF8", "GIF"),
    (b"BM", "BMP"),
    (b"II*\0", "TIFF / RAW"),
    (b"MM\0*", "TIFF / RAW"),
    (b"%PDF", "PDF"),
    (b"PK\x03\x04", "ZIP"),
    (b"\0\0\x01\0", "ICO"),
    (b"8BPS", "PSD"),
    (b"\x1a\x45\xdf\xa3", "MKV"),
];

/// Brands of an ISO base media file (ISO/IEC 14496-12) that hold a still picture.
const STILL_BRANDS: &[&[u8]] =
    &[b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"mif1", b"msf1", b"avif", b"avis"];

/// Names the kind of file that begins with `bytes`.
pub fn format(bytes: &[u8]) -> Format {
    if bytes.starts_with(&[0xff, 0xd8, 0xff]) {
        return Format::Jpeg;
    }
    if bytes.starts_with(b"\x89PNG\r\n\x1a\n") {
        return Format::Png;
    }
    if bytes.get(4..8) == Some(b"ftyp") {
        let still = bytes.get(8..12).is_some_and(|brand| STILL_BRANDS.contains(&brand));
        return if still { Format::Heic } else { Format::Other("MP4 / MOV") };
    }
    if bytes.starts_with(b"RIFF") {
        return if bytes.get(8..12) == Some(b"WEBP") { Format::Other("WebP") } else { Format::Other("AVI / WAV") };
    }
    OTHERS.iter().find(|(magic, _)| bytes.starts_with(magic)).map_or(Format::Unknown, |(_, name)| Format::Other(name))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn content_decides() {
        assert_eq!(format(b"\xff\xd8\xff\xe1...."), Format::Jpeg);
        assert_eq!(format(b"\x89PNG\r\n\x1a\n"), Format::Png);
        assert_eq!(format(b"\0\0\0\x18ftypheic\0\0\0\0"), Format::Heic);
        assert_eq!(format(b"\0\0\0\x18ftypqt  "), Format::Other("MP4 / MOV"));
        assert_eq!(format(b"RIFF\0\0\0\0WEBPVP8 "), Format::Other("WebP"));
        assert_eq!(format(b"GIF89a"), Format::Other("GIF"));
        for unknown in [&b""[..], b"\xff", b"\xff\xd8", b"hello", b"\0\0\0\x18fty"] {
            assert_eq!(format(unknown), Format::Unknown, "{unknown:?}");
        }
    }
}
