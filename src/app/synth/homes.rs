//! Invented homes for the templates: who lives there, how it is built, what was found.

use super::chance::Chance;
use crate::app::demo::facts::{BEDBOUND, BLIND, DEAF, WALKER, WANDERS, WHEELCHAIR, YURT};
use crate::app::demo::people::Fact::{Dec, Int, Many, No, One, Text, Yes};
use crate::app::demo::people::{Fact, Facts, Household, Person, Row, Stage};

/// Names that every household replaces by its own.
pub const HEAD: &str = "〔户主〕";
pub const PERSONS: [&str; 3] = ["〔本人甲〕", "〔本人乙〕", "〔本人丙〕"];

/// Answers that differ from home to home, beside what most homes have in common.
const VARIED: &[(&str, &[Fact])] = &[
    ("hh_income_status", &[Many(&["dibao"]), Many(&["dibao_edge"]), Many(&["tekun"])]),
    ("hh_route", &[Text("先打电话，家人到路口接"), Text("过村委会第二个路口往北"), Text("雪后车进不来，要走一里地")]),
    ("consent_way", &[One("read_out"), One("self_read")]),
    ("qP07_high", &[Int(1_450), Int(1_520), Int(1_680)]),
    ("qP07_low", &[Int(350), Int(480)]),
    ("qP11_height", &[Int(1_520), Int(1_580), Int(1_700), Int(1_750)]),
    ("qP11_weight", &[Int(48), Int(55), Int(70), Int(81)]),
    ("qP12_hand", &[One("left"), One("right")]),
    ("qP13", &[One("always"), One("alone")]),
    ("qP13_age", &[Int(38), Int(47), Int(61), Int(70)]),
    ("qP13_relation", &[One("child"), One("parent"), One("sibling")]),
    ("qP14_falls", &[Int(0), Int(2), Int(4)]),
    ("qP14_places", &[Many(&["doorstep"]), Many(&["bathroom"]), Many(&["bedroom", "privy"])]),
    ("qP17_owner", &[One("relative"), One("rented"), One("public")]),
    ("qP18", &[Many(&["toilet_renewal"]), Many(&["none"])]),
    ("qP19", &[Many(&["boiler"]), Many(&["coal_stove"]), Many(&["kang"])]),
    ("qP20_water", &[One("indoor_tap"), One("hauled")]),
    ("qP20_drain", &[Yes]),
    ("qE8_surface", &[One("brick"), One("concrete"), One("gravel")]),
    ("qE8_even", &[Yes]),
    ("qE8_ice", &[No]),
    ("qE9_width", &[Int(900), Int(1_100), Int(1_600)]),
    ("qE9_length", &[Dec(6.0), Dec(9.5), Dec(27.0)]),
    ("qE10_width", &[Int(960), Int(1_200), Int(2_400)]),
    ("qE10_sill", &[Int(0), Int(30), Int(120)]),
    ("qE1", &[No]),
    ("qE1_steps", &[Int(1), Int(3), Int(4)]),
    ("qE2", &[Int(160), Int(240), Int(450), Int(520)]),
    ("qE3_rise", &[Int(140), Int(160), Int(180)]),
    ("qE3_tread", &[Int(250), Int(300)]),
    ("qE4_length", &[Int(2_600), Int(6_500), Int(9_000)]),
    ("qE4_width", &[Int(1_200), Int(2_100)]),
    ("qE6_left", &[Yes]),
    ("qD4", &[One("outward"), One("sliding")]),
    ("qD5_type", &[One("lever"), One("pull")]),
    ("qD5_height", &[Int(950), Int(1_060)]),
    ("qD9_thick", &[Int(240), Int(490)]),
    ("qL1", &[Int(780), Int(1_150)]),
    ("qL2", &[Int(15), Int(30)]),
    ("qL6_switch", &[Int(1_200), Int(1_400)]),
    ("qR1", &[One("bed"), One("kang")]),
    ("qR3_height", &[Int(580), Int(700)]),
    ("qR6_hours", &[Dec(8.0), Dec(14.0)]),
    ("qR8_distance", &[Dec(8.0), Dec(40.0)]),
    ("qR8_times", &[Int(1), Int(3)]),
    ("qR10_alarm", &[Yes]),
    ("qK1", &[One("cooks"), One("willing")]),
    ("qK6", &[Many(&["coal"]), Many(&["lpg"]), Many(&["electric"])]),
    ("qT1", &[One("indoor_seat"), One("indoor_squat"), One("outdoor_privy")]),
    ("qY1_distance", &[Dec(12.0), Dec(36.0)]),
    ("qY1_rise", &[Int(0), Int(120)]),
    ("qY2_sill", &[Int(20), Int(150)]),
    ("qY4_light", &[Yes]),
    ("qA3_rcd", &[Yes]),
    ("qA4_smoke", &[One("works"), One("broken")]),
    ("qP16", &[Many(&["toilet"]), Many(&["bathe", "toilet"]), Many(&["get_out"]), Many(&["fire_safety", "get_out"])]),
    (
        "home_remarks",
        &[
            Text("院子宽，坡道可以沿东墙做"),
            Text("老伴白天在地里干活，下午四点后才有人"),
            Text("门前冬天结冰，去年摔过一次"),
            Text("儿子下月回来，改卫生间想等他在家"),
            Text("房子明年可能翻修，先做扶手和坡道"),
        ],
    ),
    (
        "qP16_words",
        &[
            Text("想自己上厕所，冬天去旱厕太滑"),
            Text("想能自己出门晒太阳"),
            Text("想洗澡时有个地方坐"),
            Text("夜里起来怕摔，想要个灯"),
        ],
    ),
];

/// Category of disability with what it means at home, and how often it is met in the programme, of a hundred.
const DISABILITIES: &[((u8, Facts<'static>), u32)] = &[
    ((4, WHEELCHAIR), 24),
    ((4, WALKER), 26),
    ((4, BEDBOUND), 5),
    ((1, BLIND), 13),
    ((2, DEAF), 10),
    ((3, DEAF), 3),
    ((5, WANDERS), 6),
    ((6, WANDERS), 6),
    ((7, WALKER), 7),
];

/// Grades 等级 of those whom the programme serves, of a hundred.
const GRADES: &[(u8, u32)] = &[(1, 34), (2, 48), (3, 13), (4, 5)];

/// What a template's household is made from.
pub struct Home {
    persons: Vec<Person<'static>>,
    facts: Vec<(&'static str, Fact)>,
    doors: Vec<Row<'static>>,
    bedrooms: Vec<Row<'static>>,
    members: i64,
    settlement: &'static str,
}

impl Home {
    pub fn new(chance: &mut Chance) -> Self {
        let settlement = chance.weighed(&[("farming", 56), ("pasture", 26), ("town", 18)]);
        let persons = persons(chance);
        let mut facts = dwelling(chance, settlement);
        if persons.iter().any(|person| person.birth.0 > 2010) {
            facts.push(("consent_child_guardian", Text(HEAD)));
        }
        if chance.percent(4) {
            facts.extend([("consent_photo", No), ("consent_photo_reason", Text("不愿家里被拍"))]);
        }
        for (question, answers) in VARIED {
            let known = facts.iter().any(|(known, _)| known == question);
            if !known && chance.percent(55) {
                facts.push((question, answers[chance.below(answers.len() as u64) as usize]));
            }
        }
        let doors = (0..7_usize).filter(|_| chance.percent(48)).take(5).map(|preset| (preset, NOTHING)).collect();
        let bedrooms =
            [(0, NOTHING), (1, NOTHING)][..if persons.len() > 1 && chance.percent(40) { 2 } else { 1 }].into();
        let members = chance.between(1, 5).max(persons.len() as i64);
        Self { persons, facts, doors, bedrooms, members, settlement }
    }

    pub fn household(&self) -> Household<'_> {
        Household {
            head: HEAD,
            division: "152221 某镇",
            village: "某村",
            address: "某组",
            phone: 1,
            visit: Some((0, 1)),
            members: self.members,
            settlement: self.settlement,
            persons: &self.persons,
            facts: &self.facts,
            doors: &self.doors,
            bedrooms: &self.bedrooms,
            stage: Stage::Finished,
        }
    }
}

const NOTHING: Facts<'static> = &[];

fn dwelling(chance: &mut Chance, settlement: &str) -> Vec<(&'static str, Fact)> {
    match settlement {
        "town" => vec![
            ("qP17_type", One("apartment")),
            ("qP17_floor", Int(chance.between(1, 6))),
            ("qP17_lift", No),
            ("qP17_frame", One("brick_concrete")),
            ("qP19", Many(&["central"])),
            ("qP20_water", One("indoor_tap")),
            ("qP20_drain", Yes),
            ("qT1", One(chance.one(&["indoor_squat", "indoor_seat"]))),
        ],
        "pasture" if chance.percent(30) => YURT.to_vec(),
        _ => {
            let kind = chance.weighed(&[("brick_house", 80), ("adobe_house", 14), ("panel_house", 6)]);
            let frame = if kind == "adobe_house" { "earth_wood" } else { "brick_wood" };
            vec![("qP17_type", One(kind)), ("qP17_frame", One(frame))]
        }
    }
}

/// One person, seldom two or three 一户多残; the first is mostly the head.
fn persons(chance: &mut Chance) -> Vec<Person<'static>> {
    let count = chance.weighed(&[(1, 84), (2, 13), (3, 3)]);
    let mongol = chance.percent(28);
    let mut persons = Vec::new();
    for place in 0..count {
        let (category, facts) = chance.weighed(DISABILITIES);
        let of_head = place == 0 && chance.percent(72);
        let (name, relation) = match (place, of_head) {
            (0, true) => (HEAD, "self"),
            (0, false) => (PERSONS[0], chance.one(&["spouse", "child", "parent", "sibling"])),
            (1, _) => (PERSONS[1], "child"),
            _ => (PERSONS[2], "relative"),
        };
        let age = match (relation, chance.percent(70)) {
            ("self" | "spouse", true) => chance.between(62, 84),
            ("parent", _) => chance.between(66, 88),
            ("child", _) => chance.between(19, 48),
            _ => chance.between(30, 58),
        };
        let year = i16::try_from(2026 - age).unwrap_or(1960);
        persons.push(Person {
            name,
            birth: (year, 6, 15),
            female: chance.percent(46),
            category,
            grade: chance.weighed(GRADES),
            relation,
            ethnic: if mongol { "mongol" } else { chance.one(&["han", "han", "han", "han", "manchu"]) },
            facts,
        });
    }
    persons
}
