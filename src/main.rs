//! `tantu`: the window, or a command from a terminal.

use std::process::ExitCode;

use tantu::app::settings::machine_locale;
use tantu::app::stopped;
use tantu::cli::{self, Next};
use tantu::l10n::{Language, Words};
use tantu::ui::window;

fn main() -> ExitCode {
    let begun = std::time::Instant::now();
    let locale = machine_locale();
    stopped::tell(Words::of(Language::from_locale(&locale)));
    let done = match cli::run(std::env::args_os(), &locale, &mut std::io::stdout(), &mut std::io::stderr()) {
        Ok(Next::Exit(code)) => return ExitCode::from(code),
        Ok(Next::Window(asked)) => window::open(asked, begun, Language::from_locale(&locale)),
        Err(error) => Err(error.to_string()),
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(message) => {
            eprintln!("{message}");
            ExitCode::FAILURE
        }
    }
}
