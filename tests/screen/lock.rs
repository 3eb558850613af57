//! The lock before the program: what a finder of the tablet sees, and how its owner gets in again.

use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};
use std::time::Duration;

use egui::{Event, ViewportId};
use egui_kittest::Harness;
use tantu::app::clock::Clock;
use tantu::app::command::Command;
use tantu::app::exchange::{ExchangeCommand, Progress};
use tantu::app::keys::LockAfter;
use tantu::app::keys::work::Door;
use tantu::app::program::Program;
use tantu::app::route::Route;
use tantu::app::settings::{Settings, TextSize, Theme};
use tantu::app::vault::{self, Cost, Identity, Recipient};
use tantu::l10n::Language;
use tantu::stamp::Moment;
use tantu::store::{Opening, Workspace};
use tantu::ui::gate::{Entrance, Gate};

use super::surveyor::{LANDSCAPE, Surveyor, now, willing_home};

/// scrypt at its cheapest.
const COST: Cost = Cost::Work(4);
pub const PASSPHRASE: &str = "三只骆驼在喝奶茶";

/// A clock that a test sets.
#[derive(Default)]
pub struct Turned(AtomicI64);

impl Clock for Turned {
    fn now(&self) -> Moment {
        Moment::new(now().unix_seconds() + self.0.load(Ordering::Relaxed), 480)
    }
}

/// A workspace with one household, and how it is looked at.
pub struct Home {
    pub kept: tempfile::TempDir,
    pub clock: Arc<Turned>,
    pub size: egui::Vec2,
    pub settings: Settings,
}

impl Home {
    pub fn new() -> Self {
        let settings = Settings { surveyor: "王评估".to_owned(), ..Settings::default() };
        let kept = tempfile::tempdir().unwrap();
        Self { kept, clock: Arc::default(), size: LANDSCAPE, settings }
    }

    fn folder(&self) -> PathBuf {
        self.kept.path().join("workspace")
    }

    pub fn plain(self) -> Self {
        drop(self.fill());
        self
    }

    pub fn sealed(self, recovery: &[Recipient]) -> Self {
        vault::seal(self.fill(), PASSPHRASE, recovery, COST, &Progress::default()).unwrap();
        self
    }

    fn fill(&self) -> Workspace {
        let (store, problems) = Workspace::open(&self.folder(), Opening::default()).unwrap();
        assert_eq!(problems, []);
        store.fold(&willing_home("其木格")).unwrap();
        store.write_settings(&self.settings.to_wire()).unwrap();
        store
    }

    pub fn start(self) -> Surveyor<Gate> {
        let door = Door { folder: self.folder(), opening: Opening::default(), cost: COST };
        let clock = Arc::clone(&self.clock) as Arc<dyn Clock>;
        let entrance = Entrance { door: door.clone(), clock, language: None, locale: String::new() };
        let theme = if self.settings.theme == Theme::Dark { egui::Theme::Dark } else { egui::Theme::Light };
        let builder = Harness::builder().with_size(self.size).with_theme(theme).with_max_steps(60);
        let mut window = builder.build_eframe(|creation| {
            let ctx = &creation.egui_ctx;
            if door.state().needs_key() {
                Gate::locked(ctx, entrance)
            } else {
                Gate::open(ctx, entrance, door.open(None).unwrap()).unwrap()
            }
        });
        window.run();
        let folder = self.folder();
        Surveyor::before(window, folder, self.kept)
    }
}

pub trait AtTheGate {
    fn unlock(&mut self, passphrase: &str) -> &mut Self;
    fn inside(&self) -> &Program;
    fn says(&mut self, words: &str) -> &mut Self;
}

impl AtTheGate for Surveyor<Gate> {
    fn unlock(&mut self, passphrase: &str) -> &mut Self {
        self.write("口令", passphrase);
        tap(self, "解锁")
    }

    fn inside(&self) -> &Program {
        &self.window.state().shell().expect("it is open").program
    }

    fn says(&mut self, words: &str) -> &mut Self {
        self.step_until(words, |surveyor| surveyor.sees(words))
    }
}

/// A tap after which something turns: `run` would wait for it to rest.
pub fn tap<'a>(surveyor: &'a mut Surveyor<Gate>, name: &str) -> &'a mut Surveyor<Gate> {
    let rect = surveyor.place_of(name).unwrap_or_else(|| panic!("there is no {name}"));
    surveyor.touch(egui::TouchPhase::Start, rect.center());
    surveyor.touch(egui::TouchPhase::End, rect.center());
    surveyor
}

#[test]
fn what_is_handed_over_does_not_lie_open_in_a_sealed_workspace() {
    let mut owner = Home::new().sealed(&[]).start();
    owner.unlock(PASSPHRASE).says("其木格");
    let hand_over = |owner: &mut Surveyor<Gate>| {
        let shell = owner.window.state_mut().shell_mut().expect("it is open");
        shell.program.dispatch(Command::Exchange(ExchangeCommand::HandOver { all: true }));
        owner.window.run();
    };
    hand_over(&mut owner);
    owner.says("工作区已加密，不加密的文件包不能留在里面");
    let outbox = owner.inside().exchange.folder.clone();
    assert!(!outbox.exists() || std::fs::read_dir(outbox).unwrap().next().is_none());
    let stick = tempfile::tempdir().unwrap();
    let to = Command::Exchange(ExchangeCommand::WriteTo(stick.path().to_owned()));
    owner.window.state_mut().shell_mut().expect("it is open").program.dispatch(to);
    hand_over(&mut owner);
    owner.step_until("the package is there", |owner| !owner.inside().exchange.made.is_empty());
}

#[test]
fn a_finder_sees_nothing_and_a_wrong_passphrase_costs_time_and_no_data() {
    let mut finder = Home::new().sealed(&[]).start();
    finder.expect("坦途 Tantu").expect_gone("其木格").expect_gone("王评估");
    assert!(finder.window.state().is_locked());
    finder.unlock("三只骆驼喝酒").says("口令不对");
    finder.expect("请等 1 秒再试");
    finder.step_until("the wait is over", |finder| finder.sees("解锁"));
    // The field has kept the focus.
    finder.window.event(Event::Text(PASSPHRASE.to_owned()));
    finder.window.run();
    tap(&mut finder, "解锁").says("打开：其木格");
    finder.expect_gone("口令不对");
}

#[test]
fn after_the_lock_one_is_where_one_was() {
    let mut surveyor = Home::new().sealed(&[]).start();
    surveyor.unlock(PASSPHRASE).says("打开：其木格");
    surveyor.open("其木格").section("出入口、院落");
    let (route, household) = (surveyor.inside().route.clone(), surveyor.inside().visit.as_ref().unwrap().dossier.id);
    assert!(matches!(route, Route::Visit(_)));
    tap(&mut surveyor, "锁定");
    surveyor.step_until("nothing is left of the program", |surveyor| surveyor.window.state().is_locked());
    surveyor.expect_gone("其木格").expect_gone("院内通道最窄处宽");
    surveyor.unlock(PASSPHRASE).says("院内通道最窄处宽");
    assert_eq!(surveyor.inside().route, route);
    assert_eq!(surveyor.inside().visit.as_ref().unwrap().dossier.id, household);
    // And from there back to the list.
    surveyor.tap("返回").expect("打开：其木格");
}

#[test]
fn what_was_typed_before_the_lock_is_saved() {
    let mut surveyor = Home::new().sealed(&[]).start();
    surveyor.unlock(PASSPHRASE).says("打开：其木格");
    surveyor.open("其木格").section("出入口、院落").answer("夜里门口有灯", "是");
    tap(&mut surveyor, "锁定");
    surveyor.step_until("it is locked", |surveyor| surveyor.window.state().is_locked());
    surveyor.unlock(PASSPHRASE).says("夜里门口有灯");
    let visit = surveyor.inside().visit.as_ref().unwrap();
    let answers = visit.dossier.fields.values().filter_map(|register| register.value());
    assert!(answers.filter(|value| **value == tantu::value::Value::YesNo(true)).count() >= 3);
}

#[test]
fn a_tablet_that_lies_untouched_locks_itself_and_asks_for_no_other_frame() {
    let home = Home::new().sealed(&[]);
    let clock = Arc::clone(&home.clock);
    let mut surveyor = home.start();
    surveyor.unlock(PASSPHRASE).says("打开：其木格");
    surveyor.window.run();
    let asked = |surveyor: &Surveyor<Gate>| surveyor.window.output().viewport_output[&ViewportId::ROOT].repaint_delay;
    let left = asked(&surveyor);
    assert!(left > Duration::from_secs(200) && left <= Duration::from_secs(300), "{left:?}");

    clock.0.store(299, Ordering::Relaxed);
    surveyor.window.step();
    assert!(surveyor.window.state().shell().is_some());
    // A touch begins anew.
    surveyor.tap("全部");
    clock.0.store(590, Ordering::Relaxed);
    surveyor.window.step();
    assert!(surveyor.window.state().shell().is_some());
    assert!(asked(&surveyor) <= Duration::from_secs(10));
    clock.0.store(602, Ordering::Relaxed);
    // Even by the touch that wakes it nobody gets in.
    let place = surveyor.place_of("新增住户").unwrap().center();
    surveyor.touch(egui::TouchPhase::Start, place);
    surveyor.touch(egui::TouchPhase::End, place);
    surveyor.step_until("it is locked", |surveyor| surveyor.window.state().is_locked());
    surveyor.expect_gone("其木格");
    surveyor.unlock(PASSPHRASE).says("打开：其木格");
}

#[test]
fn never_means_never_and_a_plain_workspace_has_no_lock() {
    for (sealed, after) in [(true, LockAfter::Never), (false, LockAfter::Minutes(2))] {
        let mut home = Home::new();
        home.settings.lock_after = after;
        let home = if sealed { home.sealed(&[]) } else { home.plain() };
        let clock = Arc::clone(&home.clock);
        let mut surveyor = home.start();
        if sealed {
            surveyor.unlock(PASSPHRASE);
        } else {
            surveyor.expect_gone("锁定");
        }
        surveyor.says("打开：其木格");
        clock.0.store(36_000, Ordering::Relaxed);
        surveyor.window.step();
        assert!(surveyor.window.state().shell().is_some());
    }
}

#[test]
fn a_running_job_is_finished_behind_the_lock() {
    let mut surveyor = Home::new().sealed(&[]).start();
    surveyor.unlock(PASSPHRASE).says("打开：其木格");
    let program = &mut surveyor.window.state_mut().shell_mut().unwrap().program;
    program.exchange.busy = Some((Arc::new(Progress::default()), false));
    tap(&mut surveyor, "锁定");
    surveyor.says("手头的工作做完后");
    surveyor.expect_gone("其木格");
    assert!(!surveyor.window.state().is_locked(), "the program is still needed");
    surveyor.unlock(PASSPHRASE).says("打开：其木格");
    assert!(surveyor.inside().exchange.busy.is_some(), "the same program");
}

#[test]
fn a_forgotten_passphrase_is_replaced_with_the_recovery_key() {
    let (office, stranger) = (Identity::generate(), Identity::generate());
    let mut surveyor = Home::new().sealed(&[office.recipient()]).start();
    surveyor.tap("忘了口令？用恢复密钥").expect("用恢复密钥打开");
    for (key, said) in [(&stranger, "打不开"), (&office, "打开：其木格")] {
        let file = surveyor.folder.with_file_name("key.txt");
        std::fs::write(&file, format!("# key\n{}\n", secret(key))).unwrap();
        surveyor.write("恢复密钥", &secret(key)).write("新口令", "八月草原上下大雪");
        surveyor.write("再输一次新口令", "八月草原上下大雪");
        tap(&mut surveyor, "打开并启用新口令").says(said);
    }
    tap(&mut surveyor, "锁定");
    surveyor.step_until("it is locked", |surveyor| surveyor.window.state().is_locked());
    surveyor.unlock(PASSPHRASE).says("口令不对");
    surveyor.step_until("the wait is over", |surveyor| surveyor.sees("解锁"));
    surveyor.unlock("八月草原上下大雪").says("打开：其木格");
}

fn secret(key: &Identity) -> String {
    use age::secrecy::ExposeSecret as _;
    key.reveal().expose_secret().to_owned()
}

#[test]
fn the_lock_speaks_the_language_one_taps_and_fits_every_screen() {
    for size in [LANDSCAPE, super::surveyor::PORTRAIT] {
        for (theme, percent) in [(Theme::Light, 100), (Theme::Sunlight, 200)] {
            let mut home = Home { size, ..Home::new() };
            (home.settings.theme, home.settings.text_size) = (theme, TextSize::new(percent));
            let mut surveyor = home.sealed(&[]).start();
            surveyor.tap("语言：English").expect("Passphrase").expect("Forgotten? Use a recovery key");
            surveyor.tap("Language: 简体中文").expect("口令");
            let window = egui::Rect::from_min_size(egui::Pos2::ZERO, size);
            for (name, rect, _) in surveyor.named() {
                assert!(window.x_range().contains(rect.left()) && rect.right() <= size.x + 0.5, "{name} {rect:?}");
            }
        }
    }
    let mut surveyor = Home::new().sealed(&[]).start();
    surveyor.tap("语言：English");
    surveyor.write("Passphrase", PASSPHRASE);
    tap(&mut surveyor, "Unlock");
    surveyor.step_until("it is open", |surveyor| surveyor.window.state().shell().is_some());
    assert_eq!(surveyor.inside().settings.language, Language::English);
    surveyor.window.state_mut().shell_mut().unwrap().program.dispatch(Command::SetLanguage(Language::Chinese));
}
