//! The two fonts that the program carries, for the window and for paper.

/// Noto Sans SC: Chinese, Latin, symbols; figures of one width.
pub const CHINESE: &[u8] = include_bytes!("../../assets/fonts/NotoSansSC-Regular.otf");
/// Noto Sans Mongolian: the traditional script.
pub const MONGOLIAN: &[u8] = include_bytes!("../../assets/fonts/NotoSansMongolian-Regular.ttf");
