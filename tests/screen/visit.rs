//! A whole visit, tapped through by the names on the screen as a surveyor does, and what is on the disk afterwards.

use tantu::dossier::Dossier;
use tantu::dossier::register::Register;
use tantu::id::Name;
use tantu::value::{Skip, Value};

use super::surveyor::{Surveyor, Tablet, in_row};

fn choice(id: &'static str) -> Value {
    Value::Choice(Name::of(id))
}

fn choices(ids: &[&'static str]) -> Value {
    Value::Choices(ids.iter().map(|id| Name::of(id)).collect())
}

/// 15222119580412301 5, limbs, second grade.
const CERTIFICATE: &str = "15222119580412301542";

fn register(surveyor: &mut Surveyor) {
    surveyor.expect("还没有住户").tap("新增住户");
    // The first question is open already.
    surveyor.write("户主姓名：填写", "其木格").tap("户主姓名：下一题");
    let place = "旗县区和苏木乡镇街道";
    surveyor.answer(place, "兴安盟").answer(place, "科尔沁右翼前旗");
    surveyor.write(&format!("{place}：苏木、乡镇或街道"), "察尔森镇");
    surveyor.unfold("嘎查村社区").write("嘎查村社区：填写", "红峰嘎查");
    surveyor.answer("城镇还是农村牧区", "牧区");
    surveyor.unfold("常住人口数");
    // From the least that is usual, upwards and down again.
    for step in ["加", "加", "加", "加", "减"] {
        surveyor.answer("常住人口数", step);
    }
    surveyor.tap("添加残疾人").expect("撤销：添加「残疾人」");
    surveyor.write("姓名：填写", "其木格");
    surveyor.keys("残疾人证号", CERTIFICATE).expect("校验位正确").tap("残疾人证号：完成");
    surveyor.answer("困难类型", "脱贫户").answer("困难类型", "最低生活保障（低保）");
}

fn consent(surveyor: &mut Surveyor) {
    surveyor.section("出入口、院落").expect("请先征得家属的知情同意").tap("去填知情同意");
    surveyor.answer("用什么语言读的", "蒙古语").answer("怎样告知的", "逐条读给对方听");
    // What is read out stands there in full.
    surveyor.expect("评估不收钱").expect("不卖给别人，不传到国外").expect("12385");
    surveyor.answer("对方听明白了，问题都答复了", "否").expect("请再讲一遍或请人翻译");
    surveyor.answer("对方听明白了，问题都答复了", "是").expect_gone("请再讲一遍或请人翻译");
    surveyor.answer("今天由谁表示同意或不同意", "残疾人本人");
    surveyor.expect_gone("不能拍").expect_gone("签名：签名板");
    surveyor.answer("同意登记上面说的这些信息，用于家庭无障碍改造", "是");
    surveyor.answer("单独同意：登记身份号码、残疾和健康情况、困难类型", "是");
    surveyor.answer("同意拍照：只拍要改造的地方和量尺的位置", "是");
    surveyor.answer("同意公示姓名、嘎查村、改造项目和金额", "是");
    surveyor.answer("怎样签", "亲笔签名").unfold("签名");
    surveyor.write("签名：签名人姓名", "其木格").sign("签名：签名板");
}

fn entrance(surveyor: &mut Surveyor) {
    surveyor.section("出入口、院落");
    // Three reasons for no answer, none of them "no problem".
    surveyor.unfold("有犬或牲畜妨碍通行").answer("有犬或牲畜妨碍通行", "未能检查");
    surveyor.unfold("路面平整，雨后不泥泞").answer("路面平整，雨后不泥泞", "不适用");
    surveyor.unfold("冬季路面或台阶结冰").answer("冬季路面或台阶结冰", "拒绝回答");
    surveyor.expect_gone("总高差");
    surveyor.answer("从院门（单元门）到户门有高差", "是").expect("总高差");
    surveyor.keys("总高差", "4000").expect("只能填 0～3000 mm");
    assert_eq!(surveyor.value("qE2"), Some(Value::Integer(400)), "the last one that could be taken");
    surveyor.tap("总高差：清空").keys("总高差", "450").tap("总高差：完成");
    surveyor.unfold("总高差").expect("不达标").answer("总高差", "空间不够").expect("可接受");
    surveyor.answer("总高差", "备注").write("总高差：备注", "两次量得一样");
    // A finger that slipped takes its answer back.
    surveyor.answer("夜里门口有灯", "是").answer("夜里门口有灯", "是");
    assert_eq!(surveyor.value("qE11_light"), None);
}

fn doors(surveyor: &mut Surveyor) {
    surveyor.section("门").tap("添加户门").expect("户门 1/").keys("开启后净宽", "760").tap("开启后净宽：完成");
    surveyor.unfold("门槛或两侧高差");
    for _ in 0..3 {
        surveyor.answer("门槛或两侧高差", "加");
    }
    surveyor.tap("添加卫生间门").keys("开启后净宽", "820");
    surveyor.tap("复制 卫生间门");
    assert_eq!(rows(surveyor, "door").len(), 3);
    surveyor.tap_beginning("删除 户门");
    assert_eq!(rows(surveyor, "door").len(), 2);
    surveyor.tap_beginning("撤销：删除").expect("户门 ");
    assert_eq!(rows(surveyor, "door").len(), 3);
}

fn rows(surveyor: &Surveyor, repeat: &'static str) -> Vec<tantu::id::RowId> {
    surveyor.program().visit.as_ref().unwrap().dossier.rows(&[], &Name::of(repeat))
}

fn no_problem(surveyor: &mut Surveyor) {
    surveyor.section("走廊、客厅").tap("本室无问题").expect("“走廊、客厅”没有问题？").tap("取消");
    assert_eq!(surveyor.value("qL3_rugs"), None);
    surveyor.tap("本室无问题").tap_beginning("填上 ");
    assert_eq!(surveyor.value("qL3_rugs"), Some(Value::YesNo(false)));
    assert_eq!(surveyor.value("qL1"), None, "nobody measured it");
    surveyor.tap("撤销：「走廊、客厅」无问题");
    assert_eq!(surveyor.value("qL3_rugs"), None);
    surveyor.tap("本室无问题").tap_beginning("填上 ");
}

/// The number behind a word of the panel.
fn counted(surveyor: &Surveyor, word: &str) -> u32 {
    let named = surveyor.named();
    let found = named.iter().find_map(|(name, ..)| name.strip_prefix(word)?.trim().parse().ok());
    found.unwrap_or_else(|| panic!("{word} is not counted: {named:?}"))
}

fn to_dos(surveyor: &mut Surveyor) {
    let before = counted(surveyor, "待处理");
    surveyor.tap_beginning("去看：人与照护").expect("在家怎么移动");
    let listed = surveyor.named().iter().filter(|(name, ..)| name.starts_with("去看：")).count();
    assert_eq!(listed, before as usize, "every one of them is a tap away");
    surveyor.tap_beginning("去看：住房与条件 · 产权");
    // It is open: everything that can be said about it is there.
    surveyor.expect("产权：未能检查").answer("产权", "自有");
    assert_eq!(counted(surveyor, "待处理"), before - 1);
    surveyor.answer("已享受过哪些改造", "危房改造").answer("已享受过哪些改造", "厕改");
}

fn finish(surveyor: &mut Surveyor) {
    surveyor.tap("完成本次入户").expect("项必答内容").tap("先去看看").expect_gone("照样完成");
    surveyor.tap("完成本次入户").tap("照样完成").expect("本次入户已完成");
    surveyor.expect_gone("完成本次入户？");
    surveyor.section("出入口、院落").answer("有院门", "是");
    assert_eq!(surveyor.value("qE10"), None, "a finished visit takes no answer");
    surveyor.tap("重新打开").answer("有院门", "否");
    assert_eq!(surveyor.value("qE10"), Some(Value::YesNo(false)));
    // The way back leads by the household's file, where the next thing is the plan.
    surveyor.tap("完成本次入户").tap("照样完成").tap("返回").expect("做改造方案");
}

#[test]
fn a_whole_visit_is_tapped_through_and_lies_on_the_disk() {
    let mut surveyor = Tablet::default().start();
    register(&mut surveyor);
    consent(&mut surveyor);
    entrance(&mut surveyor);
    doors(&mut surveyor);
    no_problem(&mut surveyor);
    to_dos(&mut surveyor);
    finish(&mut surveyor);
    let home = surveyor.leave_and_read();
    on_disk(&home);
    surveyor.tap("全部").expect("打开：其木格，肢体·二级，科尔沁右翼前旗 · 察尔森镇 · 红峰嘎查，已完成");
}

/// Every answer of the visit is in the file.
fn on_disk(home: &Dossier) {
    let top = |question: &str| home.value(&question.parse().unwrap()).cloned();
    let text = |words: &str| Some(Value::Text(words.into()));
    for (question, expected) in [
        ("hh_head", text("其木格")),
        ("hh_division", text("152221 察尔森镇")),
        ("hh_village", text("红峰嘎查")),
        ("hh_town_or_pasture", Some(choice("pasture"))),
        ("hh_members", Some(Value::Integer(3))),
        ("hh_income_status", Some(choices(&["dibao", "lifted"]))),
        ("consent_language", Some(choice("mongolian"))),
        ("consent_way", Some(choice("read_out"))),
        ("consent_understood", Some(Value::YesNo(true))),
        ("consent_giver", Some(choice("self"))),
        ("consent_data", Some(Value::YesNo(true))),
        ("consent_sensitive", Some(Value::YesNo(true))),
        ("consent_photo", Some(Value::YesNo(true))),
        ("consent_notice", Some(Value::YesNo(true))),
        ("consent_sign_how", Some(choice("written"))),
        ("qE13", Some(Value::Skipped(Skip::NotChecked))),
        ("qE8_even", Some(Value::Skipped(Skip::NotApplicable))),
        ("qE8_ice", Some(Value::Skipped(Skip::Refused))),
        ("qE1", Some(Value::YesNo(true))),
        ("qE2", Some(Value::Integer(450))),
        ("qE2.accepted", text("空间不够")),
        ("qE2.note", text("两次量得一样")),
        ("qE10", Some(Value::YesNo(false))),
        ("qE11_light", None),
        ("qL3_rugs", Some(Value::YesNo(false))),
        ("qP17_owner", Some(choice("own"))),
        ("qP18", Some(choices(&["dangerous_house", "toilet_renewal"]))),
        ("_visit", Some(choice("finished"))),
    ] {
        assert_eq!(top(question), expected, "{question}");
    }
    assert_eq!(in_row(home, "person", 0, "p_certificate"), text(CERTIFICATE));
    assert_eq!(home.rows(&[], &Name::of("door")).len(), 3);
    assert_eq!(in_row(home, "door", 0, "door_place"), Some(choice("entrance")));
    assert_eq!(in_row(home, "door", 0, "qD1"), Some(Value::Integer(760)));
    assert_eq!(in_row(home, "door", 0, "qD3"), Some(Value::Integer(20)));
    for copy in [1, 2] {
        assert_eq!(in_row(home, "door", copy, "door_place"), Some(choice("bathroom")));
        assert_eq!(in_row(home, "door", copy, "qD1"), Some(Value::Integer(820)));
    }
    let Some(Value::Signature(signature)) = top("consent_signature") else { panic!("{:?}", top("consent_signature")) };
    assert_eq!((&*signature.name, signature.strokes.len()), ("其木格", 2));
    for write in home.fields.values().flat_map(Register::live) {
        assert_eq!((&*write.1.author, write.1.at), ("王评估", super::surveyor::now()));
    }
}

#[test]
fn english_is_chosen_without_a_restart_and_in_the_middle_of_a_visit() {
    let mut surveyor = Tablet::default().start();
    surveyor.tap("新增住户").write("户主姓名：填写", "其木格");
    surveyor.tap("设置").tap("语言：English").expect("Settings").tap("Back");
    surveyor.expect("Head of the household").expect("其木格");
    surveyor.tap_beginning("Consent, ").tap("Agrees that this data is recorded for the home retrofit: Yes");
    surveyor.tap_beginning("Entrance and yard, ");
    surveyor.tap("Level change between gate and front door: Yes").expect("Total rise");
    surveyor.tap("Finish this visit");
    surveyor.tap("Finish anyway");
    surveyor.tap("Back").tap("Back").tap("All");
    surveyor.expect("Open: 其木格").expect("Finished");
    surveyor.tap("Settings").tap("Language: 简体中文").expect("文字大小");
    let chinese: Vec<String> = surveyor.named().into_iter().map(|(name, ..)| name).collect();
    assert!(!chinese.iter().any(|name| name == "Settings" || name == "Language"), "{chinese:?}");
}
