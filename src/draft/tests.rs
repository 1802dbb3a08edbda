use std::path::{Path, PathBuf};

use super::*;
use crate::form::Form;
use crate::lint::{Lint, LintOptions};

fn fixture(name: &str) -> (Vec<u8>, String) {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures").join(name);
    (std::fs::read(&path).unwrap(), path.file_name().unwrap().to_string_lossy().into_owned())
}

fn draft_of(pdf: &[u8], file: &str) -> Result<Draft, Report> {
    let time = BuildTime::parse("2026-11-22T09:00:00Z").unwrap();
    Draft::of(pdf, &DraftOptions { file, id: None, lang: Lang::En, time })
}

/// The draft in a folder, as the command writes it.
fn folder(draft: &Draft, pdf: &[u8], file: &str) -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    for (name, bytes) in [
        (file, pdf),
        ("form.toml", draft.form.as_bytes()),
        ("binding.toml", draft.binding.as_bytes()),
        ("examples.toml", draft.examples.as_bytes()),
    ] {
        std::fs::write(folder.path().join(name), bytes).unwrap();
    }
    folder
}

/// Errors that lint finds in a draft.
fn errors(draft: &Draft, pdf: &[u8], file: &str) -> Vec<String> {
    let folder = folder(draft, pdf, file);
    let lint = Lint::of(Form::open(folder.path()), &LintOptions::default()).unwrap();
    let errors =
        lint.report().findings().iter().filter(|finding| finding.severity == crate::diag::Severity::Error);
    errors.map(|finding| format!("{:?} {}", finding.origin.location, finding.message(Lang::En))).collect()
}

fn kinds(draft: &Draft) -> Vec<(&str, ValueKind)> {
    draft.fields.iter().map(|field| (field.key.as_str(), field.kind)).collect()
}

#[test]
fn an_unknown_form_becomes_a_definition_that_works() {
    let (pdf, file) = fixture("forms/unseen.pdf");
    let draft = draft_of(&pdf, &file).unwrap();
    assert_eq!(draft.title, "Iesniegums par atvaļinājumu");
    assert!(draft.is_verified && draft.unused.is_empty(), "{:?}", draft.report);
    assert_eq!(errors(&draft, &pdf, &file), Vec::<String>::new());
    let kinds: Vec<ValueKind> = draft.fields.iter().map(|field| field.kind).collect();
    assert_eq!(
        kinds,
        [
            ValueKind::FullName,
            ValueKind::Text,
            ValueKind::Choice,
            ValueKind::Date,
            ValueKind::Date,
            ValueKind::Text,
            ValueKind::Tick
        ],
        "{:#?}",
        self::kinds(&draft)
    );
    assert!(draft.questions > 5, "{}", draft.form);
    assert!(draft.form.contains("key = \"ludzu_pieskirt.veids\""), "{}", draft.form);
    assert!(draft.form.contains("label = { lv = \"Līdz\", en = \"Līdz\" }"), "{}", draft.form);
    assert!(draft.form.contains("language = \"lv\"\n"), "{}", draft.form);
}

#[test]
fn the_sample_form_is_told_by_its_words() {
    let (pdf, file) = fixture("../schemas/forms/lv.kase.x509/sample.pdf");
    let draft = draft_of(&pdf, &file).unwrap();
    assert!(draft.is_verified, "{:?}", draft.report);
    assert_eq!(errors(&draft, &pdf, &file), Vec::<String>::new());
    let of = |kind: ValueKind| draft.fields.iter().filter(|field| field.kind == kind).count();
    assert_eq!(
        (of(ValueKind::RegNo), of(ValueKind::PersonalCode), of(ValueKind::Email)),
        (2, 1, 2),
        "{:#?}",
        kinds(&draft)
    );
    assert_eq!((of(ValueKind::Tick), of(ValueKind::Phone)), (3, 2), "{:#?}", kinds(&draft));
    assert!(draft.binding.contains("sample = true"));
}

#[test]
fn every_form_of_the_fixtures_becomes_one() {
    let mut tried = 0;
    for name in ["fixtures/editions", "fixtures/forms", "fixtures/forms/variants", "fixtures/forms/layouts"] {
        for path in pdfs(&Path::new(env!("CARGO_MANIFEST_DIR")).join(name)) {
            let file = path.file_name().unwrap().to_string_lossy().into_owned();
            let pdf = std::fs::read(&path).unwrap();
            let Ok(draft) = draft_of(&pdf, &file) else { continue };
            tried += usize::from(draft.is_verified);
            let errors = errors(&draft, &pdf, &file);
            assert!(errors.is_empty() || !draft.is_verified, "{file}: {errors:#?}\n{}", draft.form);
        }
    }
    assert!(tried >= 25, "{tried}");
}

/// Forms of the world, where they are: each draft can be read, and where its example was filled in, nothing is wrong.
#[test]
#[expect(clippy::print_stdout, reason = "it tells what it skips")]
fn forms_of_the_world_become_definitions() {
    let corpus = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/corpus/forms/pdf");
    let files = pdfs(&corpus);
    if files.is_empty() {
        println!("skipped: there is no corpus of forms");
        return;
    }
    let (mut drafted, mut tried) = (0, 0);
    // Some of them: each takes a while.
    for path in files.into_iter().step_by(6) {
        let file = path.file_name().unwrap().to_string_lossy().into_owned();
        let pdf = std::fs::read(&path).unwrap();
        let Ok(draft) = draft_of(&pdf, &file) else { continue };
        drafted += 1;
        tried += usize::from(draft.is_verified);
        let form = Form::parse(&draft.form, "form.toml");
        assert!(form.is_ok(), "{file}: {}\n{}", form.unwrap_err(), draft.form);
        if draft.is_verified {
            let errors = errors(&draft, &pdf, &file);
            assert!(errors.is_empty(), "{file}: {errors:#?}\n{}", draft.form);
        } else {
            println!(
                "{file}: {:?}",
                draft.report.findings().iter().map(|f| f.message(Lang::En)).collect::<Vec<_>>()
            );
        }
    }
    println!("{drafted} drafted, {tried} tried");
    assert!(tried * 10 >= drafted * 8, "{tried} of {drafted}");
}

fn pdfs(folder: &Path) -> Vec<PathBuf> {
    let Ok(entries) = std::fs::read_dir(folder) else { return Vec::new() };
    let mut files: Vec<PathBuf> = entries.map(|entry| entry.unwrap().path()).collect();
    files.retain(|path| path.extension().is_some_and(|extension| extension == "pdf"));
    files.sort();
    files
}
