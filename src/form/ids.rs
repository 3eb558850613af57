//! Numbers that prove themselves: citizen id 公民身份号码, disability certificate 残疾人证号, telephone.
//!
//! An area prefix is never refused: it names the place of first registration, and the codes of abolished leagues
//! (哲里木盟 1523xx, 伊克昭盟 1527xx) and of other provinces are legal.

use jiff::civil::Date;

use crate::problem::Problem;

/// Digits before the check character, and with it.
const BODY_LEN: usize = 17;
const ID_LEN: usize = 18;
const CERTIFICATE_LEN: usize = 20;

/// What is wrong with a number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fault {
    /// Has this many characters instead of 18, or 20 or 22 for a certificate.
    Length(usize),
    /// Fifteen digits: first-generation id, invalid since 2013-01-01.
    Obsolete,
    /// A character that cannot stand at this place (from 1).
    Character(usize),
    /// No such day in the calendar.
    BirthDate,
    /// The check character does not fit; this one would.
    CheckCharacter(char),
    /// A certificate without its last two digits: only the citizen id was entered.
    OnlyCitizenId,
    /// Category of disability not 1 to 7.
    Category(char),
    /// Grade not 1 to 4.
    Grade(char),
    /// The mark of a reissued certificate is not `B1` to `B9`.
    Reissue,
}

impl Fault {
    /// For people: what is wrong with a citizen id.
    pub fn of_citizen_id(self) -> Problem {
        self.problem("form-citizen-id-length")
    }

    /// For people: what is wrong with a certificate number.
    pub fn of_certificate(self) -> Problem {
        self.problem("form-certificate-length")
    }

    fn problem(self, length_key: &'static str) -> Problem {
        match self {
            Self::Length(count) => Problem::error(length_key).with("count", count),
            Self::Obsolete => Problem::error("form-citizen-id-obsolete"),
            Self::Character(place) => Problem::error("form-citizen-id-character").with("place", place),
            Self::BirthDate => Problem::error("form-citizen-id-date"),
            Self::CheckCharacter(expected) => Problem::error("form-citizen-id-check").with("expected", expected),
            Self::OnlyCitizenId => Problem::error("form-certificate-only-id"),
            Self::Category(found) => Problem::error("form-certificate-category").with("found", found),
            Self::Grade(found) => Problem::error("form-certificate-grade").with("found", found),
            Self::Reissue => Problem::error("form-certificate-reissue"),
        }
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Sex {
    Male,
    Female,
}

/// A citizen id whose check character fits (GB 11643-1999).
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct CitizenId {
    text: String,
    birth: Date,
}

impl CitizenId {
    /// Reads 18 characters as [`canonical`] leaves them.
    ///
    /// # Errors
    /// The first fault. A birth date in the future is not one: that needs today's date, see [`CitizenId::birth`].
    pub fn parse(text: &str) -> Result<Self, Fault> {
        let text = canonical(text);
        let letters = text.chars().count();
        if letters == 15 && text.bytes().all(|b| b.is_ascii_digit()) {
            return Err(Fault::Obsolete);
        }
        if letters != ID_LEN {
            return Err(Fault::Length(letters));
        }
        let fits = |(place, c): (usize, char)| c.is_ascii_digit() || place == BODY_LEN && c == 'X';
        if let Some(place) = text.chars().enumerate().position(|at| !fits(at)) {
            return Err(Fault::Character(place + 1));
        }
        let birth = birth_date(&text).ok_or(Fault::BirthDate)?;
        let expected = check_character(&text[..BODY_LEN]);
        if !text.ends_with(expected) {
            return Err(Fault::CheckCharacter(expected));
        }
        Ok(Self { text, birth })
    }

    /// 18 characters, the last a digit or a capital X.
    pub fn as_str(&self) -> &str {
        &self.text
    }

    pub const fn birth(&self) -> Date {
        self.birth
    }

    pub fn sex(&self) -> Sex {
        let sequence = self.text.as_bytes()[BODY_LEN - 1];
        if sequence % 2 == 1 { Sex::Male } else { Sex::Female }
    }
}

fn birth_date(text: &str) -> Option<Date> {
    Date::new(text[6..10].parse().ok()?, text[10..12].parse().ok()?, text[12..14].parse().ok()?).ok()
}

/// The check character for 17 digits: weights 2^(18-i) mod 11 (ISO 7064, MOD 11-2).
fn check_character(body: &str) -> char {
    let sum = body.bytes().fold(0, |sum, digit| (sum + u32::from(digit - b'0')) * 2 % 11);
    char::from(b"10X98765432"[sum as usize])
}

/// Category of disability 残疾类别, as the certificate counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Category {
    /// 视力
    Visual = 1,
    /// 听力
    Hearing,
    /// 言语
    Speech,
    /// 肢体
    Limb,
    /// 智力
    Intellectual,
    /// 精神
    Mental,
    /// 多重
    Multiple,
}

impl Category {
    pub const ALL: [Self; 7] =
        [Self::Visual, Self::Hearing, Self::Speech, Self::Limb, Self::Intellectual, Self::Mental, Self::Multiple];

    fn of(digit: char) -> Option<Self> {
        Self::ALL.into_iter().find(|&category| digit.to_digit(10) == Some(category as u32))
    }
}

/// A disability certificate number: citizen id, category, grade and, when reissued, `B1` to `B9`.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Certificate {
    citizen: CitizenId,
    category: Category,
    grade: u8,
    /// How often it was issued again; 0 when never.
    reissue: u8,
}

impl Certificate {
    /// Reads 20 or 22 characters as [`canonical`] leaves them.
    ///
    /// # Errors
    /// The first fault.
    pub fn parse(text: &str) -> Result<Self, Fault> {
        let text: Vec<char> = canonical(text).chars().collect();
        let head: String = text.iter().take(ID_LEN).collect();
        match text.len() {
            ID_LEN => return Err(CitizenId::parse(&head).map_or_else(|fault| fault, |_| Fault::OnlyCitizenId)),
            CERTIFICATE_LEN | 22 => {}
            letters => return Err(Fault::Length(letters)),
        }
        let citizen = CitizenId::parse(&head)?;
        let category = Category::of(text[ID_LEN]).ok_or(Fault::Category(text[ID_LEN]))?;
        let grade = text[ID_LEN + 1].to_digit(10).filter(|grade| (1..=4).contains(grade));
        let grade = grade.ok_or(Fault::Grade(text[ID_LEN + 1]))? as u8;
        let reissue = match text[CERTIFICATE_LEN..] {
            [] => 0,
            ['B', count @ '1'..='9'] => count as u8 - b'0',
            _ => return Err(Fault::Reissue),
        };
        Ok(Self { citizen, category, grade, reissue })
    }

    pub const fn citizen_id(&self) -> &CitizenId {
        &self.citizen
    }

    pub const fn category(&self) -> Category {
        self.category
    }

    /// 1 (most severe) to 4.
    pub const fn grade(&self) -> u8 {
        self.grade
    }

    pub const fn reissue(&self) -> u8 {
        self.reissue
    }
}

/// As a number is kept: no spaces or dashes, full-width characters made plain, capital letters.
pub fn canonical(text: &str) -> String {
    text.chars()
        .map(|c| match c {
            '\u{ff01}'..='\u{ff5e}' => char::from_u32(c as u32 - 0xfee0).unwrap_or(c),
            other => other,
        })
        .filter(|c| !c.is_whitespace() && !"-\u{2010}\u{2011}\u{2013}\u{2014}\u{200b}\u{feff}".contains(*c))
        .map(|c| c.to_ascii_uppercase())
        .collect()
}

/// The first 18 characters: a certificate's category and grade change with the next examination, these do not.
///
/// Returns `None` for anything shorter.
pub fn stable_key(number: &str) -> Option<String> {
    let key: String = canonical(number).chars().take(ID_LEN).collect();
    (key.chars().count() == ID_LEN).then_some(key)
}

/// For notices and lists: `150102********2336`. Of anything else only the last two characters are shown.
pub fn masked(number: &str) -> String {
    let letters: Vec<char> = canonical(number).chars().take(ID_LEN).collect();
    let (head, tail) = if letters.len() == ID_LEN { (6, 4) } else { (0, 2.min(letters.len() / 3)) };
    let hidden = head..letters.len() - tail;
    letters.iter().enumerate().map(|(place, &c)| if hidden.contains(&place) { '*' } else { c }).collect()
}

/// A telephone number that can be dialled within China.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Phone {
    Mobile,
    Landline,
}

impl Phone {
    /// `1[3-9]` and nine digits, or an area code and seven or eight digits; `+86`, spaces and dashes are allowed.
    pub fn parse(text: &str) -> Option<Self> {
        let plain = canonical(text);
        let number = plain.strip_prefix("+86").unwrap_or(&plain);
        let digits = number.as_bytes();
        if !digits.iter().all(u8::is_ascii_digit) {
            return None;
        }
        let short_area = digits.starts_with(b"010") || digits.starts_with(b"02");
        let local = digits.get(if short_area { 3 } else { 4 }..).unwrap_or_default();
        match digits {
            [b'1', b'3'..=b'9', ..] if digits.len() == 11 => Some(Self::Mobile),
            [b'0', b'1'..=b'9', ..] if matches!(local.len(), 7 | 8) && matches!(local[0], b'2'..=b'9') => {
                Some(Self::Landline)
            }
            _ => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const VALID: [&str; 3] = ["11010519491231002X", "440524188001010014", "150102199003072336"];

    #[test]
    fn the_standards_examples_are_valid() {
        for text in VALID {
            assert_eq!(CitizenId::parse(text).unwrap().as_str(), text);
        }
        let id = CitizenId::parse(" 110105 19491231 002x").unwrap();
        assert_eq!(id.as_str(), VALID[0]);
        assert_eq!((id.birth(), id.sex()), (jiff::civil::date(1949, 12, 31), Sex::Female));
        assert_eq!(CitizenId::parse(VALID[2]).unwrap().sex(), Sex::Male);
        assert!(CitizenId::parse("１５０１０２１９９００３０７２３３６").is_ok());
    }

    #[test]
    fn faults_are_told_apart() {
        assert_eq!(CitizenId::parse("150102900307233"), Err(Fault::Obsolete));
        assert_eq!(CitizenId::parse("15010219900307233"), Err(Fault::Length(17)));
        assert_eq!(CitizenId::parse("15010219900230233X"), Err(Fault::BirthDate));
        assert_eq!(CitizenId::parse("1501021990030723X6"), Err(Fault::Character(17)));
        assert_eq!(CitizenId::parse("150102199003072337"), Err(Fault::CheckCharacter('6')));
        assert_eq!(CitizenId::parse("旗501021990030723"), Err(Fault::Length(16)));
        assert_eq!(CitizenId::parse("旗50102199003072336"), Err(Fault::Character(1)));
    }

    #[test]
    fn abolished_leagues_are_accepted() {
        let old = "15230119620408451";
        assert!(CitizenId::parse(&format!("{old}{}", check_character(old))).is_ok());
    }

    #[test]
    fn certificates_with_x_and_reissue_are_read() {
        let certificate = Certificate::parse("11010519491231002x41b2").unwrap();
        assert_eq!(certificate.citizen_id().as_str(), VALID[0]);
        assert_eq!((certificate.category(), certificate.grade(), certificate.reissue()), (Category::Limb, 1, 2));
        assert_eq!(Certificate::parse("15010219900307233672").unwrap().category(), Category::Multiple);
    }

    #[test]
    fn broken_certificates_say_why() {
        let fault = |tail: &str| Certificate::parse(&format!("150102199003072336{tail}")).unwrap_err();
        assert_eq!(fault(""), Fault::OnlyCitizenId);
        assert_eq!(fault("81"), Fault::Category('8'));
        assert_eq!(fault("15"), Fault::Grade('5'));
        assert_eq!(fault("11B0"), Fault::Reissue);
        assert_eq!(fault("11B10"), Fault::Length(23));
        assert_eq!(Certificate::parse("15010219900307233711"), Err(Fault::CheckCharacter('6')));
    }

    #[test]
    fn telephones() {
        for text in ["13847112233", "138 4711 2233", "0471-4612345", "0471 46123456", "010-62345678", "+8613847112233"]
        {
            assert!(Phone::parse(text).is_some(), "{text}");
        }
        for text in ["", "12847112233", "1384711223", "4612345", "0471-461234", "0471-1612345", "138471122x3", "电话"]
        {
            assert!(Phone::parse(text).is_none(), "{text}");
        }
    }

    #[test]
    fn masks_show_only_the_ends() {
        assert_eq!(masked("150102199003072336"), "150102********2336");
        assert_eq!(masked("15010219900307233641B1"), "150102********2336");
        assert_eq!(masked("1384"), "***4");
        assert_eq!(masked(""), "");
        assert_eq!(stable_key("15010219900307233641B1").as_deref(), Some("150102199003072336"));
    }

    proptest! {
        #[test]
        fn every_single_change_and_every_swap_of_neighbours_is_noticed(
            which in 0..3_usize, place in 0..18_usize, digit in 0..11_u8,
        ) {
            let valid: Vec<char> = VALID[which].chars().collect();
            let mut changed = valid.clone();
            changed[place] = if digit == 10 { 'X' } else { char::from(b'0' + digit) };
            if changed != valid {
                prop_assert!(CitizenId::parse(&changed.iter().collect::<String>()).is_err());
            }
            let mut swapped = valid.clone();
            swapped.swap(place, (place + 1).min(17));
            if swapped != valid {
                prop_assert!(CitizenId::parse(&swapped.iter().collect::<String>()).is_err());
            }
        }

        #[test]
        fn anything_may_be_typed(text in "\\PC*") {
            CitizenId::parse(&text).ok();
            Certificate::parse(&text).ok();
            Phone::parse(&text);
            masked(&text);
        }
    }
}
