//! A place by taps: league, then banner or county, then the township as text.

use std::sync::Arc;

use egui::Ui;

use super::text_field::TextField;
use super::{Button, Chip, Icon, flow, text};
use crate::division::Divisions;
use crate::l10n::Words;
use crate::ui::theme::Look;

/// A place that is chosen step by step.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Place {
    /// Code of the league or city 盟市.
    pub league: Option<Arc<str>>,
    /// Code of the banner, county or district 旗县区.
    pub banner: Option<Arc<str>>,
    /// 苏木乡镇, as written.
    pub township: String,
}

impl Place {
    /// Reads an answer: `152221` or `152221 苏木名`.
    pub fn read(answer: &str, divisions: &Divisions) -> Self {
        let (code, township) = answer.split_once(' ').unwrap_or((answer, ""));
        let Some(division) = divisions.get(code) else { return Self::default() };
        Self {
            league: Some(division.league_code.clone()),
            banner: Some(division.code.clone()),
            township: township.to_owned(),
        }
    }

    /// The answer, once there is a banner.
    pub fn answer(&self) -> Option<String> {
        let banner = self.banner.as_deref()?;
        let township = self.township.trim();
        Some(if township.is_empty() { banner.to_owned() } else { format!("{banner} {township}") })
    }
}

/// What changed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Picked {
    /// The answer is another one now.
    pub changed: bool,
    /// A banner was tapped.
    pub banner: bool,
}

/// Shows the steps. `township` asks for the third one.
pub fn pick(
    ui: &mut Ui,
    look: &Look,
    words: &Words,
    divisions: &Divisions,
    name: &dyn Fn(&str) -> String,
    place: &mut Place,
    township: bool,
) -> Picked {
    let mut picked = Picked::default();
    let league = place.league.clone().and_then(|code| divisions.leagues().into_iter().find(|(c, _)| *c == code));
    let Some((league_code, league_name)) = league else {
        text(ui, look.muted(words.text("q-division-league")));
        flow(ui, |ui| {
            for (code, league) in divisions.leagues() {
                if Chip::one(&league, false).salt(&code).named(name(&league)).show(ui, look).clicked() {
                    place.league = Some(code);
                }
            }
        });
        return picked;
    };
    flow(ui, |ui| {
        let other = words.text("q-division-other-league");
        let button = Button::plain(&league_name).icon(Icon::ChevronLeft).salt("league").named(name(&other));
        if button.show(ui, look).clicked() {
            *place = Place::default();
            picked.changed = true;
        }
    });
    text(ui, look.muted(words.text("q-division-banner")));
    flow(ui, |ui| {
        for division in divisions.of_league(&league_code) {
            let chosen = place.banner.as_ref() == Some(&division.code);
            let chip = Chip::one(&division.name, chosen).salt(&division.code).named(name(&division.name));
            if chip.show(ui, look).clicked() && !chosen {
                place.banner = Some(division.code.clone());
                picked = Picked { changed: true, banner: true };
            }
        }
    });
    if township && place.banner.is_some() {
        let label = words.text("q-division-township");
        text(ui, look.muted(&label));
        let field = TextField::new("township", name(&label)).show(ui, look, &mut place.township);
        picked.changed |= field.changed();
    }
    picked
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_place_reads_back() {
        let divisions = Divisions::built_in();
        for answer in ["152221", "152221 察尔森镇"] {
            let place = Place::read(answer, divisions);
            assert_eq!(place.league.as_deref(), Some("152200"));
            assert_eq!(place.answer().as_deref(), Some(answer));
        }
        assert_eq!(Place::read("999999 x", divisions), Place::default());
    }
}
