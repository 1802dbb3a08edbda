//! The form as another designer built it, which stands for the official PDF on the day it arrives: `--template`, and
//! a binding beside it.

use std::collections::BTreeMap;

use serde_json::Value;

use super::built::values;
use super::run::{Ran, Run, codes, fixture};
use super::tools::{ask, python};

const NAME: &str = "0001_ezermalas-novada-pasvaldiba_izsniegt";

fn built() -> Ran {
    Run::new(&["build", "pieteikums.json", "--template", "other-make.pdf", "--out", "gatavie"])
        .fixture("fixtures/data/pieteikums.json")
        .fixture("fixtures/forms/other-make.pdf")
        .fixture("fixtures/forms/other-make.binding.toml")
        .run()
        .code(0)
}

fn expected() -> BTreeMap<&'static str, &'static str> {
    BTreeMap::from([
        ("form1.client_name", "Ezermalas novada pašvaldība"),
        ("form1.Text2", "90000012348"),
        ("form1.user.Text3", "Ezermalas novada pašvaldība"),
        ("form1.user.Text4", "90000012348"),
        ("form1.CB_3", "1"),
        ("form1.person.first", "Līga"),
        ("form1.person.last", "Bērziņa-Kļaviņa"),
        ("form1.person.code", "010101-00019"),
        ("form1.person.phone", "29123456"),
        ("form1.person.mail", "liga.berzina@example.lv"),
        ("form1.Text10", "Jānis Ķēniņš"),
        ("form1.prepared_by.Text12", "Anna Žagare"),
        ("form1.prepared_by.Text13", "67000000"),
        ("form1.prepared_by.Text14", "anna@example.lv"),
    ])
}

#[test]
fn nothing_says_that_it_is_a_sample() {
    let ran = built().says(
        "Sagatavoti pieteikumi: 1. Rindas ar kļūdām: 0. Brīdinājumi: 0.\nTālāk atveriet: gatavie/lapa.html\n",
    );
    assert_eq!(
        ran.files_in("gatavie"),
        [
            ".edocpack.journal".to_owned(),
            format!("edoc-unsigned/{NAME}.edoc"),
            "lapa.html".to_owned(),
            format!("pdf/{NAME}.pdf"),
            format!("records/{NAME}.package.json"),
            "report.csv".to_owned(),
            "report.json".to_owned(),
        ]
    );
    let record = ran.json_in(&format!("gatavie/records/{NAME}.package.json"));
    assert_eq!(record["state"], "unsigned");
    assert_eq!(record["ready_to_sign"], true);
    assert_eq!(record["form"]["template"]["sample"], false);
    assert_eq!(record["form"]["template"]["file"], "other-make.pdf");
    let blank: Vec<(&Value, &Value)> =
        record["blank_by_law"].as_array().unwrap().iter().map(|b| (&b["key"], &b["pdf_field"])).collect();
    assert_eq!(
        blank,
        [(&"signer.signature".into(), &"Signature1".into()), (&"signer.date".into(), &Value::Null)]
    );
    for file in ran.files_in("gatavie") {
        let bytes = ran.bytes(&format!("gatavie/{file}"));
        let text = String::from_utf8_lossy(&bytes);
        assert!(!text.contains("PARAUGS") && !text.contains("SAMPLE"), "{file}");
    }
}

#[test]
fn each_value_is_in_its_field_and_the_signature_field_is_as_it_was() {
    let ran = built();
    let pdf = format!("gatavie/pdf/{NAME}.pdf");
    let expected = expected();
    let values = values(&ran, &pdf);
    for (field, value) in &values {
        let expected = expected.get(&**field).copied();
        let found = value.as_str().filter(|text| !text.is_empty());
        assert_eq!(found, expected, "{field}");
    }
    assert_eq!(values.len(), 16, "reason and signature have no value to export");

    let script = "
import sys, json, re, pypdf
filled, blank = pypdf.PdfReader(sys.argv[1]), pypdf.PdfReader(sys.argv[2])
fields = filled.get_fields()
print(json.dumps({name: str(field.get('/V', '')) for name, field in fields.items() if field.get('/FT')}))
def signature(pdf):
    fields = [field.get_object() for field in pdf.root_object['/AcroForm']['/Fields']]
    # Without the address of the reader that a reference is shown with.
    return [re.sub(r', \\d+\\)', ')', repr(dict(field))) for field in fields if field.get('/FT') == '/Sig']
print(signature(filled) == signature(blank), len(signature(blank)))
";
    let Some(said) = python(
        script,
        &[&pdf, "other-make.pdf"]
            .map(|name| ran.path(name).display().to_string())
            .each_ref()
            .map(String::as_str),
    ) else {
        return;
    };
    let (read, signature) = said.split_once('\n').unwrap();
    let read: BTreeMap<String, String> = serde_json::from_str(read).unwrap();
    for (field, value) in &read {
        let expected = match expected.get(&**field) {
            Some(text) if field.starts_with("form1.CB_") => format!("/{text}"),
            Some(text) => (*text).to_owned(),
            None if field.starts_with("form1.CB_") => "/Off".to_owned(),
            None => String::new(),
        };
        assert_eq!(*value, expected, "{field} by pypdf");
    }
    assert_eq!(signature.trim(), "True 1", "the signature field is another");
    if let Some(said) = ask("qpdf", &["--check", ran.path(&pdf).to_str().unwrap()]) {
        assert!(said.content && !said.text.contains("WARNING"), "{}", said.text);
    }
}

#[test]
fn what_was_built_is_called_unsigned_and_nothing_more() {
    let ran = built();
    let template = ["--template", "other-make.pdf"];
    let container = ran.only("gatavie/edoc-unsigned", ".edoc");
    let ran = ran.then(&[&["check", "--json", &container], &template[..]].concat()).code(0);
    assert_eq!(codes(&ran.json()["findings"]), ["C-unsigned"]);
    assert_eq!(ran.json()["state"], "unsigned");
    let ran = ran.then(&[&["check", &container], &template[..]].concat()).code(0);
    insta::assert_snapshot!(ran.stdout, @r"
        gatavie/edoc-unsigned/0001_ezermalas-novada-pasvaldiba_izsniegt.edoc: brīdinājums C-unsigned: Dokuments nav parakstīts. Nesūtiet to, kamēr tas nav parakstīts.
        gatavie/edoc-unsigned/0001_ezermalas-novada-pasvaldiba_izsniegt.edoc: kļūdu nav, bet NAV PARAKSTĪTS: nesūtiet (ieraksti: 1, kļūdas: 0, brīdinājumi: 1)
    ");
}

#[test]
fn the_binding_may_be_named_and_is_asked_for() {
    let files = || {
        Run::new(&["build", "pieteikums.json", "--template", "veidlapa.pdf", "--out", "gatavie"])
            .fixture("fixtures/data/pieteikums.json")
            .file("veidlapa.pdf", fixture("fixtures/forms/other-make.pdf"))
    };
    files().run().fails(
        "kļūda: veidlapai `veidlapa.pdf` nav lauku piesaistes\n\
         padoms: sagatavojiet to: edocpack form bind lv.kase.x509 veidlapa.pdf --write\n\
         padoms: ja tā jau ir, tai jābūt blakus kā `veidlapa.binding.toml` vai `binding.toml`\n",
    );
    files().file("binding.toml", fixture("fixtures/forms/other-make.binding.toml")).run().code(0);
    let ran = files().file("cita/mana.toml", fixture("fixtures/forms/other-make.binding.toml")).run().code(2);
    let args = [
        "build",
        "pieteikums.json",
        "--template",
        "veidlapa.pdf",
        "--binding",
        "cita/mana.toml",
        "--out",
        "gatavie",
    ];
    ran.then(&args).code(0);
}

#[test]
fn another_pdf_under_the_binding_is_refused_and_nothing_is_filled() {
    let ran = Run::new(&["build", "pieteikums.json", "--template", "veidlapa.pdf", "--out", "gatavie"])
        .fixture("fixtures/data/pieteikums.json")
        .file("veidlapa.pdf", fixture("fixtures/forms/unseen.pdf"))
        .file("binding.toml", fixture("schemas/forms/lv.kase.x509/sample.binding.toml"))
        .run()
        .code(1);
    insta::assert_snapshot!(ran.stdout, @r"
        veidlapa.pdf: kļūda T-template: Šī veidlapas PDF datne nav tā, kurai sagatavota piesaiste: atšķiras kontrolsumma (SHA-256). Nekas nav aizpildīts.
            Ja veidlapai ir jauns izdevums, sagatavojiet tam piesaisti ar „edocpack form bind”.
        veidlapa.pdf: kļūda T-form: Šī PDF datne neatbilst veidlapai, kurai sagatavots apraksts (atšķirīgie lauki: amats, darbiba.apturet, darbiba.apturet_iemesls, darbiba.izsniegt, darbiba.partraukt, darbinieks un vēl 20). Nekas nav aizpildīts.
            Pārbaudiet, vai izvēlēta pareizā veidlapa; PDF laukus parāda „edocpack inspect”.
    ");
    assert_eq!(ran.files(), ["binding.toml", "pieteikums.json", "veidlapa.pdf"]);
    let ran = ran
        .then(&["build", "--json", "pieteikums.json", "--template", "veidlapa.pdf", "--out", "gatavie"])
        .code(1);
    assert_eq!(codes(&ran.json()["findings"]), ["T-template", "T-form"]);
    let ran = ran.then(&["check", "--json", "pieteikums.json", "--template", "veidlapa.pdf"]).code(1);
    assert_eq!(codes(&ran.json()["findings"]), ["T-template", "T-form"]);
}

#[test]
fn one_changed_byte_of_the_form_is_another_form() {
    let mut pdf = fixture("fixtures/forms/other-make.pdf");
    pdf.extend_from_slice(b"\n");
    let ran = Run::new(&["build", "--json", "pieteikums.json", "--template", "other-make.pdf", "--out", "o"])
        .fixture("fixtures/data/pieteikums.json")
        .fixture("fixtures/forms/other-make.binding.toml")
        .file("other-make.pdf", pdf)
        .run()
        .code(1);
    assert_eq!(codes(&ran.json()["findings"]), ["T-template"]);
}
