//! A sheet with one card of every kind and state, for the tests of this folder and for looking at.

use std::sync::Arc;

use egui::{CentralPanel, Frame, ScrollArea, Vec2};
use egui_kittest::Harness;
use jiff::civil::date;
use tantu::app::command::Command;
use tantu::app::route::Route;
use tantu::app::settings::{Hand, TextSize, Theme};
use tantu::dossier::prompt::{
    Alternative, BeforePrompt, ChoicePrompt, Complaint, Control, GuidancePrompt, Line, Outcome, PhotoPrompt, Prompt,
};
use tantu::form::drawing::Drawings;
use tantu::id::{ContentHash, DeviceId, Name, RowId};
use tantu::l10n::{Language, Words};
use tantu::path::FieldPath;
use tantu::stamp::{Dot, Moment};
use tantu::ui::fonts;
use tantu::ui::question::{self, CardContext, CardResponse, Drafts, PhotoWay};
use tantu::ui::textures::Textures;
use tantu::ui::theme::Look;
use tantu::units::Unit;
use tantu::value::{Photo, Signature, Skip, Value};

/// A list of cards, as a screen would keep it.
pub struct Sheet {
    pub look: Look,
    pub words: &'static Words,
    pub prompts: Vec<Prompt>,
    pub drafts: Drafts,
    pub active: Option<usize>,
    pub editable: bool,
    pub photos: PhotoWay,
    pub sent: Vec<Command>,
    pub last: Option<CardResponse>,
    pub textures: Textures,
    /// Puts what is sent into the prompts, as the program does between two frames.
    pub echo: bool,
}

impl Sheet {
    pub fn new(prompts: Vec<Prompt>) -> Self {
        Self {
            look: Look::new(Theme::Light, TextSize::default(), Hand::Right),
            words: Words::of(Language::Chinese),
            prompts,
            drafts: Drafts::default(),
            active: None,
            editable: true,
            photos: PhotoWay::Open,
            sent: Vec::new(),
            last: None,
            textures: Textures::default(),
            echo: true,
        }
    }

    /// With the only or first card open.
    pub fn open(prompts: Vec<Prompt>) -> Self {
        Self { active: Some(0), ..Self::new(prompts) }
    }

    pub fn show(&mut self, ui: &mut egui::Ui) {
        self.textures.upload(ui.ctx());
        for (hash, size) in self.textures.take_wanted() {
            self.textures.insert(hash, size, [32, 24], &picture());
        }
        let ground = Frame::new().fill(self.look.colours.ground).inner_margin(self.look.margin(self.look.space.l));
        CentralPanel::default().frame(ground).show(ui, |ui| {
            ScrollArea::vertical().auto_shrink([false, false]).show(ui, |ui| {
                ui.set_max_width(ui.available_width() - self.look.space.s);
                ui.spacing_mut().item_spacing.y = self.look.space.s;
                self.cards(ui);
            });
        });
    }

    fn cards(&mut self, ui: &mut egui::Ui) {
        let before = self.sent.len();
        for (index, prompt) in self.prompts.iter().enumerate() {
            let mut cx = CardContext {
                look: &self.look,
                words: self.words,
                textures: &mut self.textures,
                drawings: Drawings::built_in(),
                today: date(2026, 7, 15),
                here: &Route::Households,
                reviewing: false,
                editable: self.editable,
                photos: self.photos,
                out: &mut self.sent,
            };
            let active = self.active == Some(index);
            let response = question::show(ui, prompt, self.drafts.of(&prompt.path), active, &mut cx);
            if response.tapped {
                self.active = Some(index);
            }
            if response.tapped || response.complete {
                self.last = Some(response);
            }
        }
        if self.echo {
            for command in &self.sent[before..] {
                take(&mut self.prompts, command);
            }
        }
    }
}

fn take(prompts: &mut [Prompt], command: &Command) {
    if let Command::Answer { path, value } = command
        && let Some(prompt) = prompts.iter_mut().find(|prompt| prompt.path == *path)
    {
        prompt.value = Some(value.clone()).filter(|value| *value != Value::Erased);
        prompt.value_text = match value {
            Value::Integer(number) => format!("{number} mm"),
            Value::Text(text) => text.to_string(),
            _ => "…".to_owned(),
        };
    }
}

fn picture() -> Vec<u8> {
    (0..32 * 24).flat_map(|at: u32| [(at % 32 * 7) as u8, (at / 32 * 9) as u8, 140, 255]).collect()
}

/// A harness of `size` points around a sheet.
pub fn harness(size: impl Into<Vec2>, sheet: Sheet) -> Harness<'static, Sheet> {
    let look = sheet.look;
    let theme = if look.theme == Theme::Dark { egui::Theme::Dark } else { egui::Theme::Light };
    Harness::builder()
        .with_size(size)
        .with_theme(theme)
        .with_max_steps(60)
        .with_context_setup(move |ctx| {
            fonts::install(ctx);
            look.apply(ctx);
        })
        .build_ui_state(|ui, sheet: &mut Sheet| sheet.show(ui), sheet)
}

pub fn path(id: &'static str) -> FieldPath {
    FieldPath::top(Name::of(id))
}

/// An unanswered question.
pub fn prompt(id: &'static str, label: &str, control: Control) -> Prompt {
    Prompt {
        path: path(id),
        number: Some(1),
        depth: 0,
        label: label.to_owned(),
        hint: String::new(),
        guidance: None,
        control,
        value: None,
        value_text: String::new(),
        conflict: Vec::new(),
        required: false,
        complaints: Vec::new(),
        line: None,
        photos: Vec::new(),
        before: BeforePrompt::default(),
        comments: Vec::new(),
        note: String::new(),
        estimate: None,
        sensitive: false,
        skips: vec![Skip::NotApplicable, Skip::Refused, Skip::NotChecked],
    }
}

pub fn choices(labels: &[(&'static str, &str, bool)]) -> Vec<ChoicePrompt> {
    labels.iter().map(|&(id, label, alone)| ChoicePrompt { id: Name::of(id), label: label.to_owned(), alone }).collect()
}

pub fn width_control() -> Control {
    Control::Integer { unit: Some(Unit::Millimetre), warn: Some((550, 1100)), hard: Some((300, 2000)), step: 10 }
}

pub fn photo(n: u64) -> PhotoPrompt {
    let hash = ContentHash::of(&n.to_le_bytes());
    let photo = Photo { hash, width: 1600, height: 1200, taken: None, place: None, caption: "".into() };
    PhotoPrompt { row: RowId::from_bits(n), photo: Arc::new(photo), marks: Vec::new() }
}

pub fn alternative(n: u64, value: Value, text: &str, author: &str) -> Alternative {
    Alternative {
        dot: Dot { device: DeviceId::from_bits(n), counter: 1 },
        value,
        value_text: text.to_owned(),
        author: author.into(),
        at: Moment::new(1_780_000_000 + 3600 * i64::try_from(n).unwrap(), 480),
    }
}

/// Picks Chinese or English.
fn say(language: Language, chinese: &'static str, english: &'static str) -> &'static str {
    if language == Language::Chinese { chinese } else { english }
}

fn door(l: Language) -> Prompt {
    let mut door = prompt("width", say(l, "门开启后净宽", "Clear width of the open door"), width_control());
    door.hint = say(l, "门扇开到 90°，量门扇面到对侧门框", "Door at 90°: from its face to the opposite frame").into();
    door.guidance = Some(GuidancePrompt {
        text: say(
            l,
            "卷尺放平，在离地 1 米处量最窄的地方",
            "Hold the tape level, at the narrowest place 1 m above the floor",
        )
        .into(),
        drawing: Some(Name::of("door_clear_width")),
    });
    door.required = true;
    door.value = Some(Value::Integer(760));
    door.value_text = "760\u{2009}mm".into();
    door.line = Some(Line {
        text: "≥ 800 mm".into(),
        source: "GB 50763-2012 3.5.3".into(),
        outcome: Some(Outcome::NotMet),
        reason: String::new(),
    });
    door.photos = vec![photo(1), photo(2)];
    door
}

fn lines(l: Language) -> Vec<Prompt> {
    let yes_no = |id, zh, en| prompt(id, say(l, zh, en), Control::YesNo);
    let mut met = yes_no("met", "厕所门外面能打开", "Toilet door opens from outside");
    met.value = Some(Value::YesNo(true));
    met.value_text = say(l, "是", "Yes").into();
    let mut refused = prompt("income", say(l, "家庭年收入", "Household income"), width_control());
    refused.value = Some(Value::Skipped(Skip::Refused));
    refused.value_text = say(l, "拒绝回答", "Refused").into();
    let mut unchecked = prompt("roof", say(l, "屋顶结构", "Roof"), Control::Text { long: false, phrases: vec![] });
    unchecked.value = Some(Value::Skipped(Skip::NotChecked));
    unchecked.value_text = say(l, "未能检查", "Could not check").into();
    let mut wrong = prompt("step", say(l, "单级台阶高", "Height of one step"), width_control());
    wrong.value = Some(Value::Integer(920));
    wrong.value_text = "920 mm".into();
    wrong.complaints =
        vec![Complaint { text: say(l, "一级台阶不会这么高", "No step is that high").into(), hard: true }];
    let mut secret = prompt("epilepsy", say(l, "癫痫史", "Epilepsy"), Control::YesNo);
    (secret.sensitive, secret.value, secret.value_text) = (true, Some(Value::YesNo(true)), "是".into());
    let mut missing = prompt("seat", say(l, "坐便座高", "Height of the toilet seat"), width_control());
    missing.required = true;
    let mut long = prompt(
        "wish",
        say(
            l,
            "本人最想解决的一到三件事，按急迫程度说",
            "The one to three things the person most wants solved, most urgent first",
        ),
        Control::Text { long: true, phrases: vec![] },
    );
    long.value_text = say(
        l,
        "夜里上厕所要走到院子那头，冬天结冰，摔过两次",
        "The privy is across the yard; icy in winter, fell twice",
    )
    .into();
    long.value = Some(Value::Text(long.value_text.as_str().into()));
    let mut conflict = prompt("sill", say(l, "门槛高差", "Height of the sill"), width_control());
    conflict.conflict = vec![
        alternative(1, Value::Integer(40), "40 mm", "王建国"),
        alternative(2, Value::Integer(60), "60 mm", "乌云"),
    ];
    conflict.value = Some(Value::Integer(60));
    conflict.value_text = "60 mm".into();
    vec![met, refused, unchecked, wrong, secret, missing, long, conflict]
}

/// One card of every kind, numbered.
pub fn all_kinds(l: Language) -> Vec<Prompt> {
    let mut found =
        vec![prompt("intro", say(l, "请先看一遍卫生间，再逐项填写", "Look around the bathroom first"), Control::Note)];
    let mut sill = prompt("handrail", say(l, "坐便旁有扶手", "Grab bar beside the toilet"), Control::YesNo);
    sill.required = true;
    sill.hint = say(l, "用力拉三次不松动才算有", "Counts only if it holds after three strong pulls").into();
    found.extend([sill, door(l)]);
    let toilet = [
        ("flush", say(l, "室内坐便", "Indoor, sitting"), false),
        ("squat", say(l, "室内蹲便", "Indoor, squatting"), false),
        ("privy", say(l, "室外旱厕", "Outdoor privy"), false),
        ("public", say(l, "公共厕所", "Public toilet"), false),
        ("none", say(l, "无", "None"), true),
    ];
    found.push(prompt("toilet", say(l, "如厕方式", "Kind of toilet"), Control::OneOf { choices: choices(&toilet) }));
    let many = Control::ManyOf { choices: choices(&toilet), most: Some(3) };
    found.push(prompt("heating", say(l, "用过的厕所", "Toilets used"), many));
    let weight = Control::Decimal {
        unit: Some(Unit::Kilogram),
        warn: Some((25.0, 130.0)),
        hard: Some((2.0, 300.0)),
        places: 1,
        step: 0.5,
    };
    found.push(prompt("weight", say(l, "体重（估计）", "Weight (estimated)"), weight));
    let phrases = [say(l, "冬季道路结冰", "Road icy in winter"), say(l, "只能在院内施工", "Work only in the yard")];
    let phrases = phrases.map(str::to_owned).to_vec();
    found.push(prompt("remark", say(l, "现场情况", "Remarks"), Control::Text { long: true, phrases }));
    found.push(prompt("visited", say(l, "入户日期", "Day of the visit"), Control::Date));
    found.push(prompt("place", say(l, "家庭住址", "Home address"), Control::Division { township: true }));
    found.push(prompt("citizen", say(l, "身份证号", "Citizen id"), Control::CitizenId));
    found.push(prompt("certificate", say(l, "残疾人证号", "Disability certificate"), Control::Certificate));
    found.push(prompt("phone", say(l, "联系电话", "Telephone"), Control::Phone));
    let shows = say(l, "坐便、两侧墙面和扶手", "the toilet, both walls and the bars").to_owned();
    let mut photos =
        prompt("photos", say(l, "卫生间照片", "Photos of the bathroom"), Control::Photo { least: 3, shows });
    photos.photos = vec![photo(3)];
    found.push(photos);
    let who = say(l, "残疾人本人或监护人", "the person or the guardian").to_owned();
    found.push(prompt("signed", say(l, "签字确认", "Signature"), Control::Signature { who }));
    found.push(prompt("pain", say(l, "疼痛部位", "Where it hurts"), Control::Point { drawing: Name::of("body") }));
    let mut slope = prompt("slope", say(l, "坡度", "Slope"), Control::Calculated { unit: None });
    slope.value_text = "1:9.4".into();
    found.push(slope);
    found.extend(lines(l));
    for (index, prompt) in found.iter_mut().enumerate() {
        prompt.number = prompt.control.takes_answer().then_some(index as u32);
    }
    found
}

/// A signature of two strokes.
pub fn signature() -> Value {
    let strokes = vec![vec![[1000, 5000], [3000, 2000], [4000, 6000]], vec![[5000, 3000], [9000, 3500]]];
    Value::Signature(Arc::new(Signature { name: "王秀兰".into(), relation: "".into(), strokes }))
}

pub const LANDSCAPE: Vec2 = Vec2::new(1280.0, 800.0);
pub const PORTRAIT: Vec2 = Vec2::new(800.0, 1280.0);

#[test]
fn every_kind_renders_in_every_light_language_and_size() {
    // Set to a folder, it keeps the pictures for a look.
    let folder = std::env::var_os("TANTU_GALLERY").map(std::path::PathBuf::from);
    for (theme, language, percent, size, name) in [
        (Theme::Light, Language::Chinese, 100, Vec2::new(680.0, 800.0), "light"),
        (Theme::Dark, Language::English, 100, PORTRAIT, "dark"),
        (Theme::Sunlight, Language::Chinese, 200, PORTRAIT, "sunlight-200"),
        (Theme::Light, Language::English, 200, LANDSCAPE, "english-200"),
    ] {
        let prompts = all_kinds(language);
        let last = if folder.is_some() { prompts.len() } else { 3 };
        for active in 1..last {
            if folder.is_none() && active != 2 {
                continue;
            }
            let mut sheet = Sheet::new(prompts[active.saturating_sub(1)..].to_vec());
            sheet.active = Some(1);
            sheet.look = Look::new(theme, TextSize::new(percent), Hand::Right);
            sheet.words = Words::of(language);
            let mut harness = harness(size, sheet);
            harness.run();
            let picture = harness.render().unwrap();
            assert!(picture.pixels().any(|pixel| *pixel != picture[(0, 0)]), "something is painted");
            if let Some(folder) = &folder {
                picture.save(folder.join(format!("{name}-{active:02}.png"))).unwrap();
            }
        }
    }
}
