//! TOML: one record a file, or `[[record]]` (also `records`, `pieteikums`, `pieteikumi`) for many.

use ::toml::Spanned;
use ::toml::de::{DeArray, DeInteger, DeTable, DeValue};

use super::limit_counters::LimitCounters;
use super::line_index::LineIndex;
use super::record::masked;
use super::record_builder::{RecordBuilder, join_path};
use super::{CellValue, Limits, Record, number, refusal};
use crate::diag::catalogue::data;
use crate::diag::{Bilingual, FileLocation, Finding, Origin, Report};

/// The keys of a document that holds nothing but the list of records.
const RECORD_LIST_KEYS: [&str; 4] = ["record", "records", "pieteikums", "pieteikumi"];

/// How many errors of the grammar are reported: what follows the first ones often follows from them.
const MAX_ERRORS: usize = 10;

/// The records of a TOML document.
pub(super) fn read(text: &str, file: &Origin, limits: &Limits) -> Result<Vec<Record>, Report> {
    let size = text.len() as u64;
    if size > limits.toml_bytes {
        let finding = Finding::of(&data::SIZE, file.clone()).with("n", size).with("max", limits.toml_bytes);
        return Err(refusal(finding));
    }
    let lines = LineIndex::of(text);
    let (document, errors) = DeTable::parse_recoverable(text);
    if !errors.is_empty() {
        return Err(syntax_report(text, &lines, &errors, file));
    }
    let reader = TomlReader { file, limits, lines };
    if let Some(list) = record_list(document.get_ref()) {
        return reader.list(list);
    }
    let record = reader.record(document.get_ref(), 1, None, 1, &mut LimitCounters::of(limits))?;
    Ok(vec![record])
}

/// The list of tables in a document that holds nothing else.
fn record_list<'a, 'i>(document: &'a DeTable<'i>) -> Option<&'a DeArray<'i>> {
    let mut entries = document.iter();
    let (key, value) = entries.next()?;
    let is_alone = entries.next().is_none() && RECORD_LIST_KEYS.contains(&key.get_ref().as_ref());
    value.get_ref().as_array().filter(|_| is_alone)
}

struct TomlReader<'a> {
    file: &'a Origin,
    limits: &'a Limits,
    lines: LineIndex<'a>,
}

impl TomlReader<'_> {
    fn list(&self, list: &DeArray<'_>) -> Result<Vec<Record>, Report> {
        if list.is_empty() {
            return Err(refusal(Finding::of(&data::NO_RECORDS, self.file.clone())));
        }
        let mut budget = LimitCounters::of(self.limits);
        let mut records = Vec::new();
        let mut report = Report::default();
        for (item, number) in list.iter().zip(1..) {
            let line = self.line_of(item);
            match item.get_ref() {
                DeValue::Table(table) => {
                    records.push(self.record(table, line, Some(number), number, &mut budget)?);
                }
                other => {
                    let place = FileLocation::Key { record: Some(number), path: "".into(), line: Some(line) };
                    let finding = Finding::of(&data::SHAPE, self.file.at(place));
                    report.push(finding.with_text("found", type_name(other)));
                }
            }
        }
        if report.is_empty() { Ok(records) } else { Err(report) }
    }

    fn record(
        &self,
        table: &DeTable<'_>,
        line: u32,
        number: Option<u32>,
        row: u32,
        budget: &mut LimitCounters<'_>,
    ) -> Result<Record, Report> {
        let mut flat = RecordBuilder::new(self.file, self.limits, number);
        self.table(table, "", 1, &mut flat);
        let record = flat.finish(row, line)?;
        budget.count_whole_record(&record, self.file)?;
        Ok(record)
    }

    fn table(&self, table: &DeTable<'_>, path: &str, depth: usize, flat: &mut RecordBuilder<'_>) {
        for (key, value) in table {
            let path = join_path(path, key.get_ref());
            match value.get_ref() {
                DeValue::Table(inner) if depth < flat.max_depth() => {
                    self.table(inner, &path, depth + 1, flat);
                }
                DeValue::Table(_) => {
                    let line = self.line_of(value);
                    let finding = flat.finding(&data::DEEP, &path, line).with("max", flat.max_depth());
                    flat.insert_unreadable(finding, &path, line);
                }
                scalar => insert_scalar(scalar, &path, self.line_of(value), flat),
            }
        }
    }

    fn line_of<T>(&self, value: &Spanned<T>) -> u32 {
        self.lines.line_at(value.span().start)
    }
}

/// Puts a value that is no table.
fn insert_scalar(value: &DeValue<'_>, path: &str, line: u32, flat: &mut RecordBuilder<'_>) {
    let raw = match value {
        DeValue::String(text) => CellValue::text(text),
        DeValue::Boolean(value) => CellValue::Bool(*value),
        DeValue::Datetime(date) => CellValue::Date(date.to_string()),
        DeValue::Integer(n) => CellValue::Number(decimal(n)),
        DeValue::Float(n) if !n.as_str().contains(['n', 'i']) => {
            CellValue::Number(number::plain_decimal(n.as_str()))
        }
        DeValue::Float(n) => {
            let finding = flat.finding(&data::TOML_NUMBER, path, line).with("v", n.as_str());
            return flat.insert_unreadable(finding, path, line);
        }
        DeValue::Array(list) => match texts(list) {
            Some(texts) if texts.is_empty() => CellValue::Empty,
            Some(texts) => CellValue::List(texts),
            None => {
                let finding = flat.finding(&data::LIST, path, line).with("key", masked(path));
                return flat.insert_unreadable(finding, path, line);
            }
        },
        // Tables are walked by the caller.
        DeValue::Table(_) => return,
    };
    flat.insert(path, line, raw);
}

/// The texts of a list that holds nothing else; empty ones are left out.
fn texts(list: &DeArray<'_>) -> Option<Vec<String>> {
    let raws: Option<Vec<CellValue>> =
        list.iter().map(|item| item.get_ref().as_str().map(CellValue::text)).collect();
    Some(raws?.iter().flat_map(|raw| raw.texts().to_vec()).collect())
}

/// An integer in decimal, also where it is written as `0xff`; too large for that, as it is written.
fn decimal(integer: &DeInteger<'_>) -> String {
    if integer.radix() == 10 {
        return number::plain_decimal(integer.as_str());
    }
    i128::from_str_radix(integer.as_str(), integer.radix())
        .map_or_else(|_| integer.to_string(), |n| n.to_string())
}

fn type_name(value: &DeValue<'_>) -> Bilingual {
    match value {
        DeValue::String(_) => Bilingual::fixed("teksts", "a text"),
        DeValue::Integer(_) | DeValue::Float(_) => Bilingual::fixed("skaitlis", "a number"),
        DeValue::Boolean(_) => Bilingual::fixed("patiesumvērtība", "a truth value"),
        DeValue::Datetime(_) => Bilingual::fixed("datums", "a date"),
        DeValue::Array(_) => Bilingual::fixed("saraksts", "a list"),
        DeValue::Table(_) => Bilingual::fixed("tabula", "a table"),
    }
}

/// The errors of the grammar, one a line.
fn syntax_report(text: &str, lines: &LineIndex<'_>, errors: &[::toml::de::Error], file: &Origin) -> Report {
    let mut last = 0;
    errors
        .iter()
        .map(|error| (lines.line_at(error.span().unwrap_or_default().start), error))
        .filter(|(line, _)| std::mem::replace(&mut last, *line) != *line)
        .take(MAX_ERRORS)
        .map(|(_, error)| syntax_finding(text, lines, error, file))
        .collect()
}

/// An error of the grammar in plain words. What stands at the place says more to a person than the parser does.
fn syntax_finding(text: &str, lines: &LineIndex<'_>, error: &::toml::de::Error, file: &Origin) -> Finding {
    let span = error.span().unwrap_or_default();
    let (line, column) = lines.line_and_column(span.start);
    let whole_line = text.lines().nth(line as usize - 1).unwrap_or_default();
    let value = whole_line.split_once('=').map(|(_, value)| value.trim()).unwrap_or_default();
    let (why, what_to_do) = if error.message().contains("duplicate key") {
        (
            Bilingual::fixed("atslēga ir divreiz", "a key stands twice"),
            Bilingual::fixed("Atstājiet vienu no abām vērtībām.", "Keep one of the two values."),
        )
    } else if value.starts_with('0') && value.as_bytes().get(1).is_some_and(u8::is_ascii_digit) {
        (
            Bilingual::fixed("skaitlis sākas ar nulli", "a number starts with zero"),
            Bilingual::fixed(
                "Kodus un tālruņa numurus lieciet pēdiņās, citādi zūd nulles.",
                "Put codes and telephone numbers in quotes, or their zeros are lost.",
            ),
        )
    } else if value.starts_with(['“', '”', '„', '«', '‘', '’']) {
        (
            Bilingual::fixed("teksts ir tipogrāfiskajās pēdiņās", "a text is in typographic quotes"),
            Bilingual::fixed(
                "Lieciet tekstus taisnajās pēdiņās: \"…\".",
                "Put texts in straight quotes: \"…\".",
            ),
        )
    } else if value.starts_with(|c: char| c.is_alphanumeric() || c == '+') {
        (
            Bilingual::fixed("vērtība nav pēdiņās", "a value is not in quotes"),
            Bilingual::fixed(
                "Tekstus lieciet pēdiņās; bez pēdiņām ir skaitļi, datumi, true un false.",
                "Put texts in quotes; numbers, dates, true and false go without.",
            ),
        )
    } else if ['"', '\''].iter().any(|quote| value.starts_with(*quote) && value.matches(*quote).count() == 1)
    {
        (
            Bilingual::fixed("pēdiņas nav aizvērtas", "a quote is not closed"),
            Bilingual::fixed(
                "Aizveriet pēdiņas tajā pašā rindiņā; garam tekstam lietojiet \"\"\"…\"\"\".",
                "Close the quote on the same line; for a long text use \"\"\"…\"\"\".",
            ),
        )
    } else {
        (
            Bilingual::fixed("šajā vietā ir negaidīts pieraksts", "something unexpected stands here"),
            Bilingual::fixed(
                "Katrā rindiņā rakstiet: atslēga = \"vērtība\"; atslēgas ar burtiem ārpus a–z lieciet pēdiņās.",
                "Write on each line: key = \"value\"; put keys with letters beyond a–z in quotes.",
            ),
        )
    };
    Finding::of(&data::TOML, file.at(FileLocation::Line { line, column }))
        .with_text("why", why)
        .with_text("what_to_do", what_to_do)
}

#[cfg(test)]
mod tests {
    use std::fmt::Write;

    use super::*;
    use crate::diag::Lang;

    fn read(text: &str) -> Result<Vec<Record>, Report> {
        super::read(text, &Origin::file("a.toml"), &Limits::default())
    }

    fn codes(report: &Report) -> Vec<String> {
        report.findings().iter().map(|finding| finding.code.to_string()).collect()
    }

    fn cells(record: &Record) -> String {
        let mut out = String::new();
        for cell in &record.cells {
            let FileLocation::Key { line: Some(line), path, record } = &cell.location else { panic!() };
            assert_eq!(**path, *cell.name);
            writeln!(out, "{path}@{line} {record:?} {:?}", cell.value).unwrap();
        }
        out
    }

    #[test]
    fn a_document_is_one_record() {
        let text = r#"# pieteikums
name = "SIA „Šķēle”"
suspend = true
"key with ā" = 1
[client]
reg_no = 40_203_123_456
hex = 0xff
float = 4.0003000002e10
since = 2025-03-17
at = 2025-03-17T10:00:00Z
inline = { a = "x", b.c = 2 }
attachments = [
  "a.pdf",
]
empty = []
text = """
divas
rindas"""
"#;
        let [record] = &read(text).unwrap()[..] else { panic!() };
        insta::assert_snapshot!(cells(record), @r#"
        name@2 None Text("SIA „Šķēle”")
        suspend@3 None Bool(true)
        key with ā@4 None Number(1)
        client.reg_no@6 None Number(402031-*****)
        client.hex@7 None Number(255)
        client.float@8 None Number(400030-*****)
        client.since@9 None Date(2025-03-17)
        client.at@10 None Date(2025-03-17T10:00:00Z)
        client.inline.a@11 None Text("x")
        client.inline.b.c@11 None Number(2)
        client.attachments@12 None List["a.pdf"]
        client.empty@15 None Empty
        client.text@16 None Text("divas\nrindas")
        "#);
        assert_eq!(record.cells[3].value, CellValue::Number("40203123456".to_owned()));
        assert_eq!(record.cells[5].value, CellValue::Number("40003000002".to_owned()));
        assert_eq!((record.row, record.report.is_empty()), (1, true));
    }

    #[test]
    fn tables_in_a_list_are_many_records() {
        for key in ["record", "pieteikums", "pieteikumi"] {
            let text = format!("[[{key}]]\na = 1\n\n[[{key}]]\n# x\na = 2\n[{key}.b]\nc = 3\n");
            let records = read(&text).unwrap();
            assert_eq!(records.iter().map(|r| r.row).collect::<Vec<_>>(), [1, 2]);
            assert_eq!(cells(&records[1]), "a@6 Some(2) Number(2)\nb.c@8 Some(2) Number(3)\n");
            assert_eq!(
                records[1].origin.location,
                FileLocation::Key { record: Some(2), path: "".into(), line: Some(4) }
            );
        }
        assert_eq!(codes(&read("record = []").unwrap_err()), ["D-no-records"]);
        assert_eq!(codes(&read("record = [1, {a=1}, \"x\"]").unwrap_err()), ["D-shape", "D-shape"]);
    }

    #[test]
    fn what_is_no_value_is_in_the_records_report() {
        let [record] =
            &read("a = [1]\nb = nan\nc = -inf\n[[d]]\ne = 1\n\"f.g\" = 1\n[f]\ng = 2").unwrap()[..]
        else {
            panic!()
        };
        assert_eq!(codes(&record.report), ["D-list", "D-toml-number", "D-toml-number", "D-list"]);
        let deep = format!("a = {}1{}", "{b = ".repeat(40), "}".repeat(40));
        assert_eq!(codes(&read(&deep).unwrap()[0].report), ["D-deep"]);
        let [twice] = &read("\"f.g\" = 1\n[f]\ng = 2").unwrap()[..] else { panic!() };
        assert_eq!(codes(&twice.report), ["D-key-twice"]);
    }

    #[test]
    fn hostile_nesting_is_only_broken() {
        let lists = format!("a = {}{}", "[".repeat(1_000_000), "]".repeat(1_000_000));
        assert_eq!(codes(&read(&lists).unwrap_err())[0], "D-toml");
        let keys = format!("{}x = 1", "a.".repeat(1_000_000));
        let _ = read(&keys);
        let _ = read(&format!("[{}x]", "a.".repeat(1_000_000)));
    }

    #[test]
    fn limits_hold() {
        let limits = Limits { records: 1, columns: 2, ..Limits::default() };
        let code = |text: &str, limits| {
            codes(
                &super::super::read(text.as_bytes(), &crate::data::DataSource::named("a.toml"), &limits)
                    .unwrap_err(),
            )
        };
        assert_eq!(code("[[record]]\n[[record]]", limits), ["D-limit"]);
        assert_eq!(code("a = 1\nb = 1\n[c]\nd = 1", limits), ["D-limit"]);
        assert_eq!(code("a = 1", Limits { toml_bytes: 4, ..limits }), ["D-size"]);
    }

    #[test]
    fn broken_toml_is_told_in_plain_words() {
        let mut out = String::new();
        for text in [
            "a = 1\na = 2",
            "code = 01010100000",
            "name = Anna",
            "name = „Anna”",
            "name = \"Anna",
            "name = 'Anna",
            "tālrunis = \"1\"",
            "phone = +371 29123456",
            "name: \"Anna\"",
            "[client",
            "a = ",
            "a = 1\nb = x\nc = 2\nd = 01",
        ] {
            let report = read(text).unwrap_err();
            for finding in report.findings() {
                let FileLocation::Line { line, column } = finding.origin.location else { panic!() };
                writeln!(out, "{text:?} {line}:{column} {}", finding.message(Lang::En)).unwrap();
            }
        }
        insta::assert_snapshot!(out, @r#"
        "a = 1\na = 2" 2:1 The file is not valid TOML: a key stands twice.
        "code = 01010100000" 1:8 The file is not valid TOML: a number starts with zero.
        "name = Anna" 1:8 The file is not valid TOML: a value is not in quotes.
        "name = „Anna”" 1:8 The file is not valid TOML: a text is in typographic quotes.
        "name = \"Anna" 1:13 The file is not valid TOML: a quote is not closed.
        "name = 'Anna" 1:13 The file is not valid TOML: a quote is not closed.
        "tālrunis = \"1\"" 1:2 The file is not valid TOML: something unexpected stands here.
        "phone = +371 29123456" 1:9 The file is not valid TOML: a value is not in quotes.
        "name: \"Anna\"" 1:7 The file is not valid TOML: something unexpected stands here.
        "[client" 1:8 The file is not valid TOML: something unexpected stands here.
        "a = " 1:5 The file is not valid TOML: something unexpected stands here.
        "a = 1\nb = x\nc = 2\nd = 01" 2:5 The file is not valid TOML: a value is not in quotes.
        "a = 1\nb = x\nc = 2\nd = 01" 4:5 The file is not valid TOML: a number starts with zero.
        "#);
    }
}
