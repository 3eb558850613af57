//! What fields are called and what values mean, for many households: every form text is compiled once.

use std::collections::{BTreeMap, HashMap};
use std::sync::{Arc, Mutex, PoisonError};

use super::own;
use crate::app::clock::Clock;
use crate::app::forms;
use crate::app::world::Surroundings;
use crate::dossier::Dossier;
use crate::dossier::household::FORM_PREFIX;
use crate::dossier::words::value_text;
use crate::form::compile::Form;
use crate::form::library::Library;
use crate::form::schema::{FormText, Item, Kind, Question};
use crate::form::session::Session;
use crate::id::{ContentHash, Name};
use crate::l10n::{Language, Texts, Words};
use crate::path::{Aspect, FieldPath, RowStep};
use crate::store::Workspace;
use crate::value::{FormRef, Value};

/// The forms of a workspace, for households of every age. Can be shared by threads.
pub struct Reader {
    store: Arc<Workspace>,
    library: Library,
    world: Arc<Surroundings>,
    /// Which form asks a question or has a repeat.
    asked: BTreeMap<Name, Name>,
    /// Texts that households were begun with and that are no longer the newest; `None`: lost or broken.
    kept: Mutex<HashMap<ContentHash, Option<Arc<Form>>>>,
}

/// What a field is called.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Label {
    /// The room or subject; empty where no form has it.
    pub section: String,
    /// The question, with the rows it stands in: "卫生间门 · 门开启后净宽".
    pub question: String,
    /// Hidden until asked for.
    pub sensitive: bool,
}

impl Reader {
    /// Reads the workspace's forms; what is wrong with them was told when the program started.
    pub fn new(store: Arc<Workspace>, clock: Arc<dyn Clock>) -> Self {
        let (library, _) = forms::library(&store);
        let (tables, _) = forms::tables(&library, &store);
        let mut asked = BTreeMap::new();
        for form in library.all() {
            let text = form.text();
            each_name(&text.items, &mut |name| {
                asked.entry(name.clone()).or_insert_with(|| text.id.clone());
            });
        }
        let world = Arc::new(Surroundings { clock, tables: Arc::new(tables) });
        Self { store, library, world, asked, kept: Mutex::default() }
    }

    pub fn library(&self) -> &Library {
        &self.library
    }

    /// A household, to be asked about its fields.
    pub fn home<'a>(&'a self, dossier: &'a Dossier, language: Language) -> Home<'a> {
        Home { reader: self, dossier, language, sessions: BTreeMap::new() }
    }

    /// The text that a household was begun with; `None` where it is lost or broken.
    pub fn text(&self, begun: &FormRef) -> Option<Arc<Form>> {
        let mut kept = self.kept.lock().unwrap_or_else(PoisonError::into_inner);
        let form = kept.entry(begun.hash).or_insert_with(|| {
            let text = self.store.kept_form(begun.hash).ok();
            self.library.for_visit(begun, text.as_deref()).ok()
        });
        form.clone()
    }

    /// The form `id` as this household sees it: the text it was begun with, else the newest.
    fn form(&self, dossier: &Dossier, id: &Name) -> Option<Arc<Form>> {
        let path = crate::dossier::visit::form_path(id)?;
        let begun = match dossier.value(&path) {
            Some(Value::Form(begun)) => self.text(begun),
            _ => None,
        };
        begun.or_else(|| self.library.get(id.as_str()))
    }

    /// The form that has this question or repeat. One that is asked no more is looked for in the texts that the
    /// household was begun with, now or earlier.
    fn form_of(&self, dossier: &Dossier, name: &Name) -> Option<Arc<Form>> {
        if let Some(form) = self.asked.get(name).and_then(|id| self.form(dossier, id)).filter(|form| has(form, name)) {
            return Some(form);
        }
        let earlier = |path: &FieldPath| {
            let leaf = path.leaf.as_ref().map_or("", Name::as_str);
            path.rows.is_empty() && (leaf.starts_with(FORM_PREFIX) || leaf.starts_with(super::forms::EARLIER))
        };
        let begun = dossier.fields.iter().filter(|(path, _)| earlier(path)).flat_map(|(_, register)| register.live());
        begun.into_iter().find_map(|(_, write)| match &write.value {
            Value::Form(begun) => self.text(begun).filter(|form| has(form, name)),
            _ => None,
        })
    }
}

fn has(form: &Form, name: &Name) -> bool {
    form.question(name).is_some() || form.repeat(name).is_some()
}

fn each_name(items: &[Item], meet: &mut impl FnMut(&Name)) {
    for item in items {
        match item {
            Item::Section(section) => each_name(&section.items, meet),
            Item::Group(group) => each_name(&group.items, meet),
            Item::Repeat(repeat) => {
                meet(&repeat.id);
                each_name(&repeat.items, meet);
            }
            Item::Question(question) => meet(&question.id),
        }
    }
}

/// One household seen through its forms; a form is set up when the first row of it is named.
pub struct Home<'a> {
    reader: &'a Reader,
    pub dossier: &'a Dossier,
    pub language: Language,
    sessions: BTreeMap<Name, Session>,
}

impl Home<'_> {
    pub fn words(&self) -> &'static Words {
        Words::of(self.language)
    }

    /// What a field is called.
    pub fn label(&mut self, path: &FieldPath) -> Label {
        let Some(name) = question_name(self.reader, self.dossier, path) else {
            return Label { question: own::label(path, self.words()), ..Label::default() };
        };
        let Some(form) = self.reader.form_of(self.dossier, &name) else {
            return Label { question: own::label(path, self.words()), ..Label::default() };
        };
        let language = self.language;
        let question = form.question(&name);
        let title = |section: &Name| title_of(form.text(), section).map(|title| title.get(language).to_owned());
        let section = form.section_of(&name).and_then(title);
        let mut parts = self.rows(&form, path);
        if let Some(question) = question {
            parts.push(question.label.get(language).to_owned());
        }
        let beside = path
            .leaf
            .as_ref()
            .and_then(|leaf| Aspect::ALL.into_iter().find(|aspect| leaf.as_str().ends_with(aspect.suffix())));
        parts.extend(beside.map(|aspect| self.words().text(own::aspect_key(aspect))));
        Label {
            section: section.unwrap_or_default(),
            question: parts.join(" · "),
            sensitive: question.is_some_and(|question| question.sensitive),
        }
    }

    /// The names of the rows that a field stands in: "门 2", "王秀兰".
    fn rows(&mut self, form: &Arc<Form>, path: &FieldPath) -> Vec<String> {
        let mut names = Vec::new();
        for depth in 1..=path.rows.len() {
            let rows = &path.rows[..depth];
            let Some(repeat) = form.repeat(&rows[depth - 1].repeat) else { break };
            let one = repeat.one.get(self.language).to_owned();
            let label = self.session(form).row_label(rows);
            names.push(if label.trim().is_empty() { self.numbered(&one, rows) } else { label });
        }
        names
    }

    fn numbered(&self, one: &str, rows: &[RowStep]) -> String {
        let (last, within) = match rows.split_last() {
            Some(split) => split,
            None => return one.to_owned(),
        };
        let all = self.dossier.rows(within, &last.repeat);
        let place = all.iter().position(|row| *row == last.row).map_or(0, |place| place + 1).to_string();
        self.words().with("dossier-row-name", &[("one", one), ("number", &place)])
    }

    /// The household in one of its forms.
    pub fn session(&mut self, form: &Arc<Form>) -> &Session {
        let id = form.text().id.clone();
        self.sessions.entry(id).or_insert_with(|| {
            let world = Arc::clone(&self.reader.world);
            Session::new(Arc::clone(form), self.dossier.answers(), world, self.language)
        })
    }

    /// The same form with another state of the household.
    pub fn fresh(&self, form: &Arc<Form>, dossier: &Dossier) -> Session {
        Session::new(Arc::clone(form), dossier.answers(), Arc::clone(&self.reader.world) as _, self.language)
    }

    /// The form that asks this field, as this household sees it.
    pub fn form(&self, path: &FieldPath) -> Option<Arc<Form>> {
        let name = question_name(self.reader, self.dossier, path)?;
        self.reader.form_of(self.dossier, &name)
    }

    /// A value in words.
    pub fn value(&self, path: &FieldPath, value: &Value) -> String {
        let words = self.words();
        if let Some(text) = own::value(path, value, words) {
            return text;
        }
        let asked = path.leaf.as_ref().and_then(|leaf| {
            let form = self.form(path)?;
            let kind = form.question(leaf)?.kind.clone();
            Some((form, kind))
        });
        match asked {
            Some((form, kind)) => value_text(form.text(), &kind, value, self.language),
            None => plain(value, self.language),
        }
    }

    /// The question at this path.
    pub fn question(&self, path: &FieldPath) -> Option<Question> {
        self.form(path)?.question(path.leaf.as_ref()?).cloned()
    }
}

/// The innermost question or repeat that a path stands for: of a photo its question, of a note what it is about.
fn question_name(reader: &Reader, dossier: &Dossier, path: &FieldPath) -> Option<Name> {
    let known = |name: &Name| reader.form_of(dossier, name).is_some();
    if let Some(leaf) = &path.leaf {
        let suffix = Aspect::ALL.into_iter().map(Aspect::suffix).find(|suffix| leaf.as_str().ends_with(suffix));
        let base: Option<Name> = leaf.as_str().strip_suffix(suffix.unwrap_or("")).and_then(|base| base.parse().ok());
        if let Some(base) = base.filter(known) {
            return Some(base);
        }
    }
    path.rows.iter().rev().map(|step| &step.repeat).find(|name| known(name)).cloned()
}

fn title_of<'a>(form: &'a FormText, section: &Name) -> Option<&'a Texts> {
    form.items.iter().find_map(|item| match item {
        Item::Section(known) if known.id == *section => Some(&known.title),
        _ => None,
    })
}

/// A value that no form explains.
fn plain(value: &Value, language: Language) -> String {
    let nothing = FormText {
        id: Name::of("_plain"),
        version: 0,
        title: Texts::default(),
        about: Texts::default(),
        uses: Vec::new(),
        lists: BTreeMap::new(),
        tables: BTreeMap::new(),
        sources: BTreeMap::new(),
        items: Vec::new(),
        findings: Vec::new(),
    };
    value_text(&nothing, &Kind::Text { long: false, phrases: Vec::new() }, value, language)
}
