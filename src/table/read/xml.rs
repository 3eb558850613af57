//! A walk over the tags of an XML text, and the proof that every element that begins ends.
//!
//! The libraries that read sheets wait for the end of an element for ever; so a text is walked through before they
//! see it. Only what spreadsheets contain is allowed: no document type, hence no entities of its own.

use memchr::{memchr, memmem};

use super::damaged;
use crate::problem::Problem;

/// Elements inside elements; sheets have ten.
const MAX_DEPTH: usize = 256;

/// An element begins.
#[derive(Clone, Copy)]
pub(super) struct Tag<'a> {
    /// With its prefix, as it stands.
    pub name: &'a str,
    inside: &'a str,
}

impl<'a> Tag<'a> {
    /// The name without its prefix.
    pub fn local(&self) -> &'a str {
        self.name.rsplit(':').next().unwrap_or(self.name)
    }

    /// The attribute as it stands, entities unresolved.
    pub fn attribute(&self, name: &str) -> Option<&'a str> {
        let mut rest = self.inside;
        loop {
            rest = rest.trim_start();
            let (key, after) = rest.split_once('=')?;
            let after = after.trim_start();
            let quote = after.chars().next().filter(|c| "\"'".contains(*c))?;
            let (value, next) = after[1..].split_once(quote)?;
            if key.trim_end() == name {
                return Some(value);
            }
            rest = next;
        }
    }

    /// The attribute as a number.
    pub fn number(&self, name: &str) -> Option<usize> {
        self.attribute(name)?.trim().parse().ok()
    }
}

/// What the walk comes by.
pub(super) enum Step<'a> {
    Begin(Tag<'a>),
    /// An element ends; its name.
    End(&'a str),
}

/// Walks through a text.
///
/// # Errors
/// It is not UTF-8, has a document type, or an element does not end where it must; and what `visit` says.
pub(super) fn walk<'a>(bytes: &'a [u8], mut visit: impl FnMut(Step<'a>) -> Result<(), Problem>) -> Result<(), Problem> {
    let text = std::str::from_utf8(bytes).map_err(|_| damaged("UTF-8"))?;
    let mut open: Vec<&str> = Vec::new();
    let mut at = 0;
    while let Some(begin) = memchr(b'<', &bytes[at..]).map(|found| at + found) {
        let rest = &bytes[begin..];
        let until = |end: &[u8]| memmem::find(rest, end).map(|found| begin + found + end.len());
        let skipped = match rest {
            [b'<', b'!', b'-', b'-', ..] => Some(until(b"-->")),
            [b'<', b'!', b'[', ..] => Some(until(b"]]>")),
            [b'<', b'?', ..] => Some(until(b"?>")),
            [b'<', b'!', ..] => return Err(damaged("DOCTYPE")),
            _ => None,
        };
        if let Some(end) = skipped {
            at = end.ok_or_else(|| damaged("XML"))?;
            continue;
        }
        let end = begin + end_of_tag(rest).ok_or_else(|| damaged("XML"))?;
        let inside = &text[begin + 1..end];
        at = end + 1;
        if let Some(name) = inside.strip_prefix('/') {
            let name = name.trim_end();
            if open.pop() != Some(name) {
                return Err(damaged("XML"));
            }
            visit(Step::End(name))?;
            continue;
        }
        let (inside, is_empty) = inside.strip_suffix('/').map_or((inside, false), |inside| (inside, true));
        let name_end = inside.find(|c: char| c.is_ascii_whitespace()).unwrap_or(inside.len());
        let tag = Tag { name: &inside[..name_end], inside: &inside[name_end..] };
        visit(Step::Begin(tag))?;
        if is_empty {
            visit(Step::End(tag.name))?;
        } else {
            open.push(tag.name);
        }
        if open.len() > MAX_DEPTH {
            return Err(damaged("XML"));
        }
    }
    if open.is_empty() { Ok(()) } else { Err(damaged("XML")) }
}

/// Where the tag that begins at 0 has its `>`; one inside quotes is none.
fn end_of_tag(text: &[u8]) -> Option<usize> {
    let mut quote = None;
    for (place, &byte) in text.iter().enumerate().skip(1) {
        match (quote, byte) {
            (None, b'>') => return Some(place),
            (None, b'"' | b'\'') => quote = Some(byte),
            (Some(open), byte) if open == byte => quote = None,
            _ => {}
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(text: &str) -> Result<String, Problem> {
        let mut seen = String::new();
        walk(text.as_bytes(), |step| {
            match step {
                Step::Begin(tag) => seen.push_str(&format!("<{}", tag.local())),
                Step::End(_) => seen.push('>'),
            }
            Ok(())
        })?;
        Ok(seen)
    }

    #[test]
    fn tags_are_seen_in_order_and_nothing_inside_texts_is_one() {
        let text = "<?xml version='1.0'?><!-- <x> --><a:b c='>' d=\"1\"><e/><![CDATA[<f>]]>旗</a:b>";
        assert_eq!(names(text).unwrap(), "<b<e>>");
        for text in ["<a>", "</a>", "<a></b>", "<a", "<!DOCTYPE a>", "<a><!-- </a>", "<a b='></a>"] {
            assert!(names(text).is_err(), "{text}");
        }
        assert!(names(&"<a>".repeat(10_000)).is_err());
    }

    #[test]
    fn attributes_are_found_by_their_whole_name() {
        walk(b"<row r = \"12\" hidden='1' xr:hidden=\"0\"/>", |step| {
            if let Step::Begin(tag) = step {
                assert_eq!(
                    (tag.number("r"), tag.attribute("hidden"), tag.attribute("den")),
                    (Some(12), Some("1"), None)
                );
            }
            Ok(())
        })
        .unwrap();
    }
}
