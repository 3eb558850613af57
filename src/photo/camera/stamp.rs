//! When a shot was taken, written into its JPEG file as cameras do (EXIF 2.32), so that it is kept like the time of
//! every other photo. A camera of a computer writes no time itself.

use crate::stamp::Moment;

const APP1: u8 = 0xe1;

/// The file with the time in front; one that begins with a block of its own keeps that.
pub fn with_time(jpeg: &[u8], taken: Moment) -> Vec<u8> {
    let Some(rest) = jpeg.strip_prefix(&[0xff, 0xd8]).filter(|rest| !rest.starts_with(&[0xff, APP1])) else {
        return jpeg.to_vec();
    };
    let block = block(taken);
    let length = u16::try_from(block.len() + 2).unwrap_or_default().to_be_bytes();
    [&[0xff, 0xd8, 0xff, APP1], &length[..], &block, rest].concat()
}

/// A TIFF structure with two directories: the first names the second, which holds the time and its offset.
fn block(taken: Moment) -> Vec<u8> {
    let time = taken.civil().strftime("%Y:%m:%d %H:%M:%S").to_string();
    let minutes = taken.offset_minutes();
    let sign = if minutes < 0 { '-' } else { '+' };
    let offset = format!("{sign}{:02}:{:02}", minutes.unsigned_abs() / 60, minutes.unsigned_abs() % 60);
    let entry = |tag: u16, kind: u16, count: u32, value: u32| {
        [&tag.to_be_bytes()[..], &kind.to_be_bytes(), &count.to_be_bytes(), &value.to_be_bytes()].concat()
    };
    let (second, values) = (26, 56);
    let mut block = b"Exif\0\0MM\0*\0\0\0\x08\0\x01".to_vec();
    block.extend(entry(0x8769, 4, 1, second));
    block.extend([0, 0, 0, 0, 0, 2]);
    block.extend(entry(0x9003, 2, 20, values));
    block.extend(entry(0x9011, 2, 7, values + 20));
    block.extend([0; 4]);
    for text in [time, offset] {
        block.extend(text.bytes());
        block.push(0);
    }
    block
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::photo::exif;

    #[test]
    fn the_time_is_read_back_as_that_of_any_photo() {
        for (seconds, minutes) in [(1_795_492_205, 480), (0, 0), (951_827_696, -210)] {
            let moment = Moment::new(seconds, minutes);
            assert_eq!(exif::taken(&block(moment)[6..]), Some(moment));
        }
    }

    #[test]
    fn a_file_with_a_block_of_its_own_or_none_at_all_is_left_alone() {
        let moment = Moment::new(0, 0);
        let own = b"\xff\xd8\xff\xe1\0\x08Exif\0\0";
        assert_eq!(with_time(own, moment), own);
        assert_eq!(with_time(b"nothing", moment), b"nothing");
        assert!(with_time(b"\xff\xd8\xff\xdb", moment).ends_with(b"\xff\xdb"));
    }
}
