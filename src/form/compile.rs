//! From a form's text to a form that can be filled: names bound, types checked, dependencies ordered.

use crate::form::schema::FormText;
use crate::id::ContentHash;

/// A checked form. Immutable; shared by every session.
pub struct Form {
    text: FormText,
    hash: ContentHash,
}

impl Form {
    pub const fn text(&self) -> &FormText {
        &self.text
    }

    /// Hash of the text it was read from.
    pub const fn hash(&self) -> ContentHash {
        self.hash
    }
}
