//! The plan of the demo's homes: what is proposed and why, one household's way over three devices, and what a
//! contractor must never see.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Arc, Mutex};

use jiff::civil::Date;
use tantu::app::demo::{self, Asked};
use tantu::app::task::Task;
use tantu::dossier::Dossier;
use tantu::dossier::edit::{Author, Edit};
use tantu::dossier::register::Register;
use tantu::dossier::stage::{Stage, Step};
use tantu::form::expr::World;
use tantu::form::library::Library;
use tantu::form::session::Session;
use tantu::id::{DeviceId, Name};
use tantu::l10n::{Language, Words};
use tantu::path::FieldPath;
use tantu::plan::catalogue::{self, Catalogue};
use tantu::plan::money::Fen;
use tantu::plan::programme::{self, Programme};
use tantu::plan::proposal::{Proposal, Scene, proposals};
use tantu::plan::quantity::Quantity;
use tantu::plan::settlement::Settlement;
use tantu::plan::suggest::{Mode, suggest};
use tantu::plan::{acceptance, agreement, change, edits, fields, guard, item, order};
use tantu::stamp::Moment;
use tantu::store::{Index, Opening, Workspace};
use tantu::value::{Signature, Value};

const TODAY: Date = jiff::civil::date(2026, 6, 24);
/// Number 0 of the demo is a finished survey of a home with a wheelchair, 6 is planned, 11 is settled.
const SURVEYED: usize = 0;
const PLANNED: usize = 6;
const SETTLED: usize = 11;

struct Still;

impl World for Still {
    fn now(&self) -> Moment {
        Moment::new(1_782_264_605, 480)
    }

    fn random(&self) -> f64 {
        0.5
    }

    fn uuid(&self) -> String {
        String::new()
    }

    fn table_cell(&self, _: &str, _: &str, _: &str, _: &str) -> Option<String> {
        None
    }
}

struct Office {
    library: Library,
    catalogue: Catalogue,
    programme: Programme,
}

impl Office {
    fn new() -> Self {
        let catalogue = Catalogue::parse(catalogue::BUILT_IN).unwrap();
        let programme = Programme::parse(programme::BUILT_IN).unwrap();
        Self { library: Library::built_in().0, catalogue, programme }
    }

    /// A household of the demo. Its pictures take long to draw: each is made once.
    fn demo(&self, number: usize) -> Dossier {
        static MADE: Mutex<BTreeMap<usize, Dossier>> = Mutex::new(BTreeMap::new());
        MADE.lock().unwrap().entry(number).or_insert_with(|| self.drawn(number)).clone()
    }

    fn drawn(&self, number: usize) -> Dossier {
        let asked = Task::Survey.forms().iter().map(|id| {
            let form = self.library.get(id).unwrap();
            let text = self.library.source(form.hash()).unwrap();
            Asked { form, text }
        });
        let folder = tempfile::tempdir().unwrap();
        let dir = folder.path().join("demo");
        demo::create_some(&dir, TODAY, &asked.collect::<Vec<_>>(), &[number]).unwrap();
        let (workspace, _) = Workspace::open(&dir, Opening::default()).unwrap();
        let (index, _) = Index::open(&workspace).unwrap();
        workspace.load(index.records()[0].id).unwrap().0
    }

    fn session(&self, dossier: &Dossier) -> Session {
        let form = self.library.get("home-assessment").unwrap();
        Session::new(form, dossier.answers(), Arc::new(Still), Language::Chinese)
    }

    fn proposals(&self, dossier: &Dossier) -> Vec<Proposal> {
        let session = self.session(dossier);
        let scene = Scene::new(&session, dossier, &self.catalogue, Language::Chinese);
        proposals(&scene, &item::items(dossier))
    }

    /// Takes up what is suggested under the cap.
    fn take_up(&self, dossier: &mut Dossier, author: &Author) {
        let session = self.session(dossier);
        let items = item::items(dossier);
        let copy = dossier.clone();
        let scene = Scene::new(&session, &copy, &self.catalogue, Language::Chinese);
        let found = proposals(&scene, &items);
        let suggestion = suggest(&items, &found, &self.programme, &self.catalogue, Mode::FillUp);
        for proposal in &found {
            let edit = if suggestion.chosen.contains(&proposal.row) {
                edits::accept(dossier, proposal, &scene)
            } else {
                edits::leave(dossier, proposal, &scene, "超出标准，明年再做")
            };
            dossier.apply(&edit, author);
        }
    }

    fn take(&self, step: Step, dossier: &mut Dossier, author: &Author) {
        let edit = guard::take(step, dossier, &self.programme, TODAY);
        let edit = edit.unwrap_or_else(|problems| panic!("{step:?}: {problems:#?}"));
        dossier.apply(&edit, author);
    }
}

fn told(proposal: &Proposal) -> String {
    let money = format!("{} {} × {} = {}", proposal.quantity, proposal.unit, proposal.price, proposal.amount());
    let flags = match (&proposal.unsuited, proposal.wished) {
        (Some(_), _) => " (unsuited)",
        (None, true) => " (wished)",
        (None, false) => "",
    };
    let (code, name, place) = (&proposal.code, &proposal.name, &proposal.place);
    let priority = format!("{:?}", proposal.priority);
    let because = proposal.because(Language::Chinese);
    format!(
        "{priority}{flags} {code} {name} @ {place}\n  {money} [{}]\n  {because}\n  {}\n",
        proposal.how, proposal.sizes
    )
}

#[test]
fn what_is_proposed_for_two_homes_reads_like_this() {
    let office = Office::new();
    for number in [SURVEYED, PLANNED] {
        let home = office.demo(number);
        let found = office.proposals(&home);
        let suggestion = suggest(&[], &found, &office.programme, &office.catalogue, Mode::FillUp);
        let words = Words::of(Language::Chinese);
        let explained: Vec<String> = suggestion.explain().iter().map(|told| words.what(told)).collect();
        let text = format!("{}\n{}\n", found.iter().map(told).collect::<String>(), explained.join("\n"));
        insta::assert_snapshot!(format!("proposals_{number}"), text);
    }
}

fn author(device: u64, name: &str) -> Author {
    Author { device: DeviceId::from_bits(device), name: name.into(), at: Moment::new(1_782_264_605, 480) }
}

fn set(dossier: &mut Dossier, path: &str, value: Value, author: &Author) {
    dossier.apply(&Edit::set(path.parse().unwrap(), value), author);
}

fn signed() -> Value {
    let strokes = vec![vec![[1, 2], [3, 4]]];
    Value::Signature(Signature { name: "".into(), relation: "".into(), strokes }.into())
}

fn choice(word: &'static str) -> Value {
    Value::Choice(Name::of(word))
}

/// From the survey to the order, by surveyor and coordinator.
fn ordered(office: &Office, surveyor: &Author, coordinator: &Author) -> Dossier {
    let mut home = office.demo(SURVEYED);
    office.take_up(&mut home, surveyor);
    office.take(Step::Plan, &mut home, surveyor);
    set(&mut home, fields::AGREE_SIGNER, choice("self"), surveyor);
    for name in [fields::AGREE_SIGNATURE, fields::AGREE_ASSESSORS[0], fields::AGREE_ASSESSORS[1]] {
        set(&mut home, name, signed(), surveyor);
    }
    set(&mut home, fields::AGREE_DATE, Value::Date(TODAY), surveyor);
    office.take(Step::Agree, &mut home, surveyor);
    set(&mut home, fields::NOTICE_FROM, Value::Date(jiff::civil::date(2026, 6, 15)), coordinator);
    set(&mut home, fields::NOTICE_UNTIL, Value::Date(jiff::civil::date(2026, 6, 22)), coordinator);
    set(&mut home, fields::NOTICE_OBJECTION, Value::YesNo(false), coordinator);
    office.take(Step::Notice, &mut home, coordinator);
    set(&mut home, fields::ORDER_CONTRACTOR, Value::Text("兴安施工队".into()), coordinator);
    set(&mut home, fields::ORDER_START_BY, Value::Date(jiff::civil::date(2026, 7, 1)), coordinator);
    set(&mut home, fields::ORDER_FINISH_BY, Value::Date(jiff::civil::date(2026, 8, 1)), coordinator);
    office.take(Step::Order, &mut home, coordinator);
    home
}

#[test]
fn three_devices_bring_one_household_to_its_money_in_any_order_of_the_files() {
    let office = Office::new();
    let [surveyor, contractor, coordinator] = [author(1, "评估员"), author(2, "施工方"), author(3, "统筹员")];
    let home = ordered(&office, &surveyor, &coordinator);
    assert_eq!(agreement::Agreement::of(&home), agreement::Agreement::Valid);
    let items = item::accepted(&home);
    assert!(items.len() > 2);

    // The contractor builds on a reduced copy, everything as ordered but half a unit more of the first item.
    let mut at_site = order::reduced(&home);
    office.take(Step::Start, &mut at_site, &contractor);
    let more = Quantity::thousandths(items[0].quantity.unwrap().get() + 500).unwrap();
    let proposed = change::propose(&at_site, items[0].row, tantu::id::RowId::from_bits(5), more, "现场不符");
    at_site.apply(&proposed, &contractor);
    for (nth, item) in item::accepted(&at_site).iter().enumerate() {
        let installed = if nth == 0 { more } else { item.quantity.unwrap() };
        at_site.apply(&Edit::set(item.field(fields::INSTALLED), installed.value()), &contractor);
        at_site.apply(&Edit::set(item.field(fields::WORK_STATE), choice(fields::WORK_DONE)), &contractor);
        at_site.apply(&Edit::set(item.field(fields::NO_PHOTO_REASON), Value::Text("不让拍".into())), &contractor);
    }
    office.take(Step::Finish, &mut at_site, &contractor);

    // Meanwhile surveyor and coordinator note different prices for one item, unseen by each other.
    let (mut in_field, mut in_office) = (home.clone(), home.clone());
    in_field.apply(&edits::set_price(items[1].row, Fen(12_345), "合同价").unwrap(), &surveyor);
    in_office.apply(&edits::set_price(items[1].row, Fen(12_300), "合同价").unwrap(), &coordinator);

    let files = [&in_field, &at_site, &in_office];
    let joined = |order: [usize; 3]| {
        let mut all = home.clone();
        order.iter().for_each(|&file| all.join(files[file]).unwrap());
        all
    };
    let mut all = joined([0, 1, 2]);
    for order in [[0, 2, 1], [1, 0, 2], [1, 2, 0], [2, 0, 1], [2, 1, 0]] {
        assert_eq!(joined(order), all);
    }
    assert_eq!(Stage::of(&all), Stage::Done);
    let disputed: Vec<FieldPath> = all.conflicts().map(|(path, _)| path.clone()).collect();
    assert_eq!(disputed, [items[1].field(fields::PRICE)]);

    // The change is approved and everything accepted as installed; the price is settled last.
    all.apply(&change::decide(items[0].row, tantu::id::RowId::from_bits(5), true, "同意"), &coordinator);
    all.apply(&acceptance::prefill(&all), &coordinator);
    for item in item::accepted(&all) {
        let accepted = acceptance::accepted(&all, &item);
        let installed = accepted.installed.unwrap();
        all.apply(&Edit::set(accepted.field(fields::ACCEPT_ACCEPTED), installed.value()), &coordinator);
        all.apply(&Edit::set(accepted.field(fields::ACCEPT_RESULT), choice("pass")), &coordinator);
    }
    let open = Settlement::money(&all, &office.programme);
    assert_eq!(open.uncertain, [items[1].row], "nothing is paid at a price that is disputed");
    all.apply(&edits::set_price(items[1].row, Fen(12_300), "合同价").unwrap(), &coordinator);

    let settled = Settlement::of(&all, &office.programme, &office.catalogue);
    let by_hand: Fen = items
        .iter()
        .enumerate()
        .map(|(nth, item)| match nth {
            0 => more.at(item.price.unwrap()),
            1 => item.quantity.unwrap().at(Fen(12_300)),
            _ => item.amount().unwrap(),
        })
        .sum();
    assert!(settled.is_certain());
    assert_eq!((settled.total, settled.lines[0].change_order), (by_hand, true));
    let (planned, installed) = (settled.lines[0].planned, settled.lines[0].installed);
    assert_eq!((planned, installed), (items[0].quantity, Some(more)), "three numbers, never one");
    assert!(
        matches!(agreement::Agreement::of(&all), agreement::Agreement::Stale(_)),
        "the price is not the signed one"
    );
}

#[test]
fn a_settled_household_s_reduced_copy_says_nothing_of_the_person() {
    let office = Office::new();
    let home = office.demo(SETTLED);
    let copy = order::reduced(&home);
    let shown = format!("{copy:?}");
    let private = |leaf: &str| {
        ["p_citizen_id", "p_certificate", "p_name", fields::BECAUSE, fields::ORIGIN, fields::PRICE_LIST].contains(&leaf)
            || leaf.starts_with("qP")
            || leaf.starts_with("consent_data")
    };
    let head = home.text(&"hh_head".parse().unwrap()).unwrap();
    let mut secrets = BTreeSet::new();
    for (path, register) in &home.fields {
        if let (Some(leaf), Some(Value::Text(text))) = (&path.leaf, register.value())
            && private(leaf.as_str())
            && &**text != head
        {
            secrets.insert(text.to_string());
        }
    }
    assert!(secrets.len() > 5, "{secrets:?}");
    for secret in &secrets {
        assert!(!shown.contains(secret.as_str()), "{secret}");
    }
    let kept: BTreeSet<&str> = copy.fields.keys().filter_map(|path| path.leaf.as_ref()).map(Name::as_str).collect();
    let of_person = |leaf: &&&str| leaf.starts_with("qP") || leaf.starts_with("p_") || leaf.starts_with("ag_");
    assert!(!kept.iter().any(|leaf| of_person(&leaf)), "{kept:?}");
    let signatures = copy.fields.values().flat_map(Register::live);
    assert!(!signatures.into_iter().any(|(_, write)| matches!(write.value, Value::Signature(_))));
    assert!(!item::accepted(&copy).is_empty());
}
