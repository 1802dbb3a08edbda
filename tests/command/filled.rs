//! The form, filled in by people with other programs.

use std::collections::BTreeMap;

use serde_json::Value;

use super::built::values;
use super::run::{Run, codes, fixture};

/// The programs of `fixtures/filled`.
const PROGRAMS: [&str; 4] = ["pdf-lib", "pdfjs", "pymupdf", "pypdf"];

/// The values that `fixtures/filled/make.py` and `make.mjs` wrote.
fn data() -> Value {
    serde_json::from_slice(&fixture("fixtures/filled/data.json")).unwrap()
}

#[test]
fn a_typed_date_and_a_missing_reason_are_all_that_is_refused() {
    for program in PROGRAMS {
        let file = format!("{program}-faults.pdf");
        let ran = Run::new(&["check", &file]).fixture(&format!("fixtures/filled/{file}")).run().code(1);
        let expected = format!(
            "{file}, veidlapas lauks „parakstitajs.datums”: kļūda S18-filled: Lauks „Datums” ir aizpildīts, bet tam jābūt \
             tukšam: parakstu un datumu aizstāj drošs elektroniskais paraksts ar laika zīmogu.\n    \
             Izdzēsiet vērtību vai sagatavojiet pieteikumu no jauna ar „edocpack build”.\n\
             {file}, veidlapas lauks „darbiba.apturet_iemesls”: kļūda S9: Atzīmēta sertifikāta darbības apturēšana, bet \
             nav norādīts apturēšanas iemesls.\n    \
             Ierakstiet iemeslu laukā „Apturēšanas iemesls”.\n\
             {file}: noraidīts (ieraksti: 1, kļūdas: 2, brīdinājumi: 0)\n"
        );
        let ran = ran.says(&expected).then(&["build", &file, "--out", "o"]).code(1);
        assert_eq!(
            ran.files_in("o"),
            [".edocpack.journal", "lapa.html", "report.csv", "report.json"],
            "nothing is built of it"
        );
    }
}

#[test]
fn a_good_one_passes_and_is_packed_anew_with_the_same_values() {
    let good: BTreeMap<String, Value> = serde_json::from_value(data()["good"].clone()).unwrap();
    for program in PROGRAMS {
        let file = format!("{program}-good.pdf");
        let ran =
            Run::new(&["check", "--json", &file]).fixture(&format!("fixtures/filled/{file}")).run().code(0);
        assert_eq!(codes(&ran.json()["findings"]), ["T-sample"], "{program}");
        assert_eq!(ran.json()["state"], "sample");

        let ran = ran.then(&["build", &file, "--out", "o"]).code(0);
        let pdf = ran.only("o/pdf", ".pdf");
        assert_eq!(pdf, "o/pdf/PARAUGS_0001_ezermalas-novada-pasvaldiba_izsniegt.pdf");
        for (field, value) in values(&ran, &pdf) {
            let expected = match good.get(&field) {
                None => [Value::String(String::new()), Value::Bool(false)].to_vec(),
                Some(Value::Bool(true)) => vec![Value::String("Yes".into())],
                Some(text) => vec![text.clone()],
            };
            assert!(expected.contains(&value), "{program}: {field}: {value}");
        }
        let form = fixture("schemas/forms/lv.kase.x509/sample.pdf");
        assert!(
            ran.bytes(&pdf).starts_with(&form),
            "{program}: written on the form itself, not on what the program left"
        );
        let container = ran.only("o/edoc-unsigned", ".edoc");
        ran.then(&["check", &container]).code(0);
    }
}

#[test]
fn one_signed_inside_the_pdf_is_told_and_not_refused() {
    let ran = Run::new(&["check", "x.pdf"])
        .file("x.pdf", fixture("fixtures/forms/variants/signed-filled.pdf"))
        .run();
    insta::assert_snapshot!(ran.code(0).stdout, @r#"
    x.pdf: ziņa V-intact: NAV PĀRBAUDĪTS LĪDZ GALAM: parakstītās datnes (x.pdf) kopš parakstīšanas nav mainītas. Sertifikātā rakstīts: TESTA PARAKSTĪTĀJS (edocpack fixtures); izdevējs: C=LV, CN=TESTA PARAKSTĪTĀJS (edocpack fixtures); parakstītāja norādītais laiks: nav; laika zīmogs: nav. Ka tā ir taisnība, nav apstiprināts.
        Pirms sūtīšanas pārbaudiet parakstu eParakstītājā vai portālā eparaksts.lv; šeit pārbaudei līdz galam norādiet uzticamības sarakstu ar --trust.
    x.pdf: brīdinājums S4-pdf: Datne ir parakstīta kā PDF. «Elektroniski parakstot pieteikumu pdf. veidlapas, aicinām izmantot  funkciju "Parakstīt EDOC".»
        Tas nav aizliegts; taču Valsts kase aicina neparakstītu PDF atvērt parakstīšanas programmā un izvēlēties „Parakstīt EDOC”.
    x.pdf: brīdinājums T-sample: PARAUGS: šī nav oficiālā veidlapa. Dokumentu neparakstiet un nesūtiet.
        Ar oficiālo veidlapu: --template VEIDLAPA.pdf.
    x.pdf: brīdinājums S17-signer: Sertifikātā ir „TESTA PARAKSTĪTĀJS (edocpack fixtures)”, bet veidlapā kā parakstītājs norādīts „Jānis Ķēniņš”.
        Dokumentu paraksta veidlapā norādītā persona; ja paraksta cita, sagatavojiet pieteikumu ar viņas vārdu.
    x.pdf: brīdinājums S18-time-stamp: Parakstam nav laika zīmoga.
        Parakstiet no jauna un pievienojiet laika zīmogu.
    x.pdf: kļūdu nav, bet tas ir PARAUGS: neparakstiet un nesūtiet (ieraksti: 1, kļūdas: 0, brīdinājumi: 4)
    "#);
    Run::new(&["check", "--deny-warnings", "x.pdf"])
        .file("x.pdf", fixture("fixtures/forms/variants/signed-filled.pdf"))
        .run()
        .code(1);
}

#[test]
fn what_somebody_made_of_it_is_refused_for_its_own_reason() {
    for (variant, expected) in [
        ("flattened", &["P-no-form"][..]),
        ("scan", &["S16-scan", "X-page-image", "P-no-form"]),
        ("encrypted-password", &["P-encrypted"]),
        ("radio-group", &["T-not-form"]),
        ("xfa-dynamic", &["P-xfa-only"]),
    ] {
        let ran = Run::new(&["check", "--json", "x.pdf"])
            .file("x.pdf", fixture(&format!("fixtures/forms/variants/{variant}.pdf")))
            .run()
            .code(1);
        assert_eq!(codes(&ran.json()["findings"]), expected, "{variant}");
        assert_eq!(ran.json()["state"], "refused");
    }
    // These are empty forms besides; their own reason comes first.
    for (variant, expected) in [
        ("embedded-file", "S16"),
        ("file-attachment", "S16"),
        ("encrypted", "T-encrypted"),
        ("date-javascript-today", "S18-script"),
        ("preset-datums", "S18-filled"),
    ] {
        let ran = Run::new(&["check", "--json", "x.pdf"])
            .file("x.pdf", fixture(&format!("fixtures/forms/variants/{variant}.pdf")))
            .run()
            .code(1);
        assert_eq!(codes(&ran.json()["findings"])[0], expected, "{variant}");
    }
}

#[test]
fn the_message_names_the_attached_file_and_quotes_the_sentence() {
    let ran = Run::new(&["check", "x.pdf"])
        .file("x.pdf", fixture("fixtures/forms/variants/embedded-file.pdf"))
        .run();
    assert!(ran.stdout.starts_with(
        "x.pdf: kļūda S16: „rīkojums.txt” nav pieņemts. «Elektroniskam dokumentam nedrīkst pievienot skenētu pieteikumu \
         vai citus dokumentus.»\n"
    ));
}

#[test]
fn a_container_is_checked_with_the_form_inside() {
    let faults = fixture("fixtures/filled/pypdf-faults.pdf");
    let good = fixture("fixtures/filled/pypdf-good.pdf");
    let signed_by_nobody = ["C-unsigned"];
    for (files, expected) in [
        (vec![("a.pdf", &good)], vec!["T-sample"]),
        (vec![("a.pdf", &faults)], vec!["S18-filled", "S9"]),
        (vec![("a.pdf", &good), ("b.pdf", &good)], vec!["S15", "T-sample", "T-sample"]),
        (vec![("a.pdf", &good), ("rikojums.txt", &b"x".to_vec())], vec!["S16", "T-sample"]),
    ] {
        let ran = Run::new(&["check", "--json", "x.edoc"]).file("x.edoc", container(&files)).run();
        let found = codes(&ran.json()["findings"]);
        assert_eq!(found, [&signed_by_nobody[..], &expected].concat());
        assert_eq!(ran.code, i32::from(expected[0] != "T-sample"), "{found:?}");
    }
    let ran = Run::new(&["check", "x.edoc"]).file("x.edoc", container(&[("a.pdf", &faults)])).run().code(1);
    assert!(ran.stdout.contains("x.edoc › a.pdf, veidlapas lauks „parakstitajs.datums”: kļūda S18-filled: "));
}

/// A container as others make them.
fn container(files: &[(&str, &Vec<u8>)]) -> Vec<u8> {
    use std::io::Write as _;
    use zip::write::SimpleFileOptions;
    let stored = SimpleFileOptions::default().compression_method(zip::CompressionMethod::Stored);
    let mut zip = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    let media_type = "application/vnd.etsi.asic-e+zip";
    zip.start_file("mimetype", stored).unwrap();
    zip.write_all(media_type.as_bytes()).unwrap();
    let mut entries = format!("<m:file-entry m:full-path=\"/\" m:media-type=\"{media_type}\"/>");
    for (name, bytes) in files {
        zip.start_file(*name, stored).unwrap();
        zip.write_all(bytes).unwrap();
        let media_type = if name.ends_with(".pdf") { "application/pdf" } else { "text/plain" };
        entries.push_str(&format!("<m:file-entry m:full-path=\"{name}\" m:media-type=\"{media_type}\"/>"));
    }
    zip.start_file("META-INF/manifest.xml", stored).unwrap();
    let namespace = "urn:oasis:names:tc:opendocument:xmlns:manifest:1.0";
    let manifest = format!("<m:manifest xmlns:m=\"{namespace}\" m:version=\"1.2\">{entries}</m:manifest>");
    zip.write_all(manifest.as_bytes()).unwrap();
    zip.finish().unwrap().into_inner()
}
