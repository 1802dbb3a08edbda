//! `edocpack form template`: an empty sheet with one example.

use serde_json::{Map, Value};

use crate::cli::args::{SheetKind, TemplateArgs};
use crate::cli::failure::Failure;
use crate::cli::settings::Settings;
use crate::cli::{Outcome, chosen, print};
use crate::diag::Lang;
use crate::form::definition::Kind;
use crate::form::{Column, Form};
use crate::output::Overwrite;
use crate::output::csv::Table;

pub(super) fn run(args: &TemplateArgs, settings: &Settings) -> Result<Outcome, Failure> {
    let form = chosen::form(args.form.as_deref())?;
    let bytes = match args.kind {
        SheetKind::Csv => csv(&form, settings.lang),
        SheetKind::Json => json(&form)?,
        SheetKind::Toml => toml(&form, settings.lang).into_bytes(),
    };
    match &args.out {
        None => print::bytes(&bytes)?,
        Some(path) => chosen::write(path, &bytes, Overwrite::asked(args.overwrite))?,
    }
    Ok(Outcome::Done)
}

fn columns(form: &Form) -> impl Iterator<Item = Column<'_>> {
    form.columns().filter(|column| !column.optional)
}

/// As a Latvian Excel opens it: headers, and the example below.
fn csv(form: &Form, lang: Lang) -> Vec<u8> {
    let mut table = Table::new(columns(form).map(|column| column.header.of(lang)));
    table.row(columns(form).map(|column| column.example.unwrap_or_default().to_owned()));
    table.into_bytes()
}

fn json(form: &Form) -> Result<Vec<u8>, Failure> {
    let mut root = Map::new();
    for column in columns(form) {
        put(&mut root, column.key, example(&column));
    }
    let mut text = serde_json::to_string_pretty(&Value::Object(root))
        .map_err(|error| Failure::because("nevar izveidot JSON", "cannot make JSON", &error))?;
    text.push('\n');
    Ok(text.into_bytes())
}

/// The example as structured data hold it: ticks as truth values.
fn example(column: &Column<'_>) -> Value {
    match (column.kind, column.example) {
        (Kind::Tick, example) => Value::Bool(example.is_some()),
        (_, Some(example)) => Value::String(example.to_owned()),
        (Kind::Choice, None) => Value::String(column.choices.first().map_or("", |c| &c.value).to_owned()),
        (_, None) => Value::Null,
    }
}

fn put(object: &mut Map<String, Value>, path: &str, value: Value) {
    match path.split_once('.') {
        None => {
            object.insert(path.to_owned(), value);
        }
        Some((head, rest)) => {
            let inner = object.entry(head).or_insert_with(|| Value::Object(Map::new()));
            if let Value::Object(inner) = inner {
                put(inner, rest, value);
            }
        }
    }
}

/// A table a section, each key with its help above it.
fn toml(form: &Form, lang: Lang) -> String {
    let mut text = format!("# {}\n", form.title().of(lang));
    let mut tables: Vec<(&str, Vec<Column<'_>>)> = Vec::new();
    for column in columns(form) {
        let head = column.key.split_once('.').map_or("", |(head, _)| head);
        match tables.iter_mut().find(|(known, _)| *known == head) {
            Some((_, members)) => members.push(column),
            None => tables.push((head, vec![column])),
        }
    }
    // Keys without a table come first, or TOML would read them into the table above.
    tables.sort_by_key(|(head, _)| !head.is_empty());
    for (head, members) in tables {
        if !head.is_empty() {
            text.push_str(&format!("\n[{head}]\n"));
        }
        for column in members {
            let name = column.key.split_once('.').map_or(column.key, |(_, name)| name);
            let note = [column.header.of(lang), column.help.of(lang)].into_iter().filter(|t| !t.is_empty());
            text.push_str(&format!("# {}\n", note.collect::<Vec<_>>().join(": ")));
            match example(&column) {
                Value::Bool(ticked) => text.push_str(&format!("{name} = {ticked}\n")),
                Value::String(value) => text.push_str(&format!("{name} = {}\n", toml::Value::String(value))),
                _ => text.push_str(&format!("# {name} = \"\"\n")),
            }
        }
    }
    text
}
