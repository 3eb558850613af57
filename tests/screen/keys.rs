//! Keys and encryption as people meet them: sealing a tablet, and getting to know the key of somebody else.

use egui_kittest::kittest::Queryable as _;
use tantu::app::command::Command;
use tantu::app::keys::{For, KeysCommand};
use tantu::app::route::Route;
use tantu::app::vault::{self, Identity, State};
use tantu::l10n::Language;
use tantu::seal::fingerprint;
use tantu::ui::gate::Gate;

use super::lock::{AtTheGate as _, Home, PASSPHRASE, tap};
use super::surveyor::Surveyor;

/// Goes to the screen by the settings.
fn at_the_keys(home: Home, sealed: bool) -> Surveyor<Gate> {
    let mut surveyor = home.start();
    if sealed {
        surveyor.unlock(PASSPHRASE).says("打开：其木格");
    }
    surveyor.tap("设置").tap("打开密钥与加密").expect("本机资料");
    surveyor
}

fn read(surveyor: &mut Surveyor<Gate>, purpose: For, file: std::path::PathBuf) {
    let shell = surveyor.window.state_mut().shell_mut().unwrap();
    shell.program.dispatch(Command::Keys(KeysCommand::ReadFile(purpose, file)));
}

#[test]
fn a_tablet_is_sealed_from_the_screen_and_unsealed_again() {
    let office = Identity::generate().recipient();
    let mut surveyor = at_the_keys(Home::new().plain(), false);
    surveyor.expect("本机资料未加密").expect("任何人都能读到").expect("所以没有收件密钥");
    surveyor.tap("加密本机资料").expect("没有恢复密钥");
    surveyor.write("新口令", "短").expect("太短");
    surveyor.write("新口令", "三只骆驼在喝奶茶").write("再输一次新口令", "别的").expect("两次输入的口令不一样");
    surveyor.tap("取消").tap("加密本机资料");
    surveyor.write("新口令", PASSPHRASE).write("再输一次新口令", PASSPHRASE);
    // It says what it means to have no recovery key, and goes back.
    surveyor.tap("开始加密").expect("不要恢复密钥就加密").tap("先读入恢复密钥");
    surveyor.write("办公室的恢复密钥（age1 开头）", &office.to_string()).expect("核对密钥");
    surveyor.tap("8 个词都一样，保存").expect_gone("没有恢复密钥");
    tap_below(&mut surveyor, "开始加密");
    surveyor.says("本机资料已加密");
    assert!(matches!(surveyor.inside().route, Route::Keys { .. }), "one is where one was");
    assert_eq!(vault::state(&surveyor.folder), State::Sealed);
    assert_eq!(surveyor.inside().keys.vault().unwrap().recipients()[1..], [office]);
    let own = surveyor.inside().keys.own().unwrap().to_string();
    surveyor.expect("本机收件密钥的二维码").expect(&own);

    surveyor.tap("更改口令").write("现在的口令", "不是这一句").write("新口令", "八月草原上下大雪");
    surveyor.write("再输一次新口令", "八月草原上下大雪");
    tap_below(&mut surveyor, "换成新口令");
    surveyor.says("口令不对").says("本机资料已加密");
    surveyor.tap("知道了").tap("更改口令").write("现在的口令", PASSPHRASE).write("新口令", "八月草原上下大雪");
    surveyor.write("再输一次新口令", "八月草原上下大雪");
    tap_below(&mut surveyor, "换成新口令");
    surveyor.says("口令已更改").tap("知道了");

    surveyor.tap("取消加密").write("现在的口令", "八月草原上下大雪");
    tap_below(&mut surveyor, "取消加密，恢复为未加密");
    surveyor.says("本机资料未加密");
    assert_eq!(vault::state(&surveyor.folder), State::Plain);
}

/// Scrolls there, then taps without waiting for rest.
fn tap_below(surveyor: &mut Surveyor<Gate>, name: &str) {
    surveyor.window.get_by_label(name).scroll_to_me();
    surveyor.window.run();
    tap(surveyor, name);
}

#[test]
fn a_receiver_is_added_by_pasting_and_comparing_words() {
    let key = Identity::generate().recipient();
    let mut surveyor = at_the_keys(Home::new().plain(), false);
    surveyor.write("对方的收件密钥", &format!("旗残联的密钥 {key}")).expect("核对密钥");
    for word in fingerprint::words(&key, Language::Chinese) {
        surveyor.expect(word);
    }
    surveyor.write("收件方名称", "旗残联").tap("还没核对，先保存").expect("还没核对");
    assert_eq!(surveyor.inside().keys.known()[0].confirmed, None);
    surveyor.tap("核对：旗残联").tap("8 个词都一样").expect("2026-11-24 已核对");
    let known = surveyor.inside().keys.known();
    assert_eq!((known.len(), &*known[0].name, &known[0].recipient), (1, "旗残联", &key));
    let (stored, problems) = surveyor.inside().workspace().receivers();
    assert_eq!((stored.len(), &*stored[0].key, problems.len()), (1, &*key.to_string(), 0));

    surveyor.tap("删除：旗残联").expect("以后不能再加密给它").tap("删除");
    assert_eq!(surveyor.inside().keys.known(), []);
}

#[test]
fn nonsense_and_secrets_are_refused_in_a_sentence() {
    let mut surveyor = at_the_keys(Home::new().plain(), false);
    surveyor.write("对方的收件密钥", "您好").tap("读入").expect("这不是收件密钥").tap("知道了");
    surveyor.write("对方的收件密钥", "AGE-SECRET-KEY-1ABC").tap("读入").expect("私钥不能外传");
    assert_eq!(surveyor.inside().keys.known(), []);
}

#[test]
fn the_code_on_one_tablet_is_read_by_another_from_a_photo() {
    let mut shows = at_the_keys(Home::new().sealed(&[]), true);
    let key = shows.inside().keys.own().unwrap();
    shows.window.get_by_label("本机收件密钥的二维码").scroll_to_me();
    shows.window.run();
    let photo = shows.folder.with_file_name("screen.png");
    shows.window.render().unwrap().save(&photo).unwrap();

    let mut reads = at_the_keys(Home::new().plain(), false);
    read(&mut reads, For::Receiver, photo.clone());
    reads.says("核对密钥").expect("8 个词和顺序都一样");
    reads.write("收件方名称", "李评估").tap("8 个词都一样，保存");
    assert_eq!(reads.inside().keys.known()[0].recipient, key);
    // It knows itself.
    read(&mut shows, For::Receiver, photo);
    shows.says("本机自己的收件密钥");
}

#[test]
fn an_office_makes_a_recovery_key_and_keeps_it() {
    let mut surveyor = at_the_keys(Home::new().plain(), false);
    surveyor.tap("做一把恢复密钥").expect("还没有保存");
    let stick = surveyor.folder.with_file_name("stick");
    std::fs::create_dir(&stick).unwrap();
    let program = &mut surveyor.window.state_mut().shell_mut().unwrap().program;
    program.dispatch(Command::Keys(KeysCommand::SaveRecovery(stick.clone())));
    surveyor.says("已存到");
    let written = std::fs::read_to_string(stick.join("坦途恢复密钥-2026-11-24.txt")).unwrap();
    let key: Identity = written.parse().unwrap();
    assert_eq!(surveyor.inside().keys.recovery, [key.recipient()]);
    // The file with the secret is not taken for a receiver's.
    read(&mut surveyor, For::Receiver, stick.join("坦途恢复密钥-2026-11-24.png"));
    surveyor.says("私钥不能外传").tap("知道了").tap("收好了");
    assert_eq!(surveyor.inside().keys.fresh, None);
}
