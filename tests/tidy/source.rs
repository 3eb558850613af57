//! Rust files as the checks see them: code with comments, texts and tests blanked out, and the texts by themselves.

use std::ops::Range;
use std::path::{Path, PathBuf};

/// One Rust file.
pub struct Source {
    /// From the root of the repository, with `/`.
    pub path: String,
    pub text: String,
    /// `text` with comments, the insides of literals, and everything under `#[cfg(test)]` replaced by blanks: the
    /// same length, the same lines.
    pub code: String,
    /// Literals outside tests and comments.
    pub literals: Vec<Literal>,
}

/// The inside of a string or character literal, as written.
#[derive(Debug, PartialEq, Eq)]
pub struct Literal {
    pub at: usize,
    pub text: String,
}

impl Source {
    pub fn new(path: &str, text: &str) -> Self {
        let (mut code, mut literals) = mask(text);
        let tests = test_ranges(&code);
        let is_test_file = path.ends_with("/tests.rs") || path.contains("/tests/");
        let in_tests = |at: usize| is_test_file || tests.iter().any(|range| range.contains(&at));
        literals.retain(|literal| !in_tests(literal.at));
        let everything = 0..code.len();
        for range in if is_test_file { vec![everything] } else { tests } {
            blank(&mut code, range);
        }
        Self { path: path.to_owned(), text: text.to_owned(), code, literals }
    }

    pub fn line(&self, at: usize) -> usize {
        self.text.as_bytes()[..at].iter().filter(|&&byte| byte == b'\n').count() + 1
    }

    /// `src/a.rs:12: what`
    pub fn complain(&self, at: usize, what: impl std::fmt::Display) -> String {
        format!("{}:{}: {what}", self.path, self.line(at))
    }

    /// Every place where `word` stands in the code by itself, not as a part of a longer name.
    pub fn words<'a>(&'a self, word: &'a str) -> impl Iterator<Item = usize> + 'a {
        let is_name = |c: Option<char>| c.is_some_and(|c| c.is_alphanumeric() || c == '_');
        self.code.match_indices(word).map(|(at, _)| at).filter(move |&at| {
            !is_name(self.code[..at].chars().next_back()) && !is_name(self.code[at + word.len()..].chars().next())
        })
    }
}

/// The repository.
pub fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// All files below `folder` (from the root) whose name ends in `ending`, sorted; none when there is no such folder.
pub fn files(folder: &str, ending: &str) -> Vec<PathBuf> {
    let mut found = Vec::new();
    let mut folders = vec![root().join(folder)];
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(&folder).into_iter().flatten() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else if path.to_string_lossy().ends_with(ending) {
                found.push(path);
            }
        }
    }
    found.sort();
    found
}

/// The path from the root, with `/`.
pub fn name_of(path: &Path) -> String {
    path.strip_prefix(root()).unwrap().to_string_lossy().replace('\\', "/")
}

pub fn sources(folder: &str) -> Vec<Source> {
    let read = |path: &PathBuf| Source::new(&name_of(path), &std::fs::read_to_string(path).unwrap());
    files(folder, ".rs").iter().map(read).collect()
}

fn blank(code: &mut String, range: Range<usize>) {
    let blanks: String = code[range.clone()].bytes().map(|byte| if byte == b'\n' { '\n' } else { ' ' }).collect();
    code.replace_range(range, &blanks);
}

/// Blanks comments and the insides of literals, and gives the literals.
fn mask(text: &str) -> (String, Vec<Literal>) {
    let mut code = text.to_owned();
    let mut literals = Vec::new();
    let mut at = 0;
    while at < text.len() {
        let rest = &text[at..];
        let (range, next) = if rest.starts_with("//") {
            let end = at + rest.find('\n').unwrap_or(rest.len());
            (at..end, end)
        } else if rest.starts_with("/*") {
            let end = at + block_comment(rest);
            (at..end, end)
        } else if let Some((before, inside, after)) = literal(text, at) {
            let inside = at + before..at + before + inside;
            literals.push(Literal { at: inside.start, text: text[inside.clone()].to_owned() });
            let next = inside.end + after;
            (inside, next)
        } else {
            at += rest.chars().next().map_or(1, char::len_utf8);
            continue;
        };
        blank(&mut code, range);
        at = next;
    }
    (code, literals)
}

/// Length of a block comment, with those inside it.
fn block_comment(text: &str) -> usize {
    let mut depth = 0;
    let mut at = 0;
    while at < text.len() {
        let rest = &text.as_bytes()[at..];
        if rest.starts_with(b"/*") {
            depth += 1;
            at += 2;
        } else if rest.starts_with(b"*/") {
            depth -= 1;
            at += 2;
            if depth == 0 {
                return at;
            }
        } else {
            at += 1;
        }
    }
    text.len()
}

/// The literal that begins at `at`: the lengths of what opens it, of its inside, and of what closes it.
fn literal(text: &str, at: usize) -> Option<(usize, usize, usize)> {
    let after_name = text[..at].chars().next_back().is_some_and(|c| c.is_alphanumeric() || c == '_');
    if after_name {
        return None;
    }
    let rest = &text[at..];
    let prefix = ["br", "cr", "b", "c", "r", ""].into_iter().find(|prefix| {
        rest.strip_prefix(prefix).is_some_and(|rest| {
            rest.starts_with('"') || prefix.ends_with('r') && rest.trim_start_matches('#').starts_with('"')
        })
    });
    if let Some(prefix) = prefix {
        let hashes = rest[prefix.len()..].bytes().take_while(|&byte| byte == b'#').count();
        let open = prefix.len() + hashes + 1;
        let close = format!("\"{}", "#".repeat(hashes));
        let inside = if prefix.ends_with('r') { rest[open..].find(&close)? } else { escaped(&rest[open..], '"')? };
        return Some((open, inside, close.len()));
    }
    let open = if rest.starts_with("b'") { 2 } else { usize::from(rest.starts_with('\'')) };
    let inside = rest.get(open..).filter(|_| open > 0)?;
    // A lifetime has no closing quote right behind its first character.
    let one = inside.chars().next()?;
    let is_character = one == '\\' || inside[one.len_utf8()..].starts_with('\'');
    let length = if is_character { escaped(inside, '\'')? } else { return None };
    Some((open, length, 1))
}

/// Length up to the closing quote that is not escaped.
fn escaped(text: &str, quote: char) -> Option<usize> {
    let mut characters = text.char_indices();
    while let Some((at, c)) = characters.next() {
        match c {
            '\\' => drop(characters.next()),
            _ if c == quote => return Some(at),
            _ => {}
        }
    }
    None
}

/// What stands under `#[cfg(test)]`: up to the end of its braces or its semicolon.
fn test_ranges(code: &str) -> Vec<Range<usize>> {
    code.match_indices("#[cfg(test)]")
        .map(|(start, attribute)| {
            let from = start + attribute.len();
            let mut depth = 0_i32;
            for (at, c) in code[from..].char_indices() {
                match c {
                    '{' => depth += 1,
                    '}' => depth -= 1,
                    _ => {}
                }
                if depth == 0 && matches!(c, ';' | '}') {
                    return start..from + at + 1;
                }
            }
            start..code.len()
        })
        .collect()
}

#[test]
fn comments_and_literals_are_blanked_but_lines_stay() {
    let source = Source::new(
        "src/a.rs",
        "let a = \"x // \\\" y\"; // egui\n/* std::fs /* nested */ */ let b = r#\"q\"uote\"#; let c: &'static str = 'd';\n",
    );
    assert_eq!(source.code.lines().count(), 2);
    assert_eq!(source.code.len(), source.text.len());
    assert!(!source.code.contains("egui") && !source.code.contains("fs") && source.code.contains("&'static str"));
    let texts: Vec<_> = source.literals.iter().map(|literal| literal.text.as_str()).collect();
    assert_eq!(texts, ["x // \\\" y", "q\"uote", "d"]);
}

#[test]
fn tests_are_blanked() {
    let text = "use a;\n#[cfg(test)]\nmod tests {\n    fn f() { let x = \"}\"; egui(); }\n}\nfn g() {}\n#[cfg(test)]\nmod more;\n";
    let source = Source::new("src/a.rs", text);
    assert!(!source.code.contains("egui") && !source.code.contains("more") && source.code.contains("fn g()"));
    assert!(source.literals.is_empty());
    assert!(Source::new("src/photo/tests.rs", "use egui;").code.trim().is_empty());
}

#[test]
fn words_are_whole() {
    let source = Source::new("src/a.rs", "use egui::Ui; use egui_kittest; fn no_egui() {}");
    assert_eq!(source.words("egui").collect::<Vec<_>>(), [4]);
}
