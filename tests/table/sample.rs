//! A table with everything that goes wrong in spreadsheets.

use jiff::civil::date;
use tantu::plan::money::Fen;
use tantu::table::write::{Cell, Column, Head, Kind, Part};

pub fn head() -> Head {
    let columns = [
        ("division", "旗县代码", Kind::Identifier),
        ("year", "年度", Kind::Integer),
        ("name", "姓名", Kind::Text),
        ("certificate", "残疾人证号", Kind::Identifier),
        ("pieces", "件数", Kind::Integer),
        ("amount", "改造金额(元)", Kind::Money),
        ("width", "净宽(m)", Kind::Decimal(2)),
        ("visited", "入户日期", Kind::Date),
        ("consent", "知情同意", Kind::YesNo),
        ("stage", "改造进度", Kind::Choice),
    ];
    Head {
        id: "households".into(),
        name: "户/册: 2026".into(),
        title: "R&D 无障碍改造户册".into(),
        columns: columns.map(|(id, label, kind)| Column::new(id, label, kind)).to_vec(),
        yes_no: ["是".into(), "否".into()],
    }
}

pub fn rows() -> Vec<(Part, Vec<Cell>)> {
    let row = |division: &str, year: i16, rest: [Cell; 8]| {
        let part = Part { division: division.into(), year: Some(year) };
        let mut cells = vec![Cell::text(division), Cell::Integer(year.into())];
        cells.extend(rest);
        (part, cells)
    };
    vec![
        row(
            "150221",
            2026,
            [
                Cell::text("宝音乌力吉"),
                Cell::text("15010219900307233642"),
                Cell::Integer(3),
                Cell::Money(Fen(312_050)),
                Cell::Decimal(0.76),
                Cell::Date(date(2026, 11, 24)),
                Cell::YesNo(true),
                Cell::text("施工中"),
            ],
        ),
        row(
            "150221",
            2026,
            [
                Cell::text("=HYPERLINK(\"http://x\",\"点\")"),
                Cell::text("00150102"),
                Cell::Integer(9_007_199_254_740_993),
                Cell::Money(Fen(-1)),
                Cell::Empty,
                Cell::Date(date(1899, 1, 2)),
                Cell::YesNo(false),
                Cell::text("'=1+1"),
            ],
        ),
        row(
            "152221",
            2025,
            [
                Cell::text("＝cmd|' /C calc'!A0"),
                Cell::text("+86 138"),
                Cell::Empty,
                Cell::Money(Fen(9_999_999_999_99)),
                Cell::Decimal(0.1),
                Cell::Empty,
                Cell::Empty,
                Cell::text(" 两行\r\n\"引号\", 逗号；_x0041_\u{1} "),
            ],
        ),
    ]
}
