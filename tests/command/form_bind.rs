//! `form bind`: from another edition of the form's PDF to a filled container on it.

use std::collections::BTreeMap;

use serde_json::Value;

use super::built::values;
use super::run::{Run, codes, fixture};

/// What the sample data say, by key.
const SAID: [(&str, &str); 13] = [
    ("client.name", "Ezermalas novada pašvaldība"),
    ("client.reg_no", "90000012348"),
    ("user.name", "Ezermalas novada pašvaldība"),
    ("user.reg_no", "90000012348"),
    ("authorised.given_name", "Līga"),
    ("authorised.surname", "Bērziņa-Kļaviņa"),
    ("authorised.personal_code", "010101-00019"),
    ("authorised.phone", "29123456"),
    ("authorised.email", "liga.berzina@example.lv"),
    ("signer.full_name", "Jānis Ķēniņš"),
    ("preparer.full_name", "Anna Žagare"),
    ("preparer.phone", "67000000"),
    ("preparer.email", "anna@example.lv"),
];

fn truth() -> BTreeMap<String, Value> {
    serde_json::from_slice(&fixture("fixtures/editions/truth.json")).unwrap()
}

#[test]
fn every_edition_is_bound_and_filled_where_its_maker_says() {
    let truth = truth();
    let names: Vec<&String> = truth.keys().filter(|name| !name.starts_with("trap")).collect();
    std::thread::scope(|scope| {
        for part in names.chunks(names.len().div_ceil(4)) {
            let truth = &truth;
            scope.spawn(move || part.iter().for_each(|name| bind_and_fill(name, &truth[*name]["keys"])));
        }
    });
}

fn bind_and_fill(name: &str, keys: &Value) {
    let pdf = format!("{name}.pdf");
    let ran = Run::new(&["form", "bind", "lv.kase.x509", &pdf, "--write"])
        .fixture(&format!("fixtures/editions/{pdf}"))
        .fixture("fixtures/data/pieteikums.json")
        .run()
        .code(0);
    let ran = ran.then(&["build", "pieteikums.json", "--template", &pdf, "--out", "o"]).code(0);
    let filled = ran.only("o/pdf", ".pdf");
    let values = values(&ran, &filled);
    for (key, text) in SAID {
        let fields: Vec<&str> =
            keys[key]["fields"].as_array().unwrap().iter().map(|f| f.as_str().unwrap()).collect();
        let written: String = fields.iter().map(|field| values[*field].as_str().unwrap()).collect();
        // A row of boxes has none for the dash.
        let expected = if fields.len() > 1 { text.replace('-', "") } else { text.to_owned() };
        assert_eq!(written, expected, "{name} {key}");
    }
    let on = |key: &str| {
        let field = keys[key]["fields"][0].as_str().unwrap();
        values[field] == keys[key]["on"]
    };
    assert!(on("actions.issue_new") && !on("actions.suspend") && !on("actions.discontinue"), "{name}");
    let container = ran.only("o/edoc-unsigned", ".edoc");
    let ran = ran.then(&["check", "--json", "--template", &pdf, &container]).code(0);
    let found = codes(&ran.json()["findings"]);
    assert!(
        found.iter().all(|code| ["C-unsigned", "T-sample", "T-assumed"].contains(&&**code)),
        "{name}: {found:?}"
    );
}

#[test]
fn nothing_is_written_unless_asked_and_nothing_over_what_is_there() {
    let ran = Run::new(&["form", "bind", "lv.kase.x509", "moved-reportlab.pdf"])
        .fixture("fixtures/editions/moved-reportlab.pdf")
        .run()
        .code(0);
    assert_eq!(ran.files(), ["moved-reportlab.pdf"]);
    insta::assert_snapshot!(ran.stdout, @r"
    Vērtība                   PDF lauks             Cik droši
    Klients
      Nosaukums               Text6                 droši
      Reģistrācijas Nr.       Text7                 droši
    Lietotājs
      Lietotāja nosaukums     Text4                 droši
      Reģistrācijas numurs    Text5                 droši
    Apturēt x509 sertifikāta darbību
      Apturēt x509 … darbību  Text14 = Yes          droši
      Apturēšanas iemesls     Text15                droši
    Pārtraukt tiešsaistes datu apmaiņas moduļa lietošanu
      Pārtraukt tie…ietošanu  Text16 = Yes          droši
    Izsniegt jaunu x509 sertifikātu
      Izsniegt jaun…tifikātu  Text8 = Yes           droši
      Vārds                   Text9                 droši
      Uzvārds                 Text10                droši
      Personas kods           Text11                droši
      Tālruņa numurs          Text12                droši
      E-pasta adrese          Text13                droši
    Iestādes vadītājs / pilnvarotā persona
      Vārds, uzvārds          Text17                droši
      Paraksts                Text18                droši
      Datums                  Text19                droši
    Pieteikuma sagatavotājs
      Vārds, uzvārds          Text1                 droši
      Tālruņa numurs          Text2                 droši
      E-pasta adrese          Text3                 droši

    Droši: 19. Iespējams: 0. Trūkst: 0.
    Nekas nav ierakstīts; piesaisti ieraksta ar --write.
    ");
    assert!(ran.stdout.lines().all(|line| line.chars().count() <= 60), "{}", ran.stdout);
    let write = ["form", "bind", "lv.kase.x509", "moved-reportlab.pdf", "--write"];
    let ran = ran.then(&write).code(0);
    assert_eq!(ran.files(), ["moved-reportlab.binding.toml", "moved-reportlab.pdf"]);
    let ran = ran.then(&write);
    assert_eq!(ran.code, 2);
    let ran = ran.then(&[&write[..], &["--overwrite"]].concat()).code(0);
    let ran = ran.then(&[&write[..], &["-o", "cita.toml"]].concat()).code(0);
    assert_eq!(ran.text("cita.toml"), ran.text("moved-reportlab.binding.toml"));
    let ran = ran.then(&["form", "bind", "lv.kase.x509", "moved-reportlab.pdf", "-o", "x.toml"]);
    assert_eq!(ran.code, 2, "{}", ran.stderr);
}

#[test]
fn what_is_only_likely_is_shown_and_not_used() {
    let ran = Run::new(&["form", "bind", "lv.kase.x509", "veidlapa.pdf", "--write"])
        .file("veidlapa.pdf", fixture("fixtures/editions/trap-other-headings.pdf"))
        .fixture("fixtures/data/pieteikums.json")
        .run()
        .code(1);
    insta::assert_snapshot!(ran.stdout, @r"
    Vērtība                   PDF lauks             Cik droši
    Klients
      Nosaukums               Text1                 droši
      Reģistrācijas Nr.       –                     TRŪKST
        varbūt Text3
    Lietotājs
      Lietotāja nosaukums     Text2                 droši
      Reģistrācijas numurs    Text3                 iesp. 71 %
        „Reģistrācijas Nr.”; der arī citai vērtībai; cita vai
        nezināma sadaļa
    Apturēt x509 sertifikāta darbību
      Apturēt x509 … darbību  Text4 = Yes           droši
      Apturēšanas iemesls     Text5                 droši
    Pārtraukt tiešsaistes datu apmaiņas moduļa lietošanu
      Pārtraukt tie…ietošanu  Text6 = Yes           droši
    Izsniegt jaunu x509 sertifikātu
      Izsniegt jaun…tifikātu  Text7 = Yes           droši
      Vārds                   Text8                 droši
      Uzvārds                 Text9                 droši
      Personas kods           Text10                droši
      Tālruņa numurs          Text11                iesp. 83 %
        „Tālruņa numurs”; tādi paši vārdi citur; varbūt Text17
      E-pasta adrese          Text12                iesp. 83 %
        „E-pasta adrese”; tādi paši vārdi citur; varbūt Text18
    Iestādes vadītājs / pilnvarotā persona
      Vārds, uzvārds          Text13                iesp. 83 %
        „Vārds, uzvārds”; tādi paši vārdi citur; varbūt Text16
      Paraksts                Text14                droši
      Datums                  Text15                droši
    Pieteikuma sagatavotājs
      Vārds, uzvārds          Text16                iesp. 71 %
        „Vārds, uzvārds”; tādi paši vārdi citur; der arī citai
        vērtībai; varbūt Text13
      Tālruņa numurs          Text17                iesp. 71 %
        „Tālruņa numurs”; tādi paši vārdi citur; der arī citai
        vērtībai; cita vai nezināma sadaļa; varbūt Text11
      E-pasta adrese          Text18                iesp. 71 %
        „E-pasta adrese”; tādi paši vārdi citur; der arī citai
        vērtībai; cita vai nezināma sadaļa; varbūt Text12

    Droši: 11. Iespējams: 7. Trūkst: 1.
    uzrakstīts: veidlapa.binding.toml
    Atveriet piesaisti un PDF blakus: pārbaudiet katru lauku ar
    „confirm” un izdzēsiet šo vārdu, atbildiet uz rindām
    „JAUTĀJUMS”. Līdz tam ar šo PDF nekas netiks aizpildīts.
    ");
    assert!(ran.stdout.lines().all(|line| line.chars().count() <= 60), "{}", ran.stdout);
    let ran = ran.then(&["form", "bind", "lv.kase.x509", "veidlapa.pdf", "--lang", "en"]).code(1);
    assert!(ran.stdout.lines().all(|line| line.chars().count() <= 60), "{}", ran.stdout);
    let ran = ran.then(&["build", "pieteikums.json", "--template", "veidlapa.pdf", "--out", "o"]).code(2);
    assert!(ran.stderr.contains("confirm"), "{}", ran.stderr);
    assert!(ran.files_in("o").is_empty());
}

#[test]
fn as_json_for_a_program() {
    let ran = Run::new(&["form", "bind", "lv.kase.x509", "split-reportlab.pdf", "--json"])
        .fixture("fixtures/editions/split-reportlab.pdf")
        .run()
        .code(0);
    let said = ran.json();
    assert_eq!((&said["certain"], &said["likely"], &said["missing"]), (&19.into(), &0.into(), &0.into()));
    let code = said["matches"]
        .as_array()
        .unwrap()
        .iter()
        .find(|one| one["key"] == "authorised.personal_code")
        .unwrap();
    assert_eq!(code["state"], "certain");
    assert_eq!((&code["place"]["way"], &code["place"]["drop"]), (&"split".into(), &"-".into()));
    assert_eq!(code["place"]["fields"].as_array().unwrap().len(), 11);
    assert_eq!(code["because"], serde_json::json!(["words", "section"]));
}

#[test]
fn a_scan_and_a_file_without_fields_are_refused_with_the_sentence() {
    let ran = Run::new(&["form", "bind", "lv.kase.x509", "scan.pdf", "--write", "--json"])
        .fixture("fixtures/forms/variants/scan.pdf")
        .run()
        .code(1);
    assert_eq!(codes(&ran.json()["findings"]), ["P-no-form", "S16-scan", "X-page-image"]);
    assert_eq!(ran.files(), ["scan.pdf"]);
    let ran = ran.then(&["form", "bind", "lv.kase.x509", "nav.pdf"]);
    ran.fails("kļūda: nav datnes `nav.pdf`\n");
}
