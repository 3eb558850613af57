//! The two fonts that the program carries, for the window, for paper and for words on pictures.

/// Noto Sans SC: Chinese, Latin, symbols; figures of one width.
pub static CHINESE: &[u8] = include_bytes!("../assets/fonts/NotoSansSC-Regular.otf");
/// Noto Sans Mongolian: the traditional script.
pub static MONGOLIAN: &[u8] = include_bytes!("../assets/fonts/NotoSansMongolian-Regular.ttf");
