//! What comes to the front of the plan: changing an item, a reason, own items, the suggestion, the money.

use egui::{Id, Ui};

use super::data::{Card, PlanData, yuan};
use super::money_ui;
use super::plan_ui::State;
use crate::app::command::Command;
use crate::app::plan::{ItemChange, PlanCommand};
use crate::id::{Name, RowId};
use crate::plan::money::Fen;
use crate::plan::quantity::Quantity;
use crate::ui::scene::Scene;
use crate::ui::widgets::number_field::{Draft, NumberField};
use crate::ui::widgets::text_field::{Phrases, TextField};
use crate::ui::widgets::{self, Button, Chip, Icon, dialog, text_field};

/// Measures listed at once while one searches the catalogue.
const MOST_FOUND: usize = 12;
/// Largest quantity and price (in yuan) that can be typed; the plan refuses more anyway.
const MOST_QUANTITY: f64 = 10_000.0;
const MOST_PRICE: f64 = 1_000_000.0;

/// What is in front.
#[derive(Clone, Debug, PartialEq)]
pub enum Sheet {
    Change(Box<Changing>),
    Decline { row: RowId, reason: String },
    Add { typed: String },
    Suggest,
    Money,
    Over { reason: String },
}

/// An item as it is being changed.
#[derive(Clone, Debug, PartialEq)]
pub struct Changing {
    row: RowId,
    quantity: Draft,
    price: Draft,
    place: String,
    sizes: String,
    variant: Option<Option<Name>>,
    payer: Option<Option<Name>>,
}

/// What a sheet came to.
#[derive(PartialEq)]
enum End {
    Open,
    Close,
}

impl Sheet {
    pub fn change(card: &Card) -> Self {
        Self::Change(Box::new(Changing {
            row: card.row,
            quantity: card.quantity.map(Draft::of).unwrap_or_default(),
            price: card.price.map(|price| Draft::of(price.0 as f64 / 100.0)).unwrap_or_default(),
            place: card.place.clone(),
            sizes: card.sizes.clone(),
            variant: None,
            payer: None,
        }))
    }

    pub fn decline(row: RowId) -> Self {
        Self::Decline { row, reason: String::new() }
    }

    pub fn add() -> Self {
        Self::Add { typed: String::new() }
    }
}

/// Shows the sheet that is in front.
pub fn show(ui: &Ui, state: &mut State, data: &PlanData, scene: &mut Scene<'_>) {
    let Some(mut sheet) = state.sheet.take() else { return };
    let words = scene.words;
    let (id, title) = match &sheet {
        Sheet::Change(changing) => ("change", data.card(changing.row).map(Card::title).unwrap_or_default()),
        Sheet::Decline { row, .. } => {
            let name = data.card(*row).map(|card| card.name.clone()).unwrap_or_default();
            ("decline", words.with("case-decline-title", &[("what", &name)]))
        }
        Sheet::Add { .. } => ("add", words.text("case-plan-add")),
        Sheet::Suggest => ("suggest", words.text("case-suggest")),
        Sheet::Money => ("money", words.text("case-money-title")),
        Sheet::Over { .. } => ("over", words.text("case-over-reason")),
    };
    let shown =
        dialog::sheet(ui.ctx(), scene.look, Id::unique(("sheet of the plan", id)), &title, |ui| match &mut sheet {
            Sheet::Change(changing) => change(ui, changing, data, scene),
            Sheet::Decline { row, reason } => decline(ui, *row, reason, scene),
            Sheet::Add { typed } => add(ui, typed, scene),
            Sheet::Suggest => suggest(ui, &mut state.suggested, data, scene),
            Sheet::Money => money(ui, state, data, scene),
            Sheet::Over { reason } => over(ui, reason, scene),
        });
    if shown.inner == End::Open && !shown.closed {
        // The money's sheet may have opened another one.
        state.sheet.get_or_insert(sheet);
    }
}

fn buttons(ui: &mut Ui, text: &str, may: bool, scene: &Scene<'_>) -> (bool, bool) {
    let done = Button::primary(text).icon(Icon::Check).salt("done").enabled(may).wide().show(ui, scene.look).clicked();
    let cancel = Button::quiet(&scene.words.text("app-cancel")).salt("cancel").wide().show(ui, scene.look).clicked();
    (done && may, cancel)
}

fn change(ui: &mut Ui, changing: &mut Changing, data: &PlanData, scene: &mut Scene<'_>) -> End {
    let (look, words) = (scene.look, scene.words);
    let Some(card) = data.card(changing.row) else { return End::Close };
    if !card.variants.is_empty() {
        widgets::text(ui, look.muted(words.text("case-change-variant")));
        widgets::flow(ui, |ui| {
            for (index, (variant, name, is)) in card.variants.iter().enumerate() {
                let chosen = changing.variant.as_ref().map_or(*is, |chosen| chosen == variant);
                if Chip::one(name, chosen).salt(("variant", index)).show(ui, look).clicked() {
                    changing.variant = Some(variant.clone());
                }
            }
        });
    }
    let name = words.text("case-change-quantity");
    widgets::text(ui, look.muted(&name));
    let step = if card.places == 0 { 1.0 } else { 0.5 };
    let quantity =
        NumberField { name: &name, unit: &card.unit, places: card.places, step, least: 0.0, most: MOST_QUANTITY };
    if quantity.show(ui, look, words, &mut changing.quantity) {
        changing.price.open = false;
    }
    let name = words.text("case-change-price");
    widgets::text(ui, look.muted(&name));
    let price = NumberField { name: &name, unit: "¥", places: 2, step: 10.0, least: 0.0, most: MOST_PRICE };
    // The kind of a measure brings its own price.
    let of_variant = changing
        .variant
        .as_ref()
        .is_some_and(|variant| card.variants.iter().any(|(known, _, is)| known == variant && !is));
    if of_variant {
        widgets::text(ui, look.muted(words.text("case-change-variant-price")));
    } else if price.show(ui, look, words, &mut changing.price) {
        changing.quantity.open = false;
    }
    if let (Some(count), Some(yuan_each)) = (changing.quantity.number(), changing.price.number())
        && let Some(count) = Quantity::of(count)
        && !of_variant
    {
        widgets::text(ui, look.heading(words.with("case-change-sum", &[("sum", &yuan(count.at(fen(yuan_each))))])));
    }
    TextField::new("place", words.text("case-change-place")).hint(&words.text("case-change-place")).show(
        ui,
        look,
        &mut changing.place,
    );
    TextField::new("sizes", words.text("case-change-sizes")).hint(&words.text("case-change-sizes")).show(
        ui,
        look,
        &mut changing.sizes,
    );
    widgets::text(ui, look.muted(words.text("case-change-payer")));
    widgets::flow(ui, |ui| {
        for (index, (payer, name, is)) in card.payers.iter().enumerate() {
            let chosen = changing.payer.as_ref().map_or(*is, |chosen| chosen == payer);
            if Chip::one(name, chosen).small().salt(("payer", index)).show(ui, look).clicked() {
                changing.payer = Some(payer.clone());
            }
        }
    });
    let may = quantity.takes(&changing.quantity) && (of_variant || price.takes(&changing.price));
    let (done, cancel) = buttons(ui, &words.text("case-change-do"), may, scene);
    if done {
        let changes = changing.changes(card, of_variant);
        scene.out.push(Command::Plan(PlanCommand::Change { row: changing.row, changes }));
    }
    if done || cancel { End::Close } else { End::Open }
}

impl Changing {
    /// Only what is different.
    fn changes(&self, card: &Card, of_variant: bool) -> Vec<ItemChange> {
        let mut changes = Vec::new();
        if let Some(variant) = self.variant.clone().filter(|_| of_variant) {
            changes.push(ItemChange::Variant(variant));
        }
        let quantity = self.quantity.number().and_then(Quantity::of);
        changes.extend(quantity.filter(|new| Some(*new) != card.quantity).map(ItemChange::Quantity));
        let price = self.price.number().map(fen).filter(|_| !of_variant);
        changes.extend(price.filter(|new| Some(*new) != card.price).map(ItemChange::Price));
        changes.extend(self.payer.clone().map(ItemChange::PaidBy));
        if self.place != card.place {
            changes.push(ItemChange::Place(self.place.clone()));
        }
        if self.sizes != card.sizes {
            changes.push(ItemChange::Sizes(self.sizes.clone()));
        }
        changes
    }
}

/// Typed yuan have two digits after the point: exact in fen.
fn fen(yuan: f64) -> Fen {
    Fen((yuan * 100.0).round() as i64)
}

fn decline(ui: &mut Ui, row: RowId, reason: &mut String, scene: &mut Scene<'_>) -> End {
    let (look, words) = (scene.look, scene.words);
    let keys = [
        "case-decline-family",
        "case-decline-have",
        "case-decline-impossible",
        "case-decline-money",
        "case-decline-other-scheme",
        "case-decline-instead",
    ];
    let phrases: Vec<String> = keys.iter().map(|key| words.text(key)).collect();
    let name = words.text("case-decline-reason");
    let named = |part: &str| words.with("q-part", &[("question", &name), ("part", part)]);
    let between = words.text("q-phrase-between");
    let phrases = Phrases { texts: &phrases, between: &between, name: &named };
    TextField::new("reason", &*name).hint(&name).long().phrases(phrases).show(ui, look, reason);
    let there = !reason.trim().is_empty();
    let text = words.text("case-plan-leave");
    let leave = Button::plain(&text).icon(Icon::Skip).salt("leave").enabled(there).wide().show(ui, look).clicked();
    if leave && there {
        scene.out.push(Command::Plan(PlanCommand::Leave { row, reason: reason.trim().to_owned() }));
        return End::Close;
    }
    let (done, cancel) = buttons(ui, &words.text("case-plan-decline-do"), there, scene);
    if done {
        scene.out.push(Command::Plan(PlanCommand::Decline { row, reason: reason.trim().to_owned() }));
    }
    if done || cancel { End::Close } else { End::Open }
}

/// Why the plan may cost more than the cap.
fn over(ui: &mut Ui, reason: &mut String, scene: &mut Scene<'_>) -> End {
    let (look, words) = (scene.look, scene.words);
    let phrases: Vec<String> =
        ["case-over-more", "case-over-county", "case-over-donated"].iter().map(|key| words.text(key)).collect();
    let name = words.text("case-over-reason");
    let named = |part: &str| words.with("q-part", &[("question", &name), ("part", part)]);
    let between = words.text("q-phrase-between");
    let phrases = Phrases { texts: &phrases, between: &between, name: &named };
    TextField::new("over", &*name).hint(&name).long().phrases(phrases).show(ui, look, reason);
    let (done, cancel) = buttons(ui, &words.text("case-over-do"), true, scene);
    if done {
        scene.out.push(Command::Plan(PlanCommand::OverReason(reason.trim().to_owned())));
    }
    if done || cancel { End::Close } else { End::Open }
}

/// The catalogue, searched by name or code; what is not in it is added in own words.
fn add(ui: &mut Ui, typed: &mut String, scene: &mut Scene<'_>) -> End {
    let (look, words) = (scene.look, scene.words);
    text_field::search(ui, look, &words.text("case-add-search"), typed);
    let wanted = typed.trim().to_lowercase();
    let language = words.language();
    let catalogue = &scene.program.rules.catalogue;
    let matches = |measure: &&crate::plan::catalogue::Measure| {
        measure.code.as_str().to_lowercase().starts_with(&wanted)
            || measure.name.get(language).to_lowercase().contains(&wanted)
    };
    let mut end = End::Open;
    let found: Vec<_> = catalogue.measures.iter().filter(matches).collect();
    for measure in found.iter().take(MOST_FOUND) {
        let (unit, price) = measure.offer(None);
        let unit = catalogue.units.get(unit).map_or("", |unit| unit.label.get(language));
        let text = format!("{} {}  {}/{unit}", measure.code, measure.name.get(language), yuan(price.planned()));
        if Button::plain(&text)
            .icon(Icon::Plus)
            .salt(("measure", measure.code.as_str()))
            .wide()
            .show(ui, look)
            .clicked()
        {
            scene.out.push(Command::Plan(PlanCommand::AddMeasure(measure.code.clone())));
            end = End::Close;
        }
    }
    if found.len() > MOST_FOUND {
        let more = (found.len() - MOST_FOUND).to_string();
        widgets::text(ui, look.muted(words.with("case-add-more", &[("count", &more)])));
    }
    if !typed.trim().is_empty() {
        let text = words.with("case-add-own", &[("name", typed.trim())]);
        if Button::plain(&text).icon(Icon::Pencil).salt("own").wide().show(ui, look).clicked() {
            scene.out.push(Command::Plan(PlanCommand::AddOwn(typed.trim().to_owned())));
            end = End::Close;
        }
    }
    if Button::quiet(&words.text("app-cancel")).salt("cancel").wide().show(ui, look).clicked() {
        end = End::Close;
    }
    end
}

/// What would be chosen under the cap, and why; never forced.
fn suggest(ui: &mut Ui, kept: &mut super::suggested::Kept, data: &PlanData, scene: &mut Scene<'_>) -> End {
    let (look, words) = (scene.look, scene.words);
    let suggested = kept.of(scene.program, data, words);
    for (index, sentence) in suggested.sentences.iter().enumerate() {
        let text = if index == 0 { look.heading(sentence) } else { look.body(sentence) };
        widgets::text(ui, text);
    }
    widgets::text(ui, look.muted(words.text("case-suggest-aim")));
    let may = suggested.new > 0;
    let count = suggested.new.to_string();
    let text = words.with("case-suggest-take", &[("count", &count)]);
    let (done, cancel) = buttons(ui, &text, may, scene);
    ui.add_space(look.space.s);
    for (title, amount, new) in &suggested.chosen {
        ui.horizontal_top(|ui| {
            let icon = if *new { Icon::Plus } else { Icon::Check };
            let side = look.sizes.body;
            let (rect, _) = ui.allocate_exact_size(egui::vec2(side * 1.2, side * 1.4), egui::Sense::hover());
            icon.paint(ui.painter(), rect.shrink(2.0), look.colours.primary);
            let room = ui.available_width() - 110.0 * look.factor;
            ui.vertical(|ui| {
                ui.set_width(room);
                widgets::text(ui, look.body(title));
            });
            ui.with_layout(egui::Layout::right_to_left(egui::Align::Min), |ui| ui.label(look.body(amount)));
        });
    }
    if !suggested.left_out.is_empty() {
        ui.add_space(look.space.s);
        widgets::text(ui, look.muted(words.text("case-suggest-left-out")));
        for sentence in &suggested.left_out {
            widgets::text(ui, look.muted(sentence));
        }
    }
    if done {
        scene.out.push(Command::Plan(PlanCommand::TakeSuggestion));
    }
    if done || cancel { End::Close } else { End::Open }
}

fn money(ui: &mut Ui, state: &mut State, data: &PlanData, scene: &mut Scene<'_>) -> End {
    money_ui::bar(ui, data, scene);
    money_ui::details(ui, state, data, scene);
    let close = Button::plain(&scene.words.text("visit-hide")).wide().show(ui, scene.look).clicked();
    if close || state.sheet.is_some() { End::Close } else { End::Open }
}
