//! What comes after signing: `check`, `status`, `inspect`, `extract` over the files of `fixtures/signed`, and `pack`.

use serde_json::Value;

use super::run::{Ran, Run, codes, with_slashes};

const SIGNED: &str = "fixtures/signed";

/// After the fixtures were signed and stamped.
const AT: [&str; 2] = ["--at", "2026-12-02T00:00:00Z"];

fn signed(args: &[&str], file: &str) -> Ran {
    let at = if args[0] == "check" { &AT[..] } else { &[] };
    let args: Vec<&str> = args.iter().chain(at).copied().chain([file]).collect();
    Run::new(&args).fixture(&format!("{SIGNED}/{file}")).run()
}

fn json(ran: &Ran) -> Value {
    serde_json::from_str(&ran.stdout).unwrap_or_else(|e| panic!("{e}: {}", ran.stdout))
}

/// The state, and the codes that weigh but that the form is a sample.
fn checked(file: &str, code: i32) -> (String, Vec<String>) {
    let json = json(&signed(&["check", "--json"], file).code(code));
    let findings = json["findings"].as_array().unwrap().iter().filter(|f| f["severity"] != "info");
    let codes = findings.map(|f| f["code"].as_str().unwrap().to_owned()).filter(|code| code != "T-sample");
    (json["state"].as_str().unwrap().to_owned(), codes.collect())
}

#[test]
fn check_compares_who_signed_with_what_the_form_asks() {
    for (file, code, expected) in [
        ("janis.edoc", 0, &[][..]),
        ("cita-persona.edoc", 0, &["S17-signer"]),
        ("zimogs.edoc", 0, &["S17-seal"]),
        ("bez-laika-zimoga.edoc", 0, &["S18-time-stamp"]),
        ("divi-paraksti.edoc", 0, &["S20-signatures"]),
        ("autentifikacijas-sertifikats.edoc", 0, &["E-authentication"]),
        ("cades.asice", 0, &["S18-time-stamp"]),
        ("mainits.edoc", 1, &["C-reference-digest", "V-broken"]),
        ("parakstits-ka-pdf.pdf", 0, &["S4-pdf"]),
    ] {
        let (state, found) = checked(file, code);
        assert_eq!(found, expected, "{file}");
        // Built on the sample, it is never called right, whoever signed.
        assert_eq!(state, if code == 0 { "sample" } else { "refused" }, "{file}");
    }
}

/// Who signed may be weighed; whether the document is the one that was signed may not.
#[test]
fn nobody_accepts_a_document_that_was_changed_after_signing() {
    for no_form in [&[][..], &["--no-form"]] {
        let args = [&["check", "--json", "--accept", "C-reference-digest"][..], no_form].concat();
        let found = json(&signed(&args, "mainits.edoc").code(1));
        assert_eq!(found["state"], "refused");
        let findings = found["findings"].as_array().unwrap();
        let digest = findings.iter().find(|f| f["code"] == "C-reference-digest").unwrap();
        assert_eq!((&digest["provenance"], digest["accepted"].as_bool()), (&"integrity".into(), Some(false)));
    }
}

#[test]
fn what_differs_is_said_by_name_and_no_code_is_shown() {
    let ran = signed(&["check"], "cita-persona.edoc").code(0);
    let line = ran.stdout.lines().find(|line| line.contains("S17-signer")).unwrap();
    assert!(
        line.contains("Sertifikātā ir „ANNA ŽAGARE”, bet veidlapā kā parakstītājs norādīts „Jānis Ķēniņš”.")
    );
    for args in [&["check"][..], &["check", "--json"], &["inspect"], &["inspect", "--json"]] {
        for file in ["janis.edoc", "cades.asice", "parakstits-ka-pdf.pdf"] {
            assert!(!signed(args, file).stdout.contains("PNOLV-010101-00000"), "{args:?} {file}");
        }
    }
}

#[test]
fn a_changed_signed_pdf_is_found_out() {
    let path = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join(SIGNED).join("parakstits-ka-pdf.pdf");
    let mut bytes = std::fs::read(path).unwrap();
    // The time of signing, which is signed too; pyHanko writes its colon as an escape.
    let at = bytes.windows(10).rposition(|w| w == b"/M (D\\0722").unwrap();
    bytes[at + 9] = b'1';
    let ran = Run::new(&["check", "--json", "x.pdf"]).file("x.pdf", &bytes).run().code(1);
    assert!(ran.stdout.contains("E-pdf-changed"), "{}", ran.stdout);
    bytes.extend(b"\n% after\n");
    let ran = Run::new(&["check", "--json", "x.pdf"]).file("x.pdf", &bytes).run().code(1);
    assert!(ran.stdout.contains("E-pdf-after"), "{}", ran.stdout);
}

/// The records that `build` made in `out`, and in `back` the files that came back.
fn run_folder() -> Run {
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join(SIGNED);
    let mut run = Run::new(&[]);
    for (from, to) in [("out/records", "out/records"), ("", "back")] {
        for entry in std::fs::read_dir(folder.join(from)).unwrap() {
            let path = entry.unwrap().path();
            let name = path.file_name().unwrap().to_str().unwrap();
            if name.ends_with(".json") || name.ends_with(".edoc") || name.ends_with(".pdf") {
                run = run.file(&format!("{to}/{name}"), std::fs::read(&path).unwrap());
            }
        }
    }
    run
}

#[test]
fn status_tells_how_far_each_package_has_come() {
    let json =
        json(&run_folder().args(&[&["status", "out", "back", "--json"], &AT[..]].concat()).run().code(1));
    let packages = json["packages"].as_array().unwrap();
    let states: Vec<_> =
        packages.iter().map(|p| (p["row"].as_u64().unwrap(), p["state"].as_str().unwrap())).collect();
    assert_eq!(
        states,
        [
            (2, "intact"),
            (3, "doubtful"),
            (4, "doubtful"),
            (5, "doubtful"),
            (6, "refused"),
            (7, "doubtful"),
            (8, "missing")
        ]
    );
    let changed = &packages[4]["files"][0];
    assert_eq!((&changed["unchanged"], &changed["state"]), (&Value::Bool(false), &"refused".into()));
    assert!(changed["findings"].as_array().unwrap().iter().any(|f| f["code"] == "T-status-changed"));
    let pdf = &packages[5]["files"][0];
    assert_eq!(with_slashes(pdf["file"].as_str().unwrap()), "back/parakstits-ka-pdf.pdf");
    assert_eq!(pdf["unchanged"], true);
    assert_eq!(pdf["signatures"][0]["signer"]["name"], "JĀNIS ĶĒNIŅŠ");
    assert_eq!(pdf["signatures"][0]["signer"]["claimed"], true);
    assert_eq!(json["validation"]["trust"].as_array().unwrap().len(), 0, "nobody is trusted");
    assert_eq!(json["strangers"].as_array().unwrap().len(), 0);
}

#[test]
fn status_is_a_table_for_people() {
    let ran = run_folder().args(&["status", "out", "back/cita-persona.edoc", "--lang", "lv"]).run().code(1);
    let row = ran.stdout.lines().find(|line| line.starts_with("3 ")).unwrap();
    assert!(row.contains("jāpārbauda") && row.contains("ANNA ŽAGARE (pēc sertifikāta)"), "{row}");
    assert_eq!(ran.stdout.lines().filter(|line| line.contains("TRŪKST")).count(), 6);
    assert!(
        ran.stdout.contains(
            "Paketes: 7. Parakstītas un nemainītas: 0, no tām derīgas: 0; jāpārbauda: 1; noraidītas vai neparakstītas: 0; trūkst: 6."
        )
    );
    assert!(ran.stdout.contains("PARAUGS") && ran.stdout.contains("NAV PĀRBAUDĪTI LĪDZ GALAM"));
}

#[test]
fn status_ends_well_when_all_are_signed() {
    let record = "out/records/PARAUGS_0002_ezermalas-novada-pasvaldiba_izsniegt.package.json";
    let all = run_folder();
    let others: Vec<String> =
        all.names().into_iter().filter(|n| n.starts_with("out/") && n != record).collect();
    let ran = all.without(&others).args(&["status", "out", "back/janis.edoc"]).run().code(0);
    let ran = ran.then(&["status", "out", "back/zimogs.edoc", "--json"]).code(1);
    let found = json(&ran);
    assert_eq!(found["packages"][0]["state"], "missing");
    let findings = found["strangers"][0]["findings"].as_array().unwrap();
    assert!(findings.iter().any(|f| f["code"] == "T-status-stranger"));
    ran.then(&["status", "out/records", "back/janis.edoc"]).code(2);
}

#[test]
fn what_comes_back_unsigned_is_not_signed() {
    let data = "fixtures/data/pieteikums.json";
    let ran = Run::new(&["build", "pieteikums.json", "--out", "out"]).fixture(data).run().code(0);
    let ran = ran.then(&["status", "out", "out/edoc-unsigned", "--json"]).code(1);
    assert_eq!(json(&ran)["packages"][0]["state"], "unsigned");
    let ran = ran.then(&["status", "out", "out/pdf", "--json"]).code(1);
    assert_eq!(json(&ran)["packages"][0]["state"], "unsigned");
}

#[test]
fn inspect_shows_who_signed_and_who_opens_it() {
    let found = json(&signed(&["inspect", "--json"], "janis.edoc").code(0));
    let one = &found["signatures"][0]["signatures"][0];
    assert_eq!(one["certificate"]["name"], "JĀNIS ĶĒNIŅŠ");
    assert_eq!(one["certificate"]["holder"], "person");
    assert_eq!((&one["level"], &one["validated"]), (&"B-T".into(), &false.into()));
    assert_eq!(one["files"][0], "PARAUGS_0002_ezermalas-novada-pasvaldiba_izsniegt.pdf");
    let opens: Vec<_> =
        found["opens"].as_array().unwrap().iter().map(|o| o["opens"].as_str().unwrap()).collect();
    assert_eq!(opens, ["unknown", "yes", "unknown", "unknown"]);
    let found = json(&signed(&["inspect", "--json"], "parakstits-ka-pdf.pdf").code(0));
    assert_eq!(found["signatures"][0]["certificate"]["holder"], "person");
    assert_eq!(found["signatures"][0]["level"], "B-T");
    let text = signed(&["inspect", "--lang", "en"], "cades.asice").code(0).stdout;
    assert!(
        text.contains("META-INF/signature.p7s · CAdES") && text.contains("JĀNIS ĶĒNIŅŠ (person)"),
        "{text}"
    );
}

#[test]
fn extract_takes_files_out_and_no_name_leads_it_astray() {
    let ran = signed(&["extract", "-o", "files"], "janis.edoc").code(0);
    assert_eq!(ran.files(), ["files/PARAUGS_0002_ezermalas-novada-pasvaldiba_izsniegt.pdf", "janis.edoc"]);
    let ran = ran.then(&["extract", "janis.edoc", "-o", "files"]).code(2);
    assert!(ran.stderr.contains("PARAUGS_0002"), "{}", ran.stderr);

    let names =
        ["good.txt", "../up.txt", "/abs.txt", "a\\b.txt", "mape/ķ.txt", "twice.txt", "twice.txt", "nul.txt"];
    let ran = Run::new(&["extract", "x.edoc", "-o", "in/side"]).file("x.edoc", hostile(&names)).run().code(1);
    assert_eq!(ran.files(), ["in/side/good.txt", "in/side/mape/ķ.txt", "x.edoc"]);
    for name in ["../up.txt", "/abs.txt", "a\\b.txt", "twice.txt", "nul.txt"] {
        let name = with_slashes(name);
        assert!(ran.stdout.contains(&format!("nav izņemta: {name}")), "{name}: {}", ran.stdout);
    }
}

/// A file and a folder of one name: what came first is written, the other is told.
#[test]
fn extract_survives_a_file_that_is_a_folder() {
    let names = ["a", "a/b.txt", "good.txt"];
    let ran = Run::new(&["extract", "x.edoc", "-o", "in"]).file("x.edoc", hostile(&names)).run().code(1);
    assert_eq!(ran.files(), ["in/a", "in/good.txt", "x.edoc"]);
    assert!(ran.stdout.contains("C-name-file-and-folder") && ran.stdout.contains("nav izņemta: a/b.txt"));
}

/// Where a fault of the container decides who opens it, people are told; programs are told always.
#[test]
fn check_says_who_opens_it() {
    let ran =
        Run::new(&["check", "--lang", "en", "x.edoc"]).file("x.edoc", hostile(&["../a.txt"])).run().code(1);
    let line = ran.stdout.lines().find(|line| line.starts_with("What opens it: ")).unwrap();
    assert!(line.contains("libdigidocpp – does not open it (C-manifest-missing)"), "{line}");
    assert!(!signed(&["check", "--lang", "en"], "janis.edoc").stdout.contains("What opens it"));
    let found = json(&signed(&["check", "--json"], "cades.asice").code(0));
    assert_eq!(found["opens"][3]["program"], "libdigidocpp");
    assert_eq!(
        (&found["opens"][3]["opens"], &found["opens"][3]["because"]),
        (&"no".into(), &"C-cades".into())
    );
    let pdf = json(&signed(&["check", "--json"], "parakstits-ka-pdf.pdf").code(0));
    assert!(pdf.get("opens").is_none());
}

/// A container of anything at all, without the rules of a form.
#[test]
fn check_looks_at_a_container_alone() {
    let pack = ["pack", "letter.txt", "-o", "x.edoc"];
    let ran = Run::new(&pack).file("letter.txt", "hello").run().code(0);
    let ran = ran.then(&["check", "--json", "x.edoc"]).code(1);
    assert_eq!(codes(&ran.json()["findings"]), ["C-unsigned", "S15", "S16"]);
    assert_eq!(ran.json()["conforms"], true);
    let ran = ran.then(&["check", "x.edoc", "--lang", "en"]).code(1);
    assert!(ran.stdout.contains("The container itself is in order; the errors are by the rules of the form"));
    let ran = ran.then(&["check", "--json", "--no-form", "x.edoc"]).code(0);
    assert_eq!(codes(&ran.json()["findings"]), ["C-unsigned"]);
    assert_eq!(ran.json()["state"], "unsigned");
    let ran = ran.then(&["check", "--no-form", "letter.txt", "--lang", "en"]);
    ran.fails("error: `letter.txt` cannot be checked without a form\nhint: name a form with --form\n");
    let (state, found) = {
        let found = json(&signed(&["check", "--json", "--no-form"], "mainits.edoc").code(1));
        (found["state"].clone(), codes(&found["findings"]))
    };
    assert_eq!((state, found.contains(&"C-reference-digest".to_owned())), ("refused".into(), true));
}

/// The old package is told by its name, and what is in it is not taken for documents.
#[test]
fn check_names_the_old_edoc() {
    let names = ["[Content_Types].xml", "_rels/.rels", "EDoc/Documents/a.doc", "EDoc/Signature/s.xml"];
    let old = zip(&names);
    let ran = Run::new(&["check", "--json", "x.edoc"]).file("x.edoc", old).run().code(1);
    assert_eq!(codes(&ran.json()["findings"]), ["C-old-edoc"]);
}

/// A container with files of these names, as no honest writer makes it.
fn hostile(names: &[&str]) -> Vec<u8> {
    zip(&[&["mimetype"], names].concat())
}

fn zip(names: &[&str]) -> Vec<u8> {
    let mut archive = Vec::new();
    let mut directory = Vec::new();
    for name in names {
        let content: &[u8] = if *name == "mimetype" { b"application/vnd.etsi.asic-e+zip" } else { b"x" };
        let offset = u32::try_from(archive.len()).unwrap();
        let size = u32::try_from(content.len()).unwrap().to_le_bytes();
        let mut common = vec![10, 0, 0, 8, 0, 0, 0, 0, 0x21, 0];
        common.extend(crc32fast::hash(content).to_le_bytes());
        common.extend([size, size].concat());
        common.extend(u16::try_from(name.len()).unwrap().to_le_bytes());
        common.extend([0, 0]);
        archive.extend([b"PK\x03\x04".as_slice(), &common, name.as_bytes(), content].concat());
        let rest = [&[0; 10][..], &offset.to_le_bytes(), name.as_bytes()].concat();
        directory.extend([b"PK\x01\x02\x14\x03".as_slice(), &common, &rest].concat());
    }
    let at = u32::try_from(archive.len()).unwrap().to_le_bytes();
    let size = u32::try_from(directory.len()).unwrap().to_le_bytes();
    let count = u16::try_from(names.len()).unwrap().to_le_bytes();
    archive.extend(directory);
    archive.extend([b"PK\x05\x06\0\0\0\0".as_slice(), &count, &count, &size, &at, &[0, 0]].concat());
    archive
}

const PDF: &[u8] = b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n\
    2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n\
    3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]>>endobj\ntrailer<</Root 1 0 R>>\n";

#[test]
fn pack_makes_containers_of_each_kind() {
    let ran = Run::new(&["pack", "ķ a.pdf", "b.txt", "-o", "x.edoc", "--json"])
        .file("ķ a.pdf", PDF)
        .file("b.txt", b"text")
        .run()
        .code(0);
    let made = json(&ran);
    let names: Vec<_> =
        made["entries"].as_array().unwrap().iter().map(|e| e["name"].as_str().unwrap()).collect();
    assert_eq!(names, ["mimetype", "ķ a.pdf", "b.txt", "META-INF/manifest.xml"]);
    assert_eq!(made["state"], "unsigned");
    let first = ran.bytes("x.edoc");
    let ran = ran.then(&["pack", "ķ a.pdf", "b.txt", "-o", "x.asice", "--profile", "asice"]).code(0);
    assert_eq!(ran.bytes("x.asice"), first);
    let cades = ["pack", "b.txt", "-o", "c.asice", "--profile", "asic-e-cades", "--digest", "sha384"];
    let ran = ran.then(&cades).code(0);
    let text = String::from_utf8_lossy(&ran.bytes("c.asice")).into_owned();
    assert!(text.contains("xmldsig-more#sha384") && text.contains("META-INF/signature.p7s"));
    let ran = ran.then(&["inspect", "c.asice", "--json"]).code(0);
    assert_eq!(json(&ran)["container"], "asic-e-cades");
}

#[test]
fn pack_refuses_what_no_container_may_hold() {
    let ran =
        Run::new(&["pack", "a.pdf", "-o", "x.edoc"]).file("a.pdf", PDF).file("empty.txt", b"").run().code(0);
    let first = ran.bytes("x.edoc");
    let ran = ran.then(&["pack", "empty.txt", "-o", "x.edoc"]).code(2);
    let ran = ran.then(&["pack", "a.pdf", "-o", "x.edoc", "--build-time", "2020-01-01T00:00:00Z"]).code(2);
    assert_eq!(ran.bytes("x.edoc"), first);
    let ran = ran.then(&["pack", "empty.txt", "-o", "y.edoc"]).code(2);
    let ran = ran.then(&["pack", "a.pdf", "a.pdf", "-o", "y.edoc"]).code(2);
    let ran = ran.then(&["pack", "a.pdf", "--form", "lv.kase.x509", "-o", "y.edoc"]).code(1);
    assert!(!ran.path("y.edoc").exists());
    let ran = Run::new(&["pack", "encrypted.pdf", "-o", "x.edoc", "--json"])
        .fixture("fixtures/forms/variants/encrypted.pdf")
        .run()
        .code(1);
    assert!(ran.stdout.contains("T-encrypted") && !ran.path("x.edoc").exists(), "{}", ran.stdout);
}

#[test]
fn pack_holds_the_policy_of_a_form() {
    let data = "fixtures/data/pieteikums.json";
    let ran = Run::new(&["build", "pieteikums.json", "--out", "out"]).fixture(data).run().code(0);
    let pdf = ran.files().into_iter().find(|file| file.ends_with(".pdf")).unwrap();
    let ran = ran.then(&["pack", &pdf, "--form", "lv.kase.x509", "-o", "one.edoc"]).code(0);
    let two = ["pack", &pdf, "pieteikums.json", "--form", "lv.kase.x509", "-o", "two.edoc", "--json"];
    let ran = ran.then(&two).code(1);
    assert!(ran.stdout.contains("\"S16\"") && !ran.path("two.edoc").exists(), "{}", ran.stdout);
}

#[test]
fn build_makes_the_kind_of_container_that_is_asked_for() {
    let args = ["build", "pieteikums.json", "--out", "out", "--profile", "asic-e-cades"];
    let ran = Run::new(&args).fixture("fixtures/data/pieteikums.json").run().code(0);
    let container = ran.files().into_iter().find(|file| file.ends_with(".asice")).unwrap();
    let ran = ran.then(&["inspect", &container, "--json"]).code(0);
    assert_eq!(json(&ran)["container"], "asic-e-cades");
}
