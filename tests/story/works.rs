//! Orders go out, works come back: a coordinator and a contractor exchange packages in every order.

use std::path::{Path, PathBuf};

use tantu::app::command::Command;
use tantu::app::exchange::{ExchangeCommand, Outcome};
use tantu::app::handing::HandingCommand;
use tantu::app::route::Route;
use tantu::app::works::jobs::JobFilter;
use tantu::app::works::sheet::{Sheet, Side};
use tantu::app::works::{Terms, WorksCommand};
use tantu::dossier::stage::Stage;
use tantu::id::DossierId;
use tantu::plan::change::Verdict;
use tantu::plan::item::WorkState;
use tantu::plan::quantity::Quantity;
use tantu::role::Role;
use tantu::value::{Decimal, Value};

use crate::noticed::{RAIL, RAMP, household, of_item, row};
use crate::scenario::Scenario;

pub fn home(number: u128) -> DossierId {
    DossierId::from_u128(number)
}

fn terms() -> Terms {
    Terms {
        contractor: "宏达施工队".into(),
        phone: "13904829999".into(),
        number: "2026-07".into(),
        ordered: Some(jiff::civil::date(2026, 11, 24)),
        start: Some(jiff::civil::date(2026, 11, 25)),
        end: Some(jiff::civil::date(2026, 12, 10)),
        note: "进院前先打电话".into(),
    }
}

/// A coordinator with two households whose notice is over, both ordered.
pub fn office() -> Scenario {
    let before = Scenario::of(Role::Coordinator);
    let mut office = before;
    office.receives(&household(1, "其木格")).receives(&household(2, "巴特尔")).shut_down().reopen();
    office.works(WorksCommand::Issue { households: vec![home(1), home(2)], terms: terms() });
    assert_eq!(office.told(), ["works-ordered"]);
    office
}

impl Scenario {
    pub fn works(&mut self, command: WorksCommand) -> &mut Self {
        self.ask(Command::Works(command))
    }

    pub fn exchange(&mut self, command: ExchangeCommand) -> &mut Self {
        self.ask(Command::Exchange(command))
    }

    /// Makes a package and says where it lies; each one is kept under a name of its own.
    #[track_caller]
    pub fn packs(&mut self, command: ExchangeCommand, name: &str) -> PathBuf {
        let before = self.program().exchange.made.len();
        self.exchange(command);
        self.wait_until("the package is made", |desk| desk.program().exchange.made.len() > before);
        let made = self.program().exchange.made.last().unwrap().path.clone();
        let kept = made.with_file_name(format!("{name}.tantu"));
        std::fs::rename(&made, &kept).unwrap();
        kept
    }

    /// Writes the receipts for everything that was taken since the last ones.
    pub fn receipts(&mut self) -> PathBuf {
        self.ask(Command::Handing(HandingCommand::Dismiss)).ask(Command::Handing(HandingCommand::Receipt));
        self.wait_until("the receipt is written", |desk| desk.program().handing.receipt.is_some());
        self.program().handing.receipt.as_ref().unwrap().path.clone()
    }

    pub fn orders(&mut self, name: &str) -> PathBuf {
        self.packs(ExchangeCommand::MakeOrders { contractor: "宏达施工队".into() }, name)
    }

    /// Opens a package and gives how many households are new, changed, unchanged, refused.
    #[track_caller]
    pub fn takes(&mut self, package: &Path) -> [usize; 4] {
        let before = self.program().exchange.reports.len();
        self.exchange(ExchangeCommand::Open(vec![package.to_owned()]));
        self.wait_until("the package is opened", |desk| desk.program().exchange.reports.len() > before);
        let report = self.program().exchange.reports.last().unwrap();
        assert_eq!(report.problems, []);
        report.counts()
    }

    pub fn sheet(&self) -> Sheet {
        Sheet::of(self.dossier())
    }

    pub fn stage(&self, id: DossierId) -> Stage {
        self.program().jobs.get(id).expect("no such works").stage
    }
}

fn say(item: u64, words: &str) -> WorksCommand {
    WorksCommand::Say { item: row(item), text: words.to_owned() }
}

pub fn progress(item: u64, state: WorkState) -> WorksCommand {
    WorksCommand::Progress { item: row(item), state }
}

/// Every item: begun, measured, photographed, done.
fn builds_all(builder: &mut Scenario) {
    for item in [RAMP, RAIL] {
        let quantity = Value::Decimal(Decimal::new(if item == RAMP { 4.2 } else { 2.0 }).unwrap());
        builder.works(progress(item, WorkState::Started)).answer(&of_item(item, "wi_installed"), quantity);
        builder.works(progress(item, WorkState::Done));
        assert_eq!(builder.told(), ["works-done-no-photo"]);
        builder.add_photo(&of_item(item, "wi_after"));
        builder.wait_until("the photo", |desk| desk.photos(&of_item(item, "wi_after")) == 1);
        builder.works(progress(item, WorkState::Done));
        assert_eq!(builder.told(), [""; 0]);
    }
}

#[test]
fn an_order_goes_out_is_built_and_comes_back() {
    let mut office = office();
    let order = office.orders("order");

    let mut builder = Scenario::of(Role::Contractor);
    assert_eq!(builder.takes(&order), [2, 0, 0, 0]);
    assert_eq!(builder.takes(&order), [0, 0, 2, 0], "twice is once");
    let open = builder.program().jobs.select(JobFilter::Open, "", Side::Builder, jiff::civil::date(2026, 11, 24));
    assert_eq!(open.len(), 2);
    builder.works(WorksCommand::Open(home(1)));
    assert!(matches!(builder.program().route, Route::Job { .. }));
    let sheet = builder.sheet();
    assert_eq!((sheet.head.as_str(), sheet.phone.as_str()), ("其木格", "13904820001"));
    assert_eq!((sheet.items.len(), &*sheet.items[0].item.name), (2, "混凝土坡道"), "declined items stay at home");

    // Both items: begun, a photo before, asked about, built, done.
    builder.add_photo(&of_item(RAMP, "wi_before"));
    builder.wait_until("the photo", |desk| desk.photos(&of_item(RAMP, "wi_before")) == 1);
    builder.works(progress(RAMP, WorkState::Started)).works(say(RAMP, "门前有管道，坡道往东挪 30 厘米行吗？"));
    assert_eq!(builder.sheet().stage, Stage::InWorks, "who begins an item has begun the works");
    builder.works(progress(RAMP, WorkState::Done));
    assert_eq!(builder.told(), ["works-done-no-quantity"]);
    let reason = "地基不好，要加做基层".to_owned();
    builder.works(WorksCommand::Propose { item: row(RAMP), quantity: Quantity::of(4.2).unwrap(), reason });
    assert_eq!(builder.told(), [""; 0]);
    let back = builder.packs(ExchangeCommand::HandBack { all: false }, "back");

    assert_eq!(office.takes(&back), [0, 1, 0, 0], "what has not changed stays at home");
    assert_eq!(office.stage(home(1)), Stage::InWorks);
    let job = office.program().jobs.get(home(1)).unwrap();
    assert_eq!((job.unread, job.pending), (1, 1));
    office.works(WorksCommand::Open(home(1))).works(WorksCommand::Seen { item: row(RAMP) });
    let change = office.sheet().items[0].item.work.changes[0].row;
    let refuse = |answer: &str| WorksCommand::Decide { item: row(RAMP), change, approve: false, answer: answer.into() };
    office.works(refuse(""));
    assert_eq!(office.told(), ["works-refuse-no-reason"]);
    let approve = WorksCommand::Decide { item: row(RAMP), change, approve: true, answer: "按 4.2 做".into() };
    office.works(approve).works(say(RAMP, "可以，留出检修口"));
    let sheet = office.sheet();
    assert_eq!(sheet.items[0].item.quantity, Quantity::of(3.6), "what was signed stays");
    assert_eq!(sheet.items[0].item.ordered(), Quantity::of(4.2));
    office.close();
    let answer = office.orders("answer");

    assert_eq!(builder.takes(&answer), [0, 1, 1, 0]);
    builder.works(WorksCommand::Open(home(1)));
    let known = builder.sheet().items[0].clone();
    assert_eq!((known.unread(Side::Builder), known.item.ordered()), (2, Quantity::of(4.2)));
    builder.works(WorksCommand::Seen { item: row(RAMP) });
    assert_eq!(builder.sheet().items[0].unread(Side::Builder), 0);
    builds_all(&mut builder);
    let lacks: Vec<_> = builder.program().lacks(tantu::dossier::stage::Step::Finish);
    assert_eq!(lacks, []);
    builder.works(WorksCommand::Finish);
    assert_eq!((builder.told().as_slice(), builder.sheet().stage), (&[][..], Stage::Done));
    let done = builder.packs(ExchangeCommand::HandBack { all: false }, "done");
    assert_eq!(office.takes(&done), [0, 1, 0, 0]);
    let again = builder.packs(ExchangeCommand::HandBack { all: false }, "again");
    assert_eq!(office.takes(&again), [0, 0, 1, 0], "what was sent is not yet what is there");
    let receipt = office.receipts();
    assert_eq!(builder.takes(&receipt), [0; 4]);
    let heard = builder.program().exchange.reports.last().unwrap().heard.unwrap();
    assert_eq!((heard.confirmed, heard.changed, heard.photos), (1, 0, 1));
    builder.ask(Command::Exchange(ExchangeCommand::HandBack { all: false }));
    builder.wait_until("the package is refused", |desk| !desk.program().notices.is_empty());
    assert_eq!(builder.told(), ["roster-package-all-known"]);
    let whole = builder.packs(ExchangeCommand::HandBack { all: true }, "whole");
    assert_eq!(office.takes(&whole), [0, 0, 2, 0], "all of it, when that is asked for");
    assert_eq!(office.stage(home(1)), Stage::Done);
    office.ask(Command::OpenHousehold(home(1)));
    assert_eq!(office.photos(&of_item(RAMP, "wi_after")), 1);
    let photo = office.dossier().photos(&crate::scenario::path(&of_item(RAMP, "wi_after")))[0].1.hash;
    assert!(office.program().workspace().read_photo(photo).is_ok(), "the photo came along");
    assert_eq!(office.sheet().items[0].item.work.changes[0].decision, Verdict::Approved);
    nothing_was_deleted(&office);
}

/// What the contractor's copy lacked is still there.
fn nothing_was_deleted(office: &Scenario) {
    for kept in ["hh_head", "ag_signature", "_agreed"] {
        assert!(office.value(kept).is_some(), "{kept}");
    }
    assert_eq!(office.value(&of_item(RAMP, "pi_price")), Some(&Value::Integer(52_000)));
    assert_eq!(office.value(&of_item(3, "pi_decision")), Some(&Value::Choice("declined".parse().unwrap())));
}

#[test]
fn households_that_cannot_be_ordered_are_told_together() {
    let mut office = office();
    office.receives(&household(3, "萨仁")).shut_down().reopen();
    let issue = WorksCommand::Issue { households: [1, 2, 3].map(home).to_vec(), terms: terms() };
    office.works(issue);
    let told = office.program().notices.iter().map(|problem| (problem.key, problem.args.clone()));
    let told: std::collections::BTreeMap<_, _> = told.collect();
    assert!(told.keys().copied().eq(["works-order-refused", "works-ordered"]), "one notice, not one each: {told:?}");
    let (count, why) = (&told["works-order-refused"][0].1, &told["works-order-refused"][1].1);
    assert_eq!((count.as_str(), why.lines().count()), ("2", 2));
    assert!(why.contains("其木格") && why.contains("巴特尔"), "{why}");
    assert_eq!(office.stage(home(3)), Stage::Ordered, "the others go out");
}

#[test]
fn packages_in_any_order_and_any_number_of_times_give_the_same() {
    let mut office = office();
    let order = office.orders("order");
    let mut builder = Scenario::of(Role::Contractor);
    builder.takes(&order);
    builder.works(WorksCommand::Open(home(1))).works(progress(RAMP, WorkState::Started)).works(say(RAMP, "一"));
    let first = builder.packs(ExchangeCommand::HandBack { all: true }, "first");
    builder.works(WorksCommand::Open(home(2))).works(WorksCommand::Start).works(say(RAIL, "二"));
    let second = builder.packs(ExchangeCommand::HandBack { all: true }, "second");
    builder.works(WorksCommand::Open(home(1))).works(progress(RAIL, WorkState::Started)).works(say(RAMP, "三"));
    let third = builder.packs(ExchangeCommand::HandBack { all: true }, "third");
    // The office has written meanwhile.
    office.works(WorksCommand::Open(home(1))).works(say(RAMP, "请带齐材料")).close().saved().shut_down();

    let packages = [first, second, third];
    let orders: [&[usize]; 8] =
        [&[0, 1, 2], &[0, 2, 1], &[1, 0, 2], &[1, 2, 0], &[2, 0, 1], &[2, 1, 0], &[2], &[0, 0, 2, 1, 1, 2, 0]];
    let mut results = Vec::new();
    for order in orders {
        let desk = tempfile::tempdir().unwrap();
        let folder = desk.path().join("workspace");
        copy(&office.folder, &folder);
        let mut copy = Scenario::on(&folder);
        for package in order {
            copy.takes(&packages[*package]);
        }
        let read = [1, 2].map(|number| copy.program().workspace().load(home(number)).unwrap().0);
        results.push(read);
    }
    for (result, order) in results.iter().zip(orders) {
        assert_eq!(*result, results[0], "{order:?}");
    }
    let talk = Sheet::of(&results[0][0]).items[0].talk.len();
    assert_eq!(talk, 3, "what both sides said is there");
}

#[test]
fn what_is_not_for_one_is_refused_and_told() {
    let mut office = office();
    let order = office.orders("order");
    office.exchange(ExchangeCommand::Open(vec![PathBuf::from("/nowhere/x.tantu")]));
    office.wait_until("it is told", |desk| !desk.program().notices.is_empty());
    assert_eq!(office.told(), ["works-package-read"]);
    let mut surveyor = Scenario::surveyor();
    surveyor.exchange(ExchangeCommand::Open(vec![order.clone()]));
    surveyor.wait_until("it is told", |desk| !desk.program().notices.is_empty());
    assert_eq!(surveyor.told(), ["works-package-not-yours"]);
    assert_eq!(surveyor.program().registry.len(), 0);

    // Another office has only one of the two households; the other is refused, the one is taken.
    let mut builder = Scenario::of(Role::Contractor);
    builder.takes(&order);
    builder.works(WorksCommand::Open(home(1))).works(WorksCommand::Start);
    let back = builder.packs(ExchangeCommand::HandBack { all: true }, "back");
    let mut other = Scenario::of(Role::Coordinator);
    other.receives(&household(1, "其木格")).shut_down().reopen();
    assert_eq!(other.takes(&back), [0, 1, 0, 1]);
    let refused = &other.program().exchange.reports[0].households[1].outcome;
    assert!(matches!(refused, Outcome::Refused(problem) if problem.key == "works-take-unknown"));
}

#[test]
fn an_order_is_withdrawn_before_the_works_begin_and_not_after() {
    let mut office = office();
    let order = office.orders("order");
    office.works(WorksCommand::Withdraw(home(2)));
    assert_eq!(office.told(), [""; 0]);
    assert!(office.program().jobs.get(home(2)).is_none());
    let mut builder = Scenario::of(Role::Contractor);
    builder.takes(&order);
    builder.works(WorksCommand::Open(home(1))).works(WorksCommand::Start);
    let back = builder.packs(ExchangeCommand::HandBack { all: true }, "back");
    office.takes(&back);
    office.works(WorksCommand::Withdraw(home(1)));
    assert_eq!(office.told(), ["stage-step-illegal"]);
    // The contractor has begun what the office took back: two steps that do not know of each other.
    builder.works(WorksCommand::Open(home(2))).works(WorksCommand::Start);
    let late = builder.packs(ExchangeCommand::HandBack { all: true }, "late");
    office.takes(&late);
    office.ask(Command::OpenHousehold(home(2)));
    let standing = tantu::dossier::stage::Standing::of(office.dossier());
    assert!(matches!(standing, tantu::dossier::stage::Standing::Disputed(claims) if claims.len() == 2));
}

#[test]
fn a_contractor_may_report_works_and_nothing_else() {
    let mut office = office();
    let order = office.orders("order");
    let mut builder = Scenario::of(Role::Contractor);
    builder.takes(&order);
    builder.ask(Command::OpenHousehold(home(1)));
    assert!(matches!(builder.program().route, Route::Job { .. }), "a contractor sees the job, not the person");
    let issue = WorksCommand::Issue { households: vec![home(1)], terms: terms() };
    for command in [issue, WorksCommand::Withdraw(home(1))] {
        builder.works(command);
        assert_eq!(builder.told(), ["app-not-allowed"]);
    }
    let name = of_item(RAMP, "pi_name");
    // A program that lets him write what he likes changes nothing at the office.
    builder.answer(&name, crate::scenario::text("大理石坡道")).answer("hh_phone", crate::scenario::text("000"));
    builder.works(WorksCommand::Propose { item: row(RAMP), quantity: Quantity::ONE, reason: "省料".into() });
    let change = builder.sheet().items[0].item.work.changes[0].row;
    let decision = format!("plan_item/{}/wi_change/{change}/wc_decision", row(RAMP));
    builder.answer(&decision, Value::Choice("approved".parse().unwrap()));
    let back = builder.packs(ExchangeCommand::HandBack { all: true }, "back");
    office.takes(&back);
    office.ask(Command::OpenHousehold(home(1)));
    office.expect(&name, crate::scenario::text("混凝土坡道"));
    office.expect("hh_phone", crate::scenario::text("13904820001"));
    assert_eq!(office.sheet().items[0].item.work.changes[0].decision, Verdict::Open);
}

fn copy(from: &Path, to: &Path) {
    std::fs::create_dir_all(to).unwrap();
    for entry in std::fs::read_dir(from).unwrap() {
        let entry = entry.unwrap();
        let target = to.join(entry.file_name());
        if entry.path().is_dir() {
            copy(&entry.path(), &target);
        } else {
            std::fs::copy(entry.path(), target).unwrap();
        }
    }
}
