//! `--flatten`: the fields' looks become content of the page, and what was proved of the form holds.

use super::run::{Ran, Run, fixture};
use super::sample::{NAMES, VALUES};
use super::tools::ask;

fn built() -> Ran {
    Run::new(&["build", "pieteikumi.csv", "--out", "o", "--flatten"])
        .fixture("fixtures/data/pieteikumi.csv")
        .run()
        .code(0)
}

#[test]
fn what_is_packed_has_no_fields_and_is_known_again() {
    let ran = built();
    let pdf = format!("o/pdf/{}.pdf", NAMES[0]);
    let values = ran.then(&["export", &pdf]).code(1);
    assert!(values.stdout.contains("P-no-form"), "{}", values.stdout);
    let checked = values.then(&["check", &pdf, "--lang", "en"]).code(0);
    assert!(
        checked.stdout.contains("note P-flat: The fields were made content of the page"),
        "{}",
        checked.stdout
    );
    let edoc = format!("o/edoc-unsigned/{}.edoc", NAMES[0]);
    let checked = checked.then(&["check", &edoc]).code(0);
    assert!(checked.stdout.contains("P-flat"), "{}", checked.stdout);
    // Its values can be packed anew.
    let again = checked.then(&["build", &pdf, "--out", "again"]).code(0);
    assert!(again.files_in("again/pdf").iter().any(|name| name.contains("ezermalas")), "{:?}", again.files());
}

#[test]
fn what_somebody_changed_after_that_is_no_flattened_form() {
    let ran = built();
    let pdf = format!("o/pdf/{}.pdf", NAMES[0]);
    let mut bytes = ran.bytes(&pdf);
    // One letter of the file's last part, in a place where nothing is compressed.
    let at = bytes
        .windows(6)
        .rposition(|word| word == b"/Annot")
        .or_else(|| bytes.windows(5).rposition(|w| w == b"/Root"));
    bytes[at.unwrap() + 1] ^= 0x20;
    std::fs::write(ran.path(&pdf), bytes).unwrap();
    let checked = ran.then(&["check", &pdf]).code(1);
    assert!(!checked.stdout.contains("P-flat"), "{}", checked.stdout);
}

#[test]
fn fill_flattens_any_form() {
    let ran = Run::new(&["fill", "--flatten", "--template", "form.pdf", "values.json", "-o", "flat.pdf"])
        .file("form.pdf", fixture("fixtures/forms/unseen.pdf"))
        .file("values.json", "{}")
        .run()
        .code(0);
    let ran = ran.then(&["inspect", "flat.pdf", "--json"]).code(0);
    assert_eq!(ran.json()["fields"].as_array().map(Vec::len), Some(0), "{}", ran.stdout);
    let ran =
        ran.then(&["fill", "--flatten", "--template", "flat.pdf", "values.json", "-o", "again.pdf"]).code(1);
    assert!(ran.stdout.contains("P-no-form"), "{}", ran.stdout);
}

/// Drawn by poppler and mupdf, read by pdftotext: the same as before.
#[test]
fn it_looks_and_reads_the_same() {
    let sample =
        Run::new(&["build", "pieteikumi.csv", "--out", "form"]).fixture("fixtures/data/pieteikumi.csv").run();
    let ran = sample.then(&["build", "pieteikumi.csv", "--out", "flat", "--flatten"]).code(0);
    for (name, values) in NAMES.iter().zip(VALUES) {
        let pair = ["form", "flat"].map(|folder| ran.path(&format!("{folder}/pdf/{name}.pdf")));
        let pair = pair.each_ref().map(|path| path.to_str().unwrap());
        let texts = pair.map(|path| ask("pdftotext", &["-layout", path, "-"]).map(|said| said.text));
        if let [Some(form), Some(flat)] = texts {
            let client = values[0].1;
            assert!(form.contains(client), "{client}: {form}");
            assert_eq!(form, flat);
        }
        let page = ran.path("page");
        let drawn = pair.map(|path| {
            ask("pdftoppm", &["-r", "80", "-singlefile", path, page.to_str().unwrap()])?;
            Some(ran.bytes("page.ppm"))
        });
        if let [Some(form), Some(flat)] = drawn {
            // To the pixel; rounding of places may change a shade.
            assert_eq!(form.len(), flat.len());
            let apart = form.iter().zip(&flat).filter(|(a, b)| a.abs_diff(**b) > 8).count();
            assert_eq!(apart, 0, "{name}: points that poppler draws otherwise");
        }
        let page = ran.path("page.pnm");
        let drawn = pair.map(|path| {
            ask("mutool", &["draw", "-q", "-r", "80", "-o", page.to_str().unwrap(), path])?;
            Some(ran.bytes("page.pnm"))
        });
        if let [Some(form), Some(flat)] = drawn {
            assert_eq!(form.len(), flat.len());
            let apart = form.iter().zip(&flat).filter(|(a, b)| a.abs_diff(**b) > 64).count();
            assert!(apart * 10_000 <= form.len(), "{name}: {apart} points that mupdf draws otherwise");
        }
        let [_, flat] = pair;
        if let Some(said) = ask("qpdf", &["--check", flat]) {
            assert!(said.content, "{}", said.text);
        }
    }
}
