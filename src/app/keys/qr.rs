//! Keys as QR codes: shown in capitals, which makes the code a third smaller, and found in pictures.

use crate::photo::{self, Limits, Pixels};
use crate::problem::Problem;
use crate::report::qr::Qr;
use crate::seal::Recipient;

/// The code of a key that others seal for. Bech32 may be written in capitals (BIP 173).
pub fn of(recipient: &Recipient) -> Qr {
    Qr::of(&recipient.to_string().to_ascii_uppercase())
}

/// What the QR code says that lies in a JPEG or PNG file.
///
/// # Errors
/// It is no picture, or there is no code in it that can be read.
pub fn read(picture: &[u8]) -> Result<String, Problem> {
    let photo = photo::ingest(picture, Limits::default())?;
    find(&photo::decode_for_screen(&photo.jpeg, photo.width.max(photo.height))?)
}

/// What the QR code in a picture says; the first of several.
///
/// # Errors
/// There is none that can be read.
pub fn find(picture: &Pixels) -> Result<String, Problem> {
    let (width, height) = (picture.width as usize, picture.height as usize);
    // Green is most of brightness, and a code is black on white.
    let green = |x: usize, y: usize| picture.rgba.get(4 * (y * width + x) + 1).copied().unwrap_or(u8::MAX);
    let mut grey = rqrr::PreparedImage::prepare_from_greyscale(width, height, green);
    let said = grey.detect_grids().into_iter().find_map(|grid| grid.decode().ok());
    said.map(|(_, text)| text).ok_or_else(|| Problem::warning("keys-qr-none"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::app::keys::known;
    use crate::seal::Identity;

    /// The code as a screen shows it, a little turned as if photographed.
    fn picture(code: &Qr, module: u32, lean: f32) -> Vec<u8> {
        let side = (code.size as u32 + 8) * module;
        let picture = image::RgbImage::from_fn(side + 40, side + 40, |x, y| {
            let (x, y) = (x as f32 - lean * y as f32, y as f32 + lean * x as f32);
            let [x, y] = [x, y].map(|at| (at / module as f32).floor() - 4.0);
            let dark = code.runs.iter().any(|&[column, row, length]| {
                row as f32 == y && (column as f32..(column + length) as f32).contains(&x)
            });
            image::Rgb(if dark { [40, 38, 45] } else { [225, 220, 200] })
        });
        let mut file = std::io::Cursor::new(Vec::new());
        picture.write_to(&mut file, image::ImageFormat::Jpeg).unwrap();
        file.into_inner()
    }

    #[test]
    fn a_key_is_read_from_a_picture_of_its_code() {
        let key = Identity::generate().recipient();
        for (module, lean) in [(6, 0.0), (9, 0.06)] {
            let said = read(&picture(&of(&key), module, lean)).unwrap();
            assert_eq!(said, said.to_uppercase());
            assert_eq!(known::find_recipient(&said).unwrap(), key);
        }
        assert_eq!(read(&crate::app::demo::sample_photo().unwrap()).unwrap_err().key, "keys-qr-none");
        assert!(read(b"age1").is_err());
    }
}
