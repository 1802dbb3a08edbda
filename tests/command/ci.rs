//! The command in other people's continuous integration: one document for all files, in the formats that their systems
//! read, judged by schemas of others.

use std::path::Path;

use serde_json::Value;

use super::run::{Ran, Run, fixture};
use super::tools::{ask, python};

const HEAD: &str = "Nosaukums;Reģistrācijas Nr.;Lietotāja nosaukums;Lietotāja reģistrācijas numurs;\
    Pārtraukt moduļa lietošanu;Parakstītājs;Sagatavotājs;Sagatavotāja tālrunis;Apstiprinu\n";
const GOOD: &str = "Ezermalas novada pašvaldība;90000012348;=;=;x;Jānis Ķēniņš;Anna Žagare;67000000;\n";
const BAD: &str = "Slikta & <cita>;90000012340;=;=;x;J. Ķēniņš;Anna Žagare;67000000;\n";
const ACCEPTED: &str = "Cita pašvaldība;90000012340;=;=;x;Jānis Ķēniņš;Anna Žagare;67000000;S5-check\n";
const WARNED: &str = "Vēl viena;40003000002;=;=;x;JĀNIS ĶĒNIŅŠ;Anna Žagare;67000000;\n";
const JSON: &str = "{\n  \"client\": {\n    \"name\": \"Ezermalas novada pašvaldība\",\n    \"reg_no\": \"9000001234\"\n  }\n}\n";

fn checked(format: &str, more: &[&str]) -> Ran {
    let mut args = vec!["check", "dati/a b.csv", "dati/viens.json", "labi.csv", "--format", format];
    args.extend(more);
    Run::new(&args)
        .file("dati/a b.csv", format!("{HEAD}{GOOD}{BAD}{ACCEPTED}{WARNED}"))
        .file("dati/viens.json", JSON)
        .file("labi.csv", format!("{HEAD}{GOOD}"))
        .run()
        .code(1)
}

#[test]
fn a_line_a_finding_with_file_and_line() {
    insta::assert_snapshot!(checked("short", &["--lang", "en"]).stdout, @r"
    dati/a b.csv:3: error S5-check [B]: The check digit of the registration number 90000012340 is wrong. Compare the number with the certificate.
    dati/a b.csv:3: error S17-initial [F]: Give the full name and surname; an initial (“J.”) is not enough. Write the name in place of the initial.
    dati/a b.csv:4: note S5-check (accepted) [B]: The check digit of the registration number 90000012340 is wrong. Compare the number with the certificate.
    dati/a b.csv:5: warning S17-name-caps [F]: The name “JĀNIS ĶĒNIŅŠ” is written in capitals throughout. Write only the initial letters as capitals.
    dati/viens.json:4: error S5-len [client.reg_no]: A registration number has 11 digits; here the number of digits is 10. Compare the number with the certificate.
    dati/viens.json:1: error S7: Missing: User's name, Registration number. Give the institution's name and registration number, or = where they are the client's own.
    dati/viens.json:1: error S17-missing: The name and surname of the person who signs the application are missing. Fill in 'Vārds, uzvārds' in the section 'Iestādes vadītājs / pilnvarotā persona'.
    dati/viens.json:1: error S19: The section on who prepared the application is not filled in. Give the contact person's name, surname and a phone number or e-mail address.
    dati/viens.json:1: error A1: No section is ticked. Tick at least one: suspend the certificate, discontinue the module, or issue a new certificate.
    ");
    let quiet =
        Run::new(&["check", "labi.csv", "--format", "short"]).file("labi.csv", format!("{HEAD}{GOOD}"));
    quiet.run().code(0).says("");
}

#[test]
fn warnings_refuse_where_they_are_denied() {
    let only_warned = || Run::new(&[]).file("d.csv", format!("{HEAD}{WARNED}"));
    for format in ["short", "junit", "sarif", "github", "json"] {
        only_warned().args(&["check", "d.csv", "--format", format]).run().code(0);
        let ran =
            only_warned().args(&["check", "d.csv", "--format", format, "--deny-warnings"]).run().code(1);
        if format == "junit" {
            assert!(
                ran.stdout.contains(r#"<testsuites tests="2" failures="1" errors="0">"#),
                "{}",
                ran.stdout
            );
        }
    }
}

#[test]
fn junit_has_a_suite_a_file_and_a_case_a_record() {
    let ran = checked("junit", &[]);
    let cases: Vec<&str> = ran.stdout.lines().filter(|line| line.contains("<test")).map(str::trim).collect();
    let cases: Vec<&str> = cases.iter().map(|line| line.split_inclusive('>').next().unwrap()).collect();
    assert_eq!(
        cases,
        [
            r#"<testsuites tests="8" failures="2" errors="0">"#,
            r#"<testsuite name="dati/a b.csv" tests="5" failures="1" errors="0" skipped="0">"#,
            r#"<testcase classname="dati/a b.csv" name="data">"#,
            r#"<testcase classname="dati/a b.csv" name="0002">"#,
            r#"<testcase classname="dati/a b.csv" name="0003">"#,
            r#"<testcase classname="dati/a b.csv" name="0004">"#,
            r#"<testcase classname="dati/a b.csv" name="0005">"#,
            r#"<testsuite name="dati/viens.json" tests="1" failures="1" errors="0" skipped="0">"#,
            r#"<testcase classname="dati/viens.json" name="0001">"#,
            r#"<testsuite name="labi.csv" tests="2" failures="0" errors="0" skipped="0">"#,
            r#"<testcase classname="labi.csv" name="data">"#,
            r#"<testcase classname="labi.csv" name="0002">"#,
        ]
    );
    // The schema of Jenkins' xUnit plugin.
    let xsd = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/xsd/junit-10.xsd");
    std::fs::write(ran.path("junit.xml"), &ran.stdout).unwrap();
    let path = ran.path("junit.xml");
    if let Some(said) =
        ask("xmllint", &["--noout", "--schema", xsd.to_str().unwrap(), path.to_str().unwrap()])
    {
        assert!(said.content, "{}", said.text);
    }
}

#[test]
fn sarif_is_valid_by_its_schema() {
    let ran = checked("sarif", &["--deny-warnings"]);
    std::fs::write(ran.path("log.sarif"), &ran.stdout).unwrap();
    let log: Value = ran.json();
    let run = &log["runs"][0];
    let rules: Vec<&str> = run["tool"]["driver"]["rules"]
        .as_array()
        .unwrap()
        .iter()
        .map(|r| r["id"].as_str().unwrap())
        .collect();
    for result in run["results"].as_array().unwrap() {
        let index = result["ruleIndex"].as_u64().unwrap() as usize;
        assert_eq!(result["ruleId"], rules[index]);
    }
    let first = &run["results"][0];
    assert_eq!(first["locations"][0]["physicalLocation"]["artifactLocation"]["uri"], "dati/a%20b.csv");
    assert_eq!(first["locations"][0]["physicalLocation"]["region"]["startLine"], 3);
    let suppressed = run["results"].as_array().unwrap().iter().filter(|r| r.get("suppressions").is_some());
    assert_eq!(suppressed.count(), 1, "what a person accepts is suppressed, not gone");
    let schema = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/xsd/sarif-2.1.0-rtm.5.json");
    let script = "import json,sys,jsonschema
schema, log = (json.load(open(p, encoding='utf-8')) for p in sys.argv[1:3])
errors = [e.message for e in jsonschema.Draft4Validator(schema, format_checker=jsonschema.FormatChecker()).iter_errors(log)]
print(errors or 'valid')";
    if let Some(said) = python(script, &[schema.to_str().unwrap(), ran.path("log.sarif").to_str().unwrap()]) {
        assert_eq!(said.trim(), "valid");
    }
}

#[test]
fn github_shows_each_finding_at_its_line() {
    let ran = checked("github", &["--lang", "en"]);
    insta::assert_snapshot!(ran.stdout, @r#"
    ::error file=dati/a b.csv,line=3,title=S5-check::dati/a b.csv, row 3, column B "Reģistrācijas Nr.": The check digit of the registration number 90000012340 is wrong. Compare the number with the certificate.
    ::error file=dati/a b.csv,line=3,title=S17-initial::dati/a b.csv, row 3, column F "Parakstītājs": Give the full name and surname; an initial (“J.”) is not enough. Write the name in place of the initial.
    ::notice file=dati/a b.csv,line=4,title=S5-check::dati/a b.csv, row 4, column B "Reģistrācijas Nr.": The check digit of the registration number 90000012340 is wrong. Compare the number with the certificate.
    ::warning file=dati/a b.csv,line=5,title=S17-name-caps::dati/a b.csv, row 5, column F "Parakstītājs": The name “JĀNIS ĶĒNIŅŠ” is written in capitals throughout. Write only the initial letters as capitals.
    ::error file=dati/viens.json,line=4,title=S5-len::dati/viens.json, "client.reg_no", line 4: A registration number has 11 digits; here the number of digits is 10. Compare the number with the certificate.
    ::error file=dati/viens.json,line=1,title=S7::dati/viens.json, line 1: Missing: User's name, Registration number. Give the institution's name and registration number, or = where they are the client's own.
    ::error file=dati/viens.json,line=1,title=S17-missing::dati/viens.json, line 1: The name and surname of the person who signs the application are missing. Fill in 'Vārds, uzvārds' in the section 'Iestādes vadītājs / pilnvarotā persona'.
    ::error file=dati/viens.json,line=1,title=S19::dati/viens.json, line 1: The section on who prepared the application is not filled in. Give the contact person's name, surname and a phone number or e-mail address.
    ::error file=dati/viens.json,line=1,title=A1::dati/viens.json, line 1: No section is ticked. Tick at least one: suspend the certificate, discontinue the module, or issue a new certificate.
    "#);
}

/// What was found before any file was looked at is told in the same formats.
#[test]
fn a_refused_template_is_told_in_the_same_formats() {
    for format in ["short", "junit", "sarif", "github"] {
        let run = Run::new(&[
            "check",
            "d.csv",
            "--format",
            format,
            "--template",
            "sample.pdf",
            "--binding",
            "b.toml",
        ]);
        let binding = String::from_utf8(fixture("schemas/forms/lv.kase.x509/sample.binding.toml")).unwrap();
        let ran = run
            .file("d.csv", format!("{HEAD}{GOOD}"))
            .file("b.toml", binding)
            .file("sample.pdf", fixture("fixtures/forms/variants/comb.pdf"))
            .run()
            .code(1);
        assert!(ran.stdout.contains("T-template"), "{format}: {}", ran.stdout);
    }
}
