//! Names of people, places and firms. They are put together by chance and mean nobody.

use super::chance::Chance;

const SURNAMES: &[(&str, u32)] = &[
    ("王", 9),
    ("李", 8),
    ("张", 8),
    ("刘", 7),
    ("赵", 5),
    ("陈", 4),
    ("杨", 4),
    ("孙", 3),
    ("马", 2),
    ("高", 2),
    ("吴", 2),
    ("周", 2),
    ("徐", 2),
    ("胡", 1),
    ("郭", 2),
    ("何", 1),
    ("林", 1),
    ("韩", 1),
    ("冯", 1),
    ("于", 1),
    ("董", 1),
    ("袁", 1),
    ("曹", 1),
    ("田", 1),
    ("姜", 1),
    ("范", 1),
    ("方", 1),
    ("石", 1),
    ("白", 2),
    ("包", 3),
    ("贾", 1),
    ("侯", 1),
    ("武", 1),
    ("乔", 1),
    ("贺", 1),
    ("苗", 1),
    ("温", 1),
    ("薛", 1),
    ("阎", 1),
    ("郝", 1),
];

const MEN: &[&str] = &[
    "国", "建", "志", "永", "明", "文", "强", "军", "福", "生", "贵", "海", "林", "成", "德", "山", "河", "春", "宝",
    "玉", "树", "金", "有", "占", "学", "殿", "连", "义", "全", "喜", "柱", "满", "仓", "田", "庆", "和",
];

const WOMEN: &[&str] = &[
    "秀", "英", "桂", "兰", "玉", "珍", "凤", "芳", "梅", "淑", "琴", "霞", "华", "敏", "静", "丽", "娟", "艳", "莲",
    "香", "翠", "云", "红", "爱", "巧", "改", "枝", "花", "荣", "萍", "燕", "雪",
];

const MONGOL_MEN: &[&str] = &[
    "巴特尔",
    "宝音",
    "朝鲁",
    "苏和",
    "额尔敦",
    "布和",
    "那顺",
    "乌力吉",
    "吉日嘎拉",
    "孟和",
    "哈斯",
    "阿拉坦",
    "青格勒",
    "特木尔",
    "巴雅尔",
    "道尔吉",
    "呼和",
    "达来",
    "敖特根",
    "图门",
    "斯琴",
    "毕力格",
    "格日勒",
    "照日格图",
    "巴图",
    "满都拉",
    "伊德日",
    "牧仁",
    "钢巴特尔",
    "阿古拉",
    "恩和",
    "查干",
    "斯日古楞",
    "乌恩",
    "包力高",
    "赛音",
];

const MONGOL_WOMEN: &[&str] = &[
    "其其格",
    "萨仁",
    "高娃",
    "乌兰",
    "娜仁",
    "托娅",
    "斯琴",
    "格日勒",
    "萨日娜",
    "塔娜",
    "乌云",
    "琪琪格",
    "阿拉坦",
    "哈斯",
    "青格乐",
    "萨仁高娃",
    "乌日娜",
    "娜仁花",
    "其木格",
    "金花",
    "银花",
    "通拉嘎",
    "敖登",
    "莎林",
    "苏布道",
    "阿茹娜",
    "乌仁",
    "龙棠",
    "满达",
    "珊丹",
    "南斯勒玛",
    "德力格尔",
];

const TOWNSHIPS: &[&str] = &[
    "红旗",
    "兴隆",
    "永安",
    "和平",
    "团结",
    "胜利",
    "平川",
    "双河",
    "石门",
    "柳林",
    "巴彦",
    "白音",
    "乌兰",
    "哈拉",
    "查干",
    "宝格达",
    "德力",
    "布日",
    "沙尔",
    "浩特",
    "塔日",
    "额尔格",
    "海力",
    "阿力",
    "敖包",
    "呼日",
];

const VILLAGES: &[&str] = &[
    "红峰",
    "永胜",
    "新立",
    "东沟",
    "西山",
    "南营",
    "北台",
    "小河",
    "大井",
    "榆树",
    "杏树",
    "二道",
    "三家",
    "四合",
    "五星",
    "六户",
    "前进",
    "光明",
    "友谊",
    "向阳",
    "巴彦塔拉",
    "白音高勒",
    "乌兰哈达",
    "查干淖尔",
    "哈日根台",
    "宝力根",
    "敖包图",
    "温都尔",
    "塔班",
    "呼格吉勒",
    "沙布格",
    "海日罕",
    "都希",
    "赛罕",
    "朝阳",
    "明水",
    "柳条沟",
    "石头井",
    "张家营",
    "刘家堡",
];

const FIRMS: &[&str] = &[
    "安康",
    "顺达",
    "宏远",
    "北疆",
    "草原人家",
    "惠民",
    "鼎盛",
    "暖阳",
    "同心",
    "坦程",
    "益居",
    "众合",
    "博爱",
    "金桥",
];

/// A name of the Han or the Mongolian kind.
pub fn person(chance: &mut Chance, mongol: bool, female: bool, surname: Option<&str>) -> String {
    if mongol {
        let given = chance.one(if female { MONGOL_WOMEN } else { MONGOL_MEN });
        let before = ["", "", "包", "白", "宝", "乌云", "阿拉坦", "额尔敦", "哈斯", "青", "那仁", "孟和"];
        let before = chance.one(&before);
        return if given.starts_with(before) { given.to_owned() } else { format!("{before}{given}") };
    }
    let surname = surname.map_or_else(|| chance.weighed(SURNAMES), |surname| surname);
    let letters = if female { WOMEN } else { MEN };
    let first = chance.one(letters);
    let second = chance.one(letters);
    if chance.percent(25) || first == second {
        format!("{surname}{first}")
    } else {
        format!("{surname}{first}{second}")
    }
}

/// The surname of a Han name.
pub fn surname(name: &str) -> Option<&str> {
    let end = name.char_indices().nth(1).map_or(name.len(), |(place, _)| place);
    let first = &name[..end];
    SURNAMES.iter().any(|(surname, _)| *surname == first).then_some(first)
}

/// A township and a village of the banner with this number, with the words of town, farms or pasture.
pub fn place(chance: &mut Chance, division: u64, settlement: &str) -> (String, String) {
    let (town, village) = match settlement {
        "town" => ("街道", "社区"),
        "pasture" => ("苏木", "嘎查"),
        _ => ("镇", "村"),
    };
    // Every banner has a dozen townships of its own, each with its villages.
    let township = (division * 5 + chance.below(12)) as usize % TOWNSHIPS.len();
    let at = (township * 7 + chance.below(14) as usize) % VILLAGES.len();
    (format!("{}{town}", TOWNSHIPS[township]), format!("{}{village}", VILLAGES[at]))
}

/// An address within the village.
pub fn address(chance: &mut Chance, settlement: &str) -> String {
    match settlement {
        "town" => {
            let (house, unit) = (chance.between(1, 28), chance.between(1, 5));
            let (floor, door) = (chance.between(1, 6), chance.between(1, 3));
            format!("{house} 号楼 {unit} 单元 {floor}0{door}")
        }
        "pasture" => {
            let camp = chance.one(&["冬营地", "夏营地", "嘎查部旁", "水井北"]);
            format!("{camp}，离嘎查 {} 公里", chance.between(1, 38))
        }
        _ => format!("{} 组 {} 号", chance.between(1, 9), chance.between(1, 96)),
    }
}

/// A building firm of a banner, of which each has three.
pub fn firm(banner: &str, division: u64, nth: u64) -> String {
    let word = FIRMS[((division * 3 + nth) as usize) % FIRMS.len()];
    format!("{banner}{word}无障碍工程队")
}
