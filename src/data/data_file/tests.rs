use std::io::{Seek as _, SeekFrom, Write as _};

use proptest::prelude::*;

use super::*;

fn data_file(name: &str, bytes: &[u8]) -> Result<DataFile, DataError> {
    DataFile::open(DataContent::Bytes(bytes.to_vec()), &DataSource::named(name), &Limits::default())
}

fn records(data_file: &DataFile) -> Vec<Record> {
    data_file.records().unwrap().map(Result::unwrap).collect()
}

/// What is read record by record is what is read whole.
fn holds_for(name: &str, bytes: &[u8]) {
    let whole = crate::data::read(bytes, &DataSource::named(name), &Limits::default());
    match (whole, data_file(name, bytes)) {
        (Ok(whole), Ok(data_file)) => {
            assert_eq!(records(&data_file), whole.records, "{name}");
            assert_eq!(data_file.report(), &whole.report, "{name}");
            assert_eq!(data_file.record_count() as usize, whole.records.len());
            assert_eq!(data_file.sha256(), Sha256Digest::of(bytes));
        }
        (Err(whole), Err(DataError::Refused(report))) => assert_eq!(report, whole, "{name}"),
        (whole, data_file) => panic!("{name}: {whole:?} {data_file:?}"),
    }
}

#[test]
fn every_fixture_reads_the_same_both_ways() {
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/data");
    let mut seen = 0;
    for folder in [folder.clone(), folder.join("csv"), folder.join("xlsx")] {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            let kinds = ["csv", "json", "jsonl", "toml", "xlsx", "ods"];
            if path.extension().is_some_and(|e| kinds.iter().any(|kind| e == *kind)) {
                holds_for(path.file_name().unwrap().to_str().unwrap(), &std::fs::read(&path).unwrap());
                seen += 1;
            }
        }
    }
    assert!(seen >= 12, "{seen}");
}

#[test]
fn rows_of_many_blocks_are_cut_where_they_end() {
    let long = "ķ".repeat(700);
    let mut text = "a;b\r\n".to_owned();
    for n in 0..1_600 {
        text.push_str(&format!("{n};\"{long}\r\n\"\"{n}\"\"\"\r\n"));
        if n % 7 == 0 {
            text.push_str("\r\n");
        }
    }
    assert!(text.len() > 2 << 20);
    holds_for("x.csv", text.as_bytes());
    let (latin, _, lossy) = encoding_rs::WINDOWS_1257.encode(&text);
    assert!(!lossy);
    holds_for("x.csv", &latin);
    let lines: String =
        (0..40_000).map(|n| format!("{{\"a\": {n}, \"b\": \"{}\"}}\n\n", &long[..60])).collect();
    holds_for("x.jsonl", lines.as_bytes());
}

#[test]
fn a_file_that_changes_is_noticed_before_a_changed_byte_is_used() {
    let mut file = tempfile::tempfile().unwrap();
    let row = format!("{}\n", "x".repeat(99));
    file.write_all(b"a;b\n").unwrap();
    for _ in 0..30_000 {
        file.write_all(row.as_bytes()).unwrap();
    }
    let mut other = file.try_clone().unwrap();
    let data_file =
        DataFile::open(DataContent::File(file), &DataSource::named("x.csv"), &Limits::default()).unwrap();
    assert_eq!(data_file.record_count(), 30_000);
    assert_eq!(data_file.records().unwrap().flatten().count(), 30_000);

    other.seek(SeekFrom::End(0)).unwrap();
    other.write_all(b"more\n").unwrap();
    assert!(matches!(data_file.ensure_unchanged(), Err(DataError::Changed)));
    assert_eq!(data_file.records().unwrap().flatten().count(), 30_000, "as it was looked through");

    other.seek(SeekFrom::Start((1 << 20) + 500)).unwrap();
    other.write_all(b"y").unwrap();
    let mut read = data_file.records().unwrap();
    let good = read.by_ref().take_while(Result::is_ok).inspect(|record| {
        let cells = &record.as_ref().unwrap().cells;
        assert!(cells.iter().flat_map(|cell| cell.value.texts()).all(|text| !text.contains('y')));
    });
    assert!((10_000..10_600).contains(&good.count()));
}

#[test]
fn mended_rows_keep_their_numbers() {
    let csv = "Sākotnējā rinda;Kļūdas;Nosaukums;Piezīme\r\n7;Kaut kas.;A;'=1\r\n2-9;;B;'x\r\n;;C;\r\n";
    let data_file = data_file("refused.csv", csv.as_bytes()).unwrap();
    assert!(data_file.is_repaired());
    let read = records(&data_file);
    let numbers: Vec<_> = read.iter().map(|record| (record.original_file_number, record.row)).collect();
    assert_eq!(numbers, [(None, 7), (Some(2), 9), (None, 4)]);
    let names: Vec<&str> = read[0].cells.iter().map(|cell| &*cell.name).collect();
    assert_eq!(names, ["Nosaukums", "Piezīme"]);
    assert_eq!(read[0].cells[1].value, crate::data::CellValue::Text("=1".to_owned()));
    assert_eq!(read[1].cells[1].value, crate::data::CellValue::Text("'x".to_owned()));
    assert!(read[0].report.is_empty() && read[1].report.is_empty());
    assert_eq!(read[2].report.findings()[0].code.as_str(), "D-original-row");
}

proptest! {
    #[test]
    fn any_text_reads_the_same_both_ways(text in "[a;,\"\r\n\t xķ=']{0,80}") {
        holds_for("x.csv", text.as_bytes());
        holds_for("x.jsonl", text.as_bytes());
    }

    /// However a text is cut into parts, its rows are the same.
    #[test]
    fn pieces_are_whole_rows(parts in proptest::collection::vec("[a;\"\r\n]{0,9}", 1..12)) {
        let whole = parts.concat();
        let file = Origin::file("x");
        let limits = Limits::default();
        let mut chunker = csv::RowChunker::new();
        let mut cut = Vec::new();
        // The first part decides the separator.
        chunker.buffer().push_str("a;b\n");
        cut.extend(chunker.next_chunk());
        for part in &parts {
            chunker.buffer().push_str(part);
            cut.extend(chunker.next_chunk());
        }
        cut.extend(chunker.last_chunk());
        prop_assert_eq!(cut.concat(), format!("a;b\n{whole}"));
        let (mut sheet, mut numbers) = (SheetReader::new(&file, &limits), Vec::new());
        for chunk in &cut {
            let mut rows = chunker.rows_of(chunk, &file);
            for row in rows.by_ref() {
                numbers.extend(sheet.read_row(row.unwrap()).unwrap().map(|record| (record.row, record.cells, record.report)));
            }
            let count = rows.row_count();
            chunker.set_rows_before(count);
        }
        let read = crate::data::read(format!("a;b\n{whole}").as_bytes(), &DataSource::named("x.csv"), &limits);
        match read {
            Ok(read) => prop_assert_eq!(numbers.len(), read.records.len()),
            Err(_) => prop_assert!(true),
        }
    }
}
