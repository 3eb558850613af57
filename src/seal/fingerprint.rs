//! The words of a key 口令指纹: what two people read to each other on the phone to be sure that a key is the right one.
//!
//! Each language has 256 everyday words that sound apart, one for each byte (as in the PGP word list, Juola and
//! Zimmermann 1996). The lists never change: words that were written down must stay right.

use std::sync::LazyLock;

use super::key::Recipient;
use crate::l10n::Language;

/// How many words are read: 8 of 256 are 64 bits, too many to make a key for.
pub const WORDS: usize = 8;

static CHINESE: LazyLock<Vec<&str>> =
    LazyLock::new(|| include_str!("../../assets/words/zh-Hans.txt").lines().collect());
static ENGLISH: LazyLock<Vec<&str>> = LazyLock::new(|| include_str!("../../assets/words/en.txt").lines().collect());

/// Which words of the list; the list is the language's.
#[must_use]
pub fn of(recipient: &Recipient) -> [u8; WORDS] {
    let hash = blake3::derive_key("tantu 2026-11-24 fingerprint of a key", recipient.to_string().as_bytes());
    std::array::from_fn(|index| hash[index])
}

/// The words themselves.
#[must_use]
pub fn words(recipient: &Recipient, language: Language) -> [&'static str; WORDS] {
    let list = list(language);
    of(recipient).map(|byte| list.get(usize::from(byte)).copied().unwrap_or_default())
}

fn list(language: Language) -> &'static [&'static str] {
    match language {
        Language::Chinese => &CHINESE,
        Language::English => &ENGLISH,
    }
}

#[cfg(test)]
mod tests {
    use std::collections::{BTreeMap, BTreeSet};

    use pinyin::ToPinyin as _;

    use super::*;

    #[test]
    fn each_list_has_a_word_of_its_own_for_every_byte() {
        for language in Language::ALL {
            let list = list(language);
            let different: BTreeSet<&str> = list.iter().copied().collect();
            assert_eq!((list.len(), different.len()), (256, 256), "{language:?}");
            assert!(list.is_sorted_by_key(|word| word.to_lowercase()) || language == Language::Chinese);
        }
        assert!(list(Language::Chinese).iter().all(|word| word.chars().count() == 2));
    }

    /// As many people say it: without tones, flat or curled tongue, n or l at the beginning, n or ng at the end.
    fn as_heard(word: &str) -> String {
        let syllable = |letter: pinyin::Pinyin| {
            let plain = letter.plain().replace("zh", "z").replace("ch", "c").replace("sh", "s");
            let plain = plain.strip_suffix("ng").map_or(plain.clone(), |start| format!("{start}n"));
            plain.strip_prefix('l').map_or(plain.clone(), |rest| format!("n{rest}"))
        };
        word.to_pinyin().map(|letter| letter.map(syllable).unwrap_or_default() + " ").collect()
    }

    #[test]
    fn no_two_chinese_words_sound_alike() {
        let mut heard = BTreeMap::new();
        for word in list(Language::Chinese) {
            if let Some(other) = heard.insert(as_heard(word), word) {
                panic!("{word} sounds like {other}");
            }
        }
    }

    #[test]
    fn the_words_of_a_key_are_always_the_same() {
        let key: Recipient = "age1ql3z7hjy54pw3hyww5ayyfg7zqgvc7w3j2elw8zmrj2kg5sfn9aqmcac8p".parse().unwrap();
        assert_eq!(words(&key, Language::Chinese), ["滑冰", "园丁", "书包", "毛巾", "衬衫", "彩虹", "海豚", "健康"]);
        assert_eq!(
            words(&key, Language::English),
            ["gloves", "village", "rainbow", "morning", "bucket", "bicycle", "flute", "holiday"]
        );
    }
}
