//! All forms there are: built in, of the organisation, of this device.
//!
//! A form is known by id and version. Where two layers have the same, the higher one counts; if that one is broken,
//! its problems are told and the lower one stays in use. New visits take the newest version, a visit that was begun
//! keeps its own.

use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;
use std::sync::Arc;

use crate::form::compile::{Form, Known};
use crate::form::drawing::Drawings;
use crate::form::graph;
use crate::form::load::load;
use crate::form::locate::Source;
use crate::form::schema::FormText;
use crate::id::{ContentHash, Name};
use crate::l10n::Texts;
use crate::problem::{Problem, Severity};
use crate::value::FormRef;

macro_rules! built_in {
    ($($name:literal),* $(,)?) => {
        /// File name and text of every form that comes with the program.
        pub const BUILT_IN: &[(&str, &str)] = &[$(($name, include_str!(concat!("../../forms/", $name)))),*];
    };
}
built_in!(
    "household.ron",
    "consent.ron",
    "home-assessment.ron",
    "needs-screening.ron",
    "agreement.ron",
    "notice.ron",
    "work-order.ron",
    "works.ron",
    "acceptance.ron",
    "settlement.ron",
    "return-visit.ron",
);

/// Where a form comes from; the later one counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Layer {
    BuiltIn,
    Organisation,
    Device,
}

/// A form file that the caller has read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FormFile {
    pub layer: Layer,
    /// For messages.
    pub file: PathBuf,
    pub text: String,
}

/// A form in the library.
struct Held {
    layer: Layer,
    form: Arc<Form>,
    text: String,
}

/// A form text that could be read, not yet compiled.
struct Readable {
    layer: Layer,
    form: FormText,
    source: Source,
}

/// The forms that can be used.
#[derive(Default)]
pub struct Library {
    /// By id, then by version, then the layers from low to high.
    forms: BTreeMap<Name, BTreeMap<u32, Vec<Held>>>,
}

impl Library {
    /// Only the forms that come with the program.
    pub fn built_in() -> (Self, Vec<Problem>) {
        Self::compile_all([])
    }

    /// The built-in forms and `files`, each compiled after those it uses. The problems name their files; forms with
    /// errors are left out.
    pub fn compile_all(files: impl IntoIterator<Item = FormFile>) -> (Self, Vec<Problem>) {
        Self::compile_for(files, None)
    }

    /// As [`Self::compile_all`]; the findings may propose only these `measures`.
    pub fn compile_for(files: impl IntoIterator<Item = FormFile>, measures: Option<&[&str]>) -> (Self, Vec<Problem>) {
        let built_in = BUILT_IN.iter().map(|(name, text)| FormFile {
            layer: Layer::BuiltIn,
            file: name.into(),
            text: (*text).to_owned(),
        });
        let mut problems = Vec::new();
        let mut readable: Vec<Readable> = Vec::new();
        for FormFile { layer, file, text } in built_in.chain(files) {
            match load(file, &text) {
                Ok((form, source)) => readable.push(Readable { layer, form, source }),
                Err(problem) => problems.push(problem),
            }
        }
        let mut library = Self::default();
        for form in in_order(readable, &mut problems) {
            library.add(form, measures, &mut problems);
        }
        (library, problems)
    }

    fn add(&mut self, readable: Readable, measures: Option<&[&str]>, problems: &mut Vec<Problem>) {
        let Readable { layer, form, source } = readable;
        let (id, version) = (form.id.clone(), form.version);
        let same = self.forms.get(&id).and_then(|versions| versions.get(&version));
        if same.is_some_and(|held| held.iter().any(|held| held.layer == layer)) {
            let problem = Problem::error("form-version-twice").with("name", &id).with("version", version);
            problems.push(source.root().field("version").mark(problem));
            return;
        }
        let below = same.is_some() || self.get(id.as_str()).is_some();
        match self.compile_known(form, &source, measures) {
            Ok((form, warnings)) => {
                problems.extend(warnings);
                let held = Held { layer, form: Arc::new(form), text: source.text().to_owned() };
                let held_before = self.forms.entry(id).or_default().entry(version).or_default();
                held_before.push(held);
                held_before.sort_by_key(|held| held.layer);
            }
            Err(told) => {
                problems.extend(told);
                if below {
                    let stays = Problem::warning("form-lower-stays").with("name", id).with("version", version);
                    problems.push(stays.in_file(source.file()));
                }
            }
        }
    }

    /// Compiles a text against the forms of this library, without adding it.
    ///
    /// # Errors
    /// Every problem found, when at least one is an error.
    pub fn compile(&self, form: FormText, source: &Source) -> Result<(Form, Vec<Problem>), Vec<Problem>> {
        self.compile_known(form, source, None)
    }

    fn compile_known(
        &self,
        form: FormText,
        source: &Source,
        measures: Option<&[&str]>,
    ) -> Result<(Form, Vec<Problem>), Vec<Problem>> {
        let drawings: Vec<&str> = Drawings::built_in().iter().map(|(name, _)| name).collect();
        Form::compile(form, source, &Known { used: &self.all(), drawings: Some(&drawings), measures })
    }

    /// The newest version of every form, by id.
    pub fn all(&self) -> Vec<Arc<Form>> {
        self.forms.keys().filter_map(|id| self.get(id.as_str())).collect()
    }

    /// The newest version of the form `id`: what a new visit takes.
    pub fn get(&self, id: &str) -> Option<Arc<Form>> {
        let (_, held) = self.forms.get(id)?.last_key_value()?;
        held.last().map(|held| held.form.clone())
    }

    /// One version of the form `id`, from the highest layer that has it.
    pub fn get_version(&self, id: &str, version: u32) -> Option<Arc<Form>> {
        self.forms.get(id)?.get(&version)?.last().map(|held| held.form.clone())
    }

    /// A form without questions that uses all the others, so that expressions can name everything in a household.
    /// `None` if forms of this library cannot stand together.
    pub fn together(&self) -> Option<Arc<Form>> {
        let form = FormText {
            id: Name::of("_together"),
            version: 0,
            title: Texts::from([("zh", "-"), ("en", "-")]),
            about: Texts::default(),
            uses: self.forms.keys().cloned().collect(),
            lists: BTreeMap::new(),
            tables: BTreeMap::new(),
            sources: BTreeMap::new(),
            items: Vec::new(),
            findings: Vec::new(),
        };
        self.compile(form, &Source::new("", "")).ok().map(|(form, _)| Arc::new(form))
    }

    fn held(&self) -> impl Iterator<Item = &Held> {
        self.forms.values().flat_map(BTreeMap::values).flatten()
    }

    /// The text with this hash, of any layer and version, to be kept beside a visit.
    pub fn source(&self, hash: ContentHash) -> Option<&str> {
        self.held().find(|held| held.form.hash() == hash).map(|held| held.text.as_str())
    }

    /// The form that a visit was begun with: the text with its hash if it is here, else the one `kept` beside the
    /// visit.
    ///
    /// # Errors
    /// When there is neither, or the kept text is broken: the same version or the newest form is the way round.
    pub fn for_visit(&self, begun: &FormRef, kept: Option<&str>) -> Result<Arc<Form>, Vec<Problem>> {
        if let Some(held) = self.held().find(|held| held.form.hash() == begun.hash) {
            return Ok(held.form.clone());
        }
        let lost = || vec![Problem::error("form-text-lost").with("name", &begun.id).with("version", begun.version)];
        let (form, source) =
            load(format!("{}.ron", begun.id), kept.ok_or_else(lost)?).map_err(|problem| vec![problem])?;
        self.compile(form, &source).map(|(form, _)| Arc::new(form))
    }
}

/// Used forms before those that use them, older versions before newer ones, lower layers before higher ones.
fn in_order(readable: Vec<Readable>, problems: &mut Vec<Problem>) -> Vec<Readable> {
    let ids: Vec<Name> =
        readable.iter().map(|form| form.form.id.clone()).collect::<BTreeSet<_>>().into_iter().collect();
    let needs: Vec<Vec<usize>> = ids
        .iter()
        .map(|id| {
            let uses = readable.iter().filter(|form| form.form.id == *id).flat_map(|form| &form.form.uses);
            uses.filter_map(|used| ids.binary_search(used).ok()).collect()
        })
        .collect();
    let graph::Order { sorted, loops } = graph::order(&needs);
    for knot in loops {
        let names = knot.iter().chain(knot.first()).map(|&id| ids[id].as_str()).collect::<Vec<_>>().join(" → ");
        let file = readable.iter().find(|form| form.form.id == ids[knot[0]]).map(|form| form.source.file().to_owned());
        let problem = Problem { severity: Severity::Warning, ..Problem::error("form-uses-loop").with("loop", names) };
        problems.push(problem.in_file(file.unwrap_or_default()));
    }
    let mut readable: Vec<(usize, Readable)> = readable
        .into_iter()
        .map(|form| {
            let id = ids.binary_search(&form.form.id).unwrap_or_default();
            (sorted.iter().position(|&sorted| sorted == id).unwrap_or_default(), form)
        })
        .collect();
    readable.sort_by_key(|(turn, form)| (*turn, form.form.version, form.layer));
    readable.into_iter().map(|(_, form)| form).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn file(layer: Layer, name: &str, text: &str) -> FormFile {
        FormFile { layer, file: name.into(), text: text.to_owned() }
    }

    fn tiny(id: &str, version: u32, uses: &str, label: &str) -> String {
        format!(
            r#"(id: "{id}", version: {version}, title: {{"zh": "{label}", "en": "{label}"}}, uses: [{uses}], items: [
                Question(id: "{id}_q", kind: YesNo, label: {{"zh": "q", "en": "q"}}, relevant: "true()"),
            ])"#
        )
    }

    fn title(form: Option<Arc<Form>>) -> String {
        form.map_or_else(String::new, |form| form.text().title.in_tag("en").unwrap_or_default().to_owned())
    }

    #[test]
    fn the_forms_that_come_with_the_program_have_no_problems() {
        let (library, problems) = Library::built_in();
        assert_eq!(problems, []);
        assert_eq!(library.all().len(), BUILT_IN.len());
        for form in library.all() {
            assert!(library.source(form.hash()).is_some_and(|text| ContentHash::of(text.as_bytes()) == form.hash()));
        }
    }

    #[test]
    fn the_higher_layer_and_the_newer_version_count() {
        let files = [
            file(Layer::Device, "c.ron", &tiny("a", 1, "", "device")),
            file(Layer::Organisation, "b.ron", &tiny("a", 1, "", "organisation")),
            file(Layer::Organisation, "d.ron", &tiny("a", 2, "", "newer")),
        ];
        let (library, problems) = Library::compile_all(files);
        assert_eq!(problems, []);
        assert_eq!(title(library.get("a")), "newer");
        assert_eq!(title(library.get_version("a", 1)), "device");
        assert!(library.get("b").is_none());
    }

    #[test]
    fn a_broken_form_leaves_the_lower_layer_in_use() {
        let broken = tiny("a", 1, "", "broken").replace("true()", "${nothing}");
        let files = [
            file(Layer::Organisation, "org.ron", &tiny("a", 1, "", "organisation")),
            file(Layer::Device, "mine.ron", &broken),
            file(Layer::Device, "bad.ron", "("),
        ];
        let (library, problems) = Library::compile_all(files);
        assert_eq!(title(library.get("a")), "organisation");
        let keys: Vec<_> = problems.iter().map(|problem| problem.key).collect();
        assert_eq!(keys, ["form-text-ends", "form-name-unknown", "form-lower-stays"]);
        assert!(problems.iter().all(|problem| problem.place.file.is_some()));
    }

    #[test]
    fn used_forms_come_first_and_loops_are_told() {
        let files = [
            file(Layer::Device, "a.ron", &tiny("a", 1, "\"b\"", "a").replace("true()", "${b_q} = 'yes'")),
            file(Layer::Device, "b.ron", &tiny("b", 1, "", "b")),
        ];
        let (library, problems) = Library::compile_all(files.clone());
        assert!(problems.is_empty() && library.get("a").is_some(), "{problems:?}");
        let looped = [files[0].clone(), file(Layer::Device, "b.ron", &tiny("b", 1, "\"a\"", "b"))];
        let (_, problems) = Library::compile_all(looped);
        assert!(problems.iter().any(|problem| problem.key == "form-uses-loop"));
    }

    #[test]
    fn a_visit_keeps_the_text_it_was_begun_with() {
        let kept = tiny("a", 1, "", "kept");
        let begun = FormRef { id: Name::of("a"), version: 1, hash: ContentHash::of(kept.as_bytes()) };
        let (library, _) = Library::compile_all([file(Layer::Device, "a.ron", &tiny("a", 1, "", "changed since"))]);
        assert_eq!(title(library.for_visit(&begun, Some(&kept)).ok()), "kept");
        assert_eq!(library.for_visit(&begun, None).err().unwrap()[0].key, "form-text-lost");
        let (library, _) = Library::compile_all([file(Layer::Device, "a.ron", &kept)]);
        assert_eq!(title(library.for_visit(&begun, None).ok()), "kept");
    }
}
