//! The desk decides what three tablets wrote differently, takes it back after a restart, and a survey goes back and
//! forth; in whatever order the tablets' states come in.

use std::sync::Arc;

use tantu::app::clock::FixedClock;
use tantu::app::conflicts::bulk;
use tantu::app::conflicts::reader::Reader;
use tantu::app::exchange::Progress;
use tantu::dossier::Dossier;
use tantu::dossier::contest::{self, Rule};
use tantu::dossier::edit::{Author, Edit};
use tantu::dossier::review::{self, CommentState, Review, ReviewState};
use tantu::dossier::visit;
use tantu::id::{ContentHash, DeviceId, DossierId, Name, RowId};
use tantu::l10n::Language;
use tantu::path::FieldPath;
use tantu::stamp::Moment;
use tantu::store::deeds::About;
use tantu::store::{Opening, Workspace};
use tantu::value::{FormRef, Value};

use crate::scenario::morning;

const HOMES: u128 = 130;

fn author(device: u64, minutes: i64) -> Author {
    let at = Moment::new(morning().unix_seconds() + minutes * 60, 480);
    Author { device: DeviceId::from_bits(device), name: format!("评估员{device}").into(), at }
}

fn at(path: &str) -> FieldPath {
    path.parse().unwrap()
}

/// A household as three tablets wrote it, each without the others.
fn tablets(id: u128) -> [Dossier; 3] {
    let mut base = Dossier::new(DossierId::from_u128(id));
    base.apply(&Edit::set(at("hh_head"), Value::Text(format!("户{id}").into())), &author(9, -60));
    [1, 2, 3].map(|device| {
        let mut home = base.clone();
        let phone = Value::Text(format!("1384790000{device}").into());
        home.apply(&Edit::set(at("hh_phone"), phone), &author(device, i64::try_from(device).unwrap() * 10));
        home
    })
}

fn desk(folder: &std::path::Path) -> (Arc<Workspace>, Reader) {
    let store = Arc::new(Workspace::open(folder, Opening::default()).unwrap().0);
    let reader = Reader::new(Arc::clone(&store), Arc::new(FixedClock(morning())));
    (store, reader)
}

fn phones(store: &Workspace, id: u128) -> Vec<String> {
    let (home, _) = store.load(DossierId::from_u128(id)).unwrap();
    let choices = contest::choices(&home, &at("hh_phone")).into_iter();
    let text = choices.filter_map(|choice| match choice.value {
        Value::Text(text) => Some(text.to_string()),
        _ => None,
    });
    let mut found: Vec<String> = text.collect();
    found.sort();
    found
}

#[test]
fn a_rule_for_many_households_is_taken_back_after_a_restart() {
    let folder = tempfile::tempdir().unwrap();
    let (store, reader) = desk(folder.path());
    for id in 1..=HOMES {
        // The tablets come back in any order.
        let mut states = tablets(id);
        states.rotate_left(id as usize % 3);
        for state in &states {
            store.fold(state).unwrap();
        }
    }
    let cases: Vec<_> = (1..=HOMES).map(|id| (DossierId::from_u128(id), at("hh_phone"))).collect();
    let progress = Progress::default();
    let (preview, problems) =
        bulk::preview(&store, &reader, Rule::Later, &cases, Language::Chinese, &progress).unwrap();
    assert_eq!((preview.planned.len(), preview.left, problems.len()), (cases.len(), 0, 0));
    assert_eq!(preview.planned[0].new, "13847900003");

    // One of them is written to after the preview: it is left.
    let (mut late, _) = store.load(cases[0].0).unwrap();
    late.apply(&Edit::set(at("hh_phone"), Value::Text("13900000000".into())), &author(4, 90));
    store.fold(&late).unwrap();

    let rule = "按设备时钟，取后写的".to_owned();
    let about = About { author: "李统筹".into(), at: morning(), rule, count: cases.len() };
    let deed = store.begin_deed(&about).unwrap();
    let wanted: Vec<_> = preview.planned.into_iter().map(|planned| planned.wanted).collect();
    let own = Author { device: store.device(), name: "李统筹".into(), at: morning() };
    let mut changed = 0;
    let outcome = bulk::carry_out(&store, &reader, deed, &wanted, &own, &progress, &mut |_| changed += 1).unwrap();
    assert_eq!((outcome.fields, outcome.overtaken, changed), (cases.len() - 1, 1, cases.len() - 1));
    assert_eq!((phones(&store, 2), phones(&store, 1)), (vec!["13847900003".into()], vec!["13900000000".into()]));

    // Somebody corrects one of them; then the program is started anew.
    let (mut home, _) = store.load(cases[4].0).unwrap();
    home.apply(&Edit::set(at("hh_phone"), Value::Text("13700000000".into())), &author(1, 200));
    store.fold(&home).unwrap();
    drop((store, reader));
    let (store, _) = desk(folder.path());
    let (deeds, problems) = store.deeds().unwrap();
    assert_eq!((deeds.len(), problems.len(), &deeds[0].about), (1, 0, &about));
    let outcome = bulk::take_back(&store, deed, &deeds[0].homes, &own, &progress, &mut |_| ()).unwrap();
    assert_eq!((outcome.fields, outcome.overtaken), (cases.len() - 2, 1));
    assert_eq!(phones(&store, 2), ["13847900001", "13847900002", "13847900003"]);
    assert_eq!(phones(&store, 5), ["13700000000"], "what was corrected since stays");
    assert_eq!(store.deed(deed).unwrap().standing(), 0);
    // A tablet that still has its own state changes nothing.
    store.fold(&tablets(2)[0]).unwrap();
    assert_eq!(phones(&store, 2).len(), 3);
}

/// All orders of three.
const ORDERS: [[usize; 3]; 6] = [[0, 1, 2], [0, 2, 1], [1, 0, 2], [1, 2, 0], [2, 0, 1], [2, 1, 0]];

fn joined(states: [&Dossier; 3]) -> Dossier {
    let all = ORDERS.map(|order| {
        let mut all = states[order[0]].clone();
        order[1..].iter().for_each(|place| all.join(states[*place]).unwrap());
        all
    });
    assert!(all.windows(2).all(|pair| pair[0] == pair[1]));
    let [first, ..] = all;
    first
}

#[test]
fn a_survey_goes_back_and_forth_whatever_order_the_states_come_in() {
    let [mut survey, ..] = tablets(1);
    survey.apply(&visit::finish(&survey, &[]), &author(1, 40));
    let (mut desk, mut second) = (survey.clone(), survey.clone());
    let ask = review::comment(&desk, RowId::from_bits(1), Some(&at("hh_phone")), "电话打不通").unwrap();
    desk.apply(&ask, &author(90, 100));
    desk.apply(&review::send_back(&desk).unwrap(), &author(90, 101));
    // A second reviewer, who does not know of it, sends it back too.
    let ask = review::comment(&second, RowId::from_bits(2), None, "缺照片").unwrap();
    second.apply(&ask, &author(91, 102));
    second.apply(&review::send_back(&second).unwrap(), &author(91, 103));
    let back = joined([&survey, &desk, &second]);
    assert_eq!((ReviewState::of(&back), review::counts(&back)), (ReviewState::SentBack, (2, 0)));

    // The surveyor got only the first; the second comes while the answers are on their way.
    let mut tablet = survey.clone();
    tablet.join(&desk).unwrap();
    tablet.apply(&Edit::set(at("hh_phone"), Value::Text("13800000000".into())), &author(1, 200));
    tablet.apply(&visit::finish(&tablet, &[]), &author(1, 201));
    let both = joined([&second, &desk, &tablet]);
    let review = Review::of(&both);
    assert_eq!(review.state, ReviewState::Disputed, "the second one's decision did not know of the answers");
    let comment = &review.comments[0];
    assert_eq!((comment.state, comment.is_changed(&both)), (CommentState::Answered, true));
    assert_eq!(comment.was, Some(Value::Text("13847900001".into())));

    // Settled for sending back once more; answered; approved.
    let mut desk = both;
    let sent = review.decided.iter().find(|decided| decided.decision == review::Decision::SentBack).unwrap().dot;
    desk.apply(&visit::settle(&desk, &review::review_path(), sent).unwrap(), &author(90, 300));
    desk.apply(&visit::reopen(), &author(90, 301));
    let mut tablet = desk.clone();
    tablet.apply(&review::reply(&tablet, RowId::from_bits(2), "已补拍").unwrap(), &author(1, 400));
    tablet.apply(&visit::finish(&tablet, &[]), &author(1, 401));
    let mut desk = joined([&desk, &tablet, &survey]);
    desk.apply(&review::approve(&desk).unwrap(), &author(90, 500));
    let all = joined([&desk, &tablet, &second]);
    assert_eq!((ReviewState::of(&all), review::counts(&all)), (ReviewState::Approved, (0, 0)));
}

#[test]
fn households_begun_with_two_versions_of_a_form_take_the_newer_and_lose_no_answer() {
    let folder = tempfile::tempdir().unwrap();
    let old = include_str!("../../forms/household.ron");
    let new = old.replacen("version: 1", "version: 2", 1);
    let new = new.replacen(r#"id: "hh_village","#, r#"id: "hh_hamlet", was: ["hh_village"],"#, 1);
    assert_ne!(old.len(), new.len());
    let (store, reader) = desk(folder.path());
    let form = |text: &str, version| {
        store.keep_form(text).unwrap();
        FormRef { id: Name::of("household"), version, hash: ContentHash::of(text.as_bytes()) }
    };
    let (old, new) = (form(old, 1), form(&new, 2));
    let [mut first, mut second, _] = tablets(1);
    let village = Value::Text("红峰嘎查".into());
    first.apply(&visit::begin(&first, &[old], vec![(at("hh_village"), village.clone())]), &author(1, 50));
    second.apply(&visit::begin(&second, std::slice::from_ref(&new), Vec::new()), &author(2, 60));
    first.join(&second).unwrap();
    store.fold(&first).unwrap();

    let cases = [(first.id, at("_form.household"))];
    let progress = Progress::default();
    let (preview, _) = bulk::preview(&store, &reader, Rule::NewerForm, &cases, Language::Chinese, &progress).unwrap();
    assert_eq!(preview.planned.len(), 1);
    let about = About { author: "李统筹".into(), at: morning(), rule: "取新版表单".into(), count: 1 };
    let deed = store.begin_deed(&about).unwrap();
    let wanted = [preview.planned[0].wanted.clone()];
    let own = Author { device: store.device(), name: "李统筹".into(), at: morning() };
    bulk::carry_out(&store, &reader, deed, &wanted, &own, &progress, &mut |_| ()).unwrap();
    let (home, _) = store.load(first.id).unwrap();
    assert_eq!(home.value(&at("_form.household")), Some(&Value::Form(Arc::new(new))));
    assert_eq!(home.value(&at("hh_hamlet")), Some(&village), "the answer moves with its question");
    assert_eq!(home.value(&at("hh_village")), Some(&village), "and nothing is deleted");
    assert!(home.value(&at("_earlier.household.1")).is_some(), "the old text stays known");

    let noted = store.deed(deed).unwrap().homes;
    bulk::take_back(&store, deed, &noted, &own, &progress, &mut |_| ()).unwrap();
    let (home, _) = store.load(first.id).unwrap();
    assert_eq!((contest::choices(&home, &at("_form.household")).len(), home.value(&at("hh_hamlet"))), (2, None));
}
