//! What may be asked of arbitrary bytes: it never panics, never hangs, and what was understood stays what it is.
//!
//! `fuzz/fuzz_targets/` asks it of millions of inputs, `tests/corpora.rs` of every input that is kept.

use std::io::{BufReader, Cursor, Read, Seek, Write as _};
use std::sync::{Arc, LazyLock};

use tantu::cipher::is_sealed;
use tantu::dossier::edit::Delta;
use tantu::form::expr::World;
use tantu::form::library::Library;
use tantu::form::session::Session;
use tantu::id::ContentHash;
use tantu::l10n::Language;
use tantu::photo::{self, Limits};
use tantu::remote::Package;
use tantu::seal::{Identity, Opener};
use tantu::stamp::Moment;
use tantu::store::wire;

/// What is fed: the name of its corpus, and what eats it.
pub type Target = (&'static str, fn(&[u8]));

/// Everything, by the name of its corpus.
pub const TARGETS: [Target; 5] =
    [("dossier", dossier), ("form", form), ("join", join), ("package", package), ("photo", picture)];

/// A household's file, or lines of a journal: what is read is written such that it reads the same, byte for byte.
pub fn dossier(bytes: &[u8]) {
    let Ok(text) = std::str::from_utf8(bytes) else { return };
    let Ok((household, told)) = wire::read(text) else { return text.lines().for_each(entry) };
    let written = wire::write(&household);
    let (again, problems) = wire::read(&written).expect("what was written is read");
    // What is kept without being understood is told each time.
    assert!(!told.is_empty() || problems.is_empty(), "{written}");
    assert_eq!(again, household, "{written}");
    assert_eq!(wire::write(&again), written);
    same_entry(&Delta { fields: household.fields });
}

/// A journal line, under whatever sum: nobody guesses a right one.
fn entry(line: &str) {
    let text = line.split_once(' ').map_or(line, |(_, text)| text);
    let sum = ContentHash::of(text.as_bytes()).to_string();
    if let Ok((entry, _)) = wire::read_entry(&format!("{} {text}", &sum[..16])) {
        same_entry(&entry.delta);
    }
}

fn same_entry(delta: &Delta) {
    let line = wire::write_entry(delta);
    let (again, problems) = wire::read_entry(line.trim_end_matches('\n')).expect("what was written is read");
    assert_eq!((&again.delta, problems), (delta, Vec::new()), "{line}");
}

/// A form's text: refused with reasons, or it compiles and can be asked. What follows a zero byte is an expression,
/// which is evaluated in an empty household.
pub fn form(bytes: &[u8]) {
    let Ok(text) = std::str::from_utf8(bytes) else { return };
    let (text, expression) = text.split_once('\0').unwrap_or((text, ""));
    let compiled = match tantu::form::load::load("fuzz.ron", text) {
        Ok((form, source)) => LIBRARY.compile(form, &source).ok().map(|(form, _)| Arc::new(form)),
        Err(_) => None,
    };
    let form = compiled.or_else(|| LIBRARY.get("consent")).expect("a built-in form");
    let session = Session::new(form, [], Arc::new(Still), Language::Chinese);
    // An expression that means nothing is told as an error; more is not asked of it here.
    session.value_of(expression).ok();
}

static LIBRARY: LazyLock<Library> = LazyLock::new(|| Library::built_in().0);

/// A world that stands still.
struct Still;

impl World for Still {
    fn now(&self) -> Moment {
        Moment::new(1_780_000_000, 480)
    }

    fn random(&self) -> f64 {
        0.5
    }

    fn uuid(&self) -> String {
        String::new()
    }

    fn table_cell(&self, _: &str, _: &str, _: &str, _: &str) -> Option<String> {
        None
    }
}

/// Two states of a household, one after the other with a zero byte between: joining is commutative, idempotent and
/// loses nothing.
pub fn join(bytes: &[u8]) {
    let Ok(text) = std::str::from_utf8(bytes) else { return };
    let Some((left, right)) = text.split_once('\0') else { return };
    let (Ok((left, _)), Ok((right, _))) = (wire::read(left), wire::read(right)) else { return };
    let (mut one, mut other) = (left.clone(), right.clone());
    if one.join(&right).is_err() {
        assert_ne!(left.id, right.id);
        return;
    }
    other.join(&left).expect("of the same household");
    assert_eq!(one, other);
    let joined = one.clone();
    one.join(&left).expect("of the same household");
    one.join(&right).expect("of the same household");
    assert_eq!(one, joined);
    assert!(left.fields.keys().chain(right.fields.keys()).all(|path| one.fields.contains_key(path)));
}

/// The key that sealed packages of the corpus are sealed for; it guards nothing.
pub const KEY: &str = "AGE-SECRET-KEY-1QYPQXPQ9QCRSSZG2PVXQ6RS0ZQG3YYC5Z5TPWXQERGD3C8G7RUSQGPQYEE";

/// A package, plain or sealed; anything else is taken for the text of a manifest.
pub fn package(bytes: &[u8]) {
    if is_sealed(bytes) {
        let key: Identity = KEY.parse().expect("a key");
        let Ok(opened) = Opener::new(BufReader::new(Cursor::new(bytes)), &[key]) else { return };
        entries(opened);
    } else if bytes.starts_with(b"PK") {
        entries(Cursor::new(bytes));
    } else {
        let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
        let stored = zip::write::SimpleFileOptions::default().compression_method(zip::CompressionMethod::Stored);
        zip.start_file("manifest.ron", stored).expect("room in memory");
        zip.write_all(bytes).expect("room in memory");
        entries(zip.finish().expect("room in memory"));
    }
}

/// Whatever a package says of itself, every entry is what the manifest says, or refused.
fn entries(file: impl Read + Seek) {
    let Ok(mut package) = Package::open(file) else { return };
    let names: Vec<_> = package.manifest().entries.keys().copied().collect();
    for name in names {
        let promised = package.manifest().entries[&name];
        if let Ok(content) = package.read(name) {
            assert_eq!((content.len() as u64, ContentHash::of(&content)), (promised.size, promised.hash));
        }
    }
}

/// A picture: refused, or upright and small enough.
pub fn picture(bytes: &[u8]) {
    let limits = Limits { decode_px: 4_000, decode_bytes: 64 << 20, ..Limits::default() };
    let Ok(taken) = photo::ingest(bytes, limits) else { return };
    let again = photo::decode_for_screen(&taken.jpeg, limits.photo_px).expect("what was stored can be shown");
    assert!(again.width.max(again.height) <= limits.photo_px);
}
