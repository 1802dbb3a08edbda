//! Forms that are data and nothing else: the Treasury's online user, and a form of another country and language.

use std::path::{Path, PathBuf};

use edocpack::form::Form;

use super::built::values;
use super::run::{Run, codes};
use super::tools::ask;

fn folder(id: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("schemas/forms").join(id)
}

const USER: &str = r#"
client = { name = "Ezermalas novada pašvaldība", reg_no = "90000012348" }
application.kind = "beidzoties pieteikuma derīguma termiņam (3 gadi)"
preparer = { full_name = "Anna Žagare", phone = "67000000" }
signer.full_name = "Jānis Ķēniņš"
authorised = { given_name = "Līga", surname = "Bērziņa-Kļaviņa", personal_code = "320000-00001", phone = "29123456", email = "liga@example.lv" }
[user]
name = "="
number = "104523"
mode = "vadīt"
valid_from = 2026-12-01
ip = "2001:DB8:0::7; 198.51.100.7 – 198.51.100.9"
account_1 = "lv55 trel 1060 1909 1120 0"
"#;

#[test]
fn the_treasury_s_online_user_is_valid_for_three_years() {
    let form = folder("lv.kase.tiessaiste");
    let form = form.to_str().unwrap();
    let ran =
        Run::new(&["build", "dati.toml", "--form", form, "--out", "o"]).file("dati.toml", USER).run().code(0);
    let pdf = "o/pdf/PARAUGS_0001_ezermalas-novada-pasvaldiba_termins.pdf";
    let written = values(&ran, pdf);
    for (field, value) in [
        ("derigs.no", "01.12.2026."),
        ("derigs.lidz", "01.12.2029."),
        ("ip_adrese", "2001:db8::7, 198.51.100.7-198.51.100.9"),
        ("konts1", "LV55 TREL 1060 1909 1120 0"),
        ("lietotajs.nosaukums", "Ezermalas novada pašvaldība"),
        ("rezims", "vadit"),
        ("veids", "termins"),
        ("parakstitajs.datums", ""),
    ] {
        assert_eq!(written.get(field).and_then(|v| v.as_str()).unwrap_or_default(), value, "{field}");
    }
    let sheet = ran.text("o/lapa.html");
    assert!(
        sheet.contains("Pieteikums derīgs no 01.12.2026. līdz 01.12.2029.; piekļuve atļauta no 2001:db8::7")
    );
    assert!(sheet.contains("<div>termiņš</div>"), "what is chosen is told where it names the file");
    // The filled form is judged by the same rules, the computed day too.
    let ran = ran.then(&["check", "--json", "--form", form, pdf]).code(0);
    assert_eq!(codes(&ran.json()["findings"]), ["T-sample"]);
}

#[test]
fn a_form_of_another_country_speaks_its_own_language() {
    let form = folder("us.dol.osha301");
    let form = form.to_str().unwrap();
    let ran = Run::new(&["form", "template", form, "--lang", "en", "--out", "cases.csv"]).run().code(0);
    let cases = ran.text("cases.csv").replace("Alex Q. Sample", "Alex R. Sample");
    let ran = ran.again(&["build", "cases.csv", "--form", form, "--out", "o"]);
    let ran = ran.file("cases.csv", cases).run().code(0);
    assert_eq!(ran.files_in("o/pdf"), ["0002.pdf"], "nobody is named, and it is no sample");
    let written = values(&ran, "o/pdf/0002.pdf");
    assert_eq!(written["301 DOB"], "05/17/1984");
    assert_eq!(written["301 Gender"], "Female");
    let sheet = ran.text("o/lapa.html");
    assert!(
        sheet.contains(r#"<p class="form" lang="en">OSHA’s Form 301 Injury and Illness Incident Report</p>"#)
    );
    assert!(sheet.contains(r#"<span lang="en">«According to Public Law 91-596"#));
    assert!(
        sheet.contains("<h2>Kur glabāt</h2>")
            && !sheet.contains("Kur nosūtīt")
            && !sheet.contains("Nosūtīts")
    );
    let record = ran.json_in("o/records/0002.package.json");
    assert_eq!(record["send"]["channel"], "kept");
    assert_eq!(record["ready_to_sign"], true);
    let ran = ran.then(&["explain", "O6-ssn", "--form", form]).code(0);
    assert!(ran.stdout.contains("O6 «Please do not include any personally identifiable information"));
    assert!(ran.stdout.contains("Lūdzu, nenorādiet ziņas, pēc kurām var pazīt"));
}

/// What the definition quotes is printed on the form, letter by letter.
#[test]
fn the_sentences_of_the_american_form_stand_on_it() {
    let folder = folder("us.dol.osha301");
    let form = Form::open(&folder).unwrap();
    let pdf = folder.join(form.template_file());
    // The columns of the page, in points, each by itself; the head has one of its own.
    let columns =
        [(0, 90, 300, 522), (300, 90, 295, 522), (570, 30, 255, 65), (595, 90, 413, 522), (0, 570, 1008, 42)];
    let mut printed = String::new();
    for (x, y, width, height) in columns {
        let area = [x, y, width, height].map(|n: u32| n.to_string());
        let args = [
            "-raw",
            "-x",
            &area[0],
            "-y",
            &area[1],
            "-W",
            &area[2],
            "-H",
            &area[3],
            pdf.to_str().unwrap(),
            "-",
        ];
        let Some(said) = ask("pdftotext", &args) else { return };
        printed.extend(said.text.split_whitespace().map(|word| format!("{word} ")));
    }
    for sentence in form.sentences() {
        assert!(
            printed.contains(form.sentence_text(sentence)),
            "{}: {}",
            sentence.id,
            form.sentence_text(sentence)
        );
    }
}

/// The example of every empty sheet is right by the rules of its form, but for being the example.
#[test]
fn the_examples_of_the_empty_sheets_are_right() {
    for id in ["lv.kase.tiessaiste", "us.dol.osha301"] {
        let form = folder(id);
        let form = form.to_str().unwrap();
        for kind in ["csv", "json", "toml", "xlsx"] {
            for lang in ["lv", "en"] {
                let file = format!("sheet.{kind}");
                let run = Run::new(&["form", "template", form, "--out", &file, "--lang", lang]);
                let ran = run.run().code(0).then(&["check", "--json", &file, "--form", form]);
                assert_eq!(codes(&ran.json()["findings"]), ["T-example"], "{id} {kind} {lang}");
            }
        }
    }
}

/// The example of the empty sheet of the form that needs attachments, which stand beside it.
fn board(args: &[&str], minutes: Vec<u8>) -> Run {
    let form = folder("lv.paraugs.valde");
    let sheet = Run::new(&["form", "template", form.to_str().unwrap()]).may_show_codes().run().code(0).stdout;
    Run::new(args)
        .file("dati.csv", sheet.replace("010101-00000", "010101-00019"))
        .file("protokols.pdf", minutes)
        .file("piekrisana.pdf", std::fs::read(form.join("files/piekrisana.pdf")).unwrap())
}

#[test]
fn attachments_that_a_form_needs_go_into_the_container_with_it() {
    let form = folder("lv.paraugs.valde");
    let minutes = std::fs::read(form.join("files/protokols.pdf")).unwrap();
    let form = form.to_str().unwrap();
    let ran = board(&["build", "dati.csv", "--form", form, "--out", "o"], minutes).run().code(0);
    assert_eq!(ran.files_in("o/pdf"), ["PARAUGS_0002_biedriba-ezermalas-kopa_iecelts.pdf"]);
    let container = ran.only("o/edoc-unsigned", ".edoc");
    let record = ran.json_in(&ran.only("o/records", ".json"));
    let entries = record["container"]["entries"].as_array().unwrap();
    let names: Vec<&str> = entries.iter().map(|entry| entry["name"].as_str().unwrap()).collect();
    assert!(names.contains(&"protokols.pdf") && names.contains(&"piekrisana.pdf"), "{names:?}");
    let ran = ran.then(&["check", "--json", "--form", form, &container]);
    let codes = codes(&ran.json()["findings"]);
    assert!(codes.iter().all(|code| ["C-unsigned", "T-sample"].contains(&code.as_str())), "{codes:?}");
    // The date is filled in: that it stays empty is a rule of another form.
    let pdf = ran.only("o/pdf", ".pdf");
    assert_eq!(values(&ran, &pdf)["iesniedzejs.datums"], "22.11.2026.");
}

#[test]
fn a_scan_among_attachments_is_refused_with_the_sentence() {
    let form = folder("lv.paraugs.valde");
    let form = form.to_str().unwrap();
    let scan = super::run::fixture("fixtures/scans/adversaries/plain.pdf");
    let ran = board(&["check", "--json", "--form", form, "dati.csv"], scan.clone()).run().code(1);
    let findings = ran.json()["findings"].clone();
    let found = codes(&findings);
    assert!(found.iter().any(|code| code.starts_with("V7")), "{found:?}");
    let ran = board(&["build", "dati.csv", "--form", form, "--out", "o"], scan).run().code(1);
    assert!(ran.files_in("o/edoc-unsigned").is_empty());
}
