//! Filled forms as other programs see them: the sample form, its variants, and forms of other makers.

#![expect(clippy::unwrap_used, reason = "a test that cannot read its own files has failed")]

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use edocpack::pdf::{
    FieldKind, FieldValue, FillProblem, Filled, Filler, Pdf, PdfError, Permits, Template, Value, proof,
    read_values,
};

const SAMPLE: &str = "schemas/forms/lv.kase.x509/sample.pdf";

const VALUES: &[(&str, &str)] = &[
    ("klients.nosaukums", "Ezermalas novada pašvaldība"),
    ("klients.regnr", "90000000001"),
    ("lietotajs.nosaukums", "Ķeguma „Ņega” un Ģibuļu šķūņu pārvalde"),
    ("lietotajs.regnr", "90000000001"),
    ("darbiba.apturet_iemesls", "Žurnālā manīta sveša pieslēgšanās.\nPārbaude turpinās."),
    ("pilnvarota.vards", "Ērika Ļuba"),
    ("pilnvarota.uzvards", "Āboliņa-Šķēle"),
    ("parakstitajs.vards_uzvards", "Ūdris Čakstiņš"),
    ("sagatavotajs.epasts", "grāmatvede@example.lv"),
];

fn read(path: &str) -> Vec<u8> {
    fs::read(Path::new(env!("CARGO_MANIFEST_DIR")).join(path)).unwrap()
}

fn variant(name: &str) -> Vec<u8> {
    read(&format!("fixtures/forms/variants/{name}.pdf"))
}

fn values() -> Vec<(&'static str, Value)> {
    let texts = VALUES.iter().map(|(name, text)| (*name, Value::Text((*text).to_owned())));
    texts.chain([("darbiba.apturet", Value::On), ("darbiba.partraukt", Value::Off)]).collect()
}

fn fill(template: &Template, values: &[(&str, Value)]) -> Result<Filled, Vec<FillProblem>> {
    let names: Vec<&str> = values.iter().map(|(name, _)| *name).collect();
    let permits = Permits { shrink_to: Some(5.0), ..Permits::default() };
    Filler::with(template, &names, permits)?.fill(values)
}

fn filled(bytes: Vec<u8>) -> Filled {
    fill(&Template::read(bytes).unwrap(), &values()).unwrap()
}

/// A file for other programs, gone when it is dropped.
fn on_disk(bytes: &[u8]) -> (tempfile::TempDir, PathBuf) {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("filled.pdf");
    fs::write(&path, bytes).unwrap();
    (folder, path)
}

/// What another program says: standard output and standard error. `None`, and a word about it, where it is not
/// installed; where `CI` is `true` it must be.
#[expect(clippy::disallowed_methods, reason = "a test may look at its environment")]
#[expect(clippy::print_stderr, reason = "a test says what it leaves out")]
fn asked(program: &str, arguments: &[&str]) -> Option<(String, String)> {
    match Command::new(program).args(arguments).output() {
        Ok(output) => {
            let text = |bytes: Vec<u8>| String::from_utf8_lossy(&bytes).into_owned();
            Some((text(output.stdout), text(output.stderr)))
        }
        Err(error) => {
            assert_ne!(std::env::var("CI").as_deref(), Ok("true"), "{program}: {error}");
            eprintln!("skipped: {program} is not installed");
            None
        }
    }
}

/// Other programs find the file sound, and the values in its text.
fn judged(bytes: &[u8]) {
    let (_folder, path) = on_disk(bytes);
    let path = path.to_str().unwrap();
    if let Some((said, complained)) = asked("qpdf", &["--check", path]) {
        assert!(!complained.contains("WARNING"), "{complained}");
        assert!(said.contains("No syntax or stream encoding errors found"), "{said}{complained}");
    }
    if let Some((text, complained)) = asked("pdftotext", &["-enc", "UTF-8", path, "-"]) {
        assert_eq!(complained, "");
        let letters = |text: &str| text.split_whitespace().collect::<String>();
        let text = letters(&text);
        for (name, value) in VALUES {
            assert!(text.contains(&letters(value)), "{name} is not in the text");
        }
    }
    if let Some((_, complained)) = asked("mutool", &["draw", "-q", "-F", "txt", "-o", "/dev/null", path]) {
        let complaints: Vec<&str> = complained.lines().filter(|line| !line.contains("ICC support")).collect();
        assert!(complaints.is_empty(), "{complaints:?}");
    }
}

#[test]
fn the_sample_is_filled_as_others_see_it() {
    let original = read(SAMPLE);
    let filled = filled(original.clone());
    assert!(filled.bytes().starts_with(&original));
    judged(filled.bytes());
    let again = Template::read(filled.bytes()).unwrap();
    let read: Vec<(&str, Option<&FieldValue>)> = read_values(&again);
    for (name, text) in VALUES {
        let value = read.iter().find(|(n, _)| n == name).unwrap().1;
        assert_eq!(value, Some(&FieldValue::Text((*text).to_owned())), "{name}");
    }
    assert_eq!(again.field("darbiba.apturet").unwrap().value(), Some(&FieldValue::On("Yes".into())));
    assert_eq!(again.field("darbiba.partraukt").unwrap().value(), Some(&FieldValue::Off));
    let blanks = ["parakstitajs.paraksts", "parakstitajs.datums"];
    assert_eq!(proof::prove_blank(&again, &blanks), Ok(()));
    assert_eq!(proof::prove(&Template::read(original).unwrap(), filled.bytes(), &values()), Ok(()));
    // A second fill goes behind the first.
    let twice = fill(&again, &[("klients.regnr", Value::Text("90000000002".into()))]).unwrap();
    assert!(twice.bytes().starts_with(filled.bytes()));
    assert_eq!(Template::read(twice.bytes()).unwrap().traits().revisions, again.traits().revisions + 1);
}

#[test]
fn the_longest_values_fit_or_say_why() {
    let template = Template::read(read(SAMPLE)).unwrap();
    let all: Vec<(&str, Value)> = template
        .fields()
        .iter()
        .filter(|field| field.kind() == FieldKind::Text && !field.flags().read_only())
        .filter_map(|field| {
            let length = usize::try_from(field.max_len()?).ok()?;
            let text: String =
                "Ķeguma novada ģimnāzijas „Šūpoles” pārstāvis ".chars().cycle().take(length).collect();
            Some((field.name(), Value::Text(text.trim_end().to_owned())))
        })
        .collect();
    assert!(all.len() > 10);
    let filled = fill(&template, &all).unwrap();
    assert!(filled.fields().iter().any(|field| field.shrunk));
    assert!(filled.fields().iter().all(|field| field.size >= 5.0));
    // As the form has it, without leave to shrink, the same is refused with the measure.
    let names: Vec<&str> = all.iter().map(|(name, _)| *name).collect();
    let problems = Filler::new(&template, &names).unwrap().fill(&all).unwrap_err();
    assert!(
        problems.iter().all(|p| matches!(p, FillProblem::TooLong { over, .. } if *over > 0.0)),
        "{problems:?}"
    );
}

#[test]
fn variants_that_can_be_filled_are() {
    for name in [
        "comb",
        "on-state-on",
        "on-state-1",
        "on-state-utf8",
        "on-state-cp1257",
        "two-widgets",
        "inherited",
        "no-da",
        "sig-field",
        "date-javascript",
        "need-appearances",
        "xfa-hybrid",
        "embedded-file",
        "object-streams",
        "linearized",
        "signed",
    ] {
        let original = variant(name);
        let values: Vec<(&str, Value)> = values();
        let template = Template::read(original.clone()).unwrap();
        let filled = fill(&template, &values).unwrap_or_else(|problems| panic!("{name}: {problems:?}"));
        assert!(filled.bytes().starts_with(&original), "{name}");
        judged(filled.bytes());
        let after = Template::read(filled.bytes()).unwrap();
        assert_eq!(after.traits().xref, template.traits().xref, "{name}");
        assert!(!after.traits().need_appearances, "{name}");
        assert_eq!(after.traits().xfa, edocpack::pdf::Xfa::None, "{name}");
        let on = after.field("darbiba.apturet").unwrap();
        assert_eq!(on.value(), Some(&FieldValue::On(on.on_states().next().unwrap().to_owned())), "{name}");
    }
}

#[test]
fn an_encrypted_form_stays_encrypted() {
    let original = variant("encrypted");
    let template = Template::read(original.clone()).unwrap();
    assert!(template.traits().encrypted);
    let filled = fill(&template, &values()).unwrap();
    assert!(filled.bytes().starts_with(&original));
    let after = Template::read(filled.bytes()).unwrap();
    assert!(after.traits().encrypted);
    judged(filled.bytes());

    let locked = variant("encrypted-password");
    assert_eq!(Template::read(locked.clone()).unwrap_err(), PdfError::Encrypted);
    let opened = Template::of(Pdf::read_with_password(locked, "parole").unwrap()).unwrap();
    assert!(fill(&opened, &values()).is_ok());
}

#[test]
fn variants_that_cannot_be_filled_say_why() {
    let cause = |name: &str| Template::read(variant(name)).unwrap_err();
    assert_eq!(cause("no-acroform"), PdfError::NoForm);
    assert_eq!(cause("no-acroform-widgets-left"), PdfError::NoForm);
    assert_eq!(cause("flattened"), PdfError::NoForm);
    assert_eq!(cause("scan"), PdfError::NoForm);
    assert_eq!(cause("xfa-dynamic"), PdfError::XfaOnly);
    let refused = |name: &str| fill(&Template::read(variant(name)).unwrap(), &values()).unwrap_err();
    assert!(refused("certified-no-changes").contains(&FillProblem::Certified));
    let small = refused("maxlen-small");
    assert!(matches!(&small[..], [FillProblem::TooManyCharacters { length: 27, max: 10, .. }]), "{small:?}");
    for name in ["preset-paraksts", "preset-datums"] {
        let preset = Template::read(variant(name)).unwrap();
        let blanks = ["parakstitajs.paraksts", "parakstitajs.datums"];
        assert_eq!(proof::prove_blank(&preset, &blanks).unwrap_err().len(), 1, "{name}");
    }
}

#[test]
fn what_is_remarkable_is_told() {
    let traits = |name: &str| Pdf::read(variant(name)).unwrap().traits().clone();
    assert_eq!(traits("embedded-file").embedded_files.len(), 1);
    assert_eq!(traits("file-attachment").annotations_of("FileAttachment"), 1);
    assert_eq!(traits("scan").image_only_pages, [0]);
    assert_eq!(traits("signed").signatures, 1);
    assert_eq!(traits("certified-no-changes").certification, Some(1));
    assert_eq!(traits("certified-filling").certification, Some(2));
    assert!(traits("linearized").linearised);
    assert!(traits("date-javascript-today").javascript);
    assert!(!traits("comb").javascript);
    let date = Template::read(variant("date-javascript")).unwrap();
    let scripts: Vec<String> =
        date.field("parakstitajs.datums").unwrap().actions().filter_map(|a| a.script.clone()).collect();
    assert!(scripts.iter().any(|script| script.contains("AFDate_FormatEx")), "{scripts:?}");
}

#[test]
fn forms_of_other_makers_are_filled() {
    for (path, by_label) in
        [("fixtures/forms/other-make.pdf", "pdf-lib"), ("fixtures/forms/unseen.pdf", "reportlab")]
    {
        let original = read(path);
        let template = Template::read(original.clone()).unwrap();
        let values: Vec<(&str, Value)> = template
            .fields()
            .iter()
            .filter(|field| !field.flags().read_only())
            .filter_map(|field| {
                let value = match field.kind() {
                    FieldKind::Text => Value::Text("Ķēž 1".into()),
                    FieldKind::Checkbox => Value::On,
                    FieldKind::Radio => Value::State(field.on_states().last()?.to_owned()),
                    FieldKind::Combo | FieldKind::List => Value::Text(field.options().last()?.export.clone()),
                    _ => return None,
                };
                Some((field.name(), value))
            })
            .collect();
        let filled = fill(&template, &values).unwrap_or_else(|problems| panic!("{by_label}: {problems:?}"));
        assert!(filled.bytes().starts_with(&original));
        let (_folder, path) = on_disk(filled.bytes());
        if let Some((said, complained)) = asked("qpdf", &["--check", path.to_str().unwrap()]) {
            assert!(said.contains("No syntax") && !complained.contains("WARNING"), "{said}{complained}");
        }
    }
}
