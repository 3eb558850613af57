//! One photo, as large as the window: looked at, marked, made unrecognisable in parts.
//!
//! `edit` is what the fingers are about, without a window; [`view`] where the photo lies; the rest paints.

mod canvas_ui;
mod data;
mod edit;
mod overlay_ui;
mod photo_ui;
mod sheets_ui;
mod strip_ui;
pub mod view;

pub use edit::State;
pub use photo_ui::show;
