//! Pictures that say they are larger than they are, or become larger than anything.

use std::io::Write as _;

use flate2::Compression;
use flate2::write::ZlibEncoder;
use tantu::photo::{self, Limits};

use crate::bounds::Input;

pub const INPUTS: &[Input] = &[
    Input {
        name: "PNG: 60,000 x 60,000 in its head",
        read: || taken(&png(60_000, 60_000, &[])),
        becomes: &["photo-too-many-pixels", "photo-too-much-memory"],
        megabytes: 150,
    },
    Input {
        name: "PNG: 2 billion x 2 billion",
        read: || taken(&png(0x7fff_ffff, 0x7fff_ffff, &[])),
        becomes: &["photo-too-many-pixels", "photo-too-much-memory"],
        megabytes: 150,
    },
    Input {
        name: "PNG: all the limit allows, of zeros",
        read: || taken(&png(7_000, 7_000, &zeros(7_000 * 21_001))),
        becomes: &["borne", "photo-too-many-pixels", "photo-too-much-memory"],
        megabytes: 600,
    },
    Input {
        name: "PNG: inflates to a gigabyte behind 4 x 4",
        read: || taken(&png(4, 4, &zeros(1 << 30))),
        becomes: &["borne", "photo-damaged"],
        megabytes: 150,
    },
    Input {
        name: "PNG: a profile of a gigabyte",
        read: || taken(&png_with(b"iCCP", &[&b"x\0\0"[..], &zeros(1 << 30)].concat())),
        becomes: &["borne", "photo-damaged", "photo-cut-off", "photo-too-many-pixels", "photo-too-much-memory"],
        megabytes: 300,
    },
    Input {
        name: "PNG: a remark of a gigabyte",
        read: || taken(&png_with(b"zTXt", &[&b"x\0\0"[..], &zeros(1 << 30)].concat())),
        becomes: &["borne", "photo-damaged", "photo-cut-off", "photo-too-many-pixels", "photo-too-much-memory"],
        megabytes: 300,
    },
    Input {
        name: "JPEG: 65,500 x 65,500 in its head",
        read: || taken(&jpeg(65_500, 65_500)),
        becomes: &["photo-too-many-pixels", "photo-too-much-memory"],
        megabytes: 150,
    },
    Input {
        name: "JPEG: all the limit allows, and nothing in it",
        read: || taken(&jpeg(9_000, 7_000)),
        becomes: &["photo-cut-off", "photo-damaged", "photo-too-many-pixels", "photo-too-much-memory"],
        megabytes: 600,
    },
    Input {
        name: "JPEG: a thousand scans",
        read: || taken(&scans()),
        becomes: &["borne", "photo-damaged", "photo-cut-off", "photo-too-much-memory"],
        megabytes: 300,
    },
    Input {
        name: "a file beyond the limit",
        read: || taken(&vec![0xff; 65 << 20]),
        becomes: &["photo-too-large", "photo-format", "photo-damaged", "photo-file-too-large"],
        megabytes: 250,
    },
];

fn taken(bytes: &[u8]) -> String {
    photo::ingest(bytes, Limits::default()).map_or_else(|problem| problem.key, |_| "borne").to_owned()
}

/// So many zeros, deflated.
fn zeros(many: usize) -> Vec<u8> {
    let mut encoder = ZlibEncoder::new(Vec::new(), Compression::best());
    let block = vec![0; 1 << 20];
    for _ in 0..many >> 20 {
        encoder.write_all(&block).unwrap();
    }
    encoder.write_all(&block[..many & ((1 << 20) - 1)]).unwrap();
    encoder.finish().unwrap()
}

fn chunk(out: &mut Vec<u8>, kind: &[u8; 4], data: &[u8]) {
    out.extend(u32::try_from(data.len()).unwrap().to_be_bytes());
    out.extend(kind);
    out.extend(data);
    let mut crc = flate2::Crc::new();
    crc.update(kind);
    crc.update(data);
    out.extend(crc.sum().to_be_bytes());
}

fn begun(width: u32, height: u32) -> Vec<u8> {
    let mut out = b"\x89PNG\r\n\x1a\n".to_vec();
    let head = [&width.to_be_bytes()[..], &height.to_be_bytes(), &[8, 2, 0, 0, 0]].concat();
    chunk(&mut out, b"IHDR", &head);
    out
}

/// A PNG of eight bits of red, green and blue, with this compressed content.
fn png(width: u32, height: u32, content: &[u8]) -> Vec<u8> {
    let mut out = begun(width, height);
    chunk(&mut out, b"IDAT", content);
    chunk(&mut out, b"IEND", &[]);
    out
}

/// A small PNG with one more chunk.
fn png_with(kind: &[u8; 4], data: &[u8]) -> Vec<u8> {
    let mut out = begun(4, 4);
    chunk(&mut out, kind, data);
    chunk(&mut out, b"IDAT", &zeros(4 * 13));
    chunk(&mut out, b"IEND", &[]);
    out
}

/// A JPEG of one scan that ends before it begins.
fn jpeg(width: u16, height: u16) -> Vec<u8> {
    let mut out = small();
    let at = out.windows(2).position(|two| two == [0xff, 0xc0]).unwrap();
    out[at + 5..at + 7].copy_from_slice(&height.to_be_bytes());
    out[at + 7..at + 9].copy_from_slice(&width.to_be_bytes());
    out
}

fn small() -> Vec<u8> {
    let mut out = Vec::new();
    let encoder = jpeg_encoder::Encoder::new(&mut out, 50);
    encoder.encode(&[127; 16 * 16 * 3], 16, 16, jpeg_encoder::ColorType::Rgb).unwrap();
    out
}

/// The scans of a progressive picture of 4,000 x 3,000 points, again and again.
fn scans() -> Vec<u8> {
    let mut out = Vec::new();
    let mut encoder = jpeg_encoder::Encoder::new(&mut out, 50);
    encoder.set_progressive(true);
    encoder.encode(&[127; 256 * 256 * 3], 256, 256, jpeg_encoder::ColorType::Rgb).unwrap();
    let first = out.windows(2).position(|two| two == [0xff, 0xda]).unwrap();
    let (head, scan) = (out[..first].to_vec(), out[first..out.len() - 2].to_vec());
    [head, scan.repeat(1_000), vec![0xff, 0xd9]].concat()
}
