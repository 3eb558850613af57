//! Which forms a visit asks, and where their texts come from.

use std::sync::Arc;

use crate::dossier::{Dossier, visit};
use crate::form::compile::{Form, Known};
use crate::form::load;
use crate::id::Name;
use crate::problem::Problem;
use crate::store::Workspace;
use crate::value::Value;

use super::library::Library;

/// Who lives there and where.
pub const HOUSEHOLD: &str = "household";
/// What the family allows.
pub const CONSENT: &str = "consent";
/// The home, room by room.
pub const ASSESSMENT: &str = "home-assessment";

/// The forms of an assessment visit, in the order they are asked.
pub const VISIT: [&str; 3] = [HOUSEHOLD, CONSENT, ASSESSMENT];

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
    let kept = store.kept_form(begun.hash).and_then(|text| compile(library, id, &text));
    match kept {
        Ok(form) => (Some(Arc::new(form)), Vec::new()),
        Err(_) => {
            let lost = Problem::warning("app-form-text-lost").with("form", id).with("version", begun.version);
            (newest, vec![lost.of_dossier(dossier.id)])
        }
    }
}

fn compile(library: &Library, id: &str, text: &str) -> Result<Form, Problem> {
    let (text, source) = load::load(format!("{id}.ron"), text)?;
    let used = library.all();
    let known = Known { used: &used, ..Known::default() };
    let broken = |_| Problem::error("app-form-broken").with("form", id);
    Form::compile(text, &source, &known).map(|(form, _)| form).map_err(broken)
}
