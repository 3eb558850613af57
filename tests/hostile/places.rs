//! A day of the whole program, watched: nothing is written but where it was told to, no temporary folder, no file in
//! the home folder, and no name of a file says anything about anybody.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use tantu::store::wire;
use tantu::value::Value;

/// The day: words of command lines, in which `@` is the folder of the day.
const DAY: [&str; 8] = [
    "synth 24 @/county --devices 3 --photos tiny",
    "merge --into @/office @/county --role coordinator --report @/report.json",
    "export --what households --workspace @/office --out @/households.xlsx",
    "export --what answers --format parquet --workspace @/office --out @/answers",
    "export --what persons --format csv --workspace @/office --out @/persons",
    "assign --workspace @/office --out @",
    "order --workspace @/office --out @",
    "paper notice --all --notices township --workspace @/office --out @/paper",
];

#[test]
fn a_day_of_work_writes_only_where_it_was_told_to() {
    let root = tempfile::tempdir().unwrap();
    let folder = |name: &str| {
        let folder = root.path().join(name);
        std::fs::create_dir(&folder).unwrap();
        folder
    };
    let (day, home, temporary, log) = (folder("day"), folder("home"), folder("temporary"), root.path().join("log"));
    for words in DAY {
        let arguments = words.split(' ').map(|word| word.replace('@', &day.to_string_lossy()));
        let mut command = Command::new("strace");
        command.args(["-f", "--seccomp-bpf", "-qq", "-y", "-e", "trace=openat,openat2,creat,mkdir,mkdirat,mknod"]);
        command.arg("-o").arg(&log).arg("--").arg(env!("CARGO_BIN_EXE_tantu")).args(arguments);
        command.env("HOME", &home).env("TMPDIR", &temporary).env_remove("XDG_DATA_HOME").env_remove("XDG_CONFIG_HOME");
        let output = command.stdin(Stdio::null()).output().expect("strace: scripts/setup installs it");
        let told = String::from_utf8_lossy(&output.stderr);
        assert!(output.status.code().is_some_and(|code| code < 2), "{words}: {told}");
        let places = written(&std::fs::read_to_string(&log).unwrap());
        let strange: Vec<&PathBuf> =
            places.iter().filter(|place| !place.starts_with(&day) && !is_a_device(place)).collect();
        assert!(strange.is_empty(), "{words} writes {strange:?}");
    }
    assert!(day.join("households.xlsx").exists() && day.join("answers").exists() && day.join("paper").exists());
    no_name_says_anything(&day);
}

fn is_a_device(place: &Path) -> bool {
    ["/dev/null", "/dev/tty", "/proc"].iter().any(|device| place.starts_with(device))
}

/// The places that were opened for writing, or made, by a log of `strace -f -y`.
fn written(log: &str) -> BTreeSet<PathBuf> {
    let mut places = BTreeSet::new();
    let mut begun: BTreeMap<&str, String> = BTreeMap::new();
    for line in log.lines() {
        let Some((thread, rest)) = line.split_once(' ') else { continue };
        let rest = rest.trim_start();
        let whole = match (rest.strip_suffix("<unfinished ...>"), rest.strip_prefix("<... ")) {
            (Some(first), _) => {
                begun.insert(thread, first.to_owned());
                continue;
            }
            (_, Some(second)) => {
                begun.remove(thread).unwrap_or_default() + second.split_once('>').unwrap_or_default().1
            }
            _ => rest.to_owned(),
        };
        let failed = whole.contains(" = -1 ");
        let opened = whole.starts_with("open") || whole.starts_with("creat");
        let writes = ["O_WRONLY", "O_RDWR", "O_CREAT", "O_TMPFILE"].iter().any(|flag| whole.contains(flag));
        if failed || (opened && !writes && !whole.starts_with("creat")) {
            continue;
        }
        // What it was opened as, else what was asked for.
        let place = match whole.rsplit_once('<') {
            Some((before, place)) if opened && before.contains(") ") => {
                place.trim_end().trim_end_matches('>').to_owned()
            }
            _ => whole.split('"').nth(1).unwrap_or_default().to_owned(),
        };
        places.insert(PathBuf::from(unescaped(&place)));
    }
    places
}

/// `strace` writes bytes beyond ASCII as `\350`.
fn unescaped(text: &str) -> String {
    let mut bytes = Vec::new();
    let mut rest = text.bytes();
    while let Some(byte) = rest.next() {
        let digits: Vec<u8> = if byte == b'\\' { rest.clone().take(3).collect() } else { Vec::new() };
        match std::str::from_utf8(&digits).ok().and_then(|digits| u8::from_str_radix(digits, 8).ok()) {
            Some(code) => {
                bytes.push(code);
                rest.nth(2);
            }
            None => bytes.push(byte),
        }
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

/// No name of a file or folder holds a name, a number or an address of a household.
fn no_name_says_anything(day: &Path) {
    let (mut names, mut secrets) = (Vec::new(), BTreeSet::new());
    let mut open = vec![day.to_owned()];
    while let Some(folder) = open.pop() {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            names.push(path.strip_prefix(day).unwrap().to_string_lossy().into_owned());
            if path.is_dir() {
                open.push(path);
            } else if path.extension().is_some_and(|ending| ending == "ron")
                && let Ok((home, _)) = wire::read(&std::fs::read_to_string(&path).unwrap_or_default())
            {
                secrets.extend(said(&home));
            }
        }
    }
    assert!(names.len() > 60 && secrets.len() > 40, "{} names, {} secrets", names.len(), secrets.len());
    for secret in &secrets {
        let telling: Vec<&String> = names.iter().filter(|name| name.contains(secret.as_str())).collect();
        assert!(telling.is_empty(), "{secret} stands in {telling:?}");
    }
}

/// What a household says of its people: names, numbers, addresses.
fn said(home: &tantu::dossier::Dossier) -> Vec<String> {
    const OF_PEOPLE: [&str; 8] =
        ["hh_head", "hh_phone", "hh_address", "p_name", "p_citizen_id", "p_certificate", "p_phone", "p_guardian"];
    let of_people = home
        .fields
        .iter()
        .filter(|(path, _)| path.leaf.as_ref().is_some_and(|leaf| OF_PEOPLE.contains(&leaf.as_str())));
    let texts = of_people.filter_map(|(_, register)| match register.value() {
        Some(Value::Text(text)) if text.chars().count() > 1 => Some(text.to_string()),
        _ => None,
    });
    texts.collect()
}

#[test]
fn places_are_read_out_of_a_log() {
    let log = r#"7 openat(AT_FDCWD</x>, "/etc/a", O_RDONLY|O_CLOEXEC) = 3</etc/a>
7 openat(AT_FDCWD</x>, "b", O_WRONLY|O_CREAT, 0666) = 4</x/b>
8 openat(AT_FDCWD</x>, "/tmp", O_RDWR|O_TMPFILE, 0600 <unfinished ...>
7 mkdir("/y/\350\241\250", 0777) = 0
8 <... openat resumed>) = 5</tmp/#77 (deleted)>
8 openat(AT_FDCWD</x>, "/z", O_WRONLY) = -1 ENOENT (No such file or directory)"#;
    let found = written(log);
    let wanted = ["/tmp/#77 (deleted)", "/x/b", "/y/表"].map(PathBuf::from);
    assert_eq!(found.into_iter().collect::<Vec<_>>(), wanted);
}
