//! The sample form with one trait changed each, handed in as `--template`: filled, or refused for its own reason, as
//! `fixtures/forms/variants/README.md` says.

use std::collections::{BTreeMap, BTreeSet};

use super::built::values;
use super::run::{Ran, Run, codes, fixture, sha256};
use super::sample::VALUES;
use super::tools::ask;
use serde_json::Value;

/// What `build` says of each variant that it refuses.
const REFUSED: [(&str, &[&str]); 15] = [
    ("certified-filling", &["T-template-signed", "T-form"]),
    ("certified-no-changes", &["T-template-signed", "T-form"]),
    ("date-javascript-today", &["S18-script"]),
    ("embedded-file", &["S16"]),
    ("encrypted", &["T-template-encrypted"]),
    ("encrypted-password", &["P-encrypted"]),
    ("file-attachment", &["S16"]),
    ("flattened", &["P-no-form"]),
    ("no-acroform", &["P-no-form"]),
    ("no-acroform-widgets-left", &["P-no-form"]),
    ("preset-datums", &["S18-filled"]),
    ("preset-paraksts", &["S18-filled"]),
    ("scan", &["P-no-form"]),
    ("signed", &["T-template-signed", "T-form"]),
    ("xfa-dynamic", &["P-xfa-only"]),
];

/// What it fills, and the on-state of the boxes.
const FILLED: [(&str, &str); 15] = [
    ("comb", "Yes"),
    ("date-javascript", "Yes"),
    ("inherited", "Yes"),
    ("linearized", "Yes"),
    ("need-appearances", "Yes"),
    ("no-da", "Yes"),
    ("object-streams", "Yes"),
    ("on-state-1", "1"),
    ("on-state-cp1257", "J\u{e2}"),
    ("on-state-on", "On"),
    ("on-state-utf8", "Jā"),
    ("sig-field", "Yes"),
    ("two-widgets", "Yes"),
    ("xfa-hybrid", "Yes"),
    ("radio-group", "group"),
];

/// Builds the good application on a variant, with a binding of its own.
fn build(variant: &str, on: &str) -> Ran {
    let pdf = fixture(&format!("fixtures/forms/variants/{variant}.pdf"));
    let digest = sha256(&pdf);
    let binding = String::from_utf8(fixture("schemas/forms/lv.kase.x509/sample.binding.toml")).unwrap();
    let own = binding.lines().find(|line| line.starts_with("sha256")).unwrap();
    let binding = binding
        .replace(own, &format!("sha256 = \"{digest}\""))
        .replace("on = \"Yes\"", &format!("on = \"{on}\""));
    let group = ["apturet", "partraukt", "izsniegt"].iter().fold(binding.clone(), |text, state| {
        let box_ = format!("{{ field = \"darbiba.{state}\", on = \"group\" }}");
        text.replace(&box_, &format!("{{ field = \"darbiba.veids\", on = \"{state}\" }}"))
    });
    Run::new(&["build", "--json", "pieteikums.json", "--template", "veidlapa.pdf", "--out", "o"])
        .fixture("fixtures/data/pieteikums.json")
        .file("veidlapa.pdf", pdf)
        .file("binding.toml", group)
        .run()
}

#[test]
fn every_variant_is_spoken_of() {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/fixtures/forms/variants");
    let there: BTreeSet<String> = std::fs::read_dir(folder)
        .unwrap()
        .filter_map(|entry| entry.unwrap().file_name().to_str()?.strip_suffix(".pdf").map(str::to_owned))
        .collect();
    let spoken: BTreeSet<String> = REFUSED
        .iter()
        .map(|(name, _)| *name)
        .chain(FILLED.iter().map(|(name, _)| *name))
        .chain(["maxlen-small", "signed-filled"])
        .map(str::to_owned)
        .collect();
    assert_eq!(there, spoken);
}

#[test]
fn what_cannot_be_a_template_is_refused_for_its_own_reason() {
    for (variant, expected) in REFUSED {
        let ran = build(variant, "Yes").code(1);
        assert_eq!(codes(&ran.json()["findings"]), expected, "{variant}");
        assert_eq!(ran.json()["state"], "refused");
        assert!(!ran.path("o").exists(), "{variant}: nothing is written");
    }
}

#[test]
fn what_can_be_filled_is_filled_right() {
    for (variant, on) in FILLED {
        let ran = build(variant, on).code(0);
        let pdf = ran.only("o/pdf", ".pdf");
        let mut expected: BTreeMap<&str, &str> = VALUES[0].iter().copied().collect();
        if variant == "radio-group" {
            expected.remove("darbiba.izsniegt");
            expected.insert("darbiba.veids", "izsniegt");
        } else {
            expected.insert("darbiba.izsniegt", on);
        }
        for (field, value) in values(&ran, &pdf) {
            let found = value.as_str().filter(|text| !text.is_empty());
            assert_eq!(found, expected.get(&*field).copied(), "{variant}: {field}");
        }
        assert!(
            ran.bytes(&pdf).starts_with(&ran.bytes("veidlapa.pdf")),
            "{variant}: the form stays byte for byte"
        );
        if let Some(said) = ask("qpdf", &["--check", ran.path(&pdf).to_str().unwrap()]) {
            assert!(said.content && !said.text.contains("WARNING"), "{variant}: {}", said.text);
        }
        let ran = ran.then(&["inspect", "--json", &pdf]).code(0);
        let traits = &ran.json()["traits"];
        assert_eq!(
            (&traits["need_appearances"], &traits["xfa"]),
            (&Value::Bool(false), &"none".into()),
            "{variant}"
        );
    }
}

#[test]
fn what_is_lost_by_filling_is_told() {
    let report = build("xfa-hybrid", "Yes").code(0).json()["report"].clone();
    assert_eq!(codes(&report["findings"]), ["P-xfa-dropped"]);
    let ran = Run::new(&["fill", "--template", "xfa-hybrid.pdf", "v.json", "--out", "o.pdf"])
        .fixture("fixtures/forms/variants/xfa-hybrid.pdf")
        .file("v.json", "{\"klients.nosaukums\": \"Ezermala\"}")
        .run()
        .code(0);
    ran.says(
        "xfa-hybrid.pdf: ziņa P-xfa-dropped: Veidlapā līdzās laukiem ir XFA dati; aizpildītajā PDF to vairs nav.\nuzrakstīts: o.pdf\n",
    );
}

#[test]
fn a_value_longer_than_the_form_takes_is_refused_and_never_cut() {
    let ran = build("maxlen-small", "Yes").code(1);
    let row = &ran.json()["report"]["rows"][0];
    assert_eq!(codes(&row["findings"]), ["P-max-len"]);
    assert_eq!(
        row["findings"][0]["message"]["lv"],
        "Laukā „Nosaukums” ir pārāk garš teksts: zīmju skaits 27, veidlapa atļauj 10."
    );
    assert!(!ran.path("o/pdf").exists());
}

#[test]
fn one_box_of_a_group_is_all_that_can_be_ticked() {
    let ran = build("radio-group", "group").code(0);
    let both = r#"{ "client": { "name": "Ezermala", "reg_no": "90000012348" }, "user": "=", "signer": { "full_name": "Jānis Ķēniņš" },
        "actions": { "suspend": true, "discontinue": true }, "suspend": { "reason": "Atslēga zudusi." },
        "preparer": { "full_name": "Anna Žagare", "phone": "67000000" } }"#;
    std::fs::write(ran.path("abi.json"), both).unwrap();
    let ran = ran.then(&["check", "--json", "abi.json", "--template", "veidlapa.pdf"]).code(1);
    assert!(codes(&ran.json()["findings"]).contains(&"T-group".to_owned()), "{}", ran.stdout);
}

/// Any form by its field names, also where `build` refuses: `fill` respects what signatures and passwords permit.
#[test]
fn fill_takes_what_build_may_not() {
    let fill = |variant: &str, more: &[&str]| {
        let file = format!("{variant}.pdf");
        Run::new(&[&["fill", "--template", &file, "v.json", "--out", "o.pdf"], more].concat())
            .fixture(&format!("fixtures/forms/variants/{file}"))
            .file("v.json", "{\"klients.nosaukums\": \"Ezermala\"}")
            .file("parole.txt", "parole\n")
            .run()
    };
    for variant in ["signed", "certified-filling", "encrypted"] {
        let ran = fill(variant, &[]).code(0).says("uzrakstīts: o.pdf\n");
        assert!(ran.bytes("o.pdf").starts_with(&ran.bytes(&format!("{variant}.pdf"))), "{variant}");
    }
    for (variant, expected) in [
        ("certified-no-changes", "P-certified"),
        ("encrypted-password", "P-encrypted"),
        ("no-acroform", "P-no-form"),
        ("scan", "P-no-form"),
        ("xfa-dynamic", "P-xfa-only"),
    ] {
        let ran = fill(variant, &[]).code(1);
        let start = format!("{variant}.pdf: kļūda {expected}: ");
        assert!(ran.stdout.starts_with(&start), "{}", ran.stdout);
        assert!(!ran.path("o.pdf").exists());
    }
    let ran = fill("encrypted-password", &["--password-file", "parole.txt"]).code(0);
    let ran = ran.then(&["export", "o.pdf"]).code(1);
    assert!(ran.stdout.starts_with("o.pdf: kļūda P-encrypted: "), "it stays encrypted");
    let ran = ran.then(&["export", "o.pdf", "--password-file", "parole.txt"]).code(0);
    assert_eq!(ran.json()["klients.nosaukums"], "Ezermala");
}
