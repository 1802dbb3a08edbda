use chrono::NaiveDate;

use super::*;
use crate::data::{self, Limits, Source};
use crate::diag::{Lang, Severity};

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
        let severity =
            if f.accepted { "accepted".to_owned() } else { format!("{:?}", f.severity).to_lowercase() };
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
                Ok(app) => println!(
                    "{app:?}\n{}\n{:?} {:?}",
                    told(app.report()),
                    app.file_label(),
                    app.action_words()
                ),
                Err(report) => panic!("{}", told(&report)),
            }
        }
    }
}
