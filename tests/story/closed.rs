//! A finished visit, and a long one.

use tantu::app::command::Command;
use tantu::dossier::summary::VisitState;
use tantu::limits::JOURNAL_FOLD_ENTRIES;
use tantu::value::Value;

use crate::app::consenting;
use crate::scenario::{Scenario, text};

#[test]
fn a_finished_visit_is_opened_again_before_it_is_changed() {
    let mut scenario = consenting();
    scenario.answer("hh_village", text("红峰嘎查")).ask(Command::FinishVisit);
    assert_eq!(scenario.visit().state(), VisitState::Finished);
    scenario.answer("hh_village", text("缓坡嘎查")).expect("hh_village", text("红峰嘎查"));
    assert_eq!(scenario.told(), ["app-visit-finished"]);
    scenario.ask(Command::ReopenVisit).answer("hh_village", text("缓坡嘎查")).expect("hh_village", text("缓坡嘎查"));
    // Finishing and opening again can be undone like everything else.
    scenario.undo().undo();
    assert_eq!(scenario.visit().state(), VisitState::Finished);
    scenario.expect("hh_village", text("红峰嘎查"));
}

#[test]
fn a_long_visit_does_not_leave_a_long_journal() {
    let mut scenario = consenting();
    let last = i64::try_from(JOURNAL_FOLD_ENTRIES).unwrap() + 10;
    for members in 1..=last {
        scenario.answer("hh_members", Value::Integer(members % 9 + 1));
    }
    scenario.saved();
    let journal = scenario.program().workspace().root().join("journal").join(scenario.dossier().id.to_string());
    let entries = || std::fs::read_to_string(&journal).unwrap_or_default().lines().count();
    scenario.wait_until("the journal is short", |_| entries() < JOURNAL_FOLD_ENTRIES);
    scenario.battery_dies().reopen().expect("hh_members", Value::Integer(last % 9 + 1));
}

/// `pulldata` reads a CSV file that the office lays beside its form.
#[test]
fn a_table_beside_the_form_answers() {
    let mut scenario = Scenario::surveyor();
    scenario.shut_down();
    let forms = scenario.folder.join("forms");
    let ours = include_str!("../../forms/household.ron");
    let roster = r#"Question(id: "hh_roster_no", "#;
    let filled = format!(r#"{roster}default: "pulldata('posts', 'no', 'name', 'qianqi')", "#);
    let theirs =
        ours.replacen("version: 1,", r#"version: 2, tables: {"posts": "posts.csv"},"#, 1).replacen(roster, &filled, 1);
    assert!(theirs.contains("pulldata") && theirs.contains("posts.csv"));
    std::fs::write(forms.join("household.ron"), theirs).unwrap();
    std::fs::write(forms.join("posts.csv"), "name,no\nqianqi,QQ-7\nzhongqi,ZQ-3\n").unwrap();
    scenario.reopen().add_household().answer("hh_head", text("其木格")).expect("hh_roster_no", text("QQ-7"));
    assert_eq!(scenario.told(), [""; 0]);

    scenario.shut_down();
    std::fs::write(forms.join("posts.csv"), "name,no\nqianqi\n").unwrap();
    scenario.reopen();
    assert_eq!(scenario.told(), ["app-table-broken"]);
}

#[test]
fn no_photo_is_taken_before_the_family_was_asked() {
    let mut scenario = Scenario::surveyor();
    scenario.add_household().answer("consent_data", Value::YesNo(true)).add_photo("qE15_whole");
    assert_eq!(scenario.told(), ["app-photo-ask-first"]);
    scenario.answer("consent_photo", Value::YesNo(true)).add_photo("qE15_whole");
    scenario.wait_until("the photo is there", |scenario| scenario.photos("qE15_whole") == 1);
}
