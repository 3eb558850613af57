//! Files that nothing uses.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use super::source::{Source, files, name_of, root};

/// Rust files below `folder` that no crate reaches by `mod`. For `tests`, every file directly in the folder and
/// every `main.rs` one folder below is a crate; otherwise `crates` names them.
pub fn forgotten_modules(folder: &str, crates: &[&str]) -> Vec<String> {
    let all: BTreeSet<PathBuf> = files(folder, ".rs").into_iter().collect();
    let top = root().join(folder);
    let is_crate = |path: &&PathBuf| {
        path.parent() == Some(&top) || path.ends_with("main.rs") && path.parent().and_then(Path::parent) == Some(&top)
    };
    let mut open: Vec<PathBuf> = if crates.is_empty() {
        all.iter().filter(is_crate).cloned().collect()
    } else {
        crates.iter().map(|path| root().join(path)).collect()
    };
    let mut reached = BTreeSet::new();
    while let Some(path) = open.pop() {
        if let Ok(text) = std::fs::read_to_string(&path)
            && reached.insert(path.clone())
        {
            let is_root = path.parent() == Some(&top);
            open.extend(modules(&text).iter().flat_map(|module| module.candidates(&path, is_root)));
        }
    }
    all.difference(&reached).map(|path| format!("{} belongs to no crate", name_of(path))).collect()
}

/// `mod name;`, perhaps with a path of its own.
#[derive(Debug, PartialEq, Eq)]
struct Module {
    name: String,
    path: Option<String>,
}

impl Module {
    fn candidates(&self, declared_in: &Path, is_root: bool) -> Vec<PathBuf> {
        let folder = declared_in.parent().unwrap_or(declared_in);
        if let Some(path) = &self.path {
            return vec![folder.join(path)];
        }
        let stem = declared_in.file_stem().unwrap_or_default();
        let folder = if is_root || stem == "mod" || stem == "main" { folder.to_owned() } else { folder.join(stem) };
        vec![folder.join(format!("{}.rs", self.name)), folder.join(&self.name).join("mod.rs")]
    }
}

/// The module files that a text declares, also under `#[cfg(test)]`.
fn modules(text: &str) -> Vec<Module> {
    let mut found = Vec::new();
    let mut path = None;
    for line in text.lines().map(str::trim) {
        if let Some(rest) = line.strip_prefix("#[path = \"") {
            path = rest.split('"').next().map(str::to_owned);
            continue;
        }
        let declaration = line.rsplit_once("mod ").filter(|(before, _)| {
            let before = before.trim();
            before.is_empty() || before.starts_with("pub") || before.ends_with(']')
        });
        if let Some(name) = declaration.and_then(|(_, rest)| rest.strip_suffix(';')) {
            found.push(Module { name: name.to_owned(), path: path.take() });
        }
        if !line.starts_with('#') {
            path = None;
        }
    }
    found
}

/// Benches without an entry in `Cargo.toml`: without `harness = false` they would run as empty tests.
pub fn forgotten_benches() -> Vec<String> {
    let manifest = std::fs::read_to_string(root().join("Cargo.toml")).unwrap();
    let is_listed = |path: &PathBuf| {
        let name = path.file_stem().unwrap_or_default().to_string_lossy().into_owned();
        manifest.split("[[bench]]").skip(1).any(|entry| entry.contains(&format!("name = \"{name}\"")))
    };
    let top = root().join("benches");
    let roots = files("benches", ".rs").into_iter().filter(|path| path.parent() == Some(&top));
    roots.filter(|path| !is_listed(path)).map(|path| format!("{} is in no [[bench]]", name_of(&path))).collect()
}

/// Files below `folder` that no text in the code names, neither with their ending nor without.
pub fn forgotten_data(sources: &[Source], folder: &str, ending: &str) -> Vec<String> {
    let named = |path: &PathBuf| {
        let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        let stem = path.file_stem().unwrap_or_default().to_string_lossy().into_owned();
        let names = |text: &str| text == stem || text == name || text.ends_with(&format!("/{name}"));
        sources.iter().any(|source| source.literals.iter().any(|literal| names(&literal.text)))
    };
    let is_licence = |path: &PathBuf| path.extension().is_some_and(|ending| ending == "txt" || ending == "md");
    let forgotten = files(folder, ending).into_iter().filter(|path| !is_licence(path) && !named(path));
    forgotten.map(|path| format!("no code names {}", name_of(&path))).collect()
}

#[test]
fn declarations_are_read() {
    let text = "mod a;\npub mod b;\npub(crate) mod c;\nmod inline {\n#[cfg(test)]\nmod d;\n#[path = \"x/e.rs\"]\nmod e;\n// mod f;\nmodel g;";
    let found: Vec<_> = modules(text).into_iter().map(|module| (module.name, module.path)).collect();
    let plain = |name: &str| (name.to_owned(), None);
    assert_eq!(found[..4], [plain("a"), plain("b"), plain("c"), plain("d")]);
    assert_eq!(found[4], ("e".to_owned(), Some("x/e.rs".to_owned())));
    assert_eq!(found.len(), 5);
}

#[test]
fn modules_lie_beside_or_below_their_parent() {
    let module = Module { name: "b".to_owned(), path: None };
    let places = |parent: &str, is_root| module.candidates(Path::new(parent), is_root);
    assert_eq!(places("src/a.rs", false), [Path::new("src/a/b.rs"), Path::new("src/a/b/mod.rs")]);
    assert_eq!(places("src/a/mod.rs", false), [Path::new("src/a/b.rs"), Path::new("src/a/b/mod.rs")]);
    assert_eq!(places("tests/a.rs", true), [Path::new("tests/b.rs"), Path::new("tests/b/mod.rs")]);
}

#[test]
fn data_that_nobody_names_is_found() {
    let code = |text: &str| [Source::new("src/l10n.rs", text)];
    assert!(forgotten_data(&code("files!(\"photo.ftl\");"), "assets/i18n/en", "photo.ftl").is_empty());
    assert_eq!(forgotten_data(&code("// photo.ftl"), "assets/i18n/en", "photo.ftl").len(), 1);
}
