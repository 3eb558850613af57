//! A need list comes in, is corrected, comes in again, goes to a tablet and comes back.

use std::collections::{BTreeMap, BTreeSet};
use std::io::{self, ErrorKind};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use tantu::app::exchange::{self, Parcel, Progress, receipt};
use tantu::app::jobs::roster::{Opened, reject};
use tantu::app::roster::assign::{self, Ask, Home};
use tantu::app::roster::check::{Checked, Decisions, check};
use tantu::app::roster::import::import;
use tantu::app::roster::mapping::Mapping;
use tantu::app::roster::write::{Written, write_all};
use tantu::dossier::Dossier;
use tantu::dossier::edit::{Author, Edit};
use tantu::dossier::household::{HEAD, PERSON, SURVEYOR, VILLAGE};
use tantu::dossier::visit;
use tantu::id::{DossierId, Name};
use tantu::l10n::Language;
use tantu::path::FieldPath;
use tantu::registry::record::Record;
use tantu::remote::{About, Kind};
use tantu::role::Role;
use tantu::store::disk::{Disk, Op, Watch};
use tantu::store::{Index, Opening, Workspace};
use tantu::table::read;
use tantu::value::Value;

use crate::scenario::morning;

fn file(name: &str) -> PathBuf {
    PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/roster")).join(name)
}

fn desk(folder: &Path) -> Workspace {
    Workspace::open(folder, Opening { role: Role::Coordinator, ..Opening::default() }).unwrap().0
}

fn tablet(folder: &Path) -> Workspace {
    Workspace::open(folder, Opening { role: Role::Surveyor, ..Opening::default() }).unwrap().0
}

fn author(store: &Workspace) -> Author {
    Author { device: store.device(), name: "李统筹".into(), at: morning() }
}

fn opened(path: &Path) -> Opened {
    let book = read::open(path).unwrap();
    let sheet = book.first();
    let mapping = Mapping::propose(&book.sheets[sheet], &[]);
    assert_eq!(mapping.lacks(), []);
    Opened { path: path.to_owned(), book: book.into(), sheet, mapping }
}

fn decided() -> Decisions {
    Decisions { division: "152221".into(), ..Decisions::default() }
}

fn look(store: &Workspace, list: &Opened, decisions: &Decisions) -> Checked {
    let sheet = &list.book.sheets[list.sheet];
    check(store, sheet, &list.mapping, decisions, morning().date(), &Progress::default()).unwrap()
}

fn take(store: &Workspace, list: &Opened, decisions: &Decisions) -> (Checked, Written) {
    let checked = look(store, list, decisions);
    let written = import(store, &checked, decisions, &author(store), &Progress::default(), &mut |_| {}).unwrap();
    assert_eq!(written.problems, []);
    (checked, written)
}

fn all(store: &Workspace) -> BTreeMap<DossierId, Dossier> {
    let (index, problems) = Index::open(store).unwrap();
    assert_eq!(problems, []);
    index.records().iter().map(|record| (record.id, store.load(record.id).unwrap().0)).collect()
}

fn text<'d>(home: &'d Dossier, name: &'static str) -> &'d str {
    home.text(&FieldPath::top(Name::of(name))).unwrap_or_default()
}

#[test]
fn a_countys_list_comes_in_once_however_often_it_is_imported() {
    let folder = tempfile::tempdir().unwrap();
    let store = desk(folder.path());
    let list = opened(&file("county.xlsx"));
    let (checked, written) = take(&store, &list, &decided());
    let counts = checked.counts();
    assert_eq!((checked.rows, counts.new, counts.persons, counts.refused), (11, 9, 9, 2));
    assert_eq!((checked.hidden, written.new, written.changed), (1, 9, 0));
    let why: Vec<&str> =
        checked.findings.iter().filter(|finding| finding.refuses()).map(|finding| finding.problem.key).collect();
    assert_eq!(why, ["roster-row-digits-lost", "form-citizen-id-check"]);
    let before = all(&store);
    assert!(before.values().all(|home| !text(home, VILLAGE).is_empty() && !text(home, HEAD).is_empty()));

    let (checked, written) = take(&store, &list, &decided());
    assert_eq!((checked.counts().same, written.new, written.changed, written.undo.len()), (9, 0, 0, 0));
    assert_eq!(all(&store), before);
}

#[test]
fn what_was_not_taken_is_corrected_and_imported_again() {
    let folder = tempfile::tempdir().unwrap();
    let store = desk(&folder.path().join("desk"));
    let list = opened(&file("county.xlsx"));
    let (checked, _) = take(&store, &list, &decided());
    for (name, csv) in [("rest.xlsx", false), ("rest.csv", true)] {
        let to = folder.path().join(name);
        reject(&store, &list, &checked, &to, csv, Language::Chinese).unwrap();
        let again = opened(&to);
        let sheet = &again.book.sheets[again.sheet];
        assert_eq!(sheet.rows.len(), 3, "{name}: the heading and two rows");
        assert_eq!(sheet.cell(1, 12).text(), "13", "the row in the office's own list");
        assert!(sheet.cell(1, 13).text().contains("Excel"));
        // The county types the two numbers again from the certificates.
        let mut corrected = again.clone();
        let mut book = (*corrected.book).clone();
        for (row, number) in [(1, "15222119630405123842"), (2, "15222119700101001742")] {
            let number = valid(&number[..17], &number[18..]);
            book.sheets[again.sheet].rows[row][2] = read::Cell::of_text(&number);
        }
        corrected.book = book.into();
        let (checked, written) = take(&store, &corrected, &decided());
        assert_eq!(checked.counts().refused, 0, "{:?}", checked.findings);
        // The second file brings what the first has brought already.
        assert_eq!(written.new, if csv { 0 } else { 2 });
    }
    assert_eq!(all(&store).len(), 11);
}

/// 17 digits, the check character that fits, and what stands behind.
fn valid(body: &str, tail: &str) -> String {
    let sum = body.bytes().fold(0, |sum, digit| (sum + u32::from(digit - b'0')) * 2 % 11);
    format!("{body}{}{tail}", char::from(b"10X98765432"[sum as usize]))
}

#[test]
fn two_laptops_import_the_same_list_and_their_households_are_the_same() {
    let folder = tempfile::tempdir().unwrap();
    let (one, two) = (desk(&folder.path().join("1")), desk(&folder.path().join("2")));
    let list = opened(&file("survey.xls"));
    let (checked, _) = take(&one, &list, &Decisions::default());
    assert_eq!(checked.counts().new, 3, "four persons, two of them in one household");
    take(&two, &list, &Decisions::default());
    let (here, there) = (all(&one), all(&two));
    assert!(here.keys().eq(there.keys()));
    for (id, mut home) in here {
        home.join(&there[&id]).unwrap();
        assert_eq!(home.conflicts().count(), 0);
        let persons = home.rows(&[], &Name::of(PERSON)).len();
        assert_eq!(persons, there[&id].rows(&[], &Name::of(PERSON)).len(), "nobody twice");
        assert!((1..=2).contains(&persons));
    }
}

#[test]
fn every_kind_of_file_comes_in() {
    for (name, new, refused) in [("list.ods", 3, 0), ("list-gb18030.csv", 3, 1), ("list-utf16.txt", 1, 0)] {
        let folder = tempfile::tempdir().unwrap();
        let store = desk(folder.path());
        let (checked, written) = take(&store, &opened(&file(name)), &Decisions::default());
        assert_eq!((written.new, checked.counts().refused), (new, refused), "{name} {:?}", checked.findings);
    }
}

#[test]
fn what_a_surveyor_wrote_stays_unless_somebody_chooses_the_list() {
    let folder = tempfile::tempdir().unwrap();
    let store = desk(folder.path());
    let list = opened(&file("survey.xls"));
    let (checked, _) = take(&store, &list, &Decisions::default());
    let id = checked.households[0].0.id;
    let village = FieldPath::top(Name::of(VILLAGE));
    let edit = Edit::set(village.clone(), Value::Text("夏营地".into()));
    let mut home = store.load(id).unwrap().0;
    let delta = home.apply(&edit, &author(&store)).delta;
    store.append(id, &delta).unwrap();

    let (checked, written) = take(&store, &list, &Decisions::default());
    assert_eq!((checked.counts().differ, written.changed), (1, 0));
    assert_eq!(text(&all(&store)[&id], VILLAGE), "夏营地");
    let chosen = Decisions { take: [(id, village)].into(), ..Decisions::default() };
    let (_, written) = take(&store, &list, &chosen);
    assert_eq!(written.changed, 1);
    assert_eq!(text(&all(&store)[&id], VILLAGE), "红峰嘎查");
}

#[test]
fn an_import_that_was_stopped_goes_on_and_one_that_was_taken_back_can_come_again() {
    let folder = tempfile::tempdir().unwrap();
    let store = desk(folder.path());
    let list = opened(&file("county.xlsx"));
    let (decisions, author) = (decided(), author(&store));
    let checked = look(&store, &list, &decisions);
    let stopped = Progress::default();
    stopped.stop();
    let written = import(&store, &checked, &decisions, &author, &stopped, &mut |_| {}).unwrap();
    assert!(written.stopped && all(&store).is_empty());
    let (_, written) = take(&store, &list, &decisions);
    assert_eq!(written.new, 9);

    let back = write_all(&store, &written.undo, &author, &Progress::default(), &mut |_| {}).unwrap();
    assert_eq!(back.changed, 9);
    let (index, _) = Index::open(&store).unwrap();
    assert!(index.records().iter().all(Record::is_blank), "no list shows them");
    let (checked, _) = take(&store, &list, &decisions);
    assert_eq!(checked.counts().new, 9);
    let (index, _) = Index::open(&store).unwrap();
    assert_eq!(index.records().iter().filter(|record| !record.is_blank()).count(), 9);
}

fn about(store: &Workspace, kind: Kind, surveyor: &str) -> About {
    let (author, contractor) = (surveyor.to_owned(), String::new());
    About { kind, device: store.device(), author, made: morning(), contractor, surveyor: surveyor.to_owned() }
}

fn homes(store: &Workspace) -> Vec<Home> {
    let (index, _) = Index::open(store).unwrap();
    let home = |record: &Record| Home {
        place: [&record.summary.division, &record.summary.township, &record.summary.village, &record.summary.address]
            .map(Clone::clone),
        head: record.summary.head.clone(),
        id: Some(record.id),
        surveyor: record.figures.surveyor.clone(),
        date: record.summary.visit_date,
        ..Home::default()
    };
    index.records().iter().map(home).collect()
}

#[test]
fn assigned_handed_out_surveyed_handed_over_and_taken_in() {
    let folder = tempfile::tempdir().unwrap();
    let (desk, tablet) = (desk(&folder.path().join("desk")), tablet(&folder.path().join("tablet")));
    take(&desk, &opened(&file("county.xlsx")), &decided());
    let ask = Ask {
        surveyors: vec!["包志强".to_owned(), "王丽".to_owned()],
        from: Some(morning().date()),
        per_day: 3,
        weekends: false,
    };
    let visits = assign::propose(&ask, &homes(&desk), &[]);
    assert_eq!(visits.len(), 9);
    let edits: Vec<_> = visits.iter().map(|visit| (visit.id, assign::assigned(visit))).collect();
    let written = write_all(&desk, &edits, &author(&desk), &Progress::default(), &mut |_| {}).unwrap();
    assert_eq!(written.changed, 9);

    let ids: Vec<DossierId> = visits.iter().filter(|visit| visit.surveyor == "包志强").map(|visit| visit.id).collect();
    let parcel = Parcel::new(about(&desk, Kind::Assignment, "包志强"), ids.clone());
    let out = folder.path().join("out.tantu");
    let made = exchange::make(&desk, &parcel, &out, &Progress::default()).unwrap();
    assert_eq!((made.sent.len(), made.party.as_str()), (ids.len(), "包志强"));
    // Not for a contractor, whatever lies on the stick.
    let refused = exchange::take(&tablet, &out, Role::Contractor, &Progress::default(), &mut |_| {}).unwrap_err();
    assert_eq!(refused.key, "works-package-not-yours");
    let report = exchange::take(&tablet, &out, Role::Surveyor, &Progress::default(), &mut |_| {}).unwrap();
    assert_eq!(report.counts(), [ids.len(), 0, 0, 0]);
    assert!(all(&tablet).values().all(|home| text(home, SURVEYOR) == "包志强"));

    // Nothing was touched: nothing goes back.
    let back = folder.path().join("back.tantu");
    let parcel = |only_news| {
        let parcel = Parcel::new(about(&tablet, Kind::Handover, "包志强"), ids.clone());
        Parcel { only_news, ..parcel }
    };
    let nothing = exchange::make(&tablet, &parcel(true), &back, &Progress::default()).unwrap_err();
    assert_eq!(nothing.key, "roster-package-all-known");
    // One home is surveyed.
    let mut home = tablet.load(ids[0]).unwrap().0;
    for edit in [visit::begin(&home, &[], Vec::new()), visit::finish(&home, &[])] {
        let delta = home.apply(&edit, &author(&tablet)).delta;
        tablet.append(home.id, &delta).unwrap();
    }
    let made = exchange::make(&tablet, &parcel(true), &back, &Progress::default()).unwrap();
    assert_eq!((made.sent.len(), made.known), (1, ids.len() - 1));
    // What was sent counts for nothing; what the office confirmed does.
    let made = exchange::make(&tablet, &parcel(true), &back, &Progress::default()).unwrap();
    assert_eq!((made.sent.len(), made.known), (1, ids.len() - 1));
    assert_eq!(
        exchange::make(&tablet, &parcel(false), &folder.path().join("all.tantu"), &Progress::default())
            .unwrap()
            .sent
            .len(),
        ids.len()
    );

    let refused = exchange::take(&tablet, &back, Role::Surveyor, &Progress::default(), &mut |_| {}).unwrap_err();
    assert_eq!(refused.key, "works-package-not-yours");
    let report = exchange::take(&desk, &back, Role::Coordinator, &Progress::default(), &mut |_| {}).unwrap();
    assert_eq!(report.counts(), [0, 1, 0, 0]);
    assert_eq!(desk.load(ids[0]).unwrap().0, home);
    let receipts = receipt::of(&desk, std::slice::from_ref(&back), &[]);
    let confirmation = folder.path().join("receipt.tantu");
    receipt::write(&desk, &receipts, about(&desk, Kind::Receipt, ""), &confirmation).unwrap();
    let heard =
        exchange::take(&tablet, &confirmation, Role::Surveyor, &Progress::default(), &mut |_| {}).unwrap().heard;
    assert_eq!(heard.map(|heard| (heard.confirmed, heard.changed)), Some((1, 0)));
    let nothing = exchange::make(&tablet, &parcel(true), &back, &Progress::default()).unwrap_err();
    assert_eq!(nothing.key, "roster-package-all-known");
    // The list comes again after the visit: what was surveyed stays.
    let (checked, written) = take(&desk, &opened(&file("county.xlsx")), &decided());
    assert_eq!((checked.counts().same, written.changed), (9, 0));
    assert_eq!(desk.load(ids[0]).unwrap().0, home);
}

/// Refuses everything from one operation on: as if the program had been killed.
struct Dead {
    from: usize,
    count: AtomicUsize,
}

impl Watch for Dead {
    fn before(&self, op: Op<'_>) -> Result<(), (usize, io::Error)> {
        if self.count.fetch_add(1, Ordering::Relaxed) < self.from {
            return Ok(());
        }
        let written = if let Op::Write { bytes, .. } = op { bytes.len() / 2 } else { 0 };
        Err((written, ErrorKind::Other.into()))
    }
}

/// What every household says, whoever wrote it.
fn answers(store: &Workspace) -> BTreeMap<DossierId, Vec<(FieldPath, Value)>> {
    all(store).into_iter().map(|(id, home)| (id, home.answers().collect())).collect()
}

#[test]
fn killed_anywhere_an_import_leaves_nothing_half_and_the_next_one_completes_it() {
    let list = opened(&file("county.xlsx"));
    let import_dying = |folder: &Path, from: usize| {
        // The laptop is set up before the list comes.
        drop(desk(folder));
        let watch = Arc::new(Dead { from, count: AtomicUsize::new(0) });
        let opening = Opening { role: Role::Coordinator, disk: Disk::watched(watch.clone()), ..Opening::default() };
        if let Ok((store, _)) = Workspace::open(folder, opening) {
            let sheet = &list.book.sheets[list.sheet];
            let checked = check(&store, sheet, &list.mapping, &decided(), morning().date(), &Progress::default());
            if let Ok(checked) = checked {
                import(&store, &checked, &decided(), &author(&store), &Progress::default(), &mut |_| {}).ok();
            }
        }
        watch.count.load(Ordering::Relaxed)
    };
    let whole = tempfile::tempdir().unwrap();
    let operations = import_dying(whole.path(), usize::MAX);
    let whole = answers(&desk(whole.path()));
    assert_eq!(whole.len(), 9);
    let mut seen = BTreeSet::new();
    for from in 0..operations {
        let folder = tempfile::tempdir().unwrap();
        import_dying(folder.path(), from);
        let store = desk(folder.path());
        let before = answers(&store);
        assert!(before.iter().all(|(id, home)| whole.get(id) == Some(home)), "something half from {from} on");
        seen.insert(before.len());
        let (_, written) = take(&store, &list, &decided());
        assert_eq!((written.new, written.changed), (9 - before.len(), 0), "from {from} on");
        assert_eq!(answers(&store), whole, "from {from} on");
        assert_eq!(take(&store, &list, &decided()).1.undo.len(), 0, "nothing comes twice");
    }
    assert!(seen.contains(&0) && seen.contains(&9) && seen.len() > 2, "killed before, between and behind: {seen:?}");
}
