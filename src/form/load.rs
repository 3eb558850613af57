//! Reading a form's text.

use ron::extensions::Extensions;

/// RON as forms are written: optional fields bare, items without double parentheses.
pub fn ron_options() -> ron::Options {
    ron::Options::default().with_default_extension(Extensions::UNWRAP_VARIANT_NEWTYPES | Extensions::IMPLICIT_SOME)
}
