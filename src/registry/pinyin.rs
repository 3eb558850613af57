//! How Chinese is typed with Latin letters: whole syllables (`batuer`) and initials (`bte`) of 巴图尔.
//!
//! A character may be read in several ways (单 shan or dan, 那 na or nuo): all readings are found, the usual one comes
//! first and decides the order of a list. At the beginning of a name a surname's own reading is the usual one.

use std::collections::{BTreeSet, HashMap};
use std::sync::LazyLock;

use pinyin::{ToPinyin as _, ToPinyinMulti as _};

/// Ways to read one name that are looked at; more are not told apart.
const MOST_READINGS: usize = 8;
/// Ways to read one character.
const MOST_OF_ONE: usize = 3;
/// Characters of a name that are spelled; a firm's full name has about 20.
const MOST_LETTERS: usize = 40;
/// Syllables that decide the order before the text itself does.
const ORDERED: usize = 4;

/// Surnames that are read otherwise than the character usually is.
const SURNAMES: [(char, &str); 27] = [
    ('仇', "qiu"),
    ('任', "ren"),
    ('俞', "yu"),
    ('冼', "xian"),
    ('区', "ou"),
    ('单', "shan"),
    ('召', "shao"),
    ('员', "yun"),
    ('尉', "wei"),
    ('折', "she"),
    ('曾', "zeng"),
    ('朴', "piao"),
    ('查', "zha"),
    ('洗', "xian"),
    ('盖', "ge"),
    ('秘', "bi"),
    ('种', "chong"),
    ('缪', "miao"),
    ('翟', "zhai"),
    ('葛', "ge"),
    ('覃', "qin"),
    ('解', "xie"),
    ('贾', "jia"),
    ('那', "na"),
    ('重', "chong"),
    ('长', "chang"),
    ('乐', "yue"),
];

/// Every toneless syllable, in the order of the dictionary.
static SYLLABLES: LazyLock<HashMap<&'static str, u16>> = LazyLock::new(|| {
    let all: BTreeSet<&str> = ('\u{4e00}'..='\u{9fff}').filter_map(|c| c.to_pinyin()).map(|p| p.plain()).collect();
    all.into_iter().zip(AFTER_ASCII..).collect()
});
/// Digits and Latin letters come before Chinese.
const AFTER_ASCII: u16 = 0x80;
/// What has no reading comes last.
const UNREAD: u16 = 0x7fff;

/// What a text is the name of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Named {
    /// Begins with a surname, and is found by the given name too.
    Person,
    /// Is found from the beginning on: nearly every village ends in 嘎查.
    Place,
    /// Is found from every character on, without the words that every firm's name ends in.
    Firm,
}

/// What firms' names end in.
const FIRM_ENDS: [&str; 7] = ["有限责任公司", "有限公司", "公司", "工程队", "施工队", "合作社", "经营部"];

/// The spellings of a text by which it is found, in capital letters, whole and as initials.
pub fn spellings(text: &str, named: Named) -> BTreeSet<String> {
    let text = match named {
        Named::Firm => FIRM_ENDS.iter().find_map(|end| text.strip_suffix(end)).unwrap_or(text),
        Named::Person | Named::Place => text,
    };
    let of_place = |(place, letter)| readings(letter, named == Named::Person && place == 0);
    let readings = text.chars().take(MOST_LETTERS).enumerate().map(of_place).filter(|of_one| !of_one.is_empty());
    let readings: Vec<Vec<&'static str>> = readings.collect();
    let mut found = BTreeSet::new();
    for way in ways(&readings) {
        let begins = if named == Named::Place { way.len().min(1) } else { way.len() };
        for from in 0..begins {
            found.insert(way[from..].concat().to_ascii_uppercase());
            let initials = way[from..].iter().filter_map(|syllable| syllable.chars().next());
            found.insert(initials.collect::<String>().to_ascii_uppercase());
        }
    }
    found
}

/// The readings of one character, the usual one first; empty for what is no Chinese.
fn readings(letter: char, surname: bool) -> Vec<&'static str> {
    let mut found: Vec<&'static str> = Vec::new();
    let own = SURNAMES.iter().filter(|(known, _)| surname && *known == letter).map(|(_, reading)| *reading);
    let usual = letter.to_pinyin().map(|reading| reading.plain());
    let others = letter.to_pinyin_multi().into_iter().flatten().map(|reading| reading.plain());
    for reading in own.chain(usual).chain(others) {
        if found.len() < MOST_OF_ONE && !found.contains(&reading) {
            found.push(reading);
        }
    }
    found
}

/// Combinations of readings, those with the usual reading of most characters first.
fn ways(readings: &[Vec<&'static str>]) -> Vec<Vec<&'static str>> {
    let mut ways: Vec<Vec<&'static str>> = vec![readings.iter().map(|of_one| of_one[0]).collect()];
    for (place, of_one) in readings.iter().enumerate() {
        for other in &of_one[1..] {
            let room = MOST_READINGS.saturating_sub(ways.len());
            let changed = ways.iter().filter(|way| way[place] == of_one[0]).take(room);
            let changed: Vec<_> = changed
                .map(|way| {
                    let mut way = way.clone();
                    way[place] = *other;
                    way
                })
                .collect();
            ways.extend(changed);
        }
    }
    if readings.is_empty() { Vec::new() } else { ways }
}

/// A number by which names are ordered as a Chinese list is: by the pinyin of the first four characters. Equal numbers
/// are told apart by the text.
pub fn rank(text: &str, first_is_surname: bool) -> u64 {
    let syllables = text.chars().enumerate().map(|(place, letter)| {
        if letter.is_ascii() {
            return letter.to_ascii_lowercase() as u16;
        }
        let own = SURNAMES.iter().find(|(known, _)| first_is_surname && place == 0 && *known == letter);
        let reading = own.map(|(_, own)| *own).or_else(|| letter.to_pinyin().map(|reading| reading.plain()));
        reading.and_then(|reading| SYLLABLES.get(reading).copied()).unwrap_or(UNREAD)
    });
    syllables.take(ORDERED).chain(std::iter::repeat(0)).take(ORDERED).fold(0, |rank, one| rank << 16 | u64::from(one))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn finds(text: &str, typed: &str) -> bool {
        let typed = typed.to_ascii_uppercase();
        spellings(text, Named::Person).iter().any(|spelling| spelling.starts_with(&typed))
    }

    #[test]
    fn names_are_found_by_initials_and_by_syllables_from_any_character_on() {
        for (name, typed) in [
            ("其木格", "qmg"),
            ("其木格", "qimuge"),
            ("其木格", "mg"),
            ("巴图尔", "batue"),
            ("张三", "zs"),
            ("张三", "san"),
            ("娜仁托娅", "nrty"),
            ("娜仁托娅", "tuoya"),
        ] {
            assert!(finds(name, typed), "{name} {typed}");
        }
        for (name, typed) in [("其木格", "qg"), ("张三", "hs"), ("张三", "angsan"), ("Bat", "bat")] {
            assert!(!finds(name, typed), "{name} {typed}");
        }
    }

    #[test]
    fn a_character_with_several_readings_is_found_by_each() {
        for (name, typed) in [
            ("单小红", "shanxiaohong"),
            ("单小红", "danx"),
            ("仇英", "qiuying"),
            ("仇英", "cy"),
            ("解晓东", "xiexiao"),
            ("解晓东", "jxd"),
            ("曾国", "zengguo"),
            ("曾国", "cg"),
            ("查干", "zhagan"),
            ("查干", "chagan"),
            ("那顺", "nashun"),
            ("朴成", "pc"),
        ] {
            assert!(finds(name, typed), "{name} {typed}");
        }
    }

    #[test]
    fn a_place_is_found_from_its_beginning_and_a_firm_without_its_ending() {
        let has = |text, named, typed: &str| spellings(text, named).iter().any(|spelling| spelling.starts_with(typed));
        assert!(has("红峰嘎查", Named::Place, "HFG") && !has("红峰嘎查", Named::Place, "GACHA"));
        assert!(has("前旗宏达建筑有限公司", Named::Firm, "HD") && !has("前旗宏达建筑有限公司", Named::Firm, "GS"));
    }

    #[test]
    fn the_readings_of_a_long_name_stay_few() {
        let firm = "乐长重单查解曾行朝还调都得为着".repeat(3);
        assert!(spellings(&firm, Named::Firm).len() <= MOST_READINGS * MOST_LETTERS * 2);
    }

    #[test]
    fn lists_stand_in_the_order_of_pinyin() {
        let mut names = ["张三", "阿茹娜", "单小红", "孙二", "仇英", "任丽", "Bat", "章四", "巴图", "巴图尔"];
        names.sort_by_key(|name| (rank(name, true), *name));
        let order = ["Bat", "阿茹娜", "巴图", "巴图尔", "仇英", "任丽", "单小红", "孙二", "张三", "章四"];
        assert_eq!(names, order);
    }
}
