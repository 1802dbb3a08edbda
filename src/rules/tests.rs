use chrono::NaiveDate;

use super::*;
use crate::data::{self, Limits, Source};
use crate::data::Raw;
use crate::diag::{Code, Lang};
use crate::form::definition::Kind;

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
