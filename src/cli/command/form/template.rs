//! `edocpack form template`: an empty sheet with one example.

use std::io::IsTerminal as _;
use std::path::Path;

use serde_json::{Map, Value};

use crate::cli::args::{FormatArg, TemplateArgs};
use crate::cli::failure::Failure;
use crate::cli::print::messages;
use crate::cli::settings::{OutputFormat, Settings};
use crate::cli::{Outcome, files, print, resolve};
use crate::diag::Lang;
use crate::form::definition::ValueKind;
use crate::form::{Form, FormColumn};
use crate::output::csv::CsvWriter;
use crate::output::{Overwrite, xlsx};
use crate::values::BuildTime;

pub(super) fn run(args: &TemplateArgs, settings: &Settings) -> Result<Outcome, Failure> {
    let form = resolve::form(args.form.as_deref())?;
    let kind = SheetKind::of(args, settings)?;
    let bytes = match kind {
        SheetKind::Csv => csv(&form, settings.lang),
        SheetKind::Json => json(&form)?,
        SheetKind::Toml => toml(&form, settings.lang).into_bytes(),
        SheetKind::Xlsx => workbook(&form, settings.lang)?,
    };
    match &args.out {
        Some(path) => {
            files::write(path, &bytes, Overwrite::from_flag(args.overwrite))?;
            print::line(&messages::written(path, settings.lang))?;
            print::line(&messages::fill_in_next(path, settings.lang))?;
        }
        None if kind == SheetKind::Xlsx && std::io::stdout().is_terminal() => {
            return Err(Failure::new(
                "darbgrāmata nav teksts terminālim",
                "a workbook is no text for a terminal",
            )
            .hint("pievienojiet, piemēram, --out jauns.xlsx", "add, for example, --out new.xlsx"));
        }
        None => print::bytes(&bytes)?,
    }
    Ok(Outcome::Done)
}

/// What the sheet is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum SheetKind {
    Csv,
    Json,
    Toml,
    Xlsx,
}

impl SheetKind {
    /// As it was asked for; else as the file is called; else CSV, where no name promises anything else.
    fn of(args: &TemplateArgs, settings: &Settings) -> Result<Self, Failure> {
        match args.format {
            Some(FormatArg::Csv) => return Ok(Self::Csv),
            Some(FormatArg::Toml) => return Ok(Self::Toml),
            Some(FormatArg::Xlsx) => return Ok(Self::Xlsx),
            _ if settings.format == OutputFormat::Json => return Ok(Self::Json),
            _ => {}
        }
        let extension = args.out.as_deref().and_then(Path::extension);
        let extension = extension.map(|extension| extension.to_string_lossy().to_lowercase());
        match extension.as_deref() {
            Some("json") => Ok(Self::Json),
            Some("toml") => Ok(Self::Toml),
            Some("xlsx") => Ok(Self::Xlsx),
            None | Some("csv") => Ok(Self::Csv),
            Some(other) => Err(Failure::new(
                format!("lapu ar paplašinājumu `.{other}` programma neraksta"),
                format!("no sheet is written with the extension `.{other}`"),
            )
            .hint(
                "der: .csv, .json, .toml, .xlsx; citam nosaukumam norādiet arī --format",
                "one of: .csv, .json, .toml, .xlsx; for another name give --format as well",
            )),
        }
    }
}

fn columns(form: &Form) -> impl Iterator<Item = FormColumn<'_>> {
    form.columns().filter(|column| !column.optional)
}

/// As a Latvian Excel opens it: headers, and the example below.
fn csv(form: &Form, lang: Lang) -> Vec<u8> {
    let mut table = CsvWriter::new(columns(form).map(|column| column.header.of(lang)));
    table.row(columns(form).map(|column| column.example.unwrap_or_default().to_owned()));
    table.into_bytes()
}

/// A workbook: a note on each header, text in all columns, lists to choose from, and the example in the first row.
fn workbook(form: &Form, lang: Lang) -> Result<Vec<u8>, Failure> {
    let of = |column: &FormColumn<'_>| xlsx::WorksheetColumn {
        header: column.header.of(lang).to_owned(),
        note: note(column, lang),
        width: width(column),
        choices: match column.kind {
            ValueKind::Tick => vec!["x".to_owned()],
            ValueKind::Choice => {
                column.choices.iter().map(|choice| choice.label.of(lang).to_owned()).collect()
            }
            _ => Vec::new(),
        },
    };
    let example = columns(form).map(|column| match (column.example, column.choices.first()) {
        (None, Some(choice)) => choice.label.of(lang).to_owned(),
        (example, _) => example.unwrap_or_default().to_owned(),
    });
    let sheet = xlsx::Worksheet {
        name: messages::pick(lang, "Pieteikumi", "Applications").to_owned(),
        columns: columns(form).map(|column| of(&column)).collect(),
        rows: vec![example.collect()],
        note: messages::pick(
            lang,
            "Šī rinda ir piemērs. Pirms palaišanas ierakstiet tās vietā savus datus vai izdzēsiet to.",
            "This row is an example. Write your own data over it, or delete it, before you run the program.",
        )
        .to_owned(),
        blank_rows: ROOM,
    };
    // The same definition gives the same bytes: its instruction's day is the day of the workbook.
    let midnight = form.instruction().updated.and_time(chrono::NaiveTime::MIN).and_utc().timestamp();
    let made = BuildTime::from_unix(midnight).or_else(|_| BuildTime::from_unix(EARLIEST));
    let made = made
        .map_err(|error| Failure::because("nevar izveidot darbgrāmatu", "cannot make a workbook", &error))?;
    xlsx::write(&sheet, made)
        .map_err(|error| Failure::because("nevar izveidot darbgrāmatu", "cannot make a workbook", &error))
}

/// In characters: as wide as the example, and no tick wider than it must be.
fn width(column: &FormColumn<'_>) -> f64 {
    let example = column.example.map_or(0, |example| example.chars().count() + 2);
    f64::from(u8::try_from(example.clamp(15, 30)).unwrap_or(u8::MAX))
}

/// Rows that are ready to be filled in.
const ROOM: u32 = 500;
/// 1980-01-01, for instructions older than that.
const EARLIEST: i64 = 315_532_800;

/// What goes into a column: as the form says it, else as its kind does.
fn note(column: &FormColumn<'_>, lang: Lang) -> String {
    let of_kind = match column.kind {
        ValueKind::Email => messages::pick(lang, "viena adrese", "one address"),
        ValueKind::FullName => {
            messages::pick(lang, "pilns vārds un uzvārds, bez iniciāļiem", "full name, no initials")
        }
        ValueKind::GivenName => {
            messages::pick(lang, "pilns vārds, bez iniciāļiem", "full given name, no initials")
        }
        ValueKind::PersonalCode => messages::pick(
            lang,
            "rakstiet ar defisi (010101-00000): tad Excel nenoņem nulli",
            "type it with the dash (010101-00000): then Excel keeps the zero",
        ),
        ValueKind::Phone => messages::pick(
            lang,
            "8 cipari; ārvalstu numurs ar „+” un valsts kodu",
            "8 digits; a foreign number with + and the code of its country",
        ),
        ValueKind::RegNo => messages::pick(lang, "11 cipari", "11 digits"),
        ValueKind::Surname => messages::pick(
            lang,
            "uzvārds; dubults ar defisi bez atstarpēm",
            "surname; a double one with a hyphen, no spaces",
        ),
        ValueKind::Tick => messages::pick(lang, "x, ja atzīmē; citādi tukšs", "x to tick it; else empty"),
        _ => "",
    };
    let said = [column.help.of(lang), of_kind, column.header.of(lang)];
    said.into_iter().find(|text| !text.is_empty()).unwrap_or_default().to_owned()
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
fn example(column: &FormColumn<'_>) -> Value {
    match (column.kind, column.example) {
        (ValueKind::Tick, example) => Value::Bool(example.is_some()),
        (_, Some(example)) => Value::String(example.to_owned()),
        (ValueKind::Choice, None) => {
            Value::String(column.choices.first().map_or("", |c| &c.value).to_owned())
        }
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
    let mut tables: Vec<(&str, Vec<FormColumn<'_>>)> = Vec::new();
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
