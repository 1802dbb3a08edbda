//! JSON and JSON Lines. `serde_json` judges the grammar; values are borrowed from the text as they are written,
//! so that numbers keep every digit, keys written twice are seen, and each value knows its line.

mod members;
mod syntax;

use serde_json::value::RawValue;

use self::members::{Items, Members};
use super::budget::Budget;
use super::flat::{Flat, join};
use super::lines::Lines;
use super::record::masked;
use super::{Limits, Raw, Record, number, refusal};
use crate::diag::catalogue::data;
use crate::diag::{Bilingual, Finding, Origin, Place, Report};

/// The keys of an object that holds nothing but the list of records.
const WRAPPERS: [&str; 2] = ["records", "pieteikumi"];

/// The key by which editors know the schema of a document.
const SCHEMA: &str = "$schema";

/// The records of a JSON document: an object is one, a list of objects is many, and so is an object with the one
/// key `records` or `pieteikumi` that holds a list.
pub(super) fn read(text: &str, file: &Origin, limits: &Limits) -> Result<Vec<Record>, Report> {
    let reader = Reader { file, limits, lines: Lines::of(text) };
    let whole: &RawValue =
        serde_json::from_str(text).map_err(|e| syntax::report(text, &reader.lines, &e, 1, file))?;
    match Kind::of(whole) {
        Kind::List => reader.list(whole),
        Kind::Object => {
            if let Some(list) = wrapped(whole) {
                return reader.list(list);
            }
            let record = reader.record(whole, None, 1)?;
            Budget::of(limits).whole(&record, file)?;
            Ok(vec![record])
        }
        kind => Err(reader.shape(whole, None, kind)),
    }
}

/// The records of JSON Lines: an object a line, blank lines skipped, each record numbered by its line.
pub(super) fn read_lines(text: &str, file: &Origin, limits: &Limits) -> Result<Vec<Record>, Report> {
    let mut budget = Budget::of(limits);
    let mut records = Vec::new();
    let mut report = Report::default();
    for record in lines(text, 0, file, limits) {
        match record {
            Ok(record) => {
                budget.whole(&record, file)?;
                records.push(record);
            }
            Err(refused) => {
                budget.findings(&refused, file)?;
                report.append(refused);
            }
        }
    }
    if report.is_empty() { Ok(records) } else { Err(report) }
}

/// The records of some whole lines of JSON Lines, with so many lines before them.
pub(super) fn lines<'a>(
    text: &'a str,
    before: u32,
    file: &'a Origin,
    limits: &'a Limits,
) -> impl Iterator<Item = Result<Record, Report>> + use<'a> {
    let reader = Reader { file, limits, lines: Lines::after(before, text) };
    let numbered = text.split('\n').zip(before.saturating_add(1)..);
    numbered.filter(|(line, _)| !line.trim().is_empty()).map(
        move |(line, number)| match serde_json::from_str::<&RawValue>(line) {
            Ok(object) if Kind::of(object) == Kind::Object => reader.record(object, Some(number), number),
            Ok(other) => Err(reader.shape(other, Some(number), Kind::of(other))),
            Err(e) => Err(syntax::report(line, &reader.lines, &e, number, file)),
        },
    )
}

/// The list in an object that holds nothing else.
fn wrapped(object: &RawValue) -> Option<&RawValue> {
    let mut entries = Members::of(object, 3).ok()?.entries;
    entries.retain(|(key, _)| key != SCHEMA);
    match entries.as_slice() {
        [(key, list)] if WRAPPERS.contains(&key.as_str()) && Kind::of(list) == Kind::List => Some(list),
        _ => None,
    }
}

/// What a value is, by its first byte: the grammar has been judged already.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    Bool,
    List,
    Null,
    Number,
    Object,
    Text,
}

impl Kind {
    fn of(raw: &RawValue) -> Self {
        match raw.get().bytes().next() {
            Some(b'{') => Self::Object,
            Some(b'[') => Self::List,
            Some(b'"') => Self::Text,
            Some(b't' | b'f') => Self::Bool,
            Some(b'n') => Self::Null,
            _ => Self::Number,
        }
    }

    fn in_words(self) -> Bilingual {
        match self {
            Self::Bool => Bilingual::fixed("patiesumvērtība", "a truth value"),
            Self::List => Bilingual::fixed("saraksts", "a list"),
            Self::Null => Bilingual::fixed("null", "null"),
            Self::Number => Bilingual::fixed("skaitlis", "a number"),
            Self::Object => Bilingual::fixed("objekts", "an object"),
            Self::Text => Bilingual::fixed("teksts", "a text"),
        }
    }
}

struct Reader<'a> {
    file: &'a Origin,
    limits: &'a Limits,
    lines: Lines<'a>,
}

impl Reader<'_> {
    fn list(&self, list: &RawValue) -> Result<Vec<Record>, Report> {
        let most = self.limits.records as usize;
        let items = Items::of(list, most.saturating_add(1)).map_err(|_| refusal(self.escape(list)))?.0;
        if items.is_empty() {
            return Err(refusal(Finding::of(&data::NO_RECORDS, self.file.clone())));
        }
        let mut budget = Budget::of(self.limits);
        let mut records = Vec::new();
        let mut report = Report::default();
        for (item, number) in items.into_iter().zip(1..) {
            let kind = Kind::of(item);
            if kind != Kind::Object {
                report.append(self.shape(item, Some(number), kind));
                continue;
            }
            let record = self.record(item, Some(number), number)?;
            budget.whole(&record, self.file)?;
            records.push(record);
        }
        if report.is_empty() { Ok(records) } else { Err(report) }
    }

    fn record(&self, object: &RawValue, number: Option<u32>, row: u32) -> Result<Record, Report> {
        let mut flat = Flat::new(self.file, self.limits, number);
        self.object(object, "", 1, &mut flat);
        flat.finish(row, self.line(object))
    }

    fn object(&self, object: &RawValue, path: &str, depth: usize, flat: &mut Flat<'_>) {
        let line = self.line(object);
        if depth > flat.nesting() {
            let finding = flat.finding(&data::DEEP, path, line).with("max", flat.nesting());
            flat.refuse(finding, path, line);
            return;
        }
        let most = self.limits.columns as usize;
        let Ok(members) = Members::of(object, most.saturating_add(1)) else {
            flat.refuse(self.escape(object), path, line);
            return;
        };
        for (key, value) in &members.entries {
            // By which schema an editor completes and checks the file is no value of the form.
            if path.is_empty() && key == SCHEMA {
                continue;
            }
            let path = join(path, key);
            match Kind::of(value) {
                Kind::Object => self.object(value, &path, depth + 1, flat),
                kind => self.value(value, kind, &path, flat),
            }
        }
    }

    fn value(&self, raw: &RawValue, kind: Kind, path: &str, flat: &mut Flat<'_>) {
        let line = self.line(raw);
        let value = match kind {
            Kind::Null => Raw::Empty,
            Kind::Bool => Raw::Bool(raw.get() == "true"),
            Kind::Number => Raw::Number(number::plain(raw.get())),
            Kind::Text => match serde_json::from_str::<String>(raw.get()) {
                Ok(text) => Raw::text(&text),
                Err(_) => return flat.refuse(flat.finding(&data::ESCAPE, path, line), path, line),
            },
            Kind::List | Kind::Object => match self.texts(raw) {
                Some(texts) if texts.is_empty() => Raw::Empty,
                Some(texts) => Raw::List(texts),
                None => {
                    let finding = flat.finding(&data::LIST, path, line).with("key", masked(path));
                    return flat.refuse(finding, path, line);
                }
            },
        };
        flat.put(path, line, value);
    }

    /// The texts of a list that holds nothing else; empty ones are left out.
    fn texts(&self, list: &RawValue) -> Option<Vec<String>> {
        let most = self.limits.columns as usize;
        let items = Items::of(list, most.saturating_add(1)).ok().filter(|items| items.0.len() <= most)?.0;
        let text =
            |item: &&RawValue| serde_json::from_str::<String>(item.get()).ok().map(|text| Raw::text(&text));
        let texts: Option<Vec<Raw>> = items.iter().map(text).collect();
        Some(texts?.iter().flat_map(|raw| raw.texts().to_vec()).collect())
    }

    fn shape(&self, raw: &RawValue, number: Option<u32>, kind: Kind) -> Report {
        let place = Place::Key { record: number, path: "".into(), line: Some(self.line(raw)) };
        refusal(Finding::of(&data::SHAPE, self.file.at(place)).with_text("found", kind.in_words()))
    }

    fn escape(&self, raw: &RawValue) -> Finding {
        Finding::of(&data::ESCAPE, self.file.at(Place::Line { line: self.line(raw), column: 0 }))
    }

    fn line(&self, raw: &RawValue) -> u32 {
        self.lines.line_of(raw.get())
    }
}

#[cfg(test)]
mod tests;
