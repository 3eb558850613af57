//! What the window says when the disk is full or belongs to another program.

use std::io::{Error, ErrorKind};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use tantu::store::disk::{Disk, Op, Watch};
use tantu::value::Value;

use super::surveyor::{Tablet, id_clashes, willing_home};

/// Full while it is told to be.
#[derive(Default)]
struct Fillable(AtomicBool);

impl Watch for Fillable {
    fn before(&self, op: Op<'_>) -> Result<(), (usize, Error)> {
        let grows = matches!(op, Op::Create(_) | Op::Write { .. } | Op::Sync(_));
        if grows && self.0.load(Ordering::SeqCst) { Err((0, ErrorKind::StorageFull.into())) } else { Ok(()) }
    }
}

#[test]
fn a_full_disk_is_said_until_there_is_room() {
    let full = Arc::new(Fillable::default());
    let disk = Disk::watched(full.clone());
    let mut surveyor = Tablet { homes: vec![willing_home("其木格")], disk, ..Tablet::default() }.start();
    surveyor.open("其木格").section("出入口、院落").answer("夜里门口有灯", "否").wait_saved().expect("已存");
    full.0.store(true, Ordering::SeqCst);
    surveyor.answer("有院门", "否").step_until("it is said", |surveyor| surveyor.sees("未存上"));
    surveyor.expect("有 1 条修改还没有写进存储").expect("存储空间已满");
    assert_eq!(surveyor.value("qE10"), Some(Value::YesNo(false)), "the answer stays");
    assert_eq!(id_clashes(&surveyor), [""; 0]);
    surveyor.tap("再试一次").expect("未存上");
    full.0.store(false, Ordering::SeqCst);
    surveyor.tap("再试一次").wait_saved().expect_gone("未存上").expect("已存");
}

#[test]
fn a_second_window_says_that_it_only_looks() {
    let mut first = Tablet { homes: vec![willing_home("其木格")], ..Tablet::default() }.start();
    let mut second = Tablet { folder: Some(first.folder.clone()), ..Tablet::default() }.start();
    second.expect("另一个程序正在使用这个工作文件夹").tap("知道了").expect("只读");
    second.tap("新增住户");
    assert!(second.program().visit.is_none(), "it adds nothing");
    second.open("其木格").section("出入口、院落").answer("有院门", "是").expect_gone("完成本次入户");
    assert_eq!(second.value("qE10"), None);
    first.open("其木格").section("出入口、院落").answer("有院门", "是");
    assert_eq!(first.value("qE10"), Some(Value::YesNo(true)));
}
