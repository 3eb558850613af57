//! What is told when a piece of the program stops in the middle (a panic): where in the code, and nothing that anybody
//! has entered. What the standard library prints instead shows the value it stumbled over.

use std::any::Any;
use std::io::Write as _;
use std::panic::{self, Location};

use crate::l10n::Words;

/// From now on every panic, also one that is caught and told on the screen, is told on the standard error in one line
/// of `words`.
pub fn tell(words: &'static Words) {
    panic::set_hook(Box::new(move |info| {
        let line = line(words, info.payload(), info.location());
        // Whoever closed the standard error does not want to hear it.
        writeln!(std::io::stderr(), "{line}").ok();
    }));
}

/// Only a text that stands in the code is repeated; one that was put together may hold an answer.
fn line(words: &Words, payload: &(dyn Any + Send), place: Option<&Location<'_>>) -> String {
    let place = place.map(|place| format!("{}:{}", place.file(), place.line())).unwrap_or_default();
    let written = payload.downcast_ref::<&'static str>().copied().unwrap_or_default();
    let detail = [&*place, written].into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(": ");
    words.with("app-stopped", &[("detail", &detail)])
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::l10n::Language;

    #[test]
    fn the_place_is_told_and_what_was_put_together_is_not() {
        for language in Language::ALL {
            let words = Words::of(language);
            let place = Some(Location::caller());
            let put_together: Box<dyn Any + Send> = Box::new(format!("no room for {}", "王秀兰"));
            let line = line(words, &*put_together, place);
            assert!(line.contains("stopped.rs:") && !line.contains("王秀兰") && !line.contains("no room"), "{line}");
            let written: Box<dyn Any + Send> = Box::new("no room");
            assert!(super::line(words, &*written, place).contains("no room"));
        }
    }
}
