//! From a PDF that nobody knows to a definition, data, and a checked container; and what is new in another edition.

use super::run::{Run, codes, fixture};

#[test]
fn a_pdf_becomes_a_definition_that_builds() {
    let ran = Run::new(&["form", "new", "veidlapa.pdf", "-o", "mana"])
        .file("veidlapa.pdf", fixture("fixtures/forms/unseen.pdf"))
        .run()
        .code(0);
    assert!(ran.stdout.contains("vārds un uzvārds (93 %)"), "{}", ran.stdout);
    assert_eq!(ran.files_in("mana"), ["binding.toml", "examples.toml", "form.toml", "veidlapa.pdf"]);
    let ran = ran.then(&["form", "lint", "mana", "--deny-warnings"]).code(0);
    let ran = ran.then(&["form", "show", "mana"]).code(0);
    let ran = ran.then(&["form", "template", "mana", "--out", "dati.csv"]).code(0);
    let own = ran.text("dati.csv").replace("Anna Ozola", "Ilze Ozola");
    let ran =
        ran.again(&["build", "dati.csv", "--form", "mana", "--out", "o"]).file("dati.csv", own).run().code(0);
    let container = ran.only("o/edoc-unsigned", ".edoc");
    let ran = ran.then(&["check", "--json", "--form", "mana", &container]).code(0);
    assert_eq!(codes(&ran.json()["findings"]), ["C-unsigned"]);
    // Nothing is written over a definition that somebody works on.
    let ran = ran.then(&["form", "new", "veidlapa.pdf", "-o", "mana"]);
    assert_eq!(ran.code, 2);
    // Nor is a part of one put beside it.
    let ran = Run::new(&["form", "new", "veidlapa.pdf", "-o", "mana"])
        .file("veidlapa.pdf", fixture("fixtures/forms/unseen.pdf"))
        .file("mana/examples.toml", "mans")
        .run()
        .code(2);
    assert_eq!(ran.files_in("mana"), ["examples.toml"]);
}

#[test]
fn what_is_no_form_is_refused_with_its_reason() {
    let ran = Run::new(&["form", "new", "x.pdf", "-o", "mana", "--json"])
        .file("x.pdf", fixture("fixtures/forms/variants/no-acroform.pdf"))
        .run()
        .code(1);
    assert!(!codes(&ran.json()["findings"]).is_empty());
}

#[test]
fn a_signed_form_is_drafted_but_said_not_to_work() {
    let ran = Run::new(&["form", "new", "x.pdf", "-o", "mana", "--json"])
        .file("x.pdf", fixture("fixtures/forms/variants/certified-no-changes.pdf"))
        .run()
        .code(1);
    let said = ran.json();
    assert_eq!(said["tried"], false);
    assert!(!codes(&said["findings"]).is_empty());
}

#[test]
fn two_editions_are_told_apart_field_by_field() {
    let editions = |args: &[&str]| {
        Run::new(args)
            .file("vecs.pdf", fixture("schemas/forms/lv.kase.x509/sample.pdf"))
            .file("jauns.pdf", fixture("fixtures/editions/renamed-reportlab.pdf"))
    };
    let ran = editions(&["form", "diff", "vecs.pdf", "vecs.pdf", "--lang", "en"]).run().code(0);
    assert_eq!(ran.stdout, "They are the same file.\n");
    let ran = editions(&["form", "diff", "vecs.pdf", "jauns.pdf", "--json"]).run().code(1);
    let said = ran.json();
    assert_eq!(said["same"], false);
    let fields = said["fields"].as_array().unwrap();
    let renamed = fields.iter().filter(|field| field["differences"][0]["what"] == "renamed").count();
    assert!(renamed >= 3, "{fields:#?}");
    let ran = ran.then(&["form", "diff", "vecs.pdf", "jauns.pdf"]).code(1);
    assert!(ran.stdout.contains("droši vien pārdēvēts; bija"), "{}", ran.stdout);
}

#[test]
fn lint_points_at_the_place_and_tells_ci() {
    let broken = |args: &[&str]| {
        Run::new(args)
            .file("mana/form.toml", fixture("fixtures/definitions/field/form.toml"))
            .file("mana/examples.toml", fixture("fixtures/definitions/field/examples.toml"))
    };
    let ran = broken(&["form", "lint", "mana", "--lang", "en"]).run().code(1);
    assert!(ran.stdout.contains("error F-field: No field is called `person.nmae`.\n"), "{}", ran.stdout);
    assert!(
        ran.stdout.contains("^^^^^^^^^^^^^") && ran.stdout.contains("Was `person.name` meant?"),
        "{}",
        ran.stdout
    );
    let ran = ran.then(&["form", "lint", "mana", "--format", "short", "--lang", "en"]).code(1);
    assert!(ran.stdout.starts_with("mana/form.toml:101:"), "{}", ran.stdout);
    let ran = ran.then(&["form", "lint", "mana", "--format", "github", "--lang", "en"]).code(1);
    assert!(ran.stdout.starts_with("::error file=mana/form.toml,line=101,"), "{}", ran.stdout);
}

#[test]
fn a_pinned_pdf_is_still_the_same_or_not() {
    let lint = |digest: &str| Run::new(&["form", "lint", "--json", "--pdf-sha256", digest]).run();
    let own = super::run::sha256(&fixture("schemas/forms/lv.kase.x509/sample.pdf"));
    lint(&own).code(0);
    let ran = lint(&"0".repeat(64)).code(1);
    assert_eq!(codes(&ran.json()["findings"]), ["F-pdf-sha256"]);
    assert_eq!(lint("abc").code, 2);
}
