//! An empty eframe window with Tantu's font: what any program of this kind has to pay. The benchmark of the start
//! compares Tantu with it. Closes after the first frame and prints its time and memory; with `--stay` it does neither.

use std::sync::Arc;

struct Bare {
    begun: std::time::Instant,
    stay: bool,
}

impl eframe::App for Bare {
    fn ui(&mut self, ui: &mut egui::Ui, _frame: &mut eframe::Frame) {
        ui.label("坦途");
        if !self.stay {
            tantu::ui::first_frame::report_and_close(ui.ctx(), self.begun);
        }
    }
}

fn main() -> eframe::Result {
    let begun = std::time::Instant::now();
    let stay = std::env::args().any(|argument| argument == "--stay");
    let options = eframe::NativeOptions {
        renderer: eframe::Renderer::Glow,
        viewport: egui::ViewportBuilder::default().with_inner_size([1280.0, 800.0]),
        ..eframe::NativeOptions::default()
    };
    let create = move |creation: &eframe::CreationContext<'_>| {
        let mut fonts = egui::FontDefinitions::default();
        let font = egui::FontData::from_static(include_bytes!("../assets/fonts/NotoSansSC-Regular.otf"));
        fonts.font_data.insert("sc".to_owned(), Arc::new(font));
        fonts.families.entry(egui::FontFamily::Proportional).or_default().insert(0, "sc".to_owned());
        creation.egui_ctx.set_fonts(fonts);
        Ok(Box::new(Bare { begun, stay }) as Box<dyn eframe::App>)
    };
    eframe::run_native("bare", options, Box::new(create))
}
