//! What is a scan, and what comes of it: `scan-check`, and the same check wherever a file comes in.

use serde_json::json;

use super::run::{Ran, Run, codes, fixture, sha256};

const FORM: &str = include_str!("unseen/form.toml");
const BINDING: &str = include_str!("unseen/binding.toml");
const DATA: &str = r#"{ "employee": { "name": "Ņikita Čakste", "position": "Grāmatvedis" },
    "leave": { "kind": "annual", "from": "01.12.2026.", "to": "20.12.2026." } }"#;

fn scans(name: &str) -> Vec<u8> {
    fixture(&format!("fixtures/scans/{name}"))
}

#[test]
fn a_verdict_with_its_reasons_in_words() {
    let ran = Run::new(&["scan-check", "skens.pdf", "vestule.pdf", "visi.zip"])
        .file("skens.pdf", scans("kinds/scan-signed-visibly.pdf"))
        .file("vestule.pdf", scans("kinds/honest-bitmap-fonts.pdf"))
        .file("visi.zip", scans("files/archive-of-both.zip"))
        .run()
        .code(1);
    insta::assert_snapshot!(ran.stdout, @r"
    skens.pdf, 1. lappuse: kļūda X-page-image: 1. lappuse: viens 100 dpi attēls sedz 100 % lapas; ir 174 redzamas zīmes.
        Pievienojiet datni, kā to eksportējusi programma, nevis skenu.
    skens.pdf: SKENĒTA
    vestule.pdf: nav skenēta
    visi.zip › b.pdf, 1. lappuse: kļūda X-page-image: 1. lappuse: viens 150 dpi attēls sedz 100 % lapas.
        Pievienojiet datni, kā to eksportējusi programma, nevis skenu.
    visi.zip: daļēji SKENĒTA
    ");
    let ran = ran.then(&["scan-check", "--lang", "en", "skens.pdf", "visi.zip"]).code(1);
    insta::assert_snapshot!(ran.stdout, @r"
    skens.pdf, page 1: error X-page-image: Page 1: one 100 dpi image covers 100 % of the page; 174 characters can be read.
        Attach the file as exported from the program, not a scan.
    skens.pdf: SCANNED
    visi.zip › b.pdf, page 1: error X-page-image: Page 1: one 150 dpi image covers 100 % of the page.
        Attach the file as exported from the program, not a scan.
    visi.zip: partly SCANNED
    ");
}

#[test]
fn only_scans_refuse_unless_one_is_strict() {
    let check = |args: &[&str], file: &str| {
        let args = [&["scan-check", "x"], args].concat();
        Run::new(&args).file("x", scans(file)).run()
    };
    for (file, code, strict) in [
        ("kinds/honest-bitmap-fonts.pdf", 0, 0),
        ("kinds/honest-poster.pdf", 0, 1),
        ("kinds/scan-group4.pdf", 1, 1),
        ("files/portfolio-with-a-scan.pdf", 1, 1),
        ("files/page.heic", 1, 1),
        ("files/archive-empty.zip", 0, 1),
        ("hostile/content-bomb.pdf", 0, 1),
    ] {
        check(&[], file).code(code);
        check(&["--strict"], file).code(strict);
    }
    Run::new(&["scan-check", "nav.pdf"]).run().code(2);
}

#[test]
fn json_is_as_the_page_on_the_check_says() {
    let ran = Run::new(&["scan-check", "--json", "x.pdf"])
        .file("x.pdf", scans("files/portfolio-with-a-scan.pdf"))
        .run()
        .code(1);
    let told = ran.json();
    assert_eq!(
        (&told["name"], &told["kind"], &told["verdict"]),
        (&"x.pdf".into(), &"pdf".into(), &"mixed".into())
    );
    assert_eq!(told["pages"][0]["verdict"], "digital");
    assert_eq!(told["pages"][0]["reason"], "live-text");
    let inside = &told["inside"][1];
    assert_eq!((&inside["name"], &inside["verdict"]), (&"b.pdf".into(), &"scan".into()));
    let page = &inside["pages"][0];
    assert_eq!((&page["verdict"], &page["reason"]), (&"scan".into(), &"image-of-page".into()));
    assert_eq!(codes(&told["findings"]), ["X-page-image"]);
    assert_eq!(told["findings"][0]["place"]["file"], "x.pdf › b.pdf");
    // The page documents each key.
    let documented = include_str!("../../docs/scan-check.md");
    let keys = |object: &serde_json::Value| object.as_object().unwrap().keys().cloned().collect::<Vec<_>>();
    for key in [keys(&told), keys(page), keys(&page["evidence"]), keys(&page["evidence"]["largest"])].concat()
    {
        assert!(documented.contains(&format!("`{key}`")), "{key}");
    }
    let ran =
        Run::new(&["scan-check", "--json", "x.tif"]).file("x.tif", scans("files/pages.tif")).run().code(1);
    assert_eq!(ran.json()["kind"], json!({ "image": "tiff" }));
    assert_eq!(ran.json()["reason"], json!({ "image": { "kind": "tiff", "size": [620, 877], "pages": 2 } }));
}

/// The folder of a form with this policy on this template, and data for it.
fn form(args: &[&str], policy: &str, template: &[u8]) -> Run {
    let form = FORM.replace(
        "attachments = { policy = \"none\", rule = \"L4\" }\nscans = { scan = \"refuse\", unknown = \"refuse\", rule = \"L4\" }",
        policy,
    );
    assert!(form.contains(policy));
    Run::new(args)
        .file("veidlapa/form.toml", form)
        .file("veidlapa/binding.toml", BINDING.replace("SHA256", &sha256(template)))
        .file("veidlapa/unseen.pdf", template)
        .file("dati.json", DATA)
}

const REFUSE: &str = "attachments = { policy = \"none\", rule = \"L4\" }\nscans = { scan = \"refuse\", unknown = \"refuse\", rule = \"L4\" }";

/// The codes that a refusal, a check, or the report of a run has.
fn findings(ran: &Ran) -> Vec<String> {
    let told = ran.json();
    codes(told.pointer("/report/findings").unwrap_or(&told["findings"]))
}

#[test]
fn a_scanned_template_is_refused_when_it_is_bound() {
    let build = ["build", "dati.json", "--form", "veidlapa", "--out", "o"];
    let ran = form(&build, REFUSE, &scans("files/form-scanned.pdf")).run().code(1);
    insta::assert_snapshot!(ran.stdout, @r"
    unseen.pdf, 1. lappuse: kļūda L4-scan: Datne „unseen.pdf” nav pieņemta: tā ir skenēts attēls.
        Aizpildiet veidlapu datorā.
    unseen.pdf, 1. lappuse: kļūda X-page-image: 1. lappuse: viens 75 dpi attēls sedz 92 % lapas.
        Pievienojiet datni, kā to eksportējusi programma, nevis skenu.
    ");
    assert!(!ran.path("o").exists());
    // Handed in beside another definition of the same form, likewise.
    let given = [&build[..], &["--template", "skens.pdf", "--binding", "veidlapa/binding.toml"]].concat();
    let ran = form(&given, REFUSE, &scans("files/form-scanned.pdf"))
        .file("skens.pdf", scans("files/form-scanned.pdf"))
        .run()
        .code(1);
    assert!(ran.stdout.contains("L4-scan"), "{}", ran.stdout);
    for accepted in ["L4-scan", "X-page-image"] {
        let ran =
            form(&[&build[..], &["--accept", accepted]].concat(), REFUSE, &scans("files/form-scanned.pdf"));
        ran.run().code(1);
    }
}

#[test]
fn what_cannot_be_told_is_as_the_definition_says() {
    let build = ["build", "dati.json", "--form", "veidlapa", "--out", "o"];
    let policy = |unknown: &str| REFUSE.replace("unknown = \"refuse\"", &format!("unknown = \"{unknown}\""));
    let ran = form(&build, REFUSE, &scans("files/form-typed-over.pdf")).run().code(1);
    assert!(
        ran.stdout.contains("L4-unknown") && ran.stdout.contains("X-page-text-on-image"),
        "{}",
        ran.stdout
    );
    let ran = form(&build, &policy("warn"), &scans("files/form-typed-over.pdf")).run().code(0);
    assert!(ran.stdout.contains("brīdinājums L4-unknown"), "{}", ran.stdout);
    let ran = form(&build, &policy("allow"), &scans("files/form-typed-over.pdf")).run().code(0);
    assert!(!ran.stdout.contains("L4") && !ran.stdout.contains("X-"), "{}", ran.stdout);
}

#[test]
fn attachments_of_forms_that_take_them_are_looked_at() {
    const LIST: &str = "attachments = { policy = \"list\", rule = \"L4\", kinds = [\"application/pdf\", \"image/jpeg\", \"application/zip\"] }\n\
        scans = { scan = \"refuse\", unknown = \"warn\", rule = \"L4\" }";
    let blank = fixture("fixtures/forms/unseen.pdf");
    let build = |name: &str, content: Vec<u8>, args: &[&str]| {
        let args =
            [&["build", "dati.json", "--form", "veidlapa", "--out", "o", "--json", "--attach", name], args]
                .concat();
        form(&args, LIST, &blank).file(name, content).run()
    };
    build("vestule.pdf", scans("kinds/honest-bitmap-fonts.pdf"), &[]).code(0);
    for (name, file, expected) in [
        ("skens.pdf", "kinds/scan-group4.pdf", &["L4-scan", "X-page-image"][..]),
        ("attels.jpg", "files/page.jpg", &["L4-scan", "X-file-image"]),
        ("portfelis.pdf", "files/portfolio-with-a-scan.pdf", &["L4-scan", "X-page-image"]),
        ("visi.zip", "files/archive-three-deep.zip", &["L4-scan", "X-page-image"]),
    ] {
        for accepted in [&[][..], &["--accept", "L4-scan"], &["--accept", "X-page-image"]] {
            let ran = build(name, scans(file), accepted).code(1);
            let found: Vec<_> =
                findings(&ran).into_iter().filter(|code| !code.starts_with("T-accept")).collect();
            assert_eq!(found, expected, "{name}");
            assert!(!ran.path("o").exists());
        }
    }
    let ran = build("plakats.pdf", scans("kinds/honest-poster.pdf"), &[]).code(0);
    assert_eq!(findings(&ran), ["L4-unknown", "X-page-text-on-image"]);
    // In a container that comes back, too.
    let name = ran.only("o/edoc-unsigned", ".edoc");
    let ran = ran.then(&["check", "--json", "--form", "veidlapa", &name]).code(0);
    assert_eq!(findings(&ran), ["C-unsigned", "L4-unknown", "X-page-text-on-image"]);
    let args = ["pack", "o/pdf/0001_gramatvedis.pdf", "skens.pdf", "--form", "veidlapa", "--out", "x.edoc"];
    let ran = ran.again(&args).file("skens.pdf", scans("kinds/scan-group4.pdf")).run().code(1);
    assert!(ran.stdout.contains("L4-scan"), "{}", ran.stdout);
}

#[test]
fn a_pdf_handed_in_as_data_is_looked_at() {
    let ran =
        Run::new(&["check", "--json", "x.pdf"]).file("x.pdf", scans("files/form-scanned.pdf")).run().code(1);
    assert_eq!(findings(&ran)[..2], ["S16-scan", "X-page-image"]);
    for code in ["S16-scan", "X-page-image"] {
        let ran = ran_with(&["check", "--json", "x.pdf", "--accept", code]).code(1);
        assert!(findings(&ran).contains(&"S16-scan".to_owned()));
    }
    let ran = Run::new(&["check", "--json", "x.pdf"])
        .file("x.pdf", scans("files/form-typed-over.pdf"))
        .run()
        .code(1);
    assert_eq!(findings(&ran)[..2], ["S16-unknown", "X-page-text-on-image"], "the Treasury's form refuses");
}

fn ran_with(args: &[&str]) -> Ran {
    Run::new(args).file("x.pdf", scans("files/form-scanned.pdf")).run()
}
