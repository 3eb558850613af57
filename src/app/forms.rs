//! Which forms a visit asks, and where their texts come from.

use std::sync::Arc;

use super::export::TABLE_PREFIX;
use super::rules::{CATALOGUE_FILE, PROGRAMME_FILE};
use super::world::{Table, Tables};
use crate::dossier::{Dossier, visit};
use crate::form::compile::Form;
use crate::form::library::{FormFile, Layer, Library};
use crate::id::Name;
use crate::problem::{Problem, Severity};
use crate::store::Workspace;
use crate::value::Value;

/// Who lives there and where.
pub const HOUSEHOLD: &str = "household";
/// What the family allows.
pub const CONSENT: &str = "consent";
/// The home, room by room.
pub const ASSESSMENT: &str = "home-assessment";

/// The form `id` for this household: the text the visit was begun with, else the newest one.
pub fn for_visit(
    library: &Library,
    store: &Workspace,
    dossier: &Dossier,
    id: &'static str,
) -> (Option<Arc<Form>>, Vec<Problem>) {
    let newest = library.get(id);
    let begun = visit::form_path(&Name::of(id)).and_then(|path| match dossier.value(&path) {
        Some(Value::Form(form)) => Some(Arc::clone(form)),
        _ => None,
    });
    let Some(begun) = begun.filter(|begun| newest.as_ref().is_none_or(|form| form.hash() != begun.hash)) else {
        let missing = newest.is_none().then(|| Problem::error("app-form-missing").with("form", id));
        return (newest, missing.into_iter().collect());
    };
    let kept = store.kept_form(begun.hash).ok();
    match library.for_visit(&begun, kept.as_deref()) {
        Ok(form) => (Some(form), Vec::new()),
        Err(_) => {
            let lost = Problem::warning("app-form-text-lost").with("form", id).with("version", begun.version);
            (newest, vec![lost.of_dossier(dossier.id)])
        }
    }
}

/// All forms this tablet knows: the built-in ones and the organisation's own. A form with errors is told and left
/// out; the lower layer stays in use.
pub fn library(store: &Workspace) -> (Library, Vec<Problem>) {
    let (files, mut problems) = match store.organisation_forms() {
        Ok(found) => found,
        Err(problem) => (Vec::new(), vec![problem]),
    };
    // These lie beside the forms and are none.
    let is_form = |name: &str| name != CATALOGUE_FILE && name != PROGRAMME_FILE && !name.starts_with(TABLE_PREFIX);
    let files = files.into_iter().filter(|(name, _)| is_form(name));
    let files = files.map(|(name, text)| FormFile { file: name.into(), text, layer: Layer::Organisation });
    let (library, told) = Library::compile_all(files);
    problems.extend(told.into_iter().filter(|problem| problem.severity == Severity::Error));
    (library, problems)
}

/// The CSV tables that the forms name (for `pulldata`), read from beside the organisation's forms. One that cannot
/// be read is told, and expressions that need it say so.
pub fn tables(library: &Library, store: &Workspace) -> (Tables, Vec<Problem>) {
    let (mut tables, mut problems) = (Tables::new(), Vec::new());
    for form in library.all() {
        for (name, file) in &form.text().tables {
            let read = store.organisation_table(file).and_then(|text| {
                let broken = |error: csv::Error| Problem::error("app-table-broken").with("why", error).in_file(file);
                Table::parse(&text).map_err(broken)
            });
            match read {
                Ok(table) => {
                    tables.insert(name.to_string(), table);
                }
                Err(problem) => problems.push(problem),
            }
        }
    }
    (tables, problems)
}
