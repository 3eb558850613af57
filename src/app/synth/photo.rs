//! Photos that are no larger than their name: one tiny picture, made unlike all others by a comment in the file.

use crate::id::ContentHash;

/// A JPEG file of [`SIZE`].
const TINY: &[u8] = include_bytes!("../../../assets/synth/photo.jpg");
/// Width and height in pixels.
pub const SIZE: (u32, u32) = (64, 48);

/// The file of one photo: the same for the same words.
pub fn file(words: &str) -> Vec<u8> {
    let comment = words.as_bytes();
    let length = u16::try_from(comment.len() + 2).unwrap_or(u16::MAX).to_be_bytes();
    // Behind the start of the image: a comment segment (ITU-T T.81, B.2.4.5).
    [&TINY[..2], &[0xff, 0xfe], &length, comment, &TINY[2..]].concat()
}

/// Its name.
pub fn hash(words: &str) -> ContentHash {
    ContentHash::of(&file(words))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_tiny_photo_is_a_photo_and_like_no_other() {
        let picture = crate::photo::decode_for_screen(&file("synth 1 2 3"), 64).unwrap();
        assert_eq!((picture.width as u32, picture.height as u32), SIZE);
        assert_ne!(hash("synth 1 2 3"), hash("synth 1 2 4"));
    }
}
