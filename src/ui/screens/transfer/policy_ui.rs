//! Paints for whom what is sent is sealed, and how the line is used.

use egui::Ui;

use super::transfer_ui::ask;
use crate::app::transfer::saved::Policy;
use crate::app::transfer::{TransferCommand, network};
use crate::ui::scene::Scene;
use crate::ui::widgets::{self, Chip, Icon, Tone, card, flow, segmented, status};

/// Bytes in a second that are offered.
const RATES: [Option<u64>; 4] = [None, Some(50 << 10), Some(200 << 10), Some(1 << 20)];

/// Shows both.
pub(super) fn show(ui: &mut Ui, scene: &mut Scene<'_>) {
    if scene.program.read_only.is_none() {
        seal(ui, scene);
        line(ui, scene);
    }
}

/// For whom it is sealed, and plainly where it is not.
fn seal(ui: &mut Ui, scene: &mut Scene<'_>) {
    let (look, words) = (scene.look, scene.words);
    let offered = scene.program.transfer_receivers();
    let chosen = &scene.program.transfer.receivers;
    card::show(ui, look, |ui| {
        ui.spacing_mut().item_spacing.y = look.space.s;
        widgets::text(ui, look.heading(words.text("transfer-seal-title")));
        flow(ui, |ui| {
            for (name, key) in &offered {
                let on = chosen.contains(key);
                if Chip::many(name, on).salt(("key", key.to_string())).show(ui, look).clicked() {
                    ask(TransferCommand::Seal { to: key.clone(), on: !on }, scene);
                }
            }
        });
        let name_of =
            |key| offered.iter().find(|(_, other)| other == key).map_or_else(String::new, |(name, _)| name.clone());
        let names: Vec<String> = chosen.iter().map(name_of).collect();
        if chosen.is_empty() {
            let hint = if offered.is_empty() { "transfer-seal-none-known" } else { "transfer-seal-choose" };
            let more = [look.body(words.text(hint))];
            status::line(ui, look, Tone::Doubtful, &words.text("transfer-seal-nobody"), &more);
        } else {
            let names = names.join(&words.text("transfer-and"));
            let text = words.with("transfer-seal-for", &[("names", &names)]);
            status::line_with(ui, look, Tone::Good, Icon::Lock, &text, &[]);
        }
    });
}

/// How fast, and in which network.
fn line(ui: &mut Ui, scene: &mut Scene<'_>) {
    let (look, words) = (scene.look, scene.words);
    let transfer = &scene.program.transfer;
    let policy = &transfer.saved.policy;
    card::show(ui, look, |ui| {
        ui.spacing_mut().item_spacing.y = look.space.s;
        let title = words.text("transfer-rate");
        widgets::text(ui, look.heading(&title));
        let mut rates: Vec<_> = RATES.to_vec();
        if !rates.contains(&policy.bytes_per_second) {
            rates.push(policy.bytes_per_second);
        }
        let rates: Vec<_> = rates.into_iter().map(|rate| (rate, rate_text(rate, scene))).collect();
        if let Some(rate) = segmented::show(ui, look, words, &title, policy.bytes_per_second, &rates) {
            ask(TransferCommand::Use(Policy { bytes_per_second: rate, ..policy.clone() }), scene);
        }
        let title = words.text("transfer-network");
        widgets::text(ui, look.heading(&title));
        if !network::can_be_known() {
            widgets::text(ui, look.muted(words.text("transfer-network-never-known")));
        }
        let mut networks = vec![String::new()];
        networks.extend(transfer.network.as_ref().map(|network| network.label().to_owned()));
        if !networks.contains(&policy.network) {
            networks.push(policy.network.clone());
        }
        for network in networks {
            let text = match &*network {
                "" => words.text("transfer-network-any"),
                name => words.with("transfer-network-only", &[("name", name)]),
            };
            let chip = Chip::one(&text, policy.network == network).salt(("network", &network)).show(ui, look);
            if chip.clicked() && policy.network != network {
                ask(TransferCommand::Use(Policy { network, ..policy.clone() }), scene);
            }
        }
    });
}

fn rate_text(rate: Option<u64>, scene: &Scene<'_>) -> String {
    match rate {
        None => scene.words.text("transfer-rate-any"),
        Some(rate) => scene.words.with("transfer-rate-some", &[("rate", &crate::app::exchange::size_text(rate))]),
    }
}
