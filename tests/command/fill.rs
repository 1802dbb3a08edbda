//! `edocpack fill` and `edocpack export`: any form by the names of its fields, there and back.

use std::path::Path;

use super::run::{Ran, Run};

const SAMPLE: &str = "schemas/forms/lv.kase.x509/sample.pdf";

/// Fills `form`, which stands in the folder, with what `export` says of it, and exports again.
fn there_and_back(form: &str, options: &[&str]) -> Ran {
    let with =
        |args: &[&str]| -> Vec<String> { args.iter().chain(options).map(ToString::to_string).collect() };
    let run = |ran: Ran, args: Vec<String>| {
        ran.again(&args.iter().map(String::as_str).collect::<Vec<_>>()).may_show_codes().run()
    };
    let path = Path::new(form);
    let name = path.file_name().unwrap().to_str().unwrap();
    let folder = Run::new(&["--version"]).fixture(form).file("password", "parole").run();
    let first = run(folder, with(&["export", name])).code(0);
    let values = first.stdout.clone();
    std::fs::write(first.path("values.json"), &values).unwrap();
    let fill = with(&["fill", "--template", name, "values.json", "--out", "filled.pdf", "--lang", "en"]);
    let filled = run(first, fill).code(0);
    let second = run(filled, with(&["export", "filled.pdf"])).code(0);
    assert_eq!(second.stdout, values, "{form}");
    second
}

#[test]
fn what_export_writes_is_what_fill_takes() {
    let folder = |name: &str| Path::new(env!("CARGO_MANIFEST_DIR")).join(name);
    let mut forms: Vec<String> =
        vec![SAMPLE.into(), "fixtures/forms/other-make.pdf".into(), "fixtures/forms/unseen.pdf".into()];
    for name in ["fixtures/filled", "fixtures/forms/variants"] {
        let files = std::fs::read_dir(folder(name)).unwrap().map(|entry| entry.unwrap().file_name());
        let pdfs = files
            .filter_map(|file| file.into_string().ok())
            .filter(|file| Path::new(file).extension().is_some_and(|end| end == "pdf"));
        forms.extend(pdfs.map(|file| format!("{name}/{file}")));
    }
    forms.sort();
    assert!(forms.len() > 30, "{forms:?}");
    // Not a form, or one that must not be filled at all.
    let no_forms = [
        "certified-no-changes",
        "flattened",
        "no-acroform",
        "no-acroform-widgets-left",
        "scan",
        "xfa-dynamic",
    ];
    for form in &forms {
        let stem = Path::new(form).file_stem().unwrap().to_str().unwrap();
        if !no_forms.contains(&stem) {
            let locked = stem == "encrypted-password";
            there_and_back(form, if locked { &["--password-file", "password"] } else { &[] });
        }
    }
}

#[test]
fn values_are_taken_as_people_write_them() {
    let values = r#"{
        "klients.nosaukums": "Ķeguma novada pašvaldība",
        "klients.regnr": 90000000001,
        "darbiba.apturet": true,
        "darbiba.partraukt": "Yes",
        "darbiba.apturet_iemesls": null
    }"#;
    let filled = Run::new(&["fill", "--template", "sample.pdf", "v.json", "--out", "o.pdf", "--json"])
        .fixture(SAMPLE)
        .file("v.json", values)
        .run()
        .code(0);
    let told: serde_json::Value = serde_json::from_str(&filled.stdout).unwrap();
    assert_eq!(told["state"], "filled");
    assert_eq!(told["findings"].as_array().map(Vec::len), Some(0), "{told}");
    let back = filled.then(&["export", "o.pdf"]).code(0);
    let back: serde_json::Value = serde_json::from_str(&back.stdout).unwrap();
    assert_eq!(back["klients.regnr"], "90000000001");
    assert_eq!((&back["darbiba.apturet"], &back["darbiba.partraukt"]), (&"Yes".into(), &"Yes".into()));
    assert_eq!(back["darbiba.apturet_iemesls"], "");
}

#[test]
fn all_that_is_wrong_is_told_at_once_and_nothing_is_written() {
    let values = r#"{"klients.nosaukum": "x", "klients.regnr": {"a": 1}, "darbiba.apturet": "Nē", "klients.nosaukums": "漢"}"#;
    let refused = Run::new(&["fill", "--template", "sample.pdf", "v.json", "--out", "o.pdf", "--lang", "en"])
        .fixture(SAMPLE)
        .file("v.json", values)
        .run()
        .code(1);
    for code in ["P-unknown-field", "P-value", "P-unknown-state", "P-letter"] {
        assert!(refused.stdout.contains(code), "{code} is not in\n{}", refused.stdout);
    }
    assert!(refused.stdout.contains("漢 (U+6F22)"), "{}", refused.stdout);
    assert_eq!(refused.files(), ["sample.pdf", "v.json"]);
}

#[test]
fn what_is_small_is_told() {
    let values = r#"{"pilnvarota.vards": "Ēriks Kristaps Maksimiliāns Aleksandrs Ludvigs Ķēniņš-Ģibul"}"#;
    let filled = Run::new(&["fill", "--template", "sample.pdf", "v.json", "--out", "o.pdf", "--lang", "en"])
        .fixture(SAMPLE)
        .file("v.json", values)
        .run()
        .code(0);
    assert!(filled.stdout.contains("P-shrunk"), "{}", filled.stdout);
}

#[test]
fn each_field_is_reported() {
    let values = r#"{"klients.nosaukums": "Ķeguma novada pašvaldība", "darbiba.apturet": true,
        "sagatavotajs.talrunis": "+371 26000000"}"#;
    let filled = Run::new(&["fill", "--template", "sample.pdf", "v.json", "--out", "o.pdf", "--json"])
        .fixture(SAMPLE)
        .file("v.json", values)
        .run()
        .code(0);
    let told: serde_json::Value = serde_json::from_str(&filled.stdout).unwrap();
    let fields = told["fields"].as_array().unwrap();
    let of = |name: &str| fields.iter().find(|field| field["name"] == name).unwrap();
    let name = of("klients.nosaukums");
    assert_eq!((&name["drawn"], &name["lines"]), (&"Ķeguma novada pašvaldība".into(), &1.into()));
    assert_eq!((&name["size"], &name["shrunk"]), (&10.0.into(), &false.into()));
    assert_eq!((&name["face"], &name["page"]), (&"LiberationSans".into(), &1.into()));
    assert!(name["room"].as_f64().unwrap() > 0.0);
    assert_eq!(of("darbiba.apturet")["drawn"], "Yes");
}

#[test]
fn a_form_is_filled_by_its_definition() {
    let filled =
        Run::new(&["fill", "--form", "lv.kase.x509", "pieteikums.json", "--out", "o.pdf", "--lang", "en"])
            .fixture("fixtures/data/pieteikums.json")
            .run()
            .code(0);
    assert_eq!(filled.files(), ["o.pdf", "pieteikums.json"]);
    let back = filled.then(&["check", "o.pdf", "--lang", "en"]).code(0);
    assert!(back.stdout.contains("no errors"), "{}", back.stdout);

    let many =
        Run::new(&["fill", "--form", "lv.kase.x509", "pieteikumi.csv", "--out", "o.pdf", "--lang", "en"])
            .fixture("fixtures/data/pieteikumi.csv")
            .run()
            .code(1);
    assert!(many.stdout.contains("P-records"), "{}", many.stdout);
    assert_eq!(many.files(), ["pieteikumi.csv"]);

    let neither = Run::new(&["fill", "v.json", "--out", "o.pdf"]).file("v.json", "{}").run().code(2);
    assert!(neither.stderr.contains("--template"), "{}", neither.stderr);
}

#[test]
fn warnings_refuse_where_that_is_asked() {
    let values = r#"{"pilnvarota.uzvards": "MAKSIMILIĀNS ALEKSANDRS LUDVIGS ĶĒNIŅŠ-ĢIBULIS-SAULESKALNS MŪRMUIŽNIEKS"}"#;
    let options = ["fill", "--template", "sample.pdf", "v.json", "--out", "o.pdf", "--lang", "en"];
    let small = Run::new(&options).fixture(SAMPLE).file("v.json", values).run().code(0);
    assert!(small.stdout.contains("P-small"), "{}", small.stdout);
    let strict: Vec<&str> = options.into_iter().chain(["--deny-warnings"]).collect();
    let refused = Run::new(&strict).fixture(SAMPLE).file("v.json", values).run().code(1);
    assert_eq!(refused.files(), ["sample.pdf", "v.json"]);
}

/// `inspect` says of each field what `fill` will do with it.
#[test]
fn what_fill_will_do_is_told_before() {
    let field = |form: &str, name: &str| {
        let seen = Run::new(&["inspect", "form.pdf", "--json"])
            .file("form.pdf", super::run::fixture(form))
            .run()
            .code(0);
        let told: serde_json::Value = serde_json::from_str(&seen.stdout).unwrap();
        let fields = told["fields"].as_array().unwrap().clone();
        fields.into_iter().find(|field| field["name"] == name).unwrap()
    };
    let variant = |name: &str| format!("fixtures/forms/variants/{name}.pdf");
    let date = field(&variant("date-javascript"), "parakstitajs.datums");
    assert_eq!(date["filling"]["shown_as"]["kind"], "date");
    assert_eq!(date["filling"]["shown_as"]["pattern"], "dd.mm.yyyy");
    assert!(date["scripts"].as_array().unwrap().iter().all(|script| script["known"] == true), "{date}");
    let text = field(SAMPLE, "klients.regnr");
    assert_eq!(text["filling"]["takes_values"], true);
    assert_eq!(
        (&text["filling"]["face"], &text["filling"]["size"]["least"]),
        (&"LiberationSans".into(), &4.0.into())
    );
    let certified = field(&variant("certified-no-changes"), "klients.regnr");
    assert_eq!(certified["filling"]["refused_as"], "P-certified");
    let signature = field(&variant("sig-field"), "parakstitajs.paraksts");
    assert_eq!(signature["filling"]["refused_as"], "P-wrong-kind");

    let words = Run::new(&["inspect", "form.pdf", "--lang", "en"])
        .file("form.pdf", super::run::fixture(&variant("date-javascript")))
        .run()
        .code(0);
    assert!(words.stdout.contains("→ shown as a date or time: dd.mm.yyyy"), "{}", words.stdout);
    assert!(words.stdout.contains("→ fill fills it though it is read-only"), "{}", words.stdout);
}

#[test]
fn a_value_is_kept_only_where_the_form_shows_it() {
    let fill = |form: &str, values: &str| {
        Run::new(&["fill", "--template", form, "v.json", "--out", "o.pdf", "--lang", "en"])
            .fixture(&format!("fixtures/ticks/{form}"))
            .file("v.json", values)
            .run()
    };
    // The value is there; what the page shows is another text, and a square over it.
    let refused = fill("kept-covered.pdf", r#"{"name": "x"}"#).code(1);
    assert!(refused.stdout.contains("P-not-proved"), "{}", refused.stdout);
}

#[test]
fn one_choice_is_exported_as_a_text() {
    let filled = Run::new(&["fill", "--template", "hybrid.pdf", "v.json", "--out", "o.pdf", "--lang", "en"])
        .fixture("fixtures/forms/layouts/hybrid.pdf")
        .file("v.json", r#"{"novads": "Ādažu"}"#)
        .run()
        .code(0);
    let back = filled.then(&["export", "o.pdf"]).code(0);
    let back: serde_json::Value = serde_json::from_str(&back.stdout).unwrap();
    assert_eq!(back["novads"], "Ādažu");
}

#[test]
fn a_password_in_a_field_is_not_exported() {
    let pdf = "%PDF-1.7\n1 0 obj\n<</Type/Catalog/Pages 2 0 R/AcroForm<</Fields[4 0 R 5 0 R]>>>>\nendobj\n\
               2 0 obj\n<</Type/Pages/Kids[3 0 R]/Count 1>>\nendobj\n\
               3 0 obj\n<</Type/Page/Parent 2 0 R/MediaBox[0 0 300 200]/Annots[4 0 R 5 0 R]>>\nendobj\n\
               4 0 obj\n<</Subtype/Widget/FT/Tx/Ff 8192/T(secret)/V(abc)/Rect[10 10 99 30]>>\nendobj\n\
               5 0 obj\n<</Subtype/Widget/FT/Tx/T(open)/V(abc)/Rect[10 40 99 60]>>\nendobj\n\
               trailer\n<</Size 6/Root 1 0 R>>\nstartxref\n0\n%%EOF\n";
    let exported = Run::new(&["export", "form.pdf"]).file("form.pdf", pdf).run().code(0);
    let values: serde_json::Value = serde_json::from_str(&exported.stdout).unwrap();
    assert_eq!(values, serde_json::json!({"open": "abc"}));
}
