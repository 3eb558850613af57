//! Stand-in until the form library lands.
use crate::form::compile::{Form, Known};
use crate::form::load;
use crate::id::ContentHash;
use crate::problem::Problem;
use std::sync::Arc;
#[derive(Default)]
pub struct Library {
    forms: Vec<Arc<Form>>,
    texts: Vec<(ContentHash, String)>,
}
impl Library {
    pub fn load() -> (Self, Vec<Problem>) {
        let mut out = Self::default();
        let mut problems = vec![];
        for (name, text) in [
            ("household.ron", include_str!("../../forms/household.ron")),
            ("consent.ron", include_str!("../../forms/consent.ron")),
            ("home-assessment.ron", include_str!("../../forms/home-assessment.ron")),
        ] {
            match load::load(name, text)
                .map_err(|p| vec![p])
                .and_then(|(t, s)| Form::compile(t, &s, &Known { used: &out.forms, ..Known::default() }))
            {
                Ok((form, _)) => {
                    out.texts.push((form.hash(), text.to_owned()));
                    out.forms.push(Arc::new(form));
                }
                Err(p) => problems.extend(p),
            }
        }
        (out, problems)
    }
    pub fn get(&self, id: &str) -> Option<Arc<Form>> {
        self.forms.iter().find(|f| f.text().id.as_str() == id).cloned()
    }
    pub fn all(&self) -> Vec<Arc<Form>> {
        self.forms.clone()
    }
    pub fn source(&self, hash: ContentHash) -> Option<&str> {
        self.texts.iter().find(|(h, _)| *h == hash).map(|(_, t)| t.as_str())
    }
}
