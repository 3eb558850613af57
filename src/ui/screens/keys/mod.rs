//! Keys and seal 密钥与加密: whether what lies on this tablet is safe, who can open it, and for whom packages can be
//! sealed.

mod keys_ui;
mod known_ui;
mod reader_ui;
mod recovery_ui;
mod seal_ui;
mod words_ui;

use crate::app::keys::For;
use crate::app::keys::passphrase::{Strength, strength};
use crate::seal::Recipient;
use crate::ui::widgets::secret_field::Secret;

pub use keys_ui::show;
pub use seal_ui::new_passphrase;

/// What the screen remembers while it is shown.
#[derive(Default)]
pub struct State {
    form: Option<Form>,
    /// Texts that are being pasted, for a receiver and for recovery.
    pasted: [String; 2],
    /// The name of a new receiver, as it is being typed.
    name: String,
    /// A known receiver whose words are being compared, or who shall be forgotten.
    comparing: Option<Recipient>,
    removing: Option<Recipient>,
}

impl State {
    /// What a key is for that is dropped on the window.
    pub fn purpose(&self) -> For {
        match &self.form {
            Some(Form { what: What::Seal | What::AddRecovery, .. }) => For::Recovery,
            _ => For::Receiver,
        }
    }
}

/// What is being done with the seal.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum What {
    Seal,
    ChangePassphrase,
    AddRecovery,
    Unseal,
}

/// The form for it: the passphrase that is known, and a new one.
struct Form {
    what: What,
    old: Secret,
    new: Secret,
    again: Secret,
    /// Nobody can recover it, and the person was not asked yet whether that is meant.
    asked: bool,
}

impl Form {
    fn of(what: What) -> Self {
        Self { what, old: Secret::default(), new: Secret::default(), again: Secret::default(), asked: false }
    }

    fn is_complete(&self, recovery: usize) -> bool {
        let new = strength(self.new.peek()) > Strength::Short && self.new.peek() == self.again.peek();
        match self.what {
            What::Seal => new,
            What::ChangePassphrase => new && !self.old.is_empty(),
            What::AddRecovery => recovery > 0 && !self.old.is_empty(),
            What::Unseal => !self.old.is_empty(),
        }
    }
}
