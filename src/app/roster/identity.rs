//! Which household a list means: named by the citizen id numbers in it, the same on every laptop.
//!
//! A household's id stands on every copy of it, also on the one that a contractor gets, who must not learn the number
//! behind it. So the number goes through a keyed hash. The key is made of what an organisation writes into
//! `forms/roster.key` beside its own forms, any words that leave the organisation with nobody; without the file it is
//! made of the program alone, and then somebody who guesses a number can find out whether it is right.

use crate::dossier::household::PERSON;
use crate::id::{DossierId, Name, RowId};
use crate::path::FieldPath;
use crate::problem::Problem;
use crate::store::Workspace;

/// The file with the organisation's words.
const KEY_FILE: &str = "roster.key";
/// Domain of the key derivation (BLAKE3, 2.3): never changed.
const CONTEXT: &str = "tantu 2026-11 household of a need list";

/// How this organisation names households.
#[derive(Clone)]
pub struct Identity([u8; 32]);

impl Identity {
    /// By the words in the workspace, or without any.
    ///
    /// # Errors
    /// There are words that cannot be read: other names would make every household a second time.
    pub fn of(store: &Workspace) -> Result<Self, Problem> {
        if store.layout().forms().join(KEY_FILE).exists() {
            store.organisation_table(KEY_FILE).map(|words| Self::of_words(&words))
        } else {
            Ok(Self::of_words(""))
        }
    }

    pub fn of_words(words: &str) -> Self {
        Self(blake3::derive_key(CONTEXT, words.trim().as_bytes()))
    }

    /// The household that is named by this citizen id number.
    pub fn household(&self, number: &str) -> DossierId {
        DossierId::derived(&self.0, &["household", number])
    }

    /// The row of the person with this citizen id number.
    pub fn person(&self, number: &str) -> RowId {
        let key: String = self.0.iter().map(|byte| format!("{byte:02x}")).collect();
        RowId::derived(&["roster-person", &key, number])
    }

    /// The path of the person's row.
    pub fn person_path(&self, number: &str) -> FieldPath {
        FieldPath::row_of(&[], Name::of(PERSON), self.person(number))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn two_laptops_agree_and_another_organisation_does_not() {
        let number = "150102199003072336";
        let (here, there) = (Identity::of_words(""), Identity::of_words(" \n"));
        assert_eq!(here.household(number), there.household(number));
        assert_eq!(here.person(number), there.person(number));
        let other = Identity::of_words("前旗残联 2026");
        assert_ne!(other.household(number), here.household(number));
        assert_ne!(other.person(number), here.person(number));
        // Written down, because a list of last year must be found again.
        assert_eq!(here.household(number).to_string(), "d0853f68-0bef-8e29-967b-3c43de2aeca0");
    }
}
