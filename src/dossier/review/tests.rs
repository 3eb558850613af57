use super::*;
use crate::dossier::tests::{at, author, dossier};
use crate::dossier::visit;

fn surveyed() -> Dossier {
    let mut home = dossier();
    home.apply(&Edit::set(at("qE2"), Value::Integer(45)), &author(1));
    home.apply(&visit::finish(&home, &[]), &author(1));
    home
}

fn sent_back() -> Dossier {
    let mut home = surveyed();
    let edit = comment(&home, RowId::from_bits(1), Some(&at("qE2")), "门槛请重量").unwrap();
    home.apply(&edit, &author(9));
    home.apply(&send_back(&home).unwrap(), &author(9));
    home
}

#[test]
fn a_survey_goes_back_is_corrected_and_is_approved() {
    let mut home = surveyed();
    assert_eq!(ReviewState::of(&home), ReviewState::Waiting);
    assert_eq!(send_back(&home).unwrap_err().key, "review-no-comment");
    home = sent_back();
    assert_eq!((ReviewState::of(&home), counts(&home)), (ReviewState::SentBack, (1, 0)));
    assert_eq!(approve(&home).unwrap_err().key, "review-not-finished");
    assert!(!Review::of(&home).comments[0].is_changed(&home));

    home.apply(&Edit::set(at("qE2"), Value::Integer(60)), &author(1));
    home.apply(&visit::finish(&home, &[]), &author(1));
    assert_eq!((ReviewState::of(&home), counts(&home)), (ReviewState::Waiting, (0, 1)));
    let review = Review::of(&home);
    assert_eq!(review.comments[0].was, Some(Value::Integer(45)), "the old value is still told");
    assert!(review.comments[0].is_changed(&home));
    home.apply(&approve(&home).unwrap(), &author(9));
    assert_eq!((ReviewState::of(&home), counts(&home)), (ReviewState::Approved, (0, 0)));
}

#[test]
fn a_comment_that_nothing_was_done_about_stays_open() {
    let mut home = sent_back();
    home.apply(&visit::finish(&home, &[]), &author(1));
    assert_eq!(counts(&home), (1, 0));
    assert_eq!(approve(&home).unwrap_err().key, "review-open-comments");
    home.apply(&reply(&home, RowId::from_bits(1), "量过了，没有错").unwrap(), &author(1));
    home.apply(&visit::finish(&home, &[]), &author(1));
    home.apply(&handed_back(&home), &author(1));
    assert_eq!(counts(&home), (0, 1));
}

#[test]
fn an_approved_survey_that_is_opened_again_waits_anew() {
    let mut home = surveyed();
    home.apply(&approve(&home).unwrap(), &author(9));
    home.apply(&reopen(), &author(1));
    assert_eq!(ReviewState::of(&home), ReviewState::Unfinished);
    home.apply(&visit::finish(&home, &[]), &author(1));
    assert_eq!(ReviewState::of(&home), ReviewState::Waiting);
}

#[test]
fn two_reviewers_who_decide_differently_are_a_dispute_and_their_comments_unite() {
    let (mut here, mut there) = (sent_back(), surveyed());
    there.apply(&approve(&there).unwrap(), &author(8));
    here.join(&there).unwrap();
    let review = Review::of(&here);
    assert_eq!((review.state, review.decided.len()), (ReviewState::Disputed, 2));
    assert_eq!(send_back(&here).unwrap_err().key, "review-disputed");

    let (mut here, mut there) = (sent_back(), surveyed());
    let edit = comment(&there, RowId::from_bits(2), None, "照片太少").unwrap();
    there.apply(&edit, &author(8));
    there.apply(&send_back(&there).unwrap(), &author(8));
    here.join(&there).unwrap();
    let review = Review::of(&here);
    assert_eq!((review.state, review.comments.len()), (ReviewState::SentBack, 2), "the same decision is none");
    assert_eq!(here.conflicts().count(), 0);
}

#[test]
fn what_one_resolves_and_another_opens_again_is_open() {
    let mut here = sent_back();
    here.apply(&mark(RowId::from_bits(1), CommentState::Answered), &author(1));
    let mut there = here.clone();
    here.apply(&mark(RowId::from_bits(1), CommentState::Resolved), &author(9));
    there.apply(&mark(RowId::from_bits(1), CommentState::Open), &author(8));
    here.join(&there).unwrap();
    assert_eq!(counts(&here), (1, 0));
}

#[test]
fn a_survey_that_was_planned_is_not_sent_back() {
    let mut home = surveyed();
    home.apply(&comment(&home, RowId::from_bits(1), None, "再看看").unwrap(), &author(9));
    home.apply(&crate::dossier::stage::Step::Plan.take(&home).unwrap(), &author(9));
    assert_eq!(send_back(&home).unwrap_err().key, "review-planned-already");
}
