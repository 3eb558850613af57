//! `tantu`: the window, or a command from a terminal.

use std::process::ExitCode;

use tantu::cli::{self, Next};

fn main() -> ExitCode {
    let args: Vec<String> = std::env::args().collect();
    if args.get(1).is_some_and(|first| first == "form" || first.starts_with("--")) {
        return terminal();
    }
    let workspace = std::path::PathBuf::from(&args[1]);
    let script = args.get(2).map(|file| {
        (tantu::ui::window::read_script(std::path::Path::new(file)).unwrap(), std::path::PathBuf::from(&args[3]))
    });
    if args.get(4).is_some() {
        let (library, p) = tantu::form::library::Library::built_in();
        for p in p {
            println!("{p}");
        }
        let forms: Vec<_> = tantu::app::forms::VISIT.iter().map(|id| library.get(id).unwrap()).collect();
        let asked: Vec<_> = forms
            .iter()
            .map(|form| tantu::app::demo::Asked { form: form.clone(), text: library.source(form.hash()).unwrap() })
            .collect();
        println!(
            "{:?}",
            tantu::app::demo::create(
                &workspace,
                tantu::app::clock::Clock::now(&tantu::app::clock::SystemClock).date(),
                &asked
            )
        );
    }
    let launch = tantu::ui::window::Launch {
        workspace,
        clock: std::sync::Arc::new(tantu::app::clock::SystemClock),
        script,
        measure_first_frame: None,
        language: tantu::l10n::Language::Chinese,
    };
    if let Err(e) = tantu::ui::window::open(launch) {
        eprintln!("{e}");
        return ExitCode::FAILURE;
    }
    ExitCode::SUCCESS
}

fn terminal() -> ExitCode {
    let locale = ["LC_ALL", "LC_MESSAGES", "LANG"].iter().find_map(|name| std::env::var(name).ok());
    let locale = locale.unwrap_or_default();
    match cli::run(std::env::args_os(), &locale, &mut std::io::stdout().lock(), &mut std::io::stderr().lock()) {
        Ok(Next::Exit(code)) => ExitCode::from(code),
        Ok(Next::Window) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("tantu: {error}");
            ExitCode::FAILURE
        }
    }
}
