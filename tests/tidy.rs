//! The rules of the project that a compiler does not know, as tests: who may name whom, how long a file may be,
//! where words, colours and formats stand, and that nothing lies forgotten.
//!
//! The scanner under `tests/tidy/` has tests of its own on small snippets, so that a silent rule is not a broken one.

#![allow(clippy::unwrap_used, reason = "a file that cannot be read is a failed test")]

#[path = "tidy/files.rs"]
mod files;
#[path = "tidy/floors.rs"]
mod floors;
#[path = "tidy/source.rs"]
mod source;
#[path = "tidy/words.rs"]
mod words;

use source::{Source, sources};

/// Longest file, in lines, with the tests inside it.
const MAX_LINES: usize = 500;

/// Longer files, each with the reason: tables that are one thing.
const LONG_FILES: &[(&str, &str)] = &[];

/// Files that may hold Chinese or Mongolian letters in code, each with the reason.
const CJK_FILES: &[(&str, &str)] = &[
    ("src/l10n.rs", "the languages' names for themselves, which are never translated"),
    ("src/app/demo", "invented households are data"),
    ("src/app/export/", "what stands in one cell of a table is separated as offices do it"),
    ("src/app/synth/", "invented households are data"),
    ("src/app/roster/", "how offices write places, headings and sums is data"),
    ("src/registry/duplicates/names.rs", "traditional letters, number words and what villages are called are data"),
    ("src/registry/gather.rs", "a phrase of the acceptance form that says that there is no complaint"),
    ("src/registry/pinyin.rs", "surnames with a reading of their own, and what firms' names end in"),
    ("src/table/read/date.rs", "how offices write days is data"),
    ("src/table/write/csv.rs", "wide signs that a spreadsheet takes for a formula"),
];

/// Who may speak RON, by beginning of the path, each with the reason.
const RON_FILES: &[(&str, &str)] = &[
    ("src/store/", "`wire` and its neighbours are the disk format"),
    ("src/form/", "forms and catalogues are RON"),
    ("src/app/export/log.rs", "the list of what left the office is RON"),
    ("src/app/roster/", "headings and words of offices are RON"),
    ("src/app/synth/write.rs", "what was made is told in RON"),
    ("src/cli/roster.rs", "a mapping of columns is RON"),
    ("src/remote/cloud/sent.rs", "the list of a sending is RON"),
    ("src/remote/manifest.rs", "the list of a package is RON"),
    ("src/remote/receipt.rs", "what was received is told in RON"),
    ("src/ui/theme", "the theme is RON"),
    ("src/ui/robot.rs", "the scripts it plays"),
    ("src/ui/widgets/icon.rs", "the icons are RON"),
    ("src/ui/drawing", "drawings are RON"),
];

/// Texts that look like message keys and are none, each with the reason.
const NO_KEYS: &[(&str, &str)] = &[];

/// Widgets whose first argument people read.
const SPEAKING: &[&str] = &[
    ".label(",
    ".button(",
    ".heading(",
    ".small(",
    ".strong(",
    ".weak(",
    ".monospace(",
    ".small_button(",
    ".on_hover_text(",
    ".hint_text(",
    ".selectable_label(",
    ".alt_text(",
    "RichText::new(",
    "Label::new(",
    "Button::new(",
];

fn none(complaints: &[String]) {
    assert!(complaints.is_empty(), "\n{}\n", complaints.join("\n"));
}

fn each(check: impl Fn(&Source) -> Vec<String>) {
    let sources = sources("src");
    assert!(sources.len() > 20, "the scanner found no code");
    none(&sources.iter().flat_map(check).collect::<Vec<_>>());
}

fn is_listed(list: &[(&str, &str)], path: &str) -> bool {
    list.iter().any(|(beginning, _)| path.starts_with(beginning))
}

#[test]
fn imports_go_down_only() {
    each(floors::check);
}

#[test]
fn toolkits_files_threads_and_clocks_stay_on_their_floors() {
    each(floors::check_hands);
}

#[test]
fn files_are_short_and_say_what_they_are() {
    let check = |source: &Source| {
        let mut found = Vec::new();
        let lines = source.text.lines().count();
        if lines > MAX_LINES && !is_listed(LONG_FILES, &source.path) {
            found.push(source.complain(0, format!("{lines} lines; at most {MAX_LINES}: split by noun")));
        }
        if !source.text.starts_with("//!") && !source.path.ends_with("/tests.rs") {
            found.push(source.complain(0, "no `//!` at the top"));
        }
        found
    };
    each(check);
    none(&sources("tests").iter().flat_map(check).collect::<Vec<_>>());
}

#[test]
fn colours_stand_in_the_theme() {
    each(colours);
}

fn colours(source: &Source) -> Vec<String> {
    if source.path.starts_with("src/ui/theme") {
        return Vec::new();
    }
    let plain = ["WHITE", "TRANSPARENT", "PLACEHOLDER"];
    let from_paths = floors::paths(source).into_iter().filter_map(|path| {
        let after = path.segments.iter().position(|segment| segment == "Color32" || segment == "Rgba")? + 1;
        let is_colour = |name: &str| name.starts_with("from_") || name.starts_with(char::is_uppercase);
        let name = path.segments.get(after).filter(|name| is_colour(name) && !plain.contains(&name.as_str()))?;
        Some(source.complain(path.at, format!("the colour `{name}` outside ui/theme")))
    });
    let is_hex = |text: &str| {
        let digits = text.strip_prefix('#').unwrap_or_default();
        [6, 8].contains(&digits.len()) && digits.bytes().all(|digit| digit.is_ascii_hexdigit())
    };
    let from_texts = source.literals.iter().filter(|literal| is_hex(&literal.text));
    from_paths.chain(from_texts.map(|literal| source.complain(literal.at, "a colour outside ui/theme"))).collect()
}

#[test]
fn disk_formats_stand_where_they_belong() {
    each(|source| {
        let paths = floors::paths(source).into_iter().filter(|path| path.segments[0] == "ron");
        let complaints = paths.map(|path| source.complain(path.at, "RON outside the modules that own a format"));
        if is_listed(RON_FILES, &source.path) { Vec::new() } else { complaints.collect() }
    });
}

#[test]
fn words_for_people_stand_in_the_language_files() {
    each(literal_words);
}

fn literal_words(source: &Source) -> Vec<String> {
    let is_cjk = |c: char| {
        matches!(c, '\u{1800}'..='\u{18af}' | '\u{2e80}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '\u{ff00}'..='\u{ffef}')
            || c > '\u{1ffff}'
    };
    let is_spoken = |at: usize| SPEAKING.iter().any(|call| source.code[..at - 1].trim_end().ends_with(call));
    let mut found = Vec::new();
    for literal in &source.literals {
        if literal.text.contains(is_cjk) && !is_listed(CJK_FILES, &source.path) {
            found.push(source.complain(literal.at, format!("Chinese or Mongolian in code: {}", literal.text)));
        } else if literal.text.contains(char::is_alphabetic) && is_spoken(literal.at) {
            found.push(source.complain(literal.at, format!("words for people in code: {}", literal.text)));
        }
    }
    found
}

#[test]
fn nothing_is_left_undone() {
    let check = |source: &Source| {
        let macros = ["todo", "unimplemented", "dbg"];
        let left = |name: &str| {
            let is_call = |at: &usize| source.code[*at + name.len()..].starts_with('!');
            source.words(name).filter(is_call).map(|at| source.complain(at, "left undone")).collect::<Vec<_>>()
        };
        macros.into_iter().flat_map(left).collect()
    };
    each(check);
}

#[test]
fn every_message_is_there_and_used() {
    let (sources, messages) = (sources("src"), words::messages());
    none(&words::unknown_keys(&sources, &messages, NO_KEYS));
    none(&words::unused_keys(&sources, &messages));
    none(&words::unfilled_variables(&sources, &messages));
}

#[test]
fn no_file_is_forgotten() {
    none(&files::forgotten_modules("src", &["src/lib.rs", "src/main.rs"]));
    none(&files::forgotten_modules("tests", &[]));
    none(&files::forgotten_benches());
    let sources = sources("src");
    for (folder, ending) in
        [("forms", ".ron"), ("forms", ".csv"), ("assets/i18n/zh-Hans", ".ftl"), ("assets/i18n/en", ".ftl")]
    {
        none(&files::forgotten_data(&sources, folder, ending));
    }
    for folder in ["assets/drawings", "assets/fonts"] {
        none(&files::forgotten_data(&sources, folder, ""));
    }
}

#[test]
fn exceptions_are_still_needed() {
    for (path, reason) in LONG_FILES.iter().chain(CJK_FILES).chain(RON_FILES) {
        assert!(!reason.is_empty(), "{path} is excepted without a reason");
    }
    for (path, _) in LONG_FILES {
        let lines = std::fs::read_to_string(source::root().join(path)).map_or(0, |text| text.lines().count());
        assert!(lines > MAX_LINES, "{path} is no longer long");
    }
}

#[test]
fn colours_and_words_are_found() {
    let screen = |text: &str| Source::new("src/ui/screens/a.rs", text);
    assert_eq!(
        colours(&screen("let c = Color32::from_rgb(1, 2, 3); let d = egui::Color32::RED; \"#0B6B6B\"")).len(),
        3
    );
    assert_eq!(
        colours(&screen("let c = Color32::WHITE; let t: Color32 = theme.ink; Color32::to_array; \"#7\"")).len(),
        0
    );
    assert_eq!(colours(&Source::new("src/ui/theme/tokens.rs", "Color32::from_rgb(1, 2, 3)")).len(), 0);
    assert_eq!(literal_words(&screen("ui.label(\"Save\"); ui.label(words.text(\"app-save\")); \"门\"")).len(), 2);
    assert_eq!(
        literal_words(&screen("ui.label(\"+\"); // 门\n#[cfg(test)] mod tests { const A: &str = \"门\"; }")).len(),
        0
    );
}
