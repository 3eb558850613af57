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

#[test]
fn a_village_s_list_names_every_household_masked_in_one_document() {
    let press = Press::new();
    let mut second = tantu::dossier::Dossier::new(tantu::id::DossierId::from_u128(77));
    let first = press.dossier();
    let author = tantu::dossier::edit::Author {
        device: tantu::id::DeviceId::from_bits(9),
        name: "".into(),
        at: tantu::stamp::Moment::new(0, 0),
    };
    let fields = first.fields.iter().filter(|(path, _)| !path.to_string().starts_with("consent"));
    let answers: Vec<_> =
        fields.filter_map(|(path, register)| Some((path.clone(), register.value()?.clone()))).collect();
    second.apply(&tantu::dossier::edit::Edit::set_all(answers), &author);
    let head = FieldPath::top("hh_head".parse().unwrap());
    second.apply(&tantu::dossier::edit::Edit::set(head, Value::Text("乌日娜".into())), &author);
    press.store.fold(&second).unwrap();

    let printer = press.printer(&[]);
    let lists = printer.notice_lists(&[press.id, second.id], tantu::app::papers::Notices::Village);
    assert_eq!((lists.len(), lists[0].households.len()), (1, 2));
    assert!(!lists[0].file_name(Languages::Zh).contains(&press.id.to_string()));
    let printed = printer.print_notices(&lists[0], Languages::Zh).unwrap();
    let path = press.folder.path().join("list.pdf");
    std::fs::write(&path, &printed.pdf).unwrap();
    let text = Pdf { path, pages: printed.pages }.squeezed();
    assert!(text.contains("乌**") && !text.contains("乌日娜"), "{text}");
    assert!(!text.contains(&press.id.to_string()), "no household's file");
}
