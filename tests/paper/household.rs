//! A household with everything that a document can say, on top of a finished visit of the demo: plan, signatures,
//! notice, order, works, change, acceptance, settlement, return visit. Shared with the bench.

use std::sync::Arc;

use jiff::civil::date;
use tantu::dossier::Dossier;
use tantu::dossier::edit::{Author, Edit};
use tantu::id::{DeviceId, Name, RowId};
use tantu::path::FieldPath;
use tantu::stamp::Moment;
use tantu::value::{Decimal, Photo, Signature, Value};

/// Two in the afternoon of 24 November 2026, Beijing time.
const NOW: i64 = 1_795_500_000;

pub fn author(name: &str) -> Author {
    Author { device: DeviceId::from_bits(77), name: name.into(), at: Moment::new(NOW, 480) }
}

fn text(text: &str) -> Value {
    Value::Text(text.into())
}

fn choice(name: &str) -> Value {
    Value::Choice(name.parse().unwrap())
}

fn number(number: f64) -> Value {
    Value::Decimal(Decimal::new(number).unwrap())
}

/// A hand that writes: three strokes.
pub fn signature(name: &str, relation: &str) -> Value {
    let stroke = |start: u16| (0..40_u16).map(|step| [start + step * 55, 3_000 + (step * 977) % 4_000]).collect();
    let strokes = vec![stroke(1_000), stroke(3_600), stroke(6_200)];
    Value::Signature(Arc::new(Signature { name: name.into(), relation: relation.into(), strokes }))
}

struct Measure {
    code: &'static str,
    name: &'static str,
    place: &'static str,
    unit: &'static str,
    quantity: f64,
    price: i64,
    sizes: &'static str,
    because: &'static str,
    decision: &'static str,
    reason: &'static str,
}

const MEASURES: [Measure; 5] = [
    Measure {
        code: "E02",
        name: "钢坡道",
        place: "出入口",
        unit: "米",
        quantity: 6.3,
        price: 28_000,
        sizes: "坡度不大于 1:12，净宽 1200 mm（GB 55019-2021 2.3.1）",
        because: "出入口有台阶，高差 310 mm；乘轮椅 · GB 55019-2021 2.3.1",
        decision: "accepted",
        reason: "",
    },
    Measure {
        code: "D01",
        name: "房门拓宽",
        place: "卧室门",
        unit: "樘",
        quantity: 1.0,
        price: 85_000,
        sizes: "净宽 800 mm（GB 50763-2012 3.5.3）",
        because: "门净宽 690 mm，轮椅宽 680 mm · GB 50763-2012 3.5.3",
        decision: "accepted",
        reason: "",
    },
    Measure {
        code: "T01",
        name: "蹲便改坐便",
        place: "卫生间",
        unit: "套",
        quantity: 1.0,
        price: 98_050,
        sizes: "座面高 450 mm（GB 55019-2021 3.1.9）",
        because: "蹲便，起身困难",
        decision: "accepted",
        reason: "",
    },
    Measure {
        code: "F01",
        name: "一氧化碳报警器",
        place: "卧室",
        unit: "个",
        quantity: 2.0,
        price: 12_000,
        sizes: "",
        because: "睡觉的屋里烧炉子，没有报警器",
        decision: "accepted",
        reason: "",
    },
    Measure {
        code: "K01",
        name: "低位灶台",
        place: "厨房",
        unit: "套",
        quantity: 1.0,
        price: 150_000,
        sizes: "",
        because: "台面高 850 mm",
        decision: "declined",
        reason: "家里平时由儿媳做饭",
    },
];

/// Everything from the plan to the return visit. `photos` are photos of the workspace; `shown` of them are used for the
/// places of the measures and the works.
pub fn complete(dossier: &mut Dossier, photos: &[Arc<Photo>]) {
    for row in dossier.rows(&[], &Name::of("plan_item")) {
        let rows = FieldPath::row_of(&[], Name::of("plan_item"), row).rows;
        dossier.apply(&Dossier::remove_row(&rows), &author("评估员示例"));
    }
    let mut hand = Hand { dossier, author: author("评估员示例"), photos: photos.to_vec(), next: 0 };
    for (place, measure) in MEASURES.iter().enumerate() {
        hand.measure(place, measure);
    }
    hand.yard();
    hand.agree();
    hand.order();
    hand.accept();
    hand.settle();
    hand.top("_step", choice("settled"));
}

struct Hand<'a> {
    dossier: &'a mut Dossier,
    author: Author,
    photos: Vec<Arc<Photo>>,
    next: usize,
}

impl Hand<'_> {
    fn set(&mut self, path: FieldPath, value: Value) {
        self.dossier.apply(&Edit::set(path, value), &self.author);
    }

    fn top(&mut self, name: &str, value: Value) {
        self.set(name.parse().unwrap(), value);
    }

    fn photo(&mut self, question: &str) {
        let Some(photo) = self.photos.get(self.next % self.photos.len().max(1)).cloned() else { return };
        self.next += 1;
        let row = RowId::derived(&[question, &self.next.to_string()]);
        let path = question.parse::<FieldPath>().unwrap().photo(row).unwrap();
        self.set(path, Value::Photo(photo));
    }

    fn measure(&mut self, place: usize, measure: &Measure) {
        let row = RowId::derived(&["test", measure.code]);
        self.set(FieldPath::row_of(&[], Name::of("plan_item"), row), Value::Row(u32::try_from(place).unwrap() + 1));
        let base = format!("plan_item/{row}");
        for (field, value) in [
            ("pi_code", choice(measure.code)),
            ("pi_name", text(measure.name)),
            ("pi_place", text(measure.place)),
            ("pi_unit", text(measure.unit)),
            ("pi_quantity", number(measure.quantity)),
            ("pi_price", Value::Integer(measure.price)),
            ("pi_price_list", text("旗县区合同价 2026-03-01")),
            ("pi_because", text(measure.because)),
            ("pi_priority", Value::Integer(2)),
            ("pi_decision", choice(measure.decision)),
        ] {
            self.top(&format!("{base}/{field}"), value);
        }
        for (field, words) in [("pi_sizes", measure.sizes), ("pi_reason", measure.reason)] {
            if !words.is_empty() {
                self.top(&format!("{base}/{field}"), text(words));
            }
        }
        if measure.decision == "accepted" {
            self.photo(&format!("{base}/pi_photo"));
            self.top(&format!("{base}/wi_installed"), number(measure.quantity));
            self.photo(&format!("{base}/wi_after"));
        }
        if measure.code == "E02" {
            let change = RowId::derived(&["change", measure.code]);
            self.top(&format!("{base}/wi_change/{change}"), Value::Row(1));
            self.top(&format!("{base}/wi_change/{change}/wc_quantity"), number(7.1));
            self.top(&format!("{base}/wi_change/{change}/wc_reason"), text("地基比预计的宽，多做 0.8 米"));
            self.top(&format!("{base}/wi_change/{change}/wc_decision"), choice("approved"));
        }
    }

    /// Room for a ramp.
    fn yard(&mut self) {
        for (name, millimetres) in [("qE2", 310), ("qE4_length", 9_000), ("qE4_width", 3_000), ("qE7_depth", 1_600)] {
            self.top(name, Value::Integer(millimetres));
        }
    }

    fn agree(&mut self) {
        self.top("ag_how", Value::Choices(vec![Name::of("read"), Name::of("shown")]));
        self.top("ag_understood", Value::YesNo(true));
        self.top("ag_signer", choice("relative"));
        self.top("ag_relation", text("配偶"));
        self.top("ag_signature", signature("示例家属", "配偶"));
        self.top("ag_assessor_1", signature("示例评估员", ""));
        self.top("ag_date", Value::Date(date(2026, 11, 20)));
    }

    fn order(&mut self) {
        self.top("no_place", text("嘎查村委会公示栏"));
        self.top("no_from", Value::Date(date(2026, 11, 20)));
        self.top("no_until", Value::Date(date(2026, 11, 27)));
        self.top("or_contractor", text("示例施工队"));
        self.top("or_date", Value::Date(date(2026, 12, 1)));
        self.top("or_finish_by", Value::Date(date(2026, 12, 20)));
    }

    fn accept(&mut self) {
        self.top("ac_date", Value::Date(date(2026, 12, 22)));
        self.top("ac_team", Value::Choices(vec![Name::of("county"), Name::of("contractor")]));
        for (place, measure) in MEASURES.iter().filter(|measure| measure.decision == "accepted").enumerate() {
            let base = format!("accept_item/{}", RowId::derived(&["test", measure.code]));
            let installed = if measure.code == "E02" { 7.1 } else { measure.quantity };
            self.top(&base, Value::Row(u32::try_from(place).unwrap() + 1));
            for (field, value) in [
                ("ai_code", text(measure.code)),
                ("ai_name", text(measure.name)),
                ("ai_where", text(measure.place)),
                ("ai_unit", text(measure.unit)),
                ("ai_planned", number(measure.quantity)),
                ("ai_installed", number(installed)),
                ("ai_accepted", number(installed)),
                ("ai_result", choice("pass")),
            ] {
                self.top(&format!("{base}/{field}"), value);
            }
            if measure.code == "E02" {
                self.top(&format!("{base}/ai_change"), Value::YesNo(true));
                self.top(&format!("{base}/ai_ramp_rise"), Value::Integer(310));
                self.top(&format!("{base}/ai_ramp_run"), Value::Integer(3_800));
            }
        }
        self.top("ac_result", choice("accepted"));
        self.top("ac_sign_family", signature("示例家属", "配偶"));
        self.top("ac_sign_contractor", signature("示例施工队", ""));
    }

    fn settle(&mut self) {
        self.top("se_date", Value::Date(date(2026, 12, 28)));
        self.top("se_contract", text("示例-2026-017"));
        self.top("se_signature", signature("示例经办人", ""));
        self.top("rv_date", Value::Date(date(2027, 3, 30)));
        self.top("rv_how", choice("home"));
    }
}
