//! Servers at the window: describing one, sending to it, fetching from it, no network, a wrong password.

use std::io::{Read as _, Write as _};
use std::net::TcpListener;
use std::path::Path;
use std::time::Duration;

use egui::{Vec2, ViewportId};
use jiff::civil::date;
use tantu::app::command::Command;
use tantu::app::demo::{self, Asked};
use tantu::app::desk::Place;
use tantu::app::route::Route;
use tantu::app::settings::Theme;
use tantu::app::task::Task;
use tantu::app::transfer::TransferCommand;
use tantu::form::library::Library;
use tantu::l10n::Language;
use tantu::remote::cloud::{Kind, Target};
use tantu::role::Role;

use super::idle::rests;
use super::large_text::faults;
use super::surveyor::{LANDSCAPE, PORTRAIT, Surveyor, Tablet, id_clashes, willing_home};

/// A workspace with one household of the demo and its photos.
fn demo_home(folder: &Path) {
    let (library, _) = Library::built_in();
    let forms = Task::Survey.forms().iter().map(|id| library.get(id).unwrap());
    let asked: Vec<_> = forms.map(|form| Asked { text: library.source(form.hash()).unwrap(), form }).collect();
    demo::create_some(folder, date(2026, 11, 24), &asked, &[1]).unwrap();
}

fn go(window: &mut Surveyor, route: Route) {
    window.window.state_mut().program.dispatch(Command::Go(route));
    window.window.run();
}

fn ask(window: &mut Surveyor, command: TransferCommand) {
    window.window.state_mut().program.dispatch(Command::Transfer(command));
    window.window.run();
}

fn open(window: &mut Surveyor) {
    go(window, Route::Transfer { back: Box::default() });
    ask(window, TransferCommand::Refresh);
}

/// Describes a folder as a server, by hand.
fn add_folder(window: &mut Surveyor, folder: &Path) {
    window.tap("添加服务器").write("名称", "市残联").write("文件夹", "u盘").expect("请写完整路径");
    window.tap("取消").tap("添加服务器").write("名称", "市残联").write("文件夹", &folder.display().to_string());
    window.tap("保存");
    answered(window);
    window.expect("连接正常");
}

fn answered(window: &mut Surveyor) {
    window.step_until("it is counted, and the server has answered", |window| {
        let known = window.program().transfer.known("市残联");
        known.waiting.is_some() && known.answer.is_some()
    });
    window.window.run();
}

fn until_done(window: &mut Surveyor) {
    window.step_until("it is done and counted again", |window| {
        let transfer = &window.program().transfer;
        transfer.running.is_none() && transfer.known("市残联").last.is_some()
    });
    window.window.run();
}

#[test]
fn a_household_goes_from_the_tablet_to_the_server_and_from_there_to_the_desk() {
    let (kept, server) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    let folder = kept.path().join("tablet");
    demo_home(&folder);
    let mut tablet = Tablet { folder: Some(folder), ..Tablet::default() }.start();
    go(&mut tablet, Route::Handing { back: Box::default() });
    tablet.window.state_mut().program.dispatch(Command::Handing(tantu::app::handing::HandingCommand::Look));
    tablet.step_until("it is looked at", |tablet| tablet.program().handing.plan.is_some());
    tablet.window.run();
    tablet.tap("上传到服务器").expect("还没有服务器");
    add_folder(&mut tablet, server.path());
    tablet.expect("1 户、").expect("张照片待上传").expect("未加密：服务器管理员能看到内容");
    tablet.expect_gone("取回并汇总");
    tablet.tap("市残联：上传");
    until_done(&mut tablet);
    tablet.step_until("nothing waits", |tablet| tablet.sees("没有待上传的"));
    tablet.expect("1 户全部核对无误");
    assert!(server.path().join("sent").is_dir() && server.path().join("photos").is_dir());

    let mut desk = Tablet { role: Role::Coordinator, ..Tablet::default() }.start();
    go(&mut desk, Route::Desk(Place::Inbox));
    desk.tap("从服务器取");
    add_folder(&mut desk, server.path());
    desk.tap("市残联：取哪里的：全部").tap("包头市").tap("市残联：取回并汇总");
    until_done(&mut desk);
    desk.expect("没有新的上传");
    assert_eq!(desk.program().registry.len(), 0);
    desk.tap("全部").expect("市残联：取哪里的：全部").tap("市残联：取回并汇总");
    until_done(&mut desk);
    desk.step_until("it is in the register", |desk| desk.program().registry.len() == 1);
    desk.expect("已取回并汇总 1 批、1 户");
    rests(&mut desk, "the servers");
    desk.tap("市残联：移除").expect("移除“市残联”？").tap("取消").tap("市残联：移除").tap("移除");
    desk.expect("还没有服务器");
    assert!(server.path().join("sent").is_dir(), "what lies there stays");
}

/// An address where nobody listens.
fn nobody() -> String {
    let port = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
    format!("http://127.0.0.1:{port}/dav")
}

#[test]
fn without_a_way_to_the_server_it_waits_calmly_and_is_stopped() {
    let mut tablet = Tablet { homes: vec![willing_home("其木格")], ..Tablet::default() }.start();
    open(&mut tablet);
    tablet.tap("添加服务器").tap("WebDAV").write("名称", "市残联").write("服务器地址", "dav.example.cn");
    tablet.expect("地址应像").tap("取消");
    tablet.tap("添加服务器").tap("WebDAV").write("名称", "市残联").write("服务器地址", &nobody()).tap("保存");
    answered(&mut tablet);
    tablet.tap("市残联：上传");
    let waits =
        |tablet: &Surveyor| tablet.program().transfer.running.as_ref().is_some_and(|running| running.waits.is_some());
    tablet.step_until("it waits", waits);
    tablet.window.run();
    tablet.expect("分钟后再试").expect("自动再试，可以先做别的").expect("现在就试").expect_gone("暂停");
    std::thread::sleep(Duration::from_millis(300));
    tablet.window.run();
    let rest = tablet.window.output().viewport_output[&ViewportId::ROOT].repaint_delay;
    assert!(rest >= Duration::from_secs(1), "a calm state is not painted again and again: {rest:?}");
    tablet.tap("现在就试");
    tablet.step_until("it has tried, and waits again", waits);
    tablet.window.run();
    tablet.tap("停止");
    until_done(&mut tablet);
    tablet.expect("已停止，下次接着传").expect("已核对 0 / 1 户").expect("还有 1 户没有传");
}

/// A server that lets nobody in. It ends with the test.
fn closed_door() -> String {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = format!("http://{}/dav", listener.local_addr().unwrap());
    std::thread::spawn(move || {
        for stream in listener.incoming() {
            let Ok(mut stream) = stream else { return };
            let mut asked = [0; 4096];
            if stream.read(&mut asked).is_ok() {
                stream.write_all(b"HTTP/1.1 401 No\r\nContent-Length: 0\r\nConnection: close\r\n\r\n").ok();
            }
        }
    });
    address
}

#[test]
fn a_password_is_asked_for_where_it_is_needed_and_a_wrong_one_is_told() {
    let mut tablet = Tablet { homes: vec![willing_home("其木格")], ..Tablet::default() }.start();
    open(&mut tablet);
    tablet.tap("添加服务器").tap("WebDAV").write("名称", "市残联").write("服务器地址", &closed_door());
    tablet.write("用户名（可不填）", "wang").tap("保存");
    tablet.tap("市残联：上传").expect("请输入这个服务器的密码").expect("密码只记到关闭坦途为止");
    tablet.write("密码", "hunter2").expect_gone("hunter2").tap("显示：密码").expect("hunter2").tap("确定");
    until_done(&mut tablet);
    tablet.expect("服务器不认这个用户名或密码（401）").expect("密码（wang）").expect_gone("hunter2");
    let written = std::fs::read_to_string(tablet.folder.join("servers.ron")).unwrap();
    assert!(written.contains("wang") && !written.contains("hunter2"), "{written}");
}

#[test]
fn servers_fit_every_window() {
    let mut found = Vec::new();
    for (size, language, theme, percent) in [
        (LANDSCAPE, Language::Chinese, Theme::Light, 100),
        (PORTRAIT, Language::Chinese, Theme::Sunlight, 200),
        (PORTRAIT, Language::English, Theme::Light, 200),
    ] {
        let server = tempfile::tempdir().unwrap();
        let place = format!("{language:?} {percent} %");
        let mut look = |window: &Surveyor, size: Vec2, what: &str| {
            found.extend(id_clashes(window).into_iter().map(|fault| format!("{place}, {what}: {fault}")));
            found.extend(faults(window, size, true).into_iter().map(|fault| format!("{place}, {what}: {fault}")));
        };
        let homes = vec![willing_home("其木格")];
        let mut window =
            Tablet { role: Role::Coordinator, size, language, theme, percent, homes, ..Tablet::default() }.start();
        open(&mut window);
        look(&window, size, "nothing yet");
        let zh = language == Language::Chinese;
        window.tap(if zh { "添加服务器" } else { "Add a server" });
        look(&window, size, "a folder");
        window.tap(if zh { "S3 兼容存储" } else { "S3-compatible storage" });
        look(&window, size, "object storage");
        window.tap(if zh { "取消" } else { "Cancel" });
        let target = Target { name: "市残联".to_owned(), ..Target::folder(server.path()) };
        ask(&mut window, TransferCommand::Keep { was: String::new(), target, secret: None });
        let (name, user) = ("兴安盟残疾人联合会信息中心".to_owned(), "wangpinggu@example.cn".to_owned());
        let far = Target { name: name.clone(), kind: Kind::WebDav, address: nobody(), user, ..Target::default() };
        ask(&mut window, TransferCommand::Keep { was: String::new(), target: far.clone(), secret: None });
        ask(&mut window, TransferCommand::Send(name.clone()));
        window.tap_beginning(if zh { "市残联：取哪里的" } else { "市残联: Fetch from" });
        look(&window, size, "servers and a password");
        ask(
            &mut window,
            TransferCommand::Keep { was: name.clone(), target: Target { user: String::new(), ..far }, secret: None },
        );
        ask(&mut window, TransferCommand::Send(name));
        window.step_until("it waits", |window| {
            window.program().transfer.running.as_ref().is_some_and(|running| running.waits.is_some())
        });
        window.window.run();
        look(&window, size, "no network");
        window.tap(if zh { "停止" } else { "Stop" });
        window.step_until("it is stopped", |window| window.program().transfer.running.is_none());
        ask(&mut window, TransferCommand::Send("市残联".to_owned()));
        until_done(&mut window);
        look(&window, size, "done");
    }
    assert!(found.is_empty(), "{} faults, among them\n{}", found.len(), found[..found.len().min(40)].join("\n"));
}
