//! What the family signed, and what has changed since.
