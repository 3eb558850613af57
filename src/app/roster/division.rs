//! Where a row's household is: from codes, from names, from the beginning of an address.

use crate::division::{Division, Divisions};

/// What stands before every address of the region.
const REGION: [&str; 3] = ["内蒙古自治区", "内蒙古", "内蒙"];
/// How names of townships end, the longest first.
const TOWNSHIPS: [&str; 10] = ["街道办事处", "街道办", "街道", "苏木", "镇", "乡", "农牧场", "牧场", "林场", "农场"];
/// How names of villages end.
const VILLAGES: [&str; 8] = ["居民委员会", "村民委员会", "居委会", "村委会", "社区", "嘎查", "村", "分场"];
/// Longest name of a township or village in characters; those of the region end at 24.
const LONGEST: usize = 24;

/// Where a household is.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Place {
    /// Six digits.
    pub code: String,
    pub township: String,
    pub village: String,
    /// Below the village.
    pub address: String,
}

impl Place {
    /// As the question of the form keeps it: code and township.
    pub fn division(&self) -> String {
        format!("{} {}", self.code, self.township).trim_end().to_owned()
    }
}

/// What a row says of its place.
#[derive(Clone, Copy, Debug, Default)]
pub struct Said<'a> {
    pub division: &'a str,
    pub township: &'a str,
    pub village: &'a str,
    pub address: &'a str,
}

/// Why a place is not known.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Unplaced {
    /// The row names no banner, and the file has none for all rows.
    Missing,
    /// This text means no banner, or one of several: their codes.
    Unclear { text: String, candidates: Vec<String> },
}

/// Finds the place. `usual` is the banner of a file whose rows do not name one; `decided` says what a person has
/// decided about an unclear text.
///
/// # Errors
/// The banner is not named or not clear.
pub fn place(said: Said<'_>, usual: Option<&str>, decided: &dyn Fn(&str) -> Option<String>) -> Result<Place, Unplaced> {
    let (address, known) = Divisions::built_in().strip(&squeezed(said.address));
    let mut below = String::new();
    let code = if said.division.trim().is_empty() {
        match (known, usual) {
            // An address that begins with its banner knows better than the file.
            (Known::Clear(code), _) => code,
            (_, Some(usual)) => usual.to_owned(),
            (Known::Unclear { text, candidates }, None) => match decided(&text) {
                Some(code) => code,
                None => return Err(Unplaced::Unclear { text, candidates }),
            },
            (Known::Nothing, None) => return Err(Unplaced::Missing),
        }
    } else {
        let text = squeezed(said.division);
        let (rest, found) = named(&text);
        below = rest;
        match (found, decided(&text)) {
            (_, Some(code)) => {
                below.clear();
                code
            }
            (Known::Clear(code), None) => code,
            (Known::Unclear { candidates, .. }, None) => return Err(Unplaced::Unclear { text, candidates }),
            (Known::Nothing, None) => return Err(Unplaced::Unclear { text, candidates: Vec::new() }),
        }
    };
    Ok(filled(code, said, &below, address))
}

/// Township and village from their own columns, else from behind the banner's name, else from the address.
fn filled(code: String, said: Said<'_>, below: &str, mut address: String) -> Place {
    let (mut township, mut village) = (squeezed(said.township), squeezed(said.village));
    let (of_below, rest) = cut(below, &TOWNSHIPS);
    if township.is_empty() {
        township = of_below;
    }
    if village.is_empty() {
        village = rest.trim().to_owned();
    }
    // "居力很镇红峰嘎查" in the column of the village.
    if township.is_empty() {
        let (before, rest) = cut(&village, &TOWNSHIPS);
        if !before.is_empty() && !rest.is_empty() {
            (township, village) = (before, rest);
        }
    }
    for (known, endings) in [(&mut township, &TOWNSHIPS[..]), (&mut village, &VILLAGES[..])] {
        let said_again = !known.is_empty() && address.starts_with(&**known);
        if said_again {
            address = address[known.len()..].to_owned();
        } else if known.is_empty() {
            let (name, rest) = cut(&address, endings);
            if !name.is_empty() {
                (*known, address) = (name, rest);
            }
        }
    }
    Place { code, township, village, address }
}

enum Known {
    Clear(String),
    Unclear { text: String, candidates: Vec<String> },
    Nothing,
}

/// The banner that a text means, alone or with league before and township behind it.
fn named(text: &str) -> (String, Known) {
    let digits: String = text.chars().take_while(char::is_ascii_digit).collect();
    if digits.len() >= 6 {
        let code = digits[..6].to_owned();
        return match Divisions::built_in().get(&code) {
            Some(_) => (text[digits.len()..].trim().to_owned(), Known::Clear(code)),
            None => (String::new(), Known::Nothing),
        };
    }
    let (rest, known) = Divisions::built_in().strip(text);
    match known {
        Known::Clear(code) => (rest, Known::Clear(code)),
        Known::Unclear { candidates, .. } => (String::new(), Known::Unclear { text: text.to_owned(), candidates }),
        // Not the beginning of an address: the whole text must be a name, however it is shortened.
        Known::Nothing => (String::new(), Divisions::built_in().alike(text)),
    }
}

impl Divisions {
    /// Takes region, league and banner off the beginning of a text.
    fn strip(&self, text: &str) -> (String, Known) {
        let mut rest = REGION.iter().find_map(|name| text.strip_prefix(name)).unwrap_or(text);
        let mut league = None;
        for (code, name) in self.leagues() {
            let short = name.trim_end_matches(['市', '盟']);
            if let Some(after) = rest.strip_prefix(&*name).or_else(|| rest.strip_prefix(short)) {
                // "赤峰镇" is no league.
                let own = self.iter().any(|division| rest.starts_with(&*division.name));
                if !own {
                    (rest, league) = (after, Some(code));
                }
                break;
            }
        }
        let within = |division: &&Division| league.as_ref().is_none_or(|league| division.league_code == *league);
        let full = self.iter().filter(within).filter(|division| rest.starts_with(&*division.name));
        if let Some(found) = full.max_by_key(|division| division.name.len()) {
            return (rest[found.name.len()..].to_owned(), Known::Clear(found.code.to_string()));
        }
        // "科右前旗居力很镇": a short name ends with the word for its kind.
        for (at, c) in rest.char_indices().take(10) {
            if !['旗', '县', '区', '市'].contains(&c) || at == 0 {
                continue;
            }
            let end = at + c.len_utf8();
            let mut short = self.iter().filter(within).filter(|division| shortens(&rest[..end], &division.name));
            match (short.next(), short.next()) {
                (Some(one), None) => return (rest[end..].to_owned(), Known::Clear(one.code.to_string())),
                (Some(one), Some(two)) => {
                    let codes = [one, two].into_iter().chain(short).map(|division| division.code.to_string());
                    let (text, candidates) = (rest[..end].to_owned(), codes.collect());
                    return (rest.to_owned(), Known::Unclear { text, candidates });
                }
                (None, _) => {}
            }
        }
        (if league.is_some() { rest.to_owned() } else { text.to_owned() }, Known::Nothing)
    }

    /// The banner whose name a whole text is like: shortened without its last word, or with a letter wrong.
    fn alike(&self, text: &str) -> Known {
        let bare = |name: &str| name.trim_end_matches(['旗', '县', '区', '市']).to_owned();
        let exact: Vec<&Division> = self.iter().filter(|division| bare(&division.name) == text).collect();
        if let [one] = exact[..] {
            return Known::Clear(one.code.to_string());
        }
        let near = |division: &&Division| {
            let most = if division.name.chars().count() > 4 { 2 } else { 1 };
            text.chars().count() > 1
                && (distance(text, &division.name) <= most
                    || division.name.contains(text)
                    || shortens(text, &division.name))
        };
        let mut near: Vec<&Division> = self.iter().filter(near).collect();
        near.sort_by_key(|division| (distance(text, &division.name), division.code.clone()));
        let candidates: Vec<String> = near.into_iter().take(6).map(|division| division.code.to_string()).collect();
        if candidates.is_empty() { Known::Nothing } else { Known::Unclear { text: text.to_owned(), candidates } }
    }
}

/// Whether `short` is `name` with letters left out: first and last letter are the same, the others in order.
fn shortens(short: &str, name: &str) -> bool {
    let mut letters = name.chars();
    let ends = short.chars().next() == name.chars().next() && short.chars().next_back() == name.chars().next_back();
    ends && short.chars().all(|c| letters.any(|letter| letter == c))
}

/// How many letters are wrong, missing or too many (Levenshtein).
fn distance(a: &str, b: &str) -> usize {
    let b: Vec<char> = b.chars().collect();
    let mut row: Vec<usize> = (0..=b.len()).collect();
    for (i, x) in a.chars().enumerate() {
        let mut before = row[0];
        row[0] = i + 1;
        for (j, y) in b.iter().enumerate() {
            let replaced = before + usize::from(x != *y);
            before = row[j + 1];
            row[j + 1] = replaced.min(before + 1).min(row[j] + 1);
        }
    }
    row[b.len()]
}

/// Cuts a name with one of these endings off the beginning of a text.
fn cut(text: &str, endings: &[&str]) -> (String, String) {
    let text = text.trim();
    let mut found: Option<usize> = None;
    for ending in endings {
        // The name has at least two letters before what it ends with: 镇 begins no name of a township.
        let place = text.match_indices(ending).map(|(at, _)| at).find(|at| text[..*at].chars().count() >= 2);
        if let Some(at) = place.filter(|at| text[..*at].chars().count() <= LONGEST) {
            let end = at + ending.len();
            // The first ending in the text; of two at the same place the longer.
            found =
                Some(found.map_or(end, |known| {
                    if at + ending.len() < known && at < known - ending.len() { end } else { known }
                }));
        }
    }
    found
        .map_or_else(|| (String::new(), text.to_owned()), |end| (text[..end].to_owned(), text[end..].trim().to_owned()))
}

/// A name without white space and marks between its parts.
fn squeezed(text: &str) -> String {
    text.chars().filter(|c| !c.is_whitespace() && !"\u{200b}·-—/\\>".contains(*c)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(said: Said<'_>) -> Result<(String, String, String, String), Unplaced> {
        let place = place(said, None, &|_| None)?;
        Ok((place.code, place.township, place.village, place.address))
    }

    fn four(code: &str, township: &str, village: &str, address: &str) -> (String, String, String, String) {
        (code.into(), township.into(), village.into(), address.into())
    }

    #[test]
    fn names_and_codes_are_found_however_they_are_put_together() {
        let wanted = four("152221", "居力很镇", "红峰嘎查", "三组12号");
        for (division, township, village, address) in [
            ("152221", "居力很镇", "红峰嘎查", "三组12号"),
            ("152221100201", "居力很镇", "红峰嘎查", "三组12号"),
            ("科尔沁右翼前旗", "居力很镇", "红峰嘎查", "三组12号"),
            ("科右前旗", "居力很镇", "红峰嘎查", "居力很镇红峰嘎查三组12号"),
            ("兴安盟科右前旗", "居力很镇", "红峰嘎查", "三组12号"),
            ("兴安盟/科尔沁右翼前旗/居力很镇", "", "红峰嘎查", "三组12号"),
            ("科尔沁右翼前旗 居力很镇 红峰嘎查", "", "", "三组12号"),
            ("", "", "", "内蒙古自治区兴安盟科尔沁右翼前旗居力很镇红峰嘎查三组12号"),
            ("", "", "", "内蒙古兴安盟科右前旗居力很镇红峰嘎查三组12号"),
            ("", "居力很镇", "红峰嘎查", "科尔沁右翼前旗居力很镇红峰嘎查三组12号"),
            ("科右前旗", "", "居力很镇红峰嘎查", "三组12号"),
        ] {
            assert_eq!(
                found(Said { division, township, village, address }),
                Ok(wanted.clone()),
                "{division} {address}"
            );
        }
    }

    #[test]
    fn short_names_that_mean_one_banner_are_taken_and_others_asked() {
        let code = |division| found(Said { division, ..Said::default() }).map(|place| place.0);
        for (text, wanted) in [
            ("达茂旗", "150223"),
            ("莫旗", "150722"),
            ("东乌旗", "152525"),
            ("阿左旗", "152921"),
            ("土左旗", "150121"),
            ("集宁", "150902"),
            ("敖汉", "150430"),
            ("白云矿区", "150206"),
            ("海南区", "150303"),
            ("满洲里市", "150781"),
            ("锡林浩特市", "152502"),
            ("赤峰市松山区", "150404"),
            ("赤峰松山区", "150404"),
        ] {
            assert_eq!(code(text), Ok(wanted.to_owned()), "{text}");
        }
        let Err(Unplaced::Unclear { candidates, .. }) = code("鄂旗") else { panic!("several") };
        assert!(candidates.len() > 2);
        let Err(Unplaced::Unclear { text, candidates }) = code("科尔沁右翼前期") else {
            panic!("a letter is wrong")
        };
        assert_eq!((text.as_str(), candidates[0].as_str()), ("科尔沁右翼前期", "152221"));
        assert_eq!(code("150199"), Err(Unplaced::Unclear { text: "150199".into(), candidates: vec![] }));
        assert_eq!(code(""), Err(Unplaced::Missing));
    }

    #[test]
    fn the_files_banner_is_used_where_a_row_names_none_and_a_decision_settles_an_unclear_text() {
        let said = Said { village: "红峰嘎查", address: "三组", ..Said::default() };
        assert_eq!(place(said, Some("152221"), &|_| None).unwrap().code, "152221");
        let far = Said { address: "突泉县突泉镇", ..Said::default() };
        assert_eq!(place(far, Some("152221"), &|_| None).unwrap().code, "152224");
        let said = Said { division: "前旗", ..Said::default() };
        assert!(place(said, Some("152221"), &|_| None).is_err(), "a text that says something is never passed over");
        assert_eq!(place(said, None, &|text| (text == "前旗").then(|| "152221".to_owned())).unwrap().code, "152221");
    }

    #[test]
    fn a_town_is_cut_into_its_parts() {
        let said =
            Said { address: "呼和浩特市新城区东街街道丁香路社区3号楼2单元", ..Said::default() };
        assert_eq!(found(said), Ok(four("150102", "东街街道", "丁香路社区", "3号楼2单元")));
        let said = Said { division: "152221", address: "村东头", ..Said::default() };
        assert_eq!(found(said), Ok(four("152221", "", "", "村东头")));
    }
}
