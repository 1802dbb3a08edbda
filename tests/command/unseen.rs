//! A form that the program has never seen: a new folder, from data to a checked container, with the program as it is.

use std::collections::BTreeMap;

use super::built::values;
use super::run::{Ran, Run, codes, fixture, sha256};
use super::tools::ask;

pub(super) const FORM: &str = include_str!("unseen/form.toml");
pub(super) const BINDING: &str = include_str!("unseen/binding.toml");

const JSON: &str = r#"{
  "employee": { "name": "Ņikita Čakste", "position": "Grāmatvedis" },
  "leave": { "kind": "study", "from": "01.12.2026.", "to": "20.12.2026.", "reason": "Eksāmeni\nLatvijas Universitātē",
    "pay_before": true }
}"#;

const CSV: &str = "Darbinieks;Amats;Veids;No;Līdz;Pamatojums;Izmaksāt pirms\n\
    Ērika Ļaudama;Arhivāre;ikgadējais;01.07.2027.;14.07.2027.;;x\n\
    Ģirts Šķēle;;Bezalgas;02.07.2027.;;;\n\
    Līga Bērziņa-Kļaviņa;Skolotāja;macibu;03.07.2027.;04.07.2027.;;nē\n\
    Jānis Ķēniņš;Direktors;MĀCĪBU;05.07.2027.;06.07.2027.;Kursi;nē\n";

/// The new folder, and a run beside it.
fn leave(args: &[&str]) -> Run {
    let pdf = fixture("fixtures/forms/unseen.pdf");
    let digest = sha256(&pdf);
    Run::new(args)
        .file("veidlapa/form.toml", FORM)
        .file("veidlapa/binding.toml", BINDING.replace("SHA256", &digest))
        .file("veidlapa/unseen.pdf", pdf)
        .file("dati.json", JSON)
        .file("dati.csv", CSV)
}

#[test]
fn json_becomes_a_container_that_is_right() {
    let ran = leave(&["build", "dati.json", "--form", "veidlapa", "--out", "o"]).run().code(0);
    insta::assert_snapshot!(ran.stdout, @r"
        Sagatavoti pieteikumi: 1. Rindas ar kļūdām: 0. Brīdinājumi: 0.
        Tālāk atveriet: o/lapa.html
    ");
    let pdf = "o/pdf/0001_gramatvedis_izmaksa.pdf";
    assert_eq!(
        values(&ran, pdf)
            .into_iter()
            .map(|(name, value)| (name, value.to_string()))
            .collect::<BTreeMap<_, _>>(),
        [
            ("amats", "\"Grāmatvedis\""),
            ("darbinieks", "\"Ņikita Čakste\""),
            ("izmaksa_pirms", "\"Yes\""),
            ("lidz_datumam", "\"20.12.2026.\""),
            ("no_datuma", "\"01.12.2026.\""),
            ("pamatojums", "\"Eksāmeni\\nLatvijas Universitātē\""),
            ("veids", "\"macibu\""),
        ]
        .map(|(name, value)| (name.to_owned(), value.to_owned()))
        .into()
    );
    if let Some(said) = ask("qpdf", &["--check", ran.path(pdf).to_str().unwrap()]) {
        assert!(said.content && !said.text.contains("WARNING"), "{}", said.text);
    }
    let record = ran.json_in("o/records/0001_gramatvedis_izmaksa.package.json");
    assert_eq!((&record["form"]["id"], &record["state"]), (&"lv.example.leave".into(), &"unsigned".into()));
    assert_eq!(record["not_checked"][0]["text"]["lv"], "Vai parakstījis pats darbinieks, netiek pārbaudīts.");
    assert_eq!(record["send"]["channel"], "email");
    let sheet = ran.text("o/lapa.html");
    for sentence in [
        "«Katrs pieteikums ir savs dokuments bez pielikumiem.»",
        "«Pieteikumu paraksta darbinieks un nosūta personāla daļai.»",
    ] {
        assert!(sheet.contains(sentence), "{sentence}");
    }
    let container = "o/edoc-unsigned/0001_gramatvedis_izmaksa.edoc";
    let ran = ran.then(&["check", "--json", "--form", "veidlapa", container]).code(0);
    assert_eq!(codes(&ran.json()["findings"]), ["C-unsigned"]);
    let ran = ran.then(&["check", "--json", container]).code(1);
    assert_eq!(
        codes(&ran.json()["findings"]),
        ["C-unsigned", "T-not-form"],
        "it is no form that is built in"
    );
}

#[test]
fn of_a_sheet_the_right_rows_are_built_and_the_others_told() {
    let ran = leave(&["build", "dati.csv", "--form", "veidlapa", "--out", "o"]).run().code(1);
    insta::assert_snapshot!(ran.stdout, @r"
        dati.csv, 3. rinda, kolonna E „Līdz”: kļūda L2-missing: Trūkst: Līdz.
            Aizpildiet šos laukus.
        dati.csv, 4. rinda, kolonna F „Pamatojums”: kļūda L3: Mācību atvaļinājumam nav pamatojuma.
            Ierakstiet pamatojumu.
        Sagatavoti pieteikumi: 2. Rindas ar kļūdām: 2. Brīdinājumi: 0.
        Rindas ar kļūdām ir datnē o/refused.csv (tajā ir jūsu dati, arī personas kodi). Izlabojiet tās un palaidiet:
          edocpack build o/refused.csv --form veidlapa --out o
        Tālāk atveriet: o/lapa.html
    ");
    assert_eq!(
        ran.files_in("o/pdf"),
        ["0002_arhivare_izmaksa.pdf", "0005_direktors.pdf"],
        "the number is that of the row"
    );
    let state = |ran: &Ran, file: &str| values(ran, file)["veids"].clone();
    assert_eq!(state(&ran, "o/pdf/0002_arhivare_izmaksa.pdf"), "ikgadejais");
    assert_eq!(state(&ran, "o/pdf/0005_direktors.pdf"), "macibu");
}

#[test]
fn a_filled_pdf_of_it_is_read_back() {
    let ran = leave(&["build", "dati.json", "--form", "veidlapa", "--out", "o"]).run().code(0);
    let ran = ran
        .then(&["build", "o/pdf/0001_gramatvedis_izmaksa.pdf", "--form", "veidlapa", "--out", "again"])
        .code(0);
    let (first, second) = (ran.only("o/pdf", ".pdf"), ran.only("again/pdf", ".pdf"));
    assert_eq!(values(&ran, &first), values(&ran, &second));
}

#[test]
fn its_sheet_its_fields_and_its_sentences_are_shown() {
    let ran = leave(&["form", "template", "veidlapa"]).run().code(0);
    assert_eq!(
        ran.stdout,
        "\u{feff}\"Darbinieks\";\"Amats\";\"Veids\";\"No\";\"Līdz\";\"Pamatojums\";\"Izmaksāt pirms\"\r\n\
         \"\";\"\";\"\";\"\";\"\";\"\";\"\"\r\n"
    );
    let ran = ran.then(&["form", "show", "veidlapa"]).code(0);
    assert!(ran.stdout.contains(
        "Atvaļinājuma veids [leave.kind]: izvēle, ikgadējais / bez darba samaksas saglabāšanas / mācību, L2\n"
    ));
    let ran = ran.then(&["explain", "L3", "--form", "veidlapa"]).code(0);
    assert!(ran.stdout.contains("L3 «Mācību atvaļinājumu pamatojiet.»\n"));
}

#[test]
fn faults_of_a_definition_are_told_at_once_with_their_lines() {
    let broken = FORM.replace("rule = \"L3\"", "rule = \"L9\"").replace("kind = \"tick\"", "kind = \"tock\"");
    let ran =
        leave(&["build", "dati.json", "--form", "veidlapa"]).file("veidlapa/form.toml", broken).run().code(2);
    insta::assert_snapshot!(ran.stderr, @r#"
        kļūda: veidlapas apraksts nav lietojams: veidlapa/form.toml
          126. rinda: Šeit nevar būt „tock”. [F-value]
            126 | kind = "tock"
                |        ^^^^^^
              Vai bija domāts „tick”?
    "#);
    let broken = FORM.replace("rule = \"L3\"", "rule = \"L9\"");
    let broken = broken.replace("label = \"employee.position\"", "label = \"employee.name\"");
    let ran =
        leave(&["build", "dati.json", "--form", "veidlapa"]).file("veidlapa/form.toml", broken).run().code(2);
    insta::assert_snapshot!(ran.stderr, @r#"
        kļūda: veidlapas apraksts nav lietojams: veidlapa/form.toml
          121. rinda: Nav ne teikuma, ne noteikuma „L9”. [F-rule]
            121 | rule = "L9"
                |        ^^^^
              Vai bija domāts „L1”?
          162. rinda: Numurus un personu vārdus datņu nosaukumos neliek. [F-naming]
            162 | label = "employee.name"
                |         ^^^^^^^^^^^^^^^
              Norādiet lauku ar kind = "text".
    "#);
    let ran = leave(&["check", "dati.json", "--form", "veidlapa"])
        .file("veidlapa/binding.toml", "schema = 1")
        .run()
        .code(2);
    insta::assert_snapshot!(ran.stderr, @r"
        kļūda: veidlapas apraksts nav lietojams: veidlapa/binding.toml
          1. rinda: Šai tabulai trūkst atslēgas „form”. [F-missing]
            1 | schema = 1
              | ^
              Pievienojiet to; kas tajā rakstāms, teikts docs/form-toml.md.
    ");
    let ran = leave(&["check", "dati.json", "--form", "nav"]).run();
    ran.fails("kļūda: nav veidlapas `nav`; iebūvētās: `lv.kase.x509`\npadoms: norādiet identifikatoru vai mapi ar form.toml\n");
    let ran = leave(&["check", "dati.json", "--form", "tuksa"]).folder("tuksa").run();
    ran.fails(
        "kļūda: nevar nolasīt `tuksa/form.toml`: tādas datnes vai mapes nav\n\
         padoms: veidlapa ir mape ar form.toml; no PDF to izveido edocpack form new\n",
    );
}
