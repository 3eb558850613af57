//! Made-up records of the register: as many as wanted, without a household behind them.

use jiff::civil::{Date, date};
use tantu::division::Divisions;
use tantu::dossier::stage::Stage;
use tantu::dossier::summary::{Disability, PersonSummary, Summary, VisitState};
use tantu::id::{DossierId, Name};
use tantu::plan::catalogue::Kind;
use tantu::plan::money::Fen;
use tantu::plan::quantity::Quantity;
use tantu::registry::figures::{Figures, ItemFigures, PersonFigures};
use tantu::registry::record::Record;

const SURNAMES: [&str; 24] = [
    "张",
    "王",
    "李",
    "赵",
    "刘",
    "陈",
    "单",
    "仇",
    "解",
    "曾",
    "查",
    "那",
    "包",
    "白",
    "吴",
    "高",
    "孙",
    "马",
    "其木",
    "娜仁",
    "巴图",
    "乌力",
    "阿拉坦",
    "萨仁",
];
const GIVEN: [&str; 20] = [
    "秀兰",
    "桂英",
    "建国",
    "小红",
    "志强",
    "玉梅",
    "海龙",
    "格",
    "托娅",
    "吉",
    "高娃",
    "毕力格",
    "图雅",
    "宝音",
    "丽华",
    "国庆",
    "春梅",
    "永胜",
    "晓东",
    "三",
];
const VILLAGES: [&str; 16] = [
    "红峰嘎查",
    "巴音嘎查",
    "查干淖尔嘎查",
    "五星村",
    "永胜村",
    "前进嘎查",
    "光明村",
    "团结社区",
    "友谊村",
    "哈日根台嘎查",
    "沙布格嘎查",
    "乌兰哈达村",
    "白音高勒村",
    "都希嘎查",
    "杏树村",
    "朝阳社区",
];
const CODES: [&str; 6] = ["E01", "D01", "A02", "T03", "K02", "R08"];

/// The day on which the records are looked at.
pub const TODAY: Date = date(2026, 11, 24);

/// Numbers that look like chance: `SplitMix64`.
fn chance(number: u64, salt: u64) -> u64 {
    let mut z = number.wrapping_mul(0x9e37_79b9_7f4a_7c15).wrapping_add(salt.wrapping_mul(0xbf58_476d_1ce4_e5b9));
    z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    z ^ (z >> 31)
}

fn one<T: Copy>(of: &[T], number: u64, salt: u64) -> T {
    of[(chance(number, salt) % of.len() as u64) as usize]
}

/// The household of this number: the same every time.
pub fn record(number: u64) -> Record {
    let divisions: Vec<&str> = Divisions::built_in().iter().map(|division| &*division.code).collect();
    let division = one(&divisions, number, 1);
    let head = format!("{}{}", one(&SURNAMES, number, 2), one(&GIVEN, number, 3));
    let stage = one(&Stage::ALL, number, 4);
    let disability =
        Some(Disability { category: 1 + (chance(number, 5) % 7) as u8, grade: 1 + (chance(number, 6) % 2) as u8 });
    let person = PersonSummary {
        name: if chance(number, 7).is_multiple_of(3) {
            format!("{}{}", one(&SURNAMES, number, 8), one(&GIVEN, number, 9))
        } else {
            head.clone()
        },
        citizen_id_end: format!("{:04}", chance(number, 10) % 10_000),
        certificate_end: format!("{:04}", chance(number, 10) % 10_000),
        disability,
    };
    let planned = Date::new(2026, 1 + (chance(number, 11) % 12) as i8, 1 + (chance(number, 12) % 28) as i8).ok();
    let ordered = stage >= Stage::Ordered;
    let summary = Summary {
        head,
        persons: vec![person],
        division: division.to_owned(),
        township: format!("{}镇", &one(&VILLAGES, chance(number, 13) % 12, 14)[..6]),
        village: format!(
            "{}{}",
            one(&VILLAGES, number, 15),
            if chance(number, 16).is_multiple_of(2) { "" } else { "二组" }
        ),
        address: format!("{}号", chance(number, 17) % 300),
        phone: format!("1{:010}", 3_000_000_000_u64 + chance(number, 18) % 6_000_000_000),
        visit_date: planned,
        visit_order: Some(1 + (chance(number, 19) % 9).cast_signed()),
        visit: if stage >= Stage::Surveyed { VisitState::Finished } else { VisitState::Untouched },
        stage,
        contractor: if ordered {
            format!("{division}宏达第{}建筑有限公司", chance(number, 20) % 3)
        } else {
            String::new()
        },
        conflicts: u32::from(chance(number, 21).is_multiple_of(100)),
        photos: (chance(number, 22) % 30) as u32,
        ..Summary::default()
    };
    Record {
        id: DossierId::from_u128(u128::from(chance(number, 0)) << 64 | u128::from(number)),
        figures: figures(number, &summary),
        summary,
        missing: None,
    }
}

fn figures(number: u64, summary: &Summary) -> Figures {
    let items: Vec<ItemFigures> = (0..if summary.stage >= Stage::Planned { 2 + chance(number, 30) % 4 } else { 0 })
        .map(|item| ItemFigures {
            code: Some(Name::of(one(&CODES, number, 31 + item))),
            kind: Some(Kind::Construction),
            planned: Quantity::thousandths(1_000),
            accepted: Quantity::thousandths(1_000).filter(|_| summary.stage >= Stage::Accepted),
            price: Some(Fen(50_000 + (chance(number, 40 + item) % 100).cast_signed() * 1_000)),
            ..ItemFigures::default()
        })
        .collect();
    let planned = items.iter().filter_map(ItemFigures::planned_amount).sum();
    let accepted = items.iter().filter_map(ItemFigures::accepted_amount).sum();
    let mut figures = Figures {
        year: 2024 + (chance(number, 50) % 3) as i16,
        roster_number: format!("H{number:06}"),
        order_number: if summary.contractor.is_empty() { String::new() } else { format!("PG-{number}") },
        surveyor: format!(
            "{}{}",
            one(&SURNAMES, chance(number, 51) % 200, 52),
            one(&GIVEN, chance(number, 51) % 200, 53)
        ),
        persons: vec![PersonFigures {
            disability: summary.persons[0].disability,
            birth_year: 1930 + (chance(number, 54) % 80) as i16,
            citizen_key: chance(number, 55),
            certificate_key: chance(number, 55),
            ..PersonFigures::default()
        }],
        items,
        planned,
        accepted,
        deduction_certain: true,
        photo_keys: (0..u64::from(summary.photos)).map(|photo| chance(number, 100 + photo)).collect(),
        ..Figures::default()
    };
    figures.days.planned_visit = summary.visit_date.map(Into::into);
    figures.days.finish_by = Some(TODAY.into()).filter(|_| summary.stage >= Stage::Ordered);
    figures
}
