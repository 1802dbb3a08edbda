//! Containers of `fixtures/signed/kinds`: habits of signers weigh nothing, and what is no signed EDOC is named for what it
//! is.

use serde_json::Value;

use super::run::{Ran, Run};

fn check(file: &str, more: &[&str]) -> Ran {
    let args: Vec<&str> = ["check", "--no-form", "--json", "--at", "2026-12-02T00:00:00Z"]
        .iter()
        .chain(more)
        .copied()
        .chain([file])
        .collect();
    Run::new(&args).fixture(&format!("fixtures/signed/kinds/{file}")).run()
}

/// What the command finds that is not about a signature's value, its certificate or its times.
fn findings(ran: &Ran) -> Vec<Value> {
    let found = ran.json();
    let all = found["findings"].as_array().unwrap().clone();
    let about_container = |f: &Value| {
        let code = f["code"].as_str().unwrap();
        code.starts_with("C-") && code != "C-signature-unchecked"
    };
    all.into_iter().filter(about_container).collect()
}

fn codes(ran: &Ran) -> Vec<String> {
    let told = |f: &Value| format!("{} {}", f["severity"].as_str().unwrap(), f["code"].as_str().unwrap());
    findings(ran).iter().map(told).collect()
}

/// The words of the one finding with this code, in both languages.
fn words(ran: &Ran, code: &str) -> String {
    let all = findings(ran);
    let [finding] = all.iter().filter(|f| f["code"] == code).collect::<Vec<_>>()[..] else {
        panic!("{all:?}")
    };
    let part = |name: &str, lang: &str| finding[name][lang].as_str().unwrap_or_default().to_owned();
    let lines = ["lv", "en"].map(|lang| format!("{}\n  {}", part("message", lang), part("hint", lang)));
    lines.join("\n").replace("\n  \n", "\n").trim_end().to_owned()
}

/// Which program opens it.
fn opens(ran: &Ran) -> Vec<String> {
    let found = ran.json();
    let each = found["opens"].as_array().unwrap().iter();
    each.map(|one| format!("{} {}", one["program"].as_str().unwrap(), one["opens"].as_str().unwrap()))
        .collect()
}

#[test]
fn a_habit_of_a_signer_is_a_note_at_most() {
    for (file, expected) in [
        ("komentars.edoc", "info C-comment"),
        ("bez-versijas.edoc", "info C-manifest-no-version"),
        ("papildlauks.edoc", "info C-mimetype-extra"),
        ("parametri.edoc", "info C-media-type-parameters"),
        ("vienkarss.asics", "info C-asic-s"),
        ("mazie-burti.asice", "info C-asic-manifest-name, info C-cades"),
        ("tikai-laika-zimogs.asics", "info C-asic-s, info C-timestamp-only"),
    ] {
        let ran = check(file, &["--deny-warnings"]).code(0);
        assert_eq!(codes(&ran).join(", "), expected, "{file}");
    }
    let ran = check("mazie-burti.asice", &[]);
    insta::assert_snapshot!(words(&ran, "C-asic-manifest-name"), @r#"
    „META-INF/asicmanifest.xml” ir ASiCManifest, bet nosaukts ar mazajiem burtiem; programmas, kas meklē standarta nosaukumu, to neatradīs.
    `META-INF/asicmanifest.xml` is an ASiCManifest, but its name is in lower case; programs that look for the name of the standard will not find it.
    "#);
    insta::assert_snapshot!(words(&check("parametri.edoc", &[]), "C-media-type-parameters"), @r#"
    Datnes „pieteikums.pdf” datu tipam manifestā ir parametri: „application/pdf; charset=binary”.
    The media type of file `pieteikums.pdf` has parameters in the manifest: `application/pdf; charset=binary`.
    "#);
}

/// Who has only prepared a container can still mend it.
#[test]
fn before_signing_it_is_a_fault() {
    let fixture = std::fs::read("fixtures/signed/kinds/papildlauks.edoc").unwrap();
    let unsigned = renamed(fixture, b"META-INF/signatures0.xml", b"META-INF/somethings0.txt");
    let ran = Run::new(&["check", "--no-form", "--json", "x.edoc"]).file("x.edoc", unsigned).run().code(1);
    assert_eq!(codes(&ran), ["error C-mimetype-extra", "error C-signature-misnamed", "warning C-unsigned"]);
}

/// The same archive with another name of an entry, of the same length.
fn renamed(mut bytes: Vec<u8>, from: &[u8], to: &[u8]) -> Vec<u8> {
    while let Some(at) = bytes.windows(from.len()).position(|window| window == from) {
        bytes[at..at + to.len()].copy_from_slice(to);
    }
    bytes
}

#[test]
fn a_pdf_is_no_container_by_its_name() {
    let ran = check("pdf.edoc", &[]).code(1);
    assert_eq!(codes(&ran), ["error C-pdf"]);
    insta::assert_snapshot!(words(&ran, "C-pdf"), @r#"
    Datne nosaukta kā konteiners, bet ir PDF, un paraksta tajā nav.
      Nosauciet to .pdf; ja tas jāiesniedz kā EDOC, ielieciet to konteinerā („edocpack pack”) un parakstiet.
    The file is named as a container, but it is a PDF, and nobody has signed it.
      Name it .pdf; if an EDOC is to be handed in, put it into one (`edocpack pack`) and sign that.
    "#);
}

#[test]
fn the_files_of_a_hash_code_container_are_elsewhere() {
    let ran = check("kontrolsummas.asice", &[]).code(1);
    assert_eq!(codes(&ran), ["error C-hashcode"]);
    insta::assert_snapshot!(words(&ran, "C-hashcode"), @r#"
    Šajā konteinerā ir tikai datņu kontrolsummas; pašas datnes (pieteikums.pdf) ir citur.
      Lejupielādējiet pilno konteineru no sistēmas, kurā tas parakstīts, vai lūdziet sūtītājam to ar visām datnēm.
    This container has only the digests of its files; the files themselves (pieteikums.pdf) are elsewhere.
      Download the full container from the system in which it was signed, or ask the sender for it with all files.
    "#);
}

/// Of files that are elsewhere the digests are compared all the same.
#[test]
fn another_digest_of_a_file_that_is_elsewhere_is_found() {
    let fixture = std::fs::read("fixtures/signed/kinds/kontrolsummas.asice").unwrap();
    let at = fixture.windows(6).position(|window| window == b"hash=\"").unwrap() + 6;
    let mut changed = fixture;
    changed[at] = if changed[at] == b'A' { b'B' } else { b'A' };
    let ran = Run::new(&["check", "--no-form", "--json", "x.asice"]).file("x.asice", changed).run().code(1);
    // The archive sees it as well.
    assert_eq!(codes(&ran), ["error C-crc", "error C-hashcode", "error C-reference-missing"]);
}

#[test]
fn a_ddoc_is_named_and_digidoc4j_opens_it() {
    let ran = check("vecais.ddoc", &[]).code(1);
    assert_eq!(codes(&ran), ["error C-ddoc"]);
    assert_eq!(opens(&ran), ["digidoc4j yes", "EU DSS no", "eParaksts unknown", "libdigidocpp unknown"]);
    insta::assert_snapshot!(words(&ran, "C-ddoc"), @r#"
    Šis ir DDOC konteiners (DIGIDOC-XML), nevis EDOC (ASiC-E); tā paraksti šeit nav pārbaudīti.
      Pārbaudiet to programmā DigiDoc4; ja vajadzīgs EDOC, lūdziet dokumentu parakstīt no jauna EDOC formātā.
    This is a DDOC container (DIGIDOC-XML), not an EDOC (ASiC-E); its signatures were not checked here.
      Check it in DigiDoc4; if an EDOC is wanted, ask for the document to be signed anew as EDOC.
    "#);
}

#[test]
fn cades_is_opened_by_dss_alone() {
    let ran = check("mazie-burti.asice", &[]);
    assert_eq!(opens(&ran), ["digidoc4j no", "EU DSS yes", "eParaksts unknown", "libdigidocpp no"]);
}

#[test]
fn a_time_stamp_is_nobodys_signature() {
    let ran = check("tikai-laika-zimogs.asics", &[]).code(0);
    assert_eq!(ran.json()["state"], "unsigned");
    assert_eq!(opens(&ran), ["digidoc4j yes", "EU DSS yes", "eParaksts unknown", "libdigidocpp yes"]);
    insta::assert_snapshot!(words(&ran, "C-timestamp-only"), @r#"
    Konteinerā ir tikai laika zīmogs vai pierādījuma ieraksts; neviena persona to nav parakstījusi.
      Parakstiet dokumentu no jauna.
    The container has only a time-stamp or an evidence record; no person has signed it.
      Sign the document anew.
    "#);
    // A form has to be signed by somebody.
    let ran = Run::new(&["check", "--json", "tikai-laika-zimogs.asics"])
        .fixture("fixtures/signed/kinds/tikai-laika-zimogs.asics")
        .run();
    assert!(codes(&ran).contains(&"warning C-timestamp-only".to_owned()), "{:?}", codes(&ran));
}

/// Whose value is wrong proves no time, though the digest in it is right.
#[test]
fn a_time_stamp_that_was_changed_is_refused() {
    let fixture = std::fs::read("fixtures/signed/kinds/tikai-laika-zimogs.asics").unwrap();
    let mut from = zip::ZipArchive::new(std::io::Cursor::new(fixture)).unwrap();
    let mut to = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    let stored = zip::write::SimpleFileOptions::default().compression_method(zip::CompressionMethod::Stored);
    for n in 0..from.len() {
        let mut entry = from.by_index(n).unwrap();
        let name = entry.name().unwrap().into_owned();
        let mut content = Vec::new();
        std::io::Read::read_to_end(&mut entry, &mut content).unwrap();
        if name.ends_with(".tst") {
            *content.last_mut().unwrap() ^= 1;
        }
        to.start_file(name, stored).unwrap();
        std::io::Write::write_all(&mut to, &content).unwrap();
    }
    let changed = to.finish().unwrap().into_inner();
    let ran = Run::new(&["check", "--no-form", "--json", "x.asics"]).file("x.asics", changed).run().code(1);
    assert!(ran.stdout.contains("V-stamp-value"), "{}", ran.stdout);
}

#[test]
fn a_signature_under_another_name_is_called_one() {
    let ran = check("cits-nosaukums.edoc", &[]).code(1);
    assert_eq!(codes(&ran), ["error C-signature-misnamed", "warning C-unsigned"]);
    insta::assert_snapshot!(words(&ran, "C-signature-misnamed"), @r#"
    „META-INF/xades.xml” ir paraksts (XAdES), bet tā nosaukums nav paraksta nosaukums: programmas to neredz, un konteiners tām nav parakstīts.
      Lūdziet to, kurš parakstīja, parakstīt dokumentu no jauna ar programmu, kas raksta EDOC.
    `META-INF/xades.xml` is a signature (XAdES), but is not named as one: programs do not see it, and to them the container is not signed.
      Ask whoever signed to sign the document anew with a program that writes EDOC.
    "#);
}

#[test]
fn a_manifest_that_lists_the_signature_makes_it_invalid_elsewhere() {
    let ran = check("manifests-min-parakstu.edoc", &[]).code(1);
    assert_eq!(codes(&ran), ["error C-manifest-signature"]);
    insta::assert_snapshot!(words(&ran, "C-manifest-signature"), @r#"
    Manifestā kā datu datne minēts paraksts „META-INF/signatures0.xml”; libdigidocpp (DigiDoc4) tādēļ parakstu atzīst par nederīgu.
      Lūdziet to, kurš parakstīja, parakstīt dokumentu no jauna ar citu programmu.
    The manifest lists signature `META-INF/signatures0.xml` as a data file; libdigidocpp (DigiDoc4) finds the signature invalid for that.
      Ask whoever signed to sign the document anew with another program.
    "#);
}
