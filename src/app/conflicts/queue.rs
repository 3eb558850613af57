//! Everything that is to be decided, in short lines: what the queue shows and groups without reading a file.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::reader::Reader;
use crate::dossier::Dossier;
use crate::dossier::contest::{self, ContestKind};
use crate::dossier::summary::Summary;
use crate::id::{DeviceId, DossierId};
use crate::l10n::Language;
use crate::limits::MAX_CONFLICT_LINES;
use crate::path::FieldPath;
use crate::stamp::{Dot, Moment};
use crate::value::Value;

/// Letters of a value that a line keeps; all of it is read with the details.
const VALUE_LETTERS: usize = 60;

/// One thing to decide, as a line shows it: about 500 bytes.
#[derive(Clone, Debug, PartialEq)]
pub struct Line {
    pub id: DossierId,
    pub path: FieldPath,
    pub kind: ContestKind,
    pub head: Arc<str>,
    pub place: Arc<str>,
    pub section: Arc<str>,
    pub question: Arc<str>,
    pub sensitive: bool,
    pub said: Vec<Said>,
}

/// One of the values, short.
#[derive(Clone, Debug, PartialEq)]
pub struct Said {
    pub text: Arc<str>,
    pub author: Arc<str>,
    pub device: DeviceId,
    pub at: Moment,
}

/// What lines are grouped by.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum GroupBy {
    #[default]
    Household,
    Question,
    /// Which two devices (or more) wrote differently.
    Devices,
}

impl GroupBy {
    pub const ALL: [Self; 3] = [Self::Household, Self::Question, Self::Devices];

    /// Key of what it is called.
    pub const fn key(self) -> &'static str {
        match self {
            Self::Household => "conflict-by-household",
            Self::Question => "conflict-by-question",
            Self::Devices => "conflict-by-devices",
        }
    }
}

/// Lines that belong together.
#[derive(Clone, Debug, PartialEq)]
pub struct Group {
    pub title: String,
    pub subtitle: String,
    /// Indices of lines, in their order.
    pub lines: Vec<usize>,
}

/// The queue, sorted by household and path.
#[derive(Clone, Debug, Default)]
pub struct Queue {
    lines: Vec<Line>,
    /// Lines that were too many to be kept.
    pub more: usize,
    revision: u64,
}

impl Queue {
    pub fn lines(&self) -> &[Line] {
        &self.lines
    }

    /// Grows with every change.
    pub const fn revision(&self) -> u64 {
        self.revision
    }

    pub fn clear(&mut self) {
        (self.lines, self.more) = (Vec::new(), 0);
        self.revision += 1;
    }

    /// Replaces the lines of these households.
    pub fn put(&mut self, homes: Vec<(DossierId, Vec<Line>)>) {
        let ids: std::collections::HashSet<DossierId> = homes.iter().map(|(id, _)| *id).collect();
        self.lines.retain(|line| !ids.contains(&line.id));
        for line in homes.into_iter().flat_map(|(_, lines)| lines) {
            if self.lines.len() < MAX_CONFLICT_LINES {
                self.lines.push(line);
            } else {
                self.more += 1;
            }
        }
        self.lines.sort_by(|a, b| (a.id, &a.path).cmp(&(b.id, &b.path)));
        self.revision += 1;
    }

    pub fn find(&self, id: DossierId, path: &FieldPath) -> Option<usize> {
        self.lines.binary_search_by(|line| (line.id, &line.path).cmp(&(id, path))).ok()
    }

    pub fn remove(&mut self, id: DossierId, path: &FieldPath) {
        if let Some(place) = self.find(id, path) {
            self.lines.remove(place);
            self.revision += 1;
        }
    }

    /// The lines that `takes` lets through, grouped; the groups with most lines first, households by place.
    pub fn groups(&self, by: GroupBy, takes: impl Fn(&Line) -> bool) -> Vec<Group> {
        let mut groups: BTreeMap<String, Group> = BTreeMap::new();
        for (place, line) in self.lines.iter().enumerate().filter(|(_, line)| takes(line)) {
            let (key, title, subtitle) = match by {
                GroupBy::Household => {
                    (format!("{}{}{}", line.place, line.head, line.id), line.head.to_string(), line.place.to_string())
                }
                GroupBy::Question => {
                    let name = plain_name(&line.path);
                    (name, base_question(line).to_owned(), line.section.to_string())
                }
                GroupBy::Devices => {
                    let devices = line.devices();
                    let names: Vec<String> = devices.iter().map(|(device, author)| named(*device, author)).collect();
                    let ids: Vec<String> = devices.keys().map(ToString::to_string).collect();
                    (ids.join(" "), names.join(" ↔ "), String::new())
                }
            };
            let group = groups.entry(key).or_insert_with(|| Group { title, subtitle, lines: Vec::new() });
            group.lines.push(place);
        }
        let mut groups: Vec<Group> = groups.into_values().collect();
        if by != GroupBy::Household {
            groups.sort_by_key(|group| std::cmp::Reverse(group.lines.len()));
        }
        groups
    }
}

impl Line {
    /// The devices that wrote, each with the last name of who held it.
    pub fn devices(&self) -> BTreeMap<DeviceId, Arc<str>> {
        self.said.iter().map(|said| (said.device, Arc::clone(&said.author))).collect()
    }

    /// Whether what somebody typed is in one of its words.
    pub fn matches(&self, typed: &str) -> bool {
        let wanted = typed.trim().to_lowercase();
        let has = |text: &str| text.to_lowercase().contains(&wanted);
        let said = |said: &Said| has(&said.author) || !self.sensitive && has(&said.text);
        wanted.is_empty() || has(&self.head) || has(&self.place) || has(&self.question) || self.said.iter().any(said)
    }
}

/// A device as people tell it apart: who held it, and the end of its id.
pub fn named(device: DeviceId, author: &str) -> String {
    let id = device.to_string();
    let end = &id[id.len().saturating_sub(4)..];
    if author.is_empty() { end.to_owned() } else { format!("{author} ({end})") }
}

/// The question whichever row it stands in.
fn plain_name(path: &FieldPath) -> String {
    let rows: Vec<&str> = path.rows.iter().map(|step| step.repeat.as_str()).collect();
    format!("{}/{}", rows.join("/"), path.leaf.as_ref().map_or("", |leaf| leaf.as_str()))
}

/// The question's words without its rows.
fn base_question(line: &Line) -> &str {
    match line.path.leaf {
        Some(_) => line.question.rsplit(" · ").next().unwrap_or(&line.question),
        None => &line.question,
    }
}

/// The lines of one household.
pub fn lines(reader: &Reader, dossier: &Dossier, language: Language) -> Vec<Line> {
    let contests = contest::contests(dossier);
    if contests.is_empty() {
        return Vec::new();
    }
    let summary = Summary::of(dossier);
    let head: Arc<str> = summary.head.as_str().into();
    let place: Arc<str> = place(&summary).into();
    let mut home = reader.home(dossier, language);
    let line = |contest: contest::Contest| {
        let label = home.label(&contest.path);
        let said = said(&home, &contest.path);
        Line {
            id: dossier.id,
            kind: contest.kind,
            head: Arc::clone(&head),
            place: Arc::clone(&place),
            section: label.section.into(),
            question: label.question.into(),
            sensitive: label.sensitive,
            said,
            path: contest.path,
        }
    };
    contests.into_iter().map(line).collect()
}

fn said(home: &super::reader::Home<'_>, path: &FieldPath) -> Vec<Said> {
    let one = |choice: contest::Choice| {
        let text = short(&home.value(path, &choice.value));
        let writer = choice.writers.into_iter().next()?;
        Some(Said { text: text.into(), author: writer.author, device: writer.dot.device, at: writer.at })
    };
    let mut said: Vec<Said> = contest::choices(home.dossier, path).into_iter().filter_map(one).collect();
    // Of a removed row the other side is what stands in it.
    let inside = || {
        let written = home.dossier.within(&path.rows).flat_map(|(_, register)| register.live());
        let mut living = written.filter(|(_, write)| write.value != Value::Erased);
        let (dot, write): (Dot, _) = living.next()?;
        let text = home.words().text("conflict-value-filled");
        Some(Said { text: text.into(), author: Arc::clone(&write.author), device: dot.device, at: write.at })
    };
    if said.len() == 1 && path.leaf.is_none() {
        said.extend(inside());
    }
    said
}

/// 苏木乡镇, 嘎查, address: who works at the desk knows the banner.
pub fn place(summary: &Summary) -> String {
    let parts = [&summary.township, &summary.village, &summary.address];
    parts.into_iter().map(String::as_str).filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" · ")
}

fn short(text: &str) -> String {
    let line = text.split_whitespace().collect::<Vec<_>>().join(" ");
    match line.char_indices().nth(VALUE_LETTERS) {
        Some((end, _)) => format!("{}…", &line[..end]),
        None => line,
    }
}
