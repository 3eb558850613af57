//! A survey goes back with comments, is corrected, and is approved: the coordinator and the surveyor at their windows.

use tantu::app::command::Command;
use tantu::app::desk::Place;
use tantu::app::route::Route;
use tantu::dossier::Dossier;
use tantu::dossier::edit::{Author, Edit};
use tantu::dossier::review::{Review, ReviewState};
use tantu::dossier::visit;
use tantu::id::DeviceId;
use tantu::role::Role;
use tantu::value::Value;

use super::surveyor::{LANDSCAPE, Surveyor, Tablet, id_clashes, now, willing_home};

fn finished() -> Dossier {
    let mut home = willing_home("其木格");
    let author = Author { device: DeviceId::from_bits(9), name: "王评估".into(), at: now() };
    home.apply(&Edit::set("hh_village".parse().unwrap(), Value::Text("红峰".into())), &author);
    home.apply(&visit::finish(&home, &[]), &author);
    home
}

fn desk(home: Dossier) -> Surveyor {
    let tablet = Tablet { size: LANDSCAPE, homes: vec![home], role: Role::Coordinator, ..Tablet::default() };
    let mut coordinator = tablet.start();
    coordinator.window.state_mut().program.dispatch(Command::Go(Route::Desk(Place::Review)));
    coordinator.window.run();
    coordinator
}

/// The household as its file says, once everything is saved.
fn on_disk(surveyor: &mut Surveyor) -> Dossier {
    surveyor.wait_saved();
    let id = tantu::id::DossierId::from_u128(1);
    surveyor.program().workspace().load(id).unwrap().0
}

#[test]
fn a_survey_is_sent_back_corrected_and_approved() {
    let mut coordinator = desk(finished());
    coordinator.expect("待审核 1 户").tap("抽查这 1 户");
    coordinator.step_until("it is looked through", |coordinator| {
        let review = &coordinator.program().desk.review;
        review.busy.is_none() && !review.reasons.is_empty()
    });
    coordinator.window.run();
    coordinator.tap("审核：其木格").expect("待审核").section("住户登记").unfold("嘎查村社区");
    coordinator.tap("嘎查村社区：写审核意见").write("嘎查村社区：要补正什么", "写全称").tap("嘎查村社区：写上");
    coordinator.expect("待补正：写全称");
    assert_eq!(id_clashes(&coordinator), Vec::<String>::new());
    coordinator.tap("退回补正（1 条意见）").expect("退回 1 户").expect("待审核 0 户");
    let sent = on_disk(&mut coordinator);
    assert_eq!(ReviewState::of(&sent), ReviewState::SentBack);

    let mut surveyor = Tablet { homes: vec![sent.clone()], ..Tablet::default() }.start();
    surveyor.tap("退回").expect("退回，待补正 1 项").open("其木格");
    surveyor.expect("已退回，待补正 1 项").tap_beginning("去看：").expect("待补正：写全称");
    surveyor.write("嘎查村社区：填写", "嘎查").expect("当时：红峰 → 现在：红峰嘎查");
    surveyor.tap("嘎查村社区：已补正").expect("已答复：写全称");
    let mut answered = on_disk(&mut surveyor);
    let author = Author { device: DeviceId::from_bits(8), name: "王评估".into(), at: now() };
    answered.apply(&visit::finish(&answered, &[]), &author);

    // What comes back joins what the desk has.
    let mut joined = sent;
    joined.join(&answered).unwrap();
    let mut coordinator = desk(joined);
    coordinator.expect("待审核 1 户").tap("审核：其木格").section("住户登记").expect("当时：红峰 → 现在：红峰嘎查");
    coordinator.tap("审核通过").expect("已通过 1 户");
    let approved = on_disk(&mut coordinator);
    let review = Review::of(&approved);
    assert_eq!((review.state, review.unresolved().count()), (ReviewState::Approved, 0));
}
