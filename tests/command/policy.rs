//! What the instruction forbids has no override; what is only inferred can be accepted, on the record.

use serde_json::{Value, json};

use super::run::{Run, codes, fixture};

/// The sample sheet's first rows with one more column.
fn sheet(column: &str, cells: &[&str]) -> String {
    let text = String::from_utf8(fixture("fixtures/data/pieteikumi.csv")).unwrap();
    let ends = [column].into_iter().chain(cells.iter().copied());
    text.lines().zip(ends).map(|(line, end)| [line, ";", end, "\n"].concat()).collect()
}

/// An application that asks for nothing.
fn without_ticks() -> String {
    let mut data: Value = serde_json::from_slice(&fixture("fixtures/data/pieteikums.json")).unwrap();
    data["actions"] = json!({});
    data.as_object_mut().unwrap().remove("authorised");
    data.to_string()
}

#[test]
fn an_attachment_is_refused_with_the_sentence_and_nothing_overrides_it() {
    let build = |more: &[&str]| {
        let args = ["build", "pieteikums.json", "--out", "o", "--attach", "rikojums.pdf"];
        Run::new(&[&args, more].concat())
            .fixture("fixtures/data/pieteikums.json")
            .file("rikojums.pdf", "%PDF-1.4")
            .run()
            .code(1)
    };
    let quoted = "rikojums.pdf: kļūda S16: „rikojums.pdf” nav pieņemts. «Elektroniskam dokumentam nedrīkst pievienot \
                  skenētu pieteikumu vai citus dokumentus.»\n    Iesniedziet tikai pieteikumu; pielikumus izņemiet.\n";
    let ran = build(&[]).says(quoted);
    assert_eq!(ran.files(), ["pieteikums.json", "rikojums.pdf"]);
    let cannot = "kļūda T-accept: Pārkāpumu S16 nevar apstiprināt.\n    Izlabojiet datus un izdzēsiet apstiprinājumu.\n";
    build(&["--accept", "S16"]).says(&format!("{cannot}{quoted}"));
    build(&["--replace"]).says(quoted);
    assert!(build(&["--lang", "en"]).stdout.starts_with(
        "rikojums.pdf: error S16: 'rikojums.pdf' is not accepted. «Elektroniskam dokumentam nedrīkst pievienot skenētu \
         pieteikumu vai citus dokumentus.» (no scanned application or other documents may be attached)\n"
    ));
}

#[test]
fn a_column_of_attachments_refuses_the_rows_that_have_one() {
    let ran = Run::new(&["build", "x.csv", "--out", "o"])
        .file("x.csv", sheet("Pielikums", &["", "pilnvara.pdf"]))
        .run();
    let ran = ran.code(1);
    assert!(ran.stdout.contains(
        "x.csv, 3. rinda, kolonna S „Pielikums”: kļūda S16: „pilnvara.pdf” nav pieņemts. «Elektroniskam dokumentam \
         nedrīkst pievienot skenētu pieteikumu vai citus dokumentus.»\n"
    ));
    assert_eq!(ran.files_in("o/pdf").len(), 1);
}

#[test]
fn a_column_of_dates_is_one_warning_and_is_not_written() {
    let days = sheet("Datums", &["22.11.2026.", "23.11.2026.", "24.11.2026.", ""]);
    let ran = Run::new(&["build", "x.csv", "--out", "o"]).file("x.csv", &days).run().code(0);
    let told = "x.csv, 2. rinda, kolonna S „Datums”: brīdinājums S18: Lauku „Datums” neaizpilda: parakstu un datumu aizstāj \
                drošs elektroniskais paraksts ar laika zīmogu. Vērtība veidlapā nav ierakstīta.\n    \
                Kolonnu var atstāt; tā netiek izmantota.\n";
    assert!(ran.stdout.starts_with(told), "{}", ran.stdout);
    assert_eq!(ran.stdout.matches("S18").count(), 1);
    assert_eq!(ran.json_in("o/report.json")["totals"]["warnings"], 1);
    for pdf in ran.files_in("o/pdf") {
        assert_eq!(super::built::values(&ran, &format!("o/pdf/{pdf}"))["parakstitajs.datums"], "");
    }
    let ran = ran.then(&["check", "x.csv"]).code(0);
    assert_eq!(ran.stdout.matches("S18").count(), 1, "a check says the same");
    ran.then(&["check", "--deny-warnings", "x.csv"]).code(1);
}

#[test]
fn what_is_inferred_can_be_accepted_and_is_kept_in_the_record() {
    let build = |args: &[&str]| {
        Run::new(&[&["build", "x.json", "--out", "o"], args].concat()).file("x.json", without_ticks()).run()
    };
    let hint = "    Atzīmējiet vismaz vienu: „Apturēt x509 sertifikāta darbību”, „Pārtraukt tiešsaistes datu apmaiņas moduļa \
                lietošanu” vai „Izsniegt jaunu x509 sertifikātu”.\n";
    build(&[]).code(1).says(&format!(
        "x.json, 1. rinda: kļūda A1: Nav atzīmēta neviena sadaļa.\n{hint}Nekas nav sagatavots. Rindas ar kļūdām: 1. \
         Brīdinājumi: 0.\n"
    ));
    let ran = build(&["--accept", "A1"]).code(0);
    assert!(ran.stdout.starts_with(&format!(
        "x.json, 1. rinda: ziņa A1 (apstiprināts): Nav atzīmēta neviena sadaļa.\n{hint}"
    )));
    let record = ran.json_in("o/records/PARAUGS_0001_ezermalas-novada-pasvaldiba.package.json");
    assert_eq!(record["accepted"], json!(["A1"]));
    assert_eq!(
        (&record["findings"][0]["code"], &record["findings"][0]["accepted"]),
        (&json!("A1"), &json!(true))
    );
    // In the row itself, too; and only for that row.
    let rows = "client.name,client.reg_no,user.name,user.reg_no,signer.full_name,preparer.full_name,preparer.phone,Apstiprinu\n\
                Ezermala,90000012348,=,=,Jānis Ķēniņš,Anna Žagare,67000000,A1\n\
                Ezermala,90000012348,=,=,Ērika Ļaudama,Anna Žagare,67000000,\n";
    let ran = Run::new(&["build", "x.csv", "--out", "o"]).file("x.csv", rows).run().code(1);
    assert_eq!(ran.files_in("o/pdf"), ["PARAUGS_0002_ezermala.pdf"]);
}

#[test]
fn a_rule_of_the_instruction_cannot_be_accepted() {
    let cannot = "kļūda T-accept: Pārkāpumu S9 nevar apstiprināt.\n    Izlabojiet datus un izdzēsiet apstiprinājumu.\n";
    for command in ["build", "check"] {
        let ran = Run::new(&[command, "pieteikums.json", "--accept", "S9"])
            .fixture("fixtures/data/pieteikums.json")
            .run();
        let ran = ran.code(1);
        assert!(ran.stdout.starts_with(cannot), "{}", ran.stdout);
        assert_eq!(ran.files(), ["pieteikums.json"]);
    }
    let ran = Run::new(&["check", "x.csv"]).file("x.csv", sheet("Apstiprinu", &["S17"])).run().code(1);
    assert!(ran.stdout.contains(
        "x.csv, 2. rinda, kolonna S „Apstiprinu”: kļūda T-accept: Pārkāpumu S17 nevar apstiprināt.\n"
    ));
}

#[test]
fn a_code_that_is_none_is_told() {
    let ran = Run::new(&["check", "--json", "pieteikums.json", "--accept", "A1,FOO,S5-chek"])
        .fixture("fixtures/data/pieteikums.json")
        .run()
        .code(0);
    assert_eq!(codes(&ran.json()["findings"]), ["T-accept-unknown", "T-accept-unknown"]);
    let ran =
        ran.then(&["build", "pieteikums.json", "--out", "o", "--accept", "FOO", "--lang", "en"]).code(0);
    assert!(ran.stdout.starts_with(
        "warning T-accept-unknown: FOO is accepted, but there is no such code.\n    The code stands beside each error; \
         several are separated by commas.\n"
    ));
}

#[test]
fn the_calendar_is_told_by_build_and_never_turns_a_check_red() {
    let ran = Run::new(&["build", "pieteikums.json", "--out", "o", "--as-of", "2028-01-31"])
        .fixture("fixtures/data/pieteikums.json")
        .run()
        .code(0);
    assert!(ran.stdout.starts_with(
        "brīdinājums S0: Veidlapas apraksts ar Valsts kases tīmekļvietni pēdējo reizi salīdzināts 22.11.2026.\n    \
         Pārbaudiet kase.gov.lv, vai nav jaunākas veidlapas vai instrukcijas (šeit: 17.03.2025.).\n"
    ));
    let check = ["check", "pieteikums.json", "--as-of", "2028-01-31", "--deny-warnings"];
    ran.then(&check).code(0).says("pieteikums.json: kļūdu nav (ieraksti: 1, kļūdas: 0, brīdinājumi: 0)\n");
}

#[test]
fn a_day_that_is_none_is_refused() {
    for day in ["rīt", "2026-02-30", "22.11.2026."] {
        Run::new(&["check", "x.json", "--as-of", day])
            .run()
            .fails(&format!("kļūda: `{day}` nav datums\npadoms: rakstiet, piemēram, --as-of 2026-11-22\n"));
    }
}
