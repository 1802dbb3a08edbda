use std::fmt::Write as _;
use std::io::{Cursor, Write as _};

use proptest::prelude::*;
use zip::write::{SimpleFileOptions, ZipWriter};

use super::*;
use crate::data::{Cell, CellValue, DataSource, Records, read};
use crate::diag::{FileLocation, Lang, column_letters};

macro_rules! fixture {
    ($name:literal) => {
        include_bytes!(concat!("../../../../fixtures/data/xlsx/", $name))
    };
}

fn read_as(name: &str, bytes: &[u8]) -> Result<Records, Report> {
    read(bytes, &DataSource::named(name), &Limits::default())
}

fn xlsx(bytes: &[u8]) -> Result<Records, Report> {
    read_as("a.xlsx", bytes)
}

fn codes(report: &Report) -> Vec<String> {
    report.findings().iter().map(|finding| finding.code.to_string()).collect()
}

fn refused(bytes: &[u8]) -> Vec<String> {
    codes(&xlsx(bytes).unwrap_err())
}

fn messages(report: &Report) -> String {
    report.findings().iter().map(|f| f.message(Lang::En)).collect::<Vec<_>>().join("\n")
}

/// Place, header and value of each filled cell, and what is wrong.
fn shown(records: &[Record]) -> String {
    let mut out = String::new();
    for record in records {
        for cell in record.cells.iter().filter(|cell| !cell.value.is_empty()) {
            let FileLocation::Cell { row, column, header } = &cell.location else { panic!() };
            assert_eq!((*row, &**header), (record.row, &*cell.name));
            let value = match &cell.value {
                CellValue::Number(number) => format!("Number {number}"),
                other => format!("{other:?}"),
            };
            writeln!(out, "{}{row} {header}: {value}", column_letters(*column)).unwrap();
        }
        for finding in record.report.findings() {
            writeln!(out, "  {} {:?} {}", finding.code, finding.origin.location, finding.message(Lang::En))
                .unwrap();
        }
    }
    out
}

#[test]
fn a_workbook_gives_the_cells_of_its_csv() {
    let table = include_bytes!("../../../../fixtures/data/csv/excel-utf8-bom.csv");
    let table = read_as("a.xlsx", table).err().map(|report| codes(&report));
    assert_eq!(table, Some(vec!["D-mismatch".to_owned()]), "a renamed table is no workbook");
    let table = read_as("a.csv", include_bytes!("../../../../fixtures/data/csv/excel-utf8-bom.csv")).unwrap();
    for bytes in [fixture!("pieteikumi.xlsx").as_slice(), fixture!("libreoffice.xlsx")] {
        for name in ["a.csv.xlsm", "a"] {
            let book = read_as(name, bytes).unwrap();
            assert!(book.report.is_empty());
            assert_eq!(book.format, crate::data::DataFormat::Xlsx);
            let cells =
                |records: &[Record]| records.iter().map(|r| (r.row, r.cells.clone())).collect::<Vec<_>>();
            assert_eq!(cells(&book.records), cells(&table.records));
        }
    }
}

#[test]
fn every_kind_of_cell_is_read_where_it_stands() {
    let book = xlsx(fixture!("tipi.xlsx")).unwrap();
    insta::assert_snapshot!(shown(&book.records), @r##"
    B5 Skaitlis: Number 40003000002
    C5 Zaudēta nulle: Number 1010100000
    D5 Ar masku: Text("010101-*****")
    E5 Vesels ar komatu: Number 40203123456
    F5 Daļa: Number 0.1
    G5 Summa: Number 1234.5
    H5 Diena: Date(2025-03-17)
    I5 Laiks: Date(2025-03-17T10:30:00)
    J5 Pulkstenis: Date(12:00:00)
    K5 Jā: Bool(true)
    L5 Nē: Bool(false)
    M5 Teksts: Text("010101-*****")
    N5 Rindas: Text("viens\ndivi")
    O5 Bagātīgs: Text("Ērgļu iela")
    P5 Formula bez vērtības: Unreadable("")
    Q5 Kļūda: Unreadable("#N/A")
    S5 Zīmes: Text("a\rb & <c>")
      D-formula Cell { row: 5, column: 15, header: "Formula bez vērtības" } The cell holds a formula whose result is not saved in the workbook.
      D-cell-error Cell { row: 5, column: 16, header: "Kļūda" } The cell holds the Excel error #N/A, not a value.
    B7 Skaitlis: Text("paslēpta")
      D-row-hidden Row { row: 7 } The row is hidden in the workbook (by a filter, for example), but it was read.
    B9 Skaitlis: Text("blakus")
      D-cell-outside Row { row: 9 } There is a value in column U, but the column has no header.
    "##);
    assert_eq!(messages(&book.report), "The sheet “Dati” was read. The other sheets were not: Piezīmes.");
    let of = |name: &str| {
        let cell = book.records[0].cells.iter().find(|cell: &&Cell| &*cell.name == name);
        cell.map(|cell| cell.value.clone()).unwrap()
    };
    assert_eq!(of("Teksts"), CellValue::Text(" 010101-00000 ".to_owned()));
    assert_eq!(of("Ar masku"), CellValue::Text("010101-00000".to_owned()));
    assert_eq!(of("Tukšs"), CellValue::Empty);
}

#[test]
fn formulas_give_their_results() {
    let book = xlsx(fixture!("formulas.xlsx")).unwrap();
    insta::assert_snapshot!(shown(&book.records), @r##"
    A2 Summa: Number 40003000002
    B2 Teksts: Text("Āb")
    C2 Dalīts: Unreadable("#DIV/0!")
    D2 Nav: Unreadable("#N/A")
    F2 Diena: Number 45733
    G2 Patiess: Bool(true)
      D-cell-error Cell { row: 2, column: 2, header: "Dalīts" } The cell holds the Excel error #DIV/0!, not a value.
      D-cell-error Cell { row: 2, column: 3, header: "Nav" } The cell holds the Excel error #N/A, not a value.
    "##);
}

#[test]
fn days_may_be_counted_from_1904() {
    assert_eq!(
        xlsx(fixture!("no-1904.xlsx")).unwrap().records[0].cells[0].value,
        CellValue::Date("2025-03-17".to_owned())
    );
}

#[test]
fn tables_without_records_or_headers_are_refused() {
    assert_eq!(refused(fixture!("tuksa.xlsx")), ["D-blank"]);
    assert_eq!(refused(fixture!("tikai-virsraksti.xlsx")), ["D-header-only"]);
    assert_eq!(refused(fixture!("virsraksti.xlsx")), ["D-header-twice"]);
}

#[test]
fn what_is_no_workbook_is_said_so() {
    let zip = |parts: &[(&str, &str)]| pack(parts.iter().map(|(name, text)| (*name, text.as_bytes())));
    let why = |bytes: &[u8]| messages(&xlsx(bytes).unwrap_err());
    assert_eq!(
        why(&zip(&[("a.txt", "x")])),
        "The workbook cannot be read: it is not a workbook but another ZIP file."
    );
    assert_eq!(
        why(&zip(&[("word/document.xml", "")])),
        "The workbook cannot be read: it is a Word document."
    );
    assert_eq!(
        why(&zip(&[("xl/workbook.bin", "")])),
        "The workbook cannot be read: it is a binary workbook (.xlsb)."
    );
    assert_eq!(
        why(fixture!("libreoffice.ods")),
        "The workbook cannot be read: it is an OpenDocument document (.ods, for example)."
    );
    assert_eq!(refused(&zip(&[("mimetype", "application/vnd.etsi.asic-e+zip")])), ["D-container"]);
    let mut locked = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1".to_vec();
    assert_eq!(refused(&locked), ["D-workbook-old"]);
    locked.extend("EncryptedPackage".encode_utf16().flat_map(u16::to_le_bytes));
    assert_eq!(refused(&locked), ["D-workbook-locked"]);
}

#[test]
fn bombs_are_not_expanded() {
    let sheet = |inside: &str| book_with(inside.as_bytes());
    // Declared honestly: the directory says enough.
    let spaces = " ".repeat(64 << 20);
    assert_eq!(refused(&sheet(&spaces)), ["D-workbook-bomb"]);
    // Declared as one byte: no more than that is read.
    let mut lying = sheet(&spaces);
    let size = u32::try_from(spaces.len()).unwrap().to_le_bytes();
    let mut patched = 0;
    for at in 0..lying.len() - 4 {
        if lying[at..at + 4] == size {
            lying[at..at + 4].copy_from_slice(&1u32.to_le_bytes());
            patched += 1;
        }
    }
    assert_eq!(patched, 2, "the local and the central header");
    assert_eq!(refused(&lying), ["D-workbook"]);
    // Within the ratio, and still too much for all parts together.
    let limits = Limits { expanded_bytes: 2_000, ..Limits::default() };
    let report = read(fixture!("pieteikumi.xlsx"), &DataSource::named("a.xlsx"), &limits).unwrap_err();
    assert_eq!(codes(&report), ["D-workbook-bomb"]);
}

#[test]
fn one_long_text_in_every_cell_is_not_copied_endlessly() {
    let long = "x".repeat(30_000);
    let strings = format!("<sst><si><t>{long}</t></si></sst>");
    let cells: String = (1..4_000).fold(String::new(), |mut out, row| {
        write!(out, "<row r=\"{row}\"><c r=\"A{row}\" t=\"s\"><v>0</v></c></row>").unwrap();
        out
    });
    let bytes = book(&format!("<worksheet><sheetData>{cells}</sheetData></worksheet>"), &strings);
    let limits = Limits { text_bytes: 1 << 20, ..Limits::default() };
    let report = read(&bytes, &DataSource::named("a.xlsx"), &limits).unwrap_err();
    assert_eq!(codes(&report), ["D-limit"]);
}

#[test]
fn damaged_workbooks_are_refused_and_nothing_else_happens() {
    let sheet = |inside: &str| refused(&book(inside, "<sst/>"));
    for inside in [
        "",
        "<worksheet>",
        "<worksheet><sheetData><row r=\"1\"><c r=\"A1\"><v>1</v></c>",
        "<worksheet><sheetData><row r=\"2\"/><row r=\"1\"/></sheetData></worksheet>",
        "<worksheet><sheetData><row r=\"1\"><c r=\"B1\"/><c r=\"A1\"/></row></sheetData></worksheet>",
        "<worksheet><sheetData><row r=\"1\"><c r=\"A2\"/></row></sheetData></worksheet>",
        "<worksheet><sheetData><row r=\"99999999999\"/></sheetData></worksheet>",
        "<worksheet><sheetData><row r=\"0\"/></sheetData></worksheet>",
        "<worksheet><sheetData><row r=\"1\"><c r=\"ZZZ1\"/></row></sheetData></worksheet>",
        "<worksheet><sheetData><row r=\"1\"><c t=\"str\"><v>&x;</v></c></row></sheetData></worksheet>",
        "<!DOCTYPE x [<!ENTITY x \"y\">]><worksheet><sheetData/></worksheet>",
        "<worksheet><sheetData></worksheet></sheetData>",
    ] {
        assert_eq!(sheet(inside), ["D-workbook"], "{inside}");
    }
    assert_eq!(sheet("<worksheet><sheetData/></worksheet>"), ["D-blank"]);
    let cells = "<row><c t=\"str\"><v>A</v></c><c t=\"str\"><v>B</v></c><c t=\"str\"><v>C</v></c><c t=\"str\"><v>D</v></c></row>\
                 <row><c t=\"s\"><v>7</v></c><c t=\"b\"><v>2</v></c><c><v>x</v></c><c t=\"zz\"><v>1</v></c></row>";
    let broken =
        xlsx(&book(&format!("<worksheet><sheetData>{cells}</sheetData></worksheet>"), "<sst/>")).unwrap();
    assert_eq!(codes(&broken.records[0].report), ["D-cell-broken"; 4]);
    // A count that no memory holds is not believed.
    let strings = "<sst uniqueCount=\"999999999999999999\"><si><t>A</t></si></sst>";
    let cells = "<row><c t=\"s\"><v>0</v></c></row><row><c><v>1</v></c></row>";
    let found =
        xlsx(&book(&format!("<worksheet><sheetData>{cells}</sheetData></worksheet>"), strings)).unwrap();
    assert_eq!(found.records.len(), 1);
    // A cell far away costs no more than one near by.
    let far = "<row r=\"1\"><c r=\"A1\" t=\"str\"><v>A</v></c></row><row r=\"1048576\"><c r=\"A1048576\"><v>1</v></c></row>";
    let found =
        xlsx(&book(&format!("<worksheet><sheetData>{far}</sheetData></worksheet>"), "<sst/>")).unwrap();
    assert_eq!(found.records[0].row, 1_048_576);
}

#[test]
fn two_parts_of_one_name_are_refused() {
    let twice = pack([("a.xml", b"1".as_slice()), ("A.xml", b"2")]);
    assert_eq!(
        messages(&xlsx(&twice).unwrap_err()),
        "The workbook cannot be read: it has two parts of one name."
    );
    let mut same = pack([("a.xml", b"1".as_slice()), ("b.xml", b"2")]);
    let positions: Vec<usize> = (0..same.len() - 5).filter(|at| &same[*at..at + 5] == b"b.xml").collect();
    for at in positions {
        same[at] = b'a';
    }
    assert_eq!(
        messages(&xlsx(&same).unwrap_err()),
        "The workbook cannot be read: it has two parts of one name."
    );
}

#[test]
fn another_reader_sees_the_same_values() {
    use calamine::{Data, Reader, Xlsx};
    for bytes in [
        fixture!("pieteikumi.xlsx").as_slice(),
        fixture!("libreoffice.xlsx"),
        fixture!("tipi.xlsx"),
        fixture!("formulas.xlsx"),
    ] {
        let mut other = Xlsx::new(Cursor::new(bytes)).unwrap();
        let sheet =
            if other.sheet_names().len() > 1 { "Dati".to_owned() } else { other.sheet_names()[0].clone() };
        let range = other.worksheet_range(&sheet).unwrap();
        let mut compared = 0;
        for cell in xlsx(bytes).unwrap().records.iter().flat_map(|record| &record.cells) {
            let FileLocation::Cell { row, column, .. } = cell.location else { panic!() };
            let theirs = range.get_value((row - 1, column)).cloned().unwrap_or(Data::Empty);
            let ours = match &cell.value {
                CellValue::Empty => Data::Empty,
                CellValue::Number(number) => Data::Float(number.parse().unwrap()),
                CellValue::Bool(value) => Data::Bool(*value),
                CellValue::Text(text) => Data::String(text.clone()),
                // The rest is where ours says more: dates as text, errors, formulas without a result.
                _ => continue,
            };
            let theirs = if theirs == Data::String(String::new()) { Data::Empty } else { theirs };
            if &*cell.name != "Ar masku" && &*cell.name != "Zīmes" && &*cell.name != "Teksts" {
                assert_eq!(ours, theirs, "{:?}", cell.location);
                compared += 1;
            }
        }
        assert!(compared > 3);
    }
}

proptest! {
    #[test]
    fn no_damage_ends_the_program(
        at in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..6),
        cut in any::<prop::sample::Index>(),
        whole in any::<bool>(),
    ) {
        let mut bytes = fixture!("tipi.xlsx").to_vec();
        for (at, byte) in at {
            let at = at.index(bytes.len());
            bytes[at] = byte;
        }
        if !whole {
            bytes.truncate(cut.index(bytes.len()));
        }
        let _ = xlsx(&bytes);
    }

    #[test]
    fn no_sheet_ends_the_program(
        inside in "(<row( r=\"[0-9]{1,3}\")?>|</row>|<c( r=\"[A-C][1-3]\")?( t=\"(s|b|e|n|d|str|inlineStr)\")?( s=\"[0-9]\")?>|</c>|<v>[0-9a.#eE+-]{0,6}</v>|<f/>|<is><t>[a-z_x0-9]{0,8}</t></is>){0,12}",
    ) {
        let _ = xlsx(&book(&format!("<worksheet><sheetData>{inside}</sheetData></worksheet>"), "<sst><si><t>A</t></si></sst>"));
    }
}

/// A ZIP of these parts.
fn pack<'a>(parts: impl IntoIterator<Item = (&'a str, &'a [u8])>) -> Vec<u8> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in parts {
        let method = if name == "mimetype" {
            zip::CompressionMethod::Stored
        } else {
            zip::CompressionMethod::Deflated
        };
        zip.start_file(name, SimpleFileOptions::default().compression_method(method)).unwrap();
        zip.write_all(bytes).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

/// A workbook of one sheet.
fn book(sheet: &str, strings: &str) -> Vec<u8> {
    parts(sheet.as_bytes(), strings.as_bytes())
}

fn book_with(sheet: &[u8]) -> Vec<u8> {
    parts(sheet, b"<sst/>")
}

fn parts(sheet: &[u8], strings: &[u8]) -> Vec<u8> {
    const ROOT: &str = "<Relationships><Relationship Id=\"a\" Type=\"x/officeDocument\" Target=\"xl/workbook.xml\"/></Relationships>";
    const LINKS: &str = "<Relationships><Relationship Id=\"a\" Type=\"x/worksheet\" Target=\"sheet.xml\"/>\
        <Relationship Id=\"b\" Type=\"x/sharedStrings\" Target=\"strings.xml\"/></Relationships>";
    const BOOK: &str = "<workbook><sheets><sheet name=\"A\" r:id=\"a\"/></sheets></workbook>";
    pack([
        ("_rels/.rels", ROOT.as_bytes()),
        ("xl/_rels/workbook.xml.rels", LINKS.as_bytes()),
        ("xl/workbook.xml", BOOK.as_bytes()),
        ("xl/strings.xml", strings),
        ("xl/sheet.xml", sheet),
    ])
}
