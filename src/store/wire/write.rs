//! Dossier → text.

use std::collections::BTreeMap;

use super::value::{put, put_text, put_value};
use super::{FORMAT, PARTS, guard, unknown_place};
use crate::dossier::Dossier;
use crate::dossier::edit::Delta;
use crate::dossier::register::{Register, Write};
use crate::path::FieldPath;
use crate::stamp::{Dot, Seen};

/// White space between the parts.
#[derive(Clone, Copy)]
struct Style {
    part: &'static str,
    line: &'static str,
    write: &'static str,
    colon: &'static str,
    /// Behind a comma that separates, not one that ends a line.
    gap: &'static str,
}

const FILE: Style = Style { part: "\n    ", line: "\n        ", write: "\n            ", colon: ": ", gap: " " };
const ENTRY: Style = Style { part: "", line: "", write: "", colon: ":", gap: "" };

/// A text that is not understood, with the place it belongs to.
struct Foreign<'a> {
    place: &'a str,
    text: &'a str,
}

/// The household's file: the same dossier gives the same bytes everywhere.
pub fn write(dossier: &Dossier) -> String {
    let Dossier { id, fields, spent, unknown } = dossier;
    let (in_place, kept) = sort_foreign(fields, unknown);
    let mut out = String::with_capacity(128 * (fields.len() + 4));
    out.push('(');
    put(&mut out, format_args!("{}tantu: {},", FILE.part, newest_format(unknown)));
    put(&mut out, format_args!("{}id: \"{id}\",", FILE.part));
    put(&mut out, format_args!("{}spent: ", FILE.part));
    put_seen(&mut out, spent.iter(), FILE);
    out.push(',');
    put_fields(&mut out, fields, &in_place, FILE);
    for Foreign { place, text } in in_place.iter().filter(|foreign| !foreign.place.contains('/')) {
        put(&mut out, format_args!("{}{place}: {text},", FILE.part));
    }
    if !kept.is_empty() {
        put(&mut out, format_args!("{}kept: [", FILE.part));
        for Foreign { place, text } in kept {
            put(&mut out, format_args!("{}(", FILE.line));
            put_text(&mut out, place);
            put(&mut out, format_args!(", {text}),"));
        }
        put(&mut out, format_args!("{}],", FILE.part));
    }
    out.push_str("\n)\n");
    out
}

/// One journal line: checksum, space, the registers on one line, newline.
pub fn write_entry(delta: &Delta) -> String {
    let mut fields = String::from("(");
    put_fields(&mut fields, &delta.fields, &[], ENTRY);
    fields.push(')');
    let mut line = guard(&fields);
    line.push('\n');
    line
}

/// A file that a newer program wrote says so again.
fn newest_format(unknown: &BTreeMap<String, String>) -> u32 {
    let formats = unknown.iter().filter(|(key, _)| unknown_place(key) == "tantu");
    formats.filter_map(|(_, text)| text.parse().ok()).fold(FORMAT, u32::max)
}

/// Which foreign texts can stand in their place, and which have to be listed: the place must be free, and the
/// first text takes it.
fn sort_foreign<'a>(
    fields: &BTreeMap<FieldPath, Register>,
    unknown: &'a BTreeMap<String, String>,
) -> (Vec<Foreign<'a>>, Vec<Foreign<'a>>) {
    let (mut in_place, mut kept) = (Vec::<Foreign<'a>>::new(), Vec::new());
    for (key, text) in unknown {
        let place = unknown_place(key);
        let free = match place.split_once('/') {
            Some(("fields" | "conflicts", path)) => {
                path.parse::<FieldPath>().map_or(true, |path| !fields.contains_key(&path))
            }
            _ if place == "tantu" && text.parse::<u32>().is_ok() => continue,
            _ => is_part_name(place),
        };
        let first = in_place.last().is_none_or(|last| last.place != place);
        if free && first { in_place.push(Foreign { place, text }) } else { kept.push(Foreign { place, text }) }
    }
    (in_place, kept)
}

/// Whether a part can be written under this name: one that is not ours, and a plain identifier.
fn is_part_name(name: &str) -> bool {
    !PARTS.contains(&name)
        && name.starts_with(|c: char| c.is_ascii_alphabetic() || c == '_')
        && name.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'_')
}

/// The parts `fields` (one live write each) and `conflicts` (several).
fn put_fields(out: &mut String, fields: &BTreeMap<FieldPath, Register>, foreign: &[Foreign<'_>], style: Style) {
    for (part, plain) in [("fields", true), ("conflicts", false)] {
        let mut known = fields.iter().filter(|(_, register)| (register.live().len() == 1) == plain).peekable();
        let mut foreign: Vec<_> = foreign
            .iter()
            .filter_map(|Foreign { place, text }| {
                let key = place.strip_prefix(part)?.strip_prefix('/')?;
                Some((key.parse::<FieldPath>().ok(), key, *text))
            })
            .collect();
        if !plain && foreign.is_empty() && known.peek().is_none() {
            continue;
        }
        // Keys that are no paths come last.
        foreign.sort_by(|(a, a_key, _), (b, b_key, _)| (a.is_none(), a, a_key).cmp(&(b.is_none(), b, b_key)));
        let mut foreign = foreign.into_iter().peekable();
        put(out, format_args!("{}{part}{}{{", style.part, style.colon));
        let empty = known.peek().is_none() && foreign.peek().is_none();
        for (path, register) in known {
            while let Some((_, key, text)) = foreign.next_if(|(other, ..)| other.as_ref().is_some_and(|o| o < path)) {
                put_foreign(out, key, text, style);
            }
            put(out, format_args!("{}\"{path}\"{}", style.line, style.colon));
            let put_entry = if plain { put_plain } else { put_conflict };
            put_entry(out, register, style);
            out.push(',');
        }
        foreign.for_each(|(_, key, text)| put_foreign(out, key, text, style));
        put(out, format_args!("{}}},", if empty { "" } else { style.part }));
    }
}

fn put_foreign(out: &mut String, key: &str, text: &str, style: Style) {
    out.push_str(style.line);
    put_text(out, key);
    put(out, format_args!("{}{text},", style.colon));
}

/// `(value, device, counter, author, time)`, then what was seen beside the live dot.
fn put_plain(out: &mut String, register: &Register, style: Style) {
    for (dot, write) in register.live() {
        out.push('(');
        put_write(out, dot, write, style);
        put_rest(out, register, style);
        out.push(')');
    }
}

/// `([write, …])`, then what was seen beside the live dots.
fn put_conflict(out: &mut String, register: &Register, style: Style) {
    out.push_str("([");
    for (dot, write) in register.live() {
        put(out, format_args!("{}(", style.write));
        put_write(out, dot, write, style);
        out.push_str("),");
    }
    put(out, format_args!("{}]", style.line));
    put_rest(out, register, style);
    out.push(')');
}

fn put_write(out: &mut String, Dot { device, counter }: Dot, write: &Write, style: Style) {
    let gap = style.gap;
    put_value(out, &write.value);
    put(out, format_args!(",{gap}\"{device}\",{gap}{counter},{gap}"));
    put_text(out, &write.author);
    put(out, format_args!(",{gap}\"{}\"", write.at));
}

fn put_rest(out: &mut String, register: &Register, style: Style) {
    let live: Seen = register.live().map(|(dot, _)| dot).collect();
    let mut rest = register.seen().iter().filter(|&(device, counter)| live.last(device) != counter).peekable();
    if rest.peek().is_some() {
        put(out, format_args!(",{}", style.gap));
        put_seen(out, rest, style);
    }
}

fn put_seen(out: &mut String, seen: impl Iterator<Item = (crate::id::DeviceId, u64)>, style: Style) {
    out.push('{');
    for (index, (device, counter)) in seen.enumerate() {
        let comma = if index == 0 { "" } else { "," };
        let gap = if index == 0 { "" } else { style.gap };
        put(out, format_args!("{comma}{gap}\"{device}\"{}{counter}", style.colon));
    }
    out.push('}');
}
