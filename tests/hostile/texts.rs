//! Texts that somebody made to do harm: households, journals, forms, lists of packages, keys.

use std::io::{BufReader, Cursor, Write as _};
use std::sync::Arc;

use tantu::dossier::Dossier;
use tantu::form::expr::World;
use tantu::form::library::Library;
use tantu::form::session::Session;
use tantu::id::{ContentHash, DossierId};
use tantu::l10n::Language;
use tantu::limits::{MAX_DOSSIER_BYTES, MAX_JOURNAL_BYTES};
use tantu::problem::Problem;
use tantu::remote::Package;
use tantu::seal::{Identity, Opener};
use tantu::stamp::Moment;
use tantu::store::{Opening, Workspace, wire};

use crate::bounds::Input;

/// Levels of nesting: far beyond any stack.
const DEEP: usize = 100_000;

pub const INPUTS: &[Input] = &[
    Input {
        name: "household: 100,000 lists in lists",
        read: || household(&"[".repeat(DEEP)),
        becomes: &["store-not-ron"],
        megabytes: 150,
    },
    Input {
        name: "household: 100,000 closed lists in lists",
        read: || household(&nested("[", "]")),
        becomes: &["store-not-ron"],
        megabytes: 150,
    },
    Input {
        name: "household: 100,000 tuples in tuples",
        read: || household(&nested("(", ")")),
        becomes: &["store-not-ron"],
        megabytes: 150,
    },
    Input {
        name: "household: 100,000 maps in maps",
        read: || household(&nested("{1:", "}")),
        becomes: &["store-not-ron"],
        megabytes: 150,
    },
    Input {
        name: "household: 100,000 Some of Some",
        read: || household(&nested("Some(", ")")),
        becomes: &["store-not-ron"],
        megabytes: 150,
    },
    Input {
        name: "household: 100,000 comments in comments",
        read: || household(&nested("/*", "*/ 1")),
        becomes: &["store-not-ron", "borne"],
        megabytes: 150,
    },
    Input {
        name: "household: deep answer",
        read: || answer(&nested("[", "]")),
        becomes: &["store-not-ron"],
        megabytes: 150,
    },
    Input {
        name: "household: a text of 15 MB",
        read: || answer(&format!("Text(\"{}\")", "a".repeat(15 << 20))),
        becomes: &["borne", "store-not-ron"],
        megabytes: 250,
    },
    Input {
        name: "household: a raw text of 15 MB of hashes",
        read: || answer(&"r#".repeat(7 << 20)),
        becomes: &["store-not-ron"],
        megabytes: 200,
    },
    Input {
        name: "household: a file beyond the limit",
        read: || answer(&"a".repeat(MAX_DOSSIER_BYTES)),
        becomes: &["store-dossier-too-large"],
        megabytes: 150,
    },
    Input {
        name: "household: a million fields",
        read: million_fields,
        becomes: &["borne", "store-not-ron"],
        megabytes: 700,
    },
    Input {
        name: "household: 1.5 million unknown parts",
        read: million_parts,
        becomes: &["borne", "store-not-ron"],
        megabytes: 1_200,
    },
    Input {
        name: "household: five million entries",
        read: || answer(&format!("Choices([{}])", "\"\",".repeat(5_000_000))),
        becomes: &["borne", "store-not-ron"],
        megabytes: 500,
    },
    Input {
        name: "household: zero bytes",
        read: || on_disk(&[0; 1 << 20]),
        becomes: &["store-not-ron", "store-not-text"],
        megabytes: 150,
    },
    Input {
        name: "household: zero bytes in a text",
        read: || answer("Text(\"a\0b\")"),
        becomes: &["borne"],
        megabytes: 150,
    },
    Input {
        name: "household: not UTF-8",
        read: || on_disk(b"(\n    tantu: 1,\n    id: \"\xff\xfe\","),
        becomes: &["store-not-ron", "store-not-text"],
        megabytes: 150,
    },
    Input {
        name: "journal: 60 MB of torn lines",
        read: torn_journal,
        becomes: &["store-no-such-household", "store-journal-line-damaged"],
        megabytes: 700,
    },
    Input {
        name: "journal: a line of 60 MB",
        read: long_journal,
        becomes: &["store-no-such-household", "store-journal-line-damaged"],
        megabytes: 700,
    },
    Input {
        name: "form: 100,000 groups in groups",
        read: || form(&nested("Group(id:\"g\",title:{},items:[", "])")),
        becomes: &["form-unreadable", "form-value-wrong"],
        megabytes: 200,
    },
    Input {
        name: "form: an expression of 100,000 brackets",
        read: || form(&note(&nested("(", ")"))),
        becomes: &["form-errors"],
        megabytes: 200,
    },
    Input {
        name: "form: an expression as deep as it may be long",
        read: || form(&note(&format!("{}1{}", "(".repeat(4_000), ")".repeat(4_000)))),
        becomes: &["form-errors"],
        megabytes: 150,
    },
    Input {
        name: "form: not not not",
        read: || form(&note(&format!("{}true(){}", "not(".repeat(1_500), ")".repeat(1_500)))),
        becomes: &["form-errors"],
        megabytes: 150,
    },
    Input {
        name: "form: minus minus minus",
        read: || form(&note(&format!("{}1", "-".repeat(8_000)))),
        becomes: &["form-errors", "borne"],
        megabytes: 150,
    },
    Input {
        name: "form: one or one or one",
        read: || form(&note(&format!("1{}", " or 1".repeat(1_600)))),
        becomes: &["form-errors", "borne"],
        megabytes: 150,
    },
    Input {
        name: "form: a question that asks itself",
        read: || form(&calculated("a", "${a} + 1")),
        becomes: &["form-errors"],
        megabytes: 150,
    },
    Input { name: "form: ten thousand that ask each other", read: ring, becomes: &["form-errors"], megabytes: 300 },
    Input {
        name: "form: a text that doubles itself",
        read: doubling,
        becomes: &["borne", "form-errors"],
        megabytes: 300,
    },
    Input {
        name: "form: a pattern that never ends",
        read: || form(&note("regex('aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa!', '^(a+)+$')")),
        becomes: &["borne", "form-errors"],
        megabytes: 150,
    },
    Input {
        name: "form: a pattern that takes all memory",
        read: || form(&note("regex('a', '((((a{1,1000}){1,1000}){1,1000}){1,1000})')")),
        becomes: &["borne", "form-errors"],
        megabytes: 200,
    },
    Input {
        name: "form: two hundred thousand choices",
        read: choices,
        becomes: &["borne", "form-errors"],
        megabytes: 600,
    },
    Input {
        name: "package: a list of a million entries",
        read: long_list,
        becomes: &[
            "works-package-bomb",
            "works-package-too-large",
            "works-package-manifest",
            "works-package-strange-name",
        ],
        megabytes: 400,
    },
    Input {
        name: "package: a list of 100,000 levels",
        read: || package(nested("[", "]").as_bytes()),
        becomes: &["works-package-manifest"],
        megabytes: 150,
    },
    Input {
        name: "sealed: a head of a million recipients",
        read: many_recipients,
        becomes: &["seal-damaged", "seal-for-others"],
        megabytes: 400,
    },
    Input {
        name: "sealed: a head without an end",
        read: endless_head,
        becomes: &["seal-damaged", "seal-for-others"],
        megabytes: 300,
    },
];

fn nested(open: &str, close: &str) -> String {
    format!("{}1{}", open.repeat(DEEP), close.repeat(DEEP))
}

fn became<T>(read: &Result<T, Problem>) -> String {
    read.as_ref().map_or_else(|problem| problem.key, |_| "borne").to_owned()
}

const ID: &str = "0197a000-0000-7000-8000-000000000001";

/// A household with something foreign in it.
fn household(part: &str) -> String {
    became(&wire::read(&format!("(\n    tantu: 1,\n    id: \"{ID}\",\n    strange: {part},\n    fields: {{}},\n)\n")))
}

/// A household with one answer.
fn answer(value: &str) -> String {
    let field = format!("\"q1\": ({value}, \"k3f9a2b1c0\", 1, \"王评估\", \"2026-11-24T09:30:05+08:00\"),");
    became(&wire::read(&format!("(\n    tantu: 1,\n    id: \"{ID}\",\n    fields: {{{field}}},\n)\n")))
}

fn million_fields() -> String {
    let fields: String = (0..1_000_000).map(|number| format!("\"q{number}\":1,")).collect();
    became(&wire::read(&format!("(tantu: 1, id: \"{ID}\", fields: {{{fields}}})")))
}

fn million_parts() -> String {
    let parts: String = (0..1_500_000).map(|number| format!("a{number}:1,")).collect();
    became(&wire::read(&format!("(tantu: 1, id: \"{ID}\", fields: {{}}, {parts})")))
}

/// A household's file of these bytes, met when its workspace is opened.
fn on_disk(bytes: &[u8]) -> String {
    met("dossiers/152221", &format!("{ID}.ron"), bytes)
}

fn torn_journal() -> String {
    let line = b"0123456789abcdef (fields:{})\n";
    met("journal", ID, &line.repeat((60 << 20) / line.len()))
}

fn long_journal() -> String {
    const { assert!(MAX_JOURNAL_BYTES > 60 << 20) };
    met("journal", ID, &vec![b'('; 60 << 20])
}

/// What the household's file or journal makes of its household; the workspace opens in any case, and what could not be
/// read is kept.
fn met(folder: &str, name: &str, bytes: &[u8]) -> String {
    let root = tempfile::tempdir().unwrap();
    let workspace = root.path().join("workspace");
    drop(Workspace::open(&workspace, Opening::default()).unwrap());
    std::fs::create_dir_all(workspace.join(folder)).unwrap();
    std::fs::write(workspace.join(folder).join(name), bytes).unwrap();
    let (store, _) = Workspace::open(&workspace, Opening::default()).unwrap();
    let id: DossierId = ID.parse().unwrap();
    let loaded = store.load(id);
    let kept = std::fs::read_dir(workspace.join("broken")).map_or(0, Iterator::count);
    assert!(kept > 0, "nothing was set aside");
    let key = match loaded {
        Ok((_, problems)) => problems.first().map_or("borne", |problem| problem.key),
        Err(problem) => problem.key,
    };
    let home = Dossier::new(DossierId::from_u128(7));
    assert_eq!(store.fold(&home).unwrap(), [], "work goes on");
    key.to_owned()
}

/// A form with these items.
fn form(items: &str) -> String {
    load(&format!(
        "(id: \"x\", version: 1, title: {{\"zh\": \"甲\"}}, items: [Section(id: \"s\", title: {{\"zh\": \"甲\"}}, \
         items: [{items}])])"
    ))
}

fn load(text: &str) -> String {
    let (form, source) = match tantu::form::load::load("x.ron", text) {
        Ok(loaded) => loaded,
        Err(problem) => return problem.key.to_owned(),
    };
    let (library, _) = Library::built_in();
    let Ok((compiled, _)) = library.compile(form, &source) else { return "form-errors".to_owned() };
    let session = Session::new(Arc::new(compiled), [], Arc::new(Still), Language::Chinese);
    session.value_of("${a}").ok();
    "borne".to_owned()
}

fn note(relevant: &str) -> String {
    format!("Question(id: \"a\", kind: Note, label: {{\"zh\": \"甲\"}}, relevant: \"{relevant}\"),")
}

fn calculated(id: &str, value: &str) -> String {
    format!("Question(id: \"{id}\", kind: Calculated(value: \"{value}\"), label: {{\"zh\": \"甲\"}}),")
}

fn choices() -> String {
    let choices: String = (0..200_000).map(|number| format!("(id:\"c{number}\",label:{{\"zh\":\"甲\"}}),")).collect();
    load(&format!(
        "(id: \"x\", version: 1, title: {{\"zh\": \"甲\"}}, lists: {{\"l\": [{choices}]}}, items: [Section(id: \"s\", \
         title: {{\"zh\": \"甲\"}}, items: [Question(id: \"a\", kind: OneOf(list: \"l\"), label: {{\"zh\": \"甲\"}})])])"
    ))
}

fn ring() -> String {
    form(
        &(0..10_000)
            .map(|number| calculated(&format!("q{number}"), &format!("${{q{}}}", (number + 1) % 10_000)))
            .collect::<String>(),
    )
}

/// Each text is twice the one before: two to the power of sixty letters.
fn doubling() -> String {
    let first = calculated("q0", "'aaaaaaaaaaaaaaaa'");
    let doubled =
        (1..60).map(|number| calculated(&format!("q{number}"), &format!("concat(${{q{0}}}, ${{q{0}}})", number - 1)));
    form(&(first + &doubled.collect::<String>()))
}

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

fn package(manifest: &[u8]) -> String {
    let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
    zip.start_file("manifest.ron", zip::write::SimpleFileOptions::default()).unwrap();
    zip.write_all(manifest).unwrap();
    became(&Package::open(zip.finish().unwrap()))
}

/// As many short entries as fit into what a list may have.
fn long_list() -> String {
    let mut list = String::from(
        "(tantu_package: 1, kind: \"handover\", device: \"k3f9a2b1c0\", made: \"2026-11-24T09:30:05+08:00\", households: 1, entries: {",
    );
    let mut seed = 1_u64;
    for number in 0..1_100_000_u64 {
        // Not so regular that it is taken for a bomb.
        seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(number | 1);
        list.push_str(&format!("\"{:x}\":(1,\"\"),", (seed >> 44) | number << 20));
        if list.len() > (16 << 20) - 100 {
            break;
        }
    }
    list.push_str("})");
    package(list.as_bytes())
}

fn opened(sealed: Vec<u8>) -> String {
    became(&Opener::new(BufReader::new(Cursor::new(sealed)), &[Identity::generate()]).map(drop))
}

fn many_recipients() -> String {
    let share = ContentHash::of(b"share").to_string();
    let stanza = format!("-> X25519 {}\n{}\n", &share[..43], &share[..43]);
    opened(format!("age-encryption.org/v1\n{}--- {}\n", stanza.repeat(1_000_000), &share[..43]).into_bytes())
}

fn endless_head() -> String {
    opened([&b"age-encryption.org/v1\n-> X25519 "[..], &vec![b'a'; 64 << 20]].concat())
}
