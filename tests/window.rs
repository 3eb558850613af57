//! The real program in a real window: it starts, takes an answer from a finger, closes, and knows it the next time.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on fails")]

use std::collections::BTreeSet;
use std::io::{BufRead as _, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use tantu::dossier::Dossier;
use tantu::store::wire;
use tantu::value::Value;

/// Longer than the robot's own patience with all of its steps together would be; then something hangs.
const PATIENCE: Duration = Duration::from_secs(300);

/// A screen: the one there is, or a virtual one of our own.
struct Screen {
    display: Option<String>,
    server: Option<Child>,
}

impl Screen {
    /// `None` where there is none and none can be made. On a build machine that is a failure.
    fn find() -> Option<Self> {
        let set = |name| std::env::var_os(name).is_some_and(|value| !value.is_empty());
        if !cfg!(target_os = "linux") || set("DISPLAY") || set("WAYLAND_DISPLAY") {
            return Some(Self { display: None, server: None });
        }
        let mut command = Command::new("Xvfb");
        // It chooses a free number and says it when it is ready.
        command.args(["-displayfd", "1", "-screen", "0", "1400x1000x24", "-nolisten", "tcp"]);
        match command.stdout(Stdio::piped()).stderr(Stdio::null()).spawn() {
            Ok(mut server) => {
                let mut number = String::new();
                BufReader::new(server.stdout.take().unwrap()).read_line(&mut number).unwrap();
                assert!(!number.trim().is_empty(), "Xvfb did not start");
                Some(Self { display: Some(format!(":{}", number.trim())), server: Some(server) })
            }
            Err(error) => {
                assert!(!set("CI"), "no screen and no Xvfb ({error}); scripts/setup installs it");
                eprintln!("skipped: no screen and no Xvfb ({error}); scripts/setup installs it");
                None
            }
        }
    }

    /// Plays a script in the program's window, and says how it went.
    fn play(&self, script: &str, name: &str, folder: &Path) -> (bool, String) {
        let file = folder.join(format!("{name}.ron"));
        std::fs::write(&file, script).unwrap();
        let mut command = Command::new(env!("CARGO_BIN_EXE_tantu"));
        command.args(["--language", "zh", "play"]).arg(&file);
        command.arg("--workspace").arg(folder.join("workspace")).arg("--out").arg(folder.join("pictures"));
        if let Some(display) = &self.display {
            command.env("DISPLAY", display).env("LIBGL_ALWAYS_SOFTWARE", "1");
        }
        let said = folder.join(format!("{name}.txt"));
        let mut program = command.stderr(std::fs::File::create(&said).unwrap()).spawn().unwrap();
        let begun = Instant::now();
        let status = loop {
            if let Some(status) = program.try_wait().unwrap() {
                break status;
            }
            if begun.elapsed() > PATIENCE {
                program.kill().unwrap();
                panic!("{name} hangs: {}", std::fs::read_to_string(&said).unwrap());
            }
            std::thread::sleep(Duration::from_millis(20));
        };
        (status.success(), std::fs::read_to_string(said).unwrap())
    }
}

impl Drop for Screen {
    fn drop(&mut self) {
        if let Some(server) = &mut self.server {
            server.kill().ok();
            server.wait().ok();
        }
    }
}

const ANSWERS: &str = r#"[
    Tap("新增住户"), Tap("户主姓名：填写"), Type("其木格"), Tap("户主姓名：下一题"),
    Tap("去看：知情同意 · 同意登记上面说的这些信息，用于家庭无障碍改造"),
    Tap("同意登记上面说的这些信息，用于家庭无障碍改造：是"),
    WaitFor("单独同意"), Shot("answered"), Tap("返回"), WaitFor("打开：其木格"), Close,
]"#;

const FINDS: &str = r#"[
    WaitFor("打开：其木格"), Shot("list"), Tap("打开：其木格，未填地址，进行中"),
    Tap("户主姓名"), Wait("户主姓名：填写"), Wait("其木格"), Shot("found"), Close,
]"#;

#[test]
fn an_answer_from_the_real_window_is_there_the_next_time() {
    let Some(screen) = Screen::find() else { return };
    let folder = tempfile::tempdir().unwrap();
    for (name, script) in [("answers", ANSWERS), ("finds", FINDS)] {
        let (success, said) = screen.play(script, name, folder.path());
        assert!(success, "{name}: {said}");
    }
    let home = only_household(&folder.path().join("workspace"));
    assert_eq!(home.text(&"hh_head".parse().unwrap()), Some("其木格"));
    assert_eq!(home.value(&"consent_data".parse().unwrap()), Some(&Value::YesNo(true)));
    for picture in ["answered", "list", "found"] {
        let file = folder.path().join("pictures").join(format!("{picture}.png"));
        let pixels = image::open(&file).unwrap().to_rgb8();
        assert_eq!(pixels.dimensions(), (1280, 800), "{picture}");
        let colours: BTreeSet<[u8; 3]> = pixels.pixels().map(|pixel| pixel.0).collect();
        assert!(colours.len() > 20, "{picture} is blank: {} colours", colours.len());
    }
}

#[test]
fn a_script_that_cannot_go_on_fails_and_says_where() {
    let Some(screen) = Screen::find() else { return };
    let folder = tempfile::tempdir().unwrap();
    let (success, said) = screen.play("[Tap(\"新增住户\"), Tapp(\"x\")]", "wrong", folder.path());
    assert!(!success);
    assert!(said.contains("Tapp") || said.contains("1:"), "{said}");
}

fn only_household(workspace: &Path) -> Dossier {
    let files = |folder: &Path| -> Vec<PathBuf> {
        std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect()
    };
    let found: Vec<PathBuf> = files(&workspace.join("dossiers")).iter().flat_map(|division| files(division)).collect();
    let [file] = &found[..] else { panic!("one household: {found:?}") };
    let (dossier, problems) = wire::read(&std::fs::read_to_string(file).unwrap()).unwrap();
    assert_eq!(problems, []);
    dossier
}
