//! Names and addresses as they are compared: variants of characters made alike, and how a name sounds.

use std::hash::Hasher;

use pinyin::ToPinyinMulti;

use super::key::Key;

/// Readings of one character that are followed: 乐 is `le` and `yue`.
const READINGS: usize = 3;
/// Ways of reading one name that are followed.
const SOUNDS: usize = 12;
/// From this many characters on, a name with one other character in the same village may be the same name; below,
/// it is somebody else's (王秀兰, 王秀英).
const LONG: usize = 4;

/// Pairs of a traditional character or a variant and the simplified one that stand in names and addresses.
const VARIANTS: &str = "蘭兰鳳凤榮荣華华國国龍龙麗丽雲云貴贵寶宝劉刘陳陈張张趙赵孫孙馬马吳吴鄭郑馮冯許许韓韩楊杨葉叶盧卢\
    錢钱羅罗蔣蒋蕭萧譚谭鄧邓賈贾鍾钟閻阎齊齐龔龚嚴严蘇苏顧顾賴赖紅红梅梅英英蓮莲瓊琼瑩莹銀银鐵铁鋼钢錦锦愛爱\
    慶庆慶庆義义禮礼親亲興兴勝胜賢贤順顺達达連连遠远進进運运飛飞鵬鹏樹树東东來来長长開开關关廣广偉伟傑杰儉俭\
    億亿優优亞亚啓启喬乔園园圖图塵尘場场備备夢梦奮奋寧宁實实將将爾尔島岛歲岁幹干強强後后從从德德懷怀戰战撫抚\
    揚扬擁拥敏敏斯斯書书會会權权歡欢歸归氣气漢汉濤涛潔洁澤泽滿满煥焕熱热牽牵獻献環环畢毕發发盡尽監监礦矿種种\
    穩稳竜龙紀纪純纯組组結结給给統统絲丝經经維维綱纲網网綿绵緒绪線线編编縣县總总織织義义習习聖圣聯联聲声\
    職职聽听膽胆臨临與与舊旧艷艳芻刍莊庄萬万葦苇蒼苍藍蓝藥药處处號号術术衛卫裝装見见規规覺觉觀观記记設设詩诗\
    話话誠诚語语調调論论諾诺謝谢講讲識识護护譽誉豐丰財财貝贝貞贞負负質质賓宾賜赐質质車车軍军軒轩輝辉輪轮農农\
    遲迟適适遷迁邊边郷乡鄉乡鎮镇鎖锁門门閏闰閩闽隊队陽阳陰阴階阶際际隨随雙双離离電电靈灵靜静韋韦韻韵項项須须\
    領领頭头頡颉願愿類类風风飯饭養养館馆騰腾驗验驚惊魯鲁魚鱼鮮鲜鳥鸟鴻鸿鵲鹊麥麦黃黄點点黨党齡龄巖岩峯峰峰峰\
    斉齐隱隐嵗岁淩凌烏乌圖图雅雅欽钦蘊蕴蘆芦蘋苹棟栋楓枫極极標标橋桥檳槟";

/// A text without spaces, dots and dashes, full-width letters made plain, small letters, simplified characters.
pub fn folded(text: &str) -> String {
    let plain = text.chars().map(|c| match c {
        '\u{ff01}'..='\u{ff5e}' => char::from_u32(c as u32 - 0xfee0).unwrap_or(c),
        other => other,
    });
    let kept = plain.filter(|c| c.is_alphanumeric());
    kept.flat_map(char::to_lowercase).map(simplified).collect()
}

fn simplified(c: char) -> char {
    if c.is_ascii() {
        return c;
    }
    let mut pairs = VARIANTS.chars().filter(|c| !c.is_whitespace());
    while let (Some(variant), Some(simple)) = (pairs.next(), pairs.next()) {
        if variant == c {
            return simple;
        }
    }
    c
}

/// How much alike two names are.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Likeness {
    /// One character more, less or other: 乌云其木格, 乌云其其格.
    OneCharacter,
    /// They sound the same: 王秀兰, 王秀岚; 格日勒, 格日乐.
    Sound,
    /// Written the same, or with a variant of a character: 王秀兰, 王秀蘭.
    Same,
}

/// A name, ready to be compared.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Named {
    folded: String,
    /// Every way it may sound, sorted.
    sounds: Vec<u64>,
}

impl Named {
    /// Of less than two characters nothing can be said: `None`.
    pub fn of(name: &str) -> Option<Self> {
        let folded = folded(name);
        if folded.chars().count() < 2 {
            return None;
        }
        let sounds = sounds(&folded);
        Some(Self { folded, sounds })
    }

    /// How alike they are, if at all.
    pub fn likeness(&self, other: &Self) -> Option<Likeness> {
        if self.folded == other.folded {
            Some(Likeness::Same)
        } else if self.sounds.iter().any(|sound| other.sounds.binary_search(sound).is_ok()) {
            Some(Likeness::Sound)
        } else {
            one_character(&self.folded, &other.folded).then_some(Likeness::OneCharacter)
        }
    }

    /// Whether one other character may be a slip.
    pub fn is_long(&self) -> bool {
        self.folded.chars().count() >= LONG
    }

    pub fn sounds(&self) -> &[u64] {
        &self.sounds
    }

    /// What names with one other character have in common, for long names: the name without each of its characters,
    /// and the whole name.
    pub fn gaps(&self) -> Vec<u64> {
        let letters: Vec<char> = self.folded.chars().collect();
        if letters.len() < LONG {
            return Vec::new();
        }
        let without = |gap: Option<usize>| {
            let mut key = Key::default();
            letters.iter().enumerate().filter(|(place, _)| Some(*place) != gap).for_each(|(_, c)| key.char(*c));
            key.finish()
        };
        let mut gaps: Vec<u64> = (0..letters.len()).map(Some).chain([None]).map(without).collect();
        gaps.sort_unstable();
        gaps.dedup();
        gaps
    }
}

/// The ways a text may be read aloud, tones left out.
fn sounds(folded: &str) -> Vec<u64> {
    let mut read = vec![Key::default()];
    for (letter, readings) in folded.chars().zip(folded.to_pinyin_multi()) {
        let mut plain: Vec<&str> = readings.into_iter().flatten().map(pinyin::Pinyin::plain).collect();
        let mut seen = Vec::new();
        plain.retain(|reading| {
            !seen.contains(reading) && {
                seen.push(*reading);
                true
            }
        });
        plain.truncate(READINGS);
        if plain.is_empty() {
            read.iter_mut().for_each(|key| key.char(letter));
            continue;
        }
        if read.len() * plain.len() > SOUNDS {
            plain.truncate(1);
        }
        let with = |key: &Key, reading: &str| {
            let mut key = *key;
            key.text(reading);
            key
        };
        read = read.iter().flat_map(|key| plain.iter().map(move |reading| with(key, reading))).collect();
    }
    let mut sounds: Vec<u64> = read.iter().map(Hasher::finish).collect();
    sounds.sort_unstable();
    sounds.dedup();
    sounds
}

/// Whether the texts differ by one character that is other, more or less.
fn one_character(a: &str, b: &str) -> bool {
    let (a, b): (Vec<char>, Vec<char>) = (a.chars().collect(), b.chars().collect());
    let (short, long) = if a.len() <= b.len() { (&a, &b) } else { (&b, &a) };
    let head = short.iter().zip(long).take_while(|(x, y)| x == y).count();
    match long.len() - short.len() {
        0 => head < short.len() && short[head + 1..] == long[head + 1..],
        1 => short[head..] == long[head + 1..],
        _ => false,
    }
}

/// A village without the word for what it is: 红峰嘎查, 红峰村 and 红峰 are one.
pub fn village(text: &str) -> String {
    let folded = folded(text);
    let endings = ["村民委员会", "居民委员会", "嘎查委员会", "村委会", "居委会", "社区", "嘎查", "村"];
    let mut core = folded.as_str();
    while let Some(shorter) =
        endings.iter().find_map(|ending| core.strip_suffix(ending)).filter(|core| !core.is_empty())
    {
        core = shorter;
    }
    core.to_owned()
}

/// An address within its village, with numbers in figures; empty when it says no more than the village.
pub fn address(text: &str, village: &str) -> String {
    let mut folded = folded(text);
    if !village.is_empty()
        && let Some((_, rest)) = folded.rsplit_once(village)
    {
        let rest = ["嘎查", "社区", "村"].iter().find_map(|word| rest.strip_prefix(word)).unwrap_or(rest);
        folded = rest.to_owned();
    }
    figures(&folded)
}

/// Chinese numerals as figures: 二组十五号 becomes 2组15号.
fn figures(text: &str) -> String {
    let numeral = |c: char| "〇一二三四五六七八九".chars().position(|digit| digit == c).map(|digit| digit as u32);
    let mut written = String::with_capacity(text.len());
    let mut letters = text.chars().peekable();
    while let Some(c) = letters.next() {
        match (numeral(c), c) {
            (Some(digit), _) if letters.peek() == Some(&'十') => {
                letters.next();
                let ones = letters.peek().and_then(|c| numeral(*c));
                letters.next_if(|_| ones.is_some());
                written.push_str(&(digit * 10 + ones.unwrap_or(0)).to_string());
            }
            (Some(digit), _) => written.push_str(&digit.to_string()),
            (None, '十') => {
                let ones = letters.peek().and_then(|c| numeral(*c));
                letters.next_if(|_| ones.is_some());
                written.push_str(&(10 + ones.unwrap_or(0)).to_string());
            }
            (None, c) => written.push(c),
        }
    }
    written
}

#[cfg(test)]
mod tests {
    use super::*;

    fn likeness(a: &str, b: &str) -> Option<Likeness> {
        let (a, b) = (Named::of(a).unwrap(), Named::of(b).unwrap());
        assert_eq!(a.likeness(&b), b.likeness(&a));
        a.likeness(&b)
    }

    #[test]
    fn names_that_look_or_sound_alike_are_found() {
        assert_eq!(likeness("王秀兰", "王 秀 兰"), Some(Likeness::Same));
        assert_eq!(likeness("王秀兰", "王秀蘭"), Some(Likeness::Same));
        assert_eq!(likeness("王秀兰", "王秀岚"), Some(Likeness::Sound));
        assert_eq!(likeness("格日勒", "格日乐"), Some(Likeness::Sound));
        assert_eq!(likeness("斯琴·高娃", "斯琴高娃"), Some(Likeness::Same));
        assert_eq!(likeness("乌云其木格", "乌云其其格"), Some(Likeness::OneCharacter));
        assert_eq!(likeness("王秀兰", "王秀兰花"), Some(Likeness::OneCharacter));
        assert_eq!(likeness("巴特尔", "王秀兰"), None);
        assert_eq!(Named::of("王"), None);
    }

    #[test]
    fn long_names_with_one_other_character_have_a_gap_in_common() {
        let gaps = |name| Named::of(name).unwrap().gaps();
        let meet = |a, b| gaps(a).iter().any(|gap| gaps(b).contains(gap));
        assert!(
            meet("乌云其木格", "乌云其其格") && meet("乌云其木格", "乌云木格") && !meet("乌云其木格", "乌日娜格日")
        );
        assert!(gaps("王秀兰").is_empty());
    }

    #[test]
    fn a_village_and_an_address_are_the_same_however_they_are_written() {
        assert_eq!(village("红峰嘎查"), village("红峰"));
        assert_eq!(village("红峰村委会"), "红峰");
        assert_eq!(village("村"), "村");
        let village = village("红峰嘎查");
        for text in ["2组15号", "二组十五號", "红峰嘎查2组15号", "居力很镇红峰嘎查 二组 15 号"]
        {
            assert_eq!(address(text, &village), "2组15号", "{text}");
        }
        assert_eq!(address("红峰嘎查", &village), "");
        assert_eq!(
            (figures("二十号"), figures("十号"), figures("三十二")),
            ("20号".into(), "10号".into(), "32".into())
        );
    }

    #[test]
    fn every_variant_stands_beside_its_simple_form() {
        let count = VARIANTS.chars().filter(|c| !c.is_whitespace()).count();
        assert_eq!(count % 2, 0);
        assert_eq!(folded("蘇榮華"), "苏荣华");
    }
}
