//! Where things stand in a form's text: line and column of every field, also inside a string.
//!
//! RON gives positions only for what it cannot read. What reads well and means nothing (an unknown name, a cycle)
//! needs them too, so the text is scanned once more, for its shape only. The scanner accepts everything and never
//! fails: a place that is not found is answered with the nearest place around it.

use std::ops::Range;
use std::path::{Path, PathBuf};

use crate::problem::Problem;

/// Nesting that is followed; the reader itself refuses more (`ron`'s limit is 128).
const MAX_DEPTH: usize = 128;

/// So far the characters of a line are counted: a form of one line with a hundred thousand mistakes is told at once.
const MAX_COUNTED_BYTES: usize = 16 << 10;

/// A form's text with the shape of its parts.
pub struct Source {
    file: PathBuf,
    text: String,
    /// Byte offset of the beginning of each line.
    lines: Vec<usize>,
    root: Node,
}

struct Node {
    span: Range<usize>,
    shape: Shape,
}

enum Shape {
    Atom,
    Text,
    List(Vec<Node>),
    Fields(Vec<(Range<usize>, Node)>),
    Map(Vec<(Node, Node)>),
}

impl Source {
    /// Scans `text`; a byte order mark is dropped. `file` is only for messages.
    pub fn new(file: impl Into<PathBuf>, text: &str) -> Self {
        let text = text.trim_start_matches('\u{feff}').to_owned();
        let lines = std::iter::once(0).chain(text.match_indices('\n').map(|(at, _)| at + 1)).collect();
        let mut scanner = Scanner { text: &text, at: 0 };
        scanner.attributes();
        let root = scanner.value(0);
        Self { file: file.into(), lines, root, text }
    }

    pub fn text(&self) -> &str {
        &self.text
    }

    pub fn file(&self) -> &Path {
        &self.file
    }

    /// The whole form.
    pub fn root(&self) -> Spot<'_> {
        Spot { source: self, node: Some(&self.root), offset: self.root.span.start }
    }

    /// Line and column from 1 of a byte offset; columns count characters, far inside a very long line bytes.
    pub fn line_column(&self, offset: usize) -> (usize, usize) {
        let line = self.lines.partition_point(|&start| start <= offset).max(1);
        let start = self.lines[line - 1];
        if offset.saturating_sub(start) > MAX_COUNTED_BYTES {
            return (line, offset - start + 1);
        }
        let before = self.text.get(start..offset).unwrap_or_default();
        (line, before.chars().count() + 1)
    }
}

/// A place in a form's text. A step to something that is not there stays where it is.
#[derive(Clone, Copy)]
pub struct Spot<'a> {
    source: &'a Source,
    node: Option<&'a Node>,
    offset: usize,
}

impl<'a> Spot<'a> {
    fn to(self, node: Option<&'a Node>) -> Self {
        node.map_or(Self { node: None, ..self }, |node| Self { node: Some(node), offset: node.span.start, ..self })
    }

    /// The value of the field `name` of a struct.
    pub fn field(self, name: &str) -> Self {
        let found = match self.node.map(|node| &node.shape) {
            Some(Shape::Fields(fields)) => fields.iter().find(|(key, _)| &self.source.text[key.clone()] == name),
            _ => None,
        };
        self.to(found.map(|(_, value)| value))
    }

    /// The `index`-th element of a list or tuple.
    pub fn item(self, index: usize) -> Self {
        let found = match self.node.map(|node| &node.shape) {
            Some(Shape::List(items)) => items.get(index),
            _ => None,
        };
        self.to(found)
    }

    fn pair(self, key: &str) -> Option<&'a (Node, Node)> {
        let Some(Shape::Map(pairs)) = self.node.map(|node| &node.shape) else { return None };
        pairs.iter().find(|(found, _)| self.source.text[found.span.clone()].trim_matches('"') == key)
    }

    /// The value under `key` of a map.
    pub fn entry(self, key: &str) -> Self {
        self.to(self.pair(key).map(|(_, value)| value))
    }

    /// The key `key` of a map.
    pub fn key(self, key: &str) -> Self {
        self.to(self.pair(key).map(|(key, _)| key))
    }

    /// Line and column, from 1.
    pub fn line_column(self) -> (usize, usize) {
        self.source.line_column(self.offset)
    }

    /// The place `offset` bytes into the string that stands here, as the string reads.
    #[must_use]
    pub fn inside(self, offset: usize) -> Self {
        let Some(Node { span, shape: Shape::Text }) = self.node else { return self };
        let offset = span.start + written_offset(&self.source.text[span.clone()], offset);
        Self { node: None, offset, ..self }
    }

    /// The problem with this place.
    pub fn mark(self, problem: Problem) -> Problem {
        let (line, column) = self.line_column();
        problem.in_file(self.source.file()).at(line, column)
    }
}

/// Where the byte `offset` of a string's meaning is written in `literal` (quotes and escapes included).
fn written_offset(literal: &str, offset: usize) -> usize {
    let Some(quote) = literal.find('"') else { return 0 };
    if literal.starts_with('r') {
        return (quote + 1 + offset).min(literal.len());
    }
    let (mut written, mut read) = (quote + 1, 0);
    while read < offset && written < literal.len() {
        let rest = &literal[written..];
        let (taken, meant) = escape(rest).unwrap_or_else(|| {
            let len = rest.chars().next().map_or(1, char::len_utf8);
            (len, len)
        });
        written += taken;
        read += meant;
    }
    written.min(literal.len())
}

/// Bytes written and bytes meant by the escape that `rest` begins with.
fn escape(rest: &str) -> Option<(usize, usize)> {
    let after = rest.strip_prefix('\\')?;
    let hex = |digits: &str| u32::from_str_radix(digits, 16).ok().and_then(char::from_u32).map_or(1, char::len_utf8);
    match after.chars().next()? {
        'x' => Some((4, hex(after.get(1..3)?))),
        'u' => {
            let end = after.find('}')?;
            Some((end + 2, hex(after.get(2..end)?)))
        }
        other => Some((1 + other.len_utf8(), 1)),
    }
}

struct Scanner<'a> {
    text: &'a str,
    at: usize,
}

impl Scanner<'_> {
    fn rest(&self) -> &str {
        &self.text[self.at..]
    }

    fn peek(&self) -> Option<char> {
        self.rest().chars().next()
    }

    fn eat(&mut self, wanted: char) -> bool {
        let found = self.peek() == Some(wanted);
        if found {
            self.at += wanted.len_utf8();
        }
        found
    }

    fn skip_while(&mut self, accept: impl Fn(char) -> bool) {
        self.at += self.rest().find(|c| !accept(c)).unwrap_or(self.rest().len());
    }

    /// Steps over everything up to and with `end`.
    fn skip_past(&mut self, end: &str) {
        self.at += self.rest().find(end).map_or(self.rest().len(), |found| found + end.len());
    }

    /// Steps over white space and comments.
    fn trivia(&mut self) {
        loop {
            self.skip_while(char::is_whitespace);
            if self.rest().starts_with("//") {
                self.skip_past("\n");
            } else if self.rest().starts_with("/*") {
                self.block_comment();
            } else {
                return;
            }
        }
    }

    /// Block comments nest.
    fn block_comment(&mut self) {
        let mut depth = 0_usize;
        while !self.rest().is_empty() {
            let step = self.rest().get(..2).unwrap_or_default();
            match step {
                "/*" => depth += 1,
                "*/" => depth -= 1,
                _ => {
                    self.at += self.peek().map_or(1, char::len_utf8);
                    continue;
                }
            }
            self.at += 2;
            if depth == 0 {
                return;
            }
        }
    }

    /// Steps over `#![enable(…)]`.
    fn attributes(&mut self) {
        self.trivia();
        while self.rest().starts_with("#!") {
            self.skip_past("]");
            self.trivia();
        }
    }

    fn value(&mut self, depth: usize) -> Node {
        self.trivia();
        let start = self.at;
        if depth >= MAX_DEPTH {
            self.at = self.text.len();
            return Node { span: start..start, shape: Shape::Atom };
        }
        let shape = match self.peek() {
            Some('"') => self.string(),
            Some('r') if self.is_raw_string() => self.raw_string(),
            Some('(') => self.fields_or_list(depth),
            Some('[') => self.list(depth),
            Some('{') => self.map(depth),
            Some('\'') => self.character(),
            _ => {
                self.skip_while(|c| c.is_alphanumeric() || "_+-.#".contains(c));
                let word = start..self.at;
                self.trivia();
                if self.peek() != Some('(') || word.is_empty() {
                    self.at = word.end;
                    return Node { span: word, shape: Shape::Atom };
                }
                let shape = self.fields_or_list(depth);
                match shape {
                    Shape::List(mut items) if &self.text[word] == "Some" && items.len() == 1 => {
                        return items.remove(0);
                    }
                    shape => shape,
                }
            }
        };
        Node { span: start..self.at, shape }
    }

    fn string(&mut self) -> Shape {
        self.at += 1;
        loop {
            self.skip_while(|c| c != '"' && c != '\\');
            if !self.eat('\\') {
                break;
            }
            self.at += self.peek().map_or(0, char::len_utf8);
        }
        self.eat('"');
        Shape::Text
    }

    fn is_raw_string(&self) -> bool {
        self.rest()[1..].trim_start_matches('#').starts_with('"')
    }

    fn raw_string(&mut self) -> Shape {
        self.at += 1;
        let hashes = self.rest().len() - self.rest().trim_start_matches('#').len();
        self.at += hashes + 1;
        self.skip_past(&format!("\"{}", "#".repeat(hashes)));
        Shape::Text
    }

    fn character(&mut self) -> Shape {
        self.at += 1;
        if self.eat('\\') {
            self.at += self.peek().map_or(0, char::len_utf8);
        }
        self.skip_past("'");
        Shape::Atom
    }

    /// Reads elements up to `end`; each must move on, or one character is dropped.
    fn elements<T>(&mut self, end: char, mut read: impl FnMut(&mut Self) -> T) -> Vec<T> {
        let mut found = Vec::new();
        self.at += 1;
        loop {
            self.trivia();
            if self.eat(end) || self.rest().is_empty() {
                return found;
            }
            let before = self.at;
            found.push(read(self));
            self.trivia();
            self.eat(',');
            if self.at == before {
                self.at += self.peek().map_or(0, char::len_utf8);
            }
        }
    }

    fn list(&mut self, depth: usize) -> Shape {
        Shape::List(self.elements(']', |scanner| scanner.value(depth + 1)))
    }

    fn map(&mut self, depth: usize) -> Shape {
        Shape::Map(self.elements('}', |scanner| {
            let key = scanner.value(depth + 1);
            scanner.trivia();
            scanner.eat(':');
            (key, scanner.value(depth + 1))
        }))
    }

    fn fields_or_list(&mut self, depth: usize) -> Shape {
        let entries = self.elements(')', |scanner| (scanner.field_name(), scanner.value(depth + 1)));
        if entries.iter().any(|(name, _)| name.is_some()) {
            Shape::Fields(entries.into_iter().filter_map(|(name, value)| Some((name?, value))).collect())
        } else {
            Shape::List(entries.into_iter().map(|(_, value)| value).collect())
        }
    }

    /// The name before a colon, when there is one.
    fn field_name(&mut self) -> Option<Range<usize>> {
        let start = self.at;
        self.skip_while(|c| c.is_alphanumeric() || c == '_');
        let name = start..self.at;
        self.trivia();
        if !name.is_empty() && self.eat(':') {
            return Some(name);
        }
        self.at = start;
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const FORM: &str = r####"#![enable(implicit_some)]
/* a form /* nested */ */ (
    id: "tiny", // "items": not this one
    lists: {"mobility": [(id: "cane"), (id: "wheelchair")]},
    items: [
        Section(id: "门", title: {"zh": "门（\"入户\"）"}, items: [
            Question(id: "qE2", relevant: "${a} = 'b' and ${c}", hard: Some((1, 2))),
            Question(id: "qE3", relevant: r#"${a} = "b""#, checks: [(holds: "\u{95e8}\n\"x")]),
        ]),
    ],
)"####;

    #[test]
    fn every_field_is_found_by_its_way() {
        let source = Source::new("f.ron", FORM);
        let section = source.root().field("items").item(0);
        assert_eq!(section.line_column(), (6, 9));
        let question = section.field("items").item(0);
        assert_eq!(question.field("relevant").line_column(), (7, 43));
        assert_eq!(question.field("hard").item(1).line_column(), (7, 81));
        assert_eq!(source.root().field("lists").key("mobility").line_column(), (4, 13));
        assert_eq!(source.root().field("lists").entry("mobility").item(1).field("id").line_column(), (4, 45));
    }

    #[test]
    fn offsets_inside_strings_respect_escapes() {
        let source = Source::new("f.ron", FORM);
        let items = source.root().field("items").item(0).field("items");
        let plain = items.item(0).field("relevant");
        assert_eq!(plain.inside(0).line_column(), (7, 44));
        assert_eq!(plain.inside("${a} = ".len()).line_column(), (7, 51));
        assert_eq!(items.item(1).field("relevant").inside(3).line_column(), (8, 49));
        let escaped = items.item(1).field("checks").item(0).field("holds");
        let x = "门\n\"".len();
        assert_eq!(escaped.inside(x).line_column().1 - escaped.line_column().1, r#""\u{95e8}\n\""#.len());
    }

    #[test]
    fn what_is_not_there_is_answered_with_the_place_around_it() {
        let source = Source::new("f.ron", FORM);
        let question = source.root().field("items").item(0).field("items").item(1);
        assert_eq!(question.field("nothing").item(3).line_column(), question.line_column());
    }

    #[test]
    fn broken_text_ends() {
        for text in
            ["", "(", "(a: [", "\"", "r##\"", "'", "/*", "(((((", "}{", "(a: \\", "Some", "r", "(,,:,)", "[\u{feff}]"]
        {
            Source::new("f.ron", text).root().field("a").line_column();
        }
        Source::new("f.ron", &"(".repeat(100_000));
        for cut in FORM.char_indices().map(|(at, _)| at) {
            Source::new("f.ron", &FORM[..cut]);
        }
    }
}
