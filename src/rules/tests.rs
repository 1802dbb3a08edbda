use chrono::NaiveDate;

use super::*;
use crate::data::{self, Limits, Source};
use crate::data::Raw;
use crate::diag::{Code, Lang};
use crate::form::definition::{Enforced, Kind, Sentence};

fn today() -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, 11, 22).unwrap()
}

fn form() -> Form {
    Form::embedded("lv.kase.x509").unwrap()
}

/// `S9 error: message`, one a line.
fn told(report: &Report) -> String {
    let line = |f: &crate::diag::Finding| {
        let hint = f.hint(Lang::Lv).map(|hint| format!(" → {hint}")).unwrap_or_default();
        let severity = if f.accepted { "accepted".to_owned() } else { format!("{:?}", f.severity).to_lowercase() };
        format!("{} {severity} [{}] {}{hint}", f.code, f.origin.describe(Lang::Lv), f.message(Lang::Lv))
    };
    report.findings().iter().map(line).collect::<Vec<_>>().join("\n")
}

#[test]
fn fixtures_pass() {
    let form = form();
    for name in ["pieteikumi.csv", "pieteikums.json"] {
        let bytes = std::fs::read(format!("fixtures/data/{name}")).unwrap();
        let source = Source { name: name.into(), format: None };
        let records = data::read(&bytes, &source, &Limits::default()).unwrap();
        for record in records {
            match check(&form, &record, &Circumstances::on(today())) {
                Ok(app) => println!("{app:?}\n{}\n{:?} {:?}", told(app.report()), app.file_label(), app.action_words()),
                Err(report) => panic!("{}", told(&report)),
            }
        }
    }
}

fn circumstances_of(example: &crate::form::Example) -> Circumstances {
    let circumstances = Circumstances::on(example.as_of).accepting(example.accept.iter().map(Code::named));
    if example.filled { circumstances.of(Purpose::FilledPdf) } else { circumstances }
}

/// The data of an example; what is attached by hand stands in the form's column of attachments.
fn record_of(example: &crate::form::Example, form: &Form) -> Record {
    let mut example = example.clone();
    if !example.attach.is_empty() {
        let field = form.fields().iter().find(|field| field.kind == Kind::Attachment).unwrap();
        example.values.insert(field.key.to_string(), Raw::List(example.attach.clone()));
    }
    example.record()
}

#[test]
fn every_example_gives_exactly_its_codes() {
    let mut wrong = String::new();
    for form in Form::embedded_ids().map(|id| Form::embedded(id).unwrap()) {
        for example in form.examples().unwrap_or_else(|error| panic!("{error}")) {
            let result = check(&form, &record_of(&example, &form), &circumstances_of(&example));
            let report = result.as_ref().map_or_else(|report| report, Application::report);
            assert_eq!(result.is_err(), report.refuses(), "{}", example.name);
            let mut codes: Vec<&str> = report.findings().iter().map(|f| f.code.as_str()).collect();
            let mut expected: Vec<&str> = example.expect.iter().map(String::as_str).collect();
            codes.sort_unstable();
            expected.sort_unstable();
            if codes != expected {
                wrong += &format!("{}: expected {expected:?}, found:\n{}\n", example.name, told(report));
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong}");
}

/// Sentences that are held against files (templates, containers), not against data: their bad examples are files,
/// and are tested where those are checked.
const OF_FILES: [&str; 4] = ["S2", "S3", "S4", "S15"];

#[test]
fn every_rule_and_every_enforced_sentence_has_good_and_bad_examples() {
    for form in Form::embedded_ids().map(|id| Form::embedded(id).unwrap()) {
        let examples = form.examples().unwrap();
        let mut missing = Vec::new();
        for rule in form.rules() {
            let about = |example: &&crate::form::Example| example.rule.as_deref() == Some(&*rule.code);
            if !examples.iter().filter(about).any(|e| e.expect.iter().any(|code| **code == *rule.code)) {
                missing.push(format!("rule {}: no bad example", rule.code));
            }
            if !examples.iter().filter(about).any(|e| !e.expect.iter().any(|code| **code == *rule.code)) {
                missing.push(format!("rule {}: no good example", rule.code));
            }
        }
        let enforced = |s: &&Sentence| s.enforced.iter().any(|e| matches!(e, Enforced::Machine | Enforced::Blank));
        for sentence in form.sentences().iter().filter(enforced).filter(|s| !OF_FILES.contains(&&*s.id)) {
            let about = |example: &&crate::form::Example| {
                example.rule.as_deref().is_some_and(|rule| Code::named(rule).rule() == sentence.id)
            };
            if !examples.iter().filter(about).any(|e| !e.expect.is_empty()) {
                missing.push(format!("sentence {}: no bad example", sentence.id));
            }
            if !examples.iter().filter(about).any(|e| e.expect.is_empty()) {
                missing.push(format!("sentence {}: no good example", sentence.id));
            }
        }
        assert!(missing.is_empty(), "{missing:#?}");
    }
}

/// What an example is about, it shows: a bad one has the code, or a code of the sentence, or of the program.
#[test]
fn a_bad_example_is_bad_for_its_own_reason() {
    let form = form();
    for example in form.examples().unwrap() {
        let Some(rule) = &example.rule else { continue };
        let of_rule = |code: &String| code == rule || Code::named(code.as_str()).rule() == Code::named(rule).rule();
        let of_program = |code: &String| code.starts_with("T-");
        assert!(
            example.expect.is_empty() || example.expect.iter().any(|code| of_rule(code) || of_program(code)),
            "{}: {rule}, {:?}",
            example.name,
            example.expect
        );
    }
}
