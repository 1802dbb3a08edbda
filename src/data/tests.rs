use std::sync::Arc;

use proptest::prelude::*;

use super::*;
use crate::diag::FileLocation;

fn read_as(name: &str, bytes: &[u8]) -> Result<Records, Report> {
    read(bytes, &DataSource::named(name), &Limits::default())
}

fn codes(report: &Report) -> Vec<String> {
    report.findings().iter().map(|finding| finding.code.to_string()).collect()
}

fn refused(name: &str, bytes: &[u8]) -> Vec<String> {
    codes(&read_as(name, bytes).unwrap_err())
}

#[test]
fn the_same_table_in_four_encodings_gives_the_same_cells() {
    const UTF8: &[u8] = include_bytes!("../../fixtures/data/csv/excel-utf8-bom.csv");
    const OTHERS: [(&[u8], &[&str]); 3] = [
        (include_bytes!("../../fixtures/data/csv/excel-cp1257.csv"), &["T-enc"]),
        (include_bytes!("../../fixtures/data/csv/utf16le-tab.csv"), &[]),
        (include_bytes!("../../fixtures/data/csv/utf8-nfd.csv"), &[]),
    ];
    let first = read_as("dati.csv", UTF8).unwrap();
    assert!(first.report.is_empty());
    assert_eq!(first.records.iter().map(|r| r.row).collect::<Vec<_>>(), [2, 3, 4]);
    assert_eq!(first.records.iter().map(|r| r.cells.len()).collect::<Vec<_>>(), [18; 3]);
    let cell = |row: usize, name: &str| {
        let cell = first.records[row].cells.iter().find(|cell| &*cell.name == name);
        cell.map(|cell| cell.value.clone()).unwrap()
    };
    assert_eq!(cell(0, "Nosaukums"), CellValue::Text("Ezermalas novada pašvaldība".to_owned()));
    assert_eq!(cell(0, "Sertifikāta saņēmēja personas kods"), CellValue::Text("010101-00019".to_owned()));
    assert_eq!(cell(1, "Nosaukums"), CellValue::Text("SIA „Šķēle un Ģirts”".to_owned()));
    assert_eq!(
        cell(1, "Apturēšanas iemesls"),
        CellValue::Text("Beidzas sertifikāta derīguma termiņš; atslēga nomainīta".to_owned())
    );
    assert_eq!(cell(2, "Sagatavotāja e-pasts"), CellValue::Empty);
    for (bytes, remarks) in OTHERS {
        let other = read_as("dati.csv", bytes).unwrap();
        assert_eq!(other.records, first.records);
        assert_eq!(codes(&other.report), remarks);
    }
}

#[test]
fn nothing_in_a_file_is_said_in_its_own_way() {
    for name in ["a.csv", "a.json", "a.jsonl", "a.toml", "a.xlsx", "a"] {
        assert_eq!(refused(name, b""), ["D-empty"], "{name}");
    }
    for name in ["a.csv", "a.json", "a.jsonl", "a.toml", "a"] {
        assert_eq!(refused(name, b"\xef\xbb\xbf \r\n\t\n"), ["D-blank"], "{name}");
    }
    assert_eq!(refused("a.csv", b"a;b\r\n"), ["D-header-only"]);
    assert_eq!(refused("a.json", b"[]"), ["D-no-records"]);
}

#[test]
fn damaged_letters_refuse_the_file_but_may_be_accepted() {
    let damaged = "Reìistrâcijas Nr.;Lietotâja nosaukums;Pârtraukt moduïa lietoðanu\n1;2;3";
    let records = read_as("a.csv", damaged.as_bytes()).unwrap();
    assert_eq!(codes(&records.report), ["T-mojibake"]);
    assert!(records.report.refuses());
    assert_eq!(records.records.len(), 1);
    let finding = &records.report.findings()[0];
    assert!(finding.message(crate::diag::Lang::Lv).contains("„Reìistrâcijas”"));
}

#[test]
fn one_bad_byte_in_utf8_is_not_taken_for_another_code_page() {
    assert_eq!(refused("a.csv", b"a\nJ\xc4\x81nis\n\xe2\n"), ["D-encoding"]);
    let records = read_as("a.csv", b"a\n\xc4\x92rika\n\xe2\n").unwrap();
    assert_eq!(codes(&records.report), ["T-enc", "T-mojibake"]);
}

#[test]
fn a_pdf_is_for_someone_else() {
    assert_eq!(refused("a.pdf", b"%PDF-1.7\n"), ["D-pdf"]);
    assert_eq!(refused("a", b"%PDF-1.7\n"), ["D-pdf"]);
}

#[test]
fn a_file_beyond_the_limit_is_not_looked_at() {
    let limits = Limits { file_bytes: 3, ..Limits::default() };
    let report = read(b"a;b\n", &DataSource::named("a.csv"), &limits).unwrap_err();
    assert_eq!(codes(&report), ["D-size"]);
}

/// Text as a cell may hold it, line breaks, quotes and separators included.
fn cell_text() -> impl Strategy<Value = String> {
    "[ -~āčēģīķļņšūžĀ„“”\\n;,\"\t]{0,12}"
        .prop_filter("text formulas are read as what they show", |text| !text.starts_with("=\""))
}

proptest! {
    #[test]
    fn what_a_csv_writer_writes_is_read_back(
        rows in prop::collection::vec(prop::collection::vec(cell_text(), 4), 1..6),
        separator in prop::sample::select(vec![b';', b',', b'\t']),
        crlf in any::<bool>(),
    ) {
        let terminator = if crlf { ::csv::Terminator::CRLF } else { ::csv::Terminator::Any(b'\n') };
        let mut writer =
            ::csv::WriterBuilder::new().delimiter(separator).terminator(terminator).from_writer(Vec::new());
        writer.write_record(["Viens", "Divi", "Trīs", "Četri"]).unwrap();
        for row in &rows {
            writer.write_record(row).unwrap();
        }
        let bytes = writer.into_inner().unwrap();
        let filled: Vec<(u32, Vec<CellValue>)> = rows
            .iter()
            .zip(2..)
            .map(|(row, number)| (number, row.iter().map(|text| CellValue::text(text)).collect::<Vec<_>>()))
            .filter(|(_, values)| !values.iter().all(CellValue::is_empty))
            .collect();
        match read_as("a.csv", &bytes) {
            Ok(records) => {
                let found: Vec<(u32, Vec<CellValue>)> = records
                    .records
                    .into_iter()
                    .map(|r| (r.row, r.cells.into_iter().map(|cell| cell.value).collect()))
                    .collect();
                prop_assert_eq!(found, filled);
            }
            Err(report) => {
                prop_assert_eq!(codes(&report), ["D-header-only"]);
                prop_assert!(filled.is_empty());
            }
        }
    }

    #[test]
    fn json_comes_back_flat(value in json_object()) {
        let text = serde_json::to_string_pretty(&value).unwrap();
        let records = read_as("a.json", text.as_bytes()).unwrap();
        prop_assert_eq!(records.records.len(), 1);
        let found: Vec<(Arc<str>, CellValue)> =
            records.records[0].cells.iter().map(|cell| (cell.name.clone(), cell.value.clone())).collect();
        let mut expected = Vec::new();
        flatten(&value, "", &mut expected);
        prop_assert_eq!(found, expected);
        // Every value stands on the line that a search for its key finds.
        for cell in &records.records[0].cells {
            let FileLocation::Key { line: Some(line), .. } = &cell.location else { panic!() };
            let key = format!("{:?}:", cell.name.rsplit('.').next().unwrap());
            prop_assert!(text.lines().nth(*line as usize - 1).unwrap().contains(&key));
        }
    }

    #[test]
    fn no_bytes_end_the_program(
        bytes in prop::collection::vec(any::<u8>(), 0..400),
        name in prop::sample::select(vec!["a", "a.csv", "a.json", "a.jsonl", "a.toml", "a.xlsx"]),
    ) {
        let _ = read_as(name, &bytes);
    }

    #[test]
    fn no_text_ends_the_program(
        text in "[\\[\\]{}:,\"\\\\u0-9eE.=#'\\-+a-fā\\n\\r;\t ]{0,120}",
        name in prop::sample::select(vec!["a", "a.csv", "a.json", "a.jsonl", "a.toml"]),
    ) {
        let _ = read_as(name, text.as_bytes());
    }
}

fn json_object() -> impl Strategy<Value = serde_json::Value> {
    use serde_json::Value;
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        "[a-zāž\"\\\\ \\n„]{0,8}".prop_map(Value::from),
    ];
    let object = |inner: BoxedStrategy<Value>| {
        prop::collection::btree_map("[a-zā]{1,4}", inner, 1..5)
            .prop_map(|map| Value::Object(map.into_iter().collect()))
    };
    let tree = leaf.prop_recursive(4, 20, 4, move |inner| object(inner.boxed()));
    prop::collection::btree_map("[a-zā]{1,4}", tree, 1..5)
        .prop_map(|map| Value::Object(map.into_iter().collect()))
}

fn flatten(value: &serde_json::Value, path: &str, out: &mut Vec<(Arc<str>, CellValue)>) {
    use serde_json::Value;
    let raw = match value {
        Value::Object(map) => {
            for (key, value) in map {
                flatten(value, &if path.is_empty() { key.clone() } else { format!("{path}.{key}") }, out);
            }
            return;
        }
        Value::Null => CellValue::Empty,
        Value::Bool(value) => CellValue::Bool(*value),
        Value::Number(number) => CellValue::Number(number.to_string()),
        Value::String(text) => CellValue::text(text),
        Value::Array(_) => unreachable!("no lists are made"),
    };
    out.push((path.into(), raw));
}
