//! One form in every layout on disk (`fixtures/forms/layouts`): filled, it is the original and one update, in the
//! file's own kind of cross-reference, encrypted as it was; or, where nothing can be appended, written anew and told.

use std::path::Path;

use edocpack::pdf::{
    FieldValue, FillOptions, FillRemark, FillValue, Filler, Pdf, PdfError, Template, read_values,
};

use super::{asked, on_disk, read};

const NAME: &str = "Ķēniņš-Ģirts no Šķūņu ielas";

fn opened(bytes: Vec<u8>, password: Option<&str>) -> Result<Template, PdfError> {
    Template::of(match password {
        Some(password) => Pdf::read_with_password(bytes, password)?,
        None => Pdf::read(bytes)?,
    })
}

fn filled_and_seen(file: &str) {
    let original = read(file);
    let password = file.contains("password").then_some("parole");
    let form = opened(original.clone(), password).unwrap();
    let values = [
        ("vards", FillValue::Text(NAME.into())),
        ("novads", FillValue::Text("Ādažu".into())),
        ("piekrit", FillValue::On),
    ];
    let filler =
        Filler::with_options(&form, &values.each_ref().map(|(name, _)| *name), FillOptions::PERMISSIVE)
            .unwrap();
    let filled = filler.fill(&values).unwrap_or_else(|problems| panic!("{file}: {problems:?}"));

    let anew = filled.remarks().contains(&FillRemark::Rewritten);
    assert_eq!(filled.bytes().starts_with(&original), !anew, "{file}");
    let damaged = ["junk", "startxref", "offsets", "cut"].iter().any(|damage| file.contains(damage));
    assert_eq!(anew, damaged, "{file}");

    let again = opened(filled.bytes().to_vec(), password).unwrap();
    assert_eq!(again.features().encrypted, file.contains("encrypted"), "{file}");
    assert!(!again.features().repaired, "{file}");
    assert_eq!(
        read_values(&again),
        [
            ("vards", Some(&FieldValue::Text(NAME.into()))),
            ("novads", Some(&FieldValue::Choices(vec!["Ādažu".into()]))),
            ("piekrit", Some(&FieldValue::On("Yes".into()))),
        ],
        "{file}"
    );
    if password.is_some() {
        assert_eq!(opened(filled.bytes().to_vec(), None).unwrap_err(), PdfError::Encrypted, "{file}");
    }

    let (_folder, path) = on_disk(filled.bytes());
    let path = path.to_str().unwrap();
    if let Some((said, complained)) = asked("qpdf", &["--check", "--password=parole", path]) {
        let other_password = password.is_none() && file.contains("encrypted");
        if !other_password {
            assert!(
                said.contains("No syntax") && !complained.contains("WARNING"),
                "{file}: {said}{complained}"
            );
        }
    }
    let security = |path: &str| {
        let with = format!("--password={}", password.unwrap_or_default());
        asked("qpdf", &["--show-encryption", &with, path]).map(|(said, _)| said)
    };
    let source = Path::new(env!("CARGO_MANIFEST_DIR")).join(file);
    if file.contains("encrypted") {
        assert_eq!(security(path), security(source.to_str().unwrap()), "{file}");
    }
    if let Some((text, complained)) = asked("pdftotext", &["-upw", password.unwrap_or_default(), path, "-"]) {
        assert!(text.contains(NAME) && text.contains("Ādažu"), "{file}: {text}");
        assert_eq!(complained, "", "{file}");
    }
}

#[test]
fn every_layout_is_filled() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/forms/layouts");
    let mut files: Vec<String> = std::fs::read_dir(folder)
        .unwrap()
        .filter_map(|entry| entry.unwrap().file_name().into_string().ok())
        .filter(|name| name.ends_with(".pdf"))
        .collect();
    files.sort();
    assert_eq!(files.len(), 29, "{files:?}");
    for file in files {
        filled_and_seen(&format!("fixtures/forms/layouts/{file}"));
    }
}

#[test]
fn the_update_is_of_the_files_own_kind() {
    for (name, marks, not) in [
        ("table", "\nxref\n", "/XRefStm"),
        ("stream", "/Type/XRef", "\nxref\n"),
        // What an update of ours says, old readers find too.
        ("hybrid", "\nxref\n", "/XRefStm"),
    ] {
        let original = read(&format!("fixtures/forms/layouts/{name}.pdf"));
        let form = Template::read(original.clone()).unwrap();
        let value = [("vards", FillValue::Text(NAME.into()))];
        let filled = Filler::new(&form, &["vards"]).unwrap().fill(&value).unwrap();
        let update = String::from_utf8_lossy(&filled.bytes()[original.len()..]).into_owned();
        assert!(update.contains(marks) && !update.contains(not), "{name}: {update}");
    }
}

/// A value that stands already makes an update without objects, which must be a sound one all the same.
#[test]
fn nothing_new_is_a_sound_update() {
    let original = read("fixtures/forms/layouts/table.pdf");
    let form = Template::read(original.clone()).unwrap();
    let filled = Filler::new(&form, &["piekrit"]).unwrap().fill(&[("piekrit", FillValue::Off)]).unwrap();
    assert!(filled.bytes().starts_with(&original));
    let (_folder, path) = on_disk(filled.bytes());
    if let Some((said, complained)) = asked("qpdf", &["--check", path.to_str().unwrap()]) {
        assert!(said.contains("No syntax") && !complained.contains("WARNING"), "{said}{complained}");
    }
}

#[test]
fn permissions_that_forbid_filling_are_told() {
    for (name, told) in [("encrypted-r3-no-filling", true), ("encrypted-r3-rc4-128", false), ("table", false)]
    {
        let form = Template::read(read(&format!("fixtures/forms/layouts/{name}.pdf"))).unwrap();
        let filled = Filler::new(&form, &["piekrit"]).unwrap().fill(&[("piekrit", FillValue::On)]).unwrap();
        assert_eq!(filled.remarks().contains(&FillRemark::FillingForbidden), told, "{name}");
    }
}
