use std::collections::BTreeSet;

use super::*;
use crate::dossier::prompt::ToDoKind;
use crate::dossier::status;
use crate::dossier::summary::{Summary, VisitState};
use crate::form::compile::Known;
use crate::form::load;
use crate::form::schema::{Item, Kind};
use crate::l10n::Language;
use crate::store::Index;
use facts::COMMON;

const TODAY: Date = jiff::civil::date(2026, 11, 24);

const TEXTS: [(&str, &str); 3] = [
    ("household.ron", include_str!("../../../forms/household.ron")),
    ("consent.ron", include_str!("../../../forms/consent.ron")),
    ("home-assessment.ron", include_str!("../../../forms/home-assessment.ron")),
];

fn forms() -> Vec<Asked<'static>> {
    let mut compiled: Vec<Arc<Form>> = Vec::new();
    let compile = |(file, text): (&str, &'static str)| {
        let (form, source) = load::load(file, text).unwrap();
        let known = Known { used: &compiled, ..Known::default() };
        let form = Arc::new(Form::compile(form, &source, &known).unwrap_or_else(|problems| panic!("{problems:?}")).0);
        compiled.push(form.clone());
        Asked { form, text }
    };
    TEXTS.into_iter().map(compile).collect()
}

/// A household without its pictures, as `create` fills it.
fn filled(number: usize, forms: &[Asked<'_>]) -> Fill<'static> {
    let mut fill = begin(&HOUSEHOLDS[number], number, TODAY);
    let world: Arc<dyn World + Send + Sync> = Arc::new(Standing(moment(TODAY, 9, 0)));
    visit(&mut fill, forms, &world).unwrap();
    let picture = Ingested { jpeg: Vec::new(), thumbnail: Vec::new(), width: 4, height: 3, taken: None, place: None };
    for wanted in std::mem::take(&mut fill.photos) {
        let hash = ContentHash::of(wanted.path.to_string().as_bytes());
        attach(&mut fill, wanted.path, hash, &picture);
    }
    end(&mut fill, forms, &world).unwrap();
    fill
}

#[test]
fn the_demo_is_a_workspace_that_opens() {
    let folder = tempfile::tempdir().unwrap();
    let dir = folder.path().join("demo");
    // Two homes with pictures are enough to see that they are stored; drawing all of them takes long unoptimised.
    let report = create_some(&dir, TODAY, &forms(), &[3, 4, 5]).unwrap();
    assert_eq!((report.households, report.problems), (3, Vec::new()));
    assert!(report.photos > 0);

    let (workspace, problems) = Workspace::open(&dir, Opening::default()).unwrap();
    assert_eq!(problems, []);
    let (dossier, problems) = workspace.load(dossier_id(3, TODAY)).unwrap();
    assert_eq!((problems, Summary::of(&dossier).conflicts), (Vec::new(), 1));
    let photos = dossier.fields.values().filter_map(|register| match register.value() {
        Some(Value::Photo(photo)) => Some(photo.hash),
        _ => None,
    });
    let shown: Vec<_> =
        photos.map(|hash| photo::decode_for_screen(&workspace.read_photo(hash).unwrap(), 400).unwrap().width).collect();
    assert!(!shown.is_empty() && shown.iter().all(|&width| width == 400), "{shown:?}");
    let (index, _) = Index::open(&workspace).unwrap();
    assert_eq!(index.records().len(), 3);

    let again = create(&dir, TODAY, &[]).unwrap_err();
    assert_eq!(again.key, "demo-folder-not-empty");
}

#[test]
fn the_same_day_gives_the_same_households() {
    let forms = forms();
    for number in 0..HOUSEHOLDS.len() {
        assert_eq!(filled(number, &forms).dossier, filled(number, &forms).dossier);
    }
    let ids: BTreeSet<DossierId> = (0..12).map(|number| dossier_id(number, TODAY)).collect();
    assert_eq!(ids.len(), 12);
    assert!(ids.iter().all(|id| id.to_string().as_bytes()[14] == b'7'), "{ids:?}");
}

#[test]
fn every_kind_of_visit_is_there() {
    let forms = forms();
    let summaries: Vec<Summary> =
        (0..HOUSEHOLDS.len()).map(|number| Summary::of(&filled(number, &forms).dossier)).collect();
    let count = |state| summaries.iter().filter(|summary| summary.visit == state).count();
    assert_eq!((count(VisitState::Finished), count(VisitState::Begun), count(VisitState::Untouched)), (6, 4, 2));
    let today: Vec<_> =
        summaries.iter().filter(|one| one.visit_date == Some(TODAY)).filter_map(|one| one.visit_order).collect();
    assert_eq!(today, [1, 2, 3, 4, 5, 6]);
    assert_eq!(summaries.iter().map(|summary| summary.conflicts).collect::<Vec<_>>()[..6], [0, 0, 0, 1, 0, 0]);
    assert_eq!(summaries[1].persons.len(), 3);
    assert!(summaries.iter().flat_map(|summary| &summary.persons).all(|person| person.disability.is_some()));
    assert!(summaries[0].photos > 8, "{}", summaries[0].photos);
    assert_eq!(summaries[4].photos, 0, "this family refuses photos");
}

#[test]
fn households_stand_at_every_kind_of_stage_and_get_there_by_the_guarded_steps() {
    use crate::dossier::stage::Stage as At;
    let forms = forms();
    let stages: Vec<At> = (6..12).map(|number| At::of(&filled(number, &forms).dossier)).collect();
    assert_eq!(stages, [At::Planned, At::Untouched, At::Ordered, At::InWorks, At::Done, At::Settled]);
}

#[test]
fn the_finished_visit_lacks_nothing_and_nothing_is_wrong_anywhere() {
    let forms = forms();
    let world: Arc<dyn World + Send + Sync> = Arc::new(Standing(moment(TODAY, 9, 0)));
    for (number, household) in HOUSEHOLDS.iter().enumerate() {
        let dossier = filled(number, &forms).dossier;
        for asked in &forms {
            let session = crate::form::session::Session::new(
                asked.form.clone(),
                dossier.answers(),
                world.clone(),
                Language::Chinese,
            );
            assert_eq!(session.faults().count(), 0);
            let to_dos = status::to_dos(&session, &dossier, Language::English);
            let bad = to_dos.iter().filter(|to_do| match to_do.kind {
                ToDoKind::Wrong | ToDoKind::Doubtful => true,
                ToDoKind::Missing => matches!(household.stage, Stage::Finished | Stage::Later(_)),
                ToDoKind::Conflict => !matches!(household.stage, Stage::Conflict(_)),
            });
            let bad: Vec<String> = bad.map(|to_do| format!("{}: {} {}", to_do.path, to_do.label, to_do.text)).collect();
            assert!(bad.is_empty(), "{} in {}:\n{}", dossier.id, asked.form.text().id, bad.join("\n"));
        }
    }
}

#[test]
fn every_known_fact_answers_a_question() {
    let forms = forms();
    let answers = |id: &'static str, fact| {
        let name = Name::of(id);
        let answer = |asked: &Asked<'_>| {
            let question = asked.form.question(&name)?;
            fill::known(&question.kind, asked.form.choices(&name), fact)
        };
        forms.iter().any(|asked| answer(asked).is_some())
    };
    let rows = |household: &'static Household| household.doors.iter().chain(household.bedrooms);
    let known = HOUSEHOLDS.iter().flat_map(|household| {
        let persons = household.persons.iter().map(|person| person.facts);
        persons.chain(rows(household).map(|(_, facts)| *facts)).chain([household.facts])
    });
    let all = known.chain([COMMON]).flatten();
    let unasked: Vec<_> = all.filter(|(id, fact)| !answers(id, *fact)).collect();
    assert!(unasked.is_empty(), "{unasked:?}");
}

#[test]
fn every_required_photo_has_a_picture() {
    fn questions<'f>(items: &'f [Item], found: &mut Vec<&'f str>) {
        for item in items {
            match item {
                Item::Section(section) => questions(&section.items, found),
                Item::Group(group) => questions(&group.items, found),
                Item::Repeat(repeat) => questions(&repeat.items, found),
                Item::Question(question) => {
                    if matches!(question.kind, Kind::Photo { least: 1.., .. }) {
                        found.push(question.id.as_str());
                    }
                }
            }
        }
    }
    let forms = forms();
    let fill = filled(5, &forms);
    for asked in &forms {
        let mut found = Vec::new();
        questions(&asked.form.text().items, &mut found);
        for id in found.into_iter().filter(|id| *id != "stairs_photo") {
            assert!(!fill.scenes(&FieldPath::top(id.parse().unwrap())).is_empty(), "{id}");
        }
    }
}

#[test]
fn identity_numbers_prove_themselves_and_belong_to_nobody() {
    for household in &HOUSEHOLDS {
        for person in household.persons {
            let id = citizen_id(person, 1).unwrap();
            assert!(id.starts_with("150000"), "{id}");
            let female = CitizenId::parse(&id).unwrap().sex() == crate::form::ids::Sex::Female;
            assert_eq!(female, person.female, "{id}");
        }
    }
}
