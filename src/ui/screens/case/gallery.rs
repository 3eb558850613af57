//! All photos of the household by when they were taken on its way: survey, before, during and after the works,
//! acceptance.

use crate::dossier::prompt::PhotoPrompt;
use crate::dossier::{Dossier, marks, pairs};
use crate::path::FieldPath;
use crate::plan::fields;
use crate::stamp::Moment;

/// When on the way of the household.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum When {
    /// 入户评估
    Survey,
    /// 方案
    Plan,
    /// 公示
    Notice,
    /// 施工前
    Before,
    /// 施工中
    During,
    /// 施工后
    After,
    /// 验收
    Acceptance,
    /// 回访
    Return,
}

impl When {
    /// Key of what it is called.
    pub const fn key(self) -> &'static str {
        match self {
            Self::Survey => "case-photos-survey",
            Self::Plan => "case-photos-plan",
            Self::Notice => "case-photos-notice",
            Self::Before => "case-photos-before",
            Self::During => "case-photos-during",
            Self::After => "case-photos-after",
            Self::Acceptance => "case-photos-acceptance",
            Self::Return => "case-photos-return",
        }
    }

    /// By the question that the photo belongs to.
    fn of(question: &FieldPath) -> Self {
        let name = question.leaf.as_ref().map_or("", |leaf| leaf.as_str());
        match name {
            fields::PHOTO => Self::Plan,
            fields::PHOTO_BEFORE => Self::Before,
            fields::PHOTO_DURING | fields::CHANGE_PHOTO => Self::During,
            fields::PHOTO_AFTER => Self::After,
            _ if name.starts_with("ai_") || name.starts_with("ac_") => Self::Acceptance,
            _ if name.starts_with("no_") => Self::Notice,
            _ if name.starts_with("rv_") => Self::Return,
            _ => Self::Survey,
        }
    }
}

/// Photos of one time, each with the question it belongs to.
#[derive(Clone, Debug, PartialEq)]
pub struct Group {
    pub when: When,
    pub photos: Vec<(FieldPath, PhotoPrompt)>,
}

/// The photos in the order of the way; in each group by the time they were taken.
pub fn groups(dossier: &Dossier) -> Vec<Group> {
    let mut all: Vec<(When, FieldPath, PhotoPrompt)> = Vec::new();
    for (path, photo) in pairs::photos(dossier) {
        let Some((question, row)) = pairs::place_of(&path) else { continue };
        let drawn = marks::marks(dossier, &path).into_iter().map(|placed| placed.mark).collect();
        all.push((When::of(&question), question, PhotoPrompt { row, photo, marks: drawn }));
    }
    // A photo of the plan is one of the survey, taken up for an item: shown once.
    let surveyed: Vec<_> =
        all.iter().filter(|(when, ..)| *when == When::Survey).map(|(_, _, prompt)| prompt.photo.hash).collect();
    all.retain(|(when, _, prompt)| *when != When::Plan || !surveyed.contains(&prompt.photo.hash));
    all.sort_by_key(|(when, _, prompt)| (*when, prompt.photo.taken.map(Moment::unix_seconds)));
    let mut groups: Vec<Group> = Vec::new();
    for (when, question, prompt) in all {
        match groups.last_mut().filter(|group| group.when == when) {
            Some(group) => group.photos.push((question, prompt)),
            None => groups.push(Group { when, photos: vec![(question, prompt)] }),
        }
    }
    groups
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::dossier::edit::Edit;
    use crate::dossier::tests::{at, author, dossier};
    use crate::id::ContentHash;
    use crate::value::{Photo, Value};

    #[test]
    fn photos_stand_in_the_order_of_the_way_and_none_twice() {
        let mut home = dossier();
        for (path, name) in [
            ("plan_item/0000000001/wi_after/0000000005", "after"),
            ("plan_item/0000000001/wi_before/0000000004", "before"),
            ("accept_item/0000000001/ai_photo/0000000006", "accepted"),
            ("plan_item/0000000001/pi_photo/0000000003", "door"),
            ("door/0000000002/qD9/0000000003", "door"),
            ("_moved/0000000007/person/0000000008/qP1/0000000009", "moved"),
        ] {
            let hash = ContentHash::of(name.as_bytes());
            let photo = Photo { hash, width: 4, height: 3, taken: None, place: None, caption: name.into() };
            home.apply(&Edit::set(at(path), Value::Photo(photo.into())), &author(1));
        }
        let shown: Vec<_> = groups(&home).into_iter().map(|group| (group.when, group.photos.len())).collect();
        assert_eq!(shown, [(When::Survey, 1), (When::Before, 1), (When::After, 1), (When::Acceptance, 1)]);
    }
}
