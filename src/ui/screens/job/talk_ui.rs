//! The thread of an item: what was asked and answered, newest below, and a line to say more.

use egui::Ui;

use super::data::JobData;
use super::job_ui::State;
use crate::app::command::Command;
use crate::app::works::WorksCommand;
use crate::app::works::sheet::{JobItem, Message, Side};
use crate::ui::scene::Scene;
use crate::ui::widgets::text_field::TextField;
use crate::ui::widgets::{self, Button, Icon, card};

/// Shows the thread, and notes that it was seen.
pub fn show(ui: &mut Ui, state: &mut State, known: &JobItem, data: &JobData, scene: &mut Scene<'_>) {
    let (look, words) = (scene.look, scene.words);
    let item = known.item.row;
    if known.unread(data.side) > 0 && data.may_talk {
        scene.out.push(Command::Works(WorksCommand::Seen { item }));
    }
    if known.talk.is_empty() && !data.may_talk {
        return;
    }
    ui.add_space(look.space.s);
    widgets::text(ui, look.heading(words.text("works-talk")));
    for message in &known.talk {
        message_ui(ui, message, data, scene);
    }
    if !data.may_talk {
        return;
    }
    let text = state.said.entry(item).or_default();
    let name = words.with("works-say-name", &[("name", &known.item.name)]);
    let hint = if data.side == Side::Builder { "works-say-hint" } else { "works-say-hint-office" };
    TextField::new("say", name).hint(&words.text(hint)).show(ui, look, text);
    let send = words.text("works-say-send");
    let ready = !text.trim().is_empty();
    let button = Button::plain(&send).icon(Icon::Check).enabled(ready).salt("send");
    if button.named(words.with("works-say-send-name", &[("name", &known.item.name)])).show(ui, look).clicked() && ready
    {
        scene.out.push(Command::Works(WorksCommand::Say { item, text: std::mem::take(text) }));
    }
}

fn message_ui(ui: &mut Ui, message: &Message, data: &JobData, scene: &Scene<'_>) {
    let (look, words) = (scene.look, scene.words);
    let ours = message.side == data.side;
    let frame = if ours { card::boxed(look).fill(look.colours.primary_soft) } else { card::boxed(look) };
    frame.show(ui, |ui| {
        ui.set_min_width(ui.available_width());
        ui.spacing_mut().item_spacing.y = look.space.xs;
        let at = message.remark.at.civil().strftime("%m-%d %H:%M").to_string();
        let side = words.text(message.side.key());
        let seen = if ours && message.seen { words.text("works-seen") } else { String::new() };
        let parts = [side.as_str(), &message.remark.author, &at, &seen];
        let who = parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" · ");
        widgets::text(ui, look.muted(who));
        widgets::text(ui, look.body(&message.remark.text));
    });
}
