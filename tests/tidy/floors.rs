//! Which module names which, and whether it may.

use super::source::Source;

/// The top-level modules by floor.
const FLOORS: [&[&str]; 5] = [
    &["id", "path", "value", "stamp", "limits", "problem", "role", "division", "l10n", "fonts", "units", "cipher"],
    &["form", "dossier", "plan", "registry"],
    &["store", "photo", "report", "remote", "seal", "table"],
    &["app", "cli"],
    &["ui"],
];

/// Between modules of one floor, everything is forbidden but this: the first may name the second.
const SIDEWAYS: &[(&str, &str)] = &[
    ("dossier", "form"),
    ("plan", "form"),
    ("plan", "dossier"),
    ("registry", "form"),
    ("registry", "dossier"),
    ("registry", "plan"),
    // Packages are sealed while they are written and opened while they are read.
    ("remote", "seal"),
    ("cli", "app"),
];

/// A path in the code, `use` or inline, groups spread: `use std::{fs, io::Read}` is `std::fs` and `std::io::Read`.
#[derive(Debug, PartialEq, Eq)]
pub struct CodePath {
    pub at: usize,
    pub segments: Vec<String>,
}

impl CodePath {
    pub fn starts_with(&self, segments: &[&str]) -> bool {
        self.segments.len() >= segments.len() && self.segments.iter().zip(segments).all(|(a, b)| a == b)
    }
}

/// Every path of at least two segments.
pub fn paths(source: &Source) -> Vec<CodePath> {
    let mut found = Vec::new();
    let mut at = 0;
    while at < source.code.len() {
        let mut reader = Reader { code: &source.code, at };
        if reader.name().is_some() {
            reader.at = at;
            let mut spread = Vec::new();
            reader.tree(&mut Vec::new(), &mut spread);
            found.extend(spread.into_iter().filter(|path| path.segments.len() > 1));
            at = reader.at.max(at + 1);
        } else {
            at += source.code[at..].chars().next().map_or(1, char::len_utf8);
        }
    }
    found
}

struct Reader<'a> {
    code: &'a str,
    at: usize,
}

impl Reader<'_> {
    fn blanks(&mut self) {
        let rest = &self.code[self.at..];
        self.at += rest.len() - rest.trim_start().len();
    }

    fn eat(&mut self, sign: &str) -> bool {
        let there = self.code[self.at..].starts_with(sign);
        if there {
            self.at += sign.len();
        }
        there
    }

    /// A name, or the `*` of a glob is told apart by the caller.
    fn name(&mut self) -> Option<String> {
        let rest = &self.code[self.at..];
        let rest = rest.strip_prefix("r#").unwrap_or(rest);
        let length = rest.find(|c: char| !c.is_alphanumeric() && c != '_').unwrap_or(rest.len());
        self.at = self.code.len() - rest.len() + length;
        (length > 0).then(|| rest[..length].to_owned())
    }

    /// Reads `a::b::{c, d::e}` and adds each branch to `found`.
    fn tree(&mut self, before: &mut Vec<String>, found: &mut Vec<CodePath>) {
        let depth = before.len();
        let start = self.at;
        loop {
            let Some(name) = self.name() else {
                if self.eat("*") {
                    before.push("*".to_owned());
                }
                break;
            };
            before.push(name);
            let after_name = self.at;
            self.blanks();
            if !self.eat("::") {
                self.at = after_name;
                break;
            }
            self.blanks();
            if self.eat("{") {
                self.group(before, found);
                before.truncate(depth);
                return;
            }
        }
        found.push(CodePath { at: start, segments: before.clone() });
        before.truncate(depth);
    }

    fn group(&mut self, before: &mut Vec<String>, found: &mut Vec<CodePath>) {
        loop {
            self.blanks();
            if self.at >= self.code.len() || self.eat("}") {
                return;
            }
            let start = self.at;
            if self.eat("::") {
                continue;
            }
            self.tree(before, found);
            self.blanks();
            // `as name`
            if self.code[self.at..].starts_with("as ") {
                self.at += 3;
                self.blanks();
                self.name();
                self.blanks();
            }
            self.eat(",");
            if self.at == start {
                return;
            }
        }
    }
}

/// `src/photo/decode.rs` is `["photo", "decode"]`; the crate's own file is empty.
pub fn module_of(path: &str) -> Vec<String> {
    let inner = path.trim_start_matches("src/").trim_end_matches(".rs");
    let mut names: Vec<String> = inner.split('/').map(str::to_owned).collect();
    if names.last().is_some_and(|name| name == "mod" || name == "lib" || name == "main") {
        names.pop();
    }
    names
}

/// The top-level module that a path in `module` names, if it begins with `crate`, `tantu` or enough `super`.
fn top_of(path: &CodePath, module: &[String]) -> Option<String> {
    let segments = &path.segments;
    if segments[0] == "crate" || segments[0] == "tantu" {
        return Some(segments[1].clone());
    }
    let ups = segments.iter().take_while(|segment| *segment == "super").count();
    let own = usize::from(segments[0] == "self");
    (ups > 0 && ups == module.len()).then(|| segments.get(own + ups).cloned()).flatten()
}

fn floor_of(module: &str) -> Option<usize> {
    FLOORS.iter().position(|floor| floor.contains(&module))
}

/// Imports that go up or sideways.
pub fn check(source: &Source) -> Vec<String> {
    let module = module_of(&source.path);
    let Some(own) = module.first() else { return Vec::new() };
    let Some(floor) = floor_of(own) else {
        return vec![source.complain(0, format!("the module `{own}` stands on no floor; add it to {}", file!()))];
    };
    let forbidden = |path: &CodePath| {
        let top = top_of(path, &module)?;
        if top == *own {
            return None;
        }
        let Some(other) = floor_of(&top) else {
            return Some(source.complain(path.at, format!("`crate::{top}` is no module of a known floor")));
        };
        let allowed = other < floor || other == floor && (floor == 0 || SIDEWAYS.contains(&(own, &top)));
        (!allowed).then(|| source.complain(path.at, format!("`{own}` (floor {floor}) names `{top}` (floor {other})")))
    };
    paths(source).iter().filter_map(forbidden).collect()
}

/// Things of the outside that only some floors may touch.
pub fn check_hands(source: &Source) -> Vec<String> {
    let module = module_of(&source.path);
    let top = module.first().map_or("", String::as_str);
    let mut found = Vec::new();
    if top != "ui" {
        for toolkit in ["egui", "eframe", "egui_extras", "rfd", "winit"] {
            found.extend(source.words(toolkit).map(|at| source.complain(at, format!("`{toolkit}` outside ui"))));
        }
    }
    if floor_of(top).is_some_and(|floor| floor < 2) {
        let outside: [&[&str]; 5] =
            [&["std", "fs"], &["std", "thread"], &["std", "net"], &["std", "env"], &["std", "process"]];
        for path in paths(source) {
            if outside.iter().any(|outside| path.starts_with(outside)) {
                found.push(source.complain(path.at, format!("`{}` on floor 0 or 1", path.segments.join("::"))));
            }
            if path.segments.last().is_some_and(|last| last == "now") {
                found.push(source.complain(path.at, "a clock on floor 0 or 1"));
            }
        }
        for clock in ["SystemTime", "Instant"] {
            found.extend(source.words(clock).map(|at| source.complain(at, format!("`{clock}` on floor 0 or 1"))));
        }
    }
    found
}

#[cfg(test)]
fn complaints(path: &str, text: &str) -> usize {
    let source = Source::new(path, text);
    check(&source).len() + check_hands(&source).len()
}

#[test]
fn groups_and_renames_are_spread() {
    let source = Source::new("src/a.rs", "use crate::{a::{b, c as d}, e, f::*};\nlet x = crate::g::h(1);");
    let all: Vec<_> = paths(&source).into_iter().map(|path| path.segments.join("::")).collect();
    assert_eq!(all, ["crate::a::b", "crate::a::c", "crate::e", "crate::f::*", "crate::g::h"]);
}

#[test]
fn upward_and_sideways_imports_are_found() {
    for (path, bad) in [
        ("src/value.rs", "use crate::form::schema;"),
        ("src/value.rs", "use crate::{id, store};"),
        ("src/form/check.rs", "fn f(x: crate::dossier::Dossier) {}"),
        ("src/form/expr/mod.rs", "use super::super::dossier;"),
        ("src/form/mod.rs", "use super::plan::Plan;"),
        ("src/dossier/mod.rs", "use crate::{\n    form,\n    plan::Measure,\n};"),
        ("src/photo/mod.rs", "use crate::store::Workspace;"),
        ("src/store/mod.rs", "use crate :: photo;"),
        ("src/app/mod.rs", "use crate::cli::run;"),
        ("src/app/mod.rs", "use crate::ui::shell;"),
        ("src/new/mod.rs", "fn f() {}"),
        ("src/app/mod.rs", "fn f(ui: &mut egui::Ui) {}"),
        ("src/form/mod.rs", "use std::{collections::BTreeMap, fs};"),
        ("src/form/mod.rs", "let t = std::time::SystemTime::UNIX_EPOCH;"),
        ("src/value.rs", "let t = jiff::Timestamp::now();"),
    ] {
        assert_eq!(complaints(path, bad), 1, "{path}: {bad}");
    }
}

#[test]
fn downward_imports_are_fine() {
    for (path, good) in [
        ("src/value.rs", "use crate::{id::Name, stamp};"),
        ("src/dossier/mod.rs", "use crate::form::session::Session;"),
        ("src/plan/mod.rs", "use crate::{dossier, form};"),
        ("src/cli/mod.rs", "use crate::app::command::Command;"),
        ("src/ui/screens/a.rs", "use egui::Ui; use crate::app; use super::super::theme;"),
        ("src/form/expr/mod.rs", "use super::schema; use super::super::id::Name; // crate::ui"),
        ("src/store/mod.rs", "use std::fs::File; fn f() { std::thread::spawn(g); }"),
        ("src/form/mod.rs", "fn f(world: &dyn World) { world.now(); let s = \"crate::ui\"; }"),
        ("src/form/mod.rs", "#[cfg(test)] mod tests { use crate::dossier::Dossier; }"),
        ("src/main.rs", "fn main() { tantu::cli::main() }"),
    ] {
        assert_eq!(complaints(path, good), 0, "{path}: {good}");
    }
}
