//! Questions to the register, against counting by hand.

use std::collections::BTreeSet;

use super::{basis, record, registry};
use crate::dossier::stage::Stage;
use crate::dossier::summary::Disability;
use crate::id::DossierId;
use crate::plan::money::Fen;
use crate::registry::Registry;
use crate::registry::filter::{Amount, Filter, Flag, MoneyRange, Place};
use crate::registry::record::Record;
use crate::registry::view::{Column, Query, Sort};

fn heads(registry: &Registry, query: &Query) -> String {
    let found = registry.ask(query);
    found
        .rows
        .iter()
        .map(|row| registry.get(*row as usize).unwrap().summary.head.as_str())
        .collect::<Vec<_>>()
        .join(" ")
}

fn typed(typed: &str) -> Query {
    Query { typed: typed.into(), ..Query::default() }
}

/// Two hundred households whose properties are spread evenly.
fn many() -> Vec<Record> {
    let surnames = ["张", "王", "单", "仇", "那", "巴", "其木", "娜仁"];
    (0..200_u8)
        .map(|number| {
            let of = |count: u8, salt: u8| number.wrapping_mul(salt).wrapping_add(number / 7) % count;
            let head =
                format!("{}{}", surnames[usize::from(of(8, 3))], ["三", "格", "红梅", "托娅"][usize::from(of(4, 5))]);
            let division = ["152221", "152222", "150102", ""][usize::from(of(4, 11))];
            let mut record =
                record(u128::from(number), &head, division, ["红峰嘎查", "巴音嘎查", "查干村"][usize::from(of(3, 13))]);
            record.summary.stage = Stage::ALL[usize::from(of(13, 17))];
            record.summary.contractor = ["", "宏达建筑有限公司", "北疆施工队"][usize::from(of(3, 19))].into();
            record.figures.surveyor = ["", "王敏", "李娜"][usize::from(of(3, 23))].into();
            record.figures.year = 2024 + i16::from(of(3, 29));
            record.figures.planned = Fen(i64::from(number) * 10_000);
            record.summary.conflicts = u32::from(of(5, 31) == 0);
            let disability = Disability { category: 1 + of(7, 37), grade: 1 + of(4, 41) };
            record.figures.persons[0].disability = Some(disability);
            record
        })
        .collect()
}

/// Filters that combine the kinds.
fn filters() -> Vec<Filter> {
    let set = |places: &[Place]| places.iter().cloned().collect::<BTreeSet<Place>>();
    vec![
        Filter::default(),
        Filter { categories: [1, 4].into(), grades: [2].into(), ..Filter::default() },
        Filter {
            places: set(&[Place::League("152200".into())]),
            stages: [Stage::Done, Stage::Ordered].into(),
            ..Filter::default()
        },
        Filter { places: set(&[Place::Banner(String::new())]), years: [2025].into(), ..Filter::default() },
        Filter {
            contractors: ["".into(), "北疆施工队".into()].into(),
            surveyors: ["王敏".into()].into(),
            ..Filter::default()
        },
        Filter { flags: [Flag::Conflict].into(), grades: [1, 2, 3].into(), ..Filter::default() },
        Filter {
            money: Some(MoneyRange { of: Amount::Planned, from: Some(500_000), to: Some(1_500_000) }),
            ..Filter::default()
        },
        Filter {
            places: set(&[Place::Village("152221".into(), "居力很镇".into(), "红峰嘎查".into())]),
            ..Filter::default()
        },
    ]
}

/// The same by looking at each household by itself.
fn takes(filter: &Filter, record: &Record) -> bool {
    let any = |empty: bool, holds: bool| empty || holds;
    let (summary, figures) = (&record.summary, &record.figures);
    let disability = figures.persons[0].disability.unwrap();
    let place = |place: &Place| match place {
        Place::League(code) => summary.division.len() == 6 && summary.division[..4] == code[..4],
        Place::Banner(code) => summary.division == *code,
        Place::Township(code, name) => summary.division == *code && summary.township == *name,
        Place::Village(code, township, name) => {
            summary.division == *code && summary.township == *township && summary.village == *name
        }
    };
    any(filter.places.is_empty(), filter.places.iter().any(place))
        && any(filter.categories.is_empty(), filter.categories.contains(&disability.category))
        && any(filter.grades.is_empty(), filter.grades.contains(&disability.grade))
        && any(filter.stages.is_empty(), filter.stages.contains(&summary.stage))
        && any(filter.years.is_empty(), filter.years.contains(&figures.year))
        && any(filter.contractors.is_empty(), filter.contractors.contains(&summary.contractor))
        && any(filter.surveyors.is_empty(), filter.surveyors.contains(&figures.surveyor))
        && (!filter.flags.contains(&Flag::Conflict) || summary.conflicts > 0)
        && filter.money.is_none_or(|range| {
            range.from.is_none_or(|from| figures.planned.0 >= from) && range.to.is_none_or(|to| figures.planned.0 <= to)
        })
}

#[test]
fn a_filter_finds_what_counting_by_hand_finds_and_so_do_the_numbers_beside_the_choices() {
    let records = many();
    let registry = registry(records.clone());
    let count = |filter: &Filter| records.iter().filter(|record| takes(filter, record)).count();
    for filter in filters() {
        let found = registry.ask(&Query::from(filter.clone()));
        assert_eq!(found.rows.len(), count(&filter), "{filter:?}");
        let planned: Fen = records.iter().filter(|record| takes(&filter, record)).map(|r| r.figures.planned).sum();
        assert_eq!(found.planned, planned);
        for stage in Stage::ALL {
            let other = Filter { stages: [stage].into(), ..filter.clone() };
            assert_eq!(found.counts.stage(stage) as usize, count(&other), "{stage:?} beside {filter:?}");
        }
        for category in 1..8_u8 {
            let other = Filter { categories: [category].into(), ..filter.clone() };
            assert_eq!(found.counts.categories[usize::from(category)] as usize, count(&other));
        }
        for (number, name) in registry.dictionaries().contractors.texts().enumerate() {
            let other = Filter { contractors: [name.into()].into(), ..filter.clone() };
            assert_eq!(found.counts.contractors[number] as usize, count(&other), "{name}");
        }
        for (year, number) in &found.counts.years {
            assert_eq!(*number as usize, count(&Filter { years: [*year].into(), ..filter.clone() }));
        }
        for (number, village) in registry.dictionaries().villages.texts().enumerate() {
            let levels: Vec<&str> = village.split('\n').collect();
            let place = Place::Village(levels[0].into(), levels[1].into(), levels[2].into());
            let other = Filter { places: [place].into(), ..filter.clone() };
            assert_eq!(found.counts.villages[number] as usize, count(&other));
        }
        let both = Filter { flags: filter.flags.iter().copied().chain([Flag::Conflict]).collect(), ..filter.clone() };
        assert_eq!(found.counts.flag(Flag::Conflict) as usize, count(&both));
    }
}

#[test]
fn households_are_found_by_everything_a_person_may_have_at_hand() {
    let mut home = record(1, "单小红", "152221", "红峰嘎查");
    home.summary.phone = "138-4790 0000".into();
    home.summary.contractor = "科右前旗宏达建筑有限公司".into();
    home.summary.persons[0].certificate_end = "233X".into();
    home.figures.order_number = "PG-2026-017".into();
    home.figures.roster_number = "A0042".into();
    home.figures.surveyor = "王敏".into();
    let registry = registry(vec![home, record(2, "其木格", "152222", "巴音嘎查")]);
    for text in [
        "单小",
        "sxh",
        "danxiaohong",
        "xiaohong",
        "红峰",
        "hf",
        "4790",
        "13847900000",
        "33x",
        "宏达",
        "hd",
        "pg-2026",
        "a0042",
        "wm",
        "sxh 红峰 4790",
        "０１７",
    ] {
        assert_eq!(heads(&registry, &typed(text)), "单小红", "{text}");
    }
    assert_eq!(heads(&registry, &typed("qmg")), "其木格");
    assert_eq!(heads(&registry, &typed("qmg 红峰")), "");
    assert_eq!(heads(&registry, &typed("gacha")), "", "what every village ends in finds nothing");
}

#[test]
fn one_household_that_changes_is_found_anew_and_leaves_the_others_alone() {
    let mut registry = registry(many());
    let before = registry.ask(&Query::default());
    let mut changed = registry.get(7).unwrap().clone();
    changed.summary.head = "呼和".into();
    changed.summary.village = "新村".into();
    changed.summary.stage = Stage::Settled;
    changed.missing = Some(3);
    registry.put(changed.clone());
    assert_eq!(heads(&registry, &typed("hh xc")), "呼和");
    assert_eq!(registry.find(changed.id), Some(&changed));
    changed.missing = None;
    registry.put(changed.clone());
    assert_eq!(registry.find(changed.id).unwrap().missing, Some(3), "what is known of the forms stays");
    assert_eq!(registry.ask(&Query::default()).rows.len(), before.rows.len());
    registry.put(record(1_000, "新来", "152221", "红峰嘎查"));
    assert_eq!((registry.len(), heads(&registry, &typed("xinlai")).as_str()), (201, "新来"));
    registry.remove(&[changed.id]);
    assert_eq!((registry.len(), heads(&registry, &typed("呼和")).as_str()), (200, ""));
    assert_eq!(registry.find(DossierId::from_u128(1_000)).unwrap().summary.head, "新来");
}

#[test]
fn lists_stand_in_the_order_of_a_column_and_what_is_empty_stands_last_both_ways() {
    let mut records = vec![record(1, "张三", "", "乙村"), record(2, "阿茹娜", "", ""), record(3, "单英", "", "甲村")];
    records[0].figures.planned = Fen(200);
    records[1].figures.planned = Fen(300);
    for record in &mut records[..2] {
        record.figures.items.push(crate::registry::figures::ItemFigures::default());
    }
    let registry = registry(records);
    let by = |by, descending| heads(&registry, &Query { sort: Sort { by, descending }, ..Query::default() });
    assert_eq!(by(Column::Name, false), "阿茹娜 单英 张三");
    assert_eq!(by(Column::Name, true), "张三 单英 阿茹娜");
    assert_eq!(by(Column::Village, false), "单英 张三 阿茹娜");
    assert_eq!(by(Column::Village, true), "张三 单英 阿茹娜");
    assert_eq!(by(Column::Planned, true), "阿茹娜 张三 单英");
}

#[test]
fn what_others_know_is_marked_and_what_the_day_brings_is_judged_anew() {
    let mut records = vec![record(1, "甲", "", ""), record(2, "乙", "", "")];
    records[0].figures.days.planned_visit = Some(jiff::civil::date(2026, 11, 24).into());
    let mut registry = registry(records);
    let with = |registry: &Registry, flag| heads(registry, &Query::from(Filter::flag(flag)));
    assert_eq!((with(&registry, Flag::ThisWeek), with(&registry, Flag::Late)), ("甲".into(), String::new()));
    registry.mark(Flag::Duplicate, [DossierId::from_u128(2)]);
    registry.set_basis(basis().on(jiff::civil::date(2026, 12, 1)));
    assert_eq!((with(&registry, Flag::ThisWeek), with(&registry, Flag::Late)), (String::new(), "甲".into()));
    assert_eq!(with(&registry, Flag::Duplicate), "乙");
    registry.put(record(2, "乙二", "", ""));
    assert_eq!(with(&registry, Flag::Duplicate), "乙二", "a mark outlives a change");
    let revision = registry.revision();
    registry.mark(Flag::Duplicate, [DossierId::from_u128(2)]);
    assert_eq!(registry.revision(), revision, "the same marks are no change");
    registry.mark(Flag::Duplicate, []);
    assert_eq!(with(&registry, Flag::Duplicate), "");
}

#[test]
fn a_given_set_is_searched_within() {
    let registry = registry(many());
    let ids = [3, 5, 999].map(DossierId::from_u128);
    let mut query = Query::from(Filter::only(ids));
    assert_eq!(registry.ask(&query).rows.len(), 2);
    query.typed = registry.get(3).unwrap().summary.head.clone();
    let found = registry.ask(&query);
    assert!(found.rows.contains(&3) && found.rows.iter().all(|row| [3, 5].contains(row)));
}

#[test]
fn every_word_stands_in_the_household_itself_or_in_what_it_shares() {
    let mut records = vec![
        record(1, "张三", "152221", "红峰嘎查"),
        record(2, "张生", "152221", "巴音嘎查"),
        record(3, "李四", "152222", "红峰嘎查"),
    ];
    records[1].summary.contractor = "宏达建筑有限公司".into();
    records[2].summary.township = "巴音查干苏木".into();
    records[2].figures.surveyor = "张敏".into();
    let mut registry = registry(records.clone());
    let check = |registry: &Registry, cases: &[(&str, &[u32])]| {
        assert_eq!(registry.search("  "), None);
        for (typed, rows) in cases {
            assert_eq!(registry.search(typed).as_deref(), Some(*rows), "{typed}");
        }
    };
    let cases: [(&str, &[u32]); 10] = [
        ("zs", &[0, 1]),
        ("zs 红峰", &[0]),
        ("红峰 zhangs", &[0]),
        ("嘎查", &[0, 1, 2]),
        ("巴音", &[1, 2]),
        ("by zs", &[1]),
        ("hongda", &[1]),
        ("张", &[0, 1, 2]),
        ("zm", &[2]),
        ("张 152221", &[]),
    ];
    check(&registry, &cases);
    // One that moves is no longer found where it was.
    records[0].summary.village = "新立村".into();
    registry.put(records[0].clone());
    check(&registry, &[("zs 红峰", &[]), ("zs xlc", &[0]), ("红峰", &[2])]);
}
