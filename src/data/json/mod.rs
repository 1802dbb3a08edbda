//! JSON and JSON Lines. `serde_json` checks the grammar; values are borrowed from the text as they are written,
//! so that numbers keep every digit, keys written twice are seen, and each value knows its line.

mod members;
mod syntax;

use serde_json::value::RawValue;

use self::members::{Items, Members};
use super::limit_counters::LimitCounters;
use super::line_index::LineIndex;
use super::record::masked;
use super::record_builder::{RecordBuilder, join_path};
use super::{CellValue, Limits, Record, number, refusal};
use crate::diag::catalogue::data;
use crate::diag::{Bilingual, FileLocation, Finding, Origin, Report};

/// The keys of an object that holds nothing but the list of records.
const RECORD_LIST_KEYS: [&str; 2] = ["records", "pieteikumi"];

/// The key by which editors know the schema of a document.
const SCHEMA_KEY: &str = "$schema";

/// The records of a JSON document: an object is one, a list of objects is many, and so is an object with the one
/// key `records` or `pieteikumi` that holds a list.
pub(super) fn read(text: &str, file: &Origin, limits: &Limits) -> Result<Vec<Record>, Report> {
    let reader = JsonReader { file, limits, lines: LineIndex::of(text) };
    let whole: &RawValue =
        serde_json::from_str(text).map_err(|e| syntax::report(text, &reader.lines, &e, 1, file))?;
    match JsonKind::of(whole) {
        JsonKind::List => reader.list(whole),
        JsonKind::Object => {
            if let Some(list) = record_list(whole) {
                return reader.list(list);
            }
            let record = reader.record(whole, None, 1)?;
            LimitCounters::of(limits).count_whole_record(&record, file)?;
            Ok(vec![record])
        }
        kind => Err(reader.shape_refusal(whole, None, kind)),
    }
}

/// The records of JSON Lines: an object a line, blank lines skipped, each record numbered by its line.
pub(super) fn read_lines(text: &str, file: &Origin, limits: &Limits) -> Result<Vec<Record>, Report> {
    let mut budget = LimitCounters::of(limits);
    let mut records = Vec::new();
    let mut report = Report::default();
    for record in read_some_lines(text, 0, file, limits) {
        match record {
            Ok(record) => {
                budget.count_whole_record(&record, file)?;
                records.push(record);
            }
            Err(refused) => {
                budget.count_findings(&refused, file)?;
                report.append(refused);
            }
        }
    }
    if report.is_empty() { Ok(records) } else { Err(report) }
}

/// The records of some whole lines of JSON Lines, with so many lines before them.
pub(super) fn read_some_lines<'a>(
    text: &'a str,
    before: u32,
    file: &'a Origin,
    limits: &'a Limits,
) -> impl Iterator<Item = Result<Record, Report>> + use<'a> {
    let reader = JsonReader { file, limits, lines: LineIndex::starting_after(before, text) };
    let numbered = text.split('\n').zip(before.saturating_add(1)..);
    numbered.filter(|(line, _)| !line.trim().is_empty()).map(
        move |(line, number)| match serde_json::from_str::<&RawValue>(line) {
            Ok(object) if JsonKind::of(object) == JsonKind::Object => {
                reader.record(object, Some(number), number)
            }
            Ok(other) => Err(reader.shape_refusal(other, Some(number), JsonKind::of(other))),
            Err(e) => Err(syntax::report(line, &reader.lines, &e, number, file)),
        },
    )
}

/// The list in an object that holds nothing else.
fn record_list(object: &RawValue) -> Option<&RawValue> {
    let mut entries = Members::of(object, 3).ok()?.entries;
    entries.retain(|(key, _)| key != SCHEMA_KEY);
    match entries.as_slice() {
        [(key, list)] if RECORD_LIST_KEYS.contains(&key.as_str()) && JsonKind::of(list) == JsonKind::List => {
            Some(list)
        }
        _ => None,
    }
}

/// What a value is, by its first byte: the grammar has been checked already.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum JsonKind {
    Bool,
    List,
    Null,
    Number,
    Object,
    Text,
}

impl JsonKind {
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

    fn description(self) -> Bilingual {
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

struct JsonReader<'a> {
    file: &'a Origin,
    limits: &'a Limits,
    lines: LineIndex<'a>,
}

impl JsonReader<'_> {
    fn list(&self, list: &RawValue) -> Result<Vec<Record>, Report> {
        let most = self.limits.records as usize;
        let items =
            Items::of(list, most.saturating_add(1)).map_err(|_| refusal(self.escape_finding(list)))?.0;
        if items.is_empty() {
            return Err(refusal(Finding::of(&data::NO_RECORDS, self.file.clone())));
        }
        let mut budget = LimitCounters::of(self.limits);
        let mut records = Vec::new();
        let mut report = Report::default();
        for (item, number) in items.into_iter().zip(1..) {
            let kind = JsonKind::of(item);
            if kind != JsonKind::Object {
                report.append(self.shape_refusal(item, Some(number), kind));
                continue;
            }
            let record = self.record(item, Some(number), number)?;
            budget.count_whole_record(&record, self.file)?;
            records.push(record);
        }
        if report.is_empty() { Ok(records) } else { Err(report) }
    }

    fn record(&self, object: &RawValue, number: Option<u32>, row: u32) -> Result<Record, Report> {
        let mut flat = RecordBuilder::new(self.file, self.limits, number);
        self.object(object, "", 1, &mut flat);
        flat.finish(row, self.line_of(object))
    }

    fn object(&self, object: &RawValue, path: &str, depth: usize, flat: &mut RecordBuilder<'_>) {
        let line = self.line_of(object);
        if depth > flat.max_depth() {
            let finding = flat.finding(&data::DEEP, path, line).with("max", flat.max_depth());
            flat.insert_unreadable(finding, path, line);
            return;
        }
        let most = self.limits.columns as usize;
        let Ok(members) = Members::of(object, most.saturating_add(1)) else {
            flat.insert_unreadable(self.escape_finding(object), path, line);
            return;
        };
        for (key, value) in &members.entries {
            // By which schema an editor completes and checks the file is no value of the form.
            if path.is_empty() && key == SCHEMA_KEY {
                continue;
            }
            let path = join_path(path, key);
            match JsonKind::of(value) {
                JsonKind::Object => self.object(value, &path, depth + 1, flat),
                kind => self.value(value, kind, &path, flat),
            }
        }
    }

    fn value(&self, raw: &RawValue, kind: JsonKind, path: &str, flat: &mut RecordBuilder<'_>) {
        let line = self.line_of(raw);
        let value = match kind {
            JsonKind::Null => CellValue::Empty,
            JsonKind::Bool => CellValue::Bool(raw.get() == "true"),
            JsonKind::Number => CellValue::Number(number::plain_decimal(raw.get())),
            JsonKind::Text => match serde_json::from_str::<String>(raw.get()) {
                Ok(text) => CellValue::text(&text),
                Err(_) => return flat.insert_unreadable(flat.finding(&data::ESCAPE, path, line), path, line),
            },
            JsonKind::List | JsonKind::Object => match self.texts(raw) {
                Some(texts) if texts.is_empty() => CellValue::Empty,
                Some(texts) => CellValue::List(texts),
                None => {
                    let finding = flat.finding(&data::LIST, path, line).with("key", masked(path));
                    return flat.insert_unreadable(finding, path, line);
                }
            },
        };
        flat.insert(path, line, value);
    }

    /// The texts of a list that holds nothing else; empty ones are left out.
    fn texts(&self, list: &RawValue) -> Option<Vec<String>> {
        let most = self.limits.columns as usize;
        let items = Items::of(list, most.saturating_add(1)).ok().filter(|items| items.0.len() <= most)?.0;
        let text = |item: &&RawValue| {
            serde_json::from_str::<String>(item.get()).ok().map(|text| CellValue::text(&text))
        };
        let texts: Option<Vec<CellValue>> = items.iter().map(text).collect();
        Some(texts?.iter().flat_map(|raw| raw.texts().to_vec()).collect())
    }

    fn shape_refusal(&self, raw: &RawValue, number: Option<u32>, kind: JsonKind) -> Report {
        let place = FileLocation::Key { record: number, path: "".into(), line: Some(self.line_of(raw)) };
        refusal(Finding::of(&data::SHAPE, self.file.at(place)).with_text("found", kind.description()))
    }

    fn escape_finding(&self, raw: &RawValue) -> Finding {
        Finding::of(&data::ESCAPE, self.file.at(FileLocation::Line { line: self.line_of(raw), column: 0 }))
    }

    fn line_of(&self, raw: &RawValue) -> u32 {
        self.lines.line_of(raw.get())
    }
}

#[cfg(test)]
mod tests;
