//! Data for bulk runs, and what other programs are told of them.

use std::fmt::Write as _;
use std::io::Write as _;
use std::process::{Command, Stdio};

use edocpack::data::{DataSource, Limits, read};

use crate::common::installed;
use crate::run::{BUILD_TIME, Run};

const HEADER: &str = "Nosaukums;Reģistrācijas Nr.;Lietotāja nosaukums;Lietotāja reģistrācijas numurs;Pārtraukt moduļa \
                      lietošanu;Parakstītājs;Sagatavotājs;Sagatavotāja tālrunis";

/// So many applications, no two alike.
pub fn rows(count: usize) -> String {
    let mut text = format!("{HEADER}\n");
    for n in 0..count {
        writeln!(text, "Iestāde {n};90000012348;=;=;x;Jānis Ķēniņš;Anna Žagare;67000000").unwrap();
    }
    text
}

#[test]
fn data_come_from_standard_input_too() {
    let folder = tempfile::tempdir().unwrap();
    let mut child = Command::new(env!("CARGO_BIN_EXE_edocpack"))
        .args(["build", "-", "--out", "o"])
        .current_dir(folder.path())
        .env("SOURCE_DATE_EPOCH", BUILD_TIME)
        .stdin(Stdio::piped())
        .stdout(Stdio::null())
        .spawn()
        .unwrap();
    child.stdin.take().unwrap().write_all(rows(3).as_bytes()).unwrap();
    assert_eq!(child.wait().unwrap().code(), Some(0));
    assert_eq!(std::fs::read_dir(folder.path().join("o/pdf")).unwrap().count(), 3);
}

/// `check` reads as `build` does: what is longer than may be held in memory is checked all the same.
#[test]
fn a_long_table_is_checked_as_it_is_read() {
    let folder = tempfile::tempdir().unwrap();
    let mut file = std::io::BufWriter::new(std::fs::File::create(folder.path().join("gara.csv")).unwrap());
    writeln!(file, "{HEADER};Piezīmes").unwrap();
    let remark = "a".repeat(32_000);
    for n in 0..2_200 {
        writeln!(file, "Iestāde {n};90000012348;=;=;x;Jānis Ķēniņš;Anna Žagare;67000000;{remark}").unwrap();
    }
    file.flush().unwrap();
    assert!(file.get_ref().metadata().unwrap().len() > Limits::default().file_bytes);
    let checked = Command::new(env!("CARGO_BIN_EXE_edocpack"))
        .args(["check", "gara.csv"])
        .current_dir(folder.path())
        .output()
        .unwrap();
    let said = String::from_utf8(checked.stdout).unwrap();
    assert!(said.ends_with("gara.csv: kļūdu nav (ieraksti: 2200, kļūdas: 0, brīdinājumi: 0)\n"), "{said}");
}

#[test]
fn the_empty_workbook_is_text_with_notes_lists_and_an_example() {
    let ran =
        Run::new(&["form", "template", "--format", "xlsx", "--out", "a.xlsx"]).may_show_codes().run().code(0);
    let again =
        Run::new(&["form", "template", "--format", "xlsx", "--out", "a.xlsx"]).may_show_codes().run().code(0);
    let bytes = ran.bytes("a.xlsx");
    assert_eq!(bytes, again.bytes("a.xlsx"), "the same bytes each time");
    let records = read(&bytes, &DataSource::named("a.xlsx"), &Limits::default()).unwrap().records;
    assert_eq!(records.len(), 1);
    assert!(records[0].cells.iter().any(|cell| &*cell.name == "Sertifikāta saņēmēja personas kods"));
    let built = ran.again(&["build", "a.xlsx", "--out", "o"]).may_show_codes().run().code(1);
    assert!(built.stdout.contains("T-example") && !built.path("o/pdf").exists(), "{}", built.stdout);
    if let Some(text) = unzipped(&built.path("a.xlsx")) {
        for part in
            ["comments", "<dataValidation ", "zvērināts tiesu izpildītājs", "numFmtId=\"49\"", "010101-00000"]
        {
            assert!(text.contains(part), "no {part}");
        }
    }
}

/// All parts of a workbook as one text; `None` where there is no unzip.
fn unzipped(path: &std::path::Path) -> Option<String> {
    let output = installed("unzip", Command::new("unzip").arg("-p").arg(path).output())?;
    Some(String::from_utf8_lossy(&output.stdout).into_owned())
}

#[test]
fn names_are_compared_with_a_register() {
    let registry = "regcode;name\n90000012348;Ezermalas novada pašvaldība\n";
    let ran = Run::new(&["build", "d.csv", "--out", "o", "--registry", "reg.csv", "--lang", "en"])
        .file("d.csv", rows(1))
        .file("reg.csv", registry)
        .run()
        .code(0);
    assert!(ran.stdout.contains("S5-registry"), "{}", ran.stdout);
    assert!(
        ran.stdout.contains("Iestāde 0") && ran.stdout.contains("Ezermalas novada pašvaldība"),
        "{}",
        ran.stdout
    );
    let ran = Run::new(&["check", "d.csv", "--registry", "reg.csv"])
        .file("d.csv", rows(1))
        .file("reg.csv", "a;b\n1;2\n");
    let ran = ran.run().code(1);
    assert!(ran.stdout.contains("T-registry"), "{}", ran.stdout);
}

#[test]
fn a_run_is_told_as_junit_and_to_github() {
    let data = format!("{}Slikta & cita;90000012340;=;=;x;Jānis Ķēniņš;Anna Žagare;67000000\n", rows(1));
    let ran =
        Run::new(&["build", "d.csv", "--out", "o", "--format", "junit"]).file("d.csv", &data).run().code(1);
    assert!(
        ran.stdout.contains(r#"<testsuite name="d.csv" tests="3" failures="1" errors="0" skipped="0">"#),
        "{}",
        ran.stdout
    );
    assert!(
        ran.stdout.contains(r#"<testcase classname="d.csv" name="0003"><failure message="S5-check">"#),
        "{}",
        ran.stdout
    );
    let xmllint = Command::new("xmllint").args(["--noout", "-"]).stdin(Stdio::piped()).spawn();
    if let Some(mut xmllint) = installed("xmllint", xmllint) {
        xmllint.stdin.take().unwrap().write_all(ran.stdout.as_bytes()).unwrap();
        assert!(xmllint.wait().unwrap().success());
    }
    let ran =
        Run::new(&["build", "d.csv", "--out", "o", "--format", "github"]).file("d.csv", &data).run().code(1);
    assert!(
        ran.stdout.starts_with("::error file=d.csv,line=3,title=S5-check::d.csv, 3. rinda, kolonna B"),
        "{}",
        ran.stdout
    );
    Run::new(&["inspect", "x.pdf", "--format", "junit"]).run().code(2);
}

#[test]
fn a_thousand_columns_are_read_and_one_more_is_told() {
    let wide = |columns: usize| {
        let extra: String = (0..columns - 8).map(|n| format!(";k{n}")).collect();
        let values = ";v".repeat(columns - 8);
        let plain = rows(1);
        let (header, row) = plain.trim_end().split_once('\n').unwrap();
        format!("{header}{extra}\n{row}{values}\n")
    };
    let ran = Run::new(&["build", "d.csv", "--out", "o"]).file("d.csv", wide(1_000)).run().code(0);
    let report = ran.json_in("o/report.json");
    assert_eq!(report["rows"][0]["passed_through"].as_array().unwrap().len(), 992);
    let ran = Run::new(&["build", "d.csv", "--out", "o"]).file("d.csv", wide(1_001)).run().code(1);
    assert!(ran.stdout.contains("D-limit") && ran.files() == ["d.csv"], "{}", ran.stdout);
}
