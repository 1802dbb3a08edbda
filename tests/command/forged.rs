//! Signatures that name somebody who did not sign, or nobody for certain: `fixtures/signed/forged`, each put in the place
//! of the signature of a container that is right.

use std::io::{Cursor, Read as _, Write as _};
use std::path::Path;

use super::run::{Ran, Run};

/// What is refused, and its codes besides that the form is a sample.
const FORGED: [(&str, &[&str]); 23] = [
    ("cades-exchanged.p7s", &["E-certificate-other"]),
    ("cades-pointed-elsewhere.p7s", &["E-certificate-other"]),
    ("cades-unnamed.p7s", &["E-certificate-unnamed"]),
    ("certificate-exchanged.xml", &["E-certificate-other"]),
    ("certificate-other.xml", &["E-certificate-other"]),
    ("certificate-unknown-algorithm.xml", &["E-certificate-algorithm"]),
    ("certificate-unnamed.xml", &["E-certificate-unnamed"]),
    ("certificates-two.xml", &["E-certificate-several"]),
    ("fake-object-first.xml", &["E-properties-several", "E-properties-unsigned"]),
    ("fake-object-last.xml", &["E-properties-several", "E-properties-unsigned"]),
    ("fake-object-same-id.xml", &["E-id-twice", "E-properties-several", "E-properties-unsigned"]),
    ("fake-properties-within.xml", &["E-properties-unsigned"]),
    ("properties-elsewhere.xml", &["E-properties-unsigned"]),
    ("properties-missing.xml", &["E-properties-missing"]),
    ("properties-nowhere.xml", &["E-properties-unsigned"]),
    ("properties-of-another.xml", &["E-properties-target"]),
    ("properties-transformed.xml", &["E-properties-unsigned"]),
    ("properties-two-references.xml", &["E-properties-unsigned"]),
    ("properties-unreferenced.xml", &["E-properties-unsigned"]),
    ("properties-untyped.xml", &["E-properties-unsigned"]),
    ("signed-info-twice.xml", &["E-signature-part-twice"]),
    ("time-stamps-same-id.xml", &["E-id-twice-unsigned"]),
    ("value-empty.xml", &["E-signature-empty"]),
];

/// Who signed them all; the form names Jānis Ķēniņš.
const ANNA: &str = "ANNA ŽAGARE";

/// The container that is right, with this signature instead of its own.
fn forged(file: &str) -> (String, Vec<u8>) {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/signed");
    let signature = std::fs::read(folder.join("forged").join(file)).unwrap();
    let (stem, extension) = file.split_once('.').unwrap();
    let (right, extension) =
        if extension == "p7s" { ("cades.asice", "asice") } else { ("janis.edoc", "edoc") };
    let right = std::fs::read(folder.join(right)).unwrap();
    (format!("{stem}.{extension}"), replaced(&right, &signature))
}

fn replaced(container: &[u8], signature: &[u8]) -> Vec<u8> {
    let mut from = zip::ZipArchive::new(Cursor::new(container)).unwrap();
    let mut to = zip::ZipWriter::new(Cursor::new(Vec::new()));
    let stored = zip::write::SimpleFileOptions::default().compression_method(zip::CompressionMethod::Stored);
    for n in 0..from.len() {
        let mut entry = from.by_index(n).unwrap();
        let name = entry.name().unwrap().into_owned();
        let mut content = Vec::new();
        entry.read_to_end(&mut content).unwrap();
        if name.starts_with("META-INF/signature") {
            content = signature.to_vec();
        }
        to.start_file(name, stored).unwrap();
        to.write_all(&content).unwrap();
    }
    to.finish().unwrap().into_inner()
}

fn run(args: &[&str], file: &str) -> Ran {
    let (name, bytes) = forged(file);
    let args: Vec<&str> = args.iter().copied().chain([&*name]).collect();
    Run::new(&args).file(&name, bytes).run()
}

#[test]
fn each_is_refused_for_its_own_reason_and_names_no_one_else() {
    for (file, expected) in FORGED {
        let ran = run(&["check", "--json", "--lang", "en"], file).code(1);
        let found = ran.json();
        let findings = found["findings"].as_array().unwrap();
        let weighs = |f: &&serde_json::Value| f["severity"] == "error";
        let mut codes: Vec<_> = findings
            .iter()
            .filter(weighs)
            .map(|f| f["code"].as_str().unwrap())
            .filter(|c| *c != "T-sample")
            .collect();
        codes.dedup();
        // What validation says comes behind; the reason is the first.
        codes.retain(|code| !code.starts_with("V-"));
        assert_eq!(codes, expected, "{file}");
        assert_eq!(found["state"], "refused", "{file}");
        // Who did not sign is not named; of a signature that is not intact nobody is.
        assert!(!ran.stdout.contains("JĀNIS ĶĒNIŅŠ"), "{file}");
        for signature in found["signatures"].as_array().unwrap() {
            let name = signature["signer"]["name"].as_str().unwrap_or_default();
            let intact = signature["integrity"] == "intact";
            assert_eq!(name, if intact { ANNA } else { "" }, "{file}");
        }
        // Neither acceptance nor leaving the form out makes it right.
        let refused = run(&["check", "--no-form", "--accept", expected[0]], file);
        assert_eq!(refused.code, 1, "{file}");
    }
}

#[test]
fn a_certificate_named_by_sha1_is_known() {
    let found = run(&["check", "--json", "--lang", "en"], "certificate-sha1.xml").code(0).json();
    let signature = &found["signatures"][0];
    assert_eq!((&signature["integrity"], &signature["signer"]["name"]), (&"intact".into(), &ANNA.into()));
    assert_eq!(signature["signer"]["claimed"], true, "without trust material it is a claim");
}

#[test]
fn status_calls_none_of_them_signed() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/signed/out/records");
    let record = "PARAUGS_0002_ezermalas-novada-pasvaldiba_izsniegt.package.json";
    for (file, _) in FORGED {
        let (name, bytes) = forged(file);
        let ran = Run::new(&["status", "out", &format!("back/{name}"), "--json"])
            .file(&format!("out/records/{record}"), std::fs::read(folder.join(record)).unwrap())
            .file(&format!("back/{name}"), bytes)
            .run()
            .code(1);
        let found = ran.json();
        assert_eq!(found["packages"][0]["state"], "refused", "{file}");
        let signatures = found["packages"][0]["files"][0]["signatures"].as_array().unwrap().clone();
        assert!(
            signatures.iter().all(|one| one["integrity"] == "intact" || one.get("signer").is_none()),
            "{file}: {signatures:?}"
        );
    }
}

/// Who looks at the file with a program that takes the first properties would read `JĀNIS ĶĒNIŅŠ`.
#[test]
fn what_is_said_of_it_is_exact() {
    let said = |lang| run(&["check", "--no-form", "--lang", lang], "fake-object-first.xml").code(1).stdout;
    insta::assert_snapshot!(said("lv"), @r#"
    fake-object-first.edoc, datne „META-INF/signatures0.xml” konteinerā: kļūda E-properties-several: Datnē „META-INF/signatures0.xml” vienam parakstam ir 2 elementi xades:QualifyingProperties; katrs var nosaukt citu parakstītāju.
        Neuzticieties šim parakstam. Lūdziet sūtītājam dokumentu parakstīt no jauna.
    fake-object-first.edoc, datne „META-INF/signatures0.xml” konteinerā: kļūda E-properties-unsigned: Datnē „META-INF/signatures0.xml” paraksts neattiecas uz to, kas tajā rakstīts par parakstītāju un laiku: bez īpašībām, uz kurām ir atsauce, ir vēl citas. To varēja mainīt jebkurš.
        Neuzticieties šim parakstam. Lūdziet sūtītājam dokumentu parakstīt no jauna.
    fake-object-first.edoc, datne „META-INF/signatures0.xml” konteinerā: kļūda V-broken: Paraksts NAV derīgs (TOTAL-FAILED, FORMAT_FAILURE): parakstītais, paraksts vai tā sertifikāts ir mainīts.
    Kas to atvērs: digidoc4j – nav zināms (E-properties-several); EU DSS – atvērs; eParaksts – nav zināms (E-properties-several); libdigidocpp – nav zināms (E-properties-several)
    fake-object-first.edoc: noraidīts (ieraksti: 1, kļūdas: 3, brīdinājumi: 0)
    "#);
    insta::assert_snapshot!(said("en"), @r#"
    fake-object-first.edoc, file "META-INF/signatures0.xml" in the container: error E-properties-several: In `META-INF/signatures0.xml` one signature has 2 elements xades:QualifyingProperties; each may name another signer.
        Do not rely on this signature. Ask the sender to sign the document anew.
    fake-object-first.edoc, file "META-INF/signatures0.xml" in the container: error E-properties-unsigned: In `META-INF/signatures0.xml` the signature does not cover what it says of its signer and time: there are others besides the properties that are referred to. Anybody could have changed that.
        Do not rely on this signature. Ask the sender to sign the document anew.
    fake-object-first.edoc, file "META-INF/signatures0.xml" in the container: error V-broken: The signature is NOT valid (TOTAL-FAILED, FORMAT_FAILURE): what is signed, the signature or its certificate was changed.
    What opens it: digidoc4j – not known (E-properties-several); EU DSS – opens it; eParaksts – not known (E-properties-several); libdigidocpp – not known (E-properties-several)
    fake-object-first.edoc: refused (records: 1, errors: 3, warnings: 0)
    "#);
}

#[test]
fn inspect_names_no_one_either() {
    let ran = run(&["inspect", "--lang", "en"], "certificate-other.xml").code(0);
    assert!(
        ran.stdout.contains("who signed cannot be told") && !ran.stdout.contains("ANNA"),
        "{}",
        ran.stdout
    );
    let ran = run(&["inspect", "--lang", "en"], "fake-object-first.xml").code(0);
    assert!(ran.stdout.contains(ANNA) && !ran.stdout.contains("JĀNIS"), "{}", ran.stdout);
}
