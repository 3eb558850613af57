use image::{ImageEncoder, Rgb, RgbImage, Rgba};
use jpeg_encoder::{ColorType, Encoder};
use proptest::prelude::*;

use super::*;
use crate::l10n::{Language, Words};

/// Four quarters: red, green, blue, white; wide enough that a quarter's middle survives 4:2:0.
fn quarters(width: u32, height: u32) -> RgbImage {
    RgbImage::from_fn(width, height, |x, y| match (x < width / 2, y < height / 2) {
        (true, true) => Rgb([220, 20, 20]),
        (false, true) => Rgb([20, 200, 20]),
        (true, false) => Rgb([20, 20, 220]),
        (false, false) => Rgb([240, 240, 240]),
    })
}

/// A JPEG as a camera writes it: with an EXIF block and perhaps a colour profile.
fn camera_jpeg(image: &RgbImage, exif: Option<&[u8]>, icc: Option<&[u8]>, progressive: bool) -> Vec<u8> {
    let mut bytes = Vec::new();
    let mut encoder = Encoder::new(&mut bytes, 95);
    encoder.set_progressive(progressive);
    if let Some(block) = exif {
        encoder.add_exif_metadata(block).unwrap();
    }
    if let Some(profile) = icc {
        encoder.add_icc_profile(profile).unwrap();
    }
    encoder.encode(image.as_raw(), image.width() as u16, image.height() as u16, ColorType::Rgb).unwrap();
    bytes
}

fn png(bytes: &[u8], width: u32, height: u32, kind: image::ExtendedColorType) -> Vec<u8> {
    let mut file = Vec::new();
    image::codecs::png::PngEncoder::new(&mut file).write_image(bytes, width, height, kind).unwrap();
    file
}

fn exif_block(orientation: u16) -> Vec<u8> {
    exif::tests::block(true, orientation, "2026:11:24 09:30:05", Some("+08:00"))
}

/// One letter for each quarter of a picture, by its nearest colour, rows from the top.
fn letters(jpeg: &[u8]) -> String {
    let pixels = decode_for_screen(jpeg, 4_000).unwrap();
    let quarter = |column: u32, row: u32| {
        let (x, y) = (pixels.width * (2 * column + 1) / 4, pixels.height * (2 * row + 1) / 4);
        let at = ((y * pixels.width + x) * 4) as usize;
        match pixels.rgba[at..at + 3] {
            [r, g, b] if r > 150 && g > 150 && b > 150 => 'w',
            [r, g, b] if r > 150 && g < 90 && b < 90 => 'r',
            [r, g, b] if r < 90 && g > 150 && b < 90 => 'g',
            [r, g, b] if r < 90 && g < 90 && b > 150 => 'b',
            _ => '?',
        }
    };
    [quarter(0, 0), quarter(1, 0), quarter(0, 1), quarter(1, 1)].into_iter().collect()
}

fn key(result: Result<Ingested, Problem>) -> &'static str {
    result.err().map_or("no problem", |problem| problem.key)
}

#[test]
fn all_eight_orientations_end_upright() {
    // What each orientation does to the stored quarters "rgbw" (EXIF 2.32, table 6): rows and columns as the
    // person sees them.
    let seen = ["rgbw", "grwb", "wbgr", "bwrg", "rbgw", "brwg", "wgbr", "gwrb"];
    for (orientation, seen) in (1..).zip(seen) {
        let file = camera_jpeg(&quarters(400, 200), Some(&exif_block(orientation)), None, false);
        let photo = ingest(&file, Limits::default()).unwrap();
        let upright = if orientation < 5 { (400, 200) } else { (200, 400) };
        assert_eq!((photo.width, photo.height), upright, "orientation {orientation}");
        assert_eq!(letters(&photo.jpeg), seen, "orientation {orientation}");
        assert_eq!(letters(&photo.thumbnail), seen, "orientation {orientation}");
    }
}

#[test]
fn nothing_of_the_file_but_the_picture_is_kept() {
    let icc = colour::tests::profile([0.4361, 0.2225]);
    let mut file = camera_jpeg(&quarters(64, 48), Some(&exif_block(1)), Some(&icc), false);
    file.extend(b"trailer: GPS 46.07N 122.05E");
    let photo = ingest(&file, Limits::default()).unwrap();
    assert_eq!(photo.taken.unwrap().to_string(), "2026-11-24T09:30:05+08:00");
    for stored in [&photo.jpeg, &photo.thumbnail] {
        for trace in [&b"Exif"[..], b"OWNER", b"ICC_PROFILE", b"GPS", b"http", b"MM\0*", b"II*\0", b"2026:"] {
            assert!(!stored.windows(trace.len()).any(|part| part == trace), "{}", trace.escape_ascii());
        }
        let outline = jpeg::outline(stored).unwrap();
        assert!(outline.whole && stored.ends_with(&[0xff, 0xd9]));
    }
}

#[test]
fn large_pictures_shrink_and_small_ones_stay() {
    let large = ingest(&camera_jpeg(&quarters(2400, 1000), None, None, false), Limits::default()).unwrap();
    assert_eq!((large.width, large.height), (1600, 667));
    let thumbnail = decode_for_screen(&large.thumbnail, 4_000).unwrap();
    assert_eq!((thumbnail.width, thumbnail.height), (320, 133));
    let small = ingest(&camera_jpeg(&quarters(90, 60), None, None, true), Limits::default()).unwrap();
    assert_eq!((small.width, small.height), (90, 60));
    let line = ingest(&camera_jpeg(&quarters(4000, 1), None, None, false), Limits::default()).unwrap();
    assert_eq!((line.width, line.height), (1600, 1));
    let screen = decode_for_screen(&large.jpeg, 100).unwrap();
    assert_eq!((screen.width, screen.height, screen.rgba.len()), (100, 42, 100 * 42 * 4));
}

#[test]
fn the_same_file_gives_the_same_photo() {
    let file = camera_jpeg(&quarters(1700, 900), Some(&exif_block(6)), None, true);
    assert_eq!(ingest(&file, Limits::default()), ingest(&file, Limits::default()));
}

#[test]
fn grey_sixteen_bit_and_transparent_pictures_keep_their_look() {
    let grey = png(&[130; 64 * 64], 64, 64, image::ExtendedColorType::L8);
    let deep: Vec<u8> = (0..64 * 64 * 3).flat_map(|_| 0x8234_u16.to_ne_bytes()).collect();
    let deep = png(&deep, 64, 64, image::ExtendedColorType::Rgb16);
    for file in [grey, deep] {
        let pixels = decode_for_screen(&ingest(&file, Limits::default()).unwrap().jpeg, 64).unwrap();
        assert!(pixels.rgba[..3].iter().all(|&part| part.abs_diff(130) < 4), "{:?}", &pixels.rgba[..4]);
    }
    let clear = image::RgbaImage::from_fn(64, 64, |x, _| Rgba(if x < 32 { [0, 0, 0, 0] } else { [200, 0, 0, 255] }));
    let file = png(clear.as_raw(), 64, 64, image::ExtendedColorType::Rgba8);
    let pixels = decode_for_screen(&ingest(&file, Limits::default()).unwrap().jpeg, 64).unwrap();
    assert!(pixels.rgba[..3].iter().all(|&part| part > 250), "transparent is white: {:?}", &pixels.rgba[..4]);
}

#[test]
fn display_p3_becomes_srgb() {
    let red = RgbImage::from_pixel(64, 64, Rgb([200, 60, 60]));
    let seen = |icc: Option<[f64; 2]>| {
        let profile = icc.map(colour::tests::profile);
        let file = camera_jpeg(&red, None, profile.as_deref(), false);
        let pixels = decode_for_screen(&ingest(&file, Limits::default()).unwrap().jpeg, 64).unwrap();
        [pixels.rgba[0], pixels.rgba[1]].map(i32::from)
    };
    let plain = seen(None);
    assert_eq!(seen(Some([0.4361, 0.2225])), plain, "sRGB stays");
    let converted = seen(Some([0.5151, 0.2412]));
    assert!(converted[0] > plain[0] + 8 && converted[1] < plain[1] - 8, "{plain:?} to {converted:?}");
}

#[test]
fn each_refusal_has_its_own_name_and_advice_in_both_languages() {
    let good = camera_jpeg(&quarters(64, 48), None, None, false);
    let mut cmyk = Vec::new();
    Encoder::new(&mut cmyk, 80).encode(&[128; 16 * 16 * 4], 16, 16, ColorType::Cmyk).unwrap();
    let mut arithmetic = good.clone();
    let frame = arithmetic.windows(2).position(|pair| pair == [0xff, 0xc0]).unwrap();
    arithmetic[frame + 1] = 0xc9;
    let mut hollow = good.clone();
    hollow.truncate(frame);
    let half_png = png(&[9; 64 * 64], 64, 64, image::ExtendedColorType::L8);
    let small = Limits { decode_px: 50, ..Limits::default() };
    let poor = Limits { decode_bytes: 5_000, ..Limits::default() };
    let cases = [
        ("photo-empty", ingest(b"", Limits::default())),
        ("photo-empty", ingest(&[0; 9_000], Limits::default())),
        ("photo-file-too-large", ingest(&good, Limits { bytes: 100, ..Limits::default() })),
        ("photo-too-many-pixels", ingest(&good, small)),
        ("photo-too-many-pixels", ingest(&good, poor)),
        ("photo-heic", ingest(b"\0\0\0\x18ftypheic\0\0\0\0mif1heic", Limits::default())),
        ("photo-format", ingest(b"GIF89a\x01\0\x01\0", Limits::default())),
        ("photo-not-a-picture", ingest("门宽 760".as_bytes(), Limits::default())),
        ("photo-cmyk", ingest(&cmyk, Limits::default())),
        ("photo-unusual-jpeg", ingest(&arithmetic, Limits::default())),
        ("photo-cut-off", ingest(&good[..good.len() - 2], Limits::default())),
        ("photo-cut-off", ingest(&half_png[..half_png.len() / 2], Limits::default())),
        ("photo-damaged", ingest(&hollow, Limits::default())),
        ("no problem", ingest(&good, Limits::default())),
    ];
    for (expected, result) in cases {
        let problem = result.clone().err();
        assert_eq!(key(result), expected);
        for language in Language::ALL {
            let Some(problem) = &problem else { continue };
            let words = Words::of(language);
            assert!(words.hint(problem).is_some_and(|hint| !hint.contains('$')), "{expected} in {}", language.tag());
            assert!(!words.what(problem).contains(['$', '{']), "{}", words.what(problem));
        }
    }
}

#[test]
fn pasted_pixels_become_a_photo() {
    let pixels = |width, height, bytes| Pixels { width, height, rgba: vec![200; bytes] };
    let photo = ingest_pixels(pixels(2000, 10, 80_000), Limits::default()).unwrap();
    assert_eq!((photo.width, photo.height, photo.taken), (1600, 8, None));
    assert_eq!(key(ingest_pixels(pixels(0, 10, 0), Limits::default())), "photo-empty");
    assert_eq!(key(ingest_pixels(pixels(10, 10, 399), Limits::default())), "photo-damaged");
    assert_eq!(key(ingest_pixels(pixels(10, 10, 401), Limits::default())), "photo-damaged");
    assert_eq!(key(ingest_pixels(pixels(12_001, 1, 4), Limits::default())), "photo-too-many-pixels");
}

/// Files that are damaged in the ways that cards, cables and attackers damage them.
fn damaged() -> impl Strategy<Value = Vec<u8>> {
    let originals = vec![
        camera_jpeg(&quarters(48, 40), Some(&exif_block(6)), None, false),
        camera_jpeg(&quarters(48, 40), None, Some(&colour::tests::profile([0.5151, 0.2412])), true),
        png(quarters(40, 48).as_raw(), 40, 48, image::ExtendedColorType::Rgb8),
    ];
    let change = (any::<prop::sample::Index>(), any::<u8>(), 0_u8..4);
    (prop::sample::select(originals), prop::collection::vec(change, 1..12)).prop_map(|(mut bytes, changes)| {
        for (at, byte, kind) in changes {
            if bytes.is_empty() {
                break;
            }
            let at = at.index(bytes.len());
            match kind {
                0 => bytes[at] = byte,
                1 => bytes.insert(at, byte),
                2 => drop(bytes.drain(at..(at + usize::from(byte)).min(bytes.len()))),
                _ => bytes[at] = 0xff,
            }
        }
        bytes
    })
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn damaged_files_give_a_photo_or_a_problem(bytes in damaged()) {
        let limits = Limits { decode_bytes: 4 << 20, photo_px: 64, thumbnail_px: 16, ..Limits::default() };
        if let Ok(photo) = ingest(&bytes, limits) {
            prop_assert!(photo.width.max(photo.height) <= 64);
            let shown = decode_for_screen(&photo.jpeg, 4_000);
            prop_assert_eq!(shown.map(|shown| (shown.width, shown.height)), Ok((photo.width, photo.height)));
        }
    }
}
