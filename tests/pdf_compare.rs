//! A filled form held against the official blank: every planted attack is refused under its own code, and every
//! honest fill passes.

#![allow(
    clippy::disallowed_methods,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::unwrap_used,
    reason = "a test, whose helpers stand beside its functions"
)]

use std::collections::BTreeSet;
use std::path::Path;

use edocpack::diag::{FileLocation, Lang, Origin, Severity};
use edocpack::pdf::{Change, Comparison, FillValue, Filler, Pdf, SaveMethod, Template, compare};

const SAMPLE: &str = "schemas/forms/lv.kase.x509/sample.pdf";

/// Each attack of `fixtures/shadow`, and the code that it must be refused under.
const ATTACKS: &[(&str, &str)] = &[
    ("addressee-text", "P-page-text"),
    ("after-the-end", "P-structure"),
    ("attachment", "P-attachment"),
    ("crop-box", "P-page-box"),
    ("damaged", "P-structure"),
    ("document-changed", "P-document"),
    ("encrypted", "P-encryption"),
    ("field-gone", "P-field-gone"),
    ("field-hidden", "P-hidden"),
    ("field-label", "P-field-label"),
    ("field-look", "P-field-look"),
    ("field-moved", "P-field-moved"),
    ("field-not-printed", "P-hidden"),
    ("field-outside-the-tree", "P-field-new"),
    ("field-over-field", "P-field-new"),
    ("field-rules", "P-field-rules"),
    ("field-script", "P-action"),
    ("font-program-swapped", "P-font"),
    ("font-swapped", "P-font"),
    ("hidden-in-hybrid", "P-two-readings"),
    ("key-twice", "P-two-readings"),
    ("layer-hides-field", "P-layer"),
    ("layer-hides-line", "P-layer"),
    ("layer-in-field", "P-layer"),
    ("length-lies", "P-two-readings"),
    ("letters-are-pictures", "P-appearance-drawn"),
    ("off-looks-ticked", "P-state-shown"),
    ("open-action", "P-action"),
    ("other-generation", "P-two-readings"),
    ("outlines-in-field", "P-appearance-drawn"),
    ("overlay-free-text", "P-annotation-new"),
    ("overlay-link", "P-annotation-new"),
    ("overlay-stamp", "P-annotation-new"),
    ("page-added", "P-page-count"),
    ("page-content-appended", "P-page-overprint"),
    ("page-content-replaced", "P-page-content"),
    ("page-rotated", "P-page-rotation"),
    ("page-shown-twice", "P-page-count"),
    ("picture-in-field", "P-appearance-drawn"),
    ("previous-skipped", "P-xref"),
    ("rich-value", "P-second-appearance"),
    ("rollover-appearance", "P-second-appearance"),
    ("second-appearance", "P-second-appearance"),
    ("tags-changed", "P-tags"),
    ("text-covered", "P-hidden"),
    ("text-outside-the-box", "P-hidden"),
    ("ticked-says-off", "P-state-shown"),
    ("torn-stream", "P-page-content"),
    ("unlisted-in-object-stream", "P-two-readings"),
    ("unlisted-object", "P-two-readings"),
    ("value-unseen", "P-value-unseen"),
    ("white-text", "P-hidden"),
    ("xobject-swapped", "P-xobject"),
    ("xref-into-the-original", "P-xref"),
];

/// Fills by other programs, and what is told about them at most.
const HONEST: &[&str] = &[
    "fixtures/filled/pdf-lib-good.pdf",
    "fixtures/filled/pdf-lib-faults.pdf",
    "fixtures/filled/pdfjs-good.pdf",
    "fixtures/filled/pdfjs-faults.pdf",
    "fixtures/filled/pymupdf-good.pdf",
    "fixtures/filled/pymupdf-faults.pdf",
    "fixtures/filled/pypdf-good.pdf",
    "fixtures/filled/pypdf-faults.pdf",
    "fixtures/shadow/honest-linearized.pdf",
    "fixtures/shadow/honest-need-appearances.pdf",
    "fixtures/shadow/honest-saved-twice.pdf",
    "fixtures/shadow/honest-uncompressed.pdf",
];

#[test]
fn every_attack_is_refused_under_its_own_code() {
    let mut wrong = Vec::new();
    for (name, code) in ATTACKS {
        let comparison = compared(blank_of(name), &format!("fixtures/shadow/{name}.pdf"));
        let codes: BTreeSet<&str> = refusals(&comparison);
        // One change may touch several parts; it must not be drowned in others.
        if !codes.contains(code) || codes.len() > 2 || comparison.is_only_a_fill() {
            wrong.push(format!("{name}: {codes:?} instead of {code}"));
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn every_fixture_is_in_a_table() {
    let blanks = ["blank-saved-twice", "blank-with-emblem"];
    let readme = String::from_utf8(read("fixtures/shadow/README.md")).unwrap();
    for entry in std::fs::read_dir(root().join("fixtures/shadow")).unwrap() {
        let path = entry.unwrap().path();
        if path.extension().is_none_or(|extension| extension != "pdf") {
            continue;
        }
        let name = path.file_stem().unwrap().to_str().unwrap();
        let attack = ATTACKS.iter().find(|(attack, _)| *attack == name);
        let honest = HONEST.contains(&format!("fixtures/shadow/{name}.pdf").as_str());
        assert!(attack.is_some() || honest || blanks.contains(&name), "{name} is in no table");
        let row = readme.lines().find(|line| line.contains(&format!("`{name}.pdf`")));
        let row = row.unwrap_or_else(|| panic!("{name} is not in the README"));
        if let Some((_, code)) = attack {
            assert!(row.contains(code), "{name}: the README says another code");
        }
    }
}

#[test]
fn honest_fills_pass_with_infos_at_most() {
    let mut wrong = Vec::new();
    for path in HONEST {
        let comparison = compared(SAMPLE, path);
        let report = comparison.report(&Origin::file(*path));
        let grave = report.findings().iter().filter(|finding| finding.severity != Severity::Info);
        wrong.extend(grave.map(|finding| format!("{path}: {} {:?}", finding.code, finding.origin.location)));
        assert!(comparison.is_only_a_fill() || !wrong.is_empty());
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn tells_how_a_file_was_made() {
    let way = |path: &str| compared(SAMPLE, path).save_method();
    assert_eq!(way(SAMPLE), SaveMethod::Unchanged);
    assert_eq!(
        way("fixtures/filled/pdfjs-good.pdf"),
        SaveMethod::IncrementalUpdate { offset: read(SAMPLE).len() }
    );
    assert_eq!(way("fixtures/filled/pdf-lib-good.pdf"), SaveMethod::Rewritten);
    let codes =
        |path: &str| -> Vec<&str> { compared(SAMPLE, path).changes().iter().map(Change::code).collect() };
    assert!(codes(SAMPLE).is_empty());
    assert_eq!(codes("fixtures/filled/pdf-lib-good.pdf"), ["P-rewritten", "P-metadata"]);
    assert_eq!(codes("fixtures/filled/pdfjs-good.pdf"), ["P-no-appearance"; 5]);
}

#[test]
fn our_own_fills_pass_without_a_word() {
    for (blank, names) in [
        (SAMPLE, ["klients.nosaukums", "parakstitajs.vards_uzvards", "darbiba.izsniegt"].as_slice()),
        ("fixtures/forms/variants/object-streams.pdf", &["klients.nosaukums", "darbiba.izsniegt"]),
        ("fixtures/forms/variants/two-widgets.pdf", &["klients.nosaukums"]),
        ("fixtures/forms/variants/comb.pdf", &["klients.nosaukums"]),
        ("fixtures/forms/variants/linearized.pdf", &["klients.nosaukums"]),
        ("fixtures/forms/variants/inherited.pdf", &["klients.nosaukums"]),
        ("fixtures/forms/variants/xfa-hybrid.pdf", &["klients.nosaukums", "darbiba.izsniegt"]),
        ("fixtures/forms/variants/need-appearances.pdf", &["klients.nosaukums"]),
    ] {
        let template = Template::read(read(blank)).unwrap();
        let names: Vec<&str> = names.iter().copied().filter(|name| template.field(name).is_some()).collect();
        assert!(!names.is_empty(), "{blank}");
        let value = |name: &str| {
            if name.starts_with("darbiba") { FillValue::On } else { FillValue::Text("Žagare".into()) }
        };
        let values: Vec<(&str, FillValue)> = names.iter().map(|name| (*name, value(name))).collect();
        let filled = Filler::new(&template, &names).unwrap().fill(&values).unwrap();
        let comparison = compare(template.pdf(), &Pdf::read(filled.into_bytes()).unwrap());
        assert!(comparison.changes().is_empty(), "{blank}: {:?}", comparison.changes());
    }
}

#[test]
fn another_form_is_not_this_one() {
    for other in ["fixtures/forms/other-make.pdf", "fixtures/forms/unseen.pdf"] {
        let comparison = compared(SAMPLE, other);
        assert!(!comparison.is_only_a_fill());
        assert!(refusals(&comparison).contains("P-field-gone"), "{other}");
    }
    assert!(!compared(SAMPLE, "fixtures/forms/variants/flattened.pdf").is_only_a_fill());
    assert!(!compared(SAMPLE, "fixtures/forms/variants/scan.pdf").is_only_a_fill());
}

#[test]
fn a_signature_in_the_pdf_is_told() {
    let codes = |path| compared("fixtures/forms/variants/sig-field.pdf", path);
    let comparison = codes("fixtures/forms/variants/signed-filled.pdf");
    assert!(refusals(&comparison).contains("P-signature"), "{:?}", comparison.changes());
}

#[test]
fn findings_say_where_in_both_languages() {
    let report = compared(SAMPLE, "fixtures/shadow/field-moved.pdf").report(&Origin::file("a.pdf"));
    let finding = &report.findings()[0];
    assert_eq!(finding.code.as_str(), "P-field-moved");
    assert_eq!(finding.origin.location, FileLocation::PdfField { name: "klients.nosaukums".into() });
    insta::assert_snapshot!(finding.message(Lang::Lv), @"Lauks „klients.nosaukums” ir pārvietots vai tā izmērs ir mainīts: ierakstītais var nonākt citā vietā vai aizsegt drukāto tekstu.");
    insta::assert_snapshot!(finding.message(Lang::En), @"The field “klients.nosaukums” was moved or resized: what is written there can land elsewhere or cover the printed text.");
    for (name, _) in ATTACKS {
        let comparison = compared(blank_of(name), &format!("fixtures/shadow/{name}.pdf"));
        for finding in comparison.report(&Origin::file("a.pdf")).findings() {
            for lang in [Lang::Lv, Lang::En] {
                let text = finding.message(lang) + &finding.hint(lang).unwrap_or_default();
                assert!(!text.contains('{'), "{name}: {text}");
                // Nothing of what people wrote.
                assert!(!text.contains("00000") && !text.contains("Ozols"), "{name}: {text}");
            }
        }
    }
}

/// One number, name, string or byte of a stream anywhere outside of what a fill may touch becomes another: each is refused. More rounds
/// with `EDOCPACK_CHANGE_ROUNDS`.
#[test]
fn no_change_anywhere_else_passes() {
    let rounds = std::env::var("EDOCPACK_CHANGE_ROUNDS").ok().and_then(|n| n.parse().ok()).unwrap_or(40);
    let official = Pdf::read(read(SAMPLE)).unwrap();
    let honest = lopdf::Document::load_mem(&read("fixtures/filled/pdf-lib-good.pdf")).unwrap();
    let leaves = leaves(&honest);
    assert!(leaves.len() > 1000, "{}", leaves.len());
    let mut passed = Vec::new();
    for round in 0..rounds {
        // A walk through all of them that looks random and ends: the step is a prime.
        let (id, path) = &leaves[round * 7919 % leaves.len()];
        let mut changed = honest.clone();
        change(at(changed.objects.get_mut(id).unwrap(), path), round);
        let mut bytes = Vec::new();
        changed.save_to(&mut bytes).unwrap();
        // A document that no longer opens is refused, too.
        if let Ok(filled) = Pdf::read(bytes)
            && compare(&official, &filled).is_only_a_fill()
        {
            let path: Vec<_> = path.iter().map(|step| String::from_utf8_lossy(step)).collect();
            passed.push(format!("{id:?} {}", path.join("/")));
        }
    }
    assert!(passed.is_empty(), "{passed:#?}");
}

/// The scalars that hang on the catalogue by other ways than those that a fill may touch: object, and way within.
fn leaves(doc: &lopdf::Document) -> Vec<(lopdf::ObjectId, Vec<Vec<u8>>)> {
    use lopdf::Object;
    const TOUCHED: &[&[u8]] = &[
        // What a fill is, and what says nothing (catalogue's Metadata, a stream's carriage).
        b"V",
        b"AS",
        b"AP",
        b"DA",
        b"DR",
        b"M",
        b"Metadata",
        b"Type",
        b"Length",
        b"Filter",
        b"DecodeParms",
        b"ProcSet",
        b"Version",
        b"Extensions",
    ];
    let root = doc.trailer.get(b"Root").unwrap().as_reference().unwrap();
    let (mut found, mut seen, mut open) = (Vec::new(), BTreeSet::from([root]), vec![root]);
    while let Some(id) = open.pop() {
        let Some(object) = doc.objects.get(&id) else { continue };
        let mut stack = vec![(object, Vec::new())];
        while let Some((object, path)) = stack.pop() {
            let step = |key: &[u8]| [path.clone(), vec![key.to_vec()]].concat();
            if object.as_stream().is_ok() {
                found.push((id, path.clone()));
            }
            match object {
                Object::Reference(next) if seen.insert(*next) => open.push(*next),
                Object::Reference(_) | Object::Null => {}
                Object::Array(items) => {
                    let numbered = items.iter().enumerate();
                    stack.extend(numbered.map(|(n, item)| (item, step(n.to_string().as_bytes()))));
                }
                Object::Dictionary(dict) | Object::Stream(lopdf::Stream { dict, .. }) => {
                    // The page has bounds of its own, and inherits none.
                    let inherited = |key: &[u8]| dict.has(b"Kids") && key == b"MediaBox";
                    let kept =
                        dict.iter().filter(|(key, _)| !TOUCHED.contains(&key.as_slice()) && !inherited(key));
                    stack.extend(kept.map(|(key, value)| (value, step(key))));
                }
                _ => found.push((id, path)),
            }
        }
    }
    found
}

fn at<'a>(object: &'a mut lopdf::Object, path: &[Vec<u8>]) -> &'a mut lopdf::Object {
    use lopdf::Object;
    path.iter().fold(object, |object, step| match object {
        Object::Array(items) => &mut items[std::str::from_utf8(step).unwrap().parse::<usize>().unwrap()],
        Object::Dictionary(dict) | Object::Stream(lopdf::Stream { dict, .. }) => dict.get_mut(step).unwrap(),
        _ => unreachable!(),
    })
}

fn change(object: &mut lopdf::Object, round: usize) {
    use lopdf::Object;
    match object {
        Object::Integer(n) => *n += 1 + i64::try_from(round % 3).unwrap(),
        Object::Real(n) => *n += 1.5,
        Object::Boolean(b) => *b = !*b,
        Object::Name(name) => name.push(b'x'),
        Object::String(text, _) => text.push(b'x'),
        Object::Stream(stream) => {
            stream.decompress().unwrap();
            let middle = stream.content.len() / 2;
            stream.content[middle] ^= 1;
        }
        _ => unreachable!(),
    }
}

fn blank_of(attack: &str) -> &'static str {
    match attack {
        "xobject-swapped" => "fixtures/shadow/blank-with-emblem.pdf",
        "xref-into-the-original" | "previous-skipped" => "fixtures/shadow/blank-saved-twice.pdf",
        _ => SAMPLE,
    }
}

fn compared(official: &str, filled: &str) -> Comparison {
    let open = |path: &str| Pdf::read(read(path)).unwrap_or_else(|error| panic!("{path}: {error}"));
    compare(&open(official), &open(filled))
}

fn refusals(comparison: &Comparison) -> BTreeSet<&'static str> {
    comparison.changes().iter().filter(|change| change.refuses()).map(Change::code).collect()
}

fn read(path: &str) -> Vec<u8> {
    let path = root().join(path);
    std::fs::read(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}
