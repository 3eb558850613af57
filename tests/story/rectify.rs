//! What the acceptance finds wrong goes back to the one who built, is put right, checked again, accepted and paid.

use std::sync::Arc;

use jiff::civil::{Date, date};
use tantu::app::command::Command;
use tantu::app::exchange::ExchangeCommand;
use tantu::app::task::Task;
use tantu::app::works::WorksCommand;
use tantu::app::works::jobs::JobFilter;
use tantu::app::works::sheet::Side;
use tantu::dossier::stage::{Stage, Step};
use tantu::plan::fields;
use tantu::plan::item::WorkState;
use tantu::plan::money::Fen;
use tantu::plan::order::Keep;
use tantu::plan::programme::{self, Programme};
use tantu::plan::settlement::Settlement;
use tantu::role::Role;
use tantu::value::{Decimal, Signature, Value};

use crate::noticed::{RAIL, RAMP, of_item, row};
use crate::packages::{all_bytes, disguises, letters, texts};
use crate::scenario::{Scenario, choice, text};
use crate::works::{home, office, progress};

const TODAY: Date = date(2026, 11, 24);
const DEFECT: &str = "坡道面起砂，重做防滑面层";
/// Said at the acceptance about the family, not about the works.
const PRIVATE: [(&str, &str); 2] = [("ac_complaint", "夜里发作时用不上"), ("se_contract", "合同-只给财务")];

fn accept(item: u64, question: &str) -> String {
    format!("accept_item/{}/{question}", row(item))
}

fn number(number: f64) -> Value {
    Value::Decimal(Decimal::new(number).unwrap())
}

fn signed() -> Value {
    let strokes = vec![vec![[1, 2], [3, 4]]];
    Value::Signature(Arc::new(Signature { name: "王桂兰".into(), relation: "女儿".into(), strokes }))
}

/// Everything of the first household is built and has come back.
fn built(office: &mut Scenario, builder: &mut Scenario) {
    let order = office.orders("order");
    builder.takes(&order);
    builder.works(WorksCommand::Open(home(1)));
    for (item, installed) in [(RAMP, 3.6), (RAIL, 2.0)] {
        builder.works(progress(item, WorkState::Started)).answer(&of_item(item, "wi_installed"), number(installed));
        builder.add_photo(&of_item(item, "wi_after"));
        builder.wait_until("the photo", |desk| desk.photos(&of_item(item, "wi_after")) == 1);
        builder.works(progress(item, WorkState::Done));
    }
    builder.works(WorksCommand::Finish);
    assert_eq!(builder.told(), [""; 0]);
    let done = builder.packs(ExchangeCommand::HandBack { all: true }, "built");
    office.takes(&done);
    assert_eq!(office.stage(home(1)), Stage::Done);
}

/// The ramp is not good enough, the rails are.
fn found_wrong(office: &mut Scenario) {
    office.ask(Command::OpenHousehold(home(1))).ask(Command::OpenTask(Task::Accept));
    office.answer(&accept(RAMP, "ai_result"), choice("rectify")).answer(&accept(RAIL, "ai_result"), choice("pass"));
    office.answer(&accept(RAIL, "ai_accepted"), number(2.0));
    for (question, words) in PRIVATE {
        office.answer(question, text(words));
    }
    office.ask(Command::Step(Step::Rectify));
    assert_eq!(office.told(), ["case-lacks"], "neither what is wrong nor by when is said");
    office.answer(&accept(RAMP, "ai_defect"), text(DEFECT));
    office.answer(&accept(RAMP, "ai_rectify_by"), Value::Date(date(2026, 12, 1)));
    office.ask(Command::Step(Step::Rectify));
    assert_eq!(office.told(), [""; 0]);
    office.close();
    assert_eq!(office.stage(home(1)), Stage::Rectifying);
}

#[test]
fn what_is_wrong_is_put_right_checked_again_accepted_and_paid() {
    let (mut office, mut builder) = (office(), Scenario::of(Role::Contractor));
    built(&mut office, &mut builder);
    found_wrong(&mut office);

    // The one who built sees it first: the household in the list, the item on its sheet, with the new day.
    let again = office.orders("again");
    assert_eq!(builder.takes(&again), [0, 1, 1, 0]);
    let open = builder.program().jobs.select(JobFilter::Open, "", Side::Builder, TODAY);
    let first = builder.program().jobs.get(open[0]).unwrap();
    assert_eq!((first.id, first.defects, first.due), (home(1), 1, Some(date(2026, 12, 1))));
    builder.works(WorksCommand::Open(home(1)));
    let sheet = builder.sheet();
    let ramp = &sheet.items[0];
    assert_eq!((sheet.stage, ramp.item.row), (Stage::Rectifying, row(RAMP)));
    assert_eq!(ramp.defect.as_ref().map(|defect| &*defect.words), Some(DEFECT));
    assert_eq!(ramp.item.work.state, WorkState::Started, "what is wrong is no longer done");
    assert!(sheet.items[1].defect.is_none() && sheet.items[1].is_done());

    builder.works(WorksCommand::Finish);
    assert_ne!(builder.told(), [""; 0], "it is not done yet");
    builder.works(progress(RAMP, WorkState::Done)).works(WorksCommand::Finish);
    assert_eq!((builder.told().as_slice(), builder.sheet().stage), (&[][..], Stage::Done));
    // Nobody passes his own work.
    builder.answer(&accept(RAMP, "ai_recheck"), choice("pass")).answer(&accept(RAMP, "ai_accepted"), number(9.0));
    let righted = builder.packs(ExchangeCommand::HandBack { all: true }, "righted");
    office.takes(&righted);
    assert_eq!(office.stage(home(1)), Stage::Done);

    office.ask(Command::OpenHousehold(home(1))).ask(Command::OpenTask(Task::Accept));
    assert_eq!(office.value(&accept(RAMP, "ai_recheck")), None);
    for (question, value) in [
        ("ac_date", Value::Date(TODAY)),
        ("ac_result", choice("accepted")),
        ("ac_sign_family", signed()),
        ("ac_sign_federation", signed()),
    ] {
        office.answer(question, value);
    }
    office.answer(&accept(RAMP, "ai_accepted"), number(3.4));
    office.ask(Command::Step(Step::Accept));
    assert_ne!(office.told(), [""; 0], "nobody has checked again");
    office.answer(&accept(RAMP, "ai_recheck_date"), Value::Date(TODAY));
    office.answer(&accept(RAMP, "ai_recheck"), choice("pass"));
    office.ask(Command::Step(Step::Accept));
    assert_eq!((office.told().as_slice(), Stage::of(office.dossier())), (&[][..], Stage::Accepted));

    office.ask(Command::OpenTask(Task::Settle)).answer("se_date", Value::Date(TODAY));
    office.ask(Command::Step(Step::Settle));
    assert_eq!((office.told().as_slice(), Stage::of(office.dossier())), (&[][..], Stage::Settled));
    let settled = Settlement::money(office.dossier(), &Programme::parse(programme::BUILT_IN).unwrap());
    assert!(settled.is_certain());
    assert_eq!(settled.total, Fen(52_000 * 34 / 10 + 52_000 * 2), "3.4 were accepted, not the 3.6 that were built");
}

#[test]
fn the_package_after_the_acceptance_says_what_is_wrong_and_nothing_of_the_family() {
    let (mut office, mut builder) = (office(), Scenario::of(Role::Contractor));
    built(&mut office, &mut builder);
    found_wrong(&mut office);
    let package = office.orders("again");
    let full = office.program().workspace().load(home(1)).unwrap().0;
    let keep = Keep::of(&full);
    let kept: Vec<String> =
        texts(&full).into_iter().filter(|(path, _)| keep.keeps(path)).map(|(_, text)| text).collect();
    assert!(kept.iter().any(|text| text == DEFECT));
    let mut secrets: Vec<(String, String)> = texts(&full)
        .into_iter()
        .filter(|(path, text)| {
            !keep.keeps(path) && text.chars().count() >= 2 && !kept.iter().any(|known| known.contains(text))
        })
        .map(|(path, text)| (path.to_string(), text))
        .collect();
    secrets.extend(PRIVATE.map(|(path, text)| (path.to_owned(), text.to_owned())));
    assert!(secrets.iter().any(|(path, _)| path.ends_with(fields::BECAUSE)));
    let bytes: Vec<(String, String)> =
        all_bytes(&package).into_iter().map(|(name, bytes)| (name, letters(&bytes))).collect();
    for (path, text) in &secrets {
        for disguise in disguises(text) {
            let disguise = letters(&disguise);
            for (name, letters) in &bytes {
                assert!(!letters.contains(&disguise), "{path} = {text:?} stands in {name}");
            }
        }
    }
    assert!(bytes.iter().any(|(_, text)| text.contains(&letters(DEFECT.as_bytes()))), "the search finds what is there");
}
