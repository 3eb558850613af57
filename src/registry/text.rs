//! What is searched: one line of text per household in one buffer.
//!
//! A line holds the parts that a person may type (names, address, telephone, …) in small letters, one after the other
//! with a `PART` between them, and the spellings of the Chinese ones in capital letters behind a [`SPELLED`] mark:
//! so what is typed in Latin letters is looked for as it stands anywhere, and as pinyin from a syllable on. What many
//! households share (village, contractor) has a line of its own in the [dictionary](super::dictionary) it stands in.
//!
//! A word is looked for in the whole buffer ([`memchr::memmem`]), or in one line. A line that changes is blanked and written again at the end; the buffer is made anew when half of it is
//! blank.

use memchr::memmem::Finder;

/// Between the parts of a line, and at its end: in no word.
const PART: u8 = b'\n';
/// Before each spelling.
pub const SPELLED: char = '\u{1}';
/// A buffer smaller than this is never made anew.
const SMALL: usize = 1 << 16;

/// The lines of all households.
#[derive(Clone, Debug, Default)]
pub struct SearchText {
    buffer: Vec<u8>,
    /// Where a line begins, in the order of the buffer, and whose it is: the line ends where the next one begins.
    lines: Vec<Line>,
    /// By row: the place in `lines`.
    of_row: Vec<u32>,
    /// Bytes of lines that are no longer anybody's.
    blank: usize,
}

#[derive(Clone, Copy, Debug)]
struct Line {
    start: u32,
    row: u32,
}

/// Whose line it was before it was written again.
const NOBODY: u32 = u32::MAX;

impl SearchText {
    pub fn with_capacity(rows: usize, bytes: usize) -> Self {
        Self {
            buffer: Vec::with_capacity(bytes),
            lines: Vec::with_capacity(rows),
            of_row: Vec::with_capacity(rows),
            blank: 0,
        }
    }

    /// Bytes of the buffer, blank ones included.
    pub fn bytes(&self) -> &[u8] {
        &self.buffer
    }

    /// Writes the line of a row; `row` is the next one, or one that was written before.
    pub fn set(&mut self, row: usize, line: &str) {
        if let Some(&place) = self.of_row.get(row) {
            let range = self.range(place as usize);
            if self.buffer[range.clone()].strip_suffix(&[PART]) == Some(line.as_bytes()) {
                return;
            }
            self.blank += range.len();
            self.buffer[range].fill(PART);
            self.lines[place as usize].row = NOBODY;
        } else {
            debug_assert_eq!(row, self.of_row.len());
            self.of_row.push(0);
        }
        self.append(row, line.as_bytes());
        if self.blank * 2 > self.buffer.len() && self.buffer.len() > SMALL {
            self.compact();
        }
    }

    fn append(&mut self, row: usize, line: &[u8]) {
        // Four gigabytes are ten thousand bytes for each of the households that a workspace may have.
        let start = u32::try_from(self.buffer.len()).unwrap_or(u32::MAX);
        self.of_row[row] = u32::try_from(self.lines.len()).unwrap_or(NOBODY);
        self.lines.push(Line { start, row: u32::try_from(row).unwrap_or(NOBODY) });
        self.buffer.extend_from_slice(line);
        self.buffer.push(PART);
    }

    fn compact(&mut self) {
        let old = std::mem::take(self);
        *self = Self::with_capacity(old.of_row.len(), old.buffer.len());
        self.of_row.resize(old.of_row.len(), 0);
        for row in 0..old.of_row.len() {
            let line = &old.buffer[old.range(old.of_row[row] as usize)];
            self.append(row, line.strip_suffix(&[PART]).unwrap_or(line));
        }
    }

    fn range(&self, place: usize) -> std::ops::Range<usize> {
        let end = self.lines.get(place + 1).map_or(self.buffer.len(), |next| next.start as usize);
        self.lines[place].start as usize..end
    }

    fn line(&self, row: u32) -> &[u8] {
        &self.buffer[self.range(self.of_row[row as usize] as usize)]
    }

    /// Whether the line of a row holds a word.
    pub fn has(&self, row: u32, word: &Word) -> bool {
        word.is_in(self.line(row))
    }

    /// The rows that hold one word, in order.
    pub fn scan(&self, word: &Word) -> Vec<u32> {
        let mut found = Vec::new();
        for needle in word.needles() {
            let finder = Finder::new(needle);
            let (mut at, mut line) = (0, 0);
            while let Some(hit) = finder.find(&self.buffer[at..]) {
                line = self.line_at(at + hit, line);
                found.push(self.lines[line].row);
                // The rest of a line that is found need not be looked at.
                line += 1;
                let Some(next) = self.lines.get(line) else { break };
                at = next.start as usize;
            }
        }
        if !found.is_sorted_by(|a, b| a < b) {
            found.sort_unstable();
            found.dedup();
        }
        found
    }

    /// The line that the byte at `hit` is in, which is `from` or later: in steps that double, then by halving.
    fn line_at(&self, hit: usize, from: usize) -> usize {
        let mut step = 1;
        while self.lines.get(from + step).is_some_and(|line| line.start as usize <= hit) {
            step *= 2;
        }
        let (low, high) = (from + step / 2, (from + step).min(self.lines.len()));
        low + self.lines[low..high].partition_point(|line| line.start as usize <= hit) - 1
    }
}

/// One word that was typed.
pub struct Word {
    /// As it may stand in a part.
    plain: String,
    /// As a spelling begins, when it consists of Latin letters.
    spelled: Option<String>,
}

impl Word {
    fn needles(&self) -> impl Iterator<Item = &[u8]> {
        [Some(self.plain.as_bytes()), self.spelled.as_ref().map(String::as_bytes)].into_iter().flatten()
    }

    fn is_in(&self, line: &[u8]) -> bool {
        self.needles().any(|needle| memchr::memmem::find(line, needle).is_some())
    }
}

/// The words of what was typed, the longest first.
pub fn words(typed: &str) -> Vec<Word> {
    let word = |word: &str| {
        let plain = fold(word);
        let latin = plain.bytes().all(|letter| letter.is_ascii_lowercase());
        let spelled = latin.then(|| format!("{SPELLED}{}", plain.to_ascii_uppercase()));
        Word { plain, spelled }
    };
    let words = typed.split_whitespace().map(word).filter(|word| !word.plain.is_empty());
    let mut words: Vec<Word> = words.collect();
    words.sort_by_key(|word| std::cmp::Reverse(word.plain.len()));
    words
}

/// Small letters; letters and digits of full width as the usual ones; no control characters.
pub fn fold(text: &str) -> String {
    let usual = |letter: char| match letter {
        '\u{ff01}'..='\u{ff5e}' => char::from_u32(letter as u32 - 0xfee0).unwrap_or(letter),
        _ => letter,
    };
    text.chars().filter(|letter| !letter.is_control()).map(usual).flat_map(char::to_lowercase).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::registry::pinyin::{Named, spellings};

    fn text(lines: &[&str]) -> SearchText {
        let mut text = SearchText::default();
        for (row, line) in lines.iter().enumerate() {
            text.set(row, line);
        }
        text
    }

    /// The rows that hold the only word that is typed.
    fn found(text: &SearchText, typed: &str) -> Vec<u32> {
        text.scan(&words(typed)[0])
    }

    /// The line of a name and a village.
    fn line(name: &str, village: &str) -> String {
        let spelled = spellings(name, Named::Person).into_iter().map(|spelling| format!("{SPELLED}{spelling}"));
        format!("{name}\n{village}\n{}", spelled.collect::<String>())
    }

    #[test]
    fn a_word_is_found_as_it_stands_and_as_it_is_spelled() {
        let lines = [line("张三", "红峰嘎查"), line("张生", "巴音嘎查"), line("李四", "红峰嘎查")];
        let text = text(&lines.each_ref().map(String::as_str));
        assert!(words("  ").is_empty());
        for (typed, rows) in [
            ("zs", vec![0, 1]),
            ("红峰", vec![0, 2]),
            ("zhangs", vec![0, 1]),
            ("嘎查", vec![0, 1, 2]),
            ("ｌｓ", vec![2]),
            ("angs", vec![]),
        ] {
            assert_eq!(found(&text, typed), rows, "{typed}");
            (0..3).for_each(|row| assert_eq!(text.has(row, &words(typed)[0]), rows.contains(&row), "{typed}"));
        }
    }

    #[test]
    fn the_end_of_one_line_and_the_beginning_of_the_next_are_no_word() {
        let text = text(&["ab", "cd", ""]);
        assert!(found(&text, "bc").is_empty());
        assert_eq!(found(&text, "d"), [1]);
    }

    #[test]
    fn a_line_written_again_is_found_by_what_it_says_now() {
        let mut text = text(&["aa", "bb", "cc"]);
        text.set(0, "longer than before bb");
        assert!(found(&text, "aa").is_empty());
        assert_eq!(found(&text, "bb"), [0, 1]);
        text.set(0, "bb");
        assert_eq!(found(&text, "bb"), [0, 1]);
        let before = text.bytes().len();
        text.set(0, "bb");
        assert_eq!(text.bytes().len(), before, "the same line costs nothing");
    }

    #[test]
    fn a_buffer_of_blanks_is_made_anew_and_finds_the_same() {
        let row = |row: usize, round: usize| format!("household {row} round {round} {}", "x".repeat(200));
        let mut text = SearchText::default();
        for round in 0..5 {
            for place in 0..300 {
                text.set(place, &row(place, round));
            }
        }
        assert!(text.bytes().len() < 300 * 250 * 3, "{}", text.bytes().len());
        assert_eq!(found(&text, "4").len(), 300);
        assert_eq!(found(&text, "3"), (0..300).filter(|row| row.to_string().contains('3')).collect::<Vec<u32>>());
        assert_eq!(found(&text, "299"), [299]);
    }
}
