fn main() {
    let args: Vec<String> = std::env::args().collect();
    let workspace = std::path::PathBuf::from(&args[1]);
    let script = args.get(2).map(|file| {
        (tantu::ui::window::read_script(std::path::Path::new(file)).unwrap(), std::path::PathBuf::from(&args[3]))
    });
    let launch = tantu::ui::window::Launch {
        workspace,
        clock: std::sync::Arc::new(tantu::app::clock::SystemClock),
        script,
        measure_first_frame: None,
        language: tantu::l10n::Language::Chinese,
    };
    if let Err(e) = tantu::ui::window::open(launch) {
        eprintln!("{e}");
        std::process::exit(1)
    }
}
