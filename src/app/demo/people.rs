//! The twelve households of the demo. All of them are invented, and look it: the given names count through the
//! heavenly stems 甲乙丙丁 or begin with 示例 ("example"), the villages are called after ramps and wide doors, the id
//! numbers have an area code that is never issued, the telephones a prefix that nobody has.
//!
//! What is not said here about a home, `fill` answers by itself.

use super::facts::{BEDBOUND, BLIND, DEAF, WALKER, WANDERS, WHEELCHAIR, YURT};
use crate::dossier::stage::Stage as At;
use crate::value::Skip;
use Fact::{Int, Left, Many, No, One, Text, Yes};

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
pub type Facts<'a> = &'a [(&'static str, Fact)];

/// A row of a repeat of the home: which of the ready-made ones, and what is known about it.
pub type Row<'a> = (usize, Facts<'a>);

pub struct Household<'a> {
    pub head: &'a str,
    /// Code of the banner or county, and the township.
    pub division: &'a str,
    pub village: &'a str,
    pub address: &'a str,
    /// Last digits of the telephone; 0 for none.
    pub phone: u32,
    /// Days from today to the visit, and the place in that day's route.
    pub visit: Option<(i32, i64)>,
    pub members: i64,
    pub settlement: &'static str,
    pub persons: &'a [Person<'a>],
    pub facts: Facts<'a>,
    pub doors: &'a [Row<'a>],
    pub bedrooms: &'a [Row<'a>],
    pub stage: Stage,
}

pub struct Person<'a> {
    pub name: &'a str,
    pub birth: (i16, i8, i8),
    pub female: bool,
    /// 1 visual, 2 hearing, 3 speech, 4 limb, 5 intellectual, 6 mental, 7 multiple.
    pub category: u8,
    /// 1 (heaviest) to 4.
    pub grade: u8,
    pub relation: &'static str,
    pub ethnic: &'static str,
    pub facts: Facts<'a>,
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
    /// Finished, and the household has gone on to this stage.
    Later(At),
}

const LIMB: u8 = 4;
const VISUAL: u8 = 1;
const HEARING: u8 = 2;
const INTELLECTUAL: u8 = 5;
const MENTAL: u8 = 6;
const MULTIPLE: u8 = 7;

const fn person<'a>(
    name: &'a str,
    birth: (i16, i8, i8),
    female: bool,
    certificate: (u8, u8),
    facts: Facts<'a>,
) -> Person<'a> {
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

impl Person<'_> {
    const fn is(self, relation: &'static str) -> Self {
        Self { relation, ..self }
    }

    const fn mongol(self) -> Self {
        Self { ethnic: "mongol", ..self }
    }
}

const BRICK_HOUSE: (&str, Fact) = ("qP17_type", One("brick_house"));

/// In the order of the roster.
pub static HOUSEHOLDS: [Household<'static>; 12] = [
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
            ("home_remarks", Text("院子宽，坡道可以沿东墙做；老伴白天在地里干活")),
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
        visit: Some((-3, 1)),
        members: 5,
        settlement: "farming",
        persons: &[
            person("周戊生", (1947, 12, 2), false, (LIMB, 1), WHEELCHAIR),
            person("周戊晨", (2014, 5, 16), false, (MULTIPLE, 1), &[("qP02", Many(&["limb", "speech"]))])
                .is("grandchild"),
        ],
        facts: &[BRICK_HOUSE, ("consent_child_guardian", Text("周戊生"))],
        doors: &[(0, &[])],
        bedrooms: &[(0, &[])],
        stage: Stage::Later(At::Planned),
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
        visit: Some((-17, 1)),
        members: 2,
        settlement: "town",
        persons: &[person("郑庚林", (1979, 10, 5), false, (LIMB, 2), WHEELCHAIR)],
        facts: &[("qP17_type", One("apartment"))],
        doors: &[(0, &[])],
        bedrooms: &[(0, &[])],
        stage: Stage::Later(At::Ordered),
    },
    Household {
        head: "示例·宝音",
        division: "152222 示例苏木",
        village: "热炕嘎查",
        address: "",
        phone: 0,
        visit: Some((-20, 1)),
        members: 2,
        settlement: "pasture",
        persons: &[person("示例·宝音", (1944, 2, 14), false, (HEARING, 2), DEAF).mongol()],
        facts: &[("qP17_type", One("adobe_house"))],
        doors: &[(0, &[])],
        bedrooms: &[(0, &[])],
        stage: Stage::Later(At::InWorks),
    },
    Household {
        head: "示例·阿拉坦其其格",
        division: "152526 示例苏木",
        village: "平路嘎查",
        address: "夏营地",
        phone: 11,
        visit: Some((-25, 1)),
        members: 6,
        settlement: "pasture",
        persons: &[person("示例·阿拉坦其其格", (1968, 7, 7), true, (LIMB, 1), WHEELCHAIR).mongol()],
        facts: YURT,
        doors: &[],
        bedrooms: &[(0, &[])],
        stage: Stage::Later(At::Done),
    },
    Household {
        head: "冯辛月",
        division: "150525 示例镇",
        village: "坦途嘎查",
        address: "三组 2 号",
        phone: 12,
        visit: Some((-120, 1)),
        members: 3,
        settlement: "farming",
        persons: &[person("冯辛河", (1990, 9, 9), false, (MENTAL, 2), WANDERS).is("child")],
        facts: &[BRICK_HOUSE],
        doors: &[(0, &[])],
        bedrooms: &[(0, &[])],
        stage: Stage::Later(At::Settled),
    },
];
