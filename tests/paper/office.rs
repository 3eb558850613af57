//! Templates of an office: used, broken, hostile.

use tantu::report::model::{Kind, Languages};

use super::press::Press;

fn set(press: &Press, template: &str) -> (String, Vec<tantu::problem::Problem>) {
    let (pdf, warnings) = press.print(&[("plan.typ", template)], Kind::Plan, Languages::Zh).unwrap();
    (pdf.squeezed(), warnings)
}

#[test]
fn an_office_changes_one_template_and_keeps_the_rest() {
    let press = Press::new();
    let (text, warnings) = set(
        &press,
        r#"#import "common.typ": *
           #let body(data) = [ #head(data) 示例旗残联格式 #data.body.items.len() 项 #data.household.head ]"#,
    );
    assert_eq!(warnings, []);
    assert!(text.contains("示例旗残联格式") && text.contains("4项") && text.contains("第1页共1页"), "{text}");
    let (pdf, _) = press.print(&[("plan.typ", "#let body(data) = [旗]")], Kind::Notice, Languages::Zh).unwrap();
    assert!(pdf.squeezed().contains("公示"));
}

#[test]
fn a_broken_template_tells_file_line_and_reason_before_the_built_in_one_is_used() {
    let press = Press::new();
    let (text, warnings) =
        set(&press, "#import \"common.typ\": *\n#let body(data) = {\n  头(data)\n  nothing-like-it(data)\n}\n");
    assert!(text.contains("改造项目"), "the built-in one: {text}");
    let [warning] = warnings.as_slice() else { panic!("{warnings:?}") };
    assert_eq!(warning.key, "paper-template-broken");
    assert_eq!(warning.place.file.as_deref(), Some(std::path::Path::new("plan.typ")));
    assert_eq!(warning.place.line_column, Some((3, 3)), "{warning:?}");
    let why = &warning.args.iter().find(|(name, _)| *name == "why").unwrap().1;
    assert!(why.contains("unknown variable"), "{why}");

    let (_, warnings) = set(&press, "#let body(data) = {\n  (");
    assert_eq!(warnings[0].place.line_column, Some((1, 19)), "the brace that is not closed: {warnings:?}");
}

#[test]
fn what_an_office_gives_a_built_in_function_is_told_at_the_place_in_its_own_file() {
    let press = Press::new();
    let (_, warnings) = set(&press, "#import \"common.typ\": *\n#let body(data) = {\n\n  photos(7)\n}\n");
    assert_eq!(warnings[0].place.file.as_deref(), Some(std::path::Path::new("plan.typ")), "{warnings:?}");
    assert_eq!(warnings[0].place.line_column.map(|(line, _)| line), Some(4), "{warnings:?}");
}

#[test]
fn a_template_reaches_no_file_no_package_and_no_clock() {
    let press = Press::new();
    std::fs::write(press.folder.path().join("secret.txt"), "geheim").unwrap();
    for code in [
        r#"read("/etc/passwd")"#,
        r#"read("../secret.txt")"#,
        r#"read("../../../../etc/passwd")"#,
        r#"read("secret.txt")"#,
        r#"include "/etc/passwd""#,
        r#"image("/etc/hostname")"#,
        r#"plugin("/plan.typ")"#,
        r#"{ import "@preview/cetz:0.3.1": canvas }"#,
    ] {
        let (text, warnings) = set(&press, &format!("#let body(data) = {{ {} }}", code.trim_start_matches('#')));
        assert!(!text.contains("geheim") && !text.contains("root:"), "{code}: {text}");
        assert_eq!(warnings.len(), 1, "{code}: {text}");
        assert_eq!(warnings[0].key, "paper-template-broken", "{code}");
    }
    let (text, _) = set(&press, "#let body(data) = [#datetime.today().display() #data.printed]");
    assert!(text.contains("2027-01-012027-01-01"), "the day that is printed: {text}");
}

#[test]
fn endless_templates_end() {
    let press = Press::new();
    for code in ["while true { [] }", "let f() = f(); f()", "for page in range(1200) { pagebreak(weak: false) }"] {
        let (text, warnings) = set(&press, &format!("#let body(data) = {{ {code} }}"));
        assert!(text.contains("改造项目"), "{code}: {text}");
        assert_eq!(warnings.len(), 1, "{code}: {warnings:?}");
    }
}

#[test]
fn a_font_that_is_not_here_is_told() {
    let press = Press::new();
    let (_, warnings) = set(&press, "#let body(data) = text(font: \"SimSun\")[旗]");
    assert_eq!(warnings[0].key, "paper-template-remark", "{warnings:?}");
    assert_eq!(warnings[0].place.line_column.map(|(line, _)| line), Some(1));
}

#[test]
fn an_office_s_picture_is_shown_and_its_other_files_are_left_out() {
    let press = Press::new();
    let seal =
        r#"<svg xmlns="http://www.w3.org/2000/svg" width="20" height="20"><circle cx="10" cy="10" r="9"/></svg>"#;
    let template = r#"#let body(data) = [ #image("seal.svg") 盖章 ]"#;
    let (pdf, warnings) =
        press.print(&[("seal.svg", seal), ("plan.typ", template)], Kind::Plan, Languages::Zh).unwrap();
    assert_eq!(warnings, []);
    assert!(pdf.squeezed().contains("盖章"));
    let (shelf, told) = tantu::report::Shelf::of_office([("evil.wasm".to_owned(), vec![0])]);
    assert!(shelf.is_empty() && told.len() == 1);
}
