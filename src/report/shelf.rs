//! Files that templates may use: the built-in ones, or an office's own.

use std::collections::BTreeMap;

use typst::foundations::Bytes;
use typst::syntax::{FileId, RootedPath, Source, VirtualPath, VirtualRoot};

use crate::limits::{MAX_TEMPLATE_BYTES, MAX_TEMPLATES};
use crate::problem::Problem;

/// Templates and pictures by file name; parsed once.
#[derive(Clone, Default)]
pub struct Shelf {
    files: BTreeMap<String, Held>,
}

#[derive(Clone)]
enum Held {
    Template(Source),
    Picture(Bytes),
}

/// The templates that the program carries.
pub const BUILT_IN: &[(&str, &str)] = &[
    ("common.typ", include_str!("../../assets/report/common.typ")),
    ("assessment-record.typ", include_str!("../../assets/report/assessment-record.typ")),
    ("plan.typ", include_str!("../../assets/report/plan.typ")),
    ("work-order.typ", include_str!("../../assets/report/work-order.typ")),
    ("change-order.typ", include_str!("../../assets/report/change-order.typ")),
    ("acceptance.typ", include_str!("../../assets/report/acceptance.typ")),
    ("settlement.typ", include_str!("../../assets/report/settlement.typ")),
    ("notice.typ", include_str!("../../assets/report/notice.typ")),
    ("return-visit.typ", include_str!("../../assets/report/return-visit.typ")),
    ("monthly.typ", include_str!("../../assets/report/monthly.typ")),
    ("household-file.typ", include_str!("../../assets/report/household-file.typ")),
];

/// What an office may put beside its templates: a seal, a letterhead.
const PICTURES: [&str; 4] = [".png", ".jpg", ".jpeg", ".svg"];

impl Shelf {
    pub fn built_in() -> Self {
        let files = BUILT_IN.iter().map(|(name, text)| ((*name).to_owned(), template(name, (*text).to_owned())));
        Self { files: files.collect() }
    }

    /// An office's files by name. What is no template and no picture, is too large or not readable as text is told and
    /// left out.
    pub fn of_office(files: impl IntoIterator<Item = (String, Vec<u8>)>) -> (Self, Vec<Problem>) {
        let (mut shelf, mut problems) = (Self::default(), Vec::new());
        for (name, bytes) in files {
            match hold(&name, bytes) {
                Ok(_) if shelf.files.len() >= MAX_TEMPLATES => {
                    problems.push(Problem::warning("paper-too-many-templates").with("most", MAX_TEMPLATES));
                    break;
                }
                Ok(held) => {
                    shelf.files.insert(name, held);
                }
                Err(problem) => problems.push(problem.in_file(name)),
            }
        }
        (shelf, problems)
    }

    pub fn is_empty(&self) -> bool {
        self.files.is_empty()
    }

    pub fn has(&self, name: &str) -> bool {
        self.files.contains_key(name)
    }

    /// Whether the place is a file of this shelf.
    pub(super) fn holds(&self, id: FileId) -> bool {
        name_of(id).is_some_and(|name| self.has(name))
    }

    pub(super) fn source(&self, id: FileId) -> Option<&Source> {
        match self.files.get(name_of(id)?)? {
            Held::Template(source) => Some(source),
            Held::Picture(_) => None,
        }
    }

    pub(super) fn bytes(&self, id: FileId) -> Option<Bytes> {
        match self.files.get(name_of(id)?)? {
            Held::Template(source) => Some(Bytes::from_string(source.text().to_owned())),
            Held::Picture(bytes) => Some(bytes.clone()),
        }
    }
}

fn hold(name: &str, bytes: Vec<u8>) -> Result<Held, Problem> {
    let ending = name.to_ascii_lowercase();
    let is_template = ending.ends_with(".typ");
    if !is_template && !PICTURES.iter().any(|picture| ending.ends_with(picture)) {
        return Err(Problem::notice("paper-file-unknown"));
    }
    if bytes.len() > MAX_TEMPLATE_BYTES {
        return Err(Problem::warning("paper-template-too-large").with("limit", MAX_TEMPLATE_BYTES >> 20));
    }
    if !is_template {
        return Ok(Held::Picture(Bytes::new(bytes)));
    }
    let text = String::from_utf8(bytes).map_err(|_| Problem::warning("paper-template-not-text"))?;
    Ok(template(name, text.trim_start_matches('\u{feff}').to_owned()))
}

fn template(name: &str, text: String) -> Held {
    Held::Template(Source::new(id_of(name), text))
}

/// The place of a file in the world of templates. typst keeps every place for ever and knows at most 65,535: names
/// must be few and used again, never minted.
pub(super) fn id_of(name: &str) -> FileId {
    // A name that leads out of the root is nobody's: the root itself, where no file is.
    let path = VirtualPath::new(name).or_else(|_| VirtualPath::new("/"));
    FileId::new(RootedPath::new(VirtualRoot::Project, path.unwrap_or_else(|_| unreachable!("the root is a path"))))
}

/// The name of a file that lies in the root itself.
pub(super) fn name_of(id: FileId) -> Option<&'static str> {
    let path = id.get();
    (*path.root() == VirtualRoot::Project).then(|| path.vpath().get_without_slash())
}
