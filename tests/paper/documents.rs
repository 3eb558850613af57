//! What stands in each document, and that all of it lies on the page.

use std::sync::atomic::AtomicBool;

use tantu::app::papers::{self, Batch};
use tantu::report::model::{Kind, Languages};

use super::press::{Pdf, Press};

/// Attribute `name` of an XML tag, as a number.
fn number(tag: &str, name: &str) -> f64 {
    let start = tag.find(&format!("{name}=\"")).unwrap() + name.len() + 2;
    tag[start..].split('"').next().unwrap().parse().unwrap()
}

/// Every word lies inside the margins of its page.
fn nothing_overflows(pdf: &Pdf) {
    let (mut width, mut height, mut words) = (0.0, 0.0, 0);
    for tag in pdf.boxes().lines().map(str::trim) {
        if tag.starts_with("<page ") {
            (width, height) = (number(tag, "width"), number(tag, "height"));
        } else if tag.starts_with("<word ") {
            words += 1;
            let inside = number(tag, "xMin") > 40.0
                && number(tag, "yMin") > 25.0
                && number(tag, "xMax") < width - 40.0
                && number(tag, "yMax") < height - 20.0;
            assert!(inside, "{}: {tag}", pdf.path.display());
        }
    }
    assert!(words > 20, "{words} words");
}

#[test]
fn every_kind_is_set_in_both_languages_without_a_remark_and_stays_on_its_pages() {
    let press = Press::new();
    for kind in Kind::ALL {
        for languages in Languages::ALL {
            let (pdf, warnings) = press.print(&[], kind, languages).unwrap();
            assert_eq!(warnings, [], "{kind:?}");
            nothing_overflows(&pdf);
            let text = pdf.squeezed();
            assert!(text.contains(&format!("第1页共{}页", pdf.pages)), "{kind:?}: {text}");
            assert!(text.contains(&press.id.to_string()), "{kind:?}");
            assert_eq!(text.contains("Page1of"), languages == Languages::Both, "{kind:?}");
        }
    }
}

#[test]
fn a_record_has_the_answers_with_reference_lines_outcomes_and_sources() {
    let press = Press::new();
    let text = press.print(&[], Kind::AssessmentRecord, Languages::Zh).unwrap().0.squeezed();
    for part in ["不达标", "达标", "GB50763-2012", "GB55019-2021", "发现的障碍", "知情同意"] {
        assert!(text.contains(part), "{part}: {text}");
    }
}

#[test]
fn a_plan_has_reasons_sizes_with_sources_and_prices_with_their_list() {
    let press = Press::new();
    let text = press.print(&[], Kind::Plan, Languages::Both).unwrap().0.squeezed();
    // 6.3 × 280.00 + 850.00 + 980.50 + 2 × 120.00
    for part in ["1,764.00", "3,834.50", "旗县区合同价2026-03-01", "GB50763-20123.5.3", "家里平时由儿媳做饭", "配偶"]
    {
        assert!(text.contains(part), "{part}: {text}");
    }
    assert!(text.contains("每户上限") && text.contains("6,000.00"), "{text}");
}

#[test]
fn a_planned_ramp_is_drawn_to_scale_with_its_measures_and_their_sources() {
    let press = Press::new();
    for kind in [Kind::Plan, Kind::WorkOrder] {
        let text = press.print(&[], kind, Languages::Zh).unwrap().0.squeezed();
        for part in ["平面图（坡度1:12）", "坡段3720，高差310", "门前平台", "1:", "GB50763-2012"] {
            assert!(text.contains(part), "{kind:?}, {part}: {text}");
        }
    }
}

#[test]
fn traditional_mongolian_stands_beside_the_chinese_where_a_form_supplies_it() {
    let press = Press::new();
    let form = include_str!("../../forms/agreement.ron").replace("version: 1", "version: 2");
    let signed = r#""zh": "签字日期","#;
    assert!(form.contains(signed));
    let form = form.replace(signed, r#""zh": "签字日期", "mn-Mong": "ᠰᠠᠷ᠎ᠠ ᠡᠳᠦᠷ","#);
    let forms = press.store.root().join("forms");
    std::fs::create_dir_all(&forms).unwrap();
    std::fs::write(forms.join("agreement.ron"), form).unwrap();
    let (pdf, warnings) = press.print(&[], Kind::Plan, Languages::Zh).unwrap();
    assert_eq!(warnings, []);
    let text = pdf.text();
    let mongolian = text.chars().filter(|letter| ('\u{1820}'..='\u{18aa}').contains(letter)).count();
    assert!(mongolian >= 6, "{text}");
}

#[test]
fn planned_installed_and_accepted_stay_three_numbers_and_the_last_is_paid() {
    let press = Press::new();
    let text = press.print(&[], Kind::Settlement, Languages::Zh).unwrap().0.squeezed();
    // 7.1 × 280.00
    assert!(text.contains("米6.37.17.1280.001,988.00"), "{text}");
    let text = press.print(&[], Kind::Acceptance, Languages::Zh).unwrap().0.squeezed();
    assert!(text.contains("6.37.17.1") && text.contains("示例施工队"), "{text}");
    let text = press.print(&[], Kind::ChangeOrder, Languages::Zh).unwrap().0.squeezed();
    assert!(text.contains("地基比预计的宽") && text.contains("同意"), "{text}");
}

#[test]
fn a_household_file_has_an_index_and_counts_its_pages_through() {
    let press = Press::new();
    let (pdf, _) = press.print(&[], Kind::HouseholdFile, Languages::Zh).unwrap();
    let text = pdf.squeezed();
    for part in ["目录", "入户评估记录", "家庭无障碍改造方案", "施工任务单", "竣工验收单", "结算单", "回访记录"]
    {
        assert!(text.matches(part).count() >= 2, "{part} stands in the index and above its part: {text}");
    }
    assert!(text.contains(&format!("第{0}页共{0}页", pdf.pages)), "{text}");
    nothing_overflows(&pdf);
}

#[test]
fn a_batch_goes_on_when_one_household_cannot_be_read_and_ends_when_it_is_stopped() {
    let press = Press::new();
    let printer = press.printer(&[]);
    let broken = press.all.iter().find(|id| **id != press.id).copied().unwrap();
    let file = files_named(&press.folder.path().join("workspace/dossiers"), &broken.to_string());
    std::fs::write(&file, "(").unwrap();
    let outcome = press.batch(&printer, &[Kind::AssessmentRecord, Kind::Settlement], &AtomicBool::new(false));
    assert!(outcome.problems.iter().any(|problem| problem.place.dossier == Some(broken)), "{outcome:?}");
    assert_eq!(outcome.files + outcome.empty + outcome.problems.len(), 2 * press.all.len(), "{outcome:?}");
    assert!(!outcome.stopped && outcome.files >= 3);
    for name in std::fs::read_dir(&outcome.folder).unwrap().map(|file| file.unwrap().file_name()) {
        let name = name.into_string().unwrap();
        assert!(name.is_ascii() && name.ends_with(".pdf"), "nothing personal, nothing half-written: {name}");
    }
    let stopped = press.batch(&printer, &[Kind::AssessmentRecord], &AtomicBool::new(true));
    assert!(stopped.stopped && stopped.files == 0, "{stopped:?}");
}

/// A thread that waits for a picture must not begin the next document meanwhile: a hundred would nest as deep as memory.
#[test]
fn a_batch_holds_no_more_documents_than_it_has_threads() {
    let press = Press::new();
    let batch = Batch {
        households: vec![press.id; 4],
        kinds: vec![Kind::HouseholdFile],
        languages: Languages::Zh,
        folder: press.folder.path().join("out"),
        notices: papers::Notices::Each,
        threads: 1,
    };
    let outcome = papers::print(&press.printer(&[]), &batch, &AtomicBool::new(false), &|_| {}).unwrap();
    assert_eq!((outcome.files, outcome.at_once), (4, 1), "{outcome:?}");
}

fn files_named(folder: &std::path::Path, name: &str) -> std::path::PathBuf {
    let divisions = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    divisions.map(|division| division.join(format!("{name}.ron"))).find(|path| path.is_file()).unwrap()
}
