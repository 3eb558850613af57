//! For tests: homes of a few answers, seen through the built-in forms.

use std::sync::{Arc, LazyLock};

use super::super::catalogue::{self, Catalogue};
use super::super::edits;
use super::super::item;
use super::super::programme::{self, Programme};
use super::super::proposal::{Proposal, Scene, proposals};
use crate::dossier::Dossier;
use crate::dossier::edit::Edit;
use crate::dossier::tests::{at, author};
use crate::form::compile::Form;
use crate::form::expr::World;
use crate::form::library::Library;
use crate::form::session::Session;
use crate::id::{DossierId, Name};
use crate::l10n::Language;
use crate::stamp::Moment;
use crate::value::{Decimal, Value};

/// A world that stands still.
struct Still;

impl World for Still {
    fn now(&self) -> Moment {
        Moment::new(1_795_483_805, 480)
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

pub(crate) fn catalogue() -> &'static Catalogue {
    static READ: LazyLock<Catalogue> = LazyLock::new(|| Catalogue::parse(catalogue::BUILT_IN).unwrap());
    &READ
}

pub(crate) fn programme() -> &'static Programme {
    static READ: LazyLock<Programme> = LazyLock::new(|| Programme::parse(programme::BUILT_IN).unwrap());
    &READ
}

pub(crate) fn form(id: &str) -> Arc<Form> {
    static READ: LazyLock<Library> = LazyLock::new(|| Library::built_in().0);
    READ.get(id).unwrap()
}

pub(crate) fn session(dossier: &Dossier, form_id: &str) -> Session {
    Session::new(form(form_id), dossier.answers(), Arc::new(Still), Language::Chinese)
}

/// An answer as one writes it: `yes`, `no`, a whole number, a decimal, a choice, several choices after `+`, a text
/// in quotes, `row`.
pub(crate) fn value(text: &str) -> Value {
    match text {
        "yes" => return Value::YesNo(true),
        "no" => return Value::YesNo(false),
        "row" => return Value::Row(1),
        _ => {}
    }
    if let Some(text) = text.strip_prefix('"') {
        return Value::Text(text.trim_end_matches('"').into());
    }
    if let Some(choices) = text.strip_prefix('+') {
        return Value::Choices(choices.split_whitespace().map(|choice| choice.parse().unwrap()).collect());
    }
    if let Ok(number) = text.parse::<i64>() {
        return Value::Integer(number);
    }
    match text.parse::<f64>() {
        Ok(number) => Value::Decimal(Decimal::new(number).unwrap()),
        Err(_) => Value::Choice(text.parse().unwrap()),
    }
}

/// A household with these answers, one on a line: `door/0000000001/qD1 760`.
pub(crate) fn home(answers: &str) -> Dossier {
    let mut home = Dossier::new(DossierId::from_u128(7));
    home.apply(&edit(answers), &author(1));
    home
}

pub(crate) fn edit(answers: &str) -> Edit {
    let lines = answers.lines().map(str::trim).filter(|line| !line.is_empty());
    Edit::set_all(lines.map(|line| {
        let (path, text) = line.split_once(' ').unwrap();
        (at(path), value(text.trim()))
    }))
}

/// One person in a manual wheelchair of 680 mm behind three steps of 450 mm in a brick house, with a narrow door.
pub(crate) const WHEELCHAIR: &str = "
    person/0000000001 row
    person/0000000001/p_name \"王秀兰\"
    person/0000000001/p_citizen_id \"150102199003072336\"
    person/0000000001/p_certificate \"15010219900307233642\"
    person/0000000001/qP03 manual_wheelchair
    person/0000000001/qP04 680
    person/0000000001/qP05_length 1100
    person/0000000001/qP06 partly
    person/0000000001/qP08_stand no
    person/0000000001/qP08_squat no
    qP13 with_carer
    qP17_type brick
    qP17_owner own
    qP17_consent yes
    qP17_demolition no
    qE1 yes
    qE1_steps 3
    qE2 450
    qE4_length 8000
    qE4_width 1300
    qE14 can_dig
    qE6_left no
    qE6_right no
    door/0000000002 row
    door/0000000002/door_place bedroom
    door/0000000002/qD1 700
    door/0000000002/qD4 inward
    door/0000000002/qD9_wall brick
    qP19 +coal_stove
    qK6 +coal
    qA4_co none
    qK7_co no
    qP16 +get_out
";

pub(crate) fn scene<'a>(session: &'a Session, dossier: &'a Dossier) -> Scene<'a> {
    Scene::new(session, dossier, catalogue(), Language::Chinese)
}

/// Takes up the proposal with this code (the first one).
pub(crate) fn take_up(home: &mut Dossier, code: &str) -> Proposal {
    let session = session(home, "home-assessment");
    let scene = scene(&session, home);
    let found = proposals(&scene, &item::items(home));
    let proposal = found.into_iter().find(|proposal| proposal.code == code.parse::<Name>().unwrap()).unwrap();
    let edit = edits::accept(home, &proposal, &scene);
    drop(scene);
    home.apply(&edit, &author(1));
    proposal
}

/// A stroke that differs by its number.
pub(crate) fn signature(number: u16) -> Value {
    let strokes = vec![vec![[number, 2], [30, 40]]];
    Value::Signature(Arc::new(crate::value::Signature { name: "".into(), relation: "".into(), strokes }))
}

pub(crate) fn set(home: &mut Dossier, path: &str, value: Value) {
    home.apply(&Edit::set(at(path), value), &author(1));
}

/// The wheelchair's home with a door widened (1 × 1650.00) and an alarm (1 × 165.00) in the plan.
pub(crate) fn planned() -> Dossier {
    let mut home = home(WHEELCHAIR);
    take_up(&mut home, "D01");
    take_up(&mut home, "A02");
    home
}

pub(crate) fn row_of(home: &Dossier, code: &str) -> crate::id::RowId {
    let items = item::items(home);
    items.iter().find(|item| item.code.as_ref().is_some_and(|known| known.as_str() == code)).unwrap().row
}
