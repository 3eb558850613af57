use super::*;
use crate::dossier::tests::{at, author, dossier};
use crate::dossier::visit;
use crate::id::{ContentHash, DeviceId};
use crate::value::{FormRef, Skip};

fn voice(place: usize) -> DeviceId {
    DeviceId::from_bits(1_000 + place as u64)
}

/// A household in which these devices wrote these values unseen by each other.
fn torn(path: &str, values: &[(u64, Value)]) -> Dossier {
    let base = dossier();
    let mut home = base.clone();
    for (place, (device, value)) in values.iter().enumerate() {
        let mut there = base.clone();
        let at_hour = Moment::new(1_795_483_805 + 3_600 * place as i64, 480);
        let writer = crate::dossier::edit::Author { at: at_hour, ..author(*device) };
        there.apply(&Edit::set(at(path), value.clone()), &writer);
        home.join(&there).unwrap();
    }
    home
}

fn judged(rule: &Rule, home: &Dossier) -> Option<Value> {
    rule.judge(home, &contests(home)[0]).map(|verdict| verdict.value)
}

#[test]
fn each_rule_finds_one_value_or_leaves_it_to_a_person() {
    let (narrow, wide) = (Value::Integer(760), Value::Integer(800));
    let home = torn("qE2", &[(2, wide.clone()), (1, narrow.clone())]);
    for (rule, value) in [
        (Rule::Later, Some(&narrow)),
        (Rule::Earlier, Some(&wide)),
        (Rule::Device(author(1).device), Some(&narrow)),
        (Rule::Device(author(3).device), None),
        (Rule::Author("萨仁".into()), None),
        (Rule::Larger, Some(&wide)),
        (Rule::Smaller, Some(&narrow)),
        (Rule::AnswerFirst, None),
        (Rule::WithPhoto, None),
        (Rule::KeepRow, None),
    ] {
        assert_eq!(judged(&rule, &home).as_ref(), value, "{rule:?}");
    }
    let unsure = torn("qE2", &[(1, Value::Skipped(Skip::NotChecked)), (2, narrow.clone()), (3, Value::Erased)]);
    assert_eq!(judged(&Rule::AnswerFirst, &unsure), Some(narrow));
    assert_eq!(judged(&Rule::Larger, &unsure), None);
}

#[test]
fn the_value_of_who_took_a_photo_is_found() {
    let mut home = torn("qE2", &[(1, Value::Integer(760)), (2, Value::Integer(800))]);
    let photo = crate::value::Photo {
        hash: ContentHash::of(b"x"),
        width: 4,
        height: 3,
        taken: None,
        place: None,
        caption: "".into(),
    };
    home.apply(&Edit::set(at("qE2/0000000001"), Value::Photo(Arc::new(photo))), &author(2));
    assert_eq!(judged(&Rule::WithPhoto, &home), Some(Value::Integer(800)));
}

#[test]
fn what_was_signed_or_decided_is_never_settled_by_a_rule() {
    let stage = |name| Value::Choice(crate::id::Name::of(name));
    for (path, values, kind) in [
        ("_step", [stage("ordered"), stage("planned")], ContestKind::Stage),
        ("_review", [stage("approved"), stage("sent_back")], ContestKind::Review),
        ("_agreed", [Value::Text("a".into()), Value::Text("b".into())], ContestKind::Seal),
        ("_visit", [stage("begun"), stage("finished")], ContestKind::Survey),
    ] {
        let [first, second] = values;
        let home = torn(path, &[(1, first), (2, second)]);
        assert_eq!(contests(&home)[0].kind, kind);
        assert_eq!(judged(&Rule::Later, &home), None, "{path}");
    }
    let form = |version| {
        let hash = ContentHash::of(&[version]);
        Value::Form(Arc::new(FormRef { id: crate::id::Name::of("f"), version: version.into(), hash }))
    };
    let home = torn("_form.f", &[(1, form(1)), (2, form(2))]);
    assert_eq!((judged(&Rule::Earlier, &home), judged(&Rule::NewerForm, &home)), (None, Some(form(2))));
}

#[test]
fn a_row_removed_here_and_filled_there_is_one_thing_to_decide() {
    let mut here = dossier();
    for (path, value) in
        [("door/0000000001", Value::Row(1)), ("door/0000000001/qD1", Value::Integer(760)), ("qE2", Value::Integer(1))]
    {
        here.apply(&Edit::set(at(path), value), &author(1));
    }
    let mut there = here.clone();
    here.apply(&Dossier::remove_row(&at("door/0000000001").rows), &author(1));
    there.apply(&Edit::set(at("door/0000000001/qD1"), Value::Integer(780)), &author(2));
    there.apply(&Edit::set(at("door/0000000001/qD3"), Value::Integer(20)), &author(2));
    here.join(&there).unwrap();
    let found = contests(&here);
    assert_eq!((found.len(), found[0].kind, count(&here)), (1, ContestKind::RemovedRow, 1));

    let mut kept = here.clone();
    kept.apply(&keep_row(&kept, &at("door/0000000001").rows).unwrap(), &author(3));
    assert_eq!((contests(&kept), kept.value(&at("door/0000000001/qD1"))), (vec![], Some(&Value::Integer(780))));
    let gone = Rule::RemoveRow.judge(&here, &found[0]).unwrap();
    here.apply(&gone.edit, &author(3));
    assert!(contests(&here).is_empty() && !here.has_row(&at("door/0000000001").rows));
}

#[test]
fn a_mark_drawn_on_a_photo_that_was_removed_is_nothing_to_decide() {
    let mut here = dossier();
    let photo = at("qE15/0000000001");
    let picture = crate::value::Photo {
        hash: ContentHash::of(b"x"),
        width: 4,
        height: 3,
        taken: None,
        place: None,
        caption: "".into(),
    };
    here.apply(&Edit::set(photo.clone(), Value::Photo(Arc::new(picture))), &author(1));
    let mut there = here.clone();
    here.apply(&Edit::set(photo, Value::Erased), &author(1));
    there.apply(&Edit::set(at("qE15/0000000001/order"), Value::Integer(1)), &author(2));
    here.join(&there).unwrap();
    assert_eq!(contests(&here), []);
}

#[test]
fn a_decision_taken_back_is_a_conflict_again_with_its_authors_and_travels() {
    let values = [(1, Value::Integer(760)), (2, Value::Integer(800)), (3, Value::Skipped(Skip::Refused))];
    let mut home = torn("qE2", &values);
    let before = choices(&home, &at("qE2"));
    let edit = settle(&home, &at("qE2"), &Value::Integer(800));
    let carried = carry(&mut home, &edit, &author(9));
    let there = home.clone();
    assert_eq!(count(&home), 0);

    let undone = reinstate(&mut home, &carried, &author(9), &mut voice);
    assert_eq!(undone.kept, []);
    let says = |home: &Dossier| -> Vec<(Value, Arc<str>, Moment)> {
        let choices = choices(home, &at("qE2"));
        choices
            .into_iter()
            .map(|choice| (choice.value, choice.writers[0].author.clone(), choice.writers[0].at))
            .collect()
    };
    let mut wanted: Vec<_> = before
        .into_iter()
        .map(|choice| (choice.value, choice.writers[0].author.clone(), choice.writers[0].at))
        .collect();
    let mut found = says(&home);
    wanted.sort_by_key(|(_, _, at)| *at);
    found.sort_by_key(|(_, _, at)| *at);
    assert_eq!(found, wanted);

    // Another device that has the decision learns that it was taken back, in either order.
    let mut left = there.clone();
    left.join(&home).unwrap();
    let mut right = home.clone();
    right.join(&there).unwrap();
    assert_eq!((left.fields.clone(), count(&left)), (right.fields, 1));
    // And deciding again works, here and there.
    left.apply(&settle(&left, &at("qE2"), &Value::Integer(760)), &author(1));
    home.join(&left).unwrap();
    assert_eq!((count(&home), home.value(&at("qE2"))), (0, Some(&Value::Integer(760))));
}

#[test]
fn taking_back_spares_what_was_written_since() {
    let mut home = torn("qE2", &[(1, Value::Integer(760)), (2, Value::Integer(800))]);
    let edit = settle(&home, &at("qE2"), &Value::Integer(800));
    let carried = carry(&mut home, &edit, &author(9));
    home.apply(&Edit::set(at("qE2"), Value::Integer(790)), &author(1));
    let undone = reinstate(&mut home, &carried, &author(9), &mut voice);
    assert_eq!((undone.kept, undone.delta.is_empty()), (vec![at("qE2")], true));
    assert_eq!(home.value(&at("qE2")), Some(&Value::Integer(790)));
}

#[test]
fn settling_keeps_what_another_device_wrote_meanwhile() {
    let mut home = torn("qE2", &[(1, Value::Integer(760)), (2, Value::Integer(800))]);
    let mut there = home.clone();
    let verdict = Rule::Larger.judge(&home, &contests(&home)[0]).unwrap();
    carry(&mut home, &verdict.edit, &author(9));
    there.apply(&Edit::set(at("qE2"), Value::Integer(700)), &author(2));
    let mut other_way = there.clone();
    other_way.join(&home).unwrap();
    home.join(&there).unwrap();
    assert_eq!(home.fields, other_way.fields);
    let values: Vec<Value> = choices(&home, &at("qE2")).into_iter().map(|choice| choice.value).collect();
    assert!(values.contains(&Value::Integer(700)) && values.contains(&Value::Integer(800)), "{values:?}");
}

#[test]
fn the_visit_settles_as_the_queue_does() {
    let home = torn("qE2", &[(1, Value::Integer(760)), (2, Value::Integer(800))]);
    let choice = choices(&home, &at("qE2")).remove(1);
    let (mut by_visit, mut by_queue) = (home.clone(), home);
    by_visit.apply(&visit::settle(&by_visit, &at("qE2"), choice.dot).unwrap(), &author(9));
    by_queue.apply(&settle(&by_queue, &at("qE2"), &choice.value), &author(9));
    assert_eq!(by_visit, by_queue);
}
