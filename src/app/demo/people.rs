//! The twelve households of the demo. All of them are invented, and look it: the given names count through the
//! heavenly stems 甲乙丙丁 or begin with 示例 ("example"), the villages are called after ramps and wide doors, the id
//! numbers have an area code that is never issued, the telephones a prefix that nobody has.
//!
//! What is not said here about a home, `fill` answers by itself.

use crate::value::Skip;
use Fact::{Dec, Int, Left, Many, No, One, Text, Yes};

/// An answer, short enough to write many of them.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Fact {
    Yes,
    No,
    One(&'static str),
    Many(&'static [&'static str]),
    Int(i64),
    Dec(f64),
    Text(&'static str),
    Left(Skip),
}

/// Answers by question id.
pub type Facts = &'static [(&'static str, Fact)];

/// A row of a repeat of the home: which of the ready-made ones, and what is known about it.
pub type Row = (usize, Facts);

pub struct Household {
    pub head: &'static str,
    /// Code of the banner or county, and the township.
    pub division: &'static str,
    pub village: &'static str,
    pub address: &'static str,
    /// Last digits of the telephone; 0 for none.
    pub phone: u32,
    /// Days from today to the visit, and the place in that day's route.
    pub visit: Option<(i32, i64)>,
    pub members: i64,
    pub settlement: &'static str,
    pub persons: &'static [Person],
    pub facts: Facts,
    pub doors: &'static [Row],
    pub bedrooms: &'static [Row],
    pub stage: Stage,
}

pub struct Person {
    pub name: &'static str,
    pub birth: (i16, i8, i8),
    pub female: bool,
    /// 1 visual, 2 hearing, 3 speech, 4 limb, 5 intellectual, 6 mental, 7 multiple.
    pub category: u8,
    /// 1 (heaviest) to 4.
    pub grade: u8,
    pub relation: &'static str,
    pub ethnic: &'static str,
    pub facts: Facts,
}

/// How far the visit is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stage {
    Untouched,
    /// Consent, and this many sections of the assessment.
    Begun(usize),
    /// As begun, and another tablet answered one question differently.
    Conflict(usize),
    /// As begun, without a single photo.
    NoPhotos(usize),
    Finished,
}

const LIMB: u8 = 4;
const VISUAL: u8 = 1;
const HEARING: u8 = 2;
const INTELLECTUAL: u8 = 5;
const MENTAL: u8 = 6;
const MULTIPLE: u8 = 7;

/// What holds in most of these homes: answers that a generator would not hit.
pub const COMMON: Facts = &[
    ("hh_income_status", Many(&["dibao"])),
    ("hh_phone_owner", One("self")),
    ("hh_language", Many(&["chinese"])),
    ("hh_route", Text("先打电话，家人到路口接")),
    ("consent_language", One("chinese")),
    ("consent_way", One("read_out")),
    ("consent_understood", Yes),
    ("consent_giver", One("self")),
    ("consent_data", Yes),
    ("consent_sensitive", Yes),
    ("consent_photo", Yes),
    ("consent_photo_limits", Text("不拍人")),
    ("consent_location", No),
    ("consent_notice", Yes),
    ("consent_sign_how", One("written")),
    ("consent_copy", Yes),
    ("qP03_chair", No),
    ("qP07_left", One("good")),
    ("qP07_right", One("good")),
    ("qP07_high", Int(1_600)),
    ("qP07_low", Int(400)),
    ("qP08_stand", Yes),
    ("qP08_steps", Yes),
    ("qP08_squat", No),
    ("qP11_height", Int(1_640)),
    ("qP11_weight", Int(62)),
    ("qP12_hand", One("right")),
    ("qP12_weak", One("none")),
    ("qP09_vision", One("normal")),
    ("qP09_hearing", One("normal")),
    ("qP09_speech", One("normal")),
    ("qP10_epilepsy", No),
    ("qP13", One("alone_daytime")),
    ("qP13_age", Int(54)),
    ("qP13_relation", One("spouse")),
    ("qP14_falls", Int(1)),
    ("qP14_places", Many(&["yard"])),
    ("qP17_frame", One("brick_wood")),
    ("qP17_owner", One("own")),
    ("qP17_demolition", No),
    ("qP21", No),
    ("qP18", Many(&["none"])),
    ("qP19", Many(&["coal_stove", "kang"])),
    ("qP20_water", One("yard_well")),
    ("qP20_drain", No),
    ("qP20_power", One("stable")),
    ("qE8_surface", One("earth")),
    ("qE8_even", No),
    ("qE8_ice", Yes),
    ("qE9_width", Int(1_300)),
    ("qE9_length", Dec(18.0)),
    ("qE14", One("frost_heave")),
    ("qE10", Yes),
    ("qE10_width", Int(1_800)),
    ("qE10_sill", Int(60)),
    ("qE1", Yes),
    ("qE1_steps", Int(2)),
    ("qE2", Int(310)),
    ("qE3_rise", Int(155)),
    ("qE3_tread", Int(280)),
    ("qE7_depth", Int(900)),
    ("qE7_width", Int(1_400)),
    ("qE4_length", Int(4_200)),
    ("qE4_width", Int(1_500)),
    ("qE5", No),
    ("qE6_left", No),
    ("qE6_right", No),
    ("qD2", Int(1_980)),
    ("qD4", One("inward")),
    ("qD5_type", One("knob")),
    ("qD5_height", Int(1_010)),
    ("qD9_wall", One("brick")),
    ("qD9_thick", Int(370)),
    ("qD10_bell", One("none")),
    ("qL1", Int(900)),
    ("qL2", Int(0)),
    ("qL5_height", Int(400)),
    ("qL6_switch", Int(1_350)),
    ("qL6_socket", Int(300)),
    ("qL8", No),
    ("qR1", One("kang")),
    ("qR3_height", Int(640)),
    ("qR3_edge", Int(620)),
    ("qR3_depth", Int(1_850)),
    ("qR4", One("held")),
    ("qR6_hours", Dec(11.0)),
    ("qR6_turn", No),
    ("qR6_sores", No),
    ("qR8_where", One("outdoor")),
    ("qR8_distance", Dec(26.0)),
    ("qR8_times", Int(2)),
    ("qR10_stove", Yes),
    ("qR10_flue", No),
    ("qR10_alarm", No),
    ("qR12", No),
    ("qK1", One("no")),
    ("qK6", Many(&["coal", "electric"])),
    ("qK7_smoke", No),
    ("qK7_co", No),
    ("qK9_fire", No),
    ("qT1", One("outdoor_privy")),
    ("qT8", One("wash")),
    ("qT8_seated", Yes),
    ("qT10_hot", No),
    ("qT11", No),
    ("qY1_distance", Dec(24.0)),
    ("qY1_surface", One("earth")),
    ("qY1_rise", Int(180)),
    ("qY2_door", Int(640)),
    ("qY2_sill", Int(90)),
    ("qY2_width", Int(1_100)),
    ("qY2_depth", Int(1_300)),
    ("qY3", One("two_boards")),
    ("qY3_opening", Int(200)),
    ("qY4_light", No),
    ("qY4_rail", No),
    ("qY6", No),
    ("qA3_bare", No),
    ("qA3_overload", Yes),
    ("qA3_rcd", No),
    ("qA4_smoke", One("none")),
    ("qA4_co", One("none")),
    ("qA5_contact", Text("示例亲属")),
    ("qA8", No),
    ("qP16", Many(&["toilet", "get_out", "fire_safety"])),
    ("limits", Many(&["frost"])),
    ("storage", Yes),
];

const WHEELCHAIR: Facts = &[
    ("qP03", One("manual_wheelchair")),
    ("qP04", Int(660)),
    ("qP05_length", Int(1_080)),
    ("qP05_seat", Int(470)),
    ("qP06", One("partly")),
    ("qP07_left", One("weak")),
    ("qP07_high", Int(1_350)),
    ("qP07_low", Int(450)),
    ("qP08_stand", No),
    ("qP08_steps", No),
    ("qP12_weak", One("left")),
    ("qP14_falls", Int(3)),
    ("qP14_places", Many(&["doorstep", "privy"])),
    ("qP15_eat", One("independent")),
    ("qP15_dress", One("partly")),
    ("qP15_toilet", One("partly")),
    ("qP15_bath", One("unable")),
    ("qP15_bed", One("partly")),
    ("qP15_walk", One("partly")),
    ("qP15_out", One("unable")),
    ("qP15_cook", One("unable")),
];

const BLIND: Facts = &[
    ("qP03", One("cane")),
    ("qP09_vision", One("blind")),
    ("qP14_falls", Int(2)),
    ("qP15_toilet", One("partly")),
    ("qP15_bath", One("partly")),
    ("qP15_out", One("partly")),
    ("qP15_cook", One("unable")),
];

const WANDERS: Facts = &[
    ("qP03", One("independent")),
    ("qP08_squat", Yes),
    ("qP10_wander", Yes),
    ("qP10_self_harm", No),
    ("qP10_aggression", No),
    ("qP15_toilet", One("independent")),
    ("qP15_bath", One("partly")),
];

const BEDBOUND: Facts = &[
    ("qP03", One("bedbound")),
    ("qP06", One("dependent")),
    ("qP08_stand", No),
    ("qP08_steps", No),
    ("qP13", One("always")),
    ("qP15_toilet", One("unable")),
    ("qP15_bath", One("unable")),
    ("qP15_bed", One("unable")),
];

const DEAF: Facts = &[
    ("qP03", One("independent")),
    ("qP08_squat", Yes),
    ("qP09_hearing", One("deaf")),
    ("qP09_speech", One("unclear")),
    ("qP15_toilet", One("independent")),
    ("qP15_bath", One("independent")),
];

const WALKER: Facts = &[
    ("qP03", One("walker")),
    ("qP06", One("independent")),
    ("qP08_stand", Yes),
    ("qP08_steps", No),
    ("qP15_toilet", One("independent")),
    ("qP15_bath", One("partly")),
];

const YURT: Facts = &[
    ("qP17_type", One("yurt")),
    ("qP19", Many(&["dung_stove"])),
    ("qP20_water", One("hauled")),
    ("qP20_power", One("solar")),
    ("qP21", Yes),
    ("qG4_fuel", One("dung")),
];

const fn person(name: &'static str, birth: (i16, i8, i8), female: bool, certificate: (u8, u8), facts: Facts) -> Person {
    Person {
        name,
        birth,
        female,
        category: certificate.0,
        grade: certificate.1,
        relation: "self",
        ethnic: "han",
        facts,
    }
}

impl Person {
    const fn is(self, relation: &'static str) -> Self {
        Self { relation, ..self }
    }

    const fn mongol(self) -> Self {
        Self { ethnic: "mongol", ..self }
    }
}

const BRICK_HOUSE: (&str, Fact) = ("qP17_type", One("brick_house"));

/// In the order of the roster.
pub static HOUSEHOLDS: [Household; 12] = [
    Household {
        head: "王甲山",
        division: "152221 示例镇",
        village: "坦途嘎查",
        address: "一组 3 号",
        phone: 1,
        visit: Some((0, 1)),
        members: 2,
        settlement: "farming",
        persons: &[person("王甲山", (1958, 4, 12), false, (LIMB, 2), WHEELCHAIR)],
        facts: &[
            BRICK_HOUSE,
            ("qP16_words", Text("想自己上厕所，冬天去旱厕太滑")),
            ("remarks", Text("院子宽，坡道可以沿东墙做；老伴白天在地里干活")),
        ],
        doors: &[
            (0, &[("qD1", Int(760)), ("qD3", Int(80)), ("qD3_removable", Yes)]),
            (3, &[("qD1", Int(680)), ("qD3", Int(20))]),
        ],
        bedrooms: &[(0, &[])],
        stage: Stage::Finished,
    },
    Household {
        head: "示例·巴特尔",
        division: "152221 示例苏木",
        village: "缓坡嘎查",
        address: "二组，路口往北第三家",
        phone: 2,
        visit: Some((0, 2)),
        members: 4,
        settlement: "pasture",
        persons: &[
            person("示例·巴特尔", (1949, 9, 3), false, (VISUAL, 1), BLIND).mongol(),
            person("示例·其其格", (1951, 2, 20), true, (LIMB, 2), WALKER).is("spouse").mongol(),
            person("示例·朝鲁", (1984, 7, 1), false, (INTELLECTUAL, 2), WANDERS).is("child").mongol(),
        ],
        facts: &[
            ("qP17_type", One("adobe_house")),
            ("qP17_frame", One("earth_wood")),
            ("hh_language", Many(&["mongolian", "chinese"])),
            ("consent_language", One("mongolian")),
        ],
        doors: &[(0, &[("qD1", Int(720)), ("qD3", Int(120)), ("qD3_removable", No)])],
        bedrooms: &[],
        stage: Stage::Begun(4),
    },
    Household {
        head: "李乙梅",
        division: "152221 示例镇",
        village: "宽门社区",
        address: "平路小区 2 号楼 3 单元 302",
        phone: 3,
        visit: Some((0, 3)),
        members: 3,
        settlement: "town",
        persons: &[person("李乙梅", (1971, 11, 30), true, (LIMB, 1), BEDBOUND)],
        facts: &[
            ("qP17_type", One("apartment")),
            ("qP17_floor", Int(3)),
            ("qP17_lift", No),
            ("qP17_frame", One("brick_concrete")),
            ("qP19", Many(&["central"])),
            ("qP20_water", One("indoor_tap")),
            ("qP20_drain", Yes),
            ("qP18", Left(Skip::NotChecked)),
        ],
        doors: &[],
        bedrooms: &[],
        stage: Stage::Begun(2),
    },
    Household {
        head: "赵丙田",
        division: "152221 示例镇",
        village: "坦途嘎查",
        address: "四组 11 号",
        phone: 4,
        visit: Some((0, 4)),
        members: 2,
        settlement: "farming",
        persons: &[person("赵丙田", (1953, 1, 8), false, (LIMB, 2), WALKER)],
        facts: &[BRICK_HOUSE, ("qE10_width", Int(760))],
        doors: &[],
        bedrooms: &[],
        stage: Stage::Conflict(3),
    },
    Household {
        head: "孙丁香",
        division: "152221 示例镇",
        village: "明灯村",
        address: "村委会后院",
        phone: 5,
        visit: Some((0, 5)),
        members: 1,
        settlement: "farming",
        persons: &[person("孙丁香", (1966, 6, 18), true, (HEARING, 1), DEAF)],
        facts: &[
            BRICK_HOUSE,
            ("consent_way", One("self_read")),
            ("consent_photo", No),
            ("consent_photo_reason", Text("不愿家里被拍")),
            ("qP13", One("alone")),
            ("qE1", No),
            ("hh_income_status", Left(Skip::Refused)),
        ],
        doors: &[(0, &[("qD1", Int(820)), ("qD3", Int(10)), ("qD10_heard", No)])],
        bedrooms: &[],
        stage: Stage::NoPhotos(4),
    },
    Household {
        head: "示例·萨仁高娃",
        division: "152221 示例苏木",
        village: "平路嘎查",
        address: "冬营地，离嘎查 14 公里",
        phone: 6,
        visit: Some((0, 6)),
        members: 3,
        settlement: "pasture",
        persons: &[person("示例·萨仁高娃", (1960, 3, 25), true, (LIMB, 2), WALKER).mongol()],
        facts: YURT,
        doors: &[],
        bedrooms: &[],
        stage: Stage::Untouched,
    },
    Household {
        head: "周戊生",
        division: "152221 示例镇",
        village: "缓坡嘎查",
        address: "五组 7 号",
        phone: 7,
        visit: Some((1, 1)),
        members: 5,
        settlement: "farming",
        persons: &[
            person("周戊生", (1947, 12, 2), false, (LIMB, 1), WHEELCHAIR),
            person("周戊晨", (2014, 5, 16), false, (MULTIPLE, 1), &[]).is("grandchild"),
        ],
        facts: &[BRICK_HOUSE],
        doors: &[],
        bedrooms: &[],
        stage: Stage::Untouched,
    },
    Household {
        head: "吴己英",
        division: "152221 示例镇",
        village: "明灯村",
        address: "一组 19 号",
        phone: 8,
        visit: Some((1, 2)),
        members: 2,
        settlement: "farming",
        persons: &[person("吴己英", (1955, 8, 21), true, (VISUAL, 2), BLIND)],
        facts: &[BRICK_HOUSE],
        doors: &[],
        bedrooms: &[],
        stage: Stage::Untouched,
    },
    Household {
        head: "郑庚林",
        division: "152201 示例街道",
        village: "宽门社区",
        address: "扶手花园 6 号楼 1 单元 101",
        phone: 9,
        visit: Some((3, 1)),
        members: 2,
        settlement: "town",
        persons: &[person("郑庚林", (1979, 10, 5), false, (LIMB, 2), WHEELCHAIR)],
        facts: &[("qP17_type", One("apartment"))],
        doors: &[],
        bedrooms: &[],
        stage: Stage::Untouched,
    },
    Household {
        head: "示例·宝音",
        division: "152222 示例苏木",
        village: "热炕嘎查",
        address: "",
        phone: 0,
        visit: Some((6, 1)),
        members: 2,
        settlement: "pasture",
        persons: &[person("示例·宝音", (1944, 2, 14), false, (HEARING, 2), DEAF).mongol()],
        facts: &[("qP17_type", One("adobe_house"))],
        doors: &[],
        bedrooms: &[],
        stage: Stage::Untouched,
    },
    Household {
        head: "示例·阿拉坦其其格",
        division: "152526 示例苏木",
        village: "平路嘎查",
        address: "夏营地",
        phone: 11,
        visit: None,
        members: 6,
        settlement: "pasture",
        persons: &[person("示例·阿拉坦其其格", (1968, 7, 7), true, (LIMB, 1), WHEELCHAIR).mongol()],
        facts: YURT,
        doors: &[],
        bedrooms: &[],
        stage: Stage::Untouched,
    },
    Household {
        head: "冯辛月",
        division: "150525 示例镇",
        village: "坦途嘎查",
        address: "三组 2 号",
        phone: 12,
        visit: None,
        members: 3,
        settlement: "farming",
        persons: &[person("冯辛河", (1990, 9, 9), false, (MENTAL, 2), WANDERS).is("child")],
        facts: &[BRICK_HOUSE],
        doors: &[],
        bedrooms: &[],
        stage: Stage::Untouched,
    },
];
