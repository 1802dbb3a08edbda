//! Each example of the definition, through the command: just the codes that it says.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use edocpack::data::CellValue;
use edocpack::form::{Example, Form};
use serde_json::Value;

use super::run::{Ran, Run, codes, fixture};

/// The codes of rules that depend on the day of the check.
fn calendar_codes(form: &Form) -> Vec<String> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("schemas/forms").join(form.id());
    let text = fs::read_to_string(folder.join("form.toml")).unwrap();
    let definition: toml::Table = text.parse().unwrap();
    let rules = definition["rule"].as_array().unwrap().iter();
    let of_calendar = rules.filter(|rule| rule.get("stale_after_months").is_some());
    of_calendar.map(|rule| rule["code"].as_str().unwrap().to_owned()).collect()
}

/// The files that the examples of a definition name, from its folder `files`.
fn with_files(mut run: Run, form: &Form) -> Run {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("schemas/forms").join(form.id()).join("files");
    for entry in fs::read_dir(folder).into_iter().flatten() {
        let path = entry.unwrap().path();
        let name = path.file_name().unwrap().to_str().unwrap().to_owned();
        run = run.file(&name, fs::read(&path).unwrap());
    }
    run
}

/// Each definition of the repository: the form, and how the command is told to take it.
fn forms() -> Vec<(Form, Vec<String>)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("schemas/forms");
    let mut folders: Vec<PathBuf> =
        fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    folders.sort();
    let folders = folders.into_iter().filter(|path| path.join("form.toml").is_file());
    folders
        .map(|path| {
            let form = Form::open(&path).unwrap();
            let embedded = Form::embedded_ids().any(|id| id == form.id());
            let named = ["--form".to_owned(), path.to_str().unwrap().to_owned()];
            (form, if embedded { Vec::new() } else { named.to_vec() })
        })
        .collect()
}

#[test]
fn every_example_of_data_is_checked_as_it_says() {
    let forms = forms();
    assert!(forms.len() >= 4);
    for (form, named) in &forms {
        check(form, named);
    }
}

fn check(form: &Form, named: &[String]) {
    let examples = of_data(form);
    let of_calendar = calendar_codes(form);
    // Examples that are checked on the same day, with the same codes accepted, go in one run.
    let mut runs: BTreeMap<(String, String), Vec<&Example>> = BTreeMap::new();
    for example in examples.iter().filter(|example| example.attach.is_empty()) {
        runs.entry((example.as_of.to_string(), example.accept.join(","))).or_default().push(example);
    }
    for ((day, accept), examples) in runs {
        let files: Vec<String> = (0..examples.len()).map(|at| format!("{at}.toml")).collect();
        let mut args = vec!["check", "--json", "--as-of", &day];
        args.extend(named.iter().map(String::as_str));
        if !accept.is_empty() {
            args.extend(["--accept", &accept]);
        }
        args.extend(files.iter().map(String::as_str));
        let run = files
            .iter()
            .zip(&examples)
            .fold(with_files(Run::new(&args), form), |run, (file, example)| run.file(file, toml(example)));
        let ran = run.run();
        for (example, line) in examples.iter().zip(ran.stdout.lines()) {
            let checked: Value = serde_json::from_str(line).unwrap();
            // What depends on the calendar alone never turns a check red, so it is not said there.
            let expected: Vec<&String> =
                example.expect.iter().filter(|code| !of_calendar.contains(*code)).collect();
            assert_codes(example, codes(&checked["findings"]), &expected);
        }
        assert_eq!(ran.stdout.lines().count(), examples.len());
    }
}

#[test]
fn every_example_of_data_is_built_or_refused_as_it_says() {
    for (form, named) in &forms() {
        let examples = of_data(form);
        std::thread::scope(|scope| {
            for part in examples.chunks(examples.len().div_ceil(4)) {
                scope.spawn(|| part.iter().for_each(|example| build(form, example, named)));
            }
        });
    }
}

fn build(form: &Form, example: &Example, named: &[String]) {
    let (day, accept) = (example.as_of.to_string(), example.accept.join(","));
    let mut args = vec!["build", "data.toml", "--json", "--out", "o", "--as-of", &day];
    args.extend(named.iter().map(String::as_str));
    if !accept.is_empty() {
        args.extend(["--accept", &accept]);
    }
    args.extend(example.attach.iter().flat_map(|file| ["--attach", file]));
    let ran = with_files(Run::new(&args), form).file("data.toml", toml(example)).run();
    let said = ran.json();
    // A run that is refused as a whole says why by itself; else the report does.
    let findings: Vec<Value> = match said.get("report") {
        None => said["findings"].as_array().unwrap().clone(),
        Some(report) => {
            let rows = report["rows"].as_array().unwrap().iter().map(|row| &row["findings"]);
            [&report["findings"]]
                .into_iter()
                .chain(rows)
                .flat_map(|list| list.as_array().unwrap().clone())
                .collect()
        }
    };
    let refuses = |finding: &Value| finding["severity"] == "error" && finding["accepted"] == false;
    let is_refused = findings.iter().any(refuses);
    assert_codes(example, codes(&Value::Array(findings)), &example.expect.iter().collect::<Vec<_>>());
    assert_eq!(ran.code, i32::from(is_refused), "{}", example.name);
    let documents = ran.files_in("o").iter().filter(|file| file.contains('/')).count();
    assert_eq!(documents, if is_refused { 0 } else { 3 }, "{}", example.name);
}

#[test]
fn every_example_of_a_filled_form_is_checked_as_it_says() {
    let form = Form::embedded("lv.kase.x509").unwrap();
    let places = places();
    let mut seen = 0;
    for example in form.examples().unwrap().iter().filter(|example| example.filled) {
        let values: BTreeMap<&str, Value> =
            example.values.iter().filter_map(|(key, value)| places.get(key)?.value(value)).collect();
        let ran = Run::new(&["fill", "--template", "sample.pdf", "values.json", "--out", "filled.pdf"])
            .fixture("schemas/forms/lv.kase.x509/sample.pdf")
            .file("values.json", serde_json::to_string(&values).unwrap())
            .run();
        if ran.stdout.contains("P-max-len") {
            // The sample's own fields take no dash, and no full stop after a date.
            assert!(["S8-dash-filled", "S18-filled"].contains(&&*example.expect[0]), "{}", example.name);
            continue;
        }
        let day = example.as_of.to_string();
        let checked = ran.code(0).then(&["check", "--json", "--as-of", &day, "filled.pdf"]).json();
        // A PDF does not print the client's kind, and the sample says of itself that it is one.
        let found: Vec<String> = codes(&checked["findings"])
            .into_iter()
            .filter(|code| code != "T-assumed" && code != "T-sample")
            .collect();
        let expected: Vec<&String> = example.expect.iter().filter(|code| *code != "T-assumed").collect();
        assert_codes(example, found, &expected);
        seen += 1;
    }
    assert!(seen >= 4, "{seen}");
}

fn of_data(form: &Form) -> Vec<Example> {
    let examples = form.examples().unwrap();
    examples.into_iter().filter(|example| !example.filled).collect()
}

fn assert_codes(example: &Example, mut found: Vec<String>, expected: &[&String]) {
    // How large the sample's boxes are is nothing that the rules decide.
    found.retain(|code| code != "P-shrunk");
    let mut expected: Vec<&str> = expected.iter().map(|code| code.as_str()).collect();
    found.sort();
    expected.sort_unstable();
    assert_eq!(found, expected, "example „{}”", example.name);
}

/// The example as a person would hand it in. Whole keys, as some examples give a section and one of its fields.
fn toml(example: &Example) -> String {
    let line = |(key, value): (&String, &CellValue)| {
        let value = match value {
            CellValue::Text(text) => toml::Value::String(text.clone()).to_string(),
            CellValue::Number(text) | CellValue::Date(text) => text.clone(),
            CellValue::Bool(value) => value.to_string(),
            CellValue::List(texts) => {
                toml::Value::Array(texts.iter().cloned().map(toml::Value::String).collect()).to_string()
            }
            CellValue::Empty => "\"\"".to_owned(),
            other => panic!("{other:?} comes from no TOML"),
        };
        format!("\"{key}\" = {value}\n")
    };
    example.values.iter().map(line).collect()
}

/// Where the sample has a field for a key.
struct Place {
    field: &'static str,
    on: Option<&'static str>,
}

impl Place {
    fn value(&self, value: &CellValue) -> Option<(&'static str, Value)> {
        Some((
            self.field,
            match (value, self.on) {
                (CellValue::Bool(false) | CellValue::Empty, _) => return None,
                (_, Some(on)) => Value::String(on.to_owned()),
                (CellValue::Text(text) | CellValue::Number(text) | CellValue::Date(text), None) => {
                    Value::String(text.clone())
                }
                other => panic!("{other:?}"),
            },
        ))
    }
}

/// The binding of the sample, read by other code than the program's.
fn places() -> BTreeMap<String, Place> {
    let text: &'static str =
        String::from_utf8(fixture("schemas/forms/lv.kase.x509/sample.binding.toml")).unwrap().leak();
    let table: toml::Table = text.parse().unwrap();
    let place = |value: &toml::Value| match value {
        toml::Value::String(field) => Place { field: field.clone().leak(), on: None },
        other => Place {
            field: other["field"].as_str().unwrap().to_owned().leak(),
            on: Some(other["on"].as_str().unwrap().to_owned().leak()),
        },
    };
    table["fields"].as_table().unwrap().iter().map(|(key, value)| (key.clone(), place(value))).collect()
}

#[test]
fn the_codes_of_json_are_those_that_people_read() {
    let data = "{\"client\": {\"name\": \"X\"}}";
    let ran: Ran = Run::new(&["check", "--json", "x.json"]).file("x.json", data).run().code(1);
    let json = codes(&ran.json()["findings"]);
    let said = ran.then(&["check", "x.json"]).code(1).stdout;
    for code in json {
        assert!(said.contains(&format!(" {code}: ")), "{code}");
    }
}
