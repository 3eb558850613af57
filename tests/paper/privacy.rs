//! What must not be on a notice or a work order is in none of its bytes.

use std::io::Read as _;

use tantu::path::FieldPath;
use tantu::report::model::{Kind, Languages};
use tantu::value::Value;

use super::press::{Pdf, Press};

/// Values of the household's fields called so, in all rows.
fn values(press: &Press, names: &[&str]) -> Vec<String> {
    let dossier = press.dossier();
    let named = |path: &FieldPath| path.leaf.as_ref().is_some_and(|leaf| names.contains(&leaf.as_str()));
    let texts =
        dossier.fields.iter().filter(|(path, _)| named(path)).filter_map(|(_, register)| match register.value() {
            Some(Value::Text(text)) if text.chars().count() > 1 => Some(text.to_string()),
            _ => None,
        });
    texts.collect()
}

/// The file's bytes, and those of every stream in it, inflated.
fn bytes_of(pdf: &Pdf) -> Vec<u8> {
    let raw = std::fs::read(&pdf.path).unwrap();
    let mut all = raw.clone();
    let mut rest = &raw[..];
    let find = |bytes: &[u8], what: &[u8]| bytes.windows(what.len()).position(|window| window == what);
    while let Some(start) = find(rest, b"stream\n") {
        rest = &rest[start + 7..];
        let end = find(rest, b"endstream").unwrap();
        let mut inflated = Vec::new();
        // Pictures are no deflated streams; what cannot be inflated is searched as it is.
        if flate2::read::ZlibDecoder::new(&rest[..end]).read_to_end(&mut inflated).is_ok() {
            all.extend(inflated);
        }
        rest = &rest[end + 9..];
    }
    all
}

fn has(bytes: &[u8], text: &str) -> bool {
    let utf16: Vec<u8> = text.encode_utf16().flat_map(u16::to_be_bytes).collect();
    [text.as_bytes(), &utf16].into_iter().any(|wanted| bytes.windows(wanted.len()).any(|window| window == wanted))
}

fn lacks(press: &Press, kind: Kind, names: &[&str]) {
    let secrets = values(press, names);
    assert!(secrets.len() >= names.len() - 1, "the household has them: {secrets:?}");
    for languages in Languages::ALL {
        let (pdf, _) = press.print(&[], kind, languages).unwrap();
        let (text, bytes) = (pdf.squeezed(), bytes_of(&pdf));
        for secret in &secrets {
            let squeezed: String = secret.split_whitespace().collect();
            assert!(!text.contains(&squeezed), "{kind:?} shows {secret}");
            assert!(!has(&bytes, secret), "{kind:?} holds {secret}");
        }
    }
}

#[test]
fn a_notice_masks_names_and_says_neither_numbers_nor_where_exactly() {
    let press = Press::new();
    lacks(
        &press,
        Kind::Notice,
        &["hh_head", "p_name", "p_citizen_id", "p_certificate", "hh_phone", "p_phone", "hh_address"],
    );
    let text = press.print(&[], Kind::Notice, Languages::Zh).unwrap().0.squeezed();
    assert!(text.contains('*') && text.contains("钢坡道"), "{text}");
    assert!(!text.contains("肢体"), "{text}");
}

#[test]
fn a_work_order_has_name_address_and_telephone_but_no_papers_no_diagnosis_and_no_prices() {
    let press = Press::new();
    lacks(&press, Kind::WorkOrder, &["p_citizen_id", "p_certificate", "p_phone"]);
    let text = press.print(&[], Kind::WorkOrder, Languages::Zh).unwrap().0.squeezed();
    for name in values(&press, &["hh_head", "hh_phone", "hh_address"]) {
        assert!(text.contains(&name.split_whitespace().collect::<String>()), "{name}: {text}");
    }
    for word in ["肢体", "二级", "低保", "轮椅", "280.00", "元"] {
        assert!(!text.contains(word), "{word}: {text}");
    }
}

#[test]
fn a_page_can_be_searched_for_what_was_deflated() {
    let press = Press::new();
    let (pdf, _) = press.print(&[], Kind::AssessmentRecord, Languages::Zh).unwrap();
    // The search above finds nothing; this one must find something, or it would prove nothing.
    let name = values(&press, &["p_certificate"]).remove(0);
    assert!(pdf.squeezed().contains(&name));
    assert!(has(&bytes_of(&pdf), "/ToUnicode") && has(&bytes_of(&pdf), "beginbfchar"));
}
