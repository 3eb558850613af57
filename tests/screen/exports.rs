//! Tables that leave the coordinator's desk: chosen, made, told what was left out, stopped.

use std::io;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Condvar, Mutex};

use tantu::app::command::Command;
use tantu::app::desk::Place;
use tantu::app::export::Purpose;
use tantu::app::route::Route;
use tantu::dossier::Dossier;
use tantu::role::Role;
use tantu::store::disk::{Disk, Op, Watch};
use tantu::value::Value;

use super::surveyor::{PORTRAIT, Surveyor, Tablet, home, id_clashes};

fn homes() -> Vec<Dossier> {
    let text = |words: &str| Value::Text(words.into());
    let one = |(number, head, division)| {
        home(number, &[("hh_head", text(head)), ("hh_division", text(division)), ("qE2", Value::Integer(20))])
    };
    [(1, "其木格", "152221 察尔森镇"), (2, "巴特尔", "152221 居力很镇"), (3, "王秀兰", "150102 毫沁营镇")]
        .map(one)
        .into()
}

fn at_the_desk(tablet: Tablet) -> Surveyor {
    let mut window = Tablet { role: Role::Coordinator, homes: homes(), ..tablet }.start();
    window.window.state_mut().program.dispatch(Command::Go(Route::Desk(Place::Exports)));
    window.window.run();
    window
}

fn wait(window: &mut Surveyor) {
    window.step_until("the export has ended", |window| window.program().desk.export.result.is_some());
    window.window.run();
}

/// Every file in a folder, and in folders in it.
fn files(folder: &Path) -> Vec<PathBuf> {
    let entries = std::fs::read_dir(folder).into_iter().flatten().map(|entry| entry.unwrap().path());
    entries.flat_map(|path| if path.is_dir() { files(&path) } else { vec![path] }).collect()
}

#[test]
fn a_table_is_chosen_made_and_says_what_it_leaves_out() {
    let mut window = at_the_desk(Tablet::default());
    window.expect("还没有导出过").expect("内部使用（含姓名证号）");
    window.tap("调查答案（每题一行）").tap("统计分析（不含身份信息）").tap("格式：CSV").expect("改坏长号码");
    assert_eq!(id_clashes(&window), Vec::<String>::new());
    window.tap("开始导出");
    wait(&mut window);
    window.expect("已导出 3 户").expect("没有导出的").expect("未导出").expect("最近导出").expect_gone("还没有导出过");
    let done = window.program().desk.export.result.clone().unwrap().unwrap();
    let last = done.last.last().unwrap();
    assert_eq!((last.households, last.purpose.as_str()), (3, Purpose::Anonymous.name()));
    let made = files(&done.outcome.path);
    let text: String =
        made.iter().map(|file| String::from_utf8_lossy(&std::fs::read(file).unwrap()).into_owned()).collect();
    assert!(text.contains("qE2") && !text.contains("其木格"), "answers, and nobody's name: {made:?}");
    assert_eq!(id_clashes(&window), Vec::<String>::new());
    window.tap("收起").expect_gone("已导出 3 户").expect("3 户");
}

#[test]
fn only_the_households_of_one_banner_go_into_an_excel_table() {
    let mut window = at_the_desk(Tablet { size: PORTRAIT, ..Tablet::default() });
    window
        .tap("调查答案（每题一列）")
        .tap_beginning("兴安盟")
        .tap("格式：Excel 表格")
        .expect("位数不丢")
        .tap("开始导出");
    wait(&mut window);
    window.expect("已导出 2 户");
    let path = window.program().desk.export.result.clone().unwrap().unwrap().outcome.path;
    let book = tantu::table::read::open(&path).unwrap();
    let cells: Vec<String> = book.sheets[0].rows.iter().flatten().map(|cell| cell.text().into_owned()).collect();
    let has = |words: &str| cells.iter().any(|cell| cell == words);
    assert!(has("其木格") && has("巴特尔") && !has("王秀兰"), "{cells:?}");
}

/// Keeps whoever reads a household waiting, once it is told to.
#[derive(Default)]
struct Slow {
    holds: Mutex<bool>,
    changed: Condvar,
}

impl Slow {
    fn hold(&self, holds: bool) {
        *self.holds.lock().unwrap() = holds;
        self.changed.notify_all();
    }
}

impl Watch for Slow {
    fn before(&self, op: Op<'_>) -> Result<(), (usize, io::Error)> {
        if let Op::Read(path) = op
            && path.components().any(|part| part.as_os_str() == "dossiers")
        {
            drop(self.changed.wait_while(self.holds.lock().unwrap(), |holds| *holds).unwrap());
        }
        Ok(())
    }
}

#[test]
fn an_export_that_is_stopped_leaves_no_file() {
    let slow = Arc::new(Slow::default());
    let mut window = at_the_desk(Tablet { disk: Disk::watched(slow.clone()), ..Tablet::default() });
    slow.hold(true);
    window.tap("调查答案（每题一行）").tap("开始导出");
    window.expect("正在导出：").expect("可以继续做别的").expect_gone("开始导出");
    window.tap("停止导出");
    slow.hold(false);
    wait(&mut window);
    window.expect("已停止，没有留下文件").expect("开始导出").expect("还没有导出过");
    let folder = window.program().exchange.folder.clone();
    assert_eq!(files(&folder), Vec::<PathBuf>::new());
}
